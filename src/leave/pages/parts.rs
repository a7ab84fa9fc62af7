//! The parts of the bank's page, each made from the year's facts: rows, words, workings, picture.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Found, days, number};
use crate::leave::banks::{self, Activity, Bank, Unclassed};
use crate::leave::charging::{in_order, projected, runs_out};
use crate::leave::store::Released;
use crate::leave::year::{Missing, Said, Source, Year};
use crate::leave::{Charge, KINDS};
use crate::text::Text;
use crate::web::chart::{Chart, Measure};

/// Why there is no bank, and what to do.
pub struct Nothing {
    pub title: &'static str,
    pub body: String,
    pub href: String,
    pub label: &'static str,
}

pub struct BankRow {
    pub name: &'static str,
    pub days: String,
    pub used: String,
    pub left: String,
    pub projected: String,
    pub is_over: bool,
}

pub struct KindRow {
    pub code: &'static str,
    pub name: String,
    pub charge: &'static str,
    pub absences: String,
    pub days: String,
}

/// Days of one period or of one person, by what they are charged to.
pub struct ChargedRow {
    pub name: String,
    pub detail: String,
    pub internal: String,
    pub external: String,
    pub reimbursed: String,
    pub outside: String,
}

/// One step of the workings, with its clause.
pub struct Step {
    pub formula: String,
    pub source: String,
}

pub struct SaidRow {
    pub at: String,
    pub said: String,
    pub reason: String,
}

/// What is known of the bank once there is one.
pub struct Standing {
    pub rows: Vec<BankRow>,
    /// How long each bank lasts at the pace so far.
    pub pace: Vec<String>,
    /// What the codes charge beyond a bank.
    pub beyond: String,
    pub chart: Chart,
    pub left_internal: String,
    pub left_external: String,
    pub reimbursed: String,
    pub bargainers: String,
}

pub fn nothing(missing: Missing, found: &Found, t: Text) -> Nothing {
    let (title, body, href, label) = match missing {
        Missing::Class(why) => {
            let body = match why {
                Unclassed::Institution => t.leave_no_class(&found.employer.name),
                Unclassed::Distance => t.leave_no_distance(&found.employer.name),
            };
            (t.leave_no_class_title(), body, "/info-syndicat".to_owned(), t.nav_union_info())
        }
        Missing::Employees => {
            let body = match found.year.january_period {
                Some(period) => t.leave_no_january(
                    found.year.january_first(),
                    t.date(&period.end),
                    period.id().to_string(),
                    t.date(&period.start),
                ),
                None => t.leave_no_calendar(found.year.january_first()),
            };
            (t.leave_no_january_title(), body, adjust_path(found), t.leave_say())
        }
        Missing::Nobody => {
            let body = t.leave_nobody(found.year.january_first());
            (t.leave_nobody_title(), body, adjust_path(found), t.leave_say())
        }
    };
    Nothing { title, body, href, label }
}

pub fn adjust_path(found: &Found) -> String {
    format!("/liberations/precision?exercice={}&employeur={}", found.year.year, found.employer.id)
}

pub fn activity_name(activity: Activity, t: Text) -> &'static str {
    match activity {
        Activity::Internal => t.leave_bank_internal(),
        Activity::External => t.leave_bank_external(),
    }
}

pub fn charge_name(charge: Charge, t: Text) -> &'static str {
    match charge {
        Charge::Internal => t.leave_charged_internal(),
        Charge::External => t.leave_charged_external(),
        Charge::Reimbursed => t.leave_charged_reimbursed(),
        Charge::Nothing => t.leave_charged_nothing(),
    }
}

/// The last day of the last period whose statement came: what is known of the year ends there.
pub fn known_through(found: &Found) -> Option<NaiveDate> {
    let last = found.year.counted.last()?;
    found.employer.period(last.period).map(|period| period.end)
}

