//! Sending a statement in: what is shown, what blocks, what is kept, and what is never shown.

use quittance::access::Role;
use serde_json::Value;

use crate::files::{small_statement, without_sins};
use crate::portal::{MAX_UPLOAD, P05, Portal, new_key, sample};

#[tokio::test]
async fn the_same_period_comes_as_windows_1252_then_as_a_workbook_then_as_utf_8() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let cases = [
        (
            "P05-releve-cp1252.csv",
            "Windows-1252 · point-virgule · virgule décimale",
            "210",
            "615\u{a0}616,03\u{a0}$",
        ),
        ("P05-releve.xlsx", "classeur xlsx", "210", "615\u{a0}616,03\u{a0}$"),
        ("P05-statement-utf8.csv", "UTF-8 · virgule · point décimal", "60", "155\u{a0}817,08\u{a0}$"),
    ];
    for (version, (name, format, lines, salary_paid)) in (1..).zip(cases) {
        let statement = treasurer.send_sample(P05, name).await;
        let page = treasurer.get(&statement).await.is(200);
        page.shows(format).shows(lines).shows(salary_paid).shows(name);
        let states: Vec<(i32, String)> = sqlx::query_as(
            "select s.version, s.state from statements s join unions u on u.id = s.union_id
             where u.number = '412' and fiscal_year = 2025 and period = 5 order by version",
        )
        .fetch_all(portal.db_owner())
        .await
        .unwrap();
        assert_eq!(states.len(), version);
        let (last, before) = states.split_last().unwrap();
        assert_eq!(last.1, "current");
        assert!(before.iter().all(|(_, state)| state == "superseded"), "{states:?}");
    }
    treasurer.get(P05).await.is(200).shows("P05-statement-utf8.csv").hides("P05-releve.xlsx");
}

#[tokio::test]
async fn a_version_that_was_replaced_is_still_there_and_says_so() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.send_sample(P05, "P05-statement-utf8.csv").await;
    treasurer.get(&first).await.is(200).shows("Cette version a été remplacée");
    let bytes = treasurer.get(&format!("{first}/fichier")).await.is(200).bytes;
    assert_eq!(bytes, sample("P05-releve-cp1252.csv"));
}

#[tokio::test]
async fn the_seventeen_planted_faults_are_shown_by_rule_and_line() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    let mut sections = Vec::new();
    for severity in ["error", "warning", "info"] {
        let html = treasurer.get(&format!("{statement}?voir={severity}")).await.is(200).html();
        sections.extend(html.split("<details class=\"q-fold\"").skip(1).map(str::to_owned));
    }
    let expected: Value = serde_json::from_slice(&sample("expected-findings.json")).unwrap();
    let faults = expected["P05-avec-anomalies.csv"].as_array().unwrap();
    assert_eq!(faults.len(), 17);
    for fault in faults {
        let (rule, line) = (fault["rule"].as_str().unwrap(), &fault["line"]);
        let shown = sections.iter().any(|section| {
            section.contains(rule) && section.contains(&format!("data-column=\"Ligne\">{line}</td>"))
        });
        assert!(shown, "{rule} on line {line} is not on the page");
    }
    let csv = treasurer.get(&format!("{statement}/constats.csv")).await.is(200).html();
    for fault in faults {
        assert!(csv.contains(fault["rule"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn errors_block_the_declaration_even_when_the_form_is_sent_by_hand() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    let page = page.shows("La déclaration n’est pas prête");
    assert!(!page.html().contains("name=\"attest\""));
    let total = treasurer.get(&format!("{P05}/per-capita")).await.is(200).words();
    assert!(total.contains("Total"));
    for seen_total in ["0.00", "7643.53"] {
        treasurer.attest(P05, &new_key(), seen_total).await.is(422);
    }
    assert_eq!(
        portal.db_count("select count(*) from declarations where fiscal_year = 2025 and period = 5").await,
        0
    );
}

#[tokio::test]
async fn an_error_cannot_be_settled_by_a_note() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    treasurer.post(&statement, &[("group", "V14"), ("note", "on verra bien")]).await.leads_to(&statement);
    let noted = "select count(*) from statement_findings where note is not null and severity = 'error'";
    assert_eq!(portal.db_count(noted).await, 0);
}

#[tokio::test]
async fn warnings_wait_for_a_note_before_the_declaration() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_file(P05, "releve.csv", &without_sins(6)).await.leads_to("/releves/");
    let open = "select count(*) from statement_findings f join statements s on s.id = f.statement_id
        where s.period = 5 and s.fiscal_year = 2025 and f.severity = 'warning' and f.note is null";
    assert!(portal.db_count(open).await > 0, "there is a warning");
    treasurer.get(&format!("{P05}/declaration")).await.is(200).shows("La déclaration n’est pas prête");
    let total = treasurer.get(&format!("{P05}/per-capita")).await.is(200);
    assert!(!total.links(&format!("{P05}/per-capita/")).is_empty());
    assert_eq!(treasurer.attest(P05, &new_key(), "0.00").await.is(422).links("#amounts").len(), 1);

    let rule = treasurer.get(&format!("{statement}?voir=warning")).await.is(200).field("group");
    for note in ["", "  ", "ok", &"x".repeat(1001)] {
        treasurer.post(&statement, &[("group", &rule), ("note", note)]).await.is(422);
    }
    treasurer.acknowledge_all(&statement).await;
    assert_eq!(portal.db_count(open).await, 0);
    treasurer.get(&statement).await.is(200).shows("Il ne reste rien à régler dans ce relevé");
    treasurer.get(&format!("{statement}?voir=warning")).await.is(200).shows("Vérifié avec la paie.");
    treasurer.get(&format!("{P05}/declaration")).await.is(200).hides("La déclaration n’est pas prête");
}

#[tokio::test]
async fn a_new_version_has_only_its_own_warnings_to_settle() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = treasurer.send_file(P05, "a.csv", &without_sins(6)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&first).await;
    treasurer.get(&format!("{P05}/declaration")).await.is(200).hides("La déclaration n’est pas prête");
    treasurer.send_file(P05, "b.csv", &without_sins(7)).await.leads_to("/releves/");
    treasurer.get(&format!("{P05}/declaration")).await.is(200).shows("La déclaration n’est pas prête");
    // The six of the version before were explained; the seventh is another.
    let waiting = "select string_agg(distinct f.line::text, ' ') from statement_findings f
        join statements s on s.id = f.statement_id
        where s.period = 5 and s.fiscal_year = 2025 and s.state = 'current' and f.line is not null
          and f.severity = 'warning' and f.note is null";
    assert_eq!(portal.db_one(waiting).await, "7");
}

