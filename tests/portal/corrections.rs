//! The loop of 5.03: errors chosen, a letter, a correction that closes, lateness, and what opens again.

#[path = "corrections_chosen.rs"]
mod chosen;
#[path = "corrections_letters.rs"]
mod letters;
#[path = "corrections_missing.rs"]
mod missing;

use chrono::Duration;
use quittance::money::Cad;
use uuid::Uuid;

use crate::files::{Correction, made_statement, people_of, small_statement, with_cells, with_corrections};
use crate::portal::{P05, Portal, Treasurer, new_key};

const P06: &str = "/periodes/2025-26/P06";

/// After P06, which ends on September 13.
async fn in_october(portal: &Portal) -> Treasurer {
    portal.clock.clone().advance(Duration::days(28));
    portal.treasurer().await
}

fn cad(text: &str) -> Cad {
    Cad::exact(text.parse().unwrap()).unwrap()
}

/// Somebody of the statement, and dues 2.70 over hers.
fn overcharged() -> (String, String) {
    let people = people_of(&small_statement(6));
    let (number, _, dues) = people.iter().find(|(_, _, dues)| cad(dues) > Cad::ZERO).unwrap();
    (number.clone(), (cad(dues) + cad("2.70")).to_string())
}

/// Sends P05 with somebody overcharged by 2.70; gives the statement's address and her number.
async fn send_error(treasurer: &Treasurer) -> (String, String) {
    let (number, dues) = overcharged();
    let file = with_cells(&small_statement(6), &[(&number, "dues", &dues)]);
    (treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/"), number)
}

/// Puts the findings of a rule on the list; gives the list's address.
async fn list_rule(treasurer: &Treasurer, statement: &str, rule: &str) -> String {
    let path = format!("{statement}/erreurs");
    let page = treasurer.get(&format!("{path}?regle={rule}")).await.is(200);
    let shown: Vec<_> = page.fields().into_iter().filter(|(name, _)| name == "montre").collect();
    assert!(!shown.is_empty(), "{}", page.words());
    let form: Vec<(&str, &str)> = shown.iter().map(|(_, seq)| ("choisi", seq.as_str())).collect();
    treasurer.post(&path, &form).await.leads_to("/employeurs/")
}

/// An error on an employer's list, of a statement of P05 that may then be replaced, and a letter that
/// carries it; for other tests.
pub async fn an_error(portal: &Portal, treasurer: &Treasurer) -> (Uuid, Uuid) {
    let (statement, _) = send_error(treasurer).await;
    let list = list_rule(treasurer, &statement, "V39").await;
    let id = portal.db_one("select id::text from correction_items").await;
    let form = [("key", &new_key()[..]), ("langue", "fr"), ("choisi", &id)];
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    let letter = letter.rsplit('/').next().unwrap();
    (id.parse().unwrap(), letter.parse().unwrap())
}

async fn correct(treasurer: &Treasurer, corrections: &[Correction<'_>]) -> String {
    let file = with_corrections(6, corrections);
    treasurer.send_file(P06, "p06.csv", &file).await.leads_to("/releves/")
}

async fn kinds(portal: &Portal) -> String {
    portal.db_one("select string_agg(kind, ' ' order by seq) from correction_events").await
}

#[tokio::test]
async fn an_error_is_listed_with_what_its_correction_must_come_to_and_the_end_of_the_next_period() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, number) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    let page = treasurer.get(&list).await.is(200);
    page.shows(&number).shows("\u{2212}2,70\u{a0}$").shows("13\u{a0}septembre 2025").shows("Ouverte");
    // The same choice again lists nothing twice.
    let page = treasurer.get(&format!("{statement}/erreurs?regle=V39")).await.is(200).shows("sur la liste");
    assert!(page.links(&format!("{list}/")).len() == 1);
    let seq = portal.db_one("select seq::text from correction_items").await;
    treasurer.post(&format!("{statement}/erreurs"), &[("choisi", &seq)]).await.leads_to(&list);
    assert_eq!(portal.db_count("select count(*) from correction_items").await, 1);
    assert_eq!(portal.db_journaled("errors-listed", "done").await, 1);
    treasurer.get("/").await.is(200).shows("Erreurs ouvertes\u{a0}: 1, dont 0 en retard");
    treasurer.get(P05).await.is(200).shows("Erreurs ouvertes\u{a0}: 1, dont 0 en retard");
}

