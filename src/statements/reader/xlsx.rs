//! Office Open XML workbooks, cell by cell through calamine's stream, never through its ranges: a
//! sheet with one cell in each far corner would take the machine down (`worksheet_range`). A formula
//! whose result was not saved is no blank cell: the workbook is refused, by the cell's name.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::num::FpCategory;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use rust_decimal::{Decimal, RoundingStrategy};
use zip::ZipArchive;

use super::grid::{Grid, MAX_CELLS};
use super::pick::{self, Picked};
use super::{Format, Unreadable, layout};

/// Cells of the sheets that are read, at most, empty ones too: those are not kept, yet a billion of them
/// would still take hours.
const MOST_SEEN: usize = 4 * MAX_CELLS;
/// Cells of all the sheets that are only looked at, at most, empty ones too.
const MOST_LOOKED_AT: usize = 2 * MAX_CELLS;
/// Empty cells one after the other in a sheet that is only looked at: nothing is looked for below them.
const MOST_EMPTY: usize = 150_000;

/// Reads the sheet wanted, or those, else the one that looks most like a statement. `archive::inspect` must
/// have passed the bytes, and says whether something may be hidden or merged: it is `laid_out`.
pub fn read(bytes: &[u8], wanted: Option<&str>, laid_out: bool) -> Result<Picked, Unreadable> {
    // calamine has unwraps that a hostile workbook may reach; they must not end the request badly.
    let mut picked = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, wanted)))
        .unwrap_or_else(|_| Err(Unreadable::Damaged { detail: "the workbook contradicts itself".into() }))?;
    if let (true, Format::Xlsx { sheet, hidden_rows }) = (laid_out, &mut picked.format) {
        let all = picked.together.as_ref().filter(|all| all.called == *sheet);
        let sheets = all.map_or(std::slice::from_ref(&*sheet), |all| all.sheets.as_slice());
        *hidden_rows = layout::look(bytes, sheets, &mut picked.grid);
    }
    Ok(picked)
}

fn read_sheets(bytes: &[u8], wanted: Option<&str>) -> Result<Picked, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = |is_shown: bool| -> Vec<String> {
        let sheets = workbook.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| (sheet.visible == SheetVisible::Visible) == is_shown);
        sheets.map(|sheet| sheet.name.clone()).collect()
    };
    let (shown, hidden) = (names(true), names(false));
    let waits = waits_for_results(bytes);
    // Of all the sheets: each may be the same part of the workbook.
    let (mut left, mut left_to_look_at) = (MOST_SEEN, MOST_LOOKED_AT);
    pick::pick(
        &shown,
        &hidden,
        wanted,
        |sheet| Format::Xlsx { sheet, hidden_rows: 0 },
        |name, rows| {
            let left = if rows.is_some() { &mut left_to_look_at } else { &mut left };
            match read_sheet(&mut workbook, name, rows, left, waits) {
                Ok(grid) => Ok(Some(grid)),
                // A chart has no cells.
                Err(Fault::Workbook(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_))) => {
                    Ok(None)
                }
                Err(Fault::Workbook(error)) => Err(damaged(error)),
                Err(Fault::Limit(limit)) => Err(limit),
            }
        },
    )
}

enum Fault {
    Workbook(XlsxError),
    Limit(Unreadable),
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Fault {
        Fault::Workbook(error)
    }
}

impl From<Unreadable> for Fault {
    fn from(limit: Unreadable) -> Fault {
        Fault::Limit(limit)
    }
}

/// Whether the workbook is to be worked out when it is opened: the program that wrote it did not, and
/// may have put zeros for results.
fn waits_for_results(bytes: &[u8]) -> bool {
    const MOST: u64 = 1 << 20;
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(book) = zip.by_name("xl/workbook.xml") else { return false };
    let mut text = Vec::new();
    let read = book.take(MOST).read_to_end(&mut text).is_ok();
    let text = String::from_utf8_lossy(&text);
    read && ["fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"true\""].iter().any(|mark| text.contains(mark))
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    rows: Option<usize>,
    left: &mut usize,
    waits: bool,
) -> Result<Grid, Fault> {
    let mut grid = Grid::default();
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let (mut row, mut empty) = (0, 0);
    let mut text = String::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        *left = left.checked_sub(1).ok_or(Unreadable::TooManyCells { max: MAX_CELLS })?;
        empty = if matches!(cell.value, DataRef::Empty) { empty + 1 } else { 0 };
        if rows.is_some() && empty > MOST_EMPTY {
            grid.end_row(row)?;
            let too_many = Unreadable::TooManyCells { max: MAX_CELLS };
            return if grid.is_empty() { Err(too_many.into()) } else { Ok(grid) };
        }
        let (at, column) = cell.pos;
        if at < row {
            return Err(Unreadable::Damaged { detail: "rows are out of order".into() }.into());
        }
        if at > row {
            grid.end_row(row)?;
            if rows.is_some_and(|most| grid.row_count() >= most) {
                return Ok(grid);
            }
            row = at;
        }
        text.clear();
        let typed = write_value(&cell.value, &mut text);
        let has_result = match &cell.value {
            DataRef::Empty => false,
            DataRef::Int(int) => !(waits && *int == 0),
            DataRef::Float(float) => !(waits && float.classify() == FpCategory::Zero),
            _ => true,
        };
        // The head of a sheet is only looked at.
        if rows.is_none() && cell.formula.is_some() && !has_result {
            return Err(Unreadable::NotCalculated { cell: place(name, at, column) }.into());
        }
        let pushed = grid.push(column as usize, &text, typed);
        pushed.map_err(|limit| limit.at(|| place(name, at, column)))?;
    }
    grid.end_row(row)?;
    Ok(grid)
}

