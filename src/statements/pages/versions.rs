//! The versions of an employer's statement for a period, and what each changed of the one before.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::Tag;
use super::line::unit_word;
use super::{Heading, heading, signed, status_word};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::statements::browse::Turn;
use crate::statements::changes::LineChange;
use crate::statements::columns::Kind;
use crate::statements::store::versions::{self, Version};
use crate::statements::store::{self, Summary};
use crate::statements::{Column, SalaryUnit, Status, rules};
use crate::text::{Lang, Text};
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct VersionRow {
    pub href: String,
    pub number: i32,
    pub is_here: bool,
    pub received: String,
    pub by: String,
    pub file_name: String,
    pub lines: String,
    pub salary_paid: String,
    pub dues: String,
    pub state: Tag,
}

/// A line that changed.
pub struct ChangeRow {
    pub name: String,
    pub employee_number: String,
    pub what: Tag,
    /// Each field: its name, what was said before and what is said now; both empty when hidden.
    pub fields: Vec<(String, String, String)>,
    pub before_href: String,
    pub after_href: String,
}

/// What the version changed.
pub struct Changed {
    pub before: i32,
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub dues: String,
    pub salary_paid: String,
    pub rows: Vec<ChangeRow>,
    pub previous_href: String,
    pub next_href: String,
}

#[derive(Template)]
#[template(path = "statements/versions.html")]
struct VersionsPage {
    p: Page,
    h: Heading,
    number: i32,
    versions: Vec<VersionRow>,
    changed: Option<Changed>,
}

#[derive(Deserialize, Default)]
pub struct Asked {
    apres: Option<i64>,
    avant: Option<i64>,
}

/// The version just before one of these, when there is one.
fn before<'v>(versions: &'v [Version], summary: &Summary) -> Option<&'v Summary> {
    // The latest comes first.
    versions.iter().map(|version| &version.summary).find(|other| other.version < summary.version)
}

/// `version 2 : 3 lignes changées, +12,40 $ de cotisations`; empty for a first version.
pub(super) async fn changed_words(
    scoped: &mut Scoped,
    summary: &Summary,
    t: Text,
) -> Result<String, Failure> {
    if summary.version < 2 {
        return Ok(String::new());
    }
    let versions = versions::of(scoped, summary).await?;
    let Some(before) = before(&versions, summary) else { return Ok(String::new()) };
    let difference = versions::difference(scoped, before, summary).await?;
    Ok(t.versions_changed(signed(difference.dues, t), difference.lines(), summary.version))
}

pub async fn show(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let versions = versions::of(&mut scoped, &summary).await?;
    let h = heading(&union, &summary, "versions", t);
    let turn = Turn::of(asked.apres, asked.avant);
    let changed = match before(&versions, &summary) {
        Some(before) => Some(changed(&mut scoped, before, &summary, &turn, t).await?),
        None => None,
    };
    html(&VersionsPage {
        p: can.page(t.versions_title(&h.employer)),
        h,
        number: summary.version,
        versions: versions.iter().map(|version| version_row(version, id, t)).collect(),
        changed,
    })
}

async fn changed(
    scoped: &mut Scoped,
    before: &Summary,
    summary: &Summary,
    turn: &Turn<i64>,
    t: Text,
) -> Result<Changed, Failure> {
    let difference = versions::difference(scoped, before, summary).await?;
    let part = versions::changes(scoped, before, summary, Some(turn)).await?;
    let turned = |name: &str, key: Option<i64>| {
        key.map(|key| format!("/releves/{}/versions?{name}={key}#changements", summary.id))
            .unwrap_or_default()
    };
    Ok(Changed {
        before: before.version,
        added: difference.added,
        removed: difference.removed,
        changed: difference.changed,
        dues: signed(difference.dues, t),
        salary_paid: signed(difference.salary_paid, t),
        rows: part.rows.iter().map(|change| change_row(change, before, summary, t)).collect(),
        previous_href: turned("avant", part.previous),
        next_href: turned("apres", part.next),
    })
}

