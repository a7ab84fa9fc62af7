//! The slips that an employer issues for a calendar year, the T4 (box 44) and the Relevé 1 (box F):
//! compared with what its statements withheld from each person, by date of pay (5.07, rule V83).
//!
//! A control only: the employer issues the slips and answers for them (Q24). Not the statements'
//! rules, which judge one file when it comes.

pub mod pages;
pub mod store;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use crate::calendar::{FiscalYear, PERIODS, Period, PeriodId};
use crate::money::Cad;
use crate::statements::numbers::parse_money;
use crate::unions::{Employer, Union};

/// How far a slip may be from the control total (V83), in cents.
const TOLERANCE: i64 = 5;
/// Slips of one year, at most.
const MAX_SLIPS: usize = 60_000;

/// How much of a period's dues was withheld in a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Whole,
    Nothing,
    /// Its pays fall in two years, or are not known and could: no statement says what each withheld of
    /// a person (V82).
    Unknown,
}

/// By the days of pay, when they are known; else by the period's own, which no pay of it passes (Q05).
pub fn share(period: &Period, pays: &[NaiveDate], year: i32) -> Share {
    let bounds = [period.start, period.end];
    let days = if pays.is_empty() { &bounds[..] } else { pays };
    match days.iter().filter(|day| day.year() == year).count() {
        0 => Share::Nothing,
        all if all == days.len() => Share::Whole,
        _ => Share::Unknown,
    }
}

/// An employer's periods that touch a calendar year.
pub fn periods_of(employer: &Employer, year: i32) -> Vec<Period> {
    let years = [FiscalYear::new(year - 1), FiscalYear::new(year)];
    let ids = years
        .into_iter()
        .flatten()
        .flat_map(|fiscal| (1..=PERIODS).filter_map(move |number| PeriodId::new(fiscal, number).ok()));
    let touches = |period: &Period| period.start.year() <= year && year <= period.end.year();
    ids.filter_map(|id| employer.period(id)).filter(touches).collect()
}

/// Dues of one person by one statement in force: checked off, corrected, and released after a ruling
/// (Q24); initiation dues and dues still held are not among them. A correction counts in the year of the
/// statement that makes it, in which the money moves (Q22).
#[derive(Debug, Clone)]
pub struct Withheld {
    pub employee_number: String,
    /// As the statement names her; empty when it does not.
    pub name: String,
    pub period: PeriodId,
    pub dues: Cad,
}

/// What the slips of a year are compared with.
#[derive(Debug, Clone, Default)]
pub struct Controls {
    pub people: BTreeMap<String, Control>,
    /// Periods of the year, or partly of it, of which no statement is here: the totals lack them.
    pub missing: Vec<PeriodId>,
    /// Periods whose pays could be of two years.
    pub undecided: Vec<PeriodId>,
    /// Whether the totals may lack something: a statement, or days of the year of which the employer's
    /// calendar is not known.
    pub is_partial: bool,
}

/// What a person was withheld in a calendar year: at least, and at most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Control {
    pub name: String,
    pub least: Cad,
    pub most: Cad,
}

/// The control totals of a calendar year; `pays` gives the known days of pay of a period.
pub fn controls(
    employer: &Employer,
    year: i32,
    withheld: &[Withheld],
    received: &[PeriodId],
    pays: &BTreeMap<PeriodId, Vec<NaiveDate>>,
) -> Controls {
    let mut controls = Controls::default();
    let mut shares = BTreeMap::new();
    for period in periods_of(employer, year) {
        let days = pays.get(&period.id()).map(Vec::as_slice).unwrap_or_default();
        let share = share(&period, days, year);
        if share != Share::Nothing && !received.contains(&period.id()) {
            controls.missing.push(period.id());
        }
        if share == Share::Unknown && received.contains(&period.id()) {
            controls.undecided.push(period.id());
        }
        shares.insert(period.id(), share);
    }
    let known = periods_of(employer, year);
    let from =
        known.iter().map(|period| period.start).min().filter(|day| (day.year(), day.ordinal()) <= (year, 1));
    let to = known
        .iter()
        .map(|period| period.end)
        .max()
        .filter(|day| (day.year(), day.month(), day.day()) >= (year, 12, 31));
    controls.is_partial = !controls.missing.is_empty() || from.is_none() || to.is_none();
    for line in withheld {
        let share = shares.get(&line.period).copied().unwrap_or(Share::Nothing);
        if share == Share::Nothing {
            continue;
        }
        let person = controls.people.entry(line.employee_number.clone()).or_default();
        if !line.name.is_empty() {
            person.name.clone_from(&line.name);
        }
        let is_less = line.dues.is_negative();
        if share == Share::Whole || is_less {
            person.least += line.dues;
        }
        if share == Share::Whole || !is_less {
            person.most += line.dues;
        }
    }
    controls
}

