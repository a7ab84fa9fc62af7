//! What the edit form says: the values typed, in the form they are kept in, and what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::changes::Section;
use crate::changes::pages::form::{FileFault, Form};
use crate::changes::typed::{self, Fault};
use crate::unions::file::{Field, File, Subject};

/// New people that one request may bring in: a whole executive, its delegates and committees.
pub const MOST_NEW_PEOPLE: usize = 60;
/// Characters of a reason.
pub const LONGEST_REASON: usize = 4_000;

/// What is wrong with a form.
#[derive(Default)]
pub struct Faults {
    pub fields: BTreeMap<(Subject, Field), Fault>,
    /// `Missing` or `TooLong`.
    pub reason: Option<Fault>,
    pub effective_on: bool,
    pub files: Option<FileFault>,
    pub too_many_people: bool,
    pub nothing_changed: bool,
}

impl Faults {
    pub fn is_empty(&self) -> bool {
        let some = self.effective_on || self.too_many_people || self.nothing_changed;
        self.fields.is_empty() && self.reason.is_none() && self.files.is_none() && !some
    }
}

/// What is wrong with a reason, if anything.
pub fn reason_fault(reason: &str) -> Option<Fault> {
    match reason.chars().count() {
        0 => Some(Fault::Missing),
        count if count > LONGEST_REASON => Some(Fault::TooLong),
        _ => None,
    }
}

/// The day asked for: from ten years back to two ahead; beyond that it is a slip of the finger.
pub fn effective_on(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let day: NaiveDate = typed.parse().ok()?;
    (-3_653..=731).contains(&(day - today).num_days()).then_some(day)
}

/// A person who is not in the file yet.
pub fn is_new(subject: Subject, file: &File) -> bool {
    matches!(subject, Subject::Person(_)) && file.fact(subject, Field::PersonName).is_none()
}

/// The values typed, in the form they are kept in, and what is wrong with the others. A new person
/// of whom nothing was typed is nobody; a field that the form does not bring is left as it is.
/// `effective_on` is the day asked for, where it is one.
pub fn values(
    section: Section,
    file: &File,
    subjects: &[Subject],
    form: &Form,
    effective_on: Option<NaiveDate>,
) -> (Vec<(Subject, Field, String)>, Faults) {
    let mut faults = Faults::default();
    let mut edited = Vec::new();
    for subject in subjects {
        let typed = |field| form.values.get(&(*subject, field)).map(|value| value.trim());
        // A choice that came preset is not something typed.
        let blank = |field| field == Field::Signs || typed(field).unwrap_or_default().is_empty();
        if is_new(*subject, file) && section.fields().all(blank) {
            continue;
        }
        for field in section.fields() {
            let Some(text) = typed(field) else { continue };
            // The account that stands is never in the page: left empty, it stays.
            if field == Field::BankAccount && text.is_empty() {
                continue;
            }
            match value(*subject, field, text, file, effective_on) {
                Ok(value) => edited.push((*subject, field, value)),
                Err(fault) => {
                    faults.fields.insert((*subject, field), fault);
                }
            }
        }
        let day = |field| typed(field).map_or_else(|| file.date(*subject, field), |text| text.parse().ok());
        if let [Some(from), Some(to)] = [Field::MandateFrom, Field::MandateTo].map(day)
            && to < from
        {
            faults.fields.insert((*subject, Field::MandateTo), Fault::EndsBefore);
        }
    }
    let named = edited.iter().map(|(subject, ..)| *subject).filter(|subject| is_new(*subject, file));
    faults.too_many_people = named.collect::<BTreeSet<_>>().len() > MOST_NEW_PEOPLE;
    (edited, faults)
}

/// One value to keep. A day that stands already is not looked at again: its time may have passed.
fn value(
    subject: Subject,
    field: Field,
    text: &str,
    file: &File,
    effective_on: Option<NaiveDate>,
) -> Result<String, Fault> {
    let value = typed::value(field, text)?;
    if value.is_empty() && is_needed(field, subject) {
        return Err(Fault::Missing);
    }
    match value.parse() {
        Ok(day) if value != file.value(subject, field) => {
            typed::day_stands(field, day, file.on, effective_on.unwrap_or(file.on))?;
        }
        _ => {}
    }
    Ok(value)
}

/// 6.01 counts from the appointment, and a mandate has a beginning.
fn is_needed(field: Field, subject: Subject) -> bool {
    matches!(subject, Subject::Person(_)) && [Field::AppointedOn, Field::MandateFrom].contains(&field)
}