impl Standing {
    pub fn of(bank: Bank, found: &Found, t: Text) -> Standing {
        let year = &found.year;
        let (coded, through) = (year.used(), known_through(found));
        let charged = in_order(&bank, &coded);
        let (first, last) = (year.first_day(), year.year.last_day());
        let mut standing = Standing {
            rows: Vec::new(),
            pace: Vec::new(),
            beyond: String::new(),
            chart: chart(&[], t),
            left_internal: number(bank.internal - charged.internal, t),
            left_external: number(bank.external - charged.external, t),
            reimbursed: number(charged.reimbursed, t),
            bargainers: year
                .employees()
                .map(|(employees, _)| t.leave_bargainers(banks::bargainers(employees)))
                .unwrap_or_default(),
        };
        let mut bars = Vec::new();
        for activity in Activity::BOTH {
            let (of_bank, used) = (bank.get(activity), charged.get(activity));
            let ahead = through.and_then(|through| projected(coded.get(activity), first, through, last));
            standing.rows.push(BankRow {
                name: activity_name(activity, t),
                days: number(of_bank, t),
                used: number(used, t),
                left: number(of_bank - used, t),
                projected: ahead.map(|days| number(days, t)).unwrap_or_default(),
                is_over: ahead.is_some_and(|days| days > of_bank),
            });
            if let Some(through) = through {
                let out = runs_out(of_bank, coded.get(activity), first, through, last);
                standing.pace.push(pace(activity, out, t));
            }
            bars.extend(measures(activity, of_bank, used, ahead, t));
        }
        if charged != coded {
            standing.beyond = t.leave_beyond(days(charged.reimbursed - coded.reimbursed, t));
        }
        standing.chart = chart(&bars, t);
        standing
    }
}

fn pace(activity: Activity, out: Option<NaiveDate>, t: Text) -> String {
    match (activity, out) {
        (Activity::Internal, None) => t.leave_pace_internal_lasts().to_owned(),
        (Activity::External, None) => t.leave_pace_external_lasts().to_owned(),
        (Activity::Internal, Some(day)) => t.leave_pace_internal_ends(day),
        (Activity::External, Some(day)) => t.leave_pace_external_ends(day),
    }
}

/// A hundredth of a day is the unit.
fn chart(bars: &[Measure], t: Text) -> Chart {
    Chart::measured(bars, 100, |hundredths| number(Decimal::new(hundredths, 2), t))
}

/// Three bars of a bank: its days, those used, those of March 31.
fn measures(
    activity: Activity,
    bank: Decimal,
    used: Decimal,
    ahead: Option<Decimal>,
    t: Text,
) -> Vec<Measure> {
    let whole = |days: Decimal| days.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let bar = |what: &str, days: Decimal, kind: &'static str| Measure {
        label: t.leave_chart_label(activity.clause(), what),
        full: t.leave_chart_full(activity_name(activity, t), what),
        units: i64::try_from(whole(days * Decimal::ONE_HUNDRED)).unwrap_or(i64::MAX / 1000),
        value: number(whole(days), t),
        exact: number(days, t),
        kind,
    };
    let mut bars = vec![bar(t.leave_chart_bank(), bank, ""), bar(t.leave_chart_used(), used, "now")];
    bars.extend(ahead.map(|days| bar(t.leave_chart_ahead(), days, "pending")));
    bars
}

pub fn kinds(year: &Year, t: Text) -> Vec<KindRow> {
    let row = |one: crate::leave::counts::Use| KindRow {
        code: one.kind.code,
        name: t.kind(&one.kind.key(), &[]),
        charge: charge_name(one.kind.charge, t),
        absences: t.count(&(one.absences as usize)),
        days: number(one.days, t),
    };
    year.by_kind().into_iter().map(row).collect()
}

/// What is charged to no bank, by the clause that says so.
pub fn never_charged(t: Text) -> Vec<String> {
    let outside = KINDS.iter().filter(|kind| kind.charge == Charge::Nothing);
    outside.map(|kind| t.leave_kind_with_code(kind.code, t.kind(&kind.key(), &[]))).collect()
}

