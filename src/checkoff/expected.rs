//! What one person's dues should be, with its working, and how what was withheld compares: exact,
//! rounded half away from zero once a person (`percapita.md`, 3). Nothing is guessed: what the
//! statement does not say gives no amount.

use rust_decimal::Decimal;

use super::{Base, Benefits, Formula, Per, Policy, Share};
use crate::money::Cad;
use crate::statements::Line;

/// Laid off with job security: benefits are paid, and dues go on (15.03).
pub const LAYOFF: &str = "J01";

/// What a line says was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pay {
    pub salary_paid: Option<Cad>,
    pub regular_pay: Option<Cad>,
    pub insurance_benefits: Option<Cad>,
    pub total_remuneration: Option<Cad>,
    /// An absence of reason J01 stands on the line.
    pub is_laid_off: bool,
}

impl Pay {
    pub fn of(line: &Line) -> Pay {
        Pay {
            salary_paid: line.salary_paid,
            regular_pay: line.regular_pay,
            insurance_benefits: line.insurance_benefits,
            total_remuneration: line.total_remuneration,
            is_laid_off: line.absences.iter().any(|absence| absence.has_reason(LAYOFF)),
        }
    }
}

/// Why dues cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// The statement does not give the base.
    NotGiven(Base),
    /// Pay and layoff benefits on one line: which part is benefits is not said.
    PartlyLaidOff,
}

impl Unknown {
    pub fn code(self) -> &'static str {
        match self {
            Unknown::NotGiven(base) => base.code(),
            Unknown::PartlyLaidOff => "layoff",
        }
    }
}

/// What a limit did to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Free,
    AtMinimum(Cad),
    AtMaximum(Cad),
}

/// The why of one person's dues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Working {
    pub base: Cad,
    pub share: Share,
    /// Pays that a flat amount is taken of; 1 otherwise.
    pub times: u8,
    /// Dollars, before limits and rounding.
    pub product: Decimal,
    pub bound: Bound,
    pub amount: Cad,
}

impl Policy {
    /// The dues of a line; `None` when they cannot be known. Corrections and held lines are the
    /// caller's to leave out.
    pub fn expected(&self, line: &Line, pays: u8) -> Option<Cad> {
        self.working(&Pay::of(line), pays).ok().map(|working| working.amount)
    }

    /// # Errors
    /// [`Unknown`] when the statement does not say what the dues are taken of.
    pub fn working(&self, pay: &Pay, pays: u8) -> Result<Working, Unknown> {
        let base = self.base_of(pay)?;
        if base <= Cad::ZERO {
            let (share, product) = (Share::Amount(Cad::ZERO), Decimal::ZERO);
            return Ok(Working { base, share, times: 1, product, bound: Bound::Free, amount: Cad::ZERO });
        }
        let (share, times) = self.share_of(base, pays);
        let product = match share {
            Share::Rate(rate) => base.amount() * rate,
            Share::Amount(amount) => amount.amount() * Decimal::from(times),
        };
        let bound = match (self.minimum, self.maximum) {
            (Some(minimum), _) if product < minimum.amount() => Bound::AtMinimum(minimum),
            (_, Some(maximum)) if product > maximum.amount() => Bound::AtMaximum(maximum),
            _ => Bound::Free,
        };
        let amount = match bound {
            Bound::Free => Cad::rounded(product),
            Bound::AtMinimum(limit) | Bound::AtMaximum(limit) => limit,
        };
        Ok(Working { base, share, times, product, bound, amount })
    }

    fn share_of(&self, base: Cad, pays: u8) -> (Share, u8) {
        match &self.formula {
            Formula::Percent(rate) => (Share::Rate(*rate), 1),
            Formula::Flat(amount, Per::Period) => (Share::Amount(*amount), 1),
            Formula::Flat(amount, Per::Pay) => (Share::Amount(*amount), pays),
            Formula::Bands(bands) => {
                let band = bands.iter().rev().find(|band| band.from <= base);
                (band.map_or(Share::Amount(Cad::ZERO), |band| band.share), 1)
            }
        }
    }

    /// What dues are taken of: the policy's base, with the benefits that are in it.
    ///
    /// # Errors
    /// [`Unknown`] when the statement does not say.
    pub fn base_of(&self, pay: &Pay) -> Result<Cad, Unknown> {
        if pay.is_laid_off
            && let Some(base) = self.laid_off(pay)
        {
            return base;
        }
        let insurance = pay.insurance_benefits.unwrap_or_default();
        let given = |amount: Option<Cad>| amount.ok_or(Unknown::NotGiven(self.base));
        match self.base {
            Base::SalaryPaid => Ok(given(pay.salary_paid)? + self.included(insurance)),
            Base::RegularPay => Ok(given(pay.regular_pay)? + self.included(insurance)),
            // All that was paid, benefits among it: those that are out are taken away.
            Base::TotalRemuneration => {
                let all = given(pay.total_remuneration)?;
                Ok((all - (insurance - self.included(insurance))).max(Cad::ZERO))
            }
        }
    }

