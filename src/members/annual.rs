//! The annual list that the employer gives the union within 14 days of the pay period ending March
//! 31 (12.08): its file read into lines, its due date, its seniority; and the 60 days of its
//! posting (12.09). How it compares with what the union has is `compare`.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::calendar::FiscalYear;
use crate::statements::mapping::{Mapping, normalise};
use crate::statements::numbers::{DecimalSign, parse_date, parse_decimal};
use crate::statements::reader::{self, MAX_LINES, Record, Unreadable};
use crate::statements::rules::read_status;
use crate::statements::sin::Sin;
use crate::statements::{Column, Status};

/// Days after March 31 when the list is due (12.08).
const DUE_DAYS: u64 = 14;
/// Calendar days that the list stays posted before it is official (12.09).
pub const POSTED_DAYS: u64 = 60;

/// When the list of the year that ended is due: April 14.
pub fn due_on(year: FiscalYear) -> NaiveDate {
    year.last_day() + Days::new(DUE_DAYS)
}

/// The day from which a list posted on `posted_on` is official.
pub fn official_on(posted_on: NaiveDate) -> NaiveDate {
    posted_on + Days::new(POSTED_DAYS)
}

/// One employee on the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListLine {
    /// Data line in the file, counted from 1.
    pub number: u32,
    pub employee_number: String,
    pub name: String,
    pub address: String,
    pub phone: String,
    pub sin: Option<Sin>,
    pub hired_on: Option<NaiveDate>,
    pub service: String,
    pub job_title: String,
    /// As written: a rate, or an annual salary.
    pub salary: String,
    pub status: Option<Status>,
    /// At March 31, as written.
    pub seniority: String,
    /// Of the past year, as written.
    pub seniority_of_year: String,
    pub shift: String,
}

/// Seniority for sorting: years and days of 365 (12.05, 12.06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seniority(Decimal);

impl Seniority {
    /// Reads `12 a 250 j`, `12 ans 250,5 jours`, `12y250d`, `12-250`: years, then days. One number
    /// alone is days, as statements give it. `None` when it is none of these.
    pub fn parse(text: &str) -> Option<Seniority> {
        let mut numbers: Vec<String> = vec![String::new()];
        for c in text.chars() {
            match (c, numbers.last_mut()) {
                ('0'..='9' | ',' | '.', Some(number)) => number.push(c),
                // Thousands: `4 380` days.
                ('\u{a0}' | '\u{202f}', Some(_)) => {}
                (_, Some(number)) if !number.is_empty() => numbers.push(String::new()),
                _ => {}
            }
        }
        let number = |text: &String| parse_decimal(text, Some(DecimalSign::Comma)).ok();
        let numbers: Option<Vec<Decimal>> =
            numbers.iter().filter(|text| !text.is_empty()).map(number).collect();
        let says_years = text.contains(['a', 'A', 'y', 'Y']);
        match numbers?[..] {
            [years] if says_years => Some(Seniority(years * Decimal::from(365))),
            [days] => Some(Seniority(days)),
            [years, days] if days < Decimal::from(366) => Some(Seniority(years * Decimal::from(365) + days)),
            _ => None,
        }
    }
}

/// A file that is no annual list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAList {
    Unreadable(Unreadable),
    /// Columns without which nothing can be compared.
    Missing(Vec<Column>),
    /// No line below the header.
    Empty,
}

/// Headers of the two seniorities, which statements do not have: at March 31, and of the past year.
const SENIORITY: [&str; 8] = [
    "Ancienneté au 31 mars",
    "Ancienneté cumulée",
    "Ancienneté totale",
    "Ancienneté",
    "Seniority at March 31",
    "Seniority as at March 31",
    "Total seniority",
    "Seniority",
];
const SENIORITY_OF_YEAR: [&str; 6] = [
    "Ancienneté de l'année",
    "Ancienneté de la dernière année",
    "Ancienneté acquise dans l'année",
    "Seniority of the past year",
    "Seniority of the year",
    "Seniority earned in the year",
];

/// Where a list's columns stand.
struct Places {
    mapping: Mapping,
    seniority: Option<usize>,
    seniority_of_year: Option<usize>,
}

impl Places {
    fn of(header: &[String]) -> Places {
        let place = |names: &[&str]| {
            header.iter().position(|cell| names.iter().any(|name| normalise(name) == normalise(cell)))
        };
        Places {
            mapping: Mapping::recognise(header).mapping,
            seniority: place(&SENIORITY),
            seniority_of_year: place(&SENIORITY_OF_YEAR),
        }
    }

