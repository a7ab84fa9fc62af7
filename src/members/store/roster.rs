//! Rosters: what the union brought, what would come of it, and what did.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::db::{Result, Scoped};
use crate::members::roster::RosterLine;
use crate::members::search_words;
use crate::statements::Status;

/// A roster read, before it is kept.
pub struct Brought<'a> {
    /// Made with the form: sending it twice keeps it once.
    pub id: Uuid,
    pub employer: Uuid,
    pub as_of: NaiveDate,
    pub file_name: &'a str,
    pub sha256: [u8; 32],
    pub lines: &'a [RosterLine],
}

/// A roster as pages show it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Roster {
    pub id: Uuid,
    pub employer_id: Uuid,
    pub as_of: NaiveDate,
    pub file_name: String,
    pub lines: i32,
    /// None until it is taken in.
    pub used_at: Option<DateTime<Utc>>,
    /// People that it added, cards that it recorded; or that it would.
    pub added: i64,
    pub cards: i64,
}

/// Keeps a roster, to be looked at before it is taken in.
pub async fn bring(scoped: &mut Scoped, brought: &Brought<'_>) -> Result<()> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let kept = sqlx::query(
        "insert into member_rosters (union_id, id, employer_id, as_of, file_name, file_sha256, lines, brought_at,
             brought_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint member_rosters_pkey do nothing",
    )
    .bind(union)
    .bind(brought.id)
    .bind(brought.employer)
    .bind(brought.as_of)
    .bind(brought.file_name)
    .bind(&brought.sha256[..])
    .bind(i32::try_from(brought.lines.len()).unwrap_or(i32::MAX))
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if kept.rows_affected() > 0 {
        insert_lines(scoped, union, brought).await?;
    }
    Ok(())
}

async fn insert_lines(scoped: &mut Scoped, union: Uuid, brought: &Brought<'_>) -> Result<()> {
    let lines = brought.lines;
    let texts = |text: fn(&RosterLine) -> &String| lines.iter().map(|l| text(l).clone()).collect::<Vec<_>>();
    let numbers: Vec<i32> = lines.iter().map(|l| i32::try_from(l.number).unwrap_or(i32::MAX)).collect();
    let status: Vec<Option<&str>> = lines.iter().map(|l| l.status.map(Status::code)).collect();
    sqlx::query(
        "insert into member_roster_lines (union_id, roster_id, line, employee_number, name, status, job_title,
             service, hired_on, card_signed_on, card_number)
         select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
             $9::date[], $10::date[], $11::text[])",
    )
    .bind(union)
    .bind(brought.id)
    .bind(numbers)
    .bind(texts(|l| &l.employee_number))
    .bind(texts(|l| &l.name))
    .bind(status)
    .bind(texts(|l| &l.job_title))
    .bind(texts(|l| &l.service))
    .bind(lines.iter().map(|l| l.hired_on).collect::<Vec<_>>())
    .bind(lines.iter().map(|l| l.card_signed_on).collect::<Vec<_>>())
    .bind(texts(|l| &l.card_number))
    .execute(scoped.conn())
    .await?;
    Ok(())
}

