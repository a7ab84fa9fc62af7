//! What would be declared: the statements of a period, what they correct of earlier ones, and every
//! amount they come to. Nothing here is filed yet.

use uuid::Uuid;

use crate::calendar::{Period, PeriodId};
use crate::dues::adjustments::exempt;
use crate::dues::{
    Adjustment, Assessment, Correction, Exemption, Granted, Levy, PersonLine, adjust, assess, release,
};
use crate::held_dues::Release;
use crate::money::Cad;
use crate::statements::Line;
use crate::statements::reader::visible;
use crate::unions::Employer;

/// Everything a declaration is made from, as read in one transaction.
pub struct Material {
    pub period: PeriodId,
    /// Those not declared yet; all of them when the period is only looked back at.
    pub statements: Vec<StatementMaterial>,
    /// Of the confederation, the union's federation and its central council, in that order.
    pub levies: Vec<Levy>,
    /// What a period was declared by, where it was: a levy voted since does not change it.
    pub declared_by: Vec<DeclaredBy>,
    /// Every exemption of the union that was approved.
    pub granted: Vec<Granted>,
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

/// The levies by which an employer's period was declared, as its declaration froze them.
pub struct DeclaredBy {
    pub employer: Uuid,
    pub period: PeriodId,
    pub levies: Vec<Levy>,
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
    pub corrections: Vec<CorrectedPeriod>,
    /// Dues held in earlier periods, or in this one, of people whom the Tribunal included (5.05).
    pub releases: Vec<ReleasedPeriod>,
    /// Earlier periods of which a decision taken since waives a part.
    pub exempted: Vec<ExemptedPeriod>,
    /// The decisions that waive a part of this period.
    pub exemptions: Vec<Exemption>,
}

/// An earlier period that a statement corrects.
pub struct CorrectedPeriod {
    pub period: Period,
    /// The lines of that period with all earlier corrections.
    pub before: Vec<PersonLine>,
    pub corrections: Vec<Correction>,
    /// Those that its declarations applied to that period.
    pub exemptions: Vec<Exemption>,
}

/// A period in which dues were held that come in with a statement.
pub struct ReleasedPeriod {
    pub period: Period,
    /// The lines of that period with all corrections, this statement's too, and earlier releases.
    pub before: Vec<PersonLine>,
    pub releases: Vec<Release>,
    pub exemptions: Vec<Exemption>,
}

impl ReleasedPeriod {
    /// Whose dues come in.
    pub fn people(&self) -> Vec<&str> {
        self.releases.iter().map(|release| release.employee_number.as_str()).collect()
    }
}

/// A period declared before a decision waived a part of it (`percapita.md`, section 6).
pub struct ExemptedPeriod {
    pub period: Period,
    /// The lines of that period with all corrections and releases, this statement's too.
    pub lines: Vec<PersonLine>,
    /// The decisions applied until now.
    pub was: Vec<Exemption>,
    /// Those, and the ones taken since.
    pub now: Vec<Exemption>,
    /// The ones taken since.
    pub decisions: Vec<Uuid>,
}

/// Why an amount of an earlier period is owed, or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A line of the employer's corrects that period (5.03).
    Correction,
    /// The Tribunal included people whose dues were held (5.05).
    Ruling,
    /// A decision waives a part of it, taken once it was declared.
    Exemption,
}

impl Cause {
    pub const ALL: [Cause; 3] = [Cause::Correction, Cause::Ruling, Cause::Exemption];

    /// How addresses name it.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Correction => "corrige",
            Cause::Ruling => "libere",
            Cause::Exemption => "exempte",
        }
    }
}

/// What would be declared.
pub struct Draft<'a> {
    pub material: &'a Material,
    pub statements: Vec<DraftStatement<'a>>,
}

pub struct DraftStatement<'a> {
    pub material: &'a StatementMaterial,
    pub assessment: Assessment<'a>,
    /// Earlier periods, corrections first, then rulings, then exemptions.
    pub adjusted: Vec<Adjusted<'a>>,
}

/// What changes in one earlier period for one cause, levy by levy.
pub struct Adjusted<'a> {
    pub period: Period,
    pub cause: Cause,
    pub made: Vec<Adjustment<'a>>,
}

/// One amount of a declaration: a statement's levy, or an adjustment of an earlier period.
pub struct Item<'a> {
    pub statement: &'a StatementMaterial,
    pub levy: &'a Levy,
    /// The earlier period, and why; none for the statement's own.
    pub corrected: Option<(Period, Cause)>,
    pub exemption: Option<&'a Exemption>,
    pub substituted: bool,
    pub persons: usize,
    pub base: Option<Cad>,
    pub amount: Cad,
}

