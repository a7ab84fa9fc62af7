//! Files that come by program: how a file came, and the receiving of one under the key of its sender.

use super::uploads::{self, NewUpload};
use crate::db::{Result, Scoped};

/// How a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Door {
    /// Sent by a person, from a page.
    #[default]
    Page,
    /// Sent by the employer's payroll, by program.
    Api,
}

impl Door {
    pub(super) fn code(self) -> &'static str {
        match self {
            Door::Page => "page",
            Door::Api => "api",
        }
    }

    pub(super) fn from_code(code: &str) -> Door {
        if code == Door::Api.code() { Door::Api } else { Door::Page }
    }
}

/// What became of a file that a program sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transmitted {
    New,
    /// The same file, under the same key, came before.
    Before,
    /// Another file, or another period, came under this key.
    Otherwise,
}

/// Receives a file from the employer's payroll, sealed; the same key is never another sending.
pub async fn transmit(scoped: &mut Scoped, new: &NewUpload<'_>) -> Result<Transmitted> {
    if uploads::insert(scoped, new, new.id, Door::Api).await? {
        return Ok(Transmitted::New);
    }
    let is_same = uploads::one(scoped, new.id).await?.is(new);
    Ok(if is_same { Transmitted::Before } else { Transmitted::Otherwise })
}
