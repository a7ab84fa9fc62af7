//! Several employers, each with its calendar: thirteen periods with a first end of its own, or months,
//! decided by the finance office from a fiscal year on.

use chrono::Duration;

use crate::files::small_statement;
use crate::portal::{FinanceOfficer, Portal, new_key};

/// The second employer of union 518; its address for finance.
async fn second(portal: &Portal) -> (String, String) {
    let union = portal.db_union("518").await;
    let employer = portal.db_employers("518").await[1];
    (employer.to_string(), format!("/regles/employeurs/{union}/{employer}/calendrier"))
}

async fn decide(finance: &FinanceOfficer, path: &str, fields: &[(&str, &str)]) -> crate::answer::Answer {
    let key = new_key();
    let mut form = vec![("key", key.as_str()), ("note", "Lettre de la paie du 2 septembre")];
    form.extend_from_slice(fields);
    finance.post(path, &form).await
}

#[tokio::test]
async fn months_are_decided_from_a_year_on_and_their_statements_go_with_the_unions_periods() {
    let portal = Portal::demo().await;
    let (employer, path) = second(&portal).await;
    let finance = portal.finance_officer().await;
    let begun = [("year", "2025-26"), ("kind", "months")];
    decide(&finance, &path, &begun).await.is(422).shows("Choisissez un exercice qui n’a pas commencé");
    decide(&finance, &path, &[("year", "2026-27"), ("kind", "months")]).await.leads_to(&path);
    finance.get(&path).await.is(200).shows("Douze mois, d’avril à mars");
    assert_eq!(portal.db_journaled("calendar-decided", "done").await, 1);

    // On June 10, 2026: P01 ended on April 25, P02 on May 23.
    portal.clock.clone().advance(Duration::days(278));
    let treasurer = portal.treasurer_of("518").await;
    // No month ends in P01: one statement is awaited, and the other employer has no form.
    let p01 = treasurer.get("/periodes/2026-27/P01").await.is(200);
    assert!(!p01.html().contains(&employer), "{}", p01.words());
    // April ends in P02: its statement is awaited there, and checked by the dates of April.
    let p02 = "/periodes/2026-27/P02";
    let page = treasurer.get(p02).await.is(200).shows("0 sur 2");
    assert!(page.html().contains(&employer));
    let lines = String::from_utf8(small_statement(6)).unwrap();
    let file = format!("H;period=P01;start=2026-04-01;end=2026-04-30;pays=2026-04-16\r\n{lines}");
    let key = new_key();
    let sent = treasurer.send_file_for(p02, &key, &employer, "avril.csv", file.as_bytes()).await;
    sent.leads_to("/releves/");
    let found = "select count(*) from statement_findings f join statements s on s.id = f.statement_id
        where s.fiscal_year = 2026 and f.rule in ('V03', 'V04', 'V07')";
    assert_eq!(portal.db_count(found).await, 0, "April is the employer's own");
    treasurer.get(p02).await.is(200).shows("1 sur 2");
}

#[tokio::test]
async fn periods_are_decided_for_a_year_with_the_end_of_its_first() {
    let portal = Portal::demo().await;
    let (_, path) = second(&portal).await;
    let finance = portal.finance_officer().await;
    let year = ("year", "2026-27");
    let late = [year, ("kind", "periods"), ("first_period_end", "2026-06-20")];
    decide(&finance, &path, &late).await.is(422).shows("Inscrivez la fin de la première période");
    decide(&finance, &path, &[year]).await.is(422).shows("compte par périodes ou par mois");
    let own = [year, ("kind", "periods"), ("first_period_end", "2026-05-02")];
    decide(&finance, &path, &own).await.leads_to(&path);
    finance.get(&path).await.is(200).shows("la première jusqu’au 2\u{a0}mai 2026");
    // The declaration waits for the period that ends last.
    portal.clock.clone().advance(Duration::days(241));
    let treasurer = portal.treasurer_of("518").await;
    treasurer.get("/periodes/2026-27/P01").await.is(200).shows("2\u{a0}mai 2026").shows("0 sur 2");
    portal.auditor().await.get(&path).await.is(200).hides("Enregistrer le calendrier");
    treasurer.get(&path).await.is(404);
}
