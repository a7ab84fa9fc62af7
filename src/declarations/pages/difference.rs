//! A declaration that completes its period: what was declared before, after, and the difference, which
//! alone is posted (`percapita.md`, section 7).

use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::{levy_name, period_title, rule_words};
use crate::access::SeeOwnUnion;
use crate::declarations;
use crate::money::Cad;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// One levy of one body, over all the statements of the period.
pub struct DifferenceRow {
    pub payee: String,
    pub rule: String,
    pub before: String,
    pub after: String,
    pub difference: String,
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

pub async fn show(can: Can<SeeOwnUnion>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let declaration = declarations::store::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, own).await?;
    let mut earlier = declarations::store::of_union(&mut scoped, own).await?;
    earlier.retain(|one| one.period == declaration.period && one.version < declaration.version);
    earlier.reverse();
    let mut sums: Vec<(declarations::store::FrozenItem, Cad, Cad)> = Vec::new();
    for (filed, is_this) in
        earlier.iter().map(|one| (one.id, false)).chain(std::iter::once((declaration.id, true)))
    {
        for item in declarations::store::items(&mut scoped, filed).await? {
            let (was, is) = if is_this { (Cad::ZERO, item.amount) } else { (item.amount, Cad::ZERO) };
            match sums.iter_mut().find(|(known, ..)| known.levy == item.levy) {
                Some((_, before, difference)) => {
                    *before += was;
                    *difference += is;
                }
                None => sums.push((item, was, is)),
            }
        }
    }
    let rows = sums.iter().map(|(item, before, difference)| DifferenceRow {
        payee: item.payee.name(t.lang()).to_owned(),
        rule: format!("{} ({})", rule_words(&item.levy, t), levy_name(&item.levy, t.lang())),
        before: t.money(before),
        after: t.money(&(*before + *difference)),
        difference: t.money(difference),
    });
    let before: Cad = sums.iter().map(|(_, before, _)| *before).sum();
    let period = union.period(declaration.period).ok_or(Failure::NotFound)?;
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
