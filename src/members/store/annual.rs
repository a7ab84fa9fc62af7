//! Annual lists: the file sealed, its lines, what was decided of each difference, its posting.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::calendar::{FiscalYear, PeriodId};
use crate::db::{Error, Result, Scoped};
use crate::members::annual::ListLine;
use crate::members::compare::{Kind, Ours, Settlement};
use crate::statements::Status;
use crate::unions::store::{columns, period_of};

/// A list received, before it is stored.
pub struct Incoming<'a> {
    /// Made with the form: sending it twice stores it once.
    pub id: Uuid,
    pub employer: Uuid,
    pub year: FiscalYear,
    pub received_on: NaiveDate,
    pub file_name: &'a str,
    pub bytes: &'a [u8],
    pub sha256: [u8; 32],
}

/// A list as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub id: Uuid,
    pub employer: Uuid,
    pub year: FiscalYear,
    pub version: i32,
    /// No later version of the same employer and year.
    pub is_latest: bool,
    pub file_name: String,
    pub received_on: NaiveDate,
    pub imported_at: DateTime<Utc>,
    pub lines: usize,
    /// When she said it was posted, last.
    pub posted_on: Option<NaiveDate>,
}

fn year_column(year: FiscalYear) -> i16 {
    i16::try_from(year.start_year()).unwrap_or(i16::MAX)
}

/// The last period of a year, whose statement the list is compared with.
pub fn last_period(year: FiscalYear) -> Result<PeriodId> {
    PeriodId::new(year, 13).map_err(|e| Error::Damaged(e.to_string()))
}

/// Stores a list as the next version of its employer and year. Gives its id, or that of the list
/// already there when the form or the bytes came before.
pub async fn import(
    scoped: &mut Scoped,
    incoming: &Incoming<'_>,
    lines: &[ListLine],
) -> Result<(Uuid, bool)> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let year = year_column(incoming.year);
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('annual list of ' || $1::text, 0))")
        .bind(incoming.employer)
        .execute(scoped.conn())
        .await?;
    let before: Vec<(Uuid, i32, Vec<u8>)> = sqlx::query_as(
        "select id, version, file_sha256 from annual_lists
         where union_id = $1 and employer_id = $2 and fiscal_year = $3 order by version desc",
    )
    .bind(union)
    .bind(incoming.employer)
    .bind(year)
    .fetch_all(scoped.conn())
    .await?;
    let same_form = before.iter().find(|(id, ..)| *id == incoming.id);
    let same_bytes = before.first().filter(|(.., sha256)| sha256[..] == incoming.sha256[..]);
    if let Some((id, ..)) = same_form.or(same_bytes) {
        return Ok((*id, false));
    }
    sqlx::query(
        "insert into annual_lists (union_id, id, employer_id, fiscal_year, version, file_name, file_sha256,
             received_on, imported_at, imported_by, lines)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(union)
    .bind(incoming.id)
    .bind(incoming.employer)
    .bind(year)
    .bind(before.first().map_or(1, |(_, version, _)| version + 1))
    .bind(incoming.file_name)
    .bind(&incoming.sha256[..])
    .bind(incoming.received_on)
    .bind(now)
    .bind(actor)
    .bind(i32::try_from(lines.len()).unwrap_or(i32::MAX))
    .execute(scoped.conn())
    .await?;
    seal_file(scoped, union, incoming).await?;
    insert_lines(scoped, union, incoming.id, lines).await?;
    Ok((incoming.id, true))
}

