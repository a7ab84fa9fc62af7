//! The treasurer's pages of an employer's errors: what to ask for, the list, the letters, and the
//! remittance of each period.

pub mod choose;
pub mod item;
pub mod letter;
pub mod list;
pub mod remittance;

use uuid::Uuid;

use super::{HIDDEN, Item, LetterRow, Standing};
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::money::Cad;
use crate::statements::columns::Kind;
use crate::statements::rules::{self, Words};
use crate::statements::{Column, Finding};
use crate::text::{Lang, Text};
use crate::unions::{self, Employer, Union};
use crate::web::error::Failure;

/// What is wrong with a field, and the way to it.
pub struct Problem {
    pub href: String,
    pub text: String,
}

/// The union of the actor and one of its employers.
async fn find(scoped: &mut Scoped, employer: Uuid) -> Result<(Union, Employer), Failure> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let employer = union.employer(employer).cloned().ok_or(Failure::NotFound)?;
    Ok((union, employer))
}

fn path(employer: Uuid) -> String {
    format!("/employeurs/{employer}/erreurs")
}

/// A signed amount: `+2,70 $`, `-2,70 $`.
fn signed(amount: Cad, t: Text) -> String {
    let sign = if amount > Cad::ZERO { "+" } else { "" };
    format!("{sign}{}", t.money(&amount))
}

fn column_name(column: Option<Column>, t: Text) -> String {
    column.map(|column| t.kind(&column.message_key(), &[])).unwrap_or_default()
}

/// An error as it is told: what its rule needs to speak of it.
struct Fault<'f> {
    rule: &'f str,
    line: Option<u32>,
    column: Option<Column>,
    value: &'f str,
    expected: &'f str,
    /// What the amount should be, when it is known.
    right: Option<Cad>,
}

/// What is wrong, in the rule's words; its clause.
struct Said {
    message: String,
    value: String,
    expected: String,
    clause: &'static str,
}

/// An error as its rule says it. A rule no longer known says nothing of its own.
fn said(fault: &Fault<'_>, t: Text) -> Said {
    let french = t.lang() == Lang::Fr;
    let column = column_name(fault.column, t);
    let Some(rule) = rules::find(fault.rule) else {
        let (value, expected) = (fault.value.to_owned(), fault.expected.to_owned());
        return Said { message: column, value, expected, clause: "5.03" };
    };
    let words = Words::of(&Finding {
        rule: rule.code,
        severity: rule.severity,
        line: fault.line,
        column: fault.column,
        value: fault.value.to_owned(),
        expected: fault.expected.to_owned(),
    });
    let is_money = fault.column.map(Column::kind) == Some(Kind::Money);
    let money = |text: &str| super::dollars(text).filter(|_| is_money).map(|amount| t.money(&amount));
    let value = money(fault.value).unwrap_or_else(|| words.value(french));
    // The sentence is the rule's: what it compared with, which may be a line, a limit or a count.
    let compared = words.expected(french);
    let expected = fault.right.map_or_else(|| words.comparable(french), |amount| t.money(&amount));
    let args =
        [("value", value.as_str()), ("expected", &compared), ("column", &column), ("line", &words.line)];
    let message = t.kind(&words.key, &args);
    let value = if value == HIDDEN { String::new() } else { value };
    Said { message, value, expected, clause: rule.clause }
}

/// An item as its list shows it.
pub struct ItemView {
    pub id: String,
    pub href: String,
    pub name: String,
    pub employee_number: String,
    pub period: String,
    pub column: String,
    pub message: String,
    pub clause: &'static str,
    pub value: String,
    pub expected: String,
    /// What corrections must come to, and what remains of it; empty when no amount is known.
    pub difference: String,
    pub remaining: String,
    pub note: String,
    pub due: String,
    pub tag: Tag,
    pub is_open: bool,
    /// `Relevé P06 2025-26, ligne 41`; where to see it.
    pub by: String,
    pub by_href: String,
}

fn row_fault(row: &LetterRow, line: Option<u32>) -> Fault<'_> {
    let (value, expected) = (row.value.as_str(), row.expected.as_str());
    Fault { rule: &row.rule, line, column: row.column, value, expected, right: row.right }
}

fn tag(item: &Item, today: chrono::NaiveDate, t: Text) -> Tag {
    match item.standing {
        Standing::Closed { .. } => Tag { word: t.correction_closed(), kind: "done" },
        Standing::Withdrawn => Tag { word: t.correction_withdrawn(), kind: "quiet" },
        _ if item.is_late(today) => Tag { word: t.correction_late(), kind: "blocking" },
        Standing::Partly { .. } => Tag { word: t.correction_partly(), kind: "due" },
        Standing::Open => Tag { word: t.correction_open(), kind: "due" },
    }
}

fn view(item: &Item, today: chrono::NaiveDate, t: Text) -> ItemView {
    let row = LetterRow::from(item);
    let words = said(&row_fault(&row, item.line), t);
    let by = match item.standing {
        Standing::Closed { by } | Standing::Partly { by, .. } => Some(by),
        _ => None,
    };
    let money = |amount: Option<Cad>| amount.map(|amount| signed(amount, t)).unwrap_or_default();
    ItemView {
        id: item.id.to_string(),
        href: format!("{}/{}", path(item.employer), item.id),
        name: match (item.name.as_str(), item.employee_number.as_str()) {
            ("", "") => t.correction_whole_file().to_owned(),
            ("", _) => t.line_nobody().to_owned(),
            (name, _) => name.to_owned(),
        },
        employee_number: item.employee_number.clone(),
        period: item.period.to_string(),
        column: column_name(item.column, t),
        message: words.message,
        clause: words.clause,
        value: words.value,
        expected: words.expected,
        difference: money(item.amounts.map(super::Amounts::difference)),
        remaining: money(item.remaining()),
        note: item.note.clone(),
        due: t.date(&item.due_on),
        tag: tag(item, today, t),
        is_open: item.standing.is_open(),
        by: by.map(|by| line_words(by.line, item, t)).unwrap_or_default(),
        by_href: by.map(line_href).unwrap_or_default(),
    }
}

/// The page of a statement's lines, at that line.
fn line_href(by: super::By) -> String {
    match by.line {
        Some(line) => format!("/releves/{}/lignes?apres={}", by.statement, line.saturating_sub(1)),
        None => format!("/releves/{}", by.statement),
    }
}

fn line_words(line: Option<u32>, item: &Item, t: Text) -> String {
    match line {
        Some(line) => t.correction_by_line(line),
        None if item.line.is_none() || item.employee_number.is_empty() => t.correction_by_file().to_owned(),
        None => t.correction_by_absence().to_owned(),
    }
}
