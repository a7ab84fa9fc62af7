//! Each employer's calendar (1.01-9, Q06, Q26): thirteen periods whose first ends on a day of its own, or
//! twelve months; and the declaration period that a month goes with.
//!
//! A union declares by its thirteen periods. An employer with periods of its own is declared number for
//! number. A month is declared with the period in which it ends. Twelve months in thirteen periods leave
//! one period without a month; where two months end in one period (February and March, when the last
//! period is long), the earlier goes with the period before, so that a period has one statement of an
//! employer at most. Which levies are in force is a question of the month's own end.

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::{FiscalYear, PERIODS, Period, periods};

/// How an employer counts a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// Thirteen periods, of which the first ends that day.
    Periods(NaiveDate),
    /// Calendar months, April to March.
    Months,
}

/// What was decided of an employer's calendar, to hold from a fiscal year on: months until another
/// decision; periods for that year, since the next one's first period has an end of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub from: FiscalYear,
    pub calendar: Calendar,
}

/// The calendar of a year, of what was set up and what was decided since, the last decided last.
pub fn in_force(
    set_up: &[(FiscalYear, NaiveDate)],
    decisions: &[Decision],
    year: FiscalYear,
) -> Option<Calendar> {
    let begun = decisions.iter().filter(|decision| decision.from <= year);
    // The last of equals is kept: what was decided later.
    let latest = begun.max_by_key(|decision| decision.from);
    let of_set_up =
        || set_up.iter().find(|(known, _)| *known == year).map(|(_, end)| Calendar::Periods(*end));
    match latest {
        Some(Decision { calendar: Calendar::Months, .. }) => Some(Calendar::Months),
        Some(Decision { from, calendar }) if *from == year => Some(*calendar),
        _ => of_set_up(),
    }
}

/// The twelve months of a fiscal year, each with the number of the period it is declared with.
/// `first_period_end` is that of the union's periods; without one, April is the first, March the twelfth,
/// and there is no thirteenth.
pub fn months(year: FiscalYear, first_period_end: Option<NaiveDate>) -> Vec<Period> {
    let declared = first_period_end.and_then(|end| periods(year, end).ok());
    let mut found: Vec<Period> = Vec::with_capacity(12);
    for month in 0..12 {
        let start = year.first_day() + Months::new(month);
        let end = start + Months::new(1) - chrono::Days::new(1);
        let alone = u8::try_from(month + 1).unwrap_or(PERIODS);
        let holds = declared.iter().flatten().find(|period| period.contains(end));
        let number = holds.map_or(alone, |period| period.number);
        found.push(Period { fiscal_year: year, number, start, end });
    }
    for place in (0..found.len() - 1).rev() {
        let next = found[place + 1].number;
        found[place].number = found[place].number.min(next - 1);
    }
    found
}

/// Whether dates are a calendar month's.
pub fn is_month(start: NaiveDate, end: NaiveDate) -> bool {
    start.day() == 1 && end.month() == start.month() && (end + chrono::Days::new(1)).month() != end.month()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn year(text: &str) -> FiscalYear {
        text.parse().unwrap()
    }

    fn numbers(of: &str, end: Option<&str>) -> Vec<u8> {
        months(year(of), end.map(day)).iter().map(|month| month.number).collect()
    }

    /// By the calendars of `clauses.md` 6.1.
    #[test]
    fn a_month_is_declared_with_the_period_in_which_it_ends() {
        let twelve: Vec<u8> = (2..=13).collect();
        assert_eq!(numbers("2025-26", Some("2025-04-26")), twelve, "April 30 is in P02, March 31 in P13");
        // P13 starts on February 28, 2027: February goes with P12, which ends the day before, and January
        // with P11, which no month ends in.
        assert_eq!(numbers("2026-27", Some("2026-04-25")), twelve);
        assert_eq!(numbers("2025-26", Some("2025-05-02"))[..2], [1, 3], "April 30 is in P01");
        assert_eq!(numbers("2025-26", None), (1..=12).collect::<Vec<u8>>());
        let april = months(year("2025-26"), None)[0];
        assert_eq!((april.start, april.end), (day("2025-04-01"), day("2025-04-30")));
        assert_eq!(months(year("2023-24"), None)[10].end, day("2024-02-29"));
    }

    #[test]
    fn months_never_share_a_period_whatever_the_first_one_is() {
        for start_year in 2015..2040 {
            let year = FiscalYear::new(start_year).unwrap();
            for days in 0..56 {
                let end = year.first_day() + chrono::Days::new(days);
                let months = months(year, Some(end));
                assert_eq!(months.len(), 12);
                assert!(months.is_sorted_by(|a, b| a.number < b.number), "{year} {end}");
                assert!(months[0].number >= 1 && months[11].number == PERIODS, "{year} {end}");
                assert!(months.iter().all(|month| is_month(month.start, month.end)));
            }
        }
        assert!(!is_month(day("2025-07-20"), day("2025-08-16")));
        assert!(!is_month(day("2025-08-01"), day("2025-08-30")));
    }

    #[test]
    fn a_decision_holds_from_its_year_and_months_until_another() {
        let set_up = [(year("2025-26"), day("2025-04-26")), (year("2027-28"), day("2027-04-24"))];
        let months = Decision { from: year("2026-27"), calendar: Calendar::Months };
        let of = |decisions: &[Decision], text: &str| in_force(&set_up, decisions, year(text));
        assert_eq!(of(&[], "2025-26"), Some(Calendar::Periods(day("2025-04-26"))));
        assert_eq!(of(&[], "2026-27"), None);
        assert_eq!(of(&[months], "2025-26"), Some(Calendar::Periods(day("2025-04-26"))));
        assert_eq!(of(&[months], "2026-27"), Some(Calendar::Months));
        assert_eq!(of(&[months], "2029-30"), Some(Calendar::Months), "until another");
        let back = Decision { from: year("2027-28"), calendar: Calendar::Periods(day("2027-05-01")) };
        assert_eq!(of(&[months, back], "2027-28"), Some(Calendar::Periods(day("2027-05-01"))));
        assert_eq!(of(&[months, back], "2026-27"), Some(Calendar::Months));
        assert_eq!(of(&[months, back], "2028-29"), None, "its first period is not said yet");
        let again = Decision { calendar: Calendar::Months, ..back };
        assert_eq!(of(&[months, back, again], "2027-28"), Some(Calendar::Months), "decided later");
    }
}
