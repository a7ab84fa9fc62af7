//! A file on its way in: each of its lines is checked, counted, and sent to the database while the next
//! is read, so that no more of it is held than of a short one, whatever its length. Nothing is there
//! before the caller's transaction commits.
//!
//! Not what is done with a file that was read (`intake`).

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::digests::Digest;
use crate::aggregates::Tally;
use crate::calendar::Period;
use crate::db::{Error, Result, Scoped};
use crate::leave::counts::{Counting, Counts};
use crate::statements::Line;
use crate::statements::checks::{Checked, read_line_by_line};
use crate::statements::copy::{self, Rows};
use crate::statements::intake::{Known, refuse_long};
use crate::statements::progress::Progress;
use crate::statements::reader::Unreadable;
use crate::statements::rules::Gathered;

/// Pieces of lines that wait for the database, at most: the reading waits too.
const AHEAD: usize = 2;

/// What is kept of a file besides its lines, which wait in the transaction that they were taken in.
#[derive(Debug)]
pub struct Taken {
    pub checked: Checked<Gathered>,
    /// The employer's dates of the period.
    pub dates: Period,
    pub digest: Digest,
    pub tally: Tally,
    pub leave: Counts,
}

/// Reads a file that becomes the statement `id`, on a thread of its own, and takes its lines into the
/// caller's transaction. A file that is refused, or asks, is to be followed by nothing there.
pub async fn take_in(
    scoped: &mut Scoped,
    id: Uuid,
    bytes: Vec<u8>,
    known: Arc<Known>,
    progress: Arc<Progress>,
) -> Result<std::result::Result<Taken, Unreadable>> {
    let union = scoped.own_union()?;
    let (ready, mut pieces) = mpsc::channel(AHEAD);
    let rows = Rows::new(scoped.keys().for_union(union), union, known.dates.id(), id);
    let taking = Taking::new(rows, known.dates, ready);
    let mut copy = copy::begin(scoped).await?;
    let work = spawn_blocking(move || taking.read(bytes, &known, &progress));
    while let Some(piece) = pieces.recv().await {
        copy.send(&piece[..]).await?;
    }
    let read = work.await.map_err(|error| Error::Damaged(format!("reading {id}: {error}")))?;
    match &read {
        Ok(Ok(_)) => drop(copy.finish().await?),
        // Says so to the server, whose answer is that nothing was copied.
        _ => drop(copy.abort("the file is not kept").await),
    }
    read
}

/// What becomes of each line.
struct Taking {
    rows: Rows,
    dates: Period,
    ready: mpsc::Sender<Vec<u8>>,
    digest: Digest,
    tally: Tally,
    leave: Counting,
}

/// Why a line was not taken.
enum NotTaken {
    Refused(Unreadable),
    Failed(Error),
}

impl Taking {
    fn new(rows: Rows, dates: Period, ready: mpsc::Sender<Vec<u8>>) -> Taking {
        let (digest, tally) = (Digest::default(), Tally::default());
        Taking { rows, dates, ready, digest, tally, leave: Counting::new(dates) }
    }

    fn read(
        mut self,
        bytes: Vec<u8>,
        known: &Known,
        progress: &Progress,
    ) -> Result<std::result::Result<Taken, Unreadable>> {
        let mut context = known.context();
        context.progress = Some(progress);
        let mut failure = None;
        let read = read_line_by_line(bytes, &context, &mut |line| {
            self.take(line).map_err(|why| match why {
                NotTaken::Refused(unreadable) => unreadable,
                NotTaken::Failed(error) => {
                    failure = Some(error);
                    Unreadable::Stopped
                }
            })
        });
        if let Some(error) = failure {
            return Err(error);
        }
        match read {
            // Lines of nobody would take the place of a whole statement.
            Ok(checked) if checked.line_count == 0 && !checked.asks_sheet() => Ok(Err(Unreadable::Empty)),
            Ok(checked) => self.end(checked).map(Ok),
            Err(unreadable) => Ok(Err(unreadable)),
        }
    }

    fn take(&mut self, line: &Line) -> std::result::Result<(), NotTaken> {
        refuse_long(line).map_err(NotTaken::Refused)?;
        self.tally.see(line);
        self.leave.see(line);
        let sent = self.digest.see(line).and_then(|()| self.rows.push(line)).and_then(|()| {
            let piece = self.rows.ready();
            piece.map_or(Ok(()), |piece| send(&self.ready, piece))
        });
        sent.map_err(NotTaken::Failed)
    }

    fn end(self, checked: Checked<Gathered>) -> Result<Taken> {
        let Taking { rows, dates, ready, digest, tally, leave } = self;
        send(&ready, rows.end())?;
        Ok(Taken { checked, dates, digest, tally, leave: leave.finish() })
    }
}

fn send(ready: &mpsc::Sender<Vec<u8>>, piece: Vec<u8>) -> Result<()> {
    // Who was to send it on has failed, and says why.
    ready.blocking_send(piece).map_err(|_| Error::Damaged("nobody takes the lines".to_owned()))
}
