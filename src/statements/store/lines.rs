//! The lines of a statement, as far as the per capita needs them. Those of the pages are `browse`'s.

use rust_decimal::Decimal;
use sqlx::Row as _;

use super::Summary;
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::statements::{Line, Status};
use crate::unions::store::columns;

/// As far as pages and `dues` need them: no SIN, no address, no absence.
const LINES: &str = "select line, employee_number, name, job_title, status, salary_paid, dues, regular_pay,
        total_remuneration, held_dues, correction_period, correction_nature
    from statement_lines where union_id = $1 and statement_id = $2 and fiscal_year = $3 ";

/// Lines after a given one (keyset paging).
pub async fn lines(
    scoped: &mut Scoped,
    statement: &Summary,
    after: i32,
    limit: Option<i64>,
) -> Result<Vec<Line>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{LINES} and line > $4 order by line limit $5")))
        .bind(union)
        .bind(statement.id)
        .bind(columns(statement.period).0)
        .bind(after)
        .bind(limit)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter().map(line).collect()
}

/// Lines by their numbers, in the order of the file.
pub async fn lines_at(scoped: &mut Scoped, statement: &Summary, numbers: &[i32]) -> Result<Vec<Line>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{LINES} and line = any($4) order by line")))
        .bind(union)
        .bind(statement.id)
        .bind(columns(statement.period).0)
        .bind(numbers)
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
