//! Who is told that a proposal waits, and that it was decided: the office that decides for the body,
//! but for who did it, on home and by mail; nobody else.

use quittance::access::Role;
use quittance::notices::worker::Postman;
use quittance::outbox::Outbox;

use crate::browser::ORIGIN;
use crate::levies::{WAITING, approve};
use crate::notices::untold;
use crate::portal::{Portal, new_key};

const WAITS: &str = "proposition de per capita à trancher";

/// Recipients of mails of this kind, sorted.
async fn mailed(portal: &Portal, kind: &str) -> String {
    let sql = "select coalesce(string_agg(recipient, ' ' order by recipient), '') from mails where kind = $1";
    sqlx::query_scalar(sql).bind(kind).fetch_one(portal.db_owner()).await.unwrap()
}

async fn carried(portal: &Portal) {
    Postman::new(portal.db.clone(), Outbox::Kept, ORIGIN.to_owned()).turn().await;
}

#[tokio::test]
async fn a_proposal_that_waits_is_on_the_home_of_who_may_approve_it_and_of_nobody_else() {
    let portal = Portal::demo().await;
    let path = format!("/propositions/{WAITING}");
    let nadia = portal.person("bureau@fsss.example").await;
    let page = nadia.get("/").await.is(200).shows(WAITS).shows("Proposition à trancher");
    assert!(!page.links("/organismes").is_empty());
    let told = "select n.id::text from notices n join bodies b on b.id = n.body_id
                where b.code = 'FSSS' and n.kind = 'proposal-awaits-second'";
    let notice = format!("/avis/{}", portal.db_one(told).await);
    assert_eq!(page.links(&notice).len(), 1, "{}", page.words());
    nadia.get(&notice).await.leads_to(&path);
    // Who proposed it waits for the others.
    portal
        .person("collegue@fsss.example")
        .await
        .get("/")
        .await
        .is(200)
        .hides(WAITS)
        .hides("Proposition à trancher");
    for email in ["bureau@fc.example", "finances@centrale.example", "tresorerie@ccmm.example"] {
        let other = portal.person(email).await;
        other.get("/").await.is(200).hides(WAITS);
        other.get(&notice).await.is(404);
    }
    for other in [&*portal.treasurer().await, &*portal.auditor().await] {
        other.get("/").await.is(200).hides(WAITS);
        other.get(&notice).await.is(404);
    }
    // An exemption is told as well: a central council's waits for its treasurer.
    portal.person("tresorerie@ccbsl.example").await.get("/").await.is(200).shows(WAITS);
    portal.person("secretariat@ccbsl.example").await.get("/").await.is(200).hides(WAITS);
    approve(&nadia, &path).await.leads_to(&path);
    nadia.get("/").await.is(200).hides(WAITS);
    portal.person("collegue@fsss.example").await.get("/").await.is(200).shows("Proposition tranchée");
}

#[tokio::test]
async fn the_other_people_of_the_office_are_mailed_once_and_who_did_it_is_not() {
    let portal = untold().await;
    let finance = portal.finance_officer().await;
    let page = finance.get("/organismes/CSN/per-capita").await.is(200);
    let key = new_key();
    let form = [
        ("key", key.as_str()),
        ("code", "fonds-essai"),
        ("name_fr", "Fonds d’essai"),
        ("name_en", "Trial fund"),
        ("basis", "per_person"),
        ("value", "0,10"),
        ("minimum", ""),
        ("maximum", ""),
        ("persons", ""),
        ("from", "2026-04-01"),
        ("to", ""),
        ("adopted_by", "Congrès"),
        ("adopted_on", "2025-06-01"),
        ("resolution", "R-1"),
        ("note", ""),
    ];
    assert!(page.says("Code"));
    let mut proposal = String::new();
    for _ in 0..2 {
        proposal = finance.post("/organismes/CSN/per-capita", &form).await.leads_to("/propositions/");
    }
    carried(&portal).await;
    carried(&portal).await;
    assert_eq!(mailed(&portal, "proposal-awaits-second").await, "collegue@centrale.example");
    let colleague = portal.person("collegue@centrale.example").await;
    colleague.get("/").await.is(200).shows(WAITS);
    let refusal = [("outcome", "rejected"), ("reason", "Le congrès n’a rien voté de tel.")];
    colleague.post(&proposal, &refusal).await.leads_to(&proposal);
    carried(&portal).await;
    assert_eq!(mailed(&portal, "proposal-decided").await, "finances@centrale.example");
    finance.get("/avis").await.is(200).shows("Proposition tranchée").shows("Confédération");
    // What is withdrawn asks nothing more of anybody.
    let key = new_key();
    let again: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, if *name == "key" { key.as_str() } else { *value }))
        .collect();
    let proposal = finance.post("/organismes/CSN/per-capita", &again).await.leads_to("/propositions/");
    finance.post(&proposal, &[("outcome", "withdrawn"), ("reason", "")]).await.leads_to(&proposal);
    assert_eq!(portal.db_count("select count(*) from notices where kind = 'proposal-decided'").await, 1);
    colleague.get("/").await.is(200).hides(WAITS);
}

#[tokio::test]
async fn an_office_chooses_how_it_is_told_and_its_digest_names_the_body() {
    let portal = untold().await;
    let council = portal.person("tresorerie@ccbsl.example").await;
    let page = council.get("/avis/choix").await.is(200);
    page.shows("Proposition à trancher").hides("Demande de changement");
    let form = [("language", "fr"), ("proposal-awaits-second", "digest"), ("proposal-decided", "home")];
    council.post("/avis/choix", &form).await.leads_to("/avis/choix");
    council.post("/avis/choix", &[("language", "fr"), ("change-proposed", "home")]).await.is(400);
    let actor = portal.db_actor(Role::CouncilOfficer, "CCBSL").await;
    let body = portal.db_one("select id::text from bodies where code = 'CCBSL'").await.parse().unwrap();
    let mut scoped = portal.db_scoped(&actor).await;
    let kind = quittance::notices::NoticeKind::ProposalAwaitsSecond;
    quittance::notices::store::tell_office_of(&mut scoped, kind, body, "/organismes").await.unwrap();
    scoped.commit().await.unwrap();
    // Nor to another body than one's own, even by the database.
    let other = portal.db_one("select id::text from bodies where code = 'FSSS'").await.parse().unwrap();
    let mut scoped = portal.db_scoped(&actor).await;
    let refused = quittance::notices::store::tell_office_of(&mut scoped, kind, other, "/organismes").await;
    assert!(refused.is_err(), "a council tells a federation's office");
    drop(scoped);
    carried(&portal).await;
    portal.clock.clone().advance(chrono::TimeDelta::days(3));
    carried(&portal).await;
    assert_eq!(mailed(&portal, "proposal-awaits-second").await, "");
    assert_eq!(mailed(&portal, "digest").await, "tresorerie@ccbsl.example");
    let said = "select b.text from mail_bodies b join mails m on m.id = b.mail_id where m.kind = 'digest'";
    let said = portal.db_one(said).await;
    assert!(said.contains("Conseil central du Bas-Saint-Laurent") && said.contains("Proposition"), "{said}");
}