fn version_row(version: &Version, here: Uuid, t: Text) -> VersionRow {
    let summary = &version.summary;
    VersionRow {
        href: format!("/releves/{}/versions", summary.id),
        number: summary.version,
        is_here: summary.id == here,
        received: t.moment(&summary.received_at),
        by: version.received_by.clone(),
        file_name: summary.file_name.clone(),
        lines: t.count(&summary.lines),
        salary_paid: t.money(&summary.totals.salary_paid),
        dues: t.money(&summary.totals.dues),
        state: match summary.state.as_str() {
            "current" => Tag { word: t.versions_in_force(), kind: "info" },
            "declared" => Tag { word: t.versions_declared(), kind: "done" },
            _ => Tag { word: t.versions_replaced(), kind: "quiet" },
        },
    }
}

fn change_row(change: &LineChange, before: &Summary, summary: &Summary, t: Text) -> ChangeRow {
    let href = |line: Option<i32>, of: &Summary| {
        line.map(|line| format!("/releves/{}/lignes/{line}", of.id)).unwrap_or_default()
    };
    let field = |(column, old, new): &(Column, String, String)| {
        (t.kind(&column.message_key(), &[]), written(*column, old, t), written(*column, new, t))
    };
    ChangeRow {
        name: change.name.clone(),
        employee_number: change.employee_number.clone(),
        what: match (change.old_line, change.new_line) {
            (None, _) => Tag { word: t.versions_added(), kind: "done" },
            (_, None) => Tag { word: t.versions_removed(), kind: "due" },
            _ => Tag { word: t.versions_modified(), kind: "info" },
        },
        fields: change.fields.iter().map(field).collect(),
        before_href: href(change.old_line, before),
        after_href: href(change.new_line, summary),
    }
}

/// A value as its column is written.
fn written(column: Column, plain: &str, t: Text) -> String {
    let unit = |plain: &str| SalaryUnit::from_code(plain).map(|unit| unit_word(unit, t).to_owned());
    match (column, column.kind()) {
        _ if plain.is_empty() => String::new(),
        (Column::Status, _) => status_word(Status::from_code(plain), t).to_owned(),
        (Column::SalaryUnit, _) => unit(plain).unwrap_or_default(),
        (_, kind @ (Kind::Money | Kind::Number)) => rules::localised(plain, kind, t.lang() == Lang::Fr),
        _ => plain.to_owned(),
    }
}

/// Every change of the version, a field a row.
pub async fn csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let versions = versions::of(&mut scoped, &summary).await?;
    let mut rows = Vec::new();
    if let Some(before) = before(&versions, &summary) {
        let part = versions::changes(&mut scoped, before, &summary, None).await?;
        rows.extend(part.rows.iter().flat_map(|change| cells(change, before, &summary, t)));
    }
    scoped.record(Event::done(Action::Exported, format!("version {id}")));
    scoped.commit().await?;
    let heading = [
        t.compare_what(),
        t.column_employee_number(),
        t.column_name(),
        t.finding_column(),
        t.compare_before(),
        t.compare_after(),
    ];
    Ok(export::download("version.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}

/// A changed line as rows of the export, a field each; one row for a line added or removed.
fn cells(change: &LineChange, before: &Summary, summary: &Summary, t: Text) -> Vec<Vec<Cell>> {
    let row = change_row(change, before, summary, t);
    let none = || vec![Default::default()];
    let fields = if row.fields.is_empty() { none() } else { row.fields };
    let cells = |(field, old, new): (String, String, String)| {
        let line = [row.what.word, row.employee_number.as_str(), row.name.as_str()].map(Cell::from);
        line.into_iter().chain([Cell::from(field), Cell::figure(&old), Cell::figure(&new)]).collect()
    };
    fields.into_iter().map(cells).collect()
}
