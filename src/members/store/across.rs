//! One number on the statements of two unions. Each union tells the second keyed index of its
//! people's numbers, which it cannot read back; the operator, who sees no name, matches them; each
//! union learns only that one of its own is elsewhere too.

use std::collections::HashSet;

use uuid::Uuid;

use crate::access::Actor;
use crate::db::{Error, Result, Scoped};
use crate::secrets::{Sealed, SinPlace};

/// The keyed indexes of the numbers of an employer's people.
pub(super) async fn numbers(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<HashSet<Vec<u8>>> {
    let numbers: Vec<Vec<u8>> = sqlx::query_scalar(
        "select sin_index from members where union_id = $1 and employer_id = $2 and sin_index is not null",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    Ok(numbers.into_iter().collect())
}

/// Tells what changed since the employer's people had the numbers `before`, after they were worked
/// out again from the statements `in_force`: those few are opened.
pub(super) async fn tell_changed(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    (in_force, years): (&[Uuid], &[i16]),
    before: &HashSet<Vec<u8>>,
) -> Result<()> {
    let now = numbers(scoped, union, employer).await?;
    let new: Vec<&Vec<u8>> = now.difference(before).collect();
    let sealed: Vec<(Uuid, i32, i32, Vec<u8>)> = sqlx::query_as(
        "select distinct on (sin_index) statement_id, line, sin_key, sin_sealed from statement_lines
         where union_id = $1 and statement_id = any($2) and fiscal_year = any($3) and sin_index = any($4)
         order by sin_index",
    )
    .bind(union)
    .bind(in_force)
    .bind(years)
    .bind(new)
    .fetch_all(scoped.conn())
    .await?;
    let mut opened = Vec::new();
    for (statement_id, line, key_id, bytes) in sealed {
        let line = u32::try_from(line).map_err(|e| Error::Damaged(e.to_string()))?;
        let place = SinPlace { union_id: union, statement_id, line };
        let sin = scoped.keys().open_sin(&place, &Sealed { key_id, bytes });
        opened.push(sin.map_err(|e| Error::Damaged(format!("line {line} of {statement_id}: {e}")))?);
    }
    let keys = scoped.keys().for_union(union);
    add(scoped, union, opened.iter().map(|sin| (keys.blind_index(sin), sin.as_str())).collect()).await?;
    withdraw(scoped, union, before.difference(&now).cloned()).await
}

/// Tells numbers of the union's people, each with the union's own keyed index.
pub(super) async fn add(scoped: &mut Scoped, union: Uuid, told: Vec<([u8; 32], &str)>) -> Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    let everywhere = scoped.keys().across_unions();
    let (own, across): (Vec<_>, Vec<_>) =
        told.into_iter().map(|(own, sin)| (own, everywhere.index(sin))).unzip();
    let now = scoped.now();
    sqlx::query(
        "insert into members_across (union_id, sin_index, across, present, told_at)
         select $1, own, everywhere, true, $4 from unnest($2::bytea[], $3::bytea[]) as t (own, everywhere)",
    )
    .bind(union)
    .bind(own)
    .bind(across)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Withdraws those of the numbers that none of the union's people has any more, such as one corrected by
/// the employer.
pub(super) async fn withdraw(
    scoped: &mut Scoped,
    union: Uuid,
    numbers: impl Iterator<Item = Vec<u8>>,
) -> Result<()> {
    let numbers: Vec<Vec<u8>> = numbers.collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let now = scoped.now();
    sqlx::query(
        "insert into members_across (union_id, sin_index, across, present, told_at)
         select distinct $1::uuid, gone, ''::bytea, false, $3::timestamptz from unnest($2::bytea[]) as t (gone)
         where not exists (select from members m where m.union_id = $1 and m.sin_index = gone)",
    )
    .bind(union)
    .bind(&numbers)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Matches the numbers of all unions and tells each union which of its own are elsewhere too, and
/// which no longer are. For the operator only: gives how many standings changed.
///
/// # Errors
/// [`Error::NotFound`] for anybody else, who could not read what is matched anyway.
pub async fn propose_across_unions(scoped: &mut Scoped) -> Result<u64> {
    if *scoped.actor() != Actor::Operator {
        return Err(Error::NotFound);
    }
    let now = scoped.now();
    let found = sqlx::query(
        "with latest as (select distinct on (union_id, sin_index) union_id, sin_index, across, present
           from members_across order by union_id, sin_index, seq desc),
         shared as (select across from latest where present group by across having count(distinct union_id) > 1),
         matching as (select l.union_id, l.sin_index from latest l join shared using (across) where l.present),
         told as (select distinct on (union_id, sin_index) union_id, sin_index, stands
           from member_matches order by union_id, sin_index, seq desc)
         insert into member_matches (union_id, sin_index, stands, found_at)
         select m.union_id, m.sin_index, true, $1 from matching m
         left join told t using (union_id, sin_index) where t.stands is not true
         union all
         select t.union_id, t.sin_index, false, $1 from told t
         left join matching m using (union_id, sin_index) where t.stands and m.union_id is null",
    )
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(found.rows_affected())
}
