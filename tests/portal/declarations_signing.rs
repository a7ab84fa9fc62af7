//! Two signatures where the union asks for them: the first person attests, another signs, the same
//! person twice never counts, and the money posts once.

use std::sync::Arc;

use quittance::access::Role;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::declarations_verify::discrepancies;
use crate::files::{people_of, small_statement};
use crate::portal::{P05, Portal, SigningOfficer, Treasurer, new_key};

const DECLARED: &str = "select count(*) from declarations where fiscal_year = 2025 and period = 5";
const POSTED: &str = "select count(*) from ledger_transactions";

/// The presidency records that the union asks for two.
pub async fn ask_for_two(portal: &Portal) -> SigningOfficer {
    let officer = portal.signing_officer().await;
    let key = officer.get("/signatures").await.is(200).field("key");
    let form = [
        ("key", key.as_str()),
        ("two", "two"),
        ("decided_on", "2025-06-12"),
        ("reference", "Comité exécutif, CE-2025-14"),
    ];
    for _ in 0..2 {
        officer.post("/signatures", &form).await.leads_to("/signatures");
    }
    assert_eq!(portal.db_count("select count(*) from signature_rules").await, 1);
    officer
}

async fn settled(portal: &Portal, people: usize) -> Treasurer {
    let treasurer = portal.treasurer().await;
    send(&treasurer, people).await;
    treasurer
}

async fn send(treasurer: &Treasurer, people: usize) {
    let file = small_statement(people);
    let statement = treasurer.send_file(P05, "releve.csv", &file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
}

/// The first signature; gives where it waits.
async fn attest(treasurer: &Treasurer) -> String {
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    let (key, total) = (page.field("key"), page.field("seen_total"));
    let waits = treasurer.attest(P05, &key, &total).await.leads_to("/signatures/");
    // A double click attests once.
    assert_eq!(treasurer.attest(P05, &key, &total).await.leads_to("/signatures/"), waits);
    waits
}

async fn sign(officer: &SigningOfficer, signature: &str) -> crate::answer::Answer {
    let total = officer.get(signature).await.is(200).field("seen_total");
    officer.post(signature, &[("seen_total", &total), ("attest", "1")]).await
}

#[tokio::test]
async fn a_second_person_signs_what_the_first_attested_and_only_then_is_it_filed_and_posted() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 12).await;
    let before = portal.db_count(POSTED).await;
    treasurer.get(&format!("{P05}/declaration")).await.is(200).shows("Le syndicat demande deux signatures");
    let signature = attest(&treasurer).await;
    assert_eq!((portal.db_count(DECLARED).await, portal.db_count(POSTED).await), (0, before));
    treasurer.get(P05).await.is(200).shows("Attend la deuxième signature");
    treasurer.get(&format!("{P05}/declaration")).await.leads_to(&signature);
    officer.get("/").await.is(200).shows("déclaration attend votre signature");
    officer.get("/signatures").await.is(200).shows("À signer").shows("Lise Tremblay");
    let page = officer.get(&signature).await.is(200);
    // She sees the amounts, and nobody's name, number or pay.
    for (number, paid, _) in people_of(&small_statement(12)) {
        assert!(!page.says(&number) && !page.says(&paid.replace('.', ",")), "{}", page.words());
    }
    sign(&officer, &signature).await.leads_to(&signature);
    assert_eq!((portal.db_count(DECLARED).await, portal.db_count(POSTED).await), (1, before + 1));
    officer.get(&signature).await.is(200).shows("Signée et transmise");
    let receipt = treasurer.get(&signature).await.is(200).links("/declarations/")[0].clone();
    let name =
        portal.db_one("select signed_name from declarations where fiscal_year = 2025 and period = 5").await;
    treasurer.get(&receipt).await.is(200).shows("Lise Tremblay").shows(&format!("Signée par {name}"));
    for action in ["declaration-attested", "declaration-signed"] {
        assert_eq!(portal.db_journaled(action, "done").await, 1, "{action}");
    }
    let by = "select string_agg(role, ' ' order by seq) from journal
              where action in ('declaration-attested', 'declaration-signed')";
    assert_eq!(portal.db_one(by).await, "treasurer signing_officer");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
    assert_eq!(discrepancies(&portal).await, [""; 0]);
}

