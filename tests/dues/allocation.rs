//! What a payment settles (`percapita.md`, section 7).

use proptest::prelude::*;
use quittance::dues::{Allocation, Outstanding, PayeeKind, allocate};
use quittance::money::Cad;
use uuid::Uuid;

use crate::support::*;

use PayeeKind::{CentralCouncil, Confederation, Federation, Fund};

fn owed(declaration: u128, due_on: &str, payee: &str, kind: PayeeKind, amount: &str) -> Outstanding {
    Outstanding {
        declaration: Uuid::from_u128(declaration),
        due_on: date(due_on),
        payee: payee.into(),
        kind,
        amount: cad(amount),
    }
}

/// Parts as (declaration, payee, amount).
fn parts(allocation: &Allocation) -> Vec<(u128, &str, String)> {
    allocation
        .parts
        .iter()
        .map(|part| (part.declaration.as_u128(), part.payee.as_str(), part.amount.to_string()))
        .collect()
}

/// The declaration of the worked example, 103.65.
fn worked_declaration() -> Vec<Outstanding> {
    vec![
        owed(1, "2025-09-15", "CCBSL", CentralCouncil, "7.05"),
        owed(1, "2025-09-15", "CSN", Confederation, "61.27"),
        owed(1, "2025-09-15", "FSSS", Federation, "35.33"),
    ]
}

#[test]
fn a_payment_of_the_whole_settles_every_payee() {
    let allocation = allocate(cad("103.65"), &worked_declaration());
    let all = [(1, "CSN", "61.27".into()), (1, "FSSS", "35.33".into()), (1, "CCBSL", "7.05".into())];
    assert_eq!((parts(&allocation), allocation.credit), (all.to_vec(), cad("0.00")));
}

#[test]
fn a_partial_payment_goes_in_proportion_and_the_cents_to_the_largest_remainders() {
    let allocation = allocate(cad("50.00"), &worked_declaration());
    // 50 x 61.27/103.65 = 29.5562, 50 x 35.33/103.65 = 17.0429, 50 x 7.05/103.65 = 3.4009.
    assert_eq!(
        parts(&allocation),
        [(1, "CSN", "29.56".into()), (1, "FSSS", "17.04".into()), (1, "CCBSL", "3.40".into())]
    );
}

#[test]
fn equal_remainders_go_to_the_confederation_then_federation_then_council_then_funds() {
    let mut owed = vec![
        owed(1, "2025-09-15", "FDP", Fund, "1.00"),
        owed(1, "2025-09-15", "CCBSL", CentralCouncil, "1.00"),
        owed(1, "2025-09-15", "FSSS", Federation, "1.00"),
        owed(1, "2025-09-15", "CSN", Confederation, "1.00"),
    ];
    for (payment, expected) in [
        ("0.01", vec!["CSN"]),
        ("0.02", vec!["CSN", "FSSS"]),
        ("0.03", vec!["CSN", "FSSS", "CCBSL"]),
        ("0.04", vec!["CSN", "FSSS", "CCBSL", "FDP"]),
    ] {
        owed.rotate_left(1);
        let allocation = allocate(cad(payment), &owed);
        let payees: Vec<&str> = allocation.parts.iter().map(|part| part.payee.as_str()).collect();
        assert_eq!(payees, expected);
    }
}

#[test]
fn the_oldest_due_declaration_is_settled_first() {
    let mut owed = worked_declaration();
    owed.push(self::owed(7, "2025-08-18", "CSN", Confederation, "20.00"));
    let allocation = allocate(cad("30.00"), &owed);
    // 20.00, then 10.00 over 103.65: 5.911, 3.409 and 0.680.
    assert_eq!(
        parts(&allocation),
        [
            (7, "CSN", "20.00".into()),
            (1, "CSN", "5.91".into()),
            (1, "FSSS", "3.41".into()),
            (1, "CCBSL", "0.68".into())
        ]
    );
}

