//! What programs call: send a statement in, ask what became of it.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::guard::Payroll;
use super::received::Received;
use crate::audit::{Action, Event};
use crate::commands::statement::{Language, explain_finding};
use crate::db::{Result as Read, Scoped};
use crate::door::answer::{Finding, State, Statement, Totals};
use crate::door::{id_of_key, store};
use crate::statements::Severity;
use crate::statements::store as statements;
use crate::statements::store::transmitted::{Transmitted, transmit};
use crate::statements::store::uploads::{self, NewUpload, Upload};
use crate::text::{Lang, Text};
use crate::web::problem::{Problem, ProblemBody};

/// Between two looks at a file that another request has begun to read.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(200);

/// The reason of a file that came after its period was declared.
const DECLARED: &str = "upload-declared";

/// Send the statement of a period
///
/// The file goes in as a person's would, and is checked by the same rules. Until the union declares the
/// period, a new file takes the place of the one before it; afterwards only correction lines in a later
/// statement change it. The same Idempotency-Key with the same file answers the same again, for ever.
#[utoipa::path(
    post,
    path = "/api/v1/statements",
    operation_id = "sendStatement",
    tag = "statements",
    security(("access" = [])),
    params(
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = "^[!-~]([ -~]*[!-~])?$",
            description = "Chosen by you, one for each sending: sent again with the same file, nothing is sent twice"),
        ("fiscal_year" = String, Query, pattern = "^[0-9]{4}-[0-9]{2}$", example = "2025-26",
            description = "Fiscal year from April 1"),
        ("period" = String, Query, pattern = "^P(0[1-9]|1[0-3])$", example = "P05",
            description = "Accounting period, P01 to P13"),
        ("file_name" = Option<String>, Query, max_length = 120, description = "Shown to the union beside the file"),
    ),
    request_body(
        description = "The file as the payroll system made it, or a form whose only part, `file`, is that file",
        content(
            (Vec<u8> = "application/octet-stream"),
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Vec<u8> = "application/vnd.oasis.opendocument.spreadsheet"),
            (Vec<u8> = "application/vnd.ms-excel"),
            (super::document::Form = "multipart/form-data"),
        ),
    ),
    responses(
        (status = 201, description = "Read and kept, with what was found", body = Statement,
            headers(("Location" = String, description = "Where to ask for it again"))),
        (status = 202, description = "Being read: ask at Location", body = Statement,
            headers(("Location" = String, description = "Where to ask for it"))),
        (status = 400, description = "The key, the period or the form is missing or not well written", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that does not open", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The key came with another file, or the period is declared: send correction lines", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Not a type that a statement comes in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The file cannot be read, a person of the union has to say what its columns are, or no statement is awaited for the period", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests: wait for Retry-After seconds", body = ProblemBody, content_type = "application/problem+json",
            headers(("Retry-After" = u32, description = "Seconds"))),
        (status = 503, description = "Ask again after Retry-After seconds", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub async fn send(payroll: Payroll, request: Request) -> Result<Response, Problem> {
    let received = Received::read(request, &payroll.state).await?;
    let employer = payroll.access.employer_id;
    let mut of_union = payroll.begin_for_the_union().await?;
    let is_awaited = store::is_awaited(&mut of_union, employer, received.period).await?;
    drop(of_union);
    if !is_awaited {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-awaited"));
    }
    let new = NewUpload {
        id: id_of_key(employer, &received.key),
        employer,
        period: received.period,
        file_name: &received.file_name,
        bytes: &received.bytes,
        sha256: Sha256::digest(&received.bytes).into(),
    };
    let id = new.id;
    let mut scoped = payroll.begin().await?;
    match transmit(&mut scoped, &new).await? {
        Transmitted::Otherwise => return Err(Problem::new(StatusCode::CONFLICT, "key-used")),
        Transmitted::Before => {}
        Transmitted::New => scoped.record(Event::done(Action::StatementTransmitted, id)),
    }
    scoped.commit().await?;
    drop(received);
    let upload = wait_for(&payroll, id).await?;
    outcome(&payroll, &upload).await
}

/// Reads what was sent, and waits a moment for it, or for whoever reads it already.
async fn wait_for(payroll: &Payroll, id: Uuid) -> Result<Upload, Problem> {
    let until = tokio::time::Instant::now() + payroll.state.settings.patience;
    let _ = tokio::time::timeout_at(until, payroll.start_reading(id)).await;
    loop {
        let upload = uploads::one(&mut payroll.begin().await?, id).await?;
        if state(&upload) != State::Reading || tokio::time::Instant::now() >= until {
            return Ok(upload);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// The answer to a sending: kept, still being read, or refused.
async fn outcome(payroll: &Payroll, upload: &Upload) -> Result<Response, Problem> {
    let unprocessable = |code| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code);
    let status = match state(upload) {
        State::Stored => StatusCode::CREATED,
        State::Reading => StatusCode::ACCEPTED,
        State::Asks => return Err(unprocessable("asks").about(upload.id, None)),
        State::Cancelled => {
            return Err(Problem::new(StatusCode::CONFLICT, "cancelled").about(upload.id, None));
        }
        State::Refused if upload.reason.key == DECLARED => {
            return Err(Problem::new(StatusCode::CONFLICT, "declared").about(upload.id, None));
        }
        State::Refused => return Err(unprocessable("unreadable").about(upload.id, reason(upload))),
    };
    let answer = statement(&mut payroll.begin().await?, upload).await?;
    let location = [(header::LOCATION, format!("/api/v1/statements/{}", upload.id))];
    Ok((status, location, Json(answer)).into_response())
}

/// Ask what became of a statement
///
/// Statements that this employer's payroll sent in, by whichever of its accesses, and no other.
#[utoipa::path(
    get,
    path = "/api/v1/statements/{id}",
    operation_id = "readStatement",
    tag = "statements",
    security(("access" = [])),
    params(("id" = Uuid, Path, description = "As the answer to the sending gave it")),
    responses(
        (status = 200, description = "Where it stands, and what was found", body = Statement),
        (status = 401, description = "No token, or one that does not open", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "Not one of this employer's", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests: wait for Retry-After seconds", body = ProblemBody, content_type = "application/problem+json",
            headers(("Retry-After" = u32, description = "Seconds"))),
        (status = 503, description = "Ask again after Retry-After seconds", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub async fn read(payroll: Payroll, id: Option<Path<String>>) -> Result<Response, Problem> {
    let not_found = || Problem::of(StatusCode::NOT_FOUND);
    let Path(id) = id.ok_or_else(not_found)?;
    let id = id.parse().map_err(|_| not_found())?;
    let mut scoped = payroll.begin().await?;
    let upload = uploads::one(&mut scoped, id).await?;
    Ok(Json(statement(&mut scoped, &upload).await?).into_response())
}

fn state(upload: &Upload) -> State {
    match upload.state {
        uploads::State::Waiting | uploads::State::Reading => State::Reading,
        uploads::State::Asks => State::Asks,
        uploads::State::Stored => State::Stored,
        uploads::State::Refused => State::Refused,
        uploads::State::Cancelled => State::Cancelled,
    }
}

/// Why a file was refused and what to do, in French and in English.
fn reason(upload: &Upload) -> Option<[String; 2]> {
    let reason = &upload.reason;
    let said = |t: Text| {
        let arguments = [("value", reason.value.as_str()), ("expected", reason.expected.as_str())];
        let todo = format!("{}-todo", reason.key);
        format!("{} {}", t.kind(&reason.key, &arguments), t.kind(&todo, &arguments))
    };
    (!reason.key.is_empty()).then(|| [said(Text::new(Lang::Fr)), said(Text::new(Lang::En))])
}

async fn statement(scoped: &mut Scoped, upload: &Upload) -> Read<Statement> {
    let [reason_fr, reason_en] = reason(upload).map_or([None, None], |said| said.map(Some));
    let mut answer = Statement {
        id: upload.id,
        fiscal_year: upload.period.fiscal_year().to_string(),
        period: upload.period.code(),
        file_name: upload.file_name.clone(),
        state: state(upload),
        version: None,
        lines: None,
        totals: None,
        errors: 0,
        warnings: 0,
        infos: 0,
        findings: Vec::new(),
        reason_fr,
        reason_en,
    };
    let Some(id) = upload.statement else { return Ok(answer) };
    let kept = statements::one(scoped, id).await?;
    answer.version = Some(kept.version);
    answer.lines = Some(kept.lines);
    answer.totals =
        Some(Totals { salary_paid: kept.totals.salary_paid.to_string(), dues: kept.totals.dues.to_string() });
    (answer.errors, answer.warnings, answer.infos) = (kept.errors, kept.warnings, kept.infos);
    let mut found = Vec::new();
    for severity in Severity::ALL {
        found.extend(statements::findings(scoped, id, severity).await?);
    }
    found.sort_by_key(|finding| finding.seq);
    answer.findings = found.iter().filter_map(|stored| stored.finding()).map(said).collect();
    Ok(answer)
}

/// A finding in both languages, as the command says it.
fn said((rule, finding): (&crate::statements::rules::Rule, crate::statements::Finding)) -> Finding {
    let words = |language, key: &str, arguments: &[(&'static str, &str)]| {
        let lang = if language == Language::Fr { Lang::Fr } else { Lang::En };
        Text::new(lang).kind(key, arguments)
    };
    let message = |language| {
        let (wrong, todo) = explain_finding(&finding, language, &words);
        format!("{wrong} {todo}")
    };
    Finding {
        rule: finding.rule.to_owned(),
        clause: rule.clause.to_owned(),
        severity: finding.severity.code().to_owned(),
        line: finding.line,
        column: finding.column.map(|column| column.key().to_owned()),
        message_fr: message(Language::Fr),
        message_en: message(Language::En),
        value: finding.value,
    }
}
