//! The cells of a workbook's sheet, packed: one string, one list of cells, one of rows. Rows that
//! hold nothing take no room, so a sheet of two far corners costs two cells.

use std::borrow::Cow;

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
    /// The first row of each sheet and its name, where several are put one below the other.
    sheets: Vec<(usize, String)>,
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

    /// Ends the row being filled; a row without cells leaves no trace.
    pub fn end_row(&mut self) -> Result<(), Unreadable> {
        let cells = u32::try_from(self.cells.len()).expect("the cap fits");
        if cells == self.rows.last().copied().unwrap_or(0) {
            return Ok(());
        }
        if self.rows.len() >= MAX_LINES {
            return Err(Unreadable::TooManyLines { max: MAX_LINES });
        }
        self.rows.push(cells);
        Ok(())
    }

    /// Puts another sheet below, from one of its rows on. The caps are of all the sheets together.
    pub fn follow(&mut self, name: &str, sheet: &Grid, from: usize) -> Result<(), Unreadable> {
        self.sheets.push((self.rows.len(), name.to_owned()));
        let (mut cursor, mut record) = (sheet.cursor(from), Record::default());
        while cursor.read(&mut record) {
            for (column, cell) in record.cells.iter().enumerate() {
                self.push(column, &cell.text, cell.typed)?;
            }
            self.end_row()?;
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
        for _ in 0..=MAX_LINES / 2 {
            sheet.push(0, "x", false).unwrap();
            sheet.end_row().unwrap();
        }
        let mut all = Grid::default();
        all.follow("Jour", &sheet, 0).unwrap();
        let more = all.follow("Soir", &sheet, 0);
        assert_eq!(more, Err(Unreadable::TooManyLines { max: MAX_LINES }));
    }

    #[test]
    fn a_row_says_its_sheet_where_several_are_below_one_another() {
        let mut sheet = Grid::default();
        for text in ["titre", "un", "deux"] {
            sheet.push(0, text, false).unwrap();
            sheet.end_row().unwrap();
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
