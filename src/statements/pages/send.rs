//! Sending a file in: read, checked and stored, all or nothing.

use std::collections::HashSet;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{period_of_path, period_path};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::calendar::{Period, PeriodId};
use crate::leave::{self, counts::Counts};
use crate::statements::Line;
use crate::statements::checks::{self, Checked, Context, LeaveBank};
use crate::statements::reader::Unreadable;
use crate::statements::store::{self, Incoming, Receipt};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};
use crate::web::upload::{self, broken};

/// What the form brought.
struct Upload {
    key: Uuid,
    employer: Uuid,
    file_name: String,
    /// Shared, not copied: a file may have fifty megabytes.
    bytes: Bytes,
}

/// `most` is the largest file taken; the body has room for the rest of the form besides.
async fn read_upload(mut form: Multipart, most: usize) -> Result<Upload, Failure> {
    let (mut key, mut employer, mut file) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "key" if key.is_none() => key = field.text().await.map_err(broken)?.parse().ok(),
            "employer" if employer.is_none() => employer = field.text().await.map_err(broken)?.parse().ok(),
            "file" if file.is_none() => file = Some(upload::file(field, most).await?),
            _ => return Err(Failure::BadRequest("an unknown or repeated field")),
        }
    }
    let (file_name, bytes) = file.ok_or(Failure::BadRequest("no file"))?;
    Ok(Upload {
        key: key.ok_or(Failure::BadRequest("no key"))?,
        employer: employer.ok_or(Failure::BadRequest("no employer"))?,
        file_name,
        bytes,
    })
}

/// Reads, checks and stores a file, all or nothing.
pub async fn send(
    can: Can<PreparePeriod>,
    Path((year, code)): Path<(String, String)>,
    form: Multipart,
) -> Answer {
    let period = period_of_path(&year, &code)?;
    let upload = read_upload(form, can.settings().max_upload).await?;
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let employer = union.employer(upload.employer).ok_or(Failure::NotFound)?;
    let dates = employer.period(period).ok_or(Failure::NotFound)?;
    if dates.end >= scoped.today() || period < union.first_period {
        return Err(Failure::NotFound);
    }
    let known = store::known_numbers(&mut scoped, upload.employer, period).await?;
    let leave_bank = leave::store::before(&mut scoped, employer, period).await?;
    // Reading waits for its turn and takes a while: a transaction kept open meanwhile would take a
    // connection from everybody else.
    drop(scoped);

    let read = read(&can, &union, dates, (known, leave_bank), &upload).await?;
    let checked = match read {
        Ok(checked) => checked,
        Err(unreadable) => return refuse(&can, period, &upload.file_name, &unreadable),
    };
    let incoming = Incoming {
        id: upload.key,
        employer: upload.employer,
        period,
        file_name: &upload.file_name,
        sha256: Sha256::digest(&upload.bytes).into(),
        bytes: &upload.bytes,
        format: serde_json::to_string(&checked.format).map_err(anyhow::Error::new)?,
    };
    let mut scoped = can.begin().await?;
    match store::receive(&mut scoped, &incoming, &checked).await? {
        Receipt::Stored(id) => {
            leave::store::count(&mut scoped, id, &Counts::of(&checked.lines, &dates)).await?;
            scoped.record(Event::done(Action::StatementReceived, id));
            scoped.commit().await?;
            Ok(Redirect::to(&format!("/releves/{id}")).into_response())
        }
        Receipt::AlreadyThere(id) => Ok(Redirect::to(&format!("/releves/{id}")).into_response()),
        Receipt::AlreadyDeclared => Ok(Redirect::to(&period_path(period)).into_response()),
    }
}

/// Reading takes a core for a while: off the event loop, a few files at a time.
async fn read(
    can: &Can<PreparePeriod>,
    union: &Union,
    dates: Period,
    (known, leave_bank): (Vec<String>, Option<LeaveBank>),
    upload: &Upload,
) -> Result<Result<Checked, Unreadable>, Failure> {
    let _turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let (bytes, name) = (upload.bytes.clone(), upload.file_name.clone());
    let (rate, collects_sin, demo) = (union.dues_rate, union.collects_sin, can.settings().demo);
    let known: HashSet<String> = known.into_iter().collect();
    Ok(tokio::task::spawn_blocking(move || {
        let mut context = Context::new(dates.start, dates.end);
        context.dues_rate = rate;
        context.collects_sin = collects_sin;
        context.accepts_test_sins = demo;
        context.leave_bank = leave_bank;
        context.known_numbers = (!known.is_empty()).then_some(&known);
        let checked = checks::read_and_check(&bytes, &name, &context)?;
        if checked.lines.iter().any(is_longer_than_kept) {
            return Err(Unreadable::NotAStatement { looks_like: "" });
        }
        Ok(checked)
    })
    .await
    .map_err(anyhow::Error::new)?)
}

/// No number or name of a person is that long: a quote was never closed, or it is no statement. The
/// index of employee numbers would refuse it.
fn is_longer_than_kept(line: &Line) -> bool {
    line.employee_number.len() > 200 || [&line.name, &line.address].iter().any(|text| text.len() > 4_000)
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
fn refuse(can: &Can<PreparePeriod>, period: PeriodId, file_name: &str, unreadable: &Unreadable) -> Answer {
    let t = can.text();
    let page = UnreadablePage {
        p: can.page(t.statement_unreadable_title()),
        back: period_path(period),
        file_name: file_name.to_owned(),
        why: said(unreadable.key(), unreadable, t),
        todo: said(&format!("{}-todo", unreadable.key()), unreadable, t),
    };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn said(key: &str, unreadable: &Unreadable, t: Text) -> String {
    t.kind(key, &[("value", unreadable.value()), ("expected", &unreadable.expected())])
}
