//! The lists of 6.01 that were sent, and the reminders of those that are due.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use uuid::Uuid;

use super::facts;
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::notices::store::tell;
use crate::notices::{Audience, Notice, NoticeKind};
use crate::unions::officers::{OfficersList, Sent, is_near, occasions};

/// Where a union reads what is due.
const PATH: &str = "/info-syndicat/liste-6-01";

/// Every list sent for a union, the latest first.
pub async fn sent(scoped: &mut Scoped, union: Uuid) -> Result<Vec<Sent>> {
    let rows = sqlx::query(
        "select id, employer_id, list, sha256, language, sent_on from officers_lists
         where union_id = $1 order by sent_on desc, recorded_at desc, id desc",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let list: OfficersList = serde_json::from_str(row.get("list"))
                .map_err(|e| Error::Damaged(format!("officers' list {}: {e}", row.get::<Uuid, _>("id"))))?;
            Ok(Sent {
                id: row.get("id"),
                employer: row.get("employer_id"),
                list,
                sha256: row.get("sha256"),
                language: row.get("language"),
                sent_on: row.get("sent_on"),
            })
        })
        .collect()
}

/// A list that the union says it sent.
pub struct Sending<'a> {
    /// Made with the form: recording twice records once.
    pub id: Uuid,
    pub employer: Uuid,
    pub list: &'a OfficersList,
    /// `fr` or `en`.
    pub language: &'a str,
    pub sent_on: NaiveDate,
}

/// `false` when this form had already recorded it.
pub async fn record(scoped: &mut Scoped, union: Uuid, sending: &Sending<'_>) -> Result<bool> {
    let (now, actor): (DateTime<Utc>, _) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into officers_lists (union_id, id, employer_id, list, sha256, language, sent_on, recorded_by,
             recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(sending.id)
    .bind(sending.employer)
    .bind(sending.list.canonical())
    .bind(sending.list.sha256().as_slice())
    .bind(sending.language)
    .bind(sending.sent_on)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::OfficersListSent, sending.id));
    }
    Ok(done.rows_affected() > 0)
}

/// Tells each union, once for each day on which a list is due, three days ahead or as soon as it is
/// late; one notice however many days are due at once. Run as the operator, as often as one likes.
/// Gives how many notices were written.
pub async fn remind(scoped: &mut Scoped) -> Result<usize> {
    let (today, now) = (scoped.today(), scoped.now());
    let unions: Vec<Uuid> =
        sqlx::query_scalar("select id from unions order by id").fetch_all(scoped.conn()).await?;
    let mut told = 0;
    for union in unions {
        let due: Vec<NaiveDate> =
            due_days(scoped, union, today).await?.into_iter().filter(|due| is_near(*due, today)).collect();
        // The key of the row is what makes it once, also for two copies of the portal at a time.
        let new = sqlx::query(
            "insert into officers_reminders (union_id, due_on, reminded_at)
             select $1, due_on, $3 from unnest($2::date[]) due_on on conflict do nothing",
        )
        .bind(union)
        .bind(&due)
        .bind(now)
        .execute(scoped.conn())
        .await?
        .rows_affected();
        if new > 0 {
            let (kind, to) = (NoticeKind::OfficersListDue, Audience::Union);
            tell(scoped, &Notice { kind, union, to, path: PATH.to_owned(), also_to: Vec::new() }).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// The days on which a list is due to one employer or another, each once.
async fn due_days(scoped: &mut Scoped, union: Uuid, today: NaiveDate) -> Result<Vec<NaiveDate>> {
    let file = facts::file(scoped, union, today).await?;
    let sent = sent(scoped, union).await?;
    let employers: Vec<Uuid> =
        sqlx::query_scalar("select id from employers where union_id = $1 and active order by id")
            .bind(union)
            .fetch_all(scoped.conn())
            .await?;
    let mut due: Vec<NaiveDate> = employers
        .into_iter()
        .flat_map(|employer| occasions(&file, employer, sent.iter().find(|sent| sent.employer == employer)))
        .map(|occasion| occasion.due_on())
        .collect();
    due.sort();
    due.dedup();
    Ok(due)
}
