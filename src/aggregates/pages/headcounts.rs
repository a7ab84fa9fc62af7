//! Persons and bases as of a date. A federation reads its own unions, a union itself.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use uuid::Uuid;

use super::{Asked, DateFields, Found, Link, Problem, Reader};
use crate::access::{Actor, Capability, SeeHeadcounts};
use crate::aggregates::{By, FEWEST_FOR_A_BASE, Group, Key};
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::money::Cad;
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

const ROWS_A_PAGE: usize = 100;

pub struct Row {
    pub name: String,
    pub detail: String,
    /// To its unions; empty when there is nothing inside.
    pub href: String,
    pub persons: String,
    pub full_time: String,
    pub part_time: String,
    pub unspecified: String,
    pub shared: String,
    pub salary_paid: String,
    pub dues: String,
    pub until: String,
    /// Said of units of which nothing tells.
    pub silent: String,
}

/// A union, or a unit of one, of which nothing tells.
pub struct Silent {
    pub name: String,
    pub detail: String,
}

#[derive(Template)]
#[template(path = "aggregates/headcounts.html")]
struct HeadcountsPage {
    p: Page,
    lead: String,
    of: String,
    date: DateFields,
    by: &'static str,
    body: String,
    cuts: Vec<Link>,
    /// Out of one body, to all of them.
    wider: String,
    csv: String,
    split: String,
    years: bool,
    figures: Vec<(String, String)>,
    /// Columns that would say nothing are left out.
    with_unspecified: bool,
    with_shared: bool,
    with_until: bool,
    column: &'static str,
    rows: Vec<Row>,
    total: Row,
    /// Persons of several units, taken off the total of the units.
    twice: String,
    hidden: String,
    next: String,
    first: String,
    silent: Vec<Silent>,
    problems: Vec<Problem>,
}

impl HeadcountsPage {
    /// The columns after the persons, which a row of the foot leaves blank.
    fn rest(&self) -> usize {
        4 + [self.with_unspecified, self.with_until].into_iter().filter(|with| *with).count()
    }
}

pub async fn show(can: Can<SeeHeadcounts>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let (reader, actor) = (Reader::of(&can), can.person.actor());
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &asked, reader, t).await?;
    let after = asked.apres.min(found.groups.len());
    let page: Vec<(&Key, &Group)> = found.rows().into_iter().skip(after).take(ROWS_A_PAGE).collect();
    let keys: Vec<&Key> = page.iter().map(|(key, _)| *key).collect();
    let names = found.names(&mut scoped, &keys, t).await?;
    let rows = page.iter().map(|(key, group)| {
        let (name, detail) = names.get(*key).cloned().unwrap_or_default();
        let href = match key {
            Key::Body(_) => asked.path("/effectifs", By::Union, &detail, 0),
            Key::Union(_, union) => union_href(&actor, *union),
            _ => String::new(),
        };
        Row { href, ..row(name, detail, group, found.by.counts_once(), t) }
    });
    let rows: Vec<Row> = rows.collect();
    let here = |after| asked.path("/effectifs", found.by, found.body_code(), after);
    let more = after + rows.len() < found.groups.len();
    let is_refused = !found.fields.error.is_empty();
    let error = found.fields.error.clone();
    let problem = Problem { href: "#le-year".to_owned(), text: error };
    let total_row = row(t.assessment_total().to_owned(), String::new(), &found.all, true, t);
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = HeadcountsPage {
        p: can.page(t.aggregates_title()),
        lead: lead(&found, reader, t),
        of: found.body.as_ref().map(|body| body.name(t.lang()).to_owned()).unwrap_or_default(),
        by: found.by.code(),
        body: found.body_code().to_owned(),
        cuts: found.cuts(&asked, reader, "/effectifs", t),
        wider: if found.body.is_some() { asked.path("/effectifs", found.by, "", 0) } else { String::new() },
        csv: asked.path("/effectifs.csv", found.by, found.body_code(), 0),
        split: asked.path("/repartition", found.by, found.body_code(), 0),
        years: actor.holds(Capability::SeeBodyYears),
        figures: figures(&found.all, t),
        with_unspecified: found.all.headcount.unspecified() > 0,
        with_shared: found.by.counts_once() && found.all.shared > 0,
        with_until: found.all.ends.is_some_and(|(first, last)| first != last),
        column: super::column_name(found.by, t),
        rows,
        twice: if !found.by.counts_once() && found.all.shared > 0 {
            t.count(&found.all.shared)
        } else {
            String::new()
        },
        hidden: match found.all.without_base {
            0 => String::new(),
            units => t.aggregates_hidden(FEWEST_FOR_A_BASE, units),
        },
        next: if more { here(after + ROWS_A_PAGE) } else { String::new() },
        first: if after > 0 { here(0) } else { String::new() },
        silent: silent(&mut scoped, &found, t).await?,
        problems: if is_refused { vec![problem] } else { Vec::new() },
        total: total_row,
        date: found.fields,
    };
    html_with(status, &template)
}

/// What the reader may open of a union: its declarations, or what it declared to the reader's body.
fn union_href(actor: &Actor, union: Uuid) -> String {
    match () {
        () if actor.holds(Capability::SeeAllHistory) => format!("/syndicats/{union}/historique"),
        () if actor.holds(Capability::SeeBodyYears) => format!("/exercices/syndicats/{union}"),
        () => String::new(),
    }
}

