//! The journal: every act writes in it, nothing is taken out of it, and five ways of tampering with
//! it are found.

use quittance::access::{Actor, Role};
use quittance::audit::{Action, Broken, Canonical, Event, Head, chain, instant};
use quittance::{audit, demo};
use sqlx::{AssertSqlSafe, Executor, Row as _};
use uuid::Uuid;

use crate::files::without_sins;
use crate::portal::{P05, Portal, new_key, sample};

/// As a superuser who knows the schema: triggers do not stop one.
async fn tamper(portal: &Portal, sql: &str) {
    let mut tx = portal.db_owner().begin().await.unwrap();
    tx.execute("set local session_replication_role = replica").await.unwrap();
    tx.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    tx.commit().await.unwrap();
}

/// The canonical bytes and hash of an entry as the tamperer would compute them.
async fn forge(portal: &Portal, seq: i64, subject: &str) -> (Vec<u8>, Vec<u8>) {
    let row = sqlx::query("select * from journal where seq = $1")
        .bind(seq)
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
    let before: Vec<u8> = sqlx::query_scalar("select hash from journal where seq = $1 - 1")
        .bind(seq)
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
    let bytes = Canonical {
        seq,
        at: instant(row.get("at")),
        actor: row.get("actor_id"),
        role: row.get("role"),
        union: row.get("union_id"),
        action: row.get("action"),
        subject,
        outcome: row.get("outcome"),
        request: row.get("request_id"),
    }
    .bytes();
    let hash = chain(&before, &bytes).to_vec();
    (bytes, hash)
}

#[tokio::test]
async fn an_untouched_journal_verifies_and_ends_at_its_head() {
    let portal = Portal::demo().await;
    let head = portal.db_head().await;
    assert!(head.seq > 200, "the demonstration's acts are journaled");
    assert_eq!(portal.db_verify(None).await, Ok(head.clone()));
    assert_eq!(portal.db_verify(Some(&head)).await, Ok(head.clone()));
    assert_eq!(head.to_string().parse::<Head>(), Ok(head));
}

#[tokio::test]
async fn the_page_reads_the_last_entries_again_and_the_command_all_of_them() {
    let portal = Portal::demo().await;
    let head = portal.db_head().await;
    let last = async |count: i64| {
        audit::store::verify_last(&mut portal.db_scoped(&Actor::Operator).await, count).await.unwrap()
    };
    assert_eq!(last(20).await, Ok(head.clone()));
    assert_eq!(last(head.seq + 1).await, Ok(head.clone()));
    tamper(&portal, "update journal set subject = 'autre chose' where seq = 50").await;
    assert_eq!(last(20).await, Ok(head.clone()), "what is before the last twenty is not read again");
    assert_eq!(last(head.seq).await, Err(Broken::Edited(50)));
    tamper(&portal, &format!("update journal set subject = 'autre chose' where seq = {}", head.seq - 5))
        .await;
    assert_eq!(last(20).await, Err(Broken::Edited(head.seq - 5)));
}

#[tokio::test]
async fn an_edited_entry_is_found() {
    let portal = Portal::demo().await;
    tamper(&portal, "update journal set subject = 'autre chose' where seq = 50").await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Edited(50)));
}

#[tokio::test]
async fn an_entry_edited_with_its_bytes_and_its_own_hash_recomputed_is_found() {
    let portal = Portal::demo().await;
    let (bytes, hash) = forge(&portal, 50, "autre chose").await;
    let (bytes, hash) = (hex::encode(bytes), hex::encode(hash));
    tamper(
        &portal,
        &format!("update journal set subject = 'autre chose', canonical = '\\x{bytes}' where seq = 50"),
    )
    .await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Chain(50)));
    tamper(&portal, &format!("update journal set hash = '\\x{hash}' where seq = 50")).await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Chain(51)));
}

#[tokio::test]
async fn a_deleted_entry_is_found_even_when_the_rest_is_renumbered() {
    let portal = Portal::demo().await;
    tamper(&portal, "delete from journal where seq = 50").await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Gap(50)));
    tamper(
        &portal,
        "update journal set seq = -seq where seq > 50; update journal set seq = -seq - 1 where seq < 0",
    )
    .await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Edited(50)));
}

#[tokio::test]
async fn an_inserted_entry_is_found() {
    let portal = Portal::demo().await;
    tamper(
        &portal,
        "update journal set seq = -seq where seq >= 50; update journal set seq = -seq + 1 where seq < 0;
         insert into journal select 50, at, actor_id, role, union_id, action, subject, outcome, request_id, canonical, hash
         from journal where seq = 49",
    )
    .await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Edited(50)));
}

