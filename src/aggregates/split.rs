//! A budget shared out in proportion to weights, by largest remainder (`percapita.md`, section 3):
//! the parts always sum to the budget. Delegations are shared so too, in whole units instead of cents.

use crate::money::largest_fractions;

/// The most units (cents, or delegates) and the most weight, so that products stay exact.
pub const MOST: i128 = 1_000_000_000_000_000;

/// One part of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// What it gets, in units.
    pub units: i128,
    /// The units below its exact part.
    pub floor: i128,
    /// What is left of its exact part, over the sum of the weights.
    pub remainder: i128,
    /// Whether one of the missing units came here, for the size of its remainder.
    pub extra: bool,
}

impl Share {
    /// Decimals of the exact part beyond its units, cut and not rounded: `digits` of them.
    pub fn decimals(&self, total: i128, digits: u32) -> i128 {
        self.remainder * 10_i128.pow(digits) / total.max(1)
    }
}

/// Why a budget cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    #[error("the budget is below zero or too large")]
    Budget,
    #[error("a weight is below zero or too large")]
    Weight,
    #[error("every weight is zero")]
    NoWeight,
}

/// Splits `budget` units by `weights`: the floor of each one's part, then the missing units one each
/// to the largest remainders; equal remainders in the order given.
pub fn split(budget: i128, weights: &[i128]) -> Result<Vec<Share>, SplitError> {
    if !(0..=MOST).contains(&budget) {
        return Err(SplitError::Budget);
    }
    if weights.iter().any(|weight| !(0..=MOST).contains(weight)) {
        return Err(SplitError::Weight);
    }
    let total: i128 = weights.iter().sum();
    if total == 0 {
        return Err(SplitError::NoWeight);
    }
    let parts: Vec<(i128, i128)> =
        weights.iter().map(|weight| (budget * weight / total, budget * weight % total)).collect();
    let missing = budget - parts.iter().map(|(floor, _)| floor).sum::<i128>();
    let remainders: Vec<i128> = parts.iter().map(|(_, remainder)| *remainder).collect();
    let chosen = largest_fractions(usize::try_from(missing).unwrap_or(0), &remainders);
    let shares = parts.into_iter().zip(chosen).map(|((floor, remainder), extra)| Share {
        units: floor + i128::from(extra),
        floor,
        remainder,
        extra,
    });
    Ok(shares.collect())
}
