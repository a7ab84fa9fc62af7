//! Filing: what is drafted becomes what is declared, in one transaction; at once, or when the second
//! person signs where the union asks for two.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::material::material;
use super::settlement::{add_to_balance, apply_credit};
use super::{signing, waived};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::frozen::{Attestation, freeze};
use crate::declarations::{Blocked, Cause, Draft, Item, Material, Reading, StatementMaterial};
use crate::held_dues;
use crate::ledger::{self, Transaction};
use crate::money::Cad;
use crate::notices::{self, Notice, NoticeKind};
use crate::statements;
use crate::unions::store::{bodies, columns, lock_account};
use crate::unions::{Body, Union};

/// What the treasurer sends to file.
pub struct Filing<'a> {
    /// Made with the form: filing twice files once.
    pub id: Uuid,
    pub period: PeriodId,
    /// The total that was on her screen.
    pub seen_total: Cad,
    pub missing_note: &'a str,
    pub attested_by: Uuid,
    pub attested_name: &'a str,
    pub attested_at: DateTime<Utc>,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Filed {
    Now(Uuid),
    /// Already filed, by this form or another.
    Before(Uuid),
    /// Attested, by this form or before: the union asks that a second person sign.
    Awaits(Uuid),
    Blocked(Blocked),
    /// The amounts are no longer those that were attested.
    Changed,
}

/// Who signs what another attested.
pub(super) struct Second {
    pub by: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// What stands in the way of filing, or what is there to be filed.
pub(super) enum Ready {
    No(Filed),
    Yes(Box<Material>, i16),
}

/// A draft with its receipt, frozen.
pub(super) struct Made<'a> {
    pub draft: Draft<'a>,
    pub version: i16,
    pub receipt: String,
    pub canonical: Vec<u8>,
    pub sha256: [u8; 32],
}

/// Freezes, posts to the ledger, and journals, in this one transaction; or, where the union asks for
/// two signatures, keeps the first until the second comes.
pub async fn file(scoped: &mut Scoped, union: &Union, filing: &Filing<'_>) -> Result<Filed> {
    lock(scoped, union, filing.period).await?;
    let (material, version) = match ready(scoped, union, filing).await? {
        Ready::No(filed) => return Ok(filed),
        Ready::Yes(material, version) => (material, version),
    };
    let made = freeze_draft(union, filing, &material, version)?;
    if made.draft.total() != filing.seen_total {
        return Ok(Filed::Changed);
    }
    if signing::rule(scoped, union.id).await?.is_some_and(|rule| rule.two) {
        return signing::attest(scoped, union, filing, &made).await;
    }
    post(scoped, union, filing, &made, None).await?;
    tell(scoped, union, filing.id, &made.receipt).await?;
    Ok(Filed::Now(filing.id))
}

/// The union's account and the period, for this transaction alone.
pub(super) async fn lock(scoped: &mut Scoped, union: &Union, period: PeriodId) -> Result<()> {
    lock_account(scoped, union.id).await?;
    statements::store::lock_period(scoped, union.id, period).await
}

/// Reads what would be filed, and what stands in the way.
pub(super) async fn ready(scoped: &mut Scoped, union: &Union, filing: &Filing<'_>) -> Result<Ready> {
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
        return Ok(Ready::No(Filed::Before(filing.id)));
    }
    let material = material(scoped, union, filing.period, Reading::ToDeclare).await?;
    // Filed in another tab, and nothing came since.
    if let (Some(last), true) = (existing.last(), material.statements.is_empty()) {
        return Ok(Ready::No(Filed::Before(*last)));
    }
    let version = i16::try_from(existing.len() + 1).unwrap_or(i16::MAX);
    if let Some(blocked) = material.blocked(filing.missing_note) {
        return Ok(Ready::No(Filed::Blocked(blocked)));
    }
    Ok(Ready::Yes(Box::new(material), version))
}

/// The bytes that are attested, and their hash.
pub(super) fn freeze_draft<'a>(
    union: &Union,
    filing: &Filing<'_>,
    material: &'a Material,
    version: i16,
) -> Result<Made<'a>> {
    let draft = Draft::of(material);
    let (year, number) = (filing.period.fiscal_year(), filing.period.number());
    let receipt = format!("{}-{year}-P{number:02}-{version}", union.number);
    let attestation = Attestation {
        declaration: filing.id,
        union_number: &union.number,
        receipt_number: &receipt,
        due_on: union.due_on(filing.period).ok_or_else(|| no_calendar(filing.period))?,
        attested_by: filing.attested_by,
        attested_at: filing.attested_at,
        missing_note: filing.missing_note,
    };
    let (canonical, sha256) = freeze(&draft, &attestation);
    Ok(Made { draft, version, receipt, canonical, sha256 })
}

fn no_calendar(period: PeriodId) -> Error {
    Error::Damaged(format!("no calendar for {period}"))
}

