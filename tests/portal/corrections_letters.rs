//! A long list, page after page; a letter of all of it; a letter made once already.

use std::collections::BTreeSet;

use super::{an_error, list_rule};
use crate::answer::Answer;
use crate::files::made_statement;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// Puts every finding of V39 of a statement on the list, those of other pages too; the list's address.
async fn list_all(portal: &Portal, treasurer: &Treasurer, statement: &str) -> String {
    let seqs: Vec<String> = sqlx::query_scalar(
        "select seq::text from statement_findings where statement_id = $1::uuid and rule = 'V39'",
    )
    .bind(statement.replace("/releves/", ""))
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    let form: Vec<(&str, &str)> = seqs.iter().map(|seq| ("choisi", seq.as_str())).collect();
    treasurer.post(&format!("{statement}/erreurs"), &form).await.leads_to("/employeurs/")
}

fn turned(page: &Answer, list: &str, word: &str) -> Option<String> {
    page.links(&format!("{list}?")).into_iter().find(|href| href.contains(word))
}

#[tokio::test]
async fn a_long_list_pages_both_ways_without_loss_or_double_and_one_letter_carries_it_whole() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_file(P05, "p05.csv", &made_statement(120, |_| true)).await;
    let statement = statement.leads_to("/releves/");
    let list = list_all(&portal, &treasurer, &statement).await;
    let items = format!("{list}/");

    let first = treasurer.get(&list).await.is(200).shows("Ouvertes (120)");
    let (mut page, mut pages) = (first, Vec::new());
    loop {
        pages.push(page.links(&items));
        // What is taken off the list after it was seen moves nobody to a page already read.
        let last = pages.last().and_then(|seen| seen.last()).unwrap().clone();
        treasurer.post(&last, &[("reason", "Montant démontré juste.")]).await.leads_to(&list);
        let Some(next) = turned(&page, &list, "apres=") else { break };
        page = treasurer.get(&next).await.is(200);
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
    assert_eq!(pages.concat().into_iter().collect::<BTreeSet<_>>().len(), 120);
    // Back to the start, without those that were taken off.
    let mut back = vec![page.links(&items)];
    while let Some(previous) = turned(&page, &list, "avant=") {
        page = treasurer.get(&previous).await.is(200);
        back.insert(0, page.links(&items));
    }
    // The last page was read before its last error was taken off.
    let gone = [&pages[0][49], &pages[1][49]];
    let mut expected = pages.concat();
    expected.retain(|item| !gone.contains(&item));
    assert_eq!(back.concat(), expected);

    let page = treasurer.get(&list).await.is(200).shows("toutes les erreurs ouvertes (117)");
    let key = page.field("key");
    let form = [("key", key.as_str()), ("langue", "fr"), ("tout", "1")];
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    let letter = treasurer.get(&letter).await.is(200).html();
    assert_eq!(letter.matches("<th scope=\"row\"").count(), 117);
    assert_eq!(portal.db_count("select count(*) from correction_letter_items").await, 117);
}

#[tokio::test]
async fn a_short_list_offers_no_letter_of_other_pages() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    an_error(&portal, &treasurer).await;
    let list = format!("/employeurs/{}/erreurs", portal.db_employers("412").await[0]);
    let page = treasurer.get(&list).await.is(200).hides("toutes les erreurs ouvertes");
    assert_eq!((turned(&page, &list, "apres="), turned(&page, &list, "avant=")), (None, None));
}

#[tokio::test]
async fn a_letter_of_the_same_errors_says_when_the_first_was_made_and_is_made_when_asked_again() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_file(P05, "p05.csv", &made_statement(6, |line| line < 3)).await;
    let list = list_rule(&treasurer, &statement.leads_to("/releves/"), "V39").await;
    let ids = portal.db_one("select string_agg(id::text, ' ') from correction_items").await;
    let ids: Vec<&str> = ids.split(' ').collect();
    assert_eq!(ids.len(), 2);
    let path = list.replace("/erreurs", "/lettres");
    let ask = async |chosen: &[&str]| {
        let key = new_key();
        let mut form = vec![("key", key.as_str()), ("langue", "fr")];
        form.extend(chosen.iter().map(|id| ("choisi", *id)));
        treasurer.post(&path, &form).await
    };
    // Of one, of both, of the other: none is the same as another.
    let first = ask(&ids[..1]).await.leads_to("/employeurs/");
    ask(&ids[..]).await.leads_to("/employeurs/");
    ask(&ids[1..]).await.leads_to("/employeurs/");

    let page = ask(&ids[..1]).await.is(200);
    let page = page.shows("Une lettre portant ces mêmes erreurs a été produite le 6\u{a0}septembre 2025");
    let page = page.shows("Produire la même lettre de nouveau?");
    assert_eq!(page.links(&format!("{path}/")), std::slice::from_ref(&first));
    assert_eq!(page.html().matches(&format!("href=\"{list}\"")).count(), 1, "one way back");
    let letters = "select count(*) from correction_letters";
    assert_eq!(portal.db_count(letters).await, 3, "nothing is made before the answer");
    let fields = page.fields();
    let form: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&name[..], &value[..])).collect();
    let second = treasurer.post(&path, &form).await.leads_to("/employeurs/");
    assert_ne!(second, first);
    assert_eq!(portal.db_count(letters).await, 4);
    // Sent twice, the answer still makes one.
    assert_eq!(treasurer.post(&path, &form).await.leads_to("/employeurs/"), second);
    assert_eq!(portal.db_count(letters).await, 4);
}
