//! The remittances' SQL: what is said of each period, beside what the statements in force withheld.

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::super::remittance::{Fact, Remittance, Said};
use super::damaged;
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::statements::reader::StatedTotals;
use crate::statements::store::{Summary, one};
use crate::unions::Employer;
use crate::unions::store::{columns, period_of};

fn parts(said: Said) -> (&'static str, Option<chrono::NaiveDate>, Option<Decimal>) {
    match said {
        Said::Deduction(day) => ("deduction", Some(day), None),
        Said::Deposit(day, amount) => ("deposit", Some(day), Some(amount.amount())),
        Said::Explanation(amount) => ("explanation", None, Some(amount.amount())),
    }
}

/// Keeps what is said of the remittance of a period; whether it is new. `id` is made with the form,
/// `None` when the header of `statement` says it.
pub async fn say(
    scoped: &mut Scoped,
    id: Option<Uuid>,
    statement: &Summary,
    said: Said,
    note: &str,
) -> Result<bool> {
    let union = scoped.own_union()?;
    let (year, number) = columns(statement.period);
    let (kind, day, amount) = parts(said);
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into remittance_facts (union_id, id, employer_id, fiscal_year, period, kind, day, amount, note,
             statement_id, recorded_at, recorded_by)
         values ($1, coalesce($2, gen_random_uuid()), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(statement.employer)
    .bind(year)
    .bind(number)
    .bind(kind)
    .bind(day)
    .bind(amount)
    .bind(note)
    .bind(id.is_none().then_some(statement.id))
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps what the header record of a statement just received says of its remittance.
pub async fn of_header(scoped: &mut Scoped, statement: Uuid, stated: &StatedTotals) -> Result<()> {
    let said = [
        stated.pays.iter().max().map(|last| Said::Deduction(*last)),
        stated.remitted_on.zip(stated.amount).map(|(on, amount)| Said::Deposit(on, amount)),
    ];
    if said.iter().all(Option::is_none) {
        return Ok(());
    }
    let statement = one(scoped, statement).await?;
    for said in said.into_iter().flatten() {
        say(scoped, None, &statement, said, "").await?;
    }
    Ok(())
}

/// The remittances of an employer's statements in force, the last period first; of one period only
/// when it is given.
pub async fn of_employer(
    scoped: &mut Scoped,
    employer: &Employer,
    period: Option<PeriodId>,
) -> Result<Vec<Remittance>> {
    let union = scoped.own_union()?;
    let (year, number) = period.map(columns).unzip();
    let mut facts = facts(scoped, employer.id).await?;
    let rows = sqlx::query(
        "select id, fiscal_year, period, dues, initiation_dues from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded'
           and ($3::smallint is null or (fiscal_year, period) = ($3, $4))
         order by fiscal_year desc, period desc",
    )
    .bind(union)
    .bind(employer.id)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let id = period_of(row.get("fiscal_year"), row.get("period"))?;
        let withheld: [Cad; 2] = [cents(row.get("dues"))?, cents(row.get("initiation_dues"))?];
        // A period whose calendar is not known has no due date.
        let Some(period) = employer.period(id) else { continue };
        found.push(Remittance {
            employer: employer.id,
            statement: row.get("id"),
            period,
            withheld: withheld.into_iter().sum(),
            facts: facts.remove(&id).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// What counts of what was said, by period.
async fn facts(scoped: &mut Scoped, employer: Uuid) -> Result<HashMap<PeriodId, Vec<Fact>>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select f.* from remittance_facts f
         left join statements s on s.union_id = f.union_id and s.id = f.statement_id
         where f.union_id = $1 and f.employer_id = $2 and (f.statement_id is null or s.state <> 'superseded')
         order by f.recorded_at, f.id",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let mut found: HashMap<PeriodId, Vec<Fact>> = HashMap::new();
    for row in &rows {
        let period = period_of(row.get("fiscal_year"), row.get("period"))?;
        let amount = row.get::<Option<Decimal>, _>("amount").map(cents).transpose()?;
        let said = match (row.get::<&str, _>("kind"), row.get("day"), amount) {
            ("deduction", Some(day), _) => Said::Deduction(day),
            ("deposit", Some(day), Some(amount)) => Said::Deposit(day, amount),
            ("explanation", _, Some(amount)) => Said::Explanation(amount),
            (kind, ..) => return Err(damaged(format!("remittance fact {kind}"))),
        };
        found.entry(period).or_default().push(Fact {
            id: row.get("id"),
            said,
            note: row.get("note"),
            by_header: row.get::<Option<Uuid>, _>("statement_id").is_some(),
            recorded_at: row.get("recorded_at"),
        });
    }
    Ok(found)
}
