//! A change that a union asks for in its file: made of fields, each accepted or refused by the
//! federation's office. Not the file itself (`unions::file`), which only accepted fields enter.

pub mod pages;
pub mod queue;
pub mod store;
pub mod typed;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::unions::file::{Fact, Field, File, Subject};

/// Days between the second person's acceptance of a sensitive field and the day it counts (R13).
pub const COOLING_OFF_DAYS: usize = 5;
/// What the office aims at: half of the requests decided within this many days.
pub const TARGET_DAYS: i64 = 5;

/// A part of the file that is edited on one page; the kind of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    Coordinates,
    Employers,
    Officers,
    Bank,
}

impl Section {
    pub const ALL: [Section; 4] =
        [Section::Coordinates, Section::Employers, Section::Officers, Section::Bank];

    pub fn code(self) -> &'static str {
        match self {
            Section::Coordinates => "coordinates",
            Section::Employers => "employers",
            Section::Officers => "officers",
            Section::Bank => "bank",
        }
    }

    pub fn from_code(code: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.code() == code)
    }

    /// The fields of the section, in the order of its page.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        let subject = match self {
            Section::Coordinates | Section::Bank => "union",
            Section::Employers => "employer",
            Section::Officers => "person",
        };
        Field::of(subject).filter(move |field| (*field == Field::BankAccount) == (self == Section::Bank))
    }
}

/// One field that would differ: what stands, what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub subject: Subject,
    pub field: Field,
    pub old: String,
    /// As it will stand; of a bank account, the whole account in clear until it is sealed.
    pub new: String,
}

/// What differs between the file and the page as it was edited. What was left as it is, or never
/// filled and still empty, is no change; nor is somebody of whom nothing was said not signing.
pub fn differences(file: &File, edited: &[(Subject, Field, String)]) -> Vec<Draft> {
    let is_still_no =
        |field, held: &str, value: &str| field == Field::Signs && held.is_empty() && value == "no";
    edited
        .iter()
        .filter(|(subject, field, value)| {
            let held = file.value(*subject, *field);
            held != value && !is_still_no(*field, held, value)
        })
        .map(|(subject, field, value)| Draft {
            subject: *subject,
            field: *field,
            old: file.value(*subject, *field).to_owned(),
            new: value.clone(),
        })
        .collect()
}

/// Fields of a person that say who signs, and for how long.
const OF_SIGNING: [Field; 6] = [
    Field::PersonName,
    Field::Duty,
    Field::MandateFrom,
    Field::MandateTo,
    Field::PersonPhone,
    Field::PersonEmail,
];

/// Everybody who signs for the union, did, will or may: by any fact, come or to come, and by any
/// request that waits. So a signer's identity is not changed in two requests that look harmless apart.
pub fn signers<'a>(facts: &[Fact], waiting: impl IntoIterator<Item = &'a Item>) -> BTreeSet<Subject> {
    let known = facts.iter().filter(|fact| fact.field == Field::Signs && fact.value == "yes");
    let asked = waiting.into_iter().filter(|item| item.field == Field::Signs && item.new == "yes");
    known.map(|fact| fact.subject).chain(asked.map(|item| item.subject)).collect()
}

/// Whether a field moves money or the power to: bank details, who signs, and who the signers are.
pub fn is_sensitive(
    field: Field,
    subject: Subject,
    old: &str,
    new: &str,
    signers: &BTreeSet<Subject>,
) -> bool {
    match field {
        Field::BankAccount => true,
        Field::Signs => old == "yes" || new == "yes",
        field => OF_SIGNING.contains(&field) && signers.contains(&subject),
    }
}

/// Days during which an address that was in the file is still told of what is sensitive.
const OLD_CONTACT_DAYS: u64 = 60;

/// Where to write about a sensitive change: the union's and its signers' addresses of now and of the
/// last sixty days. Whoever asks for the change does not choose them by another one just before.
pub fn contacts_of_before(
    facts: &[Fact],
    signers: &BTreeSet<Subject>,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> BTreeSet<String> {
    let since = Days::new(OLD_CONTACT_DAYS);
    let (then, day) = (now.checked_sub_days(since), today.checked_sub_days(since));
    let (then, day) = (then.unwrap_or(now), day.unwrap_or(today));
    let recent = facts.iter().filter(|fact| fact.recorded_at > then || fact.effective_on > day).cloned();
    let before = File::of(facts.iter().filter(|fact| fact.recorded_at <= then).cloned(), day);
    let is_address = |subject: Subject, field: Field| match field {
        Field::Email => true,
        Field::PersonEmail => signers.contains(&subject),
        _ => false,
    };
    let of_now = File::of(facts.iter().cloned(), today);
    let held = [before, of_now].into_iter().flat_map(|file| file.into_facts().collect::<Vec<_>>());
    held.chain(recent.filter(|fact| fact.effective_on <= today))
        .filter(|fact| is_address(fact.subject, fact.field) && !fact.value.is_empty())
        .map(|fact| fact.value)
        .collect()
}

/// Where a field of a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Proposed,
    /// Sensitive, accepted by one person of the office: waits for another.
    Seconding,
    Accepted,
    Refused,
    Withdrawn,
    /// Sensitive, accepted by two, and stopped before the day it was to take effect.
    Stopped,
}

