//! One person: who she is to her employer, her card, her contact details, her history.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, about, past_day, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::declarations::pages::Tag;
use crate::members::store::cards::CardEvent;
use crate::members::store::contacts::Contact;
use crate::members::store::{self, HistoryLine};
use crate::members::{ContactField, Member};
use crate::money::Cad;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct HistoryRow {
    pub href: String,
    pub period: String,
    pub employer: String,
    pub status: &'static str,
    pub job_title: String,
    pub salary_paid: String,
    pub dues: String,
    pub absences: String,
}

/// A contact detail: the union's value, the employer's, and a form of its own.
pub struct ContactRow {
    pub id: &'static str,
    pub label: &'static str,
    pub ours: String,
    pub since: String,
    pub theirs: String,
    pub differs: bool,
}

/// Another record of the same person.
pub struct Other {
    pub href: String,
    pub label: String,
}

#[derive(Template)]
#[template(path = "members/person.html")]
struct PersonPage {
    p: Page,
    m: Member,
    employer: String,
    status: &'static str,
    presence: Tag,
    first_day: String,
    first_day_note: &'static str,
    periods: String,
    card: Tag,
    card_words: String,
    card_events: Vec<String>,
    contacts: Vec<ContactRow>,
    contact_events: Vec<String>,
    history: Vec<HistoryRow>,
    others: Vec<Other>,
    several_employers: bool,
    form: Typed,
    card_key: String,
    contact_key: String,
    problems: Vec<Problem>,
}

/// What was typed, to be shown again.
#[derive(Default)]
struct Typed {
    signed_on: String,
    card_number: String,
    field: String,
    value: String,
    effective_on: String,
}

impl PersonPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }

    fn fields(&self) -> Vec<(&'static str, &'static str, bool)> {
        let chosen = |field: ContactField| field.code() == self.form.field;
        ContactField::ALL.into_iter().map(|f| (f.code(), words::field(f, self.p.t), chosen(f))).collect()
    }
}

pub async fn show(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, Typed::default(), Vec::new()).await
}

async fn page(can: &Can<SeeMembers>, id: Uuid, mut form: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let member = store::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, own).await?;
    let linked = store::duplicates::linked(&mut scoped, id).await?;
    let others = store::some(&mut scoped, &linked).await?;
    let history = store::history(&mut scoped, &linked).await?;
    let events = store::cards::events(&mut scoped, id).await?;
    let contacts = store::contacts::of_member(&mut scoped, id).await?;
    let employers = store::contacts::of_employer(&mut scoped, id).await?;
    scoped.record(Event::done(Action::MemberRead, id));
    scoped.commit().await?;
    if form.effective_on.is_empty() {
        form.effective_on = today.to_string();
    }
    let card = member.card(today);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let p = can.page(if member.name.is_empty() { t.line_nobody() } else { member.name.as_str() });
    let page = PersonPage {
        employer: words::employer(&union, member.employer),
        status: words::status(member.status, t),
        presence: words::presence(&member, t),
        first_day: words::day(member.first_day(), t),
        first_day_note: if member.hired_on.is_none() && member.seen_from.is_some() {
            t.members_first_day_estimated()
        } else {
            ""
        },
        periods: match member.periods {
            Some((first, last)) => t.members_periods(first.to_string(), last.to_string()),
            None => t.members_on_no_statement().to_owned(),
        },
        card: words::card(card, t),
        card_words: words::card_day(card, t),
        card_events: events.iter().map(|event| card_event(event, t)).collect(),
        contacts: contact_rows(&contacts, &employers, today, t),
        contact_events: contacts.iter().map(|contact| contact_event(contact, t)).collect(),
        history: history.iter().map(|line| history_row(line, &union, t)).collect(),
        others: others.iter().filter(|other| other.id != id).map(|other| link(other, &union)).collect(),
        several_employers: others.len() > 1,
        card_key: p.key().to_string(),
        contact_key: p.key().to_string(),
        m: member,
        form,
        problems,
        p,
    };
    html_with(status, &page)
}

fn link(other: &Member, union: &Union) -> Other {
    Other {
        href: format!("/membres/{}", other.id),
        label: format!("{} · {}", words::employer(union, other.employer), other.employee_number),
    }
}

fn card_event(event: &CardEvent, t: Text) -> String {
    match event.signed_on {
        Some(on) if event.number.is_empty() => {
            t.members_card_event(event.recorded_at, event.recorded_by.as_str(), on)
        }
        Some(on) => t.members_card_event_number(
            event.recorded_at,
            event.recorded_by.as_str(),
            event.number.as_str(),
            on,
        ),
        None => t.members_card_event_withdrawn(event.recorded_at, event.recorded_by.as_str()),
    }
}

