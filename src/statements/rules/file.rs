//! Rules on the file as a whole: its columns (V01), what its header states of the period (V03) and
//! of its totals (V10, V11), which the lines must bear out.

use chrono::NaiveDate;

use super::Found;
use crate::money::Cad;
use crate::statements::checks::Context;
use crate::statements::mapping::{Mapping, Recognised};
use crate::statements::reader::StatedTotals;
use crate::statements::{Column, Line, Severity, Totals};
use crate::unions::calendars::is_month;

/// All that was read.
pub struct File<'f> {
    pub context: &'f Context<'f>,
    pub mapping: &'f Mapping,
    pub recognised: &'f Recognised,
    pub stated: Option<&'f StatedTotals>,
    pub total_row: Option<TotalRow>,
    pub lines: &'f [Line],
    pub totals: Totals,
}

/// A row of totals at the foot of the file: no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalRow {
    pub salary_paid: Option<Cad>,
    pub dues: Option<Cad>,
}

/// V01: every column that 5.03 requires, each once.
pub fn columns(file: &File<'_>, found: &mut Found) {
    for column in Column::ALL {
        let asked = column != Column::Sin || file.context.collects_sin;
        if let Some(severity) = column.severity_when_missing().filter(|_| asked && !file.mapping.has(column))
        {
            found.add_as(severity, Some(column), "", "");
        }
    }
    for (column, name) in &file.recognised.duplicates {
        // Two telephones are a choice; two amounts are a doubt about money.
        let harmless = matches!(
            column,
            Column::Address | Column::Phone | Column::Service | Column::Shift | Column::JobTitle
        );
        let severity = if harmless { Severity::Warning } else { Severity::Error };
        found.add_as(severity, Some(*column), name.as_str(), "1");
    }
}

/// V03: the header's period is one of the thirteen, and is the one being checked.
pub fn period(file: &File<'_>, found: &mut Found) {
    let Some(stated) = file.stated else { return };
    if let Some(period) = stated.period.as_deref().filter(|period| !is_one_of_thirteen(period)) {
        found.add_as(Severity::Error, None, period, "P01/P13");
    } else if let (Some(stated), Some(checked)) = (stated.period.as_deref(), file.context.period)
        && number_of(stated) != Some(checked.number())
        // A month has a number of its own; its dates are compared below.
        && !is_month(file.context.start, file.context.end)
    {
        found.add_as(Severity::Error, None, stated, checked.code());
    }
    let mut compare = |stated: Option<NaiveDate>, expected: NaiveDate| {
        if let Some(stated) = stated.filter(|stated| *stated != expected) {
            found.add_as(Severity::Error, None, stated.to_string(), expected.to_string());
        }
    };
    compare(stated.start, file.context.start);
    compare(stated.end, file.context.end);
}

fn is_one_of_thirteen(period: &str) -> bool {
    number_of(period).is_some_and(|n| (1..=13).contains(&n))
}

fn number_of(period: &str) -> Option<u8> {
    period.strip_prefix(['P', 'p']).unwrap_or(period).parse().ok()
}

/// V10: as many lines as the header says.
pub fn line_count(file: &File<'_>, found: &mut Found) {
    if let Some(lines) = file.stated.and_then(|stated| stated.lines)
        && lines as usize != file.lines.len()
    {
        found.add_as(Severity::Error, None, lines.to_string(), file.lines.len().to_string());
    }
}

/// V11: the totals of the header and of the footer are the sums of the lines. A column with a cell
/// that could not be read has no sum to compare: V14 has spoken.
pub fn totals(file: &File<'_>, found: &mut Found) {
    let footer = file.total_row.unwrap_or_default();
    let header_dues = file.stated.and_then(|stated| stated.dues);
    let header_initiation = file.stated.and_then(|stated| stated.initiation);
    let header_held = file.stated.and_then(|stated| stated.held);
    let compared = [
        (Column::Dues, header_dues, file.totals.dues),
        (Column::Dues, footer.dues, file.totals.dues),
        (Column::SalaryPaid, footer.salary_paid, file.totals.salary_paid),
        (Column::InitiationDues, header_initiation, file.totals.initiation_dues),
        (Column::HeldDues, header_held, file.totals.held_dues),
    ];
    for (column, stated, sum) in compared {
        if let Some(stated) = stated.filter(|stated| *stated != sum && !found.was_unreadable(column)) {
            found.add(column, stated.to_string(), sum.to_string());
        }
    }
}

/// V14, for the values of the header record.
pub fn stated_values(file: &File<'_>, found: &mut Found) {
    for (key, value) in file.stated.iter().flat_map(|stated| &stated.unread) {
        found.add_as(Severity::Error, None, format!("{key}={value}"), "");
    }
}
