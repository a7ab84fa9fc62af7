//! What holds of every statement: the kernel against an oracle of decimals, shares, order, splits,
//! and corrections that cancel.

use proptest::prelude::*;
use quittance::dues::adjustments::corrected;
use quittance::dues::{Correction, Levy, PersonLine, adjust, assess};
use quittance::money::Cad;
use quittance::statements::Line;
use rust_decimal::Decimal;

use crate::support::*;

/// A line of anyone: contributors, people on leave, held lines; negative pay happens in corrections
/// of a pay within its period.
fn any_line() -> impl Strategy<Value = Line> {
    let cents = -50_000..900_000_i64;
    let optional = prop::option::of(cents.clone());
    (cents.clone(), 0..13_000_i64, optional.clone(), optional, prop::option::weighted(0.1, 1..9_000_i64))
        .prop_map(|(salary_paid, dues, regular_pay, total_remuneration, held_dues)| Line {
            salary_paid: Some(Cad::from_cents(salary_paid)),
            dues: Some(Cad::from_cents(if dues < 1_000 { 0 } else { dues })),
            regular_pay: regular_pay.map(Cad::from_cents),
            total_remuneration: total_remuneration.map(Cad::from_cents),
            held_dues: held_dues.map(Cad::from_cents),
            ..Line::default()
        })
}

/// Lines with employee numbers of different lengths, all different.
fn any_lines(most: usize) -> impl Strategy<Value = Vec<Line>> {
    let numbered = prop::collection::btree_map(1..5_000_u32, any_line(), 1..most);
    numbered.prop_map(|lines| {
        let numbered = lines.into_iter().enumerate().map(|(i, (employee_number, line))| Line {
            number: i as u32 + 1,
            employee_number: format!("{employee_number}").into(),
            ..line
        });
        numbered.collect()
    })
}

