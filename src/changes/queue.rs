//! The office's queue: what waits, for whom, since when. Not what a request asks, which is
//! [`Change`](super::Change); its rows are `store::queue`.

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{Delays, Section, TARGET_DAYS, delays};
use crate::clock;

/// A request with a field still to decide, as the queue lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    pub union: Uuid,
    pub union_number: String,
    pub union_name: String,
    pub section: Section,
    pub proposed_at: DateTime<Utc>,
    /// Fields to decide, those that wait for a second person included.
    pub fields: usize,
    /// A field that nobody decided yet.
    pub has_undecided: bool,
    /// A sensitive field that somebody else than the reader accepted first: the reader may second it.
    pub may_second: bool,
    /// A sensitive field that the reader accepted first: it waits for a colleague.
    pub waits_for_colleague: bool,
    /// The office spoke last: the union's answer is awaited.
    pub waits_for_union: bool,
}

impl Waiting {
    /// Whether the office has something to do now.
    pub fn waits_for_office(&self) -> bool {
        !self.waits_for_union && (self.has_undecided || self.may_second)
    }

    /// Days since it was asked, by the calendar.
    pub fn days(&self, today: NaiveDate) -> i64 {
        (today - clock::local(self.proposed_at).date_naive()).num_days()
    }

    pub fn is_over_target(&self, today: NaiveDate) -> bool {
        self.days(today) > TARGET_DAYS
    }

    /// Where it stands in the queue: the oldest first, and no two alike.
    pub fn place(&self) -> (DateTime<Utc>, Uuid) {
        (self.proposed_at, self.id)
    }
}

/// Whose turn it is, as the queue is filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Office,
    /// Waits for a second person, whom the reader can be.
    Second,
    Union,
}

impl Turn {
    pub const ALL: [Turn; 3] = [Turn::Office, Turn::Second, Turn::Union];

    pub fn code(self) -> &'static str {
        match self {
            Turn::Office => "bureau",
            Turn::Second => "seconder",
            Turn::Union => "syndicat",
        }
    }

    pub fn from_code(code: &str) -> Option<Turn> {
        Turn::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// What the reader wants to see of the queue; nothing said is everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    pub turn: Option<Turn>,
    pub section: Option<Section>,
    pub union: Option<Uuid>,
}

impl Filter {
    pub fn keeps(&self, waiting: &Waiting) -> bool {
        let turn = self.turn.is_none_or(|turn| match turn {
            Turn::Office => waiting.waits_for_office(),
            Turn::Second => waiting.may_second,
            Turn::Union => waiting.waits_for_union,
        });
        turn && self.section.is_none_or(|section| section == waiting.section)
            && self.union.is_none_or(|union| union == waiting.union)
    }

    /// How many of the queue it keeps.
    pub fn count(&self, queue: &[Waiting]) -> usize {
        queue.iter().filter(|waiting| self.keeps(waiting)).count()
    }
}

/// A request of which every field was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub proposed_at: DateTime<Utc>,
    /// When its last field was.
    pub decided_at: DateTime<Utc>,
}

/// A month of decisions, named by its first day; nothing when none was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub first: NaiveDate,
    pub delays: Option<Delays>,
}

/// The first day of the month, so many months before the one of a day.
pub fn month_of(day: NaiveDate, before: u32) -> NaiveDate {
    use chrono::Datelike as _;
    let first = day.with_day(1).unwrap_or(day);
    first.checked_sub_months(Months::new(before)).unwrap_or(first)
}

/// How long requests took, by the month they were decided in: the last ones up to a day's, oldest first.
pub fn by_month(settled: &[Settled], today: NaiveDate, months: u32) -> Vec<Month> {
    let decided_in = |settled: &Settled| month_of(clock::local(settled.decided_at).date_naive(), 0);
    (0..months)
        .rev()
        .map(|before| {
            let first = month_of(today, before);
            let own = settled.iter().filter(|settled| decided_in(settled) == first);
            Month { first, delays: delays(own.map(|settled| settled.decided_at - settled.proposed_at)) }
        })
        .collect()
}

/// A duration in tenths of a day, to the nearest.
pub fn tenths_of_day(age: TimeDelta) -> i64 {
    const TENTH: i64 = 8640;
    (age.num_seconds() + TENTH / 2).div_euclid(TENTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a date written in this file")
    }

    #[test]
    fn a_month_is_the_one_on_the_wall_in_montreal() {
        let settled =
            [Settled { proposed_at: at("2025-07-30T14:00:00Z"), decided_at: at("2025-08-01T03:00:00Z") }];
        let months = by_month(&settled, at("2025-09-06T14:00:00Z").date_naive(), 3);
        let counts: Vec<usize> =
            months.iter().map(|month| month.delays.map_or(0, |delays| delays.count)).collect();
        assert_eq!(counts, [1, 0, 0], "decided on July 31 at eleven in the evening");
    }

    #[test]
    fn a_duration_has_one_decimal() {
        assert_eq!(tenths_of_day(TimeDelta::hours(36)), 15);
        assert_eq!(tenths_of_day(TimeDelta::minutes(71)), 0);
        assert_eq!(tenths_of_day(TimeDelta::minutes(72)), 1);
        assert_eq!(tenths_of_day(TimeDelta::days(8)), 80);
    }
}
