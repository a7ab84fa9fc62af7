//! A statement against the one before it of the same employer: who came, who left, what changed of
//! whom, how many people and how much money; each with its lines.

use askama::Template;
use axum::extract::{Path, Query};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::line::unit_word;
use super::{Heading, heading, query, signed, status_word};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::money::Cad;
use crate::statements::browse::Turn;
use crate::statements::changes::{Against, Kind, Pair, Side};
use crate::statements::store::{self, Summary};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A figure of both statements, with the difference.
pub struct FigureRow {
    pub label: &'static str,
    pub before: String,
    pub after: String,
    pub difference: String,
}

pub struct KindLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// A person, on either side.
pub struct PersonRow {
    pub name: String,
    pub employee_number: String,
    pub before: String,
    pub before_href: String,
    pub after: String,
    pub after_href: String,
    pub difference: String,
}

/// What there is to compare with.
pub struct Compared {
    pub period: String,
    /// A period between the two has no statement.
    pub is_apart: bool,
    pub figures: Vec<FigureRow>,
    pub kinds: Vec<KindLink>,
    /// What the kind shown means.
    pub about: String,
    pub rows: Vec<PersonRow>,
    pub has_difference: bool,
    pub previous_href: String,
    pub next_href: String,
    pub export_href: String,
}

#[derive(Template)]
#[template(path = "statements/comparison.html")]
struct ComparisonPage {
    p: Page,
    h: Heading,
    compared: Option<Compared>,
}

#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    quoi: String,
    apres: Option<String>,
    avant: Option<String>,
}

impl Asked {
    /// The kind asked for; else the first that somebody is of.
    fn kind(&self, against: &Against) -> Kind {
        let first = Kind::ALL.into_iter().find(|kind| against.count(*kind) > 0);
        Kind::from_code(&self.quoi).or(first).unwrap_or(Kind::Joined)
    }
}

fn address(id: Uuid, path: &str, kind: Kind, more: &[(&str, &str)]) -> String {
    format!("/releves/{id}/{path}?{}", query(&[&[("quoi", kind.code())], more].concat()))
}

pub async fn show(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let h = heading(&union, &summary, "compare", t);
    let p = can.page(t.compare_title(&h.employer));
    let Some(previous) = store::compare::previous(&mut scoped, &summary).await? else {
        return html(&ComparisonPage { p, h, compared: None });
    };
    let against = store::compare::against(&mut scoped, &previous, &summary).await?;
    let kind = asked.kind(&against);
    let turn = Turn::of(asked.apres, asked.avant);
    let part = store::compare::people(&mut scoped, &previous, &summary, kind, Some(&turn)).await?;
    let link = |kind_of: Kind| KindLink {
        href: address(id, "comparaison", kind_of, &[]),
        label: t.compare_count(against.count(kind_of), kind_word(kind_of, t)),
        current: kind_of == kind,
    };
    let turned = |name: &str, key: &Option<String>| match key {
        Some(key) => address(id, "comparaison", kind, &[(name, key)]),
        None => String::new(),
    };
    let compared = Compared {
        period: previous.period.to_string(),
        is_apart: previous.period.next() != summary.period,
        figures: figures(&against, (&previous, &summary), t),
        kinds: Kind::ALL.into_iter().map(link).collect(),
        about: about(kind, t).to_owned(),
        rows: part.rows.iter().map(|pair| person(pair, kind, (&previous, &summary), t)).collect(),
        has_difference: kind == Kind::Dues || kind == Kind::SalaryRate,
        previous_href: turned("avant", &part.previous),
        next_href: turned("apres", &part.next),
        export_href: address(id, "comparaison.csv", kind, &[]),
    };
    html(&ComparisonPage { p, h, compared: Some(compared) })
}

fn kind_word(kind: Kind, t: Text) -> String {
    t.kind(&format!("compare-kind-{}", kind.code()), &[])
}

/// What a kind means, where its name alone does not say it.
fn about(kind: Kind, t: Text) -> &'static str {
    match kind {
        Kind::Returned => t.compare_about_returned(),
        Kind::Left => t.compare_about_left(),
        Kind::Gone => t.compare_about_gone(),
        Kind::Disappeared => t.compare_about_disappeared(),
        _ => "",
    }
}

