//! Every declaration computed again from what it froze, and compared with what is kept of it: its
//! bytes and their SHA-256, its row, its amounts, and what the ledger posted.
//!
//! Not the ledger's own verification, which compares sums with sums: here each amount is made again
//! from the lines.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Result, Scoped};
use crate::declarations::document::Document;
use crate::declarations::rebuilt::{Recomputed, Replay, differences};
use crate::ledger::store::cents;
use crate::money::Cad;

/// What was found: how many declarations were computed again, and each way in which one differs.
pub struct Verified {
    pub declarations: usize,
    pub discrepancies: Vec<String>,
}

/// Places told of one document; the first says enough.
const PLACES: usize = 3;

#[derive(sqlx::FromRow)]
struct Row {
    union_id: Uuid,
    id: Uuid,
    number: String,
    fiscal_year: i16,
    period: i16,
    receipt_number: String,
    due_on: chrono::NaiveDate,
    persons: i32,
    total: Decimal,
    missing_note: Option<String>,
    attested_by: Uuid,
    attested_at: DateTime<Utc>,
    sha256: Vec<u8>,
}

/// Computes every declaration of every union again, in the order they were filed.
pub async fn discrepancies(scoped: &mut Scoped) -> Result<Verified> {
    let rows: Vec<Row> = sqlx::query_as(
        "select d.union_id, d.id, u.number, d.fiscal_year, d.period, d.receipt_number, d.due_on, d.persons, d.total,
                d.missing_note, d.attested_by, d.attested_at, d.sha256
         from declarations d join unions u on u.id = d.union_id order by d.union_id, d.filed",
    )
    .fetch_all(scoped.conn())
    .await?;
    let mut found = Vec::new();
    // What a declaration corrects is what those of the same union left: one union after another.
    for of_a_union in rows.chunk_by(|a, b| a.union_id == b.union_id) {
        let mut replay = Replay::default();
        for row in of_a_union {
            let said = one(scoped, &mut replay, row).await?;
            found.extend(said.into_iter().map(|what| format!("declaration {}: {what}", row.receipt_number)));
        }
    }
    Ok(Verified { declarations: rows.len(), discrepancies: found })
}

async fn one(scoped: &mut Scoped, replay: &mut Replay, row: &Row) -> Result<Vec<String>> {
    let stored: Option<Vec<u8>> = sqlx::query_scalar(
        "select canonical from declaration_documents where union_id = $1 and declaration_id = $2",
    )
    .bind(row.union_id)
    .bind(row.id)
    .fetch_optional(scoped.conn())
    .await?;
    let Some(stored) = stored else { return Ok(vec!["what was attested is not there".to_owned()]) };
    let mut found = Vec::new();
    if Sha256::digest(&stored)[..] != row.sha256[..] {
        found.push("the stored bytes do not have the receipt's SHA-256".to_owned());
    }
    let document: Document = match serde_json::from_slice(&stored) {
        Ok(document) => document,
        Err(error) => return Ok([found, vec![format!("it is not the document expected: {error}")]].concat()),
    };
    let employers = super::employers(scoped, row.id).await?;
    let again = match replay.follow(&document, &employers) {
        Ok(again) => again,
        Err(error) => return Ok([found, vec![error.to_string()]].concat()),
    };
    if again.bytes != stored {
        let places = differences(&stored, &again.bytes, PLACES);
        let places = if places.is_empty() { "their spelling".to_owned() } else { places.join("; ") };
        found.push(format!("computed again, its bytes differ: {places}"));
    } else if again.sha256[..] != row.sha256[..] {
        found.push("computed again, it does not have the receipt's SHA-256".to_owned());
    }
    found.extend(header(row, &document, &again, &employers)?);
    found.extend(levies(scoped, row, &again).await?);
    found.extend(posting(scoped, row, &again).await?);
    Ok(found)
}

