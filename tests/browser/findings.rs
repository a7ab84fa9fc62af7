//! A statement worked through: columns that only a person can name, findings explained and given back
//! to the employer, and each act said to be done. On a desk with scripts; on a telephone without.

use fantoccini::Locator;
use quittance::text::Lang;

use crate::driver::Options;
use crate::person::Person;
use crate::portal::Portal;

/// A file whose columns say little of themselves; the numbers of its people are nobody's.
pub const LAYOUT: &str = "Matricule;Nom;Clé;Emploi no;Genre;Lieu;Roulement;Taux horaire;Gagné;Part;Adresse\n\
    7001;Roy, Rose;046454286;2471;TC;6060;D;33,42;2000,00;30,00;1 rue A\n\
    7002;Roy, Anne;;2471;TC;6060;D;33,42;2100,00;31,50;1 rue B\n\
    7003;Roy, Luc;;2471;TC;6060;D;33,42;2200,00;33,00;1 rue C\n\
    7004;Roy, Guy;;2471;TC;6060;D;33,42;2300,00;20,00;1 rue D\n";

/// Where her own notice says what she has just done.
const DONE: &str = ".govuk-notification-banner[role=status]";

#[tokio::test]
async fn a_treasurer_answers_for_columns_works_through_findings_and_asks_for_a_correction() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-findings", Lang::Fr, "tresorerie@stt-bsl.example").await;
    sends_what_only_a_person_can_read(&mut lise).await;
    let statement = lise.path().await.split('?').next().unwrap_or_default().to_owned();
    lise.sees("Ce que vous avez dit des colonnes est retenu").await;
    lise.glances(&statement).await;
    assert!(lise.client().find(Locator::Css(DONE)).await.is_err(), "said once");

    reads_the_rule_and_comes_back(&mut lise, &statement).await;
    explains_one_then_its_rule(&mut lise, &statement).await;
    asks_the_employer(&mut lise, &statement, "Roy, Guy").await;
}

/// The columns' page shows first what nobody recognized; the answer is kept.
async fn sends_what_only_a_person_can_read(lise: &mut Person<'_>) {
    lise.sends_text(LAYOUT).await;
    assert!(lise.path().await.ends_with("/colonnes"), "{}", lise.reads("main").await);
    lise.sees("Le fichier est reçu.").await;
    lise.sees("À préciser").await;
    lise.sees("Proposé d’après le contenu").await;
    let columns: Vec<String> =
        lise.rows("main form table").await.into_iter().map(|row| row[0].clone()).collect();
    let place = |name: &str| columns.iter().position(|column| column == name);
    assert!(place("Clé") < place("Matricule") && place("Lieu") < place("Nom"), "{columns:?}");
    for (column, item) in
        [(3, "job_title_code"), (4, "status"), (5, "service"), (8, "salary_paid"), (9, "dues")]
    {
        let choice = lise.element(&format!("#column-{column}")).await;
        choice.select_by_value(item).await.expect("an item is chosen");
    }
    lise.presses("Lire ainsi").await;
    assert!(lise.path().await.starts_with("/releves/"), "{}", lise.reads("main").await);
}

/// From a finding to its rule, unfolded and marked, and back to the statement.
async fn reads_the_rule_and_comes_back(lise: &mut Person<'_>, statement: &str) {
    lise.goes(&format!("{statement}?voir=warning")).await;
    lise.sees("Cotisation autre que celle de la formule").await;
    lise.unfolds("Cotisation autre que celle de la formule").await;
    lise.follows("La règle V39 expliquée").await;
    let marked = lise.reads("tr:target").await;
    assert!(marked.contains("Cotisation autre que celle de la formule"), "{marked}");
    lise.follows("Anomalies du relevé").await;
    assert_eq!(lise.path().await, statement);
}

async fn explains_one_then_its_rule(lise: &mut Person<'_>, statement: &str) {
    let waiting = |lise: String| {
        lise.split("Avertissements (").nth(1).map(|rest| rest.split(' ').next().map(str::to_owned))
    };
    lise.glances(&format!("{statement}?voir=warning&regle=V39")).await;
    let before = waiting(lise.reads(".q-filters").await).flatten().expect("a count");
    lise.follows("Justifier").await;
    lise.types("Note pour cette anomalie", "Vérifié avec le service de la paie.").await;
    lise.presses("Justifier cette anomalie").await;
    assert!(lise.reads(DONE).await.contains("L’avertissement est réglé."));
    lise.goes(&format!("{statement}?voir=warning")).await;
    let after = waiting(lise.reads(".q-filters").await).flatten().expect("a count");
    let count = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("{text:?} is no count"));
    assert_eq!(count(&after) + 1, count(&before), "what is settled no longer waits");
}

/// An error of the list becomes the employer's to correct, and then a letter.
async fn asks_the_employer(lise: &mut Person<'_>, statement: &str, name: &str) {
    lise.glances(statement).await;
    lise.follows("Demander des corrections à l’employeur").await;
    lise.element("#regle").await.select_by_value("V39").await.expect("a rule of the list");
    lise.presses("Filtrer").await;
    lise.ticks(name).await;
    lise.presses("Ajouter à la liste ce qui est coché").await;
    assert!(lise.path().await.starts_with("/employeurs/"), "{}", lise.reads("main").await);
    assert!(lise.reads(DONE).await.contains("inscrite à la liste de l’employeur"));
    lise.ticks(name).await;
    lise.presses("Préparer la lettre").await;
    assert!(lise.reads(DONE).await.contains("La lettre est prête."));
    lise.sees("5.03").await;
    let main = lise.reads("#letter").await;
    assert!(main.contains(name) && !main.contains("046454286"), "{main}");
}

#[tokio::test]
async fn on_a_telephone_without_javascript_an_error_is_still_given_back_to_the_employer() {
    let portal = Portal::start().await;
    let options = Options::english().on_a_phone().without_javascript();
    let mut aline = Person::new(&portal, "en-findings-no-script", Lang::En, options).await;
    aline.signs_in("tresorerie@commerce-mtl.example").await;
    aline.sends(0, "P05-avec-anomalies.csv").await;
    aline.sees("The file is received.").await;
    let statement = aline.path().await.split('?').next().unwrap_or_default().to_owned();
    aline.goes(&format!("{statement}/erreurs")).await;
    let box_of_first = aline.element("main .govuk-checkboxes__label").await;
    box_of_first.click().await.expect("it can be ticked");
    aline.presses(aline.t.correction_list_chosen()).await;
    assert!(aline.reads(DONE).await.contains("on the employer’s list"), "{}", aline.reads("main").await);
    // A rule unfolds without a script.
    aline.goes(&format!("/regles?releve={}#V39", statement.rsplit('/').next().unwrap_or_default())).await;
    aline.browser().resize((390, 844)).await;
    assert!(aline.reads("tr:target").await.contains("within a cent"), "the rule is unfolded");
    let others = aline.reads("#V40").await;
    assert!(others.contains("Dues higher than pay") && !others.contains("not more than"), "{others}");
}
