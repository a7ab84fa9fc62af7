//! Every declaration computed again from what it froze: what agrees says nothing, and each way of
//! tampering is found, with the declaration that it is in and where.

use quittance::access::Actor;
use quittance::declarations;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Executor};

use crate::files::{small_statement, with_corrections};
use crate::portal::{P05, Portal};

/// What `quittance declarations verify` would say.
pub async fn discrepancies(portal: &Portal) -> Vec<String> {
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    declarations::store::discrepancies(&mut scoped).await.unwrap().discrepancies
}

/// As a superuser who knows the schema: triggers do not stop one.
async fn tamper(portal: &Portal, sql: &str) {
    let mut tx = portal.db_owner().begin().await.unwrap();
    tx.execute("set local session_replication_role = replica").await.unwrap();
    tx.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    tx.commit().await.unwrap();
}

const RECEIPT: &str = "412-2025-26-P04-1";

/// Rewrites the document of union 412's P04, its hash too: only computing it again finds it.
async fn rewrite(portal: &Portal, change: impl FnOnce(&mut Value)) {
    let bytes: Vec<u8> = sqlx::query_scalar(
        "select canonical from declaration_documents f join declarations d on d.id = f.declaration_id
         where d.receipt_number = $1",
    )
    .bind(RECEIPT)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    let mut document: Value = serde_json::from_slice(&bytes).unwrap();
    let before = document.clone();
    change(&mut document);
    assert_ne!(before, document, "nothing was changed");
    let changed = serde_json::to_vec(&document).unwrap();
    let (bytes, hash) = (hex::encode(&changed), hex::encode(Sha256::digest(&changed)));
    tamper(
        portal,
        &format!(
            "update declaration_documents f set canonical = '\\x{bytes}' from declarations d
               where d.id = f.declaration_id and d.receipt_number = '{RECEIPT}';
             update declarations set sha256 = '\\x{hash}' where receipt_number = '{RECEIPT}'"
        ),
    )
    .await;
}

async fn only_of_p04(portal: &Portal) -> String {
    let found = discrepancies(portal).await;
    assert!(!found.is_empty(), "nothing was found");
    assert!(found.iter().all(|one| one.contains(RECEIPT)), "{found:?}");
    found.join("\n")
}

#[tokio::test]
async fn every_declaration_of_the_demonstration_is_computed_again_byte_for_byte() {
    let portal = Portal::demo().await;
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let verified = declarations::store::discrepancies(&mut scoped).await.unwrap();
    assert_eq!(verified.discrepancies, [""; 0]);
    assert_eq!(verified.declarations, 51);
}

#[tokio::test]
async fn a_line_changed_with_the_hash_of_its_document_is_found_and_named() {
    let portal = Portal::demo().await;
    rewrite(&portal, |document| {
        document["statements"][0]["lines"][0]["salary_paid"] = Value::from("9999.99");
    })
    .await;
    let found = only_of_p04(&portal).await;
    assert!(found.contains("statements[0].levies[0]"), "{found}");
}

#[tokio::test]
async fn a_rate_changed_with_the_hash_of_its_document_is_found() {
    let portal = Portal::demo().await;
    rewrite(&portal, |document| {
        document["statements"][0]["levies"][0]["rule"]["rate"] = Value::from("0.0073");
    })
    .await;
    assert!(only_of_p04(&portal).await.contains("statements[0].levies[0].amount"));
}

#[tokio::test]
async fn an_amount_changed_in_the_document_is_found_and_so_is_the_hash_alone() {
    let portal = Portal::demo().await;
    rewrite(&portal, |document| {
        document["statements"][0]["levies"][0]["amount"] = Value::from("1.00");
    })
    .await;
    assert!(only_of_p04(&portal).await.contains("amount: \"1.00\", not"));
    let portal = Portal::demo().await;
    tamper(
        &portal,
        &format!("update declarations set sha256 = sha256('autre') where receipt_number = '{RECEIPT}'"),
    )
    .await;
    assert!(only_of_p04(&portal).await.contains("do not have the receipt's SHA-256"));
}

