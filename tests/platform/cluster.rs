//! The private cluster: made once, joined by others, stopped by the last to leave.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::str::FromStr;

use quittance::cluster::{Cluster, ClusterError, Options, exists};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Whoever the server runs as must get through.
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("ours");
    folder
}

async fn connect(url: &str) -> sqlx::Result<PgConnection> {
    PgConnectOptions::from_str(url)?.connect().await
}

async fn query(url: &str, sql: &'static str) -> String {
    let mut connection = connect(url).await.expect("the cluster answers");
    let answer = sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("a value");
    connection.close().await.expect("closed");
    answer
}

/// Read by the server's own file: the process whose number it holds is there or not.
fn runs(dir: &Path) -> bool {
    dir.join("data/postmaster.pid").exists()
}

#[tokio::test]
async fn a_cluster_is_made_keeps_what_was_written_and_is_stopped_at_the_end() {
    let folder = folder();
    let dir = folder.path().join("pg");
    assert!(!exists(&dir));
    let cluster = Cluster::start(&dir, Options::default()).expect("made");
    assert!(exists(&dir) && runs(&dir));
    let mut connection = connect(&cluster.url("postgres")).await.expect("it answers");
    connection
        .execute("create table kept (word text); insert into kept values ('gardé')")
        .await
        .expect("written");
    drop(connection);
    cluster.stop().expect("stopped");
    assert!(!runs(&dir));
    let again = Cluster::start(&dir, Options::default()).expect("started again");
    assert_eq!(query(&again.url("postgres"), "select word from kept").await, "gardé");
}

#[tokio::test]
async fn nothing_listens_on_the_network_and_the_folder_is_closed_to_others() {
    let folder = folder();
    let dir = folder.path().join("pg");
    let cluster = Cluster::start(&dir, Options::default()).expect("made");
    let url = cluster.url("postgres");
    assert_eq!(query(&url, "select current_setting('listen_addresses')").await, "");
    assert_eq!(query(&url, "select current_setting('fsync')").await, "on");
    assert_eq!(query(&url, "select current_setting('data_checksums')").await, "on");
    let mode = std::fs::metadata(&dir).expect("there").permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[tokio::test]
async fn eight_that_start_it_at_once_get_one_cluster_and_the_last_to_leave_stops_it() {
    let folder = folder();
    let dir = folder.path().join("pg");
    let together: Vec<_> = (0..8)
        .map(|_| {
            let dir = dir.clone();
            std::thread::spawn(move || Cluster::start(&dir, Options::default()).expect("started or joined"))
        })
        .collect();
    let clusters: Vec<Cluster> = together.into_iter().map(|one| one.join().expect("no panic")).collect();
    let url = clusters[0].url("postgres");
    let mut started: Vec<String> = Vec::new();
    for cluster in &clusters {
        started.push(query(&cluster.url("postgres"), "select pg_postmaster_start_time()::text").await);
    }
    started.dedup();
    assert_eq!(started.len(), 1, "more than one server was started: {started:?}");
    let mut clusters = clusters;
    let last = clusters.pop().expect("eight");
    drop(clusters);
    assert_eq!(query(&url, "select 'still here'").await, "still here");
    drop(last);
    assert!(!runs(&dir));
}

#[tokio::test]
async fn a_cluster_that_was_running_is_joined_and_left_running() {
    let folder = folder();
    let dir = folder.path().join("pg");
    let first = Cluster::start(&dir, Options::default()).expect("made");
    let joined = Cluster::start(&dir, Options::default()).expect("joined");
    joined.stop().expect("leaving is not stopping");
    assert_eq!(query(&first.url("postgres"), "select 'still here'").await, "still here");
    first.stop().expect("stopped");
    assert!(!runs(&dir));
}

#[tokio::test]
async fn what_was_committed_before_the_server_was_killed_is_there_after_the_next_start() {
    let folder = folder();
    let dir = folder.path().join("pg");
    let cluster = Cluster::start(&dir, Options::default()).expect("made");
    let mut connection = connect(&cluster.url("postgres")).await.expect("it answers");
    connection
        .execute("create table kept (word text); insert into kept values ('gardé')")
        .await
        .expect("written");
    let pid_file = std::fs::read_to_string(dir.join("data/postmaster.pid")).expect("it runs");
    let pid = pid_file.lines().next().expect("its number");
    let killed = Command::new("kill").args(["-KILL", pid]).status().expect("kill runs");
    assert!(killed.success());
    // Whoever used it is still there: its server may live where we cannot look.
    let refused = Cluster::start(&dir, Options::default()).expect_err("used by another");
    assert!(matches!(refused, ClusterError::UsedElsewhere { .. }), "{refused}");
    drop(cluster);
    let again = Cluster::start(&dir, Options::default()).expect("started again at once");
    assert_eq!(query(&again.url("postgres"), "select word from kept").await, "gardé");
}

#[tokio::test]
async fn a_server_that_was_killed_is_started_again_over_its_stale_pid_file() {
    let folder = folder();
    let dir = folder.path().join("pg");
    drop(Cluster::start(&dir, Options::default()).expect("made"));
    // What a restarted container finds: the file of a dead server, whose number is ours by now.
    let stale =
        format!("{}\n{}\n0\n5432\n{}\n\n0 0\nready   \n", std::process::id(), dir.display(), dir.display());
    std::fs::write(dir.join("data/postmaster.pid"), stale).expect("written");
    let cluster = Cluster::start(&dir, Options::default()).expect("started over it");
    assert_eq!(query(&cluster.url("postgres"), "select 'here'").await, "here");
}

#[tokio::test]
async fn a_folder_with_a_long_path_a_space_and_an_accent_works() {
    let folder = folder();
    let dir =
        folder.path().join("fédération des travailleurs ' et travailleuses").join("x".repeat(60)).join("pg");
    let cluster = Cluster::start(&dir, Options::default()).expect("made");
    assert_eq!(query(&cluster.url("postgres"), "select 'here'").await, "here");
    let short = folder.path().join("d'été 100%");
    let cluster = Cluster::start(&short, Options::default()).expect("made");
    assert_eq!(query(&cluster.url("postgres"), "select 'here'").await, "here");
}

#[tokio::test]
async fn where_user_namespaces_are_refused_it_runs_as_another_user_and_back() {
    let folder = folder();
    let dir = folder.path().join("pg");
    for user_namespace in [false, true, false] {
        let options = Options { user_namespace, ..Options::default() };
        let cluster = Cluster::start(&dir, options).expect("started");
        assert_eq!(query(&cluster.url("postgres"), "select 'here'").await, "here", "{user_namespace}");
        cluster.stop().expect("stopped");
    }
}
