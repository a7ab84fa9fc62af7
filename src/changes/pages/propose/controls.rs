//! What the edit form shows: a control a field, grouped by whom or what it is about.

use super::read::Faults;
use crate::changes::Section;
use crate::changes::pages::form::{self, Form};
use crate::changes::pages::label;
use crate::changes::typed::Fault;
use crate::text::Text;
use crate::unions::file::{DUTIES, Field, File, Shape, Subject};

pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub selected: bool,
}

/// One control.
pub struct Control {
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
    /// `text`, `tel`, `email`, `url`, `date`, `number`; `lines` for a textarea, `select`.
    pub kind: &'static str,
    /// A long line, on a row of its own.
    pub wide: bool,
    pub choices: Vec<Choice>,
}

/// The union, an employer or a person.
pub struct Group {
    pub legend: String,
    pub controls: Vec<Control>,
}

pub fn group(
    section: Section,
    subject: Subject,
    file: &File,
    form: &Form,
    faults: &Faults,
    t: Text,
) -> Group {
    let held = |field| file.value(subject, field);
    let control = |field: Field| {
        let name = form::name_of(subject, field);
        // A bank account is typed anew, never shown.
        let standing = if field == Field::BankAccount { "" } else { held(field) };
        let value = form.values.get(&(subject, field)).map_or(standing, String::as_str).to_owned();
        let fault = faults.fields.get(&(subject, field));
        Control {
            id: id_of(subject, field),
            name,
            label: label(field, t),
            hint: hint(field, t).to_owned(),
            error: fault.map(|fault| capitalised(&fault_words(*fault, t))).unwrap_or_default(),
            kind: kind(field),
            wide: matches!(field.shape(), Shape::Text(most) if most > 120),
            choices: choices(field, &value, t),
            value,
        }
    };
    Group { legend: legend(subject, file, t), controls: section.fields().map(control).collect() }
}

/// Whom the group is about; of somebody who is not in office, why they are among the people.
fn legend(subject: Subject, file: &File, t: Text) -> String {
    match subject {
        Subject::Union => String::new(),
        Subject::Employer(_) => file.value(subject, Field::EmployerName).to_owned(),
        Subject::Person(_) => {
            let name = file.value(subject, Field::PersonName);
            let day = |field| file.date(subject, field);
            match (day(Field::MandateFrom), day(Field::MandateTo)) {
                _ if name.is_empty() => t.change_new_person().to_owned(),
                (_, Some(to)) if to < file.on => t.edit_person_gone(name, to),
                (Some(from), _) if from > file.on => t.edit_person_to_come(from, name),
                _ => name.to_owned(),
            }
        }
    }
}

/// The id of a control, which the error summary leads to.
pub fn id_of(subject: Subject, field: Field) -> String {
    form::name_of(subject, field).replace('.', "-")
}

pub fn fault_words(fault: Fault, t: Text) -> String {
    t.kind(&format!("typed-{}", fault.code()), &[])
}

/// A sentence of its own begins with a capital.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn hint(field: Field, t: Text) -> &'static str {
    match field {
        Field::BankAccount => t.edit_hint_bank(),
        Field::FarApart => t.edit_hint_far_apart(),
        Field::InstitutionClass => t.edit_hint_class(),
        Field::EmployerCode | Field::UnitCode => t.edit_hint_statement_code(),
        Field::Certification => t.edit_hint_certification(),
        _ => "",
    }
}

fn kind(field: Field) -> &'static str {
    match field.shape() {
        Shape::Text(_) | Shape::BankAccount => "text",
        Shape::Lines => "lines",
        Shape::Phone => "tel",
        Shape::Email => "email",
        Shape::Web => "url",
        Shape::Date => "date",
        Shape::Whole(..) => "text",
        Shape::YesNo | Shape::Choice(_) => "select",
    }
}

fn choices(field: Field, value: &str, t: Text) -> Vec<Choice> {
    let choice = |code: &'static str, key: String| Choice {
        value: code,
        label: t.kind(&key, &[]),
        selected: code == value,
    };
    let none = Choice { value: "", label: String::new(), selected: value.is_empty() };
    match field.shape() {
        // Whoever is not said to sign does not; of the rest, nothing said is no answer.
        Shape::YesNo if field == Field::Signs => {
            let no = choice("no", "choice-no".to_owned());
            vec![Choice { selected: value != "yes", ..no }, choice("yes", "choice-yes".to_owned())]
        }
        Shape::YesNo => {
            let answers = ["no", "yes"].map(|code| choice(code, format!("choice-{code}")));
            std::iter::once(none).chain(answers).collect()
        }
        Shape::Choice(codes) => {
            let known = codes.iter().map(|code| choice(code, format!("choice-{}-{code}", field.code())));
            if codes == DUTIES || value.is_empty() {
                std::iter::once(none).chain(known).collect()
            } else {
                known.collect()
            }
        }
        _ => Vec::new(),
    }
}
