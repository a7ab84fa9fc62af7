//! A new decision on dues: typed, seen on sample pays, then recorded. Typing and checking change
//! nothing and are asked for by address, so that one goes back and forth without losing a field.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::words;
use crate::access::KeepDuesPolicy;
use crate::audit::{Action, Event};
use crate::checkoff::typed::{Fault, Typed};
use crate::checkoff::{Adopter, Base, Decision, Pay, Policy, Terms, store};
use crate::db::Scoped;
use crate::money::Cad;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// A field's fault, in words.
pub struct Problem {
    pub href: String,
    pub text: String,
}

/// A choice of the form.
pub struct Choice {
    pub id: String,
    pub code: &'static str,
    pub label: String,
    pub hint: String,
    pub checked: bool,
}

#[derive(Template)]
#[template(path = "checkoff/decide.html")]
struct DecidePage {
    p: Page,
    is_initiation: bool,
    kinds: Vec<Choice>,
    bases: Vec<Choice>,
    pers: Vec<Choice>,
    benefits: Vec<Choice>,
    adopters: Vec<Choice>,
    typed: Typed,
    problems: Vec<Problem>,
}

impl DecidePage {
    fn error(&self, href: &str) -> String {
        let found = self.problems.iter().find(|problem| problem.href == href);
        found.map(|problem| problem.text.clone()).unwrap_or_default()
    }
}

/// Dues of a sample pay, with why.
pub struct Example {
    pub pay: String,
    pub dues: String,
    pub why: String,
}

