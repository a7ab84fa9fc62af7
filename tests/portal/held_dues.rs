//! Dues held while the Tribunal decides (5.05): the register, the ruling, and the per capita that a
//! release brings, to the cent.

use chrono::Duration;
use quittance::money::Cad;

use crate::files::{people_of, small_statement, with_cells};
use crate::portal::{P05, Portal, Treasurer, new_key};

const P06: &str = "/periodes/2025-26/P06";

/// Her dues of 75.20 held, on 5,013.00 of pay (6.5); the other columns as they were.
fn holding(number: &str) -> Vec<u8> {
    with_cells(
        &small_statement(6),
        &[(number, "salary_paid", "5013.00"), (number, "dues", ""), (number, "held_dues", "75.20")],
    )
}

fn somebody() -> String {
    people_of(&small_statement(6))[0].0.clone()
}

pub async fn open(portal: &Portal, treasurer: &Treasurer, submitted_on: &str, people: &str) -> String {
    let employer = portal.db_employers("412").await[0].to_string();
    let key = new_key();
    let form = [
        ("key", key.as_str()),
        ("employer", &employer),
        ("number", "1234567-01-2025"),
        ("requester", "employer"),
        ("submitted_on", submitted_on),
        ("people", people),
    ];
    let case = treasurer.post("/fideicommis", &form).await.leads_to("/fideicommis/");
    assert_eq!(treasurer.post("/fideicommis", &form).await.leads_to("/fideicommis/"), case);
    case
}

async fn rule(treasurer: &Treasurer, case: &str, on: &str, outcome: &str, person: &str) {
    let form = [("ruled_on", on), ("outcome", outcome), ("person", person)];
    treasurer.post(&format!("{case}/decision"), &form).await.leads_to(case);
}

async fn settle(treasurer: &Treasurer, period: &str, file: &[u8]) -> String {
    let statement = treasurer.send_file(period, "releve.csv", file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    statement
}

async fn total(treasurer: &Treasurer, period: &str) -> Cad {
    let page = treasurer.get(&format!("{period}/declaration")).await.is(200);
    Cad::exact(page.field("seen_total").parse().unwrap()).unwrap()
}

fn cad(text: &str) -> Cad {
    Cad::exact(text.parse().unwrap()).unwrap()
}

#[tokio::test]
async fn a_case_holds_from_the_period_after_the_request() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let number = somebody();
    settle(&treasurer, P05, &holding(&number)).await;
    // June 12 is in P03 (6.5): held from P04.
    let case = open(&portal, &treasurer, "2025-06-12", &number).await;
    treasurer.get(&case).await.is(200).shows("2025-26 P04").shows("75,20\u{a0}$").shows(&number);
    treasurer.get("/fideicommis").await.is(200).shows("1234567-01-2025").shows("En attente");
    assert_eq!(portal.db_journaled("held-case-opened", "done").await, 1);
    portal.treasurer_of("518").await.get(&case).await.is(404);
    portal.signing_officer().await.get("/fideicommis").await.is(404);
}

#[tokio::test]
async fn what_is_held_before_the_case_allows_is_told_apart() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let number = somebody();
    settle(&treasurer, P05, &holding(&number)).await;
    // Asked in P05: held from P06 only.
    let case = open(&portal, &treasurer, "2025-08-01", &number).await;
    let page = treasurer.get(&case).await.is(200).shows("hors du dossier");
    assert!(page.says("0,00\u{a0}$"), "{}", page.words());
}

#[tokio::test]
async fn a_person_included_comes_in_with_the_declaration_of_the_ruling_to_the_cent() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let number = somebody();
    let case = open(&portal, &treasurer, "2025-06-12", &number).await;
    settle(&treasurer, P05, &holding(&number)).await;
    let before = total(&treasurer, P05).await;
    treasurer.declare(P05).await;
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    let rest =
        with_cells(&small_statement(6), &[(&number, "dues", "0.00"), (&number, "salary_paid", "0.00")]);
    settle(&treasurer, P06, &rest).await;
    let without = total(&treasurer, P06).await;
    rule(&treasurer, &case, "2025-09-10", "included", &number).await;
    treasurer.get(&case).await.is(200).shows("doit comprendre 75,20\u{a0}$").shows("en 2025-26 P06");
    // 5,013.00 by each levy of P05, as if she had been there: 0.72 % is 36.09, and so on.
    let in_p05 =
        with_cells(&small_statement(6), &[(&number, "salary_paid", "5013.00"), (&number, "dues", "75.20")]);
    let other = Portal::demo().await;
    let there = other.treasurer().await;
    settle(&there, P05, &in_p05).await;
    let owed = total(&there, P05).await;
    let with = total(&treasurer, P06).await;
    let levies = 4;
    assert!((with - without - (owed - before)).abs() <= Cad::from_cents(levies), "a cent a levy of rounding");
    let page = treasurer.get(&format!("{P06}/per-capita")).await.is(200);
    let page = page.shows("Retenues de 2025-26 P05 remises selon le Tribunal (5.05)").shows("36,09\u{a0}$");
    let why = page.links(&format!("{P06}/per-capita/"));
    let why: Vec<_> = why.iter().filter(|link| link.ends_with("?libere=2025-26-P05")).collect();
    assert!(why.len() >= 3, "{why:?}");
    for link in why {
        treasurer.get(link).await.is(200).shows(&number);
    }
    let receipt = treasurer.declare(P06).await;
    treasurer.get(&receipt).await.is(200).shows("Retenues de 2025-26 P05 remises selon le Tribunal");
    let csn = "select amount::text from declaration_levies where released and code = 'csn'";
    assert_eq!(portal.db_one(csn).await, "36.09");
    let bodies = "select count(distinct payee_id) from declaration_levies where released and amount > 0";
    assert!(portal.db_count(bodies).await >= 3);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
    // Once declared it is declared: looked back at, the period says the same; the next takes nothing.
    treasurer.get(&format!("{P06}/per-capita")).await.is(200).shows("36,09\u{a0}$");
    assert_eq!(portal.db_count("select count(*) from held_releases").await, 1);
    treasurer.get(&case).await.is(200).shows("déclaré");
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    settle(&treasurer, "/periodes/2025-26/P07", &rest).await;
    treasurer.get("/periodes/2025-26/P07/per-capita").await.is(200).hides("Tribunal");
}

