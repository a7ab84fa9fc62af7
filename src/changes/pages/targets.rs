//! How fast the office decides: by month, and what waits now.

use askama::Template;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use rust_decimal::Decimal;

use crate::access::VetChanges;
use crate::changes::queue::{self, Month, Waiting, month_of, tenths_of_day};
use crate::changes::{TARGET_DAYS, delays, store};
use crate::text::{Lang, Text};
use crate::web::chart::{Chart, Measure};
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

const MONTHS: u32 = 12;

pub struct Row {
    pub month: String,
    pub count: String,
    pub median: String,
    pub ninth: String,
}

#[derive(Template)]
#[template(path = "changes/targets.html")]
struct TargetsPage {
    p: Page,
    waiting: String,
    over: String,
    oldest: String,
    /// Of the whole year; empty when nothing was decided.
    median: String,
    ninth: String,
    is_met: bool,
    chart: Chart,
    rows: Vec<Row>,
}

pub async fn targets(can: Can<VetChanges>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let (now, today) = (scoped.now(), scoped.today());
    // A day early: the month begins in Montréal, and is then cut there.
    let since = month_of(today, MONTHS - 1).pred_opt().unwrap_or(today).and_time(NaiveTime::MIN).and_utc();
    let settled = store::decided_since(&mut scoped, since).await?;
    let waiting = store::queue(&mut scoped).await?;
    let months = queue::by_month(&settled, today, MONTHS);
    let first = month_of(today, MONTHS - 1);
    let of_year = settled.iter().filter(|s| crate::clock::local(s.decided_at).date_naive() >= first);
    let year = delays(of_year.map(|settled| settled.decided_at - settled.proposed_at));
    let oldest = waiting.first().map(|waiting| days(tenths_of_day(now - waiting.proposed_at), t));
    html(&TargetsPage {
        p: can.page(t.delay_title()),
        waiting: t.count(&waiting.len()),
        over: t.count(&over(&waiting, today)),
        oldest: oldest.unwrap_or_default(),
        median: year.map(|year| days(tenths_of_day(year.median), t)).unwrap_or_default(),
        ninth: year.map(|year| days(tenths_of_day(year.ninth), t)).unwrap_or_default(),
        is_met: year.is_some_and(|year| year.median <= TimeDelta::days(TARGET_DAYS)),
        chart: chart(&months, t),
        rows: months.iter().map(|month| row(month, t)).collect(),
    })
}

fn over(waiting: &[Waiting], today: NaiveDate) -> usize {
    waiting.iter().filter(|waiting| waiting.is_over_target(today)).count()
}

/// `3,5 jours`: the number and its noun as each language counts.
fn days(tenths: i64, t: Text) -> String {
    let number = t.number(&Decimal::new(tenths, 1).normalize());
    let is_one = match t.lang() {
        Lang::Fr => tenths < 20,
        Lang::En => tenths == 10,
    };
    if is_one { t.delay_day(number) } else { t.delay_days(number) }
}

fn month_words(first: NaiveDate, t: Text) -> String {
    use chrono::Datelike as _;
    t.kind(&format!("month-{}", first.month()), &[("year", &first.year().to_string())])
}

fn row(month: &Month, t: Text) -> Row {
    let of = |age: fn(&crate::changes::Delays) -> TimeDelta| {
        month.delays.map_or_else(String::new, |delays| days(tenths_of_day(age(&delays)), t))
    };
    Row {
        month: month_words(month.first, t),
        count: t.count(&month.delays.map_or(0, |delays| delays.count)),
        median: of(|delays| delays.median),
        ninth: of(|delays| delays.ninth),
    }
}

/// Two bars a month: the median, and beside it what nine in ten took at most.
fn chart(months: &[Month], t: Text) -> Chart {
    let number = |tenths: i64| t.number(&Decimal::new(tenths, 1).normalize());
    let bars: Vec<Measure> = months
        .iter()
        .flat_map(|month| {
            let tenths = |age: Option<TimeDelta>| age.map(tenths_of_day);
            let pair = [
                (tenths(month.delays.map(|delays| delays.median)), month_label(month.first), ""),
                (tenths(month.delays.map(|delays| delays.ninth)), String::new(), "pending"),
            ];
            pair.map(|(tenths, label, kind)| Measure {
                label,
                full: month_words(month.first, t),
                units: tenths.unwrap_or(0),
                value: tenths.map(number).unwrap_or_default(),
                exact: tenths.map(|tenths| days(tenths, t)).unwrap_or_default(),
                kind,
            })
        })
        .collect();
    Chart::measured(&bars, 10, number)
}

/// As both languages write a month in few signs: `2025-09`.
fn month_label(first: NaiveDate) -> String {
    first.format("%Y-%m").to_string()
}
