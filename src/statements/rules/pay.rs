//! Rules on pay against rate and hours (V43, V44), on the optional totals (V45, V46), on salary
//! insurance (V47, V48) and on layoff benefits (V49).

use rust_decimal::Decimal;

use super::scale::WEEKS_OF_YEAR;
use super::{Found, Row};
use crate::money::Cad;
use crate::statements::kinds::{self, LAYOFF_WITH_BENEFITS, Pay};
use crate::statements::{Column, Line, SalaryUnit, Status};

/// How far full-time pay may be from the rate times the hours of the period.
const QUARTER: Decimal = Decimal::from_parts(25, 0, 0, false, 2);
/// A part-timer is paid up to 23.12 % in place of benefits, and 2.2 % of floating days (7.13).
const WITH_BENEFITS: Decimal = Decimal::from_parts(12_532, 0, 0, false, 4);
/// A few cents: each pay is rounded by itself.
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// Salary insurance pays 80 % of the salary at most (23.29 b).
const INSURED: Decimal = Decimal::from_parts(8, 0, 0, false, 1);
/// Benefits of other plans, which are not 80 % of the salary (23.31).
const OTHER_BENEFITS: [&str; 3] = ["S10", "S11", "S12"];

/// What a normal line of a status was paid, in dollars.
fn judged(line: &Line, status: Status) -> Option<Decimal> {
    let paid = line.salary_paid.filter(|_| line.status == Some(status) && !line.is_correction());
    paid.map(Cad::amount)
}

fn weekly_hours(row: &Row<'_>, line: &Line) -> Option<Decimal> {
    row.facts.title(line).map(|title| title.hours_in_day * Decimal::from(5))
}

fn hourly_rate(row: &Row<'_>, line: &Line) -> Option<Decimal> {
    let rate = line.salary_rate.filter(|rate| *rate > Decimal::ZERO)?;
    match line.salary_unit? {
        SalaryUnit::Hour => Some(rate),
        _ => Some(weekly_pay(row, line)? / weekly_hours(row, line)?),
    }
}

/// Dollars a week at full time, by the rate of the line.
fn weekly_pay(row: &Row<'_>, line: &Line) -> Option<Decimal> {
    let rate = line.salary_rate.filter(|rate| *rate > Decimal::ZERO)?;
    match line.salary_unit? {
        SalaryUnit::Hour => Some(rate * weekly_hours(row, line)?),
        SalaryUnit::Week => Some(rate),
        SalaryUnit::Year => Some(rate / WEEKS_OF_YEAR),
    }
}

fn cents(amount: Decimal) -> String {
    Cad::rounded(amount).to_string()
}

/// V43: a full-timer is paid the rate times the hours of the period, within a quarter. Who was away,
/// came, left, had benefits or a correction (which explains what she is paid besides, 37.07) is paid
/// otherwise.
pub fn full_time(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(paid) = judged(line, Status::FullTime) else { return };
    let moves = line.hired_on.is_some() || line.left_on.is_some();
    let benefits = line.insurance_benefits.is_some_and(|benefits| benefits > Cad::ZERO);
    if moves || benefits || !line.absences.is_empty() || line.is_held() {
        return;
    }
    let Some(expected) = weekly_pay(row, line).map(|weekly| weekly * row.facts.weeks) else { return };
    if (paid - expected).abs() > expected * QUARTER {
        found.add_unless_corrected(line, Column::SalaryPaid, cents(paid), cents(expected));
    }
}

/// V44: a part-timer is paid at least the rate times the hours, at most that with the percentages of
/// 7.13 and the premiums, which stand in the total remuneration and not in the regular pay. A
/// correction explains the rest.
pub fn part_time(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(paid) = judged(line, Status::PartTime) else { return };
    let Some(hours) = line.hours_worked.filter(|hours| *hours >= Decimal::ZERO) else { return };
    let Some(rate) = hourly_rate(row, line) else { return };
    let premiums = match (line.total_remuneration, line.regular_pay) {
        (Some(total), Some(regular)) => (total - regular).amount().max(Decimal::ZERO),
        _ => Decimal::ZERO,
    };
    let (least, most) = (rate * hours, rate * hours * WITH_BENEFITS + premiums);
    // Paid leave and benefits are pay without hours; averaged pay is a share of it.
    let benefits = line.insurance_benefits.is_some_and(|benefits| benefits > Cad::ZERO);
    let more = benefits || line.left_on.is_some() || !line.absences.is_empty();
    let share = line.absences.iter().any(|a| kinds::of(a).is_none_or(|kind| kind.pay == Pay::Share));
    if paid > most + ROUNDING && !more {
        found.add_unless_corrected(line, Column::SalaryPaid, cents(paid), cents(most));
    } else if paid < least - ROUNDING && !share {
        found.add_unless_corrected(line, Column::SalaryPaid, cents(paid), cents(least));
    }
}

