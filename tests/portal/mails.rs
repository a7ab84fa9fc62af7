//! How mail leaves, comes back and is given up, and who may see that. What it says is in `letters.rs`.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use quittance::access::{Actor, Role};
use quittance::notices::NoticeKind;
use quittance::notices::store::mails;
use quittance::notices::worker::Postman;
use quittance::outbox::Outbox;

use crate::browser::ORIGIN;
use crate::letters::HOSTILE;
use crate::mail_server::{Manner, Server};
use crate::notices::{db_tell, postman, untold};
use crate::portal::Portal;

/// Quoted-printable as text (RFC 2045, 6.7).
fn unquoted(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One notice to the two people of union 412.
async fn told() -> Portal {
    let portal = untold().await;
    let by = portal.db_actor(Role::FederationOfficer, "FSSS").await;
    db_tell(&portal, &by, NoticeKind::ChangeDecided, &[]).await;
    portal
}

async fn states(portal: &Portal) -> String {
    portal.db_one("select string_agg(distinct state, ' ' order by state) from mails").await
}

#[tokio::test]
async fn a_mail_leaves_with_its_headers_and_both_parts_and_is_then_forgotten() {
    let portal = told().await;
    sqlx::query("update unions set name = $1 where number = '412'")
        .bind(HOSTILE)
        .execute(portal.db_owner())
        .await
        .unwrap();
    sqlx::query(
        "insert into union_facts (union_id, subject, subject_id, field, value, effective_on, recorded_at)
         select id, 'union', id, 'name', $1, '2025-09-01', now() from unions where number = '412'",
    )
    .bind(HOSTILE)
    .execute(portal.db_owner())
    .await
    .unwrap();
    let server = Server::start(Manner::Takes).await;
    server.postman(&portal).turn().await;
    server.postman(&portal).turn().await;
    let messages = server.messages();
    assert_eq!(messages.len(), 2);
    let (headers, body) = messages[0].split_once("\n\n").unwrap();
    for header in [
        "From: Quittance <portail@exemple.example>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Date: Sat, 06 Sep 2025 13:05:00 +0000",
        "Content-Type: multipart/alternative;",
    ] {
        assert!(headers.contains(header), "{header} is not in:\n{headers}");
    }
    assert!(headers.contains("Message-ID: <") && headers.contains("@portail.example>"), "{headers}");
    assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
    assert_eq!(headers.lines().filter(|line| line.starts_with("To: ")).count(), 1);
    let (plain, html) =
        (body.find("text/plain; charset=utf-8").unwrap(), body.find("text/html; charset=utf-8").unwrap());
    assert!(plain < html, "the last part is the best one");
    let said = unquoted(body);
    assert!(said.contains("Décision sur une demande de changement"), "{said}");
    assert!(said.contains("http://portail.example/info-syndicat"), "{said}");
    assert!(said.contains("&#60;script&#62;") && said.contains("<h1>"), "{said}");
    assert_eq!(states(&portal).await, "sent");
    assert_eq!(portal.db_count("select count(*) from mail_bodies").await, 0);
}

#[tokio::test]
async fn a_server_that_hangs_up_is_tried_six_times_and_the_administrator_tries_again() {
    let mut portal = told().await;
    let server = Server::start(Manner::HangsUp).await;
    let postman = server.postman(&portal);
    for (tries, wait) in [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720)] {
        postman.turn().await;
        assert_eq!(states(&portal).await, "waiting", "after try {tries}");
        portal.clock.advance(TimeDelta::minutes(wait) - TimeDelta::seconds(1));
        postman.turn().await;
        let tried = portal.db_one("select max(tries)::text from mails").await;
        assert_eq!(tried, tries.to_string(), "not before its time");
        portal.clock.advance(TimeDelta::seconds(1));
    }
    postman.turn().await;
    assert_eq!(states(&portal).await, "dead");
    let administrator = portal.administrator().await;
    let page = administrator.get("/courriels").await.is(200);
    let page =
        page.shows("presidence@stt-bsl.example").shows("n’a pas répondu").shows("Décision sur une demande");
    assert!(!page.html().contains("STT") && !page.says("info-syndicat"), "what it says is not shown");
    let mail = page.field("mail");
    server.behave(Manner::Takes);
    administrator.post("/courriels", &[("mail", &mail)]).await.leads_to("/courriels");
    administrator.post("/courriels", &[("mail", &mail)]).await.leads_to("/courriels");
    assert_eq!(portal.db_journaled("mail-tried-again", "done").await, 1);
    administrator.get("/courriels").await.is(200).shows("de nouveau en attente");
    postman.turn().await;
    assert_eq!((server.messages().len(), states(&portal).await), (1, "dead sent".to_owned()));
    administrator.post("/courriels", &[("mail", &mail)]).await.leads_to("/courriels");
    postman.turn().await;
    assert_eq!(server.messages().len(), 1, "what was sent is not sent again");
    portal.treasurer().await.get("/courriels").await.is(404);
}

