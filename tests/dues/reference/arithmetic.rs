//! Numbers of the reference: from text to exact, from exact to cents.

use super::Bug;

/// A whole number of 10^-26 dollars.
pub type Exact = i128;

pub const DECIMALS: usize = 26;

/// One cent.
pub const CENT: Exact = 10_i128.pow(24);

/// A number as written, `0.0072`.
pub fn dollars(text: &str) -> Exact {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{decimals:0<DECIMALS$}");
    digits.parse().unwrap()
}

/// Towards minus infinity.
pub fn floor_cents(amount: Exact) -> Exact {
    amount.div_euclid(CENT)
}

/// Half away from zero, on the absolute value; or as a bug would.
pub fn rounded(bug: Option<Bug>, amount: Exact) -> Exact {
    let floor = floor_cents(amount);
    let rest = amount - floor * CENT;
    let half = CENT / 2;
    let up = match bug {
        _ if rest != half => rest > half,
        Some(Bug::HalfToEven) => floor % 2 != 0,
        Some(Bug::HalfTowardsPlus) => true,
        _ => amount > 0,
    };
    floor + Exact::from(up)
}

#[test]
fn the_references_own_numbers_are_right() {
    assert_eq!(dollars("0.0072"), 72 * 10_i128.pow(22));
    assert_eq!(dollars("2.35"), 235 * CENT);
    let half = CENT / 2;
    assert_eq!([rounded(None, half), rounded(None, -half), rounded(None, half - 1)], [1, -1, 0]);
    assert_eq!([floor_cents(-1), floor_cents(1), rounded(None, -half + 1)], [-1, 0, 0]);
    assert_eq!(rounded(None, 3_214 * CENT + half), 3_215);
}
