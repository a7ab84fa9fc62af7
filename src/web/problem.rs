//! What a program is answered when it cannot be done what was asked: `application/problem+json`
//! (RFC 9457), in both languages, with nothing internal. The pages' twin is `web::error`.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::error::Failure;
use crate::db;
use crate::text::{Lang, Text};

/// The type of a problem's body.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Under this address programs call, and no session is known.
pub const PROGRAMS: &str = "/api/";

/// A refusal, as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    /// Its words are `problem-<code>-title` and `problem-<code>`.
    code: &'static str,
    /// Said instead of the words of the code: in French, in English.
    said: Option<[String; 2]>,
    /// What was sent and could not be kept.
    statement: Option<Uuid>,
    /// Seconds.
    retry_after: Option<i64>,
    /// `WWW-Authenticate`
    challenge: Option<&'static str>,
}

/// The body of an answer that refuses (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Address of the words that explain it.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    pub message_fr: String,
    pub message_en: String,
    /// The statement that was sent, when it was received before it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<Uuid>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str) -> Problem {
        Problem { status, code, said: None, statement: None, retry_after: None, challenge: None }
    }

    pub fn bad(code: &'static str) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, code)
    }

    /// No token, or one that does not open.
    pub fn unauthorized(with_token: bool) -> Problem {
        let challenge = match with_token {
            true => "Bearer realm=\"quittance\", error=\"invalid_token\"",
            false => "Bearer realm=\"quittance\"",
        };
        Problem { challenge: Some(challenge), ..Problem::new(StatusCode::UNAUTHORIZED, "unauthorized") }
    }

    pub fn too_many(seconds: i64) -> Problem {
        Problem { retry_after: Some(seconds), ..Problem::of(StatusCode::TOO_MANY_REQUESTS) }
    }

    /// What this statement met with, in French and in English.
    pub fn about(self, statement: Uuid, said: Option<[String; 2]>) -> Problem {
        Problem { statement: Some(statement), said, ..self }
    }

    /// The refusal that a bare status says.
    pub fn of(status: StatusCode) -> Problem {
        let code = match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
            StatusCode::TOO_MANY_REQUESTS => "too-many",
            StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            status if status.is_client_error() => "bad-request",
            _ => "failed",
        };
        Problem::new(status, code)
    }

    fn body(&self) -> ProblemBody {
        let [fr, en] = [Lang::Fr, Lang::En].map(Text::new);
        let words = |t: Text| t.kind(&format!("problem-{}", self.code), &[]);
        let [message_fr, message_en] = self.said.clone().unwrap_or_else(|| [words(fr), words(en)]);
        ProblemBody {
            kind: format!("/aide/transmission-par-programme#{}", self.code),
            title: fr.kind(&format!("problem-{}-title", self.code), &[]),
            status: self.status.as_u16(),
            detail: message_fr.clone(),
            message_fr,
            message_en,
            statement: self.statement,
        }
    }
}

/// Every code, for the page that explains them and for the test of words.
pub const CODES: [&str; 19] = [
    "unauthorized",
    "no-key",
    "bad-key",
    "bad-period",
    "bad-form",
    "bad-request",
    "not-found",
    "method",
    "key-used",
    "declared",
    "too-large",
    "media-type",
    "not-awaited",
    "unreadable",
    "asks",
    "too-many",
    "unavailable",
    "cancelled",
    "failed",
];

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Problem {
        // Logged as the pages' failures are, and as little said.
        let status = Failure::from(error).into_response().status();
        let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(10);
        Problem { retry_after, ..Problem::of(status) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(challenge) = self.challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Gives a bare refusal of a program's request its body; the headers that say more stay.
pub fn explain(response: Response) -> Response {
    let status = response.status();
    let is_said = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    if !(status.is_client_error() || status.is_server_error()) || is_said {
        return response;
    }
    let kept: [HeaderName; 2] = [header::RETRY_AFTER, header::ALLOW];
    let mut said = Problem::of(status).into_response();
    for name in kept {
        if let Some(value) = response.headers().get(&name) {
            said.headers_mut().insert(name, value.clone());
        }
    }
    said
}
