//! Reading and checking a statement of 12,000 lines, against its floor in the same run: the csv
//! crate taking the records of the same bytes apart and nothing else (performance.md, P3).

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use quittance::statements::checks::{Context, read_and_check};

const LINES: usize = 12_000;
const SAMPLE: &str = include_str!("../tests/samples/P05-statement-utf8.csv");

/// The sample's sixty people, again and again under new numbers.
fn statement() -> Vec<u8> {
    let mut rows = SAMPLE.lines();
    let mut text = rows.next().expect("a header").to_owned() + "\r\n";
    let people: Vec<&str> = rows.collect();
    for n in 0..LINES {
        let (_, rest) = people[n % people.len()].split_once(',').expect("a number, then the rest");
        text.push_str(&format!("{},{rest}\r\n", 100_000 + n));
    }
    text.into_bytes()
}

fn records_only(bytes: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut cells = 0;
    while reader.read_record(&mut record).expect("a record") {
        cells += record.len();
    }
    cells
}

fn context() -> Context<'static> {
    let day = |iso: &str| iso.parse().expect("an ISO date");
    Context::new(day("2025-07-20"), day("2025-08-16"))
        .with_dues_rate(Some(rust_decimal::Decimal::new(15, 3)))
        .accepting_test_sins(true)
}

/// The least of several runs, the two interleaved so that the machine's moods fall on both.
fn ratio(bytes: &[u8]) -> (Duration, Duration) {
    let (mut floor, mut ours) = (Duration::MAX, Duration::MAX);
    for _ in 0..40 {
        let start = Instant::now();
        black_box(records_only(black_box(bytes)));
        floor = floor.min(start.elapsed());
        let start = Instant::now();
        black_box(read_and_check(black_box(bytes), "releve.csv", &context()).expect("readable"));
        ours = ours.min(start.elapsed());
    }
    (floor, ours)
}

fn main() {
    let bytes = statement();
    let checked = read_and_check(&bytes, "releve.csv", &context()).expect("readable");
    assert_eq!(checked.lines.len(), LINES);
    assert!(!checked.has_errors());

    let (floor, ours) = ratio(&bytes);
    let hundredths = ours.as_nanos() * 100 / floor.as_nanos();
    println!(
        "read and check {LINES} lines: {ours:?}; csv records only: {floor:?}; ratio {}.{:02}",
        hundredths / 100,
        hundredths % 100
    );

    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let mut group = criterion.benchmark_group("reader");
    group.throughput(Throughput::Elements(LINES as u64));
    group.bench_function("csv records only", |b| b.iter(|| records_only(black_box(&bytes))));
    group.bench_function("read and check", |b| {
        b.iter(|| read_and_check(black_box(&bytes), "releve.csv", &context()).expect("readable"));
    });
    group.finish();
    criterion.final_summary();
}
