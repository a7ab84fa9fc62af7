//! What of a statement its employer is asked for: not what a note explained, unless it is ticked; and where it
//! stands in a workbook read over several sheets.

use crate::files::made_statement;
use crate::mapping::{answered, say};
use crate::portal::{P05, Portal};
use crate::statements_browse::{linked, sent};

const ITEMS: &str = "select count(*) from correction_items";

#[tokio::test]
async fn all_that_is_shown_is_listed_but_what_a_note_explains() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2 || line == 3)).await;
    let found = treasurer.get(&format!("{statement}?voir=warning&regle=V39")).await.is(200);
    let explained = linked(&found, &format!("{statement}/constats/"))[0].to_string();
    let one = format!("{statement}/constats/{explained}");
    treasurer.post(&one, &[("note", "Vu avec la paie.")]).await.leads_to(&one);

    let path = format!("{statement}/erreurs");
    let page = treasurer.get(&format!("{path}?regle=V39")).await.is(200);
    let page = page.shows("justifiée\u{a0}: Vu avec la paie.").shows("sauf ce qui est justifié");
    let fields = page.fields();
    let shown = fields.iter().filter(|(name, _)| name == "montre");
    let mut form: Vec<(&str, &str)> = shown.map(|(name, seq)| (name.as_str(), seq.as_str())).collect();
    assert_eq!(form.len(), 2, "both are on the page");
    form.push(("tout", "1"));
    let list = treasurer.post(&path, &form).await.leads_to("/employeurs/");
    let page = treasurer.get(&list).await.is(200).shows("L’erreur est inscrite à la liste de l’employeur.");
    page.shows("erreur ouverte 1");
    assert_eq!(portal.db_count(ITEMS).await, 1);

    // Nothing more is taken so; once ticked, it is.
    let refused = treasurer.post(&path, &[("montre", &explained), ("tout", "1")]).await.is(422);
    refused.shows("Tout ce qui est affiché est déjà justifié ou sur la liste.");
    treasurer.post(&path, &[("choisi", &explained)]).await.leads_to(&list);
    treasurer.get(&list).await.is(200).shows("erreurs ouvertes 2");
    assert_eq!(portal.db_count(ITEMS).await, 2);
}

/// A list parted over two sheets; the one person of the second pays too much.
fn parted() -> Vec<u8> {
    const NAMED: &str = "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation";
    let day = ["7001;Roy, Rose;2471;TC;33.42;2000.00;30.00", "7002;Roy, Anne;2471;TC;33.42;2100.00;31.50"];
    let evening = ["7003;Roy, Luc;2471;TC;33.42;3000.00;99.00"];
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, people) in [("Jour", &day[..]), ("Soir", &evening[..])] {
        let page = book.add_worksheet().set_name(name).unwrap();
        for (r, row) in (0u32..).zip([NAMED].iter().chain(people)) {
            page.write_row(r, 0, row.split(';')).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn an_error_says_its_sheet_in_the_export_and_where_the_employer_is_asked_for_it() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.send_file(P05, "paie.xlsx", &parted()).await.leads_to("/envois/");
    let form = treasurer.get(&format!("{page}?feuille=%2A")).await.is(200);
    let statement = say(&treasurer, &page, &answered(&form, &[])).await.leads_to("/releves/");
    let place = "ligne 1 de «\u{a0}Soir\u{a0}»";
    let csv = treasurer.get(&format!("{statement}/constats.csv")).await.is(200).html();
    assert!(csv.lines().any(|row| row.contains(&format!(";3;{place};7003;"))), "{csv}");

    let path = format!("{statement}/erreurs");
    let page = treasurer.get(&format!("{path}?regle=V39")).await.is(200);
    let page = page.shows(&format!("ligne 3 ({place})"));
    let list = treasurer.post(&path, &[("choisi", &page.field("montre"))]).await.leads_to("/employeurs/");
    let item = treasurer.get(&list).await.is(200).links(&format!("{list}/")).remove(0);
    treasurer.get(&item).await.is(200).shows(&format!("Ligne 3 ({place})"));
}
