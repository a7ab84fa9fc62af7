//! A declaration that completes its period: what was declared before, after, and the difference, which
//! alone is posted (`percapita.md`, section 7). A first declaration differs from nothing: not found.

use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::receipt::{Head, head};
use super::{levy_name, period_title, rule_words};
use crate::access::SeeOwnUnion;
use crate::declarations;
use crate::declarations::store::FrozenItem;
use crate::money::Cad;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// One levy of one body, over all the statements of the period.
pub struct DifferenceRow {
    pub payee: String,
    pub rule: String,
    /// The levy's own name, which says when a rate is fictitious.
    pub levy: String,
    pub before: String,
    /// Where each is explained; empty when nothing was declared.
    pub before_href: String,
    pub after: String,
    pub difference: String,
    pub difference_href: String,
}

#[derive(Template)]
#[template(path = "declarations/difference.html")]
struct DifferencePage {
    p: Page,
    back: String,
    receipt_number: String,
    period: String,
    /// The receipts of before, with their addresses.
    earlier: Vec<(String, String)>,
    rows: Vec<DifferenceRow>,
    before: String,
    after: String,
    difference: String,
}

/// A levy's amounts in one declaration, or in several, and where they are explained.
#[derive(Default)]
struct Side {
    amount: Cad,
    hrefs: Vec<String>,
}

impl Side {
    fn add(&mut self, declaration: Uuid, item: &FrozenItem) {
        self.amount += item.amount;
        self.hrefs.push(format!("/declarations/{declaration}/calculs/{}", item.seq));
    }

    /// The working of its one amount; of several, the receipt of the last, which has each one's.
    fn href(&self) -> String {
        match self.hrefs.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [.., last] => {
                last.split("/calculs/").next().map(|path| format!("{path}#amounts")).unwrap_or_default()
            }
        }
    }
}

pub async fn show(can: Can<SeeOwnUnion>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let Head { declaration, period, earlier, .. } = head(&mut scoped, id).await?;
    if earlier.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut sums: Vec<(FrozenItem, Side, Side)> = Vec::new();
    for filed in earlier.iter().map(|one| one.id).chain([declaration.id]) {
        for item in declarations::store::items(&mut scoped, filed).await? {
            let place = sums.iter().position(|(known, ..)| known.levy == item.levy);
            let place = place.unwrap_or_else(|| {
                sums.push((item.clone(), Side::default(), Side::default()));
                sums.len() - 1
            });
            let (_, before, difference) = &mut sums[place];
            if filed == id { difference.add(filed, &item) } else { before.add(filed, &item) }
        }
    }
    let rows = sums.iter().map(|(item, before, difference)| DifferenceRow {
        payee: item.payee.name(t.lang()).to_owned(),
        rule: rule_words(&item.levy, t),
        levy: levy_name(&item.levy, t.lang()).to_owned(),
        before: t.money(&before.amount),
        before_href: before.href(),
        after: t.money(&(before.amount + difference.amount)),
        difference: t.money(&difference.amount),
        difference_href: difference.href(),
    });
    let before: Cad = earlier.iter().map(|one| one.total).sum();
    html(&DifferencePage {
        p: can.page(t.difference_title(period.number)),
        back: format!("/declarations/{id}"),
        period: period_title(&period, t),
        earlier: earlier
            .iter()
            .map(|one| (one.receipt_number.clone(), format!("/declarations/{}", one.id)))
            .collect(),
        rows: rows.collect(),
        before: t.money(&before),
        after: t.money(&(before + declaration.total)),
        difference: t.money(&declaration.total),
        receipt_number: declaration.receipt_number,
    })
}
