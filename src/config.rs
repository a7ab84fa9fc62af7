//! What the person who runs the portal may set: each setting is an environment variable and a flag.
//!
//! The README's table is this file's. Nothing here is decided while the portal runs, and nothing
//! here is about dues: rates, unions and accounts live in the database.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::secrets::{KeyFileError, Keys};
use crate::telemetry::DEFAULT_FILTER;

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

    /// What to log, as a tracing filter
    #[arg(long, env = "QUITTANCE_LOG", default_value = DEFAULT_FILTER)]
    pub log: String,

    /// How to log
    #[arg(long, env = "QUITTANCE_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: LogFormat,

    /// Largest file received, in bytes
    #[arg(long, env = "QUITTANCE_MAX_UPLOAD", default_value_t = 50 * 1024 * 1024)]
    pub max_upload: usize,
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

    /// The address people use: the public one, or where the portal listens.
    pub fn origin(&self) -> Origin {
        self.public_origin.clone().unwrap_or_else(|| Origin(format!("http://{}", self.listen)))
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

/// A scheme, a host and perhaps a port, as a browser's Origin header writes them: lower case,
/// without the scheme's usual port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// The text is not an origin the portal can be at.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    #[error("an origin is https://host or https://host:port, with no path, user or space")]
    Shape,
    /// Cookies and passwords would travel in the open.
    #[error("http is for this machine only (localhost); people reach the portal by https")]
    NotSecure,
}

impl Origin {
    /// As the Origin header has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reached by https: cookies are marked Secure and named `__Host-`.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// On this machine only.
    pub fn is_loopback(&self) -> bool {
        let host = self.0.split_once("://").map_or("", |(_, authority)| split_port(authority).0);
        host == "localhost"
            || host.ends_with(".localhost")
            || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// Host and port; an IPv6 host keeps its brackets.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, authority) = text.split_once("://").ok_or(OriginError::Shape)?;
        let (host, port) = split_port(authority);
        let usual = match scheme {
            "https" => "443",
            "http" => "80",
            _ => return Err(OriginError::Shape),
        };
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let named = !host.is_empty()
            && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
            && !host.starts_with(['-', '.']);
        let sixth = bare.is_some_and(|ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
        let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port != 0));
        if !(named || sixth) || !numbered {
            return Err(OriginError::Shape);
        }
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        let origin = Self(format!("{scheme}://{host}{port}"));
        if origin.is_secure() || origin.is_loopback() { Ok(origin) } else { Err(OriginError::NotSecure) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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

    fn origin(text: &str) -> Result<String, OriginError> {
        text.parse::<Origin>().map(|origin| origin.to_string())
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
    fn an_empty_database_address_is_an_error_and_not_a_private_cluster() {
        assert!(config(&["--database-url", ""]).is_err());
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        assert_eq!(origin("HTTPS://Quittance.Example.org:443/"), Ok("https://quittance.example.org".into()));
        assert_eq!(
            origin("https://quittance.example.org:8443"),
            Ok("https://quittance.example.org:8443".into())
        );
        assert_eq!(origin("http://127.0.0.1:80"), Ok("http://127.0.0.1".into()));
        assert_eq!(origin("http://[::1]:8080"), Ok("http://[::1]:8080".into()));
    }

    #[test]
    fn what_is_not_an_origin_and_open_http_to_others_are_refused() {
        for text in [
            "quittance.example.org",
            "ftp://a.org",
            "https://",
            "https://a.org/portal",
            "https://u@a.org",
            "https://a.org:0",
            "https://a.org:99999",
            "https://a b.org",
            "https://-a.org",
            "https://[::1",
        ] {
            assert_eq!(origin(text), Err(OriginError::Shape), "{text}");
        }
        for text in ["http://quittance.example.org", "http://10.0.0.7:8080", "http://localhost.example.org"] {
            assert_eq!(origin(text), Err(OriginError::NotSecure), "{text}");
        }
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
