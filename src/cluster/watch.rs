//! Whether a server runs on a data folder, told without trusting what a dead one left behind.

use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use super::{ClusterError, PATIENCE, PORT, at};

const PAUSE: Duration = Duration::from_millis(50);

/// Whether a server runs on `data` and takes requests; waits for one that is starting or stopping.
///
/// A server that was killed leaves `postmaster.pid`, and PostgreSQL does not start over it while
/// any process has that number: another program after a restart of the container, or the dead
/// server itself where nobody buries it. Once no process of the server is left, not even one that
/// is finishing a query, the file is removed.
///
/// `in_use` is the lock this process shares with everybody who uses the cluster. When others hold
/// it and no server can be found, theirs may run in another container: nothing is touched then,
/// because two servers on one folder destroy it.
pub(super) fn runs(data: &Path, sockets: &Path, in_use: &File) -> Result<bool, ClusterError> {
    let pid_file = data.join("postmaster.pid");
    let mut waited = Duration::ZERO;
    while let Ok(text) = fs::read_to_string(&pid_file) {
        let ready = text.lines().nth(7).is_some_and(|state| state.trim() == "ready");
        let heard = UnixStream::connect(sockets.join(format!(".s.PGSQL.{PORT}"))).is_ok();
        if ready && heard {
            return Ok(true);
        }
        if !Path::new("/proc/self").exists() {
            return Ok(false); // no Linux: pg_ctl judges
        }
        if !heard && processes(data) == 0 {
            alone(data, in_use)?;
            return match fs::remove_file(&pid_file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(at("cannot remove", &pid_file)(error))
                }
                _ => Ok(false),
            };
        }
        if waited > PATIENCE {
            let output = format!("it is not ready after {} s", PATIENCE.as_secs());
            return Err(ClusterError::Command { what: "waiting for PostgreSQL", output });
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
    Ok(false)
}

/// How many of the server's processes are alive: they all live in its data folder. A process that
/// is dead and not yet buried has no folder any more.
fn processes(data: &Path) -> usize {
    let Ok(all) = fs::read_dir("/proc") else { return 0 };
    all.flatten()
        .map(|entry| entry.path())
        .filter(|process| fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == data))
        .filter(|process| {
            fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "postgres")
        })
        .count()
}

/// Whether nobody else uses the cluster: tries to hold the lock alone, then shares it again.
fn alone(data: &Path, in_use: &File) -> Result<(), ClusterError> {
    let folder = data.parent().unwrap_or(data);
    let tried = in_use.try_lock();
    in_use.lock_shared().map_err(at("cannot lock", folder))?;
    tried.map_err(|_| ClusterError::UsedElsewhere { folder: folder.into() })
}
