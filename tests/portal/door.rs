//! The employer's door: accesses issued, shown once, replaced, revoked; what a token opens, and that
//! it is nowhere else.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use quittance::access::{Actor, Role};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::committed::same_as_committed;
use crate::portal::{P05, Portal, Treasurer, new_key, sample};

pub const FILE: &str = "P05-releve-cp1252.csv";
pub const QUERY: &str = "fiscal_year=2025-26&period=P05";
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/openapi.json");

/// A payroll system that has a token.
pub struct Payroll {
    browser: Browser,
    pub token: String,
}

impl Payroll {
    pub fn with(portal: &Portal, token: &str) -> Payroll {
        Payroll { browser: Browser::new(portal.service()), token: token.to_owned() }
    }

    /// Of the first employer of a union, by an access that its treasurer issues.
    pub async fn of(portal: &Portal, union: &str) -> Payroll {
        let treasurer = portal.treasurer_of(union).await;
        let (_, token) = issue(&treasurer, portal.db_employers(union).await[0], "Paie", "").await;
        Payroll::with(portal, &token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header("authorization", format!("Bearer {}", self.token));
        self.browser.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a file as it is. A program says nothing of where it comes from.
    pub async fn send(&self, key: &str, query: &str, bytes: &[u8]) -> Answer {
        self.send_as(key, query, "text/csv", bytes).await
    }

    pub async fn send_as(&self, key: &str, query: &str, kind: &str, bytes: &[u8]) -> Answer {
        let request = Request::post(format!("/api/v1/statements?{query}"))
            .header("authorization", format!("Bearer {}", self.token))
            .header("idempotency-key", key)
            .header("content-type", kind);
        self.browser.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
    }

    pub async fn send_sample(&self, key: &str, name: &str) -> serde_json::Value {
        json(&self.send(key, QUERY, &sample(name)).await.is(201))
    }
}

pub fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("{}", answer.html()))
}

fn page_of(employer: Uuid) -> String {
    format!("/employeurs/{employer}/acces")
}

/// The token in a page.
fn token_in(html: &str) -> Option<String> {
    let start = html.find("qtt_")?;
    Some(html[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
}

/// Issues an access that lasts a year; gives its id and its token.
async fn issue(treasurer: &Treasurer, employer: Uuid, label: &str, replaces: &str) -> (String, String) {
    let page = treasurer.get(&page_of(employer)).await.is(200);
    let (key, ends_on) = (page.field("key"), page.field("ends_on"));
    let form = [("key", key.as_str()), ("label", label), ("ends_on", &ends_on), ("replaces", replaces)];
    let issued = treasurer.post(&page_of(employer), &form).await.is(200);
    let token = token_in(&issued.html()).expect("a token");
    (key, token)
}

/// An access of union 412's employer that opens no more.
pub async fn revoked(portal: &Portal, treasurer: &Treasurer) -> String {
    let employer = portal.db_employers("412").await[0];
    let (id, _) = issue(treasurer, employer, "Ancienne paie", "").await;
    let page = page_of(employer);
    treasurer.post(&format!("{page}/{id}/revocation"), &[]).await.leads_to(&page);
    id
}

/// The payroll of union 412's employer, as row-level security knows it.
pub async fn payroll(portal: &Portal) -> Actor {
    let (union, employer) = (portal.db_union("412").await, portal.db_employers("412").await[0]);
    let (id, _) = issue(&portal.treasurer().await, employer, "Paie", "").await;
    Actor::Payroll { access: id.parse().unwrap(), union, employer }
}

#[tokio::test]
async fn a_token_is_shown_once_and_the_list_shows_its_end_and_its_use() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0];
    let path = page_of(employer);
    let page = treasurer.get(&path).await.is(200).shows("Aucun accès");
    let (key, ends_on) = (page.field("key"), page.field("ends_on"));
    assert_eq!(ends_on, "2026-09-06");
    let form = [("key", key.as_str()), ("label", "Paie centrale"), ("ends_on", &ends_on), ("replaces", "")];
    let issued = treasurer.post(&path, &form).await.is(200).shows("Copiez le jeton maintenant");
    let token = token_in(&issued.html()).unwrap();
    assert_eq!(token.len(), 76);
    // The same form again, as after a reload, issues nothing and shows nothing.
    treasurer.post(&path, &form).await.leads_to(&path);
    let list = treasurer.get(&path).await.is(200).shows("Paie centrale").shows("Jamais").shows("Ouvert");
    assert_eq!(token_in(&list.html()), None);
    assert!(list.says(&token[72..]));
    Payroll::with(&portal, &token).get("/api/v1/statements/1").await.is(404);
    assert!(!treasurer.get(&path).await.is(200).says("Jamais"));
    assert_eq!(portal.db_journaled("access-issued", "done").await, 1);
    assert_eq!(portal.db_count("select count(*) from door_accesses").await, 1);
}

