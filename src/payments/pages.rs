//! Paying: the treasurer's side, and the finance officer's.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, Arrival, Initiated};
use super::{Payment, Reference, State};
use crate::access::{Pay, RecordMoney, SeeOwnUnion};
use crate::db::Scoped;
use crate::declarations;
use crate::declarations::pages::Tag;
use crate::money::Cad;
use crate::statements::numbers::parse_money;
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    key: Uuid,
}

/// Announces a transfer; twice is once.
pub async fn start(can: Can<Pay>, Path(declaration): Path<Uuid>, Form(form): Form<Start>) -> Answer {
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let declaration = declarations::store::one(&mut scoped, declaration).await?;
    let union = unions::store::union(&mut scoped, own).await?;
    match store::initiate(&mut scoped, &union, &declaration, form.key).await? {
        Initiated::Now(id) => {
            scoped.commit().await?;
            Ok(Redirect::to(&format!("/paiements/{id}")).into_response())
        }
        Initiated::Before(id) => Ok(Redirect::to(&format!("/paiements/{id}")).into_response()),
        Initiated::NothingDue => {
            Ok(Redirect::to(&format!("/declarations/{}", declaration.id)).into_response())
        }
    }
}

fn tag(payment: &Payment, t: Text) -> Tag {
    match payment.state {
        State::Pending => Tag { word: t.standing_pending(), kind: "info" },
        State::Settled => Tag { word: t.standing_paid(), kind: "done" },
    }
}

/// What a body got of a payment.
pub struct AllocationRow {
    pub receipt: String,
    /// The declaration's amounts; empty for what is not of one.
    pub href: String,
    pub payee: String,
    pub amount: String,
}

/// Money that came.
pub struct MoneyRow {
    pub received_on: String,
    pub amount: String,
    pub credited: String,
}

/// A payment as both sides see it.
pub struct PaymentFacts {
    pub id: Uuid,
    pub union: String,
    pub declaration_path: String,
    pub reference: String,
    pub amount: String,
    pub received: String,
    pub tag: Tag,
    pub is_settled: bool,
    pub initiated: String,
    pub settled: String,
    /// The reader is the one who pays: say how.
    pub may_pay: bool,
    pub money: Vec<MoneyRow>,
    pub allocations: Vec<AllocationRow>,
}

impl PaymentFacts {
    pub fn title(&self, t: Text) -> &'static str {
        if self.is_settled { t.payment_receipt_title() } else { t.payment_title() }
    }
}

pub async fn facts(
    scoped: &mut Scoped,
    payment: &Payment,
    declaration_path: String,
    t: Text,
) -> Result<PaymentFacts, Failure> {
    let bodies = unions::store::bodies(scoped).await?;
    let money = store::money(scoped, payment.id).await?;
    let allocations = store::allocations(scoped, payment.id).await?;
    let name = |id: Uuid| bodies.iter().find(|body| body.id == id).map(|body| body.name(t.lang()).to_owned());
    Ok(PaymentFacts {
        id: payment.id,
        union: payment.union_name.clone(),
        reference: payment.reference.to_string(),
        amount: t.money(&payment.amount),
        received: t.money(&payment.received),
        tag: tag(payment, t),
        is_settled: payment.state == State::Settled,
        initiated: t.moment(&payment.initiated_at),
        settled: payment.settled_at.map(|at| t.payment_settled(at)).unwrap_or_default(),
        may_pay: false,
        money: money
            .iter()
            .map(|money| MoneyRow {
                received_on: t.date(&money.received_on),
                amount: t.money(&money.amount),
                credited: if money.credited == Cad::ZERO { String::new() } else { t.money(&money.credited) },
            })
            .collect(),
        allocations: allocations
            .into_iter()
            .map(|part| {
                // One page a declaration, beside that of the payment's own.
                let folder = declaration_path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
                let (receipt, href) = match part.declaration {
                    Some((id, receipt)) => (receipt, format!("{folder}/{id}#amounts")),
                    None => (t.openings_debt().to_owned(), String::new()),
                };
                let payee = name(part.payee).unwrap_or_default();
                AllocationRow { receipt, href, payee, amount: t.money(&part.amount) }
            })
            .collect(),
        declaration_path,
    })
}

#[derive(Template)]
#[template(path = "payments/payment.html")]
struct PaymentPage {
    p: Page,
    f: PaymentFacts,
}

/// The treasurer's payment: what to do while it waits, the receipt once it came.
pub async fn show(can: Can<SeeOwnUnion>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let payment = store::one(&mut scoped, id).await?;
    let path = format!("/declarations/{}", payment.declaration);
    let mut f = facts(&mut scoped, &payment, path, t).await?;
    f.may_pay = !f.is_settled;
    html(&PaymentPage { p: can.page(f.title(t)), f })
}

