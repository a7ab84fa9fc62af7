//! The lines of a statement as read, and the file as received.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use uuid::Uuid;

use super::{Heading, heading};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::{Line, Status, store};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

pub struct LineView {
    pub number: String,
    pub employee_number: String,
    pub name: String,
    pub job_title: String,
    pub status: &'static str,
    pub salary_paid: String,
    pub dues: String,
    pub correction: String,
}

#[derive(Template)]
#[template(path = "statements/lines.html")]
struct LinesPage {
    p: Page,
    h: Heading,
    lines: Vec<LineView>,
    next: Option<u32>,
    first: bool,
}

#[derive(Deserialize)]
pub struct After {
    apres: Option<i32>,
}

const LINES_A_PAGE: usize = 50;

pub async fn lines(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(after): Query<After>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let after = after.apres.unwrap_or(0).max(0);
    let mut lines = store::lines(&mut scoped, &summary, after, Some(LINES_A_PAGE as i64 + 1)).await?;
    let more = lines.len() > LINES_A_PAGE;
    lines.truncate(LINES_A_PAGE);
    let h = heading(&union, &summary, t);
    html(&LinesPage {
        p: can.page(t.statement_lines_title(&h.employer)),
        h,
        next: lines.last().filter(|_| more).map(|line| line.number),
        lines: lines.iter().map(|line| line_view(line, t)).collect(),
        first: after == 0,
    })
}

fn line_view(line: &Line, t: Text) -> LineView {
    let money = |amount: Option<crate::money::Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    LineView {
        number: line.number.to_string(),
        employee_number: line.employee_number.clone(),
        name: line.name.clone(),
        job_title: line.job_title.clone(),
        status: match line.status {
            Some(Status::FullTime) => t.status_full_time(),
            Some(Status::PartTime) => t.status_part_time(),
            None => "",
        },
        salary_paid: money(line.salary_paid),
        dues: money(line.dues),
        correction: line.correction_period.clone(),
    }
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
