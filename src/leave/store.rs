//! The leave bank's SQL: what each statement counts, what the union says besides, who was released.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::banks::{Class, Unclassed};
use super::counts::{Counts, Use, days_of};
use super::year::{Adjustment, Counted, Said, Year};
use super::{Charge, Kind};
use crate::calendar::{FiscalYear, PERIODS, Period, PeriodId};
use crate::db::{Error, Result, Scoped};
use crate::statements::checks::LeaveBank;
use crate::statements::{Absence, absences};
use crate::unions::Employer;
use crate::unions::file::{Field, Subject};
use crate::unions::store::{facts, period_of};

/// Keeps what a statement just received counts; the same transaction as its lines.
pub async fn count(scoped: &mut Scoped, statement: Uuid, counts: &Counts) -> Result<()> {
    let union = scoped.own_union()?;
    let employees = counts.employees.map(|employees| i32::try_from(employees).unwrap_or(i32::MAX));
    sqlx::query(
        "insert into leave_statements (union_id, statement_id, employer_id, fiscal_year, period, version, employees)
         select union_id, id, employer_id, fiscal_year, period, version, $3 from statements
         where union_id = $1 and id = $2",
    )
    .bind(union)
    .bind(statement)
    .bind(employees)
    .execute(scoped.conn())
    .await?;
    let codes: Vec<&str> = counts.uses.iter().map(|one| one.kind.code).collect();
    let absences: Vec<i32> =
        counts.uses.iter().map(|one| i32::try_from(one.absences).unwrap_or(i32::MAX)).collect();
    let days: Vec<Decimal> = counts.uses.iter().map(|one| one.days).collect();
    sqlx::query(
        "insert into leave_uses (union_id, statement_id, reason, absences, days)
         select $1, $2, * from unnest($3::text[], $4::int[], $5::numeric[])",
    )
    .bind(union)
    .bind(statement)
    .bind(codes)
    .bind(absences)
    .bind(days)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Everything that the bank of an employer of the actor's union rests on.
pub async fn year(scoped: &mut Scoped, employer: &Employer, year: FiscalYear) -> Result<Year> {
    let union = scoped.own_union()?;
    let january_period = january_period(employer, year);
    let january = match january_period {
        Some(period) => counted(scoped, employer.id, period.fiscal_year, Some(period.number)).await?.pop(),
        None => None,
    };
    // A year that is over is classed as it was on its last day.
    let on = scoped.today().min(year.last_day());
    let file = facts::file(scoped, union, on).await?;
    let about = |field| file.value(Subject::Employer(employer.id), field);
    let class: std::result::Result<Class, Unclassed> =
        Class::of(about(Field::InstitutionClass), about(Field::FarApart));
    Ok(Year {
        year,
        class,
        january_period,
        january,
        counted: counted(scoped, employer.id, year, None).await?,
        adjustments: adjustments(scoped, employer.id, year).await?,
    })
}

/// The period that holds the January 1 before a year, by the employer's calendar: P10 in the usual ones.
fn january_period(employer: &Employer, year: FiscalYear) -> Option<Period> {
    let id = |number| PeriodId::new(year.previous(), number).ok();
    let mut periods = (1..=PERIODS).filter_map(id).filter_map(|id| employer.period(id));
    periods.find(|period| super::counts::january_first(period).is_some())
}

/// The statements in force of a year, or of one of its periods, by period.
async fn counted(
    scoped: &mut Scoped,
    employer: Uuid,
    year: FiscalYear,
    period: Option<u8>,
) -> Result<Vec<Counted>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select s.statement_id, s.fiscal_year, s.period, s.version, s.employees, u.reason, u.absences, u.days
         from (select distinct on (period) * from leave_statements
               where union_id = $1 and employer_id = $2 and fiscal_year = $3 and ($4::smallint is null or period = $4)
               order by period, version desc) s
         left join leave_uses u on u.union_id = s.union_id and u.statement_id = s.statement_id
         order by s.period, u.reason",
    )
    .bind(union)
    .bind(employer)
    .bind(year_column(year))
    .bind(period.map(i16::from))
    .fetch_all(scoped.conn())
    .await?;
    let mut all: BTreeMap<PeriodId, Counted> = BTreeMap::new();
    for row in &rows {
        let period = period_of(row.get("fiscal_year"), row.get("period"))?;
        let counted = all.entry(period).or_insert_with(|| Counted {
            statement: row.get("statement_id"),
            period,
            version: u32::try_from(row.get::<i32, _>("version")).unwrap_or_default(),
            employees: row.get::<Option<i32>, _>("employees").and_then(|people| u32::try_from(people).ok()),
            uses: Vec::new(),
        });
        if let Some(reason) = row.get::<Option<&str>, _>("reason") {
            let kind = Kind::of(reason).ok_or_else(|| Error::Damaged(format!("reason {reason}")))?;
            let absences = u32::try_from(row.get::<i32, _>("absences")).unwrap_or_default();
            let days = row.get::<Decimal, _>("days").normalize();
            counted.uses.push(Use { kind, absences, days });
        }
    }
    Ok(all.into_values().collect())
}

