//! Files sealed, whole or in pieces: what was received holds in clear every number that lines hold
//! sealed. Not where they are kept, which is `statements::store::files`.

use uuid::Uuid;

use super::{Keys, Sealed, SecretError, UnionKeys};

/// Which piece of a file, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub number: i32,
    pub is_last: bool,
}

impl Piece {
    /// The only one of its file.
    pub const WHOLE: Piece = Piece { number: 0, is_last: true };
}

impl Keys {
    /// Opens a file sealed for that statement, by the key in use or a retired one.
    ///
    /// # Errors
    /// [`SecretError`] when the key is unknown or the bytes are not those sealed here.
    pub fn open_file(
        &self,
        union_id: Uuid,
        statement_id: Uuid,
        sealed: &Sealed,
    ) -> Result<Vec<u8>, SecretError> {
        self.open_piece(union_id, statement_id, Piece::WHOLE, sealed)
    }

    /// Opens a piece of a file.
    ///
    /// # Errors
    /// [`SecretError`] when the key is unknown or the bytes are not those sealed here.
    pub fn open_piece(
        &self,
        union_id: Uuid,
        file_id: Uuid,
        piece: Piece,
        sealed: &Sealed,
    ) -> Result<Vec<u8>, SecretError> {
        self.union_keys_of(sealed.key_id, union_id)?.open_piece(file_id, piece, sealed)
    }
}

impl UnionKeys {
    /// Seals the file of one of this union's statements: it holds in clear every number that its
    /// lines hold sealed.
    pub fn seal_file(&self, statement_id: Uuid, bytes: &[u8]) -> Sealed {
        self.seal_piece(statement_id, Piece::WHOLE, bytes)
    }

    /// Seals a piece of a file in its place: pieces that were moved, left out or cut off do not open.
    pub fn seal_piece(&self, file_id: Uuid, piece: Piece, bytes: &[u8]) -> Sealed {
        self.seal(&self.file_place(file_id, piece), bytes)
    }

    /// Opens what [`UnionKeys::seal_piece`] sealed there.
    ///
    /// # Errors
    /// [`SecretError`] when sealed by another master key, or the bytes are not those sealed here.
    pub fn open_piece(&self, file_id: Uuid, piece: Piece, sealed: &Sealed) -> Result<Vec<u8>, SecretError> {
        self.open(&self.file_place(file_id, piece), sealed)
    }

    fn file_place(&self, file_id: Uuid, piece: Piece) -> String {
        let file = format!("statement_files|bytes|{}|{file_id}|{}", self.union_id, self.key_id);
        match piece {
            Piece::WHOLE => file,
            Piece { number, is_last } => format!("{file}|{number}|{is_last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::tests::{SIN, keys};

    #[test]
    fn a_sealed_file_opens_for_its_statement_only_and_shows_nothing() {
        let file = format!("100003;Roy, Marc;{SIN}\n").into_bytes();
        let (union, statement) = (Uuid::from_u128(1), Uuid::from_u128(10));
        let sealed = keys().for_union(union).seal_file(statement, &file);
        assert_eq!(keys().open_file(union, statement, &sealed), Ok(file.clone()));
        assert!(!sealed.bytes.windows(SIN.len()).any(|window| window == SIN.as_bytes()));
        for (union, statement) in [(union, Uuid::from_u128(11)), (Uuid::from_u128(2), statement)] {
            assert_eq!(keys().open_file(union, statement, &sealed), Err(SecretError::NotAuthentic));
        }
        let number = keys().for_union(union).seal_sin(statement, 1, SIN);
        assert_eq!(keys().open_file(union, statement, &number), Err(SecretError::NotAuthentic));
    }

    #[test]
    fn a_piece_of_a_file_opens_in_its_own_place_only() {
        let (union, file) = (Uuid::from_u128(1), Uuid::from_u128(10));
        let second = Piece { number: 1, is_last: false };
        let sealed = keys().for_union(union).seal_piece(file, second, b"100003;Roy, Marc");
        assert_eq!(keys().open_piece(union, file, second, &sealed).as_deref(), Ok(&b"100003;Roy, Marc"[..]));
        for piece in [Piece { number: 0, ..second }, Piece { is_last: true, ..second }, Piece::WHOLE] {
            let opened = keys().open_piece(union, file, piece, &sealed);
            assert_eq!(opened, Err(SecretError::NotAuthentic), "{piece:?}");
        }
    }
}