fn contact_event(contact: &Contact, t: Text) -> String {
    let field = words::field(contact.field, t);
    let (at, by) = (contact.recorded_at, contact.recorded_by.as_str());
    if contact.value.is_empty() {
        return t.members_contact_event_given_up(at, by, field, contact.effective_on);
    }
    t.members_contact_event(at, by, field, contact.effective_on, contact.value.as_str())
}

fn contact_rows(
    contacts: &[Contact],
    employers: &(String, String),
    today: NaiveDate,
    t: Text,
) -> Vec<ContactRow> {
    let row = |field: ContactField| {
        // The latest day that has come; the list is in that order.
        let own = contacts.iter().find(|c| c.field == field && c.effective_on <= today);
        let own = own.filter(|contact| !contact.value.is_empty());
        let theirs = match field {
            ContactField::Address => employers.0.clone(),
            ContactField::Phone => employers.1.clone(),
            ContactField::Email => String::new(),
        };
        ContactRow {
            id: field.code(),
            label: words::field(field, t),
            ours: own.map(|contact| contact.value.clone()).unwrap_or_default(),
            since: own.map(|contact| t.members_since(contact.effective_on)).unwrap_or_default(),
            differs: field != ContactField::Email
                && own.is_some_and(|contact| !field.agrees(&contact.value, &theirs)),
            theirs,
        }
    };
    ContactField::ALL.into_iter().map(row).collect()
}

fn history_row(line: &HistoryLine, union: &Union, t: Text) -> HistoryRow {
    let money = |amount: Option<Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    let absences: Vec<String> = line.absences.split(" | ").map(|one| one.replace('/', " – ")).collect();
    HistoryRow {
        href: format!("/releves/{}", line.statement),
        period: if line.corrects.is_empty() {
            line.period.to_string()
        } else {
            t.members_corrects(line.corrects.as_str(), line.period.to_string())
        },
        employer: words::employer(union, line.employer),
        status: words::status(line.status, t),
        job_title: line.job_title.clone(),
        salary_paid: money(line.salary_paid),
        dues: money(line.dues),
        absences: absences.join("; "),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardForm {
    key: Uuid,
    signed_on: String,
    #[serde(default)]
    card_number: String,
    /// Given by the button that takes the card back.
    withdraw: Option<String>,
}

/// Numbers of cards are short; none is a sentence.
const LONGEST_CARD_NUMBER: usize = 40;

pub async fn card(can: Can<SeeMembers>, Path(id): Path<Uuid>, Form(sent): Form<CardForm>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let member = store::one(&mut scoped, id).await?;
    let signed_on = past_day(&sent.signed_on, scoped.today());
    let number: String = sent.card_number.trim().to_owned();
    let takes_back = sent.withdraw.is_some() && member.card_signed_on.is_some();
    let mut problems = Vec::new();
    if !takes_back && signed_on.is_none() {
        problems.push(Problem::new("#signed_on", t.members_bad_day()));
    }
    if number.chars().count() > LONGEST_CARD_NUMBER {
        problems.push(Problem::new("#card_number", t.members_bad_card_number()));
    }
    if !problems.is_empty() {
        drop(scoped);
        let form = Typed { signed_on: sent.signed_on, card_number: number, ..Typed::default() };
        return page(&can, id, form, problems).await;
    }
    let (day, number) = if takes_back { (None, "") } else { (signed_on, number.as_str()) };
    if store::cards::record(&mut scoped, sent.key, &[id], day, number).await? > 0 {
        scoped.record(Event::done(Action::CardRecorded, id));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/{id}#carte"), "said-card")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    key: Uuid,
    field: String,
    value: String,
    effective_on: String,
}

pub async fn contact(can: Can<SeeMembers>, Path(id): Path<Uuid>, Form(sent): Form<ContactForm>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    let value = sent.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let field = ContactField::from_code(&sent.field);
    let effective_on = past_day(&sent.effective_on, scoped.today());
    let mut problems = Vec::new();
    match field {
        None => problems.push(Problem::new("#field", t.members_bad_field())),
        Some(field) if !field.accepts(&value) => {
            problems.push(Problem::new("#value", t.members_bad_value()));
        }
        Some(_) => {}
    }
    if effective_on.is_none() {
        problems.push(Problem::new("#effective_on", t.members_bad_day()));
    }
    let (Some(field), Some(effective_on), true) = (field, effective_on, problems.is_empty()) else {
        drop(scoped);
        let form = Typed { field: sent.field, value, effective_on: sent.effective_on, ..Typed::default() };
        return page(&can, id, form, problems).await;
    };
    if store::contacts::record(&mut scoped, sent.key, id, field, &value, effective_on).await? > 0 {
        scoped.record(Event::done(Action::ContactRecorded, format!("{id} {}", field.code())));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/{id}#coordonnees"), "said-contact")
}