#[tokio::test]
async fn what_a_rule_compared_with_stays_in_its_sentence_whatever_amount_is_asked_for() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let made = made_statement(6, |_| false);
    let [over, thirds, twice] = ["500002", "500003", "500004"];
    let cells = [(over, "dues", "9999.00"), (thirds, "dues", "10.823"), (twice, "employee_number", "500001")];
    let file = with_cells(&made, &cells);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    let path = format!("{statement}/erreurs");
    let page = treasurer.get(&format!("{path}?regle=V40")).await.is(200);
    let seq = page.field("montre");
    let right = format!("attendu-{seq}");
    assert_eq!(page.field(&right), "50,83", "what the union's rate makes is there to be kept");
    treasurer.post(&path, &[("choisi", &seq), (&right, "50,83")]).await.leads_to("/employeurs/");
    list_rule(&treasurer, &statement, "V14").await;
    let list = list_rule(&treasurer, &statement, "V17").await;
    let ids = portal.db_one("select string_agg(id::text, ' ') from correction_items").await;
    let mut form = vec![("key", new_key()), ("langue", "fr".to_owned())];
    form.extend(ids.split(' ').map(|id| ("choisi", id.to_owned())));
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    for page in [&list, &letter] {
        let page = treasurer.get(page).await.is(200);
        let page = page.shows("lequel elle est retenue, 3\u{a0}388,50\u{a0}$").shows("50,83\u{a0}$");
        // Two decimals are no two dollars, and a line is no amount.
        page.shows("figure déjà à la ligne 1.").shows("10.823").hides("2,00\u{a0}$");
    }
}

#[tokio::test]
async fn the_correction_of_the_next_period_closes_it_and_says_by_which_line() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, number) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    treasurer.acknowledge_all(&statement).await;
    treasurer.declare(P05).await;
    let treasurer = in_october(&portal).await;
    let p06 = correct(&treasurer, &[(&number, "P05", "0.00", "-2.70", "chiffres inversés")]).await;
    treasurer.get(&list).await.is(200).hides(&number);
    let closed = treasurer.get(&format!("{list}?voir=reglees")).await.is(200);
    let closed = closed.shows("Réglée").shows("ligne 7 du relevé");
    assert_eq!(closed.links(&format!("{p06}/lignes?apres=6")).len(), 1);
    assert_eq!(kinds(&portal).await, "listed closed");
    treasurer.get(&closed.links(&format!("{list}/"))[0]).await.is(200).shows("relevé 2025-26 P06, ligne 7");
    // The adjustment says the line and the error that it answers.
    treasurer.acknowledge_all(&p06).await;
    let page = treasurer.get(&format!("{P06}/per-capita")).await.is(200);
    let why = page.links(&format!("{P06}/per-capita/"));
    for link in why.iter().filter(|link| link.ends_with("?corrige=2025-26-P05")) {
        treasurer.get(link).await.is(200).shows("ligne 7").shows("Erreur à corriger");
    }
}

