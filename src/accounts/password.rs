//! Passwords: what is accepted (NIST 800-63B-4, requirement R76) and how one is kept (argon2id).

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

/// Unicode characters; a password is the only factor.
pub const SHORTEST: usize = 15;
/// Longer than any passphrase, short enough not to be a load.
pub const LONGEST: usize = 256;

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("a password has at least {SHORTEST} characters")]
    TooShort,
    #[error("a password has at most {LONGEST} characters")]
    TooLong,
    #[error("a password is not made of a few repeated characters or of the portal's own words")]
    TooCommon,
}

/// Words that anyone would try here first.
const OWN_WORDS: [&str; 6] = ["quittance", "solidaire", "syndicat", "tresoriere", "tresorier", "motdepasse"];

/// No composition rules, no expiry: length, and not the obvious.
pub fn accept(password: &str) -> Result<(), Refused> {
    let count = password.chars().count();
    if count < SHORTEST {
        return Err(Refused::TooShort);
    }
    if count > LONGEST {
        return Err(Refused::TooLong);
    }
    let mut distinct: Vec<char> = password.to_lowercase().chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let mut rest = password.to_lowercase();
    for word in OWN_WORDS {
        rest = rest.replace(word, "");
    }
    let left = rest.chars().filter(|c| c.is_alphabetic()).count();
    if distinct.len() < 5 || (rest.len() < password.len() && left < 6) {
        return Err(Refused::TooCommon);
    }
    Ok(())
}

/// The PHC string of argon2id at the library's default cost, with a salt of its own.
pub fn hash(password: &str) -> anyhow::Result<String> {
    Ok(Argon2::default().hash_password(password.as_bytes()).map_err(|e| anyhow::anyhow!("{e}"))?.to_string())
}

/// Is this the password? With no account there is nothing to compare with, and it takes as long.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> =
        LazyLock::new(|| hash("nobody has this password").expect("hashing a constant"));
    let parsed = PasswordHash::new(stored.unwrap_or(&NOBODY));
    let matches =
        parsed.is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    matches && stored.is_some()
}
