//! An employer's errors, late ones first to be seen; its letters; its remittances; the export.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::super::remittance::{Remittance, State};
use super::super::{Item, Standing, reference, store};
use super::remittance::{RemittanceView, view as remittance_view};
use super::{ItemView, Problem, find, path, view};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::money::Cad;
use crate::statements::browse::{A_PAGE, Part, Turn};
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    voir: String,
    apres: Option<Uuid>,
    avant: Option<Uuid>,
}

/// Which items are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Open,
    Late,
    Closed,
    All,
}

impl Seen {
    fn of(word: &str) -> Seen {
        match word {
            "retard" => Seen::Late,
            "reglees" => Seen::Closed,
            "toutes" => Seen::All,
            _ => Seen::Open,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Seen::Open => "ouvertes",
            Seen::Late => "retard",
            Seen::Closed => "reglees",
            Seen::All => "toutes",
        }
    }

    fn keeps(self, item: &Item, today: chrono::NaiveDate) -> bool {
        match self {
            Seen::Open => item.standing.is_open(),
            Seen::Late => item.is_late(today),
            Seen::Closed => matches!(item.standing, Standing::Closed { .. }),
            Seen::All => true,
        }
    }
}

pub struct Filter {
    pub href: String,
    pub label: String,
    pub current: bool,
}

pub struct LetterView {
    pub href: String,
    pub reference: String,
    pub errors: String,
    pub state: String,
}

#[derive(Template)]
#[template(path = "corrections/list.html")]
struct ListPage {
    p: Page,
    letters_path: String,
    slips: String,
    employer: String,
    export: String,
    open: usize,
    late: usize,
    remaining: String,
    filters: Vec<Filter>,
    items: Vec<ItemView>,
    may_write: bool,
    /// A letter of every open error, those of other pages too; empty when all are on this one.
    of_all: String,
    previous: String,
    next: String,
    key: String,
    letters: Vec<LetterView>,
    remittances: Vec<RemittanceView>,
    problems: Vec<Problem>,
}

pub async fn show(can: Can<PreparePeriod>, Path(employer): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let mut scoped = can.begin().await?;
    page(&can, &mut scoped, employer, &asked, Vec::new()).await
}

/// The page, with what was wrong with a letter asked for.
pub(super) async fn page(
    can: &Can<PreparePeriod>,
    scoped: &mut Scoped,
    employer: Uuid,
    asked: &Asked,
    problems: Vec<Problem>,
) -> Answer {
    let t = can.text();
    let today = scoped.today();
    let (union, employer) = find(scoped, employer).await?;
    let items = store::items(scoped, employer.id).await?;
    let letters = store::letters::of_employer(scoped, employer.id).await?;
    let remittances = store::remittances::of_employer(scoped, &employer, None).await?;
    let seen = Seen::of(&asked.voir);
    let path = path(employer.id);
    let part = part(&items, &Turn::of(asked.apres, asked.avant), |item| seen.keeps(item, today));
    let rows: Vec<ItemView> = part.rows.iter().map(|item| view(item, today, t)).collect();
    let turn = |name: &str, key: Option<Uuid>| {
        key.map(|key| format!("{path}?voir={}&{name}={key}", seen.word())).unwrap_or_default()
    };
    let open = items.iter().filter(|item| item.standing.is_open()).count();
    let is_whole = part.previous.is_none() && part.next.is_none();
    let letters_path = format!("/employeurs/{}/lettres", employer.id);
    let answer = if problems.is_empty() { 200 } else { 422 };
    let p = can.page(t.correction_title());
    let page = ListPage {
        slips: format!("/employeurs/{}/feuillets", employer.id),
        employer: employer.name.clone(),
        export: format!("{path}.csv?voir={}", seen.word()),
        open,
        late: items.iter().filter(|item| item.is_late(today)).count(),
        remaining: remaining(&items, t),
        filters: filters(&items, seen, &path, today, t),
        may_write: rows.iter().any(|row| row.is_open),
        items: rows,
        of_all: if is_whole { String::new() } else { t.correction_letter_all(open) },
        previous: turn("avant", part.previous),
        next: turn("apres", part.next),
        key: p.key().to_string(),
        letters: letters.iter().map(|letter| letter_view(letter, &union.number, &letters_path, t)).collect(),
        remittances: shown(&remittances, today).map(|one| remittance_view(one, today, t)).collect(),
        letters_path,
        problems,
        p,
    };
    let status = axum::http::StatusCode::from_u16(answer).map_err(anyhow::Error::new)?;
    html_with(status, &page)
}

/// The part of a list that a turn asks for. The item that it turns at keeps its place, whatever became of
/// it meanwhile.
fn part<'i>(items: &'i [Item], turn: &Turn<Uuid>, keeps: impl Fn(&Item) -> bool) -> Part<&'i Item, Uuid> {
    let place = |id: &Uuid| items.iter().position(|item| item.id == *id);
    let kept = |item: &&Item| keeps(item);
    let rows: Vec<&Item> = match turn {
        Turn::First => items.iter().filter(kept).take(A_PAGE + 1).collect(),
        Turn::After(id) => {
            let start = place(id).map_or(0, |place| place + 1);
            items.iter().skip(start).filter(kept).take(A_PAGE + 1).collect()
        }
        Turn::Before(id) => {
            let end = place(id).unwrap_or(items.len());
            items.iter().take(end).rev().filter(kept).take(A_PAGE + 1).collect()
        }
    };
    Part::of(rows, turn, |item| item.id)
}

