//! A change that a union asks for in its file: made of fields, each accepted or refused by the
//! federation's office. Not the file itself (`unions::file`), which only accepted fields enter.

pub mod pages;
pub mod queue;
pub mod store;
pub mod typed;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::unions::file::{Field, File, Subject};

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
/// filled and still empty, is no change; nor is a `no` where nothing was said.
pub fn differences(file: &File, edited: &[(Subject, Field, String)]) -> Vec<Draft> {
    let is_still_no = |held: &str, value: &str| held.is_empty() && value == "no";
    edited
        .iter()
        .filter(|(subject, field, value)| {
            let held = file.value(*subject, *field);
            held != value && !is_still_no(held, value)
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
const OF_SIGNING: [Field; 4] = [Field::PersonName, Field::Duty, Field::MandateTo, Field::PersonEmail];

/// Whether a field moves money or the power to: bank details, and whoever signs, before or after.
pub fn is_sensitive(draft: &Draft, file: &File, all: &[Draft]) -> bool {
    let signs_after = |subject| {
        let asked = all.iter().find(|other| other.subject == subject && other.field == Field::Signs);
        asked.map_or(file.is_yes(subject, Field::Signs), |asked| asked.new == "yes")
    };
    match (draft.field, draft.subject) {
        (Field::BankAccount, _) => true,
        (Field::Signs, _) => draft.old == "yes" || draft.new == "yes",
        (field, subject) if OF_SIGNING.contains(&field) => {
            file.is_yes(subject, Field::Signs) || signs_after(subject)
        }
        _ => false,
    }
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
}

impl State {
    pub const ALL: [State; 5] =
        [State::Proposed, State::Seconding, State::Accepted, State::Refused, State::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            State::Proposed => "proposed",
            State::Seconding => "seconding",
            State::Accepted => "accepted",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
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
    /// Some fields accepted, others refused.
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
        match (self.is_open(), has(State::Accepted), has(State::Refused)) {
            (true, ..) if decided => Standing::InPart,
            (true, ..) => Standing::Waiting,
            (false, true, true) => Standing::Mixed,
            (false, true, false) => Standing::Accepted,
            (false, false, true) => Standing::Refused,
            (false, false, false) => Standing::Withdrawn,
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

/// The day that an accepted field counts from. A sensitive one waits after its second acceptance.
pub fn effective_from(asked: NaiveDate, sensitive: bool, today: NaiveDate) -> NaiveDate {
    match sensitive {
        true => asked.max(today.checked_add_days(Days::new(COOLING_OFF_DAYS as u64)).unwrap_or(today)),
        false => asked,
    }
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
