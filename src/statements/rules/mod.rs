//! The registry of rules: what is verified of a statement, how much it weighs, which clause asks
//! for it, under which words it speaks. A rule is added here, with its check beside it and its
//! strings in `locales/*/rules.ftl`.
//!
//! Rules flag and never mend: the employer is responsible for the statement (5.03-6).

mod absences;
mod amounts;
mod cells;
mod contact;
mod file;
mod found;
mod gathered;
mod header;
mod identity;
mod job;
mod leave;
mod limits;
mod over_time;
mod owed;
mod part_time;
mod pay;
mod previous;
mod scale;
mod severities;
mod words;

pub use self::file::{File, TotalRow};
pub use self::found::{Found, MAX_FINDINGS_PER_RULE, Withheld};
pub use self::gathered::Gathered;
pub use self::header::{Parties, REMITTANCE_DAYS};
pub use self::identity::is_placeholder;
pub use self::job::{read_shift, read_status};
pub use self::part_time::{TitleHours, most_seniority, titles};
pub use self::severities::{Severities, Weight, is_fixed};
pub use self::words::{FAULTS, Words, localised};

use super::reader::{Cell, Record};
use super::{Column, Line, Severity};
use crate::statements::facts::Facts;
use crate::statements::history::Person;

/// One rule of the statement (`V01` to `V86`).
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub code: &'static str,
    /// What a finding weighs unless the check says otherwise.
    pub severity: Severity,
    /// The clause, article or source that asks for it.
    pub clause: &'static str,
    /// Key of its words: `rule-v14`, and `rule-v14-todo` for what to do.
    pub key: &'static str,
    pub checks: &'static [Check],
}

pub type ShapeCheck = fn(&Row<'_>, &mut Found);
pub type ReadCheck = fn(&Row<'_>, &mut Line, &mut Found);
pub type LineCheck = fn(&Row<'_>, &Line, &mut Found);
pub type FileCheck = fn(&File<'_>, &mut Found);

/// When a check is made.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Before a record is read: one that fails is believed in nothing else.
    Shape(ShapeCheck),
    /// While a record is read: turns cells into fields of the line, or into findings.
    Read(ReadCheck),
    /// On a line just read, with its cells at hand.
    Line(LineCheck),
    /// Once, when all is read.
    File(FileCheck),
}

/// A record with what is needed to understand it.
pub struct Row<'r> {
    pub record: &'r Record<'r>,
    pub facts: &'r Facts<'r>,
    /// Data line, from 1.
    pub number: u32,
    /// The employee number, as the employer's earlier statements have it.
    pub employee_number: &'r str,
    /// What is known of who has its employee number: looked up once, for all the rules that compare.
    pub person: Option<&'r Person>,
}

impl<'r> Row<'r> {
    /// A record, with what is known of who has its employee number.
    pub(in crate::statements) fn new(record: &'r Record<'r>, facts: &'r Facts<'r>, number: u32) -> Row<'r> {
        let mut row = Row { record, facts, number, employee_number: "", person: None };
        let person = |number: &str| facts.context.history.and_then(|history| history.person(number));
        row.employee_number = row.text(Column::EmployeeNumber);
        row.person = person(row.employee_number);
        // Whoever is in the history has a known number.
        if row.person.is_none() {
            row.employee_number = facts.employee_number(row.employee_number);
            row.person = person(row.employee_number);
        }
        row
    }

    /// The trimmed text of a column's cell; empty when the column or the cell is missing.
    pub fn text(&self, column: Column) -> &'r str {
        self.cell(column).map_or("", |cell| trim(&cell.text))
    }

    pub fn cell(&self, column: Column) -> Option<&'r Cell<'r>> {
        self.facts.positions[column.index()].and_then(|index| self.record.cells.get(index))
    }

    /// A column that the file has, left blank here: V01 speaks of the columns it lacks.
    pub fn is_blank(&self, column: Column) -> bool {
        self.facts.positions[column.index()].is_some() && self.text(column).is_empty()
    }
}

/// `str::trim`, which need not look at characters when both ends are plain.
pub(super) fn trim(text: &str) -> &str {
    let plain = |b: Option<&u8>| b.is_none_or(|b| (0x21..0x80).contains(b));
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim() }
}

const fn rule(
    code: &'static str,
    severity: Severity,
    clause: &'static str,
    key: &'static str,
    checks: &'static [Check],
) -> Rule {
    Rule { code, severity, clause, key, checks }
}

use Check::{File as Whole, Line as On, Read, Shape};
use Severity::{Error, Info, Warning};

