//! The ledger's SQL, and its verification: the sums kept beside it are what its entries say.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Account, Transaction};
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::unions::store::columns;

/// Posts; the same source twice breaks `ledger_posted_once`.
pub async fn post(scoped: &mut Scoped, union: Uuid, transaction: &Transaction) -> Result<()> {
    let id = Uuid::now_v7();
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into ledger_transactions (union_id, id, kind, source_id, posted_at, posted_by, entries)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(union)
    .bind(id)
    .bind(transaction.kind().code())
    .bind(transaction.source())
    .bind(now)
    .bind(actor)
    .bind(i32::try_from(transaction.entries().len()).unwrap_or(i32::MAX))
    .execute(scoped.conn())
    .await?;
    for (seq, entry) in (1_i32..).zip(transaction.entries()) {
        let (year, period) = entry.period.map(columns).unzip();
        sqlx::query(
            "insert into ledger_entries (union_id, transaction_id, seq, account, payee_id, fiscal_year, period, amount)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(union)
        .bind(id)
        .bind(seq)
        .bind(entry.account.code())
        .bind(entry.payee)
        .bind(year)
        .bind(period)
        .bind(entry.amount.amount())
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}

/// An entry with its transaction, for auditors.
#[derive(Debug, Clone)]
pub struct Posted {
    pub transaction: Uuid,
    /// The declaration, or the money received, that it is of.
    pub source: Uuid,
    pub kind: String,
    pub posted_at: DateTime<Utc>,
    pub account: Account,
    pub payee: Option<Uuid>,
    pub amount: Cad,
}

type PostedRow = (Uuid, Uuid, String, DateTime<Utc>, String, Option<Uuid>, Decimal);

/// The entries behind some sources (a declaration, money received), oldest first.
pub async fn behind(scoped: &mut Scoped, union: Uuid, sources: &[Uuid]) -> Result<Vec<Posted>> {
    let rows: Vec<PostedRow> = sqlx::query_as(
        "select t.id, t.source_id, t.kind, t.posted_at, e.account, e.payee_id, e.amount
         from ledger_transactions t
         join ledger_entries e on e.union_id = t.union_id and e.transaction_id = t.id
         where t.union_id = $1 and t.source_id = any($2) order by t.posted_at, t.id, e.seq",
    )
    .bind(union)
    .bind(sources)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(transaction, source, kind, posted_at, account, payee, amount)| {
            Ok(Posted {
                transaction,
                source,
                kind,
                posted_at,
                account: Account::from_code(&account).ok_or_else(|| Error::Damaged(account.clone()))?,
                payee,
                amount: cents(amount)?,
            })
        })
        .collect()
}

/// A stored amount; anything but whole cents is damage.
pub fn cents(amount: Decimal) -> Result<Cad> {
    Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string()))
}

/// What the union has paid beyond what it owed, in dollars.
pub async fn credit(scoped: &mut Scoped, union: Uuid) -> Result<Cad> {
    let sum: Decimal = sqlx::query_scalar(
        "select coalesce(-sum(amount), 0) from ledger_entries where union_id = $1 and account = 'credit'",
    )
    .bind(union)
    .fetch_one(scoped.conn())
    .await?;
    cents(sum)
}

