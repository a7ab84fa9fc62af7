//! Why an amount that was declared: its rule, its people and the arithmetic, from what was frozen and
//! nothing else. Its treasurer reads names; an auditor reads employee numbers; whoever may not read
//! what people are paid, as finance and the person who signs second, reads the rule, the sums and the
//! arithmetic of the sums.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::assessment::{dollars_text, resolution, steps};
use super::receipt::item_note;
use super::{levy_name, rule_words};
use crate::access::{Need, SeeAllHistory, SeeOwnUnion, SeeSignatures};
use crate::aggregates::FEWEST_FOR_A_BASE;
use crate::db::{Error, Scoped};
use crate::declarations::document::{Adjustment, Amount, Document, Rule, Statement};
use crate::declarations::store::{FrozenItem, signing};
use crate::declarations::{self, Cause};
use crate::dues::{Basis, assess};
use crate::money::Cad;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};
use crate::{statements, unions};

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
    /// What the body levies, now and before.
    body_href: String,
    note: String,
    persons: String,
    base: String,
    /// The arithmetic of the sums, step by step.
    steps: Vec<String>,
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

#[derive(Default, Deserialize)]
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
    let item = item(declarations::store::items(&mut scoped, id).await?, seq)?;
    let names = names(&mut scoped, &item).await?;
    let document = readable(&mut scoped, id).await?;
    let receipt_number = declaration.receipt_number;
    let back = format!("/declarations/{id}");
    page(&can, Asked { item, document, names, shown, back, receipt_number, sees: Sees::People })
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
    let item = item(declarations::store::items(&mut scoped, id).await?, seq)?;
    let document = readable(&mut scoped, id).await?;
    let sees = if document.is_some() { Sees::People } else { Sees::Sums };
    let receipt_number = declaration.receipt_number;
    let back = format!("/syndicats/{union}/declarations/{id}");
    page(&can, Asked { item, document, names: HashMap::new(), shown, back, receipt_number, sees })
}

/// An amount of a declaration that waits for a second signature, or has it, as the person who signs may
/// read it.
pub async fn to_sign(can: Can<SeeSignatures>, Path((id, seq)): Path<(Uuid, i32)>) -> Answer {
    let mut scoped = can.begin().await?;
    let attested = signing::one(&mut scoped, id).await?;
    let union = unions::store::union(&mut scoped, attested.union).await?;
    let item = item(signing::items(&mut scoped, id).await?, seq)?;
    let bytes = signing::document(&mut scoped, &union, &attested).await?.ok_or(Failure::NotFound)?;
    let document = Some(parsed(&bytes)?);
    let receipt_number = attested.receipt_number;
    let (back, shown) = (format!("/signatures/{id}"), Shown::default());
    let names = HashMap::new();
    page(&can, Asked { item, document, names, shown, back, receipt_number, sees: Sees::SumsOfMany })
}

fn item(items: Vec<FrozenItem>, seq: i32) -> Result<FrozenItem, Failure> {
    items.into_iter().find(|item| item.seq == seq).ok_or(Failure::NotFound)
}

pub(super) fn parsed(bytes: &[u8]) -> Result<Document, Failure> {
    Ok(serde_json::from_slice(bytes).map_err(|error| Error::Damaged(error.to_string()))?)
}

