//! Loads what came before a period of an employer (`statements::history`), under its union's scope:
//! the statements in force before it, their lines, and what the register, the annual list and the
//! leave banks say. A handful of queries, whatever the number of people.
//!
//! Not the rules that look there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::past;
use crate::calendar::{FiscalYear, Period, PeriodId};
use crate::checkoff;
use crate::corrections;
use crate::db::{Error, Result, Scoped};
use crate::held_dues;
use crate::leave::counts::january_first;
use crate::leave::store as leave;
use crate::leave::year::Source;
use crate::statements::history::{HeldCase, History, Last, OpenError, Person};
use crate::statements::{SalaryUnit, Status};
use crate::unions::store::{columns, period_of};
use crate::unions::{Employer, Union};

/// A statement in force before the period.
pub(super) struct Before {
    pub id: Uuid,
    pub period: PeriodId,
    pub lines: usize,
}

/// What is known of an employer of the actor's union before one of its periods.
pub async fn before(
    scoped: &mut Scoped,
    union: &Union,
    employer: &Employer,
    dates: &Period,
) -> Result<History> {
    let period = dates.id();
    let mut history = History::new(period);
    let statements = in_force(scoped, employer.id, &mut history).await?;
    history.counts_from = Some(union.first_period);
    history.received = Some(statements.iter().map(|statement| statement.period).collect());
    let last = statements.first();
    history.missing = last
        .map(|_| employer.previous(period))
        .filter(|previous| last.is_some_and(|last| last.period < *previous))
        .filter(|previous| employer.period(*previous).is_some());
    history.previous = Some(employer.previous(period));
    read_people(scoped, employer.id, &statements, &mut history).await?;
    if let Some(last) = last {
        read_last(scoped, last, &mut history).await?;
        past::read(scoped, &statements, &mut history).await?;
        read_initiations(scoped, &statements, &mut history).await?;
    }
    history.initiation = checkoff::store::initiation_amount(scoped, dates.end).await?;
    history.held_cases = Some(held_cases(scoped, employer.id, period).await?);
    history.open_errors = open_errors(scoped, employer, period).await?;
    history.annual_list = annual_list(scoped, employer.id, period).await?;
    history.bank_employees = match january_first(dates) {
        Some(_) => bank_employees(scoped, employer, period.fiscal_year().next()).await?,
        None => None,
    };
    if union.collects_sin {
        history.keys = Some(Arc::new(scoped.keys().for_union(union.id)));
        history.elsewhere = elsewhere(scoped, employer.id).await?;
    }
    Ok(history)
}

/// The statements in force before the period, the latest first; whether the period is declared.
async fn in_force(scoped: &mut Scoped, employer: Uuid, history: &mut History) -> Result<Vec<Before>> {
    let (year, number) = columns(history.period);
    let rows: Vec<(Uuid, i16, i16, String, i32)> = sqlx::query_as(
        "select id, fiscal_year, period, state, lines from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded' and (fiscal_year, period) <= ($3, $4)
         order by fiscal_year desc, period desc",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    let mut before = Vec::with_capacity(rows.len());
    for (id, year, number, state, lines) in rows {
        let period = period_of(year, number)?;
        if period == history.period {
            history.declared = state == "declared";
        } else {
            before.push(Before { id, period, lines: usize::try_from(lines).unwrap_or(0) });
        }
    }
    Ok(before)
}

/// The people of the register.
async fn read_people(
    scoped: &mut Scoped,
    employer: Uuid,
    statements: &[Before],
    history: &mut History,
) -> Result<()> {
    let earlier: Vec<Uuid> = statements.iter().skip(1).map(|statement| statement.id).collect();
    let (year, number) = columns(history.period);
    let union = scoped.own_union()?;
    // Most of them; growing would move everybody several times.
    history.people.reserve(statements.first().map_or(0, |last| last.lines * 9 / 8));
    let mut rows = sqlx::query(
        "select employee_number, card_signed_on, coalesce(hired_on, seen_from),
                case when last_statement = any($3) then left_on end,
                (roster_id is not null or (first_year, first_period) < ($4, $5))
                  and (last_statement is null or last_statement in (select id from statements
                    where union_id = $1 and employer_id = $2 and fiscal_year >= $4 - 1))
         from members where union_id = $1 and employer_id = $2",
    )
    .bind(union)
    .bind(employer)
    .bind(earlier)
    .bind(year)
    .bind(number)
    .fetch(scoped.conn());
    while let Some(row) = rows.try_next().await? {
        let person = Person {
            card_signed_on: row.get(1),
            first_day: row.get(2),
            left_on: row.get(3),
            is_known: row.get::<Option<bool>, _>(4).unwrap_or_default(),
            ..Person::default()
        };
        history.people.insert(row.get(0), person);
    }
    Ok(())
}

/// What the last statement says of each of its people.
async fn read_last(scoped: &mut Scoped, last: &Before, history: &mut History) -> Result<()> {
    let union = scoped.own_union()?;
    // A year that is in the text is planned for once, and not, with thirty others, each time it is asked.
    let sql = format!(
        "select employee_number, name, address, sin_index, status, job_title_code, salary_rate, salary_unit,
                seniority_days, left_on
         from statement_lines where union_id = $1 and statement_id = $2 and fiscal_year = {}
           and employee_number <> '' and correction_period = '' and correction_nature = ''",
        columns(last.period).0
    );
    let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(last.id).fetch(scoped.conn());
    while let Some(row) = rows.try_next().await? {
        let last = last_line(&row)?;
        history.change(row.get(0), |person| {
            person.left_on = last.left_on;
            person.last = Some(last);
        });
    }
    Ok(())
}

fn last_line(row: &PgRow) -> Result<Last> {
    Ok(Last {
        name: row.get(1),
        address: row.get(2),
        sin_index: row.get::<Option<Vec<u8>>, _>(3).map(index).transpose()?,
        status: row.get::<Option<&str>, _>(4).and_then(Status::from_code),
        job_title_code: row.get(5),
        salary_rate: row.get(6),
        salary_unit: row.get::<Option<&str>, _>(7).and_then(SalaryUnit::from_code),
        seniority_days: row.get(8),
        left_on: row.get(9),
    })
}

fn index(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::Damaged("a keyed index of another length".into()))
}