async fn versions(portal: &Portal) -> i64 {
    portal.db_count("select count(*) from statements where fiscal_year = 2025 and period = 5").await
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_statement() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.get(P05).await.is(200);
    let (key, employer) = (page.field("key"), page.field("employer"));
    let bytes = sample("P05-releve-cp1252.csv");
    let send = async || {
        treasurer.send_file_for(P05, &key, &employer, "releve.csv", &bytes).await.leads_to("/releves/")
    };
    assert_eq!(send().await, send().await);
    assert_eq!(versions(&portal).await, 1);
    let lines = "select count(*) from statement_lines l join statements s on s.id = l.statement_id
        where s.fiscal_year = 2025 and s.period = 5";
    assert_eq!(portal.db_count(lines).await, 210);
}

#[tokio::test]
async fn two_tabs_that_send_at_once_make_two_versions_and_one_in_force() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0].to_string();
    let (one, two) = (new_key(), new_key());
    let (first, second) = (sample("P05-releve-cp1252.csv"), sample("P05-releve.xlsx"));
    let (a, b) = tokio::join!(
        treasurer.send_file_for(P05, &one, &employer, "a.csv", &first),
        treasurer.send_file_for(P05, &two, &employer, "b.xlsx", &second)
    );
    a.leads_to("/releves/");
    b.leads_to("/releves/");
    assert_eq!(versions(&portal).await, 2);
    assert_eq!(portal.db_count("select count(*) from statements where state = 'current'").await, 1);
}

#[tokio::test]
async fn a_key_already_used_for_another_employer_loses_nothing_and_is_no_crash() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    let employers = portal.db_employers("518").await;
    let key = new_key();
    let bytes = small_statement(5);
    treasurer
        .send_file_for(P05, &key, &employers[0].to_string(), "a.csv", &bytes)
        .await
        .leads_to("/releves/");
    let other = employers[1].to_string();
    let second = treasurer.send_file_for(P05, &key, &other, "b.csv", &bytes).await.leads_to("/releves/");
    assert_ne!(second, format!("/releves/{key}"), "another employer's is another statement");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why_and_nothing_is_stored() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let cases: [(&str, &[u8]); 4] = [
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("vide.csv", b""),
        ("contrat.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("page.xls", b"<!DOCTYPE html><html><body><table></table></body></html>"),
    ];
    for (name, bytes) in cases {
        let page = treasurer.send_file(P05, name, bytes).await.is(422);
        let page = page.shows(name).shows("Rien n’a été enregistré");
        assert!(!page.words().contains("unreadable-"), "{}", page.words());
    }
    assert_eq!(versions(&portal).await, 0);
    assert_eq!(
        portal
            .db_count(
                "select count(*) from statement_files f join statements s on s.id = f.statement_id
        where s.fiscal_year = 2025 and s.period = 5"
            )
            .await,
        0
    );
}