/// Each gives a line for every disagreement that it finds.
const CHECKS: [&str; 13] = [
    // A transaction sums to zero.
    "select 'transaction ' || transaction_id || ' is off by ' || sum(amount)
     from ledger_entries group by union_id, transaction_id having sum(amount) <> 0",
    // What is declared is what the declarations' levies say.
    "select 'declaration ' || d.receipt_number || ' says ' || d.total || ', its levies ' || coalesce(sum(l.amount), 0)
     from declarations d left join declaration_levies l on l.union_id = d.union_id and l.declaration_id = d.id
     group by d.union_id, d.id, d.receipt_number, d.total having d.total <> coalesce(sum(l.amount), 0)",
    // Its levies are what the ledger posted.
    "select 'declaration ' || d.receipt_number || ' says ' || d.total || ', the ledger ' || coalesce(sum(e.amount), 0)
     from declarations d
     left join ledger_transactions t on t.union_id = d.union_id and t.kind = 'declaration' and t.source_id = d.id
     left join ledger_entries e on e.union_id = t.union_id and e.transaction_id = t.id and e.account = 'receivable'
     group by d.union_id, d.id, d.receipt_number, d.total having d.total <> coalesce(sum(e.amount), 0)",
    // The balances are what the entries on receivables say.
    "select 'balance of ' || fiscal_year || '/' || period || ' for ' || payee_id || ' is off by ' || sum(amount)
     from (select union_id, fiscal_year, period, payee_id, amount from ledger_entries where account = 'receivable'
           union all select union_id, fiscal_year, period, payee_id, paid - declared from balances) x
     group by union_id, fiscal_year, period, payee_id having sum(amount) <> 0",
    // Each side of a balance is what was posted on it: the same sum put on both hides from their difference.
    "select 'balance of ' || b.fiscal_year || '/' || b.period || ' for ' || b.payee_id || ' says ' || b.declared
            || ' declared and ' || b.paid || ' paid, the ledger ' || x.declared || ' and ' || x.paid
     from balances b
     cross join lateral (
         select coalesce(sum(e.amount) filter (where t.kind in ('declaration', 'opening')), 0) as declared,
                coalesce(-sum(e.amount) filter (where t.kind not in ('declaration', 'opening')), 0) as paid
         from ledger_entries e
         join ledger_transactions t on t.union_id = e.union_id and t.id = e.transaction_id
         where e.union_id = b.union_id and e.fiscal_year = b.fiscal_year and e.period = b.period
           and e.payee_id = b.payee_id and e.account = 'receivable') x
     where b.declared <> x.declared or b.paid <> x.paid",
    // Nobody used more credit than they had.
    "select 'credit of union ' || union_id || ' is overdrawn by ' || sum(amount)
     from ledger_entries where account = 'credit' group by union_id having sum(amount) > 0",
    // A transaction has the entries it stated, and a source.
    "select 'transaction ' || t.id || ' states ' || t.entries || ' entries and has ' || count(e.seq)
     from ledger_transactions t
     left join ledger_entries e on e.union_id = t.union_id and e.transaction_id = t.id
     group by t.union_id, t.id, t.entries having t.entries <> count(e.seq)",
    "select 'transaction ' || t.id || ' posts a ' || t.kind || ' that is not there'
     from ledger_transactions t
     where (t.kind in ('declaration', 'credit_applied')
            and not exists (select from declarations d where d.union_id = t.union_id and d.id = t.source_id))
        or (t.kind = 'payment'
            and not exists (select from money_received m where m.union_id = t.union_id and m.id = t.source_id))
        or (t.kind = 'opening'
            and not exists (select from openings o where o.union_id = t.union_id and o.id = t.source_id))",
    // What openings posted is what the last one states.
    "select 'opening balances of union ' || x.union_id || ' for ' || x.payee_id || ' are off by ' || sum(x.amount)
     from (select b.union_id, b.payee_id, b.amount from opening_balances b
           join (select distinct on (union_id) union_id, id from openings order by union_id, version desc) o
             on o.union_id = b.union_id and o.id = b.opening_id
           union all select e.union_id, e.payee_id, -e.amount from ledger_entries e
           join ledger_transactions t on t.union_id = e.union_id and t.id = e.transaction_id
           where t.kind = 'opening' and e.account = 'receivable') x
     group by x.union_id, x.payee_id having sum(x.amount) <> 0",
    // A payment is settled when its money came, and not before.
    "select 'payment ' || p.reference || ' of ' || p.amount || ' is ' || p.state || ' with ' || coalesce(sum(m.amount), 0)
     from payments p left join money_received m on m.union_id = p.union_id and m.payment_id = p.id
     group by p.union_id, p.id, p.reference, p.amount, p.state
     having (p.state = 'settled') <> (coalesce(sum(m.amount), 0) >= p.amount)",
    // What was attested is, byte for byte, what the receipt's SHA-256 says.
    "select 'declaration ' || d.receipt_number || ' has lost what was attested, or has another'
     from declarations d
     left join declaration_documents f on f.union_id = d.union_id and f.declaration_id = d.id
     where f.canonical is null or sha256(f.canonical) <> d.sha256",
    // Money received is what was allocated and credited.
    "select 'money received ' || m.id || ': ' || m.amount || ' received, ' || coalesce(sum(a.amount), 0) || ' allocated'
     from money_received m left join payment_allocations a on a.union_id = m.union_id and a.money_id = m.id
     group by m.union_id, m.id, m.amount, m.credited having m.amount <> coalesce(sum(a.amount), 0) + m.credited",
    // It is what the bank account says.
    "select 'money received ' || m.id || ': ' || m.amount || ', the ledger ' || coalesce(sum(e.amount), 0)
     from money_received m
     left join ledger_transactions t on t.union_id = m.union_id and t.kind = 'payment' and t.source_id = m.id
     left join ledger_entries e on e.union_id = t.union_id and e.transaction_id = t.id and e.account = 'bank'
     group by m.union_id, m.id, m.amount having m.amount <> coalesce(sum(e.amount), 0)",
];

/// Every way in which what is kept disagrees with what was posted; empty when all is well.
pub async fn discrepancies(scoped: &mut Scoped) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for check in CHECKS {
        found.extend(sqlx::query_scalar::<_, String>(check).fetch_all(scoped.conn()).await?);
    }
    Ok(found)
}
