//! Bytes to text: UTF-8, UTF-16, Windows-1252, MacRoman or a code page of DOS, with or without a mark.
//! Not the meaning of it.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::Unreadable;
use super::dos::{self, Page};

/// How the text of a file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    #[serde(rename = "UTF-8")]
    Utf8,
    #[serde(rename = "UTF-16LE")]
    Utf16Le,
    #[serde(rename = "UTF-16BE")]
    Utf16Be,
    #[serde(rename = "windows-1252")]
    Windows1252,
    #[serde(rename = "macintosh")]
    MacRoman,
    #[serde(rename = "IBM850")]
    Cp850,
    #[serde(rename = "IBM863")]
    Cp863,
    #[serde(rename = "IBM437")]
    Cp437,
}

impl Encoding {
    /// The name people know it by; the same in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::MacRoman => "MacRoman",
            Encoding::Cp850 => "CP850",
            Encoding::Cp863 => "CP863",
            Encoding::Cp437 => "CP437",
        }
    }

    /// What each byte above ASCII is, where a byte is a letter.
    fn upper(self) -> [char; 128] {
        let encoding = match self {
            Encoding::Cp850 => return Page::Cp850.upper(),
            Encoding::Cp863 => return Page::Cp863.upper(),
            Encoding::Cp437 => return Page::Cp437.upper(),
            Encoding::MacRoman => MACINTOSH,
            _ => WINDOWS_1252,
        };
        let bytes: Vec<u8> = (128..=255).collect();
        let mut upper = ['\u{fffd}'; 128];
        let text = encoding.decode_without_bom_handling(&bytes).0;
        upper.iter_mut().zip(text.chars()).for_each(|(place, c)| *place = c);
        upper
    }
}

/// Bytes looked at to guess.
const SAMPLE: usize = 4096;
/// Bytes above ASCII looked at, to guess which letters they are.
const HIGH: usize = 1_000;

/// The text of a file, in the room of its bytes when they are given away and are UTF-8.
///
/// # Errors
/// As [`decode`].
pub fn text_of(bytes: Cow<'_, [u8]>) -> Result<(Encoding, Cow<'_, str>), Unreadable> {
    let bytes = match bytes {
        Cow::Borrowed(bytes) => return decode(bytes),
        Cow::Owned(bytes) => bytes,
    };
    let (encoding, length) = match decode(&bytes)? {
        (encoding, Cow::Owned(text)) => return Ok((encoding, Cow::Owned(text))),
        (encoding, Cow::Borrowed(text)) => (encoding, text.len()),
    };
    let mut text = String::from_utf8(bytes).expect("what was borrowed as text is UTF-8");
    text.drain(..text.len() - length);
    Ok((encoding, Cow::Owned(text)))
}

/// The text of a file, byte order mark taken off. What cannot be decoded becomes U+FFFD, which rule
/// V13 reports on its line.
pub fn decode(bytes: &[u8]) -> Result<(Encoding, Cow<'_, str>), Unreadable> {
    let (encoding, text) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, utf8(rest)),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, utf16(rest, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, utf16(rest, Encoding::Utf16Be)),
        _ => match unmarked_utf16(bytes) {
            Some(encoding) => (encoding, utf16(bytes, encoding)),
            None if is_foreign(bytes) => return Err(Unreadable::NotAStatement { looks_like: "EBCDIC" }),
            None => unmarked(bytes),
        },
    };
    if is_binary(&text) {
        return Err(Unreadable::NotAStatement { looks_like: "" });
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok((encoding, text))
}

/// Whether the text holds C1 controls, signs that no name has (`¤`), or what UTF-8 read as
/// Windows-1252 leaves (`Ã©`): one pass over the bytes, by the two that begin each of those
/// characters in UTF-8. U+FFFD is `unseen`'s.
pub fn is_suspect(text: &str) -> bool {
    const STEP: usize = 4096;
    let suspect = |first: u8, second: u8| {
        ((first == 0xC2) & (second != 0xA0))
            | ((first == 0xC3) & (second & 0xFE == 0x82))
            | ((first == 0xC3) & (second & 0xDF == 0x97))
    };
    // No step is left before its end, nor a condition before another: the compiler then looks at many
    // bytes at a time.
    let bytes = text.as_bytes();
    let seconds = bytes.get(1..).unwrap_or_default();
    bytes.chunks(STEP).zip(seconds.chunks(STEP)).any(|(firsts, seconds)| {
        firsts.iter().zip(seconds).fold(false, |seen, (first, second)| seen | suspect(*first, *second))
    })
}

/// Valid text is borrowed at once; `from_utf8_lossy` would look at it bit by bit.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let decoder = if encoding == Encoding::Utf16Be { UTF_16BE } else { UTF_16LE };
    decoder.decode_without_bom_handling(bytes).0
}

/// UTF-16 without its mark shows as zero bytes on one side of nearly every pair.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        Some(Encoding::Utf16Le)
    } else if even * 10 >= pairs * 7 && odd * 20 <= pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// UTF-8 when it is valid; else what one byte a letter says best, unless most accented letters are
