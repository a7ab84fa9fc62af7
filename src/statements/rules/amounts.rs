//! Rules on the money of a normal line: signs (V37), dues against pay (V38, V40, V42) and against
//! the union's rate (V39). Correction lines carry signed differences and are not judged so; held
//! lines (5.05) have their dues elsewhere.

use rust_decimal::Decimal;

use super::{Found, Row};
use crate::money::Cad;
use crate::statements::{Column, Line};

/// V37: pay and dues are not negative, but on correction lines.
pub fn not_negative(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return;
    }
    for (column, amount) in [(Column::SalaryPaid, line.salary_paid), (Column::Dues, line.dues)] {
        if amount.is_some_and(Cad::is_negative) {
            found.add(column, row.text(column), "");
        }
    }
}

/// V38: whoever is paid has dues ("the pay of every employee").
pub fn dues_on_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    let paid = line.salary_paid.is_some_and(|paid| paid > Cad::ZERO);
    let none = line.dues.is_none_or(|dues| dues == Cad::ZERO);
    let readable = row.facts.mapping.has(Column::Dues) && !found.is_unreadable(Column::Dues);
    if paid && none && readable && is_ordinary(line) {
        found.add(
            Column::Dues,
            row.text(Column::Dues),
            expected_dues(row, line).map_or(String::new(), |dues| dues.to_string()),
        );
    }
}

/// V39: dues are the union's rate of the salary paid, rounded once; each pay may have rounded its
/// own, so a cent a pay is allowed (Q38).
pub fn dues_at_the_rate(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(expected) = expected_dues(row, line) else { return };
    let Some(dues) = line.dues.filter(|dues| *dues > Cad::ZERO) else { return };
    let judged =
        is_ordinary(line) && !exceeds_pay(line) && line.salary_paid.is_some_and(|paid| paid > Cad::ZERO);
    if judged && (dues - expected).abs() > row.facts.dues_tolerance {
        found.add(Column::Dues, row.text(Column::Dues), expected.to_string());
    }
}

/// V40: dues are within the pay they are deducted from, insurance benefits included, since a union
/// may collect on those.
pub fn dues_within_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    if is_ordinary(line)
        && exceeds_pay(line)
        && let Some(paid) = line.salary_paid
    {
        found.add(Column::Dues, row.text(Column::Dues), paid.to_string());
    }
}

/// V42: no pay, no dues, unless benefits were paid (15.03, 23.29) to deduct them from.
pub fn no_dues_without_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    let unpaid = line.salary_paid == Some(Cad::ZERO);
    let benefits = [line.insurance_benefits, line.total_remuneration]
        .into_iter()
        .flatten()
        .any(|amount| amount > Cad::ZERO);
    if line.dues.is_some_and(|dues| dues > Cad::ZERO) && unpaid && !benefits && is_ordinary(line) {
        found.add(Column::Dues, row.text(Column::Dues), "0.00");
    }
}

fn is_ordinary(line: &Line) -> bool {
    !line.is_correction() && !line.is_held()
}

fn exceeds_pay(line: &Line) -> bool {
    let Some((dues, paid)) = line.dues.zip(line.salary_paid) else { return false };
    paid > Cad::ZERO && dues > paid && dues > paid + line.insurance_benefits.unwrap_or_default()
}

fn expected_dues(row: &Row<'_>, line: &Line) -> Option<Cad> {
    let rate: Decimal = row.facts.context.dues_rate?;
    line.salary_paid.map(|paid| Cad::rounded(paid.amount() * rate))
}
