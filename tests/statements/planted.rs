//! Every rule finds a fault planted for it, on the line and column where it stands, and leaves its
//! nearest valid neighbour alone.

use std::collections::BTreeSet;

use quittance::statements::Column::{self, *};
use quittance::statements::Severity::{self, Error, Info, Warning};
use quittance::statements::mapping::{Question, Saved};
use quittance::statements::rules::{MAX_FINDINGS_PER_RULE, RULES};

use crate::amounts;
use crate::support::{check, delimited, errors, file, header, line, of, other, p05};

/// A change to the valid line that the rule must find, and one beside it that it must not.
pub struct Case {
    rule: &'static str,
    severity: Severity,
    column: Column,
    fault: &'static [(Column, &'static str)],
    near_miss: &'static [(Column, &'static str)],
}

pub const fn case(
    rule: &'static str,
    severity: Severity,
    column: Column,
    fault: &'static [(Column, &'static str)],
    near_miss: &'static [(Column, &'static str)],
) -> Case {
    Case { rule, severity, column, fault, near_miss }
}

const CORRECTION: [(Column, &str); 2] =
    [(CorrectionPeriod, "P04"), (CorrectionNature, "hours entered twice")];

const CASES: &[Case] = &[
    case("V13", Error, Name, &[(Name, "Tremblay, H\u{fffd}l\u{fffd}ne")], &[(Name, "Tremblay, Hélène")]),
    case("V13", Error, Service, &[(Service, "61\u{81}60")], &[(Service, "Où?")]),
    case("V13", Warning, Name, &[(Name, "Trembl?y, Lise")], &[(Name, "Tremblay, Lise ?")]),
    case("V13", Warning, Name, &[(Name, "BÃ©rubÃ©, Lise")], &[(Name, "SÃO, Lise")]),
    case("V14", Error, Dues, &[(Dues, "abc")], &[(Dues, "20,33 $")]),
    case("V14", Error, Dues, &[(Dues, "20.333")], &[(Dues, "20.33")]),
    case("V14", Error, SalaryPaid, &[(SalaryPaid, "12 34,00"), (Dues, "")], &[(SalaryPaid, "1 355,40")]),
    case("V14", Error, HiredOn, &[(HiredOn, "04/08/2025")], &[(HiredOn, "21/07/2025")]),
    case("V14", Error, LeftOn, &[(LeftOn, "2025-02-30")], &[(LeftOn, "20250816")]),
    case(
        "V14",
        Warning,
        SalaryPaid,
        &[(SalaryPaid, ""), (Dues, ""), (HoursWorked, "0"), (RegularPay, "0.00")],
        &[(SalaryPaid, "0.00"), (Dues, "0.00")],
    ),
    // The line says that she was paid: no note makes up for the base.
    case("V14", Error, SalaryPaid, &[(SalaryPaid, "")], &[(SalaryPaid, "1355.40")]),
    case("V16", Error, Name, &[(Name, "")], &[(Name, "Tremblay Lise")]),
    case("V16", Error, Name, &[(Name, "N/A")], &[(Name, "Null, Na")]),
    case("V16", Error, Name, &[(Name, "XXXX")], &[(Name, "Xu, Xi")]),
    case("V16", Warning, Name, &[(Name, "Tremblay")], &[(Name, "Ng, X")]),
    case("V17", Error, EmployeeNumber, &[(EmployeeNumber, "")], &[(EmployeeNumber, "00104233")]),
    case("V17", Error, EmployeeNumber, &[(EmployeeNumber, "000000")], &[(EmployeeNumber, "000001")]),
    case("V17", Error, EmployeeNumber, &[(EmployeeNumber, "s.o.")], &[(EmployeeNumber, "SO1")]),
    case("V18", Error, Sin, &[(Sin, "04645428")], &[(Sin, "046 454-286")]),
    case("V18", Error, Sin, &[(Sin, "000000000")], &[(Sin, "046454286")]),
    case("V18", Error, Sin, &[(Sin, "04645428A")], &[(Sin, "046\u{a0}454\u{a0}286")]),
    case("V18", Warning, Sin, &[(Sin, "")], &[(Sin, "130692544")]),
    case("V19", Error, Sin, &[(Sin, "046454287")], &[(Sin, "046454286")]),
    case("V20", Warning, Sin, &[(Sin, "800000002")], &[(Sin, "130692544")]),
    case("V20", Info, Sin, &[(Sin, "900000001")], &[(Sin, "130692544")]),
    case("V27", Warning, JobTitleCode, &[(JobTitleCode, "9999")], &[(JobTitleCode, "2691-1")]),
    case("V29", Error, Status, &[(Status, "X")], &[(Status, "Temps partiel")]),
    case("V29", Error, Status, &[(Status, "")], &[(Status, "TP")]),
    case("V31", Warning, Service, &[(Service, "")], &[(Service, "Urgence")]),
    case("V32", Warning, Shift, &[(Shift, "Z")], &[(Shift, "D/E/N")]),
    case("V32", Warning, Shift, &[(Shift, "E/N")], &[(Shift, "J/S")]),
    case("V33", Error, SalaryRate, &[(SalaryRate, "0")], &[(SalaryRate, "0.01")]),
    case("V33", Error, SalaryUnit, &[(SalaryUnit, "Z")], &[(SalaryUnit, "heure")]),
    case("V33", Warning, SalaryRate, &[(SalaryRate, ""), (SalaryPaid, "0"), (Dues, "0")], &CORRECTION),
    case("V37", Error, Dues, &[(Dues, "-20.33")], &[(Dues, "0.00")]),
    case(
        "V37",
        Error,
        SalaryPaid,
        &[(SalaryPaid, "(1355.40)")],
        &[(SalaryPaid, "-1355.40"), CORRECTION[0], CORRECTION[1]],
    ),
    case("V38", Warning, Dues, &[(Dues, "0.00")], &[(SalaryPaid, "0.00"), (Dues, "0.00")]),
    case("V38", Warning, Dues, &[(Dues, "")], &[(Dues, "0.00"), (HeldDues, "20.33")]),
    case("V39", Warning, Dues, &[(Dues, "23.03")], &[(Dues, "20.35")]),
    case("V39", Warning, Dues, &[(Dues, "20.36")], &[(Dues, "20.31")]),
    case(
        "V40",
        Error,
        Dues,
        &[(SalaryPaid, "10.00"), (Dues, "20.33")],
        &[(SalaryPaid, "10.00"), (Dues, "20.33"), (InsuranceBenefits, "1345.40")],
    ),
    case("V40", Error, Dues, &[(Dues, "1355.41")], &[(Dues, "1355.40")]),
    case(
        "V42",
        Warning,
        Dues,
        &[(SalaryPaid, "0"), (Dues, "5.00"), (TotalRemuneration, "")],
        &[(SalaryPaid, "0"), (Dues, "5.00"), (InsuranceBenefits, "400.00")],
    ),
    case("V54", Error, Absences, &[(Absences, "2025-07-21/2025-07-25")], &[(Absences, "2025-07-21 S01")]),
    case("V54", Error, Absences, &[(Absences, "S01")], &[(Absences, "S01 2025-07-21..2025-07-25")]),
    case("V54", Error, Absences, &[(Absences, "2025-02-30 S01")], &[(Absences, "2025/07/21/2025/07/25 S01")]),
    case("V55", Warning, Absences, &[(Absences, "2025-07-21 QQ7")], &[(Absences, "2025-07-21 h01")]),
    case("V56", Error, Absences, &[(Absences, "2025-08-20 S01")], &[(Absences, "2025-08-16 S01")]),
    case(
        "V56",
        Error,
        Absences,
        &[(Absences, "2025-07-25/2025-07-21 S01")],
        &[(Absences, "2025-07-20/2025-08-16 L02")],
    ),
    case(
        "V57",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-07-25 S01 | 2025-07-24/2025-07-28 H01")],
        &[(Absences, "2025-07-21/2025-07-25 S01 | 2025-07-26/2025-07-28 H01")],
    ),
    case(
        "V62",
        Info,
        Absences,
        &[(Absences, "2025-07-21/2025-07-23 U04")],
        &[(Absences, "2025-07-21/2025-07-23 U03")],
    ),
    case("V62", Info, Absences, &[(Absences, "2025-07-21 u10")], &[(Absences, "2025-07-21 U09")]),
    case("V63", Warning, HiredOn, &[(HiredOn, "2025-06-30")], &[(HiredOn, "2025-07-20")]),
    case("V65", Warning, LeftOn, &[(LeftOn, "2025-09-01")], &[(LeftOn, "2025-08-16")]),
    case(
        "V67",
        Error,
        LeftOn,
        &[(HiredOn, "2025-08-10"), (LeftOn, "2025-08-01")],
        &[(HiredOn, "2025-08-10"), (LeftOn, "2025-08-10")],
    ),
    case("V69", Error, HoursWorked, &[(HoursWorked, "")], &[(HoursWorked, "0"), (SeniorityDays, "1.40")]),
    case("V69", Error, SeniorityDays, &[(SeniorityDays, "")], &[(SeniorityDays, ""), (Status, "FT")]),
    case("V69", Error, VacationDays, &[(VacationDays, "")], &[(VacationDays, "1"), (SeniorityDays, "14")]),
    case(
        "V70",
        Info,
        HoursWorked,
        &[(Status, "FT"), (HoursWorked, "150")],
        &[(Status, "FT"), (HoursWorked, "0"), (VacationDays, "0"), (SeniorityDays, "")],
    ),
    case("V71", Warning, HoursWorked, &[(HoursWorked, "150.01")], &[(HoursWorked, "150")]),
    case(
        "V71",
        Warning,
        HoursWorked,
        &[(HoursWorked, "-1")],
        &[(HoursWorked, "170"), (JobTitleCode, "5312")],
    ),
    case("V72", Warning, VacationDays, &[(VacationDays, "20.5")], &[(VacationDays, "20")]),
    case("V73", Warning, SeniorityDays, &[(SeniorityDays, "14.00")], &[(SeniorityDays, "12.65")]),
    case(
        "V73",
        Warning,
        SeniorityDays,
        &[(SeniorityDays, "12.54")],
        &[(SeniorityDays, "11.20"), (HiredOn, "2025-07-28")],
    ),
    case(
        "V73",
        Warning,
        SeniorityDays,
        &[(HoursWorked, "147.5"), (VacationDays, "1"), (SeniorityDays, "28.00")],
        &[(HoursWorked, "147.5"), (VacationDays, "1"), (SeniorityDays, "29.40")],
    ),
    case(
        "V73",
        Warning,
        SeniorityDays,
        &[(SeniorityDays, "20.00")],
        &[(SeniorityDays, "20.00"), (Absences, "2025-07-21/2025-07-25 S11")],
    ),
    case("V74", Error, SeniorityDays, &[(SeniorityDays, "126.00")], &[(SeniorityDays, "29.40")]),
    case("V74", Error, SeniorityDays, &[(SeniorityDays, "-0.01")], &[(Status, "FT"), (SeniorityDays, "126")]),
    case("V78", Error, CorrectionNature, &[(CorrectionPeriod, "P04"), (Dues, "-2.70")], &CORRECTION),
    case(
        "V78",
        Error,
        CorrectionPeriod,
        &[(CorrectionNature, "hours entered twice")],
        &[(CorrectionPeriod, "2025-26 P04"), CORRECTION[1]],
    ),
    case(
        "V78",
        Error,
        CorrectionPeriod,
        &[(CorrectionPeriod, "P14"), CORRECTION[1]],
        &[(CorrectionPeriod, "13"), CORRECTION[1]],
    ),
];

