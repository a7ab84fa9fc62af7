//! The office's queue: what its unions ask for, the oldest first.

use askama::Template;
use axum::extract::Query;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::section_words;
use crate::access::VetChanges;
use crate::changes::Section;
use crate::changes::queue::{Filter, Turn, Waiting};
use crate::changes::store;
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

const REQUESTS_A_PAGE: usize = 25;

#[derive(Deserialize, Default)]
pub struct Asked {
    voir: Option<String>,
    section: Option<String>,
    syndicat: Option<String>,
    ordre: Option<String>,
    /// The place of the last request of the page before: microseconds, then its id.
    apres: Option<String>,
}

pub struct Row {
    pub href: String,
    pub union: String,
    pub number: String,
    pub section: String,
    pub asked: String,
    pub age: String,
    pub fields: String,
    pub tags: Vec<Tag>,
}

pub struct Link {
    pub href: String,
    pub label: String,
    pub current: bool,
}

pub struct Choice {
    pub value: String,
    pub label: String,
    pub selected: bool,
}

#[derive(Template)]
#[template(path = "changes/queue.html")]
struct QueuePage {
    p: Page,
    waiting: String,
    may_second: String,
    over: String,
    turns: Vec<Link>,
    sections: Vec<Choice>,
    unions: Vec<Choice>,
    order: Vec<Choice>,
    /// The turn that the form keeps.
    turn: &'static str,
    rows: Vec<Row>,
    is_filtered: bool,
    next: String,
}

/// How the list is read: what is kept of it, and from which end.
struct Reading {
    filter: Filter,
    newest_first: bool,
}

impl Reading {
    fn of(asked: &Asked) -> Result<Reading, Failure> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let turn = given(&asked.voir).map(|code| Turn::from_code(&code).ok_or(Failure::NotFound));
        let section = given(&asked.section).map(|code| Section::from_code(&code).ok_or(Failure::NotFound));
        let union = given(&asked.syndicat).map(|id| id.parse().map_err(|_| Failure::NotFound));
        let filter =
            Filter { turn: turn.transpose()?, section: section.transpose()?, union: union.transpose()? };
        Ok(Reading { filter, newest_first: asked.ordre.as_deref() == Some("recentes") })
    }

    fn path(&self, filter: Filter) -> String {
        let parts = [
            filter.turn.map(|turn| format!("voir={}", turn.code())),
            filter.section.map(|section| format!("section={}", section.code())),
            filter.union.map(|union| format!("syndicat={union}")),
            self.newest_first.then(|| "ordre=recentes".to_owned()),
        ];
        let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() {
            "/federation/demandes".to_owned()
        } else {
            format!("/federation/demandes?{query}")
        }
    }
}

fn place(text: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (micros, id) = text.split_once('.')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
}

pub async fn queue(can: Can<VetChanges>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let reading = Reading::of(&asked)?;
    let after = match asked.apres.as_deref() {
        None | Some("") => None,
        Some(text) => Some(place(text).ok_or(Failure::NotFound)?),
    };
    let mut scoped = can.begin().await?;
    let all = store::queue(&mut scoped).await?;
    let today = scoped.today();
    let mut kept: Vec<&Waiting> = all.iter().filter(|waiting| reading.filter.keeps(waiting)).collect();
    if reading.newest_first {
        kept.reverse();
    }
    let is_after = |waiting: &Waiting| {
        after
            .is_none_or(|after| (waiting.place() > after) != reading.newest_first && waiting.place() != after)
    };
    kept.retain(|waiting| is_after(waiting));
    let more = kept.len() > REQUESTS_A_PAGE;
    kept.truncate(REQUESTS_A_PAGE);
    let here = reading.path(reading.filter);
    let mark = if here.contains('?') { '&' } else { '?' };
    let next = kept
        .last()
        .filter(|_| more)
        .map(|last| format!("{here}{mark}apres={}.{}", last.proposed_at.timestamp_micros(), last.id));
    let count = |filter: Filter| filter.count(&all);
    html(&QueuePage {
        p: can.page(t.queue_title()),
        waiting: t.count(&all.len()),
        may_second: t.count(&count(Filter { turn: Some(Turn::Second), ..Filter::default() })),
        over: t.count(&all.iter().filter(|waiting| waiting.is_over_target(today)).count()),
        turns: turns(&reading, &all, t),
        sections: sections(&reading, &all, t),
        unions: unions(&reading, &all, t),
        order: [("", t.queue_oldest()), ("recentes", t.queue_newest())]
            .map(|(value, label)| Choice {
                value: value.to_owned(),
                label: label.to_owned(),
                selected: reading.newest_first != value.is_empty(),
            })
            .into(),
        turn: reading.filter.turn.map(Turn::code).unwrap_or_default(),
        rows: kept.into_iter().map(|waiting| row(waiting, today, t)).collect(),
        is_filtered: reading.filter != Filter::default(),
        next: next.unwrap_or_default(),
    })
}

