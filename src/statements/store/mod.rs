//! The statements' SQL: the file as received, its lines as read, its findings and their notes.

pub mod browse;
pub mod compare;
pub mod digests;
pub mod files;
mod findings;
pub mod history;
mod lines;
pub mod mappings;
pub mod one_line;
mod past;
pub mod taking;
pub mod transmitted;
pub mod uploads;
pub mod versions;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::checks::Checked;
use super::rules::Gathered;
use super::{Severity, Totals, copy};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::members::store::register::{self, Intake};
use crate::money::Cad;
use crate::unions::store::{columns, period_of};

pub use self::findings::{StoredFinding, acknowledge, findings, to_note};
pub use self::lines::{lines, lines_at};
use self::taking::Taken;
pub use self::transmitted::Door;

/// A file sent in by the treasurer, before it is stored.
pub struct Incoming<'a> {
    /// Made with the form: sending it twice stores it once.
    pub id: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub file_name: &'a str,
    pub file: File<'a>,
    pub sha256: [u8; 32],
    /// How the file was read, as plain data: `windows-1252 ; ,`.
    pub format: String,
    /// What was said of the employer's files, when it was read.
    pub mapping_version: Option<i32>,
}

/// Where the bytes of a statement are when it is stored.
#[derive(Debug, Clone, Copy)]
pub enum File<'a> {
    /// Kept since they were received, under the statement's id.
    Uploaded,
    /// Here.
    Bytes(&'a [u8]),
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    Stored(Uuid),
    /// The same form or the same bytes, already there.
    AlreadyThere(Uuid),
    /// The period is declared: only a correction can change it.
    AlreadyDeclared,
    /// It was received before the file of the statement in force: it does not take its place.
    Overtaken {
        by: Uuid,
    },
}

/// A statement as lists show it.
#[derive(Debug, Clone)]
pub struct Summary {
    pub id: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub version: i32,
    pub state: String,
    pub file_name: String,
    pub sha256: Vec<u8>,
    pub format: String,
    pub received_at: DateTime<Utc>,
    pub door: Door,
    pub lines: usize,
    pub totals: Totals,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Warnings that still wait for a note.
    pub open_warnings: usize,
}

impl Summary {
    /// Nothing blocks the declaration any more.
    pub fn is_settled(&self) -> bool {
        self.errors == 0 && self.open_warnings == 0
    }

    /// Part of a declaration that was filed.
    pub fn is_declared(&self) -> bool {
        self.state == "declared"
    }
}

