//! Random stories, in which what is rare in life is common: half cents, blanks, zeros and negatives,
//! equal fractions, a minimum that is the maximum, people who enter and leave the first so many.

use chrono::NaiveDate;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::compared;
use super::{Levy, Person, Reference, Statement, Story, Waiver};
use crate::support::date;

/// Few numbers, so that corrections meet people; their bytes are not in the order of their values
/// or lengths, and some differ only after the eighth.
const NUMBERS: [&str; 13] =
    ["1", "10", "100871", "104233", "12345678", "123456789", "12345678A", "2", "9", "A", "B7", "a", "é"];

/// The ends of P03 to P06 of 2025-26.
const ENDS: [&str; 4] = ["2025-06-21", "2025-07-19", "2025-08-16", "2025-09-13"];

/// Cents; 2,143.00 at 1.5 % is the half cent of `clauses.md` 6.5.
fn cents() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => select(vec![0, 0, 1, -1, 50, 100, 150, 10_000, 33_333, 83_333, 214_300, -214_300]),
        3 => -50_000..900_000_i64,
        1 => select(vec![9_999_999_999, -9_999_999_999]),
    ]
}

fn blank_or_cents() -> impl Strategy<Value = Option<i64>> {
    option::weighted(0.8, cents())
}

fn person() -> impl Strategy<Value = Person> {
    let dues = option::weighted(0.8, prop_oneof![select(vec![0, 0, 1, -1, 2_033, 7_520]), -100..13_000_i64]);
    let held = option::weighted(0.25, select(vec![0, -1, 1, 7_520, 7_520]));
    (blank_or_cents(), dues, blank_or_cents(), blank_or_cents(), held).prop_map(
        |(salary_paid, dues, regular_pay, total_remuneration, held)| Person {
            number: String::new(),
            salary_paid,
            dues,
            regular_pay,
            total_remuneration,
            held,
        },
    )
}

/// What a correction carries, at times the very opposite of what it corrects.
fn difference() -> impl Strategy<Value = Person> {
    person().prop_map(|person| Person { held: None, ..person })
}

fn statement(place: usize) -> impl Strategy<Value = Statement> {
    // Columns that some, all or no lines have.
    let people = (btree_map(select(NUMBERS.to_vec()), person(), 0..9), any::<bool>(), any::<bool>())
        .prop_map(|(people, no_regular_pay, no_remuneration)| {
            let mut named = Vec::new();
            for (number, mut person) in people {
                person.number = number.to_owned();
                person.regular_pay = person.regular_pay.filter(|_| !no_regular_pay);
                person.total_remuneration = person.total_remuneration.filter(|_| !no_remuneration);
                named.push(person);
            }
            named
        });
    let number = || select(NUMBERS.to_vec());
    let corrections = vec((any::<Index>(), number(), difference()), 0..5);
    let rulings = vec((any::<Index>(), number()), 0..6);
    (people.prop_shuffle(), corrections, rulings).prop_map(move |(people, corrections, rulings)| {
        let earlier = corrections.into_iter().filter(|_| place > 0);
        let corrections = earlier.map(|(of, number, difference)| {
            (of.index(place.max(1)), Person { number: number.to_owned(), ..difference })
        });
        Statement {
            people,
            corrections: corrections.collect(),
            rulings: rulings.into_iter().map(|(of, n)| (of.index(place + 1), n.to_owned())).collect(),
        }
    })
}

/// One code of a payee: a rule, and perhaps another that follows it, changed near a period's end.
fn levy(code: &'static str) -> impl Strategy<Value = Vec<Levy>> {
    let cut = option::of((select(ENDS.to_vec()), -1..=1_i64, 0..2_i64));
    (rule(code), rule(code), cut, option::weighted(0.3, (select(ENDS.to_vec()), -1..=1_i64))).prop_map(
        |(first, second, cut, end)| {
            let near = |text: &str, days: i64| date(text) + chrono::Duration::days(days);
            let end = end.map(|(text, days)| near(text, days));
            let mut both = match cut {
                None => vec![first],
                Some((text, days, gap)) => {
                    let from = near(text, days);
                    let to = Some(from - chrono::Duration::days(1 + gap));
                    vec![Levy { to, ..first }, Levy { from, ..second }]
                }
            };
            let last = both.last_mut().unwrap();
            last.to = end.filter(|end| *end >= last.from);
            both
        },
    )
}

fn rule(code: &'static str) -> impl Strategy<Value = Levy> {
    let basis =
        select(vec!["salary_paid", "regular_pay", "total_remuneration", "dues", "per_person", "per_person"]);
    let rate = prop_oneof![
        select(vec!["0", "1", "0.005", "0.015", "0.0072", "0.5", "0.0335", "0.000000000000000001"])
            .prop_map(str::to_owned),
        (0..999_999_999_u32).prop_map(|digits| format!("0.{digits:09}")),
        (0..999_u32).prop_map(|digits| format!("0.0{digits:03}")),
    ];
    let amount = prop_oneof![
        select(vec!["0", "2.35", "0.005", "0.335", "0.0049999", "999999.999999"]).prop_map(str::to_owned),
        (0..99_999_u32).prop_map(|digits| format!("{}.{:03}", digits / 1000, digits % 1000)),
    ];
    let limits = select(vec![
        (None, None),
        (None, None),
        (Some("6.00"), None),
        (Some("6.005"), Some("6.005")),
        (None, Some("12.50")),
        (Some("0"), Some("18.505")),
        (Some("0.333333"), Some("900.10")),
    ]);
    let most = option::weighted(0.4, 0..6_usize);
    (basis, rate, amount, limits, most).prop_map(move |(basis, rate, amount, (minimum, maximum), most)| {
        Levy {
            payee: "CSN",
            code,
            basis,
            value: if basis == "per_person" { amount } else { rate },
            minimum: minimum.map(str::to_owned),
            maximum: maximum.map(str::to_owned),
            most,
            from: NaiveDate::from_ymd_opt(2015, 4, 1).unwrap(),
            to: None,
        }
    })
}

fn waiver() -> impl Strategy<Value = Waiver> {
    let percent = select(vec!["0", "0.25", "0.5", "0.333333", "0.999999", "1"]);
    (select(vec!["un", "deux", "other"]), percent, 0..4_usize, 0..4_usize).prop_map(
        |(code, percent, first, more)| Waiver {
            payee: "CSN",
            code,
            percent: percent.to_owned(),
            first,
            last: first + more,
        },
    )
}

pub fn story() -> impl Strategy<Value = Story> {
    let statements = (statement(0), statement(1), statement(2), statement(3));
    (statements, levy("un"), levy("deux"), vec(waiver(), 0..4)).prop_map(
        |((first, second, third, fourth), mut levies, others, waivers)| {
            levies.extend(others);
            let statements = ENDS.map(date).into_iter().zip([first, second, third, fourth]);
            Story { periods: statements.collect(), levies, waivers }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn the_product_owes_what_a_second_computation_owes_to_the_last_share(story in story()) {
        let reference = Reference { bug: None }.owed(&story);
        let product = compared::owed(&story);
        // One by one, so that a difference says itself.
        for (ours, theirs) in product.iter().zip(&reference) {
            prop_assert_eq!(ours, theirs);
        }
        prop_assert_eq!(product.len(), reference.len());
    }
}
