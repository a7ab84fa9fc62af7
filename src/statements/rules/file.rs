//! Rules on the file as a whole: its columns (V01), what its header states of the period (V03) and
//! of its totals (V10, V11), which the lines must bear out.

mod sums;

use chrono::NaiveDate;

pub use self::sums::{TotalRow, totals};
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

impl File<'_> {
    /// What is remitted by the lines and by what the header record says is released: the dues and the
    /// initiation dues; dues still held stay with the employer (5.05).
    pub fn remitted(&self) -> Cad {
        let released = self.stated.and_then(|stated| stated.released).unwrap_or_default();
        self.lines.totals.dues + self.lines.totals.initiation_dues + released
    }
}

/// V01: every column that 5.03 requires, each once.
pub fn columns(file: &File<'_>, found: &mut Found) {
    for column in Column::ALL {
        let asked = match column {
            Column::Sin => file.context.collects_sin,
            // Rates that say it themselves (`23,84 $/h`) need no column for it.
            Column::SalaryUnit => file.lines.rates_say_unit != Some(true),
            _ => true,
        };
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

/// V14, for the values of the header record.
pub fn stated_values(file: &File<'_>, found: &mut Found) {
    for (key, value) in file.stated.iter().flat_map(|stated| &stated.unread) {
        found.add_as(Severity::Error, None, format!("{key}={value}"), "");
    }
}
