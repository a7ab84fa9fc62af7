//! What a body was declared, by its own years: the same periods as the agreement's fiscal years, cut
//! elsewhere, both shown to add up to the same.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use super::Link;
use super::declared::readable;
use crate::access::SeeBodyYears;
use crate::aggregates::store::years as store;
use crate::aggregates::years::{BodyYear, PeriodLine, Sum, recut};
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::db::Scoped;
use crate::text::Text;
use crate::unions::Body;
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskedYear {
    corps: String,
    /// The calendar year in which the body's year begins.
    annee: String,
}

pub struct PeriodRow {
    /// To the unions that make it.
    pub href: String,
    pub period: String,
    pub fiscal_year: String,
    pub ends_on: String,
    pub unions: String,
    pub declared: String,
    pub paid: String,
    pub owing: String,
}

/// A body that may be chosen.
pub struct Choice {
    pub code: String,
    pub name: String,
    pub is_chosen: bool,
}

/// A year of the body, by the agreement's fiscal years.
pub struct CutRow {
    pub name: String,
    pub days: String,
    pub cells: Vec<String>,
    pub total: String,
}

#[derive(Template)]
#[template(path = "aggregates/years.html")]
struct YearsPage {
    p: Page,
    lead: String,
    /// The bodies that may be chosen, by code.
    bodies: Vec<Choice>,
    years: Vec<Link>,
    csv: String,
    heading: String,
    rows: Vec<PeriodRow>,
    declared: String,
    paid: String,
    owing: String,
    fiscal_years: Vec<String>,
    cuts: Vec<CutRow>,
    margins: Vec<String>,
    grand: String,
}

/// The lines of one body, its years, and the one looked at.
struct Found {
    body: Body,
    choices: Vec<Body>,
    first_month: u32,
    lines: Vec<PeriodLine>,
    years: BTreeSet<BodyYear>,
    year: BodyYear,
}

impl Found {
    async fn read(scoped: &mut Scoped, can: &Can<SeeBodyYears>, asked: &AskedYear) -> Result<Found, Failure> {
        let (body, choices) = readable(scoped, can, &asked.corps).await?;
        let first_month = store::first_month(scoped, body.id).await?;
        let lines = store::declared_to(scoped, body.id).await?;
        let years: BTreeSet<BodyYear> =
            lines.iter().map(|line| BodyYear::of(line.ends_on, first_month)).collect();
        let asked = asked.annee.parse().map(|year| BodyYear::starting(year, first_month));
        let asked = asked.ok().filter(|year| years.contains(year));
        let today = BodyYear::of(scoped.today(), first_month);
        let year = asked.or_else(|| years.last().copied()).unwrap_or(today);
        Ok(Found { body, choices, first_month, lines, years, year })
    }

    fn of_year(&self) -> Vec<&PeriodLine> {
        let is_in = |line: &&PeriodLine| BodyYear::of(line.ends_on, self.first_month) == self.year;
        let mut lines: Vec<&PeriodLine> = self.lines.iter().filter(is_in).collect();
        lines.sort_by_key(|line| (line.ends_on, line.period));
        lines
    }

    fn path(&self, page: &str, year: BodyYear) -> String {
        format!("{page}?corps={}&annee={}", encoded(&self.body.code), year.start_year())
    }
}

