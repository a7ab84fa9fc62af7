//! A budget shared out by persons, by a base, or by numbers typed in: a calculator, which keeps
//! nothing.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Asked, DateFields, Found, Problem, Reader};
use crate::access::SeeHeadcounts;
use crate::aggregates::split::{self, MOST, Share, SplitError};
use crate::aggregates::{By, Group, Key};
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::money::Cad;
use crate::statements::numbers::parse_decimal;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html_with};

/// Characters typed, at most: an address has no room for more.
const LONGEST_TEXT: usize = 12_000;
/// Decimals of a weight that is typed.
const WEIGHT_DECIMALS: u32 = 4;
/// Decimals of a part beyond its units that are shown.
const SHOWN_DECIMALS: u32 = 4;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Budget {
    montant: String,
    /// `dollars`, or `entiers` for delegates and whatever is not cut.
    unite: String,
    /// What the weights are.
    poids: String,
    /// One weight a line, a name before it or not.
    texte: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weights {
    Persons,
    SalaryPaid,
    Dues,
    Typed,
}

impl Weights {
    const ALL: [Weights; 4] = [Weights::Persons, Weights::SalaryPaid, Weights::Dues, Weights::Typed];

    fn code(self) -> &'static str {
        match self {
            Weights::Persons => "personnes",
            Weights::SalaryPaid => "salaire",
            Weights::Dues => "cotisations",
            Weights::Typed => "saisie",
        }
    }

    fn name(self, t: Text) -> &'static str {
        match self {
            Weights::Persons => t.aggregates_persons(),
            Weights::SalaryPaid => t.aggregates_salary_paid(),
            Weights::Dues => t.aggregates_dues(),
            Weights::Typed => t.aggregates_weights_typed(),
        }
    }

    fn of(self, group: &Group, counts_once: bool) -> i128 {
        match self {
            Weights::Persons if counts_once => group.persons() as i128,
            Weights::Persons | Weights::Typed => group.headcount.persons as i128,
            Weights::SalaryPaid => group.bases.salary_paid.cents(),
            Weights::Dues => group.bases.dues.cents(),
        }
    }

    /// As the weight is read: people, dollars, or a number.
    fn shown(self, weight: i128, t: Text) -> String {
        match self {
            Weights::Persons => t.count(&usize::try_from(weight).unwrap_or_default()),
            Weights::SalaryPaid | Weights::Dues => t.money(&Cad::of_cents(weight)),
            Weights::Typed => t.number(&Decimal::from_i128_with_scale(weight, WEIGHT_DECIMALS).normalize()),
        }
    }
}

impl Budget {
    fn is_whole(&self) -> bool {
        self.unite == "entiers"
    }

    fn weights(&self) -> Weights {
        Weights::ALL.into_iter().find(|weights| weights.code() == self.poids).unwrap_or(Weights::Persons)
    }

    /// The budget in cents or in whole units; `None` when nothing is typed.
    fn units(&self) -> Option<Result<i128, SplitError>> {
        let typed = self.montant.trim();
        if typed.is_empty() {
            return None;
        }
        let places = if self.is_whole() { 0 } else { 2 };
        Some(scaled(typed, places).filter(|units| (0..=MOST).contains(units)).ok_or(SplitError::Budget))
    }

    fn shown(&self, units: i128, t: Text) -> String {
        match self.is_whole() {
            true => t.count(&usize::try_from(units).unwrap_or_default()),
            false => t.money(&Cad::of_cents(units)),
        }
    }

    /// The exact part, its decimals cut.
    fn exact(&self, share: &Share, total: i128, t: Text) -> String {
        let units = share.floor * 10_i128.pow(SHOWN_DECIMALS) + share.decimals(total, SHOWN_DECIMALS);
        let places = if self.is_whole() { SHOWN_DECIMALS } else { SHOWN_DECIMALS + 2 };
        t.number(&Decimal::from_i128_with_scale(units, places))
    }

    fn query(&self) -> String {
        format!(
            "montant={}&unite={}&poids={}&texte={}",
            encoded(&self.montant),
            encoded(&self.unite),
            encoded(&self.poids),
            encoded(&self.texte)
        )
    }
}

/// A number as people type one, times a power of ten; nothing when it has more decimals.
fn scaled(typed: &str, places: u32) -> Option<i128> {
    let number = parse_decimal(typed.trim(), None).ok()?.normalize();
    let digits = places.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.pow(digits))
}

/// The lines typed: a name and a weight, or a weight alone. The first line that is neither, by number.
fn typed_weights(text: &str) -> Result<Vec<(String, i128)>, usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(i, line)| {
            let (name, number) = match line.rsplit_once([';', '\t']) {
                Some((name, number)) => (name.trim().to_owned(), number),
                None => ((i + 1).to_string(), line),
            };
            let weight = scaled(number, WEIGHT_DECIMALS).filter(|weight| (0..=MOST).contains(weight));
            weight.map(|weight| (name, weight)).ok_or(i + 1)
        })
        .collect()
}

