//! Statements written in every way that payrolls write them: delimited text in any encoding,
//! workbooks made by a library and by hand. Nothing of the reader is used here: what it reads back
//! is compared with what was written.

use chrono::NaiveDate;
use quittance::money::Cad;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::xls::{Cell, compound, stream};
use crate::zips::zipped;

/// A cell before any format.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Blank,
    Text(String),
    /// Dollars, always with two decimals.
    Money(Cad),
    Number(Decimal),
    /// Digits that a program may take for a number, whose leading zeros are then lost.
    Digits(String),
    Day(NaiveDate),
}

pub type Rows = Vec<Vec<Value>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negative {
    Before,
    After,
    Brackets,
}

/// How numbers and dates are spelled where they are text.
#[derive(Debug, Clone, Copy)]
pub struct Spelling {
    pub decimal: char,
    /// What parts the thousands.
    pub thousands: Option<char>,
    pub negative: Negative,
    pub dollars: bool,
    /// As `chrono` writes it.
    pub day: &'static str,
}

impl Spelling {
    pub fn spell(&self, value: &Value) -> String {
        match value {
            Value::Blank => String::new(),
            Value::Text(text) | Value::Digits(text) => text.clone(),
            Value::Day(day) => day.format(self.day).to_string(),
            Value::Number(number) => self.number(&number.to_string(), false),
            Value::Money(amount) => self.number(&amount.to_string(), self.dollars),
        }
    }

    fn number(&self, plain: &str, dollars: bool) -> String {
        let (minus, unsigned) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut text = String::new();
        for (i, digit) in whole.chars().enumerate() {
            let starts_a_group = i > 0 && (whole.len() - i).is_multiple_of(3);
            text.extend(self.thousands.filter(|_| starts_a_group));
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(self.decimal);
            text.push_str(decimals);
        }
        if dollars {
            text.push_str("\u{a0}$");
        }
        match self.negative {
            _ if !minus => text,
            Negative::Before => format!("-{text}"),
            Negative::After => format!("{text}-"),
            Negative::Brackets => format!("({text})"),
        }
    }
}

/// How delimited text is put together.
#[derive(Debug, Clone, Copy)]
pub struct Delimiting {
    pub delimiter: char,
    pub line_end: &'static str,
    /// Every cell in quotes, not only those that need them.
    pub always_quoted: bool,
    /// Space around cells that have no quotes.
    pub padded: bool,
    /// One more delimiter at each end.
    pub trailing: bool,
    /// Excel's `sep=` line.
    pub sep: bool,
}

pub fn text(rows: &Rows, spelling: &Spelling, how: &Delimiting) -> String {
    let mut text = if how.sep { format!("sep={}{}", how.delimiter, how.line_end) } else { String::new() };
    for row in rows {
        for (i, value) in row.iter().enumerate() {
            if i > 0 {
                text.push(how.delimiter);
            }
            let cell = spelling.spell(value);
            if how.always_quoted || cell.contains([how.delimiter, '"', '\n', '\r']) {
                text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
            } else if how.padded && !cell.is_empty() {
                text.extend([" ", &cell, "  "]);
            } else {
                text.push_str(&cell);
            }
        }
        if how.trailing {
            text.push(how.delimiter);
        }
        text.push_str(how.line_end);
    }
    text
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf8Marked,
    Utf16Le,
    Utf16Be,
    Windows1252,
    MacRoman,
    Cp850,
    Cp863,
}

/// What French has above ASCII, in the code pages 850 and 863 of DOS.
const DOS: [(char, u8, u8); 18] = [
    ('é', 0x82, 0x82),
    ('è', 0x8A, 0x8A),
    ('ê', 0x88, 0x88),
    ('à', 0x85, 0x85),
    ('â', 0x83, 0x83),
    ('ç', 0x87, 0x87),
    ('î', 0x8C, 0x8C),
    ('ô', 0x93, 0x93),
    ('ù', 0x97, 0x97),
    ('û', 0x96, 0x96),
    ('É', 0x90, 0x90),
    ('È', 0xD4, 0x91),
    ('À', 0xB7, 0x8E),
    ('Î', 0xD7, 0xA8),
    ('Ô', 0xE2, 0x99),
    ('\u{a0}', 0xFF, 0xFF),
    ('°', 0xF8, 0xF8),
    // Neither has the other sign of a number.
    ('º', 0xF8, 0xF8),
];

