//! The agreements' SQL: sets of rules, links of employers, decisions of the finance office.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{Agreement, Decided, Link, Setting, link_on, weight_code, weight_of};
use crate::audit::{Action, Event};
use crate::db::{Error, Result, Scoped};
use crate::statements::Severity;

/// Every agreement, that of employers without a link last.
pub async fn all(scoped: &mut Scoped) -> Result<Vec<Agreement>> {
    let rows: Vec<(Uuid, String, String, String, bool)> = sqlx::query_as(
        "select id, code, name_fr, name_en, by_default from agreements order by by_default, code",
    )
    .fetch_all(scoped.conn())
    .await?;
    let agreement =
        |(id, code, name_fr, name_en, by_default)| Agreement { id, code, name_fr, name_en, by_default };
    Ok(rows.into_iter().map(agreement).collect())
}

pub async fn one(scoped: &mut Scoped, id: Uuid) -> Result<Agreement> {
    all(scoped).await?.into_iter().find(|agreement| agreement.id == id).ok_or(Error::NotFound)
}

/// The set of an agreement, with the decisions made for it in the order they were made.
pub async fn of_agreement(scoped: &mut Scoped, agreement: Uuid) -> Result<Decided> {
    let rules: Vec<(String, String)> =
        sqlx::query_as("select rule, severity from agreement_rules where agreement_id = $1")
            .bind(agreement)
            .fetch_all(scoped.conn())
            .await?;
    let rules = rules
        .into_iter()
        .map(|(rule, severity)| match Severity::from_code(&severity) {
            Some(severity) => Ok((rule, severity)),
            None => Err(Error::Damaged(format!("severity of {rule}"))),
        })
        .collect::<Result<BTreeMap<_, _>>>()?;
    let settings = sqlx::query(
        "select rule, severity, effective_from, effective_to, note, decided_at from agreement_settings
         where agreement_id = $1 order by decided_at, id",
    )
    .bind(agreement)
    .fetch_all(scoped.conn())
    .await?;
    let agreement = settings.iter().map(setting).collect::<Result<_>>()?;
    Ok(Decided { rules, agreement, employer: Vec::new() })
}

fn setting(row: &PgRow) -> Result<Setting> {
    let code: String = row.get("severity");
    Ok(Setting {
        rule: row.get("rule"),
        weight: weight_of(&code).ok_or_else(|| Error::Damaged(format!("severity {code}")))?,
        from: row.get("effective_from"),
        to: row.get("effective_to"),
        note: row.get("note"),
        decided_at: row.get("decided_at"),
    })
}

/// The links of an employer, the latest to begin last.
pub async fn links(scoped: &mut Scoped, union: Uuid, employer: Uuid) -> Result<Vec<Link>> {
    let rows: Vec<(Uuid, NaiveDate, String, DateTime<Utc>)> = sqlx::query_as(
        "select agreement_id, effective_from, note, decided_at from employer_agreements
         where union_id = $1 and employer_id = $2 order by effective_from, decided_at, id",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let link = |(agreement, from, note, decided_at)| Link { agreement, from, note, decided_at };
    Ok(rows.into_iter().map(link).collect())
}

/// The agreement of an employer on a day, and all that was decided for both.
pub async fn of_employer(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    day: NaiveDate,
) -> Result<(Agreement, Decided)> {
    let links = links(scoped, union, employer).await?;
    let linked = link_on(&links, day).map(|link| link.agreement);
    let agreements = all(scoped).await?;
    let found = agreements.into_iter().find(|agreement| match linked {
        Some(id) => agreement.id == id,
        None => agreement.by_default,
    });
    let agreement = found.ok_or_else(|| Error::Damaged("no agreement is the one by default".to_owned()))?;
    let mut decided = of_agreement(scoped, agreement.id).await?;
    let settings = sqlx::query(
        "select rule, severity, effective_from, effective_to, note, decided_at from employer_settings
         where union_id = $1 and employer_id = $2 order by decided_at, id",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    decided.employer = settings.iter().map(setting).collect::<Result<_>>()?;
    Ok((agreement, decided))
}

/// What is decided of a rule.
pub struct Switch<'a> {
    pub id: Uuid,
    pub rule: &'a str,
    /// `None`: as the set says again.
    pub weight: Option<crate::statements::rules::Weight>,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub note: &'a str,
}

/// Gives a rule a weight for everybody under an agreement; a form sent twice does it once.
pub async fn switch_agreement(scoped: &mut Scoped, agreement: Uuid, switch: &Switch<'_>) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into agreement_settings
             (id, agreement_id, rule, severity, effective_from, effective_to, note, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing",
    )
    .bind(switch.id)
    .bind(agreement)
    .bind(switch.rule)
    .bind(weight_code(switch.weight))
    .bind(switch.from)
    .bind(switch.to)
    .bind(switch.note)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::RuleSwitched, subject(agreement, switch)));
    }
    Ok(())
}

