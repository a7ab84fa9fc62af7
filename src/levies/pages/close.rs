//! One person proposes that a levy end.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::kept::{Kept, kept};
use super::propose::own_body;
use super::typed::{LONGEST_NOTE, problem};
use super::{body_path, dates_words, proposal_path};
use crate::access::DecideLevies;
use crate::db::Scoped;
use crate::declarations::pages::{levy_name, rule_words};
use crate::levies::store::{self, New};
use crate::levies::{Closing, Content, Standing};
use crate::unions::Body;
use crate::unions::pages::{Problem, about, day, status};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

#[derive(Template)]
#[template(path = "levies/close.html")]
struct ClosePage {
    p: Page,
    body: String,
    back: String,
    action: String,
    key: String,
    lead: String,
    dates: String,
    typed: TypedClosing,
    kept: Option<Kept>,
    problems: Vec<Problem>,
}

impl ClosePage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct TypedClosing {
    key: Uuid,
    ends_on: String,
    note: String,
}

/// The body and the levy, when the actor's office decides for it.
async fn levy(scoped: &mut Scoped, code: &str, id: Uuid) -> Result<(Body, Standing), Failure> {
    let body = own_body(scoped, code).await?;
    let standing = store::standing(scoped, body.id).await?;
    let one = standing.into_iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
    Ok((body, one))
}

pub async fn form(can: Can<DecideLevies>, Path((code, id)): Path<(String, Uuid)>) -> Answer {
    let mut scoped = can.begin().await?;
    let (body, one) = levy(&mut scoped, &code, id).await?;
    let today = scoped.today();
    page(&can, (&body, &one, today), TypedClosing::default(), None, Vec::new())
}

fn page(
    can: &Can<DecideLevies>,
    (body, one, today): (&Body, &Standing, NaiveDate),
    typed: TypedClosing,
    kept: Option<Kept>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let p = can.page(t.levies_closing_title());
    let key = if typed.key.is_nil() || kept.is_some() { p.key() } else { typed.key };
    let page = ClosePage {
        body: body.name(t.lang()).to_owned(),
        back: body_path(body),
        action: format!("{}/per-capita/{}/fin", body_path(body), one.id),
        key: key.to_string(),
        lead: t.levies_closing_lead(levy_name(&one.levy, t.lang()), rule_words(&one.levy, t)),
        dates: dates_words(&one.levy, today, t),
        typed,
        kept,
        problems,
        p,
    };
    html_with(status(&page.problems), &page)
}

pub async fn send(
    can: Can<DecideLevies>,
    Path((code, id)): Path<(String, Uuid)>,
    Form(typed): Form<TypedClosing>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (body, one) = levy(&mut scoped, &code, id).await?;
    let eve = one.levy.effective_from().pred_opt();
    let ends_sooner =
        |on: NaiveDate| eve.is_none_or(|eve| eve <= on) && one.levy.effective_to().is_none_or(|to| on < to);
    let is_sent = store::is_sent(&mut scoped, typed.key).await?;
    let ends_on = day(&typed.ends_on).filter(|on| is_sent || ends_sooner(*on));
    let mut problems = Vec::new();
    if ends_on.is_none() {
        problems.push(problem("#ends_on", t.levies_bad_closing()));
    }
    if typed.note.trim().chars().count() > LONGEST_NOTE {
        problems.push(problem("#note", t.levies_bad_note()));
    }
    let (true, Some(ends_on)) = (problems.is_empty(), ends_on) else {
        let today = scoped.today();
        return page(&can, (&body, &one, today), typed, None, problems);
    };
    let new = New {
        id: typed.key,
        body: body.id,
        code: one.levy.code(),
        note: typed.note.trim(),
        name: &can.person.name,
        content: &Content::Closing(Closing { levy: id, ends_on }),
    };
    if let Some((kept, problems)) = kept(store::propose(&mut scoped, &new).await?, t) {
        let today = scoped.today();
        return page(&can, (&body, &one, today), typed, Some(kept), problems);
    }
    scoped.commit().await?;
    Ok(Redirect::to(&proposal_path(typed.key)).into_response())
}
