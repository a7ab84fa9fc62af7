//! Sending a statement in, settling its findings, reading its lines.

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::checks::{self, Checked, Context};
use super::numbers::DecimalSign;
use super::reader::{Format, Unreadable};
use super::store::{self, Incoming, Receipt, StoredFinding, Summary};
use super::{Line, Severity};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::calendar::{Period, PeriodId};
use crate::statements::rules::Words;
use crate::text::{Lang, Text};
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html, html_with};

/// `/periodes/2025-26/P05`
pub fn period_path(period: PeriodId) -> String {
    format!("/periodes/{}/{}", period.fiscal_year(), period.code())
}

/// A period as its address names it; anything else is not found.
pub fn period_of_path(year: &str, code: &str) -> Result<PeriodId, Failure> {
    format!("{year} {code}").parse().map_err(|_| Failure::NotFound)
}

/// What the form brought.
struct Upload {
    key: Uuid,
    employer: Uuid,
    file_name: String,
    /// Shared, not copied: a file may have fifty megabytes.
    bytes: Bytes,
}

/// `most` is the largest file taken; the body has room for the rest of the form besides.
async fn read_upload(mut form: Multipart, most: usize) -> Result<Upload, Failure> {
    // The body's limit stops what is too large while it is read, in whichever field that is.
    let bad = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest("the form did not come whole"),
    };
    let (mut key, mut employer, mut file) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "key" if key.is_none() => key = field.text().await.map_err(bad)?.parse().ok(),
            "employer" if employer.is_none() => employer = field.text().await.map_err(bad)?.parse().ok(),
            "file" if file.is_none() => {
                let file_name = harmless_name(field.file_name().unwrap_or_default());
                let bytes = field.bytes().await.map_err(bad)?;
                if bytes.len() > most {
                    return Err(Failure::TooLarge);
                }
                file = Some((file_name, bytes));
            }
            _ => return Err(Failure::BadRequest("an unknown or repeated field")),
        }
    }
    let (file_name, bytes) = file.ok_or(Failure::BadRequest("no file"))?;
    Ok(Upload {
        key: key.ok_or(Failure::BadRequest("no key"))?,
        employer: employer.ok_or(Failure::BadRequest("no employer"))?,
        file_name,
        bytes,
    })
}

/// A name to show, never one to open: no folder, no control character, 120 characters at most.
fn harmless_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// Reads, checks and stores a file, all or nothing.
pub async fn send(
    can: Can<PreparePeriod>,
    Path((year, code)): Path<(String, String)>,
    form: Multipart,
) -> Answer {
    let period = period_of_path(&year, &code)?;
    let upload = read_upload(form, can.settings().max_upload).await?;
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let employer = union.employer(upload.employer).ok_or(Failure::NotFound)?;
    let dates = employer.period(period).ok_or(Failure::NotFound)?;
    if dates.end >= scoped.today() || period < union.first_period {
        return Err(Failure::NotFound);
    }
    let known = store::known_numbers(&mut scoped, upload.employer, period).await?;
    // Reading waits for its turn and takes a while: a transaction kept open meanwhile would take a
    // connection from everybody else.
    drop(scoped);

    let read = read(&can, &union, dates, known, &upload).await?;
    let checked = match read {
        Ok(checked) => checked,
        Err(unreadable) => return refuse(&can, period, &upload.file_name, &unreadable),
    };
    let incoming = Incoming {
        id: upload.key,
        employer: upload.employer,
        period,
        file_name: &upload.file_name,
        sha256: Sha256::digest(&upload.bytes).into(),
        bytes: &upload.bytes,
        format: serde_json::to_string(&checked.format).map_err(anyhow::Error::new)?,
    };
    let mut scoped = can.begin().await?;
    match store::receive(&mut scoped, &incoming, &checked).await? {
        Receipt::Stored(id) => {
            scoped.record(Event::done(Action::StatementReceived, id));
            scoped.commit().await?;
            Ok(Redirect::to(&format!("/releves/{id}")).into_response())
        }
        Receipt::AlreadyThere(id) => Ok(Redirect::to(&format!("/releves/{id}")).into_response()),
        Receipt::AlreadyDeclared => Ok(Redirect::to(&period_path(period)).into_response()),
    }
}

