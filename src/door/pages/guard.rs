//! Guards of what programs call: the token of an access, or nothing. No cookie is read.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use uuid::Uuid;

use crate::access::Actor;
use crate::db::{self, Scoped};
use crate::door::{Access, Rate, store};
use crate::secrets::Token;
use crate::statements::worker::{self, Reader};
use crate::web::AppState;
use crate::web::guard::{Guard, Guarding};
use crate::web::page::RequestFacts;
use crate::web::problem::Problem;

/// An employer's payroll, by a token that opens, within its rate.
pub struct Payroll {
    pub state: AppState,
    pub access: Access,
    request_id: String,
}

impl Guard for Payroll {
    const GUARDING: Guarding = Guarding::Token;
}

impl Payroll {
    /// A transaction in which row-level security knows the one employer of this access.
    pub async fn begin(&self) -> db::Result<Scoped> {
        self.state.db.scoped(&self.access.actor(), &self.request_id).await
    }

    /// A transaction in the name of the union that this payroll sends to: for what the portal asks
    /// itself, of which nothing is answered.
    pub async fn begin_for_the_union(&self) -> db::Result<Scoped> {
        self.state.db.scoped(&self.sender(), &self.request_id).await
    }

    fn sender(&self) -> Actor {
        worker::sender(self.access.union_id, self.access.id)
    }

    /// Reads what was sent, in the background.
    pub fn start_reading(&self, upload: Uuid) -> tokio::task::JoinHandle<()> {
        let settings = &self.state.settings;
        let reader = Reader::new(self.state.db.clone(), settings.reading.clone(), settings.demo);
        reader.start(self.sender(), upload)
    }
}

/// The token of `Authorization: Bearer`; whether there was one at all.
fn token(parts: &Parts) -> Result<Token, Problem> {
    let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(Problem::unauthorized(false));
    };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::unauthorized(false));
    }
    Token::parse(token.trim()).ok_or(Problem::unauthorized(true))
}

impl FromRequestParts<AppState> for Payroll {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Payroll, Problem> {
        let request_id = RequestFacts::of(parts).request_id;
        let bearer = {
            let token = token(parts)?;
            store::bearer(state.db.keys(), &token)
        };
        let mut scoped = state.db.scoped(&bearer, &request_id).await?;
        let access = match store::shown(&mut scoped).await {
            Err(db::Error::NotFound) => return Err(Problem::unauthorized(true)),
            access => access?,
        };
        let today = scoped.today();
        drop(scoped);
        if !access.opens(today) {
            tracing::warn!(access = %access.id, "a token that opens no more was shown");
            return Err(Problem::unauthorized(true));
        }
        let payroll = Payroll { state: state.clone(), access, request_id };
        let mut scoped = payroll.begin().await?;
        let let_in = store::let_in(&mut scoped, Rate::a_minute(state.settings.api_rate)).await?;
        scoped.commit().await?;
        let_in.map_err(Problem::too_many)?;
        Ok(payroll)
    }
}

/// Anybody: what describes the door.
pub struct Anybody;

impl Guard for Anybody {
    const GUARDING: Guarding = Guarding::Public;
}

impl FromRequestParts<AppState> for Anybody {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &AppState) -> Result<Anybody, Infallible> {
        Ok(Anybody)
    }
}
