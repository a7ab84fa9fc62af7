//! One proposal: what it says, what it touches, and the decision of another person.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::typed::{LONGEST_NOTE, problem};
use super::{body_path, content_words, dates_words, decision_tag, proposal_path, resolution_words};
use crate::access::{Capability, DecideLevies, Need, SeeProposals};
use crate::db::Scoped;
use crate::declarations::pages::{Tag, levy_name, rule_words};
use crate::levies::store::{self, Decided, Deciding, Declared};
use crate::levies::what_if::PERIODS;
use crate::levies::{Content, Gap, Outcome, Proposal, Standing, Waiver, effects};
use crate::text::Text;
use crate::unions;
use crate::unions::pages::{Problem, about, status};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// What a proposal touches: `levies/effects.html`.
pub struct EffectsView {
    /// Levies that it would share a day with; empty when it may be approved.
    pub blocked: String,
    pub gaps: Vec<String>,
    /// Whether gaps and overlaps are a question at all: they are not for an exemption.
    pub of_dates: bool,
    /// Said when declared periods fall in its dates, with what happens to them.
    pub retroactive: String,
    pub then: &'static str,
    /// Period, unions, declarations.
    pub declared: Vec<(String, String, String)>,
}

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
        effects: effects_view(&mut scoped, &proposal, &standing, t).await?,
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
        rows.push((t.levies_dates(), dates_words(levy, today, t)));
        rows.push((t.levies_resolution(), resolution_words(levy, t)));
    }
    if let Some(closing) = proposal.content.closing() {
        // A levy that was closed before its first day is not among those standing.
        let closed = standing.iter().find(|one| one.id == closing.levy);
        let name = closed.map_or(proposal.code.as_str(), |one| levy_name(&one.levy, t.lang()));
        let never = closed.is_none_or(|one| closing.ends_on < one.levy.effective_from());
        let words =
            if never { t.levies_never_applies(name) } else { t.levies_closes_on(name, closing.ends_on) };
        rows.push((t.levies_closes_levy(), words));
    }
    if let Content::Exemption(waiver) = &proposal.content {
        let union = unions::store::union(scoped, waiver.union).await?;
        let unit = waiver.employer.and_then(|id| union.employer(id));
        rows.push((t.levies_union(), format!("{} · {}", union.number, union.name)));
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

fn waiver_rows(proposal: &Proposal, waiver: &Waiver, t: Text) -> [(&'static str, String); 4] {
    [
        (t.levies_percent(), t.levies_share_waived(&proposal.code, t.percent(&waiver.percent))),
        (t.levies_ground(), t.kind(waiver.ground.word(), &[])),
        (t.levies_periods(), t.levies_from_to_periods(waiver.from.to_string(), waiver.to.to_string())),
        (t.levies_decision_reference(), waiver.reference.clone()),
    ]
}

async fn effects_view(
    scoped: &mut Scoped,
    proposal: &Proposal,
    standing: &[Standing],
    t: Text,
) -> Result<EffectsView, Failure> {
    // Once approved, a levy stands among the others: it is not in its own way.
    let others: Vec<Standing> = standing.iter().filter(|one| one.id != proposal.id).cloned().collect();
    let seen = effects(&others, &proposal.code, &proposal.content);
    let declared = match (&proposal.content, &seen) {
        (Content::Exemption(waiver), _) => {
            store::declared_of(scoped, waiver.union, waiver.from, waiver.to).await?
        }
        (_, Some(seen)) => store::declared_within(scoped, proposal.body.id, seen.affects).await?,
        (_, None) => Vec::new(),
    };
    let names = |of: &[&Standing]| {
        let name = |one: &&Standing| {
            format!("{} ({})", levy_name(&one.levy, t.lang()), t.date(&one.levy.effective_from()))
        };
        of.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let count: i64 = declared.iter().map(|one| one.declarations).sum();
    let is_open = proposal.decision.is_none();
    Ok(EffectsView {
        blocked: match &seen {
            Some(seen) if is_open && !seen.overlaps.is_empty() => t.levies_blocked(names(&seen.overlaps)),
            _ => String::new(),
        },
        gaps: seen.iter().flat_map(|seen| &seen.gaps).map(|gap| gap_words(gap, t)).collect(),
        of_dates: seen.is_some(),
        retroactive: if count > 0 { t.levies_retroactive(count) } else { String::new() },
        then: match &proposal.content {
            Content::Exemption(_) => t.levies_exempted_late(),
            _ => t.levies_not_rewritten(),
        },
        declared: declared.iter().map(|one| declared_row(one, t)).collect(),
    })
}

fn declared_row(one: &Declared, t: Text) -> (String, String, String) {
    let count = |n: i64| t.count(&usize::try_from(n).unwrap_or_default());
    (one.period.to_string(), count(one.unions), count(one.declarations))
}

fn gap_words(gap: &Gap, t: Text) -> String {
    match gap.to {
        Some(to) => t.levies_gap(gap.from, to),
        None => t.levies_gap_open(gap.from),
    }
}

pub async fn decide(can: Can<DecideLevies>, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let t = can.text();
    let outcome = Outcome::from_code(&typed.outcome).ok_or(Failure::BadRequest("no such outcome"))?;
    let mut scoped = can.begin().await?;
    let proposal = store::one(&mut scoped, id).await?;
    if !store::decides_for(&mut scoped, proposal.body.id).await? {
        return Err(Failure::NotFound);
    }
    let standing = store::standing(&mut scoped, proposal.body.id).await?;
    let seen = effects_view(&mut scoped, &proposal, &standing, t).await?;
    let problem = match outcome {
        Outcome::Approved if !seen.blocked.is_empty() => {
            Some(Problem { href: "#effects", text: seen.blocked })
        }
        Outcome::Approved if !seen.retroactive.is_empty() && typed.seen.is_none() => {
            Some(problem("#seen", t.levies_seen_needed()))
        }
        Outcome::Rejected if !(3..=LONGEST_NOTE).contains(&typed.reason.trim().chars().count()) => {
            Some(problem("#reason", t.levies_reason_needed()))
        }
        _ => None,
    };
    if let Some(problem) = problem {
        drop(scoped);
        return page(&can, id, typed, vec![problem]).await;
    }
    let reason = if outcome == Outcome::Rejected { typed.reason.trim() } else { "" };
    let deciding = Deciding { proposal: &proposal, outcome, reason, name: &can.person.name };
    let refused = match store::decide(&mut scoped, &deciding).await? {
        Decided::Now => {
            scoped.commit().await?;
            return Ok(Redirect::to(&proposal_path(id)).into_response());
        }
        Decided::Before => problem_at_top(t.levies_already()),
        Decided::NotTheirs => problem_at_top(t.levies_not_theirs()),
        // Another levy was approved since this page was read: the page says which.
        Decided::Overlap => problem_at_top(t.levies_overlapped()),
    };
    drop(scoped);
    page(&can, id, typed, vec![refused]).await
}

fn problem_at_top(text: &str) -> Problem {
    problem("#decision", text)
}
