//! One employer's statement against the one before it: a full join of both, by employee number.

use rust_decimal::Decimal;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Row as _};

use super::browse::cad;
use super::{SUMMARY, Summary, summary};
use crate::db::{Result, Scoped};
use crate::statements::browse::{A_PAGE, Part, Turn};
use crate::statements::changes::{Against, Headcount, Kind, Pair, Side};
use crate::statements::{SalaryUnit, Status};
use crate::unions::store::columns;

/// The employer's statement in force of the period before; else of the latest one before that.
pub async fn previous(scoped: &mut Scoped, statement: &Summary) -> Result<Option<Summary>> {
    let (year, number) = columns(statement.period);
    let sql = format!(
        "{SUMMARY} where s.union_id = $1 and s.employer_id = $2 and (s.fiscal_year, s.period) < ($3, $4)
           and s.state <> 'superseded' order by s.fiscal_year desc, s.period desc limit 1"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(scoped.own_union()?)
        .bind(statement.employer)
        .bind(year)
        .bind(number)
        .fetch_optional(scoped.conn())
        .await?;
    row.as_ref().map(summary).transpose()
}

/// The people of both statements side by side: the first normal line of each number. `$1` to `$7`,
/// bound by [`paired`]. Who comes in is looked up in the register, to tell the new from those back.
const PAIRS: &str = "with b as (
       select distinct on (employee_number collate \"C\") * from statement_lines
       where union_id = $1 and statement_id = $2 and fiscal_year = $3 and employee_number <> ''
         and correction_period = '' and correction_nature = '' order by employee_number collate \"C\", line),
     a as (
       select distinct on (employee_number collate \"C\") * from statement_lines
       where union_id = $1 and statement_id = $4 and fiscal_year = $5 and employee_number <> ''
         and correction_period = '' and correction_nature = '' order by employee_number collate \"C\", line),
     pairs as (
       select coalesce(a.employee_number, b.employee_number) collate \"C\" as employee_number,
         b.line as b_line, b.name as b_name, b.status as b_status, b.job_title_code as b_job_title_code,
         b.job_title as b_job_title, b.service as b_service, b.salary_rate as b_salary_rate,
         b.salary_unit as b_salary_unit, b.dues as b_dues, b.hired_on as b_hired_on, b.left_on as b_left_on,
         a.line as a_line, a.name as a_name, a.status as a_status, a.job_title_code as a_job_title_code,
         a.job_title as a_job_title, a.service as a_service, a.salary_rate as a_salary_rate,
         a.salary_unit as a_salary_unit, a.dues as a_dues, a.hired_on as a_hired_on, a.left_on as a_left_on,
         b.line is null and exists (select from members m where m.union_id = $1 and m.employer_id = $6
           and m.employee_number = a.employee_number collate \"C\" and (m.first_year, m.first_period) < ($5, $7)) as is_known
       from b full join a on b.employee_number = a.employee_number)";

/// The condition of a kind, over `pairs`.
const fn condition(kind: Kind) -> &'static str {
    match kind {
        Kind::Joined => "b_line is null and not is_known",
        Kind::Returned => "b_line is null and is_known",
        Kind::Left => "a_left_on is not null and b_left_on is distinct from a_left_on",
        Kind::Gone => "a_line is null and b_left_on is not null",
        Kind::Disappeared => "a_line is null and b_left_on is null",
        Kind::Status => "a_line is not null and b_line is not null and a_status is distinct from b_status",
        Kind::JobTitle => "(a_job_title_code, a_job_title) <> (b_job_title_code, b_job_title)",
        Kind::SalaryRate => {
            "a_line is not null and b_line is not null
             and (a_salary_rate, a_salary_unit) is distinct from (b_salary_rate, b_salary_unit)"
        }
        Kind::Dues => {
            "a_line is not null and b_line is not null and coalesce(a_dues, 0) <> coalesce(b_dues, 0)"
        }
        Kind::Name => "a_name <> b_name",
        Kind::Service => "a_service <> b_service",
    }
}

fn paired(
    scoped: &Scoped,
    (previous, statement): (&Summary, &Summary),
    sql: String,
) -> Result<Query<'static, Postgres, PgArguments>> {
    Ok(sqlx::query(AssertSqlSafe(sql))
        .bind(scoped.own_union()?)
        .bind(previous.id)
        .bind(columns(previous.period).0)
        .bind(statement.id)
        .bind(columns(statement.period).0)
        .bind(statement.employer)
        .bind(columns(statement.period).1))
}

/// How many people each kind has, and how many there are on either side.
pub async fn against(scoped: &mut Scoped, previous: &Summary, statement: &Summary) -> Result<Against> {
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| format!("count(*) filter (where {}) as k{}", condition(kind), kind as usize))
        .collect();
    let people: Vec<String> = ["b", "a"]
        .into_iter()
        .map(|side| {
            format!(
                "count(*) filter (where {side}_status = 'FT') as {side}_full, \
                 count(*) filter (where {side}_status = 'PT') as {side}_part, count({side}_line) as {side}_all"
            )
        })
        .collect();
    let sql = format!("{PAIRS} select {}, {} from pairs", kinds.join(", "), people.join(", "));
    let row = paired(scoped, (previous, statement), sql)?.fetch_one(scoped.conn()).await?;
    let count = |name: &str| usize::try_from(row.get::<i64, _>(name)).unwrap_or_default();
    let side = |side: &str| {
        let [full_time, part_time, all] =
            ["full", "part", "all"].map(|which| count(&format!("{side}_{which}")));
        Headcount { full_time, part_time, other: all - full_time - part_time }
    };
    let counts = Kind::ALL.into_iter().map(|kind| count(&format!("k{}", kind as usize))).collect();
    Ok(Against::new(side("b"), side("a"), counts))
}

/// The people of a kind in order of employee number: a page, or all of them when there is no turn.
pub async fn people(
    scoped: &mut Scoped,
    previous: &Summary,
    statement: &Summary,
    kind: Kind,
    turn: Option<&Turn<String>>,
) -> Result<Part<Pair, String>> {
    let (key, order) = match turn {
        None | Some(Turn::First) => ("", "employee_number > $8 order by employee_number"),
        Some(Turn::After(key)) => (key.as_str(), "employee_number > $8 order by employee_number"),
        Some(Turn::Before(key)) => (key.as_str(), "employee_number < $8 order by employee_number desc"),
    };
    let sql = format!("{PAIRS} select * from pairs where {} and {order} limit $9", condition(kind));
    let query = paired(scoped, (previous, statement), sql)?.bind(key.to_owned());
    let rows = query.bind(turn.map(|_| A_PAGE as i64 + 1)).fetch_all(scoped.conn()).await?;
    let rows = rows.iter().map(pair).collect::<Result<Vec<_>>>()?;
    Ok(match turn {
        Some(turn) => Part::of(rows, turn, |pair| pair.employee_number.clone()),
        None => Part { rows, previous: None, next: None },
    })
}

fn pair(row: &PgRow) -> Result<Pair> {
    Ok(Pair { employee_number: row.get("employee_number"), before: side(row, "b")?, after: side(row, "a")? })
}

fn side(row: &PgRow, of: &str) -> Result<Option<Side>> {
    let at = |name: &str| format!("{of}_{name}");
    let Some(line) = row.get::<Option<i32>, _>(at("line").as_str()) else { return Ok(None) };
    Ok(Some(Side {
        line,
        name: row.get(at("name").as_str()),
        status: row.get::<Option<&str>, _>(at("status").as_str()).and_then(Status::from_code),
        job_title: row.get(at("job_title").as_str()),
        service: row.get(at("service").as_str()),
        salary_rate: row.get::<Option<Decimal>, _>(at("salary_rate").as_str()),
        salary_unit: row.get::<Option<&str>, _>(at("salary_unit").as_str()).and_then(SalaryUnit::from_code),
        dues: cad(row, &at("dues"))?,
        hired_on: row.get(at("hired_on").as_str()),
        left_on: row.get(at("left_on").as_str()),
    }))
}
