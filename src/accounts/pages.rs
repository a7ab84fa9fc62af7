//! Signing in and out, the language, and the administrator's list of accounts.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use chrono::TimeDelta;
use serde::Deserialize;
use uuid::Uuid;

use super::{Person, normal_email, password, store};
use crate::access::ManageAccounts;
use crate::audit::{Action, Event};
use crate::text::Lang;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::{ACCOUNT, ACTOR, Can, Public, SEEN, SINCE};
use crate::web::page::{Page, html, html_with, role_label};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    p: Page,
    email: String,
    error: String,
    demo: Vec<DemoAccount>,
}

/// An account the demonstration offers; its password is the same for all and printed by `script/demo`.
pub struct DemoAccount {
    pub email: &'static str,
    pub role: &'static str,
}

pub async fn sign_in_form(public: Public) -> Answer {
    if public.person.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    html(&sign_in_page(&public, String::new(), String::new()))
}

fn sign_in_page(public: &Public, email: String, error: String) -> SignInPage {
    let t = public.text();
    let demo = match public.state.settings.demo {
        true => crate::demo::ACCOUNTS
            .iter()
            .map(|account| DemoAccount { email: account.email, role: role_label(account.role, t) })
            .collect(),
        false => Vec::new(),
    };
    SignInPage { p: public.page(t.sign_in_title()), email, error, demo }
}

/// The longest address that mail carries (RFC 5321).
const LONGEST_EMAIL: usize = 254;
/// A queue at the passwords longer than this is a flood: who comes then is told to come back.
const HASHING_PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    email: String,
    password: String,
}

pub async fn sign_in(public: Public, Form(form): Form<SignIn>) -> Answer {
    let t = public.text();
    let email = normal_email(&form.email);
    if email.chars().any(char::is_control) || email.len() > LONGEST_EMAIL {
        return Err(Failure::BadRequest("an e-mail that nobody can have"));
    }
    // No transaction stays open while the password is looked at: it takes a while, and would keep a
    // connection from others.
    let mut scoped = public.begin(&email).await?;
    let wait = store::count_try(&mut scoped, &email).await?;
    let found = store::signing_in(&mut scoped, &email).await?;
    scoped.commit().await?;
    if let Some(wait) = wait {
        let seconds = wait.num_seconds().max(0) + 1;
        let page = sign_in_page(&public, form.email, t.sign_in_wait(seconds));
        let mut answer = html_with(StatusCode::TOO_MANY_REQUESTS, &page)?;
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(answer);
    }

    let right = verified(&public, form.password, found.as_ref().map(|(_, hash)| hash.clone())).await?;
    let mut scoped = public.begin(&email).await?;
    match found {
        Some((person, _)) if right && person.active => {
            store::forgive_tries(&mut scoped, &email).await?;
            scoped.commit().await?;
            welcome(&public, &person).await
        }
        found => {
            let subject = found.map(|(person, _)| person.id.to_string()).unwrap_or_default();
            scoped.record(Event::failed(Action::SignedIn, subject));
            scoped.commit().await?;
            let page = sign_in_page(&public, form.email, t.sign_in_wrong().to_owned());
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Hashing takes a core for a while: off the event loop, a few at a time.
async fn verified(public: &Public, password: String, hash: Option<String>) -> Result<bool, Failure> {
    let turn = tokio::time::timeout(HASHING_PATIENCE, public.state.settings.hashing.acquire()).await;
    let _turn =
        turn.map_err(|_| Failure::TooMany { retry_after_seconds: 10 })?.map_err(anyhow::Error::new)?;
    Ok(tokio::task::spawn_blocking(move || password::verify(&password, hash.as_deref()))
        .await
        .map_err(anyhow::Error::new)?)
}

async fn welcome(public: &Public, person: &Person) -> Answer {
    let mut scoped = public.begin_as(person).await?;
    store::note_sign_in(&mut scoped, person.id).await?;
    scoped.record(Event::done(Action::SignedIn, person.id));
    let now = scoped.now();
    scoped.commit().await?;

    let session = &public.session;
    let kept = async {
        // A new id, so that one planted before sign-in is worth nothing.
        session.cycle_id().await?;
        session.insert(ACCOUNT, person.id).await?;
        session.insert(ACTOR, person.actor()).await?;
        session.insert(SINCE, now).await?;
        session.insert(SEEN, now).await
    };
    kept.await.map_err(anyhow::Error::new)?;
    Ok(Redirect::to("/").into_response())
}

pub async fn sign_out(public: Public) -> Answer {
    if let Some(person) = &public.person {
        let mut scoped = public.begin_as(person).await?;
        scoped.record(Event::done(Action::SignedOut, person.id));
        scoped.commit().await?;
    }
    public.session.flush().await.map_err(anyhow::Error::new)?;
    Ok(Redirect::to("/connexion").into_response())
}

#[derive(Deserialize)]
pub struct LanguageChoice {
    vers: String,
    retour: String,
}

/// Keeps the choice in a cookie for a year, and comes back to the page.
pub async fn language(public: Public, Query(choice): Query<LanguageChoice>) -> Answer {
    let lang = Lang::from_code(&choice.vers).ok_or(Failure::BadRequest("no such language"))?;
    let secure = if public.state.settings.secure { "; Secure" } else { "" };
    let cookie = format!("langue={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}", lang.code());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(own_path(&choice.retour))).into_response())
}

/// A path of this portal, or home: never another site (R100).
fn own_path(back: &str) -> &str {
    let ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && back.bytes().all(|b| b.is_ascii_graphic());
    if ours { back } else { "/" }
}

pub struct AccountRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub context: String,
    pub active: bool,
    pub last_sign_in: String,
    pub is_self: bool,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct AccountsPage {
    p: Page,
    accounts: Vec<AccountRow>,
}

pub async fn list(can: Can<ManageAccounts>) -> Answer {
    let t = can.text();
    let people = store::all(&mut can.begin().await?).await?;
    let row = |person: Person| AccountRow {
        id: person.id,
        role: role_label(person.role, t),
        context: person.context(t.lang()).to_owned(),
        active: person.active,
        last_sign_in: person.last_sign_in_at.map(|at| t.moment(&at)).unwrap_or_default(),
        is_self: person.id == can.person.id,
        name: person.name,
        email: person.email,
    };
    html(&AccountsPage { p: can.page(t.accounts_title()), accounts: people.into_iter().map(row).collect() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    account: Uuid,
    active: bool,
}

/// Closes an account or opens it again. Nobody closes their own: somebody must be left to open it.
pub async fn switch(can: Can<ManageAccounts>, Form(form): Form<Switch>) -> Answer {
    if form.account == can.person.id {
        return Err(Failure::BadRequest("an administrator does not close their own account"));
    }
    let mut scoped = can.begin().await?;
    store::set_active(&mut scoped, form.account, form.active).await?;
    let action = if form.active { Action::AccountReopened } else { Action::AccountClosed };
    scoped.record(Event::done(action, form.account));
    scoped.commit().await?;
    flash::done("/comptes", "said-account")
}

/// How long a session that nobody uses is kept before the store forgets it.
pub const SESSION_KEPT: TimeDelta = TimeDelta::hours(12);