#[tokio::test]
async fn a_mailbox_that_is_not_there_is_given_up_at_once_and_a_wrong_password_is_not() {
    let portal = told().await;
    let server = Server::start(Manner::Refuses(550)).await;
    server.postman(&portal).turn().await;
    assert_eq!(states(&portal).await, "dead");
    let kept = portal.db_one("select string_agg(distinct last_error, ' ') from mails").await;
    assert_eq!(kept, "refused-550", "and not the server's words, which name the person");
    portal.administrator().await.get("/courriels").await.is(200).shows("a refusé l’envoi, avec le code 550");

    let portal = told().await;
    server.behave(Manner::Refuses(535));
    server.postman(&portal).turn().await;
    assert_eq!(states(&portal).await, "waiting");

    let portal = untold().await;
    let by = portal.db_actor(Role::Treasurer, "412").await;
    db_tell(&portal, &by, NoticeKind::SensitiveChange, &["pas une adresse"]).await;
    server.behave(Manner::Takes);
    server.postman(&portal).turn().await;
    assert_eq!(portal.db_one("select last_error from mails where state = 'dead'").await, "address");
    assert_eq!(server.messages().len(), 2, "the others got theirs");
}

#[tokio::test]
async fn a_copy_killed_while_it_sends_leaves_the_mail_to_another_with_the_same_message_id() {
    let mut portal = told().await;
    let server = Server::start(Manner::Takes).await;
    let postman = server.postman(&portal);
    postman.spread().await.unwrap();
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let abandoned = mails::take(&mut scoped).await.unwrap().unwrap();
    scoped.commit().await.unwrap();
    postman.carry().await.unwrap();
    assert_eq!(server.messages().len(), 1, "the other mail only: this one is being sent");
    portal.clock.advance(TimeDelta::minutes(6));
    postman.carry().await.unwrap();
    let id = format!("Message-ID: <{}@portail.example>", abandoned.id.simple());
    assert!(server.messages()[1].contains(&id), "{}", server.messages()[1]);
    // The first copy comes back after all: its word no longer counts.
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    mails::failed(&mut scoped, &abandoned, quittance::outbox::Trouble::Timeout).await.unwrap();
    scoped.commit().await.unwrap();
    assert_eq!(states(&portal).await, "sent");
}

#[tokio::test]
async fn a_mail_abandoned_at_each_try_is_given_up() {
    let mut portal = told().await;
    let server = Server::start(Manner::Takes).await;
    let postman = server.postman(&portal);
    postman.spread().await.unwrap();
    for _ in 0..6 {
        for _ in 0..2 {
            let mut scoped = portal.db_scoped(&Actor::Operator).await;
            assert!(mails::take(&mut scoped).await.unwrap().is_some());
            scoped.commit().await.unwrap();
        }
        portal.clock.advance(TimeDelta::minutes(6));
    }
    postman.carry().await.unwrap();
    assert_eq!((server.messages().len(), states(&portal).await), (0, "dead".to_owned()));
}

#[tokio::test]
async fn copies_that_carry_at_once_send_each_mail_once() {
    let portal = told().await;
    let by = portal.db_actor(Role::FederationOfficer, "FSSS").await;
    for _ in 0..4 {
        db_tell(&portal, &by, NoticeKind::ChangeDecided, &[]).await;
    }
    let server = Server::start(Manner::Takes).await;
    let (one, two, three) = (server.postman(&portal), server.postman(&portal), server.postman(&portal));
    tokio::join!(one.turn(), two.turn(), three.turn());
    one.turn().await;
    let mut ids: Vec<String> = server
        .messages()
        .iter()
        .filter_map(|message| message.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned))
        .collect();
    assert_eq!(ids.len(), 10);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10);
}

