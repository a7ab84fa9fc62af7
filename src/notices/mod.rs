//! What people are told: a notice is written with the act it is about, shown on home to those it is
//! for, and mailed to those who chose so. Not the journal, which keeps every act for auditors.

pub mod store;

use uuid::Uuid;

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
    /// To the union: money was received.
    PaymentSettled,
}

impl NoticeKind {
    pub const ALL: [NoticeKind; 10] = [
        NoticeKind::ChangeProposed,
        NoticeKind::ChangeCommented,
        NoticeKind::ChangeWithdrawn,
        NoticeKind::ChangeAwaitsSecond,
        NoticeKind::ChangeQuestioned,
        NoticeKind::ChangeDecided,
        NoticeKind::SensitiveChange,
        NoticeKind::OfficersListDue,
        NoticeKind::DeclarationFiled,
        NoticeKind::PaymentSettled,
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
            NoticeKind::PaymentSettled => "payment-settled",
        }
    }

    pub fn from_code(code: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Whom a notice is for, besides who did the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The treasurer and the signing officers of the union.
    Union,
    /// The office of the union's federation.
    Office,
}

impl Audience {
    pub fn code(self) -> &'static str {
        match self {
            Audience::Union => "union",
            Audience::Office => "office",
        }
    }
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
