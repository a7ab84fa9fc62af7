//! Cells merged over several rows: the first of them alone has the value, and the others are read as blank,
//! which people are told. Those merged along one row, as titles are, lose nothing.

use super::xlsx::{name_of, place};

/// Merges that are counted, at most: some of every line of a large list. More are not the work of people.
pub const MOST_MERGES: usize = 1_000_000;

/// Cells that are one, rows and columns counted from 0, the last ones included.
/// In order by their rows first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

impl Merge {
    /// The cells between two corners, each a row and a column, in whichever order.
    pub fn between(one: (u32, u32), other: (u32, u32)) -> Merge {
        let sorted = |a: u32, b: u32| (a.min(b), a.max(b));
        Merge { rows: sorted(one.0, other.0), columns: sorted(one.1, other.1) }
    }

    /// As a workbook writes them, `D5:D7`; `None` when it is no such thing.
    pub fn parse(written: &str) -> Option<Merge> {
        let (one, other) = written.split_once(':')?;
        Some(Merge::between(corner(one)?, corner(other)?))
    }

    /// As people name them: `Paie!D5:D7`.
    pub fn name(&self, sheet: &str) -> String {
        let last = name_of(self.rows.1, self.columns.1);
        format!("{}:{last}", place(sheet, self.rows.0, self.columns.0))
    }
}

/// The row and the column of a cell by its name, `D5`.
fn corner(name: &str) -> Option<(u32, u32)> {
    let (letters, digits) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let nth = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A' + 1)?;
        column = column.checked_mul(26)?.checked_add(nth.into())?;
    }
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_are_named_as_they_are_written() {
        for written in ["D5:D7", "A1:XFD1048576", "Z9:AA10"] {
            let merge = Merge::parse(written).unwrap();
            assert_eq!(merge.name("Paie"), format!("Paie!{written}"));
        }
        assert_eq!(Merge::parse("D7:B5"), Merge::parse("B5:D7"));
    }

    #[test]
    fn what_names_no_cells_is_no_merge() {
        let huge = format!("A1:{}7", "Z".repeat(40));
        for written in [
            "",
            ":",
            "D5",
            "D5:",
            "A0:A2",
            "5:7",
            "A:B",
            "A1:A99999999999",
            "É1:É2",
            "A1:A2:A3",
            huge.as_str(),
        ] {
            assert_eq!(Merge::parse(written), None, "{written}");
        }
    }
}
