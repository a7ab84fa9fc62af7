//! Corrections by difference and held dues (`percapita.md`, sections 4 and 5).

use quittance::dues::adjustments::corrected;
use quittance::dues::{Adjustment, Correction, PersonLine, adjust, assess, release};
use quittance::statements::Line;

use crate::support::*;

fn p04_end() -> chrono::NaiveDate {
    date("2025-07-19")
}

fn people(lines: &[Line]) -> Vec<PersonLine> {
    lines.iter().map(PersonLine::from).collect()
}

fn correction(employee_number: &str, salary_paid: &str, dues: &str) -> Correction {
    Correction::from(&Line {
        correction_period: "P04".into(),
        correction_nature: "hours entered twice".into(),
        ..line(9, employee_number, salary_paid, dues)
    })
}

fn amounts(adjustments: &[Adjustment]) -> Vec<String> {
    adjustments.iter().map(|adjustment| adjustment.amount.to_string()).collect()
}

#[test]
fn the_worked_correction_credits_4_72_to_the_confederation_only() {
    let (before, levies) = (people(&worked_lines()), worked_levies());
    let adjustments = adjust(&before, &[correction("104233", "-655.40", "-9.83")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["-4.72", "0.00", "0.00"]);
    assert_eq!(adjustments[0].exact.to_string(), "-4.71888");
    let person = &adjustments[0].people[0];
    assert_eq!(
        (person.employee_number.as_str(), person.before.to_string(), person.after.to_string()),
        ("104233", "9.75888".into(), "5.04".into())
    );
    assert_eq!((person.difference().to_string(), person.share), ("-4.71888".into(), cad("-4.72")));
    assert!(adjustments[1].people.is_empty(), "the minimum before and after: nobody's amount changes");
}

#[test]
fn a_correction_of_half_a_cent_rounds_away_from_zero() {
    let levies = levy(r#""basis":"salary_paid","rate":"0.015""#);
    let before = people(&[line(1, "1", "2143.00", "32.15")]);
    let adjustments = adjust(&before, &[correction("1", "-2143.00", "-32.15")], &levies, &[], p04_end());
    assert_eq!(
        (amounts(&adjustments), adjustments[0].exact.to_string()),
        (vec!["-32.15".into()], "-32.145".into())
    );
}

#[test]
fn a_person_omitted_becomes_a_contributor_and_owes_the_flat_levies_too() {
    let (before, levies) = (people(&worked_lines()), worked_levies());
    let adjustments = adjust(&before, &[correction("100000", "1000.00", "15.00")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["7.20", "6.00", "2.35"]);
    assert!(adjustments.iter().all(|adjustment| adjustment.people[0].before.is_zero()));
}

#[test]
fn a_person_corrected_down_to_zero_gives_the_flat_levies_back() {
    let (before, levies) = (people(&worked_lines()), worked_levies());
    let adjustments = adjust(&before, &[correction("104233", "-1355.40", "-20.33")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["-9.76", "-6.00", "-2.35"]);
}

#[test]
fn the_levies_are_those_of_the_corrected_period() {
    let levies = levies(
        r#"{"payee":"A","code":"a","basis":"dues","rate":"0.10","effective_from":"2025-04-01","effective_to":"2025-07-31"},
           {"payee":"A","code":"a","basis":"dues","rate":"0.20","effective_from":"2025-08-01"}"#,
    );
    let before = people(&[line(1, "1", "100.00", "10.00")]);
    let adjustments = adjust(&before, &[correction("1", "0.00", "5.00")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["0.50"]);
}

#[test]
fn an_exemption_of_the_corrected_period_waives_part_of_the_difference() {
    let levies = levy(r#""basis":"dues","rate":"0.10""#);
    let exemption = serde_json::from_str(
        r#"{"payee":"CSN","code":"csn","percent":"0.5","decided_by":"B","decided_on":"2025-06-01","reference":"R"}"#,
    )
    .unwrap();
    let before = people(&[line(1, "1", "100.00", "10.00")]);
    let exemptions = [exemption];
    let adjustments = adjust(&before, &[correction("1", "0.00", "5.00")], &levies, &exemptions, p04_end());
    assert_eq!(amounts(&adjustments), ["0.25"]);
}

#[test]
fn several_corrections_of_one_person_are_one_difference() {
    let (before, levies) = (people(&worked_lines()), worked_levies());
    let both = [correction("104233", "-300.00", "-4.50"), correction("104233", "-355.40", "-5.33")];
    let adjustments = adjust(&before, &both, &levies, &[], p04_end());
    assert_eq!(
        (amounts(&adjustments), adjustments[0].people.len()),
        (vec!["-4.72".into(), "0.00".into(), "0.00".into()], 1)
    );
}

#[test]
fn an_omitted_person_pushes_another_out_of_the_first_n() {
    let levies = levy(r#""basis":"salary_paid","rate":"0.01","max_persons":2"#);
    let before =
        [line(1, "B", "100.00", "1.00"), line(2, "C", "300.00", "1.00"), line(3, "D", "900.00", "1.00")];
    let adjustments = adjust(&people(&before), &[correction("A", "200.00", "3.00")], &levies, &[], p04_end());
    // A comes in with 2.00, C goes out with 3.00: what A and B alone would have owed, 3.00, less 4.00.
    assert_eq!(amounts(&adjustments), ["-1.00"]);
    let moved: Vec<_> =
        adjustments[0].people.iter().map(|p| (p.employee_number.as_str(), p.share.to_string())).collect();
    assert_eq!(moved, [("A", "2.00".to_string()), ("C", "-3.00".to_string())]);
}

#[test]
fn a_missing_column_stays_replaced_by_salary_paid_in_its_corrections() {
    let levies = levy(r#""basis":"regular_pay","rate":"0.01""#);
    let before = people(&[line(1, "1", "1000.00", "15.00")]);
    let with_column = Correction { regular_pay: Some(cad("50.00")), ..correction("1", "100.00", "1.50") };
    let adjustments = adjust(&before, &[with_column], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["1.00"]);
}

#[test]
fn a_column_that_a_correction_names_is_not_the_base_of_the_next_one() {
    let levies = levy(r#""basis":"regular_pay","rate":"0.01""#);
    let before = people(&[line(1, "1", "1000.00", "15.00"), line(2, "2", "500.00", "7.50")]);
    let with_column = Correction { regular_pay: Some(cad("50.00")), ..correction("1", "100.00", "1.50") };
    let standing = corrected(&before, &[with_column]);
    // Declared on salary paid, it is corrected on salary paid, then and later.
    let adjustments = adjust(&standing, &[correction("2", "200.00", "3.00")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["2.00"]);
}

#[test]
fn a_later_correction_starts_from_the_earlier_one() {
    let (before, levies) = (people(&worked_lines()), worked_levies());
    let first = [correction("104233", "-655.40", "-9.83")];
    let second = [correction("104233", "300.00", "4.50")];
    let adjustments = adjust(&corrected(&before, &first), &second, &levies, &[], p04_end());
    // 700.00 becomes 1,000.00: 5.04 becomes 7.20.
    assert_eq!(amounts(&adjustments), ["2.16", "0.00", "0.00"]);
}

fn held(number: u32, employee_number: &str) -> Line {
    Line { held_dues: Some(cad("75.20")), ..line(number, employee_number, "5013.00", "0.00") }
}

#[test]
fn held_dues_come_in_when_the_ruling_includes_them_and_count_as_dues() {
    let mut levies = worked_levies();
    levies.extend(crate::support::levies(
        r#"{"payee":"FSSS","code":"fonds","basis":"dues","rate":"0.10","effective_from":"2015-04-01"}"#,
    ));
    let lines = [line(1, "1", "1000.00", "15.00"), held(2, "2"), held(3, "3")];
    let adjustments = release(&people(&lines), &["2"], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["36.09", "20.55", "2.35", "7.52"]);
    assert!(adjustments.iter().all(|adjustment| adjustment.people.len() == 1));
    assert!(adjustments[0].people[0].before.is_zero());
}

#[test]
fn held_dues_of_three_periods_are_225_60_when_released() {
    let levies = levy(r#""basis":"dues","rate":"1""#);
    let released: quittance::money::Cad = ["2025-07-19", "2025-08-16", "2025-09-13"]
        .iter()
        .flat_map(|end| release(&people(&[held(1, "1")]), &["1"], &levies, &[], date(end)))
        .map(|adjustment| adjustment.amount)
        .sum();
    assert_eq!(released, cad("225.60"));
}

#[test]
fn a_correction_of_a_held_line_owes_nothing_while_the_dues_are_held() {
    let levies = worked_levies();
    let adjustments =
        adjust(&people(&[held(1, "1")]), &[correction("1", "50.00", "0.75")], &levies, &[], p04_end());
    assert_eq!(amounts(&adjustments), ["0.00", "0.00", "0.00"]);
}

#[test]
fn declared_and_adjusted_come_to_what_a_right_statement_would_have_owed_but_for_rounding() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let declared = assess(&lines, &levies, &[], p04_end());
    let adjustments =
        adjust(&people(&lines), &[correction("104233", "-655.40", "-9.83")], &levies, &[], p04_end());
    let right = [lines[0].clone(), line(2, "104233", "700.00", "10.50"), lines[2].clone()];
    let right = assess(&right, &levies, &[], p04_end());
    for ((was, change), should) in declared.levies.iter().zip(&adjustments).zip(&right.levies) {
        assert_eq!(was.exact + change.exact, should.exact);
        assert!((was.amount + change.amount - should.amount).abs() <= cad("0.01"));
    }
}
