//! The federation's office keeps who is of its staff. Whom they support is `assignments`.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::team::Reach;
use super::{Choice, Problem, about, day, status};
use crate::access::MaintainTeam;
use crate::text::{Lang, Text};
use crate::unions::store;
use crate::unions::team::{Duty, Member, Profile};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Somebody of the staff, in the list.
pub struct StaffRow {
    pub href: String,
    pub reach: Reach,
    pub dates: String,
    pub updated: String,
}

/// A union of the federation, with the names of its team.
pub struct UnionRow {
    pub href: String,
    pub name: String,
    pub team: String,
}

/// What the form of a person says, typed or kept.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    #[serde(default)]
    key: Uuid,
    name: String,
    duty: String,
    department: String,
    phone: String,
    email: String,
    #[serde(default)]
    speaks_fr: String,
    #[serde(default)]
    speaks_en: String,
    /// When they join; of somebody who is already there, not asked.
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
}

const LONGEST: usize = 120;

impl Typed {
    fn of(member: &Member) -> Typed {
        let speaks = |lang| if member.profile.languages.contains(&lang) { "1" } else { "" }.to_owned();
        Typed {
            key: member.id,
            name: member.profile.name.clone(),
            duty: member.profile.duty.code().to_owned(),
            department: member.profile.department.clone(),
            phone: member.profile.phone.clone(),
            email: member.profile.email.clone(),
            speaks_fr: speaks(Lang::Fr),
            speaks_en: speaks(Lang::En),
            since: member.since.to_string(),
            until: member.profile.until.map(|until| until.to_string()).unwrap_or_default(),
        }
    }

    /// The profile and the first day, or what is wrong with each field.
    fn read(&self, t: Text) -> Result<(Profile, NaiveDate), Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |href, text: &str| problems.push(Problem { href, text: text.to_owned() });
        let (name, phone, email) = (self.name.trim(), self.phone.trim(), self.email.trim());
        if name.is_empty() || name.chars().count() > LONGEST {
            wrong("#name", t.team_bad_name());
        }
        let duty = Duty::from_code(&self.duty);
        if duty.is_none() {
            wrong("#duty", t.team_bad_duty());
        }
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        if !(phone.is_empty() || (7..=20).contains(&digits) && phone.chars().count() <= 40) {
            wrong("#phone", t.team_bad_phone());
        }
        if !(email.is_empty() || is_email(email)) {
            wrong("#email", t.team_bad_email());
        }
        if phone.is_empty() && email.is_empty() {
            wrong("#phone", t.team_no_way());
        }
        let spoken = [(Lang::Fr, &self.speaks_fr), (Lang::En, &self.speaks_en)];
        let languages: Vec<Lang> =
            spoken.into_iter().filter(|(_, ticked)| !ticked.is_empty()).map(|(lang, _)| lang).collect();
        if languages.is_empty() {
            wrong("#speaks_fr", t.team_bad_languages());
        }
        let since = day(&self.since);
        if since.is_none() {
            wrong("#since", t.team_bad_date());
        }
        let until = day(&self.until);
        if !self.until.trim().is_empty() && until.is_none_or(|until| since.is_some_and(|since| until < since))
        {
            wrong("#until", t.team_bad_end());
        }
        let department = self.department.trim().chars().take(LONGEST).collect();
        match (duty, since, problems.is_empty()) {
            (Some(duty), Some(since), true) => {
                let (name, phone, email) = (name.to_owned(), phone.to_owned(), email.to_owned());
                Ok((Profile { name, duty, department, phone, email, languages, until }, since))
            }
            _ => Err(problems),
        }
    }
}

/// A name, a sign and a domain: whether it is read is for the mail to say.
fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    text.chars().count() <= 200
        && !text.contains(char::is_whitespace)
        && parts
            .is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.') && !domain.contains('@'))
}

/// What the fields of a person need, for `unions/staff_fields.html`.
pub struct Fields {
    pub typed: Typed,
    pub duties: Vec<Choice>,
    pub problems: Vec<Problem>,
}