/// Reading takes a core for a while: off the event loop, a few files at a time.
async fn read(
    can: &Can<PreparePeriod>,
    union: &Union,
    dates: Period,
    known: Vec<String>,
    upload: &Upload,
) -> Result<Result<Checked, Unreadable>, Failure> {
    let _turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let (bytes, name) = (upload.bytes.clone(), upload.file_name.clone());
    let (rate, collects_sin, demo) = (union.dues_rate, union.collects_sin, can.settings().demo);
    let known: HashSet<String> = known.into_iter().collect();
    Ok(tokio::task::spawn_blocking(move || {
        let mut context = Context::new(dates.start, dates.end);
        context.dues_rate = rate;
        context.collects_sin = collects_sin;
        context.accepts_test_sins = demo;
        context.known_numbers = (!known.is_empty()).then_some(&known);
        let checked = checks::read_and_check(&bytes, &name, &context)?;
        if checked.lines.iter().any(is_longer_than_kept) {
            return Err(Unreadable::NotAStatement { looks_like: "" });
        }
        Ok(checked)
    })
    .await
    .map_err(anyhow::Error::new)?)
}

/// No number or name of a person is that long: a quote was never closed, or it is no statement. The
/// index of employee numbers would refuse it.
fn is_longer_than_kept(line: &Line) -> bool {
    line.employee_number.len() > 200 || [&line.name, &line.address].iter().any(|text| text.len() > 4_000)
}

#[derive(Template)]
#[template(path = "statements/unreadable.html")]
struct UnreadablePage {
    p: Page,
    back: String,
    file_name: String,
    why: String,
    todo: String,
}

