//! Files that are not statements, or that would take the machine down: refused by name, quickly and
//! without a panic.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use quittance::statements::checks::read_and_check;
use quittance::statements::reader::{MAX_BYTES, MAX_COLUMNS, Unreadable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::formats::ods_of;
use crate::support::{p05, sample};
use crate::zips::zipped;

fn refusal(bytes: &[u8]) -> Unreadable {
    read_and_check(bytes, "releve.csv", &p05()).map(|checked| checked.lines.len()).expect_err("refused")
}

#[test]
fn what_is_no_statement_is_refused_by_its_kind() {
    let mut protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    protected.extend([0; 600]);
    let empty_compound = protected.clone();
    protected.extend("EncryptedPackage".bytes().flat_map(|b| [b, 0]));
    let mut noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    noise[0] = 7;
    let files: [(&[u8], &str); 15] = [
        (b"", "unreadable-empty"),
        (b"\xEF\xBB\xBF", "unreadable-empty"),
        (b" \r\n\t\r\n", "unreadable-empty"),
        (b";;;\r\n;;;\r\n", "unreadable-no-rows"),
        (b"%PDF-1.7\nstuff", "unreadable-not-a-statement"),
        (b"MZ\x90\0\x03\0\0\0", "unreadable-not-a-statement"),
        (b"\x7fELF\x02\x01\x01", "unreadable-not-a-statement"),
        (&noise, "unreadable-binary"),
        (b"\n <HTML><table><tr><td>Matricule", "unreadable-web-page"),
        (b"<META http-equiv=Content-Type><style>td{}</style><table>", "unreadable-web-page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "unreadable-web-page"),
        (&empty_compound, "unreadable-damaged"),
        (b"\x09\x08\x08\0\0\x05\x10\0", "unreadable-old-excel"),
        (&protected, "unreadable-protected"),
        (b"PK\x03\x04 and nothing more", "unreadable-damaged"),
    ];
    for (bytes, key) in files {
        assert_eq!(refusal(bytes).key(), key, "{:?}", &bytes[..bytes.len().min(12)]);
    }
    let word = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]);
    assert_eq!(refusal(&word), Unreadable::NotAStatement { looks_like: "ZIP" });
    assert_eq!(refusal(&zipped(&[("xl/workbook.bin", "x")])), Unreadable::OldExcel);
    assert_eq!(refusal(&vec![b'a'; MAX_BYTES + 1]).key(), "unreadable-too-many-bytes");
    let locked = zipped(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "x")]);
    assert_eq!(refusal(&locked), Unreadable::Protected);
}

#[test]
fn a_workbook_cut_short_anywhere_is_damaged_never_half_read() {
    let whole = sample("P05-releve.xlsx");
    for part in 1..20 {
        let cut = &whole[..whole.len() * part / 20];
        assert_eq!(refusal(cut).key(), "unreadable-damaged", "{part}/20");
    }
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;

/// A workbook of one sheet with this inside `sheetData`.
fn xlsx_of(rows: &str) -> Vec<u8> {
    xlsx_with(BOOK, "xl/worksheets/sheet1.xml", rows)
}

fn xlsx_with(book: &str, part: &str, rows: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
    );
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/workbook.xml", book),
        (part, &sheet),
    ])
}

/// A header and two people, the rows of whom are hidden.
fn hidden_people(hidden: &str) -> String {
    let row = |r: usize, hidden: &str, cells: [&str; 3]| {
        let cells = cells.map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        format!("<row r=\"{r}\" {hidden}>{}</row>", cells.concat())
    };
    let people = [["7", "Roy, Luc", "9.00"], ["8", "Roy, Guy", "9.00"]];
    let people: String = (2..).zip(people).map(|(r, cells)| row(r, hidden, cells)).collect();
    row(1, "", ["Matricule", "Nom", "Cotisation"]) + &people
}

#[test]
fn a_sheet_named_two_thousand_times_is_read_once() {
    let sheet = "<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/>";
    let book = BOOK.replace(sheet, &sheet.repeat(2_000));
    let bytes = xlsx_with(&book, "xl/worksheets/sheet1.xml", &hidden_people("hidden=\"1\""));
    let checked = read_and_check(bytes, "", &p05()).expect("readable");
    assert_eq!((checked.lines.len(), checked.format.hidden_rows()), (2, 2));
}

