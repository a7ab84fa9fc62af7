//! Exemptions: decided by two people, applied to each assessment they touch, shown wherever they are.

use quittance::access::Role;
use quittance::declarations::{self, Draft, Reading};
use quittance::dues;
use quittance::money::Cad;
use rust_decimal::Decimal;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::levies::{approve, send, typed};
use crate::portal::{P05, Portal};

pub async fn propose(by: &Browser, body: &str, union: &str, over: &[(&str, &str)]) -> Answer {
    let action = format!("/organismes/{body}/exemption");
    let form = typed(by, &format!("{action}?syndicat={union}"), over).await;
    send(by, &action, &form).await
}

pub const HALF: [(&str, &str); 6] = [
    ("code", "fsss"),
    ("ground", "hardship"),
    ("percent", "50"),
    ("from", "2025-26 P05"),
    ("to", "2025-26 P07"),
    ("reference", "BF-2025-31"),
];

/// The federation's amount of P05 before it is rounded, and as it is owed.
async fn assessed(portal: &Portal) -> (Decimal, Cad) {
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = scoped.own_union().unwrap();
    let union = quittance::unions::store::union(&mut scoped, union).await.unwrap();
    let period = "2025-26 P05".parse().unwrap();
    let material = declarations::store::material(&mut scoped, &union, period, Reading::All).await.unwrap();
    let draft = Draft::of(&material);
    let levy = draft.statements[0].assessment.levies.iter().find(|levy| levy.levy.code() == "fsss").unwrap();
    (levy.exact.to_string().parse().unwrap(), levy.amount)
}

