//! From notices to mail, in three steps that any copy of the portal may do at any time: spread each
//! notice to its audience, make the digests of the morning, carry what waits. Each step holds the
//! rows it works on (`for update skip locked`), so copies share the work and never do it twice.

use std::sync::Arc;

use uuid::Uuid;

use super::pages::letter;
use super::store::{digests, mails, spread};
use super::{MailState, Recipient, Way, schedule};
use crate::access::Actor;
use crate::db::{Db, Result, Scoped};
use crate::outbox::{Mail, Outbox};

/// Notices looked at in one go.
const NOTICES: i64 = 100;
/// Mails sent in one turn: a stop waits for no more than these.
const MAILS: usize = 10;

/// Who carries the mail. Logs ids and kinds of trouble; never an address, a name or a text.
#[derive(Clone)]
pub struct Postman {
    db: Db,
    outbox: Arc<Outbox>,
    /// The portal's address, for the links.
    origin: String,
}

impl Postman {
    pub fn new(db: Db, outbox: Outbox, origin: String) -> Postman {
        Postman { db, outbox: Arc::new(outbox), origin }
    }

    async fn begin(&self) -> Result<Scoped> {
        self.db.scoped(&Actor::Operator, "mail").await
    }

    /// One turn of all three steps; what fails is logged and comes back at the next turn.
    pub async fn turn(&self) {
        if let Err(error) = self.spread().await {
            tracing::warn!(%error, "notices could not be spread");
        }
        if let Err(error) = self.digest().await {
            tracing::warn!(%error, "digests could not be made");
        }
        if let Err(error) = self.carry().await {
            tracing::warn!(%error, "mail could not be carried");
        }
    }

    /// Turns notices into mail for their audience. One that cannot be read does not stop the others.
    pub async fn spread(&self) -> Result<()> {
        let mut last = None;
        loop {
            let waiting = spread::waiting(&mut self.begin().await?, last, NOTICES).await?;
            for (_, id) in &waiting {
                if let Err(error) = self.spread_one(*id).await {
                    tracing::warn!(notice = %id, %error, "a notice could not be spread");
                }
            }
            last = waiting.last().copied();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    async fn spread_one(&self, id: Uuid) -> Result<()> {
        let mut scoped = self.begin().await?;
        let Some(held) = spread::hold(&mut scoped, id).await? else { return Ok(()) };
        for recipient in spread::recipients(&mut scoped, &held).await? {
            if recipient.way == Way::Digest {
                spread::note(&mut scoped, &held, &recipient, None).await?;
                continue;
            }
            let mail = Uuid::now_v7();
            if spread::note(&mut scoped, &held, &recipient, Some(mail)).await? {
                let kind = held.kind()?;
                let about = letter::About {
                    kind,
                    about: held.about(),
                    office: held.office(),
                    path: &held.path,
                    reader: recipient.person.map(|(_, role)| role),
                };
                let letter = letter::of_notice(&about, &self.origin, recipient.lang)?;
                mails::queue(&mut scoped, mail, kind.code(), &recipient, None).await?;
                mails::write(&mut scoped, mail, &letter).await?;
            }
        }
        spread::done(&mut scoped, &held).await?;
        scoped.commit().await
    }

    /// On the morning of a working day, one mail for each person who has something to read.
    pub async fn digest(&self) -> Result<()> {
        let Some((day, cutoff)) = schedule::digest_due(self.db.clock().now()) else { return Ok(()) };
        let people = digests::due(&mut self.begin().await?, day, cutoff).await?;
        for person in people {
            let Some((account, _)) = person.person else { continue };
            let mut scoped = self.begin().await?;
            let mail = Uuid::now_v7();
            // Another copy made it first: its transaction has the rows.
            if !mails::queue(&mut scoped, mail, letter::DIGEST, &person, Some(day)).await? {
                continue;
            }
            let lines = digests::fill(&mut scoped, account, mail, person.lang.code(), cutoff).await?;
            if lines.is_empty() {
                continue;
            }
            mails::write(&mut scoped, mail, &self.digest_letter(&person, &lines)?).await?;
            scoped.commit().await?;
        }
        Ok(())
    }

    fn digest_letter(&self, person: &Recipient, lines: &[super::DigestLine]) -> Result<super::Letter> {
        letter::of_digest(lines, person.person.map(|(_, role)| role), &self.origin, person.lang)
    }

    /// Sends what is due, a few at a time.
    pub async fn carry(&self) -> Result<()> {
        let smtp = match &*self.outbox {
            Outbox::Smtp(smtp) => smtp,
            Outbox::Kept => {
                let mut scoped = self.begin().await?;
                mails::keep_all(&mut scoped).await?;
                return scoped.commit().await;
            }
            Outbox::Off => return Ok(()),
        };
        let mut scoped = self.begin().await?;
        mails::bury_abandoned(&mut scoped).await?;
        scoped.commit().await?;
        for _ in 0..MAILS {
            let mut scoped = self.begin().await?;
            let Some(taken) = mails::take(&mut scoped).await? else { return Ok(()) };
            scoped.commit().await?;
            // No transaction is open while the server is spoken to.
            let mail = Mail {
                id: taken.id,
                to: &taken.recipient,
                at: taken.queued_at,
                subject: &taken.letter.subject,
                text: &taken.letter.text,
                html: &taken.letter.html,
            };
            let outcome = smtp.send(&mail).await;
            let mut scoped = self.begin().await?;
            match outcome {
                Ok(()) => mails::sent(&mut scoped, &taken).await?,
                Err(trouble) => {
                    let state = mails::failed(&mut scoped, &taken, trouble).await?;
                    let given_up = state == MailState::Dead;
                    tracing::warn!(mail = %taken.id, trouble = trouble.code(), given_up, "a mail did not leave");
                }
            }
            scoped.commit().await?;
        }
        Ok(())
    }
}
