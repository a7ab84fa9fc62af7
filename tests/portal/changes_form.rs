//! What the edit form takes, says and keeps: people by their mandate, days, files, long texts.

use quittance::access::Actor;
use quittance::unions::file::{Field, Subject};
use quittance::unions::store::facts::{self, NewFact};
use uuid::Uuid;

use crate::answer::Answer;
use crate::changes_union::{EDIT, REASON, edited, send};
use crate::portal::{Portal, Treasurer};

/// Somebody of union 412, as accepted changes made them.
async fn db_person(portal: &Portal, name: &str, from: &str, to: &str) -> Uuid {
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let (union, person) = (portal.db_union("412").await, Uuid::now_v7());
    for (field, value) in [
        (Field::PersonName, name),
        (Field::Duty, "delegate"),
        (Field::AppointedOn, "2021-01-10"),
        (Field::MandateFrom, from),
        (Field::MandateTo, to),
    ] {
        let fact = NewFact {
            subject: Subject::Person(person),
            field,
            value: value.to_owned(),
            sealed: None,
            effective_on: "2021-01-10".parse().unwrap(),
            change: None,
        };
        facts::record(&mut scoped, union, &fact).await.unwrap();
    }
    scoped.commit().await.unwrap();
    person
}

/// The one empty person of the officers' form, as `person.<id>`.
async fn blank(treasurer: &Treasurer) -> String {
    let page = treasurer.get(&format!("{EDIT}/officers")).await.is(200);
    let is_blank = |(name, value): &(String, String)| name.ends_with(".person-name") && value.is_empty();
    page.fields().into_iter().find(is_blank).unwrap().0.replace(".person-name", "")
}

async fn upload(treasurer: &Treasurer, form: &[(String, String)], file: &str, bytes: &[u8]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    treasurer.upload(&format!("{EDIT}/coordinates"), &form, file, bytes).await
}

/// What a control of any kind holds.
#[track_caller]
fn filled(page: &Answer, name: &str) -> String {
    let found = page.fields().into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("no field {name}")).1
}

#[tokio::test]
async fn somebody_to_come_or_gone_lately_is_edited_under_what_their_mandate_says() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let to_come = db_person(&portal, "Awa Diop", "2025-10-01", "").await;
    let gone = db_person(&portal, "Luc Ross", "2021-01-10", "2023-09-06").await;
    db_person(&portal, "Jean Ancien", "2021-01-10", "2023-09-05").await;
    let page = treasurer.get(&format!("{EDIT}/officers")).await.is(200);
    let page = page
        .shows("Awa Diop (mandat à venir, à compter du 1er\u{a0}octobre 2025)")
        .shows("Luc Ross (mandat terminé le 6\u{a0}septembre 2023)")
        .hides("Jean Ancien");
    let words = page.words();
    let at = |what: &str| words.find(what).unwrap_or_else(|| panic!("{what} is not in {words}"));
    assert!(at("Awa Diop") < at("Luc Ross"), "those to come first");
    let (from, to) = (format!("person.{to_come}.mandate-from"), format!("person.{gone}.mandate-to"));
    let typed = [(from.as_str(), "2025-10-15"), (to.as_str(), "2023-10-06"), REASON];
    let request = send(&treasurer, "officers", &typed).await.leads_to("/demandes/");
    treasurer.get(&request).await.shows("Awa Diop").shows("15\u{a0}octobre 2025").shows("Luc Ross");
}

#[tokio::test]
async fn a_day_that_cannot_be_meant_is_said_beside_its_field() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let person = blank(&treasurer).await;
    let name = |field: &str| format!("{person}.{field}");
    let (named, duty) = (name("person-name"), name("duty"));
    let (appointed, from, to) = (name("appointed-on"), name("mandate-from"), name("mandate-to"));
    for (days, said) in [
        (["2026-09-03", "2025-09-03", ""], "cette date est à venir"),
        (["1925-09-03", "2025-09-03", ""], "cette date est trop éloignée"),
        (["2025-09-03", "2205-09-03", ""], "cette date est trop éloignée"),
        (["2025-09-03", "2025-09-03", "2205-09-03"], "cette date est trop éloignée"),
        // As text, the fifth of the ninth month written so comes after.
        (["2025-09-03", "2025-10-03", "2025-9-5"], "le mandat finit avant de commencer"),
    ] {
        let typed = [
            (named.as_str(), "Line Roy"),
            (duty.as_str(), "delegate"),
            (appointed.as_str(), days[0]),
            (from.as_str(), days[1]),
            (to.as_str(), days[2]),
            REASON,
        ];
        send(&treasurer, "officers", &typed).await.is(422).shows(said);
    }
    let typed = [
        (named.as_str(), "Line Roy"),
        (duty.as_str(), "delegate"),
        (appointed.as_str(), "2025-9-3"),
        (from.as_str(), "2025-9-30"),
        (to.as_str(), "2025-10-03"),
        REASON,
    ];
    send(&treasurer, "officers", &typed).await.leads_to("/demandes/");
}

#[tokio::test]
async fn a_question_that_was_never_answered_is_shown_so() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = db_far_apart_unsaid(&portal).await;
    let page = treasurer.get(&format!("{EDIT}/employers")).await.is(200);
    assert_eq!(filled(&page, &format!("employer.{employer}.far-apart")), "");
    let page = treasurer.get(&format!("{EDIT}/officers")).await.is(200);
    let signs: Vec<String> = page
        .fields()
        .into_iter()
        .filter(|(name, _)| name.ends_with(".signs"))
        .map(|(_, value)| value)
        .collect();
    assert!(signs.len() > 1 && !signs.contains(&String::new()), "whoever is not said to sign does not");
}

