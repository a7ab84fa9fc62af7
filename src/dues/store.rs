//! The SQL of levies and exemptions in force. How they came to be is `levies::store`.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::exemptions::RawExemption;
use super::{Basis, Exemption, Granted, Ground, Levy, RawLevy};
use crate::clock;
use crate::db::{Error, Result, Scoped};
use crate::unions::store::period_of;

#[derive(sqlx::FromRow)]
struct LevyRow {
    payee: String,
    code: String,
    name_fr: String,
    name_en: String,
    basis: String,
    rate: Option<Decimal>,
    amount: Option<Decimal>,
    min_per_person: Option<Decimal>,
    max_per_person: Option<Decimal>,
    max_persons: Option<i32>,
    effective_from: NaiveDate,
    effective_to: Option<NaiveDate>,
    adopted_by: String,
    adopted_on: NaiveDate,
    resolution: String,
}

impl TryFrom<LevyRow> for Levy {
    type Error = Error;
    fn try_from(row: LevyRow) -> Result<Levy> {
        let text = |number: Option<Decimal>| number.map(|number| number.to_string());
        let basis =
            Basis::from_code(&row.basis).ok_or_else(|| Error::Damaged(format!("basis {}", row.basis)))?;
        Levy::try_from(RawLevy {
            payee: row.payee,
            code: row.code,
            name_fr: row.name_fr,
            name_en: row.name_en,
            basis,
            rate: text(row.rate),
            amount: text(row.amount),
            min_per_person: text(row.min_per_person),
            max_per_person: text(row.max_per_person),
            max_persons: row.max_persons.and_then(|most| u32::try_from(most).ok()),
            effective_from: row.effective_from,
            effective_to: row.effective_to,
            adopted_by: Some(row.adopted_by),
            adopted_on: Some(row.adopted_on),
            resolution: Some(row.resolution),
        })
        .map_err(|e| Error::Damaged(e.to_string()))
    }
}

// Of a levy `l` and its body `b`.
const LEVY: &str = "b.code as payee, l.code, l.name_fr, l.name_en, l.basis, l.rate, l.amount, l.min_per_person,
    l.max_per_person, l.max_persons, l.effective_from, l.effective_to, l.adopted_by, l.adopted_on, l.resolution";

