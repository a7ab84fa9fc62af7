//! What a payment settles (`percapita.md`, section 7): the oldest due declaration first; within one,
//! payees in proportion to what is outstanding. Not the ledger, which posts the result.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::money::{Cad, largest_fractions};

/// What kind of body a payee is, in the order that ties are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayeeKind {
    Confederation,
    Federation,
    CentralCouncil,
    Fund,
}

/// What one payee is still owed of one declaration; negative is a credit that it owes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    pub declaration: Uuid,
    pub due_on: NaiveDate,
    /// Code of the body, such as `CSN`.
    pub payee: String,
    pub kind: PayeeKind,
    pub amount: Cad,
}

/// What a payment gives one payee of one declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub declaration: Uuid,
    pub payee: String,
    pub amount: Cad,
}

/// A payment spread out: the parts and the credit always sum to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allocation {
    /// Oldest due first, then in the order of ties; never of zero.
    pub parts: Vec<Part>,
    /// An overpayment, kept on the union's account for its next declaration.
    pub credit: Cad,
}

/// Spreads `payment` over `outstanding`, whose order does not matter.
///
/// A declaration that the money covers is settled whole: where a payee of it was credited more than
/// it is owed, that credit helps pay the others, and a declaration that is a credit on the whole
/// helps pay the next ones. The first that the money does not cover is shared out among the payees
/// who are owed something, and nothing is left for later ones. Declarations due on one day go in the
/// order of their ids, which is that of their making. A negative payment settles nothing.
pub fn allocate(payment: Cad, outstanding: &[Outstanding]) -> Allocation {
    let mut left = payment.cents();
    let mut parts = Vec::new();
    if left < 0 {
        return Allocation { parts, credit: payment };
    }
    let mut ordered: Vec<&Outstanding> = outstanding.iter().filter(|o| o.amount != Cad::ZERO).collect();
    ordered.sort_by(|a, b| {
        (a.due_on, a.declaration, a.kind, &a.payee).cmp(&(b.due_on, b.declaration, b.kind, &b.payee))
    });
    for declaration in ordered.chunk_by(|a, b| (a.due_on, a.declaration) == (b.due_on, b.declaration)) {
        let owed: i128 = declaration.iter().map(|o| o.amount.cents()).sum();
        if owed > left {
            parts.extend(in_proportion(left, declaration));
            left = 0;
            break;
        }
        parts.extend(declaration.iter().map(|o| part(o, o.amount.cents())));
        left -= owed;
    }
    Allocation { parts, credit: Cad::of_cents(left) }
}

/// `cents`, less than the declaration owes, in proportion to what each payee is owed; the floor of
/// each, then the missing cents to the largest remainders, equal ones in the order of ties.
fn in_proportion(cents: i128, declaration: &[&Outstanding]) -> Vec<Part> {
    let owed: Vec<&Outstanding> = declaration.iter().copied().filter(|o| o.amount > Cad::ZERO).collect();
    let total: i128 = owed.iter().map(|o| o.amount.cents()).sum();
    if total == 0 {
        return Vec::new();
    }
    let products: Vec<i128> = owed.iter().map(|o| cents * o.amount.cents()).collect();
    let remainders: Vec<i128> = products.iter().map(|product| product % total).collect();
    let missing = cents - products.iter().map(|product| product / total).sum::<i128>();
    let chosen = largest_fractions(usize::try_from(missing).unwrap_or(0), &remainders);
    owed.iter()
        .zip(products)
        .zip(chosen)
        .map(|((o, product), one)| part(o, product / total + i128::from(one)))
        .filter(|part| part.amount != Cad::ZERO)
        .collect()
}

fn part(outstanding: &Outstanding, cents: i128) -> Part {
    Part {
        declaration: outstanding.declaration,
        payee: outstanding.payee.clone(),
        amount: Cad::of_cents(cents),
    }
}
