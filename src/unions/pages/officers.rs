//! The list of 6.01: who is on it, and how it stands with each employer. The letter is `letter`.

use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::access::SeeUnionFile;
use crate::db::{self, Scoped};
use crate::declarations::pages::Tag;
use crate::text::Text;
use crate::unions::file::{Field, File, Subject};
use crate::unions::officers::{Differences, Listed, OfficersList, Sent, Standing, occasions};
use crate::unions::{Union, store};
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// Somebody of the list.
pub struct PersonRow {
    pub name: String,
    pub duty: String,
    pub mandate: String,
    pub phone: String,
    pub email: String,
}

pub fn duty_words(code: &str, t: Text) -> String {
    t.kind(&format!("choice-duty-{code}"), &[])
}

fn mandate(listed: &Listed, t: Text) -> String {
    match (listed.from, listed.to) {
        (Some(from), Some(to)) => t.officers_from_to(from, to),
        (Some(from), None) => t.officers_from(from),
        (None, Some(to)) => t.officers_to(to),
        (None, None) => String::new(),
    }
}

pub fn person_row(listed: &Listed, t: Text) -> PersonRow {
    PersonRow {
        name: listed.name.clone(),
        duty: duty_words(&listed.duty, t),
        mandate: mandate(listed, t),
        phone: listed.phone.clone(),
        email: listed.email.clone(),
    }
}

/// The words of a duty inside a sentence.
fn inside(code: &str, t: Text) -> String {
    let words = duty_words(code, t);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The differences as sentences, in the reader's language or the letter's.
pub fn changes(differences: &Differences, t: Text) -> Vec<String> {
    let added = differences.added.iter().map(|now| match now.appointed_on {
        Some(on) => t.officers_added_on(inside(&now.duty, t), &now.name, on),
        None => t.officers_added(inside(&now.duty, t), &now.name),
    });
    let left = differences.left.iter().map(|then| t.officers_left(inside(&then.duty, t), &then.name));
    let changed = differences.changed.iter().map(|(then, now)| {
        if then.duty == now.duty {
            t.officers_changed(inside(&now.duty, t), mandate(now, t), &now.name)
        } else {
            let (before, duty) = (inside(&then.duty, t), inside(&now.duty, t));
            t.officers_moved(before, duty, &now.name)
        }
    });
    added.chain(left).chain(changed).collect()
}

/// How the list stands with one employer.
pub struct ListState {
    pub employer: Uuid,
    pub href: String,
    pub name: String,
    pub unit: String,
    pub tag: Tag,
    /// Until when, or since when; empty when the clause fixes no day.
    pub due: String,
    /// When the last one was sent; empty when none was.
    pub last: String,
    /// What changed since, or everybody when none was sent.
    pub changes: Vec<String>,
    pub in_force: String,
}

impl ListState {
    /// Each employer's, in the order of the file.
    pub async fn of_union(scoped: &mut Scoped, union: &Union, t: Text) -> db::Result<Vec<ListState>> {
        let today = scoped.today();
        let file = store::facts::file(scoped, union.id, today).await?;
        let sent = store::officers::sent(scoped, union.id).await?;
        let state = |employer: &crate::unions::Employer| {
            let last = sent.iter().find(|sent| sent.employer == employer.id);
            ListState::of(&file, employer, last, today, t)
        };
        Ok(union.employers.iter().map(state).collect())
    }

    fn of(
        file: &File,
        employer: &crate::unions::Employer,
        last: Option<&Sent>,
        today: NaiveDate,
        t: Text,
    ) -> ListState {
        let nothing = OfficersList::default();
        let differences = OfficersList::of(file, false).since(last.map_or(&nothing, |last| &last.list));
        let standing = Standing::of(&occasions(file, employer.id, last), &differences, today);
        let (word, kind, due) = match standing {
            Standing::UpToDate => (t.officers_up_to_date(), "done", String::new()),
            Standing::ToTell => (t.officers_to_tell(), "info", String::new()),
            Standing::Due(on) => (t.officers_due(), "due", t.officers_due_on(on)),
            Standing::Late(on) => (t.officers_late(), "blocking", t.officers_was_due_on(on)),
        };
        let in_force = file.date(Subject::Employer(employer.id), Field::AgreementFrom);
        ListState {
            employer: employer.id,
            href: format!("/info-syndicat/liste-6-01/{}", employer.id),
            name: employer.name.clone(),
            unit: employer.unit.clone(),
            tag: Tag { word, kind },
            due,
            last: last.map(|last| t.officers_last(last.sent_on)).unwrap_or_default(),
            changes: if last.is_some() { changes(&differences, t) } else { Vec::new() },
            in_force: in_force.map(|on| t.officers_in_force(on)).unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "unions/officers.html")]
struct OfficersPage {
    p: Page,
    people: Vec<PersonRow>,
    employers: Vec<ListState>,
}

/// Who is on the list, and what each employer still has to be told.
pub async fn show(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = store::union(&mut scoped, own).await?;
    let today = scoped.today();
    let list = OfficersList::of(&store::facts::file(&mut scoped, own, today).await?, false);
    html(&OfficersPage {
        p: can.page(t.officers_title()),
        people: list.people.iter().map(|listed| person_row(listed, t)).collect(),
        employers: ListState::of_union(&mut scoped, &union, t).await?,
    })
}
