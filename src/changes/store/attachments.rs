//! What was attached to a request, sealed.

use sha2::{Digest, Sha256};
use sqlx::Row as _;
use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::secrets::Sealed;

pub struct NewAttachment<'a> {
    pub id: Uuid,
    pub file_name: &'a str,
    /// One of those taken, decided by the file's first bytes and not by its name.
    pub media_type: &'static str,
    pub bytes: &'a [u8],
}

/// An attached file as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: Uuid,
    pub change: Uuid,
    pub file_name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i32,
}

pub async fn attach(scoped: &mut Scoped, change: Uuid, new: &NewAttachment<'_>) -> Result<()> {
    let union = scoped.own_union()?;
    let sealed = scoped.keys().for_union(union).seal_file(new.id, new.bytes);
    sqlx::query(
        "insert into change_attachments (union_id, change_id, id, file_name, media_type, size, sha256, key_id, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(union)
    .bind(change)
    .bind(new.id)
    .bind(new.file_name)
    .bind(new.media_type)
    .bind(i32::try_from(new.bytes.len()).unwrap_or(i32::MAX))
    .bind(&Sha256::digest(new.bytes)[..])
    .bind(sealed.key_id)
    .bind(sealed.bytes)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// The files attached to the union's requests, of one request when it is given, the latest first.
pub async fn attachments(scoped: &mut Scoped, union: Uuid, change: Option<Uuid>) -> Result<Vec<Attachment>> {
    let rows = sqlx::query(
        "select id, change_id, file_name, media_type, size from change_attachments
         where union_id = $1 and ($2::uuid is null or change_id = $2) order by id desc",
    )
    .bind(union)
    .bind(change)
    .fetch_all(scoped.conn())
    .await?;
    let attachment = |row: &sqlx::postgres::PgRow| Attachment {
        id: row.get("id"),
        change: row.get("change_id"),
        file_name: row.get("file_name"),
        media_type: row.get("media_type"),
        size: row.get("size"),
    };
    Ok(rows.iter().map(attachment).collect())
}

/// The bytes of an attached file, with its name and kind.
pub async fn attachment(scoped: &mut Scoped, change: Uuid, id: Uuid) -> Result<(String, String, Vec<u8>)> {
    let row = sqlx::query(
        "select union_id, file_name, media_type, key_id, sealed from change_attachments
         where change_id = $1 and id = $2",
    )
    .bind(change)
    .bind(id)
    .fetch_one(scoped.conn())
    .await?;
    let sealed = Sealed { key_id: row.get("key_id"), bytes: row.get("sealed") };
    let opened = scoped.keys().open_file(row.get("union_id"), id, &sealed);
    let bytes = opened.map_err(|e| Error::Damaged(format!("attachment {id}: {e}")))?;
    Ok((row.get("file_name"), row.get("media_type"), bytes))
}