    fn line(&self, record: &Record<'_>, number: u32) -> ListLine {
        let cell = |index: Option<usize>| {
            index
                .and_then(|i| record.cells.get(i))
                .map(|cell| cell.text.trim().to_owned())
                .unwrap_or_default()
        };
        let text = |column: Column| cell(self.mapping.columns.get(&column).copied());
        let (family, given) = (text(Column::Name), cell(self.mapping.given_name));
        let name = if given.is_empty() { family } else { format!("{family}, {given}") };
        ListLine {
            number,
            employee_number: text(Column::EmployeeNumber),
            name,
            address: text(Column::Address),
            phone: text(Column::Phone),
            sin: Sin::parse(&text(Column::Sin)),
            hired_on: parse_date(&text(Column::HiredOn)),
            service: text(Column::Service),
            job_title: text(Column::JobTitle),
            salary: text(Column::SalaryRate),
            status: read_status(&text(Column::Status)),
            seniority: cell(self.seniority),
            seniority_of_year: cell(self.seniority_of_year),
            shift: text(Column::Shift),
        }
    }
}

/// Reads a list by the same reader and the same names of columns as statements. Lines without an
/// employee number are left out: they are totals and notes.
///
/// # Errors
/// [`NotAList`] when nothing can be compared: then nothing is to be kept.
pub fn read(bytes: &[u8], collects_sin: bool) -> Result<Vec<ListLine>, NotAList> {
    let sheet = reader::open(bytes).map_err(NotAList::Unreadable)?;
    let places = Places::of(&sheet.header);
    let missing: Vec<Column> = [Column::EmployeeNumber, Column::Name]
        .into_iter()
        .filter(|column| !places.mapping.has(*column))
        .collect();
    if !missing.is_empty() {
        return Err(NotAList::Missing(missing));
    }
    let mut lines: Vec<ListLine> = Vec::new();
    let mut records = sheet.records();
    while let Some(record) = records.next() {
        if lines.len() >= MAX_LINES {
            return Err(NotAList::Unreadable(Unreadable::TooManyLines { max: MAX_LINES }));
        }
        let mut line = places.line(record, u32::try_from(lines.len() + 1).unwrap_or(u32::MAX));
        if line.employee_number.is_empty() || normalise(&line.employee_number).starts_with("total") {
            continue;
        }
        if !collects_sin {
            line.sin = None;
        }
        lines.push(line);
    }
    if lines.is_empty() { Err(NotAList::Empty) } else { Ok(lines) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_list_is_due_fourteen_days_after_march_31_and_official_sixty_days_after_its_posting() {
        assert_eq!(due_on(FiscalYear::new(2024).expect("a year")), day("2025-04-14"));
        assert_eq!(official_on(day("2025-04-22")), day("2025-06-21"));
    }

    #[test]
    fn seniority_is_read_as_payrolls_write_it_and_sorts() {
        let days = |text: &str| Seniority::parse(text).map(|s| s.0.normalize().to_string());
        assert_eq!(days("12 a 250 j").as_deref(), Some("4630"));
        assert_eq!(days("12 ans 250,5 jours").as_deref(), Some("4630.5"));
        assert_eq!(days("3y 262.6d").as_deref(), Some("1357.6"));
        assert_eq!(days("12-250").as_deref(), Some("4630"));
        assert_eq!(days("4 ans").as_deref(), Some("1460"));
        assert_eq!(days("262,6").as_deref(), Some("262.6"));
        assert_eq!(days("sans objet"), None);
        assert_eq!(days(""), None);
        assert!(Seniority::parse("4 a 7,6 j") > Seniority::parse("3 a 360 j"));
    }

    #[test]
    fn a_list_is_read_by_the_names_of_its_columns() {
        let file = "Matricule;Nom;Prénom;Adresse;Téléphone;NAS;Date d'embauche;Service;Titre d'emploi;\
            Taux horaire;Statut;Ancienneté au 31 mars;Ancienneté de l'année;Quart\n\
            0100012;Roy;Marc;585 rue des Pins;418-555-0130;046 454 286;2011-05-02;6060;Infirmière;33,42;TC;\
            13 a 320 j;364,0;D/E\n;;;;;;;;;;;;;\nTotal;1;;;;;;;;;;;;\n";
        let lines = read(file.as_bytes(), true).expect("a list");
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!((line.employee_number.as_str(), line.name.as_str()), ("0100012", "Roy, Marc"));
        assert_eq!((line.seniority.as_str(), line.seniority_of_year.as_str()), ("13 a 320 j", "364,0"));
        assert_eq!((line.hired_on, line.status), (Some(day("2011-05-02")), Some(Status::FullTime)));
        assert_eq!(line.salary, "33,42");
        assert!(line.sin.is_some());
        assert!(read(file.as_bytes(), false).expect("a list")[0].sin.is_none());
    }

    #[test]
    fn what_is_no_list_says_why() {
        assert_eq!(
            read(b"Nom;Adresse\nRoy;12 rue\n", true),
            Err(NotAList::Missing(vec![Column::EmployeeNumber]))
        );
        assert_eq!(read(b"Matricule;Nom\n", true), Err(NotAList::Empty));
        assert!(matches!(read(b"", true), Err(NotAList::Unreadable(Unreadable::Empty))));
    }
}