/// Gives a rule a weight for one employer.
pub async fn switch_employer(
    scoped: &mut Scoped,
    union: Uuid,
    employer: Uuid,
    switch: &Switch<'_>,
) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into employer_settings
             (union_id, id, employer_id, rule, severity, effective_from, effective_to, note, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(switch.id)
    .bind(employer)
    .bind(switch.rule)
    .bind(weight_code(switch.weight))
    .bind(switch.from)
    .bind(switch.to)
    .bind(switch.note)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        scoped.record(Event::done(Action::RuleSwitched, subject(employer, switch)).for_union(union));
    }
    Ok(())
}

fn subject(of: Uuid, switch: &Switch<'_>) -> String {
    format!("{of} {} {} {}", switch.rule, weight_code(switch.weight), switch.from)
}

/// Puts an employer under an agreement from a day on.
pub async fn link(scoped: &mut Scoped, union: Uuid, employer: Uuid, id: Uuid, link: &Link) -> Result<()> {
    let actor = scoped.actor().id();
    let done = sqlx::query(
        "insert into employer_agreements
             (union_id, id, employer_id, agreement_id, effective_from, note, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(employer)
    .bind(link.agreement)
    .bind(link.from)
    .bind(&link.note)
    .bind(actor)
    .bind(link.decided_at)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        let subject = format!("{employer} {} {}", link.agreement, link.from);
        scoped.record(Event::done(Action::AgreementChosen, subject).for_union(union));
    }
    Ok(())
}

/// An employer of some union, as the finance office finds it.
#[derive(Debug, sqlx::FromRow)]
pub struct Found {
    pub union_id: Uuid,
    pub id: Uuid,
    pub number: String,
    pub union_name: String,
    pub name: String,
    pub unit: String,
    /// Its agreement today; `None` for that by default.
    pub agreement_id: Option<Uuid>,
}

/// Employers whose name, unit, union or its number has these words; at most so many, by union.
pub async fn employers(scoped: &mut Scoped, words: &str, most: i64) -> Result<Vec<Found>> {
    let today = scoped.today();
    Ok(sqlx::query_as(
        "with known as (
           select e.union_id, e.id, u.number,
                  coalesce(fact_in_force(u.id, 'union', u.id, 'name', $1), u.name) as union_name,
                  coalesce(fact_in_force(u.id, 'employer', e.id, 'employer-name', $1), e.name) as name,
                  coalesce(fact_in_force(u.id, 'employer', e.id, 'unit', $1), e.unit) as unit
           from employers e join unions u on u.id = e.union_id where e.active)
         select k.*, (select a.agreement_id from employer_agreements a
             where a.union_id = k.union_id and a.employer_id = k.id and a.effective_from <= $1
             order by a.effective_from desc, a.decided_at desc, a.id desc limit 1) as agreement_id
         from known k
         where $2 = '' or k.number = ltrim($2, '0')
            or strpos(lower(k.union_name || ' ' || k.name || ' ' || k.unit), lower($2)) > 0
         order by k.number::int, k.name, k.id limit $3",
    )
    .bind(today)
    .bind(words)
    .bind(most)
    .fetch_all(scoped.conn())
    .await?)
}
