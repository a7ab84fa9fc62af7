//! How a file is to be read, said by a person: a preview, the item of each column, the meaning of
//! the employer's codes. What is said is kept for the employer's next files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::choices::{
    Choice, asked, choose, date_code, date_orders, decimal_code, decimals, items, kinds, shifts, statuses,
    units,
};
use super::period_path;
use super::progress::{self, reader, upload_path};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::statements::intake::{self, Known};
use crate::statements::mapping::{Mapping, Question, Recognised, Saved, content, normalise};
use crate::statements::numbers::{DateOrder, DecimalSign};
use crate::statements::reader;
use crate::statements::store::uploads::{self, State, Upload};
use crate::statements::store::{self as statements_store, mappings};
use crate::statements::{Column, SalaryUnit, Status, sin};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Cells shown of each column.
const SAMPLES: usize = 4;
/// Codes asked about at once.
const MAX_CODES: usize = 40;
/// What a column of given names is called in the form.
pub(super) const GIVEN_NAME: &str = "given_name";

/// A file looked at for the page.
struct Look {
    header: Vec<String>,
    /// By column, as written; SINs masked once known.
    samples: Vec<Vec<String>>,
    mapping: Mapping,
    guesses: Vec<(usize, Column)>,
    questions: Vec<Question>,
    /// Words of the file that mean nothing yet.
    reasons: BTreeSet<String>,
    statuses: BTreeSet<String>,
    shifts: BTreeSet<String>,
}

impl Look {
    /// Reads and checks the whole file, to know what is unclear. Takes a core for a while.
    fn at(bytes: &[u8], name: &str, known: &Known) -> Result<Look, Failure> {
        let unreadable = |_| Failure::NotFound;
        let sheet = reader::open(bytes).map_err(unreadable)?;
        let saved = known.mapping.as_ref().map(|(_, saved)| saved);
        let recognised = Recognised::by(saved, &sheet.header);
        let checked = intake::check(bytes, name, known, None).map_err(unreadable)?;
        let guesses = content::guess(
            &sheet,
            &recognised.mapping,
            known.dues.as_ref().and_then(|dues| dues.policy.rate_of_pay()),
        );
        let mut records = sheet.records();
        let mut samples = vec![Vec::new(); sheet.header.len()];
        for _ in 0..SAMPLES {
            let Some(record) = records.next() else { break };
            for (column, cell) in samples.iter_mut().zip(&record.cells) {
                column.push(cell.text.trim().chars().take(40).collect::<String>());
            }
        }
        drop(records);
        let of_rule = |rule: &str| -> BTreeSet<String> {
            let found = checked.findings.iter().filter(|f| f.rule == rule && !f.value.is_empty());
            found.map(|finding| finding.value.clone()).take(MAX_CODES).collect()
        };
        let mut look = Look {
            reasons: of_rule("V55"),
            statuses: of_rule("V29"),
            shifts: of_rule("V32"),
            header: sheet.header.clone(),
            samples,
            mapping: recognised.mapping,
            guesses,
            questions: checked.questions,
        };
        look.mask_sins();
        Ok(look)
    }

    /// Nine digits in a row are shown by their last three, whatever the column is called (R55).
    fn mask_sins(&mut self) {
        for (index, cells) in self.samples.iter_mut().enumerate() {
            let is_sin = self.mapping.columns.get(&Column::Sin) == Some(&index);
            for cell in cells {
                if is_sin || sin::Sin::parse(cell).is_some() {
                    *cell = sin::mask(cell, 3);
                }
            }
        }
    }

    /// The item of a column: as the mapping has it, else as its cells look.
    fn item(&self, index: usize) -> (String, bool) {
        if self.mapping.given_name == Some(index) {
            return (GIVEN_NAME.to_owned(), false);
        }
        let placed = self.mapping.columns.iter().find(|(_, place)| **place == index);
        let guessed = self.guesses.iter().find(|(place, _)| *place == index);
        match (placed, guessed) {
            (Some((column, _)), _) => (column.key().to_owned(), false),
            (None, Some((_, column))) => (column.key().to_owned(), true),
            (None, None) => (String::new(), false),
        }
    }
}

