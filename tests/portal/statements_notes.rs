//! Notes on findings: one, or all of a rule under a filter; once, and never on what was replaced.

use crate::files::made_statement;
use crate::portal::{P05, Portal};
use crate::statements_browse::{linked, sent};

async fn noted(portal: &Portal, statement: &str, condition: &str) -> i64 {
    let sql = format!(
        "select count(*) from statement_findings f
         left join statement_lines l on l.statement_id = f.statement_id and l.line = f.line
         where f.statement_id = $1::uuid and f.note is not null and {condition}"
    );
    let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(statement.replace("/releves/", ""));
    query.fetch_one(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn all_of_a_rule_under_a_filter_is_all_that_a_note_touches_and_it_stays() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(100, |line| line % 2 == 0)).await;
    let page = treasurer.get(&format!("{statement}?voir=warning&service=602&regle=V39")).await.is(200);
    // The page has a form to search and a form to note: the second is sent as it stands.
    let mut form: Vec<(String, String)> =
        page.fields().into_iter().skip_while(|(name, _)| name != "group").collect();
    form.iter_mut()
        .filter(|(name, _)| name == "note")
        .for_each(|(_, note)| *note = "Vu avec la paie.".into());
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert!(form.contains(&("group", "V39")) && form.contains(&("service", "602")), "{form:?}");
    let back = treasurer.post(&statement, &form).await.leads_to(&statement);
    assert!(back.contains("service=602"), "{back}");
    assert_eq!(noted(&portal, &statement, "true").await, 10);
    assert_eq!(noted(&portal, &statement, "f.rule = 'V39' and l.service = '602'").await, 10);

    // Again, in other words: what is written stays.
    let again: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, if *name == "note" { "Autre chose." } else { value }))
        .collect();
    treasurer.post(&statement, &again).await.leads_to(&statement);
    assert_eq!(noted(&portal, &statement, "f.note = 'Vu avec la paie.'").await, 10);
    assert_eq!(portal.db_journaled("findings-acknowledged", "done").await, once_more(&portal).await);
    let open = treasurer.get(&format!("{statement}?voir=warning&regle=V39&etat=ouvert")).await.is(200);
    assert_eq!(linked(&open, &format!("{statement}/constats/")).len(), 40);
}

/// The demonstration's own notes, and one act.
async fn once_more(portal: &Portal) -> i64 {
    let before = "select count(*) from journal where action = 'findings-acknowledged' and at < '2025-09-06'";
    portal.db_count(before).await + 1
}

#[tokio::test]
async fn one_finding_is_noted_alone_and_leads_to_the_next() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(6, |line| line % 2 == 0)).await;
    let list = treasurer.get(&format!("{statement}?voir=warning&regle=V39")).await.is(200);
    let seqs = linked(&list, &format!("{statement}/constats/"));
    let one = format!("{statement}/constats/{}", seqs[0]);
    treasurer.get(&one).await.is(200).shows("20").shows("V39 (convention, cl. 5.03)");
    for note in ["", "ok", "ok\u{200b}\u{200b}", &"x".repeat(1001)] {
        let page = treasurer.post(&one, &[("note", note)]).await.is(422);
        assert_eq!(page.links("#note").len(), 1);
        assert!(
            note.is_empty() || page.html().contains(&format!(">{note}</textarea>")),
            "what was typed is there"
        );
    }
    treasurer.post(&one, &[("note", "Vu.")]).await.leads_to(&one);
    treasurer.post(&one, &[("note", "Autrement vu.")]).await.leads_to(&one);
    let page = treasurer.get(&one).await.is(200).shows("Vu.").hides("Autrement").shows("Lise Tremblay");
    assert_eq!(noted(&portal, &statement, "true").await, 1);
    let next = linked(&page, &format!("{statement}/constats/"));
    assert!(next.iter().any(|seq| *seq > seqs[0]), "the next to note is a link away");
    treasurer.get(&format!("{statement}/constats/99999")).await.is(404);
    portal.treasurer_of("733").await.get(&one).await.is(404);
    portal.treasurer_of("733").await.post(&one, &[("note", "De passage.")]).await.is(404);
}

#[tokio::test]
async fn an_error_takes_no_note() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    let page = treasurer.get(&format!("{statement}?voir=error")).await.is(200);
    let one = format!("{statement}/constats/{}", linked(&page, &format!("{statement}/constats/"))[0]);
    assert!(!treasurer.get(&one).await.is(200).html().contains("<textarea"));
    treasurer.post(&one, &[("note", "On verra bien.")]).await.leads_to(&one);
    assert_eq!(noted(&portal, &statement, "true").await, 0);
}

#[tokio::test]
async fn a_version_that_was_replaced_refuses_notes_and_says_why() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2)).await;
    let list = treasurer.get(&format!("{first}?voir=warning&regle=V39")).await.is(200);
    let one = format!("{first}/constats/{}", linked(&list, &format!("{first}/constats/"))[0]);
    sent(&treasurer, "b.csv", &made_statement(7, |line| line == 2)).await;
    let group = [("group", "V39"), ("note", "Vu avec la paie.")];
    treasurer.post(&first, &group).await.is(422).shows("Cette version a été remplacée\u{a0}: ses notes");
    treasurer
        .post(&one, &[("note", "Vu avec la paie.")])
        .await
        .is(422)
        .shows("ses notes restent telles quelles");
    assert_eq!(noted(&portal, &first, "true").await, 0);
}
