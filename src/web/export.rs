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
    /// A value as pages write it: a negative number gets back the hyphen by which spreadsheets know one. An
    /// amount with its `$` stays the text that it is, with its minus sign.
    pub fn figure(value: &str) -> Cell {
        let hyphenated = value.strip_prefix('\u{2212}').map(|size| format!("-{size}"));
        Cell::Text(hyphenated.filter(|number| is_number(number)).unwrap_or_else(|| value.to_owned()))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_number_of_a_page_is_one_for_spreadsheets_and_an_amount_stays_text() {
        for (shown, written) in [
            ("\u{2212}140,00", "-140,00"),
            ("\u{2212}1\u{a0}355", "-1\u{a0}355"),
            ("\u{2212}8", "-8"),
            ("12", "12"),
            ("\u{2212}2,70\u{a0}$", "\u{2212}2,70\u{a0}$"),
            ("\u{2212}$2.70", "\u{2212}$2.70"),
            ("\u{2212}", "\u{2212}"),
            ("\u{2212}1+1", "\u{2212}1+1"),
            ("-cmd", "'-cmd"),
        ] {
            assert_eq!(Cell::figure(shown).written(Lang::Fr), written, "{shown}");
        }
    }
}
