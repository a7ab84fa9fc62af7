//! People from before the portal: a roster brought, looked at, taken in.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::annual::{Choice, refusal};
use super::upload::{Upload, read_upload};
use super::{Problem, about, past_day, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::members::roster::{self, Fault, NotARoster};
use crate::members::store::roster::{self as rosters, Brought, Named, Roster};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

const PEOPLE_A_PAGE: usize = 50;

pub struct RosterRow {
    pub href: String,
    pub file_name: String,
    pub employer: String,
    pub as_of: String,
    pub people: String,
    pub taken_in: String,
}

/// A cell to mend.
pub struct FaultRow {
    pub line: String,
    pub column: String,
    pub value: String,
    pub what: String,
}

#[derive(Template)]
#[template(path = "members/rosters.html")]
struct RostersPage {
    p: Page,
    rows: Vec<RosterRow>,
    employers: Vec<Choice>,
    key: String,
    as_of: String,
    problems: Vec<Problem>,
    faults: Vec<FaultRow>,
}

impl RostersPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

pub async fn list(can: Can<SeeMembers>) -> Answer {
    list_page(&can, None, Vec::new(), Vec::new()).await
}

async fn list_page(
    can: &Can<SeeMembers>,
    sent: Option<&Upload>,
    problems: Vec<Problem>,
    faults: Vec<Fault>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    let row = |roster: &Roster| RosterRow {
        href: format!("/membres/effectif/{}", roster.id),
        file_name: roster.file_name.clone(),
        employer: words::employer(&union, roster.employer_id),
        as_of: t.date(&roster.as_of),
        people: t.count(&usize::try_from(roster.lines).unwrap_or_default()),
        taken_in: roster.used_at.map(|at| t.moment(&at)).unwrap_or_default(),
    };
    let rows = rosters::all(&mut scoped).await?.iter().map(row).collect();
    let employer = |employer: &unions::Employer| Choice {
        value: employer.id.to_string(),
        label: employer.name.clone(),
        chosen: sent.is_some_and(|sent| sent.employer == employer.id),
    };
    let fault = |fault: &Fault| FaultRow {
        line: fault.line.to_string(),
        column: fault.column.clone(),
        value: fault.value.clone(),
        what: t.kind(fault.kind.key(), &[]),
    };
    let p = can.page(t.members_roster_title());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = RostersPage {
        rows,
        employers: union.employers.iter().map(employer).collect(),
        // A new key: the file has to be chosen again anyway.
        key: p.key().to_string(),
        as_of: sent.map_or_else(|| today.to_string(), |sent| sent.received_on.clone()),
        problems,
        faults: faults.iter().map(fault).collect(),
        p,
    };
    html_with(status, &page)
}

pub async fn bring(can: Can<SeeMembers>, form: Multipart) -> Answer {
    let t = can.text();
    let upload = read_upload(form, can.settings().max_upload).await?;
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    union.employer(upload.employer).ok_or(Failure::NotFound)?;
    drop(scoped);
    let (mut problems, mut faults) = (Vec::new(), Vec::new());
    let as_of = past_day(&upload.received_on, today);
    if as_of.is_none() {
        problems.push(Problem::new("#received_on", t.members_bad_day()));
    }
    // Off the event loop, a few files at a time, as statements are read.
    let turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let bytes = upload.bytes.clone();
    let read = tokio::task::spawn_blocking(move || roster::read(&bytes, today)).await;
    drop(turn);
    let read = read.map_err(anyhow::Error::new)?;
    match &read {
        Ok(_) => {}
        Err(NotARoster::NotAList(why)) => problems.push(Problem::new("#file", refusal(why, t))),
        Err(NotARoster::Faults(found)) => {
            problems.push(Problem::new("#faults", t.members_roster_faults(found.len())));
            faults.clone_from(found);
        }
    }
    let (Some(as_of), Ok(lines)) = (as_of, read) else {
        return list_page(&can, Some(&upload), problems, faults).await;
    };
    let mut scoped = can.begin().await?;
    let brought = Brought {
        id: upload.key,
        employer: upload.employer,
        as_of,
        file_name: &upload.file_name,
        sha256: Sha256::digest(&upload.bytes).into(),
        lines: &lines,
    };
    rosters::bring(&mut scoped, &brought).await?;
    scoped.commit().await?;
    flash::done(&format!("/membres/effectif/{}", upload.key), "said-roster-read")
}

pub struct PersonRow {
    pub name: String,
    pub number: String,
    pub is_known: bool,
    pub card: String,
}

#[derive(Template)]
#[template(path = "members/roster.html")]
struct RosterPage {
    p: Page,
    here: String,
    employer: String,
    as_of: String,
    file_name: String,
    people: String,
    added: String,
    cards: String,
    /// When it was taken in; empty while it may be.
    taken_in: String,
    rows: Vec<PersonRow>,
    next: String,
}

#[derive(Deserialize)]
pub struct After {
    apres: Option<i32>,
}

pub async fn show(can: Can<SeeMembers>, Path(id): Path<Uuid>, Query(after): Query<After>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let roster = rosters::one(&mut scoped, id).await?;
    let after = after.apres.unwrap_or(0).max(0);
    let mut people = rosters::people(&mut scoped, id, after, PEOPLE_A_PAGE as i64 + 1).await?;
    let more = people.len() > PEOPLE_A_PAGE;
    people.truncate(PEOPLE_A_PAGE);
    let here = format!("/membres/effectif/{id}");
    let next = people.last().filter(|_| more).map(|last| format!("{here}?apres={}", last.line));
    let count = |count: i64| t.count(&usize::try_from(count).unwrap_or_default());
    html(&RosterPage {
        p: can.page(t.members_roster_one_title()),
        here,
        employer: words::employer(&union, roster.employer_id),
        as_of: t.date(&roster.as_of),
        file_name: roster.file_name.clone(),
        people: count(roster.lines.into()),
        added: count(roster.added),
        cards: count(roster.cards),
        taken_in: roster.used_at.map(|at| t.moment(&at)).unwrap_or_default(),
        rows: people.into_iter().map(|person| person_row(person, t)).collect(),
        next: next.unwrap_or_default(),
    })
}

fn person_row(person: Named, t: Text) -> PersonRow {
    PersonRow {
        name: person.name,
        number: person.employee_number,
        is_known: person.is_known,
        card: person.card_signed_on.map(|day| t.date(&day)).unwrap_or_default(),
    }
}

pub async fn take_in(can: Can<SeeMembers>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    if rosters::take_in(&mut scoped, id).await? {
        scoped.record(Event::done(Action::RosterTakenIn, id));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/effectif/{id}"), "said-roster-taken-in")
}
