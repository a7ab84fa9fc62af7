//! Errors known by an employee number, not by a line: a number on two lines, and somebody whom the
//! statement does not name.

use encoding_rs::WINDOWS_1252;

use super::list_rule;
use crate::files::{made_statement, small_statement, with_cells};
use crate::portal::{P05, Portal, Treasurer, sample};

/// The sample of P05 without these people, who were on P04; it lacks 100719 already.
fn without(numbers: &[&str]) -> Vec<u8> {
    let bytes = sample("P05-releve-cp1252.csv");
    let (text, _, _) = WINDOWS_1252.decode(&bytes);
    let kept = text.lines().filter(|line| !numbers.iter().any(|number| line.starts_with(*number)));
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    text.into_bytes()
}

async fn send(treasurer: &Treasurer, bytes: &[u8]) -> String {
    treasurer.send_file(P05, "p05.csv", bytes).await.leads_to("/releves/")
}

/// The numbers of the items that are open, in order.
async fn open(portal: &Portal) -> String {
    portal
        .db_one(
            "select string_agg(i.employee_number, ' ' order by i.employee_number) from correction_items i
             where (select e.kind from correction_events e where e.item_id = i.id order by e.seq desc limit 1)
               not in ('closed', 'withdrawn')",
        )
        .await
}

#[tokio::test]
async fn a_number_on_two_lines_stays_open_while_any_version_has_it_twice() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let twice = with_cells(&made_statement(6, |_| false), &[("500004", "employee_number", "500001")]);
    let list = list_rule(&treasurer, &send(&treasurer, &twice).await, "V17").await;
    assert_eq!(open(&portal).await, "500001");
    // The first line with the number is right by itself, in this version as in the one before.
    send(&treasurer, &with_cells(&twice, &[("500003", "service", "611")])).await;
    assert_eq!(open(&portal).await, "500001");
    // On other lines, it is the same fault.
    let moved = with_cells(&made_statement(7, |_| false), &[("500007", "employee_number", "500001")]);
    send(&treasurer, &moved).await;
    assert_eq!(open(&portal).await, "500001");
    send(&treasurer, &made_statement(6, |_| false)).await;
    assert_eq!(open(&portal).await, "");
    treasurer.get(&format!("{list}?voir=reglees")).await.is(200).shows("ligne 1 du relevé");
    send(&treasurer, &with_cells(&twice, &[("500003", "service", "612")])).await;
    assert_eq!(open(&portal).await, "500001");
}

#[tokio::test]
async fn whoever_is_missing_is_named_on_the_page_the_list_its_export_and_the_letter() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = send(&treasurer, &without(&["100003", "100012"])).await;
    let page = treasurer.get(&format!("{statement}/erreurs?regle=V41")).await.is(200);
    page.shows("Joseph, François").shows("Roy, Marc").hides("Ensemble du relevé");
    let list = list_rule(&treasurer, &statement, "V41").await;
    assert_eq!(open(&portal).await, "100003 100012 100719");
    let page = treasurer.get(&list).await.is(200).shows("Joseph, François").hides("Ensemble du relevé");
    let csv = treasurer.get(&list.replace("/erreurs", "/erreurs.csv")).await.is(200).html();
    assert!(csv.contains("100003;Joseph, François;V41"), "{csv}");
    let key = page.field("key");
    let ids = portal.db_one("select string_agg(id::text, ' ') from correction_items").await;
    let mut form = vec![("key", key.as_str()), ("langue", "en")];
    form.extend(ids.split(' ').map(|id| ("choisi", id)));
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    let letter = treasurer.get(&letter).await.is(200).shows("Joseph, François").shows("100003");
    letter.hides("The statement as a whole");
}

#[tokio::test]
async fn whoever_was_missing_is_settled_by_her_own_line_and_listed_once_while_open() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = send(&treasurer, &without(&["100003", "100012"])).await;
    let list = list_rule(&treasurer, &statement, "V41").await;
    // One is back, the others are not.
    let second = send(&treasurer, &without(&["100012"])).await;
    assert_eq!(open(&portal).await, "100012 100719");
    let closed = treasurer.get(&format!("{list}?voir=reglees")).await.is(200);
    closed.shows("Joseph, François").shows("ligne 1 du relevé").hides("Roy, Marc");
    // Those of the first version stand for the same errors of the second.
    let path = format!("{second}/erreurs");
    let page = treasurer.get(&format!("{path}?regle=V41")).await.is(200).shows("sur la liste");
    assert!(page.fields().iter().all(|(name, _)| name != "montre"), "{}", page.words());
    let seq = portal
        .db_one(
            "select f.seq::text from statement_findings f join statements s on s.id = f.statement_id
             where s.state = 'current' and s.version = 2 and f.rule = 'V41' and f.value = '100012'",
        )
        .await;
    treasurer.post(&path, &[("choisi", &seq)]).await.leads_to(&list);
    assert_eq!(portal.db_count("select count(*) from correction_items").await, 3);
    // Missing again, her error is open again, once.
    let third = send(&treasurer, &without(&["100003"])).await;
    assert_eq!(open(&portal).await, "100003 100719");
    let page = treasurer.get(&format!("{third}/erreurs?regle=V41")).await.is(200);
    assert!(page.fields().iter().all(|(name, _)| name != "montre"), "{}", page.words());
}

#[tokio::test]
async fn a_file_doubted_as_a_whole_settles_nobody_missing_and_is_an_error_of_the_whole() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = send(&treasurer, &without(&["100012"])).await;
    list_rule(&treasurer, &statement, "V41").await;
    assert_eq!(open(&portal).await, "100012 100719");
    // Six people of two hundred: V41 says so once, of nobody.
    let strangers = send(&treasurer, &small_statement(6)).await;
    assert_eq!(open(&portal).await, "100012 100719");
    let list = list_rule(&treasurer, &strangers, "V41").await;
    treasurer.get(&list).await.is(200).shows("Ensemble du relevé").shows("Roy, Marc");
    assert_eq!(portal.db_count("select count(*) from correction_items where employee_number = ''").await, 1);
    send(&treasurer, &without(&[])).await;
    assert_eq!(open(&portal).await, "100719", "back, and the whole is no longer doubted");
}

#[tokio::test]
async fn an_item_kept_without_a_number_shows_as_it_did() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = send(&treasurer, &without(&["100012"])).await;
    let list = list_rule(&treasurer, &statement, "V41").await;
    let old = "alter table correction_items disable trigger correction_items_are_history";
    sqlx::query(old).execute(portal.db_owner()).await.unwrap();
    let forget = "update correction_items set employee_number = '', name = ''";
    sqlx::query(forget).execute(portal.db_owner()).await.unwrap();
    treasurer.get(&list).await.is(200).shows("Ensemble du relevé");
    let page = treasurer.get(&format!("{statement}/erreurs?regle=V41")).await.is(200);
    page.shows("Roy, Marc").shows("sur la liste");
    // Its value is her number: it closes when the rule no longer finds it, and not before.
    let count = "select count(*) from correction_events where kind = 'closed'";
    send(&treasurer, &without(&["100012", "100003"])).await;
    assert_eq!(portal.db_count(count).await, 0);
    send(&treasurer, &without(&[])).await;
    assert_eq!(portal.db_count(count).await, 1);
}
