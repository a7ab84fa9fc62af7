//! The declarations' SQL: gathering what one is made from, filing it, reading it back.

mod material;
mod settlement;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::frozen::{Attestation, freeze};
use super::{Blocked, Declaration, Draft, Item, Reading};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::dues::{self, RawLevy};
use crate::held_dues;
use crate::ledger::store::cents;
use crate::ledger::{self, Transaction};
use crate::money::Cad;
use crate::notices::{self, Notice, NoticeKind};
use crate::statements;
use crate::unions::store::{bodies, columns, lock_account, period_of};
use crate::unions::{Body, Union};

pub use self::material::material;
pub use self::settlement::{Settled, SettledPart, add_to_balance, outstanding, settle};

/// What the treasurer sends to file.
pub struct Filing<'a> {
    /// Made with the form: filing twice files once.
    pub id: Uuid,
    pub period: PeriodId,
    /// The total that was on her screen.
    pub seen_total: Cad,
    pub missing_note: &'a str,
    pub attested_name: &'a str,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Filed {
    Now(Uuid),
    /// Already filed, by this form or another.
    Before(Uuid),
    Blocked(Blocked),
    /// The amounts are no longer those that were attested.
    Changed,
}

/// Freezes, posts to the ledger, and journals, in this one transaction.
pub async fn file(scoped: &mut Scoped, union: &Union, filing: &Filing<'_>) -> Result<Filed> {
    lock_account(scoped, union.id).await?;
    statements::store::lock_period(scoped, union.id, filing.period).await?;
    let (year, number) = columns(filing.period);
    let existing: Vec<Uuid> = sqlx::query_scalar(
        "select id from declarations where union_id = $1 and fiscal_year = $2 and period = $3 order by version",
    )
    .bind(union.id)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    if existing.contains(&filing.id) {
        return Ok(Filed::Before(filing.id));
    }
    let material = material(scoped, union, filing.period, Reading::ToDeclare).await?;
    // Filed in another tab, and nothing came since.
    if let (Some(last), true) = (existing.last(), material.statements.is_empty()) {
        return Ok(Filed::Before(*last));
    }
    let version = i16::try_from(existing.len() + 1).unwrap_or(i16::MAX);
    if let Some(blocked) = material.blocked(filing.missing_note) {
        return Ok(Filed::Blocked(blocked));
    }
    let draft = Draft::of(&material);
    if draft.total() != filing.seen_total {
        return Ok(Filed::Changed);
    }

    let receipt =
        format!("{}-{}-P{:02}-{version}", union.number, filing.period.fiscal_year(), filing.period.number());
    insert(scoped, union, filing, &draft, version, &receipt).await?;
    let payees = bodies(scoped).await?;
    insert_levies(scoped, union.id, filing.id, &draft.items(), &payees).await?;
    for statement in &material.statements {
        let releases: Vec<_> = statement.releases.iter().flat_map(|r| r.releases.iter().cloned()).collect();
        held_dues::store::take_in(scoped, filing.id, statement.employer_id, statement.id, &releases).await?;
    }
    let owed = draft
        .by_payee()
        .into_iter()
        .map(|(code, amount)| Ok((payee(&payees, &code)?.id, amount)))
        .collect::<Result<Vec<_>>>()?;
    for (payee, amount) in &owed {
        add_to_balance(scoped, union.id, filing.period, *payee, *amount, Cad::ZERO).await?;
    }
    let posted = Transaction::of_declaration(filing.id, filing.period, &owed)
        .map_err(|e| Error::Damaged(e.to_string()))?;
    ledger::store::post(scoped, union.id, &posted).await?;
    statements::store::mark_declared(scoped, filing.period).await?;
    settlement::apply_credit(scoped, union.id, filing.id).await?;
    scoped.record(Event::done(Action::DeclarationFiled, &receipt));
    let path = format!("/declarations/{}", filing.id);
    notices::store::tell(scoped, &Notice::to_the_union(NoticeKind::DeclarationFiled, union.id, path)).await?;
    Ok(Filed::Now(filing.id))
}

