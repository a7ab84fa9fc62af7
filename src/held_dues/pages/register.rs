//! Every case of the union, and the form that opens one.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::super::store::{self, Opening};
use super::super::{Case, Requester, period_of_day};
use super::{Problem, about, path, requester_words, state_tag, typed_numbers};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct CaseRow {
    pub href: String,
    pub number: String,
    pub employer: String,
    pub submitted: String,
    pub first_held: String,
    pub people: String,
    pub total: String,
    pub tag: Tag,
}

/// One choice of a list.
pub struct Choice {
    pub id: String,
    pub value: String,
    pub label: String,
    pub checked: bool,
}

#[derive(Template)]
#[template(path = "held_dues/register.html")]
struct RegisterPage {
    p: Page,
    rows: Vec<CaseRow>,
    key: String,
    employers: Vec<Choice>,
    requesters: Vec<Choice>,
    sent: Sent,
    problems: Vec<Problem>,
}

impl RegisterPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    key: Uuid,
    employer: String,
    number: String,
    requester: String,
    submitted_on: String,
    people: String,
}

pub async fn show(can: Can<PreparePeriod>) -> Answer {
    let mut scoped = can.begin().await?;
    page(&can, &mut scoped, Sent::default(), Vec::new()).await
}

async fn page(can: &Can<PreparePeriod>, scoped: &mut Scoped, sent: Sent, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let cases = store::cases(scoped, None).await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let p = can.page(t.held_title());
    let key = if sent.key.is_nil() { p.key() } else { sent.key };
    html_with(
        status,
        &RegisterPage {
            rows: cases.iter().map(|case| case_row(case, &union, t)).collect(),
            key: key.to_string(),
            employers: employers(&union, &sent.employer),
            requesters: requesters(&sent.requester, t),
            sent,
            problems,
            p,
        },
    )
}

fn case_row(case: &Case, union: &Union, t: Text) -> CaseRow {
    CaseRow {
        href: path(case.id),
        number: case.number.clone(),
        employer: union.employer(case.employer).map(|e| e.name.clone()).unwrap_or_default(),
        submitted: t.date(&case.submitted_on),
        first_held: case.first_held().to_string(),
        people: t.count(&case.people.len()),
        total: t.money(&case.total()),
        tag: state_tag(case.is_open(), t),
    }
}

fn employers(union: &Union, chosen: &str) -> Vec<Choice> {
    let only = union.employers.len() == 1;
    let choice = |(place, employer): (usize, &unions::Employer)| {
        let value = employer.id.to_string();
        Choice {
            // The first control has the group's id: the error summary leads there.
            id: if place == 0 { "employer".to_owned() } else { format!("employer-{place}") },
            checked: only || value == chosen,
            value,
            label: format!("{}, {}", employer.name, employer.unit),
        }
    };
    union.employers.iter().enumerate().map(choice).collect()
}

fn requesters(chosen: &str, t: Text) -> Vec<Choice> {
    let choice = |(place, requester): (usize, Requester)| Choice {
        id: if place == 0 { "requester".to_owned() } else { format!("requester-{place}") },
        value: requester.code().to_owned(),
        label: requester_words(requester, t).to_owned(),
        checked: requester.code() == chosen,
    };
    Requester::ALL.into_iter().enumerate().map(choice).collect()
}

/// Characters of a case's number, at most.
const LONGEST_NUMBER: usize = 60;

pub async fn open(can: Can<PreparePeriod>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    if sent.key.is_nil() {
        return Err(Failure::BadRequest("no key"));
    }
    let cases = store::cases(&mut scoped, None).await?;
    if cases.iter().any(|case| case.id == sent.key) {
        return flash::done(&path(sent.key), "said-held-open");
    }
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    let employer = match sent.employer.parse::<Uuid>() {
        Ok(id) => Some(union.employer(id).ok_or(Failure::NotFound)?),
        Err(_) => None,
    };
    if employer.is_none() {
        wrong("#employer", t.held_bad_employer());
    }
    let number = sent.number.trim();
    if number.is_empty() || number.chars().count() > LONGEST_NUMBER {
        wrong("#number", t.held_bad_number());
    } else if cases.iter().any(|c| Some(c.employer) == employer.map(|e| e.id) && c.number == number) {
        wrong("#number", t.held_number_taken());
    }
    let requester = Requester::from_code(&sent.requester);
    if requester.is_none() {
        wrong("#requester", t.held_bad_requester());
    }
    let today = scoped.today();
    let day = sent.submitted_on.trim().parse::<NaiveDate>().ok().filter(|day| *day <= today);
    let period = day.zip(employer).and_then(|(day, employer)| period_of_day(employer, day));
    if employer.is_some() && period.is_none() {
        wrong("#submitted_on", t.held_bad_day());
    }
    // A person may be in dispute before any statement names her.
    let numbers = typed_numbers(&sent.people);
    let (Some(employer), Some(requester), Some(submitted_on), Some(period), true) =
        (employer, requester, day, period, problems.is_empty())
    else {
        return page(&can, &mut scoped, sent, problems).await;
    };
    let opening = Opening { id: sent.key, employer: employer.id, number, requester, submitted_on, period };
    if store::open(&mut scoped, &opening).await? {
        store::add(&mut scoped, sent.key, &numbers).await?;
        scoped.record(Event::done(Action::HeldCaseOpened, sent.key));
        scoped.commit().await?;
    }
    flash::done(&path(sent.key), "said-held-open")
}
