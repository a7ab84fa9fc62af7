//! The SQL of files sent in: received, read by one reader at a time, ended once.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Door;
use super::files::{self, Keeper};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::unions::store::{columns, period_of};

/// A reader that gives no sign of life for this long has died.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// A file that stops its reader this many times is not read again: it may be what stops it.
const TRIES: i32 = 3;

/// Where a file that was sent in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// For a reader.
    Waiting,
    Reading,
    /// For a person, who says how it is to be read.
    Asks,
    Stored,
    Refused,
    Cancelled,
}

impl State {
    const ALL: [(State, &'static str); 6] = [
        (State::Waiting, "waiting"),
        (State::Reading, "reading"),
        (State::Asks, "asks"),
        (State::Stored, "stored"),
        (State::Refused, "refused"),
        (State::Cancelled, "cancelled"),
    ];

    fn code(self) -> &'static str {
        State::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, code)| code)
    }
}

/// A file to be received.
pub struct NewUpload<'a> {
    /// Made with the form: sending it twice receives it once.
    pub id: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub file_name: &'a str,
    pub bytes: &'a [u8],
    pub sha256: [u8; 32],
}

/// A file sent in, without its bytes.
#[derive(Debug, Clone)]
pub struct Upload {
    pub id: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub file_name: String,
    /// Bytes of the file.
    pub size: i32,
    pub sha256: Vec<u8>,
    pub state: State,
    /// What is being done of it: the end of a key of words.
    pub stage: String,
    /// Data lines read so far.
    pub lines: i32,
    pub reason: Reason,
    /// The statement it became, or the one that was already that file.
    pub statement: Option<Uuid>,
    pub received_at: DateTime<Utc>,
    /// An account, or the access of an employer's payroll.
    pub received_by: Uuid,
    pub door: Door,
    /// Its reader's sign of life holds until then.
    pub reader_until: Option<DateTime<Utc>>,
}

impl Upload {
    pub(super) fn is(&self, new: &NewUpload<'_>) -> bool {
        (self.employer, self.period) == (new.employer, new.period) && self.sha256[..] == new.sha256[..]
    }
}

/// Why a file was refused: a key of words, what fills them; blank when it was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    pub key: String,
    pub value: String,
    pub expected: String,
}

/// How the reading of a file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The statement it became, or that it already was.
    Stored(Uuid),
    Asks,
    Refused(Reason),
}

#[derive(sqlx::FromRow)]
struct UploadRow {
    id: Uuid,
    employer_id: Uuid,
    fiscal_year: i16,
    period: i16,
    file_name: String,
    file_size: i32,
    file_sha256: Vec<u8>,
    state: String,
    stage: String,
    lines: i32,
    reason: String,
    reason_value: String,
    reason_expected: String,
    statement_id: Option<Uuid>,
    received_at: DateTime<Utc>,
    received_by: Uuid,
    door: String,
    reader_until: Option<DateTime<Utc>>,
}

impl UploadRow {
    fn upload(self) -> Result<Upload> {
        let state = State::ALL.into_iter().find(|(_, code)| *code == self.state);
        let (state, _) = state.ok_or_else(|| Error::Damaged(format!("state {}", self.state)))?;
        Ok(Upload {
            id: self.id,
            employer: self.employer_id,
            period: period_of(self.fiscal_year, self.period)?,
            file_name: self.file_name,
            size: self.file_size,
            sha256: self.file_sha256,
            state,
            stage: self.stage,
            lines: self.lines,
            reason: Reason { key: self.reason, value: self.reason_value, expected: self.reason_expected },
            statement: self.statement_id,
            received_at: self.received_at,
            received_by: self.received_by,
            door: Door::from_code(&self.door),
            reader_until: self.reader_until,
        })
    }
}

const COLUMNS: &str = "select id, employer_id, fiscal_year, period, file_name, file_size, file_sha256, state,
        stage, lines, reason, reason_value, reason_expected, statement_id, received_at, received_by, door, reader_until
    from statement_uploads ";

