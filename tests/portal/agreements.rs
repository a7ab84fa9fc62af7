//! All the rules on a page; sets of rules by agreement; what the finance office decides of them, and
//! what that makes of a statement.

use quittance::access::Role;
use quittance::agreements::catalogue::ENTRIES;
use quittance::agreements::store;
use quittance::statements::rules::is_fixed;
use sqlx::AssertSqlSafe;

use crate::portal::{P05, Portal, new_key};

const HEALTH: &str = "0a900000-0000-7000-8000-000000000001";
const GENERAL: &str = "0a900000-0000-7000-8000-000000000002";
const FAULTY: &str = "P05-avec-anomalies.csv";

fn decision<'a>(key: &'a str, rule: &'a str, severity: &'a str, from: &'a str) -> [(&'a str, &'a str); 6] {
    let rest = [("from", from), ("to", ""), ("note", "Décidé avec la fédération")];
    [("key", key), ("rule", rule), ("severity", severity), rest[0], rest[1], rest[2]]
}

/// Severities of what a rule found on the statement in force of P05, once each.
async fn severities(portal: &Portal, rule: &str) -> Vec<String> {
    let sql = format!(
        "select distinct f.severity from statement_findings f join statements s on s.id = f.statement_id
         where f.rule = '{rule}' and s.fiscal_year = 2025 and s.period = 5 and s.state = 'current' order by 1"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn everybody_signed_in_reads_every_rule_with_its_clause_and_example() {
    let portal = Portal::demo().await;
    portal.visitor().get("/regles").await.leads_to("/connexion");
    let page = portal.administrator().await.get("/regles").await.is(200);
    for entry in &ENTRIES {
        assert!(page.html().contains(&format!("id=\"{}\"", entry.code)), "{}", entry.code);
    }
    page.shows("86 règles affichées.")
        .shows("23,03\u{a0}$ au lieu de 20,33\u{a0}$.")
        .hides("Réglage des règles");
    let own = portal.treasurer().await.get("/regles").await.is(200);
    own.shows("CISSS du Bas-Saint-Laurent, selon l’ensemble «\u{a0}Santé et services sociaux");
    let english = portal.finance_officer().await;
    english.set_cookie("langue", "en");
    let page = english.get("/regles").await.is(200);
    page.shows("$23.03 instead of $20.33.").shows("Rule settings").hides("au lieu de");
}

#[tokio::test]
async fn rules_are_found_by_a_number_a_word_without_its_accents_or_a_clause() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let found = async |q: &str| {
        let page = treasurer.get(&format!("/regles?q={q}")).await.is(200);
        let shown = ENTRIES.iter().filter(|entry| page.html().contains(&format!("id=\"{}\"", entry.code)));
        shown.map(|entry| entry.code).collect::<Vec<_>>()
    };
    assert_eq!(found("v39").await, ["V39"]);
    assert_eq!(found("anciennete+12.05").await, ["V75"]);
    assert_eq!(found("15.03").await, ["V49"]);
    let page = treasurer.get("/regles?q=zzz").await.is(200);
    page.shows("Aucune règle ne contient ces mots");
}

#[tokio::test]
async fn the_rules_of_an_employer_are_its_unions_to_read() {
    let portal = Portal::demo().await;
    let other = portal.db_employers("733").await[0];
    let own = portal.treasurer_of("733").await.get(&format!("/regles?employeur={other}")).await.is(200);
    own.shows("Règles générales, sans la clause 5.03").shows("Non appliquée");
    portal.treasurer().await.get(&format!("/regles?employeur={other}")).await.is(404);
    let missing = new_key();
    portal.treasurer().await.get(&format!("/regles?convention={missing}")).await.is(404);
}

