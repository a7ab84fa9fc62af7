//! The answer of a simulation as the page shows it, and as a file.

use std::collections::BTreeMap;

use axum::response::Response;
use uuid::Uuid;

use crate::aggregates::FEWEST_FOR_A_BASE;
use crate::calendar::PeriodId;
use crate::dues::Levy;
use crate::levies::store::Owing;
use crate::levies::what_if::{Findings, Sum};
use crate::money::Cad;
use crate::text::Text;
use crate::web::chart::{self, Chart, Measure};
use crate::web::export::{self, Cell};

/// Unions in the table; the file has them all.
const SHOWN: usize = 50;

/// A question that can be answered: which levy would be, in the place of what, of which unions.
pub(super) struct Question {
    /// Every levy of the code replaced; none when the levy would be added.
    pub standing: Vec<Levy>,
    /// None when the levy would end.
    pub then: Option<Levy>,
    pub code: String,
    pub unions: Vec<Owing>,
    pub words: String,
}

/// What a simulation came to.
pub(super) struct Found {
    pub findings: Findings,
    /// Of each period, how many unions declared it and how many are to.
    declared: BTreeMap<PeriodId, (usize, usize)>,
    /// Unions that it did not come to before its limit.
    pub left: usize,
}

impl Found {
    /// Nothing yet, of periods that so many unions declared.
    pub fn of(question: &Question, declared: &[(PeriodId, usize)]) -> Found {
        let expected = |period| question.unions.iter().filter(|one| one.declares(period)).count();
        let declared = declared.iter().map(|(id, unions)| (*id, (*unions, expected(*id).max(*unions))));
        Found { findings: Findings::default(), declared: declared.collect(), left: 0 }
    }

    /// How many unions declared a period, of how many; none when all did.
    fn part(&self, period: PeriodId) -> Option<(usize, usize)> {
        self.declared.get(&period).copied().filter(|(declared, expected)| declared < expected)
    }
}

/// An amount under its column.
pub struct Figure {
    pub column: &'static str,
    pub value: String,
}

pub struct FigureRow {
    pub label: String,
    /// That only some unions declared the period; empty otherwise.
    pub part: String,
    pub persons: String,
    /// What was declared; what would be and the difference, or the least and the most of each.
    pub figures: Vec<Figure>,
}

/// The answer as the page shows it.
pub struct ResultView {
    pub words: String,
    /// The headings of amounts.
    pub columns: Vec<&'static str>,
    pub total: FigureRow,
    pub chart: Chart,
    pub chart_desc: String,
    pub periods: Vec<FigureRow>,
    pub unions: Vec<FigureRow>,
    pub is_cut: bool,
    pub notes: Vec<String>,
    pub csv: String,
}

/// The columns of amounts.
fn columns(is_exact: bool, t: Text) -> Vec<&'static str> {
    let before = t.levies_what_if_before();
    match is_exact {
        true => vec![before, t.levies_what_if_after(), t.levies_what_if_difference()],
        false => vec![
            before,
            t.levies_what_if_after_least(),
            t.levies_what_if_after_most(),
            t.levies_what_if_difference_least(),
            t.levies_what_if_difference_most(),
        ],
    }
}

/// A sum's amounts, in the order of their columns.
fn amounts(sum: &Sum, is_exact: bool) -> Vec<Cad> {
    let (after, difference) = (sum.after, sum.difference());
    match is_exact {
        true => vec![sum.before, after.least, difference.least],
        false => vec![sum.before, after.least, after.most, difference.least, difference.most],
    }
}

