//! What one statement owes, levy by levy (`percapita.md`, sections 2, 3 and 6).
//!
//! One rounding per statement and levy, of the exact sum. Corrections and held lines are outside:
//! see `adjustments`.

use chrono::NaiveDate;

use super::exact::{Rule, Unrounded};
use super::exemptions::Exemption;
use super::levies::{Basis, Levy, in_force};
use super::people::Contributors;
use crate::money::Cad;
use crate::statements::Line;

/// What one statement owes: each levy in force, in the order given.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    contributors: Contributors<'a>,
    pub levies: Vec<LevyAssessment<'a>>,
}

/// What one statement owes of one levy.
#[derive(Debug, Clone)]
pub struct LevyAssessment<'a> {
    pub levy: &'a Levy,
    /// The decision that waives part of it, if any.
    pub exemption: Option<&'a Exemption>,
    /// Contributors counted: all of them, or the first `max_persons`.
    pub persons: usize,
    /// Sum of the bases of those counted; `None` for `per_person`.
    pub base: Option<Cad>,
    /// Salary paid took the place of an optional column that no line has.
    pub substituted: bool,
    /// The exact sum of the people's amounts.
    pub exact: Unrounded,
    /// `exact` rounded once, half away from zero: what is owed.
    pub amount: Cad,
    pub(super) rule: Rule,
}

/// Applies the levies in force at `period_end` to the contributors among `lines`.
///
/// `exemptions` are the decisions that cover this union, unit and period.
pub fn assess<'a>(
    lines: &'a [Line],
    levies: &'a [Levy],
    exemptions: &'a [Exemption],
    period_end: NaiveDate,
) -> Assessment<'a> {
    Assessment::of(Contributors::of(lines), levies, exemptions, period_end)
}

impl<'a> Assessment<'a> {
    /// As [`assess`], of contributors already read from their lines.
    pub fn of(
        contributors: Contributors<'a>,
        levies: &'a [Levy],
        exemptions: &'a [Exemption],
        period_end: NaiveDate,
    ) -> Assessment<'a> {
        let levies = in_force(levies, period_end)
            .map(|levy| LevyAssessment::of(&contributors, levy, Exemption::of(levy, exemptions)))
            .collect();
        Assessment { contributors, levies }
    }

    /// How many contributors the statement has, whatever the levies count.
    pub fn persons(&self) -> usize {
        self.contributors.people().len()
    }

    pub fn contributors(&self) -> &Contributors<'a> {
        &self.contributors
    }

    /// What the statement owes in all.
    pub fn total(&self) -> Cad {
        self.levies.iter().map(|levy| levy.amount).sum()
    }
}

impl<'a> LevyAssessment<'a> {
    fn of(contributors: &Contributors<'a>, levy: &'a Levy, exemption: Option<&'a Exemption>) -> Self {
        let rule = Rule::new(levy, exemption);
        let (column, substituted) = contributors.column(levy.basis());
        let persons = persons_counted(levy, column.cents.len());
        let bases = &column.cents[..persons];
        let exact = rule.sum(bases, column.largest);
        LevyAssessment {
            levy,
            exemption,
            persons,
            base: (levy.basis() != Basis::PerPerson).then(|| Cad::of_cents(bases.iter().sum())),
            substituted,
            exact,
            amount: exact.rounded(),
            rule,
        }
    }
}

/// What a levy comes to of a whole statement whose contributors are only known by their number and by
/// the sum of their bases: what [`assess`] makes of it, to the cent. `None` when it depends on how the
/// sum is shared among them: a rate with limits, or of the first contributors only.
pub fn of_sums(levy: &Levy, persons: usize, base: Cad, exemption: Option<&Exemption>) -> Option<Cad> {
    let (rule, counted) = (Rule::new(levy, exemption), persons_counted(levy, persons));
    if levy.basis() == Basis::PerPerson {
        return Some(rule.sum(&vec![0; counted], 0).rounded());
    }
    let is_free = levy.min_per_person().is_none() && levy.max_per_person().is_none() && counted == persons;
    is_free.then(|| rule.kept(rule.product(base.cents())).rounded())
}

/// The first `max_persons` of so many contributors.
pub(super) fn persons_counted(levy: &Levy, contributors: usize) -> usize {
    levy.max_persons().map_or(contributors, |most| contributors.min(most as usize))
}