#[tokio::test]
async fn a_person_excluded_never_comes_in() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let number = somebody();
    let case_people = number.clone();
    let case = open(&portal, &treasurer, "2025-06-12", &case_people).await;
    settle(&treasurer, P05, &holding(&number)).await;
    let before = total(&treasurer, P05).await;
    rule(&treasurer, &case, "2025-08-14", "excluded", &number).await;
    assert_eq!(total(&treasurer, P05).await, before);
    treasurer.get(&case).await.is(200).shows("Personne exclue").shows("doit comprendre 0,00\u{a0}$");
    // A ruling is not changed, and who tries is told; the same one again is no other.
    let other = [("ruled_on", "2025-08-14"), ("outcome", "included"), ("person", number.as_str())];
    let told = treasurer.post(&format!("{case}/decision"), &other).await.is(422);
    told.shows("Une autre décision est déjà inscrite pour").shows(&number);
    rule(&treasurer, &case, "2025-08-14", "excluded", &number).await;
    assert_eq!(total(&treasurer, P05).await, before);
    assert_eq!(portal.db_journaled("held-ruling-recorded", "done").await, 1);
}

#[tokio::test]
async fn a_ruling_in_the_period_itself_brings_in_what_that_period_held() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let number = somebody();
    let case = open(&portal, &treasurer, "2025-06-12", &number).await;
    settle(&treasurer, P05, &holding(&number)).await;
    let before = total(&treasurer, P05).await;
    rule(&treasurer, &case, "2025-08-14", "included", &number).await;
    assert!(total(&treasurer, P05).await > before + cad("36.00"));
    treasurer.declare(P05).await;
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn two_treasurers_who_rule_at_once_rule_once() {
    let portal = Portal::demo().await;
    let (treasurer, colleague) = (portal.treasurer().await, portal.treasurer().await);
    let number = somebody();
    let case = open(&portal, &treasurer, "2025-06-12", &number).await;
    settle(&treasurer, P05, &holding(&number)).await;
    let path = format!("{case}/decision");
    let form = |outcome| [("ruled_on", "2025-08-14"), ("outcome", outcome), ("person", number.as_str())];
    let (one, other) = (form("included"), form("excluded"));
    let (one, other) = tokio::join!(treasurer.post(&path, &one), colleague.post(&path, &other));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 422], "the second is told of the first");
    assert_eq!(portal.db_count("select count(*) from tribunal_rulings").await, 1);
    assert_eq!(portal.db_journaled("held-ruling-recorded", "done").await, 1);
}

#[tokio::test]
async fn forms_say_what_is_wrong_and_keep_what_was_typed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let key = new_key();
    let form = [("key", key.as_str()), ("number", "12"), ("submitted_on", "demain"), ("people", "999999")];
    let page = treasurer.post("/fideicommis", &form).await.is(422).shows("Indiquez qui a fait la requête.");
    assert_eq!(page.field("number"), "12");
    assert_eq!(portal.db_count("select count(*) from tribunal_cases").await, 0);
    let number = somebody();
    settle(&treasurer, P05, &holding(&number)).await;
    let case = open(&portal, &treasurer, "2025-06-12", "").await;
    treasurer.post(&format!("{case}/personnes"), &[("people", " , ")]).await.is(422);
    treasurer.post(&format!("{case}/personnes"), &[("people", &number)]).await.leads_to(&case);
    let again = treasurer.post(&format!("{case}/personnes"), &[("people", &number)]).await.is(422);
    again.shows("Ces matricules sont déjà au dossier");
    let early = [("ruled_on", "2025-06-11"), ("outcome", "included"), ("person", number.as_str())];
    let page = treasurer.post(&format!("{case}/decision"), &early).await.is(422);
    assert_eq!(page.links("#ruled_on").len(), 1);
    let stranger = [("ruled_on", "2025-08-14"), ("outcome", "included"), ("person", "999999")];
    treasurer.post(&format!("{case}/decision"), &stranger).await.is(404);
    let employer = portal.db_employers("518").await[0].to_string();
    let key = new_key();
    let theirs = [("key", key.as_str()), ("employer", &employer), ("number", "9")];
    treasurer.post("/fideicommis", &theirs).await.is(404);
}
