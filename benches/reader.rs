//! What reading a statement costs, as ratios to the floor: the csv crate parting the same bytes into
//! records and nothing more: no decoding, no column, no number, no rule (`performance.md`, P3, which
//! counts instructions; this counts processor time, in turns, or runs what is to be counted).
//!
//! Twice: lines of typed values, with the rules that protect the money and the check digit, which is
//! what P3's prototype did; then with every rule of the registry.
//!
//! `cargo bench --bench reader -- records 3` (or `typed`, `rules`) does that so many times and prints
//! nothing, for callgrind: the difference of two counts is that of the work alone.

use std::hint::black_box;
use std::time::Duration;

use quittance::statements::Line;
use quittance::statements::checks::{Checked, Context, read_line_by_line};
use quittance::statements::rules::{Gathered, RULES, Severities, Weight};
use rust_decimal::Decimal;

mod support;
use support::{cpu_of_this_process, median, per_line, print_ratio, statement};

const LINES: u32 = 12_000;
const ROUNDS: usize = 21;
/// A file is parted in milliseconds: several a turn, so that what is read off the clock is not noise.
const FILES: u32 = 5;

fn main() {
    let bytes = statement(LINES, 0, 0);
    let (start, end) = support::period();
    let context =
        Context::new(start, end).with_dues_rate(Some(Decimal::new(15, 3))).accepting_test_sins(true);
    let few = typing();
    let typed = || read(&bytes, &context.clone().with_severities(&few));
    let checked = || read(&bytes, &context);
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    if let (Some(what), Some(times)) = (arguments.next(), arguments.next()) {
        for _ in 0..times.parse().expect("how many times") {
            match what.as_str() {
                "records" => drop(black_box(records(&bytes))),
                "typed" => drop(black_box(typed())),
                _ => drop(black_box(checked())),
            }
        }
        return;
    }
    assert_eq!(checked().line_count, LINES as usize);
    assert!(!checked().has_errors());

    let (mut typings, mut products, mut floors) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floors.push(time(|| assert_eq!(records(&bytes), LINES)));
        typings.push(time(|| drop(black_box(typed()))));
        products.push(time(|| drop(black_box(checked()))));
    }
    let (typing, product, floor) = (median(typings), median(products), median(floors));
    let of_a_line = |time| per_line(time, LINES * FILES);
    println!("{} bytes, {} findings", bytes.len(), checked().findings.len());
    println!(
        "typed: {}; by every rule: {}; floor: {}",
        of_a_line(typing),
        of_a_line(product),
        of_a_line(floor)
    );
    print_ratio("reader-typed", typing, floor, "3.5");
    print_ratio("reader", product, floor, "3.5");
}

/// Every line made and let go.
fn read(bytes: &[u8], context: &Context<'_>) -> Checked<Gathered> {
    let mut take = |line: &mut Line| {
        black_box(line);
        Ok(())
    };
    read_line_by_line(black_box(bytes), context, &mut take).expect("a readable statement")
}

/// The check digit, and what nobody can switch off.
fn typing() -> Severities {
    let mut few = Severities::registered();
    for rule in RULES.iter().filter(|rule| rule.code != "V19") {
        few.set(rule.code, Weight::Off);
    }
    few
}

fn time(mut work: impl FnMut()) -> Duration {
    let before = cpu_of_this_process();
    (0..FILES).for_each(|_| work());
    cpu_of_this_process() - before
}

/// The floor.
fn records(bytes: &[u8]) -> u32 {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(black_box(bytes));
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut record).expect("records in memory") {
        count += u32::from(black_box(record.len()) > 1);
    }
    count
}
