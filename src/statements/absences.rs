//! A temporary absence with its reason code (clause 5.03): how statements write it, and how many
//! days it takes. Not whether it is allowed: that is `rules`.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::numbers::parse_date;

/// Days looked at of one absence, at most: a period has no more.
const MAX_DAYS: usize = 400;

/// How long an absence is, when the statement says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    /// Hours of all its days together: `4h`, `7,5h`.
    Hours(Decimal),
    /// `0.5d`, `0,5j`.
    Days(Decimal),
}

/// A temporary absence with its reason code (clause 5.03); both days are included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub reason: String,
    /// `None`: whole days.
    pub length: Option<Length>,
}

/// The absences of a cell, each as it is written.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    // Nearly every cell holds one, and is searched by many bytes at a time.
    let bytes = text.as_bytes();
    let is_one = memchr::memchr3(b'|', b';', b',', bytes).is_none() && memchr::memchr(b'\n', bytes).is_none();
    let several = (!is_one).then(|| text.split(['|', ';', '\n']).flat_map(at_commas));
    let parts = is_one.then_some(text).into_iter().chain(several.into_iter().flatten());
    parts.map(str::trim).filter(|piece| !piece.is_empty())
}

/// Parts at the commas that a day follows: the others are decimal.
fn at_commas(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let mut commas = whole.match_indices(',').map(|(at, _)| at);
        let at = commas.find(|at| starts_with_a_day(&whole[at + 1..]));
        rest = at.map(|at| &whole[at + 1..]);
        Some(at.map_or(whole, |at| &whole[..at]))
    })
}

/// Eight characters at least of figures and of what parts them.
fn starts_with_a_day(text: &str) -> bool {
    let first = text.trim_start().as_bytes().get(..8);
    let of_a_day = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.');
    first.is_some_and(|first| first[0].is_ascii_digit() && first.iter().all(of_a_day))
}

/// The days that a cell of absences writes, and its other words.
pub fn days_written(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).flat_map(words).flat_map(|word| {
        let (first, last) = ends(word);
        [first, last]
    })
}

impl Absence {
    /// Reads `2025-07-21/2025-07-25 S01`, `2025-08-01 4h U02`: a first day, a last day (or one day), a
    /// code and, if given, a length, in any order. A word may stand between the days: `2025-07-21 au
    /// 2025-07-25 S01`.
    pub fn read(piece: &str) -> Option<Absence> {
        Absence::read_with(piece, parse_date)
    }

    /// The same, where days may be written otherwise: `day` reads one.
    pub fn read_with(piece: &str, day: impl Fn(&str) -> Option<NaiveDate>) -> Option<Absence> {
        let (mut from, mut to): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
        let (mut reason, mut length) = (None, None);
        let mut goes_on = false;
        for word in words(piece) {
            if std::mem::take(&mut goes_on) {
                to = Some(day(word)?);
                continue;
            }
            if from.is_some() && from == to && matches!(word, "au" | "à" | "to" | "-" | "–" | "—") {
                goes_on = true;
                continue;
            }
            if from.is_none() && matches!(word, "du" | "from") {
                continue;
            }
            let (first, last) = ends(word);
            let first_day = day(first);
            let last_day = if first == last { first_day } else { day(last) };
            match (first_day, last_day) {
                (Some(first), Some(last)) if from.is_none() => (from, to) = (Some(first), Some(last)),
                (None, None) if length.is_none() && length_of(word).is_some() => length = Some(word),
                // A word that is no day is the code, once.
                (None, None) if reason.is_none() && is_code(word) => reason = Some(word),
                _ => return None,
            }
        }
        if goes_on {
            return None;
        }
        // An employer's code may look like a length: alone, it is the code.
        let (reason, length) = match (reason, length) {
            (Some(reason), length) => (reason, length.and_then(length_of)),
            (None, length) => (length?, None),
        };
        Some(Absence { from: from?, to: to?, reason: reason.to_owned(), length })
    }

    /// The canonical code, whatever the case it was written in.
    pub fn has_reason(&self, code: &str) -> bool {
        self.reason.eq_ignore_ascii_case(code)
    }

    /// The part of it that falls between two days, both included. A length given for the whole is
    /// kept: nobody knows how it is spread.
    pub fn within(&self, start: NaiveDate, end: NaiveDate) -> Option<Absence> {
        let (from, to) = (self.from.max(start), self.to.min(end));
        (from <= to).then(|| Absence { from, to, ..self.clone() })
    }

