//! The media that teach the portal: read by anybody, kept by the administrator.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::topics::begin;
use crate::access::MaintainResources;
use crate::help::store::{self, NewResource};
use crate::help::{Kind, Resource, TOPICS, Topic, is_address, seconds};
use crate::text::{Lang, Text};
use crate::unions::pages::{Choice, Problem};
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::{Can, Public};
use crate::web::page::{Page, html, html_with};

/// A resource as its list shows it.
pub struct ResourceRow {
    pub id: Uuid,
    pub topic: &'static str,
    pub title: String,
    pub url: String,
    /// Where the link leads, since it leaves the portal.
    pub host: String,
    /// Kind and length.
    pub detail: String,
    pub lang: &'static str,
    /// "French only", for who reads English; empty when it is in the reader's language.
    pub only: &'static str,
    pub retired: String,
}

impl ResourceRow {
    pub fn of(resource: Resource, t: Text) -> ResourceRow {
        let kind = match resource.kind {
            Kind::Video => t.resource_video(),
            Kind::Document => t.resource_document(),
            Kind::Link => t.resource_link(),
        };
        let length = resource.seconds.map(|seconds| length(seconds, t));
        ResourceRow {
            id: resource.id,
            topic: Topic::of_code(&resource.topic).map_or("", |topic| topic.code),
            host: resource.host().to_owned(),
            detail: length.map_or_else(|| kind.to_owned(), |length| format!("{kind}, {length}")),
            lang: resource.language.code(),
            only: match (resource.language, t.lang()) {
                (Lang::Fr, Lang::En) => t.resource_french_only(),
                (Lang::En, Lang::Fr) => t.resource_english_only(),
                _ => "",
            },
            retired: resource.retired_at.map(|at| t.resource_retired_on(at)).unwrap_or_default(),
            title: resource.title,
            url: resource.url,
        }
    }
}

/// `4 min 30 s`, which both languages write.
fn length(seconds: i32, t: Text) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    match (minutes, rest) {
        (0, rest) => t.resource_seconds(rest),
        (minutes, 0) => t.resource_minutes(minutes),
        (minutes, rest) => format!("{} {}", t.resource_minutes(minutes), t.resource_seconds(rest)),
    }
}

/// The resources of one task, or of the whole portal.
pub struct TopicResources {
    pub title: String,
    pub href: String,
    pub rows: Vec<ResourceRow>,
}

fn title_of(code: &str, t: Text) -> String {
    match Topic::of_code(code) {
        Some(topic) => t.kind(&format!("howto-{}-title", topic.code), &[]),
        None => t.resources_general().to_owned(),
    }
}

/// By task, in the order of help; the portal as a whole comes first.
fn by_topic(resources: Vec<Resource>, t: Text) -> Vec<TopicResources> {
    let mut rows: Vec<ResourceRow> =
        resources.into_iter().map(|resource| ResourceRow::of(resource, t)).collect();
    let mut topics = Vec::new();
    for code in [""].into_iter().chain(TOPICS.iter().map(|topic| topic.code)) {
        let (own, others) = rows.into_iter().partition(|row: &ResourceRow| row.topic == code);
        rows = others;
        let own: Vec<ResourceRow> = own;
        if !own.is_empty() {
            let href = Topic::of_code(code).map(|topic| format!("/aide/{}", topic.slug)).unwrap_or_default();
            topics.push(TopicResources { title: title_of(code, t), href, rows: own });
        }
    }
    topics
}

#[derive(Template)]
#[template(path = "help/resources.html")]
struct ResourcesPage {
    p: Page,
    topics: Vec<TopicResources>,
    /// Some of them are not in the reader's language.
    some_only: bool,
    may_keep: bool,
}

pub async fn list(public: Public) -> Answer {
    let t = public.text();
    let mut resources = store::all(&mut begin(&public).await?).await?;
    resources.retain(|resource| resource.retired_at.is_none());
    let keeps =
        |person: &crate::accounts::Person| person.actor().holds(crate::access::Capability::MaintainResources);
    html(&ResourcesPage {
        p: public.page(t.resources_title()),
        some_only: resources.iter().any(|resource| resource.language != t.lang()),
        topics: by_topic(resources, t),
        may_keep: public.person.as_ref().is_some_and(keeps),
    })
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    key: Uuid,
    title: String,
    topic: String,
    kind: String,
    language: String,
    url: String,
    length: String,
}

