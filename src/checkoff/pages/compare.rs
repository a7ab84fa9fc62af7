//! Expected against withheld, person by person: every line of a statement compared with the dues that
//! the union set, the totals being the statement's.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::words;
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::checkoff::store::{self, Person};
use crate::checkoff::{InForce, Judged, Verdict};
use crate::db::Scoped;
use crate::money::Cad;
use crate::statements::pages::{Heading, heading};
use crate::statements::store as statements;
use crate::statements::store::Summary;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A line compared.
pub struct Row {
    pub name: String,
    pub employee_number: String,
    pub base: String,
    pub expected: String,
    pub withheld: String,
    pub difference: String,
    pub verdict: String,
    pub kind: &'static str,
    pub why: String,
}

/// Lines of one sort, added up.
pub struct TotalRow {
    pub name: String,
    pub lines: String,
    pub expected: String,
    pub withheld: String,
    pub difference: String,
}

pub struct Filter {
    pub href: String,
    pub label: String,
    pub current: bool,
}

#[derive(Template)]
#[template(path = "checkoff/compare.html")]
struct ComparePage {
    p: Page,
    h: Heading,
    has_policy: bool,
    by: String,
    changed: String,
    expected: String,
    withheld: String,
    difference: String,
    /// Which way the difference goes: withheld in excess, or short.
    difference_label: &'static str,
    is_off: bool,
    /// What these totals leave out, and what was withheld there.
    left_out: String,
    filters: Vec<Filter>,
    csv: String,
    rows: Vec<Row>,
    next: String,
    first: String,
    totals: Vec<TotalRow>,
    held: String,
}

#[derive(Deserialize)]
pub struct Asked {
    voir: Option<String>,
    apres: Option<i32>,
}

const LINES_A_PAGE: usize = 50;

/// Every line of a statement, judged.
struct Compared {
    union: Union,
    summary: Summary,
    dues: Option<InForce>,
    lines: Vec<(i32, Judged)>,
}

impl Compared {
    async fn of(scoped: &mut Scoped, id: Uuid) -> Result<Compared, Failure> {
        let summary = statements::one(scoped, id).await?;
        let own = scoped.own_union()?;
        let union = unions::store::union(scoped, own).await?;
        let employer = union.employer(summary.employer).ok_or(Failure::NotFound)?;
        let period = employer.period(summary.period).ok_or(Failure::NotFound)?;
        let dues = store::in_force(scoped, &union, &period).await?;
        let lines = match &dues {
            Some(dues) => {
                let pays = dues.policy.pays(store::pays(scoped, id).await?);
                let amounts = store::amounts(scoped, &summary).await?;
                amounts.iter().map(|(line, taken)| (*line, dues.judge(taken, pays))).collect()
            }
            None => Vec::new(),
        };
        Ok(Compared { union, summary, dues, lines })
    }

    /// The lines of one sort after a line, up to a number of them.
    fn some(&self, code: &str, after: i32, most: usize) -> Vec<&(i32, Judged)> {
        let wanted = |(line, judged): &&(i32, Judged)| *line > after && is_of(judged.verdict, code);
        self.lines.iter().filter(wanted).take(most).collect()
    }
}

/// What the filters choose among: corrections and held lines stand apart, together.
const FILTERS: [&str; 7] = ["", "under", "over", "missing", "exact", "unknown", "apart"];

fn is_of(verdict: Verdict, code: &str) -> bool {
    match code {
        "" => true,
        "apart" => matches!(verdict, Verdict::Correction | Verdict::Held),
        code => verdict.code() == code,
    }
}

/// Amounts of some lines, added up.
#[derive(Default, Clone, Copy)]
struct Sum {
    lines: usize,
    expected: Cad,
    withheld: Cad,
    difference: Cad,
}

impl Sum {
    fn of<'j>(lines: impl Iterator<Item = &'j Judged>) -> Sum {
        lines.fold(Sum::default(), |sum, judged| Sum {
            lines: sum.lines + 1,
            expected: sum.expected + judged.working.map_or(Cad::ZERO, |working| working.amount),
            withheld: sum.withheld + judged.withheld,
            difference: sum.difference + judged.difference(),
        })
    }
}

