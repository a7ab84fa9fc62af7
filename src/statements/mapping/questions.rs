//! What only a person can say of a file: it has two readings, or an item of 5.03 stands nowhere that
//! is known. The statement waits for the answer; nothing is guessed.

use std::collections::BTreeMap;

use super::{Recognised, content};
use crate::statements::columns::Kind;
use crate::statements::facts::Facts;
use crate::statements::numbers::{self, DecimalSign};
use crate::statements::reader::{Sheet, Together};
use crate::statements::{Column, Finding, Severity, absences};

/// Something to be asked, with what raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// No row names the columns; they are known by their places only.
    Headless,
    /// Several sheets look like a statement, or fewer than were read together before; their names.
    Sheets(Vec<String>),
    /// All the sheets were asked for, and not all of those have the same columns: the names of the ones left
    /// out after those to choose from.
    OtherColumns(Vec<String>, String),
    /// No column is known to hold an item that 5.03 requires, and some columns are unread.
    Where(Column),
    /// Two columns may hold one item.
    Which(Column),
    /// `1,234`: a thousand, or one and a bit.
    Decimal(String),
    /// The decimal sign that was said of the employer's files, and a value of this one that denies it.
    OtherSign(DecimalSign, String),
    /// `03/04/2025`: March or April.
    Dates(String),
    /// A column read as this item seems to hold social insurance numbers.
    Sins(Column),
    /// A column read as the first item seems to hold the second, and the other way round.
    Swapped(Column, Column),
    /// A word of many lines that is no known status.
    Status(String),
}

impl Question {
    /// The key of its words, which is also its kind: `columns-ask-sheets`.
    pub fn key(&self) -> &'static str {
        match self {
            Question::Headless => "columns-ask-headless",
            Question::Sheets(sheets) if sheets.len() < 2 => "columns-ask-sheet",
            Question::Sheets(_) => "columns-ask-sheets",
            Question::OtherColumns(..) => "columns-ask-sheets-differ",
            Question::Where(_) => "columns-ask-where",
            Question::Which(_) => "columns-ask-which",
            Question::Decimal(_) => "columns-ask-decimal",
            Question::OtherSign(DecimalSign::Comma, _) => "columns-ask-not-comma",
            Question::OtherSign(DecimalSign::Point, _) => "columns-ask-not-point",
            Question::Dates(_) => "columns-ask-dates",
            Question::Sins(_) => "columns-ask-sins",
            Question::Swapped(..) => "columns-ask-swapped",
            Question::Status(_) => "columns-ask-status",
        }
    }

    /// The item that it is about.
    pub fn column(&self) -> Option<Column> {
        match self {
            Question::Where(column)
            | Question::Which(column)
            | Question::Sins(column)
            | Question::Swapped(column, _) => Some(*column),
            Question::Status(_) => Some(Column::Status),
            _ => None,
        }
    }

    /// The other item that it is about: what the column seems to hold instead.
    pub fn other_column(&self) -> Option<Column> {
        if let Question::Swapped(_, other) = self { Some(*other) } else { None }
    }

    /// The value of the file that raised it.
    pub fn value(&self) -> &str {
        match self {
            Question::Decimal(value)
            | Question::OtherSign(_, value)
            | Question::Dates(value)
            | Question::Status(value)
            | Question::OtherColumns(_, value) => value,
            _ => "",
        }
    }

    /// The sheets to choose from; none when it is about something else.
    pub fn sheets(&self) -> &[String] {
        if let Question::Sheets(sheets) | Question::OtherColumns(sheets, _) = self { sheets } else { &[] }
    }
}