/// Those of here and of the files beside it.
fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(amounts::CASES)
}

#[test]
fn the_lines_the_tests_start_from_have_nothing_to_find() {
    let checked = check(&file(&[line(&[]), other(&[])]), &p05());
    assert_eq!(checked.findings, []);
}

#[test]
fn each_planted_fault_is_found_where_it_stands() {
    for case in cases() {
        let checked = check(&file(&[other(&[]), line(case.fault)]), &p05());
        let found = of(&checked, case.rule);
        let fits = found
            .iter()
            .any(|f| f.severity == case.severity && f.line == Some(2) && f.column == Some(case.column));
        assert!(fits, "{} on {:?} not found: {:?}", case.rule, case.fault, checked.findings);
    }
}

#[test]
fn each_near_miss_is_left_alone() {
    for case in cases() {
        let checked = check(&file(&[other(&[]), line(case.near_miss)]), &p05());
        assert_eq!(of(&checked, case.rule), Vec::<&_>::new(), "{} on {:?}", case.rule, case.near_miss);
    }
}

#[test]
fn every_rule_of_the_registry_has_a_planted_fault_here_in_shapes_or_in_leave() {
    let in_shapes = ["V01", "V03", "V10", "V11", "V22", "V26", "V60", "V61"];
    let tested: BTreeSet<_> = cases()
        .map(|case| case.rule)
        .chain(in_shapes)
        .chain(crate::header::RULES)
        .chain(crate::past::RULES)
        .collect();
    let registered: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(registered, tested);
    assert_eq!(registered.len(), RULES.len(), "a code stands twice in the registry");
}

