//! What is worked out of a whole file, when one of its cells asks for it: which sign stands before its
//! decimals, which known employee number one without its zeros is. And what is told of the reading.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use compact_str::CompactString;
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
    /// Employee numbers known with other zeros before them, and read so.
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
}

pub(super) fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Notes {
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

    /// Tells which likely sheets were not read beside the one that was; of several, their name says it.
    pub fn leave_unread(&mut self, sheet: &Sheet<'_>) {
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

/// The employee numbers known of an employer, by what follows their zeros.
pub struct KnownNumbers<'k> {
    known: &'k HashSet<CompactString>,
    /// `None` where several differ by their zeros only; empty when no known number has any.
    by_rest: OnceCell<HashMap<CompactString, Option<CompactString>>>,
    /// Whether a known number starts with zero.
    have_zeros: bool,
    /// Known numbers that the file itself has: another one is not taken for them.
    in_file: OnceCell<HashSet<CompactString>>,
}

impl<'k> KnownNumbers<'k> {
    pub fn new(known: &'k HashSet<CompactString>) -> KnownNumbers<'k> {
        let have_zeros = known.iter().any(|number| number.starts_with('0'));
        KnownNumbers { known, by_rest: OnceCell::new(), have_zeros, in_file: OnceCell::new() }
    }

    /// The only known number that differs from this unknown one by the zeros before it, unless the column of numbers of the file has it too.
    pub fn find(&self, number: &str, sheet: &Sheet<'_>, column: usize) -> Option<&str> {
        // Most files have a new number, and most numbers no zero: no table is made for those.
        if rest(number).is_empty() || !(self.have_zeros || number.starts_with('0')) {
            return None;
        }
        let by_rest = self.by_rest.get_or_init(|| self.by_rest());
        let known = by_rest.get(rest(number))?.as_deref()?;
        (!self.in_file(sheet, column).contains(known)).then_some(known)
    }

    fn by_rest(&self) -> HashMap<CompactString, Option<CompactString>> {
        let mut by_rest = HashMap::with_capacity(self.known.len());
        for number in self.known {
            let one = Some(number.clone());
            by_rest.entry(rest(number).into()).and_modify(|one| *one = None).or_insert(one);
        }
        by_rest
    }

    fn in_file(&self, sheet: &Sheet<'_>, column: usize) -> &HashSet<CompactString> {
        self.in_file.get_or_init(|| {
            let (mut in_file, mut records) = (HashSet::new(), sheet.records());
            while let Some(record) = records.next() {
                let number = record.cells.get(column).map_or("", |cell| cell.text.trim());
                if self.known.contains(number) {
                    in_file.insert(number.into());
                }
            }
            in_file
        })
    }
}

/// A number without its leading zeros.
fn rest(number: &str) -> &str {
    number.trim_start_matches('0')
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
