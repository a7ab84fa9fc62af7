//! Signing in and out, sessions, languages, proof of origin, headers, and the pages for errors.

use axum::body::Body;
use axum::http::{Method, Request};
use chrono::TimeDelta;
use quittance::accounts::password::{self, Refused};
use quittance::demo;

use crate::browser::ORIGIN;
use crate::portal::{P05, Portal, new_key};

const EMAIL: &str = demo::ACCOUNTS[0].email;
const WRONG: &str = "ce n’est pas le bon";

#[tokio::test]
async fn a_first_visit_is_in_french_whatever_the_browser_asks_for() {
    let portal = Portal::demo().await;
    for wanted in ["en-CA", "en;q=1, fr;q=0.1", "de", ""] {
        let request =
            Request::get("/connexion").header("accept-language", wanted).body(Body::empty()).unwrap();
        let page = portal.visitor().send(request).await.is(200);
        assert!(page.html().contains("lang=\"fr-CA\"") && page.says("Ouvrir une session"), "{wanted}");
    }
}

#[tokio::test]
async fn english_is_kept_once_chosen_and_comes_back_to_the_same_page() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    let link = visitor.get("/aide").await.is(200).links("/langue")[0].clone();
    assert_eq!(visitor.get(&link).await.leads_to("/"), "/aide");
    let page = visitor.get("/aide").await.is(200);
    assert!(page.html().contains("lang=\"en-CA\""));
    visitor.sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
    assert!(visitor.get("/").await.is(200).html().contains("lang=\"en-CA\""));
    visitor.get("/rien").await.is(404).shows("Page not found");
}

