//! Dues remitted or not: fifteen days after the last deduction, withheld = deposited + difference.

use chrono::Duration;

use crate::files::small_statement;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// Sends P05; gives the page of its remittance.
async fn remittance(treasurer: &Treasurer, file: &[u8]) -> String {
    let statement = treasurer.send_file(P05, "p05.csv", file).await.leads_to("/releves/");
    format!("{statement}/remise")
}

async fn say(treasurer: &Treasurer, path: &str, fields: &[(&str, &str)]) {
    let key = new_key();
    let form: Vec<(&str, &str)> = [("key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    treasurer.post(path, &form).await.leads_to(path);
}

async fn withheld(portal: &Portal) -> String {
    let dues = "select (dues + initiation_dues)::text from statements where fiscal_year = 2025 and state = 'current'";
    portal.db_one(dues).await
}

#[tokio::test]
async fn it_is_due_fifteen_days_after_the_last_deduction_and_late_from_the_next_day() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    // Nothing said: the period's end, August 16, and 15 days.
    treasurer.get(&path).await.is(200).shows("31\u{a0}août 2025").shows("À inscrire");
    say(&treasurer, &path, &[("what", "deduction"), ("last_on", "2025-08-07")]).await;
    let page = treasurer.get(&path).await.is(200);
    page.shows("22\u{a0}août 2025").shows("En retard").shows("15 jours de retard");
    treasurer.get("/").await.is(200).shows("Remises à régulariser\u{a0}: 1");
    for bad in ["", "2025-08-17", "2025-07-19", "hier"] {
        let key = new_key();
        let form = [("key", key.as_str()), ("what", "deduction"), ("last_on", bad)];
        assert_eq!(treasurer.post(&path, &form).await.is(422).links("#last_on").len(), 1);
    }
}

#[tokio::test]
async fn a_deposit_of_all_settles_it_and_says_how_late_it_was() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    let all = withheld(&portal).await;
    say(&treasurer, &path, &[("what", "deduction"), ("last_on", "2025-08-07")]).await;
    say(&treasurer, &path, &[("what", "deposit"), ("day", "2025-08-25"), ("amount", &all)]).await;
    let page = treasurer
        .get(&path)
        .await
        .is(200)
        .shows("Complète")
        .shows("Remise complète 3 jours après l’échéance");
    assert!(!page.html().contains("value=\"explanation\""));
    assert_eq!(portal.db_journaled("remittance-recorded", "done").await, 2);
    treasurer.get("/").await.is(200).hides("Remises à régulariser");
}

#[tokio::test]
async fn a_difference_stays_open_until_a_deposit_or_an_explanation_of_that_very_difference() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    say(&treasurer, &path, &[("what", "deduction"), ("last_on", "2025-08-07")]).await;
    say(&treasurer, &path, &[("what", "deposit"), ("day", "2025-08-20"), ("amount", "1,00")]).await;
    treasurer.get(&path).await.is(200).shows("Écart à régler");
    let (key, reason) = (new_key(), "Chèque retourné par la banque");
    let form = [("key", key.as_str()), ("what", "explanation"), ("note", "")];
    treasurer.post(&path, &form).await.is(422);
    say(&treasurer, &path, &[("what", "explanation"), ("note", reason)]).await;
    treasurer.get(&path).await.is(200).shows("Écart expliqué").shows(reason);
    // The same form twice says it once; then the difference is another, so it is open again.
    let key = new_key();
    let deposit = [("key", key.as_str()), ("what", "deposit"), ("day", "2025-08-21"), ("amount", "2,00")];
    treasurer.post(&path, &deposit).await.leads_to(&path);
    treasurer.post(&path, &deposit).await.leads_to(&path);
    treasurer.get(&path).await.is(200).shows("3,00\u{a0}$").shows("Écart à régler");
    for bad in ["", "0", "beaucoup", "1.005"] {
        let key = new_key();
        let form = [("key", key.as_str()), ("what", "deposit"), ("day", "2025-08-21"), ("amount", bad)];
        assert_eq!(treasurer.post(&path, &form).await.is(422).links("#amount").len(), 1, "{bad}");
    }
}

