//! Proposals: made once, decided once, by two people. Not the reading of them, which is `proposed`.

use uuid::Uuid;

use super::effects;
use super::proposed::one;
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::dues;
use crate::levies::{Closing, Content, Outcome, Proposal, Waiver};
use crate::notices::{self, Notice, NoticeKind};
use crate::unions::store::columns;

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
    if let (Outcome::Approved, Content::Exemption(waiver)) = (outcome, &proposal.content) {
        let (kind, path) = (NoticeKind::ExemptionGranted, "/periodes".to_owned());
        notices::store::tell(scoped, &Notice::to_the_union(kind, waiver.union, path)).await?;
    }
    // What is withdrawn asks nothing of anybody any more.
    if *outcome != Outcome::Withdrawn {
        tell(scoped, NoticeKind::ProposalDecided, proposal.body.id, proposal.id).await?;
    }
    Ok(Decided::Now)
}
