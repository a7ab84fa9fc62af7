//! Puts a statement's lines in the database by `COPY BINARY`, while its file is still being read: part
//! of the store, apart because of its form.
//!
//! PostgreSQL refuses COPY into a table whose row-level security binds the role, so the lines go
//! to a temporary table first and every row of it passes the policy on its way in. The table is the
//! connection's, made once, and empty after each transaction: a file that is refused leaves nothing.

use std::collections::HashSet;

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;
use sqlx::encode::Encode;
use sqlx::postgres::{PgArgumentBuffer, PgCopyIn};
use sqlx::{PgConnection, Postgres, Type};
use uuid::Uuid;

use super::{Absence, Line};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::members::search_words;
use crate::money::Cad;
use crate::secrets::UnionKeys;
use crate::unions::store::columns;

/// Of the line, then what the register would write of the person: an id should she be new, and the words
/// that find her.
const COLUMNS: i16 = 35;
/// Given away whenever this much is ready, so that memory stays bounded.
const CHUNK: usize = 256 << 10;

/// Begins to take lines in, in the caller's transaction: as long as the reading takes, whatever the time
/// that a page has.
pub async fn begin(scoped: &mut Scoped) -> Result<PgCopyIn<&mut PgConnection>> {
    sqlx::query("set local statement_timeout = 0").execute(scoped.conn()).await?;
    let is_there: bool = sqlx::query_scalar("select to_regclass('pg_temp.incoming_lines') is not null")
        .fetch_one(scoped.conn())
        .await?;
    if !is_there {
        sqlx::query(
            "create temporary table incoming_lines (like statement_lines, member_id uuid, search text)
             on commit delete rows",
        )
        .execute(scoped.conn())
        .await?;
    }
    Ok(scoped.conn().copy_in_raw("copy incoming_lines from stdin (format binary)").await?)
}

/// Stores the lines of a statement that were taken in.
pub async fn store(scoped: &mut Scoped, statement: Uuid) -> Result<()> {
    // Another statement of the same transaction may have left its lines there.
    sqlx::query(
        "insert into statement_lines
         select union_id, fiscal_year, statement_id, line, employee_number, name, address, phone, sin_key,
                sin_sealed, sin_index, job_title_code, job_title, status, service, shift, salary_rate, salary_unit,
                salary_paid, dues, absences, hired_on, left_on, hours_worked, vacation_days, seniority_days,
                regular_pay, insurance_benefits, total_remuneration, initiation_dues, held_dues,
                correction_period, correction_nature
         from incoming_lines where statement_id = $1",
    )
    .bind(statement)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// The lines of one statement in the binary format of COPY: each field its length and its value as the
/// protocol encodes it.
pub struct Rows {
    bytes: Vec<u8>,
    field: PgArgumentBuffer,
    keys: UnionKeys,
    union: Uuid,
    year: i16,
    statement: Uuid,
    /// The first of the ids that new people get: they differ by the line.
    first_id: u128,
    /// Employee numbers of normal lines so far.
    named: HashSet<CompactString>,
}

impl Rows {
    pub fn new(keys: UnionKeys, union: Uuid, period: PeriodId, statement: Uuid) -> Rows {
        let mut bytes = b"PGCOPY\n\xff\r\n\0".to_vec();
        bytes.extend([0; 8]); // no flags, no header extension
        Rows {
            bytes,
            field: PgArgumentBuffer::default(),
            keys,
            union,
            year: columns(period).0,
            statement,
            first_id: Uuid::now_v7().as_u128() & !u128::from(u32::MAX),
            named: HashSet::new(),
        }
    }

    /// What is ready, when that is enough to be sent.
    pub fn ready(&mut self) -> Option<Vec<u8>> {
        (self.bytes.len() > CHUNK)
            .then(|| std::mem::replace(&mut self.bytes, Vec::with_capacity(CHUNK * 5 / 4)))
    }

    /// What is left, with the mark of the end.
    pub fn end(mut self) -> Vec<u8> {
        self.bytes.extend((-1i16).to_be_bytes());
        self.bytes
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

    /// Adds a line, with the keyed index of its number if it has one.
    pub fn push(&mut self, line: &Line) -> Result<()> {
        let number = i32::try_from(line.number).map_err(|e| Error::Damaged(e.to_string()))?;
        let (union, year, statement) = (self.union, self.year, self.statement);
        self.bytes.extend(COLUMNS.to_be_bytes());
        self.raw(Some(union.as_bytes()));
        self.raw(Some(&year.to_be_bytes()));
        self.raw(Some(statement.as_bytes()));
        self.raw(Some(&number.to_be_bytes()));
        for text in [&line.employee_number, &line.name, &line.address, &line.phone] {
            self.text(text);
        }
        self.sin(line)?;
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
        self.person(line)
    }

    /// For the register, on the first normal line of each number.
    fn person(&mut self, line: &Line) -> Result<()> {
        let is_named = !line.is_correction() && !line.employee_number.is_empty();
        if is_named && self.named.insert(line.employee_number.clone()) {
            let id = Uuid::from_u128(self.first_id | u128::from(line.number));
            self.raw(Some(id.as_bytes()));
            self.text(&search_words(&line.name, &line.employee_number));
        } else {
            self.put::<Option<Uuid>>(None)?;
            self.put::<Option<&str>>(None)?;
        }
        Ok(())
    }

    /// Sealed, with the blind index that finds the same person again; never in clear.
    fn sin(&mut self, line: &Line) -> Result<()> {
        let Some(sin) = &line.sin else {
            for _ in 0..3 {
                self.put::<Option<i32>>(None)?;
            }
            return Ok(());
        };
        let sealed = self.keys.seal_sin(self.statement, line.number, sin.expose());
        self.raw(Some(&sealed.key_id.to_be_bytes()));
        self.raw(Some(&sealed.bytes));
        // Made while the line was checked, when it was compared with what came before.
        let index = line.sin_index.unwrap_or_else(|| self.keys.blind_index(sin.expose()));
        self.raw(Some(&index));
        Ok(())
    }
}

/// As the statement writes them: `2025-07-21/2025-07-25 S01 | 2025-08-01/2025-08-01 H03`.
fn absences(absences: &[Absence]) -> String {
    let written: Vec<String> = absences.iter().map(Absence::to_string).collect();
    written.join(" | ")
}
