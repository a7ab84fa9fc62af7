//! The letter of 6.01 to one employer: made from the approved file, printed, and recorded once it
//! was sent; and a list as it was sent.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::officers::{PersonRow, changes, person_row};
use super::{Problem, about, day, status};
use crate::access::{ProposeChanges, SeeUnionFile};
use crate::db::{self, Scoped};
use crate::text::{Lang, Text};
use crate::unions::file::{Field, File, Subject};
use crate::unions::officers::{OfficersList, Sent};
use crate::unions::store::officers::Sending;
use crate::unions::{Employer, Union, store};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// What the union chooses of its letter.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Choices {
    /// `fr` or `en`; the language of the union's file when it is not said.
    #[serde(default)]
    langue: String,
    /// Ticked: phones and e-mails are on the list.
    #[serde(default)]
    coordonnees: String,
}

/// Who writes, or who is written to.
#[derive(Default)]
pub struct Party {
    pub name: String,
    /// The person or office there; empty of the union.
    pub contact: String,
    pub lines: Vec<String>,
    pub reach: String,
}

/// A list sent before.
pub struct SentRow {
    pub href: String,
    pub sent_on: String,
    pub people: String,
    pub hash: String,
}

/// The letter itself, in its own language.
pub struct Letter {
    pub l: Text,
    pub date: String,
    pub from: Party,
    pub to: Party,
    pub unit: String,
    pub people: Vec<PersonRow>,
    pub with_contacts: bool,
    /// What changed since the list before; empty in a first letter.
    pub changes: Vec<String>,
    pub previous: String,
}

impl Letter {
    pub fn lang_code(&self) -> &'static str {
        self.l.lang().code()
    }
}

/// The union, the employer, the file of the day, and the lists that the employer has.
struct Material {
    union: Union,
    employer: Employer,
    file: File,
    sent: Vec<Sent>,
}

impl Material {
    async fn read(scoped: &mut Scoped, employer: Uuid) -> Result<Material, Failure> {
        let own = scoped.own_union()?;
        let union = store::union(scoped, own).await?;
        let employer = union.employer(employer).cloned().ok_or(Failure::NotFound)?;
        let today = scoped.today();
        let file = store::facts::file(scoped, own, today).await?;
        let mut sent = store::officers::sent(scoped, own).await?;
        sent.retain(|sent| sent.employer == employer.id);
        Ok(Material { union, employer, file, sent })
    }

    fn language(&self, chosen: &str) -> Lang {
        let own = self.file.value(Subject::Union, Field::Language);
        Lang::from_code(chosen).or_else(|| Lang::from_code(own)).unwrap_or_default()
    }

    fn letter(&self, list: &OfficersList, before: Option<&Sent>, on: NaiveDate, l: Text) -> Letter {
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        let own = |field| self.file.value(Subject::Union, field);
        let theirs = |field| self.file.value(Subject::Employer(self.employer.id), field);
        let reach = [own(Field::Phone), own(Field::Email)];
        let differences = before.map(|before| list.since(&before.list));
        Letter {
            date: l.date(&on),
            from: Party {
                name: self.union.name.clone(),
                contact: String::new(),
                lines: lines(own(Field::Address)),
                reach: reach.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(" · "),
            },
            to: Party {
                name: self.employer.name.clone(),
                contact: theirs(Field::EmployerContact).to_owned(),
                lines: lines(theirs(Field::EmployerAddress)),
                reach: theirs(Field::EmployerEmail).to_owned(),
            },
            unit: self.employer.unit.clone(),
            people: list.people.iter().map(|listed| person_row(listed, l)).collect(),
            with_contacts: list.people.iter().any(|p| !p.phone.is_empty() || !p.email.is_empty()),
            changes: differences.map(|found| changes(&found, l)).unwrap_or_default(),
            previous: before.map(|before| l.date(&before.sent_on)).unwrap_or_default(),
            l,
        }
    }
}

#[derive(Template)]
#[template(path = "unions/letter.html")]
struct LetterPage {
    p: Page,
    letter: Letter,
    path: String,
    key: String,
    /// The hash of the list shown: what is recorded is what was read.
    seen: String,
    sent_on: String,
    sent: Vec<SentRow>,
    problems: Vec<Problem>,
}

impl LetterPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

fn path(employer: Uuid) -> String {
    format!("/info-syndicat/liste-6-01/{employer}")
}

