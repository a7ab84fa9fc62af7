//! Tokens that programs show in place of a password: random, recognisable, and kept only as a keyed
//! hash, so that who reads the database can show none.

use std::fmt;

use chacha20poly1305::aead::Generate;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Keys, MasterKey};

/// What every token begins with: searches for leaked secrets know it.
const PREFIX: &str = "qtt_";
/// Hexadecimal digits of the secret: 256 bits.
const SECRET: usize = 64;
/// Hexadecimal digits of the checksum: a token mistyped or cut is refused before anything is looked up.
const CHECKSUM: usize = 8;
/// Characters shown afterwards, so that people tell two tokens apart. They are the checksum's.
const ENDING: usize = 4;

/// `qtt_`, 64 hexadecimal digits, 8 of a checksum.
pub struct Token(Zeroizing<String>);

impl Token {
    /// A new one, of 256 random bits.
    pub fn random() -> Token {
        let secret = Zeroizing::new(<[u8; SECRET / 2]>::generate());
        let digits = Zeroizing::new(hex::encode(*secret));
        Token(Zeroizing::new(format!("{PREFIX}{}{}", *digits, checksum(&digits))))
    }

    /// A token as it was shown; `None` when it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Token> {
        let rest = text.strip_prefix(PREFIX)?;
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if rest.len() != SECRET + CHECKSUM || !rest.bytes().all(is_digit) {
            return None;
        }
        let (digits, check) = rest.split_at(SECRET);
        (checksum(digits) == check).then(|| Token(Zeroizing::new(text.to_owned())))
    }

    /// The token itself: for the page that shows it once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its last characters, to tell it from another.
    pub fn ending(&self) -> &str {
        &self.0[self.0.len() - ENDING..]
    }
}

/// Nothing of the token.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

fn checksum(digits: &str) -> String {
    let hash = Sha256::new().chain_update(PREFIX).chain_update(digits).finalize();
    hex::encode(&hash[..CHECKSUM / 2])
}

impl Keys {
    /// The hash of a token by each key, the one in use first: what it is kept as, and found by.
    pub fn token_hashes(&self, token: &Token) -> Vec<[u8; 32]> {
        let hash = |key: &MasterKey| {
            let key = key.derive("hash access tokens", &[]);
            let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_slice())
                .expect("HMAC takes a key of any length");
            mac.update(token.0.as_bytes());
            mac.finalize().into_bytes().into()
        };
        std::iter::once(&self.current).chain(&self.retired).map(hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn master(seed: u8) -> MasterKey {
        MasterKey::from_bytes(std::array::from_fn(|i| seed.wrapping_add(i as u8))).expect("not a weak key")
    }

    #[test]
    fn a_token_is_read_back_as_itself_and_no_other_text_is_a_token() {
        let token = Token::random();
        let text = token.reveal().to_owned();
        assert_eq!(Token::parse(&text).expect("ours").reveal(), text);
        assert_eq!(text.len(), 76);
        assert!(text.ends_with(token.ending()));
        let mut typed = text.clone().into_bytes();
        typed[20] = if typed[20] == b'0' { b'1' } else { b'0' };
        let mistyped = String::from_utf8(typed).expect("ascii");
        for other in ["", "qtt_", &text[4..], &text[..75], &text.to_uppercase(), &mistyped] {
            assert!(Token::parse(other).is_none(), "{other}");
        }
        assert_ne!(Token::random().reveal(), text);
    }

    #[test]
    fn a_hash_is_of_one_token_under_one_key_and_a_retired_key_still_finds_it() {
        let token = Token::random();
        let old = Keys::new(master(1), Vec::new()).token_hashes(&token);
        let both = Keys::new(master(2), vec![master(1)]).token_hashes(&token);
        assert_eq!(both.len(), 2);
        assert_eq!(both[1], old[0]);
        assert_ne!(both[0], old[0]);
        assert_ne!(Keys::new(master(1), Vec::new()).token_hashes(&Token::random()), old);
    }

    #[test]
    fn debug_output_holds_no_token() {
        let token = Token::random();
        assert!(!format!("{token:?}").contains(&token.reveal()[4..12]));
    }
}