/// Receives a file, sealed; the same form with the same file again changes nothing. Gives the id
/// under which it is kept: a form that comes back with another file is another sending.
pub async fn receive(scoped: &mut Scoped, new: &NewUpload<'_>) -> Result<Uuid> {
    if insert(scoped, new, new.id, Door::Page).await? || one(scoped, new.id).await?.is(new) {
        return Ok(new.id);
    }
    let other = Uuid::now_v7();
    insert(scoped, new, other, Door::Page).await?;
    Ok(other)
}

/// Whether the id was free.
pub(super) async fn insert(scoped: &mut Scoped, new: &NewUpload<'_>, id: Uuid, door: Door) -> Result<bool> {
    let union = scoped.own_union()?;
    let (year, number) = columns(new.period);
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let inserted = sqlx::query(
        "insert into statement_uploads (union_id, id, employer_id, fiscal_year, period, file_name, file_size,
             file_sha256, state, received_at, received_by, door)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10, $11)
         on conflict on constraint statement_uploads_pkey do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(new.employer)
    .bind(year)
    .bind(number)
    .bind(new.file_name)
    .bind(i32::try_from(new.bytes.len()).unwrap_or(i32::MAX))
    .bind(&new.sha256[..])
    .bind(now)
    .bind(actor)
    .bind(door.code())
    .execute(scoped.conn())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    files::keep(scoped, Keeper::Upload, id, new.bytes).await?;
    Ok(true)
}

/// One file of the actor's union.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Upload> {
    let union = scoped.own_union()?;
    let sql = format!("{COLUMNS} where union_id = $1 and id = $2");
    let row: UploadRow =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(union).bind(id).fetch_one(scoped.conn()).await?;
    row.upload()
}

/// The file of a period that waits for a person with these bytes, when there is one.
pub async fn asking(
    scoped: &mut Scoped,
    employer: Uuid,
    period: PeriodId,
    sha256: &[u8],
) -> Result<Option<Uuid>> {
    let found = open(scoped, period).await?;
    let same = found
        .into_iter()
        .find(|upload| upload.employer == employer && upload.state == State::Asks && upload.sha256 == sha256);
    Ok(same.map(|upload| upload.id))
}

/// The files of a period that wait for a reader or for a person, oldest first.
pub async fn open(scoped: &mut Scoped, period: PeriodId) -> Result<Vec<Upload>> {
    let union = scoped.own_union()?;
    let (year, number) = columns(period);
    let sql = format!(
        "{COLUMNS} where union_id = $1 and fiscal_year = $2 and period = $3
           and state in ('waiting', 'reading', 'asks') order by received_at"
    );
    let rows: Vec<UploadRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(year)
        .bind(number)
        .fetch_all(scoped.conn())
        .await?;
    rows.into_iter().map(UploadRow::upload).collect()
}

/// The bytes of a file that is not yet a statement.
///
/// # Errors
/// [`Error::NotFound`] when it became one, or ended otherwise: its bytes are no longer here.
pub async fn bytes(scoped: &mut Scoped, id: Uuid) -> Result<Vec<u8>> {
    files::bytes(scoped, Keeper::Upload, id).await
}

/// Takes a file to read it, when nobody else does; whether it may be.
pub async fn take(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let union = scoped.own_union()?;
    let now = scoped.now();
    let taken = sqlx::query(
        "update statement_uploads set state = 'reading', stage = 'reading', lines = 0, tries = tries + 1,
             reader_until = $4
         where union_id = $1 and id = $2 and tries < $5
           and (state = 'waiting' or (state = 'reading' and reader_until < $3))",
    )
    .bind(union)
    .bind(id)
    .bind(now)
    .bind(now + LEASE)
    .bind(TRIES)
    .execute(scoped.conn())
    .await?;
    Ok(taken.rows_affected() > 0)
}

