//! The leave bank of one employer for one reference year, April 1 to March 31 (6.17): what it rests
//! on, the days it gives, what was used of them. Reads nothing and decides nothing.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::banks::{Activity, Bank, Class, Unclassed};
use super::charging::Used;
use super::counts::Use;
use super::{Charge, Kind};
use crate::calendar::{FiscalYear, Period, PeriodId};

/// What the statement in force of one period says.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub statement: Uuid,
    pub period: PeriodId,
    pub version: u32,
    /// Employees on January 1, when the period holds that day.
    pub employees: Option<u32>,
    pub uses: Vec<Use>,
}

/// What the union says that no statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Employees on January 1, in the statement's stead.
    Employees(u32),
    /// Days used that no statement tells; below zero to take back.
    Days(Charge, Decimal),
    /// The bank begins on this day of the year (6.21).
    BankFrom(NaiveDate),
}

impl Said {
    pub const CODES: [&'static str; 5] = ["employees", "internal", "external", "reimbursed", "bank-from"];

    pub fn code(self) -> &'static str {
        match self {
            Said::Employees(_) => "employees",
            Said::Days(charge, _) => charge.code(),
            Said::BankFrom(_) => "bank-from",
        }
    }
}

/// Said once, with its reason; never changed, so that the last one of its kind holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    pub id: Uuid,
    pub said: Said,
    pub reason: String,
    pub made_at: DateTime<Utc>,
}

/// Where the number of employees comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Source<'y> {
    Statement(&'y Counted),
    Union(&'y Adjustment),
}

/// Why there is no bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Class(Unclassed),
    /// No statement of the period that holds January 1, and nothing said by the union.
    Employees,
    /// Nobody on January 1 (Q29).
    Nobody,
}

/// All that a year of one employer's bank rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    pub year: FiscalYear,
    /// By the union's file.
    pub class: Result<Class, Unclassed>,
    /// The period that holds the January 1 before the year (6.18, Q27), by the employer's calendar.
    pub january_period: Option<Period>,
    /// The statement in force of that period.
    pub january: Option<Counted>,
    /// The statements in force of the year, by period.
    pub counted: Vec<Counted>,
    /// What the union said of the year, oldest first.
    pub adjustments: Vec<Adjustment>,
}

