//! One declaration attested by somebody: another signs it, or sends it back.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::check::Problem;
use super::explained::parsed;
use super::receipt::frozen_rows;
use super::signatures::{LONGEST, state_tag};
use super::{AmountRow, Tag, period_title};
use crate::access::{Capability, Need, SeeSignatures, SignSecond};
use crate::aggregates::FEWEST_FOR_A_BASE;
use crate::db::Scoped;
use crate::declarations::document::Statement;
use crate::declarations::signing::{Attested, Signed, State};
use crate::declarations::store::signing;
use crate::money::Cad;
use crate::statements::pages::period_path;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

#[derive(Template)]
#[template(path = "declarations/signature.html")]
struct SignaturePage {
    p: Page,
    href: String,
    period: String,
    receipt_number: String,
    attested: String,
    due: String,
    tag: Tag,
    closed: String,
    note: String,
    missing_note: String,
    sha256: String,
    rows: Vec<AmountRow>,
    persons: String,
    total: String,
    seen_total: String,
    /// The label of the number: of a receipt once it is one.
    number_label: &'static str,
    closing_label: &'static str,
    /// What each statement comes to; none when it cannot be known any more.
    statements: Vec<StatementRow>,
    few: String,
    /// It waits, and nothing it is made of has changed.
    stands: bool,
    /// It waits, and something has changed.
    has_changed: bool,
    may_sign: bool,
    may_withdraw: bool,
    /// Where it is attested again, and its receipt once filed; for the treasurer.
    again_href: String,
    receipt_href: String,
    reason: String,
    problems: Vec<Problem>,
}

/// A statement that is in it, nobody named.
pub struct StatementRow {
    pub employer: String,
    pub dates: String,
    pub lines: String,
    pub contributors: String,
    /// Held dues and corrections, in words; empty without any.
    pub besides: String,
    /// Empty when so few people would tell one's pay.
    pub salary_paid: String,
    pub dues: String,
}

fn statement_row(statement: &Statement, t: Text) -> StatementRow {
    let totals = statement.totals();
    let of_many = |sum: Cad| {
        if totals.contributors >= FEWEST_FOR_A_BASE { t.money(&sum) } else { String::new() }
    };
    let besides = [
        (totals.held > 0).then(|| t.signing_held(totals.held)),
        (totals.corrections > 0).then(|| t.signing_corrections(totals.corrections)),
    ];
    StatementRow {
        employer: statement.employer.clone(),
        dates: t.signing_dates(statement.end, statement.start),
        lines: t.count(&totals.lines),
        contributors: t.count(&totals.contributors),
        besides: besides.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        salary_paid: of_many(totals.salary_paid),
        dues: of_many(totals.dues),
    }
}

impl SignaturePage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

async fn read(scoped: &mut Scoped, id: Uuid) -> Result<(Union, Attested), Failure> {
    let attested = signing::one(scoped, id).await?;
    let union = unions::store::union(scoped, attested.union).await?;
    Ok((union, attested))
}

pub async fn show(can: Can<SeeSignatures>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, "", Vec::new()).await
}

async fn page<N: Need>(can: &Can<N>, id: Uuid, reason: &str, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (union, attested) = read(&mut scoped, id).await?;
    let items = signing::items(&mut scoped, id).await?;
    let awaits = attested.state == State::Awaiting;
    let bytes = signing::document(&mut scoped, &union, &attested).await?;
    let document = bytes.map(|bytes| parsed(&bytes)).transpose()?;
    let stands = awaits && document.is_some();
    let (may_sign, number) =
        (attested.may_be_signed_by(can.person.id, &can.person.name), attested.period.number());
    let statements: Vec<StatementRow> =
        document.iter().flat_map(|document| &document.statements).map(|one| statement_row(one, t)).collect();
    let explained = if document.is_some() { format!("/signatures/{id}") } else { String::new() };
    let period = union.period(attested.period).ok_or(Failure::NotFound)?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let prepares = can.person.actor().holds(Capability::PreparePeriod);
    let only_for = |is: bool, href: String| if is && prepares { href } else { String::new() };
    html_with(
        status,
        &SignaturePage {
            p: can.page(title(attested.state, stands && may_sign, number, t)),
            number_label: match attested.state {
                State::Signed => t.receipt_number(),
                _ => t.signing_number(),
            },
            closing_label: closing_label(attested.state, t),
            few: if statements.iter().any(|one| one.salary_paid.is_empty()) {
                t.signing_few(FEWEST_FOR_A_BASE)
            } else {
                String::new()
            },
            statements,
            href: format!("/signatures/{id}"),
            period: period_title(&period, t),
            attested: t.receipt_attested(t.moment(&attested.attested_at), &attested.attested_name),
            due: t.date(&attested.due_on),
            tag: state_tag(if awaits && !stands { State::Fallen } else { attested.state }, t),
            closed: attested
                .closed
                .as_ref()
                .map(|(name, at)| t.signing_closed(t.moment(at), name))
                .unwrap_or_default(),
            note: attested.note.clone().unwrap_or_default(),
            missing_note: attested.missing_note.clone(),
            sha256: hex::encode(&attested.sha256),
            rows: frozen_rows(&items, &explained, t),
            persons: t.count(&attested.persons),
            total: t.money(&attested.total),
            seen_total: attested.total.to_string(),
            stands,
            has_changed: awaits && !stands,
            may_sign,
            may_withdraw: awaits && attested.attested_by == can.person.id,
            again_href: only_for(
                !stands && attested.state != State::Signed,
                format!("{}/declaration", period_path(attested.period)),
            ),
            receipt_href: only_for(attested.state == State::Signed, format!("/declarations/{id}")),
            receipt_number: attested.receipt_number,
            reason: reason.to_owned(),
            problems,
        },
    )
}

