//! Any statement, written in any format, encoding and layout, reads back equal in every field, and
//! nothing is found wrong in the reading of it.
//!
//! `ROUND_TRIP_CASES` is how many of each format are tried; 64 when it is not given.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use quittance::statements::checks::read_and_check;
use quittance::statements::reader::Format;
use quittance::statements::rules::{self, Check};
use quittance::statements::{Finding, Line};

use crate::any::{line, spelling};
use crate::laid_out::{Layout, each_text, layout};
use crate::support::p05;
use crate::writers::{self, Charset, Delimiting, Typing};

fn cases() -> ProptestConfig {
    let cases = std::env::var("ROUND_TRIP_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec(line(), 1..9)
}

fn delimiting() -> impl Strategy<Value = Delimiting> {
    (
        select(vec![';', ',', '\t', '|']),
        select(vec!["\r\n", "\n", "\r"]),
        any::<[bool; 3]>(),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(delimiter, line_end, [always_quoted, padded, trailing], sep)| Delimiting {
            delimiter,
            line_end,
            always_quoted,
            padded,
            trailing,
            sep,
        })
}

fn charset() -> impl Strategy<Value = Charset> {
    let marked = [Charset::Utf8, Charset::Utf8Marked, Charset::Utf16Le, Charset::Utf16Be];
    let of_one_byte = [Charset::Windows1252, Charset::MacRoman, Charset::Cp850, Charset::Cp863];
    select([marked, of_one_byte].concat())
}

/// Words of a payroll in French, as long or as short as the text that they stand for: what tells old
/// encodings from one another.
fn french(text: &str) -> String {
    const WORDS: [&str; 8] = [
        "Bérubé, Hélène",
        "12, rue de l'Église, Forêt-Noire",
        "Infirmière auxiliaire",
        "CÔTÉ, ANDRÉ",
        "Préposé aux bénéficiaires",
        "Hôpital Le Gardeur, 3e étage",
        "Théorêt, Noé",
        "Août : congé sans solde à Île-Perrot",
    ];
    if text.is_empty() { String::new() } else { WORDS[text.len() % WORDS.len()].to_owned() }
}

fn typing() -> impl Strategy<Value = Typing> {
    prop_oneof![Just(Typing::Typed), spelling().prop_map(Typing::Text)]
}

/// A finding of the reading: a cell that says something which was not understood.
fn is_of_the_reading(finding: &Finding) -> bool {
    let rule = rules::find(finding.rule).expect("a rule of the registry");
    let reads = |check: &Check| matches!(check, Check::Shape(_) | Check::Read(_));
    let reading = rule.checks.iter().any(reads) || matches!(finding.rule, "V11" | "V13");
    reading && !finding.value.is_empty()
}

/// Reads the file back; says what differs.
fn reads_back(bytes: &[u8], layout: &Layout, told: &[Line]) -> Result<Format, TestCaseError> {
    let checked = read_and_check(bytes, "", &p05()).map_err(|e| TestCaseError::fail(e.to_string()))?;
    let found: Vec<_> = checked.findings.iter().filter(|finding| is_of_the_reading(finding)).collect();
    prop_assert!(found.is_empty(), "found {found:#?}");
    prop_assert_eq!(checked.lines.len(), told.len(), "lines of {:?}", layout.columns);
    for (line, told) in checked.lines.iter().zip(told) {
        prop_assert_eq!(line, told);
    }
    prop_assert_eq!(checked.ignored, if layout.stranger { vec!["Couleur préférée"] } else { Vec::new() });
    Ok(checked.format)
}

fn workbook_reads_back(
    layout: &Layout,
    lines: &[Line],
    write: impl Fn(&writers::Rows) -> Vec<u8>,
) -> TestCaseResult {
    let told = layout.told(lines);
    reads_back(&write(&layout.rows(&told)), layout, &told).map(drop)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_statement_reads_back_from_delimited_text(
        lines in lines(),
        layout in layout(),
        spelling in spelling(),
        how in delimiting(),
        charset in charset(),
    ) {
        let mut told = layout.told(&lines);
        // A payroll whose characters are of Windows has no others.
        let fit = |text: &str| text.chars().map(|c| if charset.has(c) { c } else { 'z' }).collect::<String>();
        told.iter_mut().for_each(|line| each_text(line, fit));
        if charset.is_told_by_french() {
            told.iter_mut().for_each(|line| each_text(line, french));
        }
        let text = writers::text(&layout.rows(&told), &spelling, &how);
        let bytes = charset.encode(&text);
        // Nobody can tell the letters of one from the letters of the other.
        prop_assume!(charset != Charset::Windows1252 || text.is_ascii() || std::str::from_utf8(&bytes).is_err());
        let format = reads_back(&bytes, &layout, &told)?;
        prop_assert!(matches!(format, Format::Text { delimiter, .. } if delimiter == how.delimiter), "{:?}", format);
    }

    #[test]
    fn any_statement_reads_back_from_a_workbook(
        lines in lines(), layout in layout(), typing in typing(), cover: bool
    ) {
        workbook_reads_back(&layout, &lines, |rows| writers::xlsx(rows, &typing, cover))?;
    }

    #[test]
    fn any_statement_reads_back_from_an_excel_97_workbook(
        lines in lines(), layout in layout(), typing in typing()
    ) {
        workbook_reads_back(&layout, &lines, |rows| writers::xls(rows, &typing))?;
    }

    #[test]
    fn any_statement_reads_back_from_a_workbook_made_by_hand(
        lines in lines(), layout in layout(), typing in typing(), unplaced: bool
    ) {
        workbook_reads_back(&layout, &lines, |rows| writers::xlsx_by_hand(rows, &typing, unplaced))?;
    }

    #[test]
    fn any_statement_reads_back_from_an_opendocument(
        lines in lines(), layout in layout(), typing in typing()
    ) {
        workbook_reads_back(&layout, &lines, |rows| writers::ods(rows, &typing))?;
    }
}
