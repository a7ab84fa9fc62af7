//! The whole journey in French, with scripts: the treasurer of union 412, finance, the auditor, and
//! everybody who must see none of it.

use std::collections::BTreeSet;

use fantoccini::Locator;
use quittance::money::Cad;
use quittance::text::Lang;
use serde_json::json;

use crate::driver::Options;
use crate::person::{Person, cents, expected, plain};
use crate::portal::{Portal, sample};
use crate::treasurer::{PERIOD, finance_records};

/// The total of `P05-releve-cp1252.csv`, in cents.
const TOTAL: i64 = 764_353;

#[tokio::test]
async fn in_french_a_statement_becomes_a_receipt_once_and_nobody_else_sees_any_of_it() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-treasurer", Lang::Fr, "tresorerie@stt-bsl.example").await;
    sees_what_waits(&mut lise).await;
    learns_of_every_planted_fault(&mut lise).await;
    replaces_the_statement_until_it_is_right(&mut lise).await;
    understands_every_cent(&mut lise).await;
    let declaration = files_once(&mut lise, &portal).await;
    let reference = lise.pays().await;
    let payment = lise.path().await;
    lise.goes(PERIOD).await;
    lise.sees("En attente").await;

    let recorded = finance_records(&portal, "fr-finance", Lang::Fr, &reference, Cad::from_cents(TOTAL)).await;
    takes_the_receipt(&mut lise, &payment).await;
    reads_her_history(&mut lise).await;
    let audited = auditor_follows_the_money(&portal, &declaration).await;

    let mut addresses: Vec<String> = lise.seen().to_vec();
    addresses.extend([recorded]);
    addresses.extend(audited);
    nobody_else_sees(&portal, &addresses, &declaration).await;
    assert!(portal.says(&["ledger", "verify"]).contains("0 discrepancies"));
    assert!(portal.says(&["journal", "verify"]).contains("intact"));
}

/// Step 1: tiles, and the task list of the open period with its date.
async fn sees_what_waits(lise: &mut Person<'_>) {
    let tiles = lise.reads(".q-tiles").await;
    for tile in ["Per capita", "Documents", "Info-syndicat", "Aide"] {
        assert!(tiles.contains(tile), "{tile} is a tile: {tiles}");
    }
    lise.sees("Période 5").await;
    lise.sees("15 septembre 2025").await;
    let steps = lise.reads(".q-steps-list").await;
    assert_eq!(steps.matches("Pas encore possible").count(), 2);
    assert_eq!(steps.matches("Relevés attendus").count(), 1);
    for tile in ["Documents", "Info-syndicat", "Aide"] {
        lise.glances("/").await;
        lise.follows(tile).await;
    }
    lise.glances("/").await;
    lise.follows("Ouvrir la période").await;
    assert_eq!(lise.path().await, PERIOD);
}

/// Step 2: the file with planted faults, each seen with its rule, line and column.
async fn learns_of_every_planted_fault(lise: &mut Person<'_>) {
    lise.sends(0, "P05-avec-anomalies.csv").await;
    lise.sees("Windows-1252 · point-virgule · virgule décimale").await;
    let errors = lise.findings("error").await;
    let mut shown = lise.findings("warning").await;
    shown.extend(lise.findings("info").await);
    let planted = expected("expected-findings.json");
    let planted = planted["P05-avec-anomalies.csv"].as_array().expect("a list");
    assert_eq!(planted.len(), 17);
    let mut planted_errors = BTreeSet::new();
    for fault in planted {
        let column = fault["column"].as_str().expect("a column").replace('_', "-");
        let fault = (
            fault["rule"].as_str().expect("a rule").to_owned(),
            fault["line"].to_string(),
            lise.t.kind(&format!("column-{column}"), &[]),
        );
        if errors.contains(&fault) {
            planted_errors.insert(fault);
        } else {
            assert!(shown.contains(&fault), "{fault:?} is not shown: {errors:?} {shown:?}");
        }
    }
    assert_eq!(errors, planted_errors, "no other error than those planted");

    let all = lise.path().await;
    lise.goes(&format!("{}?voir=tout", all.split('?').next().unwrap_or_default())).await;
    let export = lise.downloads("Exporter cette liste").await;
    assert!(planted_errors.iter().all(|(rule, ..)| export.contains(rule.as_str())), "{export}");
    lise.glances(PERIOD).await;
    lise.sees("Anomalies bloquantes").await;
    assert!(lise.client().find(Locator::LinkText("Vérifier, attester, transmettre")).await.is_err());
    lise.goes(&format!("{PERIOD}/declaration")).await;
    lise.sees("n’est pas prête").await;
}

