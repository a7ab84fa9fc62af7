//! The usual intake: an employer's next statement, received for the first time. Its people are
//! compared with those known, and only what differs is written: of most of them, nothing.
//!
//! Not statements that take the place of another or come late: `register` works people out again
//! for those, to the same result.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use uuid::Uuid;

use super::across;
use super::register::{InForce, Intake, away_on, of_a_person};
use crate::db::{Result, Scoped};
use crate::members::search_words;
use crate::statements::sin::Sin;
use crate::statements::{Line, Status};
use crate::unions::store::columns;

/// People written by one command: more of them would only take more memory at once.
const AT_A_TIME: usize = 2_000;

/// What differs between a line and the register. There is no line of a person whom the statement
/// names no more, and no member of a new person.
#[derive(sqlx::FromRow)]
struct Difference {
    line: Option<i32>,
    member: Option<Uuid>,
    is_other_number: bool,
    /// The keyed index of the social insurance number as it was known.
    sin_before: Option<Vec<u8>>,
}

impl Difference {
    fn of_somebody_new(line: i32) -> Difference {
        Difference { line: Some(line), member: None, is_other_number: true, sin_before: None }
    }
}

/// People to write as their lines say they are, a column each: no plan of the database's to join
/// them to their lines could go wrong, and nothing is known yet of lines just stored.
#[derive(Default)]
struct People<'a> {
    ids: Vec<Uuid>,
    numbers: Vec<&'a str>,
    names: Vec<&'a str>,
    searches: Vec<String>,
    statuses: Vec<Option<&'static str>>,
    job_titles: Vec<&'a str>,
    services: Vec<&'a str>,
    away: Vec<Option<&'a str>>,
    left_on: Vec<Option<NaiveDate>>,
    hired_on: Vec<Option<NaiveDate>>,
    sin_indexes: Vec<Option<[u8; 32]>>,
}

impl<'a> People<'a> {
    fn of(lines: &[(Uuid, &'a Line, Option<[u8; 32]>)], last_day: Option<NaiveDate>) -> People<'a> {
        let mut people = People::default();
        for (id, line, sin_index) in lines {
            people.push(*id, line, last_day, *sin_index);
        }
        people
    }

    fn push(&mut self, id: Uuid, line: &'a Line, last_day: Option<NaiveDate>, sin_index: Option<[u8; 32]>) {
        let away = last_day
            .and_then(|day| line.absences.iter().find(|absence| absence.from <= day && day <= absence.to));
        self.ids.push(id);
        self.numbers.push(&line.employee_number);
        self.names.push(&line.name);
        self.searches.push(search_words(&line.name, &line.employee_number));
        self.statuses.push(line.status.map(Status::code));
        self.job_titles.push(&line.job_title);
        self.services.push(&line.service);
        self.away.push(away.map(|absence| absence.reason.as_str()));
        self.left_on.push(line.left_on);
        self.hired_on.push(line.hired_on);
        self.sin_indexes.push(sin_index);
    }
}

/// Brings the register up to `new`, which comes after `before`, the employer's latest so far.
pub(super) async fn follow(
    scoped: &mut Scoped,
    union: Uuid,
    intake: &Intake<'_>,
    new: &InForce,
    before: Option<&InForce>,
) -> Result<()> {
    let last_day = new.days.map(|(_, end)| end);
    let lines = first_lines(intake.lines);
    let (mut added, mut changed, mut left) = (Vec::new(), Vec::new(), Vec::new());
    let (mut told, mut gone) = (Vec::new(), Vec::new());
    let keys = scoped.keys().for_union(union);
    for found in differences(scoped, union, intake, new, &lines).await? {
        let Some(number) = found.line else {
            left.extend(found.member);
            continue;
        };
        let Some(&line) = lines.get(&number) else { continue };
        let sin = line.sin.as_ref().map(Sin::expose);
        let sin_index = line.sin_index.or_else(|| sin.map(|sin| keys.blind_index(sin)));
        match found.member {
            None => added.push((Uuid::now_v7(), line, sin_index)),
            Some(id) => changed.push((id, line, sin_index)),
        }
        if found.is_other_number {
            told.extend(sin_index.zip(sin));
            gone.extend(found.sin_before);
        }
    }
    for added in added.chunks(AT_A_TIME) {
        add(scoped, union, intake.employer, new, before.is_some(), &People::of(added, last_day)).await?;
    }
    for changed in changed.chunks(AT_A_TIME) {
        change(scoped, union, new, &People::of(changed, last_day)).await?;
    }
    leave(scoped, union, before, &left).await?;
    across::tell(scoped, union, told, gone).await
}

/// The line of each person: the first, should a statement name somebody twice.
fn first_lines(lines: &[Line]) -> HashMap<i32, &Line> {
    let mut seen = HashSet::with_capacity(lines.len());
    lines
        .iter()
        .filter(|line| !line.employee_number.is_empty() && !line.is_correction())
        .filter(|line| seen.insert(line.employee_number.as_str()))
        .filter_map(|line| Some((i32::try_from(line.number).ok()?, line)))
        .collect()
}

/// Whether the register has anybody of an employer: with a first statement, it has not.
async fn has_people(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select from members where union_id = $1 and employer_id = $2)")
        .bind(union)
        .bind(employer)
        .fetch_one(scoped.conn())
        .await?)
}

async fn differences(
    scoped: &mut Scoped,
    union: Uuid,
    intake: &Intake<'_>,
    new: &InForce,
    lines: &HashMap<i32, &Line>,
) -> Result<Vec<Difference>> {
    if !has_people(scoped, union, intake.employer).await? {
        let mut numbers: Vec<i32> = lines.keys().copied().collect();
        numbers.sort_unstable();
        return Ok(numbers.into_iter().map(Difference::of_somebody_new).collect());
    }
    Ok(sqlx::query_as(concat!(
        "select l.line, m.id as member, m.sin_index is distinct from l.sin_index as is_other_number,
                m.sin_index as sin_before
         from (select * from members where union_id = $1 and employer_id = $2) m
         full join (select * from statement_lines l
             where l.union_id = $1 and l.statement_id = $3 and l.fiscal_year = $4 and ",
        of_a_person!(),
        ") l using (employee_number)
         where case
           when l.line is null then m.first_year is not null and m.last_statement is null
           when m.id is null or m.first_year is null or m.last_statement is not null then true
           else (m.name, m.job_title, m.service) <> (l.name, l.job_title, l.service)
             or (m.status, m.left_on, m.sin_index) is distinct from (l.status, l.left_on, l.sin_index)
             or m.hired_on is distinct from coalesce(l.hired_on, m.hired_on)
             or m.away is distinct from ",
        away_on!("$5"),
        " end"
    ))
    .bind(union)
    .bind(intake.employer)
    .bind(new.id)
    .bind(columns(new.period).0)
    .bind(new.days.map(|(_, end)| end))
    .fetch_all(scoped.conn())
    .await?)
}

/// [`People`] as rows `t`: `$1` to `$11`, to be bound by [`bind`].
macro_rules! people {
    () => {
        " from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
             $8::text[], $9::date[], $10::date[], $11::bytea[])
           as t (id, employee_number, name, search, status, job_title, service, away, left_on, hired_on, sin_index)"
    };
}

fn bind<'q>(sql: &'static str, people: &'q People<'_>, union: Uuid) -> Query<'q, Postgres, PgArguments> {
    sqlx::query(sql)
        .bind(&people.ids)
        .bind(&people.numbers)
        .bind(&people.names)
        .bind(&people.searches)
        .bind(&people.statuses)
        .bind(&people.job_titles)
        .bind(&people.services)
        .bind(&people.away)
        .bind(&people.left_on)
        .bind(&people.hired_on)
        .bind(&people.sin_indexes)
        .bind(union)
}

