//! What is worked out of a whole file, when one of its cells asks for it: which sign stands before its
//! decimals. And what is told of the reading.

use serde::{Deserialize, Serialize};

use super::numbers::{self, DecimalSign};
use super::reader::{Format, Sheet, Together};

/// How a file was read, kept with the statement and told on its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    #[serde(flatten)]
    pub format: Format,
    #[serde(flatten)]
    pub notes: Notes,
}

/// What the reading did besides making a line of each row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// Rows that say the header or its titles again, as prints do on each page.
    #[serde(skip_serializing_if = "is_zero")]
    pub headers: u32,
    /// Rows that sum or count the lines.
    #[serde(skip_serializing_if = "is_zero")]
    pub totals: u32,
    /// Rows of words alone.
    #[serde(skip_serializing_if = "is_zero")]
    pub remarks: u32,
    /// Employee numbers known as written otherwise, and read so.
    #[serde(skip_serializing_if = "is_zero")]
    pub renumbered: u32,
    /// The first of those: as the file has it, and as it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_renumbered: Option<(String, String)>,
    /// The sheets that were read one after the other, each with its first line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<(String, u32)>,
    /// Sheets that look like a statement too, and were not read: another one was chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread_sheets: Vec<String>,
    /// The other sheets that hold something, and were not read.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    pub other_sheets: Counted,
    /// The hidden sheets that hold something: they are never read.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    pub hidden_sheets: Counted,
    /// Rows of a payment, a difference or a balance, which no line and no total counts: as they are written.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    pub balances: Counted,
    /// Cells merged over several of the rows read: the first has the value, the others are blank.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    pub merged: Counted,
}

/// How many there are, and what the first of them are called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counted {
    pub count: usize,
    pub first: Vec<String>,
}

impl Counted {
    /// Counts these, and keeps the names of so many.
    pub fn of<T>(all: impl Iterator<Item = T>, most: usize, name: impl Fn(T) -> String) -> Counted {
        let mut counted = Counted::default();
        all.for_each(|one| counted.add(most, || name(one)));
        counted
    }

    /// Counts one more, and keeps its name if it is one of so many. Names are the sender's: none is kept
    /// longer than a person would read.
    pub fn add(&mut self, most: usize, name: impl FnOnce() -> String) {
        const MOST_CHARACTERS: usize = 100;
        self.count += 1;
        if self.first.len() < most {
            self.first.push(name().chars().take(MOST_CHARACTERS).collect());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many are counted and not named.
    pub fn unnamed(&self) -> usize {
        self.count.saturating_sub(self.first.len())
    }
}

pub(super) fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Notes {
    /// Tells that a payment, a difference or a balance was left out.
    pub fn leave_out(&mut self, balance: impl FnOnce() -> String) {
        const MOST: usize = 10;
        self.balances.add(MOST, balance);
    }

    /// Whether a row stood above that comes after the lines of a part.
    pub fn has_totals(&self) -> bool {
        self.totals > 0 || !self.balances.is_empty()
    }

    /// Tells that an employee number was read as a known one.
    pub fn renumber(&mut self, written: &str, read: &str) {
        self.renumbered += 1;
        self.first_renumbered.get_or_insert_with(|| (written.to_owned(), read.to_owned()));
    }

    /// Tells on which sheet a line stands, where several are read one after the other.
    pub fn turn_to(&mut self, sheet: Option<&str>, line: u32) {
        if let Some(sheet) = sheet.filter(|sheet| self.sheets.last().is_none_or(|(last, _)| last != sheet)) {
            self.sheets.push((sheet.to_owned(), line));
        }
    }

    /// Tells what of the workbook was not read, or was read as blank. Where several sheets were read, their
    /// name says which likely ones were not.
    pub fn leave_unread(&mut self, sheet: &Sheet<'_>) {
        self.other_sheets = sheet.other_sheets.clone();
        self.hidden_sheets = sheet.hidden_sheets.clone();
        self.merged = sheet.merged.clone();
        let read = sheet.format.sheet();
        if !Together::is_wanted(read) {
            let others = sheet.likely_sheets.iter().filter(|name| Some(name.as_str()) != read);
            self.unread_sheets = others.cloned().collect();
        }
    }

    /// The sheet of a line, and which one of its own lines it is; `None` where one sheet was read.
    pub fn place(&self, line: u32) -> Option<(&str, u32)> {
        let begun = self.sheets.partition_point(|(_, first)| *first <= line);
        let (sheet, first) = self.sheets.get(begun.checked_sub(1)?)?;
        Some((sheet.as_str(), line - first + 1))
    }
}

/// What a file's values prove of its decimal sign: the first of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signs {
    pub comma: Option<String>,
    pub point: Option<String>,
    /// A value has points between its thousands: `1.234,56`.
    pub points_group: bool,
}

impl Signs {
    /// What the cells of these columns prove, in so many records at most. Typed cells prove nothing.
    pub fn of(sheet: &Sheet<'_>, columns: &[usize], most_records: usize) -> Signs {
        let mut signs = Signs::default();
        let (mut records, mut left) = (sheet.records(), most_records);
        while let Some(record) = records.next().filter(|_| left > 0) {
            left -= 1;
            for cell in columns.iter().filter_map(|index| record.cells.get(*index)).filter(|c| !c.typed) {
                signs.see(&cell.text);
            }
        }
        signs
    }

    /// Looks at one value.
    pub fn see(&mut self, text: &str) {
        let seen = match numbers::evidence(text) {
            Some(DecimalSign::Comma) => &mut self.comma,
            Some(DecimalSign::Point) => &mut self.point,
            None => return,
        };
        if seen.is_none() {
            *seen = Some(text.trim().to_owned());
        }
        self.points_group |= text.contains('.') && numbers::proves_points_group(text);
    }

    /// The sign of the file: the one proven, or the one that somebody said, unless a value denies it.
    pub fn decimal(&self, said: Option<DecimalSign>) -> Option<DecimalSign> {
        match said {
            Some(said) => Some(said).filter(|said| self.denial(*said).is_none()),
            None => match (&self.comma, &self.point) {
                (Some(_), None) => Some(DecimalSign::Comma),
                (None, Some(_)) => Some(DecimalSign::Point),
                _ => None,
            },
        }
    }

    /// A value that a file with this decimal sign would not have.
    pub fn denial(&self, said: DecimalSign) -> Option<&str> {
        match said {
            DecimalSign::Comma => self.point.as_deref(),
            DecimalSign::Point => self.comma.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_which_of_its_sheet_it_is() {
        let mut notes = Notes::default();
        assert_eq!(notes.place(1), None);
        for (line, sheet) in (1..).zip(["Jour", "Jour", "Soir", "Soir"]) {
            notes.turn_to(Some(sheet), line);
        }
        notes.turn_to(None, 5);
        assert_eq!(notes.sheets, [("Jour".to_owned(), 1), ("Soir".to_owned(), 3)]);
        assert_eq!((notes.place(2), notes.place(4)), (Some(("Jour", 2)), Some(("Soir", 2))));
    }
}
