//! Any statement, and any way of laying one out: strategies that shrink to a line of little under a
//! plain header.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use quittance::money::Cad;
use quittance::statements::absences::Length;
use quittance::statements::sin::Sin;
use quittance::statements::{Absence, Column, Line, SalaryUnit, Status};
use rust_decimal::Decimal;

use crate::support::day;
use crate::writers::{Negative, Rows, Spelling, Value};

/// Letters of both languages, what parts cells, and what an encoding may lack.
const CHARACTERS: &str = "aeijlmnoqrstuvz ABDHIMTZ 0123456789 éèêëàâçîïôöùûœæÉÈÀÇÎÔŒÆñü '’-.,;|\t\"\n/()&<>#°%$=@:+«»–\u{a0}\
                          łőşčðᐃ中😀";

pub fn text() -> impl Strategy<Value = String> {
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let any = proptest::collection::vec(select(characters), 0..24);
    prop_oneof![
        2 => "[A-Z][a-zé]{1,8}, [A-Z][a-zè]{1,8}",
        3 => any.prop_map(|text| text.into_iter().collect::<String>().trim().to_owned()),
    ]
}

/// Amounts of every size that V14 takes, most of them small.
fn money() -> impl Strategy<Value = Option<Cad>> {
    let cents =
        prop_oneof![8 => -300_000i64..900_000, 1 => -1_000_000_000_000i64..=1_000_000_000_000, 1 => Just(0)];
    option::weighted(0.8, cents.prop_map(Cad::from_cents))
}

fn number() -> impl Strategy<Value = Option<Decimal>> {
    let number = (prop_oneof![-9_999i64..9_999_999, -999_999_999_999i64..999_999_999_999], 0u32..=4);
    option::weighted(0.8, number.prop_map(|(digits, scale)| Decimal::new(digits, scale)))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..50_000).prop_map(|days| day("1950-01-01") + Days::new(days))
}

fn absence() -> impl Strategy<Value = Absence> {
    let some = |digits: u32, scale| Decimal::new(i64::from(digits), scale);
    let length =
        option::of((1u32..9_999, 0u32..=2, any::<bool>()).prop_map(move |(digits, scale, hours)| {
            if hours { Length::Hours(some(digits, scale)) } else { Length::Days(some(digits, scale)) }
        }));
    (any_day(), 0u64..60, "[A-Z]{1,3}[0-9]{0,2}", length).prop_map(|(from, days, reason, length)| Absence {
        from,
        to: from + Days::new(days),
        reason,
        length,
    })
}

/// Nine digits, not all equal, leading zeros among them.
fn sin() -> impl Strategy<Value = Option<Sin>> {
    option::weighted(0.9, (1u32..999_999_999).prop_map(|n| Sin::parse(&format!("{n:09}"))))
        .prop_map(Option::flatten)
}

pub fn line() -> impl Strategy<Value = Line> {
    let who = ("[A-Z]{0,2}[0-9]{1,9}", text(), text(), text(), sin(), "[0-9]{0,4}[A-Z]?");
    let work = (
        text(),
        option::weighted(0.9, select(vec![Status::FullTime, Status::PartTime])),
        text(),
        text(),
        option::weighted(0.9, select(vec![SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year])),
    );
    let amounts = proptest::collection::vec(money(), 7);
    let numbers = proptest::collection::vec(number(), 4);
    let days = (option::weighted(0.2, any_day()), option::weighted(0.2, any_day()));
    let absences = proptest::collection::vec(absence(), 0..4);
    let correction = (option::weighted(0.2, (1u32..=13).prop_map(|n| format!("P{n:02}"))), text());
    (who, work, amounts, numbers, days, absences, correction).prop_map(
        |(who, work, amounts, numbers, (hired_on, left_on), absences, (period, nature))| Line {
            number: 0,
            employee_number: who.0,
            name: who.1,
            address: who.2,
            phone: who.3,
            sin: who.4,
            job_title_code: who.5,
            job_title: work.0,
            status: work.1,
            service: work.2,
            shift: work.3,
            salary_unit: work.4,
            salary_rate: numbers[0].map(|rate| rate.abs() + Decimal::new(1, 2)),
            salary_paid: amounts[0],
            dues: amounts[1],
            regular_pay: amounts[2],
            insurance_benefits: amounts[3],
            total_remuneration: amounts[4],
            initiation_dues: amounts[5],
            held_dues: amounts[6],
            hours_worked: numbers[1],
            vacation_days: numbers[2],
            seniority_days: numbers[3],
            hired_on,
            left_on,
            absences,
            correction_nature: if period.is_some() { nature } else { String::new() },
            correction_period: period.unwrap_or_default(),
        },
    )
}

pub fn spelling() -> impl Strategy<Value = Spelling> {
    // The sign of the decimals, then what parts the thousands beside it.
    let signs = vec![
        ('.', None),
        (',', None),
        (',', Some(' ')),
        (',', Some('\u{a0}')),
        ('.', Some(' ')),
        ('.', Some(',')),
    ];
    let negative = vec![Negative::Before, Negative::After, Negative::Brackets];
    (select(signs), select(negative), any::<bool>(), select(vec!["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"])).prop_map(
        |((decimal, thousands), negative, dollars, day)| Spelling {
            decimal,
            thousands,
            negative,
            dollars,
            day,
        },
    )
}

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
    column.severity_when_missing() == Some(quittance::statements::Severity::Error)
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
        let whole = |part: &str| !part.is_empty() && part.trim() == part && !part.contains(',');
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
    texts.into_iter().for_each(|text| *text = change(text));
}
