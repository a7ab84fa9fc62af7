//! From one notice to the people of its audience. Everything about a notice happens in one
//! transaction that holds its row: whatever is killed when, each recipient gets one row or none.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{kind_of, way_of};
use crate::access::Role;
use crate::db::{Error, Result, Scoped};
use crate::notices::schedule::STALE_AFTER;
use crate::notices::{NoticeKind, Recipient, Way, lang_of};

/// A place in the line of notices that nobody has spread yet.
pub type Place = (DateTime<Utc>, Uuid);

/// Those that come after a place, the oldest first.
pub async fn waiting(scoped: &mut Scoped, after: Option<Place>, limit: i64) -> Result<Vec<Place>> {
    let (at, id) = after.unwrap_or((DateTime::<Utc>::default(), Uuid::nil()));
    Ok(sqlx::query_as(
        "select at, id from notices where spread_at is null and ($1 or (at, id) > ($2, $3))
         order by at, id limit $4",
    )
    .bind(after.is_none())
    .bind(at)
    .bind(id)
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?)
}

/// A notice held by this transaction, with what its mail says.
#[derive(Debug, sqlx::FromRow)]
pub struct Held {
    /// None when it is about a body.
    pub union_id: Option<Uuid>,
    pub id: Uuid,
    kind: String,
    audience: String,
    pub path: String,
    also_to: Vec<String>,
    at: DateTime<Utc>,
    caused_by: Option<Uuid>,
    about_fr: String,
    about_en: String,
    office_fr: String,
    office_en: String,
    office_id: Uuid,
    /// The office is the finance office, which is no body's alone.
    by_finance: bool,
    union_language: Option<String>,
}

impl Held {
    pub fn kind(&self) -> Result<NoticeKind> {
        kind_of(&self.kind)
    }

    /// The union or the body it is about, in French and in English.
    pub fn about(&self) -> [&str; 2] {
        [&self.about_fr, &self.about_en]
    }

    /// The body whose office answers for it: the union's federation, or the body itself.
    pub fn office(&self) -> [&str; 2] {
        [&self.office_fr, &self.office_en]
    }
}

/// Holds the notice until the transaction ends; none when another copy of the portal has it, or had it.
pub async fn hold(scoped: &mut Scoped, id: Uuid) -> Result<Option<Held>> {
    let today = scoped.today();
    Ok(sqlx::query_as(
        "select n.union_id, n.id, n.kind, n.audience, n.path, n.also_to, n.at, n.caused_by,
                coalesce(l.name_fr, fact_in_force(u.id, 'union', u.id, 'name', $2), u.name) as about_fr,
                coalesce(l.name_en, fact_in_force(u.id, 'union', u.id, 'name', $2), u.name) as about_en,
                fact_in_force(u.id, 'union', u.id, 'language', $2) as union_language,
                b.name_fr as office_fr, b.name_en as office_en, b.id as office_id,
                b.kind in ('confederation', 'fund') as by_finance
         from notices n
         left join unions u on u.id = n.union_id
         left join bodies l on l.id = n.body_id
         join bodies b on b.id = coalesce(u.federation_id, l.owner_id, l.id)
         where n.id = $1 and n.spread_at is null for update of n skip locked",
    )
    .bind(id)
    .bind(today)
    .fetch_optional(scoped.conn())
    .await?)
}

/// Whom the notice is to be mailed to: the people of its audience but who caused it, each their way,
/// then the contacts of before. What is always mailed goes to who caused it too: it may not have
/// been them. Those who chose home only are not among them; of a stale notice,
/// nobody is.
pub async fn recipients(scoped: &mut Scoped, held: &Held) -> Result<Vec<Recipient>> {
    let kind = held.kind()?;
    if scoped.now() - held.at > STALE_AFTER && !kind.is_always_mailed() {
        return Ok(Vec::new());
    }
    let people: Vec<(Uuid, String, String, String, Option<String>)> = sqlx::query_as(
        "select a.id, a.email, a.language, a.role, c.way
         from accounts a left join notice_choices c on c.account_id = a.id and c.kind = $1
         where a.active and (a.id is distinct from $2 or $6)
           and case $3 when 'union' then a.union_id = $4 and a.role in ('treasurer', 'signing_officer')
                       when 'office' then a.federation_id = $5 and a.role = 'federation_officer'
                       else case when $7 then a.role = 'finance_officer'
                                 else a.federation_id = $5
                                   and a.role in ('federation_officer', 'council_officer') end end
         order by a.id",
    )
    .bind(&held.kind)
    .bind(held.caused_by)
    .bind(&held.audience)
    .bind(held.union_id)
    .bind(held.office_id)
    .bind(kind.is_always_mailed())
    .bind(held.by_finance)
    .fetch_all(scoped.conn())
    .await?;
    let mut recipients = Vec::new();
    for (id, email, language, role, chosen) in people {
        let role = Role::from_code(&role).ok_or_else(|| Error::Damaged(format!("role {role}")))?;
        let way = kind.way(chosen.as_deref().map(way_of).transpose()?);
        recipients.push(Recipient { email, lang: lang_of(&language), person: Some((id, role)), way });
    }
    recipients.retain(|recipient| recipient.way != Way::Home);
    let lang = lang_of(held.union_language.as_deref().unwrap_or_default());
    recipients.extend(held.also_to.iter().map(|address| Recipient {
        email: address.trim().to_lowercase(),
        lang,
        person: None,
        way: Way::Mail,
    }));
    Ok(recipients)
}

/// Notes that this recipient gets the notice: `false` when they already did. `mail` is none for
/// the next digest.
pub async fn note(
    scoped: &mut Scoped,
    held: &Held,
    recipient: &Recipient,
    mail: Option<Uuid>,
) -> Result<bool> {
    let done = sqlx::query(
        "insert into notice_recipients (union_id, notice_id, recipient, account_id, mail_id)
         values ($1, $2, $3, $4, $5) on conflict do nothing",
    )
    .bind(held.union_id)
    .bind(held.id)
    .bind(&recipient.email)
    .bind(recipient.person.map(|(id, _)| id))
    .bind(mail)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The notice is spread: nobody takes it again.
pub async fn done(scoped: &mut Scoped, held: &Held) -> Result<()> {
    let now = scoped.now();
    sqlx::query("update notices set spread_at = $2 where id = $1")
        .bind(held.id)
        .bind(now)
        .execute(scoped.conn())
        .await?;
    Ok(())
}
