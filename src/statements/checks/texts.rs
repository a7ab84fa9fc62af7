//! The texts of a line: its number, its name, its job, what it corrects. Not its amounts and its days, which
//! rules read.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::statements::mapping::normalise;
use crate::statements::rules::{self, Row};
use crate::statements::{Column, Line, numbers, sin};

/// Reads the texts of a line, of its row.
pub(super) fn read_texts(row: &Row<'_>, line: &mut Line) {
    // A social insurance number in a column of something else stays a secret.
    let text = |column| CompactString::from(sin::hide_in(row.text(column)));
    line.employee_number = employee_number(row).into();
    line.name = sin::hide_in(&name(row)).into();
    line.address = text(Column::Address);
    line.phone = text(Column::Phone);
    line.job_title_code = text(Column::JobTitleCode);
    line.job_title = text(Column::JobTitle);
    line.service = text(Column::Service);
    line.shift = sin::hide_in(shift(row)).into();
    if !corrects_nothing(row.text(Column::CorrectionPeriod), row.text(Column::CorrectionNature)) {
        line.correction_period = text(Column::CorrectionPeriod);
        line.correction_nature = text(Column::CorrectionNature);
    }
}

/// Whether the cells of a correction hold what programs write there when there is none.
fn corrects_nothing(period: &str, nature: &str) -> bool {
    let says_none = numbers::says_none;
    let is_zero = |text: &str| text == "0" || says_none(text);
    match period {
        "" => nature.is_empty() || says_none(nature),
        _ => is_zero(period) && (nature.is_empty() || is_zero(nature)),
    }
}

/// The employee number; none where something stands for none.
pub(super) fn employee_number<'r>(row: &Row<'r>) -> &'r str {
    if rules::is_placeholder(row.employee_number) { "" } else { row.employee_number }
}

/// The shift, by the canonical list where somebody said what the employer's word means, or where it is
/// plain.
fn shift<'r>(row: &Row<'r>) -> &'r str {
    let (text, shifts) = (row.text(Column::Shift), &row.facts.mapping.codes.shifts);
    let meant = if shifts.is_empty() { None } else { shifts.get(&normalise(text)) };
    meant.map(String::as_str).or_else(|| rules::read_shift(text)).unwrap_or(text)
}

/// The name; family and given name of two columns are joined as `Tremblay, Lise`.
fn name<'r>(row: &Row<'r>) -> Cow<'r, str> {
    let given = row.facts.mapping.given_name.and_then(|index| row.record.cells.get(index));
    let given = given.map_or("", |cell| rules::trim(&cell.text));
    let [family, given] =
        [row.text(Column::Name), given].map(|name| if rules::is_placeholder(name) { "" } else { name });
    match given {
        "" => Cow::Borrowed(family),
        given if family.is_empty() => Cow::Borrowed(given),
        given if !family.contains(',') => Cow::Owned(format!("{family}, {given}")),
        _ => Cow::Borrowed(family),
    }
}
