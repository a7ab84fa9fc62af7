//! A decision on dues as it is typed in a form, and what is wrong with it. Faults are kinds: their
//! words are `checkoff-fault-<code>`.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Adopter, Band, Base, Benefits, Decision, Formula, Per, Policy, Share, Terms};
use crate::money::Cad;
use crate::statements::numbers::{DecimalSign, parse_date, parse_decimal, parse_money};

/// Bands of a policy, at most.
const MOST_BANDS: usize = 12;
/// Decimals of a percentage: 1.2345 % is 0.012345.
const PERCENT_DECIMALS: u32 = 4;
const LONGEST_NOTE: usize = 1000;
const LONGEST_RESOLUTION: usize = 120;

/// The form's fields, as they are sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub kind: String,
    pub base: String,
    pub rate: String,
    pub amount: String,
    pub per: String,
    /// One a line: from what base, then a percentage or an amount.
    pub bands: String,
    pub benefits: String,
    pub minimum: String,
    pub maximum: String,
    pub pays: String,
    pub note: String,
    pub effective_from: String,
    pub adopter: String,
    pub adopted_on: String,
    pub resolution: String,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub field: &'static str,
    pub code: &'static str,
}

/// Every fault's code: each has words.
pub const FAULTS: [&str; 14] = [
    "kind",
    "base",
    "rate",
    "amount",
    "per",
    "bands",
    "benefits",
    "limit",
    "limits",
    "pays",
    "note",
    "effective-from",
    "adopter",
    "adopted-on",
];

impl Typed {
    /// The decision that was typed.
    ///
    /// # Errors
    /// Every [`Fault`], in the order of the form.
    pub fn read(&self, today: NaiveDate) -> Result<Decision, Vec<Fault>> {
        let mut faults = Vec::new();
        let terms = self.terms(&mut faults);
        let note = self.note.trim();
        if note.chars().count() > LONGEST_NOTE {
            faults.push(Fault { field: "note", code: "note" });
        }
        let effective_from = parse_date(self.effective_from.trim())
            .filter(|day| Some(*day) <= today.checked_add_months(Months::new(36)));
        let adopter = Adopter::from_code(&self.adopter);
        let adopted_on = parse_date(self.adopted_on.trim()).filter(|day| *day <= today);
        let resolution = self.resolution.trim();
        let checks = [
            ("effective_from", "effective-from", effective_from.is_some()),
            ("adopter", "adopter", adopter.is_some()),
            ("adopted_on", "adopted-on", adopted_on.is_some()),
            ("resolution", "note", resolution.chars().count() <= LONGEST_RESOLUTION),
        ];
        let wrong = checks.into_iter().filter(|(.., is_right)| !is_right);
        faults.extend(wrong.map(|(field, code, _)| Fault { field, code }));
        match (terms, effective_from, adopter, adopted_on) {
            (Some(terms), Some(effective_from), Some(adopter), Some(adopted_on)) if faults.is_empty() => {
                let (note, resolution) = (note.to_owned(), resolution.to_owned());
                Ok(Decision { terms, effective_from, note, adopter, adopted_on, resolution })
            }
            _ => Err(faults),
        }
    }

    fn terms(&self, faults: &mut Vec<Fault>) -> Option<Terms> {
        if self.kind == "initiation" {
            let amount = or_fault(money(&self.amount), "amount", "amount", faults);
            return amount.map(Terms::Initiation);
        }
        let formula = self.formula(faults);
        let base = or_fault(Base::from_code(&self.base), "base", "base", faults);
        let benefits = match self.benefits.as_str() {
            "in" => Some(Benefits::In),
            "out" => Some(Benefits::Out),
            _ => None,
        };
        let benefits = or_fault(benefits, "benefits", "benefits", faults);
        let mut limit = |text: &str, field| match text.trim() {
            "" => None,
            text => or_fault(money(text), field, "limit", faults),
        };
        let (minimum, maximum) = (limit(&self.minimum, "minimum"), limit(&self.maximum, "maximum"));
        if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum > maximum) {
            faults.push(Fault { field: "maximum", code: "limits" });
        }
        let pays = match self.pays.trim() {
            "" => None,
            text => {
                let pays = text.parse::<u8>().ok().filter(|pays| (1..=5).contains(pays));
                or_fault(pays, "pays", "pays", faults)
            }
        };
        let (formula, base, benefits) = (formula?, base?, benefits?);
        Some(Terms::Dues(Policy { formula, base, benefits, minimum, maximum, pays }))
    }

    fn formula(&self, faults: &mut Vec<Fault>) -> Option<Formula> {
        match self.kind.as_str() {
            "percent" => {
                let rate = percent(&self.rate).filter(|rate| !rate.is_zero());
                or_fault(rate, "rate", "rate", faults).map(Formula::Percent)
            }
            "flat" => {
                let amount = money(&self.amount).filter(|amount| *amount > Cad::ZERO);
                let amount = or_fault(amount, "amount", "amount", faults);
                let per = or_fault(Per::from_code(&self.per), "per", "per", faults);
                amount.zip(per).map(|(amount, per)| Formula::Flat(amount, per))
            }
            "bands" => or_fault(bands(&self.bands), "bands", "bands", faults).map(Formula::Bands),
            _ => or_fault(None, "kind", "kind", faults),
        }
    }
}

fn or_fault<T>(
    value: Option<T>,
    field: &'static str,
    code: &'static str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    if value.is_none() {
        faults.push(Fault { field, code });
    }
    value
}

/// An amount of dollars, less than a million, none negative.
fn money(text: &str) -> Option<Cad> {
    let amount = parse_money(text.trim(), None).ok()?;
    (!amount.is_negative() && amount.amount() < Decimal::from(1_000_000)).then_some(amount)
}

/// `1,5` or `1.5 %` as the fraction 0.015; 100 % at most.
fn percent(text: &str) -> Option<Decimal> {
    let digits = text.trim().trim_end_matches('%').trim();
    let sign = if digits.contains(',') { DecimalSign::Comma } else { DecimalSign::Point };
    let percent = parse_decimal(digits, Some(sign)).ok()?.normalize();
    let fits = percent >= Decimal::ZERO && percent <= Decimal::ONE_HUNDRED;
    (fits && percent.scale() <= PERCENT_DECIMALS).then(|| (percent / Decimal::ONE_HUNDRED).normalize())
}

/// Bands typed one a line: `0 : 1,25 %`, `1 000 : 15,00 $`.
fn bands(text: &str) -> Option<Vec<Band>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let read: Option<Vec<Band>> = lines.iter().map(|line| band(line)).collect();
    let bands = read?;
    let rising = bands.windows(2).all(|pair| pair[0].from < pair[1].from);
    let from_zero = bands.first().is_some_and(|band| band.from == Cad::ZERO);
    (from_zero && rising && bands.len() <= MOST_BANDS).then_some(bands)
}

fn band(line: &str) -> Option<Band> {
    let (from, share) = line.split_once(':')?;
    let share = if share.contains('%') {
        Share::Rate(percent(share)?)
    } else {
        Share::Amount(money(share.trim().trim_end_matches('$'))?)
    };
    Some(Band { from: money(from.trim().trim_end_matches('$'))?, share })
}
