//! Check, attest, file.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::assessment::read;
use super::{AmountRow, draft_rows, period_title};
use crate::access::Declare;
use crate::calendar::PeriodId;
use crate::db::Scoped;
use crate::declarations::signing::State;
use crate::declarations::store::{Filed, Filing, file, signing};
use crate::declarations::{self, Blocked, Declaration, Draft, Reading};
use crate::money::Cad;
use crate::statements::pages::{period_of_path, period_path};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A problem in the summary at the top, linked to its field.
pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

#[derive(Template)]
#[template(path = "declarations/check.html")]
struct CheckPage {
    p: Page,
    path: String,
    period: String,
    due: String,
    rows: Vec<AmountRow>,
    total: String,
    seen_total: String,
    key: String,
    statements: Vec<(String, String)>,
    missing: Vec<String>,
    missing_note: String,
    missing_error: String,
    attest_error: String,
    problems: Vec<Problem>,
    is_nil: bool,
    /// Before, after: for a declaration that completes one already filed.
    supplement: String,
    /// That a first signature fell, and whose, or that it was returned, and why; empty when none was.
    fallen: String,
    /// Whether another person signs before it is filed.
    two: bool,
    /// Why it cannot be filed; empty when it can.
    blocked: String,
    /// Periods from before the portal that are corrected, and not counted.
    not_counted: String,
}

pub async fn form(can: Can<Declare>, Path((year, code)): Path<(String, String)>) -> Answer {
    let id = period_of_path(&year, &code)?;
    page(&can, id, None, Vec::new()).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attest {
    key: Uuid,
    seen_total: Cad,
    #[serde(default)]
    attest: Option<String>,
    #[serde(default)]
    missing_note: String,
}

async fn page(can: &Can<Declare>, id: PeriodId, sent: Option<&Attest>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (union, material) = read(&mut scoped, id, Reading::ToDeclare).await?;
    let filed = declarations::store::of_union(&mut scoped, union.id).await?;
    let filed: Vec<&Declaration> = filed.iter().filter(|declaration| declaration.period == id).collect();
    if let (Some(before), true) = (filed.first(), material.statements.is_empty()) {
        return Ok(Redirect::to(&format!("/declarations/{}", before.id)).into_response());
    }
    let waits = signing::awaiting(&mut scoped, union.id, id).await?;
    let fallen = match &waits {
        Some(attested) if signing::still_stands(&mut scoped, &union, attested).await? => {
            return Ok(Redirect::to(&format!("/signatures/{}", attested.id)).into_response());
        }
        Some(attested) => t.signing_fallen_since(t.moment(&attested.attested_at), &attested.attested_name),
        None => returned(&mut scoped, union.id, id, t).await?,
    };
    let two = signing::rule(&mut scoped, union.id).await?.is_some_and(|rule| rule.two);
    let bodies = unions::store::bodies(&mut scoped).await?;
    let draft = Draft::of(&material);
    let period = union.period(id).ok_or(Failure::NotFound)?;
    let path = period_path(id);
    let p = can.page(t.filing_title(period.number));
    let about = |href: &str| {
        let found = problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = CheckPage {
        rows: draft_rows(&draft.items(), &bodies, &path, t),
        period: period_title(&period, t),
        due: t.date(&union.due_on(id).ok_or(Failure::NotFound)?),
        total: t.money(&draft.total()),
        seen_total: draft.total().to_string(),
        // The same key again after a problem: it is still the same declaration.
        key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
        statements: statements(&draft, t),
        missing: material.missing.iter().map(|employer| employer.name.clone()).collect(),
        missing_note: sent.map(|sent| sent.missing_note.clone()).unwrap_or_default(),
        missing_error: about("#missing-note"),
        attest_error: about("#attest"),
        is_nil: draft.is_nil() && material.missing.is_empty(),
        supplement: supplement(&filed, &draft, t),
        fallen,
        two,
        blocked: match material.blocked("-") {
            None => String::new(),
            Some(Blocked::Unsettled(_)) => t.filing_not_ready().to_owned(),
            Some(blocked) => blocked_problem(&blocked, t).text,
        },
        not_counted: material.not_counted.join(", "),
        problems,
        path,
        p,
    };
    html_with(status, &page)
}

/// That the last signature of a period was returned, with the reason: it is read before attesting again.
async fn returned(scoped: &mut Scoped, union: Uuid, id: PeriodId, t: Text) -> Result<String, Failure> {
    let attested = signing::of_union(scoped, union).await?;
    let last = attested.into_iter().find(|attested| attested.period == id);
    let returned = last.filter(|attested| attested.state == State::Returned).and_then(|attested| {
        let (name, at) = attested.closed?;
        Some(t.signing_returned_since(t.moment(&at), &name, attested.note.as_deref().unwrap_or_default()))
    });
    Ok(returned.unwrap_or_default())
}

/// What was declared before and what it comes to with this one (`percapita.md`, section 7).
fn supplement(filed: &[&Declaration], draft: &Draft<'_>, t: Text) -> String {
    if filed.is_empty() {
        return String::new();
    }
    let before: Cad = filed.iter().map(|declaration| declaration.total).sum();
    let after = before + draft.total();
    t.filing_supplement(after, before)
}

fn statements(draft: &Draft<'_>, t: Text) -> Vec<(String, String)> {
    let line = |s: &declarations::DraftStatement<'_>| {
        let people = s.assessment.persons();
        (s.material.employer.clone(), t.filing_statement(people, s.material.version))
    };
    draft.statements.iter().map(line).collect()
}

pub async fn send(
    can: Can<Declare>,
    Path((year, code)): Path<(String, String)>,
    Form(form): Form<Attest>,
) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    if form.attest.as_deref() != Some("1") {
        let problem = Problem { href: "#attest", text: t.filing_attest_needed().to_owned() };
        return page(&can, id, Some(&form), vec![problem]).await;
    }
    let mut scoped = can.begin().await?;
    let (union, _) = read(&mut scoped, id, Reading::ToDeclare).await?;
    let filing = Filing {
        id: form.key,
        period: id,
        seen_total: form.seen_total,
        missing_note: form.missing_note.trim(),
        attested_by: can.person.id,
        attested_name: &can.person.name,
        attested_at: scoped.now(),
    };
    let problem = match file(&mut scoped, &union, &filing).await? {
        Filed::Now(declaration) => {
            scoped.commit().await?;
            return Ok(Redirect::to(&format!("/declarations/{declaration}")).into_response());
        }
        Filed::Before(declaration) => {
            return Ok(Redirect::to(&format!("/declarations/{declaration}")).into_response());
        }
        Filed::Awaits(attested) => {
            scoped.commit().await?;
            return Ok(Redirect::to(&format!("/signatures/{attested}")).into_response());
        }
        Filed::Blocked(blocked) => blocked_problem(&blocked, t),
        Filed::Changed => Problem { href: "#amounts", text: t.filing_changed().to_owned() },
    };
    drop(scoped);
    page(&can, id, Some(&form), vec![problem]).await
}

fn blocked_problem(blocked: &Blocked, t: Text) -> Problem {
    match blocked {
        Blocked::Unsettled(count) => Problem { href: "#amounts", text: t.filing_unsettled(*count) },
        Blocked::Missing => Problem { href: "#missing-note", text: t.filing_missing_needed().to_owned() },
        Blocked::UnknownPeriods(periods) => {
            Problem { href: "#amounts", text: t.filing_unknown_periods(periods.join(", ")) }
        }
        Blocked::BelowZero(people) => {
            Problem { href: "#amounts", text: t.filing_below_zero(people.join(", ")) }
        }
    }
}
