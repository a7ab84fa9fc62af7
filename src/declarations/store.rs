//! The declarations' SQL: gathering what one is made from, filing it, reading it back.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::frozen::{Attestation, freeze};
use super::{Blocked, CorrectedPeriod, Declaration, Draft, Item, Material, Reading, StatementMaterial};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::dues::adjustments::corrected;
use crate::dues::{self, Correction, PersonLine, RawLevy, allocate};
use crate::ledger::store::cents;
use crate::ledger::{self, Kind, Transaction};
use crate::money::Cad;
use crate::statements::{self, Line, store::Summary};
use crate::unions::store::{bodies, columns, period_of};
use crate::unions::{Body, Employer, Union};

/// Reads everything the declaration of a period would be made from.
pub async fn material(
    scoped: &mut Scoped,
    union: &Union,
    period: PeriodId,
    reading: Reading,
) -> Result<Material> {
    let levies = dues::store::levies_of(scoped, union.id).await?;
    let summaries = statements::store::in_force(scoped, period).await?;
    let mut material = Material {
        period,
        statements: Vec::new(),
        levies,
        missing: Vec::new(),
        unsettled: 0,
        unknown_periods: Vec::new(),
    };
    for employer in &union.employers {
        match summaries.iter().find(|summary| summary.employer == employer.id) {
            None => material.missing.push(employer.clone()),
            Some(summary) if reading == Reading::ToDeclare && summary.is_declared() => {}
            Some(summary) => {
                material.unsettled += summary.errors + summary.open_warnings;
                let statement = statement(scoped, employer, summary, &mut material.unknown_periods).await?;
                material.statements.push(statement);
            }
        }
    }
    Ok(material)
}

async fn statement(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    unknown: &mut Vec<String>,
) -> Result<StatementMaterial> {
    let period = employer
        .period(summary.period)
        .ok_or_else(|| Error::Damaged(format!("no calendar for {}", summary.period)))?;
    let lines = statements::store::lines(scoped, summary, 0, None).await?;
    let corrections = corrected_periods(scoped, employer, summary, &lines, unknown).await?;
    Ok(StatementMaterial {
        id: summary.id,
        employer: employer.name.clone(),
        version: summary.version,
        file_sha256: summary.sha256.clone(),
        period,
        lines,
        corrections,
    })
}

/// The earlier periods that the correction lines name, with what stood there before.
async fn corrected_periods(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    lines: &[Line],
    unknown: &mut Vec<String>,
) -> Result<Vec<CorrectedPeriod>> {
    let mut by_period: Vec<(PeriodId, Vec<Correction>)> = Vec::new();
    for line in lines.iter().filter(|line| line.is_correction()) {
        let Ok(id) = PeriodId::corrected(&line.correction_period, summary.period) else {
            unknown.push(line.correction_period.clone());
            continue;
        };
        match by_period.iter_mut().find(|(period, _)| *period == id) {
            Some((_, corrections)) => corrections.push(Correction::from(line)),
            None => by_period.push((id, vec![Correction::from(line)])),
        }
    }
    let mut found = Vec::new();
    for (id, corrections) in by_period {
        match (employer.period(id), before(scoped, employer, summary, id).await?) {
            (Some(period), Some(before)) => found.push(CorrectedPeriod { period, before, corrections }),
            _ => unknown.push(id.to_string()),
        }
    }
    Ok(found)
}