/// Says how far the reading has come, and that its reader lives; whether it may go on.
pub async fn tell(scoped: &mut Scoped, id: Uuid, stage: &str, lines: u32) -> Result<bool> {
    let union = scoped.own_union()?;
    let until = scoped.now() + LEASE;
    let told = sqlx::query(
        "update statement_uploads set stage = $3, lines = $4, reader_until = $5
         where union_id = $1 and id = $2 and state = 'reading'",
    )
    .bind(union)
    .bind(id)
    .bind(stage)
    .bind(i32::try_from(lines).unwrap_or(i32::MAX))
    .bind(until)
    .execute(scoped.conn())
    .await?;
    Ok(told.rows_affected() > 0)
}

/// Holds a file being read until the transaction ends, so that it is not cancelled meanwhile;
/// whether it is still to be stored.
pub async fn hold(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let union = scoped.own_union()?;
    let held = sqlx::query(
        "select from statement_uploads where union_id = $1 and id = $2 and state = 'reading' for update",
    )
    .bind(union)
    .bind(id)
    .fetch_optional(scoped.conn())
    .await?;
    Ok(held.is_some())
}

/// Ends the reading of a file. Its bytes stay only for a person who is asked about them.
pub async fn end(scoped: &mut Scoped, id: Uuid, end: &End) -> Result<()> {
    let union = scoped.own_union()?;
    let (state, statement, reason) = match end {
        End::Stored(statement) => (State::Stored, Some(*statement), Reason::default()),
        End::Asks => (State::Asks, None, Reason::default()),
        End::Refused(reason) => (State::Refused, None, reason.clone()),
    };
    sqlx::query(
        "update statement_uploads set state = $3, stage = '', statement_id = $4, reason = $5, reason_value = $6,
             reason_expected = $7, reader_until = null
         where union_id = $1 and id = $2 and state = 'reading'",
    )
    .bind(union)
    .bind(id)
    .bind(state.code())
    .bind(statement)
    .bind(&reason.key)
    .bind(&reason.value)
    .bind(&reason.expected)
    .execute(scoped.conn())
    .await?;
    if state == State::Asks { Ok(()) } else { files::let_go(scoped, &[id]).await }
}

/// Has a file that nobody reads yet wait for a person.
pub async fn ask(scoped: &mut Scoped, id: Uuid) -> Result<()> {
    let union = scoped.own_union()?;
    sqlx::query(
        "update statement_uploads set state = 'asks' where union_id = $1 and id = $2 and state = 'waiting'",
    )
    .bind(union)
    .bind(id)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Lets a file be read again, once a person has said how.
pub async fn resume(scoped: &mut Scoped, id: Uuid) -> Result<()> {
    let union = scoped.own_union()?;
    sqlx::query(
        "update statement_uploads set state = 'waiting', tries = 0 where union_id = $1 and id = $2 and state = 'asks'",
    )
    .bind(union)
    .bind(id)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Gives up a file that is not yet a statement; whether there was one to give up.
pub async fn cancel(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let union = scoped.own_union()?;
    let cancelled = sqlx::query(
        "update statement_uploads set state = 'cancelled', reader_until = null
         where union_id = $1 and id = $2 and state in ('waiting', 'reading', 'asks')",
    )
    .bind(union)
    .bind(id)
    .execute(scoped.conn())
    .await?;
    let is_cancelled = cancelled.rows_affected() > 0;
    if is_cancelled {
        files::let_go(scoped, &[id]).await?;
    }
    Ok(is_cancelled)
}

/// A file that waits for a reader, of any union: for the operator, who names it and its sender.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Abandoned {
    pub union_id: Uuid,
    pub id: Uuid,
    pub received_by: Uuid,
    /// Its readers died too often: it is refused instead.
    pub given_up: bool,
}

/// Files whose reader died, or that never had one.
pub async fn abandoned(scoped: &mut Scoped) -> Result<Vec<Abandoned>> {
    let now = scoped.now();
    Ok(sqlx::query_as(
        "select union_id, id, received_by, tries >= $3 as given_up from statement_uploads
         where (state = 'waiting' and received_at < $1) or (state = 'reading' and reader_until < $2)
         order by received_at limit 20",
    )
    .bind(now - TimeDelta::seconds(10))
    .bind(now)
    .bind(TRIES)
    .fetch_all(scoped.conn())
    .await?)
}