#[tokio::test]
async fn an_access_without_a_name_or_beyond_a_year_is_refused_with_what_was_typed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = page_of(portal.db_employers("412").await[0]);
    let key = new_key();
    for (label, ends_on, says) in [
        ("", "2026-01-01", "Donnez un nom"),
        ("Paie", "2026-09-07", "Donnez une date"),
        ("Paie", "2025-09-05", "Donnez une date"),
        ("Paie", "demain", "Donnez une date"),
    ] {
        let form = [("key", key.as_str()), ("label", label), ("ends_on", ends_on), ("replaces", "")];
        let page = treasurer.post(&path, &form).await.is(422).shows(says);
        assert_eq!((page.field("label"), page.field("ends_on")), (label.to_owned(), ends_on.to_owned()));
    }
    let other = new_key();
    let form = [("key", key.as_str()), ("label", "Paie"), ("ends_on", "2026-01-01"), ("replaces", &other)];
    treasurer.post(&path, &form).await.is(404);
    assert_eq!(portal.db_count("select count(*) from door_accesses").await, 0);
}

#[tokio::test]
async fn a_new_token_and_the_old_one_both_open_until_the_old_one_is_revoked() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0];
    let path = page_of(employer);
    let (old_id, old) = issue(&treasurer, employer, "Paie", "").await;
    let page = treasurer.get(&format!("{path}?remplace={old_id}")).await.is(200);
    assert_eq!((page.field("label"), page.field("replaces")), ("Paie".to_owned(), old_id.clone()));
    let (_, new) = issue(&treasurer, employer, "Paie", &old_id).await;
    treasurer.get(&path).await.is(200).shows("révoquez-le quand la paie utilise le nouveau");
    for token in [&old, &new] {
        Payroll::with(&portal, token).get("/api/v1/statements/1").await.is(404);
    }
    // The list only leads to the question; the answer revokes.
    let ask = format!("{path}/{old_id}/revocation");
    let acts = |page: &Answer| page.html().contains(&format!("action=\"{ask}\""));
    let list = treasurer.get(&path).await.is(200);
    assert!(list.links(&ask).len() == 1 && !acts(&list), "{}", list.html());
    // Each in its own paragraph: a line apart, they are too close to be touched.
    let apart = format!("</a></p><p><a href=\"{ask}\"");
    assert!(list.html().contains(&apart), "{}", list.html());
    let question = treasurer.get(&ask).await.is(200).shows("et pour de bon").shows(&old[72..]);
    assert!(acts(&question), "{}", question.html());
    for _ in 0..2 {
        treasurer.post(&ask, &[]).await.leads_to(&path);
    }
    assert!(!acts(&treasurer.get(&ask).await.is(200).shows("Cet accès ne fonctionne plus")));
    treasurer.get(&format!("{path}/{}/revocation", new_key())).await.is(404);
    assert_eq!(portal.db_journaled("access-revoked", "done").await, 1);
    Payroll::with(&portal, &old).get("/api/v1/statements/1").await.is(401);
    Payroll::with(&portal, &new).get("/api/v1/statements/1").await.is(404);
    treasurer.get(&format!("{path}?remplace={}", new_key())).await.is(404);
}