/// Both rows of one amount, so that every sum still agrees with every other.
#[tokio::test]
async fn two_amounts_changed_so_that_their_sum_stays_are_found() {
    let portal = Portal::demo().await;
    let of = format!("(select id from declarations where receipt_number = '{RECEIPT}')");
    tamper(
        &portal,
        &format!(
            "update declaration_levies set amount = amount + 1.00 where seq = 1 and declaration_id = {of};
             update declaration_levies set amount = amount - 1.00 where seq = 2 and declaration_id = {of}"
        ),
    )
    .await;
    assert_eq!(portal.db_discrepancies().await, [""; 0], "sums alone do not say it");
    assert!(only_of_p04(&portal).await.contains("is kept as"));
}

/// A posting and its balance, both sides: the ledger agrees with itself.
#[tokio::test]
async fn a_posting_of_another_amount_is_found() {
    let portal = Portal::demo().await;
    tamper(
        &portal,
        &format!(
            "update ledger_entries e set amount = e.amount + case e.account when 'receivable' then 10 else -10 end
             from ledger_transactions t join declarations d on d.id = t.source_id
             where e.transaction_id = t.id and t.kind = 'declaration' and d.receipt_number = '{RECEIPT}'
               and e.payee_id = (select id from bodies where code = 'FSSS')"
        ),
    )
    .await;
    let found = only_of_p04(&portal).await;
    assert!(found.contains("on receivable for FSSS") && found.contains("on payable for FSSS"), "{found}");
}

#[tokio::test]
async fn a_row_that_says_something_else_than_its_document_is_found() {
    let portal = Portal::demo().await;
    tamper(
        &portal,
        &format!(
            "update declarations set persons = persons + 1, due_on = due_on + 1, missing_note = 'Rien'
             where receipt_number = '{RECEIPT}'"
        ),
    )
    .await;
    let found = only_of_p04(&portal).await;
    for name in ["persons", "due_on", "missing_note"] {
        assert!(found.contains(&format!("its {name} is kept as")), "{found}");
    }
    let portal = Portal::demo().await;
    let of = format!("(select id from declarations where receipt_number = '{RECEIPT}')");
    tamper(&portal, &format!("delete from declaration_documents where declaration_id = {of}")).await;
    assert!(only_of_p04(&portal).await.contains("is not there"));
}

/// A correction stands on what earlier declarations froze: rewriting one of them is found in both.
#[tokio::test]
async fn a_correction_is_computed_again_from_the_declaration_that_it_corrects() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let correction = [("100003", "P04", "-655.40", "-9.83", "heures saisies deux fois")];
    let statement = treasurer.send_file(P05, "avec.csv", &with_corrections(20, &correction)).await;
    let statement = statement.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    treasurer.declare(P05).await;
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    rewrite(&portal, |document| {
        let lines = document["statements"][0]["lines"].as_array_mut().unwrap();
        let line = lines.iter_mut().find(|line| line["employee"] == "100003").unwrap();
        line["salary_paid"] = Value::from("400.00");
    })
    .await;
    let found = discrepancies(&portal).await.join("\n");
    assert!(found.contains("412-2025-26-P05-1: computed again, its bytes differ"), "{found}");
}

#[tokio::test]
async fn a_declaration_of_nobody_and_one_that_completes_another_are_computed_again() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    let key = page.field("key");
    let form = [("key", key.as_str()), ("seen_total", "0.00"), ("attest", "1"), ("missing_note", "Grève.")];
    treasurer.post(&format!("{P05}/declaration"), &form).await.leads_to("/declarations/");
    let statement = treasurer.send_file(P05, "un.csv", &small_statement(8)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    let (key, total) = (page.field("key"), page.field("seen_total"));
    let form = [("key", key.as_str()), ("seen_total", &total), ("attest", "1"), ("missing_note", "Grève.")];
    treasurer.post(&format!("{P05}/declaration"), &form).await.leads_to("/declarations/");
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}
