//! The union's file on one page, its history and its export; and the same page as the federation's
//! office reads it.

use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::support::Support;
use crate::access::{Capability, SeeUnionFile, VetChanges};
use crate::audit::{Action, Event};
use crate::changes::pages::{label, shown, standing_tag};
use crate::changes::{self, Section};
use crate::checkoff;
use crate::db::Scoped;
use crate::declarations::pages::Tag;
use crate::door::pages::accesses;
use crate::text::Text;
use crate::unions::Union;
use crate::unions::file::{Fact, Field, File, Subject};
use crate::unions::store::{self, facts};
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A field with its value.
pub struct Line {
    pub label: String,
    /// Postal addresses have several.
    pub values: Vec<String>,
}

/// An employer with its fields.
pub struct EmployerBlock {
    /// Its accesses, to those who keep them; empty to others.
    pub accesses: String,
    pub name: String,
    pub lines: Vec<Line>,
}

pub struct PersonRow {
    pub name: String,
    pub duty: String,
    pub mandate: String,
    pub phone: String,
    pub email: String,
    pub signs: bool,
}

pub struct AffiliationRow {
    pub body: String,
    pub since: String,
}

/// A request as the file's page lists it.
pub struct RequestRow {
    pub href: String,
    pub section: String,
    pub asked: String,
    pub tag: Tag,
}

pub struct AttachmentRow {
    pub href: String,
    pub name: String,
}

/// What the page shows, whoever reads it.
pub struct FileView {
    pub id: Uuid,
    pub number: String,
    pub dues_rate: String,
    pub sin: &'static str,
    pub coordinates: Vec<Line>,
    pub bank: String,
    pub affiliations: Vec<AffiliationRow>,
    pub employers: Vec<EmployerBlock>,
    pub people: Vec<PersonRow>,
    pub former: Vec<PersonRow>,
    pub requests: Vec<RequestRow>,
    pub attachments: Vec<AttachmentRow>,
}

#[derive(Template)]
#[template(path = "unions/file.html")]
struct FilePage {
    p: Page,
    f: FileView,
    /// The union itself reads: it may ask for changes.
    own: bool,
    /// Shown to the union itself.
    support: Option<Support>,
}

pub async fn file(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = store::union(&mut scoped, own).await?;
    let support = Support::read(&mut scoped, &union, t).await?;
    let f = view(&mut scoped, &union, t).await?;
    html(&FilePage { p: can.page(union.name), f, own: true, support: Some(support) })
}

/// As the federation's office reads the file of one of its unions.
pub async fn office(can: Can<VetChanges>, Path(union): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = store::union(&mut scoped, union).await?;
    let f = view(&mut scoped, &union, t).await?;
    html(&FilePage { p: can.page(union.name), f, own: false, support: None })
}

fn lines(file: &File, subject: Subject, fields: impl Iterator<Item = Field>, t: Text) -> Vec<Line> {
    fields
        .map(|field| {
            let value = shown(field, file.value(subject, field), t);
            let values = value.lines().map(str::to_owned).collect();
            Line { label: label(field, t), values }
        })
        .collect()
}

fn person(file: &File, id: Uuid, t: Text) -> PersonRow {
    let subject = Subject::Person(id);
    let of = |field| shown(field, file.value(subject, field), t);
    let (from, to) = (of(Field::MandateFrom), of(Field::MandateTo));
    PersonRow {
        name: of(Field::PersonName),
        duty: of(Field::Duty),
        mandate: if to.is_empty() { t.union_mandate_since(from) } else { t.union_mandate(from, to) },
        phone: of(Field::PersonPhone),
        email: of(Field::PersonEmail),
        signs: file.is_yes(subject, Field::Signs),
    }
}

async fn view(scoped: &mut Scoped, union: &Union, t: Text) -> Result<FileView, Failure> {
    let id = union.id;
    let today = scoped.today();
    let file = facts::file(scoped, id, today).await?;
    let keeps_door = scoped.actor().holds(Capability::KeepDoor);
    let by_office = scoped.actor().federation().is_some();
    let dues = checkoff::store::decisions(scoped, id).await?;
    let dues = checkoff::pages::words::in_short(&dues, union, today, t);
    let requests = changes::store::of_union(scoped, id).await?;
    let attachments = changes::store::attachments(scoped, id, None).await?;
    let path = |change| match by_office {
        true => changes::store::office_path_of(change),
        false => changes::store::path_of(change),
    };
    let affiliations = store::affiliations(scoped, id).await?;
    let (people, former) = file.people().into_iter().partition::<Vec<_>, _>(|id| file.is_in_office(*id));
    Ok(FileView {
        id,
        number: union.number.clone(),
        dues_rate: dues.unwrap_or_else(|| t.union_dues_rate_unknown().to_owned()),
        sin: if union.collects_sin { t.union_sin_collected() } else { t.union_sin_not_collected() },
        coordinates: lines(&file, Subject::Union, Section::Coordinates.fields().skip(1), t),
        bank: file.value(Subject::Union, Field::BankAccount).to_owned(),
        affiliations: affiliations
            .iter()
            .map(|affiliation| AffiliationRow {
                body: affiliation.body.name(t.lang()).to_owned(),
                since: match &affiliation.until {
                    Some(until) => t.union_affiliated_until(affiliation.since, until),
                    None => t.union_affiliated_since(affiliation.since),
                },
            })
            .collect(),
        employers: union
            .employers
            .iter()
            .map(|employer| EmployerBlock {
                accesses: if keeps_door { accesses::path(employer.id) } else { String::new() },
                name: employer.name.clone(),
                lines: lines(&file, Subject::Employer(employer.id), Section::Employers.fields().skip(1), t),
            })
            .collect(),
        people: people.into_iter().map(|id| person(&file, id, t)).collect(),
        former: former.into_iter().map(|id| person(&file, id, t)).collect(),
        requests: requests
            .iter()
            .filter(|change| change.is_open())
            .map(|change| RequestRow {
                href: path(change.id),
                section: t.kind(&format!("section-{}", change.section.code()), &[]),
                asked: t.moment(&change.proposed.at),
                tag: standing_tag(change, t),
            })
            .collect(),
        attachments: attachments
            .iter()
            .map(|attached| AttachmentRow {
                href: format!("{}/pieces/{}", path(attached.change), attached.id),
                name: attached.file_name.clone(),
            })
            .collect(),
    })
}