impl Fields {
    fn new(typed: Typed, problems: Vec<Problem>, t: Text) -> Fields {
        let choice = |duty: Duty| Choice {
            value: duty.code().to_owned(),
            label: super::team::duty_words(duty, t).to_owned(),
            chosen: duty.code() == typed.duty,
        };
        Fields { duties: Duty::ALL.into_iter().map(choice).collect(), typed, problems }
    }

    pub fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

#[derive(Template)]
#[template(path = "unions/staff.html")]
struct StaffPage {
    p: Page,
    key: String,
    fields: Fields,
    staff: Vec<StaffRow>,
    before: Vec<StaffRow>,
    unions: Vec<UnionRow>,
}

pub async fn list(can: Can<MaintainTeam>) -> Answer {
    let since = can.state.db.clock().today().to_string();
    staff_page(&can, Typed { since, speaks_fr: "1".to_owned(), ..Typed::default() }, Vec::new()).await
}

async fn staff_page(can: &Can<MaintainTeam>, typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let today = scoped.today();
    let row = |member: &Member| StaffRow {
        href: format!("/federation/equipe/{}", member.id),
        reach: Reach::of(&member.profile, t),
        dates: match member.profile.until {
            Some(until) => t.team_from_to(member.since, until),
            None => t.team_since(member.since),
        },
        updated: t.team_updated(member.updated_at.with_timezone(&crate::clock::ZONE).date_naive()),
    };
    let all = store::team::staff(&mut scoped).await?;
    let (here, gone): (Vec<_>, Vec<_>) =
        all.iter().partition(|member| member.profile.until.is_none_or(|until| until >= today));
    let found = store::all(&mut scoped).await?;
    let ids: Vec<Uuid> = found.iter().map(|(id, ..)| *id).collect();
    let assigned = store::team::of_unions(&mut scoped, &ids).await?;
    let team = |union: Uuid| {
        let own = assigned.iter().filter(|a| a.union == union && a.runs_on(today));
        own.map(|a| a.member.profile.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let p = can.page(t.staff_title());
    let key = if typed.key.is_nil() { p.key() } else { typed.key };
    let answer = status(&problems);
    let page = StaffPage {
        key: key.to_string(),
        fields: Fields::new(typed, problems, t),
        staff: here.into_iter().map(row).collect(),
        before: gone.into_iter().map(row).collect(),
        unions: found
            .into_iter()
            .map(|(id, _, name)| UnionRow {
                href: format!("/federation/syndicats/{id}/equipe"),
                name,
                team: team(id),
            })
            .collect(),
        p,
    };
    html_with(answer, &page)
}

pub async fn add(can: Can<MaintainTeam>, Form(typed): Form<Typed>) -> Answer {
    match typed.read(can.text()) {
        Err(problems) => staff_page(&can, typed, problems).await,
        Ok((profile, since)) => {
            let federation = can.person.federation.ok_or(Failure::NotFound)?;
            let mut scoped = can.begin().await?;
            if store::team::add(&mut scoped, federation, typed.key, since, &profile).await? {
                scoped.commit().await?;
            }
            flash::done("/federation/equipe", "said-staff-added")
        }
    }
}

#[derive(Template)]
#[template(path = "unions/staff_member.html")]
struct MemberPage {
    p: Page,
    id: Uuid,
    fields: Fields,
}

pub async fn member(can: Can<MaintainTeam>, Path(id): Path<Uuid>) -> Answer {
    let member = store::team::one(&mut can.begin().await?, id).await?;
    member_page(&can, id, Typed::of(&member), Vec::new())
}

fn member_page(can: &Can<MaintainTeam>, id: Uuid, typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let answer = status(&problems);
    let p = can.page(t.staff_member_title());
    html_with(answer, &MemberPage { p, id, fields: Fields::new(typed, problems, t) })
}

pub async fn change(can: Can<MaintainTeam>, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let mut scoped = can.begin().await?;
    let kept = store::team::one(&mut scoped, id).await?;
    // The day they joined is not asked again.
    let typed = Typed { since: kept.since.to_string(), ..typed };
    match typed.read(can.text()) {
        Err(problems) => member_page(&can, id, typed, problems),
        Ok((profile, _)) => {
            store::team::change(&mut scoped, id, &profile).await?;
            scoped.commit().await?;
            flash::done("/federation/equipe", "said-staff-changed")
        }
    }
}
