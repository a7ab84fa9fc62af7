//! The list kept up with each intake: an item closes when a statement in force corrects it, and
//! opens again when that statement is no longer in force. In the intake's own transaction.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::super::{By, Item, Seen, Standing, gone, standing};
use super::{items, lock, tell};
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::ledger::store::cents;
use crate::statements::Column;
use crate::statements::rules::MAX_FINDINGS_PER_RULE;
use crate::unions::store::{columns, period_of};

/// Works out how each item of an employer stands by its statements in force, and tells what
/// changed. `period` is that of the statement received: items of two fiscal years before it are
/// settled history.
pub async fn follow(scoped: &mut Scoped, employer: Uuid, period: PeriodId) -> Result<()> {
    let union = scoped.own_union()?;
    lock(scoped, employer).await?;
    let oldest = period.fiscal_year().previous();
    let mut listed = items(scoped, employer).await?;
    listed.retain(|item| {
        let is_recent = item.period.fiscal_year() >= oldest || item.standing.is_open();
        is_recent && item.standing != Standing::Withdrawn
    });
    let Some(first) = listed.iter().map(|item| item.period).min() else { return Ok(()) };
    let statements = in_force(scoped, union, employer, first).await?;
    let faults = Faults::read(scoped, union, &statements, &listed).await?;
    let lines = lines(scoped, union, &statements, &listed).await?;
    for item in &listed {
        let own = lines.get(item.employee_number.as_str()).into_iter().flatten();
        let mut seen = own.map(|line| line.seen(item, &faults)).collect::<Result<Vec<_>>>()?;
        if item.line.is_none() || item.employee_number.is_empty() {
            seen.extend(whole_files(item, &statements, &faults));
        }
        let later: Vec<(Uuid, PeriodId)> = statements.iter().map(|s| (s.id, s.period)).collect();
        let now = match (standing(item, &seen), gone(item, &seen, &later)) {
            (Standing::Open, Some(by)) => Standing::Closed { by },
            (now, _) => now,
        };
        if now != item.standing {
            tell_change(scoped, union, item, now).await?;
        }
    }
    Ok(())
}

async fn tell_change(scoped: &mut Scoped, union: Uuid, item: &Item, now: Standing) -> Result<()> {
    let difference = item.amounts.map(super::Amounts::difference);
    let (kind, by, remaining) = match now {
        Standing::Closed { by } => ("closed", Some(by), None),
        Standing::Partly { remaining, by } => ("partly", Some(by), Some(remaining)),
        Standing::Open | Standing::Withdrawn => ("reopened", None, difference),
    };
    tell(scoped, union, item.id, kind, by, remaining, "").await
}

struct InForce {
    id: Uuid,
    period: PeriodId,
}

async fn in_force(scoped: &mut Scoped, union: Uuid, employer: Uuid, from: PeriodId) -> Result<Vec<InForce>> {
    let (year, number) = columns(from);
    let rows: Vec<(Uuid, i16, i16)> = sqlx::query_as(
        "select id, fiscal_year, period from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded' and (fiscal_year, period) >= ($3, $4)
         order by fiscal_year, period",
    )
    .bind(union)
    .bind(employer)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(id, year, number)| Ok(InForce { id, period: period_of(year, number)? })).collect()
}

/// An error of a whole file, or of somebody whom it does not name, is set right by another version.
fn whole_files(item: &Item, statements: &[InForce], faults: &Faults) -> Vec<Seen> {
    let own = statements.iter().filter(|s| s.period == item.period);
    own.map(|s| Seen {
        by: By { statement: s.id, line: None },
        period: s.period,
        corrects: None,
        is_correction: false,
        amount: None,
        carries: true,
        is_faulty: faults.has(s.id, item, None),
    })
    .collect()
}

/// What a rule finds in a statement: an employee number's fault is known by the number, whichever line
/// it is told on; any other by its line.
#[derive(PartialEq, Eq, Hash)]
struct Fault {
    statement: Uuid,
    rule: String,
    column: Option<String>,
    line: Option<i32>,
    number: String,
}

impl Fault {
    fn new(statement: Uuid, rule: &str, column: Option<&str>, line: Option<i32>, value: &str) -> Fault {
        let is_a_number = column == Some(Column::EmployeeNumber.key());
        Fault {
            statement,
            rule: rule.to_owned(),
            column: column.map(str::to_owned),
            line: line.filter(|_| !is_a_number),
            number: if is_a_number { value.to_owned() } else { String::new() },
        }
    }
}

/// Where the listed rules find their faults in the statements in force.
struct Faults {
    found: HashSet<Fault>,
    /// So many of one rule that some were only counted.
    too_many: HashSet<(Uuid, String)>,
}

