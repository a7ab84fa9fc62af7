//! What changed between two statements: of one employer from a period to the next, or from a version
//! of a period to the one that took its place. Kinds and figures; not how they are found
//! (`store::compare`, `store::versions`), nor what a rule says of them (`rules`).
//!
//! Dues expected by the union's own policy against dues withheld are no change between statements:
//! they have their own page, by person.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Column, SalaryUnit, Status};
use crate::money::Cad;

/// What is different of a person from one period to the next. A person may be of several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Never named before by this employer.
    Joined,
    /// Not on the statement before, but on an earlier one.
    Returned,
    /// A departure date that the statement before did not give.
    Left,
    /// No line any more, after a departure date was given.
    Gone,
    /// No line any more, and no departure date was ever given (V41).
    Disappeared,
    Status,
    JobTitle,
    SalaryRate,
    Dues,
    Name,
    Service,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Joined,
        Kind::Returned,
        Kind::Left,
        Kind::Gone,
        Kind::Disappeared,
        Kind::Status,
        Kind::JobTitle,
        Kind::SalaryRate,
        Kind::Dues,
        Kind::Name,
        Kind::Service,
    ];

    /// In addresses, and at the end of its words' keys (`compare-kind-joined`).
    pub fn code(self) -> &'static str {
        match self {
            Kind::Joined => "joined",
            Kind::Returned => "returned",
            Kind::Left => "left",
            Kind::Gone => "gone",
            Kind::Disappeared => "disappeared",
            Kind::Status => "status",
            Kind::JobTitle => "job-title",
            Kind::SalaryRate => "salary-rate",
            Kind::Dues => "dues",
            Kind::Name => "name",
            Kind::Service => "service",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How many people a statement names, by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headcount {
    pub full_time: usize,
    pub part_time: usize,
    /// Neither is said.
    pub other: usize,
}

impl Headcount {
    pub fn total(self) -> usize {
        self.full_time + self.part_time + self.other
    }
}

/// A statement against the one before it of the same employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    pub before: Headcount,
    pub after: Headcount,
    counts: Vec<usize>,
}

impl Against {
    /// `counts` in the order of [`Kind::ALL`].
    pub fn new(before: Headcount, after: Headcount, counts: Vec<usize>) -> Against {
        Against { before, after, counts }
    }

    pub fn count(&self, kind: Kind) -> usize {
        Kind::ALL.iter().position(|one| *one == kind).and_then(|i| self.counts.get(i)).copied().unwrap_or(0)
    }
}

/// What one statement says of a person, as far as comparing goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Data line in that statement's file.
    pub line: i32,
    pub name: String,
    pub status: Option<Status>,
    pub job_title: String,
    pub service: String,
    pub salary_rate: Option<Decimal>,
    pub salary_unit: Option<SalaryUnit>,
    pub dues: Option<Cad>,
    pub hired_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

/// A person on one statement or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub employee_number: String,
    pub before: Option<Side>,
    pub after: Option<Side>,
}

impl Pair {
    /// The name as said last.
    pub fn name(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |side| side.name.as_str())
    }
}

/// What a version changed of the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    /// Dues of the version less those of the one before, in dollars.
    pub dues: Cad,
    /// Salary paid, the same way.
    pub salary_paid: Cad,
}

impl Difference {
    pub fn lines(&self) -> usize {
        self.added + self.removed + self.changed
    }
}

/// A line that two versions do not say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// Where it stands among the changes: by line, those removed at the end.
    pub place: i64,
    pub employee_number: String,
    pub name: String,
    pub old_line: Option<i32>,
    pub new_line: Option<i32>,
    /// Of a line in both: each field that differs, as plain data before and after. What is never
    /// shown in a list (address, telephone, number of social insurance) has no values.
    pub fields: Vec<(Column, String, String)>,
}
