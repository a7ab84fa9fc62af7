//! What reading and checking a statement costs, as a ratio to the floor: the csv crate parting the
//! same bytes into records and nothing more: no decoding, no column, no number, no rule
//! (`performance.md`, P3, which counts instructions; this counts processor time, in turns).

use std::hint::black_box;
use std::time::Duration;

use quittance::statements::checks::{Context, read_and_check};
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
    let checked = read_and_check(&bytes, "releve.csv", &context).expect("a readable statement");
    assert_eq!(checked.lines.len(), LINES as usize);
    assert!(!checked.has_errors());

    let mut products = Vec::new();
    let mut floors = Vec::new();
    for _ in 0..ROUNDS {
        floors.push(time(|| assert_eq!(records(&bytes), LINES)));
        products.push(time(|| {
            let read =
                read_and_check(black_box(&bytes), "releve.csv", &context).expect("a readable statement");
            black_box(read);
        }));
    }
    let (product, floor) = (median(products), median(floors));
    println!("{} bytes, {} findings", bytes.len(), checked.findings.len());
    println!(
        "read and check: {}; floor: {}",
        per_line(product, LINES * FILES),
        per_line(floor, LINES * FILES)
    );
    print_ratio("reader", product, floor, "3.5");
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
