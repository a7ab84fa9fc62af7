//! What the computation of per capita costs, as ratios to a floor measured in the same run: a loop
//! that multiplies 64-bit cents by an integer rate, clamps and adds (`performance.md`, P5); what a
//! line and levy costs at three sizes, which must be the same; and its share of reading a statement.

use std::hint::black_box;
use std::time::Duration;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use quittance::commands::percapita::read_levies;
use quittance::dues::{Assessment, Basis, Contributors, Levy, assess};
use quittance::money::{Cad, largest_remainder};
use quittance::statements::Line;
use quittance::statements::checks::{Context, read_and_check};
use rust_decimal::Decimal;

mod support;
use support::{cpu_of_this_process, hundredths, median, print_ratio, tenths};

const LINES: u32 = 12_000;
/// Statements of a small unit, of the largest employer, and of none that exists.
const SIZES: [u32; 3] = [1_000, 12_000, 50_000];
const ROUNDS: usize = 41;

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

/// In which order a statement has its people.
#[derive(Clone, Copy)]
enum Order {
    /// That of their numbers, as most payrolls write them.
    Sorted,
    Scrambled,
}

/// A statement as a reader gives it.
fn lines(count: u32, order: Order) -> Vec<Line> {
    (0..count)
        .map(|i| {
            let scrambled = match order {
                Order::Sorted => i,
                Order::Scrambled => i.wrapping_mul(2_654_435_761) % 1_000_000,
            };
            let salary = Cad::from_cents(90_000 + i64::from(scrambled));
            Line {
                number: i + 1,
                employee_number: format!("{scrambled:06}").into(),
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

/// The median processor time of interleaved rounds of each.
fn medians<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let before = cpu_of_this_process();
            work();
            times.push(cpu_of_this_process() - before);
        }
    }
    times.map(median)
}

/// Prints the ratios to the floor. Gives the kernel's time and the floor's.
fn ratios(lines: &[Line], levies: &[Levy], end: NaiveDate) -> (Duration, Duration) {
    let (columns, contributors) = (columns(lines), Contributors::of(lines));
    // As a program that keeps the contributors would: the copies are made outside the clock.
    let mut kept = vec![contributors; ROUNDS * TIMES as usize];
    let [floor, kernel, columns, whole, shares] = medians([
        &mut || {
            for _ in 0..TIMES {
                black_box(floor(black_box(&columns)));
            }
        },
        &mut || {
            for _ in 0..TIMES {
                if let Some(contributors) = kept.pop() {
                    let assessment = Assessment::of(contributors, black_box(levies), &[], end);
                    black_box(assessment.total());
                    std::mem::forget(assessment);
                }
            }
        },
        &mut || {
            for _ in 0..TIMES {
                black_box(Contributors::of(black_box(lines)));
            }
        },
        &mut || {
            for _ in 0..TIMES {
                black_box(assess(black_box(lines), levies, &[], end).total());
            }
        },
        &mut || {
            for _ in 0..TIMES {
                let assessment = assess(black_box(lines), levies, &[], end);
                for levy in &assessment.levies {
                    black_box(assessment.shares(levy));
                }
            }
        },
    ]);
    for (name, time) in [
        ("kernel", kernel),
        ("lines to sorted columns", columns),
        ("whole assess", whole),
        ("assess and shares", shares),
    ] {
        let ratio = hundredths(time.as_nanos(), floor.as_nanos());
        println!("{name}: {ratio} x the floor, {} ns a line", time.as_nanos() / u128::from(LINES * TIMES));
    }
    println!("floor: {:?} for {LINES} lines x {} levies", floor / TIMES, levies.len());
    (kernel, floor)
}

/// The floor takes microseconds: several at a time, so that what is read off the clock is not noise.
const TIMES: u32 = 8;

/// What a line and levy costs at each size: sorted, summed, rounded; then with everyone's share. Each
/// statement is another, so that as much memory is read at each size: a small one assessed over and
/// over would be measured in the processor's cache, where no statement is.
fn linearity(levies: &[Levy], end: NaiveDate, order: Order) {
    // As many lines at each size.
    let times = SIZES.map(|size| SIZES[2] / size);
    let statements =
        SIZES.map(|size| -> Vec<Vec<Line>> { (0..SIZES[2] / size).map(|_| lines(size, order)).collect() });
    let run = |place: usize, with_shares: bool| {
        for statement in &statements[place] {
            let assessment = assess(black_box(statement), levies, &[], end);
            black_box(assessment.total());
            for levy in assessment.levies.iter().filter(|_| with_shares) {
                black_box(assessment.shares(levy));
            }
        }
    };
    let order = match order {
        Order::Sorted => "in order",
        Order::Scrambled => "scrambled",
    };
    for (what, with_shares) in [("assess", false), ("assess and shares", true)] {
        let what = format!("{what}, {order}");
        let costs =
            medians([&mut || run(0, with_shares), &mut || run(1, with_shares), &mut || run(2, with_shares)]);
        let per_levy: Vec<u128> = (0..3)
            .map(|i| costs[i].as_nanos() * 10 / (u128::from(SIZES[i] * times[i]) * levies.len() as u128))
            .collect();
        for (size, cost) in SIZES.iter().zip(&per_levy) {
            println!("{what}, {size} lines: {} ns a line and levy", tenths(*cost, 10));
        }
        let ratio = hundredths(per_levy[2], per_levy[0]);
        println!("{what}: a line of 50,000 over a line of 1,000: {ratio} (goal 1.15)");
    }
}

/// `assess` beside reading and checking the same number of lines, which is the lesser part of an
/// intake: its share of the whole is smaller still (`benches/intake.rs` has the whole).
fn share_of_reading(levies: &[Levy], end: NaiveDate) {
    let bytes = support::statement(LINES, 0, 0);
    let (start, period_end) = support::period();
    let context =
        Context::new(start, period_end).with_dues_rate(Some(Decimal::new(15, 3))).accepting_test_sins(true);
    let checked = read_and_check(&bytes, "releve.csv", &context).expect("a readable statement");
    let [reading, assessing] = medians([
        &mut || {
            black_box(read_and_check(black_box(&bytes), "releve.csv", &context).is_ok());
        },
        &mut || {
            black_box(assess(black_box(&checked.lines), levies, &[], end).total());
        },
    ]);
    let percent = hundredths(assessing.as_nanos() * 100, (reading + assessing).as_nanos());
    println!(
        "assess is {percent} % of reading, checking and assessing {LINES} lines, before any row is stored"
    );
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
                employee_number: format!("{i:05}").into(),
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
    let (lines, levies) = (lines(LINES, Order::Scrambled), levies());
    let end = NaiveDate::from_ymd_opt(2025, 8, 16).expect("a date");
    let columns = columns(&lines);
    let (kernel, floor_time) = ratios(&lines, &levies, end);
    let differing = cents_that_differ_from_decimals(&levies, end);
    linearity(&levies, end, Order::Sorted);
    linearity(&levies, end, Order::Scrambled);
    share_of_reading(&levies, end);
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
    print_ratio("dues", kernel, floor_time, "5.0");
}

criterion_group!(dues, benches);
criterion_main!(dues);
