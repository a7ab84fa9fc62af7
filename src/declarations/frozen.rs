//! The canonical bytes of a declaration: what was attested, complete enough to compute it again.
//! JSON with its fields in this order, no space, amounts as text; its SHA-256 is on the receipt.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Draft, DraftStatement};
use crate::audit::instant;
use crate::dues::{Exemption, Levy};
use crate::money::Cad;
use crate::statements::Line;

/// Who attests, and of what.
pub struct Attestation<'a> {
    pub declaration: Uuid,
    pub union_number: &'a str,
    pub receipt_number: &'a str,
    pub due_on: NaiveDate,
    pub attested_by: Uuid,
    pub attested_at: DateTime<Utc>,
    pub missing_note: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    declaration: Uuid,
    union: &'a str,
    receipt: &'a str,
    period: String,
    due_on: NaiveDate,
    attested_by: Uuid,
    attested_at: String,
    missing_note: &'a str,
    statements: Vec<Statement<'a>>,
    total: Cad,
}

#[derive(Serialize)]
struct Statement<'a> {
    id: Uuid,
    employer: &'a str,
    version: i32,
    file_sha256: String,
    start: NaiveDate,
    end: NaiveDate,
    lines: Vec<FrozenLine<'a>>,
    levies: Vec<FrozenLevy<'a>>,
    adjustments: Vec<FrozenAdjustment<'a>>,
}

/// Only what the computation reads: nobody's name, address or SIN.
#[derive(Serialize)]
struct FrozenLine<'a> {
    line: u32,
    employee: &'a str,
    salary_paid: Option<Cad>,
    dues: Option<Cad>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regular_pay: Option<Cad>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_remuneration: Option<Cad>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_dues: Option<Cad>,
    #[serde(skip_serializing_if = "str::is_empty")]
    corrects: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    nature: &'a str,
}

#[derive(Serialize)]
struct FrozenLevy<'a> {
    rule: &'a Levy,
    /// The decision that waived a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    exemption: Option<&'a Exemption>,
    substituted: bool,
    persons: usize,
    base: Option<Cad>,
    amount: Cad,
    workings: Vec<FrozenWorking<'a>>,
}

#[derive(Serialize)]
struct FrozenWorking<'a> {
    employee: &'a str,
    unrounded: String,
    share: Cad,
}

#[derive(Serialize)]
struct FrozenAdjustment<'a> {
    period: String,
    /// Of held dues that came in (5.05); of a correction when it is not said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    released: bool,
    rule: &'a Levy,
    #[serde(skip_serializing_if = "Option::is_none")]
    exemption: Option<&'a Exemption>,
    amount: Cad,
    people: Vec<FrozenDifference<'a>>,
}

#[derive(Serialize)]
struct FrozenDifference<'a> {
    employee: &'a str,
    before: String,
    after: String,
    share: Cad,
}

/// The bytes and their SHA-256.
pub fn freeze(draft: &Draft, attestation: &Attestation) -> (Vec<u8>, [u8; 32]) {
    let document = Document {
        format: "quittance declaration 1",
        declaration: attestation.declaration,
        union: attestation.union_number,
        receipt: attestation.receipt_number,
        period: draft.material.period.to_string(),
        due_on: attestation.due_on,
        attested_by: attestation.attested_by,
        attested_at: instant(attestation.attested_at),
        missing_note: attestation.missing_note,
        statements: draft.statements.iter().map(statement).collect(),
        total: draft.total(),
    };
    let bytes = serde_json::to_vec(&document).expect("text, ids and amounts always serialize");
    let hash = Sha256::digest(&bytes).into();
    (bytes, hash)
}

fn statement<'a>(draft: &'a DraftStatement<'a>) -> Statement<'a> {
    let material = draft.material;
    Statement {
        id: material.id,
        employer: &material.employer,
        version: material.version,
        file_sha256: hex::encode(&material.file_sha256),
        start: material.period.start,
        end: material.period.end,
        lines: material.lines.iter().map(line).collect(),
        levies: levies(draft),
        adjustments: adjustments(draft),
    }
}

fn line(line: &Line) -> FrozenLine<'_> {
    FrozenLine {
        line: line.number,
        employee: &line.employee_number,
        salary_paid: line.salary_paid,
        dues: line.dues,
        regular_pay: line.regular_pay,
        total_remuneration: line.total_remuneration,
        held_dues: line.held_dues,
        corrects: &line.correction_period,
        nature: &line.correction_nature,
    }
}

fn levies<'a>(draft: &DraftStatement<'a>) -> Vec<FrozenLevy<'a>> {
    draft
        .assessment
        .levies
        .iter()
        .map(|levy| FrozenLevy {
            rule: levy.levy,
            exemption: levy.exemption,
            substituted: levy.substituted,
            persons: levy.persons,
            base: levy.base,
            amount: levy.amount,
            workings: draft
                .assessment
                .workings(levy)
                .into_iter()
                .map(|working| FrozenWorking {
                    employee: working.person.employee_number,
                    unrounded: working.unrounded.to_string(),
                    share: working.share,
                })
                .collect(),
        })
        .collect()
}

fn adjustments<'a>(draft: &'a DraftStatement<'a>) -> Vec<FrozenAdjustment<'a>> {
    let corrections = draft.adjustments.iter().map(|of| (of, false));
    let each = corrections.chain(draft.releases.iter().map(|of| (of, true)));
    let each = each.flat_map(|((period, made), released)| made.iter().map(move |a| (period, released, a)));
    each.map(|(period, released, adjustment)| FrozenAdjustment {
        period: period.id().to_string(),
        released,
        rule: adjustment.levy,
        exemption: adjustment.exemption,
        amount: adjustment.amount,
        people: adjustment
            .people
            .iter()
            .map(|person| FrozenDifference {
                employee: &person.employee_number,
                before: person.before.to_string(),
                after: person.after.to_string(),
                share: person.share,
            })
            .collect(),
    })
    .collect()
}
