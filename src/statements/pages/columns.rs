//! How a file is to be read, said by a person: which sheet, whether its first row names the columns, a
//! preview, the item of each column, the meaning of the employer's codes. What is said is kept for the
//! employer's next files.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::choices::{
    Choice, choose, date_code, date_orders, decimal_code, decimals, items, kinds, seniorities, shifts,
    statuses, units,
};
use super::look::{Asked, Look, Sent, read_form};
use super::progress::{self, reader, upload_path};
use super::{Problem, period_path, sheet_names};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::statements::SalaryUnit;
use crate::statements::intake;
use crate::statements::mapping::Saved;
use crate::statements::reader::ALL_SHEETS;
use crate::statements::store::mappings;
use crate::statements::store::uploads::{self, State, Upload};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// What a column of given names is called in the form.
pub(super) const GIVEN_NAME: &str = "given_name";

/// A column of the file with what it may hold.
pub struct ColumnRow {
    pub id: String,
    pub header: String,
    pub samples: String,
    pub choices: Vec<Choice>,
    /// Its cells look like that item; its header says nothing.
    pub is_guess: bool,
    /// A question is about the item that it is read as.
    is_asked: bool,
    /// Nothing says what it holds.
    is_unread: bool,
    pub error: String,
}

impl ColumnRow {
    /// What is wrong, then what is a guess or is asked, then what is not read; the rest is clear.
    fn rank(&self) -> u8 {
        match self {
            row if !row.error.is_empty() => 0,
            row if row.is_guess || row.is_asked => 1,
            row if row.is_unread => 2,
            _ => 3,
        }
    }
}

/// A sheet of the workbook that may be the statement, or several that are, one after the other.
pub struct SheetRow {
    pub label: String,
    pub href: String,
    /// Whether it is the one that is shown, and somebody said it.
    pub is_chosen: bool,
}

/// A word of the employer's with what it may mean.
pub struct CodeRow {
    pub id: String,
    pub word: String,
    pub choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "statements/columns.html")]
struct ColumnsPage {
    p: Page,
    here: String,
    cancel: String,
    back: String,
    period: String,
    employer: String,
    file_name: String,
    key: String,
    /// What is to be cleared up, each at its field; empty when the file is read without a question.
    questions: Vec<Problem>,
    /// Columns that a person is to look at, what is wrong first.
    unclear: Vec<ColumnRow>,
    known: Vec<ColumnRow>,
    sheets: Vec<SheetRow>,
    /// The sheet shown; empty when there is no choice, or none was made.
    sheet: String,
    sheets_error: String,
    /// Whether the first row is read as a person's, and where it is read otherwise.
    headless: bool,
    other_header: String,
    header_code: &'static str,
    units: Vec<Choice>,
    decimals: Vec<Choice>,
    decimal_error: String,
    dates: Vec<Choice>,
    dates_error: String,
    seniorities: Vec<Choice>,
    reasons: Vec<CodeRow>,
    statuses: Vec<CodeRow>,
    shifts: Vec<CodeRow>,
    problems: Vec<Problem>,
}

impl ColumnsPage {
    /// Whether what is wrong may have to be mended among the columns that were clear.
    fn is_wrong_of_columns(&self) -> bool {
        self.problems.iter().any(|problem| problem.href.starts_with("#column"))
    }
}

pub async fn form(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let (upload, look) = match look(&can, id, asked).await? {
        Ok(found) => found,
        Err(upload) => return Ok(Redirect::to(&upload_path(upload.id)).into_response()),
    };
    columns_page(&can, &upload, &look, None, Vec::new()).await
}

