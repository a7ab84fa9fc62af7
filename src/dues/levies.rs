//! A levy: one rule of one payee, with the dates it holds and the resolution that adopted it
//! (`percapita.md`, section 2). Not the levies file, which `commands::percapita` reads.
//!
//! Parsed, not validated later: a `Levy` in hand always has the rate or amount its basis needs.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The most decimals a rate may have; kept so that one person's amount is always exact in integers.
pub const MAX_RATE_DECIMALS: u32 = 18;

/// The most decimals a per-person amount or limit may have, in dollars.
pub const MAX_AMOUNT_DECIMALS: u32 = 18;

/// A per-person amount or limit stays under this many dollars.
const AMOUNT_CEILING: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What one contributor's amount is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Rate x salary paid during the period.
    SalaryPaid,
    /// Rate x total regular pay, an optional column of clause 5.03.
    RegularPay,
    /// Rate x total remuneration paid, an optional column of clause 5.03.
    TotalRemuneration,
    /// Rate x dues checked off.
    Dues,
    /// An amount, whatever was earned.
    PerPerson,
}

impl Basis {
    pub const ALL: [Basis; 5] =
        [Basis::SalaryPaid, Basis::RegularPay, Basis::TotalRemuneration, Basis::Dues, Basis::PerPerson];

    pub fn from_code(code: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.code() == code)
    }

    /// As files and columns of the database spell it.
    pub fn code(self) -> &'static str {
        match self {
            Basis::SalaryPaid => "salary_paid",
            Basis::RegularPay => "regular_pay",
            Basis::TotalRemuneration => "total_remuneration",
            Basis::Dues => "dues",
            Basis::PerPerson => "per_person",
        }
    }

    /// The key of its name in `locales/*/dues.ftl`.
    pub fn word(self) -> &'static str {
        match self {
            Basis::SalaryPaid => "dues-basis-salary-paid",
            Basis::RegularPay => "dues-basis-regular-pay",
            Basis::TotalRemuneration => "dues-basis-total-remuneration",
            Basis::Dues => "dues-basis-dues",
            Basis::PerPerson => "dues-basis-per-person",
        }
    }

    /// Whether it is a rate of something, rather than an amount.
    pub fn has_rate(self) -> bool {
        self != Basis::PerPerson
    }
}

/// One rule of one payee. Made by [`TryFrom`] a [`RawLevy`], which says what it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawLevy", into = "RawLevy")]
pub struct Levy {
    payee: String,
    code: String,
    pub name_fr: String,
    pub name_en: String,
    basis: Basis,
    /// The rate as a fraction, or for `per_person` the amount in dollars.
    value: Decimal,
    min_per_person: Option<Decimal>,
    max_per_person: Option<Decimal>,
    max_persons: Option<u32>,
    effective_from: NaiveDate,
    effective_to: Option<NaiveDate>,
    pub adopted_by: Option<String>,
    pub adopted_on: Option<NaiveDate>,
    pub resolution: Option<String>,
}

impl Levy {
    /// The body that receives it, such as `CSN`.
    pub fn payee(&self) -> &str {
        &self.payee
    }

    /// Which of the payee's levies; the same code continues under other dates.
    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// A fraction (`0.0072` is 0,72 %); `None` for `per_person`.
    pub fn rate(&self) -> Option<Decimal> {
        self.basis.has_rate().then_some(self.value)
    }

    /// Dollars a person; `None` but for `per_person`.
    pub fn amount(&self) -> Option<Decimal> {
        (!self.basis.has_rate()).then_some(self.value)
    }

    /// Dollars; a person's amount is never under it.
    pub fn min_per_person(&self) -> Option<Decimal> {
        self.min_per_person
    }

    /// Dollars; a person's amount is never over it.
    pub fn max_per_person(&self) -> Option<Decimal> {
        self.max_per_person
    }

