//! What every answer has in common: proof of origin, headers, and the pages for errors.

use axum::body::Body;
use axum::http::{Method, Request};
use quittance::demo;

use crate::answer::Answer;
use crate::browser::ORIGIN;
use crate::portal::{P05, Portal, new_key};

const EMAIL: &str = demo::ACCOUNTS[0].email;

#[tokio::test]
async fn an_act_needs_the_proof_that_it_comes_from_our_own_page() {
    let portal = Portal::demo().await;
    let administrator = portal.administrator().await;
    let id = portal.db_one("select id::text from accounts where role = 'finance_auditor'").await;
    let body = format!("account={id}&active=true");
    let cases: [(&[(&str, &str)], u16); 9] = [
        (&[("sec-fetch-site", "same-origin"), ("origin", ORIGIN)], 303),
        (&[("sec-fetch-site", "same-origin")], 303),
        (&[("origin", ORIGIN)], 303),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.example")], 403),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site"), ("origin", "http://autre.portail.example")], 403),
        (&[("origin", "https://ailleurs.example")], 403),
        (&[("origin", "null")], 403),
        (&[], 403),
    ];
    for (headers, expected) in cases {
        let mut request =
            Request::post("/comptes").header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = administrator.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(answer.status.as_u16(), expected, "{headers:?}");
        if expected == 403 {
            assert!(answer.says("Demande refusée"), "{}", answer.words());
        }
    }
    // Reading needs no proof: a link in an e-mail works.
    let read = Request::get("/comptes").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    administrator.send(read).await.is(200);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_errors_and_files_included() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut paths: Vec<String> = quittance::portal::routes()
        .table()
        .iter()
        .filter(|route| route.method == "GET" && !route.path.contains('{'))
        .map(|route| route.path.to_owned())
        .collect();
    paths.extend(
        ["/static/quittance.css", "/static/rien.css", "/rien", P05, "/releves/1", "/langue?vers=en&retour=/"]
            .map(str::to_owned),
    );
    assert!(paths.len() > 15);
    for path in paths {
        let answer = treasurer.get(&path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 32, "{path}");
        let kept = answer.header("cache-control");
        let asset = path.starts_with("/static/quittance");
        assert_eq!(kept == "no-store", !asset, "{path}: {kept}");
        assert!(answer.headers.get("server").is_none());
    }
    let forged = Request::post("/comptes").body(Body::empty()).unwrap();
    assert!(
        treasurer
            .send(forged)
            .await
            .is(403)
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
}

#[tokio::test]
async fn no_page_has_a_script_or_a_style_inside_or_calls_another_site() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    for path in ["/", "/connexion", "/aide", "/historique", P05, &statement, "/documents", "/info-syndicat"] {
        let answer = treasurer.get(path).await;
        let html = answer.html();
        assert!(
            !html.contains("<style") && !html.contains(" style=\"") && !html.contains(" onclick"),
            "{path}"
        );
        assert_eq!(
            html.matches("<script").count(),
            html.matches("<script type=\"module\" src=\"/static/").count(),
            "{path}"
        );
        for attribute in ["src=\"", "href=\"", "action=\""] {
            for address in html.split(attribute).skip(1) {
                let inside = address.starts_with('/') && !address.starts_with("//");
                let known =
                    address.starts_with('#') || address.starts_with("mailto:") || address.starts_with("tel:");
                assert!(inside || known, "{path}: {}", &address[..40.min(address.len())]);
            }
        }
    }
}

#[tokio::test]
async fn every_style_script_and_picture_of_a_page_is_there_and_may_be_kept_for_ever() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    let html = visitor.get("/connexion").await.is(200).html();
    let assets: Vec<&str> = ["src=\"", "href=\""]
        .iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter(|address| address.starts_with("/static/"))
        .filter_map(|address| address.split('"').next())
        .collect();
    assert!(assets.len() >= 3, "{assets:?}");
    for asset in assets {
        let answer = visitor.get(asset).await.is(200);
        assert!(asset.contains("?v=") && answer.header("cache-control").contains("immutable"), "{asset}");
    }
}

#[tokio::test]
async fn an_error_page_speaks_the_readers_language_and_gives_a_request_id_and_nothing_else() {
    let portal = Portal::demo().await;
    for (language, not_found, refused) in
        [("fr", "Page introuvable", "Demande refusée"), ("en", "Page not found", "Request refused")]
    {
        let visitor = portal.visitor();
        visitor.set_cookie("langue", language);
        let page = visitor.get("/rien/du/tout").await.is(404).shows(not_found);
        assert!(page.says(page.header("x-request-id")), "{}", page.words());
        assert!(page.html().contains(&format!("lang=\"{language}-CA\"")));
        visitor.send(Request::post("/connexion").body(Body::empty()).unwrap()).await.is(403).shows(refused);
        for internal in ["axum", "sqlx", "panicked", "src/", "Error", "postgres"] {
            assert!(!page.html().contains(internal), "{internal}");
        }
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_a_page_with_an_id_and_says_nothing_internal() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    portal.visitor().get("/readyz").await.is(200);
    sqlx::query("alter table declarations rename to elsewhere").execute(portal.db_owner()).await.unwrap();
    let page = treasurer.get("/historique").await.is(500).shows("Un problème de notre côté");
    assert!(!page.html().contains("relation") && !page.html().contains("declarations"), "{}", page.words());
    portal.db.close().await;
    treasurer.get("/aide").await.is(500);
    portal.visitor().get("/readyz").await.is(503);
    portal.visitor().get("/healthz").await.is(200);
}

#[tokio::test]
async fn a_method_that_is_not_offered_is_refused_and_a_head_has_no_body() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder().method(method).uri(P05).header("sec-fetch-site", "same-origin");
        treasurer.send(request.body(Body::empty()).unwrap()).await.is(405);
    }
    treasurer.post("/historique", &[]).await.is(405);
    let head = Request::builder().method(Method::HEAD).uri("/aide").body(Body::empty()).unwrap();
    assert!(treasurer.send(head).await.is(200).bytes.is_empty());
}

