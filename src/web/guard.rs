//! Guards: who may call a handler. [`Can`] is also the handler's only way to the database.

use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use tower_sessions::Session;

use super::error::Failure;
use super::flash::{self, Said};
use super::page::{Page, RequestFacts, RequestId, User};
use super::{AppState, Settings};
use crate::access::{Actor, AskWhatIf, Capability, Need};
use crate::accounts::{self, Person};
use crate::audit::{Action, Event};
use crate::db::{self, Db, Scoped};
use crate::text::Text;

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guarding {
    Public,
    Needs(Capability),
    /// The token of an employer's access; no cookie is read.
    Token,
}

/// A first argument.
pub trait Guard {
    const GUARDING: Guarding;
}

/// Signed out for an hour of inactivity, and after half a day whatever happens (R83).
const IDLE: TimeDelta = TimeDelta::hours(1);
const TOTAL: TimeDelta = TimeDelta::hours(12);
/// The session is written again at most this often, not at each page.
const TOUCH: TimeDelta = TimeDelta::minutes(5);

/// Lifted into a column by the session store, so that one person's sessions can be ended.
pub const ACCOUNT: &str = "account_id";
pub const ACTOR: &str = "actor";
pub const SINCE: &str = "since";
pub const SEEN: &str = "seen";

/// Anybody may call: sign-in, health, assets.
pub struct Public {
    pub state: AppState,
    pub facts: RequestFacts,
    pub session: Session,
    pub person: Option<Person>,
}

impl Guard for Public {
    const GUARDING: Guarding = Guarding::Public;
}

impl Public {
    pub fn page(&self, title: impl Into<String>) -> Page {
        let user = self.person.as_ref().map(|person| User::of(person, self.facts.text()));
        Page::new(&self.state, &self.facts, user, title.into())
    }

    pub fn text(&self) -> Text {
        self.facts.text()
    }

    /// A transaction that sees the one account of this e-mail, and nothing else.
    pub async fn begin(&self, email: &str) -> db::Result<Scoped> {
        let actor = Actor::Nobody { email: Some(email.to_owned()) };
        self.state.db.scoped(&actor, &self.facts.request_id).await
    }

    pub async fn begin_as(&self, person: &Person) -> db::Result<Scoped> {
        self.state.db.scoped(&person.actor(), &self.facts.request_id).await
    }
}

impl FromRequestParts<AppState> for Public {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Public, Failure> {
        let mut facts = RequestFacts::of(parts);
        let session = session(parts)?;
        let person = signed_in(&session, &state.db, &facts).await?;
        facts.said = said(&session, &facts).await?;
        Ok(Public { state: state.clone(), facts, session, person })
    }
}

/// A person who holds capability `C`. Signed out: to the sign-in page. Capability missing: 404.
pub struct Can<C: Need> {
    pub state: AppState,
    pub facts: RequestFacts,
    pub person: Person,
    capability: PhantomData<C>,
}

impl<C: Need> Guard for Can<C> {
    const GUARDING: Guarding = Guarding::Needs(C::CAPABILITY);
}

impl<C: Need> Can<C> {
    /// A transaction in which row-level security knows this person.
    pub async fn begin(&self) -> db::Result<Scoped> {
        self.state.db.scoped(&self.person.actor(), &self.facts.request_id).await
    }

    pub fn page(&self, title: impl Into<String>) -> Page {
        Page::new(&self.state, &self.facts, Some(User::of(&self.person, self.facts.text())), title.into())
    }

    pub fn text(&self) -> Text {
        self.facts.text()
    }

    pub fn settings(&self) -> &Settings {
        &self.state.settings
    }
}

impl Can<AskWhatIf> {
    /// A transaction that reads the amounts of a union's declared statements, for sums. The union is
    /// one that this person's own transaction reached. Refused to whoever must not see a pay: enough
    /// sums, subtracted from each other, tell one.
    pub async fn reckon(&self, union: uuid::Uuid) -> db::Result<Scoped> {
        if !self.person.actor().holds(Capability::ReckonPay) {
            return Err(db::Error::NotFound);
        }
        self.state.db.scoped(&Actor::Reckoner { union }, &self.facts.request_id).await
    }
}

impl<C: Need> FromRequestParts<AppState> for Can<C> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Can<C>, Failure> {
        let mut facts = RequestFacts::of(parts);
        let session = session(parts)?;
        let Some(person) = signed_in(&session, &state.db, &facts).await? else {
            return Err(Failure::SignIn);
        };
        if let Some(caller) = parts.extensions.get::<Caller>() {
            // Set once a request; the middleware reads it when the answer is an error.
            let _ = caller.0.set(person.clone());
        }
        if !person.actor().holds(C::CAPABILITY) {
            return Err(Failure::NotFound);
        }
        facts.said = said(&session, &facts).await?;
        Ok(Can { state: state.clone(), facts, person, capability: PhantomData })
    }
}

/// Who a guarded request turned out to come from.
#[derive(Clone, Default)]
struct Caller(Arc<OnceLock<Person>>);

/// Journals each refusal: a guarded page answered "not found" to somebody signed in, because the
/// capability is missing or because the row is not theirs (or not there: nobody can tell).
pub async fn journal_refusals(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let caller = Caller::default();
    request.extensions_mut().insert(caller.clone());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let subject = format!("{} {}", request.method(), request.uri().path());
    let mut response = next.run(request).await;
    let Some(person) = caller.0.get() else { return response };
    response.extensions_mut().insert(person.clone());
    if response.status() == StatusCode::NOT_FOUND {
        let journaled = async {
            let mut scoped = state.db.scoped(&person.actor(), &id).await?;
            scoped.record(Event::refused(Action::Refused, subject.chars().take(200).collect::<String>()));
            scoped.commit().await
        };
        if let Err(error) = journaled.await {
            return Failure::from(error).into_response();
        }
    }
    response
}

fn session(parts: &mut Parts) -> Result<Session, Failure> {
    parts
        .extensions
        .get::<Session>()
        .cloned()
        .ok_or_else(|| anyhow::anyhow!("the session layer is missing").into())
}

/// What was done just before: said by a page, not by a form that comes back to be corrected.
async fn said(session: &Session, facts: &RequestFacts) -> Result<Option<Said>, Failure> {
    if !facts.is_get {
        return Ok(None);
    }
    flash::waiting(session).await.map_err(|error| Failure::Internal(anyhow::Error::new(error)))
}

/// The person of this session, when it still holds and the account is still open.
async fn signed_in(session: &Session, db: &Db, facts: &RequestFacts) -> Result<Option<Person>, Failure> {
    let read = |error| Failure::Internal(anyhow::Error::new(error));
    let Some(actor) = session.get::<Actor>(ACTOR).await.map_err(read)? else { return Ok(None) };
    let since = session.get::<DateTime<Utc>>(SINCE).await.map_err(read)?.unwrap_or_default();
    let seen = session.get::<DateTime<Utc>>(SEEN).await.map_err(read)?.unwrap_or_default();
    let now = db.clock().now();
    if now - since > TOTAL || now - seen > IDLE {
        session.flush().await.map_err(read)?;
        return Ok(None);
    }
    if now - seen > TOUCH {
        session.insert(SEEN, now).await.map_err(read)?;
    }
    let Some(id) = actor.id() else { return Ok(None) };
    let mut scoped = db.scoped(&actor, &facts.request_id).await?;
    match accounts::store::person(&mut scoped, id).await {
        // A role or a scope that changed since sign-in ends the session.
        Ok(person) if person.active && person.actor() == actor => Ok(Some(person)),
        Ok(_) | Err(db::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