#[test]
fn a_number_on_two_lines_is_told_on_the_second_and_a_correction_may_repeat_it() {
    let again = other(&[(EmployeeNumber, "104233")]);
    let checked = check(&file(&[line(&[]), again]), &p05());
    let found = of(&checked, "V17");
    assert_eq!((found.len(), found[0].line, found[0].expected.as_str()), (1, Some(2), "1"));

    let correction = line(&[CORRECTION[0], CORRECTION[1], (SalaryPaid, "-655.40"), (Dues, "-9.83")]);
    let checked = check(&file(&[line(&[]), correction]), &p05());
    assert_eq!(checked.findings, []);
}

#[test]
fn one_sin_on_two_lines_is_a_warning_on_the_second() {
    let twice = other(&[(Sin, "046454286")]);
    let checked = check(&file(&[line(&[]), other(&[(EmployeeNumber, "9")]), twice]), &p05());
    let found = of(&checked, "V22");
    assert_eq!((found.len(), found[0].line, found[0].value.as_str()), (1, Some(3), "•••••4286"));
    assert_eq!(of(&check(&file(&[line(&[]), other(&[])]), &p05()), "V22"), Vec::<&_>::new());
}

#[test]
fn an_unknown_number_needs_a_hiring_date_when_the_known_ones_are_given() {
    let known = ["100871".into()].into();
    let context = p05().with_known_numbers(&known);
    let unknown = check(&file(&[line(&[]), other(&[])]), &context);
    assert_eq!(of(&unknown, "V26").iter().map(|f| f.line).collect::<Vec<_>>(), [Some(1)]);
    let hired = check(&file(&[line(&[(HiredOn, "2025-07-28")]), other(&[])]), &context);
    assert_eq!(of(&hired, "V26"), Vec::<&_>::new());
    assert_eq!(of(&check(&file(&[line(&[])]), &p05()), "V26"), Vec::<&_>::new());
}

