//! The people whom a union knew before the portal counted: a list of its own, read by the same
//! reader and names of columns as statements. All or nothing: a line that cannot be read stops it.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::annual::NotAList;
use crate::statements::mapping::{Mapping, normalise};
use crate::statements::numbers::parse_date;
use crate::statements::reader::{self, MAX_LINES, Record, Unreadable};
use crate::statements::rules::read_status;
use crate::statements::{Column, Status};

/// Faults told at once; the others come when these are mended.
pub const MAX_FAULTS: usize = 50;
/// Characters of a cell, at most.
const MAX_CELL: usize = 200;

/// One person of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterLine {
    /// Data line in the file, counted from 1.
    pub number: u32,
    pub employee_number: String,
    pub name: String,
    pub status: Option<Status>,
    pub job_title: String,
    pub service: String,
    pub hired_on: Option<NaiveDate>,
    /// The membership card of 5.02.
    pub card_signed_on: Option<NaiveDate>,
    pub card_number: String,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No employee number, or no name.
    Blank,
    /// The employee number of an earlier line.
    Twice,
    /// Not a day, or one to come.
    NotADay,
    /// Neither full-time nor part-time.
    NotAStatus,
    TooLong,
}

impl FaultKind {
    pub const ALL: [FaultKind; 5] =
        [FaultKind::Blank, FaultKind::Twice, FaultKind::NotADay, FaultKind::NotAStatus, FaultKind::TooLong];

    /// Key of its words.
    pub fn key(self) -> &'static str {
        match self {
            FaultKind::Blank => "members-roster-fault-blank",
            FaultKind::Twice => "members-roster-fault-twice",
            FaultKind::NotADay => "members-roster-fault-day",
            FaultKind::NotAStatus => "members-roster-fault-status",
            FaultKind::TooLong => "members-roster-fault-long",
        }
    }
}

/// A cell to mend: its line, its column as the file names it, what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: u32,
    pub column: String,
    pub value: String,
    pub kind: FaultKind,
}

/// A file that is no roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotARoster {
    NotAList(NotAList),
    Faults(Vec<Fault>),
}

/// Headers of the card's day and number, which statements do not have.
const CARD: [&str; 8] = [
    "Carte signée le",
    "Date de la carte",
    "Date d'adhésion",
    "Membre depuis",
    "Card signed on",
    "Card date",
    "Membership date",
    "Member since",
];
const CARD_NUMBER: [&str; 5] =
    ["Numéro de carte", "No de carte", "Carte no", "Card number", "Membership number"];

struct Places {
    header: Vec<String>,
    mapping: Mapping,
    card: Option<usize>,
    card_number: Option<usize>,
}

impl Places {
    fn of(header: &[String]) -> Places {
        let place = |names: &[&str]| {
            header.iter().position(|cell| names.iter().any(|name| normalise(name) == normalise(cell)))
        };
        Places {
            header: header.to_vec(),
            mapping: Mapping::recognise(header).mapping,
            card: place(&CARD),
            card_number: place(&CARD_NUMBER),
        }
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.mapping.columns.get(&column).copied()
    }
}

/// A record being read, with what is wrong with it.
struct Reading<'r> {
    places: &'r Places,
    record: &'r Record<'r>,
    line: u32,
    today: NaiveDate,
    faults: &'r mut Vec<Fault>,
}

impl Reading<'_> {
    fn text(&self, place: Option<usize>) -> String {
        let cell = place.and_then(|place| self.record.cells.get(place));
        cell.map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }

    fn fault(&mut self, place: Option<usize>, value: &str, kind: FaultKind) {
        let column = place.and_then(|place| self.places.header.get(place)).cloned().unwrap_or_default();
        let value = value.chars().take(80).collect();
        self.faults.push(Fault { line: self.line, column, value, kind });
    }

    fn short(&mut self, place: Option<usize>) -> String {
        let text = self.text(place);
        if text.chars().count() > MAX_CELL {
            self.fault(place, &text, FaultKind::TooLong);
        }
        text
    }

    fn needed(&mut self, place: Option<usize>) -> String {
        let text = self.short(place);
        if text.is_empty() {
            self.fault(place, "", FaultKind::Blank);
        }
        text
    }

    fn day(&mut self, place: Option<usize>) -> Option<NaiveDate> {
        let text = self.text(place);
        let day = parse_date(&text).filter(|day| *day <= self.today);
        if day.is_none() && !text.is_empty() {
            self.fault(place, &text, FaultKind::NotADay);
        }
        day
    }

    fn status(&mut self) -> Option<Status> {
        let place = self.places.place(Column::Status);
        let text = self.text(place);
        let status = read_status(&text);
        if status.is_none() && !text.is_empty() {
            self.fault(place, &text, FaultKind::NotAStatus);
        }
        status
    }

    fn line(mut self) -> RosterLine {
        let places = self.places;
        let given = self.text(places.mapping.given_name);
        let family = self.needed(places.place(Column::Name));
        RosterLine {
            number: self.line,
            employee_number: self.needed(places.place(Column::EmployeeNumber)),
            name: if given.is_empty() { family } else { format!("{family}, {given}") },
            status: self.status(),
            job_title: self.short(places.place(Column::JobTitle)),
            service: self.short(places.place(Column::Service)),
            hired_on: self.day(places.place(Column::HiredOn)),
            card_signed_on: self.day(places.card),
            card_number: self.short(places.card_number),
        }
    }
}

