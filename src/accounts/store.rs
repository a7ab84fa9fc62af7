//! The accounts' SQL.

use chrono::{DateTime, TimeDelta, Utc};
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

const PERSON: &str =
    "select a.id, a.email, a.name, a.role, a.union_id, a.federation_id, a.active, a.last_sign_in_at,
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

/// Counts a try at this e-mail before its password is looked at, so that tries made at once are not
/// all the first; gives how long to wait instead when it comes too soon.
pub async fn count_try(scoped: &mut Scoped, email: &str) -> Result<Option<TimeDelta>> {
    sqlx::query("insert into sign_in_tries (email_sha256) values (sha256(convert_to($1, 'UTF8'))) on conflict do nothing")
        .bind(email)
        .execute(scoped.conn())
        .await?;
    let (failed, locked_until): (i32, Option<DateTime<Utc>>) = sqlx::query_as(
        "select failed, locked_until from sign_in_tries where email_sha256 = sha256(convert_to($1, 'UTF8')) for update",
    )
    .bind(email)
    .fetch_one(scoped.conn())
    .await?;
    let (tries, now) = (Tries { failed, locked_until }, scoped.now());
    if let Some(wait) = tries.wait(now) {
        return Ok(Some(wait));
    }
    keep_tries(scoped, email, tries.after_failure(now)).await?;
    Ok(None)
}

/// The password was right: the tries before it are forgiven.
pub async fn forgive_tries(scoped: &mut Scoped, email: &str) -> Result<()> {
    keep_tries(scoped, email, Tries { failed: 0, locked_until: None }).await
}

async fn keep_tries(scoped: &mut Scoped, email: &str, tries: Tries) -> Result<()> {
    sqlx::query(
        "update sign_in_tries set failed = $2, locked_until = $3, last_at = now()
         where email_sha256 = sha256(convert_to($1, 'UTF8'))",
    )
    .bind(email)
    .bind(tries.failed)
    .bind(tries.locked_until)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Tries of more than a day ago are forgotten; how many there were.
pub async fn forget_old_tries(scoped: &mut Scoped) -> Result<u64> {
    let done = sqlx::query("delete from sign_in_tries where last_at < now() - interval '1 day'")
        .execute(scoped.conn())
        .await?;
    Ok(done.rows_affected())
}

/// The account somebody tries to sign in to, with the hash of its password: the one whose e-mail
/// the transaction was scoped to.
pub async fn signing_in(scoped: &mut Scoped, email: &str) -> Result<Option<(Person, String)>> {
    let found: Option<(Uuid, String)> = sqlx::query_as(
        "select a.id, p.hash from accounts a join account_passwords p on p.account_id = a.id where a.email = $1",
    )
    .bind(email)
    .fetch_optional(scoped.conn())
    .await?;
    let Some((id, hash)) = found else { return Ok(None) };
    Ok(Some((person(scoped, id).await?, hash)))
}

pub async fn note_sign_in(scoped: &mut Scoped, id: Uuid) -> Result<()> {
    let now = scoped.now();
    sqlx::query("update accounts set last_sign_in_at = $2 where id = $1")
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
        "insert into accounts (id, email, name, role, union_id, federation_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(&new.email)
    .bind(&new.name)
    .bind(new.role.code())
    .bind(new.union)
    .bind(new.federation)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    sqlx::query("insert into account_passwords (account_id, hash) values ($1, $2)")
        .bind(new.id)
        .bind(&new.password_hash)
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
