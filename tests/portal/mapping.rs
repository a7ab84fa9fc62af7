//! A file that only a person can read: asked about, answered once, read so from then on.

#[path = "mapping_again.rs"]
mod again;

use crate::answer::Answer;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// Fields of a page's form with these values in their places.
pub fn answered<'a>(page: &'a Answer, said: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let mut fields = page.fields();
    for (name, value) in said {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

pub async fn say(treasurer: &Treasurer, path: &str, fields: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    treasurer.post(path, &form).await
}

const LAYOUT: &str = "Matricule;Nom;Clé;Emploi no;Genre;Lieu;Roulement;Taux horaire;Gagné;Part;Adresse\n\
    7001;Roy, Rose;130692544;2471;TC;6060;D;33,42;2000,00;30,00;1 rue A\n\
    7002;Roy, Anne;046454286;2471;TC;6060;D;33,42;2100,00;31,50;1 rue B\n\
    7003;Roy, Luc;130692544;2471;TC;6060;D;33,42;2200,00;33,00;1 rue C\n\
    7004;Roy, Guy;046454286;2471;TC;6060;D;33,42;2300,00;34,50;1 rue D\n";

#[tokio::test]
async fn columns_that_no_name_tells_are_asked_about_once_and_known_the_next_time() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "paie.csv", LAYOUT.as_bytes()).await.leads_to("/envois/");
    assert!(page.ends_with("/colonnes"), "{page}");
    assert_eq!(portal.db_count(STATEMENTS).await, 0, "nothing is kept before the answer");
    let form = treasurer.get(&page).await.is(200);
    // What the cells look like is proposed, and said to be so; a number is not shown whole.
    let form = form
        .shows("Aucune colonne ne porte un nom connu")
        .shows("Proposé d’après le contenu")
        .hides("130692544");
    let field =
        |name: &str| form.fields().into_iter().find(|(field, _)| field == name).map(|(_, value)| value);
    assert_eq!(field("column-2").as_deref(), Some("sin"));
    assert_eq!(field("column-8").as_deref(), Some("salary_paid"));
    assert_eq!(field("column-9").as_deref(), Some("dues"));
    let said = answered(&form, &[("column-5", "service")]);
    let statement = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("8\u{a0}600,00\u{a0}$").shows("129,00\u{a0}$");

    // Next time, columns moved: read without a question.
    let moved: String = LAYOUT
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(';').collect();
            cells.swap(2, 9);
            cells.join(";") + "\n"
        })
        .collect();
    let again = treasurer.send_file(P05, "paie-2.csv", moved.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&again).await.is(200).shows("129,00\u{a0}$");
    assert_eq!(portal.db_count("select count(*) from statement_mappings").await, 1);
    assert_eq!(portal.db_journaled("mapping-saved", "done").await, 1);
}

#[tokio::test]
async fn a_number_with_two_readings_waits_for_a_person() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n\
        7001;Roy, Rose;2471;TC;33;1,234;18\n7002;Roy, Anne;2471;TC;33;2,000;30\n";
    let page = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let form = form.shows("«\u{a0}1,234\u{a0}»");
    let said = answered(&form, &[("decimal", "point")]);
    let statement = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("3\u{a0}234,00\u{a0}$");
}

#[tokio::test]
async fn a_question_left_open_comes_back_at_its_field_with_what_was_said() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation;Date d’embauche\n\
        7001;Roy, Rose;2471;TC;33;1,234;18;04/08/2025\n7002;Roy, Anne;2471;TC;33;2,000;30;\n";
    let page = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let said = answered(&form, &[("seniority", "in_all"), ("dates", "day_first")]);
    let form = say(&treasurer, &page, &said).await.is(422).shows("«\u{a0}1,234\u{a0}» est-il un nombre");
    let html = form.html();
    assert!(html.contains("href=\"#decimal\"") && html.contains("id=\"decimal-error\""), "{html}");
    assert!(!html.contains("href=\"#dates\""), "answered");
    for kept in [("seniority", "in_all"), ("dates", "day_first")] {
        assert!(form.fields().contains(&(kept.0.to_owned(), kept.1.to_owned())), "{kept:?}");
    }
    let unsure = answered(&form, &[("decimal", "point"), ("dates", "")]);
    let form = say(&treasurer, &page, &unsure).await.is(422).shows("le jour vient-il avant le mois");
    assert!(form.html().contains("href=\"#dates\"") && form.html().contains("id=\"dates-error\""));
    assert_eq!(portal.db_count("select count(*) from statement_mappings").await, 0, "nothing is kept so");
    let said = answered(&form, &[("dates", "day_first")]);
    let statement = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("3\u{a0}234,00\u{a0}$");
}