#[test]
fn an_overpayment_is_a_credit() {
    let allocation = allocate(cad("110.00"), &worked_declaration());
    assert_eq!((allocation.parts.len(), allocation.credit), (3, cad("6.35")));
    assert_eq!(allocate(cad("5.00"), &[]).credit, cad("5.00"));
}

#[test]
fn a_payee_credited_by_a_correction_helps_pay_the_others_of_the_declaration() {
    let owed = [
        owed(1, "2025-09-15", "CSN", Confederation, "20.00"),
        owed(1, "2025-09-15", "FSSS", Federation, "-5.00"),
    ];
    let whole = allocate(cad("15.00"), &owed);
    assert_eq!(parts(&whole), [(1, "CSN", "20.00".into()), (1, "FSSS", "-5.00".into())]);
    assert_eq!(whole.credit, cad("0.00"));
    assert_eq!(parts(&allocate(cad("14.99"), &owed)), [(1, "CSN", "14.99".into())]);
}

#[test]
fn a_declaration_that_is_a_credit_helps_pay_the_next() {
    let owed = [
        owed(1, "2025-08-18", "CSN", Confederation, "-8.00"),
        owed(2, "2025-09-15", "CSN", Confederation, "20.00"),
    ];
    let allocation = allocate(cad("10.00"), &owed);
    assert_eq!(parts(&allocation), [(1, "CSN", "-8.00".into()), (2, "CSN", "18.00".into())]);
}

#[test]
fn a_negative_payment_settles_nothing() {
    let allocation = allocate(cad("-5.00"), &worked_declaration());
    assert_eq!((allocation.parts.len(), allocation.credit), (0, cad("-5.00")));
}

fn any_outstanding() -> impl Strategy<Value = Outstanding> {
    (0..4_u128, 0..5_usize, -20_000..900_000_i64).prop_map(|(declaration, payee, cents)| {
        let bodies = [
            ("CSN", Confederation),
            ("FSSS", Federation),
            ("CCBSL", CentralCouncil),
            ("FDP", Fund),
            ("FDP-2", Fund),
        ];
        Outstanding {
            declaration: Uuid::from_u128(declaration),
            due_on: date("2025-09-15") + chrono::Days::new(declaration as u64 * 28),
            payee: bodies[payee].0.into(),
            kind: bodies[payee].1,
            amount: Cad::from_cents(cents),
        }
    })
}

proptest! {
    #[test]
    fn parts_and_credit_always_sum_to_the_payment(
        payment in 0..3_000_000_i64,
        owed in prop::collection::vec(any_outstanding(), 0..12),
    ) {
        let payment = Cad::from_cents(payment);
        let allocation = allocate(payment, &owed);
        let given: Cad = allocation.parts.iter().map(|part| part.amount).sum();
        prop_assert_eq!(given + allocation.credit, payment);
        prop_assert!(!allocation.credit.is_negative());
    }

    #[test]
    fn no_payee_gets_more_of_a_declaration_than_it_is_owed(
        payment in 0..3_000_000_i64,
        owed in prop::collection::vec(any_outstanding(), 1..12),
    ) {
        let allocation = allocate(Cad::from_cents(payment), &owed);
        for part in &allocation.parts {
            let most: Cad = owed
                .iter()
                .filter(|o| o.declaration == part.declaration && o.payee == part.payee && o.amount > Cad::ZERO)
                .map(|o| o.amount)
                .sum();
            prop_assert!(part.amount <= most);
        }
    }

    #[test]
    fn the_order_of_what_is_outstanding_is_irrelevant(
        payment in 0..3_000_000_i64,
        mut owed in prop::collection::btree_map((0..4_u128, 0..5_usize), any_outstanding(), 1..12)
            .prop_map(|by_key| by_key.into_values().collect::<Vec<_>>()),
    ) {
        owed.sort_by_key(|o| (o.declaration, o.payee.clone()));
        owed.dedup_by_key(|o| (o.declaration, o.payee.clone()));
        let straight = allocate(Cad::from_cents(payment), &owed);
        owed.reverse();
        prop_assert_eq!(straight, allocate(Cad::from_cents(payment), &owed));
    }
}
