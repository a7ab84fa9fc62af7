//! Delimited text to records that borrow from it: commas, semicolons, tabs, pipes and rarer signs,
//! quotes as spreadsheets write them (doubled inside, new lines allowed). Not the header.

use std::borrow::Cow;

use super::{Cell, Record};
use crate::statements::mapping;

/// In the order that settles a tie.
const DELIMITERS: [u8; 7] = [b';', b',', b'\t', b'|', b'^', b'~', b':'];
/// Those of them that also stand inside cells (`08:30`): believed only when they part every record
/// alike, or name columns.
const RARE: [u8; 3] = [b'^', b'~', b':'];
/// Records compared when choosing the delimiter; twice as many while none names columns.
const SAMPLE: usize = 30;
/// Columns that a header names, at least.
const HEADER: usize = 3;
/// Bytes looked at when choosing it: a quote never closed must not be read to the end four times.
const SAMPLE_BYTES: usize = 64 << 10;

/// A reader of records.
pub struct Delimited<'t> {
    text: &'t str,
    at: usize,
    delimiter: u8,
    /// What ends a plain cell, looked for once for all the cells of a piece: most are too short for a
    /// search of their own.
    ends: Ends,
}

/// Where cells may end in one piece of the text.
#[derive(Default)]
struct Ends {
    /// Where the piece begins.
    start: usize,
    /// A bit for each byte of the piece that is the delimiter or the end of a line, the first one lowest.
    bits: u64,
}

impl Ends {
    /// Bytes of a piece.
    const PIECE: usize = 64;

    /// Apart from the reading of the cells between two pieces, as quoted cells are: both are faster so.
    #[inline(never)]
    fn of(text: &[u8], start: usize, delimiter: u8) -> Ends {
        /// Brings the lowest bits of eight bytes together in the highest byte.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let rest = text.get(start..).unwrap_or_default();
        // What never ends a cell.
        let mut last = [b'0'; Ends::PIECE];
        let piece = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            &last
        });
        let mut ends = [0; Ends::PIECE];
        // No byte waits for another: the compiler then looks at many at a time.
        for (end, b) in ends.iter_mut().zip(piece) {
            *end = u8::from((*b == delimiter) | (*b == b'\n') | (*b == b'\r'));
        }
        let (eights, _) = ends.as_chunks::<8>();
        let bits = eights
            .iter()
            .rev()
            .fold(0, |bits, eight| bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56);
        Ends { start, bits }
    }

    /// The next end of a cell, given once; `None` where the piece has no more.
    fn next(&mut self) -> Option<usize> {
        if self.bits == 0 {
            return None;
        }
        let end = self.start + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(end)
    }

    /// Leaves out what stands before a place, which may be beyond the piece.
    fn pass(&mut self, place: usize) {
        let passed = place.saturating_sub(self.start);
        if passed < Ends::PIECE {
            self.bits &= u64::MAX << passed;
        } else {
            *self = Ends { start: place - Ends::PIECE, bits: 0 };
        }
    }
}

impl<'t> Delimited<'t> {
    pub fn new(text: &'t str, delimiter: u8, start: usize) -> Delimited<'t> {
        Delimited { text, at: start, delimiter, ends: Ends::of(text.as_bytes(), start, delimiter) }
    }

    pub fn position(&self) -> usize {
        self.at
    }

    /// Reads one record, blank lines included; `false` at the end.
    pub fn read(&mut self, record: &mut Record<'t>) -> bool {
        let start = self.at;
        let more = self.read_written(record);
        if record.cells.len() == 1 && self.text.as_bytes().get(start) == Some(&b'"') {
            self.unwrap(record);
        }
        more
    }

    /// A line that a spreadsheet had whole in one cell, and wrote between quotes once more:
    /// `"100003,""Joseph, François"",3337.60"`. It is parted as it was.
    fn unwrap(&self, record: &mut Record<'t>) {
        /// Delimiters inside, at least: fewer are those of a sentence.
        const LEAST: usize = 5;
        let Some(cell) = record.cells.first().filter(|_| !record.unclosed) else { return };
        if cell.text.bytes().filter(|b| *b == self.delimiter).count() < LEAST {
            return;
        }
        let (line, mut inside) = (cell.text.clone().into_owned(), Record::default());
        let mut again = Delimited::new(&line, self.delimiter, 0);
        if again.read_written(&mut inside) && again.at >= line.len() && !inside.unclosed {
            let owned = |cell: Cell<'_>| Cell { text: Cow::Owned(cell.text.into_owned()), typed: false };
            record.cells = inside.cells.into_iter().map(owned).collect();
            record.dropped = inside.dropped;
        }
    }

    fn read_written(&mut self, record: &mut Record<'t>) -> bool {
        record.clear();
        let (text, delimiter) = (self.text, self.delimiter);
        let bytes = text.as_bytes();
        let mut start = self.at;
        if start >= bytes.len() {
            return false;
        }
        loop {
            let end = if bytes.get(start) == Some(&b'"') {
                self.at = start;
                let cell = self.quoted(&mut record.unclosed);
                record.push(cell);
                self.at
            } else {
                let end = self.end_of_plain();
                record.push(Cell::borrowed(&text[start..end]));
                end
            };
            start = end + 1;
            self.at = match bytes.get(end) {
                Some(b) if *b == delimiter => continue,
                Some(b'\r') if bytes.get(start) == Some(&b'\n') => {
                    self.ends.pass(start + 1);
                    start + 1
                }
                Some(_) => start,
                None => end,
            };
            return true;
        }
    }

    /// Where the plain cell that is being read ends: at the next delimiter, or at the end of the line.
    fn end_of_plain(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            if let Some(end) = self.ends.next() {
                return end;
            }
            let next = self.ends.start + Ends::PIECE;
            if next >= bytes.len() {
                return bytes.len();
            }
            self.ends = Ends::of(bytes, next, self.delimiter);
        }
    }

