//! What the benches share: a statement of any length, the processor's time, and how a ratio is said.
//!
//! Ratios only, each to a floor measured in the same run: a bench fails nothing and nobody's clock
//! is compared with another's. Processor time is read from /proc, so the benches run on Linux.

#![allow(dead_code, reason = "each bench uses some of it")]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;

/// The people of the sample, repeated as often as it takes, each with a number and a SIN of their
/// own: Windows-1252, semicolons, decimal commas, as French Excel writes. `edition` changes the
/// telephone numbers, so that two editions are two files. The first so many people are left out:
/// they have left, and as many came.
pub fn statement(lines: u32, edition: u32, left: u32) -> Vec<u8> {
    let sample = std::fs::read(sample("P05-releve-cp1252.csv")).expect("the sample");
    let sample = encoding_rs::WINDOWS_1252.decode(&sample).0;
    let mut people = sample.lines();
    let mut text = format!("{}\r\n", people.next().expect("a header"));
    let people: Vec<Vec<&str>> = people.map(|line| line.split(';').collect()).collect();
    for (i, person) in (0..left + lines).zip(people.iter().cycle()).skip(left as usize) {
        let (name, address, rest) = (person[1], person[2], person[5..].join(";"));
        // As in the sample, in order.
        let number = 100_000 + u64::from(i);
        let phone = 1000 + (i + edition) % 9000;
        writeln!(text, "{number};{name};{address};418-555-{phone};{};{rest}\r", sin(i))
            .expect("a String takes it");
    }
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// The same statement as a workbook: what has a decimal comma is a number, all else is text.
pub fn workbook(statement: &[u8]) -> anyhow::Result<Vec<u8>> {
    let text = encoding_rs::WINDOWS_1252.decode(statement).0;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, line) in (0..).zip(text.lines()) {
        for (c, cell) in (0..).zip(line.split(';')).filter(|(_, cell)| !cell.is_empty()) {
            let digits = cell.replace('\u{a0}', "").replace(',', ".");
            match digits.parse::<f64>() {
                Ok(number) if digits.contains('.') => sheet.write(r, c, number)?,
                _ => sheet.write(r, c, cell)?,
            };
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Bytes of memory of this process: held now (`VmRSS`), or at most since [`forget_the_peak`] (`VmHWM`).
pub fn resident(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the process (Linux)");
    let line = status.lines().find(|line| line.starts_with(which)).expect("its memory");
    let kibibytes: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a count");
    kibibytes << 10
}

pub fn forget_the_peak() {
    // proc(5): 5 sets the peak back to what is held now.
    std::fs::write("/proc/self/clear_refs", "5").expect("ours to set");
}

/// A number that starts with 0, which nobody has, and ends with its Luhn digit.
fn sin(i: u32) -> String {
    let eight = format!("0{:07}", u64::from(i + 1) * 611_953 % 10_000_000);
    let digits = eight.bytes().map(|digit| u32::from(digit - b'0'));
    let weighed = digits.enumerate().map(|(place, digit)| match place % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    let check = (10 - weighed.sum::<u32>() % 10) % 10;
    format!("{eight}{check}")
}

pub fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)
}

/// First and last day of the sample's period, 2025-26 P05.
pub fn period() -> (NaiveDate, NaiveDate) {
    let date = |month, day| NaiveDate::from_ymd_opt(2025, month, day).expect("a date");
    (date(7, 20), date(8, 16))
}

/// Time on a processor of every thread of this process.
pub fn cpu_of_this_process() -> Duration {
    // The kernel counts a running thread when it may give way, not when it is asked.
    std::thread::yield_now();
    let threads = std::fs::read_dir("/proc/self/task").expect("the threads (Linux)");
    threads.flatten().map(|thread| schedstat(&thread.path())).sum()
}

/// Time on a processor of a process of one thread, such as a PostgreSQL backend.
pub fn cpu_of(pid: i32) -> Duration {
    schedstat(&Path::new("/proc").join(pid.to_string()))
}

fn schedstat(process: &Path) -> Duration {
    let text = std::fs::read_to_string(process.join("schedstat")).expect("the kernel's accounts (Linux)");
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).expect("nanoseconds"))
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// `12.3`: tenths of a whole, in integers as everywhere here.
pub fn tenths(numerator: u128, denominator: u128) -> String {
    let tenths = (numerator * 10 + denominator / 2) / denominator.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `1.23`: hundredths of a whole.
pub fn hundredths(numerator: u128, denominator: u128) -> String {
    let hundredths = (numerator * 100 + denominator / 2) / denominator.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The last line of a bench.
pub fn print_ratio(name: &str, work: Duration, floor: Duration, goal: &str) {
    println!("ratio {name} {} (goal {goal})", tenths(work.as_nanos(), floor.as_nanos()));
}

/// What `work` took, a line.
pub fn per_line(work: Duration, lines: u32) -> String {
    format!("{} us a line", tenths(work.as_nanos(), u128::from(lines) * 1000))
}
