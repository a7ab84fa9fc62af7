//! What people type of a levy, read; and what is wrong with it, field by field.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use crate::dues::{Basis, Levy, RawLevy};
use crate::money::Cad;
use crate::statements::numbers::{parse_decimal, parse_money};
use crate::text::Text;
use crate::unions::Body;
use crate::unions::pages::{Choice, Problem, day};

const LONGEST_NAME: usize = 120;
pub const LONGEST_NOTE: usize = 500;
const LONGEST_CODE: usize = 31;
/// Decimals of a percentage: a rate has two more.
const MOST_DECIMALS: u32 = 10;

pub fn problem(href: &'static str, text: &str) -> Problem {
    Problem { href, text: text.to_owned() }
}

/// The rule itself, as typed in a proposal or a simulation.
#[derive(Clone, Copy)]
pub struct Rule<'a> {
    pub basis: &'a str,
    pub value: &'a str,
    pub minimum: &'a str,
    pub maximum: &'a str,
    pub persons: &'a str,
}

/// A rule read: dollars and fractions.
pub struct Read {
    basis: Basis,
    value: Decimal,
    minimum: Option<Decimal>,
    maximum: Option<Decimal>,
    pub persons: Option<u32>,
}

/// A percentage as people write it, as a fraction; with or without its sign.
pub fn percent(typed: &str) -> Option<Decimal> {
    let number = parse_decimal(typed.trim().trim_end_matches('%').trim_end(), None).ok()?;
    let fits = number >= Decimal::ZERO && number <= Decimal::ONE_HUNDRED && number.scale() <= MOST_DECIMALS;
    fits.then(|| (number * Decimal::new(1, 2)).normalize())
}

fn dollars(typed: &str) -> Option<Decimal> {
    let amount = parse_money(typed, None).ok()?;
    let most = Cad::from_cents(100_000_000);
    (!amount.is_negative() && amount < most).then(|| amount.amount())
}

/// Blank is none; the outer `None` is an error.
fn limit(typed: &str) -> Option<Option<Decimal>> {
    if typed.trim().is_empty() { Some(None) } else { dollars(typed).map(Some) }
}

impl Rule<'_> {
    pub fn read(&self, t: Text, problems: &mut Vec<Problem>) -> Option<Read> {
        let basis = Basis::from_code(self.basis);
        if basis.is_none() {
            problems.push(problem("#basis", t.levies_bad_basis()));
        }
        let is_rate = basis.is_none_or(Basis::has_rate);
        let value = if is_rate { percent(self.value) } else { dollars(self.value) };
        if value.is_none() {
            let text = if is_rate { t.levies_bad_rate() } else { t.levies_bad_amount() };
            problems.push(problem("#value", text));
        }
        let (minimum, maximum) = (limit(self.minimum), limit(self.maximum));
        for (href, limit) in [("#minimum", minimum), ("#maximum", maximum)] {
            if limit.is_none() {
                problems.push(problem(href, t.levies_bad_limit()));
            }
        }
        if let (Some(Some(minimum)), Some(Some(maximum))) = (minimum, maximum)
            && minimum > maximum
        {
            problems.push(problem("#minimum", t.levies_bad_limits()));
            problems.push(problem("#maximum", t.levies_bad_maximum()));
        }
        let typed = self.persons.trim();
        let persons = match typed.parse::<i32>() {
            _ if typed.is_empty() => Some(None),
            Ok(most) if most > 0 => u32::try_from(most).ok().map(Some),
            _ => None,
        };
        if persons.is_none() {
            problems.push(problem("#persons", t.levies_bad_persons()));
        }
        Some(Read { basis: basis?, value: value?, minimum: minimum?, maximum: maximum?, persons: persons? })
    }
}

impl Read {
    /// The levy of this rule; everything else of it is `raw`'s.
    pub fn levy(&self, raw: RawLevy) -> Option<Levy> {
        let text = |number: Decimal| number.to_string();
        let (rate, amount) = match self.basis.has_rate() {
            true => (Some(text(self.value)), None),
            false => (None, Some(text(self.value))),
        };
        let raw = RawLevy {
            basis: self.basis,
            rate,
            amount,
            min_per_person: self.minimum.map(text),
            max_per_person: self.maximum.map(text),
            max_persons: self.persons,
            ..raw
        };
        Levy::try_from(raw).ok()
    }
}

/// A levy proposed, as its form sends it.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
pub struct TypedLevy {
    pub key: Uuid,
    pub code: String,
    pub name_fr: String,
    pub name_en: String,
    pub basis: String,
    pub value: String,
    pub minimum: String,
    pub maximum: String,
    pub persons: String,
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub closes: Option<String>,
    pub adopted_by: String,
    pub adopted_on: String,
    pub resolution: String,
    pub note: String,
}

