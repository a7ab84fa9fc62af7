//! What `statement check --json` answers, in both languages.

use std::borrow::Cow;

use serde::Serialize;

use super::{Language, Lookup, ask, explain_finding, unread_columns};
use crate::statements::checks::Checked;
use crate::statements::mapping::Question;
use crate::statements::reading::Counted;
use crate::statements::{Column, Finding, Severity};

#[derive(Serialize)]
pub(super) struct Answer<'c> {
    lines: usize,
    findings: Vec<AnsweredFinding<'c>>,
    totals: serde_json::Value,
    /// What only a person can say of the file; there when there is something. Until it is answered, the
    /// portal keeps nothing of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<AnsweredQuestion<'c>>,
    /// What was counted but is not in `findings`; there when there is some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withheld: Vec<AnsweredWithheld>,
    /// Headers of columns that nothing reads; there when there are some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread_columns: Vec<Cow<'c, str>>,
    /// Rows that were read although the workbook hides them; there when there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden_rows: Option<u32>,
    /// Rows that sum or count the lines, which were compared with them and left out; there when there are
    /// some.
    #[serde(skip_serializing_if = "Option::is_none")]
    total_rows: Option<u32>,
    /// Rows of a payment, a difference or a balance, which no line and no total counts, as they are written;
    /// there when there are some.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    balances: &'c Counted,
    /// Cells merged over several rows, of which the first alone has the value; there when there are some.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    merged: &'c Counted,
    /// The other sheets that hold something and were not read; there when there are some.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    other_sheets: &'c Counted,
    /// The hidden sheets that hold something, which are never read; there when there are some.
    #[serde(skip_serializing_if = "Counted::is_empty")]
    hidden_sheets: &'c Counted,
}

#[derive(Serialize)]
struct AnsweredWithheld {
    rule: &'static str,
    severity: Severity,
    count: u32,
}

#[derive(Serialize)]
struct AnsweredQuestion<'c> {
    /// `sheets`, `sheets-differ`, `sheet`, `headless`, `where`, `which`, `decimal`, `not-comma`, `not-point`,
    /// `dates`, `sins`,
    /// `swapped`, `status`.
    question: &'static str,
    column: Option<Column>,
    value: &'c str,
    sheets: &'c [String],
    message_fr: String,
    message_en: String,
}

impl<'c> AnsweredQuestion<'c> {
    fn of(question: &'c Question, words: Lookup<'_>) -> AnsweredQuestion<'c> {
        AnsweredQuestion {
            question: question.key().trim_start_matches("columns-ask-"),
            column: question.column(),
            value: question.value(),
            sheets: question.sheets(),
            message_fr: ask(question, Language::Fr, words),
            message_en: ask(question, Language::En, words),
        }
    }
}

#[derive(Serialize)]
struct AnsweredFinding<'c> {
    rule: &'static str,
    severity: Severity,
    line: Option<u32>,
    /// The sheet of that line and which of its own it is; there when several sheets were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_of_sheet: Option<u32>,
    column: Option<Column>,
    value: &'c str,
    message_fr: String,
    message_en: String,
}

impl<'c> Answer<'c> {
    pub(super) fn of(checked: &'c Checked, words: Lookup<'_>) -> Answer<'c> {
        let message = |finding, language| {
            let (wrong, todo) = explain_finding(finding, language, words);
            format!("{wrong} {todo}")
        };
        let place = |finding: &Finding| finding.line.and_then(|line| checked.notes.place(line));
        let findings = checked.findings.iter().map(|finding| AnsweredFinding {
            rule: finding.rule,
            severity: finding.severity,
            line: finding.line,
            sheet: place(finding).map(|(sheet, _)| sheet),
            line_of_sheet: place(finding).map(|(_, line)| line),
            column: finding.column,
            value: &finding.value,
            message_fr: message(finding, Language::Fr),
            message_en: message(finding, Language::En),
        });
        let withheld = checked.withheld.iter().map(|left| AnsweredWithheld {
            rule: left.rule,
            severity: left.severity,
            count: left.count,
        });
        Answer {
            lines: checked.lines.len(),
            findings: findings.collect(),
            totals: serde_json::json!({
                "salary_paid": checked.totals.salary_paid.to_string(),
                "dues": checked.totals.dues.to_string(),
            }),
            questions: checked.questions.iter().map(|asked| AnsweredQuestion::of(asked, words)).collect(),
            withheld: withheld.collect(),
            unread_columns: unread_columns(checked),
            hidden_rows: Some(checked.format.hidden_rows()).filter(|hidden| *hidden > 0),
            total_rows: Some(checked.notes.totals).filter(|rows| *rows > 0),
            balances: &checked.notes.balances,
            merged: &checked.notes.merged,
            other_sheets: &checked.notes.other_sheets,
            hidden_sheets: &checked.notes.hidden_sheets,
        }
    }
}
