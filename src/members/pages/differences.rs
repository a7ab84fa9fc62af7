//! An annual list compared with P13: its differences, settled one by one, exported.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, about, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::members::annual::due_on;
use crate::members::compare::{Difference, Kind, Settlement, compare};
use crate::members::store::annual::{self as lists_store, Decision, List};
use crate::members::{Purpose, is_note};
use crate::statements::Status;
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// One difference with its form.
pub struct Row {
    pub id: String,
    pub key: String,
    pub number: String,
    pub name: String,
    pub list: String,
    pub ours: String,
    pub decided: Option<String>,
    pub note: String,
    pub note_error: String,
}

/// The differences of one kind.
pub struct Group {
    pub kind: Kind,
    pub title: String,
    pub rows: Vec<Row>,
    pub open: usize,
    /// More than a page takes: the export has them all.
    pub more: usize,
}

/// Differences of one kind shown at once; the export has the others.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "members/annual.html")]
struct AnnualPage {
    p: Page,
    list: List,
    received: String,
    due: String,
    late: bool,
    has_statement: bool,
    groups: Vec<Group>,
    open: usize,
    posting: String,
    problems: Vec<Problem>,
}

impl AnnualPage {
    fn open_kind(&self) -> &'static str {
        if self.open > 0 { "due" } else { "" }
    }
}

pub async fn show(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, None, Vec::new()).await
}

/// Every difference of a list with what was decided of it.
async fn differences(
    scoped: &mut Scoped,
    list: &List,
) -> Result<(bool, Vec<(Difference, Option<Decision>)>), Failure> {
    let lines = lists_store::lines(scoped, list.id).await?;
    let ours = lists_store::ours(scoped, list).await?;
    let decisions = lists_store::decisions(scoped, list.id).await?;
    let has_statement = ours.is_some();
    let found = if has_statement { compare(&lines, &ours.unwrap_or_default()) } else { Vec::new() };
    let decided = |d: &Difference| {
        decisions.iter().find(|one| one.kind == d.kind && one.employee_number == d.employee_number).cloned()
    };
    Ok((
        has_statement,
        found.into_iter().map(|d| (decided(&d), d)).map(|(decision, d)| (d, decision)).collect(),
    ))
}

fn kind_title(kind: Kind, t: Text) -> &'static str {
    match kind {
        Kind::NotOnStatement => t.members_kind_not_on_statement(),
        Kind::NotOnList => t.members_kind_not_on_list(),
        Kind::Status => t.members_status(),
        Kind::JobTitle => t.members_job_title(),
        Kind::Service => t.members_service(),
        Kind::HiredOn => t.members_hired_on(),
        Kind::Address => t.members_address(),
        Kind::Phone => t.members_phone(),
    }
}

fn value(kind: Kind, value: &str, t: Text) -> String {
    match kind {
        Kind::Status => words::status(Status::from_code(value), t).to_owned(),
        Kind::HiredOn => value.parse().map(|date| t.date(&date)).unwrap_or_default(),
        _ => value.to_owned(),
    }
}

fn settlement(settlement: Settlement, t: Text) -> &'static str {
    match settlement {
        Settlement::List => t.members_settle_list(),
        Settlement::Ours => t.members_settle_ours(),
        Settlement::Ask => t.members_settle_ask(),
        Settlement::Reopened => t.members_reopen(),
    }
}

fn decided(decision: &Decision, t: Text) -> String {
    t.members_decided(
        decision.at,
        decision.by.as_str(),
        settlement(decision.settlement, t),
        decision.note.as_str(),
    )
}

/// Names the form of a difference on its page.
fn row_id(kind: Kind, number: &str) -> String {
    let plain: String = number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{}-{plain}", kind.code())
}

