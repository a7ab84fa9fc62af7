//! One person proposes that a part of a levy be waived for a union or for one of its units.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::effects::blocked;
use super::kept::{Kept, kept};
use super::propose::own_body;
use super::typed::{LONGEST_NOTE, percent, problem};
use super::{body_path, proposal_path};
use crate::access::DecideLevies;
use crate::calendar::PeriodId;
use crate::db::Scoped;
use crate::declarations::pages::levy_name;
use crate::dues::exemptions::MAX_PERCENT_DECIMALS;
use crate::dues::{self, Ground};
use crate::levies::store::{self, New};
use crate::levies::{Content, Seen, Standing, Waiver};
use crate::text::Text;
use crate::unions::pages::{Choice, Problem, about, status};
use crate::unions::{self, Body, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

const LONGEST_REFERENCE: usize = 200;

#[derive(Template)]
#[template(path = "levies/waive.html")]
struct WaivePage {
    p: Page,
    body: String,
    back: String,
    here: String,
    key: String,
    /// The number asked for, and the union of that number once it is known.
    number: String,
    union: String,
    typed: TypedWaiver,
    levies: Vec<Choice>,
    units: Vec<Choice>,
    grounds: Vec<Choice>,
    kept: Option<Kept>,
    problems: Vec<Problem>,
}

impl WaivePage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct TypedWaiver {
    key: Uuid,
    union: String,
    code: String,
    unit: String,
    ground: String,
    percent: String,
    from: String,
    to: String,
    reference: String,
    note: String,
}

#[derive(Deserialize)]
pub struct Asked {
    syndicat: Option<String>,
}

pub async fn form(can: Can<DecideLevies>, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let mut scoped = can.begin().await?;
    let body = own_body(&mut scoped, &code).await?;
    let typed = TypedWaiver { union: asked.syndicat.unwrap_or_default(), ..TypedWaiver::default() };
    let problems = match typed.union.trim() {
        "" => Vec::new(),
        number => unknown(find(&mut scoped, &body, number).await?.is_none(), can.text()),
    };
    page(&can, &mut scoped, &body, typed, (None, problems)).await
}

fn unknown(is_unknown: bool, t: Text) -> Vec<Problem> {
    if is_unknown { vec![problem("#syndicat", t.levies_union_unknown())] } else { Vec::new() }
}

/// The union of a number, of those that owe the body and that the actor reaches.
async fn find(scoped: &mut Scoped, body: &Body, number: &str) -> Result<Option<Union>, Failure> {
    let owing = store::owing(scoped, body.id).await?;
    let Some(one) = owing.iter().find(|one| one.number == number.trim()) else { return Ok(None) };
    Ok(Some(unions::store::union(scoped, one.id).await?))
}

async fn page(
    can: &Can<DecideLevies>,
    scoped: &mut Scoped,
    body: &Body,
    typed: TypedWaiver,
    (kept, problems): (Option<Kept>, Vec<Problem>),
) -> Answer {
    let t = can.text();
    let p = can.page(t.levies_exemption_title());
    let union = find(scoped, body, &typed.union).await?;
    let standing = store::standing(scoped, body.id).await?;
    let key = if typed.key.is_nil() || kept.is_some() { p.key() } else { typed.key };
    let units = union.iter().flat_map(|union| &union.employers).map(|employer| Choice {
        value: employer.id.to_string(),
        label: format!("{} · {}", employer.name, employer.unit),
        chosen: employer.id.to_string() == typed.unit,
    });
    let ground = |ground: Ground| Choice {
        value: ground.code().to_owned(),
        label: t.kind(ground.word(), &[]),
        chosen: ground.code() == typed.ground,
    };
    let page = WaivePage {
        body: body.name(t.lang()).to_owned(),
        back: body_path(body),
        here: format!("{}/exemption", body_path(body)),
        key: key.to_string(),
        number: typed.union.clone(),
        union: union.as_ref().map(|union| format!("{} · {}", union.number, union.name)).unwrap_or_default(),
        levies: codes(&standing, &typed.code, t),
        units: units.collect(),
        grounds: Ground::ALL.into_iter().map(ground).collect(),
        typed,
        kept,
        problems,
        p,
    };
    html_with(status(&page.problems), &page)
}

/// The codes of a body's levies, each with the name it had last.
pub(super) fn codes(standing: &[Standing], chosen: &str, t: Text) -> Vec<Choice> {
    let mut codes: Vec<Choice> = Vec::new();
    for one in standing.iter().rev() {
        let code = one.levy.code();
        if codes.iter().all(|choice| choice.value != code) {
            let label = format!("{code} · {}", levy_name(&one.levy, t.lang()));
            codes.push(Choice { value: code.to_owned(), label, chosen: code == chosen });
        }
    }
    codes.reverse();
    codes
}

impl TypedWaiver {
    fn read(&self, union: &Union, standing: &[Standing], t: Text) -> Result<Waiver, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |is_wrong: bool, href: &'static str, text: &str| {
            if is_wrong {
                problems.push(problem(href, text));
            }
        };
        wrong(standing.iter().all(|one| one.levy.code() != self.code), "#code", t.levies_bad_which());
        let employer = union.employers.iter().find(|employer| employer.id.to_string() == self.unit);
        wrong(!self.unit.is_empty() && employer.is_none(), "#unit", t.levies_bad_unit());
        let ground = Ground::from_code(&self.ground);
        wrong(ground.is_none(), "#ground", t.levies_bad_ground());
        let waived = percent(&self.percent)
            .filter(|percent| *percent > Decimal::ZERO && percent.scale() <= MAX_PERCENT_DECIMALS);
        wrong(waived.is_none(), "#percent", t.levies_bad_percent());
        let period = |typed: &str| typed.trim().parse::<PeriodId>().ok();
        let (from, to) = (period(&self.from), period(&self.to));
        wrong(from.is_none(), "#from", t.levies_bad_period());
        wrong(to.is_none(), "#to", t.levies_bad_period());
        let backwards = from.zip(to).is_some_and(|(from, to)| to < from);
        wrong(backwards, "#from", t.levies_bad_first_period());
        wrong(backwards, "#to", t.levies_bad_periods());
        let reference = self.reference.trim();
        let written = (1..=LONGEST_REFERENCE).contains(&reference.chars().count());
        wrong(!written, "#reference", t.levies_bad_reference());
        wrong(self.note.trim().chars().count() > LONGEST_NOTE, "#note", t.levies_bad_note());
        match (ground, waived, from, to) {
            (Some(ground), Some(percent), Some(from), Some(to)) if problems.is_empty() => Ok(Waiver {
                union: union.id,
                employer: employer.map(|employer| employer.id),
                ground,
                from,
                to,
                percent,
                reference: reference.to_owned(),
            }),
            _ => Err(problems),
        }
    }
}

