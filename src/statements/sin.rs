//! Social insurance numbers as a statement brings them (clause 5.03): form, check digit, mask.
//! Not their encryption, which is `secrets.rs`.

use std::borrow::Cow;
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
        // As nearly all are written.
        if raw.len() == 9 && raw.bytes().all(|b| b.is_ascii_digit()) {
            digits.copy_from_slice(raw.as_bytes());
            return digits.iter().any(|digit| *digit != digits[0]).then_some(Sin(digits));
        }
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

/// The text with every number that may be somebody's hidden but for its last three digits: nine
/// digits, by threes or not, that pass the check digit and stand apart from other digits. A number
/// put in another column than its own is still a secret (R55).
pub fn hide_in(text: &str) -> Cow<'_, str> {
    if text.len() < 9 {
        return Cow::Borrowed(text);
    }
    let digits = count_digits(text.as_bytes());
    if digits < 9 || (digits == 10 && is_one_too_many(text.as_bytes())) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        hide(text, text.as_bytes(), digits)
    } else {
        hide(text, &text.chars().collect::<Vec<_>>(), digits)
    }
}

/// Eight bytes at a time, as the digits of one number: every text of a file is looked at.
fn count_digits(text: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let of = |word: &[u8; 8]| {
        // Zero to nine where the byte is a digit, and more elsewhere; then a high bit for each that is more.
        let value = u64::from_le_bytes(*word) ^ (0x30 * EACH);
        let more = ((value & (0x7F * EACH)) + (0x76 * EACH)) | value;
        // Adds the eight bits up in the highest byte.
        (((!more >> 7) & EACH).wrapping_mul(EACH)) >> 56
    };
    let (words, rest) = text.as_chunks();
    let few = rest.iter().filter(|b| b.is_ascii_digit()).count();
    words.iter().fold(few, |sum, word| sum + usize::try_from(of(word)).unwrap_or(0))
}

/// Whether of ten digits neither the first nor the last stands apart from its neighbour, as in nearly every
/// telephone: no nine of them then stand by themselves.
fn is_one_too_many(text: &[u8]) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let first = text.iter().position(u8::is_ascii_digit);
    let last = text.iter().rposition(u8::is_ascii_digit);
    first.is_some_and(|first| is_digit(first + 1)) && last.is_some_and(|last| last > 0 && is_digit(last - 1))
}

/// The same, by the signs of the text, so many of them digits.
fn hide<'t, S: Copy + Into<char>>(text: &'t str, signs: &[S], digits: usize) -> Cow<'t, str> {
    const SHOWN: usize = 3;
    let mut hidden: Option<String> = None;
    let (mut at, mut left) = (0, digits);
    while left >= 9 {
        let is_here = is_digit(signs[at]);
        let apart = is_here && at.checked_sub(1).is_none_or(|before| !is_digit(signs[before]));
        let Some(places) = apart.then(|| nine_digits(signs, at)).flatten() else {
            at += 1;
            left -= usize::from(is_here);
            continue;
        };
        at = places[8] + 1;
        left -= 9;
        let number: String = places.iter().map(|place| signs[*place].into()).collect();
        if Sin::parse(&number).is_some_and(|sin| sin.has_valid_check_digit()) {
            let kept = hidden.take().unwrap_or_else(|| text.to_owned());
            let secret = &places[..9 - SHOWN];
            let sign =
                |(place, (_, c)): (usize, (usize, char))| if secret.contains(&place) { '•' } else { c };
            hidden = Some(kept.chars().enumerate().map(|(place, c)| sign((place, (place, c)))).collect());
        }
    }
    hidden.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Where nine digits stand from a place on, and no tenth: one space or dash between any two at most, or
/// between groups of three one or two of the signs that people part them by.
fn nine_digits<S: Copy + Into<char>>(signs: &[S], start: usize) -> Option<[usize; 9]> {
    let (mut places, mut count, mut at) = ([0; 9], 0, start);
    while count < 9 {
        let sign: char = (*signs.get(at)?).into();
        if sign.is_ascii_digit() {
            places[count] = at;
            count += 1;
        } else {
            let is_plain = matches!(sign, ' ' | '-' | '\u{a0}' | '\u{202f}');
            let by_threes = matches!(count, 3 | 6) && at - places[count - 1] <= 2;
            let is_sign = is_plain || matches!(sign, '.' | '/' | '_' | '\u{2010}'..='\u{2013}');
            if !(is_plain && is_digit(signs[at - 1]) || is_sign && by_threes) {
                return None;
            }
        }
        at += 1;
    }
    let followed = signs.get(at).is_some_and(|sign| is_digit(*sign));
    if followed { None } else { Some(places) }
}

fn is_digit(sign: impl Into<char>) -> bool {
    sign.into().is_ascii_digit()
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

#[cfg(test)]
mod tests {
    use super::{count_digits, hide_in};

    #[test]
    fn digits_are_counted_whatever_stands_beside_them() {
        for byte in 0..=u8::MAX {
            for at in 0..18 {
                let mut text = *b"9 000-/:09\xC3\xA95\x00A12 ";
                text[at] = byte;
                assert_eq!(
                    count_digits(&text),
                    text.iter().filter(|b| b.is_ascii_digit()).count(),
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn a_number_is_hidden_wherever_it_stands_and_nothing_else_is() {
        assert_eq!(hide_in("046454286"), "••••••286");
        assert_eq!(hide_in("NAS 046 454-286, voir"), "NAS ••• •••-286, voir");
        assert_eq!(hide_in("046454286 et 130692544"), "••••••286 et ••••••544");
        assert_eq!(hide_in("12-046454286"), "12-••••••286");
        assert_eq!(hide_in("1-046454286, 046454286-1"), "1-••••••286, ••••••286-1");
        assert_eq!(hide_in("1-046454286"), "1-••••••286");
        assert_eq!(hide_in("046454286 1"), "••••••286 1");
        assert_eq!(hide_in("046.454.286"), "•••.•••.286");
        assert_eq!(hide_in("046  454  286"), "•••  •••  286");
        assert_eq!(hide_in("046\u{2011}454/286"), "•••\u{2011}•••/286");
        assert_eq!(hide_in("Hélène 0464542861, 046-454-286"), "Hélène 0464542861, •••-•••-286");
        for text in
            ["046454287", "0464542861", "418-555-0142", "2025-07-21/2025-07-25", "12 rue des Pins", "é"]
        {
            assert_eq!(hide_in(text), text);
        }
    }
}