/// Of one person: the slip, the control total, and what is between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub employee_number: String,
    pub name: String,
    /// `None` when the employer gave none.
    pub slip: Option<Cad>,
    pub least: Cad,
    pub most: Cad,
    /// V83: how far the slip is from the nearest amount it could be, signed; `None` within tolerance.
    pub difference: Option<Cad>,
}

/// Everyone of either side, by employee number. While statements are missing, a slip that says more than
/// what is here may be right: only one that says less differs.
pub fn compare(controls: &Controls, slips: &BTreeMap<String, Cad>) -> Vec<Compared> {
    let nobody = Control::default();
    let mut numbers: Vec<&String> = controls.people.keys().chain(slips.keys()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let near = Cad::from_cents(TOLERANCE);
    let of = |number: &String| {
        let control = controls.people.get(number).unwrap_or(&nobody);
        let slip = slips.get(number).copied();
        let said = slip.unwrap_or_default();
        let difference = match () {
            () if said < control.least - near => Some(said - control.least),
            () if said > control.most + near && !controls.is_partial => Some(said - control.most),
            () => None,
        };
        Compared {
            employee_number: number.clone(),
            name: control.name.clone(),
            slip,
            least: control.least,
            most: control.most,
            difference,
        }
    };
    numbers.into_iter().map(of).collect()
}

/// Why amounts typed could not be read: the line, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLine {
    /// Not an employee number and an amount.
    Unread(usize),
    /// An amount below zero: box 44 has no sign, and a refund makes no slip.
    Negative(usize),
    /// A number that an earlier line has.
    Twice(usize),
    TooMany,
    /// Nothing at all.
    Empty,
}

/// Slips as typed or pasted, one a line: an employee number, a tab or a semicolon, an amount.
///
/// # Errors
/// [`BadLine`], of the first line that is not one.
pub fn read_slips(text: &str) -> Result<BTreeMap<String, Cad>, BadLine> {
    let mut slips = BTreeMap::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parts = line.split_once(['\t', ';']).map(|(number, amount)| (number.trim(), amount.trim()));
        let read = parts.filter(|(number, _)| !number.is_empty() && number.len() <= 60);
        let read = read.and_then(|(number, amount)| Some((number, parse_money(amount, None).ok()?)));
        let Some((number, amount)) = read.filter(|(_, amount)| amount.abs() <= Cad::from_cents(100_000_000))
        else {
            return Err(BadLine::Unread(place + 1));
        };
        if amount.is_negative() {
            return Err(BadLine::Negative(place + 1));
        }
        if slips.insert(number.to_owned(), amount).is_some() {
            return Err(BadLine::Twice(place + 1));
        }
        if slips.len() > MAX_SLIPS {
            return Err(BadLine::TooMany);
        }
    }
    if slips.is_empty() { Err(BadLine::Empty) } else { Ok(slips) }
}

/// The calendar years of which statements may be here, the last first.
pub fn years(union: &Union, today: NaiveDate) -> Vec<i32> {
    let first = union.period(union.first_period).map_or(today.year(), |period| period.start.year());
    (first..=today.year()).rev().collect()
}

/// The set of slips in force for a year.
#[derive(Debug, Clone)]
pub struct Slips {
    pub id: Uuid,
    pub version: i32,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
    pub amounts: BTreeMap<String, Cad>,
    /// Why some differ, by employee number.
    pub notes: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn employer() -> Employer {
        let years = [("2024-25", "2024-04-27"), ("2025-26", "2025-04-26")];
        let calendars = years.map(|(year, end)| (year.parse().unwrap(), day(end)));
        Employer {
            id: Uuid::from_u128(1),
            name: String::new(),
            unit: String::new(),
            calendars: calendars.into(),
            decided: crate::unions::Decided::default(),
        }
    }

