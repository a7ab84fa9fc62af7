//! Rules on what is held for the Tribunal (V51, V52) and on corrections of earlier periods (V79 to
//! V81): in time, and never below zero.

use std::collections::{BTreeMap, HashSet};

use super::gathered::Correction;
use super::{File, Found, Row};
use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::statements::history::{HeldCase, Paid};
use crate::statements::{Column, Line, Severity};

/// V51: dues are held of a person whose case is before the Tribunal, from the period after the
/// request (5.05).
pub fn held_for_a_case(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(history) = row.facts.context.history else { return };
    let Some(cases) = history.held_cases.as_deref().filter(|_| line.is_held() && !line.is_correction())
    else {
        return;
    };
    let mut own = cases.iter().filter(|case| case.employee_number == line.employee_number);
    if !own.clone().any(|case| case.holds(history.period)) {
        let from = own.next().map_or(String::new(), |case| case.from.code());
        found.add(Column::HeldDues, row.text(Column::HeldDues), from);
    }
}

/// V52, first half: what is held is not also checked off, and is given back after a ruling only.
pub fn held_apart(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return released_by_hand(row, line, found);
    }
    let dues = line.dues.filter(|dues| line.is_held() && *dues > Cad::ZERO);
    if dues.is_some() {
        found.add(Column::Dues, row.text(Column::Dues), "0.00");
    }
    let Some(history) = row.facts.context.history else { return };
    let Some(cases) = history.held_cases.as_deref() else { return };
    let ruled =
        |number: &str| cases.iter().any(|case| case.employee_number == number && case.ruled.is_some());
    if line.held_dues.is_some_and(Cad::is_negative) && !ruled(&line.employee_number) {
        found.add(Column::HeldDues, row.text(Column::HeldDues), "");
    }
}

/// A correction neither holds nor gives back: the ruling in the register does, for each period held,
/// and dues that a correction brought besides would be counted twice.
fn released_by_hand(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.held_dues.is_some_and(|held| held != Cad::ZERO) {
        found.add(Column::HeldDues, row.text(Column::HeldDues), "0.00");
    }
    let Some(history) = row.facts.context.history else { return };
    let Some(period) = corrected(line, history.period) else { return };
    let own = |case: &&HeldCase| case.employee_number == line.employee_number && case.holds(period);
    let is_held = history.held_cases.iter().flatten().any(|case| own(&case));
    // Dues that were checked off there after all are corrected like anybody's.
    let paid = row.person.and_then(|person| person.paid.iter().find(|paid| paid.period == period));
    let none = paid.is_some_and(|paid| paid.dues == Cad::ZERO);
    if is_held && none && line.dues.is_some_and(|dues| dues != Cad::ZERO) {
        found.add(Column::Dues, row.text(Column::Dues), period.to_string());
    }
}

/// V52, of another version: what the version before held of somebody is still held, or dues now.
pub fn held_still(file: &File<'_>, found: &mut Found) {
    let Some(history) = file.context.history else { return };
    for case in history.held_cases.iter().flatten() {
        let Some(held) = case.held_here else { continue };
        let number = case.employee_number.as_str();
        if !file.lines.held.iter().any(|held| held == number) {
            found.add_as(Severity::Warning, Some(Column::EmployeeNumber), number, held.to_string());
        }
    }
}

/// V52, second half: what is remitted does not hold it.
pub fn held_not_remitted(file: &File<'_>, found: &mut Found) {
    let totals = &file.lines.totals;
    let (held, without) = (totals.held_dues, totals.dues + totals.initiation_dues);
    if let Some(amount) = file.stated.and_then(|stated| stated.amount)
        && held > Cad::ZERO
        && amount == without + held
    {
        found.add(Column::HeldDues, amount.to_string(), without.to_string());
    }
}

/// The period that a correction line corrects, in a statement of `now`.
fn corrected(line: &Line, now: PeriodId) -> Option<PeriodId> {
    if !line.is_correction() {
        return None;
    }
    PeriodId::corrected(&line.correction_period, now).ok()
}

/// The corrections of the file that say which period they correct, with it.
fn corrections<'f>(file: &File<'f>, now: PeriodId) -> impl Iterator<Item = (&'f Correction, PeriodId)> {
    let named = move |correction: &'f Correction| {
        Some((correction, PeriodId::corrected(&correction.period, now).ok()?))
    };
    file.lines.corrections.iter().filter_map(named)
}

