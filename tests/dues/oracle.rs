//! The kernel of integers against decimals on many random lines, share by share (`performance.md`,
//! P5); `benches/dues.rs` does the same on a million.

use quittance::dues::assess;
use quittance::money::{Cad, largest_remainder};
use quittance::statements::Line;
use rust_decimal::Decimal;

use crate::support::*;

const LINES: u32 = 20_000;

/// A congruential generator: the same lines at each run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % most).unwrap()
    }
}

fn random_lines() -> Vec<Line> {
    let mut random = Random(412);
    let line = |number: u32| Line {
        number,
        employee_number: format!("{number:05}").into(),
        salary_paid: Some(Cad::from_cents(random.below(900_000) - 20_000)),
        // Always a contributor, whatever the salary.
        dues: Some(Cad::from_cents(random.below(13_500) + 1)),
        total_remuneration: Some(Cad::from_cents(random.below(990_000))),
        ..Line::default()
    };
    (1..=LINES).map(line).collect()
}

#[test]
fn not_one_cent_differs_from_decimals_on_twenty_thousand_random_lines() {
    let levies = levies(
        r#"{"payee":"CSN","code":"csn","basis":"salary_paid","rate":"0.0072","effective_from":"2015-04-01"},
        {"payee":"FSSS","code":"fsss","basis":"salary_paid","rate":"0.0041","min_per_person":"6.00","max_per_person":"18.505","effective_from":"2015-04-01"},
        {"payee":"CCBSL","code":"ccbsl","basis":"total_remuneration","rate":"0.0335","effective_from":"2015-04-01"},
        {"payee":"FDP","code":"fdp","basis":"dues","rate":"0.015","max_per_person":"1.00","effective_from":"2015-04-01"}"#,
    );
    let lines = random_lines();
    let assessment = assess(&lines, &levies, &[], p05_end());
    for owed in &assessment.levies {
        let in_decimals = |line: &Line| {
            let base = match owed.levy.code() {
                "fdp" => line.dues,
                "ccbsl" => line.total_remuneration,
                _ => line.salary_paid,
            };
            let product = base.unwrap().amount() * owed.levy.rate().unwrap();
            let product = owed.levy.min_per_person().map_or(product, |minimum| product.max(minimum));
            owed.levy.max_per_person().map_or(product, |maximum| product.min(maximum))
        };
        let exact: Vec<Decimal> = lines.iter().map(in_decimals).collect();
        assert_eq!(owed.amount, Cad::rounded(exact.iter().sum()), "{}", owed.levy.code());
        let oracle = largest_remainder(owed.amount, &exact);
        let differing = assessment.shares(owed).iter().zip(&oracle).filter(|(s, o)| s.amount != **o).count();
        assert_eq!((differing, oracle.len()), (0, LINES as usize), "{}", owed.levy.code());
    }
}
