//! The second signature, where a union asks for one: the first person attests, another signs, and only
//! then is the declaration filed. Not who may sign, which is `access`'s to say.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;

/// What a union decided of its declarations.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Whether each needs two signatures.
    pub two: bool,
    pub decided_on: NaiveDate,
    /// The meeting or resolution.
    pub reference: String,
    pub set_at: DateTime<Utc>,
    pub set_name: String,
}

/// What became of a first signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A second person is to sign.
    Awaiting,
    Signed,
    /// The second person sent it back, and said why.
    Returned,
    /// The first person took it back.
    Withdrawn,
    /// What was attested has changed since.
    Fallen,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Awaiting, State::Signed, State::Returned, State::Withdrawn, State::Fallen];

    pub fn code(self) -> &'static str {
        match self {
            State::Awaiting => "awaiting",
            State::Signed => "signed",
            State::Returned => "returned",
            State::Withdrawn => "withdrawn",
            State::Fallen => "fallen",
        }
    }

    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A declaration that one person attested.
#[derive(Debug, Clone)]
pub struct Attested {
    /// The declaration's too, once it is signed.
    pub id: Uuid,
    pub union: Uuid,
    pub period: PeriodId,
    pub receipt_number: String,
    pub due_on: NaiveDate,
    pub persons: usize,
    pub total: Cad,
    pub missing_note: String,
    pub attested_by: Uuid,
    pub attested_name: String,
    pub attested_at: DateTime<Utc>,
    /// Of the bytes that were attested, which the second signature is of too.
    pub sha256: Vec<u8>,
    pub state: State,
    /// Who closed it, and when.
    pub closed: Option<(String, DateTime<Utc>)>,
    /// Why it was returned.
    pub note: Option<String>,
}

impl Attested {
    /// Whether this person may be the second: not the first, nor another account of the same name.
    pub fn may_be_signed_by(&self, person: Uuid, name: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase();
        self.attested_by != person && plain(&self.attested_name) != plain(name)
    }
}

/// What became of a wish to sign.
#[derive(Debug, PartialEq, Eq)]
pub enum Signed {
    /// Filed and posted.
    Now(Uuid),
    /// Already filed.
    Before(Uuid),
    /// Who attested does not sign too.
    SamePerson,
    /// What was attested has changed: the first signature has fallen.
    Fallen,
    /// Returned, taken back or fallen before.
    Closed,
}