pub async fn show(can: Can<SeeBodyYears>, Query(asked): Query<AskedYear>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &can, &asked).await?;
    let of_year = found.of_year();
    let sum = Sum::of(of_year.iter().copied());
    let (fiscal_years, cuts, margins) = cut(&found, t);
    let choice = |body: &Body| Choice {
        code: body.code.clone(),
        name: body.name(t.lang()).to_owned(),
        is_chosen: body.id == found.body.id,
    };
    let year = |year: &BodyYear| Link {
        href: found.path("/exercices", *year),
        label: t.aggregates_year(year.to_string()),
        current: *year == found.year,
    };
    html(&YearsPage {
        p: can.page(t.aggregates_years_title(found.body.name(t.lang()))),
        lead: t.aggregates_years_lead(t.day(&found.year.first_day())),
        bodies: if found.choices.len() > 1 { found.choices.iter().map(choice).collect() } else { Vec::new() },
        years: found.years.iter().rev().map(year).collect(),
        csv: found.path("/exercices.csv", found.year),
        heading: t.aggregates_year_of(
            t.date(&found.year.first_day()),
            t.date(&found.year.last_day()),
            found.year.to_string(),
        ),
        rows: of_year.iter().map(|line| row(line, &found.body, t)).collect(),
        declared: t.money(&sum.declared),
        paid: t.money(&sum.paid),
        owing: t.money(&(sum.declared - sum.paid)),
        fiscal_years,
        cuts,
        margins,
        grand: t.money(&Sum::of(&found.lines).declared),
    })
}

fn row(line: &PeriodLine, body: &Body, t: Text) -> PeriodRow {
    let (year, code) = (line.period.fiscal_year(), line.period.code());
    PeriodRow {
        href: format!("/exercices/{year}/{code}?corps={}", encoded(&body.code)),
        period: line.period.code(),
        fiscal_year: line.period.fiscal_year().to_string(),
        ends_on: t.date(&line.ends_on),
        unions: t.count(&line.unions),
        declared: t.money(&line.declared),
        paid: t.money(&line.paid),
        owing: t.money(&(line.declared - line.paid)),
    }
}

/// The body's years against the agreement's: the headings, the rows, what each column comes to.
fn cut(found: &Found, t: Text) -> (Vec<String>, Vec<CutRow>, Vec<String>) {
    let cells: BTreeMap<(BodyYear, FiscalYear), Sum> = recut(&found.lines, found.first_month);
    let columns: BTreeSet<FiscalYear> = cells.keys().map(|(_, year)| *year).collect();
    let declared = |year: BodyYear, column: &FiscalYear| cells.get(&(year, *column)).map(|sum| sum.declared);
    let rows = found.years.iter().rev().map(|year| CutRow {
        name: year.to_string(),
        days: t.aggregates_between(t.date(&year.first_day()), t.date(&year.last_day())),
        cells: columns
            .iter()
            .map(|column| declared(*year, column).map(|amount| t.money(&amount)).unwrap_or_default())
            .collect(),
        total: t.money(&columns.iter().filter_map(|column| declared(*year, column)).sum()),
    });
    let margin =
        |column: &FiscalYear| t.money(&found.years.iter().filter_map(|year| declared(*year, column)).sum());
    let headings = columns.iter().map(|year| t.history_year(year.to_string())).collect();
    (headings, rows.collect(), columns.iter().map(margin).collect())
}

/// Every period of every year, so that either cut can be made again from the file.
pub async fn csv(can: Can<SeeBodyYears>, Query(asked): Query<AskedYear>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &can, &asked).await?;
    let mut lines: Vec<&PeriodLine> = found.lines.iter().collect();
    lines.sort_by_key(|line| (line.ends_on, line.period));
    let rows: Vec<Vec<Cell>> = lines
        .into_iter()
        .map(|line| {
            vec![
                Cell::from(BodyYear::of(line.ends_on, found.first_month).to_string()),
                Cell::from(line.period.fiscal_year().to_string()),
                Cell::from(line.period.code()),
                Cell::from(line.ends_on.to_string()),
                Cell::Count(line.unions),
                Cell::Money(line.declared),
                Cell::Money(line.paid),
            ]
        })
        .collect();
    scoped.record(Event::done(Action::Exported, format!("years {}", found.body.code)));
    scoped.commit().await?;
    let heading = [
        t.aggregates_own_year(),
        t.aggregates_fiscal_year(),
        t.aggregates_period(),
        t.aggregates_ends_on(),
        t.aggregates_column_unions(),
        t.aggregates_declared(),
        t.history_paid(),
    ];
    Ok(export::download("exercices.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
