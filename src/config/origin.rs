//! The address that people type: links, cookies and the check of where a form comes from use it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

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
    /// Where the portal listens, when nothing else is set.
    pub(super) fn of_listener(listen: SocketAddr) -> Origin {
        Origin(format!("http://{listen}"))
    }

    /// As the Origin header has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host alone; an IPv6 one keeps its brackets.
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, authority)| split_port(authority).0)
    }

    /// Reached by https: cookies are marked Secure and named `__Host-`.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// On this machine only.
    pub fn is_loopback(&self) -> bool {
        let host = self.host();
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
    use super::*;

    fn origin(text: &str) -> Result<String, OriginError> {
        text.parse::<Origin>().map(|origin| origin.to_string())
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
}
