//! Finance states what a union owed before the portal counted.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::store::{self, Recorded, Stated};
use super::{Opening, place};
use crate::access::RecordMoney;
use crate::audit::{Action, Event};
use crate::money::Cad;
use crate::statements::numbers::parse_money;
use crate::text::Text;
use crate::unions::{self, Body, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Characters of the source, at most.
const MAX_SOURCE: usize = 500;

/// Opening balances as history pages show them.
pub struct OpeningView {
    pub title: String,
    pub source: String,
    pub rows: Vec<BalanceRow>,
    pub total: String,
    pub paid: String,
    pub owing: String,
    /// Said when finance stated them again.
    pub restated: String,
}

pub struct BalanceRow {
    pub body: String,
    pub amount: String,
    pub paid: String,
    pub owing: String,
}

impl OpeningView {
    pub fn of(opening: &Opening, t: Text) -> OpeningView {
        let paid: Cad = opening.balances.iter().map(|balance| balance.paid).sum();
        OpeningView {
            title: t.openings_on(t.date(&opening.counts_from)),
            source: opening.source.clone(),
            rows: opening
                .balances
                .iter()
                .map(|balance| BalanceRow {
                    body: balance.payee.name(t.lang()).to_owned(),
                    amount: t.money(&balance.amount),
                    paid: t.money(&balance.paid),
                    owing: t.money(&(balance.amount - balance.paid)),
                })
                .collect(),
            total: t.money(&opening.total()),
            paid: t.money(&paid),
            owing: t.money(&opening.outstanding()),
            restated: if opening.version > 1 {
                t.openings_restated(t.moment(&opening.recorded_at), opening.version)
            } else {
                String::new()
            },
        }
    }
}

impl OpeningView {
    /// A version that another followed: money settled the one in force.
    fn without_payments(mut self) -> OpeningView {
        for cell in [&mut self.paid, &mut self.owing] {
            cell.clear();
        }
        for row in &mut self.rows {
            row.paid.clear();
            row.owing.clear();
        }
        self
    }
}

pub struct Problem {
    pub href: String,
    pub text: String,
}

/// What the union owed one body, as typed.
pub struct Field {
    pub id: String,
    pub label: String,
    pub value: String,
    pub error: String,
}

#[derive(Template)]
#[template(path = "openings/form.html")]
struct FormPage {
    p: Page,
    here: String,
    back: String,
    counts_from: String,
    key: String,
    fields: Vec<Field>,
    source: String,
    source_error: String,
    versions: Vec<OpeningView>,
    problems: Vec<Problem>,
}

/// The bodies to which a union may have owed something: those it belongs to, and the confederation.
fn payees(union: &Union, bodies: Vec<Body>) -> Vec<Body> {
    let own = [union.federation.id, union.central_council.id];
    let is_owed = |body: &Body| own.contains(&body.id) || body.kind == unions::BodyKind::Confederation;
    bodies.into_iter().filter(is_owed).collect()
}

type Sent = HashMap<String, String>;

pub async fn form(can: Can<RecordMoney>, Path(union): Path<Uuid>) -> Answer {
    form_page(&can, union, None, Vec::new()).await
}

async fn form_page(can: &Can<RecordMoney>, id: Uuid, sent: Option<&Sent>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, id).await?;
    let (_, counts_from) = place(&union).ok_or(Failure::NotFound)?;
    let versions = store::versions(&mut scoped, id).await?;
    let about = |href: &str| {
        let found = problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    };
    let said = |name: &str| sent.and_then(|sent| sent.get(name)).cloned();
    let in_force = |body: &Body| {
        let balances = versions.first().map(|opening| &opening.balances[..]).unwrap_or_default();
        let balance = balances.iter().find(|balance| balance.payee.id == body.id);
        balance.map_or_else(String::new, |balance| t.number(&balance.amount.amount()))
    };
    let bodies = unions::store::bodies(&mut scoped).await?;
    let field = |body: Body| {
        let id = format!("balance-{}", body.id);
        Field {
            value: said(&id).unwrap_or_else(|| in_force(&body)),
            error: about(&format!("#{id}")),
            label: body.name(t.lang()).to_owned(),
            id,
        }
    };
    let mut p = can.page(t.openings_title());
    p.context.clone_from(&union.name);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FormPage {
        here: format!("/syndicats/{id}/ouverture"),
        back: format!("/syndicats/{id}/historique"),
        counts_from: t.date(&counts_from),
        key: said("key").unwrap_or_else(|| p.key().to_string()),
        fields: payees(&union, bodies).into_iter().map(field).collect(),
        source: said("source").unwrap_or_default(),
        source_error: about("#source"),
        versions: versions
            .iter()
            .enumerate()
            .map(|(place, opening)| {
                let view = OpeningView::of(opening, t);
                if place == 0 { view } else { view.without_payments() }
            })
            .collect(),
        problems,
        p,
    };
    html_with(status, &page)
}

/// A blank is nothing owed; a minus is money the union had paid too much.
fn read_amount(typed: &str) -> Option<Cad> {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() {
        return Some(Cad::ZERO);
    }
    // As much as money received may be, either way.
    parse_money(&typed, None).ok().filter(|amount| amount.abs() <= Cad::from_cents(100_000_000_000))
}

pub async fn record(can: Can<RecordMoney>, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, id).await?;
    let (period, counts_from) = place(&union).ok_or(Failure::NotFound)?;
    let said = |name: &str| sent.get(name).map(|text| text.trim()).unwrap_or_default();
    let Ok(key) = said("key").parse() else { return Err(Failure::BadRequest("no key")) };
    let mut problems = Vec::new();
    let mut balances = Vec::new();
    for body in payees(&union, unions::store::bodies(&mut scoped).await?) {
        let name = format!("balance-{}", body.id);
        match read_amount(said(&name)) {
            Some(amount) => balances.push((body.id, amount)),
            None => problems
                .push(Problem { href: format!("#{name}"), text: t.openings_bad_amount(body.name(t.lang())) }),
        }
    }
    let source = said("source");
    if source.is_empty() || source.chars().count() > MAX_SOURCE {
        problems.push(Problem { href: "#source".to_owned(), text: t.openings_bad_source().to_owned() });
    }
    if problems.is_empty() {
        let stated = Stated { id: key, union: id, period, counts_from, source, balances: &balances };
        match store::record(&mut scoped, &stated).await? {
            Recorded::Now => {
                scoped.record(Event::done(Action::OpeningRecorded, key).for_union(id));
                scoped.commit().await?;
                return flash::done(&format!("/syndicats/{id}/historique"), "said-opening");
            }
            Recorded::Before => {
                return flash::done(&format!("/syndicats/{id}/historique"), "said-opening");
            }
            Recorded::NothingChanges => {
                let text = t.openings_nothing_changes().to_owned();
                problems.push(Problem { href: "#source".to_owned(), text });
            }
        }
    }
    drop(scoped);
    form_page(&can, id, Some(&sent), problems).await
}
