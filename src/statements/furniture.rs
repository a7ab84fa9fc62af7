//! Rows of a file that are no person's: the header and the titles said again on each page of a
//! print, sums and counts of the lines, what is paid or left to pay, words alone. They are left out,
//! counted, and the sums are compared (V11). Not the header itself, which is `reader::header`'s.

mod labels;

use std::ops::Range;

use self::labels::{
    Label, is_figure, is_unit, label, says_grand, says_part, says_remitted, says_signer, says_sum_alone,
};
use super::facts::Facts;
use super::mapping;
use super::numbers::{self, DecimalSign};
use super::reader::Sheet;
use super::rules::{self, Row, TotalRow, read_shift, read_status};
use super::{Column, Totals, sin};

/// What a row is that is no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// The header, or what stands above it, once more.
    Header,
    /// A header whose columns stand in another order: what is below it is not read as what is above.
    OtherHeader,
    /// A sum or a count of the lines above it, or of all.
    Total,
    /// A payment, a difference or a balance (`Remise`, `Ajustement`, `Solde à payer`): nobody's above the
    /// first line of its sheet or below the last one, see [`edges`]; a line like any other between them.
    Balance,
    /// A status, a shift or a service beside its sum, below a row of totals (`Temps partiel`): nobody's where
    /// a balance is nobody's.
    Piece,
    /// Words alone: the name of a department, when it was printed; a line drawn with dashes.
    Remark,
}

impl Furniture {
    /// Whether it is believed above the first line of its sheet or below the last one alone.
    pub fn is_of_edges(self) -> bool {
        matches!(self, Furniture::Balance | Furniture::Piece)
    }
}

/// Columns that a row must name to be a header.
const SURE: usize = 3;
/// Characters of a remark, at most: more is a quote that was never closed.
const MAX_REMARK: usize = 200;

/// What a row is when it is no person's; `after_total` when one stood above it.
pub fn find(row: &Row<'_>, after_total: bool) -> Option<Furniture> {
    if row.record.unclosed {
        return None;
    }
    if numbers_columns(row) {
        return Some(Furniture::Remark);
    }
    if is_plainly_a_person(row) {
        return None;
    }
    if let Some(header) = header_again(row) {
        Some(header)
    } else if is_total(row) {
        Some(Furniture::Total)
    } else {
        let is_nobody = is_remark(row, after_total) || is_drawn(row) || is_note(row) || is_of_units(row);
        let balance = || is_balance(row, after_total).then_some(Furniture::Balance);
        let piece = || (after_total && is_piece(row)).then_some(Furniture::Piece);
        if is_nobody { Some(Furniture::Remark) } else { balance().or_else(piece) }
    }
}

/// The records of each sheet that stand above its first line and below its last one, by their place in the
/// file from 0: asked only where a row is believed there alone, since the whole file is read for it.
pub fn edges(sheet: &Sheet<'_>, facts: &Facts<'_>) -> Vec<Range<usize>> {
    let mut edges: Vec<Range<usize>> = Vec::new();
    let (mut records, mut at, mut on, mut is_above) = (sheet.records(), 0, None, true);
    while let Some(record) = records.next() {
        let is_line = find(&Row::new(record, facts, 0), true).is_none();
        if edges.is_empty() || records.sheet() != on {
            (on, is_above) = (records.sheet(), true);
            edges.push(at..at);
        }
        at += 1;
        if is_line && is_above {
            is_above = false;
            edges.push(at..at);
        } else if let Some(edge) = edges.last_mut() {
            *edge = if is_line { at..at } else { edge.start..at };
        }
    }
    edges
}

/// The columns numbered from 1 on, below their names.
fn numbers_columns(row: &Row<'_>) -> bool {
    // Nearly every row begins otherwise, and is looked at no more.
    if row.record.cells.first().is_none_or(|first| rules::trim(&first.text) != "1") {
        return false;
    }
    let is_numbered = |(at, text): (usize, &str)| text.trim().parse::<usize>().is_ok_and(|n| n == at + 1);
    let texts = row.record.cells.iter().map(|cell| &*cell.text).enumerate();
    let numbered = texts.take_while(|cell| is_numbered(*cell)).count();
    numbered > SURE && numbered == row.record.width()
}

