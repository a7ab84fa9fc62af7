//! What programs and people write where there is nothing to say. A blank is not asked about.

use crate::statements::mapping::normalise;

/// Words for nothing, in small letters without signs: `N/A`, `s.o.`, `Néant`.
const WORDS: [&str; 12] = [
    "na",
    "so",
    "nd",
    "neant",
    "aucun",
    "aucune",
    "none",
    "nil",
    "null",
    "nul",
    "sansobjet",
    "notapplicable",
];

/// Whether a text says that there is nothing: one of those words, or dashes. Not asked of names: `Na` and
/// `So` are families.
pub fn says_none(text: &str) -> bool {
    const LONGEST: usize = 20;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let is_dash = |c| matches!(c, '-' | '–' | '—' | '\u{2212}' | ' ');
    text.chars().all(is_dash) || WORDS.contains(&normalise(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_in_many_ways() {
        for text in [
            "N/A",
            "n/a",
            "NA",
            "S/O",
            "s.o.",
            "Néant",
            "néant",
            "-",
            "--",
            "—",
            "aucun",
            "Aucune",
            "nil",
            "NULL",
            "(null)",
            "n.d.",
            "n/d",
            " None ",
            "Sans objet",
        ] {
            assert!(says_none(text), "{text}");
        }
        for text in ["", "0", "0,00", "Non", "P04", "S01", "?", "$", "Naud", "Aucune retenue faite ici"] {
            assert!(!says_none(text), "{text}");
        }
    }
}
