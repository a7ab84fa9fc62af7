//! Turns the bytes of a file into a [`Sheet`]: a header and records of cells, whatever the
//! encoding, the delimiter or the workbook. It goes by content, never by the file's name.
//!
//! It does not know what a cell means beyond finding the header row; that is `mapping` and `rules`.
//! Everything hostile is bounded here: bytes, lines, columns, cells, and what a zip unfolds to.

mod archive;
mod delimited;
mod dos;
mod encoding;
mod grid;
mod header;
mod layout;
mod merged;
mod ods;
mod pick;
mod shapes;
mod stated;
mod unreadable;
mod unseen;
mod xls;
mod xlsx;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::encoding::Encoding;
pub use self::header::Above;
pub use self::pick::Together;
pub use self::stated::StatedTotals;
pub use self::unreadable::Unreadable;
pub use self::unseen::{FAULTS, visible};

use self::delimited::Delimited;
use self::grid::{Grid, GridCursor};
use self::pick::Picked;
use super::numbers::DecimalSign;
use super::reading::{Counted, is_zero};

/// Bytes of a file received, at most.
pub const MAX_BYTES: usize = 64 << 20;
/// Records of a file, at most: more than all the employees of Quebec's health network.
pub const MAX_LINES: usize = 500_000;
/// Columns of a record, at most.
pub const MAX_COLUMNS: usize = 512;
/// What stands for every sheet of the same columns where the name of one may; no spreadsheet has the sign in
/// a name. After it, the names of those left out although they look like a statement, the sign between.
pub const ALL_SHEETS: &str = "*";
/// Columns of a statement, at least: clause 5.03 requires more than twice as many.
const LEAST_COLUMNS: usize = 3;
/// Rows looked at for the header, blank ones left out: titles and notes may stand above it.
const HEADER_SEARCH: usize = 30;

/// How the file is written, as told to people and kept with the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Format {
    /// Delimited text; `decimal` when the values show it.
    Text { encoding: Encoding, delimiter: char, decimal: Option<DecimalSign> },
    /// Office Open XML (`.xlsx`, `.xlsm`), the name of the sheet that was read, and how many of its rows are
    /// hidden, as a filter does.
    Xlsx {
        sheet: String,
        #[serde(default, skip_serializing_if = "is_zero")]
        hidden_rows: u32,
    },
    /// OpenDocument (`.ods`), the name of the table that was read.
    Ods { sheet: String },
    /// Excel 97-2003 (`.xls`), the name of the sheet that was read.
    Xls { sheet: String },
}

impl Format {
    /// The name of the sheet that was read, or [`ALL_SHEETS`] and those left out; `None` of a text.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Format::Text { .. } => None,
            Format::Xlsx { sheet, .. } | Format::Ods { sheet } | Format::Xls { sheet } => Some(sheet),
        }
    }

    /// Rows that were read although the workbook hides them.
    pub fn hidden_rows(&self) -> u32 {
        if let Format::Xlsx { hidden_rows, .. } = self { *hidden_rows } else { 0 }
    }
}

/// One cell as read: untrimmed text, and whether a workbook typed it as a number or a date. A typed
/// number is canonical (`-1355.4`), a typed date is ISO.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell<'t> {
    pub text: Cow<'t, str>,
    pub typed: bool,
}

impl<'t> Cell<'t> {
    fn borrowed(text: &'t str) -> Cell<'t> {
        Cell { text: Cow::Borrowed(text), typed: false }
    }
}

/// The cells of one record, made anew by each reading.
#[derive(Debug, Default)]
pub struct Record<'t> {
    pub cells: Vec<Cell<'t>>,
    /// Cells beyond [`MAX_COLUMNS`], counted and dropped.
    pub dropped: usize,
    /// A quote was opened and never closed: the rest of the file is inside this record.
    pub unclosed: bool,
}

impl<'t> Record<'t> {
    fn push(&mut self, cell: Cell<'t>) {
        if self.cells.len() < MAX_COLUMNS {
            self.cells.push(cell);
        } else {
            self.dropped += 1;
        }
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.dropped = 0;
        self.unclosed = false;
    }

    /// Whether no cell holds anything but space.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }

    /// Where the last cell with content stands, counted from 1; 0 in a blank record.
    pub fn width(&self) -> usize {
        let last = self.cells.iter().rposition(|cell| !cell.text.trim().is_empty());
        if self.dropped > 0 { self.cells.len() + self.dropped } else { last.map_or(0, |at| at + 1) }
    }
}

enum Body<'a> {
    Text { text: Cow<'a, str>, delimiter: u8 },
    Grid(Grid),
}

