//! What the computation of per capita costs, as ratios to a floor measured in the same run: a loop
//! that multiplies 64-bit cents by an integer rate, clamps and adds (`performance.md`, P5).

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use quittance::commands::percapita::read_levies;
use quittance::dues::{Assessment, Basis, Contributors, Levy, assess};
use quittance::money::{Cad, largest_remainder};
use quittance::statements::Line;
use rust_decimal::Decimal;

mod support;

const LINES: u32 = 12_000;

fn levies() -> Vec<Levy> {
    read_levies(
        r#"{"levies":[
        {"payee":"CSN","code":"csn","basis":"salary_paid","rate":"0.0072","effective_from":"2015-04-01"},
        {"payee":"FSSS","code":"fsss","basis":"salary_paid","rate":"0.0041","min_per_person":"6.00","max_per_person":"18.50","effective_from":"2015-04-01"},
        {"payee":"CCBSL","code":"ccbsl","basis":"total_remuneration","rate":"0.0011","effective_from":"2015-04-01"},
        {"payee":"FDP","code":"fdp","basis":"dues","rate":"0.0125","max_per_person":"2.00","effective_from":"2015-04-01"}]}"#,
    )
    .expect("levies of the bench")
}

/// A statement as a reader gives it, its people in a scrambled order.
fn lines() -> Vec<Line> {
    (0..LINES)
        .map(|i| {
            let scrambled = i.wrapping_mul(2_654_435_761) % 1_000_000;
            let salary = Cad::from_cents(90_000 + i64::from(scrambled));
            Line {
                number: i + 1,
                employee_number: format!("{scrambled:06}"),
                name: "Tremblay, Marie".into(),
                address: "1234, rue des Pins, Rimouski QC G5L 1A1".into(),
                salary_paid: Some(salary),
                dues: Some(Cad::from_cents(i64::from(scrambled) / 66 + 1)),
                total_remuneration: Some(salary),
                ..Line::default()
            }
        })
        .collect()
}

/// The floor: what four levies cannot cost less than.
fn floor(columns: &[Vec<i64>; 4]) -> i64 {
    let rules = [
        (72, i64::MIN, i64::MAX),
        (41, 6_000_000, 18_500_000),
        (11, i64::MIN, i64::MAX),
        (125, 0, 2_000_000),
    ];
    let owed = columns.iter().zip(rules).map(|(column, (rate, minimum, maximum))| -> i64 {
        let (rate, minimum, maximum) = black_box((rate, minimum, maximum));
        column.iter().map(|&cents| (cents * rate).max(minimum).min(maximum)).sum()
    });
    owed.sum()
}

fn columns(lines: &[Line]) -> [Vec<i64>; 4] {
    let cents = |of: fn(&Line) -> Option<Cad>| {
        lines.iter().map(|line| i64::try_from(of(line).unwrap_or_default().cents()).unwrap_or(0)).collect()
    };
    [cents(|l| l.salary_paid), cents(|l| l.salary_paid), cents(|l| l.total_remuneration), cents(|l| l.dues)]
}

