//! The declarations that wait for a second signature, those that waited, and the union's rule on it.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::check::Problem;
use super::{Tag, period_title};
use crate::access::{Capability, Need, SeeSignatures, SetSignatures};
use crate::declarations::signing::{Attested, Rule, State};
use crate::declarations::store::signing;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A first signature and what became of it.
pub struct SignatureRow {
    pub href: String,
    pub period: String,
    pub attested: String,
    pub total: String,
    pub tag: Tag,
}

#[derive(Template)]
#[template(path = "declarations/signatures.html")]
struct SignaturesPage {
    p: Page,
    rows: Vec<SignatureRow>,
    /// What holds, in words, and where it was decided.
    rule: &'static str,
    source: String,
    past: Vec<String>,
    may_decide: bool,
    key: String,
    two: String,
    decided_on: String,
    reference: String,
    problems: Vec<Problem>,
}

impl SignaturesPage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    key: Uuid,
    #[serde(default)]
    two: String,
    #[serde(default)]
    decided_on: String,
    #[serde(default)]
    reference: String,
}

pub async fn list(can: Can<SeeSignatures>) -> Answer {
    page(&can, None, Vec::new()).await
}

async fn page<N: Need>(can: &Can<N>, sent: Option<Decision>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let rules = signing::rules(&mut scoped, own).await?;
    let signatures = signing::of_union(&mut scoped, own).await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let p = can.page(t.signing_title());
    let typed = |of: fn(&Decision) -> &String| sent.as_ref().map(|sent| of(sent).clone()).unwrap_or_default();
    html_with(
        status,
        &SignaturesPage {
            rows: signatures.iter().map(|attested| row(attested, &union, t)).collect(),
            rule: rule_words(rules.first().is_some_and(|rule| rule.two), t),
            source: rules
                .first()
                .map_or_else(|| t.signing_never_decided().to_owned(), |rule| source(rule, t)),
            past: rules
                .iter()
                .skip(1)
                .map(|rule| t.signing_past_rule(rule_words(rule.two, t), source(rule, t)))
                .collect(),
            may_decide: can.person.actor().holds(Capability::SetSignatures),
            key: sent.as_ref().map_or_else(|| p.key(), |sent| sent.key).to_string(),
            two: typed(|sent| &sent.two),
            decided_on: typed(|sent| &sent.decided_on),
            reference: typed(|sent| &sent.reference),
            problems,
            p,
        },
    )
}

fn rule_words(two: bool, t: Text) -> &'static str {
    if two { t.signing_rule_two() } else { t.signing_rule_one() }
}

fn source(rule: &Rule, t: Text) -> String {
    t.signing_rule_source(t.moment(&rule.set_at), t.date(&rule.decided_on), &rule.reference, &rule.set_name)
}

fn row(attested: &Attested, union: &Union, t: Text) -> SignatureRow {
    let title = union.period(attested.period).map(|period| period_title(&period, t));
    SignatureRow {
        href: format!("/signatures/{}", attested.id),
        period: title.unwrap_or_else(|| attested.period.to_string()),
        attested: t.receipt_attested(t.moment(&attested.attested_at), &attested.attested_name),
        total: t.money(&attested.total),
        tag: state_tag(attested.state, t),
    }
}

pub fn state_tag(state: State, t: Text) -> Tag {
    let (word, kind) = match state {
        State::Awaiting => (t.signing_awaiting(), "due"),
        State::Signed => (t.signing_signed(), "done"),
        State::Returned => (t.signing_returned(), "blocking"),
        State::Withdrawn => (t.signing_withdrawn(), "quiet"),
        State::Fallen => (t.signing_fallen(), "blocking"),
    };
    Tag { word, kind }
}

/// The signing officers say what the union decided.
pub async fn decide(can: Can<SetSignatures>, Form(sent): Form<Decision>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let today = scoped.today();
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    let two = match sent.two.as_str() {
        "two" => Some(true),
        "one" => Some(false),
        _ => None,
    };
    if two.is_none() {
        wrong("#two", t.signing_bad_rule());
    }
    let decided_on = sent.decided_on.trim().parse::<NaiveDate>().ok().filter(|day| *day <= today);
    if decided_on.is_none() {
        wrong("#decided_on", t.signing_bad_day());
    }
    let reference = sent.reference.trim().to_owned();
    if reference.is_empty() || reference.chars().count() > LONGEST {
        wrong("#reference", t.signing_bad_reference());
    }
    let (Some(two), Some(decided_on), true) = (two, decided_on, problems.is_empty()) else {
        drop(scoped);
        return page(&can, Some(sent), problems).await;
    };
    let (set_at, set_name) = (scoped.now(), can.person.name.clone());
    let rule = Rule { two, decided_on, reference, set_at, set_name };
    signing::decide(&mut scoped, own, sent.key, &rule).await?;
    scoped.commit().await?;
    Ok(Redirect::to("/signatures").into_response())
}

/// Characters of a reference or of a reason.
pub(super) const LONGEST: usize = 200;
