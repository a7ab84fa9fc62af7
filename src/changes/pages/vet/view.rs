//! What the page of a request shows.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Problem;
use super::form::{Sent, may_accept};
use crate::changes::pages::{label, section_words, shown, state_tag, subject_name};
use crate::changes::store::{Attachment, Message, office_path_of};
use crate::changes::{Change, Item, State, effective_from, last_recorded};
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::file::{Fact, File};

/// What is known when the page is drawn.
pub struct Seen<'a> {
    pub change: &'a Change,
    pub file: &'a File,
    pub history: &'a [Fact],
    /// Every request of the union.
    pub others: &'a [Change],
    pub reader: Uuid,
    pub today: NaiveDate,
}

/// A value that a field had, has or will have.
pub struct PastView {
    pub from: String,
    pub value: String,
    /// The request it comes from, when it does.
    pub href: String,
}

pub struct FieldView {
    pub n: i16,
    pub label: String,
    pub subject: String,
    pub tag: Tag,
    pub sensitive: bool,
    pub current: String,
    pub asked: String,
    /// Said when the value in force is no longer the one that the union saw.
    pub moved: String,
    /// Said when a later value is already decided.
    pub ahead: String,
    /// What was decided and by whom.
    pub outcome: Vec<String>,
    pub may_decide: bool,
    /// The reader may refuse what they accepted first, not accept it again.
    pub may_accept: bool,
    pub accept_hint: String,
    pub verdict: String,
    pub reason: String,
    pub error: String,
    pub reason_error: String,
    pub seen: i64,
    pub was: &'static str,
    pub history: Vec<PastView>,
}

pub fn field(seen: &Seen<'_>, item: &Item, sent: &Sent, problems: &[Problem], t: Text) -> FieldView {
    let in_force = seen.file.fact(item.subject, item.field);
    let said = |value: &str| match shown(item.field, value, t) {
        empty if empty.is_empty() => t.change_nothing().to_owned(),
        value => value,
    };
    let own = seen.history.iter().filter(|fact| fact.subject == item.subject && fact.field == item.field);
    let ahead =
        own.clone().filter(|fact| fact.effective_on > seen.today).max_by_key(|fact| fact.effective_on);
    let is_open = item.state.is_open();
    let current = in_force.map_or("", |fact| &fact.value);
    let typed = sent.fields.get(&item.n);
    let about = |href: String| {
        let found = problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    };
    let since = in_force.map(|fact| fact.effective_on);
    let earliest = effective_from(seen.change.effective_on, since, item.sensitive, seen.today);
    FieldView {
        n: item.n,
        label: label(item.field, t),
        subject: subject_name(item.subject, seen.file, seen.change, t),
        tag: state_tag(item, t),
        sensitive: item.sensitive,
        current: said(if is_open { current } else { &item.old }),
        asked: said(&item.new),
        moved: if is_open && current != item.old { t.vet_value_was(said(&item.old)) } else { String::new() },
        ahead: match ahead.filter(|_| is_open) {
            Some(fact) => t.vet_ahead(fact.effective_on, said(&fact.value)),
            None => String::new(),
        },
        outcome: outcome(item, t),
        may_decide: is_open,
        may_accept: is_open && may_accept(item, seen.reader),
        accept_hint: match item.state {
            State::Proposed if item.sensitive => t.vet_accept_first().to_owned(),
            _ => t.vet_counts_from(earliest),
        },
        verdict: typed.map(|typed| typed.verdict.clone()).unwrap_or_default(),
        reason: typed.map(|typed| typed.reason.clone()).unwrap_or_default(),
        error: about(format!("#verdict-{}", item.n)),
        reason_error: about(format!("#reason-{}", item.n)),
        seen: last_recorded(seen.history, item),
        was: item.state.code(),
        history: own
            .rev()
            .map(|fact| PastView {
                from: t.date(&fact.effective_on),
                value: said(&fact.value),
                href: fact.change.map(office_path_of).unwrap_or_default(),
            })
            .collect(),
    }
}

fn outcome(item: &Item, t: Text) -> Vec<String> {
    let accepted = item.state == State::Accepted;
    let decided = item.decided.as_ref().map(|by| match item.state {
        State::Refused => t.vet_refused_by(by.at, &by.name),
        _ => t.vet_accepted_by(by.at, &by.name),
    });
    let refusal = item.refusal.as_ref().map(|reason| t.vet_refused_for(reason));
    let seconded = item.seconded.as_ref().map(|by| t.vet_seconded_by(by.at, &by.name));
    let counts = item.effective_on.filter(|_| accepted).map(|day| t.vet_counts_from(day));
    [decided, refusal, seconded, counts].into_iter().flatten().collect()
}

pub struct PieceView {
    pub href: String,
    pub name: String,
    pub size: String,
}

pub fn piece(piece: &Attachment, t: Text) -> PieceView {
    let kilobytes = usize::try_from(piece.size).unwrap_or_default().div_ceil(1024);
    PieceView {
        href: format!("{}/pieces/{}", office_path_of(piece.change), piece.id),
        name: piece.file_name.clone(),
        size: t.vet_kilobytes(t.count(&kilobytes)),
    }
}

/// Another open request on one of the fields.
pub struct OtherView {
    pub href: String,
    pub text: String,
}

pub fn others(seen: &Seen<'_>, t: Text) -> Vec<OtherView> {
    let open = seen.others.iter().filter(|other| other.id != seen.change.id && other.is_open());
    open.filter_map(|other| {
        let is_shared = |item: &&Item| {
            item.state.is_open()
                && seen.change.items.iter().any(|own| (own.subject, own.field) == (item.subject, item.field))
        };
        let shared: Vec<String> =
            other.items.iter().filter(is_shared).map(|item| label(item.field, t)).collect();
        (!shared.is_empty()).then(|| OtherView {
            href: office_path_of(other.id),
            text: t.vet_other(other.proposed.at, shared.join(", "), section_words(other.section, t)),
        })
    })
    .collect()
}

pub struct MessageView {
    pub who: String,
    pub at: String,
    pub body: String,
}

pub fn message(message: &Message, t: Text) -> MessageView {
    MessageView {
        who: match message.from_office {
            true => t.vet_said_by_office(&message.author_name),
            false => t.vet_said_by_union(&message.author_name),
        },
        at: t.moment(&message.at),
        body: message.body.clone(),
    }
}
