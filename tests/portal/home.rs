//! What waits for each person when they arrive.

use crate::portal::{P05, Portal, new_key};

#[tokio::test]
async fn a_treasurer_finds_the_open_period_with_its_due_date_and_her_four_rooms() {
    let portal = Portal::demo().await;
    let page = portal.treasurer().await.get("/").await.is(200).shows("15\u{a0}septembre 2025");
    for room in ["/periodes", "/documents", "/info-syndicat", "/aide"] {
        assert!(!page.links(room).is_empty(), "{room}");
    }
    assert!(!page.links(P05).is_empty(), "the open period is one click away");
}

#[tokio::test]
async fn each_person_is_led_only_to_rooms_that_open() {
    let portal = Portal::demo().await;
    for browser in [
        &*portal.treasurer().await,
        &*portal.signing_officer().await,
        &*portal.federation_officer("FSSS").await,
        &*portal.finance_officer().await,
        &*portal.auditor().await,
        &*portal.administrator().await,
    ] {
        let links = browser.get("/").await.is(200).links("/");
        let pages: Vec<&String> = links
            .iter()
            .filter(|link| !link.starts_with("/static") && !link.starts_with("/langue"))
            .collect();
        assert!(pages.len() >= 3);
        for link in pages {
            let answer = browser.get(link.split('#').next().unwrap()).await;
            // A notice is marked as read on the way to its page.
            let answer = match link.starts_with("/avis/") {
                true => browser.get(&answer.leads_to("/")).await,
                false => answer,
            };
            answer.is(200);
        }
    }
}

#[tokio::test]
async fn a_period_waits_until_its_money_has_come() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.get("/").await.is(200).shows("7\u{a0}643,53\u{a0}$").hides("En attente");
    let payment = treasurer.pay(&receipt).await;
    let page = treasurer.get("/").await.is(200).shows("En attente");
    assert!(!page.links(P05).is_empty());
    let finance = portal.finance_officer().await;
    finance.get("/").await.is(200).shows("7\u{a0}643,53\u{a0}$");
    finance.record(&payment, &new_key(), "2025-09-06", "7643.53").await.leads_to("/encaissements/");
    assert!(treasurer.get("/").await.is(200).links(P05).is_empty(), "nothing waits any more");
}