/// An employer's lines of an earlier period, with the corrections that came before this statement.
async fn before(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    id: PeriodId,
) -> Result<Option<Vec<PersonLine>>> {
    let own = |summaries: Vec<Summary>| summaries.into_iter().find(|s| s.employer == employer.id);
    let Some(original) = own(statements::store::in_force(scoped, id).await?) else { return Ok(None) };
    let lines = statements::store::lines(scoped, &original, 0, None).await?;
    let normal = lines.iter().filter(|line| !line.is_correction());
    let mut standing: Vec<PersonLine> = normal.map(PersonLine::from).collect();
    let mut between = id.next();
    while between < summary.period {
        if let Some(later) = own(statements::store::in_force(scoped, between).await?) {
            let lines = statements::store::lines(scoped, &later, 0, None).await?;
            let earlier: Vec<Correction> = lines
                .iter()
                .filter(|line| line.is_correction())
                .filter(|line| PeriodId::corrected(&line.correction_period, later.period).is_ok_and(|c| c == id))
                .map(Correction::from)
                .collect();
            standing = corrected(&standing, &earlier);
        }
        between = between.next();
    }
    Ok(Some(standing))
}

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
    statements::store::lock_period(scoped, union.id, filing.period).await?;
    ledger::store::lock_union(scoped, union.id).await?;
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

    let receipt = format!("{}-{}-P{:02}-{version}", union.number, filing.period.fiscal_year(), filing.period.number());
    insert(scoped, union, filing, &draft, version, &receipt).await?;
    let payees = bodies(scoped).await?;
    insert_levies(scoped, union.id, filing.id, &draft.items(), &payees).await?;
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
    apply_credit(scoped, union.id, filing.id).await?;
    scoped.record(Event::done(Action::DeclarationFiled, &receipt));
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
    sqlx::query("insert into declaration_documents (union_id, declaration_id, canonical) values ($1, $2, $3)")
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
        let rule = serde_json::to_value(item.levy).map_err(|e| Error::Damaged(e.to_string()))?;
        sqlx::query(
            "insert into declaration_levies (union_id, declaration_id, seq, statement_id, payee_id, code, rule,
                 corrected_period, substituted, persons, base, amount)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(union)
        .bind(declaration)
        .bind(seq)
        .bind(item.statement.id)
        .bind(payee(bodies, item.levy.payee())?.id)
        .bind(item.levy.code())
        .bind(rule)
        .bind(item.corrected.map(|period| period.id().to_string()))
        .bind(item.substituted)
        .bind(i32::try_from(item.persons).unwrap_or(i32::MAX))
        .bind(item.base.map(Cad::amount))
        .bind(item.amount.amount())
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}

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

/// What is still owed by a union, or owed back to it: one entry a declaration and payee.
pub async fn outstanding(scoped: &mut Scoped, union: Uuid) -> Result<Vec<(PeriodId, Body, dues::Outstanding)>> {
    let payees = bodies(scoped).await?;
    let rows: Vec<(Uuid, NaiveDate, i16, i16, Uuid, Decimal)> = sqlx::query_as(
        "select d.id, d.due_on, b.fiscal_year, b.period, b.payee_id, b.declared - b.paid
         from balances b
         join declarations d on d.union_id = b.union_id and d.fiscal_year = b.fiscal_year and d.period = b.period
              and d.version = 1
         where b.union_id = $1 and b.declared <> b.paid
         order by d.due_on, d.id, b.payee_id for update of b",
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
async fn apply_credit(scoped: &mut Scoped, union: Uuid, declaration: Uuid) -> Result<()> {
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
    let sql = format!("{DECLARATION} where d.union_id = $1 order by d.fiscal_year desc, d.period desc, d.version desc");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    rows.iter().map(declaration).collect()
}

/// One amount as it was frozen.
pub struct FrozenItem {
    pub statement: Option<Uuid>,
    pub payee: Body,
    pub levy: dues::Levy,
    pub corrected_period: Option<String>,
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
            let rule: RawLevy = serde_json::from_value(row.get("rule")).map_err(|e| damaged(e.to_string()))?;
            let payee_id: Uuid = row.get("payee_id");
            Ok(FrozenItem {
                statement: row.get("statement_id"),
                payee: payees.iter().find(|body| body.id == payee_id).cloned().ok_or(Error::NotFound)?,
                levy: dues::Levy::try_from(rule).map_err(|e| damaged(e.to_string()))?,
                corrected_period: row.get("corrected_period"),
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
