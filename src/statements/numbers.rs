//! Numbers and dates as payrolls write them (`percapita.md`, section 9): `1355.40`, `1 355,40`,
//! `1,355.40`, `1.355,40`, `1'355.40`, `1355,40 $`, `(20.33)`, `20,33-`. Not how they are shown to
//! people (`text.rs`).
//!
//! One form is ambiguous: `1,234` is 1234 to some and 1.234 to others, and so is `1.234`. It is never
//! guessed: it is read only when the other values of the file say which decimal sign the file uses
//! (R118).

mod dates;
mod none;
mod units;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::dates::{
    DateOrder, date_evidence, is_either_order, is_no_date, parse_date, parse_day_month, parse_serial,
};
pub use self::none::says_none;
pub use self::units::{parse_hours, split_rate};
use crate::money::Cad;

/// What stands before the decimals in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalSign {
    Point,
    Comma,
}

/// Why a cell is not the number that was asked for (rule V14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("not a number")]
    NotANumber,
    /// Two readings, and nothing in the file to choose between them.
    #[error("the sign before the last three digits may be decimal or not")]
    Ambiguous,
    /// Money with a fraction of a cent.
    #[error("more than two decimals")]
    TooManyDecimals,
    /// More digits than any real amount has.
    #[error("too many digits")]
    TooLarge,
}

/// Digits kept in all: an `i64` holds any number of eighteen.
const MAX_DIGITS: usize = 18;
/// The largest amount, ten thousand million dollars: the sum of as many as a file may have still
/// fits, so that what was stored can be read again.
const MAX_CENTS: i64 = 1_000_000_000_000;

/// Reads a decimal number with as many decimals as it has. `sign` is what the file uses, when known.
pub fn parse_decimal(text: &str, sign: Option<DecimalSign>) -> Result<Decimal, NumberError> {
    let (mantissa, scale) = parse(text, sign)?;
    Ok(Decimal::new(mantissa, scale))
}

/// Reads an amount in dollars; more than two decimals is an error, even when they are zeros.
pub fn parse_money(text: &str, sign: Option<DecimalSign>) -> Result<Cad, NumberError> {
    let cents = match parse(text, sign) {
        Ok((cents, 2)) => Some(cents),
        Ok((dimes, 1)) => dimes.checked_mul(10),
        Ok((dollars, 0)) => dollars.checked_mul(100),
        Ok(_) => return Err(NumberError::TooManyDecimals),
        Err(NumberError::NotANumber) if is_dash(text) => Some(0),
        Err(error) => return Err(error),
    };
    cents.filter(|cents| cents.abs() <= MAX_CENTS).map(Cad::from_cents).ok_or(NumberError::TooLarge)
}

/// A dash, alone or with its dollar sign: zero, in the accounting format of spreadsheets.
fn is_dash(text: &str) -> bool {
    let text = text.trim();
    let dash = text.strip_prefix('$').or_else(|| text.strip_suffix('$')).unwrap_or(text);
    matches!(dash.trim(), "-" | "–" | "—" | "\u{2212}")
}

/// What one value proves about its file's decimal sign; `None` when it proves nothing.
pub fn evidence(text: &str) -> Option<DecimalSign> {
    let text = text.trim();
    parse(text, None).ok()?;
    let signs = || text.bytes().filter(|b| matches!(b, b'.' | b','));
    let last = signs().next_back()?;
    // Several of one sign part thousands: the other one is before the decimals.
    let is_decimal = signs().filter(|b| *b == last).count() == 1;
    Some(if (last == b',') == is_decimal { DecimalSign::Comma } else { DecimalSign::Point })
}

/// Whether a value proves that points part the thousands of its file: `1.234,56`.
pub fn proves_points_group(text: &str) -> bool {
    text.contains('.') && evidence(text) == Some(DecimalSign::Comma)
}

/// The digits as one whole number, and how many of them are decimals.
fn parse(text: &str, sign: Option<DecimalSign>) -> Result<(i64, u32), NumberError> {
    if let Some(plain) = parse_plain(text.as_bytes()) {
        // Where the point is not known to be the decimal sign, `1.234` is as suspect as `1,234`.
        let suspect = sign != Some(DecimalSign::Point) && plain.1 == 3 && looks_grouped(text, '.');
        return if suspect { Err(NumberError::Ambiguous) } else { Ok(plain) };
    }
    let (negative, body) = unsigned(text)?;
    let (mantissa, scale) = parse_unsigned(body, sign)?;
    Ok((if negative { -mantissa } else { mantissa }, scale))
}

