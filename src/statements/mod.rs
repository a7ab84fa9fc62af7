//! What an employer remits for one bargaining unit and one accounting period (clause 5.03):
//! a statement, its lines and the findings made on it.
//!
//! Nouns only: `reader` turns bytes into rows, `mapping` recognises the columns, `checks` makes
//! lines and findings of the rows. Nothing here knows what a union owes; that is `dues`.

pub mod absences;
mod announced;
pub mod browse;
pub mod changes;
pub mod checks;
pub mod columns;
mod context;
mod copy;
pub mod facts;
mod furniture;
pub mod history;
pub mod intake;
pub mod kinds;
pub mod mapping;
pub mod months;
pub mod numbers;
pub mod pages;
pub mod progress;
pub mod proposals;
pub mod reader;
pub mod reading;
pub mod reference;
pub mod rules;
pub mod sin;
pub mod store;
pub mod titles;
pub mod worker;

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::absences::Absence;
use crate::money::Cad;

/// One item of the statement that clause 5.03 asks for (`statement_columns.csv`), in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    EmployeeNumber,
    Name,
    Address,
    Phone,
    Sin,
    JobTitleCode,
    JobTitle,
    Status,
    Service,
    Shift,
    SalaryRate,
    SalaryUnit,
    SalaryPaid,
    Dues,
    Absences,
    HiredOn,
    LeftOn,
    HoursWorked,
    VacationDays,
    SeniorityDays,
    RegularPay,
    InsuranceBenefits,
    TotalRemuneration,
    InitiationDues,
    HeldDues,
    CorrectionPeriod,
    CorrectionNature,
}

/// Full-time or part-time, a property of a person *and* a period (clauses 1.01-2, 1.01-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    #[serde(rename = "FT")]
    FullTime,
    #[serde(rename = "PT")]
    PartTime,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Status::FullTime => "FT",
            Status::PartTime => "PT",
        }
    }

    pub fn from_code(code: &str) -> Option<Status> {
        [Status::FullTime, Status::PartTime].into_iter().find(|status| status.code() == code)
    }
}

/// What a salary rate is paid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SalaryUnit {
    #[serde(rename = "H")]
    Hour,
    #[serde(rename = "W")]
    Week,
    #[serde(rename = "Y")]
    Year,
}

impl SalaryUnit {
    pub fn code(self) -> &'static str {
        match self {
            SalaryUnit::Hour => "H",
            SalaryUnit::Week => "W",
            SalaryUnit::Year => "Y",
        }
    }

    pub fn from_code(code: &str) -> Option<SalaryUnit> {
        [SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year].into_iter().find(|unit| unit.code() == code)
    }
}

/// One employee's line as read, or a correction line (when `correction_period` is given).
///
/// A field is `None` when the cell was blank, the column is missing, or the cell could not be
/// read (an error finding says so, and a statement with errors is never assessed).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Data line in the file, counted from 1.
    pub number: u32,
    /// As received: leading zeros kept, surrounding space trimmed.
    pub employee_number: CompactString,
    pub name: CompactString,
    pub address: CompactString,
    pub phone: CompactString,
    /// Nine digits without spaces or dashes, only when well-formed.
    pub sin: Option<sin::Sin>,
    /// The number's keyed index, once made: rules compare it and the store keeps it.
    pub sin_index: Option<[u8; 32]>,
    pub job_title_code: CompactString,
    pub job_title: CompactString,
    pub status: Option<Status>,
    pub service: CompactString,
    pub shift: CompactString,
    /// Dollars for one `salary_unit`, as many decimals as given.
    pub salary_rate: Option<Decimal>,
    pub salary_unit: Option<SalaryUnit>,
    /// Salary paid during the period, in dollars.
    pub salary_paid: Option<Cad>,
    /// Dues checked off, in dollars; initiation and held dues are never inside.
    pub dues: Option<Cad>,
    pub absences: Vec<Absence>,
    pub hired_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
    pub hours_worked: Option<Decimal>,
    pub vacation_days: Option<Decimal>,
    pub seniority_days: Option<Decimal>,
    pub regular_pay: Option<Cad>,
    pub insurance_benefits: Option<Cad>,
    pub total_remuneration: Option<Cad>,
    pub initiation_dues: Option<Cad>,
    pub held_dues: Option<Cad>,
    /// The period this line corrects, as written (`P04`, `2025-26 P04`); blank on normal lines.
    pub correction_period: CompactString,
    pub correction_nature: CompactString,
}

impl Line {
    /// A line that carries signed differences for an earlier period (5.03, last paragraph): it
    /// names a period corrected or a nature of correction.
    pub fn is_correction(&self) -> bool {
        !self.correction_period.is_empty() || !self.correction_nature.is_empty()
    }

    /// Dues held by the employer while the Tribunal decides (5.05): outside every base and count.
    pub fn is_held(&self) -> bool {
        self.held_dues.is_some_and(|held| held > Cad::ZERO)
    }

    /// A person who paid, or should have paid: a normal line, not held, with dues or salary paid.
    pub fn is_contributor(&self) -> bool {
        !self.is_correction()
            && !self.is_held()
            && (self.dues.is_some_and(|dues| dues > Cad::ZERO)
                || self.salary_paid.is_some_and(|paid| paid > Cad::ZERO))
    }
}

/// How much a finding weighs on the declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Blocks the declaration.
    Error,
    /// Must be acknowledged with a note.
    Warning,
    /// Shown only.
    Info,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    pub fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    pub fn from_code(code: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.code() == code)
    }
}

/// What a rule found: where, what was read, what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule in `rules::RULES`, such as `V19`.
    pub rule: &'static str,
    pub severity: Severity,
    /// Data line from 1; `None` when the finding is on the file as a whole.
    pub line: Option<u32>,
    pub column: Option<Column>,
    /// The value as received, cut to 120 characters; a SIN masked to its last four digits.
    pub value: String,
    /// What was expected, as plain data (`20.33`, `2025-07-20/2025-08-16`); empty when there is
    /// nothing to compare with.
    pub expected: String,
}

/// Control totals of the lines read, corrections included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    pub salary_paid: Cad,
    pub dues: Cad,
    pub initiation_dues: Cad,
    pub held_dues: Cad,
}

impl Totals {
    pub(crate) fn add(&mut self, line: &Line) {
        let sums = [&mut self.salary_paid, &mut self.dues, &mut self.initiation_dues, &mut self.held_dues];
        let amounts = [line.salary_paid, line.dues, line.initiation_dues, line.held_dues];
        for (sum, amount) in sums.into_iter().zip(amounts) {
            if let Some(amount) = amount {
                *sum += amount;
            }
        }
    }
}
