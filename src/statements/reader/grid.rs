//! The cells of a workbook's sheet, packed: one string, one list of cells, one of rows. Rows that
//! hold nothing take no room, so a sheet of two far corners costs two cells.

use std::borrow::Cow;
use std::ops::Range;

use super::merged::{MOST_MERGES, Merge};
use super::{Cell, MAX_COLUMNS, MAX_LINES, Record, Unreadable};

/// Cells of a workbook, at most: some 150,000 lines of 27 columns.
pub const MAX_CELLS: usize = 4_000_000;
/// Bytes of text in its cells, at most.
pub const MAX_TEXT: usize = 64 << 20;

#[derive(Debug, Clone, Copy)]
struct Place {
    column: u16,
    typed: bool,
    end: u32,
}

/// A sheet being filled row by row, from the top and from the left.
#[derive(Debug, Default)]
pub struct Grid {
    text: String,
    cells: Vec<Place>,
    /// For each row with content, how many cells end before the next row.
    rows: Vec<u32>,
    /// Which row of its sheet each of those is, from 0.
    numbers: Vec<u32>,
    /// The first row of each sheet and its name, where several are put one below the other.
    sheets: Vec<(usize, String)>,
    /// Cells merged over several rows, each with the place of its sheet among those.
    merges: Vec<(usize, Merge)>,
}

impl Grid {
    /// Adds a cell to the row being filled; cells of nothing but space are left out.
    pub fn push(&mut self, column: usize, text: &str, typed: bool) -> Result<(), Unreadable> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns { max: MAX_COLUMNS });
        }
        if self.cells.len() >= MAX_CELLS || self.text.len() + text.len() > MAX_TEXT {
            return Err(Unreadable::TooManyCells { max: MAX_CELLS });
        }
        self.text.push_str(text);
        let limits = "the caps fit";
        self.cells.push(Place {
            column: u16::try_from(column).expect(limits),
            typed,
            end: u32::try_from(self.text.len()).expect(limits),
        });
        Ok(())
    }

    /// Ends the row being filled, by its number in the sheet from 0; a row without cells leaves no trace.
    pub fn end_row(&mut self, number: u32) -> Result<(), Unreadable> {
        let cells = u32::try_from(self.cells.len()).expect("the cap fits");
        if cells == self.rows.last().copied().unwrap_or(0) {
            return Ok(());
        }
        if self.rows.len() >= MAX_LINES {
            return Err(Unreadable::TooManyLines { max: MAX_LINES });
        }
        self.rows.push(cells);
        self.numbers.push(number);
        Ok(())
    }

    /// Keeps cells merged over several rows, with the place of their sheet among those put one below the
    /// other.
    pub fn merge(&mut self, sheet: usize, merge: Merge) {
        let (first, last) = merge.rows;
        if first < last && self.merges.len() < MOST_MERGES {
            self.merges.push((sheet, merge));
        }
    }

    /// The merges that cover more than one of the rows from `start` on, each with the name of its sheet where
    /// several are put one below the other; from the top.
    pub fn merged_from(&self, start: usize) -> impl Iterator<Item = (Option<&str>, Merge)> {
        let all = self.merges.iter().copied();
        let mut covering: Vec<(usize, Merge)> =
            all.filter(|(sheet, merge)| self.covers_several(*sheet, merge, start)).collect();
        // Workbooks list them in any order.
        covering.sort_unstable();
        let covering = covering.into_iter();
        covering.map(move |(sheet, merge)| (self.sheets.get(sheet).map(|(_, name)| name.as_str()), merge))
    }

    /// Whether a merge covers more than one row of its sheet, from `start` on.
    fn covers_several(&self, sheet: usize, merge: &Merge, start: usize) -> bool {
        let Range { start: first, end } = self.rows_of(sheet);
        let numbers = self.numbers.get(start.max(first)..end).unwrap_or_default();
        let (first, last) = merge.rows;
        let at = numbers.partition_point(|row| *row < first);
        numbers.get(at + 1).is_some_and(|row| *row <= last)
    }

    /// The rows of the sheet at a place among those put one below the other, or of the only one.
    fn rows_of(&self, sheet: usize) -> Range<usize> {
        let begins = |sheet: usize| self.sheets.get(sheet).map(|(first, _)| *first);
        begins(sheet).unwrap_or(0)..begins(sheet + 1).unwrap_or(self.rows.len())
    }

    /// Puts another sheet below, from one of its rows on. The caps are of all the sheets together.
    pub fn follow(&mut self, name: &str, sheet: &Grid, from: usize) -> Result<(), Unreadable> {
        let place = self.sheets.len();
        self.sheets.push((self.rows.len(), name.to_owned()));
        sheet.merges.iter().for_each(|(_, merge)| self.merge(place, *merge));
        let (mut cursor, mut record) = (sheet.cursor(from), Record::default());
        while cursor.read(&mut record) {
            for (column, cell) in record.cells.iter().enumerate() {
                self.push(column, &cell.text, cell.typed)?;
            }
            self.end_row(sheet.numbers[cursor.position() - 1])?;
        }
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn cursor(&self, row: usize) -> GridCursor<'_> {
        GridCursor { grid: self, row, width: 0 }
    }
}

