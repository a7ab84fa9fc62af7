//! What holds from one day to another, as whole numbers for an SVG template: a row a subject, a bar a
//! span of days. Draws dates, knows nothing of what they mean; its table twin is beside it.

use chrono::{Datelike, NaiveDate};

pub struct Timeline {
    pub width: i64,
    pub height: i64,
    /// Where the first day is, and how far down the bars go. Names begin there too.
    pub left: i64,
    pub bottom: i64,
    pub years: Vec<Mark>,
    pub rows: Vec<Row>,
    pub today: i64,
}

/// The first day of a year.
pub struct Mark {
    pub x: i64,
    pub label: String,
}

pub struct Row {
    pub y: i64,
    pub label: String,
    pub bars: Vec<Bar>,
}

pub struct Bar {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub middle: i64,
    /// Over the bar; empty where there is no room.
    pub label: String,
    /// `""` or `"pending"`.
    pub kind: &'static str,
}

/// What one bar shows: its first and last day, both included; no last day when nothing ends it.
#[derive(Clone)]
pub struct Span {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub label: String,
    pub is_proposed: bool,
}

/// Room left of the first year, for its label.
const LEFT: i64 = 20;
const TOP: i64 = 34;
const ROW: i64 = 74;
pub const BAR: i64 = 20;
/// How far over a bar the name of its row stands, and what the bar says.
pub const NAME: i64 = 27;

/// How much is drawn: at what width, and how many years before today's and after it.
struct Frame {
    width: i64,
    before: i32,
    after: i32,
}

const PAGE: Frame = Frame { width: 1080, before: 4, after: 2 };
/// A phone shows what holds now, the year before and the next: it has no room for more.
const PHONE: Frame = Frame { width: 350, before: 1, after: 2 };

impl Timeline {
    /// Six years and more around today, cut at its edges; rows in the order given.
    pub fn of(rows: Vec<(String, Vec<Span>)>, today: NaiveDate) -> Timeline {
        let latest = rows.iter().flat_map(|(_, spans)| spans).filter_map(|span| span.to).max();
        let after = latest.map_or(0, |to| to.year() + 1 - today.year()).clamp(PAGE.after, PAGE.after + 3);
        Timeline::drawn(rows, today, &Frame { after, ..PAGE })
    }

    /// The same on a phone: three years, which need no scrolling.
    pub fn on_a_phone(rows: Vec<(String, Vec<Span>)>, today: NaiveDate) -> Timeline {
        Timeline::drawn(rows, today, &PHONE)
    }

    fn drawn(rows: Vec<(String, Vec<Span>)>, today: NaiveDate, frame: &Frame) -> Timeline {
        let first_day = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
        let last = today.year() + frame.after;
        let (start, end) = (first_day(today.year() - frame.before), first_day(last));
        let days = (end - start).num_days().max(1);
        let room = frame.width - LEFT;
        let x = |day: NaiveDate| LEFT + (day.clamp(start, end) - start).num_days() * room / days;
        let bottom = TOP + ROW * i64::try_from(rows.len()).unwrap_or_default();
        let rows = (0_i64..)
            .zip(rows)
            .map(|(place, (label, spans))| {
                let y = TOP + place * ROW + ROW - BAR;
                let seen =
                    spans.into_iter().filter(|span| span.to.is_none_or(|to| start <= to) && span.from < end);
                let label = cut(label, room / CHARACTER);
                Row { y, label, bars: seen.map(|span| bar(span, y, end, x)).collect() }
            })
            .collect();
        Timeline {
            width: frame.width,
            height: bottom + 40,
            left: LEFT,
            bottom: bottom + 8,
            years: (start.year()..last)
                .map(|year| Mark { x: x(first_day(year)), label: year.to_string() })
                .collect(),
            rows,
            today: x(today),
        }
    }
}

/// Pixels that a character takes, about.
const CHARACTER: i64 = 8;

/// A name that would leave the drawing is cut: the table beside has it whole.
fn cut(name: String, most: i64) -> String {
    let most = usize::try_from(most).unwrap_or_default();
    match name.char_indices().nth(most.saturating_sub(1)) {
        Some((at, last)) if at + last.len_utf8() < name.len() => format!("{}…", name[..at].trim_end()),
        _ => name,
    }
}

fn bar(span: Span, y: i64, end: NaiveDate, x: impl Fn(NaiveDate) -> i64) -> Bar {
    // The last day is included: the bar ends where the next day begins.
    let (from, to) = (x(span.from), x(span.to.and_then(|to| to.succ_opt()).unwrap_or(end)));
    // A hair of paper between two rules that follow each other.
    let width = (to - from - 2).max(2);
    let fits = i64::try_from(span.label.chars().count()).unwrap_or(i64::MAX) * CHARACTER <= width;
    Bar {
        x: from,
        y,
        width,
        middle: from + width / 2,
        label: if fits { span.label } else { String::new() },
        kind: if span.is_proposed { "pending" } else { "" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(from: &str, to: Option<&str>) -> Span {
        Span { from: day(from), to: to.map(day), label: "0,43 %".to_owned(), is_proposed: false }
    }

    #[test]
    fn a_name_stays_within_the_drawing() {
        let name = "Per capita du Conseil central du Montréal métropolitain".to_owned();
        let row = |drawn: Timeline| drawn.rows[0].label.clone();
        let phone = row(Timeline::on_a_phone(vec![(name.clone(), Vec::new())], day("2025-09-06")));
        assert!(
            phone.ends_with('…')
                && phone.chars().count() <= 41
                && name.starts_with(phone.trim_end_matches('…'))
        );
        assert_eq!(row(Timeline::of(vec![(name.clone(), Vec::new())], day("2025-09-06"))), name);
    }

    #[test]
    fn two_rules_that_follow_each_other_touch_and_never_cross() {
        let spans = vec![span("2015-04-01", Some("2025-07-31")), span("2025-08-01", None)];
        let drawn = Timeline::of(vec![("fsss".to_owned(), spans)], day("2025-09-06"));
        let [before, after] = &drawn.rows[0].bars[..] else { panic!("two bars") };
        assert_eq!((before.x, after.x - (before.x + before.width)), (drawn.left, 2));
        assert!(after.x + after.width <= drawn.width && after.x < drawn.today);
    }

    #[test]
    fn a_rule_that_ended_before_the_picture_is_not_drawn_and_a_short_bar_says_nothing() {
        let spans = vec![span("2010-01-01", Some("2015-01-01")), span("2025-08-01", Some("2025-08-05"))];
        let drawn = Timeline::of(vec![("fsss".to_owned(), spans)], day("2025-09-06"));
        assert_eq!(drawn.rows[0].bars.len(), 1);
        assert_eq!(drawn.rows[0].bars[0].label, "");
    }

    #[test]
    fn a_phone_shows_now_without_scrolling() {
        let spans = vec![span("2015-04-01", Some("2025-07-31")), span("2025-08-01", None)];
        let drawn = Timeline::on_a_phone(vec![("fsss".to_owned(), spans)], day("2025-09-06"));
        assert_eq!(
            drawn.years.iter().map(|year| year.label.as_str()).collect::<Vec<_>>(),
            ["2024", "2025", "2026"]
        );
        assert!(drawn.width <= 390 && drawn.left < drawn.today && drawn.today < drawn.width);
    }
}
