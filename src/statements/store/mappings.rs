//! The SQL of how an employer's files are to be read.

use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::statements::mapping::Saved;

/// What was said last of an employer's files, with its version; none before anything was.
pub async fn latest(scoped: &mut Scoped, employer: Uuid) -> Result<Option<(i32, Saved)>> {
    let union = scoped.own_union()?;
    let row: Option<(i32, serde_json::Value)> = sqlx::query_as(
        "select version, mapping from statement_mappings where union_id = $1 and employer_id = $2
         order by version desc limit 1",
    )
    .bind(union)
    .bind(employer)
    .fetch_optional(scoped.conn())
    .await?;
    row.map(|(version, mapping)| {
        let saved = serde_json::from_value(mapping).map_err(|e| Error::Damaged(format!("mapping: {e}")))?;
        Ok((version, saved))
    })
    .transpose()
}

/// Saves the next version; the same form again saves nothing.
pub async fn save(scoped: &mut Scoped, employer: Uuid, form: Uuid, saved: &Saved) -> Result<()> {
    let (union, now, actor) = (scoped.own_union()?, scoped.now(), scoped.actor().id());
    let mapping = serde_json::to_value(saved).map_err(|e| Error::Damaged(e.to_string()))?;
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('mapping of ' || $1::text, 0))")
        .bind(employer)
        .execute(scoped.conn())
        .await?;
    sqlx::query(
        "insert into statement_mappings (union_id, employer_id, version, form_id, mapping, saved_at, saved_by)
         select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6
         from statement_mappings where union_id = $1 and employer_id = $2
         on conflict on constraint statement_mappings_form_key do nothing",
    )
    .bind(union)
    .bind(employer)
    .bind(form)
    .bind(mapping)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}
