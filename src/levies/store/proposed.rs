//! The proposals as they stand: what each asks, who proposed it, what was decided. Read only.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::dues::{self, Ground};
use crate::levies::{By, Closing, Content, Decision, Kind, Outcome, Proposal, Waiver};
use crate::unions::store::{bodies, period_of};

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    body_id: Uuid,
    code: String,
    kind: String,
    note: String,
    proposed_by: Uuid,
    proposed_name: String,
    proposed_at: DateTime<Utc>,
    outcome: Option<String>,
    reason: Option<String>,
    decided_by: Option<Uuid>,
    decided_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl Row {
    fn decision(&self) -> Result<Option<Decision>> {
        let Some(code) = &self.outcome else { return Ok(None) };
        let damaged = || Error::Damaged(format!("outcome {code}"));
        let outcome = Outcome::from_code(code).ok_or_else(damaged)?;
        let by = By {
            id: self.decided_by.ok_or_else(damaged)?,
            name: self.decided_name.clone().unwrap_or_default(),
            at: self.decided_at.ok_or_else(damaged)?,
        };
        Ok(Some(Decision { outcome, reason: self.reason.clone().unwrap_or_default(), by }))
    }
}

const PROPOSAL: &str = "select p.*, d.outcome, d.reason, d.decided_by, d.decided_name, d.decided_at
     from levy_proposals p left join levy_decisions d on d.proposal_id = p.id ";

fn query(rest: &'static str) -> sqlx::AssertSqlSafe<String> {
    // Both halves are constants of this file.
    sqlx::AssertSqlSafe(format!("{PROPOSAL}{rest}"))
}

/// A proposal that the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Proposal> {
    let row: Row = sqlx::query_as(query("where p.id = $1")).bind(id).fetch_one(scoped.conn()).await?;
    whole(scoped, row).await
}

/// Proposals shown at once, of a body or waiting.
const SHOWN: i64 = 100;

/// A body's proposals that the actor may see, the latest first.
pub async fn of_body(scoped: &mut Scoped, body: Uuid) -> Result<Vec<Proposal>> {
    let rows: Vec<Row> =
        sqlx::query_as(query("where p.body_id = $1 order by p.proposed_at desc, p.id limit $2"))
            .bind(body)
            .bind(SHOWN)
            .fetch_all(scoped.conn())
            .await?;
    all(scoped, rows).await
}

/// The proposals that wait for a decision, the oldest first.
pub async fn open(scoped: &mut Scoped) -> Result<Vec<Proposal>> {
    let rows: Vec<Row> =
        sqlx::query_as(query("where d.proposal_id is null order by p.proposed_at, p.id limit $1"))
            .bind(SHOWN)
            .fetch_all(scoped.conn())
            .await?;
    all(scoped, rows).await
}

/// How many proposals wait for this person: of a body that their office decides for, and of others
/// than they.
pub async fn to_decide(scoped: &mut Scoped) -> Result<usize> {
    let actor = scoped.actor().id();
    let count: i64 = sqlx::query_scalar(
        "select count(*) from levy_proposals p where p.proposed_by <> $1 and app_decides_for(p.body_id)
           and not exists (select from levy_decisions d where d.proposal_id = p.id)",
    )
    .bind(actor)
    .fetch_one(scoped.conn())
    .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

async fn all(scoped: &mut Scoped, rows: Vec<Row>) -> Result<Vec<Proposal>> {
    let mut proposals = Vec::new();
    for row in rows {
        match whole(scoped, row).await {
            Ok(proposal) => proposals.push(proposal),
            // What it is of is not this reader's, such as a union that left.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(proposals)
}

async fn whole(scoped: &mut Scoped, row: Row) -> Result<Proposal> {
    let kind = Kind::from_code(&row.kind).ok_or_else(|| Error::Damaged(format!("kind {}", row.kind)))?;
    let mut union = String::new();
    let content = match kind {
        Kind::Levy => {
            let levy = dues::store::proposed(scoped, row.id).await?;
            Content::Levy(Box::new(levy), closing(scoped, row.id).await?)
        }
        Kind::Closing => Content::Closing(closing(scoped, row.id).await?.ok_or(Error::NotFound)?),
        Kind::Exemption => {
            let waiver = waiver(scoped, row.id).await?;
            union = union_words(scoped, waiver.union).await?;
            Content::Exemption(Box::new(waiver))
        }
    };
    let names = match &content {
        Content::Levy(levy, _) => [levy.name_fr.clone(), levy.name_en.clone()],
        _ => names(scoped, row.body_id, &row.code).await?,
    };
    let body =
        bodies(scoped).await?.into_iter().find(|body| body.id == row.body_id).ok_or(Error::NotFound)?;
    Ok(Proposal {
        decision: row.decision()?,
        id: row.id,
        body,
        code: row.code,
        names,
        union,
        note: row.note,
        proposed: By { id: row.proposed_by, name: row.proposed_name, at: row.proposed_at },
        content,
    })
}

/// The names that a levy had last; its code when it has none.
async fn names(scoped: &mut Scoped, body: Uuid, code: &str) -> Result<[String; 2]> {
    let row: Option<(String, String)> = sqlx::query_as(
        "select name_fr, name_en from levies where payee_id = $1 and code = $2
         order by effective_from desc limit 1",
    )
    .bind(body)
    .bind(code)
    .fetch_optional(scoped.conn())
    .await?;
    Ok(row.map_or_else(|| [code.to_owned(), code.to_owned()], |(fr, en)| [fr, en]))
}

/// `518 · Syndicat des travailleuses et travailleurs…`
async fn union_words(scoped: &mut Scoped, union: Uuid) -> Result<String> {
    let today = scoped.today();
    Ok(sqlx::query_scalar(
        "select number || ' · ' || coalesce(fact_in_force(id, 'union', id, 'name', $2), name)
         from unions where id = $1",
    )
    .bind(union)
    .bind(today)
    .fetch_one(scoped.conn())
    .await?)
}

async fn closing(scoped: &mut Scoped, proposal: Uuid) -> Result<Option<Closing>> {
    let row: Option<(Uuid, NaiveDate)> =
        sqlx::query_as("select levy_id, ends_on from levy_closings where proposal_id = $1")
            .bind(proposal)
            .fetch_optional(scoped.conn())
            .await?;
    Ok(row.map(|(levy, ends_on)| Closing { levy, ends_on }))
}

type WaiverRow = (Uuid, Option<Uuid>, String, i16, i16, i16, i16, Decimal, String);

async fn waiver(scoped: &mut Scoped, proposal: Uuid) -> Result<Waiver> {
    let (union, employer, ground, from_year, from, to_year, to, percent, reference): WaiverRow =
        sqlx::query_as(
            "select union_id, employer_id, ground, from_fiscal_year, from_period, to_fiscal_year, to_period,
                    percent, reference
             from exemptions where proposal_id = $1",
        )
        .bind(proposal)
        .fetch_one(scoped.conn())
        .await?;
    Ok(Waiver {
        union,
        employer,
        ground: Ground::from_code(&ground).ok_or_else(|| Error::Damaged(format!("ground {ground}")))?,
        from: period_of(from_year, from)?,
        to: period_of(to_year, to)?,
        percent,
        reference,
    })
}
