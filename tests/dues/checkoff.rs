//! A union's own dues: the worked cases of `clauses.md` 6.5, what the base holds, what is judged
//! right, and what holds of every policy.

use proptest::prelude::*;
use quittance::checkoff::expected::Bound;
use quittance::checkoff::typed::Typed;
use quittance::checkoff::{
    Band, Base, Benefits, Formula, InForce, Pay, Per, Policy, Share, Taken, Terms, Unknown, Verdict,
};
use quittance::money::Cad;
use quittance::statements::{Absence, Line};
use rust_decimal::Decimal;

fn cad(text: &str) -> Cad {
    Cad::exact(text.parse().expect("a number")).expect("cents")
}

fn some(text: &str) -> Option<Cad> {
    (!text.is_empty()).then(|| cad(text))
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A line with these amounts: paid, regular, insurance, remuneration; blank for none.
fn line([paid, regular, insurance, remuneration]: [&str; 4], absence: &str) -> Line {
    Line {
        salary_paid: some(paid),
        regular_pay: some(regular),
        insurance_benefits: some(insurance),
        total_remuneration: some(remuneration),
        absences: Absence::read(absence).into_iter().collect(),
        ..Line::default()
    }
}

fn percent(base: Base) -> Policy {
    Policy { base, benefits: Benefits::Out, ..Policy::of_rate(number("0.015")) }
}

const LAID_OFF: &str = "2025-07-20/2025-08-16 J01";

#[test]
fn the_worked_cases_of_6_5() {
    let cases = [
        (Base::SalaryPaid, ["2141.10", "", "", ""], "", "32.12"),
        (Base::SalaryPaid, ["2143.00", "", "", ""], "", "32.15"),
        (Base::RegularPay, ["2141.10", "2005.20", "", "2300.45"], "", "30.08"),
        (Base::SalaryPaid, ["2141.10", "2005.20", "", "2300.45"], "", "32.12"),
        (Base::TotalRemuneration, ["2141.10", "2005.20", "", "2300.45"], "", "34.51"),
        (Base::SalaryPaid, ["0.00", "", "", "3007.80"], LAID_OFF, "45.12"),
        (Base::RegularPay, ["0.00", "0.00", "3007.80", ""], LAID_OFF, "45.12"),
        (Base::SalaryPaid, ["1355.40", "", "", ""], "", "20.33"),
        (Base::SalaryPaid, ["5013.00", "", "", ""], "", "75.20"),
    ];
    for (base, amounts, absence, dues) in cases {
        assert_eq!(
            percent(base).expected(&line(amounts, absence), 2),
            Some(cad(dues)),
            "{base:?} {amounts:?}"
        );
    }
}

#[test]
fn insurance_benefits_follow_the_flag_and_a_layoffs_are_always_in() {
    let amounts = ["1000.00", "900.00", "400.00", "1500.00"];
    let cases = [
        (Base::SalaryPaid, Benefits::Out, "15.00"),
        (Base::SalaryPaid, Benefits::Unsaid, "15.00"),
        (Base::SalaryPaid, Benefits::In, "21.00"),
        (Base::RegularPay, Benefits::Out, "13.50"),
        (Base::RegularPay, Benefits::In, "19.50"),
        (Base::TotalRemuneration, Benefits::Out, "16.50"),
        (Base::TotalRemuneration, Benefits::In, "22.50"),
    ];
    for (base, benefits, dues) in cases {
        let policy = Policy { benefits, ..percent(base) };
        assert_eq!(policy.expected(&line(amounts, ""), 2), Some(cad(dues)), "{base:?} {benefits:?}");
    }
    let of_layoff = line(["0.00", "0.00", "1000.00", "1000.00"], LAID_OFF);
    for base in Base::ALL {
        assert_eq!(percent(base).expected(&of_layoff, 2), Some(cad("15.00")), "{base:?}");
    }
}

#[test]
fn what_the_statement_does_not_say_gives_no_amount() {
    let unknown = |base, amounts, absence| percent(base).working(&Pay::of(&line(amounts, absence)), 2).err();
    let paid_only = ["1000.00", "", "", ""];
    assert_eq!(unknown(Base::RegularPay, paid_only, ""), Some(Unknown::NotGiven(Base::RegularPay)));
    assert_eq!(
        unknown(Base::TotalRemuneration, paid_only, ""),
        Some(Unknown::NotGiven(Base::TotalRemuneration))
    );
    let half = ["1000.00", "1000.00", "", "2500.00"];
    assert_eq!(unknown(Base::SalaryPaid, half, LAID_OFF), Some(Unknown::PartlyLaidOff));
    assert_eq!(unknown(Base::TotalRemuneration, half, LAID_OFF), None, "all of it is in");
    assert_eq!(unknown(Base::SalaryPaid, paid_only, LAID_OFF), None, "no benefits yet");
}

#[test]
fn flat_amounts_bands_and_limits() {
    let flat = |per| Policy { formula: Formula::Flat(cad("12.00"), per), ..percent(Base::SalaryPaid) };
    let paid = |amount: &'static str| line([amount, "", "", ""], "");
    assert_eq!(flat(Per::Pay).expected(&paid("800.00"), 3), Some(cad("36.00")));
    assert_eq!(flat(Per::Period).expected(&paid("800.00"), 3), Some(cad("12.00")));
    assert_eq!(flat(Per::Pay).expected(&paid("0.00"), 2), Some(Cad::ZERO), "no pay to take it of");

    let band = |from, share| Band { from: cad(from), share };
    let bands = Formula::Bands(vec![
        band("0", Share::Amount(Cad::ZERO)),
        band("500.00", Share::Rate(number("0.0125"))),
        band("2000.00", Share::Amount(cad("40.00"))),
    ]);
    let policy = Policy { formula: bands, ..percent(Base::SalaryPaid) };
    for (amount, dues) in [("499.99", "0.00"), ("500.00", "6.25"), ("1999.99", "25.00"), ("2000.00", "40.00")]
    {
        assert_eq!(policy.expected(&paid(amount), 2), Some(cad(dues)), "{amount}");
    }

    let limited = Policy { minimum: some("5.00"), maximum: some("50.00"), ..percent(Base::SalaryPaid) };
    let bound = |amount| limited.working(&Pay::of(&paid(amount)), 2).map(|w| (w.amount, w.bound));
    assert_eq!(bound("100.00"), Ok((cad("5.00"), Bound::AtMinimum(cad("5.00")))));
    assert_eq!(bound("1000.00"), Ok((cad("15.00"), Bound::Free)));
    assert_eq!(bound("9000.00"), Ok((cad("50.00"), Bound::AtMaximum(cad("50.00")))));
    assert_eq!(bound("0.00").map(|(amount, _)| amount), Ok(Cad::ZERO), "who has no base owes no minimum");
}

fn taken(paid: &str, dues: &str) -> Taken {
    Taken::of(&Line { dues: some(dues), ..line([paid, "", "", ""], "") })
}

#[test]
fn each_pay_rounds_its_own_and_a_change_within_the_period_allows_both() {
    let dues = InForce { policy: percent(Base::SalaryPaid), before: None };
    let verdict = |dues: &InForce, amount, pays| dues.judge(&taken("1355.40", amount), pays).verdict;
    let cases = [
        ("20.31", 2, Verdict::Exact),
        ("20.35", 2, Verdict::Exact),
        ("20.30", 2, Verdict::Under),
        ("20.36", 2, Verdict::Over),
        ("20.36", 3, Verdict::Exact),
        ("0.00", 2, Verdict::Missing),
        ("", 2, Verdict::Missing),
    ];
    for (amount, pays, expected) in cases {
        assert_eq!(verdict(&dues, amount, pays), expected, "{amount} of {pays} pays");
    }
    let rise = Policy { formula: Formula::Percent(number("0.02")), ..percent(Base::SalaryPaid) };
    let changed = InForce { policy: rise, before: Some(percent(Base::SalaryPaid)) };
    for (amount, expected) in [
        ("20.33", Verdict::Exact),
        ("24.00", Verdict::Exact),
        ("20.30", Verdict::Under),
        ("27.14", Verdict::Over),
    ] {
        assert_eq!(verdict(&changed, amount, 2), expected, "{amount} when dues rose to 27.11");
    }
}

#[test]
fn corrections_and_held_lines_are_not_judged() {
    let dues = InForce::of_rate(number("0.015"));
    let correction = Line { correction_period: "P04".into(), ..line(["-2143.00", "", "", ""], "") };
    assert_eq!(dues.judge(&Taken::of(&correction), 2).verdict, Verdict::Correction);
    let held = Line { held_dues: some("75.20"), ..line(["5013.00", "", "", ""], "") };
    assert_eq!(dues.judge(&Taken::of(&held), 2).verdict, Verdict::Held);
    assert_eq!(dues.judge(&Taken::of(&held), 2).difference(), Cad::ZERO);
}

fn typed(changes: &[(&str, &str)]) -> Typed {
    let mut fields = serde_json::json!({
        "kind": "percent", "base": "salary-paid", "rate": "1,5", "benefits": "out",
        "effective_from": "2025-09-07", "adopter": "general-meeting", "adopted_on": "2025-06-12",
        "resolution": "R-4",
    });
    for (field, value) in changes {
        fields[*field] = (*value).into();
    }
    serde_json::from_value(fields).expect("fields")
}

#[test]
fn a_form_is_read_in_both_ways_of_writing_numbers() {
    let today = "2025-09-06".parse().unwrap();
    let formula = |changes: &[(&str, &str)]| match typed(changes).read(today).map(|decision| decision.terms) {
        Ok(Terms::Dues(policy)) => policy.formula,
        other => panic!("{other:?}"),
    };
    for rate in ["1,5", "1.5", "1,50 %", " 1.5% "] {
        assert_eq!(formula(&[("rate", rate)]), Formula::Percent(number("0.015")), "{rate}");
    }
    assert_eq!(
        formula(&[("kind", "flat"), ("amount", "1 012,50 $"), ("per", "pay")]),
        Formula::Flat(cad("1012.50"), Per::Pay)
    );
    let bands = "0 : 1,25 %\n\n1 000,00 $ : 1.5%\n3000: 45,00 $";
    let Formula::Bands(bands) = formula(&[("kind", "bands"), ("bands", bands)]) else { panic!("bands") };
    assert_eq!(bands[1], Band { from: cad("1000.00"), share: Share::Rate(number("0.015")) });
    assert_eq!(bands[2], Band { from: cad("3000.00"), share: Share::Amount(cad("45.00")) });
}

#[test]
fn each_fault_of_a_form_is_told_at_its_field() {
    let today = "2025-09-06".parse().unwrap();
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str);
    let cases: [Case<'_>; 16] = [
        (&[("kind", "")], "kind", "kind"),
        (&[("base", "x")], "base", "base"),
        (&[("rate", "0")], "rate", "rate"),
        (&[("rate", "100.5")], "rate", "rate"),
        (&[("rate", "1.23456")], "rate", "rate"),
        (&[("kind", "flat"), ("amount", "-1"), ("per", "pay")], "amount", "amount"),
        (&[("kind", "flat"), ("amount", "5"), ("per", "")], "per", "per"),
        (&[("kind", "bands"), ("bands", "100 : 1 %")], "bands", "bands"),
        (&[("kind", "bands"), ("bands", "0 : 1 %\n0 : 2 %")], "bands", "bands"),
        (&[("benefits", "")], "benefits", "benefits"),
        (&[("minimum", "x")], "minimum", "limit"),
        (&[("minimum", "9"), ("maximum", "8")], "maximum", "limits"),
        (&[("pays", "6")], "pays", "pays"),
        (&[("effective_from", "7 septembre")], "effective_from", "effective-from"),
        (&[("adopter", "")], "adopter", "adopter"),
        (&[("adopted_on", "2025-09-07")], "adopted_on", "adopted-on"),
    ];
    for (changes, field, code) in cases {
        let faults = typed(changes).read(today).expect_err(code);
        let told: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(told, [(field, code)], "{changes:?}");
    }
    assert!(typed(&[]).read(today).is_ok());
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let share = prop_oneof![
        (0..100_000_i64).prop_map(|rate| Share::Rate(Decimal::new(rate, 6))),
        (0..20_000_i64).prop_map(|cents| Share::Amount(Cad::from_cents(cents))),
    ];
    let bands = prop::collection::btree_map(1..900_000_i64, share.clone(), 0..5);
    let bands = (share, bands).prop_map(|(first, rest)| {
        let first = Band { from: Cad::ZERO, share: first };
        let rest = rest.into_iter().map(|(from, share)| Band { from: Cad::from_cents(from), share });
        Formula::Bands(std::iter::once(first).chain(rest).collect())
    });
    let formula = prop_oneof![
        (1..100_000_i64).prop_map(|rate| Formula::Percent(Decimal::new(rate, 6))),
        (1..20_000_i64, any::<bool>())
            .prop_map(|(c, pay)| Formula::Flat(Cad::from_cents(c), if pay { Per::Pay } else { Per::Period })),
        bands,
    ];
    let limits = (prop::option::of(0..1_000_i64), prop::option::of(1_000..9_000_i64));
    (formula, 0..3_usize, any::<bool>(), limits).prop_map(|(formula, base, included, (minimum, maximum))| {
        Policy {
            formula,
            base: Base::ALL[base],
            benefits: if included { Benefits::In } else { Benefits::Out },
            minimum: minimum.map(Cad::from_cents),
            maximum: maximum.map(Cad::from_cents),
            pays: None,
        }
    })
}