async fn seal_file(scoped: &mut Scoped, union: Uuid, incoming: &Incoming<'_>) -> Result<()> {
    // Bound to the list's id, which is no statement's.
    let sealed = scoped.keys().for_union(union).seal_file(incoming.id, incoming.bytes);
    sqlx::query("insert into annual_list_files (union_id, list_id, key_id, sealed) values ($1, $2, $3, $4)")
        .bind(union)
        .bind(incoming.id)
        .bind(sealed.key_id)
        .bind(sealed.bytes)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

async fn insert_lines(scoped: &mut Scoped, union: Uuid, list: Uuid, lines: &[ListLine]) -> Result<()> {
    let keys = scoped.keys().for_union(union);
    let texts = |text: fn(&ListLine) -> &String| lines.iter().map(|l| text(l).clone()).collect::<Vec<_>>();
    let numbers: Vec<i32> = lines.iter().map(|l| i32::try_from(l.number).unwrap_or(i32::MAX)).collect();
    let sins: Vec<Option<Vec<u8>>> =
        lines.iter().map(|l| l.sin.as_ref().map(|sin| keys.blind_index(sin.expose()).to_vec())).collect();
    let hired: Vec<Option<NaiveDate>> = lines.iter().map(|l| l.hired_on).collect();
    let status: Vec<Option<&str>> = lines.iter().map(|l| l.status.map(Status::code)).collect();
    sqlx::query(
        "insert into annual_list_lines (union_id, list_id, line, employee_number, name, address, phone, sin_index,
             hired_on, service, job_title, salary, status, seniority, seniority_of_year, shift)
         select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
             $9::date[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])",
    )
    .bind(union)
    .bind(list)
    .bind(numbers)
    .bind(texts(|l| &l.employee_number))
    .bind(texts(|l| &l.name))
    .bind(texts(|l| &l.address))
    .bind(texts(|l| &l.phone))
    .bind(sins)
    .bind(hired)
    .bind(texts(|l| &l.service))
    .bind(texts(|l| &l.job_title))
    .bind(texts(|l| &l.salary))
    .bind(status)
    .bind(texts(|l| &l.seniority))
    .bind(texts(|l| &l.seniority_of_year))
    .bind(texts(|l| &l.shift))
    .execute(scoped.conn())
    .await?;
    Ok(())
}

const LISTS: &str = "select a.*, not exists (select from annual_lists b where b.union_id = a.union_id
         and b.employer_id = a.employer_id and b.fiscal_year = a.fiscal_year and b.version > a.version) as is_latest,
       (select p.posted_on from annual_list_postings p where p.union_id = a.union_id and p.list_id = a.id
         order by p.seq desc limit 1) as posted_on
     from annual_lists a where a.union_id = $1 ";

fn list(row: &PgRow) -> Result<List> {
    let year = period_of(row.get("fiscal_year"), 13)?.fiscal_year();
    Ok(List {
        id: row.get("id"),
        employer: row.get("employer_id"),
        year,
        version: row.get("version"),
        is_latest: row.get("is_latest"),
        file_name: row.get("file_name"),
        received_on: row.get("received_on"),
        imported_at: row.get("imported_at"),
        lines: usize::try_from(row.get::<i32, _>("lines")).unwrap_or_default(),
        posted_on: row.get("posted_on"),
    })
}

/// Every list of the union, the latest year first.
pub async fn all(scoped: &mut Scoped) -> Result<Vec<List>> {
    let union = scoped.own_union()?;
    let sql = format!("{LISTS} order by a.fiscal_year desc, a.employer_id, a.version desc");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.iter().map(list).collect()
}

pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<List> {
    let union = scoped.own_union()?;
    let sql = format!("{LISTS} and a.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(id).fetch_one(scoped.conn()).await?;
    list(&row)
}

/// The lines of a list, without any number of social insurance.
pub async fn lines(scoped: &mut Scoped, id: Uuid) -> Result<Vec<ListLine>> {
    let union = scoped.own_union()?;
    let rows =
        sqlx::query("select * from annual_list_lines where union_id = $1 and list_id = $2 order by line")
            .bind(union)
            .bind(id)
            .fetch_all(scoped.conn())
            .await?;
    Ok(rows
        .iter()
        .map(|row| ListLine {
            number: u32::try_from(row.get::<i32, _>("line")).unwrap_or_default(),
            employee_number: row.get("employee_number"),
            name: row.get("name"),
            address: row.get("address"),
            phone: row.get("phone"),
            sin: None,
            hired_on: row.get("hired_on"),
            service: row.get("service"),
            job_title: row.get("job_title"),
            salary: row.get("salary"),
            status: row.get::<Option<&str>, _>("status").and_then(Status::from_code),
            seniority: row.get("seniority"),
            seniority_of_year: row.get("seniority_of_year"),
            shift: row.get("shift"),
        })
        .collect())
}

/// The people of the statement of the year's last period, with the register's hiring dates and the
/// contact details that the union has of its own; `None` when that statement is not there.
pub async fn ours(scoped: &mut Scoped, list: &List) -> Result<Option<Vec<Ours>>> {
    let union = scoped.own_union()?;
    let (year, number) = columns(last_period(list.year)?);
    let statement: Option<Uuid> = sqlx::query_scalar(
        "select id from statements where union_id = $1 and employer_id = $2 and fiscal_year = $3 and period = $4
           and state <> 'superseded'",
    )
    .bind(union)
    .bind(list.employer)
    .bind(year)
    .bind(number)
    .fetch_optional(scoped.conn())
    .await?;
    let Some(statement) = statement else { return Ok(None) };
    let rows = sqlx::query(
        "with own as (select distinct on (member_id, field) member_id, field, value from member_contacts
           where union_id = $1 and effective_on <= $5 order by member_id, field, effective_on desc, seq desc)
         select l.employee_number, l.name, l.status, l.job_title, l.service, coalesce(l.hired_on, m.hired_on) as hired_on,
                coalesce(nullif(a.value, ''), l.address) as address, coalesce(nullif(p.value, ''), l.phone) as phone
         from statement_lines l
         left join members m on m.union_id = l.union_id and m.employer_id = $4
           and m.employee_number = l.employee_number collate \"C\"
         left join own a on a.member_id = m.id and a.field = 'address'
         left join own p on p.member_id = m.id and p.field = 'phone'
         where l.union_id = $1 and l.statement_id = $2 and l.fiscal_year = $3
           and l.employee_number <> '' and l.correction_period = '' and l.correction_nature = '' order by l.line",
    )
    .bind(union)
    .bind(statement)
    .bind(year)
    .bind(list.employer)
    .bind(scoped.today())
    .fetch_all(scoped.conn())
    .await?;
    let ours = rows.iter().map(|row| Ours {
        employee_number: row.get("employee_number"),
        name: row.get("name"),
        status: row.get::<Option<&str>, _>("status").and_then(Status::from_code),
        job_title: row.get("job_title"),
        service: row.get("service"),
        hired_on: row.get("hired_on"),
        address: row.get("address"),
        phone: row.get("phone"),
    });
    Ok(Some(ours.collect()))
}

/// What was decided last of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub employee_number: String,
    pub kind: Kind,
    pub settlement: Settlement,
    pub note: String,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// The decisions in force on a list; those taken back are left out.
pub async fn decisions(scoped: &mut Scoped, list: Uuid) -> Result<Vec<Decision>> {
    let union = scoped.own_union()?;
    type Row = (String, String, String, String, DateTime<Utc>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select d.employee_number, d.kind, d.choice, d.note, d.decided_at, a.name
         from (select distinct on (employee_number, kind) * from annual_list_decisions
               where union_id = $1 and list_id = $2 order by employee_number, kind, seq desc) d
         left join accounts a on a.id = d.decided_by where d.choice <> 'reopened'",
    )
    .bind(union)
    .bind(list)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(employee_number, kind, choice, note, at, by)| {
            let kind = Kind::from_code(&kind).ok_or(Error::Damaged(kind))?;
            let settlement = Settlement::from_code(&choice).ok_or(Error::Damaged(choice))?;
            Ok(Decision { employee_number, kind, settlement, note, at, by: by.unwrap_or_default() })
        })
        .collect()
}

/// Records a decision; the same form twice decides once.
pub async fn settle(
    scoped: &mut Scoped,
    key: Uuid,
    list: Uuid,
    (employee_number, kind): (&str, Kind),
    settlement: Settlement,
    note: &str,
) -> Result<u64> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    Ok(sqlx::query(
        "insert into annual_list_decisions (union_id, id, list_id, employee_number, kind, choice, note, decided_at,
             decided_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict on constraint annual_list_decisions_form_key do nothing",
    )
    .bind(union)
    .bind(key)
    .bind(list)
    .bind(employee_number)
    .bind(kind.code())
    .bind(settlement.code())
    .bind(note)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?
    .rows_affected())
}

/// Records the day the list was posted; the last record is in force.
pub async fn post(scoped: &mut Scoped, key: Uuid, list: Uuid, posted_on: NaiveDate) -> Result<u64> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    Ok(sqlx::query(
        "insert into annual_list_postings (union_id, id, list_id, posted_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6) on conflict on constraint annual_list_postings_form_key do nothing",
    )
    .bind(union)
    .bind(key)
    .bind(list)
    .bind(posted_on)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?
    .rows_affected())
}
