//! The journal: who did what, acting for whom, when, with what outcome. Each entry's hash covers
//! its canonical bytes and the hash before it. Not a debug log, and never a place for a SIN, a
//! name, an address or a salary.

pub mod pages;
pub mod store;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Done,
    /// Refused to this actor.
    Refused,
    /// Tried and not possible, such as a wrong password.
    Failed,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        }
    }
}

/// What the journal keeps of an act, besides who and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A kind such as `declaration.filed`; its words are `journal-declaration-filed`.
    pub action: Action,
    /// What it was done to: an id, a reference, a path. No personal information.
    pub subject: String,
    /// The union acted for, when it is not the actor's own.
    pub union: Option<Uuid>,
    pub outcome: Outcome,
}

impl Event {
    pub fn done(action: Action, subject: impl ToString) -> Event {
        Event { action, subject: subject.to_string(), union: None, outcome: Outcome::Done }
    }

    pub fn refused(action: Action, subject: impl ToString) -> Event {
        Event { outcome: Outcome::Refused, ..Event::done(action, subject) }
    }

    pub fn failed(action: Action, subject: impl ToString) -> Event {
        Event { outcome: Outcome::Failed, ..Event::done(action, subject) }
    }

    pub fn for_union(self, union: Uuid) -> Event {
        Event { union: Some(union), ..self }
    }
}

macro_rules! actions {
    ($($name:ident = $code:literal;)*) => {
        /// Every act that is journaled.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action { $($name),* }

        impl Action {
            pub const ALL: &[Action] = &[$(Action::$name),*];

            pub fn code(self) -> &'static str {
                match self { $(Action::$name => $code),* }
            }
        }
    };
}

actions! {
    SignedIn = "sign-in";
    SignedOut = "sign-out";
    Refused = "access";
    StatementReceived = "statement-received";
    UploadCancelled = "upload-cancelled";
    StatementTransmitted = "statement-transmitted";
    AccessIssued = "access-issued";
    AccessRevoked = "access-revoked";
    MappingSaved = "mapping-saved";
    FindingsAcknowledged = "findings-acknowledged";
    NotesCarried = "notes-carried";
    StatementLineRead = "statement-line-read";
    ErrorsListed = "errors-listed";
    ErrorWithdrawn = "error-withdrawn";
    ErrorsLetterMade = "errors-letter-made";
    ErrorsLetterSent = "errors-letter-sent";
    RemittanceRecorded = "remittance-recorded";
    HeldCaseOpened = "held-case-opened";
    HeldPeopleAdded = "held-people-added";
    HeldRulingRecorded = "held-ruling-recorded";
    CalendarDecided = "calendar-decided";
    SlipsRecorded = "slips-recorded";
    SlipsExplained = "slips-explained";
    PayDaysSaid = "pay-days-said";
    DeclarationFiled = "declaration-filed";
    DeclarationAttested = "declaration-attested";
    DeclarationSigned = "declaration-signed";
    SignatureReturned = "signature-returned";
    SignatureWithdrawn = "signature-withdrawn";
    SignatureFallen = "signature-fallen";
    SignatureRuleSet = "signature-rule-set";
    PaymentInitiated = "payment-initiated";
    MoneyReceived = "money-received";
    OpeningRecorded = "opening-recorded";
    ChangeProposed = "change-proposed";
    ChangeWithdrawn = "change-withdrawn";
    ChangeDiscussed = "change-discussed";
    ChangeDecided = "change-decided";
    ChangeStopped = "change-stopped";
    Exported = "exported";
    LeaveAdjusted = "leave-adjusted";
    DuesDecided = "dues-decided";
    AccountOpened = "account-opened";
    AccountClosed = "account-closed";
    AccountReopened = "account-reopened";
    MembersListed = "members-listed";
    MemberRead = "member-read";
    CardRecorded = "card-recorded";
    ContactRecorded = "contact-recorded";
    RosterTakenIn = "roster-taken-in";
    AnnualListImported = "annual-list-imported";
    AnnualListSettled = "annual-list-settled";
    AnnualListPosted = "annual-list-posted";
    DuplicateSettled = "duplicate-settled";
    MailChosen = "mail-chosen";
    MailTriedAgain = "mail-tried-again";
    DemoSeeded = "demo-seeded";
    TeamMemberAdded = "team-member-added";
    TeamMemberChanged = "team-member-changed";
    TeamAssigned = "team-assigned";
    TeamAssignmentEnded = "team-assignment-ended";
    OfficersListSent = "officers-list-sent";
    RuleSwitched = "rule-switched";
    AgreementChosen = "agreement-chosen";
    LevyProposed = "levy-proposed";
    LevyClosingProposed = "levy-closing-proposed";
    ExemptionProposed = "exemption-proposed";
    LevyApproved = "levy-approved";
    LevyRejected = "levy-rejected";
    LevyWithdrawn = "levy-withdrawn";
    LevySimulated = "levy-simulated";
    ResourceAdded = "resource-added";
    ResourceRetired = "resource-retired";
}

/// An entry as it is hashed. The order of the fields is the canonical order.
#[derive(Debug, Serialize)]
pub struct Canonical<'a> {
    pub seq: i64,
    pub at: String,
    pub actor: Option<Uuid>,
    pub role: &'a str,
    pub union: Option<Uuid>,
    pub action: &'a str,
    pub subject: &'a str,
    pub outcome: &'a str,
    pub request: &'a str,
}

impl Canonical<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text and ids always serialize")
    }
}

/// An instant as the canonical bytes write it, to the microsecond that PostgreSQL keeps.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The hash of the very first entry's predecessor.
pub const GENESIS: [u8; 32] = [0; 32];

/// SHA-256 of the previous hash followed by the canonical bytes.
pub fn chain(previous: &[u8], canonical: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(previous).chain_update(canonical).finalize().into()
}

/// The end of the chain, for keeping outside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, hex::encode(&self.hash))
    }
}

impl std::str::FromStr for Head {
    type Err = String;
    fn from_str(text: &str) -> Result<Head, String> {
        let (seq, hash) = text.trim().split_once(':').ok_or("a head is written SEQ:HASH")?;
        let seq = seq.parse().map_err(|_| "the part before `:` is a number")?;
        let hash = hex::decode(hash).map_err(|_| "the part after `:` is hexadecimal")?;
        Ok(Head { seq, hash })
    }
}

/// Why the journal cannot be trusted, at the first entry that says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("entry {0} is missing: something was deleted, inserted or reordered")]
    Gap(i64),
    #[error("entry {0} does not match its own hashed bytes: it was edited")]
    Edited(i64),
    #[error("entry {0} does not follow from the one before it: the chain was rewritten")]
    Chain(i64),
    #[error("the head says {stated}, the journal ends at {found}: the tail was cut or added to")]
    Head { stated: String, found: String },
    #[error("the head kept outside, {0}, is not in this journal: its tail was cut or rewritten")]
    Anchor(String),
}
