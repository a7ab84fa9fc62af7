//! Which sheet of a workbook is the statement: the one a person named, else the first that names a
//! person and an amount in its header. When several do, or people go on from it on another without a
//! header, they are told, so that a person may say: one of them, or those that name the same columns, one
//! after the other.

use std::collections::BTreeSet;

use super::grid::Grid;
use super::header::{Above, Header};
use super::{ALL_SHEETS, Format, HEADER_SEARCH, LEAST_COLUMNS, Record, Records, Unreadable, header};
use crate::statements::Column;
use crate::statements::mapping;
use crate::statements::reading::Counted;

/// Sheets looked at, at most.
pub const MAX_SHEETS: usize = 50;
/// Names told of the sheets that were not read, at most.
pub const MOST_NAMED: usize = 10;
/// Rows of each looked at: a header stands no farther.
const HEAD: usize = 2 * HEADER_SEARCH;
/// The columns of which a statement has one at least.
const AMOUNTS: [Column; 5] =
    [Column::Dues, Column::SalaryPaid, Column::InitiationDues, Column::HeldDues, Column::CorrectionPeriod];

/// The sheet that was read, and how its workbook is called.
pub struct Picked {
    pub format: Format,
    pub grid: Grid,
    /// Every sheet that looks like a statement, in the order of the workbook, this one included.
    pub likely: Vec<String>,
    /// The other sheets that hold something, and were not read.
    pub others: Counted,
    /// The hidden sheets that hold something: they are never read.
    pub hidden: Counted,
    pub together: Option<Together>,
    /// What stands above the people of the sheets put below the first.
    pub further: Vec<Above>,
}

/// Sheets that are one list parted, by department or by shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    pub sheets: Vec<String>,
    /// How they are asked for: [`ALL_SHEETS`] and those left out.
    pub called: String,
}

impl Together {
    /// The likely sheets, each with its columns as [`columns`] gives them: the most of them that have the
    /// same ones in the same order.
    pub fn of(likely: &[(&str, Option<&[String]>)]) -> Option<Together> {
        let count = |columns: &[String]| likely.iter().filter(|(_, other)| *other == Some(columns)).count();
        // `max_by_key` keeps the last of equals, hence the reversal.
        let columns = likely.iter().rev().filter_map(|(_, columns)| *columns);
        let most = columns.max_by_key(|columns| count(columns))?;
        let (mut sheets, mut left_out) = (Vec::new(), Vec::new());
        for (name, columns) in likely {
            let list = if *columns == Some(most) { &mut sheets } else { &mut left_out };
            list.push((*name).to_owned());
        }
        let called = format!("{ALL_SHEETS}{}", left_out.join(ALL_SHEETS));
        (sheets.len() > 1).then_some(Together { sheets, called })
    }

    /// Whether somebody asked for all the sheets, whichever were left out then.
    pub fn is_wanted(wanted: Option<&str>) -> bool {
        wanted.is_some_and(|wanted| wanted.starts_with(ALL_SHEETS))
    }
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
pub struct Seen {
    pub name: String,
    pub look: Look,
    /// Cells that its people fill, names of columns or none above them.
    pub width: usize,
    /// The names of its columns, as they are compared.
    columns: Option<Vec<String>>,
}

impl Seen {
    pub fn of(name: &str, head: &Grid) -> Seen {
        let (width, columns) = (header::width_of_people(head), columns(head));
        Seen { name: name.to_owned(), look: look(head), width, columns }
    }

    /// Whether it is a statement, or may go on with people from one.
    pub fn has_people(&self) -> bool {
        self.look == Look::Statement || self.goes_on(0)
    }

    /// Whether it may go on with people from a sheet whose people fill so many cells.
    fn goes_on(&self, width: usize) -> bool {
        self.look == Look::Other && self.width > 0 && self.width * 3 >= width * 2
    }
}

/// The sheets that look like a statement, or go on from the one whose people fill so many cells; each with its
/// columns.
pub fn likely(seen: &[Seen], width: usize) -> Vec<(&str, Option<&[String]>)> {
    let likely = seen.iter().filter(|sheet| sheet.look == Look::Statement || sheet.goes_on(width));
    likely.map(|sheet| (sheet.name.as_str(), sheet.columns.as_deref())).collect()
}

/// Of the sheets that hold something, those that do not look like a statement and are not the one read.
pub fn others<'n>(
    filled: impl Iterator<Item = &'n String>,
    likely: &[String],
    read: Option<&str>,
) -> Counted {
    let mut known: BTreeSet<&str> = likely.iter().map(String::as_str).chain(read).collect();
    // A name given twice is told once.
    let others = filled.filter(|name| known.insert(name.as_str()));
    Counted::of(others, MOST_NAMED, String::clone)
}

/// Of the hidden sheets, those that hold something, or of which nobody can say.
fn filled_of(
    hidden: &[String],
    mut read: impl FnMut(&str, Option<usize>) -> Result<Option<Grid>, Unreadable>,
) -> Counted {
    let mut filled = Counted::default();
    for (at, name) in hidden.iter().enumerate() {
        let is_empty = |head: Option<Grid>| head.is_none_or(|head| head.is_empty());
        if at >= MAX_SHEETS || !read(name, Some(1)).is_ok_and(is_empty) {
            filled.add(MOST_NAMED, || name.clone());
        }
    }
    filled
}

