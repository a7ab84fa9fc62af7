//! The usual intake: an employer's next statement, received for the first time. Its people are
//! compared with those known, and only what differs is written: of most of them, nothing.
//!
//! Not statements that take the place of another or come late: `register` works people out again
//! for those, to the same result.

use uuid::Uuid;

use super::across;
use super::register::{InForce, Intake, away_on};
use crate::db::{AS_USUAL, BY_HASH, Result, Scoped};
use crate::statements::sin::Sin;
use crate::unions::store::columns;

/// Numbers told to other unions' by one command: more of them would only take more memory at once.
const AT_A_TIME: usize = 2_000;

/// What differs between a person's line and the register. There is no line of a person whom the
/// statement names no more, and no member of a new person.
#[derive(sqlx::FromRow)]
struct Difference {
    line: Option<i32>,
    member: Option<Uuid>,
    /// Her keyed number, when it is another than the register's.
    other_number: Option<Vec<u8>>,
    /// The one that the register had in its place.
    number_before: Option<Vec<u8>>,
}

/// Brings the register up to a statement that comes after `before`, the employer's latest so far.
pub(super) async fn follow(
    scoped: &mut Scoped,
    union: Uuid,
    intake: &Intake<'_>,
    before: Option<&InForce>,
) -> Result<()> {
    let differences = differences(scoped, union, intake).await?;
    let (mut added, mut changed, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for found in &differences {
        match (found.line, found.member) {
            (Some(line), None) => added.push(line),
            (Some(line), Some(_)) => changed.push(line),
            (None, member) => left.extend(member),
        }
    }
    add(scoped, union, intake, before.is_some(), &added).await?;
    change(scoped, union, intake, &changed).await?;
    leave(scoped, union, before, &left).await?;
    for some in differences.chunks(AT_A_TIME) {
        let told = some.iter().filter_map(|found| told(found, intake.sins)).collect();
        across::add(scoped, union, told).await?;
    }
    across::withdraw(scoped, union, differences.into_iter().filter_map(|found| found.number_before)).await
}

/// A number to be told, by its keyed index and itself.
fn told<'s>(found: &Difference, sins: &'s [(u32, Sin)]) -> Option<([u8; 32], &'s str)> {
    let line = u32::try_from(found.line?).ok()?;
    let index = found.other_number.as_deref()?.try_into().ok()?;
    let at = sins.binary_search_by_key(&line, |(line, _)| *line).ok()?;
    Some((index, sins[at].1.expose()))
}

async fn differences(scoped: &mut Scoped, union: Uuid, intake: &Intake<'_>) -> Result<Vec<Difference>> {
    Ok(sqlx::query_as(concat!(
        "select l.line, m.id as member,
                case when l.sin_index is distinct from m.sin_index then l.sin_index end as other_number,
                case when l.line is not null and l.sin_index is distinct from m.sin_index
                  then m.sin_index end as number_before
         from (select * from members where union_id = $1 and employer_id = $2) m
         full join (select * from incoming_lines where statement_id = $3 and member_id is not null) l
           using (employee_number)
         where case
           when l.line is null then m.first_year is not null and m.last_statement is null
           when m.id is null or m.first_year is null or m.last_statement is not null then true
           else (m.name, m.job_title, m.service) <> (l.name, l.job_title, l.service)
             or (m.status, m.left_on, m.sin_index) is distinct from (l.status, l.left_on, l.sin_index)
             or m.hired_on is distinct from coalesce(l.hired_on, m.hired_on)
             or m.away is distinct from ",
        away_on!("$4"),
        " end"
    ))
    .bind(union)
    .bind(intake.employer)
    .bind(intake.statement)
    .bind(intake.dates.end)
    .fetch_all(scoped.conn())
    .await?)
}

async fn add(
    scoped: &mut Scoped,
    union: Uuid,
    intake: &Intake<'_>,
    has_earlier: bool,
    lines: &[i32],
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let (year, number) = columns(intake.dates.id());
    let sql = concat!(
        "insert into members (union_id, id, employer_id, employee_number, name, search, status, job_title, service,
             away, left_on, hired_on, seen_from, sin_index, first_year, first_period)
         select $1, l.member_id, $3, l.employee_number, l.name, l.search, l.status, l.job_title, l.service, ",
        away_on!("$4"),
        ", l.left_on, l.hired_on, $5, l.sin_index, $6, $7
         from incoming_lines l where l.statement_id = $2 and l.line = any($8)"
    );
    // Planned for as many lines as there are, not for those of a statement before.
    let query = sqlx::query(sql).persistent(false).bind(union).bind(intake.statement).bind(intake.employer);
    query
        .bind(intake.dates.end)
        // Nobody of the first statement is new by it: the people were there before.
        .bind(has_earlier.then_some(intake.dates.start))
        .bind(year)
        .bind(number)
        .bind(lines)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// `$1` the union, `$2` the statement, `$3` and `$4` its last and first days, `$5` and `$6` its period, `$7`
/// lines of known people, `$8` their employer.
pub const CHANGE: &str = concat!(
    "update members m set name = l.name, search = l.search, status = l.status, job_title = l.job_title,
         service = l.service, left_on = l.left_on, hired_on = coalesce(l.hired_on, m.hired_on), away = ",
    away_on!("$3"),
    ", seen_from = case when m.first_year is null and m.roster_id is null then $4 else m.seen_from end,
         sin_index = l.sin_index, first_year = coalesce(m.first_year, $5),
         first_period = coalesce(m.first_period, $6), last_statement = null
     from incoming_lines l
     where l.statement_id = $2 and l.line = any($7) and m.union_id = $1 and m.employer_id = $8
       and m.employee_number = l.employee_number collate \"C\""
);

/// Known people of whom something is no more as it was, by their lines; some come back, seen before or
/// not.
async fn change(scoped: &mut Scoped, union: Uuid, intake: &Intake<'_>, lines: &[i32]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let (year, number) = columns(intake.dates.id());
    sqlx::query(BY_HASH).execute(scoped.conn()).await?;
    let query = sqlx::query(CHANGE).persistent(false).bind(union).bind(intake.statement);
    query
        .bind(intake.dates.end)
        .bind(intake.dates.start)
        .bind(year)
        .bind(number)
        .bind(lines)
        .bind(intake.employer)
        .execute(scoped.conn())
        .await?;
    sqlx::query(AS_USUAL).execute(scoped.conn()).await?;
    Ok(())
}

/// People whom the statement names no more: `before` was their last.
async fn leave(scoped: &mut Scoped, union: Uuid, before: Option<&InForce>, people: &[Uuid]) -> Result<()> {
    let Some(before) = before.filter(|_| !people.is_empty()) else { return Ok(()) };
    sqlx::query("update members set last_statement = $2 where union_id = $1 and id = any($3)")
        .bind(union)
        .bind(before.id)
        .bind(people)
        .execute(scoped.conn())
        .await?;
    Ok(())
}
