//! Versions of one employer's statement for one period, and what a version changed of the one before.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Row as _};
use uuid::Uuid;

use super::{Summary, summary};
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::statements::Column;
use crate::statements::browse::{A_PAGE, Part, Turn};
use crate::statements::changes::{Difference, LineChange};
use crate::unions::store::{columns, period_of};

/// A version of a statement, with who sent it.
#[derive(Debug, Clone)]
pub struct Version {
    pub summary: Summary,
    /// Empty when the account is not the reader's to see.
    pub received_by: String,
}

/// Every version of a statement's employer and period, the latest first.
pub async fn of(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<Version>> {
    let (year, number) = columns(statement.period);
    let rows = sqlx::query(
        "select s.*, 0::bigint as open_warnings, coalesce(a.name, '') as received_name
         from statements s left join accounts a on a.id = s.received_by
         where s.union_id = $1 and s.employer_id = $2 and s.fiscal_year = $3 and s.period = $4
         order by s.version desc",
    )
    .bind(scoped.own_union()?)
    .bind(statement.employer)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    let version = |row: &PgRow| Ok(Version { summary: summary(row)?, received_by: row.get("received_name") });
    rows.iter().map(version).collect()
}

/// The other period of the same employer whose statement in force came from these very bytes: one of the
/// two files is the wrong one, most often.
pub async fn twin(scoped: &mut Scoped, statement: &Summary) -> Result<Option<PeriodId>> {
    let (year, number) = columns(statement.period);
    let found: Option<(i16, i16)> = sqlx::query_as(
        "select fiscal_year, period from statements
         where union_id = $1 and employer_id = $2 and file_sha256 = $3 and state <> 'superseded'
           and (fiscal_year, period) <> ($4, $5)
         order by fiscal_year desc, period desc limit 1",
    )
    .bind(scoped.own_union()?)
    .bind(statement.employer)
    .bind(&statement.sha256)
    .bind(year)
    .bind(number)
    .fetch_optional(scoped.conn())
    .await?;
    found.map(|(year, number)| period_of(year, number)).transpose()
}

/// Columns whose values are never in a list: only that they differ.
const HIDDEN: [Column; 3] = [Column::Address, Column::Phone, Column::Sin];

/// Fields compared, and how each is written: all but the number, which pairs the lines.
fn fields() -> Vec<(Column, &'static str, String)> {
    let others =
        Column::ALL.into_iter().filter(|c| !matches!(c, Column::EmployeeNumber | Column::CorrectionPeriod));
    others
        .map(|column| match column {
            Column::Sin => (column, "sin_index", "''".to_owned()),
            hidden if HIDDEN.contains(&hidden) => (hidden, hidden.key(), "''".to_owned()),
            Column::HiredOn | Column::LeftOn => {
                (column, column.key(), format!("{{}}.{}::text", column.key()))
            }
            Column::SalaryRate
            | Column::HoursWorked
            | Column::VacationDays
            | Column::SeniorityDays
            | Column::SalaryPaid
            | Column::Dues
            | Column::RegularPay
            | Column::InsuranceBenefits
            | Column::TotalRemuneration
            | Column::InitiationDues
            | Column::HeldDues => (column, column.key(), format!("{{}}.{}::text", column.key())),
            text => (text, text.key(), format!("{{}}.{}", text.key())),
        })
        .collect()
}

/// The lines that differ, as `d`: `$1` to `$4`, bound by [`differing`]. A line is found again by its
/// number and the period it corrects; several so, in their order.
fn differences() -> String {
    let line = |statement: &str| {
        format!(
            "(select *, row_number() over (partition by employee_number, correction_period order by line) as nth
              from statement_lines where union_id = $1 and statement_id = {statement} and fiscal_year = $4)"
        )
    };
    let row = |side: &str| {
        fields().iter().map(|(_, column, _)| format!("{side}.{column}")).collect::<Vec<_>>().join(", ")
    };
    let written = |side: &str| {
        let each =
            fields().into_iter().map(|(.., text)| format!("coalesce({}, '')", text.replace("{}", side)));
        each.collect::<Vec<_>>().join(", ")
    };
    let differ = fields()
        .iter()
        .map(|(_, column, _)| format!("o.{column} is distinct from n.{column}"))
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "with d as (
           select coalesce(n.line::bigint, 10000000 + o.line) as place, employee_number,
             coalesce(n.name, o.name) as name, o.line as old_line, n.line as new_line,
             array[{}]::text[] as old_fields, array[{}]::text[] as new_fields, array[{differ}] as differ
           from {} o full join {} n using (employee_number, correction_period, nth)
           where o.line is null or n.line is null or ({}) is distinct from ({}))",
        written("o"),
        written("n"),
        line("$2"),
        line("$3"),
        row("o"),
        row("n")
    )
}