#[tokio::test]
async fn a_decision_holds_from_its_day_on_and_is_stored_with_what_is_found() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let page = format!("/regles/conventions/{HEALTH}");
    finance.post(&page, &decision(&new_key(), "V27", "error", "2025-08-16")).await.leads_to(&page);
    finance.post(&page, &decision(&new_key(), "V38", "info", "2025-08-17")).await.leads_to(&page);
    let employer = portal.db_employers("412").await[0];
    let union = portal.db_union("412").await;
    let own = format!("/regles/employeurs/{union}/{employer}");
    let key = new_key();
    for _ in 0..2 {
        finance.post(&own, &decision(&key, "V73", "off", "2025-04-01")).await.leads_to(&own);
    }
    assert_eq!(portal.db_count("select count(*) from employer_settings").await, 1, "a form sent twice");
    assert_eq!(portal.db_journaled("rule-switched", "done").await, 3);

    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, FAULTY).await;
    assert_eq!(severities(&portal, "V27").await, ["error"], "P05 ends on August 16");
    assert_eq!(severities(&portal, "V38").await, ["warning"], "from the next day only");
    assert_eq!(severities(&portal, "V73").await, [""; 0]);
    assert_eq!(severities(&portal, "V74").await, ["error"]);

    let rules = treasurer.get("/regles").await.is(200);
    rules
        .shows("Décidé pour la convention, depuis le 16\u{a0}août 2025\u{a0}: Décidé avec la fédération")
        .shows("Décidé pour cet employeur, depuis le 1er\u{a0}avril 2025");
    let history = portal.auditor().await.get(&own).await.is(200);
    history.shows("Décidé avec la fédération").hides("Enregistrer la décision");
}

#[tokio::test]
async fn the_end_of_a_decision_gives_the_rule_back_to_its_set() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let page = format!("/regles/conventions/{HEALTH}");
    finance.post(&page, &decision(&new_key(), "V27", "off", "2025-04-01")).await.leads_to(&page);
    finance.post(&page, &decision(&new_key(), "V27", "set", "2025-08-01")).await.leads_to(&page);
    portal.treasurer().await.send_sample(P05, FAULTY).await;
    assert_eq!(severities(&portal, "V27").await, ["warning"]);
    finance.get(&page).await.is(200).shows("Comme l’ensemble").shows("À partir du 1er\u{a0}août 2025");
}

#[tokio::test]
async fn an_employer_put_under_another_agreement_is_checked_by_its_rules() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let (union, employer) = (portal.db_union("412").await, portal.db_employers("412").await[0]);
    let page = format!("/regles/employeurs/{union}/{employer}");
    let key = new_key();
    let form =
        [("key", key.as_str()), ("agreement", GENERAL), ("since", "2025-07-20"), ("why", "Nouvelle unité")];
    finance.post(&format!("{page}/convention"), &form).await.leads_to(&page);
    finance.get(&page).await.is(200).shows("Règles générales, sans la clause 5.03").shows("Nouvelle unité");
    assert_eq!(
        portal.db_journaled("agreement-chosen", "done").await,
        4,
        "three of the demonstration's, and this"
    );
    portal.treasurer().await.send_sample(P05, FAULTY).await;
    for off in ["V27", "V69", "V73", "V74"] {
        assert_eq!(severities(&portal, off).await, [""; 0], "{off}");
    }
    assert_eq!(severities(&portal, "V54").await, ["warning"]);
    assert_eq!(severities(&portal, "V37").await, ["error"]);
}

#[tokio::test]
async fn what_protects_the_money_is_switched_by_nobody() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let page = format!("/regles/conventions/{HEALTH}");
    finance.get(&page).await.is(200).shows("restent des erreurs");
    let refused = finance.post(&page, &decision(&new_key(), "V11", "off", "2025-08-16")).await.is(422);
    refused.shows("Choisissez une règle.").shows("Décidé avec la fédération");
    let actor = portal.db_actor(Role::FinanceOfficer, "").await;
    for entry in &ENTRIES {
        let mut scoped = portal.db_scoped(&actor).await;
        let sql = format!(
            "insert into agreement_settings (id, agreement_id, rule, severity, effective_from, note, decided_by,
                 decided_at) values (gen_random_uuid(), '{HEALTH}', '{}', 'off', '2025-08-16', 'n', app_actor(), now())",
            entry.code
        );
        let done = sqlx::query(AssertSqlSafe(sql)).execute(scoped.conn()).await;
        assert_eq!(done.is_err(), is_fixed(entry.code), "{}", entry.code);
    }
}