#[tokio::test]
async fn a_part_leaves_the_rest_and_a_version_without_the_correction_opens_it_again() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, number) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    let treasurer = in_october(&portal).await;
    correct(&treasurer, &[(&number, "P05", "0.00", "-1.00", "première partie")]).await;
    treasurer.get(&list).await.is(200).shows("\u{2212}1,70\u{a0}$").shows("En retard");
    let both = [(number.as_str(), "P05", "0.00", "-1.00", "une"), (&number, "P05", "0.00", "-1.70", "deux")];
    correct(&treasurer, &both).await;
    treasurer.get(&format!("{list}?voir=reglees")).await.is(200).shows("ligne 8 du relevé");
    correct(&treasurer, &[]).await;
    treasurer.get(&list).await.is(200).shows(&number).shows("\u{2212}2,70\u{a0}$");
    assert_eq!(kinds(&portal).await, "listed partly closed reopened");
    // Another person's correction, or another period's, closes nothing.
    correct(&treasurer, &[(&number, "P04", "0.00", "-2.70", "autre période")]).await;
    correct(&treasurer, &[("100003", "P05", "0.00", "-2.70", "autre personne")]).await;
    assert_eq!(kinds(&portal).await, "listed partly closed reopened");
}

#[tokio::test]
async fn a_new_version_with_the_right_amount_closes_it() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, number) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    treasurer.send_file(P05, "v2.csv", &small_statement(6)).await.leads_to("/releves/");
    treasurer.get(&format!("{list}?voir=reglees")).await.is(200).shows(&number);
    // A version that was replaced is asked about no more.
    treasurer.get(&format!("{statement}/erreurs")).await.leads_to(&statement);
    let (_, dues) = overcharged();
    let wrong = with_cells(&small_statement(6), &[(&number, "dues", &dues), (&number, "service", "6099")]);
    treasurer.send_file(P05, "v3.csv", &wrong).await.leads_to("/releves/");
    assert_eq!(kinds(&portal).await, "listed closed reopened");
}

#[tokio::test]
async fn what_a_person_lasts_in_closes_by_a_later_line_and_what_a_period_holds_does_not() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let people = people_of(&small_statement(6));
    let number = people[0].0.as_str();
    let file = with_cells(
        &small_statement(6),
        &[(number, "shift", "Z9"), (number, "absences", "2025-07-21/2025-07-25 QQ7")],
    );
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    list_rule(&treasurer, &statement, "V32").await;
    let list = list_rule(&treasurer, &statement, "V55").await;
    let treasurer = in_october(&portal).await;
    correct(&treasurer, &[]).await;
    let closed = "select string_agg(i.rule, ' ') from correction_items i join correction_events e
        on e.item_id = i.id and e.kind = 'closed'";
    assert_eq!(portal.db_one(closed).await, "V32");
    treasurer.get(&list).await.is(200).shows("2025-26 P05");
}

#[tokio::test]
async fn an_error_is_late_the_day_after_the_next_period_ends() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, number) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    // From September 6 to 13, then to 14.
    portal.clock.clone().advance(Duration::days(7));
    let treasurer = portal.treasurer().await;
    treasurer.get(&format!("{list}?voir=retard")).await.is(200).hides(&number);
    portal.clock.clone().advance(Duration::days(1));
    let treasurer = portal.treasurer().await;
    treasurer.get(&format!("{list}?voir=retard")).await.is(200).shows(&number).shows("En retard");
    treasurer.get("/").await.is(200).shows("dont 1 en retard");
    let csv = treasurer.get(&list.replace("/erreurs", "/erreurs.csv?voir=retard")).await.is(200);
    assert!(csv.html().contains("-2,70") && csv.html().contains("2025-09-13"), "{}", csv.html());
}

