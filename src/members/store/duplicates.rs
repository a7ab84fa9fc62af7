//! Two records that may be one person: found by the keyed index of the number, or by name and
//! hiring date; settled by somebody, reversibly. Nothing is merged: "same person" links.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::aggregates::store::keep;
use crate::db::{Error, Result, Scoped};
use crate::members::Choice;

/// Why two records may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The same social insurance number.
    SameNumber,
    /// The same name and hiring date: weaker.
    SameName,
    /// The number is also on another union's statements.
    OtherUnion,
}

/// What was decided last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub choice: Choice,
    pub note: String,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// A pair to settle or settled; without a second record, one that another union's statements name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub first: Uuid,
    pub second: Option<Uuid>,
    /// None when the reason is gone and only the decision is left.
    pub reason: Option<Reason>,
    /// None when nothing is decided, or what was decided was taken back.
    pub decision: Option<Decision>,
}

/// What there is to settle in the union `$1`, and what was. Groups of equals make the pairs, not a join of
/// all with all: while PostgreSQL knows nothing of fifty thousand people just stored, it would plan that as
/// if they were few.
pub const PROPOSALS: &str = "with people as (
     select id, sin_index, hired_on, trim(left(search, -char_length(employee_number))) as plain
     from members where union_id = $1 and first_year is not null),
   matched as (select distinct on (sin_index) sin_index, stands from member_matches
     where union_id = $1 order by sin_index, seq desc),
   same_number as (select array_agg(id) as ids from people where sin_index is not null
     group by sin_index having count(*) > 1),
   same_name as (select array_agg(id) as ids, array_agg(sin_index is null) as unnumbered
     from people where plain <> '' and hired_on is not null group by plain, hired_on having count(*) > 1),
   found as (
     select a as first_id, b as second_id, 1 as reason
     from same_number g, unnest(g.ids) a, unnest(g.ids) b where a < b
     union all
     select a.id, b.id, 2 from same_name g, unnest(g.ids, g.unnumbered) as a (id, unnumbered),
       unnest(g.ids, g.unnumbered) as b (id, unnumbered)
     where a.id < b.id and (a.unnumbered or b.unnumbered)
     union all
     select a.id, null, 3 from people a join matched m using (sin_index) where m.stands),
   reasons as (select first_id, second_id, min(reason) as reason from found group by 1, 2),
   decided as (select distinct on (d.first_id, d.second_id) d.*, a.name as by_name
     from member_decisions d left join accounts a on a.id = d.decided_by
     where d.union_id = $1 order by d.first_id, d.second_id, d.seq desc)
   select coalesce(r.first_id, d.first_id), coalesce(r.second_id, d.second_id), r.reason,
          d.choice, d.note, d.decided_at, d.by_name
   from reasons r full join decided d on d.first_id = r.first_id
     and coalesce(d.second_id, d.first_id) = coalesce(r.second_id, r.first_id)
   where r.reason is not null or d.choice <> 'reopened'
   order by (d.choice is not null and d.choice <> 'reopened'), r.reason, 1, 2";

/// All there is to settle, then what was settled.
pub async fn proposals(scoped: &mut Scoped) -> Result<Vec<Proposal>> {
    let union = scoped.own_union()?;
    type Row = (
        Uuid,
        Option<Uuid>,
        Option<i32>,
        Option<String>,
        Option<String>,
        Option<DateTime<Utc>>,
        Option<String>,
    );
    let rows: Vec<Row> = sqlx::query_as(PROPOSALS).bind(union).fetch_all(scoped.conn()).await?;
    rows.into_iter()
        .map(|(first, second, reason, choice, note, at, by)| {
            let reason = match reason {
                Some(1) => Some(Reason::SameNumber),
                Some(2) => Some(Reason::SameName),
                Some(_) => Some(Reason::OtherUnion),
                None => None,
            };
            let choice = choice.as_deref().map(chosen).transpose()?;
            let decision = choice.filter(|choice| *choice != Choice::Reopened).zip(at).map(|(choice, at)| {
                Decision { choice, note: note.unwrap_or_default(), at, by: by.unwrap_or_default() }
            });
            Ok(Proposal { first, second, reason, decision })
        })
        .collect()
}

fn chosen(code: &str) -> Result<Choice> {
    Choice::from_code(code).ok_or_else(|| Error::Damaged(code.to_owned()))
}

/// Settles a pair that is proposed or was settled, or takes the last decision back. False when
/// there is nothing of the kind to settle; the same form twice decides once.
pub async fn settle(
    scoped: &mut Scoped,
    key: Uuid,
    (first, second): (Uuid, Option<Uuid>),
    choice: Choice,
    note: &str,
) -> Result<bool> {
    let known = proposals(scoped).await?;
    let Some(proposal) = known.iter().find(|p| p.first == first && p.second == second) else {
        return Ok(false);
    };
    if choice == Choice::Reopened && proposal.decision.is_none() {
        return Ok(false);
    }
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into member_decisions (union_id, id, first_id, second_id, choice, note, decided_at, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint member_decisions_form_key do nothing",
    )
    .bind(union)
    .bind(key)
    .bind(first)
    .bind(second)
    .bind(choice.code())
    .bind(note)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    keep::shared(scoped, union).await?;
    Ok(true)
}

/// The records of one person: this one and all that decisions link to it, however far.
pub async fn linked(scoped: &mut Scoped, member: Uuid) -> Result<Vec<Uuid>> {
    let union = scoped.own_union()?;
    Ok(sqlx::query_scalar(
        "with recursive decided as (select distinct on (first_id, second_id) first_id, second_id, choice
           from member_decisions where union_id = $1 and second_id is not null
           order by first_id, second_id, seq desc),
         links as (select first_id as one, second_id as other from decided where choice = 'same'
           union select second_id, first_id from decided where choice = 'same'),
         person as (select $2::uuid as id union select l.other from links l join person p on p.id = l.one)
         select id from person",
    )
    .bind(union)
    .bind(member)
    .fetch_all(scoped.conn())
    .await?)
}
