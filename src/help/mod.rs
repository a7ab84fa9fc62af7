//! Help: how to do each task, whom to ask; the media that teach the portal; personal information;
//! accessibility. Open to anybody, so that somebody who cannot sign in finds whom to call.

pub mod pages;
pub mod store;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::text::Lang;
use crate::unions::team::Section;

/// Whose task it is: the parts of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What comes back each period.
    Period,
    /// The union's file and its people.
    Union,
    /// The federation's office.
    Office,
    /// One's own account.
    Account,
}

/// How to do one task. Its words are `howto-<code>-title`, `-lead` and `-1` to `-<steps>`.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    pub code: &'static str,
    /// Its page is `/aide/<slug>`.
    pub slug: &'static str,
    pub part: Part,
    pub steps: usize,
    /// Pictures of `static/help/{fr,en}`, by name, each after its step; their words are `picture-<name>`.
    pub pictures: &'static [(usize, &'static str)],
    /// Whose questions these are.
    pub section: Section,
}

const fn topic(
    code: &'static str,
    slug: &'static str,
    part: Part,
    steps: usize,
    pictures: &'static [(usize, &'static str)],
) -> Topic {
    let section = match part {
        Part::Union | Part::Office => Section::UnionFile,
        Part::Period | Part::Account => Section::PerCapita,
    };
    Topic { code, slug, part, steps, pictures, section }
}

/// Every task, in the order in which people meet them.
pub const TOPICS: [Topic; 12] = [
    topic("statement", "releve", Part::Period, 5, &[(2, "statement"), (3, "columns")]),
    topic("findings", "anomalies", Part::Period, 5, &[(1, "findings"), (2, "correction")]),
    topic("declare", "declaration", Part::Period, 5, &[(3, "declare")]),
    topic("pay", "paiement", Part::Period, 4, &[(2, "pay")]),
    topic("history", "historique", Part::Period, 3, &[(1, "history")]),
    topic("file", "info-syndicat", Part::Union, 5, &[(1, "file")]),
    Topic { section: Section::Cards, ..topic("members", "membres", Part::Union, 4, &[(1, "members")]) },
    topic("officers", "liste-6-01", Part::Union, 5, &[(1, "officers"), (3, "letter")]),
    topic("leave", "liberations", Part::Union, 4, &[(2, "leave")]),
    topic("vetting", "demandes", Part::Office, 5, &[(5, "team")]),
    topic("access", "acces", Part::Account, 5, &[(1, "access")]),
    topic("notices", "avis", Part::Account, 3, &[(1, "notices")]),
];

impl Topic {
    pub fn of_slug(slug: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.slug == slug)
    }

    pub fn of_code(code: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.code == code)
    }
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Video,
    Document,
    Link,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Video, Kind::Document, Kind::Link];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Video => "video",
            Kind::Document => "document",
            Kind::Link => "link",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A medium elsewhere that teaches a part of the portal (P9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    pub id: Uuid,
    /// The code of a topic; empty for the whole portal.
    pub topic: String,
    pub title: String,
    pub kind: Kind,
    pub language: Lang,
    /// `https://…`
    pub url: String,
    pub seconds: Option<i32>,
    pub added_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
}

/// The language of a stored code.
pub fn language_of(code: &str) -> Option<Lang> {
    Lang::from_code(code)
}

impl Resource {
    /// Where the link leads, as people read it: the address without its scheme and path.
    pub fn host(&self) -> &str {
        host(&self.url)
    }
}

fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// An address that our pages may link to: `https`, a host with a dot, nothing that hides where it leads.
pub fn is_address(url: &str) -> bool {
    let host = host(url);
    url.starts_with("https://")
        && url.len() <= 500
        && url.bytes().all(|b| b.is_ascii_graphic())
        && host.contains('.')
        && !host.contains('@')
}

/// `4:30` or `90` (minutes), in seconds; nothing when it is not a length between a second and a day.
pub fn seconds(typed: &str) -> Option<i32> {
    let (minutes, seconds) = typed.trim().split_once(':').unwrap_or((typed.trim(), "0"));
    let (minutes, seconds): (i32, i32) = (minutes.parse().ok()?, seconds.parse().ok()?);
    if !(0..=1440).contains(&minutes) || !(0..60).contains(&seconds) {
        return None;
    }
    Some(minutes * 60 + seconds).filter(|total| (1..=86_400).contains(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_and_does_not_hide_where_it_leads() {
        for url in ["https://videos.example/a?b=c", "https://www.csn.qc.ca/"] {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "http://videos.example/",
            "javascript:alert(1)",
            "https://csn.qc.ca@mal.example/",
            "https://",
            "https://localhost/",
            "https://a.example/ b",
        ] {
            assert!(!is_address(url), "{url}");
        }
        assert_eq!(host("https://videos.example/a?b"), "videos.example");
    }

    #[test]
    fn a_length_is_minutes_and_seconds() {
        assert_eq!(seconds("4:30"), Some(270));
        assert_eq!(seconds(" 90 "), Some(5400));
        for typed in ["", "0", "4:60", "-1", "4:3:0", "1500", "x"] {
            assert_eq!(seconds(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_topic_has_its_own_code_and_address_and_pictures_after_its_steps() {
        for (place, topic) in TOPICS.iter().enumerate() {
            let others = &TOPICS[place + 1..];
            assert!(others.iter().all(|other| other.code != topic.code && other.slug != topic.slug));
            assert!(
                topic.pictures.iter().all(|(step, _)| (1..=topic.steps).contains(step)),
                "{}",
                topic.code
            );
        }
    }
}
