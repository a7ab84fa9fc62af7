//! The union leave bank: what the treasurer and the signing officer read, what the union states,
//! what a statement received changes.

use quittance::access::Role;
use sqlx::AssertSqlSafe;

use crate::portal::{P05, Portal, new_key, sample};

const PAGE: &str = "/liberations";
const SAY: &str = "/liberations/precision";

/// The UTF-8 sample with these absences on its first lines without any.
fn with_absences(absences: &[&str]) -> Vec<u8> {
    let bytes = sample("P05-statement-utf8.csv");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let header = reader.headers().unwrap().clone();
    let column = header.iter().position(|name| name == "absences").unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    let mut left = absences.iter();
    for record in reader.records().map(Result::unwrap) {
        let absence = if record[column].is_empty() { left.next().copied() } else { None };
        let cells = record.iter().enumerate();
        writer
            .write_record(cells.map(|(i, cell)| if i == column { absence.unwrap_or(cell) } else { cell }))
            .unwrap();
    }
    writer.into_inner().unwrap()
}

async fn say(portal: &Portal, key: &str, fields: [(&str, &str); 4]) -> crate::answer::Answer {
    let employer = portal.db_employers("412").await[0].to_string();
    let head = [("key", key), ("exercice", "2025-26"), ("employeur", employer.as_str())];
    portal.treasurer().await.post(SAY, &[head.as_slice(), &fields].concat()).await
}

fn saying<'a>(kind: &'a str, amount: &'a str, day: &'a str, reason: &'a str) -> [(&'a str, &'a str); 4] {
    [("kind", kind), ("amount", amount), ("day", day), ("reason", reason)]
}

#[tokio::test]
async fn the_bank_of_412_comes_from_its_january_statement_and_its_class() {
    let portal = Portal::demo().await;
    let page = portal.treasurer().await.get(PAGE).await.is(200);
    page.shows("202 personnes dans l’unité d’accréditation au 1er\u{a0}janvier 2025")
        .shows("Relevé 2024-25 P10, version 1")
        .shows("de 201 à 300 salarié-es, CISSS ou CIUSSS, 240\u{a0}km ou plus\u{a0}: 325 jours")
        .shows("de 201 à 300 salarié-es, CISSS ou CIUSSS, 240\u{a0}km ou plus\u{a0}: 135 jours")
        .shows("Négociation locale (6.13)\u{a0}: 2 personnes")
        .shows("Les relevés reçus vont jusqu’au 19\u{a0}juillet 2025.");
}

#[tokio::test]
async fn the_signing_officer_reads_the_same_totals_and_no_name() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await.get(PAGE).await.is(200);
    let signing = portal.signing_officer().await.get(PAGE).await.is(200);
    let names: Vec<String> = sqlx::query_scalar(
        "select distinct l.name from statement_lines l join unions u on u.id = l.union_id
         where u.number = '412' and l.absences ~ ' U0[12]'",
    )
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert!(names.len() > 5);
    for name in names {
        assert!(treasurer.says(&name), "{name}");
        assert!(!signing.says(&name), "{name}");
    }
    for facts in ["202 personnes dans l’unité", "jours restants, activités internes", "Par période"] {
        assert!(treasurer.says(facts) && signing.says(facts), "{facts}");
    }
    signing.hides("Par personne").hides("Ajouter une précision");
    portal.signing_officer().await.get(SAY).await.is(404);
}

/// By SQL too, the signing officer reaches what names nobody, and only reads it.
#[tokio::test]
async fn a_signing_officer_writes_nothing_of_the_bank() {
    let portal = Portal::demo().await;
    let actor = portal.db_actor(Role::SigningOfficer, "412").await;
    let union = portal.db_union("412").await;
    for sql in [
        "insert into leave_adjustments (union_id, id, employer_id, fiscal_year, kind, amount, reason, made_at, made_by)
         select $1, gen_random_uuid(), id, 2025, 'internal', 1, 'x', now(), gen_random_uuid() from employers limit 1",
        "insert into leave_uses (union_id, statement_id, reason, absences, days) values ($1, gen_random_uuid(), 'U01', 1, 1)",
    ] {
        let mut scoped = portal.db_scoped(&actor).await;
        let refused = sqlx::query(sql).bind(union).execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{refused}");
    }
}

