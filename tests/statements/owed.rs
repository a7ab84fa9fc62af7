//! Rules on what is owed and held (V50 to V52), corrections of earlier periods (V79 to V81), the
//! yearly controls (V84, V85) and people at two places (V86), by examples of clauses.md sections 5, 6.

use std::collections::HashSet;

use quittance::calendar::PeriodId;
use quittance::statements::Column::{self, *};
use quittance::statements::checks::Context;
use quittance::statements::history::{HeldCase, History, OpenError};
use quittance::statements::rules::Words;

use crate::past::{LISE, Told, cents, found, found_in, history, keys, lise, told};
use crate::support::{check, day, file, line, of, other, p05};

fn period(text: &str) -> PeriodId {
    text.parse().unwrap()
}

fn on(column: Column, value: &str, expected: &str) -> Vec<Told> {
    vec![told(Some(1), Some(column), value, expected)]
}

/// The valid line as a correction of a period.
fn correction(period: &str, paid: &str, dues: &str) -> Vec<String> {
    line(&[
        (CorrectionPeriod, period),
        (CorrectionNature, "dues in excess"),
        (SalaryPaid, paid),
        (Dues, dues),
        (HoursWorked, ""),
        (SeniorityDays, ""),
    ])
}

#[test]
fn initiation_dues_are_deducted_once_from_whoever_signed() {
    let five = [(InitiationDues, "5.00")];
    let paid = |p: &mut quittance::statements::history::Person| p.initiated = Some(period("2025-26 P01"));
    assert_eq!(found("V50", &five, paid), on(InitiationDues, "5.00", "2025-26 P01"));
    assert_eq!(found("V50", &five, |_| {}), [], "signed, and never deducted");
    assert_eq!(found("V50", &five, |p| p.card_signed_on = None), on(InitiationDues, "5.00", ""));
    assert_eq!(found("V50", &[(InitiationDues, "0.00")], paid), []);

    let hired = [(InitiationDues, "5.00"), (HiredOn, "2025-07-21")];
    assert_eq!(found("V50", &hired, paid).len(), 1, "a hiring of somebody who is there changes nothing");
    let back = |p: &mut quittance::statements::history::Person| {
        paid(p);
        p.last = None;
    };
    assert_eq!(found("V50", &hired, back), [], "hired again, a member again");

    let nobody = History::new(period("2025-26 P05"));
    assert_eq!(found_in("V50", &[line(&hired)], &nobody), [], "new: the card is on its way");
    assert_eq!(found_in("V50", &[line(&five)], &nobody), on(InitiationDues, "5.00", ""));
    let before = [(InitiationDues, "5.00"), (HiredOn, "2025-07-19")];
    assert_eq!(found_in("V50", &[line(&before)], &nobody).len(), 1, "hired in the period before");
}

#[test]
fn initiation_dues_are_the_unions_amount() {
    let mut known = history();
    known.initiation = Some(cents(500));
    let of_amount = |amount| line(&[(InitiationDues, amount)]);
    assert_eq!(found_in("V50", &[of_amount("7.50")], &known), on(InitiationDues, "7.50", "5.00"));
    assert_eq!(found_in("V50", &[of_amount("5.00")], &known), []);
}

/// A case requested in P03 of the year, held from P04 on.
fn with_case(ruled: Option<&str>) -> History {
    let case = HeldCase {
        employee_number: LISE.into(),
        from: period("2025-26 P04"),
        ruled: ruled.map(period),
        held_here: None,
    };
    History { held_cases: Some(vec![case]), ..history() }
}

#[test]
fn dues_are_held_for_a_case_from_the_period_after_the_request() {
    let held = [line(&[(HeldDues, "20.33"), (Dues, "0.00")])];
    assert_eq!(found_in("V51", &held, &with_case(None)), []);
    assert_eq!(found_in("V51", &held, &with_case(Some("2025-26 P05"))), [], "ruled in the period");
    assert_eq!(found_in("V51", &held, &with_case(Some("2025-26 P04"))), on(HeldDues, "20.33", "P04"));
    let none = History { held_cases: Some(Vec::new()), ..history() };
    assert_eq!(found_in("V51", &held, &none), on(HeldDues, "20.33", ""));
    assert_eq!(found_in("V51", &held, &history()), [], "cases are not kept");

    let mut early = with_case(None);
    early.period = period("2025-26 P03");
    assert_eq!(found_in("V51", &held, &early), on(HeldDues, "20.33", "P04"), "the request's own period");
}