    /// Reads a quoted cell from its opening quote. Text after the closing quote is kept, as
    /// spreadsheets keep it.
    #[inline(never)]
    fn quoted(&mut self, unclosed: &mut bool) -> Cell<'t> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        let opened = self.at;
        let mut start = opened;
        let mut unfolded = String::new();
        loop {
            let Some(length) = memchr::memchr(b'"', &bytes[self.at..]) else {
                *unclosed = true;
                self.at = bytes.len();
                break;
            };
            self.at += length;
            if bytes.get(self.at + 1) != Some(&b'"') {
                break;
            }
            unfolded.push_str(&self.text[start..=self.at]);
            self.at += 2;
            start = self.at;
        }
        let inside = &self.text[start..self.at];
        self.at += usize::from(!*unclosed);
        let after = self.at;
        self.ends.pass(after);
        self.at = self.end_of_plain();
        let tail = &self.text[after..self.at];
        *unclosed |= swallows_records(&self.text[opened..after], tail, self.delimiter);
        if unfolded.is_empty() && tail.is_empty() {
            return Cell::borrowed(inside);
        }
        unfolded.push_str(inside);
        unfolded.push_str(tail);
        Cell { text: Cow::Owned(unfolded), typed: false }
    }
}

/// Whether a quoted cell of several lines runs from a quote that was never closed to the next one that
/// was not: it goes on after its end, or holds as many delimiters as records have.
fn swallows_records(inside: &str, tail: &str, delimiter: u8) -> bool {
    /// More than a note of several lines has.
    const MOST: usize = 5;
    inside.contains(['\n', '\r'])
        && (!tail.trim().is_empty() || inside.bytes().filter(|b| *b == delimiter).count() > MOST)
}

/// The delimiter, and how many bytes of Excel's `sep=;` line to pass over.
///
/// The delimiter is the one whose records name the most columns; when none names any, the one that
/// parts the most records alike.
pub fn detect(text: &str) -> (u8, usize) {
    let first = text.lines().next().unwrap_or("");
    if let Some(sep) = first.trim().trim_matches('"').strip_prefix("sep=")
        && let [delimiter] = sep.as_bytes()
        && delimiter.is_ascii()
        && !delimiter.is_ascii_alphanumeric()
        && *delimiter != b'"'
    {
        let skip = text.len().min(first.len() + 1);
        return (*delimiter, skip);
    }
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    // `max_by_key` keeps the last of equals, hence the reversal.
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(sample, *delimiter));
    (best.unwrap_or(b';'), 0)
}

/// Columns named by the best record, then records of the commonest width above one.
fn score(sample: &str, delimiter: u8) -> (usize, usize) {
    let mut reader = Delimited::new(sample, delimiter, 0);
    let mut record = Record::default();
    let mut named = 0;
    let mut widths = Vec::with_capacity(SAMPLE);
    let wanted = |named: usize| if named < HEADER { 2 * SAMPLE } else { SAMPLE };
    while widths.len() < wanted(named) && reader.read(&mut record) {
        // What is not parted names nothing.
        if record.cells.len() > 1 {
            named = named.max(mapping::score(record.cells.iter().map(|cell| cell.text.as_ref())));
        }
        widths.push(record.cells.len());
    }
    let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
    let commonest = widths.iter().filter(|width| **width > 1).map(alike).max().unwrap_or(0);
    if RARE.contains(&delimiter) && named < HEADER && (commonest < widths.len() || widths.contains(&2)) {
        return (0, 0);
    }
    (named, commonest)
}
