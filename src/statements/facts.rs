//! What the checks of a line need besides the line, worked out once for a file.

mod known;

use std::cell::{Cell as Flag, OnceCell};
use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, Weekday};
use compact_str::CompactString;
use rust_decimal::Decimal;

use self::known::{KnownNumbers, without_decimals};
use super::absences;
use super::checks::Context;
use super::columns::Kind;
use super::mapping::Mapping;
use super::numbers::{self, DateOrder, DecimalSign};
use super::reader::{Record, Sheet};
use super::reading::Signs;
use super::rules::{self, TitleHours};
use super::{Column, Line, Severity, reference};

/// What the checks of a line need, worked out once.
pub struct Facts<'f> {
    pub context: &'f Context<'f>,
    pub mapping: &'f Mapping,
    pub positions: [Option<usize>; Column::COUNT],
    /// Cells of the header.
    pub width: usize,
    /// Cells of most records: one more than the header where each ends with a delimiter.
    pub usual_width: usize,
    /// Cells a record must have to hold every column that 5.03 requires.
    pub required_width: usize,
    /// Whether the file may hold what a wrong encoding leaves.
    pub suspect_text: bool,
    /// Weeks of the period.
    pub weeks: Decimal,
    /// Mondays to Fridays of the period.
    pub working_days: u32,
    /// Most days of seniority that the period gives (12.04).
    pub most_seniority: Decimal,
    /// Pays of the period: a flat amount may be of each, and dues may be a cent a pay away (Q38).
    pub pays: u8,
    titles: Vec<TitleHours>,
    sheet: &'f Sheet<'f>,
    signs: OnceCell<Signs>,
    known: Option<KnownNumbers<'f>>,
    dates: OnceCell<Option<DateOrder>>,
    told: Flag<u32>,
}

impl<'f> Facts<'f> {
    pub(super) fn new(sheet: &'f Sheet<'f>, mapping: &'f Mapping, context: &'f Context<'f>) -> Facts<'f> {
        let required = |column: &&Column| column.severity_when_missing() == Some(Severity::Error);
        let required = Column::ALL.iter().filter(required).filter_map(|column| mapping.columns.get(column));
        let days = context.start.iter_days().take_while(|day| *day <= context.end).take(400);
        let (mut total, mut working) = (0, 0);
        for day in days {
            total += 1;
            working += u32::from(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        }
        let stated_pays = sheet.header_record.as_ref().map_or(0, |stated| stated.pays.len());
        let stated = [context.pay_dates.len(), stated_pays].into_iter().find(|pays| *pays > 0);
        let stated = stated.map(|pays| u8::try_from(pays).unwrap_or(u8::MAX));
        let pays = context.dues.as_ref().map_or(stated.unwrap_or(2), |dues| dues.policy.pays(stated));
        Facts {
            context,
            mapping,
            positions: mapping.positions(),
            width: sheet.header.len(),
            usual_width: usual_width(sheet),
            required_width: required.max().map_or(0, |last| last + 1),
            suspect_text: sheet.has_suspect_text(),
            weeks: Decimal::from((context.end - context.start).num_days() + 1) / Decimal::from(7),
            working_days: working,
            most_seniority: rules::most_seniority(working),
            pays,
            titles: rules::titles(context.end, total),
            sheet,
            signs: OnceCell::new(),
            known: context.known_numbers.map(KnownNumbers::new),
            dates: OnceCell::new(),
            told: Flag::new(0),
        }
    }

    /// The hours of the line's job title; `None` when they are not known.
    pub fn title(&self, line: &Line) -> Option<&TitleHours> {
        let number = reference::job_title_number(&line.job_title_code);
        self.titles.iter().find(|title| title.number == number)
    }

    /// The decimal sign that the file's values prove, or that somebody said and no value denies;
    /// `None` when they disagree. Looked for in the whole file, the first time it is asked: most
    /// files never ask.
    pub fn decimal_sign(&self) -> Option<DecimalSign> {
        self.signs().decimal(self.mapping.decimal)
    }

    /// Whether a point may only part thousands: a value shows it, or somebody said that the comma is
    /// the decimal sign and no value denies it.
    pub fn points_part_thousands(&self) -> bool {
        let is_comma = self.decimal_sign() == Some(DecimalSign::Comma);
        is_comma && (self.signs().points_group || self.mapping.decimal.is_some())
    }

    /// A value that denies the decimal sign that somebody said, where that sign was asked for.
    pub fn denial(&self) -> Option<&str> {
        self.signs.get()?.denial(self.mapping.decimal?)
    }

    fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::of(self.sheet, &numeric(&self.positions), usize::MAX))
    }

