//! Membership cards: events, the last of which is in force.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{MEMBERS, condition, member};
use crate::db::{Result, Scoped};
use crate::members::{Filter, Member};

/// What was recorded of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardEvent {
    /// None when the card recorded before was a mistake.
    pub signed_on: Option<NaiveDate>,
    pub number: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
}

/// Records the cards of these members, all signed on one day, or takes them back (`None`). The same
/// form sent twice records once. Gives how many were recorded; ids of others are passed over.
pub async fn record(
    scoped: &mut Scoped,
    key: Uuid,
    members: &[Uuid],
    signed_on: Option<NaiveDate>,
    number: &str,
) -> Result<u64> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    // In the order of ids, so that two forms never wait for each other.
    let recorded = sqlx::query(
        "insert into member_cards (union_id, id, member_id, signed_on, number, recorded_at, recorded_by)
         select $1, $2, m.id, $4, $5, $6, $7 from members m where m.union_id = $1 and m.id = any($3) order by m.id
         on conflict on constraint member_cards_form_key do nothing",
    )
    .bind(union)
    .bind(key)
    .bind(members)
    .bind(signed_on)
    .bind(number)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?
    .rows_affected();
    sqlx::query(
        "update members m set card_signed_on = c.signed_on, card_number = c.number
         from (select distinct on (member_id) member_id, signed_on, number from member_cards
               where union_id = $1 and member_id = any($2) order by member_id, seq desc) c
         where m.union_id = $1 and m.id = c.member_id",
    )
    .bind(union)
    .bind(members)
    .execute(scoped.conn())
    .await?;
    Ok(recorded)
}

/// What was recorded of a member's card, the last first.
pub async fn events(scoped: &mut Scoped, member: Uuid) -> Result<Vec<CardEvent>> {
    let union = scoped.own_union()?;
    type Row = (Option<NaiveDate>, String, DateTime<Utc>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select c.signed_on, c.number, c.recorded_at, a.name from member_cards c
         left join accounts a on a.id = c.recorded_by
         where c.union_id = $1 and c.member_id = $2 order by c.seq desc",
    )
    .bind(union)
    .bind(member)
    .fetch_all(scoped.conn())
    .await?;
    let event = |(signed_on, number, recorded_at, name): (_, _, _, Option<String>)| CardEvent {
        signed_on,
        number,
        recorded_at,
        recorded_by: name.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(event).collect())
}

/// Members of whom no card is recorded and who have not left: late first, those without a first day
/// last. After a given one (keyset paging), `limit` at most.
pub async fn unsigned(scoped: &mut Scoped, after: Option<Uuid>, limit: i64) -> Result<Vec<Member>> {
    let union = scoped.own_union()?;
    let sql = format!(
        "{MEMBERS}, unsigned as (
           select p.*, coalesce(p.hired_on, p.seen_from, 'infinity'::date) as since from people p where {})
         select * from unsigned u
         where $2::uuid is null or (u.since, u.search, u.id) > (
           select coalesce(m.hired_on, m.seen_from, 'infinity'::date), m.search, m.id
           from members m where m.union_id = $1 and m.id = $2)
         order by u.since, u.search, u.id limit $3",
        condition(Filter::CardMissing)
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(after)
        .bind(limit)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter().map(member).collect()
}

/// Members without a card whose first day is before the first statement: nothing counts their days.
pub async fn there_before(scoped: &mut Scoped) -> Result<Vec<Uuid>> {
    let union = scoped.own_union()?;
    let sql = format!(
        "{MEMBERS} select id from people where {} and hired_on is null and seen_from is null",
        condition(Filter::CardMissing)
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?)
}