/// The median time of 41 interleaved rounds of each.
fn medians<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..41 {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let start = Instant::now();
            work();
            times.push(start.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}

/// Prints the ratios; a duration's whole nanoseconds over the floor's, in hundredths. Gives the
/// kernel's time and the floor's.
fn ratios(lines: &[Line], levies: &[Levy], end: NaiveDate) -> (Duration, Duration) {
    let (columns, contributors) = (columns(lines), Contributors::of(lines));
    // As a program that keeps the contributors would: the copy is taken outside the clock below.
    let mut kept = Vec::new();
    kept.resize(42, contributors);
    let [floor, kernel, columns, whole, shares] = medians([
        &mut || {
            black_box(floor(black_box(&columns)));
        },
        &mut || {
            if let Some(contributors) = kept.pop() {
                let assessment = Assessment::of(contributors, black_box(levies), &[], end);
                black_box(assessment.total());
                std::mem::forget(assessment);
            }
        },
        &mut || {
            black_box(Contributors::of(black_box(lines)));
        },
        &mut || {
            black_box(assess(black_box(lines), levies, &[], end).total());
        },
        &mut || {
            let assessment = assess(black_box(lines), levies, &[], end);
            for levy in &assessment.levies {
                black_box(assessment.shares(levy));
            }
        },
    ]);
    for (name, time) in [
        ("kernel", kernel),
        ("lines to sorted columns", columns),
        ("whole assess", whole),
        ("assess and shares", shares),
    ] {
        let hundredths = time.as_nanos() * 100 / floor.as_nanos().max(1);
        let per_line = time.as_nanos() / u128::from(LINES);
        println!("{name}: {}.{:02} x the floor, {per_line} ns a line", hundredths / 100, hundredths % 100);
    }
    println!("floor: {floor:?} for {LINES} lines x {} levies", levies.len());
    (kernel, floor)
}

/// Cents that differ, share by share, from the same rules in decimals, over a million random lines.
fn cents_that_differ_from_decimals(levies: &[Levy], end: NaiveDate) -> usize {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i64::try_from(state % below).unwrap_or(0)
    };
    let mut differing = 0;
    for _ in 0..100 {
        let lines: Vec<Line> = (0..10_000)
            .map(|i| Line {
                number: i + 1,
                employee_number: format!("{i:05}"),
                salary_paid: Some(Cad::from_cents(random(900_000) - 20_000)),
                dues: Some(Cad::from_cents(random(13_500) + 1)),
                total_remuneration: Some(Cad::from_cents(random(990_000))),
                ..Line::default()
            })
            .collect();
        let assessment = assess(&lines, levies, &[], end);
        for levy in &assessment.levies {
            let exact: Vec<Decimal> = lines.iter().map(|line| in_decimals(levy.levy, line)).collect();
            let total = Cad::rounded(exact.iter().sum());
            let split = largest_remainder(total, &exact);
            let shares = assessment.shares(levy);
            differing += usize::from(total != levy.amount);
            differing += shares.iter().zip(split).filter(|(share, oracle)| share.amount != *oracle).count();
        }
    }
    differing
}

fn in_decimals(levy: &Levy, line: &Line) -> Decimal {
    let base = match levy.basis() {
        Basis::Dues => line.dues,
        Basis::TotalRemuneration => line.total_remuneration,
        _ => line.salary_paid,
    };
    let product = base.unwrap_or_default().amount() * levy.rate().unwrap_or_default();
    let product = levy.min_per_person().map_or(product, |minimum| product.max(minimum));
    levy.max_per_person().map_or(product, |maximum| product.min(maximum))
}

fn benches(criterion: &mut Criterion) {
    let (lines, levies) = (lines(), levies());
    let end = NaiveDate::from_ymd_opt(2025, 8, 16).expect("a date");
    let columns = columns(&lines);
    let (kernel, floor_time) = ratios(&lines, &levies, end);
    let differing = cents_that_differ_from_decimals(&levies, end);
    println!("cents that differ from decimals on 1,000,000 random lines: {differing}");
    assert_eq!(differing, 0);
    let mut group = criterion.benchmark_group("12,000 lines x 4 levies");
    group.bench_function("floor", |b| b.iter(|| floor(black_box(&columns))));
    group.bench_function("kernel", |b| {
        let contributors = Contributors::of(&lines);
        b.iter_batched(
            || contributors.clone(),
            |contributors| Assessment::of(contributors, &levies, &[], end),
            criterion::BatchSize::LargeInput,
        );
    });
    group.bench_function("assess", |b| b.iter(|| assess(black_box(&lines), &levies, &[], end).total()));
    group.finish();
    support::print_ratio("dues", kernel, floor_time, "5.0");
}

criterion_group!(dues, benches);
criterion_main!(dues);
