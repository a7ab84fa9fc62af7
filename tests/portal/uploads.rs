//! A file between its sending and its statement: read in the background, left and found again, given
//! up, taken up again when its reader died.

use std::time::Duration;

use quittance::access::{Actor, Role};
use quittance::calendar::PeriodId;
use quittance::statements::store::uploads::{self, NewUpload};
use quittance::statements::worker::Reader;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::browser::Browser;
use crate::files::made_statement;
use crate::portal::{P05, Portal, new_key, sample};

const FILE: &str = "P05-releve-cp1252.csv";

const STATEMENTS_OF_P05: &str = "select count(*) from statements s join unions u on u.id = s.union_id
    where u.number = '412' and s.fiscal_year = 2025 and s.period = 5";

/// A file of union 412 received, that nobody reads.
pub async fn received(portal: &Portal) -> Uuid {
    let bytes = sample(FILE);
    let period: PeriodId = "2025-26 P05".parse().unwrap();
    let id = Uuid::now_v7();
    let new = NewUpload {
        id,
        employer: portal.db_employers("412").await[0],
        period,
        file_name: FILE,
        bytes: &bytes,
        sha256: Sha256::digest(&bytes).into(),
    };
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    let mut scoped = portal.db_scoped(&treasurer).await;
    uploads::receive(&mut scoped, &new).await.unwrap();
    scoped.commit().await.unwrap();
    id
}

/// A file of union 412 that waits for a person to say how it is to be read.
pub async fn asking(portal: &Portal) -> Uuid {
    let id = received(portal).await;
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    let mut scoped = portal.db_scoped(&treasurer).await;
    uploads::ask(&mut scoped, id).await.unwrap();
    scoped.commit().await.unwrap();
    id
}

/// The reader of a portal that starts again.
async fn take_up_abandoned(portal: &Portal) {
    let turns = std::sync::Arc::new(Semaphore::new(1));
    Reader::new(portal.db.clone(), turns, true).take_up_abandoned().await.unwrap();
}

/// Asks for the page of an upload as a person would, until it leads elsewhere.
async fn until_it_leads_elsewhere(browser: &Browser, path: &str) -> String {
    for _ in 0..600 {
        let answer = browser.get(path).await;
        if answer.status == 303 {
            return answer.location().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} never led elsewhere");
}

async fn db_state(portal: &Portal, id: Uuid) -> (String, bool) {
    sqlx::query_as(
        "select state, exists (select from upload_pieces p where p.upload_id = u.id and sealed is not null)
         from statement_uploads u where id = $1",
    )
    .bind(id)
    .fetch_one(portal.db_owner())
    .await
    .unwrap()
}

#[tokio::test]
async fn a_file_that_takes_long_is_left_and_found_again() {
    let portal = Portal::demo().await;
    let browser = Browser::new(portal.waiting(Duration::ZERO));
    browser.sign_in("tresorerie@stt-bsl.example", quittance::demo::PASSWORD).await.leads_to("/");
    let page = browser.get(P05).await.is(200);
    let (key, employer) = (page.field("key"), page.field("employer"));
    let form = [("key", key.as_str()), ("employer", employer.as_str())];
    let sent = browser.upload(&format!("{P05}/releves"), &form, FILE, &sample(FILE)).await;
    let path = sent.leads_to("/");
    let statement =
        if path.starts_with("/envois/") { until_it_leads_elsewhere(&browser, &path).await } else { path };
    assert_eq!(statement, format!("/releves/{key}"));
    browser.get(&statement).await.is(200).shows(FILE);
    assert_eq!(db_state(&portal, key.parse().unwrap()).await, ("stored".to_owned(), false));
}

#[tokio::test]
async fn a_file_that_waits_is_on_the_page_of_its_period_and_shows_its_stages() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let id = received(&portal).await;
    // Somebody reads it, slowly.
    sqlx::query("update statement_uploads set state = 'reading', stage = 'reading', lines = 128, reader_until = $1 where id = $2")
        .bind(portal.clock.now() + chrono::TimeDelta::minutes(1))
        .bind(id)
        .execute(portal.db_owner())
        .await
        .unwrap();
    let path = format!("/envois/{id}");
    assert_eq!(treasurer.get(P05).await.is(200).links("/envois/"), std::slice::from_ref(&path));
    let page = treasurer.get(&path).await.is(200);
    assert_eq!(page.header("refresh"), "3");
    page.shows("128 lignes lues").shows(FILE);
    let paused = treasurer.get(&format!("{path}?pause=1")).await.is(200);
    assert_eq!(paused.header("refresh"), "");
    portal.treasurer_of("518").await.get(&path).await.is(404);
    portal.treasurer_of("518").await.post(&format!("{path}/annulation"), &[]).await.is(404);
    assert_eq!(db_state(&portal, id).await.0, "reading");
}