#[tokio::test]
async fn the_same_person_twice_never_counts() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 5).await;
    let signature = attest(&treasurer).await;
    let total = portal.db_one("select total::text from declaration_drafts").await;
    let form = [("seen_total", total.as_str()), ("attest", "1")];
    treasurer.get(&signature).await.is(200).shows("Une autre personne doit maintenant la signer");
    let refused = treasurer.post(&signature, &form).await.is(422);
    assert!(refused.says("ne peut pas la signer aussi"), "{}", refused.words());
    // Nor by another account of the same name.
    sqlx::query("update accounts set name = ' LISE tremblay' where role = 'signing_officer'")
        .execute(portal.db_owner())
        .await
        .unwrap();
    officer.post(&signature, &form).await.is(422);
    assert_eq!(portal.db_count(DECLARED).await, 0);
    assert_eq!(portal.db_one("select state from declaration_drafts").await, "awaiting");
}

#[tokio::test]
async fn the_database_refuses_one_person_twice_and_one_signature_alone() {
    let portal = Portal::demo().await;
    ask_for_two(&portal).await;
    let treasurer = settled(&portal, 5).await;
    attest(&treasurer).await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let officer = portal.db_actor(Role::SigningOfficer, "412").await;
    for (who, name, refusal) in [
        (&actor, "Quelqu’un d’autre", "row-level security"),
        (&officer, "lise tremblay ", "declaration_drafts_are_signed_by_another"),
    ] {
        let mut scoped = portal.db_scoped(who).await;
        let refused = sqlx::query(
            "update declaration_drafts set state = 'signed', closed_at = now(), closed_by = $1, closed_name = $2",
        )
        .bind(who.id())
        .bind(name)
        .execute(scoped.conn())
        .await
        .unwrap_err();
        assert!(refused.to_string().contains(refusal), "{refused}");
    }
    // The row of a declaration by itself, as a treasurer who goes round the pages would write it.
    let mut scoped = portal.db_scoped(&actor).await;
    let refused = sqlx::query(
        "insert into declarations (union_id, id, fiscal_year, period, version, receipt_number, period_end, due_on,
             persons, total, attested_by, attested_name, attested_at, sha256)
         select union_id, id, fiscal_year, period, 1, receipt_number, due_on, due_on, persons, total, attested_by,
                attested_name, attested_at, sha256 from declaration_drafts",
    )
    .execute(scoped.conn())
    .await
    .unwrap_err();
    assert!(refused.to_string().contains("does not have two signatures"), "{refused}");
    // What was attested is not rewritten either.
    let mut scoped = portal.db_scoped(&actor).await;
    let refused = sqlx::query("update declaration_drafts set total = 0").execute(scoped.conn()).await;
    assert!(refused.unwrap_err().to_string().contains("permission denied"));
}

#[tokio::test]
async fn twenty_signatures_at_once_file_one_declaration_and_post_once() {
    let portal = Portal::demo().await;
    let officer = Arc::new(ask_for_two(&portal).await);
    let treasurer = settled(&portal, 5).await;
    let before = portal.db_count(POSTED).await;
    let signature = Arc::new(attest(&treasurer).await);
    let total = officer.get(&signature).await.is(200).field("seen_total");
    let mut clicks = JoinSet::new();
    for _ in 0..20 {
        let (officer, signature, total) = (officer.clone(), signature.clone(), total.clone());
        clicks.spawn(async move {
            officer.post(&signature, &[("seen_total", &total), ("attest", "1")]).await.leads_to(&signature)
        });
    }
    assert_eq!(clicks.join_all().await.len(), 20);
    assert_eq!((portal.db_count(DECLARED).await, portal.db_count(POSTED).await), (1, before + 1));
    assert_eq!(portal.db_journaled("declaration-signed", "done").await, 1);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn the_first_signature_falls_when_a_statement_changes() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 5).await;
    let signature = attest(&treasurer).await;
    let total = officer.get(&signature).await.is(200).field("seen_total");
    send(&treasurer, 9).await;
    let page = officer.get(&signature).await.is(200);
    assert!(page.says("Tombée") && !page.html().contains("name=\"attest\""), "{}", page.words());
    treasurer.get(P05).await.is(200).shows("À attester de nouveau");
    treasurer.get(&format!("{P05}/declaration")).await.is(200).shows("sa signature est tombée");
    // A page opened before the change signs nothing.
    let form = [("seen_total", total.as_str()), ("attest", "1")];
    officer.post(&signature, &form).await.leads_to(&signature);
    assert_eq!(portal.db_count(DECLARED).await, 0);
    assert_eq!(portal.db_one("select state from declaration_drafts").await, "fallen");
    assert_eq!(portal.db_journaled("signature-fallen", "done").await, 1);
    let again = attest(&treasurer).await;
    assert_ne!(again, signature);
    sign(&officer, &again).await.leads_to(&again);
    assert_eq!(portal.db_count(DECLARED).await, 1);
    officer.post(&signature, &form).await.leads_to(&signature);
    assert_eq!(portal.db_count(DECLARED).await, 1);
    assert_eq!(discrepancies(&portal).await, [""; 0]);
}

