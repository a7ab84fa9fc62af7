//! A union's declaration for a period: the sum of its statements' assessments and adjustments
//! (`percapita.md`, sections 4 and 7), frozen with everything it was made from.
//!
//! Not the computation, which is `dues`, nor the payment.

pub mod document;
pub mod draft;
pub mod frozen;
pub mod pages;
pub mod rebuilt;
pub mod signing;
pub mod store;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;

pub use self::draft::{
    Adjusted, Blocked, Cause, CorrectedPeriod, DeclaredBy, Draft, DraftStatement, ExemptedPeriod, Item,
    Material, ReleasedPeriod, StatementMaterial,
};

/// Which statements of a period to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Those still to be declared.
    ToDeclare,
    /// Declared or not: what the period is made of.
    All,
}

/// A declaration filed, as lists and receipts show it.
#[derive(Debug, Clone)]
pub struct Declaration {
    pub id: Uuid,
    pub union: Uuid,
    pub period: PeriodId,
    /// 1, or more for one that completes the period with late statements.
    pub version: i16,
    pub period_end: NaiveDate,
    pub receipt_number: String,
    pub due_on: NaiveDate,
    pub persons: usize,
    pub total: Cad,
    pub missing_note: Option<String>,
    pub attested_name: String,
    pub attested_at: DateTime<Utc>,
    /// Who signed second, where the union asks for two, and when: only then was it filed.
    pub signed: Option<(String, DateTime<Utc>)>,
    pub sha256: Vec<u8>,
    /// Paid so far, in dollars.
    pub paid: Cad,
    /// A payment that covers it is on its way.
    pub is_pending: bool,
}

/// Where the money of a declaration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Paid,
    Pending,
    Due,
    Late,
}

impl Declaration {
    /// When it was filed: attested, and signed where two must sign.
    pub fn filed_at(&self) -> DateTime<Utc> {
        self.signed.as_ref().map_or(self.attested_at, |(_, at)| *at)
    }

    pub fn outstanding(&self) -> Cad {
        self.total - self.paid
    }

    pub fn standing(&self, today: NaiveDate) -> Standing {
        match () {
            () if self.outstanding() <= Cad::ZERO => Standing::Paid,
            () if self.is_pending => Standing::Pending,
            () if today > self.due_on => Standing::Late,
            () => Standing::Due,
        }
    }
}
