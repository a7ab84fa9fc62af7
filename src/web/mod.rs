//! HTTP shared by all pages: routes, guards, pages, errors, security. Knows nothing of dues.

pub mod assets;
pub mod chart;
pub mod error;
pub mod export;
pub mod files;
pub mod flash;
pub mod guard;
pub mod page;
pub mod problem;
pub mod routes;
pub mod security;
pub mod session;
pub mod timeline;
pub mod upload;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use tokio::sync::Semaphore;

use crate::db::Db;

/// What every request shares. Nothing here remembers a person: any number of copies may run.
#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub settings: Arc<Settings>,
}

/// The configuration that pages need.
pub struct Settings {
    /// Demo data, test SINs accepted, a banner on each page.
    pub demo: bool,
    /// Cookies are `Secure` when people come over https.
    pub secure: bool,
    /// Mail leaves by a server; if not, the administrator is told that it waits.
    pub sends_mail: bool,
    /// The largest file taken in, in bytes.
    pub max_upload: usize,
    /// Passwords are verified one or two at a time: each costs as much as 37 pages.
    pub hashing: Semaphore,
    /// Files are read a few at a time, so that memory stays bounded.
    pub reading: Arc<Semaphore>,
    /// Requests that one employer's access may make in a minute.
    pub api_rate: u32,
    /// How long a page that sends a file in waits for it to be read; then it shows how far it is.
    pub patience: Duration,
}

/// Requests of one access in a minute, unless it is set otherwise.
pub const API_RATE: u32 = 60;

impl Settings {
    pub fn new(demo: bool, secure: bool, max_upload: usize) -> Settings {
        Settings {
            demo,
            secure,
            sends_mail: false,
            max_upload,
            hashing: Semaphore::new(2),
            reading: Arc::new(Semaphore::new(4)),
            api_rate: API_RATE,
            patience: Duration::from_secs(2),
        }
    }
}

impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Db {
        state.db.clone()
    }
}
