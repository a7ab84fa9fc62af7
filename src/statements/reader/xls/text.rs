//! The strings of a BIFF8 workbook: characters of one byte or two, cut anywhere by records of
//! continuation, each of which says anew how wide its characters are. Not where they stand.

use super::super::Unreadable;
use super::super::grid::{MAX_CELLS, MAX_TEXT};
use super::compound::{damaged, u16_at, u32_at};

/// A record and those that continue it, read as one.
pub struct Pieces<'b> {
    pieces: Vec<&'b [u8]>,
    piece: usize,
    at: usize,
}

impl<'b> Pieces<'b> {
    pub fn new(pieces: Vec<&'b [u8]>) -> Pieces<'b> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    fn rest(&self) -> &'b [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or(&[])
    }

    /// Goes on to the next record when this one is used up; `false` when there is none.
    fn turn(&mut self) -> bool {
        while self.rest().is_empty() {
            if self.piece + 1 >= self.pieces.len() {
                return false;
            }
            self.piece += 1;
            self.at = 0;
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn();
        let byte = *self.rest().first()?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        self.turn();
        let value = u16_at(self.rest(), 0)?;
        self.at += 2;
        Some(value)
    }

    fn u32(&mut self) -> Option<u32> {
        self.turn();
        let value = u32_at(self.rest(), 0)?;
        self.at += 4;
        Some(value)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if !self.turn() {
                return None;
            }
            let step = count.min(self.rest().len());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Reads a string whose length takes two bytes, its styles passed over.
    pub fn string(&mut self, text: &mut String) -> Option<()> {
        let length = usize::from(self.u16()?);
        self.characters(length, text)
    }

    /// Reads a string whose length takes one byte.
    pub fn short_string(&mut self, text: &mut String) -> Option<()> {
        let length = usize::from(self.byte()?);
        self.characters(length, text)
    }

    fn characters(&mut self, mut left: usize, text: &mut String) -> Option<()> {
        const WIDE: u8 = 1;
        const PHONETIC: u8 = 4;
        const STYLED: u8 = 8;
        let flags = self.byte()?;
        let runs = if flags & STYLED != 0 { usize::from(self.u16()?) } else { 0 };
        let more = if flags & PHONETIC != 0 { self.u32()? as usize } else { 0 };
        let mut wide = flags & WIDE != 0;
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.rest().is_empty() {
                if !self.turn() {
                    return None;
                }
                wide = self.byte()? & WIDE != 0;
            }
            let rest = self.rest();
            let step = left.min(if wide { rest.len() / 2 } else { rest.len() });
            if step == 0 {
                return None;
            }
            if wide {
                units.extend((0..step).filter_map(|i| u16_at(rest, 2 * i)));
            } else {
                units.extend(rest[..step].iter().map(|b| u16::from(*b)));
            }
            self.at += if wide { 2 * step } else { step };
            left -= step;
        }
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')));
        self.skip(runs * 4)?;
        self.skip(more)
    }
}

/// The workbook's strings, packed; cells point into them.
#[derive(Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the table; what it says of its own length is not believed.
    pub fn read(pieces: Vec<&[u8]>) -> Result<Strings, Unreadable> {
        let cut = || damaged("the table of strings is cut short");
        let mut pieces = Pieces::new(pieces);
        pieces.skip(4).ok_or_else(cut)?;
        let count = pieces.u32().ok_or_else(cut)? as usize;
        let mut strings = Strings::default();
        for _ in 0..count {
            pieces.string(&mut strings.text).ok_or_else(cut)?;
            strings.ends.push(strings.text.len());
            if strings.ends.len() > MAX_CELLS || strings.text.len() > MAX_TEXT {
                return Err(Unreadable::TooManyCells { max: MAX_CELLS });
            }
        }
        Ok(strings)
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.text.get(start..*self.ends.get(index)?)
    }
}