impl Year {
    /// The January 1 whose employees count (6.18): the last one before the year begins.
    pub fn january_first(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year.start_year(), 1, 1).unwrap_or_default()
    }

    /// Employees on January 1: as the union said last, else as the statement counts.
    pub fn employees(&self) -> Option<(u32, Source<'_>)> {
        let said = self.adjustments.iter().rev().find_map(|adjustment| match adjustment.said {
            Said::Employees(employees) => Some((employees, Source::Union(adjustment))),
            _ => None,
        });
        let counted = || {
            let counted = self.january.as_ref()?;
            Some((counted.employees?, Source::Statement(counted)))
        };
        said.or_else(counted)
    }

    /// The first day of the bank: April 1, unless the union said that it begins later (6.21).
    pub fn first_day(&self) -> NaiveDate {
        let said = self.adjustments.iter().rev().find_map(|adjustment| match adjustment.said {
            Said::BankFrom(day) => Some(day),
            _ => None,
        });
        said.unwrap_or_else(|| self.year.first_day())
    }

    /// The days of the year, in proportion when the bank begins after April 1.
    pub fn bank(&self) -> Result<Bank, Missing> {
        let class = self.class.map_err(Missing::Class)?;
        let (employees, _) = self.employees().ok_or(Missing::Employees)?;
        let whole = Bank::of(class, employees).ok_or(Missing::Nobody)?;
        Ok(if self.first_day() > self.year.first_day() { whole.from_day(self.first_day()) } else { whole })
    }

    /// Days used as the employer's codes charge them, and as the union said.
    pub fn used(&self) -> Used {
        self.used_until(None)
    }

    /// The same, of the periods before this one.
    pub fn used_before(&self, period: PeriodId) -> Used {
        self.used_until(Some(period))
    }

    fn used_until(&self, before: Option<PeriodId>) -> Used {
        let mut used = Used::default();
        let mut add = |charge, days| match charge {
            Charge::Internal => used.internal += days,
            Charge::External => used.external += days,
            Charge::Reimbursed => used.reimbursed += days,
            Charge::Nothing => {}
        };
        for counted in self.counted.iter().filter(|c| before.is_none_or(|before| c.period < before)) {
            counted.uses.iter().for_each(|one| add(one.kind.charge, one.days));
        }
        for adjustment in &self.adjustments {
            if let Said::Days(charge, days) = adjustment.said {
                add(charge, days);
            }
        }
        used
    }

    /// The days of each reason over the year, in the order of the canonical list.
    pub fn by_kind(&self) -> Vec<Use> {
        let of = |kind: &'static Kind| {
            let all = self.counted.iter().flat_map(|c| &c.uses).filter(|one| one.kind == kind);
            let sum = all.fold((0, Decimal::ZERO), |sum, one| (sum.0 + one.absences, sum.1 + one.days));
            (sum.0 > 0).then_some(Use { kind, absences: sum.0, days: sum.1 })
        };
        super::KINDS.iter().filter_map(of).collect()
    }

    /// Days that one period's statement charges to a bank.
    pub fn of_period(counted: &Counted, activity: Activity) -> Decimal {
        let charge = match activity {
            Activity::Internal => Charge::Internal,
            Activity::External => Charge::External,
        };
        counted.uses.iter().filter(|one| one.kind.charge == charge).map(|one| one.days).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(period: &str, employees: Option<u32>, uses: &[(&str, i64)]) -> Counted {
        let uses = uses.iter().map(|(code, days)| Use {
            kind: Kind::of(code).unwrap(),
            absences: 1,
            days: Decimal::from(*days),
        });
        Counted {
            statement: Uuid::nil(),
            period: period.parse().unwrap(),
            version: 1,
            employees,
            uses: uses.collect(),
        }
    }

    fn adjustment(said: Said) -> Adjustment {
        Adjustment { id: Uuid::nil(), said, reason: String::new(), made_at: DateTime::default() }
    }

    fn year() -> Year {
        Year {
            year: FiscalYear::new(2025).unwrap(),
            class: Ok(Class::NotAmalgamated),
            january_period: None,
            january: Some(counted("2024-25 P10", Some(480), &[])),
            counted: vec![
                counted("2025-26 P01", None, &[("U01", 2), ("U02", 3), ("U05", 9)]),
                counted("2025-26 P02", None, &[("U03", 1), ("U02", 4), ("U04", 2)]),
            ],
            adjustments: Vec::new(),
        }
    }

    #[test]
    fn the_employees_of_the_january_before_april_give_the_bank() {
        let year = year();
        assert_eq!(year.january_first(), "2025-01-01".parse().unwrap());
        assert_eq!(year.bank().map(Bank::total), Ok(Decimal::from(215)));
        assert!(matches!(year.employees(), Some((480, Source::Statement(_)))));
        let nobody = Year { january: Some(counted("2024-25 P10", Some(0), &[])), ..year.clone() };
        assert_eq!(nobody.bank(), Err(Missing::Nobody));
        assert_eq!(Year { january: None, ..year.clone() }.bank(), Err(Missing::Employees));
        let unclassed = Year { class: Err(Unclassed::Distance), ..year };
        assert_eq!(unclassed.bank(), Err(Missing::Class(Unclassed::Distance)));
    }

    #[test]
    fn what_the_union_said_last_holds() {
        let said = [Said::Employees(40), Said::Employees(420), Said::BankFrom("2025-07-10".parse().unwrap())];
        let year = Year { adjustments: said.map(adjustment).into(), ..year() };
        assert!(matches!(year.employees(), Some((420, Source::Union(_)))));
        let bank = year.bank().unwrap();
        assert_eq!((bank.external.to_string(), bank.internal.to_string()), ("43.56".into(), "112.53".into()));
    }

    #[test]
    fn days_are_used_by_reason_and_by_what_the_union_said() {
        let said = [
            Said::Days(Charge::Internal, Decimal::from(5)),
            Said::Days(Charge::External, Decimal::NEGATIVE_ONE),
        ];
        let year = Year { adjustments: said.map(adjustment).into(), ..year() };
        let number = Decimal::from;
        assert_eq!(year.used(), Used { internal: number(12), external: number(2), reimbursed: number(2) });
        let before = year.used_before("2025-26 P02".parse().unwrap());
        assert_eq!(before, Used { internal: number(8), external: number(1), reimbursed: number(0) });
        let kinds: Vec<_> = year.by_kind().iter().map(|one| (one.kind.code, one.days)).collect();
        let expected = [("U01", 2), ("U02", 7), ("U03", 1), ("U04", 2), ("U05", 9)];
        assert_eq!(kinds, expected.map(|(code, days)| (code, number(days))));
        assert_eq!(Year::of_period(&year.counted[1], Activity::External), number(1));
    }
}