    /// Only the first so many contributors count, by employee number.
    pub fn max_persons(&self) -> Option<u32> {
        self.max_persons
    }

    pub fn effective_from(&self) -> NaiveDate {
        self.effective_from
    }

    pub fn effective_to(&self) -> Option<NaiveDate> {
        self.effective_to
    }

    /// Whether it holds for a period that ends on `period_end`: both dates included, no end = open.
    pub fn is_in_force(&self, period_end: NaiveDate) -> bool {
        self.effective_from <= period_end && self.effective_to.is_none_or(|to| period_end <= to)
    }

    /// Whether two levies of one payee and code share a day, which is not allowed.
    pub fn overlaps(&self, other: &Levy) -> bool {
        self.payee == other.payee
            && self.code == other.code
            && other.effective_to.is_none_or(|to| self.effective_from <= to)
            && self.effective_to.is_none_or(|to| other.effective_from <= to)
    }
}

/// A levy as files and rows hold it: decimals are strings, nothing is checked yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)] // a misspelt limit, ignored, would be wrong money
pub struct RawLevy {
    pub payee: String,
    pub code: String,
    #[serde(default)]
    pub name_fr: String,
    #[serde(default)]
    pub name_en: String,
    pub basis: Basis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_per_person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_per_person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_persons: Option<u32>,
    pub effective_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
}

/// Which field of a levy an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Rate,
    Amount,
    MinPerPerson,
    MaxPerPerson,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Rate => "rate",
            Field::Amount => "amount",
            Field::MinPerPerson => "min_per_person",
            Field::MaxPerPerson => "max_per_person",
        })
    }
}

/// Why a levy is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LevyError {
    #[error("a levy needs a payee and a code")]
    Unnamed,
    #[error("a levy on {} needs a rate", .0.code())]
    RateMissing(Basis),
    #[error("a levy per_person needs an amount")]
    AmountMissing,
    #[error("a levy on {} has no {field}", .basis.code())]
    NotOfThisBasis { basis: Basis, field: Field },
    #[error("{field} `{value}` is not a number written like 0.0072, with 18 decimals at most")]
    NotANumber { field: Field, value: String },
    #[error("{0} is negative")]
    Negative(Field),
    #[error("a rate is a fraction, 1 at most (0.0072 is 0.72 %)")]
    RateAboveOne,
    #[error("{0} is a million dollars or more")]
    TooLarge(Field),
    #[error("min_per_person is more than max_per_person")]
    MinimumAboveMaximum,
    #[error("effective_to is before effective_from")]
    EndsBeforeItStarts,
}

impl LevyError {
    /// The key of its message in `locales/*/dues.ftl`.
    pub fn word(&self) -> &'static str {
        match self {
            LevyError::Unnamed => "dues-levy-unnamed",
            LevyError::RateMissing(_) => "dues-levy-rate-missing",
            LevyError::AmountMissing => "dues-levy-amount-missing",
            LevyError::NotOfThisBasis { .. } => "dues-levy-not-of-this-basis",
            LevyError::NotANumber { .. } => "dues-levy-not-a-number",
            LevyError::Negative(_) => "dues-levy-negative",
            LevyError::RateAboveOne => "dues-levy-rate-above-one",
            LevyError::TooLarge(_) => "dues-levy-too-large",
            LevyError::MinimumAboveMaximum => "dues-levy-minimum-above-maximum",
            LevyError::EndsBeforeItStarts => "dues-levy-ends-before-it-starts",
        }
    }
}