/// The questions of a file that was read and checked.
pub fn questions(
    sheet: &Sheet<'_>,
    recognised: &Recognised,
    facts: &Facts<'_>,
    findings: &[Finding],
    lines: usize,
) -> Vec<Question> {
    let mut asked = Vec::new();
    // All the sheets were said: that one alone looks like a statement now may be a header that changed.
    let of_all = Together::is_wanted(facts.context.saved.and_then(|saved| saved.sheet.as_deref()));
    let is_unclear = sheet.likely_sheets.len() > 1 || (of_all && sheet.format.sheet().is_some());
    if is_unclear && !sheet.sheet_is_said {
        let (sheets, left_out) = (sheet.likely_sheets.clone(), sheet.left_out());
        asked.push(if of_all && !left_out.is_empty() {
            Question::OtherColumns(sheets, left_out.join(", "))
        } else {
            Question::Sheets(sheets)
        });
    }
    if sheet.headless && !recognised.is_said && facts.context.mapping.is_none() {
        asked.push(Question::Headless);
    }
    let columns = content::cells(sheet);
    asked.extend(content::sins_elsewhere(&columns, &recognised.mapping).into_iter().map(Question::Sins));
    if !recognised.is_said {
        let swapped = content::swapped(&columns, &recognised.mapping);
        asked.extend(swapped.into_iter().map(|(column, other)| Question::Swapped(column, other)));
    }
    if !recognised.is_said && !recognised.ignored.is_empty() {
        let missing = Column::ALL.into_iter().filter(|column| {
            column.severity_when_missing() == Some(Severity::Error) && !recognised.mapping.has(*column)
        });
        // The unit of a rate is said on the page, whatever the columns.
        asked.extend(missing.filter(|column| *column != Column::SalaryUnit).map(Question::Where));
    }
    let amounts = recognised.duplicates.iter().map(|(column, _)| *column);
    let counted = |column: &Column| column.kind() != Kind::Text || *column == Column::EmployeeNumber;
    let is_asked =
        |column: &Column| counted(column) || (*column == Column::Sin && facts.context.collects_sin);
    asked.extend(amounts.filter(is_asked).map(Question::Which));
    asked.extend(numbers_and_dates(facts, findings));
    if !recognised.is_said {
        asked.extend(statuses(findings, lines));
    }
    asked
}

/// Words of so many lines that they are the employer's own, not slips of the pen.
fn statuses(findings: &[Finding], lines: usize) -> Vec<Question> {
    /// Lines that have the word, at least: so many, and one in so many.
    const LEAST: usize = 5;
    const ONE_IN: usize = 10;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule == "V29" && !finding.value.is_empty()) {
        *counts.entry(&finding.value).or_default() += 1;
    }
    let often = counts.into_iter().filter(|(_, count)| *count >= LEAST && count * ONE_IN >= lines);
    often.map(|(word, _)| Question::Status(word.to_owned())).collect()
}

/// What is asked of values that fit two readings.
fn numbers_and_dates(facts: &Facts<'_>, findings: &[Finding]) -> Vec<Question> {
    let mut asked = Vec::new();
    let unread = || findings.iter().filter(|finding| finding.rule == "V14");
    let two_readings = unread().find(|finding| finding.expected.contains('|'));
    asked.extend(two_readings.map(|finding| Question::Decimal(finding.value.clone())));
    if let (Some(said), Some(value)) = (facts.mapping.decimal, facts.denial()) {
        asked.push(Question::OtherSign(said, value.to_owned()));
    }
    let either = |finding: &&Finding| {
        finding.column.is_some_and(|column| column.kind() == Kind::Date)
            && numbers::is_either_order(&finding.value)
    };
    let of_a_date = unread().find(either).map(|finding| finding.value.as_str());
    let of_an_absence = || {
        let unread = findings.iter().filter(|finding| finding.rule == "V54");
        let mut days = unread.flat_map(|finding| absences::days_written(&finding.value));
        // Where the order is known, something else is wrong with that absence.
        days.find(|day| numbers::is_either_order(day)).filter(|_| facts.date_order().is_none())
    };
    let day = of_a_date.or_else(of_an_absence);
    asked.extend(day.map(|day| Question::Dates(day.to_owned())));
    asked
}