pub struct PendingRow {
    pub href: String,
    pub union: String,
    pub period: String,
    pub reference: String,
    pub initiated: String,
    pub amount: String,
    pub received: String,
}

#[derive(Template)]
#[template(path = "payments/pending.html")]
struct PendingPage {
    p: Page,
    rows: Vec<PendingRow>,
    reference: String,
    error: String,
}

#[derive(Deserialize)]
pub struct Search {
    reference: Option<String>,
}

/// Payments awaited; a reference typed from the bank's statement goes straight to its payment.
pub async fn pending(can: Can<RecordMoney>, Query(search): Query<Search>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let typed = search.reference.unwrap_or_default();
    let error = match typed.trim() {
        "" => String::new(),
        typed => match typed.parse::<Reference>() {
            Err(_) => t.money_bad_reference().to_owned(),
            Ok(reference) => match store::by_reference(&mut scoped, reference).await? {
                Some(payment) => {
                    return Ok(Redirect::to(&format!("/encaissements/{}", payment.id)).into_response());
                }
                None => t.money_unknown_reference(reference.to_string()),
            },
        },
    };
    let rows = store::pending(&mut scoped).await?;
    let row = |payment: &Payment| PendingRow {
        href: format!("/encaissements/{}", payment.id),
        union: payment.union_name.clone(),
        period: payment.period.to_string(),
        reference: payment.reference.to_string(),
        initiated: t.moment(&payment.initiated_at),
        amount: t.money(&payment.amount),
        received: t.money(&payment.received),
    };
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = PendingPage {
        p: can.page(t.money_title()),
        rows: rows.iter().map(row).collect(),
        reference: typed,
        error,
    };
    html_with(status, &page)
}

#[derive(Template)]
#[template(path = "payments/record.html")]
struct RecordPage {
    p: Page,
    f: PaymentFacts,
    key: String,
    received_on: String,
    amount: String,
    date_error: String,
    amount_error: String,
    problems: Vec<Problem>,
}

pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Received {
    key: Uuid,
    received_on: String,
    amount: String,
}

/// No money of the portal came before; an older date is a slip.
const OLDEST_YEAR: i32 = 2000;
/// As `money_received_is_plausible` has it: a thousand million dollars.
fn is_plausible(amount: Cad) -> bool {
    amount > Cad::ZERO && amount <= Cad::from_cents(100_000_000_000)
}

pub async fn record_form(can: Can<RecordMoney>, Path(id): Path<Uuid>) -> Answer {
    record_page(&can, id, None, Vec::new()).await
}

async fn record_page(
    can: &Can<RecordMoney>,
    id: Uuid,
    sent: Option<&Received>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let payment = store::one(&mut scoped, id).await?;
    let path = format!("/syndicats/{}/declarations/{}", payment.union, payment.declaration);
    let f = facts(&mut scoped, &payment, path, t).await?;
    let left = payment.amount - payment.received;
    let about = |href: &str| {
        let found = problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    };
    let p = can.page(t.money_record_title());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = RecordPage {
        key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
        received_on: sent.map_or_else(|| scoped.today().to_string(), |sent| sent.received_on.clone()),
        amount: sent.map_or_else(|| t.number(&left.amount()), |sent| sent.amount.clone()),
        date_error: about("#received-on"),
        amount_error: about("#amount"),
        problems,
        f,
        p,
    };
    html_with(status, &page)
}

pub async fn record(can: Can<RecordMoney>, Path(id): Path<Uuid>, Form(form): Form<Received>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let mut problems = Vec::new();
    let received_on = form
        .received_on
        .trim()
        .parse::<NaiveDate>()
        .ok()
        .filter(|on| *on <= scoped.today() && on.year() >= OLDEST_YEAR);
    if received_on.is_none() {
        problems.push(Problem { href: "#received-on", text: t.money_bad_date().to_owned() });
    }
    let amount = parse_money(form.amount.trim(), None).ok().filter(|amount| is_plausible(*amount));
    if amount.is_none() {
        problems.push(Problem { href: "#amount", text: t.money_bad_amount().to_owned() });
    }
    let (Some(received_on), Some(amount)) = (received_on, amount) else {
        drop(scoped);
        return record_page(&can, id, Some(&form), problems).await;
    };
    let arrival = Arrival { id: form.key, payment: id, received_on, amount };
    if store::record(&mut scoped, &arrival).await? {
        scoped.commit().await?;
    }
    flash::done(&format!("/encaissements/{id}"), "said-received")
}
