//! Where checks put what they find: the rule and the line are known, the rest is said; a hostile
//! file cannot make ten million findings.

use std::borrow::Cow;
use std::collections::HashSet;

use compact_str::CompactString;

use super::{Gathered, RULES, Rule, Severities};
use crate::statements::{Column, Finding, Line, Severity, sin};

/// Findings kept of one rule and severity, and of a file; beyond it they are counted only. A large
/// employer's whole statement may break one rule: each of its lines is to be worked through, or given back.
pub const MAX_FINDINGS_PER_RULE: u32 = 20_000;
const MAX_FINDINGS: usize = 60_000;
/// Characters kept of a value.
const MAX_VALUE: usize = 120;

/// Findings of one rule and severity that were counted but not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withheld {
    pub rule: &'static str,
    pub severity: Severity,
    pub count: u32,
}

/// The findings so far.
pub struct Found {
    findings: Vec<Finding>,
    /// By rule and severity: all of them, and those kept.
    counts: [[u32; 3]; RULES.len()],
    kept: [[u32; 3]; RULES.len()],
    total: u32,
    severities: Severities,
    rule: usize,
    line: Option<u32>,
    /// Columns of the current line whose cell could not be read, one bit each.
    unreadable: u32,
    /// Columns with an unreadable cell on any line.
    ever_unreadable: u32,
    unless_corrected: Vec<Waiting>,
}

/// What is told of a line unless a correction of the file, which may come later, explains it.
struct Waiting {
    rule: usize,
    line: u32,
    employee_number: CompactString,
    column: Column,
    value: String,
    expected: String,
}

impl Found {
    /// What is found weighs what the severities in force say; `None`: what the registry says.
    pub(in crate::statements) fn new(severities: Option<&Severities>) -> Found {
        Found {
            findings: Vec::new(),
            counts: [[0; 3]; RULES.len()],
            kept: [[0; 3]; RULES.len()],
            total: 0,
            severities: severities.cloned().unwrap_or_else(Severities::registered),
            rule: 0,
            line: None,
            unreadable: 0,
            ever_unreadable: 0,
            unless_corrected: Vec::new(),
        }
    }

    /// What follows is about this line (`None`: the file as a whole).
    pub(in crate::statements) fn turn_to(&mut self, line: Option<u32>) {
        self.line = line;
        self.ever_unreadable |= self.unreadable;
        self.unreadable = 0;
    }

    /// What follows is found by this rule, by its index in the registry.
    pub(in crate::statements) fn under(&mut self, rule: usize) {
        self.rule = rule;
    }

