//! Where the header stands: below titles and notes, in one row or in two (a group above, the names
//! below), or nowhere. Not what its names mean, beyond that they name something (`mapping`).

use super::grid::Grid;
use super::{HEADER_SEARCH, MAX_COLUMNS, Record, Records, StatedTotals, Unreadable};
use crate::statements::Column;
use crate::statements::mapping;
use crate::statements::numbers::{self, NumberError};

/// Characters kept of a header's cell.
const MAX_NAME: usize = 200;
/// Columns that a row must name to be a header beside another.
const SURE: usize = 3;
/// Rows looked at while none of them is sure to be the header: long notes may stand above it.
const FARTHEST: usize = 2 * HEADER_SEARCH;
/// Bytes kept of a title, at most.
const MAX_TITLE: usize = 400;

/// What stands above the lines of a sheet, its header included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Above {
    /// Titles with figures.
    pub titles: Vec<String>,
}

/// The header of a sheet.
pub struct Header {
    /// What stands above each column; blank above all when there is no header.
    pub names: Vec<String>,
    pub headless: bool,
    pub stated: Option<StatedTotals>,
    pub above: Above,
    /// Where the records begin.
    pub end: usize,
    /// The shapes of the header's rows and of the titles above it, by which a print that says them on
    /// each page is known.
    pub shapes: Vec<String>,
}

struct Row {
    cells: Vec<String>,
    start: usize,
    end: usize,
    named: usize,
    /// Cells beyond the last column kept.
    dropped: usize,
    /// Cells with content.
    filled: usize,
}

/// Finds the header among the first rows: the row, or the two rows together, that name the most
/// columns; the first with two cells, else the first, when none names any. `headless` when a person
/// said whether there is one.
pub fn find(mut records: Records<'_>, headless: Option<bool>) -> Result<Header, Unreadable> {
    let (rows, stated) = first_rows(&mut records);
    let best = (0..rows.len()).rev().max_by_key(|at| rows[*at].named * 2 + usize::from(rows[*at].filled > 1));
    let best = best.ok_or(Unreadable::NoRows)?;
    if rows[best].dropped > 0 {
        return Err(Unreadable::TooManyColumns { max: MAX_COLUMNS });
    }
    let seems_headless = || rows[best].named <= 1 && is_data(&rows[best], 1 + rows[best].named);
    // Somebody said it of an earlier file, which this one need not be like.
    if headless.map_or_else(seems_headless, |said| said && rows[best].named < SURE) {
        let first = rows.iter().position(|row| is_data(row, 1)).unwrap_or(best);
        let width = rows[first..].iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let (names, end) = (vec![String::new(); width], rows[first].start);
        let above = Above { titles: titles(&rows[..first]) };
        return Ok(Header { names, headless: true, stated, above, end, shapes: shapes(&rows[..first]) });
    }
    // A person's row is no half of a header.
    let may_be_two = |at: &usize| !rows[*at..*at + 2].iter().any(|row| is_data(row, 1));
    let pairs = (0..rows.len().saturating_sub(1)).filter(may_be_two).map(|at| {
        let names = together(&rows[at].cells, &rows[at + 1].cells);
        (mapping::score(names.iter().map(String::as_str)), at, names)
    });
    // `max_by_key` keeps the last of equals: from the bottom to the top.
    let pair = pairs.rev().max_by_key(|(named, ..)| *named).filter(|(named, ..)| *named > rows[best].named);
    let first = pair.as_ref().map_or(best, |(_, at, _)| *at);
    let (names, mut last) = match pair {
        Some((_, at, names)) => (names, at + 1),
        None => (rows[best].cells.clone(), best),
    };
    if let Some(at) = rows[..first].iter().position(|row| is_a_person(row, &rows[best])) {
        return Err(Unreadable::PeopleAbove { row: at + 1, header: first + 1 });
    }
    // The same header in the other language below it is no person.
    while rows[best].named >= SURE && rows.get(last + 1).is_some_and(|row| row.named >= SURE) {
        last += 1;
    }
    let above = Above { titles: titles(&rows[..first]) };
    Ok(Header { names, headless: false, stated, above, end: rows[last].end, shapes: shapes(&rows[..=last]) })
}

/// The rows above the header that have figures.
fn titles(rows: &[Row]) -> Vec<String> {
    let said = |row: &Row| {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        cells.join(" ")
    };
    let told = |text: &String| text.len() <= MAX_TITLE && text.bytes().any(|b| b.is_ascii_digit());
    rows.iter().map(said).filter(told).collect()
}

fn shapes(rows: &[Row]) -> Vec<String> {
    rows.iter().filter_map(|row| shape(row.cells.iter().map(String::as_str))).collect()
}

/// What a row says, its numbers left out: titles of two pages differ by those. `None` when it says
/// next to nothing.
fn shape<'c>(cells: impl Iterator<Item = &'c str>) -> Option<String> {
    const LEAST: usize = 3;
    let mut shape = String::new();
    for cell in cells {
        shape.extend(mapping::normalise(cell).chars().filter(|c| !c.is_ascii_digit()));
        shape.push('|');
    }
    shape.truncate(shape.trim_end_matches('|').len());
    (shape.chars().filter(|c| c.is_alphabetic()).count() >= LEAST).then_some(shape)
}

