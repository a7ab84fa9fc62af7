//! A union's declaration for a period: the sum of its statements' assessments and adjustments
//! (`percapita.md`, sections 4 and 7), frozen with everything it was made from.
//!
//! Not the computation, which is `dues`, nor the payment.

pub mod frozen;
pub mod pages;
pub mod store;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::calendar::{Period, PeriodId};
use crate::dues::{Adjustment, Assessment, Correction, Exemption, Levy, PersonLine, adjust, assess, release};
use crate::held_dues::Release;
use crate::money::Cad;
use crate::statements::Line;
use crate::unions::Employer;

/// Everything a declaration is made from, as read in one transaction.
pub struct Material {
    pub period: PeriodId,
    /// Those not declared yet; all of them when the period is only looked back at.
    pub statements: Vec<StatementMaterial>,
    /// Of the confederation, the union's federation and its central council, in that order.
    pub levies: Vec<Levy>,
    /// Employers whose statement has not come.
    pub missing: Vec<Employer>,
    /// Findings that still block, or warnings without a note.
    pub unsettled: usize,
    /// Periods corrected, or of released dues, that have no declared statement to take a difference
    /// with.
    pub unknown_periods: Vec<String>,
    /// Corrections that would take back more than there was, by person and period.
    pub below_zero: Vec<String>,
    /// Periods corrected from before the union's first here: nothing can be counted of them.
    pub not_counted: Vec<String>,
}

pub struct StatementMaterial {
    pub id: Uuid,
    pub employer: String,
    pub employer_id: Uuid,
    pub version: i32,
    pub file_sha256: Vec<u8>,
    /// The employer's dates: its end decides which levies are in force.
    pub period: Period,
    pub lines: Vec<Line>,
    /// The decisions that waive a part of a levy of this period, known when it was declared.
    pub exemptions: Vec<Exemption>,
    pub corrections: Vec<CorrectedPeriod>,
    /// Dues held in earlier periods, or in this one, of people whom the Tribunal included (5.05).
    pub releases: Vec<ReleasedPeriod>,
}

/// An earlier period that a statement corrects.
pub struct CorrectedPeriod {
    pub period: Period,
    /// The lines of that period with all earlier corrections.
    pub before: Vec<PersonLine>,
    pub corrections: Vec<Correction>,
    /// As of the statement, for the corrected period.
    pub exemptions: Vec<Exemption>,
}

/// A period in which dues were held that come in with a statement.
pub struct ReleasedPeriod {
    pub period: Period,
    /// The lines of that period with all corrections, this statement's too, and earlier releases.
    pub before: Vec<PersonLine>,
    pub releases: Vec<Release>,
    /// As of the statement, for the period in which they were held.
    pub exemptions: Vec<Exemption>,
}

/// What would be declared.
pub struct Draft<'a> {
    pub material: &'a Material,
    pub statements: Vec<DraftStatement<'a>>,
}

pub struct DraftStatement<'a> {
    pub material: &'a StatementMaterial,
    pub assessment: Assessment<'a>,
    /// Each corrected period with its adjustments, levy by levy.
    pub adjustments: Vec<(Period, Vec<Adjustment<'a>>)>,
    /// The same of each period of which held dues come in (5.05).
    pub releases: Vec<(Period, Vec<Adjustment<'a>>)>,
}

/// One amount of a declaration: a statement's levy, or an adjustment of an earlier period.
pub struct Item<'a> {
    pub statement: &'a StatementMaterial,
    pub levy: &'a Levy,
    /// The decision that waives a part of it.
    pub exemption: Option<&'a Exemption>,
    pub corrected: Option<Period>,
    /// Whether that adjustment is of held dues that come in, not of a correction.
    pub released: bool,
    pub substituted: bool,
    pub persons: usize,
    pub base: Option<Cad>,
    pub amount: Cad,
}

impl<'a> Draft<'a> {
    pub fn of(material: &'a Material) -> Draft<'a> {
        let statements = material
            .statements
            .iter()
            .map(|statement| DraftStatement {
                material: statement,
                assessment: assess(
                    &statement.lines,
                    &material.levies,
                    &statement.exemptions,
                    statement.period.end,
                ),
                adjustments: statement
                    .corrections
                    .iter()
                    .map(|c| {
                        let end = c.period.end;
                        let made = adjust(&c.before, &c.corrections, &material.levies, &c.exemptions, end);
                        (c.period, made)
                    })
                    .collect(),
                releases: statement
                    .releases
                    .iter()
                    .map(|r| {
                        let included: Vec<&str> =
                            r.releases.iter().map(|release| release.employee_number.as_str()).collect();
                        let end = r.period.end;
                        let made = release(&r.before, &included, &material.levies, &r.exemptions, end);
                        (r.period, made)
                    })
                    .collect(),
            })
            .collect();
        Draft { material, statements }
    }

    /// Every amount, in the order of the statements, then of the levies.
    pub fn items(&self) -> Vec<Item<'a>> {
        self.statements.iter().flat_map(DraftStatement::items).collect()
    }

