//! One proposal: what it says, what it touches, and the decision of another person.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::effects::{EffectsView, blocked, view};
use super::typed::{LONGEST_NOTE, problem};
use super::{
    body_path, content_words, dates_words, decision_tag, proposal_path, proposed_dates, resolution_words,
};
use crate::access::{Capability, DecideLevies, Need, SeeProposals};
use crate::db::Scoped;
use crate::declarations::pages::{Tag, levy_name, rule_words};
use crate::levies::store::{self, Decided, Deciding};
use crate::levies::what_if::PERIODS;
use crate::levies::{Closing, Content, Outcome, Proposal, Seen, Standing, Waiver};
use crate::text::Text;
use crate::unions;
use crate::unions::pages::{Problem, about, status};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

#[derive(Template)]
#[template(path = "levies/proposal.html")]
struct ProposalPage {
    p: Page,
    back: String,
    body: String,
    here: String,
    tag: Tag,
    rows: Vec<(String, String)>,
    proposed: String,
    decided: String,
    reason: String,
    is_open: bool,
    /// The reader's office decides, and the reader did not propose.
    may_decide: bool,
    is_own: bool,
    effects: EffectsView,
    /// What was shown to who decided, and not what stands today.
    is_kept: bool,
    /// Goes with the decision: what was shown.
    mark: String,
    simulation: String,
    typed_reason: String,
    problems: Vec<Problem>,
}

impl ProposalPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    outcome: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    seen: Option<String>,
    /// What the page showed that is approved.
    #[serde(default)]
    shown: String,
}

pub async fn show(can: Can<SeeProposals>, Path(id): Path<Uuid>) -> Answer {
    page(&can, id, Typed::default(), Vec::new()).await
}

async fn page<C: Need>(can: &Can<C>, id: Uuid, typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let proposal = store::one(&mut scoped, id).await?;
    let standing = store::standing(&mut scoped, proposal.body.id).await?;
    let today = scoped.today();
    let office = can.person.actor().holds(Capability::DecideLevies)
        && store::decides_for(&mut scoped, proposal.body.id).await?;
    let is_own = proposal.proposed.id == can.person.id;
    let (seen, is_kept) = shown(&mut scoped, &proposal).await?;
    let kind = content_words(&proposal.content, t);
    let page = ProposalPage {
        p: can.page(t.levies_proposal_title(proposal.body.name(t.lang()), kind)),
        back: body_path(&proposal.body),
        body: proposal.body.name(t.lang()).to_owned(),
        here: proposal_path(id),
        tag: decision_tag(proposal.decision.as_ref(), t),
        rows: rows(&mut scoped, &proposal, &standing, today, t).await?,
        proposed: t.levies_by_at(t.moment(&proposal.proposed.at), &proposal.proposed.name),
        decided: proposal
            .decision
            .as_ref()
            .map(|decision| t.levies_by_at(t.moment(&decision.by.at), &decision.by.name))
            .unwrap_or_default(),
        reason: proposal.decision.as_ref().map(|decision| decision.reason.clone()).unwrap_or_default(),
        is_open: proposal.decision.is_none(),
        may_decide: office && !is_own && proposal.decision.is_none(),
        is_own: office && is_own && proposal.decision.is_none(),
        effects: view(&seen, &proposal.content, t),
        is_kept,
        mark: seen.mark(),
        simulation: match &proposal.content {
            Content::Exemption(_) => String::new(),
            _ if !can.person.actor().holds(Capability::AskWhatIf) => String::new(),
            _ => format!("{}/simulation?proposition={id}", body_path(&proposal.body)),
        },
        typed_reason: typed.reason,
        problems,
    };
    html_with(status(&page.problems), &page)
}

/// What a proposal touches: as it was shown to who decided, or as things stand.
async fn shown(scoped: &mut Scoped, proposal: &Proposal) -> Result<(Seen, bool), Failure> {
    if let Some(kept) = store::kept(scoped, proposal).await? {
        return Ok((kept, true));
    }
    let mut seen = store::seen(scoped, proposal).await?;
    if proposal.decision.is_some() {
        // What it did is no reason against it.
        (seen.idle, seen.overlaps) = (None, Vec::new());
    }
    Ok((seen, false))
}

