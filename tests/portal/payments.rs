//! From « payer » to « payé »: one transfer announced, money recorded once, allocated to the cent.

use std::sync::Arc;

use quittance::access::Role;
use quittance::db::Scoped;
use quittance::payments;
use quittance::payments::Reference;
use quittance::payments::store::Initiated;
use rust_decimal::Decimal;
use sqlx::FromRow;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::files::small_statement;
use crate::portal::{FinanceOfficer, P05, Portal, Treasurer, new_key};

const PENDING: &str = "select count(*) from payments where state = 'pending'";

struct Owing {
    portal: Portal,
    treasurer: Treasurer,
    finance: FinanceOfficer,
    receipt: String,
}

/// P05 of union 412 declared: 7,643.53 to pay.
async fn owing() -> Owing {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let finance = portal.finance_officer().await;
    Owing { portal, treasurer, finance, receipt }
}

#[derive(FromRow, Debug, PartialEq)]
struct Balance {
    code: String,
    declared: Decimal,
    paid: Decimal,
}

impl Owing {
    async fn db_balances(&self) -> Vec<Balance> {
        sqlx::query_as(
            "select p.code, b.declared, b.paid from balances b join bodies p on p.id = b.payee_id
             join unions u on u.id = b.union_id where u.number = '412' and fiscal_year = 2025 and period = 5 order by 1",
        )
        .fetch_all(self.portal.db_owner())
        .await
        .unwrap()
    }

    async fn db_credit(&self) -> String {
        self.portal
            .db_one("select coalesce(-sum(amount), 0)::text from ledger_entries where account = 'credit'")
            .await
    }

    async fn sound(&self) {
        assert_eq!(self.portal.db_discrepancies().await, [""; 0]);
    }
}

fn balance(code: &str, declared: &str, paid: &str) -> Balance {
    Balance { code: code.into(), declared: declared.parse().unwrap(), paid: paid.parse().unwrap() }
}

#[tokio::test]
async fn a_payment_is_announced_for_the_whole_amount_and_shows_as_pending() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let page = o.treasurer.get(&payment).await.is(200);
    page.shows("En attente").shows("7\u{a0}643,53\u{a0}$");
    o.treasurer.get(&o.receipt).await.is(200).shows("En attente").hides("Payer par virement");
    o.treasurer.get(P05).await.is(200).shows("En attente");
    o.treasurer.get("/historique").await.is(200).shows("En attente");
}

#[tokio::test]
async fn the_reference_proves_itself_by_mod_97_and_names_the_union_and_the_period() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let digits = o.portal.db_one("select reference from payments where state = 'pending'").await;
    assert_eq!(digits.parse::<u64>().unwrap() % 97, 1);
    assert_eq!(&digits[..12], "004122505001");
    let printed = digits.parse::<Reference>().unwrap().to_string();
    o.treasurer.get(&payment).await.is(200).shows(&printed);
    let query = printed.replace(' ', "+");
    let found = o.finance.get(&format!("/encaissements?reference={query}")).await;
    assert_eq!(found.leads_to("/encaissements/"), payment.replace("/paiements/", "/encaissements/"));
    let swapped = format!("{}{}{}", &digits[..12], &digits[13..], &digits[12..13]);
    if swapped != digits {
        o.finance
            .get(&format!("/encaissements?reference={swapped}"))
            .await
            .is(422)
            .shows("chiffre faux ou inversé");
    }
    let other = Reference::new("412", "2025-26 P05".parse().unwrap(), 2).unwrap().digits();
    o.finance
        .get(&format!("/encaissements?reference={other}"))
        .await
        .is(422)
        .shows("Aucun paiement ne porte");
}

#[tokio::test]
async fn two_tabs_that_pay_make_one_payment() {
    let o = owing().await;
    let (one, two) = (new_key(), new_key());
    let path = format!("{}/paiement", o.receipt);
    let first = o.treasurer.post(&path, &[("key", &one)]).await.leads_to("/paiements/");
    for key in [&one, &two] {
        assert_eq!(o.treasurer.post(&path, &[("key", key)]).await.leads_to("/paiements/"), first);
    }
    assert_eq!(o.portal.db_count(PENDING).await, 1);
}

