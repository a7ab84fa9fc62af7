//! A request as the office decides it: each field's two values side by side with all that helps to
//! decide, and a verdict a field. What it asks of the form is in [`form`], what it shows in [`view`].

mod form;
mod view;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use uuid::Uuid;

use self::form::{Sent, already_done};
use self::view::{FieldView, MessageView, OtherView, PieceView};
use super::{section_words, standing_tag};
use crate::access::VetChanges;
use crate::audit::{Action, Event};
use crate::changes::store::{self, Conflict, Decided};
use crate::changes::{COOLING_OFF_DAYS, Change, effective_from, touches};
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions;
use crate::unions::store::facts;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html_with};

pub struct Problem {
    pub href: String,
    pub text: String,
}

#[derive(Template)]
#[template(path = "changes/vet.html")]
struct VetPage {
    p: Page,
    action: String,
    problems: Vec<Problem>,
    union: String,
    union_number: String,
    union_href: String,
    section: String,
    tag: Tag,
    proposed: String,
    age: String,
    asked_for: String,
    reason: String,
    touched: Vec<String>,
    pieces: Vec<PieceView>,
    others: Vec<OtherView>,
    fields: Vec<FieldView>,
    /// Whether the reader can decide something.
    may_decide: bool,
    is_open: bool,
    can_stop: bool,
    /// Said when a field needs a second person; empty when none does.
    sensitive: String,
    messages: Vec<MessageView>,
    question_key: String,
    question: String,
    question_error: String,
}

pub async fn show(can: Can<VetChanges>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, &Sent::default(), StatusCode::OK, Vec::new(), ("", "")).await
}

/// The page from what is true now, with what was typed and what is wrong with it.
async fn page(
    can: &Can<VetChanges>,
    id: Uuid,
    sent: &Sent,
    status: StatusCode,
    problems: Vec<Problem>,
    (question, question_error): (&str, &str),
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let change = store::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, change.union).await?;
    let today = scoped.today();
    let history = facts::history(&mut scoped, change.union).await?;
    let file = facts::file(&mut scoped, change.union, today).await?;
    let pieces = store::attachments(&mut scoped, change.union, Some(id)).await?;
    let messages = store::messages(&mut scoped, &change).await?;
    let others = store::of_union(&mut scoped, change.union).await?;
    let reader = can.person.id;
    let seen = view::Seen { change: &change, file: &file, history: &history, others: &others, reader, today };
    let fields: Vec<FieldView> =
        change.items.iter().map(|item| view::field(&seen, item, sent, &problems, t)).collect();
    let p = can.page(t.vet_title(&union.number));
    let days = (today - crate::clock::local(change.proposed.at).date_naive()).num_days();
    let vet = VetPage {
        action: store::office_path_of(id),
        union_href: format!("/federation/syndicats/{}", change.union),
        union: union.name,
        union_number: union.number,
        section: section_words(change.section, t),
        tag: standing_tag(&change, t),
        proposed: t.vet_proposed_by(change.proposed.at, &change.proposed.name),
        age: if change.is_open() { t.queue_age(days) } else { String::new() },
        asked_for: t.date(&change.effective_on),
        reason: change.reason.clone(),
        touched: touches(change.items.iter().map(|item| item.field))
            .into_iter()
            .map(|code| t.kind(&format!("touch-{code}"), &[]))
            .collect(),
        pieces: pieces.iter().map(|piece| view::piece(piece, t)).collect(),
        others: view::others(&seen, t),
        may_decide: fields.iter().any(|field| field.may_decide),
        is_open: change.is_open(),
        can_stop: change.items.iter().any(|item| item.can_be_stopped(today)),
        sensitive: sensitive_words(&change, today, t),
        messages: messages.iter().map(|message| view::message(message, t)).collect(),
        question_key: p.key().to_string(),
        question: question.to_owned(),
        question_error: question_error.to_owned(),
        fields,
        problems,
        p,
    };
    html_with(status, &vet)
}

/// What a sensitive field waits for, and the first day it can count.
fn sensitive_words(change: &Change, today: chrono::NaiveDate, t: Text) -> String {
    let waits = change.items.iter().any(|item| item.sensitive && item.state.is_open());
    let earliest = effective_from(change.effective_on, None, true, today);
    if waits { t.vet_sensitive(COOLING_OFF_DAYS, earliest) } else { String::new() }
}