#[tokio::test]
async fn a_file_given_up_leaves_nothing_and_is_not_read_any_more() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let id = received(&portal).await;
    let path = format!("/envois/{id}");
    for _ in 0..2 {
        treasurer.post(&format!("{path}/annulation"), &[]).await.leads_to(&path);
    }
    assert_eq!(db_state(&portal, id).await, ("cancelled".to_owned(), false));
    assert_eq!(portal.db_journaled("upload-cancelled", "done").await, 1);
    take_up_abandoned(&portal).await;
    treasurer.get(&path).await.is(200).shows("Cet envoi a été annulé");
    treasurer.get(P05).await.is(200).hides("/envois/").hides(FILE);
}

#[tokio::test]
async fn a_file_given_up_while_it_is_read_is_not_stored() {
    let portal = Portal::demo().await;
    let id = received(&portal).await;
    let treasurer: Actor = portal.db_actor(Role::Treasurer, "412").await;
    let mut reading = portal.db_scoped(&treasurer).await;
    assert!(uploads::take(&mut reading, id).await.unwrap());
    reading.commit().await.unwrap();
    let mut cancelling = portal.db_scoped(&treasurer).await;
    assert!(uploads::cancel(&mut cancelling, id).await.unwrap());
    cancelling.commit().await.unwrap();
    let mut reading = portal.db_scoped(&treasurer).await;
    assert!(!uploads::tell(&mut reading, id, "reading", 5).await.unwrap(), "the reader is told");
    assert!(!uploads::hold(&mut reading, id).await.unwrap(), "and stores nothing");
}

/// Rows of lines that the portal's connections hold outside a transaction.
async fn left_on_connections(portal: &Portal) -> i64 {
    // One comes back a moment after the answer for which it was used.
    while portal.db_app().num_idle() < portal.db_app().size() as usize {
        tokio::task::yield_now().await;
    }
    let mut connections = Vec::new();
    while let Some(connection) = portal.db_app().try_acquire() {
        connections.push(connection);
    }
    let (mut tables, mut left) = (0, 0);
    for connection in &mut connections {
        let count = "select to_regclass('pg_temp.incoming_lines') is not null";
        if sqlx::query_scalar::<_, bool>(count).fetch_one(&mut **connection).await.unwrap() {
            let count = "select count(*) from pg_temp.incoming_lines";
            left += sqlx::query_scalar::<_, i64>(count).fetch_one(&mut **connection).await.unwrap();
            tables += 1;
        }
    }
    assert!(tables > 0, "none of {} connections took lines in", connections.len());
    left
}

