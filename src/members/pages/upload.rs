//! The form that brings an annual list.

use axum::body::Bytes;
use axum::extract::Multipart;
use uuid::Uuid;

use crate::web::error::Failure;
use crate::web::upload::{self, broken};

pub struct Upload {
    pub key: Uuid,
    pub employer: Uuid,
    pub year: String,
    pub received_on: String,
    pub file_name: String,
    pub bytes: Bytes,
}

/// `most` is the largest file taken; the body has room for the rest of the form besides.
pub async fn read_upload(mut form: Multipart, most: usize) -> Result<Upload, Failure> {
    let (mut key, mut employer, mut file) = (None, None, None);
    let (mut year, mut received_on) = (None, None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "key" if key.is_none() => key = field.text().await.map_err(broken)?.parse().ok(),
            "employer" if employer.is_none() => employer = field.text().await.map_err(broken)?.parse().ok(),
            "year" if year.is_none() => year = Some(field.text().await.map_err(broken)?),
            "received_on" if received_on.is_none() => received_on = Some(field.text().await.map_err(broken)?),
            "file" if file.is_none() => file = Some(upload::file(field, most).await?),
            _ => return Err(Failure::BadRequest("an unknown or repeated field")),
        }
    }
    let (file_name, bytes) = file.ok_or(Failure::BadRequest("no file"))?;
    Ok(Upload {
        key: key.ok_or(Failure::BadRequest("no key"))?,
        employer: employer.ok_or(Failure::BadRequest("no employer"))?,
        year: year.unwrap_or_default(),
        received_on: received_on.unwrap_or_default(),
        file_name,
        bytes,
    })
}
