//! Rules against the last statement: who is gone (V41), whose number, name, address, status or rate
//! changed (V21, V23, V25, V30, V35, V36), who was hired or left before (V64, V66), and whether the
//! statement before is there at all (V05, V06). Silent when nothing is known of what came before.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{File, Found, Row};
use crate::money::Cad;
use crate::statements::history::{Last, Person};
use crate::statements::mapping::normalise;
use crate::statements::sin::mask_sin;
use crate::statements::{Column, Line, Severity, reference};

/// Part-time leaves that make a full-timer part-time for the statement: 18.04, 22.27, 24.02.
const PART_TIME_LEAVES: [&str; 3] = ["L05", "P14", "L09"];
/// A rate that grows by more than this is of another unit, or mistyped.
const MOST_GROWTH: Decimal = Decimal::from_parts(115, 0, 0, false, 2);
/// People of the last statement, at least, for a file that has hardly any of them to be doubted.
const FEWEST_TO_DOUBT: usize = 5;

/// What is known of the person of a normal line.
pub(super) fn known<'r>(row: &Row<'r>, line: &Line) -> Option<&'r Person> {
    if line.is_correction() { None } else { row.person }
}

fn last<'r>(row: &Row<'r>, line: &Line) -> Option<&'r Last> {
    known(row, line)?.last.as_ref()
}

/// V05: a period that is declared takes no other statement: only corrections.
pub fn not_declared(file: &File<'_>, found: &mut Found) {
    if let Some(history) = file.context.history.filter(|history| history.declared) {
        found.add_as(Severity::Error, None, history.period.code(), "");
    }
}

/// V06: the statement of the period before was received.
pub fn in_order(file: &File<'_>, found: &mut Found) {
    if let Some(missing) = file.context.history.and_then(|history| history.missing) {
        found.add_as(Severity::Warning, None, missing.code(), "");
    }
}

/// V21: one number, one social insurance number. Keyed indexes are compared, never the numbers.
pub fn same_sin(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(before) = last(row, line).and_then(|last| last.sin_index) else { return };
    if let (Some(sin), Some(now)) = (&line.sin, line.sin_index)
        && now != before
    {
        found.add(Column::Sin, mask_sin(sin.expose()), "");
    }
}

/// V23: another name. Case, accents and punctuation make no other one.
pub fn same_name(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(last) = last(row, line) else { return };
    if differ(&line.name, &last.name) {
        found.add(Column::Name, line.name.as_str(), last.name.as_str());
    }
}

/// V25: another address. The finding does not hold it: lists and letters are made of findings, and
/// 12.09 keeps addresses out of those.
pub fn same_address(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(last) = last(row, line) else { return };
    if differ(&line.address, &last.address) {
        found.add(Column::Address, "", "");
    }
}

/// Neither is blank, and they differ by more than the way they are written.
fn differ(now: &str, before: &str) -> bool {
    now != before && !now.is_empty() && !before.is_empty() && normalise(now) != normalise(before)
}

/// V30: another status. A leave that explains it, or a new hiring, is its note.
pub fn same_status(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(before) = last(row, line).and_then(|last| last.status) else { return };
    let explains = |code: &&str| line.absences.iter().any(|absence| absence.has_reason(code));
    let noted = line.hired_on.is_some() || PART_TIME_LEAVES.iter().any(explains);
    if let Some(now) = line.status.filter(|now| *now != before && !noted) {
        found.add(Column::Status, now.code(), before.code());
    }
}

/// The rates now and before, for one job title and one unit.
fn rates(row: &Row<'_>, line: &Line) -> Option<(Decimal, Decimal)> {
    let last = last(row, line)?;
    let title = |code| reference::job_title_number(code);
    let same = title(&line.job_title_code) == title(&last.job_title_code)
        && line.salary_unit == last.salary_unit
        && line.status == last.status;
    let positive = |rate: Option<Decimal>| rate.filter(|rate| *rate > Decimal::ZERO);
    if same { positive(line.salary_rate).zip(positive(last.salary_rate)) } else { None }
}

/// V35: the rate of one job does not go down (7.02).
pub fn rate_kept(row: &Row<'_>, line: &Line, found: &mut Found) {
    if let Some((now, before)) = rates(row, line).filter(|(now, before)| now < before) {
        found.add(Column::SalaryRate, now.to_string(), before.to_string());
    }
}

/// V36: nor up by more than 15 %, which another unit would explain.
pub fn rate_steady(row: &Row<'_>, line: &Line, found: &mut Found) {
    if let Some((now, before)) = rates(row, line).filter(|(now, before)| *now > before * MOST_GROWTH) {
        found.add(Column::SalaryRate, now.to_string(), before.to_string());
    }
}

/// V41: whoever was on the last statement without a departure date is on this one; people on leave
/// too (1.01-1). On the file as a whole: there is no line to put it on.
pub fn nobody_disappears(file: &File<'_>, found: &mut Found) {
    let Some(history) = file.context.history.filter(|history| !history.people.is_empty()) else { return };
    let here: HashSet<&str> = file.lines.named.iter().map(|named| named.employee_number.as_str()).collect();
    let stayed = |person: &Person| person.last.as_ref().is_some_and(|last| last.left_on.is_none());
    let before =
        || history.people.iter().filter(|(_, person)| stayed(person)).map(|(number, _)| number.as_str());
    let mut gone: Vec<&str> = before().filter(|number| !here.contains(number)).collect();
    let all = before().count();
    if all >= FEWEST_TO_DOUBT && gone.len() * 10 >= all * 9 {
        // Another employer's file, or other numbers: said once, by how many are still here.
        found.add_as(Severity::Warning, None, (all - gone.len()).to_string(), all.to_string());
        return;
    }
    gone.sort_unstable();
    for number in gone {
        found.add_as(Severity::Warning, Some(Column::EmployeeNumber), number, "");
    }
}

/// V64: a person already there is not hired, unless she had left. The date told before may be told
/// again.
pub fn hired_once(row: &Row<'_>, line: &Line, found: &mut Found) {
    let (Some(person), Some(hired)) = (known(row, line), line.hired_on) else { return };
    let there = person.last.as_ref().is_some_and(|last| last.left_on.is_none());
    if there && person.left_on.is_none() && person.hired_on != Some(hired) {
        found.add(Column::HiredOn, hired.to_string(), "");
    }
}

/// V66: after a departure, a line has pay (final pay, retroactive pay), or a new hiring.
pub fn paid_after_leaving(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(left) = known(row, line).and_then(|person| person.left_on) else { return };
    let unpaid = line.salary_paid.is_none_or(|paid| paid == Cad::ZERO)
        && line.total_remuneration.is_none_or(|paid| paid == Cad::ZERO);
    if left < row.facts.context.start && unpaid && line.hired_on.is_none() {
        found.add(Column::SalaryPaid, row.text(Column::SalaryPaid), left.to_string());
    }
}
