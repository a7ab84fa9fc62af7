//! Rules against the last statement (V05, V06, V21 to V36, V41, V64, V66) and what a person was paid
//! before (V53, V68, V75 to V77): each violating example of clauses.md section 5, and a near miss.

use std::sync::Arc;

use quittance::money::Cad;
use quittance::secrets::{Keys, MasterKey, UnionKeys};
use quittance::statements::history::{History, Last, Paid, Person};
use quittance::statements::rules::find;
use quittance::statements::{Column, SalaryUnit, Status};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::support::{check, day, file, line, p05};

/// Rules that this file and `owed` plant faults for.
pub const RULES: [&str; 25] = [
    "V05", "V06", "V21", "V23", "V25", "V30", "V35", "V36", "V41", "V50", "V51", "V52", "V53", "V64", "V66",
    "V68", "V75", "V76", "V77", "V79", "V80", "V81", "V84", "V85", "V86",
];

pub const LISE: &str = "104233";

pub fn cents(cents: i64) -> Cad {
    Cad::from_cents(cents)
}

pub fn keys() -> UnionKeys {
    let master = MasterKey::from_bytes(std::array::from_fn(|i| u8::try_from(i + 1).unwrap())).unwrap();
    Keys::new(master, Vec::new()).for_union(Uuid::from_u128(412))
}

/// The valid line's person, as she was in P04 and the five periods before: nothing changed.
pub fn lise() -> Person {
    let last = Last {
        name: "Tremblay, Lise".into(),
        address: "12 rue des Pins, Rimouski QC G5L 1A1".into(),
        sin_index: Some(keys().blind_index("046454286")),
        status: Some(Status::PartTime),
        job_title_code: "3455".into(),
        salary_rate: Some(Decimal::new(2259, 2)),
        salary_unit: Some(SalaryUnit::Hour),
        seniority_days: Some(Decimal::new(1260, 2)),
        left_on: None,
    };
    let paid = |period| Paid { period, salary_paid: cents(135_540), dues: cents(2_033) };
    Person {
        last: Some(last),
        first_day: Some(day("2019-03-04")),
        card_signed_on: Some(day("2019-03-11")),
        seniority_of_year: Decimal::new(5040, 2),
        paid: history_of(None).paid_periods.into_iter().map(paid).collect(),
        ..Person::default()
    }
}

fn history_of(person: Option<Person>) -> History {
    let mut history = History::new("2025-26 P05".parse().unwrap());
    let mut period = history.period;
    for _ in 0..6 {
        period = period.previous();
        history.paid_periods.push(period);
    }
    history.people.extend(person.map(|person| (LISE.into(), person)));
    history.keys = Some(Arc::new(keys()));
    history
}

/// What came before P05: her alone.
pub fn history() -> History {
    history_of(Some(lise()))
}

/// A finding as tests compare it.
pub type Told = (Option<u32>, Option<Column>, String, String);

pub fn told(line: Option<u32>, column: Option<Column>, value: &str, expected: &str) -> Told {
    (line, column, value.to_owned(), expected.to_owned())
}

/// What a rule finds in a file of these lines, each with the severity of the registry.
pub fn found_in(rule: &str, lines: &[Vec<String>], history: &History) -> Vec<Told> {
    let findings = check(&file(lines), &p05().with_history(history)).findings;
    let of_rule = findings.into_iter().filter(|finding| finding.rule == rule);
    of_rule
        .map(|finding| {
            assert_eq!(Some(finding.severity), find(rule).map(|rule| rule.severity), "{rule}");
            (finding.line, finding.column, finding.value, finding.expected)
        })
        .collect()
}

/// What a rule finds on the valid line, changed, after a past that was changed too.
pub fn found(rule: &str, changes: &[(Column, &str)], past: impl FnOnce(&mut Person)) -> Vec<Told> {
    let mut person = lise();
    past(&mut person);
    found_in(rule, &[line(changes)], &history_of(Some(person)))
}

fn same(_: &mut Person) {}

/// One finding on the first line.
fn on(column: Column, value: &str, expected: &str) -> Vec<Told> {
    vec![told(Some(1), Some(column), value, expected)]
}

#[test]
fn nothing_is_found_of_whoever_is_as_she_was() {
    let known = history();
    let checked = check(&file(&[line(&[])]), &p05().with_history(&known));
    assert_eq!(checked.findings, []);
    assert_eq!(checked.lines[0].sin_index, lise().last.unwrap().sin_index, "made once, for the store too");
    let first = History::new(known.period);
    assert_eq!(check(&file(&[line(&[])]), &p05().with_history(&first)).findings, [], "nothing came before");
}

