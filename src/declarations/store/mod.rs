//! The declarations' SQL: gathering what one is made from, filing it, reading it back.

mod filing;
mod material;
mod settlement;
pub mod signing;
mod standing;
mod verify;
mod waived;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::{Cause, Declaration};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::dues::{self, RawLevy};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::unions::store::{bodies, period_of};
use crate::unions::{Body, Union};

pub use self::filing::{Filed, Filing, file};
pub use self::material::material;
pub use self::settlement::{Settled, SettledPart, add_to_balance, outstanding, settle};
pub use self::verify::discrepancies;

// What a period was paid goes to its declarations in their order, all that is left to the last.
const DECLARATION: &str = "select d.*,
        case when v.last = 1 then coalesce(b.paid, 0)
             when d.version = v.last then greatest(coalesce(b.paid, 0) - v.before, 0)
             else greatest(least(d.total, coalesce(b.paid, 0) - v.before), 0) end as paid,
        exists (select from payments p where p.union_id = d.union_id and p.state = 'pending'
                and p.initiated_at >= d.attested_at) as is_pending
    from declarations d
    join lateral (select max(o.version) as last,
                         coalesce(sum(o.total) filter (where o.version < d.version), 0) as before
        from declarations o
        where o.union_id = d.union_id and o.fiscal_year = d.fiscal_year and o.period = d.period) v on true
    left join lateral (select sum(paid) as paid from balances b
        where b.union_id = d.union_id and b.fiscal_year = d.fiscal_year and b.period = d.period) b on true ";

fn declaration(row: &sqlx::postgres::PgRow) -> Result<Declaration> {
    Ok(Declaration {
        id: row.get("id"),
        union: row.get("union_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        version: row.get("version"),
        period_end: row.get("period_end"),
        receipt_number: row.get("receipt_number"),
        due_on: row.get("due_on"),
        persons: usize::try_from(row.get::<i32, _>("persons")).unwrap_or_default(),
        total: cents(row.get("total"))?,
        missing_note: row.get("missing_note"),
        attested_name: row.get("attested_name"),
        attested_at: row.get::<DateTime<Utc>, _>("attested_at"),
        signed: match (row.get("signed_name"), row.get("signed_at")) {
            (Some(name), Some(at)) => Some((name, at)),
            _ => None,
        },
        sha256: row.get("sha256"),
        paid: cents(row.get("paid"))?,
        is_pending: row.get("is_pending"),
    })
}

/// A declaration the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Declaration> {
    let sql = format!("{DECLARATION} where d.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(scoped.conn()).await?;
    declaration(&row)
}

/// A union's declarations, the last period first.
pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Declaration>> {
    let sql = format!(
        "{DECLARATION} where d.union_id = $1 order by d.fiscal_year desc, d.period desc, d.version desc"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.iter().map(declaration).collect()
}

/// The periods of a union that are behind it: declared and paid, and no statement that the treasurer
/// said was missing is still to come.
pub async fn behind(scoped: &mut Scoped, union: &Union) -> Result<Vec<PeriodId>> {
    let rows: Vec<(i16, i16)> = sqlx::query_as(
        "select d.fiscal_year, d.period from declarations d
         where d.union_id = $1 and d.version = 1
           and (not exists (select from declarations m where m.union_id = d.union_id
                   and m.fiscal_year = d.fiscal_year and m.period = d.period and m.missing_note is not null)
               or not exists (select from unnest($2::uuid[]) e where not exists (select from statements s
                   where s.union_id = d.union_id and s.employer_id = e and s.fiscal_year = d.fiscal_year
                     and s.period = d.period and s.state = 'declared')))
           and coalesce((select sum(b.declared - b.paid) from balances b where b.union_id = d.union_id
               and b.fiscal_year = d.fiscal_year and b.period = d.period), 0) <= 0",
    )
    .bind(union.id)
    .bind(union.employers.iter().map(|employer| employer.id).collect::<Vec<_>>())
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(year, number)| period_of(year, number)).collect()
}

/// One amount as it was frozen.
#[derive(Clone)]
pub struct FrozenItem {
    pub statement: Option<Uuid>,
    pub employer: String,
    pub payee: Body,
    pub levy: dues::Levy,
    /// Its place in the declaration, from 1.
    pub seq: i32,
    /// The earlier period that it adjusts, and why.
    pub corrected: Option<(PeriodId, Cause)>,
    /// The decision that waives part of it.
    pub exemption: Option<dues::Exemption>,
    pub substituted: bool,
    pub persons: usize,
    pub base: Option<Cad>,
    pub amount: Cad,
}

fn corrected(row: &sqlx::postgres::PgRow, of: &str) -> Result<(PeriodId, Cause)> {
    let cause = match (row.get("released"), row.get("exempted")) {
        (true, _) => Cause::Ruling,
        (_, true) => Cause::Exemption,
        (false, false) => Cause::Correction,
    };
    Ok((of.parse().map_err(|_| Error::Damaged(format!("period {of}")))?, cause))
}

pub async fn items(scoped: &mut Scoped, declaration: Uuid) -> Result<Vec<FrozenItem>> {
    let payees = bodies(scoped).await?;
    let rows = sqlx::query("select * from declaration_levies where declaration_id = $1 order by seq")
        .bind(declaration)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter().map(|row| frozen_item(row, &payees)).collect()
}

/// A levy as a declaration froze it.
pub fn frozen_levy(rule: serde_json::Value) -> Result<dues::Levy> {
    let rule: RawLevy = serde_json::from_value(rule).map_err(|e| Error::Damaged(e.to_string()))?;
    dues::Levy::try_from(rule).map_err(|e| Error::Damaged(e.to_string()))
}

fn frozen_item(row: &sqlx::postgres::PgRow, payees: &[Body]) -> Result<FrozenItem> {
    let payee_id: Uuid = row.get("payee_id");
    let of: Option<&str> = row.get("corrected_period");
    Ok(FrozenItem {
        statement: row.get("statement_id"),
        employer: row.get("employer"),
        payee: payees.iter().find(|body| body.id == payee_id).cloned().ok_or(Error::NotFound)?,
        levy: frozen_levy(row.get("rule"))?,
        seq: row.get("seq"),
        exemption: row
            .get::<Option<serde_json::Value>, _>("exemption")
            .map(serde_json::from_value)
            .transpose()
            .map_err(|e| Error::Damaged(e.to_string()))?,
        corrected: of.map(|of| corrected(row, of)).transpose()?,
        substituted: row.get("substituted"),
        persons: usize::try_from(row.get::<i32, _>("persons")).unwrap_or_default(),
        base: row.get::<Option<Decimal>, _>("base").map(cents).transpose()?,
        amount: cents(row.get("amount"))?,
    })
}

/// Whose each statement is that a declaration took in.
pub async fn employers(scoped: &mut Scoped, declaration: Uuid) -> Result<HashMap<Uuid, Uuid>> {
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "select statement_id, employer_id from declaration_statements where declaration_id = $1",
    )
    .bind(declaration)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().collect())
}

/// The canonical bytes, for those who may check them against the receipt's SHA-256.
pub async fn document(scoped: &mut Scoped, declaration: Uuid) -> Result<Vec<u8>> {
    Ok(sqlx::query_scalar("select canonical from declaration_documents where declaration_id = $1")
        .bind(declaration)
        .fetch_one(scoped.conn())
        .await?)
}
