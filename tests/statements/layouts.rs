//! Layouts of real payrolls: Excel 97-2003, MacRoman, rare delimiters, headers in two rows, several
//! sheets; and old workbooks made to hurt.

use std::io::Cursor;

use calamine::{Reader, Xls};
use quittance::statements::checks::read_and_check;
use quittance::statements::mapping::Saved;
use quittance::statements::reader::{Encoding, Format, Unreadable, Wanted, open_as};
use quittance::statements::{Column, SalaryUnit};

use crate::formats::ods_of;
use crate::support::{check, delimited, header, line, other, p05};
use crate::xls::{self, Cell, NO_RESULT, cell, compound, record};
use crate::zips::zipped;

/// The stream of these rows; numbers are binary, the hiring date a day's serial.
fn stream(rows: &[Vec<String>]) -> Vec<u8> {
    let mut cells = Vec::new();
    for (r, row) in (0u16..).zip(rows) {
        for (c, text) in (0u16..).zip(row).filter(|(_, text)| !text.is_empty()) {
            let number = text.parse::<f64>().ok().filter(|_| r > 0 && c != 4);
            let cell = match number {
                _ if text == "2025-07-28" => Cell::Day(45_866.0),
                Some(_) if !text.contains('.') => Cell::Whole(text.parse().unwrap()),
                Some(number) => Cell::Number(number),
                None => Cell::Text(text.clone()),
            };
            cells.push((r, c, cell));
        }
    }
    xls::stream(&cells)
}

fn rows() -> Vec<Vec<String>> {
    vec![
        header(),
        line(&[(Column::Name, "Bérubé, Hélène"), (Column::HiredOn, "2025-07-28")]),
        other(&[(Column::Service, "Œuvres d’été")]),
    ]
}

fn refusal(bytes: &[u8]) -> Unreadable {
    read_and_check(bytes, "", &p05()).map(|checked| checked.lines.len()).expect_err("refused")
}

#[test]
fn an_excel_97_workbook_gives_the_same_lines_as_text() {
    let expected = check(&delimited(',', &rows()), &p05());
    let bytes = compound(stream(&rows()));
    // Another reader agrees that it is such a workbook.
    let mut judge = Xls::new(Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(judge.worksheet_range("Paie").expect("a sheet").height(), 3);
    let checked = read_and_check(&bytes, "", &p05()).expect("readable");
    assert_eq!(checked.format, Format::Xls { sheet: "Paie".to_owned() });
    assert_eq!(checked.findings, []);
    assert_eq!(checked.totals, expected.totals);
    for (line, same) in checked.lines.iter().zip(&expected.lines) {
        assert_eq!((&line.name, &line.service, &line.sin), (&same.name, &same.service, &same.sin));
        assert_eq!((line.hired_on, line.salary_rate), (same.hired_on, same.salary_rate));
    }
}

#[test]
fn an_excel_97_workbook_cut_short_or_with_lying_lengths_is_damaged() {
    let whole = compound(stream(&rows()));
    for part in 1..10 {
        assert_eq!(refusal(&whole[..whole.len() * part / 10]).key(), "unreadable-damaged", "{part}/10");
    }
    let mut lying = stream(&rows());
    lying[2..4].copy_from_slice(&0xFFFFu16.to_le_bytes());
    assert_eq!(refusal(&compound(lying)).key(), "unreadable-damaged");
    let mut circle = whole.clone();
    let table = circle.len() - 512;
    circle[table..table + 4].copy_from_slice(&0u32.to_le_bytes());
    assert_eq!(refusal(&circle).key(), "unreadable-damaged");
}

#[test]
fn any_byte_of_an_excel_97_workbook_may_be_wrong_without_a_panic() {
    let whole = compound(stream(&rows()));
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = read_and_check(&bytes, "", &p05());
    }
}