#[tokio::test]
async fn a_decision_that_lacks_something_comes_back_as_it_was_typed() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let page = format!("/regles/conventions/{HEALTH}");
    let key = new_key();
    let form = [("key", key.as_str()), ("rule", "V27"), ("severity", "lourd"), ("from", "2025-08-16")];
    let rest = [("to", "2025-08-01"), ("note", "x")];
    let back = finance.post(&page, &[form.as_slice(), &rest].concat()).await.is(422);
    for said in ["Choisissez une gravité.", "qui ne précède pas le premier", "Dites pourquoi"] {
        assert!(back.says(said), "{said}");
    }
    assert_eq!((back.field("from"), back.field("key")), ("2025-08-16".to_owned(), key.clone()));
    assert_eq!(portal.db_count("select count(*) from agreement_settings").await, 0);
    let missing = format!(
        "/regles/employeurs/{}/{}",
        portal.db_union("733").await,
        portal.db_employers("412").await[0]
    );
    finance.post(&missing, &decision(&new_key(), "V27", "off", "2025-08-16")).await.is(404);
}

#[tokio::test]
async fn the_finance_office_finds_an_employer_by_its_name_or_its_union() {
    let portal = Portal::demo().await;
    let auditor = portal.auditor().await;
    let page = auditor.get("/regles/reglages").await.is(200);
    page.shows("CISSS du Bas-Saint-Laurent").shows("Marchés du Plateau").shows("86");
    auditor.get("/regles/reglages?q=733").await.is(200).shows("Marchés du Plateau").hides("CISSS du Bas");
    auditor.get("/regles/reglages?q=battures").await.is(200).shows("Résidence des Battures").hides("Plateau");
    auditor.get("/regles/reglages?q=zzz").await.is(200).shows("Aucun employeur ne contient ces mots");
}

#[tokio::test]
async fn the_sets_of_rules_are_those_of_the_list() {
    let portal = Portal::bare().await;
    let actor = quittance::access::Actor::Operator;
    let mut scoped = portal.db_scoped(&actor).await;
    for agreement in store::all(&mut scoped).await.unwrap() {
        let decided = store::of_agreement(&mut scoped, agreement.id).await.unwrap();
        for (code, severity) in &decided.rules {
            let entry = ENTRIES.iter().find(|entry| entry.code == code).expect("a rule of the list");
            assert!(agreement.by_default || entry.severity == *severity, "{code}");
        }
        let fixed = ENTRIES.iter().filter(|entry| is_fixed(entry.code));
        assert!(fixed.clone().all(|entry| decided.rules.get(entry.code) == Some(&entry.severity)));
        assert_eq!(decided.rules.len(), if agreement.by_default { 53 } else { 86 });
    }
}

#[tokio::test]
async fn only_the_finance_office_decides_and_nothing_decided_is_rewritten() {
    let portal = Portal::demo().await;
    let (union, employer) = (portal.db_union("412").await, portal.db_employers("412").await[0]);
    let insert = format!(
        "insert into employer_settings (union_id, id, employer_id, rule, severity, effective_from, note, decided_by,
             decided_at) values ('{union}', gen_random_uuid(), '{employer}', 'V27', 'off', '2025-04-01', 'n',
             app_actor(), now())"
    );
    for (role, scope) in
        [(Role::Treasurer, "412"), (Role::FederationOfficer, "FSSS"), (Role::FinanceAuditor, "")]
    {
        let mut scoped = portal.db_scoped(&portal.db_actor(role, scope).await).await;
        let refused = sqlx::query(AssertSqlSafe(insert.clone())).execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{role:?}: {refused}");
    }
    let finance = portal.db_actor(Role::FinanceOfficer, "").await;
    let mut scoped = portal.db_scoped(&finance).await;
    sqlx::query(AssertSqlSafe(insert)).execute(scoped.conn()).await.unwrap();
    scoped.commit().await.unwrap();
    let seen = async |role, scope| {
        let mut scoped = portal.db_scoped(&portal.db_actor(role, scope).await).await;
        let count: i64 = sqlx::query_scalar("select count(*) from employer_settings")
            .fetch_one(scoped.conn())
            .await
            .unwrap();
        count
    };
    assert_eq!(seen(Role::Treasurer, "412").await, 1);
    assert_eq!((seen(Role::Treasurer, "733").await, seen(Role::FederationOfficer, "FC").await), (0, 0));
    let rewritten =
        sqlx::query("update employer_settings set severity = 'error'").execute(portal.db_owner()).await;
    assert!(rewritten.unwrap_err().to_string().contains("append only"));
}
