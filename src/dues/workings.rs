//! Why each cent: every person's base, rate, limits, exemption, floor and remainder cent, levy by
//! levy (`percapita.md`, section 3). Words and layout are the pages'.

use rust_decimal::Decimal;

use super::assess::{Assessment, LevyAssessment};
use super::exact::{Bound, Unrounded};
use super::people::Person;
use crate::money::{Cad, largest_fractions};

/// One person's part of one levy's amount; the parts sum to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share<'a> {
    pub person: Person<'a>,
    pub amount: Cad,
}

/// What a levy's limits did to one person's amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// No limit was met.
    None,
    /// The product is under `min_per_person`, in dollars, which took its place.
    Minimum(Decimal),
    /// The product is over `max_per_person`, in dollars, which took its place.
    Maximum(Decimal),
    /// Not among the first so many contributors by employee number: counts for nothing.
    BeyondMaxPersons(u32),
}

impl Limit {
    /// The key of its sentence in `locales/*/dues.ftl`.
    pub fn word(self) -> &'static str {
        match self {
            Limit::None => "dues-working-no-limit",
            Limit::Minimum(_) => "dues-working-minimum",
            Limit::Maximum(_) => "dues-working-maximum",
            Limit::BeyondMaxPersons(_) => "dues-working-beyond-max-persons",
        }
    }
}

/// How one person's share of one levy came about, step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Working<'a> {
    pub person: Person<'a>,
    /// What the rate is of; `None` for `per_person`.
    pub base: Option<Cad>,
    /// The rate as a fraction, or for `per_person` the dollars a person.
    pub factor: Decimal,
    /// Rate x base, or the amount: before limits.
    pub product: Unrounded,
    pub limit: Limit,
    /// After the limit, before the exemption.
    pub limited: Unrounded,
    /// The fraction waived by a decision, if any.
    pub waived: Option<Decimal>,
    /// After limit and exemption: what is summed and rounded once.
    pub unrounded: Unrounded,
    /// The cents below `unrounded`, towards minus infinity.
    pub floor: Cad,
    /// Whether one of the missing cents came here, for the size of its fraction.
    pub remainder_cent: bool,
    /// `floor`, and the remainder cent if it has one.
    pub share: Cad,
}

impl<'a> Assessment<'a> {
    /// Each counted person's share of a levy of this assessment, in order of employee number.
    pub fn shares(&self, levy: &LevyAssessment<'a>) -> Vec<Share<'a>> {
        let (column, _) = self.contributors().column(levy.levy.basis());
        let amounts: Vec<Unrounded> =
            column.cents[..levy.persons].iter().map(|&cents| levy.rule.one(cents)).collect();
        let people = self.contributors().people().iter();
        split(levy.amount, &amounts)
            .into_iter()
            .zip(people)
            .map(|((floor, one), &person)| Share { person, amount: with_cent(floor, one) })
            .collect()
    }

    /// The whole explanation of a levy of this assessment: every contributor in order of employee
    /// number, those beyond `max_persons` included, with nothing to pay.
    pub fn workings(&self, levy: &LevyAssessment<'a>) -> Vec<Working<'a>> {
        let (column, _) = self.contributors().column(levy.levy.basis());
        let mut workings: Vec<Working<'a>> = self
            .contributors()
            .people()
            .iter()
            .zip(&column.cents)
            .enumerate()
            .map(|(i, (&person, &cents))| levy.working(person, cents, i < levy.persons))
            .collect();
        let amounts: Vec<Unrounded> = workings[..levy.persons].iter().map(|w| w.unrounded).collect();
        for (working, (floor, one)) in workings.iter_mut().zip(split(levy.amount, &amounts)) {
            (working.floor, working.remainder_cent) = (Cad::of_cents(floor), one);
            working.share = with_cent(floor, one);
        }
        workings
    }
}

impl<'a> LevyAssessment<'a> {
    /// Everything but the share, which depends on the others too.
    fn working(&self, person: Person<'a>, cents: i128, counted: bool) -> Working<'a> {
        let levy = self.levy;
        let product = self.rule.product(cents);
        let (limited, bound) = self.rule.within_limits(product);
        let limit = match (bound, levy.min_per_person(), levy.max_per_person(), levy.max_persons()) {
            (.., Some(most)) if !counted => Limit::BeyondMaxPersons(most),
            (Bound::AtMinimum, Some(minimum), ..) => Limit::Minimum(minimum),
            (Bound::AtMaximum, _, Some(maximum), _) => Limit::Maximum(maximum),
            _ => Limit::None,
        };
        let limited = if counted { limited } else { Unrounded::ZERO };
        Working {
            person,
            base: levy.basis().has_rate().then(|| Cad::of_cents(cents)),
            factor: levy.rate().or(levy.amount()).unwrap_or_default(),
            product,
            limit,
            limited,
            waived: self.exemption.map(|exemption| exemption.percent()),
            unrounded: self.rule.kept(limited),
            floor: Cad::ZERO,
            remainder_cent: false,
            share: Cad::ZERO,
        }
    }
}

/// Each amount's floor in cents, and whether it gets one of the missing cents; together they make
/// `total`, the rounded sum of `amounts`.
pub(super) fn split(total: Cad, amounts: &[Unrounded]) -> Vec<(i128, bool)> {
    let floors: i128 = amounts.iter().map(|amount| amount.floor_cents()).sum();
    let missing = usize::try_from(total.cents() - floors).unwrap_or(0);
    let fractions: Vec<i128> = amounts.iter().map(|amount| amount.fraction()).collect();
    let chosen = largest_fractions(missing, &fractions);
    amounts.iter().map(|amount| amount.floor_cents()).zip(chosen).collect()
}

pub(super) fn with_cent(floor: i128, one: bool) -> Cad {
    Cad::of_cents(floor + i128::from(one))
}