/// Keeps the declaration and everything it is made of, and posts it, once.
pub(super) async fn post(
    scoped: &mut Scoped,
    union: &Union,
    filing: &Filing<'_>,
    made: &Made<'_>,
    second: Option<&Second>,
) -> Result<()> {
    insert(scoped, union, filing, made, second).await?;
    let payees = bodies(scoped).await?;
    insert_levies(scoped, union.id, filing.id, &made.draft.items(), &payees).await?;
    for statement in &made.draft.material.statements {
        let releases: Vec<_> = statement.releases.iter().flat_map(|r| r.releases.iter().cloned()).collect();
        take(scoped, union.id, filing.id, statement).await?;
        waived::apply(scoped, &made.draft.material.granted, filing.id, statement).await?;
        held_dues::store::take_in(scoped, filing.id, statement.employer_id, statement.id, &releases).await?;
    }
    let owed = made
        .draft
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
    apply_credit(scoped, union.id, filing.id).await
}

/// Journals the filing and tells the union of it.
pub(super) async fn tell(scoped: &mut Scoped, union: &Union, declaration: Uuid, receipt: &str) -> Result<()> {
    scoped.record(Event::done(Action::DeclarationFiled, receipt));
    let path = format!("/declarations/{declaration}");
    notices::store::tell(scoped, &Notice::to_the_union(NoticeKind::DeclarationFiled, union.id, path)).await
}

pub(super) fn payee<'a>(bodies: &'a [Body], code: &str) -> Result<&'a Body> {
    bodies.iter().find(|body| body.code == code).ok_or_else(|| Error::Damaged(format!("no body {code}")))
}

/// The row and its document: what was attested, and who signed second.
async fn insert(
    scoped: &mut Scoped,
    union: &Union,
    filing: &Filing<'_>,
    made: &Made<'_>,
    second: Option<&Second>,
) -> Result<()> {
    let dates = union.period(filing.period).ok_or_else(|| no_calendar(filing.period))?;
    let due_on = union.due_on(filing.period).ok_or_else(|| no_calendar(filing.period))?;
    let (year, number) = columns(filing.period);
    let note = (!filing.missing_note.trim().is_empty()).then(|| filing.missing_note.trim());
    sqlx::query(
        "insert into declarations (union_id, id, fiscal_year, period, receipt_number, period_end, due_on, persons,
             total, missing_note, attested_by, attested_name, attested_at, sha256, version, signed_by, signed_name,
             signed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(union.id)
    .bind(filing.id)
    .bind(year)
    .bind(number)
    .bind(&made.receipt)
    .bind(dates.end)
    .bind(due_on)
    .bind(i32::try_from(made.draft.persons()).unwrap_or(i32::MAX))
    .bind(made.draft.total().amount())
    .bind(note)
    .bind(filing.attested_by)
    .bind(filing.attested_name)
    .bind(filing.attested_at)
    .bind(&made.sha256[..])
    .bind(made.version)
    .bind(second.map(|second| second.by))
    .bind(second.map(|second| second.name.as_str()))
    .bind(second.map(|second| second.at))
    .execute(scoped.conn())
    .await?;
    sqlx::query(
        "insert into declaration_documents (union_id, declaration_id, canonical) values ($1, $2, $3)",
    )
    .bind(union.id)
    .bind(filing.id)
    .bind(&made.canonical)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// A statement is declared once, by one declaration.
async fn take(
    scoped: &mut Scoped,
    union: Uuid,
    declaration: Uuid,
    statement: &StatementMaterial,
) -> Result<()> {
    sqlx::query(
        "insert into declaration_statements (union_id, statement_id, declaration_id, employer_id)
         values ($1, $2, $3, $4)",
    )
    .bind(union)
    .bind(statement.id)
    .bind(declaration)
    .bind(statement.employer_id)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// The decision on an amount, as it is kept beside it.
pub(super) fn waiver(item: &Item<'_>) -> Result<Option<serde_json::Value>> {
    item.exemption.map(serde_json::to_value).transpose().map_err(|e| Error::Damaged(e.to_string()))
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
            "insert into declaration_levies (union_id, declaration_id, seq, statement_id, employer, payee_id, code, rule,
                 corrected_period, substituted, persons, base, amount, released, exempted,
                 exemption)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(union)
        .bind(declaration)
        .bind(seq)
        .bind(item.statement.id)
        .bind(&item.statement.employer)
        .bind(payee(bodies, item.levy.payee())?.id)
        .bind(item.levy.code())
        .bind(rule)
        .bind(item.corrected.map(|(period, _)| period.id().to_string()))
        .bind(item.substituted)
        .bind(i32::try_from(item.persons).unwrap_or(i32::MAX))
        .bind(item.base.map(Cad::amount))
        .bind(item.amount.amount())
        .bind(item.cause() == Some(Cause::Ruling))
        .bind(item.cause() == Some(Cause::Exemption))
        .bind(waiver(item)?)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}
