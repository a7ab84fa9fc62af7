//! All the rules, as everybody signed in reads them; the decisions of the finance office.

pub mod calendar;
pub mod decide;
pub mod employer;
pub mod rules;

use crate::statements::Severity;
use crate::statements::rules::Weight;
use crate::text::Text;

/// A weight as people read it.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    pub word: &'static str,
    pub kind: &'static str,
}

pub(super) fn tag(weight: Weight, t: Text) -> Tag {
    match weight {
        Weight::Off => Tag { word: t.agreements_off(), kind: "quiet" },
        Weight::As(Severity::Error) => Tag { word: t.severity_error(), kind: "blocking" },
        Weight::As(Severity::Warning) => Tag { word: t.severity_warning(), kind: "due" },
        Weight::As(Severity::Info) => Tag { word: t.severity_info(), kind: "info" },
    }
}
