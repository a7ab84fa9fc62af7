//! The employer-error loop of 5.03: errors of statements that a union asks its employer to correct
//! "by the following accounting period at the latest", the letters that ask, and whether dues were
//! remitted in time. An item closes by itself when a later statement brings the correction.
//!
//! Not the per capita of a correction, which is `dues::adjustments`, nor the finding of errors.

pub mod pages;
pub mod remittance;
pub mod store;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::statements::sin::Sin;
use crate::statements::{Column, Finding, columns::Kind, numbers};
use crate::unions::Employer;

/// What was found and what should have been, in dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    pub found: Cad,
    pub expected: Cad,
}

impl Amounts {
    /// What the employer's corrections must come to, signed: 20.33 expected of 23.03 is -2.70.
    pub fn difference(self) -> Cad {
        self.expected - self.found
    }

    /// Of a finding that says exactly what an amount should be; `None` when it only doubts it.
    pub fn of(finding: &Finding) -> Option<Amounts> {
        /// Rules whose `expected` is the amount itself, not a limit that it passed.
        const EXACT: [&str; 4] = ["V38", "V39", "V42", "V49"];
        let is_exact = EXACT.contains(&finding.rule) && finding.column.map(Column::kind) == Some(Kind::Money);
        let found = if finding.value.trim().is_empty() { Some(Cad::ZERO) } else { dollars(&finding.value) };
        Some(Amounts { found: found?, expected: dollars(&finding.expected)? }).filter(|_| is_exact)
    }
}

/// Dollars as people write them, in either language: `1 355,40 $`, `-2.70`. `None` when it is not an
/// amount in cents, or could be two.
pub fn dollars(text: &str) -> Option<Cad> {
    numbers::parse_money(text, None).ok()
}

/// Whether a finding tells of somebody whom its statement should name and does not: its value is her
/// employee number. A column's own absence (V01) is nobody's.
pub fn is_of_the_missing(rule: &str, line: Option<i32>, column: Option<Column>) -> bool {
    const OF_THE_MISSING: [&str; 3] = ["V41", "V52", "V84"];
    line.is_none() && column == Some(Column::EmployeeNumber) && OF_THE_MISSING.contains(&rule)
}

/// How an item stands. Late is not one of them: that is a question of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// Corrected in part: dollars that remain, and the line that brought it nearer.
    Partly {
        remaining: Cad,
        by: By,
    },
    Closed {
        by: By,
    },
    /// The treasurer took it off the list, for a reason that its event gives.
    Withdrawn,
}

impl Standing {
    pub fn is_open(self) -> bool {
        matches!(self, Standing::Open | Standing::Partly { .. })
    }
}

/// The line of a statement that corrects; no line when the file as a whole does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    pub statement: Uuid,
    pub line: Option<u32>,
}

/// An error on an employer's list.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: Uuid,
    pub employer: Uuid,
    pub statement: Uuid,
    /// In which the error was made.
    pub period: PeriodId,
    pub rule: String,
    /// None for an error of the file as a whole, or of somebody whom it does not name.
    pub line: Option<u32>,
    /// Empty, like the name, for an error of the file as a whole.
    pub employee_number: String,
    pub name: String,
    pub column: Option<Column>,
    pub value: String,
    pub expected: String,
    pub amounts: Option<Amounts>,
    pub note: String,
    pub due_on: NaiveDate,
    pub standing: Standing,
}

impl Item {
    /// Still open after its deadline.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.standing.is_open() && today > self.due_on
    }

    /// Dollars still to correct, signed; `None` when no amount is known.
    pub fn remaining(&self) -> Option<Cad> {
        match self.standing {
            Standing::Partly { remaining, .. } => Some(remaining),
            Standing::Closed { .. } => self.amounts.map(|_| Cad::ZERO),
            Standing::Open | Standing::Withdrawn => self.amounts.map(Amounts::difference),
        }
    }
}

/// A line of a statement in force that speaks of an item's person.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub by: By,
    pub period: PeriodId,
    /// The period it corrects, for a correction line; one that cannot be read corrects none.
    pub corrects: Option<PeriodId>,
    pub is_correction: bool,
    /// In the item's column, in dollars.
    pub amount: Option<Cad>,
    /// Something stands in the item's column.
    pub carries: bool,
    /// The item's rule finds the item's fault on it again, or cannot be said not to.
    pub is_faulty: bool,
}

/// How an item stands by the statements in force; `seen` in order of period and line.
pub fn standing(item: &Item, seen: &[Seen]) -> Standing {
    let corrections = seen.iter().filter(|s| s.is_correction && s.corrects == Some(item.period));
    let replaced =
        seen.iter().find(|s| !s.is_correction && s.period == item.period && s.by.statement != item.statement);
    if let Some(amounts) = item.amounts {
        return of_an_amount(item, amounts, replaced, corrections);
    }
    let closing = match item.column {
        Some(column) if is_lasting(column) && !item.employee_number.is_empty() => seen.iter().find(|s| {
            let is_later = s.period > item.period || s.by.statement != item.statement;
            // Whoever was missing is put back by a correction of the period too.
            let counts = !s.is_correction || item.line.is_none() && s.corrects == Some(item.period);
            is_later && counts && s.carries && !s.is_faulty
        }),
        _ => replaced.filter(|s| !s.is_faulty).or_else(|| corrections.clone().find(|s| s.carries)),
    };
    closing.map_or(Standing::Open, |s| Standing::Closed { by: s.by })
}

