//! Cents, the one rounding rule, and the split by largest remainder (`percapita.md`, section 3).

use proptest::prelude::*;
use quittance::money::{Cad, largest_fractions, largest_remainder};
use rust_decimal::Decimal;

use crate::support::*;

#[test]
fn half_a_cent_rounds_away_from_zero_on_both_sides() {
    for (exact, rounded) in [
        ("32.145", "32.15"),
        ("-32.145", "-32.15"),
        ("32.1449999", "32.14"),
        ("-32.1450001", "-32.15"),
        ("0.005", "0.01"),
        ("-0.004", "0.00"),
        ("7", "7.00"),
    ] {
        assert_eq!(Cad::rounded(decimal(exact)).to_string(), rounded);
    }
}

#[test]
fn an_amount_has_whole_cents_and_a_size_that_money_has() {
    assert_eq!(Cad::exact(decimal("1355.4")).unwrap().to_string(), "1355.40");
    assert_eq!(Cad::exact(decimal("-0.00")).unwrap().to_string(), "0.00");
    assert!(Cad::exact(decimal("1355.405")).is_err());
    assert_eq!(Cad::exact(decimal("92233720368547758.07")).unwrap(), Cad::from_cents(i64::MAX));
    assert!(Cad::exact(decimal("92233720368547758.08")).is_err());
    assert!(Cad::exact(Decimal::MAX).is_err() && Cad::exact(Decimal::MIN).is_err());
}

#[test]
fn an_amount_travels_as_text_with_two_decimals() {
    assert_eq!(serde_json::to_string(&cad("484.1")).unwrap(), r#""484.10""#);
    assert_eq!(serde_json::from_str::<Cad>(r#""484.10""#).unwrap(), cad("484.10"));
    assert!(serde_json::from_str::<Cad>(r#""484.101""#).is_err());
}

#[test]
fn cents_and_amounts_say_the_same() {
    assert_eq!((cad("-1355.40").cents(), cad("0.00").cents()), (-135_540, 0));
    assert_eq!(Cad::from_cents(-135_540), cad("-1355.40"));
    assert_eq!((-cad("0.00")).to_string(), "0.00");
    assert_eq!((cad("-3.00").abs(), cad("1.00") - cad("3.50")), (cad("3.00"), cad("-2.50")));
    assert!(cad("-0.01").is_negative() && !Cad::ZERO.is_negative());
}

#[test]
fn the_largest_fractions_get_the_missing_cents_and_equal_ones_in_order() {
    assert_eq!(largest_fractions(2, &[1, 9, 5, 9]), [false, true, false, true]);
    assert_eq!(largest_fractions(2, &[5, 5, 5]), [true, true, false]);
    assert_eq!(largest_fractions(0, &[5, 5]), [false, false]);
    assert_eq!(largest_fractions(2, &[5, 5]), [true, true]);
}

#[test]
fn a_total_is_split_by_floors_then_largest_remainders() {
    let split = |total: &str, exact: &[&str]| -> Vec<String> {
        let exact: Vec<Decimal> = exact.iter().map(|text| decimal(text)).collect();
        largest_remainder(cad(total), &exact).iter().map(Cad::to_string).collect()
    };
    assert_eq!(split("61.27", &["36.09360", "9.75888", "15.41614"]), ["36.09", "9.76", "15.42"]);
    // Floors go towards minus infinity: -0.005 and 0.005 are -0.01 and 0.00, and one cent is missing.
    assert_eq!(split("0.00", &["-0.005", "0.005"]), ["0.00", "0.00"]);
    assert_eq!(split("0.05", &["0", "0"]), ["0.03", "0.02"]);
    assert_eq!(split("-0.01", &["0", "0"]), ["0.00", "-0.01"]);
    assert!(split("1.00", &[]).is_empty());
}

proptest! {
    #[test]
    fn a_split_sums_to_its_total_and_stays_within_a_cent_of_the_exact(
        mantissas in prop::collection::vec(-9_000_000_000_i64..9_000_000_000, 1..60),
    ) {
        let exact: Vec<Decimal> = mantissas.iter().map(|&m| Decimal::new(m, 6)).collect();
        let total = Cad::rounded(exact.iter().sum());
        let split = largest_remainder(total, &exact);
        prop_assert_eq!(split.iter().copied().sum::<Cad>(), total);
        for (share, exact) in split.iter().zip(&exact) {
            prop_assert!((share.amount() - exact).abs() < decimal("0.01"));
        }
    }
}
