//! A person's notices, and what they receive of them by mail.

pub mod demo;
pub mod letter;
pub mod mails;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::{Audience, Told, Way, kinds_told, store};
use crate::access::{Role, SeeHome};
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::text::{Lang, Text};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A notice in a list.
pub struct Row {
    pub href: String,
    pub title: String,
    pub about: String,
    pub at: String,
    pub is_new: bool,
}

fn row(told: &Told, t: Text) -> Row {
    Row {
        href: format!("/avis/{}", told.id),
        title: t.kind(&format!("notice-{}", told.kind.code()), &[]),
        about: t.lang().written(&told.about).to_owned(),
        at: t.moment(&told.at),
        is_new: told.is_new,
    }
}

/// The newest notices, for home.
pub struct Brief {
    pub rows: Vec<Row>,
    pub unread: String,
}

const SHOWN_ON_HOME: i64 = 3;

/// None for a role that nobody tells anything, or when there is nothing to tell.
pub async fn brief(scoped: &mut Scoped, role: Role, t: Text) -> Result<Option<Brief>, Failure> {
    if Audience::of(role).is_empty() {
        return Ok(None);
    }
    let told = store::latest(scoped, None, SHOWN_ON_HOME).await?;
    if told.is_empty() {
        return Ok(None);
    }
    let unread = store::unread(scoped).await?;
    Ok(Some(Brief { rows: told.iter().map(|told| row(told, t)).collect(), unread: t.notices_unread(unread) }))
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage {
    p: Page,
    rows: Vec<Row>,
    unread: i64,
    /// Where the next page starts; empty on the last.
    next: String,
    first: bool,
    has_audience: bool,
}

#[derive(Deserialize)]
pub struct Before {
    avant: Option<Uuid>,
}

const NOTICES_A_PAGE: usize = 25;

pub async fn list(can: Can<SeeHome>, Query(before): Query<Before>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let limit = i64::try_from(NOTICES_A_PAGE + 1).map_err(anyhow::Error::new)?;
    let told = store::latest(&mut scoped, before.avant, limit).await?;
    let more = told.len() > NOTICES_A_PAGE;
    let shown = &told[..told.len().min(NOTICES_A_PAGE)];
    html(&ListPage {
        p: can.page(t.notices_title()),
        rows: shown.iter().map(|told| row(told, t)).collect(),
        unread: store::unread(&mut scoped).await?,
        next: match shown.last() {
            Some(last) if more => format!("/avis?avant={}", last.id),
            _ => String::new(),
        },
        first: before.avant.is_none(),
        has_audience: !Audience::of(can.person.role).is_empty(),
    })
}

/// Opens a notice: it is read from now on, and leads to its page, or back to the list when that page
/// is not this person's. A safe request all the same: asked twice, it changes nothing more.
pub async fn open(can: Can<SeeHome>, Path(notice): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let (kind, path) = store::open(&mut scoped, notice).await?;
    scoped.commit().await?;
    let path = if kind.opens_for(can.person.role) { path.as_str() } else { "/avis" };
    Ok(Redirect::to(path).into_response())
}

/// Marks everything as read.
pub async fn open_all(can: Can<SeeHome>) -> Answer {
    let mut scoped = can.begin().await?;
    store::open_all(&mut scoped).await?;
    scoped.commit().await?;
    flash::done("/avis", "said-notices-read")
}

/// A kind and how this person is told of it.
pub struct ChoiceRow {
    pub code: &'static str,
    pub title: String,
    /// Always mailed: nothing to choose.
    pub is_fixed: bool,
    pub ways: Vec<WayOption>,
}

pub struct WayOption {
    pub code: &'static str,
    pub words: String,
    pub selected: bool,
}

#[derive(Template)]
#[template(path = "notices/choices.html")]
struct ChoicesPage {
    p: Page,
    rows: Vec<ChoiceRow>,
    is_english: bool,
}

pub async fn choices(can: Can<SeeHome>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let chosen = store::choices(&mut scoped).await?;
    let kinds = kinds_told(can.person.role);
    let rows = kinds.into_iter().map(|kind| {
        let own = chosen.iter().find(|(chosen, _)| *chosen == kind).map(|(_, way)| *way);
        let option = |way: Way| WayOption {
            code: way.code(),
            words: t.kind(&format!("way-{}", way.code()), &[]),
            selected: kind.way(own) == way,
        };
        ChoiceRow {
            code: kind.code(),
            title: t.kind(&format!("notice-{}", kind.code()), &[]),
            is_fixed: kind.is_always_mailed(),
            ways: Way::ALL.into_iter().map(option).collect(),
        }
    });
    let rows = rows.collect();
    let is_english = store::language(&mut scoped).await? == Lang::En.code();
    html(&ChoicesPage { p: can.page(t.choices_title()), rows, is_english })
}

/// A field for each kind, named by its code, and the language.
pub async fn choose(can: Can<SeeHome>, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let kinds = kinds_told(can.person.role);
    let mut scoped = can.begin().await?;
    for (field, value) in &fields {
        if field == "language" {
            let lang = Lang::from_code(value).ok_or(Failure::BadRequest("no such language"))?;
            store::choose_language(&mut scoped, lang.code()).await?;
            continue;
        }
        let kind = kinds.iter().find(|kind| kind.code() == field && !kind.is_always_mailed());
        let (Some(kind), Some(way)) = (kind, Way::from_code(value)) else {
            return Err(Failure::BadRequest("no such choice"));
        };
        store::choose(&mut scoped, *kind, way).await?;
    }
    scoped.record(Event::done(Action::MailChosen, can.person.id));
    scoped.commit().await?;
    flash::done("/avis/choix", "said-choices")
}
