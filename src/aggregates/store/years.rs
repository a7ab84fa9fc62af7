//! The bodies' years: what unions declared to one body, period by period.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::cents;
use crate::aggregates::years::PeriodLine;
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
