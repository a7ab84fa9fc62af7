//! The administrator's view of the mail: who waits for what, what was given up and why. Never what a
//! mail says.

use askama::Template;
use axum::Form;
use serde::Deserialize;
use uuid::Uuid;

use super::letter::DIGEST;
use crate::access::SeeMail;
use crate::audit::{Action, Event};
use crate::notices::{MailRow, MailState, store};
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct Row {
    pub id: Uuid,
    pub recipient: String,
    pub kind: String,
    pub queued: String,
    pub next: String,
    pub tries: String,
    pub why: String,
}

#[derive(Template)]
#[template(path = "notices/mails.html")]
struct MailsPage {
    p: Page,
    counts: Vec<(String, String, &'static str)>,
    dead: Vec<Row>,
    waiting: Vec<Row>,
    is_off: bool,
    is_demo: bool,
}

/// Rows shown of each list; the counts above say how many there are.
const SHOWN: i64 = 100;

pub async fn list(can: Can<SeeMail>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = store::mails::counts(&mut scoped).await?;
    let dead = store::mails::in_state(&mut scoped, MailState::Dead, SHOWN).await?;
    let waiting = store::mails::in_state(&mut scoped, MailState::Waiting, SHOWN).await?;
    let is_demo = can.settings().demo;
    let count = |state: MailState| {
        let count = found.iter().find(|(found, _)| *found == state).map_or(0, |(_, count)| *count);
        let count = usize::try_from(count).unwrap_or_default();
        let kind = if state == MailState::Dead && count > 0 { "blocking" } else { "" };
        (t.count(&count), t.kind(&format!("mails-count-{}", state.code()), &[]), kind)
    };
    let shown = MailState::ALL.into_iter().filter(|state| is_demo || *state != MailState::Kept);
    html(&MailsPage {
        p: can.page(t.mails_title()),
        counts: shown.map(count).collect(),
        dead: dead.iter().map(|mail| row(mail, t)).collect(),
        waiting: waiting.iter().map(|mail| row(mail, t)).collect(),
        is_off: !can.settings().sends_mail && !is_demo,
        is_demo,
    })
}

pub fn kind_words(code: &str, t: Text) -> String {
    match code {
        DIGEST => t.mails_kind_digest().to_owned(),
        code => t.kind(&format!("notice-{code}"), &[]),
    }
}

fn row(mail: &MailRow, t: Text) -> Row {
    Row {
        id: mail.id,
        recipient: mail.recipient.clone(),
        kind: kind_words(&mail.kind, t),
        queued: t.moment(&mail.queued_at),
        next: t.moment(&mail.next_try_at),
        tries: mail.tries.to_string(),
        why: mail.last_error.as_deref().map(|code| trouble_words(code, t)).unwrap_or_default(),
    }
}

fn trouble_words(code: &str, t: Text) -> String {
    match code.strip_prefix("refused-") {
        Some(code) => t.mail_trouble_refused(code),
        None => t.kind(&format!("mail-trouble-{code}"), &[]),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    mail: Uuid,
}

/// Puts a mail that was given up back into the queue; twice is once.
pub async fn again(can: Can<SeeMail>, Form(form): Form<Again>) -> Answer {
    let mut scoped = can.begin().await?;
    if store::mails::try_again(&mut scoped, form.mail).await? {
        scoped.record(Event::done(Action::MailTriedAgain, form.mail));
        scoped.commit().await?;
    }
    flash::done("/courriels", "said-mail-again")
}
