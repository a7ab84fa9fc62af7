//! `quittance percapita compute FILE … --explain EMPLOYEE_NUMBER`: one person's share of each levy, step
//! by step, as data or as text.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::dues::{Assessment, Basis, Levy, Limit, Working};
use crate::money::Cad;

/// The answer of `--json`. Amounts in dollars, as text; those unrounded with all their decimals.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    employee_number: &'a str,
    levies: Vec<LevyAnswer<'a>>,
    /// The sum of the shares.
    total: Cad,
}

#[derive(Debug, Serialize)]
struct LevyAnswer<'a> {
    payee: &'a str,
    code: &'a str,
    basis: Basis,
    /// In the file, from 1.
    line: u32,
    /// Null for `per_person`.
    base: Option<Cad>,
    /// The rate as a fraction, or the dollars a person.
    factor: Decimal,
    /// Before any limit.
    product: String,
    /// `minimum`, `maximum`, `beyond_max_persons`, or null.
    limit: Option<&'static str>,
    /// What is summed and rounded once.
    unrounded: String,
    floor: Cad,
    remainder_cent: bool,
    share: Cad,
}

/// Her workings, levy by levy; empty when she is no contributor of the statement.
fn workings<'a>(assessment: &Assessment<'a>, number: &str) -> Vec<(&'a Levy, bool, Working<'a>)> {
    let each = assessment.levies.iter().flat_map(|levy| {
        let own = assessment.workings(levy).into_iter().filter(|w| w.person.employee_number == number);
        own.map(|working| (levy.levy, levy.substituted, working)).collect::<Vec<_>>()
    });
    each.collect()
}

/// Whether the person is a contributor of the statement.
pub fn is_there(assessment: &Assessment<'_>, number: &str) -> bool {
    assessment.contributors().people().iter().any(|person| person.employee_number == number)
}

/// One person's shares as data.
pub fn answer<'a>(assessment: &Assessment<'a>, number: &'a str) -> Answer<'a> {
    let levies: Vec<LevyAnswer<'a>> = workings(assessment, number)
        .into_iter()
        .map(|(levy, _, working)| LevyAnswer {
            payee: levy.payee(),
            code: levy.code(),
            basis: levy.basis(),
            line: working.person.line,
            base: working.base,
            factor: working.factor,
            product: working.product.to_string(),
            limit: match working.limit {
                Limit::None => None,
                Limit::Minimum(_) => Some("minimum"),
                Limit::Maximum(_) => Some("maximum"),
                Limit::BeyondMaxPersons(_) => Some("beyond_max_persons"),
            },
            unrounded: working.unrounded.to_string(),
            floor: working.floor,
            remainder_cent: working.remainder_cent,
            share: working.share,
        })
        .collect();
    Answer { employee_number: number, total: levies.iter().map(|levy| levy.share).sum(), levies }
}

/// The text of a key of `dues.ftl` with its arguments.
pub type Say<'s> = &'s dyn Fn(&str, &[(&'static str, &str)]) -> String;

/// How the text writes what depends on the language.
pub struct Style<'s> {
    pub say: Say<'s>,
    pub money: &'s dyn Fn(Cad) -> String,
    pub rate: &'s dyn Fn(Decimal) -> String,
    /// Dollars that may have more than two decimals.
    pub dollars: &'s dyn Fn(Decimal) -> String,
}

/// One person's shares as text: each levy, then its steps, then its share.
pub fn text(assessment: &Assessment, number: &str, style: &Style) -> String {
    let say = style.say;
    let mut text = format!("{} {number}\n", say("dues-table-employee-number", &[]));
    let mut total = Cad::ZERO;
    for (levy, substituted, working) in workings(assessment, number) {
        text.push_str(&format!("\n{} {}\n", levy.payee(), levy.code()));
        let mut steps = vec![product(levy, &working, style)];
        if substituted {
            steps.push(say("dues-working-substituted", &[]));
        }
        steps.push(limit(&working, style));
        if working.unrounded.fraction() != 0 {
            let amount = (style.money)(working.floor);
            steps.push(say("dues-working-floor", &[("amount", &amount)]));
            let cent = if working.remainder_cent { "remainder-cent" } else { "no-remainder-cent" };
            steps.push(say(&format!("dues-working-{cent}"), &[]));
        }
        for step in steps {
            text.push_str(&format!("  {step}\n"));
        }
        let share = (style.money)(working.share);
        text.push_str(&format!("  {}\n", say("dues-explain-share", &[("amount", &share)])));
        total += working.share;
    }
    let total = (style.money)(total);
    text.push_str(&format!("\n{} {total}\n", say("dues-table-total", &[])));
    text
}

fn product(levy: &Levy, working: &Working, style: &Style) -> String {
    let Some(base) = working.base.filter(|_| levy.basis().has_rate()) else {
        let amount = (style.dollars)(working.factor);
        return (style.say)("dues-working-per-person", &[("amount", &amount)]);
    };
    let exact = working.product.to_string().parse().unwrap_or_default();
    let (base, rate, product) = ((style.money)(base), (style.rate)(working.factor), (style.dollars)(exact));
    (style.say)("dues-working-rate", &[("base", &base), ("rate", &rate), ("product", &product)])
}

fn limit(working: &Working, style: &Style) -> String {
    match working.limit {
        Limit::None => (style.say)(working.limit.word(), &[]),
        Limit::Minimum(amount) | Limit::Maximum(amount) => {
            (style.say)(working.limit.word(), &[("amount", &(style.dollars)(amount))])
        }
        Limit::BeyondMaxPersons(most) => (style.say)(working.limit.word(), &[("count", &most.to_string())]),
    }
}