/// The upload and what its file shows; the upload alone when it asks nothing.
async fn look(
    can: &Can<PreparePeriod>,
    id: Uuid,
    asked: Asked,
) -> Result<Result<(Upload, Look), Upload>, Failure> {
    let mut scoped = can.begin().await?;
    let upload = uploads::one(&mut scoped, id).await?;
    if upload.state != State::Asks {
        return Ok(Err(upload));
    }
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let employer = union.employer(upload.employer).ok_or(Failure::NotFound)?;
    let dates = employer.period(upload.period).ok_or(Failure::NotFound)?;
    let known = intake::known(&mut scoped, &union, employer, dates, can.settings().demo).await?;
    let bytes = Arc::new(uploads::bytes(&mut scoped, id).await?);
    drop(scoped);
    let _turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let looked = tokio::task::spawn_blocking(move || Look::at(&bytes, known, &asked)).await;
    Ok(Ok((upload, looked.map_err(anyhow::Error::new)??)))
}

async fn columns_page(
    can: &Can<PreparePeriod>,
    upload: &Upload,
    look: &Look,
    sent: Option<&Sent>,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let p = can.page(t.columns_title());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let said = |name: &str| sent.and_then(|sent| sent.get(name)).cloned();
    let or = |name: &str, kept: &str| said(name).unwrap_or_else(|| kept.to_owned());
    let words = |group: &str, words: &BTreeSet<String>, choices: &[(String, String)]| {
        let row = |(place, word): (usize, &String)| {
            let id = format!("{group}-{place}");
            let chosen = said(&id).unwrap_or_default();
            CodeRow { choices: choose(choices, &chosen), word: word.clone(), id }
        };
        words.iter().enumerate().map(row).collect()
    };
    let mut columns: Vec<ColumnRow> =
        (0..look.header.len()).map(|index| column_row(look, index, sent, &problems, t)).collect();
    columns.sort_by_key(ColumnRow::rank);
    let known = columns.split_off(columns.partition_point(|row| row.rank() < 3));
    let here = format!("{}/colonnes", upload_path(upload.id));
    let error_of = |href: &str| {
        let found = problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    };
    let page = ColumnsPage {
        unclear: columns,
        known,
        sheets: sheet_rows(look, &here, t),
        sheet: said_sheet(look),
        sheets_error: error_of("#sheets"),
        headless: look.headless,
        other_header: format!("{here}?{}", look.asked.address(None, Some(!look.headless))),
        header_code: look.asked.header_code(),
        decimal_error: error_of("#decimal"),
        dates_error: error_of("#dates"),
        here,
        cancel: format!("{}/annulation", upload_path(upload.id)),
        back: period_path(upload.period),
        period: t.period_name(upload.period.number()),
        employer: union.employer(upload.employer).map(|e| e.name.clone()).unwrap_or_default(),
        file_name: upload.file_name.clone(),
        key: or("key", &p.key().to_string()),
        questions: look.to_clear_up(sent.unwrap_or(&Sent::new()), t),
        units: choose(
            &units(look.says_unit(), t),
            &or("unit", look.mapping.salary_unit.map_or("", SalaryUnit::code)),
        ),
        decimals: choose(&decimals(t), &or("decimal", decimal_code(look.mapping.decimal))),
        dates: choose(&date_orders(t), &or("dates", date_code(look.mapping.dates))),
        seniorities: choose(
            &seniorities(t),
            &or("seniority", if look.seniority_in_all { "in_all" } else { "" }),
        ),
        reasons: words("reason", &look.reasons, &kinds(t)),
        statuses: words("status", &look.statuses, &statuses(t)),
        shifts: words("shift", &look.shifts, &shifts()),
        problems,
        p,
    };
    html_with(status, &page)
}

/// The sheet shown, where somebody chose it among several.
fn said_sheet(look: &Look) -> String {
    let is_said = look.unsaid_sheet().is_none() && !look.sheets.is_empty();
    if is_said { look.sheet.clone() } else { String::new() }
}

