//! A statement against the one before it.

use std::sync::Arc;

use chrono::NaiveDate;
use quittance::access::Role;
use quittance::calendar::{Period, PeriodId};
use quittance::statements::intake::known;
use quittance::statements::store::taking::take_in;
use quittance::statements::store::{File, Incoming, receive};
use uuid::Uuid;

use crate::portal::{Portal, Treasurer, sample};
use crate::statements_browse::sent;

/// A file kept for a period that the demonstration has nothing of, as an intake keeps it.
async fn kept(portal: &Portal, period: &str, (start, end): (&str, &str), bytes: &[u8]) -> String {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let period: PeriodId = period.parse().unwrap();
    let (fiscal_year, number) = (period.fiscal_year(), period.number());
    let dates = Period { fiscal_year, number, start: day(start), end: day(end) };
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = quittance::unions::store::union(&mut scoped, portal.db_union("412").await).await.unwrap();
    let (id, employer) = (Uuid::now_v7(), &union.employers[0]);
    let known = known(&mut scoped, &union, employer, dates, true).await.unwrap();
    let taken =
        take_in(&mut scoped, id, bytes.to_vec(), Arc::new(known), Arc::default()).await.unwrap().unwrap();
    let incoming = Incoming {
        mapping_version: None,
        id,
        employer: employer.id,
        period,
        file_name: "releve.csv",
        file: File::Bytes(bytes),
        sha256: [u8::from(start < "2025-07-01"); 32],
        format: serde_json::to_string(&taken.checked.format).unwrap(),
    };
    receive(&mut scoped, &incoming, &taken).await.unwrap();
    scoped.commit().await.unwrap();
    format!("/releves/{}", incoming.id)
}

/// P04 and P05 of the samples, in a year that has nothing else; the second one's address.
async fn samples(portal: &Portal) -> String {
    let (p04, p05) = (("2025-06-22", "2025-07-19"), ("2025-07-20", "2025-08-16"));
    kept(portal, "2040-41 P04", p04, &sample("P04-releve-cp1252.csv")).await;
    kept(portal, "2040-41 P05", p05, &sample("P05-releve-cp1252.csv")).await
}

async fn numbers(treasurer: &Treasurer, statement: &str, kind: &str) -> Vec<String> {
    let csv = treasurer.get(&format!("{statement}/comparaison.csv?quoi={kind}")).await.is(200).html();
    csv.lines().skip(1).filter_map(|row| row.split(';').nth(1)).map(str::to_owned).collect()
}

/// Counted by hand in the two files.
#[tokio::test]
async fn the_two_sample_periods_compare_as_counted_by_hand() {
    let portal = Portal::demo().await;
    let statement = samples(&portal).await;
    let treasurer = portal.treasurer().await;
    let new = ["900000", "900001", "900002", "900003", "900004"];
    assert_eq!(numbers(&treasurer, &statement, "joined").await, new);
    assert_eq!(numbers(&treasurer, &statement, "disappeared").await, ["100719"]);
    assert_eq!(numbers(&treasurer, &statement, "left").await, ["100778", "101061", "101316", "101414"]);
    assert_eq!(numbers(&treasurer, &statement, "dues").await.len(), 7);
    for kind in ["returned", "gone", "status", "job-title", "salary-rate", "name", "service"] {
        assert_eq!(numbers(&treasurer, &statement, kind).await, [""; 0], "{kind}");
    }
    let page = treasurer.get(&format!("{statement}/comparaison")).await.is(200);
    let page = page.shows("Comparé au relevé de la période 2040-41 P04");
    let page =
        page.shows("Personnes 206 210 +4").shows("Temps complet 132 132 0").shows("Temps partiel 74 78 +4");
    let page = page.shows("617\u{a0}997,98\u{a0}$ 615\u{a0}616,03\u{a0}$ −2\u{a0}381,95\u{a0}$");
    let page = page.shows("9\u{a0}270,04\u{a0}$ 9\u{a0}234,30\u{a0}$ −35,74\u{a0}$");
    let page =
        page.shows("Arrivées (5)").shows("Départs annoncés (4)").shows("Disparues (1)").shows("Retours (0)");
    // Each is a link to the line; somebody new has none before.
    assert_eq!(page.links(&format!("{statement}/lignes/")).len(), 5);
    let dues = treasurer.get(&format!("{statement}/comparaison?quoi=dues")).await.is(200);
    assert_eq!(dues.links("/releves/").iter().filter(|href| href.contains("/lignes/")).count(), 14);
    portal.treasurer_of("733").await.get(&format!("{statement}/comparaison")).await.is(404);
}

