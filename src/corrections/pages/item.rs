//! One error: all that happened to it, the letters that carried it, and taking it off the list.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::super::store::{self, Happened};
use super::super::{Item, names_a_sin, reference};
use super::{ItemView, Problem, find, line_href, line_words, path, signed, view};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::pages::found::{notes_of, place};
use crate::statements::reader::visible;
use crate::statements::store as statements;
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct EventView {
    pub at: String,
    pub what: String,
    pub href: String,
    pub by: String,
    pub note: String,
}

#[derive(Template)]
#[template(path = "corrections/item.html")]
struct ItemPage {
    p: Page,
    back: String,
    employer: String,
    item: ItemView,
    /// The line that it is on, and where that stands among several sheets; empty when it is on none.
    line: String,
    origin: String,
    events: Vec<EventView>,
    letters: Vec<(String, String)>,
    reason: String,
    problems: Vec<Problem>,
}

impl ItemPage {
    fn wrong(&self) -> String {
        self.problems.first().map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

pub async fn show(can: Can<PreparePeriod>, Path((employer, id)): Path<(Uuid, Uuid)>) -> Answer {
    page(&can, employer, id, "", Vec::new()).await
}

async fn page(
    can: &Can<PreparePeriod>,
    employer: Uuid,
    id: Uuid,
    reason: &str,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (union, employer) = find(&mut scoped, employer).await?;
    let item = store::one(&mut scoped, employer.id, id).await?;
    let events = store::history(&mut scoped, id).await?;
    let letters = store::letters::of_item(&mut scoped, id).await?;
    let notes = notes_of(&statements::one(&mut scoped, item.statement).await?);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ItemPage {
        p: can.page(t.correction_item_title()),
        back: path(employer.id),
        origin: line_href(super::super::By { statement: item.statement, line: item.line }),
        item: view(&item, scoped.today(), t),
        line: item.line.map(|line| own_line(line, &place(&notes, line, t))).unwrap_or_default(),
        events: events.iter().map(|event| event_view(event, &item, t)).collect(),
        letters: letters
            .iter()
            .map(|letter| {
                let href = format!("/employeurs/{}/lettres/{}", employer.id, letter.id);
                (href, reference(&union.number, letter.number))
            })
            .collect(),
        employer: employer.name,
        reason: reason.to_owned(),
        problems,
    };
    html_with(status, &page)
}

/// `3 (ligne 1 de « Soir »)`
fn own_line(line: u32, place: &str) -> String {
    if place.is_empty() { line.to_string() } else { format!("{line} ({place})") }
}

fn event_view(event: &Happened, item: &Item, t: Text) -> EventView {
    let remaining = event.remaining.map(|amount| signed(amount, t)).unwrap_or_default();
    let what = match event.kind.as_str() {
        "listed" => t.correction_event_listed().to_owned(),
        "partly" => t.correction_event_partly(remaining),
        "closed" => t.correction_event_closed().to_owned(),
        "withdrawn" => t.correction_event_withdrawn().to_owned(),
        _ => t.correction_event_reopened().to_owned(),
    };
    let by = event
        .by
        .zip(event.by_period)
        .map(|(by, period)| t.correction_event_by(line_words(by.line, item, t), period.to_string()));
    EventView {
        at: t.moment(&event.at),
        what,
        href: event.by.map(line_href).unwrap_or_default(),
        by: by.unwrap_or_default(),
        note: event.note.clone(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    reason: String,
}

pub async fn withdraw(
    can: Can<PreparePeriod>,
    Path((employer, id)): Path<(Uuid, Uuid)>,
    Form(form): Form<Withdrawal>,
) -> Answer {
    let t = can.text();
    let reason = form.reason.trim();
    let wrong = match reason.chars().count() {
        3..=1000 if names_a_sin(reason) => Some(t.correction_note_names_a_sin()),
        3..=1000 if visible(reason).count() >= 3 => None,
        _ => Some(t.correction_bad_reason()),
    };
    if let Some(text) = wrong {
        let problem = Problem { href: "#reason".to_owned(), text: text.to_owned() };
        return page(&can, employer, id, &form.reason, vec![problem]).await;
    }
    let mut scoped = can.begin().await?;
    let item = store::one(&mut scoped, employer, id).await?;
    if store::withdraw(&mut scoped, &item, reason).await? {
        scoped.record(Event::done(Action::ErrorWithdrawn, id));
        scoped.commit().await?;
    }
    flash::done(&path(employer), "said-error-withdrawn")
}
