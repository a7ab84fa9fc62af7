//! Characters that nobody sees: spaces of no width, marks of direction, control characters, and the
//! marks by which programs keep a spreadsheet from reading a text as a number. The former are taken
//! out; a control character is a loss, shown as one, which rule V13 tells.

use std::borrow::Cow;

use super::Cell;

/// What a spreadsheet shows for a value that it cannot work out.
pub const FAULTS: [&str; 11] = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALEUR!", "#NOM?", "#NOMBRE!",
    "#NUL!",
];

/// Whether a text may hold any, which may be wrong on the careful side.
pub fn is_in(text: &str) -> bool {
    const STEP: usize = 1024;
    // A control character, the second byte of a soft hyphen, or the first byte of what no Latin letter is.
    let is_rare = |b: u8| {
        let is_control = (b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\r');
        u8::from(is_control | (b == 0x7F) | (b == 0xAD) | (b > 0xC5))
    };
    // No step is left before its end: the compiler then looks at many bytes at a time.
    let has_rare = |step: &[u8]| step.iter().fold(0, |seen, b| seen | is_rare(*b)) != 0;
    let bytes = text.as_bytes();
    let is_code = |mark: usize| bytes.get(mark + 1).is_some_and(u8::is_ascii_digit);
    bytes.chunks(STEP).any(has_rare)
        || memchr::memmem::find(bytes, b"=\"").is_some()
        || memchr::memchr_iter(b'\'', bytes).any(is_code)
}

/// Takes out of a cell what nobody sees.
pub fn clean(cell: &mut Cell<'_>) {
    if cell.text.chars().any(|c| is_unseen(c) || is_control(c)) {
        let kept = cell.text.chars().filter(|c| !is_unseen(*c));
        cell.text = Cow::Owned(kept.map(|c| if is_control(c) { '\u{fffd}' } else { c }).collect());
    }
    if let Some(inside) = unmarked(&cell.text).map(str::to_owned) {
        cell.text = Cow::Owned(inside);
    }
}

/// What stands inside `="00123"`, or after the apostrophe of `'00123`.
fn unmarked(text: &str) -> Option<&str> {
    let text = text.trim();
    let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let is_code =
        |rest: &&str| rest.len() > 2 && rest.bytes().all(|b| b.is_ascii_digit() || b"-., ".contains(&b));
    quoted.or_else(|| text.strip_prefix('\'').filter(is_code))
}

/// No width, or a mark of direction, of a break or of an order of bytes; the end of a page of a print, and
/// of a file of DOS.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{0c}' | '\u{1a}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// What a reader sees of a text: neither spaces nor what has no width or no ink.
pub fn visible(text: &str) -> impl Iterator<Item = char> {
    let blank = |c: char| {
        c.is_whitespace()
            || is_unseen(c)
            || is_control(c)
            || matches!(
                c,
                '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
            )
    };
    text.chars().filter(move |c| !blank(*c))
}

/// A character of control, which a text has no use for.
pub fn is_control(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{7f}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let mut cell = Cell { text: Cow::Borrowed(text), typed: false };
        assert!(is_in(text), "{text:?}");
        clean(&mut cell);
        cell.text.into_owned()
    }

    #[test]
    fn a_text_of_spaces_and_characters_of_no_width_says_nothing() {
        for text in ["", " \u{a0}\n", "\u{200b}\u{200d}\u{feff}", "\u{2800}\u{3164}", "\u{fe0f}\u{e0020}"] {
            assert_eq!(visible(text).count(), 0, "{text:?}");
        }
        assert_eq!(visible("\u{200b} é–1").collect::<String>(), "é–1");
        assert_eq!(visible("…").count(), 1);
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_what_was_lost_is_shown() {
        assert_eq!(cleaned("104\u{200b}233\u{feff}"), "104233");
        assert_eq!(cleaned("\u{202e}Roy, Luc\u{202c}"), "Roy, Luc");
        assert_eq!(cleaned("Trem\u{ad}blay"), "Tremblay");
        assert_eq!(cleaned("Trem\u{1}blay"), "Trem\u{fffd}blay");
        assert_eq!(cleaned("\u{0c}100003"), "100003");
        assert_eq!(cleaned("\u{1a}"), "");
        assert_eq!(cleaned("x\u{7f}"), "x\u{fffd}");
        assert_eq!(cleaned("=\"00123\""), "00123");
        assert_eq!(cleaned("'00123"), "00123");
        assert_eq!(cleaned("été d’ici – là"), "été d’ici – là");
        assert!(!is_in("Hélène; d'été\t1 355,40\r\n#3"));
    }
}
