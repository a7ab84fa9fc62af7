//! The changes' SQL: requests, their fields, what was said, what was attached. Decisions are in
//! [`decide`].

mod attachments;
mod decide;
mod queue;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

pub use self::attachments::{Attachment, NewAttachment, attach, attachment, attachments};
pub use self::decide::{Conflict, Decided, Decision, decide, stop};
pub use self::queue::{decided_since, queue};
use std::collections::BTreeSet;

use super::{By, Change, Draft, Item, Section, State, contacts_of_before, is_sensitive, signers, typed};
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::notices::{self, Audience, Notice, NoticeKind};
use crate::secrets::Sealed;
use crate::unions::file::{Fact, Field, Subject};
use crate::unions::store::facts;

/// A request about to be made.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    /// Made with the form: sending it twice asks once.
    pub id: Uuid,
    pub section: Section,
    pub reason: &'a str,
    pub effective_on: NaiveDate,
    /// Who asks, by name.
    pub name: &'a str,
    pub drafts: &'a [Draft],
}

/// The address of a request as the union follows it.
pub fn path_of(id: Uuid) -> String {
    format!("/demandes/{id}")
}

/// The address of a request as the office vets it.
pub fn office_path_of(id: Uuid) -> String {
    format!("/federation/demandes/{id}")
}

/// Makes the acts on one union's file queue until this transaction ends.
pub async fn lock_file(scoped: &mut Scoped, union: Uuid) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('file ' || $1::text, 0))")
        .bind(union)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// Keeps a request of the actor's union; `false` when this form was already sent.
