//! A decision that waives part of a levy: strike, lock-out, hardship (`percapita.md`, section 6).
//!
//! Which unions, units and periods a decision covers is the store's to know; the ones handed to an
//! assessment apply to it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::levies::Levy;

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
