//! What one statement says of union leave, without naming anybody: how many employees on January 1
//! (6.18), how many days by reason.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;

use super::{KINDS, Kind};
use crate::calendar::Period;
use crate::statements::sin::Sin;
use crate::statements::{Absence, Line, reference};

/// Days of one reason in one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    pub kind: &'static Kind,
    pub absences: u32,
    pub days: Decimal,
}

/// What is kept of a statement for the leave bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Employees on January 1, when the statement's period holds that day.
    pub employees: Option<u32>,
    /// By reason, those that occur.
    pub uses: Vec<Use>,
}

/// The January 1 that falls in a period.
pub fn january_first(period: &Period) -> Option<NaiveDate> {
    let year = period.fiscal_year.start_year() + 1;
    NaiveDate::from_ymd_opt(year, 1, 1).filter(|day| period.contains(*day))
}

/// Employees of the unit on a day (6.18, 1.01-1): everybody on the statement, part-timers as one,
/// people on leave included; not those hired after that day nor those who left before it. Two lines
/// with one SIN are one person (Q25); correction lines are nobody.
#[derive(Debug)]
pub struct Employees {
    on: NaiveDate,
    persons: BTreeSet<(Option<Sin>, CompactString)>,
}

impl Employees {
    pub fn on(day: NaiveDate) -> Employees {
        Employees { on: day, persons: BTreeSet::new() }
    }

    pub fn see(&mut self, line: &Line) {
        let there = !line.is_correction()
            && line.hired_on.is_none_or(|hired| hired <= self.on)
            && line.left_on.is_none_or(|left| left >= self.on);
        if there {
            // Whoever has no SIN here is known by her number.
            let number =
                if line.sin.is_some() { CompactString::default() } else { line.employee_number.clone() };
            self.persons.insert((line.sin.clone(), number));
        }
    }

    pub fn count(&self) -> u32 {
        u32::try_from(self.persons.len()).unwrap_or(u32::MAX)
    }
}

/// What the lines of a statement say of union leave, while they pass. A correction line carries
/// differences of money: its absences were told, or are for the union to add.
#[derive(Debug)]
pub struct Counting {
    period: Period,
    employees: Option<Employees>,
    by_code: BTreeMap<&'static str, (u32, Decimal)>,
}

impl Counting {
    pub fn new(period: Period) -> Counting {
        let employees = january_first(&period).map(Employees::on);
        Counting { period, employees, by_code: BTreeMap::new() }
    }

    pub fn see(&mut self, line: &Line) {
        if let Some(employees) = &mut self.employees {
            employees.see(line);
        }
        if line.absences.is_empty() || line.is_correction() {
            return;
        }
        for (kind, days) in days_of(&line.absences, &line.job_title_code, &self.period) {
            let (absences, sum) = self.by_code.entry(kind.code).or_default();
            *absences += 1;
            *sum += days;
        }
    }

    pub fn finish(&self) -> Counts {
        let used = |kind: &'static Kind| {
            let (absences, days) = *self.by_code.get(kind.code)?;
            Some(Use { kind, absences, days })
        };
        Counts {
            employees: self.employees.as_ref().map(Employees::count),
            uses: KINDS.iter().filter_map(used).collect(),
        }
    }
}

/// The union leave among a person's absences: the reason and the days of each, in the period. One that
/// takes no day, a Sunday or a part that rounds to none, uses nothing.
pub fn days_of<'a>(
    absences: &'a [Absence],
    job_title_code: &'a str,
    period: &'a Period,
) -> impl Iterator<Item = (&'static Kind, Decimal)> + 'a {
    absences.iter().filter_map(|absence| {
        let kind = Kind::of(&absence.reason)?;
        let absence = absence.within(period.start, period.end)?;
        let weekly = reference::weekly_hours(job_title_code, absence.from);
        Some((kind, absence.days_taken(weekly))).filter(|(_, days)| *days > Decimal::ZERO)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{FiscalYear, periods};

    fn p10() -> Period {
        let end = "2024-04-27".parse().unwrap();
        periods(FiscalYear::new(2024).unwrap(), end).unwrap()[9]
    }

    fn line(number: &str) -> Line {
        Line { employee_number: number.into(), job_title_code: "3480".into(), ..Line::default() }
    }

    fn day(iso: &str) -> Option<NaiveDate> {
        Some(iso.parse().unwrap())
    }

    #[test]
    fn january_first_is_in_one_period_of_the_year() {
        let end = "2024-04-27".parse().unwrap();
        let year = periods(FiscalYear::new(2024).unwrap(), end).unwrap();
        let holding: Vec<_> =
            year.iter().filter_map(|p| january_first(p).map(|day| (p.number, day))).collect();
        assert_eq!(holding, [(10, "2025-01-01".parse().unwrap())]);
    }

    #[test]
    fn employees_are_those_of_january_first_each_once() {
        let sin = crate::statements::sin::Sin::parse("046454286").unwrap();
        let lines = [
            line("1"),
            Line { hired_on: day("2025-01-01"), ..line("2") },
            Line { left_on: day("2025-01-01"), ..line("3") },
            Line { hired_on: day("2025-01-02"), ..line("hired after") },
            Line { left_on: day("2024-12-31"), ..line("left before") },
            Line { correction_period: "P09".into(), ..line("correction") },
            Line { sin: Some(sin.clone()), ..line("two jobs") },
            Line { sin: Some(sin), ..line("two jobs, again") },
            Line { absences: vec![Absence::read("2024-12-08/2025-01-04 L02").unwrap()], ..line("on leave") },
        ];
        let mut employees = Employees::on("2025-01-01".parse().unwrap());
        lines.iter().for_each(|line| employees.see(line));
        assert_eq!(employees.count(), 5);
    }

    #[test]
    fn days_are_summed_by_reason_and_corrections_left_out() {
        let absent =
            |text: &str| crate::statements::absences::pieces(text).filter_map(Absence::read).collect();
        let lines = [
            Line { absences: absent("2024-12-10/2024-12-11 U02 | 2024-12-12 S01"), ..line("1") },
            // 3480 has weeks of 38.75 hours: days of 7.75.
            Line { absences: absent("2024-12-10 u02 3.875h | 2024-12-11 U01"), ..line("2") },
            Line { absences: absent("2024-12-10 U02"), correction_nature: "x".into(), ..line("3") },
            Line { absences: absent("2024-12-01/2024-12-10 U05"), ..line("4") },
            // Neither takes a ten-thousandth of a day.
            Line { absences: absent("2024-12-10 U02 0.0001h | 2024-12-11 U04 0.00001d"), ..line("5") },
        ];
        let mut counting = Counting::new(p10());
        lines.iter().for_each(|line| counting.see(line));
        let counts = counting.finish();
        let found: Vec<_> =
            counts.uses.iter().map(|u| (u.kind.code, u.absences, u.days.to_string())).collect();
        let expected = [("U01", 1, "1"), ("U02", 2, "2.5"), ("U05", 1, "2")];
        assert_eq!(found, expected.map(|(code, absences, days)| (code, absences, days.to_owned())));
        assert_eq!(counts.employees, Some(4));
    }
}
