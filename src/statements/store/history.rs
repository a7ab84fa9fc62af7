//! Loads what came before a period of an employer (`statements::history`), under its union's scope:
//! the statements in force before it, their lines, and what the register, the annual list and the
//! leave banks say. A handful of queries, whatever the number of people.
//!
//! Not the rules that look there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::calendar::{FiscalYear, Period, PeriodId};
use crate::checkoff;
use crate::corrections;
use crate::db::{Error, Result, Scoped};
use crate::held_dues;
use crate::leave::counts::january_first;
use crate::leave::store as leave;
use crate::leave::year::Source;
use crate::money::Cad;
use crate::statements::history::{HeldCase, History, Last, OpenError, Paid, Person};
use crate::statements::{SalaryUnit, Status};
use crate::unions::store::{columns, period_of};
use crate::unions::{Employer, Union};

/// Statements whose pay is remembered: V53's median is of six, V81 reaches as far back.
const PAID: usize = 6;

/// A statement in force before the period.
struct Before {
    id: Uuid,
    period: PeriodId,
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
    if !statements.is_empty() {
        read_past(scoped, &statements, &mut history).await?;
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
    let rows: Vec<(Uuid, i16, i16, String)> = sqlx::query_as(
        "select id, fiscal_year, period, state from statements
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
    for (id, year, number, state) in rows {
        let period = period_of(year, number)?;
        if period == history.period {
            history.declared = state == "declared";
        } else {
            before.push(Before { id, period });
        }
    }
    Ok(before)
}

/// The people of the register with their line on the last statement, in one go.
async fn read_people(
    scoped: &mut Scoped,
    employer: Uuid,
    statements: &[Before],
    history: &mut History,
) -> Result<()> {
    let last = statements.first();
    let earlier: Vec<Uuid> = statements.iter().skip(1).map(|statement| statement.id).collect();
    let rows = sqlx::query(
        "select employee_number, m.card_signed_on, coalesce(m.hired_on, m.seen_from),
                case when m.last_statement = any($5) then m.left_on end,
                l.name, l.address, l.sin_index, l.status, l.job_title_code, l.salary_rate, l.salary_unit,
                l.seniority_days, l.left_on
         from (select * from members where union_id = $1 and employer_id = $2) m
         full join (select * from statement_lines where union_id = $1 and statement_id = $3 and fiscal_year = $4
             and employee_number <> '' and correction_period = '' and correction_nature = '') l
           using (employee_number)",
    )
    .bind(scoped.own_union()?)
    .bind(employer)
    .bind(last.map(|last| last.id))
    .bind(last.map(|last| columns(last.period).0))
    .bind(earlier)
    .fetch_all(scoped.conn())
    .await?;
    history.people.reserve(rows.len());
    for row in &rows {
        history.people.insert(row.get(0), person(row)?);
    }
    Ok(())
}

fn person(row: &PgRow) -> Result<Person> {
    let last = match row.get::<Option<String>, _>(4) {
        Some(name) => Some(last(row, name)?),
        None => None,
    };
    Ok(Person {
        left_on: match &last {
            Some(last) => last.left_on,
            None => row.get(3),
        },
        last,
        card_signed_on: row.get(1),
        first_day: row.get(2),
        ..Person::default()
    })
}

fn last(row: &PgRow, name: String) -> Result<Last> {
    let sin_index = row.get::<Option<Vec<u8>>, _>(6).map(index).transpose()?;
    Ok(Last {
        name,
        address: row.get(5),
        sin_index,
        status: row.get::<Option<&str>, _>(7).and_then(Status::from_code),
        job_title_code: row.get(8),
        salary_rate: row.get(9),
        salary_unit: row.get::<Option<&str>, _>(10).and_then(SalaryUnit::from_code),
        seniority_days: row.get(11),
        left_on: row.get(12),
    })
}

fn index(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::Damaged("a keyed index of another length".into()))
}

/// What a person was paid by the last statements, and her seniority of the fiscal year, in one
/// grouped query; corrections are grouped apart, by the period that they name.
async fn read_past(scoped: &mut Scoped, statements: &[Before], history: &mut History) -> Result<()> {
    let year = history.period.fiscal_year();
    let of_year = |statement: &Before| statement.period.fiscal_year() == year;
    let read: Vec<&Before> =
        statements.iter().enumerate().filter(|(i, s)| *i < PAID || of_year(s)).map(|(_, s)| s).collect();
    let ids: Vec<Uuid> = read.iter().map(|statement| statement.id).collect();
    let paid: Vec<PeriodId> = read.iter().take(PAID).map(|statement| statement.period).collect();
    let oldest = read.last().map_or(year, |statement| statement.period.fiscal_year());
    let rows: Vec<Group> = sqlx::query_as(
        "select employee_number, correction_period, array_agg(place) filter (where place <= $5) as places,
                array_agg(coalesce(salary_paid, 0)) filter (where place <= $5) as salaries,
                array_agg(coalesce(dues, 0)) filter (where place <= $5) as dues,
                sum(seniority_days) filter (where fiscal_year = $4) as seniority,
                sum(vacation_days) filter (where fiscal_year = $4) as vacation,
                max(hired_on) as hired_on
         from (select *, array_position($2::uuid[], statement_id) as place from statement_lines
               where union_id = $1 and statement_id = any($2) and fiscal_year between $3 and $4
                 and employee_number <> '' and (correction_nature = '' or correction_period <> '')) l
         group by employee_number, correction_period",
    )
    .bind(scoped.own_union()?)
    .bind(&ids)
    .bind(year_column(oldest))
    .bind(year_column(year))
    .bind(i32::try_from(PAID).unwrap_or(i32::MAX))
    .fetch_all(scoped.conn())
    .await?;
    let (lines, corrections): (Vec<Group>, Vec<Group>) =
        rows.into_iter().partition(|group| group.correction_period.is_empty());
    for group in lines {
        group.add_lines(&paid, &mut history.people)?;
    }
    for group in corrections {
        group.add_corrections(&paid, history)?;
    }
    history.paid_periods = paid;
    Ok(())
}

/// Lines of one person, all of them normal or all correcting one period.
#[derive(sqlx::FromRow)]
struct Group {
    employee_number: String,
    correction_period: String,
    /// Of each line, the place of its statement among those read, from 1, and what it says.
    places: Option<Vec<i32>>,
    salaries: Option<Vec<Decimal>>,
    dues: Option<Vec<Decimal>>,
    seniority: Option<Decimal>,
    vacation: Option<Decimal>,
    hired_on: Option<NaiveDate>,
}

impl Group {
    /// What each line says, with the period of its statement.
    fn paid(&self, periods: &[PeriodId]) -> Result<Vec<Paid>> {
        let cad = |amount: Decimal| Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string()));
        let places = self.places.iter().flatten();
        let amounts = self.salaries.iter().flatten().zip(self.dues.iter().flatten());
        let said = places.zip(amounts).filter_map(|(place, (salary, dues))| {
            let period = usize::try_from(*place).ok().and_then(|place| periods.get(place.checked_sub(1)?));
            period.map(|period| Ok(Paid { period: *period, salary_paid: cad(*salary)?, dues: cad(*dues)? }))
        });
        said.collect()
    }

    fn add_lines(self, periods: &[PeriodId], people: &mut HashMap<String, Person>) -> Result<()> {
        let mut paid = self.paid(periods)?;
        paid.sort_unstable_by_key(|paid| std::cmp::Reverse(paid.period));
        // Somebody on two lines of one statement is paid their sum.
        paid.dedup_by(|next, kept| {
            let same = next.period == kept.period;
            if same {
                kept.salary_paid += next.salary_paid;
                kept.dues += next.dues;
            }
            same
        });
        let person = people.entry(self.employee_number).or_default();
        person.paid = paid;
        person.hired_on = self.hired_on;
        person.seniority_of_year = self.seniority.unwrap_or_default();
        person.vacation_of_year = self.vacation.unwrap_or_default();
        Ok(())
    }

    /// Adds differences to what the period that they correct paid.
    fn add_corrections(self, periods: &[PeriodId], history: &mut History) -> Result<()> {
        let year = history.period.fiscal_year();
        let paid = self.paid(periods)?;
        let of_year = PeriodId::corrected(&self.correction_period, history.period)
            .is_ok_and(|corrected| corrected.fiscal_year() == year);
        let person = history.people.entry(self.employee_number).or_default();
        if of_year {
            person.seniority_of_year += self.seniority.unwrap_or_default();
            person.vacation_of_year += self.vacation.unwrap_or_default();
        }
        for difference in paid {
            let Ok(period) = PeriodId::corrected(&self.correction_period, difference.period) else {
                continue;
            };
            person.corrections.push(Paid { period, ..difference });
            match person.paid.iter_mut().find(|paid| paid.period == period) {
                Some(paid) => {
                    paid.salary_paid += difference.salary_paid;
                    paid.dues += difference.dues;
                }
                None if periods.contains(&period) => person.paid.push(Paid { period, ..difference }),
                None => {}
            }
        }
        Ok(())
    }
}