    fn withheld(period: &str, cents: i64) -> Withheld {
        Withheld {
            employee_number: "104233".into(),
            name: "Tremblay, Lise".into(),
            period: period.parse().unwrap(),
            dues: Cad::from_cents(cents),
        }
    }

    /// `clauses.md` 6.2: of 64.24 in P10, 32.12 by each of two pays.
    #[test]
    fn a_period_counts_in_the_year_of_its_pays() {
        let p10 = employer().period("2025-26 P10".parse().unwrap()).unwrap();
        assert_eq!(share(&p10, &[day("2025-12-11"), day("2025-12-25")], 2025), Share::Whole);
        assert_eq!(share(&p10, &[day("2025-12-11"), day("2025-12-25")], 2026), Share::Nothing);
        assert_eq!(share(&p10, &[day("2025-12-25"), day("2026-01-03")], 2025), Share::Unknown);
        assert_eq!(share(&p10, &[], 2025), Share::Unknown, "December 7 to January 3");
        let p05 = employer().period("2025-26 P05".parse().unwrap()).unwrap();
        assert_eq!(share(&p05, &[], 2025), Share::Whole);
    }

    /// The example of V83: a slip of 835.12, a control total of 803.00.
    #[test]
    fn a_slip_is_the_control_total_within_five_cents() {
        let all: Vec<PeriodId> = periods_of(&employer(), 2025).iter().map(Period::id).collect();
        assert_eq!(all.len(), 14, "two of them at the ends of the year");
        let lines = [withheld("2025-26 P05", 77_088), withheld("2025-26 P10", 3_212)];
        let of = |pays: &[&str], slip: &str| {
            let p10 = "2025-26 P10".parse().unwrap();
            let pays = BTreeMap::from([(p10, pays.iter().map(|iso| day(iso)).collect())]);
            let controls = controls(&employer(), 2025, &lines, &all, &pays);
            let slips = read_slips(&format!("104233\t{slip}\n")).unwrap();
            compare(&controls, &slips)[0].difference.map(|difference| difference.to_string())
        };
        let december = ["2025-12-11", "2025-12-25"];
        assert_eq!(of(&december, "835,12 $").as_deref(), Some("32.12"));
        assert_eq!(of(&december, "803,00"), None);
        assert_eq!(of(&december, "803,05"), None);
        assert_eq!(of(&december, "803,06").as_deref(), Some("0.06"));
        assert_eq!(of(&december, "770,88").as_deref(), Some("-32.12"));
        // Of pays in two years, either share may be right.
        let both = ["2025-12-25", "2026-01-03"];
        assert_eq!(of(&both, "770,88"), None);
        assert_eq!(of(&both, "803,00"), None);
        assert_eq!(of(&both, "770,82").as_deref(), Some("-0.06"));
    }

    #[test]
    fn a_year_that_lacks_a_statement_accuses_only_slips_that_say_less() {
        let controls = controls(
            &employer(),
            2025,
            &[withheld("2025-26 P05", 10_000)],
            &["2025-26 P05".parse().unwrap()],
            &BTreeMap::new(),
        );
        assert_eq!(controls.missing.len(), 13);
        let difference = |slips: &BTreeMap<String, Cad>| compare(&controls, slips)[0].difference;
        assert_eq!(difference(&read_slips("104233;803").unwrap()), None);
        assert_eq!(difference(&read_slips("104233;99,00").unwrap()), Some(Cad::from_cents(-100)));
        assert_eq!(difference(&BTreeMap::new()), Some(Cad::from_cents(-10_000)), "no slip at all");
    }

    #[test]
    fn slips_are_a_number_and_an_amount_a_line() {
        let read = read_slips("00123; 1 234,50 $\n\n7\t0.00\n").unwrap();
        assert_eq!(read["00123"], Cad::from_cents(123_450));
        assert_eq!(read["7"], Cad::ZERO);
        assert_eq!(read_slips("1;2\n7\t-3.00"), Err(BadLine::Negative(2)));
        assert_eq!(read_slips("1;2\n3"), Err(BadLine::Unread(2)));
        assert_eq!(read_slips("1;1,234"), Err(BadLine::Unread(1)), "two amounts");
        assert_eq!(read_slips("1;2\n\n1;3"), Err(BadLine::Twice(3)));
        assert_eq!(read_slips(" \n"), Err(BadLine::Empty));
    }
}
