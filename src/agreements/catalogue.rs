//! Every rule of a statement, V01 to V86, whichever part of the portal checks it: how much it weighs and
//! the clause that asks for it. Its name, what it asks and an example are words: `name-v39`, `asks-v39`, `example-v39`.

use crate::statements::Severity::{self, Error, Info, Warning};
use crate::statements::rules;

/// A rule as the page of all rules lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub severity: Severity,
    clause: &'static str,
}

impl Entry {
    /// The clause as findings give it.
    pub fn clause(&self) -> &'static str {
        rules::find(self.code).map_or(self.clause, |rule| rule.clause)
    }

    /// The key of its short name: `name-v39`.
    pub fn name(&self) -> String {
        format!("name-{}", self.code.to_lowercase())
    }

    /// The key of what it asks: `asks-v39`.
    pub fn asks(&self) -> String {
        format!("asks-{}", self.code.to_lowercase())
    }

    /// The key of a statement that breaks it: `example-v39`.
    pub fn example(&self) -> String {
        format!("example-{}", self.code.to_lowercase())
    }

    pub fn part(&self) -> Part {
        let number: u8 = self.code[1..].parse().unwrap_or_default();
        Part::ALL.into_iter().find(|part| number <= part.last()).unwrap_or(Part::Corrections)
    }
}

/// What the rules of a part look at, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    File,
    Identity,
    Job,
    Money,
    Absences,
    PartTime,
    Corrections,
}

impl Part {
    pub const ALL: [Part; 7] = [
        Part::File,
        Part::Identity,
        Part::Job,
        Part::Money,
        Part::Absences,
        Part::PartTime,
        Part::Corrections,
    ];

    /// Number of its last rule.
    fn last(self) -> u8 {
        match self {
            Part::File => 15,
            Part::Identity => 26,
            Part::Job => 36,
            Part::Money => 53,
            Part::Absences => 68,
            Part::PartTime => 77,
            Part::Corrections => 86,
        }
    }
}

/// A rule by its code.
pub fn find(code: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.code == code)
}

const fn entry(code: &'static str, severity: Severity, clause: &'static str) -> Entry {
    Entry { code, severity, clause }
}

pub const ENTRIES: [Entry; 86] = [
    entry("V01", Error, "5.03"),
    entry("V02", Error, "4.01, 5.03"),
    entry("V03", Error, "1.01-9"),
    entry("V04", Error, "1.01-9"),
    entry("V05", Error, "5.03"),
    entry("V06", Warning, "5.03"),
    entry("V07", Warning, "5.03"),
    entry("V08", Warning, "5.03"),
    entry("V09", Warning, "5.03"),
    entry("V10", Error, "5.03"),
    entry("V11", Error, "5.03"),
    entry("V12", Error, "5.03, 5.04, 5.05"),
    entry("V13", Error, "5.03"),
    entry("V14", Error, "5.03"),
    entry("V15", Info, "5.03, 3.02"),
    entry("V16", Error, "5.03"),
    entry("V17", Error, "5.03"),
    entry("V18", Error, "5.03"),
    entry("V19", Error, "5.03"),
    entry("V20", Warning, "5.03"),
    entry("V21", Warning, "5.03, 5.07"),
    entry("V22", Warning, "5.03"),
    entry("V23", Info, "5.03"),
    entry("V24", Warning, "5.03"),
    entry("V25", Info, "5.03, 12.08"),
    entry("V26", Warning, "5.03, 5.06"),
    entry("V27", Warning, "7.16"),
    entry("V28", Info, "L41"),
    entry("V29", Error, "1.01-2, 1.01-3"),
    entry("V30", Info, "1.01-2, 12.16, 18.04"),
    entry("V31", Warning, "5.03"),
    entry("V32", Warning, "5.03, 9.05"),
    entry("V33", Error, "5.03"),
    entry("V34", Warning, "7.16, 7.24, App. L"),
    entry("V35", Warning, "7.02"),
    entry("V36", Warning, "5.03"),
    entry("V37", Error, "5.03"),
    entry("V38", Warning, "5.03"),
    entry("V39", Warning, "5.03"),
    entry("V40", Error, "5.03"),
    entry("V41", Warning, "1.01-1, 5.03"),
    entry("V42", Warning, "5.03"),
    entry("V43", Warning, "7.01"),
    entry("V44", Warning, "7.13"),
    entry("V45", Warning, "5.03"),
    entry("V46", Warning, "5.03"),
    entry("V47", Warning, "23.29, 23.34"),
    entry("V48", Warning, "23.29"),
    entry("V49", Error, "15.03"),
    entry("V50", Warning, "5.04"),
    entry("V51", Error, "5.05"),
    entry("V52", Error, "5.05"),
    entry("V53", Info, "37.07, 7.14, L1, L6"),
    entry("V54", Error, "5.03"),
    entry("V55", Warning, "5.03"),
    entry("V56", Error, "5.03"),
    entry("V57", Warning, "5.03"),
    entry("V58", Warning, "22.21, 25.09, 25.06, 6.06"),
    entry("V59", Warning, "18.02"),
    entry("V60", Warning, "6.02, 6.11"),
    entry("V61", Info, "6.04"),
    entry("V62", Info, "6.02, L28"),
    entry("V63", Warning, "5.03, 5.06"),
    entry("V64", Warning, "5.03"),
    entry("V65", Warning, "5.03, 4.04"),
    entry("V66", Warning, "5.03, 37.08"),
    entry("V67", Error, "5.03"),
    entry("V68", Info, "5.02"),
    entry("V69", Error, "5.03"),
    entry("V70", Info, "5.03"),
    entry("V71", Warning, "5.03, 12.04, 1.01-3"),
    entry("V72", Warning, "21.02, 7.13"),
    entry("V73", Warning, "12.04, 12.11"),
    entry("V74", Error, "12.04"),
    entry("V75", Warning, "12.05"),
    entry("V76", Info, "12.06"),
    entry("V77", Warning, "12.14, 12.15"),
    entry("V78", Error, "5.03"),
    entry("V79", Warning, "5.03"),
    entry("V80", Warning, "5.03"),
    entry("V81", Error, "5.03"),
    entry("V82", Warning, "5.07"),
    entry("V83", Warning, "5.07"),
    entry("V84", Warning, "12.08"),
    entry("V85", Info, "6.18"),
    entry("V86", Info, "4.01"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_checked_is_listed_with_the_weight_it_has() {
        for rule in rules::RULES {
            assert_eq!(find(rule.code).map(|entry| entry.severity), Some(rule.severity), "{}", rule.code);
        }
        for (place, entry) in ENTRIES.iter().enumerate() {
            assert_eq!(entry.code, format!("V{:02}", place + 1));
        }
        assert_eq!(find("V36").map(Entry::part), Some(Part::Job));
        assert_eq!(find("V37").map(Entry::part), Some(Part::Money));
    }
}
