//! Canadian dollars with two places, the one rounding rule, and the split by largest remainder
//! (`percapita.md`, section 3). Not formatting, which depends on a language (`text.rs`).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An amount of Canadian dollars, a whole number of cents. There is no way in from a float.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Cad(Decimal);

/// The amount has a fraction of a cent.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0} is not a whole number of cents")]
pub struct NotCents(pub Decimal);

impl Cad {
    pub const ZERO: Cad = Cad(Decimal::from_parts(0, 0, 0, false, 2));

    pub fn from_cents(cents: i64) -> Cad {
        Cad(Decimal::new(cents, 2))
    }

    /// The amount as it stands; refused when it has a fraction of a cent.
    pub fn exact(amount: Decimal) -> Result<Cad, NotCents> {
        let rounded = Cad::rounded(amount);
        if rounded.0 == amount { Ok(rounded) } else { Err(NotCents(amount)) }
    }

    /// Half away from zero, on the absolute value (Letter 41: the third decimal, 5 or more, rounds
    /// up): 32.145 becomes 32.15 and -32.145 becomes -32.15.
    pub fn rounded(amount: Decimal) -> Cad {
        let mut cents = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        cents.rescale(2);
        if cents.is_zero() { Cad::ZERO } else { Cad(cents) }
    }

    /// Dollars, always with two decimals.
    pub fn amount(self) -> Decimal {
        self.0
    }

    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }

    pub fn abs(self) -> Cad {
        Cad(self.0.abs())
    }
}

/// Splits `total` over people whose exact amounts are `exact`: the floor of each one's cents
/// (towards minus infinity), then one missing cent each to the largest fractions; equal fractions
/// in the order given, so callers sort by employee number. The shares always sum to `total`.
///
/// `total` must be within one cent per person of the sum of `exact`, which the one rounding rule
/// guarantees; a remainder beyond that goes round again rather than being lost.
pub fn largest_remainder(total: Cad, exact: &[Decimal]) -> Vec<Cad> {
    let hundred = Decimal::ONE_HUNDRED;
    let floors: Vec<Decimal> = exact.iter().map(|amount| (amount * hundred).floor()).collect();
    let missing = total.0 * hundred - floors.iter().sum::<Decimal>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let fraction = |i: usize| exact[i] * hundred - floors[i];
    order.sort_by(|&a, &b| fraction(b).cmp(&fraction(a)).then(a.cmp(&b)));

    let mut cents = floors;
    let mut missing = missing;
    while missing > Decimal::ZERO && !order.is_empty() {
        for &i in &order {
            if missing < Decimal::ONE {
                break;
            }
            cents[i] += Decimal::ONE;
            missing -= Decimal::ONE;
        }
        if missing < Decimal::ONE {
            break;
        }
    }
    cents.into_iter().map(|c| Cad::rounded(c / hundred)).collect()
}

impl TryFrom<Decimal> for Cad {
    type Error = NotCents;
    fn try_from(amount: Decimal) -> Result<Cad, NotCents> {
        Cad::exact(amount)
    }
}

impl From<Cad> for Decimal {
    fn from(cad: Cad) -> Decimal {
        cad.0
    }
}

impl Default for Cad {
    fn default() -> Cad {
        Cad::ZERO
    }
}

/// Plain data form, `1355.40`: for files, JSON and canonical bytes, never for people.
impl fmt::Display for Cad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Cad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} $", self.0)
    }
}

impl Add for Cad {
    type Output = Cad;
    fn add(self, other: Cad) -> Cad {
        Cad(self.0 + other.0)
    }
}

impl AddAssign for Cad {
    fn add_assign(&mut self, other: Cad) {
        self.0 += other.0;
    }
}

impl Sub for Cad {
    type Output = Cad;
    fn sub(self, other: Cad) -> Cad {
        Cad(self.0 - other.0)
    }
}

impl Neg for Cad {
    type Output = Cad;
    fn neg(self) -> Cad {
        if self.0.is_zero() { Cad::ZERO } else { Cad(-self.0) }
    }
}

impl Sum for Cad {
    fn sum<I: Iterator<Item = Cad>>(amounts: I) -> Cad {
        amounts.fold(Cad::ZERO, Add::add)
    }
}
