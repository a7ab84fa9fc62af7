//! Sending a statement in, settling its findings, reading its lines.

pub mod again;
mod choices;
pub mod columns;
pub mod comparison;
pub mod effects;
mod filters;
pub mod finding;
pub mod findings;
pub mod found;
pub mod line;
pub mod lines;
mod look;
pub mod progress;
pub mod send;
pub mod versions;

use uuid::Uuid;

use super::numbers::{DecimalSign, parse_money};
use super::reader::{ALL_SHEETS, Format};
use super::reading::{Counted, Reading};
use super::store::{Door, Summary};
use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::statements::Status;
use crate::text::Text;
use crate::unions::Union;
use crate::web::error::Failure;
use crate::web::page::encoded;

/// `/periodes/2025-26/P05`
pub fn period_path(period: PeriodId) -> String {
    format!("/periodes/{}/{}", period.fiscal_year(), period.code())
}

/// A period as its address names it; anything else is not found.
pub fn period_of_path(year: &str, code: &str) -> Result<PeriodId, Failure> {
    format!("{year} {code}").parse().map_err(|_| Failure::NotFound)
}

/// What the top of a statement's pages shows.
pub struct Heading {
    pub id: Uuid,
    /// Which of the statement's pages this is: `lines`, `compare`, `versions`, or the code of a
    /// severity (`all` for every one).
    pub here: &'static str,
    /// What this version changed of the one before; empty for a first one.
    pub changed: String,
    /// The other period that this very file was received for; empty when there is none.
    pub twin: String,
    pub employer: String,
    pub period_path: String,
    pub period_label: String,
    pub received: String,
    pub file_name: String,
    pub format: String,
    /// What the reading left out, or read otherwise than it stands; the notes of earlier versions.
    pub notes: Vec<String>,
    pub sha256: String,
    pub lines: usize,
    pub salary_paid: String,
    pub dues: String,
    pub errors: usize,
    pub warnings: usize,
    pub open_warnings: usize,
    pub infos: usize,
    pub findings: usize,
    pub is_open: bool,
    pub is_superseded: bool,
    pub is_settled: bool,
}

pub fn heading(union: &Union, summary: &Summary, here: &'static str, t: Text) -> Heading {
    Heading {
        id: summary.id,
        here,
        changed: String::new(),
        twin: String::new(),
        employer: union.employer(summary.employer).map(|e| e.name.clone()).unwrap_or_default(),
        period_path: period_path(summary.period),
        period_label: t.period_name(summary.period.number()),
        received: match summary.door {
            Door::Page => t.moment(&summary.received_at),
            Door::Api => t.door_received(t.moment(&summary.received_at)),
        },
        file_name: summary.file_name.clone(),
        format: format_words(&summary.format, t),
        notes: note_words(&summary.format, t),
        sha256: hex::encode(&summary.sha256),
        lines: summary.lines,
        salary_paid: t.money(&summary.totals.salary_paid),
        dues: t.money(&summary.totals.dues),
        errors: summary.errors,
        warnings: summary.warnings,
        open_warnings: summary.open_warnings,
        infos: summary.infos,
        findings: summary.errors + summary.warnings + summary.infos,
        is_open: summary.state == "current",
        is_superseded: summary.state == "superseded",
        is_settled: summary.is_settled(),
    }
}

/// How the file was read: `Windows-1252 · point-virgule · virgule décimale`.
fn format_words(stored: &str, t: Text) -> String {
    let Ok(format) = serde_json::from_str::<Format>(stored) else { return String::new() };
    match format {
        Format::Xlsx { sheet, .. } => workbook_words("xlsx", &sheet, t),
        Format::Ods { sheet } => workbook_words("ods", &sheet, t),
        Format::Xls { sheet } => workbook_words("xls", &sheet, t),
        Format::Text { encoding, delimiter, decimal } => {
            let delimiter = match delimiter {
                ';' => t.format_semicolon(),
                '\t' => t.format_tab(),
                '|' => t.format_pipe(),
                _ => t.format_comma(),
            };
            let decimal = match decimal {
                Some(DecimalSign::Comma) => t.format_decimal_comma(),
                Some(DecimalSign::Point) => t.format_decimal_point(),
                None => "",
            };
            let parts = [encoding.name(), delimiter, decimal];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    }
}

fn workbook_words(kind: &str, sheet: &str, t: Text) -> String {
    match sheet.strip_prefix(ALL_SHEETS) {
        None => t.format_workbook(kind, sheet),
        Some("") => t.format_sheets(kind),
        Some(left_out) => t.format_sheets_but(kind, sheet_names(left_out.split(ALL_SHEETS), t)),
    }
}

/// `« Jour », « Soir »`
fn sheet_names<'n>(names: impl Iterator<Item = &'n str>, t: Text) -> String {
    names.map(|name| t.sheet_name(name)).collect::<Vec<_>>().join(", ")
}

