//! What people are told: a notice is written with the act it is about, shown on home to those it is
//! for, and mailed to those who chose so. Not the journal, which keeps every act for auditors.
//!
//! The queue is a table of ours, not a library of jobs: every row is one mail that row-level security
//! must know, and the 45 crates and the second schema of the one that fits would carry no less SQL.
//! It is polled: a mail may wait a few seconds, and a copy of the portal keeps no connection for it.

pub mod pages;
pub mod schedule;
pub mod store;
pub mod worker;

use uuid::Uuid;

use crate::access::{Capability, Role};
use crate::text::Lang;

/// What a notice says; its words are `notice-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// To the federation's office: changes to vet.
    ChangeProposed,
    /// To the office: the union answered or added a comment.
    ChangeCommented,
    ChangeWithdrawn,
    /// To the office: a sensitive field waits for a second person.
    ChangeAwaitsSecond,
    /// To the union: the office asks something.
    ChangeQuestioned,
    /// To the union: every field of the request was decided.
    ChangeDecided,
    /// To the union and to its contacts of before: bank details or signing officers are about to change.
    SensitiveChange,
    /// To the union: the list of officers is due to the employers (6.01).
    OfficersListDue,
    /// To the union: the declaration was filed; its receipt.
    DeclarationFiled,
    /// To the union: a declaration was attested, and a second person is to sign it.
    DeclarationAwaitsSecond,
    /// To the union: a first signature was returned, taken back, or fell.
    DeclarationNotSigned,
    /// To the union: how many signatures its declarations need was changed.
    SignatureRule,
    /// To the union: money was received.
    PaymentSettled,
    /// To the union: an employer's payroll sent a statement by program.
    StatementTransmitted,
    /// To the office that decides what a body levies: a proposal waits for a second person.
    ProposalAwaitsSecond,
    /// To that office: a proposal was approved or rejected.
    ProposalDecided,
    /// To the union: a body exempts it, or one of its units.
    ExemptionGranted,
}

impl NoticeKind {
    pub const ALL: [NoticeKind; 17] = [
        NoticeKind::ChangeProposed,
        NoticeKind::ChangeCommented,
        NoticeKind::ChangeWithdrawn,
        NoticeKind::ChangeAwaitsSecond,
        NoticeKind::ChangeQuestioned,
        NoticeKind::ChangeDecided,
        NoticeKind::SensitiveChange,
        NoticeKind::OfficersListDue,
        NoticeKind::DeclarationFiled,
        NoticeKind::DeclarationAwaitsSecond,
        NoticeKind::DeclarationNotSigned,
        NoticeKind::SignatureRule,
        NoticeKind::PaymentSettled,
        NoticeKind::StatementTransmitted,
        NoticeKind::ProposalAwaitsSecond,
        NoticeKind::ProposalDecided,
        NoticeKind::ExemptionGranted,
    ];

    pub fn code(self) -> &'static str {
        match self {
            NoticeKind::ChangeProposed => "change-proposed",
            NoticeKind::ChangeCommented => "change-commented",
            NoticeKind::ChangeWithdrawn => "change-withdrawn",
            NoticeKind::ChangeAwaitsSecond => "change-awaits-second",
            NoticeKind::ChangeQuestioned => "change-questioned",
            NoticeKind::ChangeDecided => "change-decided",
            NoticeKind::SensitiveChange => "sensitive-change",
            NoticeKind::OfficersListDue => "officers-list-due",
            NoticeKind::DeclarationFiled => "declaration-filed",
            NoticeKind::DeclarationAwaitsSecond => "declaration-awaits-second",
            NoticeKind::DeclarationNotSigned => "declaration-not-signed",
            NoticeKind::SignatureRule => "signature-rule",
            NoticeKind::PaymentSettled => "payment-settled",
            NoticeKind::StatementTransmitted => "statement-transmitted",
            NoticeKind::ProposalAwaitsSecond => "proposal-awaits-second",
            NoticeKind::ProposalDecided => "proposal-decided",
            NoticeKind::ExemptionGranted => "exemption-granted",
        }
    }

    pub fn from_code(code: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// To whom this kind is told.
    pub fn audience(self) -> Audience {
        match self {
            NoticeKind::ChangeProposed
            | NoticeKind::ChangeCommented
            | NoticeKind::ChangeWithdrawn
            | NoticeKind::ChangeAwaitsSecond => Audience::Office,
            NoticeKind::ProposalAwaitsSecond | NoticeKind::ProposalDecided => Audience::Levying,
            _ => Audience::Union,
        }
    }

    /// The way of those who chose none: the office, which vets all day, once a day; the union at once.
    pub fn usual_way(self) -> Way {
        match self {
            NoticeKind::ChangeProposed | NoticeKind::ChangeCommented | NoticeKind::ChangeWithdrawn => {
                Way::Digest
            }
            _ => Way::Mail,
        }
    }

    /// A thief would choose not to tell: nobody can, and who did it is mailed too, in case it was a
    /// thief in their name (R13).
    pub fn is_always_mailed(self) -> bool {
        self == NoticeKind::SensitiveChange
    }

    /// The way this notice goes to somebody who chose that, or nothing.
    pub fn way(self, chosen: Option<Way>) -> Way {
        if self.is_always_mailed() { Way::Mail } else { chosen.unwrap_or(self.usual_way()) }
    }

    /// Does this person's role open the page that the notice leads to? A signing officer is told of
    /// declarations and payments, whose pages are the treasurer's.
    pub fn opens_for(self, role: Role) -> bool {
        match self {
            NoticeKind::StatementTransmitted | NoticeKind::ExemptionGranted => {
                Capability::PreparePeriod.holders().contains(&role)
            }
            NoticeKind::DeclarationFiled | NoticeKind::PaymentSettled => {
                Capability::SeeOwnUnion.holders().contains(&role)
            }
            _ => true,
        }
    }
}

