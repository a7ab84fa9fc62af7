//! The real program in demonstration mode, on a free port, with a database of its own.
//!
//! The demonstration is seeded once by the program itself and copied for every journey, so that
//! journeys do not meet.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tokio::sync::OnceCell;

use crate::testdb::TestDb;

/// Any key does; every copy of a seeded database needs the same one.
const KEY: &str = "5155495454414e4345206b657920666f7220627261777365722074657374732e";
/// The demonstration's own seeding, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running portal; it ends with this value.
pub struct Portal {
    // Dropped in this order: the database goes once nobody is connected to it.
    server: Server,
    database: TestDb,
}

impl Portal {
    /// Starts one on a copy of the seeded demonstration.
    pub async fn start() -> Self {
        static SEEDED: OnceCell<TestDb> = OnceCell::const_new();
        let seeded = SEEDED
            .get_or_init(async || {
                let database = TestDb::new().await;
                Server::start(&database).stop();
                database
            })
            .await;
        let database = seeded.copy().await;
        Self { server: Server::start(&database), database }
    }

    /// The address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.server.port)
    }

    /// What one of the program's other commands says about this database; it must succeed.
    pub fn says(&self, command: &[&str]) -> String {
        let mut program = program(&self.database, self.server.folder.path());
        let done = program.args(command).output().expect("the command runs");
        let said = String::from_utf8(done.stdout).expect("text");
        assert!(done.status.success(), "{command:?}: {said}");
        said
    }
}

/// The program while it serves.
struct Server {
    process: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Server {
    fn start(database: &TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = folder.path().join("master.key");
        let mut key =
            File::options().write(true).create_new(true).mode(0o600).open(key).expect("the key's file");
        key.write_all(KEY.as_bytes()).expect("the key is written");
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let mut process = program(database, folder.path())
            .arg("demo")
            .env("QUITTANCE_LISTEN", format!("127.0.0.1:{port}"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the portal starts");
        let said = BufReader::new(process.stdout.take().expect("piped above"));
        let server = Self { process, port, folder };
        let (send, ready) = mpsc::channel();
        // Goes on reading to the end: a full pipe would stop the portal.
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if line.starts_with("Quittance: ") {
                    let _ = send.send(());
                }
            }
        });
        ready.recv_timeout(PATIENCE).expect("the portal says where it is");
        server.answers();
        server
    }

    /// It says where it is a moment before it serves, and listens to signals from then on.
    fn answers(&self) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.write_all(b"GET /readyz HTTP/1.0\r\n\r\n").expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    }

    /// Asks it to stop, and waits until it has.
    fn stop(mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        let ended = self.process.wait().expect("it ends");
        assert!(ended.success(), "asked to stop, the portal ends with {ended}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program with this database and nobody's other settings.
fn program(database: &TestDb, folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quittance"));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("QUITTANCE_") || name.starts_with("DATABASE_")) {
            command.env_remove(name);
        }
    }
    command
        .env("DATABASE_URL", database.url())
        .env("QUITTANCE_DATA_DIR", folder)
        .env("QUITTANCE_LOG", "error")
        .stdin(Stdio::null());
    command
}

/// A file of `tests/samples`.
pub fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)
}
