//! What waits for a person's next digest.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::kind_of;
use crate::access::Role;
use crate::db::{Error, Result, Scoped};
use crate::notices::{DigestLine, Recipient, Way, lang_of};

/// People with something to read from before the cutoff, and no digest of this day yet. An account
/// that was closed meanwhile gets none.
pub async fn due(scoped: &mut Scoped, day: NaiveDate, cutoff: DateTime<Utc>) -> Result<Vec<Recipient>> {
    let rows: Vec<(Uuid, String, String, String)> = sqlx::query_as(
        "select a.id, a.email, a.language, a.role from accounts a
         where a.active
           and exists (select from notice_recipients r join notices n on n.id = r.notice_id
               where r.account_id = a.id and r.mail_id is null and n.at < $2)
           and not exists (select from mails m where m.account_id = a.id and m.digest_on = $1)
         order by a.id",
    )
    .bind(day)
    .bind(cutoff)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(id, email, language, role)| {
            let role = Role::from_code(&role).ok_or_else(|| Error::Damaged(format!("role {role}")))?;
            Ok(Recipient { email, lang: lang_of(&language), person: Some((id, role)), way: Way::Digest })
        })
        .collect()
}

/// Puts what waits into this mail, and gives its lines in its language: by union or body, then by kind.
pub async fn fill(
    scoped: &mut Scoped,
    account: Uuid,
    mail: Uuid,
    // The code of its language.
    language: &str,
    cutoff: DateTime<Utc>,
) -> Result<Vec<DigestLine>> {
    let today = scoped.today();
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "with taken as (
             update notice_recipients r set mail_id = $2 from notices n
             where r.account_id = $1 and r.mail_id is null and n.at < $3
               and n.id = r.notice_id
             returning n.union_id, n.body_id, n.kind, n.path, n.at)
         select coalesce(case $5 when 'en' then b.name_en else b.name_fr end,
                  fact_in_force(u.id, 'union', u.id, 'name', $4), u.name) as name, t.kind, count(*),
                (array_agg(t.path order by t.at desc))[1]
         from taken t left join unions u on u.id = t.union_id left join bodies b on b.id = t.body_id
         group by u.id, u.name, b.id, b.name_fr, b.name_en, t.kind order by name, t.kind",
    )
    .bind(account)
    .bind(mail)
    .bind(cutoff)
    .bind(today)
    .bind(language)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(about, kind, count, path)| Ok(DigestLine { about, kind: kind_of(&kind)?, count, path }))
        .collect()
}
