//! What each column of the statement is: its name in files, the kind of its cells, whether clause
//! 5.03 lets it be missing (`statement_columns.csv`). Not how a header is recognised (`mapping`).

use super::{Column, Severity};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Dollars, at most two decimals.
    Money,
    /// A decimal number: hours, days, a rate.
    Number,
    Date,
}

impl Column {
    pub const COUNT: usize = 27;

    /// In the order of clause 5.03.
    pub const ALL: [Column; Column::COUNT] = [
        Column::EmployeeNumber,
        Column::Name,
        Column::Address,
        Column::Phone,
        Column::Sin,
        Column::JobTitleCode,
        Column::JobTitle,
        Column::Status,
        Column::Service,
        Column::Shift,
        Column::SalaryRate,
        Column::SalaryUnit,
        Column::SalaryPaid,
        Column::Dues,
        Column::Absences,
        Column::HiredOn,
        Column::LeftOn,
        Column::HoursWorked,
        Column::VacationDays,
        Column::SeniorityDays,
        Column::RegularPay,
        Column::InsuranceBenefits,
        Column::TotalRemuneration,
        Column::InitiationDues,
        Column::HeldDues,
        Column::CorrectionPeriod,
        Column::CorrectionNature,
    ];

    /// The name in files, in JSON and, with dashes for underscores, in the words
    /// (`column-salary-paid`).
    pub const fn key(self) -> &'static str {
        match self {
            Column::EmployeeNumber => "employee_number",
            Column::Name => "name",
            Column::Address => "address",
            Column::Phone => "phone",
            Column::Sin => "sin",
            Column::JobTitleCode => "job_title_code",
            Column::JobTitle => "job_title",
            Column::Status => "status",
            Column::Service => "service",
            Column::Shift => "shift",
            Column::SalaryRate => "salary_rate",
            Column::SalaryUnit => "salary_unit",
            Column::SalaryPaid => "salary_paid",
            Column::Dues => "dues",
            Column::Absences => "absences",
            Column::HiredOn => "hired_on",
            Column::LeftOn => "left_on",
            Column::HoursWorked => "hours_worked",
            Column::VacationDays => "vacation_days",
            Column::SeniorityDays => "seniority_days",
            Column::RegularPay => "regular_pay",
            Column::InsuranceBenefits => "insurance_benefits",
            Column::TotalRemuneration => "total_remuneration",
            Column::InitiationDues => "initiation_dues",
            Column::HeldDues => "held_dues",
            Column::CorrectionPeriod => "correction_period",
            Column::CorrectionNature => "correction_nature",
        }
    }

    /// The key of the column's name for people: `column-salary-paid`.
    pub fn message_key(self) -> String {
        format!("column-{}", self.key().replace('_', "-"))
    }

    /// The column of a key.
    pub fn from_key(key: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.key() == key)
    }

    pub const fn kind(self) -> Kind {
        match self {
            Column::SalaryPaid
            | Column::Dues
            | Column::RegularPay
            | Column::InsuranceBenefits
            | Column::TotalRemuneration
            | Column::InitiationDues
            | Column::HeldDues => Kind::Money,
            Column::SalaryRate | Column::HoursWorked | Column::VacationDays | Column::SeniorityDays => {
                Kind::Number
            }
            Column::HiredOn | Column::LeftOn => Kind::Date,
            _ => Kind::Text,
        }
    }

    /// How much it weighs that no column of the file holds this (rule V01); `None` when 5.03 lets
    /// it be missing. The part-time columns are V69's, since a file may have full-timers only.
    pub const fn severity_when_missing(self) -> Option<Severity> {
        match self {
            Column::EmployeeNumber
            | Column::Name
            | Column::JobTitleCode
            | Column::Status
            | Column::SalaryRate
            | Column::SalaryUnit
            | Column::SalaryPaid
            | Column::Dues => Some(Severity::Error),
            Column::Address
            | Column::Phone
            | Column::Sin
            | Column::Service
            | Column::Shift
            | Column::Absences => Some(Severity::Warning),
            Column::HiredOn | Column::LeftOn => Some(Severity::Info),
            _ => None,
        }
    }

    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_at_its_own_index_under_the_name_serde_gives_it() {
        for (i, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(column.index(), i);
            assert_eq!(serde_json::to_value(column).unwrap(), column.key());
        }
    }
}
