//! Rules on absences (V54 to V57), hirings and departures (V63, V65, V67).

use chrono::NaiveDate;

use super::{Found, Row};
use crate::statements::absences::{Absence, pieces};
use crate::statements::mapping::normalise;
use crate::statements::{Column, Line, numbers, reference, sin};

/// Absences read of one line, at most: a period has no more days than that.
const MAX_ABSENCES: usize = 100;

/// V54: reads `2025-07-21/2025-07-25 S01 | 2025-08-01 H03`: each absence has a first day, a last
/// day (or one day) and a code.
pub fn parts(row: &Row<'_>, line: &mut Line, found: &mut Found) {
    let text = row.text(Column::Absences);
    if text.is_empty() || text == "0" || numbers::says_none(text) {
        return;
    }
    let day = |text: &str| numbers::parse_date(text).or_else(|| by_order(text, row));
    for piece in pieces(text).take(MAX_ABSENCES) {
        match Absence::read_with(piece, day) {
            Some(absence) => line.absences.push(by_the_list(absence, row)),
            None => found.add(Column::Absences, piece, ""),
        }
    }
}

/// A day such as `21/07/2025`. A code does not make the file's order be looked for.
fn by_order(text: &str, row: &Row<'_>) -> Option<NaiveDate> {
    let is_figure = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let may_be = bytes.len() >= 8 && is_figure(bytes.first()) && is_figure(bytes.last());
    if may_be { numbers::parse_day_month(text, row.facts.date_order()?) } else { None }
}

/// An employer's own reason as the canonical one, once somebody said which it is.
fn by_the_list(absence: Absence, row: &Row<'_>) -> Absence {
    let reason = sin::hide_in(&absence.reason).into_owned();
    let absence = Absence { reason, ..absence };
    let reasons = &row.facts.mapping.codes.reasons;
    if reasons.is_empty() {
        return absence;
    }
    match reasons.get(&normalise(&absence.reason)) {
        Some(reason) => Absence { reason: reason.clone(), ..absence },
        None => absence,
    }
}

/// V55: the reason is of the canonical list, by itself or once mapped.
pub fn kinds(_: &Row<'_>, line: &Line, found: &mut Found) {
    for absence in &line.absences {
        if !reference::is_absence_kind(&absence.reason) {
            found.add(Column::Absences, absence.reason.as_str(), "");
        }
    }
}

/// V56: each absence is within the period, its first day not after its last.
pub fn within_period(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return;
    }
    let context = row.facts.context;
    for absence in &line.absences {
        if absence.from > absence.to || absence.from < context.start || absence.to > context.end {
            found.add(
                Column::Absences,
                interval(absence.from, absence.to),
                interval(context.start, context.end),
            );
        }
    }
}

/// V57: no two absences on one day.
pub fn apart(_: &Row<'_>, line: &Line, found: &mut Found) {
    if line.absences.len() < 2 {
        return;
    }
    let mut days: Vec<(NaiveDate, NaiveDate)> = line.absences.iter().map(|a| (a.from, a.to)).collect();
    days.sort_unstable();
    if let Some(pair) = days.windows(2).find(|pair| pair[1].0 <= pair[0].1) {
        found.add(Column::Absences, interval(pair[1].0, pair[1].1), interval(pair[0].0, pair[0].1));
    }
}

/// V63: hired in the period; an earlier date is a late notice (5.06).
pub fn hired_in_period(row: &Row<'_>, line: &Line, found: &mut Found) {
    outside_period(row, line, Column::HiredOn, line.hired_on, found);
}

/// V65: left in the period (4.04).
pub fn left_in_period(row: &Row<'_>, line: &Line, found: &mut Found) {
    outside_period(row, line, Column::LeftOn, line.left_on, found);
}

fn outside_period(row: &Row<'_>, line: &Line, column: Column, day: Option<NaiveDate>, found: &mut Found) {
    let context = row.facts.context;
    if let Some(day) = day.filter(|day| !(context.start..=context.end).contains(day))
        && !line.is_correction()
    {
        found.add(column, day.to_string(), interval(context.start, context.end));
    }
}

/// V67: nobody leaves before being hired.
pub fn hired_before_leaving(_: &Row<'_>, line: &Line, found: &mut Found) {
    if let (Some(hired), Some(left)) = (line.hired_on, line.left_on)
        && hired > left
    {
        found.add(Column::LeftOn, left.to_string(), hired.to_string());
    }
}

pub(super) fn interval(from: NaiveDate, to: NaiveDate) -> String {
    format!("{from}/{to}")
}
