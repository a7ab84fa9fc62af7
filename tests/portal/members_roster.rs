//! The people from before the portal: a list looked at, then taken in, that statements prevail over.

use crate::answer::Answer;
use crate::portal::{P05, Portal, Treasurer, new_key};

pub const PEOPLE: &str = "Matricule;Nom;Statut;Date d’embauche;Carte signée le;Numéro de carte\n\
    900001;Bélanger, Rose;TC;2001-05-06;2001-05-20;A-1\n\
    900002;Côté, Luc;TP;2010-01-04;;\n";

async fn bring(portal: &Portal, treasurer: &Treasurer, text: &str) -> Answer {
    let (key, employer) = (new_key(), portal.db_employers("412").await[0].to_string());
    let form = [("key", key.as_str()), ("employer", &employer), ("received_on", "2024-03-31")];
    treasurer.upload("/membres/effectif", &form, "effectif.csv", text.as_bytes()).await
}

/// The address of a roster in the register.
pub async fn taken_in(portal: &Portal, treasurer: &Treasurer, text: &str) -> String {
    let roster = bring(portal, treasurer, text).await.leads_to("/membres/effectif/");
    treasurer.post(&roster, &[]).await.leads_to(&roster);
    roster
}

#[tokio::test]
async fn a_roster_is_looked_at_before_it_is_taken_in_and_taken_in_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let before = portal.db_count("select count(*) from members").await;
    let roster = bring(&portal, &treasurer, PEOPLE).await.leads_to("/membres/effectif/");
    treasurer.get(&roster).await.is(200).shows("Bélanger, Rose").shows("À ajouter");
    assert_eq!(portal.db_count("select count(*) from members").await, before);
    for _ in 0..2 {
        treasurer.post(&roster, &[]).await.leads_to(&roster);
    }
    assert_eq!(portal.db_count("select count(*) from members").await, before + 2);
    assert_eq!(portal.db_journaled("roster-taken-in", "done").await, 1);
    let list = treasurer.get("/membres?voir=tous&q=belanger+rose").await.is(200);
    list.shows("Bélanger, Rose").shows("900001");
}

#[tokio::test]
async fn cards_of_the_roster_are_recorded_where_none_is() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let known = portal
        .db_one(
            "select employee_number from members m join unions u on u.id = m.union_id
             where u.number = '412' and card_signed_on is null and first_year is not null limit 1",
        )
        .await;
    let text = format!("{PEOPLE}{known};Quelqu’un, Autre;TC;;2019-02-03;B-7\n");
    let roster = taken_in(&portal, &treasurer, &text).await;
    let card = format!(
        "select card_number || ' ' || card_signed_on || ' ' || (name = 'Quelqu’un, Autre')::text
         from members where employee_number = '{known}' and card_number <> ''"
    );
    let row: String =
        sqlx::query_scalar(sqlx::AssertSqlSafe(card)).fetch_one(portal.db_owner()).await.unwrap();
    assert_eq!(row, "B-7 2019-02-03 false", "the card is kept, the name stays the statement's");
    treasurer.get(&roster).await.is(200).shows("Versée au registre");
}

#[tokio::test]
async fn a_statement_takes_over_whom_a_roster_named_without_making_them_new() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // Known before the portal, first paid by the statement of P05.
    let sample = crate::portal::sample("P05-statement-utf8.csv");
    let text = String::from_utf8(sample.clone()).unwrap();
    let number = text.lines().nth(3).unwrap().split(',').next().unwrap().trim_matches('"').to_owned();
    sqlx::query("delete from members where employee_number = $1")
        .bind(&number)
        .execute(portal.db_owner())
        .await
        .unwrap();
    let roster = format!("Matricule;Nom;Date d’embauche\n{number};Avant, Portail;1999-09-09\n");
    taken_in(&portal, &treasurer, &roster).await;
    treasurer.send_file(P05, "P05.csv", &sample).await.leads_to("/releves/");
    let row: (bool, Option<chrono::NaiveDate>, bool) = sqlx::query_as(
        "select seen_from is null, hired_on, first_year = 2025 from members where employee_number = $1",
    )
    .bind(&number)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    assert_eq!(row, (true, "1999-09-09".parse().ok(), true));
}