/// The document, for a reader who may read it.
async fn readable(scoped: &mut Scoped, id: Uuid) -> Result<Option<Document>, Failure> {
    match declarations::store::document(scoped, id).await {
        Ok(bytes) => Ok(Some(parsed(&bytes)?)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The people of the statement, as it named them.
async fn names(scoped: &mut Scoped, item: &FrozenItem) -> Result<HashMap<String, String>, Failure> {
    let Some(id) = item.statement else { return Ok(HashMap::new()) };
    let summary = statements::store::one(scoped, id).await?;
    let lines = statements::store::lines(scoped, &summary, 0, None).await?;
    Ok(lines.into_iter().map(|line| (line.employee_number.into(), line.name.into())).collect())
}

/// How far a reader may read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sees {
    /// Everyone's part.
    People,
    /// The rule and the sums.
    Sums,
    /// The rule, and a sum when it is of enough people that it is nobody's pay.
    SumsOfMany,
}

/// An amount that somebody asks why of.
struct Asked {
    item: FrozenItem,
    document: Option<Document>,
    names: HashMap<String, String>,
    shown: Shown,
    back: String,
    receipt_number: String,
    sees: Sees,
}

fn page<N: Need>(can: &Can<N>, asked: Asked) -> Answer {
    let t = can.text();
    let Asked { mut item, document, names, shown, back, receipt_number, sees } = asked;
    let place = usize::try_from(item.seq).unwrap_or_default().saturating_sub(1);
    let mut amounts = document.as_ref().map(Document::amounts).unwrap_or_default();
    let amount = (place < amounts.len()).then(|| amounts.swap_remove(place));
    let mut made = match &amount {
        Some(Amount::Own(statement, rule)) => own_parts(statement, rule, t),
        Some(Amount::Other(_, adjustment)) => Parts { rows: other_rows(adjustment, t), ..Parts::default() },
        None => Parts::default(),
    };
    let may_read_sums = sees != Sees::SumsOfMany || item.persons >= FEWEST_FOR_A_BASE;
    if may_read_sums {
        item.base = item.base.or(made.base);
    } else {
        made.exact.clear();
    }
    let mut rows = if sees == Sees::People { made.rows } else { Vec::new() };
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
        receipt_number,
        employer: item.employer.clone(),
        payee: item.payee.name(t.lang()).to_owned(),
        rule: rule_words(&item.levy, t),
        resolution: resolution(&item.levy, t),
        body_href: format!("/organismes/{}", item.payee.code),
        note: item_note(&item, t),
        persons: t.count(&item.persons),
        base: item.base.map(|base| t.money(&base)).unwrap_or_default(),
        steps: sum_steps(&item, may_read_sums, t),
        exact: made.exact,
        amount: t.money(&item.amount),
        why: match item.corrected {
            None => t.workings_rule(),
            Some((_, Cause::Correction)) => t.adjustment_rule(),
            Some((_, Cause::Ruling)) => t.held_release_rule(),
            Some((_, Cause::Exemption)) => t.adjustment_exemption_rule(),
        },
        shows_people: sees == Sees::People && amount.is_some(),
        next: start
            .checked_add(PEOPLE_A_PAGE)
            .filter(|next| *next < found)
            .map(|next| format!("apres={next}&cherche={}", encoded(&search))),
        rows,
        search,
    })
}

/// How the amount comes of the sums, where it comes of them alone: a minimum or a maximum is each
/// person's, and an adjustment is of differences.
pub fn sum_steps(item: &FrozenItem, may_read_sums: bool, t: Text) -> Vec<String> {
    let levy = &item.levy;
    let of_sums = levy.min_per_person().is_none() && levy.max_per_person().is_none();
    if item.corrected.is_some() {
        return Vec::new();
    }
    if !may_read_sums {
        return vec![t.workings_few(FEWEST_FOR_A_BASE)];
    }
    let whole = match (levy.basis(), item.base) {
        _ if !of_sums => return vec![t.workings_limited().to_owned()],
        (Basis::PerPerson, _) => {
            let each = levy.amount().unwrap_or_default();
            let whole = each * Decimal::from(item.persons);
            (whole, t.workings_per_persons(t.money(&Cad::rounded(each)), item.persons, exact_words(whole, t)))
        }
        (_, Some(base)) => {
            let rate = levy.rate().unwrap_or_default();
            let whole = base.amount() * rate;
            let words = t.dues_working_rate(t.money(&base), exact_words(whole, t), t.percent(&rate));
            (whole, words)
        }
        (_, None) => return Vec::new(),
    };
    let (whole, words) = whole;
    let waived = item.exemption.as_ref().map(|exemption| {
        let left = whole * (Decimal::ONE - exemption.percent());
        t.workings_waived(exact_words(left, t), t.percent(&exemption.percent()))
    });
    std::iter::once(words).chain(waived).collect()
}

fn exact_words(exact: Decimal, t: Text) -> String {
    dollars_text(&exact.to_string(), t)
}

/// What the document gives of an amount.
#[derive(Default)]
struct Parts {
    exact: String,
    base: Option<Cad>,
    rows: Vec<PersonRow>,
}

/// The exact sum, the base and everyone's part of a levy of the statement's own period, computed again.
fn own_parts(statement: &Statement, rule: &Rule, t: Text) -> Parts {
    let (lines, rules, exemptions) = (statement.lines(), statement.rules(), statement.exemptions());
    let assessment = assess(&lines, &rules, &exemptions, statement.end);
    let same = |levy: &&crate::dues::LevyAssessment<'_>| *levy.levy == rule.rule;
    let Some(assessed) = assessment.levies.iter().find(same) else { return Parts::default() };
    let row = |working: &crate::dues::Working<'_>| PersonRow {
        name: String::new(),
        employee_number: working.person.employee_number.to_owned(),
        steps: steps(working, rule.rule.basis(), t),
        share: t.money(&working.share),
    };
    let rows = assessment.workings(assessed).iter().map(row).collect();
    Parts { exact: dollars_text(&assessed.exact.to_string(), t), base: assessed.base, rows }
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
