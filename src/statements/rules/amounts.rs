//! Rules on the money of a normal line: signs (V37), dues against pay (V38, V40, V42) and against
//! the union's own (V39). Correction lines carry signed differences and are not judged so; held
//! lines (5.05) have their dues elsewhere.

use super::{Found, Row};
use crate::checkoff::expected::LAYOFF;
use crate::checkoff::{Benefits, Taken, Verdict};
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
    if !(paid && none && readable && is_ordinary(line)) {
        return;
    }
    let expected = expected_dues(row, line);
    // Who earns little may owe nothing, when the union set it so.
    if expected != Some(Cad::ZERO) {
        let expected = expected.map_or(String::new(), |dues| dues.to_string());
        found.add(Column::Dues, row.text(Column::Dues), expected);
    }
}

/// V39: dues are those that the union set, rounded once; each pay may have rounded its own, so a cent
/// a pay is allowed (Q38). Pay without dues is V38's, a layoff's V49's, dues without pay V42's.
pub fn dues_at_the_rate(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(dues) = &row.facts.context.dues else { return };
    if !is_ordinary(line) || exceeds_pay(row, line) {
        return;
    }
    let judged = dues.judge(&Taken::of(line), row.facts.pays);
    let Some(working) = judged.working else { return };
    let is_paid = line.salary_paid.is_some_and(|paid| paid > Cad::ZERO);
    let is_wrong = match judged.verdict {
        Verdict::Under | Verdict::Over => is_paid || working.base > Cad::ZERO,
        Verdict::Missing => !is_paid && !is_laid_off(line) && !found.is_unreadable(Column::Dues),
        _ => false,
    };
    if is_wrong && row.facts.mapping.has(Column::Dues) {
        found.add(Column::Dues, row.text(Column::Dues), working.amount.to_string());
    }
}

/// V40: dues are within the pay they are deducted from, insurance benefits included unless the union
/// takes no dues of those.
pub fn dues_within_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    if is_ordinary(line)
        && exceeds_pay(row, line)
        && let Some(paid) = line.salary_paid
    {
        found.add(Column::Dues, row.text(Column::Dues), paid.to_string());
    }
}

/// V42: no pay, no dues, unless benefits were paid (15.03, 23.29) to deduct them from.
pub fn no_dues_without_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    let unpaid = line.salary_paid == Some(Cad::ZERO);
    if line.dues.is_some_and(|dues| dues > Cad::ZERO)
        && unpaid
        && is_ordinary(line)
        && !has_benefits(row, line)
    {
        found.add(Column::Dues, row.text(Column::Dues), "0.00");
    }
}

fn is_ordinary(line: &Line) -> bool {
    !line.is_correction() && !line.is_held()
}

fn is_laid_off(line: &Line) -> bool {
    line.absences.iter().any(|absence| absence.has_reason(LAYOFF))
}

/// Whether the union says that insurance benefits bear no dues; a layoff's bear them all the same.
fn leaves_benefits_out(row: &Row<'_>, line: &Line) -> bool {
    let policy = row.facts.context.dues.as_ref().map(|dues| &dues.policy);
    policy.is_some_and(|policy| policy.benefits == Benefits::Out) && !is_laid_off(line)
}

/// Something besides pay that dues may be deducted from.
fn has_benefits(row: &Row<'_>, line: &Line) -> bool {
    let insurance = line.insurance_benefits.unwrap_or_default();
    let all = line.total_remuneration.unwrap_or_default();
    let other = if leaves_benefits_out(row, line) { all - insurance } else { all.max(insurance) };
    other > Cad::ZERO
}

fn exceeds_pay(row: &Row<'_>, line: &Line) -> bool {
    let Some((dues, paid)) = line.dues.zip(line.salary_paid) else { return false };
    if paid <= Cad::ZERO || dues <= paid {
        return false;
    }
    let insurance = line.insurance_benefits.unwrap_or_default();
    dues > if leaves_benefits_out(row, line) { paid } else { paid + insurance }
}

fn expected_dues(row: &Row<'_>, line: &Line) -> Option<Cad> {
    row.facts.context.dues.as_ref()?.policy.expected(line, row.facts.pays)
}
