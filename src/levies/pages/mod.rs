//! What each body levies, for everybody; proposals and simulations, for the offices that decide.

pub mod bodies;
pub mod close;
mod effects;
mod kept;
pub mod proposal;
pub mod propose;
mod results;
pub mod simulate;
mod typed;
pub mod waive;

use chrono::NaiveDate;

use super::{Content, Decision, Outcome, Proposal};
use crate::declarations::pages::{Tag, rule_words};
use crate::dues::Levy;
use crate::text::Text;
use crate::unions::{Body, BodyKind};
use crate::web::routes::Routes;

/// The routes of levies, for `portal::routes`.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/organismes", bodies::list)
        .get("/organismes/{body}", bodies::show)
        .get("/organismes/{body}/per-capita", propose::form)
        .post("/organismes/{body}/per-capita", propose::send)
        .get("/organismes/{body}/per-capita/{standing}/fin", close::form)
        .post("/organismes/{body}/per-capita/{standing}/fin", close::send)
        .get("/organismes/{body}/exemption", waive::form)
        .post("/organismes/{body}/exemption", waive::send)
        .get("/organismes/{body}/simulation", simulate::show)
        .get("/organismes/{body}/simulation.csv", simulate::csv)
        .get("/propositions/{id}", proposal::show)
        .post("/propositions/{id}", proposal::decide)
}

fn body_path(body: &Body) -> String {
    format!("/organismes/{}", body.code)
}

fn proposal_path(id: uuid::Uuid) -> String {
    format!("/propositions/{id}")
}

fn kind_words(kind: BodyKind, t: Text) -> &'static str {
    match kind {
        BodyKind::Confederation => t.levies_kind_confederation(),
        BodyKind::Federation => t.levies_kind_federation(),
        BodyKind::CentralCouncil => t.levies_kind_central_council(),
        BodyKind::Fund => t.levies_kind_fund(),
    }
}

fn content_words(content: &Content, t: Text) -> &'static str {
    match content {
        Content::Levy(_, None) => t.levies_kind_levy(),
        Content::Levy(_, Some(_)) => t.levies_kind_following(),
        Content::Closing(_) => t.levies_kind_closing(),
        Content::Exemption(_) => t.levies_kind_exemption(),
    }
}

fn decision_tag(decision: Option<&Decision>, t: Text) -> Tag {
    match decision.map(|decision| decision.outcome) {
        None => Tag { word: t.levies_open(), kind: "due" },
        Some(Outcome::Approved) => Tag { word: t.levies_outcome_approved(), kind: "done" },
        Some(Outcome::Rejected) => Tag { word: t.levies_outcome_rejected(), kind: "blocking" },
        Some(Outcome::Withdrawn) => Tag { word: t.levies_outcome_withdrawn(), kind: "quiet" },
    }
}

/// `Du 1er avril 2015 au 31 juillet 2025`, or since when.
fn dates_words(levy: &Levy, today: NaiveDate, t: Text) -> String {
    let from = levy.effective_from();
    match levy.effective_to() {
        Some(to) => t.levies_from_to(from, to),
        None if from > today => t.levies_starting(from),
        None => t.levies_since(from),
    }
}

/// The days of a levy that is only proposed: nothing of it has held since any day.
fn proposed_dates(levy: &Levy, t: Text) -> String {
    let from = levy.effective_from();
    levy.effective_to().map_or_else(|| t.levies_starting(from), |to| t.levies_from_to(from, to))
}

/// `R-2025-11 (congrès FSSS, 12 juin 2025)`
fn resolution_words(levy: &Levy, t: Text) -> String {
    match (&levy.adopted_by, levy.adopted_on) {
        (Some(by), Some(on)) => t.levies_adopted(by, on, levy.resolution.as_deref().unwrap_or_default()),
        _ => String::new(),
    }
}

/// A proposal in a list.
pub struct ProposalRow {
    pub href: String,
    pub what: &'static str,
    pub body: String,
    /// Its rule, its levy's name, or what is waived of it.
    pub of: String,
    /// Whose exemption it is.
    pub union: String,
    pub proposed: String,
    pub tag: Tag,
    /// Why it was rejected.
    pub reason: String,
}

fn proposal_row(proposal: &Proposal, t: Text) -> ProposalRow {
    let of = match &proposal.content {
        Content::Levy(levy, _) => rule_words(levy, t),
        Content::Closing(_) => proposal.name(t.lang()).to_owned(),
        Content::Exemption(waiver) => {
            t.levies_share_waived(proposal.name(t.lang()), t.percent(&waiver.percent))
        }
    };
    ProposalRow {
        href: proposal_path(proposal.id),
        what: content_words(&proposal.content, t),
        body: proposal.body.name(t.lang()).to_owned(),
        of,
        union: proposal.union.clone(),
        proposed: t.levies_proposed_by(t.moment(&proposal.proposed.at), &proposal.proposed.name),
        tag: decision_tag(proposal.decision.as_ref(), t),
        reason: proposal.decision.as_ref().map(|decision| decision.reason.clone()).unwrap_or_default(),
    }
}
