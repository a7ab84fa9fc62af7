//! The register kept up with each intake: set-based, in the intake's own transaction.
//!
//! A first version of a period later than all others of its employer, which is nearly every intake,
//! is compared with what is known, and only what differs is written (`latest`). Anything else (a
//! version that takes the place of another, a period that comes late) works the employer's people
//! out again from its statements in force, so that no superseded fact remains.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{across, latest};
use crate::calendar::{Period, PeriodId};
use crate::db::{Result, Scoped};
use crate::members::search_words;
use crate::statements::sin::Sin;
use crate::unions::{self, Employer, store::columns, store::period_of};

/// A statement that has just come in force: its lines are stored, and still stand in the transaction's
/// `incoming_lines` with what would be written of each person.
pub struct Intake<'a> {
    pub statement: Uuid,
    pub employer: Uuid,
    /// Its period, with the employer's dates.
    pub dates: Period,
    /// Whether it took the place of no other version.
    pub is_first: bool,
    /// Social insurance numbers, with the line.
    pub sins: &'a [(u32, Sin)],
}

/// A statement in force.
pub(super) struct InForce {
    pub id: Uuid,
    pub period: PeriodId,
}

/// Brings the register up to a statement just received.
pub async fn follow(scoped: &mut Scoped, union: Uuid, intake: &Intake<'_>) -> Result<()> {
    lock(scoped, intake.employer).await?;
    let statements = in_force(scoped, union, intake.employer).await?;
    let before = statements.iter().filter(|s| s.id != intake.statement).max_by_key(|s| s.period);
    if intake.is_first && before.is_none_or(|before| before.period < intake.dates.id()) {
        latest::follow(scoped, union, intake, before).await
    } else {
        rebuild_employer(scoped, union, intake.employer, &statements).await
    }
}

/// Works the whole register of a union out again from its statements in force and its cards. The
/// intake does the same by parts; a test proves that both come to the same.
pub async fn rebuild(scoped: &mut Scoped, union: Uuid) -> Result<()> {
    let employers: Vec<Uuid> =
        sqlx::query_scalar("select distinct employer_id from statements where union_id = $1")
            .bind(union)
            .fetch_all(scoped.conn())
            .await?;
    for employer in employers {
        lock(scoped, employer).await?;
        let statements = in_force(scoped, union, employer).await?;
        rebuild_employer(scoped, union, employer, &statements).await?;
    }
    sqlx::query(
        "update members m set card_signed_on = c.signed_on, card_number = c.number
         from (select distinct on (member_id) member_id, signed_on, number from member_cards
               where union_id = $1 order by member_id, seq desc) c
         where m.union_id = $1 and m.id = c.member_id",
    )
    .bind(union)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Two periods of one employer received at once queue here: the later must not be written over by
/// the earlier, which cannot see it.
pub(super) async fn lock(scoped: &mut Scoped, employer: Uuid) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('members of ' || $1::text, 0))")
        .bind(employer)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