/// Every levy ever voted that this union owes: of the confederation, of its federation, of its
/// central council, and of their funds. Which of them are in force is for [`super::in_force`] to say.
pub async fn levies_of(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Levy>> {
    let sql = format!(
        "select {LEVY}
         from levies_effective l join bodies b on b.id = l.payee_id, unions u
         where u.id = $1 and body_levies_on(b.id, u.federation_id, u.central_council_id)
         order by array_position(array['confederation', 'federation', 'central_council', 'fund'], b.kind),
                  b.code, l.code, l.effective_from"
    );
    let rows: Vec<LevyRow> = sqlx::query_as(AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.into_iter().map(Levy::try_from).collect()
}

#[derive(sqlx::FromRow)]
struct NamedLevyRow {
    id: Uuid,
    #[sqlx(flatten)]
    levy: LevyRow,
}

/// Every levy of one body, by code, then by date.
pub async fn of_body(scoped: &mut Scoped, body: Uuid) -> Result<Vec<(Uuid, Levy)>> {
    let sql = format!(
        "select l.id, {LEVY} from levies_effective l join bodies b on b.id = l.payee_id
         where l.payee_id = $1 order by l.code, l.effective_from"
    );
    let rows: Vec<NamedLevyRow> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(body).fetch_all(scoped.conn()).await?;
    rows.into_iter().map(|row| Ok((row.id, Levy::try_from(row.levy)?))).collect()
}

/// A levy as it is proposed.
pub async fn proposed(scoped: &mut Scoped, proposal: Uuid) -> Result<Levy> {
    let sql =
        format!("select {LEVY} from proposed_levies l join bodies b on b.id = l.payee_id where l.id = $1");
    let row: LevyRow = sqlx::query_as(AssertSqlSafe(sql)).bind(proposal).fetch_one(scoped.conn()).await?;
    row.try_into()
}

/// Adds a levy that a congress voted. One that overlaps breaks `levies_do_not_overlap`.
pub async fn add(scoped: &mut Scoped, payee: Uuid, levy: &Levy) -> Result<()> {
    insert(scoped, "levies", Uuid::now_v7(), payee, levy).await
}

/// Keeps a levy as it is proposed.
pub async fn propose(scoped: &mut Scoped, proposal: Uuid, payee: Uuid, levy: &Levy) -> Result<()> {
    insert(scoped, "proposed_levies", proposal, payee, levy).await
}

/// Adds a levy as it was proposed, word for word, once its proposal is approved.
pub async fn adopt(scoped: &mut Scoped, proposal: Uuid) -> Result<()> {
    sqlx::query("insert into levies select p.* from proposed_levies p where p.id = $1")
        .bind(proposal)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

async fn insert(scoped: &mut Scoped, table: &'static str, id: Uuid, payee: Uuid, levy: &Levy) -> Result<()> {
    sqlx::query(AssertSqlSafe(format!(
        "insert into {table} (id, payee_id, code, name_fr, name_en, basis, rate, amount, min_per_person,
             max_per_person, max_persons, effective_from, effective_to, adopted_by, adopted_on, resolution)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    )))
    .bind(id)
    .bind(payee)
    .bind(levy.code())
    .bind(&levy.name_fr)
    .bind(&levy.name_en)
    .bind(levy.basis().code())
    .bind(levy.rate())
    .bind(levy.amount())
    .bind(levy.min_per_person())
    .bind(levy.max_per_person())
    .bind(levy.max_persons().and_then(|most| i32::try_from(most).ok()))
    .bind(levy.effective_from())
    .bind(levy.effective_to())
    .bind(levy.adopted_by.as_deref().unwrap_or_default())
    .bind(levy.adopted_on.unwrap_or(levy.effective_from()))
    .bind(levy.resolution.as_deref().unwrap_or_default())
    .execute(scoped.conn())
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct GrantedRow {
    id: Uuid,
    employer_id: Option<Uuid>,
    from_fiscal_year: i16,
    from_period: i16,
    to_fiscal_year: i16,
    to_period: i16,
    ground: String,
    payee: String,
    code: String,
    percent: Decimal,
    reference: String,
    decided_name: String,
    decided_at: DateTime<Utc>,
}

impl TryFrom<GrantedRow> for Granted {
    type Error = Error;
    fn try_from(row: GrantedRow) -> Result<Granted> {
        let ground =
            Ground::from_code(&row.ground).ok_or_else(|| Error::Damaged(format!("ground {}", row.ground)))?;
        let exemption = Exemption::try_from(RawExemption {
            payee: row.payee,
            code: row.code,
            percent: row.percent,
            decided_by: row.decided_name,
            decided_on: clock::local(row.decided_at).date_naive(),
            reference: row.reference,
        });
        Ok(Granted {
            id: row.id,
            employer: row.employer_id,
            from: period_of(row.from_fiscal_year, row.from_period)?,
            to: period_of(row.to_fiscal_year, row.to_period)?,
            ground,
            decided_at: row.decided_at,
            exemption: exemption.map_err(|e| Error::Damaged(e.to_string()))?,
        })
    }
}

/// Every exemption of a union that was approved, in the order of their approval. Which cover a unit
/// and a period is for [`super::covering`] to say.
pub async fn exemptions_of(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Granted>> {
    let rows: Vec<GrantedRow> = sqlx::query_as(
        "select e.proposal_id as id, e.employer_id, e.from_fiscal_year, e.from_period, e.to_fiscal_year, e.to_period,
                e.ground, b.code as payee, e.code, e.percent, e.reference, d.decided_name, d.decided_at
         from exemptions e join levy_decisions d on d.proposal_id = e.proposal_id and d.outcome = 'approved'
         join bodies b on b.id = e.body_id
         where e.union_id = $1 order by d.decided_at, e.proposal_id",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(Granted::try_from).collect()
}
