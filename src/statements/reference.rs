//! Reference data the checks look things up in: job titles (7.16), weekly hours (7.01), reasons of
//! absence. The tables are versioned with the program; they are not the employer's own codes, which
//! a mapping brings to these.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Health and social services, the sector of the tables.
const SECTOR: &str = "3";

struct Tables {
    /// One bit for each four-digit job title number.
    job_titles: Vec<bool>,
    absence_kinds: HashSet<&'static str>,
    /// By job title number, from the oldest to the newest.
    weekly_hours: BTreeMap<&'static str, Vec<(NaiveDate, Decimal)>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    job_titles: job_titles(),
    absence_kinds: rows(include_str!("data/absence_kinds.csv")).map(|row| first(row, 0)).collect(),
    weekly_hours: dated_hours(),
});

/// Whether the provincial list has this job title: `2471`, `3-2471`, or a class such as `2691-1`.
pub fn is_job_title(code: &str) -> bool {
    let number = job_title_number(code);
    four_digits(number).is_some_and(|n| TABLES.job_titles[n])
}

/// Whether the canonical list of reasons has this code, in either case.
pub fn is_absence_kind(code: &str) -> bool {
    TABLES.absence_kinds.contains(code) || TABLES.absence_kinds.contains(code.to_ascii_uppercase().as_str())
}

/// The codes of the canonical list of reasons, in its order.
pub fn absence_kinds() -> impl Iterator<Item = &'static str> {
    rows(include_str!("data/absence_kinds.csv")).map(|row| first(row, 0))
}

/// Weekly hours of a job title on a day (7.01, 12.04); `None` when the table does not say.
pub fn weekly_hours(code: &str, on: NaiveDate) -> Option<Decimal> {
    let dated = TABLES.weekly_hours.get(job_title_number(code))?;
    dated.iter().rev().find(|(from, _)| *from <= on).map(|(_, hours)| *hours)
}

/// The titles whose weekly hours are known on a day, with those hours.
pub fn titles_with_hours(on: NaiveDate) -> impl Iterator<Item = (&'static str, Decimal)> {
    TABLES.weekly_hours.iter().filter_map(move |(code, dated)| {
        dated.iter().rev().find(|(from, _)| *from <= on).map(|(_, hours)| (*code, *hours))
    })
}

/// The number of a title without its sector (`3-2471`) and its class (`2691-1`).
pub fn job_title_number(code: &str) -> &str {
    if code.len() == 4 {
        return code;
    }
    let code = code.strip_prefix("3-").unwrap_or(code);
    code.split('-').next().unwrap_or(code)
}

fn four_digits(number: &str) -> Option<usize> {
    let plain = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
    if plain { number.parse().ok() } else { None }
}

fn job_titles() -> Vec<bool> {
    let mut known = vec![false; 10_000];
    for row in rows(include_str!("data/job_titles.csv")) {
        if first(row, 0) == SECTOR
            && let Some(number) = four_digits(job_title_number(first(row, 1)))
        {
            known[number] = true;
        }
    }
    known
}

fn dated_hours() -> BTreeMap<&'static str, Vec<(NaiveDate, Decimal)>> {
    let mut by_title: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows(include_str!("data/weekly_hours.csv")).filter(|row| first(row, 0) == SECTOR) {
        let hours: Decimal = first(row, 2).parse().expect("weekly hours are a decimal");
        let from: NaiveDate = first(row, 3).parse().expect("an ISO date");
        by_title.entry(first(row, 1)).or_default().push((from, hours));
    }
    by_title.values_mut().for_each(|dated| dated.sort());
    by_title
}

/// Data rows of an embedded table, its header left out.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().skip(1).filter(|row| !row.is_empty())
}

/// One of the leading cells, which are never quoted in these tables.
fn first(row: &'static str, index: usize) -> &'static str {
    row.split(',').nth(index).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_title_is_known_by_its_number_whatever_its_sector_prefix_or_class() {
        for code in ["2471", "3-2471", "2691", "2691-1", "5321"] {
            assert!(is_job_title(code), "{code}");
        }
        for code in ["9999", "", "247", "24711", "x471", "2471x", "é71", "3-"] {
            assert!(!is_job_title(code), "{code}");
        }
    }

    #[test]
    fn weekly_hours_are_those_in_force_that_day() {
        let day = |iso: &str| iso.parse().unwrap();
        assert_eq!(weekly_hours("3480", day("2025-08-16")), Some(Decimal::new(3875, 2)));
        assert_eq!(weekly_hours("3480", day("2015-03-31")), None);
        assert_eq!(weekly_hours("9999", day("2025-08-16")), None);
    }

    #[test]
    fn the_canonical_reasons_are_all_there() {
        assert_eq!(TABLES.absence_kinds.len(), 87);
        assert!(is_absence_kind("s01") && !is_absence_kind("QQ7"));
    }
}