fn turns(reading: &Reading, all: &[Waiting], t: Text) -> Vec<Link> {
    let link = |turn: Option<Turn>| {
        let filter = Filter { turn, ..reading.filter };
        let count = filter.count(all);
        Link {
            href: reading.path(filter),
            label: match turn {
                None => t.queue_all(count),
                Some(Turn::Office) => t.queue_for_office(count),
                Some(Turn::Second) => t.queue_for_second(count),
                Some(Turn::Union) => t.queue_for_union(count),
            },
            current: reading.filter.turn == turn,
        }
    };
    std::iter::once(None).chain(Turn::ALL.map(Some)).map(link).collect()
}

/// Each with how many it would show, the other filters kept.
fn sections(reading: &Reading, all: &[Waiting], t: Text) -> Vec<Choice> {
    let choice = |section: Option<Section>| {
        let count = Filter { section, ..reading.filter }.count(all);
        let name = section.map_or_else(|| t.queue_every_section().to_owned(), |s| section_words(s, t));
        Choice {
            value: section.map(Section::code).unwrap_or_default().to_owned(),
            label: t.queue_choice(count, name),
            selected: reading.filter.section == section,
        }
    };
    std::iter::once(None).chain(Section::ALL.map(Some)).map(choice).collect()
}

fn unions(reading: &Reading, all: &[Waiting], t: Text) -> Vec<Choice> {
    let mut known: Vec<(&str, &str, Uuid)> =
        all.iter().map(|w| (w.union_name.as_str(), w.union_number.as_str(), w.union)).collect();
    known.sort_unstable();
    known.dedup();
    let choice = |union: Option<(&str, &str, Uuid)>| {
        let id = union.map(|(.., id)| id);
        let count = Filter { union: id, ..reading.filter }.count(all);
        let name = union.map_or_else(
            || t.queue_every_union().to_owned(),
            |(name, number, _)| format!("{number}\u{a0}– {name}"),
        );
        Choice {
            value: id.map(|id| id.to_string()).unwrap_or_default(),
            label: t.queue_choice(count, name),
            selected: reading.filter.union == id,
        }
    };
    std::iter::once(None).chain(known.into_iter().map(Some)).map(choice).collect()
}

/// Whose turn it is, and what is late; a request can say several.
pub fn tags(waiting: &Waiting, today: NaiveDate, t: Text) -> Vec<Tag> {
    [
        (waiting.is_over_target(today), t.queue_tag_over(), "blocking"),
        (waiting.waits_for_union, t.queue_tag_union(), "info"),
        (waiting.may_second, t.queue_tag_second(), "due"),
        (waiting.waits_for_colleague, t.queue_tag_colleague(), "quiet"),
        (waiting.has_undecided && !waiting.waits_for_union, t.queue_tag_office(), "due"),
    ]
    .into_iter()
    .filter(|(holds, ..)| *holds)
    .map(|(_, word, kind)| Tag { word, kind })
    .collect()
}

fn row(waiting: &Waiting, today: NaiveDate, t: Text) -> Row {
    Row {
        href: store::office_path_of(waiting.id),
        union: waiting.union_name.clone(),
        number: waiting.union_number.clone(),
        section: section_words(waiting.section, t),
        asked: t.moment(&waiting.proposed_at),
        age: t.queue_age(waiting.days(today)),
        fields: t.count(&waiting.fields),
        tags: tags(waiting, today, t),
    }
}
