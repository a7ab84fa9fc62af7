//! Quittance: a per capita portal for a labour confederation and its local unions.
//!
//! The table of contents, in reading order. Dependencies run one way: pure rules, then SQL
//! (`store.rs`), then HTTP (`pages.rs`).

#![deny(clippy::float_arithmetic)]

// What everything is made of.
pub mod calendar; // fiscal years from 1 April and their 13 periods, due dates
pub mod money; // Canadian dollars, the one rounding rule, largest remainder

// The domains.
pub mod accounts; // people, passwords, signing in
pub mod aggregates; // persons and bases added up, a budget split, the bodies' own years
pub mod agreements; // by which rules each employer's statements are checked, and who decided so
pub mod audit; // the chained journal and its verification
pub mod changes; // what a union asks for in its file, decided field by field by its federation
pub mod checkoff; // the union's own dues: policy, expected against withheld
pub mod corrections; // errors employers must correct (5.03): the list, the letters, the remittances
pub mod declarations; // what a union declares: drafted, attested, frozen
pub mod documents; // what a union can take
pub mod door; // statements sent in by the employers' payroll systems
pub mod dues; // the heart: levies, assessments, why each cent
pub mod held_dues; // dues held while the Tribunal decides (5.05), and their release
pub mod help; // how to, whom to ask
pub mod home; // what waits for each person
pub mod leave; // the union leave bank: days given, used, left
pub mod ledger; // double entry, append only
pub mod levies; // how levies and exemptions are decided by two people, and what they would change
pub mod members; // whom the statements name: register, cards, annual list, who is who
pub mod notices; // what people are told, on home and by mail
pub mod openings; // what was owed before the portal counted
pub mod payments; // from announced to settled, by reference
pub mod slips; // the T4 and Relevé 1 that employers issue, against what they withheld
pub mod statements; // what employers remit each period: reading, checking, findings
pub mod unions; // a union, its bodies, its employers, its file of dated facts

// Who may do what, and the way to the rows.
pub mod access; // every capability, who holds it
pub mod db; // the transaction that row-level security knows
pub mod secrets; // sealing social insurance numbers

// The program.
pub mod clock; // the only reader of the time
pub mod cluster; // a private PostgreSQL when none is given
pub mod commands; // what the command line answers without a database
pub mod config; // the settings
pub mod demo; // invented unions with a year of history
pub mod memory; // what is free goes back to the system
pub mod outbox; // the way mail leaves
pub mod portal; // the route table, the layers, the server
pub mod telemetry; // the log
pub mod text; // words in both languages
pub mod web; // HTTP shared by all pages
