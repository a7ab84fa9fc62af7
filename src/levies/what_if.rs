//! Before a vote: what a levy would have changed, had it stood in the place of today's on periods that
//! were declared. Two assessments of the same statement and their difference; nothing is posted.
//!
//! Corrections and dues held that came in later are outside: what is compared is each statement's own
//! assessment. Sums by union and period only, and none of so few people that it would tell a salary.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::dues::{Exemption, Levy, LevyError, RawLevy, assess};
use crate::money::Cad;
use crate::statements::Line;

/// Periods looked back at: a whole fiscal year's worth.
pub const PERIODS: usize = 13;

/// A union with fewer people than this in a period is left out of every sum: its sums would tell a
/// salary, and so would a total with it and one without it.
pub const FEWEST: usize = 5;

/// A limit on how many people count is a multiple of this: two simulations then differ by a group.
pub const FEWEST_COUNTED: u32 = 25;

/// No rate of pay is simulated over this fraction: what a limit would tell of a pay is as coarse.
pub const HIGHEST_RATE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Dollars before and after, of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub persons: usize,
    pub before: Cad,
    pub after: Cad,
}

impl Sum {
    pub fn difference(&self) -> Cad {
        self.after - self.before
    }

    fn add(&mut self, other: Sum) {
        self.persons += other.persons;
        self.before += other.before;
        self.after += other.after;
    }
}

/// The same levy as if it held for ever: asked of periods that are past.
pub fn at_any_time(levy: &Levy) -> Result<Levy, LevyError> {
    let raw = RawLevy { effective_from: NaiveDate::MIN, effective_to: None, ..RawLevy::from(levy.clone()) };
    Levy::try_from(raw)
}

/// What one statement owed of `now`, the levies of one code, and would owe of `then`.
pub fn compare(
    lines: &[Line],
    now: &[Levy],
    then: &[Levy],
    exemptions: &[Exemption],
    period_end: NaiveDate,
) -> Sum {
    let before = assess(lines, now, exemptions, period_end);
    let after = assess(lines, then, exemptions, period_end);
    Sum { persons: before.persons(), before: before.total(), after: after.total() }
}

/// What was found, union by union.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub periods: BTreeMap<PeriodId, Sum>,
    /// In the order in which unions were asked.
    pub unions: Vec<(Uuid, Sum)>,
    /// Each union's periods, in the same order, oldest first.
    pub cells: Vec<(Uuid, PeriodId, Sum)>,
    /// Unions with too few people to be counted.
    pub withheld: usize,
    /// Unions that declared nothing in these periods.
    pub silent: usize,
}

impl Findings {
    /// Takes in all the statements of one union.
    pub fn take(&mut self, union: Uuid, statements: &[(PeriodId, Sum)]) {
        let mut periods: BTreeMap<PeriodId, Sum> = BTreeMap::new();
        for (period, sum) in statements {
            periods.entry(*period).or_default().add(*sum);
        }
        if periods.is_empty() {
            self.silent += 1;
            return;
        }
        if periods.values().any(|sum| (1..FEWEST).contains(&sum.persons)) {
            self.withheld += 1;
            return;
        }
        let mut whole = Sum::default();
        for (period, sum) in periods {
            whole.add(sum);
            self.cells.push((union, period, sum));
            self.periods.entry(period).or_default().add(sum);
        }
        self.unions.push((union, whole));
    }

    pub fn total(&self) -> Sum {
        let mut total = Sum::default();
        for (_, sum) in &self.unions {
            total.add(*sum);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(persons: usize, before: i64, after: i64) -> Sum {
        Sum { persons, before: Cad::from_cents(before), after: Cad::from_cents(after) }
    }

    #[test]
    fn periods_and_unions_add_up_to_the_same_total() {
        let (p1, p2) = ("2025-26 P01".parse().unwrap(), "2025-26 P02".parse().unwrap());
        let [a, b] = [1, 2].map(Uuid::from_u128);
        let mut found = Findings::default();
        found.take(a, &[(p1, sum(20, 1000, 1100)), (p1, sum(30, 500, 450)), (p2, sum(20, 10, 20))]);
        found.take(b, &[(p2, sum(9, 300, 0))]);
        let by_period: Cad = found.periods.values().map(Sum::difference).sum();
        assert_eq!(found.periods[&p1], sum(50, 1500, 1550));
        assert_eq!((found.total().difference(), by_period), (Cad::from_cents(-240), Cad::from_cents(-240)));
    }

    #[test]
    fn a_union_of_few_people_is_in_no_sum_at_all() {
        let p1 = "2025-26 P01".parse().unwrap();
        let mut found = Findings::default();
        found.take(Uuid::from_u128(1), &[(p1, sum(4, 100, 200))]);
        found.take(Uuid::from_u128(2), &[]);
        assert_eq!((found.withheld, found.silent, found.total()), (1, 1, Sum::default()));
        assert!(found.periods.is_empty() && found.unions.is_empty());
    }
}
