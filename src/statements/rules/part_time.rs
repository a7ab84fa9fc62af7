//! Rules on what 5.03 asks of part-timers: hours, vacation days, seniority (V69 to V74). The 12.04
//! formula needs the weekly hours of the job title; where they are not known it is not applied.

use rust_decimal::Decimal;

use super::{Found, Row};
use crate::statements::{Column, Line, Status, reference};

const FIELDS: [Column; 3] = [Column::HoursWorked, Column::VacationDays, Column::SeniorityDays];
/// Days of seniority for a day worked, a vacation day, or the holidays of a period (12.04).
const CREDIT: Decimal = Decimal::from_parts(14, 0, 0, false, 1);
/// How far a computed seniority may be from the one given (Q14).
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

fn is_judged(line: &Line, status: Status) -> bool {
    line.status == Some(status) && !line.is_correction()
}

/// V69: a part-timer's line has all three. A column that the file lacks, or that nobody recognised, is told
/// once, of the file: no value typed on a line mends it.
pub fn fields(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::PartTime) {
        return;
    }
    for column in FIELDS {
        if row.is_blank(column) {
            found.add(column, "", "");
        } else if row.facts.positions[column.index()].is_none() && row.facts.tell_once(column) {
            found.add_of_file(column);
        }
    }
}

/// V70: on a full-timer's line they are not asked for and not used.
pub fn not_on_full_time(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::FullTime) {
        return;
    }
    let given = [line.hours_worked, line.vacation_days, line.seniority_days];
    let column = FIELDS.into_iter().zip(given).find(|(_, n)| n.is_some_and(|n| !n.is_zero()));
    if let Some((column, _)) = column {
        found.add(column, row.text(column), "");
    }
}

/// V71: not below zero, not above the title's hours for the period: overtime is not counted here.
pub fn hours(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::PartTime) {
        return;
    }
    let Some(hours) = line.hours_worked else { return };
    let most = row.facts.title(line).map(|title| title.hours_in_period);
    if hours < Decimal::ZERO || most.is_some_and(|most| hours > most) {
        let expected = most.map_or(String::new(), |most| most.normalize().to_string());
        found.add(Column::HoursWorked, row.text(Column::HoursWorked), expected);
    }
}

/// V72: not below zero, not above the working days of the period.
pub fn vacation(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::PartTime) {
        return;
    }
    let most = Decimal::from(row.facts.working_days);
    if line.vacation_days.is_some_and(|days| days < Decimal::ZERO || days > most) {
        found.add(Column::VacationDays, row.text(Column::VacationDays), most.to_string());
    }
}

/// The seniority of the period: what is given, or what it added when what is given is all that a person
/// has (Q11). `None` when that cannot be told; V77 speaks of one that goes down.
fn of_period(row: &Row<'_>, line: &Line) -> Option<Decimal> {
    let given = line.seniority_days?;
    if !row.facts.context.history.is_some_and(|history| history.seniority_in_all) {
        return Some(given);
    }
    let before = row.person?.last.as_ref()?.seniority_days?;
    Some(given - before).filter(|added| *added >= Decimal::ZERO)
}

/// V73: `1.4 h / (w / 5) + 1.4 v + 1.4`, at most what the period can give (12.04). Absences that
/// accumulate by an average (12.11), leaves and transfers do otherwise: such lines are not judged,
/// and who comes or goes in the period may lack the holidays' credit (Q15).
pub fn seniority(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::PartTime)
        || !line.absences.is_empty()
        || found.is_unreadable(Column::Absences)
    {
        return;
    }
    let (Some(hours), Some(vacation), Some(given)) =
        (line.hours_worked, line.vacation_days, of_period(row, line))
    else {
        return;
    };
    let Some(title) = row.facts.title(line) else { return };
    let most = row.facts.most_seniority;
    if given > most || given < Decimal::ZERO || hours < Decimal::ZERO || vacation < Decimal::ZERO {
        return;
    }
    // Compared times the hours of a day, since a product is exact and a quotient is not.
    let near = |holidays: Decimal| {
        let rest = given - CREDIT * vacation - holidays;
        (rest * title.hours_in_day - CREDIT * hours).abs() <= TOLERANCE * title.hours_in_day
    };
    let partial = line.hired_on.is_some() || line.left_on.is_some();
    if near(CREDIT) || (partial && near(Decimal::ZERO)) {
        return;
    }
    let expected = (CREDIT * hours / title.hours_in_day + CREDIT * vacation + CREDIT).min(most);
    if (given - expected).abs() > TOLERANCE {
        let mut shown = crate::money::Cad::rounded(expected).amount();
        shown.rescale(2);
        found.add(Column::SeniorityDays, told(row, line, given), shown.to_string());
    }
}

/// As it is written, or what the period added when that was worked out.
fn told<'r>(row: &Row<'r>, line: &Line, days: Decimal) -> std::borrow::Cow<'r, str> {
    let text = row.text(Column::SeniorityDays);
    if line.seniority_days == Some(days) { text.into() } else { days.to_string().into() }
}

/// V74: not below zero, not above 1.4 for each working day of the period and its holidays (12.04).
pub fn seniority_within_period(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !is_judged(line, Status::PartTime) {
        return;
    }
    let most = row.facts.most_seniority;
    if let Some(days) = of_period(row, line).filter(|days| *days < Decimal::ZERO || *days > most) {
        found.add(Column::SeniorityDays, told(row, line, days), most.to_string());
    }
}

/// What a job title's weekly hours come to.
#[derive(Debug, Clone, Copy)]
pub struct TitleHours {
    pub number: &'static str,
    /// Hours of a regular day: a fifth of the week.
    pub hours_in_day: Decimal,
    /// Hours of the period at full time.
    pub hours_in_period: Decimal,
}

/// The titles whose hours are known for a period of so many days.
pub fn titles(end: chrono::NaiveDate, days: u32) -> Vec<TitleHours> {
    let of = |(number, weekly): (&'static str, Decimal)| TitleHours {
        number,
        hours_in_day: weekly / Decimal::from(5),
        hours_in_period: weekly * Decimal::from(days) / Decimal::from(7),
    };
    reference::titles_with_hours(end).map(of).collect()
}

/// The most seniority of a period of so many working days.
pub fn most_seniority(working_days: u32) -> Decimal {
    CREDIT * Decimal::from(working_days + 1)
}
