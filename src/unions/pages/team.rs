//! Who supports the union, as the union reads it; and whom to ask, on any page of the portal.

use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::access::SeeUnionFile;
use crate::db::{self, Scoped};
use crate::text::{Lang, Text};
use crate::unions::store;
use crate::unions::team::{Assignment, Duty, Profile, Section, dialled};
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// Somebody to call or write to.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    pub name: String,
    /// What they do for the union; empty for a department.
    pub duty: String,
    pub department: String,
    pub phone: String,
    /// `tel:…`; empty without a phone.
    pub phone_href: String,
    pub email: String,
    pub languages: String,
}

impl Reach {
    pub fn of(profile: &Profile, t: Text) -> Reach {
        Reach {
            name: profile.name.clone(),
            duty: duty_words(profile.duty, t).to_owned(),
            department: profile.department.clone(),
            phone: profile.phone.clone(),
            phone_href: phone_href(&profile.phone),
            email: profile.email.clone(),
            languages: languages_words(&profile.languages, t),
        }
    }
}

fn phone_href(phone: &str) -> String {
    if phone.is_empty() { String::new() } else { format!("tel:{}", dialled(phone)) }
}

pub fn duty_words(duty: Duty, t: Text) -> &'static str {
    match duty {
        Duty::Advisor => t.team_duty_advisor(),
        Duty::Office => t.team_duty_office(),
        Duty::Other => t.team_duty_other(),
    }
}

pub fn languages_words(languages: &[Lang], t: Text) -> String {
    let word = |language: &Lang| match language {
        Lang::Fr => t.team_language_fr(),
        Lang::En => t.team_language_en(),
    };
    languages.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Whom to ask about a section: for `{{ contacts::panel(c=contacts) }}` of `parts/contacts.html`.
/// Empty when nobody is named yet, and then the panel is not drawn.
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    /// The department that owns the section first, then the union's own team.
    pub department: Option<Reach>,
    pub team: Vec<Reach>,
}

impl Contacts {
    /// This union's people and the department that owns the section. For somebody of no union, the
    /// department alone.
    pub async fn read(scoped: &mut Scoped, section: Section, t: Text) -> db::Result<Contacts> {
        let department = match section.department() {
            Some(code) => store::team::department(scoped, code).await?,
            None => None,
        };
        let department = department.map(|department| Reach {
            name: department.name(t.lang()).to_owned(),
            phone_href: phone_href(&department.phone),
            phone: department.phone,
            email: department.email,
            ..Reach::default()
        });
        let today = scoped.today();
        let team = match scoped.actor().union() {
            Some(union) => store::team::of_union(scoped, union).await?,
            None => Vec::new(),
        };
        let runs = team.iter().filter(|assignment| assignment.runs_on(today));
        let team = runs.map(|assignment| Reach::of(&assignment.member.profile, t)).collect();
        Ok(Contacts { department, team })
    }

    pub fn is_empty(&self) -> bool {
        self.department.is_none() && self.team.is_empty()
    }
}

/// A person of the union's team, and since or until when.
pub struct TeamRow {
    pub id: Uuid,
    pub reach: Reach,
    pub dates: String,
    pub until: String,
    /// In force today.
    pub runs: bool,
    /// Begun or to come: it can still be given an end.
    pub can_end: bool,
}

/// The union's team in two tables: those of now and to come, and those of before.
#[derive(Default)]
pub struct Team {
    pub now: Vec<TeamRow>,
    pub before: Vec<TeamRow>,
}

impl Team {
    pub async fn read(scoped: &mut Scoped, union: Uuid, t: Text) -> db::Result<Team> {
        let today = scoped.today();
        let mut team = Team::default();
        for assignment in store::team::of_union(scoped, union).await? {
            let row = row(&assignment, today, t);
            let kept = if row.runs || row.can_end { &mut team.now } else { &mut team.before };
            kept.push(row);
        }
        Ok(team)
    }
}

fn row(assignment: &Assignment, today: NaiveDate, t: Text) -> TeamRow {
    // Whoever leaves the federation leaves the union on that day.
    let ends = [assignment.until, assignment.member.profile.until].into_iter().flatten().min();
    TeamRow {
        id: assignment.id,
        reach: Reach::of(&assignment.member.profile, t),
        dates: match ends {
            Some(until) => t.team_from_to(assignment.since, until),
            None => t.team_since(assignment.since),
        },
        until: ends.map(|until| until.to_string()).unwrap_or_default(),
        runs: assignment.runs_on(today),
        can_end: ends.is_none_or(|until| until >= today),
    }
}

#[derive(Template)]
#[template(path = "unions/team.html")]
struct TeamPage {
    p: Page,
    team: Team,
    contacts: Contacts,
}

/// Your team: the federation's people assigned to this union.
pub async fn show(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let team = Team::read(&mut scoped, own, t).await?;
    // The team is the page itself: beside it, the departments.
    let mut contacts = Contacts::read(&mut scoped, Section::PerCapita, t).await?;
    contacts.team.clear();
    html(&TeamPage { p: can.page(t.team_title()), team, contacts })
}
