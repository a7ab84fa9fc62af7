//! The held dues' SQL: the cases, what statements in force hold for their people, the releases.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::{Case, Held, Outcome, Person, Release, Requester, Ruling};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::unions::store::{columns, lock_account, period_of};

/// A case to be opened.
pub struct Opening<'a> {
    /// Made with the form: opening it twice opens one.
    pub id: Uuid,
    pub employer: Uuid,
    pub number: &'a str,
    pub requester: Requester,
    pub submitted_on: NaiveDate,
    pub period: PeriodId,
}

/// Opens a case; whether it is new. The same number of another case is a constraint's to refuse.
pub async fn open(scoped: &mut Scoped, opening: &Opening<'_>) -> Result<bool> {
    let union = scoped.own_union()?;
    let (year, number) = columns(opening.period);
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into tribunal_cases (union_id, id, employer_id, number, requester, submitted_on, fiscal_year, period,
             opened_at, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(opening.id)
    .bind(opening.employer)
    .bind(opening.number)
    .bind(opening.requester.code())
    .bind(opening.submitted_on)
    .bind(year)
    .bind(number)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Adds people to a case; how many are new to it.
pub async fn add(scoped: &mut Scoped, case: Uuid, numbers: &[String]) -> Result<u64> {
    let union = scoped.own_union()?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into tribunal_case_people (union_id, case_id, employee_number, added_at, added_by)
         select $1, $2, n, $4, $5 from unnest($3::text[]) as n on conflict do nothing",
    )
    .bind(union)
    .bind(case)
    .bind(numbers)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Records the ruling of people of a case; how many had none. Waits for a declaration that is being
/// filed, which releases by the rulings that it sees.
pub async fn rule(scoped: &mut Scoped, case: Uuid, numbers: &[String], ruling: &Ruling) -> Result<u64> {
    let union = scoped.own_union()?;
    lock_account(scoped, union).await?;
    let (year, number) = columns(ruling.period);
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into tribunal_rulings (union_id, case_id, employee_number, ruled_on, outcome, fiscal_year, period,
             recorded_at, recorded_by)
         select $1, $2, p.employee_number, $4, $5, $6, $7, $8, $9 from tribunal_case_people p
         where p.union_id = $1 and p.case_id = $2 and p.employee_number = any($3)
         on conflict do nothing",
    )
    .bind(union)
    .bind(case)
    .bind(numbers)
    .bind(ruling.on)
    .bind(ruling.outcome.code())
    .bind(year)
    .bind(number)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Every case of the union, the last opened first, or those of one employer.
pub async fn cases(scoped: &mut Scoped, employer: Option<Uuid>) -> Result<Vec<Case>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select * from tribunal_cases where union_id = $1 and ($2::uuid is null or employer_id = $2)
         order by opened_at desc, id desc",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let requester: &str = row.get("requester");
        let id = row.get("id");
        found.push(Case {
            id,
            employer: row.get("employer_id"),
            number: row.get("number"),
            requester: Requester::from_code(requester)
                .ok_or_else(|| Error::Damaged(format!("requester {requester}")))?,
            submitted_on: row.get("submitted_on"),
            period: period_of(row.get("fiscal_year"), row.get("period"))?,
            opened_at: row.get("opened_at"),
            people: people(scoped, union, row.get("employer_id"), id).await?,
        });
    }
    Ok(found)
}

/// A case of the actor's union.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Case> {
    cases(scoped, None).await?.into_iter().find(|case| case.id == id).ok_or(Error::NotFound)
}

async fn people(scoped: &mut Scoped, union: Uuid, employer: Uuid, case: Uuid) -> Result<Vec<Person>> {
    let rows = sqlx::query(
        "select p.employee_number, coalesce(m.name, '') as name, r.ruled_on, r.outcome, r.fiscal_year, r.period
         from tribunal_case_people p
         left join tribunal_rulings r using (union_id, case_id, employee_number)
         left join members m on m.union_id = p.union_id and m.employer_id = $3
              and m.employee_number = p.employee_number collate \"C\"
         where p.union_id = $1 and p.case_id = $2 order by p.employee_number",
    )
    .bind(union)
    .bind(case)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let mut people = Vec::new();
    for row in &rows {
        let outcome = row.get::<Option<&str>, _>("outcome").and_then(Outcome::from_code);
        let ruling = match (row.get::<Option<NaiveDate>, _>("ruled_on"), outcome) {
            (Some(on), Some(outcome)) => {
                let period = period_of(row.get("fiscal_year"), row.get("period"))?;
                Some(Ruling { on, outcome, period })
            }
            _ => None,
        };
        people.push(Person {
            employee_number: row.get("employee_number"),
            name: row.get("name"),
            ruling,
            held: Vec::new(),
            released: Vec::new(),
        });
    }
    let mut held = held(scoped, union, employer, &people).await?;
    let mut released = released(scoped, union, employer, &people).await?;
    for person in &mut people {
        person.held = held.remove(&person.employee_number).unwrap_or_default();
        person.released = released.remove(&person.employee_number).unwrap_or_default();
    }
    Ok(people)
}

fn numbers(people: &[Person]) -> Vec<&str> {
    people.iter().map(|person| person.employee_number.as_str()).collect()
}