#[test]
fn a_declared_period_and_a_missing_one_are_told_on_the_file() {
    let mut known = history();
    known.declared = true;
    assert_eq!(found_in("V05", &[line(&[])], &known), [told(None, None, "P05", "")]);
    known.declared = false;
    known.missing = Some(known.period.previous());
    assert_eq!(found_in("V05", &[line(&[])], &known), []);
    assert_eq!(found_in("V06", &[line(&[])], &known), [told(None, None, "P04", "")]);
    known.missing = None;
    assert_eq!(found_in("V06", &[line(&[])], &known), []);
}

#[test]
fn another_number_name_or_address_is_told_and_another_writing_is_not() {
    let other = [(Column::Sin, "130692544")];
    assert_eq!(found("V21", &other, same), on(Column::Sin, "•••••2544", ""));
    assert_eq!(found("V21", &[(Column::Sin, "046 454-286")], same), []);
    assert_eq!(found("V21", &other, |p| p.last.as_mut().unwrap().sin_index = None), [], "none was known");

    let roy = [(Column::Name, "Roy, Lise")];
    assert_eq!(found("V23", &roy, same), on(Column::Name, "Roy, Lise", "Tremblay, Lise"));
    assert_eq!(found("V23", &[(Column::Name, "TREMBLAY, LISE")], same), []);

    let moved = [(Column::Address, "8 rue des Ormes, Rimouski QC G5L 1A2")];
    assert_eq!(found("V25", &moved, same), on(Column::Address, "", ""), "lists of findings hold no address");
    assert_eq!(found("V25", &[(Column::Address, "12, rue des Pins, Rimouski (QC) G5L 1A1")], same), []);
}

/// The employee numbers of a file of these, read after those were known.
fn read_as(written: &[&str], known: &[&str]) -> Vec<String> {
    let known = known.iter().map(|number| (*number).into()).collect();
    let lines: Vec<Vec<String>> =
        written.iter().map(|number| line(&[(Column::EmployeeNumber, *number)])).collect();
    let checked = check(&file(&lines), &p05().with_known_numbers(&known));
    checked.lines.iter().map(|line| line.employee_number.to_string()).collect()
}

#[test]
fn a_number_parted_otherwise_is_the_one_known_before() {
    for parted in ["100-003", "100.003", "100/003", "100 003", "100\u{a0}003", "100\u{2011}003", "0100-003"] {
        assert_eq!(read_as(&[parted], &["100003"]), ["100003"], "{parted}");
        assert_eq!(read_as(&["100003"], &[parted]), [parted], "{parted}");
        assert_eq!(read_as(&[parted], &["100--003"]), ["100--003"], "{parted}");
    }
    // Two known people, two ways of writing it in one file, parts of other lengths: nothing is guessed.
    assert_eq!(read_as(&["104-233"], &["104233", "104 233"]), ["104-233"]);
    assert_eq!(read_as(&["104-233", "104233"], &["104233"]), ["104-233", "104233"]);
    assert_eq!(read_as(&["104-233", "104 233"], &["104233"]), ["104-233", "104 233"]);
    assert_eq!(read_as(&["11-2"], &["1-12"]), ["11-2"]);
    // A lone point before one or two digits is a decimal sign.
    for decimal in ["1500.5", "15.05", "01.50"] {
        let bare = decimal.replace('.', "");
        assert_eq!(read_as(&[decimal], &[&bare]), [decimal]);
        assert_eq!(read_as(&[&bare], &[decimal]), [bare]);
    }
    assert_eq!(read_as(&["1.500.5"], &["15005"]), ["15005"]);
    assert_eq!(read_as(&["15-05"], &["1505"]), ["1505"]);
}

#[test]
fn whoever_has_her_number_parted_otherwise_is_compared_with_herself() {
    let known = history();
    let numbers = [LISE].map(Into::into).into();
    let context = p05().with_history(&known).with_known_numbers(&numbers);
    let parted = (Column::EmployeeNumber, "104-233");
    let checked = check(&file(&[line(&[parted])]), &context);
    assert_eq!(checked.findings, [], "nobody is new, nobody is gone");
    assert_eq!(checked.notes.first_renumbered, Some(("104-233".to_owned(), LISE.to_owned())));
    let other = check(&file(&[line(&[parted, (Column::Name, "Roy, Anne")])]), &context);
    let told: Vec<&str> = other.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(told, ["V23"], "another name is told");
}

