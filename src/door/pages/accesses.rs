//! The accesses of one employer: issued, shown once, followed, revoked once it was asked.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::KeepDoor;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::door::store::{self, NewAccess};
use crate::door::{Access, GUIDE, LONGEST_LABEL, Standing, latest_end};
use crate::secrets::Token;
use crate::text::Text;
use crate::unions::{self, Employer};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// What a form has to correct.
pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

/// An access in the list.
pub struct AccessRow {
    pub id: String,
    pub label: String,
    pub ending: String,
    pub issued: String,
    pub ends: String,
    pub used: String,
    pub tag: Tag,
    /// What is to be done about it; empty when nothing is.
    pub todo: String,
    pub can_be_revoked: bool,
}

#[derive(Template)]
#[template(path = "door/accesses.html")]
struct AccessesPage {
    p: Page,
    lead: String,
    path: String,
    key: String,
    rows: Vec<AccessRow>,
    /// As typed; a macro's argument is named `label`.
    named: String,
    ends_on: String,
    ends_hint: String,
    /// The access that the new one takes over from; empty when none.
    replaces: String,
    replaces_label: String,
    problems: Vec<Problem>,
    guide: &'static str,
}

impl AccessesPage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

/// The token, shown this once.
#[derive(Template)]
#[template(path = "door/issued.html")]
struct IssuedPage {
    p: Page,
    label: String,
    lead: String,
    token: String,
    /// The label of the access to be revoked afterwards; empty when none.
    replaces: String,
    path: String,
    guide: &'static str,
}

/// Asks before an access is closed.
#[derive(Template)]
#[template(path = "door/revoke.html")]
struct RevokePage {
    p: Page,
    lead: String,
    row: AccessRow,
    path: String,
}

#[derive(Deserialize)]
pub struct Look {
    remplace: Option<Uuid>,
}

/// What the form brings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    key: Uuid,
    label: String,
    ends_on: String,
    #[serde(default)]
    replaces: String,
}

/// The page of an employer's accesses.
pub fn path(employer: Uuid) -> String {
    format!("/employeurs/{employer}/acces")
}

/// An employer of the actor's union; another's is not found.
async fn employer(scoped: &mut Scoped, id: Uuid) -> Result<Employer, Failure> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    union.employer(id).cloned().ok_or(Failure::NotFound)
}

fn standing_tag(standing: Standing, t: Text) -> Tag {
    let (word, kind) = match standing {
        Standing::Open => (t.door_open(), "done"),
        Standing::EndsSoon(_) => (t.door_ends_soon(), "due"),
        Standing::Ended => (t.door_ended(), "quiet"),
        Standing::Revoked => (t.door_revoked(), "quiet"),
    };
    Tag { word, kind }
}

fn row(access: &Access, all: &[Access], today: NaiveDate, t: Text) -> AccessRow {
    let standing = access.standing(today);
    let opens = access.opens(today);
    let is_replaced = all.iter().any(|other| other.replaces == Some(access.id) && other.opens(today));
    AccessRow {
        id: access.id.to_string(),
        label: access.label.clone(),
        ending: t.door_ending(&access.ending),
        issued: t.date(&access.issued_on),
        ends: t.date(&access.ends_on),
        used: access.last_used_at.map_or_else(|| t.door_never_used().to_owned(), |at| t.moment(&at)),
        tag: standing_tag(standing, t),
        todo: if opens && is_replaced { t.door_replaced_todo().to_owned() } else { String::new() },
        can_be_revoked: opens,
    }
}

/// The page, with what was typed when it is to be corrected.
async fn page(
    can: &Can<KeepDoor>,
    mut scoped: Scoped,
    employer: &Employer,
    replaces: Option<Uuid>,
    refused: Option<(&Sent, Vec<Problem>)>,
) -> Answer {
    let t = can.text();
    let today = scoped.today();
    let accesses = store::of_employer(&mut scoped, employer.id).await?;
    drop(scoped);
    let replaced = replaces.and_then(|id| accesses.iter().find(|access| access.id == id));
    if replaces.is_some() && replaced.is_none() {
        return Err(Failure::NotFound);
    }
    let p = can.page(t.door_title());
    let (sent, problems) = refused.map_or((None, Vec::new()), |(sent, problems)| (Some(sent), problems));
    let status = if sent.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let label = sent.map(|sent| sent.label.clone()).or(replaced.map(|access| access.label.clone()));
    let last = latest_end(today);
    html_with(
        status,
        &AccessesPage {
            lead: t.door_lead(&employer.name, &employer.unit),
            path: path(employer.id),
            key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
            rows: accesses.iter().map(|access| row(access, &accesses, today, t)).collect(),
            named: label.unwrap_or_default(),
            ends_on: sent.map_or_else(|| last.to_string(), |sent| sent.ends_on.clone()),
            ends_hint: t.door_ends_hint(t.date(&last)),
            replaces: replaced.map(|access| access.id.to_string()).unwrap_or_default(),
            replaces_label: replaced.map(|a| t.door_replaces(&a.ending, &a.label)).unwrap_or_default(),
            problems,
            guide: GUIDE,
            p,
        },
    )
}

