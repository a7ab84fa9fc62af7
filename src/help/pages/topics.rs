//! The index of help by task, and how to do each task, with pictures of the portal itself.

use askama::Template;
use axum::extract::Path;

use super::resources::ResourceRow;
use crate::db::{self, Scoped};
use crate::help::{Part, TOPICS, Topic, store};
use crate::text::Text;
use crate::unions::pages::team::Contacts;
use crate::unions::team::Section;
use crate::web::assets;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Public;
use crate::web::page::{Page, html};

/// A task in the index.
pub struct TopicLink {
    pub href: String,
    pub title: String,
    pub lead: String,
}

/// A part of the index.
pub struct PartView {
    pub title: &'static str,
    pub topics: Vec<TopicLink>,
}

#[derive(Template)]
#[template(path = "help/help.html")]
struct HelpPage {
    p: Page,
    parts: Vec<PartView>,
    contacts: Contacts,
}

fn words(topic: &Topic, what: &str, t: Text) -> String {
    t.kind(&format!("howto-{}-{what}", topic.code), &[])
}

fn part_title(part: Part, t: Text) -> &'static str {
    match part {
        Part::Period => t.help_part_period(),
        Part::Union => t.help_part_union(),
        Part::Office => t.help_part_office(),
        Part::Account => t.help_part_account(),
    }
}

/// Of who is signed in, or of nobody.
pub(super) async fn begin(public: &Public) -> db::Result<Scoped> {
    match &public.person {
        Some(person) => public.begin_as(person).await,
        None => public.begin("").await,
    }
}

/// Help is read also when the database does not answer: then without its contacts and resources.
async fn known(public: &Public, section: Section) -> (Contacts, Vec<ResourceRow>) {
    let t = public.text();
    let read = async {
        let mut scoped = begin(public).await?;
        let contacts = Contacts::read(&mut scoped, section, t).await?;
        let resources = store::all(&mut scoped).await?;
        Ok::<_, db::Error>((contacts, resources))
    };
    match read.await {
        Ok((contacts, resources)) => {
            let used = resources.into_iter().filter(|resource| resource.retired_at.is_none());
            (contacts, used.map(|resource| ResourceRow::of(resource, t)).collect())
        }
        Err(error) => {
            tracing::warn!(%error, "help is shown without its contacts");
            (Contacts::default(), Vec::new())
        }
    }
}

pub async fn index(public: Public) -> Answer {
    let t = public.text();
    let (contacts, _) = known(&public, Section::PerCapita).await;
    let link = |topic: &'static Topic| TopicLink {
        href: format!("/aide/{}", topic.slug),
        title: words(topic, "title", t),
        lead: words(topic, "lead", t),
    };
    let parts = [Part::Period, Part::Union, Part::Office, Part::Account];
    html(&HelpPage {
        p: public.page(t.help_title()),
        parts: parts
            .into_iter()
            .map(|part| PartView {
                title: part_title(part, t),
                topics: TOPICS.iter().filter(|topic| topic.part == part).map(link).collect(),
            })
            .collect(),
        contacts,
    })
}

/// A picture of a page, in the reader's language.
pub struct Picture {
    pub src: String,
    pub alt: String,
}

/// One thing to do, and what it looks like.
pub struct Step {
    pub words: String,
    pub picture: Option<Picture>,
}

#[derive(Template)]
#[template(path = "help/topic.html")]
struct TopicPage {
    p: Page,
    lead: String,
    steps: Vec<Step>,
    resources: Vec<ResourceRow>,
    contacts: Contacts,
}

/// Where a picture of help is, below `static/`.
pub fn picture_path(lang: &str, name: &str) -> String {
    format!("help/{lang}/{name}.webp")
}

fn picture(topic: &Topic, step: usize, t: Text) -> Option<Picture> {
    let (_, name) = topic.pictures.iter().find(|(after, _)| *after == step)?;
    let path = picture_path(t.lang().code(), name);
    assets::find(&path)?;
    let src = assets::address(&format!("/static/{path}"));
    Some(Picture { src, alt: t.kind(&format!("picture-{name}"), &[]) })
}

pub async fn one(public: Public, Path(slug): Path<String>) -> Answer {
    let t = public.text();
    let topic = Topic::of_slug(&slug).ok_or(Failure::NotFound)?;
    let (contacts, mut resources) = known(&public, topic.section).await;
    resources.retain(|resource| resource.topic == topic.code);
    let step = |number: usize| Step {
        words: words(topic, &number.to_string(), t),
        picture: picture(topic, number, t),
    };
    html(&TopicPage {
        p: public.page(words(topic, "title", t)),
        lead: words(topic, "lead", t),
        steps: (1..=topic.steps).map(step).collect(),
        resources,
        contacts,
    })
}