async fn add(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    new: &InForce,
    has_earlier: bool,
    people: &People<'_>,
) -> Result<()> {
    if people.ids.is_empty() {
        return Ok(());
    }
    let (year, number) = columns(new.period);
    let sql = concat!(
        "insert into members (union_id, id, employer_id, employee_number, name, search, status, job_title, service,
             away, left_on, hired_on, seen_from, sin_index, first_year, first_period)
         select $12, t.id, $13, t.employee_number, t.name, t.search, t.status, t.job_title, t.service,
             t.away, t.left_on, t.hired_on, $14, t.sin_index, $15, $16",
        people!()
    );
    bind(sql, people, union)
        .bind(employer)
        // Nobody of the first statement is new by it: the people were there before.
        .bind(new.days.map(|(start, _)| start).filter(|_| has_earlier))
        .bind(year)
        .bind(number)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// Known people of whom something is no more as it was; some come back, seen before or not.
async fn change(scoped: &mut Scoped, union: Uuid, new: &InForce, people: &People<'_>) -> Result<()> {
    if people.ids.is_empty() {
        return Ok(());
    }
    let (year, number) = columns(new.period);
    let sql = concat!(
        "update members m set name = t.name, search = t.search, status = t.status, job_title = t.job_title,
             service = t.service, away = t.away, left_on = t.left_on, hired_on = coalesce(t.hired_on, m.hired_on),
             seen_from = case when m.first_year is null and m.roster_id is null then $13 else m.seen_from end, sin_index = t.sin_index,
             first_year = coalesce(m.first_year, $14), first_period = coalesce(m.first_period, $15),
             last_statement = null",
        people!(),
        " where m.union_id = $12 and m.id = t.id"
    );
    bind(sql, people, union)
        .bind(new.days.map(|(start, _)| start))
        .bind(year)
        .bind(number)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// People whom the statement names no more: `before` was their last.
async fn leave(scoped: &mut Scoped, union: Uuid, before: Option<&InForce>, people: &[Uuid]) -> Result<()> {
    let Some(before) = before.filter(|_| !people.is_empty()) else { return Ok(()) };
    sqlx::query("update members set last_statement = $2 where union_id = $1 and id = any($3)")
        .bind(union)
        .bind(before.id)
        .bind(people)
        .execute(scoped.conn())
        .await?;
    Ok(())
}