#[tokio::test]
async fn the_header_of_the_file_says_it_while_its_version_is_in_force() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let header =
        "H;start=2025-07-20;end=2025-08-16;pays=2025-07-24,2025-08-07;remitted_on=2025-08-15;amount=12.00\n";
    let file = [header.as_bytes(), &small_statement(6)].concat();
    let path = remittance(&treasurer, &file).await;
    let page = treasurer.get(&path).await.is(200);
    page.shows("22\u{a0}août 2025").shows("12,00\u{a0}$").shows("Selon l’en-tête du relevé");
    let path = remittance(&treasurer, &small_statement(6)).await;
    treasurer.get(&path).await.is(200).shows("31\u{a0}août 2025").hides("Selon l’en-tête");
}

#[tokio::test]
async fn before_the_due_date_it_is_only_awaited() {
    let portal = Portal::demo().await;
    portal.clock.clone().advance(Duration::days(-10));
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    say(&treasurer, &path, &[("what", "deduction"), ("last_on", "2025-08-15")]).await;
    treasurer.get(&path).await.is(200).shows("Attendue").hides("jours de retard");
}

#[tokio::test]
async fn a_form_already_recorded_says_so_and_records_nothing_else() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    let key = new_key();
    let deposit =
        |day, amount| [("key", key.as_str()), ("what", "deposit"), ("day", day), ("amount", amount)];
    treasurer.post(&path, &deposit("2025-08-20", "10,00")).await.leads_to(&path);
    treasurer.post(&path, &deposit("2025-08-20", "10,00")).await.leads_to(&path);
    for (day, amount) in [("2025-08-20", "18,75"), ("2025-08-21", "10,00")] {
        let page = treasurer.post(&path, &deposit(day, amount)).await.is(422);
        let page = page.shows("a déjà été inscrit\u{a0}: Dépôt de 10,00\u{a0}$ le 20\u{a0}août 2025");
        assert_eq!(page.links("#amount").len(), 1);
        assert_eq!((page.field("day"), page.field("amount")), (day.to_owned(), amount.to_owned()));
        assert_ne!(page.field("key"), key, "sent again, it is another form");
    }
    // The page's other forms have the same key.
    let deduction = [("key", key.as_str()), ("what", "deduction"), ("last_on", "2025-08-07")];
    assert_eq!(treasurer.post(&path, &deduction).await.is(422).links("#last_on").len(), 1);
    assert_eq!(portal.db_count("select count(*) from remittance_facts").await, 1);
    assert_eq!(portal.db_journaled("remittance-recorded", "done").await, 1);
}

#[tokio::test]
async fn no_more_is_taken_back_than_was_deposited() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = remittance(&treasurer, &small_statement(6)).await;
    let deposit = |amount| [("what", "deposit"), ("day", "2025-08-20"), ("amount", amount)];
    say(&treasurer, &path, &deposit("10,00")).await;
    let key = new_key();
    let back =
        |amount| [("key", key.as_str()), ("what", "deposit"), ("day", "2025-08-21"), ("amount", amount)];
    let page = treasurer.post(&path, &back("-10,01")).await.is(422);
    let page = page.shows("10,00\u{a0}$ a été déposé");
    assert_eq!(page.links("#amount").len(), 1);
    assert_eq!(portal.db_count("select count(*) from remittance_facts").await, 1);
    // The refused form was not recorded: it may say less; and sent twice it takes back once.
    treasurer.post(&path, &back("-10,00")).await.leads_to(&path);
    treasurer.post(&path, &back("-10,00")).await.leads_to(&path);
    assert_eq!(portal.db_one("select sum(amount)::text from remittance_facts").await, "0.00");
    assert_eq!(portal.db_count("select count(*) from remittance_facts").await, 2);
}
