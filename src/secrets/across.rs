//! The key that finds one number in two unions.

use std::fmt;

use zeroize::Zeroizing;

use super::keyed_index;

/// A second index of a number, equal whatever the union: kept where no union's role may read it,
/// so that [`UnionKeys::blind_index`] still matches nothing across unions.
pub struct AcrossKey(pub(super) Zeroizing<[u8; 32]>);

impl AcrossKey {
    /// A value equal for equal numbers of any union; it changes with the master key.
    pub fn index(&self, sin: &str) -> [u8; 32] {
        keyed_index(&self.0, sin)
    }
}

/// Never shows the key.
impl fmt::Debug for AcrossKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AcrossKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use crate::secrets::{Keys, MasterKey};

    const SIN: &str = "046 454 286"; // the usual fictitious number

    fn keys(seed: u8) -> Keys {
        let bytes = std::array::from_fn(|i| seed.wrapping_add(i as u8));
        Keys::new(MasterKey::from_bytes(bytes).expect("not a weak key"), Vec::new())
    }

    #[test]
    fn it_matches_however_typed_and_is_no_unions_index() {
        let across = keys(1).across_unions().index(SIN);
        assert_eq!(across, keys(1).across_unions().index("046454286"));
        assert_ne!(across, keys(1).across_unions().index("046454287"));
        assert_ne!(across, keys(1).blind_index(Uuid::from_u128(1), SIN));
        assert_ne!(across, keys(1).blind_index(Uuid::nil(), SIN));
        assert_ne!(across, keys(2).across_unions().index(SIN));
        assert!(!format!("{:?}", keys(1).across_unions()).contains('['));
    }
}