/// The remittances of a year, and any other that is not as it should be.
fn shown(all: &[Remittance], today: chrono::NaiveDate) -> impl Iterator<Item = &Remittance> {
    let told = move |one: &Remittance| !one.facts.is_empty() && one.state(today).is_arrears();
    let periods = usize::from(crate::calendar::PERIODS);
    all.iter().enumerate().filter(move |(place, one)| *place < periods || told(one)).map(|(_, one)| one)
}

/// Dollars still to correct, whichever way: errors both ways do not cancel.
fn remaining(items: &[Item], t: Text) -> String {
    let open = items.iter().filter(|item| item.standing.is_open());
    let sum: Cad = open.filter_map(Item::remaining).map(Cad::abs).sum();
    t.money(&sum)
}

fn filters(items: &[Item], seen: Seen, path: &str, today: chrono::NaiveDate, t: Text) -> Vec<Filter> {
    [Seen::Open, Seen::Late, Seen::Closed, Seen::All]
        .into_iter()
        .map(|which| {
            let count = items.iter().filter(|item| which.keeps(item, today)).count();
            let label = match which {
                Seen::Open => t.correction_filter_open(count),
                Seen::Late => t.correction_filter_late(count),
                Seen::Closed => t.correction_filter_closed(count),
                Seen::All => t.correction_filter_all(count),
            };
            Filter { href: format!("{path}?voir={}", which.word()), label, current: which == seen }
        })
        .collect()
}

fn letter_view(letter: &super::super::Letter, union: &str, path: &str, t: Text) -> LetterView {
    LetterView {
        href: format!("{path}/{}", letter.id),
        reference: reference(union, letter.number),
        errors: t.correction_letter_errors(letter.rows.len()),
        state: match letter.sent_on {
            Some(on) => t.correction_letter_sent(on),
            None => t.correction_letter_made(letter.made_at),
        },
    }
}

/// What is on screen, as a spreadsheet; the remittances in arrears after it when they are looked at.
pub async fn export_csv(
    can: Can<PreparePeriod>,
    Path(employer): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let today = scoped.today();
    let (_, employer) = find(&mut scoped, employer).await?;
    let seen = Seen::of(&asked.voir);
    let items = store::items(&mut scoped, employer.id).await?;
    let rows =
        items.iter().filter(|item| seen.keeps(item, today)).map(|item| csv_row(item, today, t)).collect();
    scoped.record(Event::done(Action::Exported, format!("errors {}", employer.id)));
    scoped.commit().await?;
    let heading = [
        t.correction_period(),
        t.finding_employee_number(),
        t.finding_name(),
        t.finding_rule(),
        t.finding_column(),
        t.finding_message(),
        t.finding_value(),
        t.finding_expected(),
        t.correction_difference(),
        t.correction_remaining(),
        t.correction_due(),
        t.correction_state(),
        t.finding_note(),
    ];
    let rows: Vec<Vec<Cell>> = rows;
    Ok(export::download("erreurs-a-corriger.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}

fn csv_row(item: &Item, today: chrono::NaiveDate, t: Text) -> Vec<Cell> {
    let row = view(item, today, t);
    let money = |amount: Option<Cad>| amount.map_or(Cell::from(""), Cell::Money);
    vec![
        Cell::from(item.period.to_string()),
        Cell::from(row.employee_number),
        Cell::from(row.name),
        Cell::from(item.rule.as_str()),
        Cell::from(row.column),
        Cell::from(row.message),
        Cell::figure(&row.value),
        Cell::figure(&row.expected),
        money(item.amounts.map(super::super::Amounts::difference)),
        money(item.remaining()),
        Cell::from(item.due_on.to_string()),
        Cell::from(row.tag.word),
        Cell::from(row.note),
    ]
}

/// What an employer has open, for the pages of a period and home.
pub struct Arrears {
    pub href: String,
    pub employer: String,
    pub words: String,
    pub is_late: bool,
}

/// The employers of the union with something open: errors, or a remittance in arrears.
pub async fn arrears(
    scoped: &mut Scoped,
    union: &crate::unions::Union,
    t: Text,
) -> Result<Vec<Arrears>, Failure> {
    let counts = store::counts(scoped).await?;
    let today = scoped.today();
    let mut found = Vec::new();
    for employer in &union.employers {
        let (open, late) = counts
            .iter()
            .find(|(of, ..)| *of == employer.id)
            .map_or((0, 0), |(_, open, late)| (*open, *late));
        let remittances = store::remittances::of_employer(scoped, employer, None).await?;
        let told = |r: &&Remittance| !r.facts.is_empty();
        let behind = remittances.iter().filter(told).filter(|r| State::is_arrears(r.state(today))).count();
        if open + behind > 0 {
            found.push(Arrears {
                href: path(employer.id),
                employer: employer.name.clone(),
                words: t.correction_arrears(behind, late, open),
                is_late: late + behind > 0,
            });
        }
    }
    Ok(found)
}
