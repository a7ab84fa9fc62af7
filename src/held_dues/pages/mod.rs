//! The register of Tribunal cases (5.05): opening one, its people, what is held for them, the ruling.

pub mod case;
pub mod register;

use super::Requester;
use crate::declarations::pages::Tag;
use crate::text::Text;

/// What is wrong with a field, and the way to it.
pub struct Problem {
    pub href: &'static str,
    pub text: String,
}

fn about(problems: &[Problem], href: &str) -> String {
    let found = problems.iter().find(|problem| problem.href == href);
    found.map(|problem| problem.text.clone()).unwrap_or_default()
}

fn path(case: uuid::Uuid) -> String {
    format!("/fideicommis/{case}")
}

fn requester_words(requester: Requester, t: Text) -> &'static str {
    match requester {
        Requester::Union => t.held_by_union(),
        Requester::Employer => t.held_by_employer(),
    }
}

fn state_tag(is_open: bool, t: Text) -> Tag {
    if is_open {
        Tag { word: t.held_open(), kind: "due" }
    } else {
        Tag { word: t.held_ruled(), kind: "done" }
    }
}

/// Employee numbers as typed: one a line, or apart by commas, semicolons or spaces; each once.
fn typed_numbers(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let mut numbers: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