#[tokio::test]
async fn without_a_server_mail_waits_and_the_administrator_is_told() {
    let portal = Portal::bare().await;
    portal.visitor().get("/demo/courriels").await.is(404);
    let id = uuid::Uuid::now_v7();
    portal.visitor().get(&format!("/demo/courriels/{id}")).await.is(404);
    portal.visitor().get(&format!("/demo/courriels/{id}/html")).await.is(404);
    let portal = told().await;
    Postman::new(portal.db.clone(), Outbox::Off, ORIGIN.to_owned()).turn().await;
    assert_eq!(states(&portal).await, "waiting");
    let page = portal.serving().administrator().await.get("/courriels").await.is(200);
    page.shows("L’envoi n’est pas réglé").shows("tresorerie@stt-bsl.example").hides("dans la démonstration");
}

#[tokio::test]
async fn the_demonstration_keeps_its_mail_and_shows_it() {
    let portal = told().await;
    let visitor = portal.visitor();
    visitor.get("/demo/courriels").await.is(200).shows("Aucun courriel");
    postman(&portal).turn().await;
    assert_eq!(states(&portal).await, "kept");
    let list = visitor.get("/demo/courriels").await.is(200).shows("Décision sur une demande de changement");
    let mail = &list.links("/demo/courriels/")[0];
    visitor.get(mail).await.is(200).shows("http://portail.example/info-syndicat");
    let rendered = visitor.get(&format!("{mail}/html")).await.is(200);
    assert!(rendered.html().starts_with("<!DOCTYPE html>") && !rendered.html().contains("<script"));
    assert!(rendered.header("content-security-policy").starts_with("default-src 'none'"));
    let elsewhere = portal.serving().visitor();
    elsewhere.get("/demo/courriels").await.is(404);
    elsewhere.get(mail).await.is(404);
    elsewhere.get(&format!("{mail}/html")).await.is(404);
}

#[tokio::test]
async fn what_a_mail_says_is_the_queues_alone_and_what_was_sent_stays_sent() {
    let portal = told().await;
    Postman::new(portal.db.clone(), Outbox::Off, ORIGIN.to_owned()).turn().await;
    let administrator = portal.db_actor(Role::Administrator, "").await;
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    let nobody = Actor::Nobody { email: None };
    for (actor, mails) in [(&administrator, 2), (&treasurer, 0), (&nobody, 0)] {
        let mut scoped = portal.db_scoped(actor).await;
        let seen: (i64, i64) =
            sqlx::query_as("select (select count(*) from mails), (select count(*) from mail_bodies)")
                .fetch_one(scoped.conn())
                .await
                .unwrap();
        assert_eq!(seen, (mails, 0), "{actor:?}");
    }
    sqlx::query("update mails set state = 'sent', sent_at = now()").execute(portal.db_owner()).await.unwrap();
    let mut scoped = portal.db_scoped(&administrator).await;
    let again = sqlx::query("update mails set state = 'waiting', sent_at = null")
        .execute(scoped.conn())
        .await
        .unwrap();
    assert_eq!(again.rows_affected(), 0);
    for sql in ["update mails set recipient = 'moi@exemple.example'", "delete from mails"] {
        let refused =
            sqlx::query(sql).execute(portal.db_scoped(&administrator).await.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_names_nobody_whatever_happens() {
    let portal = told().await;
    let log = Log::default();
    let sink = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .with_writer(move || sink.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let server = Server::start(Manner::Refuses(550)).await;
    server.postman(&portal).turn().await;
    tokio::time::sleep(Duration::from_millis(10)).await;
    drop(guard);
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("refused-550") && said.contains("a mail did not leave"), "{said}");
    for name in ["stt-bsl", "presidence", "tresorerie@", "Gagnon", "Tremblay", "Bas-Saint-Laurent"] {
        assert!(!said.contains(name), "{name} is in the log: {said}");
    }
}
