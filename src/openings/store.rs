//! The openings' SQL: a version recorded, posted by difference; the one in force.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Balance, Opening, differences};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::store::add_to_balance;
use crate::ledger::store::cents;
use crate::ledger::{self, Transaction};
use crate::money::Cad;
use crate::unions::store::{bodies, columns, lock_account, period_of};

/// Balances as finance states them.
pub struct Stated<'a> {
    /// Made with the form: recording twice records once.
    pub id: Uuid,
    pub union: Uuid,
    pub period: PeriodId,
    pub counts_from: NaiveDate,
    pub source: &'a str,
    /// Dollars by body.
    pub balances: &'a [(Uuid, Cad)],
}

/// What became of stated balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    Now,
    /// This form already was.
    Before,
    /// They are those in force.
    NothingChanges,
}

/// Records a version and posts what it changes.
pub async fn record(scoped: &mut Scoped, stated: &Stated<'_>) -> Result<Recorded> {
    lock_account(scoped, stated.union).await?;
    let before = in_force(scoped, stated.union).await?;
    if is_recorded(scoped, stated).await? {
        return Ok(Recorded::Before);
    }
    let owed: Vec<(Uuid, Cad)> =
        before.iter().flat_map(|o| &o.balances).map(|b| (b.payee.id, b.amount)).collect();
    let changes = differences(&owed, stated.balances);
    if before.is_some() && changes.is_empty() {
        return Ok(Recorded::NothingChanges);
    }
    insert(scoped, stated, before.map_or(1, |opening| opening.version + 1)).await?;
    if changes.is_empty() {
        return Ok(Recorded::Now);
    }
    for &(payee, amount) in &changes {
        add_to_balance(scoped, stated.union, stated.period, payee, amount, Cad::ZERO).await?;
    }
    let posted = Transaction::of_opening(stated.id, stated.period, &changes);
    ledger::store::post(scoped, stated.union, &posted.map_err(|e| Error::Damaged(e.to_string()))?).await?;
    Ok(Recorded::Now)
}

async fn is_recorded(scoped: &mut Scoped, stated: &Stated<'_>) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select from openings where union_id = $1 and id = $2)")
        .bind(stated.union)
        .bind(stated.id)
        .fetch_one(scoped.conn())
        .await?)
}

async fn insert(scoped: &mut Scoped, stated: &Stated<'_>, version: i32) -> Result<()> {
    let (year, number) = columns(stated.period);
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into openings (union_id, id, version, fiscal_year, period, counts_from, source, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(stated.union)
    .bind(stated.id)
    .bind(version)
    .bind(year)
    .bind(number)
    .bind(stated.counts_from)
    .bind(stated.source)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    let (payees, amounts): (Vec<Uuid>, Vec<Decimal>) =
        stated.balances.iter().map(|(payee, amount)| (*payee, amount.amount())).unzip();
    sqlx::query(
        "insert into opening_balances (union_id, opening_id, payee_id, amount)
         select $1, $2, * from unnest($3::uuid[], $4::numeric[])",
    )
    .bind(stated.union)
    .bind(stated.id)
    .bind(payees)
    .bind(amounts)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct OpeningRow {
    id: Uuid,
    version: i32,
    fiscal_year: i16,
    period: i16,
    counts_from: NaiveDate,
    source: String,
    recorded_at: DateTime<Utc>,
}

/// Every version of a union's opening balances, the one in force first.
pub async fn versions(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Opening>> {
    let payees = bodies(scoped).await?;
    let rows: Vec<OpeningRow> = sqlx::query_as(
        "select id, version, fiscal_year, period, counts_from, source, recorded_at
         from openings where union_id = $1 order by version desc",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    let balances: Vec<(Uuid, Uuid, Decimal, Decimal)> = sqlx::query_as(
        "select o.opening_id, o.payee_id, o.amount, coalesce(b.paid, 0)
         from opening_balances o
         join openings v on v.union_id = o.union_id and v.id = o.opening_id
         left join balances b on b.union_id = o.union_id and b.payee_id = o.payee_id
              and b.fiscal_year = v.fiscal_year and b.period = v.period
         where o.union_id = $1",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let mut of_it = Vec::new();
            for payee in &payees {
                let found = balances.iter().find(|(opening, id, ..)| *opening == row.id && *id == payee.id);
                if let Some((.., amount, paid)) = found {
                    of_it.push(Balance {
                        payee: payee.clone(),
                        amount: cents(*amount)?,
                        paid: cents(*paid)?,
                    });
                }
            }
            Ok(Opening {
                id: row.id,
                version: row.version,
                period: period_of(row.fiscal_year, row.period)?,
                counts_from: row.counts_from,
                source: row.source,
                recorded_at: row.recorded_at,
                balances: of_it,
            })
        })
        .collect()
}

/// The balances in force; none when finance has stated none.
pub async fn in_force(scoped: &mut Scoped, union: Uuid) -> Result<Option<Opening>> {
    Ok(versions(scoped, union).await?.into_iter().next())
}
