//! The pages of changes: asking for them, following them, vetting them. What they share: how a
//! field and its value are said, and where a request stands.

pub mod follow;
mod form;
pub mod propose;
pub mod queue;
pub mod targets;
pub mod vet;

use chrono::NaiveDate;

use super::{Change, Item, Section, Standing, State};
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::file::{Field, File, Shape, Subject};

/// The name of a field.
pub fn label(field: Field, t: Text) -> String {
    t.kind(&format!("field-{}", field.code()), &[])
}

/// The name of a part of the file.
pub fn section_words(section: Section, t: Text) -> String {
    t.kind(&format!("section-{}", section.code()), &[])
}

/// A value of a field as people read it: the words of a choice, a date in letters.
pub fn shown(field: Field, value: &str, t: Text) -> String {
    match field.shape() {
        _ if value.is_empty() => String::new(),
        Shape::Choice(_) => t.kind(&format!("choice-{}-{value}", field.code()), &[]),
        Shape::YesNo => t.kind(&format!("choice-{value}"), &[]),
        Shape::Date => value.parse::<NaiveDate>().map_or_else(|_| value.to_owned(), |date| t.date(&date)),
        _ => value.to_owned(),
    }
}

/// Whom or what a field is about: the union, the employer or the person by name.
pub fn subject_name(subject: Subject, file: &File, change: &Change, t: Text) -> String {
    let name_field = match subject {
        Subject::Union => return t.change_union_itself().to_owned(),
        Subject::Employer(_) => Field::EmployerName,
        Subject::Person(_) => Field::PersonName,
    };
    let held = file.value(subject, name_field);
    let asked = change.items.iter().find(|item| item.subject == subject && item.field == name_field);
    match (held, asked) {
        ("", Some(item)) => item.new.clone(),
        ("", None) => t.change_new_person().to_owned(),
        (held, _) => held.to_owned(),
    }
}

pub fn state_tag(item: &Item, t: Text) -> Tag {
    let (word, kind) = match item.state {
        State::Proposed => (t.change_state_proposed(), "due"),
        State::Seconding => (t.change_state_seconding(), "due"),
        State::Accepted => (t.change_state_accepted(), "done"),
        State::Refused => (t.change_state_refused(), "blocking"),
        State::Withdrawn => (t.change_state_withdrawn(), "quiet"),
        State::Stopped => (t.change_state_stopped(), "blocking"),
    };
    Tag { word, kind }
}

pub fn standing_tag(change: &Change, t: Text) -> Tag {
    let (word, kind) = match change.standing() {
        Standing::Waiting => (t.change_standing_waiting(), "due"),
        Standing::InPart => (t.change_standing_in_part(), "due"),
        Standing::Accepted => (t.change_standing_accepted(), "done"),
        Standing::Mixed => (t.change_standing_mixed(), "done"),
        Standing::Refused => (t.change_standing_refused(), "blocking"),
        Standing::Withdrawn => (t.change_standing_withdrawn(), "quiet"),
    };
    Tag { word, kind }
}