/// A levy of any basis; rates of up to eighteen decimals, limits, and a number of persons or not.
fn any_levy() -> impl Strategy<Value = Vec<Levy>> {
    let basis =
        prop::sample::select(vec!["salary_paid", "regular_pay", "total_remuneration", "dues", "per_person"]);
    let rate =
        (0..50_000_000_u64, prop::sample::select(vec![4, 8, 9, 12, 18])).prop_map(|(mantissa, scale)| {
            let small = Decimal::from_i128_with_scale(mantissa.into(), scale);
            if small > Decimal::ONE { Decimal::new(mantissa as i64, 8) } else { small }
        });
    let limits = (prop::option::of(0..3_000_i64), prop::option::of(0..9_000_i64));
    (basis, rate, 0..9_999_i64, limits, prop::option::weighted(0.4, 0..30_u32)).prop_map(
        |(basis, rate, amount, (minimum, above), most)| {
            let mut fields = match basis {
                "per_person" => format!(r#""basis":"per_person","amount":"{}""#, Decimal::new(amount, 3)),
                _ => format!(r#""basis":"{basis}","rate":"{rate}""#),
            };
            if let Some(minimum) = minimum {
                fields += &format!(r#","min_per_person":"{}""#, Decimal::new(minimum, 2));
            }
            if let Some(above) = above {
                fields +=
                    &format!(r#","max_per_person":"{}""#, Decimal::new(minimum.unwrap_or(0) + above, 2));
            }
            if let Some(most) = most {
                fields += &format!(r#","max_persons":{most}"#);
            }
            levy(&fields)
        },
    )
}

/// The amounts of those a levy counts, in decimals, by employee number: written from sections 1 and
/// 2 alone, the slow way.
fn oracle(lines: &[Line], levy: &Levy) -> Vec<(String, Decimal)> {
    let dollars = |amount: Option<Cad>| amount.unwrap_or_default().amount();
    let regular_pay = lines.iter().any(|line| line.regular_pay.is_some());
    let total_remuneration = lines.iter().any(|line| line.total_remuneration.is_some());
    let mut people: Vec<&Line> = lines
        .iter()
        .filter(|line| dollars(line.held_dues) <= Decimal::ZERO)
        .filter(|line| dollars(line.dues) > Decimal::ZERO || dollars(line.salary_paid) > Decimal::ZERO)
        .collect();
    people.sort_by(|a, b| a.employee_number.as_bytes().cmp(b.employee_number.as_bytes()));
    people.truncate(levy.max_persons().map_or(usize::MAX, |most| most as usize));
    let amount = |line: &Line| {
        let base = match levy.basis().code() {
            "dues" => dollars(line.dues),
            "regular_pay" if regular_pay => dollars(line.regular_pay),
            "total_remuneration" if total_remuneration => dollars(line.total_remuneration),
            _ => dollars(line.salary_paid),
        };
        let product = levy.rate().map_or_else(|| levy.amount().unwrap(), |rate| rate * base);
        let product = levy.min_per_person().map_or(product, |minimum| product.max(minimum));
        levy.max_per_person().map_or(product, |maximum| product.min(maximum))
    };
    people.into_iter().map(|line| (line.employee_number.to_string(), amount(line))).collect()
}

fn one_cent() -> Decimal {
    decimal("0.01")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_integer_kernel_equals_an_oracle_of_decimals_to_the_last_digit(
        lines in any_lines(60), levies in any_levy(),
    ) {
        let assessment = assess(&lines, &levies, &[], p05_end());
        let people = oracle(&lines, &levies[0]);
        let exact: Decimal = people.iter().map(|(_, amount)| amount).sum();
        let levy = &assessment.levies[0];
        prop_assert_eq!(decimal(&levy.exact.to_string()), exact);
        prop_assert_eq!(levy.amount, Cad::rounded(exact));
        prop_assert_eq!(levy.persons, people.len());
        for (working, (employee_number, amount)) in assessment.workings(levy).iter().zip(&people) {
            prop_assert_eq!(working.person.employee_number, employee_number);
            prop_assert_eq!(decimal(&working.unrounded.to_string()), *amount);
        }
    }

    #[test]
    fn the_effect_of_one_line_is_the_difference_of_two_whole_assessments(
        lines in any_lines(60), levies in any_levy(), at in any::<prop::sample::Index>(), other in any_line(),
    ) {
        let place = at.index(lines.len());
        let old = &lines[place];
        // A column that the statement lacks is not gained by one line, and one it has is not lost.
        let kept = |before: Option<Cad>, after: Option<Cad>| before.map(|_| after.unwrap_or_default());
        let after = Line {
            number: old.number,
            employee_number: old.employee_number.clone(),
            regular_pay: kept(old.regular_pay, other.regular_pay),
            total_remuneration: kept(old.total_remuneration, other.total_remuneration),
            ..other
        };
        let effect = assess(&lines, &levies, &[], p05_end()).effects(&after)[0];
        let mut corrected = lines.clone();
        corrected[place] = after;
        prop_assert_eq!(effect.before, assess(&lines, &levies, &[], p05_end()).total());
        prop_assert_eq!(effect.after, assess(&corrected, &levies, &[], p05_end()).total());
    }

    #[test]
    fn shares_are_those_of_decimals_sum_to_the_total_and_are_within_a_cent(
        lines in any_lines(60), levies in any_levy(),
    ) {
        let assessment = assess(&lines, &levies, &[], p05_end());
        let levy = &assessment.levies[0];
        let people = oracle(&lines, &levies[0]);
        let exact: Vec<Decimal> = people.iter().map(|(_, amount)| *amount).collect();
        let shares: Vec<Cad> = assessment.shares(levy).iter().map(|share| share.amount).collect();
        prop_assert_eq!(&shares, &quittance::money::largest_remainder(levy.amount, &exact));
        prop_assert_eq!(shares.iter().copied().sum::<Cad>(), levy.amount);
        for (share, exact) in shares.iter().zip(&exact) {
            prop_assert!((share.amount() - exact).abs() < one_cent());
        }
        let workings = assessment.workings(levy);
        prop_assert_eq!(workings.len(), assessment.persons());
        prop_assert!(workings.iter().zip(&shares).all(|(working, share)| working.share == *share));
    }

    #[test]
    fn the_order_of_lines_is_irrelevant(
        (lines, shuffled) in any_lines(60).prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        levies in any_levy(),
    ) {
        let (straight, mixed) = (assess(&lines, &levies, &[], p05_end()), assess(&shuffled, &levies, &[], p05_end()));
        prop_assert_eq!(straight.workings(&straight.levies[0]), mixed.workings(&mixed.levies[0]));
        prop_assert_eq!(straight.levies[0].exact, mixed.levies[0].exact);
        prop_assert_eq!(straight.levies[0].base, mixed.levies[0].base);
    }

    #[test]
    fn splitting_a_file_in_two_changes_only_the_rounding(
        (lines, at) in any_lines(60).prop_flat_map(|lines| { let n = lines.len(); (Just(lines), 0..=n) }),
        levies in any_levy(),
    ) {
        // Limits on the number of persons and missing columns are each statement's own.
        let columns = |lines: &[Line]| {
            (lines.iter().any(|l| l.regular_pay.is_some()), lines.iter().any(|l| l.total_remuneration.is_some()))
        };
        let (first, second) = lines.split_at(at);
        prop_assume!(levies[0].max_persons().is_none());
        prop_assume!(columns(first) == columns(&lines) && columns(second) == columns(&lines));
        let whole = assess(&lines, &levies, &[], p05_end());
        let parts = [first, second].map(|lines| assess(lines, &levies, &[], p05_end()));
        prop_assert_eq!(parts[0].levies[0].exact + parts[1].levies[0].exact, whole.levies[0].exact);
        // Three roundings of half a cent at most, in whole cents: one.
        let difference = parts[0].total() + parts[1].total() - whole.total();
        prop_assert!(difference.abs() <= Cad::from_cents(1));
    }

    #[test]
    fn a_correction_and_its_opposite_cancel(
        lines in any_lines(40), levies in any_levy(),
        corrections in prop::collection::vec((1..5_000_u32, any_line()), 1..6),
    ) {
        let before: Vec<PersonLine> = lines.iter().map(PersonLine::from).collect();
        let there: Vec<Correction> = corrections
            .iter()
            .map(|(number, line)| Correction {
                employee_number: number.to_string(),
                ..Correction::from(line)
            })
            .collect();
        let back: Vec<Correction> = there
            .iter()
            .map(|correction| Correction {
                salary_paid: -correction.salary_paid,
                dues: -correction.dues,
                regular_pay: correction.regular_pay.map(|amount| -amount),
                total_remuneration: correction.total_remuneration.map(|amount| -amount),
                ..correction.clone()
            })
            .collect();
        // The statement as declared says which columns it has; a later correction does not change it.
        prop_assume!(before.iter().any(|p| p.regular_pay.is_some()) && before.iter().any(|p| p.total_remuneration.is_some()));
        let forth = adjust(&before, &there, &levies, &[], p05_end());
        let after = corrected(&before, &there);
        let undone = adjust(&after, &back, &levies, &[], p05_end());
        prop_assert!((forth[0].exact + undone[0].exact).is_zero());
        prop_assert_eq!(forth[0].amount, -undone[0].amount);
        let shared: Cad = forth[0].people.iter().map(|person| person.share).sum();
        prop_assert_eq!(shared, forth[0].amount);
    }

    #[test]
    fn declared_and_adjusted_are_exactly_what_the_corrected_statement_owes(
        lines in any_lines(40), levies in any_levy(), number in 1..5_000_u32, difference in any_line(),
    ) {
        let before: Vec<PersonLine> = lines.iter().map(PersonLine::from).collect();
        let correction = Correction { employee_number: number.to_string(), ..Correction::from(&difference) };
        prop_assume!(before.iter().any(|p| p.regular_pay.is_some()) && before.iter().any(|p| p.total_remuneration.is_some()));
        let right: Vec<Line> = corrected(&before, std::slice::from_ref(&correction))
            .into_iter()
            .map(|person| Line {
                number: person.line,
                employee_number: person.employee_number.into(),
                salary_paid: Some(person.salary_paid),
                dues: Some(person.dues),
                regular_pay: person.regular_pay,
                total_remuneration: person.total_remuneration,
                held_dues: Some(person.held_dues),
                ..Line::default()
            })
            .collect();
        let (declared, should) = (assess(&lines, &levies, &[], p05_end()), assess(&right, &levies, &[], p05_end()));
        let adjustments = adjust(&before, &[correction], &levies, &[], p05_end());
        prop_assert_eq!(declared.levies[0].exact + adjustments[0].exact, should.levies[0].exact);
    }

    #[test]
    fn amounts_too_large_for_64_bits_are_still_exact(
        cents in 1..i64::MAX, mantissa in 0..1_000_000_i64,
    ) {
        // A rate of nine decimals: the product has up to 28 digits, all that a decimal holds.
        let rate = Decimal::new(mantissa, 9);
        let levies = levy(&format!(r#""basis":"salary_paid","rate":"{rate}""#));
        let salary = Cad::from_cents(cents);
        let lines = [Line { employee_number: "1".into(), salary_paid: Some(salary), ..Line::default() }];
        let assessment = assess(&lines, &levies, &[], p05_end());
        prop_assert_eq!(decimal(&assessment.levies[0].exact.to_string()), salary.amount() * rate);
    }
}
