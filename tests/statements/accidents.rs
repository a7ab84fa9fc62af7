//! What people and spreadsheets do to a file on its way to the portal: it is read as it was meant, asked
//! about once, or refused in one sentence that says what happened, never in one finding a line.

use quittance::statements::Column::{self, EmployeeNumber, HiredOn, LeftOn, Name, Shift};
use quittance::statements::Status;
use quittance::statements::checks::{Context, read_and_check};
use quittance::statements::mapping::{Question, Saved};
use quittance::statements::reader::Unreadable;

use crate::support::{check, day, errors, file, header, line, of, other, p05, sample};

/// The sample of P05 as rows of cells, its header first.
fn rows() -> Vec<Vec<String>> {
    let text = sample("P05-statement-utf8.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[3..]);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn text(rows: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The key of the refusal, as the treasurer's page finds its words.
fn refusal(bytes: &[u8]) -> &'static str {
    let read = read_and_check(bytes, "", &p05());
    read.map(|checked| (checked.lines.len(), checked.questions)).expect_err("refused").key()
}

#[test]
fn lines_that_a_spreadsheet_quoted_once_more_are_parted_as_they_were() {
    let rows = rows();
    let plain = check(&text(&rows, b','), &p05());
    let wrapped = |all: bool| -> String {
        let lines = text(&rows, b',');
        let wrap = |line: &str| match all || line.contains('"') {
            true => format!("\"{}\"\r\n", line.replace('"', "\"\"")),
            false => format!("{line}\r\n"),
        };
        lines.lines().map(wrap).collect()
    };
    for text in [wrapped(true), wrapped(false)] {
        let checked = check(&text, &p05());
        assert!(checked.lines == plain.lines, "{:?}", &checked.findings[..checked.findings.len().min(3)]);
        assert_eq!(checked.totals, plain.totals);
    }
    // A sentence between quotes is no line.
    let titled = format!("\"Relevé, période 5, catégories 2, 3\"\r\n{}", text(&rows, b','));
    assert!(check(&titled, &p05()).lines == plain.lines);
}

#[test]
fn decimal_commas_between_commas_are_refused_in_one_sentence() {
    let mut unquoted: Vec<String> = vec![rows()[0].join(",")];
    unquoted.extend(rows()[1..].iter().map(|row| row.join(",")));
    let cut = unquoted.join("\r\n");
    assert_eq!(refusal(cut.as_bytes()), "unreadable-overflowing");
    let width = rows()[0].len();
    let refused = read_and_check(cut.as_bytes(), "", &p05()).map(|checked| checked.lines.len());
    assert_eq!(refused, Err(Unreadable::Overflowing { width }));
    // A few such lines are findings of their own.
    let mut few = vec![header()];
    few.extend((0..40).map(|n| line(&[(EmployeeNumber, &format!("{}", 104_000 + n))])));
    few[3].push("de trop".to_owned());
    assert!(errors(&check(&text(&few, b';'), &p05())).iter().any(|f| f.rule == "V01" && f.line == Some(3)));
}

#[test]
fn amounts_cut_at_their_commas_are_told_on_each_line_whatever_blanks_end_it() {
    let names =
        "Matricule,Nom,Code titre d'emploi,Statut,Taux horaire,Salaire versé,Cotisation,Note,Note 2\n";
    let person = |n: usize| format!("10000{n},Roy Luc,5311,TC,23.84,3337,60,50,06,,\n");
    let cut: String = (1..=6).map(person).collect();
    let checked = check(&format!("{names}{cut}"), &p05());
    let told: Vec<_> = of(&checked, "V01").iter().filter_map(|finding| finding.line).collect();
    assert_eq!((told, checked.totals.dues.to_string()), (vec![1, 2, 3, 4, 5, 6], "0.00".to_owned()));
}

#[test]
fn a_delimiter_at_the_end_of_some_lines_harms_nobody() {
    let comma = |cell: &String| match cell.parse::<f64>() {
        Ok(_) => cell.replace('.', ","),
        Err(_) => cell.clone(),
    };
    let person = |number: &str, name: &str| -> Vec<String> {
        line(&[(EmployeeNumber, number), (Name, name), (Column::Sin, "")]).iter().map(comma).collect()
    };
    let sheet = |second: Vec<String>| {
        let rows = [header(), person("104100", "Roy, Luc"), second, person("104102", "Roy, Guy")];
        let text: String = rows.iter().map(|row| row.join(";") + "\r\n").collect();
        let checked = check(&text, &p05());
        let told: Vec<_> = of(&checked, "V01").iter().filter_map(|finding| finding.line).collect();
        (told, checked.totals.dues.to_string())
    };
    let mut longer = person("104101", "Roy, Ève");
    longer.push(String::new());
    assert_eq!(sheet(longer), (vec![], "60.99".to_owned()));
    // A name cut in two has as many cells.
    assert_eq!(sheet(person("104101", "Roy;Ève")), (vec![2], "40.66".to_owned()));
    let mut two = person("104101", "Roy, Ève");
    two.extend([String::new(), String::new()]);
    assert_eq!(sheet(two).0, [2]);
}

#[test]
fn two_exports_of_different_code_pages_pasted_together_are_refused_by_what_they_are() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("Matricule;Salaire versé;Prénom;Cotisation\r\n");
    let people = "104233;1355,40;Hélène;20,33\r\n".repeat(20);
    let pasted = [latin.as_ref(), people.as_bytes()].concat();
    assert_eq!(refusal(&pasted), "unreadable-two-encodings");
    // Letters lost on a line are told there.
    let lost = file(&[line(&[(Name, "Trembl\u{fffd}y, Lise")]), other(&[])]);
    assert_eq!(of(&check(&lost, &p05()), "V13").len(), 1);
}

