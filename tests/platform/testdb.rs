//! The test database itself: private to a test, gone afterwards, and honest about roles.

use sqlx::Executor;

use crate::testdb::{APP_ROLE, MIGRATIONS, TestDb};

#[tokio::test]
async fn two_tests_never_see_each_others_rows() {
    let (one, two) = (TestDb::new().await, TestDb::new().await);
    one.owner_pool().execute("create table mine (n int)").await.expect("made");
    let seen: Option<String> = sqlx::query_scalar("select to_regclass('mine')::text")
        .fetch_one(two.owner_pool())
        .await
        .expect("an answer");
    assert_eq!(seen, None);
}

#[tokio::test]
async fn the_application_pool_is_the_application_role_and_owns_nothing() {
    let db = TestDb::new().await;
    let role: String =
        sqlx::query_scalar("select current_user::text").fetch_one(db.app_pool()).await.expect("a role");
    assert_eq!(role, APP_ROLE);
    assert!(db.app_pool().execute("create table public.mine (n int)").await.is_err());
    assert!(db.app_pool().execute("drop table sessions").await.is_err());
    assert!(db.app_pool().execute("truncate sessions").await.is_err());
}

#[tokio::test]
async fn every_migration_has_run() {
    let db = TestDb::new().await;
    let run: Vec<i64> = sqlx::query_scalar("select version from _sqlx_migrations order by version")
        .fetch_all(db.owner_pool())
        .await
        .expect("the list");
    assert_eq!(run, MIGRATIONS.iter().map(|migration| migration.version).collect::<Vec<_>>());
    assert!(!run.is_empty());
}

#[tokio::test]
async fn a_test_that_is_over_leaves_no_database_even_when_it_panicked() {
    let watch = TestDb::new().await;
    let url = tokio::spawn(async {
        let db = TestDb::new().await;
        let name: String = sqlx::query_scalar("select current_database()::text")
            .fetch_one(db.owner_pool())
            .await
            .expect("its name");
        std::panic::panic_any(name);
    });
    let name = *url.await.expect_err("it panicked").into_panic().downcast::<String>().expect("the name");
    let left: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(watch.owner_pool())
        .await
        .expect("an answer");
    assert!(!left, "{name} is still there");
}
