//! `statement check`: its status, its JSON, its table.

use std::io::Write;
use std::path::PathBuf;

use quittance::commands::statement::{CheckArgs, Language, check, read_lines};
use quittance::statements::Column;
use quittance::statements::rules::MAX_FINDINGS_PER_RULE;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::{self, day};
use crate::words::say;

pub fn arguments(file: &str) -> CheckArgs {
    CheckArgs {
        file: PathBuf::from(format!("{}/tests/samples/{file}", env!("CARGO_MANIFEST_DIR"))),
        start: day("2025-07-20"),
        end: day("2025-08-16"),
        pay_dates: vec![day("2025-07-24"), day("2025-08-07")],
        dues_rate: Some(Decimal::new(15, 3)),
        sheet: None,
        json: true,
        lang: Language::Fr,
        demo: true,
    }
}

pub fn run(arguments: &CheckArgs) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = check(arguments, &say, &mut out, &mut err).unwrap();
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_clean_file_answers_its_lines_and_totals_with_status_0() {
    let (status, out, err) = run(&arguments("P05-releve.xlsx"));
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(answer["lines"], 210);
    let keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
    assert_eq!(answer["totals"].as_object().unwrap().len(), 2);
    assert!(answer["totals"]["dues"].is_string());
}

#[test]
fn a_file_with_errors_answers_them_in_both_languages_with_status_1() {
    let (status, out, _) = run(&arguments("P05-avec-anomalies.csv"));
    assert_eq!(status, 1);
    let answer: Value = serde_json::from_str(&out).unwrap();
    let findings = answer["findings"].as_array().unwrap();
    let dues = findings.iter().find(|f| f["rule"] == "V14").unwrap();
    assert_eq!(
        (&dues["line"], &dues["column"], &dues["value"], &dues["severity"]),
        (&66.into(), &"dues".into(), &"10,823".into(), &"error".into())
    );
    assert!(dues["message_fr"].as_str().unwrap().contains("plus de deux décimales"));
    assert!(dues["message_en"].as_str().unwrap().contains("more than two decimals"));
    let sin = findings.iter().find(|f| f["rule"] == "V19").unwrap();
    assert_eq!(sin["value"], "•••••1926");
    assert!(findings.iter().all(|f| f.as_object().unwrap().len() == 7));
    assert!(!out.contains("011151926"));
}

#[test]
fn a_file_that_cannot_be_read_says_why_on_standard_error_with_status_2() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"%PDF-1.4").unwrap();
    let arguments = CheckArgs { file: file.path().into(), lang: Language::En, ..arguments("x") };
    let (status, out, err) = run(&arguments);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("The file is of type PDF, not a CSV file or a workbook (.xlsx, .ods)."), "{err}");
    let (status, out, err) = run(&self::arguments("no-such-file.csv"));
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("no-such-file.csv"), "{err}");
}

#[test]
fn without_json_it_is_a_table_that_people_read() {
    let french = CheckArgs { json: false, ..arguments("P05-avec-anomalies.csv") };
    let (status, out, _) = run(&french);
    assert_eq!(status, 1);
    assert!(out.contains("Ligne 54") && out.contains("Le nom de la personne salariée manque."), "{out}");
    assert!(out.contains("du 20\u{a0}juillet 2025 au 16\u{a0}août 2025"), "{out}");
    let english = CheckArgs { lang: Language::En, ..french };
    assert!(run(&english).1.contains("The employee’s name is missing."));
    let clean = CheckArgs { json: false, ..arguments("P05-statement-utf8.csv") };
    assert!(run(&clean).1.contains("Rien à signaler."));
}

#[test]
fn what_only_a_person_can_say_is_in_the_answer_and_nothing_is_computed_before() {
    let rows = [crate::support::header(), crate::support::line(&[])];
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["Paie", "Paie (2)"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (r, row) in (0..).zip(&rows) {
            sheet.write_row(r, 0, row).unwrap();
        }
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&book.save_to_buffer().unwrap()).unwrap();
    let arguments = CheckArgs { file: file.path().into(), ..arguments("x") };
    let answer: Value = serde_json::from_str(&run(&arguments).1).unwrap();
    let asked = &answer["questions"][0];
    assert_eq!((&asked["question"], &asked["sheets"][1]), (&"sheets".into(), &"Paie (2)".into()));
    assert!(asked["message_fr"].as_str().unwrap().starts_with("2 feuilles du classeur"), "{asked}");
    assert!(asked["message_en"].as_str().unwrap().starts_with("2 sheets of the workbook"), "{asked}");
    let english = CheckArgs { json: false, lang: Language::En, ..arguments.clone() };
    let (status, table, _) = run(&english);
    assert!(table.contains("2 sheets of the workbook may hold the statement"), "{table}");
    assert!(status == 1 && !table.contains("Nothing to report"), "{status} {table}");
    let (start, end) = (arguments.start, arguments.end);
    let refused = read_lines(file.path(), start, end, Language::Fr, &say).unwrap_err();
    assert!(refused.status == 1 && refused.said.contains("2 feuilles"), "{refused:?}");
}

