//! The rows of the union's file.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::secrets::Sealed;
use crate::unions::file::{Fact, Field, File, Subject};

const COLUMNS: &str = "seq, subject, subject_id, field, value, key_id, sealed, effective_on, recorded_at,
    recorded_by, change_id";

fn fact(row: &sqlx::postgres::PgRow) -> Result<Fact> {
    let (subject, field): (&str, &str) = (row.get("subject"), row.get("field"));
    let unknown = || Error::Damaged(format!("fact about {subject} {field}"));
    let sealed: Option<Vec<u8>> = row.get("sealed");
    Ok(Fact {
        seq: row.get("seq"),
        subject: Subject::from_code(subject, row.get("subject_id")).ok_or_else(unknown)?,
        field: Field::from_code(field).ok_or_else(unknown)?,
        value: row.get("value"),
        sealed: sealed
            .map(|bytes| Sealed { key_id: row.get::<Option<i32>, _>("key_id").unwrap_or_default(), bytes }),
        effective_on: row.get("effective_on"),
        recorded_at: row.get("recorded_at"),
        recorded_by: row.get("recorded_by"),
        change: row.get("change_id"),
    })
}

/// The union's file on a day, past or to come.
pub async fn file(scoped: &mut Scoped, union: Uuid, on: NaiveDate) -> Result<File> {
    let sql = format!(
        "select distinct on (subject, subject_id, field) {COLUMNS} from facts_that_count
         where union_id = $1 and effective_on <= $2
         order by subject, subject_id, field, effective_on desc, seq desc"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(on).fetch_all(scoped.conn()).await?;
    Ok(File::of(rows.iter().map(fact).collect::<Result<Vec<_>>>()?, on))
}

/// The codes by which an employer and its unit are named in the header of statements, on a day.
pub async fn statement_codes(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    on: NaiveDate,
) -> Result<(Option<String>, Option<String>)> {
    Ok(sqlx::query_as(
        "select fact_in_force($1, 'employer', $2, $4, $3), fact_in_force($1, 'employer', $2, $5, $3)",
    )
    .bind(union)
    .bind(employer)
    .bind(on)
    .bind(Field::EmployerCode.code())
    .bind(Field::UnitCode.code())
    .fetch_one(scoped.conn())
    .await?)
}

/// Every fact ever recorded of the union and not stopped, oldest first: the history of its file.
pub async fn history(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Fact>> {
    let sql = format!("select {COLUMNS} from facts_that_count where union_id = $1 order by seq");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.iter().map(fact).collect()
}

/// A fact to be recorded now.
#[derive(Debug, Clone)]
pub struct NewFact {
    pub subject: Subject,
    pub field: Field,
    pub value: String,
    pub sealed: Option<Sealed>,
    pub effective_on: NaiveDate,
    /// The change it comes from; none for the file as it is set up.
    pub change: Option<Uuid>,
}

pub async fn record(scoped: &mut Scoped, union: Uuid, fact: &NewFact) -> Result<()> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into union_facts (union_id, subject, subject_id, field, value, key_id, sealed, effective_on,
             recorded_at, recorded_by, change_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(union)
    .bind(fact.subject.code())
    .bind(fact.subject.id(union))
    .bind(fact.field.code())
    .bind(&fact.value)
    .bind(fact.sealed.as_ref().map(|sealed| sealed.key_id))
    .bind(fact.sealed.as_ref().map(|sealed| sealed.bytes.clone()))
    .bind(fact.effective_on)
    .bind(now)
    .bind(actor)
    .bind(fact.change)
    .execute(scoped.conn())
    .await?;
    Ok(())
}
