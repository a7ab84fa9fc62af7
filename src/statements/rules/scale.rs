//! Rules on the job title against the provincial list: its name (V28), what its scale pays (V34).

use rust_decimal::Decimal;

use super::{File, Found, Row};
use crate::statements::{Column, Line, SalaryUnit, titles};

/// Weeks of a year in an annual rate (Letter 41, section 1, article 3).
pub const WEEKS_OF_YEAR: Decimal = Decimal::from_parts(5218, 0, 0, false, 2);
/// A four-day week pays up to 6 % above the scale (Appendix L).
const FOUR_DAY_WEEK: Decimal = Decimal::from_parts(106, 0, 0, false, 2);

/// V28: the name is the list's for that number; the number prevails (Letter 41, note 4). Told once for
/// each name, on its first line.
pub fn title_names(file: &File<'_>, found: &mut Found) {
    for (code, names) in &file.lines.titles {
        for (name, line) in names {
            if let Some(other) = titles::other_name(code, name) {
                found.add_on(*line, Column::JobTitle, name, other);
            }
        }
    }
}

/// V34: the rate is within the scale of the job title. Off-scale rates are legitimate (7.24): a
/// warning.
pub fn rate_within_scale(row: &Row<'_>, line: &Line, found: &mut Found) {
    let (Some(rate), Some(unit)) = (line.salary_rate, line.salary_unit) else { return };
    if line.is_correction() || rate <= Decimal::ZERO {
        return;
    }
    let Some(scale) = titles::scale(&line.job_title_code, row.facts.context.end) else { return };
    let weekly = || row.facts.title(line).map(|title| title.hours_in_day * Decimal::from(5));
    // What an hour of the scale is worth in the unit of the rate, and how that rate is rounded.
    let (hours, rounding) = match unit {
        SalaryUnit::Hour => (Decimal::ONE, Decimal::ZERO),
        SalaryUnit::Week => match weekly() {
            Some(hours) => (hours, Decimal::new(5, 3)),
            None => return,
        },
        SalaryUnit::Year => match weekly() {
            Some(hours) => (hours * WEEKS_OF_YEAR, Decimal::ONE),
            None => return,
        },
    };
    let bound = if rate > scale.highest * hours * FOUR_DAY_WEEK + rounding {
        scale.highest
    } else if rate < scale.lowest * hours - rounding {
        scale.lowest
    } else {
        return;
    };
    found.add(Column::SalaryRate, row.text(Column::SalaryRate), bound.to_string());
}
