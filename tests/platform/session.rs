//! Sessions: what is stored, who ends them, and that an ended one stays ended.

use std::collections::HashMap;

use quittance::web::session::{ACCOUNT_KEY, PgStore, end_all};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::{ExpiredDeletion, SessionStore};
use uuid::Uuid;

use crate::testdb::TestDb;

fn record(account: Option<Uuid>, lives: Duration) -> Record {
    let mut data = HashMap::from([("visits".to_owned(), json!(1))]);
    data.extend(account.map(|id| (ACCOUNT_KEY.to_owned(), json!(id))));
    Record { id: Id::default(), data, expiry_date: OffsetDateTime::now_utc() + lives }
}

async fn db_count(db: &TestDb) -> i64 {
    sqlx::query_scalar("select count(*) from sessions").fetch_one(db.owner_pool()).await.expect("a count")
}

#[tokio::test]
async fn a_session_is_read_back_as_written_by_the_application_role() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let mut session = record(None, Duration::hours(1));
    store.create(&mut session).await.expect("created");
    let read = store.load(&session.id).await.expect("no error").expect("there");
    assert_eq!((read.id, &read.data), (session.id, &session.data));
    assert!((read.expiry_date - session.expiry_date).abs() < Duration::milliseconds(1));
    session.data.insert("visits".into(), json!(2));
    store.save(&session).await.expect("saved");
    assert_eq!(store.load(&session.id).await.expect("no error").expect("there").data["visits"], 2);
}

#[tokio::test]
async fn the_table_holds_no_usable_cookie() {
    let db = TestDb::new().await;
    let mut session = record(Some(Uuid::from_u128(7)), Duration::hours(1));
    PgStore::new(db.app_pool().clone()).create(&mut session).await.expect("created");
    let dump: String = sqlx::query_scalar("select sessions::text from sessions")
        .fetch_one(db.owner_pool())
        .await
        .expect("one row");
    let cookie = session.id.to_string();
    for secret in [cookie, hex::encode(session.id.0.to_le_bytes()), hex::encode(session.id.0.to_be_bytes())] {
        assert!(!dump.contains(&secret), "{secret} is in {dump}");
    }
}

#[tokio::test]
async fn a_session_ended_elsewhere_is_not_brought_back_by_a_request_that_was_running() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let mut session = record(None, Duration::hours(1));
    store.create(&mut session).await.expect("created");
    store.delete(&session.id).await.expect("deleted");
    store.save(&session).await.expect("saving what is gone is not an error");
    assert_eq!(store.load(&session.id).await.expect("no error"), None);
    assert_eq!(db_count(&db).await, 0);
}

#[tokio::test]
async fn an_expired_session_is_not_loaded_and_is_swept_while_others_stay() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let (mut old, mut new) = (record(None, Duration::seconds(-1)), record(None, Duration::hours(1)));
    store.create(&mut old).await.expect("created");
    store.create(&mut new).await.expect("created");
    assert_eq!(store.load(&old.id).await.expect("no error"), None);
    assert_eq!(db_count(&db).await, 2);
    store.delete_expired().await.expect("swept");
    assert_eq!(db_count(&db).await, 1);
    assert!(store.load(&new.id).await.expect("no error").is_some());
}

#[tokio::test]
async fn an_id_that_is_taken_is_replaced_and_the_other_session_is_untouched() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let mut first = record(Some(Uuid::from_u128(1)), Duration::hours(1));
    store.create(&mut first).await.expect("created");
    let mut second = Record { id: first.id, ..record(None, Duration::hours(1)) };
    store.create(&mut second).await.expect("created under another id");
    assert_ne!(first.id, second.id);
    assert_eq!(store.load(&first.id).await.expect("no error").expect("there").data, first.data);
}

#[tokio::test]
async fn ending_all_sessions_of_an_account_spares_other_accounts_and_the_one_asking() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let (mine, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut sessions = [mine, mine, mine, other].map(|account| record(Some(account), Duration::hours(1)));
    for session in &mut sessions {
        store.create(session).await.expect("created");
    }
    let there = async |at: usize| store.load(&sessions[at].id).await.expect("no error").is_some();
    assert_eq!(end_all(db.app_pool(), mine, Some(&sessions[0].id)).await.expect("ended"), 2);
    assert_eq!([there(0).await, there(1).await, there(2).await, there(3).await], [true, false, false, true]);
    assert_eq!(end_all(db.app_pool(), mine, None).await.expect("ended"), 1);
    assert_eq!([there(0).await, there(3).await], [false, true]);
}

#[tokio::test]
async fn a_session_takes_its_account_at_login_and_loses_it_at_logout() {
    let db = TestDb::new().await;
    let store = PgStore::new(db.app_pool().clone());
    let account = Uuid::from_u128(9);
    let mut session = record(None, Duration::hours(1));
    store.create(&mut session).await.expect("created");
    session.data.insert(ACCOUNT_KEY.into(), json!(account));
    store.save(&session).await.expect("saved");
    let column = async || -> Option<Uuid> {
        sqlx::query_scalar("select account_id from sessions")
            .fetch_one(db.owner_pool())
            .await
            .expect("one row")
    };
    assert_eq!(column().await, Some(account));
    session.data.remove(ACCOUNT_KEY);
    store.save(&session).await.expect("saved");
    assert_eq!(column().await, None);
    session.data.insert(ACCOUNT_KEY.into(), json!("not an account"));
    assert!(store.save(&session).await.is_err(), "a session that nobody could end");
}
