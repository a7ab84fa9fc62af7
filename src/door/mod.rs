//! The employer's door: an employer's payroll sends its statement in by program (5.03, "by electronic
//! transmission") and reads at once what is wrong with it. The union's treasurer issues the access,
//! for one employer and unit, and revokes it. Not a second way of reading a file: it goes the way of
//! those that people send.

pub mod answer;
pub mod pages;
pub mod store;

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::Actor;

/// Where the human words of each problem are, and how to send a file.
pub const GUIDE: &str = "/aide/transmission-par-programme";

/// The right of an employer's payroll to send statements in, without its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub id: Uuid,
    pub union_id: Uuid,
    pub employer_id: Uuid,
    /// What the union calls it.
    pub label: String,
    /// The last characters of its token.
    pub ending: String,
    pub issued_on: NaiveDate,
    /// The last day on which it opens.
    pub ends_on: NaiveDate,
    /// The access that it takes over from.
    pub replaces: Option<Uuid>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whether an access opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// It opens, for this many days more at most: a new one is to be issued.
    EndsSoon(i64),
    Ended,
    Revoked,
}

/// Days before its end from which an access is to be replaced.
const SOON: i64 = 30;

impl Access {
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let left = (self.ends_on - today).num_days();
        match left {
            _ if self.revoked_at.is_some() => Standing::Revoked,
            ..0 => Standing::Ended,
            0..=SOON => Standing::EndsSoon(left),
            _ => Standing::Open,
        }
    }

    pub fn opens(&self, today: NaiveDate) -> bool {
        matches!(self.standing(today), Standing::Open | Standing::EndsSoon(_))
    }

    /// Who acts by it.
    pub fn actor(&self) -> Actor {
        Actor::Payroll { access: self.id, union: self.union_id, employer: self.employer_id }
    }
}

/// The latest day on which an access issued today may end.
pub fn latest_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

/// How many requests an access may make. Each takes its share of a minute; those that come together
/// are let in while they are ahead of the clock by no more than the burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// One request takes this long.
    pub each: TimeDelta,
    /// How far ahead of the clock requests may be.
    pub burst: TimeDelta,
}

impl Rate {
    /// So many requests a minute, half of which may come at once; at least one.
    pub fn a_minute(requests: u32) -> Rate {
        // In microseconds, which is what PostgreSQL keeps of an interval.
        let each = TimeDelta::microseconds(60_000_000 / i64::from(requests.max(1)));
        Rate { each, burst: TimeDelta::seconds(30).max(each) - each }
    }

    /// Whole seconds, at least one, until a request may be made again.
    pub fn wait(self, busy_until: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
        let left = (busy_until - self.burst - now).num_milliseconds();
        left.max(1).saturating_add(999) / 1000
    }
}

/// Longest name of an access, in characters.
pub const LONGEST_LABEL: usize = 80;

/// Longest `Idempotency-Key`, in characters.
pub const LONGEST_KEY: usize = 255;

/// The id of what an employer sends under a key of its own: the same key is the same sending, for
/// ever, and the keys of two employers never meet.
pub fn id_of_key(employer: Uuid, key: &str) -> Uuid {
    let hash = Sha256::new().chain_update(employer.as_bytes()).chain_update(key).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(ends_on: &str) -> Access {
        Access {
            id: Uuid::from_u128(1),
            union_id: Uuid::from_u128(2),
            employer_id: Uuid::from_u128(3),
            label: "Paie".to_owned(),
            ending: "0000".to_owned(),
            issued_on: "2025-09-06".parse().expect("a day"),
            ends_on: ends_on.parse().expect("a day"),
            replaces: None,
            revoked_at: None,
            last_used_at: None,
        }
    }

    #[test]
    fn an_access_opens_until_the_end_of_its_last_day_or_until_it_is_revoked() {
        let today = "2025-09-06".parse().expect("a day");
        let standing = |ends_on| access(ends_on).standing(today);
        assert_eq!(standing("2025-09-05"), Standing::Ended);
        assert_eq!(standing("2025-09-06"), Standing::EndsSoon(0));
        assert_eq!(standing("2025-10-06"), Standing::EndsSoon(30));
        assert_eq!(standing("2025-10-07"), Standing::Open);
        let revoked = Access { revoked_at: Some(DateTime::UNIX_EPOCH), ..access("2026-09-06") };
        assert_eq!(revoked.standing(today), Standing::Revoked);
        assert!(!revoked.opens(today) && access("2025-09-06").opens(today));
    }

    #[test]
    fn half_a_minutes_requests_may_come_at_once_and_then_one_waits_for_its_share() {
        let rate = Rate::a_minute(60);
        assert_eq!(rate, Rate { each: TimeDelta::seconds(1), burst: TimeDelta::seconds(29) });
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(rate.wait(now + TimeDelta::seconds(29), now), 1);
        assert_eq!(rate.wait(now + TimeDelta::seconds(35), now), 6);
        assert_eq!(rate.wait(now + TimeDelta::milliseconds(35_001), now), 7);
        assert_eq!(Rate::a_minute(0), Rate::a_minute(1));
        assert_eq!(Rate::a_minute(1).burst, TimeDelta::zero());
    }

    #[test]
    fn a_key_is_one_id_for_one_employer() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(id_of_key(one, "paie-2025-P05"), id_of_key(one, "paie-2025-P05"));
        assert_ne!(id_of_key(one, "paie-2025-P05"), id_of_key(two, "paie-2025-P05"));
        assert_ne!(id_of_key(one, "paie-2025-P05"), id_of_key(one, "paie-2025-P06"));
    }
}
