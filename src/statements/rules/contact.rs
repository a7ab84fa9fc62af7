//! Rules on where the person is reached (V24): an address, a telephone, written as they are in Canada.

use super::{Found, Row};
use crate::statements::{Column, Line};

/// V24: an address and a telephone number; a postal code, when there is one, of the Canadian form; ten
/// digits. What is written for another country is not judged.
pub fn reached(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return;
    }
    if row.is_blank(Column::Address) {
        found.add(Column::Address, "", "");
    } else if let Some(code) = misspelt_postal_code(&line.address) {
        found.add(Column::Address, code, "");
    }
    if row.is_blank(Column::Phone) {
        found.add(Column::Phone, "", "");
    } else if !line.phone.is_empty() && !is_phone(&line.phone) {
        found.add(Column::Phone, line.phone.as_str(), "10");
    }
}

/// `418-555-0142`, `1 (418) 555-0142 poste 12`; of another country, `+33 1 …`.
fn is_phone(text: &str) -> bool {
    let abroad = text.starts_with('+') && !text.starts_with("+1");
    let number = text.split(|c: char| c.is_alphabetic() || matches!(c, '#' | ',' | ';')).next().unwrap_or("");
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let country = number.bytes().find(u8::is_ascii_digit) == Some(b'1');
    abroad || digits == 10 || (digits == 11 && country)
}

/// What stands where a postal code does and is none: letters and digits in the wrong places. `None`
/// when there is a good one, or nothing that looks like one.
fn misspelt_postal_code(address: &str) -> Option<&str> {
    let (mut doubtful, mut next) = (None, 0);
    // It stands last, or before the name of the country.
    for word in address.as_bytes().split(|b| !b.is_ascii_alphanumeric()) {
        let at = next;
        next += word.len() + 1;
        let mixes = |half: &[u8]| half.iter().any(u8::is_ascii_digit) && !half.iter().all(u8::is_ascii_digit);
        if !word.get(..3).is_some_and(mixes) {
            continue;
        }
        let Some(code) = like_a_code(&address[at..]) else { continue };
        if is_postal_code(code) {
            return None;
        }
        doubtful = Some(code);
    }
    doubtful
}

/// Six letters and digits, in one word or in two halves, both kinds in each half.
fn like_a_code(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut halves = [(0, 0); 2];
    for (i, (letters, digits)) in halves.iter_mut().enumerate() {
        if i == 1 && matches!(bytes.get(at), Some(b' ' | b'-')) {
            at += 1;
        }
        for _ in 0..3 {
            match bytes.get(at)? {
                b if b.is_ascii_digit() => *digits += 1,
                b if b.is_ascii_alphabetic() => *letters += 1,
                _ => return None,
            }
            at += 1;
        }
    }
    let ends = bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric() && b.is_ascii());
    (ends && halves.iter().all(|(letters, digits)| *letters > 0 && *digits > 0)).then(|| &text[..at])
}

/// `G5L 1A1`: letters and digits in turn; some letters are not used.
fn is_postal_code(code: &str) -> bool {
    let mut signs =
        code.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).enumerate();
    signs.all(|(i, sign)| match i {
        0 => sign.is_ascii_uppercase() && !b"DFIOQUWZ".contains(&sign),
        2 | 4 => sign.is_ascii_uppercase() && !b"DFIOQU".contains(&sign),
        _ => sign.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_is_told_from_what_only_looks_like_one() {
        for good in
            ["12 rue des Pins, Rimouski QC G5L 1A1", "g5l1a1", "Rimouski G5L-1A1, Canada", "12, rue du Parc"]
        {
            assert_eq!(misspelt_postal_code(good), None, "{good}");
        }
        for (address, code) in [("Rimouski QC G5L 1O1", "G5L 1O1"), ("Rimouski G5I1A1", "G5I1A1")] {
            assert_eq!(misspelt_postal_code(address), Some(code));
        }
        for other in ["12 Main St, Calais ME 04619", "Case postale 25B, Kuujjuaq", "Élan Îlot 3é5 1A1é"] {
            assert_eq!(misspelt_postal_code(other), None, "{other}");
        }
    }

    #[test]
    fn a_telephone_has_ten_digits_here() {
        for good in ["418-555-0142", "(418) 555-0142", "1 418 555 0142 poste 12", "+33 1 23 45 67 89"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["418-555-14", "555-0142", "2 418 555 0142", "-"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
