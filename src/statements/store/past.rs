//! What the statements before a period paid and gave each person, from their digests: part of loading
//! the history. Not what the last of them says of her, which is read line by line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::digests::{self, Digest};
use super::history::Before;
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::money::Cad;
use crate::statements::history::{History, Paid};

/// Statements whose pay is remembered: V53's median is of six, V81 reaches as far back.
const PAID: usize = 6;

/// What a person was paid by the last statements, and her seniority of the fiscal year, from the
/// digests of each; then the corrections, each of the period that it names.
pub(super) async fn read(scoped: &mut Scoped, statements: &[Before], history: &mut History) -> Result<()> {
    let year = history.period.fiscal_year();
    history.paid_periods = statements.iter().take(PAID).map(|statement| statement.period).collect();
    let mut corrections = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        let paid = place < PAID;
        let of_year = statement.period.fiscal_year() == year;
        if paid || of_year {
            let digest = digests::one(scoped, statement.id, paid).await?;
            for line in past_lines(&digest, statement.period, paid, of_year) {
                if line.correction_period.is_empty() {
                    line.add_to(history);
                } else {
                    corrections.extend(line.correction());
                }
            }
        }
    }
    for correction in corrections {
        correction.apply_to(history);
    }
    Ok(())
}

/// What a line of an earlier statement counts for.
struct PastLine<'d> {
    employee_number: &'d str,
    correction_period: &'d str,
    /// Of the last six statements only.
    paid: Option<Paid>,
    /// Of this fiscal year's only.
    seniority: Option<Decimal>,
    vacation: Option<Decimal>,
    hired_on: Option<NaiveDate>,
    /// The statement's.
    period: PeriodId,
}

fn past_lines(
    digest: &Digest,
    period: PeriodId,
    paid: bool,
    of_year: bool,
) -> impl Iterator<Item = PastLine<'_>> {
    let days = digest.seniority_days.iter().zip(&digest.vacation_days).zip(&digest.hired_on).enumerate();
    let lines = digest.employee_numbers().zip(digest.correction_periods()).zip(days);
    lines.map(move |((employee_number, correction_period), (place, ((seniority, vacation), hired_on)))| {
        let cents = |column: &[i64]| column.get(place).copied().map_or(Cad::ZERO, Cad::from_cents);
        let amounts = || Paid { period, salary_paid: cents(&digest.salary_paid), dues: cents(&digest.dues) };
        PastLine {
            employee_number,
            correction_period,
            paid: paid.then(amounts),
            seniority: seniority.filter(|_| of_year),
            vacation: vacation.filter(|_| of_year),
            hired_on: *hired_on,
            period,
        }
    })
}

impl PastLine<'_> {
    /// Statements come the latest first, so a second line of one statement follows its first:
    /// somebody on two lines is paid their sum.
    fn add_to(self, history: &mut History) {
        let days = self.seniority.or(self.vacation);
        if self.paid.is_none() && days.is_none() && self.hired_on.is_none() {
            return;
        }
        history.change(self.employee_number, |person| {
            match (self.paid, person.paid.last_mut()) {
                (Some(paid), Some(before)) if before.period == paid.period => before.add(&paid),
                (paid, _) => person.paid.extend(paid),
            }
            person.hired_on = person.hired_on.max(self.hired_on);
            person.seniority_of_year += self.seniority.unwrap_or_default();
            person.vacation_of_year += self.vacation.unwrap_or_default();
        });
    }

    /// As a correction of the period that it names, when there is such a one.
    fn correction(self) -> Option<PastCorrection> {
        Some(PastCorrection {
            employee_number: self.employee_number.to_owned(),
            corrected: PeriodId::corrected(self.correction_period, self.period).ok()?,
            paid: self.paid,
            seniority: self.seniority.unwrap_or_default(),
            vacation: self.vacation.unwrap_or_default(),
        })
    }
}

/// Differences of a period, said by a later statement.
struct PastCorrection {
    employee_number: String,
    corrected: PeriodId,
    paid: Option<Paid>,
    seniority: Decimal,
    vacation: Decimal,
}

impl PastCorrection {
    /// Adds the differences to what the period that they correct paid.
    fn apply_to(self, history: &mut History) {
        let (year, corrected) = (history.period.fiscal_year(), self.corrected);
        let is_remembered = history.paid_periods.contains(&corrected);
        history.change(&self.employee_number, |person| {
            if corrected.fiscal_year() == year {
                person.seniority_of_year += self.seniority;
                person.vacation_of_year += self.vacation;
            }
            let Some(difference) = self.paid.map(|paid| Paid { period: corrected, ..paid }) else { return };
            person.corrections.push(difference);
            match person.paid.iter_mut().find(|paid| paid.period == corrected) {
                Some(paid) => paid.add(&difference),
                None if is_remembered => person.paid.push(difference),
                None => {}
            }
        });
    }
}
