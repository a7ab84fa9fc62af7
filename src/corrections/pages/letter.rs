//! The letter of 5.03 to an employer: made of chosen errors, printed, and said to be sent.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::super::{Letter, LetterRow, reference, store};
use super::list;
use super::{Problem, column_name, find, path, row_fault, said, signed};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::text::{Lang, Text};
use crate::unions::file::{Field, File, Subject};
use crate::unions::store::facts;
use crate::unions::{Employer, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

fn letter_path(employer: Uuid, letter: Uuid) -> String {
    format!("/employeurs/{employer}/lettres/{letter}")
}

/// Makes a letter of the errors ticked on the list.
pub async fn make(
    can: Can<PreparePeriod>,
    Path(employer): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let t = can.text();
    let (mut key, mut language, mut chosen) = (None, Lang::Fr, Vec::new());
    let (mut all, mut again) = (false, false);
    for (name, value) in &fields {
        let id = value.parse::<Uuid>();
        match name.as_str() {
            "key" => key = id.ok(),
            "choisi" => chosen.push(id.map_err(|_| Failure::BadRequest("no error"))?),
            "tout" => all = true,
            "encore" => again = true,
            "langue" => language = Lang::from_code(value).ok_or(Failure::BadRequest("no language"))?,
            _ => return Err(Failure::BadRequest("an unknown field")),
        }
    }
    let key = key.ok_or(Failure::BadRequest("no key"))?;
    let mut scoped = can.begin().await?;
    let (union, employer) = find(&mut scoped, employer).await?;
    let letters = store::letters::of_employer(&mut scoped, employer.id).await?;
    if letters.iter().any(|letter| letter.id == key) {
        return Ok(Redirect::to(&letter_path(employer.id, key)).into_response());
    }
    let mut items = store::open_items(&mut scoped, employer.id).await?;
    items.retain(|item| all || chosen.contains(&item.id));
    if items.is_empty() {
        let problem =
            Problem { href: "#choisir".to_owned(), text: t.correction_letter_nothing_chosen().to_owned() };
        return list::page(&can, &mut scoped, employer.id, &list::Asked::default(), vec![problem]).await;
    }
    let same = store::letters::of_the_same(&mut scoped, employer.id, &items).await?;
    if let Some(before) = same.filter(|_| !again) {
        return html(&AgainPage {
            p: can.page(t.correction_letter_again_title()),
            employer: employer.name.clone(),
            list: path(employer.id),
            path: format!("/employeurs/{}/lettres", employer.id),
            same: t.correction_letter_same(made_on(&before)),
            before: letter_path(employer.id, before.id),
            reference: reference(&union.number, before.number),
            key: key.to_string(),
            language: language.code(),
            chosen: items.iter().map(|item| item.id.to_string()).collect(),
        });
    }
    if store::letters::make(&mut scoped, key, employer.id, language.code(), &items).await? {
        scoped.record(Event::done(Action::ErrorsLetterMade, key));
        scoped.commit().await?;
    }
    flash::done(&letter_path(employer.id, key), "said-letter-made")
}

/// A letter of these very errors was made already: whether it is to be made again.
#[derive(Template)]
#[template(path = "corrections/again.html")]
struct AgainPage {
    p: Page,
    employer: String,
    list: String,
    path: String,
    /// When the last one was made; its page.
    same: String,
    before: String,
    reference: String,
    key: String,
    language: &'static str,
    chosen: Vec<String>,
}

fn made_on(letter: &Letter) -> NaiveDate {
    crate::clock::local(letter.made_at).date_naive()
}

pub struct RowView {
    pub name: String,
    pub employee_number: String,
    pub period: String,
    pub message: String,
    pub column: String,
    pub value: String,
    pub expected: String,
    pub remaining: String,
    pub clause: &'static str,
    pub note: String,
    pub due: String,
}

/// Who writes, or who is written to.
pub struct Party {
    pub name: String,
    pub contact: String,
    pub lines: Vec<String>,
    pub reach: String,
}

/// The letter itself, in its own language.
pub struct LetterView {
    pub l: Text,
    pub reference: String,
    pub date: String,
    pub from: Party,
    pub to: Party,
    pub unit: String,
    pub deadline: String,
    pub rows: Vec<RowView>,
}

impl LetterView {
    pub fn lang_code(&self) -> &'static str {
        self.l.lang().code()
    }
}

#[derive(Template)]
#[template(path = "corrections/letter.html")]
struct LetterPage {
    p: Page,
    letter: LetterView,
    back: String,
    path: String,
    sent: String,
    sent_on: String,
    problems: Vec<Problem>,
}