    /// A finding of the severity the registry gives.
    pub fn add<'v>(
        &mut self,
        column: Column,
        value: impl Into<Cow<'v, str>>,
        expected: impl Into<Cow<'v, str>>,
    ) {
        self.add_as(self.rule().severity, Some(column), value, expected);
    }

    /// A finding of another severity, or of no column.
    pub fn add_as<'v>(
        &mut self,
        severity: Severity,
        column: Option<Column>,
        value: impl Into<Cow<'v, str>>,
        expected: impl Into<Cow<'v, str>>,
    ) {
        self.put(self.line, severity, column, &value.into(), &expected.into());
    }

    /// A finding of the file as a whole, which a check of one line came upon.
    pub fn add_of_file(&mut self, column: Column) {
        self.put(None, self.rule().severity, Some(column), "", "");
    }

    /// A finding on another line than the one being read, for checks of the whole file.
    pub fn add_on(&mut self, line: u32, column: Column, value: &str, expected: &str) {
        self.put(Some(line), self.rule().severity, Some(column), value, expected);
    }

    /// The same, of another severity.
    pub fn add_as_on(&mut self, line: u32, severity: Severity, column: Column, value: &str, expected: &str) {
        self.put(Some(line), severity, Some(column), value, expected);
    }

    /// A finding on the line that is withdrawn if the person has a correction anywhere in the file.
    pub fn add_unless_corrected(&mut self, line: &Line, column: Column, value: String, expected: String) {
        self.unless_corrected.push(Waiting {
            rule: self.rule,
            line: line.number,
            employee_number: line.employee_number.clone(),
            column,
            value,
            expected,
        });
    }

    /// All lines are read: what waited is told, but of those who have a correction.
    pub(in crate::statements) fn tell_waiting(&mut self, lines: &Gathered) {
        let corrections = lines.corrections.iter();
        let corrected: HashSet<&str> = corrections.map(|one| one.employee_number.as_str()).collect();
        for waiting in std::mem::take(&mut self.unless_corrected) {
            if !corrected.contains(waiting.employee_number.as_str()) {
                self.under(waiting.rule);
                self.add_on(waiting.line, waiting.column, &waiting.value, &waiting.expected);
            }
        }
    }

    fn put(
        &mut self,
        line: Option<u32>,
        severity: Severity,
        column: Option<Column>,
        value: &str,
        expected: &str,
    ) {
        let Some(severity) = self.severities.in_force(self.rule, severity) else { return };
        self.counts[self.rule][severity as usize] += 1;
        self.total += 1;
        let kept = &mut self.kept[self.rule][severity as usize];
        if *kept >= MAX_FINDINGS_PER_RULE || self.findings.len() >= MAX_FINDINGS {
            return;
        }
        *kept += 1;
        self.findings.push(Finding {
            rule: self.rule().code,
            severity,
            line,
            column,
            value: cut(&shown(column, value)),
            expected: cut(&shown(column, expected)),
        });
    }

    /// The severity that the registry gives the rule, for a finding of no column.
    pub fn registered(&self) -> Severity {
        self.rule().severity
    }

    /// Notes that a cell says something that could not be read, so that other rules do not take it
    /// for a blank.
    pub fn mark_unreadable(&mut self, column: Column) {
        self.unreadable |= 1 << column.index();
    }

    /// Whether the cell of the current line could not be read.
    pub fn is_unreadable(&self, column: Column) -> bool {
        self.unreadable & (1 << column.index()) != 0
    }

    /// Whether a cell of this column could not be read on any line.
    pub fn was_unreadable(&self, column: Column) -> bool {
        (self.ever_unreadable | self.unreadable) & (1 << column.index()) != 0
    }

    /// How many findings there are so far, kept or not.
    pub(in crate::statements) fn total(&self) -> u32 {
        self.total
    }

    fn rule(&self) -> &'static Rule {
        &RULES[self.rule]
    }

    /// The findings by line (the file as a whole first), then rule, then column; and what was
    /// counted only.
    pub(in crate::statements) fn finish(mut self) -> (Vec<Finding>, Vec<Withheld>) {
        self.findings.sort_by(|a, b| {
            (a.line, a.rule, a.column, a.severity).cmp(&(b.line, b.rule, b.column, b.severity))
        });
        let severities = [Severity::Error, Severity::Warning, Severity::Info];
        let withheld =
            RULES.iter().zip(self.counts.iter().zip(&self.kept)).flat_map(|(rule, (all, kept))| {
                severities.into_iter().filter_map(move |severity| {
                    let count = all[severity as usize] - kept[severity as usize];
                    (count > 0).then_some(Withheld { rule: rule.code, severity, count })
                })
            });
        let withheld = withheld.collect();
        (self.findings, withheld)
    }
}

/// A value as it may be read by others than its person: a social insurance number in a column of
/// something else is hidden. Employee numbers are what people are known by.
fn shown(column: Option<Column>, value: &str) -> Cow<'_, str> {
    if column == Some(Column::EmployeeNumber) { Cow::Borrowed(value) } else { sin::hide_in(value) }
}

fn cut(value: &str) -> String {
    if value.len() <= MAX_VALUE {
        return value.to_owned();
    }
    match value.char_indices().nth(MAX_VALUE - 1) {
        Some((at, last)) if at + last.len_utf8() < value.len() => format!("{}…", &value[..at]),
        _ => value.to_owned(),
    }
}
