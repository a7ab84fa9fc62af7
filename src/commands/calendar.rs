//! `quittance calendar 2025-26 --first-period-end 2025-04-26`: the 13 periods as data or a table.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Side, columns};
use crate::calendar::{FiscalYear, Period};

/// The answer of `--json`, in the order of keys that `percapita.md` section 9 fixes.
#[derive(Debug, Serialize)]
pub struct Answer {
    fiscal_year: FiscalYear,
    periods: Vec<PeriodAnswer>,
}

#[derive(Debug, Serialize)]
struct PeriodAnswer {
    period: String,
    start: NaiveDate,
    end: NaiveDate,
}

/// The periods as data.
pub fn answer(fiscal_year: FiscalYear, periods: &[Period]) -> Answer {
    let periods = periods
        .iter()
        .map(|period| PeriodAnswer { period: period.code(), start: period.start, end: period.end })
        .collect();
    Answer { fiscal_year, periods }
}

/// The periods as a table; `words` gives the text of a key of `dues.ftl`, `date` writes a date.
pub fn table(
    fiscal_year: FiscalYear,
    periods: &[Period],
    words: &dyn Fn(&str) -> String,
    date: &dyn Fn(NaiveDate) -> String,
) -> String {
    let heading = ["period", "start", "end", "days"].map(|column| words(&format!("dues-calendar-{column}")));
    let mut rows = vec![heading.to_vec()];
    rows.extend(
        periods.iter().map(|period| {
            vec![period.code(), date(period.start), date(period.end), period.days().to_string()]
        }),
    );
    let table = columns(&[Side::Left, Side::Left, Side::Left, Side::Right], &rows);
    format!("{} {fiscal_year}\n\n{table}", words("dues-calendar-title"))
}
