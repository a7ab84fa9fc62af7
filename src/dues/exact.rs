//! Exact amounts before the one rounding, and a levy turned into integers to make them.
//!
//! Money here is whole cents and rates are whole numbers over a power of ten, so a product is exact
//! in integers. The bulk path adds 64-bit products and is taken only when they cannot overflow; the
//! other path carries whole cents and the fraction apart, which always fits. Neither drops a digit.

use std::fmt;
use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;

use super::exemptions::Exemption;
use super::levies::Levy;
use crate::money::Cad;

/// Dollars before rounding: the whole cents below it (towards minus infinity) and what is left, as
/// an exact fraction of a cent. That is all that rounding and shares ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unrounded {
    floor: i128,
    /// The rest, over `UNIT`; from 0 to `UNIT - 1`.
    fraction: i128,
}

/// The decimals of a cent that are kept: those of a rate (18) and of a waived percentage (6).
pub const CENT_DECIMALS: u32 = 24;
const UNIT: i128 = 10_i128.pow(CENT_DECIMALS);

impl Unrounded {
    pub const ZERO: Unrounded = Unrounded { floor: 0, fraction: 0 };

    /// `units` of 10^-places of a cent; `places` is 24 at most.
    fn of(units: i128, places: u32) -> Unrounded {
        let per_cent = 10_i128.pow(places);
        // Dividing 128 bits costs ten times as much as 64, which nearly always suffice.
        let (floor, rest) = match (i64::try_from(units), i64::try_from(per_cent)) {
            (Ok(units), Ok(per_cent)) => {
                (units.div_euclid(per_cent).into(), units.rem_euclid(per_cent).into())
            }
            _ => (units.div_euclid(per_cent), units.rem_euclid(per_cent)),
        };
        Unrounded { floor, fraction: rest * 10_i128.pow(CENT_DECIMALS - places) }
    }

    /// An amount of dollars with at most 26 decimals, exactly.
    fn of_dollars(amount: Decimal) -> Unrounded {
        let amount = amount.normalize();
        match amount.scale() {
            0 | 1 => Unrounded { floor: amount.mantissa() * 10_i128.pow(2 - amount.scale()), fraction: 0 },
            scale => Unrounded::of(amount.mantissa(), scale - 2),
        }
    }

    /// The cents below it, towards minus infinity: what a share gets before the missing cents.
    pub fn floor(self) -> Cad {
        Cad::of_cents(self.floor)
    }

    /// The same as a number of cents.
    pub(super) fn floor_cents(self) -> i128 {
        self.floor
    }

    /// The fraction of a cent above `floor`, comparable with others; never shown.
    pub fn fraction(self) -> i128 {
        self.fraction
    }

    /// The one rounding: half away from zero, on the absolute value.
    pub fn rounded(self) -> Cad {
        // A negative amount's distance to the cent above it is what its absolute value rounds by.
        let up = if self.floor < 0 { 2 * self.fraction > UNIT } else { 2 * self.fraction >= UNIT };
        Cad::of_cents(self.floor + i128::from(up))
    }

    pub fn is_zero(self) -> bool {
        self == Unrounded::ZERO
    }

    fn times(self, factor: Factor) -> Unrounded {
        let whole = factor.of_cents(self.floor);
        // The fraction is a multiple of the factor's denominator, by the limits on decimals.
        let rest = self.fraction / factor.per_one * factor.numerator;
        whole + Unrounded { floor: rest / UNIT, fraction: rest % UNIT }
    }
}

impl Add for Unrounded {
    type Output = Unrounded;
    fn add(self, other: Unrounded) -> Unrounded {
        let fraction = self.fraction + other.fraction;
        let carry = i128::from(fraction >= UNIT);
        Unrounded { floor: self.floor + other.floor + carry, fraction: fraction - carry * UNIT }
    }
}

impl Neg for Unrounded {
    type Output = Unrounded;
    fn neg(self) -> Unrounded {
        match self.fraction {
            0 => Unrounded { floor: -self.floor, fraction: 0 },
            fraction => Unrounded { floor: -self.floor - 1, fraction: UNIT - fraction },
        }
    }
}

impl Sub for Unrounded {
    type Output = Unrounded;
    fn sub(self, other: Unrounded) -> Unrounded {
        self + -other
    }
}

impl std::iter::Sum for Unrounded {
    fn sum<I: Iterator<Item = Unrounded>>(amounts: I) -> Unrounded {
        amounts.fold(Unrounded::ZERO, Add::add)
    }
}

/// Dollars in plain data form with every digit that is not a trailing zero, and two decimals at
/// least: `36.0936`, `2.35`, `-4.71888`.
impl fmt::Display for Unrounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = if self.floor < 0 { ("-", -*self) } else { ("", *self) };
        let digits = format!("{:0width$}", size.fraction, width = CENT_DECIMALS as usize);
        let digits = digits.trim_end_matches('0');
        write!(f, "{sign}{}.{:02}{digits}", size.floor / 100, size.floor % 100)
    }
}

/// A number from 0 to 1 as a ratio of integers; the denominator is a power of ten.
#[derive(Debug, Clone, Copy)]
struct Factor {
    numerator: i128,
    per_one: i128,
    places: u32,
}

impl Factor {
    const ONE: Factor = Factor { numerator: 1, per_one: 1, places: 0 };

    fn of(number: Decimal) -> Factor {
        let number = number.normalize();
        let places = number.scale();
        Factor { numerator: number.mantissa(), per_one: 10_i128.pow(places), places }
    }