/// V78, second half: the difference can be taken (`percapita.md`, 4). The period corrected is an
/// earlier one: what a line says of its own period stands in its line. It is one that the portal
/// counts, and whose statement it has; those two are warnings, since a note says what is done of the
/// first, and the declaration waits for the statement of the second.
pub fn correctable(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(history) = row.facts.context.history else { return };
    let Some(period) = corrected(line, history.period) else { return };
    let (severity, expected) = if period >= history.period {
        (Severity::Error, format!("< {}", history.period))
    } else if let Some(first) = history.counts_from.filter(|first| period < *first) {
        (Severity::Warning, format!("≥ {first}"))
    } else if history.received.as_ref().is_some_and(|received| !received.contains(&period)) {
        (Severity::Warning, period.to_string())
    } else {
        return;
    };
    let is_other = is_of_another_year(line, period, history.period);
    let value = if is_other { period.to_string() } else { line.correction_period.to_string() };
    found.add_as(severity, Some(Column::CorrectionPeriod), value, expected);
}

/// Whether a number alone was read as a period of the year before: `P09` in a statement of P05.
fn is_of_another_year(line: &Line, period: PeriodId, now: PeriodId) -> bool {
    period.fiscal_year() != now.fiscal_year() && line.correction_period.len() <= "P13".len()
}

/// V79: an error is corrected in the next period (Q21): later, it is late, and the year is told where a
/// number alone was read as one of the year before. And once: the same differences, already made by
/// another statement, are likely the same correction again.
pub fn corrected_in_time(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(history) = row.facts.context.history else { return };
    let Some(period) = corrected(line, history.period) else { return };
    let (column, due) = (Column::CorrectionPeriod, period.next());
    let is_late = history.previous.map_or(due < history.period, |previous| period < previous);
    if is_late && history.counts_from.is_none_or(|first| period >= first) {
        // A space that does not break: with a plain one, it is a correction made again.
        let in_full = || period.to_string().replace(' ', "\u{a0}");
        let is_other = is_of_another_year(line, period, history.period);
        let expected = if is_other { in_full() } else { due.code() };
        found.add(column, line.correction_period.as_str(), expected);
    }
    let difference = Paid {
        period,
        salary_paid: line.salary_paid.unwrap_or_default(),
        dues: line.dues.unwrap_or_default(),
    };
    let moves = difference.salary_paid != Cad::ZERO || difference.dues != Cad::ZERO;
    if moves && row.person.is_some_and(|person| person.corrections.contains(&difference)) {
        found.add(column, line.correction_period.as_str(), period.to_string());
    }
}

/// V80: an error that the employer was told of is corrected when it is due.
pub fn errors_corrected(file: &File<'_>, found: &mut Found) {
    let Some(history) = file.context.history.filter(|history| !history.open_errors.is_empty()) else {
        return;
    };
    let corrections: HashSet<(&str, PeriodId)> = corrections(file, history.period)
        .map(|(correction, period)| (correction.employee_number.as_str(), period))
        .collect();
    for error in history.open_errors.iter().filter(|error| error.due <= history.period) {
        if !corrections.contains(&(error.employee_number.as_str(), error.period)) {
            let amount = error.amount.map_or(String::new(), |amount| amount.to_string());
            let value = format!("{}, {}", error.employee_number, error.period.code());
            found.add_as(Severity::Warning, Some(error.column), value, amount);
        }
    }
}

/// V81: what a period paid and deducted, with all its corrections, is not below zero. Told on the
/// last correction, for the periods whose pay is known: who was not on the statement was paid nothing.
pub fn corrections_within(file: &File<'_>, found: &mut Found) {
    let Some(history) = file.context.history else { return };
    let mut sums: BTreeMap<(&str, PeriodId), (Cad, Cad, u32)> = BTreeMap::new();
    // One that does not say its nature is V78's: nothing is made of it.
    let natured = corrections(file, history.period).filter(|(correction, _)| !correction.nature.is_empty());
    for (correction, period) in natured {
        let sum = sums.entry((&correction.employee_number, period)).or_default();
        sum.0 += correction.salary_paid;
        sum.1 += correction.dues;
        sum.2 = correction.line;
    }
    for ((number, period), (salary_paid, dues, line)) in sums {
        if !history.paid_periods.contains(&period) {
            continue;
        }
        let person = history.person(number);
        let paid = person.and_then(|person| person.paid.iter().find(|paid| paid.period == period));
        if paid.is_none() && !salary_paid.is_negative() && !dues.is_negative() {
            // Right when she was forgotten, an amount too many when the number is mistyped.
            let (column, whole) = (Column::EmployeeNumber, period.to_string());
            found.add_as_on(line, Severity::Info, column, number, &whole);
        }
        let paid = paid.copied().unwrap_or(Paid { period, salary_paid: Cad::ZERO, dues: Cad::ZERO });
        let columns = [(Column::SalaryPaid, paid.salary_paid, salary_paid), (Column::Dues, paid.dues, dues)];
        for (column, original, difference) in columns {
            if difference.is_negative() && (original + difference).is_negative() {
                found.add_on(line, column, &difference.to_string(), &original.to_string());
            }
        }
    }
}
