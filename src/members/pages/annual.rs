//! The annual lists of 12.08: those received, and one sent in. How it compares is `differences`.

use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use super::upload::{Upload, read_upload};
use super::{Problem, about, past_day, words};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::members::annual::{self, NotAList, due_on};
use crate::members::store::annual::{self as lists_store, Incoming, List};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct ListRow {
    pub href: String,
    pub employer: String,
    pub year: String,
    pub received: String,
    pub late: bool,
    pub lines: String,
    pub version: String,
    pub is_latest: bool,
}

pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "members/lists.html")]
struct ListsPage {
    p: Page,
    rows: Vec<ListRow>,
    employers: Vec<Choice>,
    years: Vec<Choice>,
    due: String,
    key: String,
    received_on: String,
    problems: Vec<Problem>,
}

impl ListsPage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

pub async fn lists(can: Can<SeeMembers>) -> Answer {
    lists_page(&can, None, Vec::new()).await
}

/// Years that may have a list: those that ended, from the union's first in the portal.
fn years(union: &Union, today: chrono::NaiveDate) -> Vec<FiscalYear> {
    let first = union.first_period.fiscal_year();
    let mut years = vec![FiscalYear::of(today).previous()];
    while let Some(year) = years.last().copied().filter(|year| *year > first) {
        years.push(year.previous());
    }
    years
}

async fn lists_page(can: &Can<SeeMembers>, sent: Option<&Upload>, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    let all = lists_store::all(&mut scoped).await?;
    let years = years(&union, today);
    let row = |list: &List| ListRow {
        href: format!("/membres/listes/{}", list.id),
        employer: words::employer(&union, list.employer),
        year: list.year.to_string(),
        received: t.date(&list.received_on),
        late: list.received_on > due_on(list.year),
        lines: t.count(&list.lines),
        version: list.version.to_string(),
        is_latest: list.is_latest,
    };
    let employer = |employer: &unions::Employer| Choice {
        value: employer.id.to_string(),
        label: employer.name.clone(),
        chosen: sent.is_some_and(|sent| sent.employer == employer.id),
    };
    let year = |year: &FiscalYear| Choice {
        value: year.to_string(),
        label: year.to_string(),
        chosen: sent.is_some_and(|sent| sent.year == year.to_string()),
    };
    let p = can.page(t.members_annual_title());
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ListsPage {
        rows: all.iter().map(row).collect(),
        employers: union.employers.iter().map(employer).collect(),
        due: years
            .first()
            .map(|year| t.members_annual_due(due_on(*year), year.to_string()))
            .unwrap_or_default(),
        years: years.iter().map(year).collect(),
        // A new key: the file has to be chosen again anyway.
        key: p.key().to_string(),
        received_on: sent.map_or_else(|| today.to_string(), |sent| sent.received_on.clone()),
        problems,
        p,
    };
    html_with(status, &page)
}

/// Why a file is no list, in words.
pub(super) fn refusal(why: &NotAList, t: Text) -> String {
    match why {
        NotAList::Unreadable(unreadable) => {
            let args = [("value", unreadable.value()), ("expected", &unreadable.expected())];
            t.kind(unreadable.key(), &args)
        }
        NotAList::Missing(columns) => {
            let names: Vec<String> = columns.iter().map(|c| t.kind(&c.message_key(), &[])).collect();
            t.members_annual_missing(names.join(", "))
        }
        NotAList::Empty => t.members_annual_empty().to_owned(),
    }
}

pub async fn import(can: Can<SeeMembers>, form: Multipart) -> Answer {
    let t = can.text();
    let upload = read_upload(form, can.settings().max_upload).await?;
    let mut scoped = can.begin().await?;
    let (own, today) = (scoped.own_union()?, scoped.today());
    let union = unions::store::union(&mut scoped, own).await?;
    union.employer(upload.employer).ok_or(Failure::NotFound)?;
    drop(scoped);
    let mut problems = Vec::new();
    let year = upload.year.parse::<FiscalYear>().ok().filter(|year| years(&union, today).contains(year));
    if year.is_none() {
        problems.push(Problem::new("#year", t.members_bad_year()));
    }
    let received_on = past_day(&upload.received_on, today);
    if received_on.is_none() {
        problems.push(Problem::new("#received_on", t.members_bad_day()));
    }
    let read = read(&can, &upload, union.collects_sin).await?;
    if let Err(why) = &read {
        problems.push(Problem::new("#file", refusal(why, t)));
    }
    let (Some(year), Some(received_on), Ok(lines)) = (year, received_on, read) else {
        return lists_page(&can, Some(&upload), problems).await;
    };
    let mut scoped = can.begin().await?;
    let incoming = Incoming {
        id: upload.key,
        employer: upload.employer,
        year,
        received_on,
        file_name: &upload.file_name,
        bytes: &upload.bytes,
        sha256: Sha256::digest(&upload.bytes).into(),
    };
    let (id, is_new) = lists_store::import(&mut scoped, &incoming, &lines).await?;
    if is_new {
        scoped.record(Event::done(Action::AnnualListImported, id));
    }
    scoped.commit().await?;
    flash::done(&format!("/membres/listes/{id}"), "said-annual-read")
}

/// Off the event loop, a few files at a time, as statements are read.
async fn read(
    can: &Can<SeeMembers>,
    upload: &Upload,
    collects_sin: bool,
) -> Result<Result<Vec<annual::ListLine>, NotAList>, Failure> {
    let _turn = can.settings().reading.acquire().await.map_err(anyhow::Error::new)?;
    let bytes = upload.bytes.clone();
    let read = tokio::task::spawn_blocking(move || annual::read(&bytes, collects_sin)).await;
    Ok(read.map_err(anyhow::Error::new)?)
}
