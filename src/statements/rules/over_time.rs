//! Rules over several periods: pay far from the usual (V53), initiation dues once (V50), the
//! membership card (V68), seniority of the year (V75, V76, V77), the annual list (V84), the
//! headcount of January 1 (V85), one person at two places (V86).

use chrono::Days;
use rust_decimal::Decimal;

use super::previous::known;
use super::{File, Found, Row};
use crate::calendar::FiscalYear;
use crate::leave::counts::Employees;
use crate::money::Cad;
use crate::statements::history::{History, Person};
use crate::statements::sin::mask_sin;
use crate::statements::{Column, Line, Severity, Status};

/// Days that a part-timer can be given in a fiscal year (12.05, Q12).
const YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);
/// Vacation days of a fiscal year, at most (21.02).
const VACATION_OF_YEAR: Decimal = Decimal::from_parts(25, 0, 0, false, 0);
/// Days from the first day of work to the membership card (5.02).
const CARD_DAYS: u64 = 30;
/// Earlier periods without which no pay is usual.
const LEAST_PERIODS: usize = 3;

/// V50: initiation dues are deducted once, on the new member's written authorization, at the union's
/// amount (5.04). Who left and is hired again may become a member again. Whoever is hired in the
/// period is a new member, whose card is on its way: V68 asks for it once it is due.
pub fn initiated_once(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(history) = row.facts.context.history else { return };
    let Some(dues) = line.initiation_dues.filter(|dues| *dues > Cad::ZERO && !line.is_correction()) else {
        return;
    };
    let (start, end) = (row.facts.context.start, row.facts.context.end);
    let hired = line.hired_on.is_some_and(|day| (start..=end).contains(&day));
    let person = known(row, line);
    let there = |person: &Person| person.last.as_ref().is_some_and(|last| last.left_on.is_none());
    let before = person.filter(|person| !hired || there(person)).and_then(|person| person.initiated);
    let column = Column::InitiationDues;
    if let Some(period) = before {
        found.add(column, row.text(column), period.to_string());
    } else if !hired && person.is_none_or(|person| person.card_signed_on.is_none()) {
        found.add(column, row.text(column), "");
    }
    if let Some(amount) = history.initiation.filter(|amount| *amount != dues) {
        found.add(column, row.text(column), amount.to_string());
    }
}

/// V53: half as much again as the median of the last six periods paid: a retroactive pay or a
/// cash-out is to be said.
pub fn usual_pay(row: &Row<'_>, line: &Line, found: &mut Found) {
    let (Some(person), Some(paid)) = (known(row, line), line.salary_paid) else { return };
    if let Some(median) = median(person).filter(|median| paid.cents() * 2 > median.cents() * 3) {
        found.add(Column::SalaryPaid, row.text(Column::SalaryPaid), median.to_string());
    }
}

fn median(person: &Person) -> Option<Cad> {
    let paid = person.paid.iter().map(|paid| paid.salary_paid);
    let mut paid: Vec<Cad> = paid.filter(|paid| *paid > Cad::ZERO).collect();
    if paid.len() < LEAST_PERIODS {
        return None;
    }
    paid.sort_unstable();
    let middle = paid.len() / 2;
    let pair = if paid.len() % 2 == 1 { [paid[middle]; 2] } else { [paid[middle - 1], paid[middle]] };
    Some(Cad::rounded((pair[0] + pair[1]).amount() / Decimal::TWO))
}

/// V68: a card within 30 days of the first day of work.
pub fn card_signed(row: &Row<'_>, line: &Line, found: &mut Found) {
    if row.facts.context.history.is_none() || line.is_correction() || line.left_on.is_some() {
        return;
    }
    let first_day = line.hired_on.or_else(|| row.person.and_then(|person| person.first_day));
    let signed = row.person.is_some_and(|person| person.card_signed_on.is_some());
    let due = first_day.and_then(|day| day.checked_add_days(Days::new(CARD_DAYS)));
    if let Some((day, due)) = first_day.zip(due).filter(|(_, due)| *due <= row.facts.context.end && !signed) {
        found.add(Column::HiredOn, day.to_string(), due.to_string());
    }
}

/// A part-timer's seniority of the year, this period included, and what it was before.
fn seniority_of_year(row: &Row<'_>, line: &Line) -> Option<(Decimal, Decimal)> {
    let summed = row.facts.context.history.is_some_and(|history| !history.seniority_in_all);
    let person = known(row, line).filter(|_| summed && line.status == Some(Status::PartTime))?;
    let days = line.seniority_days.filter(|days| *days > Decimal::ZERO)?;
    Some((person.seniority_of_year + days, person.seniority_of_year))
}

