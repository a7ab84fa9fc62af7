//! What a change of one line changes of the per capita: how much a finding weighs in dollars.
//!
//! Worked out from the exact sums of an assessment, without assessing 12,000 lines again for each of
//! fifty findings; the result is the same to the cent. Not what the line should say: that is for
//! whoever asks.

use super::assess::{Assessment, LevyAssessment};
use super::exact::Unrounded;
use super::levies::{Basis, Levy};
use crate::money::Cad;
use crate::statements::Line;

/// One levy of a statement before and after a line changed, in dollars, each rounded once.
#[derive(Debug, Clone, Copy)]
pub struct LevyEffect<'a> {
    pub levy: &'a Levy,
    pub before: Cad,
    pub after: Cad,
}

impl LevyEffect<'_> {
    /// What is owed more (or less, when negative).
    pub fn difference(&self) -> Cad {
        self.after - self.before
    }
}

impl<'a> Assessment<'a> {
    /// What each levy would come to if one of the lines assessed said `after`: in the order of the
    /// levies, those that would not change included.
    ///
    /// `after` keeps the line's number and the employee's; `Line::is_contributor` says whether it
    /// still counts. An optional column that is missing stays missing: no line gains one so.
    pub fn effects(&self, after: &Line) -> Vec<LevyEffect<'a>> {
        let effect = |levy: &LevyAssessment<'a>| LevyEffect {
            levy: levy.levy,
            before: levy.amount,
            after: self.exact_with(levy, after).rounded(),
        };
        self.levies.iter().map(effect).collect()
    }

    fn exact_with(&self, levy: &LevyAssessment<'a>, after: &Line) -> Unrounded {
        let people = self.contributors().people();
        let place = people.binary_search_by(|person| {
            (person.employee_number, person.line).cmp(&(after.employee_number.as_str(), after.number))
        });
        let cents = &self.contributors().column(levy.levy.basis()).0.cents;
        let one = |cents: i128| levy.rule.one(cents);
        let most = levy.levy.max_persons().map_or(usize::MAX, |most| most as usize);
        match (place, after.is_contributor()) {
            (Ok(place), true) if place < levy.persons => {
                levy.exact - one(cents[place]) + one(base(levy, after))
            }
            // The first person beyond the limit takes the place of one who counts no more.
            (Ok(place), false) if place < levy.persons => {
                let next = cents.get(levy.persons).map_or(Unrounded::ZERO, |cents| one(*cents));
                levy.exact - one(cents[place]) + next
            }
            // One who comes in among the first pushes the last of them out.
            (Err(place), true) if place < most => {
                let last = cents[..levy.persons].last().filter(|_| levy.persons == most);
                levy.exact + one(base(levy, after)) - last.map_or(Unrounded::ZERO, |cents| one(*cents))
            }
            _ => levy.exact,
        }
    }
}

/// The line's base in cents; blank is zero.
fn base(levy: &LevyAssessment<'_>, line: &Line) -> i128 {
    let amount = match levy.levy.basis() {
        Basis::Dues => line.dues,
        Basis::RegularPay if !levy.substituted => line.regular_pay,
        Basis::TotalRemuneration if !levy.substituted => line.total_remuneration,
        Basis::SalaryPaid | Basis::PerPerson | Basis::RegularPay | Basis::TotalRemuneration => {
            line.salary_paid
        }
    };
    amount.unwrap_or_default().cents()
}
