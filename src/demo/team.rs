//! The staff of the demonstration's federations, whom they support, the confederation's departments,
//! and the lists of 6.01 that were sent. People are invented.

use chrono::NaiveTime;
use uuid::Uuid;

use super::reference::{body_id, date, union_id};
use crate::access::Role;
use crate::clock::Clock;
use crate::db::{Db, Scoped};
use crate::text::Lang;
use crate::unions::officers::OfficersList;
use crate::unions::store::officers::Sending;
use crate::unions::store::team::NewAssignment;
use crate::unions::store::{facts, officers, team};
use crate::unions::team::{Department, Duty, Profile};

/// Code, French name, English name, phone: those that the CSN publishes.
const DEPARTMENTS: [[&str; 4]; 3] = [
    [
        "audit",
        "Équipe de vérification, Service des finances",
        "Audit team, Finance Department",
        "514-598-2285",
    ],
    ["organizing", "Service de syndicalisation", "Organizing Department", "1-800-947-6177"],
    ["finance", "Service des finances", "Finance Department", ""],
];

/// Federation, name, duty, department, phone, e-mail, speaks English too.
type Somebody = (&'static str, &'static str, Duty, &'static str, &'static str, &'static str, bool);

const STAFF: [Somebody; 6] = [
    (
        "FSSS",
        "Julie Simard",
        Duty::Advisor,
        "Bureau de Rimouski",
        "418-555-0177, poste 22",
        "julie.simard@fsss.example",
        true,
    ),
    (
        "FSSS",
        "Nadia Roy",
        Duty::Office,
        "Bureau de Rimouski",
        "418-555-0177, poste 10",
        "bureau@fsss.example",
        false,
    ),
    (
        "FSSS",
        "Martin Dufour",
        Duty::Advisor,
        "Bureau de Rivière-du-Loup",
        "418-555-0178",
        "martin.dufour@fsss.example",
        false,
    ),
    (
        "FC",
        "Rachel Cohen",
        Duty::Advisor,
        "Bureau de Montréal",
        "514-555-0190",
        "rachel.cohen@fc.example",
        true,
    ),
    ("FC", "Paul Gagné", Duty::Office, "Bureau de Montréal", "514-555-0191", "bureau@fc.example", true),
    (
        "FSSS",
        "Claude Morin",
        Duty::Advisor,
        "Bureau de Rimouski",
        "418-555-0179",
        "c.morin@fsss.example",
        false,
    ),
];

/// Year, month, day.
type Day = (i32, u32, u32);

/// Number of the union, place in `STAFF`, first day, last day.
const ASSIGNED: [(&str, usize, Day, Option<Day>); 7] = [
    ("412", 5, (2021, 9, 1), Some((2024, 8, 31))),
    ("412", 0, (2024, 9, 1), None),
    ("412", 1, (2022, 1, 10), None),
    ("518", 2, (2023, 3, 1), None),
    ("518", 1, (2022, 1, 10), None),
    ("733", 3, (2020, 5, 4), None),
    ("733", 4, (2020, 5, 4), None),
];

fn staff_id(place: usize) -> Uuid {
    Uuid::from_u128(0x0c00_0000_0000_7000_8000_0000_0000_0000 + place as u128)
}

fn assignment_id(place: usize) -> Uuid {
    Uuid::from_u128(0x0c01_0000_0000_7000_8000_0000_0000_0000 + place as u128)
}

pub async fn add(scoped: &mut Scoped) -> anyhow::Result<()> {
    for [code, name_fr, name_en, phone] in DEPARTMENTS.map(|words| words.map(str::to_owned)) {
        let department = Department { code, name_fr, name_en, phone, email: String::new() };
        team::add_department(scoped, &department).await?;
    }
    for (place, (federation, name, duty, department, phone, email, english)) in STAFF.into_iter().enumerate()
    {
        let profile = Profile {
            name: name.to_owned(),
            duty,
            department: department.to_owned(),
            phone: phone.to_owned(),
            email: email.to_owned(),
            languages: if english { vec![Lang::Fr, Lang::En] } else { vec![Lang::Fr] },
            until: None,
        };
        team::add(scoped, body_id(federation), staff_id(place), date(2020, 1, 6), &profile).await?;
    }
    for (place, (union, who, (year, month, day), until)) in ASSIGNED.into_iter().enumerate() {
        let assignment = NewAssignment {
            id: assignment_id(place),
            union: union_id(union),
            federation: body_id(STAFF[who].0),
            member: staff_id(who),
            since: date(year, month, day),
            until: until.map(|(year, month, day)| date(year, month, day)),
        };
        team::assign(scoped, &assignment).await?;
    }
    Ok(())
}

/// Number of the union and the day its last list went out. Union 412 has elected a delegate since,
/// and has told nobody: its list is late.
const SENT: [(&str, (i32, u32, u32)); 3] =
    [("412", (2024, 9, 17)), ("518", (2025, 1, 20)), ("733", (2025, 4, 2))];

/// The lists of 6.01, by the treasurers, on the days they went out.
pub async fn send_lists(db: &Db) -> anyhow::Result<()> {
    for (number, (year, month, day)) in SENT {
        let on = date(year, month, day);
        let at = on.and_time(NaiveTime::from_hms_opt(15, 0, 0).unwrap_or_default()).and_utc();
        let treasurer = super::history::actor(Role::Treasurer, number, Some(union_id(number)))?;
        let mut scoped = db.with_clock(Clock::fixed(at)).scoped(&treasurer, "demo").await?;
        let union = crate::unions::store::union(&mut scoped, union_id(number)).await?;
        let list = OfficersList::of(&facts::file(&mut scoped, union.id, on).await?, false);
        for employer in &union.employers {
            let (id, employer) = (Uuid::now_v7(), employer.id);
            let sending = Sending { id, employer, list: &list, language: "fr", sent_on: on };
            officers::record(&mut scoped, union.id, &sending).await?;
        }
        scoped.commit().await?;
    }
    Ok(())
}
