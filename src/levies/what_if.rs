//! Before a vote: what a levy would have come to, had it stood in the place of what was declared.
//! Nothing is posted.
//!
//! *Before* is what declarations froze, not what a rule voted since would make of it. *After* is the
//! rule asked about, with the exemptions that those declarations applied. Corrections and dues released
//! since are in neither. Only declared statements are counted: those are what bodies read.
//!
//! # What a simulation cannot tell
//!
//! Anybody who may ask may type any rule, of any union, as often as they like, and subtract the answers.
//! An office that must not see a pay therefore gets no answer that was made from people's pay. It gets
//! what follows from sums that row-level security lets it read anyway: how many people a statement
//! counts, their base from ten persons on, and what was declared of the levy. However the answers are
//! subtracted (two limits, two rates, two unions, two periods, a number of persons), they say no more
//! than those sums. That is held by who reads what, not by a threshold: for such an office no line is
//! read (`Can::reckon` refuses), and Postgres hides the sums of fewer.
//!
//! - A rule without limits is a rate of a sum or an amount by a count: exact, to the cent.
//! - A rule with a minimum, a maximum or a number of persons depends on each person's pay: it is given
//!   between two sure [`bounds`], which are close when the rule is close to the one declared.
//!
//! Those who may see the base of however few people (finance, auditor) get the second kind from the
//! lines, to the cent.
//!
//! Weaker ways were tried and left. Exact sums of many people, rounded or not: a maximum slid through
//! them finds the nth highest pay, and where a pay scale ends that is the highest. Sums of the people of
//! neighbouring pay: of the twenty-eight best paid of the demonstration's union 412, all are paid the
//! same. Limits of proposals only: one person proposes, looks, and withdraws.

use std::collections::BTreeMap;
use std::ops::{Add, Sub};

use chrono::NaiveDate;
use uuid::Uuid;

use super::bounds::bounds;
use crate::aggregates::{Bases, FEWEST_FOR_A_BASE};
use crate::calendar::PeriodId;
use crate::dues::{Basis, Exemption, Levy, LevyError, RawLevy, assess};
use crate::money::Cad;
use crate::statements::Line;

/// Periods looked back at: a whole fiscal year's worth.
pub const PERIODS: usize = 13;

/// One declared statement, as sums.
#[derive(Debug, Clone)]
pub struct Statement {
    pub union: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub period_end: NaiveDate,
    /// Contributors.
    pub persons: usize,
    /// `None` when the reader may not see the base of so few.
    pub bases: Option<Bases>,
    /// What its declaration froze of the levy; `None` when it owed none.
    pub frozen: Option<Frozen>,
}

/// A levy of a statement as its declaration froze it.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub levy: Levy,
    pub exemption: Option<Exemption>,
    /// Contributors that it counts: the first `max_persons`, or all.
    pub counted: usize,
    pub amount: Cad,
}

impl Statement {
    /// The sum that a levy on `basis` is a rate of; salary paid in the place of a missing column.
    pub fn base(&self, basis: Basis) -> Option<Cad> {
        let bases = self.bases.as_ref()?;
        Some(match basis {
            Basis::Dues => bases.dues,
            Basis::RegularPay => bases.regular_pay.unwrap_or(bases.salary_paid),
            Basis::TotalRemuneration => bases.total_remuneration.unwrap_or(bases.salary_paid),
            Basis::SalaryPaid | Basis::PerPerson => bases.salary_paid,
        })
    }

    pub fn exemption(&self) -> Option<&Exemption> {
        self.frozen.as_ref().and_then(|frozen| frozen.exemption.as_ref())
    }

    fn before(&self) -> Cad {
        self.frozen.as_ref().map(|frozen| frozen.amount).unwrap_or_default()
    }

    /// Whether its sums are not for those who see sums only from ten persons on; `standing` are the
    /// levies of the code asked about.
    pub fn is_hidden(&self, standing: &[Levy]) -> bool {
        let few = 1..FEWEST_FOR_A_BASE;
        let first_few = |levy: &Levy| {
            levy.is_in_force(self.period_end)
                && levy.max_persons().is_some_and(|n| few.contains(&(n as usize)))
        };
        match &self.frozen {
            _ if self.persons > 0 && self.bases.is_none() => true,
            // Those whom a number of persons leaves out, by subtraction.
            Some(frozen) => few.contains(&self.persons.saturating_sub(frozen.counted)),
            None => standing.iter().any(first_few),
        }
    }
}

