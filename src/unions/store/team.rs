//! The rows of federations' staff, of whom they support, and of the confederation's departments.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::unions::team::{Assignment, Department, Duty, Member, Profile, languages};

const MEMBER: &str = "m.federation_id, m.id, m.name, m.duty, m.department, m.phone, m.email, m.languages,
    m.since, m.until, m.updated_at";

fn member(row: &PgRow) -> Result<Member> {
    let duty: &str = row.get("duty");
    let spoken: Vec<String> = row.get("languages");
    let damaged = || Error::Damaged(format!("team member {}", row.get::<Uuid, _>("id")));
    Ok(Member {
        federation: row.get("federation_id"),
        id: row.get("id"),
        profile: Profile {
            name: row.get("name"),
            duty: Duty::from_code(duty).ok_or_else(damaged)?,
            department: row.get("department"),
            phone: row.get("phone"),
            email: row.get("email"),
            languages: languages(&spoken).ok_or_else(damaged)?,
            until: row.get("until"),
        },
        since: row.get("since"),
        updated_at: row.get("updated_at"),
    })
}

/// The staff of the actor's federation, of now and of before, by duty then by name.
pub async fn staff(scoped: &mut Scoped) -> Result<Vec<Member>> {
    let sql = format!("select {MEMBER} from team_members m order by m.name, m.id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(scoped.conn()).await?;
    let mut staff = rows.iter().map(member).collect::<Result<Vec<_>>>()?;
    staff.sort_by_key(|member| member.profile.duty);
    Ok(staff)
}

pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Member> {
    let sql = format!("select {MEMBER} from team_members m where m.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(scoped.conn()).await?;
    member(&row)
}

/// Somebody joins the federation's staff. `false` when this form had already added them.
pub async fn add(
    scoped: &mut Scoped,
    federation: Uuid,
    id: Uuid,
    since: NaiveDate,
    profile: &Profile,
) -> Result<bool> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into team_members (federation_id, id, name, duty, department, phone, email, languages, since,
             until, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing",
    )
    .bind(federation)
    .bind(id)
    .bind(&profile.name)
    .bind(profile.duty.code())
    .bind(&profile.department)
    .bind(&profile.phone)
    .bind(&profile.email)
    .bind(profile.language_codes())
    .bind(since)
    .bind(profile.until)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::TeamMemberAdded, id));
    }
    Ok(done.rows_affected() > 0)
}

/// Other words for somebody of the actor's own federation.
pub async fn change(scoped: &mut Scoped, id: Uuid, profile: &Profile) -> Result<()> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "update team_members set name = $2, duty = $3, department = $4, phone = $5, email = $6, languages = $7,
             until = $8, updated_at = $9, updated_by = $10 where id = $1",
    )
    .bind(id)
    .bind(&profile.name)
    .bind(profile.duty.code())
    .bind(&profile.department)
    .bind(&profile.phone)
    .bind(&profile.email)
    .bind(profile.language_codes())
    .bind(profile.until)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    scoped.record(Event::done(Action::TeamMemberChanged, id));
    Ok(())
}

/// Everybody who was ever assigned to these unions, the latest first within a duty. Those of a
/// federation that a union has left are not its team.
async fn assignments_of(scoped: &mut Scoped, unions: &[Uuid]) -> Result<Vec<Assignment>> {
    let sql = format!(
        "select a.id as assignment, a.union_id, a.since as assigned, a.until as ended, {MEMBER}
         from team_assignments a
         join unions u on u.id = a.union_id and u.federation_id = a.federation_id
         join team_members m on m.federation_id = a.federation_id and m.id = a.member_id
         where a.union_id = any($1) order by a.since desc, m.name, a.id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(unions).fetch_all(scoped.conn()).await?;
    let mut found = rows
        .iter()
        .map(|row| {
            Ok(Assignment {
                id: row.get("assignment"),
                union: row.get("union_id"),
                member: member(row)?,
                since: row.get("assigned"),
                until: row.get("ended"),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    found.sort_by_key(|assignment| assignment.member.profile.duty);
    Ok(found)
}

/// Everybody who was ever assigned to a union of the actor's.
pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Assignment>> {
    assignments_of(scoped, &[union]).await
}

/// The same for many unions at once.
pub async fn of_unions(scoped: &mut Scoped, unions: &[Uuid]) -> Result<Vec<Assignment>> {
    assignments_of(scoped, unions).await
}

/// Who supports a union: id of the form, whom, the first and the last day.
#[derive(Debug, Clone, Copy)]
pub struct NewAssignment {
    pub id: Uuid,
    pub union: Uuid,
    pub federation: Uuid,
    pub member: Uuid,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// `false` when this form had already assigned them. Twice at a time is refused by
/// `team_assignments_once_at_a_time`.
pub async fn assign(scoped: &mut Scoped, new: &NewAssignment) -> Result<bool> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into team_assignments (union_id, id, federation_id, member_id, since, until, assigned_by, assigned_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (union_id, id) do nothing",
    )
    .bind(new.union)
    .bind(new.id)
    .bind(new.federation)
    .bind(new.member)
    .bind(new.since)
    .bind(new.until)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::TeamAssigned, new.id).for_union(new.union));
    }
    Ok(done.rows_affected() > 0)
}

/// Gives an assignment its last day. One that has already ended stays as it was.
pub async fn end(scoped: &mut Scoped, union: Uuid, id: Uuid, until: NaiveDate) -> Result<()> {
    let today = scoped.today();
    let done = sqlx::query(
        "update team_assignments set until = $3
         where union_id = $1 and id = $2 and (until is null or until >= $4)",
    )
    .bind(union)
    .bind(id)
    .bind(until)
    .bind(today)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    scoped.record(Event::done(Action::TeamAssignmentEnded, id).for_union(union));
    Ok(())
}

pub async fn department(scoped: &mut Scoped, code: &str) -> Result<Option<Department>> {
    let row: Option<(String, String, String, String, String)> =
        sqlx::query_as("select code, name_fr, name_en, phone, email from departments where code = $1")
            .bind(code)
            .fetch_optional(scoped.conn())
            .await?;
    Ok(row.map(|(code, name_fr, name_en, phone, email)| Department { code, name_fr, name_en, phone, email }))
}

pub async fn add_department(scoped: &mut Scoped, department: &Department) -> Result<()> {
    sqlx::query("insert into departments (code, name_fr, name_en, phone, email) values ($1, $2, $3, $4, $5)")
        .bind(&department.code)
        .bind(&department.name_fr)
        .bind(&department.name_en)
        .bind(&department.phone)
        .bind(&department.email)
        .execute(scoped.conn())
        .await?;
    Ok(())
}
