//! What waits for an office, and how long what it decided took.

use chrono::{DateTime, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;

use crate::changes::Section;
use crate::changes::queue::{Settled, Waiting};
use crate::db::{Error, Result, Scoped};

/// Every request with a field to decide, of the unions that the actor reaches, the oldest first.
pub async fn queue(scoped: &mut Scoped) -> Result<Vec<Waiting>> {
    let (actor, today) = (scoped.actor().id(), scoped.today());
    let rows = sqlx::query(
        "select r.union_id, r.id, r.section, r.proposed_at, u.number,
                coalesce(fact_in_force(u.id, 'union', u.id, 'name', $2), u.name) as name,
                i.fields, i.has_undecided, i.may_second, i.waits_for_colleague,
                coalesce((select m.from_office from change_messages m
                  where m.union_id = r.union_id and m.change_id = r.id
                  order by m.at desc, m.id desc limit 1), false) as waits_for_union
         from change_requests r
         join unions u on u.id = r.union_id
         join lateral (
           select count(*) as fields, bool_or(state = 'proposed') as has_undecided,
                  bool_or(state = 'seconding' and decided_by <> $1) as may_second,
                  bool_or(state = 'seconding' and decided_by = $1) as waits_for_colleague
           from change_items i where i.union_id = r.union_id and i.change_id = r.id
             and i.state in ('proposed', 'seconding')) i on i.fields > 0
         where r.withdrawn_at is null
         order by r.proposed_at, r.id",
    )
    .bind(actor)
    .bind(today)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(waiting).collect()
}

fn waiting(row: &PgRow) -> Result<Waiting> {
    let section: &str = row.get("section");
    Ok(Waiting {
        id: row.get("id"),
        union: row.get("union_id"),
        union_number: row.get("number"),
        union_name: row.get("name"),
        section: Section::from_code(section).ok_or_else(|| Error::Damaged(section.to_owned()))?,
        proposed_at: row.get("proposed_at"),
        fields: usize::try_from(row.get::<i64, _>("fields")).unwrap_or_default(),
        has_undecided: row.get("has_undecided"),
        may_second: row.get("may_second"),
        waits_for_colleague: row.get("waits_for_colleague"),
        waits_for_union: row.get("waits_for_union"),
    })
}

/// Requests entirely decided since a moment, of every union the actor reaches, in the order of
/// their last decision.
pub async fn decided_since(scoped: &mut Scoped, since: DateTime<Utc>) -> Result<Vec<Settled>> {
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select r.proposed_at, max(coalesce(i.seconded_at, i.decided_at)) as decided_at
         from change_requests r join change_items i on i.union_id = r.union_id and i.change_id = r.id
         where r.withdrawn_at is null
         group by r.union_id, r.id, r.proposed_at
         having bool_and(i.state in ('accepted', 'refused')) and max(coalesce(i.seconded_at, i.decided_at)) >= $1
         order by 2",
    )
    .bind(since)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().map(|(proposed_at, decided_at)| Settled { proposed_at, decided_at }).collect())
}
