//! Corrections that cannot be counted, or that would be counted twice (V26, V52, V78, V79, V81): each is
//! said, and the same line of a period that can be corrected is not.

use std::collections::HashSet;

use quittance::calendar::PeriodId;
use quittance::statements::Column::*;
use quittance::statements::history::{HeldCase, History, Paid};
use quittance::statements::rules::Words;
use quittance::statements::{Column, Finding, Severity};

use crate::past::{LISE, cents, history};
use crate::support::{check, file, line, of, p05};

fn period(text: &str) -> PeriodId {
    text.parse().unwrap()
}

/// A correction of somebody: the period, then what changes on it.
fn correction(period: &str, more: &[(Column, &str)]) -> Vec<String> {
    let mut cells = vec![
        (CorrectionPeriod, period),
        (CorrectionNature, "chiffres inversés"),
        (SalaryPaid, "0"),
        (Dues, "-2.70"),
        (HoursWorked, ""),
        (SeniorityDays, ""),
    ];
    cells.extend_from_slice(more);
    line(&cells)
}

/// What a rule finds of the valid line with one correction, and the key of its words.
fn told(rule: &str, correction: Vec<String>, known: &History) -> Vec<(Severity, String, String, String)> {
    let checked = check(&file(&[line(&[]), correction]), &p05().with_history(known));
    let told = |f: &&Finding| (f.severity, Words::of(f).key, f.value.clone(), f.expected.clone());
    of(&checked, rule).iter().map(told).collect()
}

fn one(
    severity: Severity,
    key: &str,
    value: &str,
    expected: &str,
) -> Vec<(Severity, String, String, String)> {
    vec![(severity, key.to_owned(), value.to_owned(), expected.to_owned())]
}

/// The union declares here from P02; P02 and P04 were received.
fn counted() -> History {
    let received = HashSet::from([period("2025-26 P02"), period("2025-26 P04")]);
    History { counts_from: Some(period("2025-26 P02")), received: Some(received), ..history() }
}

#[test]
fn a_period_that_is_not_earlier_is_not_corrected() {
    let of = |text: &str| told("V78", correction(text, &[]), &counted());
    assert_eq!(of("P05"), one(Severity::Error, "rule-v78-ahead", "P05", "< 2025-26 P05"));
    assert_eq!(of("2025-26 P07"), one(Severity::Error, "rule-v78-ahead", "2025-26 P07", "< 2025-26 P05"));
    assert_eq!(of("P04"), []);
    assert_eq!(of("4"), [], "as some payrolls write it");
}

#[test]
fn a_period_without_a_statement_or_from_before_the_portal_is_said() {
    let of = |text: &str, known: &History| told("V78", correction(text, &[]), known);
    let before = one(Severity::Warning, "rule-v78-before", "2024-25 P13", "≥ 2025-26 P02");
    assert_eq!(of("2024-25 P13", &counted()), before);
    let missing = one(Severity::Warning, "rule-v78-unreceived", "P03", "2025-26 P03");
    assert_eq!(of("P03", &counted()), missing);
    assert_eq!(of("P02", &counted()), [], "the first that counts");
    assert_eq!(of("P03", &history()), [], "what was received is not known");
    assert_eq!(told("V79", correction("2024-25 P13", &[]), &counted()), [], "V78 has said more");
}

#[test]
fn a_number_alone_of_the_year_before_says_its_year() {
    let of = |rule: &str, text: &str, known: &History| told(rule, correction(text, &[]), known);
    let year = one(Severity::Warning, "rule-v79-year", "P09", "2024-25\u{a0}P09");
    assert_eq!(of("V79", "P09", &history()), year);
    let said = one(Severity::Warning, "rule-v79", "2024-25 P09", "P10");
    assert_eq!(of("V79", "2024-25 P09", &history()), said);
    assert_eq!(of("V79", "P02", &history()), one(Severity::Warning, "rule-v79", "P02", "P03"));
    let before = one(Severity::Warning, "rule-v78-before", "2024-25 P09", "≥ 2025-26 P02");
    assert_eq!(of("V78", "P09", &counted()), before);
}