/// A walk over the rows.
pub struct GridCursor<'t> {
    grid: &'t Grid,
    row: usize,
    width: usize,
}

impl<'t> GridCursor<'t> {
    /// Records as wide as the header at least: each cell of a sheet stands where it stands, so that
    /// a row whose last cells are blank is not a row cut short.
    pub fn at_least(self, width: usize) -> GridCursor<'t> {
        GridCursor { width, ..self }
    }

    pub fn position(&self) -> usize {
        self.row
    }

    /// The sheet of the row read last, where several are put one below the other.
    pub fn sheet(&self) -> Option<&'t str> {
        let grid = self.grid;
        let begun = grid.sheets.partition_point(|(first, _)| *first < self.row);
        grid.sheets.get(begun.checked_sub(1)?).map(|(_, name)| name.as_str())
    }

    pub fn read(&mut self, record: &mut Record<'t>) -> bool {
        record.clear();
        let grid = self.grid;
        let Some(end) = grid.rows.get(self.row) else { return false };
        let start = self.row.checked_sub(1).map_or(0, |before| grid.rows[before] as usize);
        for index in start..*end as usize {
            let place = grid.cells[index];
            let from = index.checked_sub(1).map_or(0, |before| grid.cells[before].end as usize);
            let column = usize::from(place.column);
            if record.cells.len() <= column {
                record.cells.resize(column + 1, Cell::default());
            }
            let text = Cow::Borrowed(&grid.text[from..place.end as usize]);
            record.cells[column] = Cell { text, typed: place.typed };
        }
        if record.cells.len() < self.width {
            record.cells.resize(self.width, Cell::default());
        }
        self.row += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caps_are_of_all_the_sheets_together() {
        let mut sheet = Grid::default();
        for number in (0..).take(MAX_LINES / 2 + 1) {
            sheet.push(0, "x", false).unwrap();
            sheet.end_row(number).unwrap();
        }
        let mut all = Grid::default();
        all.follow("Jour", &sheet, 0).unwrap();
        let more = all.follow("Soir", &sheet, 0);
        assert_eq!(more, Err(Unreadable::TooManyLines { max: MAX_LINES }));
    }

    #[test]
    fn a_row_says_its_sheet_where_several_are_below_one_another() {
        let mut sheet = Grid::default();
        for (number, text) in (0..).zip(["titre", "un", "deux"]) {
            sheet.push(0, text, false).unwrap();
            sheet.end_row(number).unwrap();
        }
        let mut all = Grid::default();
        all.follow("Jour", &sheet, 0).unwrap();
        all.follow("Soir", &sheet, 1).unwrap();
        let (mut cursor, mut record, mut said) = (all.cursor(0), Record::default(), Vec::new());
        while cursor.read(&mut record) {
            said.push((cursor.sheet().unwrap(), record.cells[0].text.to_string()));
        }
        let rows = [("Jour", "titre"), ("Jour", "un"), ("Jour", "deux"), ("Soir", "un"), ("Soir", "deux")];
        assert_eq!(said, rows.map(|(sheet, text)| (sheet, text.to_owned())));
        assert!(sheet.cursor(0).sheet().is_none());
    }
}
