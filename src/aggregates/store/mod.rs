//! The aggregates' SQL: what is kept of each statement, read back as of a date; and the bodies' years.

pub mod keep;
pub mod years;

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Bases, Counted, Headcount, Unit, common_periods, earliest_end};
use crate::calendar::{FiscalYear, PeriodId};
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::unions::store::{columns, period_of};

/// Which statements tell: those received, or those of periods that the union declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// To the union itself.
    Received,
    /// To the bodies.
    Declared,
}

#[derive(sqlx::FromRow)]
struct UnitRow {
    union_id: Uuid,
    number: String,
    federation_id: Uuid,
    central_council_id: Uuid,
    employer_id: Uuid,
    institution: String,
    unit: String,
    fiscal_year: Option<i16>,
    period: Option<i16>,
    ends_on: Option<NaiveDate>,
    lines: Option<i32>,
    held: Option<i32>,
    persons: Option<i32>,
    full_time: Option<i32>,
    part_time: Option<i32>,
    salary_paid: Option<Decimal>,
    dues: Option<Decimal>,
    regular_pay: Option<Decimal>,
    total_remuneration: Option<Decimal>,
}

/// Every unit that the actor reaches, with the last statement whose period ended on `date` or in the
/// year before; its bodies are those of `date`.
///
/// An employer closed since counts if one of its statements tells of that date.
pub async fn as_of(scoped: &mut Scoped, date: NaiveDate, told: Told) -> Result<Vec<Unit>> {
    let (year, _) = columns(PeriodId::new(FiscalYear::of(date), 1).map_err(damaged)?);
    let rows: Vec<UnitRow> = sqlx::query_as(
        "select e.union_id, u.number, e.id as employer_id,
                coalesce(f.body_id, u.federation_id) as federation_id,
                coalesce(c.body_id, u.central_council_id) as central_council_id,
                coalesce(fact_in_force(e.union_id, 'employer', e.id, 'employer-name', $1), e.name) as institution,
                coalesce(fact_in_force(e.union_id, 'employer', e.id, 'unit', $1), e.unit) as unit,
                h.fiscal_year, h.period, h.ends_on, h.lines, h.held, h.persons, h.full_time, h.part_time,
                b.salary_paid, b.dues, b.regular_pay, b.total_remuneration
         from employers e
         join unions u on u.id = e.union_id
         left join lateral (select a.body_id from affiliations a join bodies o on o.id = a.body_id
           where a.union_id = u.id and o.kind = 'federation' and a.since <= $1
             and (a.until is null or a.until > $1) order by a.since desc limit 1) f on true
         left join lateral (select a.body_id from affiliations a join bodies o on o.id = a.body_id
           where a.union_id = u.id and o.kind = 'central_council' and a.since <= $1
             and (a.until is null or a.until > $1) order by a.since desc limit 1) c on true
         left join lateral (select n.*, d.ends_on from headcounts n
           join employer_calendars k using (union_id, employer_id, fiscal_year)
           cross join lateral (select case n.period when 13 then make_date(n.fiscal_year + 1, 3, 31)
             else k.first_period_end + 28 * (n.period - 1) end as ends_on) d
           where n.union_id = e.union_id and n.employer_id = e.id and n.fiscal_year between $3 - 2 and $3
             and d.ends_on between $2 and $1
             and (not $4 or exists (select from declarations g where g.union_id = n.union_id
               and g.fiscal_year = n.fiscal_year and g.period = n.period))
           order by n.fiscal_year desc, n.period desc limit 1) h on true
         left join headcount_bases b on b.union_id = h.union_id and b.employer_id = h.employer_id
           and b.fiscal_year = h.fiscal_year and b.period = h.period
         where e.active or h.union_id is not null
         order by u.number::int, institution, unit, e.id",
    )
    .bind(date)
    .bind(earliest_end(date))
    .bind(year)
    .bind(told == Told::Declared)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(unit).collect()
}

fn unit(row: UnitRow) -> Result<Unit> {
    let counted = match (row.fiscal_year, row.period, row.ends_on) {
        (Some(year), Some(period), Some(ends_on)) => Some(Counted {
            period: period_of(year, period)?,
            ends_on,
            headcount: Headcount {
                lines: count(row.lines),
                held: count(row.held),
                persons: count(row.persons),
                full_time: count(row.full_time),
                part_time: count(row.part_time),
            },
            bases: match (row.salary_paid, row.dues) {
                (Some(salary_paid), Some(dues)) => Some(Bases {
                    salary_paid: cents(salary_paid)?,
                    dues: cents(dues)?,
                    regular_pay: row.regular_pay.map(cents).transpose()?,
                    total_remuneration: row.total_remuneration.map(cents).transpose()?,
                }),
                _ => None,
            },
        }),
        _ => None,
    };
    Ok(Unit {
        union: row.union_id,
        union_number: row.number,
        federation: row.federation_id,
        central_council: row.central_council_id,
        employer: row.employer_id,
        institution: row.institution,
        unit: row.unit,
        counted,
    })
}

fn count(kept: Option<i32>) -> usize {
    kept.and_then(|kept| usize::try_from(kept).ok()).unwrap_or_default()
}

fn cents(amount: Decimal) -> Result<Cad> {
    Cad::exact(amount).map_err(damaged)
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

/// Of each union with several of these units, how many persons they count besides another one, in
/// the last period that all of them have.
pub async fn shared(scoped: &mut Scoped, units: &[Unit]) -> Result<HashMap<Uuid, usize>> {
    let common = common_periods(units);
    let mut asked: (Vec<Uuid>, Vec<i16>, Vec<i16>) = Default::default();
    for (union, period) in &common {
        let (year, number) = columns(*period);
        asked.0.push(*union);
        asked.1.push(year);
        asked.2.push(number);
    }
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select h.union_id, sum(h.shared)::int8 from unnest($1::uuid[], $2::int2[], $3::int2[]) as
           asked (union_id, fiscal_year, period)
         join headcounts h using (union_id, fiscal_year, period)
         where h.shared > 0 group by 1",
    )
    .bind(asked.0)
    .bind(asked.1)
    .bind(asked.2)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().map(|(union, shared)| (union, usize::try_from(shared).unwrap_or(0))).collect())
}

/// The names in force on a date of these unions.
pub async fn union_names(
    scoped: &mut Scoped,
    unions: &[Uuid],
    date: NaiveDate,
) -> Result<HashMap<Uuid, (String, String)>> {
    let rows: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select id, number, coalesce(fact_in_force(id, 'union', id, 'name', $2), name)
         from unions where id = any($1)",
    )
    .bind(unions)
    .bind(date)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().map(|(id, number, name)| (id, (number, name))).collect())
}