#[tokio::test]
async fn dates_whose_day_may_be_the_month_wait_for_a_person_and_others_do_not() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = |day: &str| {
        format!(
            "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation;Date d’embauche\n\
             7001;Roy, Rose;2471;TC;33,00;2000,00;30,00;{day}\n"
        )
    };
    treasurer.send_file(P05, "a.csv", text("28/07/2025").as_bytes()).await.leads_to("/releves/");
    let page = treasurer.send_file(P05, "b.csv", text("04/08/2025").as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("le jour vient-il avant le mois");
    let said = answered(&form, &[("dates", "day_first")]);
    say(&treasurer, &page, &said).await.leads_to("/releves/");
    let hired = "select hired_on::text from statement_lines l join statements s on s.id = l.statement_id
        where s.state = 'current' and s.fiscal_year = 2025 and s.period = 5";
    assert_eq!(portal.db_one(hired).await, "2025-08-04");
}

#[tokio::test]
async fn codes_of_the_employer_are_said_once_in_reading_the_file_again() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Code d’emploi;Statut;Quart;Taux horaire;Salaire versé;Cotisation;Absences\n\
        7001;Roy, Rose;2471;Rég. A;Jour;33,00;2000,00;30,00;2025-07-21/2025-07-22 MAL7\n";
    let statement = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/releves/");
    let page = treasurer.post(&format!("{statement}/relecture"), &[]).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("«\u{a0}MAL7\u{a0}»").shows("«\u{a0}Rég. A\u{a0}»");
    let said = answered(&form, &[("reason-0", "S01"), ("status-0", "FT"), ("shift-0", "D")]);
    let again = say(&treasurer, &page, &said).await.leads_to("/releves/");
    assert_ne!(again, statement, "the same file read otherwise is another version");
    let line = "select l.status || ' ' || l.shift || ' ' || l.absences from statement_lines l
        join statements s on s.id = l.statement_id where s.state = 'current' and s.fiscal_year = 2025 and s.period = 5";
    assert_eq!(portal.db_one(line).await, "FT D 2025-07-21/2025-07-22 S01");
}

#[tokio::test]
async fn an_answer_that_cannot_be_is_refused_with_what_was_said() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "paie.csv", LAYOUT.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let twice = answered(&form, &[("column-2", "dues"), ("column-9", "dues")]);
    say(&treasurer, &page, &twice).await.is(422).shows("Une autre colonne est déjà lue comme cela");
    let none = answered(&form, &[("column-9", "")]);
    say(&treasurer, &page, &none)
        .await
        .is(422)
        .shows("Dites quelle colonne contient «\u{a0}Cotisation\u{a0}»");
    assert_eq!(portal.db_count("select count(*) from statement_mappings").await, 0);
}

#[tokio::test]
async fn the_columns_of_another_union_are_not_found() {
    let portal = Portal::demo().await;
    let page =
        portal.treasurer().await.send_file(P05, "paie.csv", LAYOUT.as_bytes()).await.leads_to("/envois/");
    let other = portal.treasurer_of("518").await;
    other.get(&page).await.is(404);
    other.post(&page, &[("key", &new_key()), ("column-0", "dues")]).await.is(404);
}

const STATEMENTS: &str = "select count(*) from statements s join unions u on u.id = s.union_id
    where u.number = '412' and s.fiscal_year = 2025 and s.period = 5";

#[tokio::test]
async fn columns_taken_for_one_another_are_asked_about_when_they_hold_secrets() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let sample = String::from_utf8(crate::portal::sample("P05-statement-utf8.csv")).unwrap();
    let swapped = sample
        .replacen("employee_number", "x", 1)
        .replacen("sin", "employee_number", 1)
        .replacen("x", "sin", 1);
    let page = treasurer.send_file(P05, "paie.csv", swapped.as_bytes()).await.leads_to("/envois/");
    treasurer.get(&page).await.is(200).shows("semble contenir des numéros d’assurance sociale");
}

#[tokio::test]
async fn a_secret_in_another_column_is_shown_nowhere() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Code d’emploi;Statut;Quart;Taux horaire;Salaire versé;Cotisation;Absences;Service\n\
        7001;Roy, Rose;2471;046454286;130 692 544;33,00;2000,00;30,00;2025-07-21/2025-07-22 046454286;130692544\n\
        7002;130692544;046454286;TC;D;33,00;046454286;30,00;;6060\n\
        7003;Roy, Luc;2471;TC;D;33,00;2000,00;30,00;;6060\n";
    let statement = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/releves/");
    for page in [
        "?voir=tout",
        "/constats.csv",
        "/lignes",
        "/lignes.csv",
        "/lignes/1",
        "/lignes/2",
        "/versions",
        "/erreurs",
    ] {
        let answer = treasurer.get(&format!("{statement}{page}")).await.is(200).html();
        for secret in ["046454286", "130692544", "130 692 544"] {
            assert!(!answer.contains(secret), "{page} shows {secret}");
        }
    }
}