    /// The days it is counted on: Mondays to Fridays. An absence of weekend days only is counted on
    /// each, since a person is only absent from a day she was to work.
    pub fn counted_days(&self) -> Vec<NaiveDate> {
        let all = || self.from.iter_days().take_while(|day| *day <= self.to).take(MAX_DAYS);
        let is_rest = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let weekdays: Vec<NaiveDate> = all().filter(|day| !is_rest(day)).collect();
        if weekdays.is_empty() { all().collect() } else { weekdays }
    }

    /// How many days of leave it takes, to four decimals: the days stated; else the hours stated over
    /// a fifth of the title's week (Appendix X 3, Q31); else, or when the week is not known, each day
    /// counted.
    pub fn days_taken(&self, weekly_hours: Option<Decimal>) -> Decimal {
        let exact = match (self.length, weekly_hours.filter(|hours| *hours > Decimal::ZERO)) {
            (Some(Length::Days(days)), _) => days,
            (Some(Length::Hours(hours)), Some(weekly)) => hours * Decimal::from(5) / weekly,
            (Some(Length::Hours(_)), None) | (None, _) => Decimal::from(self.counted_days().len()),
        };
        exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize()
    }
}

/// As statements write it, and as it is kept.
impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} {}", self.from, self.to, self.reason)?;
        match self.length {
            Some(Length::Hours(hours)) => write!(f, " {hours}h"),
            Some(Length::Days(days)) => write!(f, " {days}d"),
            None => Ok(()),
        }
    }
}

/// `4h`, `3,75h`, `0.5d`, `0,5j`: a number above zero and a letter.
fn length_of(word: &str) -> Option<Length> {
    let unit = word.chars().next_back()?;
    let digits = &word[..word.len() - unit.len_utf8()];
    let plain = !digits.is_empty() && digits.len() <= 7;
    let plain = plain && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let number = || digits.replace(',', ".").parse::<Decimal>().ok().filter(|n| *n > Decimal::ZERO);
    match unit {
        'h' | 'H' if plain => number().map(Length::Hours),
        'd' | 'D' | 'j' | 'J' if plain => number().map(Length::Days),
        _ => None,
    }
}

/// The words of an absence, without the brackets around them, and without the hour that databases write
/// behind a day.
fn words(piece: &str) -> impl Iterator<Item = &str> {
    let is_midnight =
        |word: &&str| word.bytes().all(|b| matches!(b, b'0' | b':' | b'.')) && word.contains(':');
    piece.split_whitespace().map(bare).filter(move |word| !word.is_empty() && !is_midnight(word))
}

/// `(2025-07-21)`; a code may have brackets of its own.
fn bare(word: &str) -> &str {
    let word = word.strip_prefix('(').unwrap_or(word);
    word.strip_suffix(')').filter(|inside| !inside.contains('(')).unwrap_or(word)
}

/// The two ends of an interval; a word that is none is both.
fn ends(word: &str) -> (&str, &str) {
    // A code is looked at no more.
    let is_day = word.starts_with(|c: char| c.is_ascii_digit());
    let parted = || word.split_once("..").or_else(|| word.split_once('–'));
    let both = if is_day { days(word).or_else(parted) } else { None };
    both.unwrap_or((word, word))
}

/// `2025-07-21/2025-07-25` has its slash in the middle, `21/07/2025-25/07/2025` its dash; `2025/07/21` is
/// one day.
fn days(word: &str) -> Option<(&str, &str)> {
    let at = word.len() / 2;
    let middle = word.len() >= 17 && matches!(word.as_bytes()[at], b'/' | b'-');
    middle.then(|| (&word[..at], &word[at + 1..]))
}