impl Typed {
    fn problems(&self, t: Text) -> Vec<Problem> {
        let title = self.title.trim();
        let checks = [
            ("#title", (1..=200).contains(&title.chars().count()), t.resource_bad_title()),
            (
                "#topic",
                self.topic.is_empty() || Topic::of_code(&self.topic).is_some(),
                t.resource_bad_topic(),
            ),
            ("#kind", Kind::from_code(&self.kind).is_some(), t.resource_bad_kind()),
            ("#language", Lang::from_code(&self.language).is_some(), t.resource_bad_language()),
            ("#url", is_address(self.url.trim()), t.resource_bad_url()),
            (
                "#length",
                self.length.trim().is_empty() || seconds(&self.length).is_some(),
                t.resource_bad_length(),
            ),
        ];
        let wrong = checks.into_iter().filter(|(_, holds, _)| !holds);
        wrong.map(|(href, _, text)| Problem { href, text: text.to_owned() }).collect()
    }
}

#[derive(Template)]
#[template(path = "help/resources_kept.html")]
struct KeptPage {
    p: Page,
    rows: Vec<ResourceRow>,
    retired: Vec<ResourceRow>,
    typed: Typed,
    key: String,
    topics: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    problems: Vec<Problem>,
}

impl KeptPage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

pub async fn kept(can: Can<MaintainResources>) -> Answer {
    kept_page(&can, Typed { language: "fr".to_owned(), ..Typed::default() }, Vec::new()).await
}

async fn kept_page(can: &Can<MaintainResources>, typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let all = store::all(&mut can.begin().await?).await?;
    let (retired, used): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| r.retired_at.is_some());
    let rows = |found: Vec<Resource>| found.into_iter().map(|r| ResourceRow::of(r, t)).collect();
    let choice = |value: &str, label: String, chosen: &str| Choice {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let kind = |kind: Kind| match kind {
        Kind::Video => t.resource_video(),
        Kind::Document => t.resource_document(),
        Kind::Link => t.resource_link(),
    };
    let languages = [("fr", t.team_language_fr()), ("en", t.team_language_en())];
    let codes = [""].into_iter().chain(TOPICS.iter().map(|topic| topic.code));
    let p = can.page(t.resources_kept_title());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = KeptPage {
        rows: rows(used),
        retired: rows(retired),
        key: if typed.key.is_nil() { p.key() } else { typed.key }.to_string(),
        topics: codes.map(|code| choice(code, title_of(code, t), &typed.topic)).collect(),
        kinds: Kind::ALL.into_iter().map(|k| choice(k.code(), kind(k).to_owned(), &typed.kind)).collect(),
        languages: languages.map(|(code, word)| choice(code, word.to_owned(), &typed.language)).into(),
        typed,
        problems,
        p,
    };
    html_with(status, &page)
}

pub async fn add(can: Can<MaintainResources>, Form(typed): Form<Typed>) -> Answer {
    let problems = typed.problems(can.text());
    let (Some(kind), true) = (Kind::from_code(&typed.kind), problems.is_empty()) else {
        return kept_page(&can, typed, problems).await;
    };
    let mut scoped = can.begin().await?;
    let new = NewResource {
        id: typed.key,
        topic: &typed.topic,
        title: typed.title.trim(),
        kind,
        language: &typed.language,
        url: typed.url.trim(),
        seconds: seconds(&typed.length),
    };
    if store::add(&mut scoped, &new).await? {
        scoped.commit().await?;
    }
    flash::done("/ressources/tenue", "said-resource-added")
}

/// Nothing is removed: it is no longer shown.
pub async fn retire(can: Can<MaintainResources>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    store::retire(&mut scoped, id).await?;
    scoped.commit().await?;
    flash::done("/ressources/tenue", "said-resource-retired")
}
