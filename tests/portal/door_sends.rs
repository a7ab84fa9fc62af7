//! Statements sent in by an employer's payroll: what it is answered, what the union sees of it, and
//! that nothing is sent twice.

use std::collections::BTreeSet;
use std::time::Duration;

use quittance::commands::statement::{CheckArgs, Language, check};
use quittance::text::{Lang, Text};
use serde_json::Value;

use crate::browser::Browser;
use crate::door::{FILE, Payroll, QUERY, json};
use crate::portal::{P05, Portal, sample};
use crate::secrets::{first_sin_in, known_sins};

const FAULTY: &str = "P05-avec-anomalies.csv";

#[tokio::test]
async fn a_statement_sent_by_program_is_the_unions_like_one_that_a_person_sent() {
    let portal = Portal::demo().await;
    let (treasurer, payroll) = (portal.treasurer().await, Payroll::of(&portal, "412").await);
    let sent = payroll.send("paie-1", QUERY, &sample(FILE)).await.is(201);
    assert_eq!(sent.header("content-type"), "application/json");
    assert_eq!(sent.header("set-cookie"), "");
    let answer = json(&sent);
    assert_eq!(
        (&answer["state"], &answer["version"], &answer["lines"]),
        (&"stored".into(), &1.into(), &210.into())
    );
    let location = sent.location().to_owned();
    assert_eq!(json(&payroll.get(&location).await.is(200)), answer);
    let statement = location.replace("/api/v1/statements/", "/releves/");
    treasurer
        .get(&statement)
        .await
        .is(200)
        .shows("transmis par la paie de l’employeur")
        .shows("2025-26-P05.csv");
    // Told once, and the page of the notice leads to the statement.
    treasurer.get("/avis").await.is(200).shows("Relevé transmis par la paie de l’employeur");
    assert_eq!(portal.db_count("select count(*) from notices where kind = 'statement-transmitted'").await, 1);
    treasurer.get(&statement.replace("/releves/", "/envois/")).await.leads_to(&statement);
    assert_eq!(portal.db_journaled("statement-transmitted", "done").await, 1);
    assert_eq!(
        portal.db_one("select role from journal where action = 'statement-transmitted'").await,
        "payroll"
    );
    // A better file takes its place, under another key.
    let better = payroll.send_sample("paie-2", FAULTY).await;
    assert_eq!(better["version"], 2);
    treasurer.get(&format!("{P05}/per-capita")).await.is(200);
    portal.db_verify(None).await.unwrap();
}

#[tokio::test]
async fn what_a_payroll_did_not_send_is_not_found() {
    let portal = Portal::demo().await;
    let (own, other) = (Payroll::of(&portal, "412").await, Payroll::of(&portal, "518").await);
    let by_person = portal.treasurer().await.send_sample(P05, FILE).await.replace("/releves/", "");
    own.get(&format!("/api/v1/statements/{by_person}")).await.is(404);
    let sent = own.send_sample("paie-1", FAULTY).await;
    let path = format!("/api/v1/statements/{}", sent["id"].as_str().unwrap());
    own.get(&path).await.is(200);
    let refused = other.get(&path).await.is(404);
    assert!(!refused.html().contains("412"));
    // One key of two employers is two keys.
    let elsewhere = json(&other.send("paie-1", QUERY, &sample(FAULTY)).await);
    assert_ne!(elsewhere["id"], sent["id"]);
}

