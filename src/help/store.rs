//! The resources' SQL.

use chrono::{DateTime, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{Kind, Resource, language_of};
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};

fn resource(row: &PgRow) -> Result<Resource> {
    let id: Uuid = row.get("id");
    let damaged = || Error::Damaged(format!("resource {id}"));
    Ok(Resource {
        id,
        topic: row.get("topic"),
        title: row.get("title"),
        kind: Kind::from_code(row.get("kind")).ok_or_else(damaged)?,
        language: language_of(row.get("language")).ok_or_else(damaged)?,
        url: row.get("url"),
        seconds: row.get("seconds"),
        added_at: row.get("added_at"),
        retired_at: row.get("retired_at"),
    })
}

/// Those the actor may read, in the order in which they were added: in use, and for who keeps them
/// those retired too.
pub async fn all(scoped: &mut Scoped) -> Result<Vec<Resource>> {
    let rows = sqlx::query(
        "select id, topic, title, kind, language, url, seconds, added_at, retired_at
         from resources order by added_at, id",
    )
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(resource).collect()
}

/// A resource to be added.
pub struct NewResource<'a> {
    pub id: Uuid,
    pub topic: &'a str,
    pub title: &'a str,
    pub kind: Kind,
    /// `fr` or `en`.
    pub language: &'a str,
    pub url: &'a str,
    pub seconds: Option<i32>,
}

/// `false` when this form had already added it.
pub async fn add(scoped: &mut Scoped, new: &NewResource<'_>) -> Result<bool> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into resources (id, topic, title, kind, language, url, seconds, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing",
    )
    .bind(new.id)
    .bind(new.topic)
    .bind(new.title)
    .bind(new.kind.code())
    .bind(new.language)
    .bind(new.url)
    .bind(new.seconds)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::ResourceAdded, new.id));
    }
    Ok(done.rows_affected() > 0)
}

/// It is no longer shown, and is kept. One retired before stays as it was.
pub async fn retire(scoped: &mut Scoped, id: Uuid) -> Result<()> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "update resources set retired_at = $2, retired_by = $3 where id = $1 and retired_at is null",
    )
    .bind(id)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    scoped.record(Event::done(Action::ResourceRetired, id));
    Ok(())
}
