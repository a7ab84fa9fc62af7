//! The pages of a union's dues: what it decided, a new decision, expected against withheld, who paid
//! initiation dues.

pub mod compare;
pub mod decide;
pub mod initiation;
pub mod policy;
pub mod words;
