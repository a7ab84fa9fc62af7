//! Shapes in which no line is a person's, told from the first records: cells that overflow the names of
//! the columns, a table laid on its side, a header whose letters are lost. One refusal says it, instead of as many findings as lines.

use super::{Record, Sheet, Unreadable};
use crate::statements::mapping;

/// Records looked at.
const SAMPLE: usize = 40;
/// Records that overflow, at least: of fewer, each is a slip, and a finding of its own.
const LEAST: usize = 8;
/// Items named down the first column, at least.
const NAMED: usize = 6;

impl Sheet<'_> {
    /// Whether its records can be lines of a statement.
    ///
    /// # Errors
    /// [`Unreadable::TwoEncodings`], [`Unreadable::Overflowing`] or [`Unreadable::Sideways`].
    pub fn refuse_shapes(&self) -> Result<(), Unreadable> {
        if self.header.iter().any(|name| name.contains('\u{fffd}')) {
            return Err(Unreadable::TwoEncodings);
        }
        let width = self.header.len();
        let (mut seen, mut over) = (0, 0);
        let mut names: Vec<String> = Vec::new();
        let mut records = self.records();
        while let Some(record) = records.next().filter(|_| seen < SAMPLE) {
            seen += 1;
            over += usize::from(record.width() > width || is_cut(record, width));
            if self.headless {
                names.extend(record.cells.first().map(|cell| cell.text.trim().to_owned()));
            }
        }
        if mapping::score(names.iter().map(String::as_str)) >= NAMED {
            return Err(Unreadable::Sideways);
        }
        if !self.headless && over >= LEAST && over * 4 >= seen * 3 {
            return Err(Unreadable::Overflowing { width });
        }
        Ok(())
    }
}

/// Whether a record has too many cells and one of them goes on from another: `Tremblay`, ` Lise`.
fn is_cut(record: &Record<'_>, width: usize) -> bool {
    let goes_on =
        |text: &str| text.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    record.cells.len() > width && record.cells.iter().any(|cell| goes_on(&cell.text))
}
