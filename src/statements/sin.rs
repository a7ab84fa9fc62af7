//! Social insurance numbers as a statement brings them (clause 5.03): form, check digit, mask.
//! Not their encryption, which is `secrets.rs`.

use std::fmt;

use zeroize::Zeroize;

/// Nine digits. Neither `Display` nor `Debug` shows them; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sin(String);

impl Sin {
    /// Reads nine digits, spaces and dashes stripped. `None` when the form is wrong or all the
    /// digits are equal (rule V18); the check digit is asked of `has_valid_check_digit`.
    pub fn parse(raw: &str) -> Option<Sin> {
        let digits: String =
            raw.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}')).collect();
        let well_formed = digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit());
        let first = digits.bytes().next()?;
        (well_formed && digits.bytes().any(|b| b != first)).then_some(Sin(digits))
    }

    /// Luhn (rule V19).
    pub fn has_valid_check_digit(&self) -> bool {
        let sum: u32 = self
            .0
            .bytes()
            .enumerate()
            .map(|(i, b)| {
                let digit = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
                digit / 10 + digit % 10
            })
            .sum();
        sum.is_multiple_of(10)
    }

    /// The first digit: 0 and 8 are not issued, 9 is temporary (rule V20).
    pub fn first_digit(&self) -> u8 {
        self.0.as_bytes()[0] - b'0'
    }

    /// The digits, for sealing and for the blind index only.
    pub fn expose(&self) -> &str {
        &self.0
    }
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