pub async fn show(
    can: Can<SeeUnionFile>,
    Path(employer): Path<Uuid>,
    Query(choices): Query<Choices>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let material = Material::read(&mut scoped, employer).await?;
    let (today, p) = (scoped.today(), can.page(can.text().officers_letter_title()));
    letter_page(p, &material, &choices, today, None, Vec::new())
}

fn letter_page(
    p: Page,
    material: &Material,
    choices: &Choices,
    today: NaiveDate,
    typed: Option<&Recording>,
    problems: Vec<Problem>,
) -> Answer {
    let t = p.t;
    let list = OfficersList::of(&material.file, !choices.coordonnees.is_empty());
    let l = Text::new(material.language(&choices.langue));
    let row = |sent: &Sent| SentRow {
        href: format!("{}/{}", path(material.employer.id), sent.id),
        sent_on: t.date(&sent.sent_on),
        people: t.officers_people(sent.list.people.len()),
        hash: hex::encode(&sent.sha256)[..12].to_owned(),
    };
    let answer = status(&problems);
    let mut letter = material.letter(&list, material.sent.first(), today, l);
    letter.with_contacts = !choices.coordonnees.is_empty();
    let page = LetterPage {
        letter,
        path: path(material.employer.id),
        key: typed.map_or_else(|| p.key(), |typed| typed.key).to_string(),
        seen: hex::encode(list.sha256()),
        sent_on: typed.map_or_else(|| today.to_string(), |typed| typed.sent_on.clone()),
        sent: material.sent.iter().map(row).collect(),
        problems,
        p,
    };
    html_with(answer, &page)
}

/// The union says that it sent the letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    key: Uuid,
    seen: String,
    #[serde(default)]
    langue: String,
    #[serde(default)]
    coordonnees: String,
    sent_on: String,
}

pub async fn record(
    can: Can<ProposeChanges>,
    Path(employer): Path<Uuid>,
    Form(form): Form<Recording>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let material = Material::read(&mut scoped, employer).await?;
    let today = scoped.today();
    let choices = Choices { langue: form.langue.clone(), coordonnees: form.coordonnees.clone() };
    let list = OfficersList::of(&material.file, !form.coordonnees.is_empty());
    let mut problems = Vec::new();
    let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
    // Sent twice, the form says what was already recorded, whatever the list became since.
    if material.sent.iter().any(|sent| sent.id == form.key) {
        return flash::done("/info-syndicat/liste-6-01", "said-officers-list-sent");
    }
    if form.seen != hex::encode(list.sha256()) {
        wrong("#letter", t.officers_changed_meanwhile());
    }
    let sent_on = day(&form.sent_on).filter(|on| *on <= today);
    match sent_on {
        None => wrong("#sent_on", t.officers_bad_date()),
        Some(on) if list.people.iter().any(|p| p.appointed_on.is_some_and(|appointed| appointed > on)) => {
            wrong("#sent_on", t.officers_before_appointment());
        }
        Some(_) => {}
    }
    let (Some(sent_on), true) = (sent_on, problems.is_empty()) else {
        let p = can.page(t.officers_letter_title());
        return letter_page(p, &material, &choices, today, Some(&form), problems);
    };
    let language = material.language(&form.langue).code();
    let sending = Sending { id: form.key, employer, list: &list, language, sent_on };
    let own = scoped.own_union()?;
    if store::officers::record(&mut scoped, own, &sending).await? {
        scoped.commit().await?;
    }
    flash::done("/info-syndicat/liste-6-01", "said-officers-list-sent")
}

#[derive(Template)]
#[template(path = "unions/sent_list.html")]
struct SentPage {
    p: Page,
    letter: Letter,
    path: String,
    hash: String,
}

/// A list as it was sent: its own people, whatever the file says now.
pub async fn sent(can: Can<SeeUnionFile>, Path((employer, id)): Path<(Uuid, Uuid)>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let material = Material::read(&mut scoped, employer).await?;
    let place = material.sent.iter().position(|sent| sent.id == id).ok_or(db::Error::NotFound)?;
    let (sent, before) = (&material.sent[place], material.sent.get(place + 1));
    let l = Text::new(Lang::from_code(&sent.language).unwrap_or_default());
    html(&SentPage {
        p: can.page(t.officers_sent_title(sent.sent_on)),
        letter: material.letter(&sent.list, before, sent.sent_on, l),
        path: path(employer),
        hash: hex::encode(&sent.sha256),
    })
}