impl State {
    pub const ALL: [State; 6] = [
        State::Proposed,
        State::Seconding,
        State::Accepted,
        State::Refused,
        State::Withdrawn,
        State::Stopped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            State::Proposed => "proposed",
            State::Seconding => "seconding",
            State::Accepted => "accepted",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
            State::Stopped => "stopped",
        }
    }

    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn is_open(self) -> bool {
        matches!(self, State::Proposed | State::Seconding)
    }
}

/// Somebody who did something, by the name they had then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    pub id: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// One field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub n: i16,
    pub subject: Subject,
    pub field: Field,
    /// What stood when it was asked; of a bank account, its last digits.
    pub old: String,
    pub new: String,
    pub sensitive: bool,
    pub state: State,
    pub decided: Option<By>,
    /// Why it was refused.
    pub refusal: Option<String>,
    pub seconded: Option<By>,
    /// The day an accepted field takes effect.
    pub effective_on: Option<NaiveDate>,
    /// Who stopped it before that day.
    pub stopped: Option<By>,
}

impl Item {
    /// A sensitive field that was accepted can be stopped until the day it takes effect (R13).
    pub fn can_be_stopped(&self, today: NaiveDate) -> bool {
        let is_ahead = self.effective_on.is_some_and(|day| day > today);
        self.state == State::Accepted && self.sensitive && is_ahead
    }
}

/// A request of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub union: Uuid,
    pub id: Uuid,
    pub section: Section,
    pub reason: String,
    /// From when the union wants it to count.
    pub effective_on: NaiveDate,
    pub proposed: By,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub items: Vec<Item>,
}

/// Where a whole request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was decided.
    Waiting,
    /// Some fields were, others wait.
    InPart,
    Accepted,
    Refused,
    /// Some fields accepted, others not.
    Mixed,
    Withdrawn,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::InPart => "in-part",
            Standing::Accepted => "accepted",
            Standing::Refused => "refused",
            Standing::Mixed => "mixed",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

impl Change {
    pub fn is_open(&self) -> bool {
        self.items.iter().any(|item| item.state.is_open())
    }

    pub fn standing(&self) -> Standing {
        let has = |state| self.items.iter().any(|item| item.state == state);
        let decided = has(State::Accepted) || has(State::Refused) || has(State::Seconding);
        let not_all = has(State::Refused) || has(State::Withdrawn) || has(State::Stopped);
        match (self.is_open(), has(State::Accepted), not_all) {
            (true, ..) if decided => Standing::InPart,
            (true, ..) => Standing::Waiting,
            (false, true, true) => Standing::Mixed,
            (false, true, false) => Standing::Accepted,
            (false, false, _) if has(State::Refused) => Standing::Refused,
            (false, false, _) => Standing::Withdrawn,
        }
    }

    /// When its last field was decided, once all are.
    pub fn decided_at(&self) -> Option<DateTime<Utc>> {
        let last = |item: &Item| item.seconded.as_ref().or(item.decided.as_ref()).map(|by| by.at);
        if self.is_open() { None } else { self.items.iter().filter_map(last).max() }
    }
}

/// What an officer says of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Accept,
    /// With its reason.
    Refuse(String),
}

/// The day that an accepted field counts from: not before the day of the value that it replaces,
/// `since`, under which it would never be seen. A sensitive one waits after its second acceptance.
pub fn effective_from(
    asked: NaiveDate,
    since: Option<NaiveDate>,
    sensitive: bool,
    today: NaiveDate,
) -> NaiveDate {
    let asked = since.map_or(asked, |since| asked.max(since));
    match sensitive {
        true => asked.max(today.checked_add_days(Days::new(COOLING_OFF_DAYS as u64)).unwrap_or(today)),
        false => asked,
    }
}

/// The last fact recorded of an item's field, come or to come; 0 when there is none. What an officer
/// saw is compared with it.
pub fn last_recorded(facts: &[Fact], item: &Item) -> i64 {
    let own = facts.iter().filter(|fact| fact.subject == item.subject && fact.field == item.field);
    own.map(|fact| fact.seq).max().unwrap_or(0)
}

/// What else follows from a change of a field, shown to who decides; words are `touch-<code>`.
pub fn touches(drafts: impl IntoIterator<Item = Field>) -> BTreeSet<&'static str> {
    drafts
        .into_iter()
        .filter_map(|field| match field {
            Field::Name | Field::EmployerName | Field::Unit => Some("documents"),
            Field::Email | Field::Language => Some("mail"),
            Field::BankAccount => Some("money"),
            Field::InstitutionClass | Field::FarApart => Some("leave"),
            Field::PersonName | Field::Duty | Field::AppointedOn | Field::MandateFrom | Field::MandateTo => {
                Some("officers-list")
            }
            Field::Signs => Some("signing"),
            Field::EmployerAddress | Field::EmployerContact | Field::EmployerEmail => Some("letters"),
            _ => None,
        })
        .collect()
}

/// How long requests took to be decided: half of them at most `median`, nine in ten at most `ninth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    pub count: usize,
    pub median: TimeDelta,
    pub ninth: TimeDelta,
}

/// By nearest rank; nothing for no request.
pub fn delays(ages: impl IntoIterator<Item = TimeDelta>) -> Option<Delays> {
    let mut ages: Vec<TimeDelta> = ages.into_iter().collect();
    ages.sort();
    let rank = |tenths: usize| ages.get((ages.len() * tenths).div_ceil(10).checked_sub(1)?).copied();
    Some(Delays { count: ages.len(), median: rank(5)?, ninth: rank(9)? })
}
