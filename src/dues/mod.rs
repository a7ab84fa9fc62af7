//! The heart: how statements become amounts owed (`percapita.md`, the one authority).
//!
//! `levies` are the rules of the bodies, `assess` applies them to one statement, `workings` explains
//! every cent of the result, `effect` says what a change of one line would make of it, `adjustments` computes what a correction or a ruling changes in an
//! earlier period, `allocation` spreads a payment over what is outstanding. All of it pure: no
//! database, no clock, no words. Not declarations, which freeze these results, and not the ledger.

pub mod adjustments;
pub mod allocation;
pub mod assess;
pub mod effect;
pub mod exact;
pub mod exemptions;
pub mod levies;
mod people;
pub mod store;
pub mod workings;

pub use adjustments::{Adjustment, Correction, PersonLine, adjust, release};
pub use allocation::{Allocation, Outstanding, Part, PayeeKind, allocate};
pub use assess::{Assessment, LevyAssessment, assess};
pub use effect::LevyEffect;
pub use exact::Unrounded;
pub use exemptions::{Exemption, ExemptionError, Granted, Ground, covering};
pub use levies::{Basis, Levy, LevyError, RawLevy, in_force, overlap};
pub use people::{Contributors, Person};
pub use workings::{Limit, Share, Working};
