//! Membership cards to get signed, late first, and recorded many at once (5.02).

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum_extra::extract::Form;
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, about, past_day, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::declarations::pages::Tag;
use crate::members::store;
use crate::unions;
use crate::unions::pages::team::Contacts;
use crate::unions::team::Section;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// People on a page.
const A_PAGE: usize = 50;

pub struct Row {
    pub id: Uuid,
    pub chosen: bool,
    pub name: String,
    pub number: String,
    pub employer: String,
    pub first_day: String,
    pub due: String,
    pub card: Tag,
}

#[derive(Template)]
#[template(path = "members/cards.html")]
struct CardsPage {
    p: Page,
    rows: Vec<Row>,
    late: usize,
    there_before: usize,
    next: String,
    first: bool,
    key: String,
    signed_on: String,
    problems: Vec<Problem>,
    contacts: Contacts,
}

impl CardsPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Deserialize)]
pub struct After {
    apres: Option<Uuid>,
}

pub async fn show(can: Can<SeeMembers>, Query(after): Query<After>) -> Answer {
    page(&can, after.apres, None, Vec::new()).await
}

async fn page(
    can: &Can<SeeMembers>,
    after: Option<Uuid>,
    sent: Option<&Signed>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    let late = store::counts(&mut scoped).await?.late_cards;
    let there_before = store::cards::there_before(&mut scoped).await?.len();
    let mut members = store::cards::unsigned(&mut scoped, after, A_PAGE as i64 + 1).await?;
    let more = members.len() > A_PAGE;
    members.truncate(A_PAGE);
    let contacts = Contacts::read(&mut scoped, Section::Cards, t).await?;
    scoped.record(Event::done(Action::MembersListed, "cards"));
    scoped.commit().await?;
    let last = members.last().filter(|_| more).map(|member| member.id);
    let row = |member: &crate::members::Member| {
        let card = member.card(today);
        Row {
            id: member.id,
            chosen: sent.is_some_and(|sent| sent.member.contains(&member.id)),
            name: member.name.clone(),
            number: member.employee_number.clone(),
            employer: words::employer(&union, member.employer),
            first_day: words::day(member.first_day(), t),
            due: words::card_day(card, t),
            card: words::card(card, t),
        }
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let p = can.page(t.members_cards_title());
    let page = CardsPage {
        rows: members.iter().map(row).collect(),
        late,
        there_before,
        next: last.map(|id| format!("/membres/cartes?apres={id}")).unwrap_or_default(),
        first: after.is_none(),
        key: sent.map_or_else(|| p.key(), |sent| sent.key).to_string(),
        signed_on: sent.map(|sent| sent.signed_on.clone()).unwrap_or_default(),
        problems,
        contacts,
        p,
    };
    html_with(status, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    key: Uuid,
    #[serde(default)]
    member: Vec<Uuid>,
    signed_on: String,
    /// Everybody who was there before the first statement.
    there_before: Option<String>,
}

pub async fn record(can: Can<SeeMembers>, Form(sent): Form<Signed>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let mut chosen = sent.member.clone();
    if store::some(&mut scoped, &chosen).await?.len() != chosen.len() {
        return Err(Failure::NotFound);
    }
    if sent.there_before.is_some() {
        chosen.extend(store::cards::there_before(&mut scoped).await?);
    }
    let signed_on = past_day(&sent.signed_on, scoped.today());
    let mut problems = Vec::new();
    if chosen.is_empty() {
        problems.push(Problem::new("#people", t.members_cards_nobody()));
    }
    if signed_on.is_none() {
        problems.push(Problem::new("#signed_on", t.members_bad_day()));
    }
    if !problems.is_empty() {
        drop(scoped);
        return page(&can, None, Some(&sent), problems).await;
    }
    let recorded = store::cards::record(&mut scoped, sent.key, &chosen, signed_on, "").await?;
    if recorded > 0 {
        scoped.record(Event::done(Action::CardRecorded, format!("{} rows={recorded}", sent.key)));
    }
    scoped.commit().await?;
    flash::counted("/membres/cartes", "said-cards", recorded)
}
