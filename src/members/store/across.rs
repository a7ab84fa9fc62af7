//! One number on the statements of two unions. Each union tells the second keyed index of its
//! people's numbers, which it cannot read back; the operator, who sees no name, matches them; each
//! union learns only that one of its own is elsewhere too.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::register::Intake;
use crate::access::Actor;
use crate::db::{Error, Result, Scoped};
use crate::secrets::Sealed;
use crate::unions::store::columns;

/// A number to tell, by its line of the statement, and what was told of the person before.
pub struct Untold {
    line: i32,
    before: Option<Vec<u8>>,
}

/// Lines of a statement whose number was not told of that person yet: the first of each person.
pub async fn untold_of(scoped: &mut Scoped, union: Uuid, intake: &Intake<'_>) -> Result<Vec<Untold>> {
    if intake.lines.iter().all(|line| line.sin.is_none()) {
        return Ok(Vec::new());
    }
    let rows: Vec<(i32, Option<Vec<u8>>)> = sqlx::query_as(
        "select l.line, m.announced from statement_lines l
         left join members m on m.union_id = l.union_id and m.employer_id = $2
           and m.employee_number = l.employee_number
         where l.union_id = $1 and l.statement_id = $3 and l.fiscal_year = $4 and l.sin_index is not null
           and l.employee_number <> '' and l.correction_period = '' and l.correction_nature = ''
           and m.announced is distinct from l.sin_index",
    )
    .bind(union)
    .bind(intake.employer)
    .bind(intake.statement)
    .bind(columns(intake.period).0)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().map(|(line, before)| Untold { line, before }).collect())
}

/// Tells the numbers of those lines; those told before are withdrawn unless somebody else has them.
pub async fn tell(scoped: &mut Scoped, union: Uuid, intake: &Intake<'_>, untold: Vec<Untold>) -> Result<()> {
    let (keys, everywhere) = (scoped.keys().for_union(union), scoped.keys().across_unions());
    let by_number: BTreeMap<i32, &str> = intake
        .lines
        .iter()
        .filter_map(|line| Some((i32::try_from(line.number).ok()?, line.sin.as_ref()?.expose())))
        .collect();
    let (mut own, mut across) = (Vec::new(), Vec::new());
    for sin in untold.iter().filter_map(|untold| by_number.get(&untold.line)) {
        own.push(keys.blind_index(sin).to_vec());
        across.push(everywhere.index(sin).to_vec());
    }
    add(scoped, union, &own, &across).await?;
    withdraw(scoped, union, untold.into_iter().filter_map(|untold| untold.before).collect()).await
}

/// The same after people were worked out again: their numbers are opened, few as they are.
pub async fn tell_changed(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<()> {
    type Changed = (Uuid, Option<Vec<u8>>, Option<Uuid>, Option<i32>, Option<i32>, Option<Vec<u8>>);
    let changed: Vec<Changed> = sqlx::query_as(
        "select m.id, m.announced, m.statement_id, m.line, l.sin_key, l.sin_sealed from members m
         left join statement_lines l on l.union_id = m.union_id and l.statement_id = m.statement_id
           and l.line = m.line and l.fiscal_year = m.last_year
         where m.union_id = $1 and m.employer_id = $2 and m.announced is distinct from m.sin_index",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    if changed.is_empty() {
        return Ok(());
    }
    let (keys, everywhere) = (scoped.keys().for_union(union), scoped.keys().across_unions());
    let (mut own, mut across, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (_, before, statement, line, key_id, sealed) in changed {
        gone.extend(before);
        let (Some(statement), Some(line), Some(key_id), Some(bytes)) = (statement, line, key_id, sealed)
        else {
            continue;
        };
        let line = u32::try_from(line).map_err(|e| Error::Damaged(e.to_string()))?;
        let place = crate::secrets::SinPlace { union_id: union, statement_id: statement, line };
        let opened = scoped.keys().open_sin(&place, &Sealed { key_id, bytes });
        let sin = opened.map_err(|e| Error::Damaged(format!("line {line} of {statement}: {e}")))?;
        own.push(keys.blind_index(&sin).to_vec());
        across.push(everywhere.index(&sin).to_vec());
    }
    sqlx::query(
        "update members set announced = sin_index
         where union_id = $1 and employer_id = $2 and announced is distinct from sin_index",
    )
    .bind(union)
    .bind(employer)
    .execute(scoped.conn())
    .await?;
    add(scoped, union, &own, &across).await?;
    withdraw(scoped, union, gone).await
}

async fn add(scoped: &mut Scoped, union: Uuid, own: &[Vec<u8>], across: &[Vec<u8>]) -> Result<()> {
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

/// Numbers that none of the union's people has any more, such as one corrected by the employer.
async fn withdraw(scoped: &mut Scoped, union: Uuid, numbers: Vec<Vec<u8>>) -> Result<()> {
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
