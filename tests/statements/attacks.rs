//! What payroll systems and spreadsheets do to a statement without meaning harm: each is read, or told
//! where it stands.

use quittance::statements::Column::{self, *};
use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::reader::Unreadable;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::{check, day, delimited, errors, file, header, line, of, other, p05};

fn told(checked: &Checked) -> Vec<(&str, Option<u32>, Option<Column>, &str)> {
    errors(checked).iter().map(|f| (f.rule, f.line, f.column, f.value.as_str())).collect()
}

#[test]
fn numbers_of_people_that_became_amounts_are_known_or_told() {
    let known = ["104233", "100871"].map(Into::into).into();
    let context = p05().with_known_numbers(&known);
    let rows = [line(&[(EmployeeNumber, "104233.0")]), other(&[(EmployeeNumber, "100871.0")])];
    let checked = check(&file(&rows), &context);
    assert_eq!(checked.findings, []);
    assert_eq!((checked.lines[1].employee_number.as_str(), checked.notes.renumbered), ("100871", 2));
    let shortened =
        check(&file(&[line(&[(EmployeeNumber, "1.04E+09")]), other(&[(Phone, "4,18556E+09")])]), &p05());
    assert_eq!(
        told(&shortened),
        [("V13", Some(1), Some(EmployeeNumber), "1.04E+09"), ("V13", Some(2), Some(Phone), "4,18556E+09")]
    );
}

#[test]
fn a_print_without_separators_is_refused_by_what_it_is() {
    let print = "Matricule   Nom                Salaire   Cotisation\n\
                 104233      Tremblay, Lise     1355,40        20,33\n\
                 100871      Roy, Marc          5013,00        75,20\n";
    assert_eq!(read_and_check(print.as_bytes(), "", &p05()).unwrap_err(), Unreadable::NoColumns);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in
        (0..).zip(["Matricule;Nom;Salaire versé;Cotisation", "104233;Tremblay, Lise;1355,40;20,33"])
    {
        sheet.write(r, 0, row).unwrap();
    }
    let refused = read_and_check(book.save_to_buffer().unwrap(), "", &p05()).unwrap_err();
    assert_eq!(refused.key(), "unreadable-no-columns");
}

#[test]
fn five_hundred_columns_blank_ones_and_mixed_ends_of_lines_change_nothing() {
    let plain = check(&file(&[line(&[]), other(&[])]), &p05());
    let mut rows = vec![header(), line(&[]), other(&[])];
    for row in &mut rows {
        row.splice(0..0, vec![String::new(); 3]);
        row.resize(500, String::new());
    }
    let wide = check(&delimited(';', &rows), &p05());
    assert_eq!(wide.findings, []);
    assert!(wide.lines == plain.lines);
    let mixed = file(&[line(&[]), other(&[])]).replacen("\r\n", "\n", 1).replacen("\r\n", "\r", 1);
    assert!(check(&mixed, &p05()).lines == plain.lines);
    let nul = file(&[line(&[]), other(&[])]).replace("Lise", "Li\0se");
    assert_eq!(read_and_check(nul.as_bytes(), "", &p05()).unwrap_err().key(), "unreadable-binary");
}

/// A workbook of the rows, with what each cell is made of.
fn workbook(make: impl FnOnce(&mut Workbook)) -> Checked {
    let mut book = Workbook::new();
    make(&mut book);
    read_and_check(book.save_to_buffer().unwrap(), "", &p05()).expect("readable")
}

fn fill(book: &mut Workbook, name: &str, rows: &[Vec<String>], from: u32) {
    let sheet = book.add_worksheet().set_name(name).unwrap();
    for (r, row) in (from..).zip(rows) {
        for (c, text) in (0u16..).zip(row).filter(|(_, text)| !text.is_empty()) {
            sheet.write(r, c, text).unwrap();
        }
    }
}

#[test]
fn a_hidden_sheet_is_read_by_nobody_and_merged_titles_stand_above() {
    let rows = [header(), line(&[]), other(&[])];
    let old = [header(), line(&[(Dues, "1.00")])];
    let checked = workbook(|book| {
        fill(book, "Ancien", &old, 0);
        book.worksheet_from_name("Ancien").unwrap().set_hidden(true);
        fill(book, "Paie", &rows, 2);
        let sheet = book.worksheet_from_name("Paie").unwrap();
        sheet.merge_range(0, 0, 0, 26, "Relevé de remise", &Format::new()).unwrap();
        sheet.merge_range(1, 4, 1, 9, "Emploi", &Format::new()).unwrap();
        sheet.set_active(true);
    });
    assert_eq!(checked.findings, []);
    assert_eq!((checked.totals.dues.to_string(), checked.questions.len()), ("95.53".to_owned(), 0));
}

#[test]
fn errors_of_a_workbook_are_told_in_their_cell_and_days_are_days() {
    let rows = [header(), line(&[(Dues, "#REF!"), (Name, "#N/A")]), other(&[])];
    let checked = workbook(|book| {
        fill(book, "Paie", &rows, 0);
        let sheet = book.worksheet_from_name("Paie").unwrap();
        let dated = Format::new().set_num_format("d mmm yy");
        let hired = ExcelDateTime::parse_from_str("2025-07-28").unwrap();
        sheet.write_with_format(2, HiredOn as u16, &hired, &dated).unwrap();
    });
    assert_eq!(told(&checked), [("V13", Some(1), Some(Name), "#N/A"), ("V14", Some(1), Some(Dues), "#REF!")]);
    assert_eq!(checked.lines[1].hired_on, Some(day("2025-07-28")));
    assert_eq!(of(&checked, "V14").len(), 1);
}