#[test]
fn another_status_is_told_unless_a_leave_or_a_hiring_says_why() {
    let full_time = [(Column::Status, "FT"), (Column::HoursWorked, ""), (Column::SeniorityDays, "")];
    assert_eq!(found("V30", &full_time, same), on(Column::Status, "FT", "PT"));
    let was_full_time = |person: &mut Person| person.last.as_mut().unwrap().status = Some(Status::FullTime);
    assert_eq!(found("V30", &[], was_full_time), on(Column::Status, "PT", "FT"));
    let leave = [(Column::Absences, "2025-07-20/2025-08-16 L05")];
    assert_eq!(found("V30", &leave, was_full_time), []);
    assert_eq!(found("V30", &[(Column::HiredOn, "2025-07-21")], was_full_time), []);
}

#[test]
fn a_rate_goes_neither_down_nor_far_up_in_one_job() {
    let rate = |rate| [(Column::SalaryRate, rate)];
    assert_eq!(found("V35", &rate("21.00"), same), on(Column::SalaryRate, "21.00", "22.59"));
    assert_eq!(found("V35", &rate("22.59"), same), []);
    assert_eq!(found("V36", &rate("847.13"), same), on(Column::SalaryRate, "847.13", "22.59"));
    // 22.59 x 1.15 = 25.9785.
    assert_eq!(found("V36", &rate("25.97"), same), []);
    assert_eq!(found("V36", &rate("25.98"), same).len(), 1);
    let another_job = |p: &mut Person| p.last.as_mut().unwrap().job_title_code = "2471".into();
    assert_eq!(found("V35", &rate("21.00"), another_job), []);
    assert_eq!(found("V36", &rate("847.13"), another_job), []);
    assert_eq!(found("V36", &[(Column::SalaryRate, "847.13"), (Column::SalaryUnit, "W")], same), []);
}

#[test]
fn whoever_is_gone_without_a_departure_is_told_on_the_file() {
    let mut known = history();
    known.people.insert("100871".into(), lise());
    let gone = told(None, Some(Column::EmployeeNumber), "100871", "");
    assert_eq!(found_in("V41", &[line(&[])], &known), std::slice::from_ref(&gone));
    let correction = line(&[
        (Column::EmployeeNumber, "100871"),
        (Column::CorrectionPeriod, "P04"),
        (Column::CorrectionNature, "hours"),
    ]);
    assert_eq!(found_in("V41", &[line(&[]), correction], &known), [gone], "a correction is not her line");
    let away = line(&[(Column::EmployeeNumber, "100871"), (Column::SalaryPaid, "0"), (Column::Dues, "0")]);
    assert_eq!(found_in("V41", &[line(&[]), away], &known), [], "away, but there");
    known.people.get_mut("100871").unwrap().last.as_mut().unwrap().left_on = Some(day("2025-07-18"));
    assert_eq!(found_in("V41", &[line(&[])], &known), []);
    known.people.get_mut("100871").unwrap().last = None;
    assert_eq!(found_in("V41", &[line(&[])], &known), [], "gone since longer");
}

#[test]
fn a_file_that_has_hardly_anybody_of_the_last_statement_is_doubted_once_as_a_whole() {
    let mut known = history();
    for number in 100_871..100_880 {
        known.people.insert(number.to_string().into(), lise());
    }
    let of = |number: &str| line(&[(Column::EmployeeNumber, number)]);
    assert_eq!(found_in("V41", &[of("500001")], &known), [told(None, None, "0", "10")]);
    assert_eq!(found_in("V41", &[line(&[])], &known), [told(None, None, "1", "10")]);
    let two = [line(&[]), of("100871")];
    assert_eq!(found_in("V41", &two, &known).len(), 8, "each of those who are gone");
    known.people.retain(|number, _| number.as_str() < "100874");
    assert_eq!(found_in("V41", &[of("500001")], &known).len(), 3, "too few to tell");
}

#[test]
fn pay_far_above_the_usual_is_told() {
    let paid = |amount| [(Column::SalaryPaid, amount)];
    // 1.5 x 1,355.40 = 2,033.10.
    assert_eq!(
        found("V53", &paid("2033.11"), same),
        on(Column::SalaryPaid, "2033.11", "1355.40"),
        "one cent more"
    );
    assert_eq!(found("V53", &paid("2033.10"), same), []);
    let even = |p: &mut Person| {
        let amounts = [200_000, 180_000, 220_000, 0, 190_000, 210_000];
        p.paid.iter_mut().zip(amounts).for_each(|(paid, amount)| paid.salary_paid = cents(amount));
    };
    assert_eq!(found("V53", &paid("3400.00"), even), on(Column::SalaryPaid, "3400.00", "2000.00"));
    assert_eq!(found("V53", &paid("3400.00"), |p| p.paid.truncate(2)), [], "too little is known");
}