fn year_column(year: FiscalYear) -> i16 {
    i16::try_from(year.start_year()).unwrap_or(i16::MAX)
}

/// Who paid initiation dues on an earlier statement, and when last: few lines, by an index of theirs.
async fn read_initiations(scoped: &mut Scoped, statements: &[Before], history: &mut History) -> Result<()> {
    let ids: Vec<Uuid> = statements.iter().map(|statement| statement.id).collect();
    let rows: Vec<(String, Uuid)> = sqlx::query_as(
        "select employee_number, statement_id from statement_lines
         where union_id = $1 and statement_id = any($2) and initiation_dues > 0
           and correction_period = '' and correction_nature = ''",
    )
    .bind(scoped.own_union()?)
    .bind(ids)
    .fetch_all(scoped.conn())
    .await?;
    let periods: HashMap<Uuid, PeriodId> = statements.iter().map(|s| (s.id, s.period)).collect();
    for (number, statement) in rows {
        if let Some(person) = history.people.get_mut(&number) {
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
/// found in another union: not which.
async fn elsewhere(scoped: &mut Scoped, employer: Uuid) -> Result<HashSet<[u8; 32]>> {
    let rows: Vec<Vec<u8>> = sqlx::query_scalar(
        "select own.sin_index from members own
         join members other on other.union_id = $1 and other.employer_id <> $2 and other.sin_index = own.sin_index
           and other.first_year is not null and other.last_statement is null and other.left_on is null
         where own.union_id = $1 and own.employer_id = $2
         union
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