#[tokio::test]
async fn ten_tabs_that_pay_at_once_make_one_payment() {
    let o = owing().await;
    let (treasurer, path) = (Arc::new(o.treasurer), format!("{}/paiement", o.receipt));
    let mut tabs = JoinSet::new();
    for _ in 0..10 {
        let (treasurer, path) = (treasurer.clone(), path.clone());
        tabs.spawn(
            async move { treasurer.post(&path, &[("key", &new_key())]).await.leads_to("/paiements/") },
        );
    }
    let mut payments = tabs.join_all().await;
    payments.dedup();
    assert_eq!(payments.len(), 1);
    assert_eq!(o.portal.db_count(PENDING).await, 1);
}

#[tokio::test]
async fn two_declarations_paid_at_once_from_two_tabs_are_not_paid_twice() {
    let o = owing().await;
    let (portal, _) = declare_p06(o).await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let mut first = portal.db_scoped(&actor).await;
    let announced = db_initiate(&mut first, portal.db_declaration("412", 5).await).await;
    assert!(matches!(announced, Initiated::Now(_)));
    // The second tab asks before the first one's answer is committed.
    let (mut second, declaration) = (portal.db_scoped(&actor).await, portal.db_declaration("412", 6).await);
    let waiting = tokio::spawn(async move { db_initiate(&mut second, declaration).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    first.commit().await.unwrap();
    assert_eq!(waiting.await.unwrap(), Initiated::NothingDue);
}

async fn db_initiate(scoped: &mut Scoped, declaration: Uuid) -> Initiated {
    let union = quittance::unions::store::union(scoped, scoped.own_union().unwrap()).await.unwrap();
    let declaration = quittance::declarations::store::one(scoped, declaration).await.unwrap();
    payments::store::initiate(scoped, &union, &declaration, Uuid::now_v7()).await.unwrap()
}

/// Eight days later P06 has ended too, and is declared; sessions do not live that long.
async fn declare_p06(o: Owing) -> (Portal, (String, String)) {
    let Owing { mut portal, receipt, .. } = o;
    portal.clock.advance(chrono::TimeDelta::days(8));
    let treasurer = portal.treasurer().await;
    const P06: &str = "/periodes/2025-26/P06";
    let statement = treasurer.send_file(P06, "p06.csv", &small_statement(12)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let later = treasurer.declare(P06).await;
    (portal, (receipt, later))
}

#[tokio::test]
async fn money_received_is_allocated_to_the_three_bodies_to_the_cent() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    o.finance.get("/encaissements").await.is(200).shows("7\u{a0}643,53\u{a0}$");
    o.finance.record(&payment, &new_key(), "2025-09-06", "7 643,53").await.leads_to("/encaissements/");
    assert_eq!(
        o.db_balances().await,
        [
            balance("CCBSL", "493.50", "493.50"),
            balance("CSN", "4488.56", "4488.56"),
            balance("FSSS", "2661.47", "2661.47")
        ]
    );
    let page = o.treasurer.get(&payment).await.is(200);
    page.shows("Payé").shows("493,50\u{a0}$").shows("4\u{a0}488,56\u{a0}$").shows("2\u{a0}661,47\u{a0}$");
    o.treasurer.get(&o.receipt).await.is(200).shows("Payé");
    assert_eq!(o.portal.db_count(PENDING).await, 0);
    o.sound().await;
}

#[tokio::test]
async fn money_recorded_twice_with_the_same_form_is_recorded_once() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let key = new_key();
    let (a, b) = tokio::join!(
        o.finance.record(&payment, &key, "2025-09-06", "1000.00"),
        o.finance.record(&payment, &key, "2025-09-06", "1000.00")
    );
    a.leads_to("/encaissements/");
    b.leads_to("/encaissements/");
    o.finance.record(&payment, &key, "2025-09-06", "1000.00").await.leads_to("/encaissements/");
    let received = o
        .portal
        .db_one(
            "select sum(m.amount)::text from money_received m join payments p on p.id = m.payment_id
        where p.state = 'pending'",
        )
        .await;
    assert_eq!(received, "1000.00");
    o.sound().await;
}

#[tokio::test]
async fn a_part_of_the_money_leaves_the_payment_pending_until_the_rest_comes() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    o.finance.record(&payment, &new_key(), "2025-09-05", "7000.00").await.leads_to("/encaissements/");
    o.treasurer.get(&payment).await.is(200).shows("En attente").shows("7\u{a0}000,00\u{a0}$");
    let paid: Decimal = o.db_balances().await.iter().map(|b| b.paid).sum();
    assert_eq!(paid, "7000.00".parse().unwrap());
    o.sound().await;
    let form = o.finance.get(&payment.replace("/paiements/", "/encaissements/")).await.is(200);
    assert_eq!(form.field("amount"), "643,53");
    o.finance.record(&payment, &new_key(), "2025-09-06", "643,53").await.leads_to("/encaissements/");
    o.treasurer.get(&payment).await.is(200).shows("Payé");
    assert!(o.db_balances().await.iter().all(|b| b.declared == b.paid));
    o.sound().await;
}