#[tokio::test]
async fn a_form_with_an_unknown_repeated_or_missing_field_is_refused() {
    let portal = Portal::demo().await;
    let (treasurer, administrator) = (portal.treasurer().await, portal.administrator().await);
    let key = new_key();
    let declaration = format!("/declarations/{}/paiement", portal.db_declaration("412", 4).await);
    let check = format!("{P05}/declaration");
    for (path, form) in [
        ("/connexion", &[("email", EMAIL), ("password", "x"), ("role", "administrator")][..]),
        ("/connexion", &[("email", EMAIL)]),
        ("/connexion", &[("email", EMAIL), ("email", "b"), ("password", "x")]),
        (&declaration, &[("key", &key), ("amount", "1.00")]),
        (&declaration, &[("key", "pas une clé")]),
        (&declaration, &[]),
        (&check, &[("key", &key), ("seen_total", "0.00"), ("attest", "1"), ("union", "733")]),
        (&check, &[("key", &key), ("seen_total", "0.001"), ("attest", "1")]),
    ] {
        treasurer.post(path, form).await.is(422).shows("Demande incomprise");
    }
    administrator.post("/comptes", &[("account", &key), ("active", "true"), ("role", "x")]).await.is(422);
    let text = Request::post("/connexion").header("origin", ORIGIN).header("content-type", "text/plain");
    portal.visitor().send(text.body(Body::from("email=a")).unwrap()).await.is(415);
    let long = "x".repeat(3 << 20);
    portal.visitor().sign_in(EMAIL, &long).await.is(413);
}

#[tokio::test]
async fn what_was_just_done_is_said_once_by_the_next_page_that_is_read() {
    let portal = Portal::demo().await;
    let administrator = portal.administrator().await;
    let id = portal.db_one("select id::text from accounts where role = 'finance_auditor'").await;
    let done = "Le compte est mis à jour.";
    administrator.post("/comptes", &[("account", &id), ("active", "true")]).await.leads_to("/comptes");
    // Neither a file nor a page refused says it, or loses it.
    administrator.get("/static/favicon.svg").await.is(200);
    administrator.get("/releves/1").await.is(404).hides(done);
    let page = administrator.get("/comptes").await.is(200).shows("C’est fait").shows(done);
    assert!(page.html().contains("role=\"status\""), "it is said by a screen reader");
    administrator.get("/comptes").await.is(200).hides(done);
}

#[tokio::test]
async fn what_was_done_is_said_in_the_language_of_the_page_to_whoever_did_it() {
    let portal = Portal::demo().await;
    let (administrator, auditor) = (portal.administrator().await, portal.auditor().await);
    let id = portal.db_one("select id::text from accounts where role = 'federation_officer' limit 1").await;
    administrator.post("/comptes", &[("account", &id), ("active", "true")]).await.leads_to("/comptes");
    auditor.get("/journal").await.is(200).hides("C’est fait");
    administrator.get("/langue?vers=en&retour=/comptes").await.is(303);
    administrator.get("/comptes").await.is(200).shows("The account is up to date.");
    administrator.get("/comptes").await.is(200).hides("The account is up to date.");
}

#[tokio::test]
async fn the_title_of_a_page_that_is_to_be_corrected_says_so_first() {
    let title = |page: &Answer| {
        let html = page.html();
        html.split_once("<title>").and_then(|(_, after)| after.split('<').next()).unwrap().to_owned()
    };
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    let right = title(&visitor.get("/connexion").await.is(200));
    let wrong = visitor.sign_in("personne@nulle-part.example", "non").await.is(422);
    assert_eq!(title(&wrong), format!("Erreur\u{a0}: {right}"));
    visitor.set_cookie("langue", "en");
    let right = title(&visitor.get("/connexion").await.is(200));
    let wrong = visitor.sign_in("personne@nulle-part.example", "non").await.is(422);
    assert_eq!(title(&wrong), format!("Error: {right}"));

    let treasurer = portal.treasurer().await;
    let list = format!("/employeurs/{}/erreurs", portal.db_employers("412").await[0]);
    let right = title(&treasurer.get(&list).await.is(200));
    let form = [("key", &new_key()[..]), ("langue", "fr")];
    let wrong = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.is(422);
    assert_eq!(title(&wrong), format!("Erreur\u{a0}: {right}"));
    // A page for an error is named for it already.
    assert!(!title(&treasurer.get("/rien").await.is(404)).starts_with("Erreur"));
}
