//! Records that may be one person, to be settled, and those that were.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::{Problem, about, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::members::store::{self, duplicates::Proposal, duplicates::Reason};
use crate::members::{Choice, Member, is_note};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct Record {
    pub href: String,
    pub name: String,
    /// Employer, number, first day, periods.
    pub facts: Vec<String>,
}

pub struct Pair {
    /// Of the form and its fields.
    pub id: String,
    pub key: String,
    pub first: Uuid,
    pub second: String,
    pub reason: String,
    pub records: Vec<Record>,
    pub settled: Option<String>,
    pub note: String,
    pub note_error: String,
    pub same_label: &'static str,
    pub different_label: &'static str,
}

#[derive(Template)]
#[template(path = "members/duplicates.html")]
struct DuplicatesPage {
    p: Page,
    open: Vec<Pair>,
    settled: Vec<Pair>,
    /// Open pairs beyond those shown.
    more: usize,
    problems: Vec<Problem>,
}

/// Pairs of a kind shown at once; the others come up as these are settled.
const SHOWN: usize = 50;

pub async fn show(can: Can<SeeMembers>) -> Answer {
    page(&can, None, Vec::new()).await
}

fn pair_id(first: Uuid, second: Option<Uuid>) -> String {
    match second {
        Some(second) => format!("{first}-{second}"),
        None => first.to_string(),
    }
}

async fn page(can: &Can<SeeMembers>, sent: Option<&Settled>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let proposals = store::duplicates::proposals(&mut scoped).await?;
    let ids: Vec<Uuid> = proposals.iter().flat_map(|p| [Some(p.first), p.second]).flatten().collect();
    let members = store::some(&mut scoped, &ids).await?;
    scoped.record(Event::done(Action::MembersListed, "duplicates"));
    scoped.commit().await?;
    let p = can.page(t.members_duplicates_title());
    let pair = |proposal: &Proposal| {
        let mut pair = pair(proposal, &members, &union, t);
        pair.key = p.key().to_string();
        if let Some(sent) = sent.filter(|sent| pair.id == pair_id(sent.first, sent.second())) {
            pair.note.clone_from(&sent.note);
        }
        pair.note_error = about(&problems, &format!("#note-{}", pair.id));
        pair
    };
    let (settled, open): (Vec<_>, Vec<_>) = proposals.iter().partition(|p| p.decision.is_some());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let more = open.len().saturating_sub(SHOWN);
    let open = open.into_iter().take(SHOWN).map(pair).collect();
    let settled = settled.into_iter().take(SHOWN).map(pair).collect();
    html_with(status, &DuplicatesPage { p, open, settled, more, problems })
}

fn pair(proposal: &Proposal, members: &[Member], union: &Union, t: Text) -> Pair {
    let find = |id: Uuid| members.iter().find(|member| member.id == id);
    let record = |member: &Member| Record {
        href: format!("/membres/{}", member.id),
        name: member.name.clone(),
        facts: vec![
            words::employer(union, member.employer),
            t.members_number_is(member.employee_number.as_str()),
            words::day(member.first_day(), t),
            member.periods.map(|(f, l)| t.members_periods(f.to_string(), l.to_string())).unwrap_or_default(),
        ]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .collect(),
    };
    let ids = [Some(proposal.first), proposal.second];
    let elsewhere = proposal.second.is_none();
    Pair {
        id: pair_id(proposal.first, proposal.second),
        key: String::new(),
        first: proposal.first,
        second: proposal.second.map(|id| id.to_string()).unwrap_or_default(),
        reason: match proposal.reason {
            Some(Reason::SameNumber) => t.members_reason_same_number(),
            Some(Reason::SameName) => t.members_reason_same_name(),
            Some(Reason::OtherUnion) => t.members_reason_other_union(),
            None => t.members_reason_gone(),
        }
        .to_owned(),
        records: ids.into_iter().flatten().filter_map(find).map(record).collect(),
        settled: proposal.decision.as_ref().map(|decision| {
            let choice = match (decision.choice, elsewhere) {
                (Choice::Same, false) => t.members_same(),
                (Choice::Same, true) => t.members_same_elsewhere(),
                (_, false) => t.members_different(),
                (_, true) => t.members_different_elsewhere(),
            };
            t.members_decided(decision.at, decision.by.as_str(), choice, decision.note.as_str())
        }),
        note: String::new(),
        note_error: String::new(),
        same_label: if elsewhere { t.members_same_elsewhere() } else { t.members_same() },
        different_label: if elsewhere { t.members_different_elsewhere() } else { t.members_different() },
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    key: Uuid,
    first: Uuid,
    /// Empty when the other record is another union's.
    second: String,
    choice: String,
    note: String,
}

impl Settled {
    fn second(&self) -> Option<Uuid> {
        self.second.parse().ok()
    }
}

pub async fn settle(can: Can<SeeMembers>, Form(sent): Form<Settled>) -> Answer {
    let t = can.text();
    let choice = Choice::from_code(&sent.choice).ok_or(Failure::BadRequest("an unknown choice"))?;
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, sent.first).await?;
    let id = pair_id(sent.first, sent.second());
    if !is_note(&sent.note) {
        drop(scoped);
        let problem = Problem::new(format!("#note-{id}"), t.members_note_needed());
        return page(&can, Some(&sent), vec![problem]).await;
    }
    let pair = (sent.first, sent.second());
    if !store::duplicates::settle(&mut scoped, sent.key, pair, choice, sent.note.trim()).await? {
        return Err(Failure::NotFound);
    }
    scoped.record(Event::done(Action::DuplicateSettled, format!("{id} {}", choice.code())));
    scoped.commit().await?;
    flash::done("/membres/doublons", "said-duplicate")
}