fn figures(label: String, sum: &Sum, is_exact: bool, t: Text) -> FigureRow {
    let figure = |(column, amount): (&'static str, Cad)| Figure { column, value: t.money(&amount) };
    FigureRow {
        label,
        part: String::new(),
        persons: t.count(&sum.persons),
        figures: columns(is_exact, t).into_iter().zip(amounts(sum, is_exact)).map(figure).collect(),
    }
}

pub(super) fn view(question: &Question, found: &Found, csv: String, t: Text) -> ResultView {
    let findings = &found.findings;
    let mut unions: Vec<&(Uuid, Sum)> = findings.unions.iter().collect();
    let size = |sum: &Sum| sum.difference().least.abs().max(sum.difference().most.abs());
    unions.sort_by_key(|(_, sum)| std::cmp::Reverse(size(sum)));
    let name = |id: Uuid| {
        let one = question.unions.iter().find(|one| one.id == id);
        one.map(|one| format!("{} · {}", one.number, one.name)).unwrap_or_default()
    };
    let part = |id: PeriodId| found.part(id).map(|(some, all)| t.levies_what_if_part(all, some));
    let total = findings.total();
    let is_exact = total.after.is_exact();
    let period = |(id, sum): (&PeriodId, &Sum)| FigureRow {
        part: part(*id).unwrap_or_default(),
        ..figures(id.to_string(), sum, is_exact, t)
    };
    ResultView {
        words: question.words.clone(),
        columns: columns(is_exact, t),
        chart: chart(found, is_exact, t),
        chart_desc: description(found, is_exact, t),
        total: figures(t.levies_what_if_total().to_owned(), &total, is_exact, t),
        periods: findings.periods.iter().map(period).collect(),
        is_cut: unions.len() > SHOWN,
        unions: unions
            .into_iter()
            .take(SHOWN)
            .map(|(id, sum)| figures(name(*id), sum, is_exact, t))
            .collect(),
        notes: notes(question, found, t),
        csv,
    }
}

/// What the figures are of, and are not.
fn notes(question: &Question, found: &Found, t: Text) -> Vec<String> {
    let findings = &found.findings;
    let mut notes = vec![t.levies_what_if_covered(question.unions.len(), findings.unions.len())];
    if !findings.total().after.is_exact() {
        notes.push(t.levies_what_if_bounds().to_owned());
    }
    let parts = findings.periods.keys().filter(|id| found.part(**id).is_some()).count();
    if parts > 0 {
        notes.push(t.levies_what_if_parts(parts));
    }
    if findings.withheld > 0 {
        notes.push(t.levies_what_if_withheld(findings.withheld, FEWEST_FOR_A_BASE));
    }
    if findings.silent > 0 {
        notes.push(t.levies_what_if_silent(findings.silent));
    }
    if found.left > 0 {
        notes.push(t.levies_what_if_unfinished(found.left));
    }
    notes.push(t.levies_what_if_method().to_owned());
    notes
}

fn description(found: &Found, is_exact: bool, t: Text) -> String {
    let bars = if is_exact { t.levies_what_if_chart_desc() } else { t.levies_what_if_chart_bounds() };
    let has_parts = found.findings.periods.keys().any(|id| found.part(*id).is_some());
    let parts = if has_parts { t.levies_what_if_chart_part() } else { "" };
    format!("{bars} {parts}").trim_end().to_owned()
}

/// Two bars a period: what was, pale; what would be, between what and what where that is two amounts. A
/// period that some unions did not declare has a star, and another colour.
fn chart(found: &Found, is_exact: bool, t: Text) -> Chart {
    let measure = |label: String, full: String, amount: Cad, kind: &'static str| Measure {
        label,
        full,
        units: i64::try_from(amount.cents()).unwrap_or(i64::MAX / 1000),
        value: String::new(),
        exact: t.money(&amount),
        kind,
    };
    let mut bars = Vec::new();
    for (id, sum) in &found.findings.periods {
        let (star, kind) = if found.part(*id).is_some() { ("*", "now") } else { ("", "") };
        let (full, label) = (id.to_string(), format!("{}{star}", id.code()));
        bars.push(measure(String::new(), full.clone(), sum.before, "pending"));
        bars.push(measure(label, full.clone(), sum.after.least, kind));
        if !is_exact {
            bars.push(measure(String::new(), full, sum.after.most, kind));
        }
    }
    Chart::measured(&bars, 100, |cents| chart::dollars(cents, t))
}

pub(super) fn file(question: &Question, found: &Found, t: Text) -> anyhow::Result<Response> {
    let is_exact = found.findings.total().after.is_exact();
    let mut heading =
        vec![t.levies_what_if_number(), t.levies_union(), t.levies_period(), t.levies_what_if_persons()];
    heading.extend(columns(is_exact, t));
    heading.extend([t.levies_what_if_declaring(), t.levies_what_if_expected()]);
    let mut rows = Vec::new();
    for (id, period, sum) in &found.findings.cells {
        let Some(union) = question.unions.iter().find(|one| one.id == *id) else { continue };
        let mut row = vec![
            Cell::Text(union.number.clone()),
            Cell::Text(union.name.clone()),
            Cell::Text(period.to_string()),
            Cell::Count(sum.persons),
        ];
        row.extend(amounts(sum, is_exact).into_iter().map(Cell::Money));
        let (declared, expected) = found.declared.get(period).copied().unwrap_or_default();
        row.extend([Cell::Count(declared), Cell::Count(expected)]);
        rows.push(row);
    }
    let bytes = export::csv_bytes(t.lang(), &heading, &rows)?;
    let code = if question.code.is_empty() { "nouveau" } else { &question.code };
    Ok(export::download(&format!("simulation-{code}.csv"), bytes))
}
