//! Persons and bases added up, a budget split, and the bodies' years, over random figures.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use quittance::aggregates::split::{MOST, SplitError, split};
use quittance::aggregates::years::{BodyYear, PeriodLine, Sum, recut};
use quittance::aggregates::{Bases, By, Counted, Headcount, Tally, Unit, aggregate, common_periods, total};
use quittance::calendar::{FiscalYear, PeriodId, periods};
use quittance::money::Cad;
use quittance::statements::{Line, Status};
use uuid::Uuid;

use crate::support::*;

fn counted_line(number: u32, employee_number: &str, status: Option<Status>) -> Line {
    Line { status, ..line(number, employee_number, "1000.00", "15.00") }
}

#[test]
fn a_person_counts_once_by_number_and_held_lines_corrections_and_people_unpaid_do_not() {
    let held = Line { held_dues: Some(cad("15.00")), ..counted_line(4, "4", Some(Status::FullTime)) };
    let correction = Line { correction_nature: "oubli".into(), ..counted_line(5, "5", None) };
    let lines = [
        counted_line(1, "1", Some(Status::FullTime)),
        counted_line(2, "2", Some(Status::PartTime)),
        counted_line(3, "2", Some(Status::FullTime)),
        held,
        correction,
        Line { dues: None, salary_paid: Some(cad("0.00")), ..counted_line(6, "6", None) },
        Line { salary_paid: None, ..counted_line(7, "7", None) },
    ];
    let Tally { headcount: count, bases, .. } = Tally::of(&lines);
    assert_eq!(count, Headcount { lines: 6, held: 1, persons: 3, full_time: 1, part_time: 1 });
    assert_eq!(count.unspecified(), 1);
    assert_eq!((bases.salary_paid, bases.dues), (cad("3000.00"), cad("60.00")));
    assert_eq!((bases.regular_pay, bases.total_remuneration), (None, None));
}

#[test]
fn an_optional_column_is_there_when_one_line_has_it_and_only_contributors_add_to_it() {
    let unpaid = Line { regular_pay: Some(cad("5.00")), ..line(1, "1", "0.00", "0.00") };
    let regular_pay = |lines: &[Line]| Tally::of(lines).bases.regular_pay;
    assert_eq!(regular_pay(&[unpaid.clone(), line(2, "2", "10.00", "0.15")]), Some(Cad::ZERO));
    let paid = Line { regular_pay: Some(cad("7.00")), ..line(2, "2", "10.00", "0.15") };
    assert_eq!(regular_pay(&[unpaid, paid]), Some(cad("7.00")));
}

fn unit(union: u128, federation: u128, institution: &str, persons: Option<(usize, &str)>) -> Unit {
    let counted = persons.map(|(persons, end)| Counted {
        period: PeriodId::new(FiscalYear::of(date(end)), 4).unwrap(),
        ends_on: date(end),
        headcount: Headcount { lines: persons, persons, full_time: persons / 2, ..Headcount::default() },
        bases: (persons >= 10).then(|| Bases { salary_paid: cad("100.00"), ..Bases::default() }),
    });
    Unit {
        union: Uuid::from_u128(union),
        union_number: union.to_string(),
        federation: Uuid::from_u128(1_000 + federation),
        central_council: Uuid::from_u128(2_000),
        employer: employer(union, institution),
        institution: institution.to_owned(),
        unit: "Catégorie 1".to_owned(),
        counted,
    }
}

/// An id that no other employer has.
fn employer(union: u128, institution: &str) -> Uuid {
    let bytes = institution.bytes().fold(0_u128, |sum, byte| sum * 257 + u128::from(byte));
    Uuid::from_u128((union << 96) ^ bytes)
}

