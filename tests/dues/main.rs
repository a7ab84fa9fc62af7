//! What is owed, checked against the tables of `percapita.md` and `clauses.md`, the samples of an
//! independent program, and properties over random statements.

#![allow(clippy::unwrap_used)] // a helper of a test may fail like the test

mod adjustments;
mod aggregates;
mod allocation;
mod bounds;
mod calendar;
mod checkoff;
mod commands;
mod histories;
mod levies;
mod money;
mod oracle;
mod properties;
mod reference;
mod samples;
mod support;
mod tables;