fn year_column(year: FiscalYear) -> i16 {
    i16::try_from(year.start_year()).unwrap_or(i16::MAX)
}

async fn adjustments(scoped: &mut Scoped, employer: Uuid, year: FiscalYear) -> Result<Vec<Adjustment>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select id, kind, amount, day, reason, made_at from leave_adjustments
         where union_id = $1 and employer_id = $2 and fiscal_year = $3 order by made_at, id",
    )
    .bind(union)
    .bind(employer)
    .bind(year_column(year))
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let kind: &str = row.get("kind");
            let amount = row.get::<Option<Decimal>, _>("amount").unwrap_or_default().normalize();
            let said = match kind {
                "employees" => Said::Employees(u32::try_from(amount).unwrap_or_default()),
                "internal" => Said::Days(Charge::Internal, amount),
                "external" => Said::Days(Charge::External, amount),
                "reimbursed" => Said::Days(Charge::Reimbursed, amount),
                "bank-from" => Said::BankFrom(row.get::<Option<_>, _>("day").unwrap_or(year.first_day())),
                _ => return Err(Error::Damaged(format!("adjustment {kind}"))),
            };
            Ok(Adjustment { id: row.get("id"), said, reason: row.get("reason"), made_at: row.get("made_at") })
        })
        .collect()
}

/// What the union says of a year, to be kept.
pub struct Saying<'a> {
    /// Made with the form: sending it twice says it once.
    pub id: Uuid,
    pub employer: Uuid,
    pub year: FiscalYear,
    pub said: Said,
    pub reason: &'a str,
}

/// Keeps it; whether it was not there before.
pub async fn say(scoped: &mut Scoped, saying: &Saying<'_>) -> Result<bool> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let (amount, day) = match saying.said {
        Said::Employees(employees) => (Some(Decimal::from(employees)), None),
        Said::Days(_, days) => (Some(days), None),
        Said::BankFrom(day) => (None, Some(day)),
    };
    let done = sqlx::query(
        "insert into leave_adjustments (union_id, id, employer_id, fiscal_year, kind, amount, day, reason,
             made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(saying.id)
    .bind(saying.employer)
    .bind(year_column(saying.year))
    .bind(saying.said.code())
    .bind(amount)
    .bind(day)
    .bind(saying.reason)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// One person's union leave over a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    pub employee_number: String,
    /// As the last statement writes it.
    pub name: String,
    pub absences: u32,
    /// Days by what they are charged to.
    pub days: BTreeMap<Charge, Decimal>,
}

/// Everybody released during a year, those with the most days first. Names people: row-level
/// security gives the lines to the treasurer alone, and nobody to others.
pub async fn released(scoped: &mut Scoped, employer: &Employer, year: FiscalYear) -> Result<Vec<Released>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select l.employee_number, l.name, l.job_title_code, l.absences, s.fiscal_year, s.period
         from statements s
         join statement_lines l on l.union_id = s.union_id and l.statement_id = s.id and l.fiscal_year = s.fiscal_year
         where s.union_id = $1 and s.employer_id = $2 and s.fiscal_year = $3 and s.state <> 'superseded'
           and l.fiscal_year = $3 and (l.absences like '% U%' or l.absences like '% u%')
           and l.absences ~ ' [Uu][01][0-9]'
           and l.correction_period = '' and l.correction_nature = ''
         order by s.period, l.line",
    )
    .bind(union)
    .bind(employer.id)
    .bind(year_column(year))
    .fetch_all(scoped.conn())
    .await?;
    let mut people: BTreeMap<String, Released> = BTreeMap::new();
    for row in &rows {
        let Some(period) = employer.period(period_of(row.get("fiscal_year"), row.get("period"))?) else {
            continue;
        };
        let read: Vec<Absence> = absences::pieces(row.get("absences")).filter_map(Absence::read).collect();
        for (kind, days) in days_of(&read, row.get("job_title_code"), &period) {
            let number: String = row.get("employee_number");
            let person = people.entry(number.clone()).or_insert_with(|| Released {
                employee_number: number,
                name: String::new(),
                absences: 0,
                days: BTreeMap::new(),
            });
            person.name = row.get("name");
            person.absences += 1;
            *person.days.entry(kind.charge).or_default() += days;
        }
    }
    let mut people: Vec<Released> = people.into_values().collect();
    people.sort_by_key(|person| std::cmp::Reverse(person.days.values().sum::<Decimal>()));
    Ok(people)
}

/// For rule V60: the days of the year's bank, and those used of it before a period. `None` where the
/// bank is not known.
pub async fn before(scoped: &mut Scoped, employer: &Employer, period: PeriodId) -> Result<Option<LeaveBank>> {
    let year = year(scoped, employer, period.fiscal_year()).await?;
    Ok(year
        .bank()
        .ok()
        .map(|bank| LeaveBank { days: bank.total(), used_before: year.used_before(period).of_banks() }))
}
