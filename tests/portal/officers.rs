//! The list of 6.01: what is due to each employer, the letter, what was sent, and the reminders.

use chrono::NaiveDate;
use quittance::access::Actor;
use quittance::unions::file::{Field, Subject};
use quittance::unions::officers::{FIRST_DAYS, Occasion};
use quittance::unions::store::facts::{self, NewFact};
use quittance::unions::store::officers::remind;
use uuid::Uuid;

use crate::portal::{Portal, Treasurer, new_key};

const LIST: &str = "/info-syndicat/liste-6-01";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn letter(portal: &Portal) -> String {
    format!("{LIST}/{}", portal.db_employers("412").await[0])
}

/// Notes the letter shown as sent on a day.
async fn send(treasurer: &Treasurer, path: &str, query: &str, sent_on: &str) -> crate::answer::Answer {
    let page = treasurer.get(&format!("{path}{query}")).await.is(200);
    let (key, seen, langue) = (page.field("key"), page.field("seen"), page.field("langue"));
    let contacts = if query.contains("coordonnees") { "1" } else { "" };
    let langue = if query.contains("langue=en") { "en" } else { langue.as_str() };
    let form = [
        ("key", key.as_str()),
        ("seen", &seen),
        ("langue", langue),
        ("coordonnees", contacts),
        ("sent_on", sent_on),
    ];
    let answer = treasurer.post(path, &form).await;
    if answer.status.is_redirection() {
        treasurer.post(path, &form).await.leads_to(LIST);
    }
    answer
}

/// Somebody enters the file of union 412, as an accepted change would bring them in.
async fn db_appoint(portal: &Portal, name: &str, duty: &str, on: &str) {
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let (union, person) = (portal.db_union("412").await, Subject::Person(Uuid::now_v7()));
    for (field, value) in [
        (Field::PersonName, name),
        (Field::Duty, duty),
        (Field::AppointedOn, on),
        (Field::MandateFrom, on),
        (Field::PersonPhone, "418-555-0150"),
    ] {
        let fact = NewFact {
            subject: person,
            field,
            value: value.to_owned(),
            sealed: None,
            effective_on: day(on),
            change: None,
        };
        facts::record(&mut scoped, union, &fact).await.unwrap();
    }
    scoped.commit().await.unwrap();
}

async fn db_remind(portal: &Portal) -> usize {
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let told = remind(&mut scoped).await.unwrap();
    scoped.commit().await.unwrap();
    told
}

async fn db_notices(portal: &Portal) -> i64 {
    portal
        .db_count("select count(*) from notices where kind = 'officers-list-due' and path = '/info-syndicat/liste-6-01'")
        .await
}

#[test]
fn a_change_is_due_ten_days_after_the_election_and_the_first_list_thirty_after_the_agreement() {
    let elected = Occasion::Appointment { person: Uuid::nil(), on: day("2024-05-15") };
    assert_eq!(elected.due_on(), day("2024-05-25"));
    assert_eq!(Occasion::ComingIntoForce(day("2016-07-10")).due_on(), day("2016-08-09"));
    assert_eq!(FIRST_DAYS, 30);
}

#[tokio::test]
async fn the_list_says_who_joined_who_left_and_since_when_it_is_late() {
    let portal = Portal::demo().await;
    let page = portal.treasurer().await.get(LIST).await.is(200);
    page.shows("En retard Elle devait être transmise au plus tard le 13\u{a0}février 2025.")
        .shows("Dernière liste transmise le 17\u{a0}septembre 2024")
        .shows("Ajout\u{a0}: Réjean Côté, personne déléguée, en fonction depuis le 3\u{a0}février 2025")
        .shows("Départ\u{a0}: Anh Nguyen")
        .shows("Mireille Gagnon Présidence");
    let other = portal.treasurer_of("518").await;
    let page = other.get(LIST).await.is(200);
    page.shows("Résidence du Fleuve").shows("À jour").hides("En retard").hides("Réjean");
    portal.signing_officer().await.get("/info-syndicat").await.is(200).shows("En retard");
}

#[tokio::test]
async fn the_letter_is_in_the_language_chosen_and_has_a_phone_only_when_the_union_ticks_it() {
    let portal = Portal::demo().await;
    let (treasurer, path) = (portal.treasurer().await, letter(&portal).await);
    let page = treasurer.get(&path).await.is(200);
    page.shows("Direction des ressources humaines, paie CISSS du Bas-Saint-Laurent 355, boulevard Saint-Germain Ouest Rimouski")
        .shows("Conformément à la clause 6.01")
        .shows("Ginette Thériault Comité de griefs Du 10\u{a0}septembre 2024 au 9\u{a0}septembre 2026")
        .shows("Ce qui a changé depuis notre liste du 17\u{a0}septembre 2024")
        .hides("Anh Nguyen Personne")
        .hides("418-555-0101")
        .hides("presidence@");
    let page = treasurer.get(&format!("{path}?langue=en&coordonnees=1")).await.is(200);
    page.shows("As clause 6.01 of the collective agreement requires")
        .shows("Grievance committee")
        .shows("418-555-0101 presidence@stt-bsl.example");
    let page = treasurer.get(&format!("{path}?langue=en")).await.is(200);
    assert!(
        page.html().contains("lang=\"en-CA\"")
            && page.html().contains("<html class=\"govuk-template\" lang=\"fr-CA\"")
    );
}

