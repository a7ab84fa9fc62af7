//! What the form of a request sends: for each field a verdict, the reason of a refusal, what the
//! officer saw in force and how the field stood.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{LONGEST_MESSAGE, Problem};
use crate::changes::store::Decision;
use crate::changes::{Change, Item, State, Verdict};
use crate::text::Text;
use crate::unions::file::{Field, File, Subject};
use crate::web::error::Failure;

/// What was typed about one field.
#[derive(Default)]
pub struct Typed {
    pub verdict: String,
    pub reason: String,
    pub seen: i64,
    /// How the field stood on the page that was sent.
    pub was: Option<State>,
}

#[derive(Default)]
pub struct Sent {
    pub fields: BTreeMap<i16, Typed>,
    /// One button accepts all that the reader can.
    pub accept_all: bool,
}

impl Sent {
    /// # Errors
    /// [`Failure::BadRequest`] for what no page of ours sends.
    pub fn of(pairs: Vec<(String, String)>) -> Result<Sent, Failure> {
        const STRANGE: Failure = Failure::BadRequest("not the form of a request");
        let mut sent = Sent::default();
        for (name, value) in pairs {
            if name == "act" {
                sent.accept_all = value == "accept-all";
                continue;
            }
            let (what, n) = name.split_once('-').ok_or(STRANGE)?;
            let typed = sent.fields.entry(n.parse().map_err(|_| STRANGE)?).or_default();
            match what {
                "verdict" if ["accept", "refuse", "later"].contains(&value.as_str()) => typed.verdict = value,
                "reason" => typed.reason = value,
                "seen" => typed.seen = value.parse().map_err(|_| STRANGE)?,
                "was" => typed.was = Some(State::from_code(&value).ok_or(STRANGE)?),
                _ => return Err(STRANGE),
            }
        }
        Ok(sent)
    }

    /// What is decided, or what is missing to decide it.
    ///
    /// # Errors
    /// Every problem at once, each leading to its field.
    pub fn decisions(
        &self,
        change: &Change,
        file: &File,
        reader: Uuid,
        t: Text,
    ) -> Result<Vec<Decision>, Vec<Problem>> {
        let mut decisions = Vec::new();
        let mut problems = Vec::new();
        for item in &change.items {
            let Some(typed) = self.fields.get(&item.n) else { continue };
            // What the reader accepted first waits for a colleague: "all" is all that they can.
            let was_shown_waiting = typed.was == Some(State::Seconding) && !may_accept(item, reader);
            if self.accept_all && typed.verdict != "refuse" && was_shown_waiting {
                continue;
            }
            match self.verdict(item, typed, t) {
                Ok(Some(verdict)) => decisions.push(Decision { n: item.n, verdict, seen: typed.seen }),
                Ok(None) => {}
                Err(text) => problems.push(Problem { href: format!("#reason-{}", item.n), text }),
            }
        }
        problems.extend(unnamed(change, file, &decisions, t));
        if decisions.is_empty() && problems.is_empty() {
            let first = self.fields.keys().next().copied().unwrap_or(1);
            problems.push(Problem { href: format!("#verdict-{first}"), text: t.vet_nothing().to_owned() });
        }
        if problems.is_empty() { Ok(decisions) } else { Err(problems) }
    }

    fn verdict(&self, item: &Item, typed: &Typed, t: Text) -> Result<Option<Verdict>, String> {
        let reason = typed.reason.trim();
        match typed.verdict.as_str() {
            "accept" => Ok(Some(Verdict::Accept)),
            "refuse" if reason.is_empty() => Err(t.vet_reason_missing(super::super::label(item.field, t))),
            "refuse" if reason.chars().count() > LONGEST_MESSAGE => Err(t.vet_too_long(LONGEST_MESSAGE)),
            "refuse" => Ok(Some(Verdict::Refuse(reason.to_owned()))),
            // A refusal that was chosen stands: one button does not undo it.
            _ if self.accept_all => Ok(Some(Verdict::Accept)),
            _ => Ok(None),
        }
    }
}

/// Whether somebody of the office can accept a field that is open: not whom it already waits beside.
pub fn may_accept(item: &Item, reader: Uuid) -> bool {
    item.state != State::Seconding || item.decided.as_ref().is_none_or(|by| by.id != reader)
}

/// Fields accepted of somebody new whose name is not: the file would hold them and show them nowhere.
fn unnamed(change: &Change, file: &File, decisions: &[Decision], t: Text) -> Vec<Problem> {
    let is_named = |subject| {
        let own = |item: &&Item| item.subject == subject && item.field == Field::PersonName;
        let asked = change.items.iter().find(own);
        !file.value(subject, Field::PersonName).is_empty()
            || asked.is_some_and(|item| match decisions.iter().find(|decision| decision.n == item.n) {
                Some(decision) => decision.verdict == Verdict::Accept,
                None => matches!(item.state, State::Accepted | State::Seconding),
            })
    };
    let accepted = |item: &&Item| {
        decisions.iter().any(|decision| decision.n == item.n && decision.verdict == Verdict::Accept)
    };
    let items = change.items.iter().filter(accepted);
    items
        .filter(|item| matches!(item.subject, Subject::Person(_)) && item.field != Field::PersonName)
        .filter(|item| !is_named(item.subject))
        .map(|item| Problem {
            href: format!("#verdict-{}", item.n),
            text: t.vet_name_first(super::super::label(item.field, t)),
        })
        .collect()
}

/// Whether every field stands as this person's form asks, because it was sent twice.
pub fn already_done(change: &Change, sent: &Sent, decisions: &[Decision], person: Uuid) -> bool {
    decisions.iter().all(|decision| {
        let item = change.items.iter().find(|item| item.n == decision.n);
        let was = sent.fields.get(&decision.n).and_then(|typed| typed.was);
        item.is_some_and(|item| {
            let first = item.decided.as_ref().is_some_and(|by| by.id == person);
            let second = item.seconded.as_ref().is_some_and(|by| by.id == person);
            match (&decision.verdict, item.state) {
                (Verdict::Refuse(reason), State::Refused) => {
                    first && item.refusal.as_deref() == Some(reason.as_str())
                }
                (Verdict::Accept, State::Accepted) => {
                    if item.sensitive {
                        second
                    } else {
                        first
                    }
                }
                // Not the one who comes back to second what they accepted.
                (Verdict::Accept, State::Seconding) => first && was == Some(State::Proposed),
                _ => false,
            }
        })
    })
}
