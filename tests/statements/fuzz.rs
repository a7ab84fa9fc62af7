//! Files broken in every way, made from a kept corpus: each is read or refused by name, nothing
//! panics, what comes out is sound, and neither memory nor work outgrows the file.
//!
//! `FUZZ_ROUNDS` is how many are tried (a few seconds' when not given), `FUZZ_SEED` the first. A
//! file that fails is kept under `target/tmp`, named by its seed; once mended, it goes to
//! `tests/samples/corpus` with a line of `NOTES.txt`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::reader::{MAX_LINES, Unreadable};
use quittance::statements::rules::Words;
use zip::ZipArchive;

use crate::memory::{Taken, counted};
use crate::mutate::{Chance, mutant};
use crate::support::p05;

const ROUNDS: u64 = 500;

/// Bytes held whatever the file: buffers of a zip's reader, tables of words.
const MEMORY_FLOOR: usize = 2 << 20;
/// Bytes held for each byte of the file and of what it unfolds to.
const MEMORY_BY_BYTE: usize = 12;
/// Bytes held for each record besides: a line of 27 fields, however short its text.
const MEMORY_BY_RECORD: usize = 2_000;

fn corpus() -> BTreeMap<String, Vec<u8>> {
    let folder = folder();
    let names =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files = names.filter(|name| name != "NOTES.txt");
    files.map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/samples/corpus"].iter().collect()
}

/// Reads the file; what was wrong about it, when anything was.
fn outcome(bytes: &[u8]) -> Result<Taken, String> {
    let work = || counted(|| read_and_check(bytes, "releve.csv", &p05()));
    let (read, taken) = catch_unwind(AssertUnwindSafe(work)).map_err(|_| "it panicked".to_owned())?;
    let records = bounds(bytes);
    let allowed = MEMORY_FLOOR + records.bytes * MEMORY_BY_BYTE + records.count * MEMORY_BY_RECORD;
    if taken.peak > allowed {
        return Err(format!("{} bytes held, {allowed} allowed", taken.peak));
    }
    if taken.asked > 8 * allowed {
        return Err(format!("{} bytes asked for, {} allowed", taken.asked, 8 * allowed));
    }
    match read {
        Ok(checked) => catch_unwind(AssertUnwindSafe(|| unsound(&checked)))
            .map_err(|_| "it cannot be told".to_owned())?
            .map_or(Ok(taken), Err),
        Err(Unreadable::Stopped) => Err("nobody stopped it".to_owned()),
        Err(_) => Ok(taken),
    }
}

struct Bounds {
    bytes: usize,
    count: usize,
}

/// The bytes of a file with those it unfolds to, and the most records there can be in them.
fn bounds(file: &[u8]) -> Bounds {
    let ends = |bytes: &[u8]| bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
    let mut bounds = Bounds { bytes: file.len(), count: ends(file) };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(file)) else { return bounds };
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else { continue };
        let mut content = Vec::new();
        // What cannot be unfolded to its end counts as far as it went.
        let _ = entry.take(256 << 20).read_to_end(&mut content);
        bounds.bytes += content.len();
        bounds.count += content.windows(4).filter(|w| w == b"<row" || w == b"-row").count();
        bounds.count += repeats(&content);
    }
    bounds.count = bounds.count.min(MAX_LINES);
    bounds
}

/// Rows that an OpenDocument says it repeats.
fn repeats(content: &[u8]) -> usize {
    let text = String::from_utf8_lossy(content);
    let said = text.split("number-rows-repeated=\"").skip(1);
    said.map(|rest| rest.split('"').next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0).min(MAX_LINES))
        .sum()
}

