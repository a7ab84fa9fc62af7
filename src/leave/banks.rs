//! The tables of clauses 6.02 and 6.11, by class of institution and number of employees on
//! January 1 (6.18); how many bargain (6.13); a bank of part of a year (6.21).

use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::calendar::FiscalYear;

/// The two banks, by the activity they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Clause 6.11.
    Internal,
    /// Clause 6.02.
    External,
}

impl Activity {
    pub const BOTH: [Activity; 2] = [Activity::Internal, Activity::External];

    pub fn clause(self) -> &'static str {
        match self {
            Activity::Internal => "6.11",
            Activity::External => "6.02",
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Activity::Internal => "internal",
            Activity::External => "external",
        }
    }

    pub fn from_code(code: &str) -> Option<Activity> {
        Activity::BOTH.into_iter().find(|activity| activity.code() == code)
    }
}

/// A class of institution; the CISSS des Îles is not amalgamated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    NotAmalgamated,
    /// A CISSS or CIUSSS whose two furthest facilities are less than 240 km apart by road.
    Amalgamated,
    /// The same, 240 km or more apart.
    AmalgamatedFar,
}

/// What the union's file lacks for an employer to be classed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclassed {
    Institution,
    /// A CISSS or CIUSSS, and whether it reaches 240 km is not said: 6.11 asks for it.
    Distance,
}

impl Class {
    pub const ALL: [Class; 3] = [Class::NotAmalgamated, Class::Amalgamated, Class::AmalgamatedFar];

    /// The class of what the file says: `Field::InstitutionClass` and `Field::FarApart`.
    pub fn of(institution: &str, far_apart: &str) -> Result<Class, Unclassed> {
        match (institution, far_apart) {
            ("not-amalgamated", _) => Ok(Class::NotAmalgamated),
            ("cisss-ciusss", "no") => Ok(Class::Amalgamated),
            ("cisss-ciusss", "yes") => Ok(Class::AmalgamatedFar),
            ("cisss-ciusss", _) => Err(Unclassed::Distance),
            _ => Err(Unclassed::Institution),
        }
    }

    /// The key of its words: `leave-class-not-amalgamated`.
    pub fn key(self) -> &'static str {
        match self {
            Class::NotAmalgamated => "leave-class-not-amalgamated",
            Class::Amalgamated => "leave-class-amalgamated",
            Class::AmalgamatedFar => "leave-class-amalgamated-far",
        }
    }

    /// As the table names it: 6.02 does not ask how far.
    fn column(self, activity: Activity) -> &'static str {
        match (self, activity) {
            (Class::NotAmalgamated, _) => "not_amalgamated",
            (_, Activity::External) => "cisss_ciusss",
            (Class::Amalgamated, Activity::Internal) => "cisss_ciusss_lt_240km",
            (Class::AmalgamatedFar, Activity::Internal) => "cisss_ciusss_ge_240km",
        }
    }
}

/// One line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    clause: &'static str,
    column: &'static str,
    /// Employees on January 1, both ends included; the last line has no end.
    pub min: u32,
    pub max: Option<u32>,
    /// Days with pay a year.
    pub days: u32,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let cells: Vec<&'static str> = line.split(',').collect();
        let number = |text: &str| text.parse::<u32>().expect("a whole number in the table of banks");
        let max = Some(cells[2]).filter(|text| !text.is_empty()).map(number);
        Row { clause: cells[0], column: cells[3], min: number(cells[1]), max, days: number(cells[4]) }
    };
    include_str!("banks.csv").lines().skip(1).map(row).collect()
});

/// The lines of one activity's table for one class, from the smallest unit to the largest.
pub fn rows(activity: Activity, class: Class) -> impl Iterator<Item = &'static Row> {
    let (clause, column) = (activity.clause(), class.column(activity));
    TABLE.iter().filter(move |row| row.clause == clause && row.column == column)
}

/// The line of the table for so many employees; none for nobody (Q29).
pub fn row(activity: Activity, class: Class, employees: u32) -> Option<&'static Row> {
    rows(activity, class).find(|row| row.min <= employees && row.max.is_none_or(|max| employees <= max))
}

/// The days of a year, of each bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bank {
    pub internal: Decimal,
    pub external: Decimal,
}

impl Bank {
    /// The bank of a whole year; none for nobody.
    pub fn of(class: Class, employees: u32) -> Option<Bank> {
        let days = |activity| row(activity, class, employees).map(|row| Decimal::from(row.days));
        Some(Bank { internal: days(Activity::Internal)?, external: days(Activity::External)? })
    }

    /// The bank that begins on a day of the year (6.21): in proportion to the days left to March 31,
    /// that day included, to the hundredth.
    pub fn from_day(self, day: NaiveDate) -> Bank {
        let year = FiscalYear::of(day);
        let left = Decimal::from((year.last_day() - day).num_days() + 1);
        let part = |days: Decimal| {
            let exact = days * left / Decimal::from(year.days());
            exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        };
        Bank { internal: part(self.internal), external: part(self.external) }
    }

