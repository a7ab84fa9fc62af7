//! The annual list of 12.08 and its posting of 12.09; and who reads nothing of members.

use quittance::access::Role;
use quittance::demo;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::portal::{Portal, Treasurer, new_key};

async fn list(treasurer: &Treasurer) -> String {
    let page = treasurer.get("/membres/listes").await.is(200);
    let links = page.links("/membres/listes/");
    links.into_iter().find(|href| !href.ends_with("listes/")).expect("a list")
}

#[tokio::test]
async fn the_demonstrations_list_was_late_and_has_differences_of_every_kind() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.get(&list(&treasurer).await).await.is(200);
    page.shows("échéance le 14\u{a0}avril 2025")
        .shows("En retard")
        .shows("Sur la liste, pas sur le relevé de P13 (1)")
        .shows("Lavoie, Sylvain")
        .shows("Sur le relevé de P13, pas sur la liste (1)")
        .shows("Statut (2)")
        .shows("Service (1)")
        .shows("Téléphone (1)")
        .shows("Date d’embauche (2)");
}

#[tokio::test]
async fn a_difference_is_settled_with_a_note_exported_and_taken_back() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let list = list(&treasurer).await;
    let send = async |choice: &str, note: &str, number: &str| {
        let key = new_key();
        let form = [
            ("key", key.as_str()),
            ("number", number),
            ("kind", "not-on-statement"),
            ("choice", choice),
            ("note", note),
        ];
        treasurer.post(&list, &form).await
    };
    send("ask", "", "107777").await.is(422).shows("Écrivez une note");
    send("ask", "Écrit à la paie.", "999999").await.is(404);
    send("ask", "Écrit à la paie.", "107777").await.leads_to(&list);
    treasurer.get(&list).await.shows("Demander à l’employeur\u{a0}: Écrit à la paie. (Lise Tremblay");
    let csv = treasurer.get(&format!("{list}/ecarts.csv")).await.is(200).html();
    assert!(csv.contains("107777;\"Lavoie, Sylvain\"") || csv.contains("107777;Lavoie, Sylvain"), "{csv}");
    assert!(csv.contains("Écrit à la paie."));
    send("reopened", "Trop vite.", "107777").await.leads_to(&list);
    treasurer.get(&list).await.hides("Écrit à la paie");
    assert_eq!(portal.db_count("select count(*) from annual_list_decisions").await, 2);
}

async fn send_list(treasurer: &Treasurer, name: &str, bytes: &[u8], received_on: &str) -> Answer {
    let page = treasurer.get("/membres/listes").await.is(200);
    let key = page.field("key");
    let html = page.html();
    let employer = html.split("id=\"employer\"").nth(1).and_then(|s| s.split("option value=\"").nth(1));
    let employer = &employer.expect("an employer")[..36];
    let form =
        [("key", key.as_str()), ("employer", employer), ("year", "2024-25"), ("received_on", received_on)];
    treasurer.upload("/membres/listes", &form, name, bytes).await
}

#[tokio::test]
async fn a_list_sent_again_is_a_new_version_and_the_same_bytes_are_the_same_list() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = list(&treasurer).await;
    let file = "Matricule;Nom;Statut\n100018;Bélanger, Loïc;TP\n".as_bytes();
    let second = send_list(&treasurer, "l.csv", file, "2025-05-01").await.leads_to("/membres/listes/");
    assert_ne!(first, second);
    let again = send_list(&treasurer, "l.csv", file, "2025-05-01").await.leads_to("/membres/listes/");
    assert_eq!(second, again);
    treasurer.get(&first).await.is(200).shows("remplacée par une version plus récente");
    treasurer
        .get(&second)
        .await
        .is(200)
        .shows("Temps partiel")
        .shows("Sur le relevé de P13, pas sur la liste (202)");
}

#[tokio::test]
async fn what_is_no_list_says_why_and_keeps_nothing() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let before = portal.db_count("select count(*) from annual_lists").await;
    let page = send_list(&treasurer, "l.csv", b"Nom;Adresse\nRoy;12 rue\n", "2025-05-01").await.is(422);
    page.shows("Colonnes introuvables\u{a0}: Matricule");
    send_list(&treasurer, "l.csv", b"%PDF-1.7", "2025-05-01").await.is(422);
    send_list(&treasurer, "l.csv", b"Matricule;Nom\n1;A\n", "2025-09-07").await.is(422).shows("date passée");
    assert_eq!(portal.db_count("select count(*) from annual_lists").await, before);
}

#[tokio::test]
async fn a_list_without_its_statement_waits_for_it() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    sqlx::query("alter table statements disable trigger user").execute(portal.db_owner()).await.unwrap();
    sqlx::query("update statements set state = 'superseded' where fiscal_year = 2024 and period = 13")
        .execute(portal.db_owner())
        .await
        .unwrap();
    treasurer.get(&list(&treasurer).await).await.is(200).shows("Le relevé de P13 n’est pas encore reçu");
}