/// A cell as people name it: `Paie!L7`.
pub fn place(sheet: &str, row: u32, column: u32) -> String {
    format!("{sheet}!{}", name_of(row, column))
}

/// A cell of a sheet by its column and its row: `L7`.
pub fn name_of(row: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), u64::from(column) + 1);
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Writes a value as text; `true` when the workbook typed it as a number or a date.
fn write_value(value: &DataRef<'_>, text: &mut String) -> bool {
    match value {
        DataRef::Empty => false,
        DataRef::String(string) => append(text, string, false),
        DataRef::SharedString(string) => append(text, string, false),
        DataRef::Int(int) => append(text, &int.to_string(), true),
        DataRef::Float(float) => append(text, &exact(*float), true),
        DataRef::Bool(bool) => append(text, if *bool { "TRUE" } else { "FALSE" }, false),
        DataRef::DateTime(moment) => append(text, &date(moment), true),
        DataRef::DateTimeIso(iso) => append(text, iso.split('T').next().unwrap_or(iso), true),
        DataRef::DurationIso(iso) => append(text, iso, false),
        DataRef::Error(error) => append(text, &error.to_string(), false),
    }
}

fn append(text: &mut String, value: &str, typed: bool) -> bool {
    text.push_str(value);
    typed
}

/// A binary number as the decimal that a person typed: fifteen significant digits, which every
/// spreadsheet shows, so that 1355.4000000000001 is 1355.4. Never in scientific notation. What is left of a
/// sum that should be zero (-7.1E-15) is zero: nothing of a statement is that small.
pub fn exact(float: f64) -> String {
    const LEAST: f64 = 1e-7;
    if float.abs() < LEAST {
        return "0".to_owned();
    }
    let scientific = format!("{float:.14e}");
    match Decimal::from_scientific(&scientific) {
        Ok(decimal) => decimal.normalize().to_string(),
        // Infinite, or beyond what a decimal holds: rule V14 will say that it is no number.
        Err(_) => scientific,
    }
}

/// The day of an Excel date; a duration in hours, which Excel counts in days. Less than a day is a duration
/// too, however it is shown: nobody means the day before 1900.
fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || (0.0..1.0).contains(&moment.as_f64()) {
        let days = exact(moment.as_f64());
        return hours(&days).unwrap_or(days);
    }
    if !(0.0..2_958_466.0).contains(&moment.as_f64()) {
        return exact(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let mut text = String::with_capacity(10);
    write!(text, "{year:04}-{month:02}-{day:02}").expect("writing to a string");
    text
}

/// The hours of so many days, to the hundredth: twenty minutes would never end. `None` when it is no number.
pub fn hours(days: &str) -> Option<String> {
    let hours = days.parse::<Decimal>().ok()?.checked_mul(Decimal::from(24))?;
    Some(hundredths(hours))
}

/// Hours as they are written elsewhere.
pub fn hundredths(hours: Decimal) -> String {
    hours.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}

fn damaged(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        XlsxError::Zip(error) => super::archive::damaged(&error),
        other => Unreadable::Damaged { detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_seen_are_counted_over_all_the_sheets() {
        let mut book = rust_xlsxwriter::Workbook::new();
        for name in ["Jour", "Soir"] {
            let page = book.add_worksheet().set_name(name).unwrap();
            page.write_row(0, 0, ["Matricule", "Nom", "Cotisation"]).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        let mut workbook = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut left = 5;
        assert!(read_sheet(&mut workbook, "Jour", None, &mut left, false).is_ok());
        let more = read_sheet(&mut workbook, "Soir", None, &mut left, false);
        assert!(matches!(more, Err(Fault::Limit(Unreadable::TooManyCells { .. }))));
        // Those that are only looked at too: half of one is not passed for the whole.
        let mut left = 5;
        assert!(read_sheet(&mut workbook, "Jour", Some(9), &mut left, false).is_ok());
        let more = read_sheet(&mut workbook, "Soir", Some(9), &mut left, false);
        assert!(matches!(more, Err(Fault::Limit(Unreadable::TooManyCells { .. }))));
    }
}
