//! Under a body's total: the unions that make a period's, the periods that make a union's, and the
//! levies that make what one union declared to the body for one period, with their arithmetic. People
//! are further, for those who may read what they are paid.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Need, SeeAllHistory, SeeBodyYears};
use crate::aggregates::FEWEST_FOR_A_BASE;
use crate::aggregates::store::years::{UnionLine, declared_by};
use crate::db::Scoped;
use crate::declarations;
use crate::declarations::pages::explained::sum_steps;
use crate::declarations::pages::receipt::item_note;
use crate::declarations::pages::{levy_name, rule_words};
use crate::declarations::store::FrozenItem;
use crate::money::Cad;
use crate::statements::pages::period_of_path;
use crate::text::Text;
use crate::unions::store::bodies;
use crate::unions::{self, Body};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    corps: String,
}

/// The bodies whose amounts a person reads: an office its own, finance each of them.
pub(super) async fn readable(
    scoped: &mut Scoped,
    can: &Can<SeeBodyYears>,
    code: &str,
) -> Result<(Body, Vec<Body>), Failure> {
    let own = can.person.actor().federation();
    let is_own = |body: &Body| own.is_none_or(|own| body.id == own);
    let choices: Vec<Body> = bodies(scoped).await?.into_iter().filter(is_own).collect();
    let chosen = choices.iter().find(|body| code.is_empty() || body.code == code);
    let body = chosen.cloned().ok_or(Failure::NotFound)?;
    Ok((body, choices))
}

/// What one union declared to the body for one period.
pub struct Row {
    pub href: String,
    pub name: String,
    pub detail: String,
    pub declared: String,
    pub paid: String,
    pub owing: String,
}

#[derive(Template)]
#[template(path = "aggregates/declared.html")]
struct DeclaredPage {
    p: Page,
    back: String,
    back_label: String,
    caption: String,
    column: &'static str,
    rows: Vec<Row>,
    declared: String,
    paid: String,
    owing: String,
}

fn row(line: &UnionLine, body: &Body, by_union: bool, t: Text) -> Row {
    let period = line.period.to_string();
    let (name, detail) = match by_union {
        true => (line.name.clone(), t.aggregates_number(&line.number)),
        false => (period, String::new()),
    };
    Row {
        href: format!("{}/{}?corps={}", path(line), line.union, encoded(&body.code)),
        name,
        detail,
        declared: t.money(&line.declared),
        paid: t.money(&line.paid),
        owing: t.money(&(line.declared - line.paid)),
    }
}

fn path(line: &UnionLine) -> String {
    format!("/exercices/{}/{}", line.period.fiscal_year(), line.period.code())
}

fn totals(lines: &[UnionLine]) -> (Cad, Cad) {
    (lines.iter().map(|line| line.declared).sum(), lines.iter().map(|line| line.paid).sum())
}

