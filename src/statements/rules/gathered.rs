//! What the rules on the whole file need of its lines, gathered while they pass: a line is not kept
//! once it is read, so that a file of any length is checked in the room of a few words a person. What
//! is made of it is the rules' own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use compact_str::CompactString;

use super::leave;
use crate::calendar::FiscalYear;
use crate::leave::counts::Employees;
use crate::money::Cad;
use crate::statements::checks::Context;
use crate::statements::sin::Sin;
use crate::statements::{Absence, Line, Totals};

/// Who a normal line names.
#[derive(Debug)]
pub struct Named {
    pub line: u32,
    pub employee_number: CompactString,
    /// No departure stands on the line.
    pub stays: bool,
}

/// A correction line, as far as rules on several of them need it.
#[derive(Debug)]
pub struct Correction {
    pub line: u32,
    pub employee_number: CompactString,
    pub period: CompactString,
    pub nature: CompactString,
    pub salary_paid: Cad,
    pub dues: Cad,
}

/// Union leave of a normal line.
#[derive(Debug)]
pub struct Released {
    pub line: u32,
    pub employee_number: CompactString,
    pub service: CompactString,
    pub job_title_code: CompactString,
    pub absences: Vec<Absence>,
}

/// What was gathered of the lines so far, each in the order of the file.
#[derive(Debug, Default)]
pub struct Gathered {
    /// How many, corrections included.
    pub count: usize,
    pub totals: Totals,
    /// Whether each rate of the normal lines has what it is paid by; `None` where no line has a rate.
    pub rates_say_unit: Option<bool>,
    pub named: Vec<Named>,
    /// Social insurance numbers of normal lines, with the line: the register tells them too.
    pub sins: Vec<(u32, Sin)>,
    pub corrections: Vec<Correction>,
    /// Employee numbers of normal lines whose dues are held.
    pub held: Vec<CompactString>,
    pub released: Vec<Released>,
    /// Names of job titles by code, each with its first line.
    pub titles: BTreeMap<CompactString, BTreeMap<CompactString, u32>>,
    /// Employees of January 1, when a rule asks for them.
    pub employees: Option<Employees>,
}

impl Gathered {
    pub(in crate::statements) fn new(context: &Context<'_>) -> Gathered {
        let banked = context.history.and_then(|history| history.bank_employees);
        let january = banked.and_then(|_| january_first(context));
        Gathered { employees: january.map(Employees::on), ..Gathered::default() }
    }

    /// Gathers what is needed of the next line.
    pub(in crate::statements) fn see(&mut self, line: &Line) {
        self.count += 1;
        self.totals.add(line);
        if line.is_correction() {
            self.corrections.push(Correction {
                line: line.number,
                employee_number: line.employee_number.clone(),
                period: line.correction_period.clone(),
                nature: line.correction_nature.clone(),
                salary_paid: line.salary_paid.unwrap_or_default(),
                dues: line.dues.unwrap_or_default(),
            });
            return;
        }
        if line.salary_rate.is_some() {
            let said = self.rates_say_unit != Some(false) && line.salary_unit.is_some();
            self.rates_say_unit = Some(said);
        }
        self.named.push(Named {
            line: line.number,
            employee_number: line.employee_number.clone(),
            stays: line.left_on.is_none(),
        });
        self.sins.extend(line.sin.clone().map(|sin| (line.number, sin)));
        if line.is_held() {
            self.held.push(line.employee_number.clone());
        }
        if line.absences.iter().any(leave::is_gathered) {
            self.released.push(Released {
                line: line.number,
                employee_number: line.employee_number.clone(),
                service: line.service.clone(),
                job_title_code: line.job_title_code.clone(),
                absences: line.absences.clone(),
            });
        }
        self.see_title(line);
        if let Some(employees) = &mut self.employees {
            employees.see(line);
        }
    }

    fn see_title(&mut self, line: &Line) {
        let known = self.titles.get(&line.job_title_code);
        if !line.job_title.is_empty() && known.is_none_or(|names| !names.contains_key(&line.job_title)) {
            let names = self.titles.entry(line.job_title_code.clone()).or_default();
            names.insert(line.job_title.clone(), line.number);
        }
    }
}

/// The January 1 of the period being checked, if it is there.
fn january_first(context: &Context<'_>) -> Option<NaiveDate> {
    let january = NaiveDate::from_ymd_opt(FiscalYear::of(context.start).start_year() + 1, 1, 1);
    january.filter(|day| (context.start..=context.end).contains(day))
}
