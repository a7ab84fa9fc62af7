//! Rules on the file as a whole: its columns (V01), what its header states of the period (V03) and
//! of its totals (V10, V11), which the lines must bear out.

use chrono::NaiveDate;

use super::absences::interval;
use super::{Found, Gathered};
use crate::money::Cad;
use crate::statements::announced::{self, Margins};
use crate::statements::checks::Context;
use crate::statements::mapping::{Mapping, Recognised};
use crate::statements::reader::{Above, StatedTotals};
use crate::statements::{Column, Severity, Totals};
use crate::unions::calendars::is_month;

/// All that was read.
pub struct File<'f> {
    pub context: &'f Context<'f>,
    pub mapping: &'f Mapping,
    pub recognised: &'f Recognised,
    pub stated: Option<&'f StatedTotals>,
    pub margins: &'f Margins,
    /// What stands above the lines of each sheet that was read after the first.
    pub further: &'f [Above],
    /// Of each sheet, where several were read: how many lines stand before it, and what they come to.
    pub sheets: &'f [(u32, Totals)],
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

/// V03: the header's period is one of the thirteen, and is the one being checked; where no header says it,
/// the one of the titles and footers is.
pub fn period(file: &File<'_>, found: &mut Found) {
    let Some(stated) = file.stated.filter(|stated| stated.says_period()) else {
        return period_in_words(file, found);
    };
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

/// Told once, of the first sheet of which no title and no footer says the period being checked. A warning: a
/// title may be an old one, or count periods of its own.
fn period_in_words(file: &File<'_>, found: &mut Found) {
    let further = file.further.iter().map(|above| &above.titles);
    let mut sheets = std::iter::once(&file.margins.said).chain(further);
    if let Some((other, expected)) = sheets.find_map(|said| other_period(said, file.context)) {
        found.add_as(Severity::Warning, None, other, expected);
    }
}

/// What says another period than the one being checked, with that one; `None` when something says it too.
fn other_period<'s>(said: &'s [String], context: &Context<'_>) -> Option<(&'s str, String)> {
    let (start, end) = (context.start, context.end);
    let numbered = context.period.filter(|_| !is_month(start, end));
    let mut other = None;
    for text in said {
        let (is_checked, expected) = match announced::days(text) {
            Some(days) => (days == (start, end), interval(start, end)),
            None => match announced::period(text).zip(numbered) {
                Some((number, period)) => (number == period.number(), period.code()),
                None => continue,
            },
        };
        if is_checked {
            return None;
        }
        other.get_or_insert((text.as_str(), expected));
    }
    other
}

fn is_one_of_thirteen(period: &str) -> bool {
    number_of(period).is_some_and(|n| (1..=13).contains(&n))
}

fn number_of(period: &str) -> Option<u8> {
    period.strip_prefix(['P', 'p']).unwrap_or(period).parse().ok()
}

/// V10: as many lines as the header says; where it does not say, as many people as a title or a footer
/// does, which is a warning: some may be meant to stand elsewhere.
pub fn line_count(file: &File<'_>, found: &mut Found) {
    let (people, lines) = (file.lines.named.len(), file.lines.count);
    if let Some(stated) = file.stated.and_then(|stated| stated.lines) {
        if stated as usize != lines {
            found.add_as(Severity::Error, None, stated.to_string(), lines.to_string());
        }
        return;
    }
    let said = || file.margins.said.iter();
    let counts = || said().filter_map(|said| announced::people(said).zip(Some(said)));
    let fits = |count: u32| [people, lines].contains(&(count as usize));
    if !file.margins.is_parted
        && counts().all(|(count, _)| !fits(count))
        && let Some((_, other)) = counts().next_back()
    {
        found.add_as(Severity::Warning, None, other.as_str(), people.to_string());
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

/// Each row of totals sums the lines since another one, or since the first of its sheet; the one that ends
/// the file, or begins it, all of them, or those of its sheet.
fn total_rows(file: &File<'_>, summed: &Summed, found: &mut Found) {
    /// Rows of totals that a sum may begin after: departments, sectors, pages.
    const MOST: usize = 50;
    let mut sums = vec![Cad::ZERO];
    let mut before = 0;
    let mut sheets = file.sheets.iter().peekable();
    for row in file.total_rows {
        while let Some((_, above)) = sheets.next_if(|(start, _)| *start < row.after) {
            sums.push((summed.of_lines)(above));
        }
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
        let of_sheets = of_sheets(file, summed, at);
        let fits = |stated: Cad| {
            let is_part = || sums.iter().any(|before| so_far - *before == stated);
            expected == stated || of_sheets.contains(&stated) || (!whole && is_part())
        };
        if let Some(stated) = (summed.of_row)(row).filter(|stated| !fits(*stated)) {
            if is_last || at == 0 {
                let expected = of_sheets.first().filter(|_| !row.is_grand).unwrap_or(&expected);
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

/// What a row of totals below so many lines may sum where several sheets were read: the sheet that ends or
/// begins there, or all of them.
fn of_sheets(file: &File<'_>, summed: &Summed, at: usize) -> Vec<Cad> {
    let sum = summed.of_lines;
    let all = sum(&file.lines.totals);
    let mut marks: Vec<(usize, Cad)> =
        file.sheets.iter().map(|(start, above)| (*start as usize, sum(above))).collect();
    marks.push((file.lines.count, all));
    let pairs = marks.windows(2).filter(|pair| pair.iter().any(|(mark, _)| *mark == at));
    let sheets = pairs.map(|pair| pair[1].1 - pair[0].1);
    sheets.chain((marks.len() > 1).then_some(all)).collect()
}

/// V14, for the values of the header record.
pub fn stated_values(file: &File<'_>, found: &mut Found) {
    for (key, value) in file.stated.iter().flat_map(|stated| &stated.unread) {
        found.add_as(Severity::Error, None, format!("{key}={value}"), "");
    }
}
