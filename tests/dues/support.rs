//! Short ways to say a line, a levy, an amount.

use chrono::NaiveDate;
use quittance::commands::percapita::read_levies;
use quittance::dues::{Assessment, Levy, Share};
use quittance::money::Cad;
use quittance::statements::Line;
use rust_decimal::Decimal;

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub fn cad(text: &str) -> Cad {
    Cad::exact(decimal(text)).unwrap()
}

/// The end of P05 2025-26 in the worked example.
pub fn p05_end() -> NaiveDate {
    date("2025-08-16")
}

/// A normal line of `number`, with salary paid and dues.
pub fn line(number: u32, employee_number: &str, salary_paid: &str, dues: &str) -> Line {
    Line {
        number,
        employee_number: employee_number.into(),
        salary_paid: Some(cad(salary_paid)),
        dues: Some(cad(dues)),
        ..Line::default()
    }
}

/// Levies from the text of a levies file's list.
pub fn levies(list: &str) -> Vec<Levy> {
    read_levies(&format!(r#"{{"levies":[{list}]}}"#)).unwrap()
}

/// One levy in force since 2015, from the fields that matter.
pub fn levy(fields: &str) -> Vec<Levy> {
    levies(&format!(r#"{{"payee":"CSN","code":"csn","effective_from":"2015-04-01",{fields}}}"#))
}

/// The three levies of `percapita.md`, sections 8 and 9.
pub fn worked_levies() -> Vec<Levy> {
    levies(
        r#"{"payee":"CSN","code":"csn","basis":"salary_paid","rate":"0.0072","effective_from":"2015-04-01"},
        {"payee":"FSSS","code":"fsss","basis":"salary_paid","rate":"0.0041","min_per_person":"6.00","effective_from":"2015-04-01"},
        {"payee":"CCBSL","code":"ccbsl","basis":"per_person","amount":"2.35","effective_from":"2015-04-01","effective_to":"2026-03-31"}"#,
    )
}

/// The three contributors of section 8.
pub fn worked_lines() -> Vec<Line> {
    vec![
        line(1, "100871", "5013.00", "75.20"),
        line(2, "104233", "1355.40", "20.33"),
        line(3, "105990", "2141.13", "32.12"),
    ]
}

pub fn amounts(assessment: &Assessment) -> Vec<String> {
    assessment.levies.iter().map(|levy| levy.amount.to_string()).collect()
}

pub fn shares<'a>(assessment: &Assessment<'a>, levy: usize) -> Vec<Share<'a>> {
    assessment.shares(&assessment.levies[levy])
}

pub fn share_amounts(assessment: &Assessment, levy: usize) -> Vec<String> {
    shares(assessment, levy).iter().map(|share| share.amount.to_string()).collect()
}
