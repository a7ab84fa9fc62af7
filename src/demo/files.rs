//! The files of the demonstration's unions: coordinates, employers, people. All invented.

use chrono::NaiveDate;
use uuid::Uuid;

use super::reference::{date, union_id};
use crate::db::Scoped;
use crate::unions::file::{Field, Subject};
use crate::unions::store::facts::{self, NewFact};
use crate::unions::{self, Affiliation, Union};

/// Since when the files are kept.
const SET_UP: (i32, u32, u32) = (2024, 4, 1);

/// Coordinates of a union: address, phone, e-mail, web.
fn coordinates(number: &str) -> [&'static str; 4] {
    match number {
        "412" => [
            "150, avenue Rouleau, bureau 210\nRimouski (Québec) G5L 5T1",
            "418-555-0100",
            "info@stt-bsl.example",
            "https://stt-bsl.example",
        ],
        "518" => [
            "22, rue du Fleuve\nRivière-du-Loup (Québec) G5R 2X4",
            "418-555-0161",
            "info@stt-estuaire.example",
            "",
        ],
        _ => [
            "4100, avenue du Mont-Royal Est\nMontréal (Québec) H1X 1A1",
            "514-555-0122",
            "info@commerce-mtl.example",
            "https://commerce-mtl.example",
        ],
    }
}

/// Certification, institution class, region, facilities and whether they are 240 km apart.
fn establishment(number: &str, place: usize) -> [&'static str; 5] {
    match (number, place) {
        ("412", _) => ["AQ-2001-4122", "cisss-ciusss", "1", "58", "yes"],
        ("518", 0) => ["AQ-1004-5181", "not-amalgamated", "1", "1", "no"],
        ("518", _) => ["AQ-1007-5182", "not-amalgamated", "1", "2", "no"],
        _ => ["AM-2003-7330", "not-amalgamated", "6", "4", "no"],
    }
}

fn address_of_employer(number: &str, place: usize) -> &'static str {
    match (number, place) {
        ("412", _) => "355, boulevard Saint-Germain Ouest\nRimouski (Québec) G5L 3N2",
        ("518", 0) => "80, rue du Rocher\nRivière-du-Loup (Québec) G5R 1J8",
        ("518", _) => "12, chemin des Battures\nRivière-du-Loup (Québec) G5R 3Z5",
        _ => "2200, avenue du Mont-Royal Est\nMontréal (Québec) H2H 1K4",
    }
}

/// Name, duty, mandate's first and last day, e-mail, phone, signs.
type Officer =
    (&'static str, &'static str, (i32, u32, u32), (i32, u32, u32), &'static str, &'static str, bool);

const OFFICERS_412: [Officer; 6] = [
    (
        "Mireille Gagnon",
        "president",
        (2024, 5, 15),
        (2027, 5, 14),
        "presidence@stt-bsl.example",
        "418-555-0101",
        true,
    ),
    (
        "Stéphane Ouellet",
        "secretary",
        (2024, 5, 15),
        (2027, 5, 14),
        "secretariat@stt-bsl.example",
        "418-555-0102",
        true,
    ),
    (
        "Lise Tremblay",
        "treasurer",
        (2024, 5, 15),
        (2027, 5, 14),
        "tresorerie@stt-bsl.example",
        "418-555-0103",
        true,
    ),
    (
        "Ginette Thériault",
        "grievance-committee",
        (2024, 9, 10),
        (2026, 9, 9),
        "griefs@stt-bsl.example",
        "418-555-0104",
        false,
    ),
    ("Réjean Côté", "delegate", (2025, 2, 3), (2027, 2, 2), "r.cote@stt-bsl.example", "418-555-0105", false),
    ("Anh Nguyen", "delegate", (2023, 2, 6), (2025, 2, 2), "a.nguyen@stt-bsl.example", "418-555-0106", false),
];
const OFFICERS_518: [Officer; 3] = [
    (
        "Diane Bérubé",
        "president",
        (2024, 11, 20),
        (2027, 11, 19),
        "presidence@stt-estuaire.example",
        "418-555-0162",
        true,
    ),
    (
        "Karim Benali",
        "treasurer",
        (2024, 11, 20),
        (2027, 11, 19),
        "tresorerie@stt-estuaire.example",
        "418-555-0163",
        true,
    ),
    (
        "Josée Lebel",
        "delegate",
        (2025, 1, 15),
        (2027, 1, 14),
        "j.lebel@stt-estuaire.example",
        "418-555-0164",
        false,
    ),
];
const OFFICERS_733: [Officer; 3] = [
    (
        "Patrick Lavoie",
        "president",
        (2025, 3, 27),
        (2028, 3, 26),
        "presidence@commerce-mtl.example",
        "514-555-0123",
        true,
    ),
    (
        "Aline Fortin",
        "treasurer",
        (2025, 3, 27),
        (2028, 3, 26),
        "tresorerie@commerce-mtl.example",
        "514-555-0124",
        true,
    ),
    (
        "Wei Chen",
        "delegate",
        (2025, 3, 27),
        (2028, 3, 26),
        "w.chen@commerce-mtl.example",
        "514-555-0125",
        false,
    ),
];