/// V45: the optional totals are not negative, and the total holds the others.
pub fn totals_agree(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return;
    }
    let totals = [
        (Column::RegularPay, line.regular_pay),
        (Column::InsuranceBenefits, line.insurance_benefits),
        (Column::TotalRemuneration, line.total_remuneration),
    ];
    let mut good = true;
    for (column, _) in totals.into_iter().filter(|(_, amount)| amount.is_some_and(Cad::is_negative)) {
        found.add(column, row.text(column), "");
        good = false;
    }
    let Some(total) = line.total_remuneration.filter(|_| good) else { return };
    for (column, amount) in &totals[..2] {
        if amount.is_some_and(|amount| amount > total) {
            found.add(*column, row.text(*column), total.to_string());
            good = false;
        }
    }
    let sum = line.regular_pay.unwrap_or_default() + line.insurance_benefits.unwrap_or_default();
    if good && sum > total {
        found.add(Column::TotalRemuneration, row.text(Column::TotalRemuneration), sum.to_string());
    }
}

/// V46: the salary paid is within the total remuneration.
pub fn paid_within_total(row: &Row<'_>, line: &Line, found: &mut Found) {
    if let (Some(paid), Some(total)) = (line.salary_paid, line.total_remuneration)
        && !line.is_correction()
        && paid > total
    {
        found.add(Column::SalaryPaid, row.text(Column::SalaryPaid), total.to_string());
    }
}

/// V47: salary insurance is paid to who is away sick, injured, or for a child, or is laid off with
/// benefits. A reason that is not known may be one of those.
pub fn insured_absence(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.insurance_benefits.is_none_or(|benefits| benefits <= Cad::ZERO)
        || line.is_correction()
        || !row.facts.mapping.has(Column::Absences)
        || found.is_unreadable(Column::Absences)
    {
        return;
    }
    let explained = line.absences.iter().any(|absence| {
        absence.has_reason(LAYOFF_WITH_BENEFITS) || kinds::of(absence).is_none_or(|kind| kind.has_benefits)
    });
    if !explained {
        found.add(Column::InsuranceBenefits, row.text(Column::InsuranceBenefits), "");
    }
}

/// V48: salary insurance is at most 80 % of the salary of the period's weeks. Other plans, and leaves
/// of parents, have other amounts.
pub fn insurance_within_salary(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(benefits) = line.insurance_benefits.filter(|benefits| *benefits > Cad::ZERO) else { return };
    let other = |a: &&crate::statements::Absence| {
        a.reason.starts_with(['P', 'p']) || OTHER_BENEFITS.iter().any(|code| a.has_reason(code))
    };
    if line.is_correction() || line.absences.iter().any(|absence| other(&absence)) {
        return;
    }
    let Some(weekly) = weekly_pay(row, line) else { return };
    let most = weekly * row.facts.weeks * INSURED;
    if benefits.amount() > most + ROUNDING {
        found.add(Column::InsuranceBenefits, row.text(Column::InsuranceBenefits), cents(most));
    }
}

/// V49: dues continue to be deducted from layoff benefits (15.03).
pub fn dues_on_layoff(row: &Row<'_>, line: &Line, found: &mut Found) {
    let laid_off = || line.absences.iter().any(|absence| absence.has_reason(LAYOFF_WITH_BENEFITS));
    let dues = line.dues.is_some_and(|dues| dues > Cad::ZERO);
    if dues || line.is_correction() || line.is_held() || found.is_unreadable(Column::Dues) || !laid_off() {
        return;
    }
    let amounts = [line.salary_paid, line.insurance_benefits, line.total_remuneration];
    let benefits = amounts.into_iter().flatten().max().unwrap_or_default();
    if benefits > Cad::ZERO && row.facts.mapping.has(Column::Dues) {
        let expected =
            row.facts.context.dues.as_ref().and_then(|dues| dues.policy.expected(line, row.facts.pays));
        found.add(
            Column::Dues,
            row.text(Column::Dues),
            expected.map_or(String::new(), |dues| dues.to_string()),
        );
    }
}
