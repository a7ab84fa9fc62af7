//! Two real statements in a row: what the second says against the first, of one union alone.

use std::collections::BTreeSet;

use encoding_rs::WINDOWS_1252;
use quittance::access::Role;
use quittance::statements::intake;
use quittance::unions;

use crate::portal::{P05, Portal, sample};

/// The sample of P05, with some cells changed: employee number, column, value. `None` takes the line
/// out.
fn p05_with(changes: &[(&str, &str, Option<&str>)]) -> Vec<u8> {
    let bytes = sample("P05-releve-cp1252.csv");
    let (text, _, _) = WINDOWS_1252.decode(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    let mut made = 0;
    for record in reader.records() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        let (employee, mut is_there) = (cells[0].clone(), true);
        for (_, name, value) in changes.iter().filter(|(number, ..)| *number == employee) {
            made += 1;
            match value {
                Some(value) => cells[header.iter().position(|h| h == *name).unwrap()] = (*value).to_owned(),
                None => is_there = false,
            }
        }
        if is_there {
            writer.write_record(&cells).unwrap();
        }
    }
    assert_eq!(made, changes.len(), "each of them is in the file");
    writer.into_inner().unwrap()
}

/// Rules that compare with what came before, with whom they found, in P05 of a union.
async fn found(portal: &Portal, union: &str) -> BTreeSet<(String, String)> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select f.rule, coalesce(l.employee_number, f.value)
         from statement_findings f
         join statements s on s.union_id = f.union_id and s.id = f.statement_id and s.state <> 'superseded'
         join unions u on u.id = f.union_id
         left join statement_lines l on l.union_id = f.union_id and l.statement_id = f.statement_id and l.line = f.line
         where u.number = $1 and s.fiscal_year = 2025 and s.period = 5
           and f.rule in ('V05', 'V06', 'V21', 'V23', 'V25', 'V30', 'V35', 'V36', 'V41', 'V50', 'V53', 'V64', 'V66')",
    )
    .bind(union)
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    rows.into_iter().collect()
}

fn told(rules: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    rules.iter().map(|(rule, number)| ((*rule).to_owned(), (*number).to_owned())).collect()
}

#[tokio::test]
async fn a_statement_is_compared_with_the_one_before() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let gone = ("V41", "100719");
    assert_eq!(found(&portal, "412").await, told(&[gone]), "counted by hand in the two files");

    let changed = p05_with(&[
        ("100003", "Nom", Some("Joseph-Roy, François")),
        ("100003", "Adresse", Some("8 rue des Ormes, Rimouski QC G5L 1A2")),
        ("100003", "Salaire", Some("21,00")),
        ("100012", "NAS", Some("046454286")),
        ("100012", "Salaire", Some("66,84")),
        ("100012", "Salaire versé", Some("10 026,00")),
        ("100012", "Cotisation", Some("150,39")),
        ("100012", "Date d'embauche", Some("2025-07-21")),
        ("100012", "Droit d'entrée", Some("5,00")),
        ("900000", "Nom", None),
    ]);
    let statement = treasurer.send_file(P05, "releve.csv", &changed).await.leads_to("/releves/");
    let wanted = [
        gone,
        ("V21", "100012"),
        ("V23", "100003"),
        ("V25", "100003"),
        ("V35", "100003"),
        ("V36", "100012"),
        ("V53", "100012"),
        ("V64", "100012"),
    ];
    assert_eq!(found(&portal, "412").await, told(&wanted), "900000 was on no statement before");
    let page = treasurer.get(&format!("{statement}?voir=warning")).await.is(200);
    page.shows("100719").shows("n’est plus celui du relevé précédent").hides("046454286").hides("087789327");
    let infos = treasurer.get(&format!("{statement}?voir=info")).await.is(200);
    infos.shows("Joseph, François").hides("1543 rue des Pins");
}

#[tokio::test]
async fn initiation_dues_are_known_from_any_statement_before() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let five = p05_with(&[("100012", "Droit d'entrée", Some("5,00"))]);
    treasurer.send_file(P05, "a.csv", &five).await.leads_to("/releves/");
    let card =
        sqlx::query("update members set card_signed_on = '2020-01-06' where employee_number = '100012'");
    card.execute(portal.db_owner()).await.unwrap();
    treasurer.send_file(P05, "b.csv", &[five.clone(), b"\r\n".to_vec()].concat()).await.leads_to("/releves/");
    assert!(!found(&portal, "412").await.iter().any(|(rule, _)| rule == "V50"), "signed, deducted once");

    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = unions::store::union(&mut scoped, portal.db_union("412").await).await.unwrap();
    let employer = &union.employers[0];
    let p06 = employer.period("2025-26 P06".parse().unwrap()).unwrap();
    let known = intake::known(&mut scoped, &union, employer, p06, true).await.unwrap();
    let person = known.history.person("100012").unwrap();
    assert_eq!(person.initiated, Some("2025-26 P05".parse().unwrap()));
    assert_eq!(person.paid.len(), 6);
    assert_eq!(known.history.missing, None);
    let p07 = employer.period("2025-26 P07".parse().unwrap()).unwrap();
    let known = intake::known(&mut scoped, &union, employer, p07, true).await.unwrap();
    assert_eq!(known.history.missing, Some("2025-26 P06".parse().unwrap()));
    let p04 = employer.period("2025-26 P04".parse().unwrap()).unwrap();
    let known = intake::known(&mut scoped, &union, employer, p04, true).await.unwrap();
    assert!(known.history.declared);
    assert_eq!(known.history.person("100012").unwrap().initiated, None, "what came after is not before");
}