#[test]
fn a_union_that_collects_no_sins_has_none_checked_nor_kept() {
    let context = p05().collecting_sins(false);
    for sin in ["", "04645428", "046454287", "046454286"] {
        let checked = check(&file(&[line(&[(Sin, sin)])]), &context);
        assert_eq!(checked.findings, [], "{sin}");
        assert_eq!(checked.lines[0].sin, None);
    }
    let mut rows = vec![header(), line(&[])];
    rows.iter_mut().for_each(|row| drop(row.remove(4)));
    let text = crate::support::delimited(',', &rows);
    assert_eq!(check(&text, &context).findings, []);
    assert_eq!(of(&check(&text, &p05()), "V01").len(), 1);
}

#[test]
fn no_finding_shows_more_of_a_sin_than_its_last_four_digits() {
    for sin in ["046454287", "04645428", "046-454-287", "1234", "12345678901", "800000002", "900000001"] {
        let checked = check(&file(&[line(&[(Sin, sin)]), other(&[(Sin, sin)])]), &p05());
        assert!(!checked.findings.is_empty(), "{sin}");
        for finding in checked.findings.iter().filter(|f| f.column == Some(Sin)) {
            let digits = finding.value.chars().filter(char::is_ascii_digit).count();
            assert!(digits <= 4 && finding.value.starts_with("•••••"), "{sin} shows as {}", finding.value);
        }
    }
}

