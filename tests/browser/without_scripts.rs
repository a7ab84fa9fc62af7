//! The whole journey in a browser that runs no script, by the treasurer of a union of two employers.

use quittance::money::Cad;
use quittance::text::Lang;

use crate::driver::Options;
use crate::person::Person;
use crate::portal::Portal;
use crate::treasurer::{PERIOD, finance_records};

#[tokio::test]
async fn without_javascript_a_treasurer_declares_one_of_two_employers_pays_and_exports() {
    let portal = Portal::start().await;
    let mut karim =
        Person::new(&portal, "fr-no-script", Lang::Fr, Options::french().without_javascript()).await;
    karim.signs_in("tresorerie@stt-estuaire.example").await;
    karim.follows("Ouvrir la période").await;
    karim.sees("Résidence des Battures").await;
    karim.sends(0, "P05-avec-anomalies.csv").await;
    assert!(!karim.findings("error").await.is_empty());
    karim.sends(0, "P05-releve-cp1252.csv").await;
    assert!(karim.findings("error").await.is_empty());
    karim.justifies_everything("Vérifié avec la paie.").await;

    karim.goes(&format!("{PERIOD}/per-capita")).await;
    let total: i64 = karim.amounts().await.iter().map(|(_, amount)| amount).sum();
    karim.follows("4 432,44 $").await;
    karim.sees("0,72 % du salaire versé").await;
    karim.goes(&format!("{PERIOD}/declaration")).await;

    // The other employer's statement is missing: she says why, or does not file.
    karim.ticks(karim.t.filing_attest()).await;
    karim.presses(karim.t.filing_file()).await;
    karim.sees(karim.t.filing_missing_needed()).await;
    karim.types(karim.t.filing_missing_note(), "La Résidence des Battures remettra le sien mardi.").await;
    karim.attests_and_files().await;
    karim.sees("remettra le sien mardi").await;
    let reference = karim.pays().await;
    let payment = karim.path().await;
    finance_records(&portal, "fr-finance-no-script", Lang::Fr, &reference, Cad::from_cents(total)).await;
    karim.goes(&payment).await;
    karim.sees("Payé").await;
    assert_eq!(
        karim.declarations_of_the_period().await.len(),
        1,
        "a double click without a script to stop it"
    );
    assert!(karim.downloads("Exporter (CSV)").await.contains("2025-26"));
    assert!(portal.says(&["ledger", "verify"]).contains("0 discrepancies"));
}
