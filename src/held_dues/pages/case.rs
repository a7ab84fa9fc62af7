//! One case: its people, what is held for each by period, what must be released; its rulings.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::super::{Case, Outcome, Person, Ruling, period_of_day, store};
use super::{Problem, about, path, requester_words, state_tag, typed_numbers};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::{self, Employer};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// One period's held dues of a person.
pub struct HeldView {
    pub period: String,
    pub amount: String,
    pub href: String,
    /// Before the case allows it, or after the ruling (V51).
    pub outside: bool,
    pub released: bool,
}

pub struct PersonView {
    pub employee_number: String,
    pub name: String,
    pub held: Vec<HeldView>,
    pub total: String,
    pub ruling: String,
    pub tag: Tag,
    pub is_open: bool,
}

#[derive(Template)]
#[template(path = "held_dues/case.html")]
struct CasePage {
    p: Page,
    href: String,
    employer: String,
    requester: &'static str,
    submitted: String,
    first_held: String,
    tag: Tag,
    people: Vec<PersonView>,
    total: String,
    release: String,
    has_ruling: bool,
    has_open: bool,
    has_outside: bool,
    numbers: String,
    ruled_on: String,
    outcome: String,
    problems: Vec<Problem>,
}

impl CasePage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

/// What a form brought, to be shown again.
#[derive(Default)]
struct Typed<'a> {
    numbers: &'a str,
    ruled_on: &'a str,
    outcome: &'a str,
}

