//! One employer: the agreement it is under, and what was decided of its rules.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use serde::Deserialize;
use uuid::Uuid;

use super::decide::{Given, LONGEST_NOTE, SwitchForm, Typed};
use crate::access::{Capability, Need, SeeRuleSettings, SetRules};
use crate::agreements::store;
use crate::agreements::{Agreement, Link};
use crate::db::Scoped;
use crate::text::Text;
use crate::unions;
use crate::unions::pages::{Choice, Problem, about, day, status};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A link in an employer's history.
pub struct LinkRow {
    pub agreement: String,
    pub from: String,
    pub note: String,
    pub decided: String,
}

#[derive(Template)]
#[template(path = "agreements/employer.html")]
struct EmployerPage {
    p: Page,
    union: String,
    unit: String,
    agreement: String,
    links: Vec<LinkRow>,
    link: LinkForm,
    form: SwitchForm,
}

/// The form that puts an employer under an agreement.
pub struct LinkForm {
    pub action: String,
    pub key: String,
    pub typed: TypedLink,
    pub problems: Vec<Problem>,
    pub agreements: Vec<Choice>,
}

impl LinkForm {
    pub fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct TypedLink {
    key: Uuid,
    agreement: String,
    since: String,
    why: String,
}

impl TypedLink {
    fn problems(&self, agreements: &[Agreement], t: Text) -> Vec<Problem> {
        let known = agreements.iter().any(|agreement| agreement.id.to_string() == self.agreement);
        let note = self.why.trim().chars().count();
        let checks = [
            ("#agreement", known, t.agreements_bad_agreement()),
            ("#since", day(&self.since).is_some(), t.agreements_bad_from()),
            ("#why", (3..=LONGEST_NOTE).contains(&note), t.agreements_bad_note()),
        ];
        let wrong = checks.into_iter().filter(|(_, good, _)| !good);
        wrong.map(|(href, _, text)| Problem { href, text: text.to_owned() }).collect()
    }
}

pub async fn show(can: Can<SeeRuleSettings>, Path(ids): Path<(Uuid, Uuid)>) -> Answer {
    employer_page(&can, ids, Given::default(), (TypedLink::default(), Vec::new())).await
}

async fn employer_page<C: Need>(
    can: &Can<C>,
    (union_id, id): (Uuid, Uuid),
    given: Given,
    (typed, problems): (TypedLink, Vec<Problem>),
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, union_id).await?;
    let employer = union.employer(id).ok_or(Failure::NotFound)?;
    let today = scoped.today();
    let (agreement, decided) = store::of_employer(&mut scoped, union_id, id, today).await?;
    let links = store::links(&mut scoped, union_id, id).await?;
    let agreements = store::all(&mut scoped).await?;
    let p = can.page(employer.name.clone());
    let answer = if problems.is_empty() { status(&given.problems) } else { status(&problems) };
    let base = format!("/regles/employeurs/{union_id}/{id}");
    let key = if typed.key.is_nil() { p.key() } else { typed.key };
    let choice = |one: &Agreement| Choice {
        value: one.id.to_string(),
        label: one.name(t.lang()).to_owned(),
        chosen: one.id.to_string() == typed.agreement,
    };
    let page = EmployerPage {
        union: format!("{} · {}", union.number, union.name),
        unit: employer.unit.clone(),
        agreement: agreement.name(t.lang()).to_owned(),
        links: links.iter().rev().map(|link| link_row(link, &agreements, t)).collect(),
        link: LinkForm {
            action: format!("{base}/convention"),
            key: key.to_string(),
            agreements: agreements.iter().map(choice).collect(),
            typed,
            problems,
        },
        form: SwitchForm::new(
            base,
            &decided.employer,
            given,
            &p,
            can.person.actor().holds(Capability::SetRules),
        ),
        p,
    };
    html_with(answer, &page)
}

fn link_row(link: &Link, agreements: &[Agreement], t: Text) -> LinkRow {
    let agreement = agreements.iter().find(|agreement| agreement.id == link.agreement);
    LinkRow {
        agreement: agreement.map(|agreement| agreement.name(t.lang()).to_owned()).unwrap_or_default(),
        from: t.agreements_from(link.from),
        note: link.note.clone(),
        decided: t.moment(&link.decided_at),
    }
}

/// The employer, when it is there: what is decided is decided of somebody.
async fn begin_for(can: &Can<SetRules>, (union, employer): (Uuid, Uuid)) -> Result<Scoped, Failure> {
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, union).await?;
    union.employer(employer).ok_or(Failure::NotFound)?;
    Ok(scoped)
}

pub async fn switch(can: Can<SetRules>, Path(ids): Path<(Uuid, Uuid)>, Form(typed): Form<Typed>) -> Answer {
    let problems = typed.problems(can.text());
    let (true, Some(switch)) = (problems.is_empty(), typed.switch()) else {
        return employer_page(&can, ids, Given { typed, problems }, (TypedLink::default(), Vec::new())).await;
    };
    let mut scoped = begin_for(&can, ids).await?;
    store::switch_employer(&mut scoped, ids.0, ids.1, &switch).await?;
    scoped.commit().await?;
    flash::done(&format!("/regles/employeurs/{}/{}", ids.0, ids.1), "said-rule-set")
}

pub async fn link(can: Can<SetRules>, Path(ids): Path<(Uuid, Uuid)>, Form(typed): Form<TypedLink>) -> Answer {
    let mut scoped = begin_for(&can, ids).await?;
    let problems = typed.problems(&store::all(&mut scoped).await?, can.text());
    let (true, Some(from), Ok(agreement)) = (problems.is_empty(), day(&typed.since), typed.agreement.parse())
    else {
        drop(scoped);
        return employer_page(&can, ids, Given::default(), (typed, problems)).await;
    };
    let link = Link { agreement, from, note: typed.why.trim().to_owned(), decided_at: scoped.now() };
    store::link(&mut scoped, ids.0, ids.1, typed.key, &link).await?;
    scoped.commit().await?;
    flash::done(&format!("/regles/employeurs/{}/{}", ids.0, ids.1), "said-agreement-set")
}
