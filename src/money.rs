//! Canadian dollars with two places, the one rounding rule, and the split by largest remainder
//! (`percapita.md`, section 3). Not formatting, which depends on a language (`text.rs`).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An amount of Canadian dollars, a whole number of cents. There is no way in from a float.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Cad(Decimal);

impl Ord for Cad {
    /// By whole cents: a decimal would first look for a scale in common.
    fn cmp(&self, other: &Cad) -> std::cmp::Ordering {
        self.cents().cmp(&other.cents())
    }
}

impl PartialOrd for Cad {
    fn partial_cmp(&self, other: &Cad) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The amount has a fraction of a cent, or is more money than 64 bits of cents hold.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0} is not a whole number of cents, or is too large to be an amount")]
pub struct NotCents(pub Decimal);

impl Cad {
    pub const ZERO: Cad = Cad(Decimal::from_parts(0, 0, 0, false, 2));

    pub fn from_cents(cents: i64) -> Cad {
        Cad(Decimal::new(cents, 2))
    }

    /// The amount as it stands.
    ///
    /// Refused when it has a fraction of a cent, or when its cents do not fit 64 bits: every amount
    /// from outside comes in here, so sums of what was read cannot overflow.
    pub fn exact(amount: Decimal) -> Result<Cad, NotCents> {
        let rounded = Cad::rounded(amount);
        let fits = i64::try_from(rounded.cents()).is_ok();
        if rounded.0 == amount && fits { Ok(rounded) } else { Err(NotCents(amount)) }
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

    /// From whole cents that integer arithmetic gave.
    ///
    /// Panics beyond 96 bits, which would take a thousand million amounts of the largest accepted.
    pub(crate) fn of_cents(cents: i128) -> Cad {
        Cad(Decimal::from_i128_with_scale(cents, 2))
    }

    /// Whole cents, for integer arithmetic.
    pub fn cents(self) -> i128 {
        match self.0.scale() {
            2 => self.0.mantissa(),
            // So large an amount that a decimal has no room for its cents.
            scale => self.0.mantissa() * 10_i128.pow(2_u32.saturating_sub(scale)),
        }
    }

    pub fn is_negative(self) -> bool {
        self < Cad::ZERO
    }

    pub fn abs(self) -> Cad {
        Cad(self.0.abs())
    }
}

/// Who gets one of `missing` cents: the largest fractions first, equal fractions in the order given.
///
/// The one rule behind every split by largest remainder. All get one when `missing` is more than
/// there are fractions.
pub fn largest_fractions<F: Ord>(missing: usize, fractions: &[F]) -> Vec<bool> {
    let mut chosen = vec![missing >= fractions.len(); fractions.len()];
    if missing == 0 || missing >= fractions.len() {
        return chosen;
    }
    let mut order: Vec<usize> = (0..fractions.len()).collect();
    order.select_nth_unstable_by(missing - 1, |&a, &b| fractions[b].cmp(&fractions[a]).then(a.cmp(&b)));
    for &i in &order[..missing] {
        chosen[i] = true;
    }
    chosen
}

/// Splits `total` over people whose exact amounts are `exact`: the floor of each one's cents
/// (towards minus infinity), then one missing cent each to the largest fractions; equal fractions
/// in the order given, so callers sort by employee number. The shares always sum to `total`, but
/// for an empty `exact`, which has nobody to give it to.
///
/// The one rounding rule keeps `total` within one cent per person of the sum of `exact`; what is
/// missing beyond that is spread evenly first rather than being lost.
pub fn largest_remainder(total: Cad, exact: &[Decimal]) -> Vec<Cad> {
    if exact.is_empty() {
        return Vec::new();
    }
    let in_cents: Vec<Decimal> = exact.iter().map(|amount| amount * Decimal::ONE_HUNDRED).collect();
    let floors: Vec<Decimal> = in_cents.iter().map(Decimal::floor).collect();
    let fractions: Vec<Decimal> = in_cents.iter().zip(&floors).map(|(cents, floor)| cents - floor).collect();
    let missing = total.cents() - floors.iter().sum::<Decimal>().mantissa();
    let people = exact.len() as i128;
    let chosen = largest_fractions(missing.rem_euclid(people) as usize, &fractions);
    let everyone = missing.div_euclid(people);
    floors
        .iter()
        .zip(chosen)
        .map(|(floor, one)| Cad::of_cents(floor.mantissa() + everyone + i128::from(one)))
        .collect()
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