/// The common forms without a second look: digits, perhaps a minus before, perhaps one point, or
/// one comma with one or two decimals. And `1 355,40`, as French payrolls write most amounts: groups
/// parted by one kind of space, with at most two decimals. Whatever else there is is left to the long
/// way, which says what is wrong with it.
fn parse_plain(text: &[u8]) -> Option<(i64, u32)> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if text.len() > MAX_DIGITS {
        return None;
    }
    let mut mantissa = 0;
    let first = add_digits(&mut mantissa, text);
    if first == 0 {
        return None;
    }
    // What parts the groups so far: one byte, or the two of a hard space.
    let (mut rest, mut space) = (&text[first..], 0);
    loop {
        let (length, after) = match rest {
            [b' ', after @ ..] => (1, after),
            [0xC2, 0xA0, after @ ..] => (2, after),
            _ => break,
        };
        let is_other = space != 0 && space != length;
        if is_other || first > 3 || add_digits(&mut mantissa, after) != 3 {
            return None;
        }
        (rest, space) = (&after[3..], length);
    }
    let mut decimals = 0;
    if let [sign @ (b'.' | b','), after @ ..] = rest {
        decimals = add_digits(&mut mantissa, after);
        if decimals == 0 || (decimals > 2 && (space != 0 || *sign == b',')) {
            return None;
        }
        rest = &after[decimals..];
    }
    let scale = u32::try_from(decimals).ok().filter(|_| rest.is_empty())?;
    Some((if negative { -mantissa } else { mantissa }, scale))
}

/// Puts the digits that a text begins with behind a whole number, and counts them.
fn add_digits(whole: &mut i64, text: &[u8]) -> usize {
    let mut count = 0;
    for b in text.iter().take_while(|b| b.is_ascii_digit()) {
        *whole = *whole * 10 + i64::from(b - b'0');
        count += 1;
    }
    count
}

/// Takes off what says "negative" (`-1`, `1-`, `(1)`, U+2212, the dash that a program of letters makes of a
/// hyphen), "positive" and "Canadian dollars".
fn unsigned(text: &str) -> Result<(bool, &str), NumberError> {
    let minus = ['-', '\u{2212}'];
    let mut body = text.trim();
    let (mut signs, mut negatives, mut dollars, mut letters) = (0, 0, 0, 0);
    if let Some(inside) = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        body = inside.trim();
        (signs, negatives) = (1, 1);
    }
    // A sign and a currency may stand on either side, in either order, once each.
    loop {
        let before = body.len();
        let dashed = body.strip_prefix('–').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let signed = dashed.or_else(|| body.strip_prefix(minus)).or_else(|| body.strip_suffix(minus));
        if let Some(rest) = signed {
            (signs, negatives, body) = (signs + 1, negatives + 1, rest.trim());
        } else if let Some(rest) = body.strip_prefix('+') {
            (signs, body) = (signs + 1, rest.trim());
        }
        if let Some(rest) = body.strip_prefix('$').or_else(|| body.strip_suffix('$')) {
            (dollars, body) = (dollars + 1, rest.trim());
        }
        for country in ["CAD", "CAN", "CA", "C"] {
            if let Some(rest) = body.strip_prefix(country).or_else(|| body.strip_suffix(country)) {
                (letters, body) = (letters + 1, rest.trim());
                // Those letters alone say dollars; the others say whose the dollars are.
                dollars += usize::from(country == "CAD" && !text.contains('$'));
                break;
            }
        }
        if body.len() == before {
            break;
        }
    }
    let is_currency = dollars <= 1 && letters <= dollars;
    if signs > 1 || !is_currency { Err(NumberError::NotANumber) } else { Ok((negatives == 1, body)) }
}

