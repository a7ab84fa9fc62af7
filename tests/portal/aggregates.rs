//! Persons and bases as of a date, budgets shared by them, and the bodies' years.

use quittance::access::Role;
use quittance::aggregates::store::keep;
use sqlx::Executor;

use crate::portal::{P05, Portal, new_key};

const NUMBERS: [&str; 3] = ["412", "518", "733"];

/// What is kept of every union, against its lines.
async fn discrepancies(portal: &Portal) -> Vec<String> {
    let mut found = Vec::new();
    for number in NUMBERS {
        let treasurer = portal.db_actor(Role::Treasurer, number).await;
        let mut scoped = portal.db_scoped(&treasurer).await;
        let union = scoped.own_union().unwrap();
        found.extend(keep::discrepancies(&mut scoped, union).await.unwrap());
    }
    found
}

#[tokio::test]
async fn what_is_kept_of_each_statement_is_what_its_lines_say() {
    let portal = Portal::demo().await;
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    let treasurer = portal.treasurer().await;
    // Errors, corrections and held lines among it; then another version in its place.
    treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    let statements = "select count(*) from statements where state <> 'superseded'";
    let kept = portal.db_count("select count(*) from headcounts").await;
    assert_eq!(kept, portal.db_count(statements).await);
    for planted in [
        "update headcounts set persons = persons - 1, full_time = full_time - 1 where fiscal_year = 2025 and period = 2",
        "update headcount_bases set dues = dues + 0.01 where fiscal_year = 2025 and period = 3",
        "update headcounts set shared = 1 where fiscal_year = 2024 and period = 12 and shared = 0",
    ] {
        let before = discrepancies(&portal).await.len();
        portal.db_owner().execute(planted).await.unwrap();
        assert!(discrepancies(&portal).await.len() > before, "{planted}");
    }
}

const SHARED: &str = "select max(shared)::text from headcounts h join unions u on u.id = h.union_id
    where u.number = '518'";

#[tokio::test]
async fn a_person_with_two_employers_counts_once_as_soon_as_the_register_says_who_is_who() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    assert_eq!(portal.db_one(SHARED).await, "0");
    let before = treasurer.get("/effectifs.csv?par=syndicat").await.is(200).html();
    let page = treasurer.get("/membres/doublons").await.is(200);
    let (first, second) = (page.field("first"), page.field("second"));
    let settle = async |choice: &str| {
        let key = new_key();
        let form =
            [("key", &key[..]), ("first", &first), ("second", &second), ("choice", choice), ("note", "Vu.")];
        treasurer.post("/membres/doublons", &form).await.leads_to("/membres/doublons");
    };
    settle("same").await;
    assert_eq!(portal.db_one(SHARED).await, "1");
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    let after = treasurer.get("/effectifs.csv?par=syndicat").await.is(200).html();
    assert_eq!(persons(&after) + 1, persons(&before));
    treasurer.get("/effectifs").await.is(200).shows("comptées une fois");
    settle("different").await;
    assert_eq!(portal.db_one(SHARED).await, "0");
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    treasurer.get("/effectifs").await.is(200).hides("comptées une fois");
}

/// The persons of the last row of an export, the total.
fn persons(csv: &str) -> i64 {
    csv.trim_end().lines().last().unwrap().split(';').nth(6).unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_same_number_at_two_employers_is_one_person_without_anybody_saying_so() {
    let portal = Portal::demo().await;
    // As if the union collected numbers and both employers' files had brought one person's.
    let same = "update members set sin_index = '\\x01' where id in (
        select unnest(array[a.id, b.id]) from members a join members b on b.union_id = a.union_id
          and b.employer_id <> a.employer_id and b.hired_on = a.hired_on and a.id < b.id
        join unions u on u.id = a.union_id where u.number = '518' limit 2)";
    assert_eq!(portal.db_owner().execute(same).await.unwrap().rows_affected(), 2);
    let treasurer = portal.db_actor(Role::Treasurer, "518").await;
    let mut scoped = portal.db_scoped(&treasurer).await;
    let union = scoped.own_union().unwrap();
    keep::shared(&mut scoped, union).await.unwrap();
    scoped.commit().await.unwrap();
    assert_eq!(portal.db_one(SHARED).await, "1");
}

#[tokio::test]
async fn finance_reads_every_body_a_federation_its_unions_and_a_union_itself() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await.get("/effectifs").await.is(200);
    finance.shows("Fédération de la santé").shows("Fédération du commerce").shows("Par conseil central");
    let federation = portal.federation_officer("FC").await;
    let own = federation.get("/effectifs").await.is(200).shows("733").hides("412").hides("518");
    own.shows("Par conseil central");
    let treasurer = portal.treasurer_of("518").await;
    treasurer.get("/effectifs?par=syndicat").await.is(200).shows("518").hides("412").hides("733");
    portal.administrator().await.get("/effectifs").await.is(404);
    portal.signing_officer().await.get("/effectifs").await.is(404);
    portal.auditor().await.get("/effectifs.csv").await.is(200);
    assert_eq!(portal.db_journaled("exported", "done").await, 1);
}

