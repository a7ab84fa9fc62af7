//! What the person who runs the portal may set: each setting is an environment variable and a flag.
//!
//! The README's table is this file's. Nothing here is decided while the portal runs, and nothing
//! here is about dues: rates, unions and accounts live in the database.

mod origin;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::outbox::{BadOutbox, Outbox};
use crate::secrets::{KeyFileError, Keys};
use crate::telemetry::DEFAULT_FILTER;

pub use self::origin::{Origin, OriginError};

/// The settings of one copy of the portal. Debug output holds no secret.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// PostgreSQL 15 or newer, as the role that owns the schema and migrates it. Not set: the
    /// portal makes and runs a private cluster in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<Secret>,

    /// The same database, logging in as the application role. Not set: the owner's login, with
    /// `SET ROLE quittance_app` on every connection
    #[arg(long, env = "DATABASE_APP_URL", hide_env_values = true, requires = "database_url")]
    pub database_app_url: Option<Secret>,

    /// Where the private cluster and the master key live when not set elsewhere
    #[arg(long, env = "QUITTANCE_DATA_DIR", default_value = "./data")]
    pub data_dir: PathBuf,

    /// Address and port to listen on
    #[arg(long, env = "QUITTANCE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The portal's address as people type it, such as https://quittance.example.org. Needed
    /// behind a proxy: links, cookies and the check of where a form comes from use it
    #[arg(long, env = "QUITTANCE_PUBLIC_ORIGIN")]
    pub public_origin: Option<Origin>,

    /// The master key that seals social insurance numbers: 32 bytes, or 64 hexadecimal digits, in
    /// a file that only its owner may read. Not set: master.key in the data folder, made on the
    /// first start of a private cluster
    #[arg(long, env = "QUITTANCE_KEY_FILE")]
    pub key_file: Option<PathBuf>,

    /// Fill the portal with an invented federation and let anybody in; refused behind a public
    /// https address
    #[arg(long, env = "QUITTANCE_DEMO", value_parser = clap::builder::FalseyValueParser::new())]
    pub demo: bool,

    /// The mail server, such as smtps://user:password@mail.example.org:465, or
    /// smtp://…:587?tls=required. Not set: mail waits in the queue. In the demonstration nothing leaves
    #[arg(long, env = "QUITTANCE_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<Secret>,

    /// Who mail comes from, such as Quittance <portail@example.org>
    #[arg(long, env = "QUITTANCE_MAIL_FROM", requires = "smtp_url")]
    pub mail_from: Option<String>,

    /// What to log, as a tracing filter
    #[arg(long, env = "QUITTANCE_LOG", default_value = DEFAULT_FILTER)]
    pub log: String,

    /// How to log
    #[arg(long, env = "QUITTANCE_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: LogFormat,

    /// Largest file received, in bytes
    #[arg(long, env = "QUITTANCE_MAX_UPLOAD", default_value_t = 50 * 1024 * 1024)]
    pub max_upload: usize,

    /// Requests that one employer's access may make in a minute, half of them at once
    #[arg(long, env = "QUITTANCE_API_RATE", default_value_t = crate::web::API_RATE)]
    pub api_rate: u32,
}

/// Settings that contradict each other.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Test data, test numbers and open doors must not stand where real people log in.
    #[error(
        "the demonstration is refused at the public address {0}: unset QUITTANCE_DEMO or QUITTANCE_PUBLIC_ORIGIN"
    )]
    DemoInPublic(Origin),
    /// Copies of the portal that each made a key could not read each other's numbers.
    #[error(
        "DATABASE_URL is set and there is no master key at {0}: every copy of the portal needs the same one. \
         Make it once (openssl rand -hex 32), chmod 600, and point QUITTANCE_KEY_FILE at it"
    )]
    NoSharedKey(PathBuf),
    /// A new key would leave every number sealed so far unreadable, for ever and in silence.
    #[error(
        "the master key {0} is missing, but there is a database sealed with it: restore it from its backup"
    )]
    KeyLost(PathBuf),
    #[error("the data folder {path} cannot be made: {source}")]
    DataDir { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
}

impl Config {
    /// Refuses settings that must not be together. Call it before anything is started.
    ///
    /// # Errors
    /// [`ConfigError::DemoInPublic`].
    pub fn check(&self) -> Result<(), ConfigError> {
        match &self.public_origin {
            Some(origin) if self.demo && origin.is_secure() && !origin.is_loopback() => {
                Err(ConfigError::DemoInPublic(origin.clone()))
            }
            _ => Ok(()),
        }
    }

    /// The folder of the private cluster, for [`crate::cluster::Cluster::start`].
    pub fn cluster_dir(&self) -> PathBuf {
        self.data_dir.join("pg")
    }

    /// The master key's file.
    pub fn key_path(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data_dir.join("master.key"))
    }

    /// The keys; makes the file on the very first start with a private cluster. Call it **before**
    /// the cluster is started: a missing key is only made while there is no cluster yet.
    ///
    /// # Errors
    /// [`ConfigError`] when the file is missing where it may not be made, or is refused.
    pub fn keys(&self) -> Result<Keys, ConfigError> {
        let path = self.key_path();
        if path.exists() {
            return Ok(Keys::load(&path)?);
        }
        if self.database_url.is_some() {
            return Err(ConfigError::NoSharedKey(path));
        }
        if crate::cluster::exists(&self.cluster_dir()) {
            return Err(ConfigError::KeyLost(path));
        }
        make_folder(path.parent().unwrap_or(Path::new(".")))?;
        match Keys::create(&path) {
            // Another copy, started at the same moment, made it first.
            Err(KeyFileError::Unreadable { source, .. })
                if source.kind() == std::io::ErrorKind::AlreadyExists =>
            {
                Ok(Keys::load(&path)?)
            }
            made => Ok(made?),
        }
    }

    /// The way mail leaves: kept in the demonstration, by the server that is set, or not at all yet.
    ///
    /// # Errors
    /// [`BadOutbox`], which repeats no password.
    pub fn outbox(&self) -> Result<Outbox, BadOutbox> {
        match (&self.smtp_url, &self.mail_from) {
            _ if self.demo => Ok(Outbox::Kept),
            (Some(url), Some(from)) => Outbox::smtp(url, from, self.origin().host()),
            _ => Ok(Outbox::Off),
        }
    }

    /// The address people use: the public one, or where the portal listens.
    pub fn origin(&self) -> Origin {
        self.public_origin.clone().unwrap_or_else(|| Origin::of_listener(self.listen))
    }
}

