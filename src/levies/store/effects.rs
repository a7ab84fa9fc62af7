//! What a proposal touches: read before it is decided, kept once it is.

use super::{declared_of, declared_within, standing};
use crate::db::{Error, Result, Scoped};
use crate::dues;
use crate::levies::{Content, Proposal, Seen, Standing, effects};

/// What a proposal touches as things stand.
pub async fn seen(scoped: &mut Scoped, proposal: &Proposal) -> Result<Seen> {
    let standing = standing(scoped, proposal.body.id).await?;
    // Once approved, a levy stands among the others: it is not in its own way.
    let others: Vec<Standing> = standing.into_iter().filter(|one| one.id != proposal.id).collect();
    let granted = match &proposal.content {
        Content::Exemption(waiver) => dues::store::exemptions_of(scoped, waiver.union).await?,
        _ => Vec::new(),
    };
    let granted: Vec<_> = granted.into_iter().filter(|one| one.id != proposal.id).collect();
    let levy = (proposal.body.code.as_str(), proposal.code.as_str());
    let mut seen = Seen::of(&others, &granted, levy, &proposal.content);
    seen.declared = match &proposal.content {
        Content::Exemption(waiver) => declared_of(scoped, waiver.union, waiver.from, waiver.to).await?,
        content => match effects(&others, &proposal.code, content) {
            Some(effects) => declared_within(scoped, proposal.body.id, effects.affects).await?,
            None => Vec::new(),
        },
    };
    Ok(seen)
}

/// Those who decide proposals of one code queue here, so that each reads what the one before put in
/// force: the same lock as the trigger's that refuses overlaps.
pub(super) async fn queue(scoped: &mut Scoped, proposal: &Proposal) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('levy ' || $1::uuid || ' ' || $2::text, 0))")
        .bind(proposal.body.id)
        .bind(&proposal.code)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// Keeps what was shown with the decision.
pub(super) async fn keep(scoped: &mut Scoped, proposal: &Proposal, seen: &Seen) -> Result<()> {
    let written = serde_json::to_value(seen).map_err(|error| Error::Damaged(error.to_string()))?;
    sqlx::query("insert into levy_effects (proposal_id, body_id, seen) values ($1, $2, $3)")
        .bind(proposal.id)
        .bind(proposal.body.id)
        .bind(written)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// What was shown before the decision; `None` when nothing is decided, or it was before this was kept.
pub async fn kept(scoped: &mut Scoped, proposal: &Proposal) -> Result<Option<Seen>> {
    let row: Option<serde_json::Value> =
        sqlx::query_scalar("select seen from levy_effects where proposal_id = $1")
            .bind(proposal.id)
            .fetch_optional(scoped.conn())
            .await?;
    let read = row.map(serde_json::from_value).transpose();
    read.map_err(|error| Error::Damaged(error.to_string()))
}
