//! As whom PostgreSQL's programs run: they refuse root, and a container gives nothing else.
//!
//! Root enters a user namespace in which it is called `postgres` or `nobody`: PostgreSQL sees an
//! ordinary user while files stay root's, so any folder works. Where the kernel refuses that
//! (some containers, a chroot), the programs really become that user, who is then given the
//! folder. This is the only file of the portal with `unsafe` in it.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::{ClusterError, at, finish};

/// Users to run as, best first; `initdb` wants one that has a name.
const USERS: [&str; 2] = ["postgres", "nobody"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RunAs {
    /// Not root: nothing to do.
    Myself,
    /// Root outside, `user` inside.
    Namespace(User),
    /// Root gives itself up and becomes `user`.
    Other(User),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct User {
    name: String,
    uid: u32,
    gid: u32,
}

impl RunAs {
    pub(super) fn choose(namespace_allowed: bool) -> Result<Self, ClusterError> {
        if effective_uid() != 0 {
            return Ok(Self::Myself);
        }
        let passwd =
            fs::read_to_string("/etc/passwd").map_err(at("cannot read", Path::new("/etc/passwd")))?;
        let user = find_user(&passwd).ok_or(ClusterError::NobodyToRunAs)?;
        let inside = Self::Namespace(user.clone());
        let root = Path::new("/");
        if namespace_allowed && inside.run(Command::new("true"), root, "a user namespace").is_ok() {
            return Ok(inside);
        }
        Ok(Self::Other(user))
    }

    /// Runs one of PostgreSQL's programs to its end, from `folder`, which it can read.
    pub(super) fn run(
        &self,
        mut command: Command,
        folder: &Path,
        what: &'static str,
    ) -> Result<(), ClusterError> {
        command.current_dir(folder).env("LC_ALL", "C"); // whatever languages the machine lacks
        match self {
            Self::Myself => {}
            Self::Namespace(user) => enter_namespace(&mut command, user),
            // `Command` also drops root's other groups when the user is changed.
            Self::Other(user) => {
                command.gid(user.gid).uid(user.uid);
            }
        }
        finish(command, what)
    }

    /// Whether the user can get to `path` at all. Its own owner and mode do not matter: the
    /// cluster's folder is given to them.
    pub(super) fn must_reach(&self, path: &Path) -> Result<(), ClusterError> {
        let Self::Other(user) = self else { return Ok(()) };
        for folder in path.ancestors().skip(1) {
            let found = fs::metadata(folder).map_err(at("cannot see", folder))?;
            let open = found.mode() & 0o001 != 0
                || (found.uid() == user.uid && found.mode() & 0o100 != 0)
                || (found.gid() == user.gid && found.mode() & 0o010 != 0);
            if !open {
                let (folder, user) = (folder.to_path_buf(), user.name.clone());
                return Err(ClusterError::ClosedFolder { folder, user });
            }
        }
        Ok(())
    }

    /// Makes `folder` and all in it the property of whoever the server runs as. A cluster made one
    /// way may be started the other way: the same volume in a container and outside.
    pub(super) fn own(&self, folder: &Path) -> Result<(), ClusterError> {
        let (uid, gid) = match self {
            Self::Myself => return Ok(()),
            Self::Namespace(_) => (0, 0),
            Self::Other(user) => (user.uid, user.gid),
        };
        let owned = |path: &Path| fs::symlink_metadata(path).map_or(true, |found| found.uid() == uid);
        if owned(folder) && owned(&folder.join("data")) {
            return Ok(());
        }
        give(folder, uid, gid).map_err(at("cannot change the owner of", folder))
    }
}

/// Whether a folder of `found`'s may be used by us for a cluster of `ours`.
pub(super) fn may_own(found: u32, ours: u32) -> bool {
    found == ours || found == effective_uid()
}

/// Follows no symbolic link: only what is inside the folder changes hands.
fn give(path: &Path, uid: u32, gid: u32) -> io::Result<()> {
    std::os::unix::fs::lchown(path, Some(uid), Some(gid))?;
    if fs::symlink_metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            give(&entry?.path(), uid, gid)?;
        }
    }
    Ok(())
}