/// Nothing was stored; says what is wrong with the file.
fn refuse(can: &Can<PreparePeriod>, period: PeriodId, file_name: &str, unreadable: &Unreadable) -> Answer {
    let t = can.text();
    let page = UnreadablePage {
        p: can.page(t.statement_unreadable_title()),
        back: period_path(period),
        file_name: file_name.to_owned(),
        why: said(unreadable.key(), unreadable, t),
        todo: said(&format!("{}-todo", unreadable.key()), unreadable, t),
    };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn said(key: &str, unreadable: &Unreadable, t: Text) -> String {
    t.kind(key, &[("value", unreadable.value()), ("expected", &unreadable.expected())])
}

/// A finding, in words.
pub struct FindingView {
    pub line: String,
    pub name: String,
    pub employee_number: String,
    pub column: String,
    pub value: String,
    pub expected: String,
    pub message: String,
    pub note: String,
}

/// The findings of one rule, with what to do about them.
pub struct RuleView {
    pub key: String,
    pub code: String,
    pub clause: &'static str,
    pub message: String,
    pub todo: String,
    pub count: usize,
    pub open: usize,
    pub findings: Vec<FindingView>,
}

/// What the top of a statement's pages shows.
pub struct Heading {
    pub id: Uuid,
    pub employer: String,
    pub period_path: String,
    pub period_label: String,
    pub received: String,
    pub file_name: String,
    pub format: String,
    pub sha256: String,
    pub lines: String,
    pub salary_paid: String,
    pub dues: String,
    pub errors: usize,
    pub warnings: usize,
    pub open_warnings: usize,
    pub infos: usize,
    pub is_open: bool,
    pub is_superseded: bool,
    pub is_settled: bool,
}

fn heading(union: &Union, summary: &Summary, t: Text) -> Heading {
    Heading {
        id: summary.id,
        employer: union.employer(summary.employer).map(|e| e.name.clone()).unwrap_or_default(),
        period_path: period_path(summary.period),
        period_label: t.period_name(summary.period.number()),
        received: t.moment(&summary.received_at),
        file_name: summary.file_name.clone(),
        format: format_words(&summary.format, t),
        sha256: hex::encode(&summary.sha256),
        lines: t.count(&summary.lines),
        salary_paid: t.money(&summary.totals.salary_paid),
        dues: t.money(&summary.totals.dues),
        errors: summary.errors,
        warnings: summary.warnings,
        open_warnings: summary.open_warnings,
        infos: summary.infos,
        is_open: summary.state == "current",
        is_superseded: summary.state == "superseded",
        is_settled: summary.is_settled(),
    }
}

/// How the file was read: `Windows-1252 · point-virgule · virgule décimale`.
fn format_words(stored: &str, t: Text) -> String {
    let Ok(format) = serde_json::from_str::<Format>(stored) else { return String::new() };
    match format {
        Format::Xlsx { sheet } => t.format_workbook("xlsx", sheet),
        Format::Ods { sheet } => t.format_workbook("ods", sheet),
        Format::Text { encoding, delimiter, decimal } => {
            let delimiter = match delimiter {
                ';' => t.format_semicolon(),
                '\t' => t.format_tab(),
                '|' => t.format_pipe(),
                _ => t.format_comma(),
            };
            let decimal = match decimal {
                Some(DecimalSign::Comma) => t.format_decimal_comma(),
                Some(DecimalSign::Point) => t.format_decimal_point(),
                None => "",
            };
            let parts = [encoding.name(), delimiter, decimal];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    }
}

#[derive(Template)]
#[template(path = "statements/findings.html")]
struct FindingsPage {
    p: Page,
    h: Heading,
    severity: Severity,
    rules: Vec<RuleView>,
    error: String,
}

#[derive(Deserialize)]
pub struct Seen {
    voir: Option<String>,
}

pub async fn findings(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(seen): Query<Seen>) -> Answer {
    let severity = seen.voir.as_deref().and_then(Severity::from_code);
    findings_page(&can, id, severity, None, StatusCode::OK).await
}

async fn findings_page(
    can: &Can<PreparePeriod>,
    id: Uuid,
    severity: Option<Severity>,
    error: Option<String>,
    status: StatusCode,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    // What blocks comes first; then what waits for a note.
    let severity = severity.unwrap_or(match () {
        () if summary.errors > 0 => Severity::Error,
        () if summary.warnings > 0 => Severity::Warning,
        () => Severity::Info,
    });
    let found = store::findings(&mut scoped, id, severity).await?;
    let h = heading(&union, &summary, t);
    let page = FindingsPage {
        p: can.page(t.statement_findings_title(&h.employer)),
        h,
        severity,
        rules: by_rule(&found, t),
        error: error.unwrap_or_default(),
    };
    html_with(status, &page)
}

/// A page shows this many findings of one rule; the export has them all.
const SHOWN: usize = 100;

fn by_rule(found: &[StoredFinding], t: Text) -> Vec<RuleView> {
    let mut rules: Vec<RuleView> = Vec::new();
    for stored in found {
        let Some((rule, finding)) = stored.finding() else { continue };
        let words = Words::of(&finding);
        // A rule with several faults has a group for each: they do not say the same thing.
        let place = rules.iter().position(|view| view.key == words.key).unwrap_or_else(|| {
            rules.push(RuleView {
                code: rule.code.to_owned(),
                clause: rule.clause,
                message: in_words(&words.key, &words, t),
                todo: in_words(&words.todo, &words, t),
                key: words.key.clone(),
                count: 0,
                open: 0,
                findings: Vec::new(),
            });
            rules.len() - 1
        });
        let view = &mut rules[place];
        view.count += 1;
        view.open += usize::from(stored.note.is_none());
        if view.findings.len() < SHOWN {
            view.findings.push(view_of(stored, &words, t));
        }
    }
    rules
}

fn view_of(stored: &StoredFinding, words: &Words, t: Text) -> FindingView {
    FindingView {
        line: words.line.clone(),
        name: stored.name.clone(),
        employee_number: stored.employee_number.clone(),
        column: column_name(words, t),
        value: words.value(t.lang() == Lang::Fr),
        expected: words.expected(t.lang() == Lang::Fr),
        message: in_words(&words.key, words, t),
        note: stored.note.clone().unwrap_or_default(),
    }
}

fn column_name(words: &Words, t: Text) -> String {
    words.column.as_deref().map(|key| t.kind(key, &[])).unwrap_or_default()
}

fn in_words(key: &str, words: &Words, t: Text) -> String {
    let french = t.lang() == Lang::Fr;
    let (value, expected, column) = (words.value(french), words.expected(french), column_name(words, t));
    t.kind(key, &[("value", &value), ("expected", &expected), ("column", &column), ("line", &words.line)])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The group of findings, by the key of its words.
    group: String,
    note: String,
}

/// A note must say something, and be short enough to be read.
const LONGEST_NOTE: usize = 1000;

pub async fn acknowledge(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(form): Form<Note>) -> Answer {
    let note = form.note.trim();
    if note.chars().count() < 3 || note.chars().count() > LONGEST_NOTE {
        let error = can.text().statement_note_needed().to_owned();
        return findings_page(&can, id, Some(Severity::Warning), Some(error), StatusCode::UNPROCESSABLE_ENTITY)
            .await;
    }
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    let warnings = store::findings(&mut scoped, id, Severity::Warning).await?;
    let group: Vec<i32> = warnings
        .iter()
        .filter(|stored| stored.finding().is_some_and(|(_, finding)| Words::of(&finding).key == form.group))
        .map(|stored| stored.seq)
        .collect();
    if store::acknowledge(&mut scoped, id, &group, note).await? > 0 {
        scoped.record(Event::done(Action::FindingsAcknowledged, format!("{id} {}", form.group)));
    }
    scoped.commit().await?;
    Ok(Redirect::to(&format!("/releves/{id}?voir=warning")).into_response())
}

pub struct LineView {
    pub number: String,
    pub employee_number: String,
    pub name: String,
    pub job_title: String,
    pub status: &'static str,
    pub salary_paid: String,
    pub dues: String,
    pub correction: String,
}

#[derive(Template)]
#[template(path = "statements/lines.html")]
struct LinesPage {
    p: Page,
    h: Heading,
    lines: Vec<LineView>,
    next: Option<u32>,
    first: bool,
}

#[derive(Deserialize)]
pub struct After {
    apres: Option<i32>,
}

const LINES_A_PAGE: usize = 50;

pub async fn lines(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(after): Query<After>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let after = after.apres.unwrap_or(0).max(0);
    let mut lines = store::lines(&mut scoped, &summary, after, Some(LINES_A_PAGE as i64 + 1)).await?;
    let more = lines.len() > LINES_A_PAGE;
    lines.truncate(LINES_A_PAGE);
    let h = heading(&union, &summary, t);
    html(&LinesPage {
        p: can.page(t.statement_lines_title(&h.employer)),
        h,
        next: lines.last().filter(|_| more).map(|line| line.number),
        lines: lines.iter().map(|line| line_view(line, t)).collect(),
        first: after == 0,
    })
}

fn line_view(line: &Line, t: Text) -> LineView {
    let money = |amount: Option<crate::money::Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    LineView {
        number: line.number.to_string(),
        employee_number: line.employee_number.clone(),
        name: line.name.clone(),
        job_title: line.job_title.clone(),
        status: match line.status {
            Some(super::Status::FullTime) => t.status_full_time(),
            Some(super::Status::PartTime) => t.status_part_time(),
            None => "",
        },
        salary_paid: money(line.salary_paid),
        dues: money(line.dues),
        correction: line.correction_period.clone(),
    }
}

/// The file exactly as it was received; never shown in the page.
pub async fn file(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let bytes = store::file(&mut scoped, id).await?;
    scoped.record(Event::done(Action::Exported, format!("statement file {id}")));
    scoped.commit().await?;
    let encoded = encoded(&summary.file_name);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}")),
    ];
    Ok((headers, bytes).into_response())
}

