//! The payments' SQL: initiating one, recording the money that came for it, reading both back.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::{Money, Payment, Reference, State};
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::declarations::{self, Declaration};
use crate::ledger::store::cents;
use crate::ledger::{self, Kind, Transaction};
use crate::money::Cad;
use crate::notices::{self, Notice, NoticeKind};
use crate::unions::Union;
use crate::unions::store::{columns, lock_account, period_of};

/// What became of a wish to pay.
#[derive(Debug, PartialEq, Eq)]
pub enum Initiated {
    Now(Uuid),
    /// This form, or another tab, already made it.
    Before(Uuid),
    NothingDue,
}

/// What the union still has to announce: everything outstanding, less what is already on its way.
pub async fn to_pay(scoped: &mut Scoped, union: Uuid) -> Result<Cad> {
    let due: Decimal = sqlx::query_scalar(
        "select coalesce((select sum(declared - paid) from balances where union_id = $1), 0)
              - coalesce((select sum(p.amount - coalesce(m.received, 0)) from payments p
                          left join lateral (select sum(amount) as received from money_received m
                              where m.union_id = p.union_id and m.payment_id = p.id) m on true
                          where p.union_id = $1 and p.state = 'pending'), 0)",
    )
    .bind(union)
    .fetch_one(scoped.conn())
    .await?;
    cents(due)
}

/// Announces a transfer for everything the union owes. One at a time for a declaration.
pub async fn initiate(
    scoped: &mut Scoped,
    union: &Union,
    declaration: &Declaration,
    id: Uuid,
) -> Result<Initiated> {
    // The amount is the whole union's: two declarations paid at once would announce it twice.
    lock_account(scoped, union.id).await?;
    let (year, number) = columns(declaration.period);
    let existing: Vec<(Uuid, String)> = sqlx::query_as(
        "select p.id, p.state from payments p
             join declarations d on d.union_id = p.union_id and d.id = p.declaration_id
             where d.union_id = $1 and d.fiscal_year = $2 and d.period = $3",
    )
    .bind(union.id)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    let live = existing.iter().find(|(existing, state)| *existing == id || state == "pending");
    if let Some((existing, _)) = live {
        return Ok(Initiated::Before(*existing));
    }
    let amount = to_pay(scoped, union.id).await?;
    if amount <= Cad::ZERO {
        return Ok(Initiated::NothingDue);
    }
    let serial = u16::try_from(existing.len() + 1).unwrap_or(u16::MAX);
    let reference = Reference::new(&union.number, declaration.period, serial)
        .map_err(|e| Error::Damaged(format!("reference of union {}: {e}", union.number)))?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into payments (union_id, id, declaration_id, reference, method, amount, state, initiated_by, initiated_at)
         values ($1, $2, $3, $4, 'transfer', $5, 'pending', $6, $7)",
    )
    .bind(union.id)
    .bind(id)
    .bind(declaration.id)
    .bind(reference.digits())
    .bind(amount.amount())
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    scoped.record(Event::done(Action::PaymentInitiated, reference.digits()));
    Ok(Initiated::Now(id))
}

/// Money that arrived, as a finance officer reads it on the bank's statement.
pub struct Arrival {
    /// Made with the form: recording twice records once.
    pub id: Uuid,
    pub payment: Uuid,
    pub received_on: NaiveDate,
    pub amount: Cad,
}

