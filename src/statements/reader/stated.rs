//! The record `H;key=value;...` that an employer may put above the header: what it says of the
//! period and its own totals, which rules V03, V10 and V11 compare. Not the footer's total row.

use std::str::FromStr;

use chrono::NaiveDate;

use super::Record;
use crate::money::Cad;
use crate::statements::numbers::{self, DecimalSign};

/// What the employer states of the whole file; a field is `None` when not said or not readable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatedTotals {
    pub union: Option<String>,
    pub employer: Option<String>,
    pub unit: Option<String>,
    pub fiscal_year: Option<String>,
    /// `P01` to `P13`, as written.
    pub period: Option<String>,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    /// Dates of deduction.
    pub pays: Vec<NaiveDate>,
    pub remitted_on: Option<NaiveDate>,
    /// Amount remitted, in dollars.
    pub amount: Option<Cad>,
    pub lines: Option<u32>,
    pub dues: Option<Cad>,
    pub initiation: Option<Cad>,
    pub held: Option<Cad>,
    /// Dues held before that are remitted here, after a ruling (5.05).
    pub released: Option<Cad>,
    /// Dues of each date of deduction, in the order of `pays`.
    pub dues_by_pay: Vec<Cad>,
    /// How the statement came: `electronic`, `paper`.
    pub transmission: Option<String>,
    /// Keys whose value could not be read, with that value.
    pub unread: Vec<(String, String)>,
}

impl StatedTotals {
    /// Reads the record when it is one: `H` first, then at least one `key=value`. The delimiter of
    /// the file need not be the semicolon of the record.
    pub fn read(record: &Record<'_>) -> Option<StatedTotals> {
        let first = record.cells.first()?.text.trim();
        if !(first == "H" || first.starts_with("H;")) {
            return None;
        }
        let mut stated = StatedTotals::default();
        let mut pairs = 0;
        // Dates of pays are joined by commas, so a comma file cuts them: what has no `=` goes on.
        let mut last_key = String::new();
        for part in record.cells.iter().flat_map(|cell| cell.text.split(';')).skip(1) {
            let part = part.trim();
            match part.split_once('=') {
                Some((key, value)) => {
                    pairs += 1;
                    last_key = key.trim().to_ascii_lowercase();
                    stated.set(&last_key, value.trim());
                }
                None if matches!(last_key.as_str(), "pays" | "dues_by_pay") && !part.is_empty() => {
                    stated.set(&last_key, part);
                }
                None => {}
            }
        }
        (pairs > 0).then_some(stated)
    }

    fn set(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let text = Some(value.to_owned());
        // The header record is for programs: its decimal sign is the point.
        let money = || numbers::parse_money(value, Some(DecimalSign::Point)).ok();
        let date = || numbers::parse_date(value);
        let read = match key {
            "union" => put(&mut self.union, text),
            "employer" => put(&mut self.employer, text),
            "unit" => put(&mut self.unit, text),
            "fy" => put(&mut self.fiscal_year, text),
            "period" => put(&mut self.period, text),
            "start" => put(&mut self.start, date()),
            "end" => put(&mut self.end, date()),
            "remitted_on" => put(&mut self.remitted_on, date()),
            "amount" => put(&mut self.amount, money()),
            "dues" => put(&mut self.dues, money()),
            "initiation" => put(&mut self.initiation, money()),
            "held" => put(&mut self.held, money()),
            "released" => put(&mut self.released, money()),
            "dues_by_pay" => self.set_dues_by_pay(value),
            "transmission" => put(&mut self.transmission, text),
            "lines" => put(&mut self.lines, u32::from_str(value).ok()),
            "pays" => self.set_pays(value),
            // A key we do not know says nothing that is checked.
            _ => true,
        };
        if !read {
            self.unread.push((key.to_owned(), value.to_owned()));
        }
    }

    /// Forgets the sums: where several sheets are read, nobody says whether they are of the first or of all.
    pub fn forget_sums(&mut self) {
        *self = StatedTotals {
            amount: None,
            lines: None,
            dues: None,
            initiation: None,
            held: None,
            released: None,
            dues_by_pay: Vec::new(),
            ..std::mem::take(self)
        };
    }

    /// Whether the record says which period it is of.
    pub fn says_period(&self) -> bool {
        self.period.is_some() || self.start.is_some() || self.end.is_some()
    }

    /// Whether the value of a key could not be read.
    pub fn has_unread(&self, key: &str) -> bool {
        self.unread.iter().any(|(unread, _)| unread == key)
    }

    fn set_dues_by_pay(&mut self, value: &str) -> bool {
        let money = |amount: &str| numbers::parse_money(amount.trim(), Some(DecimalSign::Point)).ok();
        let amounts: Option<Vec<Cad>> = value.split(',').map(money).collect();
        amounts.map(|amounts| self.dues_by_pay.extend(amounts)).is_some()
    }

    fn set_pays(&mut self, value: &str) -> bool {
        let days: Option<Vec<NaiveDate>> =
            value.split(',').map(|day| numbers::parse_date(day.trim())).collect();
        days.map(|days| self.pays.extend(days)).is_some()
    }
}

/// Keeps a value that could be read; `false` when there was none.
fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}