/// Every rule that is checked. Checks are made in this order, the reading ones first.
pub const RULES: &[Rule] = &[
    rule("V01", Error, "5.03", "rule-v01", &[Shape(cells::has_its_columns), Whole(file::columns)]),
    rule("V02", Error, "4.01, 5.03", "rule-v02", &[Whole(header::parties)]),
    rule("V03", Error, "1.01-9", "rule-v03", &[Whole(file::period)]),
    rule("V04", Error, "1.01-9", "rule-v04", &[Whole(header::calendar)]),
    rule("V05", Error, "5.03", "rule-v05", &[Whole(previous::not_declared)]),
    rule("V06", Warning, "5.03", "rule-v06", &[Whole(previous::in_order)]),
    rule("V07", Warning, "5.03", "rule-v07", &[Whole(header::pays_in_period)]),
    rule("V08", Warning, "5.03", "rule-v08", &[Whole(header::remitted_in_time)]),
    rule("V09", Warning, "5.03", "rule-v09", &[Whole(header::remitted_after_pay)]),
    rule("V10", Error, "5.03", "rule-v10", &[Whole(file::line_count)]),
    rule("V11", Error, "5.03", "rule-v11", &[Whole(file::totals)]),
    rule("V12", Error, "5.03, 5.04, 5.05", "rule-v12", &[Whole(header::amount)]),
    rule("V13", Error, "5.03", "rule-v13", &[On(cells::decoded)]),
    rule("V14", Error, "5.03", "rule-v14", &[Read(cells::numbers_and_dates), Whole(file::stated_values)]),
    rule("V15", Info, "5.03, 3.02", "rule-v15", &[Whole(header::transmission)]),
    rule("V16", Error, "5.03", "rule-v16", &[On(identity::name)]),
    rule("V17", Error, "5.03", "rule-v17", &[On(identity::number), Whole(identity::numbers_differ)]),
    rule("V18", Error, "5.03", "rule-v18", &[Read(identity::sin)]),
    rule("V19", Error, "5.03", "rule-v19", &[On(identity::sin_check_digit)]),
    rule("V20", Warning, "5.03", "rule-v20", &[On(identity::sin_first_digit)]),
    rule("V21", Warning, "5.03, 5.07", "rule-v21", &[On(previous::same_sin)]),
    rule("V22", Warning, "5.03", "rule-v22", &[Whole(identity::sins_differ)]),
    rule("V23", Info, "5.03", "rule-v23", &[On(previous::same_name)]),
    rule("V24", Warning, "5.03", "rule-v24", &[On(contact::reached)]),
    rule("V25", Info, "5.03, 12.08", "rule-v25", &[On(previous::same_address)]),
    rule(
        "V26",
        Warning,
        "5.03, 5.06",
        "rule-v26",
        &[On(identity::known_or_hired), Whole(identity::corrected_are_known)],
    ),
    rule("V27", Warning, "7.16", "rule-v27", &[On(job::title)]),
    rule("V28", Info, "L41", "rule-v28", &[Whole(scale::title_names)]),
    rule("V29", Error, "1.01-2, 1.01-3", "rule-v29", &[Read(job::status)]),
    rule("V30", Info, "1.01-2, 12.16, 18.04", "rule-v30", &[On(previous::same_status)]),
    rule("V31", Warning, "5.03", "rule-v31", &[On(job::service)]),
    rule("V32", Warning, "5.03, 9.05", "rule-v32", &[On(job::shift)]),
    rule("V33", Error, "5.03", "rule-v33", &[Read(job::rate)]),
    rule("V34", Warning, "7.16, 7.24, App. L", "rule-v34", &[On(scale::rate_within_scale)]),
    rule("V35", Warning, "7.02", "rule-v35", &[On(previous::rate_kept)]),
    rule("V36", Warning, "5.03", "rule-v36", &[On(previous::rate_steady)]),
    rule("V37", Error, "5.03", "rule-v37", &[On(amounts::not_negative)]),
    rule("V38", Warning, "5.03", "rule-v38", &[On(amounts::dues_on_pay)]),
    rule("V39", Warning, "5.03", "rule-v39", &[On(amounts::dues_at_the_rate)]),
    rule("V40", Error, "5.03", "rule-v40", &[On(amounts::dues_within_pay)]),
    rule("V41", Warning, "1.01-1, 5.03", "rule-v41", &[Whole(previous::nobody_disappears)]),
    rule("V42", Warning, "5.03", "rule-v42", &[On(amounts::no_dues_without_pay)]),
    rule("V43", Warning, "7.01", "rule-v43", &[On(pay::full_time)]),
    rule("V44", Warning, "7.13", "rule-v44", &[On(pay::part_time)]),
    rule("V45", Warning, "5.03", "rule-v45", &[On(pay::totals_agree)]),
    rule("V46", Warning, "5.03", "rule-v46", &[On(pay::paid_within_total)]),
    rule("V47", Warning, "23.29, 23.34", "rule-v47", &[On(pay::insured_absence)]),
    rule("V48", Warning, "23.29", "rule-v48", &[On(pay::insurance_within_salary)]),
    rule("V49", Error, "15.03", "rule-v49", &[On(pay::dues_on_layoff)]),
    rule("V50", Warning, "5.04", "rule-v50", &[On(over_time::initiated_once)]),
    rule("V51", Error, "5.05", "rule-v51", &[On(owed::held_for_a_case)]),
    rule(
        "V52",
        Error,
        "5.05",
        "rule-v52",
        &[On(owed::held_apart), Whole(owed::held_not_remitted), Whole(owed::held_still)],
    ),
    rule("V53", Info, "37.07, 7.14, L1, L6", "rule-v53", &[On(over_time::usual_pay)]),
    rule("V54", Error, "5.03", "rule-v54", &[Read(absences::parts)]),
    rule("V55", Warning, "5.03", "rule-v55", &[On(absences::kinds)]),
    rule("V56", Error, "5.03", "rule-v56", &[On(absences::within_period)]),
    rule("V57", Warning, "5.03", "rule-v57", &[On(absences::apart)]),
    rule("V58", Warning, "22.21, 25.09, 25.06, 6.06", "rule-v58", &[On(limits::lengths)]),
    rule("V59", Warning, "18.02", "rule-v59", &[On(limits::unpaid_period)]),
    rule("V60", Warning, "6.02, 6.11", "rule-v60", &[Whole(leave::within_bank)]),
    rule("V61", Info, "6.04", "rule-v61", &[Whole(leave::two_of_a_service)]),
    rule("V62", Info, "6.02, L28", "rule-v62", &[On(leave::reimbursed)]),
    rule("V63", Warning, "5.03, 5.06", "rule-v63", &[On(absences::hired_in_period)]),
    rule("V64", Warning, "5.03", "rule-v64", &[On(previous::hired_once)]),
    rule("V65", Warning, "5.03, 4.04", "rule-v65", &[On(absences::left_in_period)]),
    rule("V66", Warning, "5.03, 37.08", "rule-v66", &[On(previous::paid_after_leaving)]),
    rule("V67", Error, "5.03", "rule-v67", &[On(absences::hired_before_leaving)]),
    rule("V68", Info, "5.02", "rule-v68", &[On(over_time::card_signed)]),
    rule("V69", Error, "5.03", "rule-v69", &[On(part_time::fields)]),
    rule("V70", Info, "5.03", "rule-v70", &[On(part_time::not_on_full_time)]),
    rule("V71", Warning, "5.03, 12.04, 1.01-3", "rule-v71", &[On(part_time::hours)]),
    rule(
        "V72",
        Warning,
        "21.02, 7.13",
        "rule-v72",
        &[On(part_time::vacation), On(over_time::vacation_within_year)],
    ),
    rule("V73", Warning, "12.04, 12.11", "rule-v73", &[On(part_time::seniority)]),
    rule("V74", Error, "12.04", "rule-v74", &[On(part_time::seniority_within_period)]),
    rule("V75", Warning, "12.05", "rule-v75", &[On(over_time::seniority_within_year)]),
    rule("V76", Info, "12.06", "rule-v76", &[On(over_time::seniority_within_days_gone)]),
    rule("V77", Warning, "12.14, 12.15", "rule-v77", &[On(over_time::seniority_kept)]),
    rule("V78", Error, "5.03", "rule-v78", &[On(cells::correction), On(owed::correctable)]),
    rule("V79", Warning, "5.03", "rule-v79", &[On(owed::corrected_in_time)]),
    rule("V80", Warning, "5.03", "rule-v80", &[Whole(owed::errors_corrected)]),
    rule("V81", Error, "5.03", "rule-v81", &[Whole(owed::corrections_within)]),
    rule("V82", Warning, "5.07", "rule-v82", &[Whole(header::two_tax_years)]),
    rule("V84", Warning, "12.08", "rule-v84", &[Whole(over_time::annual_list)]),
    rule("V85", Info, "6.18", "rule-v85", &[Whole(over_time::january_headcount)]),
    rule("V86", Info, "4.01", "rule-v86", &[On(over_time::also_elsewhere)]),
];

/// The place of a rule in the registry; findings name rules by code.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
