//! The fiscal year from April 1 and its 13 accounting periods (clause 1.01-9), and when what they
//! owe is due. Not the clock, and not the employer's pay dates: a period is two dates, whoever asks.
//!
//! The agreement fixes every period but the first: P01 starts April 1 and ends on a date of the
//! employer's (Q06), P02 to P12 have 28 days each, P13 ends March 31.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days after a period's end when its per capita is due, unless the confederation says otherwise
/// (`percapita.md`, section 7).
pub const DUE_DAYS: u32 = 30;

/// Accounting periods of a fiscal year (clause 1.01-9).
pub const PERIODS: u8 = 13;

/// Days from P02's start to P12's end: eleven periods of 28.
const DAYS_P02_TO_P12: u64 = 11 * 28;

/// Lengths of P01 in days that need no second look (Q06); others are valid but deserve a warning.
pub const USUAL_FIRST_PERIOD: RangeInclusive<i64> = 14..=43;

/// Why a fiscal year or a period could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("`{0}` is not a fiscal year: write it 2025-26")]
    FiscalYear(String),
    #[error("`{0}` is not an accounting period: write it P04 or 2025-26 P04, from P01 to P13")]
    Period(String),
    #[error("P01 of {fiscal_year} cannot end on {end}: it ends from {earliest} to {latest}")]
    FirstPeriodEnd { fiscal_year: FiscalYear, end: NaiveDate, earliest: NaiveDate, latest: NaiveDate },
}

/// A fiscal year, April 1 to March 31, named by the two calendar years it touches: `2025-26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The year that starts on April 1 of `start_year`, which has four digits.
    pub fn new(start_year: i32) -> Result<FiscalYear, CalendarError> {
        if (1000..=9998).contains(&start_year) {
            Ok(FiscalYear(start_year))
        } else {
            Err(CalendarError::FiscalYear(start_year.to_string()))
        }
    }

    /// The fiscal year that holds `date`.
    pub fn of(date: NaiveDate) -> FiscalYear {
        FiscalYear(if date.month() >= 4 { date.year() } else { date.year() - 1 })
    }

    pub fn start_year(self) -> i32 {
        self.0
    }

    /// April 1.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or(NaiveDate::MAX)
    }

    /// March 31 of the next calendar year.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or(NaiveDate::MAX)
    }

    pub fn next(self) -> FiscalYear {
        FiscalYear(self.0 + 1)
    }

    pub fn previous(self) -> FiscalYear {
        FiscalYear(self.0 - 1)
    }

    /// 365, or 366 when February 29 falls in it (2023-24, 2027-28).
    pub fn days(self) -> i64 {
        days_between(self.first_day(), self.last_day())
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

/// Strict: four digits, a hyphen, the last two digits of the following year.
impl FromStr for FiscalYear {
    type Err = CalendarError;
    fn from_str(text: &str) -> Result<FiscalYear, CalendarError> {
        let refused = || CalendarError::FiscalYear(text.to_owned());
        let (start, _) = text.split_once('-').ok_or_else(refused)?;
        let year = FiscalYear::new(start.parse().map_err(|_| refused())?).map_err(|_| refused())?;
        // Written back it must be the same: this refuses `+2025-26`, `2025-27` and `2025-026`.
        if year.to_string() == text { Ok(year) } else { Err(refused()) }
    }
}

impl TryFrom<String> for FiscalYear {
    type Error = CalendarError;
    fn try_from(text: String) -> Result<FiscalYear, CalendarError> {
        text.parse()
    }
}

impl From<FiscalYear> for String {
    fn from(year: FiscalYear) -> String {
        year.to_string()
    }
}

/// Which period, without its dates (those depend on the employer): `2025-26 P04`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PeriodId {
    fiscal_year: FiscalYear,
    number: u8,
}

impl PeriodId {
    /// Period `number` of a year, from 1 to 13.
    pub fn new(fiscal_year: FiscalYear, number: u8) -> Result<PeriodId, CalendarError> {
        if (1..=PERIODS).contains(&number) {
            Ok(PeriodId { fiscal_year, number })
        } else {
            Err(CalendarError::Period(format!("P{number:02}")))
        }
    }

    pub fn fiscal_year(self) -> FiscalYear {
        self.fiscal_year
    }

    pub fn number(self) -> u8 {
        self.number
    }

    /// `P04`.
    pub fn code(self) -> String {
        format!("P{:02}", self.number)
    }

    /// P13 is followed by P01 of the next year.
    pub fn next(self) -> PeriodId {
        if self.number == PERIODS {
            PeriodId { fiscal_year: self.fiscal_year.next(), number: 1 }
        } else {
            PeriodId { number: self.number + 1, ..self }
        }
    }

    /// P01 follows P13 of the year before.
    pub fn previous(self) -> PeriodId {
        if self.number == 1 {
            PeriodId { fiscal_year: self.fiscal_year.previous(), number: PERIODS }
        } else {
            PeriodId { number: self.number - 1, ..self }
        }
    }

