//! Whether an employer remitted the dues it withheld, and when (5.03): due fifteen days after the
//! last deduction of the period; withheld = deposited + difference, and the difference stays open
//! until a deposit covers it or somebody explains it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::Period;
use crate::money::Cad;

/// Calendar days that the employer has after deducting (5.03).
pub const REMITTANCE_DAYS: u64 = 15;

/// What was said of a remittance, by the treasurer or by the header of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The last day of deduction of the period.
    Deduction(NaiveDate),
    /// Dollars deposited on a day; negative to take back a deposit entered by mistake.
    Deposit(NaiveDate, Cad),
    /// A difference of that many dollars is explained.
    Explanation(Cad),
}

#[derive(Debug, Clone)]
pub struct Fact {
    pub id: Uuid,
    pub said: Said,
    pub note: String,
    /// Whether the header of the statement's file said it.
    pub by_header: bool,
    pub recorded_at: DateTime<Utc>,
}

/// The remittance of one statement in force.
#[derive(Debug, Clone)]
pub struct Remittance {
    pub employer: Uuid,
    pub statement: Uuid,
    /// The employer's dates.
    pub period: Period,
    /// Dues and initiation dues of the statement (5.04), corrections included, held dues not (5.05).
    pub withheld: Cad,
    /// In the order in which they were recorded.
    pub facts: Vec<Fact>,
}

/// Where a remittance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not due yet, and not all there.
    Awaited,
    /// Due, and no deposit known.
    Late,
    /// Due, and the deposits do not come to what was withheld.
    Different,
    /// The difference is explained.
    Explained,
    /// All there; perhaps late.
    Settled,
}

impl State {
    pub fn is_arrears(self) -> bool {
        matches!(self, State::Late | State::Different)
    }
}

impl Remittance {
    /// The last deduction known; the end of the period, which no deduction of it passes (Q05), when
    /// none is.
    pub fn last_deduction(&self) -> (NaiveDate, bool) {
        let said = self.facts.iter().rev().find_map(|fact| match fact.said {
            Said::Deduction(day) => Some(day),
            _ => None,
        });
        (said.unwrap_or(self.period.end), said.is_some())
    }

    /// The fifteenth day after the last deduction, never moved off a weekend (Q03, Q04).
    pub fn due_on(&self) -> NaiveDate {
        let (last, _) = self.last_deduction();
        last.checked_add_days(Days::new(REMITTANCE_DAYS)).unwrap_or(NaiveDate::MAX)
    }

    fn deposits(&self) -> Vec<(NaiveDate, Cad)> {
        let mut deposits: Vec<_> = self
            .facts
            .iter()
            .filter_map(|fact| match fact.said {
                Said::Deposit(day, amount) => Some((day, amount)),
                _ => None,
            })
            .collect();
        deposits.sort_by_key(|(day, _)| *day);
        deposits
    }

    pub fn deposited(&self) -> Cad {
        self.deposits().into_iter().map(|(_, amount)| amount).sum()
    }

    /// Withheld less deposited, in dollars: positive when some is missing.
    pub fn difference(&self) -> Cad {
        self.withheld - self.deposited()
    }

    /// The day from which the deposits came to all that was withheld.
    pub fn completed_on(&self) -> Option<NaiveDate> {
        if self.difference() > Cad::ZERO {
            return None;
        }
        let mut sum = Cad::ZERO;
        self.deposits().into_iter().find_map(|(day, amount)| {
            sum += amount;
            (sum >= self.withheld).then_some(day)
        })
    }

    /// Days after the due date when all was there, or today when it is not.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        if self.withheld <= Cad::ZERO {
            return 0;
        }
        (self.completed_on().unwrap_or(today) - self.due_on()).num_days().max(0)
    }

    /// Why the difference of now is as it is; an explanation of another difference explains nothing.
    pub fn explanation(&self) -> Option<&Fact> {
        let difference = self.difference();
        self.facts.iter().rev().find(|fact| fact.said == Said::Explanation(difference))
    }

    pub fn state(&self, today: NaiveDate) -> State {
        let is_due = today > self.due_on();
        match () {
            () if self.difference() == Cad::ZERO => State::Settled,
            () if self.explanation().is_some() => State::Explained,
            // More than was withheld is a difference from the first day.
            () if !is_due && self.difference() > Cad::ZERO => State::Awaited,
            () if self.deposits().is_empty() => State::Late,
            () => State::Different,
        }
    }
}
