//! A year's slips beside the control totals: the differences (V83), why they are, and the days of pay
//! that say to which year a period belongs.

pub mod export;

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::{BadLine, Compared, Controls, Slips, compare, controls, read_slips, store, years};
use crate::access::PreparePeriod;
use crate::agreements;
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::corrections::names_a_sin;
use crate::db::Scoped;
use crate::money::Cad;
use crate::statements::rules::Weight;
use crate::text::Text;
use crate::unions::{self, Employer, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Differences on a page.
const SHOWN: usize = 50;
/// Characters of a note.
const NOTE: std::ops::RangeInclusive<usize> = 3..=1000;
const RULE: &str = "V83";

pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

pub struct YearLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// A slip that differs, or whose difference is explained.
pub struct Row {
    pub employee_number: String,
    pub name: String,
    pub slip: String,
    pub control: String,
    pub difference: String,
    pub note: String,
}

/// A period whose pays could be of two years.
pub struct PeriodRow {
    pub value: String,
    pub label: String,
}

#[derive(Template)]
#[template(path = "slips/show.html")]
struct SlipsPage {
    p: Page,
    here: String,
    back: String,
    employer: String,
    year: String,
    years: Vec<YearLink>,
    people: String,
    total: String,
    open: usize,
    missing: String,
    is_partial: bool,
    undecided: Vec<PeriodRow>,
    /// `Version 2, reçue le …`; empty when none was.
    version: String,
    set: String,
    is_off: bool,
    rows: Vec<Row>,
    previous: String,
    next: String,
    key: String,
    typed: Typed,
    problems: Vec<Problem>,
}

impl SlipsPage {
    fn error(&self, href: &str) -> String {
        self.problems.iter().find(|p| p.href == href).map(|p| p.text.clone()).unwrap_or_default()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    annee: Option<i32>,
    page: usize,
}

/// What a form brought, to be shown again.
#[derive(Default)]
struct Typed {
    slips: String,
    days: String,
    note: String,
}

fn path(employer: Uuid) -> String {
    format!("/employeurs/{employer}/feuillets")
}

/// All that a year's page is made of.
struct Material {
    employer: Employer,
    years: Vec<i32>,
    year: i32,
    controls: Controls,
    slips: Option<Slips>,
    compared: Vec<Compared>,
    /// Whether the employer's rules leave V83 out.
    is_off: bool,
}

impl Material {
    /// What differs: nothing before the employer's slips are here.
    fn differing(&self) -> impl Iterator<Item = &Compared> {
        let judged = self.slips.is_some() && !self.is_off;
        self.compared.iter().filter(move |one| judged && one.difference.is_some())
    }

    fn note(&self, number: &str) -> String {
        self.slips.as_ref().and_then(|slips| slips.notes.get(number)).cloned().unwrap_or_default()
    }
}

async fn find(scoped: &mut Scoped, employer: Uuid) -> Result<(Union, Employer), Failure> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let employer = union.employer(employer).cloned().ok_or(Failure::NotFound)?;
    Ok((union, employer))
}

async fn read(scoped: &mut Scoped, employer: Uuid, asked: Option<i32>) -> Result<Material, Failure> {
    let (union, employer) = find(scoped, employer).await?;
    let years = years(&union, scoped.today());
    // Slips are issued in February, of the year before.
    let last = years.get(1).or(years.first()).copied().ok_or(Failure::NotFound)?;
    let year = asked
        .map_or(Ok(last), |year| years.iter().find(|y| **y == year).copied().ok_or(Failure::NotFound))?;
    let withheld = store::withheld(scoped, employer.id, year).await?;
    let received = store::received(scoped, employer.id, year).await?;
    let pays = store::pays(scoped, employer.id, year).await?;
    let controls = controls(&employer, year, &withheld, &received, &pays);
    let slips = store::in_force(scoped, employer.id, year).await?;
    let none = BTreeMap::new();
    let compared = compare(&controls, slips.as_ref().map_or(&none, |slips| &slips.amounts));
    let end = NaiveDate::from_ymd_opt(year, 12, 31).ok_or(Failure::NotFound)?;
    let (_, decided) = agreements::store::of_employer(scoped, union.id, employer.id, end).await?;
    let is_off = decided.standing(RULE, end).weight == Weight::Off;
    Ok(Material { employer, years, year, controls, slips, compared, is_off })
}

pub async fn show(can: Can<PreparePeriod>, Path(employer): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, employer, asked.annee).await?;
    page(&can, &material, asked.page, Typed::default(), Vec::new())
}

