//! The list of clause 6.01: the union tells each employer the names of its local officers, delegates,
//! local representatives and grievance committee members, within 30 days of the coming into force
//! of the agreement, and any change within 10 days of the appointment or election. Not the union's
//! file, from which it is made; nor the letter's words, which are the pages'.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::file::{Field, File, Subject};

/// Calendar days from an appointment or an election to the day the employer must know (6.01).
pub const CHANGE_DAYS: u64 = 10;
/// Calendar days from the coming into force of the agreement (6.01).
pub const FIRST_DAYS: u64 = 30;
/// The union is reminded this many days ahead.
pub const NOTICE_DAYS: i64 = 3;

/// In the file, but not of those that 6.01 names.
const NOT_LISTED: &str = "surveillance-committee";

/// What makes a list due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// The agreement came into force on this day, and no list was sent since.
    ComingIntoForce(NaiveDate),
    /// Somebody was appointed or elected on this day, and the employer was not told.
    Appointment { person: Uuid, on: NaiveDate },
}

impl Occasion {
    /// The last day the employer may learn of it.
    pub fn due_on(self) -> NaiveDate {
        let (from, days) = match self {
            Occasion::ComingIntoForce(on) => (on, FIRST_DAYS),
            Occasion::Appointment { on, .. } => (on, CHANGE_DAYS),
        };
        from.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }
}

/// One person of the list, as the employer reads it. The order of the fields is the canonical one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub person: Uuid,
    pub name: String,
    /// A code of `file::DUTIES`.
    pub duty: String,
    pub appointed_on: Option<NaiveDate>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Only when the union asked for it: a phone and an e-mail are personal information.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

/// Everybody whom 6.01 names, those in office first, by duty then by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OfficersList {
    pub people: Vec<Listed>,
}

impl OfficersList {
    /// The list on the file's day, of the approved file: people in office, then those appointed or
    /// elected whose mandate is to begin, since the clause counts from the appointment.
    pub fn of(file: &File, with_contacts: bool) -> OfficersList {
        let people = file.people_in_office().into_iter().chain(file.people_to_come());
        let listed = people.filter(|id| file.value(Subject::Person(*id), Field::Duty) != NOT_LISTED);
        OfficersList { people: listed.map(|id| one(file, id, with_contacts)).collect() }
    }

    /// What is hashed and kept.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("text, ids and dates always serialize")
    }

    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.canonical()).into()
    }

    fn person(&self, id: Uuid) -> Option<&Listed> {
        self.people.iter().find(|listed| listed.person == id)
    }

    /// What differs from a list sent before: nothing but the same people in the same duties.
    pub fn since(&self, before: &OfficersList) -> Differences {
        let told = |now: &Listed, then: &Listed| {
            (&now.name, &now.duty, now.appointed_on, now.from, now.to)
                == (&then.name, &then.duty, then.appointed_on, then.from, then.to)
        };
        let mut differences = Differences::default();
        for now in &self.people {
            match before.person(now.person) {
                None => differences.added.push(now.clone()),
                Some(then) if !told(now, then) => differences.changed.push((then.clone(), now.clone())),
                Some(_) => {}
            }
        }
        let gone = before.people.iter().filter(|then| self.person(then.person).is_none());
        differences.left = gone.cloned().collect();
        differences
    }
}

fn one(file: &File, id: Uuid, with_contacts: bool) -> Listed {
    let subject = Subject::Person(id);
    let text = |field| file.value(subject, field).to_owned();
    let contact = |field| if with_contacts { text(field) } else { String::new() };
    Listed {
        person: id,
        name: text(Field::PersonName),
        duty: text(Field::Duty),
        appointed_on: file.date(subject, Field::AppointedOn),
        from: file.date(subject, Field::MandateFrom),
        to: file.date(subject, Field::MandateTo),
        phone: contact(Field::PersonPhone),
        email: contact(Field::PersonEmail),
    }
}

/// What changed since the last list that the employer has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    pub added: Vec<Listed>,
    pub left: Vec<Listed>,
    /// As the employer knows them, and as they are.
    pub changed: Vec<(Listed, Listed)>,
}

impl Differences {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.left.is_empty() && self.changed.is_empty()
    }
}

/// A list as it went to an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub id: Uuid,
    pub employer: Uuid,
    pub list: OfficersList,
    pub sha256: Vec<u8>,
    /// `fr` or `en`.
    pub language: String,
    pub sent_on: NaiveDate,
}

/// Why a list is due to an employer now, the earliest first; nothing when it knows what 6.01 asks.
/// Somebody who left makes no list due by itself, the clause counting from an appointment or an
/// election, but shows among the differences.
pub fn occasions(file: &File, employer: Uuid, last: Option<&Sent>) -> Vec<Occasion> {
    let now = OfficersList::of(file, false);
    let in_force = file.date(Subject::Employer(employer), Field::AgreementFrom).filter(|on| *on <= file.on);
    let mut found = Vec::new();
    if let Some(on) = in_force
        && last.is_none_or(|last| last.sent_on < on)
    {
        found.push(Occasion::ComingIntoForce(on));
    }
    let nothing = OfficersList::default();
    let told = last.map_or(&nothing, |last| &last.list);
    for listed in &now.people {
        let Some(on) = appointed(file, listed) else { continue };
        let before = told.person(listed.person);
        let known = before.is_some_and(|then| then.duty == listed.duty && appointed(file, then) == Some(on));
        // The first list, within 30 days of the coming into force, names those in office then.
        let is_of_the_first = before.is_none() && last.is_none() && in_force.is_some_and(|day| on <= day);
        if !known && !is_of_the_first {
            found.push(Occasion::Appointment { person: listed.person, on });
        }
    }
    found.sort_by_key(|occasion| (occasion.due_on(), *occasion));
    found
}

/// The day of the appointment or election; without one in the file, the first day of the mandate,
/// or the day the duty took effect.
fn appointed(file: &File, listed: &Listed) -> Option<NaiveDate> {
    let duty = || file.fact(Subject::Person(listed.person), Field::Duty).map(|fact| fact.effective_on);
    listed.appointed_on.or(listed.from).or_else(duty)
}

/// How an employer's list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    UpToDate,
    /// Only departures or mandates changed: no day is fixed by the clause.
    ToTell,
    Due(NaiveDate),
    Late(NaiveDate),
}

impl Standing {
    pub fn of(occasions: &[Occasion], differences: &Differences, today: NaiveDate) -> Standing {
        match occasions.iter().map(|occasion| occasion.due_on()).min() {
            Some(due) if due < today => Standing::Late(due),
            Some(due) => Standing::Due(due),
            None if differences.is_empty() => Standing::UpToDate,
            None => Standing::ToTell,
        }
    }
}

/// Is it time to remind the union of what is due on this day?
pub fn is_near(due_on: NaiveDate, today: NaiveDate) -> bool {
    (due_on - today).num_days() <= NOTICE_DAYS
}
