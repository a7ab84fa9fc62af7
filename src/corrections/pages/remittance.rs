//! The remittance of a statement: when the dues were deducted and deposited, what is missing, why.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::super::remittance::{Fact, Remittance, Said, State};
use super::super::{dollars, names_a_sin, store};
use super::{Problem, find, path, signed};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::money::Cad;
use crate::statements::store::Summary;
use crate::text::Text;
use crate::unions::Employer;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A remittance as lists show it.
pub struct RemittanceView {
    pub href: String,
    pub period: String,
    pub withheld: String,
    pub deposited: String,
    pub difference: String,
    pub due: String,
    /// Days late; empty when there are none.
    pub late: String,
    pub days_late: i64,
    /// All was deposited, be it late.
    pub is_complete: bool,
    pub tag: Tag,
}

pub(super) fn view(remittance: &Remittance, today: NaiveDate, t: Text) -> RemittanceView {
    let state = remittance.state(today);
    // Nothing was ever said of it: the union may not follow remittances here.
    let is_followed = !remittance.facts.is_empty();
    let days = if is_followed && state != State::Explained { remittance.days_late(today) } else { 0 };
    RemittanceView {
        href: format!("/releves/{}/remise", remittance.statement),
        period: remittance.period.id().to_string(),
        withheld: t.money(&remittance.withheld),
        deposited: if is_followed { t.money(&remittance.deposited()) } else { String::new() },
        difference: if is_followed { signed(remittance.difference(), t) } else { String::new() },
        due: t.date(&remittance.due_on()),
        days_late: days,
        is_complete: remittance.completed_on().is_some(),
        late: match remittance.completed_on() {
            _ if days == 0 => String::new(),
            Some(_) => t.remittance_was_late(days),
            None => t.remittance_days_late(days),
        },
        tag: match state {
            State::Settled => Tag { word: t.remittance_settled(), kind: "done" },
            _ if !is_followed => Tag { word: t.remittance_to_record(), kind: "quiet" },
            State::Awaited => Tag { word: t.remittance_awaited(), kind: "info" },
            State::Late => Tag { word: t.remittance_late(), kind: "blocking" },
            State::Different => Tag { word: t.remittance_different(), kind: "due" },
            State::Explained => Tag { word: t.remittance_explained(), kind: "done" },
        },
    }
}

pub struct FactView {
    pub at: String,
    pub what: String,
    pub note: String,
}

fn fact_view(fact: &Fact, t: Text) -> FactView {
    let what = match fact.said {
        Said::Deduction(day) => t.remittance_said_deduction(day),
        Said::Deposit(day, amount) => t.remittance_said_deposit(amount, day),
        Said::Explanation(amount) => t.remittance_said_explanation(amount),
    };
    let note = if fact.by_header { t.remittance_by_header().to_owned() } else { fact.note.clone() };
    FactView { at: t.moment(&fact.recorded_at), what, note }
}

#[derive(Template)]
#[template(path = "corrections/remittance.html")]
struct RemittancePage {
    p: Page,
    lead: String,
    statement: Uuid,
    list: String,
    key: String,
    row: RemittanceView,
    last: String,
    /// The period's end stands for a last deduction that nobody said.
    last_is_assumed: bool,
    facts: Vec<FactView>,
    may_explain: bool,
    sent: Sent,
    problems: Vec<Problem>,
}

impl RemittancePage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

struct Material {
    statement: Summary,
    employer: Employer,
    remittance: Remittance,
}

async fn read(scoped: &mut Scoped, id: Uuid) -> Result<Material, Failure> {
    let statement = crate::statements::store::one(scoped, id).await?;
    let (_, employer) = find(scoped, statement.employer).await?;
    let mut found = store::remittances::of_employer(scoped, &employer, Some(statement.period)).await?;
    let remittance = found.pop().ok_or(Failure::NotFound)?;
    Ok(Material { statement, employer, remittance })
}

pub async fn form(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, id).await?;
    page(&can, &material, scoped.today(), None, Vec::new())
}

fn page(
    can: &Can<PreparePeriod>,
    material: &Material,
    today: NaiveDate,
    sent: Option<Sent>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let remittance = &material.remittance;
    let (last, is_said) = remittance.last_deduction();
    let difference = remittance.difference();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // A form that was recorded comes back as another.
    let key = sent.as_ref().map(|sent| sent.key).filter(|key| !key.is_nil());
    let p = can.page(t.remittance_title());
    let page = RemittancePage {
        lead: t.correction_of_statement(&material.employer.name, material.statement.period.to_string()),
        statement: material.statement.id,
        list: path(material.employer.id),
        key: key.unwrap_or_else(|| p.key()).to_string(),
        row: view(remittance, today, t),
        last: t.date(&last),
        last_is_assumed: !is_said,
        facts: remittance.facts.iter().map(|fact| fact_view(fact, t)).collect(),
        may_explain: problems.iter().any(|problem| problem.href == "#note")
            || difference != Cad::ZERO && !remittance.facts.is_empty() && remittance.explanation().is_none(),
        sent: sent.unwrap_or_default(),
        problems,
        p,
    };
    html_with(status, &page)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    key: Uuid,
    /// `deposit`, `deduction` or `explanation`.
    what: String,
    day: String,
    amount: String,
    last_on: String,
    note: String,
}

