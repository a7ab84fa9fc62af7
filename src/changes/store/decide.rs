//! Deciding a request: all that an officer decides of it at once, or nothing; an accepted field
//! enters the file in the same transaction.

use uuid::Uuid;

use super::{lock_file, office_path_of, path_of, sealed_of};
use crate::audit::{Action, Event};
use crate::changes::{Change, Item, State, Verdict, effective_from};
use crate::db::{Error, Result, Scoped};
use crate::notices::{self, Audience, Notice, NoticeKind};
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
    let today = scoped.today();
    let file = facts::file(scoped, union, today).await?;
    let mut conflicts = Vec::new();
    for decision in decisions {
        let item = item_of(decision.n)?;
        let in_force = file.fact(item.subject, item.field).map_or(0, |fact| fact.seq);
        conflicts.extend(conflict(scoped, item, decision, in_force));
    }
    if !conflicts.is_empty() {
        return Ok(Decided::Not(conflicts));
    }
    let mut waits_for_second = false;
    for decision in decisions {
        let item = item_of(decision.n)?;
        waits_for_second |= settle(scoped, &change, item, &decision.verdict, name).await?;
    }
    scoped.record(Event::done(Action::ChangeDecided, id).for_union(union));
    let change = super::one(scoped, id).await?;
    tell(scoped, &change, waits_for_second).await?;
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

/// Decides one field; `true` when it now waits for a second person.
async fn settle(
    scoped: &mut Scoped,
    change: &Change,
    item: &Item,
    verdict: &Verdict,
    name: &str,
) -> Result<bool> {
    let seconds = item.state == State::Seconding;
    let state = match verdict {
        Verdict::Refuse(_) => State::Refused,
        Verdict::Accept if item.sensitive && !seconds => State::Seconding,
        Verdict::Accept => State::Accepted,
    };
    let refusal = match verdict {
        Verdict::Refuse(reason) => Some(reason.as_str()),
        Verdict::Accept => None,
    };
    let effective_on = (state == State::Accepted)
        .then(|| effective_from(change.effective_on, item.sensitive, scoped.today()));
    let (now, actor) = (scoped.now(), scoped.actor().id());
    // The first to accept a sensitive field stays in its place; whoever comes second has the other.
    let sql = if seconds && state == State::Accepted {
        "update change_items set state = $4, seconded_by = $5, seconded_by_name = $6, seconded_at = $7,
             refusal = $8, effective_on = $9
         where union_id = $1 and change_id = $2 and n = $3"
    } else {
        "update change_items set state = $4, decided_by = $5, decided_by_name = $6, decided_at = $7,
             refusal = $8, effective_on = $9
         where union_id = $1 and change_id = $2 and n = $3"
    };
    sqlx::query(sql)
        .bind(change.union)
        .bind(change.id)
        .bind(item.n)
        .bind(state.code())
        .bind(actor)
        .bind(name)
        .bind(now)
        .bind(refusal)
        .bind(effective_on)
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
    Ok(state == State::Seconding)
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
