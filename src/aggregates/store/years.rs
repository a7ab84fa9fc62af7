//! The bodies' years: what unions declared to one body, period by period.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{cents, damaged};
use crate::aggregates::years::PeriodLine;
use crate::calendar::periods;
use crate::db::{Result, Scoped};
use crate::unions::store::period_of;

/// The month in which a body's own year begins, from 1 to 12; the agreement's when none is set.
pub async fn first_month(scoped: &mut Scoped, body: Uuid) -> Result<u32> {
    let month: Option<i16> = sqlx::query_scalar("select first_month from body_years where body_id = $1")
        .bind(body)
        .fetch_optional(scoped.conn())
        .await?;
    Ok(month.and_then(|month| u32::try_from(month).ok()).unwrap_or(4))
}

/// Every period that a union which the actor reaches declared to this body, oldest first.
///
/// Opening balances are no period's and are left out. A union of several employers has the period
/// of the one that ends last, as its declaration does.
pub async fn declared_to(scoped: &mut Scoped, body: Uuid) -> Result<Vec<PeriodLine>> {
    let rows: Vec<(i16, i16, NaiveDate, i64, Decimal, Decimal)> = sqlx::query_as(
        "select b.fiscal_year, b.period, c.first_period_end, count(*), sum(b.declared), sum(b.paid)
         from balances b
         join (select k.union_id, k.fiscal_year, max(k.first_period_end) as first_period_end
           from employer_calendars k join employers e on e.union_id = k.union_id and e.id = k.employer_id
           where e.active group by 1, 2) c using (union_id, fiscal_year)
         where b.payee_id = $1 and not exists (select from openings o
           where o.union_id = b.union_id and o.fiscal_year = b.fiscal_year and o.period = b.period)
         group by 1, 2, 3 order by 1, 2, 3",
    )
    .bind(body)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(year, number, first_period_end, unions, declared, paid)| {
            let id = period_of(year, number)?;
            let all = periods(id.fiscal_year(), first_period_end).map_err(damaged)?;
            Ok(PeriodLine {
                period: all[usize::from(id.number()) - 1],
                unions: usize::try_from(unions).unwrap_or_default(),
                declared: cents(declared)?,
                paid: cents(paid)?,
            })
        })
        .collect()
}