#[tokio::test]
async fn the_posting_list_is_by_seniority_and_counts_sixty_days() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let posting = format!("{}/affichage", list(&treasurer).await);
    treasurer.get(&posting).await.is(200).shows("officielle le 13\u{a0}septembre 2025, dans 7 jours");
    let csv = treasurer.get(&format!("{posting}.csv")).await.is(200).html();
    let days: Vec<u32> = csv
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            let text = cells[cells.len() - 2];
            let numbers: Vec<u32> = text.split(' ').filter_map(|word| word.parse().ok()).collect();
            numbers[0] * 365 + numbers[1]
        })
        .collect();
    assert!(days.len() > 190);
    assert!(days.windows(2).all(|pair| pair[0] >= pair[1]), "the most senior first");

    let key = new_key();
    treasurer.post(&posting, &[("key", &key), ("posted_on", "2025-04-01")]).await.is(422);
    treasurer.post(&posting, &[("key", &key), ("posted_on", "2025-06-01")]).await.leads_to(&posting);
    treasurer.get(&posting).await.shows("officielle depuis le 31\u{a0}juillet 2025");
    assert_eq!(portal.db_count("select count(*) from annual_list_postings").await, 2);
}

/// The agreement's four restricted data (12.09), as the demonstration has them for union 412.
async fn restricted(portal: &Portal) -> (Vec<String>, Vec<String>) {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select address, phone, salary, name from annual_list_lines")
            .fetch_all(portal.db_owner())
            .await
            .unwrap();
    let mut seen = Vec::new();
    for (address, phone, salary, _) in &rows {
        seen.extend([address.clone(), phone.clone(), salary.clone(), salary.replace(',', ".")]);
    }
    seen.retain(|text| !text.is_empty());
    let people = String::from_utf8_lossy(include_bytes!("../../src/demo/people.csv")).into_owned();
    let sins: Vec<String> =
        people.lines().skip(1).filter_map(|line| line.split(';').nth(4)).map(str::to_owned).collect();
    (seen, sins)
}

#[tokio::test]
async fn no_page_and_no_export_shows_a_number_and_the_posting_shows_nothing_restricted() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (restricted, sins) = restricted(&portal).await;
    assert!(restricted.len() > 600 && sins.len() == 206 && sins.iter().all(|sin| sin.len() == 9));
    let list = list(&treasurer).await;
    for lang in ["fr", "en"] {
        treasurer.set_cookie("langue", lang);
        for page in [format!("{list}/affichage"), format!("{list}/affichage.csv")] {
            let html = treasurer.get(&page).await.is(200).html();
            for text in &restricted {
                assert!(!html.contains(text.as_str()), "{page} shows {text}");
            }
        }
        let mut pages = vec![
            "/membres?voir=tous".to_owned(),
            "/membres.csv?voir=tous&motif=verification".to_owned(),
            "/membres/cartes".to_owned(),
            "/membres/coordonnees".to_owned(),
            "/membres/coordonnees.csv".to_owned(),
            "/membres/doublons".to_owned(),
            "/membres/listes".to_owned(),
            format!("{list}/ecarts.csv"),
            format!("{list}/affichage"),
            format!("{list}/affichage.csv"),
            list.clone(),
        ];
        let people = treasurer.get("/membres?voir=tous").await.is(200).links("/membres/");
        let is_person = |href: &String| href.trim_start_matches("/membres/").parse::<Uuid>().is_ok();
        pages.extend(people.into_iter().filter(is_person).take(10));
        for page in pages {
            let html = treasurer.get(&page).await.is(200).html();
            for sin in &sins {
                let parts = [&sin[..3], &sin[3..6], &sin[6..]];
                for written in [sin.clone(), parts.join(" "), parts.join("-"), parts.join("\u{a0}")] {
                    assert!(!html.contains(&written), "{page} shows a number");
                }
            }
        }
    }
}

#[tokio::test]
async fn another_union_a_signing_officer_a_federation_finance_and_auditors_find_nothing() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let list = list(&treasurer).await;
    let person = portal.db_one("select m.id::text from members m join unions u on u.id = m.union_id where u.number = '412' limit 1").await;
    let (person, posting) = (format!("/membres/{person}"), format!("{list}/affichage"));
    let own = [
        person.clone(),
        list.clone(),
        format!("{list}/ecarts.csv"),
        posting.clone(),
        format!("{posting}.csv"),
    ];
    for page in &own {
        treasurer.get(page).await.is(200);
    }
    let sections = [
        "/membres",
        "/membres.csv?motif=scrutin",
        "/membres/cartes",
        "/membres/coordonnees",
        "/membres/doublons",
        "/membres/listes",
    ];
    for account in demo::ACCOUNTS.iter().filter(|account| account.email != demo::ACCOUNTS[0].email) {
        let browser = Browser::new(portal.service());
        browser.sign_in(account.email, demo::PASSWORD).await.leads_to("/");
        for page in &own {
            browser.get(page).await.is(404);
        }
        for section in sections {
            let expected = if account.role == Role::Treasurer { 200 } else { 404 };
            browser.get(section).await.is(expected).hides("Bélanger, Loïc");
        }
        let key = new_key();
        let signed = [("key", key.as_str()), ("signed_on", "2025-09-01")];
        browser.post(&format!("{person}/carte"), &signed).await.is(404);
        let form = [signed[0], ("member", &person["/membres/".len()..]), signed[1]];
        browser.post("/membres/cartes", &form).await.is(404);
    }
}
