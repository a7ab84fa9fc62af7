//! What was shown before a decision stays shown after it; what would change nothing is not approved;
//! a form sent again with other content says so.

use crate::browser::Browser;
use crate::levies::{approve, follow, levy, send, typed};
use crate::levies_exemptions::{HALF, propose};
use crate::portal::{Portal, new_key};

/// The last levy of the council would end on a day.
async fn close(portal: &Portal, by: &Browser, day: &str) -> String {
    let action = format!("/organismes/CCBSL/per-capita/{}/fin", levy(portal, "ccbsl").await);
    let form = typed(by, &action, &[("ends_on", day)]).await;
    send(by, &action, &form).await.leads_to("/propositions/")
}

#[tokio::test]
async fn what_a_closing_touched_is_shown_after_its_approval_as_before() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let closing = close(&portal, &yvon, "2025-06-14").await;
    let effect = "Effet rétroactif\u{a0}: 4 déclarations déjà produites";
    let gap = "Aucune règle de même code ne suit à partir du 15\u{a0}juin 2025.";
    manon.get(&closing).await.is(200).shows(effect).shows(gap).shows("Avant d’approuver");
    approve(&manon, &closing).await.leads_to(&closing);
    let auditor = portal.auditor().await;
    for reader in [&*yvon, &*manon, &*auditor] {
        let page = reader.get(&closing).await.is(200).shows("Ce qui a été montré avant la décision");
        page.shows(effect).shows(gap).shows("2025-26 P03").hides("Aucune période déclarée");
    }
    // What is kept is the decision's, and is nobody's to write.
    assert_eq!(portal.db_count("select count(*) from levy_effects").await, 2);
    let forged = "update levy_effects set seen = '{}'";
    assert!(sqlx::query(forged).execute(portal.db_owner()).await.is_err());
}

#[tokio::test]
async fn a_closing_that_would_change_nothing_is_not_approved_and_one_overtaken_says_so() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let late = close(&portal, &yvon, "2026-03-31").await;
    let later = close(&portal, &yvon, "2026-06-30").await;
    let soon = close(&portal, &yvon, "2025-12-31").await;
    approve(&manon, &late).await.leads_to(&late);
    let nothing = "ne changerait rien\u{a0}: le per capita prend déjà fin le 31\u{a0}mars 2026";
    manon.get(&later).await.is(200).shows(nothing).hides("Approuver la proposition");
    approve(&manon, &later).await.is(422).shows(nothing);
    assert_eq!(portal.db_count("select count(*) from levy_decisions where outcome = 'approved'").await, 1);
    // An earlier one does change something, and the first says that it was overtaken.
    approve(&manon, &soon).await.leads_to(&soon);
    manon.get(&late).await.is(200).shows("y a mis fin plus tôt, le 31\u{a0}décembre 2025");
    manon.get(&soon).await.is(200).hides("plus tôt");
    // What changes nothing is still rejected.
    manon.post(&later, &[("outcome", "rejected"), ("reason", "Fin déjà votée.")]).await.leads_to(&later);
}

#[tokio::test]
async fn nobody_approves_what_they_were_not_shown() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let closing = close(&portal, &yvon, "2025-06-14").await;
    let shown = manon.get(&closing).await.is(200).field("shown");
    // Another period is declared in the meantime.
    portal.treasurer().await.declare_sample(crate::portal::P05, "P05-releve-cp1252.csv").await;
    let form = [("outcome", "approved"), ("seen", "1"), ("shown", shown.as_str())];
    let page = manon.post(&closing, &form).await.is(422);
    page.shows("a changé depuis que vous avez ouvert cette page").shows("5 déclarations");
    manon.post(&closing, &[("outcome", "approved"), ("seen", "1")]).await.is(422);
    approve(&manon, &closing).await.leads_to(&closing);
}

#[tokio::test]
async fn an_exemption_that_would_change_nothing_is_neither_proposed_nor_approved() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let less = [&HALF[..2], &[("percent", "40"), ("from", "2025-26 P06"), ("to", "2025-26 P07")], &HALF[5..]];
    let less = less.concat();
    let half = propose(&nadia, "FSSS", "412", &HALF).await.leads_to("/propositions/");
    let second = propose(&nadia, "FSSS", "412", &less).await.leads_to("/propositions/");
    // The list says whose it is and of which levy.
    hugo.get("/organismes")
        .await
        .is(200)
        .shows("412 · Syndicat")
        .shows("40\u{a0}% de «\u{a0}Per capita FSSS");
    hugo.get("/organismes/FSSS").await.is(200).shows("412 · Syndicat");
    approve(&hugo, &half).await.leads_to(&half);
    let nothing = "Cette exemption ne changerait rien";
    hugo.get(&second).await.is(200).shows(nothing).shows("BF-2025-31").hides("Approuver la proposition");
    approve(&hugo, &second).await.is(422).shows(nothing);
    propose(&nadia, "FSSS", "412", &less).await.is(422).shows(nothing);
    hugo.get(&half).await.is(200).hides(nothing);
}