    /// The product with whole cents, which no size of `cents` overflows: the part of them that the
    /// denominator divides never grows, and the remainder is small.
    fn of_cents(self, cents: i128) -> Unrounded {
        if let Ok(cents) = i64::try_from(cents) {
            // 63 bits by at most 60: fits 128.
            return Unrounded::of(i128::from(cents) * self.numerator, self.places);
        }
        let (wholes, rest) = (cents.div_euclid(self.per_one), cents.rem_euclid(self.per_one));
        let whole = Unrounded { floor: wholes * self.numerator, fraction: 0 };
        whole + Unrounded::of(rest * self.numerator, self.places)
    }
}

/// What limits left of one person's amount, before anything is waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Free,
    AtMinimum,
    AtMaximum,
}

/// A levy, and the exemption on it, as integers: made once, applied to every person.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    rate: Option<Factor>,
    flat: Unrounded,
    minimum: Option<Unrounded>,
    maximum: Option<Unrounded>,
    kept: Factor,
    bulk: Bulk,
}

/// The same in 64 bits, in units of 10^-places of a cent.
#[derive(Debug, Clone, Copy)]
struct Bulk {
    places: u32,
    rate: i128,
    minimum: i128,
    maximum: i128,
}

impl Rule {
    pub fn new(levy: &Levy, exemption: Option<&Exemption>) -> Rule {
        let kept = exemption.map_or(Factor::ONE, |exemption| Factor::of(Decimal::ONE - exemption.percent()));
        let rate = levy.rate().map(Factor::of);
        Rule {
            rate,
            flat: levy.amount().map_or(Unrounded::ZERO, Unrounded::of_dollars),
            minimum: levy.min_per_person().map(Unrounded::of_dollars),
            maximum: levy.max_per_person().map(Unrounded::of_dollars),
            kept,
            bulk: Bulk::new(levy, rate),
        }
    }

    /// Rate x base, or the amount of a person, before limits. `cents` is the person's base.
    pub fn product(&self, cents: i128) -> Unrounded {
        self.rate.map_or(self.flat, |rate| rate.of_cents(cents))
    }

    /// A product within the levy's limits, and which of them it met.
    pub fn within_limits(&self, product: Unrounded) -> (Unrounded, Bound) {
        match (self.minimum, self.maximum) {
            (Some(minimum), _) if product < minimum => (minimum, Bound::AtMinimum),
            (_, Some(maximum)) if product > maximum => (maximum, Bound::AtMaximum),
            _ => (product, Bound::Free),
        }
    }

    /// What the exemption leaves of an amount.
    pub fn kept(&self, amount: Unrounded) -> Unrounded {
        if self.kept.places == 0 && self.kept.numerator == 1 { amount } else { amount.times(self.kept) }
    }

    /// One person's unrounded amount: `cents` of base, limits, exemption.
    pub fn one(&self, cents: i128) -> Unrounded {
        self.kept(self.within_limits(self.product(cents)).0)
    }

    /// The exact sum of everyone's unrounded amounts; `largest` is the largest base in absolute
    /// value. The exemption, a common factor, is applied to the sum.
    pub fn sum(&self, bases: &[i128], largest: i128) -> Unrounded {
        if self.rate.is_none() {
            return self.kept(self.times_persons(self.within_limits(self.flat).0, bases.len()));
        }
        match self.bulk.sum(bases, largest) {
            Some(units) => self.kept(Unrounded::of(units.into(), self.bulk.places)),
            None => bases.iter().map(|&cents| self.one(cents)).sum(),
        }
    }

    fn times_persons(&self, amount: Unrounded, persons: usize) -> Unrounded {
        let persons = persons as i128;
        let rest = amount.fraction * persons;
        Unrounded { floor: amount.floor * persons + rest / UNIT, fraction: rest % UNIT }
    }
}

impl Bulk {
    fn new(levy: &Levy, rate: Option<Factor>) -> Bulk {
        let limits = [levy.min_per_person(), levy.max_per_person()];
        let limit_places = limits.into_iter().flatten().map(|limit| limit.normalize().scale());
        let places = limit_places
            .map(|scale| scale.saturating_sub(2))
            .chain(rate.map(|rate| rate.places))
            .max()
            .unwrap_or(0);
        let units = |dollars: Decimal| {
            let dollars = dollars.normalize();
            dollars.mantissa() * 10_i128.pow(places + 2 - dollars.scale())
        };
        Bulk {
            places,
            rate: rate.map_or(0, |rate| rate.numerator * 10_i128.pow(places - rate.places)),
            minimum: limits[0].map_or(i64::MIN.into(), units),
            maximum: limits[1].map_or(i64::MAX.into(), units),
        }
    }

    /// The sum in units, or `None` when 64 bits might not hold it.
    fn sum(&self, bases: &[i128], largest: i128) -> Option<i64> {
        let product = largest.checked_mul(self.rate)?;
        let limits = [self.minimum, self.maximum].map(|limit| match i64::try_from(limit) {
            Ok(i64::MIN | i64::MAX) => 0,
            _ => limit.abs(),
        });
        let most = product.max(limits[0]).max(limits[1]);
        i64::try_from(most.checked_mul(bases.len() as i128)?).ok()?;

        let rate = i64::try_from(self.rate).ok()?;
        let (minimum, maximum) = (i64::try_from(self.minimum).ok()?, i64::try_from(self.maximum).ok()?);
        // Every base fits 64 bits, or `largest` would not have passed; so the cast drops nothing.
        Some(bases.iter().map(|&cents| (cents as i64 * rate).max(minimum).min(maximum)).sum())
    }
}