pub async fn list(can: Can<KeepDoor>, Path(id): Path<Uuid>, Query(look): Query<Look>) -> Answer {
    let mut scoped = can.begin().await?;
    let employer = employer(&mut scoped, id).await?;
    page(&can, scoped, &employer, look.remplace, None).await
}

/// What the form asks for, or what is wrong with it.
fn asked<'s>(
    sent: &'s Sent,
    employer: Uuid,
    today: NaiveDate,
    t: Text,
) -> Result<NewAccess<'s>, Vec<Problem>> {
    let mut problems = Vec::new();
    let label = sent.label.trim();
    if label.is_empty() || label.chars().count() > LONGEST_LABEL || label.chars().any(char::is_control) {
        problems.push(Problem { href: "#label", text: t.door_bad_label().to_owned() });
    }
    let ends_on = sent.ends_on.trim().parse::<NaiveDate>().ok();
    let ends_on = ends_on.filter(|day| (today..=latest_end(today)).contains(day));
    if ends_on.is_none() {
        let last = t.date(&latest_end(today));
        problems.push(Problem { href: "#ends_on", text: t.door_bad_end(last) });
    }
    match ends_on {
        Some(ends_on) if problems.is_empty() => {
            Ok(NewAccess { id: sent.key, employer, label, ends_on, replaces: sent.replaces.parse().ok() })
        }
        _ => Err(problems),
    }
}

/// Issues an access. Its token is in this answer and nowhere else, so there is no page to go to: the
/// same form again shows no token.
pub async fn issue(can: Can<KeepDoor>, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let employer = employer(&mut scoped, id).await?;
    let new = match asked(&sent, employer.id, scoped.today(), t) {
        Ok(new) => new,
        Err(problems) => {
            return page(&can, scoped, &employer, sent.replaces.parse().ok(), Some((&sent, problems))).await;
        }
    };
    let accesses = store::of_employer(&mut scoped, employer.id).await?;
    let replaced = new.replaces.map(|id| accesses.iter().find(|access| access.id == id));
    let Some(replaced) = replaced.map_or(Some(None), |found| found.map(Some)) else {
        return Err(Failure::NotFound);
    };
    let token = Token::random();
    if !store::issue(&mut scoped, &new, &token).await? {
        return Ok(Redirect::to(&path(employer.id)).into_response());
    }
    scoped.record(Event::done(Action::AccessIssued, new.id));
    scoped.commit().await?;
    html(&IssuedPage {
        p: can.page(t.door_issued_title()),
        label: new.label.to_owned(),
        lead: t.door_issued_lead(&employer.name, t.date(&new.ends_on)),
        token: token.reveal().to_owned(),
        replaces: replaced.map(|a| t.door_issued_replaces(&a.ending, &a.label)).unwrap_or_default(),
        path: path(employer.id),
        guide: GUIDE,
    })
}

/// What is to be closed, for good: asked first.
pub async fn ask(can: Can<KeepDoor>, Path((employer_id, id)): Path<(Uuid, Uuid)>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let employer = employer(&mut scoped, employer_id).await?;
    let accesses = store::of_employer(&mut scoped, employer.id).await?;
    let access = accesses.iter().find(|access| access.id == id).ok_or(Failure::NotFound)?;
    html(&RevokePage {
        p: can.page(t.door_revoke_title()),
        lead: t.door_lead(&employer.name, &employer.unit),
        row: row(access, &accesses, scoped.today(), t),
        path: path(employer.id),
    })
}

/// Closes an access at once.
pub async fn revoke(can: Can<KeepDoor>, Path((employer_id, id)): Path<(Uuid, Uuid)>) -> Answer {
    let mut scoped = can.begin().await?;
    if store::revoke(&mut scoped, employer_id, id).await? {
        scoped.record(Event::done(Action::AccessRevoked, id));
    }
    scoped.commit().await?;
    flash::done(&path(employer_id), "said-access-revoked")
}
