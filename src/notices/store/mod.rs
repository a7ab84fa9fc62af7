//! The notices' SQL: telling, reading, choosing. Its neighbours turn notices into mail.

pub mod digests;
pub mod mails;
pub mod spread;

use chrono::{DateTime, Utc};
use sqlx::Row as _;
use uuid::Uuid;

use super::schedule::NEW_FOR;
use super::{Notice, NoticeKind, Told, Way};
use crate::db::{Error, Result, Scoped};

/// Writes a notice with the act it is about: both happen or neither.
pub async fn tell(scoped: &mut Scoped, notice: &Notice) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into notices (union_id, id, kind, audience, path, also_to, at, caused_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(notice.union)
    .bind(Uuid::now_v7())
    .bind(notice.kind.code())
    .bind(notice.to.code())
    .bind(&notice.path)
    .bind(&notice.also_to)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Writes one that is about a body: told to the office that decides what it levies.
pub async fn tell_office_of(scoped: &mut Scoped, kind: NoticeKind, body: Uuid, path: &str) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into notices (body_id, id, kind, audience, path, at, caused_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(body)
    .bind(Uuid::now_v7())
    .bind(kind.code())
    .bind(kind.audience().code())
    .bind(path)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

fn kind_of(code: &str) -> Result<NoticeKind> {
    NoticeKind::from_code(code).ok_or_else(|| Error::Damaged(format!("notice {code}")))
}

/// The notices for the actor, newest first, those before the one given. Not those of their own acts.
pub async fn latest(scoped: &mut Scoped, before: Option<Uuid>, limit: i64) -> Result<Vec<Told>> {
    let (actor, today, new_since) = (scoped.actor().id(), scoped.today(), scoped.now() - NEW_FOR);
    let rows = sqlx::query(
        "select n.id, n.kind, n.path, n.at, n.at > $3 and r.at is null as is_new,
                coalesce(b.name_fr, fact_in_force(u.id, 'union', u.id, 'name', $2), u.name) as about_fr,
                coalesce(b.name_en, fact_in_force(u.id, 'union', u.id, 'name', $2), u.name) as about_en
         from notices n left join unions u on u.id = n.union_id left join bodies b on b.id = n.body_id
         left join notice_reads r on r.notice_id = n.id and r.account_id = $1
         where n.caused_by is distinct from $1
           and ($4::uuid is null or (n.at, n.id) < (select b.at, b.id from notices b where b.id = $4))
         order by n.at desc, n.id desc limit $5",
    )
    .bind(actor)
    .bind(today)
    .bind(new_since)
    .bind(before)
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Told {
                id: row.get("id"),
                kind: kind_of(row.get("kind"))?,
                about: [row.get("about_fr"), row.get("about_en")],
                path: row.get("path"),
                at: row.get("at"),
                is_new: row.get("is_new"),
            })
        })
        .collect()
}

/// How many recent notices the actor has not opened.
pub async fn unread(scoped: &mut Scoped) -> Result<i64> {
    let (actor, new_since) = (scoped.actor().id(), scoped.now() - NEW_FOR);
    Ok(sqlx::query_scalar(
        "select count(*) from notices n where n.caused_by is distinct from $1 and n.at > $2
           and not exists (select from notice_reads r where r.notice_id = n.id and r.account_id = $1)",
    )
    .bind(actor)
    .bind(new_since)
    .fetch_one(scoped.conn())
    .await?)
}

/// Marks a notice as opened, once, and gives its kind and its page.
pub async fn open(scoped: &mut Scoped, id: Uuid) -> Result<(NoticeKind, String)> {
    let (union, kind, path): (Option<Uuid>, String, String) =
        sqlx::query_as("select union_id, kind, path from notices where id = $1")
            .bind(id)
            .fetch_one(scoped.conn())
            .await?;
    let (actor, now) = (scoped.actor().id(), scoped.now());
    sqlx::query(
        "insert into notice_reads (union_id, notice_id, account_id, at) values ($1, $2, $3, $4)
         on conflict do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok((kind_of(&kind)?, path))
}

/// Marks everything that is new as opened.
pub async fn open_all(scoped: &mut Scoped) -> Result<()> {
    let (actor, now): (_, DateTime<Utc>) = (scoped.actor().id(), scoped.now());
    sqlx::query(
        "insert into notice_reads (union_id, notice_id, account_id, at)
         select union_id, id, $1, $2 from notices where at > $3 and caused_by is distinct from $1
         on conflict do nothing",
    )
    .bind(actor)
    .bind(now)
    .bind(now - NEW_FOR)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// What the actor chose; a kind that is not there goes its usual way.
pub async fn choices(scoped: &mut Scoped) -> Result<Vec<(NoticeKind, Way)>> {
    let actor = scoped.actor().id();
    let rows: Vec<(String, String)> =
        sqlx::query_as("select kind, way from notice_choices where account_id = $1")
            .bind(actor)
            .fetch_all(scoped.conn())
            .await?;
    rows.iter().map(|(kind, way)| Ok((kind_of(kind)?, way_of(way)?))).collect()
}

fn way_of(code: &str) -> Result<Way> {
    Way::from_code(code).ok_or_else(|| Error::Damaged(format!("way {code}")))
}

pub async fn choose(scoped: &mut Scoped, kind: NoticeKind, way: Way) -> Result<()> {
    let (actor, now) = (scoped.actor().id(), scoped.now());
    sqlx::query(
        "insert into notice_choices (account_id, kind, way, chosen_at) values ($1, $2, $3, $4)
         on conflict (account_id, kind) do update set way = excluded.way, chosen_at = excluded.chosen_at",
    )
    .bind(actor)
    .bind(kind.code())
    .bind(way.code())
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// The code of the language that the actor's mail is written in.
pub async fn language(scoped: &mut Scoped) -> Result<String> {
    let actor = scoped.actor().id();
    Ok(sqlx::query_scalar("select language from accounts where id = $1")
        .bind(actor)
        .fetch_one(scoped.conn())
        .await?)
}

pub async fn choose_language(scoped: &mut Scoped, code: &str) -> Result<()> {
    let actor = scoped.actor().id();
    sqlx::query("update accounts set language = $2 where id = $1")
        .bind(actor)
        .bind(code)
        .execute(scoped.conn())
        .await?;
    Ok(())
}