#[tokio::test]
async fn what_is_counted_is_the_last_period_ended_by_the_date_asked_for() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // P05 ended on August 16; nothing of it is received yet.
    treasurer.get("/effectifs").await.is(200).shows("19\u{a0}juillet 2025").hides("16\u{a0}août");
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.get("/effectifs").await.is(200).shows("16\u{a0}août 2025");
    let day = "/effectifs?le-year=2025&le-month=8&le-day=";
    treasurer.get(&format!("{day}16")).await.is(200).shows("se sont terminées le 16\u{a0}août");
    treasurer.get(&format!("{day}15")).await.is(200).shows("se sont terminées le 19\u{a0}juillet");
    // To the others it counts when it is declared.
    let auditor = portal.auditor().await;
    auditor.get("/effectifs?par=syndicat").await.is(200).hides("16\u{a0}août");
    let federation = portal.federation_officer("FSSS").await;
    federation.get("/effectifs").await.is(200).hides("16\u{a0}août");
    let long_ago = treasurer.get("/effectifs?le-year=2020&le-month=1&le-day=1").await.is(200);
    long_ago.shows("Unités sans relevé").shows("1 unité sans relevé");
    let wrong = treasurer.get("/effectifs?le-year=2025&le-month=2&le-day=30").await.is(422);
    assert!(wrong.shows("Inscrivez une date qui existe").html().contains("value=\"30\""));
}

#[tokio::test]
async fn a_federation_reads_no_base_of_a_few_people() {
    let portal = Portal::demo().await;
    let federation = portal.federation_officer("FC").await;
    let of_many = federation.get("/effectifs.csv?par=unite").await.is(200).html();
    portal
        .db_owner()
        .execute(
            "update headcount_bases set persons = 9 where union_id = (select id from unions where number = '733');
             update headcounts set persons = 9, full_time = 0, part_time = 0, shared = 0
             where union_id = (select id from unions where number = '733')",
        )
        .await
        .unwrap();
    let of_few = federation.get("/effectifs.csv?par=unite").await.is(200).html();
    let salary = |csv: &str| csv.lines().nth(1).unwrap().split(';').nth(11).unwrap().to_owned();
    assert!(!salary(&of_many).is_empty());
    assert_eq!(salary(&of_few), "");
    federation.get("/effectifs").await.is(200).shows("moins de 10 personnes").hides(&salary(&of_many));
    let auditor = portal.auditor().await.get("/effectifs.csv?par=syndicat&corps=FC").await.is(200).html();
    assert_eq!(salary(&auditor), salary(&of_many), "finance reads them all");
}

#[tokio::test]
async fn aggregates_name_nobody() {
    let portal = Portal::demo().await;
    let name = portal.db_one("select name from members where name like '%,%' limit 1").await;
    let name = name.split(',').next().unwrap().to_owned();
    let treasurer = portal.treasurer().await;
    for path in ["/effectifs", "/effectifs.csv?par=unite", "/repartition?montant=10&par=unite"] {
        treasurer.get(path).await.is(200).hides(&format!("{name},"));
    }
}

#[tokio::test]
async fn a_budget_is_shared_among_unions_and_sums_exactly() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    finance.get("/repartition").await.is(200).hides("Part exacte");
    let page = finance.get("/repartition?montant=10+000,00&unite=dollars&poids=personnes&par=syndicat").await;
    page.is(200).shows("Part exacte").shows("10\u{a0}000,00\u{a0}$").shows("412").shows("518").shows("733");
    let csv = finance.get("/repartition.csv?montant=10000&poids=salaire&par=syndicat").await.is(200).html();
    let parts: Vec<i64> = csv
        .trim_end()
        .lines()
        .skip(1)
        .map(|line| line.rsplit(';').next().unwrap().replace(',', "").parse().unwrap())
        .collect();
    assert_eq!(parts.len(), 4);
    assert_eq!((parts[..3].iter().sum::<i64>(), parts[3]), (1_000_000, 1_000_000));
    let typed = "/repartition?montant=7&unite=entiers&poids=saisie&texte=Rimouski%3B50%0AMatane+%3B+30%0A20";
    let page = finance.get(typed).await.is(200).shows("Rimouski").shows("Matane");
    page.shows("3,5000").shows("1 place manquait").shows("50\u{a0}%");
}