#[tokio::test]
async fn a_file_over_the_largest_size_is_refused_with_a_page() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0].to_string();
    let mut bytes = small_statement(1);
    bytes.resize(MAX_UPLOAD + 1, b' ');
    let page = treasurer.send_file_for(P05, &new_key(), &employer, "gros.csv", &bytes).await.is(413);
    page.shows("Fichier trop volumineux");
    bytes.resize(3 * MAX_UPLOAD, b' ');
    treasurer.send_file_for(P05, &new_key(), &employer, "gros.csv", &bytes).await.is(413);
    assert_eq!(versions(&portal).await, 0);
}

#[tokio::test]
async fn a_period_that_has_not_ended_or_is_before_the_first_takes_no_file() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0].to_string();
    for period in ["/periodes/2025-26/P06", "/periodes/2026-27/P01", "/periodes/2023-24/P13"] {
        treasurer
            .send_file_for(period, &new_key(), &employer, "releve.csv", &small_statement(3))
            .await
            .is(404);
    }
}

#[tokio::test]
async fn after_the_declaration_no_file_takes_the_place_of_what_was_declared() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let page = treasurer.get(P05).await.is(200);
    assert!(!page.html().contains("type=\"file\""));
    let employer = portal.db_employers("412").await[0].to_string();
    let answer = treasurer.send_file_for(P05, &new_key(), &employer, "autre.csv", &small_statement(3)).await;
    answer.is(422).shows("déjà déclarée").shows("lignes de correction");
    assert_eq!(versions(&portal).await, 1);
    assert_eq!(portal.db_count("select count(*) from statements where state = 'current'").await, 0);
}

#[tokio::test]
async fn forms_with_unknown_or_missing_parts_are_refused() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0].to_string();
    let path = format!("{P05}/releves");
    let (key, bytes) = (new_key(), small_statement(2));
    let employer = employer.as_str();
    for form in [
        &[("key", key.as_str())][..],
        &[("employer", employer)],
        &[("key", "1"), ("employer", employer)],
        &[("key", &key), ("employer", employer), ("union", "412")],
        &[("key", &key), ("key", &key), ("employer", employer)],
    ] {
        treasurer.upload(&path, form, "releve.csv", &bytes).await.is(400);
    }
    assert_eq!(versions(&portal).await, 0);
}

#[tokio::test]
async fn the_address_of_a_form_opened_as_a_page_leads_to_the_page_of_that_form() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    for (form, page) in
        [(format!("{P05}/releves"), P05), (format!("{statement}/relecture"), statement.as_str())]
    {
        assert_eq!(treasurer.get(&form).await.leads_to("/"), page);
    }
    // A form that came back, under an address with no page above it.
    let list = format!("/employeurs/{}/erreurs", portal.db_employers("412").await[0]);
    let letters = list.replace("/erreurs", "/lettres");
    treasurer.post(&letters, &[("key", &new_key()), ("langue", "fr")]).await.is(422);
    assert_eq!(treasurer.get(&letters).await.leads_to("/"), list);
    // The page has its own guard.
    let other = portal.treasurer_of("733").await;
    let page = other.get(&format!("{statement}/relecture")).await.leads_to("/releves/");
    other.get(&page).await.is(404);
    let leads = quittance::portal::routes().leads();
    assert!(leads.len() > 15, "{leads:?}");
    for (form, page) in leads {
        let [form, page] = [form, page].map(|path| path.replace(['{', '}'], ""));
        assert_eq!(treasurer.get(&form).await.leads_to("/"), page);
        assert_eq!(page == "/", form == "/deconnexion", "{form} has a page");
    }
}

#[tokio::test]
async fn a_file_name_is_shown_as_text_and_never_as_a_path_or_markup() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let name = "../../etc/<b>paie</b> été.csv";
    let statement = treasurer.send_file(P05, name, &small_statement(3)).await.leads_to("/releves/");
    let page = treasurer.get(&statement).await.is(200);
    assert!(!page.html().contains("<b>") && !page.html().contains("../"), "{}", page.html());
    let file = treasurer.get(&format!("{statement}/fichier")).await.is(200);
    assert_eq!(file.header("content-type"), "application/octet-stream");
    let disposition = file.header("content-disposition");
    assert!(
        disposition.starts_with("attachment;") && disposition.is_ascii() && !disposition.contains('<'),
        "{disposition}"
    );
}

#[tokio::test]
async fn only_the_union_itself_reads_its_statements_not_even_the_auditor() {
    let portal = Portal::demo().await;
    let statement = portal.treasurer().await.send_sample(P05, "P05-releve-cp1252.csv").await;
    portal.auditor().await.get(&statement).await.is(404);
    portal.finance_officer().await.get(&statement).await.is(404);
    let auditor = portal.db_actor(Role::FinanceAuditor, "").await;
    let mut scoped = portal.db_scoped(&auditor).await;
    let seen: i64 =
        sqlx::query_scalar("select count(*) from statement_lines").fetch_one(scoped.conn()).await.unwrap();
    assert_eq!(seen, 0);
}