#[tokio::test]
async fn a_letter_keeps_what_it_said_and_holds_no_social_insurance_number() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (number, dues) = overcharged();
    // Another's number fails its check digit, so that it is an error too.
    let (other, sin) = (people_of(&small_statement(6)).pop().unwrap().0, "046454287");
    let file = with_cells(&small_statement(6), &[(&number, "dues", &dues), (&other, "sin", sin)]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    list_rule(&treasurer, &statement, "V19").await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    let page = treasurer.get(&list).await.is(200);
    let ids: Vec<Uuid> =
        sqlx::query_scalar("select id from correction_items").fetch_all(portal.db_owner()).await.unwrap();
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let (path, key) = (list.replace("/erreurs", "/lettres"), page.field("key"));
    let mut form = vec![("key", key.as_str()), ("langue", "fr")];
    treasurer.post(&path, &form).await.is(422).shows("Cochez au moins une erreur");
    form.extend(ids.iter().map(|id| ("choisi", id.as_str())));
    let letter = treasurer.post(&path, &form).await.leads_to("/employeurs/");
    assert_eq!(treasurer.post(&path, &form).await.leads_to("/employeurs/"), letter);
    let page = treasurer.get(&letter).await.is(200);
    let page = page.shows("5.03-412-0001").shows("13\u{a0}septembre 2025").shows("\u{2212}2,70\u{a0}$");
    let kept = portal.db_one("select content from correction_letters").await;
    let addresses: Vec<(String, String)> = sqlx::query_as(
        "select address, phone from statement_lines l join statements s on s.id = l.statement_id
         where s.period = 5 and l.employee_number = any($1) and address <> ''",
    )
    .bind(vec![number.clone(), other.clone()])
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert!(!addresses.is_empty());
    for bytes in [page.html(), kept] {
        assert!(!bytes.contains(sin) && !bytes.contains("046 454 287") && !bytes.contains("4287"), "{bytes}");
        assert!(!addresses.iter().any(|(address, phone)| bytes.contains(address) || bytes.contains(phone)));
    }
    // Sent, then one of its errors is withdrawn: the letter says what it said.
    treasurer.post(&letter, &[("sent_on", "2025-09-07")]).await.is(422);
    treasurer.post(&letter, &[("sent_on", "2025-09-06")]).await.leads_to(&letter);
    for id in &ids {
        let item = format!("{list}/{id}");
        treasurer.post(&item, &[("reason", " ")]).await.is(422);
        treasurer.post(&item, &[("reason", "NAS 046 454 286")]).await.is(422);
        treasurer.post(&item, &[("reason", "Montant démontré juste.")]).await.leads_to(&list);
        treasurer.post(&item, &[("reason", "Encore une fois.")]).await.leads_to(&list);
        treasurer.get(&item).await.is(200).shows("Montant démontré juste.").shows("5.03-412-0001");
    }
    treasurer
        .get(&letter)
        .await
        .is(200)
        .shows("\u{2212}2,70\u{a0}$")
        .shows("Envoyée le 6\u{a0}septembre 2025");
    assert_eq!(kinds(&portal).await, "listed listed withdrawn withdrawn");
    for action in ["errors-letter-made", "errors-letter-sent"] {
        assert_eq!(portal.db_journaled(action, "done").await, 1);
    }
}

#[tokio::test]
async fn a_letter_may_be_in_english_from_a_french_page() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, _) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    let id = portal.db_one("select id::text from correction_items").await;
    let form = [("key", &new_key()[..]), ("langue", "en"), ("choisi", &id)];
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    let page = treasurer.get(&letter).await.is(200);
    page.shows("September\u{a0}13, 2025").shows("\u{2212}$2.70").shows("Inscrire l’envoi");
}

#[tokio::test]
async fn a_note_never_names_a_social_insurance_number_and_an_amount_may_be_said() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let people = people_of(&small_statement(6));
    let number = people[0].0.as_str();
    let file = with_cells(&small_statement(6), &[(number, "dues", "-20.33")]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    let path = format!("{statement}/erreurs");
    let page = treasurer.get(&format!("{path}?regle=V37")).await.is(200);
    let seq = page.fields().into_iter().find(|(name, _)| name == "montre").unwrap().1;
    let field = format!("attendu-{seq}");
    treasurer.post(&path, &[]).await.is(422);
    treasurer.post(&path, &[("choisi", &seq), ("note", "NAS 046-454-286")]).await.is(422);
    let again = treasurer.post(&path, &[("choisi", &seq), (&field, "vingt")]).await.is(422);
    assert_eq!(again.links(&format!("#{field}")).len(), 1);
    treasurer.post(&path, &[("choisi", &seq), (&field, "20,33 $")]).await.leads_to("/employeurs/");
    let amounts = "select found_amount || ' ' || expected_amount from correction_items";
    assert_eq!(portal.db_one(amounts).await, "-20.33 20.33");
}

