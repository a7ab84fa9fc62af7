//! The samples, against the assessments an independent program made of them. The parser here is a
//! test's own, so that these numbers do not depend on the product's reader.

use encoding_rs::WINDOWS_1252;
use quittance::commands::percapita::{answer, read_levies};
use quittance::dues::assess;
use quittance::money::Cad;
use quittance::statements::Line;
use serde_json::Value;

use crate::support::*;

/// The columns this parser knows, in the canonical names and in French.
const COLUMNS: [(&str, &str); 8] = [
    ("employee_number", "Matricule"),
    ("salary_paid", "Salaire versé"),
    ("dues", "Cotisation"),
    ("regular_pay", "Salaire régulier"),
    ("total_remuneration", "Rémunération totale"),
    ("held_dues", "Cotisation en fidéicommis"),
    ("correction_period", "Période corrigée"),
    ("correction_nature", "Nature de la correction"),
];

fn sample_lines(name: &str) -> Vec<Line> {
    let bytes = std::fs::read(format!("tests/samples/{name}")).unwrap();
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => WINDOWS_1252.decode(&bytes).0.into_owned(),
    };
    let delimiter = if text.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let places = COLUMNS
        .map(|(code, french)| headers.iter().position(|header| header == code || header == french).unwrap());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let [number, salary_paid, dues, regular, total, held, period, nature] =
            places.map(|place| record[place].trim().to_owned());
        lines.push(Line {
            number: lines.len() as u32 + 1,
            employee_number: number.into(),
            salary_paid: money(&salary_paid),
            dues: money(&dues),
            regular_pay: money(&regular),
            total_remuneration: money(&total),
            held_dues: money(&held),
            correction_period: period.into(),
            correction_nature: nature.into(),
            ..Line::default()
        });
    }
    lines
}

fn money(text: &str) -> Option<Cad> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (!plain.is_empty()).then(|| cad(&plain.replace(',', ".")))
}

#[test]
fn every_sample_is_assessed_to_the_cent_as_the_independent_program_did() {
    let levies = read_levies(&std::fs::read_to_string("tests/samples/levies.json").unwrap()).unwrap();
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string("tests/samples/expected.json").unwrap()).unwrap();
    let expected = expected.as_object().unwrap();
    assert_eq!(expected.len(), 3);
    for (name, sample) in expected {
        let lines = sample_lines(name);
        assert_eq!(lines.len() as u64, sample["lines"], "{name}");
        let assessment = assess(&lines, &levies, &[], date(sample["period_end"].as_str().unwrap()));
        assert_eq!(serde_json::to_value(answer(&assessment, false)).unwrap(), sample["assessment"], "{name}");
        for levy in &assessment.levies {
            let shared: Cad = assessment.shares(levy).iter().map(|share| share.amount).sum();
            assert_eq!(shared, levy.amount, "{name} {}", levy.levy.code());
        }
    }
}
