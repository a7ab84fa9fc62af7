//! What the union says of its bank that no statement does: the employees of January 1, days used
//! before the portal, a bank that begins in the year. Said with a reason, never taken back.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::scenario::Problem;
use super::{Asked, Found, find, path, typed_number};
use crate::access::KeepLeave;
use crate::audit::{Action, Event};
use crate::leave::Charge;
use crate::leave::store::{self, Saying};
use crate::leave::year::Said;
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Characters of a reason, at most.
const LONGEST_REASON: usize = 500;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    key: Uuid,
    exercice: String,
    employeur: String,
    #[serde(default)]
    kind: String,
    amount: String,
    day: String,
    reason: String,
}

/// One thing that can be said.
pub struct Choice {
    pub id: String,
    pub code: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub checked: bool,
}

#[derive(Template)]
#[template(path = "leave/adjust.html")]
struct AdjustPage {
    p: Page,
    lead: String,
    back: String,
    key: String,
    year: String,
    employer: String,
    choices: Vec<Choice>,
    amount: String,
    day: String,
    reason: String,
    problems: Vec<Problem>,
}

impl AdjustPage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

fn choices(checked: &str, t: Text) -> Vec<Choice> {
    let said = |code: &'static str| match code {
        "employees" => (t.leave_say_employees(), t.leave_say_employees_hint()),
        "internal" => (t.leave_say_internal(), t.leave_say_days_hint()),
        "external" => (t.leave_say_external(), t.leave_say_days_hint()),
        "reimbursed" => (t.leave_say_reimbursed(), t.leave_say_days_hint()),
        _ => (t.leave_say_from(), t.leave_say_from_hint()),
    };
    let choice = |(place, code): (usize, &'static str)| {
        let (label, hint) = said(code);
        // The first control has the group's id: the error summary leads there.
        let id = if place == 0 { "kind".to_owned() } else { format!("kind-{code}") };
        Choice { id, code, label, hint, checked: code == checked }
    };
    Said::CODES.into_iter().enumerate().map(choice).collect()
}

fn page(can: &Can<KeepLeave>, found: &Found, sent: Option<&Sent>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = |field: fn(&Sent) -> &String| sent.map(field).cloned().unwrap_or_default();
    let p = can.page(t.leave_say_title());
    html_with(
        status,
        &AdjustPage {
            lead: t.leave_lead(&found.employer.name, found.year.year.to_string()),
            back: path(found.year.year, found.employer.id),
            key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
            year: found.year.year.to_string(),
            employer: found.employer.id.to_string(),
            choices: choices(&typed(|sent| &sent.kind), t),
            amount: typed(|sent| &sent.amount),
            day: typed(|sent| &sent.day),
            reason: typed(|sent| &sent.reason),
            problems,
            p,
        },
    )
}

pub async fn form(can: Can<KeepLeave>, Query(asked): Query<Asked>) -> Answer {
    let mut scoped = can.begin().await?;
    let found = find(&mut scoped, &asked).await?;
    page(&can, &found, None, Vec::new())
}

pub async fn send(can: Can<KeepLeave>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let asked =
        Asked { exercice: sent.exercice.clone(), employeur: sent.employeur.clone(), ..Asked::default() };
    let found = find(&mut scoped, &asked).await?;
    let mut problems = Vec::new();
    let said = match said(&sent, &found, t) {
        Ok(said) => Some(said),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let reason = sent.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        problems.push(Problem { href: "#reason", text: t.leave_bad_reason().to_owned() });
    }
    let Some(said) = said.filter(|_| problems.is_empty()) else {
        drop(scoped);
        return page(&can, &found, Some(&sent), problems);
    };
    let year = found.year.year;
    let saying = Saying { id: sent.key, employer: found.employer.id, year, said, reason };
    if store::say(&mut scoped, &saying).await? {
        scoped.record(Event::done(Action::LeaveAdjusted, sent.key));
        scoped.commit().await?;
    }
    flash::done(&path(year, found.employer.id), "said-leave")
}

/// What was said, or what is wrong with it.
fn said(sent: &Sent, found: &Found, t: Text) -> Result<Said, Problem> {
    let refuse = |href, text: &str| Problem { href, text: text.to_owned() };
    let amount = typed_number(&sent.amount);
    let days = |charge| {
        let days = amount.filter(|days| !days.is_zero() && days.abs() <= Decimal::from(10_000));
        days.map(|days| Said::Days(charge, days)).ok_or_else(|| refuse("#amount", t.leave_bad_amount()))
    };
    match sent.kind.as_str() {
        "employees" => {
            let whole = amount.filter(|people| people.fract().is_zero());
            let people = whole.and_then(|people| u32::try_from(people).ok());
            people.map(Said::Employees).ok_or_else(|| refuse("#amount", t.leave_bad_employees()))
        }
        "internal" => days(Charge::Internal),
        "external" => days(Charge::External),
        "reimbursed" => days(Charge::Reimbursed),
        "bank-from" => {
            let year = found.year.year;
            let day = sent.day.trim().parse::<NaiveDate>().ok();
            let day = day.filter(|day| (year.first_day()..=year.last_day()).contains(day));
            day.map(Said::BankFrom).ok_or_else(|| refuse("#day", t.leave_bad_day()))
        }
        _ => Err(refuse("#kind", t.leave_bad_kind())),
    }
}
