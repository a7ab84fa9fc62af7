//! What the cells of a column look like, when its header says nothing: proposed to a person, never
//! used without one; and whether columns known by their places alone are still there.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::Mapping;
use crate::statements::absences::Absence;
use crate::statements::numbers::{DecimalSign, evidence, parse_decimal};
use crate::statements::reader::Sheet;
use crate::statements::rules::{read_shift, read_status};
use crate::statements::sin::Sin;
use crate::statements::{Column, reference};

/// Records looked at.
const SAMPLE: usize = 60;
/// Of the cells that hold something, how many in ten must look alike.
const MOST: usize = 9;

/// What the columns that a mapping leaves unread seem to hold: their index and the item, each item
/// once and none that is placed.
pub fn guess(sheet: &Sheet<'_>, mapping: &Mapping, dues_rate: Option<Decimal>) -> Vec<(usize, Column)> {
    let columns = cells(sheet);
    let read = |index: usize| {
        mapping.given_name == Some(index) || mapping.columns.values().any(|placed| *placed == index)
    };
    let mut guesses: Vec<(usize, Column)> = Vec::new();
    for (index, texts) in columns.iter().enumerate().filter(|(index, _)| !read(*index)) {
        let looks = LOOKS.iter().find(|(column, looks)| {
            !mapping.has(*column) && guesses.iter().all(|(_, other)| other != column) && mostly(texts, *looks)
        });
        guesses.extend(looks.map(|(column, _)| (index, *column)));
    }
    if let Some(rate) = dues_rate
        && !mapping.has(Column::Dues)
    {
        guesses.extend(dues(&columns, mapping, rate, &read));
    }
    if !mapping.has(Column::EmployeeNumber) {
        let is_free = |index: &usize| !read(*index) && guesses.iter().all(|(other, _)| other != index);
        let number = (0..columns.len()).filter(is_free).find(|index| all_differ(&columns[*index]));
        guesses.extend(number.map(|index| (index, Column::EmployeeNumber)));
    }
    guesses
}

/// Whether a column known by its place no longer looks like its item, while another one does: the
/// employer moved its columns, and no name tells where to.
pub fn have_moved(sheet: &Sheet<'_>, mapping: &Mapping) -> bool {
    let columns = cells(sheet);
    let looks_so = |index: usize, looks| columns.get(index).is_some_and(|texts| mostly(texts, looks));
    let elsewhere = |placed, looks| (0..columns.len()).any(|index| index != placed && looks_so(index, looks));
    LOOKS.iter().any(|(column, looks)| {
        let placed = mapping.columns.get(column);
        placed.is_some_and(|placed| !looks_so(*placed, *looks) && elsewhere(*placed, *looks))
    })
}

/// Whether each of these short codes has a digit and stands once: employee numbers.
fn all_differ(texts: &[String]) -> bool {
    let is_code = |text: &String| {
        (2..=12).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
            && text.bytes().any(|b| b.is_ascii_digit())
    };
    let different: HashSet<&String> = texts.iter().collect();
    texts.len() >= 2 && different.len() == texts.len() && texts.iter().all(is_code)
}

/// Items whose column holds social insurance numbers instead: columns were taken for one another.
pub fn sins_elsewhere(columns: &[Vec<String>], mapping: &Mapping) -> Vec<Column> {
    let (_, is_sin) = LOOKS[0];
    let placed = mapping.columns.iter().filter(|(column, _)| **column != Column::Sin);
    let holds = |index: usize| columns.get(index).is_some_and(|texts| mostly(texts, is_sin));
    placed.filter(|(_, index)| holds(**index)).map(|(column, _)| *column).collect()
}

/// Items whose columns were taken for each other: each holds what looks like the other, not like itself. SINs
/// are told apart by [`sins_elsewhere`].
pub fn swapped(columns: &[Vec<String>], mapping: &Mapping) -> Vec<(Column, Column)> {
    let holds = |item: Column, looks: Look| {
        let texts = mapping.columns.get(&item).and_then(|index| columns.get(*index));
        texts.is_some_and(|texts| mostly(texts, looks))
    };
    // Nearly every column looks like its own item, and is compared with no other.
    let odd: Vec<_> = LOOKS[1..].iter().filter(|(item, own)| !holds(*item, *own)).collect();
    let pairs = odd.iter().flat_map(|one| odd.iter().map(move |other| (one, other)));
    let swapped = pairs.filter(|((item, own), (other, others))| holds(*item, *others) && holds(*other, *own));
    swapped.map(|((item, _), (other, _))| (*item, *other)).collect()
}

