//! The list of members: search, filters, pages of fifty, and its export.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::declarations::pages::Tag;
use crate::members::store::{self, Counts};
use crate::members::{Filter, Member, Purpose};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html_with};

/// People on a page.
const A_PAGE: usize = 50;

pub struct Row {
    pub href: String,
    pub name: String,
    pub number: String,
    pub employer: String,
    pub job_title: String,
    pub status: &'static str,
    pub presence: Tag,
    pub card: Tag,
    pub card_day: String,
}

fn row(member: &Member, union: &Union, today: NaiveDate, t: Text) -> Row {
    let card = member.card(today);
    Row {
        href: format!("/membres/{}", member.id),
        name: member.name.clone(),
        number: member.employee_number.clone(),
        employer: words::employer(union, member.employer),
        job_title: member.job_title.clone(),
        status: words::status(member.status, t),
        presence: words::presence(member, t),
        card: words::card(card, t),
        card_day: words::card_day(card, t),
    }
}

pub struct FilterLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

#[derive(Template)]
#[template(path = "members/list.html")]
struct ListPage {
    p: Page,
    counts: Counts,
    filters: Vec<FilterLink>,
    filter: Filter,
    search: String,
    rows: Vec<Row>,
    several_employers: bool,
    next: String,
    first: String,
    late: usize,
    to_settle: usize,
    problems: Vec<Problem>,
}

impl ListPage {
    fn purposes(&self) -> Vec<(&'static str, &'static str)> {
        let offered = Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Employer);
        offered.map(|purpose| (purpose.code(), words::purpose(purpose, self.p.t))).collect()
    }

    fn filter_code(&self) -> &'static str {
        self.filter.code()
    }

    fn error(&self) -> String {
        super::about(&self.problems, "#motif")
    }

    fn count(&self, filter: Filter) -> String {
        self.p.t.count(&self.counts.of(filter))
    }
}

#[derive(Deserialize, Default)]
pub struct Asked {
    q: Option<String>,
    voir: Option<String>,
    apres: Option<Uuid>,
    motif: Option<String>,
}

impl Asked {
    fn search(&self) -> String {
        self.q.as_deref().unwrap_or_default().trim().chars().take(100).collect()
    }

    fn filter(&self) -> Filter {
        self.voir.as_deref().and_then(Filter::from_code).unwrap_or(Filter::Here)
    }
}

fn address(filter: Filter, search: &str, after: Option<Uuid>) -> String {
    let search = if search.is_empty() { String::new() } else { format!("&q={}", encoded(search)) };
    let after = after.map(|id| format!("&apres={id}")).unwrap_or_default();
    format!("/membres?voir={}{search}{after}", filter.code())
}

pub async fn show(can: Can<SeeMembers>, Query(asked): Query<Asked>) -> Answer {
    page(&can, &asked, Vec::new()).await
}

async fn page(can: &Can<SeeMembers>, asked: &Asked, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    let (filter, search) = (asked.filter(), asked.search());
    let counts = store::counts(&mut scoped).await?;
    let mut members = store::list(&mut scoped, filter, &search, asked.apres, Some(A_PAGE as i64 + 1)).await?;
    let more = members.len() > A_PAGE;
    members.truncate(A_PAGE);
    let proposals = store::duplicates::proposals(&mut scoped).await?;
    scoped.record(Event::done(Action::MembersListed, format!("register {}", filter.code())));
    scoped.commit().await?;
    let link = |filter: Filter| FilterLink {
        href: address(filter, &search, None),
        label: format!("{} ({})", words::filter(filter, t), t.count(&counts.of(filter))),
        current: filter == asked.filter(),
    };
    let last = members.last().filter(|_| more).map(|member| member.id);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ListPage {
        p: can.page(t.members_title()),
        filters: Filter::ALL.into_iter().map(link).collect(),
        filter,
        rows: members.iter().map(|member| row(member, &union, today, t)).collect(),
        several_employers: union.employers.len() > 1,
        next: last.map(|id| address(filter, &search, Some(id))).unwrap_or_default(),
        first: asked.apres.map(|_| address(filter, &search, None)).unwrap_or_default(),
        late: counts.late_cards,
        to_settle: proposals.iter().filter(|p| p.decision.is_none()).count(),
        counts,
        search,
        problems,
    };
    html_with(status, &page)
}

/// The people on the screen, all pages of it: no address, telephone, number or salary, and the
/// purpose in the journal.
pub async fn export_csv(can: Can<SeeMembers>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let Some(purpose) = asked.motif.as_deref().and_then(Purpose::from_code) else {
        return page(&can, &asked, vec![Problem::new("#motif", t.members_purpose_needed())]).await;
    };
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    let members = store::list(&mut scoped, asked.filter(), &asked.search(), None, None).await?;
    let rows: Vec<Vec<Cell>> = members.iter().map(|member| cells(member, &union, today, t)).collect();
    let what = format!("members {} purpose={} rows={}", asked.filter().code(), purpose.code(), rows.len());
    scoped.record(Event::done(Action::Exported, what));
    scoped.commit().await?;
    let heading = [
        t.members_name(),
        t.members_number(),
        t.members_employer(),
        t.members_job_title(),
        t.members_service(),
        t.members_status(),
        t.members_presence(),
        t.members_first_day(),
        t.members_first_period(),
        t.members_last_period(),
        t.members_card(),
        t.members_card_signed_heading(),
        t.members_card_due_heading(),
        t.members_card_number(),
    ];
    Ok(export::download("membres.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}

fn cells(member: &Member, union: &Union, today: NaiveDate, t: Text) -> Vec<Cell> {
    let iso = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let (first, last) = member.periods.map(|(f, l)| (f.to_string(), l.to_string())).unwrap_or_default();
    let due = member.first_day().map(crate::members::card_due);
    vec![
        Cell::from(member.name.as_str()),
        Cell::from(member.employee_number.as_str()),
        Cell::from(words::employer(union, member.employer)),
        Cell::from(member.job_title.as_str()),
        Cell::from(member.service.as_str()),
        Cell::from(words::status(member.status, t)),
        Cell::from(words::presence(member, t).word),
        Cell::from(iso(member.first_day())),
        Cell::from(first),
        Cell::from(last),
        Cell::from(words::card(member.card(today), t).word),
        Cell::from(iso(member.card_signed_on)),
        Cell::from(iso(due)),
        Cell::from(member.card_number.as_str()),
    ]
}
