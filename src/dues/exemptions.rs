//! A decision that waives part of a levy: strike, lock-out, hardship (`percapita.md`, section 6).
//!
//! A [`Granted`] exemption says which unit and which periods it covers; the ones handed to an
//! assessment apply to it. Who proposed and approved it is `levies`.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::levies::Levy;
use crate::calendar::PeriodId;

/// The most decimals a waived percentage may have, as a fraction.
pub const MAX_PERCENT_DECIMALS: u32 = 6;

/// A percentage of one levy waived, and the decision that waived it, which stands on the assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawExemption", into = "RawExemption")]
pub struct Exemption {
    payee: String,
    code: String,
    percent: Decimal,
    pub decided_by: String,
    pub decided_on: NaiveDate,
    pub reference: String,
}

/// Why an exemption is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionError {
    #[error("the percentage waived, as a fraction, is from 0 to 1")]
    OutOfRange,
    #[error("the percentage waived, as a fraction, has six decimals at most")]
    TooManyDecimals,
}

/// An exemption as files and rows hold it, unchecked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RawExemption {
    pub payee: String,
    pub code: String,
    /// A fraction: `0.5` waives half.
    pub percent: Decimal,
    pub decided_by: String,
    pub decided_on: NaiveDate,
    pub reference: String,
}

impl Exemption {
    /// The part waived, as a fraction: `0.5` is half, `1` everything.
    pub fn percent(&self) -> Decimal {
        self.percent
    }

    pub fn payee(&self) -> &str {
        &self.payee
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    /// The exemption of `levy` among `exemptions`. Where two decisions cover one levy the larger
    /// waiver holds; they are not added up.
    pub fn of<'a>(levy: &Levy, exemptions: &'a [Exemption]) -> Option<&'a Exemption> {
        exemptions
            .iter()
            .filter(|exemption| exemption.payee == levy.payee() && exemption.code == levy.code())
            .max_by_key(|exemption| exemption.percent)
    }
}

impl TryFrom<RawExemption> for Exemption {
    type Error = ExemptionError;
    fn try_from(raw: RawExemption) -> Result<Exemption, ExemptionError> {
        if raw.percent < Decimal::ZERO || raw.percent > Decimal::ONE {
            return Err(ExemptionError::OutOfRange);
        }
        if raw.percent.normalize().scale() > MAX_PERCENT_DECIMALS {
            return Err(ExemptionError::TooManyDecimals);
        }
        let RawExemption { payee, code, percent, decided_by, decided_on, reference } = raw;
        Ok(Exemption { payee, code, percent, decided_by, decided_on, reference })
    }
}

impl From<Exemption> for RawExemption {
    fn from(exemption: Exemption) -> RawExemption {
        let Exemption { payee, code, percent, decided_by, decided_on, reference } = exemption;
        RawExemption { payee, code, percent, decided_by, decided_on, reference }
    }
}

/// Why a part of a levy is waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Strike,
    LockOut,
    Hardship,
    NewUnion,
}

impl Ground {
    pub const ALL: [Ground; 4] = [Ground::Strike, Ground::LockOut, Ground::Hardship, Ground::NewUnion];

    pub fn code(self) -> &'static str {
        match self {
            Ground::Strike => "strike",
            Ground::LockOut => "lock_out",
            Ground::Hardship => "hardship",
            Ground::NewUnion => "new_union",
        }
    }

    pub fn from_code(code: &str) -> Option<Ground> {
        Ground::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// The key of its name in `locales/*/dues.ftl`.
    pub fn word(self) -> &'static str {
        match self {
            Ground::Strike => "dues-ground-strike",
            Ground::LockOut => "dues-ground-lock-out",
            Ground::Hardship => "dues-ground-hardship",
            Ground::NewUnion => "dues-ground-new-union",
        }
    }
}

/// An exemption of one union that was approved, with the unit and the periods it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    pub id: Uuid,
    /// `None` for every unit of the union.
    pub employer: Option<Uuid>,
    /// The first and the last period, both included.
    pub from: PeriodId,
    pub to: PeriodId,
    pub ground: Ground,
    /// When it was approved: a declaration filed before does not have it.
    pub decided_at: DateTime<Utc>,
    pub exemption: Exemption,
}

impl Granted {
    pub fn covers(&self, employer: Uuid, period: PeriodId) -> bool {
        self.employer.is_none_or(|own| own == employer) && self.from <= period && period <= self.to
    }
}

/// The exemptions among `granted` that an assessment of this unit and period applies.
pub fn covering(granted: &[Granted], employer: Uuid, period: PeriodId) -> Vec<Exemption> {
    granted.iter().filter(|one| one.covers(employer, period)).map(|one| one.exemption.clone()).collect()
}