/// What a person said of how a file is to be opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// The name of the sheet to read, or [`ALL_SHEETS`] and those left out.
    pub sheet: Option<&'w str>,
    /// Whether the first row is already a person's; `None` when nobody said.
    pub headless: Option<bool>,
}

/// A file opened: its format, its header, and the records below it.
pub struct Sheet<'a> {
    pub format: Format,
    /// The cells of the header, trimmed; of a header in two rows, what both say of each column.
    /// All blank when the file has none.
    pub header: Vec<String>,
    /// Whether the file has no header: its first row is a record.
    pub headless: bool,
    /// The `H;key=value;...` record, when the employer gives one.
    pub header_record: Option<StatedTotals>,
    /// What else stands above the lines.
    pub above: Above,
    /// Names of the sheets that look like a statement; none in a text.
    pub likely_sheets: Vec<String>,
    /// The other sheets that hold something, and were not read.
    pub other_sheets: Counted,
    /// The hidden sheets that hold something, which are never read.
    pub hidden_sheets: Counted,
    /// Cells merged over several of the rows below the header: the first has the value, the others are blank.
    pub merged: Counted,
    /// Those of them that may be read one after the other; `None` when no two name the same columns.
    pub together: Option<Together>,
    /// What stands above the lines of each sheet that is read after the first.
    pub further: Vec<Above>,
    /// Whether the sheet that was read is the one that somebody named, or the only one that holds something
    /// where all were asked for.
    pub sheet_is_said: bool,
    /// The shapes of the header and of the titles above it.
    shapes: Vec<String>,
    /// Whether the file holds characters that nobody sees, or marks around its texts.
    unseen: bool,
    body: Body<'a>,
    /// Where the records below the header begin: a byte of the text, or a row of the grid.
    start: usize,
}

/// Opens a file received, by its content: the extension of its name may lie and is not asked.
///
/// # Errors
/// [`Unreadable`] says why the file is not delimited text nor a workbook that can be read safely.
pub fn open<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Sheet<'a>, Unreadable> {
    open_as(bytes, Wanted::default())
}

/// Opens a file as a person said that it is laid out. Bytes that are given away are not kept beside the
/// text or the cells that they become.
///
/// # Errors
/// As [`open`]. A sheet that the workbook lacks is not looked for.
pub fn open_as<'a>(bytes: impl Into<Cow<'a, [u8]>>, wanted: Wanted<'_>) -> Result<Sheet<'a>, Unreadable> {
    let bytes = bytes.into();
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooManyBytes { bytes: bytes.len(), max: MAX_BYTES });
    }
    let picked = match archive::sniff(&bytes)? {
        archive::Content::Zip => match archive::inspect(&bytes)? {
            archive::Workbook::Xlsx { laid_out } => xlsx::read(&bytes, wanted.sheet, laid_out)?,
            archive::Workbook::Ods => ods::read(&bytes, wanted.sheet)?,
        },
        archive::Content::Compound => xls::read(&bytes, wanted.sheet)?,
        archive::Content::Text => {
            let (encoding, text) = encoding::text_of(bytes)?;
            let (delimiter, skip) = delimited::detect(&text);
            let format = Format::Text { encoding, delimiter: char::from(delimiter), decimal: None };
            // The `sep=` line of Excel is not part of the text.
            let text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[skip..]),
                Cow::Owned(mut text) => {
                    text.drain(..skip);
                    Cow::Owned(text)
                }
            };
            return Sheet::over(format, Body::Text { text, delimiter }, wanted);
        }
    };
    drop(bytes);
    let mut sheet = Sheet::over(picked.format, Body::Grid(picked.grid), wanted)?;
    if let Some(stated) = sheet.header_record.as_mut().filter(|_| !picked.further.is_empty()) {
        stated.forget_sums();
    }
    let Picked { likely, others, hidden, together, further, .. } = picked;
    let is_only = others.is_empty()
        && hidden.is_empty()
        && likely.iter().all(|name| Some(name.as_str()) == sheet.format.sheet());
    sheet.sheet_is_said |= is_only && wanted.sheet == Some(ALL_SHEETS);
    sheet.merged = sheet.merged_below();
    (sheet.likely_sheets, sheet.other_sheets, sheet.hidden_sheets) = (likely, others, hidden);
    Ok(Sheet { together, further, ..sheet })
}

