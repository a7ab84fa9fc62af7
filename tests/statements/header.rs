//! Rules on the header record (V02, V03, V04, V07 to V09, V12, V15, V82), by the base example of
//! clauses.md section 5; and what a rule weighs when it is switched.

use quittance::statements::Severity::{self, Error, Info, Warning};
use quittance::statements::checks::Context;
use quittance::statements::rules::{Parties, Severities, Weight, Words};
use quittance::statements::{Column, Finding};

use crate::support::{check, day, file, line, of, other, p05};

/// Rules that this file plants faults for.
pub const RULES: [&str; 9] = ["V02", "V04", "V07", "V08", "V09", "V12", "V15", "V43", "V82"];

const STATED: &str = "H;union=0412;employer=E031;unit=U1;fy=2025-26;period=P05;start=2025-07-20;end=2025-08-16;\
    pays=2025-07-24,2025-08-07;remitted_on=2025-08-15;amount=95.53;lines=2;dues=95.53;initiation=0.00;held=0.00";

fn with_header(stated: &str, context: &Context<'_>) -> Vec<Finding> {
    check(&format!("{stated}\r\n{}", file(&[line(&[]), other(&[])])), context).findings
}

fn parties() -> Parties {
    Parties { union: "412".into(), employer: Some("e-031".into()), unit: Some("U1".into()) }
}

/// The header with one value changed: what is found, as rule, value, expected, severity.
fn changed(right: &str, wrong: &str, parties: &Parties) -> Vec<(&'static str, String, String, Severity)> {
    let context = p05().with_parties(parties).with_period("2025-26 P05".parse().unwrap());
    let stated = STATED.replacen(right, wrong, 1);
    assert_ne!(stated, STATED);
    with_header(&stated, &context).into_iter().map(|f| (f.rule, f.value, f.expected, f.severity)).collect()
}

#[test]
fn the_base_example_has_nothing_to_find() {
    let known = parties();
    let context = p05().with_parties(&known).with_period("2025-26 P05".parse().unwrap());
    assert_eq!(with_header(STATED, &context), []);
    assert_eq!(with_header(STATED, &p05()), []);
    assert_eq!(with_header("H;lines=2;pays=2025-08-07", &context), [], "what is not said is not judged");
}

#[test]
fn each_fault_of_the_header_is_found_once_on_the_file() {
    let p05 = "2025-07-20/2025-08-16";
    let planted: [(&str, &str, &str, &str, &str, Severity); 14] = [
        ("employer=E031", "employer=E999", "V02", "employer=E999", "e-031", Error),
        ("union=0412", "union=0413", "V02", "union=0413", "412", Error),
        ("unit=U1", "unit=U2", "V02", "unit=U2", "U1", Error),
        ("period=P05", "period=P14", "V03", "P14", "P01/P13", Error),
        ("period=P05", "period=P04", "V03", "P04", "P05", Error),
        ("end=2025-08-16", "end=2025-08-17", "V03", "2025-08-17", "2025-08-16", Error),
        ("pays=2025-07-24,2025-08-07", "pays=2025-07-24,2025-08-21", "V07", "2025-08-21", p05, Warning),
        ("pays=2025-07-24,2025-08-07;", "", "V07", "", p05, Warning),
        ("remitted_on=2025-08-15", "remitted_on=2025-08-23", "V08", "2025-08-23", "2025-08-22", Warning),
        ("remitted_on=2025-08-15", "remitted_on=2025-07-30", "V09", "2025-07-30", "2025-08-07", Warning),
        ("amount=95.53", "amount=75.20", "V12", "75.20", "95.53", Error),
        ("held=0.00", "released=75.20", "V12", "95.53", "170.73", Error),
        ("held=0.00", "held=0.00;transmission=paper", "V15", "paper", "", Info),
        ("dues=95.53", "dues=95.35", "V11", "95.35", "95.53", Error),
    ];
    for (right, wrong, rule, value, expected, severity) in planted {
        let found = changed(right, wrong, &parties());
        let wanted = (rule, value.to_owned(), expected.to_owned(), severity);
        // A pay that is outside the period is also one to remit from.
        let found: Vec<_> =
            found.into_iter().filter(|f| !(wrong.contains("08-21") && f.0 == "V09")).collect();
        assert_eq!(found, [wanted], "{wrong}");
    }
}

#[test]
fn the_nearest_neighbours_of_those_faults_are_left_alone() {
    for (right, near) in [
        ("employer=E031", "employer=e 031"),
        ("union=0412", "union=00412"),
        ("pays=2025-07-24,2025-08-07", "pays=2025-07-20,2025-08-16"),
        ("remitted_on=2025-08-15", "remitted_on=2025-08-22"),
        ("remitted_on=2025-08-15", "remitted_on=2025-08-07"),
        ("remitted_on=2025-08-15;", ""),
        ("amount=95.53", "amount=170.73;released=75.20"),
        ("held=0.00", "transmission=Électronique"),
    ] {
        let found: Vec<_> = changed(right, near, &parties()).into_iter().collect();
        // The last pay of the period's last day is later than the remittance.
        let found: Vec<_> = found.into_iter().filter(|f| !(near.contains("08-16") && f.0 == "V09")).collect();
        assert_eq!(found, [], "{near}");
    }
    let unknown = Parties { union: "412".into(), ..Parties::default() };
    assert_eq!(changed("employer=E031", "employer=E999", &unknown), [], "nobody gave the employer's code");
}