#[test]
fn hirings_and_departures_agree_with_what_came_before() {
    let hired = [(Column::HiredOn, "2025-07-25")];
    assert_eq!(found("V64", &hired, same), on(Column::HiredOn, "2025-07-25", ""));
    assert_eq!(found("V64", &hired, |p| p.hired_on = Some(day("2025-07-25"))), [], "told again");
    let left = |p: &mut Person| {
        p.left_on = Some(day("2025-07-10"));
        p.last.as_mut().unwrap().left_on = p.left_on;
    };
    assert_eq!(found("V64", &hired, left), [], "hired again");

    let unpaid = [(Column::SalaryPaid, "0.00"), (Column::Dues, "0.00"), (Column::TotalRemuneration, "0.00")];
    assert_eq!(found("V66", &unpaid, left), on(Column::SalaryPaid, "0.00", "2025-07-10"));
    assert_eq!(found("V66", &[], left), [], "a final pay");
    assert_eq!(found("V66", &unpaid, same), []);
}

#[test]
fn a_card_is_signed_within_thirty_days() {
    let began = |first: &'static str| {
        move |p: &mut Person| {
            p.card_signed_on = None;
            p.first_day = Some(day(first));
        }
    };
    let found = |first| found("V68", &[], began(first));
    assert_eq!(found("2025-06-09"), on(Column::HiredOn, "2025-06-09", "2025-07-09"));
    assert_eq!(found("2025-07-17").len(), 1, "thirty days on the period's last");
    assert_eq!(found("2025-07-18"), []);
    assert_eq!(self::found("V68", &[], |p| p.first_day = Some(day("2025-06-09"))), [], "signed");
}

#[test]
fn seniority_of_the_year_has_its_limits_and_is_not_lost() {
    let before = |days: i64| move |p: &mut Person| p.seniority_of_year = Decimal::new(days, 2);
    let given = [(Column::SeniorityDays, "29.40")];
    assert_eq!(found("V75", &given, before(35_280)), on(Column::SeniorityDays, "29.40", "12.20"));
    assert_eq!(found("V75", &given, before(33_560)), [], "365 in all");
    // August 16 is the 138th day since April 1.
    assert_eq!(found("V76", &given, before(10_861)), on(Column::SeniorityDays, "138.01", "138"));
    assert_eq!(found("V76", &given, before(10_860)), []);

    let mut known = history();
    known.people.get_mut(LISE).unwrap().last.as_mut().unwrap().seniority_days = Some(Decimal::from(989));
    let stock = |days| line(&[(Column::SeniorityDays, days)]);
    assert_eq!(found_in("V77", &[stock("740")], &known), [], "the period's days are not a total");
    known.seniority_in_all = true;
    assert_eq!(found_in("V77", &[stock("740")], &known), on(Column::SeniorityDays, "740", "989"));
    assert_eq!(found_in("V77", &[stock("989")], &known), []);
    assert_eq!(found_in("V75", &[stock("989")], &known), [], "no sum is made of totals");
    let lost = line(&[(Column::SeniorityDays, "740"), (Column::Absences, "2025-07-20/2025-08-16 D03")]);
    assert_eq!(found_in("V77", &[lost], &known), []);
}

#[test]
fn vacation_days_of_a_fiscal_year_are_within_twenty_five() {
    let before = |days: i64| move |p: &mut Person| p.vacation_of_year = Decimal::from(days);
    let two = [(Column::VacationDays, "2"), (Column::SeniorityDays, "15.40")];
    assert_eq!(found("V72", &two, before(24)), on(Column::VacationDays, "26.00", "25.00"));
    assert_eq!(found("V72", &two, before(23)), [], "just 25");
    assert_eq!(found("V72", &[], before(30)), [], "none in the period");
    assert_eq!(found("V72", &[(Column::VacationDays, "31")], same), on(Column::VacationDays, "31", "20"));
}

#[test]
fn seniority_given_in_all_is_judged_by_what_the_period_adds() {
    let before = Decimal::new(104_500, 2);
    let in_all = |given: &str, rule: &str| {
        let mut known = history();
        known.seniority_in_all = true;
        known.people.get_mut(LISE).unwrap().last.as_mut().unwrap().seniority_days = Some(before);
        found_in(rule, &[line(&[(Column::SeniorityDays, given)])], &known)
    };
    for rule in ["V73", "V74", "V75", "V77"] {
        assert_eq!(in_all("1057.60", rule), [], "12.60 more: {rule}");
    }
    assert_eq!(in_all("1059.00", "V73"), on(Column::SeniorityDays, "14.00", "12.60"));
    assert_eq!(in_all("1171.00", "V74"), on(Column::SeniorityDays, "126.00", "29.4"));
    assert_eq!(in_all("740.00", "V77"), on(Column::SeniorityDays, "740.00", "1045.00"));
    assert_eq!(in_all("740.00", "V74"), [], "V77 has said it");
}
