//! The slips' SQL: days of pay, sets of slips with their notes, and what statements withheld.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Slips, Withheld};
use crate::calendar::{FiscalYear, PeriodId};
use crate::db::{Result, Scoped};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::unions::store::{columns, period_of};

/// Keeps the days of pay of a period; whether they are new. `id` is made with the form; `None` when the
/// header of a statement says them.
pub async fn say_pays(
    scoped: &mut Scoped,
    id: Option<Uuid>,
    employer: Uuid,
    period: PeriodId,
    days: &[NaiveDate],
    statement: Option<Uuid>,
) -> Result<bool> {
    let (year, number) = columns(period);
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into pay_days (union_id, id, employer_id, fiscal_year, period, days, statement_id, recorded_at,
             recorded_by)
         values ($1, coalesce($2, gen_random_uuid()), $3, $4, $5, $6, $7, $8, $9)
         on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(employer)
    .bind(year)
    .bind(number)
    .bind(days)
    .bind(statement)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The known days of pay of an employer's periods of two fiscal years.
pub async fn pays(
    scoped: &mut Scoped,
    employer: Uuid,
    year: i32,
) -> Result<BTreeMap<PeriodId, Vec<NaiveDate>>> {
    let rows: Vec<(i16, i16, Vec<NaiveDate>)> = sqlx::query_as(
        "select distinct on (p.fiscal_year, p.period) p.fiscal_year, p.period, p.days from pay_days p
         left join statements s on s.union_id = p.union_id and s.id = p.statement_id
         where p.union_id = $1 and p.employer_id = $2 and p.fiscal_year = any($3)
           and (p.statement_id is null or s.state <> 'superseded')
         order by p.fiscal_year, p.period, p.seq desc",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(fiscal_years(year))
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(year, number, days)| Ok((period_of(year, number)?, days))).collect()
}

/// Those that a calendar year is part of.
fn fiscal_years(year: i32) -> Vec<i16> {
    let years = [FiscalYear::new(year - 1), FiscalYear::new(year)].into_iter().flatten();
    years.map(|fiscal| i16::try_from(fiscal.start_year()).unwrap_or(i16::MAX)).collect()
}

/// The periods of which a statement is in force, in the fiscal years of a calendar year.
pub async fn received(scoped: &mut Scoped, employer: Uuid, year: i32) -> Result<Vec<PeriodId>> {
    let rows: Vec<(i16, i16)> = sqlx::query_as(
        "select fiscal_year, period from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded' and fiscal_year = any($3)",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(fiscal_years(year))
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(year, number)| period_of(year, number)).collect()
}

/// What statements in force withheld from each person, period by period: dues checked off with the
/// corrections made, and dues held until then that came in with the statement (5.05).
pub async fn withheld(scoped: &mut Scoped, employer: Uuid, year: i32) -> Result<Vec<Withheld>> {
    let rows: Vec<(String, String, i16, i16, Decimal)> = sqlx::query_as(
        "with in_force as (
           select id, fiscal_year, period from statements
           where union_id = $1 and employer_id = $2 and state <> 'superseded' and fiscal_year = any($3)),
         amounts as (
           select l.employee_number, l.name, s.fiscal_year, s.period, coalesce(l.dues, 0) as dues
           from in_force s join statement_lines l
             on l.union_id = $1 and l.statement_id = s.id and l.fiscal_year = s.fiscal_year
           where l.fiscal_year = any($3) and l.employee_number <> ''
           union all
           select h.employee_number, '', s.fiscal_year, s.period, h.amount
           from in_force s join held_releases h on h.union_id = $1 and h.statement_id = s.id)
         select employee_number, max(name), fiscal_year, period, sum(dues) from amounts
         group by employee_number, fiscal_year, period having sum(dues) <> 0
         order by employee_number, fiscal_year, period",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(fiscal_years(year))
    .fetch_all(scoped.conn())
    .await?;
    let line = |(employee_number, name, year, number, dues)| {
        Ok(Withheld { employee_number, name, period: period_of(year, number)?, dues: cents(dues)? })
    };
    rows.into_iter().map(line).collect()
}

/// Keeps the slips of a year in place of those before; whether they are new.
pub async fn record(
    scoped: &mut Scoped,
    id: Uuid,
    employer: Uuid,
    year: i32,
    slips: &BTreeMap<String, Cad>,
) -> Result<bool> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    // Two sets of one year are numbered one after the other.
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('slips of ' || $1::text, 0))")
        .bind(employer)
        .execute(scoped.conn())
        .await?;
    let done = sqlx::query(
        "insert into slip_sets (union_id, id, employer_id, calendar_year, version, recorded_at, recorded_by)
         select $1, $2, $3, $4, 1 + coalesce(max(version), 0), $5, $6 from slip_sets
         where union_id = $1 and employer_id = $3 and calendar_year = $4
         on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(employer)
    .bind(i16::try_from(year).unwrap_or_default())
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let (numbers, amounts): (Vec<&str>, Vec<Decimal>) =
        slips.iter().map(|(number, amount)| (number.as_str(), amount.amount())).unzip();
    sqlx::query(
        "insert into slips (union_id, set_id, employee_number, amount)
         select $1, $2, * from unnest($3::text[], $4::numeric[])",
    )
    .bind(union)
    .bind(id)
    .bind(numbers)
    .bind(amounts)
    .execute(scoped.conn())
    .await?;
    Ok(true)
}

/// The slips in force of a year, with their notes.
pub async fn in_force(scoped: &mut Scoped, employer: Uuid, year: i32) -> Result<Option<Slips>> {
    let union = scoped.own_union()?;
    let set: Option<(Uuid, i32, DateTime<Utc>)> = sqlx::query_as(
        "select id, version, recorded_at from slip_sets
         where union_id = $1 and employer_id = $2 and calendar_year = $3 order by version desc limit 1",
    )
    .bind(union)
    .bind(employer)
    .bind(i16::try_from(year).unwrap_or_default())
    .fetch_optional(scoped.conn())
    .await?;
    let Some((id, version, recorded_at)) = set else { return Ok(None) };
    let rows: Vec<(String, Decimal, Option<String>)> = sqlx::query_as(
        "select employee_number, amount, null from slips where union_id = $1 and set_id = $2
         union all
         select employee_number, 0, note from slip_notes where union_id = $1 and set_id = $2",
    )
    .bind(union)
    .bind(id)
    .fetch_all(scoped.conn())
    .await?;
    let mut slips = Slips { id, version, recorded_at, amounts: BTreeMap::new(), notes: BTreeMap::new() };
    for (number, amount, note) in rows {
        match note {
            Some(note) => {
                slips.notes.insert(number, note);
            }
            None => {
                slips.amounts.insert(number, cents(amount)?);
            }
        }
    }
    Ok(Some(slips))
}

/// Says why people's slips differ; how many had no reason yet.
pub async fn note(scoped: &mut Scoped, set: Uuid, numbers: &[String], note: &str) -> Result<u64> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into slip_notes (union_id, set_id, employee_number, note, noted_at, noted_by)
         select $1, $2, n, $4, $5, $6 from unnest($3::text[]) as n on conflict do nothing",
    )
    .bind(union)
    .bind(set)
    .bind(numbers)
    .bind(note)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected())
}
