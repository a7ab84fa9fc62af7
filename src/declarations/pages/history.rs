//! A union's declarations by period: the picture, the table, the export.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use super::period::owing;
use super::{Tag, filed_late, filed_on, standing_of};
use crate::access::SeeOwnUnion;
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::db::Scoped;
use crate::declarations::{self, Declaration, Standing};
use crate::ledger;
use crate::money::Cad;
use crate::openings::pages::OpeningView;
use crate::openings::{self, Opening};
use crate::payments;
use crate::text::Text;
use crate::web::chart::{Amount, Chart};
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

#[derive(Deserialize)]
pub struct Filter {
    annee: Option<String>,
}

pub struct HistoryRow {
    pub period: String,
    pub href: String,
    pub receipt: String,
    pub filed: String,
    /// After its due date.
    pub is_late: bool,
    pub due: String,
    pub total: String,
    pub paid: String,
    pub owing: String,
    pub tag: Tag,
}

pub struct PaymentRow {
    pub href: String,
    pub reference: String,
    pub initiated: String,
    pub amount: String,
    pub received: String,
    pub tag: Tag,
}

pub struct YearLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// What the treasurer sees of her union, and finance of any.
pub struct History {
    pub years: Vec<YearLink>,
    pub chart: Chart,
    pub rows: Vec<HistoryRow>,
    pub payments: Vec<PaymentRow>,
    /// Declared, and owed from before when that is stated.
    pub total: String,
    pub total_label: &'static str,
    pub paid: String,
    pub owing: String,
    /// Paid beyond what was owed; empty when nothing was.
    pub credit: String,
    /// What was owed before the portal counted; none for one year, or when nothing was stated.
    pub opening: Option<OpeningView>,
    pub csv: String,
}

/// Where the links of a history lead.
pub struct Paths {
    /// The page itself, for the filter.
    pub here: String,
    /// Before a declaration's id.
    pub declaration: String,
    /// Before a payment's id.
    pub payment: String,
}

/// The declarations of the year asked for; all of them when none is.
async fn declared(
    scoped: &mut Scoped,
    union: Uuid,
    filter: &Filter,
) -> Result<(Vec<Declaration>, Option<FiscalYear>, Vec<FiscalYear>), Failure> {
    let year: Option<FiscalYear> = match filter.annee.as_deref() {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| Failure::NotFound)?),
    };
    let all = declarations::store::of_union(scoped, union).await?;
    let mut years: Vec<FiscalYear> = all.iter().map(|d| d.period.fiscal_year()).collect();
    years.dedup();
    let kept = all.into_iter().filter(|d| year.is_none_or(|year| d.period.fiscal_year() == year)).collect();
    Ok((kept, year, years))
}

pub async fn read(
    scoped: &mut Scoped,
    union: Uuid,
    filter: &Filter,
    paths: &Paths,
    t: Text,
) -> Result<History, Failure> {
    let (kept, year, years) = declared(scoped, union, filter).await?;
    let payments = payments::store::of_union(scoped, union).await?;
    let credit = ledger::store::credit(scoped, union).await?;
    let today = scoped.today();
    let opening = match year {
        None => openings::store::in_force(scoped, union).await?,
        Some(_) => None,
    };
    // Owed before the portal counted is owed all the same: the three figures add up.
    let sum = |of: fn(&Declaration) -> Cad, before: fn(&Opening) -> Cad| {
        t.money(&(kept.iter().map(of).sum::<Cad>() + opening.iter().map(before).sum()))
    };
    let mut links = vec![YearLink {
        label: t.history_all_years().to_owned(),
        href: paths.here.clone(),
        current: year.is_none(),
    }];
    links.extend(years.iter().map(|y| YearLink {
        label: t.history_year(y.to_string()),
        href: format!("{}?annee={y}", paths.here),
        current: year == Some(*y),
    }));
    let csv = match year {
        Some(year) => format!("{}.csv?annee={year}", paths.here),
        None => format!("{}.csv", paths.here),
    };
    Ok(History {
        years: links,
        chart: chart(&kept, today, t),
        total: sum(|d| d.total, Opening::total),
        total_label: if opening.is_some() { t.history_total_with_opening() } else { t.history_total() },
        paid: sum(|d| d.paid, |o| o.total() - o.outstanding()),
        owing: t.money(&owing(&kept, opening.as_ref())),
        credit: if credit > Cad::ZERO { t.money(&credit) } else { String::new() },
        rows: kept.iter().map(|d| row(d, paths, today, t)).collect(),
        payments: payments
            .iter()
            .filter(|payment| year.is_none_or(|year| payment.period.fiscal_year() == year))
            .map(|payment| payment_row(payment, paths, t))
            .collect(),
        opening: opening.map(|opening| OpeningView::of(&opening, t)),
        csv,
    })
}