#[test]
fn a_sparse_excel_97_sheet_takes_the_room_of_its_cells() {
    let mut sparse = stream(&rows());
    // The end of the sheet makes way for a cell in the last row.
    sparse.truncate(sparse.len() - 4);
    let corner = |column| record(0x0203, &cell(u16::MAX, column, 0, &7f64.to_le_bytes()));
    let end = record(0x000A, &[]);
    let tall = [&sparse[..], &corner(0), &end].concat();
    assert_eq!(read_and_check(compound(tall), "", &p05()).expect("one more line").lines.len(), 3);
    let wide = [&sparse[..], &corner(u16::MAX), &end].concat();
    assert_eq!(refusal(&compound(wide)).key(), "unreadable-too-many-columns");
}

#[test]
fn mac_roman_is_told_from_windows_1252_in_either_case() {
    for name in ["Bérubé, Hélène", "BÉRUBÉ, HÉLÈNE"] {
        let rows = [header(), line(&[(Column::Name, name)]), other(&[])];
        let text = delimited(';', &rows);
        let roman = encoding_rs::MACINTOSH.encode(&text).0;
        let windows = encoding_rs::WINDOWS_1252.encode(&text).0;
        for (bytes, wanted) in [(roman, Encoding::MacRoman), (windows, Encoding::Windows1252)] {
            let checked = read_and_check(bytes, "", &p05()).expect("readable");
            assert_eq!(checked.lines[0].name, name, "{wanted:?}");
            assert!(matches!(checked.format, Format::Text { encoding, .. } if encoding == wanted));
        }
    }
}

/// Records of the code pages of DOS: letters of French in both cases, an amount with its hard space.
#[test]
fn code_pages_of_dos_are_told_from_those_of_windows_and_of_the_mac() {
    let letters: [(char, u8, u8); 10] = [
        ('é', 0x82, 0x82),
        ('è', 0x8A, 0x8A),
        ('ç', 0x87, 0x87),
        ('ô', 0x93, 0x93),
        ('î', 0x8C, 0x8C),
        ('É', 0x90, 0x90),
        ('È', 0xD4, 0x91),
        ('Ô', 0xE2, 0x99),
        ('À', 0xB7, 0x8E),
        ('\u{a0}', 0xFF, 0xFF),
    ];
    for name in ["Bérubé, Hélène", "BÉRUBÉ, HÉLÈNE", "Côté, François", "CÔTÉ, ZOÉ", "Noé, Andrée"]
    {
        let rows =
            [header(), line(&[(Column::Name, name), (Column::SalaryPaid, "1\u{a0}355,40")]), other(&[])];
        let text = delimited(';', &rows);
        for (page, wanted) in [(0, Encoding::Cp850), (1, Encoding::Cp863)] {
            let byte = |c: char| {
                let (_, one, two) = letters.iter().find(|(letter, ..)| *letter == c).unwrap();
                if page == 0 { *one } else { *two }
            };
            let bytes: Vec<u8> = text
                .chars()
                .map(|c| u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or_else(|| byte(c)))
                .collect();
            let checked = read_and_check(bytes, "", &p05()).expect("readable");
            assert_eq!(checked.lines[0].name, name, "{wanted:?}");
            assert_eq!(checked.totals.salary_paid.to_string(), "6368.40");
        }
        let windows = encoding_rs::WINDOWS_1252.encode(&text).0;
        let checked = read_and_check(&*windows, "", &p05()).expect("readable");
        assert!(matches!(checked.format, Format::Text { encoding: Encoding::Windows1252, .. }), "{name}");
    }
}

#[test]
fn letters_that_no_code_page_makes_french_are_told_on_their_line() {
    // Latin-2, as a payroll of elsewhere writes it: read as Windows-1252, ł is a sign.
    let text = delimited(';', &[header(), line(&[(Column::Name, "Pawlak, Mi#osz")]), other(&[])]);
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0;
    let bytes: Vec<u8> = windows.iter().map(|b| if *b == b'#' { 0xB3 } else { *b }).collect();
    let checked = read_and_check(&bytes, "", &p05()).expect("readable");
    let found: Vec<_> = checked.findings.iter().map(|f| (f.rule, f.line, f.value.as_str())).collect();
    assert_eq!(found, [("V13", Some(1), "Pawlak, Mi³osz")]);
    // Text of a mainframe means nothing here.
    let ebcdic: Vec<u8> = [0xD4, 0x81, 0xA3, 0x99, 0x89, 0x83, 0xA4, 0x93, 0x85, 0x5E].repeat(20);
    assert_eq!(refusal(&ebcdic), Unreadable::NotAStatement { looks_like: "EBCDIC" });
}

