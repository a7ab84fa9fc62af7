//! The letters' SQL: as made, and the day each was sent.

use chrono::NaiveDate;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::super::{Item, Letter, LetterRow};
use super::{damaged, lock};
use crate::db::{Result, Scoped};

/// Makes a letter of items of an employer; whether it is new.
pub async fn make(
    scoped: &mut Scoped,
    id: Uuid,
    employer: Uuid,
    language: &str,
    items: &[Item],
) -> Result<bool> {
    let union = scoped.own_union()?;
    // Numbers follow one another in the union, so its letters queue here.
    lock(scoped, union).await?;
    let rows: Vec<LetterRow> = items.iter().map(LetterRow::from).collect();
    let content = serde_json::to_string(&rows).map_err(damaged)?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let made = sqlx::query(
        "insert into correction_letters (union_id, id, employer_id, number, language, content, made_at, made_by)
         select $1, $2, $3, 1 + coalesce((select max(number) from correction_letters where union_id = $1), 0),
                $4, $5, $6, $7
         on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(employer)
    .bind(language)
    .bind(content)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    sqlx::query(
        "insert into correction_letter_items (union_id, letter_id, item_id) select $1, $2, * from unnest($3::uuid[])",
    )
    .bind(union)
    .bind(id)
    .bind(ids)
    .execute(scoped.conn())
    .await?;
    Ok(true)
}

/// Says on which day a letter was sent, once; whether it had not been said.
pub async fn send(scoped: &mut Scoped, id: Uuid, on: NaiveDate) -> Result<bool> {
    let union = scoped.own_union()?;
    let actor = scoped.actor().id();
    let sent = sqlx::query(
        "update correction_letters set sent_on = $3, sent_by = $4
         where union_id = $1 and id = $2 and sent_on is null",
    )
    .bind(union)
    .bind(id)
    .bind(on)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(sent.rows_affected() > 0)
}

fn letter(row: &PgRow) -> Result<Letter> {
    Ok(Letter {
        id: row.get("id"),
        employer: row.get("employer_id"),
        number: u32::try_from(row.get::<i32, _>("number")).unwrap_or_default(),
        language: row.get("language"),
        rows: serde_json::from_str(row.get("content")).map_err(damaged)?,
        made_at: row.get("made_at"),
        sent_on: row.get("sent_on"),
    })
}

/// An employer's letters, the last first.
pub async fn of_employer(scoped: &mut Scoped, employer: Uuid) -> Result<Vec<Letter>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select * from correction_letters where union_id = $1 and employer_id = $2 order by number desc",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(letter).collect()
}

/// The last letter to an employer that carried these items and no other.
pub async fn of_the_same(scoped: &mut Scoped, employer: Uuid, items: &[Item]) -> Result<Option<Letter>> {
    let union = scoped.own_union()?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let row = sqlx::query(
        "select l.* from correction_letters l
         where l.union_id = $1 and l.employer_id = $2
           and (select array_agg(i.item_id order by i.item_id) from correction_letter_items i
                where i.union_id = l.union_id and i.letter_id = l.id)
             = (select array_agg(asked.id order by asked.id) from unnest($3::uuid[]) as asked (id))
         order by l.number desc limit 1",
    )
    .bind(union)
    .bind(employer)
    .bind(ids)
    .fetch_optional(scoped.conn())
    .await?;
    row.as_ref().map(letter).transpose()
}

/// The letters that carried an item, the first one first.
pub async fn of_item(scoped: &mut Scoped, item: Uuid) -> Result<Vec<Letter>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select l.* from correction_letters l
         join correction_letter_items i on i.union_id = l.union_id and i.letter_id = l.id
         where l.union_id = $1 and i.item_id = $2 order by l.number",
    )
    .bind(union)
    .bind(item)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(letter).collect()
}
