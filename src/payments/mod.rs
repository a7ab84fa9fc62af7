//! What a union pays: initiated -> pending -> settled, by bank transfer with a reference that
//! proves itself. Not the ledger, which posts the money, nor bank files, which come later.

pub mod pages;
pub mod store;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;

/// Fourteen digits: union (5), fiscal year (2), period (2), serial (3), and two check digits by
/// ISO 7064 mod 97-10, which catch every wrong digit and every adjacent swap (R19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference(u64);

/// Not a reference of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    #[error("a reference has 14 digits")]
    Form,
    #[error("the check digits do not fit: a digit is wrong or two are swapped")]
    CheckDigits,
}

impl Reference {
    /// `union_number` has up to five digits; `serial` counts the payments of one period from 1.
    pub fn new(union_number: &str, period: PeriodId, serial: u16) -> Result<Reference, BadReference> {
        let union: u64 = union_number.parse().map_err(|_| BadReference::Form)?;
        let year = u64::try_from(period.fiscal_year().start_year().rem_euclid(100))
            .map_err(|_| BadReference::Form)?;
        if union > 99_999 || serial > 999 {
            return Err(BadReference::Form);
        }
        let body = ((union * 100 + year) * 100 + u64::from(period.number())) * 1000 + u64::from(serial);
        let check = 98 - (body * 100) % 97;
        Ok(Reference(body * 100 + check))
    }

    /// The digits without spaces, as stored and as banks carry them.
    pub fn digits(self) -> String {
        format!("{:014}", self.0)
    }
}

impl FromStr for Reference {
    type Err = BadReference;

    /// Spaces and dashes are as people group it.
    fn from_str(typed: &str) -> Result<Reference, BadReference> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadReference::Form);
        }
        let number: u64 = digits.parse().map_err(|_| BadReference::Form)?;
        if number % 97 != 1 {
            return Err(BadReference::CheckDigits);
        }
        Ok(Reference(number))
    }
}

/// Grouped for people: `00412 2505 001 23`.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        write!(f, "{} {} {} {}", &digits[..5], &digits[5..9], &digits[9..12], &digits[12..])
    }
}

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Announced by the union; the money is on its way.
    Pending,
    /// The money came, and was allocated.
    Settled,
}

impl State {
    pub fn from_code(code: &str) -> Option<State> {
        match code {
            "pending" => Some(State::Pending),
            "settled" => Some(State::Settled),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Payment {
    pub id: Uuid,
    pub union: Uuid,
    pub union_name: String,
    pub declaration: Uuid,
    pub period: PeriodId,
    pub reference: Reference,
    pub amount: Cad,
    /// What came so far.
    pub received: Cad,
    pub state: State,
    pub initiated_at: DateTime<Utc>,
    pub settled_at: Option<DateTime<Utc>>,
}

/// Money that came for a payment.
#[derive(Debug, Clone)]
pub struct Money {
    pub id: Uuid,
    pub received_on: NaiveDate,
    pub amount: Cad,
    pub credited: Cad,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Reference {
        Reference::new("412", "2025-26 P05".parse().unwrap(), 1).unwrap()
    }

    #[test]
    fn a_reference_reads_back_as_it_is_printed() {
        assert_eq!(reference().to_string().parse(), Ok(reference()));
        assert_eq!(&reference().digits()[..12], "004122505001");
    }

    #[test]
    fn every_wrong_digit_is_caught() {
        let digits = reference().digits().into_bytes();
        for place in 0..14 {
            for wrong in b'0'..=b'9' {
                let mut typed = digits.clone();
                typed[place] = wrong;
                let read: Result<Reference, _> = String::from_utf8(typed.clone()).unwrap().parse();
                assert_eq!(read.is_ok(), typed == digits, "digit {place} as {}", char::from(wrong));
            }
        }
    }

    #[test]
    fn every_adjacent_swap_is_caught() {
        let digits = reference().digits().into_bytes();
        for place in 0..13 {
            let mut typed = digits.clone();
            typed.swap(place, place + 1);
            let read: Result<Reference, _> = String::from_utf8(typed.clone()).unwrap().parse();
            assert_eq!(read.is_ok(), typed == digits, "swap at {place}");
        }
    }

    #[test]
    fn a_reference_of_another_length_is_refused() {
        assert_eq!("123".parse::<Reference>(), Err(BadReference::Form));
        assert_eq!("0041225050012x".parse::<Reference>(), Err(BadReference::Form));
    }
}
