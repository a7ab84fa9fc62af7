//! How a levy or an exemption is decided: proposed by one person with the right on a body, approved by
//! another, after both saw what it overlaps, what it leaves uncovered and which declared periods fall
//! in its dates.
//!
//! Not the computation, which is `dues`, and not what a declaration froze, which no decision changes.

pub mod bounds;
pub mod pages;
pub mod seen;
pub mod store;
pub mod what_if;

use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::dues::{Ground, Levy};
use crate::text::Lang;
use crate::unions::Body;

pub use self::seen::{Declared, Idle, Named, Seen};

/// What a proposal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A new levy, or one that follows another.
    Levy,
    /// The end of a levy that nothing follows.
    Closing,
    /// A part of a levy waived for a union.
    Exemption,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Levy, Kind::Closing, Kind::Exemption];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Levy => "levy",
            Kind::Closing => "closing",
            Kind::Exemption => "exemption",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How a proposal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// By another person than who proposed.
    Approved,
    /// By another person, who says why.
    Rejected,
    /// By who proposed.
    Withdrawn,
}

impl Outcome {
    pub const ALL: [Outcome; 3] = [Outcome::Approved, Outcome::Rejected, Outcome::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            Outcome::Approved => "approved",
            Outcome::Rejected => "rejected",
            Outcome::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A levy's last day, included. The day before its first: it never applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    pub levy: Uuid,
    pub ends_on: NaiveDate,
}

/// What an exemption waives, for whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub union: Uuid,
    /// `None` for every unit of the union.
    pub employer: Option<Uuid>,
    pub ground: Ground,
    /// The first and the last period, both included.
    pub from: PeriodId,
    pub to: PeriodId,
    /// A fraction: `0.5` waives half.
    pub percent: Decimal,
    pub reference: String,
}

/// What would be in force once approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A levy, and the end of the one it follows, if it follows one.
    Levy(Box<Levy>, Option<Closing>),
    Closing(Closing),
    Exemption(Box<Waiver>),
}

impl Content {
    pub fn kind(&self) -> Kind {
        match self {
            Content::Levy(..) => Kind::Levy,
            Content::Closing(_) => Kind::Closing,
            Content::Exemption(_) => Kind::Exemption,
        }
    }

    pub fn closing(&self) -> Option<Closing> {
        match self {
            Content::Levy(_, closing) => *closing,
            Content::Closing(closing) => Some(*closing),
            Content::Exemption(_) => None,
        }
    }

    pub fn levy(&self) -> Option<&Levy> {
        match self {
            Content::Levy(levy, _) => Some(levy),
            _ => None,
        }
    }
}

/// Who did an act, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    pub id: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    /// Always said of what is rejected.
    pub reason: String,
    pub by: By,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: Uuid,
    pub body: Body,
    /// Of the levy: the same code continues under other dates.
    pub code: String,
    /// The name of its levy, in French and in English.
    pub names: [String; 2],
    /// Whose exemption it is, number and name; empty for a levy.
    pub union: String,
    pub note: String,
    pub proposed: By,
    pub content: Content,
    pub decision: Option<Decision>,
}

impl Proposal {
    pub fn name(&self, lang: Lang) -> &str {
        let [fr, en] = &self.names;
        match lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }
}

/// A levy of a body with the days that hold, closings counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub id: Uuid,
    pub levy: Levy,
    /// Who approved it; `None` for what was set up before proposals.
    pub approved: Option<By>,
}

/// Where a levy is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Past,
    Now,
    ToCome,
}

impl Standing {
    pub fn when(&self, today: NaiveDate) -> When {
        match () {
            () if today < self.levy.effective_from() => When::ToCome,
            () if self.levy.is_in_force(today) => When::Now,
            () => When::Past,
        }
    }
}

/// Days that no levy of a code covers; without an end when nothing follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// What a proposal makes of the levies of its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effects<'a> {
    /// Levies that would share a day with the one proposed: it cannot be approved.
    pub overlaps: Vec<&'a Standing>,
    /// Days left uncovered that are covered now, or between two levies that were not there.
    pub gaps: Vec<Gap>,
    /// The levy that would end, and its last day.
    pub closes: Option<(&'a Standing, NaiveDate)>,
    /// The first and the last day whose rule would change; no last day when nothing ends it.
    pub affects: (NaiveDate, Option<NaiveDate>),
}