#[tokio::test]
async fn corrections_are_part_of_what_a_period_paid() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut text = WINDOWS_1252.decode(&p05_with(&[])).0.into_owned();
    let blanks = |n: usize| ";".repeat(n);
    text +=
        &format!("100003;Joseph, François{}-100,00;-1,50{}P04;heures en trop\r\n", blanks(11), blanks(12));
    let (bytes, _, _) = WINDOWS_1252.encode(&text);
    treasurer.send_file(P05, "releve.csv", &bytes).await.leads_to("/releves/");

    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = unions::store::union(&mut scoped, portal.db_union("412").await).await.unwrap();
    let employer = &union.employers[0];
    let mut paid = Vec::new();
    for number in ["2025-26 P05", "2025-26 P06"] {
        let dates = employer.period(number.parse().unwrap()).unwrap();
        let known = intake::known(&mut scoped, &union, employer, dates, true).await.unwrap();
        let person = known.history.person("100003").unwrap();
        paid.push(*person.paid.iter().find(|paid| paid.period == "2025-26 P04".parse().unwrap()).unwrap());
    }
    let difference = |cents| quittance::money::Cad::from_cents(cents);
    assert_eq!(paid[1].salary_paid, paid[0].salary_paid + difference(-10_000));
    assert_eq!(paid[1].dues, paid[0].dues + difference(-150));
}

#[tokio::test]
async fn another_union_sees_nothing_of_it() {
    let portal = Portal::demo().await;
    let mut own = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let union = unions::store::union(&mut own, portal.db_union("412").await).await.unwrap();
    let employer = &union.employers[0];
    let dates = employer.period("2025-26 P05".parse().unwrap()).unwrap();
    let known = intake::known(&mut own, &union, employer, dates, true).await.unwrap();
    assert!(known.history.people.len() >= 206);
    assert!(known.history.person("100003").is_some_and(|person| person.last.is_some()));

    let mut other = portal.db_scoped(&portal.db_actor(Role::Treasurer, "518").await).await;
    let theirs = unions::store::union(&mut other, portal.db_union("518").await).await.unwrap();
    let known = intake::known(&mut other, &theirs, employer, dates, true).await.unwrap();
    assert!(known.history.people.is_empty() && known.history.paid_periods.is_empty());
    let employer = &theirs.employers[0];
    let dates = employer.period("2025-26 P05".parse().unwrap()).unwrap();
    let known = intake::known(&mut other, &theirs, employer, dates, true).await.unwrap();
    assert!(!known.history.people.is_empty());
    assert!(known.history.person("100003").is_none());
}

#[tokio::test]
async fn the_digest_of_every_statement_is_what_its_lines_make() {
    let portal = Portal::demo().await;
    let statements = portal.db_count("select count(*) from statements").await;
    assert!(statements > 20 && statements == portal.db_count("select count(*) from statement_digests").await);
    let differing = "select count(*) from statement_digests d
        left join (select union_id, statement_id, string_agg(employee_number, chr(31) order by line) as numbers,
                     string_agg(correction_period, chr(31) order by line) as corrections,
                     array_agg((coalesce(salary_paid, 0) * 100)::bigint order by line) as salaries,
                     array_agg((coalesce(dues, 0) * 100)::bigint order by line) as dues,
                     array_agg(seniority_days order by line) as seniority,
                     array_agg(vacation_days order by line) as vacation, array_agg(hired_on order by line) as hired
                   from statement_lines
                   where employee_number <> '' and (correction_nature = '' or correction_period <> '')
                   group by union_id, statement_id) l using (union_id, statement_id)
        where (d.employee_numbers, d.correction_periods, d.salary_paid, d.dues, d.seniority_days,
            d.vacation_days, d.hired_on)
          is distinct from (l.numbers, l.corrections, l.salaries, l.dues, l.seniority, l.vacation,
            l.hired)";
    assert_eq!(0, portal.db_count(differing).await);
}

#[tokio::test]
async fn a_declared_statement_of_the_demonstration_has_a_handful_of_findings_none_of_seniority() {
    let portal = Portal::demo().await;
    let most = portal.db_count("select max(errors + warnings + infos)::bigint from statements").await;
    assert!((1..=8).contains(&most), "{most}");
    let gained = portal
        .db_count("select count(*) from statement_findings where rule in ('V39', 'V44', 'V72', 'V73', 'V75', 'V76')")
        .await;
    assert_eq!(gained, 0);
}