#[tokio::test]
async fn the_language_link_never_leads_to_another_site() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    for back in [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example",
        "\\\\ailleurs.example",
        "ailleurs",
        "javascript:alert(1)",
        "/\t/ailleurs.example",
        "/a\r\nSet-Cookie: x=1",
        "",
        " /aide",
    ] {
        let encoded: String = back.bytes().map(|b| format!("%{b:02X}")).collect();
        let answer = visitor.get(&format!("/langue?vers=en&retour={encoded}")).await;
        assert_eq!(answer.leads_to("/"), "/", "{back:?}");
    }
    visitor.get("/langue?vers=de&retour=/").await.is(400);
    visitor.get("/langue?retour=/").await.is(400);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_get_the_same_answer() {
    let portal = Portal::demo().await;
    let known = portal.visitor().sign_in(EMAIL, WRONG).await.is(422);
    let unknown = portal.visitor().sign_in("lise@nulle-part.example", WRONG).await.is(422);
    assert_eq!(known.words(), unknown.words());
    let typed =
        |page: &crate::answer::Answer, email: &str| page.html().replace(&format!("value=\"{email}\""), "");
    assert_eq!(typed(&known, EMAIL), typed(&unknown, "lise@nulle-part.example"));
    assert!(known.headers.get("set-cookie").is_none() && unknown.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn an_email_is_the_same_whatever_its_case_and_the_spaces_around_it() {
    let portal = Portal::demo().await;
    let typed = format!(" {} ", EMAIL.to_uppercase());
    portal.visitor().sign_in(&typed, demo::PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn wrong_passwords_slow_the_account_down_and_never_lock_it_for_good() {
    let mut portal = Portal::demo().await;
    let visitor = portal.visitor();
    for _ in 0..6 {
        visitor.sign_in(EMAIL, WRONG).await.is(422);
    }
    let waits = visitor.sign_in(EMAIL, demo::PASSWORD).await.is(429);
    let seconds: i64 = waits.header("retry-after").parse().unwrap();
    assert!((1..=5).contains(&seconds), "{seconds}");
    portal.treasurer_of("518").await; // others are not slowed down
    portal.clock.advance(TimeDelta::seconds(seconds));
    visitor.sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
    visitor.post("/deconnexion", &[]).await.leads_to("/connexion");
    visitor.sign_in(EMAIL, WRONG).await.is(422);
    visitor.sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn the_session_has_a_new_id_at_sign_in_so_that_a_planted_one_is_worth_nothing() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    visitor.sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
    let first = visitor.cookie("quittance").unwrap();
    visitor.sign_in(demo::ACCOUNTS[1].email, demo::PASSWORD).await.leads_to("/");
    let second = visitor.cookie("quittance").unwrap();
    assert_ne!(first, second);
    let thief = portal.visitor();
    thief.set_cookie("quittance", &first);
    thief.get("/").await.leads_to("/connexion");
    thief.set_cookie("quittance", "AAAAAAAAAAAAAAAAAAAAAA");
    thief.sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
    assert_ne!(thief.cookie("quittance").unwrap(), "AAAAAAAAAAAAAAAAAAAAAA");
}

#[tokio::test]
async fn the_cookie_is_for_this_site_only_and_out_of_reach_of_scripts() {
    let portal = Portal::demo().await;
    let answer = portal.visitor().sign_in(EMAIL, demo::PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"));
}

#[tokio::test]
async fn signing_out_ends_the_session_at_the_server_not_only_in_the_browser() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let cookie = treasurer.cookie("quittance").unwrap();
    treasurer.post("/deconnexion", &[]).await.leads_to("/connexion");
    let again = portal.visitor();
    again.set_cookie("quittance", &cookie);
    again.get("/").await.leads_to("/connexion");
    assert_eq!(portal.db_count("select count(*) from sessions").await, 0);
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions_and_opening_it_again_does_not_bring_them_back() {
    let portal = Portal::demo().await;
    let (treasurer, administrator) = (portal.treasurer().await, portal.administrator().await);
    treasurer.get("/").await.is(200);
    let id = portal.db_one("select id::text from accounts where email = 'tresorerie@stt-bsl.example'").await;
    administrator.post("/comptes", &[("account", &id), ("active", "false")]).await.leads_to("/comptes");
    treasurer.get("/").await.leads_to("/connexion");
    portal.visitor().sign_in(EMAIL, demo::PASSWORD).await.is(422);
    administrator.post("/comptes", &[("account", &id), ("active", "true")]).await.leads_to("/comptes");
    treasurer.get("/").await.leads_to("/connexion");
    portal.visitor().sign_in(EMAIL, demo::PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn a_role_or_a_union_that_changed_ends_the_session() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/").await.is(200);
    sqlx::query(
        "update accounts set union_id = (select id from unions where number = '733') where email = $1",
    )
    .bind(EMAIL)
    .execute(portal.db_owner())
    .await
    .unwrap();
    treasurer.get("/").await.leads_to("/connexion");
}

#[tokio::test]
async fn an_administrator_does_not_close_her_own_account() {
    let portal = Portal::demo().await;
    let administrator = portal.administrator().await;
    let id = portal.db_one("select id::text from accounts where role = 'administrator'").await;
    administrator.post("/comptes", &[("account", &id), ("active", "false")]).await.is(400);
    administrator.post("/comptes", &[("account", &new_key()), ("active", "false")]).await.is(404);
    assert_eq!(portal.db_count("select count(*) from accounts where not active").await, 0);
}

#[tokio::test]
async fn a_session_ends_after_an_hour_without_use_and_after_twelve_hours_of_it() {
    let mut portal = Portal::demo().await;
    let idle = portal.treasurer().await;
    portal.clock.advance(TimeDelta::minutes(59));
    idle.get("/").await.is(200);
    portal.clock.advance(TimeDelta::minutes(61));
    idle.get("/").await.leads_to("/connexion");

    let busy = portal.treasurer().await;
    for _ in 0..14 {
        portal.clock.advance(TimeDelta::minutes(50));
        busy.get("/").await.is(200);
    }
    portal.clock.advance(TimeDelta::minutes(21)); // 12 h 01
    busy.get("/").await.leads_to("/connexion");
}

#[tokio::test]
async fn without_the_demonstration_there_is_no_account_and_nobody_gets_in() {
    let portal = Portal::bare().await;
    assert_eq!(portal.db_count("select count(*) from accounts").await, 0);
    let page = portal.visitor().get("/connexion").await.is(200);
    assert!(
        !page.says(demo::PASSWORD) && !page.says(EMAIL) && !page.says("Démonstration"),
        "{}",
        page.words()
    );
    for account in &demo::ACCOUNTS {
        portal.visitor().sign_in(account.email, demo::PASSWORD).await.is(422);
    }
    portal.visitor().get("/").await.leads_to("/connexion");
}

#[test]
fn passwords_are_long_and_not_the_obvious_ones() {
    let table: [(&str, Result<(), Refused>); 10] = [
        ("quatorze signe", Err(Refused::TooShort)),
        ("quinze signes!!", Ok(())),
        ("éàùçô-éàùçô-éàù", Ok(())),
        ("", Err(Refused::TooShort)),
        ("aaaaaaaaaaaaaaaaaaaa", Err(Refused::TooCommon)),
        ("ababababababababab", Err(Refused::TooCommon)),
        ("quittance quittance", Err(Refused::TooCommon)),
        ("MotDePasse-12345678", Err(Refused::TooCommon)),
        ("mon syndicat préféré est ailleurs", Ok(())),
        ("le chien de ma voisine jappe la nuit", Ok(())),
    ];
    for (password, expected) in table {
        assert_eq!(password::accept(password), expected, "{password}");
    }
    assert_eq!(password::accept(&"abcde fghij ".repeat(22)), Err(Refused::TooLong));
}

#[test]
fn a_password_is_kept_by_argon2id_with_a_salt_of_its_own() {
    let (one, two) = (password::hash("quinze signes!!").unwrap(), password::hash("quinze signes!!").unwrap());
    assert!(one.starts_with("$argon2id$") && one != two);
    assert!(password::verify("quinze signes!!", Some(&one)));
    assert!(!password::verify("quinze signes!", Some(&one)));
    assert!(!password::verify("nobody has this password", None));
    assert!(!password::verify("x", Some("not a hash")));
}

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