type Look = fn(&str) -> bool;

/// From the most telling: a number that passes a check digit is nothing else.
const LOOKS: [(Column, Look); 8] = [
    (Column::Sin, |text| Sin::parse(text).is_some_and(|sin| sin.has_valid_check_digit())),
    (Column::Status, |text| read_status(text).is_some()),
    (Column::Shift, is_shift),
    (Column::JobTitleCode, reference::is_job_title),
    (Column::Absences, |text| Absence::read(text).is_some()),
    (Column::Phone, is_phone),
    (Column::Name, is_name),
    (Column::Address, is_address),
];

fn is_shift(text: &str) -> bool {
    matches!(text, "D" | "E" | "N" | "D/E" | "D/N" | "D/E/N" | "J" | "S") || read_shift(text).is_some()
}

/// Two words or more, none of them a number.
fn is_name(text: &str) -> bool {
    let words = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty());
    let is_word =
        |word: &str| word.starts_with(char::is_uppercase) && !word.bytes().any(|b| b.is_ascii_digit());
    words.clone().count() >= 2 && words.clone().all(is_word)
}

/// A number, then a street.
fn is_address(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && text.contains(' ') && text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (10..=11).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " ()-.+".contains(c))
}

fn mostly(texts: &[String], looks: Look) -> bool {
    let filled = texts.iter().filter(|text| !text.is_empty());
    let (all, alike) = filled.fold((0, 0), |(all, alike), text| (all + 1, alike + usize::from(looks(text))));
    all >= 3 && alike * 10 >= all * MOST
}

/// The cells of each column in the first records, trimmed.
pub fn cells(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let mut columns = vec![Vec::new(); sheet.header.len()];
    let mut records = sheet.records();
    for _ in 0..SAMPLE {
        let Some(record) = records.next() else { break };
        for (column, cell) in columns.iter_mut().zip(&record.cells) {
            column.push(cell.text.trim().to_owned());
        }
    }
    columns
}

/// A column that is, line after line, the union's rate of another: dues and what they are taken of.
fn dues(
    columns: &[Vec<String>],
    mapping: &Mapping,
    rate: Decimal,
    read: &impl Fn(usize) -> bool,
) -> Vec<(usize, Column)> {
    let numbers = |texts: &[String]| -> Vec<Option<Decimal>> {
        let sign = texts.iter().find_map(|text| evidence(text)).unwrap_or(DecimalSign::Point);
        texts.iter().map(|text| parse_decimal(text, Some(sign)).ok()).collect()
    };
    let all: Vec<Vec<Option<Decimal>>> = columns.iter().map(|texts| numbers(texts)).collect();
    let bases: Vec<usize> = match mapping.columns.get(&Column::SalaryPaid) {
        Some(paid) => vec![*paid],
        None => (0..columns.len()).filter(|index| !read(*index)).collect(),
    };
    for base in bases {
        for index in (0..columns.len()).filter(|index| *index != base && !read(*index)) {
            let pairs = all[base].iter().zip(&all[index]).filter_map(|(a, b)| a.zip(*b));
            let pairs = pairs.filter(|(paid, _)| *paid > Decimal::ZERO);
            let (count, at_rate) = pairs.fold((0, 0), |(count, at_rate), (paid, dues)| {
                let is_at_rate = (paid * rate - dues).abs() <= Decimal::new(2, 2);
                (count + 1, at_rate + usize::from(is_at_rate))
            });
            if count >= 3 && at_rate * 10 >= count * MOST {
                let paid = (base, Column::SalaryPaid);
                let found = (index, Column::Dues);
                return if mapping.has(Column::SalaryPaid) { vec![found] } else { vec![paid, found] };
            }
        }
    }
    Vec::new()
}
