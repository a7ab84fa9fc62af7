//! A list parted over the sheets of its workbook, read as one; sheets left unread, hidden ones too.

use std::io::Write;

use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::mapping::{Question, Saved};
use quittance::statements::reader::{MAX_COLUMNS, Unreadable, Wanted, open_as};
use quittance::statements::reading::{Counted, Notes};
use quittance::statements::{Column, Column::*};
use serde_json::Value;

use crate::command::{arguments, run};
use crate::formats::ods_of;
use crate::support::{check, file, header, line, of, other, p05};
use crate::xls::{self, Cell, Placed, compound};

type Rows = Vec<Vec<String>>;

/// A workbook of each kind with these sheets, every cell a text.
fn workbooks(sheets: &[(&str, Rows)]) -> [Vec<u8>; 3] {
    [xlsx(sheets), ods(sheets), old_excel(sheets)]
}

fn xlsx(sheets: &[(&str, Rows)]) -> Vec<u8> {
    book_of(sheets).save_to_buffer().unwrap()
}

fn book_of(sheets: &[(&str, Rows)]) -> rust_xlsxwriter::Workbook {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let page = book.add_worksheet().set_name(*name).unwrap();
        for (r, row) in (0..).zip(rows) {
            page.write_row(r, 0, row).unwrap();
        }
    }
    book
}

fn ods(sheets: &[(&str, Rows)]) -> Vec<u8> {
    ods_of(&tables_of(sheets))
}

