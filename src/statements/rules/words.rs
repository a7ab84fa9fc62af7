//! Which words explain a finding: keys of `rules.ftl` and what fills them. A rule with several
//! faults has a message for each, told apart by what the finding holds, so that a finding read back
//! from the database finds the same words. Not the words themselves.

use super::cells::is_shortened;
use super::find;
use super::identity::is_placeholder;
use crate::statements::columns::Kind;
use crate::statements::numbers::{parse_date, parse_money};
use crate::statements::reader::FAULTS as FAULTS_SHOWN;
use crate::statements::{Column, Finding};

/// Keys and arguments of one finding's messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub key: String,
    /// What to do.
    pub todo: String,
    /// The key of the column's name (`column-dues`); `None` when it is on no column.
    pub column: Option<String>,
    /// The `$line` of the messages; empty when it is on no line.
    pub line: String,
    value: String,
    expected: String,
    /// Whether what was expected is no value of that column.
    is_bare: bool,
    /// Whether the value is plain data that the check made, not the text of the cell.
    worked_out: bool,
    /// Whether the value is the text of a cell that was read as an amount.
    is_amount: bool,
    kind: Kind,
}

impl Words {
    /// The words of a finding.
    pub fn of(finding: &Finding) -> Words {
        let base = find(finding.rule).map_or("rule-unknown", |rule| rule.key);
        let key = format!("{base}{}", fault(finding));
        Words {
            todo: format!("{key}-todo"),
            key,
            column: finding.column.map(Column::message_key),
            line: finding.line.map_or(String::new(), |line| line.to_string()),
            value: finding.value.clone(),
            expected: finding.expected.clone(),
            is_bare: matches!(finding.rule, "V17" | "V18" | "V40" | "V67")
                || (finding.rule == "V14" && !finding.expected.contains('|')),
            worked_out: matches!(
                finding.rule,
                "V04"
                    | "V07"
                    | "V11"
                    | "V12"
                    | "V35"
                    | "V36"
                    | "V43"
                    | "V44"
                    | "V52"
                    | "V56"
                    | "V57"
                    | "V58"
                    | "V60"
                    | "V72"
                    | "V76"
                    | "V81"
                    | "V82"
            ),
            is_amount: finding.rule != "V14" && finding.column.map(Column::kind) == Some(Kind::Money),
            kind: match finding.rule {
                // Days, in a column of text.
                "V58" | "V60" => Kind::Number,
                // Dollars, on no column; dollars an hour.
                "V12" | "V34" | "V52" => Kind::Money,
                _ => finding.column.map_or(Kind::Text, Column::kind),
            },
        }
    }

    /// The `$value`: as received, or as the language writes the amount that was read, or what the check
    /// worked out of it.
    pub fn value(&self, french: bool) -> String {
        if self.worked_out {
            return self.written(&self.value, french);
        }
        let amount = self.is_amount.then(|| parse_money(&self.value, None).ok()).flatten();
        amount
            .map_or_else(|| self.value.clone(), |amount| localised(&amount.to_string(), Kind::Money, french))
    }

    /// The `$expected` as the language writes it: `20,33 $`, `2025-07-20 au 2025-08-16`.
    pub fn expected(&self, french: bool) -> String {
        self.written(&self.expected, french)
    }

    /// What the value is compared with, to be read beside it: empty where the rule compares with no
    /// value but with a line, a count of digits or of decimals, another column, which its sentence says.
    pub fn comparable(&self, french: bool) -> String {
        if self.is_bare { String::new() } else { self.expected(french) }
    }

    fn written(&self, plain: &str, french: bool) -> String {
        if plain.is_empty() {
            return String::new();
        }
        if let Some((first, second)) = plain.split_once('|') {
            return format!("{first} {} {second}", if french { "ou" } else { "or" });
        }
        let is_day = |text: &str| parse_date(text).is_some();
        if let Some((from, to)) = plain.split_once('/').filter(|(from, to)| is_day(from) && is_day(to)) {
            return format!("{from} {} {to}", if french { "au" } else { "to" });
        }
        // A limit (`2` decimals) is no amount.
        let kind = if plain.contains('.') { self.kind } else { Kind::Text };
        localised(plain, kind, french)
    }
}

/// A plain number (`-1355.40`) as a language writes it, with its dollar sign when it is money.
pub fn localised(plain: &str, kind: Kind, french: bool) -> String {
    if plain.is_empty() {
        return String::new();
    }
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |positive| ("-", positive));
    match kind {
        Kind::Money if french => format!("{sign}{}\u{a0}$", grouped(digits, '\u{a0}', ",")),
        Kind::Money => format!("{sign}${}", grouped(digits, ',', ".")),
        Kind::Number if french => plain.replace('.', ","),
        _ => plain.to_owned(),
    }
}

/// Digits with their thousands apart.
fn grouped(digits: &str, group: char, point: &str) -> String {
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let mut written = String::with_capacity(digits.len() + 4);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if !cents.is_empty() {
        written.push_str(point);
        written.push_str(cents);
    }
    written
}

