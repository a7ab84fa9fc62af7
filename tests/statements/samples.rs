//! The sample files, against what an independent program planted and summed.

use std::collections::BTreeSet;

use quittance::statements::checks::{Context, read_and_check};
use quittance::statements::{Severity, Totals};
use rust_decimal::Decimal;

use crate::support::{day, errors, p05, sample};

fn context_of(name: &str) -> Context<'static> {
    if name.starts_with("P04") {
        Context { start: day("2025-06-22"), end: day("2025-07-19"), ..p05() }
    } else {
        p05()
    }
}

#[test]
fn the_planted_faults_are_found_and_no_other_error_is() {
    let expected: serde_json::Value = serde_json::from_slice(&sample("expected-findings.json")).unwrap();
    for (name, planted) in expected.as_object().unwrap() {
        let checked = read_and_check(sample(name), name, &context_of(name)).unwrap();
        let key = |rule: &str, line: u64, column: &str| (rule.to_owned(), line, column.to_owned());
        let planted: BTreeSet<_> = planted
            .as_array()
            .unwrap()
            .iter()
            .map(|p| {
                key(p["rule"].as_str().unwrap(), p["line"].as_u64().unwrap(), p["column"].as_str().unwrap())
            })
            .collect();
        let found = |errors_only: bool| -> BTreeSet<_> {
            let kept = checked.findings.iter().filter(|f| !errors_only || f.severity == Severity::Error);
            kept.map(|f| key(f.rule, f.line.unwrap_or(0).into(), f.column.map_or("", |c| c.key()))).collect()
        };
        let missed: Vec<_> = planted.difference(&found(false)).cloned().collect();
        assert_eq!(missed, [], "missed in {name}");
        let unwanted: Vec<_> = found(true).difference(&planted).cloned().collect();
        assert_eq!(unwanted, [], "errors in {name} that nobody planted");
        let noise = found(false).difference(&planted).count();
        assert!(noise <= 3, "{noise} more findings in {name}: {:#?}", checked.findings);
    }
}

#[test]
fn clean_files_have_no_error_and_hardly_a_warning() {
    let expected: serde_json::Value = serde_json::from_slice(&sample("expected.json")).unwrap();
    for (name, figures) in expected.as_object().unwrap() {
        let checked = read_and_check(sample(name), name, &context_of(name)).unwrap();
        assert_eq!(errors(&checked), Vec::<&_>::new(), "{name}");
        assert!(checked.findings.len() <= 3, "{name}: {:#?}", checked.findings);
        assert_eq!(checked.lines.len() as u64, figures["lines"].as_u64().unwrap(), "{name}");
        let base = figures["assessment"]["levies"][0]["base"].as_str().unwrap();
        assert_eq!(checked.totals.salary_paid.to_string(), base, "{name}");
    }
}

#[test]
fn the_workbook_and_the_text_of_one_period_give_the_same_lines() {
    let text = read_and_check(sample("P05-releve-cp1252.csv"), "", &p05()).unwrap();
    let workbook = read_and_check(sample("P05-releve.xlsx"), "", &p05()).unwrap();
    assert_eq!(text.lines.len(), 210);
    assert!(text.lines == workbook.lines, "lines differ");
    assert_eq!(text.totals, workbook.totals);
}

#[test]
fn totals_are_the_sums_of_all_lines() {
    let checked = read_and_check(sample("P05-statement-utf8.csv"), "", &p05()).unwrap();
    let sum = |amount: fn(&quittance::statements::Line) -> Option<quittance::money::Cad>| -> Decimal {
        checked.lines.iter().filter_map(amount).map(|cad| cad.amount()).sum()
    };
    let Totals { salary_paid, dues, .. } = checked.totals;
    assert_eq!(salary_paid.amount(), sum(|line| line.salary_paid));
    assert_eq!(dues.amount(), sum(|line| line.dues));
    assert!(dues.amount() > Decimal::ZERO);
}

#[test]
fn test_sins_are_warned_of_unless_they_are_meant() {
    let context = p05().accepting_test_sins(false);
    let checked = read_and_check(sample("P05-statement-utf8.csv"), "", &context).unwrap();
    assert_eq!(errors(&checked), Vec::<&_>::new());
    assert_eq!(checked.findings.iter().filter(|f| f.rule == "V20").count(), 60);
}