fn differing(
    scoped: &Scoped,
    (before, after): (&Summary, &Summary),
    sql: String,
) -> Result<Query<'static, Postgres, PgArguments>> {
    Ok(sqlx::query(AssertSqlSafe(sql))
        .bind(scoped.own_union()?)
        .bind(before.id)
        .bind(after.id)
        .bind(columns(after.period).0))
}

/// How much a version changed of the one before.
pub async fn difference(scoped: &mut Scoped, before: &Summary, after: &Summary) -> Result<Difference> {
    let sql = format!(
        "{} select count(*) filter (where old_line is null) as added,
              count(*) filter (where new_line is null) as removed, count(*) as lines from d",
        differences()
    );
    let row = differing(scoped, (before, after), sql)?.fetch_one(scoped.conn()).await?;
    let count = |name: &str| usize::try_from(row.get::<i64, _>(name)).unwrap_or_default();
    let (added, removed) = (count("added"), count("removed"));
    Ok(Difference {
        added,
        removed,
        changed: count("lines") - added - removed,
        dues: after.totals.dues - before.totals.dues,
        salary_paid: after.totals.salary_paid - before.totals.salary_paid,
    })
}

/// The lines that a version changed: a page, or all of them when there is no turn.
pub async fn changes(
    scoped: &mut Scoped,
    before: &Summary,
    after: &Summary,
    turn: Option<&Turn<i64>>,
) -> Result<Part<LineChange, i64>> {
    let (key, order) = match turn {
        None | Some(Turn::First) => (0, "place > $5 order by place"),
        Some(Turn::After(key)) => (*key, "place > $5 order by place"),
        Some(Turn::Before(key)) => (*key, "place < $5 order by place desc"),
    };
    let sql = format!("{} select * from d where {order} limit $6", differences());
    let query = differing(scoped, (before, after), sql)?.bind(key);
    let rows = query.bind(turn.map(|_| A_PAGE as i64 + 1)).fetch_all(scoped.conn()).await?;
    let rows: Vec<LineChange> = rows.iter().map(line_change).collect();
    Ok(match turn {
        Some(turn) => Part::of(rows, turn, |change| change.place),
        None => Part { rows, previous: None, next: None },
    })
}

fn line_change(row: &PgRow) -> LineChange {
    let (old, new): (Vec<String>, Vec<String>) = (row.get("old_fields"), row.get("new_fields"));
    let (old_line, new_line): (Option<i32>, Option<i32>) = (row.get("old_line"), row.get("new_line"));
    let differ: Vec<bool> = row.get("differ");
    let columns = fields().into_iter().map(|(column, ..)| column);
    let values = columns.zip(old.into_iter().zip(new)).zip(differ);
    LineChange {
        place: row.get("place"),
        employee_number: row.get("employee_number"),
        name: row.get("name"),
        old_line,
        new_line,
        fields: values
            .filter(|(_, differs)| *differs && old_line.is_some() && new_line.is_some())
            .map(|((column, (old, new)), _)| (column, old, new))
            .collect(),
    }
}

/// Whether a file was received before the one that became a statement.
pub(super) async fn is_older(scoped: &mut Scoped, id: Uuid, statement: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from statement_uploads older join statement_uploads newer
           on newer.union_id = older.union_id and newer.id = $3 and newer.received_at > older.received_at
         where older.union_id = $1 and older.id = $2)",
    )
    .bind(scoped.own_union()?)
    .bind(id)
    .bind(statement)
    .fetch_one(scoped.conn())
    .await?)
}
