//! The portal as people use it: real PostgreSQL, a database a test, requests by `oneshot`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod access;
mod audit;
mod rows;

#[path = "../support/answer.rs"]
mod answer;
#[path = "../support/browser.rs"]
mod browser;
#[path = "../support/committed.rs"]
mod committed;
#[path = "../support/portal.rs"]
mod portal;
#[path = "../support/testdb.rs"]
mod testdb;
