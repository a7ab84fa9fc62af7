//! The union's side of changes: editing the file as it is, following what was asked.

use crate::answer::Answer;
use crate::portal::{Portal, Treasurer};

const EDIT: &str = "/info-syndicat/modifier";

/// The form of a section as it came, with some values typed over.
async fn edited(treasurer: &Treasurer, section: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = treasurer.get(&format!("{EDIT}/{section}")).await.is(200);
    let mut form = page.fields();
    for (name, value) in typed {
        match form.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => form.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    form
}

async fn send(treasurer: &Treasurer, section: &str, typed: &[(&str, &str)]) -> Answer {
    let form = edited(treasurer, section, typed).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    treasurer.upload(&format!("{EDIT}/{section}"), &form, "", b"").await
}

const REASON: (&str, &str) = ("reason", "Déménagement du bureau.");

#[tokio::test]
async fn what_differs_from_the_file_becomes_one_request_and_the_file_stays_as_it_is() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let typed = [("union..phone", "(418) 555-0199"), ("union..email", "Bureau@stt-bsl.example"), REASON];
    let request = send(&treasurer, "coordinates", &typed).await.leads_to("/demandes/");
    treasurer
        .get(&request)
        .await
        .is(200)
        .shows("418-555-0100 418-555-0199")
        .shows("info@stt-bsl.example bureau@stt-bsl.example")
        .shows("Déménagement du bureau.")
        .hides("Site Web");
    treasurer
        .get("/info-syndicat")
        .await
        .is(200)
        .shows("418-555-0100")
        .hides("418-555-0199")
        .shows("En attente");
}

#[tokio::test]
async fn a_form_sent_twice_asks_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let form = edited(&treasurer, "coordinates", &[("union..phone", "418-555-0199"), REASON]).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let before = portal.db_count("select count(*) from change_requests").await;
    let first = treasurer.upload(&format!("{EDIT}/coordinates"), &form, "", b"").await.leads_to("/demandes/");
    let again = treasurer.upload(&format!("{EDIT}/coordinates"), &form, "", b"").await.leads_to("/demandes/");
    assert_eq!(first, again);
    assert_eq!(portal.db_count("select count(*) from change_requests").await, before + 1);
}

#[tokio::test]
async fn a_page_left_as_it_is_asks_for_nothing() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for section in ["coordinates", "officers", "employers", "bank"] {
        send(&treasurer, section, &[REASON]).await.is(422).shows("Rien ne diffère de la fiche");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let typed =
        [("union..phone", "555"), ("union..email", "personne"), ("union..website", "javascript:alert(1)")];
    let page = send(&treasurer, "coordinates", &typed).await.is(422);
    assert_eq!(page.field("union..phone"), "555");
    page.shows("Téléphone : inscrivez dix chiffres")
        .shows("Courriel : inscrivez une adresse")
        .shows("Site Web : inscrivez une adresse")
        .shows("Dites pourquoi");
}

#[tokio::test]
async fn everybody_elected_is_entered_in_one_form_and_a_person_of_whom_nothing_is_said_is_nobody() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let more = send(&treasurer, "officers", &[("more", "1")]).await.is(200);
    let blank: Vec<String> = more
        .fields()
        .into_iter()
        .filter(|(name, value)| name.ends_with(".person-name") && value.is_empty())
        .map(|(name, _)| name.replace(".person-name", ""))
        .collect();
    assert_eq!(blank.len(), 6, "five more than the one that was there");
    let mut form = more.fields();
    for (name, value) in &mut form {
        for (person, family) in blank.iter().zip(["Roy", "Côté"]) {
            let field = name.strip_prefix(&format!("{person}.")).unwrap_or_default();
            match field {
                "person-name" => *value = format!("Line {family}"),
                "duty" => *value = "delegate".to_owned(),
                "appointed-on" | "mandate-from" => *value = "2025-09-03".to_owned(),
                _ => {}
            }
        }
        if name == "reason" {
            *value = "Élection".to_owned();
        }
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request = treasurer.upload(&format!("{EDIT}/officers"), &form, "", b"").await.leads_to("/demandes/");
    treasurer
        .get(&request)
        .await
        .shows("Line Roy")
        .shows("Line Côté")
        .shows("Personne déléguée")
        .hides("Présidence");
}

