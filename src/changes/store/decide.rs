//! Deciding a request: all that an officer decides of it at once, or nothing; an accepted field
//! enters the file in the same transaction.

use uuid::Uuid;

use super::{Care, lock_file, office_path_of, path_of, sealed_of, warn};
use crate::audit::{Action, Event};
use crate::changes::{Change, Item, State, Verdict, effective_from, is_sensitive, last_recorded};
use crate::db::{Error, Result, Scoped};
use crate::notices::{self, Audience, Notice, NoticeKind};
use crate::unions::file::File;
use crate::unions::store::facts::{self, NewFact};

/// What an officer decides of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub n: i16,
    pub verdict: Verdict,
    /// The fact that the officer saw in force when deciding; 0 when the field was empty.
    pub seen: i64,
}

/// Why a decision could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody else decided it first, or the union withdrew it.
    AlreadyDecided { n: i16, by: Option<String> },
    /// The file changed since the page was shown.
    Moved { n: i16 },
    /// The second acceptance needs another person than the first.
    SamePerson { n: i16 },
}

/// What became of the decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Nothing was decided, for these reasons.
    Not(Vec<Conflict>),
}

/// Decides fields of a request in the name of the actor.
///
/// # Errors
/// [`Error::NotFound`] when the request is not one the actor's office vets, or has no such field.
pub async fn decide(scoped: &mut Scoped, id: Uuid, name: &str, decisions: &[Decision]) -> Result<Decided> {
    let union = super::one(scoped, id).await?.union;
    lock_file(scoped, union).await?;
    // Read after the lock: whoever held it may have decided.
    let change = super::one(scoped, id).await?;
    let item_of = |n: i16| change.items.iter().find(|item| item.n == n).ok_or(Error::NotFound);
    let care = Care::read(scoped, union).await?;
    let mut conflicts = Vec::new();
    for decision in decisions {
        let item = item_of(decision.n)?;
        conflicts.extend(conflict(scoped, item, decision, last_recorded(&care.facts, item)));
    }
    if !conflicts.is_empty() {
        return Ok(Decided::Not(conflicts));
    }
    let mut states = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let item = item_of(decision.n)?;
        states.push(settle(scoped, &change, item, decision, name, &care).await?);
    }
    scoped.record(Event::done(Action::ChangeDecided, id).for_union(union));
    let change = super::one(scoped, id).await?;
    tell(scoped, &change, states.contains(&(State::Seconding, true))).await?;
    if states.contains(&(State::Accepted, true)) {
        warn(scoped, union, id, &care).await?;
    }
    Ok(Decided::Done)
}

fn conflict(scoped: &Scoped, item: &Item, decision: &Decision, in_force: i64) -> Option<Conflict> {
    let n = item.n;
    let accepts = decision.verdict == Verdict::Accept;
    if !item.state.is_open() {
        let by = item.seconded.as_ref().or(item.decided.as_ref()).map(|by| by.name.clone());
        return Some(Conflict::AlreadyDecided { n, by });
    }
    if accepts && item.decided.as_ref().is_some_and(|by| Some(by.id) == scoped.actor().id()) {
        return Some(Conflict::SamePerson { n });
    }
    (accepts && in_force != decision.seen).then_some(Conflict::Moved { n })
}

