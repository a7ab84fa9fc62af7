//! Editing a section of the file as it is: what differs becomes one request.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use uuid::Uuid;

use super::form::{self, Form};
use super::label;
use crate::access::ProposeChanges;
use crate::changes::store::{self, NewAttachment, NewChange};
use crate::changes::typed::{self, Fault};
use crate::changes::{Section, differences};
use crate::db::Scoped;
use crate::text::Text;
use crate::unions::file::{DUTIES, Field, File, Shape, Subject};
use crate::unions::store::facts;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// An entry of the error summary.
pub struct Problem {
    pub href: String,
    pub text: String,
}

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

#[derive(Template)]
#[template(path = "changes/edit.html")]
struct EditPage {
    p: Page,
    section: Section,
    problems: Vec<Problem>,
    groups: Vec<Group>,
    open: usize,
    key: Uuid,
    reason: String,
    reason_error: String,
    effective_on: String,
    effective_error: String,
    file_error: String,
}

impl EditPage {
    fn lead(&self) -> &'static str {
        let t = self.p.t;
        match self.section {
            Section::Coordinates | Section::Employers => t.edit_lead(),
            Section::Officers => t.edit_lead_officers(),
            Section::Bank => t.edit_lead_bank(),
        }
    }
}

fn section_of(code: &str) -> Result<Section, Failure> {
    Section::from_code(code).ok_or(Failure::NotFound)
}

/// Whom the section is about, people with a new one at the end.
fn subjects(section: Section, file: &File, employers: Vec<Uuid>) -> Vec<Subject> {
    match section {
        Section::Coordinates | Section::Bank => vec![Subject::Union],
        Section::Employers => employers.into_iter().map(Subject::Employer).collect(),
        Section::Officers => file.people_in_office().into_iter().map(Subject::Person).collect(),
    }
}

/// What the editing starts from.
struct Start {
    file: File,
    subjects: Vec<Subject>,
    /// Requests of this section that wait already.
    open: usize,
}

async fn start(scoped: &mut Scoped, section: Section) -> Result<Start, Failure> {
    let own = scoped.own_union()?;
    let today = scoped.today();
    let file = facts::file(scoped, own, today).await?;
    let union = crate::unions::store::union(scoped, own).await?;
    let employers = union.employers.iter().map(|employer| employer.id).collect();
    let subjects = subjects(section, &file, employers);
    let requests = store::of_union(scoped, own).await?;
    let open = requests.iter().filter(|change| change.section == section && change.is_open()).count();
    Ok(Start { file, subjects, open })
}

/// Empty people offered at first, and added at each asking.
const NEW_PEOPLE: usize = 1;
const MORE_PEOPLE: usize = 5;

fn new_people(section: Section, count: usize) -> Vec<Subject> {
    match section {
        Section::Officers => (0..count).map(|_| Subject::Person(Uuid::now_v7())).collect(),
        _ => Vec::new(),
    }
}

pub async fn edit(can: Can<ProposeChanges>, Path(code): Path<String>) -> Answer {
    let section = section_of(&code)?;
    let mut scoped = can.begin().await?;
    let start = start(&mut scoped, section).await?;
    let form = Form { effective_on: scoped.today().to_string(), ..Form::default() };
    let subjects = [start.subjects.clone(), new_people(section, NEW_PEOPLE)].concat();
    html(&page(&can, section, &start, &subjects, &form, Faults::default()))
}

/// What is wrong with a form.
#[derive(Default)]
struct Faults {
    fields: BTreeMap<(Subject, Field), Fault>,
    reason: bool,
    effective_on: bool,
    files: bool,
    nothing_changed: bool,
}

impl Faults {
    fn is_empty(&self) -> bool {
        self.fields.is_empty() && !(self.reason || self.effective_on || self.files || self.nothing_changed)
    }
}

