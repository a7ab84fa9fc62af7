//! What titles and footers say in words of the whole statement (V03, V10), and files whose header is far
//! below its titles or has nobody below it.

use quittance::statements::checks::{Checked, Context, read_and_check};
use quittance::statements::reader::Unreadable;
use quittance::statements::rules::Words;
use quittance::statements::{Column::*, Severity};

use crate::support::{check, delimited, file, header, line, of, other, p05};

fn in_p05() -> Context<'static> {
    p05().with_period("2025-26 P05".parse().unwrap())
}

/// What a rule finds, with the key of its words.
fn told(checked: &Checked, rule: &str) -> Vec<(String, String, String)> {
    let key = |f: &&quittance::statements::Finding| {
        assert_eq!((f.severity, f.line), (Severity::Warning, None));
        (Words::of(f).key, f.value.clone(), f.expected.clone())
    };
    of(checked, rule).iter().map(key).collect()
}

fn one(key: &str, value: &str, expected: &str) -> Vec<(String, String, String)> {
    vec![(key.to_owned(), value.to_owned(), expected.to_owned())]
}

#[test]
fn a_title_of_another_period_is_told_as_it_is_written() {
    let found = |title: &str| {
        let lines = delimited(';', &[header(), line(&[]), other(&[])]);
        told(&check(&format!("Relevé de remise;;\r\n{title}\r\n{lines}"), &in_p05()), "V03")
    };
    let said = "rule-v03-said";
    assert_eq!(found("Période;6"), one(said, "Période 6", "P05"));
    assert_eq!(found("Remise P04"), one(said, "Remise P04", "P05"));
    let dates = "du 22 juin au 19 juillet 2025";
    assert_eq!(found(dates), one(said, dates, "2025-07-20/2025-08-16"));
    for title in [
        "Période;5;2025-2026",
        "du 20 juillet 2025 au 16 août 2025",
        "Période de paie 6",
        "Paie du 3 août 2025 au 16 août 2025",
        "Période 5\r\nPériode 6",
    ] {
        assert_eq!(found(title), [], "{title}");
    }
    let record = format!("H;period=P05;pays=2025-08-07\r\nPériode 6\r\n{}", file(&[line(&[])]));
    assert_eq!(told(&check(&record, &in_p05()), "V03"), [], "the header record says it");
    let below = file(&[line(&[]), other(&[])]) + "Fin de la période 6\r\n";
    assert_eq!(told(&check(&below, &in_p05()), "V03"), one(said, "Fin de la période 6", "P05"));
    // Whatever rows stand above it, it is told by its words.
    let lower = format!("H;pays=2025-08-07\r\n\r\nPériode 6\r\n{}", file(&[line(&[]), other(&[])]));
    assert_eq!(told(&check(&lower, &in_p05()), "V03"), one(said, "Période 6", "P05"));
    // Said as a header record says it.
    assert_eq!(found("P04"), one("rule-v03", "P04", "P05"));
}

#[test]
fn a_count_of_employees_is_compared_with_the_lines() {
    let lines = delimited(';', &[header(), line(&[]), other(&[])]);
    let above = |title: &str| told(&check(&format!("{title}\r\n{lines}"), &p05()), "V10");
    let below = |foot: &str| told(&check(&format!("{lines}{foot}\r\n"), &p05()), "V10");
    let (said, text) = ("rule-v10-said", "Nombre d’employés : 212");
    assert_eq!(above(text), one(said, text, "2"));
    assert_eq!(below(text), one(said, text, "2"));
    for text in
        ["Nombre d’employés : 2", "Nombre d’employés à temps partiel : 1", "Effectif : 2", "Effectif 2025"]
    {
        assert_eq!((above(text), below(text)), (Vec::new(), Vec::new()), "{text}");
    }
    // Each service has its count.
    let count = "Nombre d’employés : 1";
    let rows = |person: Vec<String>| delimited(';', &[person]);
    let parts = [delimited(';', &[header(), line(&[])]), rows(other(&[]))];
    let parted = format!("{}{count}\r\n{}{count}\r\n", parts[0], parts[1]);
    assert_eq!(told(&check(&parted, &p05()), "V10"), []);
}

