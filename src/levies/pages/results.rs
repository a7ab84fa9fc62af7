//! The answer of a simulation as the page shows it, and as a file.

use axum::response::Response;
use uuid::Uuid;

use crate::dues::Levy;
use crate::levies::store::Owing;
use crate::levies::what_if::{FEWEST, Findings, Sum};
use crate::text::Text;
use crate::web::chart::{Chart, Measure};
use crate::web::export::{self, Cell};

/// Unions in the table; the file has them all.
const SHOWN: usize = 50;

/// A question that can be answered: which levies were, which would be, of which unions.
pub(super) struct Question {
    /// Every levy of the code replaced; none when the levy would be added.
    pub now: Vec<Levy>,
    pub then: Vec<Levy>,
    pub code: String,
    pub unions: Vec<Owing>,
    pub words: String,
}

/// What a simulation came to.
pub(super) struct Found {
    pub findings: Findings,
    /// Unions that it did not come to before its limit.
    pub left: usize,
}

pub struct FigureRow {
    pub label: String,
    pub persons: String,
    pub before: String,
    pub after: String,
    pub difference: String,
}

/// The answer as the page shows it.
pub struct ResultView {
    pub words: String,
    pub total: FigureRow,
    pub chart: Chart,
    pub periods: Vec<FigureRow>,
    pub unions: Vec<FigureRow>,
    pub is_cut: bool,
    pub notes: Vec<String>,
    pub csv: String,
}

fn figures(label: String, sum: &Sum, t: Text) -> FigureRow {
    FigureRow {
        label,
        persons: t.count(&sum.persons),
        before: t.money(&sum.before),
        after: t.money(&sum.after),
        difference: t.money(&sum.difference()),
    }
}

pub(super) fn view(question: &Question, found: &Found, csv: String, t: Text) -> ResultView {
    let findings = &found.findings;
    let mut unions: Vec<&(Uuid, Sum)> = findings.unions.iter().collect();
    unions.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.difference().abs()));
    let name = |id: Uuid| {
        let one = question.unions.iter().find(|one| one.id == id);
        one.map(|one| format!("{} · {}", one.number, one.name)).unwrap_or_default()
    };
    let mut notes = vec![t.levies_what_if_covered(question.unions.len(), findings.unions.len())];
    if findings.withheld > 0 {
        notes.push(t.levies_what_if_withheld(findings.withheld, FEWEST));
    }
    if findings.silent > 0 {
        notes.push(t.levies_what_if_silent(findings.silent));
    }
    if found.left > 0 {
        notes.push(t.levies_what_if_unfinished(found.left));
    }
    notes.push(t.levies_what_if_method().to_owned());
    ResultView {
        words: question.words.clone(),
        total: figures(t.levies_what_if_total().to_owned(), &findings.total(), t),
        chart: chart(findings, t),
        periods: findings.periods.iter().map(|(id, sum)| figures(id.to_string(), sum, t)).collect(),
        is_cut: unions.len() > SHOWN,
        unions: unions.into_iter().take(SHOWN).map(|(id, sum)| figures(name(*id), sum, t)).collect(),
        notes,
        csv,
    }
}

/// Two bars a period: what was, pale; what would be.
fn chart(findings: &Findings, t: Text) -> Chart {
    let measure = |label: String, full: String, amount: crate::money::Cad, kind: &'static str| Measure {
        label,
        full,
        units: i64::try_from(amount.cents()).unwrap_or(i64::MAX / 1000),
        value: String::new(),
        exact: t.money(&amount),
        kind,
    };
    let mut bars = Vec::new();
    for (id, sum) in &findings.periods {
        let full = id.to_string();
        bars.push(measure(String::new(), full.clone(), sum.before, "pending"));
        bars.push(measure(id.code(), full, sum.after, ""));
    }
    Chart::measured(&bars, 100, |cents| t.dollars_whole(i128::from(cents / 100)))
}

pub(super) fn file(question: &Question, found: &Found, t: Text) -> anyhow::Result<Response> {
    let heading = [
        t.levies_what_if_number(),
        t.levies_union(),
        t.levies_period(),
        t.levies_what_if_persons(),
        t.levies_what_if_before(),
        t.levies_what_if_after(),
        t.levies_what_if_difference(),
    ];
    let mut rows = Vec::new();
    for (id, period, sum) in &found.findings.cells {
        let Some(union) = question.unions.iter().find(|one| one.id == *id) else { continue };
        rows.push(vec![
            Cell::Text(union.number.clone()),
            Cell::Text(union.name.clone()),
            Cell::Text(period.to_string()),
            Cell::Count(sum.persons),
            Cell::Money(sum.before),
            Cell::Money(sum.after),
            Cell::Money(sum.difference()),
        ]);
    }
    let bytes = export::csv_bytes(t.lang(), &heading, &rows)?;
    let code = if question.code.is_empty() { "nouveau" } else { &question.code };
    Ok(export::download(&format!("simulation-{code}.csv"), bytes))
}
