//! A federation's office reads no social insurance number, no home address and no salary, wherever
//! it goes: every page it can reach, and every address it can try.

use std::collections::BTreeSet;

use crate::addresses::Ids;
use crate::answer::Answer;
use crate::browser::Browser;
use crate::portal::{P05, Portal, sample};

/// What stands in the sample and is nobody's business in an office: as written, and as the portal
/// would write it in either language.
fn secrets() -> Vec<String> {
    let bytes = sample("P05-statement-utf8.csv");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (sin, address) = (column("sin"), column("address"));
    let amounts = ["salary_paid", "regular_pay", "total_remuneration"].map(column);
    let mut secrets = BTreeSet::new();
    for record in reader.records() {
        let record = record.unwrap();
        let digits: String = record[sin].chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 9 {
            let [a, b, c] = [&digits[..3], &digits[3..6], &digits[6..]];
            secrets.extend([
                digits.clone(),
                format!("{a} {b} {c}"),
                format!("{a}\u{a0}{b}\u{a0}{c}"),
                format!("{a}-{b}-{c}"),
            ]);
        }
        secrets.insert(record[address].to_owned());
        secrets.extend(record[address].split_once(',').map(|(street, _)| street.to_owned()));
        for amount in amounts {
            let Some((dollars, cents)) = record[amount].split_once('.').filter(|(d, _)| d.len() >= 3) else {
                continue;
            };
            let (thousands, rest) = dollars.split_at(dollars.len() - 3);
            let grouped = |mark: &str| {
                if thousands.is_empty() { rest.to_owned() } else { format!("{thousands}{mark}{rest}") }
            };
            secrets.extend([
                format!("{dollars}.{cents}"),
                format!("{dollars},{cents}"),
                format!("{},{cents}", grouped("\u{a0}")),
                format!("{}.{cents}", grouped(",")),
            ]);
        }
    }
    secrets.retain(|secret| secret.len() > 5);
    assert!(secrets.len() > 400, "the sample was read");
    secrets.into_iter().collect()
}

/// Whether a text stands apart, and not as a part of a longer number.
fn holds(text: &str, secret: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(secret).any(|(at, _)| {
        is_apart(text[..at].chars().next_back()) && is_apart(text[at + secret.len()..].chars().next())
    })
}

fn found(answer: &Answer, secrets: &[String]) -> Vec<String> {
    let (html, words) = (answer.html(), answer.words());
    secrets.iter().filter(|secret| holds(&html, secret) || holds(&words, secret)).cloned().collect()
}

/// Every page that links lead to from home, each once, whatever it answers.
async fn walks(browser: &Browser, starts: &[String]) -> Vec<(String, Answer)> {
    let mut to_go: Vec<String> = starts.to_vec();
    let mut seen: BTreeSet<String> = to_go.iter().cloned().collect();
    let mut answers = Vec::new();
    while let Some(path) = to_go.pop() {
        let answer = browser.get(&path).await;
        let next =
            answer.links("/").into_iter().map(|href| href.split('#').next().unwrap_or_default().to_owned());
        for href in next.filter(|href| !href.starts_with("/static/") && !href.starts_with("/langue")) {
            if seen.insert(href.clone()) {
                to_go.push(href);
            }
        }
        answers.push((path, answer));
    }
    answers
}

#[tokio::test]
async fn no_answer_to_an_office_holds_a_number_an_address_or_a_salary_of_anybody() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let ids = Ids::of(&portal).await;
    let statement = treasurer.send_sample(P05, "P05-statement-utf8.csv").await;
    treasurer.acknowledge_all(&statement).await;
    treasurer.declare(P05).await;
    let secrets = secrets();
    // The scan finds what is there: the treasurer's own pages hold all three kinds.
    let file = treasurer.get(&format!("{statement}/fichier")).await.is(200);
    assert!(found(&file, &secrets).len() > 200, "her file");
    assert!(
        !found(&treasurer.get(&format!("{statement}/lignes")).await.is(200), &secrets).is_empty(),
        "her lines"
    );

    let routes = quittance::portal::routes();
    let mut starts: Vec<String> =
        routes.table().iter().filter(|r| r.method == "GET").map(|route| ids.fill(route.path)).collect();
    starts.retain(|path| !path.starts_with("/langue"));
    for (scope, lang) in [("FSSS", "fr"), ("FSSS", "en"), ("FC", "fr")] {
        let officer = portal.federation_officer(scope).await;
        officer.set_cookie("langue", lang);
        let answers = walks(&officer, &starts).await;
        let read = answers.iter().filter(|(_, answer)| answer.status.is_success()).count();
        assert!(read >= 12, "{scope} read {read} pages");
        for (path, answer) in &answers {
            assert_eq!(found(answer, &secrets), [""; 0], "{scope} {lang} {path}");
        }
        if scope == "FSSS" {
            let requests = answers.iter().filter(|(path, answer)| {
                path.starts_with("/federation/demandes/") && answer.status.is_success()
            });
            assert!(requests.count() >= 5, "requests and their files were read");
        }
    }
}