/// What a fact changed, for the history.
pub struct HistoryRow {
    pub effective: String,
    pub subject: String,
    pub field: String,
    pub before: String,
    pub after: String,
    pub by: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "unions/history.html")]
struct HistoryPage {
    p: Page,
    rows: Vec<HistoryRow>,
    /// What the file said when it was opened.
    opening: Vec<HistoryRow>,
}

/// Every fact of the file, the latest recorded first: what it said before and after, who accepted it.
pub async fn history(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let facts = facts::history(&mut scoped, own).await?;
    let requests = changes::store::of_union(&mut scoped, own).await?;
    let now = File::of(facts.iter().cloned(), scoped.today());
    let (mut rows, mut opening) = (Vec::new(), Vec::new());
    for (recorded, fact) in facts.iter().enumerate() {
        // What the field said on that day before this was recorded.
        let known = facts[..recorded].iter().filter(|known| {
            known.subject == fact.subject
                && known.field == fact.field
                && known.effective_on <= fact.effective_on
        });
        let before = known.max_by_key(|known| (known.effective_on, known.seq));
        let row = history_row(fact, before.map_or("", |known| &known.value), &requests, &now, t);
        if fact.change.is_some() { rows.push(row) } else { opening.push(row) }
    }
    rows.reverse();
    html(&HistoryPage { p: can.page(t.union_history_title()), rows, opening })
}

fn history_row(fact: &Fact, before: &str, requests: &[changes::Change], now: &File, t: Text) -> HistoryRow {
    let request = requests.iter().find(|change| Some(change.id) == fact.change);
    let item = request.and_then(|change| {
        change.items.iter().find(|item| item.subject == fact.subject && item.field == fact.field)
    });
    let names = item.map(|item| [&item.decided, &item.seconded].into_iter().flatten());
    let subject = match fact.subject {
        Subject::Union => t.change_union_itself(),
        Subject::Employer(_) => now.value(fact.subject, Field::EmployerName),
        Subject::Person(_) => now.value(fact.subject, Field::PersonName),
    };
    HistoryRow {
        effective: t.date(&fact.effective_on),
        subject: subject.to_owned(),
        field: label(fact.field, t),
        before: shown(fact.field, before, t),
        after: shown(fact.field, &fact.value, t),
        by: match names {
            Some(names) => names.map(|by| by.name.as_str()).collect::<Vec<_>>().join(", "),
            None => t.union_history_set_up().to_owned(),
        },
        href: request.map(|change| changes::store::path_of(change.id)).unwrap_or_default(),
    }
}

/// The file as it stands, a field a row.
pub async fn csv(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = store::union(&mut scoped, own).await?;
    let today = scoped.today();
    let file = facts::file(&mut scoped, own, today).await?;
    let employers = union.employers.iter().map(|employer| Subject::Employer(employer.id));
    let people = file.people_in_office().into_iter().map(Subject::Person);
    let subjects = std::iter::once(Subject::Union).chain(employers).chain(people);
    let mut rows = Vec::new();
    for subject in subjects {
        let name = match subject {
            Subject::Union => union.name.as_str(),
            Subject::Employer(_) => file.value(subject, Field::EmployerName),
            Subject::Person(_) => file.value(subject, Field::PersonName),
        };
        for field in Field::of(subject.code()) {
            let Some(fact) = file.fact(subject, field) else { continue };
            let cells = [
                name.to_owned(),
                label(field, t),
                shown(field, &fact.value, t),
                fact.effective_on.to_string(),
            ];
            rows.push(cells.into_iter().map(Cell::from).collect());
        }
    }
    let heading = [t.union_csv_subject(), t.union_csv_field(), t.union_csv_value(), t.union_csv_since()];
    let bytes = export::csv_bytes(t.lang(), &heading, &rows)?;
    scoped.record(Event::done(Action::Exported, "/info-syndicat.csv"));
    scoped.commit().await?;
    Ok(export::download(&format!("info-syndicat-{}.csv", union.number), bytes))
}
