//! Corrections that cannot be counted are said, never dropped nor counted twice: of a period before the
//! portal, of one without a declared statement, of the statement's own, or after a late one.

use chrono::Duration;
use quittance::money::Cad;

use crate::files::{Correction, people_of, small_statement, with_corrections};
use crate::portal::{P05, Portal, Treasurer, new_key};

const P06: &str = "/periodes/2025-26/P06";
const P07: &str = "/periodes/2025-26/P07";

fn cad(text: &str) -> Cad {
    Cad::exact(text.parse().unwrap()).unwrap()
}

async fn total(treasurer: &Treasurer, period: &str) -> Cad {
    cad(&treasurer.get(&format!("{period}/declaration")).await.is(200).field("seen_total"))
}

async fn settle(treasurer: &Treasurer, period: &str, file: &[u8]) -> String {
    let statement = treasurer.send_file(period, "releve.csv", file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    statement
}

async fn correct(treasurer: &Treasurer, period: &str, corrections: &[Correction<'_>]) -> String {
    settle(treasurer, period, &with_corrections(6, corrections)).await
}

async fn later(portal: &Portal, days: i64) -> Treasurer {
    portal.clock.clone().advance(Duration::days(days));
    portal.treasurer().await
}

#[tokio::test]
async fn a_correction_from_before_the_portal_needs_a_note_and_is_said_not_to_be_counted() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    settle(&treasurer, P05, &small_statement(6)).await;
    let without = total(&treasurer, P05).await;
    let of_before = [("100003", "2023-24 P04", "-655.40", "-9.83", "heures saisies deux fois")];
    let file = with_corrections(6, &of_before);
    let statement = treasurer.send_file(P05, "avec.csv", &file).await.leads_to("/releves/");
    treasurer.get(&format!("{statement}?voir=warning")).await.is(200).shows("une période d’avant le portail");
    treasurer.attest(P05, &new_key(), "0.00").await.is(422);
    treasurer.acknowledge_all(&statement).await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    page.shows("non comptées ici").shows("2023-24 P04");
    assert_eq!(total(&treasurer, P05).await, without);
    treasurer.declare(P05).await;
}

#[tokio::test]
async fn a_correction_waits_for_the_declaration_of_the_period_it_corrects() {
    let portal = Portal::demo().await;
    let treasurer = later(&portal, 28).await;
    let people = people_of(&small_statement(6));
    let (number, ..) = people.iter().find(|(_, paid, _)| cad(paid) > cad("100.00")).unwrap();
    let p06 = correct(&treasurer, P06, &[(number, "P05", "-100.00", "-1.50", "chiffres inversés")]).await;
    treasurer.get(&format!("{p06}?voir=tout")).await.is(200).shows("dont le portail n’a pas le relevé");
    let refused = treasurer.attest(P06, &new_key(), "0.00").await.is(422);
    refused.shows("sans relevé déclaré").shows("2025-26 P05");
    // Received but not declared, another version could still say the same as the correction.
    settle(&treasurer, P05, &small_statement(6)).await;
    treasurer.attest(P06, &new_key(), "0.00").await.is(422).shows("2025-26 P05");
    treasurer.declare(P05).await;
    treasurer.declare(P06).await;
    let adjusted =
        "select count(*) from declaration_levies where corrected_period = '2025-26 P05' and amount < 0";
    assert!(portal.db_count(adjusted).await >= 1);
}

#[tokio::test]
async fn a_statement_does_not_correct_its_own_period() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let file = with_corrections(6, &[("100003", "P05", "-655.40", "-9.83", "chiffres inversés")]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    let page = treasurer.get(&format!("{statement}?voir=error")).await.is(200);
    page.shows("n’est pas une période antérieure à celle du relevé");
    treasurer.acknowledge_all(&statement).await;
    treasurer.attest(P05, &new_key(), "0.00").await.is(422);
    assert_eq!(
        portal.db_count("select count(*) from declarations where fiscal_year = 2025 and period = 5").await,
        0
    );
}

/// Somebody forgotten in P04 is added by P06, declared first, then by P05, which came late with the
/// same line: she owes the flat amounts of P04 once.
#[tokio::test]
async fn a_late_statement_comes_after_what_was_declared_before_it() {
    let portal = Portal::demo().await;
    let treasurer = later(&portal, 56).await;
    let forgotten = [("999999", "P04", "1000.00", "15.00", "personne oubliée")];
    correct(&treasurer, P07, &forgotten).await;
    treasurer.declare(P07).await;
    correct(&treasurer, P06, &forgotten).await;
    treasurer.declare(P06).await;
    let flat = "select string_agg(amount::text, ' ' order by period desc) from declaration_levies l
        join declarations d on d.union_id = l.union_id and d.id = l.declaration_id
        where corrected_period = '2025-26 P04' and rule->>'basis' = 'per_person'";
    assert_eq!(portal.db_one(flat).await, "2.35", "once");
    let of_pay = "select string_agg(amount::text, ' ' order by period desc) from declaration_levies l
        join declarations d on d.union_id = l.union_id and d.id = l.declaration_id
        where corrected_period = '2025-26 P04' and l.code = 'csn'";
    assert_eq!(portal.db_one(of_pay).await, "7.20 7.20", "her pay, as each line says it");
    // Looked back at, each says what it declared.
    for period in [P07, P06] {
        treasurer.get(&format!("{period}/per-capita")).await.is(200).shows("7,20\u{a0}$");
    }
    treasurer.get(&format!("{P07}/per-capita")).await.is(200).shows("2,35\u{a0}$");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn what_takes_back_more_than_there_was_is_not_declared() {
    let portal = Portal::demo().await;
    let treasurer = later(&portal, 28).await;
    // P05 comes after: the rule that would have said so had nothing to compare with.
    correct(&treasurer, P06, &[("999999", "P05", "-100.00", "-1.50", "autre personne")]).await;
    settle(&treasurer, P05, &small_statement(6)).await;
    treasurer.declare(P05).await;
    treasurer.attest(P06, &new_key(), "0.00").await.is(422).shows("999999 (2025-26 P05)");
    correct(&treasurer, P06, &[]).await;
    treasurer.declare(P06).await;
}
