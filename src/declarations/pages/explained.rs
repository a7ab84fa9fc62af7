//! Why an amount that was declared: its rule, its people and the arithmetic, from what was frozen and
//! nothing else. Its treasurer reads names; an auditor reads employee numbers; whoever may not read
//! what people are paid reads the rule and the sums.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::assessment::{dollars_text, resolution, steps};
use super::receipt::item_note;
use super::{levy_name, rule_words};
use crate::access::{Need, SeeAllHistory, SeeOwnUnion};
use crate::db::{Error, Scoped};
use crate::declarations::document::{Adjustment, Amount, Document, Rule, Statement};
use crate::declarations::store::FrozenItem;
use crate::declarations::{self, Cause};
use crate::dues::assess;
use crate::statements;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

/// One person's part, with each step that made it.
pub struct PersonRow {
    pub name: String,
    pub employee_number: String,
    pub steps: Vec<String>,
    pub share: String,
}

#[derive(Template)]
#[template(path = "declarations/explained.html")]
struct ExplainedPage {
    p: Page,
    back: String,
    receipt_number: String,
    employer: String,
    payee: String,
    rule: String,
    resolution: String,
    note: String,
    persons: String,
    base: String,
    exact: String,
    amount: String,
    /// How the parts come about.
    why: &'static str,
    /// `false` for readers who may not read what people are paid.
    shows_people: bool,
    rows: Vec<PersonRow>,
    search: String,
    here: String,
    next: Option<String>,
}

#[derive(Deserialize)]
pub struct Shown {
    apres: Option<usize>,
    cherche: Option<String>,
}

const PEOPLE_A_PAGE: usize = 50;

pub async fn own(
    can: Can<SeeOwnUnion>,
    Path((id, seq)): Path<(Uuid, i32)>,
    Query(shown): Query<Shown>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let declaration = declarations::store::one(&mut scoped, id).await?;
    let item = item(&mut scoped, id, seq).await?;
    let names = names(&mut scoped, &item).await?;
    page(&can, &mut scoped, &declaration, item, names, shown, format!("/declarations/{id}")).await
}

pub async fn of_any(
    can: Can<SeeAllHistory>,
    Path((union, id, seq)): Path<(Uuid, Uuid, i32)>,
    Query(shown): Query<Shown>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let declaration = declarations::store::one(&mut scoped, id).await?;
    if declaration.union != union {
        return Err(Failure::NotFound);
    }
    let item = item(&mut scoped, id, seq).await?;
    let back = format!("/syndicats/{union}/declarations/{id}");
    page(&can, &mut scoped, &declaration, item, HashMap::new(), shown, back).await
}

async fn item(scoped: &mut Scoped, id: Uuid, seq: i32) -> Result<FrozenItem, Failure> {
    let items = declarations::store::items(scoped, id).await?;
    items.into_iter().find(|item| item.seq == seq).ok_or(Failure::NotFound)
}

/// The people of the statement, as it named them.
async fn names(scoped: &mut Scoped, item: &FrozenItem) -> Result<HashMap<String, String>, Failure> {
    let Some(id) = item.statement else { return Ok(HashMap::new()) };
    let summary = statements::store::one(scoped, id).await?;
    let lines = statements::store::lines(scoped, &summary, 0, None).await?;
    Ok(lines.into_iter().map(|line| (line.employee_number.into(), line.name.into())).collect())
}

async fn page<N: Need>(
    can: &Can<N>,
    scoped: &mut Scoped,
    declaration: &declarations::Declaration,
    item: FrozenItem,
    names: HashMap<String, String>,
    shown: Shown,
    back: String,
) -> Answer {
    let t = can.text();
    let document: Option<Document> = match declarations::store::document(scoped, declaration.id).await {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(|error| Error::Damaged(error.to_string()))?),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let place = usize::try_from(item.seq).unwrap_or_default().saturating_sub(1);
    let mut amounts = document.as_ref().map(Document::amounts).unwrap_or_default();
    let amount = (place < amounts.len()).then(|| amounts.swap_remove(place));
    let (exact, mut rows) = match &amount {
        Some(Amount::Own(statement, rule)) => own_rows(statement, rule, t),
        Some(Amount::Other(_, adjustment)) => (String::new(), other_rows(adjustment, t)),
        None => (String::new(), Vec::new()),
    };
    for row in &mut rows {
        row.name = names.get(&row.employee_number).cloned().unwrap_or_default();
    }
    let search = shown.cherche.unwrap_or_default().trim().to_lowercase();
    rows.retain(|row| {
        row.employee_number.to_lowercase().contains(&search) || row.name.to_lowercase().contains(&search)
    });
    let (start, found) = (shown.apres.unwrap_or(0), rows.len());
    let rows: Vec<PersonRow> = rows.into_iter().skip(start).take(PEOPLE_A_PAGE).collect();
    html(&ExplainedPage {
        p: can.page(t.workings_title(levy_name(&item.levy, t.lang()))),
        here: format!("{back}/calculs/{}", item.seq),
        back,
        receipt_number: declaration.receipt_number.clone(),
        employer: item.employer.clone(),
        payee: item.payee.name(t.lang()).to_owned(),
        rule: rule_words(&item.levy, t),
        resolution: resolution(&item.levy, t),
        note: item_note(&item, t),
        persons: t.count(&item.persons),
        base: item.base.map(|base| t.money(&base)).unwrap_or_default(),
        exact,
        amount: t.money(&item.amount),
        why: match item.corrected {
            None => t.workings_rule(),
            Some((_, Cause::Correction)) => t.adjustment_rule(),
            Some((_, Cause::Ruling)) => t.held_release_rule(),
            Some((_, Cause::Exemption)) => t.adjustment_exemption_rule(),
        },
        shows_people: amount.is_some(),
        next: start
            .checked_add(PEOPLE_A_PAGE)
            .filter(|next| *next < found)
            .map(|next| format!("apres={next}&cherche={}", encoded(&search))),
        rows,
        search,
    })
}

/// The exact sum, and everyone's part of a levy of the statement's own period, computed again.
fn own_rows(statement: &Statement, rule: &Rule, t: Text) -> (String, Vec<PersonRow>) {
    let (lines, rules, exemptions) = (statement.lines(), statement.rules(), statement.exemptions());
    let assessment = assess(&lines, &rules, &exemptions, statement.end);
    let same = |levy: &&crate::dues::LevyAssessment<'_>| *levy.levy == rule.rule;
    let Some(assessed) = assessment.levies.iter().find(same) else { return (String::new(), Vec::new()) };
    let row = |working: &crate::dues::Working<'_>| PersonRow {
        name: String::new(),
        employee_number: working.person.employee_number.to_owned(),
        steps: steps(working, rule.rule.basis(), t),
        share: t.money(&working.share),
    };
    let rows = assessment.workings(assessed).iter().map(row).collect();
    (dollars_text(&assessed.exact.to_string(), t), rows)
}

/// Everyone whose amount an adjustment changes.
fn other_rows(adjustment: &Adjustment, t: Text) -> Vec<PersonRow> {
    let row = |person: &declarations::document::Difference| PersonRow {
        name: String::new(),
        employee_number: person.employee.clone(),
        steps: vec![
            t.adjustment_was(dollars_text(&person.before, t)),
            t.adjustment_is(dollars_text(&person.after, t)),
        ],
        share: t.money(&person.share),
    };
    adjustment.people.iter().map(row).collect()
}