/// The names of the first, and how many more there are.
fn and_more(names: String, all: &Counted, t: Text) -> String {
    match all.unnamed() {
        0 => names,
        count => t.reading_and_more(count, names),
    }
}

/// What the reading did besides making a line of each row.
fn note_words(stored: &str, t: Text) -> Vec<String> {
    let Ok(Reading { format, notes }) = serde_json::from_str::<Reading>(stored) else { return Vec::new() };
    let left_out = [
        (notes.headers, t.reading_headers(notes.headers)),
        (notes.totals, t.reading_totals(notes.totals)),
        (notes.remarks, t.reading_remarks(notes.remarks)),
    ];
    let left_out: Vec<String> =
        left_out.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let mut words = Vec::new();
    let sheets = notes.sheets.iter().map(|(name, line)| t.reading_sheet(line, name));
    let sheets = sheets.reduce(|before, sheet| t.reading_sheets_next(before, sheet));
    words.extend(sheets.map(|sheets| t.reading_sheets(sheets)));
    let count = notes.unread_sheets.len();
    if count > 0 {
        let names = sheet_names(notes.unread_sheets.iter().map(String::as_str), t);
        words.push(t.reading_unread_sheets(count, names));
    }
    let told =
        |sheets: &Counted| and_more(sheet_names(sheets.first.iter().map(String::as_str), t), sheets, t);
    let (other, hidden) = (&notes.other_sheets, &notes.hidden_sheets);
    if !other.is_empty() {
        words.push(t.reading_other_sheets(other.count, told(other)));
    }
    if !hidden.is_empty() {
        words.push(t.reading_hidden_sheets(hidden.count, told(hidden)));
    }
    if format.hidden_rows() > 0 {
        words.push(t.reading_hidden(format.hidden_rows()));
    }
    if !notes.merged.is_empty() {
        let cells = and_more(notes.merged.first.join(", "), &notes.merged, t);
        words.push(t.reading_merged(cells, notes.merged.count));
    }
    if !left_out.is_empty() {
        words.push(t.reading_left_out(left_out.join(", ")));
    }
    if !notes.balances.is_empty() {
        let rows: Vec<String> = notes.balances.first.iter().map(|row| balance(row, t)).collect();
        let rows = and_more(rows.join(", "), &notes.balances, t);
        words.push(t.reading_balances(notes.balances.count, rows));
    }
    if let Some((written, read)) = &notes.first_renumbered {
        words.push(t.reading_renumbered(notes.renumbered, read, written));
    }
    words
}

/// A row that was left out, its amounts as the language writes them; a whole number may be a cheque's.
fn balance(row: &str, t: Text) -> String {
    let part = |part: &str| match parse_money(part, None) {
        Ok(amount) if part.contains(['.', ',']) => t.money(&amount),
        _ => part.to_owned(),
    };
    row.split(" · ").map(part).collect::<Vec<_>>().join(" · ")
}

/// An amount that says which way it goes: `+12,40 $`, `-2,70 $`; zero has no sign.
fn signed(amount: Cad, t: Text) -> String {
    let plus = if amount > Cad::ZERO { "+" } else { "" };
    format!("{plus}{}", t.money(&amount))
}

fn status_word(status: Option<Status>, t: Text) -> &'static str {
    match status {
        Some(Status::FullTime) => t.status_full_time(),
        Some(Status::PartTime) => t.status_part_time(),
        None => "",
    }
}

/// The parts of an address after `?` that say something.
fn query(parts: &[(&str, &str)]) -> String {
    let said = parts.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// A choice of a list, as a filter's select offers it.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What a form has to correct.
pub struct Problem {
    pub href: String,
    pub text: String,
}

/// A state as a tag: a word, and how it is drawn.
pub struct Tag {
    pub word: &'static str,
    pub kind: &'static str,
}
