//! The journal's SQL.

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sqlx::{FromRow as _, Row as _};
use uuid::Uuid;

use super::{Action, Broken, Canonical, Event, GENESIS, Head, chain, instant};
use crate::db::{Result, Scoped};

/// One entry, for people.
#[derive(Debug, sqlx::FromRow)]
pub struct Entry {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub role: String,
    pub union_id: Option<Uuid>,
    pub action: String,
    pub subject: String,
    pub outcome: String,
    pub request_id: String,
    pub canonical: Vec<u8>,
    pub hash: Vec<u8>,
}

/// Adds the events to the chain. Locks the head until the transaction ends; each entry becomes the
/// head as it goes in (trigger `journal_is_a_chain`, which refuses one that does not follow).
pub async fn append(scoped: &mut Scoped, events: Vec<Event>) -> Result<()> {
    let (mut seq, mut hash): (i64, Vec<u8>) =
        sqlx::query_as("select seq, hash from journal_head for update").fetch_one(scoped.conn()).await?;
    // PostgreSQL keeps microseconds; what is hashed must be what is stored.
    let at = chrono::SubsecRound::trunc_subsecs(scoped.now(), 6);
    let actor = scoped.actor().clone();
    let request = scoped.request_id().to_owned();
    for event in events {
        seq += 1;
        let entry = Entry {
            seq,
            at,
            actor_id: actor.id(),
            role: actor.role_code().to_owned(),
            union_id: event.union.or(actor.union()),
            action: event.action.code().to_owned(),
            subject: event.subject,
            outcome: event.outcome.code().to_owned(),
            request_id: request.clone(),
            canonical: Vec::new(),
            hash: Vec::new(),
        };
        let canonical = entry.canonical_bytes();
        hash = chain(&hash, &canonical).to_vec();
        insert(scoped, &entry, &canonical, &hash).await?;
    }
    Ok(())
}

async fn insert(scoped: &mut Scoped, entry: &Entry, canonical: &[u8], hash: &[u8]) -> Result<()> {
    sqlx::query(
        "insert into journal (seq, at, actor_id, role, union_id, action, subject, outcome, request_id, canonical, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(entry.actor_id)
    .bind(&entry.role)
    .bind(entry.union_id)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(&entry.outcome)
    .bind(&entry.request_id)
    .bind(canonical)
    .bind(hash)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

impl Entry {
    /// The bytes this entry's columns stand for.
    fn canonical_bytes(&self) -> Vec<u8> {
        Canonical {
            seq: self.seq,
            at: instant(self.at),
            actor: self.actor_id,
            role: &self.role,
            union: self.union_id,
            action: &self.action,
            subject: &self.subject,
            outcome: &self.outcome,
            request: &self.request_id,
        }
        .bytes()
    }
}

/// The last entries first, `before` a sequence number (keyset paging).
pub async fn latest(scoped: &mut Scoped, before: Option<i64>, limit: i64) -> Result<Vec<Entry>> {
    Ok(sqlx::query_as("select * from journal where seq < $1 order by seq desc limit $2")
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(scoped.conn())
        .await?)
}

/// The first entry of a kind.
pub async fn first(scoped: &mut Scoped, action: Action) -> Result<Option<Entry>> {
    Ok(sqlx::query_as("select * from journal where action = $1 order by seq limit 1")
        .bind(action.code())
        .fetch_optional(scoped.conn())
        .await?)
}

/// The end of the chain.
pub async fn head(scoped: &mut Scoped) -> Result<Head> {
    let row = sqlx::query("select seq, hash from journal_head").fetch_one(scoped.conn()).await?;
    Ok(Head { seq: row.get("seq"), hash: row.get("hash") })
}

/// Reads the whole chain again, and says the first thing that is wrong. `anchor` is a head that was
/// kept outside the database: only it can show that the tail was cut or the whole rewritten.
pub async fn verify(scoped: &mut Scoped, anchor: Option<&Head>) -> Result<std::result::Result<Head, Broken>> {
    let genesis = Head { seq: 0, hash: GENESIS.to_vec() };
    follow(scoped, genesis, anchor).await
}

/// Reads the last `count` entries again, taking the one before them as it stands; all of them when
/// there are no more.
pub async fn verify_last(scoped: &mut Scoped, count: i64) -> Result<std::result::Result<Head, Broken>> {
    let before: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select j.seq, j.hash from journal j, journal_head h where j.seq = h.seq - $1")
            .bind(count)
            .fetch_optional(scoped.conn())
            .await?;
    let start = before.map_or(Head { seq: 0, hash: GENESIS.to_vec() }, |(seq, hash)| Head { seq, hash });
    follow(scoped, start, None).await
}

async fn follow(
    scoped: &mut Scoped,
    start: Head,
    anchor: Option<&Head>,
) -> Result<std::result::Result<Head, Broken>> {
    let mut found = start;
    let mut stated = found.clone();
    let mut anchored = anchor.is_none_or(|anchor| *anchor == found);
    // The head and the entries in one snapshot: acts go on meanwhile.
    let mut rows = sqlx::query(
        "select h.seq as head_seq, h.hash as head_hash, j.*
         from journal_head h left join journal j on j.seq > $1 order by j.seq",
    )
    .bind(found.seq)
    .fetch(scoped.conn());
    while let Some(row) = rows.try_next().await? {
        stated = Head { seq: row.get("head_seq"), hash: row.get("head_hash") };
        if row.get::<Option<i64>, _>("seq").is_none() {
            break; // no entry at all
        }
        let entry = Entry::from_row(&row)?;
        if entry.seq != found.seq + 1 {
            return Ok(Err(Broken::Gap(found.seq + 1)));
        }
        if entry.canonical_bytes() != entry.canonical {
            return Ok(Err(Broken::Edited(entry.seq)));
        }
        if chain(&found.hash, &entry.canonical)[..] != entry.hash[..] {
            return Ok(Err(Broken::Chain(entry.seq)));
        }
        found = Head { seq: entry.seq, hash: entry.hash };
        anchored |= anchor.is_some_and(|anchor| *anchor == found);
    }
    if found != stated {
        return Ok(Err(Broken::Head { stated: stated.to_string(), found: found.to_string() }));
    }
    if !anchored {
        return Ok(Err(Broken::Anchor(anchor.map(ToString::to_string).unwrap_or_default())));
    }
    Ok(Ok(found))
}
