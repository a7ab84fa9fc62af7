//! The program's log: one line per event, as text for a person or JSON for a collector.
//!
//! What is never logged: a social insurance number, a name, an address, a telephone number, a
//! salary, a password, a cookie. Log an identifier and let the reader look it up with their own
//! rights. This is not the audit journal, which is evidence and lives in the database (`audit`).

use std::io;

use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::LogFormat;

/// What is logged when nothing is asked for. PostgreSQL's notices ("relation already exists,
/// skipping") would come at `info` on every start.
pub const DEFAULT_FILTER: &str = "info,sqlx::postgres::notice=warn";

/// The log could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not one that `tracing` reads.
    #[error("QUITTANCE_LOG is not a filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Something else in this process already logs.
    #[error("the log is already set up")]
    Twice(#[from] tracing::subscriber::SetGlobalDefaultError),
}

/// Sends every event of this process to standard error, and panics too: standard output stays
/// free for what a command answers.
///
/// # Errors
/// When `filter` cannot be read, or a log was set up before.
pub fn init(filter: &str, format: LogFormat) -> Result<(), TelemetryError> {
    tracing::subscriber::set_global_default(subscriber(filter, format, io::stderr)?)?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// The subscriber behind [`init`], writing where the caller says.
///
/// # Errors
/// When `filter` cannot be read.
pub fn subscriber<W>(
    filter: &str,
    format: LogFormat,
    writer: W,
) -> Result<impl Subscriber + Send + Sync, TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match format {
        LogFormat::Text => lines.with_ansi(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    Ok(Registry::default().with(lines.with_filter(EnvFilter::try_new(filter)?)))
}

/// A panic is an event like the others, so that a collector of JSON sees it. Only a message that
/// was written in the source is repeated: a formatted one may hold what a person typed.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not shown)");
    tracing::error!(place, message, "panic");
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no test panics while writing").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, act: impl FnOnce()) -> String {
        let page = Page::default();
        let writer = page.clone();
        let log = subscriber(DEFAULT_FILTER, format, move || writer.clone()).expect("our own filter");
        tracing::subscriber::with_default(log, act);
        let bytes = page.0.lock().expect("no test panics while writing").clone();
        String::from_utf8(bytes).expect("logs are text")
    }

    #[test]
    fn a_json_line_carries_the_fields_of_the_event_at_its_top_level() {
        let text = logged(LogFormat::Json, || tracing::info!(lines = 3, "statement received"));
        let line: serde_json::Value = serde_json::from_str(&text).expect("one JSON line");
        assert_eq!(line["message"], "statement received");
        assert_eq!(line["lines"], 3);
        assert_eq!(line["level"], "INFO");
    }

    #[test]
    fn postgres_notices_and_debug_lines_are_left_out_by_default() {
        let text = logged(LogFormat::Text, || {
            tracing::info!(target: "sqlx::postgres::notice", "relation exists, skipping");
            tracing::debug!("a detail");
            tracing::warn!(target: "sqlx::postgres::notice", "a warning");
        });
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("a warning"), "{text}");
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_an_error() {
        assert!(matches!(
            subscriber("quittance=shout", LogFormat::Text, io::sink),
            Err(TelemetryError::Filter(_))
        ));
    }
}