/// A number, a status and an amount: nearly every row, which is looked at no more.
fn is_plainly_a_person(row: &Row<'_>) -> bool {
    let is_amount =
        |column| row.text(column).bytes().next().is_some_and(|b| b.is_ascii_digit() || b"-($.,".contains(&b));
    !row.text(Column::EmployeeNumber).is_empty()
        && !row.text(Column::Status).is_empty()
        && (is_amount(Column::SalaryPaid) || is_amount(Column::Dues))
}

/// The header as it stands above, one of its titles with another page number, or a header in the
/// other language; or one in another order.
fn header_again(row: &Row<'_>) -> Option<Furniture> {
    // A title may begin with a number; a header has no number for a name.
    let number = row.text(Column::EmployeeNumber);
    let is_of_a_header = || number.contains(['.', ')']) && mapping::column_named(number).is_some();
    let is_numbered = number.starts_with(|c: char| c.is_ascii_digit()) && !is_of_a_header();
    if is_numbered && filled(row).nth(2).is_some() {
        return None;
    }
    if row.facts.says_again(row.record) {
        return Some(Furniture::Header);
    }
    let named = mapping::columns_named(row.record.cells.iter().map(|cell| cell.text.as_ref()));
    let person = named[Column::EmployeeNumber.index()] || named[Column::Name.index()];
    let is_header = person && named.into_iter().filter(|named| *named).count() >= SURE;
    is_header.then(|| if moves_columns(row) { Furniture::OtherHeader } else { Furniture::Header })
}

/// Whether a header has the name of a column elsewhere, and not where that column stands.
fn moves_columns(row: &Row<'_>) -> bool {
    let named = |index: usize| row.record.cells.get(index).and_then(|cell| mapping::column_named(&cell.text));
    (0..row.record.cells.len()).any(|index| {
        let Some(column) = named(index) else { return false };
        let place = row.facts.positions[column.index()];
        place.is_some_and(|place| named(place) != Some(column))
    })
}

/// The cells that hold something.
fn filled<'r>(row: &Row<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    row.record.cells.iter().map(|cell| rules::trim(&cell.text)).filter(|text| !text.is_empty())
}

/// A row that sums or counts lines: it says so and holds nothing else but figures, or says it where
/// a person would be, or has amounts and no person.
fn is_total(row: &Row<'_>) -> bool {
    let number = row.text(Column::EmployeeNumber);
    if is_numbered_by_name(row) {
        return false;
    }
    let of_a_correction = places_of_a_correction(row);
    let (mut is_sum, mut is_labelled, mut only_figures, mut only_labels) = (false, false, true, true);
    for (at, cell) in row.record.cells.iter().enumerate() {
        let text = rules::trim(&cell.text);
        if text.is_empty() {
            continue;
        }
        let figure = is_figure(text);
        let label = label(text).filter(|_| !of_a_correction.contains(&Some(at)));
        is_sum |= label == Some(Label::Sum);
        is_labelled |= matches!(label, Some(Label::Sum | Label::Count));
        only_figures &= figure;
        only_labels &= figure || label.is_some();
    }
    if only_labels && is_labelled {
        return true;
    }
    if !number.is_empty() {
        return is_sum && (label(number) == Some(Label::Sum) || lacks_a_job(row));
    }
    if row.facts.positions[Column::EmployeeNumber.index()].is_none() {
        return false;
    }
    let has_amount = !row.text(Column::SalaryPaid).is_empty() || !row.text(Column::Dues).is_empty();
    (has_amount && only_figures && !is_somebody(row)) || is_sum
}

