//! Rules on the header record against what is known besides it: who it is about (V02), the calendar
//! (V04), the dates of deduction and of remittance (V07 to V09, V82), the amount (V12), the way it
//! came (V15). Without a header record most of them have nothing to say.

use chrono::{Datelike, Days, NaiveDate};

use super::absences::interval;
use super::{File, Found};
use crate::money::Cad;
use crate::statements::mapping::normalise;
use crate::statements::{Column, Severity};
use crate::unions::calendars::is_month;

/// Days that the employer has to remit what it deducted, the day of the deduction left out (5.03,
/// Q03).
pub const REMITTANCE_DAYS: u64 = 15;
/// Days of every period but the first and the last (1.01-9).
const PERIOD_DAYS: i64 = 28;

/// Who a statement is to be from and for, as the portal knows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties {
    /// Number of the union.
    pub union: String,
    /// The code by which the employer names itself; `None` while nobody gave it.
    pub employer: Option<String>,
    /// The code of the bargaining unit; `None` while nobody gave it.
    pub unit: Option<String>,
}

/// V02: the header names this union, this employer and this unit. Codes that the portal was not
/// given are not compared.
pub fn parties(file: &File<'_>, found: &mut Found) {
    let (Some(stated), Some(parties)) = (file.stated, file.context.parties) else { return };
    let known = [
        ("union", &stated.union, Some(&parties.union)),
        ("employer", &stated.employer, parties.employer.as_ref()),
        ("unit", &stated.unit, parties.unit.as_ref()),
    ];
    for (key, stated, known) in known {
        if let (Some(stated), Some(known)) = (stated, known)
            && !is_same_code(stated, known)
        {
            found.add_as(Severity::Error, None, format!("{key}={stated}"), known.as_str());
        }
    }
}

/// `0412` and `412` are one number; `E-031` and `e031` one code.
fn is_same_code(a: &str, b: &str) -> bool {
    let plain = |text: &str| normalise(text).trim_start_matches('0').to_owned();
    plain(a) == plain(b)
}

/// V04: the employer's calendar gives each period its days: 28 but for the first, which starts on
/// April 1, and the last, which ends on March 31.
pub fn calendar(file: &File<'_>, found: &mut Found) {
    let Some(period) = file.context.period else { return };
    let (start, end) = (file.context.start, file.context.end);
    if is_month(start, end) {
        // An employer that counts by months has no such periods.
        return;
    }
    let year = period.fiscal_year();
    let expected = match period.number() {
        1 if start != year.first_day() => year.first_day().to_string(),
        13 if end != year.last_day() => year.last_day().to_string(),
        2..=12 if (end - start).num_days() + 1 != PERIOD_DAYS => PERIOD_DAYS.to_string(),
        _ => return,
    };
    found.add_as(found.registered(), None, interval(start, end), expected);
}

/// The dates of deduction: the header's, else those known besides it.
fn pays<'f>(file: &File<'f>) -> &'f [NaiveDate] {
    match file.stated {
        Some(stated) if !stated.pays.is_empty() => &stated.pays,
        _ => file.context.pay_dates,
    }
}

/// V07: a header record gives at least one date of deduction, each within the period (Q05).
pub fn pays_in_period(file: &File<'_>, found: &mut Found) {
    let (start, end) = (file.context.start, file.context.end);
    let pays = pays(file);
    if pays.is_empty() && file.stated.is_some_and(|stated| !stated.has_unread("pays")) {
        found.add_as(found.registered(), None, "", interval(start, end));
    }
    for day in pays.iter().filter(|day| !(start..=end).contains(*day)) {
        found.add_as(found.registered(), None, day.to_string(), interval(start, end));
    }
}

/// V08: remitted at most fifteen days after the last deduction.
pub fn remitted_in_time(file: &File<'_>, found: &mut Found) {
    if let Some((remitted, last)) = remitted_and_last_pay(file)
        && let Some(due) = last.checked_add_days(Days::new(REMITTANCE_DAYS))
        && remitted > due
    {
        found.add_as(found.registered(), None, remitted.to_string(), due.to_string());
    }
}

/// V09: nothing is remitted before it is deducted.
pub fn remitted_after_pay(file: &File<'_>, found: &mut Found) {
    if let Some((remitted, last)) = remitted_and_last_pay(file)
        && remitted < last
    {
        found.add_as(found.registered(), None, remitted.to_string(), last.to_string());
    }
}

fn remitted_and_last_pay(file: &File<'_>) -> Option<(NaiveDate, NaiveDate)> {
    file.stated?.remitted_on.zip(pays(file).iter().max().copied())
}

/// V12: what was remitted is the dues and the initiation dues of the lines, and what is released of
/// dues held; dues still held stay with the employer (5.05).
pub fn amount(file: &File<'_>, found: &mut Found) {
    let Some(stated) = file.stated else { return };
    let Some(amount) = stated.amount else { return };
    if [Column::Dues, Column::InitiationDues].into_iter().any(|column| found.was_unreadable(column)) {
        return;
    }
    let due = file.remitted();
    if amount != due {
        found.add_as(found.registered(), None, amount.to_string(), due.to_string());
    }
}

/// V15: the statement came by electronic transmission, not keyed from paper.
pub fn transmission(file: &File<'_>, found: &mut Found) {
    let Some(way) = file.stated.and_then(|stated| stated.transmission.as_deref()) else { return };
    let electronic = ["electronic", "electronique", "fichier", "file", "edi", "api"];
    if !electronic.contains(&normalise(way).as_str()) {
        found.add_as(found.registered(), None, way, "");
    }
}

/// V82: dues deducted in two calendar years are given for each date of deduction: the T4 and the
/// Relevé 1 are of the year of the pay (5.07).
pub fn two_tax_years(file: &File<'_>, found: &mut Found) {
    let pays = pays(file);
    let years = || pays.iter().map(NaiveDate::year);
    if years().min() == years().max() {
        return;
    }
    let by_pay = file.stated.map_or(&[][..], |stated| &stated.dues_by_pay);
    let each = by_pay.len() == pays.len();
    if !(each && by_pay.iter().copied().sum::<Cad>() == file.lines.totals.dues) {
        let days: Vec<String> = pays.iter().map(NaiveDate::to_string).collect();
        found.add_as(
            found.registered(),
            Some(Column::Dues),
            file.lines.totals.dues.to_string(),
            days.join(", "),
        );
    }
}