#[tokio::test]
async fn an_entry_added_at_the_end_without_the_head_is_found() {
    let portal = Portal::demo().await;
    let end = portal.db_head().await.seq;
    tamper(
        &portal,
        "insert into journal select seq + 1, at, actor_id, role, union_id, action, subject, outcome, request_id,
             canonical, hash from journal order by seq desc limit 1",
    )
    .await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Edited(end + 1)));
}

#[tokio::test]
async fn two_entries_that_changed_places_are_found() {
    let portal = Portal::demo().await;
    tamper(
        &portal,
        "update journal set seq = -1 where seq = 50; update journal set seq = 50 where seq = 51;
         update journal set seq = 51 where seq = -1",
    )
    .await;
    assert_eq!(portal.db_verify(None).await, Err(Broken::Edited(50)));
}

#[tokio::test]
async fn a_cut_tail_is_found_by_the_head_that_was_kept_outside() {
    let portal = Portal::demo().await;
    let kept = portal.db_head().await;
    tamper(&portal, "delete from journal where seq > (select max(seq) - 3 from journal)").await;
    assert!(matches!(portal.db_verify(None).await, Err(Broken::Head { .. })));
    // A tamperer who also moves the head back is found only by who kept it.
    tamper(
        &portal,
        "update journal_head set seq = j.seq, hash = j.hash from (select seq, hash from journal order by seq desc limit 1) j",
    )
    .await;
    assert!(portal.db_verify(None).await.is_ok());
    assert_eq!(portal.db_verify(Some(&kept)).await, Err(Broken::Anchor(kept.to_string())));
}

#[tokio::test]
async fn the_auditors_page_says_that_the_chain_holds_and_then_that_it_does_not() {
    let portal = Portal::demo().await;
    let auditor = portal.auditor().await;
    let sound = auditor.get("/journal").await.is(200);
    let head = portal.db_head().await.to_string();
    assert!(sound.says(&head), "{}", sound.words());
    tamper(&portal, "update journal set outcome = 'failed' where seq = 50").await;
    let broken = auditor.get("/journal").await.is(200);
    assert!(!sound.says("entry 50") && broken.says("50"), "{}", broken.words());
    assert_ne!(sound.words(), broken.words());
}