/// Its row, as lists and receipts show it.
fn header(
    row: &Row,
    document: &Document,
    again: &Recomputed,
    employers: &HashMap<Uuid, Uuid>,
) -> Result<Vec<String>> {
    let period = crate::unions::store::period_of(row.fiscal_year, row.period)?;
    let persons = usize::try_from(row.persons).unwrap_or_default();
    let said: [(&str, String, String); 10] = [
        ("id", row.id.to_string(), document.declaration.to_string()),
        ("union", row.number.clone(), document.union.clone()),
        ("receipt", row.receipt_number.clone(), document.receipt.clone()),
        ("period", period.to_string(), document.period.to_string()),
        ("due_on", row.due_on.to_string(), document.due_on.to_string()),
        ("attested_by", row.attested_by.to_string(), document.attested_by.to_string()),
        ("attested_at", row.attested_at.to_string(), document.attested_at.to_string()),
        ("missing_note", row.missing_note.clone().unwrap_or_default(), document.missing_note.clone()),
        ("persons", persons.to_string(), again.persons.to_string()),
        ("total", cents(row.total)?.to_string(), again.total.to_string()),
    ];
    let mut found: Vec<String> = said
        .into_iter()
        .filter(|(_, kept, again)| kept != again)
        .map(|(name, kept, again)| format!("its {name} is kept as {kept}, not {again}"))
        .collect();
    let taken = document.statements.iter().filter(|statement| employers.contains_key(&statement.id)).count();
    if taken != document.statements.len() || taken != employers.len() {
        found.push("it did not take in the statements that it froze".to_owned());
    }
    Ok(found)
}

type LevyRow = (Option<Uuid>, String, String, Option<String>, Decimal);

/// The amounts kept of it, one by one.
async fn levies(scoped: &mut Scoped, row: &Row, again: &Recomputed) -> Result<Vec<String>> {
    let rows: Vec<LevyRow> = sqlx::query_as(
        "select l.statement_id, b.code, l.code, l.corrected_period, l.amount
         from declaration_levies l join bodies b on b.id = l.payee_id
         where l.union_id = $1 and l.declaration_id = $2 order by l.seq",
    )
    .bind(row.union_id)
    .bind(row.id)
    .fetch_all(scoped.conn())
    .await?;
    if rows.len() != again.items.len() {
        return Ok(vec![format!("{} amounts are kept, not {}", rows.len(), again.items.len())]);
    }
    let mut found = Vec::new();
    for ((statement, payee, code, corrected, amount), item) in rows.into_iter().zip(&again.items) {
        let kept = (statement.unwrap_or_default(), payee, code, corrected, cents(amount)?);
        if kept != *item {
            let of = item.3.as_ref().map(|period| format!(" of {period}")).unwrap_or_default();
            found.push(format!(
                "{} {}{of} is kept as {} {} {}, not {}",
                item.1, item.2, kept.1, kept.2, kept.4, item.4
            ));
        }
    }
    Ok(found)
}

/// What the ledger posted of it, body by body, on both sides.
async fn posting(scoped: &mut Scoped, row: &Row, again: &Recomputed) -> Result<Vec<String>> {
    type Posted = (String, String, Option<i16>, Option<i16>, Decimal);
    let rows: Vec<Posted> = sqlx::query_as(
        "select e.account, b.code, e.fiscal_year, e.period, sum(e.amount)
         from ledger_transactions t
         join ledger_entries e on e.union_id = t.union_id and e.transaction_id = t.id
         join bodies b on b.id = e.payee_id
         where t.union_id = $1 and t.source_id = $2 and t.kind = 'declaration' group by 1, 2, 3, 4",
    )
    .bind(row.union_id)
    .bind(row.id)
    .fetch_all(scoped.conn())
    .await?;
    let mut posted: BTreeMap<(String, String), Cad> = BTreeMap::new();
    let mut found = Vec::new();
    for (account, payee, year, period, amount) in rows {
        if (year, period) != (Some(row.fiscal_year), Some(row.period)) {
            found.push(format!("the ledger posted {amount} for {payee} on another period"));
        }
        *posted.entry((payee, account)).or_default() += cents(amount)?;
    }
    let mut owed: BTreeMap<(String, String), Cad> = BTreeMap::new();
    for (payee, amount) in again.by_payee.iter().filter(|(_, amount)| *amount != Cad::ZERO) {
        owed.insert((payee.clone(), "receivable".to_owned()), *amount);
        owed.insert((payee.clone(), "payable".to_owned()), -*amount);
    }
    let keys: std::collections::BTreeSet<_> = posted.keys().chain(owed.keys()).cloned().collect();
    for key in keys {
        let of = |sums: &BTreeMap<_, Cad>| sums.get(&key).copied().unwrap_or_default();
        let (ledger, due) = (of(&posted), of(&owed));
        if ledger != due {
            found.push(format!("the ledger posted {ledger} on {} for {}, not {due}", key.1, key.0));
        }
    }
    Ok(found)
}