/// The last thirteen periods of those kept, oldest first.
pub fn chart(declarations: &[Declaration], today: chrono::NaiveDate, t: Text) -> Chart {
    let kind = |declaration: &Declaration| match declaration.standing(today) {
        Standing::Paid => "",
        Standing::Pending => "pending",
        Standing::Due | Standing::Late => "now",
    };
    // What came late stands with its period: the same bar, of which some may be owed still.
    let periods = declarations.chunk_by(|a, b| a.period == b.period).take(13);
    let amount = |of_period: &[Declaration]| Amount {
        label: of_period[0].period.code(),
        full: of_period[0].period.to_string(),
        amount: of_period.iter().map(|declaration| declaration.total).sum(),
        kind: of_period
            .iter()
            .map(kind)
            .max_by_key(|kind| ["", "pending", "now"].iter().position(|k| k == kind))
            .unwrap_or(""),
    };
    let mut amounts: Vec<Amount> = periods.map(amount).collect();
    amounts.reverse();
    Chart::of(&amounts, t)
}

fn row(declaration: &Declaration, paths: &Paths, today: chrono::NaiveDate, t: Text) -> HistoryRow {
    HistoryRow {
        period: declaration.period.to_string(),
        href: format!("{}{}", paths.declaration, declaration.id),
        receipt: declaration.receipt_number.clone(),
        filed: t.date(&filed_on(declaration)),
        is_late: filed_late(declaration),
        due: t.date(&declaration.due_on),
        total: t.money(&declaration.total),
        paid: t.money(&declaration.paid),
        owing: t.money(&declaration.outstanding()),
        tag: standing_of(declaration, today, t),
    }
}

fn payment_row(payment: &payments::Payment, paths: &Paths, t: Text) -> PaymentRow {
    let (word, kind) = match payment.state {
        payments::State::Settled => (t.standing_paid(), "done"),
        payments::State::Pending => (t.standing_pending(), "info"),
    };
    PaymentRow {
        href: format!("{}{}", paths.payment, payment.id),
        reference: payment.reference.to_string(),
        initiated: t.moment(&payment.initiated_at),
        amount: t.money(&payment.amount),
        received: t.money(&payment.received),
        tag: Tag { word, kind },
    }
}

#[derive(Template)]
#[template(path = "declarations/history.html")]
struct HistoryPage {
    p: Page,
    heading: String,
    /// Finance states the opening balances, not the union.
    opening: &'static str,
    h: History,
}

pub async fn own(can: Can<SeeOwnUnion>, Query(filter): Query<Filter>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = scoped.own_union()?;
    let paths = Paths {
        here: "/historique".to_owned(),
        declaration: "/declarations/".to_owned(),
        payment: "/paiements/".to_owned(),
    };
    let h = read(&mut scoped, union, &filter, &paths, t).await?;
    html(&HistoryPage {
        p: can.page(t.history_title()),
        heading: t.history_title().to_owned(),
        opening: "",
        h,
    })
}

pub async fn own_csv(can: Can<SeeOwnUnion>, Query(filter): Query<Filter>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = scoped.own_union()?;
    let bytes = csv(&mut scoped, union, &filter, t).await?;
    scoped.record(Event::done(Action::Exported, "history"));
    scoped.commit().await?;
    Ok(export::download("historique.csv", bytes))
}

/// The rows of the page, as numbers.
pub async fn csv(scoped: &mut Scoped, union: Uuid, filter: &Filter, t: Text) -> Result<Vec<u8>, Failure> {
    let (kept, year, _) = declared(scoped, union, filter).await?;
    let today = scoped.today();
    let opening = match year {
        None => openings::store::in_force(scoped, union).await?,
        Some(_) => None,
    };
    let mut rows: Vec<Vec<Cell>> = kept
        .iter()
        .map(|d| {
            vec![
                Cell::from(d.period.to_string()),
                Cell::from(d.receipt_number.as_str()),
                Cell::from(filed_on(d).to_string()),
                Cell::from(d.due_on.to_string()),
                Cell::Count(d.persons),
                Cell::Money(d.total),
                Cell::Money(d.paid),
                Cell::Money(d.outstanding()),
                Cell::from(standing_of(d, today, t).word),
            ]
        })
        .collect();
    rows.extend(opening.iter().map(|opening| opening_cells(opening, t)));
    let heading = [
        t.history_period(),
        t.history_receipt(),
        t.history_filed(),
        t.history_due(),
        t.history_persons(),
        t.history_total(),
        t.history_paid(),
        t.history_owing(),
        t.history_standing(),
    ];
    Ok(export::csv_bytes(t.lang(), &heading, &rows)?)
}

/// What was owed from before, as the last row: it is the oldest.
fn opening_cells(opening: &Opening, t: Text) -> Vec<Cell> {
    vec![
        Cell::from(t.openings_title()),
        Cell::from(""),
        Cell::from(opening.recorded_at.with_timezone(&crate::clock::ZONE).date_naive().to_string()),
        Cell::from(opening.counts_from.to_string()),
        Cell::from(""),
        Cell::Money(opening.total()),
        Cell::Money(opening.total() - opening.outstanding()),
        Cell::Money(opening.outstanding()),
        Cell::from(""),
    ]
}
