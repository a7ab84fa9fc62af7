//! The mail that a demonstration keeps instead of sending it. Elsewhere these pages are not found,
//! and PostgreSQL shows nobody a mail that was not kept.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse};
use uuid::Uuid;

use super::mails::kind_words;
use crate::notices::{Letter, MailRow, store};
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Public;
use crate::web::page::{Page, html};

pub struct Row {
    pub href: String,
    pub recipient: String,
    pub kind: String,
    pub at: String,
    pub subject: String,
}

fn row(mail: &MailRow, subject: String, t: Text) -> Row {
    Row {
        href: format!("/demo/courriels/{}", mail.id),
        recipient: mail.recipient.clone(),
        kind: kind_words(&mail.kind, t),
        at: t.moment(&mail.queued_at),
        subject,
    }
}

#[derive(Template)]
#[template(path = "notices/demo_mails.html")]
struct MailsPage {
    p: Page,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "notices/demo_mail.html")]
struct MailPage {
    p: Page,
    row: Row,
    text: String,
    html: String,
}

const SHOWN: i64 = 200;

fn only_in_a_demonstration(public: &Public) -> Result<(), Failure> {
    if public.state.settings.demo { Ok(()) } else { Err(Failure::NotFound) }
}

pub async fn list(public: Public) -> Answer {
    only_in_a_demonstration(&public)?;
    let t = public.text();
    let kept = store::mails::kept(&mut public.begin("").await?, SHOWN).await?;
    html(&MailsPage {
        p: public.page(t.demo_mails_title()),
        rows: kept.into_iter().map(|(mail, subject)| row(&mail, subject, t)).collect(),
    })
}

async fn kept(public: &Public, mail: Uuid) -> Result<(MailRow, Letter), Failure> {
    only_in_a_demonstration(public)?;
    Ok(store::mails::kept_one(&mut public.begin("").await?, mail).await?)
}

pub async fn one(public: Public, Path(mail): Path<Uuid>) -> Answer {
    let t = public.text();
    let (mail, letter) = kept(&public, mail).await?;
    let row = row(&mail, letter.subject.clone(), t);
    html(&MailPage { p: public.page(letter.subject), row, text: letter.text, html: letter.html })
}

/// The HTML part as a page of its own: under the portal's policy it runs no script and asks no other
/// site for anything, and it was escaped when it was rendered.
pub async fn rendered(public: Public, Path(mail): Path<Uuid>) -> Answer {
    let (_, letter) = kept(&public, mail).await?;
    Ok(Html(letter.html).into_response())
}
