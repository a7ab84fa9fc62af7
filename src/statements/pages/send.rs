//! Sending a file in: received at once, read while the page waits a moment for it.

use axum::body::Bytes;
use axum::extract::{Multipart, Path};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::period_of_path;
use super::progress::{self, reader};
use crate::access::PreparePeriod;
use crate::statements::store::uploads::{self, NewUpload};
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
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