#[test]
fn hidden_rows_are_told_however_the_workbook_writes_them() {
    for part in ["xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML", "XL\\worksheets\\sheet1.xml"] {
        for hidden in ["hidden=\"1\"", "hidden='1'", "hidden='true'"] {
            let bytes = xlsx_with(BOOK, part, &hidden_people(hidden));
            let checked = read_and_check(bytes, "", &p05()).expect("readable");
            assert_eq!((checked.lines.len(), checked.format.hidden_rows()), (2, 2), "{part} {hidden}");
        }
    }
}

#[test]
fn merges_are_counted_whatever_they_say() {
    let told = |bytes: Vec<u8>| read_and_check(bytes, "", &p05()).expect("readable").notes.merged;
    let with = |merges: &str| {
        let rows = hidden_people("");
        told(xlsx_of(&format!("{rows}</sheetData><mergeCells>{merges}</mergeCells><sheetData>")))
    };
    // The last row of the header and the first person are no two people.
    for (cells, count) in [
        ("C2:C3", 1),
        ("C3:C2", 1),
        ("A1:XFD1048576", 1),
        ("A1:A2", 0),
        ("A2:C2", 0),
        ("A3:C9", 0),
        ("C2:C99999999999", 0),
        ("C2", 0),
        ("&#233;2:&#233;3", 0),
    ] {
        assert_eq!(with(&format!("<mergeCell ref=\"{cells}\"/>")).count, count, "{cells}");
    }
    let many = with(&"<mergeCell ref='C2:C3'></mergeCell>".repeat(100_000));
    assert_eq!((many.count, many.first.len()), (100_000, 5));
    let row = |span: &str, cells: [&str; 3]| {
        let cells =
            cells.map(|text| format!("<table:table-cell {span}><text:p>{text}</text:p></table:table-cell>"));
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    };
    for (span, count) in [("2", 3), ("99999999999999999999999", 3), ("1", 0), ("0", 0)] {
        let span = format!("table:number-rows-spanned=\"{span}\"");
        let people = row(&span, ["7", "Roy, Luc", "9.00"]) + &row("", ["8", "Roy, Guy", "9.00"]);
        let rows = row("", ["Matricule", "Nom", "Cotisation"]) + &people;
        let bytes = ods_of(&format!("<table:table table:name=\"A\">{rows}</table:table>"));
        assert_eq!(told(bytes).count, count, "{span}");
    }
}

#[test]
fn a_sheet_with_a_cell_in_each_far_corner_takes_no_room() {
    let corner = |column: &str| {
        xlsx_of(&format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Matricule</t></is></c></row>\
             <row r=\"1048576\"><c r=\"{column}1048576\"><v>7</v></c></row>"
        ))
    };
    let stray = Unreadable::TooFarRight { cell: "A!XFD1048576".to_owned(), max: MAX_COLUMNS };
    assert_eq!(refusal(&corner("XFD")), stray);
    let checked = read_and_check(corner("A"), "", &p05()).expect("two cells");
    assert_eq!((checked.lines.len(), checked.lines[0].employee_number.as_str()), (1, "7"));
}

#[test]
fn nothing_is_looked_for_below_so_many_empty_cells() {
    let empty = format!("<row>{}</row>", "<c/>".repeat(150_001));
    assert_eq!(refusal(&xlsx_of(&(empty.clone() + &hidden_people("")))).key(), "unreadable-too-many-cells");
    let checked = read_and_check(xlsx_of(&(hidden_people("") + &empty)), "", &p05()).expect("readable");
    assert_eq!(checked.lines.len(), 2);
}

#[test]
fn rows_out_of_order_or_broken_xml_are_damage() {
    let cell = |r: u32| format!("<row r=\"{r}\"><c r=\"A{r}\"><v>1</v></c></row>");
    assert_eq!(refusal(&xlsx_of(&(cell(5) + &cell(2)))).key(), "unreadable-damaged");
    assert_eq!(refusal(&xlsx_of("<row r=\"1\"><c r=\"A1\"><v>1</c>")).key(), "unreadable-damaged");
    assert_eq!(
        refusal(&xlsx_of("<row r=\"1\"><c r=\"A99999999999999\"><v>1</v></c></row>")).key(),
        "unreadable-damaged"
    );
}