/// Decides one field: where it now stands, and whether it is sensitive.
async fn settle(
    scoped: &mut Scoped,
    change: &Change,
    item: &Item,
    decision: &Decision,
    name: &str,
    care: &Care,
) -> Result<(State, bool)> {
    // A field may have become sensitive since it was asked: the person was made a signer meanwhile.
    let sensitive =
        item.sensitive || is_sensitive(item.field, item.subject, &item.old, &item.new, &care.signers);
    let seconds = item.state == State::Seconding;
    let (state, refusal) = match &decision.verdict {
        Verdict::Refuse(reason) => (State::Refused, Some(reason.as_str())),
        Verdict::Accept if sensitive && !seconds => (State::Seconding, None),
        Verdict::Accept => (State::Accepted, None),
    };
    let today = scoped.today();
    let file = File::of(care.facts.iter().cloned(), today);
    let since = file.fact(item.subject, item.field).map(|fact| fact.effective_on);
    let effective_on =
        (state == State::Accepted).then(|| effective_from(change.effective_on, since, sensitive, today));
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let first = item.decided.as_ref().map(|by| by.id);
    // The first to accept a sensitive field stays in its place; whoever comes second has the other.
    let place = match first {
        None => "decided_by = $5, decided_by_name = $6, decided_at = $7",
        Some(first) if Some(first) == actor => {
            "decided_by = $5, decided_by_name = coalesce(decided_by_name, $6), decided_at = coalesce(decided_at, $7)"
        }
        Some(_) => "seconded_by = $5, seconded_by_name = $6, seconded_at = $7",
    };
    let sql = format!(
        "update change_items set state = $4, {place}, refusal = $8, effective_on = $9, sensitive = $10
         where union_id = $1 and change_id = $2 and n = $3"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(change.union)
        .bind(change.id)
        .bind(item.n)
        .bind(state.code())
        .bind(actor)
        .bind(name)
        .bind(now)
        .bind(refusal)
        .bind(effective_on)
        .bind(sensitive)
        .execute(scoped.conn())
        .await?;
    if let Some(effective_on) = effective_on {
        let fact = NewFact {
            subject: item.subject,
            field: item.field,
            value: item.new.clone(),
            sealed: sealed_of(scoped, change, item.n).await?,
            effective_on,
            change: Some(change.id),
        };
        facts::record(scoped, change.union, &fact).await?;
    }
    Ok((state, sensitive))
}

/// Stops, in the name of the actor, the sensitive fields of a request that two people accepted and
/// whose day has not come; how many there were.
///
/// # Errors
/// [`Error::NotFound`] when the actor does not see the request.
pub async fn stop(scoped: &mut Scoped, id: Uuid, name: &str) -> Result<usize> {
    let union = super::one(scoped, id).await?.union;
    lock_file(scoped, union).await?;
    let change = super::one(scoped, id).await?;
    let (now, today, actor) = (scoped.now(), scoped.today(), scoped.actor().id());
    let ahead: Vec<&Item> = change.items.iter().filter(|item| item.can_be_stopped(today)).collect();
    for item in &ahead {
        sqlx::query(
            "insert into change_stops (union_id, change_id, n, subject, subject_id, field, stopped_by,
                 stopped_by_name, stopped_at, stopped_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(union)
        .bind(id)
        .bind(item.n)
        .bind(item.subject.code())
        .bind(item.subject.id(union))
        .bind(item.field.code())
        .bind(actor)
        .bind(name)
        .bind(now)
        .bind(today)
        .execute(scoped.conn())
        .await?;
    }
    if ahead.is_empty() {
        return Ok(0);
    }
    scoped.record(Event::done(Action::ChangeStopped, id).for_union(union));
    // Whoever stopped it, both sides learn of it.
    for (kind, to, path) in [
        (NoticeKind::ChangeWithdrawn, Audience::Office, office_path_of(id)),
        (NoticeKind::ChangeDecided, Audience::Union, path_of(id)),
    ] {
        notices::store::tell(scoped, &Notice { kind, union, to, path, also_to: Vec::new() }).await?;
    }
    Ok(ahead.len())
}

/// Tells the union once all is decided, and the office when somebody else must second.
async fn tell(scoped: &mut Scoped, change: &Change, waits_for_second: bool) -> Result<()> {
    let notice = |kind, to, path| Notice { kind, union: change.union, to, path, also_to: Vec::new() };
    if waits_for_second {
        let second = notice(NoticeKind::ChangeAwaitsSecond, Audience::Office, office_path_of(change.id));
        notices::store::tell(scoped, &second).await?;
    }
    if !change.is_open() {
        let decided = notice(NoticeKind::ChangeDecided, Audience::Union, path_of(change.id));
        notices::store::tell(scoped, &decided).await?;
    }
    Ok(())
}
