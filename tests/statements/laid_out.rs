//! Any way of laying a statement out: which columns, in which order, under which names, with what
//! around the lines. What has no column is not told.

use std::collections::HashMap;
use std::sync::LazyLock;

use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use quittance::money::Cad;
use quittance::statements::rules::is_placeholder;
use quittance::statements::{Absence, Column, Line, SalaryUnit, Severity, Status};

use crate::writers::{Rows, Value};

/// How a statement is laid out, whatever the file.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Those of the file, in its order; what 5.03 requires is among them.
    pub columns: Vec<Column>,
    /// Which of its names each column is given; the keys when none.
    pub names: Option<Vec<usize>>,
    /// The given name in a column of its own, the last.
    pub given_name: bool,
    /// The unit of the rates said by their header, with no column of units.
    pub unit_in_rate: Option<SalaryUnit>,
    /// Rows of title above the header, blank ones between them.
    pub above: usize,
    /// A column that nothing reads.
    pub stranger: bool,
    /// A blank row after each line.
    pub blanks: bool,
    /// The column that says "Total" in a row of totals, with a note below.
    pub total: Option<Column>,
    /// How statuses, units, SINs and lists of absences are spelled.
    pub ways: usize,
    /// Numbers that lose nothing by it are digits.
    pub digits: bool,
}

pub fn layout() -> impl Strategy<Value = Layout> {
    let optional: Vec<Column> = Column::ALL.into_iter().filter(|column| !is_required(*column)).collect();
    let count = optional.len();
    let columns = subsequence(optional, 0..=count)
        .prop_map(|kept| {
            Column::ALL.into_iter().filter(|c| is_required(*c) || kept.contains(c)).collect::<Vec<_>>()
        })
        .prop_flat_map(|columns| prop_oneof![Just(columns.clone()), Just(columns).prop_shuffle()]);
    let names = option::weighted(0.8, proptest::collection::vec(0usize..60, Column::COUNT));
    let total = option::of(select(vec![Column::EmployeeNumber, Column::Name]));
    let unit = option::weighted(0.2, select(vec![SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year]));
    (columns, names, any::<[bool; 4]>(), unit, 0usize..3, total, 0usize..24).prop_map(
        |(columns, names, [given_name, stranger, blanks, digits], unit_in_rate, above, total, ways)| Layout {
            columns: columns
                .into_iter()
                .filter(|column| *column != Column::SalaryUnit || unit_in_rate.is_none())
                .collect(),
            names,
            given_name,
            unit_in_rate,
            above,
            stranger,
            blanks,
            total,
            ways,
            digits,
        },
    )
}

fn is_required(column: Column) -> bool {
    column.severity_when_missing() == Some(Severity::Error)
}

/// The names that the house knows, by key.
static NAMES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let rows = include_str!("../../src/statements/data/headers.txt").lines();
    let rows = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once(": "));
    rows.map(|(key, names)| (key, names.split(" | ").collect())).collect()
});

impl Layout {
    /// The lines as this layout can tell them: what has no column is not told, and an amount on the
    /// first line proves the decimal sign.
    pub fn told(&self, lines: &[Line]) -> Vec<Line> {
        let mut told = lines.to_vec();
        for (number, line) in (1..).zip(&mut told) {
            line.number = number;
            if let Some(unit) = self.unit_in_rate {
                line.salary_unit = Some(unit);
            }
            for column in Column::ALL.into_iter().filter(|column| !self.columns.contains(column)) {
                clear(line, column);
            }
        }
        let first = &mut told[0];
        first.salary_paid = first.salary_paid.or(Some(Cad::from_cents(101_550)));
        told
    }

    /// The rows of a file that says these lines.
    pub fn rows(&self, lines: &[Line]) -> Rows {
        let titles = [vec!["Relevé de remise"], vec!["Période 5", "", "2025-2026"]];
        let mut rows: Rows = Vec::new();
        for title in titles.iter().take(self.above) {
            rows.push(title.iter().map(|text| said(text)).collect());
            rows.push(vec![Value::Blank; 2]);
        }
        rows.push(self.header());
        for line in lines {
            rows.push(self.row(line));
            if self.blanks {
                rows.push(vec![Value::Blank; self.columns.len()]);
            }
        }
        if let Some(label) = self.total {
            rows.push(self.columns.iter().map(|column| total(*column, label, lines)).collect());
            rows.push(vec![said("Imprimé le 16 août")]);
        }
        rows
    }

    fn header(&self) -> Vec<Value> {
        let mut header: Vec<Value> = self.columns.iter().map(|column| said(self.name(*column))).collect();
        if self.stranger {
            header.push(said("Couleur préférée"));
        }
        if self.given_name {
            header.push(said("Prénom"));
        }
        header
    }

    fn name(&self, column: Column) -> &str {
        let key = match self.unit_in_rate {
            Some(SalaryUnit::Hour) if column == Column::SalaryRate => "salary_rate H",
            Some(SalaryUnit::Week) if column == Column::SalaryRate => "salary_rate W",
            Some(SalaryUnit::Year) if column == Column::SalaryRate => "salary_rate Y",
            _ => column.key(),
        };
        match &self.names {
            None if key == column.key() => key,
            None => NAMES[key][0],
            Some(chosen) => NAMES[key][chosen[column as usize] % NAMES[key].len()],
        }
    }

    fn row(&self, line: &Line) -> Vec<Value> {
        let (family, given) = self.parted(&line.name);
        let mut row: Vec<Value> = self
            .columns
            .iter()
            .map(|column| if *column == Column::Name { said(family) } else { self.value(line, *column) })
            .collect();
        if self.stranger {
            row.push(said("vert"));
        }
        if self.given_name {
            row.push(said(given));
        }
        row
    }

