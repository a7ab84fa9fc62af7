//! Contact details by the union, beside the employer's: dated rows, and where the two differ.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::MEMBERS;
use super::register::of_a_person;
use crate::db::{Error, Result, Scoped};
use crate::members::ContactField;

/// One value by the union, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub member: Uuid,
    pub field: ContactField,
    /// Empty when the union gave its own value up.
    pub value: String,
    pub effective_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
}

/// Records a value from a day on; the same form twice records once.
pub async fn record(
    scoped: &mut Scoped,
    key: Uuid,
    member: Uuid,
    field: ContactField,
    value: &str,
    effective_on: NaiveDate,
) -> Result<u64> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    Ok(sqlx::query(
        "insert into member_contacts (union_id, id, member_id, field, value, effective_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint member_contacts_form_key do nothing",
    )
    .bind(union)
    .bind(key)
    .bind(member)
    .bind(field.code())
    .bind(value)
    .bind(effective_on)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?
    .rows_affected())
}

/// Everything recorded of a member, the last first.
pub async fn of_member(scoped: &mut Scoped, member: Uuid) -> Result<Vec<Contact>> {
    let union = scoped.own_union()?;
    type Row = (Uuid, String, String, NaiveDate, DateTime<Utc>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select c.member_id, c.field, c.value, c.effective_on, c.recorded_at, a.name from member_contacts c
         left join accounts a on a.id = c.recorded_by
         where c.union_id = $1 and c.member_id = $2 order by c.effective_on desc, c.seq desc",
    )
    .bind(union)
    .bind(member)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(member, field, value, effective_on, recorded_at, name)| {
            let field = ContactField::from_code(&field).ok_or(Error::Damaged(field))?;
            let recorded_by = name.unwrap_or_default();
            Ok(Contact { member, field, value, effective_on, recorded_at, recorded_by })
        })
        .collect()
}

/// The line by which `p`, one of [`MEMBERS`], is known.
const LINE: &str = concat!(
    "join lateral (select l.address, l.phone from statement_lines l
       where l.union_id = $1 and l.statement_id = p.statement_id and l.fiscal_year = p.last_year
         and l.employee_number = p.employee_number and ",
    of_a_person!(),
    " order by l.line limit 1) l on true "
);

/// Address and telephone on the latest statement in force that names the member.
pub async fn of_employer(scoped: &mut Scoped, member: Uuid) -> Result<(String, String)> {
    let union = scoped.own_union()?;
    let sql = format!("{MEMBERS} select l.address, l.phone from people p {LINE} where p.id = $2");
    let row: Option<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(member)
        .fetch_optional(scoped.conn())
        .await?;
    Ok(row.unwrap_or_default())
}

/// A value of the union's that the employer's latest statement does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub member: Uuid,
    pub name: String,
    pub employee_number: String,
    pub employer: Uuid,
    pub field: ContactField,
    /// The union's, and since when.
    pub ours: String,
    pub since: NaiveDate,
    /// The employer's.
    pub theirs: String,
}

/// Where the union and the employers differ today, by name. A difference closes by itself when the
/// employer's statement says the same; people who left are not asked for.
pub async fn differences(scoped: &mut Scoped) -> Result<Vec<Difference>> {
    let (union, today) = (scoped.own_union()?, scoped.today());
    type Row = (Uuid, String, String, Uuid, String, String, NaiveDate, String, String);
    let sql = format!(
        "{MEMBERS}, ours as (select distinct on (member_id, field) member_id, field, value, effective_on
           from member_contacts where union_id = $1 and effective_on <= $2 and field <> 'email'
           order by member_id, field, effective_on desc, seq desc)
         select p.id, p.name, p.employee_number, p.employer_id, o.field, o.value, o.effective_on, l.address, l.phone
         from ours o join people p on p.id = o.member_id {LINE}
         where o.value <> '' and p.left_on is null order by p.search, p.id, o.field"
    );
    let rows: Vec<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(union).bind(today).fetch_all(scoped.conn()).await?;
    let mut found = Vec::new();
    for (member, name, employee_number, employer, field, ours, since, address, phone) in rows {
        let field = ContactField::from_code(&field).ok_or(Error::Damaged(field))?;
        let theirs = if field == ContactField::Phone { phone } else { address };
        if !field.agrees(&ours, &theirs) {
            found.push(Difference { member, name, employee_number, employer, field, ours, since, theirs });
        }
    }
    Ok(found)
}
