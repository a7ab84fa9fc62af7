//! Double entry that PostgreSQL keeps: balanced or nothing, never rewritten; and a verification
//! that finds what was changed behind it.

use quittance::access::Role;
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;

use crate::portal::{P05, Portal};

/// A reversal posted by the application role, as a finance officer, entry by entry.
async fn post(portal: &Portal, stated: i32, entries: &[(&str, &str)]) -> quittance::db::Result<()> {
    let (finance, union) = (portal.db_actor(Role::FinanceOfficer, "").await, portal.db_union("412").await);
    let mut scoped = portal.db_scoped(&finance).await;
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into ledger_transactions (union_id, id, kind, source_id, posted_at, posted_by, entries)
         values ($1, $2, 'reversal', $2, now(), app_actor(), $3)",
    )
    .bind(union)
    .bind(id)
    .bind(stated)
    .execute(scoped.conn())
    .await?;
    for (seq, (account, amount)) in (1..).zip(entries) {
        sqlx::query(
            "insert into ledger_entries (union_id, transaction_id, seq, account, amount)
             values ($1, $2, $3, $4, $5::numeric)",
        )
        .bind(union)
        .bind(id)
        .bind(seq)
        .bind(account)
        .bind(amount)
        .execute(scoped.conn())
        .await?;
    }
    scoped.commit().await
}

#[tokio::test]
async fn a_transaction_that_does_not_sum_to_zero_does_not_commit() {
    let portal = Portal::demo().await;
    let before = portal.db_count("select count(*) from ledger_entries").await;
    for (stated, entries) in [(1, &[("bank", "10.00")][..]), (2, &[("bank", "10.00"), ("credit", "-9.99")])] {
        let refused = post(&portal, stated, entries).await.unwrap_err();
        assert_eq!(refused.constraint(), Some("ledger_sums_to_zero"), "{refused}");
    }
    assert_eq!(portal.db_count("select count(*) from ledger_entries").await, before);
    post(&portal, 2, &[("bank", "10.00"), ("credit", "-10.00")]).await.unwrap();
    assert_eq!(portal.db_count("select count(*) from ledger_entries").await, before + 2);
}

#[tokio::test]
async fn a_transaction_that_is_not_whole_does_not_commit() {
    let portal = Portal::demo().await;
    for (stated, entries) in [(2, &[][..]), (3, &[("bank", "10.00"), ("credit", "-10.00")])] {
        let refused = post(&portal, stated, entries).await.unwrap_err();
        assert_eq!(refused.constraint(), Some("ledger_transaction_is_whole"), "{refused}");
    }
}

#[tokio::test]
async fn more_credit_than_a_union_has_is_not_used() {
    let portal = Portal::demo().await;
    let refused = post(&portal, 2, &[("bank", "-10.00"), ("credit", "10.00")]).await.unwrap_err();
    assert_eq!(refused.constraint(), Some("ledger_credit_is_not_overdrawn"), "{refused}");
}

