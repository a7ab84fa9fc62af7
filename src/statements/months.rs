//! Dates whose month is a word, in either language: `28 juill. 2025`, `1er août 2025`, `28-Jul-2025`,
//! `July 28, 2025`, `28-juil.-25`. Not those of figures alone, which are `numbers`.

use chrono::NaiveDate;

use super::mapping::normalise;

/// Each month in French and in English, as [`normalise`] leaves it.
const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "january"],
    ["fevrier", "february"],
    ["mars", "march"],
    ["avril", "april"],
    ["mai", "may"],
    ["juin", "june"],
    ["juillet", "july"],
    ["aout", "august"],
    ["septembre", "september"],
    ["octobre", "october"],
    ["novembre", "november"],
    ["decembre", "december"],
];
/// Bytes of such a date, at most.
const LONGEST: usize = 40;

/// Reads it; `None` when it is no such date, or when the month's first letters are two months'.
pub fn parse(text: &str) -> Option<NaiveDate> {
    if text.len() > LONGEST || !text.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let parts: Vec<&str> =
        text.split([' ', '\u{a0}', '-', '/', ',', '.']).filter(|p| !p.is_empty()).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let year = self::year(year)?;
    let (day, month) = match (day(first), day(second)) {
        (Some(day), None) => (day, month(second)?),
        (None, Some(day)) => (day, month(first)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Four digits; or two, which are those of 1950 to 2049: nobody was hired before.
fn year(text: &str) -> Option<i32> {
    let year = text.parse::<i32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        2 if year < 50 => Some(2000 + year),
        2 => Some(1900 + year),
        4 => Some(year).filter(|year| (1900..2200).contains(year)),
        _ => None,
    }
}

/// `28`, `1er`, `3rd`.
fn day(text: &str) -> Option<u32> {
    let digits = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let is_day = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_day { digits.parse().ok() } else { None }
}

/// The one month whose name begins so, with three letters at least.
pub fn month(text: &str) -> Option<u32> {
    let word = normalise(text);
    if word.len() < 3 {
        return None;
    }
    let begins = |names: &[&str; 2]| names.iter().any(|name| name.starts_with(word.as_str()));
    let mut found = (1..).zip(&MONTHS).filter(|(_, names)| begins(names)).map(|(month, _)| month);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_by_their_name_or_its_first_letters_in_either_language() {
        for (text, day) in [
            ("28 juill. 2025", "2025-07-28"),
            ("1er août 2025", "2025-08-01"),
            ("28-Jul-2025", "2025-07-28"),
            ("28-JUIL-2025", "2025-07-28"),
            ("July 28, 2025", "2025-07-28"),
            ("3rd March 2024", "2024-03-03"),
            ("29 févr. 2024", "2024-02-29"),
            ("5\u{a0}sept.\u{a0}2025", "2025-09-05"),
            ("12 mai 2025", "2025-05-12"),
            ("26-juil.-25", "2025-07-26"),
            ("26-Jul-25", "2025-07-26"),
            ("1er mars 49", "2049-03-01"),
            ("4-Oct-75", "1975-10-04"),
        ] {
            assert_eq!(parse(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_two_months_or_no_day_is_no_date() {
        for text in [
            "28 jui 2025", // June or July
            "30 févr. 2025",
            "28 juill. 5",
            "28 juill. 025",
            "28 juill. +5",
            "juillet 2025",
            "2025 juillet 28",
            "28 ju 2025",
            "28 7 2025",
            "le 28 juillet 2025",
            "2025-07-28",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