/// How a person is told of a kind; home shows every notice whatever the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Home,
    /// A mail at once.
    Mail,
    /// In one mail on the morning of each working day.
    Digest,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Mail, Way::Digest, Way::Home];

    pub fn code(self) -> &'static str {
        match self {
            Way::Home => "home",
            Way::Mail => "mail",
            Way::Digest => "digest",
        }
    }

    pub fn from_code(code: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Whom a notice is for; who did the act needs no telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The treasurer and the signing officers of the union.
    Union,
    /// The office of the union's federation.
    Office,
    /// The office that decides what a body levies.
    Levying,
}

impl Audience {
    pub fn code(self) -> &'static str {
        match self {
            Audience::Union => "union",
            Audience::Office => "office",
            Audience::Levying => "levying",
        }
    }

    /// The audiences that a role belongs to.
    pub fn of(role: Role) -> &'static [Audience] {
        match role {
            Role::Treasurer | Role::SigningOfficer => &[Audience::Union],
            Role::FederationOfficer => &[Audience::Office, Audience::Levying],
            Role::CouncilOfficer | Role::FinanceOfficer => &[Audience::Levying],
            Role::FinanceAuditor | Role::Administrator => &[],
        }
    }
}

/// What a role is told of, in the order of [`NoticeKind::ALL`].
pub fn kinds_told(role: Role) -> Vec<NoticeKind> {
    let audiences = Audience::of(role);
    NoticeKind::ALL.into_iter().filter(|kind| audiences.contains(&kind.audience())).collect()
}

#[derive(Debug, Clone)]
pub struct Notice {
    pub kind: NoticeKind,
    /// The union it is about.
    pub union: Uuid,
    pub to: Audience,
    /// The page to open, such as `/demandes/…`. No personal information.
    pub path: String,
    /// E-mail addresses told besides, which are nobody's account: contacts of before a change.
    pub also_to: Vec<String>,
}

impl Notice {
    /// Told to the union's treasurer and signing officers, and to nobody else.
    pub fn to_the_union(kind: NoticeKind, union: Uuid, path: String) -> Notice {
        Notice { kind, union, to: Audience::Union, path, also_to: Vec::new() }
    }
}

/// A notice as the person who reads it sees it.
#[derive(Debug, Clone)]
pub struct Told {
    pub id: Uuid,
    pub kind: NoticeKind,
    /// The union or the body it is about, in French and in English.
    pub about: [String; 2],
    pub path: String,
    pub at: chrono::DateTime<chrono::Utc>,
    /// Not opened yet, and recent enough to matter.
    pub is_new: bool,
}

/// Somebody a notice is mailed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Lower case.
    pub email: String,
    pub lang: Lang,
    /// None for a contact of before, who has no account.
    pub person: Option<(Uuid, Role)>,
    pub way: Way,
}

/// What a mail says, before it has an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// One line of a digest: how many notices of a kind about a union or a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestLine {
    /// The name of the union or of the body.
    pub about: String,
    pub kind: NoticeKind,
    pub count: i64,
    /// The page of the newest.
    pub path: String,
}

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    Waiting,
    /// Handed to the server by a copy of the portal; waiting again if that copy does not come back.
    Sending,
    Sent,
    /// Given up: the administrator decides.
    Dead,
    /// A demonstration's: nothing leaves.
    Kept,
}

impl MailState {
    pub const ALL: [MailState; 5] =
        [MailState::Waiting, MailState::Sending, MailState::Sent, MailState::Dead, MailState::Kept];

    pub fn code(self) -> &'static str {
        match self {
            MailState::Waiting => "waiting",
            MailState::Sending => "sending",
            MailState::Sent => "sent",
            MailState::Dead => "dead",
            MailState::Kept => "kept",
        }
    }

    pub fn from_code(code: &str) -> Option<MailState> {
        MailState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A mail's row: who waits for what, never what it says.
#[derive(Debug, Clone)]
pub struct MailRow {
    pub id: Uuid,
    /// A notice's code, or `digest`.
    pub kind: String,
    pub recipient: String,
    pub state: MailState,
    pub tries: i32,
    pub next_try_at: chrono::DateTime<chrono::Utc>,
    /// The code of an [`crate::outbox::Trouble`].
    pub last_error: Option<String>,
    pub queued_at: chrono::DateTime<chrono::Utc>,
}

/// The language of a stored code; French when there is none.
pub fn lang_of(code: &str) -> Lang {
    Lang::from_code(code).unwrap_or_default()
}
