//! One finding: its data, its clause, what to do, what the correction would be and change, its note.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::effects::Material;
use super::found::{FindingView, view_of};
use super::{Heading, Problem, heading};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::Severity;
use crate::statements::browse::{FindingFilter, State, Turn};
use crate::statements::reader::visible;
use crate::statements::store::browse::Noted;
use crate::statements::store::{self, Summary};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A note must say something, and be short enough to be read.
const LONGEST_NOTE: usize = 1000;

/// The note as it is kept; else why there can be none, in words.
pub(super) fn note_of<'n>(typed: &'n str, summary: &Summary, t: Text) -> Result<&'n str, &'static str> {
    let note = typed.trim();
    match note.chars().count() {
        _ if summary.state == "superseded" => Err(t.statement_superseded_settled()),
        3..=LONGEST_NOTE if visible(note).count() >= 3 => Ok(note),
        _ => Err(t.statement_note_needed()),
    }
}

#[derive(Template)]
#[template(path = "statements/finding.html")]
struct FindingPage {
    p: Page,
    h: Heading,
    seq: i32,
    f: FindingView,
    /// When and by whom its note was put.
    noted: String,
    may_note: bool,
    /// The next warning that waits for a note.
    next_href: String,
    note: String,
    problems: Vec<Problem>,
}

impl FindingPage {
    fn error(&self) -> &str {
        self.problems.first().map_or("", |problem| problem.text.as_str())
    }
}

pub async fn show(can: Can<PreparePeriod>, Path((id, seq)): Path<(Uuid, i32)>) -> Answer {
    page(&can, id, seq, "", None).await
}

async fn page(can: &Can<PreparePeriod>, id: Uuid, seq: i32, note: &str, why: Option<&str>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let (stored, noted) = store::browse::finding(&mut scoped, &summary, seq).await?;
    let (rule, finding) = stored.finding().ok_or(Failure::NotFound)?;
    let material = Material::read(&mut scoped, &union, &summary).await?;
    let waiting = FindingFilter {
        severity: Some(Severity::Warning),
        state: Some(State::Open),
        ..FindingFilter::default()
    };
    let next = store::browse::page(&mut scoped, &summary, &waiting, &Turn::After(seq)).await?;
    let h = heading(&union, &summary, finding.severity.code(), t);
    let weighing = material.weighing();
    let page = FindingPage {
        seq,
        p: can.page(t.finding_title(super::findings::rule_name(rule.code, t), rule.code)),
        f: view_of(&stored, rule, &finding, (&weighing, &material), id, t),
        may_note: h.is_open && finding.severity == Severity::Warning && stored.note.is_none(),
        noted: noted.map(|noted| noted_words(noted, t)).unwrap_or_default(),
        next_href: match next.rows.first() {
            Some(next) if h.is_open => format!("/releves/{id}/constats/{}", next.seq),
            _ => String::new(),
        },
        note: note.to_owned(),
        problems: why
            .map(|why| Problem { href: "#note".to_owned(), text: why.to_owned() })
            .into_iter()
            .collect(),
        h,
    };
    let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &page)
}

fn noted_words(Noted { at, by, before }: Noted, t: Text) -> String {
    if before { t.finding_noted_before(at, by) } else { t.finding_noted(at, by) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    note: String,
}

pub async fn acknowledge(
    can: Can<PreparePeriod>,
    Path((id, seq)): Path<(Uuid, i32)>,
    Form(form): Form<Note>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let summary = store::to_note(&mut scoped, id).await?;
    store::browse::finding(&mut scoped, &summary, seq).await?;
    let note = match note_of(&form.note, &summary, can.text()) {
        Ok(note) => note,
        Err(why) => return page(&can, id, seq, &form.note, Some(why)).await,
    };
    if store::acknowledge(&mut scoped, id, &[seq], note).await? > 0 {
        scoped.record(Event::done(Action::FindingsAcknowledged, format!("{id} {seq}")));
    }
    scoped.commit().await?;
    flash::done(&format!("/releves/{id}/constats/{seq}"), "said-finding-noted")
}