/// The unions that make what a body was declared for one period.
pub async fn of_period(
    can: Can<SeeBodyYears>,
    Path((year, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    let mut scoped = can.begin().await?;
    let (body, _) = readable(&mut scoped, &can, &asked.corps).await?;
    let lines = declared_by(&mut scoped, body.id, Some(id), None).await?;
    if lines.is_empty() {
        return Err(Failure::NotFound);
    }
    let (declared, paid) = totals(&lines);
    html(&DeclaredPage {
        p: can.page(t.aggregates_declared_title(body.name(t.lang()), id.to_string())),
        back: format!("/exercices?corps={}", encoded(&body.code)),
        back_label: t.aggregates_years_title(body.name(t.lang())),
        caption: String::new(),
        column: t.aggregates_of_union(),
        rows: lines.iter().map(|line| row(line, &body, true, t)).collect(),
        declared: t.money(&declared),
        paid: t.money(&paid),
        owing: t.money(&(declared - paid)),
    })
}

/// The periods that make what one union declared to a body.
pub async fn of_union(can: Can<SeeBodyYears>, Path(union): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (body, _) = readable(&mut scoped, &can, &asked.corps).await?;
    let union = unions::store::union(&mut scoped, union).await?;
    let lines = declared_by(&mut scoped, body.id, None, Some(union.id)).await?;
    let (declared, paid) = totals(&lines);
    html(&DeclaredPage {
        p: can.page(t.aggregates_declared_by_title(body.name(t.lang()), &union.number)),
        back: format!("/exercices?corps={}", encoded(&body.code)),
        back_label: t.aggregates_years_title(body.name(t.lang())),
        caption: union.name,
        column: t.history_period(),
        rows: lines.iter().map(|line| row(line, &body, false, t)).collect(),
        declared: t.money(&declared),
        paid: t.money(&paid),
        owing: t.money(&(declared - paid)),
    })
}

/// One amount: a levy applied to a statement, or a difference owed of an earlier period.
pub struct LevyRow {
    pub levy: String,
    pub rule: String,
    pub employer: String,
    pub note: String,
    pub persons: String,
    pub base: String,
    pub steps: Vec<String>,
    pub amount: String,
    /// The people and their parts; empty for readers who may not go there.
    pub href: String,
}

#[derive(Template)]
#[template(path = "aggregates/levies.html")]
struct LeviesPage {
    p: Page,
    back: String,
    back_label: String,
    caption: String,
    body_href: String,
    body: String,
    rows: Vec<LevyRow>,
    declared: String,
    /// What fewer people than may be shown make; empty when nothing.
    rest: String,
    few: String,
    /// The union's other periods.
    union_href: String,
}

fn levy_row(item: &FrozenItem, path: &str, t: Text) -> LevyRow {
    LevyRow {
        levy: levy_name(&item.levy, t.lang()).to_owned(),
        rule: rule_words(&item.levy, t),
        employer: item.employer.clone(),
        note: item_note(item, t),
        persons: t.count(&item.persons),
        base: item.base.map(|base| t.money(&base)).unwrap_or_default(),
        steps: sum_steps(item, true, t),
        amount: t.money(&item.amount),
        href: if path.is_empty() { String::new() } else { format!("{path}/calculs/{}", item.seq) },
    }
}

/// The levies that make what one union declared to a body for one period.
pub async fn levies(
    can: Can<SeeBodyYears>,
    Path((year, code, union)): Path<(String, String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    let mut scoped = can.begin().await?;
    let (body, _) = readable(&mut scoped, &can, &asked.corps).await?;
    let union = unions::store::union(&mut scoped, union).await?;
    let lines = declared_by(&mut scoped, body.id, Some(id), Some(union.id)).await?;
    let line = lines.first().ok_or(Failure::NotFound)?;
    let goes_further = can.person.actor().holds(SeeAllHistory::CAPABILITY);
    let (mut rows, mut shown) = (Vec::new(), Cad::ZERO);
    let mut filed = declarations::store::of_union(&mut scoped, union.id).await?;
    filed.retain(|declaration| declaration.period == id);
    for declaration in filed.iter().rev() {
        let path = match goes_further {
            true => format!("/syndicats/{}/declarations/{}", union.id, declaration.id),
            false => String::new(),
        };
        let mut items = declarations::store::items(&mut scoped, declaration.id).await?;
        items.retain(|item| item.payee.id == body.id);
        shown += items.iter().map(|item| item.amount).sum();
        rows.extend(items.iter().map(|item| levy_row(item, &path, t)));
    }
    let rest = line.declared - shown;
    html(&LeviesPage {
        p: can.page(t.aggregates_levies_title(body.name(t.lang()), id.to_string())),
        back: format!("{}?corps={}", path(line), encoded(&body.code)),
        back_label: t.aggregates_declared_title(body.name(t.lang()), id.to_string()),
        caption: t.aggregates_union(&union.name, &union.number),
        body_href: format!("/organismes/{}", body.code),
        body: body.name(t.lang()).to_owned(),
        rows,
        declared: t.money(&line.declared),
        rest: if rest == Cad::ZERO { String::new() } else { t.money(&rest) },
        few: t.aggregates_rest(FEWEST_FOR_A_BASE),
        union_href: format!("/exercices/syndicats/{}?corps={}", union.id, encoded(&body.code)),
    })
}
