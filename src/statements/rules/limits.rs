//! Rules on how long an absence is (V58) and on what is paid to who is away unpaid (V59).

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{Found, Row};
use crate::money::Cad;
use crate::statements::absences::Length;
use crate::statements::kinds::{self, Limit, Pay};
use crate::statements::{Absence, Column, Line};

/// V58: each kind of absence is within what its clause gives. The days of one reason are counted
/// together; what the periods before had is not known here, so a year's limit is only passed when one
/// period passes it.
pub fn lengths(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.absences.is_empty() || line.is_correction() {
        return;
    }
    for (place, absence) in line.absences.iter().enumerate() {
        let Some(limit) = kinds::of(absence).and_then(|kind| kind.limit) else { continue };
        if absence.from > absence.to || line.absences[..place].iter().any(|a| a.has_reason(&absence.reason)) {
            continue;
        }
        let same = line.absences.iter().filter(|other| other.has_reason(&absence.reason));
        let weekly = || row.facts.title(line).map(|title| title.hours_in_day * Decimal::from(5));
        let (taken, most): (Decimal, _) = match limit {
            Limit::MostWorkingDays(most) => (same.map(|a| a.days_taken(weekly())).sum(), most),
            Limit::MostCalendarDays(most) => (same.map(calendar_days).sum(), most),
            Limit::LeastMonths(_) => {
                if is_whole(absence, row) {
                    found.add(Column::Absences, absence.to_string(), "");
                }
                continue;
            }
        };
        if taken > most {
            let value = format!("{} ({})", absence.reason.to_uppercase(), taken.normalize());
            found.add(Column::Absences, value, most.normalize().to_string());
        }
    }
}

fn calendar_days(absence: &Absence) -> Decimal {
    match absence.length {
        Some(Length::Days(days)) => days,
        _ => Decimal::from((absence.to - absence.from).num_days() + 1),
    }
}

/// It begins and ends inside the period: nothing of it is in another.
fn is_whole(absence: &Absence, row: &Row<'_>) -> bool {
    absence.from > row.facts.context.start && absence.to < row.facts.context.end
}

/// V59: who is away unpaid for the whole period has no pay and no hours.
pub fn unpaid_period(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.absences.is_empty() || line.is_correction() {
        return;
    }
    let (start, end) = (row.facts.context.start, row.facts.context.end);
    let Some(reason) = unpaid_throughout(line, start, end) else { return };
    if line.salary_paid.is_some_and(|paid| paid > Cad::ZERO) {
        found.add(Column::SalaryPaid, row.text(Column::SalaryPaid), reason.to_uppercase());
    }
    if line.hours_worked.is_some_and(|hours| hours > Decimal::ZERO) {
        found.add(Column::HoursWorked, row.text(Column::HoursWorked), reason.to_uppercase());
    }
}

/// The reason of the first of the unpaid absences, when together they leave no day of the period.
fn unpaid_throughout(line: &Line, start: NaiveDate, end: NaiveDate) -> Option<&str> {
    let unpaid =
        |a: &&Absence| a.length.is_none() && kinds::of(a).is_some_and(|kind| kind.pay == Pay::Unpaid);
    let mut absences: Vec<&Absence> = line.absences.iter().filter(unpaid).collect();
    absences.sort_unstable_by_key(|absence| absence.from);
    let mut next = start;
    for absence in &absences {
        if absence.from > next {
            return None;
        }
        next = next.max(absence.to.checked_add_days(Days::new(1))?);
    }
    (next > end).then(|| absences[0].reason.as_str())
}