#[tokio::test]
async fn entries_added_later_to_a_transaction_do_not_commit_even_when_they_balance() {
    let portal = Portal::demo().await;
    let finance = portal.db_actor(Role::FinanceOfficer, "").await;
    for (amounts, constraint) in
        [("(99, 0.01)", "ledger_sums_to_zero"), ("(98, 5), (99, -5)", "ledger_transaction_is_whole")]
    {
        let mut scoped = portal.db_scoped(&finance).await;
        let sql = format!(
            "insert into ledger_entries (union_id, transaction_id, seq, account, amount)
             select t.union_id, t.id, v.seq, 'bank', v.amount
             from (select * from ledger_transactions limit 1) t, (values {amounts}) v (seq, amount)"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(scoped.conn()).await.unwrap();
        assert_eq!(scoped.commit().await.unwrap_err().constraint(), Some(constraint));
    }
}

#[tokio::test]
async fn a_fraction_of_a_cent_or_a_zero_is_no_entry() {
    let portal = Portal::demo().await;
    for amount in ["0.001", "0.00"] {
        let refused = post(&portal, 1, &[("bank", amount)]).await.unwrap_err();
        assert_eq!(refused.constraint(), Some("ledger_entry_is_cents"), "{amount}");
    }
}

#[tokio::test]
async fn what_was_posted_declared_or_received_is_never_changed_nor_removed() {
    let portal = Portal::demo().await;
    let finance = portal.db_actor(Role::FinanceOfficer, "").await;
    for table in [
        "ledger_transactions",
        "ledger_entries",
        "declarations",
        "declaration_levies",
        "declaration_documents",
        "money_received",
        "payment_allocations",
        "statement_files",
        "statement_lines",
        "levies",
    ] {
        let column = first_column(&portal, table).await;
        let update = format!("update {table} set {column} = {column}");
        for sql in [update, format!("delete from {table}"), format!("truncate {table}")] {
            let mut scoped = portal.db_scoped(&finance).await;
            let refused = scoped.conn().execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
            assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
            if !sql.starts_with("truncate") {
                let refused = portal.db_owner().execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
                assert!(refused.to_string().contains("append only"), "{sql}: {refused}");
            }
        }
    }
    for table in ["ledger_entries", "ledger_transactions", "declarations"] {
        let sql = format!("truncate {table} cascade");
        let refused = portal.db_owner().execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
        assert!(refused.to_string().contains("append only"), "{sql}: {refused}");
    }
}

async fn first_column(portal: &Portal, table: &str) -> String {
    sqlx::query_scalar(
        "select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum limit 1",
    )
    .bind(table)
    .fetch_one(portal.db_owner())
    .await
    .unwrap()
}

#[tokio::test]
async fn a_year_and_more_of_history_has_no_discrepancy() {
    let portal = Portal::demo().await;
    assert!(
        portal.db_count("select count(*) from ledger_entries").await > 500,
        "there is something to verify"
    );
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn every_planted_mismatch_is_found() {
    let portal = Portal::demo().await;
    let plants = [
        (
            "update ledger_entries set amount = amount + 0.01 where ctid = (select ctid from ledger_entries
              where account = 'receivable' limit 1)",
            "transaction ",
        ),
        (
            "update balances set declared = declared + 2 where ctid = (select ctid from balances limit 1)",
            "balance of ",
        ),
        (
            "update balances set paid = paid - 3 where ctid = (select ctid from balances limit 1)",
            "balance of ",
        ),
        (
            "update declarations set total = total + 1 where ctid = (select ctid from declarations limit 1)",
            "declaration ",
        ),
        (
            "update declaration_levies set amount = amount - 1 where ctid = (select ctid from declaration_levies limit 1)",
            "declaration ",
        ),
        (
            "delete from declaration_levies where declaration_id = (select id from declarations limit 1)",
            "declaration ",
        ),
        (
            "update money_received set amount = amount + 5 where ctid = (select ctid from money_received limit 1)",
            "money received ",
        ),
        (
            "delete from payment_allocations where ctid = (select ctid from payment_allocations limit 1)",
            "money received ",
        ),
        (
            "delete from ledger_entries where transaction_id = (select id from ledger_transactions where kind = 'payment' limit 1)",
            "money received ",
        ),
        (
            "delete from ledger_entries where transaction_id = (select id from ledger_transactions where kind = 'declaration' limit 1)",
            "declaration ",
        ),
    ];
    let mut known: Vec<String> = Vec::new();
    for (plant, expected) in plants {
        let mut tx = portal.db_owner().begin().await.unwrap();
        tx.execute("set local session_replication_role = replica").await.unwrap();
        assert!(tx.execute(plant).await.unwrap().rows_affected() > 0, "{plant}");
        tx.commit().await.unwrap();
        let found = portal.db_discrepancies().await;
        // The plants before it are still there: this one must add a line of its own.
        let new = found.iter().any(|line| line.starts_with(expected) && !known.contains(line));
        assert!(new, "{plant}: {found:?}");
        known = found;
    }
}

#[tokio::test]
async fn the_auditor_reads_the_entries_behind_an_amount_and_they_balance() {
    let portal = Portal::demo().await;
    let receipt = portal.treasurer().await.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let union = portal.db_union("412").await;
    let page = portal.auditor().await.get(&format!("/syndicats/{union}{receipt}")).await.is(200);
    let page = page.shows("7\u{a0}643,53\u{a0}$");
    assert!(
        page.words().matches("7\u{a0}643,53\u{a0}$").count() >= 3,
        "total, debits and credits: {}",
        page.words()
    );
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}
