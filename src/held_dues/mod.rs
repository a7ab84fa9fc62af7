//! Dues that an employer holds while the Tribunal administratif du travail decides who is included
//! (5.05): the cases, their people, the rulings, and what comes in when somebody is included.
//!
//! Not the per capita of a release, which is `dues::adjustments::release`.

pub mod pages;
pub mod store;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::unions::Employer;

/// Which party asked the Tribunal to rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester {
    Union,
    Employer,
}

impl Requester {
    pub const ALL: [Requester; 2] = [Requester::Union, Requester::Employer];

    pub fn code(self) -> &'static str {
        match self {
            Requester::Union => "union",
            Requester::Employer => "employer",
        }
    }

    pub fn from_code(code: &str) -> Option<Requester> {
        Requester::ALL.into_iter().find(|requester| requester.code() == code)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// In the unit: what was held is remitted, and its per capita is owed.
    Included,
    /// Out of it: what was held never comes in (Q20).
    Excluded,
}

impl Outcome {
    pub const ALL: [Outcome; 2] = [Outcome::Included, Outcome::Excluded];

    pub fn code(self) -> &'static str {
        match self {
            Outcome::Included => "included",
            Outcome::Excluded => "excluded",
        }
    }

    pub fn from_code(code: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// What the Tribunal ruled of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruling {
    pub on: NaiveDate,
    pub outcome: Outcome,
    /// The employer's period of that day, in whose declaration the release comes in.
    pub period: PeriodId,
}

/// Dues of one person held in one period, as a statement in force says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub period: PeriodId,
    pub statement: Uuid,
    pub line: u32,
    /// Dollars, over zero.
    pub amount: Cad,
}

/// A person of a case.
#[derive(Debug, Clone)]
pub struct Person {
    pub employee_number: String,
    /// As the last statement in force names her; empty when none does.
    pub name: String,
    pub ruling: Option<Ruling>,
    /// By period; all that statements show, even before the case allows it (V51).
    pub held: Vec<Held>,
    /// The periods of which a declaration has taken in what was held.
    pub released: Vec<PeriodId>,
}

/// A request to the Tribunal, of either party.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: Uuid,
    pub employer: Uuid,
    pub number: String,
    pub requester: Requester,
    pub submitted_on: NaiveDate,
    /// The employer's period of that day.
    pub period: PeriodId,
    pub opened_at: DateTime<Utc>,
    pub people: Vec<Person>,
}

impl Case {
    /// Dues are held "at the beginning of the accounting period following the submission".
    pub fn first_held(&self) -> PeriodId {
        self.period.next()
    }

    /// What the case holds for a person: from its first period on, and not after the ruling's.
    pub fn held<'c>(&self, person: &'c Person) -> impl Iterator<Item = &'c Held> {
        let (first, last) = (self.first_held(), person.ruling.map(|ruling| ruling.period));
        person
            .held
            .iter()
            .filter(move |held| held.period >= first && last.is_none_or(|last| held.period <= last))
    }

    pub fn held_of(&self, person: &Person) -> Cad {
        self.held(person).map(|held| held.amount).sum()
    }

    pub fn total(&self) -> Cad {
        self.people.iter().map(|person| self.held_of(person)).sum()
    }

    /// What the employer's remittance must bring for those ruled included.
    pub fn to_release(&self) -> Cad {
        let included = self
            .people
            .iter()
            .filter(|person| person.ruling.is_some_and(|ruling| ruling.outcome == Outcome::Included));
        included.map(|person| self.held_of(person)).sum()
    }

    pub fn is_open(&self) -> bool {
        self.people.is_empty() || self.people.iter().any(|person| person.ruling.is_none())
    }

    /// Whether a held line of a person is one of this case, for a statement of `period` (V51).
    pub fn covers(&self, employee_number: &str, period: PeriodId) -> bool {
        let person = self.people.iter().find(|person| person.employee_number == employee_number);
        person.is_some_and(|person| {
            period >= self.first_held() && person.ruling.is_none_or(|ruling| period <= ruling.period)
        })
    }
}

/// The employer's period that holds a day, when its calendar is known.
pub fn period_of_day(employer: &Employer, day: NaiveDate) -> Option<PeriodId> {
    let year = crate::calendar::FiscalYear::of(day);
    let ids = (1..=crate::calendar::PERIODS).filter_map(|number| PeriodId::new(year, number).ok());
    ids.filter_map(|id| employer.period(id)).find(|period| period.contains(day)).map(|period| period.id())
}

/// What a declaration takes in of what was held: one person and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub case: Uuid,
    pub employee_number: String,
    /// In which it was held.
    pub period: PeriodId,
    pub amount: Cad,
}