const ROSTERS: &str = "select r.id, r.employer_id, r.as_of, r.file_name, r.lines, u.used_at,
        coalesce(u.added, case when u.used_at is null then (select count(*) from member_roster_lines l
            where l.union_id = r.union_id and l.roster_id = r.id and not exists (select from members m
              where m.union_id = r.union_id and m.employer_id = r.employer_id
                and m.employee_number = l.employee_number collate \"C\")) end) as added,
        coalesce(u.cards, case when u.used_at is null then (select count(*) from member_roster_lines l
            where l.union_id = r.union_id and l.roster_id = r.id and l.card_signed_on is not null
              and not exists (select from members m
                where m.union_id = r.union_id and m.employer_id = r.employer_id
                  and m.employee_number = l.employee_number collate \"C\" and m.card_signed_on is not null)) end) as cards
    from member_rosters r left join member_roster_uses u on u.union_id = r.union_id and u.roster_id = r.id
    where r.union_id = $1 ";

/// The rosters of the actor's union, the last first.
pub async fn all(scoped: &mut Scoped) -> Result<Vec<Roster>> {
    let union = scoped.own_union()?;
    let sql = format!("{ROSTERS} order by r.brought_at desc");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?)
}

pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Roster> {
    let union = scoped.own_union()?;
    let sql = format!("{ROSTERS} and r.id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(union).bind(id).fetch_one(scoped.conn()).await?)
}

/// A person of a roster, and whether the register has the number already.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Named {
    pub line: i32,
    pub employee_number: String,
    pub name: String,
    pub is_known: bool,
    pub card_signed_on: Option<NaiveDate>,
}

/// People of a roster after a line (keyset paging).
pub async fn people(scoped: &mut Scoped, roster: Uuid, after: i32, limit: i64) -> Result<Vec<Named>> {
    let union = scoped.own_union()?;
    Ok(sqlx::query_as(
        "select l.line, l.employee_number, l.name, l.card_signed_on, exists (select from members m
             where m.union_id = l.union_id and m.employer_id = r.employer_id
               and m.employee_number = l.employee_number collate \"C\") as is_known
         from member_roster_lines l
         join member_rosters r on r.union_id = l.union_id and r.id = l.roster_id
         where l.union_id = $1 and l.roster_id = $2 and l.line > $3 order by l.line limit $4",
    )
    .bind(union)
    .bind(roster)
    .bind(after)
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?)
}

/// Takes a roster in, once: adds the people whom nothing names, records the cards that are not.
/// Whether it was not taken in before.
pub async fn take_in(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let roster = one(scoped, id).await?;
    super::register::lock(scoped, roster.employer_id).await?;
    let used: bool = sqlx::query_scalar(
        "select exists (select from member_roster_uses where union_id = $1 and roster_id = $2)",
    )
    .bind(union)
    .bind(id)
    .fetch_one(scoped.conn())
    .await?;
    if used {
        return Ok(false);
    }
    let added = add_people(scoped, union, &roster).await?;
    let cards = record_cards(scoped, union, &roster).await?;
    sqlx::query(
        "insert into member_roster_uses (union_id, roster_id, added, cards, used_at, used_by)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(union)
    .bind(id)
    .bind(i32::try_from(added).unwrap_or(i32::MAX))
    .bind(i32::try_from(cards).unwrap_or(i32::MAX))
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(true)
}

async fn add_people(scoped: &mut Scoped, union: Uuid, roster: &Roster) -> Result<u64> {
    let named: Vec<(i32, String, String)> = sqlx::query_as(
        "select line, name, employee_number from member_roster_lines where union_id = $1 and roster_id = $2",
    )
    .bind(union)
    .bind(roster.id)
    .fetch_all(scoped.conn())
    .await?;
    let (lines, searches): (Vec<i32>, Vec<String>) =
        named.iter().map(|(line, name, number)| (*line, search_words(name, number))).unzip();
    let added = sqlx::query(
        "insert into members (union_id, employer_id, employee_number, name, search, status, job_title, service,
             hired_on, roster_id)
         select l.union_id, $3, l.employee_number, l.name, t.search, l.status, l.job_title, l.service, l.hired_on,
             l.roster_id
         from member_roster_lines l join unnest($4::int[], $5::text[]) as t (line, search) using (line)
         where l.union_id = $1 and l.roster_id = $2
         on conflict (union_id, employer_id, employee_number collate \"C\") do nothing",
    )
    .bind(union)
    .bind(roster.id)
    .bind(roster.employer_id)
    .bind(lines)
    .bind(searches)
    .execute(scoped.conn())
    .await?;
    Ok(added.rows_affected())
}

async fn record_cards(scoped: &mut Scoped, union: Uuid, roster: &Roster) -> Result<u64> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let recorded = sqlx::query(
        "insert into member_cards (union_id, id, member_id, signed_on, number, recorded_at, recorded_by)
         select $1, $2, m.id, l.card_signed_on, l.card_number, $4, $5
         from member_roster_lines l
         join members m on m.union_id = l.union_id and m.employer_id = $3
           and m.employee_number = l.employee_number collate \"C\"
         where l.union_id = $1 and l.roster_id = $2 and l.card_signed_on is not null and m.card_signed_on is null
         order by m.id",
    )
    .bind(union)
    .bind(roster.id)
    .bind(roster.employer_id)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    sqlx::query(
        "update members m set card_signed_on = c.signed_on, card_number = c.number
         from member_cards c where c.union_id = $1 and c.id = $2 and m.union_id = $1 and m.id = c.member_id",
    )
    .bind(union)
    .bind(roster.id)
    .execute(scoped.conn())
    .await?;
    Ok(recorded.rows_affected())
}
