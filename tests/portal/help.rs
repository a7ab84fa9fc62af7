//! Help and resources: pages that anybody may read, and who keeps them.

use quittance::help::TOPICS;

use crate::portal::Portal;

#[tokio::test]
async fn help_privacy_and_accessibility_are_read_signed_out_and_in_both_languages() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    for path in ["/aide", "/ressources", "/renseignements-personnels", "/accessibilite"] {
        visitor.set_cookie("langue", "fr");
        let french = visitor.get(path).await.is(200);
        visitor.set_cookie("langue", "en");
        let english = visitor.get(path).await.is(200);
        assert!(french.html().contains("lang=\"fr-CA\"") && english.html().contains("lang=\"en-CA\""));
        assert_ne!(french.words(), english.words(), "{path}");
    }
}

/// The keys of one language that are about how to do a task.
fn howto_keys(language: &str) -> Vec<String> {
    let path = format!("{}/locales/{language}/help.ftl", env!("CARGO_MANIFEST_DIR"));
    let words = std::fs::read_to_string(path).unwrap();
    let keys = words.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned());
    let mut keys: Vec<String> =
        keys.filter(|key| key.starts_with("howto-") || key.starts_with("picture-")).collect();
    keys.sort();
    keys
}

#[tokio::test]
async fn every_task_has_its_page_its_steps_and_its_pictures_in_both_languages() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    let mut expected = Vec::new();
    for topic in &TOPICS {
        expected.extend(["title", "lead"].map(|what| format!("howto-{}-{what}", topic.code)));
        expected.extend((1..=topic.steps).map(|step| format!("howto-{}-{step}", topic.code)));
        expected.extend(topic.pictures.iter().map(|(_, name)| format!("picture-{name}")));
        for language in ["fr", "en"] {
            visitor.set_cookie("langue", language);
            let path = format!("/aide/{}", topic.slug);
            assert!(visitor.get("/aide").await.is(200).html().contains(&format!("href=\"{path}\"")));
            let page = visitor.get(&path).await.is(200);
            let html = page.html();
            assert_eq!(html.matches("<img class=\"q-picture\"").count(), topic.pictures.len(), "{path}");
            assert!(!html.contains("alt=\"\"") && !html.contains("howto-"), "{path}");
            for (_, name) in topic.pictures {
                let picture = visitor.get(&format!("/static/help/{language}/{name}.webp")).await.is(200);
                assert_eq!(picture.header("content-type"), "image/webp");
                assert!((2_000..=60_000).contains(&picture.bytes.len()), "{name}: {}", picture.bytes.len());
            }
        }
    }
    expected.sort();
    assert_eq!(howto_keys("fr"), expected, "no word of help is missing or left over");
    visitor.get("/aide/autre-chose").await.is(404);
}

#[tokio::test]
async fn help_says_whom_to_call_to_anybody_and_a_unions_own_people_to_it_alone() {
    let portal = Portal::demo().await;
    for path in ["/aide", "/aide/releve"] {
        portal.visitor().get(path).await.is(200).shows("514-598-2285").hides("Julie Simard");
        portal.treasurer().await.get(path).await.is(200).shows("514-598-2285").shows("Julie Simard");
        portal.treasurer_of("733").await.get(path).await.is(200).shows("Rachel Cohen").hides("Julie Simard");
    }
    let page = portal.visitor().get("/aide/membres").await.is(200);
    page.shows("Service de syndicalisation 1-800-947-6177").hides("514-598-2285");
    portal.visitor().get("/aide/info-syndicat").await.is(200).hides("Des questions?");
}

#[tokio::test]
async fn help_is_read_when_the_database_does_not_answer() {
    let portal = Portal::demo().await;
    sqlx::query("alter table resources rename to elsewhere").execute(portal.db_owner()).await.unwrap();
    portal
        .visitor()
        .get("/aide/releve")
        .await
        .is(200)
        .shows("Envoyer le relevé d’un employeur")
        .hides("514-598-2285");
}

#[tokio::test]
async fn what_is_in_french_only_says_so_to_who_reads_english() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    let french = visitor.get("/ressources").await.is(200);
    french
        .shows("Visite du portail Vidéo, 6\u{a0}min 20\u{a0}s · videos.example")
        .shows("En anglais seulement");
    visitor.set_cookie("langue", "en");
    let english = visitor.get("/ressources").await.is(200);
    assert_eq!(english.words().matches("French only").count(), 7, "six, and the notice above them");
    assert!(english.html().contains("hreflang=\"fr\" lang=\"fr\" rel=\"noopener noreferrer external\""));
    visitor
        .get("/aide/releve")
        .await
        .is(200)
        .shows("Envoyer un relevé")
        .shows("French only")
        .hides("Payer par");
}

#[tokio::test]
async fn the_administrator_adds_and_retires_a_resource_and_nothing_is_removed() {
    let portal = Portal::demo().await;
    let (administrator, visitor) = (portal.administrator().await, portal.visitor());
    let kept = "/ressources/tenue";
    administrator.get("/ressources").await.is(200).shows("Tenir les ressources à jour");
    let key = administrator.get(kept).await.is(200).field("key");
    let form = |url, length| {
        [
            ("key", key.as_str()),
            ("title", "Settle findings"),
            ("topic", "findings"),
            ("kind", "video"),
            ("language", "en"),
            ("url", url),
            ("length", length),
        ]
    };
    for (url, length, says) in [
        ("http://videos.example/en", "", "https://"),
        ("javascript:alert(1)", "", "https://"),
        ("https://videos.example/en", "4 h", "une durée comme 4:30"),
    ] {
        administrator.post(kept, &form(url, length)).await.is(422).shows(says);
    }
    administrator.post(kept, &form("https://videos.example/en", "4:30")).await.leads_to(kept);
    administrator.post(kept, &form("https://videos.example/en", "4:30")).await.leads_to(kept);
    let page = visitor.get("/aide/anomalies").await.is(200);
    page.shows("Settle findings Vidéo, 4\u{a0}min 30\u{a0}s").shows("En anglais seulement");
    administrator.post(&format!("{kept}/{key}"), &[]).await.leads_to(kept);
    visitor.get("/aide/anomalies").await.is(200).hides("Settle findings");
    visitor.get("/ressources").await.is(200).hides("Settle findings");
    administrator
        .get(kept)
        .await
        .is(200)
        .shows("Settle findings videos.example · Retirée le 6\u{a0}septembre 2025");
    administrator.post(&format!("{kept}/{key}"), &[]).await.is(404);
    assert_eq!(portal.db_journaled("resource-retired", "done").await, 1);
    assert_eq!(portal.db_count("select count(*) from resources where title = 'Settle findings'").await, 1);
}