impl Charset {
    /// Whether it has a character.
    pub fn has(self, c: char) -> bool {
        self != Charset::Windows1252 || !encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2
    }

    /// Whether only the letters of French tell it from others.
    pub fn is_told_by_french(self) -> bool {
        matches!(self, Charset::MacRoman | Charset::Cp850 | Charset::Cp863)
    }

    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Charset::Utf8 => text.as_bytes().to_vec(),
            Charset::Utf8Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Charset::Utf16Le => {
                [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            }
            Charset::Utf16Be => {
                [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
            }
            Charset::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            Charset::MacRoman => encoding_rs::MACINTOSH.encode(text).0.into_owned(),
            Charset::Cp850 => text.chars().map(|c| dos(c, |(_, byte, _)| byte)).collect(),
            Charset::Cp863 => text.chars().map(|c| dos(c, |(_, _, byte)| byte)).collect(),
        }
    }
}

fn dos(c: char, of_page: fn((char, u8, u8)) -> u8) -> u8 {
    let letter = || DOS.into_iter().find(|(letter, ..)| *letter == c).unwrap_or_else(|| panic!("{c:?}"));
    u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or_else(|| of_page(letter()))
}

/// How a workbook holds what is not text: as numbers and dates, or all as text so spelled.
#[derive(Debug, Clone, Copy)]
pub enum Typing {
    Typed,
    Text(Spelling),
}

/// Shown beside nothing: a cell of these says which it is by its format alone.
const DAY: &str = "yyyy-mm-dd";

