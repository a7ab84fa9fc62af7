//! The collective agreement of each employer: by which rules its statements are checked, how much each
//! weighs, who decided otherwise and since when. Not the rules themselves (`statements::rules`).

pub mod catalogue;
pub mod pages;
pub mod store;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use self::catalogue::ENTRIES;
use crate::statements::Severity;
use crate::statements::rules::{Severities, Weight, is_fixed};
use crate::text::Lang;

/// An agreement, with its set of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub id: Uuid,
    /// `CUPE-CPAS 2015-2020`.
    pub code: String,
    pub name_fr: String,
    pub name_en: String,
    /// Of employers that nobody linked to another.
    pub by_default: bool,
}

impl Agreement {
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.name_fr,
            Lang::En => &self.name_en,
        }
    }
}

/// An employer is under an agreement from a day on, until another day says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub agreement: Uuid,
    pub from: NaiveDate,
    pub note: String,
    pub decided_at: DateTime<Utc>,
}

/// What the finance office decided of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub rule: String,
    /// `None`: as the set says again.
    pub weight: Option<Weight>,
    pub from: NaiveDate,
    /// The last day it holds; `None` while it has no end.
    pub to: Option<NaiveDate>,
    pub note: String,
    pub decided_at: DateTime<Utc>,
}

impl Setting {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// The code of a weight in forms and rows: `off`, `error`, …, `set` for what the set says.
pub fn weight_code(weight: Option<Weight>) -> &'static str {
    weight.map_or("set", Weight::code)
}

/// What a code says; the outer `None` when it says nothing.
pub fn weight_of(code: &str) -> Option<Option<Weight>> {
    if code == "set" { Some(None) } else { Weight::from_code(code).map(Some) }
}

/// Which of the links holds on a day: the latest to begin, and of those the last decided.
pub fn link_on(links: &[Link], day: NaiveDate) -> Option<&Link> {
    let begun = links.iter().filter(|link| link.from <= day);
    begun.max_by_key(|link| (link.from, link.decided_at))
}

/// Whose decision gives a rule its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The agreement's set of rules.
    Set,
    /// A decision for the agreement.
    Agreement,
    /// A decision for the employer.
    Employer,
}

/// A rule as it stands somewhere on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub weight: Weight,
    pub origin: Origin,
    /// Why it was decided otherwise than the set; empty when it was not.
    pub note: String,
    /// Since when, and until when, it is otherwise.
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// All that was decided for an agreement and, where there is one, for an employer, in the order in
/// which it was decided: of two decisions of one instant the later holds.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// The set: what is not there is off.
    pub rules: BTreeMap<String, Severity>,
    pub agreement: Vec<Setting>,
    pub employer: Vec<Setting>,
}

impl Decided {
    /// How a rule stands on a day. The employer's decisions come before the agreement's, and among
    /// those of one scope the last made comes first.
    pub fn standing(&self, code: &str, day: NaiveDate) -> Standing {
        let set = self.rules.get(code).map_or(Weight::Off, |severity| Weight::As(*severity));
        let plain =
            Standing { weight: set, origin: Origin::Set, note: String::new(), since: None, until: None };
        if is_fixed(code) {
            return plain;
        }
        let scopes = [(Origin::Employer, &self.employer), (Origin::Agreement, &self.agreement)];
        for (origin, settings) in scopes {
            let of_rule = settings.iter().filter(|setting| setting.rule == code && setting.holds_on(day));
            if let Some(setting) = of_rule.max_by_key(|setting| setting.decided_at)
                && let Some(weight) = setting.weight
            {
                let (note, since, until) = (setting.note.clone(), Some(setting.from), setting.to);
                return Standing { weight, origin, note, since, until };
            }
        }
        plain
    }

    /// What each rule of the registry weighs on a day: what the checks are lent.
    pub fn severities(&self, day: NaiveDate) -> Severities {
        let mut severities = Severities::registered();
        for entry in &ENTRIES {
            severities.set(entry.code, self.standing(entry.code, day).weight);
        }
        severities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::Severity::{Error, Info, Warning};

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn setting(rule: &str, weight: &str, from: &str, to: Option<&str>, order: i64) -> Setting {
        Setting {
            rule: rule.into(),
            weight: weight_of(weight).unwrap(),
            from: day(from),
            to: to.map(day),
            note: format!("n{order}"),
            decided_at: DateTime::from_timestamp(order, 0).unwrap(),
        }
    }

    #[test]
    fn the_employers_decision_holds_then_the_agreements_then_the_set() {
        let rules = [("V34", Warning), ("V43", Warning), ("V11", Error)];
        let mut decided = Decided {
            rules: rules.into_iter().map(|(code, severity)| (code.to_owned(), severity)).collect(),
            agreement: vec![
                setting("V34", "info", "2025-04-01", None, 1),
                setting("V43", "off", "2025-07-01", Some("2025-08-31"), 2),
                setting("V11", "off", "2020-01-01", None, 3),
            ],
            employer: Vec::new(),
        };
        let weight = |decided: &Decided, code, on| decided.standing(code, day(on)).weight;
        assert_eq!(weight(&decided, "V34", "2025-03-31"), Weight::As(Warning));
        assert_eq!(weight(&decided, "V34", "2025-04-01"), Weight::As(Info));
        assert_eq!(weight(&decided, "V43", "2025-08-31"), Weight::Off);
        assert_eq!(weight(&decided, "V43", "2025-09-01"), Weight::As(Warning), "its last day has passed");
        assert_eq!(weight(&decided, "V27", "2025-09-01"), Weight::Off, "not of the set");
        assert_eq!(weight(&decided, "V11", "2025-09-01"), Weight::As(Error), "it protects the money");

        decided.employer.push(setting("V34", "error", "2025-06-01", None, 4));
        assert_eq!(weight(&decided, "V34", "2025-08-01"), Weight::As(Error));
        decided.employer.push(setting("V34", "set", "2025-08-01", None, 5));
        let back = decided.standing("V34", day("2025-08-01"));
        assert_eq!(
            (back.weight, back.origin, back.note.as_str()),
            (Weight::As(Info), Origin::Agreement, "n1")
        );
        assert_eq!(decided.severities(day("2025-07-31")).of("V34"), Some(Weight::As(Error)));
        assert_eq!(decided.severities(day("2025-07-31")).of("V73"), Some(Weight::Off));
    }

    #[test]
    fn a_link_holds_until_another_begins() {
        let [first, second] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let link = |agreement, from: &str, order| Link {
            agreement,
            from: day(from),
            note: String::new(),
            decided_at: DateTime::from_timestamp(order, 0).unwrap(),
        };
        let links =
            [link(first, "2024-04-01", 1), link(second, "2025-04-01", 2), link(first, "2025-04-01", 3)];
        let on = |links: &[Link], on| link_on(links, day(on)).map(|link| link.agreement);
        assert_eq!(on(&links, "2024-03-31"), None);
        assert_eq!(on(&links[..2], "2025-03-31"), Some(first));
        assert_eq!(on(&links[..2], "2025-04-01"), Some(second));
        assert_eq!(on(&links, "2025-04-01"), Some(first), "decided again");
    }
}
