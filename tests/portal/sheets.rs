//! A workbook whose sheets are one list parted, one that hides some of its rows, one with merged cells.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::mapping::{answered, say};
use crate::portal::{P05, Portal, Treasurer};
use crate::statements_browse::linked;

const NAMED: &str = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation";
const DAY: [&str; 2] =
    ["7001;Roy, Rose;2471;TC;33.42;2000.00;30.00", "7002;Roy, Anne;2471;TC;33.42;2100.00;31.50"];
const EVENING: [&str; 1] = ["7003;Roy, Luc;2471;TC;33.42;3000.00;45.00"];

/// A sheet of these people below the header.
fn sheet<'b>(book: &'b mut Workbook, name: &str, people: &[&str]) -> &'b mut Worksheet {
    let page = book.add_worksheet().set_name(name).unwrap();
    for (r, row) in (0u32..).zip([NAMED].iter().chain(people)) {
        page.write_row(r, 0, row.split(';')).unwrap();
    }
    page
}

/// A workbook of sheets with the same header.
fn workbook(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, people) in sheets {
        sheet(&mut book, name, people);
    }
    book.save_to_buffer().unwrap()
}

/// Sends a workbook of several sheets and has them all read: the statement's address.
async fn read_whole(treasurer: &Treasurer, book: &[u8]) -> String {
    let page = treasurer.send_file(P05, "paie.xlsx", book).await.leads_to("/envois/");
    let form = treasurer.get(&format!("{page}?feuille=%2A")).await.is(200);
    say(treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/")
}

const TOTALS: &str = "select count(*) || ' ' || round(sum(l.salary_paid), 2) || ' ' || round(sum(l.dues), 2)
    from statement_lines l join statements s on s.id = l.statement_id join unions u on u.id = s.union_id
    where s.state = 'current' and u.number = '412' and s.fiscal_year = 2025 and s.period = 5";
const FOUND: &str = "select string_agg(f.rule || ' ' || coalesce(f.line, 0), ', ' order by f.rule, f.line)
    from statement_findings f join statements s on s.id = f.statement_id join unions u on u.id = s.union_id
    where s.state = 'current' and u.number = '412' and s.fiscal_year = 2025 and s.period = 5";

#[tokio::test]
async fn a_list_parted_over_sheets_is_chosen_whole_once_and_read_so_from_then_on() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let book = workbook(&[("Jour", &DAY), ("Soir", &EVENING)]);
    let page = treasurer.send_file(P05, "paie.xlsx", &book).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let words = "Toutes les feuilles, l’une après l’autre\u{a0}: «\u{a0}Jour\u{a0}», «\u{a0}Soir\u{a0}»";
    let form = form.shows(words).shows("Lire plutôt «\u{a0}Soir\u{a0}»");
    let all = format!("{page}?feuille=%2A");
    assert!(form.html().contains(&format!("href=\"{all}\"")), "{}", form.html());
    let form = treasurer.get(&all).await.is(200).shows("l’une après l’autre, montrées ci-dessous");
    let statement = say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");
    let shown = treasurer.get(&statement).await.is(200).shows("classeur xlsx, toutes les feuilles");
    shown.shows("7\u{a0}100,00\u{a0}$").shows("106,50\u{a0}$");

    // The same people in one text come to the same.
    let (totals, found) = (portal.db_one(TOTALS).await, portal.db_one(FOUND).await);
    assert_eq!(totals, "3 7100.00 106.50");
    let text = [&[NAMED][..], &DAY, &EVENING].concat().join("\n");
    treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/releves/");
    assert_eq!((portal.db_one(TOTALS).await, portal.db_one(FOUND).await), (totals, found));

    // Next time nobody is asked, unless a sheet of other columns has come.
    let night = ["7004;Roy, Guy;2471;TC;33.42;1000.00;15.00"];
    let next = workbook(&[("Jour", &DAY), ("Soir", &EVENING), ("Nuit", &night)]);
    treasurer.send_file(P05, "paie-2.xlsx", &next).await.leads_to("/releves/");
    assert_eq!(portal.db_one(TOTALS).await, "4 8100.00 121.50");
    assert_eq!(portal.db_count("select count(*) from statement_mappings").await, 1);
}

#[tokio::test]
async fn sheets_left_out_of_all_are_named_and_one_alone_is_asked_about() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut book = Workbook::new();
    let other = ("Sommaire", "Matricule;Nom;Cotisation", &["7009;Roy, Ève;9.00"][..]);
    for (name, header, people) in [("Jour", NAMED, &DAY[..]), ("Soir", NAMED, &EVENING[..]), other] {
        let page = book.add_worksheet().set_name(name).unwrap();
        for (r, row) in (0u32..).zip([header].iter().chain(people)) {
            page.write_row(r, 0, row.split(';')).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let page = treasurer.send_file(P05, "paie.xlsx", &bytes).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    form.shows(
        "Toutes les feuilles sauf «\u{a0}Sommaire\u{a0}», l’une après l’autre\u{a0}: «\u{a0}Jour\u{a0}», \
         «\u{a0}Soir\u{a0}»",
    );
    let form = treasurer.get(&format!("{page}?feuille=%2ASommaire")).await.is(200);
    say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");

    let alone = workbook(&[("Jour", &DAY)]);
    let page = treasurer.send_file(P05, "paie-2.xlsx", &alone).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let form = form.shows("une seule de celui-ci nomme les colonnes d’un relevé");
    say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");
    assert_eq!(portal.db_one(TOTALS).await, "2 4100.00 61.50");
}

#[tokio::test]
async fn the_lines_of_each_sheet_are_told() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let book = workbook(&[("Jour", &DAY), ("Soir", &EVENING)]);
    let statement = read_whole(&treasurer, &book).await;
    treasurer.get(&statement).await.is(200).shows(
        "Feuilles lues l’une après l’autre\u{a0}: «\u{a0}Jour\u{a0}» à partir de la ligne 1; \
         «\u{a0}Soir\u{a0}» à partir de la ligne 3.",
    );
}

