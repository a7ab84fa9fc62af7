//! Forms that bring a file: what every reader of one does alike.

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use super::error::Failure;

/// Why a form could not be read. The body's limit stops what is too large while it is read, in
/// whichever field that is.
pub fn broken(error: MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest("the form did not come whole"),
    }
}

/// A file of at most so many bytes, with a name to show. The bytes are shared, not copied: a file
/// may have fifty megabytes.
///
/// # Errors
/// [`Failure::TooLarge`], or what [`broken`] says.
pub async fn file(field: Field<'_>, most: usize) -> Result<(String, Bytes), Failure> {
    let name = harmless_name(field.file_name().unwrap_or_default());
    let bytes = field.bytes().await.map_err(broken)?;
    if bytes.len() > most { Err(Failure::TooLarge) } else { Ok((name, bytes)) }
}

/// A name to show, never one to open: no folder, no control character, 120 characters at most.
pub fn harmless_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