/// A column of the file with what it may hold.
pub struct ColumnRow {
    pub id: String,
    pub header: String,
    pub samples: String,
    pub choices: Vec<Choice>,
    /// Its cells look like that item; its header says nothing.
    pub is_guess: bool,
    /// Nothing says what it holds.
    is_unread: bool,
    pub error: String,
}

impl ColumnRow {
    /// What is wrong, then what is a guess, then what is not read; the rest is clear.
    fn rank(&self) -> u8 {
        match self {
            row if !row.error.is_empty() => 0,
            row if row.is_guess => 1,
            row if row.is_unread => 2,
            _ => 3,
        }
    }
}

/// A word of the employer's with what it may mean.
pub struct CodeRow {
    pub id: String,
    pub word: String,
    pub choices: Vec<Choice>,
}

pub struct Problem {
    pub href: String,
    pub text: String,
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
    questions: Vec<String>,
    /// Columns that a person is to look at, what is wrong first.
    unclear: Vec<ColumnRow>,
    known: Vec<ColumnRow>,
    units: Vec<Choice>,
    decimals: Vec<Choice>,
    dates: Vec<Choice>,
    reasons: Vec<CodeRow>,
    statuses: Vec<CodeRow>,
    shifts: Vec<CodeRow>,
    problems: Vec<Problem>,
}

type Sent = HashMap<String, String>;

pub async fn form(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let (upload, look) = match look(&can, id).await? {
        Ok(found) => found,
        Err(upload) => return Ok(Redirect::to(&upload_path(upload.id)).into_response()),
    };
    columns_page(&can, &upload, &look, None, Vec::new()).await
}

/// The upload and what its file shows; the upload alone when it asks nothing.
async fn look(can: &Can<PreparePeriod>, id: Uuid) -> Result<Result<(Upload, Look), Upload>, Failure> {
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
    let name = upload.file_name.clone();
    let looked = tokio::task::spawn_blocking(move || Look::at(&bytes, &name, &known)).await;
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
    let page = ColumnsPage {
        unclear: columns,
        known,
        here: format!("{}/colonnes", upload_path(upload.id)),
        cancel: format!("{}/annulation", upload_path(upload.id)),
        back: period_path(upload.period),
        period: t.period_name(upload.period.number()),
        employer: union.employer(upload.employer).map(|e| e.name.clone()).unwrap_or_default(),
        file_name: upload.file_name.clone(),
        key: or("key", &p.key().to_string()),
        questions: look.questions.iter().map(|question| asked(question, t)).collect(),
        units: choose(&units(t), &or("unit", look.mapping.salary_unit.map_or("", SalaryUnit::code))),
        decimals: choose(&decimals(t), &or("decimal", decimal_code(look.mapping.decimal))),
        dates: choose(&date_orders(t), &or("dates", date_code(look.mapping.dates))),
        reasons: words("reason", &look.reasons, &kinds(t)),
        statuses: words("status", &look.statuses, &statuses(t)),
        shifts: words("shift", &look.shifts, &shifts()),
        problems,
        p,
    };
    html_with(status, &page)
}

fn column_row(look: &Look, index: usize, sent: Option<&Sent>, problems: &[Problem], t: Text) -> ColumnRow {
    let id = format!("column-{index}");
    let (kept, is_guess) = look.item(index);
    let kept_is_empty = kept.is_empty();
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
        is_unread: kept_is_empty,
        is_guess: is_guess && sent.is_none(),
        error: error.map(|problem| problem.text.clone()).unwrap_or_default(),
        id,
    }
}