pub async fn propose(can: Can<ProposeChanges>, Path(code): Path<String>, parts: Multipart) -> Answer {
    let section = section_of(&code)?;
    let form = form::read(parts, section).await?;
    let id = form.key.ok_or(Failure::BadRequest("no key"))?;
    let mut scoped = can.begin().await?;
    let start = start(&mut scoped, section).await?;
    let mut subjects = start.subjects.clone();
    // A person who is not in the file yet was added on the page; an employer never is.
    for (subject, _) in form.values.keys() {
        let is_new_person = matches!(subject, Subject::Person(_))
            && !start.file.people().iter().any(|id| *subject == Subject::Person(*id));
        if is_new_person && !subjects.contains(subject) {
            subjects.push(*subject);
        } else if !subjects.contains(subject) {
            return Err(Failure::BadRequest("a subject that is not the union's"));
        }
    }
    if form.more {
        let subjects = [subjects, new_people(section, MORE_PEOPLE)].concat();
        return html(&page(&can, section, &start, &subjects, &form, Faults::default()));
    }
    let (edited, mut faults) = read_values(section, &start.file, &subjects, &form);
    let drafts = differences(&start.file, &edited);
    faults.reason = form.reason.is_empty();
    let effective_on =
        form.effective_on.parse::<NaiveDate>().ok().filter(|date| is_sensible(*date, scoped.today()));
    faults.effective_on = effective_on.is_none();
    faults.files = form.files.iter().any(|file| file.media_type.is_none());
    faults.nothing_changed = faults.fields.is_empty() && drafts.is_empty();
    let Some(effective_on) = effective_on.filter(|_| faults.is_empty()) else {
        let page = page(&can, section, &start, &subjects, &form, faults);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let name = can.person.name.as_str();
    let new = NewChange { id, section, reason: &form.reason, effective_on, name, drafts: &drafts };
    if store::propose(&mut scoped, &new).await? {
        for file in &form.files {
            let media_type = file.media_type.unwrap_or_default();
            let attachment = NewAttachment {
                id: Uuid::now_v7(),
                file_name: &file.file_name,
                media_type,
                bytes: &file.bytes,
            };
            store::attach(&mut scoped, id, &attachment).await?;
        }
        scoped.commit().await?;
    }
    Ok(Redirect::to(&store::path_of(id)).into_response())
}

/// Ten years back, two ahead: beyond that it is a slip of the finger.
fn is_sensible(date: NaiveDate, today: NaiveDate) -> bool {
    let days = (date - today).num_days();
    (-3_653..=731).contains(&days)
}

/// The values typed, in the form they are kept in, and what is wrong with the others. A new person
/// of whom nothing was typed is nobody; a field that the form does not bring is left as it is.
fn read_values(
    section: Section,
    file: &File,
    subjects: &[Subject],
    form: &Form,
) -> (Vec<(Subject, Field, String)>, Faults) {
    let mut faults = Faults::default();
    let mut edited = Vec::new();
    for subject in subjects {
        let typed = |field| form.values.get(&(*subject, field)).map(|value| value.trim());
        let is_new =
            matches!(subject, Subject::Person(_)) && file.fact(*subject, Field::PersonName).is_none();
        // A choice that came preset is not something typed.
        let blank = |field| field == Field::Signs || typed(field).unwrap_or_default().is_empty();
        if is_new && section.fields().all(blank) {
            continue;
        }
        for field in section.fields() {
            let Some(text) = typed(field) else { continue };
            // The account that stands is never in the page: left empty, it stays.
            if field == Field::BankAccount && text.is_empty() {
                continue;
            }
            match typed::value(field, text) {
                Ok(value) if value.is_empty() && is_needed(field, subject) => {
                    faults.fields.insert((*subject, field), Fault::Missing);
                }
                Ok(value) => edited.push((*subject, field, value)),
                Err(fault) => {
                    faults.fields.insert((*subject, field), fault);
                }
            }
        }
        if let [Some(from), Some(to)] = [Field::MandateFrom, Field::MandateTo].map(typed)
            && !to.is_empty()
            && to < from
        {
            faults.fields.insert((*subject, Field::MandateTo), Fault::EndsBefore);
        }
    }
    (edited, faults)
}

/// 6.01 counts from the appointment, and a mandate has a beginning.
fn is_needed(field: Field, subject: &Subject) -> bool {
    matches!(subject, Subject::Person(_)) && [Field::AppointedOn, Field::MandateFrom].contains(&field)
}

fn page(
    can: &Can<ProposeChanges>,
    section: Section,
    start: &Start,
    subjects: &[Subject],
    form: &Form,
    faults: Faults,
) -> EditPage {
    let t = can.text();
    let id_of = |(subject, field): &(Subject, Field)| form::name_of(*subject, *field).replace('.', "-");
    let mut problems: Vec<Problem> = faults
        .fields
        .iter()
        .map(|(place, fault)| Problem {
            href: format!("#{}", id_of(place)),
            text: t.edit_problem(fault_words(*fault, t), label(place.1, t)),
        })
        .collect();
    let mut also = |is_wrong: bool, href: &str, text: &'static str| {
        if is_wrong {
            problems.push(Problem { href: href.to_owned(), text: text.to_owned() });
        }
        if is_wrong { text.to_owned() } else { String::new() }
    };
    also(faults.nothing_changed, "#reason", t.edit_nothing_changed());
    let reason_error = also(faults.reason, "#reason", t.edit_reason_missing());
    let effective_error = also(faults.effective_on, "#effective_on", t.edit_effective_wrong());
    let file_error = also(faults.files, "#file", t.edit_file_wrong());
    // A browser does not send the same files twice by itself.
    also(!faults.is_empty() && !faults.files && !form.files.is_empty(), "#file", t.edit_file_again());
    let group = |subject: &Subject| group(section, *subject, start, form, &faults, t);
    EditPage {
        p: can.page(t.kind(&format!("section-{}", section.code()), &[])),
        section,
        problems,
        groups: subjects.iter().map(group).collect(),
        open: start.open,
        key: form.key.unwrap_or_else(Uuid::now_v7),
        reason: form.reason.clone(),
        reason_error,
        effective_on: form.effective_on.clone(),
        effective_error,
        file_error,
    }
}