#[test]
fn a_union_counts_a_person_of_two_units_once_and_its_units_each() {
    let units = [
        unit(412, 1, "CISSS", Some((40, "2025-07-19"))),
        unit(412, 1, "CPE", Some((12, "2025-07-19"))),
        unit(73, 1, "cisss ", Some((5, "2025-06-21"))),
        unit(9, 2, "École", None),
    ];
    let shared = HashMap::from([(Uuid::from_u128(412), 3)]);
    let by = |by: By| {
        let groups = aggregate(&units, &shared, by);
        groups.values().map(|group| (group.persons(), group.headcount.persons)).collect::<Vec<_>>()
    };
    // In the order of the unions' numbers: 9, 73, 412.
    assert_eq!(by(By::Union), [(0, 0), (5, 5), (49, 52)]);
    assert_eq!(by(By::Federation), [(54, 57), (0, 0)]);
    assert_eq!(by(By::Unit), [(0, 0), (5, 5), (40, 40), (12, 12)]);
    assert_eq!(by(By::Institution), [(45, 45), (12, 12), (0, 0)], "one CISSS, whatever the case");
    let all = total(&units, &shared);
    assert_eq!((all.persons(), all.units, all.silent, all.without_base), (54, 4, 1, 1));
    assert_eq!(all.bases.salary_paid, cad("200.00"), "the base of five people is not in it");
    assert_eq!(all.ends, Some((date("2025-06-21"), date("2025-07-19"))));
    assert_eq!((all.unions.len(), all.institutions.len()), (3, 3));
}

#[test]
fn common_people_are_those_of_the_last_period_that_every_unit_has() {
    let mut units = [
        unit(412, 1, "CISSS", Some((40, "2025-07-19"))),
        unit(412, 1, "CPE", Some((12, "2024-07-20"))),
        unit(73, 1, "CISSS", Some((5, "2025-07-19"))),
    ];
    let period = |year: &str| format!("{year} P04").parse::<PeriodId>().unwrap();
    assert_eq!(common_periods(&units), HashMap::from([(Uuid::from_u128(412), period("2024-25"))]));
    units[1].counted = None;
    assert!(common_periods(&units).is_empty(), "with one unit nobody is counted twice");
}

#[test]
fn a_budget_is_shared_by_largest_remainder_and_sums_to_itself() {
    let units = |budget, weights: &[i128]| -> Vec<i128> {
        split(budget, weights).unwrap().iter().map(|share| share.units).collect()
    };
    assert_eq!(units(10_000, &[1, 1, 1]), [3_334, 3_333, 3_333], "equal remainders in the order given");
    assert_eq!(units(7, &[50, 30, 20]), [4, 2, 1]);
    assert_eq!(units(100, &[0, 5, 0]), [0, 100, 0]);
    assert_eq!(units(0, &[3, 4]), [0, 0]);
    let shares = split(7, &[50, 30, 20]).unwrap();
    // Exactly 3.5, 2.1 and 1.4: the seat that is missing goes to 3.5.
    let exact: Vec<_> = shares.iter().map(|s| (s.floor, s.decimals(100, 4), s.extra)).collect();
    assert_eq!(exact, [(3, 5_000, true), (2, 1_000, false), (1, 4_000, false)]);
    assert_eq!(split(100, &[0, 0]), Err(SplitError::NoWeight));
    assert_eq!(split(100, &[]), Err(SplitError::NoWeight));
    assert_eq!(split(-1, &[1]), Err(SplitError::Budget));
    assert_eq!(split(MOST + 1, &[1]), Err(SplitError::Budget));
    assert_eq!(split(1, &[2, -1]), Err(SplitError::Weight));
    assert_eq!(split(MOST, &[MOST; 50]).unwrap().iter().map(|share| share.units).sum::<i128>(), MOST);
}

#[test]
fn a_body_s_year_is_named_and_bounded_by_its_first_month() {
    let year = |day: &str, month| {
        let year = BodyYear::of(date(day), month);
        format!("{year} {} {}", year.first_day(), year.last_day())
    };
    assert_eq!(year("2026-02-28", 3), "2025-26 2025-03-01 2026-02-28");
    assert_eq!(year("2026-03-01", 3), "2026-27 2026-03-01 2027-02-28");
    assert_eq!(year("2024-02-29", 3), "2023-24 2023-03-01 2024-02-29");
    assert_eq!(year("2025-12-31", 1), "2025 2025-01-01 2025-12-31");
    assert_eq!(year("2026-01-01", 1), "2026 2026-01-01 2026-12-31");
    assert_eq!(year("2026-03-31", 4), "2025-26 2025-04-01 2026-03-31");
}