/// Characters of an explanation, at most.
const LONGEST_NOTE: usize = 1000;

pub async fn send(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    // What is said is weighed against all that was said before.
    let employer = crate::statements::store::one(&mut scoped, id).await?.employer;
    store::lock(&mut scoped, employer).await?;
    let material = read(&mut scoped, id).await?;
    let today = scoped.today();
    let said = match said(&sent, &material, today, t) {
        Ok(said) if !sent.key.is_nil() => said,
        Ok(_) => return Err(Failure::BadRequest("no key")),
        Err(problem) => return page(&can, &material, today, Some(sent), vec![problem]),
    };
    let words = match said {
        Said::Deposit(..) => "said-deposit",
        Said::Deduction(_) => "said-deduction",
        Said::Explanation(_) => "said-explanation",
    };
    let note = if matches!(said, Said::Explanation(_)) { sent.note.trim() } else { "" };
    let path = format!("/releves/{id}/remise");
    if let Some(fact) = material.remittance.facts.iter().find(|fact| fact.id == sent.key) {
        if fact.said == said && fact.note == note {
            return flash::done(&path, words);
        }
        let problem = already_recorded(fact, said, t);
        let sent = Sent { key: Uuid::nil(), ..sent };
        return page(&can, &material, today, Some(sent), vec![problem]);
    }
    if let Some(problem) = below_zero(said, &material.remittance, t) {
        return page(&can, &material, today, Some(sent), vec![problem]);
    }
    if !store::remittances::say(&mut scoped, Some(sent.key), &material.statement, said, note).await? {
        return Err(Failure::BadRequest("the key of another form"));
    }
    scoped.record(Event::done(Action::RemittanceRecorded, id));
    scoped.commit().await?;
    flash::done(&path, words)
}

/// The form was recorded, and said something else then.
fn already_recorded(fact: &Fact, said: Said, t: Text) -> Problem {
    let href = match said {
        Said::Deposit(..) => "#amount",
        Said::Deduction(_) => "#last_on",
        Said::Explanation(_) => "#note",
    };
    Problem { href: href.to_owned(), text: t.remittance_already_recorded(fact_view(fact, t).what) }
}

/// A deposit taken back was there.
fn below_zero(said: Said, remittance: &Remittance, t: Text) -> Option<Problem> {
    let Said::Deposit(_, amount) = said else { return None };
    let deposited = remittance.deposited();
    let is_too_much = amount.is_negative() && (deposited + amount).is_negative();
    is_too_much.then(|| Problem { href: "#amount".to_owned(), text: t.remittance_below_zero(deposited) })
}

/// What the form says, or what is wrong with it.
fn said(sent: &Sent, material: &Material, today: NaiveDate, t: Text) -> Result<Said, Problem> {
    let wrong = |href: &str, text: &str| Problem { href: href.to_owned(), text: text.to_owned() };
    let period = material.remittance.period;
    let day = |typed: &str| typed.trim().parse::<NaiveDate>().ok();
    match sent.what.as_str() {
        "deduction" => {
            let last = day(&sent.last_on).filter(|on| period.contains(*on));
            last.map(Said::Deduction).ok_or_else(|| wrong("#last_on", t.remittance_bad_deduction()))
        }
        "explanation" => {
            let note = sent.note.trim();
            match note.chars().count() {
                3..=LONGEST_NOTE if names_a_sin(note) => Err(wrong("#note", t.correction_note_names_a_sin())),
                3..=LONGEST_NOTE => Ok(Said::Explanation(material.remittance.difference())),
                _ => Err(wrong("#note", t.correction_bad_reason())),
            }
        }
        _ => {
            let on = day(&sent.day).filter(|on| (period.start..=today).contains(on));
            let on = on.ok_or_else(|| wrong("#day", t.remittance_bad_day()))?;
            let amount = dollars(&sent.amount).filter(|amount| *amount != Cad::ZERO);
            amount
                .map(|amount| Said::Deposit(on, amount))
                .ok_or_else(|| wrong("#amount", t.remittance_bad_amount()))
        }
    }
}