/// Codes are short and have a letter; `2025-02-30` is a bad date, not a code.
fn is_code(word: &str) -> bool {
    word.len() <= 20 && word.contains(|c: char| c.is_alphabetic()) && !word.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(piece: &str) -> Absence {
        Absence::read(piece).unwrap_or_else(|| panic!("{piece}"))
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn an_absence_reads_back_as_it_is_written() {
        for piece in ["2025-07-21/2025-07-25 S01", "2025-07-21 4h U02", "0,5j u01 2025-07-21..2025-07-21"] {
            let absence = read(piece);
            assert_eq!(read(&absence.to_string()), absence, "{piece}");
        }
        assert_eq!(read("2025-07-21 4h U02").length, Some(Length::Hours(Decimal::from(4))));
        assert_eq!(read("0,5j u01 2025-07-21").length, Some(Length::Days(number("0.5"))));
    }

    #[test]
    fn days_and_absences_are_parted_as_people_part_them() {
        let week = read("2025-07-21/2025-07-25 S01");
        for piece in [
            "2025-07-21 au 2025-07-25 S01",
            "2025-07-21 à 2025-07-25 S01",
            "2025-07-21 - 2025-07-25 S01",
            "2025-07-21 – 2025-07-25 S01",
            "2025-07-21–2025-07-25 S01",
            "2025-07-21-2025-07-25 S01",
            "S01 du 2025-07-21 to 2025-07-25",
            "S01 (2025-07-21 au 2025-07-25)",
        ] {
            assert_eq!(read(piece), week, "{piece}");
        }
        assert_eq!(read("S01 (2025-07-21)"), read("2025-07-21 S01"));
        assert_eq!(read("2025-07-21 00:00:00 S01"), read("2025-07-21 S01"));
        assert_eq!(read("2025-07-21 S01(a)").reason, "S01(a)");
        for piece in ["2025-07-21 au S01", "2025-07-21 au", "2025-07-21 2025-07-25 S01"] {
            assert_eq!(Absence::read(piece), None, "{piece}");
        }
        let two: Vec<&str> = pieces("2025-07-21 7,5h S01, 2025-08-01 V01,20250804 U02").collect();
        assert_eq!(two, ["2025-07-21 7,5h S01", "2025-08-01 V01", "20250804 U02"]);
        let days: Vec<&str> = days_written("21/07/2025-25/07/2025 S01").collect();
        assert_eq!(days[..2], ["21/07/2025", "25/07/2025"]);
    }

    #[test]
    fn a_code_that_looks_like_a_length_is_still_a_code() {
        assert_eq!((read("2025-07-21 7H").reason.as_str(), read("2025-07-21 7H").length), ("7H", None));
        assert_eq!(read("2025-07-21 D02").length, None);
        for piece in ["2025-07-21 0h", "2025-07-21 -4h S01", "2025-07-21 S01 S02", "2025-07-21 4h 5h U01"] {
            let zero = Absence::read(piece);
            assert!(zero.is_none_or(|absence| absence.length.is_none()), "{piece}");
        }
    }

    #[test]
    fn days_are_those_she_was_to_work() {
        let days = |piece: &str| read(piece).days_taken(None);
        assert_eq!(days("2025-07-10/2025-07-10 U02"), Decimal::ONE);
        assert_eq!(days("2025-07-07/2025-07-20 U02"), Decimal::from(10), "two weeks");
        assert_eq!(days("2025-06-28/2025-06-30 U02"), Decimal::ONE, "Saturday to Monday");
        assert_eq!(days("2025-06-28/2025-06-29 U02"), Decimal::TWO, "a weekend on duty");
    }

    /// Worked tables, 6.4: Appendix X art. 3.
    #[test]
    fn hours_are_days_of_a_fifth_of_the_week() {
        let cases = [
            ("12h", "36.25", "1.6552"),
            ("12h", "37.5", "1.6"),
            ("11.25h", "37.5", "1.5"),
            ("7,5h", "37.5", "1"),
        ];
        for (hours, weekly, days) in cases {
            let absence = read(&format!("2025-07-10 U01 {hours}"));
            assert_eq!(absence.days_taken(Some(number(weekly))), number(days), "{hours} of {weekly}");
        }
        assert_eq!(read("2025-07-10 U01 3h").days_taken(None), Decimal::ONE, "the week is not known");
        assert_eq!(read("2025-07-10 U01 0.5d").days_taken(Some(number("37.5"))), number("0.5"));
    }

    #[test]
    fn only_what_falls_in_the_period_is_its_own() {
        let [start, end] = ["2025-06-22", "2025-07-19"].map(|day| day.parse().unwrap());
        let across = read("2025-07-17/2025-07-23 U01");
        assert_eq!(across.within(start, end).map(|a| a.days_taken(None)), Some(Decimal::TWO));
        assert_eq!(read("2025-07-20 U01").within(start, end), None);
        assert_eq!(read("2025-07-09/2025-07-08 U01").within(start, end), None, "ends before it starts");
    }
}