#[tokio::test]
async fn a_finding_says_its_sheet_and_its_own_line_there() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let wrong = ["7003;Roy, Luc;2471;TC;33.42;3000.00;99.00"];
    let book = workbook(&[("Jour", &DAY), ("Soir", &wrong)]);
    let statement = read_whole(&treasurer, &book).await;
    let found = format!("{statement}/constats/");
    let list = treasurer.get(&format!("{statement}?voir=tout&vue=ligne")).await.is(200);
    let list = list.shows("ligne 1 de «\u{a0}Soir\u{a0}»");
    let mut told = 0;
    for seq in linked(&list, &found) {
        let page = treasurer.get(&format!("{found}{seq}")).await.is(200);
        told += usize::from(page.says("ligne 3 (ligne 1 de «\u{a0}Soir\u{a0}»)"));
    }
    assert!(told > 0, "the page of a finding on that line says it too");
}

#[tokio::test]
async fn the_sheet_that_is_shown_is_not_taken_for_the_answer() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let book = workbook(&[("Jour", &DAY), ("Soir", &EVENING)]);
    let page = treasurer.send_file(P05, "paie.xlsx", &book).await.leads_to("/envois/");
    let form = treasurer.get(&page).await.is(200);
    let unsaid = say(&treasurer, &page, &answered(&form, &[])).await.is(422);
    let html = unsaid.shows("2 feuilles du classeur peuvent contenir le relevé").html();
    assert!(html.contains("href=\"#sheets\"") && html.contains("id=\"sheets-error\""), "{html}");
    let first = format!("{page}?feuille=Jour");
    assert!(html.contains(&format!("href=\"{first}\"")), "{html}");
    assert_eq!(portal.db_count("select count(*) from statement_mappings").await, 0, "nothing is kept so");
    // A sheet that the workbook lacks is no answer.
    let nowhere = answered(&form, &[("feuille", "Nuit")]);
    say(&treasurer, &page, &nowhere).await.is(422);

    let form = treasurer.get(&first).await.is(200).shows("«\u{a0}Jour\u{a0}», montrée ci-dessous");
    let statement = say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");
    let told = treasurer.get(&statement).await.is(200).shows("feuille «\u{a0}Jour\u{a0}»");
    told.shows("Feuille non lue, qui ressemble aussi à un relevé\u{a0}: «\u{a0}Soir\u{a0}».");
    assert_eq!(portal.db_one(TOTALS).await, "2 4100.00 61.50");
}

#[tokio::test]
async fn a_hidden_row_that_was_read_is_told() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut book = Workbook::new();
    let page = sheet(&mut book, "Paie", &DAY);
    page.set_row_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let statement = treasurer.send_file(P05, "paie.xlsx", &bytes).await.leads_to("/releves/");
    let told = treasurer.get(&statement).await.is(200);
    told.shows("61,50\u{a0}$").shows("1 rangée masquée a été lue aussi.");
}

#[tokio::test]
async fn a_hidden_sheet_that_holds_something_is_told() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut book = Workbook::new();
    sheet(&mut book, "Jour", &DAY);
    sheet(&mut book, "Suite", &EVENING).set_hidden(true);
    let bytes = book.save_to_buffer().unwrap();
    let statement = treasurer.send_file(P05, "paie.xlsx", &bytes).await.leads_to("/releves/");
    let told = treasurer.get(&statement).await.is(200);
    told.shows("61,50\u{a0}$").shows("Feuille masquée du classeur, non lue\u{a0}: «\u{a0}Suite\u{a0}».");
}

#[tokio::test]
async fn merged_cells_and_sheets_that_were_not_read_are_told() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let mut book = Workbook::new();
    let page = sheet(&mut book, "Paie", &DAY);
    page.merge_range(1, 6, 2, 6, "30.00", &Format::new()).unwrap();
    for n in 1..=11 {
        book.add_worksheet()
            .set_name(format!("Note {n}"))
            .unwrap()
            .write(0, 0, "Préparé par la paie")
            .unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let statement = treasurer.send_file(P05, "paie.xlsx", &bytes).await.leads_to("/releves/");
    let told = treasurer.get(&statement).await.is(200);
    let told =
        told.shows("Autres feuilles du classeur, non lues\u{a0}: «\u{a0}Note 1\u{a0}», «\u{a0}Note 2\u{a0}»");
    let told = told.shows("«\u{a0}Note 10\u{a0}» et 1 autre.");
    told.shows("1 cellule est fusionnée sur plusieurs rangées (Paie!G2:G3)\u{a0}: seule sa première rangée");
}

#[tokio::test]
async fn a_balance_that_was_left_out_is_told_with_its_amount() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let text = [&[NAMED][..], &DAY, &[";Écart;;;;;-5.10"]].concat().join("\n");
    let statement = treasurer.send_file(P05, "paie.csv", text.as_bytes()).await.leads_to("/releves/");
    let told = treasurer.get(&statement).await.is(200).shows("61,50\u{a0}$");
    told.shows("Une ligne de paiement, d’écart ou de solde n’est pas comptée\u{a0}: Écart · −5,10\u{a0}$.");
}