#[tokio::test]
async fn two_tabs_that_list_at_once_list_once_and_withdraw_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let colleague = portal.treasurer().await;
    let (statement, _) = send_error(&treasurer).await;
    // Both have the page before either sends it.
    let path = format!("{statement}/erreurs");
    let seq = portal
        .db_one(
            "select seq::text from statement_findings f join statements s on s.id = f.statement_id
             where s.state = 'current' and f.rule = 'V39'",
        )
        .await;
    let choice = [("choisi", &seq[..])];
    let (one, two) = tokio::join!(treasurer.post(&path, &choice), colleague.post(&path, &choice));
    let (one, two) = (one.leads_to("/employeurs/"), two.leads_to("/employeurs/"));
    assert_eq!(one, two);
    assert_eq!(kinds(&portal).await, "listed");
    let id = portal.db_one("select id::text from correction_items").await;
    let item = format!("{one}/{id}");
    let reason = [("reason", "Deux onglets")];
    tokio::join!(treasurer.post(&item, &reason), colleague.post(&item, &reason));
    assert_eq!(kinds(&portal).await, "listed withdrawn");
}

#[tokio::test]
async fn another_unions_errors_are_not_found() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (statement, _) = send_error(&treasurer).await;
    let list = list_rule(&treasurer, &statement, "V39").await;
    let id = portal.db_one("select id::text from correction_items").await;
    let form = [("key", &new_key()[..]), ("langue", "fr"), ("choisi", &id)];
    let letter = treasurer.post(&list.replace("/erreurs", "/lettres"), &form).await.leads_to("/employeurs/");
    let other = portal.treasurer_of("518").await;
    let item = format!("{list}/{id}");
    for path in [&list, &item, &letter, &format!("{statement}/erreurs"), &format!("{statement}/remise")] {
        other.get(path).await.is(404);
    }
    other.post(&item, &[("reason", "Pas la mienne")]).await.is(404);
    other.post(&format!("{statement}/erreurs"), &[("choisi", "1")]).await.is(404);
    // In a list of its own, another union's error is no error.
    let own = portal.db_employers("518").await[0];
    let stolen = [("key", &new_key()[..]), ("langue", "fr"), ("choisi", &id)];
    other.post(&format!("/employeurs/{own}/lettres"), &stolen).await.is(422);
    assert_eq!(kinds(&portal).await, "listed");
}

#[tokio::test]
async fn an_error_of_somebody_who_is_gone_closes_and_says_so_but_money_does_not() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (number, dues) = overcharged();
    let file = with_cells(&small_statement(6), &[(&number, "dues", &dues), (&number, "shift", "Z")]);
    let statement = treasurer.send_file(P05, "p05.csv", &file).await.leads_to("/releves/");
    list_rule(&treasurer, &statement, "V39").await;
    let list = list_rule(&treasurer, &statement, "V32").await;
    let treasurer = in_october(&portal).await;
    // The six of P06 are without her.
    let others = small_statement(7);
    let text = String::from_utf8(others).unwrap();
    let without: String =
        text.lines().filter(|line| !line.starts_with(&number)).map(|line| format!("{line}\n")).collect();
    treasurer.send_file(P06, "p06.csv", without.as_bytes()).await.leads_to("/releves/");
    let closed = treasurer.get(&format!("{list}?voir=reglees")).await.is(200);
    closed.shows("personne absente du relevé").shows(&number);
    assert_eq!(kinds(&portal).await, "listed listed closed");
    treasurer.get(&list).await.is(200).shows("\u{2212}2,70\u{a0}$");
    // Back with the same fault, it opens again.
    let back = with_cells(&small_statement(6), &[(&number, "shift", "Z")]);
    treasurer.send_file(P06, "p06b.csv", &back).await.leads_to("/releves/");
    assert_eq!(kinds(&portal).await, "listed listed closed reopened");
}