/// Step 2, on: what is sent takes the place of what was there, whatever its form.
async fn replaces_the_statement_until_it_is_right(lise: &mut Person<'_>) {
    for (file, form, lines) in [
        ("P05-releve-cp1252.csv", "Windows-1252 · point-virgule · virgule décimale", "210"),
        ("P05-releve.xlsx", "classeur xlsx", "210"),
        ("P05-statement-utf8.csv", "UTF-8 · virgule · point décimal", "60"),
    ] {
        lise.sends(0, file).await;
        assert!(lise.reads("main").await.to_lowercase().contains(&form.to_lowercase()), "{file}: {form}");
        let figures = lise.reads(".q-figures").await;
        assert!(figures.contains(lines), "{file}: {figures}");
        assert!(!figures.contains("bloquante"), "{file}: {figures}");
    }
    // As she would from her folder: dropped on the page.
    drops(lise, "P05-releve-cp1252.csv").await;
    lise.sees("615 616,03 $").await;
    lise.follows("Toutes les lignes").await;
    lise.sees("100003").await;
    lise.follows("Suivante").await;
    lise.client().back().await.expect("back");
    lise.justifies_everything("Vérifié avec le service de la paie le 5 septembre.").await;
    lise.goes(PERIOD).await;
    lise.sees("7 643,53 $").await;
    lise.sees("P05-releve-cp1252.csv").await;
    lise.does_not_see("P05-statement-utf8.csv").await;
}

/// The browser's own drag and drop, as from a folder of the desk.
async fn drops(lise: &mut Person<'_>, file: &str) {
    lise.glances(PERIOD).await;
    let script = "const zone = document.querySelector('.govuk-file-upload-button');
        zone.scrollIntoView({block: 'center'});
        const {left, top, width, height} = zone.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)]";
    let place = lise.client().execute(script, vec![]).await.expect("where to drop");
    let data = json!({"items": [], "files": [sample(file)], "dragOperationsMask": 1});
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({"type": kind, "x": place[0], "y": place[1], "data": data});
        lise.browser().devtools("Input.dispatchDragEvent", event).await;
    }
    lise.sees(file).await;
    lise.presses("Remplacer le relevé").await;
}

/// Step 3: by body and levy, the total; and the working of a person.
async fn understands_every_cent(lise: &mut Person<'_>) {
    lise.goes(&format!("{PERIOD}/per-capita")).await;
    let assessment = &expected("expected.json")["P05-releve-cp1252.csv"]["assessment"];
    let mut wanted: Vec<i64> = assessment["levies"]
        .as_array()
        .expect("levies")
        .iter()
        .map(|l| cents(&l["amount"].to_string()))
        .collect();
    let amounts = lise.amounts().await;
    let mut shown: Vec<i64> = amounts.iter().map(|(_, amount)| *amount).collect();
    wanted.sort_unstable();
    shown.sort_unstable();
    assert_eq!(shown, wanted, "{amounts:?}");
    assert!(lise.reads("#amounts tfoot").await.contains("7 643,53 $"));

    lise.follows("2 661,47 $").await;
    lise.sees("0,43 % du salaire versé").await;
    let shares = lise.shares().await;
    assert_eq!((shares.len(), shares.iter().sum::<i64>()), (210, 266_147), "the parts make the total");
    let first = lise.seen().last().expect("a page").clone();
    lise.goes(&first).await;
    lise.types("Nom ou matricule", "100003").await;
    lise.presses("Chercher").await;
    // 3 337,60 $ × 0,43 % is between the minimum of 6,25 $ and the maximum of 19,00 $.
    lise.sees("3 337,60 $ × 0,43 % = 14,35168 $").await;
    lise.sees("Cents entiers : 14,35 $").await;
    lise.goes(&format!("{first}?cherche=Personne de ce nom")).await;
    lise.sees("Personne ne correspond").await;
}