/// Locks the period for this transaction: two acts on one period queue here.
pub async fn lock_period(scoped: &mut Scoped, union: Uuid, period: PeriodId) -> Result<()> {
    let (year, number) = columns(period);
    sqlx::query(
        "insert into period_summaries (union_id, fiscal_year, period) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .execute(scoped.conn())
    .await?;
    sqlx::query(
        "select from period_summaries where union_id = $1 and fiscal_year = $2 and period = $3 for update",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Stores a file whose lines were taken in, in the same transaction; a new version takes the place of the
/// one before it.
pub async fn receive(scoped: &mut Scoped, incoming: &Incoming<'_>, taken: &Taken) -> Result<Receipt> {
    let union = scoped.own_union()?;
    let (year, number) = columns(incoming.period);
    lock_period(scoped, union, incoming.period).await?;

    type Before = (Uuid, i32, String, Vec<u8>, Option<i32>);
    let before: Vec<Before> = sqlx::query_as(
        "select id, version, state, file_sha256, mapping_version from statements
         where union_id = $1 and employer_id = $2 and fiscal_year = $3 and period = $4 order by version desc",
    )
    .bind(union)
    .bind(incoming.employer)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    if let Some((id, ..)) = before.iter().find(|(id, ..)| *id == incoming.id) {
        return Ok(Receipt::AlreadyThere(*id));
    }
    // The same file read otherwise is another version.
    if let Some((id, _, state, sha256, mapping)) = before.first()
        && state == "current"
        && sha256[..] == incoming.sha256[..]
        && *mapping == incoming.mapping_version
    {
        return Ok(Receipt::AlreadyThere(*id));
    }
    // A statement that came late completes the period; one that is declared is only corrected.
    if before.iter().any(|(_, _, state, ..)| state == "declared") {
        return Ok(Receipt::AlreadyDeclared);
    }
    let in_force = before.iter().find(|(_, _, state, ..)| state == "current").map(|(id, ..)| *id);
    if let Some(by) = in_force
        && versions::is_older(scoped, incoming.id, by).await?
    {
        return Ok(Receipt::Overtaken { by });
    }
    if let Some(before) = in_force {
        sqlx::query("update statements set state = 'superseded' where union_id = $1 and id = $2")
            .bind(union)
            .bind(before)
            .execute(scoped.conn())
            .await?;
    }
    let version = before.first().map_or(1, |(_, version, ..)| version + 1);
    insert_statement(scoped, union, incoming, &taken.checked, version).await?;
    copy::store(scoped, incoming.id).await?;
    digests::keep(scoped, union, incoming.id, &taken.digest).await?;
    findings::insert_findings(scoped, union, incoming.id, &taken.checked).await?;
    if let Some(before) = in_force {
        let carried = findings::carry_notes(scoped, before, incoming.id).await?;
        if carried > 0 {
            scoped.record(Event::done(Action::NotesCarried, format!("{} {carried}", incoming.id)));
        }
    }
    keep_summary(scoped, union, incoming.period).await?;
    // Here and nowhere else, so that no way of sending a statement in forgets the register.
    let intake = Intake {
        statement: incoming.id,
        employer: incoming.employer,
        dates: taken.dates,
        is_first: before.is_empty(),
        sins: &taken.checked.lines.sins,
    };
    register::follow(scoped, union, &intake).await?;
    Ok(Receipt::Stored(incoming.id))
}

async fn insert_statement(
    scoped: &mut Scoped,
    union: Uuid,
    incoming: &Incoming<'_>,
    checked: &Checked<Gathered>,
    version: i32,
) -> Result<()> {
    let (year, number) = columns(incoming.period);
    // Those beyond what one rule may list are counted too: they block all the same.
    let count = |severity| {
        let withheld = checked.withheld.iter().filter(|w| w.severity == severity).map(|w| w.count as usize);
        checked.findings.iter().filter(|f| f.severity == severity).count() + withheld.sum::<usize>()
    };
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into statements (union_id, id, employer_id, fiscal_year, period, version, state, file_name,
             file_sha256, format, received_at, received_by, lines, salary_paid, dues, initiation_dues, held_dues,
             errors, warnings, infos, mapping_version, door)
         values ($1, $2, $3, $4, $5, $6, 'current', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
             coalesce((select door from statement_uploads where union_id = $1 and id = $2), 'page'))",
    )
    .bind(union)
    .bind(incoming.id)
    .bind(incoming.employer)
    .bind(year)
    .bind(number)
    .bind(version)
    .bind(incoming.file_name)
    .bind(&incoming.sha256[..])
    .bind(&incoming.format)
    .bind(now)
    .bind(actor)
    .bind(small(checked.line_count))
    .bind(checked.totals.salary_paid.amount())
    .bind(checked.totals.dues.amount())
    .bind(checked.totals.initiation_dues.amount())
    .bind(checked.totals.held_dues.amount())
    .bind(small(count(Severity::Error)))
    .bind(small(count(Severity::Warning)))
    .bind(small(count(Severity::Info)))
    .bind(incoming.mapping_version)
    .execute(scoped.conn())
    .await?;
    match incoming.file {
        File::Uploaded => files::hand_over(scoped, incoming.id).await,
        File::Bytes(bytes) => files::keep(scoped, files::Keeper::Statement, incoming.id, bytes).await,
    }
}

fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Brings the period's figures up to its statements in force.
async fn keep_summary(scoped: &mut Scoped, union: Uuid, period: PeriodId) -> Result<()> {
    let (year, number) = columns(period);
    sqlx::query(
        "update period_summaries p
         set statements = s.statements, lines = s.lines, salary_paid = s.salary_paid, dues = s.dues
         from (select count(*)::int as statements, coalesce(sum(lines), 0)::int as lines,
                      coalesce(sum(salary_paid), 0) as salary_paid, coalesce(sum(dues), 0) as dues
               from statements where union_id = $1 and fiscal_year = $2 and period = $3 and state <> 'superseded') s
         where p.union_id = $1 and p.fiscal_year = $2 and p.period = $3",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

const SUMMARY: &str = "select s.*, (select count(*) from statement_findings f
        where f.union_id = s.union_id and f.statement_id = s.id and f.severity = 'warning'
          and f.acknowledged_at is null) as open_warnings
    from statements s ";

fn summary(row: &sqlx::postgres::PgRow) -> Result<Summary> {
    let cad = |name: &str| -> Result<Cad> {
        Cad::exact(row.get::<Decimal, _>(name)).map_err(|e| Error::Damaged(e.to_string()))
    };
    let count = |name: &str| usize::try_from(row.get::<i32, _>(name)).unwrap_or_default();
    Ok(Summary {
        id: row.get("id"),
        employer: row.get("employer_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        version: row.get("version"),
        state: row.get("state"),
        file_name: row.get("file_name"),
        sha256: row.get("file_sha256"),
        format: row.get("format"),
        received_at: row.get("received_at"),
        door: Door::from_code(row.get("door")),
        lines: count("lines"),
        totals: Totals {
            salary_paid: cad("salary_paid")?,
            dues: cad("dues")?,
            initiation_dues: cad("initiation_dues")?,
            held_dues: cad("held_dues")?,
        },
        errors: count("errors"),
        warnings: count("warnings"),
        infos: count("infos"),
        open_warnings: usize::try_from(row.get::<i64, _>("open_warnings")).unwrap_or_default(),
    })
}

/// The statements in force for a period, one an employer.
pub async fn in_force(scoped: &mut Scoped, period: PeriodId) -> Result<Vec<Summary>> {
    let (year, number) = columns(period);
    let union = scoped.own_union()?;
    let sql = format!(
        "{SUMMARY} where s.union_id = $1 and s.fiscal_year = $2 and s.period = $3 and s.state <> 'superseded'"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(year)
        .bind(number)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter().map(summary).collect()
}

/// Which employers' statements are in force, by period, and whether each is declared.
pub async fn received(scoped: &mut Scoped) -> Result<Vec<(PeriodId, Uuid, bool)>> {
    let rows: Vec<(i16, i16, Uuid, bool)> = sqlx::query_as(
        "select fiscal_year, period, employer_id, state = 'declared' from statements
         where union_id = $1 and state <> 'superseded'",
    )
    .bind(scoped.own_union()?)
    .fetch_all(scoped.conn())
    .await?;
    let received = |(year, number, employer, declared)| Ok((period_of(year, number)?, employer, declared));
    rows.into_iter().map(received).collect()
}

/// One statement of the actor's union.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Summary> {
    let union = scoped.own_union()?;
    let sql = format!("{SUMMARY} where s.union_id = $1 and s.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(id).fetch_one(scoped.conn()).await?;
    summary(&row)
}

/// The file as it was received.
pub async fn file(scoped: &mut Scoped, statement: Uuid) -> Result<Vec<u8>> {
    files::bytes(scoped, files::Keeper::Statement, statement).await
}

/// Freezes the statements of a period as its declaration's; what is declared is not replaced.
pub async fn mark_declared(scoped: &mut Scoped, period: PeriodId) -> Result<()> {
    let (year, number) = columns(period);
    let union = scoped.own_union()?;
    sqlx::query(
        "update statements set state = 'declared'
         where union_id = $1 and fiscal_year = $2 and period = $3 and state = 'current'",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .execute(scoped.conn())
    .await?;
    crate::aggregates::store::keep::declared(scoped, union, period).await?;
    // What still waits for these employers could no longer be kept.
    let cancelled: Vec<Uuid> = sqlx::query_scalar(
        "update statement_uploads u set state = 'cancelled', reader_until = null
         where u.union_id = $1 and u.fiscal_year = $2 and u.period = $3
           and u.state in ('waiting', 'reading', 'asks')
           and u.employer_id in (select employer_id from statements
             where union_id = $1 and fiscal_year = $2 and period = $3 and state = 'declared')
         returning u.id",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    files::let_go(scoped, &cancelled).await
}