/// The employer of union 412, of which nothing is said about distances.
async fn db_far_apart_unsaid(portal: &Portal) -> Uuid {
    let employer = portal.db_employers("412").await[0];
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    let union = portal.db_union("412").await;
    let today = scoped.today();
    let fact = NewFact {
        subject: Subject::Employer(employer),
        field: Field::FarApart,
        value: String::new(),
        sealed: None,
        effective_on: today,
        change: None,
    };
    facts::record(&mut scoped, union, &fact).await.unwrap();
    scoped.commit().await.unwrap();
    employer
}

#[tokio::test]
async fn a_text_too_long_or_a_file_too_many_is_told_and_nothing_typed_is_lost() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // In letters of two bytes: as many characters as are allowed, then one more.
    let (longest, longer) = ("é".repeat(4000), "é".repeat(4001));
    let phone = ("union..phone", "418-555-0199");
    let page = send(&treasurer, "coordinates", &[phone, ("reason", &longer)]).await.is(422);
    assert_eq!((filled(&page, "reason"), page.field("union..phone")), (longer, phone.1.to_owned()));
    page.shows("Le motif a plus de 4\u{a0}000 caractères");
    let page = send(&treasurer, "coordinates", &[phone, ("union..address", &longest), REASON]).await.is(422);
    assert_eq!(filled(&page, "union..address"), longest);
    page.shows("Adresse\u{a0}: c’est trop long");
    send(&treasurer, "coordinates", &[phone, ("reason", &longest)]).await.leads_to("/demandes/");

    let form = edited(&treasurer, "coordinates", &[("union..phone", "418-555-0177"), REASON]).await;
    let path = format!("{EDIT}/coordinates");
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let six = ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf", "6.pdf"].map(|name| (name, b"%PDF-".as_slice()));
    let page = treasurer.upload_all(&path, &form, &six).await.is(422);
    let page = page.shows("Au plus 5 fichiers par demande");
    assert_eq!(page.field("union..phone"), "418-555-0177");
    treasurer.upload_all(&path, &form, &six[..5]).await.leads_to("/demandes/");
}

#[tokio::test]
async fn a_file_is_given_back_under_the_extension_of_what_it_is() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for (n, (sent, kept)) in [
        ("pv.pdf.hta", "pv.pdf"),
        ("\u{202e}fdp.exe", "fdp.pdf"),
        ("=pv.pdf", "pv.pdf"),
        ("@-.hta", "document.pdf"),
    ]
    .into_iter()
    .enumerate()
    {
        let phone = format!("418-555-02{n:02}");
        let form = edited(&treasurer, "coordinates", &[("union..phone", &phone), REASON]).await;
        let request = upload(&treasurer, &form, sent, b"%PDF-<script>").await.leads_to("/demandes/");
        let piece = treasurer.get(&request).await.links(&format!("{request}/pieces/"))[0].clone();
        let file = treasurer.get(&piece).await.is(200);
        assert_eq!(file.header("content-disposition"), format!("attachment; filename*=UTF-8''{kept}"));
        assert_eq!(file.header("content-type"), "application/pdf");
    }
    let form = edited(&treasurer, "coordinates", &[("union..phone", "418-555-0177"), REASON]).await;
    upload(&treasurer, &form, "=cmd.docx.bat", b"PK\x03\x04").await.is(422).shows("n’est ni un PDF");
}

#[tokio::test]
async fn enter_sends_and_files_are_asked_again_when_people_are_added() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.get(&format!("{EDIT}/officers")).await.is(200).html();
    let form = page.split_once("action=\"/info-syndicat/modifier/officers\"").unwrap().1;
    let first = form.split("<button").nth(1).unwrap().split('>').next().unwrap();
    assert!(first.contains("type=\"submit\"") && !first.contains("name=\"more\""), "{first}");
    let form = edited(&treasurer, "officers", &[("more", "1")]).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let path = format!("{EDIT}/officers");
    treasurer.upload(&path, &form, "pv.pdf", b"%PDF-").await.shows("Joignez vos fichiers de nouveau");
    treasurer.upload(&path, &form, "", b"").await.is(200).hides("Joignez vos fichiers de nouveau");
}

#[tokio::test]
async fn one_request_brings_in_sixty_people_at_most() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = format!("{EDIT}/officers");
    let key = treasurer.get(&path).await.field("key");
    let people = |count: usize| {
        let mut form = vec![("key".to_owned(), key.clone()), ("reason".to_owned(), "Élection".to_owned())];
        form.push(("effective_on".to_owned(), "2025-09-06".to_owned()));
        for n in 0..count {
            let person = Uuid::now_v7();
            for (field, value) in [
                ("person-name", format!("Personne {n}").as_str()),
                ("duty", "delegate"),
                ("appointed-on", "2025-09-03"),
                ("mandate-from", "2025-09-03"),
            ] {
                form.push((format!("person.{person}.{field}"), value.to_owned()));
            }
        }
        form
    };
    for (count, more) in [(61, false), (60, true)] {
        let mut form = people(count);
        if more {
            form.push(("more".to_owned(), "1".to_owned()));
        }
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = treasurer.upload(&path, &form, "", b"").await.is(422);
        let page = page.shows("Au plus 60 nouvelles personnes par demande");
        assert!(page.fields().iter().any(|(_, value)| value == "Personne 59"), "what was typed is kept");
    }
    let form = people(60);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    treasurer.upload(&path, &form, "", b"").await.leads_to("/demandes/");
}