#[tokio::test]
async fn the_journal_is_never_changed_cut_or_emptied_by_the_application_nor_by_mistake() {
    let portal = Portal::demo().await;
    for sql in ["update journal set subject = ''", "delete from journal", "truncate journal, journal_head"] {
        let mut scoped = portal.db_scoped(&Actor::Operator).await;
        let refused = sqlx::query(sql).execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
        let refused = portal.db_owner().execute(sql).await.unwrap_err();
        assert!(refused.to_string().contains("append only"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn twenty_acts_at_once_leave_one_chain() {
    let portal = Portal::demo().await;
    let before = portal.db_head().await;
    let auditor = portal.db_actor(Role::FinanceAuditor, "").await;
    let acts = (0..20).map(|n| {
        let (db, auditor) = (portal.db.clone(), auditor.clone());
        tokio::spawn(async move {
            let mut scoped = db.scoped(&auditor, &format!("act-{n}")).await.unwrap();
            scoped.record(Event::done(Action::Exported, n));
            scoped.record(Event::failed(Action::Exported, n));
            scoped.commit().await.unwrap();
        })
    });
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap();
    }
    let after = portal.db_verify(Some(&before)).await.expect("one chain that goes on from the one before");
    assert_eq!(after.seq, before.seq + 40);
    assert_eq!(portal.db_count("select count(distinct hash) from journal").await, after.seq);
}

#[tokio::test]
async fn an_act_that_is_rolled_back_leaves_no_event() {
    let portal = Portal::demo().await;
    let before = portal.db_head().await;
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;

    let mut scoped = portal.db_scoped(&treasurer).await;
    scoped.record(Event::done(Action::Exported, "dropped"));
    drop(scoped);
    assert_eq!(portal.db_head().await, before);

    // The journal is written, and then the commit itself fails: neither stays.
    let mut scoped = portal.db_scoped(&treasurer).await;
    let transaction = Uuid::now_v7();
    for sql in [
        "insert into ledger_transactions (union_id, id, kind, source_id, posted_at, posted_by, entries)
         select app_union(), $1, 'credit_applied', id, now(), app_actor(), 1 from declarations limit 1",
        "insert into ledger_entries (union_id, transaction_id, seq, account, amount)
         values (app_union(), $1, 1, 'credit', -10.00)",
    ] {
        sqlx::query(sql).bind(transaction).execute(scoped.conn()).await.unwrap();
    }
    scoped.record(Event::done(Action::Exported, "unbalanced"));
    assert!(scoped.commit().await.is_err());
    assert_eq!(portal.db_head().await, before);
    assert_eq!(portal.db_verify(None).await, Ok(before));
}

#[tokio::test]
async fn every_act_from_sign_in_to_export_writes_its_event() {
    let portal = Portal::demo().await;
    let story = |action: &'static str| async { portal.db_journaled(action, "done").await };
    let acts = [
        "sign-in",
        "statement-received",
        "findings-acknowledged",
        "notes-carried",
        "declaration-filed",
        "payment-initiated",
        "money-received",
        "exported",
        "sign-out",
        "account-closed",
        "account-reopened",
    ];
    let mut before = Vec::new();
    for act in acts {
        before.push(story(act).await);
    }

    portal.visitor().sign_in(demo::ACCOUNTS[0].email, "pas le bon mot de passe").await.is(422);
    portal.visitor().sign_in("personne@nulle-part.example", "pas le bon mot de passe").await.is(422);
    let treasurer = portal.treasurer().await;
    let first = treasurer.send_file(P05, "sans-nas.csv", &without_sins(6)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&first).await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.acknowledge_all(&statement).await;
    let receipt = treasurer.declare(P05).await;
    let payment = treasurer.pay(&receipt).await;
    treasurer.get("/historique.csv").await.is(200);
    treasurer.get(&format!("{statement}/constats.csv")).await.is(200);
    treasurer.get(&format!("{statement}/fichier")).await.is(200);
    treasurer.post("/deconnexion", &[]).await.leads_to("/connexion");
    let finance = portal.finance_officer().await;
    finance.record(&payment, &new_key(), "2025-09-06", "7643.53").await.leads_to("/encaissements/");
    let union = portal.db_union("412").await;
    finance.get(&format!("/syndicats/{union}/historique.csv")).await.is(200);
    let administrator = portal.administrator().await;
    let account = portal.db_actor(Role::FinanceAuditor, "").await.id().unwrap().to_string();
    for active in ["false", "true"] {
        administrator
            .post("/comptes", &[("account", &account), ("active", active)])
            .await
            .leads_to("/comptes");
    }

    let notes = portal
        .db_count(
            "select count(distinct (f.statement_id, rule)) from statement_findings f join statements s on s.id = f.statement_id
        where s.fiscal_year = 2025 and s.period = 5 and f.note is not null and f.carried_from is null",
        )
        .await;
    assert!(notes > 0, "there was something to acknowledge");
    let takers = "select count(distinct statement_id) from statement_findings where carried_from is not null";
    let takers = portal.db_count(takers).await;
    let expected = [3, 2, notes, takers, 1, 1, 1, 4, 1, 1, 1];
    for ((act, before), expected) in acts.iter().zip(before).zip(expected) {
        assert_eq!(portal.db_journaled(act, "done").await, before + expected, "{act}");
    }
    assert_eq!(portal.db_journaled("sign-in", "failed").await, 2);
    assert!(portal.db_verify(None).await.is_ok());
}

#[tokio::test]
async fn an_event_says_who_acted_for_whom_when_and_in_which_request() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let answer = treasurer.get("/historique.csv").await.is(200);
    let row = sqlx::query("select * from journal order by seq desc limit 1")
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    assert_eq!(row.get::<Option<Uuid>, _>("actor_id"), actor.id());
    assert_eq!(row.get::<Option<Uuid>, _>("union_id"), actor.union());
    assert_eq!(row.get::<String, _>("role"), "treasurer");
    assert_eq!(row.get::<String, _>("request_id"), answer.header("x-request-id"));
    assert_eq!(row.get::<chrono::DateTime<chrono::Utc>, _>("at"), demo::story_time());
}

#[tokio::test]
async fn money_recorded_by_finance_is_journaled_for_the_union_it_came_from() {
    let portal = Portal::demo().await;
    let union = portal.db_union("412").await;
    let of_412 = "select count(*) from journal where action = 'money-received' and role = 'finance_officer' and union_id is null";
    assert_eq!(portal.db_count(of_412).await, 0);
    let named: i64 =
        sqlx::query_scalar("select count(*) from journal where action = 'money-received' and union_id = $1")
            .bind(union)
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
    assert_eq!(named, 17, "13 periods of 2024-25 and 4 of 2025-26");
}

#[tokio::test]
async fn a_file_that_is_refused_writes_no_event() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let before = portal.db_head().await;
    treasurer.send_file(P05, "image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await.is(422);
    assert_eq!(portal.db_head().await, before);
    treasurer.send_file(P05, "releve.csv", &sample("P05-releve-cp1252.csv")).await.leads_to("/releves/");
    assert_eq!(portal.db_head().await.seq, before.seq + 1);
}
