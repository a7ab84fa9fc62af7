//! Proposals: made once, decided once, by two people.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::effects;
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::dues::{self, Ground};
use crate::levies::{By, Closing, Content, Decision, Kind, Outcome, Proposal, Waiver};
use crate::notices::{self, NoticeKind};
use crate::unions::store::{bodies, columns, period_of};

/// A proposal as its form makes it.
pub struct New<'a> {
    /// Made with the form: proposing twice proposes once.
    pub id: Uuid,
    pub body: Uuid,
    pub code: &'a str,
    pub note: &'a str,
    /// Of who proposes.
    pub name: &'a str,
    pub content: &'a Content,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    Now,
    /// This form already was, with the same content.
    Before,
    /// This form already was, and what it said then stays: what that was, when the actor may see it.
    Otherwise(Option<Box<Proposal>>),
}

impl New<'_> {
    fn is(&self, kept: &Proposal) -> bool {
        let same =
            (kept.body.id, kept.code.as_str(), kept.note.as_str()) == (self.body, self.code, self.note);
        same && match (&kept.content, self.content) {
            // What it closes is worked out when it is sent, and may have been closed since.
            (Content::Levy(first, closes), Content::Levy(levy, closing)) => {
                first == levy && closes.is_some() == closing.is_some()
            }
            (first, content) => first == content,
        }
    }
}

/// Whether a form of this key was sent already.
pub async fn is_sent(scoped: &mut Scoped, key: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select from levy_proposals where id = $1)")
        .bind(key)
        .fetch_one(scoped.conn())
        .await?)
}

pub async fn propose(scoped: &mut Scoped, new: &New<'_>) -> Result<Proposed> {
    let (now, actor) = (scoped.now(), scoped.actor().id().ok_or(Error::NotFound)?);
    let made = sqlx::query(
        "insert into levy_proposals (id, body_id, code, kind, note, proposed_by, proposed_name, proposed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing",
    )
    .bind(new.id)
    .bind(new.body)
    .bind(new.code)
    .bind(new.content.kind().code())
    .bind(new.note)
    .bind(actor)
    .bind(new.name)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(match one(scoped, new.id).await {
            Ok(kept) if kept.proposed.id == actor && new.is(&kept) => Proposed::Before,
            Ok(kept) => Proposed::Otherwise(Some(Box::new(kept))),
            Err(Error::NotFound) => Proposed::Otherwise(None),
            Err(error) => return Err(error),
        });
    }
    match new.content {
        Content::Levy(levy, _) => dues::store::propose(scoped, new.id, new.body, levy).await?,
        Content::Exemption(waiver) => insert_waiver(scoped, new, waiver).await?,
        Content::Closing(_) => {}
    }
    if let Some(closing) = new.content.closing() {
        insert_closing(scoped, new, closing).await?;
    }
    let event = match new.content {
        Content::Levy(..) => Event::done(Action::LevyProposed, new.id),
        Content::Closing(_) => Event::done(Action::LevyClosingProposed, new.id),
        Content::Exemption(waiver) => Event::done(Action::ExemptionProposed, new.id).for_union(waiver.union),
    };
    scoped.record(event);
    tell(scoped, NoticeKind::ProposalAwaitsSecond, new.body, new.id).await?;
    Ok(Proposed::Now)
}

/// Tells the office that decides for the body, but for who did it.
async fn tell(scoped: &mut Scoped, kind: NoticeKind, body: Uuid, proposal: Uuid) -> Result<()> {
    notices::store::tell_office_of(scoped, kind, body, &format!("/propositions/{proposal}")).await
}

async fn insert_closing(scoped: &mut Scoped, new: &New<'_>, closing: Closing) -> Result<()> {
    sqlx::query(
        "insert into levy_closings (proposal_id, levy_id, body_id, code, ends_on) values ($1, $2, $3, $4, $5)",
    )
    .bind(new.id)
    .bind(closing.levy)
    .bind(new.body)
    .bind(new.code)
    .bind(closing.ends_on)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

async fn insert_waiver(scoped: &mut Scoped, new: &New<'_>, waiver: &Waiver) -> Result<()> {
    let (from, to) = (columns(waiver.from), columns(waiver.to));
    sqlx::query(
        "insert into exemptions (union_id, proposal_id, body_id, code, employer_id, ground, from_fiscal_year,
             from_period, to_fiscal_year, to_period, percent, reference)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(waiver.union)
    .bind(new.id)
    .bind(new.body)
    .bind(new.code)
    .bind(waiver.employer)
    .bind(waiver.ground.code())
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .bind(waiver.percent)
    .bind(&waiver.reference)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

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

/// A decision as its form makes it.
pub struct Deciding<'a> {
    pub proposal: &'a Proposal,
    /// The [`Seen::mark`] of what was shown to who decides.
    pub shown: &'a str,
    pub outcome: Outcome,
    pub reason: &'a str,
    /// Of who decides.
    pub name: &'a str,
}

/// What became of it. Anything but `Now` leaves the transaction to be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    Now,
    /// Somebody was first.
    Before,
    /// Who proposes does not decide, and nobody else withdraws.
    NotTheirs,
    /// The levy would share days with another.
    Overlap,
    /// What it touches is no longer what was shown.
    Changed,
    /// It cannot be approved as things stand: what it would change is said by what it touches.
    Blocked,
}

/// Decides a proposal, keeps what it touched, and puts in force what is approved.
pub async fn decide(scoped: &mut Scoped, deciding: &Deciding<'_>) -> Result<Decided> {
    let Deciding { proposal, shown, outcome, reason, name } = deciding;
    let (now, actor) = (scoped.now(), scoped.actor().id().ok_or(Error::NotFound)?);
    if (*outcome == Outcome::Withdrawn) != (actor == proposal.proposed.id) {
        return Ok(Decided::NotTheirs);
    }
    effects::queue(scoped, proposal).await?;
    let seen = effects::seen(scoped, proposal).await?;
    if *outcome == Outcome::Approved && one(scoped, proposal.id).await?.decision.is_none() {
        if seen.is_blocked() {
            return Ok(Decided::Blocked);
        }
        if seen.mark() != *shown {
            return Ok(Decided::Changed);
        }
    }
    let made = sqlx::query(
        "insert into levy_decisions (proposal_id, body_id, proposed_by, outcome, reason, decided_by, decided_name,
             decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (proposal_id) do nothing",
    )
    .bind(proposal.id)
    .bind(proposal.body.id)
    .bind(proposal.proposed.id)
    .bind(outcome.code())
    .bind(reason)
    .bind(actor)
    .bind(name)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(Decided::Before);
    }
    if let (Outcome::Approved, Content::Levy(..)) = (outcome, &proposal.content) {
        match dues::store::adopt(scoped, proposal.id).await {
            Err(error) if error.constraint() == Some("levies_do_not_overlap") => return Ok(Decided::Overlap),
            adopted => adopted?,
        }
    }
    effects::keep(scoped, proposal, &seen).await?;
    let action = match outcome {
        Outcome::Approved => Action::LevyApproved,
        Outcome::Rejected => Action::LevyRejected,
        Outcome::Withdrawn => Action::LevyWithdrawn,
    };
    let event = Event::done(action, proposal.id);
    scoped.record(match &proposal.content {
        Content::Exemption(waiver) => event.for_union(waiver.union),
        _ => event,
    });
    // What is withdrawn asks nothing of anybody any more.
    if *outcome != Outcome::Withdrawn {
        tell(scoped, NoticeKind::ProposalDecided, proposal.body.id, proposal.id).await?;
    }
    Ok(Decided::Now)
}
