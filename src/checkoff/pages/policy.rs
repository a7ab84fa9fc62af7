//! What the union decided of its dues: in force, to come, before. The treasurer and the signing
//! officer read it; it names nobody.

use askama::Template;

use super::words;
use crate::access::{Capability, SeeDuesPolicy};
use crate::checkoff::{Policy, Recorded, Terms, store};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A decision as the page lists it.
pub struct DecisionRow {
    pub terms: String,
    pub from: String,
    pub adopted: String,
    pub recorded: String,
}

/// The dues in force.
pub struct Standing {
    pub formula: String,
    pub details: Vec<String>,
    pub note: String,
    pub source: String,
}

#[derive(Template)]
#[template(path = "checkoff/policy.html")]
struct PolicyPage {
    p: Page,
    union: String,
    dues: Option<Standing>,
    initiation: String,
    initiation_source: String,
    ahead: Vec<DecisionRow>,
    before: Vec<DecisionRow>,
    may_decide: bool,
}

pub async fn show(can: Can<SeeDuesPolicy>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let today = scoped.today();
    let union = unions::store::union(&mut scoped, own).await?;
    let decisions = store::decisions(&mut scoped, own).await?;
    let in_force = decisions.dues_on(today);
    let dues = match (in_force, union.dues_rate) {
        (Some((recorded, policy)), _) => Some(standing(policy, Some(recorded), t)),
        (None, Some(rate)) => Some(standing(&Policy::of_rate(rate), None, t)),
        (None, None) => None,
    };
    let initiation = decisions.initiation_on(today);
    let in_force_now =
        [in_force.map(|(recorded, _)| recorded.id), initiation.map(|(recorded, _)| recorded.id)];
    let (ahead, past): (Vec<&Recorded>, Vec<&Recorded>) =
        decisions.0.iter().partition(|recorded| recorded.decision.effective_from > today);
    let past = past.into_iter().filter(|recorded| !in_force_now.contains(&Some(recorded.id)));
    html(&PolicyPage {
        p: can.page(t.checkoff_title()),
        union: union.name.clone(),
        dues,
        initiation: initiation.map(|(_, amount)| t.money(&amount)).unwrap_or_default(),
        initiation_source: initiation.map(|(recorded, _)| source(recorded, t)).unwrap_or_default(),
        ahead: ahead.into_iter().rev().map(|recorded| row(recorded, t)).collect(),
        before: past.map(|recorded| row(recorded, t)).collect(),
        may_decide: can.person.actor().holds(Capability::KeepDuesPolicy),
    })
}

fn standing(policy: &Policy, recorded: Option<&Recorded>, t: Text) -> Standing {
    Standing {
        formula: words::formula(policy, t),
        details: words::details(policy, t),
        note: recorded.map(|recorded| recorded.decision.note.clone()).unwrap_or_default(),
        source: match recorded {
            Some(recorded) => source(recorded, t),
            None => t.checkoff_from_the_file().to_owned(),
        },
    }
}

fn source(recorded: &Recorded, t: Text) -> String {
    t.checkoff_since(words::adopted(&recorded.decision, t), t.date(&recorded.decision.effective_from))
}

fn row(recorded: &Recorded, t: Text) -> DecisionRow {
    let terms = words::terms(&recorded.decision.terms, t);
    DecisionRow {
        terms: match &recorded.decision.terms {
            Terms::Dues(policy) if policy.minimum.or(policy.maximum).is_some() => {
                format!("{terms}. {}", words::limits(policy, t))
            }
            _ => terms,
        },
        from: t.date(&recorded.decision.effective_from),
        adopted: words::adopted(&recorded.decision, t),
        recorded: t.moment(&recorded.recorded_at),
    }
}
