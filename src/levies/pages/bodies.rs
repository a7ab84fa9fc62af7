//! The bodies, and for each its levies through time.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::Path;
use chrono::NaiveDate;

use super::{ProposalRow, body_path, dates_words, kind_words, proposal_row, resolution_words};
use crate::access::{Capability, SeeLevies};
use crate::declarations::pages::{Tag, levy_name, rule_words};
use crate::dues::{Basis, Levy};
use crate::levies::{Proposal, Standing, When, store};
use crate::money::Cad;
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};
use crate::web::timeline::{Span, Timeline};

pub struct BodyRow {
    pub href: String,
    pub name: String,
    pub kind: &'static str,
    /// The rules in force today.
    pub rules: Vec<String>,
}

#[derive(Template)]
#[template(path = "levies/bodies.html")]
struct BodiesPage {
    p: Page,
    rows: Vec<BodyRow>,
    /// Whether the reader follows proposals.
    follows: bool,
    waiting: Vec<ProposalRow>,
}

pub async fn list(can: Can<SeeLevies>) -> Answer {
    let t = can.text();
    let actor = can.person.actor();
    let follows = actor.holds(Capability::SeeProposals);
    let mut scoped = can.begin().await?;
    let today = scoped.today();
    let mut rows = Vec::new();
    let own = match actor.union() {
        Some(union) => Some(store::levying_on(&mut scoped, union).await?),
        None => None,
    };
    for body in unions::store::bodies(&mut scoped).await? {
        // A union is told what it owes; every other body's page is open to it all the same.
        if own.as_ref().is_some_and(|own| !own.contains(&body.id)) {
            continue;
        }
        let standing = store::standing(&mut scoped, body.id).await?;
        let now = standing.iter().filter(|one| one.when(today) == When::Now);
        rows.push(BodyRow {
            href: body_path(&body),
            name: body.name(t.lang()).to_owned(),
            kind: kind_words(body.kind, t),
            rules: now.map(|one| rule_words(&one.levy, t)).collect(),
        });
    }
    let waiting = if follows { store::open(&mut scoped).await? } else { Vec::new() };
    let waiting = waiting.iter().map(|proposal| proposal_row(proposal, t)).collect();
    html(&BodiesPage { p: can.page(t.levies_title()), rows, follows, waiting })
}

/// A levy in the table beside the picture.
pub struct LevyRow {
    pub name: String,
    /// For the offices that propose by it; empty for others.
    pub code: String,
    pub rule: String,
    pub dates: String,
    pub resolution: String,
    /// Who approved it here; empty for what was set up.
    pub approved: String,
    pub tag: Tag,
    /// Where its end, or what follows it, is proposed; empty when the reader may not, or it ended.
    pub follow: String,
    pub close: String,
}

#[derive(Template)]
#[template(path = "levies/body.html")]
struct BodyPage {
    p: Page,
    kind: &'static str,
    path: String,
    timeline: Timeline,
    phone: Timeline,
    rows: Vec<LevyRow>,
    follows: bool,
    decides: bool,
    asks: bool,
    proposals: Vec<ProposalRow>,
}

pub async fn show(can: Can<SeeLevies>, Path(code): Path<String>) -> Answer {
    let t = can.text();
    let actor = can.person.actor();
    let mut scoped = can.begin().await?;
    let today = scoped.today();
    let body = store::body(&mut scoped, &code).await?;
    let standing = store::standing(&mut scoped, body.id).await?;
    let follows = actor.holds(Capability::SeeProposals);
    let decides = actor.holds(Capability::DecideLevies) && store::decides_for(&mut scoped, body.id).await?;
    let proposals = if follows { store::of_body(&mut scoped, body.id).await? } else { Vec::new() };
    let drawn = spans(&standing, &proposals, t);
    let path = body_path(&body);
    html(&BodyPage {
        kind: kind_words(body.kind, t),
        timeline: Timeline::of(drawn.clone(), today),
        phone: Timeline::on_a_phone(drawn, today),
        rows: standing.iter().rev().map(|one| levy_row(one, &path, (follows, decides), today, t)).collect(),
        follows,
        decides,
        asks: actor.holds(Capability::AskWhatIf)
            && store::what_if::is_told(&mut scoped, body.id).await?
            && !store::owing(&mut scoped, body.id).await?.is_empty(),
        proposals: proposals.iter().map(|proposal| proposal_row(proposal, t)).collect(),
        path,
        p: can.page(body.name(t.lang())),
    })
}

fn levy_row(
    one: &Standing,
    path: &str,
    (follows, decides): (bool, bool),
    today: NaiveDate,
    t: Text,
) -> LevyRow {
    let when = one.when(today);
    let (word, kind) = match when {
        When::Now => (t.levies_now(), "done"),
        When::ToCome => (t.levies_to_come(), "info"),
        When::Past => (t.levies_past(), "quiet"),
    };
    let may = |href: String| if decides && when != When::Past { href } else { String::new() };
    LevyRow {
        name: levy_name(&one.levy, t.lang()).to_owned(),
        code: if follows { one.levy.code().to_owned() } else { String::new() },
        rule: rule_words(&one.levy, t),
        dates: dates_words(&one.levy, today, t),
        resolution: resolution_words(&one.levy, t),
        approved: one
            .approved
            .as_ref()
            .map(|by| t.levies_approved(t.moment(&by.at), &by.name))
            .unwrap_or_default(),
        tag: Tag { word, kind },
        follow: may(format!("{path}/per-capita?suite={}", one.id)),
        close: may(format!("{path}/per-capita/{}/fin", one.id)),
    }
}

/// A row a code, by the name of its latest levy, and under it a pale one of what is proposed and not
/// decided.
fn spans(standing: &[Standing], proposals: &[Proposal], t: Text) -> Vec<(String, Vec<Span>)> {
    let span = |levy: &Levy, is_proposed: bool| Span {
        from: levy.effective_from(),
        to: levy.effective_to(),
        label: short(levy, t),
        is_proposed,
    };
    let proposed = open_levies(proposals).map(|levy| (levy, true));
    let all = standing.iter().map(|one| (&one.levy, false)).chain(proposed);
    // By code, what is proposed after what stands.
    let mut rows: BTreeMap<(String, bool), Vec<Span>> = BTreeMap::new();
    for (levy, is_proposed) in all {
        rows.entry((levy.code().to_owned(), is_proposed)).or_default().push(span(levy, is_proposed));
    }
    let all = standing.iter().map(|one| &one.levy).chain(open_levies(proposals));
    let mut names: HashMap<&str, &str> = HashMap::new();
    for levy in all {
        names.insert(levy.code(), levy_name(levy, t.lang()));
    }
    let named = rows.into_iter().map(|((code, is_proposed), spans)| {
        let name = names.get(code.as_str()).copied().unwrap_or_default();
        (if is_proposed { t.levies_code_proposed(name) } else { name.to_owned() }, spans)
    });
    named.collect()
}

/// The levies that are proposed and not decided.
fn open_levies(proposals: &[Proposal]) -> impl Iterator<Item = &Levy> {
    let open = proposals.iter().filter(|proposal| proposal.decision.is_none());
    open.filter_map(|proposal| proposal.content.levy())
}

/// What fits over a bar: `0,43 %` or `2,35 $`.
fn short(levy: &Levy, t: Text) -> String {
    match levy.basis() {
        Basis::PerPerson => t.money(&Cad::rounded(levy.amount().unwrap_or_default())),
        _ => t.percent(&levy.rate().unwrap_or_default()),
    }
}
