//! The aggregates' SQL: what is kept of each statement, read back as of a date; and the bodies' years.

pub mod keep;
pub mod years;

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Bases, Counted, Headcount, Unit, common_periods, earliest_end};
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::unions::store::{columns, period_of};

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
/// year before, in the order of the unions' numbers; its bodies and its names are those of `date`.
/// A union has those that it received, the bodies those declared to them: the policies say so.
///
/// An employer closed since counts if one of its statements tells of that date.
pub async fn as_of(scoped: &mut Scoped, date: NaiveDate) -> Result<Vec<Unit>> {
    let rows: Vec<UnitRow> = sqlx::query_as(
        "select e.union_id, u.number, e.id as employer_id, u.federation_id, u.central_council_id,
                e.name as institution, e.unit, h.fiscal_year, h.period, h.ends_on, h.lines, h.held,
                h.persons, h.full_time, h.part_time, b.salary_paid, b.dues, b.regular_pay, b.total_remuneration
         from employers e
         join unions u on u.id = e.union_id
         left join lateral (select * from headcounts n
           where n.union_id = e.union_id and n.employer_id = e.id and n.ends_on between $2 and $1
           order by n.fiscal_year desc, n.period desc limit 1) h on true
         left join headcount_bases b on b.union_id = h.union_id and b.employer_id = h.employer_id
           and b.fiscal_year = h.fiscal_year and b.period = h.period
         where e.active or h.union_id is not null
         order by u.number::int, e.id",
    )
    .bind(date)
    .bind(earliest_end(date))
    .fetch_all(scoped.conn())
    .await?;
    let mut units = rows.into_iter().map(unit).collect::<Result<Vec<_>>>()?;
    // Apart, each a list of its own: with row-level security, PostgreSQL expects one row of each and
    // would go through the whole of them for every unit.
    let then = affiliations(scoped, date).await?;
    let mut names = names(scoped, date).await?;
    for unit in &mut units {
        let body = |kind: &str, now: Uuid| {
            then.get(&unit.union).and_then(|bodies| bodies.get(kind)).copied().unwrap_or(now)
        };
        unit.federation = body("federation", unit.federation);
        unit.central_council = body("central_council", unit.central_council);
        let mut name = |field: &str, set_up: &mut String| {
            if let Some(name) = names.get_mut(&unit.employer).and_then(|fields| fields.remove(field)) {
                *set_up = name;
            }
        };
        name("employer-name", &mut unit.institution);
        name("unit", &mut unit.unit);
    }
    Ok(units)
}

/// The bodies of each union on a date, by kind.
async fn affiliations(scoped: &mut Scoped, date: NaiveDate) -> Result<HashMap<Uuid, HashMap<String, Uuid>>> {
    let rows: Vec<(Uuid, String, Uuid)> = sqlx::query_as(
        "select a.union_id, o.kind, a.body_id from affiliations a join bodies o on o.id = a.body_id
         where a.since <= $1 and (a.until is null or a.until > $1) order by a.since",
    )
    .bind(date)
    .fetch_all(scoped.conn())
    .await?;
    let mut then: HashMap<Uuid, HashMap<String, Uuid>> = HashMap::new();
    for (union, kind, body) in rows {
        then.entry(union).or_default().insert(kind, body);
    }
    Ok(then)
}

/// What employers and their units are called on a date, where a change was recorded.
async fn names(scoped: &mut Scoped, date: NaiveDate) -> Result<HashMap<Uuid, HashMap<String, String>>> {
    let rows: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select subject_id, field, value from union_facts
         where subject = 'employer' and field in ('employer-name', 'unit') and effective_on <= $1
         order by effective_on, seq",
    )
    .bind(date)
    .fetch_all(scoped.conn())
    .await?;
    let mut names: HashMap<Uuid, HashMap<String, String>> = HashMap::new();
    for (employer, field, value) in rows {
        let fields = names.entry(employer).or_default();
        if value.is_empty() {
            fields.remove(&field)
        } else {
            fields.insert(field, value)
        };
    }
    Ok(names)
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
