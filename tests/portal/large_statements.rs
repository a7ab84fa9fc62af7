//! Every page of a treasurer, right after a first large statement came: PostgreSQL knows nothing of its
//! rows yet and plans as if they were a few. No page may then look at everybody for each of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::files::made_statement;
use crate::portal::{P05, Portal};

const PEOPLE: usize = 1_500;
/// Rows that one page may read for each of them, all its queries together.
const READ_FOR_EACH: i64 = 40;
/// Pages of one shape that are visited: those of other people, lines and findings are alike.
const ALIKE: usize = 2;

#[tokio::test]
async fn no_page_looks_at_everybody_for_each_person_of_a_statement_that_just_came() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // One person in ten has a finding, so that those pages have something to show too.
    let sent = treasurer.send_file(P05, "releve.csv", &made_statement(PEOPLE, |line| line % 10 == 0)).await;
    let statement = sent.leads_to("/releves/");

    let (mut visited, mut shapes) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let mut waiting = VecDeque::from([statement, P05.to_owned(), "/".to_owned(), "/membres".to_owned()]);
    let mut excessive = Vec::new();
    while let Some(path) = waiting.pop_front() {
        if !visited.insert(path.clone()) {
            continue;
        }
        let before = rows_read(&portal).await;
        let page = treasurer.get(&path).await;
        let read = rows_read(&portal).await - before;
        if read > READ_FOR_EACH * i64::try_from(PEOPLE).unwrap() {
            excessive.push(format!("{path}: {read} rows"));
        }
        let elsewhere = ["/static/", "/aide", "/langue"];
        let is_of_data = |link: &String| elsewhere.iter().all(|other| !link.starts_with(other));
        for link in page.links("/").into_iter().filter(is_of_data) {
            let alike = shapes.entry(shape(&link)).or_default();
            *alike += 1;
            if *alike <= ALIKE {
                waiting.push_back(link);
            }
        }
    }
    let kinds = ["/comparaison", "/retenues", "/lignes", "/membres", "/per-capita", "/liberations"];
    for kind in kinds {
        assert!(visited.iter().any(|path| path.contains(kind)), "no page of {kind} among {visited:#?}");
    }
    assert!(excessive.is_empty(), "{excessive:#?}");
}

/// An address without what tells one person, line or period from another.
fn shape(link: &str) -> String {
    let parts = link.split(['/', '?', '&', '=']).map(|part| if has_digit(part) { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn has_digit(part: &str) -> bool {
    part.bytes().any(|b| b.is_ascii_digit())
}

/// Rows and entries of indexes that the portal's queries read until now. A connection counts them when
/// it ends: the portal then opens others.
async fn rows_read(portal: &Portal) -> i64 {
    const OTHERS: &str =
        "from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
        and pid <> pg_backend_pid()";
    let mut owner = portal.db_owner().acquire().await.unwrap();
    let end = format!("select count(pg_terminate_backend(pid)) {OTHERS}");
    sqlx::query(sqlx::AssertSqlSafe(end)).execute(&mut *owner).await.unwrap();
    loop {
        let left = format!("select count(*) {OTHERS}");
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(left)).fetch_one(&mut *owner).await.unwrap();
        if left == 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    sqlx::query_scalar(
        "select ((select sum(seq_tup_read) from pg_stat_user_tables)
               + (select sum(idx_tup_read) from pg_stat_user_indexes))::bigint",
    )
    .fetch_one(&mut *owner)
    .await
    .unwrap()
}