pub async fn propose(scoped: &mut Scoped, change: &NewChange<'_>) -> Result<bool> {
    let union = scoped.own_union()?;
    lock_file(scoped, union).await?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let inserted = sqlx::query(
        "insert into change_requests (union_id, id, section, reason, effective_on, proposed_by, proposed_by_name, proposed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(union)
    .bind(change.id)
    .bind(change.section.code())
    .bind(change.reason)
    .bind(change.effective_on)
    .bind(actor)
    .bind(change.name)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let mut care = Care::read(scoped, union).await?;
    let to_sign = change.drafts.iter().filter(|draft| draft.field == Field::Signs && draft.new == "yes");
    care.signers.extend(to_sign.map(|draft| draft.subject));
    let mut sensitive = false;
    for (n, draft) in (1_i16..).zip(change.drafts) {
        let is_sensitive = is_sensitive(draft.field, draft.subject, &draft.old, &draft.new, &care.signers);
        sensitive |= is_sensitive;
        insert_item(scoped, union, change.id, n, draft, is_sensitive).await?;
    }
    scoped.record(Event::done(Action::ChangeProposed, change.id));
    let notice = Notice {
        kind: NoticeKind::ChangeProposed,
        union,
        to: Audience::Office,
        path: office_path_of(change.id),
        also_to: Vec::new(),
    };
    notices::store::tell(scoped, &notice).await?;
    if sensitive {
        warn(scoped, union, change.id, &care).await?;
    }
    Ok(true)
}

/// What says which fields of a union's file are sensitive, and who is warned of them.
struct Care {
    facts: Vec<Fact>,
    signers: BTreeSet<Subject>,
}

impl Care {
    async fn read(scoped: &mut Scoped, union: Uuid) -> Result<Care> {
        let facts = facts::history(scoped, union).await?;
        let requests = of_union(scoped, union).await?;
        let items = requests.iter().flat_map(|change| &change.items);
        let signers = signers(&facts, items.filter(|item| item.state.is_open()));
        Ok(Care { facts, signers })
    }
}

/// Tells the union, and its contacts of before, that something sensitive is asked for or was accepted.
async fn warn(scoped: &mut Scoped, union: Uuid, change: Uuid, care: &Care) -> Result<()> {
    let (now, today) = (scoped.now(), scoped.today());
    let notice = Notice {
        kind: NoticeKind::SensitiveChange,
        union,
        to: Audience::Union,
        path: path_of(change),
        also_to: contacts_of_before(&care.facts, &care.signers, now, today).into_iter().collect(),
    };
    notices::store::tell(scoped, &notice).await
}

async fn insert_item(
    scoped: &mut Scoped,
    union: Uuid,
    change: Uuid,
    n: i16,
    draft: &Draft,
    sensitive: bool,
) -> Result<()> {
    let is_account = draft.field == Field::BankAccount;
    let sealed = (is_account && !draft.new.is_empty())
        .then(|| scoped.keys().for_union(union).seal_account(change, &draft.new));
    let shown = if is_account { typed::masked(&draft.new) } else { draft.new.clone() };
    let shown = if draft.new.is_empty() { String::new() } else { shown };
    let actor = scoped.actor().id();
    sqlx::query(
        "insert into change_items (union_id, change_id, n, subject, subject_id, field, old_value, new_value, key_id,
             sealed, sensitive, proposed_by, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'proposed')",
    )
    .bind(union)
    .bind(change)
    .bind(n)
    .bind(draft.subject.code())
    .bind(draft.subject.id(union))
    .bind(draft.field.code())
    .bind(&draft.old)
    .bind(shown)
    .bind(sealed.as_ref().map(|sealed| sealed.key_id))
    .bind(sealed.map(|sealed| sealed.bytes))
    .bind(sensitive)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

const CHANGE: &str =
    "select union_id, id, section, reason, effective_on, proposed_by, proposed_by_name, proposed_at,
    withdrawn_at from change_requests ";

fn by(row: &PgRow, who: &str) -> Option<By> {
    let column = |rest: &str| format!("{who}_{rest}");
    Some(By {
        id: row.get::<Option<Uuid>, _>(column("by").as_str())?,
        name: row.get::<Option<String>, _>(column("by_name").as_str())?,
        at: row.get::<Option<DateTime<Utc>>, _>(column("at").as_str())?,
    })
}

fn change(row: &PgRow, items: Vec<Item>) -> Result<Change> {
    let section: &str = row.get("section");
    Ok(Change {
        union: row.get("union_id"),
        id: row.get("id"),
        section: Section::from_code(section).ok_or_else(|| Error::Damaged(section.to_owned()))?,
        reason: row.get("reason"),
        effective_on: row.get("effective_on"),
        proposed: by(row, "proposed").ok_or_else(|| Error::Damaged("a request by nobody".to_owned()))?,
        withdrawn_at: row.get("withdrawn_at"),
        items,
    })
}

fn item(row: &PgRow) -> Result<Item> {
    let (subject, field, state): (&str, &str, &str) =
        (row.get("subject"), row.get("field"), row.get("state"));
    let unknown = || Error::Damaged(format!("item about {subject} {field} {state}"));
    let stopped = by(row, "stopped");
    let state =
        if stopped.is_some() { State::Stopped } else { State::from_code(state).ok_or_else(unknown)? };
    Ok(Item {
        n: row.get("n"),
        subject: Subject::from_code(subject, row.get("subject_id")).ok_or_else(unknown)?,
        field: Field::from_code(field).ok_or_else(unknown)?,
        old: row.get("old_value"),
        new: row.get("new_value"),
        sensitive: row.get("sensitive"),
        state,
        decided: by(row, "decided"),
        refusal: row.get("refusal"),
        seconded: by(row, "seconded"),
        effective_on: row.get("effective_on"),
        stopped,
    })
}

/// Attaches to each request its fields.
async fn whole(scoped: &mut Scoped, rows: Vec<PgRow>) -> Result<Vec<Change>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get("id")).collect();
    let items = sqlx::query(
        "select i.*, s.stopped_by, s.stopped_by_name, s.stopped_at
         from change_items i
         left join change_stops s on s.union_id = i.union_id and s.change_id = i.change_id and s.n = i.n
         where i.change_id = any($1) order by i.n",
    )
    .bind(&ids)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.get("id");
            let own = items.iter().filter(|item| item.get::<Uuid, _>("change_id") == id);
            change(row, own.map(item).collect::<Result<Vec<_>>>()?)
        })
        .collect()
}

