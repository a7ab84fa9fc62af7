//! The lines of a statement as read, searched and filtered a page at a time; and the file as received.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use uuid::Uuid;

use super::filters::service_choices;
use super::{Choice, Heading, heading, query, status_word};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::money::Cad;
use crate::statements::browse::{LineFilter, OfStatus, Part, Turn};
use crate::statements::store::browse::Found;
use crate::statements::{Severity, store};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

pub struct LineView {
    pub href: String,
    pub number: String,
    pub employee_number: String,
    pub name: String,
    pub job_title: String,
    pub status: &'static str,
    pub service: String,
    pub salary_paid: String,
    pub dues: String,
    pub correction: String,
    /// `2 constats`; empty when there is none.
    pub findings: String,
    /// How the heaviest of them is drawn.
    pub kind: &'static str,
}

#[derive(Template)]
#[template(path = "statements/lines.html")]
struct LinesPage {
    p: Page,
    h: Heading,
    filter: LineFilter,
    total: String,
    lines: Vec<LineView>,
    service_choices: Vec<Choice>,
    status_choices: Vec<Choice>,
    previous_href: String,
    next_href: String,
    first_href: String,
    export_href: String,
}

impl LinesPage {
    fn is_filtered(&self) -> bool {
        self.filter != LineFilter::default()
    }
}

/// What the address asks for.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    statut: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    q: String,
    /// `constats` for those with findings alone.
    #[serde(default)]
    avec: String,
    apres: Option<i32>,
    avant: Option<i32>,
}

const WITH_FINDINGS: &str = "constats";

impl Asked {
    fn filter(&self) -> LineFilter {
        LineFilter {
            status: OfStatus::from_code(&self.statut),
            service: self.service.clone(),
            search: self.q.trim().chars().take(100).collect(),
            with_findings: self.avec == WITH_FINDINGS,
        }
    }
}

fn address(id: Uuid, path: &str, filter: &LineFilter, more: &[(&str, &str)]) -> String {
    let own = [
        ("statut", filter.status.map_or("", OfStatus::code)),
        ("service", filter.service.as_str()),
        ("q", filter.search.as_str()),
        ("avec", if filter.with_findings { WITH_FINDINGS } else { "" }),
    ];
    let asked = query(&[&own, more].concat());
    format!("/releves/{id}/{path}{}{asked}", if asked.is_empty() { "" } else { "?" })
}

pub async fn lines(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let (filter, turn) = (asked.filter(), Turn::of(asked.apres, asked.avant));
    let found = store::browse::lines(&mut scoped, &summary, &filter, Some(&turn)).await?;
    let total = store::browse::line_count(&mut scoped, &summary, &filter).await?;
    let services = store::browse::services(&mut scoped, &summary).await?;
    let part = Part::of(found, &turn, |found| i32::try_from(found.line.number).unwrap_or(i32::MAX));
    let h = heading(&union, &summary, "lines", t);
    let turned = |name: &str, key: Option<i32>| {
        key.map(|key| address(id, "lignes", &filter, &[(name, &key.to_string())])).unwrap_or_default()
    };
    html(&LinesPage {
        p: can.page(t.statement_lines_title(&h.employer)),
        total: t.lines_shown(total),
        lines: part.rows.iter().map(|found| line_view(found, id, t)).collect(),
        service_choices: service_choices(&services, &filter.service),
        status_choices: status_choices(&filter, t),
        previous_href: turned("avant", part.previous),
        next_href: turned("apres", part.next),
        first_href: if turn == Turn::First { String::new() } else { address(id, "lignes", &filter, &[]) },
        export_href: address(id, "lignes.csv", &filter, &[]),
        filter,
        h,
    })
}

fn status_choices(filter: &LineFilter, t: Text) -> Vec<Choice> {
    let choice = |status: OfStatus| Choice {
        value: status.code().to_owned(),
        label: match status {
            OfStatus::Is(status) => status_word(Some(status), t).to_owned(),
            OfStatus::Other => t.lines_status_other().to_owned(),
        },
        chosen: filter.status == Some(status),
    };
    OfStatus::ALL.into_iter().map(choice).collect()
}

fn line_view(found: &Found, id: Uuid, t: Text) -> LineView {
    let line = &found.line;
    let money = |amount: Option<Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    LineView {
        href: format!("/releves/{id}/lignes/{}", line.number),
        number: line.number.to_string(),
        employee_number: line.employee_number.to_string(),
        name: line.name.to_string(),
        job_title: line.job_title.to_string(),
        status: status_word(line.status, t),
        service: line.service.to_string(),
        salary_paid: money(line.salary_paid),
        dues: money(line.dues),
        correction: line.correction_period.to_string(),
        findings: if found.findings > 0 { t.lines_findings(found.findings) } else { String::new() },
        kind: match found.severity {
            Some(Severity::Error) => "blocking",
            Some(Severity::Warning) => "due",
            _ => "info",
        },
    }
}

/// The lines of the filter, all its pages; no number of social insurance, no address.
pub async fn lines_csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let found = store::browse::lines(&mut scoped, &summary, &asked.filter(), None).await?;
    scoped.record(Event::done(Action::Exported, format!("lines {id}")));
    scoped.commit().await?;
    let money = |amount: Option<Cad>| amount.map_or(Cell::from(""), Cell::Money);
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .map(|Found { line, findings, .. }| {
            vec![
                Cell::Count(line.number as usize),
                Cell::from(line.employee_number.as_str()),
                Cell::from(line.name.as_str()),
                Cell::from(line.job_title.as_str()),
                Cell::from(status_word(line.status, t)),
                Cell::from(line.service.as_str()),
                money(line.salary_paid),
                money(line.dues),
                Cell::from(line.correction_period.as_str()),
                Cell::from(line.correction_nature.as_str()),
                Cell::Count(*findings),
            ]
        })
        .collect();
    let heading = [
        t.finding_line(),
        t.column_employee_number(),
        t.column_name(),
        t.column_job_title(),
        t.column_status(),
        t.column_service(),
        t.column_salary_paid(),
        t.column_dues(),
        t.column_correction_period(),
        t.column_correction_nature(),
        t.lines_findings_heading(),
    ];
    Ok(export::download("lignes.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}

/// The file exactly as it was received; never shown in the page.
pub async fn file(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let bytes = store::file(&mut scoped, id).await?;
    scoped.record(Event::done(Action::Exported, format!("statement file {id}")));
    scoped.commit().await?;
    let encoded = encoded(&summary.file_name);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}")),
    ];
    Ok((headers, bytes).into_response())
}