fn fault_words(fault: Fault, t: Text) -> String {
    t.kind(&format!("typed-{}", fault.code()), &[])
}

/// A sentence of its own begins with a capital.
fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn group(section: Section, subject: Subject, start: &Start, form: &Form, faults: &Faults, t: Text) -> Group {
    let held = |field| start.file.value(subject, field);
    let legend = match subject {
        Subject::Union => String::new(),
        Subject::Employer(_) => held(Field::EmployerName).to_owned(),
        Subject::Person(_) if held(Field::PersonName).is_empty() => t.change_new_person().to_owned(),
        Subject::Person(_) => held(Field::PersonName).to_owned(),
    };
    let control = |field: Field| {
        let name = form::name_of(subject, field);
        // A bank account is typed anew, never shown.
        let standing = if field == Field::BankAccount { "" } else { held(field) };
        let value = form.values.get(&(subject, field)).map_or(standing, String::as_str).to_owned();
        let fault = faults.fields.get(&(subject, field));
        Control {
            id: name.replace('.', "-"),
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
    Group { legend, controls: section.fields().map(control).collect() }
}

fn hint(field: Field, t: Text) -> &'static str {
    match field {
        Field::BankAccount => t.edit_hint_bank(),
        Field::FarApart => t.edit_hint_far_apart(),
        Field::InstitutionClass => t.edit_hint_class(),
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
        Shape::YesNo => {
            let no = value.is_empty() || value == "no";
            let answers = ["no", "yes"].map(|code| choice(code, format!("choice-{code}")));
            answers
                .into_iter()
                .map(|c| if c.value == "no" { Choice { selected: no, ..c } } else { c })
                .collect()
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