impl TypedLevy {
    fn rule(&self) -> Rule<'_> {
        Rule {
            basis: &self.basis,
            value: &self.value,
            minimum: &self.minimum,
            maximum: &self.maximum,
            persons: &self.persons,
        }
    }

    pub fn closes(&self) -> bool {
        self.closes.is_some()
    }

    /// The levy that was typed, or everything that is wrong with it.
    pub fn read(&self, body: &Body, today: NaiveDate, t: Text) -> Result<Levy, Vec<Problem>> {
        let mut problems = Vec::new();
        let written = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
        if !is_code(self.code.trim()) {
            problems.push(problem("#code", t.levies_bad_code()));
        }
        if !written(&self.name_fr, LONGEST_NAME) {
            problems.push(problem("#name_fr", t.levies_bad_name_fr()));
        }
        if !written(&self.name_en, LONGEST_NAME) {
            problems.push(problem("#name_en", t.levies_bad_name_en()));
        }
        let rule = self.rule().read(t, &mut problems);
        let (from, to) = (day(&self.from), day(&self.to));
        if from.is_none() {
            problems.push(problem("#from", t.levies_bad_from()));
        }
        let ends = self.to.trim().is_empty() || to.is_some_and(|to| from.is_none_or(|from| from <= to));
        if !ends {
            problems.push(problem("#to", t.levies_bad_to()));
        }
        if !written(&self.adopted_by, LONGEST_NAME) {
            problems.push(problem("#adopted_by", t.levies_bad_adopted_by()));
        }
        // What is not voted yet is simulated, not proposed.
        let adopted_on = day(&self.adopted_on).filter(|on| *on <= today);
        if adopted_on.is_none() {
            let is_to_come = day(&self.adopted_on).is_some();
            let text = if is_to_come { t.levies_bad_adopted_to_come() } else { t.levies_bad_adopted_on() };
            problems.push(problem("#adopted_on", text));
        }
        if !written(&self.resolution, LONGEST_NAME) {
            problems.push(problem("#resolution", t.levies_bad_resolution()));
        }
        if self.note.trim().chars().count() > LONGEST_NOTE {
            problems.push(problem("#note", t.levies_bad_note()));
        }
        let text = |text: &str| text.trim().to_owned();
        let levy = from.zip(rule).and_then(|(from, rule)| {
            rule.levy(RawLevy {
                name_fr: text(&self.name_fr),
                name_en: text(&self.name_en),
                effective_to: to,
                adopted_by: Some(text(&self.adopted_by)),
                adopted_on,
                resolution: Some(text(&self.resolution)),
                ..blank(body, self.code.trim(), from)
            })
        });
        levy.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

/// A levy of a body and code without a rule yet.
pub fn blank(body: &Body, code: &str, from: NaiveDate) -> RawLevy {
    RawLevy {
        payee: body.code.clone(),
        code: code.to_owned(),
        name_fr: String::new(),
        name_en: String::new(),
        basis: Basis::SalaryPaid,
        rate: None,
        amount: None,
        min_per_person: None,
        max_per_person: None,
        max_persons: None,
        effective_from: from,
        effective_to: None,
        adopted_by: None,
        adopted_on: None,
        resolution: None,
    }
}

fn is_code(code: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(fits) && !code.starts_with('-')
}

/// How a rule's numbers are typed: percentages and dollars as the reader's language writes them.
pub struct Shown {
    pub value: String,
    pub minimum: String,
    pub maximum: String,
    pub persons: String,
}

impl Shown {
    pub fn of(levy: &Levy, t: Text) -> Shown {
        let number = |number: Option<Decimal>| number.map(|number| t.number(&number)).unwrap_or_default();
        let cents = |amount: Option<Decimal>| number(amount.map(|amount| Cad::rounded(amount).amount()));
        let rate = levy.rate().map(|rate| (rate * Decimal::ONE_HUNDRED).normalize());
        Shown {
            value: if rate.is_some() { number(rate) } else { cents(levy.amount()) },
            minimum: cents(levy.min_per_person()),
            maximum: cents(levy.max_per_person()),
            persons: levy.max_persons().map(|most| most.to_string()).unwrap_or_default(),
        }
    }
}

/// The bases to choose from.
pub fn bases(chosen: &str, t: Text) -> Vec<Choice> {
    let choice = |basis: Basis| Choice {
        value: basis.code().to_owned(),
        label: t.kind(basis.word(), &[]),
        chosen: basis.code() == chosen,
    };
    Basis::ALL.into_iter().map(choice).collect()
}