#[test]
fn a_table_on_its_side_is_refused_by_what_it_is() {
    let rows = rows();
    let turned: Vec<Vec<String>> =
        (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at].clone()).collect()).collect();
    assert_eq!(refusal(text(&turned, b';').as_bytes()), "unreadable-sideways");
}

#[test]
fn data_for_programs_and_messages_are_named() {
    let value = |bytes: &[u8]| {
        let refused = read_and_check(bytes, "", &p05()).map(|checked| checked.lines.len()).unwrap_err();
        (refused.key(), refused.value().to_owned())
    };
    let not = |kind: &str| ("unreadable-not-a-statement", kind.to_owned());
    assert_eq!(value(b"[\n  {\"Matricule\": \"100003\", \"Nom\": \"Roy, Luc\"}]"), not("JSON"));
    assert_eq!(value(b"{\"lignes\": [1, 2]}"), not("JSON"));
    let mail = "From: paie@example.org\r\nTo: tresorerie@example.org\r\nMIME-Version: 1.0\r\n\r\nVoici.";
    assert_eq!(value(mail.as_bytes()), not("EML"));
    // A title that begins as a message does is still a title.
    let titled = format!("From: 2025-07-20 to 2025-08-16\r\n{}", text(&rows(), b','));
    assert_eq!(check(&titled, &p05()).lines.len(), rows().len() - 1);
}

#[test]
fn lines_drawn_by_a_list_on_the_screen_are_nobody() {
    let rule = "-".repeat(120);
    let mut list = format!("12.08.2025   Liste dynamique   1\r\n\r\n{rule}\r\n");
    for (at, row) in rows().iter().enumerate() {
        list.push_str(&format!("|{}|\r\n", row.join("|")));
        if at == 0 {
            list.push_str(&format!("|{}|\r\n", "-".repeat(100)));
        }
    }
    list.push_str(&rule);
    let checked = check(&list, &p05());
    assert_eq!(checked.lines.len(), rows().len() - 1);
    assert_eq!(checked.totals, check(&text(&rows(), b','), &p05()).totals);
    // Somebody of whom a dash is all that is said is still somebody.
    let dash = line(&[(EmployeeNumber, "104999"), (Name, "-"), (Shift, "-")]);
    assert_eq!(check(&file(&[line(&[]), dash]), &p05()).lines.len(), 2);
}

#[test]
fn a_person_on_two_lines_of_one_number_is_told_once() {
    let twice = check(&file(&[line(&[]), line(&[])]), &p05());
    let rules: Vec<&str> = twice.findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"V17") && !rules.contains(&"V22"), "{rules:?}");
    let two_numbers = check(&file(&[line(&[]), line(&[(EmployeeNumber, "204233")])]), &p05());
    assert_eq!(of(&two_numbers, "V22").len(), 1);
}

#[test]
fn a_number_that_a_spreadsheet_shortened_is_told_once() {
    let known = ["104233"].map(Into::into).into();
    let context = p05().with_known_numbers(&known);
    let short = [(EmployeeNumber, "1,04E+05")];
    let checked = check(&file(&[line(&short), other(&short)]), &context);
    assert_eq!(of(&checked, "V13").len(), 2);
    assert!(of(&checked, "V17").is_empty() && of(&checked, "V26").is_empty(), "{:?}", checked.findings);
}

#[test]
fn dates_with_the_name_of_their_month_are_days() {
    let checked = check(&file(&[line(&[(HiredOn, "1er févr. 2021"), (LeftOn, "28-Jul-2025")])]), &p05());
    assert_eq!(checked.lines[0].hired_on, Some(day("2021-02-01")));
    assert_eq!(checked.lines[0].left_on, Some(day("2025-07-28")));
    let unknown = check(&file(&[line(&[(LeftOn, "28 jui 2025")])]), &p05());
    assert!(of(&unknown, "V14").len() == 1 && unknown.lines[0].left_on.is_none());
}

#[test]
fn a_status_in_words_is_read_and_one_of_the_employers_own_is_asked_about() {
    let said = |word: &str| check(&file(&[line(&[(Column::Status, word)])]), &p05()).lines[0].status;
    assert_eq!(said("Régulier temps complet"), Some(Status::FullTime));
    assert_eq!(said("Temps partiel régulier, jour"), Some(Status::PartTime));
    assert_eq!(said("Non temps complet"), None);
    assert_eq!(said("Temps complet / temps partiel"), None);
    let lines = |own: usize| -> Vec<Vec<String>> {
        let status = |n: usize| if n < own { "RG" } else { "PT" };
        let number = |n: usize| (104_000 + n).to_string();
        (0..50).map(|n| line(&[(EmployeeNumber, &number(n)), (Column::Status, status(n))])).collect()
    };
    assert_eq!(check(&file(&lines(5)), &p05()).questions, [Question::Status("RG".to_owned())]);
    // A slip of the pen is a finding, and a person has nothing to say of the file.
    assert_eq!(check(&file(&lines(4)), &p05()).questions, []);
    // Said once, it is not asked again, be it left unknown.
    let saved = Saved {
        columns: Column::ALL.into_iter().map(|column| (column, column.key().to_owned())).collect(),
        ..Saved::default()
    };
    let again = check(&file(&lines(5)), &Context { saved: Some(&saved), ..p05() });
    assert_eq!((again.questions.len(), of(&again, "V29").len()), (0, 5));
}