/// Records it, allocates it to the bodies, and settles the payment once all of it came. `false`
/// when this form had already been recorded.
pub async fn record(scoped: &mut Scoped, arrival: &Arrival) -> Result<bool> {
    let (union, amount): (Uuid, Decimal) =
        sqlx::query_as("select union_id, amount from payments where id = $1")
            .bind(arrival.payment)
            .fetch_one(scoped.conn())
            .await?;
    lock_account(scoped, union).await?;
    let before: (bool, Decimal) = sqlx::query_as(
        "select coalesce(bool_or(id = $3), false), coalesce(sum(amount), 0)
         from money_received where union_id = $1 and payment_id = $2",
    )
    .bind(union)
    .bind(arrival.payment)
    .bind(arrival.id)
    .fetch_one(scoped.conn())
    .await?;
    let (already, received) = before;
    if already {
        return Ok(false);
    }
    let settled = declarations::store::settle(scoped, union, arrival.amount).await?;
    insert_money(scoped, union, arrival, settled.credit).await?;
    for part in &settled.parts {
        sqlx::query(
            "insert into payment_allocations (union_id, money_id, declaration_id, payee_id, amount)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(union)
        .bind(arrival.id)
        .bind(part.declaration)
        .bind(part.payee)
        .bind(part.amount.amount())
        .execute(scoped.conn())
        .await?;
    }
    let posted = Transaction::of_settlement(Kind::Payment, arrival.id, &settled.postings(), settled.credit)
        .map_err(|e| Error::Damaged(e.to_string()))?;
    ledger::store::post(scoped, union, &posted).await?;
    if cents(received)? + arrival.amount >= cents(amount)? {
        let now = scoped.now();
        let settled = sqlx::query(
            "update payments set state = 'settled', settled_at = $3
             where union_id = $1 and id = $2 and state = 'pending'",
        )
        .bind(union)
        .bind(arrival.payment)
        .bind(now)
        .execute(scoped.conn())
        .await?;
        // More money than was awaited settles nothing a second time.
        if settled.rows_affected() == 1 {
            let path = format!("/paiements/{}", arrival.payment);
            let notice = Notice::to_the_union(NoticeKind::PaymentSettled, union, path);
            notices::store::tell(scoped, &notice).await?;
        }
    }
    scoped.record(Event::done(Action::MoneyReceived, arrival.id).for_union(union));
    Ok(true)
}

async fn insert_money(scoped: &mut Scoped, union: Uuid, arrival: &Arrival, credited: Cad) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into money_received (union_id, id, payment_id, received_on, amount, credited, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(union)
    .bind(arrival.id)
    .bind(arrival.payment)
    .bind(arrival.received_on)
    .bind(arrival.amount.amount())
    .bind(credited.amount())
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

const PAYMENT: &str = "select p.*, u.name as union_name, d.fiscal_year, d.period,
        coalesce((select sum(m.amount) from money_received m
                  where m.union_id = p.union_id and m.payment_id = p.id), 0) as received
    from payments p
    join declarations d on d.union_id = p.union_id and d.id = p.declaration_id
    join unions u on u.id = p.union_id ";

fn payment(row: &sqlx::postgres::PgRow) -> Result<Payment> {
    let damaged = |what: &str| Error::Damaged(format!("payment {what}"));
    Ok(Payment {
        id: row.get("id"),
        union: row.get("union_id"),
        union_name: row.get("union_name"),
        declaration: row.get("declaration_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        reference: row.get::<&str, _>("reference").parse().map_err(|_| damaged("reference"))?,
        amount: cents(row.get("amount"))?,
        received: cents(row.get("received"))?,
        state: State::from_code(row.get("state")).ok_or_else(|| damaged("state"))?,
        initiated_at: row.get("initiated_at"),
        settled_at: row.get("settled_at"),
    })
}

async fn payments(scoped: &mut Scoped, condition: &'static str, id: Option<Uuid>) -> Result<Vec<Payment>> {
    let sql = format!("{PAYMENT} {condition}");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_all(scoped.conn()).await?;
    rows.iter().map(payment).collect()
}

/// A payment the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Payment> {
    payments(scoped, "where p.id = $1", Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// The one that carries this reference.
pub async fn by_reference(scoped: &mut Scoped, reference: Reference) -> Result<Option<Payment>> {
    let sql = format!("{PAYMENT} where p.reference = $1");
    let row =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(reference.digits()).fetch_optional(scoped.conn()).await?;
    row.as_ref().map(payment).transpose()
}

pub async fn of_declaration(scoped: &mut Scoped, declaration: Uuid) -> Result<Vec<Payment>> {
    payments(scoped, "where p.declaration_id = $1 order by p.initiated_at", Some(declaration)).await
}

pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Payment>> {
    payments(scoped, "where p.union_id = $1 order by p.initiated_at desc", Some(union)).await
}

/// Every payment that is awaited, the oldest first.
pub async fn pending(scoped: &mut Scoped) -> Result<Vec<Payment>> {
    payments(scoped, "where p.state = 'pending' and $1::uuid is null order by p.initiated_at", None).await
}

/// The money that came for a payment.
pub async fn money(scoped: &mut Scoped, payment: Uuid) -> Result<Vec<Money>> {
    let rows: Vec<(Uuid, NaiveDate, Decimal, Decimal)> = sqlx::query_as(
        "select id, received_on, amount, credited from money_received where payment_id = $1 order by recorded_at",
    )
    .bind(payment)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(id, received_on, amount, credited)| {
            Ok(Money { id, received_on, amount: cents(amount)?, credited: cents(credited)? })
        })
        .collect()
}

/// What a payment gave each body, by the receipt number of each declaration; none for the opening
/// balances.
pub async fn allocations(scoped: &mut Scoped, payment: Uuid) -> Result<Vec<Allocated>> {
    let rows: Vec<(Option<Uuid>, Option<String>, Uuid, Decimal)> = sqlx::query_as(
        "select d.id, d.receipt_number, a.payee_id, sum(a.amount)
         from payment_allocations a
         join money_received m on m.union_id = a.union_id and m.id = a.money_id
         left join declarations d on d.union_id = a.union_id and d.id = a.declaration_id
         where m.payment_id = $1 group by d.id, d.receipt_number, a.payee_id, d.due_on
         order by d.due_on nulls first, d.receipt_number",
    )
    .bind(payment)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(id, receipt, payee, amount)| {
            Ok(Allocated { declaration: id.zip(receipt), payee, amount: cents(amount)? })
        })
        .collect()
}

/// What of a payment went to one body for one declaration.
pub struct Allocated {
    /// Its id and its receipt; none for what was owed before the portal counted.
    pub declaration: Option<(Uuid, String)>,
    pub payee: Uuid,
    pub amount: Cad,
}
