//! What the portal stands on: its private PostgreSQL cluster, its sessions, its test database and
//! the browser that tests drive. Nothing here is about dues.

#[path = "platform/cluster.rs"]
mod cluster;
#[path = "browser/driver.rs"]
mod driver;
#[path = "platform/browser.rs"]
mod driver_itself;
#[path = "platform/session.rs"]
mod session;
#[path = "support/testdb.rs"]
mod testdb;
#[path = "platform/testdb.rs"]
mod testdb_itself;