#[tokio::test]
async fn a_roster_with_a_cell_that_cannot_be_read_is_refused_whole() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Statut;Carte signée le\n900001;Roy, Marc;TC;hier\n;Diallo, Awa;X;\n";
    let page = bring(&portal, &treasurer, text).await.is(422);
    page.shows("3 cellules").shows("hier").shows("Écrivez TC").shows("Il manque le matricule");
    bring(&portal, &treasurer, "Nom\nRoy\n").await.is(422).shows("Matricule");
    assert_eq!(portal.db_count("select count(*) from member_rosters").await, 0);
}

#[tokio::test]
async fn a_roster_of_another_union_is_not_found() {
    let portal = Portal::demo().await;
    let roster = bring(&portal, &portal.treasurer().await, PEOPLE).await.leads_to("/membres/effectif/");
    let other = portal.treasurer_of("518").await;
    other.get(&roster).await.is(404);
    other.post(&roster, &[]).await.is(404);
    assert_eq!(portal.db_count("select count(*) from member_roster_uses").await, 0);
}

/// Somebody by her number: the address of her page.
async fn person(portal: &Portal, number: &str) -> String {
    let id: String = sqlx::query_scalar("select id::text from members where employee_number = $1")
        .bind(number)
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
    format!("/membres/{id}")
}

#[tokio::test]
async fn whom_only_a_replaced_statement_named_is_listed_no_more_unless_the_union_wrote_of_the_person() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let wrong = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n\
        970001;Zedd, Ana;2471;TC;33,00;2000,00;30,00\n970002;Zedd, Bea;2471;TC;33,00;2000,00;30,00\n\
        970003;Zedd, Cléo;2471;TC;33,00;2000,00;30,00\n970004;Zedd, Dan;2471;TC;33,00;2000,00;30,00\n";
    treasurer.send_file(P05, "autre.csv", wrong.as_bytes()).await.leads_to("/releves/");
    treasurer.get("/membres?voir=tous&q=9700").await.is(200).shows("Zedd, Ana");

    // A card taken back, a telephone, a decision: each was written by the union.
    let card = person(&portal, "970002").await;
    for (signed_on, withdraw) in [("2025-09-01", ""), ("", "1")] {
        let key = new_key();
        let mut form = vec![("key", key.as_str()), ("signed_on", signed_on), ("card_number", "")];
        form.extend((withdraw == "1").then_some(("withdraw", "1")));
        treasurer.post(&format!("{card}/carte"), &form).await.leads_to(&card);
    }
    let (phone, key) = (person(&portal, "970003").await, new_key());
    let form = [
        ("key", key.as_str()),
        ("field", "phone"),
        ("value", "(418) 555-0222"),
        ("effective_on", "2025-09-01"),
    ];
    treasurer.post(&format!("{phone}/coordonnees"), &form).await.leads_to(&phone);
    sqlx::query(
        "insert into member_decisions (union_id, id, first_id, choice, note, decided_at, decided_by)
         select union_id, id, id, 'different', 'Vu.', now(), id from members where employee_number = '970004'",
    )
    .execute(portal.db_owner())
    .await
    .unwrap();

    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let named = "select count(*) from members m join unions u on u.id = m.union_id
        where u.number = '412' and m.first_year is not null";
    let listed = portal.db_count(named).await + 3;
    for view in ["partis", "tous"] {
        let page = treasurer.get(&format!("/membres?voir={view}&q=9700")).await.is(200).hides("Zedd, Ana");
        page.shows("Zedd, Bea").shows("Zedd, Cléo").shows("Zedd, Dan").shows(&format!("({listed})"));
    }
    let csv = treasurer.get("/membres.csv?voir=tous&motif=verification").await.is(200).html();
    assert!(csv.contains("970002") && !csv.contains("970001"));
    treasurer.get(&person(&portal, "970001").await).await.is(200).shows("Sur aucun relevé en vigueur");
}