/// The held lines of these people in the employer's statements in force, by person, in order of period.
async fn held(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    people: &[Person],
) -> Result<HashMap<String, Vec<Held>>> {
    let rows = sqlx::query(
        "select l.employee_number, s.id, s.fiscal_year, s.period, l.line, l.held_dues
         from statements s join statement_lines l
           on l.union_id = s.union_id and l.statement_id = s.id and l.fiscal_year = s.fiscal_year
         where s.union_id = $1 and s.employer_id = $2 and s.state <> 'superseded'
           and l.employee_number = any($3) and l.held_dues > 0
           and l.correction_period = '' and l.correction_nature = ''
         order by s.fiscal_year, s.period, l.line",
    )
    .bind(union)
    .bind(employer)
    .bind(numbers(people))
    .fetch_all(scoped.conn())
    .await?;
    let mut found: HashMap<String, Vec<Held>> = HashMap::new();
    for row in &rows {
        found.entry(row.get("employee_number")).or_default().push(Held {
            period: period_of(row.get("fiscal_year"), row.get("period"))?,
            statement: row.get("id"),
            line: u32::try_from(row.get::<i32, _>("line")).unwrap_or_default(),
            amount: cents(row.get("held_dues"))?,
        });
    }
    Ok(found)
}

async fn released(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    people: &[Person],
) -> Result<HashMap<String, Vec<PeriodId>>> {
    let rows: Vec<(String, i16, i16)> = sqlx::query_as(
        "select employee_number, fiscal_year, period from held_releases
         where union_id = $1 and employer_id = $2 and employee_number = any($3) order by fiscal_year, period",
    )
    .bind(union)
    .bind(employer)
    .bind(numbers(people))
    .fetch_all(scoped.conn())
    .await?;
    let mut found: HashMap<String, Vec<PeriodId>> = HashMap::new();
    for (number, year, period) in rows {
        found.entry(number).or_default().push(period_of(year, period)?);
    }
    Ok(found)
}

/// What a statement's declaration takes in: once declared, what it took in; before, what waits for
/// it, when no earlier statement of the employer still to be declared takes it first.
pub async fn releases(
    scoped: &mut Scoped,
    employer: Uuid,
    statement: Uuid,
    period: PeriodId,
    is_declared: bool,
) -> Result<Vec<Release>> {
    if is_declared {
        return declared_with(scoped, employer, Some(statement))
            .await
            .map(|found| found.into_iter().map(|(_, release)| release).collect());
    }
    let mut waiting = Vec::new();
    for case in cases(scoped, Some(employer)).await? {
        for person in &case.people {
            let Some(ruling) = person.ruling.filter(|r| r.outcome == Outcome::Included && r.period <= period)
            else {
                continue;
            };
            if is_taken_before(scoped, employer, ruling.period, period).await? {
                continue;
            }
            let mut by_period: Vec<(PeriodId, Cad)> = Vec::new();
            for held in case.held(person).filter(|held| !person.released.contains(&held.period)) {
                match by_period.iter_mut().find(|(period, _)| *period == held.period) {
                    Some((_, amount)) => *amount += held.amount,
                    None => by_period.push((held.period, held.amount)),
                }
            }
            waiting.extend(by_period.into_iter().map(|(period, amount)| Release {
                case: case.id,
                employee_number: person.employee_number.clone(),
                period,
                amount,
            }));
        }
    }
    waiting.sort_by(|a, b| (a.period, &a.employee_number).cmp(&(b.period, &b.employee_number)));
    // Two cases of one person hold the same line once.
    waiting.dedup_by(|a, b| (a.period, &a.employee_number) == (b.period, &b.employee_number));
    Ok(waiting)
}

/// Whether a statement between the ruling and this period is still to be declared.
async fn is_taken_before(
    scoped: &mut Scoped,
    employer: Uuid,
    ruled: PeriodId,
    period: PeriodId,
) -> Result<bool> {
    let union = scoped.own_union()?;
    let ((from_year, from), (year, number)) = (columns(ruled), columns(period));
    Ok(sqlx::query_scalar(
        "select exists (select from statements where union_id = $1 and employer_id = $2 and state = 'current'
           and (fiscal_year, period) >= ($3, $4) and (fiscal_year, period) < ($5, $6))",
    )
    .bind(union)
    .bind(employer)
    .bind(from_year)
    .bind(from)
    .bind(year)
    .bind(number)
    .fetch_one(scoped.conn())
    .await?)
}

/// The releases declared with an employer's statements, with the period of each statement; of one
/// statement when it is given.
pub async fn declared_with(
    scoped: &mut Scoped,
    employer: Uuid,
    statement: Option<Uuid>,
) -> Result<Vec<(PeriodId, Release)>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select h.*, s.fiscal_year as by_year, s.period as by_period from held_releases h
         join statements s on s.union_id = h.union_id and s.id = h.statement_id
         where h.union_id = $1 and h.employer_id = $2 and ($3::uuid is null or h.statement_id = $3)
         order by h.fiscal_year, h.period, h.employee_number",
    )
    .bind(union)
    .bind(employer)
    .bind(statement)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let release = Release {
                case: row.get("case_id"),
                employee_number: row.get("employee_number"),
                period: period_of(row.get("fiscal_year"), row.get("period"))?,
                amount: cents(row.get::<Decimal, _>("amount"))?,
            };
            Ok((period_of(row.get("by_year"), row.get("by_period"))?, release))
        })
        .collect()
}

/// Keeps what a declaration took in, so that none takes it again.
pub async fn take_in(
    scoped: &mut Scoped,
    declaration: Uuid,
    employer: Uuid,
    statement: Uuid,
    releases: &[Release],
) -> Result<()> {
    let union = scoped.own_union()?;
    for release in releases {
        let (year, number) = columns(release.period);
        sqlx::query(
            "insert into held_releases (union_id, employer_id, employee_number, fiscal_year, period, amount, case_id,
                 declaration_id, statement_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(union)
        .bind(employer)
        .bind(&release.employee_number)
        .bind(year)
        .bind(number)
        .bind(release.amount.amount())
        .bind(release.case)
        .bind(declaration)
        .bind(statement)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}
