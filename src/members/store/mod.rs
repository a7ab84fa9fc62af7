//! The members' SQL: the list and one person here, the rest by subject.

pub mod across;
pub mod annual;
pub mod cards;
pub mod contacts;
pub mod duplicates;
pub mod latest;
pub mod register;
pub mod roster;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{CARD_DAYS, Filter, Member, plain};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::statements::Status;
use crate::unions::store::period_of;

pub use self::across::propose_across_unions;
pub use self::register::rebuild;

/// Every member with the last statement in force that names the person; `$1` is the union.
const MEMBERS: &str = "with latest as (
       select distinct on (employer_id) employer_id, id from statements
       where union_id = $1 and state <> 'superseded' order by employer_id, fiscal_year desc, period desc),
     people as (
       select m.*, case when m.first_year is null then m.roster_id is not null and latest.id is null
                        else m.last_statement is null end as on_latest,
         s.id as statement_id, s.fiscal_year as last_year, s.period as last_period
       from members m left join latest using (employer_id)
       left join statements s on s.union_id = $1 and s.id = coalesce(m.last_statement, latest.id)
         and m.first_year is not null
       where m.union_id = $1) ";

/// Whom the register lists, over `people p`: whom a statement in force or a roster names, and whom the
/// union wrote something of. The others were named by statements that newer versions replaced; each test
/// is made only where those before it fail.
const LISTED: &str = "(p.first_year is not null or p.roster_id is not null or p.card_signed_on is not null
     or exists (select from member_cards c where c.union_id = p.union_id and c.member_id = p.id)
     or exists (select from member_contacts c where c.union_id = p.union_id and c.member_id = p.id)
     or exists (select from member_decisions d where d.union_id = p.union_id and p.id in (d.first_id, d.second_id))) ";

/// The condition of a filter, over `people`.
const fn condition(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "true",
        Filter::Here => "on_latest and left_on is null",
        Filter::FullTime => "on_latest and left_on is null and status = 'FT'",
        Filter::PartTime => "on_latest and left_on is null and status = 'PT'",
        Filter::OnLeave => "on_latest and left_on is null and away is not null",
        Filter::Left => "not (on_latest and left_on is null)",
        Filter::CardMissing => "on_latest and left_on is null and card_signed_on is null",
    }
}

fn member(row: &PgRow) -> Result<Member> {
    let period = |year: &str, number: &str| -> Result<Option<PeriodId>> {
        match (row.get::<Option<i16>, _>(year), row.get::<Option<i16>, _>(number)) {
            (Some(year), Some(number)) => period_of(year, number).map(Some),
            _ => Ok(None),
        }
    };
    Ok(Member {
        id: row.get("id"),
        employer: row.get("employer_id"),
        employee_number: row.get("employee_number"),
        name: row.get("name"),
        status: row.get::<Option<&str>, _>("status").and_then(Status::from_code),
        job_title: row.get("job_title"),
        service: row.get("service"),
        away: row.get("away"),
        left_on: row.get("left_on"),
        hired_on: row.get("hired_on"),
        seen_from: row.get("seen_from"),
        periods: period("first_year", "first_period")?.zip(period("last_year", "last_period")?),
        on_latest: row.get("on_latest"),
        card_signed_on: row.get("card_signed_on"),
        card_number: row.get("card_number"),
    })
}

/// Members by name: those of a filter whose name or number has every word of `search`, after a
/// given one (keyset paging), `limit` at most.
pub async fn list(
    scoped: &mut Scoped,
    filter: Filter,
    search: &str,
    after: Option<Uuid>,
    limit: Option<i64>,
) -> Result<Vec<Member>> {
    let union = scoped.own_union()?;
    let sql = format!(
        "{MEMBERS} select * from people p
         where {} and {LISTED} and p.search like all (array(select '% ' || word || '%'
               from unnest(string_to_array($2, ' ')) as t (word) where word <> ''))
           and ($3::uuid is null
                or (p.search, p.id) > (select m.search, m.id from members m where m.union_id = $1 and m.id = $3))
         order by p.search, p.id limit $4",
        condition(filter)
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(plain(search))
        .bind(after)
        .bind(limit)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter().map(member).collect()
}

/// How many members each filter has, and how many cards are late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    by_filter: Vec<usize>,
    pub late_cards: usize,
}