#[tokio::test]
async fn no_token_a_wrong_one_and_one_that_ended_open_nothing_and_are_answered_alike() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let good = payroll.token.clone();
    let last = if good.ends_with('0') { '1' } else { '0' };
    let mistyped = format!("{}{last}", &good[..good.len() - 1]);
    let foreign = quittance::secrets::Token::random().reveal().to_owned();
    for token in [mistyped.as_str(), &foreign, "", "qtt_", &good.to_uppercase()] {
        let refused = Payroll::with(&portal, token).get("/api/v1/statements/1").await.is(401);
        assert!(refused.header("www-authenticate").starts_with("Bearer realm="), "{token}");
        assert_eq!(json(&refused)["type"], "/aide/transmission-par-programme#unauthorized");
        assert_eq!(refused.header("set-cookie"), "");
    }
    let basic = Request::get("/api/v1/statements/1").header("authorization", format!("Basic {good}"));
    payroll.browser.send(basic.body(Body::empty()).unwrap()).await.is(401);
    let twice = Request::get("/api/v1/statements/1")
        .header("authorization", format!("Bearer {good}"))
        .header("authorization", format!("Bearer {good}"));
    payroll.browser.send(twice.body(Body::empty()).unwrap()).await.is(401);
    payroll.get("/api/v1/statements/1").await.is(404);
    // On the day after its last, seen by whoever turned the calendar back.
    sqlx::query("update door_accesses set issued_on = '2025-09-04', ends_on = '2025-09-05'")
        .execute(portal.db_owner())
        .await
        .unwrap();
    payroll.get("/api/v1/statements/1").await.is(401);
    sqlx::query("update door_accesses set ends_on = '2025-09-06'").execute(portal.db_owner()).await.unwrap();
    payroll.get("/api/v1/statements/1").await.is(404);
}

#[tokio::test]
async fn a_token_opens_no_page_and_a_session_opens_no_door() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let nobody = Browser::new(portal.service());
    let mut pages = 0;
    for route in quittance::portal::routes().table() {
        if route.method != "GET" || route.path.contains('{') || route.path.starts_with("/api/") {
            continue;
        }
        let (with_token, without) = (payroll.get(route.path).await, nobody.get(route.path).await);
        assert_eq!((with_token.status, with_token.location()), (without.status, without.location()));
        pages += 1;
    }
    assert!(pages > 20);
    let treasurer = portal.treasurer().await;
    treasurer.get("/api/v1/statements/1").await.is(401);
    treasurer.post(&format!("/api/v1/statements?{QUERY}"), &[]).await.is(401);
}

#[tokio::test]
async fn the_requests_of_one_access_are_counted_and_those_of_another_are_not() {
    let portal = Portal::demo().await;
    let (payroll, other) = (Payroll::of(&portal, "412").await, Payroll::of(&portal, "518").await);
    let path = "/api/v1/statements/1";
    let mut statuses = Vec::new();
    for _ in 0..32 {
        statuses.push(payroll.get(path).await.status.as_u16());
    }
    // Sixty a minute, thirty at once; the clock of a test does not move.
    assert_eq!(statuses.iter().filter(|status| **status == 404).count(), 30);
    let refused = payroll.send("clé", QUERY, b"").await.is(429);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(json(&refused)["status"], 429);
    other.get(path).await.is(404);
    let pool = portal.db_app();
    let later = quittance::clock::Clock::fixed(portal.clock.now() + chrono::TimeDelta::seconds(2));
    let db = quittance::db::Db::with_pool(pool.clone(), later, crate::testdb::keys());
    let settings = Arc::new(quittance::web::Settings::new(true, false, 1 << 20));
    let state = quittance::web::AppState { db, settings };
    let service = quittance::portal::service(state, None).unwrap();
    let payroll = Payroll { browser: Browser::new(service), token: payroll.token };
    payroll.get(path).await.is(404);
}