/// Lines of every period of three fiscal years, for unions of a few calendars.
fn any_lines() -> impl Strategy<Value = Vec<PeriodLine>> {
    let calendar = (20..44_u32, prop::collection::vec((-90_000..9_000_000_i64, 0..9_000_000_i64), 39));
    prop::collection::vec(calendar, 1..4).prop_map(|calendars| {
        let mut lines = Vec::new();
        for (first_days, amounts) in calendars {
            for (i, (declared, paid)) in amounts.into_iter().enumerate() {
                let year = FiscalYear::new(2023 + i32::try_from(i / 13).unwrap()).unwrap();
                let first_end = year.first_day() + chrono::Duration::days(i64::from(first_days) - 1);
                let period = periods(year, first_end).unwrap()[i % 13];
                lines.push(PeriodLine {
                    period: period.id(),
                    ends_on: period.end,
                    unions: 1,
                    declared: Cad::from_cents(declared),
                    paid: Cad::from_cents(paid),
                });
            }
        }
        lines
    })
}

proptest! {
    #[test]
    fn every_cut_of_the_same_periods_adds_up_to_the_same(lines in any_lines(), month in 1..=12_u32) {
        let whole = Sum::of(&lines);
        let cells = recut(&lines, month);
        let add = |cells: &mut dyn Iterator<Item = &Sum>| {
            cells.fold(Sum::default(), |sum, cell| Sum {
                periods: sum.periods + cell.periods,
                declared: sum.declared + cell.declared,
                paid: sum.paid + cell.paid,
            })
        };
        prop_assert_eq!(add(&mut cells.values()), whole);
        // By the body's years alone, each made from the periods that end in it.
        let years: HashSet<BodyYear> = cells.keys().map(|(year, _)| *year).collect();
        let mut by_years = Vec::new();
        for year in &years {
            let ends_in = |line: &&PeriodLine| {
                (year.first_day()..=year.last_day()).contains(&line.ends_on)
            };
            let of_year = Sum::of(lines.iter().filter(ends_in));
            let row = add(&mut cells.iter().filter(|((y, _), _)| y == year).map(|(_, cell)| cell));
            prop_assert_eq!(row, of_year);
            by_years.push(of_year);
        }
        prop_assert_eq!(add(&mut by_years.iter()), whole);
        // By the agreement's years.
        for year in (2023..=2025).map(|year| FiscalYear::new(year).unwrap()) {
            let column = add(&mut cells.iter().filter(|((_, y), _)| *y == year).map(|(_, cell)| cell));
            prop_assert_eq!(column, Sum::of(lines.iter().filter(|line| line.period.fiscal_year() == year)));
        }
        // Cut by the agreement's own month, a year is the fiscal year.
        prop_assert!(recut(&lines, 4).keys().all(|(own, fiscal)| own.start_year() == fiscal.start_year()));
    }

    #[test]
    fn a_period_is_of_one_year_of_a_body_whatever_its_month(day in 0..4_000_i64, month in 1..=12_u32) {
        let day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Duration::days(day);
        let year = BodyYear::of(day, month);
        prop_assert!(year.first_day() <= day && day <= year.last_day());
        let next = BodyYear::starting(year.start_year() + 1, month);
        prop_assert_eq!(year.last_day().succ_opt().unwrap(), next.first_day());
    }

    #[test]
    fn shares_sum_to_the_budget_are_within_one_unit_and_follow_the_weights(
        budget in 0..9_999_999_999_i128, weights in prop::collection::vec(0..1_000_000_i128, 1..80),
    ) {
        prop_assume!(weights.iter().sum::<i128>() > 0);
        let total: i128 = weights.iter().sum();
        let shares = split(budget, &weights).unwrap();
        prop_assert_eq!(shares.iter().map(|share| share.units).sum::<i128>(), budget);
        for (share, weight) in shares.iter().zip(&weights) {
            prop_assert!((share.units * total - budget * weight).abs() < total, "within one unit");
            prop_assert_eq!(share.floor * total + share.remainder, budget * weight);
            prop_assert!(*weight > 0 || share.units == 0, "nothing for no weight");
        }
        for (a, one) in weights.iter().zip(&shares) {
            for (b, other) in weights.iter().zip(&shares) {
                prop_assert!(a <= b || one.units >= other.units, "more weight, no less");
            }
        }
    }
}