/// An amount, or the two between which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    pub least: Cad,
    pub most: Cad,
}

impl Range {
    pub fn exactly(amount: Cad) -> Range {
        Range { least: amount, most: amount }
    }

    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }
}

impl Add for Range {
    type Output = Range;
    fn add(self, other: Range) -> Range {
        Range { least: self.least + other.least, most: self.most + other.most }
    }
}

impl Sub<Cad> for Range {
    type Output = Range;
    fn sub(self, amount: Cad) -> Range {
        Range { least: self.least - amount, most: self.most - amount }
    }
}

/// Dollars before and after, of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub persons: usize,
    pub before: Cad,
    pub after: Range,
}

impl Sum {
    pub fn difference(&self) -> Range {
        self.after - self.before
    }

    fn add(&mut self, other: Sum) {
        self.persons += other.persons;
        self.before += other.before;
        self.after = self.after + other.after;
    }
}

/// The same levy as if it held for ever: asked of periods that are past.
pub fn at_any_time(levy: &Levy) -> Result<Levy, LevyError> {
    let raw = RawLevy { effective_from: NaiveDate::MIN, effective_to: None, ..RawLevy::from(levy.clone()) };
    Levy::try_from(raw)
}

/// Whether what a levy comes to depends on each person's pay, and not on sums alone.
pub fn depends_on_each(levy: &Levy) -> bool {
    let is_limited =
        levy.min_per_person().is_some() || levy.max_per_person().is_some() || levy.max_persons().is_some();
    levy.basis() != Basis::PerPerson && is_limited
}

/// What a statement was declared to owe of a levy, and what it would owe of `then`, from sums alone.
pub fn compare(statement: &Statement, then: Option<&Levy>) -> Sum {
    let after = then.map(|levy| bounds(statement, levy));
    Sum { persons: statement.persons, before: statement.before(), after: after.unwrap_or_default() }
}

/// The same from the statement's lines, to the cent.
pub fn compare_lines(statement: &Statement, lines: &[Line], then: &Levy) -> Sum {
    let exemptions: Vec<Exemption> = statement.exemption().cloned().into_iter().collect();
    let after = assess(lines, std::slice::from_ref(then), &exemptions, statement.period_end).total();
    Sum { persons: statement.persons, before: statement.before(), after: Range::exactly(after) }
}

/// What was found, union by union.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub periods: BTreeMap<PeriodId, Sum>,
    /// In the order in which unions were asked.
    pub unions: Vec<(Uuid, Sum)>,
    /// Each union's periods, in the same order, oldest first.
    pub cells: Vec<(Uuid, PeriodId, Sum)>,
    /// Unions with a statement of too few people: they are in no sum.
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
        let after = Range::exactly(Cad::from_cents(after));
        Sum { persons, before: Cad::from_cents(before), after }
    }

    #[test]
    fn periods_and_unions_add_up_to_the_same_total() {
        let (p1, p2) = ("2025-26 P01".parse().unwrap(), "2025-26 P02".parse().unwrap());
        let [a, b] = [1, 2].map(Uuid::from_u128);
        let mut found = Findings::default();
        found.take(a, &[(p1, sum(20, 1000, 1100)), (p1, sum(30, 500, 450)), (p2, sum(20, 10, 20))]);
        found.take(b, &[(p2, sum(9, 300, 0))]);
        found.take(Uuid::from_u128(3), &[]);
        let by_period: Cad = found.periods.values().map(|sum| sum.difference().least).sum();
        assert_eq!(found.periods[&p1], sum(50, 1500, 1550));
        assert_eq!(found.total().difference(), Range::exactly(Cad::from_cents(-240)));
        assert_eq!((by_period, found.silent), (Cad::from_cents(-240), 1));
    }
}