impl TryFrom<RawLevy> for Levy {
    type Error = LevyError;
    fn try_from(raw: RawLevy) -> Result<Levy, LevyError> {
        if raw.payee.trim().is_empty() || raw.code.trim().is_empty() {
            return Err(LevyError::Unnamed);
        }
        let rate = number(Field::Rate, raw.rate.as_deref())?;
        let amount = number(Field::Amount, raw.amount.as_deref())?;
        let value = match (raw.basis.has_rate(), rate, amount) {
            (true, Some(rate), None) => rate,
            (false, None, Some(amount)) => amount,
            (true, None, None) => return Err(LevyError::RateMissing(raw.basis)),
            (false, None, None) => return Err(LevyError::AmountMissing),
            (has_rate, ..) => {
                let field = if has_rate { Field::Amount } else { Field::Rate };
                return Err(LevyError::NotOfThisBasis { basis: raw.basis, field });
            }
        };
        let min_per_person = number(Field::MinPerPerson, raw.min_per_person.as_deref())?;
        let max_per_person = number(Field::MaxPerPerson, raw.max_per_person.as_deref())?;
        if min_per_person.zip(max_per_person).is_some_and(|(min, max)| min > max) {
            return Err(LevyError::MinimumAboveMaximum);
        }
        if raw.effective_to.is_some_and(|to| to < raw.effective_from) {
            return Err(LevyError::EndsBeforeItStarts);
        }
        Ok(Levy {
            payee: raw.payee,
            code: raw.code,
            name_fr: raw.name_fr,
            name_en: raw.name_en,
            basis: raw.basis,
            value,
            min_per_person,
            max_per_person,
            max_persons: raw.max_persons,
            effective_from: raw.effective_from,
            effective_to: raw.effective_to,
            adopted_by: raw.adopted_by,
            adopted_on: raw.adopted_on,
            resolution: raw.resolution,
        })
    }
}

impl From<Levy> for RawLevy {
    fn from(levy: Levy) -> RawLevy {
        RawLevy {
            rate: levy.rate().map(|rate| rate.to_string()),
            amount: levy.amount().map(|amount| amount.to_string()),
            min_per_person: levy.min_per_person.map(|min| min.to_string()),
            max_per_person: levy.max_per_person.map(|max| max.to_string()),
            payee: levy.payee,
            code: levy.code,
            name_fr: levy.name_fr,
            name_en: levy.name_en,
            basis: levy.basis,
            max_persons: levy.max_persons,
            effective_from: levy.effective_from,
            effective_to: levy.effective_to,
            adopted_by: levy.adopted_by,
            adopted_on: levy.adopted_on,
            resolution: levy.resolution,
        }
    }
}

/// A field's number, exactly as written: `from_str_exact` refuses digits it cannot hold.
fn number(field: Field, text: Option<&str>) -> Result<Option<Decimal>, LevyError> {
    let Some(text) = text else { return Ok(None) };
    let refused = || LevyError::NotANumber { field, value: text.chars().take(40).collect() };
    let value = Decimal::from_str_exact(text.trim()).map_err(|_| refused())?;
    let most = if field == Field::Rate { MAX_RATE_DECIMALS } else { MAX_AMOUNT_DECIMALS };
    if value.normalize().scale() > most {
        return Err(refused());
    }
    if value < Decimal::ZERO {
        return Err(LevyError::Negative(field));
    }
    match field {
        Field::Rate if value > Decimal::ONE => Err(LevyError::RateAboveOne),
        Field::Amount | Field::MinPerPerson | Field::MaxPerPerson if value >= AMOUNT_CEILING => {
            Err(LevyError::TooLarge(field))
        }
        _ => Ok(Some(value)),
    }
}

/// The levies that hold for a period ending on `period_end`, in the order given.
pub fn in_force(levies: &[Levy], period_end: NaiveDate) -> impl Iterator<Item = &Levy> {
    levies.iter().filter(move |levy| levy.is_in_force(period_end))
}

/// The positions of the first two levies of one payee and code that share a day.
pub fn overlap(levies: &[Levy]) -> Option<(usize, usize)> {
    (0..levies.len()).find_map(|first| {
        (first + 1..levies.len())
            .find(|&second| levies[first].overlaps(&levies[second]))
            .map(|second| (first, second))
    })
}
