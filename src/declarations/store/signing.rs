//! The SQL of the second signature: the union's rule, the first signature while it waits, the second.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::filing::{
    Filed, Filing, Made, Ready, Second, freeze_draft, lock, payee, post, ready, tell, waiver,
};
use super::{FrozenItem, frozen_item};
use crate::access::{Actor, Role};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::Cause;
use crate::declarations::signing::{Attested, Rule, Signed, State};
use crate::ledger::store::cents;
use crate::notices::{self, Notice, NoticeKind};
use crate::unions::Union;
use crate::unions::store::{bodies, columns, lock_account, period_of};

/// What the union decided last; none while it decided nothing, and one signature is enough.
pub async fn rule(scoped: &mut Scoped, union: Uuid) -> Result<Option<Rule>> {
    Ok(rules(scoped, union).await?.into_iter().next())
}

/// Everything the union decided, the last first.
pub async fn rules(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Rule>> {
    let rows: Vec<(bool, NaiveDate, String, DateTime<Utc>, String)> = sqlx::query_as(
        "select two, decided_on, reference, set_at, set_name from signature_rules
         where union_id = $1 order by seq desc",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    let rule = |(two, decided_on, reference, set_at, set_name)| Rule {
        two,
        decided_on,
        reference,
        set_at,
        set_name,
    };
    Ok(rows.into_iter().map(rule).collect())
}

/// Records what the union decided; whether it is new. Waits for a declaration that is being filed.
pub async fn decide(scoped: &mut Scoped, union: Uuid, id: Uuid, rule: &Rule) -> Result<bool> {
    lock_account(scoped, union).await?;
    let actor = scoped.actor().id();
    let done = sqlx::query(
        "insert into signature_rules (union_id, id, two, decided_on, reference, set_at, set_by, set_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(rule.two)
    .bind(rule.decided_on)
    .bind(&rule.reference)
    .bind(rule.set_at)
    .bind(actor)
    .bind(&rule.set_name)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::SignatureRuleSet, id));
        let notice = Notice::to_the_union(NoticeKind::SignatureRule, union, "/signatures".to_owned());
        notices::store::tell(scoped, &notice).await?;
    }
    Ok(done.rows_affected() > 0)
}

fn attested(row: &PgRow) -> Result<Attested> {
    let state: &str = row.get("state");
    Ok(Attested {
        id: row.get("id"),
        union: row.get("union_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        receipt_number: row.get("receipt_number"),
        due_on: row.get("due_on"),
        persons: usize::try_from(row.get::<i32, _>("persons")).unwrap_or_default(),
        total: cents(row.get::<Decimal, _>("total"))?,
        missing_note: row.get("missing_note"),
        attested_by: row.get("attested_by"),
        attested_name: row.get("attested_name"),
        attested_at: row.get("attested_at"),
        sha256: row.get("sha256"),
        state: State::from_code(state).ok_or_else(|| Error::Damaged(format!("signature {state}")))?,
        closed: row.get::<Option<String>, _>("closed_name").zip(row.get("closed_at")),
        note: row.get("note"),
    })
}

/// A first signature that the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Attested> {
    let row = sqlx::query("select * from declaration_drafts where id = $1")
        .bind(id)
        .fetch_one(scoped.conn())
        .await?;
    attested(&row)
}