async fn page(can: &Can<SeeMembers>, id: Uuid, sent: Option<&Settled>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let list = lists_store::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, own).await?;
    let (has_statement, found) = differences(&mut scoped, &list).await?;
    scoped.record(Event::done(Action::MembersListed, format!("annual-list {id}")));
    scoped.commit().await?;
    let employer = words::employer(&union, list.employer);
    let p = can.page(t.members_annual_list_title(employer.as_str(), list.year.to_string()));
    let row = |(difference, decision): &(Difference, Option<Decision>)| {
        let id = row_id(difference.kind, &difference.employee_number);
        let sent = sent.filter(|sent| {
            row_id(difference.kind, &sent.number) == id && sent.kind == difference.kind.code()
        });
        Row {
            key: p.key().to_string(),
            number: difference.employee_number.clone(),
            name: difference.name.clone(),
            list: value(difference.kind, &difference.list, t),
            ours: value(difference.kind, &difference.ours, t),
            decided: decision.as_ref().map(|decision| decided(decision, t)),
            note: sent.map(|sent| sent.note.clone()).unwrap_or_default(),
            note_error: about(&problems, &format!("#note-{id}")),
            id,
        }
    };
    let group = |kind: Kind| {
        let mut of_kind: Vec<_> = found.iter().filter(|(d, _)| d.kind == kind).collect();
        // What is left to settle comes first.
        of_kind.sort_by_key(|(_, decision)| decision.is_some());
        let count = of_kind.len();
        Group {
            kind,
            title: t.members_kind_title(count, kind_title(kind, t)),
            open: of_kind.iter().filter(|(_, decision)| decision.is_none()).count(),
            more: of_kind.len().saturating_sub(SHOWN),
            rows: of_kind.into_iter().take(SHOWN).map(row).collect(),
        }
    };
    let groups: Vec<Group> = Kind::ALL.into_iter().map(group).filter(|g| !g.rows.is_empty()).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = AnnualPage {
        received: t.date(&list.received_on),
        due: t.date(&due_on(list.year)),
        late: list.received_on > due_on(list.year),
        open: groups.iter().map(|group| group.open).sum(),
        posting: format!("/membres/listes/{}/affichage", list.id),
        list,
        has_statement,
        groups,
        problems,
        p,
    };
    html_with(status, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    key: Uuid,
    number: String,
    kind: String,
    choice: String,
    note: String,
}

pub async fn settle(can: Can<SeeMembers>, Path(id): Path<Uuid>, Form(sent): Form<Settled>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let list = lists_store::one(&mut scoped, id).await?;
    let kind = Kind::from_code(&sent.kind).ok_or(Failure::BadRequest("an unknown kind"))?;
    let choice = Settlement::from_code(&sent.choice).ok_or(Failure::BadRequest("an unknown choice"))?;
    let row = row_id(kind, &sent.number);
    if !is_note(&sent.note) {
        drop(scoped);
        let problem = Problem::new(format!("#note-{row}"), t.members_note_needed());
        return page(&can, id, Some(&sent), vec![problem]).await;
    }
    let (_, found) = differences(&mut scoped, &list).await?;
    if !found.iter().any(|(d, _)| d.kind == kind && d.employee_number == sent.number) {
        return Err(Failure::NotFound);
    }
    let what = (sent.number.as_str(), kind);
    if lists_store::settle(&mut scoped, sent.key, id, what, choice, sent.note.trim()).await? > 0 {
        scoped.record(Event::done(
            Action::AnnualListSettled,
            format!("{id} {} {}", kind.code(), choice.code()),
        ));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/listes/{id}#{}", kind.code()), "said-difference")
}

pub async fn export_csv(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let list = lists_store::one(&mut scoped, id).await?;
    let (_, found) = differences(&mut scoped, &list).await?;
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .map(|(d, decision)| {
            let settled = decision.as_ref();
            vec![
                Cell::from(kind_title(d.kind, t)),
                Cell::from(d.employee_number.as_str()),
                Cell::from(d.name.as_str()),
                Cell::from(value(d.kind, &d.list, t)),
                Cell::from(value(d.kind, &d.ours, t)),
                Cell::from(settled.map(|s| settlement(s.settlement, t)).unwrap_or_default()),
                Cell::from(settled.map(|s| s.note.clone()).unwrap_or_default()),
            ]
        })
        .collect();
    let what = format!("annual-list {id} purpose={} rows={}", Purpose::Verification.code(), rows.len());
    scoped.record(Event::done(Action::Exported, what));
    scoped.commit().await?;
    let heading = [
        t.members_difference(),
        t.members_number(),
        t.members_name(),
        t.members_on_list(),
        t.members_on_statement(),
        t.members_decision(),
        t.members_note(),
    ];
    Ok(export::download("ecarts.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
