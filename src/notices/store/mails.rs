//! The queue of mail. A mail is `sending` while one copy of the portal speaks to the server; when
//! that copy does not come back within its lease, another takes the mail, with the same message id:
//! at least once at the border of SMTP, and never twice by the queue.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::Row as _;
use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::notices::schedule::{LEASE, MOST_TRIES, wait_after};
use crate::notices::{Letter, MailRow, MailState, Recipient};
use crate::outbox::Trouble;

/// Puts the row of a mail into the queue; `false` when this person has the digest of that day.
pub async fn queue(
    scoped: &mut Scoped,
    id: Uuid,
    kind: &str,
    to: &Recipient,
    digest_on: Option<NaiveDate>,
) -> Result<bool> {
    let now = scoped.now();
    let done = sqlx::query(
        "insert into mails (id, kind, recipient, account_id, language, digest_on, state, next_try_at, queued_at)
         values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7)
         on conflict on constraint mails_digest_once_a_day do nothing",
    )
    .bind(id)
    .bind(kind)
    .bind(&to.email)
    .bind(to.person.map(|(id, _)| id))
    .bind(to.lang.code())
    .bind(digest_on)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What the mail says, at each try.
pub async fn write(scoped: &mut Scoped, id: Uuid, letter: &Letter) -> Result<()> {
    sqlx::query("insert into mail_bodies (mail_id, subject, text, html) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(&letter.subject)
        .bind(&letter.text)
        .bind(&letter.html)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// A mail that this copy of the portal is to send, and no other one while the lease lasts.
#[derive(Debug)]
pub struct Taken {
    pub id: Uuid,
    pub recipient: String,
    pub queued_at: DateTime<Utc>,
    pub letter: Letter,
    /// Which try this is, from 1; what comes back of an older one no longer counts.
    tries: i32,
}

/// Takes the mail that is due the longest. A copy that was killed while it sent has used a try too:
/// after as many as there are, the mail is given up by [`bury_abandoned`].
pub async fn take(scoped: &mut Scoped) -> Result<Option<Taken>> {
    let now = scoped.now();
    let row = sqlx::query(
        "update mails m set state = 'sending', tries = m.tries + 1, next_try_at = $2
         from mail_bodies b
         where b.mail_id = m.id and m.id = (select id from mails
             where state in ('waiting', 'sending') and next_try_at <= $1 and tries < $3
             order by next_try_at limit 1 for update skip locked)
         returning m.id, m.recipient, m.tries, m.queued_at, b.subject, b.text, b.html",
    )
    .bind(now)
    .bind(now + LEASE)
    .bind(MOST_TRIES)
    .fetch_optional(scoped.conn())
    .await?;
    Ok(row.map(|row| Taken {
        id: row.get("id"),
        recipient: row.get("recipient"),
        queued_at: row.get("queued_at"),
        letter: letter(&row),
        tries: row.get("tries"),
    }))
}

fn letter(row: &sqlx::postgres::PgRow) -> Letter {
    Letter { subject: row.get("subject"), text: row.get("text"), html: row.get("html") }
}

/// The server took it: what it said is forgotten.
pub async fn sent(scoped: &mut Scoped, taken: &Taken) -> Result<()> {
    let now = scoped.now();
    let done = sqlx::query(
        "update mails set state = 'sent', sent_at = $3, last_error = null
         where id = $1 and tries = $2 and state = 'sending'",
    )
    .bind(taken.id)
    .bind(taken.tries)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() == 1 {
        sqlx::query("delete from mail_bodies where mail_id = $1")
            .bind(taken.id)
            .execute(scoped.conn())
            .await?;
    }
    Ok(())
}

/// It did not leave: it waits for its next try, or is given up. Gives which.
pub async fn failed(scoped: &mut Scoped, taken: &Taken, trouble: Trouble) -> Result<MailState> {
    let wait = wait_after(taken.tries).filter(|_| !trouble.is_final());
    let state = if wait.is_some() { MailState::Waiting } else { MailState::Dead };
    let next = scoped.now() + wait.unwrap_or(TimeDelta::zero());
    sqlx::query(
        "update mails set state = $3, next_try_at = $4, last_error = $5
         where id = $1 and tries = $2 and state = 'sending'",
    )
    .bind(taken.id)
    .bind(taken.tries)
    .bind(state.code())
    .bind(next)
    .bind(trouble.code())
    .execute(scoped.conn())
    .await?;
    Ok(state)
}

/// Gives up what was abandoned on its last try: the copy that took it never came back.
pub async fn bury_abandoned(scoped: &mut Scoped) -> Result<()> {
    let now = scoped.now();
    sqlx::query(
        "update mails set state = 'dead', last_error = $2
         where state = 'sending' and tries >= $3 and next_try_at <= $1",
    )
    .bind(now)
    .bind(Trouble::Other.code())
    .bind(MOST_TRIES)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// In a demonstration, what waits is kept instead of sent.
pub async fn keep_all(scoped: &mut Scoped) -> Result<()> {
    sqlx::query("update mails set state = 'kept' where state = 'waiting'").execute(scoped.conn()).await?;
    Ok(())
}

/// How many mails are in each state; of those sent, the last thirty days'.
pub async fn counts(scoped: &mut Scoped) -> Result<Vec<(MailState, i64)>> {
    let since = scoped.now() - TimeDelta::days(30);
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select state, count(*) from mails where state in ('waiting', 'sending') group by state
         union all select 'dead', count(*) from mails where state = 'dead'
         union all select 'kept', count(*) from mails where state = 'kept'
         union all select 'sent', count(*) from mails where state = 'sent' and sent_at > $1",
    )
    .bind(since)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().map(|(code, count)| Ok((state_of(&code)?, count))).collect()
}

fn state_of(code: &str) -> Result<MailState> {
    MailState::from_code(code).ok_or_else(|| Error::Damaged(format!("mail {code}")))
}

/// The mails in a state, the oldest first.
pub async fn in_state(scoped: &mut Scoped, state: MailState, limit: i64) -> Result<Vec<MailRow>> {
    let rows = sqlx::query(
        "select id, kind, recipient, state, tries, next_try_at, last_error, queued_at from mails
         where state = $1 order by queued_at, id limit $2",
    )
    .bind(state.code())
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(mail_row).collect()
}

fn mail_row(row: &sqlx::postgres::PgRow) -> Result<MailRow> {
    Ok(MailRow {
        id: row.get("id"),
        kind: row.get("kind"),
        recipient: row.get("recipient"),
        state: state_of(row.get("state"))?,
        tries: row.get("tries"),
        next_try_at: row.get("next_try_at"),
        last_error: row.get("last_error"),
        queued_at: row.get("queued_at"),
    })
}

/// Puts a mail that was given up back into the queue; `false` when it already is.
pub async fn try_again(scoped: &mut Scoped, id: Uuid) -> Result<bool> {
    let known: bool = sqlx::query_scalar("select exists (select from mails where id = $1)")
        .bind(id)
        .fetch_one(scoped.conn())
        .await?;
    if !known {
        return Err(Error::NotFound);
    }
    let now = scoped.now();
    let done = sqlx::query(
        "update mails set state = 'waiting', tries = 0, next_try_at = $2 where id = $1 and state = 'dead'",
    )
    .bind(id)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The mails a demonstration kept, the newest first.
pub async fn kept(scoped: &mut Scoped, limit: i64) -> Result<Vec<(MailRow, String)>> {
    let rows = sqlx::query(
        "select m.id, m.kind, m.recipient, m.state, m.tries, m.next_try_at, m.last_error, m.queued_at, b.subject
         from mails m join mail_bodies b on b.mail_id = m.id
         where m.state = 'kept' order by m.queued_at desc, m.id desc limit $1",
    )
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(|row| Ok((mail_row(row)?, row.get("subject")))).collect()
}

pub async fn kept_one(scoped: &mut Scoped, id: Uuid) -> Result<(MailRow, Letter)> {
    let row = sqlx::query(
        "select m.id, m.kind, m.recipient, m.state, m.tries, m.next_try_at, m.last_error, m.queued_at,
                b.subject, b.text, b.html
         from mails m join mail_bodies b on b.mail_id = m.id where m.id = $1 and m.state = 'kept'",
    )
    .bind(id)
    .fetch_one(scoped.conn())
    .await?;
    Ok((mail_row(&row)?, letter(&row)))
}