#[tokio::test]
async fn an_exemption_halves_what_is_owed_and_says_so_everywhere() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.acknowledge_all(&statement).await;
    let (whole, _) = assessed(&portal).await;

    let proposal = propose(&nadia, "FSSS", "412", &HALF).await.leads_to("/propositions/");
    approve(&nadia, &proposal).await.is(422).shows("Qui propose ne peut pas approuver");
    assert_eq!(assessed(&portal).await.0, whole);
    treasurer.get(&format!("{P05}/declaration")).await.is(200).hides("Exemption");
    let page =
        hugo.get(&proposal).await.is(200).shows("50\u{a0}% de «\u{a0}Per capita FSSS (taux fictif)\u{a0}»");
    page.shows("De 2025-26 P05 à 2025-26 P07")
        .shows("Aucune période déclarée")
        .shows("difficultés financières");
    treasurer.get("/").await.is(200).hides("Exemption accordée");
    let told = "select count(*) from notices where kind = 'exemption-granted'";
    assert_eq!(portal.db_count(told).await, 0);
    approve(&hugo, &proposal).await.leads_to(&proposal);
    assert_eq!(portal.db_count(told).await, 1);
    approve(&hugo, &proposal).await.is(422).shows("déjà été tranchée");
    assert_eq!(portal.db_count(told).await, 1);
    treasurer.get("/").await.is(200).shows("Exemption accordée");

    let (exact, amount) = assessed(&portal).await;
    assert_eq!(exact, whole / Decimal::TWO);
    assert_eq!(amount, Cad::rounded(exact));
    let said = "Exemption de 50\u{a0}%, approuvée par Hugo Pelletier le 6\u{a0}septembre 2025 (BF-2025-31)";
    treasurer.get(&format!("{P05}/declaration")).await.is(200).shows(said);
    let workings = format!("{P05}/per-capita/{}/FSSS/fsss", statement.replace("/releves/", ""));
    treasurer.get(&workings).await.is(200).shows(said).shows("Exemption de 50\u{a0}%\u{a0}: il reste");

    let receipt = treasurer.declare(P05).await;
    treasurer.get(&receipt).await.is(200).shows(said);
    let frozen: (Decimal, serde_json::Value) = sqlx::query_as(
        "select amount, exemption from declaration_levies where code = 'fsss' and exemption is not null",
    )
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(frozen.0, amount.amount());
    assert_eq!(frozen.1["reference"], "BF-2025-31");
    let canonical = "select convert_from(canonical, 'UTF8') from declaration_documents order by declaration_id desc limit 1";
    assert!(portal.db_one(canonical).await.contains("\"exemption\":{\"payee\":\"FSSS\""));
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn one_decided_late_leaves_the_declared_period_as_it_was_and_is_known_with_its_date() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let treasurer = portal.treasurer().await;
    let p04 = "/periodes/2025-26/P04/per-capita";
    let before = treasurer.get(p04).await.is(200).words();
    let late = [("from", "2025-26 P03"), ("to", "2025-26 P04")];
    let proposal =
        propose(&nadia, "FSSS", "412", &[HALF[..3].to_vec(), late.to_vec(), HALF[5..].to_vec()].concat())
            .await
            .leads_to("/propositions/");
    let page = hugo.get(&proposal).await.is(200).shows("Effet rétroactif\u{a0}: 2 déclarations");
    page.shows("la différence viendra en rajustement");
    approve(&hugo, &proposal).await.leads_to(&proposal);
    assert_eq!(treasurer.get(p04).await.is(200).words(), before);

    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = scoped.own_union().unwrap();
    let granted = dues::store::exemptions_of(&mut scoped, union).await.unwrap();
    assert_eq!(granted.len(), 1);
    let employer = portal.db_employers("412").await[0];
    let covers = |period: &str| granted[0].covers(employer, period.parse().unwrap());
    assert_eq!([covers("2025-26 P02"), covers("2025-26 P03"), covers("2025-26 P04")], [false, true, true]);
    assert_eq!(granted[0].exemption.decided_on.to_string(), "2025-09-06");
    // Another union knows nothing of it.
    let mut other = portal.db_scoped(&portal.db_actor(Role::Treasurer, "518").await).await;
    assert!(dues::store::exemptions_of(&mut other, union).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_exemption_of_one_unit_leaves_the_other_as_it_is() {
    let portal = Portal::demo().await;
    let manon = portal.person("tresorerie@ccbsl.example").await;
    // The demonstration's own: a lock-out at one of the two employers of union 518.
    let proposal = "/propositions/0ce70000-0000-7000-8000-000000000003";
    manon.get(proposal).await.is(200).shows("lock-out").shows("Résidence");
    let treasurer = portal.db_actor(Role::Treasurer, "518").await;
    let union = treasurer.union().unwrap();
    let mut scoped = portal.db_scoped(&treasurer).await;
    assert!(dues::store::exemptions_of(&mut scoped, union).await.unwrap().is_empty());
    drop(scoped);
    approve(&manon, proposal).await.leads_to(proposal);
    let mut scoped = portal.db_scoped(&treasurer).await;
    let granted = dues::store::exemptions_of(&mut scoped, union).await.unwrap();
    let period = "2025-26 P05".parse().unwrap();
    let employers = portal.db_employers("518").await;
    let waived: Vec<usize> =
        employers.iter().map(|employer| dues::covering(&granted, *employer, period).len()).collect();
    assert_eq!(waived.iter().sum::<usize>(), 1);
}

#[tokio::test]
async fn an_office_exempts_its_own_unions_only_and_a_wrong_form_says_what_to_do() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let action = "/organismes/FSSS/exemption";
    nadia.get(&format!("{action}?syndicat=733")).await.is(422).shows("Aucun syndicat de ce numéro");
    nadia.get("/organismes/CSN/exemption").await.is(404);
    let wrong = [("code", "csn"), ("percent", "0"), ("from", "P05"), ("to", ""), ("reference", "")];
    let page = propose(&nadia, "FSSS", "412", &wrong).await.is(422);
    page.shows("Choisissez un per capita").shows("Choisissez un motif").shows("une part de plus de 0");
    let backwards =
        [&HALF[..3], &[("from", "2025-26 P07"), ("to", "2025-26 P05"), ("reference", "x")]].concat();
    propose(&nadia, "FSSS", "412", &backwards).await.is(422).shows("La dernière période précède la première");
    // By SQL: a union of another federation is out of reach.
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::FederationOfficer, "FSSS").await).await;
    sqlx::query(
        "insert into levy_proposals select '0ce70000-0000-7000-8000-0000000000ff', id, 'fsss', 'exemption', '',
             app_actor(), 'x', now() from bodies where code = 'FSSS'",
    )
    .execute(scoped.conn())
    .await
    .unwrap();
    let refused = sqlx::query(
        "insert into exemptions values ($1, '0ce70000-0000-7000-8000-0000000000ff', $2, 'fsss', null, 'strike',
             2025, 5, 2025, 5, 1, 'x')",
    )
    .bind(portal.db_union("733").await)
    .bind(portal.db_actor(Role::FederationOfficer, "FSSS").await.federation())
    .execute(scoped.conn())
    .await
    .unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
}