impl LetterPage {
    fn wrong(&self) -> String {
        self.problems.first().map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

pub async fn show(can: Can<PreparePeriod>, Path((employer, id)): Path<(Uuid, Uuid)>) -> Answer {
    let mut scoped = can.begin().await?;
    page(&can, &mut scoped, employer, id, None).await
}

async fn page(
    can: &Can<PreparePeriod>,
    scoped: &mut Scoped,
    employer: Uuid,
    id: Uuid,
    typed: Option<&str>,
) -> Answer {
    let t = can.text();
    let (union, employer) = find(scoped, employer).await?;
    let letters = store::letters::of_employer(scoped, employer.id).await?;
    let letter = letters.iter().find(|letter| letter.id == id).ok_or(Failure::NotFound)?;
    let today = scoped.today();
    let file = facts::file(scoped, union.id, letter.sent_on.unwrap_or(today)).await?;
    let problems: Vec<Problem> = typed
        .map(|_| Problem { href: "#sent_on".to_owned(), text: t.correction_bad_day().to_owned() })
        .into_iter()
        .collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = LetterPage {
        p: can.page(t.correction_letter_title()),
        back: path(employer.id),
        path: letter_path(employer.id, id),
        sent: letter.sent_on.map(|on| t.correction_letter_sent(on)).unwrap_or_default(),
        sent_on: typed.map_or_else(|| today.to_string(), str::to_owned),
        letter: letter_view(letter, &union, &employer, &file),
        problems,
    };
    html_with(status, &page)
}

fn letter_view(letter: &Letter, union: &Union, employer: &Employer, file: &File) -> LetterView {
    let l = Text::new(Lang::from_code(&letter.language).unwrap_or_default());
    let own = |field| file.value(Subject::Union, field);
    let theirs = |field| file.value(Subject::Employer(employer.id), field);
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let reach = [own(Field::Phone), own(Field::Email)];
    let deadline = letter.rows.iter().map(|row| row.due_on).max();
    LetterView {
        reference: reference(&union.number, letter.number),
        date: l.date(&letter.sent_on.unwrap_or_else(|| made_on(letter))),
        from: Party {
            name: union.name.clone(),
            contact: String::new(),
            lines: lines(own(Field::Address)),
            reach: reach.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(" · "),
        },
        to: Party {
            name: employer.name.clone(),
            contact: theirs(Field::EmployerContact).to_owned(),
            lines: lines(theirs(Field::EmployerAddress)),
            reach: theirs(Field::EmployerEmail).to_owned(),
        },
        unit: employer.unit.clone(),
        deadline: deadline.map(|day| l.date(&day)).unwrap_or_default(),
        rows: letter.rows.iter().map(|row| row_view(row, l)).collect(),
        l,
    }
}

fn row_view(row: &LetterRow, l: Text) -> RowView {
    let words = said(&row_fault(row, None), l);
    RowView {
        name: match (row.name.as_str(), row.employee_number.as_str()) {
            ("", "") => l.correction_whole_file().to_owned(),
            ("", _) => l.line_nobody().to_owned(),
            (name, _) => name.to_owned(),
        },
        employee_number: row.employee_number.clone(),
        period: row.period.to_string(),
        message: words.message,
        column: column_name(row.column, l),
        value: words.value,
        expected: words.expected,
        remaining: row.remaining.map(|amount| signed(amount, l)).unwrap_or_default(),
        clause: words.clause,
        note: row.note.clone(),
        due: l.date(&row.due_on),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    sent_on: String,
}

/// The union says on which day the letter was sent.
pub async fn send(
    can: Can<PreparePeriod>,
    Path((employer, id)): Path<(Uuid, Uuid)>,
    Form(form): Form<Sending>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let (_, of) = find(&mut scoped, employer).await?;
    let letters = store::letters::of_employer(&mut scoped, of.id).await?;
    let letter = letters.iter().find(|letter| letter.id == id).ok_or(Failure::NotFound)?;
    let on = form.sent_on.trim().parse::<NaiveDate>().ok();
    let Some(on) = on.filter(|on| (made_on(letter)..=scoped.today()).contains(on)) else {
        return page(&can, &mut scoped, employer, id, Some(&form.sent_on)).await;
    };
    if store::letters::send(&mut scoped, id, on).await? {
        scoped.record(Event::done(Action::ErrorsLetterSent, id));
        scoped.commit().await?;
    }
    flash::done(&letter_path(employer, id), "said-letter-sent")
}