#[tokio::test]
async fn attesting_again_over_what_changed_lets_the_first_signature_fall() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 5).await;
    let first = attest(&treasurer).await;
    send(&treasurer, 7).await;
    let second = attest(&treasurer).await;
    assert_ne!(first, second);
    officer.get(&first).await.is(200).shows("Tombée");
    // Over the same amounts, another tab finds the signature that waits.
    let total = officer.get(&second).await.is(200).field("seen_total");
    assert_eq!(treasurer.attest(P05, &new_key(), &total).await.leads_to("/signatures/"), second);
    assert_eq!(portal.db_count("select count(*) from declaration_drafts").await, 2);
}

#[tokio::test]
async fn it_can_be_returned_with_a_reason_and_taken_back() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 5).await;
    let signature = attest(&treasurer).await;
    let back = format!("{signature}/retour");
    officer.post(&back, &[("reason", " ")]).await.is(422).shows("Indiquez la raison");
    officer.post(&signature, &[("seen_total", "1.00"), ("attest", "1")]).await.is(422);
    officer.post(&signature, &[("seen_total", "1.00")]).await.is(422);
    officer.post(&back, &[("reason", "Il manque deux personnes.")]).await.leads_to(&signature);
    treasurer.get(&signature).await.is(200).shows("Retournée").shows("Il manque deux personnes.");
    // And where it is attested again, before it is.
    let check = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    check.shows("a retourné cette déclaration").shows("Motif\u{a0}: Il manque deux personnes.");
    let again = attest(&treasurer).await;
    treasurer.post(&format!("{again}/retour"), &[]).await.leads_to(&again);
    officer.get(&again).await.is(200).shows("Retirée").hides("Signer et transmettre");
    sign_closed(&portal, &officer, &again).await;
    for (action, count) in [("signature-returned", 1), ("signature-withdrawn", 1)] {
        assert_eq!(portal.db_journaled(action, "done").await, count, "{action}");
    }
}

async fn sign_closed(portal: &Portal, officer: &SigningOfficer, signature: &str) {
    let total = portal.db_one("select max(total)::text from declaration_drafts").await;
    officer.post(signature, &[("seen_total", &total), ("attest", "1")]).await.leads_to(signature);
    assert_eq!(portal.db_count(DECLARED).await, 0);
}

#[tokio::test]
async fn the_unions_officers_decide_and_nobody_else() {
    let portal = Portal::demo().await;
    let officer = portal.signing_officer().await;
    let page = officer.get("/signatures").await.is(200).shows("Une seule signature suffit");
    let key = page.field("key");
    let bad = [("key", key.as_str()), ("two", "trois"), ("decided_on", "2030-01-01"), ("reference", " ")];
    let page = officer.post("/signatures", &bad).await.is(422);
    for field in ["#two", "#decided_on", "#reference"] {
        assert_eq!(page.links(field).len(), 1, "{field}");
    }
    let good = [("key", key.as_str()), ("two", "two"), ("decided_on", "2025-06-12"), ("reference", "CE-1")];
    portal.treasurer().await.post("/signatures", &good).await.is(404);
    portal.finance_officer().await.get("/signatures").await.is(404);
    assert_eq!(portal.db_count("select count(*) from signature_rules").await, 0);
    officer.post("/signatures", &good).await.leads_to("/signatures");
    // Another union files as it did; and reads nothing of this one's.
    let treasurer = settled(&portal, 5).await;
    let signature = attest(&treasurer).await;
    portal.treasurer_of("518").await.get(&signature).await.is(404);
    // Decided back, one signature is enough: what waited is filed by attesting it.
    let key = new_key();
    let one = [("key", key.as_str()), ("two", "one"), ("decided_on", "2025-08-12"), ("reference", "CE-2")];
    officer.post("/signatures", &one).await.leads_to("/signatures");
    officer.get("/signatures").await.is(200).shows("CE-1").shows("CE-2");
    treasurer.post(&format!("{signature}/retour"), &[]).await.leads_to(&signature);
    treasurer.declare(P05).await;
    assert_eq!(portal.db_count(DECLARED).await, 1);
}

