//! Which known employee number one of the file is, when the two are not written the same: without the zeros
//! that a spreadsheet took off, or with those that it put there; parted by spaces, hyphens, dots or slashes,
//! or no longer parted (`100 003`, `100-003`). Asked only of numbers that are not known as they are written.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use compact_str::CompactString;

use crate::statements::reader::Sheet;

/// How numbers are written, by what [`rest`] leaves of them; `None` where several leave the same.
type Written = HashMap<CompactString, Option<CompactString>>;

/// The employee numbers known of an employer.
pub(super) struct KnownNumbers<'k> {
    known: &'k HashSet<CompactString>,
    /// Whether one of them has zeros before it, or marks.
    have_more: OnceCell<bool>,
    by_rest: OnceCell<Written>,
    /// The numbers of the file of which as much is left as of a known one.
    in_file: OnceCell<Written>,
}

impl<'k> KnownNumbers<'k> {
    pub fn new(known: &'k HashSet<CompactString>) -> KnownNumbers<'k> {
        KnownNumbers { known, have_more: OnceCell::new(), by_rest: OnceCell::new(), in_file: OnceCell::new() }
    }

    /// The only known number that this unknown one is, unless the file's column of numbers writes it in
    /// another way too: those may be two people.
    pub fn find(&self, number: &str, sheet: &Sheet<'_>, column: usize) -> Option<&str> {
        // Most files have a new number, and most numbers nothing to leave out: no table is made for those.
        let have_more = || *self.have_more.get_or_init(|| self.known.iter().any(|known| has_more(known)));
        if !has_more(number) && !have_more() {
            return None;
        }
        let rest = rest(number);
        if rest.is_empty() {
            return None;
        }
        let known = self.by_rest().get(&rest)?.as_deref()?;
        let in_file = || self.in_file(sheet, column).get(&rest)?.as_deref();
        (are_parted_alike(number, known) && in_file() == Some(number)).then_some(known)
    }

    fn by_rest(&self) -> &Written {
        self.by_rest.get_or_init(|| {
            let mut by_rest = Written::with_capacity(self.known.len());
            self.known.iter().for_each(|number| add(&mut by_rest, rest(number), number));
            by_rest
        })
    }

    fn in_file(&self, sheet: &Sheet<'_>, column: usize) -> &Written {
        self.in_file.get_or_init(|| {
            let (by_rest, mut in_file, mut records) = (self.by_rest(), Written::new(), sheet.records());
            while let Some(record) = records.next() {
                let number = record.cells.get(column).map_or("", |cell| without_decimals(cell.text.trim()));
                let rest = rest(number);
                if by_rest.contains_key(&rest) {
                    add(&mut in_file, rest, number);
                }
            }
            in_file
        })
    }
}

fn add(written: &mut Written, rest: CompactString, number: &str) {
    let one = written.entry(rest).or_insert_with(|| Some(number.into()));
    if one.as_deref() != Some(number) {
        *one = None;
    }
}

/// A number without the decimal that a program gives it when it takes it for an amount.
pub(super) fn without_decimals(number: &str) -> &str {
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let decimals = if number.ends_with('0') { number.split_once(['.', ',']) } else { None };
    match decimals {
        Some((whole, "0" | "00")) if is_whole(whole) => whole,
        _ => number,
    }
}

/// What is left of a number without its marks, then without the zeros before it.
fn rest(number: &str) -> CompactString {
    number.chars().filter(|c| !is_mark(*c)).skip_while(|c| *c == '0').collect()
}

fn has_more(number: &str) -> bool {
    number.starts_with('0') || number.contains(is_mark)
}

/// What parts a number without being of it: spaces, hyphens of every length, dots and slashes.
fn is_mark(c: char) -> bool {
    matches!(c, '-' | '.' | '/' | '\u{2010}'..='\u{2013}') || c.is_whitespace()
}

/// Whether two numbers of which as much is left are parted in the same places, or one alone is parted: `1-12`
/// and `11-2` are two people, and so are `1.50` and `150`, of which the first is parted by its decimals.
fn are_parted_alike(one: &str, other: &str) -> bool {
    let (parts, others) = (after_marks(one), after_marks(other));
    if parts.is_empty() == others.is_empty() {
        return parts == others;
    }
    !has_decimals(one) && !has_decimals(other)
}

/// Whether a number reads as one with decimals: a lone point before one or two digits.
fn has_decimals(number: &str) -> bool {
    let is_whole = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let decimals = number.split_once('.').filter(|(whole, _)| is_whole(whole));
    decimals.is_some_and(|(_, decimals)| (1..=2).contains(&decimals.len()) && is_whole(decimals))
}

/// The parts of a number after the first, which alone may have zeros before it.
fn after_marks(number: &str) -> Vec<&str> {
    number.split(is_mark).filter(|part| !part.is_empty()).skip(1).collect()
}
