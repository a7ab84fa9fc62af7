//! Reading a file that was received: off the event loop, a few at a time, in its sender's name. A
//! reader that dies leaves the file to another; what it had not committed never was.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::intake::{self, Known};
use super::progress::Progress;
use super::reader::Unreadable;
use super::store::taking::{Taken, take_in};
use super::store::uploads::{self, Abandoned, End, Reason, Upload};
use super::store::{self, Door, File, Incoming, Receipt};
use crate::access::{Actor, Role};
use crate::db::{Db, Error, Result, Scoped};
use crate::notices::{self, Notice, NoticeKind};
use crate::unions;

/// How often the reading says how far it has come.
const TELL_EVERY: Duration = Duration::from_millis(700);

/// Who reads the files that are sent in. Logs ids; never a name, nor anything of a file.
#[derive(Clone)]
pub struct Reader {
    db: Db,
    /// Files read at the same time, so that memory stays bounded.
    turns: Arc<Semaphore>,
    /// Invented SINs are meant.
    demo: bool,
}

impl Reader {
    pub fn new(db: Db, turns: Arc<Semaphore>, demo: bool) -> Reader {
        Reader { db, turns, demo }
    }

    /// Reads a file of the actor's union in the background. It goes on when nobody waits for it.
    pub fn start(&self, actor: Actor, upload: Uuid) -> JoinHandle<()> {
        let reader = self.clone();
        tokio::spawn(async move {
            if let Err(error) = reader.read(&actor, upload).await {
                // It stays as it was: its turn comes again when its lease is over.
                tracing::error!(%upload, %error, "a file could not be read");
            }
        })
    }

    /// Reads again the files whose reader died: after a stop of the portal, at most a minute later.
    pub async fn take_up_abandoned(&self) -> Result<()> {
        let abandoned = uploads::abandoned(&mut self.db.scoped(&Actor::Operator, "reader").await?).await?;
        for Abandoned { union_id, id, received_by, given_up } in abandoned {
            let actor = sender(union_id, received_by);
            if given_up {
                tracing::error!(upload = %id, "a file stopped its reader three times: refused");
                self.end(&actor, id, &End::Refused(refusal(&damaged("the reader stopped")))).await?;
            } else {
                self.start(actor, id);
            }
        }
        Ok(())
    }

    async fn read(&self, actor: &Actor, id: Uuid) -> Result<()> {
        let Ok(_turn) = self.turns.acquire().await else { return Ok(()) };
        let mut scoped = self.begin(actor).await?;
        if !uploads::take(&mut scoped, id).await? {
            return Ok(());
        }
        let upload = uploads::one(&mut scoped, id).await?;
        let bytes = uploads::bytes(&mut scoped, id).await?;
        let known = Arc::new(self.known(&mut scoped, &upload).await?);
        scoped.commit().await?;

        let progress = Arc::new(Progress::default());
        let mut scoped = self.begin(actor).await?;
        let taking = take_in(&mut scoped, id, bytes, known.clone(), progress.clone());
        let taken = match self.telling(actor, id, &progress, taking).await? {
            Ok(taken) => taken,
            // Cancelled meanwhile: it has ended already.
            Err(_) if progress.is_stopped() => return Ok(()),
            Err(unreadable) => {
                // Its lines go first: nobody else waits for their connection meanwhile.
                drop(scoped);
                return self.end(actor, id, &End::Refused(refusal(&unreadable))).await;
            }
        };
        if !taken.checked.questions.is_empty() {
            return self.end(actor, id, &End::Asks).await;
        }
        self.keep(scoped, &upload, &known, &taken).await
    }

    async fn begin(&self, actor: &Actor) -> Result<Scoped> {
        self.db.scoped(actor, "reader").await
    }

    async fn known(&self, scoped: &mut Scoped, upload: &Upload) -> Result<Known> {
        let own = scoped.own_union()?;
        let union = unions::store::union(scoped, own).await?;
        let employer = union.employer(upload.employer).ok_or(Error::NotFound)?;
        let dates = employer.period(upload.period).ok_or(Error::NotFound)?;
        intake::known(scoped, &union, employer, dates, self.demo).await
    }