/// V75: at most a year of seniority a fiscal year.
pub fn seniority_within_year(row: &Row<'_>, line: &Line, found: &mut Found) {
    if let Some((_, before)) = seniority_of_year(row, line).filter(|(sum, _)| *sum > YEAR) {
        let left = (YEAR - before).max(Decimal::ZERO);
        found.add(Column::SeniorityDays, row.text(Column::SeniorityDays), shown(left));
    }
}

/// V76: nor more than the days gone by since April 1: a full-timer could not have as much (12.06).
/// V75 says more of a whole year.
pub fn seniority_within_days_gone(row: &Row<'_>, line: &Line, found: &mut Found) {
    let end = row.facts.context.end;
    let gone = Decimal::from((end - FiscalYear::of(end).first_day()).num_days() + 1);
    if let Some((sum, _)) = seniority_of_year(row, line).filter(|(sum, _)| *sum > gone && *sum <= YEAR) {
        found.add(Column::SeniorityDays, shown(sum), gone.to_string());
    }
}

/// V72, second half: vacation days of the fiscal year, this period's included. More than the period has
/// working days is the first half's to say.
pub fn vacation_within_year(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(person) = known(row, line).filter(|_| line.status == Some(Status::PartTime)) else { return };
    let most = Decimal::from(row.facts.working_days);
    let given = line.vacation_days.filter(|days| *days > Decimal::ZERO && *days <= most);
    let Some(days) = given else { return };
    let sum = person.vacation_of_year + days;
    if sum > VACATION_OF_YEAR {
        found.add(Column::VacationDays, shown(sum), shown(VACATION_OF_YEAR));
    }
}

fn shown(days: Decimal) -> String {
    let mut shown = Cad::rounded(days).amount();
    shown.rescale(2);
    shown.to_string()
}

/// V77: what a person has in all does not go down, unless it was lost (12.14, 12.15).
pub fn seniority_kept(row: &Row<'_>, line: &Line, found: &mut Found) {
    let in_all = row.facts.context.history.is_some_and(|history| history.seniority_in_all);
    let last = known(row, line).and_then(|person| person.last.as_ref()?.seniority_days);
    let lost = line.left_on.is_some() || line.absences.iter().any(|absence| absence.has_reason("D03"));
    if let (Some(now), Some(before)) = (line.seniority_days, last)
        && in_all
        && !lost
        && now < before
    {
        found.add(Column::SeniorityDays, row.text(Column::SeniorityDays), before.to_string());
    }
}

/// V84: the people of the annual list of March 31 are those of the year's last statement.
pub fn annual_list(file: &File<'_>, found: &mut Found) {
    let Some(list) = file.context.history.and_then(|history| history.annual_list.as_ref()) else { return };
    let mut missing: Vec<&str> = list.iter().map(String::as_str).collect();
    let staying = || file.lines.named.iter().filter(|named| named.stays);
    let here: std::collections::HashSet<&str> =
        staying().map(|named| named.employee_number.as_str()).collect();
    missing.retain(|number| !here.contains(number));
    missing.sort_unstable();
    for number in missing {
        found.add_as(Severity::Warning, Some(Column::EmployeeNumber), number, "");
    }
    for named in staying().filter(|named| !list.contains(named.employee_number.as_str())) {
        found.add_on(named.line, Column::EmployeeNumber, &named.employee_number, "");
    }
}

/// V85: the employees of January 1 are those that the leave banks were counted with.
pub fn january_headcount(file: &File<'_>, found: &mut Found) {
    let said = file.context.history.and_then(|history| history.bank_employees);
    let counted = file.lines.employees.as_ref().map(Employees::count);
    if let Some((employees, said)) = counted.zip(said).filter(|(counted, said)| counted != said) {
        found.add_as(Severity::Info, None, employees.to_string(), said.to_string());
    }
}

/// V86: the person is also on the statement of another employer, or of another union: which one is
/// not said.
pub fn also_elsewhere(row: &Row<'_>, line: &Line, found: &mut Found) {
    let elsewhere = |history: &&History| {
        !history.elsewhere.is_empty()
            && line.sin_index.is_some_and(|index| history.elsewhere.contains(&index))
    };
    if let Some(sin) = &line.sin
        && !line.is_correction()
        && row.facts.context.history.filter(elsewhere).is_some()
    {
        found.add(Column::Sin, mask_sin(sin.expose()), "");
    }
}