impl Faults {
    async fn read(
        scoped: &mut Scoped,
        union: Uuid,
        statements: &[InForce],
        listed: &[Item],
    ) -> Result<Faults> {
        let ids: Vec<Uuid> = statements.iter().map(|s| s.id).collect();
        let rules: HashSet<&str> = listed.iter().map(|item| item.rule.as_str()).collect();
        let rules: Vec<&str> = rules.into_iter().collect();
        let rows = sqlx::query(
            "select statement_id, rule, column_name, line, value from statement_findings
             where union_id = $1 and statement_id = any($2) and rule = any($3)",
        )
        .bind(union)
        .bind(ids)
        .bind(rules)
        .fetch_all(scoped.conn())
        .await?;
        let mut counts: HashMap<(Uuid, String), u32> = HashMap::new();
        for row in &rows {
            *counts.entry((row.get("statement_id"), row.get("rule"))).or_default() += 1;
        }
        counts.retain(|_, count| *count >= MAX_FINDINGS_PER_RULE);
        let fault = |row: &PgRow| {
            let (statement, column, line) =
                (row.get("statement_id"), row.get("column_name"), row.get("line"));
            Fault::new(statement, row.get("rule"), column, line, row.get("value"))
        };
        Ok(Faults { found: rows.iter().map(fault).collect(), too_many: counts.into_keys().collect() })
    }

    fn has(&self, statement: Uuid, item: &Item, line: Option<i32>) -> bool {
        let told = |column: Option<&str>| {
            self.found.contains(&Fault::new(statement, &item.rule, column, line, &item.value))
        };
        if told(item.column.map(Column::key)) {
            return true;
        }
        // Whoever was missing is not, once on a line, among those only counted, or doubted all at once.
        let is_missing = item.line.is_none() && item.column == Some(Column::EmployeeNumber);
        match line {
            Some(_) if is_missing => false,
            None if is_missing && told(None) => true,
            _ => self.too_many.contains(&(statement, item.rule.clone())),
        }
    }
}

/// A person's line in a statement in force.
struct PersonsLine {
    row: PgRow,
    statement: Uuid,
    period: PeriodId,
    line: i32,
}

impl PersonsLine {
    fn seen(&self, item: &Item, faults: &Faults) -> Result<Seen> {
        let corrects: &str = self.row.get("correction_period");
        let nature: &str = self.row.get("correction_nature");
        let (amount, carries) = match item.column.map(|column| (column, column.key())) {
            Some((Column::CorrectionPeriod, _)) => (None, !corrects.is_empty()),
            Some((Column::CorrectionNature, _)) => (None, !nature.is_empty()),
            // Secret, and blank or not is all that is asked.
            Some((Column::Sin | Column::Address | Column::Phone, key)) => (None, self.row.get(key)),
            Some((column, key)) if column.kind() == crate::statements::columns::Kind::Money => {
                let amount = self.row.get::<Option<Decimal>, _>(key).map(cents).transpose()?;
                (amount, amount.is_some())
            }
            Some((_, key)) => (None, self.row.get::<bool, _>(format!("has_{key}").as_str())),
            None => (None, false),
        };
        Ok(Seen {
            by: By { statement: self.statement, line: u32::try_from(self.line).ok() },
            period: self.period,
            corrects: PeriodId::corrected(corrects, self.period).ok(),
            is_correction: !corrects.is_empty() || !nature.is_empty(),
            amount,
            carries,
            is_faulty: faults.has(self.statement, item, Some(self.line)),
        })
    }
}

/// The lines of the people listed, by employee number, in order of period and line.
async fn lines(
    scoped: &mut Scoped,
    union: Uuid,
    statements: &[InForce],
    listed: &[Item],
) -> Result<HashMap<String, Vec<PersonsLine>>> {
    let people: HashSet<&str> = listed.iter().map(|item| item.employee_number.as_str()).collect();
    let people: Vec<&str> = people.into_iter().filter(|number| !number.is_empty()).collect();
    let ids: Vec<Uuid> = statements.iter().map(|s| s.id).collect();
    let years: Vec<i16> = statements.iter().map(|s| columns(s.period).0).collect();
    let rows = sqlx::query(
        "select statement_id, line, employee_number, correction_period, correction_nature,
                salary_paid, dues, regular_pay, insurance_benefits, total_remuneration, initiation_dues, held_dues,
                sin_index is not null as sin, address <> '' as address, phone <> '' as phone,
                employee_number <> '' as has_employee_number, name <> '' as has_name,
                job_title_code <> '' as has_job_title_code, job_title <> '' as has_job_title,
                status is not null as has_status, service <> '' as has_service, shift <> '' as has_shift,
                salary_rate is not null as has_salary_rate, salary_unit is not null as has_salary_unit,
                absences <> '' as has_absences, hired_on is not null as has_hired_on,
                left_on is not null as has_left_on, hours_worked is not null as has_hours_worked,
                vacation_days is not null as has_vacation_days, seniority_days is not null as has_seniority_days
         from statement_lines
         where union_id = $1 and statement_id = any($2) and fiscal_year = any($3) and employee_number = any($4)
         order by line",
    )
    .bind(union)
    .bind(&ids)
    .bind(years)
    .bind(people)
    .fetch_all(scoped.conn())
    .await?;
    let mut found: HashMap<String, Vec<PersonsLine>> = HashMap::new();
    for row in rows {
        let statement: Uuid = row.get("statement_id");
        let Some(of) = statements.iter().find(|s| s.id == statement) else { continue };
        let line = PersonsLine { statement, period: of.period, line: row.get("line"), row };
        found.entry(line.row.get("employee_number")).or_default().push(line);
    }
    for lines in found.values_mut() {
        lines.sort_by_key(|line| (line.period, line.line));
    }
    Ok(found)
}
