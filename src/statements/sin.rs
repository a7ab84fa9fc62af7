//! Social insurance numbers as a statement brings them (clause 5.03): form, check digit, mask.
//! Not their encryption, which is `secrets.rs`.

use std::fmt;

use zeroize::Zeroize;

/// Nine digits. Neither `Display` nor `Debug` shows them; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sin([u8; 9]);

impl Sin {
    /// Reads nine digits, spaces and dashes stripped. `None` when the form is wrong or all the
    /// digits are equal (rule V18); the check digit is asked of `has_valid_check_digit`.
    pub fn parse(raw: &str) -> Option<Sin> {
        let mut digits = [0; 9];
        let mut count = 0;
        for c in raw.chars() {
            match c {
                ' ' | '-' | '\u{a0}' | '\u{202f}' => continue,
                '0'..='9' if count < 9 => digits[count] = c as u8,
                _ => return None,
            }
            count += 1;
        }
        (count == 9 && digits.iter().any(|digit| *digit != digits[0])).then_some(Sin(digits))
    }

    /// Luhn (rule V19).
    pub fn has_valid_check_digit(&self) -> bool {
        /// A doubled digit, the two digits of the double added up.
        const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
        let sum: u8 = self
            .0
            .iter()
            .enumerate()
            .map(|(i, b)| if i % 2 == 1 { DOUBLED[usize::from(b - b'0')] } else { b - b'0' })
            .sum();
        sum.is_multiple_of(10)
    }

    /// The first digit: 0 and 8 are not issued, 9 is temporary (rule V20).
    pub fn first_digit(&self) -> u8 {
        self.0[0] - b'0'
    }

    /// The digits, for sealing and for the blind index only.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII digits are kept")
    }
}

/// A SIN as findings show it: five bullets, whatever the length, and the last four characters;
/// nothing but bullets when four characters would be all of it.
pub fn mask_sin(raw: &str) -> String {
    let kept: Vec<char> = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let shown = if kept.len() > 4 { &kept[kept.len() - 4..] } else { &[] };
    "•••••".chars().chain(shown.iter().copied()).collect()
}

/// Whatever was received, all but its last `shown` characters hidden.
pub fn mask(raw: &str, shown: usize) -> String {
    let count = raw.chars().count();
    let hidden = count.saturating_sub(if count > shown { shown } else { 0 });
    raw.chars().enumerate().map(|(i, c)| if i < hidden { '•' } else { c }).collect()
}

impl fmt::Debug for Sin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sin(•••)")
    }
}

impl Drop for Sin {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