async fn in_force(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<Vec<InForce>> {
    let rows: Vec<(Uuid, i16, i16)> = sqlx::query_as(
        "select id, fiscal_year, period from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded'",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let statement = |(id, year, number)| Ok(InForce { id, period: period_of(year, number)? });
    rows.into_iter().map(statement).collect()
}

/// The first reason code whose absence covers the day `$n`, of the text `l.absences`; absences are
/// few, and the others cost a comparison.
macro_rules! away_on {
    ($day:literal) => {
        concat!(
            "case when l.absences <> '' then (select split_part(a, ' ', 2)
               from string_to_table(l.absences, ' | ') as a
               where left(a, 10)::date <= ",
            $day,
            " and substr(a, 12, 10)::date >= ",
            $day,
            " limit 1) end"
        )
    };
}

/// A normal line of a person: corrections name people too, but say nothing of how they are.
macro_rules! of_a_person {
    () => {
        "l.employee_number <> '' and l.correction_period = '' and l.correction_nature = ''"
    };
}
pub(super) use {away_on, of_a_person};

/// `$1` the union, `$2` the employer, `$3` to `$7` its statements in force, their periods and the days of
/// those, `$8` the last. One walk over each person's lines: joined to one another, everybody's would be
/// compared with everybody's as long as PostgreSQL takes them for a few.
pub const REBUILD: &str = concat!(
    "with in_force as (
       select * from unnest($3::uuid[], $4::smallint[], $5::smallint[], $6::date[], $7::date[])
         as s (id, fiscal_year, period, start_on, end_on)),
     named as (
       select l.*, s.period, s.start_on, s.end_on, l.employee_number collate \"C\" as who
       from in_force s join statement_lines l
         on l.union_id = $1 and l.statement_id = s.id and l.fiscal_year = s.fiscal_year
       where l.fiscal_year = any($4) and ",
    of_a_person!(),
    "), people as (
       select distinct on (who) n.*, first_value(fiscal_year) over since as first_year,
              first_value(period) over since as first_period, first_value(start_on) over since as first_start,
              (array_agg(hired_on) filter (where hired_on is not null) over back)[1] as last_hired_on
       from named n
       window since as (partition by who order by fiscal_year, period, line),
         back as (partition by who order by fiscal_year desc, period desc, line
           rows between unbounded preceding and unbounded following)
       order by who, fiscal_year desc, period desc, line)
     insert into members as m (union_id, employer_id, employee_number, name, search, status, job_title, service,
         away, left_on, hired_on, seen_from, sin_index, first_year, first_period, last_statement)
     select l.union_id, $2, l.employee_number, l.name, '', l.status, l.job_title, l.service, ",
    away_on!("l.end_on"),
    ", l.left_on, l.last_hired_on, l.first_start, l.sin_index, l.first_year, l.first_period,
       nullif(l.statement_id, $8)
     from people l
     on conflict (union_id, employer_id, employee_number collate \"C\") do update set
         name = excluded.name, status = excluded.status,
         job_title = excluded.job_title, service = excluded.service, away = excluded.away,
         left_on = excluded.left_on,
         hired_on = coalesce(excluded.hired_on, case when m.roster_id is not null then m.hired_on end),
         seen_from = case when m.roster_id is null then excluded.seen_from end,
         sin_index = excluded.sin_index, first_year = excluded.first_year,
         first_period = excluded.first_period, last_statement = excluded.last_statement"
);

/// The people of one employer, from all its statements in force.
async fn rebuild_employer(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    statements: &[InForce],
) -> Result<()> {
    let told = across::numbers(scoped, union, employer).await?;
    let known = unions::store::union(scoped, union).await?;
    let days = |s: &InForce| known.employer(employer).and_then(|e: &Employer| e.period(s.period));
    let periods = || statements.iter().map(|s| s.period);
    let (first, last) = (periods().min(), periods().max());
    let ids: Vec<Uuid> = statements.iter().map(|s| s.id).collect();
    let (years, numbers): (Vec<i16>, Vec<i16>) = statements.iter().map(|s| columns(s.period)).unzip();
    let ends: Vec<Option<NaiveDate>> = statements.iter().map(|s| days(s).map(|days| days.end)).collect();
    // Nobody of the first statement is new by it: the people were there before.
    let starts: Vec<Option<NaiveDate>> = statements
        .iter()
        .map(|s| days(s).map(|days| days.start).filter(|_| Some(s.period) != first))
        .collect();
    sqlx::query(REBUILD)
        .bind(union)
        .bind(employer)
        .bind(&ids)
        .bind(&years)
        .bind(&numbers)
        .bind(&starts)
        .bind(&ends)
        .bind(statements.iter().find(|s| Some(s.period) == last).map(|s| s.id))
        .execute(scoped.conn())
        .await?;
    name_plainly(scoped, union, employer).await?;
    forget_absent(scoped, union, employer, &ids, &years).await?;
    across::tell_changed(scoped, union, employer, (&ids, &years), &told).await
}

/// Keeps the words that find a person up to the name.
async fn name_plainly(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<()> {
    let people: Vec<(Uuid, String, String, String)> = sqlx::query_as(
        "select id, name, employee_number, search from members where union_id = $1 and employer_id = $2",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let (ids, searches): (Vec<Uuid>, Vec<String>) = people
        .into_iter()
        .map(|(id, name, employee_number, search)| (id, search, search_words(&name, &employee_number)))
        .filter_map(|(id, kept, search)| (kept != search).then_some((id, search)))
        .unzip();
    sqlx::query(
        "update members m set search = t.search from unnest($2::uuid[], $3::text[]) as t (id, search)
         where m.union_id = $1 and m.id = t.id",
    )
    .bind(union)
    .bind(ids)
    .bind(searches)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// People whom no statement in force names any more: the record stays, for what was written on it.
async fn forget_absent(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    in_force: &[Uuid],
    years: &[i16],
) -> Result<()> {
    sqlx::query(concat!(
        "update members m set status = null, away = null, left_on = null, hired_on = null, seen_from = null,
             sin_index = null, first_year = null, first_period = null, last_statement = null
         where m.union_id = $1 and m.employer_id = $2 and m.first_year is not null
           and not exists (select from statement_lines l
             where l.union_id = m.union_id and l.statement_id = any($3) and l.fiscal_year = any($4)
               and l.employee_number = m.employee_number and ",
        of_a_person!(),
        ")"
    ))
    .bind(union)
    .bind(employer)
    .bind(in_force)
    .bind(years)
    .execute(scoped.conn())
    .await?;
    // What the union's own roster says of them is said again.
    sqlx::query(
        "update members m set status = l.status, hired_on = l.hired_on
         from member_roster_lines l
         where m.union_id = $1 and m.employer_id = $2 and m.first_year is null
           and l.union_id = m.union_id and l.roster_id = m.roster_id and l.employee_number = m.employee_number",
    )
    .bind(union)
    .bind(employer)
    .execute(scoped.conn())
    .await?;
    Ok(())
}
