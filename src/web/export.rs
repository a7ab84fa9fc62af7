//! CSV as people's spreadsheets open it: UTF-8 with a byte order mark; `;` and decimal comma in
//! French, `,` and decimal point in English; text that a spreadsheet would run is quoted, numbers
//! stay numbers (R94).

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::money::Cad;
use crate::text::Lang;

/// One cell.
pub enum Cell {
    Text(String),
    Money(Cad),
    Count(usize),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl Cell {
    fn written(&self, lang: Lang) -> String {
        match self {
            Cell::Text(text) => harmless(text),
            Cell::Money(amount) => match lang {
                Lang::Fr => amount.to_string().replace('.', ","),
                Lang::En => amount.to_string(),
            },
            Cell::Count(count) => count.to_string(),
        }
    }
}

/// A negative number is a number, and stays one.
fn is_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
    })
}

fn harmless(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The file's bytes.
pub fn csv_bytes(lang: Lang, heading: &[&str], rows: &[Vec<Cell>]) -> anyhow::Result<Vec<u8>> {
    let delimiter = match lang {
        Lang::Fr => b';',
        Lang::En => b',',
    };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell.written(lang)))?;
    }
    Ok(writer.into_inner()?)
}

/// A download. `name` is ours, never the reader's.
pub fn download(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