impl<'a> Draft<'a> {
    pub fn of(material: &'a Material) -> Draft<'a> {
        let drafted = |statement| DraftStatement::of(statement, material);
        Draft { material, statements: material.statements.iter().map(drafted).collect() }
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
        self.persons() == 0 && self.statements.iter().all(|statement| statement.adjusted.is_empty())
    }
}

impl Item<'_> {
    /// Why it is of an earlier period; none of the statement's own.
    pub fn cause(&self) -> Option<Cause> {
        self.corrected.map(|(_, cause)| cause)
    }
}

impl<'a> DraftStatement<'a> {
    fn of(statement: &'a StatementMaterial, material: &'a Material) -> DraftStatement<'a> {
        let levies = |period: Period| material.levies_of(statement.employer_id, period.id());
        let corrections = statement.corrections.iter().map(|c| Adjusted {
            period: c.period,
            cause: Cause::Correction,
            made: adjust(&c.before, &c.corrections, levies(c.period), &c.exemptions, c.period.end),
        });
        let releases = statement.releases.iter().map(|r| Adjusted {
            period: r.period,
            cause: Cause::Ruling,
            made: release(&r.before, &r.people(), levies(r.period), &r.exemptions, r.period.end),
        });
        let exempted = statement.exempted.iter().map(|e| Adjusted {
            period: e.period,
            cause: Cause::Exemption,
            made: exempt(&e.lines, &e.was, &e.now, levies(e.period), e.period.end),
        });
        let (own, end) = (levies(statement.period), statement.period.end);
        DraftStatement {
            material: statement,
            assessment: assess(&statement.lines, own, &statement.exemptions, end),
            adjusted: corrections.chain(releases).chain(exempted).collect(),
        }
    }

    /// What changes in an earlier period for a cause.
    pub fn adjusted(&self, period: PeriodId, cause: Cause) -> Option<&Adjusted<'a>> {
        self.adjusted.iter().find(|adjusted| adjusted.period.id() == period && adjusted.cause == cause)
    }

    pub fn items(&self) -> Vec<Item<'a>> {
        let own = self.assessment.levies.iter().map(|levy| Item {
            statement: self.material,
            levy: levy.levy,
            corrected: None,
            exemption: levy.exemption,
            substituted: levy.substituted,
            persons: levy.persons,
            base: levy.base,
            amount: levy.amount,
        });
        let others = self.adjusted.iter().flat_map(|adjusted| {
            let changed = adjusted.made.iter().filter(|made| !made.people.is_empty());
            changed.map(move |made| Item {
                statement: self.material,
                levy: made.levy,
                corrected: Some((adjusted.period, adjusted.cause)),
                exemption: made.exemption,
                substituted: false,
                persons: made.people.len(),
                base: None,
                amount: made.amount,
            })
        });
        own.chain(others).collect()
    }
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
    /// Of a period, with nothing in it yet.
    pub fn bare(period: PeriodId) -> Material {
        Material {
            period,
            statements: Vec::new(),
            levies: Vec::new(),
            declared_by: Vec::new(),
            granted: Vec::new(),
            missing: Vec::new(),
            unsettled: 0,
            unknown_periods: Vec::new(),
            below_zero: Vec::new(),
            not_counted: Vec::new(),
        }
    }

    /// The levies of an employer's period: those it was declared by, else those voted until now.
    pub fn levies_of(&self, employer: Uuid, period: PeriodId) -> &[Levy] {
        let declared = self.declared_by.iter().find(|by| by.employer == employer && by.period == period);
        declared.map_or(&self.levies, |by| &by.levies)
    }

    /// What stands in the way; a reason given for the missing statements lets the rest be filed.
    pub fn blocked(&self, missing_note: &str) -> Option<Blocked> {
        if self.unsettled > 0 {
            Some(Blocked::Unsettled(self.unsettled))
        } else if !self.unknown_periods.is_empty() {
            Some(Blocked::UnknownPeriods(self.unknown_periods.clone()))
        } else if !self.below_zero.is_empty() {
            Some(Blocked::BelowZero(self.below_zero.clone()))
        } else if !self.missing.is_empty() && visible(missing_note).next().is_none() {
            Some(Blocked::Missing)
        } else {
            None
        }
    }
}