#[test]
fn a_header_far_below_its_notes_is_found() {
    for (rows, delimiter) in [(35, ','), (55, ';')] {
        let notes: String = (0..rows).map(|n| format!("Note {n}. À l’attention du syndicat\r\n")).collect();
        let lines = delimited(delimiter, &[header(), line(&[]), other(&[])]);
        let checked = check(&(notes + &lines), &p05());
        assert_eq!((checked.findings.len(), checked.lines.len()), (0, 2), "{rows}");
    }
}

#[test]
fn a_header_with_nobody_below_it_is_refused_by_what_it_is() {
    for text in [file(&[]), format!("Relevé de remise\r\n{}Total;0\r\n", delimited(';', &[header()]))] {
        let refused = read_and_check(text.as_bytes(), "", &p05()).map(|checked| checked.lines.len());
        assert_eq!(refused, Err(Unreadable::NoLines), "{text}");
    }
}

#[test]
fn what_stands_for_no_number_and_no_name_is_none_and_is_told() {
    for text in ["N/A", "n.d.", "-", "--", "s.o.", "NULL", "0", "000000", "XXXX"] {
        let checked = check(&file(&[line(&[(EmployeeNumber, text), (Name, text)]), other(&[])]), &p05());
        let line = &checked.lines[0];
        assert_eq!((line.employee_number.as_str(), line.name.as_str()), ("", ""), "{text}");
        for (rule, key) in [("V16", "rule-v16-none"), ("V17", "rule-v17-none")] {
            let found = of(&checked, rule);
            assert_eq!((found.len(), found[0].value.as_str()), (1, text), "{rule}");
            assert_eq!((Words::of(found[0]).key.as_str(), found[0].severity), (key, Severity::Error));
        }
    }
    // Two people of no number are not one; a given name of nothing is none.
    let nobody = [(EmployeeNumber, "0"), (Sin, "130692544")];
    let checked = check(&file(&[line(&[(EmployeeNumber, "0")]), line(&nobody)]), &p05());
    assert!(of(&checked, "V17").iter().all(|finding| finding.expected.is_empty()));
    let text = "Matricule;Nom;Prénom;Cotisation\n1;Roy;N/A;2,00\n2;Na;So;3,00\n";
    let names: Vec<_> = check(text, &p05()).lines.iter().map(|line| line.name.to_string()).collect();
    assert_eq!(names, ["Roy", "Na, So"]);
}

#[test]
fn shifts_in_words_are_read_as_codes() {
    for (text, shift, warned) in [
        ("Jour", "D", 0),
        ("Soir/Jour", "D/E", 0),
        ("Night", "N", 0),
        ("J", "J", 0),
        ("Rotation", "Rotation", 1),
    ] {
        let checked = check(&file(&[line(&[(Shift, text)])]), &p05());
        assert_eq!(checked.lines[0].shift, shift);
        assert_eq!((of(&checked, "V32").len(), checked.questions.len()), (warned, 0), "{text}");
    }
}

#[test]
fn days_of_absence_are_read_by_the_order_of_the_file() {
    use quittance::statements::mapping::Question;
    let absent = |absences: &str, hired: &str| {
        let checked = check(&file(&[line(&[(Absences, absences), (HiredOn, hired)]), other(&[])]), &p05());
        let read: Vec<_> = checked.lines[0].absences.iter().map(ToString::to_string).collect();
        (read.join(" | "), checked.questions)
    };
    let read = |text: &str| (text.to_owned(), Vec::new());
    assert_eq!(absent("04/08/2025 S01", "21/07/2025"), read("2025-08-04/2025-08-04 S01"));
    assert_eq!(absent("08-04-2025 S01", "07-21-2025"), read("2025-08-04/2025-08-04 S01"));
    let both = "21/07/2025..25/07/2025 S01 | H01 04/08/2025";
    assert_eq!(absent(both, ""), read("2025-07-21/2025-07-25 S01 | 2025-08-04/2025-08-04 H01"));
    let asked = (String::new(), vec![Question::Dates("04/08/2025".to_owned())]);
    assert_eq!(absent("04/08/2025 S01", ""), asked);
}
