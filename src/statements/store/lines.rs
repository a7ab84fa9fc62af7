//! The lines of a statement, as far as the per capita needs them. Those of the pages are `browse`'s.

use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::Summary;
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::statements::{Line, Status};
use crate::unions::store::{columns, period_of};

/// Lines after a given one (keyset paging), as far as pages and `dues` need them: no SIN, no
/// address, no absence.
pub async fn lines(
    scoped: &mut Scoped,
    statement: &Summary,
    after: i32,
    limit: Option<i64>,
) -> Result<Vec<Line>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select line, employee_number, name, job_title, status, salary_paid, dues, regular_pay, total_remuneration,
                held_dues, correction_period, correction_nature
         from statement_lines
         where union_id = $1 and statement_id = $2 and fiscal_year = $3 and line > $4 order by line limit $5",
    )
    .bind(union)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .bind(after)
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(line).collect()
}

pub(super) fn line(row: &sqlx::postgres::PgRow) -> Result<Line> {
    let cad = |name: &str| -> Result<Option<Cad>> {
        row.get::<Option<Decimal>, _>(name)
            .map(|amount| Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string())))
            .transpose()
    };
    Ok(Line {
        number: u32::try_from(row.get::<i32, _>("line")).unwrap_or_default(),
        employee_number: row.get("employee_number"),
        name: row.get("name"),
        job_title: row.get("job_title"),
        status: row.get::<Option<&str>, _>("status").and_then(Status::from_code),
        salary_paid: cad("salary_paid")?,
        dues: cad("dues")?,
        regular_pay: cad("regular_pay")?,
        total_remuneration: cad("total_remuneration")?,
        held_dues: cad("held_dues")?,
        correction_period: row.get("correction_period"),
        correction_nature: row.get("correction_nature"),
        ..Line::default()
    })
}

/// A statement that a declaration took in.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    pub id: Uuid,
    pub period: PeriodId,
}

/// The statements of an employer declared before one of them, or all that are declared when that one
/// is not, in the order in which they were declared.
pub async fn declared_before(scoped: &mut Scoped, employer: Uuid, statement: Uuid) -> Result<Vec<Declared>> {
    let rows: Vec<(Uuid, i16, i16)> = sqlx::query_as(
        "with declared as (
           select s.id, s.fiscal_year, s.period,
                  (select min(d.attested_at) from declaration_levies l
                   join declarations d on d.union_id = l.union_id and d.id = l.declaration_id
                   where l.union_id = s.union_id and l.statement_id = s.id) as at
           from statements s where s.union_id = $1 and s.employer_id = $2 and s.state = 'declared')
         select id, fiscal_year, period from declared
         where at < coalesce((select at from declared where id = $3), 'infinity')
         order by at, fiscal_year, period",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(statement)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(id, year, number)| Ok(Declared { id, period: period_of(year, number)? })).collect()
}

/// The correction lines of a statement, in its order.
pub async fn correction_lines(scoped: &mut Scoped, statement: &Declared) -> Result<Vec<Line>> {
    let rows = sqlx::query(
        "select line, employee_number, name, job_title, status, salary_paid, dues, regular_pay, total_remuneration,
                held_dues, correction_period, correction_nature
         from statement_lines
         where union_id = $1 and statement_id = $2 and fiscal_year = $3
           and (correction_period <> '' or correction_nature <> '') order by line",
    )
    .bind(scoped.own_union()?)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(line).collect()
}