    /// Waits for a file to be read, and tells meanwhile how far it has come.
    async fn telling<T>(
        &self,
        actor: &Actor,
        id: Uuid,
        progress: &Progress,
        reading: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let mut reading = pin!(reading);
        let mut every = tokio::time::interval(TELL_EVERY);
        every.tick().await;
        loop {
            tokio::select! {
                done = &mut reading => return done,
                _ = every.tick() => self.tell(actor, id, progress).await,
            }
        }
    }

    /// A sign of life that could not be given is given at the next turn.
    async fn tell(&self, actor: &Actor, id: Uuid, progress: &Progress) {
        let told = async {
            let mut scoped = self.begin(actor).await?;
            let goes_on = uploads::tell(&mut scoped, id, "reading", progress.lines()).await?;
            scoped.commit().await?;
            Ok::<_, Error>(goes_on)
        };
        match told.await {
            Ok(true) => {}
            Ok(false) => progress.stop(),
            Err(error) => tracing::warn!(upload = %id, %error, "progress could not be told"),
        }
    }

    /// The statement with all that follows from it, and the end of the upload, in the transaction that took
    /// its lines in.
    async fn keep(&self, mut scoped: Scoped, upload: &Upload, known: &Known, taken: &Taken) -> Result<()> {
        let lines = u32::try_from(taken.checked.line_count).unwrap_or(u32::MAX);
        let mut apart = self.begin(scoped.actor()).await?;
        uploads::tell(&mut apart, upload.id, "storing", lines).await?;
        apart.commit().await?;
        if !uploads::hold(&mut scoped, upload.id).await? {
            return Ok(());
        }
        let sha256 = upload.sha256[..].try_into();
        let incoming = Incoming {
            id: upload.id,
            employer: upload.employer,
            period: upload.period,
            file_name: &upload.file_name,
            sha256: sha256.map_err(|_| Error::Damaged(format!("fingerprint of {}", upload.id)))?,
            file: File::Uploaded,
            mapping_version: known.mapping.as_ref().map(|(version, _)| *version),
            format: serde_json::to_string(&taken.checked.reading())
                .map_err(|e| Error::Damaged(e.to_string()))?,
        };
        let end = match intake::keep(&mut scoped, &incoming, taken).await? {
            Receipt::Stored(id) | Receipt::AlreadyThere(id) => End::Stored(id),
            Receipt::AlreadyDeclared => {
                End::Refused(Reason { key: "upload-declared".to_owned(), ..Reason::default() })
            }
            Receipt::Overtaken { by } => {
                let newer = store::one(&mut scoped, by).await?;
                let key = "upload-overtaken".to_owned();
                End::Refused(Reason { key, value: newer.file_name, expected: newer.version.to_string() })
            }
        };
        self.finish(scoped, upload, &end).await
    }

    /// Ends a file, and tells the union of one that came without any of its people.
    async fn finish(&self, mut scoped: Scoped, upload: &Upload, end: &End) -> Result<()> {
        uploads::end(&mut scoped, upload.id, end).await?;
        if upload.door == Door::Api {
            let (union, path) = (scoped.own_union()?, format!("/envois/{}", upload.id));
            let notice = Notice::to_the_union(NoticeKind::StatementTransmitted, union, path);
            notices::store::tell(&mut scoped, &notice).await?;
        }
        scoped.commit().await
    }

    async fn end(&self, actor: &Actor, id: Uuid, end: &End) -> Result<()> {
        let mut scoped = self.begin(actor).await?;
        let upload = uploads::one(&mut scoped, id).await?;
        self.finish(scoped, &upload, end).await
    }
}

/// In whose name a file is read: the union's, by who sent it, a person or the access of an
/// employer's payroll. What follows from a statement is the union's, and no payroll may see it.
pub fn sender(union: Uuid, received_by: Uuid) -> Actor {
    Actor::Person { id: received_by, role: Role::Treasurer, union: Some(union), federation: None }
}

fn damaged(detail: &str) -> Unreadable {
    Unreadable::Damaged { detail: detail.to_owned() }
}

fn refusal(unreadable: &Unreadable) -> Reason {
    Reason {
        key: unreadable.key().to_owned(),
        value: unreadable.value().to_owned(),
        expected: unreadable.expected(),
    }
}
