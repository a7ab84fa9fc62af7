//! The union leave bank (article 6): the days that an employer pays each year for external (6.02)
//! and internal (6.11) union activities, what the statements say was used of them, what is left.
//!
//! Which reason is charged to which bank is here; the tables are `banks`, the order of charge and
//! the projection `charging`, what one statement says `counts`, a whole year `year`. Not the claim
//! for what the union reimburses, nor who may be released: the portal flags, it does not refuse.

pub mod banks;
pub mod charging;
pub mod counts;
pub mod pages;
pub mod store;
pub mod year;

/// What a day of union leave is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Charge {
    /// The bank of clause 6.11.
    Internal,
    /// The bank of clause 6.02.
    External,
    /// Neither: the employer goes on paying, and the union reimburses it.
    Reimbursed,
    /// Neither bank, and nothing to reimburse.
    Nothing,
}

impl Charge {
    pub fn code(self) -> &'static str {
        match self {
            Charge::Internal => "internal",
            Charge::External => "external",
            Charge::Reimbursed => "reimbursed",
            Charge::Nothing => "nothing",
        }
    }
}

/// A reason of union leave; its words are `leave-kind-u01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Of the canonical list of reasons.
    pub code: &'static str,
    pub charge: Charge,
}

const fn kind(code: &'static str, charge: Charge) -> Kind {
    Kind { code, charge }
}

/// Every reason of union leave, in the order of the canonical list. U03 is an internal activity
/// that the employer charges to the external bank; U10 is Letter 28's, reimbursed like U04.
pub const KINDS: [Kind; 14] = [
    kind("U01", Charge::External),
    kind("U02", Charge::Internal),
    kind("U03", Charge::External),
    kind("U04", Charge::Reimbursed),
    kind("U05", Charge::Nothing),
    kind("U06", Charge::Nothing),
    kind("U07", Charge::Nothing),
    kind("U08", Charge::Nothing),
    kind("U09", Charge::Nothing),
    kind("U10", Charge::Reimbursed),
    kind("U11", Charge::Nothing),
    kind("U12", Charge::Nothing),
    kind("U13", Charge::Nothing),
    kind("U14", Charge::Nothing),
];

impl Kind {
    /// The kind of a reason as a statement writes it, in either case; `None` for other absences.
    pub fn of(reason: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.code.eq_ignore_ascii_case(reason))
    }

    /// The key of its words: `leave-kind-u01`.
    pub fn key(&self) -> String {
        format!("leave-kind-{}", self.code.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::reference::is_absence_kind;

    #[test]
    fn every_kind_is_of_the_canonical_list_and_four_are_charged_or_reimbursed_besides_letter_28() {
        assert!(KINDS.iter().all(|kind| is_absence_kind(kind.code)));
        let charged = |charge| -> Vec<&str> {
            KINDS.iter().filter(|kind| kind.charge == charge).map(|kind| kind.code).collect()
        };
        assert_eq!(charged(Charge::External), ["U01", "U03"]);
        assert_eq!(charged(Charge::Internal), ["U02"]);
        assert_eq!(charged(Charge::Reimbursed), ["U04", "U10"]);
        assert_eq!(charged(Charge::Nothing).len(), 9);
        assert_eq!((Kind::of("u02").map(|kind| kind.code), Kind::of("S01")), (Some("U02"), None));
    }
}