    pub fn total(&self) -> Cad {
        self.items().iter().map(|item| item.amount).sum()
    }

    pub fn persons(&self) -> usize {
        self.statements.iter().map(|statement| statement.assessment.persons()).sum()
    }

    /// Owed to each payee, by code, in the order of the levies.
    pub fn by_payee(&self) -> Vec<(String, Cad)> {
        let mut sums: Vec<(String, Cad)> = Vec::new();
        for item in self.items() {
            match sums.iter_mut().find(|(payee, _)| payee == item.levy.payee()) {
                Some((_, sum)) => *sum += item.amount,
                None => sums.push((item.levy.payee().to_owned(), item.amount)),
            }
        }
        sums
    }

    /// No contributor and no adjustment: still to be filed.
    pub fn is_nil(&self) -> bool {
        let adjusts = |s: &DraftStatement| !s.adjustments.is_empty() || !s.releases.is_empty();
        self.persons() == 0 && !self.statements.iter().any(adjusts)
    }
}

impl<'a> DraftStatement<'a> {
    fn items(&self) -> Vec<Item<'a>> {
        let own = self.assessment.levies.iter().map(|levy| Item {
            statement: self.material,
            levy: levy.levy,
            exemption: levy.exemption,
            corrected: None,
            released: false,
            substituted: levy.substituted,
            persons: levy.persons,
            base: levy.base,
            amount: levy.amount,
        });
        let adjusted = of_other_periods(self.material, &self.adjustments, false);
        own.chain(adjusted).chain(of_other_periods(self.material, &self.releases, true)).collect()
    }
}

fn of_other_periods<'a>(
    statement: &'a StatementMaterial,
    periods: &[(Period, Vec<Adjustment<'a>>)],
    released: bool,
) -> impl Iterator<Item = Item<'a>> {
    periods.iter().flat_map(move |(period, adjustments)| {
        adjustments.iter().filter(|a| !a.people.is_empty()).map(move |adjustment| Item {
            statement,
            levy: adjustment.levy,
            exemption: adjustment.exemption,
            corrected: Some(*period),
            released,
            substituted: false,
            persons: adjustment.people.len(),
            base: None,
            amount: adjustment.amount,
        })
    })
}

/// Why a declaration cannot be filed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// Findings that block, or warnings without a note.
    Unsettled(usize),
    /// Statements are missing and nothing says why.
    Missing,
    /// A correction names a period that has no declared statement.
    UnknownPeriods(Vec<String>),
    /// A correction takes back more than its period, as declared, gave: nothing is counted below zero,
    /// so part of it would be lost.
    BelowZero(Vec<String>),
}

impl Material {
    /// What stands in the way; a reason given for the missing statements lets the rest be filed.
    pub fn blocked(&self, missing_note: &str) -> Option<Blocked> {
        if self.unsettled > 0 {
            Some(Blocked::Unsettled(self.unsettled))
        } else if !self.unknown_periods.is_empty() {
            Some(Blocked::UnknownPeriods(self.unknown_periods.clone()))
        } else if !self.below_zero.is_empty() {
            Some(Blocked::BelowZero(self.below_zero.clone()))
        } else if !self.missing.is_empty() && missing_note.trim().is_empty() {
            Some(Blocked::Missing)
        } else {
            None
        }
    }
}

/// Which statements of a period to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Those still to be declared.
    ToDeclare,
    /// Declared or not: what the period is made of.
    All,
}

/// A declaration filed, as lists and receipts show it.
#[derive(Debug, Clone)]
pub struct Declaration {
    pub id: Uuid,
    pub union: Uuid,
    pub period: PeriodId,
    /// 1, or more for one that completes the period with late statements.
    pub version: i16,
    pub period_end: NaiveDate,
    pub receipt_number: String,
    pub due_on: NaiveDate,
    pub persons: usize,
    pub total: Cad,
    pub missing_note: Option<String>,
    pub attested_name: String,
    pub attested_at: chrono::DateTime<chrono::Utc>,
    pub sha256: Vec<u8>,
    /// Paid so far, in dollars.
    pub paid: Cad,
    /// A payment that covers it is on its way.
    pub is_pending: bool,
}

/// Where the money of a declaration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Paid,
    Pending,
    Due,
    Late,
}

impl Declaration {
    pub fn outstanding(&self) -> Cad {
        self.total - self.paid
    }

    pub fn standing(&self, today: NaiveDate) -> Standing {
        match () {
            () if self.outstanding() <= Cad::ZERO => Standing::Paid,
            () if self.is_pending => Standing::Pending,
            () if today > self.due_on => Standing::Late,
            () => Standing::Due,
        }
    }
}
