//! The reference itself against the tables of `percapita.md` section 8 and of `clauses.md` 6.5.

use super::{Cause, Levy, Owed, Person, Reference, Statement, Story};
use crate::support::date;

fn person(number: &str, salary_paid: i64, dues: i64) -> Person {
    Person {
        number: number.to_owned(),
        salary_paid: Some(salary_paid),
        dues: Some(dues),
        ..Person::default()
    }
}

fn levy(code: &'static str, basis: &'static str, value: &str, minimum: Option<&str>) -> Levy {
    Levy {
        payee: code,
        code,
        basis,
        value: value.to_owned(),
        minimum: minimum.map(str::to_owned),
        maximum: None,
        most: None,
        from: date("2015-04-01"),
        to: None,
    }
}

fn worked_levies() -> Vec<Levy> {
    vec![
        levy("CSN", "salary_paid", "0.0072", None),
        levy("FSSS", "salary_paid", "0.0041", Some("6.00")),
        levy("CCBSL", "per_person", "2.35", None),
    ]
}

fn owed(levies: Vec<Levy>, statements: Vec<Statement>) -> Vec<Owed> {
    let ends = ["2025-07-19", "2025-08-16"].map(date);
    let story = Story { periods: ends.into_iter().zip(statements).collect(), levies, waivers: Vec::new() };
    Reference { bug: None }.owed(&story)
}

fn worked() -> Statement {
    let people = vec![
        person("100871", 501_300, 7_520),
        person("104233", 135_540, 2_033),
        person("105990", 214_113, 3_212),
    ];
    Statement { people, ..Statement::default() }
}

#[test]
fn the_reference_owes_103_65_and_its_shares() {
    let owed = owed(worked_levies(), vec![worked()]);
    assert_eq!(owed.iter().map(|levy| levy.cents).collect::<Vec<_>>(), [6_127, 3_533, 705]);
    let shares = |levy: usize| owed[levy].shares.values().copied().collect::<Vec<_>>();
    assert_eq!([shares(0), shares(1), shares(2)], [[3_609, 976, 1_542], [2_055, 600, 878], [235, 235, 235]]);
    assert_eq!((owed[0].persons, owed[0].base, owed[2].base), (3, Some(850_953), None));
}

#[test]
fn the_reference_credits_4_72_for_hours_entered_twice() {
    let correcting =
        Statement { corrections: vec![(0, person("104233", -65_540, -983))], ..Statement::default() };
    let owed = owed(worked_levies(), vec![worked(), correcting]);
    let adjusted: Vec<i64> =
        owed.iter().filter(|levy| levy.cause == Cause::Correction).map(|levy| levy.cents).collect();
    assert_eq!(adjusted, [-472, 0, 0]);
}

#[test]
fn the_reference_rounds_half_a_cent_away_from_zero_both_ways() {
    let half = Statement { people: vec![person("1", 214_300, 3_215)], ..Statement::default() };
    let back = Statement { corrections: vec![(0, person("1", -214_300, -3_215))], ..Statement::default() };
    let owed = owed(vec![levy("CSN", "salary_paid", "0.015", None)], vec![half, back]);
    let cents: Vec<i64> = owed.iter().map(|levy| levy.cents).collect();
    assert_eq!(cents, [3_215, 0, -3_215]);
}

#[test]
fn the_reference_brings_225_60_in_when_three_periods_held_are_included() {
    let held = || Person { held: Some(7_520), ..person("1", 501_300, 0) };
    let ends = ["2025-07-19", "2025-08-16", "2025-09-13", "2025-10-11"].map(date);
    let mut periods: Vec<_> = ends
        .into_iter()
        .map(|end| (end, Statement { people: vec![held()], ..Statement::default() }))
        .collect();
    periods[3].1.people = Vec::new();
    periods[3].1.rulings = (0..3).map(|of| (of, "1".to_owned())).collect();
    let levies = vec![levy("CSN", "dues", "1", None)];
    let owed = Reference { bug: None }.owed(&Story { periods, levies, waivers: Vec::new() });
    let came_in: i64 = owed.iter().filter(|levy| levy.cause == Cause::Ruling).map(|levy| levy.cents).sum();
    assert_eq!((came_in, owed.iter().map(|levy| levy.cents).sum::<i64>()), (22_560, 22_560));
}