#[tokio::test]
async fn a_field_of_another_section_another_unions_employer_or_an_unknown_field_is_refused() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let other = portal.db_employers("733").await[0];
    let planted = format!("employer.{other}.unit");
    for (section, name) in [
        ("coordinates", "union..bank-account"),
        ("coordinates", "union_id"),
        ("coordinates", "union..status"),
        ("employers", planted.as_str()),
        ("officers", "union..phone"),
    ] {
        send(&treasurer, section, &[(name, "x"), REASON]).await.is(400);
    }
}

#[tokio::test]
async fn a_bank_account_is_sealed_shown_by_its_last_digits_and_told_to_the_contacts_of_before() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let typed = [("union..bank-account", "12345-815-7654321"), REASON];
    let request = send(&treasurer, "bank", &typed).await.leads_to("/demandes/");
    treasurer.get(&request).await.shows("•••• 4321").hides("7654321").shows("deux personnes");
    let told: Vec<String> = sqlx::query_scalar(
        "select unnest(also_to) from notices where kind = 'sensitive-change' and path = $1 order by 1",
    )
    .bind(&request)
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert!(told.contains(&"presidence@stt-bsl.example".to_owned()), "{told:?}");
    assert!(told.contains(&"info@stt-bsl.example".to_owned()), "{told:?}");
    let in_clear: i64 = sqlx::query_scalar(
        "select count(*) from change_items where new_value like '%7654321%' or position('7654321'::bytea in sealed) > 0",
    )
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(in_clear, 0);
}

#[tokio::test]
async fn a_request_can_be_commented_and_withdrawn_by_its_union_only() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let typed = [("union..phone", "418-555-0199"), REASON];
    let request = send(&treasurer, "coordinates", &typed).await.leads_to("/demandes/");
    let key = treasurer.get(&request).await.field("key");
    let comments = format!("{request}/commentaires");
    treasurer.post(&comments, &[("key", &key), ("body", " ")]).await.is(422).shows("Écrivez votre message");
    for _ in 0..2 {
        treasurer
            .post(&comments, &[("key", &key), ("body", "C’est <b>urgent</b>.")])
            .await
            .leads_to(&request);
    }
    let page = treasurer.get(&request).await;
    assert_eq!(page.html().matches("urgent").count(), 1, "said twice, kept once");
    assert!(!page.html().contains("<b>urgent"));

    let stranger = portal.treasurer_of("733").await;
    stranger.get(&request).await.is(404);
    stranger.post(&comments, &[("key", &key), ("body", "Bonjour")]).await.is(404);
    stranger.post(&format!("{request}/retrait"), &[]).await.is(404);

    let president = portal.signing_officer().await;
    president.post(&format!("{request}/retrait"), &[]).await.leads_to(&request);
    treasurer.get(&request).await.shows("Retirée").hides("Retirer la demande");
    treasurer.post(&format!("{request}/retrait"), &[]).await.leads_to(&request);
}

#[tokio::test]
async fn minutes_are_attached_sealed_and_come_back_as_they_were() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let form = edited(&treasurer, "coordinates", &[("union..phone", "418-555-0199"), REASON]).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let path = format!("{EDIT}/coordinates");
    treasurer
        .upload(&path, &form, "page.html", b"<script>alert(1)</script>")
        .await
        .is(422)
        .shows("n’est ni un PDF");
    let minutes = b"%PDF-1.7 proces-verbal secret";
    let request = treasurer.upload(&path, &form, "../procès.pdf", minutes).await.leads_to("/demandes/");
    let page = treasurer.get(&request).await.is(200);
    let piece = page.links(&format!("{request}/pieces/"))[0].clone();
    let file = treasurer.get(&piece).await.is(200);
    assert_eq!(file.bytes, minutes);
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''proc%C3%A8s.pdf");
    let in_clear: i64 = sqlx::query_scalar(
        "select count(*) from change_attachments where position('secret'::bytea in sealed) > 0",
    )
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(in_clear, 0);
    portal.treasurer_of("518").await.get(&piece).await.is(404);
}

#[tokio::test]
async fn the_file_exports_what_it_shows() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let csv = treasurer.get("/info-syndicat.csv").await.is(200).html();
    for words in
        ["Téléphone;418-555-0100;2024-04-01", "Mireille Gagnon;Fonction;Présidence", "CISSS ou CIUSSS"]
    {
        assert!(csv.contains(words), "{words} is not in {csv}");
    }
}