#[test]
fn a_zip_that_unfolds_out_of_proportion_is_refused_before_it_is_read() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..40).for_each(|_| zip.write_all(&zeros).unwrap());
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000);
    assert_eq!(refusal(&bomb).key(), "unreadable-too-much-inside");

    let entries: Vec<(String, &str)> = (0..3_000).map(|n| (format!("e{n}"), "")).collect();
    let entries: Vec<(&str, &str)> = entries.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(refusal(&zipped(&entries)).key(), "unreadable-too-much-inside");
}

#[test]
fn repeats_of_an_opendocument_are_counted_before_they_are_made() {
    let table = |row: &str| ods_of(&format!("<table:table table:name=\"A\">{row}</table:table>"));
    let cell =
        "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>";
    let wide = table(&format!("<table:table-row>{cell}</table:table-row>"));
    // The first of them that is not read.
    let first = Unreadable::TooFarRight { cell: "A!SS1".to_owned(), max: MAX_COLUMNS };
    assert_eq!(refusal(&wide), first);
    let tall = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell><text:p>x</text:p>\
        </table:table-cell></table:table-row>";
    assert_eq!(refusal(&table(tall)).key(), "unreadable-too-many-lines");
    let block = "<table:table-row table:number-rows-repeated=\"400000\"><table:table-cell \
        table:number-columns-repeated=\"500\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert_eq!(refusal(&table(block)).key(), "unreadable-too-many-cells");
    let long = format!(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"500\"><text:p>{}</text:p>\
         </table:table-cell></table:table-row>",
        "é".repeat(100_000)
    );
    assert_eq!(refusal(&table(&long)).key(), "unreadable-too-many-cells");
    let absurd = "<table:table-row table:number-rows-repeated=\"99999999999999999999999\"><table:table-cell>\
        <text:p>x</text:p></table:table-cell></table:table-row>";
    assert_eq!(refusal(&table(absurd)).key(), "unreadable-too-many-lines");
}

#[test]
fn records_of_a_million_cells_and_files_of_one_quote_are_findings() {
    let wide = format!("Matricule;Nom;Cotisation\n{}\n", "1;".repeat(1_000_000));
    let checked = read_and_check(wide.as_bytes(), "", &p05()).unwrap();
    assert!(checked.findings.iter().any(|f| f.rule == "V01" && f.line == Some(1) && f.value.len() > 6));
    let quote = format!("Matricule;Nom;Cotisation\n\"{}", "1;Roy;2\n".repeat(100_000));
    let checked = read_and_check(quote.as_bytes(), "", &p05()).unwrap();
    assert!(checked.findings.iter().any(|f| f.rule == "V01" && f.line == Some(1)));
    assert!(checked.findings.iter().all(|f| f.value.chars().count() <= 120));
}

#[test]
fn more_lines_than_any_employer_has_are_refused() {
    let text = "Matricule;Nom;Cotisation\n".to_owned() + &"1;Roy;2\n".repeat(500_001);
    assert_eq!(refusal(text.as_bytes()).key(), "unreadable-too-many-lines");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_and_check(&bytes, "", &p05());
        let zip = [b"PK\x03\x04", bytes.as_slice()].concat();
        prop_assert!(read_and_check(&zip, "", &p05()).is_err());
    }

    #[test]
    fn no_text_below_a_known_header_makes_the_checks_panic(text in "(.|[0-9;,.\"\n|/ -]){0,400}") {
        let header = quittance::statements::Column::ALL.map(|column| column.key()).join(";");
        let file = format!("{header}\n{text}");
        let checked = read_and_check(file.as_bytes(), "", &p05());
        let is_refused = text.contains('\0') || text.contains(|c: char| c.is_control());
        prop_assert!(checked.is_ok() || is_refused || checked == Err(Unreadable::NoLines));
    }

    #[test]
    fn a_workbook_with_any_byte_changed_is_read_or_refused(at in 0usize..20_000, byte: u8) {
        let mut bytes = sample("P05-releve.xlsx");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read_and_check(&bytes, "", &p05());
    }
}
