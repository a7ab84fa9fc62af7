//! What the demonstration's unions decided of their own dues: 412 a percentage with a rise to come,
//! 733 a percentage up to a maximum; 518 gave its rate and recorded nothing. All fictitious.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::reference::{date, union_id};
use crate::checkoff::{Adopter, Base, Benefits, Decision, Formula, Policy, Terms, store};
use crate::db::Scoped;
use crate::money::Cad;

/// The first day of the history.
const FIRST: (i32, u32, u32) = (2024, 4, 1);

fn percent(thousandths: i64, base: Base) -> Policy {
    let formula = Formula::Percent(Decimal::new(thousandths, 3));
    Policy { formula, base, benefits: Benefits::Out, minimum: None, maximum: None, pays: Some(2) }
}

fn decision(terms: Terms, effective_from: NaiveDate, adopted_on: NaiveDate, resolution: &str) -> Decision {
    Decision {
        terms,
        effective_from,
        note: String::new(),
        adopter: Adopter::GeneralMeeting,
        adopted_on,
        resolution: resolution.to_owned(),
    }
}

fn decisions() -> Vec<(&'static str, Decision)> {
    let first = date(FIRST.0, FIRST.1, FIRST.2);
    let note = "Les primes et le temps supplémentaire font partie du salaire versé; la prime de disparité régionale \
                n’en fait pas partie.";
    let of_412 = Terms::Dues(percent(15, Base::SalaryPaid));
    let up_to_a_maximum = Policy { maximum: Some(Cad::from_cents(12_000)), ..percent(15, Base::RegularPay) };
    let rise = Terms::Dues(percent(16, Base::SalaryPaid));
    vec![
        (
            "412",
            Decision { note: note.to_owned(), ..decision(of_412, first, date(2023, 11, 15), "AG-2023-14") },
        ),
        ("412", decision(Terms::Initiation(Cad::from_cents(500)), first, date(2023, 11, 15), "AG-2023-15")),
        ("412", decision(rise, date(2026, 1, 4), date(2025, 6, 12), "AG-2025-06")),
        ("733", decision(Terms::Dues(up_to_a_maximum), first, date(2024, 2, 21), "AG-2024-03")),
    ]
}

pub async fn add(scoped: &mut Scoped) -> anyhow::Result<()> {
    for (place, (number, decision)) in decisions().into_iter().enumerate() {
        let id = Uuid::from_u128(0x0dec_0000_0000_7000_8000_0000_0000_0000 + place as u128);
        store::record(scoped, union_id(number), id, &decision).await?;
    }
    Ok(())
}
