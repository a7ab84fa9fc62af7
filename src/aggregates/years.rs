//! The years of the bodies: the same periods, cut by a year that begins in another month. A period
//! is of the year in which it ends, so each is whole in one year, and every cut adds up to the same.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::{FiscalYear, PeriodId};
use crate::money::Cad;

/// A body's year: twelve months from the first of one. Named `2025-26`, or `2025` when it is the
/// calendar's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyYear {
    start_year: i32,
    /// From 1 to 12.
    first_month: u32,
}

impl BodyYear {
    /// The year that holds `date`, of those that begin on the first of `first_month` (1 to 12).
    pub fn of(date: NaiveDate, first_month: u32) -> BodyYear {
        let first_month = first_month.clamp(1, 12);
        let start_year = if date.month() >= first_month { date.year() } else { date.year() - 1 };
        BodyYear { start_year, first_month }
    }

    /// The year that begins in `start_year`.
    pub fn starting(start_year: i32, first_month: u32) -> BodyYear {
        BodyYear { start_year, first_month: first_month.clamp(1, 12) }
    }

    pub fn start_year(self) -> i32 {
        self.start_year
    }

    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.start_year, self.first_month, 1).unwrap_or(NaiveDate::MAX)
    }

    pub fn last_day(self) -> NaiveDate {
        let next = self.first_day().checked_add_months(Months::new(12));
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for BodyYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first_month {
            1 => write!(f, "{:04}", self.start_year),
            _ => write!(f, "{:04}-{:02}", self.start_year, (self.start_year + 1).rem_euclid(100)),
        }
    }
}

/// What unions of one calendar declared to a body for one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodLine {
    pub period: PeriodId,
    /// The last day of it, by which a body's own years cut.
    pub ends_on: NaiveDate,
    /// Unions that declared it.
    pub unions: usize,
    /// Dollars, adjustments of earlier periods included: they are declared with this one.
    pub declared: Cad,
    /// Of that, received.
    pub paid: Cad,
}

/// Lines added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub periods: usize,
    pub declared: Cad,
    pub paid: Cad,
}

impl Sum {
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l PeriodLine>) -> Sum {
        lines.into_iter().fold(Sum::default(), |sum, line| Sum {
            periods: sum.periods + 1,
            declared: sum.declared + line.declared,
            paid: sum.paid + line.paid,
        })
    }
}

/// The same lines by the body's years and by the agreement's fiscal years at once: a cell is what of
/// the one falls in the other. Rows, columns and cells add up to the same total.
pub fn recut(lines: &[PeriodLine], first_month: u32) -> BTreeMap<(BodyYear, FiscalYear), Sum> {
    let mut cells: BTreeMap<(BodyYear, FiscalYear), Vec<&PeriodLine>> = BTreeMap::new();
    for line in lines {
        let year = BodyYear::of(line.ends_on, first_month);
        cells.entry((year, line.period.fiscal_year())).or_default().push(line);
    }
    cells.into_iter().map(|(years, lines)| (years, Sum::of(lines))).collect()
}
