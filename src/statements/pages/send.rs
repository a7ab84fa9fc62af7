//! Sending a file in: received at once, read while the page waits a moment for it.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::progress::{self, reader};
use super::{Problem, period_of_path, period_path};
use crate::access::PreparePeriod;
use crate::calendar::PeriodId;
use crate::statements::store::uploads::{self, NewUpload};
use crate::unions::{self, Employer};
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

impl Upload {
    /// What a browser sends when no file was chosen.
    fn is_none(&self) -> bool {
        self.file_name.is_empty() && self.bytes.is_empty()
    }
}

/// The form again, for whoever sent it without a file.
#[derive(Template)]
#[template(path = "statements/send.html")]
struct SendPage {
    p: Page,
    here: String,
    back: String,
    period: String,
    employer: Employer,
    key: Uuid,
    file_error: &'static str,
    problems: Vec<Problem>,
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

/// Receives a file: from here on it is not lost. Waits a moment for it to be read.
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
    if upload.is_none() {
        return without_file(&can, period, employer.clone(), upload.key);
    }
    let new = NewUpload {
        id: upload.key,
        employer: upload.employer,
        period,
        file_name: &upload.file_name,
        bytes: &upload.bytes,
        sha256: Sha256::digest(&upload.bytes).into(),
    };
    let id = uploads::receive(&mut scoped, &new).await?;
    scoped.commit().await?;
    // The reader opens its own copy: a file of fifty megabytes is not held twice.
    drop(upload.bytes);
    let reading = reader(&can).start(can.person.actor(), id);
    // Most files are read by then; the page of the others says how far they are.
    let _ = tokio::time::timeout(can.settings().patience, reading).await;
    progress::answer(&can, id, "said-statement").await
}

fn without_file(can: &Can<PreparePeriod>, period: PeriodId, employer: Employer, key: Uuid) -> Answer {
    let t = can.text();
    let error = t.period_no_file();
    let back = period_path(period);
    let page = SendPage {
        p: can.page(t.period_send()),
        here: format!("{back}/releves"),
        back,
        period: t.period_name(period.number()),
        employer,
        key,
        file_error: error,
        problems: vec![Problem { href: "#file".to_owned(), text: error.to_owned() }],
    };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