#[test]
fn the_same_correction_of_another_statement_is_told_and_a_different_one_is_not() {
    let mut known = counted();
    let made = Paid { period: period("2025-26 P04"), salary_paid: cents(0), dues: cents(-270) };
    known.people.get_mut(LISE).unwrap().corrections.push(made);
    let again = one(Severity::Warning, "rule-v79-again", "P04", "2025-26 P04");
    assert_eq!(told("V79", correction("P04", &[]), &known), again);
    assert_eq!(told("V79", correction("P04", &[(Dues, "-1.00")]), &known), []);
    assert_eq!(told("V79", correction("P04", &[]), &counted()), []);
}

#[test]
fn whoever_was_not_there_is_added_and_said_so() {
    let mut known = counted();
    known.people.get_mut(LISE).unwrap().paid.retain(|paid| paid.period != period("2025-26 P04"));
    let more = [(SalaryPaid, "500.00"), (Dues, "7.50")];
    let absent = one(Severity::Info, "rule-v81-absent", LISE, "2025-26 P04");
    assert_eq!(told("V81", correction("P04", &more), &known), absent);
    assert_eq!(told("V81", correction("P04", &more), &counted()), [], "she was there");

    let stranger = [more[0], more[1], (EmployeeNumber, "999999")];
    let context = HashSet::from([LISE.into()]);
    let found = |line_of: &[(Column, &str)]| {
        let known = counted();
        let context = p05().with_history(&known).with_known_numbers(&context);
        let checked = check(&file(&[line(&[]), correction("P04", line_of)]), &context);
        of(&checked, "V26").iter().map(|f| (Words::of(f).key, f.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(&stranger), [("rule-v26-correction".to_owned(), "999999".to_owned())]);
    assert_eq!(found(&more), []);
}

/// Her case holds P04, in which nothing was checked off.
fn with_case(held_here: Option<i64>) -> History {
    let case = HeldCase {
        employee_number: LISE.into(),
        from: period("2025-26 P04"),
        ruled: None,
        held_here: held_here.map(cents),
    };
    let mut known = History { held_cases: Some(vec![case]), ..counted() };
    let of_p04 = |paid: &&mut Paid| paid.period == period("2025-26 P04");
    known.people.get_mut(LISE).unwrap().paid.iter_mut().find(of_p04).unwrap().dues = cents(0);
    known
}

#[test]
fn a_correction_neither_holds_nor_releases() {
    let held = correction("P04", &[(HeldDues, "20.33"), (Dues, "0")]);
    assert_eq!(
        told("V52", held, &with_case(None)),
        one(Severity::Error, "rule-v52-correction", "20.33", "0.00")
    );
    let released = correction("P04", &[(Dues, "20.33")]);
    let twice = one(Severity::Error, "rule-v52-released", "20.33", "2025-26 P04");
    assert_eq!(told("V52", released.clone(), &with_case(None)), twice);
    assert_eq!(told("V52", released, &counted()), [], "nothing is held of her");
    let salary = correction("P04", &[(SalaryPaid, "-50.00"), (Dues, "0")]);
    assert_eq!(told("V52", salary, &with_case(None)), [], "her pay is corrected like anybody's");
}

#[test]
fn a_version_that_no_longer_holds_says_so() {
    let gone = |cells: &[(Column, &str)], known: &History| {
        let checked = check(&file(&[line(cells)]), &p05().with_history(known));
        let told = |f: &&Finding| (f.severity, Words::of(f).key, f.value.clone(), f.expected.clone());
        of(&checked, "V52").iter().map(told).collect::<Vec<_>>()
    };
    let wanted = one(Severity::Warning, "rule-v52-gone", LISE, "20.33");
    assert_eq!(gone(&[], &with_case(Some(2033))), wanted);
    assert_eq!(gone(&[(HeldDues, "20.33"), (Dues, "0.00")], &with_case(Some(2033))), []);
    assert_eq!(gone(&[], &with_case(None)), [], "the version before held nothing");
}
