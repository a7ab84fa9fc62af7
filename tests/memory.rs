//! A file is read in the memory of its text and of a few words a person: no line is held once it is
//! read. Alone in its program, since the allocator counts for the whole of it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use chrono::NaiveDate;
use peak_alloc::PeakAlloc;
use quittance::statements::checks::{Context, read_line_by_line};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The sample's people again and again, each with a number of her own, in UTF-8.
fn statement(lines: usize) -> Vec<u8> {
    let sample =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/P05-statement-utf8.csv")).unwrap();
    let sample = String::from_utf8(sample).unwrap();
    let mut rows = sample.lines();
    let mut text = format!("{}\n", rows.next().unwrap());
    let people: Vec<&str> = rows.filter(|row| !row.is_empty()).collect();
    for (number, person) in (100_000..100_000 + lines).zip(people.iter().cycle()) {
        let (_, rest) = person.split_once(',').unwrap();
        writeln!(text, "{number},{rest}").unwrap();
    }
    text.into_bytes()
}

/// Bytes held at most while a file of so many lines is read, the file's own left out.
fn held(lines: usize) -> usize {
    let bytes = statement(lines);
    let day = |iso: &str| iso.parse::<NaiveDate>().unwrap();
    // What is found is kept, up to a cap: here nothing is.
    let context = Context::new(day("2025-07-20"), day("2025-08-16")).collecting_sins(false);
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let checked = read_line_by_line(bytes, &context, &mut |_| Ok(())).unwrap();
    assert_eq!((checked.line_count, checked.findings.len()), (lines, 0));
    ALLOCATOR.peak_usage() - before
}

#[test]
fn ten_times_the_lines_take_a_few_words_a_line_more() {
    /// A line as it is read has seven hundred bytes and more.
    const MOST: usize = 200;
    let (short, long) = (held(2_000), held(20_000));
    let a_line = long.saturating_sub(short) / 18_000;
    assert!(a_line > 0 && a_line < MOST, "{a_line} bytes a line: {short} of 2,000, {long} of 20,000");
}