/// Reads a roster as it stood on a day that is past on `today`.
///
/// # Errors
/// [`NotARoster`] when anything in it cannot be read: then nothing is to be kept.
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<Vec<RosterLine>, NotARoster> {
    let sheet = reader::open(bytes).map_err(|why| NotARoster::NotAList(NotAList::Unreadable(why)))?;
    let places = Places::of(&sheet.header);
    let missing: Vec<Column> = [Column::EmployeeNumber, Column::Name]
        .into_iter()
        .filter(|column| !places.mapping.has(*column))
        .collect();
    if !missing.is_empty() {
        return Err(NotARoster::NotAList(NotAList::Missing(missing)));
    }
    let (mut lines, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut records = sheet.records();
    while let Some(record) = records.next() {
        if lines.len() >= MAX_LINES {
            let why = Unreadable::TooManyLines { max: MAX_LINES };
            return Err(NotARoster::NotAList(NotAList::Unreadable(why)));
        }
        let number = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
        let faults_before = faults.len();
        let line = Reading { places: &places, record, line: number, today, faults: &mut faults }.line();
        let is_total = normalise(&line.employee_number).starts_with("total")
            || (line.employee_number.is_empty() && normalise(&line.name).starts_with("total"));
        if is_total {
            faults.truncate(faults_before);
            continue;
        }
        if !line.employee_number.is_empty() && !seen.insert(line.employee_number.clone()) {
            let column = places.place(Column::EmployeeNumber).and_then(|place| places.header.get(place));
            faults.push(Fault {
                line: number,
                column: column.cloned().unwrap_or_default(),
                value: line.employee_number.clone(),
                kind: FaultKind::Twice,
            });
        }
        lines.push(line);
        if faults.len() >= MAX_FAULTS {
            break;
        }
    }
    match (faults.is_empty(), lines.is_empty()) {
        (false, _) => Err(NotARoster::Faults(faults)),
        (true, true) => Err(NotARoster::NotAList(NotAList::Empty)),
        (true, false) => Ok(lines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<RosterLine>, NotARoster> {
        super::read(text.as_bytes(), "2025-09-06".parse().expect("a day"))
    }

    #[test]
    fn people_their_first_day_and_their_card_are_read() {
        let lines = read(
            "Matricule;Nom;Statut;Date d’embauche;Carte signée le;Numéro de carte\n\
             00104233;Tremblay, Lise;TP;2012-05-01;2012-05-20;A-17\nTotal;1\n",
        )
        .expect("a roster");
        let [line] = &lines[..] else { panic!("{lines:?}") };
        assert_eq!((line.employee_number.as_str(), line.name.as_str()), ("00104233", "Tremblay, Lise"));
        assert_eq!(line.status, Some(Status::PartTime));
        assert_eq!(line.hired_on, "2012-05-01".parse().ok());
        assert_eq!((line.card_signed_on, line.card_number.as_str()), ("2012-05-20".parse().ok(), "A-17"));
    }

    #[test]
    fn every_cell_that_cannot_be_read_is_told_with_its_place() {
        let faults = read(
            "Matricule;Nom;Statut;Carte signée le\n1;Roy, Marc;TC;2030-01-01\n1;;X;\n;Diallo, Awa;TP;hier\n",
        )
        .expect_err("faults");
        let NotARoster::Faults(faults) = faults else { panic!("{faults:?}") };
        let found: Vec<(u32, &str, FaultKind)> =
            faults.iter().map(|fault| (fault.line, fault.column.as_str(), fault.kind)).collect();
        let expected = [
            (1, "Carte signée le", FaultKind::NotADay),
            (2, "Nom", FaultKind::Blank),
            (2, "Statut", FaultKind::NotAStatus),
            (2, "Matricule", FaultKind::Twice),
            (3, "Matricule", FaultKind::Blank),
            (3, "Carte signée le", FaultKind::NotADay),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_without_numbers_or_lines_is_no_roster() {
        assert!(matches!(read("Nom\nRoy\n"), Err(NotARoster::NotAList(NotAList::Missing(_)))));
        assert_eq!(read("Matricule;Nom\n"), Err(NotARoster::NotAList(NotAList::Empty)));
    }
}