/// Every finding, for the employer or for the spreadsheet.
pub async fn findings_csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    let mut rows = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for stored in store::findings(&mut scoped, id, severity).await? {
            let Some((rule, finding)) = stored.finding() else { continue };
            let words = Words::of(&finding);
            rows.push(vec![
                Cell::from(rule.code),
                Cell::from(t.kind(&format!("severity-{}", severity.code()), &[])),
                Cell::from(words.line.as_str()),
                Cell::from(stored.employee_number.as_str()),
                Cell::from(stored.name.as_str()),
                Cell::from(column_name(&words, t)),
                Cell::from(words.value(t.lang() == Lang::Fr)),
                Cell::from(words.expected(t.lang() == Lang::Fr)),
                Cell::from(in_words(&words.key, &words, t)),
                Cell::from(in_words(&words.todo, &words, t)),
                Cell::from(stored.note.clone().unwrap_or_default()),
            ]);
        }
    }
    scoped.record(Event::done(Action::Exported, format!("findings {id}")));
    scoped.commit().await?;
    let heading = [
        t.finding_rule(),
        t.finding_severity(),
        t.finding_line(),
        t.finding_employee_number(),
        t.finding_name(),
        t.finding_column(),
        t.finding_value(),
        t.finding_expected(),
        t.finding_message(),
        t.finding_todo_heading(),
        t.finding_note(),
    ];
    Ok(export::download("constats.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
