//! Rules on the file as a whole: its columns (V01), what its header states of the period (V03) and
//! of its totals (V10, V11), which the lines must bear out.

use chrono::NaiveDate;

use super::{Found, Gathered};
use crate::money::Cad;
use crate::statements::checks::Context;
use crate::statements::mapping::{Mapping, Recognised};
use crate::statements::reader::StatedTotals;
use crate::statements::{Column, Severity, Totals};
use crate::unions::calendars::is_month;

/// All that was read.
pub struct File<'f> {
    pub context: &'f Context<'f>,
    pub mapping: &'f Mapping,
    pub recognised: &'f Recognised,
    pub stated: Option<&'f StatedTotals>,
    /// In their order.
    pub total_rows: &'f [TotalRow],
    /// Of its lines.
    pub lines: &'f Gathered,
}

/// A row of totals at the foot of the file or of a part of it: no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalRow {
    /// How many lines stand above it.
    pub after: u32,
    /// What they come to.
    pub above: Totals,
    /// It says that it sums them all.
    pub is_grand: bool,
    /// It says that it is a sum, or a count.
    pub is_labelled: bool,
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
        && lines as usize != file.lines.count
    {
        found.add_as(Severity::Error, None, lines.to_string(), file.lines.count.to_string());
    }
}

/// V11: the totals of the header and of the rows of totals are the sums of the lines. A column with a
/// cell that could not be read has no sum to compare: V14 has spoken.
pub fn totals(file: &File<'_>, found: &mut Found) {
    let stated = |amount: fn(&StatedTotals) -> Option<Cad>| file.stated.and_then(amount);
    let totals = &file.lines.totals;
    let compared = [
        (Column::Dues, stated(|stated| stated.dues), totals.dues),
        (Column::InitiationDues, stated(|stated| stated.initiation), totals.initiation_dues),
        (Column::HeldDues, stated(|stated| stated.held), totals.held_dues),
    ];
    for (column, stated, sum) in compared {
        if let Some(stated) = stated.filter(|stated| *stated != sum && !found.was_unreadable(column)) {
            found.add(column, stated.to_string(), sum.to_string());
        }
    }
    let rows = [
        Summed { column: Column::Dues, of_lines: |totals| totals.dues, of_row: |row| row.dues },
        Summed {
            column: Column::SalaryPaid,
            of_lines: |totals| totals.salary_paid,
            of_row: |row| row.salary_paid,
        },
    ];
    for summed in rows.iter().filter(|_| !file.total_rows.is_empty()) {
        if !found.was_unreadable(summed.column) {
            total_rows(file, summed, found);
        }
    }
}

/// A column that rows of totals sum.
struct Summed {
    column: Column,
    of_lines: fn(&Totals) -> Cad,
    of_row: fn(&TotalRow) -> Option<Cad>,
}

/// Each row of totals sums the lines since another one, or since the first; the one that ends the
/// file, or begins it, all of them.
fn total_rows(file: &File<'_>, summed: &Summed, found: &mut Found) {
    /// Rows of totals that a sum may begin after: departments, sectors, pages.
    const MOST: usize = 50;
    let mut sums = vec![Cad::ZERO];
    let mut before = 0;
    for row in file.total_rows {
        let of_one_line = row.after == before + 1;
        before = row.after;
        if of_one_line && !row.is_labelled {
            // Of a department with one person? More likely her second pay, on a row of its own.
            if let Some(stated) = (summed.of_row)(row) {
                found.add_on(row.after, summed.column, &stated.to_string(), "");
            }
            continue;
        }
        let (at, so_far) = (row.after as usize, (summed.of_lines)(&row.above));
        let is_last = at == file.lines.count;
        let whole = at == 0 || (is_last && row.is_grand);
        let expected = if at == 0 { (summed.of_lines)(&file.lines.totals) } else { so_far };
        let fits = |stated: Cad| {
            expected == stated || (!whole && sums.iter().any(|before| so_far - *before == stated))
        };
        if let Some(stated) = (summed.of_row)(row).filter(|stated| !fits(*stated)) {
            if is_last || at == 0 {
                found.add(summed.column, stated.to_string(), expected.to_string());
            } else {
                let part = so_far - sums.last().copied().unwrap_or(Cad::ZERO);
                found.add_on(row.after, summed.column, &stated.to_string(), &part.to_string());
            }
        }
        if sums.len() >= MOST {
            sums.remove(1);
        }
        sums.push(so_far);
    }
}

/// V14, for the values of the header record.
pub fn stated_values(file: &File<'_>, found: &mut Found) {
    for (key, value) in file.stated.iter().flat_map(|stated| &stated.unread) {
        found.add_as(Severity::Error, None, format!("{key}={value}"), "");
    }
}