/// A workbook as a library writes it: shared strings, styles, a cover sheet before when asked.
pub fn xlsx(rows: &Rows, typing: &Typing, cover: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    if cover {
        book.add_worksheet().write(2, 1, "Page couverture").expect("written");
    }
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format(DAY);
    for (r, row) in (0..).zip(rows) {
        for (c, value) in (0..).zip(row) {
            put(sheet, r, c, value, typing, &day);
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, r: u32, c: u16, value: &Value, typing: &Typing, day: &Format) {
    let put = match (typing, value) {
        (_, Value::Blank) => return,
        (Typing::Text(spelling), value) => sheet.write(r, c, spelling.spell(value)),
        (Typing::Typed, Value::Text(text)) => sheet.write(r, c, text.as_str()),
        (Typing::Typed, Value::Money(amount)) => sheet.write(r, c, float(&amount.to_string())),
        (Typing::Typed, Value::Number(number)) => sheet.write(r, c, float(&number.to_string())),
        (Typing::Typed, Value::Digits(digits)) => sheet.write(r, c, float(digits)),
        (Typing::Typed, Value::Day(date)) => {
            let date = ExcelDateTime::parse_from_str(&date.to_string()).expect("a day that Excel has");
            sheet.write_with_format(r, c, &date, day)
        }
    };
    put.expect("written");
}

fn float(digits: &str) -> f64 {
    digits.parse().expect("a number")
}

/// As a program that takes it for a number writes it.
fn unpadded(digits: &str) -> &str {
    let rest = digits.trim_start_matches('0');
    if rest.is_empty() { "0" } else { rest }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const STYLES: &str =
    r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>"#;

/// A workbook as programs without a library write it: strings inside their cells, no places said
/// when `unplaced`, dates as ISO text or as numbers of style 1.
pub fn xlsx_by_hand(rows: &Rows, typing: &Typing, unplaced: bool) -> Vec<u8> {
    let mut body = String::new();
    for (r, row) in (1..).zip(rows) {
        body += &if unplaced { "<row>".to_owned() } else { format!("<row r=\"{r}\">") };
        for (c, value) in row.iter().enumerate() {
            let place = if unplaced { String::new() } else { format!(" r=\"{}{r}\"", letters(c)) };
            body += &hand_cell(&place, value, typing);
        }
        body += "</row>";
    }
    let relation = |kind: &str, target: &str, n: u8| {
        format!("<Relationship Id=\"r{n}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        |inside: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>");
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Paie\" sheetId=\"1\" \
         r:id=\"r1\"/></sheets></workbook>"
    );
    zipped(&[
        ("[Content_Types].xml", &format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
        ("_rels/.rels", &relations(&relation("officeDocument", "xl/workbook.xml", 1))),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                &(relation("worksheet", "worksheets/sheet1.xml", 1) + &relation("styles", "styles.xml", 2)),
            ),
        ),
        ("xl/workbook.xml", &book),
        ("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{body}</sheetData></worksheet>"),
        ),
    ])
}

fn hand_cell(place: &str, value: &Value, typing: &Typing) -> String {
    let string = |text: &str| {
        format!("<c{place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
    };
    match (typing, value) {
        (_, Value::Blank) => format!("<c{place}/>"),
        (Typing::Text(spelling), value) => string(&spelling.spell(value)),
        (Typing::Typed, Value::Text(text)) => string(text),
        (Typing::Typed, Value::Money(amount)) => format!("<c{place}><v>{amount}</v></c>"),
        (Typing::Typed, Value::Number(number)) => format!("<c{place} t=\"n\"><v>{number}</v></c>"),
        (Typing::Typed, Value::Digits(digits)) => format!("<c{place}><v>{}</v></c>", unpadded(digits)),
        (Typing::Typed, Value::Day(day)) => {
            let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
            format!("<c{place} s=\"1\"><v>{}</v></c>", (*day - epoch).num_days())
        }
    }
}

/// `A`, `Z`, `AA`: a column's name.
fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).expect("a letter"));
    match column {
        0..26 => letter(column).to_string(),
        _ => [letter(column / 26 - 1), letter(column % 26)].iter().collect(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An Excel 97-2003 workbook.
pub fn xls(rows: &Rows, typing: &Typing) -> Vec<u8> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
    let mut cells = Vec::new();
    for (r, row) in (0u16..).zip(rows) {
        for (c, value) in (0u16..).zip(row) {
            let cell = match (typing, value) {
                (_, Value::Blank) => continue,
                (Typing::Text(spelling), value) => Cell::Text(spelling.spell(value)),
                (Typing::Typed, Value::Text(text)) => Cell::Text(text.clone()),
                (Typing::Typed, Value::Money(amount)) => Cell::Number(float(&amount.to_string())),
                (Typing::Typed, Value::Number(number)) => Cell::Number(float(&number.to_string())),
                (Typing::Typed, Value::Digits(digits)) => Cell::Number(float(digits)),
                (Typing::Typed, Value::Day(day)) => Cell::Day(float(&(*day - epoch).num_days().to_string())),
            };
            cells.push((r, c, cell));
        }
    }
    compound(stream(&cells))
}

/// An OpenDocument spreadsheet; equal cells and equal rows beside one another are written once and
/// counted, as office suites do.
pub fn ods(rows: &Rows, typing: &Typing) -> Vec<u8> {
    let mut body = String::new();
    for same in rows.chunk_by(|a, b| a == b) {
        body += &format!("<table:table-row table:number-rows-repeated=\"{}\">", same.len());
        for cells in same[0].chunk_by(|a, b| a == b) {
            body += &ods_cell(&cells[0], cells.len(), typing);
        }
        body += "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>";
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Paie\">{body}<table:table-row table:number-rows-repeated=\"1048000\">\
         <table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn ods_cell(value: &Value, times: usize, typing: &Typing) -> String {
    let number = |value: &str| {
        format!("office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p>")
    };
    let string = |text: &str| {
        let paragraphs: String =
            text.split('\n').map(|part| format!("<text:p>{}</text:p>", spaced(part))).collect();
        format!("office:value-type=\"string\">{paragraphs}")
    };
    let inside = match (typing, value) {
        (_, Value::Blank) => ">".to_owned(),
        (Typing::Text(spelling), value) => string(&spelling.spell(value)),
        (Typing::Typed, Value::Text(text)) => string(text),
        (Typing::Typed, Value::Money(amount)) => number(&amount.to_string()),
        (Typing::Typed, Value::Number(decimal)) => number(&decimal.to_string()),
        (Typing::Typed, Value::Digits(digits)) => number(unpadded(digits)),
        (Typing::Typed, Value::Day(day)) => {
            format!("office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p>")
        }
    };
    format!("<table:table-cell table:number-columns-repeated=\"{times}\" {inside}</table:table-cell>")
}

/// OpenDocument folds spaces into one, so the second and the next are elements; so are tabs.
fn spaced(text: &str) -> String {
    escaped(text).replace("  ", " <text:s/>").replace('\t', "<text:tab/>")
}
