//! The leave bank's pages: the bank of one employer and one year, its export, what the union adds.

pub mod adjust;
pub mod bank;
mod parts;
mod scenario;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use uuid::Uuid;

use super::year::Year;
use crate::calendar::FiscalYear;
use crate::db::Scoped;
use crate::text::{Lang, Text};
use crate::unions::{self, Employer, Union};
use crate::web::error::Failure;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    exercice: String,
    employeur: String,
    /// The scenario's fields.
    activite: String,
    jours: String,
    heures: String,
    taux: String,
}

/// One employer's bank of one year, with what else can be asked for.
pub struct Found {
    pub union: Union,
    pub employer: Employer,
    pub years: Vec<FiscalYear>,
    pub year: Year,
}

/// The union's bank that the address names; the first employer and the current year when it does not.
async fn find(scoped: &mut Scoped, asked: &Asked) -> Result<Found, Failure> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let employer = match asked.employeur.as_str() {
        "" => union.employers.first(),
        id => id.parse::<Uuid>().ok().and_then(|id| union.employer(id)),
    };
    let employer = employer.cloned().ok_or(Failure::NotFound)?;
    let years = years(&union, FiscalYear::of(scoped.today()));
    let year = match asked.exercice.as_str() {
        "" => years.last().copied(),
        text => text.parse().ok().filter(|year| years.contains(year)),
    };
    let year = super::store::year(scoped, &employer, year.ok_or(Failure::NotFound)?).await?;
    Ok(Found { union, employer, years, year })
}

/// From the year in which the union began to the current one.
fn years(union: &Union, current: FiscalYear) -> Vec<FiscalYear> {
    let first = union.first_period.fiscal_year();
    std::iter::successors(Some(first), |year| Some(year.next())).take_while(|year| *year <= current).collect()
}

/// The page of an employer's year.
fn path(year: FiscalYear, employer: Uuid) -> String {
    format!("/liberations?exercice={year}&employeur={employer}")
}

/// A number of days as shown: to the hundredth, without zeros at its end.
fn number(days: Decimal, t: Text) -> String {
    t.number(&shown(days))
}

fn shown(days: Decimal) -> Decimal {
    days.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// `1,5 jour`, `2 jours`; `1 day`, `1.5 days`: each language has its own plural.
fn days(days: Decimal, t: Text) -> String {
    let is_one = match t.lang() {
        Lang::Fr => days.abs() < Decimal::TWO,
        Lang::En => days.abs() == Decimal::ONE,
    };
    let days = shown(days);
    if is_one { t.leave_days_one(days) } else { t.leave_days_many(days) }
}

/// What a form brings as a number, decimal point or comma, four decimals at most (as days are kept).
fn typed_number(text: &str) -> Option<Decimal> {
    let plain: String =
        text.trim().chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', ".");
    let number: Decimal = plain.parse().ok()?;
    (number.normalize().scale() <= 4 && number.abs() <= Decimal::from(100_000)).then_some(number)
}