#[tokio::test]
async fn what_is_counted_at_intake_is_what_the_lines_say() {
    let portal = Portal::demo().await;
    let sql = "select coalesce(sum(absences), 0) from leave_uses";
    let counted: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(portal.db_owner()).await.unwrap();
    let written = "select count(*) from statement_lines where absences ~ ' U[01][0-9]'";
    assert!(counted > 100);
    assert_eq!(counted, portal.db_count(written).await);
    let statements = portal.db_count("select count(*) from statements").await;
    assert_eq!(portal.db_count("select count(*) from leave_statements").await, statements);
}

#[tokio::test]
async fn a_statement_received_changes_what_is_used_and_a_new_version_takes_its_place() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = with_absences(&["2025-07-21/2025-07-25 U02", "2025-07-28 U04", "2025-07-28 U04 4h"]);
    treasurer.send_file(P05, "p05.csv", &first).await.leads_to("/releves/");
    treasurer.get(PAGE).await.is(200).shows("16\u{a0}août 2025").shows("U04");
    let second = with_absences(&["2025-07-21 U02"]);
    treasurer.send_file(P05, "p05.csv", &second).await.leads_to("/releves/");
    treasurer.get(PAGE).await.is(200).shows("16\u{a0}août 2025").hides("U04 · Libération remboursée");
}

#[tokio::test]
async fn leave_too_short_to_take_a_day_uses_nothing_and_the_statement_is_received() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for absence in ["2025-07-21 U02 0.0001h", "2025-07-21 U01 0.00001d", "2025-07-20 U02"] {
        let file = with_absences(&[absence]);
        let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
        treasurer.get(&statement).await.is(200);
    }
}

#[tokio::test]
async fn reimbursed_leave_is_told_as_information_on_the_statement() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let file = with_absences(&["2025-07-21/2025-07-23 U04"]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    let page = treasurer.get(&format!("{statement}?voir=info")).await.is(200);
    page.shows("V62").shows("est remboursée par le syndicat");
}

