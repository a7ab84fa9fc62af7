//! What the edit form brought: values by field, files, and who asks. Names it does not know are
//! refused (R70).

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::changes::Section;
use crate::unions::file::{Field, Subject};
use crate::web::error::Failure;

/// Files a request may carry, and the largest of each in bytes.
pub const MOST_FILES: usize = 5;
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
const MOST_FIELDS: usize = 3_000;
const LONGEST_VALUE: usize = 4_000;

/// A file that came with the form.
pub struct Attached {
    pub file_name: String,
    /// None when the bytes are of no kind that is taken.
    pub media_type: Option<&'static str>,
    pub bytes: axum::body::Bytes,
}

#[derive(Default)]
pub struct Form {
    pub key: Option<Uuid>,
    pub reason: String,
    pub effective_on: String,
    /// The reader wants another empty person instead of sending.
    pub more: bool,
    /// As typed, by field.
    pub values: BTreeMap<(Subject, Field), String>,
    pub files: Vec<Attached>,
}

/// The name of a field in the form: `person.<id>.duty`, `union..phone`.
pub fn name_of(subject: Subject, field: Field) -> String {
    match subject {
        Subject::Union => format!("union..{}", field.code()),
        Subject::Employer(id) | Subject::Person(id) => format!("{}.{id}.{}", subject.code(), field.code()),
    }
}

fn named(name: &str, section: Section) -> Option<(Subject, Field)> {
    let mut parts = name.splitn(3, '.');
    let (subject, id, field) = (parts.next()?, parts.next()?, Field::from_code(parts.next()?)?);
    let subject = match (subject, id) {
        ("union", "") => Subject::Union,
        (code, id) => Subject::from_code(code, id.parse().ok()?).filter(|s| *s != Subject::Union)?,
    };
    (field.subject() == subject.code() && section.fields().any(|known| known == field))
        .then_some((subject, field))
}

/// Reads the form of one section.
///
/// # Errors
/// [`Failure::BadRequest`] for a field that the form does not have, or too many; [`Failure::TooLarge`].
pub async fn read(mut parts: Multipart, section: Section) -> Result<Form, Failure> {
    let bad = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest("the form did not come whole"),
    };
    let mut form = Form::default();
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        count += 1;
        if count > MOST_FIELDS {
            return Err(Failure::BadRequest("too many fields"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = harmless_name(part.file_name().unwrap_or_default());
            let bytes = part.bytes().await.map_err(bad)?;
            if bytes.len() > LARGEST_FILE || form.files.len() == MOST_FILES {
                return Err(Failure::TooLarge);
            }
            if !bytes.is_empty() {
                let media_type = media_type(&file_name, &bytes);
                form.files.push(Attached { file_name, media_type, bytes });
            }
            continue;
        }
        let value = part.text().await.map_err(bad)?;
        if value.len() > LONGEST_VALUE {
            return Err(Failure::TooLarge);
        }
        take(&mut form, &name, value, section)?;
    }
    Ok(form)
}

fn take(form: &mut Form, name: &str, value: String, section: Section) -> Result<(), Failure> {
    match name {
        "key" => form.key = value.parse().ok(),
        "reason" => form.reason = value.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect(),
        "effective_on" => form.effective_on = value.trim().to_owned(),
        "more" => form.more = true,
        _ => {
            let place = named(name, section).ok_or(Failure::BadRequest("an unknown field"))?;
            if form.values.insert(place, value).is_some() {
                return Err(Failure::BadRequest("a repeated field"));
            }
        }
    }
    Ok(())
}

/// A name to show and to give back, never one to open.
fn harmless_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c)).take(120).collect()
}

/// The kind of a file by its first bytes; a word processor's also by its name, since all are zips.
fn media_type(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    match () {
        () if bytes.starts_with(b"%PDF-") => Some("application/pdf"),
        () if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        () if bytes.starts_with(b"\xff\xd8\xff") => Some("image/jpeg"),
        () if is_zip && lower.ends_with(".docx") => {
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        () if is_zip && lower.ends_with(".odt") => Some("application/vnd.oasis.opendocument.text"),
        () => None,
    }
}
