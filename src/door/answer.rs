//! What the door answers, as plain data: the shapes are the document's (`pages::document`). Never a
//! name, nor a SIN in clear, nor anything of the union.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where a statement that was sent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Being read: ask again in a few seconds.
    Reading,
    /// A person of the union has to say what its columns are; nothing is to be sent again.
    Asks,
    /// Read and kept; `version` and `findings` are there.
    Stored,
    /// Nothing was kept; `reason_fr` and `reason_en` say why.
    Refused,
    /// The union gave the file up before it was read.
    Cancelled,
}

/// A statement that was sent, and what was found in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Statement {
    /// Made from the Idempotency-Key.
    pub id: Uuid,
    /// Fiscal year from April 1.
    #[schema(example = "2025-26")]
    pub fiscal_year: String,
    #[schema(example = "P05")]
    pub period: String,
    pub file_name: String,
    pub state: State,
    /// 1 for the first file of the period; a new file takes the place of the one before.
    pub version: Option<i32>,
    /// Data lines, header and totals left out.
    pub lines: Option<usize>,
    pub totals: Option<Totals>,
    /// What blocks the declaration: correct it and send a new file.
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// In the order of the rules; one rule lists a bounded number of lines, all are counted above.
    pub findings: Vec<Finding>,
    pub reason_fr: Option<String>,
    pub reason_en: Option<String>,
}

/// Sums of the lines, in dollars, as text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Totals {
    #[schema(example = "312458.20")]
    pub salary_paid: String,
    #[schema(example = "4686.87")]
    pub dues: String,
}

/// One thing that a rule found, as `quittance statement check --json` says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    #[schema(example = "V27")]
    pub rule: String,
    /// The clause of the agreement on which the rule stands.
    #[schema(example = "5.03")]
    pub clause: String,
    /// `error`, `warning` or `info`
    #[schema(example = "error")]
    pub severity: String,
    /// Line of the file, counted from 1 at the first data line; null for the file as a whole.
    pub line: Option<u32>,
    #[schema(example = "dues")]
    pub column: Option<String>,
    /// What was read; a SIN is masked.
    pub value: String,
    pub message_fr: String,
    pub message_en: String,
}