/// The arguments to check this text, which lives as long as the file.
fn written(text: &str) -> (tempfile::NamedTempFile, CheckArgs) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let arguments = CheckArgs { file: file.path().into(), ..arguments("x") };
    (file, arguments)
}

#[test]
fn a_header_alone_is_refused_as_the_portal_refuses_it() {
    let (file, arguments) = written(&support::file(&[]));
    let (status, out, err) = run(&arguments);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with(&say(Language::Fr, "unreadable-no-lines", &[])), "{err}");
    let refused = read_lines(file.path(), arguments.start, arguments.end, Language::Fr, &say).unwrap_err();
    assert_eq!((refused.status, refused.said.as_str()), (2, err.trim_end()));
}

fn no_words(_: Language, _: &str, _: &[(&'static str, &str)]) -> String {
    String::new()
}

#[test]
fn what_is_counted_and_not_listed_is_in_the_answer() {
    let people: String = (0..MAX_FINDINGS_PER_RULE + 2).map(|n| format!("1{n};Roy, Luc;abc\n")).collect();
    let (_file, arguments) = written(&format!("Matricule;Nom;Cotisation\n{people}"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    // Words for so many findings would take the test a minute.
    let status = check(&arguments, &no_words, &mut out, &mut err).unwrap();
    let answer: Value = serde_json::from_slice(&out).unwrap();
    let listed = answer["findings"].as_array().unwrap().iter().filter(|found| found["rule"] == "V14");
    assert_eq!((status, listed.count()), (1, MAX_FINDINGS_PER_RULE as usize));
    let withheld = answer["withheld"].as_array().unwrap();
    let unread = serde_json::json!({ "rule": "V14", "severity": "error", "count": 2 });
    assert!(withheld.contains(&unread), "{withheld:?}");
}

#[test]
fn columns_that_nothing_reads_are_named() {
    let mut rows = [support::header(), support::line(&[])];
    for (row, cell) in rows.iter_mut().zip(["Hres sup.", "4"]) {
        row.push(cell.to_owned());
    }
    let (_file, arguments) = written(&support::delimited(';', &rows));
    let (status, out, _) = run(&arguments);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &answer["unread_columns"]), (0, &serde_json::json!(["Hres sup."])));
    let french = CheckArgs { json: false, ..arguments };
    assert!(run(&french).1.contains("Colonnes que rien ne lit\u{a0}: Hres sup.\n"));
    let english = CheckArgs { lang: Language::En, ..french };
    assert!(run(&english).1.contains("Columns that nothing reads: Hres sup.\n"));
}

#[test]
fn what_no_line_and_no_total_counts_is_in_the_answer() {
    let people = "Matricule;Nom;Cotisation\n1;Roy, Luc;15,00\n2;Roy, Guy;30,00\n";
    let (_file, arguments) = written(&format!("{people}Total;;45,00\nÉcart;;-5,10\n"));
    let answer: Value = serde_json::from_str(&run(&arguments).1).unwrap();
    let balances = serde_json::json!({ "count": 1, "first": ["Écart · -5,10"] });
    assert_eq!((&answer["balances"], &answer["total_rows"]), (&balances, &1.into()));
    let (_, table, _) = run(&CheckArgs { json: false, ..arguments });
    assert!(
        table.contains("Lignes de paiement, d’écart ou de solde, non comptées\u{a0}: Écart · -5,10\n"),
        "{table}"
    );
}

#[test]
fn merged_cells_and_sheets_that_were_not_read_are_in_the_answer() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet().set_name("Paie").unwrap();
    for (r, row) in (0..).zip([support::header(), support::line(&[]), support::other(&[])]) {
        page.write_row(r, 0, row).unwrap();
    }
    let service = Column::Service as u16;
    page.merge_range(1, service, 2, service, "6160", &rust_xlsxwriter::Format::new()).unwrap();
    for n in 1..=12 {
        book.add_worksheet()
            .set_name(format!("Note {n}"))
            .unwrap()
            .write(0, 0, "Préparé par la paie")
            .unwrap();
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&book.save_to_buffer().unwrap()).unwrap();
    let arguments = CheckArgs { file: file.path().into(), ..arguments("x") };
    let answer: Value = serde_json::from_str(&run(&arguments).1).unwrap();
    assert_eq!(answer["merged"], serde_json::json!({ "count": 1, "first": ["Paie!I2:I3"] }));
    assert_eq!(
        (&answer["other_sheets"]["count"], answer["other_sheets"]["first"][9].as_str()),
        (&12.into(), Some("Note 10"))
    );
    let (_, table, _) = run(&CheckArgs { json: false, ..arguments });
    assert!(
        table.contains("les autres sont lues comme vides)\u{a0}: Paie!I2:I3. Défusionnez-les"),
        "{table}"
    );
    let names = "Autres feuilles du classeur, non lues\u{a0}: Note 1, Note 2";
    assert!(table.contains(names) && table.contains("Note 10 et 2 autre(s)\n"), "{table}");
}
