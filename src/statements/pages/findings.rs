//! The findings on a statement: by rule, with what to do; notes on warnings; the export.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::{Heading, heading};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::Severity;
use crate::statements::rules::Words;
use crate::statements::store::{self, StoredFinding};
use crate::text::{Lang, Text};
use crate::unions;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A finding, in words.
pub struct FindingView {
    pub line: String,
    pub name: String,
    pub employee_number: String,
    pub column: String,
    pub value: String,
    pub expected: String,
    pub message: String,
    pub note: String,
}

/// The findings of one rule, with what to do about them.
pub struct RuleView {
    pub key: String,
    pub code: String,
    pub clause: &'static str,
    pub message: String,
    pub todo: String,
    pub count: usize,
    pub open: usize,
    pub findings: Vec<FindingView>,
}

#[derive(Template)]
#[template(path = "statements/findings.html")]
struct FindingsPage {
    p: Page,
    h: Heading,
    severity: Severity,
    rules: Vec<RuleView>,
    error: String,
}

#[derive(Deserialize)]
pub struct Seen {
    voir: Option<String>,
}

pub async fn findings(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(seen): Query<Seen>) -> Answer {
    let severity = seen.voir.as_deref().and_then(Severity::from_code);
    findings_page(&can, id, severity, None, StatusCode::OK).await
}

async fn findings_page(
    can: &Can<PreparePeriod>,
    id: Uuid,
    severity: Option<Severity>,
    error: Option<String>,
    status: StatusCode,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    // What blocks comes first; then what waits for a note.
    let severity = severity.unwrap_or(match () {
        () if summary.errors > 0 => Severity::Error,
        () if summary.warnings > 0 => Severity::Warning,
        () => Severity::Info,
    });
    let found = store::findings(&mut scoped, id, severity).await?;
    let h = heading(&union, &summary, t);
    let page = FindingsPage {
        p: can.page(t.statement_findings_title(&h.employer)),
        h,
        severity,
        rules: by_rule(&found, t),
        error: error.unwrap_or_default(),
    };
    html_with(status, &page)
}

/// A page shows this many findings of one rule; the export has them all.
const SHOWN: usize = 100;

fn by_rule(found: &[StoredFinding], t: Text) -> Vec<RuleView> {
    let mut rules: Vec<RuleView> = Vec::new();
    for stored in found {
        let Some((rule, finding)) = stored.finding() else { continue };
        let words = Words::of(&finding);
        // A rule with several faults has a group for each: they do not say the same thing.
        let place = rules.iter().position(|view| view.key == words.key).unwrap_or_else(|| {
            rules.push(RuleView {
                code: rule.code.to_owned(),
                clause: rule.clause,
                message: in_words(&words.key, &words, t),
                todo: in_words(&words.todo, &words, t),
                key: words.key.clone(),
                count: 0,
                open: 0,
                findings: Vec::new(),
            });
            rules.len() - 1
        });
        let view = &mut rules[place];
        view.count += 1;
        view.open += usize::from(stored.note.is_none());
        if view.findings.len() < SHOWN {
            view.findings.push(view_of(stored, &words, t));
        }
    }
    rules
}

fn view_of(stored: &StoredFinding, words: &Words, t: Text) -> FindingView {
    FindingView {
        line: words.line.clone(),
        name: stored.name.clone(),
        employee_number: stored.employee_number.clone(),
        column: column_name(words, t),
        value: words.value(t.lang() == Lang::Fr),
        expected: words.expected(t.lang() == Lang::Fr),
        message: in_words(&words.key, words, t),
        note: stored.note.clone().unwrap_or_default(),
    }
}

fn column_name(words: &Words, t: Text) -> String {
    words.column.as_deref().map(|key| t.kind(key, &[])).unwrap_or_default()
}

fn in_words(key: &str, words: &Words, t: Text) -> String {
    let french = t.lang() == Lang::Fr;
    let (value, expected, column) = (words.value(french), words.expected(french), column_name(words, t));
    t.kind(key, &[("value", &value), ("expected", &expected), ("column", &column), ("line", &words.line)])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The group of findings, by the key of its words.
    group: String,
    note: String,
}

/// A note must say something, and be short enough to be read.
const LONGEST_NOTE: usize = 1000;

pub async fn acknowledge(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(form): Form<Note>) -> Answer {
    let note = form.note.trim();
    if note.chars().count() < 3 || note.chars().count() > LONGEST_NOTE {
        let error = can.text().statement_note_needed().to_owned();
        return findings_page(
            &can,
            id,
            Some(Severity::Warning),
            Some(error),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    let warnings = store::findings(&mut scoped, id, Severity::Warning).await?;
    let group: Vec<i32> = warnings
        .iter()
        .filter(|stored| stored.finding().is_some_and(|(_, finding)| Words::of(&finding).key == form.group))
        .map(|stored| stored.seq)
        .collect();
    if store::acknowledge(&mut scoped, id, &group, note).await? > 0 {
        scoped.record(Event::done(Action::FindingsAcknowledged, format!("{id} {}", form.group)));
    }
    scoped.commit().await?;
    Ok(Redirect::to(&format!("/releves/{id}?voir=warning")).into_response())
}

/// Every finding, for the employer or for the spreadsheet.
pub async fn findings_csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    let mut rows = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for stored in store::findings(&mut scoped, id, severity).await? {
            let Some((rule, finding)) = stored.finding() else { continue };
            let words = Words::of(&finding);
            rows.push(vec![
                Cell::from(rule.code),
                Cell::from(t.kind(&format!("severity-{}", severity.code()), &[])),
                Cell::from(words.line.as_str()),
                Cell::from(stored.employee_number.as_str()),
                Cell::from(stored.name.as_str()),
                Cell::from(column_name(&words, t)),
                Cell::from(words.value(t.lang() == Lang::Fr)),
                Cell::from(words.expected(t.lang() == Lang::Fr)),
                Cell::from(in_words(&words.key, &words, t)),
                Cell::from(in_words(&words.todo, &words, t)),
                Cell::from(stored.note.clone().unwrap_or_default()),
            ]);
        }
    }
    scoped.record(Event::done(Action::Exported, format!("findings {id}")));
    scoped.commit().await?;
    let heading = [
        t.finding_rule(),
        t.finding_severity(),
        t.finding_line(),
        t.finding_employee_number(),
        t.finding_name(),
        t.finding_column(),
        t.finding_value(),
        t.finding_expected(),
        t.finding_message(),
        t.finding_todo_heading(),
        t.finding_note(),
    ];
    Ok(export::download("constats.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
