//! What is owed and what settles it: the balances kept beside the ledger, brought up to date in the
//! transaction that posts.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::dues::{self, allocate};
use crate::ledger::store::cents;
use crate::ledger::{self, Kind, Transaction};
use crate::money::Cad;
use crate::unions::Body;
use crate::unions::store::{bodies, columns, period_of};

/// Adds to what a payee is owed, or was paid, for a period.
pub async fn add_to_balance(
    scoped: &mut Scoped,
    union: Uuid,
    period: PeriodId,
    payee: Uuid,
    declared: Cad,
    paid: Cad,
) -> Result<()> {
    let (year, number) = columns(period);
    // A finance officer may update a balance and not make one: every balance starts as declared.
    let sql = if declared == Cad::ZERO {
        "update balances set declared = declared + $5, paid = paid + $6
         where union_id = $1 and fiscal_year = $2 and period = $3 and payee_id = $4"
    } else {
        "insert into balances (union_id, fiscal_year, period, payee_id, declared, paid)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (union_id, fiscal_year, period, payee_id)
         do update set declared = balances.declared + excluded.declared, paid = balances.paid + excluded.paid"
    };
    sqlx::query(sql)
        .bind(union)
        .bind(year)
        .bind(number)
        .bind(payee)
        .bind(declared.amount())
        .bind(paid.amount())
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// What is still owed by a union, or owed back to it: one entry a declaration, or the
/// opening balances, and payee.
pub async fn outstanding(
    scoped: &mut Scoped,
    union: Uuid,
) -> Result<Vec<(PeriodId, Body, dues::Outstanding)>> {
    let payees = bodies(scoped).await?;
    let rows: Vec<(Uuid, NaiveDate, i16, i16, Uuid, Decimal)> = sqlx::query_as(
        "select coalesce(d.id, o.id), coalesce(d.due_on, o.counts_from), b.fiscal_year, b.period, b.payee_id,
                b.declared - b.paid
         from balances b
         left join declarations d on d.union_id = b.union_id and d.fiscal_year = b.fiscal_year
              and d.period = b.period and d.version = 1
         left join openings o on o.union_id = b.union_id and o.fiscal_year = b.fiscal_year
              and o.period = b.period and o.version = 1
         where b.union_id = $1 and b.declared <> b.paid and (d.id is not null or o.id is not null)
         order by 2, 1, b.payee_id for update of b",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(declaration, due_on, year, number, payee_id, amount)| {
            let body = payees.iter().find(|body| body.id == payee_id).cloned().ok_or(Error::NotFound)?;
            let outstanding = dues::Outstanding {
                declaration,
                due_on,
                payee: body.code.clone(),
                kind: body.kind.into(),
                amount: cents(amount)?,
            };
            Ok((period_of(year, number)?, body, outstanding))
        })
        .collect()
}

/// Uses what was overpaid before, and what earlier corrections gave back, on what is owed now.
pub(super) async fn apply_credit(scoped: &mut Scoped, union: Uuid, declaration: Uuid) -> Result<()> {
    // Without a credit too: a declaration below zero helps pay the others (`percapita.md`, 7).
    let credit = ledger::store::credit(scoped, union).await?;
    let settled = settle(scoped, union, credit).await?;
    if settled.parts.is_empty() {
        return Ok(());
    }
    let posted = Transaction::of_settlement(Kind::CreditApplied, declaration, &settled.postings(), Cad::ZERO)
        .map_err(|e| Error::Damaged(e.to_string()))?;
    ledger::store::post(scoped, union, &posted).await
}

/// Money spread over what was outstanding, with the balances already brought up to date.
pub struct Settled {
    pub parts: Vec<SettledPart>,
    /// Left over once everything was paid.
    pub credit: Cad,
}

pub struct SettledPart {
    pub declaration: Uuid,
    pub period: PeriodId,
    pub payee: Uuid,
    pub amount: Cad,
}

impl Settled {
    pub fn postings(&self) -> Vec<(PeriodId, Uuid, Cad)> {
        self.parts.iter().map(|part| (part.period, part.payee, part.amount)).collect()
    }
}

/// Spreads an amount, oldest due first, and marks it paid in the balances.
pub async fn settle(scoped: &mut Scoped, union: Uuid, amount: Cad) -> Result<Settled> {
    let owing = outstanding(scoped, union).await?;
    let claims: Vec<dues::Outstanding> = owing.iter().map(|(.., claim)| claim.clone()).collect();
    let allocation = allocate(amount, &claims);
    let mut parts = Vec::new();
    for part in allocation.parts {
        let (period, body, _) = owing
            .iter()
            .find(|(_, body, claim)| claim.declaration == part.declaration && body.code == part.payee)
            .ok_or_else(|| Error::Damaged("a part of nothing".to_owned()))?;
        add_to_balance(scoped, union, *period, body.id, Cad::ZERO, part.amount).await?;
        parts.push(SettledPart {
            declaration: part.declaration,
            period: *period,
            payee: body.id,
            amount: part.amount,
        });
    }
    Ok(Settled { parts, credit: allocation.credit })
}
