//! The unions' SQL.

pub mod calendars;
pub mod facts;
pub mod officers;
pub mod team;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Affiliation, Body, BodyKind, Decided, Employer, Union};
use crate::calendar::{FiscalYear, PeriodId};
use crate::db::{Error, Result, Scoped};

#[derive(sqlx::FromRow)]
struct BodyRow {
    id: Uuid,
    code: String,
    kind: String,
    name_fr: String,
    name_en: String,
}

impl TryFrom<BodyRow> for Body {
    type Error = Error;
    fn try_from(row: BodyRow) -> Result<Body> {
        let kind = BodyKind::from_code(&row.kind).ok_or_else(|| Error::Damaged(row.kind.clone()))?;
        Ok(Body { id: row.id, code: row.code, kind, name_fr: row.name_fr, name_en: row.name_en })
    }
}

#[derive(sqlx::FromRow)]
struct UnionRow {
    id: Uuid,
    number: String,
    name: String,
    federation_id: Uuid,
    central_council_id: Uuid,
    dues_rate: Option<Decimal>,
    collects_sin: bool,
    first_fiscal_year: i16,
    first_period: i16,
}

/// A fiscal year and period as two columns keep them.
pub fn period_of(fiscal_year: i16, period: i16) -> Result<PeriodId> {
    let year = FiscalYear::new(i32::from(fiscal_year)).map_err(|e| Error::Damaged(e.to_string()))?;
    let number = u8::try_from(period).map_err(|e| Error::Damaged(e.to_string()))?;
    PeriodId::new(year, number).map_err(|e| Error::Damaged(e.to_string()))
}

/// The two columns of a period.
pub fn columns(period: PeriodId) -> (i16, i16) {
    let year = i16::try_from(period.fiscal_year().start_year()).unwrap_or(i16::MAX);
    (year, i16::from(period.number()))
}

pub async fn bodies(scoped: &mut Scoped) -> Result<Vec<Body>> {
    let rows: Vec<BodyRow> = sqlx::query_as("select id, code, kind, name_fr, name_en from bodies")
        .fetch_all(scoped.conn())
        .await?;
    let mut bodies = rows.into_iter().map(Body::try_from).collect::<Result<Vec<_>>>()?;
    bodies.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    Ok(bodies)
}

/// A union the actor may see, with its employers.
pub async fn union(scoped: &mut Scoped, id: Uuid) -> Result<Union> {
    let today = scoped.today();
    let row: UnionRow = sqlx::query_as(
        "select id, number, coalesce(fact_in_force(id, 'union', id, 'name', $2), name) as name, federation_id,
                central_council_id, dues_rate, collects_sin, first_fiscal_year, first_period
         from unions where id = $1",
    )
    .bind(id)
    .bind(today)
    .fetch_one(scoped.conn())
    .await?;
    let bodies = bodies(scoped).await?;
    let body = |id: Uuid| {
        bodies.iter().find(|body| body.id == id).cloned().ok_or_else(|| Error::Damaged(format!("body {id}")))
    };
    let employers = employers(scoped, id).await?;
    Ok(Union {
        id: row.id,
        number: row.number,
        name: row.name,
        federation: body(row.federation_id)?,
        central_council: body(row.central_council_id)?,
        dues_rate: row.dues_rate,
        collects_sin: row.collects_sin,
        first_period: period_of(row.first_fiscal_year, row.first_period)?,
        employers,
    })
}

async fn employers(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Employer>> {
    let mut known = calendars::of_union(scoped, union).await?;
    let union_ends = calendars::ends(&known);
    let today = scoped.today();
    let rows: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select id, coalesce(fact_in_force(union_id, 'employer', id, 'employer-name', $2), name) as name,
                coalesce(fact_in_force(union_id, 'employer', id, 'unit', $2), unit)
         from employers where union_id = $1 and active order by name, id",
    )
    .bind(union)
    .bind(today)
    .fetch_all(scoped.conn())
    .await?;
    let employer = |(id, name, unit)| {
        let own = known.iter().position(|(employer, _)| *employer == id);
        let calendars::Known { set_up, decisions } =
            own.map(|place| known.swap_remove(place).1).unwrap_or_default();
        let decided = Decided { decisions, union_ends: union_ends.clone() };
        Employer { id, name, unit, calendars: set_up, decided }
    };
    Ok(rows.into_iter().map(employer).collect())
}