#[test]
fn an_amount_with_the_dues_held_is_not_what_was_due() {
    let held = [line(&[(Column::Dues, "0.00"), (Column::HeldDues, "20.33")]), other(&[])];
    let stated = "H;pays=2025-08-07;held=20.33;amount=";
    let amount = |amount: &str| check(&format!("{stated}{amount}\r\n{}", file(&held)), &p05());
    let wrong = amount("95.53");
    assert_eq!(of(&wrong, "V12")[0].expected, "75.20");
    assert_eq!(Words::of(of(&wrong, "V12")[0]).expected(true), "75,20\u{a0}$");
    assert_eq!(of(&amount("75.20"), "V12"), Vec::<&_>::new());
    let unreadable = file(&[line(&[(Column::Dues, "abc")]), other(&[])]);
    assert_eq!(of(&check(&format!("{stated}75.20\r\n{unreadable}"), &p05()), "V12"), Vec::<&_>::new());
}

#[test]
fn a_calendar_gives_each_period_its_days() {
    let found = |id: &str, start: &str, end: &str| {
        let context = Context { start: day(start), end: day(end), ..p05() }.with_period(id.parse().unwrap());
        let checked = check(&file(&[line(&[])]), &context);
        let keys = |f: &&Finding| (f.value.clone(), f.expected.clone(), Words::of(f).key);
        of(&checked, "V04").iter().map(keys).collect::<Vec<_>>()
    };
    let told = |value: &str, expected: &str, key: &str| {
        vec![(value.to_owned(), expected.to_owned(), key.to_owned())]
    };
    assert_eq!(
        found("2025-26 P06", "2025-08-17", "2025-09-14"),
        told("2025-08-17/2025-09-14", "28", "rule-v04")
    );
    assert_eq!(found("2025-26 P06", "2025-08-17", "2025-09-13"), []);
    let early = told("2025-03-31/2025-04-26", "2025-04-01", "rule-v04-bound");
    assert_eq!(found("2025-26 P01", "2025-03-31", "2025-04-26"), early);
    assert_eq!(found("2025-26 P01", "2025-04-01", "2025-04-26"), []);
    let short = told("2026-03-01/2026-03-30", "2026-03-31", "rule-v04-bound");
    assert_eq!(found("2025-26 P13", "2026-03-01", "2026-03-30"), short);
    assert_eq!(found("2025-26 P13", "2026-03-01", "2026-03-31"), []);
}

#[test]
fn dues_deducted_in_two_calendar_years_are_given_for_each_pay() {
    let found = |pays: &str, rest: &str| {
        let context = Context { start: day("2025-12-07"), end: day("2026-01-10"), ..p05() };
        let text = format!("H;pays={pays}{rest}\r\n{}", file(&[line(&[]), other(&[])]));
        let checked = check(&text, &context);
        of(&checked, "V82").iter().map(|f| (f.value.clone(), f.expected.clone())).collect::<Vec<_>>()
    };
    let lump = [("95.53".to_owned(), "2025-12-25, 2026-01-08".to_owned())];
    assert_eq!(found("2025-12-25,2026-01-08", ""), lump);
    assert_eq!(found("2025-12-25,2026-01-08", ";dues_by_pay=50.00,45.00"), lump, "they are not the dues");
    assert_eq!(found("2025-12-25,2026-01-08", ";dues_by_pay=50.00,45.53"), []);
    assert_eq!(found("2025-12-11,2025-12-25", ""), []);
}

#[test]
fn a_switched_rule_weighs_what_was_decided_and_nothing_when_off() {
    let text = file(&[line(&[(Column::SeniorityDays, "20.00"), (Column::Name, "Tremblay")]), other(&[])]);
    let mut severities = Severities::registered();
    let found = |severities: &Severities| {
        let checked = check(&text, &p05().with_severities(severities));
        checked.findings.iter().map(|f| (f.rule, f.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found(&severities), [("V16", Warning), ("V73", Warning)]);
    severities.set("V73", Weight::As(Error));
    severities.set("V16", Weight::As(Info));
    assert_eq!(found(&severities), [("V16", Info), ("V73", Error)]);
    severities.set("V73", Weight::Off);
    severities.set("V16", Weight::Off);
    assert_eq!(found(&severities), []);
}

#[test]
fn a_rule_that_is_off_still_reads_what_others_look_at() {
    let mut severities = Severities::registered();
    for code in ["V29", "V33", "V54"] {
        severities.set(code, Weight::Off);
    }
    let text = file(&[line(&[(Column::Absences, "2025-08-20 S01"), (Column::Status, "X")]), other(&[])]);
    let checked = check(&text, &p05().with_severities(&severities));
    assert_eq!(of(&checked, "V29"), Vec::<&_>::new());
    assert_eq!(of(&checked, "V56").len(), 1);
    assert_eq!(checked.lines[1].status, Some(quittance::statements::Status::FullTime));
}