/// What is to be shared out, and what came of it.
struct Made {
    names: Vec<(String, String)>,
    weights: Vec<i128>,
    shares: Vec<Share>,
    /// Units whose base is not shown, and so weighs nothing.
    hidden: usize,
}

async fn make(
    scoped: &mut Scoped,
    found: &Found,
    budget: &Budget,
    t: Text,
) -> Result<Result<Option<Made>, Problem>, Failure> {
    let problem = |id: &str, text: String| Problem { href: format!("#{id}"), text };
    let Some(units) = budget.units() else { return Ok(Ok(None)) };
    let Ok(units) = units else {
        let text = if budget.is_whole() { t.aggregates_bad_count() } else { t.aggregates_bad_budget() };
        return Ok(Err(problem("montant", text.to_owned())));
    };
    let kind = budget.weights();
    let (names, weights): (Vec<(String, String)>, Vec<i128>) = if kind == Weights::Typed {
        if budget.texte.chars().count() > LONGEST_TEXT {
            return Ok(Err(problem("texte", t.aggregates_text_too_long(LONGEST_TEXT))));
        }
        match typed_weights(&budget.texte) {
            Ok(typed) => typed.into_iter().map(|(name, weight)| ((name, String::new()), weight)).unzip(),
            Err(line) => return Ok(Err(problem("texte", t.aggregates_bad_weight(line)))),
        }
    } else {
        let groups = found.rows();
        let keys: Vec<&Key> = groups.iter().map(|(key, _)| *key).collect();
        let known = found.names(scoped, &keys, t).await?;
        let weight = |group: &Group| kind.of(group, found.by.counts_once());
        let named = |key: &Key| known.get(key).cloned().unwrap_or_default();
        groups.iter().map(|(key, group)| (named(key), weight(group))).unzip()
    };
    let hidden = match kind {
        Weights::SalaryPaid | Weights::Dues => found.all.without_base,
        Weights::Persons | Weights::Typed => 0,
    };
    Ok(match split::split(units, &weights) {
        Ok(shares) => Ok(Some(Made { names, weights, shares, hidden })),
        Err(SplitError::Budget) => Err(problem("montant", t.aggregates_bad_budget().to_owned())),
        Err(SplitError::Weight | SplitError::NoWeight) if kind == Weights::Typed => {
            Err(problem("texte", t.aggregates_no_weight().to_owned()))
        }
        Err(_) => Err(problem("poids", t.aggregates_no_weight().to_owned())),
    })
}

pub struct Row {
    pub name: String,
    pub detail: String,
    pub weight: String,
    pub percent: String,
    pub exact: String,
    /// Said when one of the missing units came here.
    pub extra: &'static str,
    pub part: String,
}

pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
    pub selected: bool,
}

#[derive(Template)]
#[template(path = "aggregates/split.html")]
struct SplitPage {
    p: Page,
    back: String,
    budget: String,
    whole: bool,
    weights: Vec<Choice>,
    cuts: Vec<Choice>,
    body: String,
    of: String,
    date: DateFields,
    text: String,
    errors: [String; 3],
    problems: Vec<Problem>,
    rows: Vec<Row>,
    column: &'static str,
    total_weight: String,
    whole_percent: String,
    total: String,
    missing: String,
    hidden: String,
    csv: String,
}

pub async fn show(
    can: Can<SeeHeadcounts>,
    Query(asked): Query<Asked>,
    Query(budget): Query<Budget>,
) -> Answer {
    let t = can.text();
    let reader = Reader::of(&can);
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &asked, reader, t).await?;
    let (made, mut problems) = match make(&mut scoped, &found, &budget, t).await? {
        Ok(made) => (made, Vec::new()),
        Err(problem) => (None, vec![problem]),
    };
    if !found.fields.error.is_empty() {
        problems.push(Problem { href: "#le-year".to_owned(), text: found.fields.error.clone() });
    }
    let about =
        |href: &str| problems.iter().find(|p| p.href == href).map(|p| p.text.clone()).unwrap_or_default();
    let errors = ["#montant", "#poids", "#texte"].map(about);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let kind = budget.weights();
    let rows: Vec<Row> = made.iter().flat_map(|made| rows(made, &budget, t)).collect();
    let made = made.as_ref();
    let sum = |of: fn(&Share) -> i128| made.map_or(0, |made| made.shares.iter().map(of).sum::<i128>());
    let missing = sum(|share| i128::from(share.extra));
    let template = SplitPage {
        p: can.page(t.aggregates_split_title()),
        back: asked.path("/effectifs", found.by, found.body_code(), 0),
        budget: budget.montant.clone(),
        whole: budget.is_whole(),
        weights: Weights::ALL
            .map(|one| Choice { value: one.code(), label: one.name(t), selected: one == kind })
            .into(),
        cuts: reader.cuts().iter().map(|by| cut(*by, found.by, t)).collect(),
        body: found.body_code().to_owned(),
        of: found.body.as_ref().map(|body| body.name(t.lang()).to_owned()).unwrap_or_default(),
        text: budget.texte.clone(),
        errors,
        problems,
        column: if kind == Weights::Typed { t.aggregates_name() } else { super::column_name(found.by, t) },
        whole_percent: t.percent(&Decimal::ONE),
        total_weight: made.map(|made| kind.shown(made.weights.iter().sum(), t)).unwrap_or_default(),
        total: budget.shown(sum(|share| share.units), t),
        missing: match (missing, budget.is_whole()) {
            (0, _) => t.aggregates_nothing_missing().to_owned(),
            (units, true) => t.aggregates_missing_units(usize::try_from(units).unwrap_or_default()),
            (cents, false) => t.aggregates_missing_cents(usize::try_from(cents).unwrap_or_default()),
        },
        hidden: match made.map_or(0, |made| made.hidden) {
            0 => String::new(),
            units => t.aggregates_hidden(crate::aggregates::FEWEST_FOR_A_BASE, units),
        },
        csv: format!("{}&{}", asked.path("/repartition.csv", found.by, found.body_code(), 0), budget.query()),
        date: found.fields,
        rows,
    };
    html_with(status, &template)
}

