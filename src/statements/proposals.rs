//! What a finding's correction would be, where the rule says it exactly; what it would change of the
//! line. Where the rule only bounds a value, or the employer alone knows, nothing is guessed.
//!
//! Not a correction: the employer makes it (5.03), and the line stays as read.

use rust_decimal::Decimal;

use super::{Column, Finding, Line};
use crate::money::Cad;

/// The value that a rule expects, and what of the line's money it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Plain data, as `Finding::expected` has it; empty when only the employer knows.
    pub value: String,
    pub change: Change,
}

/// What a correction changes of what dues and per capita are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing: no amount is made from that column.
    Nothing,
    /// The dues withheld would be these, in dollars.
    Dues(Cad),
    /// Something, which only the right value would tell.
    Unknown,
}

/// Rules whose expected value is the dues themselves, not a limit.
const EXACT_DUES: [&str; 4] = ["V38", "V39", "V42", "V49"];
/// Rules whose expected value is the right one, in a column that no amount is made from.
const EXACT_OTHERS: [&str; 2] = ["V28", "V73"];

/// Whether the line itself must be read to say what a finding of this rule would change.
pub fn needs_line(finding: &Finding) -> bool {
    finding.line.is_some() && finding.column == Some(Column::Dues)
}

/// What the correction of a finding would be. `line` is the finding's, when there is one;
/// `dues_rate` the union's fraction of the salary paid, when it is known.
pub fn propose(finding: &Finding, line: Option<&Line>, dues_rate: Option<Decimal>) -> Proposal {
    let rule = finding.rule;
    if EXACT_OTHERS.contains(&rule) {
        return Proposal { value: finding.expected.clone(), change: Change::Nothing };
    }
    let amount = line
        .filter(|line| finding.column == Some(Column::Dues) && !line.is_correction() && !line.is_held())
        .and_then(|line| expected_dues(finding, line, dues_rate));
    match amount {
        Some(dues) => Proposal { value: dues.to_string(), change: Change::Dues(dues) },
        None if finding.column.is_some_and(is_idle) => {
            Proposal { value: String::new(), change: Change::Nothing }
        }
        None => Proposal { value: String::new(), change: Change::Unknown },
    }
}

fn expected_dues(finding: &Finding, line: &Line, dues_rate: Option<Decimal>) -> Option<Cad> {
    match finding.rule {
        // Its own expected value is a limit; the union's rate says what is under it.
        "V40" => Some(Cad::rounded(line.salary_paid?.amount() * dues_rate?)),
        rule if EXACT_DUES.contains(&rule) => Cad::exact(finding.expected.parse().ok()?).ok(),
        _ => None,
    }
}

/// Columns that neither dues nor any levy is made from, nor who is counted.
fn is_idle(column: Column) -> bool {
    !matches!(
        column,
        Column::EmployeeNumber
            | Column::SalaryPaid
            | Column::Dues
            | Column::RegularPay
            | Column::TotalRemuneration
            | Column::HeldDues
            | Column::CorrectionPeriod
    )
}

/// The line as the change would have it; `None` when it changes nothing or nobody knows what.
pub fn changed(line: &Line, change: Change) -> Option<Line> {
    match change {
        Change::Dues(dues) => Some(Line { dues: Some(dues), ..line.clone() }),
        Change::Nothing | Change::Unknown => None,
    }
}
