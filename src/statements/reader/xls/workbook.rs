//! The records of a BIFF8 workbook: its sheets, strings and date formats, then the cells of a sheet.
//! A record that says it is longer than the stream, or that points outside it, is damage.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::super::Unreadable;
use super::super::grid::{Grid, MAX_CELLS};
use super::super::merged::Merge;
use super::super::xlsx::{exact, hours, place};
use super::compound::{u16_at, u32_at};
use super::damaged;
use super::text::{Pieces, Strings};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const FILEPASS: u16 = 0x002F;
const MERGED_CELLS: u16 = 0x00E5;
const BIFF8: u16 = 0x0600;

/// One record: what it is, and its bytes.
struct Record<'b> {
    id: u16,
    data: &'b [u8],
}

/// A walk over records from a place in the stream.
struct Walk<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Walk<'b> {
    fn next(&mut self) -> Result<Option<Record<'b>>, Unreadable> {
        if self.at >= self.stream.len() {
            return Ok(None);
        }
        let cut = || damaged("a record is cut short");
        let id = u16_at(self.stream, self.at).ok_or_else(cut)?;
        let length = usize::from(u16_at(self.stream, self.at + 2).ok_or_else(cut)?);
        let start = self.at + 4;
        let data = self.stream.get(start..start + length).ok_or_else(cut)?;
        self.at = start + length;
        Ok(Some(Record { id, data }))
    }

    /// The records that continue the one just read.
    fn continued(&mut self, first: &'b [u8]) -> Result<Vec<&'b [u8]>, Unreadable> {
        let mut pieces = vec![first];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            let Some(record) = self.next()? else { break };
            pieces.push(record.data);
        }
        Ok(pieces)
    }
}

pub struct SheetAt {
    pub name: String,
    pub visible: bool,
    start: usize,
}

/// What the sheets of a workbook share.
pub struct Book<'b> {
    stream: &'b [u8],
    pub sheets: Vec<SheetAt>,
    strings: Strings,
    /// For each style of cell, what it shows its number as.
    shown: Vec<Shown>,
    /// Whether days are counted from 1904, as the first Macs did.
    from_1904: bool,
}

impl<'b> Book<'b> {
    /// Reads what stands before the sheets.
    pub fn open(stream: &'b [u8]) -> Result<Book<'b>, Unreadable> {
        let mut walk = Walk { stream, at: 0 };
        let first = walk.next()?.filter(|record| record.id == BOF);
        match first.and_then(|record| u16_at(record.data, 0)) {
            Some(BIFF8) => {}
            Some(_) => return Err(Unreadable::OldExcel),
            None => return Err(damaged("no workbook in the stream")),
        }
        let mut book =
            Book { stream, sheets: Vec::new(), strings: Strings::default(), shown: vec![], from_1904: false };
        let (mut formats, mut styles) = (Vec::new(), Vec::new());
        while let Some(record) = walk.next()? {
            match record.id {
                EOF => break,
                FILEPASS => return Err(Unreadable::Protected),
                0x0022 => book.from_1904 = u16_at(record.data, 0) == Some(1),
                0x0085 => book.sheets.extend(sheet(record.data)),
                0x041E => formats.extend(format(record.data)),
                0x00E0 => styles.push(u16_at(record.data, 2).unwrap_or(0)),
                0x00FC => book.strings = Strings::read(walk.continued(record.data)?)?,
                _ => {}
            }
        }
        let shown = |style: &u16| match formats.iter().find(|(number, _)| number == style) {
            Some((_, shown)) => *shown,
            // Built in: dates, with or without a time; times alone.
            None => match style {
                14..=17 | 22 | 27..=36 | 50..=58 => Shown::Day,
                18..=21 | 45..=47 => Shown::Hours,
                _ => Shown::Number,
            },
        };
        book.shown = styles.iter().map(shown).collect();
        Ok(book)
    }

    /// The cells of a sheet; of its first `rows` rows when given.
    pub fn grid(&self, sheet: &SheetAt, rows: Option<usize>) -> Result<Grid, Unreadable> {
        let mut filling = Filling {
            book: self,
            grid: Grid::default(),
            row: 0,
            pending: None,
            seen: 0,
            blank: None,
            has_results: false,
        };
        let mut walk = Walk { stream: self.stream, at: sheet.start };
        if walk.next()?.is_none_or(|record| record.id != BOF) {
            return Err(damaged("a sheet is not where the workbook says"));
        }
        // A chart inside the sheet is a stream inside its stream.
        let mut depth = 1;
        while let Some(record) = walk.next()? {
            match record.id {
                BOF => depth += 1,
                EOF => depth -= 1,
                FILEPASS => return Err(Unreadable::Protected),
                MERGED_CELLS if depth == 1 => filling.merge(record.data),
                0x0207 if depth == 1 => filling.result(walk.continued(record.data)?)?,
                0x0204 | 0x00D6 if depth == 1 => filling.label(walk.continued(record.data)?)?,
                _ if depth == 1 => {
                    filling.cell(&record).ok_or_else(|| damaged("a cell is cut short"))??;
                }
                _ => {}
            }
            if depth == 0 || rows.is_some_and(|most| filling.grid.row_count() >= most) {
                break;
            }
        }
        if depth > 0 && rows.is_none() {
            return Err(damaged("a sheet is cut short"));
        }
        filling.grid.end_row(filling.row.into())?;
        // A text of nothing is a result like another, unless no formula has any.
        match filling.blank.filter(|_| rows.is_none() && !filling.has_results) {
            Some((row, column)) => {
                Err(Unreadable::NotCalculated { cell: place(&sheet.name, row.into(), column.into()) })
            }
            None => Ok(filling.grid),
        }
    }
}

fn sheet(data: &[u8]) -> Option<SheetAt> {
    let start = u32_at(data, 0)? as usize;
    let (hidden, kind) = (*data.get(4)?, *data.get(5)?);
    let mut name = String::new();
    Pieces::new(vec![data.get(6..)?]).short_string(&mut name)?;
    (kind == 0).then_some(SheetAt { name, visible: hidden & 3 == 0, start })
}

/// What a style shows a number as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    /// A day, with or without a time.
    Day,
    /// A duration, or a time alone.
    Hours,
}