fn cut(by: By, chosen: By, t: Text) -> Choice {
    let label = match by {
        By::Federation => t.aggregates_among_federations(),
        By::CentralCouncil => t.aggregates_among_councils(),
        By::Union => t.aggregates_among_unions(),
        By::Unit => t.aggregates_among_units(),
        By::Institution => t.aggregates_among_institutions(),
    };
    Choice { value: by.code(), label, selected: by == chosen }
}

fn rows(made: &Made, budget: &Budget, t: Text) -> Vec<Row> {
    let total: i128 = made.weights.iter().sum();
    let kind = budget.weights();
    // Of ten thousand, by the same largest remainder: the percentages add up to 100 too.
    let percents = split::split(10_000, &made.weights).unwrap_or_default();
    let each = made.names.iter().zip(&made.weights).zip(made.shares.iter().zip(&percents));
    each.map(|((name, weight), (share, percent))| Row {
        name: name.0.clone(),
        detail: name.1.clone(),
        weight: kind.shown(*weight, t),
        percent: t.percent(&Decimal::from_i128_with_scale(percent.units, 4)),
        exact: budget.exact(share, total, t),
        extra: match (share.extra, budget.is_whole()) {
            (false, _) => "",
            (true, true) => t.aggregates_extra_unit(),
            (true, false) => t.aggregates_extra_cent(),
        },
        part: budget.shown(share.units, t),
    })
    .collect()
}

pub async fn csv(
    can: Can<SeeHeadcounts>,
    Query(asked): Query<Asked>,
    Query(budget): Query<Budget>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &asked, Reader::of(&can), t).await?;
    let Ok(Some(made)) = make(&mut scoped, &found, &budget, t).await? else {
        return Err(Failure::BadRequest("nothing to share out"));
    };
    let part = |units: i128| match budget.is_whole() {
        true => Cell::Count(usize::try_from(units).unwrap_or_default()),
        false => Cell::Money(Cad::of_cents(units)),
    };
    let plain = |shown: String| Cell::from(shown.replace('\u{a0}', ""));
    let total: i128 = made.weights.iter().sum();
    let kind = budget.weights();
    let weight = |weight: i128| match kind {
        Weights::Persons => Cell::Count(usize::try_from(weight).unwrap_or_default()),
        Weights::SalaryPaid | Weights::Dues => Cell::Money(Cad::of_cents(weight)),
        Weights::Typed => plain(kind.shown(weight, t)),
    };
    let each = made.names.iter().zip(&made.weights).zip(&made.shares);
    let mut lines: Vec<Vec<Cell>> = each
        .map(|((name, one), share)| {
            vec![
                Cell::from(name.0.as_str()),
                Cell::from(name.1.as_str()),
                weight(*one),
                plain(budget.exact(share, total, t)),
                part(share.units),
            ]
        })
        .collect();
    let sum = made.shares.iter().map(|share| share.units).sum();
    lines.push(vec![
        Cell::from(t.assessment_total()),
        Cell::from(""),
        weight(total),
        Cell::from(""),
        part(sum),
    ]);
    scoped.record(Event::done(Action::Exported, format!("split {}", found.date)));
    scoped.commit().await?;
    let column = if kind == Weights::Typed { t.aggregates_name() } else { super::column_name(found.by, t) };
    let heading =
        [column, t.aggregates_detail(), t.aggregates_weight(), t.aggregates_exact(), t.aggregates_part()];
    Ok(export::download("repartition.csv", export::csv_bytes(t.lang(), &heading, &lines)?))
}
