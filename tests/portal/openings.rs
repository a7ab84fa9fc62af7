//! What a union owed before the portal counted: stated by finance, settled first, restated by
//! difference.

use quittance::access::Role;
use rust_decimal::Decimal;

use crate::portal::{P05, Portal, new_key};

/// Bodies of union 518, in the order of the form, with what is stated of each.
async fn stated<'a>(portal: &Portal, path: &str, amounts: [&'a str; 3]) -> Vec<(String, &'a str)> {
    let form = portal.finance_officer().await.get(path).await.is(200);
    let fields = form.fields().into_iter().map(|(name, _)| name).filter(|name| name.starts_with("balance-"));
    let fields: Vec<(String, &str)> = fields.zip(amounts).collect();
    assert_eq!(fields.len(), 3, "confederation, federation, central council");
    fields
}

/// Sends the form; the answer, not followed.
async fn state(portal: &Portal, path: &str, amounts: [&str; 3], source: &str) -> crate::answer::Answer {
    let key = new_key();
    let fields = stated(portal, path, amounts).await;
    let mut form: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    form.extend([("key", key.as_str()), ("source", source)]);
    portal.finance_officer().await.post(path, &form).await
}

async fn path_of_518(portal: &Portal) -> String {
    format!("/syndicats/{}/ouverture", portal.db_union("518").await)
}

#[tokio::test]
async fn what_was_owed_before_is_stated_by_finance_and_seen_by_the_union() {
    let portal = Portal::demo().await;
    let path = path_of_518(&portal).await;
    let history = path.replace("ouverture", "historique");
    state(&portal, &path, ["1 000,00", "250,50", "-10,00"], "État de compte du 31 mars")
        .await
        .leads_to(&history);
    let own = portal.treasurer_of("518").await.get("/historique").await.is(200);
    own.shows("Soldes d’ouverture").shows("1\u{a0}240,50\u{a0}$").shows("État de compte du 31 mars");
    portal.auditor().await.get(&history).await.is(200).shows("1\u{a0}240,50\u{a0}$").hides("/ouverture");
    portal.treasurer().await.get("/historique").await.is(200).hides("Soldes d’ouverture");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
    assert_eq!(portal.db_journaled("opening-recorded", "done").await, 1);
}

#[tokio::test]
async fn the_next_payment_settles_the_opening_balances_first() {
    let portal = Portal::demo().await;
    let path = format!("/syndicats/{}/ouverture", portal.db_union("412").await);
    state(&portal, &path, ["100,00", "", "20,00"], "Lettre").await.leads_to("/syndicats/");
    let treasurer = portal.treasurer().await;
    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let owed = portal.db_one(OWED_BY_412).await;
    let payment = treasurer.pay(&receipt).await;
    treasurer.get(&payment).await.is(200).shows("7\u{a0}763,53\u{a0}$");
    let finance = portal.finance_officer().await;
    // Less than all: the oldest debts are settled first.
    finance.record(&payment, &new_key(), "2025-09-06", "120.00").await.leads_to("/encaissements/");
    let page = treasurer.get(&payment).await.is(200);
    page.shows("Solde d’ouverture").shows("100,00\u{a0}$").shows("20,00\u{a0}$");
    let amount = |text: String| text.parse::<Decimal>().unwrap();
    assert_eq!(amount(portal.db_one(OWED_BY_412).await) + Decimal::from(120), amount(owed));
    let opening = treasurer.get("/historique").await.is(200);
    opening.shows("0,00\u{a0}$");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

const OWED_BY_412: &str =
    "select sum(declared - paid)::text from balances b join unions u on u.id = b.union_id
    where u.number = '412'";

#[tokio::test]
async fn balances_stated_again_post_their_difference_and_keep_what_was_said() {
    let portal = Portal::demo().await;
    let path = path_of_518(&portal).await;
    let key = new_key();
    let fields = stated(&portal, &path, ["100,00", "50,00", ""]).await;
    let mut form: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    form.extend([("key", key.as_str()), ("source", "Lettre")]);
    let finance = portal.finance_officer().await;
    for _ in 0..2 {
        finance.post(&path, &form).await.leads_to("/syndicats/");
    }
    state(&portal, &path, ["100,00", "50,00", "0"], "Encore").await.is(422).shows("rien n’a été inscrit");
    state(&portal, &path, ["80,00", "50,00", "5,00"], "Lettre corrigée").await.leads_to("/syndicats/");
    let posted =
        "select string_agg(e.amount::text, ' ' order by t.posted_at, t.id, e.amount) from ledger_entries e
        join ledger_transactions t on t.union_id = e.union_id and t.id = e.transaction_id
        where t.kind = 'opening' and e.account = 'receivable'";
    assert_eq!(portal.db_one(posted).await, "50.00 100.00 -20.00 5.00");
    finance.get(&path).await.is(200).shows("Lettre corrigée").shows("version 2").shows("150,00\u{a0}$");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn what_cannot_be_a_balance_is_refused_with_what_was_typed() {
    let portal = Portal::demo().await;
    let path = path_of_518(&portal).await;
    for (amounts, source) in
        [(["abc", "", ""], "Lettre"), (["1.234", "", ""], "Lettre"), (["1,00", "", ""], "")]
    {
        let page = state(&portal, &path, amounts, source).await.is(422);
        assert!(page.html().contains(&format!("value=\"{}\"", amounts[0])));
    }
    assert_eq!(portal.db_count("select count(*) from openings").await, 0);
}

#[tokio::test]
async fn a_balance_of_the_past_is_made_by_no_other_way() {
    let portal = Portal::demo().await;
    let finance = portal.db_actor(Role::FinanceOfficer, "").await;
    let mut scoped = portal.db_scoped(&finance).await;
    let alone = sqlx::query(
        "insert into balances (union_id, fiscal_year, period, payee_id, declared)
         select u.id, 2023, 13, b.id, 5.00 from unions u, bodies b where u.number = '518' and b.code = 'CSN'",
    )
    .execute(scoped.conn())
    .await;
    assert!(alone.is_err(), "without an opening");
}

#[tokio::test]
async fn home_and_the_period_say_what_history_and_the_payment_ask_for() {
    let portal = Portal::demo().await;
    let path = format!("/syndicats/{}/ouverture", portal.db_union("412").await);
    state(&portal, &path, ["150,25", "", "-12,30"], "Lettre").await.leads_to("/syndicats/");
    let treasurer = portal.treasurer().await;
    treasurer.get("/historique").await.is(200).shows("137,95\u{a0}$");
    treasurer.get("/").await.is(200).shows("Solde dû\u{a0}: 137,95\u{a0}$");

    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.get("/historique").await.is(200).shows("7\u{a0}781,48\u{a0}$");
    treasurer.get(&receipt).await.is(200).shows("Un seul virement de 7\u{a0}781,48\u{a0}$");
    let hint =
        "7\u{a0}643,53\u{a0}$ pour la période; un virement de 7\u{a0}781,48\u{a0}$ règle tout le compte";
    treasurer.get("/").await.is(200).shows("Solde dû\u{a0}: 7\u{a0}781,48\u{a0}$").shows(hint);
    treasurer.get(P05).await.is(200).shows(hint);

    // Announced, it is owed until it comes, and nothing more is asked for.
    treasurer.pay(&receipt).await;
    treasurer
        .get("/")
        .await
        .is(200)
        .shows("Solde dû\u{a0}: 7\u{a0}781,48\u{a0}$")
        .hides("règle tout le compte");
}