fn any_pay() -> impl Strategy<Value = Pay> {
    let amount = || prop::option::weighted(0.9, 0..900_000_i64).prop_map(|cents| cents.map(Cad::from_cents));
    (amount(), amount(), amount(), amount(), prop::bool::weighted(0.1)).prop_map(
        |(salary_paid, regular_pay, insurance_benefits, total_remuneration, is_laid_off)| Pay {
            salary_paid,
            regular_pay,
            insurance_benefits,
            total_remuneration,
            is_laid_off,
        },
    )
}

proptest! {
    #[test]
    fn dues_are_whole_cents_within_the_limits_and_half_a_cent_of_the_product(
        policy in any_policy(), pay in any_pay(), pays in 1..4_u8
    ) {
        let Ok(working) = policy.working(&pay, pays) else { return Ok(()) };
        prop_assert!(!working.amount.is_negative());
        if working.base <= Cad::ZERO {
            prop_assert_eq!(working.amount, Cad::ZERO);
            return Ok(());
        }
        prop_assert!(policy.minimum.is_none_or(|minimum| working.amount >= minimum));
        prop_assert!(policy.maximum.is_none_or(|maximum| working.amount <= maximum));
        if working.bound == Bound::Free {
            let off = (working.amount.amount() - working.product).abs();
            prop_assert!(off <= Decimal::new(5, 3), "{} of {}", working.amount, working.product);
        }
    }

    #[test]
    fn withholding_what_is_expected_is_right_and_a_cent_beyond_the_tolerance_is_not(
        policy in any_policy(), pay in any_pay(), pays in 1..4_u8
    ) {
        let Ok(working) = policy.working(&pay, pays) else { return Ok(()) };
        let dues = InForce { policy, before: None };
        let judge = |amount| {
            dues.judge(&Taken { pay, dues: Some(amount), is_correction: false, is_held: false }, pays).verdict
        };
        prop_assert_eq!(judge(working.amount), Verdict::Exact);
        let beyond = Cad::from_cents(i64::from(pays) + 1);
        prop_assert_eq!(judge(working.amount + beyond), Verdict::Over);
        if working.amount > beyond {
            prop_assert_eq!(judge(working.amount - beyond), Verdict::Under);
        }
    }

    #[test]
    fn benefits_in_the_base_never_lower_it(policy in any_policy(), pay in any_pay()) {
        let of = |benefits| Policy { benefits, ..policy.clone() }.base_of(&pay);
        prop_assert!(of(Benefits::In).ok() >= of(Benefits::Out).ok());
        prop_assert_eq!(of(Benefits::Unsaid), of(Benefits::Out));
    }
}
