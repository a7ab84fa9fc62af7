//! The way mail leaves: SMTP when it is set, kept in a demonstration, or nowhere yet. Knows nothing
//! of notices, and never writes an address or a password to the log.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use uuid::Uuid;

use crate::config::Secret;

/// A server that says nothing for this long is not going to.
const PATIENCE: Duration = Duration::from_secs(30);
/// The whole conversation; shorter than the lease of the queue, so that nobody else takes the mail.
const CONVERSATION: Duration = Duration::from_secs(120);

pub enum Outbox {
    Smtp(Box<Smtp>),
    /// A demonstration's: nothing leaves.
    Kept,
    /// Not set: mail waits.
    Off,
}

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Right side of message ids.
    host: String,
}

/// The settings of mail cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadOutbox {
    // The address holds a password: what is wrong with it is not repeated.
    #[error("QUITTANCE_SMTP_URL is not an address such as smtps://user:password@host:465")]
    Url,
    #[error(
        "QUITTANCE_SMTP_URL would send its password in the open: use smtps://, or smtp:// with ?tls=required"
    )]
    Open,
    #[error("QUITTANCE_MAIL_FROM is not an address such as Quittance <portail@example.org>")]
    From,
}

/// One mail with its envelope.
pub struct Mail<'a> {
    /// Makes the message id: the same at each try, so that a server can tell it saw it before.
    pub id: Uuid,
    pub to: &'a str,
    pub at: DateTime<Utc>,
    pub subject: &'a str,
    pub text: &'a str,
    pub html: &'a str,
}

/// Why a mail did not leave. No answer of a server is kept: it may repeat the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The server did not answer, or hung up.
    Connection,
    Timeout,
    Tls,
    /// It answered no, with this code (RFC 5321, 4.2.3).
    Refused(u16),
    /// The recipient's address cannot be written on an envelope.
    Address,
    /// It was never sent, or the answer made no sense.
    Other,
}

impl Trouble {
    /// `connection`, `refused-550`…; the words are `mail-trouble-…`.
    pub fn code(self) -> String {
        match self {
            Trouble::Connection => "connection".to_owned(),
            Trouble::Timeout => "timeout".to_owned(),
            Trouble::Tls => "tls".to_owned(),
            Trouble::Refused(code) => format!("refused-{code}"),
            Trouble::Address => "address".to_owned(),
            Trouble::Other => "other".to_owned(),
        }
    }

    /// Trying again cannot help: the mailbox is not there or takes no such mail. Refusals of who we
    /// are (530 to 538) are for the administrator to mend, and the mail waits meanwhile.
    pub fn is_final(self) -> bool {
        matches!(self, Trouble::Address | Trouble::Refused(550..=553 | 556))
    }
}

impl From<smtp::Error> for Trouble {
    fn from(error: smtp::Error) -> Trouble {
        if let Some(code) = error.status() {
            return Trouble::Refused(code.into());
        }
        match () {
            () if error.is_timeout() => Trouble::Timeout,
            () if error.is_tls() => Trouble::Tls,
            () if error.is_client() => Trouble::Other,
            () => Trouble::Connection,
        }
    }
}

/// RFC 3834: nobody's holiday answers back.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Outbox {
    /// `host` is the portal's: the right side of message ids.
    pub fn smtp(url: &Secret, from: &str, host: &str) -> Result<Outbox, BadOutbox> {
        if sends_password_in_the_open(url.reveal()) {
            return Err(BadOutbox::Open);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
            .map_err(|_| BadOutbox::Url)?
            .timeout(Some(PATIENCE))
            .build();
        let from = from.parse().map_err(|_| BadOutbox::From)?;
        Ok(Outbox::Smtp(Box::new(Smtp { transport, from, host: host.to_owned() })))
    }

    pub fn is_off(&self) -> bool {
        matches!(self, Outbox::Off)
    }
}

impl Smtp {
    /// At least once: when the server took it and its answer was lost, it is sent again, with the
    /// same message id.
    pub async fn send(&self, mail: &Mail<'_>) -> Result<(), Trouble> {
        let message = self.message(mail)?;
        match tokio::time::timeout(CONVERSATION, self.transport.send(message)).await {
            Ok(sent) => sent.map(|_| ()).map_err(Trouble::from),
            Err(_) => Err(Trouble::Timeout),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Result<Message, Trouble> {
        let to = mail.to.parse().map_err(|_| Trouble::Address)?;
        Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id.simple(), self.host)))
            .date(mail.at.into())
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned()))
            .map_err(|_| Trouble::Other)
    }
}

/// `smtp://` speaks in the clear unless told otherwise; only a server of this machine may be.
fn sends_password_in_the_open(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("smtp://") else { return false };
    let (authority, query) = rest.split_once(['/', '?']).unwrap_or((rest, ""));
    let Some((_, host)) = authority.rsplit_once('@') else { return false };
    let bare = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
    let here = ["localhost", "127.0.0.1"].contains(&bare) || bare.starts_with("[::1]");
    !here && !query.contains("tls=required")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(url: &str, from: &str) -> Result<Outbox, BadOutbox> {
        Outbox::smtp(&url.parse().expect("not empty"), from, "portail.example")
    }

    #[test]
    fn a_password_goes_by_tls_only_and_no_error_repeats_it() {
        const FROM: &str = "Quittance <portail@example.org>";
        for good in [
            "smtps://u:hunter2@mail.example.org",
            "smtp://u:hunter2@mail.example.org:587?tls=required",
            "smtp://mail.example.org:25",
            "smtp://u:hunter2@127.0.0.1:25",
        ] {
            assert!(outbox(good, FROM).is_ok(), "{good}");
        }
        for bad in [
            "smtp://u:hunter2@mail.example.org:25",
            "smtp://u:hunter2@mail.example.org:25?tls=opportunistic",
            "smtp://u:hunter2@localhost.example.org:25",
            "http://u:hunter2@mail.example.org",
            "hunter2",
        ] {
            let error = outbox(bad, FROM).err().expect(bad);
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
        assert!(matches!(outbox("smtps://mail.example.org", "portail"), Err(BadOutbox::From)));
    }

    #[test]
    fn only_an_address_that_cannot_take_mail_is_given_up_at_once() {
        assert!(
            [Trouble::Refused(550), Trouble::Refused(553), Trouble::Address].iter().all(|t| t.is_final())
        );
        let again =
            [Trouble::Refused(421), Trouble::Refused(451), Trouble::Refused(535), Trouble::Refused(554)];
        assert!(again.iter().all(|t| !t.is_final()));
        assert!(
            [Trouble::Connection, Trouble::Timeout, Trouble::Tls, Trouble::Other]
                .iter()
                .all(|t| !t.is_final())
        );
        assert_eq!(Trouble::Refused(550).code(), "refused-550");
    }
}
