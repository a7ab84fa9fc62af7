//! Which sheet of a workbook is the statement: the one a person named, else the first that names a
//! person and an amount in its header. When several do, or people go on from it on another without a
//! header, they are told, so that a person may say.

use super::grid::Grid;
use super::{Format, HEADER_SEARCH, Record, Unreadable, header};
use crate::statements::Column;
use crate::statements::mapping;

/// Sheets looked at, at most.
const MAX_SHEETS: usize = 50;

/// The sheet that was read, and how its workbook is called.
pub struct Picked {
    pub format: Format,
    pub grid: Grid,
    /// Every sheet that looks like a statement, in the order of the workbook, this one included.
    pub likely: Vec<String>,
}

/// How much a sheet looks like a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    Other,
    /// Three columns of the statement are named.
    Columns,
    /// A person and an amount are.
    Statement,
}

/// The first rows of a sheet, looked at.
struct Seen<'n> {
    name: &'n String,
    look: Look,
    /// Cells that its people fill, names of columns or none above them.
    width: usize,
}

impl Seen<'_> {
    /// Whether it may go on with people from a sheet whose people fill so many cells.
    fn goes_on(&self, width: usize) -> bool {
        self.look == Look::Other && self.width > 0 && self.width * 3 >= width * 2
    }
}

/// Reads the sheet `wanted`, else the one that looks most like a statement. `read` gives a sheet's
/// cells, or those of its first rows; `None` when it has none, as a chart.
pub fn pick(
    names: &[String],
    wanted: Option<&str>,
    format: fn(String) -> Format,
    mut read: impl FnMut(&str, Option<usize>) -> Result<Option<Grid>, Unreadable>,
) -> Result<Picked, Unreadable> {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let mut refusal = None;
    for name in names.iter().take(MAX_SHEETS) {
        match read(name, Some(HEADER_SEARCH + 1)) {
            Ok(Some(head)) if !head.is_empty() => {
                seen.push(Seen { name, look: look(&head), width: header::width_of_people(&head) });
            }
            Ok(_) => {}
            Err(error @ Unreadable::Damaged { .. }) => return Err(error),
            // A sheet too large to be a statement does not hide the one beside it.
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    let best = seen.iter().map(|sheet| sheet.look).max();
    let chosen = seen.iter().find(|sheet| Some(sheet.name.as_str()) == wanted);
    let chosen =
        chosen.or_else(|| seen.iter().find(|sheet| Some(sheet.look) == best)).map(|sheet| sheet.name);
    let Some(name) = chosen else { return Err(refusal.unwrap_or(Unreadable::Empty)) };
    let width = seen.iter().find(|sheet| sheet.name == name).map_or(0, |sheet| sheet.width);
    let likely = seen.iter().filter(|sheet| sheet.look == Look::Statement || sheet.goes_on(width));
    let likely = likely.map(|sheet| sheet.name.clone()).collect();
    let grid = read(name, None)?.ok_or(Unreadable::Empty)?;
    Ok(Picked { format: format(name.clone()), grid, likely })
}

/// What the first rows of a sheet look like.
pub fn look(grid: &Grid) -> Look {
    let mut cursor = grid.cursor(0);
    let mut record = Record::default();
    let mut best = Look::Other;
    for _ in 0..HEADER_SEARCH {
        if !cursor.read(&mut record) {
            break;
        }
        let named = mapping::columns_named(record.cells.iter().map(|cell| cell.text.as_ref()));
        let has = |column: Column| named[column as usize];
        let person = has(Column::EmployeeNumber) || has(Column::Sin) || has(Column::Name);
        let amount = has(Column::Dues) || has(Column::SalaryPaid);
        let count = named.iter().filter(|named| **named).count();
        // A header with nothing below it is a form, not a statement.
        let filled = grid.row_count() > cursor.position();
        best = best.max(match count {
            3.. if person && amount && filled => Look::Statement,
            3.. => Look::Columns,
            _ => Look::Other,
        });
    }
    best
}