/// The fault within the rule, as the end of its key; empty for the main one.
fn fault(finding: &Finding) -> &'static str {
    let blank = finding.value.is_empty();
    match (finding.rule, finding.column) {
        ("V01", None) if finding.value == "\"" => "-quote",
        ("V01", None) => "-shape",
        ("V01", Some(_)) if !blank => "-twice",
        ("V03", _) if finding.expected == "P01/P13" => "-number",
        ("V03" | "V10", _) if !is_stated(&finding.value) => "-said",
        ("V04", _) if finding.expected.contains('-') => "-bound",
        ("V07", _) if blank => "-blank",
        ("V11", _) if finding.line.is_some() && finding.expected.is_empty() => "-second",
        ("V11", _) if finding.line.is_some() => "-part",
        ("V13", _) if is_shortened(&finding.value) => "-short",
        ("V13", _) if FAULTS_SHOWN.contains(&finding.value.as_str()) => "-fault",
        ("V14", None) => "-header",
        ("V14", _) if blank => "-blank",
        ("V14", Some(column)) if column.kind() == Kind::Date => "-date",
        ("V14", _) if finding.expected.contains('|') => "-ambiguous",
        ("V14", _) if finding.expected == "2" => "-decimals",
        ("V16" | "V17" | "V18" | "V27" | "V29" | "V32", _) if blank => "-blank",
        ("V16", _) if is_placeholder(&finding.value) => "-none",
        ("V17", _) if finding.expected.is_empty() => "-none",
        ("V24", _) if blank => "-blank",
        ("V24", Some(Column::Phone)) => "-phone",
        ("V20", _) if finding.expected == "9" => "-temporary",
        ("V33", Some(Column::SalaryUnit)) => "-unit",
        ("V45", _) if finding.expected.is_empty() => "-negative",
        ("V41", None) => "-strangers",
        ("V50", _) if finding.expected.is_empty() => "-authorization",
        ("V50", _) if finding.expected.contains('.') => "-amount",
        ("V26", _) if !finding.expected.is_empty() => "-correction",
        ("V51", _) if finding.expected.is_empty() => "-case",
        ("V52", Some(Column::Dues)) if finding.expected.contains('P') => "-released",
        ("V52", Some(Column::Dues)) => "-dues",
        ("V52", _) if finding.line.is_some() && !finding.expected.is_empty() => "-correction",
        ("V52", Some(Column::EmployeeNumber)) => "-gone",
        ("V52", _) if finding.expected.is_empty() => "-ruling",
        ("V58", _) if finding.expected.is_empty() => "-short",
        ("V80", _) if finding.expected.is_empty() => "-value",
        ("V84", _) if finding.line.is_some() => "-unlisted",
        ("V72", _) if finding.expected.contains('.') => "-year",
        ("V78", Some(Column::CorrectionPeriod)) if finding.expected.starts_with('<') => "-ahead",
        ("V78", Some(Column::CorrectionPeriod)) if finding.expected.starts_with('≥') => "-before",
        ("V78", Some(Column::CorrectionPeriod)) if !finding.expected.is_empty() => "-unreceived",
        ("V78", Some(Column::CorrectionPeriod)) => "-period",
        ("V79", _) if finding.expected.contains(' ') => "-again",
        ("V79", _) if finding.expected.contains('\u{a0}') => "-year",
        ("V81", Some(Column::EmployeeNumber)) => "-absent",
        _ => "",
    }
}

/// Whether a value is what a header record holds: a count, a day, a period. Words alone around the lines may
/// be no more (`P04`), and are told as it is.
fn is_stated(value: &str) -> bool {
    let figures = value.strip_prefix(['P', 'p']).unwrap_or(value);
    figures.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// Every ending that `fault` may give, by rule: what the words must have besides each rule's own.
pub const FAULTS: &[(&str, &str)] = &[
    ("V01", "-shape"),
    ("V01", "-quote"),
    ("V01", "-twice"),
    ("V03", "-number"),
    ("V03", "-said"),
    ("V04", "-bound"),
    ("V07", "-blank"),
    ("V10", "-said"),
    ("V11", "-part"),
    ("V11", "-second"),
    ("V13", "-fault"),
    ("V13", "-short"),
    ("V14", "-header"),
    ("V14", "-blank"),
    ("V14", "-date"),
    ("V14", "-ambiguous"),
    ("V14", "-decimals"),
    ("V16", "-blank"),
    ("V16", "-none"),
    ("V17", "-blank"),
    ("V17", "-none"),
    ("V18", "-blank"),
    ("V20", "-temporary"),
    ("V24", "-blank"),
    ("V24", "-phone"),
    ("V27", "-blank"),
    ("V29", "-blank"),
    ("V32", "-blank"),
    ("V33", "-unit"),
    ("V41", "-strangers"),
    ("V45", "-negative"),
    ("V50", "-amount"),
    ("V50", "-authorization"),
    ("V51", "-case"),
    ("V26", "-correction"),
    ("V52", "-correction"),
    ("V52", "-dues"),
    ("V52", "-gone"),
    ("V52", "-released"),
    ("V52", "-ruling"),
    ("V58", "-short"),
    ("V80", "-value"),
    ("V84", "-unlisted"),
    ("V72", "-year"),
    ("V78", "-ahead"),
    ("V78", "-before"),
    ("V78", "-period"),
    ("V78", "-unreceived"),
    ("V79", "-again"),
    ("V79", "-year"),
    ("V81", "-absent"),
];