/// The sheets to choose from, all of the same columns first.
fn sheet_rows(look: &Look, here: &str, t: Text) -> Vec<SheetRow> {
    let is_unsaid = look.unsaid_sheet().is_some();
    let row = |name: &str, shown: String, other: String| {
        let is_shown = name == look.sheet;
        let href = format!("{here}?{}", look.asked.address(Some(name), None));
        SheetRow { label: if is_shown { shown } else { other }, href, is_chosen: is_shown && !is_unsaid }
    };
    let shown = |name: &String| {
        if is_unsaid { t.columns_sheet_this(name) } else { t.columns_sheet_shown(name) }
    };
    let all = look.together.iter().map(|all| {
        let names = sheet_names(all.sheets.iter().map(String::as_str), t);
        let left_out = all.called.strip_prefix(ALL_SHEETS).unwrap_or_default();
        if left_out.is_empty() {
            return row(&all.called, t.columns_sheets_shown(&names), t.columns_sheets_other(&names));
        }
        let but = sheet_names(left_out.split(ALL_SHEETS), t);
        row(&all.called, t.columns_sheets_but_shown(&but, &names), t.columns_sheets_but_other(&but, &names))
    });
    let each = look.sheets.iter().map(|name| row(name, shown(name), t.columns_sheet_other(name)));
    all.chain(each).collect()
}

fn column_row(look: &Look, index: usize, sent: Option<&Sent>, problems: &[Problem], t: Text) -> ColumnRow {
    let id = format!("column-{index}");
    let (kept, is_guess) = look.item(index);
    let (is_asked, is_unread) = (look.asks_about(&kept), kept.is_empty());
    let chosen = sent.and_then(|sent| sent.get(&id)).cloned().unwrap_or(kept);
    let href = format!("#{id}");
    let error = problems.iter().find(|problem| problem.href == href);
    let filled = look.samples[index].iter().filter(|cell| !cell.is_empty());
    ColumnRow {
        choices: choose(&items(t), &chosen),
        samples: filled.cloned().collect::<Vec<_>>().join(" · "),
        header: match look.header[index].as_str() {
            "" => t.columns_nameless(index + 1),
            name => name.to_owned(),
        },
        is_asked,
        is_unread,
        is_guess: is_guess && sent.is_none(),
        error: error.map(|problem| problem.text.clone()).unwrap_or_default(),
        id,
    }
}

/// Has the file say what it still asks, read as was said.
async fn ask_again(can: &Can<PreparePeriod>, mut look: Look, saved: Saved) -> Result<(Look, Saved), Failure> {
    let _turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let again = tokio::task::spawn_blocking(move || {
        look.ask_again(&saved);
        (look, saved)
    });
    Ok(again.await.map_err(anyhow::Error::new)?)
}

/// Keeps what was said once it leaves no question, and has the file read by it.
pub async fn save(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let Some(key) = sent.get("key").and_then(|key| key.parse().ok()) else {
        return Err(Failure::BadRequest("no key"));
    };
    let (upload, look) = match look(&can, id, Asked::sent(&sent)).await? {
        Ok(found) => found,
        Err(upload) => return Ok(Redirect::to(&upload_path(upload.id)).into_response()),
    };
    let saved = match read_form(&look, &sent, t) {
        Ok(saved) => saved,
        Err(problems) => return columns_page(&can, &upload, &look, Some(&sent), problems).await,
    };
    let (look, saved) = ask_again(&can, look, saved).await?;
    let open = look.open_questions(&sent, t);
    if !open.is_empty() {
        return columns_page(&can, &upload, &look, Some(&sent), open).await;
    }
    // The reader opens its own copy of the file.
    drop(look);
    let mut scoped = can.begin().await?;
    mappings::save(&mut scoped, upload.employer, key, &saved).await?;
    uploads::resume(&mut scoped, id).await?;
    scoped.record(Event::done(Action::MappingSaved, upload.employer));
    scoped.commit().await?;
    let reading = reader(&can).start(can.person.actor(), id);
    let _ = tokio::time::timeout(can.settings().patience, reading).await;
    progress::answer(&can, id, "said-columns").await
}
