//! The union's own file, and what a federation's office sees of its unions.

use crate::portal::{P05, Portal};

#[tokio::test]
async fn a_treasurer_reads_her_unions_file() {
    let portal = Portal::demo().await;
    let page = portal.treasurer().await.get("/info-syndicat").await.is(200);
    page.shows("412")
        .shows("CISSS du Bas-Saint-Laurent")
        .shows("1,5\u{a0}%")
        .shows("Conseil central du Bas-Saint-Laurent");
    let english = portal.treasurer_of("733").await;
    english.set_cookie("langue", "en");
    english.get("/info-syndicat").await.is(200).shows("Federation of Commerce").shows("1.5%");
}

#[tokio::test]
async fn a_federation_sees_who_has_filed_and_nobody_elses_unions() {
    let portal = Portal::demo().await;
    let (officer, other) = (portal.federation_officer("FSSS").await, portal.federation_officer("FC").await);
    officer.get("/federation").await.is(200).shows("412").shows("518").hides("733").shows("2025-26 P05");
    other.get("/federation").await.is(200).shows("733").hides("412");
    portal.treasurer().await.declare_sample(P05, "P05-releve-cp1252.csv").await;
    officer.get("/federation").await.is(200).shows("7\u{a0}643,53\u{a0}$");
}

#[tokio::test]
async fn a_federation_sees_no_employee_and_no_salary() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let officer = portal.federation_officer("FSSS").await;
    officer.get("/federation").await.is(200).hides("100003").hides("615\u{a0}616,03").hides("Joseph");
    officer.get(&receipt).await.is(404);
}
