//! Sessions in PostgreSQL, so that any copy of the portal serves any request.
//!
//! The cookie holds a random id; the table holds only its SHA-256, so a stolen dump opens nobody's
//! session. Expiry is judged by the database's own clock: copies of the portal may disagree.
//! What is inside a session, how long it lives and who may end it is decided elsewhere.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use sqlx::types::Json;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{ExpiredDeletion, SessionStore};
use uuid::Uuid;

/// The key, in a session's data, of the account logged in: a UUID as text. It is lifted into the
/// table's `account_id`, so that an account's sessions can be listed and ended.
pub const ACCOUNT_KEY: &str = "account_id";

type Data = std::collections::HashMap<String, serde_json::Value>;

/// The store given to the session layer. It needs the application role's pool.
#[derive(Clone, Debug)]
pub struct PgStore {
    pool: PgPool,
}

impl PgStore {
    /// A store over `pool`, whose role may read and write `sessions`.
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }
}

/// Ends every session of an account at once, on every device: after a change of password or of
/// second factor, at the end of a mandate. Gives the number ended. Give `keep` to spare the
/// session of the person asking.
///
/// # Errors
/// When the database refuses.
pub async fn end_all<'c>(
    executor: impl sqlx::PgExecutor<'c>,
    account_id: Uuid,
    keep: Option<&Id>,
) -> sqlx::Result<u64> {
    let keep = keep.map(hash);
    sqlx::query("delete from sessions where account_id = $1 and id_hash is distinct from $2")
        .bind(account_id)
        .bind(keep)
        .execute(executor)
        .await
        .map(|done| done.rows_affected())
}

#[async_trait]
impl SessionStore for PgStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let done = sqlx::query(
                "insert into sessions (id_hash, data, account_id, expires_at) values ($1, $2, $3, $4)
                 on conflict (id_hash) do nothing",
            )
            .bind(hash(&record.id))
            .bind(Json(&record.data))
            .bind(account(record)?)
            .bind(instant(record.expiry_date)?)
            .execute(&self.pool)
            .await
            .map_err(backend)?;
            if done.rows_affected() == 1 {
                return Ok(());
            }
            record.id = Id::default(); // taken already: 128 random bits say never, a row says once
        }
    }

    /// An update and not an upsert: a session ended elsewhere while this request ran stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        sqlx::query("update sessions set data = $2, account_id = $3, expires_at = $4 where id_hash = $1")
            .bind(hash(&record.id))
            .bind(Json(&record.data))
            .bind(account(record)?)
            .bind(instant(record.expiry_date)?)
            .execute(&self.pool)
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row: Option<(Json<Data>, DateTime<Utc>)> =
            sqlx::query_as("select data, expires_at from sessions where id_hash = $1 and expires_at > now()")
                .bind(hash(id))
                .fetch_optional(&self.pool)
                .await
                .map_err(backend)?;
        row.map(|(Json(data), expires_at)| {
            let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at.timestamp())
                .map_err(|error| Error::Decode(error.to_string()))?
                + time::Duration::nanoseconds(expires_at.timestamp_subsec_nanos().into());
            Ok(Record { id: *id, data, expiry_date })
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query("delete from sessions where id_hash = $1")
            .bind(hash(id))
            .execute(&self.pool)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

#[async_trait]
impl ExpiredDeletion for PgStore {
    async fn delete_expired(&self) -> Result<()> {
        sqlx::query("delete from sessions where expires_at <= now()")
            .execute(&self.pool)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// What the table knows a session by. The id is 128 random bits, so a plain hash cannot be guessed
/// backwards, and needs no salt.
fn hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// The account in the data, if somebody is logged in. Anything else under that key is refused: a
/// session that cannot be ended by its account must not exist.
fn account(record: &Record) -> Result<Option<Uuid>> {
    record
        .data
        .get(ACCOUNT_KEY)
        .filter(|value| !value.is_null())
        .map(|value| serde_json::from_value(value.clone()).map_err(|error| Error::Encode(error.to_string())))
        .transpose()
}

fn instant(at: OffsetDateTime) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp(at.unix_timestamp(), at.nanosecond())
        .ok_or_else(|| Error::Encode(format!("{at} is beyond the calendar")))
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