impl<'a> Sheet<'a> {
    fn over(format: Format, body: Body<'a>, wanted: Wanted<'_>) -> Result<Sheet<'a>, Unreadable> {
        let mut sheet = Sheet {
            format,
            header: Vec::new(),
            headless: false,
            header_record: None,
            above: Above::default(),
            likely_sheets: Vec::new(),
            other_sheets: Counted::default(),
            hidden_sheets: Counted::default(),
            merged: Counted::default(),
            together: None,
            further: Vec::new(),
            sheet_is_said: false,
            shapes: Vec::new(),
            unseen: false,
            body,
            start: 0,
        };
        sheet.sheet_is_said = wanted.sheet.is_some() && wanted.sheet == sheet.format.sheet();
        sheet.unseen = unseen::is_in(sheet.text());
        let found = header::find(sheet.records_from(0), wanted.headless)?;
        sheet.header = found.names;
        sheet.headless = found.headless;
        sheet.header_record = found.stated;
        sheet.above = found.above;
        sheet.shapes = found.shapes;
        sheet.start = found.end;
        Ok(sheet)
    }

    /// Of the sheets that look like a statement, those that were not read.
    pub fn left_out(&self) -> Vec<&str> {
        let read = self.format.sheet();
        let together = self.together.as_ref().filter(|all| Some(all.called.as_str()) == read);
        let names = self.likely_sheets.iter();
        let names = names.filter(|name| together.is_none_or(|all| !all.sheets.contains(name)));
        names.map(String::as_str).filter(|name| Some(*name) != read).collect()
    }

    /// Whether something parts the columns: not spaces alone, nor a text put whole into one column.
    pub fn has_columns(&self) -> bool {
        self.header.len() >= LEAST_COLUMNS && !header::is_print(self.records())
    }

    /// Whether a record says the header once more, or a title above it: a print does on each page.
    pub fn says_again(&self, record: &Record<'_>) -> bool {
        header::says_again(&self.shapes, record)
    }

    /// The cells merged over several rows below the header.
    fn merged_below(&self) -> Counted {
        const MOST_NAMED: usize = 5;
        let (Body::Grid(grid), Some(only)) = (&self.body, self.format.sheet()) else {
            return Counted::default();
        };
        let merged = grid.merged_from(self.start);
        Counted::of(merged, MOST_NAMED, |(sheet, merge)| merge.name(sheet.unwrap_or(only)))
    }

    fn text(&self) -> &str {
        match &self.body {
            Body::Text { text, .. } => text,
            Body::Grid(grid) => grid.text(),
        }
    }

    /// The records below the header; blank ones are passed over.
    pub fn records(&self) -> Records<'_> {
        self.records_from(self.start)
    }

    fn records_from(&self, start: usize) -> Records<'_> {
        let source = match &self.body {
            Body::Text { text, delimiter } => Source::Text(Delimited::new(text, *delimiter, start)),
            Body::Grid(grid) => Source::Grid(grid.cursor(start).at_least(self.header.len())),
        };
        Records { source, record: Record::default(), unseen: self.unseen }
    }

    /// Whether any text of the file holds what a wrong encoding leaves behind, so that rule V13
    /// need look at the cells of suspect files only.
    pub fn has_suspect_text(&self) -> bool {
        let text = self.text();
        let has = |what: &str| memchr::memmem::find(text.as_bytes(), what.as_bytes()).is_some();
        encoding::is_suspect(text)
            || (self.unseen && text.chars().any(|c| c == '\u{fffd}' || unseen::is_control(c)))
            || has("E+")
            || (has("#") && FAULTS.iter().any(|fault| has(fault)))
    }
}

enum Source<'t> {
    Text(Delimited<'t>),
    Grid(GridCursor<'t>),
}

/// A walk over records; each `next` reuses the room of the one before.
pub struct Records<'t> {
    source: Source<'t>,
    record: Record<'t>,
    /// Whether cells may hold characters that nobody sees.
    unseen: bool,
}

impl<'t> Records<'t> {
    /// The rows of a sheet from its first on, as they stand.
    fn of(grid: &'t Grid) -> Records<'t> {
        Records { source: Source::Grid(grid.cursor(0)), record: Record::default(), unseen: false }
    }

    /// The sheet that the last record stood on, where several are read one after the other.
    pub fn sheet(&self) -> Option<&'t str> {
        match &self.source {
            Source::Text(_) => None,
            Source::Grid(grid) => grid.sheet(),
        }
    }

    /// The next record that is not blank.
    #[expect(clippy::should_implement_trait, reason = "it lends, which an Iterator cannot")]
    pub fn next(&mut self) -> Option<&Record<'t>> {
        loop {
            let more = match &mut self.source {
                Source::Text(text) => text.read(&mut self.record),
                Source::Grid(grid) => grid.read(&mut self.record),
            };
            if !more {
                return None;
            }
            if self.unseen {
                self.record.cells.iter_mut().for_each(unseen::clean);
            }
            if !self.record.is_blank() {
                return Some(&self.record);
            }
        }
    }

    fn position(&self) -> usize {
        match &self.source {
            Source::Text(text) => text.position(),
            Source::Grid(grid) => grid.position(),
        }
    }
}