    /// Whether a record says the header once more, or a title above it.
    pub fn says_again(&self, record: &Record<'_>) -> bool {
        self.sheet.says_again(record)
    }

    /// An employee number as the employer's earlier statements have it: with the zeros and the marks that
    /// a program took off, or without those that it put there.
    pub fn employee_number<'n>(&'n self, number: &'n str) -> &'n str {
        let number = without_decimals(number);
        let unknown = |known: &&HashSet<CompactString>| !known.contains(number);
        let place = self.positions[Column::EmployeeNumber.index()];
        let Some((_, column)) = self.context.known_numbers.filter(unknown).zip(place) else { return number };
        let known = self.known.as_ref();
        known.and_then(|known| known.find(number, self.sheet, column)).unwrap_or(number)
    }

    /// The order of day and month that the file's dates prove, or that somebody said; `None` when
    /// neither, or when the dates disagree. Asked only by dates that are not ISO.
    pub fn date_order(&self) -> Option<DateOrder> {
        self.mapping.dates.or(*self.dates.get_or_init(|| self.find_date_order()))
    }

    fn find_date_order(&self) -> Option<DateOrder> {
        let dated = Column::ALL.into_iter().filter(|column| column.kind() == Kind::Date);
        let columns: Vec<usize> = dated.filter_map(|column| self.positions[column.index()]).collect();
        let away = self.positions[Column::Absences.index()];
        let mut records = self.sheet.records();
        let (mut of_dates, mut of_absences) = (Order::default(), Order::default());
        while let Some(record) = records.next() {
            let cells = columns.iter().filter_map(|index| record.cells.get(*index));
            cells.for_each(|cell| of_dates.see(cell.text.trim()));
            let away = away.and_then(|index| record.cells.get(index)).map_or("", |cell| &*cell.text);
            absences::days_written(away).for_each(|day| of_absences.see(day));
        }
        // People write absences by hand: one odd word among them denies no column of dates.
        if of_dates.seen.is_some() { of_dates.proven() } else { of_absences.proven() }
    }

    /// The same to be shown: of the first records when the whole file was not asked.
    pub fn shown_decimal_sign(&self) -> Option<DecimalSign> {
        const SAMPLE: usize = 100;
        let proven = |signs: &Signs| signs.decimal(None);
        self.signs
            .get()
            .map_or_else(|| proven(&Signs::of(self.sheet, &numeric(&self.positions), SAMPLE)), proven)
    }

    /// Whether this is the first time that something is told of a column.
    pub fn tell_once(&self, column: Column) -> bool {
        let bit = 1 << column.index();
        let told = self.told.get();
        self.told.set(told | bit);
        told & bit == 0
    }
}

/// The order that some of a file's days prove.
#[derive(Default)]
struct Order {
    seen: Option<DateOrder>,
    is_denied: bool,
}

impl Order {
    fn see(&mut self, text: &str) {
        if let Some(now) = numbers::date_evidence(text) {
            self.is_denied |= self.seen.is_some_and(|before| before != now);
            self.seen = Some(now);
        }
    }

    fn proven(&self) -> Option<DateOrder> {
        self.seen.filter(|_| !self.is_denied)
    }
}

/// Where amounts and numbers stand.
fn numeric(positions: &[Option<usize>; Column::COUNT]) -> Vec<usize> {
    let numeric = Column::ALL.into_iter().filter(|c| matches!(c.kind(), Kind::Money | Kind::Number));
    numeric.filter_map(|column| positions[column.index()]).collect()
}

/// The commonest count of cells among the first records, the smaller of two as common; never less
/// than the header's.
fn usual_width(sheet: &Sheet<'_>) -> usize {
    const SAMPLE: usize = 50;
    let mut records = sheet.records();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for _ in 0..SAMPLE {
        let Some(record) = records.next() else { break };
        *counts.entry(record.cells.len()).or_default() += 1;
    }
    // `max_by_key` keeps the last of equals: from the widest to the narrowest.
    let commonest = counts.into_iter().rev().max_by_key(|(_, times)| *times);
    commonest.map_or(0, |(width, _)| width).max(sheet.header.len())
}