#[tokio::test]
async fn days_beyond_the_bank_are_a_warning_on_the_next_statement() {
    let portal = Portal::demo().await;
    say(&portal, &new_key(), saying("internal", "460", "", "Avant le portail")).await.leads_to(PAGE);
    let treasurer = portal.treasurer().await;
    let file = with_absences(&["2025-07-21 U02"]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    treasurer.get(&format!("{statement}?voir=warning")).await.is(200).shows("qui en comptent 460");
    treasurer.get(PAGE).await.is(200).shows("Les codes des relevés dépassent une banque");
}

#[tokio::test]
async fn a_request_is_charged_to_611_then_602_then_reimbursed() {
    let portal = Portal::demo().await;
    // 480 people in a unit that is not amalgamated is the worked example; here, 325 and 135 days.
    let employees = saying("employees", "480", "", "Liste de la paie");
    say(&portal, &new_key(), employees).await.leads_to(PAGE);
    let used = portal
        .db_one(
            "select sum(days) filter (where reason = 'U02')::text || ' ' || sum(days) filter (where reason = 'U01')
             from leave_uses l join leave_statements s using (union_id, statement_id) join unions u on u.id = l.union_id
             where u.number = '412' and s.fiscal_year = 2025",
        )
        .await;
    let (internal, external) = used.split_once(' ').unwrap();
    let [internal, external]: [rust_decimal::Decimal; 2] = [internal, external].map(|d| d.parse().unwrap());
    for (kind, bank, left, used) in [("internal", 405, 5, internal), ("external", 180, 2, external)] {
        let amount = (rust_decimal::Decimal::from(bank - left) - used).normalize().to_string();
        say(&portal, &new_key(), saying(kind, &amount, "", "Avant le portail")).await.leads_to(PAGE);
    }
    let asked = format!("{PAGE}?activite=internal&jours=10&heures=7,5&taux=33,42");
    let page = portal.treasurer().await.get(&asked).await.is(200);
    page.shows("5 jours de la banque interne (6.11)")
        .shows("2 jours de la banque externe (6.02)")
        .shows("3 jours à rembourser à l’employeur (U04)")
        .shows("751,95\u{a0}$");
    for bad in ["jours=0", "jours=x", "jours=1.23456", "jours=", "jours=2&heures=25", "jours=2&taux=abc"] {
        let page = portal.treasurer().await.get(&format!("{PAGE}?activite=internal&{bad}")).await.is(422);
        page.hides("de la banque interne (6.11)\u{a0}:");
    }
}

#[tokio::test]
async fn what_the_union_states_is_kept_once_with_its_reason_and_journaled() {
    let portal = Portal::demo().await;
    let key = new_key();
    for _ in 0..2 {
        say(&portal, &key, saying("external", "-2,5", "", "Compté deux fois")).await.leads_to(PAGE);
    }
    assert_eq!(portal.db_count("select count(*) from leave_adjustments").await, 1);
    assert_eq!(portal.db_journaled("leave-adjusted", "done").await, 1);
    let page = portal.treasurer().await.get(PAGE).await.is(200);
    page.shows("Banque externe (6.02)\u{a0}: −2,5 jours").shows("Compté deux fois");

    say(&portal, &new_key(), saying("bank-from", "", "2025-07-10", "Accréditation")).await.leads_to(PAGE);
    portal
        .treasurer()
        .await
        .get(PAGE)
        .await
        .is(200)
        .shows("×\u{a0}265 jours\u{a0}÷\u{a0}365")
        .shows("Clause 6.21");
}

#[tokio::test]
async fn what_cannot_be_stated_comes_back_with_what_was_typed() {
    let portal = Portal::demo().await;
    for (fields, error) in [
        (saying("", "3", "", "Raison"), "Choisissez ce que vous précisez"),
        (saying("internal", "0", "", "Raison"), "autre que 0"),
        (saying("internal", "3,12345", "", "Raison"), "autre que 0"),
        (saying("employees", "2,5", "", "Raison"), "nombre entier"),
        (saying("employees", "-1", "", "Raison"), "nombre entier"),
        (saying("bank-from", "", "2026-04-01", "Raison"), "jour de l’exercice"),
        (saying("internal", "3", "", "  "), "Indiquez une raison"),
    ] {
        let page = say(&portal, &new_key(), fields).await.is(422).shows(error);
        assert_eq!(page.field("amount"), fields[1].1);
    }
    assert_eq!(portal.db_count("select count(*) from leave_adjustments").await, 0);
}

#[tokio::test]
async fn without_a_class_or_a_january_statement_the_page_says_what_to_do() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    treasurer
        .get(&format!("{PAGE}?exercice=2024-25"))
        .await
        .is(200)
        .shows("Le calendrier de l’employeur n’est pas connu");
    let sql = "insert into employer_calendars select distinct union_id, employer_id, 2023, date '2023-04-29' from employer_calendars";
    sqlx::query(sql).execute(portal.db_owner()).await.unwrap();
    let year = format!("{PAGE}?exercice=2024-25");
    treasurer.get(&year).await.is(200).shows("2023-24 P10 (du 10\u{a0}décembre 2023");
    sqlx::query(
        "insert into union_facts (union_id, subject, subject_id, field, value, effective_on, recorded_at)
         select union_id, 'employer', id, 'institution-class', '', '2025-09-01', now() from employers",
    )
    .execute(portal.db_owner())
    .await
    .unwrap();
    let page = treasurer.get(PAGE).await.is(200).shows("Catégorie d’établissement à préciser");
    assert!(!page.links("/info-syndicat").is_empty());
}

#[tokio::test]
async fn each_employer_and_year_has_its_page_and_anothers_is_not_found() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    for employer in portal.db_employers("518").await {
        treasurer.get(&format!("{PAGE}?employeur={employer}")).await.is(200).shows("exercice 2025-26");
    }
    let other = portal.db_employers("412").await[0];
    for asked in
        [format!("employeur={other}"), "employeur=x".into(), "exercice=2030-31".into(), "exercice=x".into()]
    {
        treasurer.get(&format!("{PAGE}?{asked}")).await.is(404);
        treasurer.get(&format!("{PAGE}.csv?{asked}")).await.is(404);
    }
}

#[tokio::test]
async fn the_export_has_the_same_days_and_no_name() {
    let portal = Portal::demo().await;
    let csv = portal.signing_officer().await.get(&format!("{PAGE}.csv")).await.is(200).html();
    assert!(csv.starts_with('\u{feff}'));
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    let sql = "select count(*) from leave_uses l join leave_statements s using (union_id, statement_id)
         join unions u on u.id = l.union_id where u.number = '412' and s.fiscal_year = 2025";
    assert_eq!(i64::try_from(rows.len()).unwrap(), portal.db_count(sql).await);
    assert!(rows.iter().all(|row| row.split(';').count() == 7));
    assert_eq!(portal.db_journaled("exported", "done").await, 1);
}

#[tokio::test]
async fn the_page_reads_in_english() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/langue?vers=en&retour=/liberations").await;
    treasurer
        .get(PAGE)
        .await
        .is(200)
        .shows("202 people in the bargaining unit on January\u{a0}1, 2025")
        .shows("Union leave");
}
