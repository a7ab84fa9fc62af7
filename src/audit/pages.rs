//! The journal, as auditors read it, with its verification.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use super::store::{self, Entry};
use crate::access::SeeJournal;
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct Row {
    pub seq: String,
    pub at: String,
    pub role: String,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub outcome: String,
    pub kind: &'static str,
    pub request: String,
}

#[derive(Template)]
#[template(path = "audit/journal.html")]
struct JournalPage {
    p: Page,
    rows: Vec<Row>,
    next: Option<i64>,
    first: bool,
    head: String,
    /// Why the chain does not hold; empty when it does.
    broken: String,
}

#[derive(Deserialize)]
pub struct Before {
    avant: Option<i64>,
}

const ENTRIES_A_PAGE: i64 = 50;

pub async fn list(can: Can<SeeJournal>, Query(before): Query<Before>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let entries = store::latest(&mut scoped, before.avant, ENTRIES_A_PAGE).await?;
    let verified = store::verify(&mut scoped, None).await?;
    let head = store::head(&mut scoped).await?;
    html(&JournalPage {
        p: can.page(t.journal_title()),
        next: entries.last().map(|entry| entry.seq).filter(|seq| *seq > 1),
        rows: entries.iter().map(|entry| row(entry, t)).collect(),
        first: before.avant.is_none(),
        head: head.to_string(),
        broken: verified.err().map(|broken| broken.to_string()).unwrap_or_default(),
    })
}

fn row(entry: &Entry, t: Text) -> Row {
    Row {
        seq: entry.seq.to_string(),
        at: t.moment(&entry.at),
        role: t.kind(&format!("role-{}", entry.role.replace('_', "-")), &[]),
        actor: entry.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        action: t.kind(&format!("journal-{}", entry.action), &[]),
        subject: entry.subject.clone(),
        outcome: t.kind(&format!("outcome-{}", entry.outcome), &[]),
        kind: if entry.outcome == "done" { "done" } else { "blocking" },
        request: entry.request_id.clone(),
    }
}