#[tokio::test]
async fn a_header_alone_takes_the_place_of_nothing() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let header = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n";
    let refused = treasurer.send_file(P05, "vide.csv", header.as_bytes()).await.is(422);
    refused.shows("Les colonnes ont été reconnues");
    assert_eq!(portal.db_count(STATEMENTS).await, 0);
}

#[tokio::test]
async fn a_form_sent_without_a_file_says_so_at_its_field() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let form = treasurer.send_file(P05, "", b"").await.is(422).shows("Choisissez le fichier du relevé");
    assert!(form.html().contains("href=\"#file\"") && form.html().contains("id=\"file-error\""));
    assert_eq!(portal.db_count("select count(*) from statement_uploads").await, 0);
    // The form that comes back takes the file.
    let (key, employer) = (form.field("key"), form.field("employer"));
    let file = crate::files::small_statement(6);
    treasurer.send_file_for(P05, &key, &employer, "p05.csv", &file).await.leads_to("/releves/");
}

#[tokio::test]
async fn a_file_answered_after_a_newer_one_does_not_take_its_place() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "ancien.csv", LAYOUT.as_bytes()).await.leads_to("/envois/");
    portal.clock.clone().advance(chrono::Duration::days(2));
    let treasurer = portal.treasurer().await;
    let newer = crate::files::small_statement(6);
    let newer = treasurer.send_file(P05, "nouveau.csv", &newer).await.leads_to("/releves/");
    let form = treasurer.get(&page).await.is(200);
    let said = answered(&form, &[("column-5", "service")]);
    let told = say(&treasurer, &page, &said).await.is(422);
    told.shows("Un fichier plus récent est en vigueur").shows("«\u{a0}nouveau.csv\u{a0}»").shows("version 1");
    let in_force = "select s.id::text from statements s join unions u on u.id = s.union_id
        where u.number = '412' and s.fiscal_year = 2025 and s.period = 5 and s.state = 'current'";
    assert_eq!(format!("/releves/{}", portal.db_one(in_force).await), newer);
    // Sent again, it is the newer one, and what was said of its columns is kept.
    let again = treasurer.send_file(P05, "ancien.csv", LAYOUT.as_bytes()).await.leads_to("/releves/");
    assert_eq!(format!("/releves/{}", portal.db_one(in_force).await), again);
}

#[tokio::test]
async fn reading_a_file_again_twice_asks_once() {
    let portal = Portal::demo().await;
    let (treasurer, colleague) = (portal.treasurer().await, portal.treasurer().await);
    let file = crate::files::small_statement(6);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    let path = format!("{statement}/relecture");
    let (one, other) = tokio::join!(treasurer.post(&path, &[]), colleague.post(&path, &[]));
    let first = one.leads_to("/envois/");
    assert_eq!(other.leads_to("/envois/"), first);
    assert_eq!(treasurer.post(&path, &[]).await.leads_to("/envois/"), first);
    assert_eq!(portal.db_count("select count(*) from statement_uploads where state = 'asks'").await, 1);
    // Given up, it may be asked for again.
    treasurer.post(&first.replace("/colonnes", "/annulation"), &[]).await.leads_to("/envois/");
    assert_ne!(treasurer.post(&path, &[]).await.leads_to("/envois/"), first);
}

/// The layout without its first row, and a person more.
fn headless() -> String {
    LAYOUT.split_once('\n').unwrap().1.to_owned()
        + "7005;Roy, Éva;130692544;2471;TC;6060;D;33,42;2400,00;36,00;1 rue E\n"
}

#[tokio::test]
async fn a_file_without_header_is_read_by_the_places_that_somebody_said() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "paie.csv", headless().as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let form = form.shows("Aucune ligne du fichier ne nomme ses colonnes").shows("Colonne 1, sans nom");
    let field =
        |name: &str| form.fields().into_iter().find(|(field, _)| field == name).map(|(_, value)| value);
    for (place, item) in [(0, "employee_number"), (1, "name"), (2, "sin"), (8, "salary_paid"), (9, "dues")] {
        assert_eq!(field(&format!("column-{place}")).as_deref(), Some(item), "{place}");
    }
    let said = answered(&form, &[("column-5", "service"), ("column-7", "salary_rate"), ("unit", "H")]);
    let statement = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("11\u{a0}000,00\u{a0}$").shows("165,00\u{a0}$");
    // The next one is read so; a column more asks again.
    let next = headless().replace("36,00", "36,01");
    treasurer.send_file(P05, "paie-2.csv", next.as_bytes()).await.leads_to("/releves/");
    let wider: String = next.lines().map(|line| format!("{line};x\n")).collect();
    let page = treasurer.send_file(P05, "paie-3.csv", wider.as_bytes()).await.leads_to("/envois/");
    assert!(page.ends_with("/colonnes"), "{page}");
}

