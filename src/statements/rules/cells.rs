//! Rules on the cells themselves: the shape of a record (V01), its encoding (V13), its numbers and
//! dates (V14), and what makes a correction line whole (V78).

use super::{Found, Row};
use crate::calendar::{FiscalYear, PERIODS, PeriodId};
use crate::money::Cad;
use crate::statements::columns::Kind;
use crate::statements::numbers::{self, DecimalSign, NumberError};
use crate::statements::reader::FAULTS;
use crate::statements::{Column, Line, Severity, Status, months};

/// V01: a record as wide as its header asks. A shorter one may stop after the last column that
/// 5.03 requires, since spreadsheets drop trailing blanks.
pub fn has_its_columns(row: &Row<'_>, found: &mut Found) {
    if row.record.unclosed {
        found.add_as(Severity::Error, None, "\"", "");
    } else if is_misshapen(row) {
        // Blank cells at its end count too: one of them may be what is too many.
        let (width, expected) = (row.record.cells.len() + row.record.dropped, row.facts.width);
        found.add_as(Severity::Error, None, width.to_string(), expected.to_string());
    }
}

/// Whether the cells of a record cannot be trusted to stand under their headers.
pub fn is_misshapen(row: &Row<'_>) -> bool {
    let cells = row.record.cells.len();
    let (facts, record) = (row.facts, row.record);
    record.unclosed
        || cells < facts.required_width
        // A cell cut in two by its own comma pushes the last one out, be it blank.
        || (cells > facts.usual_width && !ends_with_a_delimiter(row))
        || (cells > facts.width && record.width() > facts.width)
        // The delimiter at the end of each record makes one cell more. Two are amounts cut at their commas.
        || cells > facts.width + 1
}

/// Whether the one blank cell that a record has too many is of a delimiter at its end: no text between its
/// cells was cut, since its status stands in its place, and commas stand inside its amounts, not between.
fn ends_with_a_delimiter(row: &Row<'_>) -> bool {
    let (facts, record) = (row.facts, row.record);
    let goes_on =
        |text: &str| text.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    record.cells.len() == facts.width + 1
        && record.width() <= facts.width
        && (row.is_blank(Column::Status) || super::job::status_said(row).is_some())
        && !record.cells.iter().any(|cell| goes_on(&cell.text))
        && facts.decimal_sign() == Some(DecimalSign::Comma)
}

/// V13: nothing that a wrong encoding left behind, nor what a spreadsheet shows for a value that it
/// cannot work out or cannot show. A question mark inside a name, or UTF-8 read as Windows-1252, may be meant: a
/// warning.
pub fn decoded(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !row.facts.suspect_text {
        // Only a question mark in a name is left to doubt, and no other column is looked at.
        if line.name.contains('?') && is_doubtful(&line.name) {
            found.add_as(Severity::Warning, Some(Column::Name), line.name.as_str(), "");
        }
        return;
    }
    for column in
        Column::ALL.into_iter().filter(|column| column.kind() == Kind::Text && *column != Column::Sin)
    {
        let text = row.text(column);
        let is_lost = |c| c == '\u{fffd}' || ('\u{80}'..'\u{a0}').contains(&c);
        if text.chars().any(is_lost) || FAULTS.contains(&text) || is_shortened(text) {
            found.add(column, text, "");
        } else if column == Column::Name && is_doubtful(text) {
            found.add_as(Severity::Warning, Some(column), text, "");
        }
    }
}

/// A code that a spreadsheet took for a large number, and wrote with few of its digits: `1,04E+09`.
pub fn is_shortened(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = text.split_once("E+").map(|(start, power)| (start.split_once(['.', ',']), power));
    parts.is_some_and(|(start, power)| {
        digits(power)
            && start.is_some_and(|(whole, decimals)| whole.len() == 1 && digits(whole) && digits(decimals))
    })
}

/// What the letters of another code page become, which no name has between two letters.
const MISREAD: [char; 23] = [
    '¡', '¢', '£', '¤', '¥', '¦', '§', '¨', '©', '¬', '®', '¯', '±', '²', '³', '´', 'µ', '¶', '¸', '¹', '¿',
    '×', '÷',
];

fn is_doubtful(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let replaced = chars.windows(3).any(|w| w[0].is_alphabetic() && w[1] == '?' && w[2].is_alphabetic());
    let twice = chars.windows(2).any(|w| matches!(w[0], 'Ã' | 'Â') && ('\u{a0}'..'\u{c0}').contains(&w[1]));
    let sign =
        chars.windows(3).any(|w| w[0].is_alphabetic() && MISREAD.contains(&w[1]) && w[2].is_alphabetic());
    replaced || twice || sign
}

