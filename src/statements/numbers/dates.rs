//! Dates of figures alone, as payrolls write them. Those whose month is a word are `months`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The order of the day and the month where the year stands last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// Reads `2025-07-21`, `2025/7/21`, `2025.07.21` or `20250721`, and a day and a month of the same number
/// (`08/08/2025`), which no order reads otherwise; from 1900 to 2199, with or without the time of day
/// that databases write behind it. Anything else is `None`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    if let Some(day) = parse_iso(text.as_bytes()) {
        return Some(day);
    }
    let text = day_part(text);
    if text.len() == 8 && is_digits(text) {
        return NaiveDate::from_ymd_opt(year(&text[..4])?, small(&text[4..6])?, small(&text[6..])?);
    }
    let [first, second, last] = three(text)?;
    if let Some(year) = year(first) {
        return NaiveDate::from_ymd_opt(year, small(second)?, small(last)?);
    }
    let (day, month, year) = day_month(text).filter(|(day, month, _)| day == month)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `2025-07-21`, as nearly all are written.
fn parse_iso(text: &[u8]) -> Option<NaiveDate> {
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits: &[u8]| {
        let add = |sum: u32, b: &u8| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0'));
        digits.iter().try_fold(0, add)
    };
    let year = i32::try_from(number(y).filter(|year| y.len() == 4 && (1900..2200).contains(year))?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// Reads `21/07/2025`, `7-21-2025` or `21.07.2025` by the order that the file uses.
pub fn parse_day_month(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let (first, second, year) = day_month(day_part(text))?;
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// What one date proves about the order that its file uses; `None` when it proves nothing.
pub fn date_evidence(text: &str) -> Option<DateOrder> {
    match day_month(day_part(text))? {
        (13..=31, 1..=12, _) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31, _) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// A date that either order can read, to different days.
pub fn is_either_order(text: &str) -> bool {
    day_month(day_part(text)).is_some_and(|(first, second, _)| {
        first != second && (1..=12).contains(&first) && (1..=12).contains(&second)
    })
}

/// Reads the day number that a spreadsheet keeps: `45859` is 21 July 2025, as is `45859.0`. From 1954 to
/// 2119.
pub fn parse_serial(text: &str) -> Option<NaiveDate> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let serial = whole.parse::<u32>().ok().filter(|n| whole.len() == 5 && (20_000..80_000).contains(n))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(serial.into()))
}

/// What programs write where there is no date: the last day there is (`9999-12-31`), zeros
/// (`00.00.0000`), signs without figures (`/ /`), and what says that there is nothing (`N/A`, `--`). A
/// blank is not asked about.
pub fn is_no_date(text: &str) -> bool {
    let text = text.trim();
    if super::says_none(text) {
        return true;
    }
    let text = day_part(text);
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b' '))
    {
        return false;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    matches!(digits.as_str(), "" | "00000000" | "99991231" | "31129999" | "12319999")
}

/// What stands before a time of day (`2025-07-21 00:00:00`), else the whole text.
fn day_part(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if is_time(time) => day,
        _ => text,
    }
}

/// `0:00`, `00:00:00.000Z`, `12:00:00 AM`.
fn is_time(text: &str) -> bool {
    let half = ["AM", "PM", "am", "pm"].iter().find_map(|half| text.strip_suffix(half));
    let time = half.unwrap_or(text).trim();
    let (hours, rest) = time.split_once(':').unwrap_or((time, ""));
    (1..=2).contains(&hours.len())
        && is_digits(hours)
        && rest.len() >= 2
        && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'Z'))
}

/// Two small numbers and a year, parted by one sign.
fn day_month(text: &str) -> Option<(u32, u32, i32)> {
    let [first, second, last] = three(text)?;
    Some((small(first)?, small(second)?, year(last)?))
}

/// Three numbers parted by one sign.
fn three(text: &str) -> Option<[&str; 3]> {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(sign);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    (parts.next().is_none() && three.into_iter().all(is_digits)).then_some(three)
}

/// A number of one or two digits.
fn small(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().filter(|_| (1..=2).contains(&text.len()))
}

fn year(text: &str) -> Option<i32> {
    text.parse::<i32>().ok().filter(|year| text.len() == 4 && (1900..2200).contains(year))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_for_no_date_is_told_from_days() {
        for text in [
            "9999-12-31",
            "99991231",
            "31.12.9999",
            "12/31/9999",
            "9999-12-31 00:00:00",
            "00000000",
            "0000-00-00",
            "00.00.0000",
            "00/00/0000",
            "-",
            "--",
            "/ /",
            " N/A ",
            "n/a",
            "S/O",
            "Néant",
        ] {
            assert!(is_no_date(text), "{text}");
        }
        for text in
            ["", "2025-07-21", "20250721", "0", "45859", "99991230", "2199-12-31", "31 déc. 9999", "?"]
        {
            assert!(!is_no_date(text), "{text}");
        }
    }
}