/// The number of a format, and what it shows.
fn format(data: &[u8]) -> Option<(u16, Shown)> {
    let mut text = String::new();
    Pieces::new(vec![data.get(2..)?]).string(&mut text)?;
    Some((u16_at(data, 0)?, shown_by(&text)))
}

/// What a format writes outside its quotes, brackets and escapes: a day or a year, else hours, which stand in
/// brackets of their own where they may be more than a day's.
fn shown_by(format: &str) -> Shown {
    let lower = format.to_ascii_lowercase();
    let mut shown =
        if lower.contains("[h]") || lower.contains("[hh]") { Shown::Hours } else { Shown::Number };
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            'd' | 'D' | 'y' | 'Y' if !quoted && !bracketed => return Shown::Day,
            'h' | 'H' if !quoted && !bracketed => shown = Shown::Hours,
            _ => {}
        }
    }
    shown
}

struct Filling<'w, 'b> {
    book: &'w Book<'b>,
    grid: Grid,
    row: u16,
    /// The column of a formula whose text comes in a record after it.
    pending: Option<u16>,
    seen: usize,
    /// The first formula whose result is nothing.
    blank: Option<(u16, u16)>,
    /// Whether a formula has a result.
    has_results: bool,
}

impl Filling<'_, '_> {
    /// Reads the records of one or several cells; others say nothing here. `None` when it is cut.
    fn cell(&mut self, record: &Record<'_>) -> Option<Result<(), Unreadable>> {
        let data = record.data;
        let place = || Some((u16_at(data, 0)?, u16_at(data, 2)?, u16_at(data, 4)?));
        Some(match record.id {
            0x00FD => {
                let (row, column, _) = place()?;
                let index = u32_at(data, 6)? as usize;
                let book = self.book;
                self.put(row, column, book.strings.get(index)?, false)
            }
            0x0203 => {
                let (row, column, style) = place()?;
                let number = f64::from_le_bytes(data.get(6..14)?.try_into().ok()?);
                self.number(row, column, style, exact(number))
            }
            0x027E => {
                let (row, column, style) = place()?;
                self.number(row, column, style, packed(u32_at(data, 6)?))
            }
            0x00BD => return self.several(data),
            0x0205 => {
                let (row, column, _) = place()?;
                let (value, is_error) = (*data.get(6)?, *data.get(7)?);
                let text = if is_error == 1 { "#N/A" } else { ["FALSE", "TRUE"][usize::from(value == 1)] };
                self.put(row, column, text, false)
            }
            0x0006 => return self.formula(data),
            _ => Ok(()),
        })
    }

