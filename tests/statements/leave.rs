//! Union leave (V60 to V62): the examples of clauses.md section 5, and their neighbours.

use quittance::statements::Column::*;
use quittance::statements::Severity::{Info, Warning};
use quittance::statements::checks::LeaveBank;
use quittance::statements::rules::Words;
use rust_decimal::Decimal;

use crate::support::{check, file, line, of, other, p05};

fn bank(days: i64, used_before: i64) -> Option<LeaveBank> {
    Some(LeaveBank { days: Decimal::from(days), used_before: Decimal::from(used_before) })
}

/// 480 employees, not amalgamated: the 216th day of 215.
#[test]
fn a_day_beyond_the_banks_is_a_warning_on_the_file() {
    let lines = [line(&[(Absences, "2025-07-21 U02")]), other(&[(Absences, "2025-07-22 U01")])];
    let over = check(&file(&lines), &p05().with_leave_bank(bank(215, 214)));
    let found = of(&over, "V60");
    assert_eq!(found.len(), 1);
    let facts = (found[0].severity, found[0].line, found[0].value.as_str(), found[0].expected.as_str());
    assert_eq!(facts, (Warning, None, "216", "215"));

    let at_the_limit = check(&file(&lines), &p05().with_leave_bank(bank(215, 213)));
    assert_eq!(of(&at_the_limit, "V60"), Vec::<&_>::new());
    assert_eq!(of(&check(&file(&lines), &p05()), "V60"), Vec::<&_>::new(), "the bank is not known");
}

#[test]
fn days_outside_the_banks_and_statements_without_leave_take_nothing_of_them() {
    let spent = p05().with_leave_bank(bank(215, 220));
    let outside = [line(&[(Absences, "2025-07-21 U04 | 2025-07-22 U08 | 2025-07-23 S01")]), other(&[])];
    assert_eq!(of(&check(&file(&outside), &spent), "V60"), Vec::<&_>::new());
    let half = [line(&[(Absences, "2025-07-21 U03 3.75h")]), other(&[])];
    let checked = check(&file(&half), &spent);
    assert_eq!(of(&checked, "V60")[0].value, "220.5");
    assert_eq!(Words::of(of(&checked, "V60")[0]).value(true), "220,5");
}

/// Three of service 6060 on 2025-07-30.
#[test]
fn three_of_one_service_on_one_day_are_told_once_a_day_on_the_third() {
    let released = |number, sin, days: &'static str| {
        other(&[(EmployeeNumber, number), (Sin, sin), (Service, "6060"), (Absences, days)])
    };
    let two = [released("1", "130692544", "2025-07-28/2025-08-01 U01"), released("2", "", "2025-07-30 U01")];
    assert_eq!(of(&check(&file(&two), &p05()), "V61"), Vec::<&_>::new());

    let mut three = two.to_vec();
    three.push(released("3", "", "2025-07-30/2025-07-31 U01"));
    three.push(released("4", "", "2025-07-30 u01"));
    let checked = check(&file(&three), &p05());
    let found = of(&checked, "V61");
    assert_eq!(found.len(), 1, "July 31 has two");
    let facts = (found[0].severity, found[0].line, found[0].value.as_str(), found[0].expected.as_str());
    assert_eq!(facts, (Info, Some(3), "6060, 2025-07-30", "2"));

    three[2] = released("3", "", "2025-07-30 U02");
    three[3] = other(&[(EmployeeNumber, "4"), (Sin, ""), (Service, "7690"), (Absences, "2025-07-30 U01")]);
    assert_eq!(of(&check(&file(&three), &p05()), "V61"), Vec::<&_>::new(), "internal, or of another service");
}