#[tokio::test]
async fn an_overpayment_is_a_credit_that_pays_the_next_declaration() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    o.finance.record(&payment, &new_key(), "2025-09-06", "7700.00").await.leads_to("/encaissements/");
    assert_eq!(o.db_credit().await, "56.47");
    o.treasurer.get(&payment).await.is(200).shows("56,47\u{a0}$");
    o.sound().await;
    let (portal, (_, later)) = declare_p06(o).await;
    let (declared, paid): (Decimal, Decimal) = sqlx::query_as(
        "select sum(declared), sum(paid) from balances where fiscal_year = 2025 and period = 6",
    )
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(paid, "56.47".parse().unwrap());
    assert_eq!(
        portal.db_one("select sum(amount)::text from ledger_entries where account = 'credit'").await,
        "0.00"
    );
    let treasurer = portal.treasurer().await;
    treasurer.pay(&later).await;
    assert_eq!(
        portal.db_one("select amount::text from payments where state = 'pending'").await,
        (declared - paid).to_string()
    );
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn an_amount_or_a_date_that_cannot_be_is_refused_beside_its_field() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let before = o.portal.db_count("select count(*) from money_received").await;
    for amount in ["-1.00", "0", "0.00", "1.005", "beaucoup", "", "1e3", "99999999999999999999"] {
        let page = o.finance.record(&payment, &new_key(), "2025-09-06", amount).await.is(422);
        assert_eq!(page.links("#amount").len(), 1, "{amount}");
        assert_eq!(page.field("amount"), amount, "what was typed is kept");
    }
    for on in ["2025-09-07", "2025-02-30", "hier", ""] {
        let page = o.finance.record(&payment, &new_key(), on, "10.00").await.is(422);
        assert_eq!(page.links("#received-on").len(), 1, "{on}");
    }
    assert_eq!(o.portal.db_count("select count(*) from money_received").await, before);
    o.sound().await;
}

#[tokio::test]
async fn a_treasurer_records_no_money_for_herself() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let form = [
        ("key", "018f0000-0000-7000-8000-000000000001"),
        ("received_on", "2025-09-06"),
        ("amount", "7643.53"),
    ];
    o.treasurer.post(&payment.replace("/paiements/", "/encaissements/"), &form).await.is(404);
    o.portal.auditor().await.post(&payment.replace("/paiements/", "/encaissements/"), &form).await.is(404);
    assert_eq!(o.portal.db_count(PENDING).await, 1);
}

#[tokio::test]
async fn a_form_key_that_names_the_money_of_another_payment_records_nothing() {
    let o = owing().await;
    let payment = o.treasurer.pay(&o.receipt).await;
    let used = o
        .portal
        .db_one(
            "select m.id::text from money_received m join unions u on u.id = m.union_id
        where u.number = '412' limit 1",
        )
        .await;
    o.finance.record(&payment, &used, "2025-09-06", "10.00").await.is(409);
    o.sound().await;
}

