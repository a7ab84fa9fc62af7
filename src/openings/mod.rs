//! What a union owed on the day from which the portal counts: the balances that finance states for
//! each body, from before the first declaration here. Not a declaration: nothing is computed.

pub mod pages;
pub mod store;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::unions::{Body, Union};

/// One version of a union's opening balances; the last is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    pub id: Uuid,
    pub version: i32,
    /// The period before the union's first: where the ledger keeps what was owed.
    pub period: PeriodId,
    pub counts_from: NaiveDate,
    pub source: String,
    pub recorded_at: DateTime<Utc>,
    /// By body, in the order in which bodies are shown.
    pub balances: Vec<Balance>,
}

/// What was owed to one body, in dollars; below zero when the union had paid it too much.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    pub payee: Body,
    pub amount: Cad,
    /// Paid since.
    pub paid: Cad,
}

impl Opening {
    pub fn total(&self) -> Cad {
        self.balances.iter().map(|balance| balance.amount).sum()
    }

    /// Still owed of it, in dollars.
    pub fn outstanding(&self) -> Cad {
        self.balances.iter().map(|balance| balance.amount - balance.paid).sum()
    }
}

/// The period in which a union's opening balances stand, and the first day that the portal counts.
pub fn place(union: &Union) -> Option<(PeriodId, NaiveDate)> {
    let first = union.period(union.first_period)?;
    Some((union.first_period.previous(), first.start))
}

/// What a new version changes, body by body; bodies that stay as they are, left out.
pub fn differences(before: &[(Uuid, Cad)], after: &[(Uuid, Cad)]) -> Vec<(Uuid, Cad)> {
    let owed = |balances: &[(Uuid, Cad)], payee: Uuid| -> Cad {
        balances.iter().filter(|(id, _)| *id == payee).map(|(_, amount)| *amount).sum()
    };
    let mut payees: Vec<Uuid> = after.iter().chain(before).map(|(payee, _)| *payee).collect();
    payees.sort_unstable();
    payees.dedup();
    let difference = |payee| (payee, owed(after, payee) - owed(before, payee));
    payees.into_iter().map(difference).filter(|(_, amount)| *amount != Cad::ZERO).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_changes_what_differs_and_gives_back_what_is_no_longer_there() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let cents = Cad::from_cents;
        let before = [(a, cents(100)), (b, cents(250))];
        let after = [(a, cents(100)), (c, cents(-5))];
        assert_eq!(differences(&before, &after), [(b, cents(-250)), (c, cents(-5))]);
        assert_eq!(differences(&[], &before), before);
        assert_eq!(differences(&before, &before), []);
    }
}
