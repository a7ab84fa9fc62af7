//! A statement read again, otherwise: its file waits for a person, once whoever asks how often.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::progress::upload_path;
use crate::access::PreparePeriod;
use crate::calendar::PeriodId;
use crate::statements::store::{self, uploads};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;

/// A statement not declared yet is read again, otherwise: its file waits for a person.
pub async fn again(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let statement = store::one(&mut scoped, id).await?;
    if statement.state != "current" {
        return Err(Failure::NotFound);
    }
    let period: PeriodId = statement.period;
    // Two clicks queue here, and the second finds what the first began.
    let union = scoped.own_union()?;
    store::lock_period(&mut scoped, union, period).await?;
    if let Some(begun) = uploads::asking(&mut scoped, statement.employer, period, &statement.sha256).await? {
        scoped.commit().await?;
        return Ok(Redirect::to(&format!("{}/colonnes", upload_path(begun))).into_response());
    }
    let bytes = store::file(&mut scoped, id).await?;
    let new = uploads::NewUpload {
        id: Uuid::now_v7(),
        employer: statement.employer,
        period,
        file_name: &statement.file_name,
        sha256: statement.sha256[..].try_into().map_err(anyhow::Error::new)?,
        bytes: &bytes,
    };
    let upload = uploads::receive(&mut scoped, &new).await?;
    uploads::ask(&mut scoped, upload).await?;
    scoped.commit().await?;
    Ok(Redirect::to(&format!("{}/colonnes", upload_path(upload))).into_response())
}