#[derive(Template)]
#[template(path = "checkoff/check.html")]
struct CheckPage {
    p: Page,
    key: Uuid,
    terms: String,
    details: Vec<String>,
    note: String,
    effective: String,
    adopted: String,
    examples: Vec<Example>,
    fields: Vec<(&'static str, String)>,
    is_initiation: bool,
}

pub async fn form(can: Can<KeepDuesPolicy>, Query(typed): Query<Typed>) -> Answer {
    form_page(&can, typed, Vec::new())
}

fn form_page(can: &Can<KeepDuesPolicy>, typed: Typed, problems: Vec<Problem>) -> Answer {
    let t = can.text();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let is_initiation = typed.kind == "initiation";
    let title = if is_initiation { t.checkoff_initiation_title() } else { t.checkoff_decide_title() };
    let page = DecidePage {
        p: can.page(title),
        is_initiation,
        kinds: choices("kind", &["percent", "flat", "bands"], &typed.kind, true, t),
        bases: choices("base", &Base::ALL.map(Base::code), &typed.base, false, t),
        pers: choices("per", &["pay", "period"], &typed.per, false, t),
        benefits: choices("benefits", &["out", "in"], &typed.benefits, false, t),
        adopters: choices("adopter", &Adopter::ALL.map(Adopter::code), &typed.adopter, false, t),
        typed,
        problems,
    };
    html_with(status, &page)
}

/// The choices of a field, whose words are `checkoff-<field>-<code>`; the first control has the
/// field's id, where the error summary leads.
fn choices(field: &str, codes: &[&'static str], chosen: &str, hints: bool, t: Text) -> Vec<Choice> {
    let choice = |(place, code): (usize, &&'static str)| Choice {
        id: if place == 0 { field.to_owned() } else { format!("{field}-{code}") },
        code,
        label: t.kind(&format!("checkoff-{field}-{code}"), &[]),
        hint: if hints { t.kind(&format!("checkoff-{field}-{code}-hint"), &[]) } else { String::new() },
        checked: chosen == *code,
    };
    codes.iter().enumerate().map(choice).collect()
}

fn problem(fault: Fault, t: Text) -> Problem {
    let text = t.kind(&format!("checkoff-fault-{}", fault.code), &[]);
    Problem { href: format!("#{}", fault.field), text }
}

/// The decision that was typed, or what is wrong with it: dues of declared periods are settled.
async fn read(
    scoped: &mut Scoped,
    typed: &Typed,
    t: Text,
) -> Result<Result<Decision, Vec<Problem>>, Failure> {
    let own = scoped.own_union()?;
    let declared: Option<NaiveDate> = store::declared_until(scoped, own).await?;
    let problems = match (typed.read(scoped.today()), declared) {
        (Ok(decision), Some(until)) if decision.effective_from <= until => {
            let text = t.checkoff_fault_declared(t.date(&until));
            vec![Problem { href: "#effective_from".to_owned(), text }]
        }
        (Ok(decision), _) => return Ok(Ok(decision)),
        (Err(faults), _) => faults.into_iter().map(|fault| problem(fault, t)).collect(),
    };
    Ok(Err(problems))
}

pub async fn check(can: Can<KeepDuesPolicy>, Query(typed): Query<Typed>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let decision = match read(&mut scoped, &typed, t).await? {
        Ok(decision) => decision,
        Err(problems) => {
            drop(scoped);
            return form_page(&can, typed, problems);
        }
    };
    let p = can.page(t.checkoff_check_title());
    let (details, examples) = match &decision.terms {
        Terms::Dues(policy) => (words::details(policy, t), examples(policy, t)),
        Terms::Initiation(_) => Default::default(),
    };
    let page = CheckPage {
        key: p.key(),
        p,
        terms: words::terms(&decision.terms, t),
        details,
        effective: t.date(&decision.effective_from),
        adopted: words::adopted(&decision, t),
        note: decision.note,
        examples,
        is_initiation: typed.kind == "initiation",
        fields: fields(typed),
    };
    html_with(StatusCode::OK, &page)
}

/// What was typed, to be sent on.
fn fields(typed: Typed) -> Vec<(&'static str, String)> {
    vec![
        ("kind", typed.kind),
        ("base", typed.base),
        ("rate", typed.rate),
        ("amount", typed.amount),
        ("per", typed.per),
        ("bands", typed.bands),
        ("benefits", typed.benefits),
        ("minimum", typed.minimum),
        ("maximum", typed.maximum),
        ("pays", typed.pays),
        ("note", typed.note),
        ("effective_from", typed.effective_from),
        ("adopter", typed.adopter),
        ("adopted_on", typed.adopted_on),
        ("resolution", typed.resolution),
    ]
}

/// Pays of a period, in cents: little, part-time, full-time, more.
const SAMPLES: [i64; 4] = [40_000, 135_540, 284_310, 501_300];
/// Salary insurance benefits of a period without pay.
const SAMPLE_BENEFITS: i64 = 200_520;

fn examples(policy: &Policy, t: Text) -> Vec<Example> {
    let example = |pay: String, paid: Pay| {
        let working = policy.working(&paid, policy.pays(None)).ok()?;
        Some(Example { pay, dues: t.money(&working.amount), why: words::working(&working, t) })
    };
    let paid = |cents: i64| {
        let amount = Cad::from_cents(cents);
        let all = Some(amount);
        let pay = Pay { salary_paid: all, regular_pay: all, total_remuneration: all, ..Pay::default() };
        example(t.money(&amount), pay)
    };
    let benefits = Some(Cad::from_cents(SAMPLE_BENEFITS));
    let nothing = Some(Cad::ZERO);
    let on_benefits = Pay {
        salary_paid: nothing,
        regular_pay: nothing,
        insurance_benefits: benefits,
        total_remuneration: benefits,
        is_laid_off: false,
    };
    let words = benefits.map(|amount| t.checkoff_example_benefits(t.money(&amount))).unwrap_or_default();
    SAMPLES.into_iter().filter_map(paid).chain(example(words, on_benefits)).collect()
}

#[derive(Deserialize)]
pub struct Sent {
    key: Uuid,
    #[serde(flatten)]
    typed: Typed,
}

pub async fn record(can: Can<KeepDuesPolicy>, Form(sent): Form<Sent>) -> Answer {
    let mut scoped = can.begin().await?;
    match read(&mut scoped, &sent.typed, can.text()).await? {
        Ok(decision) => {
            let own = scoped.own_union()?;
            if store::record(&mut scoped, own, sent.key, &decision).await? {
                scoped.record(Event::done(Action::DuesDecided, sent.key));
                scoped.commit().await?;
            }
            flash::done("/retenues", "said-dues-decided")
        }
        Err(problems) => {
            drop(scoped);
            form_page(&can, sent.typed, problems)
        }
    }
}
