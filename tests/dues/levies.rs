//! What a levy may say (`percapita.md`, section 2) and what a levies file is refused for.

use quittance::commands::percapita::{LevyFileError, read_levies};
use quittance::dues::{Basis, Levy, LevyError, overlap};

use crate::support::*;

fn refusal(fields: &str) -> LevyError {
    let json =
        format!(r#"{{"levies":[{{"payee":"CSN","code":"csn","effective_from":"2015-04-01",{fields}}}]}}"#);
    match read_levies(&json) {
        Err(LevyFileError::Levy { levy: 1, error, .. }) => error,
        other => panic!("{fields}: {other:?}"),
    }
}

#[test]
fn a_levy_says_everything_its_resolution_says() {
    let levies = levies(
        r#"{"payee":"FSSS","code":"fsss","name_fr":"Per capita FSSS","name_en":"FSSS per capita","basis":"total_remuneration",
        "rate":"0.0041","min_per_person":"6.00","max_per_person":"18.50","max_persons":400,"effective_from":"2015-04-01",
        "effective_to":"2026-03-31","adopted_by":"Conseil fédéral","adopted_on":"2015-01-20","resolution":"CF-12"}"#,
    );
    let levy = &levies[0];
    assert_eq!((levy.payee(), levy.code(), levy.basis()), ("FSSS", "fsss", Basis::TotalRemuneration));
    assert_eq!((levy.rate(), levy.amount()), (Some(decimal("0.0041")), None));
    assert_eq!((levy.min_per_person(), levy.max_per_person()), (Some(decimal("6")), Some(decimal("18.5"))));
    assert_eq!((levy.max_persons(), levy.effective_to()), (Some(400), Some(date("2026-03-31"))));
    assert_eq!((levy.resolution.as_deref(), levy.adopted_on), (Some("CF-12"), Some(date("2015-01-20"))));
    let again: Levy = serde_json::from_str(&serde_json::to_string(levy).unwrap()).unwrap();
    assert_eq!(&again, levy);
}

#[test]
fn a_rate_basis_needs_a_rate_and_per_person_an_amount_never_both() {
    assert_eq!(refusal(r#""basis":"dues""#), LevyError::RateMissing(Basis::Dues));
    assert_eq!(refusal(r#""basis":"per_person""#), LevyError::AmountMissing);
    for both in [
        r#""basis":"dues","amount":"2.00""#,
        r#""basis":"dues","rate":"0.01","amount":"2.00""#,
        r#""basis":"per_person","rate":"0.01""#,
        r#""basis":"per_person","rate":"0.01","amount":"2.00""#,
    ] {
        assert!(matches!(refusal(both), LevyError::NotOfThisBasis { .. }), "{both}");
    }
}

#[test]
fn numbers_are_exact_not_negative_and_of_a_sensible_size() {
    for wrong in
        ["0,0072", "", "abc", "1e-2", "0.0000000000000000001", "0.00000000000000000000000000000000001"]
    {
        let refused = refusal(&format!(r#""basis":"dues","rate":"{wrong}""#));
        assert!(matches!(refused, LevyError::NotANumber { .. }), "{wrong}: {refused}");
    }
    assert!(matches!(refusal(r#""basis":"dues","rate":"-0.01""#), LevyError::Negative(_)));
    assert!(matches!(refusal(r#""basis":"per_person","amount":"-1""#), LevyError::Negative(_)));
    assert_eq!(refusal(r#""basis":"dues","rate":"1.01""#), LevyError::RateAboveOne);
    assert!(matches!(refusal(r#""basis":"per_person","amount":"1000000""#), LevyError::TooLarge(_)));
}

#[test]
fn limits_and_dates_are_in_order() {
    let limits = r#""basis":"dues","rate":"0.01","min_per_person":"6.01","max_per_person":"6.00""#;
    assert_eq!(refusal(limits), LevyError::MinimumAboveMaximum);
    assert_eq!(
        refusal(r#""basis":"dues","rate":"0.01","effective_to":"2015-03-31""#),
        LevyError::EndsBeforeItStarts
    );
    assert_eq!(levy(r#""basis":"dues","rate":"0.01","effective_to":"2015-04-01""#).len(), 1);
}

#[test]
fn a_levy_needs_a_payee_and_a_code() {
    let json =
        r#"{"levies":[{"payee":" ","code":"x","basis":"dues","rate":"0","effective_from":"2015-04-01"}]}"#;
    assert!(matches!(read_levies(json), Err(LevyFileError::Levy { error: LevyError::Unnamed, .. })));
}

#[test]
fn a_number_without_quotation_marks_or_a_misspelt_field_is_refused() {
    for wrong in [
        r#"{"levies":[{"payee":"A","code":"a","basis":"dues","rate":0.01,"effective_from":"2015-04-01"}]}"#,
        r#"{"levies":[{"payee":"A","code":"a","basis":"dues","rate":"0.01","min_per_persn":"6","effective_from":"2015-04-01"}]}"#,
        r#"{"levies":[{"payee":"A","code":"a","basis":"salary","rate":"0.01","effective_from":"2015-04-01"}]}"#,
        r#"{"levies":[{"payee":"A","code":"a","basis":"dues","rate":"0.01","effective_from":"2015-04-31"}]}"#,
        r#"[]"#,
        "",
    ] {
        assert!(matches!(read_levies(wrong), Err(LevyFileError::Json(_))), "{wrong}");
    }
}

#[test]
fn two_levies_of_one_payee_and_code_may_not_share_a_day() {
    let pair = |first_to: &str, second_from: &str, second_code: &str| {
        format!(
            r#"{{"levies":[{{"payee":"A","code":"a","basis":"dues","rate":"0.01","effective_from":"2015-04-01"{first_to}}},
            {{"payee":"A","code":"{second_code}","basis":"dues","rate":"0.02","effective_from":"{second_from}"}}]}}"#
        )
    };
    let to = r#","effective_to":"2025-07-31""#;
    assert!(read_levies(&pair(to, "2025-08-01", "a")).is_ok());
    assert!(read_levies(&pair("", "2025-08-01", "b")).is_ok());
    for overlapping in [pair(to, "2025-07-31", "a"), pair("", "2025-08-01", "a"), pair(to, "2014-01-01", "a")]
    {
        assert!(matches!(read_levies(&overlapping), Err(LevyFileError::Overlap { first: 1, second: 2, .. })));
    }
    assert_eq!(overlap(&worked_levies()), None);
}
