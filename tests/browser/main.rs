//! The portal in a real browser: the whole way from statement to receipt, as the people who use it
//! go through it. Every page they open is looked at (`person`): accessible, no refused script or
//! style, no page wider than a telephone.

mod changes;
mod driver;
mod english;
mod findings;
mod french;
mod keyboard;
mod person;
mod pictures;
mod portal;
mod staff;
#[path = "../support/testdb.rs"]
mod testdb;
mod treasurer;
mod widths;
mod without_scripts;