    /// Family and given name, where they part and come together again.
    fn parted<'n>(&self, name: &'n str) -> (&'n str, &'n str) {
        let whole = |part: &str| {
            !part.is_empty() && part.trim() == part && !part.contains(',') && !is_placeholder(part)
        };
        match name.split_once(", ") {
            Some((family, given)) if self.given_name && whole(family) && whole(given) => (family, given),
            _ => (name, ""),
        }
    }

    fn value(&self, line: &Line, column: Column) -> Value {
        let code = |text: &str| match text.parse::<u64>() {
            Ok(digits) if self.digits && digits.to_string() == text => Value::Digits(text.to_owned()),
            _ => said(text),
        };
        let one_of = |ways: &[&str]| said(ways[self.ways % ways.len()]);
        match column {
            Column::EmployeeNumber => code(&line.employee_number),
            Column::Name => said(&line.name),
            Column::Address => said(&line.address),
            Column::Phone => code(&line.phone),
            Column::Sin => line.sin.as_ref().map_or(Value::Blank, |sin| self.sin(sin.expose())),
            Column::JobTitleCode => code(&line.job_title_code),
            Column::JobTitle => said(&line.job_title),
            Column::Status => match line.status {
                Some(Status::FullTime) => one_of(&["TC", "FT", "Temps complet", "full-time"]),
                Some(Status::PartTime) => one_of(&["TP", "PT", "TEMPS PARTIEL", "Part time", "occasionnel"]),
                None => Value::Blank,
            },
            Column::Service => code(&line.service),
            Column::Shift => said(&line.shift),
            Column::SalaryUnit => match line.salary_unit {
                Some(SalaryUnit::Hour) => one_of(&["H", "heure", "Hourly"]),
                Some(SalaryUnit::Week) => one_of(&["W", "Semaine", "hebdo", "Weekly"]),
                Some(SalaryUnit::Year) => one_of(&["Y", "Annuel", "par an", "Année"][..2]),
                None => Value::Blank,
            },
            Column::Absences => self.absences(&line.absences),
            Column::CorrectionPeriod => said(&line.correction_period),
            Column::CorrectionNature => said(&line.correction_nature),
            Column::HiredOn => line.hired_on.map_or(Value::Blank, Value::Day),
            Column::LeftOn => line.left_on.map_or(Value::Blank, Value::Day),
            column => numeric(line, column),
        }
    }

    fn sin(&self, digits: &str) -> Value {
        let groups = [&digits[..3], &digits[3..6], &digits[6..]];
        match (self.ways % 3, self.digits) {
            (_, true) => Value::Digits(digits.to_owned()),
            (0, _) => said(digits),
            (1, _) => said(&groups.join(" ")),
            _ => said(&groups.join("-")),
        }
    }

    fn absences(&self, absences: &[Absence]) -> Value {
        let between = [" | ", ";", "\n"][self.ways % 3];
        said(&absences.iter().map(ToString::to_string).collect::<Vec<_>>().join(between))
    }
}

/// Money and numbers.
fn numeric(line: &Line, column: Column) -> Value {
    let amount = match column {
        Column::SalaryPaid => line.salary_paid,
        Column::Dues => line.dues,
        Column::RegularPay => line.regular_pay,
        Column::InsuranceBenefits => line.insurance_benefits,
        Column::TotalRemuneration => line.total_remuneration,
        Column::InitiationDues => line.initiation_dues,
        Column::HeldDues => line.held_dues,
        _ => None,
    };
    let number = match column {
        Column::SalaryRate => line.salary_rate,
        Column::HoursWorked => line.hours_worked,
        Column::VacationDays => line.vacation_days,
        Column::SeniorityDays => line.seniority_days,
        _ => None,
    };
    amount.map(Value::Money).or(number.map(Value::Number)).unwrap_or(Value::Blank)
}

fn said(text: &str) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) }
}

fn total(column: Column, label: Column, lines: &[Line]) -> Value {
    let sum = |amount: fn(&Line) -> Option<Cad>| Value::Money(lines.iter().filter_map(amount).sum());
    match column {
        _ if column == label => said("Total"),
        Column::SalaryPaid => sum(|line| line.salary_paid),
        Column::Dues => sum(|line| line.dues),
        _ => Value::Blank,
    }
}

fn clear(line: &mut Line, column: Column) {
    match column {
        Column::Address => line.address.clear(),
        Column::Phone => line.phone.clear(),
        Column::Sin => line.sin = None,
        Column::JobTitle => line.job_title.clear(),
        Column::Service => line.service.clear(),
        Column::Shift => line.shift.clear(),
        Column::Absences => line.absences.clear(),
        Column::HiredOn => line.hired_on = None,
        Column::LeftOn => line.left_on = None,
        Column::HoursWorked => line.hours_worked = None,
        Column::VacationDays => line.vacation_days = None,
        Column::SeniorityDays => line.seniority_days = None,
        Column::RegularPay => line.regular_pay = None,
        Column::InsuranceBenefits => line.insurance_benefits = None,
        Column::TotalRemuneration => line.total_remuneration = None,
        Column::InitiationDues => line.initiation_dues = None,
        Column::HeldDues => line.held_dues = None,
        Column::CorrectionPeriod => line.correction_period.clear(),
        Column::CorrectionNature => line.correction_nature.clear(),
        // Required, or said by the header of the rates.
        _ => {}
    }
}

/// Every text of a line, changed.
pub fn each_text(line: &mut Line, change: impl Fn(&str) -> String) {
    let texts = [
        &mut line.name,
        &mut line.address,
        &mut line.phone,
        &mut line.job_title,
        &mut line.service,
        &mut line.shift,
        &mut line.correction_nature,
    ];
    texts.into_iter().for_each(|text| *text = change(text).into());
}
