//! One person proposes a levy: a new one, or one that follows another.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::kept::{Kept, kept};
use super::typed::{Shown, TypedLevy, bases};
use super::{body_path, dates_words, proposal_path};
use crate::access::DecideLevies;
use crate::db::Scoped;
use crate::declarations::pages::levy_name;
use crate::dues::Levy;
use crate::levies::store::{self, New};
use crate::levies::{Closing, Content, Effects, Standing, effects};
use crate::text::Text;
use crate::unions::Body;
use crate::unions::pages::{Choice, Problem, about, status};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

#[derive(Template)]
#[template(path = "levies/propose.html")]
struct ProposePage {
    p: Page,
    body: String,
    back: String,
    action: String,
    key: String,
    typed: TypedLevy,
    closes: bool,
    bases: Vec<Choice>,
    kept: Option<Kept>,
    problems: Vec<Problem>,
}

impl ProposePage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

/// The body, when the actor's office decides for it.
pub(super) async fn own_body(scoped: &mut Scoped, code: &str) -> Result<Body, Failure> {
    let body = store::body(scoped, code).await?;
    if store::decides_for(scoped, body.id).await? { Ok(body) } else { Err(Failure::NotFound) }
}

#[derive(Deserialize)]
pub struct Follows {
    /// The levy that the one proposed follows.
    suite: Option<Uuid>,
}

pub async fn form(can: Can<DecideLevies>, Path(code): Path<String>, Query(of): Query<Follows>) -> Answer {
    let mut scoped = can.begin().await?;
    let body = own_body(&mut scoped, &code).await?;
    let standing = store::standing(&mut scoped, body.id).await?;
    let followed = standing.iter().find(|one| Some(one.id) == of.suite);
    if of.suite.is_some() && followed.is_none() {
        return Err(Failure::NotFound);
    }
    let typed = followed.map_or_else(TypedLevy::default, |one| follow(&one.levy, can.text()));
    page(&can, &body, TypedLevy { closes: Some("1".to_owned()), ..typed }, None, Vec::new())
}

/// What follows a levy is much like it, on other days and by another resolution.
fn follow(levy: &Levy, t: Text) -> TypedLevy {
    let Shown { value, minimum, maximum, persons } = Shown::of(levy, t);
    TypedLevy {
        code: levy.code().to_owned(),
        name_fr: levy.name_fr.clone(),
        name_en: levy.name_en.clone(),
        basis: levy.basis().code().to_owned(),
        adopted_by: levy.adopted_by.clone().unwrap_or_default(),
        value,
        minimum,
        maximum,
        persons,
        ..TypedLevy::default()
    }
}

fn page(
    can: &Can<DecideLevies>,
    body: &Body,
    typed: TypedLevy,
    kept: Option<Kept>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let p = can.page(t.levies_propose_title());
    // What is sent after something else was kept is another proposal.
    let key = if typed.key.is_nil() || kept.is_some() { p.key() } else { typed.key };
    let page = ProposePage {
        body: body.name(t.lang()).to_owned(),
        back: body_path(body),
        action: format!("{}/per-capita", body_path(body)),
        key: key.to_string(),
        closes: typed.closes(),
        bases: bases(&typed.basis, t),
        typed,
        kept,
        problems,
        p,
    };
    html_with(status(&page.problems), &page)
}

/// The levy of the same code that holds the day before, with that day: what it would close.
fn closing(standing: &[Standing], levy: &Levy) -> Option<Closing> {
    let eve = levy.effective_from().pred_opt()?;
    let own = standing.iter().filter(|one| one.levy.code() == levy.code());
    let held = own.filter(|one| one.levy.effective_from() <= levy.effective_from());
    let last = held.max_by_key(|one| one.levy.effective_from())?;
    let goes_on = last.levy.effective_to().is_none_or(|to| eve < to);
    goes_on.then_some(Closing { levy: last.id, ends_on: eve })
}

pub async fn send(can: Can<DecideLevies>, Path(code): Path<String>, Form(typed): Form<TypedLevy>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let body = own_body(&mut scoped, &code).await?;
    let levy = match typed.read(&body, scoped.today(), t) {
        Ok(levy) => levy,
        Err(problems) => return page(&can, &body, typed, None, problems),
    };
    let standing = store::standing(&mut scoped, body.id).await?;
    let closes = if typed.closes() { closing(&standing, &levy) } else { None };
    let content = Content::Levy(Box::new(levy), closes);
    if let Some(seen) = effects(&standing, typed.code.trim(), &content)
        && !seen.overlaps.is_empty()
        && !store::is_sent(&mut scoped, typed.key).await?
    {
        let problems = overlap_problems(&seen, scoped.today(), t);
        return page(&can, &body, typed, None, problems);
    }
    let new = New {
        id: typed.key,
        body: body.id,
        code: typed.code.trim(),
        note: typed.note.trim(),
        name: &can.person.name,
        content: &content,
    };
    if let Some((kept, problems)) = kept(store::propose(&mut scoped, &new).await?, t) {
        return page(&can, &body, typed, Some(kept), problems);
    }
    scoped.commit().await?;
    Ok(Redirect::to(&proposal_path(typed.key)).into_response())
}

fn overlap_problems(seen: &Effects<'_>, today: NaiveDate, t: Text) -> Vec<Problem> {
    let text =
        |one: &&Standing| t.levies_overlap(dates_words(&one.levy, today, t), levy_name(&one.levy, t.lang()));
    seen.overlaps.iter().map(|one| Problem { href: "#from", text: text(one) }).collect()
}