/// Reads the sheet `wanted`, or those, else the one that looks most like a statement: one of `names`, never a
/// hidden one. `read` gives a sheet's cells, or those of its first rows; `None` when it has none, as a chart.
pub fn pick(
    names: &[String],
    hidden: &[String],
    wanted: Option<&str>,
    format: fn(String) -> Format,
    mut read: impl FnMut(&str, Option<usize>) -> Result<Option<Grid>, Unreadable>,
) -> Result<Picked, Unreadable> {
    let wants_all = Together::is_wanted(wanted);
    if wants_all && names.len() > MAX_SHEETS {
        return Err(Unreadable::TooManySheets { max: MAX_SHEETS });
    }
    let mut seen: Vec<Seen> = Vec::new();
    let (mut empty, mut refusal) = (Vec::new(), None);
    // The one that a person named is looked at wherever it stands.
    let near = names.iter().enumerate();
    let near = near.filter(|(at, name)| *at < MAX_SHEETS || wanted == Some(name.as_str()));
    for (_, name) in near {
        // A name given twice is of the first.
        if seen.iter().any(|sheet| sheet.name == *name) {
            continue;
        }
        match read(name, Some(HEAD + 1)) {
            Ok(Some(head)) if !head.is_empty() => seen.push(Seen::of(name, &head)),
            Ok(_) => empty.push(name),
            Err(error) if wants_all || matches!(error, Unreadable::Damaged { .. }) => return Err(error),
            // A sheet too large to be a statement does not hide the one beside it.
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    let best = seen.iter().map(|sheet| sheet.look).max();
    let named = seen.iter().find(|sheet| Some(sheet.name.as_str()) == wanted);
    let is_bare = |sheet: &Seen| sheet.look == Look::Other && sheet.width == 0;
    if named.is_none() && names.len() > MAX_SHEETS && seen.iter().all(is_bare) {
        // It stands on one of the others, or nowhere.
        return Err(Unreadable::TooManySheets { max: MAX_SHEETS });
    }
    let chosen = named.or_else(|| seen.iter().find(|sheet| Some(sheet.look) == best));
    // Of those that were not looked at, nobody can say what they hold.
    let all_seen = refusal.is_none() && names.len() <= MAX_SHEETS;
    let Some(Seen { name, width, .. }) = chosen else { return Err(refusal.unwrap_or(Unreadable::Empty)) };
    let likely = likely(&seen, *width);
    let together = Together::of(&likely).filter(|_| all_seen);
    let likely: Vec<String> = likely.iter().map(|(name, _)| (*name).to_owned()).collect();
    let filled = names.iter().filter(|name| !empty.contains(name));
    let hidden = filled_of(hidden, &mut read);
    let Some(all) = together.as_ref().filter(|_| wants_all) else {
        let grid = read(name, None)?.ok_or(Unreadable::Empty)?;
        let others = others(filled, &likely, Some(name));
        let format = format(name.clone());
        return Ok(Picked { format, grid, likely, others, hidden, together, further: Vec::new() });
    };
    let mut joined = Joined::default();
    for name in &all.sheets {
        joined.put(name, &read(name, None)?.ok_or(Unreadable::Empty)?)?;
    }
    let Joined { grid, further } = joined;
    let others = others(filled, &likely, None);
    Ok(Picked { format: format(all.called.clone()), grid, likely, others, hidden, together, further })
}

fn header_of(grid: &Grid) -> Option<Header> {
    header::find(Records::of(grid), None).ok().filter(|header| !header.headless)
}

/// The names of a sheet's columns as they are compared; `None` when no row names any.
pub fn columns(grid: &Grid) -> Option<Vec<String>> {
    let header = header_of(grid)?;
    let mut names: Vec<String> = header.names.iter().map(|name| mapping::normalise(name)).collect();
    names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
    (names.len() >= LEAST_COLUMNS).then_some(names)
}

/// Sheets put one below the other.
#[derive(Default)]
pub struct Joined {
    pub grid: Grid,
    /// What stands above the people of each but the first.
    pub further: Vec<Above>,
}

impl Joined {
    /// Puts a sheet below those of the same columns, which need not be named again.
    pub fn put(&mut self, name: &str, sheet: &Grid) -> Result<(), Unreadable> {
        let header = if self.grid.is_empty() { None } else { header_of(sheet) };
        let from = header.as_ref().map_or(0, |header| header.end);
        self.further.extend(header.map(|header| header.above));
        self.grid.follow(name, sheet, from)
    }
}

/// What the first rows of a sheet look like.
fn look(grid: &Grid) -> Look {
    let mut cursor = grid.cursor(0);
    let mut record = Record::default();
    let mut best = Look::Other;
    for _ in 0..HEAD {
        if best == Look::Statement || !cursor.read(&mut record) {
            break;
        }
        let named = mapping::columns_named(record.cells.iter().map(|cell| cell.text.as_ref()));
        let has = |column: Column| named[column as usize];
        let person = has(Column::EmployeeNumber) || has(Column::Sin) || has(Column::Name);
        // Corrections and initiation dues may have a sheet of their own.
        let amount = AMOUNTS.into_iter().any(has);
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
