//! The union's own file, who supports it, its list of officers; and what a federation's office sees
//! and keeps of its unions.

pub mod assignments;
pub mod federation;
pub mod file;
pub mod letter;
pub mod officers;
pub mod staff;
pub mod support;
pub mod team;

use axum::http::StatusCode;
use chrono::NaiveDate;

/// One choice of a list.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What is wrong with a field, and the way to it.
pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

/// A day as the forms ask for it, of this century or the end of the last.
pub fn day(typed: &str) -> Option<NaiveDate> {
    let oldest = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    let latest = NaiveDate::from_ymd_opt(2100, 1, 1)?;
    typed.trim().parse().ok().filter(|day| (oldest..latest).contains(day))
}

pub fn about(problems: &[Problem], href: &str) -> String {
    let found = problems.iter().find(|problem| problem.href == href);
    found.map(|problem| problem.text.clone()).unwrap_or_default()
}

pub fn status(problems: &[Problem]) -> StatusCode {
    if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