/// Step 4: not without the attestation; then once, whatever she does. Gives the receipt's path.
async fn files_once(lise: &mut Person<'_>, portal: &Portal) -> String {
    lise.goes(&format!("{PERIOD}/declaration")).await;
    lise.presses("Transmettre la déclaration").await;
    lise.sees("Cochez l’attestation").await;
    assert_eq!(
        lise.reads(".govuk-error-summary a").await,
        "Cochez l’attestation pour transmettre la déclaration."
    );

    lise.glances(&format!("{PERIOD}/declaration")).await;

    // A second tab stands at the same page, with a form of its own.
    let first = lise.client().window().await.expect("this tab");
    let second = lise.client().new_window(true).await.expect("another tab").handle;
    lise.client().switch_to_window(second).await.expect("looked at");
    lise.glances(&format!("{PERIOD}/declaration")).await;
    lise.client().switch_to_window(first).await.expect("looked at again");

    lise.attests_and_files().await;
    let receipt = lise.path().await;
    let number = lise.reads(".q-receipt__number strong").await;
    lise.sees("Déclaration transmise").await;
    lise.sees("Et maintenant").await;
    lise.client().refresh().await.expect("the page comes again");
    assert_eq!(lise.reads(".q-receipt__number strong").await, number);

    lise.client().back().await.expect("back");
    let form = lise.client().find(Locator::Css("#attest")).await;
    if let Ok(attest) = form {
        if !attest.is_selected().await.expect("ticked or not") {
            lise.ticks("J’atteste").await;
        }
        let button = lise.button("Transmettre la déclaration").await;
        lise.clicks(&button).await;
    }
    assert_eq!(lise.path().await, receipt, "back, and sent again: the same declaration");

    let tabs = lise.client().windows().await.expect("two tabs");
    lise.client().switch_to_window(tabs[1].clone()).await.expect("the other tab");
    lise.ticks("J’atteste").await;
    let button = lise.button("Transmettre la déclaration").await;
    lise.clicks(&button).await;
    assert_eq!(lise.path().await, receipt, "the second tab's form: the same declaration");
    lise.client().close_window().await.expect("closed");
    lise.client().switch_to_window(tabs[0].clone()).await.expect("the first tab");

    let filed = lise.declarations_of_the_period().await;
    assert_eq!(filed.len(), 1, "{filed:?}");
    assert_eq!(filed[0][1], number);
    assert!(portal.says(&["ledger", "verify"]).contains("0 discrepancies"));
    lise.glances(PERIOD).await;
    assert!(
        lise.client().find(Locator::Css("main input[type=file]")).await.is_err(),
        "a frozen period takes no file"
    );
    lise.goes(&receipt).await;
    receipt
}

/// Step 5, on her side: paid, and a receipt that prints.
async fn takes_the_receipt(lise: &mut Person<'_>, payment: &str) {
    lise.goes(payment).await;
    lise.sees("Payé").await;
    lise.sees("Reçu de paiement").await;
    let shared: i64 = lise.rows(".q-receipt table:last-of-type").await.iter().map(|row| cents(&row[2])).sum();
    assert_eq!(shared, TOTAL);
    lise.browser().devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    for hidden in [".q-header__tools", ".govuk-service-navigation", ".q-demo", "[data-print]"] {
        let shown = lise.element(hidden).await.is_displayed().await.expect("shown or not");
        assert!(!shown, "{hidden} is on paper");
    }
    assert!(lise.element(".q-receipt").await.is_displayed().await.expect("shown or not"));
    lise.browser().screenshot("target/screenshots/fr-treasurer/receipt-on-paper.png").await;
    lise.browser().devtools("Emulation.setEmulatedMedia", json!({"media": ""})).await;
    lise.goes(PERIOD).await;
    lise.sees("Payé").await;
    lise.goes("/documents").await;
    lise.goes("/").await;
    lise.sees("Rien n’attend").await;
}

/// Step 6: the picture with its table, the filter, the export.
async fn reads_her_history(lise: &mut Person<'_>) {
    lise.goes("/historique").await;
    let bars = lise.client().find_all(Locator::Css("svg rect")).await.expect("a picture").len();
    let twin = lise.rows(".govuk-details__text table").await;
    assert_eq!(bars, twin.len(), "each bar has its row");
    assert!(twin.iter().any(|row| row[1] == "7 643,53 $"), "{twin:?}");
    lise.element("summary").await.click().await.expect("it opens");
    lise.looks().await;
    let every = lise.rows("main > table").await.len();
    lise.follows("2025-26").await;
    assert!(lise.rows("main > table").await.iter().all(|row| !row[0].contains("2024-25")), "one year only");
    lise.follows("2024-25").await;
    let earlier = lise.rows("main > table").await;
    assert!(!earlier.is_empty() && earlier.len() < every);
    let export = lise.downloads("Exporter (CSV)").await;
    assert!(
        export.contains("2024-25") && !export.contains("2025-26"),
        "the export is what is shown: {export}"
    );
}