pub async fn send(
    can: Can<DecideLevies>,
    Path(code): Path<String>,
    Form(typed): Form<TypedWaiver>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let body = own_body(&mut scoped, &code).await?;
    let Some(union) = find(&mut scoped, &body, &typed.union).await? else {
        return page(&can, &mut scoped, &body, typed, (None, unknown(true, t))).await;
    };
    let standing = store::standing(&mut scoped, body.id).await?;
    let waiver = match typed.read(&union, &standing, t) {
        Ok(waiver) => waiver,
        Err(problems) => return page(&can, &mut scoped, &body, typed, (None, problems)).await,
    };
    let content = Content::Exemption(Box::new(waiver));
    let granted = dues::store::exemptions_of(&mut scoped, union.id).await?;
    let seen = Seen::of(&standing, &granted, (&body.code, &typed.code), &content);
    if seen.idle.is_some() && !store::is_sent(&mut scoped, typed.key).await? {
        let problems = vec![Problem { href: "#from", text: blocked(&seen, t) }];
        return page(&can, &mut scoped, &body, typed, (None, problems)).await;
    }
    let new = New {
        id: typed.key,
        body: body.id,
        code: &typed.code,
        note: typed.note.trim(),
        name: &can.person.name,
        content: &content,
    };
    if let Some((kept, problems)) = kept(store::propose(&mut scoped, &new).await?, t) {
        return page(&can, &mut scoped, &body, typed, (Some(kept), problems)).await;
    }
    scoped.commit().await?;
    Ok(Redirect::to(&proposal_path(typed.key)).into_response())
}