pub async fn show(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let compared = Compared::of(&mut scoped, id).await?;
    let code = FILTERS.into_iter().find(|code| Some(*code) == asked.voir.as_deref()).unwrap_or_default();
    let after = asked.apres.unwrap_or(0).max(0);
    let mut lines = compared.some(code, after, LINES_A_PAGE + 1);
    let more = lines.len() > LINES_A_PAGE;
    lines.truncate(LINES_A_PAGE);
    let next = lines.last().filter(|_| more).map(|(line, _)| *line);
    let numbers: Vec<i32> = lines.iter().map(|(line, _)| *line).collect();
    let persons = store::persons(&mut scoped, &compared.summary, &numbers).await?;
    let path = format!("/releves/{id}/retenues");
    let h = heading(&compared.union, &compared.summary, "dues", t);
    let of = |test: fn(Verdict) -> bool| {
        Sum::of(compared.lines.iter().map(|(_, judged)| judged).filter(|judged| test(judged.verdict)))
    };
    let all = of(Verdict::is_compared);
    html(&ComparePage {
        p: can.page(t.checkoff_compare_title(&h.employer)),
        h,
        has_policy: compared.dues.is_some(),
        by: compared.dues.as_ref().map(|dues| words::formula(&dues.policy, t)).unwrap_or_default(),
        changed: match compared.dues.as_ref().and_then(|dues| dues.before.as_ref()) {
            Some(before) => t.checkoff_changed_within(words::formula(before, t)),
            None => String::new(),
        },
        expected: t.money(&all.expected),
        withheld: t.money(&all.withheld),
        difference: t.money(&all.difference.abs()),
        difference_label: match all.difference {
            zero if zero == Cad::ZERO => t.checkoff_figure_difference(),
            short if short.is_negative() => t.checkoff_figure_under(),
            _ => t.checkoff_figure_over(),
        },
        left_out: {
            let out = of(|verdict| !verdict.is_compared());
            t.checkoff_left_out(out.lines, t.money(&out.withheld))
        },
        is_off: all.difference != Cad::ZERO,
        filters: filters(&compared, &path, code, t),
        csv: format!("{path}.csv?voir={code}"),
        rows: lines.iter().zip(&persons).map(|((_, judged), person)| row(judged, person, t)).collect(),
        next: next.map(|line| format!("{path}?voir={code}&apres={line}")).unwrap_or_default(),
        first: if after > 0 { format!("{path}?voir={code}") } else { String::new() },
        totals: totals(&compared, t),
        held: t.money(&compared.summary.totals.held_dues),
    })
}

fn filters(compared: &Compared, path: &str, chosen: &str, t: Text) -> Vec<Filter> {
    let filter = |code: &str| {
        let count = compared.lines.iter().filter(|(_, judged)| is_of(judged.verdict, code)).count();
        let name = t.kind(&format!("checkoff-filter-{}", if code.is_empty() { "all" } else { code }), &[]);
        Filter {
            href: if code.is_empty() { path.to_owned() } else { format!("{path}?voir={code}") },
            label: t.checkoff_filter(t.count(&count), name),
            current: code == chosen,
        }
    };
    FILTERS.map(filter).into()
}

fn row(judged: &Judged, person: &Person, t: Text) -> Row {
    let money = |amount: Option<Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    let is_compared = judged.verdict.is_compared();
    Row {
        name: person.name.clone(),
        employee_number: person.employee_number.clone(),
        base: money(judged.working.map(|working| working.base)),
        expected: money(judged.working.map(|working| working.amount)),
        withheld: t.money(&judged.withheld),
        difference: if is_compared { t.money(&judged.difference()) } else { String::new() },
        verdict: t.kind(&format!("checkoff-verdict-{}", judged.verdict.code()), &[]),
        kind: match judged.verdict {
            Verdict::Exact => "done",
            Verdict::Under | Verdict::Over | Verdict::Missing => "due",
            _ => "quiet",
        },
        why: why(judged, person, t),
    }
}

