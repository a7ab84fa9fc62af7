//! What a levy is, of a statement of which only sums are known: surely between its bounds, and to the
//! cent where sums are enough.

use proptest::prelude::*;
use quittance::aggregates::Tally;
use quittance::dues::assess::of_sums;
use quittance::dues::exemptions::RawExemption;
use quittance::dues::{Basis, Exemption, Levy, RawLevy, assess};
use quittance::levies::bounds::bounds;
use quittance::levies::what_if::{Frozen, Range, Statement};
use quittance::money::Cad;
use quittance::statements::Line;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::support::{date, levy, p05_end};

/// Cents of pay of each person.
fn any_pays() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(prop_oneof![1..900_000_i64, Just(501_300)], 1..40)
}

fn lines(pays: &[i64]) -> Vec<Line> {
    let line = |(i, pay): (usize, &i64)| Line {
        number: u32::try_from(i + 1).unwrap(),
        employee_number: format!("{i:06}").into(),
        salary_paid: Some(Cad::from_cents(*pay)),
        dues: Some(Cad::from_cents(pay * 15 / 1000)),
        ..Line::default()
    };
    pays.iter().enumerate().map(line).collect()
}

fn any_rule() -> impl Strategy<Value = Levy> {
    let basis =
        prop_oneof![4 => Just(Basis::SalaryPaid), 1 => Just(Basis::Dues), 1 => Just(Basis::PerPerson)];
    let limits = (prop::option::of(0..1_500_i64), prop::option::of(0..2_500_i64));
    let rule = (basis, prop_oneof![0..200_i64, Just(41), Just(10_000)], limits, prop::option::of(1..40_u32));
    rule.prop_map(|(basis, rate, (minimum, over), max_persons)| {
        let dollars = |cents: i64| Decimal::new(cents, 2).to_string();
        let maximum = over.map(|over| dollars(over + minimum.unwrap_or_default()));
        Levy::try_from(RawLevy {
            payee: "FSSS".to_owned(),
            code: "fsss".to_owned(),
            name_fr: String::new(),
            name_en: String::new(),
            basis,
            rate: basis.has_rate().then(|| Decimal::new(rate, 4).to_string()),
            amount: (!basis.has_rate()).then(|| dollars(rate)),
            min_per_person: minimum.map(dollars),
            max_per_person: maximum,
            max_persons,
            effective_from: date("2015-04-01"),
            effective_to: None,
            adopted_by: None,
            adopted_on: None,
            resolution: None,
        })
        .unwrap()
    })
}

fn waived(percent: i64) -> Vec<Exemption> {
    let raw = RawExemption {
        payee: "FSSS".to_owned(),
        code: "fsss".to_owned(),
        percent: Decimal::new(percent, 2),
        decided_by: String::new(),
        decided_on: date("2025-01-01"),
        reference: String::new(),
    };
    vec![Exemption::try_from(raw).unwrap()]
}

/// The statement as sums, declared under a rule.
fn declared(lines: &[Line], was: Option<&Levy>, exemptions: &[Exemption]) -> Statement {
    let frozen = was.map(|levy| {
        let assessment = assess(lines, std::slice::from_ref(levy), exemptions, p05_end());
        let one = &assessment.levies[0];
        let exemption = one.exemption.cloned();
        Frozen { levy: levy.clone(), exemption, counted: one.persons, amount: one.amount }
    });
    let tally = Tally::of(lines);
    Statement {
        union: Uuid::nil(),
        employer: Uuid::nil(),
        period: "2025-26 P05".parse().unwrap(),
        period_end: p05_end(),
        persons: tally.headcount.persons,
        bases: Some(tally.bases),
        frozen,
    }
}

fn owed(lines: &[Line], then: &Levy, statement: &Statement) -> Cad {
    let exemptions: Vec<Exemption> = statement.exemption().cloned().into_iter().collect();
    assess(lines, std::slice::from_ref(then), &exemptions, p05_end()).total()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_owed_is_between_its_bounds_and_is_exact_where_sums_are_enough(
        pays in any_pays(), was in prop::option::of(any_rule()), then in any_rule(), percent in 0..=100_i64,
    ) {
        let lines = lines(&pays);
        let statement = declared(&lines, was.as_ref(), &waived(percent));
        let owed = owed(&lines, &then, &statement);
        let Range { least, most } = bounds(&statement, &then);
        prop_assert!(least <= owed && owed <= most, "{owed} is not between {least} and {most}");
        let base = statement.base(then.basis()).unwrap();
        if let Some(exact) = of_sums(&then, statement.persons, base, statement.exemption()) {
            prop_assert_eq!(exact, owed);
        }
    }

    #[test]
    fn bounds_are_the_same_for_everybody_of_the_same_sums(pays in any_pays(), then in any_rule()) {
        // As many people, as much pay, shared otherwise.
        let whole: i64 = pays.iter().sum();
        let mut others = vec![1; pays.len()];
        others[0] += whole - i64::try_from(pays.len()).unwrap();
        let was = levy(r#""basis":"per_person","amount":"2.35""#);
        prop_assume!(then.basis() != Basis::Dues);
        let [one, other] = [&pays, &others].map(|pays| bounds(&declared(&lines(pays), was.first(), &[]), &then));
        prop_assert_eq!(one, other);
    }
}

#[test]
fn a_rule_close_to_the_one_declared_has_close_bounds_and_the_same_rule_has_none() {
    let pays: Vec<i64> = (0..200).map(|i| 60_000 + i * 2_300).collect();
    let rule = |rate: &str| {
        let fields = format!(
            r#""basis":"salary_paid","rate":"{rate}","min_per_person":"6.25","max_per_person":"19.00""#
        );
        levy(&fields).remove(0)
    };
    let statement = declared(&lines(&pays), Some(&rule("0.0043")), &[]);
    let before = statement.frozen.as_ref().unwrap().amount;
    assert_eq!(bounds(&statement, &rule("0.0043")), Range::exactly(before));
    let Range { least, most } = bounds(&statement, &rule("0.0044"));
    assert_eq!(least, before);
    // A fortieth more of the rate: no more than that of what was declared.
    assert!(most <= Cad::rounded(before.amount() * Decimal::new(1024, 3)), "{most} of {before}");
}
