//! A database of its own for every test, in about 50 ms.
//!
//! The first test to run starts a throw-away cluster in `target/testpg` (left running for the next
//! run) and makes a template from the migrations; every test copies it. Processes take turns by an
//! advisory lock, so it works under `cargo test` and `cargo nextest` alike. `TEST_DATABASE_URL`
//! names another server to use, as a role that may create databases and roles.

#![allow(dead_code, reason = "each test binary uses some of it")]

use std::path::Path;
use std::str::FromStr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use quittance::clock::Clock;
use quittance::cluster::{Cluster, Options};
use quittance::db::Db;
use quittance::demo;
use quittance::secrets::{Keys, MasterKey};
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool};
use tokio::sync::OnceCell;

/// The schema under test.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
/// The role requests use: owns nothing, and row-level security applies to it.
pub const APP_ROLE: &str = "quittance_app";

/// "One at a time" among processes that make or drop templates: any number that is ours.
const LOCK: i64 = 0x51_75_69_74;

/// A database with the schema in it, dropped with this value.
pub struct TestDb {
    name: String,
    owner: PgPool,
    app: PgPool,
}

impl TestDb {
    /// Copies the template into a new database and connects to it.
    pub async fn new() -> Self {
        let mut server = maintenance().await;
        let template = template(&mut server).await;
        Self::copy_of(&template, server).await
    }

    /// The same with the demonstration in it: three unions with more than a year of history, that
    /// takes seconds to make and is made once.
    pub async fn demo() -> Self {
        let mut server = maintenance().await;
        let template = demo_template(&mut server).await;
        Self::copy_of(&template, server).await
    }

    /// Another database, with what is in this one. Nobody may be connected to this one meanwhile.
    pub async fn copy(&self) -> Self {
        Self::copy_of(&self.name, maintenance().await).await
    }

    async fn copy_of(template: &str, mut server: PgConnection) -> Self {
        let name = unused_name();
        let copy = format!("create database {name} template {template} strategy file_copy");
        server.execute(AssertSqlSafe(copy)).await.expect("the template is copied");
        server.close().await.expect("the maintenance connection is closed");
        let (owner, app) = (pool(&name, 5, false), pool(&name, 10, true));
        Self { name, owner, app }
    }

    /// As the role that owns the schema, whom row-level security lets pass: for preparing a test
    /// and looking behind the scenes.
    pub fn owner_pool(&self) -> &PgPool {
        &self.owner
    }

    /// As requests see it: every connection is the application role.
    pub fn app_pool(&self) -> &PgPool {
        &self.app
    }

    /// As requests see it, through this many connections.
    pub fn app_pool_of(&self, most: u32) -> PgPool {
        pool(&self.name, most, true)
    }

    /// The owner's address of this database, for a program under test that connects by itself.
    pub fn url(&self) -> String {
        options(&self.name).to_url_lossy().to_string()
    }
}

impl Drop for TestDb {
    /// From a thread of its own: the test's runtime may be unwinding, or be this very thread.
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut server = options("postgres").connect().await?;
                server.execute(AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await?;
                server.close().await
            })
        });
        match dropped.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("a test database is left behind: {error}"),
            Err(_) => eprintln!("a test database is left behind: dropping it panicked"),
        }
    }
}

/// The keys that sealed the demonstration's social insurance numbers.
pub fn keys() -> Keys {
    let bytes = std::array::from_fn(|i| u8::try_from(i).expect("32 places"));
    Keys::new(MasterKey::from_bytes(bytes).expect("not one byte repeated"), Vec::new())
}

/// A pool that connects when first used, so that a test pays only for the roles it plays.
fn pool(database: &str, most: u32, as_app: bool) -> PgPool {
    let pool = PgPoolOptions::new().max_connections(most);
    let pool = if as_app {
        pool.after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(AssertSqlSafe(format!("set role {APP_ROLE}"))).await.map(|_| ())
            })
        })
    } else {
        pool
    };
    pool.connect_lazy_with(options(database))
}

fn options(database: &str) -> PgConnectOptions {
    PgConnectOptions::from_str(server_url()).expect("the test server's address").database(database)
}

async fn maintenance() -> PgConnection {
    options("postgres").connect().await.expect("the test server answers")
}

/// The server's address; starts the throw-away cluster the first time.
fn server_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var("TEST_DATABASE_URL").unwrap_or_else(|_| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("testpg");
            let options = Options { throwaway: true, ..Options::default() };
            Cluster::start(&folder, options).expect("the test cluster starts").url("postgres")
        })
    })
}

