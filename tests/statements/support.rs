//! What the tests share: the period of the samples, a valid line, ways to change it.

use chrono::NaiveDate;
use quittance::statements::checks::{Checked, Context, read_and_check};
use quittance::statements::{Column, Finding, Severity};
use rust_decimal::Decimal;

pub fn day(iso: &str) -> NaiveDate {
    iso.parse().expect("an ISO date")
}

/// P05 of 2025-26, dues of 1.5 %, fictitious people.
pub fn p05() -> Context<'static> {
    Context::new(day("2025-07-20"), day("2025-08-16"))
        .with_dues_rate(Some(Decimal::new(15, 3)))
        .accepting_test_sins(true)
}

pub fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a sample")
}

/// L1 of clauses.md section 5: a part-timer of 37.5 hours a week, nothing to find.
pub const PART_TIME: [(Column, &str); 23] = [
    (Column::EmployeeNumber, "104233"),
    (Column::Name, "Tremblay, Lise"),
    (Column::Address, "12 rue des Pins, Rimouski QC G5L 1A1"),
    (Column::Phone, "418-555-0142"),
    (Column::Sin, "046454286"),
    (Column::JobTitleCode, "3455"),
    (Column::JobTitle, "Infirmière auxiliaire"),
    (Column::Status, "PT"),
    (Column::Service, "6160"),
    (Column::Shift, "E"),
    (Column::SalaryRate, "22.59"),
    (Column::SalaryUnit, "H"),
    (Column::SalaryPaid, "1355.40"),
    (Column::Dues, "20.33"),
    (Column::Absences, ""),
    (Column::HiredOn, ""),
    (Column::LeftOn, ""),
    (Column::HoursWorked, "60.00"),
    (Column::VacationDays, "0"),
    (Column::SeniorityDays, "12.60"),
    (Column::RegularPay, "1355.40"),
    (Column::InsuranceBenefits, "0.00"),
    (Column::TotalRemuneration, "1355.40"),
];

/// A line of 27 cells: the valid one, changed.
pub fn line(changes: &[(Column, &str)]) -> Vec<String> {
    let find = |list: &[(Column, &str)], column| {
        list.iter().rev().find(|(c, _)| *c == column).map(|(_, text)| (*text).to_owned())
    };
    let cell = |column| find(changes, column).or_else(|| find(&PART_TIME, column)).unwrap_or_default();
    Column::ALL.into_iter().map(cell).collect()
}

/// A second person, so that files of two lines have no duplicates.
pub fn other(changes: &[(Column, &str)]) -> Vec<String> {
    let mut all = vec![
        (Column::EmployeeNumber, "100871"),
        (Column::Name, "Roy, Marc"),
        (Column::Sin, "000000018"),
        (Column::JobTitleCode, "2471"),
        (Column::Status, "FT"),
        (Column::SalaryRate, "33.42"),
        (Column::SalaryPaid, "5013.00"),
        (Column::Dues, "75.20"),
        (Column::HoursWorked, ""),
        (Column::VacationDays, ""),
        (Column::SeniorityDays, ""),
        (Column::RegularPay, "5013.00"),
        (Column::TotalRemuneration, "5013.00"),
    ];
    all.extend_from_slice(changes);
    line(&all)
}

pub fn header() -> Vec<String> {
    Column::ALL.into_iter().map(|column| column.key().to_owned()).collect()
}

/// Delimited text, every cell that needs it in quotes.
pub fn delimited(delimiter: char, rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        let quoted = text.contains([delimiter, '"', '\n', '\r']);
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
    rows.iter().map(|r| row(r) + "\r\n").collect()
}

/// A canonical file of these lines.
pub fn file(lines: &[Vec<String>]) -> String {
    let mut rows = vec![header()];
    rows.extend_from_slice(lines);
    delimited(',', &rows)
}

pub fn check(text: &str, context: &Context<'_>) -> Checked {
    read_and_check(text.as_bytes(), "releve.csv", context).expect("readable")
}

/// The findings of one rule.
pub fn of<'c>(checked: &'c Checked, rule: &str) -> Vec<&'c Finding> {
    checked.findings.iter().filter(|finding| finding.rule == rule).collect()
}

pub fn errors(checked: &Checked) -> Vec<&Finding> {
    checked.findings.iter().filter(|finding| finding.severity == Severity::Error).collect()
}
