//! The portal as people use it: real PostgreSQL, a database a test, requests by `oneshot`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod access;
mod accounts;
mod addresses;
mod aggregates;
mod aggregates_declared;
mod agreements;
mod audit;
mod calendars;
mod changes;
mod changes_careful;
mod changes_file;
mod changes_form;
mod changes_privacy;
mod changes_races;
mod changes_rows;
mod changes_union;
mod changes_vet;
mod checkoff;
mod corrections;
mod corrections_counted;
mod corrections_remittance;
mod declarations;
mod declarations_adjustments;
mod declarations_nil;
mod declarations_signing;
mod declarations_verify;
mod declarations_workings;
mod documents;
mod door;
mod door_sends;
mod held_dues;
mod help;
mod home;
mod large_bodies;
mod large_statements;
mod leave;
mod ledger;
mod letters;
mod levies;
mod levies_decided;
mod levies_exemptions;
mod levies_told;
mod levies_what_if;
mod mails;
mod mapping;
mod members;
mod members_annual;
mod members_register;
mod members_roster;
mod notices;
mod officers;
mod openings;
mod payments;
mod rows;
mod secrets;
mod sheets;
mod slips;
mod statements;
mod statements_browse;
mod statements_compare;
mod statements_notes;
mod statements_past;
mod statements_versions;
mod team;
mod tidy;
mod unions;
mod uploads;
mod web;
mod words;

#[path = "../support/answer.rs"]
mod answer;
#[path = "../support/browser.rs"]
mod browser;
#[path = "../support/committed.rs"]
mod committed;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/mail_server.rs"]
mod mail_server;
#[path = "../support/portal.rs"]
mod portal;
#[path = "../support/testdb.rs"]
mod testdb;
