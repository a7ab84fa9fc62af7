//! Who supports a union: the advisors and office staff of its federation who are assigned to it, and
//! the departments of the confederation that own the portal's sections. Not the union's own officers,
//! who are in its file.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::text::Lang;

/// What somebody of a federation's staff does for unions. Its words are `team-duty-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Conseillère ou conseiller syndical.
    Advisor,
    /// Employé-e de bureau: vets the changes of the union's file (P15).
    Office,
    Other,
}

impl Duty {
    pub const ALL: [Duty; 3] = [Duty::Advisor, Duty::Office, Duty::Other];

    pub fn code(self) -> &'static str {
        match self {
            Duty::Advisor => "advisor",
            Duty::Office => "office",
            Duty::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.code() == code)
    }
}

/// What the federation says of one of its people; both as typed and as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub duty: Duty,
    /// Empty when the federation has none to name.
    pub department: String,
    pub phone: String,
    pub email: String,
    /// At least one.
    pub languages: Vec<Lang>,
    /// The last day at the federation; `None` while they work there.
    pub until: Option<NaiveDate>,
}

impl Profile {
    pub fn language_codes(&self) -> Vec<&'static str> {
        self.languages.iter().map(|language| language.code()).collect()
    }
}

/// The languages of these codes; nothing when one of them is unknown.
pub fn languages(codes: &[String]) -> Option<Vec<Lang>> {
    codes.iter().map(|code| Lang::from_code(code)).collect()
}

/// Somebody of a federation's staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub federation: Uuid,
    pub id: Uuid,
    pub profile: Profile,
    pub since: NaiveDate,
    /// When these words were last said.
    pub updated_at: DateTime<Utc>,
}

impl Member {
    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.profile.until.is_none_or(|until| until >= day)
    }
}

/// Somebody supports a union from a day to another, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub id: Uuid,
    pub union: Uuid,
    pub member: Member,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Assignment {
    /// Whoever leaves the federation leaves its unions too, without another act.
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| until >= day) && self.member.works_on(day)
    }

    pub fn is_to_come(&self, day: NaiveDate) -> bool {
        self.since > day
    }
}

/// A part of the portal that people ask questions about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Statements, declarations, payments, history (P10).
    PerCapita,
    /// New memberships and membership cards (P13).
    Cards,
    /// Opti-payables claims (P13).
    Claims,
    /// The union's file: its own people come first (P17).
    UnionFile,
}

impl Section {
    /// The department that owns the section, by its code; none where the union's own team does.
    pub fn department(self) -> Option<&'static str> {
        match self {
            Section::PerCapita => Some("audit"),
            Section::Cards => Some("organizing"),
            Section::Claims => Some("finance"),
            Section::UnionFile => None,
        }
    }
}

/// A department of the confederation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    pub code: String,
    pub name_fr: String,
    pub name_en: String,
    /// Empty when none is given out.
    pub phone: String,
    pub email: String,
}

impl Department {
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.name_fr,
            Lang::En => &self.name_en,
        }
    }
}

/// The number that a `tel:` link dials: digits, and the plus of another country.
pub fn dialled(phone: &str) -> String {
    let number = phone.split(['p', 'x', '#']).next().unwrap_or_default();
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn assignment() -> Assignment {
        let profile = Profile {
            name: "Julie Simard".to_owned(),
            duty: Duty::Advisor,
            department: String::new(),
            phone: String::new(),
            email: String::new(),
            languages: vec![Lang::Fr],
            until: None,
        };
        let (federation, id, union) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let member =
            Member { federation, id, profile, since: day("2024-01-01"), updated_at: DateTime::default() };
        Assignment { id, union, member, since: day("2025-01-01"), until: Some(day("2025-06-30")) }
    }

    #[test]
    fn an_assignment_runs_on_its_first_and_its_last_day_and_not_beyond() {
        let assignment = assignment();
        let runs = |on: &str| assignment.runs_on(day(on));
        assert!(runs("2025-01-01") && runs("2025-06-30"));
        assert!(!runs("2024-12-31") && !runs("2025-07-01"));
        assert!(assignment.is_to_come(day("2024-12-31")) && !assignment.is_to_come(day("2025-01-01")));
    }

    #[test]
    fn whoever_left_the_federation_supports_nobody() {
        let mut assignment = assignment();
        assignment.member.profile.until = Some(day("2025-03-31"));
        assert!(assignment.runs_on(day("2025-03-31")) && !assignment.runs_on(day("2025-04-01")));
    }

    #[test]
    fn a_phone_is_dialled_without_its_extension() {
        assert_eq!(dialled("1-800-947-6177"), "18009476177");
        assert_eq!(dialled("418 555-0177, poste 22"), "4185550177");
        assert_eq!(dialled(""), "");
    }
}
