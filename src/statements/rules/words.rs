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
use crate::text::{Lang, Text};

/// As `text` writes it: a hyphen may break from its number.
const MINUS: &str = "\u{2212}";

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
    /// Whether the value is shown to the letter: its form is what is wrong, or it is what names a person.
    is_verbatim: bool,
    /// Whether the value is a sum with what it is made of: `49.10 = 20.10 + 29.00`.
    is_recap: bool,
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
            is_verbatim: finding.rule == "V14" || finding.column == Some(Column::EmployeeNumber),
            is_recap: is_recap(finding),
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

    /// The `$value`: as received, or as the language writes the amount or the day that was read, or what the
    /// check worked out of it.
    pub fn value(&self, french: bool) -> String {
        if let Some((sum, pieces)) = self.value.split_once(" = ").filter(|_| self.is_recap) {
            return format!("{} ({})", self.written(sum, french), self.pieces(pieces, french));
        }
        if self.worked_out {
            return self.written(&self.value, french);
        }
        if self.is_verbatim {
            return self.value.clone();
        }
        let amount = self.is_amount.then(|| parse_money(&self.value, None).ok()).flatten();
        let amount = amount.map(|amount| localised(&amount.to_string(), Kind::Money, french));
        amount.or_else(|| day(&self.value, french)).unwrap_or_else(|| match self.kind {
            Kind::Text => self.value.clone(),
            _ => with_minus(&self.value),
        })
    }

    /// The `$expected` as the language writes it: `20,33 $`, `20 juillet 2025 au 16 août 2025`.
    pub fn expected(&self, french: bool) -> String {
        self.written(&self.expected, french)
    }

    /// What the value is compared with, to be read beside it: empty where the rule compares with no
    /// value but with a line, a count of digits or of decimals, another column, which its sentence says.
    pub fn comparable(&self, french: bool) -> String {
        if self.is_bare { String::new() } else { self.expected(french) }
    }

    /// The totals that a sum is made of; how many they are, where they are too many to read.
    fn pieces(&self, plain: &str, french: bool) -> String {
        if plain.bytes().all(|b| b.is_ascii_digit()) {
            return format!("{plain} {}", if french { "totaux" } else { "totals" });
        }
        let pieces: Vec<String> = plain.split(" + ").map(|piece| self.written(piece, french)).collect();
        pieces.join(" + ")
    }

    fn written(&self, plain: &str, french: bool) -> String {
        if plain.is_empty() {
            return String::new();
        }
        if let Some((first, second)) = plain.split_once('|') {
            let either = |text: &str| day(text, french).unwrap_or_else(|| text.to_owned());
            return format!("{} {} {}", either(first), if french { "ou" } else { "or" }, either(second));
        }
        let both = plain.split_once('/').map(|(from, to)| (day(from, french), day(to, french)));
        if let Some((Some(from), Some(to))) = both {
            return format!("{from} {} {to}", if french { "au" } else { "to" });
        }
        let days: Option<Vec<String>> = plain.split(", ").map(|text| day(text, french)).collect();
        if let Some(days) = days {
            return days.join(", ");
        }
        match self.kind {
            Kind::Text => plain.to_owned(),
            _ if plain.contains('.') => localised(plain, self.kind, french),
            // A limit (`2` decimals) is no amount.
            _ => with_minus(plain),
        }
    }
}

/// A plain day (`2025-07-21`) as a language writes it; `None` when the text is none.
fn day(plain: &str, french: bool) -> Option<String> {
    let day = parse_date(plain).filter(|day| day.to_string() == plain)?;
    Some(Text::new(if french { Lang::Fr } else { Lang::En }).date(&day))
}

/// A number as it stands (`-8.00`), but for its minus sign.
fn with_minus(plain: &str) -> String {
    match plain.strip_prefix('-') {
        Some(size) if size.starts_with(|c: char| c.is_ascii_digit()) => format!("{MINUS}{size}"),
        _ => plain.to_owned(),
    }
}

