//! Social insurance numbers: sealed where they rest, and found again without being read; and the
//! files that carry them, sealed whole. Bank accounts are sealed alike.
//!
//! One master key, outside the database, gives every union its own two keys (HKDF-SHA256): one
//! seals a number with XChaCha20-Poly1305, the other makes a keyed index so that equal numbers
//! within one union can be matched, and never across unions. A plain hash would be worthless:
//! there are about 80 million valid numbers, ten seconds' work.
//!
//! This module does not judge whether a number is valid (`statements::sin`) nor who may see it
//! (`access`); it holds no password (`accounts`).

use std::fmt;

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

mod across;
mod files;
mod master;
mod tokens;
pub use self::across::AcrossKey;
pub use self::files::Piece;
pub use self::tokens::Token;
pub use master::{KeyFileError, MasterKey};

const NONCE: usize = 24;

/// A number could not be opened.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Sealed with a master key that is not in the key file (any more).
    #[error("sealed with key {0}, which the key file does not hold")]
    UnknownKey(i32),
    /// The bytes were altered, or belong to another union, statement or line.
    #[error("the sealed value is not the one that was put here")]
    NotAuthentic,
}

/// The line a number belongs to. It is bound into the seal: bytes copied to another row, by
/// mistake or by somebody with access to the table, do not open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinPlace {
    pub union_id: Uuid,
    pub statement_id: Uuid,
    /// Data line in the file, counted from 1, as [`crate::statements::Line`] has it.
    pub line: u32,
}

/// A number as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Names the master key, see [`Keys::key_id`].
    pub key_id: i32,
    /// Nonce (24 bytes), ciphertext, tag (16 bytes).
    pub bytes: Vec<u8>,
}

/// What the master key file gives: the key in use, and retired ones that only open.
pub struct Keys {
    current: MasterKey,
    retired: Vec<MasterKey>,
}

impl Keys {
    /// Keys from the file's, the first being the one in use.
    pub fn new(current: MasterKey, retired: Vec<MasterKey>) -> Self {
        Self { current, retired }
    }

    /// Names the key in use: derived from it, so no copy of the portal can disagree.
    pub fn key_id(&self) -> i32 {
        self.current.id()
    }

    /// The keys of one union. Derive them once for a statement, not once a line.
    pub fn for_union(&self, union_id: Uuid) -> UnionKeys {
        UnionKeys::derive(&self.current, union_id)
    }

    /// Seals one number in its place. For many, see [`Keys::for_union`].
    pub fn seal_sin(&self, place: &SinPlace, sin: &str) -> Sealed {
        self.for_union(place.union_id).seal_sin(place.statement_id, place.line, sin)
    }

    /// Opens a number sealed in `place`, by the key in use or a retired one.
    ///
    /// # Errors
    /// [`SecretError`] when the key is unknown or the bytes are not those sealed here.
    pub fn open_sin(&self, place: &SinPlace, sealed: &Sealed) -> Result<Zeroizing<String>, SecretError> {
        self.union_keys_of(sealed.key_id, place.union_id)?.open_sin(place.statement_id, place.line, sealed)
    }

    fn union_keys_of(&self, key_id: i32, union_id: Uuid) -> Result<UnionKeys, SecretError> {
        std::iter::once(&self.current)
            .chain(&self.retired)
            .find(|key| key.id() == key_id)
            .map(|key| UnionKeys::derive(key, union_id))
            .ok_or(SecretError::UnknownKey(key_id))
    }

    /// The key that finds one number in two unions. Only what the operator matches is made with it.
    pub fn across_unions(&self) -> AcrossKey {
        AcrossKey(self.current.derive("index sin across unions", &[]))
    }

    /// See [`UnionKeys::blind_index`].
    pub fn blind_index(&self, union_id: Uuid, sin: &str) -> [u8; 32] {
        self.for_union(union_id).blind_index(sin)
    }
}

/// Says which key is in use, never what it is.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("key_id", &self.key_id()).finish_non_exhaustive()
    }
}

/// The two keys of one union, derived.
pub struct UnionKeys {
    union_id: Uuid,
    key_id: i32,
    seal: Zeroizing<[u8; 32]>,
    index: Zeroizing<[u8; 32]>,
}

impl UnionKeys {
    fn derive(master: &MasterKey, union_id: Uuid) -> Self {
        Self {
            union_id,
            key_id: master.id(),
            seal: master.derive("seal sin", union_id.as_bytes()),
            index: master.derive("index sin", union_id.as_bytes()),
        }
    }