/// Numbers without a crate: enough to mix up the order of acts, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[tokio::test]
async fn whatever_order_money_comes_in_the_books_agree() {
    for seed in [1, 2] {
        let mut dice = Dice(seed);
        let o = owing().await;
        let (portal, (first, second)) = declare_p06(o).await;
        let (treasurer, finance) = (portal.treasurer().await, portal.finance_officer().await);
        for _ in 0..10 {
            let receipt = if dice.below(2) == 0 { &first } else { &second };
            let started = treasurer.post(&format!("{receipt}/paiement"), &[("key", &new_key())]).await;
            let payment = started.location().to_owned();
            if payment.starts_with("/paiements/") {
                let cents = 1 + dice.below(600_000);
                let amount = format!("{}.{:02}", cents / 100, cents % 100);
                finance.record(&payment, &new_key(), "2025-09-10", &amount).await.leads_to("/encaissements/");
            }
            assert_eq!(portal.db_discrepancies().await, [""; 0], "seed {seed}");
            let books = "select ((select sum(amount) from money_received) - (select sum(paid) from balances)
                + (select coalesce(sum(amount), 0) from ledger_entries where account = 'credit'))::text";
            assert_eq!(
                portal.db_one(books).await.trim_start_matches('-'),
                "0.00",
                "seed {seed}: money in is money paid or credited"
            );
            assert_eq!(
                portal.db_count("select count(*) from balances where paid > declared and declared > 0").await,
                0
            );
        }
    }
}

#[tokio::test]
async fn a_statement_that_comes_late_is_declared_apart_and_paid_apart() {
    let portal = Portal::demo().await;
    let (treasurer, finance) = (portal.treasurer_of("518").await, portal.finance_officer().await);
    let path = format!("{P05}/declaration");
    let send = async |name: &str, people: usize| {
        let statement = treasurer.send_file(P05, name, &small_statement(people)).await.leads_to("/releves/");
        treasurer.acknowledge_all(&statement).await;
    };
    send("un.csv", 8).await;
    let page = treasurer.get(&path).await.is(200);
    let (key, first) = (page.field("key"), page.field("seen_total"));
    let form =
        [("key", key.as_str()), ("seen_total", &first), ("attest", "1"), ("missing_note", "En retard.")];
    let receipt = treasurer.post(&path, &form).await.leads_to("/declarations/");
    let payment = treasurer.pay(&receipt).await;
    finance.record(&payment, &new_key(), "2025-09-06", &first).await.leads_to("/encaissements/");

    send("deux.csv", 5).await;
    treasurer.get(P05).await.is(200).hides("name=\"employer\"");
    let page = treasurer.get(&path).await.is(200).shows("complète");
    let second = page.field("seen_total");
    let late = treasurer.declare(P05).await;
    assert_ne!(late, receipt);
    treasurer.get(&late).await.is(200).shows("518-2025-26-P05-2").shows("À payer");
    treasurer.get(&receipt).await.is(200).shows("518-2025-26-P05-1").shows("Payé");
    // Once more, from another tab: nothing is left to declare.
    assert_eq!(treasurer.attest(P05, &new_key(), &second).await.leads_to("/declarations/"), late);

    let payment = treasurer.pay(&late).await;
    finance.record(&payment, &new_key(), "2025-09-06", &second).await.leads_to("/encaissements/");
    treasurer.get(&late).await.is(200).shows("Payé");
    let frozen = "select string_agg(distinct l.employer, ', ' order by l.employer) from declaration_levies l
        join declarations d on d.id = l.declaration_id where d.receipt_number = '518-2025-26-P04-1'";
    assert_eq!(portal.db_one(frozen).await, "Résidence des Battures, Résidence du Fleuve");
    let both = "select id::text from declarations where receipt_number = '518-2025-26-P04-1'";
    let page = format!("/declarations/{}", portal.db_one(both).await);
    treasurer.get(&page).await.is(200).shows("Résidence des Battures").shows("Résidence du Fleuve");
    let union = portal.db_union("518").await;
    let audited = portal.auditor().await.get(&format!("/syndicats/{union}{page}")).await.is(200);
    audited.shows("Résidence des Battures").shows("Résidence du Fleuve");
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}