#[tokio::test]
async fn a_payroll_sees_its_own_rows_and_writes_for_its_own_employer_only() {
    let portal = Portal::demo().await;
    portal.treasurer().await.send_sample(P05, FILE).await;
    let actor = payroll(&portal).await;
    let other = portal.db_employers("518").await[0];
    let own = actor.employer().unwrap();
    // The union's other rows are in rows.txt, all at zero: what a person sent is not the payroll's.
    for (union, employer, door) in [("412", own, "page"), ("412", other, "api"), ("518", other, "api")] {
        let mut scoped = portal.db_scoped(&actor).await;
        let refused = sqlx::query(
            "insert into statement_uploads (union_id, id, employer_id, fiscal_year, period, file_name, file_size,
                 file_sha256, state, received_at, received_by, door)
             values ($1, gen_random_uuid(), $2, 2025, 5, 'a.csv', 1, '', 'waiting', now(), $3, $4)",
        )
        .bind(portal.db_union(union).await)
        .bind(employer)
        .bind(actor.id())
        .bind(door)
        .execute(scoped.conn())
        .await
        .unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{refused}");
    }
    let mut scoped = portal.db_scoped(&actor).await;
    for sql in ["update door_accesses set ends_on = '2030-01-01'", "delete from door_accesses"] {
        let mut again = portal.db_scoped(&actor).await;
        let refused = sqlx::query(sql).execute(again.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
    // A treasurer lists accesses; by what they are found, nobody reads.
    let secrets = "select count(*) from door_secrets";
    let seen: i64 = sqlx::query_scalar(secrets).fetch_one(scoped.conn()).await.unwrap();
    let mut treasurer = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let listed: i64 = sqlx::query_scalar(secrets).fetch_one(treasurer.conn()).await.unwrap();
    assert_eq!((seen, listed, portal.db_count(secrets).await), (0, 0, 1));
}

/// What is logged while this holds, on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_token_is_neither_in_the_database_nor_in_the_log() {
    let portal = Portal::demo().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let payroll = {
        let _logging = tracing::subscriber::set_default(subscriber);
        let payroll = Payroll::of(&portal, "412").await;
        payroll.send_sample("paie-1", FILE).await;
        Payroll::with(&portal, &format!("{}0", &payroll.token[..75])).get("/api/v1/statements/1").await;
        payroll
    };
    let secret = &payroll.token[4..68];
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("/api/v1/statements"), "something was logged");
    assert!(!logged.contains(secret) && !logged.contains(&secret[..20]));
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public'")
            .fetch_all(portal.db_owner())
            .await
            .unwrap();
    assert!(tables.len() > 40);
    for table in tables {
        let sql =
            AssertSqlSafe(format!("select count(*) from {table} t where t::text like '%' || $1 || '%'"));
        let found: i64 = sqlx::query_scalar(sql).bind(secret).fetch_one(portal.db_owner()).await.unwrap();
        assert_eq!(found, 0, "{table}");
    }
    // Nor is its plain hash, by which anybody could verify a guess.
    let hash: Vec<u8> =
        sqlx::query_scalar("select hash from door_secrets").fetch_one(portal.db_owner()).await.unwrap();
    let plain = <sha2::Sha256 as sha2::Digest>::digest(payroll.token.as_bytes());
    assert_eq!(hash.len(), 32);
    assert_ne!(hash[..], plain[..]);
}

#[tokio::test]
async fn the_document_served_printed_and_committed_is_one() {
    let portal = Portal::bare().await;
    let served = Browser::new(portal.service()).get("/api/v1/openapi.json").await.is(200);
    let text = quittance::door::pages::document::text();
    assert_eq!(served.html(), text);
    assert_eq!(json(&served)["openapi"], "3.1.0");
    same_as_committed(DOCUMENT, &text);
}

#[tokio::test]
async fn the_guide_explains_every_refusal_in_both_languages() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    for (language, says) in [("fr", "Clé déjà utilisée"), ("en", "Key already used")] {
        visitor.get(&format!("/langue?vers={language}&retour=/aide")).await;
        let page = visitor.get(quittance::door::GUIDE).await.is(200).shows(says);
        for code in quittance::web::problem::CODES {
            assert!(page.html().contains(&format!("id=\"{code}\"")), "{code}");
        }
    }
}
