//! A file being read: how far it is, left and found again, given up; where it went when it is done.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::period_path;
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::store::uploads::{self, Reason, State, Upload};
use crate::statements::worker::Reader;
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// Seconds between two looks of a page that shows how far a file is.
const REFRESH: &str = "3";

/// The reason of a file that was read, and came too late.
const DECLARED: &str = "upload-declared";
/// The reason of one that another, received since, went before.
const OVERTAKEN: &str = "upload-overtaken";

/// `/envois/0198…`
pub fn upload_path(id: Uuid) -> String {
    format!("/envois/{id}")
}

/// Who reads the files of this person's union.
pub fn reader(can: &Can<PreparePeriod>) -> Reader {
    let settings = can.settings();
    Reader::new(can.state.db.clone(), settings.reading.clone(), settings.demo)
}

/// Sends on to where a file went, or to the page that shows how far it is; the words of a key are said
/// there.
pub async fn answer(can: &Can<PreparePeriod>, id: Uuid, said: &str) -> Answer {
    let upload = uploads::one(&mut can.begin().await?, id).await?;
    match upload.state {
        State::Refused => refuse(can, &upload, StatusCode::UNPROCESSABLE_ENTITY),
        _ => flash::done(&address(&upload), said),
    }
}

/// Where a file went; a file that was already there is told of on its own page.
fn address(upload: &Upload) -> String {
    match (upload.state, upload.statement) {
        (State::Stored, Some(statement)) if statement == upload.id => format!("/releves/{statement}"),
        (State::Asks, _) => format!("{}/colonnes", upload_path(upload.id)),
        _ => upload_path(upload.id),
    }
}

#[derive(Template)]
#[template(path = "statements/progress.html")]
struct ProgressPage {
    p: Page,
    path: String,
    back: String,
    period: String,
    employer: String,
    file_name: String,
    steps: Vec<Step>,
    /// The page asks for itself again until told not to.
    refreshes: bool,
    goes_on: bool,
    is_cancelled: bool,
    /// The statement that already was this file.
    same: String,
}

/// One stage of the reading; `state` as `tasks::step` has it.
pub struct Step {
    pub name: &'static str,
    pub detail: String,
    pub state: &'static str,
}

#[derive(Deserialize)]
pub struct Look {
    /// Given when the page is not to ask for itself again.
    pause: Option<String>,
}

pub async fn show(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(look): Query<Look>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let upload = uploads::one(&mut scoped, id).await?;
    let path = upload_path(id);
    if address(&upload) != path {
        return Ok(Redirect::to(&address(&upload)).into_response());
    }
    if upload.state == State::Refused {
        return refuse(&can, &upload, StatusCode::OK);
    }
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let goes_on = matches!(upload.state, State::Waiting | State::Reading);
    let now = scoped.now();
    drop(scoped);
    if goes_on && upload.reader_until.is_none_or(|until| until < now) {
        // Nobody reads it: its reader died, or is about to begin and then this one leaves it alone.
        reader(&can).start(can.person.actor(), id);
    }
    let refreshes = goes_on && look.pause.is_none();
    let page = html(&ProgressPage {
        p: can.page(title(&upload, t)),
        path,
        back: period_path(upload.period),
        period: t.period_name(upload.period.number()),
        employer: union.employer(upload.employer).map(|e| e.name.clone()).unwrap_or_default(),
        steps: if goes_on { steps(&upload, t) } else { Vec::new() },
        refreshes,
        goes_on,
        is_cancelled: upload.state == State::Cancelled,
        same: upload.statement.map(|statement| format!("/releves/{statement}")).unwrap_or_default(),
        file_name: upload.file_name,
    })?;
    if refreshes { Ok(([(header::REFRESH, REFRESH)], page).into_response()) } else { Ok(page) }
}

fn title(upload: &Upload, t: Text) -> &'static str {
    match upload.state {
        State::Stored => t.upload_same_title(),
        State::Cancelled => t.upload_cancelled_title(),
        _ => t.upload_title(),
    }
}

/// Received, read and checked, kept: each done, being done, or to come.
fn steps(upload: &Upload, t: Text) -> Vec<Step> {
    let lines = usize::try_from(upload.lines).unwrap_or_default();
    let kilobytes = usize::try_from(upload.size).unwrap_or_default().div_ceil(1024);
    let done_so_far = if lines > 0 { t.upload_lines(lines) } else { String::new() };
    let (read, kept) = match (upload.state, upload.stage.as_str()) {
        (State::Reading, "storing") => ("done", "now"),
        (State::Reading, _) => ("now", ""),
        _ => ("", ""),
    };
    let step = |name, detail, state| Step { name, detail, state };
    vec![
        step(t.upload_step_received(), t.upload_size(t.count(&kilobytes)), "done"),
        step(t.upload_step_read(), done_so_far, read),
        step(t.upload_step_kept(), String::new(), kept),
    ]
}

/// Gives a file up. Nothing of it is kept; the statement before it, if any, stays.
pub async fn cancel(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    uploads::one(&mut scoped, id).await?;
    if uploads::cancel(&mut scoped, id).await? {
        scoped.record(Event::done(Action::UploadCancelled, id));
    }
    scoped.commit().await?;
    Ok(Redirect::to(&upload_path(id)).into_response())
}

#[derive(Template)]
#[template(path = "statements/unreadable.html")]
struct UnreadablePage {
    p: Page,
    back: String,
    file_name: String,
    why: String,
    todo: String,
}

/// Nothing was stored; says what is wrong with the file.
fn refuse(can: &Can<PreparePeriod>, upload: &Upload, status: StatusCode) -> Answer {
    let t = can.text();
    let page = UnreadablePage {
        p: can.page(match upload.reason.key.as_str() {
            DECLARED => t.upload_declared_title(),
            OVERTAKEN => t.upload_overtaken_title(),
            _ => t.statement_unreadable_title(),
        }),
        back: period_path(upload.period),
        file_name: upload.file_name.clone(),
        why: said(&upload.reason.key, &upload.reason, t),
        todo: said(&format!("{}-todo", upload.reason.key), &upload.reason, t),
    };
    html_with(status, &page)
}

fn said(key: &str, reason: &Reason, t: Text) -> String {
    t.kind(key, &[("value", &reason.value), ("expected", &reason.expected)])
}
