//! Puts a statement's lines in the database by `COPY BINARY`: part of the store, apart because of
//! its form.
//!
//! PostgreSQL refuses COPY into a table whose row-level security binds the role, so the lines go
//! to a temporary table first and every row of it passes the policy on its way in. The table is the
//! connection's, made once, and empty after each transaction.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::encode::Encode;
use sqlx::postgres::PgArgumentBuffer;
use sqlx::{Postgres, Type};
use uuid::Uuid;

use super::{Absence, Line};
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::secrets::UnionKeys;

const COLUMNS: i16 = 33;
/// Sent to the server whenever this much is ready, so that memory stays bounded.
const CHUNK: usize = 1 << 20;

pub async fn lines(
    scoped: &mut Scoped,
    union: Uuid,
    fiscal_year: i16,
    statement: Uuid,
    lines: &[Line],
) -> Result<()> {
    let keys = scoped.keys().for_union(union);
    let is_there: bool = sqlx::query_scalar("select to_regclass('pg_temp.incoming_lines') is not null")
        .fetch_one(scoped.conn())
        .await?;
    if !is_there {
        sqlx::query("create temporary table incoming_lines (like statement_lines) on commit delete rows")
            .execute(scoped.conn())
            .await?;
    }
    let mut copy = scoped.conn().copy_in_raw("copy incoming_lines from stdin (format binary)").await?;
    let mut rows = Rows::new();
    for line in lines {
        rows.push(&keys, union, fiscal_year, statement, line)?;
        if rows.bytes.len() > CHUNK {
            copy.send(&rows.bytes[..]).await?;
            rows.bytes.clear();
        }
    }
    copy.send(rows.end()).await?;
    copy.finish().await?;
    // Another statement of the same transaction may have left its lines there.
    sqlx::query("insert into statement_lines select * from incoming_lines where statement_id = $1")
        .bind(statement)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// The binary format of COPY: each field its length and its value as the protocol encodes it.
struct Rows {
    bytes: Vec<u8>,
    field: PgArgumentBuffer,
}

impl Rows {
    fn new() -> Rows {
        let mut bytes = b"PGCOPY\n\xff\r\n\0".to_vec();
        bytes.extend([0; 8]); // no flags, no header extension
        Rows { bytes, field: PgArgumentBuffer::default() }
    }

    fn end(&mut self) -> &[u8] {
        self.bytes.extend((-1i16).to_be_bytes());
        &self.bytes
    }

    fn put<'q, T: Encode<'q, Postgres> + Type<Postgres>>(&mut self, value: T) -> Result<()> {
        self.field.clear();
        let null = value.encode(&mut self.field).map_err(|e| Error::Sqlx(sqlx::Error::Encode(e)))?.is_null();
        if null {
            self.bytes.extend((-1i32).to_be_bytes());
        } else {
            self.raw(None);
        }
        Ok(())
    }

    /// A field of bytes: those given, or those just encoded.
    fn raw(&mut self, given: Option<&[u8]>) {
        let field: &[u8] = given.unwrap_or(&self.field);
        let length = i32::try_from(field.len()).unwrap_or(i32::MAX);
        self.bytes.extend(length.to_be_bytes());
        self.bytes.extend(field);
    }

    fn text(&mut self, text: &str) {
        self.raw(Some(text.as_bytes()));
    }

    fn cad(&mut self, amount: Option<Cad>) -> Result<()> {
        self.put(amount.map(Cad::amount))
    }

    fn push(&mut self, keys: &UnionKeys, union: Uuid, year: i16, statement: Uuid, line: &Line) -> Result<()> {
        let number = i32::try_from(line.number).map_err(|e| Error::Damaged(e.to_string()))?;
        self.bytes.extend(COLUMNS.to_be_bytes());
        self.raw(Some(union.as_bytes()));
        self.raw(Some(&year.to_be_bytes()));
        self.raw(Some(statement.as_bytes()));
        self.raw(Some(&number.to_be_bytes()));
        for text in [&line.employee_number, &line.name, &line.address, &line.phone] {
            self.text(text);
        }
        self.sin(keys, statement, line)?;
        self.text(&line.job_title_code);
        self.text(&line.job_title);
        self.put(line.status.map(super::Status::code))?;
        self.text(&line.service);
        self.text(&line.shift);
        self.put::<Option<Decimal>>(line.salary_rate)?;
        self.put(line.salary_unit.map(super::SalaryUnit::code))?;
        self.cad(line.salary_paid)?;
        self.cad(line.dues)?;
        self.text(&absences(&line.absences));
        self.put::<Option<NaiveDate>>(line.hired_on)?;
        self.put::<Option<NaiveDate>>(line.left_on)?;
        for number in [line.hours_worked, line.vacation_days, line.seniority_days] {
            self.put::<Option<Decimal>>(number)?;
        }
        let amounts = [line.regular_pay, line.insurance_benefits, line.total_remuneration];
        for amount in amounts.into_iter().chain([line.initiation_dues, line.held_dues]) {
            self.cad(amount)?;
        }
        self.text(&line.correction_period);
        self.text(&line.correction_nature);
        Ok(())
    }

    /// Sealed, with the blind index that finds the same person again; never in clear.
    fn sin(&mut self, keys: &UnionKeys, statement: Uuid, line: &Line) -> Result<()> {
        let Some(sin) = &line.sin else {
            for _ in 0..3 {
                self.put::<Option<i32>>(None)?;
            }
            return Ok(());
        };
        let sealed = keys.seal_sin(statement, line.number, sin.expose());
        self.raw(Some(&sealed.key_id.to_be_bytes()));
        self.raw(Some(&sealed.bytes));
        // Made while the line was checked, when it was compared with what came before.
        let index = line.sin_index.unwrap_or_else(|| keys.blind_index(sin.expose()));
        self.raw(Some(&index));
        Ok(())
    }
}

/// As the statement writes them: `2025-07-21/2025-07-25 S01 | 2025-08-01/2025-08-01 H03`.
fn absences(absences: &[Absence]) -> String {
    let written: Vec<String> = absences.iter().map(Absence::to_string).collect();
    written.join(" | ")
}
