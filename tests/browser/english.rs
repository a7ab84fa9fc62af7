//! The same journey in English, by the treasurer of a union of commerce, whose federation has other
//! levies and whose members' SINs are not collected.

use quittance::text::Lang;

use crate::person::Person;
use crate::portal::Portal;
use crate::treasurer::{PERIOD, finance_records};

#[tokio::test]
async fn in_english_a_treasurer_declares_pays_and_finds_it_in_her_history() {
    let portal = Portal::start().await;
    let mut aline =
        Person::signed_in(&portal, "en-treasurer", Lang::En, "tresorerie@commerce-mtl.example").await;
    for tile in ["Per capita", "Documents", "Union Info", "Help"] {
        assert!(aline.reads(".q-tiles").await.contains(tile), "{tile}: {}", aline.reads(".q-tiles").await);
    }
    aline.sees("September 15, 2025").await;
    aline.follows(aline.t.home_open_period()).await;
    aline.sends(0, "P05-statement-utf8.csv").await;
    aline.sees("UTF-8 · comma · decimal point").await;
    aline.justifies_everything("Checked with payroll.").await;

    aline.goes(&format!("{PERIOD}/per-capita")).await;
    aline.sees("0.72% of salary paid").await;
    let amounts = aline.amounts().await;
    let total: i64 = amounts.iter().map(|(_, amount)| amount).sum();
    // 24 % of the dues to the federation of commerce, not 0,43 % of the salary to health's.
    aline.sees("Federation of Commerce").await;
    aline.does_not_see("Federation of Health").await;
    let csn = aline.link("$1,121.88").await;
    aline.clicks(&csn).await;
    aline.looks().await;
    let shares = aline.shares().await;
    assert_eq!((shares.len(), shares.iter().sum::<i64>()), (60, 112_188));

    aline.goes(&format!("{PERIOD}/declaration")).await;
    aline.attests_and_files().await;
    aline.sees("SHA-256").await;
    let reference = aline.pays().await;
    let payment = aline.path().await;
    let amount = quittance::money::Cad::from_cents(total);
    finance_records(&portal, "en-finance", Lang::En, &reference, amount).await;
    aline.goes(&payment).await;
    aline.sees("Paid").await;

    let filed = aline.declarations_of_the_period().await;
    assert_eq!(filed.len(), 1, "{filed:?}");
    assert!(
        aline.rows(".govuk-details__text table").await.iter().any(|row| row[1] == aline.t.money(&amount))
    );
    let export = aline.downloads("Export (CSV)").await;
    assert!(export.contains("2025-26"), "{export}");

    // The switch comes back to the same page, in the other language.
    let link = aline.link("Français").await;
    aline.clicks(&link).await;
    assert!(aline.path().await.starts_with("/historique"));
    assert_eq!(aline.reads("h1").await, "Historique");
}