/// One amount, or the two between which it is.
fn range(least: Cad, most: Cad, t: Text) -> String {
    if least == most { t.money(&least) } else { t.slips_between(t.money(&least), t.money(&most)) }
}

fn row(one: &Compared, note: String, t: Text) -> Row {
    let sign = |amount: Cad| if amount > Cad::ZERO { "+" } else { "" };
    Row {
        employee_number: one.employee_number.clone(),
        name: if one.name.is_empty() { one.employee_number.clone() } else { one.name.clone() },
        slip: one.slip.map_or_else(|| t.slips_none().to_owned(), |slip| t.money(&slip)),
        control: range(one.least, one.most, t),
        difference: one.difference.map(|d| format!("{}{}", sign(d), t.money(&d))).unwrap_or_default(),
        note,
    }
}

fn page(
    can: &Can<PreparePeriod>,
    material: &Material,
    asked_page: usize,
    typed: Typed,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let path = path(material.employer.id);
    let differing: Vec<&Compared> = material.differing().collect();
    let start = asked_page.saturating_mul(SHOWN).min(differing.len());
    let shown = differing.iter().skip(start).take(SHOWN);
    let to = |page: usize| format!("{path}?annee={}&page={page}#ecarts", material.year);
    let sum = |amount: fn(&Compared) -> Cad| material.compared.iter().map(amount).sum::<Cad>();
    let named =
        |periods: &[PeriodId]| periods.iter().map(|period| period.to_string()).collect::<Vec<_>>().join(", ");
    let year_link = |year: &i32| YearLink {
        href: format!("{path}?annee={year}"),
        label: year.to_string(),
        current: *year == material.year,
    };
    let undecided = material.controls.undecided.iter();
    let p = can.page(t.slips_title());
    let page = SlipsPage {
        back: format!("/employeurs/{}/erreurs", material.employer.id),
        employer: material.employer.name.clone(),
        year: material.year.to_string(),
        years: material.years.iter().map(year_link).collect(),
        people: t.count(&material.controls.people.len()),
        total: range(sum(|one| one.least), sum(|one| one.most), t),
        open: differing.iter().filter(|one| material.note(&one.employee_number).is_empty()).count(),
        missing: named(&material.controls.missing),
        is_partial: material.controls.is_partial,
        undecided: undecided
            .map(|period| PeriodRow { value: period.to_string(), label: period.to_string() })
            .collect(),
        version: material
            .slips
            .as_ref()
            .map(|slips| t.slips_version(t.moment(&slips.recorded_at), slips.amounts.len(), slips.version))
            .unwrap_or_default(),
        set: material.slips.as_ref().map(|slips| slips.id.to_string()).unwrap_or_default(),
        is_off: material.is_off,
        rows: shown.map(|one| row(one, material.note(&one.employee_number), t)).collect(),
        previous: if asked_page > 0 { to(asked_page - 1) } else { String::new() },
        next: if start + SHOWN < differing.len() { to(asked_page + 1) } else { String::new() },
        key: p.key().to_string(),
        here: path,
        typed,
        problems,
        p,
    };
    html_with(status, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentSlips {
    key: Uuid,
    #[serde(default)]
    annee: Option<i32>,
    #[serde(default)]
    slips: String,
}

fn bad_line(bad: BadLine, t: Text) -> String {
    match bad {
        BadLine::Unread(line) => t.slips_bad_line(line),
        BadLine::Negative(line) => t.slips_bad_negative(line),
        BadLine::Twice(line) => t.slips_bad_twice(line),
        BadLine::TooMany => t.slips_bad_many().to_owned(),
        BadLine::Empty => t.slips_bad_empty().to_owned(),
    }
}

/// The amounts of the employer's slips, whole.
pub async fn record(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(sent): Form<SentSlips>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, id, sent.annee).await?;
    let slips = match read_slips(&sent.slips) {
        Ok(slips) => slips,
        Err(bad) => {
            let problem = Problem { href: "#slips", text: bad_line(bad, t) };
            let typed = Typed { slips: sent.slips, ..Typed::default() };
            return page(&can, &material, 0, typed, vec![problem]);
        }
    };
    if store::record(&mut scoped, sent.key, id, material.year, &slips).await? {
        scoped.record(Event::done(Action::SlipsRecorded, sent.key));
        scoped.commit().await?;
    }
    flash::done(&format!("{}?annee={}", path(id), material.year), "said-slips")
}

/// Why slips differ, of all the people ticked.
pub async fn explain(
    can: Can<PreparePeriod>,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let t = can.text();
    let (mut year, mut set, mut note, mut people) = (None, None, String::new(), Vec::new());
    for (name, value) in fields {
        match name.as_str() {
            "annee" => year = value.parse().ok(),
            "set" => set = value.parse::<Uuid>().ok(),
            "note" => note = value.trim().to_owned(),
            "person" => people.push(value),
            _ => return Err(Failure::BadRequest("an unknown field")),
        }
    }
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, id, year).await?;
    let mut problems = Vec::new();
    let differs = |number: &String| material.differing().any(|one| one.employee_number == *number);
    if people.is_empty() || !people.iter().all(differs) {
        problems.push(Problem { href: "#ecarts", text: t.slips_bad_people().to_owned() });
    }
    if names_a_sin(&note) {
        problems.push(Problem { href: "#note", text: t.correction_note_names_a_sin().to_owned() });
    } else if !NOTE.contains(&note.chars().count()) {
        problems.push(Problem { href: "#note", text: t.correction_bad_reason().to_owned() });
    }
    // A note is of the slips that were on the screen.
    let current = material.slips.as_ref().map(|slips| slips.id).filter(|current| Some(*current) == set);
    let Some(current) = current.filter(|_| problems.is_empty()) else {
        if problems.is_empty() {
            problems.push(Problem { href: "#ecarts", text: t.slips_replaced().to_owned() });
        }
        return page(&can, &material, 0, Typed { note, ..Typed::default() }, problems);
    };
    if store::note(&mut scoped, current, &people, &note).await? > 0 {
        scoped.record(Event::done(Action::SlipsExplained, current));
        scoped.commit().await?;
    }
    flash::done(&format!("{}?annee={}", path(id), material.year), "said-slips-explained")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentPays {
    key: Uuid,
    #[serde(default)]
    annee: Option<i32>,
    #[serde(default)]
    period: String,
    #[serde(default)]
    days: String,
}

/// The days of pay of a period.
pub async fn say_pays(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(sent): Form<SentPays>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, id, sent.annee).await?;
    let period = sent.period.parse::<PeriodId>().ok().and_then(|id| material.employer.period(id));
    let parts = sent.days.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let days: Option<Vec<NaiveDate>> = parts.filter(|p| !p.is_empty()).map(|p| p.parse().ok()).collect();
    let mut problems = Vec::new();
    if period.is_none() {
        problems.push(Problem { href: "#period", text: t.slips_bad_period().to_owned() });
    }
    let inside = |day: &NaiveDate| period.is_some_and(|period| period.contains(*day));
    let days = days.filter(|days| !days.is_empty() && days.len() <= 31 && days.iter().all(inside));
    if days.is_none() {
        problems.push(Problem { href: "#days", text: t.slips_bad_days().to_owned() });
    }
    let (Some(period), Some(days)) = (period, days) else {
        let typed = Typed { days: sent.days, ..Typed::default() };
        return page(&can, &material, 0, typed, problems);
    };
    if store::say_pays(&mut scoped, Some(sent.key), id, period.id(), &days, None).await? {
        scoped.record(Event::done(Action::PayDaysSaid, format!("{id} {}", period.id())));
        scoped.commit().await?;
    }
    flash::done(&format!("{}?annee={}", path(id), material.year), "said-pay-days")
}