    fn included(&self, insurance: Cad) -> Cad {
        if self.benefits == Benefits::In { insurance } else { Cad::ZERO }
    }

    /// The base of somebody laid off, whose benefits are in it whatever the policy says (15.03); none
    /// when the line carries no benefits.
    fn laid_off(&self, pay: &Pay) -> Option<Result<Cad, Unknown>> {
        let positive = |amount: Option<Cad>| amount.filter(|amount| *amount > Cad::ZERO);
        let paid = positive(pay.salary_paid).unwrap_or_default();
        let all = positive(pay.total_remuneration);
        let benefits = all.or(positive(pay.insurance_benefits))?;
        match (paid > Cad::ZERO, all) {
            (false, _) => Some(Ok(benefits)),
            (true, Some(all)) if self.base == Base::TotalRemuneration => Some(Ok(all)),
            // All she got is her pay: the layoff has paid nothing yet.
            (true, Some(all)) if all <= paid => None,
            (true, _) => Some(Err(Unknown::PartlyLaidOff)),
        }
    }
}

/// A line as it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub pay: Pay,
    pub dues: Option<Cad>,
    pub is_correction: bool,
    pub is_held: bool,
}

impl Taken {
    pub fn of(line: &Line) -> Taken {
        Taken {
            pay: Pay::of(line),
            dues: line.dues,
            is_correction: line.is_correction(),
            is_held: line.is_held(),
        }
    }
}

/// How what was withheld compares with what should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// To a cent a pay, since each pay rounds its own (Q38).
    Exact,
    Under,
    Over,
    /// Pay or benefits that dues are taken of, and no dues.
    Missing,
    Unknown(Unknown),
    /// Signed differences of an earlier period.
    Correction,
    /// Held while the Tribunal decides (5.05): not withheld dues.
    Held,
}

impl Verdict {
    pub const CODES: [&str; 7] = ["exact", "under", "over", "missing", "unknown", "correction", "held"];

    pub fn code(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Under => "under",
            Verdict::Over => "over",
            Verdict::Missing => "missing",
            Verdict::Unknown(_) => "unknown",
            Verdict::Correction => "correction",
            Verdict::Held => "held",
        }
    }

    /// Whether the line was compared with the policy.
    pub fn is_compared(self) -> bool {
        matches!(self, Verdict::Exact | Verdict::Under | Verdict::Over | Verdict::Missing)
    }
}

/// A line judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    pub verdict: Verdict,
    /// By the dues in force at the period's end.
    pub working: Option<Working>,
    /// What the line carries; a blank carries nothing.
    pub withheld: Cad,
}

impl Judged {
    /// Withheld less expected; zero when they cannot be compared.
    pub fn difference(&self) -> Cad {
        match &self.working {
            Some(working) if self.verdict.is_compared() => self.withheld - working.amount,
            _ => Cad::ZERO,
        }
    }
}

/// The dues that a statement is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// At the period's end.
    pub policy: Policy,
    /// At its start, when dues changed within the period: the statement gives totals of the period
    /// only, so any amount from one to the other is right (Q37).
    pub before: Option<Policy>,
}

impl InForce {
    /// A fraction of the salary paid.
    pub fn of_rate(rate: Decimal) -> InForce {
        InForce { policy: Policy::of_rate(rate), before: None }
    }

    pub fn judge(&self, taken: &Taken, pays: u8) -> Judged {
        let withheld = taken.dues.unwrap_or_default();
        let judged = |verdict, working| Judged { verdict, working, withheld };
        if taken.is_correction {
            return judged(Verdict::Correction, None);
        }
        if taken.is_held {
            return judged(Verdict::Held, None);
        }
        let working = match self.policy.working(&taken.pay, pays) {
            Ok(working) => working,
            Err(unknown) => return judged(Verdict::Unknown(unknown), None),
        };
        let verdict = match self.distance(&taken.pay, withheld, &working, pays) {
            none if none == Cad::ZERO => Verdict::Exact,
            less if less.is_negative() && withheld == Cad::ZERO => Verdict::Missing,
            less if less.is_negative() => Verdict::Under,
            _ => Verdict::Over,
        };
        judged(verdict, Some(working))
    }

    /// How far an amount is outside what is right, a cent a pay allowed: negative when it is less.
    fn distance(&self, pay: &Pay, withheld: Cad, working: &Working, pays: u8) -> Cad {
        let other = self.before.as_ref().and_then(|before| before.working(pay, pays).ok());
        let other = other.map_or(working.amount, |other| other.amount);
        let tolerance = Cad::from_cents(pays.into());
        let least = working.amount.min(other) - tolerance;
        let most = working.amount.max(other) + tolerance;
        // Not withholding the last cents of a pay is not withholding within a tolerance.
        let is_none = withheld == Cad::ZERO && working.amount.min(other) > Cad::ZERO;
        match withheld {
            _ if is_none => -working.amount,
            less if less < least => less - least,
            more if more > most => more - most,
            _ => Cad::ZERO,
        }
    }
}