/// One request that the actor may see.
pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Change> {
    let sql = format!("{CHANGE} where id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(scoped.conn()).await?;
    whole(scoped, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The requests of one union, the latest first.
pub async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Change>> {
    let sql = format!("{CHANGE} where union_id = $1 order by proposed_at desc, id desc");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).fetch_all(scoped.conn()).await?;
    whole(scoped, rows).await
}

/// Takes a request back, with the fields that are not decided yet; `false` when none is left to.
pub async fn withdraw(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let union = scoped.own_union()?;
    lock_file(scoped, union).await?;
    let now = scoped.now();
    let items = sqlx::query(
        "update change_items set state = 'withdrawn'
         where union_id = $1 and change_id = $2 and state in ('proposed', 'seconding')",
    )
    .bind(union)
    .bind(id)
    .execute(scoped.conn())
    .await?;
    if items.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "update change_requests set withdrawn_at = $3 where union_id = $1 and id = $2 and withdrawn_at is null",
    )
    .bind(union)
    .bind(id)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    scoped.record(Event::done(Action::ChangeWithdrawn, id));
    let notice = Notice {
        kind: NoticeKind::ChangeWithdrawn,
        union,
        to: Audience::Office,
        path: office_path_of(id),
        also_to: Vec::new(),
    };
    notices::store::tell(scoped, &notice).await?;
    Ok(true)
}

/// Something said about a request, by the union or by the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub author_name: String,
    pub from_office: bool,
    pub body: String,
}

/// Says something about a request; `false` when this form was already sent.
pub async fn say(scoped: &mut Scoped, change: &Change, key: Uuid, name: &str, body: &str) -> Result<bool> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let from_office = scoped.actor().federation().is_some();
    let inserted = sqlx::query(
        "insert into change_messages (union_id, change_id, id, at, author, author_name, from_office, body)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(change.union)
    .bind(change.id)
    .bind(key)
    .bind(now)
    .bind(actor)
    .bind(name)
    .bind(from_office)
    .bind(body)
    .execute(scoped.conn())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let (kind, to, path) = match from_office {
        true => (NoticeKind::ChangeQuestioned, Audience::Union, path_of(change.id)),
        false => (NoticeKind::ChangeCommented, Audience::Office, office_path_of(change.id)),
    };
    scoped.record(Event::done(Action::ChangeDiscussed, change.id).for_union(change.union));
    notices::store::tell(scoped, &Notice { kind, union: change.union, to, path, also_to: Vec::new() })
        .await?;
    Ok(true)
}

/// What was said of a request, oldest first.
pub async fn messages(scoped: &mut Scoped, change: &Change) -> Result<Vec<Message>> {
    let rows = sqlx::query(
        "select id, at, author_name, from_office, body from change_messages
         where union_id = $1 and change_id = $2 order by at, id",
    )
    .bind(change.union)
    .bind(change.id)
    .fetch_all(scoped.conn())
    .await?;
    let message = |row: &PgRow| Message {
        id: row.get("id"),
        at: row.get("at"),
        author_name: row.get("author_name"),
        from_office: row.get("from_office"),
        body: row.get("body"),
    };
    Ok(rows.iter().map(message).collect())
}

/// The sealed value of a field asked for, as it enters the file.
async fn sealed_of(scoped: &mut Scoped, change: &Change, n: i16) -> Result<Option<Sealed>> {
    let (key_id, bytes): (Option<i32>, Option<Vec<u8>>) = sqlx::query_as(
        "select key_id, sealed from change_items where union_id = $1 and change_id = $2 and n = $3",
    )
    .bind(change.union)
    .bind(change.id)
    .bind(n)
    .fetch_one(scoped.conn())
    .await?;
    Ok(key_id.zip(bytes).map(|(key_id, bytes)| Sealed { key_id, bytes }))
}