#[tokio::test]
async fn ten_sendings_at_once_under_one_key_are_one_statement() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let bytes = sample(FILE);
    let sends = (0..10).map(|_| payroll.send("paie-1", QUERY, &bytes));
    let answers = futures_util::future::join_all(sends).await;
    let ids: BTreeSet<String> =
        answers.into_iter().map(|answer| json(&answer.is(201))["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(portal.db_count("select count(*) from statement_uploads").await, 1);
    assert_eq!(portal.db_count("select count(*) from statements where door = 'api'").await, 1);
    assert_eq!(portal.db_journaled("statement-transmitted", "done").await, 1);
    // The same key for something else is refused, and nothing of it is kept.
    let refused = payroll.send("paie-1", QUERY, &sample(FAULTY)).await.is(409);
    assert_eq!(json(&refused)["type"], "/aide/transmission-par-programme#key-used");
    payroll.send("paie-1", "fiscal_year=2025-26&period=P04", &bytes).await.is(409);
    // The same file under another key is the statement that it already is.
    let again = payroll.send_sample("paie-2", FILE).await;
    assert_eq!(again["version"], 1);
    assert_eq!(portal.db_count("select count(*) from statements where door = 'api'").await, 1);
}

#[tokio::test]
async fn a_file_that_takes_long_is_accepted_and_asked_for_again() {
    let portal = Portal::demo().await;
    let token = Payroll::of(&portal, "412").await.token;
    let slow = Browser::new(portal.waiting(Duration::ZERO));
    let request = axum::http::Request::post(format!("/api/v1/statements?{QUERY}"))
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", "paie-1")
        .header("content-type", "text/csv");
    let accepted = slow.send(request.body(axum::body::Body::from(sample(FILE))).unwrap()).await;
    let location = accepted.location().to_owned();
    assert!(location.starts_with("/api/v1/statements/"), "{}", accepted.html());
    if accepted.status == 202 {
        assert_eq!(json(&accepted)["state"], "reading");
    }
    let payroll = Payroll::with(&portal, &token);
    for _ in 0..25 {
        if json(&payroll.get(&location).await.is(200))["state"] == "stored" {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("{location} was never stored");
}

fn by_command(name: &str) -> Vec<Value> {
    let arguments = CheckArgs {
        file: format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR")).into(),
        start: "2025-07-20".parse().unwrap(),
        end: "2025-08-16".parse().unwrap(),
        pay_dates: Vec::new(),
        dues_rate: Some(rust_decimal::Decimal::new(15, 3)),
        sheet: None,
        json: true,
        lang: Language::Fr,
        demo: true,
    };
    let words = |language, key: &str, arguments: &[(&'static str, &str)]| {
        Text::new(if language == Language::Fr { Lang::Fr } else { Lang::En }).kind(key, arguments)
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    check(&arguments, &words, &mut out, &mut err).unwrap();
    let answer: Value = serde_json::from_slice(&out).unwrap();
    answer["findings"].as_array().unwrap().clone()
}

/// Where and by which rule; on a SIN the command shows one digit more.
fn place(finding: &Value) -> String {
    let value = if finding["column"] == "sin" { &Value::Null } else { &finding["value"] };
    format!("{} {} {} {value}", finding["rule"], finding["line"], finding["column"])
}

#[tokio::test]
async fn the_findings_are_those_of_the_page_and_of_the_command() {
    let portal = Portal::demo().await;
    let (treasurer, payroll) = (portal.treasurer().await, Payroll::of(&portal, "412").await);
    for name in [FAULTY, "P05-statement-utf8.csv"] {
        let sent = payroll.send_sample(name, name).await;
        let answered = sent["findings"].as_array().unwrap();
        let places: BTreeSet<String> = answered.iter().map(place).collect();
        for finding in by_command(name) {
            assert!(places.contains(&place(&finding)), "{name}: {finding}\n{places:#?}");
        }
        let counted = ["errors", "warnings", "infos"].map(|count| sent[count].as_u64().unwrap());
        assert_eq!(usize::try_from(counted.iter().sum::<u64>()).unwrap(), answered.len());
        let page = format!("/releves/{}", sent["id"].as_str().unwrap());
        let rows = treasurer.get(&format!("{page}/constats.csv")).await.is(200).html();
        assert_eq!(rows.lines().count() - 1, answered.len(), "{name}");
        for severity in ["error", "warning", "info"] {
            let words = treasurer.get(&format!("{page}?voir={severity}")).await.is(200).words();
            let of_severity = answered.iter().filter(|finding| finding["severity"] == severity);
            for rule in of_severity.map(|finding| finding["rule"].as_str().unwrap()) {
                assert!(words.contains(rule), "{name}: {rule} is not on the page of {severity}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_holds_no_sin_and_nothing_of_the_union() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let answer = payroll.send_sample("paie-1", FAULTY).await.to_string();
    let sins = known_sins();
    assert!(sins.len() > 200);
    assert_eq!(first_sin_in(&answer, &sins), None);
    let union = portal.db_union("412").await.to_string();
    let name = portal.db_one("select name from unions where number = '412'").await;
    for of_union in [union.as_str(), &name, "0.015"] {
        assert!(!answer.contains(of_union), "{of_union}");
    }
}

#[tokio::test]
async fn each_refusal_says_what_to_change_and_keeps_nothing() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let bytes = sample(FILE);
    let large = vec![b'a'; crate::portal::MAX_UPLOAD + 1];
    let long = "k".repeat(256);
    type Case<'c> = (&'c str, &'c str, &'c str, &'c [u8], u16, &'c str);
    let cases: [Case<'_>; 12] = [
        ("k", QUERY, "application/json", &bytes, 415, "media-type"),
        ("k", QUERY, "text/csv", &large, 413, "too-large"),
        ("k", "", "text/csv", &bytes, 400, "bad-period"),
        ("k", "fiscal_year=2025-26&period=P99", "text/csv", &bytes, 400, "bad-period"),
        ("k", "fiscal_year=2025-26&period=P05&period=P04", "text/csv", &bytes, 400, "bad-period"),
        ("k", "fiscal_year=2025-26&period=P05&union=412", "text/csv", &bytes, 400, "bad-period"),
        ("k", "fiscal_year=2025-26&period=P06", "text/csv", &bytes, 422, "not-awaited"),
        ("k", "fiscal_year=2020-21&period=P01", "text/csv", &bytes, 422, "not-awaited"),
        ("", QUERY, "text/csv", &bytes, 400, "bad-key"),
        (&long, QUERY, "text/csv", &bytes, 400, "bad-key"),
        ("k", QUERY, "multipart/form-data", &bytes, 422, "bad-form"),
        ("vide", QUERY, "text/csv", b"", 422, "unreadable"),
    ];
    for (key, query, kind, bytes, status, code) in cases {
        let refused = payroll.send_as(key, query, kind, bytes).await.is(status);
        assert_eq!(refused.header("content-type"), "application/problem+json", "{code}");
        let problem = json(&refused);
        assert_eq!(problem["type"], format!("/aide/transmission-par-programme#{code}"));
        assert_eq!(problem["status"], status);
        assert!(problem["message_en"].as_str().unwrap().len() > 20);
    }
    let empty = json(&payroll.send("vide", QUERY, b"").await.is(422));
    assert!(empty["message_fr"].as_str().unwrap().contains("Le fichier est vide."));
    assert_eq!(portal.db_count("select count(*) from statements where door = 'api'").await, 0);
    // What is under no route, and a method that no route has.
    assert_eq!(json(&payroll.get("/api/v2/rien").await.is(404))["status"], 404);
    let refused = payroll.get("/api/v1/statements").await.is(405);
    assert_eq!((json(&refused)["status"].as_u64(), refused.header("allow")), (Some(405), "POST"));
}

#[tokio::test]
async fn once_the_period_is_declared_a_new_file_is_refused() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    portal.treasurer().await.declare_sample(P05, FILE).await;
    let refused = payroll.send("tard", QUERY, &sample(FAULTY)).await.is(409);
    assert_eq!(json(&refused)["type"], "/aide/transmission-par-programme#declared");
    assert!(json(&refused)["message_en"].as_str().unwrap().contains("correction lines"));
}

#[tokio::test]
async fn a_form_may_carry_the_file_and_nothing_besides() {
    let portal = Portal::demo().await;
    let payroll = Payroll::of(&portal, "412").await;
    let form = |extra: &str| {
        let head =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../paie.csv\"\r\n\r\n";
        [extra.as_bytes(), head.as_bytes(), &sample(FILE), b"\r\n--b--\r\n"].concat()
    };
    let kind = "multipart/form-data; boundary=b";
    let sent = json(&payroll.send_as("k1", QUERY, kind, &form("")).await.is(201));
    assert_eq!((&sent["file_name"], &sent["period"]), (&"paie.csv".into(), &"P05".into()));
    let unknown = "--b\r\nContent-Disposition: form-data; name=\"union\"\r\n\r\n412\r\n";
    payroll.send_as("k2", QUERY, kind, &form(unknown)).await.is(422);
}
