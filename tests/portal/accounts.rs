//! Signing in and out, sessions, languages, passwords.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use quittance::accounts::password::{self, Refused};
use quittance::demo;

use crate::portal::{Portal, new_key};

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
