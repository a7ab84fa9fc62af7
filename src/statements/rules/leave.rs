//! Rules on union leave (V60 to V62): the bank, two of one service, what the union reimburses.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::gathered::Released;
use super::{File, Found, Row};
use crate::statements::{Absence, Column, Line, reference};

/// Charged to the banks of 6.02 and 6.11.
const CHARGED: [&str; 3] = ["U01", "U02", "U03"];
/// External activities, of which 6.04 speaks (Q45).
const EXTERNAL: &str = "U01";
/// The employer's salary goes on and the union reimburses it (6.02, Letter 28).
const REIMBURSED: [&str; 2] = ["U04", "U10"];
/// Members of one service released at the same time (6.04).
const MOST_OF_A_SERVICE: usize = 2;

/// Whether the rules on the whole file need an absence.
pub(super) fn is_gathered(absence: &Absence) -> bool {
    CHARGED.iter().any(|code| absence.has_reason(code))
}

/// Absences of the file's people with one of these reasons, of those gathered, within the period.
fn released<'f>(file: &File<'f>, reasons: &'f [&str]) -> impl Iterator<Item = (&'f Released, Absence)> {
    let (start, end) = (file.context.start, file.context.end);
    file.lines.released.iter().flat_map(move |line| {
        let named =
            line.absences.iter().filter(|absence| reasons.iter().any(|code| absence.has_reason(code)));
        named.filter_map(move |absence| Some((line, absence.within(start, end)?)))
    })
}

/// V60: the days charged this year, those of this statement included, are no more than the bank.
pub fn within_bank(file: &File<'_>, found: &mut Found) {
    let Some(bank) = file.context.leave_bank else { return };
    let days = released(file, &CHARGED).map(|(line, absence)| {
        absence.days_taken(reference::weekly_hours(&line.job_title_code, absence.from))
    });
    let here: Decimal = days.sum();
    let used = bank.used_before + here;
    // A statement without leave takes nothing: the one that did was told.
    if here > Decimal::ZERO && used > bank.days {
        found.add(Column::Absences, used.normalize().to_string(), bank.days.normalize().to_string());
    }
}

/// V61: at most two members of a service are released on one day for external activities; told once a
/// day, on the line of the third.
pub fn two_of_a_service(file: &File<'_>, found: &mut Found) {
    let mut by_day: BTreeMap<(&str, NaiveDate), BTreeSet<&str>> = BTreeMap::new();
    for (line, absence) in released(file, &[EXTERNAL]) {
        if line.service.is_empty() {
            continue;
        }
        for day in absence.counted_days() {
            let persons = by_day.entry((&line.service, day)).or_default();
            if persons.insert(&line.employee_number) && persons.len() == MOST_OF_A_SERVICE + 1 {
                let value = format!("{}, {day}", line.service);
                found.add_on(line.line, Column::Absences, &value, &MOST_OF_A_SERVICE.to_string());
            }
        }
    }
}

/// V62: leave that the union reimburses: a claim follows.
pub fn reimbursed(_: &Row<'_>, line: &Line, found: &mut Found) {
    for absence in &line.absences {
        if REIMBURSED.iter().any(|code| absence.has_reason(code)) && !line.is_correction() {
            found.add(Column::Absences, absence.to_string(), "");
        }
    }
}