fn tables_of(sheets: &[(&str, Rows)]) -> String {
    let mut tables = String::new();
    for (name, rows) in sheets {
        tables.push_str(&format!("<table:table table:name=\"{name}\">"));
        for row in rows {
            tables.push_str("<table:table-row>");
            for text in row {
                tables.push_str(&format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"));
            }
            tables.push_str("</table:table-row>");
        }
        tables.push_str("</table:table>");
    }
    tables
}

fn old_excel(sheets: &[(&str, Rows)]) -> Vec<u8> {
    let cells = |rows: &Rows| {
        let mut cells = Vec::new();
        for (r, row) in (0u16..).zip(rows) {
            for (c, text) in (0u16..).zip(row).filter(|(_, text)| !text.is_empty()) {
                cells.push((r, c, Cell::Text(text.clone())));
            }
        }
        cells
    };
    let filled: Vec<(&str, Vec<Placed>)> = sheets.iter().map(|(name, rows)| (*name, cells(rows))).collect();
    let parts: Vec<(&str, &[Placed])> =
        filled.iter().map(|(name, cells)| (*name, cells.as_slice())).collect();
    compound(xls::stream_of(&parts))
}

/// Two of the day and one of the evening, who has no name.
fn people() -> [Vec<String>; 3] {
    let third = [(EmployeeNumber, "100900"), (Name, ""), (Sin, "000000026")];
    [line(&[]), other(&[]), other(&third)]
}

/// A sheet of notes, then one of each shift: the second has a title, and writes its header otherwise.
fn shifts() -> Vec<(&'static str, Rows)> {
    let [one, two, three] = people();
    let loud = header().iter().map(|name| name.to_uppercase()).collect();
    vec![
        ("Notes", vec![vec!["Préparé par la paie".to_owned()]]),
        ("Jour", vec![header(), one, two]),
        ("Soir", vec![vec!["Soir".to_owned()], loud, three]),
    ]
}

fn read(bytes: &[u8], sheet: Option<&str>) -> Checked {
    let saved = Saved { sheet: sheet.map(str::to_owned), ..Saved::default() };
    let mut context = p05();
    context.saved = Some(&saved);
    read_and_check(bytes, "", &context).expect("readable")
}

#[test]
fn sheets_of_the_same_columns_are_read_one_after_the_other() {
    let alone = check(&file(&people()), &p05());
    for bytes in workbooks(&shifts()) {
        let asked = Question::Sheets(vec!["Jour".to_owned(), "Soir".to_owned()]);
        assert_eq!(read(&bytes, None).questions, [asked]);
        let all = read(&bytes, Some("*"));
        assert_eq!((all.questions.len(), all.format.sheet()), (0, Some("*")));
        assert_eq!(all.totals, alone.totals);
        let numbers = |checked: &Checked| -> Vec<String> {
            checked.lines.iter().map(|line| line.employee_number.to_string()).collect()
        };
        assert_eq!(numbers(&all), numbers(&alone));
        let found = |checked: &Checked| -> Vec<(&'static str, Option<u32>, Option<Column>)> {
            checked.findings.iter().map(|found| (found.rule, found.line, found.column)).collect()
        };
        assert_eq!(found(&all), found(&alone));
        assert_eq!(read(&bytes, Some("Soir")).lines.len(), 1);
    }
}

#[test]
fn each_line_of_sheets_read_together_says_its_own() {
    for bytes in workbooks(&shifts()) {
        let notes = read(&bytes, Some("*")).notes;
        assert_eq!(notes.sheets, [("Jour".to_owned(), 1), ("Soir".to_owned(), 3)]);
        assert_eq!((notes.place(2), notes.place(3)), (Some(("Jour", 2)), Some(("Soir", 1))));
        let other_sheets = Counted { count: 1, first: vec!["Notes".to_owned()] };
        let unread_sheets = vec!["Soir".to_owned()];
        let alone = Notes { unread_sheets, other_sheets, ..Notes::default() };
        assert_eq!(read(&bytes, Some("Jour")).notes, alone);
    }
}

#[test]
fn a_sheet_of_other_columns_is_left_out_by_name_or_asked_about() {
    let mut sheets = shifts();
    let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    sheets.push(("Sommaire", vec![cells(["Matricule", "Nom", "Cotisation"]), cells(["1", "Roy, Luc", "9"])]));
    for bytes in workbooks(&sheets) {
        let said = |sheet: &str| {
            let opened = open_as(&bytes, Wanted { sheet: Some(sheet), headless: None }).expect("readable");
            (opened.sheet_is_said, opened.together.expect("two are alike"))
        };
        let (is_said, together) = said("*Sommaire");
        assert_eq!((is_said, together.called.as_str()), (true, "*Sommaire"));
        assert_eq!(together.sheets, ["Jour", "Soir"]);
        // It was not there when all the sheets were asked for.
        assert!(!said("*").0);
        let asked = read(&bytes, Some("*")).questions.remove(0);
        assert_eq!((asked.key(), asked.value()), ("columns-ask-sheets-differ", "Sommaire"));
    }
    for bytes in workbooks(&sheets[..2]) {
        let opened = open_as(&bytes, Wanted { sheet: Some("*"), headless: None }).expect("readable");
        assert!(opened.together.is_none());
        assert_eq!(opened.format.sheet(), Some("Jour"));
        // The header of the other may have changed.
        assert_eq!(read(&bytes, Some("*")).questions, [Question::Sheets(vec!["Jour".to_owned()])]);
        assert_eq!(read(&bytes, Some("Jour")).questions, []);
    }
}

#[test]
fn people_without_a_header_and_amounts_of_another_kind_are_asked_about() {
    let [one, two, three] = people();
    let cells = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let person = |amount: &str, more: &str| cells(["100900", "Roy, Luc", amount, more]);
    let others = [
        vec![three],
        vec![cells(["Matricule", "Nom", "Droit d’entrée", "Date d’embauche"]), person("5.00", "2025-07-28")],
        vec![cells(["Matricule", "Nom", "Statut", "Période corrigée"]), person("TC", "P04")],
    ];
    for other in others {
        let day = vec![header(), one.clone(), two.clone()];
        for bytes in workbooks(&[("Jour", day), ("Suite", other.clone())]) {
            let asked = Question::Sheets(vec!["Jour".to_owned(), "Suite".to_owned()]);
            assert_eq!(read(&bytes, None).questions, [asked], "{other:?}");
        }
    }
}

/// Workbooks of these sheets, the one of the evening hidden: by a person, and as only a program does.
fn evening_hidden(sheets: &[(&str, Rows)]) -> Vec<Vec<u8>> {
    let (mut book, mut deep) = (book_of(sheets), book_of(sheets));
    book.worksheet_from_name("Soir").unwrap().set_hidden(true);
    deep.worksheet_from_name("Soir").unwrap().set_very_hidden(true);
    let [old, old_deep] = [1, 2].map(|how| xls::hide(old_excel(sheets), "Soir", how));
    let style = "<style:style style:name=\"ta2\" style:family=\"table\">\
        <style:table-properties table:display=\"false\"/></style:style>";
    let styled = "table:name=\"Soir\" table:style-name=\"ta2\"";
    let open = ods_of(&(style.to_owned() + &tables_of(sheets).replace("table:name=\"Soir\"", styled)));
    vec![book.save_to_buffer().unwrap(), deep.save_to_buffer().unwrap(), old, old_deep, open]
}

#[test]
fn a_hidden_sheet_is_told_and_never_read() {
    for bytes in evening_hidden(&shifts()) {
        for sheet in [None, Some("Jour"), Some("Soir"), Some("*")] {
            let Checked { lines, format, notes, .. } = read(&bytes, sheet);
            assert_eq!((lines.len(), format.sheet()), (2, Some("Jour")), "{sheet:?}");
            assert_eq!(notes.hidden_sheets, Counted { count: 1, first: vec!["Soir".to_owned()] });
            assert_eq!(notes.other_sheets.first, ["Notes"]);
        }
    }
    let mut sheets = shifts();
    sheets[2].1.clear();
    for bytes in evening_hidden(&sheets) {
        assert!(read(&bytes, None).notes.hidden_sheets.is_empty());
    }
}

#[test]
fn all_the_sheets_may_be_one_where_nothing_stands_on_another() {
    let [one, two, three] = people();
    let day = ("Jour", vec![header(), one, two]);
    let asked = |bytes: &[u8], sheet| read(bytes, Some(sheet)).questions;
    let unsure = [Question::Sheets(vec!["Jour".to_owned()])];
    for bytes in workbooks(&[day.clone(), ("Vide", Vec::new())]) {
        assert_eq!(asked(&bytes, "*"), []);
        // The one that was left out before.
        assert_eq!(asked(&bytes, "*Jour"), unsure);
    }
    for bytes in evening_hidden(&[day, ("Soir", vec![three])]) {
        assert_eq!(asked(&bytes, "*"), unsure);
    }
}

#[test]
fn the_sheet_that_is_named_is_looked_at_behind_all_the_others() {
    let [one, two, _] = people();
    let names: Vec<String> = (1..=52).map(|n| format!("Note {n}")).collect();
    let note = vec![vec!["Préparé par la paie".to_owned()]];
    let mut sheets: Vec<(&str, Rows)> = names.iter().map(|name| (name.as_str(), note.clone())).collect();
    sheets.push(("Paie", vec![header(), one, two]));
    for bytes in [xlsx(&sheets), old_excel(&sheets)] {
        let opened = open_as(&bytes, Wanted { sheet: Some("Paie"), headless: None }).expect("readable");
        assert_eq!((opened.format.sheet(), opened.sheet_is_said), (Some("Paie"), true));
        let refused = open_as(&bytes, Wanted::default()).err();
        assert_eq!(refused, Some(Unreadable::TooManySheets { max: 50 }));
    }
}

#[test]
fn more_sheets_than_are_looked_at_are_never_read_as_all() {
    let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let rows = vec![cells(["Matricule", "Nom", "Cotisation"]), cells(["7", "Roy, Luc", "9.00"])];
    let names: Vec<String> = (1..=51).map(|n| format!("Service {n}")).collect();
    let sheets: Vec<(&str, Rows)> = names.iter().map(|name| (name.as_str(), rows.clone())).collect();
    let all = Wanted { sheet: Some("*"), headless: None };
    for bytes in workbooks(&sheets) {
        assert_eq!(open_as(&bytes, all).err(), Some(Unreadable::TooManySheets { max: 50 }));
        assert!(open_as(&bytes, Wanted::default()).expect("readable").together.is_none());
    }
    for bytes in workbooks(&sheets[..50]) {
        let opened = open_as(&bytes, all).expect("readable");
        assert_eq!((opened.together.expect("alike").sheets.len(), opened.sheet_is_said), (50, true));
    }
}

#[test]
fn a_sheet_that_is_refused_is_not_passed_over_where_all_are_read() {
    let mut sheets = shifts();
    sheets.push(("Large", vec![vec!["x".to_owned(); MAX_COLUMNS + 1]]));
    let bytes = xlsx(&sheets);
    let opened = |sheet: &str| open_as(&bytes, Wanted { sheet: Some(sheet), headless: None });
    let too_far = Unreadable::TooFarRight { cell: "Large!SS1".to_owned(), max: MAX_COLUMNS };
    assert_eq!(opened("*").err(), Some(too_far));
    let one = opened("Soir").expect("readable");
    assert_eq!((one.sheet_is_said, one.together), (true, None));
}

/// What a rule finds in two sheets read together.
fn found_in(sheets: [Rows; 2], rule: &str) -> [Vec<(Option<u32>, String, String)>; 3] {
    let [day, evening] = sheets;
    workbooks(&[("Jour", day), ("Soir", evening)]).map(|bytes| {
        let checked = read(&bytes, Some("*"));
        assert_eq!(checked.lines.len(), 3);
        let found = of(&checked, rule);
        found.iter().map(|found| (found.line, found.value.clone(), found.expected.clone())).collect()
    })
}

#[test]
fn a_total_is_of_its_sheet_or_of_all() {
    let [one, two, three] = people();
    let total = |dues: &str| {
        let mut row = vec![String::new(); Column::COUNT];
        row[EmployeeNumber as usize] = "Total général".to_owned();
        row[Dues as usize] = dues.to_owned();
        row
    };
    let found = |day: &str, above: &str, below: &str| {
        let rows = |dues: &str| if dues.is_empty() { Vec::new() } else { vec![total(dues)] };
        let evening = [vec![header()], rows(above), vec![three.clone()], rows(below)].concat();
        found_in([vec![header(), one.clone(), two.clone(), total(day)], evening], "V11")
    };
    for (day, above, below) in [
        ("95.53", "", "75.20"),
        ("95.53", "75.20", ""),
        ("95.53", "", "170.73"),
        ("170.73", "170.73", "75.20"),
    ] {
        assert!(found(day, above, below).iter().all(Vec::is_empty), "{day} {above} {below}");
    }
    let wrong = |line: Option<u32>, value: &str, expected: &str| {
        [(); 3].map(|()| vec![(line, value.to_owned(), expected.to_owned())])
    };
    assert_eq!(found("95.35", "", "75.20"), wrong(Some(2), "95.35", "95.53"));
    assert_eq!(found("95.53", "", "75.02"), wrong(None, "75.02", "170.73"));
}

#[test]
fn the_titles_of_every_sheet_are_read_and_its_counts_are_its_own() {
    let [one, two, three] = people();
    let found = |day: &str, evening: &str, rule: &str| {
        let rows = |title: &str, people: Rows| [vec![vec![title.to_owned()], header()], people].concat();
        let day = rows(day, vec![one.clone(), two.clone()]);
        found_in([day, rows(evening, vec![three.clone()])], rule)
    };
    let (now, before) = ("du 20 juillet 2025 au 16 août 2025", "du 22 juin au 19 juillet 2025");
    for (day, evening) in [(now, before), (before, now)] {
        let told = vec![(None::<u32>, before.to_owned(), "2025-07-20/2025-08-16".to_owned())];
        assert_eq!(found(day, evening, "V03"), [told.clone(), told.clone(), told]);
    }
    for (day, evening, rule) in [
        (now, now, "V03"),
        ("Nombre d’employés : 2", "Nombre d’employés : 1", "V10"),
        ("H;lines=2;dues=95.53", "H;lines=1;dues=75.20", "V10"),
        ("H;lines=2;dues=95.53", "H;lines=1;dues=75.20", "V11"),
    ] {
        assert!(found(day, evening, rule).iter().all(Vec::is_empty), "{day} {rule}");
    }
}

#[test]
fn every_other_sheet_that_holds_something_is_told() {
    let [one, two, _] = people();
    let names: Vec<String> = (1..=11).map(|n| format!("Note {n}")).collect();
    let mut sheets: Vec<(&str, Rows)> = vec![("Vide", Vec::new()), ("Jour", vec![header(), one, two])];
    sheets.extend(names.iter().map(|name| (name.as_str(), vec![vec!["Préparé par la paie".to_owned()]])));
    for bytes in workbooks(&sheets) {
        let told = read(&bytes, None).notes.other_sheets;
        assert_eq!((told.count, told.first.as_slice()), (11, &names[..10]));
    }
}

#[test]
fn merged_cells_are_told_by_their_sheet() {
    let [one, two, three] = people();
    let titled = vec![vec!["Soir".to_owned()], header(), two, three];
    let mut book = book_of(&[("Jour", vec![header(), one]), ("Soir", titled)]);
    let evening = book.worksheet_from_name("Soir").unwrap();
    // From the last to the first: they are told from the top.
    for column in (2..9).rev() {
        evening.merge_range(2, column, 3, column, "", &rust_xlsxwriter::Format::new()).unwrap();
    }
    let told = read(&book.save_to_buffer().unwrap(), Some("*")).notes.merged;
    assert_eq!((told.count, told.first.len(), told.first[0].as_str()), (7, 5, "Soir!C3:C4"));
}

/// What the command answers of a workbook, asked for all its sheets.
fn answered(sheets: &[(&str, Rows)], json: bool) -> (u8, String) {
    let (status, out, err) = answered_of(sheets, "*", json);
    assert_eq!(err, "");
    (status, out)
}

fn answered_of(sheets: &[(&str, Rows)], sheet: &str, json: bool) -> (u8, String, String) {
    let mut book = tempfile::NamedTempFile::new().unwrap();
    book.write_all(&xlsx(sheets)).unwrap();
    let mut arguments = arguments("x");
    (arguments.file, arguments.sheet, arguments.json) = (book.path().into(), Some(sheet.to_owned()), json);
    run(&arguments)
}

#[test]
fn the_command_reads_no_other_sheet_than_the_one_that_is_named() {
    let (status, out, err) = answered_of(&shifts(), "Juor", true);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("Juor") && err.contains("\u{a0}: Jour, Soir"), "{err}");
    assert_eq!(answered_of(&shifts(), "Jour", true).2, "");
}

#[test]
fn the_command_reads_all_the_sheets_when_told_to() {
    let (status, out) = answered(&shifts(), true);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &answer["lines"], answer.get("questions")), (1, &3.into(), None));
    assert_eq!(answer["totals"]["dues"], "170.73");
}

#[test]
fn the_command_says_on_which_sheet_a_finding_stands() {
    let (_, out) = answered(&shifts(), true);
    let answer: Value = serde_json::from_str(&out).unwrap();
    let nameless =
        answer["findings"].as_array().unwrap().iter().find(|found| found["rule"] == "V16").unwrap();
    let place = (&nameless["line"], &nameless["sheet"], &nameless["line_of_sheet"]);
    assert_eq!(place, (&3.into(), &"Soir".into(), &1.into()));
    let (_, table) = answered(&shifts(), false);
    assert!(table.contains("Ligne 3 (ligne 1 de la feuille «\u{a0}Soir\u{a0}»)"), "{table}");
}
