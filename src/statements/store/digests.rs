//! What later statements compare a statement with, column by column: one row a statement, made from
//! its lines in the transaction that stores them. Reading the lines of eighteen statements before
//! each intake would cost more than the intake.
//!
//! Never an authority: the lines are, and the digest can be made from them again.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::statements::Line;

/// Between the texts of a column: no cell holds it, since control characters are taken out of cells.
const SEPARATOR: char = '\u{1f}';

/// The lines of a statement that name somebody and whose correction, if any, names its period: each
/// column has one value a line.
#[derive(Debug, Default, PartialEq, sqlx::FromRow)]
pub struct Digest {
    pub statement_id: Uuid,
    employee_numbers: String,
    correction_periods: String,
    /// Whole cents, zero where the line has none; empty when pay was not asked for.
    pub salary_paid: Vec<i64>,
    pub dues: Vec<i64>,
    pub seniority_days: Vec<Option<Decimal>>,
    pub vacation_days: Vec<Option<Decimal>>,
    pub hired_on: Vec<Option<NaiveDate>>,
}

impl Digest {
    /// Takes up the next line of the statement.
    ///
    /// # Errors
    /// Refused when an amount's cents do not fit 64 bits, which no [`Cad`] read from outside does.
    pub fn see(&mut self, line: &Line) -> Result<()> {
        let names_its_period = line.correction_nature.is_empty() || !line.correction_period.is_empty();
        if line.employee_number.is_empty() || !names_its_period {
            return Ok(());
        }
        if !self.salary_paid.is_empty() {
            self.employee_numbers.push(SEPARATOR);
            self.correction_periods.push(SEPARATOR);
        }
        self.employee_numbers.push_str(&line.employee_number);
        self.correction_periods.push_str(&line.correction_period);
        self.salary_paid.push(cents(line.salary_paid)?);
        self.dues.push(cents(line.dues)?);
        self.seniority_days.push(line.seniority_days);
        self.vacation_days.push(line.vacation_days);
        self.hired_on.push(line.hired_on);
        Ok(())
    }

    pub fn employee_numbers(&self) -> impl Iterator<Item = &str> {
        self.employee_numbers.split(SEPARATOR)
    }

    /// Empty on a normal line.
    pub fn correction_periods(&self) -> impl Iterator<Item = &str> {
        self.correction_periods.split(SEPARATOR)
    }
}

fn cents(amount: Option<Cad>) -> Result<i64> {
    i64::try_from(amount.unwrap_or_default().cents()).map_err(|e| Error::Damaged(e.to_string()))
}

/// Keeps the digest of a statement just stored.
pub(super) async fn keep(scoped: &mut Scoped, union: Uuid, statement: Uuid, digest: &Digest) -> Result<()> {
    sqlx::query("insert into statement_digests values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(union)
        .bind(statement)
        .bind(&digest.employee_numbers)
        .bind(&digest.correction_periods)
        .bind(&digest.salary_paid)
        .bind(&digest.dues)
        .bind(&digest.seniority_days)
        .bind(&digest.vacation_days)
        .bind(&digest.hired_on)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// The digest of a statement of the actor's union, with what it paid when that is asked for.
pub async fn one(scoped: &mut Scoped, statement: Uuid, with_pay: bool) -> Result<Digest> {
    let union = scoped.own_union()?;
    let sql = if with_pay {
        "select * from statement_digests where union_id = $1 and statement_id = $2"
    } else {
        "select statement_id, employee_numbers, correction_periods, '{}'::bigint[] as salary_paid,
                '{}'::bigint[] as dues, seniority_days, vacation_days, hired_on
         from statement_digests where union_id = $1 and statement_id = $2"
    };
    Ok(sqlx::query_as(sql).bind(union).bind(statement).fetch_one(scoped.conn()).await?)
}