fn officers(number: &str) -> &'static [Officer] {
    match number {
        "412" => &OFFICERS_412,
        "518" => &OFFICERS_518,
        _ => &OFFICERS_733,
    }
}

/// The id of a union's officer: the same on every machine.
pub fn officer_id(number: &str, place: usize) -> Uuid {
    Uuid::from_u128(union_id(number).as_u128() ^ (0x0f00 + place as u128))
}

pub async fn add(scoped: &mut Scoped, unions: &[Union]) -> anyhow::Result<()> {
    for union in unions {
        let mut pen = Pen { scoped: &mut *scoped, union: union.id };
        pen.coordinates(union).await?;
        pen.employers(union).await?;
        pen.officers(&union.number).await?;
        for body in [&union.federation, &union.central_council] {
            let affiliation = Affiliation { body: body.clone(), since: date(1998, 11, 3), until: None };
            unions::store::add_affiliation(scoped, union.id, &affiliation).await?;
        }
    }
    Ok(())
}

struct Pen<'s> {
    scoped: &'s mut Scoped,
    union: Uuid,
}

impl Pen<'_> {
    async fn write(
        &mut self,
        subject: Subject,
        field: Field,
        value: &str,
        on: NaiveDate,
    ) -> anyhow::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let value = value.to_owned();
        let fact = NewFact { subject, field, value, sealed: None, effective_on: on, change: None };
        Ok(facts::record(self.scoped, self.union, &fact).await?)
    }

    async fn coordinates(&mut self, union: &Union) -> anyhow::Result<()> {
        let (year, month, day) = SET_UP;
        let on = date(year, month, day);
        let [address, phone, email, website] = coordinates(&union.number);
        let values = [
            (Field::Name, union.name.as_str()),
            (Field::Address, address),
            (Field::Phone, phone),
            (Field::Email, email),
            (Field::Website, website),
            (Field::Language, "fr"),
        ];
        for (field, value) in values {
            self.write(Subject::Union, field, value, on).await?;
        }
        Ok(())
    }

    async fn employers(&mut self, union: &Union) -> anyhow::Result<()> {
        let (year, month, day) = SET_UP;
        let on = date(year, month, day);
        for (place, employer) in union.employers.iter().enumerate() {
            let [certification, class, region, facilities, far_apart] = establishment(&union.number, place);
            let values = [
                (Field::EmployerName, employer.name.as_str()),
                (Field::Unit, employer.unit.as_str()),
                (Field::Certification, certification),
                (Field::InstitutionClass, class),
                (Field::Region, region),
                (Field::Facilities, facilities),
                (Field::FarApart, far_apart),
                (Field::AgreementFrom, "2021-11-07"),
                (Field::EmployerAddress, address_of_employer(&union.number, place)),
                (Field::EmployerContact, "Service de la paie"),
                (Field::EmployerEmail, "paie@employeur.example"),
            ];
            for (field, value) in values {
                self.write(Subject::Employer(employer.id), field, value, on).await?;
            }
        }
        Ok(())
    }

    async fn officers(&mut self, number: &str) -> anyhow::Result<()> {
        for (place, (name, duty, from, to, email, phone, signs)) in officers(number).iter().enumerate() {
            let [from, to] = [from, to].map(|(year, month, day)| date(*year, *month, *day));
            let (begins, ends) = (from.to_string(), to.to_string());
            let values = [
                (Field::PersonName, *name),
                (Field::Duty, duty),
                (Field::AppointedOn, &begins),
                (Field::MandateFrom, &begins),
                (Field::MandateTo, &ends),
                (Field::PersonEmail, email),
                (Field::PersonPhone, phone),
                (Field::Signs, if *signs { "yes" } else { "no" }),
            ];
            let person = Subject::Person(officer_id(number, place));
            for (field, value) in values {
                self.write(person, field, value, from).await?;
            }
        }
        Ok(())
    }
}
