//! Editing a section of the file as it is: what differs becomes one request. What the form shows is in
//! [`controls`], what it says in [`read`].

mod controls;
mod read;

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use chrono::Months;
use uuid::Uuid;

use self::controls::{Group, fault_words, group, id_of};
use self::read::{Faults, LONGEST_REASON, MOST_NEW_PEOPLE};
use super::form::{self, FileFault, Form, MOST_FILES};
use super::label;
use crate::access::ProposeChanges;
use crate::changes::store::{self, NewAttachment, NewChange};
use crate::changes::typed::Fault;
use crate::changes::{Section, differences};
use crate::db::Scoped;
use crate::text::Text;
use crate::unions::file::{Field, File, Subject};
use crate::unions::store::facts;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// An entry of the error summary.
pub struct Problem {
    pub href: String,
    pub text: String,
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

/// People are edited this many months after their mandate ended.
const GONE_MONTHS: u32 = 24;

/// Whom the section is about: people in office, then those to come, then those gone lately.
fn subjects(section: Section, file: &File, employers: Vec<Uuid>) -> Vec<Subject> {
    match section {
        Section::Coordinates | Section::Bank => vec![Subject::Union],
        Section::Employers => employers.into_iter().map(Subject::Employer).collect(),
        Section::Officers => {
            let since = file.on.checked_sub_months(Months::new(GONE_MONTHS)).unwrap_or(file.on);
            let others = file.people_to_come().into_iter().chain(file.people_gone_since(since));
            file.people_in_office().into_iter().chain(others).map(Subject::Person).collect()
        }
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

pub async fn propose(can: Can<ProposeChanges>, Path(code): Path<String>, parts: Multipart) -> Answer {
    let section = section_of(&code)?;
    let form = form::read(parts, section).await?;
    let id = form.key.ok_or(Failure::BadRequest("no key"))?;
    let mut scoped = can.begin().await?;
    let start = start(&mut scoped, section).await?;
    let mut subjects = start.subjects.clone();
    // A person who is not in the file yet was added on the page; an employer never is.
    for (subject, _) in form.values.keys() {
        if subjects.contains(subject) {
            continue;
        }
        if !read::is_new(*subject, &start.file) {
            return Err(Failure::BadRequest("a subject that is not the union's"));
        }
        subjects.push(*subject);
    }
    if form.more {
        return more(&can, section, &start, subjects, &form);
    }
    let effective_on = read::effective_on(&form.effective_on, scoped.today());
    let (edited, mut faults) = read::values(section, &start.file, &subjects, &form, effective_on);
    let drafts = differences(&start.file, &edited);
    faults.reason = read::reason_fault(&form.reason);
    faults.effective_on = effective_on.is_none();
    faults.files = form.file_fault;
    faults.nothing_changed = faults.fields.is_empty() && drafts.is_empty();
    let Some(effective_on) = effective_on.filter(|_| faults.is_empty()) else {
        let page = page(&can, section, &start, &subjects, &form, faults);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let name = can.person.name.as_str();
    let new = NewChange { id, section, reason: &form.reason, effective_on, name, drafts: &drafts };
    if store::propose(&mut scoped, &new).await? {
        for file in &form.files {
            let attachment = NewAttachment {
                id: Uuid::now_v7(),
                file_name: &file.file_name,
                media_type: file.media_type,
                bytes: &file.bytes,
            };
            store::attach(&mut scoped, id, &attachment).await?;
        }
        scoped.commit().await?;
    }
    flash::done(&store::path_of(id), "said-change-proposed")
}

/// The page with more empty people, as many as one request may still bring in.
fn more(
    can: &Can<ProposeChanges>,
    section: Section,
    start: &Start,
    mut subjects: Vec<Subject>,
    form: &Form,
) -> Answer {
    let already = subjects.iter().filter(|subject| read::is_new(**subject, &start.file)).count();
    let room = MOST_NEW_PEOPLE.saturating_sub(already);
    subjects.extend(new_people(section, MORE_PEOPLE.min(room)));
    let faults = Faults { too_many_people: room == 0, ..Faults::default() };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &page(can, section, start, &subjects, form, faults))
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
    let mut problems: Vec<Problem> = faults
        .fields
        .iter()
        .map(|((subject, field), fault)| Problem {
            href: format!("#{}", id_of(*subject, *field)),
            text: t.edit_problem(fault_words(*fault, t), label(*field, t)),
        })
        .collect();
    let mut also = |href: &str, text: String| {
        if !text.is_empty() {
            problems.push(Problem { href: href.to_owned(), text: text.clone() });
        }
        text
    };
    let said = |is_wrong: bool, text: &str| if is_wrong { text.to_owned() } else { String::new() };
    if let Some(last) = subjects.last().filter(|_| faults.too_many_people) {
        also(&format!("#{}", id_of(*last, Field::PersonName)), t.edit_too_many_people(MOST_NEW_PEOPLE));
    }
    also("#reason", said(faults.nothing_changed, t.edit_nothing_changed()));
    let reason_error = also("#reason", reason_words(faults.reason, t));
    let effective_error = also("#effective_on", said(faults.effective_on, t.edit_effective_wrong()));
    let file_error = also("#file", file_words(&faults, form, t));
    let group = |subject: &Subject| group(section, *subject, &start.file, form, &faults, t);
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

fn reason_words(fault: Option<Fault>, t: Text) -> String {
    match fault {
        None => String::new(),
        Some(Fault::TooLong) => t.edit_reason_too_long(LONGEST_REASON),
        Some(_) => t.edit_reason_missing().to_owned(),
    }
}

/// What is wrong with the files, or that they are lost: a browser does not send them twice by itself.
fn file_words(faults: &Faults, form: &Form, t: Text) -> String {
    match faults.files {
        Some(FileFault::Kind) => t.edit_file_wrong().to_owned(),
        Some(FileFault::TooBig) => t.edit_file_too_big(form::LARGEST_FILE_MB),
        Some(FileFault::TooMany) => t.edit_file_too_many(MOST_FILES),
        None if form.came_with_files && (form.more || !faults.is_empty()) => t.edit_file_again().to_owned(),
        None => String::new(),
    }
}
