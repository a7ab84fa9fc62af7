//! What was said of a file's columns, changed by reading the file again, and kept for the next ones.

use chrono::Duration;

use super::{LAYOUT, answered, say};
use crate::answer::Answer;
use crate::portal::{P05, Portal};

const P06: &str = "/periodes/2025-26/P06";

/// Nothing says what the rates are paid by.
const BARE_RATE: &str = "Matricule;Nom;Code d’emploi;Statut;Taux;Salaire versé;Cotisation\n\
    7001;Roy, Rose;2471;TC;33,42;5013,00;75,20\n\
    7002;Roy, Anne;2471;TC;33,42;5013,00;75,20\n";
const ASKED: &str = "Le salaire (taux) est-il payé à l’heure, à la semaine ou à l’année?";
const AS_THE_FILE: &str = "selon ce que dit le fichier";
const UNSAID: &str = "Rien dans le fichier ne dit si le salaire (taux) est payé à l’heure";

fn has_field(form: &Answer, name: &str, value: &str) -> bool {
    form.fields().contains(&(name.to_owned(), value.to_owned()))
}

/// The one fold of the page, as its tag opens it, and what it holds.
fn fold(form: &Answer) -> String {
    let html = form.html();
    let folds: Vec<&str> = html.split("<details").skip(1).collect();
    assert_eq!(folds.len(), 1, "{html}");
    folds[0].split("</details>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_rate_without_its_unit_has_it_said_once_and_kept_for_the_next_period() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_file(P05, "paie.csv", BARE_RATE.as_bytes()).await.leads_to("/releves/");
    let found = treasurer.get(&format!("{statement}?voir=error")).await.is(200);
    let found = found.shows(UNSAID).shows("dites-le par «\u{a0}Lire ce fichier autrement\u{a0}»");
    let again = format!("{statement}/relecture");
    assert!(found.html().contains(&format!("action=\"{again}\"")), "the button is there");

    let page = treasurer.post(&again, &[]).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let form = form.shows(ASKED).shows("— à préciser —").hides(AS_THE_FILE);
    assert!(form.html().contains("href=\"#unit\"") && form.html().contains("id=\"unit\""));
    // Another fault sends the page back: the answer that came with it is not asked for again.
    for (unit, is_asked) in [("", true), ("H", false)] {
        let wrong = answered(&form, &[("unit", unit), ("column-6", "")]);
        let back = say(&treasurer, &page, &wrong).await.is(422);
        assert_eq!(back.words().contains(ASKED), is_asked, "{unit}");
    }
    let said = answered(&form, &[("unit", "H")]);
    let read = say(&treasurer, &page, &said).await.leads_to("/releves/");
    assert_ne!(read, statement);
    treasurer.get(&format!("{read}?voir=error")).await.is(200).hides(UNSAID);
    let units = "select string_agg(distinct l.salary_unit, ' ') from statement_lines l
        join statements s on s.id = l.statement_id join unions u on u.id = s.union_id
        where s.state = 'current' and u.number = '412' and s.fiscal_year = 2025 and s.period >= 5";
    assert_eq!(portal.db_one(units).await, "H");

    // The next period's file names another column otherwise, and its rates as before.
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    let renamed = BARE_RATE.replace("Salaire versé", "Salaire brut");
    let next = treasurer.send_file(P06, "paie-6.csv", renamed.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&format!("{next}?voir=error")).await.is(200).hides(UNSAID);
    assert_eq!(portal.db_one(units).await, "H");
    let page = treasurer.post(&format!("{next}/relecture"), &[]).await.leads_to("/envois/");
    assert!(has_field(&treasurer.get(&page).await.is(200), "unit", "H"), "proposed, and may be changed");
}

#[tokio::test]
async fn rates_whose_cells_of_units_are_blank_have_it_said_once_too() {
    const BLANK: &str = "L’unité du salaire manque ou n’est pas reconnue";
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let blank = BARE_RATE.replace(";Taux;", ";Taux;salary_unit;").replace(";33,42;", ";33,42;;");
    let statement = treasurer.send_file(P05, "paie.csv", blank.as_bytes()).await.leads_to("/releves/");
    let found = treasurer.get(&format!("{statement}?voir=error")).await.is(200);
    found.shows(BLANK).shows("une fois par «\u{a0}Lire ce fichier autrement\u{a0}»");
    let page = treasurer.post(&format!("{statement}/relecture"), &[]).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).hides(ASKED).shows(AS_THE_FILE);
    let said = answered(&form, &[("unit", "H")]);
    let read = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&format!("{read}?voir=error")).await.is(200).hides(BLANK);
}

