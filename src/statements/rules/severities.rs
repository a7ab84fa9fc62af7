//! What each rule weighs where the statement comes from: as the registry says, otherwise, or nothing.
//! Who decides it, and since when, is `agreements`.

use super::RULES;
use crate::statements::Severity;

/// What becomes of what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The rule is not of the set.
    Off,
    As(Severity),
}

impl Weight {
    pub fn code(self) -> &'static str {
        match self {
            Weight::Off => "off",
            Weight::As(severity) => severity.code(),
        }
    }

    pub fn from_code(code: &str) -> Option<Weight> {
        if code == "off" { Some(Weight::Off) } else { Severity::from_code(code).map(Weight::As) }
    }
}

/// Rules that protect the money itself: a statement that fails them cannot be summed or believed, so
/// nobody makes less of them than an error.
const OF_THE_MONEY: [&str; 10] = ["V01", "V10", "V11", "V14", "V17", "V37", "V51", "V52", "V78", "V81"];

/// Whether a rule weighs what it weighs, whoever asks.
pub fn is_fixed(code: &str) -> bool {
    OF_THE_MONEY.contains(&code)
}

/// What every rule of the registry weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Severities([Weight; RULES.len()]);

impl Severities {
    /// As the registry says.
    pub fn registered() -> Severities {
        let mut all = [Weight::Off; RULES.len()];
        for (weight, rule) in all.iter_mut().zip(RULES) {
            *weight = Weight::As(rule.severity);
        }
        Severities(all)
    }

    /// Gives a rule its weight; one that is fixed, or that the registry does not have, is left as it is.
    pub fn set(&mut self, code: &str, weight: Weight) {
        if let Some(place) = RULES.iter().position(|rule| rule.code == code && !is_fixed(code)) {
            self.0[place] = weight;
        }
    }

    /// The weight of a rule; `None` when the registry does not have it.
    pub fn of(&self, code: &str) -> Option<Weight> {
        RULES.iter().position(|rule| rule.code == code).map(|place| self.0[place])
    }

    pub(in crate::statements) fn is_off(&self, rule: usize) -> bool {
        self.0[rule] == Weight::Off
    }

    /// What a finding weighs that the rule, by its place, would give this severity. A rule has milder
    /// findings beside its own (V16, V18): they never weigh more than the rule, and are not raised
    /// with it.
    pub(in crate::statements) fn in_force(&self, rule: usize, said: Severity) -> Option<Severity> {
        let Weight::As(severity) = self.0[rule] else { return None };
        // The gravest comes first.
        Some(if said == RULES[rule].severity { severity } else { said.max(severity) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::Severity::{Error, Info, Warning};

    fn place(code: &str) -> usize {
        RULES.iter().position(|rule| rule.code == code).expect("a rule")
    }

    #[test]
    fn a_rule_and_its_milder_findings_follow_a_switch() {
        let mut severities = Severities::registered();
        assert_eq!(severities.in_force(place("V16"), Error), Some(Error));
        assert_eq!(severities.in_force(place("V16"), Warning), Some(Warning));
        severities.set("V16", Weight::As(Info));
        assert_eq!(severities.in_force(place("V16"), Error), Some(Info));
        assert_eq!(severities.in_force(place("V16"), Warning), Some(Info), "never more than its rule");
        severities.set("V20", Weight::As(Error));
        assert_eq!(severities.in_force(place("V20"), Warning), Some(Error));
        assert_eq!(severities.in_force(place("V20"), Info), Some(Info), "not raised with its rule");
        severities.set("V73", Weight::Off);
        assert_eq!(severities.in_force(place("V73"), Warning), None);
    }

    #[test]
    fn what_protects_the_money_is_not_switched() {
        for rule in RULES.iter().filter(|rule| is_fixed(rule.code)) {
            assert_eq!(rule.severity, Error, "{}", rule.code);
            let mut severities = Severities::registered();
            severities.set(rule.code, Weight::Off);
            assert_eq!(severities, Severities::registered(), "{}", rule.code);
        }
    }
}