/// Whether a record says one of these shapes again.
pub fn says_again(shapes: &[String], record: &Record<'_>) -> bool {
    // Nothing so much longer is the same.
    let most = shapes.iter().map(String::len).max().unwrap_or(0);
    let length: usize = record.cells.iter().map(|cell| cell.text.len()).sum();
    if shapes.is_empty() || length > 4 * most + 200 {
        return false;
    }
    let cells: Vec<String> = record.cells.iter().map(|cell| kept(&cell.text)).collect();
    shape(cells.iter().map(String::as_str)).is_some_and(|shape| shapes.contains(&shape))
}

/// The first rows, the header among them, and what is stated above it.
fn first_rows(records: &mut Records<'_>) -> (Vec<Row>, Option<StatedTotals>) {
    let (mut rows, mut stated) = (Vec::<Row>::new(), None);
    for seen in 0..FARTHEST {
        if seen >= HEADER_SEARCH && rows.iter().any(|row| row.named >= SURE) {
            break;
        }
        let start = records.position();
        let Some(record) = records.next() else { break };
        if let Some(found) = StatedTotals::read(record) {
            stated = Some(found);
            continue;
        }
        let cells: Vec<String> = record.cells.iter().map(|cell| kept(&cell.text)).collect();
        let named = mapping::score(record.cells.iter().map(|cell| cell.text.as_ref()));
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let dropped = record.dropped;
        rows.push(Row { cells, start, end: records.position(), named, dropped, filled });
    }
    (rows, stated)
}

/// A cell on one line, as much of it as a name may have.
fn kept(text: &str) -> String {
    let text = text.trim();
    let end = text.char_indices().nth(MAX_NAME).map_or(text.len(), |(at, _)| at);
    let words: Vec<&str> = text[..end].split_whitespace().collect();
    words.join(" ")
}

/// Whether each of the first records has cells that wide gaps part: columns of a print.
pub fn is_print(mut records: Records<'_>) -> bool {
    const GAP: &str = "   ";
    let mut seen = 0;
    while let Some(record) = records.next().filter(|_| seen < HEADER_SEARCH) {
        if !record.cells.iter().any(|cell| cell.text.trim().contains(GAP)) {
            return false;
        }
        seen += 1;
    }
    seen > 0
}

/// Whether a row is a person's: a third of its cells, or so many thirds, are numbers, amounts or days.
fn is_data(row: &Row, thirds: usize) -> bool {
    row.filled >= SURE && row.cells.iter().filter(|cell| is_valued(cell)).count() * 3 >= row.filled * thirds
}

fn is_valued(cell: &str) -> bool {
    cell.bytes().any(|b| b.is_ascii_digit())
        && (numbers::parse_date(cell).is_some()
            || !matches!(numbers::parse_decimal(cell, None), Err(NumberError::NotANumber)))
}

/// The most cells that a person's row fills among the first of a sheet; 0 when there is none.
pub fn width_of_people(head: &Grid) -> usize {
    let (mut cursor, mut record, mut widest) = (head.cursor(0), Record::default(), 0);
    for _ in 0..HEADER_SEARCH {
        if !cursor.read(&mut record) {
            break;
        }
        let filled = record.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count();
        let valued = record.cells.iter().filter(|cell| is_valued(cell.text.trim())).count();
        if filled > SURE && valued * 3 >= filled {
            widest = widest.max(filled);
        }
    }
    widest
}

/// Whether a row above a header fills as many of its columns as people do, which titles and addresses do
/// not; or is somebody under the names of the columns.
fn is_a_person(row: &Row, header: &Row) -> bool {
    (row.filled > SURE && row.filled * 2 >= header.filled && is_data(row, 1)) || is_paid(row, header)
}

/// Whether a row has an amount, and a person: a number with a job, a correction or a whole name; or a
/// whole name alone (`Roy, Luc`). Each under its header: a sum above it has a word for a number.
fn is_paid(row: &Row, header: &Row) -> bool {
    let (mut number, mut name, mut has_amount, mut is_hers) = ("", "", false, false);
    for (cell, named) in row.cells.iter().zip(&header.cells).filter(|(cell, _)| !cell.is_empty()) {
        match mapping::column_named(named) {
            Some(Column::EmployeeNumber) => number = cell,
            Some(Column::Name) => name = cell,
            Some(Column::SalaryPaid | Column::Dues | Column::InitiationDues | Column::HeldDues) => {
                has_amount |= is_valued(cell);
            }
            Some(Column::Status | Column::JobTitleCode | Column::SalaryRate | Column::CorrectionPeriod) => {
                is_hers = true;
            }
            _ => {}
        }
    }
    let is_whole = name.contains(',');
    let is_number = !number.contains(' ') && number.bytes().any(|b| b.is_ascii_digit());
    has_amount && ((is_number && (is_whole || is_hers)) || (number.is_empty() && is_whole))
}

/// What two rows say together of each column: the group of the upper one, which stands over the
/// blank cells after it, and the name of the lower one.
fn together(upper: &[String], lower: &[String]) -> Vec<String> {
    let blank = String::new();
    let mut group = &blank;
    (0..upper.len().max(lower.len()))
        .map(|at| {
            let (above, below) = (upper.get(at).unwrap_or(&blank), lower.get(at).unwrap_or(&blank));
            if !above.is_empty() {
                group = above;
            }
            if below.is_empty() {
                return above.clone();
            }
            let both = format!("{group} {below}");
            let both_named = mapping::names_something(&both);
            if both_named || group.is_empty() || !mapping::names_something(below) {
                both.trim().to_owned()
            } else {
                below.clone()
            }
        })
        .collect()
}