fn parse_unsigned(body: &str, sign: Option<DecimalSign>) -> Result<(i64, u32), NumberError> {
    let (whole, decimals) = match decimal_sign(body, sign)? {
        Some(sign) => body.rsplit_once(sign).ok_or(NumberError::NotANumber)?,
        None => (body, ""),
    };
    let has_decimals = whole.len() < body.len();
    // `337, 60`. Three digits may be a group: they are left to be refused.
    let alone = Some(decimals.trim_start_matches(' ')).filter(|alone| matches!(alone.len(), 1 | 2));
    let decimals = alone.filter(|_| !whole.is_empty()).unwrap_or(decimals);
    if (has_decimals && decimals.is_empty()) || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let mut digits = String::with_capacity(body.len());
    push_groups(whole, &mut digits)?;
    digits.push_str(decimals);
    match digits.len() {
        0 => Err(NumberError::NotANumber),
        n if n > MAX_DIGITS => Err(NumberError::TooLarge),
        _ => {
            let mantissa = digits.parse().map_err(|_| NumberError::NotANumber)?;
            Ok((mantissa, u32::try_from(decimals.len()).map_err(|_| NumberError::TooLarge)?))
        }
    }
}

/// Which sign stands before the decimals: the last of two kinds; of one kind, the only one, unless
/// it may part thousands. `None` when there are no decimals.
fn decimal_sign(body: &str, sign: Option<DecimalSign>) -> Result<Option<char>, NumberError> {
    let (points, commas) = (body.matches('.').count(), body.matches(',').count());
    let only = match (points, commas) {
        (1, 0) => '.',
        (0, 1) => ',',
        // One kind several times parts thousands.
        (_, 0) | (0, _) => return Ok(None),
        (1, _) if body.rfind('.') > body.rfind(',') => return Ok(Some('.')),
        (_, 1) if body.rfind(',') > body.rfind('.') => return Ok(Some(',')),
        _ => return Err(NumberError::NotANumber),
    };
    match sign {
        _ if !looks_grouped(body, only) => Ok(Some(only)),
        Some(DecimalSign::Comma) if only == ',' => Ok(Some(',')),
        Some(DecimalSign::Point) => Ok((only == '.').then_some('.')),
        _ => Err(NumberError::Ambiguous),
    }
}

/// Whether the sign may part thousands: one to three digits, not starting with zero, the sign, and
/// exactly three digits.
fn looks_grouped(body: &str, sign: char) -> bool {
    let body = body.strip_prefix('-').unwrap_or(body);
    body.split_once(sign).is_some_and(|(before, after)| {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (1..=3).contains(&before.len())
            && !before.starts_with('0')
            && digits(before)
            && after.len() == 3
            && digits(after)
    })
}

/// The whole part without what parts its thousands: one kind of sign, or spaces; groups of three.
fn push_groups(whole: &str, digits: &mut String) -> Result<(), NumberError> {
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let allowed = separator.is_none_or(|c| {
        matches!(c, ',' | '.' | ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' | '\'' | '’')
    });
    if !allowed {
        return Err(NumberError::NotANumber);
    }
    let Some(separator) = separator else {
        digits.push_str(whole);
        return Ok(());
    };
    let is_space = |c: char| c != '\n' && c != '\r' && c.is_whitespace();
    let groups = |c: char| if is_space(separator) { is_space(c) } else { c == separator };
    // Two spaces part as one does.
    let parts = whole.split(groups).filter(|group| !group.is_empty() || !is_space(separator));
    for (i, group) in parts.enumerate() {
        let right_length = if i == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !right_length || !group.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NumberError::NotANumber);
        }
        digits.push_str(group);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_read_what_the_long_way_reads_and_nothing_else() {
        let wholes = [
            "",
            "0",
            "7",
            "12",
            "355",
            "1 355",
            "1\u{a0}355",
            "12 345 678",
            "1 35",
            "1  355",
            "1\u{a0}355 000",
            "1234 567",
            "-1 355",
            "- 1 355",
            "1 355 ",
            "a 355",
            "1 a55",
        ];
        let mut read = 0;
        for whole in wholes {
            for decimals in ["", ",", ",4", ",40", ".40", ",4a", ",400", ".4,0", " $"] {
                for sign in [None, Some(DecimalSign::Comma), Some(DecimalSign::Point)] {
                    let text = format!("{whole}{decimals}");
                    let long = unsigned(&text).and_then(|(negative, body)| {
                        let (mantissa, scale) = parse_unsigned(body, sign)?;
                        Ok((if negative { -mantissa } else { mantissa }, scale))
                    });
                    if let Some(short) = parse_plain(text.as_bytes()) {
                        read += 1;
                        assert_eq!(Ok(short), long, "{text}");
                    }
                }
            }
        }
        assert_eq!(read, 8 * 4 * 3, "eight wholes, with what may follow them, whatever the sign");
    }
}
