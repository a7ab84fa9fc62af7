//! What a proposal touches, as it is shown to whoever decides and kept with the decision: a levy that
//! was approved stands among the others, and what it overlapped or left uncovered is no longer to be
//! made out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Content, Gap, Standing, Waiver, effects};
use crate::calendar::PeriodId;
use crate::dues::Granted;

/// A levy, as effects name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub name_fr: String,
    pub name_en: String,
    pub from: NaiveDate,
}

impl Named {
    fn of(one: &Standing) -> Named {
        Named {
            name_fr: one.levy.name_fr.clone(),
            name_en: one.levy.name_en.clone(),
            from: one.levy.effective_from(),
        }
    }
}

/// Why a proposal, once approved, would change nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// The levy ends on this day already, or never applies.
    EndsAlready { on: Option<NaiveDate> },
    /// Exemptions approved before waive as much of each of its periods: the decision of the first.
    WaivedAlready { reference: String },
}

/// A period that was declared, by how many unions, in how many declarations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    pub period: PeriodId,
    pub unions: i64,
    pub declarations: i64,
}

/// Everything that is shown before a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Whether days are a question at all: they are not for an exemption, which is of periods.
    pub of_dates: bool,
    /// Levies that would share a day with the one proposed: it cannot be approved.
    pub overlaps: Vec<Named>,
    pub gaps: Vec<Gap>,
    pub idle: Option<Idle>,
    /// The periods within its dates that were declared; oldest first.
    pub declared: Vec<Declared>,
}

impl Seen {
    /// All but the declared periods, of a proposal of `payee` among the other `standing` levies and the
    /// exemptions already `granted` to its union.
    pub fn of(
        standing: &[Standing],
        granted: &[Granted],
        (payee, code): (&str, &str),
        content: &Content,
    ) -> Seen {
        let effects = effects(standing, code, content);
        let idle = match content {
            Content::Levy(..) => None,
            Content::Closing(closing) => {
                let levy = standing.iter().find(|one| one.id == closing.levy).map(|one| &one.levy);
                match levy {
                    None => Some(Idle::EndsAlready { on: None }),
                    Some(levy) => levy
                        .effective_to()
                        .filter(|to| *to <= closing.ends_on)
                        .map(|on| Idle::EndsAlready { on: Some(on) }),
                }
            }
            Content::Exemption(waiver) => waived_already(waiver, granted, (payee, code))
                .map(|one| Idle::WaivedAlready { reference: one.exemption.reference.clone() }),
        };
        Seen {
            of_dates: effects.is_some(),
            overlaps: effects
                .iter()
                .flat_map(|effects| &effects.overlaps)
                .map(|one| Named::of(one))
                .collect(),
            gaps: effects.map(|effects| effects.gaps).unwrap_or_default(),
            idle,
            declared: Vec::new(),
        }
    }

    /// Declarations already filed that fall within its dates.
    pub fn declarations(&self) -> i64 {
        self.declared.iter().map(|one| one.declarations).sum()
    }

    /// Whether it cannot be approved as things stand.
    pub fn is_blocked(&self) -> bool {
        !self.overlaps.is_empty() || self.idle.is_some()
    }

    /// Tells one state of things from another: what the form of the decision carries, so that nobody
    /// approves what they were not shown.
    pub fn mark(&self) -> String {
        let written = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(written).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The first of the exemptions that together waive at least as much of every period: of several
/// decisions the largest waiver holds, they are not added up (`percapita.md`, 6).
fn waived_already<'a>(
    waiver: &Waiver,
    granted: &'a [Granted],
    (payee, code): (&str, &str),
) -> Option<&'a Granted> {
    let as_much = |one: &&Granted| {
        one.exemption.payee() == payee
            && one.exemption.code() == code
            && one.exemption.percent() >= waiver.percent
            && one.employer.is_none_or(|unit| waiver.employer == Some(unit))
    };
    let mut first = None;
    let mut period = waiver.from;
    while period <= waiver.to {
        let covers = |one: &&Granted| one.from <= period && period <= one.to;
        let one = granted.iter().find(|one| as_much(one) && covers(one))?;
        first = first.or(Some(one));
        // What it covers is covered: years are not walked through period by period.
        period = one.to.next();
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dues::exemptions::RawExemption;
    use crate::dues::{Exemption, Ground};
    use rust_decimal::Decimal;
    use uuid::Uuid;

    fn granted(from: &str, to: &str, percent: i64, employer: Option<u128>) -> Granted {
        let raw = RawExemption {
            payee: "FSSS".to_owned(),
            code: "fsss".to_owned(),
            percent: Decimal::new(percent, 2),
            decided_by: String::new(),
            decided_on: NaiveDate::MIN,
            reference: format!("{from} {percent}"),
        };
        Granted {
            id: Uuid::from_u128(1),
            employer: employer.map(Uuid::from_u128),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ground: Ground::Strike,
            decided_at: chrono::DateTime::UNIX_EPOCH,
            exemption: Exemption::try_from(raw).unwrap(),
        }
    }

    fn waiver(from: &str, to: &str, percent: i64, employer: Option<u128>) -> Waiver {
        Waiver {
            union: Uuid::from_u128(9),
            employer: employer.map(Uuid::from_u128),
            ground: Ground::Strike,
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            percent: Decimal::new(percent, 2),
            reference: "x".to_owned(),
        }
    }

    #[test]
    fn what_is_waived_already_is_waived_of_every_period_of_the_unit_and_by_as_much() {
        let (p5, p6, p7, p8) = ("2025-26 P05", "2025-26 P06", "2025-26 P07", "2025-26 P08");
        let all = [granted(p5, p6, 50, None), granted(p7, p7, 100, None), granted(p8, p8, 100, Some(3))];
        let idle = |from, to, percent, unit| {
            waived_already(&waiver(from, to, percent, unit), &all, ("FSSS", "fsss"))
                .map(|one| one.exemption.reference.clone())
        };
        assert_eq!(idle(p5, p7, 50, None), Some("2025-26 P05 50".to_owned()));
        assert_eq!(idle(p5, p7, 50, Some(4)), Some("2025-26 P05 50".to_owned()));
        assert_eq!(idle(p5, p7, 51, None), None);
        assert_eq!(idle(p5, p8, 50, None), None);
        assert_eq!(idle(p5, p8, 50, Some(3)), Some("2025-26 P05 50".to_owned()));
        assert!(waived_already(&waiver(p5, p6, 50, None), &all, ("FSSS", "autre")).is_none());
    }
}