/// The first of [`USERS`] in the text of `/etc/passwd`, root excepted.
fn find_user(passwd: &str) -> Option<User> {
    let user = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
        (uid != 0).then_some(User { name, uid, gid })
    };
    let users: Vec<User> = passwd.lines().filter_map(user).collect();
    USERS.iter().find_map(|name| users.iter().find(|user| user.name == *name).cloned())
}

fn effective_uid() -> u32 {
    // SAFETY: geteuid takes nothing, touches no memory of ours and cannot fail.
    unsafe { libc::geteuid() }
}

/// Has `command` enter a user namespace where this process's root is called `user`.
#[cfg(target_os = "linux")]
fn enter_namespace(command: &mut Command, user: &User) {
    let (uids, gids) = (format!("{} 0 1", user.uid), format!("{} 0 1", user.gid));
    let enter = move || {
        // SAFETY: unshare takes a flag and no pointer; the child has one thread, as it must.
        if unsafe { libc::unshare(libc::CLONE_NEWUSER) } != 0 {
            return Err(io::Error::last_os_error());
        }
        // The kernel takes a map of groups only from a process that has given up setgroups.
        write_whole(c"/proc/self/setgroups", b"deny")?;
        write_whole(c"/proc/self/uid_map", uids.as_bytes())?;
        write_whole(c"/proc/self/gid_map", gids.as_bytes())
    };
    // SAFETY: between fork and exec the closure makes system calls on memory allocated before the
    // fork; it allocates nothing, takes no lock, and an `io::Error` made from errno holds no heap.
    unsafe { command.pre_exec(enter) };
}

/// No such thing here: the command fails, and the caller falls back to another user.
#[cfg(not(target_os = "linux"))]
fn enter_namespace(command: &mut Command, _user: &User) {
    // SAFETY: the closure only makes a constant error, without allocating.
    unsafe { command.pre_exec(|| Err(io::ErrorKind::Unsupported.into())) };
}

/// Writes to a file of /proc in one system call, without allocating: fit for use after a fork.
#[cfg(target_os = "linux")]
fn write_whole(path: &std::ffi::CStr, bytes: &[u8]) -> io::Result<()> {
    // SAFETY: `path` ends in a zero byte and outlives the call.
    let file = unsafe { libc::open(path.as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC) };
    if file < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: `bytes` is valid for reads of its whole length.
    let written = unsafe { libc::write(file, bytes.as_ptr().cast(), bytes.len()) };
    let result =
        if usize::try_from(written) == Ok(bytes.len()) { Ok(()) } else { Err(io::Error::last_os_error()) };
    // SAFETY: `file` was opened above, and nobody else has it.
    unsafe { libc::close(file) };
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n\
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n\
        postgres:x:101:103:,,,:/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn postgres_is_preferred_to_nobody_and_nobody_to_failing() {
        let postgres = User { name: "postgres".into(), uid: 101, gid: 103 };
        assert_eq!(find_user(PASSWD), Some(postgres));
        let without: String = PASSWD.lines().take(2).map(|line| format!("{line}\n")).collect();
        assert_eq!(find_user(&without).map(|user| user.uid), Some(65534));
        assert_eq!(find_user("root:x:0:0::/root:/bin/sh\n"), None);
    }

    #[test]
    fn a_user_called_postgres_who_is_root_in_disguise_is_not_taken() {
        assert_eq!(find_user("postgres:x:0:0::/root:/bin/sh\n"), None);
    }

    #[test]
    fn a_folder_behind_a_closed_one_is_refused_before_anything_is_made() {
        use std::os::unix::fs::PermissionsExt;
        let closed = tempfile::tempdir().expect("a temporary folder");
        let mode = |mode| fs::set_permissions(closed.path(), fs::Permissions::from_mode(mode)).expect("ours");
        mode(0o700);
        let inside = closed.path().join("pg");
        fs::create_dir(&inside).expect("made");
        let stranger = User { name: "stranger".into(), uid: 4_000_000, gid: 4_000_000 };
        let run_as = RunAs::Other(stranger);
        let refused = run_as.must_reach(&inside).expect_err("a stranger cannot pass");
        assert!(matches!(refused, ClusterError::ClosedFolder { user, .. } if user == "stranger"));
        mode(0o711);
        run_as.must_reach(&inside).expect("an open folder lets them pass");
    }
}