/// good UTF-8, which makes it UTF-8 with some bytes broken.
fn unmarked(bytes: &[u8]) -> (Encoding, Cow<'_, str>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (Encoding::Utf8, Cow::Borrowed(text)),
        Err(error) => error,
    };
    let end = bytes.len().min(error.valid_up_to() + 16 * SAMPLE);
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes[..end].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if good > broken {
        return (Encoding::Utf8, String::from_utf8_lossy(bytes));
    }
    // `max_by_key` keeps the last of equals, hence the reversal.
    let scored = ONE_BYTE.into_iter().rev().map(|encoding| (encoding, encoding.upper()));
    let high: Vec<usize> = (0..end).filter(|at| !bytes[*at].is_ascii()).take(HIGH).collect();
    let best = scored.max_by_key(|(_, upper)| french_letters(bytes, &high, upper));
    match best {
        Some((Encoding::MacRoman, _)) => (Encoding::MacRoman, MACINTOSH.decode_without_bom_handling(bytes).0),
        Some((page @ (Encoding::Cp850 | Encoding::Cp863 | Encoding::Cp437), upper)) => {
            (page, Cow::Owned(dos::decode(bytes, &upper)))
        }
        _ => (Encoding::Windows1252, WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// Encodings of one byte a letter, in the order that settles a tie.
const ONE_BYTE: [Encoding; 5] =
    [Encoding::Windows1252, Encoding::MacRoman, Encoding::Cp850, Encoding::Cp863, Encoding::Cp437];

/// How well the bytes above ASCII read under an encoding: one for each letter of French among letters
/// of its own case and each hard space among digits, one less for each sign between two letters. `é`
/// is one byte in Windows-1252 and others in MacRoman and DOS, where the first is a capital or a frame.
fn french_letters(bytes: &[u8], high: &[usize], upper: &[char; 128]) -> i64 {
    let signs = upper.map(Sign::of);
    let score = |at: usize| {
        let byte = bytes[at];
        let near = |place: Option<usize>| place.and_then(|place| bytes.get(place)).copied().unwrap_or(b' ');
        let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
        let sign = signs[usize::from(byte & 0x7F)];
        if before.is_ascii_digit() && (after.is_ascii_digit() || after == b'$') {
            // The hard space of an amount, which is a letter elsewhere.
            return if sign == Sign::HardSpace { 1 } else { -1 };
        }
        match sign {
            Sign::Small => {
                // A capital may begin the word; two say that it has no small letters.
                let in_capitals = before.is_ascii_uppercase()
                    && !after.is_ascii_lowercase()
                    && near(at.checked_sub(2)).is_ascii_uppercase();
                i64::from(!after.is_ascii_uppercase() && !in_capitals)
            }
            Sign::Capital => {
                let in_small = before.is_ascii_lowercase()
                    || (before.is_ascii_uppercase() && after.is_ascii_lowercase());
                i64::from(!in_small)
            }
            Sign::Letter => 0,
            Sign::HardSpace | Sign::Other => {
                -i64::from(before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
            }
        }
    };
    high.iter().map(|at| score(*at)).sum()
}

/// What a byte above ASCII is to a text in French.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Small,
    Capital,
    /// Of another language, or the apostrophe, which stands between letters too.
    Letter,
    HardSpace,
    Other,
}

impl Sign {
    fn of(c: char) -> Sign {
        match c {
            _ if "éèêëàâçîïôûùüœ".contains(c) => Sign::Small,
            _ if "ÉÈÊËÀÂÇÎÏÔÛÙŒ".contains(c) => Sign::Capital,
            _ if c.is_alphabetic() || c == '’' => Sign::Letter,
            '\u{a0}' => Sign::HardSpace,
            _ => Sign::Other,
        }
    }
}

/// Whether nearly every letter and digit is above ASCII in what is not UTF-8: text of a mainframe,
/// whose bytes mean something else altogether.
fn is_foreign(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let count = |what: fn(&u8) -> bool| sample.iter().filter(|byte| what(byte)).count();
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    !is_utf8 && count(|b| !b.is_ascii()) > 4 * count(u8::is_ascii_alphanumeric)
}

/// Text has no NUL and hardly any control character.
fn is_binary(text: &str) -> bool {
    let sample: Vec<u8> = text.bytes().take(SAMPLE).collect();
    let control = |b: &&u8| **b < 0x09 || (0x0E..0x20).contains(*b) || **b == 0x7F;
    let replaced = text.chars().take(SAMPLE).filter(|c| *c == '\u{fffd}').count();
    memchr::memchr(0, text.as_bytes()).is_some()
        || sample.iter().filter(control).count() * 50 > sample.len()
        || replaced * 10 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::is_suspect;

    #[test]
    fn what_a_wrong_encoding_leaves_is_seen_wherever_it_stands() {
        for left in ["\u{81}", "Ã©", "Â "] {
            for at in (0..70).chain(4060..4100) {
                let text = "a".repeat(at) + left + &"é".repeat(5);
                assert!(is_suspect(&text), "{left:?} at {at}");
            }
        }
        assert!(!is_suspect(&"Œuvres d’été à Où? 5 $ \u{a0} \u{202f} – ÉÀÇ ".repeat(9)));
    }
}
