//! Versions of a statement: who sent which, and what each changed of the one before.

use crate::portal::{P05, Portal};
use crate::statements_browse::sent;

const HEADER: &str = "employee_number,name,address,job_title_code,status,service,shift,salary_rate,salary_unit,salary_paid,dues\n";

fn person(number: u32, address: &str, paid: &str, dues: &str) -> String {
    format!("{number},\"Roy, A\",{address},3455,FT,600,D,22.59,H,{paid},{dues}\n")
}

#[tokio::test]
async fn a_replacement_says_at_once_what_it_changed_field_by_field() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let same = person(500_001, "1 rue A", "2000.00", "30.00");
    let old = [
        same.clone(),
        person(500_002, "2 rue B", "1000.00", "15.00"),
        person(500_003, "3 rue C", "1000.00", "15.00"),
        person(500_004, "4 rue D", "1000.00", "15.00"),
    ];
    let new = [
        person(500_004, "5 rue E", "1000.00", "15.00"),
        same,
        person(500_002, "2 rue B", "1826.67", "27.40"),
        person(500_005, "6 rue F", "1000.00", "15.00"),
    ];
    let first = sent(&treasurer, "a.csv", format!("{HEADER}{}", old.concat()).as_bytes()).await;
    treasurer.get(&first).await.is(200).hides("Version 1");
    let second = sent(&treasurer, "b.csv", format!("{HEADER}{}", new.concat()).as_bytes()).await;

    let heading = "Version 2\u{a0}: 4 lignes changées, +12,40\u{a0}$ de cotisations";
    let findings = treasurer.get(&second).await.is(200).shows(heading);
    let link = format!("<a href=\"{second}/versions\">Version 2");
    assert!(findings.html().contains(&link), "the words are a link");
    let page = treasurer.get(&format!("{second}/versions")).await.is(200);
    let page = page.shows("Ce que la version 2 change à la version 1");
    let page =
        page.shows("a.csv").shows("b.csv").shows("Lise Tremblay").shows("En vigueur").shows("Remplacée");
    // One added, one removed, two changed: of one of them the address, which is not shown.
    let page = page.shows("ligne ajoutée 1").shows("ligne retirée 1").shows("lignes modifiées 2");
    let page = page.shows("Salaire versé\u{a0}: 1\u{a0}000,00\u{a0}$ 1\u{a0}826,67\u{a0}$");
    let page = page.shows("Cotisation\u{a0}: 15,00\u{a0}$ 27,40\u{a0}$").shows("Adresse\u{a0}: modifié");
    let page = page.hides("rue D").hides("rue E");
    assert!(page.links(&format!("{first}/lignes/4")).len() == 1, "the line as it was is a link away");

    let csv = treasurer.get(&format!("{second}/versions.csv")).await.is(200).html();
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(rows.len(), 5, "an address, two amounts, a line added and one removed: {csv}");
    // Of the first, there is nothing to say; other unions see neither.
    treasurer.get(&format!("{first}/versions")).await.is(200).hides("Ce que la version");
    assert_eq!(treasurer.get(&format!("{first}/versions.csv")).await.is(200).html().lines().count(), 1);
    portal.treasurer_of("733").await.get(&format!("{second}/versions")).await.is(404);
}

#[tokio::test]
async fn versions_that_say_the_same_in_another_layout_have_no_difference() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let second = treasurer.send_sample(P05, "P05-releve.xlsx").await;
    let page = treasurer.get(&format!("{second}/versions")).await.is(200);
    page.shows("Les deux versions disent la même chose");
    treasurer
        .get(&second)
        .await
        .is(200)
        .shows("Version 2\u{a0}: aucune ligne changée, 0,00\u{a0}$ de cotisations");
}

#[tokio::test]
async fn a_version_that_changes_every_line_pages_to_its_end() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    sent(&treasurer, "a.csv", &crate::files::made_statement(130, |_| false)).await;
    let second = sent(&treasurer, "b.csv", &crate::files::made_statement(130, |_| true)).await;
    treasurer.get(&second).await.is(200).shows("130 lignes changées, +351,00\u{a0}$ de cotisations");
    let mut page = treasurer.get(&format!("{second}/versions")).await.is(200);
    let mut seen = Vec::new();
    loop {
        seen.extend(page.links(&format!("{second}/lignes/")));
        let next = page.links("/releves/").into_iter().find(|href| href.contains("apres="));
        let Some(next) = next else { break };
        page = treasurer.get(&next).await.is(200);
    }
    let expected: Vec<String> = (1..=130).map(|line| format!("{second}/lignes/{line}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn the_file_of_another_period_says_so_where_it_is_sent_again() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = format!("{HEADER}{}", person(500_001, "1 rue A", "2000.00", "30.00"));
    let first = sent(&treasurer, "p05.csv", text.as_bytes()).await;
    let same = "octet pour octet, celui du relevé de la période P05 2025-26";
    treasurer.get(&first).await.is(200).hides("octet pour octet");
    portal.clock.clone().advance(chrono::Duration::days(28));
    let treasurer = portal.treasurer().await;
    let p06 = "/periodes/2025-26/P06";
    let again = treasurer.send_file(p06, "p06.csv", text.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&again).await.is(200).shows(same);
    let other = format!("{text}\r\n");
    let next = treasurer.send_file(p06, "p06.csv", other.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&next).await.is(200).hides("octet pour octet");
}
