//! "What if": how days asked for would be charged, before anybody asks the employer.

use rust_decimal::Decimal;

use super::{Asked, days, typed_number};
use crate::leave::banks::{Activity, Bank};
use crate::leave::charging::{Used, charge, in_order, salary_of};
use crate::statements::numbers::parse_money;
use crate::text::Text;

pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

/// The form as typed, its problems, its answer.
pub struct Scenario {
    pub activity: String,
    pub days: String,
    pub hours: String,
    pub rate: String,
    pub days_error: String,
    pub hours_error: String,
    pub rate_error: String,
    pub problems: Vec<Problem>,
    /// What the days would be charged to, each part in words; empty until asked.
    pub answer: Vec<String>,
    pub lead: String,
    pub cost: String,
}

/// Days of one request, at most.
const MOST: u32 = 1_000;

impl Scenario {
    pub fn of(asked: &Asked, bank: &Bank, used: &Used, t: Text) -> Scenario {
        let activity = Activity::from_code(&asked.activite).unwrap_or(Activity::Internal);
        let mut scenario = Scenario {
            activity: activity.code().to_owned(),
            days: asked.jours.clone(),
            hours: if asked.jours.is_empty() { t.number(&Decimal::new(75, 1)) } else { asked.heures.clone() },
            rate: asked.taux.clone(),
            days_error: String::new(),
            hours_error: String::new(),
            rate_error: String::new(),
            problems: Vec::new(),
            answer: Vec::new(),
            lead: String::new(),
            cost: String::new(),
        };
        if asked.jours.is_empty() && asked.activite.is_empty() {
            return scenario;
        }
        let within = |text: &str, most: u32| {
            typed_number(text).filter(|number| *number > Decimal::ZERO && *number <= Decimal::from(most))
        };
        let asked_days = within(&asked.jours, MOST);
        let hours = within(&asked.heures, 24);
        let rate = parse_money(asked.taux.trim(), None).ok().filter(|rate| rate.cents() > 0);
        let blank = |text: &str| text.trim().is_empty();
        if asked_days.is_none() {
            scenario.days_error = scenario.refuse("#jours", t.leave_bad_days());
        }
        if hours.is_none() && !blank(&asked.heures) {
            scenario.hours_error = scenario.refuse("#heures", t.leave_bad_hours());
        }
        if rate.is_none() && !blank(&asked.taux) {
            scenario.rate_error = scenario.refuse("#taux", t.leave_bad_rate());
        }
        let Some(asked_days) = asked_days.filter(|_| scenario.problems.is_empty()) else { return scenario };
        let split = charge(bank, &in_order(bank, used), activity, asked_days);
        scenario.lead = match activity {
            Activity::Internal => t.leave_scenario_internal(days(asked_days, t)),
            Activity::External => t.leave_scenario_external(days(asked_days, t)),
        };
        scenario.answer = parts(&split, t);
        if let (Some(hours), Some(rate)) = (hours, rate)
            && split.reimbursed > Decimal::ZERO
        {
            let salary = salary_of(split.reimbursed, hours, rate.amount());
            let (days, hours) = (split.reimbursed.normalize(), hours.normalize());
            scenario.cost = t.leave_scenario_cost(days, hours, rate, salary);
        }
        scenario
    }

    fn refuse(&mut self, href: &'static str, why: &str) -> String {
        self.problems.push(Problem { href, text: why.to_owned() });
        why.to_owned()
    }
}

/// The parts that are not nothing, in the order of charge.
fn parts(split: &Used, t: Text) -> Vec<String> {
    let parts = [
        (split.internal, t.leave_part_internal(days(split.internal, t))),
        (split.external, t.leave_part_external(days(split.external, t))),
        (split.reimbursed, t.leave_part_reimbursed(days(split.reimbursed, t))),
    ];
    parts.into_iter().filter(|(days, _)| *days > Decimal::ZERO).map(|(_, words)| words).collect()
}