fn make_folder(path: &Path) -> Result<(), ConfigError> {
    std::fs::create_dir_all(path).map_err(|source| ConfigError::DataDir { path: path.into(), source })
}

/// One line per event for a person, or for a collector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// A setting that is not shown: an address with a password in it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        if text.trim().is_empty() { Err("it is empty: unset it instead") } else { Ok(Self(text.into())) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use clap::{Args, FromArgMatches};

    use super::*;

    /// Reads flags only: the environment of whoever runs the tests does not count.
    fn config(flags: &[&str]) -> Result<Config, clap::Error> {
        Config::augment_args(clap::Command::new("quittance").no_binary_name(true))
            .mut_args(|arg| arg.env(None::<&str>))
            .try_get_matches_from(flags)
            .and_then(|matches| Config::from_arg_matches(&matches))
    }

    #[test]
    fn every_setting_is_an_environment_variable_and_has_a_sentence_of_help() {
        let command = Config::augment_args(clap::Command::new("quittance"));
        for arg in command.get_arguments() {
            let name = arg.get_id();
            assert!(arg.get_env().is_some(), "{name} has no environment variable");
            assert!(arg.get_help().is_some_and(|help| help.to_string().len() > 8), "{name} has no help");
        }
        assert!(command.get_arguments().count() >= 10);
    }

    #[test]
    fn nothing_set_gives_a_portal_on_this_machine_only_with_its_own_cluster() {
        let config = config(&[]).expect("defaults");
        assert!(config.database_url.is_none() && !config.demo);
        assert!(config.listen.ip().is_loopback());
        assert_eq!(config.cluster_dir(), Path::new("./data/pg"));
        assert_eq!(config.key_path(), Path::new("./data/master.key"));
        assert_eq!(config.max_upload, 52_428_800);
        assert_eq!(config.origin().as_str(), "http://127.0.0.1:8080");
    }

    #[test]
    fn the_demonstration_is_refused_at_a_public_address_and_allowed_on_this_machine() {
        let check = |flags: &[&str]| config(flags).expect("readable").check();
        let public = ["--demo", "--public-origin", "https://quittance.example.org"];
        assert!(matches!(check(&public), Err(ConfigError::DemoInPublic(_))));
        assert!(check(&public[1..]).is_ok());
        assert!(check(&["--demo", "--public-origin", "https://localhost:8443"]).is_ok());
        assert!(check(&["--demo"]).is_ok());
    }

    #[test]
    fn debug_output_shows_no_password() {
        let url = "postgres://owner:hunter2@db/quittance";
        let config = config(&["--database-url", url, "--database-app-url", url]).expect("readable");
        let shown = format!("{config:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert_eq!(config.database_url.expect("set").reveal(), url);
    }

    #[test]
    fn mail_is_kept_in_the_demonstration_sent_when_it_is_set_and_waits_otherwise() {
        let smtp = ["--smtp-url", "smtps://u:hunter2@mail.example.org", "--mail-from", "Q <q@example.org>"];
        let set = config(&smtp).expect("readable");
        assert!(matches!(set.outbox(), Ok(Outbox::Smtp(_))));
        assert!(!format!("{set:?}").contains("hunter2"));
        assert!(matches!(config(&[]).expect("readable").outbox(), Ok(Outbox::Off)));
        let demo = config(&[&["--demo"], &smtp[..]].concat()).expect("readable");
        assert!(matches!(demo.outbox(), Ok(Outbox::Kept)));
        assert!(config(&smtp[..2]).is_err() && config(&smtp[2..]).is_err(), "one without the other");
        let open =
            config(&["--smtp-url", "smtp://u:hunter2@mail.example.org", "--mail-from", "q@example.org"]);
        assert!(matches!(open.expect("readable").outbox(), Err(BadOutbox::Open)));
    }

    #[test]
    fn an_empty_database_address_is_an_error_and_not_a_private_cluster() {
        assert!(config(&["--database-url", ""]).is_err());
    }

    #[test]
    fn the_first_start_makes_a_key_and_the_next_one_reads_the_same() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        let config = config(&["--data-dir", data.to_str().expect("text")]).expect("readable");
        let made = config.keys().expect("made").key_id();
        assert_eq!(config.keys().expect("read").key_id(), made);
    }

    #[test]
    fn a_lost_key_is_not_replaced_once_there_is_a_cluster_and_a_shared_database_gets_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().to_str().expect("text");
        let shared = ["--data-dir", data, "--database-url", "postgres://db/quittance"];
        assert!(matches!(config(&shared).expect("readable").keys(), Err(ConfigError::NoSharedKey(_))));
        std::fs::create_dir_all(folder.path().join("pg/data")).expect("made");
        std::fs::write(folder.path().join("pg/data/PG_VERSION"), "15").expect("written");
        let alone = config(&["--data-dir", data]).expect("readable");
        assert!(matches!(alone.keys(), Err(ConfigError::KeyLost(_))));
        assert!(!folder.path().join("master.key").exists());
    }
}
