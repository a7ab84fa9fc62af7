//! What the agreement says of each reason of absence: its family, whether it is paid, how long it
//! may last. The canonical list is versioned with the program; an employer's own codes are a
//! mapping's to bring to it.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Absence;

/// What a reason of absence does to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pay {
    Unpaid,
    /// A part of the salary whatever the work done: deferred pay, averaging (34.01, Letter 3).
    Share,
    /// Salary, benefits, or some of each.
    Other,
}

/// A reason of the canonical list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceKind {
    pub pay: Pay,
    /// Sickness, injury or parenthood: salary insurance or top-up benefits may be paid (22, 23).
    pub has_benefits: bool,
    pub limit: Option<Limit>,
}

/// How long an absence may or must last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Days that the person was to work: Mondays to Fridays.
    MostWorkingDays(Decimal),
    /// Days of the calendar, from the first to the last.
    MostCalendarDays(Decimal),
    LeastMonths(u32),
}

/// Deducted from layoff benefits all the same (15.03).
pub const LAYOFF_WITH_BENEFITS: &str = "J01";

static KINDS: LazyLock<HashMap<String, AbsenceKind>> = LazyLock::new(|| {
    let limits: HashMap<String, Limit> = records(include_str!("data/absence_limits.csv"))
        .map(|record| (record[0].to_owned(), limit(&record)))
        .collect();
    let kinds = records(include_str!("data/absence_kinds.csv"));
    let kind = |record: csv::StringRecord| {
        let code = record[0].to_owned();
        let kind = AbsenceKind {
            pay: match &record[3] {
                "unpaid" => Pay::Unpaid,
                "percentage of salary" => Pay::Share,
                _ => Pay::Other,
            },
            has_benefits: matches!(&record[1], "sickness" | "parental"),
            limit: limits.get(&code).copied(),
        };
        (code, kind)
    };
    kinds.map(kind).collect()
});

/// The kind of a reason code, in either case; `None` when the canonical list does not have it.
pub fn kind(reason: &str) -> Option<&'static AbsenceKind> {
    KINDS.get(reason).or_else(|| KINDS.get(reason.to_ascii_uppercase().as_str()))
}

/// The kind of an absence.
pub fn of(absence: &Absence) -> Option<&'static AbsenceKind> {
    kind(&absence.reason)
}

fn limit(record: &csv::StringRecord) -> Limit {
    let amount = || record[2].parse().expect("a limit is a number");
    match (&record[1], &record[3]) {
        ("most", "working_days") => Limit::MostWorkingDays(amount()),
        ("most", "calendar_days") => Limit::MostCalendarDays(amount()),
        ("least", "months") => Limit::LeastMonths(record[2].parse().expect("months are whole")),
        other => unreachable!("the table of limits says {other:?}"),
    }
}

/// Records of an embedded table, its header left out.
fn records(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    let records = csv::Reader::from_reader(table.as_bytes()).into_records();
    records.map(|record| record.expect("an embedded table is whole"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_the_list_has_its_kind_and_every_limit_its_reason() {
        assert_eq!(KINDS.len(), 87);
        let limited = KINDS.values().filter(|kind| kind.limit.is_some()).count();
        assert_eq!(limited, include_str!("data/absence_limits.csv").lines().count() - 1);
        assert_eq!(KINDS.values().filter(|kind| kind.pay == Pay::Unpaid).count(), 25);
        assert!(kind("s03").is_some_and(|kind| kind.has_benefits) && kind("QQ7").is_none());
        assert_eq!(kind("U06").and_then(|kind| kind.limit), Some(Limit::LeastMonths(3)));
    }
}