/// V14: reads every amount, number and date. A normal line that says nothing of the salary paid is
/// a warning: 5.03 asks for 0.00. It is an error where the line itself says that she was paid: no note
/// makes up for a base that is missing.
pub fn numbers_and_dates(row: &Row<'_>, line: &mut Line, found: &mut Found) {
    line.salary_rate = read(row, Column::SalaryRate, found, |text, sign| parse_rate(row, text, sign));
    line.salary_paid = money(row, Column::SalaryPaid, found);
    line.dues = money(row, Column::Dues, found);
    line.hired_on = date(row, Column::HiredOn, found);
    line.left_on = date(row, Column::LeftOn, found);
    line.hours_worked = read(row, Column::HoursWorked, found, numbers::parse_hours);
    line.vacation_days = number(row, Column::VacationDays, found);
    line.seniority_days = number(row, Column::SeniorityDays, found);
    line.regular_pay = money(row, Column::RegularPay, found);
    line.insurance_benefits = money(row, Column::InsuranceBenefits, found);
    line.total_remuneration = money(row, Column::TotalRemuneration, found);
    line.initiation_dues = money(row, Column::InitiationDues, found);
    line.held_dues = money(row, Column::HeldDues, found);
    if row.is_blank(Column::SalaryPaid) && !line.is_correction() {
        let severity = if says_paid(line) { Severity::Error } else { Severity::Warning };
        found.add_as(severity, Some(Column::SalaryPaid), "", "");
    }
}

/// Whether anything but the salary says that the period paid her for work.
fn says_paid(line: &Line) -> bool {
    let amounts = [line.dues, line.held_dues, line.regular_pay];
    amounts.into_iter().flatten().any(|amount| amount > Cad::ZERO)
        || line.hours_worked.is_some_and(|hours| hours > rust_decimal::Decimal::ZERO)
}

fn money(row: &Row<'_>, column: Column, found: &mut Found) -> Option<Cad> {
    read(row, column, found, numbers::parse_money)
}

fn number(row: &Row<'_>, column: Column, found: &mut Found) -> Option<rust_decimal::Decimal> {
    read(row, column, found, numbers::parse_decimal)
}

/// A rate alone, or with what it is paid by (`23,84 $/h`), unless the file says that it is paid by something
/// else.
fn parse_rate(
    row: &Row<'_>,
    text: &str,
    sign: Option<DecimalSign>,
) -> Result<rust_decimal::Decimal, NumberError> {
    match numbers::parse_decimal(text, sign) {
        Err(NumberError::NotANumber) => {
            let (rate, unit) = super::job::rate_with_unit(text).ok_or(NumberError::NotANumber)?;
            let agrees = super::job::unit_said(row).is_none_or(|said| said == unit);
            if agrees { numbers::parse_decimal(rate, sign) } else { Err(NumberError::NotANumber) }
        }
        read => read,
    }
}

fn read<T>(
    row: &Row<'_>,
    column: Column,
    found: &mut Found,
    parse: impl Fn(&str, Option<DecimalSign>) -> Result<T, NumberError>,
) -> Option<T> {
    let cell = row.cell(column)?;
    let text = super::trim(&cell.text);
    if text.is_empty() {
        return None;
    }
    let mut read = parse(text, cell.typed.then_some(DecimalSign::Point));
    if read.is_err() && !cell.typed {
        // Only now does the file's own decimal sign matter, so only now is it looked for.
        let sign = row.facts.decimal_sign();
        read = parse(text, sign);
        if matches!(read, Err(NumberError::Ambiguous)) && row.facts.points_part_thousands() {
            read = parse(&text.replace('.', ""), sign);
        }
    }
    match read {
        Ok(value) => Some(value),
        Err(_) if may_be_none(row, column) && numbers::says_none(text) => None,
        Err(error) => {
            found.mark_unreadable(column);
            found.add(column, text, expected(text, error));
            None
        }
    }
}

/// Whether what says that there is nothing is as good as a blank. The salary, the dues and the rate must be
/// said, and so must what 5.03 asks of part-timers.
fn may_be_none(row: &Row<'_>, column: Column) -> bool {
    match column {
        Column::SalaryPaid | Column::Dues | Column::SalaryRate => false,
        Column::HoursWorked | Column::VacationDays | Column::SeniorityDays => {
            super::job::status_said(row) != Some(Status::PartTime)
        }
        _ => true,
    }
}

/// What V14 expected, from which `words` tells its kinds apart.
fn expected(text: &str, error: NumberError) -> String {
    match error {
        NumberError::Ambiguous => {
            let whole: String = text.chars().filter(|c| !matches!(c, ',' | '.')).collect();
            format!("{whole}|{}", text.replace(',', "."))
        }
        NumberError::TooManyDecimals => "2".to_owned(),
        NumberError::NotANumber | NumberError::TooLarge => String::new(),
    }
}

fn date(row: &Row<'_>, column: Column, found: &mut Found) -> Option<chrono::NaiveDate> {
    let text = row.text(column);
    if text.is_empty() || numbers::is_no_date(text) {
        return None;
    }
    let by_order = || numbers::parse_day_month(text, row.facts.date_order()?);
    let plain = numbers::parse_date(text).or_else(|| numbers::parse_serial(text));
    let read = plain.or_else(by_order).or_else(|| months::parse(text));
    if read.is_none() {
        found.mark_unreadable(column);
        found.add(column, text, "");
    }
    read
}

/// V78: a correction names the period it corrects and its nature; the person is V17's.
pub fn correction(row: &Row<'_>, line: &Line, found: &mut Found) {
    if !line.is_correction() {
        return;
    }
    if line.correction_nature.is_empty() {
        found.add(Column::CorrectionNature, "", "");
    }
    // Whether it reads does not depend on the statement's own period.
    let last = PeriodId::new(FiscalYear::of(row.facts.context.end), PERIODS);
    if !last.is_ok_and(|last| PeriodId::corrected(&line.correction_period, last).is_ok()) {
        found.add(Column::CorrectionPeriod, line.correction_period.as_str(), "");
    }
}