/// A workbook of a header, a person, and a formula in the column of dues.
fn with_formula(result: &str, more: &str) -> Vec<u8> {
    let named =
        ["Matricule", "Nom", "Code d’emploi", "Statut", "Taux horaire", "Salaire versé", "Cotisation"];
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let names: String = named.iter().map(|name| text(name)).collect();
    let person = ["7001", "Roy, Rose", "2471", "TC", "33.42", "2000.00"].map(text).concat();
    let formula = format!("<c{more}><f>F2*0.015</f>{result}</c>");
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
         <row>{names}</row><row>{person}{formula}</row></sheetData></worksheet>"
    );
    xlsx_of_sheet(&sheet, "")
}

fn xlsx_of_sheet(sheet: &str, calculation: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\">\
         <sheets><sheet name=\"Paie\" sheetId=\"1\" r:id=\"r1\"/></sheets>{calculation}</workbook>"
    );
    zipped(&[
        ("_rels/.rels", &relations("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", &relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", &book),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn a_formula_without_its_result_is_no_blank_cell() {
    let missing = Unreadable::NotCalculated { cell: "Paie!G2".to_owned() };
    for result in ["", "<v></v>", "<v/>"] {
        assert_eq!(refusal(&with_formula(result, "")), missing, "{result}");
    }
    let read = |bytes: &[u8]| read_and_check(bytes, "", &p05()).expect("readable").totals.dues.to_string();
    assert_eq!(read(&with_formula("<v>30</v>", "")), "30.00");
    // A text of nothing is a result.
    assert_eq!(read(&with_formula("<v></v>", " t=\"str\"")), "0.00");
    // A program that leaves the sums to whoever opens the workbook writes zeros.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Paie").unwrap();
    for (c, name) in (0u16..).zip(["Matricule", "Nom", "Cotisation"]) {
        sheet.write(0, c, name).unwrap();
        sheet.write(1, c, "1").unwrap();
    }
    sheet.write_formula(1, 2, "=1+1").unwrap();
    assert_eq!(
        refusal(&book.save_to_buffer().unwrap()),
        Unreadable::NotCalculated { cell: "Paie!C2".to_owned() }
    );
    // One beside the statement, in a sheet that nobody reads, harms nothing.
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Sommaire").unwrap().write_formula(0, 0, "=1+1").unwrap();
    let sheet = book.add_worksheet().set_name("Paie").unwrap();
    for (c, name) in (0u16..).zip(["Matricule", "Nom", "Cotisation"]) {
        sheet.write(0, c, name).unwrap();
        sheet.write(1, c, "1").unwrap();
    }
    assert_eq!(read_and_check(book.save_to_buffer().unwrap(), "", &p05()).expect("readable").lines.len(), 1);
}

#[test]
fn a_formula_without_its_result_is_told_in_other_workbooks_too() {
    let table = |dues: &str| {
        let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let names = ["Matricule", "Nom", "Cotisation"].map(cell).concat();
        let body = row(&names) + &row(&(["1", "Roy, Luc"].map(cell).concat() + dues));
        ods_of(&format!("<table:table table:name=\"Paie\">{body}</table:table>"))
    };
    let formula = |value: &str| format!("<table:table-cell table:formula=\"of:=1+1\"{value}/>");
    assert_eq!(refusal(&table(&formula(""))), Unreadable::NotCalculated { cell: "Paie!C2".to_owned() });
    let done = table(&formula(" office:value-type=\"float\" office:value=\"2\""));
    assert_eq!(read_and_check(&done, "", &p05()).expect("readable").totals.dues.to_string(), "2.00");

    let text = |text: &str| Cell::Text(text.to_owned());
    let book = |dues: [Cell; 2]| {
        let mut cells: Vec<(u16, u16, Cell)> =
            (0u16..).zip(["Matricule", "Nom", "Cotisation"]).map(|(c, name)| (0, c, text(name))).collect();
        for (r, dues) in (1u16..).zip(dues) {
            cells.extend([(r, 0, Cell::Whole(r.into())), (r, 1, text("Roy, Luc")), (r, 2, dues)]);
        }
        compound(xls::stream(&cells))
    };
    let missing = book([Cell::Formula(NO_RESULT), Cell::Formula(NO_RESULT)]);
    assert_eq!(refusal(&missing), Unreadable::NotCalculated { cell: "Paie!C2".to_owned() });
    let done = book([Cell::Formula(2f64.to_le_bytes()), Cell::Formula(NO_RESULT)]);
    assert_eq!(read_and_check(&done, "", &p05()).expect("readable").totals.dues.to_string(), "2.00");
}

#[test]
fn rare_delimiters_are_read_when_the_header_names_columns() {
    let expected = check(&delimited(',', &rows()), &p05());
    for delimiter in ['^', '~', ':'] {
        let checked = check(&delimited(delimiter, &rows()), &p05());
        assert_eq!(checked.findings, [], "{delimiter}");
        assert_eq!(checked.totals, expected.totals);
    }
}

#[test]
fn a_header_in_two_rows_reads_as_one() {
    let text = "Relevé de remise;;;;;;;\n;;;;;;;\n\
        Matricule;Nom;Code titre d'emploi;Statut;Salaire;;;Cotisation\n\
        ;;;;Taux;Unité;Versé;Syndicale\n\
        104233;Tremblay, Lise;3455;TC;22,59;H;1 355,40;20,33\n";
    let checked = check(text, &p05());
    assert_eq!(checked.lines.len(), 1);
    assert_eq!(checked.totals.salary_paid.to_string(), "1355.40");
    assert_eq!(checked.totals.dues.to_string(), "20.33");
    assert_eq!(checked.ignored, Vec::<String>::new());
}

#[test]
fn the_short_names_of_payrolls_are_known() {
    let text = "Matr.;Nom emp.;Adresse 1;Tél. résidence;No ass. soc.;Code titre;Libellé emploi;Stat.;Serv.;Quart trav.;\
        Taux hor.;Sal. versé;Cotis. synd.;Date emb.;Dt dép.;Hres trav.;Jours vac.;Anc.;Sal. rég.;Ass. sal.;Rém. tot.;\
        Droit d’adhésion;Cot. fidéicommis\n\
        104233;Tremblay, Lise;12 rue des Pins, Rimouski;418-555-0142;046454286;3455;Infirmière auxiliaire;TP;6160;S;\
        22,59;1355,40;20,33;;;60,00;0;12,60;1355,40;0,00;1355,40;;\n";
    let checked = check(text, &p05());
    assert_eq!(checked.ignored, Vec::<String>::new());
    assert_eq!(checked.questions, []);
    assert_eq!(checked.mapping.columns.len(), 23, "{:?}", checked.mapping);
    assert_eq!(checked.totals.dues.to_string(), "20.33");
    // Numbered, in both languages.
    let both = "1. Matricule / Employee no.;2. Nom / Name;3. Cotisation / Dues;4. Cotisation / Employeur\n";
    let checked = check(&format!("{both}1;Roy, Luc;20,33;3,00\n"), &p05());
    assert_eq!((checked.totals.dues.to_string().as_str(), checked.ignored.len()), ("20.33", 1));
    // What may be another amount, or another day, is nobody's name.
    let doubtful =
        "Matr.;Nom;Total brut;Montant retenu;Date fin;Cot. cumul.;Cot. employeur\n1;Roy, Luc;2;3;;4;5\n";
    assert_eq!(check(doubtful, &p05()).ignored.len(), 5);
}

#[test]
fn s_is_the_week_where_the_status_is_in_french() {
    let unit = |status: &str, unit: &str| {
        let person = line(&[(Column::Status, status), (Column::SalaryUnit, unit)]);
        check(&delimited(',', &[header(), person]), &p05()).lines[0].salary_unit
    };
    assert_eq!(unit("TP", "S"), Some(SalaryUnit::Week));
    assert_eq!(unit("Temps complet", "Sem."), Some(SalaryUnit::Week));
    assert_eq!(unit("TC", "An"), Some(SalaryUnit::Year));
    assert_eq!(unit("PT", "S"), None, "a salary, to an English payroll");
    assert_eq!(unit("TP", "J"), None);
}

#[test]
fn a_header_said_again_in_the_other_language_is_no_person() {
    let text = "Matricule;Nom;Statut;Cotisation\nEmployee number;Name;Status;Dues\n1;Roy, Luc;TC;2,00\n";
    assert_eq!(check(text, &p05()).lines.len(), 1);
}

#[test]
fn a_file_without_header_loses_no_person() {
    let sheet =
        open_as(b"104233;Tremblay, Lise;3455;1355,40\n100871;Roy, Marc;2471;5013,00\n", Wanted::default());
    let sheet = sheet.expect("readable");
    assert!(sheet.headless);
    let mut records = sheet.records();
    let count = std::iter::from_fn(|| records.next().map(|_| ())).count();
    assert_eq!(count, 2);
}

#[test]
fn sheets_that_look_like_statements_are_told_and_the_one_wanted_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, number) in [("Sommaire", ""), ("Unité 1", "100"), ("Unité 2", "200")] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        for (c, text) in (0u16..).zip(["Matricule", "Nom", "Cotisation"]).filter(|_| !number.is_empty()) {
            page.write(0, c, text).unwrap();
            page.write(1, c, number).unwrap();
        }
        page.write(5, 0, "fin").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    for (wanted, first) in [(None, "100"), (Some("Unité 2"), "200"), (Some("Absente"), "100")] {
        let sheet = open_as(&bytes, Wanted { sheet: wanted, headless: None }).expect("readable");
        assert_eq!(sheet.likely_sheets, ["Unité 1", "Unité 2"]);
        assert_eq!(sheet.records().next().expect("a record").cells[0].text, first);
    }
}

#[test]
fn the_unit_said_of_a_column_of_rates_is_kept_as_long_as_the_column_has_its_name() {
    let columns = [(Column::SalaryRate, "Taux"), (Column::SalaryPaid, "Gains bruts")];
    let columns = columns.map(|(column, name)| (column, name.to_owned())).into();
    let saved = Saved { columns, salary_unit: Some(SalaryUnit::Hour), ..Saved::default() };
    let mut context = p05();
    context.saved = Some(&saved);
    let unit = |rate: &str, paid: &str| {
        let text = format!(
            "Matricule;Nom;Code d’emploi;Statut;{rate};{paid};Cotisation\n\
             1;Roy, Luc;2471;TP;22,59;1355,40;20,33\n"
        );
        check(&text, &context).lines[0].salary_unit
    };
    assert_eq!(unit("Taux", "Gains bruts"), Some(SalaryUnit::Hour));
    assert_eq!(unit("TAUX", "Salaire brut"), Some(SalaryUnit::Hour), "another column was renamed");
    assert_eq!(unit("Taux annuel", "Salaire brut"), Some(SalaryUnit::Year), "its name says otherwise");
    assert_eq!(unit("Salaire", "Salaire brut"), None, "nobody said it of this one");
    // Said by the name of the column alone, as the form leaves it.
    let columns = [(Column::SalaryRate, "Taux horaire"), (Column::SalaryPaid, "Gains bruts")];
    let unsaid =
        Saved { columns: columns.map(|(column, name)| (column, name.to_owned())).into(), ..Saved::default() };
    let mut of_names = p05();
    of_names.saved = Some(&unsaid);
    let text = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Gains bruts;Cotisation\n\
        1;Roy, Luc;2471;TP;22,59;1355,40;20,33\n";
    assert_eq!(check(text, &of_names).lines[0].salary_unit, Some(SalaryUnit::Hour));
    // A column of units says it, or V33 does.
    let text = "Matricule;Nom;Code d’emploi;Statut;Taux;Unité;Salaire brut;Cotisation\n\
        1;Roy, Luc;2471;TP;22,59;;1355,40;20,33\n";
    assert_eq!(check(text, &context).lines[0].salary_unit, None);
}

#[test]
fn a_header_of_sixteen_thousand_columns_is_refused() {
    let names: Vec<String> = (0..16_384).map(|n| format!("Matricule {n}")).collect();
    assert_eq!(refusal(names.join(";").as_bytes()).key(), "unreadable-too-many-columns");
}
