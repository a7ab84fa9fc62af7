//! How an employer counts its year, by periods of its own or by months: what holds, what was decided, and
//! the decision of the finance office.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::decide::LONGEST_NOTE;
use crate::access::{Capability, Need, SeeRuleSettings, SetRules};
use crate::calendar::{FiscalYear, periods};
use crate::text::Text;
use crate::unions::calendars::{Calendar, Decision};
use crate::unions::pages::{Choice, Problem, about, day, status};
use crate::unions::{self, Employer, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Fiscal years shown and offered, from the current one on.
const YEARS: usize = 4;

/// A fiscal year with how the employer counts it.
pub struct YearRow {
    pub year: String,
    pub calendar: String,
}

#[derive(Template)]
#[template(path = "agreements/calendar.html")]
struct CalendarPage {
    p: Page,
    here: String,
    back: String,
    employer: String,
    rows: Vec<YearRow>,
    years: Vec<Choice>,
    may_decide: bool,
    key: String,
    typed: Typed,
    problems: Vec<Problem>,
}

impl CalendarPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typed {
    key: Uuid,
    year: String,
    /// `periods` or `months`.
    kind: String,
    first_period_end: String,
    note: String,
}

fn address((union, employer): (Uuid, Uuid)) -> String {
    format!("/regles/employeurs/{union}/{employer}")
}

pub async fn show(can: Can<SeeRuleSettings>, Path(ids): Path<(Uuid, Uuid)>) -> Answer {
    page(&can, ids, Typed::default(), Vec::new()).await
}

fn words(employer: &Employer, year: FiscalYear, t: Text) -> String {
    match employer.calendar(year) {
        None => t.agreements_calendar_unknown().to_owned(),
        Some(Calendar::Months) => t.agreements_calendar_months().to_owned(),
        Some(Calendar::Periods(end)) => t.agreements_calendar_periods(t.date(&end)),
    }
}

async fn page<C: Need>(can: &Can<C>, ids: (Uuid, Uuid), typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, ids.0).await?;
    let employer = union.employer(ids.1).ok_or(Failure::NotFound)?;
    let today = scoped.today();
    let years = std::iter::successors(Some(FiscalYear::of(today)), |year| Some(year.next())).take(YEARS);
    let row = |year: FiscalYear| YearRow { year: year.to_string(), calendar: words(employer, year, t) };
    let offered = years.clone().filter(|year| union.may_decide_calendar(ids.1, *year, today));
    let choice = |year: FiscalYear| Choice {
        value: year.to_string(),
        label: year.to_string(),
        chosen: year.to_string() == typed.year,
    };
    let p = can.page(t.agreements_calendar_title());
    let page = CalendarPage {
        here: format!("{}/calendrier", address(ids)),
        back: address(ids),
        employer: employer.name.clone(),
        rows: years.map(row).collect(),
        years: offered.map(choice).collect(),
        may_decide: can.person.actor().holds(Capability::SetRules),
        key: if typed.key.is_nil() { p.key() } else { typed.key }.to_string(),
        typed,
        problems,
        p,
    };
    html_with(status(&page.problems), &page)
}

/// What the form says, or what is wrong with it.
fn read(
    typed: &Typed,
    union: &Union,
    employer: Uuid,
    today: chrono::NaiveDate,
    t: Text,
) -> Result<Decision, Vec<Problem>> {
    let from = typed.year.parse::<FiscalYear>().ok();
    let from = from.filter(|from| union.may_decide_calendar(employer, *from, today));
    let end = day(&typed.first_period_end);
    let fits = |end: &chrono::NaiveDate| from.is_none_or(|from| periods(from, *end).is_ok());
    let calendar = match typed.kind.as_str() {
        "months" => Ok(Calendar::Months),
        "periods" => end
            .filter(fits)
            .map(Calendar::Periods)
            .ok_or(("#first_period_end", t.agreements_calendar_bad_end())),
        _ => Err(("#kind", t.agreements_calendar_bad_kind())),
    };
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    if from.is_none() {
        wrong("#year", t.agreements_calendar_bad_year());
    }
    if let Err((href, text)) = calendar {
        wrong(href, text);
    }
    if !(3..=LONGEST_NOTE).contains(&typed.note.trim().chars().count()) {
        wrong("#note", t.agreements_bad_note());
    }
    match (from, calendar) {
        (Some(from), Ok(calendar)) if problems.is_empty() => Ok(Decision { from, calendar }),
        _ => Err(problems),
    }
}

pub async fn decide(can: Can<SetRules>, Path(ids): Path<(Uuid, Uuid)>, Form(typed): Form<Typed>) -> Answer {
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, ids.0).await?;
    union.employer(ids.1).ok_or(Failure::NotFound)?;
    let decision = match read(&typed, &union, ids.1, scoped.today(), can.text()) {
        Ok(decision) if !typed.key.is_nil() => decision,
        Ok(_) => return Err(Failure::BadRequest("no key")),
        Err(problems) => {
            drop(scoped);
            return page(&can, ids, typed, problems).await;
        }
    };
    let note = typed.note.trim();
    unions::store::calendars::decide(&mut scoped, typed.key, ids.0, ids.1, &decision, note).await?;
    scoped.commit().await?;
    Ok(Redirect::to(&format!("{}/calendrier", address(ids))).into_response())
}
