//! What was just done, said once on the next page. A POST answers where to go and which words; the
//! session keeps their key until a page has said them, in the language of that page. Nothing is in the
//! address, so that a page asked for again does not say it again, and no script is needed. What went
//! wrong is not said here: a form says it beside its fields.

use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use tower_sessions::session::Error;

use super::error::Answer;
use crate::text::Text;

/// Where a session keeps them.
const KEPT: &str = "said";

/// Words of `locales/*/web.ftl`, by their key, and the number of things that they are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    key: String,
    count: u64,
}

impl Said {
    /// None when the portal changed since and no longer says them.
    pub fn words(&self, t: Text) -> Option<String> {
        t.counted(&self.key, self.count)
    }
}

/// Leads to `path`, where the words of `key` will be said: `said-…`.
pub fn done(path: &str, key: &str) -> Answer {
    counted(path, key, 1)
}

/// The same of several things, whose number the words give.
pub fn counted(path: &str, key: &str, count: u64) -> Answer {
    let mut answer = Redirect::to(path).into_response();
    answer.extensions_mut().insert(Said { key: key.to_owned(), count });
    Ok(answer)
}

/// What waits to be said to whoever this session is of.
pub async fn waiting(session: &Session) -> Result<Option<Said>, Error> {
    let kept = session.get_value(KEPT).await?;
    Ok(kept.and_then(|value| serde_json::from_value(value).ok()))
}

/// Between handlers and sessions: keeps what an answer asks to say, forgets it once a page said it. An
/// act that is done stays done when its words cannot be kept.
pub async fn carry(request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let is_get = request.method() == Method::GET;
    let mut response = next.run(request).await;
    let Some(session) = session else { return response };
    let carried = match response.extensions_mut().remove::<Said>() {
        Some(said) => session.insert(KEPT, said).await,
        None if is_get && is_page(&response) => forget(&session).await,
        None => Ok(()),
    };
    if let Err(error) = carried {
        tracing::warn!(%error, "what was done could not be kept to be said");
    }
    response
}

/// Only what is there: a session that loses nothing is not written again.
async fn forget(session: &Session) -> Result<(), Error> {
    if session.get_value(KEPT).await?.is_some() {
        session.remove_value(KEPT).await?;
    }
    Ok(())
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    response.status().is_success() && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