    /// Seals the number of one line of one of this union's statements, with a new random nonce:
    /// the same number never looks the same twice.
    pub fn seal_sin(&self, statement_id: Uuid, line: u32, sin: &str) -> Sealed {
        self.seal(&self.place(statement_id, line), sin.as_bytes())
    }

    /// Opens what [`UnionKeys::seal_sin`] sealed for that line.
    ///
    /// # Errors
    /// [`SecretError`] when sealed by another master key, or the bytes are not those sealed here.
    pub fn open_sin(
        &self,
        statement_id: Uuid,
        line: u32,
        sealed: &Sealed,
    ) -> Result<Zeroizing<String>, SecretError> {
        let open = self.open(&self.place(statement_id, line), sealed)?;
        String::from_utf8(open).map(Zeroizing::new).map_err(|_| SecretError::NotAuthentic)
    }

    /// Seals a bank account asked for by one of this union's changes.
    pub fn seal_account(&self, change_id: Uuid, account: &str) -> Sealed {
        self.seal(&self.account_place(change_id), account.as_bytes())
    }

    /// Opens what [`UnionKeys::seal_account`] sealed for that change.
    ///
    /// # Errors
    /// [`SecretError`] when sealed by another master key, or the bytes are not those sealed here.
    pub fn open_account(&self, change_id: Uuid, sealed: &Sealed) -> Result<Zeroizing<String>, SecretError> {
        let open = self.open(&self.account_place(change_id), sealed)?;
        String::from_utf8(open).map(Zeroizing::new).map_err(|_| SecretError::NotAuthentic)
    }

    fn seal(&self, place: &str, message: &[u8]) -> Sealed {
        // Of the thread's generator, which the system seeds: a question to the system for each of ten thousand
        // lines would cost as much as the sealing.
        let nonce = XNonce::generate_from_rng(&mut rand::rng());
        let sealed = self
            .cipher()
            .encrypt(&nonce, Payload { msg: message, aad: place.as_bytes() })
            .expect("what is received is far from the cipher's limit of 256 GiB");
        Sealed { key_id: self.key_id, bytes: [nonce.as_slice(), &sealed].concat() }
    }

    fn open(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, SecretError> {
        if sealed.key_id != self.key_id {
            return Err(SecretError::UnknownKey(sealed.key_id));
        }
        let (nonce, body) = sealed.bytes.split_at_checked(NONCE).ok_or(SecretError::NotAuthentic)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| SecretError::NotAuthentic)?;
        self.cipher()
            .decrypt(&nonce, Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| SecretError::NotAuthentic)
    }

    /// A value equal for equal numbers of this union, and of no other: HMAC-SHA256 of the digits,
    /// so `046 454 286` and `046-454-286` are the same. It changes with the master key: rebuild it
    /// when a key is replaced.
    pub fn blind_index(&self, sin: &str) -> [u8; 32] {
        keyed_index(&self.index, sin)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.seal).into())
    }

    fn account_place(&self, change_id: Uuid) -> String {
        format!("change_items|account|{}|{change_id}|{}", self.union_id, self.key_id)
    }

    fn place(&self, statement_id: Uuid, line: u32) -> String {
        format!("statement_lines|sin|{}|{statement_id}|{line}|{}", self.union_id, self.key_id)
    }
}

/// HMAC-SHA256 of the digits.
fn keyed_index(key: &[u8; 32], sin: &str) -> [u8; 32] {
    let digits: Zeroizing<String> = Zeroizing::new(sin.chars().filter(char::is_ascii_digit).collect());
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_slice()).expect("HMAC takes a key of any length");
    mac.update(digits.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Says whose keys, never what they are.
impl fmt::Debug for UnionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnionKeys").field("union_id", &self.union_id).finish_non_exhaustive()
    }
}

impl MasterKey {
    /// A key of its own for `purpose` and `owner`. Knowing one derived key says nothing of another.
    fn derive(&self, purpose: &str, owner: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(b"quittance 1"), self.bytes())
            .expand_multi_info(&[purpose.as_bytes(), b"|", owner], key.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8,160 bytes");
        key
    }