/// Who paid initiation dues on an earlier statement, and when last: few lines, by an index of theirs.
async fn read_initiations(scoped: &mut Scoped, statements: &[Before], history: &mut History) -> Result<()> {
    let ids: Vec<Uuid> = statements.iter().map(|statement| statement.id).collect();
    let mut years: Vec<String> = statements.iter().map(|s| columns(s.period).0.to_string()).collect();
    years.dedup();
    // Planned for once, as above.
    let sql = format!(
        "select employee_number, statement_id from statement_lines
         where union_id = $1 and statement_id = any($2) and fiscal_year in ({}) and initiation_dues > 0
           and correction_period = '' and correction_nature = ''",
        years.join(", ")
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scoped.own_union()?).bind(ids);
    let rows: Vec<(String, Uuid)> = query.fetch_all(scoped.conn()).await?;
    let periods: HashMap<Uuid, PeriodId> = statements.iter().map(|s| (s.id, s.period)).collect();
    for (number, statement) in rows {
        if let Some(person) = history.people.get_mut(number.as_str()) {
            person.initiated = person.initiated.max(periods.get(&statement).copied());
        }
    }
    Ok(())
}

/// The employer's people whose cases are before the Tribunal, or were.
async fn held_cases(scoped: &mut Scoped, employer: Uuid, period: PeriodId) -> Result<Vec<HeldCase>> {
    let cases = held_dues::store::cases(scoped, Some(employer)).await?;
    let people = cases.iter().flat_map(|case| case.people.iter().map(|person| (case.first_held(), person)));
    Ok(people
        .map(|(from, person)| HeldCase {
            employee_number: person.employee_number.clone(),
            from,
            ruled: person.ruling.map(|ruling| ruling.period),
            held_here: person.held.iter().find(|held| held.period == period).map(|held| held.amount),
        })
        .collect())
}

/// The errors of earlier periods that a correction line is awaited for: those of an amount.
async fn open_errors(scoped: &mut Scoped, employer: &Employer, period: PeriodId) -> Result<Vec<OpenError>> {
    let items = corrections::store::open_items(scoped, employer.id).await?;
    let earlier = items.into_iter().filter(|item| item.period < period && !item.employee_number.is_empty());
    let errors = earlier.filter_map(|item| {
        let (column, amounts) = item.column.zip(item.amounts)?;
        Some(OpenError {
            due: employer.next(item.period),
            employee_number: item.employee_number,
            period: item.period,
            column,
            amount: Some(amounts.difference()),
        })
    });
    Ok(errors.collect())
}

/// The numbers of the latest annual list of a year whose last period this is.
async fn annual_list(
    scoped: &mut Scoped,
    employer: Uuid,
    period: PeriodId,
) -> Result<Option<HashSet<String>>> {
    if period.next().fiscal_year() == period.fiscal_year() {
        return Ok(None);
    }
    let numbers: Vec<String> = sqlx::query_scalar(
        "select employee_number from annual_list_lines where union_id = $1 and employee_number <> ''
           and list_id = (select id from annual_lists where union_id = $1 and employer_id = $2
             and fiscal_year = $3 order by version desc limit 1)",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(columns(period).0)
    .fetch_all(scoped.conn())
    .await?;
    Ok((!numbers.is_empty()).then(|| numbers.into_iter().collect()))
}

/// The employees that the union itself said the banks of a year rest on. When it said none, they rest
/// on the very statement that is being checked.
async fn bank_employees(scoped: &mut Scoped, employer: &Employer, year: FiscalYear) -> Result<Option<u32>> {
    let year = leave::year(scoped, employer, year).await?;
    Ok(match year.employees() {
        Some((employees, Source::Union(_))) => Some(employees),
        _ => None,
    })
}

/// The keyed indexes that the latest statement of another employer of the union names, or that were
/// found in another union: not which. Those of all its people, known here or not: a join of the two
/// employers' would be planned by what PostgreSQL knows of people just stored, which is nothing.
async fn elsewhere(scoped: &mut Scoped, employer: Uuid) -> Result<HashSet<[u8; 32]>> {
    let rows: Vec<Vec<u8>> = sqlx::query_scalar(
        "select sin_index from members where union_id = $1 and employer_id <> $2 and sin_index is not null
           and first_year is not null and last_statement is null and left_on is null
         union all
         select sin_index from (select distinct on (sin_index) sin_index, stands from member_matches
             where union_id = $1 order by sin_index, seq desc) m
         where stands",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(index).collect()
}