fn figures(against: &Against, (previous, summary): (&Summary, &Summary), t: Text) -> Vec<FigureRow> {
    let count = |label: &'static str, before: usize, after: usize| FigureRow {
        label,
        before: t.count(&before),
        after: t.count(&after),
        difference: with_sign(Decimal::from(after) - Decimal::from(before), t),
    };
    let money = |label: &'static str, before: Cad, after: Cad| FigureRow {
        label,
        before: t.money(&before),
        after: t.money(&after),
        difference: signed(after - before, t),
    };
    let (before, after) = (against.before, against.after);
    vec![
        count(t.compare_people(), before.total(), after.total()),
        count(t.status_full_time(), before.full_time, after.full_time),
        count(t.status_part_time(), before.part_time, after.part_time),
        count(t.lines_status_other(), before.other, after.other),
        money(t.column_salary_paid(), previous.totals.salary_paid, summary.totals.salary_paid),
        money(t.compare_dues(), previous.totals.dues, summary.totals.dues),
    ]
}

fn person(pair: &Pair, kind: Kind, (previous, summary): (&Summary, &Summary), t: Text) -> PersonRow {
    let said = |side: &Option<Side>| match side {
        Some(side) => said(side, kind, t),
        None => t.compare_absent().to_owned(),
    };
    let href = |side: &Option<Side>, of: &Summary| match side {
        Some(side) => format!("/releves/{}/lignes/{}", of.id, side.line),
        None => String::new(),
    };
    PersonRow {
        name: pair.name().to_owned(),
        employee_number: pair.employee_number.clone(),
        before: said(&pair.before),
        before_href: href(&pair.before, previous),
        after: said(&pair.after),
        after_href: href(&pair.after, summary),
        difference: difference(pair, kind, t),
    }
}

/// What one statement says of what the kind is about; never nothing, since it is a link.
fn said(side: &Side, kind: Kind, t: Text) -> String {
    let day = |words: fn(Text, chrono::NaiveDate) -> String, day: Option<chrono::NaiveDate>| {
        day.map(|day| words(t, day))
    };
    let text = match kind {
        Kind::Joined | Kind::Returned => {
            let hired = day(|t, day| t.compare_hired_on(day), side.hired_on).unwrap_or_default();
            let parts = [side.job_title.as_str(), hired.as_str()].into_iter().filter(|part| !part.is_empty());
            Some(parts.collect::<Vec<_>>().join(" · "))
        }
        Kind::Left | Kind::Gone => day(|t, day| t.compare_left_on(day), side.left_on),
        Kind::Disappeared => Some(side.job_title.clone()),
        Kind::Status => Some(status_word(side.status, t).to_owned()),
        Kind::JobTitle => Some(side.job_title.clone()),
        Kind::SalaryRate => side.salary_rate.map(|rate| match side.salary_unit {
            Some(unit) => format!("{} {}", t.number(&rate), unit_word(unit, t)),
            None => t.number(&rate),
        }),
        Kind::Dues => side.dues.map(|dues| t.money(&dues)),
        Kind::Name => Some(side.name.clone()),
        Kind::Service => Some(side.service.clone()),
    };
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| t.compare_line(side.line))
}

fn difference(pair: &Pair, kind: Kind, t: Text) -> String {
    let (Some(before), Some(after)) = (&pair.before, &pair.after) else { return String::new() };
    match kind {
        Kind::Dues => signed(after.dues.unwrap_or_default() - before.dues.unwrap_or_default(), t),
        Kind::SalaryRate if before.salary_unit == after.salary_unit => {
            let rates = after.salary_rate.zip(before.salary_rate);
            rates.map(|(after, before)| with_sign(after - before, t)).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn with_sign(difference: Decimal, t: Text) -> String {
    let plus = if difference > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", t.number(&difference))
}

/// The people of the kind shown, all its pages.
pub async fn csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let previous = store::compare::previous(&mut scoped, &summary).await?;
    let chosen = Kind::from_code(&asked.quoi);
    let mut rows = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| chosen.is_none_or(|chosen| chosen == *kind)) {
        let Some(previous) = &previous else { break };
        let part = store::compare::people(&mut scoped, previous, &summary, kind, None).await?;
        rows.extend(part.rows.iter().map(|pair| {
            let row = person(pair, kind, (previous, &summary), t);
            [kind_word(kind, t), row.employee_number, row.name, row.before, row.after, row.difference]
                .map(Cell::from)
                .into()
        }));
    }
    scoped.record(Event::done(Action::Exported, format!("comparison {id}")));
    scoped.commit().await?;
    let heading = [
        t.compare_what(),
        t.column_employee_number(),
        t.column_name(),
        t.compare_before(),
        t.compare_after(),
        t.compare_difference(),
    ];
    Ok(export::download("comparaison.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
