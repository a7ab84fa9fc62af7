//! The accounts' SQL.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{NewAccount, Person, Tries};
use crate::access::Role;
use crate::db::{Error, Result, Scoped};

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    union_id: Option<Uuid>,
    federation_id: Option<Uuid>,
    active: bool,
    context_fr: Option<String>,
    context_en: Option<String>,
    last_sign_in_at: Option<DateTime<Utc>>,
}

impl TryFrom<PersonRow> for Person {
    type Error = Error;
    fn try_from(row: PersonRow) -> Result<Person> {
        let role = Role::from_code(&row.role).ok_or_else(|| Error::Damaged(format!("role {}", row.role)))?;
        Ok(Person {
            id: row.id,
            email: row.email,
            name: row.name,
            role,
            union: row.union_id,
            federation: row.federation_id,
            active: row.active,
            contexts: [row.context_fr.unwrap_or_default(), row.context_en.unwrap_or_default()],
            last_sign_in_at: row.last_sign_in_at,
        })
    }
}

const PERSON: &str = "select a.id, a.email, a.name, a.role, a.union_id, a.federation_id, a.active, a.last_sign_in_at,
        case when a.union_id is not null then concat_ws(' · ', u.name, f.code, c.name_fr) else o.name_fr end
            as context_fr,
        case when a.union_id is not null then concat_ws(' · ', u.name, f.code, c.name_en) else o.name_en end
            as context_en
    from accounts a
    left join unions u on u.id = a.union_id
    left join bodies f on f.id = u.federation_id
    left join bodies c on c.id = u.central_council_id
    left join bodies o on o.id = a.federation_id
    ";

fn person_query(condition: &'static str) -> sqlx::AssertSqlSafe<String> {
    // Both halves are constants of this file.
    sqlx::AssertSqlSafe(format!("{PERSON}{condition}"))
}

/// A person the actor may see: oneself, or anyone for an administrator.
pub async fn person(scoped: &mut Scoped, id: Uuid) -> Result<Person> {
    let row: PersonRow =
        sqlx::query_as(person_query("where a.id = $1")).bind(id).fetch_one(scoped.conn()).await?;
    row.try_into()
}

pub async fn all(scoped: &mut Scoped) -> Result<Vec<Person>> {
    let rows: Vec<PersonRow> =
        sqlx::query_as(person_query("order by a.name, a.id")).fetch_all(scoped.conn()).await?;
    rows.into_iter().map(Person::try_from).collect()
}

/// The account somebody tries to sign in to: the one whose e-mail the transaction was scoped to.
pub async fn signing_in(scoped: &mut Scoped, email: &str) -> Result<Option<(Person, String, Tries)>> {
    let found: Option<(Uuid, String, i32, Option<DateTime<Utc>>)> = sqlx::query_as(
        "select id, password_hash, failed_sign_ins, locked_until from accounts where email = $1 for update",
    )
    .bind(email)
    .fetch_optional(scoped.conn())
    .await?;
    let Some((id, hash, failed, locked_until)) = found else { return Ok(None) };
    let person = person(scoped, id).await?;
    Ok(Some((person, hash, Tries { failed, locked_until })))
}

pub async fn note_failure(scoped: &mut Scoped, id: Uuid, tries: Tries) -> Result<()> {
    sqlx::query("update accounts set failed_sign_ins = $2, locked_until = $3 where id = $1")
        .bind(id)
        .bind(tries.failed)
        .bind(tries.locked_until)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

pub async fn note_sign_in(scoped: &mut Scoped, id: Uuid) -> Result<()> {
    let now = scoped.now();
    sqlx::query(
        "update accounts set failed_sign_ins = 0, locked_until = null, last_sign_in_at = $2 where id = $1",
    )
    .bind(id)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Opens an account. An e-mail already taken breaks `accounts_email_key`.
pub async fn open(scoped: &mut Scoped, new: &NewAccount) -> Result<()> {
    let now = scoped.now();
    sqlx::query(
        "insert into accounts (id, email, name, role, union_id, federation_id, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id)
    .bind(&new.email)
    .bind(&new.name)
    .bind(new.role.code())
    .bind(new.union)
    .bind(new.federation)
    .bind(&new.password_hash)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Closes or opens again; a closed account's sessions end with it.
pub async fn set_active(scoped: &mut Scoped, id: Uuid, active: bool) -> Result<()> {
    let changed = sqlx::query("update accounts set active = $2 where id = $1")
        .bind(id)
        .bind(active)
        .execute(scoped.conn())
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    if !active {
        sqlx::query("delete from sessions where account_id = $1").bind(id).execute(scoped.conn()).await?;
    }
    Ok(())
}