/// What does not hold of a file that was read.
fn unsound(checked: &Checked) -> Option<String> {
    let lines = u32::try_from(checked.lines.len()).expect("capped");
    let numbered = checked.lines.iter().zip(1..).all(|(line, number)| line.number == number);
    let within = |finding: &&quittance::statements::Finding| {
        finding.line.is_none_or(|line| (1..=lines).contains(&line))
            && finding.value.chars().count() <= 120
            && finding.expected.chars().count() <= 120
    };
    let sorted = checked.findings.is_sorted_by(|a, b| (a.line, a.rule) <= (b.line, b.rule));
    for finding in &checked.findings {
        let words = Words::of(finding);
        for french in [true, false] {
            let _ = (words.value(french), words.expected(french));
        }
    }
    let dues: quittance::money::Cad = checked.lines.iter().filter_map(|line| line.dues).sum();
    let claims = [
        (lines as usize <= MAX_LINES, "too many lines"),
        (numbered, "lines are not numbered from 1"),
        (
            checked.findings.iter().all(|finding| within(&finding)),
            "a finding is outside the file, or too long",
        ),
        (sorted, "findings are out of order"),
        (dues == checked.totals.dues, "the total is not the sum"),
    ];
    claims.into_iter().find(|(holds, _)| !holds).map(|(_, claim)| claim.to_owned())
}

fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn broken_files_are_read_or_refused_and_nothing_else() {
    // The large ones are read as they are, by the next test: broken, they would take the time of many.
    let small = |file: &[u8]| bounds(file).bytes < 48 << 10 && bounds(file).count < 1_000;
    let files: Vec<(String, Vec<u8>)> = corpus().into_iter().filter(|(_, file)| small(file)).collect();
    assert!(files.len() > 10);
    let first = given("FUZZ_SEED").unwrap_or(1);
    let rounds = given("FUZZ_ROUNDS").unwrap_or(ROUNDS);
    let (mut failed, mut most) = (Vec::new(), 0);
    for seed in first..first + rounds {
        let mut chance = Chance(seed);
        let (name, file) = &files[chance.below(files.len())];
        let (_, other) = &files[chance.below(files.len())];
        let bytes = mutant(&mut chance, file, other);
        match outcome(&bytes) {
            Ok(taken) => most = most.max(taken.peak),
            Err(wrong) => {
                let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{seed}"));
                std::fs::write(&kept, &bytes).unwrap();
                failed.push(format!("seed {seed}, from {name}: {wrong}; kept as {}", kept.display()));
            }
        }
        if failed.len() >= 20 {
            break;
        }
    }
    println!("{rounds} files, {most} bytes held at most");
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused_and_has_its_reason() {
    let notes = std::fs::read_to_string(folder().join("NOTES.txt")).unwrap();
    let noted: BTreeMap<&str, &str> = notes.lines().filter_map(|line| line.split_once(": ")).collect();
    let files = corpus();
    assert_eq!(
        noted.keys().copied().collect::<Vec<_>>(),
        files.keys().map(String::as_str).collect::<Vec<_>>()
    );
    for (name, bytes) in &files {
        match outcome(bytes) {
            Ok(taken) => println!("{name}: {taken:?}"),
            Err(wrong) => panic!("{name}: {wrong}"),
        }
    }
}

/// Read, it would be copied four times.
#[test]
fn a_cell_of_fifteen_megabytes_is_refused_before_it_is_read() {
    let bytes = &corpus()["cellule-enorme.xlsx"];
    let (refused, taken) = counted(|| read_and_check(bytes, "releve.xlsx", &p05()).unwrap_err());
    assert_eq!(refused.key(), "unreadable-damaged");
    assert!(taken.peak < 1 << 20, "{taken:?}");
}

/// A checker that cannot fail proves nothing.
#[test]
fn the_same_seed_makes_the_same_file_and_the_counts_count() {
    let files = corpus();
    let (one, other) = (files.values().next().unwrap(), files.values().last().unwrap());
    assert_eq!(mutant(&mut Chance(7), one, other), mutant(&mut Chance(7), one, other));
    assert!((1..50).any(|seed| mutant(&mut Chance(seed), one, other) != *one));
    let (kept, taken) = counted(|| {
        drop(vec![0u8; 3_000_000]);
        vec![1u8; 1_000_000]
    });
    assert!(taken.peak >= 3_000_000 && taken.peak < 3_500_000, "{taken:?}");
    assert!(taken.asked >= 4_000_000 && taken.times >= 2 && kept.len() == 1_000_000, "{taken:?}");
}