/// Step 6, the auditor: every union, read only, down to the entries. Gives the addresses seen.
async fn auditor_follows_the_money(portal: &Portal, declaration: &str) -> Vec<String> {
    let mut sofia = Person::signed_in(portal, "fr-auditor", Lang::Fr, "verification@centrale.example").await;
    sofia.follows("Syndicats").await;
    let unions = sofia.client().find_all(Locator::Css("main a")).await.expect("links").len();
    assert!(unions >= 3, "every union: {}", sofia.reads("main").await);
    for name in ["Bas-Saint-Laurent", "Estuaire", "Plateau"] {
        sofia.glances("/syndicats").await;
        sofia.follows(name).await;
        assert!(
            sofia.client().find_all(Locator::Css("main form")).await.expect("a search").is_empty(),
            "read only"
        );
    }
    sofia.glances("/syndicats").await;
    sofia.follows("Bas-Saint-Laurent").await;
    sofia.downloads("Exporter (CSV)").await;
    let payment = sofia.client().find(Locator::Css("a[href*='/paiements/']")).await.expect("a payment");
    sofia.clicks(&payment).await;
    sofia.looks().await;
    sofia.client().back().await.expect("back");
    let id = declaration.rsplit('/').next().expect("an id");
    let link = sofia.element(&format!("a[href$='{id}']")).await;
    sofia.clicks(&link).await;
    sofia.looks().await;
    let entries = sofia.rows("main > table:last-of-type").await;
    let side = |column: usize| -> i64 {
        entries.iter().filter(|row| !row[column].is_empty()).map(|row| cents(&row[column])).sum()
    };
    assert!(entries.len() >= 8, "{entries:?}");
    assert_eq!(side(4), side(5), "debits are credits: {entries:?}");
    sofia.sees("Conforme aux octets conservés").await;
    assert_eq!(sofia.asks(&format!("{declaration}/paiement"), Some(&[("key", id)])).await.0, 404);
    sofia.seen().iter().filter(|path| path.starts_with("/syndicats")).cloned().collect()
}

/// Step 7: every address of the journey, asked for by those it is not for.
async fn nobody_else_sees(portal: &Portal, addresses: &[String], declaration: &str) {
    let has_id = |path: &&String| {
        path.split(['/', '?']).any(|part| part.len() == 36 && part.matches('-').count() == 4)
    };
    let of_somebody: Vec<&String> = addresses.iter().filter(has_id).collect();
    assert!(of_somebody.len() >= 12, "{of_somebody:?}");
    let statement = of_somebody.iter().find(|path| path.starts_with("/releves/")).expect("a statement");
    let statement = statement.split('?').next().expect("a path").trim_end_matches("/lignes");
    let mut asked: Vec<String> = of_somebody.iter().map(|path| (*path).clone()).collect();
    asked.extend([format!("{statement}/fichier"), format!("{statement}/constats.csv")]);
    let id = declaration.rsplit('/').next().expect("an id");

    for (album, email) in [
        ("fr-other-treasurer", "tresorerie@commerce-mtl.example"),
        ("fr-other-federation", "bureau@fc.example"),
    ] {
        let mut stranger = Person::signed_in(portal, album, Lang::Fr, email).await;
        for address in &asked {
            assert_eq!(stranger.asks(address, None).await.0, 404, "{email} asks for {address}");
        }
        for (address, form) in [
            (format!("{declaration}/paiement"), vec![("key", id)]),
            (statement.to_owned(), vec![("group", "rule-v14"), ("note", "Vu du dehors")]),
            (
                format!("/encaissements/{id}"),
                vec![("key", id), ("received_on", "2025-09-06"), ("amount", "1,00")],
            ),
        ] {
            assert_eq!(stranger.asks(&address, Some(&form)).await.0, 404, "{email} posts to {address}");
        }
        stranger.goes(declaration).await;
        assert_eq!(stranger.reads("h1").await, "Page introuvable");
    }
    slips_a_statement_under_anothers_name(portal).await;

    let mut nobody = Person::new(portal, "fr-nobody", Lang::Fr, Options::french()).await;
    nobody.goes("/connexion").await;
    for address in asked.iter().chain(addresses) {
        if !address.starts_with("/aide") && !address.starts_with("/connexion") {
            let (status, at) = nobody.asks(address, None).await;
            assert_eq!((status, at.as_str()), (200, "/connexion"), "nobody asks for {address}");
        }
    }
    nobody.goes(declaration).await;
    assert_eq!(plain(&nobody.path().await), "/connexion");
}

/// The hidden field of her own form, changed to the employer of another union.
async fn slips_a_statement_under_anothers_name(portal: &Portal) {
    let mut aline = Person::signed_in(portal, "fr-forger", Lang::Fr, "tresorerie@commerce-mtl.example").await;
    aline.glances(PERIOD).await;
    let script =
        "document.querySelector('input[name=employer]').value = '0e000000-0000-7000-8000-000000000001'";
    aline.client().execute(script, vec![]).await.expect("the field is changed");
    let file = sample("P05-statement-utf8.csv");
    aline.element("input[type=file]").await.send_keys(file.to_str().expect("text")).await.expect("chosen");
    aline.presses("Envoyer le relevé").await;
    assert_eq!(aline.reads("h1").await, "Page introuvable");
}
