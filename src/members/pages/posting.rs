//! The list as it is posted (12.09): no address, telephone, number of social insurance or salary;
//! the most senior first; sixty calendar days, then it is official.

use std::cmp::Reverse;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, about, past_day, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::members::annual::{ListLine, Seniority, official_on};
use crate::members::plain;
use crate::members::store::annual::{self as lists_store, List};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A person on the posted list: what 12.09 lets everybody read, and nothing else.
pub struct Row {
    pub rank: String,
    pub name: String,
    pub number: String,
    pub hired_on: String,
    pub service: String,
    pub job_title: String,
    pub status: &'static str,
    pub shift: String,
    pub seniority: String,
    pub seniority_of_year: String,
}

/// By seniority, the most senior first; those whose seniority cannot be read last, by name.
fn rows(mut lines: Vec<ListLine>, t: Text) -> Vec<Row> {
    lines.sort_by_cached_key(|line| (Reverse(Seniority::parse(&line.seniority)), plain(&line.name)));
    let row = |(i, line): (usize, ListLine)| Row {
        rank: t.count(&(i + 1)),
        hired_on: line.hired_on.map(|date| date.to_string()).unwrap_or_default(),
        status: words::status(line.status, t),
        name: line.name,
        number: line.employee_number,
        service: line.service,
        job_title: line.job_title,
        shift: line.shift,
        seniority: line.seniority,
        seniority_of_year: line.seniority_of_year,
    };
    lines.into_iter().enumerate().map(row).collect()
}

#[derive(Template)]
#[template(path = "members/posting.html")]
struct PostingPage {
    p: Page,
    list: List,
    clock: String,
    employer: String,
    march: String,
    rows: Vec<Row>,
    key: String,
    posted_on: String,
    problems: Vec<Problem>,
}

impl PostingPage {
    fn error(&self) -> String {
        about(&self.problems, "#posted_on")
    }
}

/// A posting is of a list: which one is chosen among them.
pub async fn choose(_can: Can<SeeMembers>) -> Answer {
    Ok(Redirect::to("/membres/listes").into_response())
}

pub async fn show(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, None, Vec::new()).await
}

async fn page(can: &Can<SeeMembers>, id: Uuid, sent: Option<&Posted>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let list = lists_store::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, own).await?;
    let lines = lists_store::lines(&mut scoped, id).await?;
    scoped.record(Event::done(Action::MembersListed, format!("posting {id}")));
    scoped.commit().await?;
    let clock = match list.posted_on {
        None => t.members_posting_not_yet().to_owned(),
        Some(on) if today < official_on(on) => {
            t.members_posting_running((official_on(on) - today).num_days(), official_on(on), on)
        }
        Some(on) => t.members_posting_official(official_on(on), on),
    };
    let employer = words::employer(&union, list.employer);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let p = can.page(t.members_posting_title(list.year.to_string()));
    let page = PostingPage {
        march: t.date(&list.year.last_day()),
        rows: rows(lines, t),
        key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
        posted_on: sent.map_or_else(|| today.to_string(), |sent| sent.posted_on.clone()),
        list,
        clock,
        employer,
        problems,
        p,
    };
    html_with(status, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posted {
    key: Uuid,
    posted_on: String,
}

pub async fn post(can: Can<SeeMembers>, Path(id): Path<Uuid>, Form(sent): Form<Posted>) -> Answer {
    let mut scoped = can.begin().await?;
    let list = lists_store::one(&mut scoped, id).await?;
    // Nothing is posted before it was received.
    let posted_on = past_day(&sent.posted_on, scoped.today()).filter(|day| *day >= list.received_on);
    let Some(posted_on) = posted_on else {
        drop(scoped);
        let problem = Problem::new("#posted_on", can.text().members_bad_posting());
        return page(&can, id, Some(&sent), vec![problem]).await;
    };
    if lists_store::post(&mut scoped, sent.key, id, posted_on).await? > 0 {
        scoped.record(Event::done(Action::AnnualListPosted, format!("{id} {posted_on}")));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/listes/{id}/affichage"), "said-posting")
}

pub async fn export_csv(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    lists_store::one(&mut scoped, id).await?;
    let lines = lists_store::lines(&mut scoped, id).await?;
    let rows: Vec<Vec<Cell>> = rows(lines, t)
        .into_iter()
        .map(|row| {
            let texts = [row.rank, row.name, row.number, row.hired_on, row.service, row.job_title];
            let mut cells: Vec<Cell> = texts.into_iter().map(Cell::from).collect();
            cells.push(Cell::from(row.status));
            cells.extend([row.shift, row.seniority, row.seniority_of_year].map(Cell::from));
            cells
        })
        .collect();
    let what = format!("posting {id} purpose=affichage rows={}", rows.len());
    scoped.record(Event::done(Action::Exported, what));
    scoped.commit().await?;
    let heading = [
        t.members_rank(),
        t.members_name(),
        t.members_number(),
        t.members_hired_on(),
        t.members_service(),
        t.members_job_title(),
        t.members_status(),
        t.members_shift(),
        t.members_seniority(),
        t.members_seniority_of_year(),
    ];
    Ok(export::download("anciennete.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