#[tokio::test]
async fn the_first_row_may_be_said_to_name_the_columns_or_not() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // The names that nothing knows are no person's, though only a person can tell.
    let text = "a;b;c;d;e;f\nMatricule x;Roy;2471;x;1;2\n";
    let page = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/envois/");
    let form = treasurer
        .get(&page)
        .await
        .is(200)
        .shows("Une ligne du fichier nomme les colonnes")
        .hides("Colonne 1,");
    let otherwise = format!("{page}?entete=non");
    assert!(form.html().contains(&format!("href=\"{otherwise}\"")));
    let form = treasurer.get(&otherwise).await.is(200).shows("Colonne 1, sans nom");
    assert!(form.fields().contains(&("entete".to_owned(), "non".to_owned())));
}

#[tokio::test]
async fn one_of_several_sheets_is_chosen_once_and_read_from_then_on() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let workbook = |dues: [f64; 2]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (sheet, dues) in ["Unité 1", "Unité 2"].into_iter().zip(dues) {
            let page = book.add_worksheet().set_name(sheet).unwrap();
            let named = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation";
            for (c, name) in (0u16..).zip(named.split(';')) {
                page.write(0, c, name).unwrap();
            }
            for (c, text) in (0u16..).zip(["7001", "Roy, Rose", "2471", "TC"]) {
                page.write(1, c, text).unwrap();
            }
            for (c, number) in (4u16..).zip([33.42, dues / 0.015, dues]) {
                page.write(1, c, number).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    };
    let page = treasurer.send_file(P05, "paie.xlsx", &workbook([30.0, 45.0])).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("2 feuilles du classeur peuvent contenir le relevé");
    assert!(form.fields().contains(&("feuille".to_owned(), String::new())), "nobody has said it");
    let other = format!("{page}?feuille=Unit%C3%A9%202");
    assert!(form.html().contains(&format!("href=\"{other}\"")), "{}", form.html());
    let form = treasurer.get(&other).await.is(200);
    let statement = say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("45,00\u{a0}$").shows("feuille «\u{a0}Unité 2\u{a0}»");
    let next = treasurer.send_file(P05, "paie-2.xlsx", &workbook([30.0, 60.0])).await.leads_to("/releves/");
    treasurer.get(&next).await.is(200).shows("60,00\u{a0}$");
}

#[tokio::test]
async fn a_sign_that_the_file_denies_is_refused_with_its_value() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = |paid: &str, dues: &str| {
        format!(
            "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n             7001;Roy, Rose;2471;TC;33;{paid};{dues}\n"
        )
    };
    let first = text("1,234", "18");
    let page = treasurer.send_file(P05, "paie.csv", first.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    say(&treasurer, &page, &answered(&form, &[("decimal", "point")])).await.leads_to("/releves/");
    let next = text("1,234", "20,33");
    let page = treasurer.send_file(P05, "paie-2.csv", next.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("ce fichier contient «\u{a0}20,33\u{a0}»");
    say(&treasurer, &page, &answered(&form, &[])).await.is(422).shows("ce signe ne peut pas y être");
    // The comma it is, and 1,234 dollars have a decimal too many: a finding, not a guess.
    let statement = say(&treasurer, &page, &answered(&form, &[("decimal", "")])).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("plus de deux décimales");
}

#[tokio::test]
async fn what_was_left_out_and_what_is_too_long_is_told() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n        7001;Roy, Rose;2471;TC;33,00;2000,00;30,00\nMatricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n        7002;Roy, Luc;2471;TC;33,00;2000,00;30,00\n2;Nombre employés\n";
    let statement = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows(
        "Laissés de côté à la lecture\u{a0}: 1 répétition de l’en-tête ou du titre, 1 ligne de totaux.",
    );
    let long = text.replace("7001", &"7".repeat(300));
    let refused = treasurer.send_file(P05, "long.csv", long.as_bytes()).await.is(422);
    refused.shows("À la ligne 1, le matricule compte plus de 200 caractères; il commence par «\u{a0}7777");
}
