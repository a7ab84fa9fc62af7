//! What days of union leave are charged to: the bank of 6.11, then that of 6.02, then leave that the
//! union reimburses (6.11, last paragraph); and how far the pace so far leads by March 31.

use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::banks::{Activity, Bank};
use crate::money::Cad;

/// Days used, by what they are charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Used {
    pub internal: Decimal,
    pub external: Decimal,
    /// Outside the banks, the employer's salaries reimbursed by the union.
    pub reimbursed: Decimal,
}

impl Used {
    pub fn get(&self, activity: Activity) -> Decimal {
        match activity {
            Activity::Internal => self.internal,
            Activity::External => self.external,
        }
    }

    /// Days taken of the two banks.
    pub fn of_banks(&self) -> Decimal {
        self.internal + self.external
    }
}

impl std::ops::Add for Used {
    type Output = Used;
    fn add(self, other: Used) -> Used {
        Used {
            internal: self.internal + other.internal,
            external: self.external + other.external,
            reimbursed: self.reimbursed + other.reimbursed,
        }
    }
}

/// Charges days of one activity on top of what was used: internal to 6.11, then to 6.02, then to be
/// reimbursed; external to 6.02, then to be reimbursed. The parts sum to the days.
pub fn charge(bank: &Bank, used: &Used, activity: Activity, days: Decimal) -> Used {
    let left = |bank: Decimal, used: Decimal| (bank - used).max(Decimal::ZERO);
    let internal = match activity {
        Activity::Internal => days.min(left(bank.internal, used.internal)),
        Activity::External => Decimal::ZERO,
    };
    let external = (days - internal).min(left(bank.external, used.external));
    Used { internal, external, reimbursed: days - internal - external }
}

/// The same days as the order of charge has them, when the employer's codes go beyond a bank: what
/// 6.11 cannot hold goes to 6.02, what neither can hold is to be reimbursed.
pub fn in_order(bank: &Bank, coded: &Used) -> Used {
    let reimbursed = Used { reimbursed: coded.reimbursed, ..Used::default() };
    let external = reimbursed + charge(bank, &reimbursed, Activity::External, coded.external);
    external + charge(bank, &external, Activity::Internal, coded.internal)
}

/// Days used by March 31 if the year goes on as it did from its first day to `through`, both
/// included: in proportion to the days elapsed, to the hundredth. `None` before its first day ends.
pub fn projected(used: Decimal, first: NaiveDate, through: NaiveDate, last: NaiveDate) -> Option<Decimal> {
    let elapsed = (through - first).num_days() + 1;
    let whole = (last - first).num_days() + 1;
    (elapsed > 0).then(|| {
        let exact = used * Decimal::from(whole) / Decimal::from(elapsed);
        exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    })
}

/// The day on which a bank has nothing left, at the same pace; `None` when it lasts to March 31.
pub fn runs_out(
    bank: Decimal,
    used: Decimal,
    first: NaiveDate,
    through: NaiveDate,
    last: NaiveDate,
) -> Option<NaiveDate> {
    let elapsed = (through - first).num_days() + 1;
    if used <= Decimal::ZERO || elapsed <= 0 {
        return None;
    }
    // The bank holds this many whole days of the year at that pace.
    let held = (bank * Decimal::from(elapsed) / used).floor();
    let day = first.checked_add_days(Days::new(u64::try_from(held).ok()?))?;
    (day <= last).then_some(day)
}

/// The salary part of what the union reimburses (S of 6.02): benefits and the employer's
/// contributions come on top, by the employer's invoice.
pub fn salary_of(days: Decimal, hours_a_day: Decimal, hourly_rate: Decimal) -> Cad {
    Cad::rounded(days * hours_a_day * hourly_rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leave::banks::Class;

    fn days(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn used(internal: &str, external: &str, reimbursed: &str) -> Used {
        Used { internal: days(internal), external: days(external), reimbursed: days(reimbursed) }
    }

    fn on(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    /// Worked tables, 6.4: 480 employees, not amalgamated, 150 internal and 58 external days used.
    #[test]
    fn ten_internal_days_are_five_of_611_two_of_602_and_three_to_reimburse() {
        let bank = Bank::of(Class::NotAmalgamated, 480).unwrap();
        let so_far = used("150", "58", "0");
        let split = charge(&bank, &so_far, Activity::Internal, days("10"));
        assert_eq!(split, used("5", "2", "3"));
        assert_eq!(salary_of(split.reimbursed, days("7.5"), days("33.42")), Cad::from_cents(75_195));
        assert_eq!(charge(&bank, &so_far, Activity::External, days("10")), used("0", "2", "8"));
        assert_eq!(charge(&bank, &so_far, Activity::Internal, days("2.5")), used("2.5", "0", "0"));
        assert_eq!(
            charge(&bank, &used("160", "70", "0"), Activity::Internal, days("1")),
            used("0", "0", "1")
        );
    }

    #[test]
    fn what_a_bank_cannot_hold_goes_on_in_the_order_of_charge() {
        let bank = Bank::of(Class::NotAmalgamated, 480).unwrap();
        assert_eq!(in_order(&bank, &used("150", "58", "4")), used("150", "58", "4"));
        assert_eq!(in_order(&bank, &used("156", "58", "0")), used("155", "59", "0"));
        assert_eq!(in_order(&bank, &used("160", "58", "1")), used("155", "60", "4"));
        assert_eq!(in_order(&bank, &used("10", "70", "0")), used("10", "60", "10"));
    }

    #[test]
    fn the_pace_so_far_leads_in_proportion_to_the_days() {
        let (first, through, last) = (on("2025-04-01"), on("2025-07-19"), on("2026-03-31"));
        // 110 days of 365.
        assert_eq!(projected(days("22"), first, through, last), Some(days("73")));
        assert_eq!(projected(days("22"), first, on("2025-03-31"), last), None);
        assert_eq!(runs_out(days("73"), days("22"), first, through, last), None, "it lasts to March 31");
        assert_eq!(runs_out(days("44"), days("22"), first, through, last), Some(on("2025-11-07")));
        assert_eq!(runs_out(days("10"), days("20"), first, through, last), Some(on("2025-05-26")));
        assert_eq!(runs_out(days("10"), Decimal::ZERO, first, through, last), None);
    }
}
