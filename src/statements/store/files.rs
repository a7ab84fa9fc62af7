//! The bytes of a file as it was received, sealed in pieces: those of a file that waits for a reader,
//! then, moved as they are, those of the statement that it became. Not what they say.

use uuid::Uuid;

use crate::db::{Error, Result, Scoped};
use crate::secrets::{Piece, Sealed};

/// Bytes of a piece: what is sealed, sent and read at a time.
const PIECE: usize = 1 << 20;

/// Who keeps a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// A file that is not yet a statement.
    Upload,
    Statement,
}

/// Keeps a file of the actor's union.
pub async fn keep(scoped: &mut Scoped, keeper: Keeper, file: Uuid, bytes: &[u8]) -> Result<()> {
    let union = scoped.own_union()?;
    let keys = scoped.keys().for_union(union);
    let last = bytes.len().div_ceil(PIECE).max(1) - 1;
    let sql = match keeper {
        Keeper::Upload => {
            "insert into upload_pieces (union_id, upload_id, piece, is_last, key_id, sealed)
            values ($1, $2, $3, $4, $5, $6)"
        }
        Keeper::Statement => {
            "insert into statement_files (union_id, statement_id, piece, is_last, key_id, sealed)
            values ($1, $2, $3, $4, $5, $6)"
        }
    };
    for (place, chunk) in (0..=last).zip(bytes.chunks(PIECE).chain(std::iter::repeat(&[][..]))) {
        let number = i32::try_from(place).map_err(|e| Error::Damaged(e.to_string()))?;
        let piece = Piece { number, is_last: place == last };
        let sealed = keys.seal_piece(file, piece, chunk);
        sqlx::query(sql)
            .bind(union)
            .bind(file)
            .bind(piece.number)
            .bind(piece.is_last)
            .bind(sealed.key_id)
            .bind(sealed.bytes)
            .execute(scoped.conn())
            .await?;
    }
    Ok(())
}

/// The bytes of a file of the actor's union.
///
/// # Errors
/// [`Error::NotFound`] when it is not kept, or no more.
pub async fn bytes(scoped: &mut Scoped, keeper: Keeper, file: Uuid) -> Result<Vec<u8>> {
    let union = scoped.own_union()?;
    let sql = match keeper {
        Keeper::Upload => {
            "select is_last, key_id, sealed,
               (select count(*) from upload_pieces where union_id = $1 and upload_id = $2 and $3 = 0) as pieces
             from upload_pieces where union_id = $1 and upload_id = $2 and piece = $3 and sealed is not null"
        }
        Keeper::Statement => {
            "select is_last, key_id, sealed,
               (select count(*) from statement_files where union_id = $1 and statement_id = $2 and $3 = 0) as pieces
             from statement_files where union_id = $1 and statement_id = $2 and piece = $3"
        }
    };
    let damaged = |why: String| Error::Damaged(format!("file {file}: {why}"));
    let mut bytes = Vec::new();
    for number in 0.. {
        let piece: Option<(bool, i32, Vec<u8>, i64)> =
            sqlx::query_as(sql).bind(union).bind(file).bind(number).fetch_optional(scoped.conn()).await?;
        let Some((is_last, key_id, sealed, pieces)) = piece else {
            return Err(if number == 0 { Error::NotFound } else { damaged(format!("no piece {number}")) });
        };
        // Of a file of fifty megabytes, growing would hold a hundred and fifty.
        bytes.reserve_exact(usize::try_from(pieces).unwrap_or(0) * PIECE);
        let sealed = Sealed { key_id, bytes: sealed };
        let opened = scoped.keys().open_piece(union, file, Piece { number, is_last }, &sealed);
        bytes.extend(opened.map_err(|e| damaged(e.to_string()))?);
        if is_last {
            break;
        }
    }
    Ok(bytes)
}

/// Makes the file of an upload that of the statement of the same id.
pub(super) async fn hand_over(scoped: &mut Scoped, upload: Uuid) -> Result<()> {
    let union = scoped.own_union()?;
    let moved = sqlx::query(
        "insert into statement_files (union_id, statement_id, piece, is_last, key_id, sealed)
         select union_id, upload_id, piece, is_last, key_id, sealed from upload_pieces
         where union_id = $1 and upload_id = $2 and sealed is not null",
    )
    .bind(union)
    .bind(upload)
    .execute(scoped.conn())
    .await?;
    if moved.rows_affected() == 0 {
        return Err(Error::Damaged(format!("statement {upload} comes of no file")));
    }
    Ok(())
}

/// Keeps no longer the files of uploads that ended.
pub(super) async fn let_go(scoped: &mut Scoped, uploads: &[Uuid]) -> Result<()> {
    let union = scoped.own_union()?;
    sqlx::query(
        "update upload_pieces set sealed = null
         where union_id = $1 and upload_id = any($2) and sealed is not null",
    )
    .bind(union)
    .bind(uploads)
    .execute(scoped.conn())
    .await?;
    Ok(())
}
