//! Nil declarations (`percapita.md`, section 7): filed when nobody contributed, and said only then.

use crate::files::{people_of, small_statement, with_cells};
use crate::portal::{P05, Portal, Treasurer, new_key};

const NIL: &str = "Déclaration néant";
const DECLARED: &str = "select count(*) from declarations where fiscal_year = 2025 and period = 5";

async fn send(treasurer: &Treasurer, file: &[u8]) {
    let statement = treasurer.send_file(P05, "releve.csv", file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
}

#[tokio::test]
async fn nil_cannot_be_declared_over_a_statement_with_people() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    send(&treasurer, &small_statement(6)).await;
    treasurer.get(&format!("{P05}/declaration")).await.is(200).hides(NIL);
    for total in ["0.00", "0", "-1.00"] {
        treasurer.attest(P05, &new_key(), total).await.is(422).shows("ont changé depuis");
    }
    // Nor over one that is still to be settled.
    let other = portal.treasurer_of("518").await;
    let page = other.get(P05).await.is(200);
    let (key, employer) = (page.field("key"), page.field("employer"));
    let file = with_cells(&small_statement(6), &[(&people_of(&small_statement(6))[0].0, "dues", "-20.33")]);
    other.send_file_for(P05, &key, &employer, "r.csv", &file).await.leads_to("/releves/");
    let form =
        [("key", key.as_str()), ("seen_total", "0.00"), ("attest", "1"), ("missing_note", "Aucun relevé.")];
    other.post(&format!("{P05}/declaration"), &form).await.is(422);
    assert_eq!(portal.db_count(DECLARED).await, 0);
}

#[tokio::test]
async fn nothing_received_is_not_nil_and_what_comes_late_is_declared_whole() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let check = format!("{P05}/declaration");
    treasurer.get(&check).await.is(200).hides(NIL).shows("Relevé non reçu");
    treasurer.attest(P05, &new_key(), "0.00").await.is(422).shows("pourquoi des relevés manquent");
    let key = new_key();
    let form = [
        ("key", key.as_str()),
        ("seen_total", "0.00"),
        ("attest", "1"),
        ("missing_note", "L’employeur le transmettra en octobre."),
    ];
    let first = treasurer.post(&check, &form).await.leads_to("/declarations/");
    // Nobody said that nobody contributed, and the period still waits for the statement.
    treasurer.get(&first).await.is(200).hides(NIL).shows("L’employeur le transmettra en octobre.");
    assert!(!treasurer.get("/").await.is(200).links(P05).is_empty());
    treasurer.get("/periodes").await.is(200).shows("Relevé non reçu");
    send(&treasurer, &small_statement(6)).await;
    let page = treasurer.get(&check).await.is(200).hides(NIL);
    let total = page.field("seen_total");
    // Late, it is to be declared, and the period comes to what it adds.
    treasurer.get("/periodes").await.is(200).hides("Relevé non reçu").shows("À déclarer");
    let so_far = format!("{}\u{a0}$", total.replace('.', ","));
    treasurer.get(P05).await.is(200).shows(&so_far).shows("S’ajoute à ce qui est déjà déclaré");
    let second = treasurer.attest(P05, &page.field("key"), &total).await.leads_to("/declarations/");
    assert_ne!((second.as_str(), total.as_str()), (first.as_str(), "0.00"));
    treasurer.get(&second).await.is(200).hides(NIL).shows("Avant, après et différence");
    treasurer.get(&format!("{second}/difference")).await.is(200).shows("0,00\u{a0}$");
    treasurer.get("/periodes").await.is(200).hides("Relevé non reçu").shows(&so_far);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn a_period_in_which_nobody_contributed_is_declared_nil() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let file = small_statement(3);
    let people = people_of(&file);
    let nothing: Vec<(&str, &str, &str)> = people
        .iter()
        .flat_map(|(number, ..)| {
            [(number.as_str(), "dues", "0.00"), (number.as_str(), "salary_paid", "0.00")]
        })
        .collect();
    send(&treasurer, &with_cells(&file, &nothing)).await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200).shows(NIL);
    let (key, total) = (page.field("key"), page.field("seen_total"));
    assert_eq!(total, "0.00");
    let receipt = treasurer.attest(P05, &key, &total).await.leads_to("/declarations/");
    treasurer.get(&receipt).await.is(200).shows(NIL);
    // Twice is once.
    assert_eq!(treasurer.attest(P05, &key, &total).await.leads_to("/declarations/"), receipt);
    assert_eq!(portal.db_count(DECLARED).await, 1);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}
