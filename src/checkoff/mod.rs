//! The union's own dues (5.03, 5.04): what it set, from which day, by whose decision; what each line
//! of a statement should therefore carry, and what it carries.
//!
//! No clause sets a base or a rate: dues are the union's to set, and each policy follows another from
//! its day on without rewriting it. Not the per capita that the union owes, which is `dues`.

pub mod expected;
pub mod pages;
pub mod store;
pub mod typed;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::expected::{InForce, Judged, Pay, Taken, Unknown, Verdict, Working};
use crate::money::Cad;

/// What dues are taken of (Q08).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    SalaryPaid,
    RegularPay,
    TotalRemuneration,
}

impl Base {
    pub const ALL: [Base; 3] = [Base::SalaryPaid, Base::RegularPay, Base::TotalRemuneration];

    pub fn code(self) -> &'static str {
        match self {
            Base::SalaryPaid => "salary-paid",
            Base::RegularPay => "regular-pay",
            Base::TotalRemuneration => "total-remuneration",
        }
    }

    pub fn from_code(code: &str) -> Option<Base> {
        Base::ALL.into_iter().find(|base| base.code() == code)
    }
}

/// How often a flat amount is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    Pay,
    Period,
}

impl Per {
    pub fn code(self) -> &'static str {
        match self {
            Per::Pay => "pay",
            Per::Period => "period",
        }
    }

    pub fn from_code(code: &str) -> Option<Per> {
        [Per::Pay, Per::Period].into_iter().find(|per| per.code() == code)
    }
}

/// A part of the base, as a fraction, or an amount of dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Share {
    Rate(Decimal),
    Amount(Cad),
}

/// Whoever has at least this base, and less than the next band's, owes this share of all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    pub from: Cad,
    pub share: Share,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// A fraction of the base.
    Percent(Decimal),
    Flat(Cad, Per),
    /// From zero up, each from a larger base than the one before.
    Bands(Vec<Band>),
}

impl Formula {
    pub fn code(&self) -> &'static str {
        match self {
            Formula::Percent(_) => "percent",
            Formula::Flat(..) => "flat",
            Formula::Bands(_) => "bands",
        }
    }
}

/// Whether salary insurance benefits are in the base (Q09): by default they are not, since the only
/// benefits that the agreement takes dues of are those of a layoff (15.03), always in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Benefits {
    In,
    Out,
    /// The union gave a rate and nothing more: out, and nobody is blamed for dues on them.
    Unsaid,
}

/// What a union's dues are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub formula: Formula,
    pub base: Base,
    pub benefits: Benefits,
    /// Of one person and one period, for whoever has a base.
    pub minimum: Option<Cad>,
    pub maximum: Option<Cad>,
    /// Pays of a period, when the statement does not say.
    pub pays: Option<u8>,
}

impl Policy {
    /// A fraction of the salary paid, and nothing more said.
    pub fn of_rate(rate: Decimal) -> Policy {
        Policy {
            formula: Formula::Percent(rate),
            base: Base::SalaryPaid,
            benefits: Benefits::Unsaid,
            minimum: None,
            maximum: None,
            pays: None,
        }
    }

    /// The fraction of the salary paid, when dues are that and nothing less simple.
    pub fn rate_of_pay(&self) -> Option<Decimal> {
        match self.formula {
            Formula::Percent(rate) if self.base == Base::SalaryPaid => Some(rate),
            _ => None,
        }
    }

    /// The pays of a period: those stated, else the policy's, else two.
    pub fn pays(&self, stated: Option<u8>) -> u8 {
        stated.or(self.pays).unwrap_or(2)
    }
}

/// What was decided: dues, or the initiation dues of new members (5.04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    Dues(Policy),
    Initiation(Cad),
}

impl Terms {
    pub fn code(&self) -> &'static str {
        match self {
            Terms::Dues(policy) => policy.formula.code(),
            Terms::Initiation(_) => "initiation",
        }
    }
}

/// Who decides of a union's dues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopter {
    GeneralMeeting,
    Council,
    Convention,
}

impl Adopter {
    pub const ALL: [Adopter; 3] = [Adopter::GeneralMeeting, Adopter::Council, Adopter::Convention];

    pub fn code(self) -> &'static str {
        match self {
            Adopter::GeneralMeeting => "general-meeting",
            Adopter::Council => "council",
            Adopter::Convention => "convention",
        }
    }

    pub fn from_code(code: &str) -> Option<Adopter> {
        Adopter::ALL.into_iter().find(|adopter| adopter.code() == code)
    }
}

/// A decision as it is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub terms: Terms,
    pub effective_from: NaiveDate,
    /// What the statement's columns do not tell apart: premiums, overtime.
    pub note: String,
    pub adopter: Adopter,
    pub adopted_on: NaiveDate,
    pub resolution: String,
}

/// A decision as it was recorded; never rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: Uuid,
    pub decision: Decision,
    pub recorded_at: DateTime<Utc>,
}

/// A union's decisions, the latest effective first, and of one day the last recorded first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions(pub Vec<Recorded>);

impl Decisions {
    /// The dues in force on a day.
    pub fn dues_on(&self, day: NaiveDate) -> Option<(&Recorded, &Policy)> {
        self.0.iter().filter(|recorded| recorded.decision.effective_from <= day).find_map(|recorded| {
            match &recorded.decision.terms {
                Terms::Dues(policy) => Some((recorded, policy)),
                Terms::Initiation(_) => None,
            }
        })
    }

    /// The initiation dues in force on a day.
    pub fn initiation_on(&self, day: NaiveDate) -> Option<(&Recorded, Cad)> {
        self.0.iter().filter(|recorded| recorded.decision.effective_from <= day).find_map(|recorded| {
            match recorded.decision.terms {
                Terms::Initiation(amount) => Some((recorded, amount)),
                Terms::Dues(_) => None,
            }
        })
    }

    /// What a statement of these days is judged by: the dues in force on its last day, and those of
    /// its first when they changed meanwhile (Q37). `rate` is the union's where nothing was recorded.
    pub fn in_force(&self, start: NaiveDate, end: NaiveDate, rate: Option<Decimal>) -> Option<InForce> {
        let on = |day| self.dues_on(day).map(|(_, policy)| policy.clone()).or(rate.map(Policy::of_rate));
        let policy = on(end)?;
        let before = on(start).filter(|before| *before != policy);
        Some(InForce { policy, before })
    }
}