/// The name carries the process, so that what a killed run left behind can be told and removed.
fn unused_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The name of the template for today's migrations; makes it if it is not there.
async fn template(server: &mut PgConnection) -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATIONS.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&migration.checksum);
    }
    let name = format!("tpl_{}", hex::encode(&hash.finalize()[..8]));
    static READY: OnceCell<()> = OnceCell::const_new();
    READY
        .get_or_init(async || {
            lock(server).await;
            sweep(server).await;
            if !database_exists(server, &name).await {
                make_template(server, &name).await;
            }
            unlock(server).await;
        })
        .await;
    name
}

/// The name of the demonstration's template. Any source file may change what the demonstration
/// makes, so the name is that of all of them together.
async fn demo_template(server: &mut PgConnection) -> String {
    let empty = template(server).await;
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(async || {
        let mut hash = Sha256::new();
        hash.update(&empty);
        hash_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut hash);
        let name = format!("demo_{}", hex::encode(&hash.finalize()[..8]));
        lock(server).await;
        if !database_exists(server, &name).await {
            forget_old_demos(server).await;
            make_demo(server, &empty, &name).await;
        }
        unlock(server).await;
        name
    })
    .await
    .clone()
}

fn hash_folder(folder: &Path, hash: &mut Sha256) {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_folder(&path, hash);
        } else {
            hash.update(path.to_string_lossy().as_bytes());
            hash.update(std::fs::read(&path).expect("a source file"));
        }
    }
}

/// Seeded under another name and renamed, like the empty template.
async fn make_demo(server: &mut PgConnection, empty: &str, name: &str) {
    let draft = format!("{name}_draft");
    for command in [
        format!("drop database if exists {draft} with (force)"),
        format!("create database {draft} template {empty} strategy file_copy"),
    ] {
        server.execute(AssertSqlSafe(command)).await.expect("a database for the demonstration");
    }
    let pool = pool(&draft, 2, true);
    let clock = Clock::fixed(demo::story_time());
    let db = Db::with_pool(pool.clone(), clock, keys());
    demo::prepare(&db, demo::story_time()).await.expect("the demonstration is made");
    pool.close().await;
    let rename = format!("alter database {draft} rename to {name}");
    server.execute(AssertSqlSafe(rename)).await.expect("the demonstration is named");
}

/// Those of earlier sources. Another server may be shared: there they are left alone.
async fn forget_old_demos(server: &mut PgConnection) {
    if std::env::var_os("TEST_DATABASE_URL").is_some() {
        return;
    }
    let names: Vec<String> =
        sqlx::query_scalar("select datname from pg_database where datname ~ '^demo_[0-9a-f]{16}(_draft)?$'")
            .fetch_all(&mut *server)
            .await
            .expect("the list of databases");
    for name in names {
        let drop = format!("drop database if exists {name} with (force)");
        server.execute(AssertSqlSafe(drop)).await.expect("an old demonstration is dropped");
    }
}

async fn lock(server: &mut PgConnection) {
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(server).await.expect("our turn");
}

async fn unlock(server: &mut PgConnection) {
    sqlx::query("select pg_advisory_unlock($1)").bind(LOCK).execute(server).await.expect("done");
}

async fn database_exists(server: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(server)
        .await
        .expect("the list of databases")
}

/// Migrated under another name and renamed: a run killed half-way leaves no half-made template.
async fn make_template(server: &mut PgConnection, name: &str) {
    let draft = format!("{name}_draft");
    for command in
        [format!("drop database if exists {draft} with (force)"), format!("create database {draft}")]
    {
        server.execute(AssertSqlSafe(command)).await.expect("a database for the template");
    }
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options(&draft));
    MIGRATIONS.run(&pool).await.expect("the migrations run on an empty database");
    pool.close().await;
    let rename = format!("alter database {draft} rename to {name}");
    server.execute(AssertSqlSafe(rename)).await.expect("the template is named");
}

/// Removes databases of test processes that are gone. Only on our own cluster: another server may
/// be shared with machines whose processes we cannot see.
async fn sweep(server: &mut PgConnection) {
    if std::env::var_os("TEST_DATABASE_URL").is_some() {
        return;
    }
    let names: Vec<String> =
        sqlx::query_scalar(r"select datname from pg_database where datname ~ '^t_\d+_\d+$'")
            .fetch_all(&mut *server)
            .await
            .expect("the list of databases");
    for name in names {
        let process = name.split('_').nth(1).unwrap_or_default();
        if process != std::process::id().to_string() && !Path::new("/proc").join(process).exists() {
            let drop = format!("drop database if exists {name} with (force)");
            server.execute(AssertSqlSafe(drop)).await.expect("a forgotten database is dropped");
        }
    }
}