/// The statement that ends an error of no amount because its person is no longer there: the first after
/// the last that names her. Whoever is gone has nothing left to be set right; money is still owed back,
/// and whoever was missing is still to be put back. `later` are the statements in force after the
/// error's, in order of period.
pub fn gone(item: &Item, seen: &[Seen], later: &[(Uuid, PeriodId)]) -> Option<By> {
    if item.amounts.is_some() || item.employee_number.is_empty() || item.line.is_none() {
        return None;
    }
    let normal = seen.iter().filter(|s| !s.is_correction).map(|s| s.period);
    let last = normal.fold(item.period, PeriodId::max);
    let without = later.iter().find(|(_, period)| *period > last);
    without.map(|(statement, _)| By { statement: *statement, line: None })
}

fn of_an_amount<'s>(
    item: &Item,
    amounts: Amounts,
    replaced: Option<&Seen>,
    corrections: impl Iterator<Item = &'s Seen>,
) -> Standing {
    let found = replaced.map_or(amounts.found, |s| s.amount.unwrap_or_default());
    let mut remaining = amounts.expected - found;
    let mut by = replaced.map(|s| s.by);
    for correction in corrections {
        let amount = correction.amount.unwrap_or_default();
        remaining = remaining - amount;
        if amount != Cad::ZERO {
            by = Some(correction.by);
        }
    }
    // The rule allows a cent a pay (Q38): what it accepts on a new version is right.
    let accepted = replaced.filter(|s| !s.is_faulty && dollars(&item.expected) == Some(amounts.expected));
    match (by, accepted) {
        (Some(by), _) if remaining == Cad::ZERO => Standing::Closed { by },
        (_, Some(version)) => Standing::Closed { by: version.by },
        (Some(by), None) if remaining != amounts.difference() => Standing::Partly { remaining, by },
        _ => Standing::Open,
    }
}

/// What a person is from one period to the next, so that a later statement can set it right; the
/// rest belongs to its period, and needs a correction line or another version.
fn is_lasting(column: Column) -> bool {
    use Column::{
        Address, EmployeeNumber, JobTitle, JobTitleCode, Name, Phone, SalaryRate, SalaryUnit, Service, Shift,
        Sin, Status,
    };
    matches!(
        column,
        EmployeeNumber
            | Name
            | Address
            | Phone
            | Sin
            | JobTitleCode
            | JobTitle
            | Status
            | Service
            | Shift
            | SalaryRate
            | SalaryUnit
    )
}

/// Whether a column's values are kept off lists and letters (12.09): number, address, telephone.
pub fn is_secret(column: Column) -> bool {
    matches!(column, Column::Sin | Column::Address | Column::Phone)
}

/// In place of such a value, when there was one.
pub const HIDDEN: &str = "•••";

/// Whether nine digits in a row of a text, spaces and dashes aside, could be somebody's social
/// insurance number: none is written in a note that a letter carries.
pub fn names_a_sin(text: &str) -> bool {
    let mut run = String::new();
    let mut found = false;
    for c in text.chars().chain(['\n']) {
        match c {
            '0'..='9' => run.push(c),
            ' ' | '-' | '\u{a0}' | '\u{202f}' if !run.is_empty() => {}
            _ => {
                found |= Sin::parse(&run).is_some_and(|sin| sin.has_valid_check_digit());
                run.clear();
            }
        }
    }
    found
}

/// The last day to correct an error (5.03): the end of the employer's next period (Q21). When its
/// calendar does not reach that far, the next period is taken to have its usual 28 days.
pub fn due_on(employer: &Employer, of: PeriodId) -> Option<NaiveDate> {
    let next = employer.period(employer.next(of)).map(|period| period.end);
    next.or_else(|| employer.period(of).and_then(|period| period.end.checked_add_days(Days::new(28))))
}

/// A letter as it was made: its rows do not follow what becomes of the items.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: Uuid,
    pub employer: Uuid,
    pub number: u32,
    pub language: String,
    pub rows: Vec<LetterRow>,
    pub made_at: chrono::DateTime<chrono::Utc>,
    pub sent_on: Option<NaiveDate>,
}

/// `5.03-412-0007`
pub fn reference(union_number: &str, number: u32) -> String {
    format!("5.03-{union_number}-{number:04}")
}

/// One error of a letter. Never a social insurance number nor an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRow {
    pub period: PeriodId,
    pub employee_number: String,
    pub name: String,
    pub column: Option<Column>,
    pub rule: String,
    pub value: String,
    /// What the rule compared the value with, in its own words: a limit, a line, the amount itself.
    pub expected: String,
    /// What the amount should be, in dollars, when the rule or the union says it.
    #[serde(default)]
    pub right: Option<Cad>,
    /// Dollars still to correct, signed.
    pub remaining: Option<Cad>,
    pub note: String,
    pub due_on: NaiveDate,
}

impl From<&Item> for LetterRow {
    fn from(item: &Item) -> LetterRow {
        LetterRow {
            period: item.period,
            employee_number: item.employee_number.clone(),
            name: item.name.clone(),
            column: item.column,
            rule: item.rule.clone(),
            value: item.value.clone(),
            expected: item.expected.clone(),
            right: item.amounts.map(|amounts| amounts.expected),
            remaining: item.remaining(),
            note: item.note.clone(),
            due_on: item.due_on,
        }
    }
}