pub fn periods(found: &Found, t: Text) -> Vec<ChargedRow> {
    let row = |counted: &crate::leave::year::Counted| {
        let sum = |charge| -> Decimal {
            counted.uses.iter().filter(|one| one.kind.charge == charge).map(|one| one.days).sum()
        };
        let dates = found.employer.period(counted.period);
        charged(
            counted.period.code(),
            dates.map(|period| t.leave_from_to(period.start, period.end)).unwrap_or_default(),
            sum,
            t,
        )
    };
    found.year.counted.iter().map(row).collect()
}

pub fn people(released: &[Released], t: Text) -> Vec<ChargedRow> {
    let row = |person: &Released| {
        let of = |charge| person.days.get(&charge).copied().unwrap_or_default();
        charged(person.name.clone(), person.employee_number.clone(), of, t)
    };
    released.iter().map(row).collect()
}

fn charged(name: String, detail: String, of: impl Fn(Charge) -> Decimal, t: Text) -> ChargedRow {
    // Nothing is left blank: what there is stands out, and a phone shows it alone.
    let shown = |charge| Some(of(charge)).filter(|days| !days.is_zero()).map(|days| number(days, t));
    let [internal, external, reimbursed, outside] =
        [Charge::Internal, Charge::External, Charge::Reimbursed, Charge::Nothing]
            .map(|charge| shown(charge).unwrap_or_default());
    ChargedRow { name, detail, internal, external, reimbursed, outside }
}

/// From the employees of January 1 to the days, each step with its clause.
pub fn workings(found: &Found, t: Text) -> Vec<Step> {
    let year = &found.year;
    let Some((employees, source)) = year.employees() else { return Vec::new() };
    let people = usize::try_from(employees).unwrap_or(usize::MAX);
    let mut steps = vec![Step {
        formula: t.leave_step_employees(people, year.january_first()),
        source: match source {
            Source::Statement(counted) => t.leave_step_statement(counted.period.to_string(), counted.version),
            Source::Union(said) => t.leave_step_said(said.made_at, &said.reason),
        },
    }];
    let Ok(class) = year.class else { return steps };
    for activity in Activity::BOTH {
        let Some(row) = banks::row(activity, class, employees) else { continue };
        let range = match row.max {
            Some(max) => t.leave_range(max, row.min),
            None => t.leave_range_open(row.min),
        };
        let class = t.kind(class.key(), &[]);
        steps.push(Step {
            formula: t.leave_step_row(class, days(Decimal::from(row.days), t), range),
            source: t.leave_clause(activity.clause()),
        });
    }
    if let (Ok(bank), Some(whole)) = (year.bank(), Bank::of(class, employees))
        && bank != whole
    {
        let whole_year = year.year.days();
        let left = (year.year.last_day() - year.first_day()).num_days() + 1;
        for activity in Activity::BOTH {
            let (part, all) = (bank.get(activity), whole.get(activity).normalize());
            steps.push(Step {
                formula: t.leave_step_prorated(all, days(part, t), left, whole_year),
                source: t.leave_clause("6.21"),
            });
        }
    }
    steps.push(Step {
        formula: t.leave_step_days().to_owned(),
        source: t.leave_step_days_source().to_owned(),
    });
    steps
}

pub fn said(year: &Year, t: Text) -> Vec<SaidRow> {
    let words = |said: Said| match said {
        Said::Employees(employees) => t.leave_said_employees(employees),
        Said::Days(charge, number) => t.leave_said_days(charge_name(charge, t), days(number, t)),
        Said::BankFrom(day) => t.leave_said_from(day),
    };
    let row = |one: &crate::leave::year::Adjustment| SaidRow {
        at: t.moment(&one.made_at),
        said: words(one.said),
        reason: one.reason.clone(),
    };
    year.adjustments.iter().map(row).collect()
}
