//! What a levy would have changed: the difference of two assessments, in sums, of one's own unions.

use quittance::access::Role;
use quittance::declarations::{self, Reading};
use quittance::dues::{Levy, RawLevy, assess};
use quittance::levies::what_if::at_any_time;
use quittance::money::Cad;

use crate::levies::WAITING;
use crate::portal::Portal;

const ASKED: &str = "basis=salary_paid&value=0%2C5&minimum=6%2C50&maximum=18&code=fsss";

/// Number, period, before and after of each row of a file.
fn rows(csv: &str) -> Vec<(String, String, String, String)> {
    let cell = |line: &[&str], i: usize| line[i].replace(',', ".");
    csv.trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            (cells[0].to_owned(), cells[2].to_owned(), cell(&cells, 4), cell(&cells, 5))
        })
        .collect()
}

/// The same period of a union assessed here, with the levies of the code as they are and as asked.
async fn assessed(portal: &Portal, number: &str, period: &str) -> (Cad, Cad) {
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, number).await).await;
    let id = scoped.own_union().unwrap();
    let union = quittance::unions::store::union(&mut scoped, id).await.unwrap();
    let period = period.parse().unwrap();
    let material = declarations::store::material(&mut scoped, &union, period, Reading::All).await.unwrap();
    let now: Vec<Levy> = material.levies.iter().filter(|levy| levy.code() == "fsss").cloned().collect();
    let raw = RawLevy {
        rate: Some("0.005".to_owned()),
        min_per_person: Some("6.50".to_owned()),
        max_per_person: Some("18".to_owned()),
        ..RawLevy::from(now[0].clone())
    };
    let then = [at_any_time(&Levy::try_from(raw).unwrap()).unwrap()];
    let sum = |levies: &[Levy]| -> Cad {
        let each = material.statements.iter().map(|s| assess(&s.lines, levies, &[], s.period.end).total());
        each.sum()
    };
    (sum(&now), sum(&then))
}

#[tokio::test]
async fn a_simulation_is_the_difference_of_two_assessments_to_the_cent_and_posts_nothing() {
    let portal = Portal::demo().await;
    let posted = "select (select count(*) from ledger_entries) + (select count(*) from declarations)
        + (select count(*) from levy_proposals)";
    let before = portal.db_count(posted).await;
    let nadia = portal.federation_officer("FSSS").await;
    let page = nadia.get(&format!("/organismes/FSSS/simulation?{ASKED}")).await.is(200);
    page.shows("0,5\u{a0}% du salaire versé").shows("2 syndicats comptés sur 2").shows("2025-26 P04");
    let csv = nadia.get(&format!("/organismes/FSSS/simulation.csv?{ASKED}")).await.is(200).html();
    let rows = rows(&csv);
    // Thirteen periods of two unions.
    assert_eq!(rows.len(), 26);
    let mut differs = 0;
    for (number, period, now, then) in &rows {
        let (expected_now, expected_then) = assessed(&portal, number, period).await;
        assert_eq!((now, then), (&expected_now.to_string(), &expected_then.to_string()), "{number} {period}");
        differs += usize::from(now != then);
    }
    assert_eq!(differs, 26);
    assert_eq!(portal.db_count(posted).await, before);
    assert_eq!(portal.db_journaled("levy-simulated", "done").await, 2);
}

#[tokio::test]
async fn an_office_simulates_for_its_own_unions_and_reads_no_person() {
    let portal = Portal::demo().await;
    let paul = portal.federation_officer("FC").await;
    let asked = "basis=per_person&value=1&code=csn";
    let page = paul.get(&format!("/organismes/CSN/simulation?{asked}")).await.is(200);
    page.shows("733 ·").hides("412 ·").hides("518 ·").shows("1 syndicat compté sur 1");
    paul.get(&format!("/organismes/CSN/simulation?{asked}&syndicat=412"))
        .await
        .is(422)
        .shows("Aucun syndicat de ce numéro");
    let finance = portal.finance_officer().await;
    let page = finance.get(&format!("/organismes/CSN/simulation?{asked}&federation=FSSS")).await.is(200);
    page.shows("412 ·").shows("518 ·").hides("733 ·");
    let page = finance.get(&format!("/organismes/CSN/simulation?{asked}&syndicat=733")).await.is(200);
    page.shows("733 ·").hides("412 ·");
    // Sums of few people would tell a salary.
    finance
        .get(&format!("/organismes/CSN/simulation?{asked}&persons=26"))
        .await
        .is(422)
        .shows("est un multiple de 25");
    portal.treasurer().await.get("/organismes/CSN/simulation").await.is(404);
    portal.administrator().await.get("/organismes/CSN/simulation").await.is(404);
    // No line is anybody's to read but by a reckoner, of the one union of its transaction.
    for role in [(Role::FederationOfficer, "FC"), (Role::CouncilOfficer, "CCBSL"), (Role::FinanceOfficer, "")]
    {
        let mut scoped = portal.db_scoped(&portal.db_actor(role.0, role.1).await).await;
        let seen: i64 = sqlx::query_scalar("select count(*) from statement_lines")
            .fetch_one(scoped.conn())
            .await
            .unwrap();
        assert_eq!(seen, 0, "{role:?}");
    }
}

#[tokio::test]
async fn a_proposal_is_simulated_as_it_was_proposed() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let link =
        nadia.get(&format!("/propositions/{WAITING}")).await.is(200).links("/organismes/FSSS/simulation");
    let page = nadia.get(&link[0]).await.is(200).shows("0,44\u{a0}% du salaire versé");
    assert_eq!(page.field("value"), "0,44");
    // Of another body it is nothing.
    nadia.get(&format!("/organismes/CSN/simulation?proposition={WAITING}")).await.is(404);
}
