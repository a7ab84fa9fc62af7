//! The bodies' years: what unions declared to one body, period by period.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::cents;
use crate::aggregates::years::PeriodLine;
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::money::Cad;
use crate::unions::store::{columns, period_of};

/// The month in which a body's own year begins, from 1 to 12; the agreement's when none is set.
pub async fn first_month(scoped: &mut Scoped, body: Uuid) -> Result<u32> {
    let month: Option<i16> = sqlx::query_scalar("select first_month from body_years where body_id = $1")
        .bind(body)
        .fetch_optional(scoped.conn())
        .await?;
    Ok(month.and_then(|month| u32::try_from(month).ok()).unwrap_or(4))
}

/// Every period that a union which the actor reaches declared to this body, oldest first, with the end
/// that its declaration gave it. Opening balances are no period's and are left out.
pub async fn declared_to(scoped: &mut Scoped, body: Uuid) -> Result<Vec<PeriodLine>> {
    let rows: Vec<(i16, i16, NaiveDate, i64, Decimal, Decimal)> = sqlx::query_as(
        "select b.fiscal_year, b.period, d.period_end, count(*), sum(b.declared), sum(b.paid)
         from balances b
         join (select union_id, fiscal_year, period, max(period_end) as period_end
           from declarations group by 1, 2, 3) d using (union_id, fiscal_year, period)
         where b.payee_id = $1
         group by 1, 2, 3 order by 1, 2, 3",
    )
    .bind(body)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(year, number, ends_on, unions, declared, paid)| {
            Ok(PeriodLine {
                period: period_of(year, number)?,
                ends_on,
                unions: usize::try_from(unions).unwrap_or_default(),
                declared: cents(declared)?,
                paid: cents(paid)?,
            })
        })
        .collect()
}

/// What one union declared to the body for one period.
#[derive(Debug, Clone)]
pub struct UnionLine {
    pub union: Uuid,
    pub number: String,
    pub name: String,
    pub period: PeriodId,
    pub declared: Cad,
    /// Of that, received.
    pub paid: Cad,
}

type UnionRow = (Uuid, String, String, i16, i16, Decimal, Decimal);

/// What the unions that the actor reaches declared to this body: for one period by their numbers, or
/// of one union, the last period first. Opening balances are no period's and are left out.
pub async fn declared_by(
    scoped: &mut Scoped,
    body: Uuid,
    period: Option<PeriodId>,
    union: Option<Uuid>,
) -> Result<Vec<UnionLine>> {
    let today = scoped.today();
    let (year, number) = period.map(columns).unzip();
    let rows: Vec<UnionRow> = sqlx::query_as(
        "select b.union_id, u.number, coalesce(fact_in_force(u.id, 'union', u.id, 'name', $5), u.name),
                b.fiscal_year, b.period, b.declared, b.paid
         from balances b join unions u on u.id = b.union_id
         where b.payee_id = $1 and ($2::int2 is null or (b.fiscal_year, b.period) = ($2, $3))
           and ($4::uuid is null or b.union_id = $4)
           and exists (select from declarations d where d.union_id = b.union_id
             and d.fiscal_year = b.fiscal_year and d.period = b.period)
         order by u.number::int, b.fiscal_year desc, b.period desc",
    )
    .bind(body)
    .bind(year)
    .bind(number)
    .bind(union)
    .bind(today)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(union, union_number, name, year, number, declared, paid)| {
            Ok(UnionLine {
                union,
                number: union_number,
                name,
                period: period_of(year, number)?,
                declared: cents(declared)?,
                paid: cents(paid)?,
            })
        })
        .collect()
}