    /// Numbers side by side in one record.
    fn several(&mut self, data: &[u8]) -> Option<Result<(), Unreadable>> {
        let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
        for (column, packed_cell) in (first..).zip(data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6)) {
            let text = packed(u32_at(packed_cell, 2)?);
            if let Err(limit) = self.number(row, column, u16_at(packed_cell, 0)?, text) {
                return Some(Err(limit));
            }
        }
        Some(Ok(()))
    }

    /// A formula gives the value it had when the workbook was saved.
    fn formula(&mut self, data: &[u8]) -> Option<Result<(), Unreadable>> {
        let (row, column, style) = (u16_at(data, 0)?, u16_at(data, 2)?, u16_at(data, 4)?);
        let value: [u8; 8] = data.get(6..14)?.try_into().ok()?;
        let is_number = value[6..] != [0xFF, 0xFF];
        if is_number || value[0] < 3 {
            self.has_results = true;
        } else {
            self.blank.get_or_insert((row, column));
        }
        if is_number {
            return Some(self.number(row, column, style, exact(f64::from_le_bytes(value))));
        }
        Some(match value[0] {
            0 => self.turn(row).map(|()| self.pending = Some(column)),
            1 => self.put(row, column, ["FALSE", "TRUE"][usize::from(value[2] == 1)], false),
            2 => self.put(row, column, "#N/A", false),
            _ => Ok(()),
        })
    }

    /// The text that the formula before it gave.
    fn result(&mut self, pieces: Vec<&[u8]>) -> Result<(), Unreadable> {
        let Some(column) = self.pending.take() else { return Ok(()) };
        let mut text = String::new();
        Pieces::new(pieces).string(&mut text).ok_or_else(|| damaged("a text is cut short"))?;
        self.put(self.row, column, &text, false)
    }

    /// A text that stands in its cell's own record.
    fn label(&mut self, mut pieces: Vec<&[u8]>) -> Result<(), Unreadable> {
        let cut = || damaged("a text is cut short");
        let data = pieces[0];
        let (row, column) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(cut)?;
        pieces[0] = data.get(6..).ok_or_else(cut)?;
        let mut text = String::new();
        Pieces::new(pieces).string(&mut text).ok_or_else(cut)?;
        self.put(row, column, &text, false)
    }

    fn number(&mut self, row: u16, column: u16, style: u16, text: String) -> Result<(), Unreadable> {
        let told = match self.book.shown.get(usize::from(style)) {
            // Less than a day is no day that anybody means.
            Some(Shown::Day) if text.starts_with('0') => hours(&text),
            Some(Shown::Day) => day_of(&text, self.book.from_1904),
            Some(Shown::Hours) => hours(&text),
            _ => None,
        };
        self.put(row, column, told.as_deref().unwrap_or(&text), true)
    }

    /// Keeps merged cells: how many there are, then the first row and the last, the first column and the
    /// last of each.
    fn merge(&mut self, data: &[u8]) {
        for cells in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| u16_at(cells, at).map_or(0, u32::from));
            self.grid.merge(0, Merge::between((top, left), (bottom, right)));
        }
    }

    fn put(&mut self, row: u16, column: u16, text: &str, typed: bool) -> Result<(), Unreadable> {
        self.turn(row)?;
        self.grid.push(usize::from(column), text, typed)
    }

    /// Goes on to a row; rows come in order.
    fn turn(&mut self, row: u16) -> Result<(), Unreadable> {
        self.seen += 1;
        if self.seen > MAX_CELLS {
            return Err(Unreadable::TooManyCells { max: MAX_CELLS });
        }
        if row < self.row {
            return Err(damaged("rows are out of order"));
        }
        if row > self.row {
            self.grid.end_row(self.row.into())?;
            self.row = row;
        }
        Ok(())
    }
}

/// A number in four bytes: a whole number or the upper half of a binary one, perhaps in hundredths.
fn packed(value: u32) -> String {
    const HUNDREDTHS: u32 = 1;
    const WHOLE: u32 = 2;
    let hundredths = value & HUNDREDTHS != 0;
    if value & WHOLE != 0 {
        let whole = i64::from(value.cast_signed() >> 2);
        return Decimal::new(whole, if hundredths { 2 } else { 0 }).normalize().to_string();
    }
    let plain = exact(f64::from_bits(u64::from(value & !3) << 32));
    match plain.parse::<Decimal>() {
        Ok(number) if hundredths => {
            number.checked_div(Decimal::ONE_HUNDRED).map_or(plain, |part| part.normalize().to_string())
        }
        _ => plain,
    }
}

/// The day of a serial number; `None` when it is none.
fn day_of(serial: &str, from_1904: bool) -> Option<String> {
    let whole = serial.split('.').next()?;
    let count: u64 = whole.parse().ok().filter(|count| *count > 0)?;
    let epoch = match count {
        _ if from_1904 => (1904, 1, 1),
        // Excel believes that 1900 was a leap year.
        0..=59 => (1899, 12, 31),
        _ => (1899, 12, 30),
    };
    let day = NaiveDate::from_ymd_opt(epoch.0, epoch.1, epoch.2)?.checked_add_days(Days::new(count))?;
    let mut text = String::with_capacity(10);
    write!(text, "{}", day.format("%Y-%m-%d")).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_day_hours_or_a_number() {
        let all = |formats: &[&str], shown| formats.iter().all(|format| shown_by(format) == shown);
        assert!(all(&["yyyy-mm-dd", "d/m/yy h:mm"], Shown::Day));
        assert!(all(&["[h]:mm", "[HH]:mm:ss", "h:mm"], Shown::Hours));
        assert!(all(&["General", "0.00", "0.00\" h\"", "0.00\\h", "[White]0.00"], Shown::Number));
    }
}