#[test]
fn what_is_held_is_neither_dues_nor_remitted_nor_given_back_before_a_ruling() {
    let both = [line(&[(HeldDues, "20.33")])];
    assert_eq!(found_in("V52", &both, &with_case(None)), on(Dues, "20.33", "0.00"));
    let held = line(&[(HeldDues, "20.33"), (Dues, "0.00")]);
    assert_eq!(found_in("V52", std::slice::from_ref(&held), &with_case(None)), []);

    let back = [line(&[(HeldDues, "-20.33"), (Dues, "20.33")])];
    assert_eq!(found_in("V52", &back, &with_case(None)), on(HeldDues, "-20.33", ""));
    assert_eq!(found_in("V52", &back, &with_case(Some("2025-26 P04"))), []);

    let lines = file(&[held, other(&[])]);
    let remitted = |amount: &str| {
        let checked = check(&format!("H;pays=2025-08-07;amount={amount}\r\n{lines}"), &p05());
        of(&checked, "V52").iter().map(|f| (f.value.clone(), f.expected.clone())).collect::<Vec<_>>()
    };
    assert_eq!(remitted("95.53"), [("95.53".to_owned(), "75.20".to_owned())]);
    assert_eq!(remitted("75.20"), []);
}

#[test]
fn a_correction_comes_in_the_next_period() {
    let late = [line(&[]), correction("P02", "0", "-2.70")];
    let wanted = told(Some(2), Some(CorrectionPeriod), "P02", "P03");
    assert_eq!(found_in("V79", &late, &history()), [wanted]);
    assert_eq!(found_in("V79", &[line(&[]), correction("P04", "0", "-2.70")], &history()), []);
}

#[test]
fn an_error_told_is_corrected_when_it_is_due() {
    let error = OpenError {
        employee_number: LISE.into(),
        period: period("2025-26 P04"),
        column: Dues,
        amount: Some(cents(-270)),
        due: period("2025-26 P05"),
    };
    let mut known = History { open_errors: vec![error], ..history() };
    let wanted = told(None, Some(Dues), "104233, P04", "-2.70");
    assert_eq!(found_in("V80", &[line(&[])], &known), std::slice::from_ref(&wanted));
    let of_another = correction("P03", "0", "-2.70");
    assert_eq!(found_in("V80", &[line(&[]), of_another], &known), [wanted]);
    assert_eq!(found_in("V80", &[line(&[]), correction("P04", "0", "-2.70")], &known), []);
    known.open_errors[0].due = period("2025-26 P06");
    assert_eq!(found_in("V80", &[line(&[])], &known), [], "not due yet");
}

#[test]
fn corrections_take_back_no_more_than_there_was() {
    let found = |corrections: &[Vec<String>], known: &History| {
        let mut lines = vec![line(&[])];
        lines.extend_from_slice(corrections);
        found_in("V81", &lines, known)
    };
    let too_much = told(Some(2), Some(Dues), "-25.00", "20.33");
    assert_eq!(found(&[correction("P04", "0", "-25.00")], &history()), [too_much]);
    assert_eq!(found(&[correction("P04", "0", "-20.33")], &history()), []);
    let twice = [correction("P04", "-700", "0"), correction("P04", "-655.41", "0")];
    assert_eq!(found(&twice, &history()), [told(Some(3), Some(SalaryPaid), "-1355.41", "1355.40")]);
    assert_eq!(found(&[correction("P04", "25", "25.00")], &history()), [], "more, not less");

    let mut known = history();
    known.people.get_mut(LISE).unwrap().paid.retain(|paid| paid.period != period("2025-26 P04"));
    let of_nothing = told(Some(2), Some(Dues), "-2.70", "0.00");
    assert_eq!(found(&[correction("P04", "0", "-2.70")], &known), [of_nothing], "she was not there");
    known.paid_periods.clear();
    assert_eq!(found(&[correction("P04", "0", "-2.70")], &known), [], "not known any more");
}