/// Whether a row has an employee number and a family and a given name, whatever its other cells say.
fn is_numbered_by_name(row: &Row<'_>) -> bool {
    let (number, name) = (row.text(Column::EmployeeNumber), row.text(Column::Name));
    !number.is_empty() && is_whole_name(name) && label(number).is_none() && label(name).is_none()
}

/// Where the period and the nature of a correction stand, which are no label of a sum (`Remboursement
/// total`) where a row says whose correction it is, or of when.
fn places_of_a_correction(row: &Row<'_>) -> [Option<usize>; 2] {
    let of_one = [Column::EmployeeNumber, Column::Name, Column::CorrectionPeriod];
    let is_one = of_one.into_iter().any(|column| !row.text(column).is_empty());
    let place = |column: Column| row.facts.positions[column.index()].filter(|_| is_one);
    [place(Column::CorrectionPeriod), place(Column::CorrectionNature)]
}

/// A family and a given name: `Gagnon, Luc`.
fn is_whole_name(text: &str) -> bool {
    let is_part = |part: &str| part.trim_start().starts_with(char::is_alphabetic);
    !text.contains(|c: char| c.is_ascii_digit() || c == ':')
        && text.split_once(',').is_some_and(|(family, given)| is_part(family) && is_part(given))
}

/// Whether a row says what is paid, left to pay or to explain, beside figures, without a person and without
/// what a line or a correction has.
fn is_balance(row: &Row<'_>, after_total: bool) -> bool {
    has_amounts_alone(row)
        && says_balance(row)
        && filled(row).all(|text| is_figure(text) || label(text).is_some())
        && (after_total || !may_be_a_name(row))
}

/// Whether a row says which lines it sums, beside figures and without anything else.
fn is_piece(row: &Row<'_>) -> bool {
    let says = |text: &str| says_part(text) || read_status(text).is_some() || read_shift(text).is_some();
    has_amounts_alone(row)
        && filled(row).any(says)
        && filled(row).any(is_figure)
        && filled(row).all(|text| is_figure(text) || says(text))
        && !is_somebody(row)
}

/// Whether a row without a number has nothing of what a line or a correction has besides amounts.
fn has_amounts_alone(row: &Row<'_>) -> bool {
    let of_a_line = [
        Column::JobTitleCode,
        Column::JobTitle,
        Column::Status,
        Column::Service,
        Column::Shift,
        Column::SalaryRate,
        Column::Absences,
        Column::CorrectionPeriod,
        Column::CorrectionNature,
    ];
    // Nearly every row has a number, and is looked at no more.
    !row.text(Column::EmployeeNumber).starts_with(|c: char| c.is_ascii_digit())
        && of_a_line.into_iter().all(|column| row.text(column).is_empty())
}

/// Whether a row says a balance beside figures, sums nothing and is without a person.
fn says_balance(row: &Row<'_>) -> bool {
    let number = row.text(Column::EmployeeNumber);
    let says_so = |text: &str| label(text) == Some(Label::Balance);
    let sums = |text: &str| matches!(label(text), Some(Label::Sum | Label::Count));
    filled(row).any(says_so)
        && filled(row).any(is_figure)
        && !filled(row).any(sums)
        && (number.is_empty() || says_so(number))
        && !is_somebody(row)
}

/// Whether what says a balance may be somebody's name: it stands where names do, without the
/// number of a cheque nor a colon, and the file does not show that everybody else has a job.
fn may_be_a_name(row: &Row<'_>) -> bool {
    let name = row.text(Column::Name);
    !name.is_empty() && !name.bytes().any(|b| b.is_ascii_digit() || b == b':') && !lacks_a_job(row)
}

/// Whether a row without a number holds what is of one person, and of no sum.
fn is_somebody(row: &Row<'_>) -> bool {
    let of_one = [Column::Sin, Column::Phone, Column::HiredOn, Column::LeftOn];
    of_one.into_iter().any(|column| !row.text(column).is_empty())
}