#[tokio::test]
async fn what_cannot_be_shared_out_is_refused_with_what_was_typed() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    for (query, said) in [
        ("montant=abc", "avec deux décimales au plus"),
        ("montant=-5", "avec deux décimales au plus"),
        ("montant=1,234", "avec deux décimales au plus"),
        ("montant=1,5&unite=entiers", "nombre entier positif"),
        ("montant=5&poids=saisie&texte=Rimouski", "La ligne 1 ne se termine pas"),
        ("montant=5&poids=saisie&texte=1%0A%0Ab%3B-2", "La ligne 3 ne se termine pas"),
        ("montant=5&poids=saisie&texte=", "au moins un nombre"),
        ("montant=5&poids=saisie&texte=0", "au moins un nombre"),
        ("montant=5&le-year=2020&le-month=1&le-day=1", "au moins un nombre"),
    ] {
        let page = finance.get(&format!("/repartition?{query}")).await.is(422).shows(said);
        let typed = query.split('&').next().unwrap().replace("montant=", "");
        assert!(page.html().contains(&format!("value=\"{typed}\"")), "{query}");
        finance.get(&format!("/repartition.csv?{query}")).await.is(400);
    }
}

#[tokio::test]
async fn a_body_s_years_cut_the_same_periods_elsewhere_and_add_up_to_the_same() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    // Declared from April 2024: P01 to P12 of 2024-25 end before March 2025, P13 and five more after.
    let page = finance.get("/exercices?corps=CSN").await.is(200);
    page.shows("commence le 1er\u{a0}mars").shows("Exercice 2025-26, du 1er\u{a0}mars 2025");
    let all: String = portal
        .db_one("select sum(declared)::text from balances b join bodies o on o.id = b.payee_id where o.code = 'CSN'")
        .await;
    let csv = finance.get("/exercices.csv?corps=CSN").await.is(200).html();
    let cents = |text: &str| text.replace([',', '.'], "").parse::<i64>().unwrap();
    let rows: Vec<Vec<&str>> =
        csv.trim_end().lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>()).collect();
    assert_eq!(rows.iter().map(|row| cents(row[5])).sum::<i64>(), cents(&all));
    for row in &rows {
        // The period's end is in the body's year that the row names: from March 1.
        let (year, month): (i32, u32) = (row[3][..4].parse().unwrap(), row[3][5..7].parse().unwrap());
        let start = if month >= 3 { year } else { year - 1 };
        assert!(row[0].starts_with(&start.to_string()), "{row:?}");
    }
    assert!(rows.iter().any(|row| row[0] != row[1]), "some periods change years");
    let council = portal.db_one("select code from bodies where kind = 'central_council' limit 1").await;
    finance.get(&format!("/exercices?corps={council}")).await.is(200).shows("commence le 1er\u{a0}janvier");
    finance.get("/exercices?corps=RIEN").await.is(404);
}

#[tokio::test]
async fn a_federation_reads_its_own_years_only() {
    let portal = Portal::demo().await;
    let federation = portal.federation_officer("FC").await;
    federation.get("/exercices").await.is(200).shows("Fédération du commerce").hides("Confédération");
    federation.get("/exercices?corps=CSN").await.is(404);
    federation.get("/exercices.csv?corps=FSSS").await.is(404);
    portal.treasurer().await.get("/exercices").await.is(404);
    // What another payee's unions owe is not in it.
    let own = portal
        .db_one("select sum(declared)::text from balances b join bodies o on o.id = b.payee_id where o.code = 'FC'")
        .await;
    let csv = federation.get("/exercices.csv").await.is(200).html();
    let sum: i64 = csv
        .trim_end()
        .lines()
        .skip(1)
        .map(|line| line.split(';').nth(5).unwrap().replace(',', "").parse::<i64>().unwrap())
        .sum();
    assert_eq!(sum, own.replace('.', "").parse::<i64>().unwrap());
}

#[tokio::test]
async fn opening_balances_are_no_period_s() {
    let portal = Portal::demo().await;
    let finance = portal.finance_officer().await;
    let before = finance.get("/exercices.csv?corps=CSN").await.is(200).html();
    let path = format!("/syndicats/{}/ouverture", portal.db_union("518").await);
    let page = finance.get(&path).await.is(200);
    let csn = page.fields().into_iter().find(|(name, _)| name.starts_with("balance-")).unwrap().0;
    let key = new_key();
    let form = [("key", &key[..]), (&csn, "1 000,00"), ("source", "Lettre")];
    finance.post(&path, &form).await.leads_to("/syndicats/");
    assert_eq!(finance.get("/exercices.csv?corps=CSN").await.is(200).html(), before);
}