/// Of which statements these figures are.
fn lead(found: &Found, reader: Reader, t: Text) -> String {
    let date = t.date(&found.date);
    let rule = if reader == Reader::Union { t.aggregates_lead_own(date) } else { t.aggregates_lead(date) };
    let Some((first, last)) = found.all.ends else { return rule };
    let ends = if first == last {
        t.aggregates_one_end(t.date(&first))
    } else {
        t.aggregates_ends(t.date(&first), t.date(&last))
    };
    format!("{rule} {ends}")
}

fn figures(all: &Group, t: Text) -> Vec<(String, String)> {
    vec![
        (t.count(&all.persons()), t.aggregates_persons().to_owned()),
        (t.count(&all.unions.len()), t.aggregates_unions(all.unions.len())),
        (t.count(&all.institutions.len()), t.aggregates_institutions(all.institutions.len())),
        (t.money(&all.bases.salary_paid), t.aggregates_salary_paid().to_owned()),
    ]
}

fn row(name: String, detail: String, group: &Group, counts_once: bool, t: Text) -> Row {
    // Nothing is not zero: a base that is not shown stays blank.
    let is_shown = group.headcount.persons == 0 || group.units > group.without_base + group.silent;
    let base = |amount: Cad| if is_shown { t.money(&amount) } else { String::new() };
    let head = &group.headcount;
    Row {
        name,
        detail,
        href: String::new(),
        persons: t.count(&if counts_once { group.persons() } else { head.persons }),
        full_time: t.count(&head.full_time),
        part_time: t.count(&head.part_time),
        unspecified: t.count(&head.unspecified()),
        shared: t.count(&group.shared),
        salary_paid: base(group.bases.salary_paid),
        dues: base(group.bases.dues),
        until: match group.ends {
            Some((first, last)) if first == last => t.date(&last),
            Some((first, last)) => t.aggregates_between(t.date(&first), t.date(&last)),
            None => String::new(),
        },
        silent: if group.silent > 0 { t.aggregates_silent(group.silent) } else { String::new() },
    }
}

/// The unions of which nothing tells; of the others, the units.
async fn silent(scoped: &mut Scoped, found: &Found, t: Text) -> crate::db::Result<Vec<Silent>> {
    let units: Vec<_> = found.units.iter().filter(|unit| unit.counted.is_none()).collect();
    let unions: Vec<_> = units.iter().map(|unit| unit.union).collect();
    let names = crate::aggregates::store::union_names(scoped, &unions, found.date).await?;
    let silent = units.into_iter().map(|unit| {
        let (number, name) = names.get(&unit.union).cloned().unwrap_or_default();
        Silent {
            name: t.aggregates_union(name, number),
            detail: t.aggregates_place(&unit.institution, &unit.unit),
        }
    });
    Ok(silent.collect())
}

pub async fn csv(can: Can<SeeHeadcounts>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = Found::read(&mut scoped, &asked, Reader::of(&can), t).await?;
    let groups = found.rows();
    let keys: Vec<&Key> = groups.iter().map(|(key, _)| *key).collect();
    let names = found.names(&mut scoped, &keys, t).await?;
    let mut rows: Vec<Vec<Cell>> = groups
        .iter()
        .map(|(key, group)| {
            let (name, detail) = names.get(*key).cloned().unwrap_or_default();
            cells(name, detail, group, found.by.counts_once())
        })
        .collect();
    rows.push(cells(t.assessment_total().to_owned(), String::new(), &found.all, true));
    scoped.record(Event::done(Action::Exported, format!("headcounts {}", found.date)));
    scoped.commit().await?;
    let heading = [
        super::column_name(found.by, t),
        t.aggregates_detail(),
        t.aggregates_column_unions(),
        t.aggregates_column_institutions(),
        t.aggregates_column_units(),
        t.aggregates_column_silent(),
        t.aggregates_persons(),
        t.aggregates_full_time(),
        t.aggregates_part_time(),
        t.aggregates_unspecified(),
        t.aggregates_shared(),
        t.aggregates_salary_paid(),
        t.aggregates_dues(),
        t.aggregates_regular_pay(),
        t.aggregates_total_remuneration(),
        t.aggregates_column_hidden(),
        t.aggregates_first_end(),
        t.aggregates_last_end(),
    ];
    Ok(export::download("effectifs.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}

fn cells(name: String, detail: String, group: &Group, counts_once: bool) -> Vec<Cell> {
    let is_shown = group.headcount.persons == 0 || group.units > group.without_base + group.silent;
    let base = |amount: Option<Cad>| match amount.filter(|_| is_shown) {
        Some(amount) => Cell::Money(amount),
        None => Cell::from(""),
    };
    let head = &group.headcount;
    let end =
        |date: Option<chrono::NaiveDate>| Cell::from(date.map(|date| date.to_string()).unwrap_or_default());
    vec![
        Cell::from(name),
        Cell::from(detail),
        Cell::Count(group.unions.len()),
        Cell::Count(group.institutions.len()),
        Cell::Count(group.units),
        Cell::Count(group.silent),
        Cell::Count(if counts_once { group.persons() } else { head.persons }),
        Cell::Count(head.full_time),
        Cell::Count(head.part_time),
        Cell::Count(head.unspecified()),
        Cell::Count(group.shared),
        base(Some(group.bases.salary_paid)),
        base(Some(group.bases.dues)),
        base(group.bases.regular_pay),
        base(group.bases.total_remuneration),
        Cell::Count(group.without_base),
        end(group.ends.map(|(first, _)| first)),
        end(group.ends.map(|(_, last)| last)),
    ]
}