/// Whether the file has columns of what every person is, and the row has nothing in them.
fn lacks_a_job(row: &Row<'_>) -> bool {
    let of_a_job = [Column::Status, Column::JobTitleCode, Column::SalaryRate];
    let known = || of_a_job.into_iter().filter(|column| row.facts.positions[column.index()].is_some());
    known().count() > 0 && known().all(|column| row.is_blank(column))
}

/// A line drawn between rows: dashes, and the like, in each cell that is not blank.
fn is_drawn(row: &Row<'_>) -> bool {
    const LEAST: usize = 3;
    let drawn = |text: &str| text.bytes().all(|b| b"-=_*+.|: ".contains(&b));
    filled(row).all(drawn) && filled(row).any(|text| text.len() >= LEAST)
}

/// Two cells where the number and the name would be: who signs, or a figure after its word (`Taux`, `1,5 %`).
fn is_note(row: &Row<'_>) -> bool {
    let (number, name) = (row.text(Column::EmployeeNumber), row.text(Column::Name));
    if number.is_empty() || name.is_empty() || filled(row).nth(2).is_some() {
        return false;
    }
    !number.bytes().any(|b| b.is_ascii_digit()) && (says_signer(number) || is_figure(name))
}

/// What the columns are counted in, below their names: `$`, `$/h`, `AAAA-MM-JJ`.
fn is_of_units(row: &Row<'_>) -> bool {
    const SIGNS: [char; 2] = ['$', '%'];
    row.text(Column::EmployeeNumber).is_empty()
        && row.text(Column::Name).is_empty()
        && filled(row).any(|text| text.contains(SIGNS))
        && filled(row).all(is_unit)
}

/// One cell of words. Where names stand, it is one only below the totals: above, it is somebody of
/// whom nothing else is said, and so it is below when it is a whole name.
fn is_remark(row: &Row<'_>, after_total: bool) -> bool {
    let mut texts = filled(row);
    let (Some(text), None) = (texts.next(), texts.next()) else { return false };
    let of_a_name = [row.facts.positions[Column::Name.index()], row.facts.mapping.given_name];
    let is_name =
        |place: &usize| row.record.cells.get(*place).is_some_and(|cell| rules::trim(&cell.text) == text);
    text.contains([' ', ':'])
        && text.starts_with(char::is_alphabetic)
        && text.chars().nth(MAX_REMARK).is_none()
        && ((after_total && !is_whole_name(text)) || !of_a_name.iter().flatten().any(is_name))
}

/// The amounts of a row of totals, or of a piece of them, which comes after so many lines that come to
/// `above`.
pub fn read_total(row: &Row<'_>, kind: Furniture, after: u32, above: Totals) -> TotalRow {
    let amount = |column| {
        let cell = row.cell(column)?;
        let sign = if cell.typed { Some(DecimalSign::Point) } else { row.facts.decimal_sign() };
        numbers::parse_money(rules::trim(&cell.text), sign).ok()
    };
    TotalRow {
        after,
        above,
        is_grand: filled(row).any(says_grand),
        is_bare: is_bare(row),
        is_labelled: kind == Furniture::Piece || filled(row).any(|text| label(text).is_some()),
        is_remitted: filled(row).any(says_remitted),
        salary_paid: amount(Column::SalaryPaid),
        dues: amount(Column::Dues),
        initiation_dues: amount(Column::InitiationDues),
        held_dues: amount(Column::HeldDues),
    }
}

/// Whether a row of totals says no part that it sums; a `6160` before it, or where services or jobs
/// stand, says of what.
fn is_bare(row: &Row<'_>) -> bool {
    let of_what = [Column::EmployeeNumber, Column::Service, Column::JobTitleCode];
    let mut words = filled(row).filter(|text| !is_figure(text));
    words.next().is_some_and(says_sum_alone)
        && words.next().is_none()
        && !of_what.into_iter().any(|column| is_figure(row.text(column)))
}

/// What a row holds, to be told: `Écart · -5,10`.
pub fn as_written(row: &Row<'_>) -> String {
    filled(row).map(sin::hide_in).collect::<Vec<_>>().join(" · ")
}