/// What `content` makes of the `standing` levies of its body. An exemption changes none of them.
pub fn effects<'a>(standing: &'a [Standing], code: &str, content: &Content) -> Option<Effects<'a>> {
    let own = || standing.iter().filter(|one| one.levy.code() == code);
    let (closing, levy) = (content.closing(), content.levy());
    let closes = closing
        .and_then(|closing| own().find(|one| one.id == closing.levy).map(|one| (one, closing.ends_on)));
    let days = |one: &Standing| {
        let to = one.levy.effective_to();
        match closes {
            Some((closed, ends_on)) if closed.id == one.id => Some(to.map_or(ends_on, |to| to.min(ends_on))),
            _ => to,
        }
    };
    let left: Vec<(&Standing, Span)> = own()
        .map(|one| (one, (one.levy.effective_from(), days(one))))
        .filter(|(_, (from, to))| to.is_none_or(|to| *from <= to))
        .collect();
    let proposed = levy.map(|levy| (levy.effective_from(), levy.effective_to()));
    let shares = |a: Span, b: Span| b.1.is_none_or(|to| a.0 <= to) && a.1.is_none_or(|to| b.0 <= to);
    let overlaps = left
        .iter()
        .filter(|(_, of)| proposed.is_some_and(|proposed| shares(*of, proposed)))
        .map(|(one, _)| *one)
        .collect();
    let before = gaps(own().map(|one| (one.levy.effective_from(), one.levy.effective_to())).collect());
    let after = gaps(left.iter().map(|(_, of)| *of).chain(proposed).collect());
    let affects = match (proposed, closes) {
        (Some(proposed), _) => proposed,
        (None, Some((closed, ends_on))) => {
            (ends_on.checked_add_days(Days::new(1))?, closed.levy.effective_to())
        }
        (None, None) => return None,
    };
    let gaps = after.into_iter().filter(|gap| !before.contains(gap)).collect();
    Some(Effects { overlaps, gaps, closes, affects })
}

/// First day, and last if there is one.
type Span = (NaiveDate, Option<NaiveDate>);

/// The days between these, and after the last when it ends.
fn gaps(mut spans: Vec<Span>) -> Vec<Gap> {
    spans.sort_unstable();
    let mut found = Vec::new();
    for (place, (_, to)) in spans.iter().enumerate() {
        let Some(from) = to.and_then(|to| to.checked_add_days(Days::new(1))) else { continue };
        match spans.get(place + 1) {
            None => found.push(Gap { from, to: None }),
            Some((next, _)) if from < *next => {
                found.push(Gap { from, to: next.checked_sub_days(Days::new(1)) });
            }
            Some(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dues::{Basis, RawLevy};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn levy(code: &str, from: &str, to: Option<&str>) -> Levy {
        Levy::try_from(RawLevy {
            payee: "FSSS".to_owned(),
            code: code.to_owned(),
            name_fr: String::new(),
            name_en: String::new(),
            basis: Basis::SalaryPaid,
            rate: Some("0.0043".to_owned()),
            amount: None,
            min_per_person: None,
            max_per_person: None,
            max_persons: None,
            effective_from: day(from),
            effective_to: to.map(day),
            adopted_by: None,
            adopted_on: None,
            resolution: None,
        })
        .unwrap()
    }

    fn standing(id: u128, code: &str, from: &str, to: Option<&str>) -> Standing {
        Standing { id: Uuid::from_u128(id), levy: levy(code, from, to), approved: None }
    }

    fn proposed(from: &str, to: Option<&str>, closes: Option<(u128, &str)>) -> Content {
        let closing = closes.map(|(id, on)| Closing { levy: Uuid::from_u128(id), ends_on: day(on) });
        Content::Levy(Box::new(levy("fsss", from, to)), closing)
    }

    #[test]
    fn a_levy_that_follows_the_day_after_overlaps_nothing_and_leaves_no_gap() {
        let all = [standing(1, "fsss", "2015-04-01", None), standing(2, "autre", "2015-04-01", None)];
        let seen = effects(&all, "fsss", &proposed("2026-04-01", None, Some((1, "2026-03-31")))).unwrap();
        assert_eq!((seen.overlaps.len(), seen.gaps.len()), (0, 0));
        assert_eq!(seen.closes, Some((&all[0], day("2026-03-31"))));
    }

    #[test]
    fn a_levy_that_closes_nothing_overlaps_the_one_in_force() {
        let all = [standing(1, "fsss", "2015-04-01", None)];
        let seen = effects(&all, "fsss", &proposed("2026-04-01", None, None)).unwrap();
        assert_eq!(seen.overlaps, [&all[0]]);
        // Of another code, nothing is shared.
        assert!(effects(&all, "autre", &proposed("2026-04-01", None, None)).unwrap().overlaps.is_empty());
    }

    #[test]
    fn days_left_between_two_levies_and_after_the_last_are_gaps() {
        let all = [standing(1, "fsss", "2015-04-01", Some("2025-07-31"))];
        let seen = effects(&all, "fsss", &proposed("2025-09-01", Some("2025-12-31"), None)).unwrap();
        let gap = |from: &str, to: Option<&str>| Gap { from: day(from), to: to.map(day) };
        assert_eq!(seen.gaps, [gap("2025-08-01", Some("2025-08-31")), gap("2026-01-01", None)]);
        let closing = Content::Closing(Closing { levy: Uuid::from_u128(1), ends_on: day("2025-03-31") });
        let seen = effects(&all, "fsss", &closing).unwrap();
        assert_eq!(seen.gaps, [gap("2025-04-01", None)]);
        assert_eq!(seen.affects, (day("2025-04-01"), Some(day("2025-07-31"))));
    }

    #[test]
    fn a_levy_closed_before_its_first_day_is_as_if_it_had_not_been() {
        let all =
            [standing(1, "fsss", "2015-04-01", Some("2026-03-31")), standing(2, "fsss", "2026-04-01", None)];
        let seen = effects(&all, "fsss", &proposed("2026-04-01", None, Some((2, "2026-03-31")))).unwrap();
        assert_eq!((seen.overlaps.len(), seen.gaps.len()), (0, 0));
    }
}
