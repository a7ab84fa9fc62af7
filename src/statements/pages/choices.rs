//! What may be chosen of a file's columns, numbers, dates and codes, in words.

use super::columns::GIVEN_NAME;
use crate::leave::Kind;
use crate::statements::mapping::Question;
use crate::statements::numbers::{DateOrder, DecimalSign};
use crate::statements::{Column, Severity, reference};
use crate::text::Text;

/// A choice of a list.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

pub fn choose(choices: &[(String, String)], chosen: &str) -> Vec<Choice> {
    let choice = |(value, label): &(String, String)| Choice {
        value: value.clone(),
        label: label.clone(),
        chosen: value == chosen,
    };
    choices.iter().map(choice).collect()
}

fn pair(value: impl Into<String>, label: impl Into<String>) -> (String, String) {
    (value.into(), label.into())
}

/// Every item of 5.03, required ones first said so.
pub fn items(t: Text) -> Vec<(String, String)> {
    let name = |column: Column| {
        let name = t.kind(&column.message_key(), &[]);
        let required = column.severity_when_missing() == Some(Severity::Error);
        pair(column.key(), if required { t.columns_required(name) } else { name })
    };
    let mut items = vec![pair("", t.columns_unused())];
    for column in Column::ALL {
        items.push(name(column));
        if column == Column::Name {
            items.push(pair(GIVEN_NAME, t.columns_given_name()));
        }
    }
    items
}

/// What the rates are paid by; the blank is what the file says, or stays to be said where it says nothing.
pub fn units(is_in_file: bool, t: Text) -> Vec<(String, String)> {
    let unsaid = if is_in_file { t.columns_unit_column() } else { t.columns_unit_unsaid() };
    let named = [("H", t.columns_unit_hour()), ("W", t.columns_unit_week()), ("Y", t.columns_unit_year())];
    let mut units = vec![pair("", unsaid)];
    units.extend(named.map(|(code, name)| pair(code, name)));
    units
}

pub fn decimals(t: Text) -> Vec<(String, String)> {
    let either = pair("", t.columns_by_content());
    vec![either, pair("comma", t.columns_decimal_comma()), pair("point", t.columns_decimal_point())]
}

pub fn date_orders(t: Text) -> Vec<(String, String)> {
    let either = pair("", t.columns_by_content());
    vec![either, pair("day_first", t.columns_day_first()), pair("month_first", t.columns_month_first())]
}

pub fn seniorities(t: Text) -> Vec<(String, String)> {
    vec![pair("", t.columns_seniority_of_period()), pair("in_all", t.columns_seniority_in_all())]
}

pub fn decimal_code(sign: Option<DecimalSign>) -> &'static str {
    match sign {
        Some(DecimalSign::Comma) => "comma",
        Some(DecimalSign::Point) => "point",
        None => "",
    }
}

pub fn date_code(order: Option<DateOrder>) -> &'static str {
    match order {
        Some(DateOrder::DayFirst) => "day_first",
        Some(DateOrder::MonthFirst) => "month_first",
        None => "",
    }
}

pub fn kinds(t: Text) -> Vec<(String, String)> {
    let mut kinds = vec![pair("", t.columns_code_unknown())];
    kinds.extend(reference::absence_kinds().map(|code| pair(code, t.columns_kind(code, kind_name(code, t)))));
    kinds
}

pub fn statuses(t: Text) -> Vec<(String, String)> {
    let unknown = pair("", t.columns_code_unknown());
    vec![unknown, pair("FT", t.status_full_time()), pair("PT", t.status_part_time())]
}

pub fn shifts() -> Vec<(String, String)> {
    ["", "D", "E", "N", "D/E", "D/N", "D/E/N"].map(|shift| pair(shift, shift)).into()
}

pub fn asked(question: &Question, t: Text) -> String {
    let name = |column: &Column| t.kind(&column.message_key(), &[]);
    match question {
        Question::Headless => t.columns_ask_headless().to_owned(),
        Question::Sheets(sheets) if sheets.len() < 2 => t.columns_ask_sheet().to_owned(),
        Question::Sheets(sheets) => t.columns_ask_sheets(sheets.len()),
        Question::OtherColumns(_, left_out) => t.columns_ask_sheets_differ(left_out),
        Question::OtherSign(DecimalSign::Comma, value) => t.columns_ask_not_comma(value),
        Question::OtherSign(DecimalSign::Point, value) => t.columns_ask_not_point(value),
        Question::Where(column) => t.columns_ask_where(name(column)),
        Question::Which(column) => t.columns_ask_which(name(column)),
        Question::Decimal(value) => t.columns_ask_decimal(value),
        Question::Dates(value) => t.columns_ask_dates(value),
        Question::Sins(column) => t.columns_ask_sins(name(column)),
        Question::Swapped(column, other) => t.columns_ask_swapped(name(column), name(other)),
        Question::Status(word) => t.columns_ask_status(word),
    }
}

/// The words of a kind of absence; those of union leave are the leave bank's.
fn kind_name(code: &str, t: Text) -> String {
    match Kind::of(code) {
        Some(kind) => t.kind(&kind.key(), &[]),
        None => t.kind(&format!("absence-kind-{}", code.to_ascii_lowercase()), &[]),
    }
}