    pub fn total(self) -> Decimal {
        self.internal + self.external
    }

    pub fn get(self, activity: Activity) -> Decimal {
        match activity {
            Activity::Internal => self.internal,
            Activity::External => self.external,
        }
    }
}

/// How many persons are released to bargain locally (6.13), with one day of preparation a day.
pub fn bargainers(employees: u32) -> u8 {
    match employees {
        0 => 0,
        1..=250 => 2,
        251..=1_000 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_contiguous_and_never_shrink() {
        for activity in Activity::BOTH {
            for class in Class::ALL {
                let rows: Vec<_> = rows(activity, class).collect();
                assert!(rows.len() >= 20, "{activity:?} {class:?}");
                assert_eq!((rows[0].min, rows[rows.len() - 1].max), (1, None));
                for pair in rows.windows(2) {
                    assert_eq!(pair[0].max.map(|max| max + 1), Some(pair[1].min));
                    assert!(pair[0].days < pair[1].days, "{:?}", pair[1]);
                }
            }
        }
        assert_eq!(TABLE.len(), 2 * 20 + 3 * 21, "no line of the table is of no class");
    }

    /// Worked tables, 6.4: employees; external + internal of the three classes; bargainers.
    #[test]
    fn the_banks_are_those_of_the_worked_table() {
        let cases = [
            (1, [(20, 10), (50, 10), (50, 10)], 2),
            (25, [(20, 20), (50, 20), (50, 20)], 2),
            (49, [(20, 20), (50, 20), (50, 20)], 2),
            (50, [(20, 50), (50, 125), (50, 145)], 2),
            (51, [(30, 50), (80, 125), (80, 145)], 2),
            (101, [(35, 95), (95, 225), (95, 245)], 2),
            (250, [(45, 125), (135, 305), (135, 325)], 2),
            (251, [(45, 125), (135, 305), (135, 325)], 3),
            (301, [(60, 155), (180, 375), (180, 405)], 3),
            (480, [(60, 155), (180, 375), (180, 405)], 3),
            (750, [(70, 180), (210, 415), (210, 465)], 3),
            (751, [(80, 230), (245, 520), (245, 590)], 3),
            (1_000, [(80, 230), (245, 520), (245, 590)], 3),
            (1_001, [(85, 255), (260, 570), (260, 640)], 4),
            (1_600, [(95, 310), (300, 705), (300, 800)], 4),
            (2_300, [(115, 380), (345, 880), (345, 1_010)], 4),
            (4_000, [(145, 410), (400, 980), (400, 1_105)], 4),
            (4_001, [(150, 415), (420, 1_020), (420, 1_140)], 4),
            (9_500, [(150, 415), (420, 1_020), (420, 1_140)], 4),
        ];
        for (employees, days, persons) in cases {
            for (class, (external, internal)) in Class::ALL.into_iter().zip(days) {
                let expected = Bank { internal: Decimal::from(internal), external: Decimal::from(external) };
                assert_eq!(Bank::of(class, employees), Some(expected), "{employees} {class:?}");
            }
            assert_eq!(bargainers(employees), persons, "{employees}");
        }
        assert_eq!((Bank::of(Class::NotAmalgamated, 0), bargainers(0)), (None, 0));
    }

    /// Worked tables, 6.4: clause 6.21 B, then 6.21 A 2-.
    #[test]
    fn a_bank_that_begins_in_the_year_is_prorated_to_the_days_left() {
        let from = |class, employees, day: &str| {
            let bank = Bank::of(class, employees).unwrap().from_day(day.parse().unwrap());
            (bank.external.to_string(), bank.internal.to_string())
        };
        let first = from(Class::NotAmalgamated, 420, "2016-07-10");
        assert_eq!((first.0.as_str(), first.1.as_str()), ("43.56", "112.53"));
        let new = from(Class::Amalgamated, 2_300, "2017-09-19");
        assert_eq!((new.0.as_str(), new.1.as_str()), ("183.37", "467.73"));
        let whole = Bank::of(Class::Amalgamated, 2_300).unwrap();
        assert_eq!(whole.from_day("2017-04-01".parse().unwrap()), whole);
    }

    #[test]
    fn a_class_needs_the_institution_and_for_a_cisss_the_distance() {
        assert_eq!(Class::of("not-amalgamated", ""), Ok(Class::NotAmalgamated));
        assert_eq!(Class::of("cisss-ciusss", "no"), Ok(Class::Amalgamated));
        assert_eq!(Class::of("cisss-ciusss", "yes"), Ok(Class::AmalgamatedFar));
        assert_eq!(Class::of("cisss-ciusss", ""), Err(Unclassed::Distance));
        assert_eq!(Class::of("", "yes"), Err(Unclassed::Institution));
    }
}
