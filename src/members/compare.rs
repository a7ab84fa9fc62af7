//! The annual list against what the union has: the statement of P13 and the register (12.08, V84).
//! Says where they differ; a person settles each difference.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::annual::ListLine;
use super::{ContactField, plain};
use crate::statements::Status;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// On the list, not on P13's statement (V84).
    NotOnStatement,
    /// On P13's statement, not on the list (V84).
    NotOnList,
    Status,
    JobTitle,
    Service,
    HiredOn,
    Address,
    Phone,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::NotOnStatement,
        Kind::NotOnList,
        Kind::Status,
        Kind::JobTitle,
        Kind::Service,
        Kind::HiredOn,
        Kind::Address,
        Kind::Phone,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Kind::NotOnStatement => "not-on-statement",
            Kind::NotOnList => "not-on-list",
            Kind::Status => "status",
            Kind::JobTitle => "job-title",
            Kind::Service => "service",
            Kind::HiredOn => "hired-on",
            Kind::Address => "address",
            Kind::Phone => "phone",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a person does with a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settlement {
    /// The list is right.
    List,
    /// What the union has is right.
    Ours,
    /// The employer is asked.
    Ask,
    /// The decision before is taken back.
    Reopened,
}

impl Settlement {
    pub const CHOICES: [Settlement; 3] = [Settlement::List, Settlement::Ours, Settlement::Ask];

    pub fn code(self) -> &'static str {
        match self {
            Settlement::List => "list",
            Settlement::Ours => "ours",
            Settlement::Ask => "ask",
            Settlement::Reopened => "reopened",
        }
    }

    pub fn from_code(code: &str) -> Option<Settlement> {
        let known = Settlement::CHOICES.into_iter().chain([Settlement::Reopened]);
        known.into_iter().find(|settlement| settlement.code() == code)
    }
}

/// A person as the union has her on the year's last day: P13's statement, with the hiring date of
/// the register and the contact details in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ours {
    pub employee_number: String,
    pub name: String,
    pub status: Option<Status>,
    pub job_title: String,
    pub service: String,
    pub hired_on: Option<NaiveDate>,
    pub address: String,
    pub phone: String,
}

/// One difference of one person. Values are plain data; a status its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub kind: Kind,
    /// For sorting and for people.
    pub name: String,
    pub employee_number: String,
    pub list: String,
    pub ours: String,
}

/// Every difference, by kind then name. People are matched by employee number; a value that one
/// side does not give differs from nothing.
pub fn compare(list: &[ListLine], ours: &[Ours]) -> Vec<Difference> {
    let known: BTreeMap<&str, &Ours> = ours.iter().map(|o| (o.employee_number.as_str(), o)).collect();
    let listed: BTreeSet<&str> = list.iter().map(|line| line.employee_number.as_str()).collect();
    let mut found = Vec::new();
    for line in list {
        match known.get(line.employee_number.as_str()) {
            Some(ours) => found.extend(of_person(line, ours)),
            None => found.push(difference(Kind::NotOnStatement, &line.name, &line.employee_number)),
        }
    }
    let absent = ours.iter().filter(|o| !listed.contains(o.employee_number.as_str()));
    found.extend(absent.map(|o| difference(Kind::NotOnList, &o.name, &o.employee_number)));
    found.sort_by_cached_key(|d| (d.kind, plain(&d.name), d.employee_number.clone()));
    found.dedup();
    found
}

fn difference(kind: Kind, name: &str, employee_number: &str) -> Difference {
    Difference {
        kind,
        name: name.to_owned(),
        employee_number: employee_number.to_owned(),
        list: String::new(),
        ours: String::new(),
    }
}

fn of_person(line: &ListLine, ours: &Ours) -> Vec<Difference> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let status = |status: Option<Status>| status.map(Status::code).unwrap_or_default().to_owned();
    let values = [
        (Kind::Status, status(line.status), status(ours.status)),
        (Kind::JobTitle, line.job_title.clone(), ours.job_title.clone()),
        (Kind::Service, line.service.clone(), ours.service.clone()),
        (Kind::HiredOn, date(line.hired_on), date(ours.hired_on)),
        (Kind::Address, line.address.clone(), ours.address.clone()),
        (Kind::Phone, line.phone.clone(), ours.phone.clone()),
    ];
    values
        .into_iter()
        .filter(|(kind, list, ours)| {
            let agrees = match kind {
                Kind::Phone => ContactField::Phone.agrees(list, ours),
                _ => plain(list) == plain(ours),
            };
            !list.is_empty() && !ours.is_empty() && !agrees
        })
        .map(|(kind, list, value)| Difference {
            list,
            ours: value,
            ..difference(kind, &line.name, &line.employee_number)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str, name: &str) -> ListLine {
        ListLine { employee_number: number.into(), name: name.into(), ..ListLine::default() }
    }

    fn ours(number: &str, name: &str) -> Ours {
        Ours { employee_number: number.into(), name: name.into(), ..Ours::default() }
    }

    fn kinds(found: &[Difference]) -> Vec<(Kind, &str)> {
        found.iter().map(|d| (d.kind, d.employee_number.as_str())).collect()
    }

    #[test]
    fn a_person_of_one_side_only_is_a_difference() {
        let found = compare(&[line("107777", "Roy, Zoé"), line("1", "A")], &[ours("1", "A"), ours("2", "B")]);
        assert_eq!(kinds(&found), [(Kind::NotOnStatement, "107777"), (Kind::NotOnList, "2")]);
    }

    #[test]
    fn values_differ_by_what_they_mean_and_a_blank_differs_from_nothing() {
        let list = ListLine {
            status: Some(Status::FullTime),
            service: "6060".into(),
            job_title: "INFIRMIERE".into(),
            hired_on: "2011-05-02".parse().ok(),
            address: "12, rue de l’Église, Rimouski".into(),
            phone: "(418) 555-0130".into(),
            ..line("1", "A")
        };
        let same = Ours {
            status: Some(Status::FullTime),
            service: "6060".into(),
            job_title: "Infirmière".into(),
            hired_on: None,
            address: "12 rue de l'Eglise Rimouski".into(),
            phone: "418-555-0130".into(),
            ..ours("1", "A")
        };
        assert_eq!(compare(std::slice::from_ref(&list), std::slice::from_ref(&same)), []);
        let other = Ours {
            status: Some(Status::PartTime),
            service: "6160".into(),
            hired_on: "2011-05-03".parse().ok(),
            phone: "418-555-0131".into(),
            ..same
        };
        let found = compare(&[list], &[other]);
        let expected = [Kind::Status, Kind::Service, Kind::HiredOn, Kind::Phone].map(|kind| (kind, "1"));
        assert_eq!(kinds(&found), expected);
        assert_eq!((found[0].list.as_str(), found[0].ours.as_str()), ("FT", "PT"));
    }
}