    fn id(&self) -> i32 {
        let name = self.derive("key id", &[]);
        i32::from_be_bytes([name[0], name[1], name[2], name[3]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const SIN: &str = "046 454 286"; // the usual fictitious number

    fn master(seed: u8) -> MasterKey {
        MasterKey::from_bytes(std::array::from_fn(|i| seed.wrapping_add(i as u8))).expect("not a weak key")
    }

    pub(super) fn keys() -> Keys {
        Keys::new(master(1), Vec::new())
    }

    fn place() -> SinPlace {
        SinPlace { union_id: Uuid::from_u128(1), statement_id: Uuid::from_u128(10), line: 1 }
    }

    #[test]
    fn a_sealed_number_opens_in_its_place_and_does_not_show_in_the_bytes() {
        let sealed = keys().seal_sin(&place(), SIN);
        assert_eq!(keys().open_sin(&place(), &sealed).expect("same key, same place").as_str(), SIN);
        assert!(!sealed.bytes.windows(3).any(|bytes| bytes == b"046"));
        assert_eq!(sealed.bytes.len(), NONCE + SIN.len() + 16);
    }

    #[test]
    fn a_sealed_number_moved_to_another_line_statement_or_union_does_not_open() {
        let sealed = keys().seal_sin(&place(), SIN);
        for elsewhere in [
            SinPlace { line: 2, ..place() },
            SinPlace { statement_id: Uuid::from_u128(11), ..place() },
            SinPlace { union_id: Uuid::from_u128(2), ..place() },
        ] {
            assert_eq!(keys().open_sin(&elsewhere, &sealed), Err(SecretError::NotAuthentic), "{elsewhere:?}");
        }
    }

    #[test]
    fn one_bit_changed_anywhere_or_bytes_cut_short_do_not_open() {
        let sealed = keys().seal_sin(&place(), SIN);
        for at in 0..sealed.bytes.len() {
            let mut altered = sealed.clone();
            altered.bytes[at] ^= 1;
            assert_eq!(keys().open_sin(&place(), &altered), Err(SecretError::NotAuthentic), "byte {at}");
            let short = Sealed { key_id: sealed.key_id, bytes: sealed.bytes[..at].to_vec() };
            assert_eq!(keys().open_sin(&place(), &short), Err(SecretError::NotAuthentic), "{at} bytes");
        }
    }

    #[test]
    fn another_master_key_does_not_open_even_when_the_key_id_is_forged() {
        let sealed = keys().seal_sin(&place(), SIN);
        let other = Keys::new(master(2), Vec::new());
        assert_eq!(other.open_sin(&place(), &sealed), Err(SecretError::UnknownKey(sealed.key_id)));
        let forged = Sealed { key_id: other.key_id(), ..sealed };
        assert_eq!(other.open_sin(&place(), &forged), Err(SecretError::NotAuthentic));
    }

    #[test]
    fn after_a_change_of_key_the_retired_key_still_opens_and_the_new_one_seals() {
        let old = keys().seal_sin(&place(), SIN);
        let both = Keys::new(master(2), vec![master(1)]);
        assert_eq!(both.open_sin(&place(), &old).expect("a retired key opens").as_str(), SIN);
        assert_ne!(both.seal_sin(&place(), SIN).key_id, old.key_id);
    }

    #[test]
    fn the_same_number_sealed_twice_looks_different() {
        assert_ne!(keys().seal_sin(&place(), SIN).bytes, keys().seal_sin(&place(), SIN).bytes);
    }

    #[test]
    fn the_index_matches_within_a_union_however_typed_and_never_across_unions_or_keys() {
        let (one, two) = (keys().for_union(Uuid::from_u128(1)), keys().for_union(Uuid::from_u128(2)));
        assert_eq!(one.blind_index(SIN), one.blind_index("046454286"));
        assert_eq!(one.blind_index(SIN), keys().blind_index(Uuid::from_u128(1), "046-454-286"));
        assert_ne!(one.blind_index(SIN), one.blind_index("046 454 287"));
        assert_ne!(one.blind_index(SIN), two.blind_index(SIN));
        assert_ne!(
            one.blind_index(SIN),
            Keys::new(master(2), Vec::new()).blind_index(Uuid::from_u128(1), SIN)
        );
    }

    #[test]
    fn the_keys_of_a_union_open_what_the_keys_of_the_portal_sealed() {
        let sealed = keys().seal_sin(&place(), SIN);
        let union = keys().for_union(place().union_id);
        assert_eq!(union.open_sin(place().statement_id, 1, &sealed).expect("same place").as_str(), SIN);
    }

    #[test]
    fn debug_output_holds_no_key() {
        let shown = format!("{:?} {:?} {:?}", keys(), keys().for_union(Uuid::nil()), master(1));
        assert!(!shown.contains("[1, 2") && !shown.contains("0102"), "{shown}");
    }
}
