//! What the lists of a statement can be filtered by, as their forms offer it.

use super::Choice;
use super::findings::rule_name;
use crate::statements::browse::{FindingFilter, State};
use crate::statements::store::browse::RuleCount;
use crate::text::Text;

/// The rules of a severity with what they found, by code.
pub(super) fn rule_choices(counts: &[RuleCount], filter: &FindingFilter, t: Text) -> Vec<Choice> {
    let of_severity = |count: &&RuleCount| filter.severity.is_none_or(|severity| severity == count.severity);
    let mut choices: Vec<Choice> = Vec::new();
    for count in counts.iter().filter(of_severity) {
        if choices.iter().all(|choice| choice.value != count.rule) {
            choices.push(Choice {
                value: count.rule.clone(),
                label: t.findings_rule_choice(count.total, rule_name(&count.rule, t), count.rule.as_str()),
                chosen: count.rule == filter.rule,
            });
        }
    }
    choices.sort_by(|a, b| a.value.cmp(&b.value));
    choices
}

pub(super) fn service_choices(services: &[String], chosen: &str) -> Vec<Choice> {
    let choice = |service: &String| Choice {
        value: service.clone(),
        label: service.clone(),
        chosen: service == chosen,
    };
    services.iter().map(choice).collect()
}

pub(super) fn state_choices(filter: &FindingFilter, t: Text) -> Vec<Choice> {
    let choice = |state: State| Choice {
        value: state.code().to_owned(),
        label: match state {
            State::Open => t.findings_open().to_owned(),
            State::Acknowledged => t.findings_acknowledged().to_owned(),
        },
        chosen: filter.state == Some(state),
    };
    State::ALL.into_iter().map(choice).collect()
}