const HEADER: &str = "employee_number,name,job_title_code,job_title,status,service,shift,salary_rate,salary_unit,salary_paid,dues,left_on\n";

#[tokio::test]
async fn each_kind_of_change_is_found_and_said() {
    let portal = Portal::demo().await;
    let first = format!(
        "{HEADER}1,\"Un, A\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,\n\
         2,\"Deux, B\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,\n\
         3,\"Trois, C\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,2025-07-01\n\
         4,\"Quatre, D\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,\n"
    );
    let second = format!(
        "{HEADER}1,\"Uni, A\",2471,Infirmière,PT,601,D,23.59,H,100.00,1.60,\n\
         2,\"Deux, B\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,2025-08-01\n\
         5,\"Cinq, E\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,\n"
    );
    let third = format!("{HEADER}4,\"Quatre, D\",3455,Auxiliaire,FT,600,D,22.59,H,100.00,1.50,\n");
    kept(&portal, "2040-41 P04", ("2025-06-22", "2025-07-19"), first.as_bytes()).await;
    let statement = kept(&portal, "2040-41 P05", ("2025-07-20", "2025-08-16"), second.as_bytes()).await;
    let treasurer = portal.treasurer().await;
    for (kind, expected) in [
        ("joined", "5"),
        ("left", "2"),
        ("gone", "3"),
        ("disappeared", "4"),
        ("status", "1"),
        ("job-title", "1"),
        ("salary-rate", "1"),
        ("dues", "1"),
        ("name", "1"),
        ("service", "1"),
    ] {
        assert_eq!(numbers(&treasurer, &statement, kind).await, [expected], "{kind}");
    }
    let said = [
        ("status", "Temps complet Temps partiel"),
        ("salary-rate", "22,59 l’heure 23,59 l’heure +1,00"),
        ("dues", "1,50\u{a0}$ 1,60\u{a0}$ +0,10\u{a0}$"),
        ("left", "départ\u{a0}: 1er\u{a0}août 2025"),
        ("joined", "absente du relevé Auxiliaire"),
    ];
    for (kind, words) in said {
        treasurer.get(&format!("{statement}/comparaison?quoi={kind}")).await.is(200).shows(words);
    }
    // Two periods later: P06 never came, and somebody of P04 is back.
    let later = kept(&portal, "2040-41 P07", ("2025-09-14", "2025-10-11"), third.as_bytes()).await;
    assert_eq!(numbers(&treasurer, &later, "returned").await, ["4"]);
    let page = treasurer.get(&format!("{later}/comparaison")).await.is(200);
    page.shows("le dernier reçu avant").shows("2040-41 P05");
}

#[tokio::test]
async fn fewer_people_are_counted_with_the_minus_sign_of_amounts() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &crate::files::made_statement(120, |_| false)).await;
    let page = treasurer.get(&format!("{statement}/comparaison")).await.is(200);
    page.shows("Personnes 206 120 \u{2212}86").shows("Temps complet 132 120 \u{2212}12");
}

#[tokio::test]
async fn the_first_statement_of_an_employer_has_nothing_before_it() {
    let portal = Portal::demo().await;
    let first: String = portal
        .db_one(
            "select s.id::text from statements s join unions u on u.id = s.union_id
             where u.number = '412' order by fiscal_year, period, version limit 1",
        )
        .await;
    let treasurer = portal.treasurer().await;
    treasurer.get(&format!("/releves/{first}/comparaison")).await.is(200).shows("Rien à comparer");
}

#[tokio::test]
async fn a_long_list_of_changes_pages_to_its_end() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &crate::files::made_statement(120, |_| false)).await;
    let mut page = treasurer.get(&format!("{statement}/comparaison?quoi=joined")).await.is(200);
    let mut seen = 0;
    loop {
        seen += page.links(&format!("{statement}/lignes/")).len();
        let next = page.links("/releves/").into_iter().find(|href| href.contains("apres="));
        let Some(next) = next else { break };
        page = treasurer.get(&next).await.is(200);
    }
    assert_eq!(seen, 120);
    assert_eq!(numbers(&treasurer, &statement, "joined").await.len(), 120);
}