/// What the page is of, for this reader.
fn title(state: State, may_sign: bool, number: u8, t: Text) -> String {
    match state {
        State::Awaiting if may_sign => t.signing_one_title(number),
        State::Awaiting => t.signing_waits_title(number),
        State::Signed => t.signing_signed_title(number),
        State::Returned | State::Withdrawn | State::Fallen => t.signing_unsigned_title(number),
    }
}

/// What the person who closed it did.
fn closing_label(state: State, t: Text) -> &'static str {
    match state {
        State::Signed => t.signing_second(),
        State::Withdrawn => t.signing_withdrawn_by(),
        State::Fallen => t.signing_fallen_by(),
        State::Awaiting | State::Returned => t.signing_returned_by(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    #[serde(default)]
    seen_total: Option<Cad>,
    #[serde(default)]
    attest: Option<String>,
}

/// The second person signs: it is filed and posted.
pub async fn sign(can: Can<SignSecond>, Path(id): Path<Uuid>, Form(form): Form<Signature>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (union, attested) = read(&mut scoped, id).await?;
    let wrong = |href, text: &str| vec![Problem { href, text: text.to_owned() }];
    if form.attest.as_deref() != Some("1") {
        drop(scoped);
        return page(&can, id, "", wrong("#attest", t.signing_attest_needed())).await;
    }
    if form.seen_total != Some(attested.total) {
        drop(scoped);
        return page(&can, id, "", wrong("#amounts", t.filing_changed())).await;
    }
    let problem = match signing::sign(&mut scoped, &union, id, &can.person.name).await? {
        Signed::Now(_) => {
            scoped.commit().await?;
            return flash::done(&format!("/signatures/{id}"), "said-signed");
        }
        // Whoever comes after sees what became of it.
        Signed::Before(_) | Signed::Closed => {
            return Ok(Redirect::to(&format!("/signatures/{id}")).into_response());
        }
        Signed::Fallen => {
            scoped.commit().await?;
            return Ok(Redirect::to(&format!("/signatures/{id}")).into_response());
        }
        Signed::SamePerson => wrong("#attest", t.signing_same_person()),
    };
    drop(scoped);
    page(&can, id, "", problem).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    #[serde(default)]
    reason: String,
}

/// Who attested takes it back; another sends it back and says why.
pub async fn close(can: Can<SignSecond>, Path(id): Path<Uuid>, Form(form): Form<Closing>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (union, attested) = read(&mut scoped, id).await?;
    let is_first = attested.attested_by == can.person.id;
    let reason = form.reason.trim();
    if !is_first && (reason.is_empty() || reason.chars().count() > LONGEST) {
        drop(scoped);
        let problem = Problem { href: "#reason", text: t.signing_reason_needed().to_owned() };
        return page(&can, id, &form.reason, vec![problem]).await;
    }
    let (state, note) = if is_first { (State::Withdrawn, None) } else { (State::Returned, Some(reason)) };
    // Not while it is being signed.
    unions::store::lock_account(&mut scoped, union.id).await?;
    if !signing::close(&mut scoped, &attested, state, &can.person.name, note).await? {
        // Signed, or closed, meanwhile: the page says which.
        return Ok(Redirect::to(&format!("/signatures/{id}")).into_response());
    }
    scoped.commit().await?;
    let said = if is_first { "said-attestation-withdrawn" } else { "said-attestation-returned" };
    flash::done(&format!("/signatures/{id}"), said)
}
