//! Between which amounts a levy with limits is, of a statement of which only sums are known: how many
//! people, their base, what was declared of the levy. Every bound is sure, whoever is paid what, so long
//! as nobody's base is negative (V37 and V45 refuse that).
//!
//! A person's amount is `min(max(rate x base, minimum), maximum)`. It grows with each of the three, and
//! all three doubled double it. So where the new rate, minimum and maximum are each between `a` and `b`
//! times the declared ones, what is owed is between `a` and `b` times what was declared. It also moves by
//! no more than the largest of their three differences. And it is never under the minimum, over the
//! maximum, nor over the rate and the minimum together.

use rust_decimal::{Decimal, RoundingStrategy};

use super::what_if::{Frozen, Range, Statement};
use crate::dues::Levy;
use crate::dues::assess::of_sums;
use crate::money::Cad;

/// What the rounding of a declared amount may hide.
const HALF_A_CENT: Decimal = Decimal::from_parts(5, 0, 0, false, 3);
/// Decimals that a ratio keeps, away from the amount that it bounds.
const PLACES: u32 = 12;

/// The rule of one person.
#[derive(PartialEq)]
struct Limits {
    rate: Decimal,
    minimum: Decimal,
    maximum: Option<Decimal>,
}

impl Limits {
    fn of(levy: &Levy) -> Limits {
        Limits {
            rate: levy.rate().unwrap_or_default(),
            minimum: levy.min_per_person().unwrap_or_default(),
            maximum: levy.max_per_person(),
        }
    }
}

/// What a statement would owe of a levy, at least and at most, in dollars: the same when sums are enough.
pub fn bounds(statement: &Statement, levy: &Levy) -> Range {
    let base = statement.base(levy.basis()).unwrap_or_default();
    if let Some(exact) = of_sums(levy, statement.persons, base, statement.exemption()) {
        return Range::exactly(exact);
    }
    let (then, base) = (Limits::of(levy), base.amount());
    let counted = levy.max_persons().map_or(statement.persons, |most| statement.persons.min(most as usize));
    let people = Decimal::from(counted);
    let kept = statement.exemption().map_or(Decimal::ONE, |waived| Decimal::ONE - waived.percent());

    let (whole, floor) = (then.rate.saturating_mul(base), people.saturating_mul(then.minimum));
    let mut least = vec![floor.saturating_mul(kept)];
    let mut most = vec![whole.saturating_add(floor).saturating_mul(kept)];
    if then.maximum.is_none() && counted == statement.persons {
        least.push(whole.saturating_mul(kept));
    }
    most.extend(then.maximum.map(|maximum| maximum.saturating_mul(people).saturating_mul(kept)));
    let same = statement.frozen.as_ref().filter(|was| was.levy.basis() == levy.basis());
    if let Some(was) = same {
        if was.counted == counted && Limits::of(&was.levy) == then {
            return Range::exactly(was.amount);
        }
        let (low, high) = from_declared(was, &then, (counted, people, base, kept));
        least.extend(low);
        most.extend(high);
    }
    let cents = |amount: Option<Decimal>| Cad::rounded(amount.unwrap_or_default().max(Decimal::ZERO));
    let least = cents(least.into_iter().max());
    Range { least, most: cents(most.into_iter().min()).max(least) }
}

/// What the amount declared under another rule says of this one.
fn from_declared(
    was: &Frozen,
    then: &Limits,
    (counted, people, base, kept): (usize, Decimal, Decimal, Decimal),
) -> (Vec<Decimal>, Vec<Decimal>) {
    let before = Limits::of(&was.levy);
    let (low, high) = (was.amount.amount() - HALF_A_CENT, was.amount.amount() + HALF_A_CENT);
    let (mut least, mut most) = (Vec::new(), Vec::new());
    // More people than were counted owe no less; fewer owe no more.
    if counted >= was.counted {
        least.extend(smallest_ratio(then, &before).and_then(|ratio| low.checked_mul(ratio)));
    }
    if counted <= was.counted {
        most.extend(largest_ratio(then, &before).and_then(|ratio| high.checked_mul(ratio)));
    }
    if counted == was.counted {
        let moved = |a: &Limits, b: &Limits| rise(a, b, people, base).and_then(|up| up.checked_mul(kept));
        least.extend(moved(&before, then).and_then(|fall| low.checked_sub(fall)));
        most.extend(moved(then, &before).and_then(|rise| high.checked_add(rise)));
    }
    (least, most)
}

/// How much more people owe of `to` than of `from`, at most; `None` when a maximum went away.
fn rise(to: &Limits, from: &Limits, people: Decimal, base: Decimal) -> Option<Decimal> {
    let over = |a: Decimal, b: Decimal| (a - b).max(Decimal::ZERO);
    let maximum = match (to.maximum, from.maximum) {
        (Some(to), Some(from)) => over(to, from),
        (None, Some(_)) => return None,
        (_, None) => Decimal::ZERO,
    };
    let limit = over(to.minimum, from.minimum).max(maximum);
    over(to.rate, from.rate).checked_mul(base)?.checked_add(limit.checked_mul(people)?)
}

/// The largest `a` such that each part of `then` is at least `a` times that of `before`.
fn smallest_ratio(then: &Limits, before: &Limits) -> Option<Decimal> {
    let maximum = match (then.maximum, before.maximum) {
        (None, _) => None,
        (Some(_), None) => Some(Decimal::ZERO),
        (Some(then), Some(before)) => ratio(then, before),
    };
    let parts = [ratio(then.rate, before.rate), ratio(then.minimum, before.minimum), maximum];
    let least = parts.into_iter().flatten().min()?;
    Some(least.round_dp_with_strategy(PLACES, RoundingStrategy::ToZero))
}

/// The smallest `b` such that each part of `then` is at most `b` times that of `before`; `None` when
/// there is none.
fn largest_ratio(then: &Limits, before: &Limits) -> Option<Decimal> {
    let bounded = |then: Decimal, before: Decimal| then.is_zero() || !before.is_zero();
    if !bounded(then.rate, before.rate) || !bounded(then.minimum, before.minimum) {
        return None;
    }
    let maximum = match (then.maximum, before.maximum) {
        (_, None) => None,
        (None, Some(_)) => return None,
        (Some(then), Some(before)) if !bounded(then, before) => return None,
        (Some(then), Some(before)) => ratio(then, before),
    };
    let parts = [ratio(then.rate, before.rate), ratio(then.minimum, before.minimum), maximum];
    let most = parts.into_iter().flatten().max()?;
    Some(most.round_dp_with_strategy(PLACES, RoundingStrategy::AwayFromZero))
}

/// `None` when the part before was zero: whatever it becomes is at least so many times that.
fn ratio(then: Decimal, before: Decimal) -> Option<Decimal> {
    then.checked_div(before)
}
