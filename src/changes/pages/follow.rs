//! The union follows what it asked for: where each field stands, what was said, what was attached.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::{label, shown, standing_tag, state_tag, subject_name};
use crate::access::{ProposeChanges, SeeUnionFile};
use crate::audit::{Action, Event};
use crate::changes::store::{self, Attachment, Message};
use crate::changes::{Change, Item, State};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::file::File;
use crate::unions::store::facts;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

pub struct RequestRow {
    pub href: String,
    pub section: String,
    pub fields: String,
    pub asked: String,
    pub by: String,
    pub tag: Tag,
}

#[derive(Template)]
#[template(path = "changes/list.html")]
struct ListPage {
    p: Page,
    rows: Vec<RequestRow>,
}

pub async fn list(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let requests = store::of_union(&mut scoped, own).await?;
    let row = |change: &Change| RequestRow {
        href: store::path_of(change.id),
        section: t.kind(&format!("section-{}", change.section.code()), &[]),
        fields: fields_of(change, t),
        asked: t.moment(&change.proposed.at),
        by: change.proposed.name.clone(),
        tag: standing_tag(change, t),
    };
    html(&ListPage { p: can.page(t.requests_title()), rows: requests.iter().map(row).collect() })
}

/// The fields asked for, each once.
pub fn fields_of(change: &Change, t: Text) -> String {
    let mut labels: Vec<String> = Vec::new();
    for item in &change.items {
        let label = label(item.field, t);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels.join(", ")
}

/// One field of a request, in words.
pub struct ItemRow {
    pub subject: String,
    pub field: String,
    pub old: String,
    pub new: String,
    pub tag: Tag,
    /// Who decided and when, why it was refused, when it takes effect.
    pub detail: Vec<String>,
}

pub fn item_row(item: &Item, file: &File, change: &Change, t: Text) -> ItemRow {
    let mut detail = Vec::new();
    if let Some(by) = &item.decided {
        detail.push(t.request_decided_by(t.moment(&by.at), &by.name));
    }
    if let Some(by) = &item.seconded {
        let (moment, name) = (t.moment(&by.at), &by.name);
        // Whoever comes second may also refuse.
        let refuses = item.refusal.is_some();
        detail.push(if refuses {
            t.request_decided_by(moment, name)
        } else {
            t.request_seconded_by(moment, name)
        });
    }
    detail.extend(item.stopped.as_ref().map(|by| t.request_stopped_by(t.moment(&by.at), &by.name)));
    detail.extend(item.refusal.as_ref().map(|reason| t.request_refusal(reason)));
    detail.extend(item.effective_on.as_ref().map(|day| t.request_effective(day)));
    if item.state.is_open() && item.sensitive {
        detail.push(t.request_sensitive(crate::changes::COOLING_OFF_DAYS));
    }
    let standing = file.value(item.subject, item.field);
    if item.state.is_open() && standing != item.old {
        detail.push(t.request_moved(shown(item.field, standing, t)));
    }
    ItemRow {
        subject: subject_name(item.subject, file, change, t),
        field: label(item.field, t),
        old: or_nothing(shown(item.field, &item.old, t), t),
        new: or_nothing(shown(item.field, &item.new, t), t),
        tag: state_tag(item, t),
        detail,
    }
}

fn or_nothing(value: String, t: Text) -> String {
    if value.is_empty() { t.change_nothing().to_owned() } else { value }
}

/// Something that was said.
pub struct MessageRow {
    pub who: String,
    pub at: String,
    pub paragraphs: Vec<String>,
}

pub fn message_row(message: &Message, t: Text) -> MessageRow {
    MessageRow {
        who: match message.from_office {
            true => t.request_from_office(&message.author_name),
            false => message.author_name.clone(),
        },
        at: t.moment(&message.at),
        paragraphs: message.body.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
    }
}

pub struct PieceRow {
    pub href: String,
    pub name: String,
    pub size: String,
}

pub fn piece_row(attached: &Attachment, path: &str, t: Text) -> PieceRow {
    PieceRow {
        href: format!("{path}/pieces/{}", attached.id),
        name: attached.file_name.clone(),
        size: t.request_kilobytes(usize::try_from(attached.size).unwrap_or_default().div_ceil(1_000)),
    }
}

#[derive(Template)]
#[template(path = "changes/follow.html")]
struct FollowPage {
    p: Page,
    path: String,
    problems: Vec<super::propose::Problem>,
    tag: Tag,
    asked: String,
    reason: Vec<String>,
    effective: String,
    items: Vec<ItemRow>,
    messages: Vec<MessageRow>,
    pieces: Vec<PieceRow>,
    is_open: bool,
    /// Something sensitive was accepted and its day has not come.
    can_stop: bool,
    /// Some field waits for a decision and none was taken: it can be taken back whole.
    body: String,
    body_error: String,
}

async fn follow_page(
    can: &Can<impl crate::access::Need>,
    scoped: &mut Scoped,
    id: Uuid,
    body: &str,
    wrong: bool,
) -> Result<FollowPage, Failure> {
    let t = can.text();
    let change = store::one(scoped, id).await?;
    let today = scoped.today();
    let file = facts::file(scoped, change.union, today).await?;
    let path = store::path_of(id);
    let body_error = if wrong { t.request_message_missing().to_owned() } else { String::new() };
    Ok(FollowPage {
        p: can.page(t.kind(&format!("section-{}", change.section.code()), &[])),
        problems: wrong
            .then(|| super::propose::Problem { href: "#body".to_owned(), text: body_error.clone() })
            .into_iter()
            .collect(),
        tag: standing_tag(&change, t),
        asked: t.request_asked_by(t.moment(&change.proposed.at), &change.proposed.name),
        reason: change.reason.lines().map(str::to_owned).collect(),
        effective: t.date(&change.effective_on),
        items: change.items.iter().map(|item| item_row(item, &file, &change, t)).collect(),
        messages: store::messages(scoped, &change).await?.iter().map(|m| message_row(m, t)).collect(),
        pieces: store::attachments(scoped, change.union, Some(id))
            .await?
            .iter()
            .map(|attached| piece_row(attached, &path, t))
            .collect(),
        can_stop: change.items.iter().any(|item| item.can_be_stopped(today)),
        is_open: change.items.iter().any(|item| matches!(item.state, State::Proposed | State::Seconding)),
        body: body.to_owned(),
        body_error,
        path,
    })
}

pub async fn show(can: Can<SeeUnionFile>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    html(&follow_page(&can, &mut scoped, id, "", false).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    key: Uuid,
    body: String,
}

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 4_000;

impl Said {
    pub fn key(&self) -> Uuid {
        self.key
    }

    /// What was written, when it is something.
    pub fn words(&self) -> Option<String> {
        let words: String = self.body.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        (!words.is_empty() && words.chars().count() <= LONGEST_MESSAGE).then_some(words)
    }
}

/// Answers the office, or adds something.
pub async fn comment(can: Can<ProposeChanges>, Path(id): Path<Uuid>, Form(said): Form<Said>) -> Answer {
    let mut scoped = can.begin().await?;
    let Some(words) = said.words() else {
        let page = follow_page(&can, &mut scoped, id, &said.body, true).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let change = store::one(&mut scoped, id).await?;
    if store::say(&mut scoped, &change, said.key, &can.person.name, &words).await? {
        scoped.commit().await?;
    }
    flash::done(&format!("{}#echanges", store::path_of(id)), "said-message")
}

/// Takes the request back: what is not decided yet will not be.
pub async fn withdraw(can: Can<ProposeChanges>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    if store::withdraw(&mut scoped, id).await? {
        scoped.commit().await?;
    }
    flash::done(&store::path_of(id), "said-change-withdrawn")
}

/// Stops what is sensitive and was accepted, before its day: whoever did not ask for it says so here.
pub async fn stop(can: Can<ProposeChanges>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    if store::stop(&mut scoped, id, &can.person.name).await? > 0 {
        scoped.commit().await?;
    }
    flash::done(&store::path_of(id), "said-change-stopped")
}

/// An attached file, to keep and not to show: nothing of it runs in the portal's pages.
pub async fn piece(can: Can<SeeUnionFile>, Path((id, piece)): Path<(Uuid, Uuid)>) -> Answer {
    let mut scoped = can.begin().await?;
    let (name, media_type, bytes) = store::attachment(&mut scoped, id, piece).await?;
    scoped.record(Event::done(Action::Exported, format!("{}/pieces/{piece}", store::path_of(id))));
    scoped.commit().await?;
    Ok(download(&name, &media_type, bytes))
}

/// A file that people sent, as a download under its own name.
pub fn download(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", crate::web::page::encoded(name).replace('/', "%2F")),
        ),
    ];
    (headers, bytes).into_response()
}
