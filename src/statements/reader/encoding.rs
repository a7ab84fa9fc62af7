//! Bytes to text: UTF-8, UTF-16, Windows-1252 or MacRoman, with or without a mark. Not the meaning of it.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::Unreadable;

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
}

impl Encoding {
    /// The name people know it by; the same in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::MacRoman => "MacRoman",
        }
    }
}

/// Bytes looked at to guess.
const SAMPLE: usize = 4096;

/// The text of a file, byte order mark taken off. What cannot be decoded becomes U+FFFD, which rule
/// V13 reports on its line.
pub fn decode(bytes: &[u8]) -> Result<(Encoding, Cow<'_, str>), Unreadable> {
    let (encoding, text) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, utf8(rest)),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, utf16(rest, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, utf16(rest, Encoding::Utf16Be)),
        _ => match unmarked_utf16(bytes) {
            Some(encoding) => (encoding, utf16(bytes, encoding)),
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

/// Whether the text holds U+FFFD, C1 controls, or what UTF-8 read as Windows-1252 leaves (`Ã©`):
/// one pass over the bytes, by the two that begin each of those characters in UTF-8.
pub fn is_suspect(text: &str) -> bool {
    const STEP: usize = 4096;
    let suspect = |first: u8, second: u8| {
        ((first == 0xC2) & (second < 0xA0))
            | ((first == 0xC3) & (second & 0xFE == 0x82))
            | ((first == 0xEF) & (second == 0xBF))
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
        (Encoding::Utf8, String::from_utf8_lossy(bytes))
    } else if french_letters(bytes, MACINTOSH) > french_letters(bytes, WINDOWS_1252) {
        (Encoding::MacRoman, MACINTOSH.decode_without_bom_handling(bytes).0)
    } else {
        (Encoding::Windows1252, WINDOWS_1252.decode_without_bom_handling(bytes).0)
    }
}

/// How many bytes above ASCII are a letter of French among letters of its own case, under an
/// encoding: `é` is one byte in Windows-1252 and another in MacRoman, where the first is `È`.
fn french_letters(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> usize {
    const MOST: usize = 20_000;
    let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(MOST);
    let reads_well = |(at, byte): &(usize, &u8)| {
        let single = [**byte];
        let (text, _) = encoding.decode_without_bom_handling(&single);
        let Some(letter) = text.chars().next() else { return false };
        let near = [at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at + 1)];
        let mut near = near.into_iter().flatten().filter(|byte| byte.is_ascii_alphabetic());
        if "éèêëàâçîïôûùüœ".contains(letter) {
            near.all(u8::is_ascii_lowercase)
        } else {
            // A capital may begin a word.
            "ÉÈÊËÀÂÇÎÏÔÛÙŒ".contains(letter)
                && (at.checked_sub(1).and_then(|before| bytes.get(before)))
                    .is_none_or(|before| !before.is_ascii_lowercase())
        }
    };
    high.filter(reads_well).count()
}

/// Text has no NUL and hardly any control character.
fn is_binary(text: &str) -> bool {
    let sample: Vec<u8> = text.bytes().take(SAMPLE).collect();
    let control = |b: &&u8| **b < 0x09 || (0x0E..0x20).contains(*b) || **b == 0x7F;
    let replaced = text.chars().take(SAMPLE).filter(|c| *c == '\u{fffd}').count();
    text.as_bytes().contains(&0)
        || sample.iter().filter(control).count() * 50 > sample.len()
        || replaced * 10 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::is_suspect;

    #[test]
    fn what_a_wrong_encoding_leaves_is_seen_wherever_it_stands() {
        for left in ["\u{fffd}", "\u{81}", "Ã©", "Â "] {
            for at in (0..70).chain(4060..4100) {
                let text = "a".repeat(at) + left + &"é".repeat(5);
                assert!(is_suspect(&text), "{left:?} at {at}");
            }
        }
        assert!(!is_suspect(&"Œuvres d’été à Où? 5 $ \u{a0} \u{202f} – ÉÀÇ ".repeat(9)));
    }
}
