//! Quittance: a per capita portal for a labour confederation and its local unions.
//!
//! The table of contents, in reading order. Dependencies run one way: pure rules, then SQL
//! (`store.rs`), then HTTP (`pages.rs`).

#![deny(clippy::float_arithmetic)]

pub mod calendar;
pub mod clock;
pub mod cluster;
pub mod config;
pub mod dues;
pub mod money;
pub mod secrets;
pub mod statements;
pub mod telemetry;
pub mod web {
    pub mod session;
}