#[test]
fn the_annual_list_names_the_people_of_the_last_statement() {
    let listed = |numbers: &[&str]| {
        let annual_list = Some(numbers.iter().map(|number| (*number).to_owned()).collect());
        found_in("V84", &[line(&[])], &History { annual_list, ..history() })
    };
    assert_eq!(listed(&[LISE]), []);
    assert_eq!(listed(&[LISE, "107777"]), [told(None, Some(EmployeeNumber), "107777", "")]);
    assert_eq!(
        listed(&["107777"]),
        [told(None, Some(EmployeeNumber), "107777", ""), told(Some(1), Some(EmployeeNumber), LISE, "")]
    );
    assert_eq!(found_in("V84", &[line(&[])], &history()), [], "no list");
}

#[test]
fn the_headcount_of_january_first_is_the_banks() {
    let mut known = History { bank_employees: Some(701), ..history() };
    known.period = period("2025-26 P10");
    let counted = |start: &str, end: &str, known: &History| {
        let context = Context { start: day(start), end: day(end), ..p05() }.with_history(known);
        let checked = check(&file(&[line(&[]), other(&[])]), &context);
        of(&checked, "V85").iter().map(|f| (f.value.clone(), f.expected.clone())).collect::<Vec<_>>()
    };
    let told = ("2".to_owned(), "701".to_owned());
    assert_eq!(counted("2025-12-07", "2026-01-03", &known), [told]);
    assert_eq!(counted("2025-11-09", "2025-12-06", &known), []);
    known.bank_employees = Some(2);
    assert_eq!(counted("2025-12-07", "2026-01-03", &known), []);
}

#[test]
fn one_person_at_two_places_is_told_without_saying_where() {
    let elsewhere = |sin: &str| {
        let elsewhere = HashSet::from([keys().blind_index(sin)]);
        found_in("V86", &[line(&[])], &History { elsewhere, ..history() })
    };
    assert_eq!(elsewhere("046454286"), on(Sin, "•••••4286", ""));
    assert_eq!(elsewhere("130692544"), []);
}

#[test]
fn each_fault_of_these_rules_has_its_own_words() {
    let words = |lines: &[Vec<String>], known: &History| {
        let checked = check(&file(lines), &p05().with_history(known));
        checked.findings.iter().map(|finding| Words::of(finding).key).collect::<Vec<_>>()
    };
    let mut known = with_case(None);
    known.initiation = Some(cents(500));
    let person = known.people.get_mut(LISE).unwrap();
    (person.card_signed_on, person.first_day) = (None, None);
    let initiated = [line(&[(InitiationDues, "7.50")])];
    assert_eq!(words(&initiated, &known), ["rule-v50-authorization", "rule-v50-amount"]);
    known.people.get_mut(LISE).unwrap().initiated = Some(period("2025-26 P01"));
    assert_eq!(words(&initiated, &known), ["rule-v50", "rule-v50-amount"]);
    assert!(words(&[line(&[(HeldDues, "20.33")])], &known).contains(&"rule-v52-dues".to_owned()));
    assert_eq!(words(&[line(&[(HeldDues, "-20.33")])], &known), ["rule-v52-ruling"]);
    known.held_cases = Some(Vec::new());
    let held = [line(&[(HeldDues, "20.33"), (Dues, "0.00")])];
    assert!(words(&held, &known).contains(&"rule-v51-case".to_owned()));
    let unlisted = History { annual_list: Some(HashSet::new()), ..history() };
    assert_eq!(words(&[line(&[])], &unlisted), ["rule-v84-unlisted"]);
    assert_eq!(lise().paid.len(), 6);
}
