//! Who paid initiation dues, and when (5.04): apart from dues, once in a membership.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::PreparePeriod;
use crate::calendar::FiscalYear;
use crate::checkoff::Decisions;
use crate::checkoff::store::{self, Initiation};
use crate::money::Cad;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct Link {
    pub href: String,
    pub label: String,
    pub current: bool,
}

pub struct TotalRow {
    pub period: String,
    pub persons: String,
    pub total: String,
}

pub struct PaidRow {
    pub name: String,
    pub employee_number: String,
    pub period: String,
    pub href: String,
    pub employer: String,
    pub amount: String,
    pub remark: String,
}

#[derive(Template)]
#[template(path = "checkoff/initiation.html")]
struct InitiationPage {
    p: Page,
    years: Vec<Link>,
    amount: String,
    totals: Vec<TotalRow>,
    total: String,
    rows: Vec<PaidRow>,
    next: String,
}

#[derive(Deserialize)]
pub struct Asked {
    exercice: Option<String>,
    /// Period, statement and line of the last person of the page before.
    apres: Option<String>,
}

const PERSONS_A_PAGE: usize = 50;

pub async fn show(can: Can<PreparePeriod>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let current = FiscalYear::of(scoped.today());
    let year = match asked.exercice.as_deref() {
        None => current,
        Some(text) => text.parse().map_err(|_| Failure::NotFound)?,
    };
    let after = asked.apres.as_deref().and_then(place);
    let decisions = store::decisions(&mut scoped, own).await?;
    let limit = PERSONS_A_PAGE as i64 + 1;
    let mut paid = store::initiations(&mut scoped, year, after, limit).await?;
    let more = paid.len() > PERSONS_A_PAGE;
    paid.truncate(PERSONS_A_PAGE);
    let totals = store::initiation_totals(&mut scoped, year).await?;
    let last = paid.last().filter(|_| more);
    let first = union.first_period.fiscal_year();
    let years = std::iter::successors(Some(first), |year| Some(year.next())).take_while(|y| *y <= current);
    html(&InitiationPage {
        p: can.page(t.checkoff_paid_title()),
        years: years
            .map(|each| Link {
                href: path(each),
                label: t.history_year(each.to_string()),
                current: each == year,
            })
            .collect(),
        amount: match decisions.initiation_on(scoped.today()) {
            Some((_, amount)) => t.checkoff_initiation_of(t.money(&amount)),
            None => t.checkoff_initiation_none().to_owned(),
        },
        total: t.money(&totals.iter().map(|(_, _, total)| *total).sum()),
        totals: totals
            .iter()
            .map(|(period, persons, total)| TotalRow {
                period: t.period_name(period.number()),
                persons: t.count(&usize::try_from(*persons).unwrap_or_default()),
                total: t.money(total),
            })
            .collect(),
        next: last.map(|last| format!("{}&apres={}", path(year), mark(last))).unwrap_or_default(),
        rows: paid.iter().map(|one| row(one, &union, &decisions, t)).collect(),
    })
}

fn path(year: FiscalYear) -> String {
    format!("/retenues/adhesions?exercice={year}")
}

fn mark(last: &Initiation) -> String {
    format!("{}.{}.{}", last.period.number(), last.statement, last.line)
}

fn place(mark: &str) -> Option<(u8, Uuid, i32)> {
    let mut parts = mark.split('.');
    let (period, statement, line) = (parts.next()?, parts.next()?, parts.next()?);
    Some((period.parse().ok()?, statement.parse().ok()?, line.parse().ok()?))
}

fn row(one: &Initiation, union: &Union, decisions: &Decisions, t: Text) -> PaidRow {
    let employer = union.employer(one.employer);
    let end = employer.and_then(|employer| employer.period(one.period)).map(|period| period.end);
    let asked: Option<Cad> = end.and_then(|end| decisions.initiation_on(end)).map(|(_, amount)| amount);
    PaidRow {
        name: one.name.clone(),
        employee_number: one.employee_number.clone(),
        period: t.period_name(one.period.number()),
        href: format!("/releves/{}", one.statement),
        employer: employer.map(|employer| employer.name.clone()).unwrap_or_default(),
        amount: t.money(&one.amount),
        remark: match asked {
            _ if one.before > 0 => t.checkoff_paid_again().to_owned(),
            Some(asked) if asked != one.amount => t.checkoff_paid_other(t.money(&asked)),
            _ => String::new(),
        },
    }
}