/// What is proposed, line by line.
async fn rows(
    scoped: &mut Scoped,
    proposal: &Proposal,
    standing: &[Standing],
    today: NaiveDate,
    t: Text,
) -> Result<Vec<(String, String)>, Failure> {
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(levy) = proposal.content.levy() {
        rows.push((t.levies_levy(), format!("{} ({})", levy_name(levy, t.lang()), levy.code())));
        rows.push((t.levies_rule(), rule_words(levy, t)));
        let holds = proposal.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Approved);
        let dates = if holds { dates_words(levy, today, t) } else { proposed_dates(levy, t) };
        rows.push((t.levies_dates(), dates));
        rows.push((t.levies_resolution(), resolution_words(levy, t)));
    }
    if let Some(closing) = proposal.content.closing() {
        rows.extend(closing_rows(proposal, closing, standing, t));
    }
    if let Content::Exemption(waiver) = &proposal.content {
        let union = unions::store::union(scoped, waiver.union).await?;
        let unit = waiver.employer.and_then(|id| union.employer(id));
        rows.push((t.levies_union(), proposal.union.clone()));
        rows.push((
            t.levies_unit(),
            unit.map_or_else(
                || t.levies_all_units().to_owned(),
                |employer| format!("{} · {}", employer.name, employer.unit),
            ),
        ));
        rows.extend(waiver_rows(proposal, waiver, t));
    }
    if !proposal.note.is_empty() {
        rows.push((t.levies_note_row(), proposal.note.clone()));
    }
    Ok(rows.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Which levy ends and when, and whether it ended sooner since.
fn closing_rows(
    proposal: &Proposal,
    closing: Closing,
    standing: &[Standing],
    t: Text,
) -> Vec<(&'static str, String)> {
    // A levy that was closed before its first day is not among those standing.
    let closed = standing.iter().find(|one| one.id == closing.levy);
    let name = closed.map_or_else(|| proposal.name(t.lang()), |one| levy_name(&one.levy, t.lang()));
    let never = closed.is_none_or(|one| closing.ends_on < one.levy.effective_from());
    let words = if never { t.levies_never_applies(name) } else { t.levies_closes_on(name, closing.ends_on) };
    let mut rows = vec![(t.levies_closes_levy(), words)];
    let is_open = proposal.decision.is_none();
    let sooner = closed.and_then(|one| one.levy.effective_to()).filter(|to| *to < closing.ends_on);
    if let Some(sooner) = sooner.filter(|_| !is_open) {
        rows.push((t.levies_closes_sooner(), t.levies_closed_since(sooner)));
    }
    rows
}

fn waiver_rows(proposal: &Proposal, waiver: &Waiver, t: Text) -> [(&'static str, String); 4] {
    [
        (t.levies_percent(), t.levies_share_waived(proposal.name(t.lang()), t.percent(&waiver.percent))),
        (t.levies_ground(), t.kind(waiver.ground.word(), &[])),
        (t.levies_periods(), t.levies_from_to_periods(waiver.from.to_string(), waiver.to.to_string())),
        (t.levies_decision_reference(), waiver.reference.clone()),
    ]
}

pub async fn decide(can: Can<DecideLevies>, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let t = can.text();
    let outcome = Outcome::from_code(&typed.outcome).ok_or(Failure::BadRequest("no such outcome"))?;
    let mut scoped = can.begin().await?;
    let proposal = store::one(&mut scoped, id).await?;
    if !store::decides_for(&mut scoped, proposal.body.id).await? {
        return Err(Failure::NotFound);
    }
    let seen = store::seen(&mut scoped, &proposal).await?;
    let problem = match outcome {
        Outcome::Approved if seen.is_blocked() => Some(Problem { href: "#effects", text: blocked(&seen, t) }),
        Outcome::Approved if seen.declarations() > 0 && typed.seen.is_none() => {
            Some(problem("#seen", t.levies_seen_needed()))
        }
        Outcome::Rejected if !(3..=LONGEST_NOTE).contains(&typed.reason.trim().chars().count()) => {
            Some(problem("#reason", t.levies_reason_needed()))
        }
        _ => None,
    };
    if let Some(problem) = problem.filter(|_| proposal.decision.is_none()) {
        drop(scoped);
        return page(&can, id, typed, vec![problem]).await;
    }
    let reason = if outcome == Outcome::Rejected { typed.reason.trim() } else { "" };
    let (shown, name) = (typed.shown.as_str(), can.person.name.as_str());
    let deciding = Deciding { proposal: &proposal, shown, outcome, reason, name };
    let refused = match store::decide(&mut scoped, &deciding).await? {
        Decided::Now => {
            scoped.commit().await?;
            return Ok(Redirect::to(&proposal_path(id)).into_response());
        }
        Decided::Before => problem_at_top(t.levies_already()),
        Decided::NotTheirs => problem_at_top(t.levies_not_theirs()),
        Decided::Changed => Problem { href: "#effects", text: t.levies_changed().to_owned() },
        // Another one was approved since this page was read: the page says which.
        Decided::Overlap | Decided::Blocked => problem_at_top(t.levies_overlapped()),
    };
    drop(scoped);
    page(&can, id, typed, vec![refused]).await
}

fn problem_at_top(text: &str) -> Problem {
    problem("#decision", text)
}
