//! Numbers with what they are of behind them: `35 hres`, `35h30`, `23,84 $/h`. Asked only of what is no
//! number alone.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{DecimalSign, NumberError, parse_decimal};

/// Words that say hours, in small letters.
const HOURS: [&str; 9] = ["h", "hr", "hrs", "hre", "hres", "heure", "heures", "hour", "hours"];

/// Reads hours with or without what says that they are: `35`, `35 h`, `35,00 hres`, and those of a clock,
/// `35h30` and `35:30`, which are 35.5.
pub fn parse_hours(text: &str, sign: Option<DecimalSign>) -> Result<Decimal, NumberError> {
    match parse_decimal(text, sign) {
        Err(NumberError::NotANumber) => {}
        read => return read,
    }
    if let Some(hours) = of_a_clock(text) {
        return Ok(hours);
    }
    parse_decimal(before_hours(text).ok_or(NumberError::NotANumber)?, sign)
}

/// What stands before a word that says hours.
fn before_hours(text: &str) -> Option<&str> {
    let text = text.trim_end_matches('.');
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = &text[number.len()..];
    let says_hours = HOURS.iter().any(|hours| word.eq_ignore_ascii_case(hours));
    (says_hours && number.ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace())).then(|| number.trim())
}

/// Hours and two digits of minutes below sixty.
fn of_a_clock(text: &str) -> Option<Decimal> {
    let (hours, minutes) = text.split_once([':', 'h', 'H'])?;
    let (hours, minutes) = (hours.trim_end(), without_minutes(minutes.trim_start()));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&hours.len()) || minutes.len() != 2 || !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    let exact = Decimal::new(hours * 60 + minutes, 0) / Decimal::from(60);
    let rounded = exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    (minutes < 60).then(|| rounded.normalize())
}

/// What stands before a word that says minutes; else the whole text.
fn without_minutes(text: &str) -> &str {
    let number = text.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = text[number.len()..].trim_end_matches('.');
    let says_minutes =
        ["m", "mn", "min", "mins", "minutes"].iter().any(|said| word.eq_ignore_ascii_case(said));
    if says_minutes { number.trim_end() } else { text }
}

/// A rate parted from the words of what it is paid by: `23,84 $/h`, `$23.84 / hour`, `23,84 $ l’heure`.
pub fn split_rate(text: &str) -> Option<(&str, &str)> {
    const LEADS: [&str; 5] = ["l'", "l’", "de l", "par ", "per "];
    let leads = |unit: &&str| LEADS.iter().any(|lead| unit.starts_with(lead));
    if let Some(unit) = text.find(char::is_alphabetic).map(|at| &text[at..]).filter(leads) {
        return Some((text[..text.len() - unit.len()].trim_end(), unit));
    }
    let (rate, unit) = text.rsplit_once('/')?;
    let is_word = unit.contains(|c: char| c.is_alphabetic());
    (is_word && !rate.contains('/')).then(|| (rate.trim_end(), unit.trim().trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_with_their_word_or_by_the_clock() {
        for (text, hours) in [
            ("35", "35"),
            ("35 h", "35"),
            ("35h", "35"),
            ("35,00 hres", "35"),
            ("35 hrs.", "35"),
            ("35.25 Hours", "35.25"),
            ("7,5\u{a0}heures", "7.5"),
            ("35h00", "35"),
            ("35 h 30", "35.5"),
            ("35 h 30 min", "35.5"),
            ("35h30min.", "35.5"),
            ("35:30", "35.5"),
            ("0:20", "0.3333"),
        ] {
            let read = parse_hours(text, None).map(|hours| hours.normalize().to_string());
            assert_eq!(read.as_deref(), Ok(hours), "{text}");
        }
        for text in
            ["h", "35 j", "35:75", "35:3", "35:30:00", "1234:30", "35 h h", "35 h 30 j", "-", "35 x h", "h30"]
        {
            assert_eq!(parse_hours(text, None), Err(NumberError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_rate_is_parted_from_its_unit() {
        for (text, rate) in [
            ("23,84 $/h", ("23,84 $", "h")),
            ("$23.84/hour", ("$23.84", "hour")),
            ("23,84 $ / heure", ("23,84 $", "heure")),
            ("847,13 $/sem.", ("847,13 $", "sem")),
            ("23,84 $ l'heure", ("23,84 $", "l'heure")),
            ("23,84 $ par heure", ("23,84 $", "par heure")),
        ] {
            assert_eq!(split_rate(text), Some(rate), "{text}");
        }
        for text in ["23,84", "23/84", "2025/07/21", "1/2/h", "23,84 $ heure"] {
            assert_eq!(split_rate(text), None, "{text}");
        }
    }
}
