//! The SQL of proposals and of what they become; [`what_if`] reads what a simulation needs.

mod effects;
mod proposals;
mod proposed;
pub mod what_if;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{By, Declared, Standing};
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::dues;
use crate::unions::Body;
use crate::unions::store::{bodies, columns, period_of};

pub use self::effects::{kept, seen};
pub use self::proposals::{Decided, Deciding, New, Proposed, decide, is_sent, propose};
pub use self::proposed::{of_body, one, open, to_decide};

/// A body by its code.
pub async fn body(scoped: &mut Scoped, code: &str) -> Result<Body> {
    let found = bodies(scoped).await?.into_iter().find(|body| body.code == code);
    found.ok_or(crate::db::Error::NotFound)
}

/// Whether the actor's office decides what the body levies.
pub async fn decides_for(scoped: &mut Scoped, body: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("select app_decides_for($1)").bind(body).fetch_one(scoped.conn()).await?)
}

/// Every levy of a body, by code, then by date.
pub async fn standing(scoped: &mut Scoped, body: Uuid) -> Result<Vec<Standing>> {
    let levies = dues::store::of_body(scoped, body).await?;
    let rows: Vec<(Uuid, Uuid, String, DateTime<Utc>)> = sqlx::query_as(
        "select d.proposal_id, d.decided_by, d.decided_name, d.decided_at
         from levy_decisions d join levies l on l.id = d.proposal_id
         where l.payee_id = $1 and d.outcome = 'approved'",
    )
    .bind(body)
    .fetch_all(scoped.conn())
    .await?;
    let approved = |id: Uuid| {
        let row = rows.iter().find(|row| row.0 == id);
        row.map(|(_, id, name, at)| By { id: *id, name: name.clone(), at: *at })
    };
    Ok(levies.into_iter().map(|(id, levy)| Standing { approved: approved(id), id, levy }).collect())
}

/// The bodies that levy on a union.
pub async fn levying_on(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar(
        "select b.id from bodies b, unions u
         where u.id = $1 and body_levies_on(b.id, u.federation_id, u.central_council_id)",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?)
}

type DeclaredRow = (i16, i16, i64, i64);

fn declared((year, number, unions, declarations): DeclaredRow) -> Result<Declared> {
    Ok(Declared { period: period_of(year, number)?, unions, declarations })
}

/// The declared periods that end within these days, of the unions that owe the body, as far as the
/// actor reaches; oldest first.
pub async fn declared_within(
    scoped: &mut Scoped,
    body: Uuid,
    (from, to): (NaiveDate, Option<NaiveDate>),
) -> Result<Vec<Declared>> {
    let rows: Vec<DeclaredRow> = sqlx::query_as(
        "select d.fiscal_year, d.period, count(distinct d.union_id), count(*)
         from declarations d join unions u on u.id = d.union_id
         where d.period_end >= $2 and ($3::date is null or d.period_end <= $3)
           and body_levies_on($1, u.federation_id, u.central_council_id)
         group by 1, 2 order by 1, 2",
    )
    .bind(body)
    .bind(from)
    .bind(to)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(declared).collect()
}

/// The periods of a union within these, both included, that it declared; oldest first.
pub async fn declared_of(
    scoped: &mut Scoped,
    union: Uuid,
    from: PeriodId,
    to: PeriodId,
) -> Result<Vec<Declared>> {
    let (from, to) = (columns(from), columns(to));
    let rows: Vec<DeclaredRow> = sqlx::query_as(
        "select fiscal_year, period, count(distinct union_id), count(*) from declarations
         where union_id = $1 and (fiscal_year, period) between ($2, $3) and ($4, $5)
         group by 1, 2 order by 1, 2",
    )
    .bind(union)
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(declared).collect()
}

/// A union that owes a body.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Owing {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub federation_id: Uuid,
    first_fiscal_year: i16,
    first_period: i16,
}

impl Owing {
    /// Whether the union declares through the portal from that period or before.
    pub fn declares(&self, period: PeriodId) -> bool {
        (self.first_fiscal_year, self.first_period) <= columns(period)
    }
}

/// The unions that owe a body and that the actor reaches, by number.
pub async fn owing(scoped: &mut Scoped, body: Uuid) -> Result<Vec<Owing>> {
    let today = scoped.today();
    Ok(sqlx::query_as(
        "select id, number, coalesce(fact_in_force(id, 'union', id, 'name', $2), name) as name, federation_id,
                first_fiscal_year, first_period
         from unions where body_levies_on($1, federation_id, central_council_id) order by number::int",
    )
    .bind(body)
    .bind(today)
    .fetch_all(scoped.conn())
    .await?)
}
