//! Right after a first large statement came PostgreSQL knows nothing of its rows yet, and plans as if they
//! were a few. Neither a page nor the register may then look at everybody for each of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;
use quittance::access::Role;
use quittance::db::{BY_HASH, Scoped};
use quittance::members::store::duplicates::PROPOSALS;
use quittance::members::store::latest::CHANGE;
use quittance::members::store::register::REBUILD;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

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
    sqlx::query(AssertSqlSafe(end)).execute(&mut *owner).await.unwrap();
    loop {
        let left = format!("select count(*) {OTHERS}");
        let left: i64 = sqlx::query_scalar(AssertSqlSafe(left)).fetch_one(&mut *owner).await.unwrap();
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

/// Pairs of rows that a plan joined in vain, as PostgreSQL plans when it takes the people just stored for
/// a few.
async fn compared(scoped: &mut Scoped, explain: impl AsyncFnOnce(&mut Scoped) -> Vec<String>) -> usize {
    for setting in ["enable_hashjoin", "enable_mergejoin"] {
        let sql = AssertSqlSafe(format!("set local {setting} = off"));
        sqlx::query(sql).execute(scoped.conn()).await.unwrap();
    }
    let plan = explain(scoped).await;
    let removed =
        |line: &String| line.split_once("Rows Removed by Join Filter: ")?.1.trim().parse::<usize>().ok();
    assert!(plan.len() > 3, "{plan:?}");
    plan.iter().filter_map(removed).sum()
}

async fn people_of(scoped: &mut Scoped, union: Uuid) -> usize {
    let people: i64 = sqlx::query_scalar("select count(*) from members where union_id = $1")
        .bind(union)
        .fetch_one(scoped.conn())
        .await
        .unwrap();
    usize::try_from(people).unwrap()
}

#[tokio::test]
async fn looking_for_duplicates_compares_nobody_with_everybody_whatever_is_known_of_the_people() {
    let portal = Portal::demo().await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let union = portal.db_union("412").await;
    let mut scoped = portal.db_scoped(&actor).await;
    let compared = compared(&mut scoped, async |scoped| {
        let sql = AssertSqlSafe(format!("explain (analyze, timing off) {PROPOSALS}"));
        sqlx::query_scalar(sql).bind(union).fetch_all(scoped.conn()).await.unwrap()
    });
    let compared = compared.await;
    let people = people_of(&mut scoped, union).await;
    assert!(people > 200 && compared < 10 * people, "{compared} of {people} people");
}

#[tokio::test]
async fn working_the_register_out_again_compares_nobody_with_everybody_either() {
    let portal = Portal::demo().await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let union = portal.db_union("412").await;
    let employer = portal.db_employers("412").await[0];
    let mut scoped = portal.db_scoped(&actor).await;
    let in_force: Vec<(Uuid, i16, i16)> = sqlx::query_as(
        "select id, fiscal_year, period from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded'",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await
    .unwrap();
    let compared = compared(&mut scoped, async |scoped| {
        let sql = AssertSqlSafe(format!("explain (analyze, timing off) {REBUILD}"));
        sqlx::query_scalar(sql)
            .bind(union)
            .bind(employer)
            .bind(in_force.iter().map(|one| one.0).collect::<Vec<_>>())
            .bind(in_force.iter().map(|one| one.1).collect::<Vec<_>>())
            .bind(in_force.iter().map(|one| one.2).collect::<Vec<_>>())
            .bind(vec![None::<NaiveDate>; in_force.len()])
            .bind(vec![None::<NaiveDate>; in_force.len()])
            .bind(None::<Uuid>)
            .fetch_all(scoped.conn())
            .await
            .unwrap()
    });
    let compared = compared.await;
    let people = people_of(&mut scoped, union).await;
    // Each line with the statements in force at most.
    let lines = people * in_force.len();
    assert!(people > 200 && compared < lines * in_force.len(), "{compared} of {people} people");
}

#[tokio::test]
async fn bringing_the_register_up_to_a_statement_compares_no_line_with_everybody() {
    let portal = Portal::demo().await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let union = portal.db_union("412").await;
    let employer = portal.db_employers("412").await[0];
    let mut scoped = portal.db_scoped(&actor).await;
    let table = "create temporary table incoming_lines (like statement_lines, member_id uuid, search text)";
    sqlx::query(table).execute(scoped.conn()).await.unwrap();
    let p04: Uuid = sqlx::query_scalar(
        "select id from statements where union_id = $1 and fiscal_year = 2025 and period = 4 and state = 'declared'",
    )
    .bind(union)
    .fetch_one(scoped.conn())
    .await
    .unwrap();
    sqlx::query(
        "insert into incoming_lines select l.*, null, '' from statement_lines l
         where union_id = $1 and fiscal_year = 2025 and statement_id = $2",
    )
    .bind(union)
    .bind(p04)
    .execute(scoped.conn())
    .await
    .unwrap();
    sqlx::query(BY_HASH).execute(scoped.conn()).await.unwrap();
    let sql = AssertSqlSafe(format!("explain (analyze, timing off) {CHANGE}"));
    let plan: Vec<String> = sqlx::query_scalar(sql)
        .bind(union)
        .bind(p04)
        .bind(None::<NaiveDate>)
        .bind(None::<NaiveDate>)
        .bind(2025i16)
        .bind(4i16)
        .bind((1..=300).collect::<Vec<i32>>())
        .bind(employer)
        .fetch_all(scoped.conn())
        .await
        .unwrap();
    assert!(plan.iter().any(|line| line.contains("Hash Join") || line.contains("Merge Join")), "{plan:#?}");
    assert!(!plan.iter().any(|line| line.contains("Rows Removed by Join Filter")), "{plan:#?}");
}

#[tokio::test]
async fn notes_follow_to_a_new_version_without_looking_at_every_finding_for_each() {
    const NOTED: i64 = 1_000;
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let made = made_statement(1_000, |_| true);
    // The same lines each time, in a file that is another by its end.
    let send = async |ends: usize| {
        let bytes = [&made[..], &b"\n".repeat(ends)[..]].concat();
        let before = rows_read(&portal).await;
        let sent = treasurer.send_file(P05, "releve.csv", &bytes).await.leads_to("/releves/");
        (sent, rows_read(&portal).await - before)
    };
    send(0).await;
    let (second, without) = send(1).await;
    treasurer.post(&second, &[("group", "V39"), ("note", "Vu avec la paie.")]).await.leads_to(&second);
    let (_, with) = send(2).await;
    let carried = "select count(*) from statement_findings where carried_from is not null";
    assert_eq!(portal.db_count(carried).await, NOTED);
    // A few rows for each and never all: the statements, few here, may be read whole.
    assert!(with - without < 300 * NOTED, "{with} rows, {without} when nothing was noted");
}