/// A plain number (`-1355.40`) as a language writes it, with its dollar sign when it is money.
pub fn localised(plain: &str, kind: Kind, french: bool) -> String {
    if plain.is_empty() {
        return String::new();
    }
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |positive| (MINUS, positive));
    match kind {
        Kind::Money if french => format!("{sign}{}\u{a0}$", grouped(digits, '\u{a0}', ",")),
        Kind::Money => format!("{sign}${}", grouped(digits, ',', ".")),
        Kind::Number if french => format!("{sign}{}", digits.replace('.', ",")),
        Kind::Number => format!("{sign}{digits}"),
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
        ("V01", Some(Column::SalaryUnit)) => "-unit",
        ("V03", _) if finding.expected == "P01/P13" => "-number",
        ("V03" | "V10", _) if !is_stated(&finding.value) => "-said",
        ("V04", _) if finding.expected.contains('-') => "-bound",
        ("V07", _) if blank => "-blank",
        ("V11", None) => "-below",
        ("V11", _) if is_recap(finding) => "-recap",
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
        ("V69", _) if finding.line.is_none() => "-column",
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

/// Whether a finding is of several totals that should come together to a sum.
fn is_recap(finding: &Finding) -> bool {
    finding.rule == "V11" && finding.value.contains(" = ")
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
    ("V01", "-unit"),
    ("V03", "-number"),
    ("V03", "-said"),
    ("V04", "-bound"),
    ("V07", "-blank"),
    ("V10", "-said"),
    ("V11", "-below"),
    ("V11", "-recap"),
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
    ("V69", "-column"),
    ("V72", "-year"),
    ("V78", "-ahead"),
    ("V78", "-before"),
    ("V78", "-period"),
    ("V78", "-unreceived"),
    ("V79", "-again"),
    ("V79", "-year"),
    ("V81", "-absent"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::Severity;

    fn words(rule: &'static str, column: Option<Column>, value: &str, expected: &str) -> Words {
        let severity = Severity::Error;
        Words::of(&Finding {
            rule,
            severity,
            line: Some(1),
            column,
            value: value.into(),
            expected: expected.into(),
        })
    }

    #[test]
    fn a_day_is_written_as_each_language_writes_it_and_kept_to_the_letter_where_its_form_is_wrong() {
        let header = words("V03", None, "2025-08-23", "2025-08-16");
        assert_eq!([header.value(true), header.expected(true)], ["23\u{a0}août 2025", "16\u{a0}août 2025"]);
        let absence = words("V56", Some(Column::Absences), "2025-08-01/2025-08-23", "2025-07-20/2025-08-16");
        assert_eq!(absence.value(true), "1er\u{a0}août 2025 au 23\u{a0}août 2025");
        assert_eq!(absence.expected(false), "July\u{a0}20, 2025 to August\u{a0}16, 2025");
        let left = words("V67", Some(Column::LeftOn), "2025-08-01", "2025-08-23");
        assert_eq!(
            [left.value(false), left.expected(false)],
            ["August\u{a0}1, 2025", "August\u{a0}23, 2025"]
        );
        let pays = words("V82", Some(Column::Dues), "20.33", "2025-12-20, 2026-01-03");
        assert_eq!(pays.expected(true), "20\u{a0}décembre 2025, 3\u{a0}janvier 2026");
        let either = words("V14", Some(Column::HiredOn), "04/08/2025", "2025-08-04|2025-04-08");
        assert_eq!(either.expected(true), "4\u{a0}août 2025 ou 8\u{a0}avril 2025");
        assert_eq!(words("V14", Some(Column::HiredOn), "2025-02-31", "").value(true), "2025-02-31");
        let number = words("V17", Some(Column::EmployeeNumber), "2025-08-01", "12");
        assert_eq!(number.value(true), "2025-08-01");
    }

    #[test]
    fn a_sum_of_totals_is_followed_by_them_and_by_their_number_where_they_are_many() {
        let few = words("V11", Some(Column::Dues), "49.10 = 20.10 + 29.00", "50.10");
        assert_eq!(few.value(true), "49,10\u{a0}$ (20,10\u{a0}$ + 29,00\u{a0}$)");
        let many = words("V11", Some(Column::Dues), "48.00 = 20", "50.10");
        assert_eq!([many.value(true), many.value(false)], ["48,00\u{a0}$ (20 totaux)", "$48.00 (20 totals)"]);
        assert_eq!([&few.key, &many.key], ["rule-v11-recap"; 2]);
        let other = words("V16", Some(Column::Name), "", "Roy = 2025-08-01");
        assert_eq!(other.expected(true), "Roy = 2025-08-01");
    }

    #[test]
    fn what_is_negative_has_a_minus_sign_and_no_hyphen() {
        let dues = words("V39", Some(Column::Dues), "-2.70", "-20.33");
        assert_eq!([dues.value(true), dues.expected(false)], ["\u{2212}2,70\u{a0}$", "\u{2212}$20.33"]);
        let hours = words("V71", Some(Column::HoursWorked), "-8", "-140.00");
        assert_eq!([hours.value(true), hours.expected(true)], ["\u{2212}8", "\u{2212}140,00"]);
        assert_eq!(hours.expected(false), "\u{2212}140.00");
        assert_eq!(words("V14", Some(Column::Dues), "-2,7,0", "").value(true), "-2,7,0");
        assert_eq!(words("V24", Some(Column::Phone), "-5550142", "10").value(true), "-5550142");
        assert_eq!(words("V23", Some(Column::Name), "-7", "-12").expected(true), "-12");
    }
}