/// What the form says, or what is wrong with it.
fn read_form(look: &Look, sent: &Sent, t: Text) -> Result<Saved, Vec<Problem>> {
    let said = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    let (mut saved, mut problems) = (Saved::default(), Vec::new());
    let mut headers = BTreeMap::new();
    for (index, header) in look.header.iter().enumerate() {
        let id = format!("column-{index}");
        let item = said(&id);
        if item.is_empty() {
            continue;
        }
        let is_new = match Column::from_key(item) {
            _ if header.is_empty() || headers.insert(normalise(header), index).is_some() => {
                problems.push(Problem { href: format!("#{id}"), text: t.columns_bad_header().to_owned() });
                continue;
            }
            Some(column) => saved.columns.insert(column, header.clone()).is_none(),
            None if item == GIVEN_NAME => saved.given_name.replace(header.clone()).is_none(),
            None => false,
        };
        if !is_new {
            problems.push(Problem { href: format!("#{id}"), text: t.columns_bad_twice().to_owned() });
        }
    }
    for column in [Column::EmployeeNumber, Column::Name, Column::SalaryPaid, Column::Dues] {
        if !saved.columns.contains_key(&column) {
            let text = t.columns_bad_missing(t.kind(&column.message_key(), &[]));
            problems.push(Problem { href: "#columns".to_owned(), text });
        }
    }
    saved.salary_unit = [SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year]
        .into_iter()
        .find(|unit| unit.code() == said("unit"));
    saved.decimal = [DecimalSign::Comma, DecimalSign::Point]
        .into_iter()
        .find(|s| decimal_code(Some(*s)) == said("decimal"));
    saved.dates = [DateOrder::DayFirst, DateOrder::MonthFirst]
        .into_iter()
        .find(|o| date_code(Some(*o)) == said("dates"));
    // What was said of other words before stays said.
    saved.codes = look.mapping.codes.clone();
    let meant = |group: &str, words: &BTreeSet<String>| -> Vec<(String, String)> {
        let word = |(place, word): (usize, &String)| {
            let meaning = said(&format!("{group}-{place}"));
            (!meaning.is_empty()).then(|| (normalise(word), meaning.to_owned()))
        };
        words.iter().enumerate().filter_map(word).collect()
    };
    let known = |group: &str, choices: &[(String, String)], words| {
        let mut meant = meant(group, words);
        meant.retain(|(_, meaning)| choices.iter().any(|(value, _)| value == meaning));
        meant
    };
    saved.codes.reasons.extend(known("reason", &kinds(t), &look.reasons));
    saved.codes.shifts.extend(known("shift", &shifts(), &look.shifts));
    let statuses = known("status", &statuses(t), &look.statuses);
    saved
        .codes
        .statuses
        .extend(statuses.into_iter().filter_map(|(word, code)| Some((word, Status::from_code(&code)?))));
    if problems.is_empty() { Ok(saved) } else { Err(problems) }
}

/// Keeps what was said, and has the file read by it.
pub async fn save(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Answer {
    let t = can.text();
    let Some(key) = sent.get("key").and_then(|key| key.parse().ok()) else {
        return Err(Failure::BadRequest("no key"));
    };
    let (upload, look) = match look(&can, id).await? {
        Ok(found) => found,
        Err(upload) => return Ok(Redirect::to(&upload_path(upload.id)).into_response()),
    };
    let saved = match read_form(&look, &sent, t) {
        Ok(saved) => saved,
        Err(problems) => return columns_page(&can, &upload, &look, Some(&sent), problems).await,
    };
    let mut scoped = can.begin().await?;
    mappings::save(&mut scoped, upload.employer, key, &saved).await?;
    uploads::resume(&mut scoped, id).await?;
    scoped.record(Event::done(Action::MappingSaved, upload.employer));
    scoped.commit().await?;
    let reading = reader(&can).start(can.person.actor(), id);
    let _ = tokio::time::timeout(can.settings().patience, reading).await;
    progress::answer(&can, id, "said-columns").await
}

/// A statement not declared yet is read again, otherwise: its file waits for a person.
pub async fn again(can: Can<PreparePeriod>, Path(id): Path<Uuid>) -> Answer {
    let mut scoped = can.begin().await?;
    let statement = statements_store::one(&mut scoped, id).await?;
    if statement.state != "current" {
        return Err(Failure::NotFound);
    }
    let period: PeriodId = statement.period;
    // Two clicks queue here, and the second finds what the first began.
    let union = scoped.own_union()?;
    statements_store::lock_period(&mut scoped, union, period).await?;
    if let Some(begun) =
        uploads::asking(&mut scoped, statement.employer, period, &statement.sha256).await?
    {
        scoped.commit().await?;
        return Ok(Redirect::to(&format!("{}/colonnes", upload_path(begun))).into_response());
    }
    let bytes = statements_store::file(&mut scoped, id).await?;
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