#[tokio::test]
async fn a_file_refused_when_most_of_its_lines_are_on_their_way_leaves_none_of_them() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let of_p05 = "select count(*) from statement_lines where fiscal_year = 2025 and statement_id in
        (select id from statements where fiscal_year = 2025 and period = 5)";
    treasurer.send_file(P05, "releve.csv", &made_statement(40, |_| false)).await.leads_to("/releves/");
    assert_eq!(left_on_connections(&portal).await, 0);

    let mut refused = made_statement(3_000, |_| false);
    refused.extend(format!("{},\"Roy, A\",3455,FT,600,D,22.59,H,3388.50,50.83\n", "9".repeat(300)).bytes());
    let page = treasurer.send_file(P05, "long.csv", &refused).await.is(422);
    page.shows("À la ligne 3001, le matricule compte plus de 200 caractères")
        .shows("Rien n’a été enregistré");
    assert_eq!(portal.db_count(STATEMENTS_OF_P05).await, 1);
    assert_eq!(left_on_connections(&portal).await, 0);

    treasurer.send_file(P05, "releve.csv", &made_statement(50, |_| false)).await.leads_to("/releves/");
    assert_eq!(portal.db_count(of_p05).await, 40 + 50, "both versions, and nothing else");
    assert_eq!(left_on_connections(&portal).await, 0);
}

#[tokio::test]
async fn a_file_whose_reader_died_is_read_by_another() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let waiting = received(&portal).await;
    sqlx::query("update statement_uploads set received_at = received_at - interval '1 minute'")
        .execute(portal.db_owner())
        .await
        .unwrap();
    take_up_abandoned(&portal).await;
    let path = format!("/envois/{waiting}");
    let statement = until_it_leads_elsewhere(&treasurer, &path).await;
    treasurer.get(&statement).await.is(200).shows("210");
}

#[tokio::test]
async fn two_readers_do_not_read_one_file() {
    let portal = Portal::demo().await;
    let id = received(&portal).await;
    let treasurer: Actor = portal.db_actor(Role::Treasurer, "412").await;
    let mut taken = Vec::new();
    for _ in 0..2 {
        let mut scoped = portal.db_scoped(&treasurer).await;
        taken.push(uploads::take(&mut scoped, id).await.unwrap());
        scoped.commit().await.unwrap();
    }
    assert_eq!(taken, [true, false]);
}

#[tokio::test]
async fn a_file_that_stops_its_reader_three_times_is_refused() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let id = received(&portal).await;
    sqlx::query("update statement_uploads set state = 'reading', tries = 3, reader_until = received_at - interval '1 minute'")
        .execute(portal.db_owner())
        .await
        .unwrap();
    take_up_abandoned(&portal).await;
    treasurer.get(&format!("/envois/{id}")).await.is(200).shows("endommagé");
    assert_eq!(db_state(&portal, id).await, ("refused".to_owned(), false));
}

#[tokio::test]
async fn the_same_file_again_is_recognised_and_changes_nothing() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, FILE).await;
    let again = treasurer.send_file(P05, "autre-nom.csv", &sample(FILE)).await.leads_to("/envois/");
    let page = treasurer.get(&again).await.is(200).shows("Ce fichier avait déjà été reçu");
    assert_eq!(page.links("/releves/"), [statement]);
    assert_eq!(portal.db_count(STATEMENTS_OF_P05).await, 1);
}

#[tokio::test]
async fn one_form_sent_five_times_at_once_makes_one_statement() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let before = portal.db_journaled("statement-received", "done").await;
    let (key, employer) = (new_key(), portal.db_employers("412").await[0].to_string());
    let bytes = sample(FILE);
    let send = || treasurer.send_file_for(P05, &key, &employer, FILE, &bytes);
    let answers = tokio::join!(send(), send(), send(), send(), send());
    for answer in [answers.0, answers.1, answers.2, answers.3, answers.4] {
        let path = answer.leads_to("/");
        assert!(path.ends_with(&key), "{path}");
    }
    until_it_leads_elsewhere(&treasurer, &format!("/envois/{key}")).await;
    assert_eq!(portal.db_count(STATEMENTS_OF_P05).await, 1);
    assert_eq!(portal.db_journaled("statement-received", "done").await - before, 1);
}

#[tokio::test]
async fn a_form_that_comes_back_with_another_file_is_another_sending() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (key, employer) = (new_key(), portal.db_employers("412").await[0].to_string());
    treasurer.send_file_for(P05, &key, &employer, "image.png", b"\x89PNG\r\n\x1a\n").await.is(422);
    let statement =
        treasurer.send_file_for(P05, &key, &employer, FILE, &sample(FILE)).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows(FILE);
}
