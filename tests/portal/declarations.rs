//! From the per capita to the receipt: the amounts of `percapita.md` on the pages, the attestation,
//! what is frozen, and a declaration that is filed once whatever is clicked.

use std::sync::Arc;

use quittance::access::Role;
use quittance::dues::{Levy, RawLevy, assess};
use quittance::money::Cad;
use quittance::statements::Line;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::files::{small_statement, with_corrections};
use crate::portal::{P05, Portal, Treasurer, new_key, sample};

const DECLARED: &str = "select count(*) from declarations where fiscal_year = 2025 and period = 5";

async fn settled(portal: &Portal, name: &str) -> Treasurer {
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, name).await;
    treasurer.acknowledge_all(&statement).await;
    treasurer
}

/// `7643.53` as French pages write it.
fn french(amount: &str) -> String {
    let (dollars, cents) = amount.split_once('.').unwrap();
    let grouped = match dollars.len() {
        4.. => format!("{}\u{a0}{}", &dollars[..dollars.len() - 3], &dollars[dollars.len() - 3..]),
        _ => dollars.to_owned(),
    };
    format!("{grouped},{cents}\u{a0}$")
}

#[tokio::test]
async fn the_per_capita_of_each_sample_is_that_of_the_independent_program() {
    let portal = Portal::demo().await;
    let expected: Value = serde_json::from_slice(&sample("expected.json")).unwrap();
    for (name, file) in [
        ("P05-releve-cp1252.csv", "P05-releve-cp1252.csv"),
        ("P05-releve-cp1252.csv", "P05-releve.xlsx"),
        ("P05-statement-utf8.csv", "P05-statement-utf8.csv"),
    ] {
        let treasurer = portal.treasurer().await;
        treasurer.send_sample(P05, file).await;
        let assessment = &expected[name]["assessment"];
        let page = treasurer.get(&format!("{P05}/per-capita")).await.is(200);
        let page = page.shows(&french(assessment["total"].as_str().unwrap()));
        let levies = assessment["levies"].as_array().unwrap();
        assert_eq!(levies.len(), 4);
        for levy in levies {
            assert!(page.says(&french(levy["amount"].as_str().unwrap())), "{levy}");
        }
        treasurer.get(P05).await.is(200).shows(&french(assessment["total"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn the_workings_of_a_person_show_base_rate_minimum_and_share() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await.replace("/releves/", "");
    // Somebody whose 0,43 % is under the minimum of 6,25 $.
    let (number, paid): (String, rust_decimal::Decimal) = sqlx::query_as(
        "select employee_number, salary_paid from statement_lines where statement_id = $1
         and salary_paid > 0 and salary_paid * 0.0043 < 6.25 order by line limit 1",
    )
    .bind(statement.parse::<Uuid>().unwrap())
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    let page =
        treasurer.get(&format!("{P05}/per-capita/{statement}/FSSS/fsss?cherche={number}")).await.is(200);
    let page =
        page.shows(&number).shows(&french(&paid.to_string())).shows("0,43\u{a0}%").shows("6,25\u{a0}$");
    assert!(page.says("minimum"), "{}", page.words());
    let all = treasurer.get(&format!("{P05}/per-capita/{statement}/FSSS/fsss")).await.is(200);
    all.shows(&french("2661.47")).shows("R-2025-11");
    treasurer.get(&format!("{P05}/per-capita/{statement}/FSSS/nulle")).await.is(404);
}

#[tokio::test]
async fn nothing_is_filed_without_the_attestation() {
    let portal = Portal::demo().await;
    let treasurer = settled(&portal, "P05-releve-cp1252.csv").await;
    let path = format!("{P05}/declaration");
    let page = treasurer.get(&path).await.is(200).shows(&french("7643.53"));
    let key = page.field("key");
    for attest in [None, Some("0"), Some("")] {
        let mut form = vec![("key", key.as_str()), ("seen_total", "7643.53")];
        form.extend(attest.map(|value| ("attest", value)));
        let again = treasurer.post(&path, &form).await.is(422);
        assert_eq!(again.links("#attest").len(), 1, "the summary leads to the field");
        assert_eq!(again.field("key"), key, "it is still the same declaration");
    }
    assert_eq!(portal.db_count(DECLARED).await, 0);
}

#[tokio::test]
async fn an_amount_that_changed_since_the_page_was_shown_is_not_what_was_attested() {
    let portal = Portal::demo().await;
    let treasurer = settled(&portal, "P05-releve-cp1252.csv").await;
    treasurer.attest(P05, &new_key(), "7643.52").await.is(422);
    treasurer.attest(P05, &new_key(), "beaucoup").await.is(422);
    assert_eq!(portal.db_count(DECLARED).await, 0);
}

#[tokio::test]
async fn the_receipt_says_number_amount_person_moment_and_hash() {
    let portal = Portal::demo().await;
    let treasurer = settled(&portal, "P05-releve-cp1252.csv").await;
    let receipt = treasurer.declare(P05).await;
    let hash = portal
        .db_one("select encode(sha256, 'hex') from declarations where fiscal_year = 2025 and period = 5")
        .await;
    let page = treasurer.get(&receipt).await.is(200);
    page.shows("412-2025-26-P05-1")
        .shows(&french("7643.53"))
        .shows("Lise Tremblay")
        .shows("6\u{a0}septembre 2025")
        .shows("15\u{a0}septembre 2025")
        .shows(&hash)
        .shows("À payer");
    treasurer.get(&format!("{P05}/declaration")).await.leads_to(&receipt);
    treasurer.get(P05).await.is(200).shows("412-2025-26-P05-1");
}

#[tokio::test]
async fn the_back_button_and_a_second_tab_lead_to_the_same_receipt() {
    let portal = Portal::demo().await;
    let treasurer = settled(&portal, "P05-releve-cp1252.csv").await;
    let key = new_key();
    let receipt = treasurer.attest(P05, &key, "7643.53").await.leads_to("/declarations/");
    for key in [key, new_key()] {
        assert_eq!(treasurer.attest(P05, &key, "7643.53").await.leads_to("/declarations/"), receipt);
    }
    assert_eq!(portal.db_count(DECLARED).await, 1);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn thirty_tabs_that_file_at_once_file_one_declaration_and_post_once() {
    let portal = Portal::demo().await;
    let treasurer = Arc::new(settled(&portal, "P05-releve-cp1252.csv").await);
    let transactions = "select count(*) from ledger_transactions";
    let (before, filed) =
        (portal.db_count(transactions).await, portal.db_journaled("declaration-filed", "done").await);
    let mut tabs = JoinSet::new();
    for _ in 0..30 {
        let treasurer = treasurer.clone();
        tabs.spawn(
            async move { treasurer.attest(P05, &new_key(), "7643.53").await.leads_to("/declarations/") },
        );
    }
    let mut receipts = tabs.join_all().await;
    receipts.dedup();
    assert_eq!(receipts.len(), 1, "all thirty see the same receipt");
    assert_eq!(portal.db_count(DECLARED).await, 1);
    assert_eq!(portal.db_count(transactions).await, before + 1);
    assert_eq!(portal.db_journaled("declaration-filed", "done").await, filed + 1);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

fn amount(value: &Value) -> Option<Cad> {
    value.as_str().map(|text| Cad::exact(text.parse().unwrap()).unwrap())
}

/// What a frozen statement owes, computed again from nothing but the document.
fn computed_again(statement: &Value) -> Cad {
    let line = |line: &Value| Line {
        number: line["line"].as_u64().unwrap().try_into().unwrap(),
        employee_number: line["employee"].as_str().unwrap().into(),
        salary_paid: amount(&line["salary_paid"]),
        dues: amount(&line["dues"]),
        regular_pay: amount(&line["regular_pay"]),
        total_remuneration: amount(&line["total_remuneration"]),
        held_dues: amount(&line["held_dues"]),
        ..Line::default()
    };
    let lines: Vec<Line> = statement["lines"].as_array().unwrap().iter().map(line).collect();
    let rule = |levy: &Value| {
        Levy::try_from(serde_json::from_value::<RawLevy>(levy["rule"].clone()).unwrap()).unwrap()
    };
    let levies: Vec<Levy> = statement["levies"].as_array().unwrap().iter().map(rule).collect();
    let end = statement["end"].as_str().unwrap().parse().unwrap();
    assess(&lines, &levies, &[], end).levies.iter().map(|levy| levy.amount).sum()
}

#[tokio::test]
async fn the_frozen_document_has_the_receipts_hash_and_gives_the_total_again() {
    let portal = Portal::demo().await;
    let treasurer = settled(&portal, "P05-releve-cp1252.csv").await;
    treasurer.declare(P05).await;
    let (bytes, sha256): (Vec<u8>, Vec<u8>) = sqlx::query_as(
        "select c.canonical, d.sha256 from declarations d join declaration_documents c on c.declaration_id = d.id
         where d.fiscal_year = 2025 and d.period = 5",
    )
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(Sha256::digest(&bytes)[..], sha256[..]);
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["total"], "7643.53");
    let statements = document["statements"].as_array().unwrap();
    assert_eq!(statements.iter().map(computed_again).sum::<Cad>().to_string(), "7643.53");
    let shares: Cad = statements[0]["levies"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|levy| levy["workings"].as_array().unwrap())
        .filter_map(|working| amount(&working["share"]))
        .sum();
    assert_eq!(shares.to_string(), "7643.53");
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("Joseph") && !text.contains("rue des Pins"), "it names nobody");
}

#[tokio::test]
async fn what_was_declared_in_every_past_period_is_computed_again_from_its_document() {
    let portal = Portal::demo().await;
    let rows: Vec<(Vec<u8>, rust_decimal::Decimal)> = sqlx::query_as(
        "select c.canonical, d.total from declarations d join declaration_documents c on c.declaration_id = d.id",
    )
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(rows.len(), 51);
    for (bytes, total) in rows {
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let again: Cad = document["statements"].as_array().unwrap().iter().map(computed_again).sum();
        assert_eq!(again.amount(), total, "{}", document["receipt"]);
    }
}

/// 100003 was paid 3,604.61 in P04 (`salary_paid` of the demonstration). Of -655.40: CSN 0.72 %
/// -4.71888 -> -4.72; FSSS 0.41 %, between its limits before and after, -2.68714 -> -2.69; CSN levy
/// 1.25 % of -9.83 dues -0.122875 -> -0.12; the central council's 2.35 a person stays.
#[tokio::test]
async fn a_correction_of_an_earlier_period_is_declared_by_difference() {
    let portal = Portal::demo().await;
    let before = portal
        .db_one(
            "select l.salary_paid::text from statement_lines l join statements s on s.id = l.statement_id
         join unions u on u.id = l.union_id where u.number = '412' and s.fiscal_year = 2025 and s.period = 4
         and l.employee_number = '100003'",
        )
        .await;
    assert_eq!(before, "3604.61");
    let treasurer = portal.treasurer().await;
    let plain = treasurer.send_file(P05, "sans.csv", &small_statement(20)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&plain).await;
    let without = treasurer.get(&format!("{P05}/declaration")).await.is(200).field("seen_total");
    let correction = [("100003", "P04", "-655.40", "-9.83", "heures saisies deux fois")];
    let file = with_corrections(20, &correction);
    let statement = treasurer.send_file(P05, "avec.csv", &file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let page = treasurer.get(&format!("{P05}/per-capita")).await.is(200).shows("Rajustement de 2025-26 P04");
    for adjustment in ["\u{2212}4,72\u{a0}$", "\u{2212}2,69\u{a0}$", "\u{2212}0,12\u{a0}$"] {
        assert!(page.says(adjustment), "{adjustment}: {}", page.words());
    }
    let with = treasurer.get(&format!("{P05}/declaration")).await.is(200).field("seen_total");
    let cad = |text: &str| Cad::exact(text.parse().unwrap()).unwrap();
    assert_eq!(cad(&with) - cad(&without), cad("-7.53"));

    let receipt = treasurer.declare(P05).await;
    treasurer.get(&receipt).await.is(200).shows(&french(&with)).shows("Rajustement de 2025-26 P04");
    let adjusted = "select string_agg(amount::text, ' ' order by amount) from declaration_levies where corrected_period = '2025-26 P04'";
    assert_eq!(portal.db_one(adjusted).await, "-4.72 -2.69 -0.12");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn a_statement_that_is_missing_needs_a_reason() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    let statement = treasurer.send_file(P05, "un.csv", &small_statement(8)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let path = format!("{P05}/declaration");
    let page = treasurer.get(&path).await.is(200).shows("Relevé non reçu");
    let (key, total) = (page.field("key"), page.field("seen_total"));
    // Nor is one that nobody can see a reason.
    for note in ["", "   ", "\u{200b}\u{2060}\u{feff}"] {
        let form = [("key", key.as_str()), ("seen_total", &total), ("attest", "1"), ("missing_note", note)];
        assert_eq!(treasurer.post(&path, &form).await.is(422).links("#missing-note").len(), 1);
    }
    assert_eq!(portal.db_count(DECLARED).await, 0);
    let why = "L’employeur est en lock-out.";
    let form = [("key", key.as_str()), ("seen_total", &total), ("attest", "1"), ("missing_note", why)];
    let receipt = treasurer.post(&path, &form).await.leads_to("/declarations/");
    treasurer.get(&receipt).await.is(200).shows(why);
    assert_eq!(portal.db_count(DECLARED).await, 1);
}

#[tokio::test]
async fn a_declaration_of_nothing_is_still_filed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("733").await;
    let path = format!("{P05}/declaration");
    let page = treasurer.get(&path).await.is(200);
    let key = page.field("key");
    let form = [
        ("key", key.as_str()),
        ("seen_total", "0.00"),
        ("attest", "1"),
        ("missing_note", "Marchés fermés tout l’été."),
    ];
    let receipt = treasurer.post(&path, &form).await.leads_to("/declarations/");
    treasurer.get(&receipt).await.is(200).shows("0,00\u{a0}$").shows("733-2025-26-P05-1").shows("Payé");
    treasurer.get("/historique").await.is(200);
    treasurer.get("/").await.is(200);
    let union = portal.db_union("733").await;
    portal.auditor().await.get(&format!("/syndicats/{union}{receipt}")).await.is(200);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn a_period_that_has_not_ended_cannot_be_declared() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/periodes/2025-26/P06/declaration").await.is(404);
    treasurer.attest("/periodes/2025-26/P06", &new_key(), "0.00").await.is(404);
    treasurer.attest("/periodes/2023-24/P01", &new_key(), "0.00").await.is(404);
}

#[tokio::test]
async fn the_history_shows_filters_and_exports_what_was_declared() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let all = treasurer.get("/historique").await.is(200);
    assert!(all.html().contains("<svg") && all.says("412-2025-26-P04-1") && all.says("412-2024-25-P13-1"));
    let year = treasurer.get("/historique?annee=2025-26").await.is(200);
    year.shows("412-2025-26-P04-1").hides("412-2024-25-P13-1");
    treasurer.get("/historique?annee=hier").await.is(404);
    let csv = treasurer.get("/historique.csv?annee=2025-26").await.is(200);
    assert_eq!(csv.html().lines().count(), 5, "a heading and four periods");
    assert!(csv.html().starts_with('\u{feff}') && csv.header("content-type").starts_with("text/csv"));
    let total = portal
        .db_one(
            "select replace(total::text, '.', ',') from declarations d join unions u on u.id = d.union_id
         where u.number = '412' and fiscal_year = 2025 and period = 4",
        )
        .await;
    assert!(csv.html().contains(&format!(";{total};")), "{}", csv.html());
    treasurer.set_cookie("langue", "en");
    let english = treasurer.get("/historique.csv?annee=2025-26").await.is(200);
    assert!(english.html().contains(&format!(",{},", total.replace(',', "."))), "{}", english.html());
}

#[tokio::test]
async fn the_auditor_sees_every_unions_history_and_changes_nothing() {
    let portal = Portal::demo().await;
    let auditor = portal.auditor().await;
    for number in ["412", "518", "733"] {
        let union = portal.db_union(number).await;
        let page = auditor.get(&format!("/syndicats/{union}/historique")).await.is(200);
        let page = page.shows(&format!("{number}-2025-26-P04-1"));
        let declaration = &page.links(&format!("/syndicats/{union}/declarations/"))[0];
        let page = auditor.get(declaration).await.is(200);
        assert_eq!(page.html().matches("method=\"post\"").count(), 1, "nothing to send but signing out");
    }
    let actor = portal.db_actor(Role::FinanceAuditor, "").await;
    let mut scoped = portal.db_scoped(&actor).await;
    let changed = sqlx::query("update balances set paid = 0").execute(scoped.conn()).await.unwrap();
    assert_eq!(changed.rows_affected(), 0);
}
