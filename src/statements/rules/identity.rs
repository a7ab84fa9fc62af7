//! Rules on who the line is about: name (V16), employee number (V17, V26), social insurance number
//! (V18 to V20, V22). A union that does not collect SINs has none of the last, and none is kept.

use std::collections::{HashMap, HashSet};

use super::cells::is_shortened;
use super::gathered::{Correction, Named};
use super::{File, Found, Row};
use crate::statements::sin::{Sin, mask_sin};
use crate::statements::{Column, Line, Severity, numbers};

/// V16: a name, of a family and a given name. One word alone may be a person's whole name: a
/// warning.
pub fn name(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.is_correction() {
        return;
    }
    if line.name.is_empty() && row.facts.positions[Column::Name.index()].is_some() {
        found.add(Column::Name, row.text(Column::Name), "");
    } else if !line.name.is_empty() && !line.name.contains([' ', ',', '\u{a0}']) {
        found.add_as(Severity::Warning, Some(Column::Name), line.name.as_str(), "");
    }
}

/// V17, first half: every line has an employee number, corrections too.
pub fn number(row: &Row<'_>, line: &Line, found: &mut Found) {
    if line.employee_number.is_empty() && row.facts.positions[Column::EmployeeNumber.index()].is_some() {
        found.add(Column::EmployeeNumber, row.text(Column::EmployeeNumber), "");
    }
}

/// What is written for a number or for a name where there is none: `N/A`, `--`, `000000`, `XXXX`. `Na`, `So`
/// and `Null` are families. Not the faults of a spreadsheet, which are V13's.
pub fn is_placeholder(text: &str) -> bool {
    match text.as_bytes() {
        [b'0', ..] => text.bytes().all(|b| b == b'0'),
        [b'x' | b'X', _, _, ..] => text.bytes().all(|b| matches!(b, b'x' | b'X')),
        // The longer dashes begin with the last of these bytes.
        [b'-' | 0xE2, ..] => text.chars().all(|c| matches!(c, '-' | '–' | '—' | ' ')),
        [b'N' | b'n' | b'S' | b's' | b'(', ..] if text.len() <= 6 => {
            // `So.` is a family too; `S.O.` is not.
            let is_signed =
                text.starts_with('(') || text.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation);
            matches!(text, "NULL" | "null") || (is_signed && numbers::says_none(text))
        }
        _ => false,
    }
}

/// V17, second half: no number on two normal lines; the later one is told where the first stands.
pub fn numbers_differ(file: &File<'_>, found: &mut Found) {
    let normal = || file.lines.named.iter().filter(|named| !named.employee_number.is_empty());
    // Payrolls sort by number: most files are proved without a table.
    if normal().map(|named| named.employee_number.as_str()).is_sorted_by(|a, b| a < b) {
        return;
    }
    let mut first_at: HashMap<&str, u32> = HashMap::with_capacity(file.lines.named.len());
    for Named { line, employee_number, .. } in normal() {
        let first = *first_at.entry(employee_number).or_insert(*line);
        // A number that a spreadsheet shortened is V13's: it is nobody's.
        if first != *line && !is_shortened(employee_number) {
            found.add_on(*line, Column::EmployeeNumber, employee_number, &first.to_string());
        }
    }
}

/// V18: reads the SIN: nine digits, not all equal. A spreadsheet drops the leading zeros of a number;
/// they are put back, in a text where that makes the check digit right. Blank is a warning, or nothing when the line is a correction.
pub fn sin(row: &Row<'_>, line: &mut Line, found: &mut Found) {
    if !row.facts.context.collects_sin {
        return;
    }
    let Some(cell) = row.cell(Column::Sin) else { return };
    let text = super::trim(&cell.text);
    if text.is_empty() {
        if !line.is_correction() {
            found.add_as(Severity::Warning, Some(Column::Sin), "", "");
        }
        return;
    }
    let is_cut =
        text.len() < 9 && (cell.typed || text.len() == 8) && text.bytes().all(|b| b.is_ascii_digit());
    line.sin = if is_cut {
        Sin::parse(&format!("{text:0>9}")).filter(|sin| cell.typed || sin.has_valid_check_digit())
    } else {
        Sin::parse(text)
    };
    if let (Some(sin), Some(history)) = (&line.sin, row.facts.context.history) {
        line.sin_index = history.index(sin);
    }
    if line.sin.is_none() {
        found.add(Column::Sin, mask_sin(text), "9");
    }
}

/// V19: the check digit.
pub fn sin_check_digit(_: &Row<'_>, line: &Line, found: &mut Found) {
    if let Some(sin) = line.sin.as_ref().filter(|sin| !sin.has_valid_check_digit()) {
        found.add(Column::Sin, mask_sin(sin.expose()), "");
    }
}

/// V20: 0 and 8 are not issued; 9 is temporary and may expire. Test numbers start with 0 and are
/// accepted where fictitious people are expected.
pub fn sin_first_digit(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(sin) = &line.sin else { return };
    let severity = match sin.first_digit() {
        0 if row.facts.context.accepts_test_sins => return,
        0 | 8 => Severity::Warning,
        9 => Severity::Info,
        _ => return,
    };
    found.add_as(severity, Some(Column::Sin), mask_sin(sin.expose()), sin.expose()[..1].to_owned());
}

/// V22: one SIN under two numbers, on normal lines; the later one is told where the first stands. Two
/// lines of one number are V17's.
pub fn sins_differ(file: &File<'_>, found: &mut Found) {
    let mut sins: Vec<(&Sin, u32)> = file.lines.sins.iter().map(|(line, sin)| (sin, *line)).collect();
    sins.sort_unstable();
    let named = &file.lines.named;
    let number = |line: u32| match named.binary_search_by_key(&line, |named| named.line) {
        Ok(at) => named[at].employee_number.as_str(),
        Err(_) => "",
    };
    for same in sins.chunk_by(|a, b| a.0 == b.0) {
        let (sin, first) = same[0];
        let is_other = |later: &u32| number(*later).is_empty() || number(*later) != number(first);
        for later in same[1..].iter().map(|(_, line)| *line).filter(is_other) {
            found.add_on(later, Column::Sin, &mask_sin(sin.expose()), &first.to_string());
        }
    }
}

/// V26: a number that no earlier statement had comes with a hiring date. Asked only when the
/// earlier numbers are known.
pub fn known_or_hired(row: &Row<'_>, line: &Line, found: &mut Found) {
    let Some(known) = row.facts.context.known_numbers else { return };
    let number = line.employee_number.as_str();
    let new = !number.is_empty() && !known.contains(number) && !is_shortened(number);
    if new && line.hired_on.is_none() && !found.is_unreadable(Column::HiredOn) && !line.is_correction() {
        found.add(Column::EmployeeNumber, line.employee_number.as_str(), "");
    }
}

/// V26, of corrections: a number that nobody ever had is mistyped, or of somebody whom no statement
/// named: counted, it would be one person more.
pub fn corrected_are_known(file: &File<'_>, found: &mut Found) {
    let Some(known) = file.context.known_numbers else { return };
    let new = |correction: &&Correction| {
        !correction.employee_number.is_empty() && !known.contains(correction.employee_number.as_str())
    };
    let mut corrections = file.lines.corrections.iter().filter(new).peekable();
    if corrections.peek().is_none() {
        return;
    }
    let here: HashSet<&str> = file.lines.named.iter().map(|named| named.employee_number.as_str()).collect();
    for Correction { line, employee_number, period, .. } in
        corrections.filter(|correction| !here.contains(correction.employee_number.as_str()))
    {
        found.add_on(*line, Column::EmployeeNumber, employee_number, period);
    }
}