/// Makes the union's acts on its whole account queue for one another until this transaction ends:
/// what it owes and what it is credited are sums over periods, which no one period's lock keeps still.
pub async fn lock_account(scoped: &mut Scoped, union: Uuid) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1::text, 0))")
        .bind(union)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// Every union the actor reaches, by name.
pub async fn all(scoped: &mut Scoped) -> Result<Vec<(Uuid, String, String)>> {
    let today = scoped.today();
    Ok(sqlx::query_as(
        "select id, number, coalesce(fact_in_force(id, 'union', id, 'name', $1), name) as name
         from unions order by name, id",
    )
    .bind(today)
    .fetch_all(scoped.conn())
    .await?)
}

/// The bodies the union is and was affiliated to, the latest first.
pub async fn affiliations(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Affiliation>> {
    let bodies = bodies(scoped).await?;
    let rows: Vec<(Uuid, NaiveDate, Option<NaiveDate>)> = sqlx::query_as(
        "select body_id, since, until from affiliations where union_id = $1 order by since desc, body_id",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(id, since, until)| {
            let body = bodies.iter().find(|body| body.id == id).cloned();
            let body = body.ok_or_else(|| Error::Damaged(format!("body {id}")))?;
            Ok(Affiliation { body, since, until })
        })
        .collect()
}

pub async fn add_affiliation(scoped: &mut Scoped, union: Uuid, affiliation: &Affiliation) -> Result<()> {
    sqlx::query("insert into affiliations (union_id, body_id, since, until) values ($1, $2, $3, $4)")
        .bind(union)
        .bind(affiliation.body.id)
        .bind(affiliation.since)
        .bind(affiliation.until)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

pub async fn add_body(scoped: &mut Scoped, body: &Body) -> Result<()> {
    sqlx::query("insert into bodies (id, code, kind, name_fr, name_en) values ($1, $2, $3, $4, $5)")
        .bind(body.id)
        .bind(&body.code)
        .bind(body.kind.code())
        .bind(&body.name_fr)
        .bind(&body.name_en)
        .execute(scoped.conn())
        .await?;
    // Its own year: the CSN's from March 1, a council's with the calendar, else the agreement's.
    let first_month: i16 = match body.kind {
        BodyKind::Confederation => 3,
        BodyKind::CentralCouncil => 1,
        BodyKind::Federation | BodyKind::Fund => 4,
    };
    sqlx::query("insert into body_years (body_id, first_month) values ($1, $2)")
        .bind(body.id)
        .bind(first_month)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// Sets a union up with its employers and their calendars.
pub async fn add_union(scoped: &mut Scoped, union: &Union) -> Result<()> {
    let (year, number) = columns(union.first_period);
    sqlx::query(
        "insert into unions (id, number, name, federation_id, central_council_id, dues_rate, collects_sin,
                             first_fiscal_year, first_period)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(union.id)
    .bind(&union.number)
    .bind(&union.name)
    .bind(union.federation.id)
    .bind(union.central_council.id)
    .bind(union.dues_rate)
    .bind(union.collects_sin)
    .bind(year)
    .bind(number)
    .execute(scoped.conn())
    .await?;
    for employer in &union.employers {
        add_employer(scoped, union.id, employer).await?;
    }
    Ok(())
}

async fn add_employer(scoped: &mut Scoped, union: Uuid, employer: &Employer) -> Result<()> {
    sqlx::query("insert into employers (union_id, id, name, unit) values ($1, $2, $3, $4)")
        .bind(union)
        .bind(employer.id)
        .bind(&employer.name)
        .bind(&employer.unit)
        .execute(scoped.conn())
        .await?;
    for (year, end) in &employer.calendars {
        let (year, _) = columns(PeriodId::new(*year, 1).map_err(|e| Error::Damaged(e.to_string()))?);
        sqlx::query(
            "insert into employer_calendars (union_id, employer_id, fiscal_year, first_period_end)
             values ($1, $2, $3, $4)",
        )
        .bind(union)
        .bind(employer.id)
        .bind(year)
        .bind(end)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}