fn payee<'a>(bodies: &'a [Body], code: &str) -> Result<&'a Body> {
    bodies.iter().find(|body| body.code == code).ok_or_else(|| Error::Damaged(format!("no body {code}")))
}

async fn insert(
    scoped: &mut Scoped,
    union: &Union,
    filing: &Filing<'_>,
    draft: &Draft<'_>,
    version: i16,
    receipt: &str,
) -> Result<()> {
    let damaged = || Error::Damaged(format!("no calendar for {}", filing.period));
    let dates = union.period(filing.period).ok_or_else(damaged)?;
    let due_on = union.due_on(filing.period).ok_or_else(damaged)?;
    let attested_by = scoped.actor().id().ok_or(Error::NotFound)?;
    let attested_at = scoped.now();
    let attestation = Attestation {
        declaration: filing.id,
        union_number: &union.number,
        receipt_number: receipt,
        due_on,
        attested_by,
        attested_at,
        missing_note: filing.missing_note,
    };
    let (canonical, sha256) = freeze(draft, &attestation);
    let (year, number) = columns(filing.period);
    let note = (!filing.missing_note.trim().is_empty()).then(|| filing.missing_note.trim());
    sqlx::query(
        "insert into declarations (union_id, id, fiscal_year, period, receipt_number, period_end, due_on, persons,
             total, missing_note, attested_by, attested_name, attested_at, sha256, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(union.id)
    .bind(filing.id)
    .bind(year)
    .bind(number)
    .bind(receipt)
    .bind(dates.end)
    .bind(due_on)
    .bind(i32::try_from(draft.persons()).unwrap_or(i32::MAX))
    .bind(draft.total().amount())
    .bind(note)
    .bind(attested_by)
    .bind(filing.attested_name)
    .bind(attested_at)
    .bind(&sha256[..])
    .bind(version)
    .execute(scoped.conn())
    .await?;
    sqlx::query(
        "insert into declaration_documents (union_id, declaration_id, canonical) values ($1, $2, $3)",
    )
    .bind(union.id)
    .bind(filing.id)
    .bind(canonical)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

async fn insert_levies(
    scoped: &mut Scoped,
    union: Uuid,
    declaration: Uuid,
    items: &[Item<'_>],
    bodies: &[Body],
) -> Result<()> {
    for (seq, item) in (1_i32..).zip(items) {
        let json = |e: serde_json::Error| Error::Damaged(e.to_string());
        let rule = serde_json::to_value(item.levy).map_err(json)?;
        let exemption = item.exemption.map(serde_json::to_value).transpose().map_err(json)?;
        sqlx::query(
            "insert into declaration_levies (union_id, declaration_id, seq, statement_id, employer, payee_id, code, rule,
                 corrected_period, substituted, persons, base, amount, released, exemption)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        )
        .bind(union)
        .bind(declaration)
        .bind(seq)
        .bind(item.statement.id)
        .bind(&item.statement.employer)
        .bind(payee(bodies, item.levy.payee())?.id)
        .bind(item.levy.code())
        .bind(rule)
        .bind(item.corrected.map(|period| period.id().to_string()))
        .bind(item.substituted)
        .bind(i32::try_from(item.persons).unwrap_or(i32::MAX))
        .bind(item.base.map(Cad::amount))
        .bind(item.amount.amount())
        .bind(item.released)
        .bind(exemption)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}

// What a period was paid goes to its declarations in their order, all that is left to the last.
const DECLARATION: &str = "select d.*,
        case when v.last = 1 then coalesce(b.paid, 0)
             when d.version = v.last then greatest(coalesce(b.paid, 0) - v.before, 0)
             else greatest(least(d.total, coalesce(b.paid, 0) - v.before), 0) end as paid,
        exists (select from payments p where p.union_id = d.union_id and p.state = 'pending'
                and p.initiated_at >= d.attested_at) as is_pending
    from declarations d
    join lateral (select max(o.version) as last,
                         coalesce(sum(o.total) filter (where o.version < d.version), 0) as before
        from declarations o
        where o.union_id = d.union_id and o.fiscal_year = d.fiscal_year and o.period = d.period) v on true
    left join lateral (select sum(paid) as paid from balances b
        where b.union_id = d.union_id and b.fiscal_year = d.fiscal_year and b.period = d.period) b on true ";

fn declaration(row: &sqlx::postgres::PgRow) -> Result<Declaration> {
    Ok(Declaration {
        id: row.get("id"),
        union: row.get("union_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        version: row.get("version"),
        period_end: row.get("period_end"),
        receipt_number: row.get("receipt_number"),
        due_on: row.get("due_on"),
        persons: usize::try_from(row.get::<i32, _>("persons")).unwrap_or_default(),
        total: cents(row.get("total"))?,
        missing_note: row.get("missing_note"),
        attested_name: row.get("attested_name"),
        attested_at: row.get::<DateTime<Utc>, _>("attested_at"),
        sha256: row.get("sha256"),
        paid: cents(row.get("paid"))?,
        is_pending: row.get("is_pending"),
    })
}

/// A declaration the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Declaration> {
    let sql = format!("{DECLARATION} where d.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(scoped.conn()).await?;
    declaration(&row)
}

/// A union's declarations, the last period first.
pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Declaration>> {
    let sql = format!(
        "{DECLARATION} where d.union_id = $1 order by d.fiscal_year desc, d.period desc, d.version desc"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.iter().map(declaration).collect()
}

/// One amount as it was frozen.
pub struct FrozenItem {
    pub statement: Option<Uuid>,
    pub employer: String,
    pub payee: Body,
    pub levy: dues::Levy,
    /// The decision that waived a part of it.
    pub exemption: Option<dues::Exemption>,
    pub corrected_period: Option<String>,
    /// Of held dues that came in (5.05), when it adjusts a period.
    pub released: bool,
    pub substituted: bool,
    pub persons: usize,
    pub base: Option<Cad>,
    pub amount: Cad,
}

pub async fn items(scoped: &mut Scoped, declaration: Uuid) -> Result<Vec<FrozenItem>> {
    let payees = bodies(scoped).await?;
    let rows = sqlx::query("select * from declaration_levies where declaration_id = $1 order by seq")
        .bind(declaration)
        .fetch_all(scoped.conn())
        .await?;
    rows.iter()
        .map(|row| {
            let damaged = |e: String| Error::Damaged(e);
            let rule: RawLevy =
                serde_json::from_value(row.get("rule")).map_err(|e| damaged(e.to_string()))?;
            let payee_id: Uuid = row.get("payee_id");
            Ok(FrozenItem {
                statement: row.get("statement_id"),
                employer: row.get("employer"),
                payee: payees.iter().find(|body| body.id == payee_id).cloned().ok_or(Error::NotFound)?,
                levy: dues::Levy::try_from(rule).map_err(|e| damaged(e.to_string()))?,
                exemption: row
                    .get::<Option<serde_json::Value>, _>("exemption")
                    .map(serde_json::from_value)
                    .transpose()
                    .map_err(|e| damaged(e.to_string()))?,
                corrected_period: row.get("corrected_period"),
                released: row.get("released"),
                substituted: row.get("substituted"),
                persons: usize::try_from(row.get::<i32, _>("persons")).unwrap_or_default(),
                base: row.get::<Option<Decimal>, _>("base").map(cents).transpose()?,
                amount: cents(row.get("amount"))?,
            })
        })
        .collect()
}

/// The canonical bytes, for those who may check them against the receipt's SHA-256.
pub async fn document(scoped: &mut Scoped, declaration: Uuid) -> Result<Vec<u8>> {
    Ok(sqlx::query_scalar("select canonical from declaration_documents where declaration_id = $1")
        .bind(declaration)
        .fetch_one(scoped.conn())
        .await?)
}