/// A first signature of union 412 on a period that was declared without it: it stands for nothing.
pub async fn fallen(portal: &Portal) -> Uuid {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into declaration_drafts (union_id, id, fiscal_year, period, receipt_number, due_on, persons, total,
             missing_note, attested_by, attested_name, attested_at, sha256)
         select union_id, $1, fiscal_year, period, receipt_number, due_on, persons, total, '', gen_random_uuid(),
                'Personne, Une', attested_at, sha256 from declarations where receipt_number = '412-2025-26-P03-1'",
    )
    .bind(id)
    .execute(portal.db_owner())
    .await
    .unwrap();
    id
}

#[tokio::test]
async fn the_second_person_reads_what_each_amount_comes_of_and_nobody_s_pay() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 12).await;
    let signature = attest(&treasurer).await;
    let page = officer.get(&signature).await.is(200).shows("Signer la déclaration").shows("Relevés compris");
    page.shows("Numéro de la déclaration").hides("Accusé de réception");
    let page = officer.get(&signature).await.is(200);
    let workings = page.links(&format!("{signature}/calculs/"));
    assert!(workings.len() >= 3, "{workings:?}");
    let file = small_statement(12);
    for href in &workings {
        let why = officer.get(href).await.is(200).shows("Montant, arrondi une fois").shows("12");
        for (number, paid, _) in people_of(&file) {
            assert!(!why.says(&number) && !why.says(&paid.replace('.', ",")), "{}", why.words());
        }
        assert!(!why.links(&signature).is_empty(), "there is a way back");
    }
    // One rate without limits: the sums alone make the amount.
    assert!(officer.get(&workings[0]).await.is(200).says("× 0,72\u{a0}% = "), "{}", workings[0]);
    treasurer.get(&workings[0]).await.is(200);
    portal.treasurer_of("518").await.get(&workings[0]).await.is(404);
    portal.auditor().await.get(&workings[0]).await.is(404);
    officer.get(&format!("{signature}/calculs/99")).await.is(404);
    sign(&officer, &signature).await.leads_to(&signature);
    let page = officer.get(&signature).await.is(200).shows("signée et transmise").shows("Deuxième signature");
    page.shows("Accusé de réception").hides("Suite donnée").hides("Signer la déclaration");
    officer.get(&workings[0]).await.is(200);
}

#[tokio::test]
async fn so_few_people_are_added_up_for_nobody_but_the_treasurer() {
    let portal = Portal::demo().await;
    let officer = ask_for_two(&portal).await;
    let treasurer = settled(&portal, 9).await;
    let signature = attest(&treasurer).await;
    let page = officer.get(&signature).await.is(200).shows("moins de 10 personnes");
    let sum =
        "select sum(l.salary_paid)::text from statement_lines l join statements s on s.id = l.statement_id
               where s.fiscal_year = 2025 and s.period = 5 and s.state <> 'superseded'";
    let sum = portal.db_one(sum).await;
    let (dollars, cents) = sum.split_once('.').unwrap();
    let shown = format!("{}\u{a0}{},{cents}", &dollars[..dollars.len() - 3], &dollars[dollars.len() - 3..]);
    let workings = page.links(&format!("{signature}/calculs/"));
    assert!(!page.says(&shown));
    for href in &workings {
        assert!(!officer.get(href).await.is(200).says(&shown), "{href}");
    }
    // What was sent back has no workings any more, and says who sent it back and why.
    officer.post(&format!("{signature}/retour"), &[("reason", "Vérifier P04.")]).await.leads_to(&signature);
    let page = officer.get(&signature).await.is(200).shows("Retournée par").shows("Vérifier P04.");
    assert_eq!(page.links(&format!("{signature}/calculs/")), [""; 0]);
    officer.get(&workings[0]).await.is(404);
    treasurer.get(&signature).await.is(200).shows("Vérifier et attester de nouveau");
}