fn why(judged: &Judged, person: &Person, t: Text) -> String {
    match (judged.verdict, &judged.working) {
        (Verdict::Unknown(unknown), _) => t.kind(&format!("checkoff-unknown-{}", unknown.code()), &[]),
        (Verdict::Correction, _) => t.checkoff_why_correction(&person.correction),
        (Verdict::Held, _) => t.checkoff_why_held(t.money(&person.held)),
        (_, Some(working)) => words::working(working, t),
        (_, None) => String::new(),
    }
}

/// Every line once, by sort; the last row is the statement's.
fn totals(compared: &Compared, t: Text) -> Vec<TotalRow> {
    let of = |test: fn(Verdict) -> bool| {
        Sum::of(compared.lines.iter().map(|(_, judged)| judged).filter(|judged| test(judged.verdict)))
    };
    let row = |name: &str, sum: Sum, is_compared: bool| TotalRow {
        name: name.to_owned(),
        lines: t.count(&sum.lines),
        expected: if is_compared { t.money(&sum.expected) } else { String::new() },
        withheld: t.money(&sum.withheld),
        difference: match sum.difference {
            _ if !is_compared => String::new(),
            zero if zero == Cad::ZERO => t.money(&zero),
            short if short.is_negative() => t.checkoff_under(t.money(&short.abs())),
            excess => t.checkoff_over(t.money(&excess)),
        },
    };
    let sorts = [
        (t.checkoff_total_compared(), of(Verdict::is_compared), true),
        (t.checkoff_total_unknown(), of(|verdict| matches!(verdict, Verdict::Unknown(_))), false),
        (t.checkoff_total_corrections(), of(|verdict| verdict == Verdict::Correction), false),
        (t.checkoff_total_held(), of(|verdict| verdict == Verdict::Held), false),
    ];
    let shown = sorts.into_iter().filter(|(_, sum, is_compared)| *is_compared || sum.lines > 0);
    let mut rows: Vec<TotalRow> = shown.map(|(name, sum, is_compared)| row(name, sum, is_compared)).collect();
    rows.push(row(t.checkoff_total_statement(), of(|_| true), false));
    rows
}

pub async fn csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let compared = Compared::of(&mut scoped, id).await?;
    let code = FILTERS.into_iter().find(|code| Some(*code) == asked.voir.as_deref()).unwrap_or_default();
    let lines = compared.some(code, 0, usize::MAX);
    let numbers: Vec<i32> = lines.iter().map(|(line, _)| *line).collect();
    let persons = store::persons(&mut scoped, &compared.summary, &numbers).await?;
    let blank = || Cell::from("");
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .zip(&persons)
        .map(|((line, judged), person)| {
            let known = |amount: fn(&crate::checkoff::Working) -> Cad| {
                judged.working.as_ref().map_or_else(blank, |working| Cell::Money(amount(working)))
            };
            let is_compared = judged.verdict.is_compared();
            vec![
                Cell::Count(usize::try_from(*line).unwrap_or_default()),
                Cell::from(person.employee_number.as_str()),
                Cell::from(person.name.as_str()),
                known(|working| working.base),
                known(|working| working.amount),
                Cell::Money(judged.withheld),
                if is_compared { Cell::Money(judged.difference()) } else { blank() },
                Cell::from(t.kind(&format!("checkoff-verdict-{}", judged.verdict.code()), &[])),
                Cell::from(why(judged, person, t)),
            ]
        })
        .collect();
    scoped.record(Event::done(Action::Exported, format!("dues {id}")));
    scoped.commit().await?;
    let heading = [
        t.finding_line(),
        t.finding_employee_number(),
        t.finding_name(),
        t.checkoff_base(),
        t.checkoff_expected(),
        t.checkoff_withheld(),
        t.checkoff_difference(),
        t.checkoff_verdict(),
        t.checkoff_why(),
    ];
    Ok(export::download("retenues.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
