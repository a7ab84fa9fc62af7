//! People who sign in: one account, one role, one scope; passwords and how tries are slowed down.
//! Not what a role may do, which is `access.rs`.

pub mod pages;
pub mod password;
pub mod store;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::access::{Actor, Role};
use crate::text::Lang;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub union: Option<Uuid>,
    pub federation: Option<Uuid>,
    pub active: bool,
    /// What they act for, such as a union's name, in French and in English; empty for the
    /// confederation's staff.
    pub contexts: [String; 2],
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

impl Person {
    pub fn context(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.contexts[0],
            Lang::En => &self.contexts[1],
        }
    }

    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.id, role: self.role, union: self.union, federation: self.federation }
    }
}

/// A new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub union: Option<Uuid>,
    pub federation: Option<Uuid>,
    pub password_hash: String,
}

/// What stands between a person and a try at the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    pub failed: i32,
    pub locked_until: Option<DateTime<Utc>>,
}

impl Tries {
    /// Time left before another try is read; nothing when it may be now.
    pub fn wait(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.locked_until.map(|until| until - now).filter(|left| *left > TimeDelta::zero())
    }

    /// After one more wrong password. Five are free; then 2, 4, 8 seconds and so on up to five
    /// minutes: a stranger slows the account down and never locks it for good (R78).
    pub fn after_failure(&self, now: DateTime<Utc>) -> Tries {
        let failed = self.failed.saturating_add(1);
        let step = u32::try_from(failed - 5).unwrap_or(0).min(9);
        let locked_until = (step > 0).then(|| now + TimeDelta::seconds(2_i64.pow(step).min(300)));
        Tries { failed, locked_until }
    }
}

/// E-mail as it identifies an account: trimmed, lower case.
pub fn normal_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}
