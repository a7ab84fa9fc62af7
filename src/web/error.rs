//! What a handler answers when it cannot do what was asked. The page people see is made by
//! `page::explain_errors`, in their language, with the request's id and nothing internal.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::db;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Not there, or not theirs: the same answer.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignIn,
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    #[error("too large")]
    TooLarge,
    #[error("too many attempts")]
    TooMany { retry_after_seconds: i64 },
    #[error(transparent)]
    Database(db::Error),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

pub type Answer = Result<Response, Failure>;

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Failure {
        match error {
            db::Error::NotFound => Failure::NotFound,
            other => Failure::Database(other),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Failure {
        Failure::Internal(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::NotFound => StatusCode::NOT_FOUND.into_response(),
            Failure::SignIn => Redirect::to("/connexion").into_response(),
            Failure::BadRequest(why) => {
                tracing::info!(why, "bad request");
                StatusCode::BAD_REQUEST.into_response()
            }
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Failure::TooMany { retry_after_seconds } => {
                (StatusCode::TOO_MANY_REQUESTS, [("retry-after", retry_after_seconds.to_string())])
                    .into_response()
            }
            Failure::Database(db::Error::Sqlx(error)) if is_unavailable(&error) => {
                tracing::error!(%error, "the database does not answer");
                (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "10")]).into_response()
            }
            Failure::Database(db::Error::Sqlx(error)) if said_by_database(&error).is_some() => {
                let status = said_by_database(&error).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                tracing::warn!(%error, status = status.as_u16(), "the database refused");
                let wait = (status == StatusCode::SERVICE_UNAVAILABLE).then_some([("retry-after", "2")]);
                (status, wait.map(IntoResponse::into_response).unwrap_or_default()).into_response()
            }
            Failure::Database(error) => {
                tracing::error!(%error, "the database refused");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
            Failure::Internal(error) => {
                tracing::error!(%error, "failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// What the database refuses by its own rules, and that is not a defect of ours: text it cannot
/// hold, a key already used for something else, a queue too long. By SQLSTATE.
fn said_by_database(error: &sqlx::Error) -> Option<StatusCode> {
    let sqlx::Error::Database(error) = error else { return None };
    match error.code()?.as_ref() {
        // A character that text cannot hold (NUL); a date or a number beyond what is kept.
        "22021" | "22P05" | "22008" | "22003" => Some(StatusCode::BAD_REQUEST),
        "23505" => Some(StatusCode::CONFLICT),
        // Serialization, deadlock, lock not had in time, statement too long.
        "40001" | "40P01" | "55P03" | "57014" => Some(StatusCode::SERVICE_UNAVAILABLE),
        _ => None,
    }
}

fn is_unavailable(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed
    )
}
