//! One statement in every encoding, delimiter and workbook gives the same lines.

use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::numbers::DecimalSign;
use quittance::statements::reader::{Encoding, Format};
use quittance::statements::reading::{Counted, Reading};
use quittance::statements::{Column, Column::*};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook, Worksheet};

use crate::support::{delimited, header, line, other, p05};
use crate::xls::{Cell, Placed, compound, stream};
use crate::zips::zipped;

fn rows() -> Vec<Vec<String>> {
    let french = [(Name, "Bérubé, Hélène"), (HiredOn, "2025-07-28"), (Absences, "2025-07-21/2025-07-25 S01")];
    vec![header(), line(&french), other(&[(Service, "Œuvres d’été")])]
}

fn read(bytes: &[u8]) -> Checked {
    read_and_check(bytes, "", &p05()).expect("readable")
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

fn cp1252(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

#[test]
fn every_encoding_and_delimiter_gives_the_same_lines() {
    let expected = read(delimited(',', &rows()).as_bytes());
    assert_eq!(expected.lines[0].name, "Bérubé, Hélène");
    assert_eq!(expected.findings, []);
    for delimiter in [',', ';', '\t', '|'] {
        let text = delimited(delimiter, &rows());
        let variants = [
            (Encoding::Utf8, text.clone().into_bytes()),
            (Encoding::Utf8, [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            (Encoding::Utf16Le, [&b"\xFF\xFE"[..], &utf16(&text, true)].concat()),
            (Encoding::Utf16Be, [&b"\xFE\xFF"[..], &utf16(&text, false)].concat()),
            (Encoding::Utf16Le, utf16(&text, true)),
            (Encoding::Utf16Be, utf16(&text, false)),
            (Encoding::Windows1252, cp1252(&text)),
            (Encoding::Utf8, text.replace("\r\n", "\n").into_bytes()),
            (Encoding::Utf8, text.replace("\r\n", "\r").into_bytes()),
        ];
        for (encoding, bytes) in variants {
            let checked = read(&bytes);
            assert!(checked.lines == expected.lines, "{encoding:?} {delimiter:?}: {:?}", checked.lines);
            let format = Format::Text { encoding, delimiter, decimal: Some(DecimalSign::Point) };
            assert_eq!(checked.format, format);
        }
    }
}

#[test]
fn utf_8_with_a_few_broken_bytes_is_not_taken_for_windows_1252() {
    let mut bytes = delimited(';', &rows()).into_bytes();
    let at = bytes.windows(4).position(|w| w == "Roy,".as_bytes()).unwrap();
    bytes[at + 1] = 0xE9;
    let checked = read(&bytes);
    assert_eq!(checked.lines[0].name, "Bérubé, Hélène");
    let rules: Vec<_> = checked.findings.iter().map(|f| (f.rule, f.line)).collect();
    assert_eq!(rules, [("V13", Some(2))]);
}

/// The rows as a workbook with numbers and dates typed as such.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let cover = workbook.add_worksheet();
    cover.write(0, 0, "Page couverture").unwrap();
    let sheet = workbook.add_worksheet();
    let date = CellFormat::new().set_num_format("yyyy-mm-dd");
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            let (at, to) = (u32::try_from(r).unwrap() + 3, u16::try_from(c).unwrap());
            let column = Column::ALL[c];
            match (r, text.parse::<f64>(), ExcelDateTime::parse_from_str(text)) {
                (0, ..) => sheet.write(at, to, text).unwrap(),
                (_, Ok(number), _) if column != Shift => sheet.write(at, to, number).unwrap(),
                (_, _, Ok(day)) if column == HiredOn => sheet.write_with_format(at, to, &day, &date).unwrap(),
                _ => sheet.write(at, to, text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The rows as an OpenDocument spreadsheet, numbers typed.
fn ods(rows: &[Vec<String>]) -> Vec<u8> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let cell = |text: &String| match text.parse::<f64>() {
        _ if text.is_empty() => "<table:table-cell/>".to_owned(),
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>affiché</text:p></table:table-cell>"
        ),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation>\
             <text:p>{}</text:p></table:table-cell>",
            escape(text)
        ),
    };
    let row = |row: &Vec<String>| {
        let cells: String = row.iter().map(cell).collect();
        format!(
            "<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16357\"/></table:table-row>"
        )
    };
    let body: String = rows.iter().map(row).collect();
    ods_of(&format!(
        "<table:table table:name=\"Vide\"/><table:table table:name=\"Relevé\">{body}\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>"
    ))
}

pub fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         {tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn workbooks_give_the_same_lines_as_text() {
    let expected = read(delimited(',', &rows()).as_bytes());
    for (bytes, kind) in [(workbook(&rows()), "Sheet2"), (ods(&rows()), "Relevé")] {
        let mut checked = read(&bytes);
        assert_eq!(checked.findings, [], "{kind}");
        // A number has no trailing zeros: 60 hours are 60.00 hours.
        let given = |line: &quittance::statements::Line| (line.hours_worked, line.seniority_days);
        assert_eq!(given(&checked.lines[0]), given(&expected.lines[0]));
        for (line, same) in checked.lines.iter_mut().zip(&expected.lines) {
            (line.hours_worked, line.seniority_days) = given(same);
        }
        assert!(checked.lines == expected.lines, "{kind}: {:#?}", checked.lines[0]);
        match checked.format {
            Format::Xlsx { sheet, .. } | Format::Ods { sheet } => assert_eq!(sheet, kind),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn numbers_of_a_workbook_are_the_decimals_that_were_typed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let names =
        ["Matricule", "Nom", "Code titre d'emploi", "Statut", "Taux horaire", "Salaire versé", "Cotisation"];
    for (c, name) in names.iter().enumerate() {
        sheet.write(0, u16::try_from(c).unwrap(), *name).unwrap();
    }
    sheet.write(0, 7, "NAS").unwrap();
    // The first two are what sums to 1355.40 and 0.30 may come to in binary.
    let typed = [
        f64::from_bits(0x4095_2D99_9999_999B),
        f64::from_bits(0x3FD3_3333_3333_3334),
        2_141.13,
        1e-7,
        123_456_789.12,
        -0.0,
        // What is left of a sum that should be zero, typed and worked out.
        -7.105_427_357_601_002e-15,
        0.0,
    ];
    for (r, amount) in typed.iter().enumerate() {
        let row = u32::try_from(r).unwrap() + 1;
        sheet.write(row, 0, f64::from(100 + row)).unwrap();
        sheet.write(row, 1, "Roy, Marc").unwrap();
        sheet.write(row, 2, 2471).unwrap();
        sheet.write(row, 3, "TC").unwrap();
        sheet.write(row, 4, 33.42).unwrap();
        sheet.write(row, 5, *amount).unwrap();
        sheet.write(row, 6, 0).unwrap();
        sheet.write(row, 7, 46_454_286).unwrap();
    }
    sheet.write(8, 5, Formula::new("=0.3-0.1-0.2").set_result("-2.7755575615628914E-17")).unwrap();
    let checked = read(&book.save_to_buffer().unwrap());
    let paid: Vec<_> = checked.lines.iter().map(|l| l.salary_paid.map(|p| p.to_string())).collect();
    let zero = Some("0.00");
    let typed =
        [Some("1355.40"), Some("0.30"), Some("2141.13"), None, Some("123456789.12"), zero, zero, zero];
    assert_eq!(paid, typed.map(|text| text.map(str::to_owned)));
    assert_eq!(
        checked.findings.iter().filter(|f| f.rule == "V14").map(|f| f.line).collect::<Vec<_>>(),
        [Some(4)]
    );
    assert_eq!(checked.lines[0].employee_number, "101");
    assert_eq!(checked.lines[0].sin.as_ref().unwrap().expose(), "046454286");
}

#[test]
fn a_duration_is_read_in_hours() {
    // Two days and a half; a day and forty minutes, which no decimal gives.
    for (days, iso, hours) in [(2.5, "PT60H00M00S", "60"), (1.027_777_777_777_778, "PT24H40M00S", "24.67")] {
        let mut rows = rows();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (r, row) in (0..).zip(&rows) {
            sheet.write_row(r, 0, row).unwrap();
        }
        let format = CellFormat::new().set_num_format("[h]:mm");
        sheet.write_with_format(1, HoursWorked as u16, days, &format).unwrap();
        let xlsx = book.save_to_buffer().unwrap();
        rows[1][HoursWorked as usize] = iso.to_owned();
        let cell = |text: &String| {
            if text == iso {
                return format!("<table:table-cell office:value-type=\"time\" office:time-value=\"{iso}\"/>");
            }
            format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
        };
        let row = |row: &Vec<String>| {
            format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
        };
        let body: String = rows.iter().map(row).collect();
        let ods = ods_of(&format!("<table:table table:name=\"Paie\">{body}</table:table>"));
        for bytes in [xlsx, ods] {
            assert_eq!(read(&bytes).lines[0].hours_worked, Some(hours.parse().unwrap()));
        }
    }
}

#[test]
fn a_time_of_day_is_read_in_hours() {
    for (days, hours) in [(0.3125, "7.5"), (0.999, "23.98"), (0.0, "0")] {
        let (mut book, mut cells) = (Workbook::new(), Vec::<Placed>::new());
        let sheet = book.add_worksheet();
        for (r, row) in (0u16..).zip(&rows()) {
            sheet.write_row(r.into(), 0, row).unwrap();
            cells.extend((0u16..).zip(row).map(|(c, text)| (r, c, Cell::Text(text.clone()))));
        }
        let (at, to) = (1u16, HoursWorked as u16);
        let format = CellFormat::new().set_num_format("h:mm");
        sheet.write_with_format(at.into(), to, days, &format).unwrap();
        for (_, _, cell) in cells.iter_mut().filter(|(r, c, _)| (*r, *c) == (at, to)) {
            *cell = Cell::Day(days);
        }
        for bytes in [book.save_to_buffer().unwrap(), compound(stream(&cells))] {
            assert_eq!(read(&bytes).lines[0].hours_worked, Some(hours.parse().unwrap()), "{days}");
        }
    }
}

/// Titles, people, and nobody.
const MERGED_ROWS: [&str; 8] = [
    "Relevé de remise",
    ";Préparé par la paie",
    "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation",
    "7001;Roy, Rose;2471;TC;33.42;2000.00;90.00;",
    "7002;Roy, Anne;2471;TC;33.42;2000.00",
    "7003;Roy, Luc;2471;TC;33.42;2000.00",
    "",
    "",
];

/// Merged cells by their corners: of the titles, of one row, of three people, of nobody.
const MERGES: [[u16; 4]; 4] = [[0, 0, 1, 0], [3, 7, 3, 8], [3, 6, 5, 6], [7, 0, 9, 0]];

/// Those rows and merges in a workbook of each kind.
fn merged_workbooks() -> [Vec<u8>; 3] {
    let rows: Vec<Vec<&str>> = MERGED_ROWS.iter().map(|row| row.split(';').collect()).collect();
    let (mut book, mut table, mut cells) = (Workbook::new(), String::new(), Vec::<Placed>::new());
    let page = book.add_worksheet().set_name("Paie").unwrap();
    for (r, row) in (0u16..).zip(&rows) {
        table.push_str("<table:table-row>");
        for (c, text) in (0u16..).zip(row) {
            page.write(r.into(), c, *text).unwrap();
            cells.push((r, c, Cell::Text((*text).to_owned())));
            let merge = MERGES.iter().find(|[top, left, ..]| (*top, *left) == (r, c));
            let spans =
                merge.map_or([1, 1], |[top, left, bottom, right]| [bottom - top + 1, right - left + 1]);
            table.push_str(&format!(
                "<table:table-cell table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\">\
                 <text:p>{text}</text:p></table:table-cell>",
                spans[1], spans[0]
            ));
        }
        table.push_str("</table:table-row>");
    }
    for [top, left, bottom, right] in MERGES {
        let text = rows[usize::from(top)][usize::from(left)];
        page.merge_range(top.into(), left, bottom.into(), right, text, &CellFormat::new()).unwrap();
        cells.push((top, left, Cell::Merged(bottom, right)));
    }
    let ods = ods_of(&format!("<table:table table:name=\"Paie\">{table}</table:table>"));
    [book.save_to_buffer().unwrap(), ods, compound(stream(&cells))]
}

#[test]
fn cells_merged_over_people_are_told_and_those_of_titles_are_not() {
    let told = Counted { count: 1, first: vec!["Paie!G4:G6".to_owned()] };
    for bytes in merged_workbooks() {
        let checked = read(&bytes);
        assert_eq!((checked.lines.len(), &checked.notes.merged), (3, &told), "{:?}", checked.format);
        let kept = serde_json::to_string(&checked.reading()).unwrap();
        assert_eq!(serde_json::from_str::<Reading>(&kept).unwrap(), checked.reading());
    }
}

#[test]
fn hidden_rows_are_read_and_told() {
    let rows = [header(), line(&[]), other(&[]), other(&[(EmployeeNumber, "100900"), (Sin, "000000026")])];
    let book = |hide: fn(&mut Worksheet)| {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Page").unwrap().write(0, 0, "Page couverture").unwrap();
        let page = book.add_worksheet().set_name("Paie").unwrap();
        for (r, row) in (0..).zip(&rows) {
            page.write_row(r, 0, row).unwrap();
        }
        hide(page);
        read(&book.save_to_buffer().unwrap())
    };
    let hidden = book(|page| {
        // The last one holds nothing.
        for row in [1, 3, 9] {
            page.set_row_hidden(row).unwrap();
        }
    });
    assert_eq!((hidden.lines.len(), hidden.format.hidden_rows()), (3, 2));
    let kept = serde_json::to_string(&hidden.reading()).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&kept).unwrap(), hidden.reading());
    // A column is no row.
    let column = book(|page| {
        page.set_column_hidden(5).unwrap();
    });
    assert_eq!((column.lines.len(), column.format.hidden_rows()), (3, 0));
    assert!(!serde_json::to_string(&column.reading()).unwrap().contains("hidden"));
}

#[test]
fn a_reading_kept_before_merges_were_told_is_still_read() {
    let kept = r#"{"kind":"xlsx","sheet":"Paie","hidden_rows":2,"totals":1}"#;
    let Reading { format, notes } = serde_json::from_str(kept).unwrap();
    assert_eq!((format.hidden_rows(), notes.totals), (2, 1));
    assert!(notes.merged.is_empty() && notes.other_sheets.is_empty());
}
