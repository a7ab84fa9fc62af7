//! The master key and the file it comes from.
//!
//! The file holds 32 random bytes, raw or as 64 hexadecimal digits. To replace the key, put the
//! new one on the first line and leave the old ones below: they go on opening what they sealed,
//! until everything is sealed anew. The file is never in the database, nor in its backups; who
//! has both reads every number, who loses it reads none.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::Generate;
use zeroize::Zeroizing;

use super::Keys;

/// More than any number of keys kept; a larger file is not a key file.
const LONGEST_FILE: u64 = 64 * 1024;

/// Why a master key file is refused. Never says what is in it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the master key {path} cannot be read: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the master key {path} can be read by others (mode {mode:03o}): chmod 600 it")]
    ReadableByOthers { path: PathBuf, mode: u32 },
    #[error("the master key {path} is neither 32 bytes nor lines of 64 hexadecimal digits")]
    WrongLength { path: PathBuf },
    #[error("the master key {path} is one byte repeated, such as all zeros: make a random one")]
    Weak { path: PathBuf },
}

/// 32 secret random bytes.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A key from its bytes; `None` when they are one byte repeated, which nobody drew at random.
    pub fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        let key = Self(Zeroizing::new(bytes));
        bytes.iter().any(|byte| *byte != bytes[0]).then_some(key)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// Nothing of the key.
impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl Keys {
    /// Reads the keys from their file.
    ///
    /// # Errors
    /// [`KeyFileError`] when the file cannot be read, others may read it, or it is not a key.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        let unreadable = |source| KeyFileError::Unreadable { path: path.into(), source };
        let file = File::open(path).map_err(unreadable)?;
        // The mode is asked of the open file, not of the name: it cannot change between the two.
        let mode = file.metadata().map_err(unreadable)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::ReadableByOthers { path: path.into(), mode });
        }
        let mut text = Zeroizing::new(Vec::with_capacity(4096));
        file.take(LONGEST_FILE).read_to_end(&mut text).map_err(unreadable)?;
        let mut keys = read_keys(&text)
            .ok_or(KeyFileError::WrongLength { path: path.into() })?
            .into_iter()
            .map(|bytes| MasterKey::from_bytes(*bytes).ok_or(KeyFileError::Weak { path: path.into() }));
        let current = keys.next().ok_or(KeyFileError::WrongLength { path: path.into() })??;
        Ok(Self::new(current, keys.collect::<Result<_, _>>()?))
    }

    /// Makes a new random key file, for its owner only. An existing file is never replaced.
    ///
    /// # Errors
    /// [`KeyFileError::Unreadable`] when the file is there already or cannot be written.
    pub fn create(path: &Path) -> Result<Self, KeyFileError> {
        let key = Zeroizing::new(<[u8; 32]>::generate());
        let text = Zeroizing::new(hex::encode(*key));
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            writeln!(file, "{}", *text)?;
            file.sync_all()
        };
        write().map_err(|source| KeyFileError::Unreadable { path: path.into(), source })?;
        Self::load(path)
    }
}

/// The keys in a file's content, first line first; `None` when it is not a key file.
fn read_keys(text: &[u8]) -> Option<Vec<Zeroizing<[u8; 32]>>> {
    if let Ok(raw) = <[u8; 32]>::try_from(text) {
        return Some(vec![Zeroizing::new(raw)]);
    }
    let lines = std::str::from_utf8(text).ok()?.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut key = Zeroizing::new([0; 32]);
            hex::decode_to_slice(line, key.as_mut_slice()).ok().map(|()| key)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use uuid::Uuid;

    use super::super::SinPlace;
    use super::*;

    fn file(content: impl AsRef<[u8]>, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("master.key");
        fs::write(&path, content).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("mode set");
        (folder, path)
    }

    #[test]
    fn a_new_key_file_is_for_its_owner_only_and_reads_back_as_the_same_key() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("master.key");
        let made = Keys::create(&path).expect("made");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        let place = SinPlace { union_id: Uuid::nil(), statement_id: Uuid::nil(), line: 1 };
        let sealed = made.seal_sin(&place, "046454286");
        let read = Keys::load(&path).expect("read back");
        assert_eq!(read.open_sin(&place, &sealed).expect("same key").as_str(), "046454286");
    }

    #[test]
    fn an_existing_key_file_is_never_replaced() {
        let (_folder, path) = file("ab".repeat(16) + &"cd".repeat(16), 0o600);
        let before = fs::read(&path).expect("there");
        assert!(matches!(Keys::create(&path), Err(KeyFileError::Unreadable { .. })));
        assert_eq!(fs::read(&path).expect("there"), before);
    }

    #[test]
    fn a_key_file_that_others_may_read_is_refused() {
        for mode in [0o640, 0o604, 0o644, 0o620] {
            let (_folder, path) = file("ab".repeat(16) + &"cd".repeat(16), mode);
            let refused = Keys::load(&path);
            assert!(matches!(refused, Err(KeyFileError::ReadableByOthers { mode: m, .. }) if m == mode));
        }
    }

    #[test]
    fn a_key_of_the_wrong_length_or_not_hexadecimal_is_refused() {
        for content in ["", "\n", "abcd", &"ab".repeat(31), &"ab".repeat(33), &"zy".repeat(32)] {
            let (_folder, path) = file(content, 0o600);
            assert!(matches!(Keys::load(&path), Err(KeyFileError::WrongLength { .. })), "{content:?}");
        }
    }

    #[test]
    fn a_key_of_zeros_or_of_one_byte_repeated_is_refused_raw_and_as_digits() {
        for content in
            [vec![0; 32], vec![7; 32], b"0".repeat(64), [b"12".repeat(32), b"\n".to_vec()].concat()]
        {
            let (_folder, path) = file(&content, 0o600);
            assert!(matches!(Keys::load(&path), Err(KeyFileError::Weak { .. })), "{content:?}");
        }
    }

    #[test]
    fn raw_bytes_and_their_hexadecimal_digits_are_the_same_key() {
        let raw: [u8; 32] = std::array::from_fn(|i| i as u8);
        let (_one, raw_path) = file(raw, 0o600);
        let (_two, hex_path) = file(hex::encode(raw) + "\n", 0o400);
        let (raw, hex) = (Keys::load(&raw_path).expect("raw"), Keys::load(&hex_path).expect("hex"));
        assert_eq!(raw.key_id(), hex.key_id());
    }

    #[test]
    fn the_first_line_is_the_key_in_use_and_the_others_still_open() {
        let (old, new) = ("ab".repeat(16) + &"cd".repeat(16), "12".repeat(16) + &"34".repeat(16));
        let (_one, old_path) = file(&old, 0o600);
        let (_two, path) = file(format!("{new}\n{old}\n"), 0o600);
        let place = SinPlace { union_id: Uuid::nil(), statement_id: Uuid::nil(), line: 1 };
        let sealed = Keys::load(&old_path).expect("old").seal_sin(&place, "046454286");
        let both = Keys::load(&path).expect("both");
        assert_eq!(both.open_sin(&place, &sealed).expect("retired").as_str(), "046454286");
        assert_ne!(both.key_id(), sealed.key_id);
    }
}