/// A union's first signatures, the last first.
pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Attested>> {
    let rows = sqlx::query(
        "select * from declaration_drafts where union_id = $1 order by attested_at desc, id desc",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(attested).collect()
}

/// The one that waits for a second signature of a period.
pub async fn awaiting(scoped: &mut Scoped, union: Uuid, period: PeriodId) -> Result<Option<Attested>> {
    let (year, number) = columns(period);
    let row = sqlx::query(
        "select * from declaration_drafts
         where union_id = $1 and fiscal_year = $2 and period = $3 and state = 'awaiting'",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .fetch_optional(scoped.conn())
    .await?;
    row.as_ref().map(attested).transpose()
}

/// Its amounts, without any base.
pub async fn items(scoped: &mut Scoped, id: Uuid) -> Result<Vec<FrozenItem>> {
    let payees = bodies(scoped).await?;
    let rows = sqlx::query(
        "select *, null::uuid as statement_id, null::numeric as base from declaration_draft_levies
         where draft_id = $1 order by seq",
    )
    .bind(id)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(|row| frozen_item(row, &payees)).collect()
}

/// Keeps the first signature, until another person signs. The account is locked by who calls.
pub(super) async fn attest(
    scoped: &mut Scoped,
    union: &Union,
    filing: &Filing<'_>,
    made: &Made<'_>,
) -> Result<Filed> {
    if let Some(before) = awaiting(scoped, union.id, filing.period).await? {
        // The same form twice, or another tab over the same amounts.
        if before.id == filing.id || still_stands(scoped, union, &before).await? {
            return Ok(Filed::Awaits(before.id));
        }
        close(scoped, &before, State::Fallen, filing.attested_name, None).await?;
    }
    let (year, number) = columns(filing.period);
    let done = sqlx::query(
        "insert into declaration_drafts (union_id, id, fiscal_year, period, receipt_number, due_on, persons, total,
             missing_note, attested_by, attested_name, attested_at, sha256)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (union_id, id) do nothing",
    )
    .bind(union.id)
    .bind(filing.id)
    .bind(year)
    .bind(number)
    .bind(&made.receipt)
    .bind(union.due_on(filing.period))
    .bind(i32::try_from(made.draft.persons()).unwrap_or(i32::MAX))
    .bind(made.draft.total().amount())
    .bind(filing.missing_note)
    .bind(filing.attested_by)
    .bind(filing.attested_name)
    .bind(filing.attested_at)
    .bind(&made.sha256[..])
    .execute(scoped.conn())
    .await?;
    // A form sent again once its signature was closed attests nothing a second time.
    if done.rows_affected() == 0 {
        return Ok(Filed::Awaits(filing.id));
    }
    insert_items(scoped, union, filing, made).await?;
    scoped.record(Event::done(Action::DeclarationAttested, &made.receipt));
    let path = format!("/signatures/{}", filing.id);
    let notice = Notice::to_the_union(NoticeKind::DeclarationAwaitsSecond, union.id, path);
    notices::store::tell(scoped, &notice).await?;
    Ok(Filed::Awaits(filing.id))
}

async fn insert_items(
    scoped: &mut Scoped,
    union: &Union,
    filing: &Filing<'_>,
    made: &Made<'_>,
) -> Result<()> {
    let payees = bodies(scoped).await?;
    for (seq, item) in (1_i32..).zip(made.draft.items()) {
        let rule = serde_json::to_value(item.levy).map_err(|e| Error::Damaged(e.to_string()))?;
        sqlx::query(
            "insert into declaration_draft_levies (union_id, draft_id, seq, employer, payee_id, rule, corrected_period,
                 released, exempted, substituted, persons, amount, exemption)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(union.id)
        .bind(filing.id)
        .bind(seq)
        .bind(&item.statement.employer)
        .bind(payee(&payees, item.levy.payee())?.id)
        .bind(rule)
        .bind(item.corrected.map(|(period, _)| period.id().to_string()))
        .bind(item.cause() == Some(Cause::Ruling))
        .bind(item.cause() == Some(Cause::Exemption))
        .bind(item.substituted)
        .bind(i32::try_from(item.persons).unwrap_or(i32::MAX))
        .bind(item.amount.amount())
        .bind(waiver(&item)?)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}

fn filing_of(attested: &Attested) -> Filing<'_> {
    Filing {
        id: attested.id,
        period: attested.period,
        seen_total: attested.total,
        missing_note: &attested.missing_note,
        attested_by: attested.attested_by,
        attested_name: &attested.attested_name,
        attested_at: attested.attested_at,
    }
}

/// Who attested, as row-level security knows them: the row could only be written in that name.
fn first_person(attested: &Attested) -> Actor {
    let union = Some(attested.union);
    Actor::Person { id: attested.attested_by, role: Role::Treasurer, union, federation: None }
}

/// The bytes that were attested: as they would still be filed, when no statement, correction, ruling,
/// levy or exemption has changed them, or as they were once signed. None for a signature that is closed
/// otherwise or has fallen: its bytes are not kept.
///
/// Read in the name of who attested: the second person may see the amounts and not the lines. Whoever
/// calls shows sums of them only.
pub async fn document(scoped: &mut Scoped, union: &Union, attested: &Attested) -> Result<Option<Vec<u8>>> {
    let own = scoped.go_on_as(first_person(attested)).await?;
    let bytes = match attested.state {
        State::Awaiting => standing(scoped, union, attested).await?,
        State::Signed => Some(super::document(scoped, attested.id).await?),
        State::Returned | State::Withdrawn | State::Fallen => None,
    };
    scoped.go_on_as(own).await?;
    Ok(bytes)
}

async fn standing(scoped: &mut Scoped, union: &Union, attested: &Attested) -> Result<Option<Vec<u8>>> {
    let filing = filing_of(attested);
    let Ready::Yes(material, version) = ready(scoped, union, &filing).await? else { return Ok(None) };
    let made = freeze_draft(union, &filing, &material, version)?;
    Ok((made.sha256[..] == attested.sha256[..]).then_some(made.canonical))
}

/// Whether what was attested would still be filed, byte for byte.
pub async fn still_stands(scoped: &mut Scoped, union: &Union, attested: &Attested) -> Result<bool> {
    Ok(document(scoped, union, attested).await?.is_some())
}

/// The second signature: what was attested is filed and posted, once, in this one transaction.
pub async fn sign(scoped: &mut Scoped, union: &Union, id: Uuid, name: &str) -> Result<Signed> {
    lock_account(scoped, union.id).await?;
    let attested = one(scoped, id).await?;
    let person = scoped.actor().id().ok_or(Error::NotFound)?;
    match attested.state {
        State::Awaiting => {}
        State::Signed => return Ok(Signed::Before(id)),
        State::Returned | State::Withdrawn | State::Fallen => return Ok(Signed::Closed),
    }
    if !attested.may_be_signed_by(person, name) {
        return Ok(Signed::SamePerson);
    }
    // What the first person asked for is done in that name, now that another agrees: the second may
    // read neither lines nor ledger. The journal says who signed.
    let filing = filing_of(&attested);
    let own = scoped.go_on_as(first_person(&attested)).await?;
    lock(scoped, union, attested.period).await?;
    let (material, version) = match ready(scoped, union, &filing).await? {
        Ready::Yes(material, version) => (material, version),
        Ready::No(_) => {
            scoped.go_on_as(own).await?;
            return fall(scoped, &attested, name).await;
        }
    };
    let made = freeze_draft(union, &filing, &material, version)?;
    let own = scoped.go_on_as(own).await?;
    if made.sha256[..] != attested.sha256[..] {
        return fall(scoped, &attested, name).await;
    }
    let second = Second { by: person, name: name.to_owned(), at: micros(scoped.now()) };
    close_at(scoped, &attested, State::Signed, &second, None).await?;
    let own = scoped.go_on_as(own).await?;
    post(scoped, union, &filing, &made, Some(&second)).await?;
    // What is checked at the end reads the ledger: now, in a name that may, not at the commit.
    sqlx::query("set constraints all immediate").execute(scoped.conn()).await?;
    scoped.go_on_as(own).await?;
    scoped.record(Event::done(Action::DeclarationSigned, &made.receipt));
    tell(scoped, union, id, &made.receipt).await?;
    Ok(Signed::Now(id))
}

async fn fall(scoped: &mut Scoped, attested: &Attested, name: &str) -> Result<Signed> {
    close(scoped, attested, State::Fallen, name, None).await?;
    Ok(Signed::Fallen)
}

/// PostgreSQL keeps microseconds, and compares them.
fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

/// Takes the first signature back, returns it with a reason, or says that it fell; whether it was
/// still awaited.
pub async fn close(
    scoped: &mut Scoped,
    attested: &Attested,
    state: State,
    name: &str,
    note: Option<&str>,
) -> Result<bool> {
    let by = scoped.actor().id().ok_or(Error::NotFound)?;
    let second = Second { by, name: name.to_owned(), at: micros(scoped.now()) };
    let closed = close_at(scoped, attested, state, &second, note).await?;
    if closed {
        let action = match state {
            State::Returned => Action::SignatureReturned,
            State::Withdrawn => Action::SignatureWithdrawn,
            _ => Action::SignatureFallen,
        };
        scoped.record(Event::done(action, &attested.receipt_number));
        let path = format!("/signatures/{}", attested.id);
        let notice = Notice::to_the_union(NoticeKind::DeclarationNotSigned, attested.union, path);
        notices::store::tell(scoped, &notice).await?;
    }
    Ok(closed)
}

async fn close_at(
    scoped: &mut Scoped,
    attested: &Attested,
    state: State,
    second: &Second,
    note: Option<&str>,
) -> Result<bool> {
    let done = sqlx::query(
        "update declaration_drafts set state = $3, closed_at = $4, closed_by = $5, closed_name = $6, note = $7
         where union_id = $1 and id = $2 and state = 'awaiting'",
    )
    .bind(attested.union)
    .bind(attested.id)
    .bind(state.code())
    .bind(second.at)
    .bind(second.by)
    .bind(&second.name)
    .bind(note)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}
