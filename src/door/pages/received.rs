//! What a program sent, taken from its request: the key, the period, the file. Each refusal says
//! what is to be changed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde::Deserialize;

use crate::calendar::PeriodId;
use crate::door::LONGEST_KEY;
use crate::web::AppState;
use crate::web::error::Failure;
use crate::web::problem::Problem;
use crate::web::upload;

/// What stands in the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    fiscal_year: String,
    period: String,
    file_name: Option<String>,
}

/// A statement as it was sent.
pub struct Received {
    pub key: String,
    pub period: PeriodId,
    pub file_name: String,
    pub bytes: Bytes,
}

/// Media types under which a file comes as it is: what it holds decides how it is read.
pub const FILES: [&str; 8] = [
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
    "application/octet-stream",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/csv",
];
const FORM: &str = "multipart/form-data";

impl Received {
    /// `most` is the largest file taken, in bytes.
    pub async fn read(request: Request, state: &AppState) -> Result<Received, Problem> {
        let key = key(request.headers())?;
        let asked = asked(request.uri())?;
        let most = state.settings.max_upload;
        let period = period(&asked)?;
        let kind = media_type(request.headers());
        let (name, bytes) = if kind == FORM {
            from_form(request, state, most).await?
        } else if FILES.contains(&kind.as_str()) {
            let bytes = Bytes::from_request(request, state).await;
            let bytes = bytes.map_err(|rejection| Problem::of(rejection.status()))?;
            (String::new(), bytes)
        } else {
            return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        };
        if bytes.len() > most {
            return Err(Problem::of(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let asked_name = asked.file_name.as_deref().map(upload::harmless_name);
        let file_name = asked_name.filter(|name| !name.is_empty()).unwrap_or(name);
        let file_name = if file_name.is_empty() { default_name(period, &kind) } else { file_name };
        Ok(Received { key, period, file_name, bytes })
    }
}

/// One `Idempotency-Key`, of printable ASCII.
fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Err(Problem::bad("no-key")) };
    let key = value.to_str().map(str::trim).unwrap_or_default();
    if values.next().is_some() || key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Problem::bad("bad-key"));
    }
    Ok(key.to_owned())
}

fn asked(uri: &Uri) -> Result<Asked, Problem> {
    let Query(asked) = Query::<Asked>::try_from_uri(uri).map_err(|_| Problem::bad("bad-period"))?;
    Ok(asked)
}

/// `2025-26` and `P05`, as the portal writes them. A year written so that no year is, such as
/// `2025-99`, has no period that is awaited.
fn period(asked: &Asked) -> Result<PeriodId, Problem> {
    let period = format!("{} {}", asked.fiscal_year, asked.period).parse();
    let is_written_so = || {
        let year = asked.fiscal_year.as_bytes();
        year.len() == 7
            && year.iter().enumerate().all(|(at, b)| if at == 4 { *b == b'-' } else { b.is_ascii_digit() })
    };
    let is_period = || (1..=13).any(|number| asked.period == format!("P{number:02}"));
    period.map_err(|_| match is_written_so() && is_period() {
        true => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-awaited"),
        false => Problem::bad("bad-period"),
    })
}

/// Without its parameters, in lower case; empty when it is not said.
fn media_type(headers: &HeaderMap) -> String {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The file of a form, its only part.
async fn from_form(request: Request, state: &AppState, most: usize) -> Result<(String, Bytes), Problem> {
    let bad = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-form");
    let mut form = Multipart::from_request(request, state).await.map_err(|_| bad())?;
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(refused)? {
        if field.name() != Some("file") || file.is_some() {
            return Err(bad());
        }
        file = Some(upload::file(field, most).await.map_err(of_failure)?);
    }
    file.ok_or_else(bad)
}

fn refused(error: axum::extract::multipart::MultipartError) -> Problem {
    of_failure(upload::broken(error))
}

fn of_failure(failure: Failure) -> Problem {
    match failure {
        Failure::TooLarge => Problem::of(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-form"),
    }
}

/// The name of a file that came without one.
fn default_name(period: PeriodId, kind: &str) -> String {
    let ending = match kind {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        "application/vnd.ms-excel" => "xls",
        _ => "csv",
    };
    format!("{}-{}.{ending}", period.fiscal_year(), period.code())
}