#[test]
fn a_correction_line_may_be_negative_and_sparse() {
    let sparse: Vec<(Column, &str)> = Column::ALL
        .into_iter()
        .filter(|column| *column != EmployeeNumber)
        .map(|column| (column, ""))
        .chain([(SalaryPaid, "-655.40"), (Dues, "-9.83"), CORRECTION[0], CORRECTION[1]])
        .collect();
    let checked = check(&file(&[line(&[]), line(&sparse)]), &p05());
    assert_eq!(checked.findings, []);
    assert_eq!(checked.totals.dues.to_string(), "10.50");
}

#[test]
fn a_hostile_file_is_told_its_first_faults_and_the_count_of_the_rest() {
    let faulty = (0..MAX_FINDINGS_PER_RULE + 500).map(|n| format!("{},Roy Ève,1.00,abc\r\n", 200_000 + n));
    let text = format!("employee_number,name,salary_paid,dues\r\n{}", faulty.collect::<String>());
    let checked = check(&text, &p05());
    assert_eq!(of(&checked, "V14").len() as u32, MAX_FINDINGS_PER_RULE);
    let withheld = checked.withheld.iter().find(|w| w.rule == "V14").expect("the rest is counted");
    assert_eq!((withheld.count, withheld.severity), (500, Error));
    assert!(checked.has_errors());
}

#[test]
fn findings_come_by_line_then_rule() {
    let lines = [line(&[(Dues, "abc"), (Status, "X")]), other(&[(Name, "Roy"), (Dues, "-1")])];
    let checked = check(&file(&lines), &p05());
    let keys: Vec<_> = checked.findings.iter().map(|f| (f.line, f.rule)).collect();
    assert!(keys.len() >= 4 && keys.is_sorted(), "{keys:?}");
    assert_eq!(errors(&checked).len(), 3);
}

#[test]
fn columns_taken_for_each_other_are_asked_about_until_somebody_says_what_they_hold() {
    let people = [line(&[]), other(&[]), line(&[(EmployeeNumber, "3"), (Sin, "130692544")])];
    let right = [vec![header()], people.to_vec()].concat();
    let with = |one: Column, second: Column| {
        let mut rows = right.clone();
        rows.iter_mut().skip(1).for_each(|row| row.swap(one as usize, second as usize));
        rows
    };
    let asked = |rows: &[Vec<String>]| check(&delimited(';', rows), &p05()).questions;
    let both = |one, second| vec![Question::Swapped(one, second), Question::Swapped(second, one)];
    assert_eq!(asked(&right), []);
    assert_eq!(asked(&with(Name, Address)), both(Name, Address));
    assert_eq!(asked(&with(Status, Shift)), both(Status, Shift));
    assert_eq!(asked(&with(JobTitleCode, Phone)), both(JobTitleCode, Phone));
    // A column is no other because it is blank, or because it is badly filled.
    let mut blank = right.clone();
    blank.iter_mut().skip(1).for_each(|row| row[Address as usize].clear());
    assert_eq!(asked(&blank), []);
    blank.iter_mut().skip(1).for_each(|row| row[Address as usize] = "Saint-Jean, Québec".to_owned());
    assert_eq!(asked(&blank), []);
    // The names of the columns are believed once somebody looked at them.
    let saved = Saved {
        columns: Column::ALL.into_iter().map(|column| (column, column.key().to_owned())).collect(),
        ..Saved::default()
    };
    let mut context = p05();
    context.saved = Some(&saved);
    assert_eq!(check(&delimited(';', &with(Name, Address)), &context).questions, []);
}