#[tokio::test]
async fn a_file_read_again_asks_nothing_and_folds_the_columns_that_are_clear() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let hourly = BARE_RATE.replace(";Taux;", ";Taux horaire;");
    let statement = treasurer.send_file(P05, "paie.csv", hourly.as_bytes()).await.leads_to("/releves/");
    let page = treasurer.post(&format!("{statement}/relecture"), &[]).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("Voici comment ce fichier est lu.");
    let form = form.hides("il se lit de plus d’une façon").shows("Les 7 colonnes reconnues");
    let known = fold(&form);
    assert!(known.starts_with(" class=\"govuk-details\">"), "closed: {known}");
    assert_eq!(known.matches("<select").count(), 7, "{known}");

    // What is wrong of them opens them, and what was said is kept.
    let unread = answered(&form, &[("column-6", "")]);
    let form = say(&treasurer, &page, &unread).await.is(422);
    let form = form.shows("Dites quelle colonne contient «\u{a0}Cotisation\u{a0}»");
    assert!(fold(&form).starts_with(" class=\"govuk-details\" open>"), "{}", form.html());
    assert!(has_field(&form, "column-6", ""));
    let said = answered(&form, &[("column-6", "dues"), ("decimal", "comma")]);
    let read = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&read).await.is(200).shows("150,40\u{a0}$");
}

#[tokio::test]
async fn a_question_stands_above_the_columns_with_those_that_it_is_about() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let sins = BARE_RATE.replace("7001", "046454286").replace("7002", "130692544");
    let sins = sins + "123456782;Roy, Luce;2471;TC;33,42;5013,00;75,20\n";
    let page = treasurer.send_file(P05, "paie.csv", sins.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("il se lit de plus d’une façon");
    let form = form.shows("semble contenir des numéros d’assurance sociale").shows("À préciser");
    let known = fold(&form);
    assert!(!known.contains("Matricule</label>") && known.contains("Nom</label>"), "{known}");
}

#[tokio::test]
async fn a_required_column_left_unread_once_is_read_in_the_next_file_that_names_it() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let renamed = LAYOUT.replace("Taux horaire", "Colonne x");
    let page = treasurer.send_file(P05, "paie.csv", renamed.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let said = answered(&form, &[("column-7", ""), ("unit", "H")]);
    let statement = say(&treasurer, &page, &said).await.leads_to("/releves/");
    treasurer.get(&statement).await.is(200).shows("Salaire (taux)");
    let next = treasurer.send_file(P05, "paie-2.csv", LAYOUT.as_bytes()).await.leads_to("/releves/");
    treasurer.get(&next).await.is(200).hides("Salaire (taux)");
}

#[tokio::test]
async fn columns_whose_names_were_swapped_are_asked_about_once() {
    const SWAPPED: &str = "Matricule;Adresse;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n\
        7001;Roy, Rose;1 rue Albert;2471;TC;33,42;5013,00;75,20\n\
        7002;Roy, Anne;2 rue Albert;2471;TC;33,42;5013,00;75,20\n\
        7003;Roy, Luc;3 rue Albert;2471;TC;33,42;5013,00;75,20\n";
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "paie.csv", SWAPPED.as_bytes()).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200).shows("À préciser");
    let form = form.shows("lue comme «\u{a0}Nom\u{a0}» semble contenir «\u{a0}Adresse\u{a0}»");
    let said = answered(&form, &[("column-1", "name"), ("column-2", "address")]);
    say(&treasurer, &page, &said).await.leads_to("/releves/");
    let people = "select count(*) from statement_lines l join statements s on s.id = l.statement_id
        join unions u on u.id = s.union_id
        where s.state = 'current' and u.number = '412' and l.name like 'Roy, %'
            and l.employee_number in ('7001', '7002', '7003') and s.fiscal_year = 2025 and s.period = 5";
    assert_eq!(portal.db_count(people).await, 3);
    let next = SWAPPED.replace("Rose", "Rosa");
    treasurer.send_file(P05, "paie-2.csv", next.as_bytes()).await.leads_to("/releves/");
}