impl Counts {
    pub fn of(&self, filter: Filter) -> usize {
        let place = Filter::ALL.iter().position(|other| *other == filter).unwrap_or_default();
        self.by_filter.get(place).copied().unwrap_or_default()
    }
}

pub async fn counts(scoped: &mut Scoped) -> Result<Counts> {
    let (union, today) = (scoped.own_union()?, scoped.today());
    let each: Vec<String> = Filter::ALL
        .into_iter()
        .map(|filter| format!("count(*) filter (where {}) as of_{}", condition(filter), filter as usize))
        .collect();
    let sql = format!(
        "{MEMBERS} select {}, count(*) filter (where {} and coalesce(hired_on, seen_from) + {CARD_DAYS} <= $2) as late
         from people p where {LISTED}",
        each.join(", "),
        condition(Filter::CardMissing)
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(today).fetch_one(scoped.conn()).await?;
    let count = |name: &str| usize::try_from(row.get::<i64, _>(name)).unwrap_or_default();
    let by_filter = Filter::ALL.into_iter().map(|f| count(&format!("of_{}", f as usize))).collect();
    Ok(Counts { by_filter, late_cards: count("late") })
}

/// One member of the actor's union.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Member> {
    some(scoped, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// Several members, by name; those that are not the union's are not there.
pub async fn some(scoped: &mut Scoped, ids: &[Uuid]) -> Result<Vec<Member>> {
    let union = scoped.own_union()?;
    let sql = format!("{MEMBERS} select * from people p where p.id = any($2) order by p.search, p.id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(ids).fetch_all(scoped.conn()).await?;
    rows.iter().map(member).collect()
}

/// What one statement in force says of a person.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    pub statement: Uuid,
    pub employer: Uuid,
    pub employee_number: String,
    pub period: PeriodId,
    pub status: Option<Status>,
    pub job_title: String,
    pub salary_paid: Option<Cad>,
    pub dues: Option<Cad>,
    /// As `statements::copy` writes them.
    pub absences: String,
    /// The period the line corrects; empty on normal lines.
    pub corrects: String,
}

/// Every line of these members on the statements in force, the latest first.
pub async fn history(scoped: &mut Scoped, members: &[Uuid]) -> Result<Vec<HistoryLine>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select s.id, s.employer_id, s.fiscal_year, s.period, l.employee_number, l.status, l.job_title,
                l.salary_paid, l.dues, l.absences, l.correction_period
         from members m
         join statement_lines l on l.union_id = m.union_id and l.employee_number = m.employee_number
         join statements s on s.union_id = l.union_id and s.id = l.statement_id and s.employer_id = m.employer_id
         where m.union_id = $1 and m.id = any($2) and s.state <> 'superseded'
         order by s.fiscal_year desc, s.period desc, s.employer_id, l.line",
    )
    .bind(union)
    .bind(members)
    .fetch_all(scoped.conn())
    .await?;
    let cad = |row: &PgRow, name: &str| -> Result<Option<Cad>> {
        let amount = row.get::<Option<Decimal>, _>(name);
        amount.map(|amount| Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string()))).transpose()
    };
    rows.iter()
        .map(|row| {
            Ok(HistoryLine {
                statement: row.get("id"),
                employer: row.get("employer_id"),
                employee_number: row.get("employee_number"),
                period: period_of(row.get("fiscal_year"), row.get("period"))?,
                status: row.get::<Option<&str>, _>("status").and_then(Status::from_code),
                job_title: row.get("job_title"),
                salary_paid: cad(row, "salary_paid")?,
                dues: cad(row, "dues")?,
                absences: row.get("absences"),
                corrects: row.get("correction_period"),
            })
        })
        .collect()
}

/// When a form's day cannot be: not yet come, or before anybody alive worked.
pub fn is_past(day: NaiveDate, today: NaiveDate) -> bool {
    day <= today && day >= NaiveDate::from_ymd_opt(1940, 1, 1).unwrap_or_default()
}