/// Stops what is sensitive and was accepted, before its day.
pub async fn stop(can: Can<VetChanges>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    if store::stop(&mut scoped, id, &can.person.name).await? > 0 {
        scoped.commit().await?;
    }
    flash::done(&store::office_path_of(id), "said-change-stopped")
}

/// Decides the fields that were given a verdict: all of them or, with the reasons told, none.
pub async fn decide(
    can: Can<VetChanges>,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let t = can.text();
    let sent = Sent::of(pairs)?;
    let mut scoped = can.begin().await?;
    let change = store::one(&mut scoped, id).await?;
    let today = scoped.today();
    let file = facts::file(&mut scoped, change.union, today).await?;
    let decisions = match sent.decisions(&change, &file, can.person.id, t) {
        Ok(decisions) => decisions,
        Err(problems) => {
            drop(scoped);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(&can, id, &sent, status, problems, ("", "")).await;
        }
    };
    let conflicts = match store::decide(&mut scoped, id, &can.person.name, &decisions).await? {
        Decided::Done => {
            scoped.commit().await?;
            return flash::done(&store::office_path_of(id), "said-change-decided");
        }
        Decided::Not(conflicts) => conflicts,
    };
    let change = store::one(&mut scoped, id).await?;
    drop(scoped);
    if already_done(&change, &sent, &decisions, can.person.id) {
        return flash::done(&store::office_path_of(id), "said-change-decided");
    }
    let problems = conflicts.iter().map(|conflict| problem(conflict, &change, t)).collect();
    page(&can, id, &sent, StatusCode::CONFLICT, problems, ("", "")).await
}

fn problem(conflict: &Conflict, change: &Change, t: Text) -> Problem {
    let label = |n: i16| {
        let item = change.items.iter().find(|item| item.n == n);
        item.map(|item| super::label(item.field, t)).unwrap_or_default()
    };
    match conflict {
        Conflict::AlreadyDecided { n, by } => Problem {
            href: format!("#field-{n}"),
            text: match by {
                Some(by) => t.vet_already_by(by, label(*n)),
                None => t.vet_already_withdrawn(label(*n)),
            },
        },
        Conflict::Moved { n } => Problem { href: format!("#verdict-{n}"), text: t.vet_moved(label(*n)) },
        Conflict::SamePerson { n } => {
            Problem { href: format!("#field-{n}"), text: t.vet_same_person(label(*n)) }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    key: Uuid,
    question: String,
}

/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 2000;

/// Asks the union something about its request.
pub async fn ask(can: Can<VetChanges>, Path(id): Path<Uuid>, Form(form): Form<Question>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let change = store::one(&mut scoped, id).await?;
    let body = form.question.trim();
    let error = match () {
        () if body.is_empty() => t.vet_question_missing().to_owned(),
        () if body.chars().count() > LONGEST_MESSAGE => t.vet_too_long(LONGEST_MESSAGE),
        () if !change.is_open() => t.vet_question_closed().to_owned(),
        () => String::new(),
    };
    if !error.is_empty() {
        drop(scoped);
        let problems = vec![Problem { href: "#question".to_owned(), text: error.clone() }];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&can, id, &Sent::default(), status, problems, (&form.question, &error)).await;
    }
    if store::say(&mut scoped, &change, form.key, &can.person.name, body).await? {
        scoped.commit().await?;
    }
    flash::done(&store::office_path_of(id), "said-message")
}

/// An attached file, to be saved and not shown: it is the union's, and names people.
pub async fn piece(can: Can<VetChanges>, Path((id, piece)): Path<(Uuid, Uuid)>) -> Answer {
    let mut scoped = can.begin().await?;
    let change = store::one(&mut scoped, id).await?;
    let (name, media_type, bytes) = store::attachment(&mut scoped, change.id, piece).await?;
    scoped.record(Event::done(Action::Exported, format!("attachment {piece}")).for_union(change.union));
    scoped.commit().await?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encoded(&name))),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok::<_, Failure>((headers, bytes).into_response())
}
