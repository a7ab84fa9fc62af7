//! The members' pages, the treasurer's alone: the list, one person, cards, contact details, the
//! annual list and its posting, who is who. Every reading of a list is journaled (R66).

pub mod annual;
pub mod cards;
pub mod contacts;
pub mod differences;
pub mod duplicates;
pub mod list;
pub mod person;
pub mod posting;
pub mod roster;
mod upload;
mod words;

use chrono::NaiveDate;

use super::store;

/// What a form has to correct.
pub struct Problem {
    pub href: String,
    pub text: String,
}

impl Problem {
    fn new(href: impl Into<String>, text: impl Into<String>) -> Problem {
        Problem { href: href.into(), text: text.into() }
    }
}

/// The words beside a field.
fn about(problems: &[Problem], href: &str) -> String {
    problems.iter().find(|problem| problem.href == href).map(|p| p.text.clone()).unwrap_or_default()
}

/// A day typed into a form: past or today.
fn past_day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    typed.trim().parse::<NaiveDate>().ok().filter(|day| store::is_past(*day, today))
}
