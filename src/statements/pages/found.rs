//! A finding in words: in a list, in an export.

use uuid::Uuid;

use super::effects::{EffectView, Material, Weighing};
use crate::statements::Severity;
use crate::statements::reading::{Notes, Reading};
use crate::statements::rules::{Rule, Words};
use crate::statements::store::{StoredFinding, Summary};
use crate::statements::{Column, Finding, columns, rules};
use crate::text::{Lang, Text};
use crate::web::export::Cell;

/// A finding, in words.
pub struct FindingView {
    pub href: String,
    pub rule: String,
    pub clause: &'static str,
    pub severity: Severity,
    pub line: String,
    /// Which line of which sheet it is; empty where one sheet was read.
    pub place: String,
    /// Where the person's line is shown whole; empty when the finding is on no line.
    pub line_href: String,
    pub name: String,
    pub employee_number: String,
    pub column: String,
    pub value: String,
    pub expected: String,
    pub message: String,
    pub todo: String,
    pub note: String,
    pub effect: EffectView,
}

pub(super) fn views(
    found: &[StoredFinding],
    weighing: &Weighing<'_>,
    material: &Material,
    id: Uuid,
    t: Text,
) -> Vec<FindingView> {
    let known = found.iter().filter_map(|stored| Some((stored, stored.finding()?)));
    known
        .map(|(stored, (rule, finding))| view_of(stored, rule, &finding, (weighing, material), id, t))
        .collect()
}

pub(super) fn view_of(
    stored: &StoredFinding,
    rule: &Rule,
    finding: &Finding,
    (weighing, material): (&Weighing<'_>, &Material),
    id: Uuid,
    t: Text,
) -> FindingView {
    let words = Words::of(finding);
    let french = t.lang() == Lang::Fr;
    let effect = weighing.of(finding);
    let proposal = written(finding, &effect.proposal.value, french);
    FindingView {
        href: format!("/releves/{id}/constats/{}", stored.seq),
        rule: rule.code.to_owned(),
        clause: rule.clause,
        severity: finding.severity,
        line: words.line.clone(),
        place: finding.line.map(|line| material.place(line, t)).unwrap_or_default(),
        line_href: finding.line.map(|line| format!("/releves/{id}/lignes/{line}")).unwrap_or_default(),
        name: stored.name.clone(),
        employee_number: number_of(stored, finding).to_owned(),
        column: column_name(&words, t),
        value: words.value(french),
        expected: words.comparable(french),
        message: in_words(&words.key, &words, t),
        todo: in_words(&words.todo, &words, t),
        note: stored.note.clone().unwrap_or_default(),
        effect: effect.view(material, proposal, t),
    }
}

/// What the reading of a statement says of the sheets that its lines stand on.
pub(crate) fn notes_of(statement: &Summary) -> Notes {
    serde_json::from_str(&statement.format).map(|reading: Reading| reading.notes).unwrap_or_default()
}

/// Where a line stands in a workbook read over several sheets: `ligne 1 de « Soir »`; else empty.
pub(crate) fn place(notes: &Notes, line: u32, t: Text) -> String {
    notes.place(line).map(|(sheet, own)| t.finding_place(own, sheet)).unwrap_or_default()
}

/// Whose finding it is: of somebody who is on no line, the number that the finding gives.
pub(crate) fn number_of<'s>(stored: &'s StoredFinding, finding: &'s Finding) -> &'s str {
    let of_nobody_here = finding.line.is_none() && finding.column == Some(Column::EmployeeNumber);
    if of_nobody_here { &finding.value } else { &stored.employee_number }
}

/// A proposed value as its column is written.
fn written(finding: &Finding, plain: &str, french: bool) -> String {
    let kind = finding.column.map_or(columns::Kind::Text, crate::statements::Column::kind);
    rules::localised(plain, kind, french)
}

fn column_name(words: &Words, t: Text) -> String {
    words.column.as_deref().map(|key| t.kind(key, &[])).unwrap_or_default()
}

pub(super) fn in_words(key: &str, words: &Words, t: Text) -> String {
    let french = t.lang() == Lang::Fr;
    let (value, expected, column) = (words.value(french), words.expected(french), column_name(words, t));
    t.kind(key, &[("value", &value), ("expected", &expected), ("column", &column), ("line", &words.line)])
}

/// The columns of the export.
pub(super) fn cell_names(t: Text) -> [&'static str; 15] {
    [
        t.finding_rule(),
        t.finding_severity(),
        t.finding_line(),
        t.finding_place_heading(),
        t.finding_employee_number(),
        t.finding_name(),
        t.finding_column(),
        t.finding_value(),
        t.finding_expected(),
        t.finding_message(),
        t.finding_todo_heading(),
        t.finding_proposal(),
        t.finding_effect_on_dues(),
        t.finding_effect_on_per_capita(),
        t.finding_note(),
    ]
}

/// A finding as a row of the export; `None` for a rule no longer known.
pub(super) fn cells(
    stored: &StoredFinding,
    (weighing, material): (&Weighing<'_>, &Material),
    t: Text,
) -> Option<Vec<Cell>> {
    let (rule, finding) = stored.finding()?;
    let words = Words::of(&finding);
    let french = t.lang() == Lang::Fr;
    let effect = weighing.of(&finding);
    let amount = |amount| match amount {
        Some(amount) => Cell::Money(amount),
        None => Cell::from(t.finding_effect_unknown()),
    };
    Some(vec![
        Cell::from(rule.code),
        Cell::from(t.kind(&format!("severity-{}", finding.severity.code()), &[])),
        Cell::from(words.line.as_str()),
        Cell::from(finding.line.map(|line| material.place(line, t)).unwrap_or_default()),
        Cell::from(stored.employee_number.as_str()),
        Cell::from(stored.name.as_str()),
        Cell::from(column_name(&words, t)),
        Cell::figure(&words.value(french)),
        Cell::figure(&words.comparable(french)),
        Cell::from(in_words(&words.key, &words, t)),
        Cell::from(in_words(&words.todo, &words, t)),
        Cell::figure(&written(&finding, &effect.proposal.value, french)),
        amount(effect.dues),
        amount(effect.per_capita),
        Cell::from(stored.note.clone().unwrap_or_default()),
    ])
}
