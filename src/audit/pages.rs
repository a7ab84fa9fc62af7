//! The journal, as auditors read it, with its verification.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use uuid::Uuid;

use super::Broken;
use super::store::{self, Entry};
use crate::access::SeeJournal;
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct Row {
    pub seq: String,
    pub at: String,
    pub role: String,
    pub actor: String,
    /// The union acted for.
    pub union: String,
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
    /// What was read again.
    lead: String,
    /// Why the chain does not hold; empty when it does.
    broken: String,
}

#[derive(Deserialize)]
pub struct Before {
    avant: Option<i64>,
}

const ENTRIES_A_PAGE: i64 = 50;
/// Entries read again each time the page is shown; the command line reads them all.
const VERIFIED: i64 = 5000;

pub async fn list(can: Can<SeeJournal>, Query(before): Query<Before>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let entries = store::latest(&mut scoped, before.avant, ENTRIES_A_PAGE).await?;
    let verified = store::verify_last(&mut scoped, VERIFIED).await?;
    let head = store::head(&mut scoped).await?;
    let unions = unions::store::all(&mut scoped).await?;
    html(&JournalPage {
        p: can.page(t.journal_title()),
        next: entries.last().map(|entry| entry.seq).filter(|seq| *seq > 1),
        rows: entries.iter().map(|entry| row(entry, &unions, t)).collect(),
        first: before.avant.is_none(),
        lead: if head.seq > VERIFIED {
            t.journal_intact_last(VERIFIED)
        } else {
            t.journal_intact_lead().to_owned()
        },
        head: head.to_string(),
        broken: verified.err().map(|broken| broken_words(&broken, t)).unwrap_or_default(),
    })
}

fn broken_words(broken: &Broken, t: Text) -> String {
    match broken {
        Broken::Gap(seq) => t.journal_broken_gap(seq),
        Broken::Edited(seq) => t.journal_broken_edited(seq),
        Broken::Chain(seq) => t.journal_broken_chain(seq),
        Broken::Head { .. } => t.journal_broken_head().to_owned(),
        Broken::Anchor(_) => t.journal_broken_anchor().to_owned(),
    }
}

fn row(entry: &Entry, unions: &[(Uuid, String, String)], t: Text) -> Row {
    let union = entry.union_id.and_then(|id| unions.iter().find(|(union, ..)| *union == id));
    Row {
        seq: entry.seq.to_string(),
        at: t.moment(&entry.at),
        role: t.kind(&format!("role-{}", entry.role.replace('_', "-")), &[]),
        union: union.map(|(.., name)| t.journal_for(name)).unwrap_or_default(),
        actor: entry.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        action: t.kind(&format!("journal-{}", entry.action), &[]),
        subject: entry.subject.clone(),
        outcome: t.kind(&format!("outcome-{}", entry.outcome), &[]),
        kind: if entry.outcome == "done" { "done" } else { "blocking" },
        request: entry.request_id.clone(),
    }
}