    /// `2025-26 P04`, or `P04` of `current`; the P may be small and the number one digit (`p4`).
    pub fn parse(text: &str, current: FiscalYear) -> Result<PeriodId, CalendarError> {
        let refused = || CalendarError::Period(text.to_owned());
        let mut words = text.split_whitespace();
        let (fiscal_year, code) = match (words.next(), words.next(), words.next()) {
            (Some(code), None, _) => (current, code),
            (Some(year), Some(code), None) => (year.parse().map_err(|_| refused())?, code),
            _ => return Err(refused()),
        };
        let digits = code.strip_prefix(['P', 'p']).ok_or_else(refused)?;
        PeriodId::new(fiscal_year, number_of(digits).ok_or_else(refused)?).map_err(|_| refused())
    }

    /// The period that a correction line names, as read in the statement of `correcting`.
    ///
    /// A correction is always of an earlier period, so a bare `P13` in a statement of P01 is the
    /// year before's. A full `2025-26 P13` is taken as it stands, even when it is not earlier.
    /// Payrolls also write `4`, `2025-26/P04` and `2025-2026_P04`: nothing else can be meant.
    pub fn corrected(text: &str, correcting: PeriodId) -> Result<PeriodId, CalendarError> {
        let refused = || CalendarError::Period(text.to_owned());
        let mut words = text.split([' ', '/', '_', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty());
        let (year, code) = match (words.next(), words.next(), words.next()) {
            (Some(code), None, _) => (None, code),
            (Some(year), Some(code), None) => (Some(year_in_full(year).ok_or_else(refused)?), code),
            _ => return Err(refused()),
        };
        let digits = code.strip_prefix(['P', 'p']).unwrap_or(code);
        let number = number_of(digits).ok_or_else(refused)?;
        let named = PeriodId::new(year.unwrap_or(correcting.fiscal_year), number).map_err(|_| refused())?;
        if year.is_none() && named > correcting {
            return PeriodId::new(named.fiscal_year.previous(), named.number);
        }
        Ok(named)
    }
}

/// One or two digits.
fn number_of(digits: &str) -> Option<u8> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// `2025-26`, or `2025-2026`.
fn year_in_full(text: &str) -> Option<FiscalYear> {
    let (start, end) = text.split_once('-')?;
    let short = if end.len() == 4 && start.get(..2) <= end.get(..2) {
        let next = start.parse::<i32>().ok()?.checked_add(1)?;
        if end != next.to_string() {
            return None;
        }
        &end[2..]
    } else {
        end
    };
    format!("{start}-{short}").parse().ok()
}

impl fmt::Display for PeriodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} P{:02}", self.fiscal_year, self.number)
    }
}

/// The full form only, `2025-26 P04`: a bare `P04` needs a year, see [`PeriodId::parse`].
impl FromStr for PeriodId {
    type Err = CalendarError;
    fn from_str(text: &str) -> Result<PeriodId, CalendarError> {
        let refused = || CalendarError::Period(text.to_owned());
        let (year, _) = text.trim().split_once(char::is_whitespace).ok_or_else(refused)?;
        PeriodId::parse(text, year.parse().map_err(|_| refused())?)
    }
}

impl TryFrom<String> for PeriodId {
    type Error = CalendarError;
    fn try_from(text: String) -> Result<PeriodId, CalendarError> {
        text.parse()
    }
}

impl From<PeriodId> for String {
    fn from(id: PeriodId) -> String {
        id.to_string()
    }
}

/// One accounting period of one employer's calendar; both days are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    pub fiscal_year: FiscalYear,
    /// From 1 to 13.
    pub number: u8,
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Period {
    pub fn id(&self) -> PeriodId {
        PeriodId { fiscal_year: self.fiscal_year, number: self.number }
    }

    /// `P05`.
    pub fn code(&self) -> String {
        self.id().code()
    }

    pub fn contains(&self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }

    /// How many days, both ends included.
    pub fn days(&self) -> i64 {
        days_between(self.start, self.end)
    }

    /// The day its per capita is due, `days` after its end; never moved off a weekend (Q04).
    pub fn due_on(&self, days: u32) -> NaiveDate {
        self.end.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
    }
}

/// The 13 periods of a fiscal year, of which the employer fixes the end of the first (Q06).
///
/// P01 has at least one day and leaves at least one to P13, so from 1 to 56 days, or 57 in a year
/// of 366 days; anything else is refused.
pub fn periods(
    fiscal_year: FiscalYear,
    first_period_end: NaiveDate,
) -> Result<[Period; PERIODS as usize], CalendarError> {
    let first_day = fiscal_year.first_day();
    let latest = fiscal_year.last_day() - Days::new(DAYS_P02_TO_P12 + 1);
    if first_period_end < first_day || first_period_end > latest {
        return Err(CalendarError::FirstPeriodEnd {
            fiscal_year,
            end: first_period_end,
            earliest: first_day,
            latest,
        });
    }
    let mut start = first_day;
    let mut end = first_period_end;
    Ok(std::array::from_fn(|i| {
        let number = i as u8 + 1;
        let period_end = if number == PERIODS { fiscal_year.last_day() } else { end };
        let period = Period { fiscal_year, number, start, end: period_end };
        start = end + Days::new(1);
        end = end + Days::new(28);
        period
    }))
}

fn days_between(first: NaiveDate, last: NaiveDate) -> i64 {
    (last - first).num_days() + 1
}