async fn read(scoped: &mut Scoped, id: Uuid) -> Result<(Case, Employer), Failure> {
    let case = store::one(scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let employer = union.employer(case.employer).cloned().ok_or(Failure::NotFound)?;
    Ok((case, employer))
}

pub async fn show(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let (case, employer) = read(&mut scoped, id).await?;
    page(&can, &case, &employer, &Typed::default(), Vec::new())
}

fn page(
    can: &Can<PreparePeriod>,
    case: &Case,
    employer: &Employer,
    typed: &Typed<'_>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let people: Vec<PersonView> = case.people.iter().map(|person| person_view(case, person, t)).collect();
    html_with(
        status,
        &CasePage {
            p: can.page(t.held_case_title(&case.number)),
            href: path(case.id),
            employer: employer.name.clone(),
            requester: requester_words(case.requester, t),
            submitted: t.date(&case.submitted_on),
            first_held: case.first_held().to_string(),
            tag: state_tag(case.is_open(), t),
            total: t.money(&case.total()),
            release: t.money(&case.to_release()),
            has_ruling: case.people.iter().any(|person| person.ruling.is_some()),
            has_open: people.iter().any(|person| person.is_open),
            has_outside: people.iter().any(|person| person.held.iter().any(|held| held.outside)),
            people,
            numbers: typed.numbers.to_owned(),
            ruled_on: typed.ruled_on.to_owned(),
            outcome: typed.outcome.to_owned(),
            problems,
        },
    )
}

fn person_view(case: &Case, person: &Person, t: Text) -> PersonView {
    let held = person.held.iter().map(|held| HeldView {
        period: held.period.to_string(),
        amount: t.money(&held.amount),
        href: format!("/releves/{}/lignes?apres={}", held.statement, held.line.saturating_sub(1)),
        outside: !case.covers(&person.employee_number, held.period),
        released: person.released.contains(&held.period),
    });
    let tag = match person.ruling.map(|ruling| ruling.outcome) {
        None => Tag { word: t.held_waits(), kind: "due" },
        Some(Outcome::Included) => Tag { word: t.held_included(), kind: "done" },
        Some(Outcome::Excluded) => Tag { word: t.held_excluded(), kind: "quiet" },
    };
    PersonView {
        employee_number: person.employee_number.clone(),
        name: person.name.clone(),
        held: held.collect(),
        total: t.money(&case.held_of(person)),
        ruling: person
            .ruling
            .map(|ruling| t.held_ruled_on(ruling.on, ruling.period.to_string()))
            .unwrap_or_default(),
        tag,
        is_open: person.ruling.is_none(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    people: String,
}

pub async fn add(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(form): Form<People>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (case, employer) = read(&mut scoped, id).await?;
    let numbers = typed_numbers(&form.people);
    if numbers.is_empty() {
        let text = t.held_no_people().to_owned();
        let typed = Typed { numbers: &form.people, ..Typed::default() };
        return page(&can, &case, &employer, &typed, vec![Problem { href: "#people", text }]);
    }
    let added = store::add(&mut scoped, id, &numbers).await?;
    if added == 0 {
        let text = t.held_already_there().to_owned();
        let typed = Typed { numbers: &form.people, ..Typed::default() };
        return page(&can, &case, &employer, &typed, vec![Problem { href: "#people", text }]);
    }
    scoped.record(Event::done(Action::HeldPeopleAdded, id));
    scoped.commit().await?;
    flash::counted(&path(id), "said-held-people", added)
}

/// Records a ruling, of all the people ticked at once.
pub async fn rule(
    can: Can<PreparePeriod>,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let t = can.text();
    let (mut ruled_on, mut outcome, mut chosen) = (String::new(), String::new(), Vec::new());
    for (name, value) in fields {
        match name.as_str() {
            "ruled_on" => ruled_on = value,
            "outcome" => outcome = value,
            "person" => chosen.push(value),
            _ => return Err(Failure::BadRequest("an unknown field")),
        }
    }
    let mut scoped = can.begin().await?;
    let (case, employer) = read(&mut scoped, id).await?;
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    let of_case = |number: &String| case.people.iter().any(|person| person.employee_number == *number);
    if chosen.is_empty() {
        wrong("#person", t.held_nobody_ruled());
    } else if !chosen.iter().all(of_case) {
        return Err(Failure::NotFound);
    }
    let today = scoped.today();
    let day = ruled_on.trim().parse::<NaiveDate>().ok();
    let day = day.filter(|day| (case.submitted_on..=today).contains(day));
    let period = day.and_then(|day| period_of_day(&employer, day));
    if period.is_none() {
        wrong("#ruled_on", t.held_bad_ruling_day());
    }
    let decided = Outcome::from_code(&outcome);
    if decided.is_none() {
        wrong("#outcome", t.held_bad_outcome());
    }
    let (Some(on), Some(period), Some(outcome), true) = (day, period, decided, problems.is_empty()) else {
        let typed = Typed { ruled_on: &ruled_on, outcome: &outcome, ..Typed::default() };
        return page(&can, &case, &employer, &typed, problems);
    };
    let ruling = Ruling { on, outcome, period };
    let recorded = store::rule(&mut scoped, id, &chosen, &ruling).await?;
    // As it stands once nobody else rules: the same ruling sent again is no other one.
    let case = store::one(&mut scoped, id).await?;
    let other = |p: &&Person| {
        chosen.contains(&p.employee_number) && p.ruling.is_some_and(|r| (r.on, r.outcome) != (on, outcome))
    };
    let kept: Vec<&str> =
        case.people.iter().filter(other).map(|person| person.employee_number.as_str()).collect();
    if !kept.is_empty() {
        // Dropping the transaction records nothing of those ticked with them.
        let text = t.held_already_ruled(kept.join(", "));
        let typed = Typed { ruled_on: &ruled_on, outcome: outcome.code(), ..Typed::default() };
        drop(scoped);
        let mut scoped = can.begin().await?;
        let (case, employer) = read(&mut scoped, id).await?;
        return page(&can, &case, &employer, &typed, vec![Problem { href: "#person", text }]);
    }
    if recorded > 0 {
        scoped.record(Event::done(Action::HeldRulingRecorded, id));
        scoped.commit().await?;
    }
    flash::counted(&path(id), "said-held-ruling", recorded)
}
