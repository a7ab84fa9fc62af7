//! One line with all its fields, the sealed number masked.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;

use super::Summary;
use super::browse::cad;
use super::findings::StoredFinding;
use super::lines::line;
use crate::db::{Error, Result, Scoped};
use crate::secrets::{Sealed, SinPlace};
use crate::statements::absences::pieces;
use crate::statements::{Absence, Line, SalaryUnit};
use crate::unions::store::columns;

/// A line as received, for the one page that shows all of it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Everything but the social insurance number.
    pub line: Line,
    /// `••• ••• 286`, three digits and no more (R55); empty when the line has none.
    pub sin: String,
    /// In the order of the rules.
    pub findings: Vec<StoredFinding>,
}

/// A line of a statement, by its number in the file.
pub async fn whole(scoped: &mut Scoped, statement: &Summary, number: i32) -> Result<Whole> {
    let union = scoped.own_union()?;
    let row = sqlx::query(
        "select * from statement_lines where union_id = $1 and statement_id = $2 and fiscal_year = $3 and line = $4",
    )
    .bind(union)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .bind(number)
    .fetch_one(scoped.conn())
    .await?;
    let findings = sqlx::query_as(
        "select seq, rule, severity, line, column_name, value, expected, note, $4::text as employee_number,
                $5::text as name
         from statement_findings where union_id = $1 and statement_id = $2 and line = $3 order by seq",
    )
    .bind(union)
    .bind(statement.id)
    .bind(number)
    .bind(row.get::<String, _>("employee_number"))
    .bind(row.get::<String, _>("name"))
    .fetch_all(scoped.conn())
    .await?;
    Ok(Whole { sin: masked(scoped, statement, &row)?, line: all_of(&row)?, findings })
}

/// Opened to show its last three digits, and wiped at once.
fn masked(scoped: &Scoped, statement: &Summary, row: &PgRow) -> Result<String> {
    let Some(bytes) = row.get::<Option<Vec<u8>>, _>("sin_sealed") else { return Ok(String::new()) };
    let place = SinPlace {
        union_id: scoped.own_union()?,
        statement_id: statement.id,
        line: u32::try_from(row.get::<i32, _>("line")).unwrap_or_default(),
    };
    let sealed = Sealed { key_id: row.get::<Option<i32>, _>("sin_key").unwrap_or_default(), bytes };
    let sin = scoped.keys().open_sin(&place, &sealed);
    let sin =
        sin.map_err(|e| Error::Damaged(format!("number of a line of statement {}: {e}", statement.id)))?;
    Ok(format!("••• ••• {}", sin.get(6..).unwrap_or_default()))
}

fn all_of(row: &PgRow) -> Result<Line> {
    let number = |name: &str| row.get::<Option<Decimal>, _>(name);
    let day = |name: &str| row.get::<Option<NaiveDate>, _>(name);
    Ok(Line {
        address: row.get("address"),
        phone: row.get("phone"),
        job_title_code: row.get("job_title_code"),
        service: row.get("service"),
        shift: row.get("shift"),
        salary_rate: number("salary_rate"),
        salary_unit: row.get::<Option<&str>, _>("salary_unit").and_then(SalaryUnit::from_code),
        absences: pieces(row.get("absences")).filter_map(Absence::read).collect(),
        hired_on: day("hired_on"),
        left_on: day("left_on"),
        hours_worked: number("hours_worked"),
        vacation_days: number("vacation_days"),
        seniority_days: number("seniority_days"),
        insurance_benefits: cad(row, "insurance_benefits")?,
        initiation_dues: cad(row, "initiation_dues")?,
        ..line(row)?
    })
}