#[tokio::test]
async fn a_list_that_was_sent_is_kept_as_it_was_and_the_employer_is_up_to_date() {
    let portal = Portal::demo().await;
    let (treasurer, path) = (portal.treasurer().await, letter(&portal).await);
    send(&treasurer, &path, "?langue=en&coordonnees=1", "2025-09-05").await.leads_to(LIST);
    treasurer
        .get(LIST)
        .await
        .is(200)
        .shows("À jour")
        .hides("En retard")
        .shows("transmise le 5\u{a0}septembre 2025");
    assert_eq!(portal.db_count("select count(*) from officers_lists where sent_on = '2025-09-05'").await, 1);
    assert_eq!(
        portal.db_journaled("officers-list-sent", "done").await,
        5,
        "four of the demonstration's past"
    );

    db_appoint(&portal, "Nouvelle Venue", "delegate", "2025-09-06").await;
    let sent = treasurer.get(&path).await.is(200).links(&format!("{path}/"));
    let page = treasurer.get(&sent[0]).await.is(200);
    page.shows("Réjean Côté Delegate").shows("418-555-0105").hides("Nouvelle Venue");
    let hash =
        portal.db_one("select encode(sha256, 'hex') from officers_lists where sent_on = '2025-09-05'").await;
    treasurer.get(&sent[0]).await.is(200).shows(&hash);
    treasurer.get(LIST).await.is(200).shows("À transmettre au plus tard le 16\u{a0}septembre 2025");
    let refused =
        sqlx::query("update officers_lists set sent_on = '2025-02-10'").execute(portal.db_owner()).await;
    assert!(refused.unwrap_err().to_string().contains("append only"));
}

#[tokio::test]
async fn what_is_noted_is_what_was_read_and_on_a_day_that_can_be() {
    let portal = Portal::demo().await;
    let (treasurer, path) = (portal.treasurer().await, letter(&portal).await);
    for (sent_on, says) in [
        ("", "Inscrivez la date de l’envoi"),
        ("2025-09-07", "Inscrivez la date de l’envoi"),
        ("2025-02-01", "La liste nomme une personne entrée en fonction après cette date"),
    ] {
        send(&treasurer, &path, "", sent_on).await.is(422).shows(says);
    }
    let page = treasurer.get(&path).await.is(200);
    let (key, seen) = (page.field("key"), page.field("seen"));
    db_appoint(&portal, "Nouvelle Venue", "delegate", "2025-09-01").await;
    let form = [("key", key.as_str()), ("seen", &seen), ("sent_on", "2025-09-05")];
    treasurer.post(&path, &form).await.is(422).shows("La liste a changé depuis");
    assert_eq!(portal.db_count("select count(*) from officers_lists where sent_on > '2025-04-02'").await, 0);
}

#[tokio::test]
async fn a_union_neither_reads_nor_notes_the_list_of_anothers_employer() {
    let portal = Portal::demo().await;
    let (other, path) = (portal.treasurer_of("733").await, letter(&portal).await);
    other.get(&path).await.is(404);
    let sent = portal.db_of_412("select id from officers_lists").await;
    other.get(&format!("{path}/{sent}")).await.is(404);
    let key = new_key();
    other.post(&path, &[("key", &key), ("seen", ""), ("sent_on", "2025-09-05")]).await.is(404);
    portal.federation_officer("FSSS").await.get(&path).await.is(404);
}

#[tokio::test]
async fn a_union_is_reminded_once_for_each_day_that_is_near_or_past() {
    let portal = Portal::demo().await;
    assert_eq!(db_remind(&portal).await, 1, "only union 412 is late");
    assert_eq!((db_remind(&portal).await, db_notices(&portal).await), (0, 1));
    // Elected on 1 September: due on the 11th, five days ahead.
    db_appoint(&portal, "Pas Encore", "delegate", "2025-09-01").await;
    assert_eq!(db_remind(&portal).await, 0, "not yet");
    // Elected on 30 August, two people at a time: due on the 9th, three days ahead.
    db_appoint(&portal, "Bientôt Due", "delegate", "2025-08-30").await;
    db_appoint(&portal, "Bientôt Aussi", "grievance-committee", "2025-08-30").await;
    // Of those that 6.01 does not name, nobody is told.
    db_appoint(&portal, "Surveillante", "surveillance-committee", "2025-08-20").await;
    assert_eq!((db_remind(&portal).await, db_remind(&portal).await), (1, 0));
    assert_eq!(db_notices(&portal).await, 2);
}

#[tokio::test]
async fn two_copies_of_the_portal_remind_a_union_once() {
    let portal = Portal::demo().await;
    let (one, two) = tokio::join!(db_remind(&portal), db_remind(&portal));
    assert_eq!((one + two, db_notices(&portal).await), (1, 1));
}
