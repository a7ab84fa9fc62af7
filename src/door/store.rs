//! The door's SQL: accesses, found by the hash of their token; and what a payroll may ask.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use uuid::Uuid;

use super::{Access, Rate};
use crate::access::Actor;
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::secrets::Token;
use crate::unions;

/// An access to be issued.
pub struct NewAccess<'a> {
    /// Made with the form: sending it twice issues one.
    pub id: Uuid,
    pub employer: Uuid,
    pub label: &'a str,
    pub ends_on: NaiveDate,
    pub replaces: Option<Uuid>,
}

const COLUMNS: &str =
    "select id, union_id, employer_id, label, ending, issued_on, ends_on, replaces, revoked_at,
        last_used_at from door_accesses ";

fn access(row: &sqlx::postgres::PgRow) -> Access {
    Access {
        id: row.get("id"),
        union_id: row.get("union_id"),
        employer_id: row.get("employer_id"),
        label: row.get("label"),
        ending: row.get("ending"),
        issued_on: row.get("issued_on"),
        ends_on: row.get("ends_on"),
        replaces: row.get("replaces"),
        revoked_at: row.get("revoked_at"),
        last_used_at: row.get("last_used_at"),
    }
}

/// Issues an access, of whose token the hash alone is kept; whether it is new.
pub async fn issue(scoped: &mut Scoped, new: &NewAccess<'_>, token: &Token) -> Result<bool> {
    let union = scoped.own_union()?;
    let (now, today, actor) = (scoped.now(), scoped.today(), scoped.actor().id());
    let inserted = sqlx::query(
        "insert into door_accesses (union_id, id, employer_id, label, ending, issued_at, issued_on, issued_by,
             ends_on, replaces, busy_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $6) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(new.id)
    .bind(new.employer)
    .bind(new.label)
    .bind(token.ending())
    .bind(now)
    .bind(today)
    .bind(actor)
    .bind(new.ends_on)
    .bind(new.replaces)
    .execute(scoped.conn())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let hashes = scoped.keys().token_hashes(token);
    let hash = hashes.first().ok_or_else(|| Error::Damaged("no key".to_owned()))?;
    sqlx::query("insert into door_secrets (union_id, access_id, hash) values ($1, $2, $3)")
        .bind(union)
        .bind(new.id)
        .bind(&hash[..])
        .execute(scoped.conn())
        .await?;
    Ok(true)
}

/// The accesses of an employer of the actor's union, newest first.
pub async fn of_employer(scoped: &mut Scoped, employer: Uuid) -> Result<Vec<Access>> {
    let union = scoped.own_union()?;
    let sql = format!("{COLUMNS} where union_id = $1 and employer_id = $2 order by issued_at desc, id desc");
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(employer).fetch_all(scoped.conn()).await?;
    Ok(rows.iter().map(access).collect())
}

/// Closes an access for good; whether it was open.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of this employer's.
pub async fn revoke(scoped: &mut Scoped, employer: Uuid, id: Uuid) -> Result<bool> {
    let union = scoped.own_union()?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query("select from door_accesses where union_id = $1 and employer_id = $2 and id = $3")
        .bind(union)
        .bind(employer)
        .bind(id)
        .fetch_one(scoped.conn())
        .await?;
    let revoked = sqlx::query(
        "update door_accesses set revoked_at = $3, revoked_by = $4
         where union_id = $1 and id = $2 and revoked_at is null",
    )
    .bind(union)
    .bind(id)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(revoked.rows_affected() > 0)
}

/// Who shows a token.
pub fn bearer(keys: &crate::secrets::Keys, token: &Token) -> Actor {
    let hashes: Vec<String> = keys.token_hashes(token).iter().map(hex::encode).collect();
    Actor::Bearer { hashes: hashes.join(",") }
}

/// The access whose token is shown, open or not: to [`bearer`]s, who see one row or none.
pub async fn shown(scoped: &mut Scoped) -> Result<Access> {
    let row = sqlx::query(COLUMNS).fetch_one(scoped.conn()).await?;
    Ok(access(&row))
}

/// Lets one more request of the actor's access in; otherwise the seconds to wait. Counted here, so
/// that every copy of the portal counts together.
pub async fn let_in(scoped: &mut Scoped, rate: Rate) -> Result<std::result::Result<(), i64>> {
    let (union, actor, now) = (scoped.own_union()?, scoped.actor().id(), scoped.now());
    let let_in = sqlx::query(
        "update door_accesses set last_used_at = $3, busy_until = greatest(busy_until, $3) + $4
         where union_id = $1 and id = $2 and busy_until <= $3 + $5",
    )
    .bind(union)
    .bind(actor)
    .bind(now)
    .bind(rate.each)
    .bind(rate.burst)
    .execute(scoped.conn())
    .await?;
    if let_in.rows_affected() > 0 {
        return Ok(Ok(()));
    }
    let busy_until: DateTime<Utc> =
        sqlx::query_scalar("select busy_until from door_accesses where union_id = $1 and id = $2")
            .bind(union)
            .bind(actor)
            .fetch_one(scoped.conn())
            .await?;
    Ok(Err(rate.wait(busy_until, now)))
}

/// Whether the union waits for a statement of this employer for a period: one that has ended, since
/// it declares in the portal. Asked in the union's name.
pub async fn is_awaited(scoped: &mut Scoped, employer: Uuid, period: PeriodId) -> Result<bool> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let dates = union.employer(employer).and_then(|employer| employer.period(period));
    Ok(dates.is_some_and(|dates| dates.end < scoped.today() && period >= union.first_period))
}