#[tokio::test]
async fn who_approves_an_exemption_of_declared_periods_says_what_it_does() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let late = [&HALF[..3], &[("from", "2025-26 P04"), ("to", "2025-26 P04")], &HALF[5..]].concat();
    let proposal = propose(&nadia, "FSSS", "412", &late).await.leads_to("/propositions/");
    let page = hugo.get(&proposal).await.is(200).shows("1 déclaration déjà produite");
    page.shows("Elle n’est pas récrite")
        .shows("l’exemption touche des périodes déjà déclarées")
        .hides("restent comme elles ont été déclarées");
}

#[tokio::test]
async fn a_form_sent_again_with_other_content_says_so_and_loses_nothing() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let key = new_key();
    let over = [("key", key.as_str()), ("value", "0,45"), ("from", "2026-01-01"), ("note", "Premier envoi.")];
    let first = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    // Word for word, it is the same proposal.
    assert_eq!(follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/"), first);
    let other = [("key", key.as_str()), ("value", "0,46"), ("from", "2026-01-01"), ("note", "Second envoi.")];
    let page = follow(&portal, &nadia, ("FSSS", "fsss"), &other).await.is(422);
    let page = page.shows("a déjà servi à une autre proposition").shows("0,45\u{a0}%");
    assert_eq!(page.links("/propositions/"), std::slice::from_ref(&first));
    for (name, value) in [("value", "0,46"), ("note", "Second envoi.")] {
        assert!(page.fields().contains(&(name.to_owned(), value.to_owned())), "{name}");
    }
    assert_ne!(page.field("key"), key);
    nadia.get(&first).await.is(200).shows("Premier envoi.");
    // Sent from that page, it is another proposal.
    let fields = page.fields();
    let second = send(&nadia, "/organismes/FSSS/per-capita", &fields).await.leads_to("/propositions/");
    nadia.get(&second).await.is(200).shows("Second envoi.").shows("0,46\u{a0}%");
    // So do the forms of an exemption and of an end.
    let used = [&[("key", key.as_str())], &HALF[..]].concat();
    let page = propose(&nadia, "FSSS", "412", &used).await.is(422).shows("a déjà servi");
    assert_eq!(page.field("reference"), "BF-2025-31");
    let action = format!("/organismes/FSSS/per-capita/{}/fin", levy(&portal, "fsss").await);
    let form = typed(&nadia, &action, &[("key", &key), ("ends_on", "2026-03-31")]).await;
    let page = send(&nadia, &action, &form).await.is(422).shows("a déjà servi");
    assert_eq!(page.field("ends_on"), "2026-03-31");
}

#[tokio::test]
async fn what_is_not_voted_is_not_proposed_and_each_field_says_what_is_wrong_with_it() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let over = [("value", "0,45"), ("from", "2026-01-01"), ("adopted_on", "2025-09-07")];
    let page = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.is(422);
    page.shows("Le jour du vote est à venir");
    let over = [("adopted_on", "2025-09-06"), ("value", "0,45"), ("from", "2026-01-01")];
    follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    let wrong = [
        ("name_en", ""),
        ("adopted_on", "hier"),
        ("resolution", ""),
        ("minimum", "9"),
        ("maximum", "2"),
        ("from", "2026-01-01"),
    ];
    let html = follow(&portal, &nadia, ("FSSS", "fsss"), &wrong).await.is(422).html();
    for id in ["name_en", "adopted_on", "resolution", "minimum", "maximum"] {
        assert!(html.contains(&format!("id=\"{id}-error\"")), "{id}");
        assert!(html.contains(&format!("href=\"#{id}\"")), "{id}");
    }
    for id in ["name_fr", "adopted_by", "from"] {
        assert!(!html.contains(&format!("id=\"{id}-error\"")), "{id}");
    }
}

#[tokio::test]
async fn a_proposal_holds_from_a_day_and_not_since() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let over = [("value", "0,45"), ("from", "2025-09-01")];
    let proposal = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    hugo.get(&proposal).await.is(200).shows("À partir du 1er\u{a0}septembre 2025").hides("Depuis le");
    approve(&hugo, &proposal).await.leads_to(&proposal);
    hugo.get(&proposal).await.is(200).shows("Depuis le 1er\u{a0}septembre 2025");
}
