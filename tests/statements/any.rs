//! Any statement: a strategy of lines that shrinks to one of little, and of how numbers are spelled.

use chrono::{Days, NaiveDate};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use quittance::money::Cad;
use quittance::statements::absences::Length;
use quittance::statements::numbers::says_none;
use quittance::statements::rules::is_placeholder;
use quittance::statements::sin::Sin;
use quittance::statements::{Absence, Line, SalaryUnit, Status};
use rust_decimal::Decimal;

use crate::support::day;
use crate::writers::{Negative, Spelling};

/// Letters of both languages, what parts cells, and what an encoding may lack.
const CHARACTERS: &str = "aeijlmnoqrstuvz ABDHIMTZ 0123456789 éèêëàâçîïôöùûœæÉÈÀÇÎÔŒÆñü '’-.,;|\t\"\n/()&<>#°%$=@:+«»–\u{a0}\
                          łőşčðᐃ中😀";

pub fn text() -> impl Strategy<Value = String> {
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let any = proptest::collection::vec(select(characters), 0..24);
    // An apostrophe or an equals sign before a text is a spreadsheet's mark that it is one.
    let unmarked = |text: Vec<char>| {
        text.into_iter().collect::<String>().trim_start_matches(['\'', '=']).trim().to_owned()
    };
    prop_oneof![
        2 => "[A-Z][a-zé]{1,8}, [A-Z][a-zè]{1,8}",
        3 => any.prop_map(unmarked),
    ]
}

/// Amounts of every size that V14 takes, most of them small.
fn money() -> impl Strategy<Value = Option<Cad>> {
    let cents =
        prop_oneof![8 => -300_000i64..900_000, 1 => -1_000_000_000_000i64..=1_000_000_000_000, 1 => Just(0)];
    option::weighted(0.8, cents.prop_map(Cad::from_cents))
}

fn number() -> impl Strategy<Value = Option<Decimal>> {
    let number = (prop_oneof![-9_999i64..9_999_999, -999_999_999_999i64..999_999_999_999], 0u32..=4);
    option::weighted(0.8, number.prop_map(|(digits, scale)| Decimal::new(digits, scale)))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..50_000).prop_map(|days| day("1950-01-01") + Days::new(days))
}

fn absence() -> impl Strategy<Value = Absence> {
    let some = |digits: u32, scale| Decimal::new(i64::from(digits), scale);
    let length =
        option::of((1u32..9_999, 0u32..=2, any::<bool>()).prop_map(move |(digits, scale, hours)| {
            if hours { Length::Hours(some(digits, scale)) } else { Length::Days(some(digits, scale)) }
        }));
    (any_day(), 0u64..60, "[A-Z]{1,3}[0-9]{0,2}", length).prop_map(|(from, days, reason, length)| Absence {
        from,
        to: from + Days::new(days),
        reason,
        length,
    })
}

/// Nine digits, not all equal, leading zeros among them.
fn sin() -> impl Strategy<Value = Option<Sin>> {
    option::weighted(0.9, (1u32..999_999_999).prop_map(|n| Sin::parse(&format!("{n:09}"))))
        .prop_map(Option::flatten)
}

pub fn line() -> impl Strategy<Value = Line> {
    // What stands for no number, no name or no nature is read as none.
    let named = |name: String| if is_placeholder(&name) { String::new() } else { name };
    let who =
        ("[A-Z]{0,2}[0-9]{0,8}[1-9]", text().prop_map(named), text(), text(), sin(), "[0-9]{0,4}[A-Z]?");
    let work = (
        text(),
        option::weighted(0.9, select(vec![Status::FullTime, Status::PartTime])),
        text(),
        text(),
        option::weighted(0.9, select(vec![SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year])),
    );
    let amounts = proptest::collection::vec(money(), 7);
    let numbers = proptest::collection::vec(number(), 4);
    let days = (option::weighted(0.2, any_day()), option::weighted(0.2, any_day()));
    let absences = proptest::collection::vec(absence(), 0..4);
    let nature = text().prop_map(|nature| if says_none(&nature) { String::new() } else { nature });
    let correction = (option::weighted(0.2, (1u32..=13).prop_map(|n| format!("P{n:02}"))), nature);
    (who, work, amounts, numbers, days, absences, correction).prop_map(
        |(who, work, amounts, numbers, (hired_on, left_on), absences, (period, nature))| Line {
            number: 0,
            sin_index: None,
            employee_number: who.0.into(),
            name: who.1.into(),
            address: who.2.into(),
            phone: who.3.into(),
            sin: who.4,
            job_title_code: who.5.into(),
            job_title: work.0.into(),
            status: work.1,
            service: work.2.into(),
            shift: work.3.into(),
            salary_unit: work.4,
            salary_rate: numbers[0].map(|rate| rate.abs() + Decimal::new(1, 2)),
            salary_paid: amounts[0],
            dues: amounts[1],
            regular_pay: amounts[2],
            insurance_benefits: amounts[3],
            total_remuneration: amounts[4],
            initiation_dues: amounts[5],
            held_dues: amounts[6],
            hours_worked: numbers[1],
            vacation_days: numbers[2],
            seniority_days: numbers[3],
            hired_on,
            left_on,
            absences,
            correction_nature: if period.is_some() { nature.into() } else { Default::default() },
            correction_period: period.unwrap_or_default().into(),
        },
    )
}

pub fn spelling() -> impl Strategy<Value = Spelling> {
    // The sign of the decimals, then what parts the thousands beside it.
    let signs = vec![
        ('.', None),
        (',', None),
        (',', Some(' ')),
        (',', Some('\u{a0}')),
        ('.', Some(' ')),
        ('.', Some(',')),
    ];
    let negative = vec![Negative::Before, Negative::After, Negative::Brackets];
    (select(signs), select(negative), any::<bool>(), select(vec!["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"])).prop_map(
        |((decimal, thousands), negative, dollars, day)| Spelling {
            decimal,
            thousands,
            negative,
            dollars,
            day,
        },
    )
}
