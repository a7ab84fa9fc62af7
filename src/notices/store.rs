//! The notices' SQL.

use uuid::Uuid;

use super::Notice;
use crate::db::{Result, Scoped};

/// Writes a notice with the act it is about: both happen or neither.
pub async fn tell(scoped: &mut Scoped, notice: &Notice) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into notices (union_id, id, kind, audience, path, also_to, at, caused_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(notice.union)
    .bind(Uuid::now_v7())
    .bind(notice.kind.code())
    .bind(notice.to.code())
    .bind(&notice.path)
    .bind(&notice.also_to)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}
