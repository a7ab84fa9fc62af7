//! What is known of an employer's people before a period: what its earlier statements in force say
//! of each, and what the union keeps besides. The rules that compare (`rules::previous`,
//! `rules::over_time`, `rules::owed`) look here and are silent without it.
//!
//! Nouns only: `store::history` loads it, and rules judge.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;

use super::checks::Context;
use super::sin::Sin;
use super::{Column, SalaryUnit, Status};
use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::secrets::UnionKeys;

/// Everything that comes before one period of one employer.
#[derive(Debug, Clone)]
pub struct History {
    /// The period of the statement being checked.
    pub period: PeriodId,
    /// Whether that period is already declared: then only corrections change it (V05).
    pub declared: bool,
    /// The period just before, when the union owes it and no statement of it is in force (V06).
    pub missing: Option<PeriodId>,
    /// The employer's period before this one: that of a month may not be the number before.
    pub previous: Option<PeriodId>,
    /// The first period that the union declares here; `None` when that is not known.
    pub counts_from: Option<PeriodId>,
    /// The earlier periods of which a statement is in force; `None` when those are not known.
    pub received: Option<HashSet<PeriodId>>,
    /// By employee number.
    pub people: HashMap<CompactString, Person>,
    /// The periods whose pay [`Person::paid`] gives: who is not paid there was not on the statement.
    pub paid_periods: Vec<PeriodId>,
    /// Whether the seniority that statements give is what a person has in all, not the period's
    /// (Q11): then it is compared with the last one, and no sum is made of it.
    pub seniority_in_all: bool,
    /// What the union charges to a new member (5.04), in dollars, when it has said so.
    pub initiation: Option<Cad>,
    /// Tribunal cases (5.05) of the employer; `None` when they are not kept: V51 is silent.
    pub held_cases: Option<Vec<HeldCase>>,
    /// Errors told to the employer and not corrected yet (5.03-5).
    pub open_errors: Vec<OpenError>,
    /// The numbers of the annual list of March 31 (12.08), when this is the year's last period.
    pub annual_list: Option<HashSet<String>>,
    /// The employees that the leave banks were counted with (6.18), when January 1 is in the period.
    pub bank_employees: Option<u32>,
    /// Keyed indexes of social insurance numbers that another employer's statements, or another
    /// union's, also name: which one is not said (V86).
    pub elsewhere: HashSet<[u8; 32]>,
    /// Makes the keyed index of a number; without it none is compared.
    pub keys: Option<Arc<UnionKeys>>,
}

impl History {
    /// Nothing known yet.
    pub fn new(period: PeriodId) -> History {
        History {
            period,
            declared: false,
            missing: None,
            previous: None,
            counts_from: None,
            received: None,
            people: HashMap::new(),
            paid_periods: Vec::new(),
            seniority_in_all: false,
            initiation: None,
            held_cases: None,
            open_errors: Vec::new(),
            annual_list: None,
            bank_employees: None,
            elsewhere: HashSet::new(),
            keys: None,
        }
    }

    pub fn person(&self, employee_number: &str) -> Option<&Person> {
        self.people.get(employee_number)
    }

    /// Changes what is known of a person, entered when she is not there yet.
    pub fn change(&mut self, employee_number: &str, change: impl FnOnce(&mut Person)) {
        match self.people.get_mut(employee_number) {
            Some(person) => change(person),
            None => change(self.people.entry(employee_number.into()).or_default()),
        }
    }

    /// The numbers that are not new (V26).
    pub fn known_numbers(&self) -> HashSet<CompactString> {
        let known = self.people.iter().filter(|(_, person)| person.is_known);
        known.map(|(number, _)| number.clone()).collect()
    }

    /// The keyed index under which a number is kept, which cannot be read back.
    pub fn index(&self, sin: &Sin) -> Option<[u8; 32]> {
        self.keys.as_ref().map(|keys| keys.blind_index(sin.expose()))
    }
}

impl<'a> Context<'a> {
    pub fn with_history(self, history: &'a History) -> Context<'a> {
        Context { history: Some(history), ..self }
    }
}

/// One person of the employer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Whether an earlier statement of this fiscal year or the one before names her, or the roster.
    pub is_known: bool,
    /// Her line on the last statement before the period; `None` when that one does not name her.
    pub last: Option<Last>,
    /// When she left, by an earlier statement than the one being checked.
    pub left_on: Option<NaiveDate>,
    /// Her hiring date, as the earlier statements of the year and the last six gave it last.
    pub hired_on: Option<NaiveDate>,
    /// Her first day: the hiring date, else that of the first statement that names her, unless that
    /// one was the employer's first.
    pub first_day: Option<NaiveDate>,
    pub card_signed_on: Option<NaiveDate>,
    /// Days of seniority given this fiscal year before the period (12.04).
    pub seniority_of_year: Decimal,
    /// Vacation days given this fiscal year before the period (21.02).
    pub vacation_of_year: Decimal,
    /// What the last six statements paid her, with the corrections made since.
    pub paid: Vec<Paid>,
    /// What the last six statements corrected of her, each with the period corrected.
    pub corrections: Vec<Paid>,
    /// The last earlier period in which initiation dues were deducted (5.04).
    pub initiated: Option<PeriodId>,
}

/// What the last statement says of a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Last {
    pub name: CompactString,
    pub address: CompactString,
    pub sin_index: Option<[u8; 32]>,
    pub status: Option<Status>,
    pub job_title_code: CompactString,
    pub salary_rate: Option<Decimal>,
    pub salary_unit: Option<SalaryUnit>,
    pub seniority_days: Option<Decimal>,
    pub left_on: Option<NaiveDate>,
}

/// What one period paid a person, with the corrections made since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    pub period: PeriodId,
    pub salary_paid: Cad,
    pub dues: Cad,
}

impl Paid {
    /// Adds another line, or a difference, of the same period.
    pub fn add(&mut self, other: &Paid) {
        self.salary_paid += other.salary_paid;
        self.dues += other.dues;
    }
}

/// A person of whom the Tribunal is asked whether the unit includes her (5.05).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCase {
    pub employee_number: String,
    /// The first period whose dues are held: the one after the request's.
    pub from: PeriodId,
    /// The period of the ruling; `None` while it is awaited.
    pub ruled: Option<PeriodId>,
    /// Held in the period itself by the version in force of its statement, which another would replace.
    pub held_here: Option<Cad>,
}

impl HeldCase {
    /// Whether dues of a period are to be held.
    pub fn holds(&self, period: PeriodId) -> bool {
        self.from <= period && self.ruled.is_none_or(|ruled| period <= ruled)
    }
}

/// An error of an earlier statement that the employer was told of and has not corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenError {
    pub employee_number: String,
    /// The period in error.
    pub period: PeriodId,
    pub column: Column,
    /// The signed difference to be corrected, in dollars, when it is money.
    pub amount: Option<Cad>,
    /// The last period that may correct it in time: the one after (5.03-5, Q21).
    pub due: PeriodId,
}
