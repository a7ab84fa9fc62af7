//! The federation's office says who supports each of its unions, from when and until when.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use serde::Deserialize;
use uuid::Uuid;

use super::team::{Team, duty_words};
use super::{Choice, Problem, about, day, status};
use crate::access::MaintainTeam;
use crate::db;
use crate::unions::store;
use crate::unions::store::team::NewAssignment;
use crate::unions::team::Member;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Assigning {
    key: Uuid,
    member: String,
    since: String,
    until: String,
}

#[derive(Template)]
#[template(path = "unions/assignments.html")]
struct AssignmentsPage {
    p: Page,
    union: Uuid,
    name: String,
    team: Team,
    people: Vec<Choice>,
    typed: Assigning,
    key: String,
    today: String,
    problems: Vec<Problem>,
}

impl AssignmentsPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

pub async fn team(can: Can<MaintainTeam>, Path(union): Path<Uuid>) -> Answer {
    let since = can.state.db.clock().today().to_string();
    team_page(&can, union, Assigning { since, ..Assigning::default() }, Vec::new()).await
}

async fn team_page(can: &Can<MaintainTeam>, union: Uuid, typed: Assigning, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = store::union(&mut scoped, union).await?;
    let today = scoped.today();
    let staff = store::team::staff(&mut scoped).await?;
    let person = |member: &Member| Choice {
        value: member.id.to_string(),
        label: format!("{} · {}", member.profile.name, duty_words(member.profile.duty, t)),
        chosen: member.id.to_string() == typed.member,
    };
    let p = can.page(t.assignments_title());
    let answer = status(&problems);
    let page = AssignmentsPage {
        union,
        name: found.name,
        team: Team::read(&mut scoped, union, t).await?,
        people: staff
            .iter()
            .filter(|member| member.profile.until.is_none_or(|until| until >= today))
            .map(person)
            .collect(),
        key: if typed.key.is_nil() { p.key() } else { typed.key }.to_string(),
        today: today.to_string(),
        typed,
        problems,
        p,
    };
    html_with(answer, &page)
}

pub async fn assign(can: Can<MaintainTeam>, Path(union): Path<Uuid>, Form(typed): Form<Assigning>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let federation = store::union(&mut scoped, union).await?.federation.id;
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    let member = match typed.member.parse() {
        Ok(id) => Some(store::team::one(&mut scoped, id).await?.id),
        Err(_) => None,
    };
    if member.is_none() {
        wrong("#member", t.assignments_bad_member());
    }
    let (since, until) = (day(&typed.since), day(&typed.until));
    if since.is_none() {
        wrong("#since", t.team_bad_date());
    }
    if !typed.until.trim().is_empty() && until.is_none_or(|until| since.is_some_and(|since| until < since)) {
        wrong("#until", t.team_bad_end());
    }
    let (Some(member), Some(since), true) = (member, since, problems.is_empty()) else {
        return team_page(&can, union, typed, problems).await;
    };
    let new = NewAssignment { id: typed.key, union, federation, member, since, until };
    match store::team::assign(&mut scoped, &new).await {
        Ok(true) => scoped.commit().await?,
        Ok(false) => {}
        Err(error) if is_twice(&error) => {
            drop(scoped);
            let problems = vec![Problem { href: "#member", text: t.assignments_twice().to_owned() }];
            return team_page(&can, union, typed, problems).await;
        }
        Err(error) => return Err(error.into()),
    }
    flash::done(&format!("/federation/syndicats/{union}/equipe"), "said-assigned")
}

fn is_twice(error: &db::Error) -> bool {
    error.constraint() == Some("team_assignments_once_at_a_time")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    until: String,
}

/// Gives an assignment its last day.
pub async fn end(
    can: Can<MaintainTeam>,
    Path((union, assignment)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Ending>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = store::team::of_union(&mut scoped, union).await?;
    let found = found.iter().find(|found| found.id == assignment).ok_or(Failure::NotFound)?;
    let Some(until) = day(&typed.until).filter(|until| *until >= found.since) else {
        let problems = vec![Problem { href: "#team", text: t.team_bad_end().to_owned() }];
        return team_page(&can, union, Assigning::default(), problems).await;
    };
    store::team::end(&mut scoped, union, assignment, until).await?;
    scoped.commit().await?;
    flash::done(&format!("/federation/syndicats/{union}/equipe"), "said-assignment-ended")
}
