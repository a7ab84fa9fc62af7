//! What only a person can say of a file: it has two readings, or an item of 5.03 stands nowhere that
//! is known. The statement waits for the answer; nothing is guessed.

use super::{Recognised, content};
use crate::statements::columns::Kind;
use crate::statements::numbers;
use crate::statements::reader::Sheet;
use crate::statements::{Column, Finding, Severity};

/// Something to be asked, with what raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// No column is known to hold an item that 5.03 requires, and some columns are unread.
    Where(Column),
    /// Two columns may hold one item.
    Which(Column),
    /// `1,234`: a thousand, or one and a bit.
    Decimal(String),
    /// `03/04/2025`: March or April.
    Dates(String),
    /// A column read as this item seems to hold social insurance numbers.
    Sins(Column),
}

/// The questions of a file that was read and checked.
pub fn questions(
    sheet: &Sheet<'_>,
    recognised: &Recognised,
    collects_sin: bool,
    findings: &[Finding],
) -> Vec<Question> {
    let mut asked: Vec<Question> =
        content::sins_elsewhere(sheet, &recognised.mapping).into_iter().map(Question::Sins).collect();
    if !recognised.is_said && !recognised.ignored.is_empty() {
        let missing = Column::ALL.into_iter().filter(|column| {
            column.severity_when_missing() == Some(Severity::Error) && !recognised.mapping.has(*column)
        });
        // The unit of a rate is said on the page, whatever the columns.
        asked.extend(missing.filter(|column| *column != Column::SalaryUnit).map(Question::Where));
    }
    let amounts = recognised.duplicates.iter().map(|(column, _)| *column);
    let counted = |column: &Column| column.kind() != Kind::Text || *column == Column::EmployeeNumber;
    let is_asked = |column: &Column| counted(column) || (*column == Column::Sin && collects_sin);
    asked.extend(amounts.filter(is_asked).map(Question::Which));
    let unread = || findings.iter().filter(|finding| finding.rule == "V14");
    let two_readings = unread().find(|finding| finding.expected.contains('|'));
    asked.extend(two_readings.map(|finding| Question::Decimal(finding.value.clone())));
    let either = |finding: &&Finding| {
        finding.column.is_some_and(|column| column.kind() == Kind::Date)
            && numbers::is_either_order(&finding.value)
    };
    asked.extend(unread().find(either).map(|finding| Question::Dates(finding.value.clone())));
    asked
}
