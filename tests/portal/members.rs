//! Members: the list, cards, contact details, duplicates; who may read them. The register's own
//! proofs are in `members_register.rs`, the annual list's in `members_annual.rs`.

use quittance::access::{Actor, Role};
use quittance::members::store;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// A member of union 412.
pub const SOMEBODY: &str = "select m.id::text from members m join unions u on u.id = m.union_id
    where u.number = '412' order by m.search limit 1";

/// Each form of these pages without what it needs, so that it changes nothing.
pub async fn incomplete_form(
    browser: &Browser,
    route: &str,
    path: &str,
    employer: Uuid,
    person: &str,
) -> Answer {
    let (key, employer) = (new_key(), employer.to_string());
    let form: &[(&str, &str)] = match route {
        "/membres/listes" => {
            let form = [("key", &key[..]), ("employer", &employer), ("year", ""), ("received_on", "")];
            return browser.upload(path, &form, "vide.csv", b"").await;
        }
        "/membres/effectif" => {
            let form = [("key", &key[..]), ("employer", &employer), ("received_on", "")];
            return browser.upload(path, &form, "vide.csv", b"").await;
        }
        // It is taken in already.
        "/membres/effectif/{id}" => &[],
        "/membres/cartes" | "/membres/{id}/carte" => &[("signed_on", "")],
        "/membres/doublons" => &[("first", person), ("second", ""), ("choice", "same"), ("note", "")],
        "/membres/listes/{id}" => &[("number", "1"), ("kind", "status"), ("choice", "list"), ("note", "")],
        "/membres/listes/{id}/affichage" => &[("posted_on", "")],
        "/membres/{id}/coordonnees" => &[("field", ""), ("value", ""), ("effective_on", "")],
        other => panic!("{other}: say here how its form is sent"),
    };
    browser.post(path, &[&[("key", &key[..])], form].concat()).await
}

/// The address of the first member whose page the list shows for these words.
async fn find(treasurer: &Treasurer, words: &str) -> String {
    let page = treasurer.get(&format!("/membres?voir=tous&q={words}")).await.is(200);
    page.links("/membres/").into_iter().find(|href| is_person(href)).expect("somebody")
}

fn is_person(href: &str) -> bool {
    href.strip_prefix("/membres/").is_some_and(|id| id.parse::<Uuid>().is_ok())
}

fn people(page: &Answer) -> usize {
    page.links("/membres/").iter().filter(|href| is_person(href)).count()
}

#[tokio::test]
async fn the_search_ignores_accents_case_dashes_and_the_order_of_words() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let one = treasurer.get("/membres?voir=tous&q=B%C3%A9langer%20Lo%C3%AFc").await.is(200);
    assert!(people(&one) >= 1);
    for words in ["BELANGER%20loic", "loic%20belanger", "%20bel%20%20lo", "Loi%CC%88c%20B%C3%89LANGER"] {
        let other = treasurer.get(&format!("/membres?voir=tous&q={words}")).await.is(200);
        if words != "%20bel%20%20lo" {
            assert_eq!(people(&other), people(&one), "{words}");
        }
        other.shows("Bélanger, Loïc");
    }
    treasurer.get("/membres?q=jean-guy").await.is(200).shows("Jean-Guy");
    treasurer.get("/membres?q=jean%E2%80%91guy").await.is(200).shows("Jean-Guy");
    treasurer.get("/membres?q=jean%20guy").await.is(200).shows("Jean-Guy");
    treasurer.get("/membres?q=100018").await.is(200).shows("Bélanger, Loïc");
    let nobody = treasurer.get("/membres?q=zzzz").await.is(200).shows("Aucune personne ne correspond");
    assert_eq!(people(&nobody), 0);
    // Signs that a database pattern would understand mean nothing.
    assert_eq!(people(&treasurer.get("/membres?q=tremblay%25zzz").await.is(200)), 0);
}

#[tokio::test]
async fn pages_of_fifty_follow_each_other_and_show_everybody_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let (mut seen, mut page) = (Vec::new(), "/membres?voir=tous".to_owned());
    loop {
        let answer = treasurer.get(&page).await.is(200);
        seen.extend(answer.links("/membres/").into_iter().filter(|href| is_person(href)));
        match answer.links("/membres?voir=tous&apres=").pop() {
            Some(next) => page = next,
            None => break,
        }
    }
    assert_eq!(seen.len(), 206);
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "nobody twice");
}

#[tokio::test]
async fn filters_show_who_is_on_leave_who_left_and_who_has_no_card() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let on_leave = treasurer.get("/membres?voir=en-conge").await.is(200);
    assert_eq!(people(&on_leave), 1);
    treasurer.get(&find(&treasurer, "100018").await).await.is(200).hides("En congé");
    // Three from before the first statement, four hired since.
    assert_eq!(people(&treasurer.get("/membres?voir=sans-carte").await.is(200)), 7);
    let full = people(&treasurer.get("/membres?voir=temps-complet").await.is(200));
    assert!(full > 0);
    let other = portal.treasurer_of("733").await;
    let left = other.get("/membres?voir=partis").await.is(200);
    assert_eq!(people(&left), 1);
    left.shows("Partie ou parti");
}

#[tokio::test]
async fn cards_are_listed_late_first_recorded_together_and_taken_back() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/").await.is(200).shows("4 cartes sont en retard");
    let page = treasurer.get("/membres/cartes").await.is(200).shows("4 cartes sont en retard");
    // Hired 10 February 2025: due 12 March, the oldest.
    let words = page.words();
    assert!(words.find("12\u{a0}mars 2025") < words.find("9\u{a0}juillet 2025"), "{words}");
    let html = page.html();
    let ids: Vec<&str> =
        html.split("name=\"member\" type=\"checkbox\" value=\"").skip(1).map(|s| &s[..36]).collect();
    assert_eq!(ids.len(), 7);

    let key = page.field("key");
    let form = [("key", key.as_str()), ("member", ids[0]), ("member", ids[1]), ("signed_on", "2025-09-05")];
    treasurer.post("/membres/cartes", &form).await.leads_to("/membres/cartes");
    treasurer.post("/membres/cartes", &form).await.leads_to("/membres/cartes");
    treasurer.get("/membres/cartes").await.shows("2 cartes sont en retard");
    let events = "select count(*) from member_cards where signed_on = '2025-09-05'";
    assert_eq!(portal.db_count(events).await, 2, "the same form twice records once");

    // Corrected: the number and the day are written again, and both remain.
    let person = format!("/membres/{}", ids[0]);
    let page = treasurer.get(&person).await.is(200).shows("Signée");
    let key = page.field("key");
    let form = [("key", key.as_str()), ("signed_on", "2025-09-04"), ("card_number", "A-12")];
    treasurer.post(&format!("{person}/carte"), &form).await.leads_to(&person);
    treasurer.get(&person).await.shows("5\u{a0}septembre 2025").shows("carte A-12");
    let form = [("key", &new_key()[..]), ("signed_on", ""), ("card_number", ""), ("withdraw", "1")];
    treasurer.post(&format!("{person}/carte"), &form).await.leads_to(&person);
    treasurer.get(&person).await.shows("Retirée par Lise Tremblay").shows("En retard");
    assert_eq!(portal.db_journaled("card-recorded", "done").await, 4 + 3);
}

#[tokio::test]
async fn cards_of_before_the_portal_are_recorded_in_one_go() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("733").await;
    let key = treasurer.get("/membres/cartes").await.is(200).shows("62 personnes présentes").field("key");
    let form = [("key", key.as_str()), ("there_before", "1"), ("signed_on", "2023-05-01")];
    treasurer.post("/membres/cartes", &form).await.leads_to("/membres/cartes");
    let left = treasurer.get("/membres/cartes").await.is(200);
    assert_eq!(left.html().matches("type=\"checkbox\"").count(), 1, "who was hired since");
}

#[tokio::test]
async fn a_card_of_the_future_or_of_nobody_comes_back_with_what_was_typed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let key = new_key();
    let form = [("key", key.as_str()), ("signed_on", "2025-09-07")];
    treasurer.post("/membres/cartes", &form).await.is(422).shows("Choisissez au moins une personne");
    let person = find(&treasurer, "100018").await;
    let form = [("key", key.as_str()), ("signed_on", "hier"), ("card_number", "7")];
    let page = treasurer.post(&format!("{person}/carte"), &form).await.is(422);
    assert_eq!(page.field("signed_on"), "hier");
    let form =
        [("key", key.as_str()), ("field", "email"), ("value", "pas un courriel"), ("effective_on", "")];
    treasurer.post(&format!("{person}/coordonnees"), &form).await.is(422).shows("dix chiffres");
}

/// The first people of union 412's own statement of P05, with or without their numbers.
fn people_of_412(count: usize, with_sin: bool) -> Vec<u8> {
    let whole = crate::portal::sample("P05-releve-cp1252.csv");
    let lines = whole.split(|byte| *byte == b'\n').take(count + 1).enumerate();
    let cells = |line: &[u8]| line.split(|byte| *byte == b';').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let kept = lines.map(|(i, line)| {
        let mut cells = cells(line);
        if i > 0 && !with_sin {
            cells[4].clear();
        }
        cells.join(&b';')
    });
    kept.collect::<Vec<_>>().join(&b'\n')
}

/// A statement of P05 whose second line is as given; the others are the sample's.
fn with_phone(phone: &str) -> Vec<u8> {
    let file = String::from_utf8(crate::files::small_statement(5)).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = reader.headers().expect("a header").clone();
    let column = header.iter().position(|name| name == "phone").expect("a column");
    writer.write_record(&header).expect("written");
    for (i, record) in reader.records().enumerate() {
        let record = record.expect("a record");
        let cells = record.iter().enumerate();
        writer
            .write_record(cells.map(|(at, cell)| if i == 0 && at == column { phone } else { cell }))
            .expect("written");
    }
    writer.into_inner().expect("whole")
}

#[tokio::test]
async fn a_difference_with_the_employer_closes_by_itself_when_the_statement_agrees() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.send_file(P05, "un.csv", &with_phone("418-555-0100")).await.leads_to("/releves/");
    let first = "select l.employee_number from statement_lines l join statements s on s.id = l.statement_id
                 where l.line = 1 and s.period = 5 and s.state = 'current'";
    let number = portal.db_one(first).await;
    let person = find(&treasurer, &number).await;
    let key = new_key();
    let form = [
        ("key", key.as_str()),
        ("field", "phone"),
        ("value", "(418) 555-0222"),
        ("effective_on", "2025-09-01"),
    ];
    treasurer.post(&format!("{person}/coordonnees"), &form).await.leads_to(&person);
    treasurer.get(&person).await.shows("(418) 555-0222").shows("418-555-0100").shows("Différent");
    treasurer.get("/membres/coordonnees").await.is(200).shows("(418) 555-0222");
    let csv = treasurer.get("/membres/coordonnees.csv").await.is(200).html();
    assert!(csv.contains("(418) 555-0222") && csv.contains("418-555-0100"));

    treasurer.send_file(P05, "deux.csv", &with_phone("1 418 555-0222")).await.leads_to("/releves/");
    treasurer.get("/membres/coordonnees").await.is(200).hides("(418) 555-0222");
    treasurer.get(&person).await.hides("Différent").shows("(418) 555-0222");
}

#[tokio::test]
async fn a_contact_not_yet_in_force_and_one_given_up_do_not_differ() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let before = treasurer.get("/membres/coordonnees").await.is(200).shows("418-555-0177");
    assert_eq!(people_named(&before), 2);
    let row = "select m.id::text from member_contacts c join members m on m.id = c.member_id where c.field = 'phone'";
    let person = format!("/membres/{}", portal.db_one(row).await);
    let key = new_key();
    let form = [("key", key.as_str()), ("field", "phone"), ("value", ""), ("effective_on", "2025-09-06")];
    treasurer.post(&format!("{person}/coordonnees"), &form).await.leads_to(&person);
    let after = treasurer.get("/membres/coordonnees").await.is(200).hides("418-555-0177");
    assert_eq!(people_named(&after), 1);
}

fn people_named(page: &Answer) -> usize {
    page.html().matches("#coordonnees\"").count()
}

#[tokio::test]
async fn one_person_with_two_employers_is_proposed_settled_linked_and_reopened() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    let page = treasurer.get("/membres/doublons").await.is(200).shows("indice plus faible");
    let (first, second) = (page.field("first"), page.field("second"));
    let form = |key: &str, choice: &str, note: &str| {
        [("key", key), ("first", &first), ("second", &second), ("choice", choice), ("note", note)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = async |choice: &str, note: &str| {
        let form = form(&new_key(), choice, note);
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        treasurer.post("/membres/doublons", &form).await
    };
    send("same", "").await.is(422).shows("Écrivez une note");
    send("reopened", "rien à reprendre").await.is(404);
    send("same", "Vérifié par téléphone.").await.leads_to("/membres/doublons");
    treasurer.get("/membres/doublons").await.shows("C’est la même personne\u{a0}: Vérifié par téléphone.");
    let person = treasurer.get(&format!("/membres/{first}")).await.is(200);
    let person = person.shows("Autres fiches de la même personne").shows("Employeur");
    assert!(person.links("/releves/").len() > 20, "the history of both employers");
    send("reopened", "C’était l’autre.").await.leads_to("/membres/doublons");
    treasurer.get(&format!("/membres/{first}")).await.hides("Autres fiches");
    send("different", "Deux personnes, vérifié.").await.leads_to("/membres/doublons");
    treasurer.get("/membres/doublons").await.shows("Ce sont deux personnes\u{a0}: Deux personnes, vérifié.");
    assert_eq!(portal.db_count("select count(*) from member_decisions").await, 3, "nothing is overwritten");
}

#[tokio::test]
async fn a_person_of_two_unions_is_told_to_each_without_the_other() {
    let portal = Portal::demo().await;
    sqlx::query("update unions set collects_sin = true where number = '733'")
        .execute(portal.db_owner())
        .await
        .unwrap();
    let propose = async || {
        let mut operator = portal.db_scoped(&Actor::Operator).await;
        let found = store::propose_across_unions(&mut operator).await.unwrap();
        operator.commit().await.unwrap();
        found
    };
    assert_eq!(propose().await, 0);
    let (one, other) = (portal.treasurer().await, portal.treasurer_of("733").await);
    other.send_file(P05, "releve.csv", &people_of_412(3, true)).await.leads_to("/releves/");
    // Three people work in both unions; six standings.
    assert_eq!(propose().await, 6);
    assert_eq!(propose().await, 0, "told once");
    for treasurer in [&one, &other] {
        let page = treasurer.get("/membres/doublons").await.is(200);
        assert_eq!(page.html().matches("Aussi sur les relevés d’un autre syndicat").count(), 3);
    }
    let page = one.get("/membres/doublons").await.is(200).hides("733").hides("Commerce").hides("commerce");
    let form = [
        ("key", &new_key()[..]),
        ("first", &page.field("first")),
        ("second", ""),
        ("choice", "same"),
        ("note", "Elle a deux emplois."),
    ];
    one.post("/membres/doublons", &form).await.leads_to("/membres/doublons");
    one.get("/membres/doublons")
        .await
        .shows("Cette personne travaille aussi ailleurs\u{a0}: Elle a deux emplois.");
    other.get("/membres/doublons").await.hides("deux emplois");

    // The file of 733 comes again without numbers: nothing stands any more.
    other.send_file(P05, "sans.csv", &people_of_412(3, false)).await.leads_to("/releves/");
    assert_eq!(propose().await, 6);
    other.get("/membres/doublons").await.shows("Rien à trancher");
    one.get("/membres/doublons").await.shows("L’indice a disparu depuis");
}

#[tokio::test]
async fn only_the_operator_matches_unions_and_no_union_reads_what_is_matched() {
    let portal = Portal::demo().await;
    let told = portal.db_count("select count(*) from members_across").await;
    assert_eq!(told, 206, "each number once, whatever the periods");
    // The index of R54 still matches nothing across unions: no value is in both columns.
    let equal = "select count(*) from members_across a join members m on m.sin_index = a.across";
    assert_eq!(portal.db_count(equal).await, 0);
    for actor in [
        portal.db_actor(Role::Treasurer, "412").await,
        portal.db_actor(Role::FederationOfficer, "FSSS").await,
        portal.db_actor(Role::FinanceAuditor, "").await,
    ] {
        let mut scoped = portal.db_scoped(&actor).await;
        assert!(store::propose_across_unions(&mut scoped).await.is_err());
        let seen: i64 =
            sqlx::query_scalar("select count(*) from members_across").fetch_one(scoped.conn()).await.unwrap();
        assert_eq!(seen, 0);
    }
    let mut operator = portal.db_scoped(&Actor::Operator).await;
    for table in ["members", "member_cards", "member_contacts", "annual_list_lines"] {
        let sql = AssertSqlSafe(format!("select count(*) from {table}"));
        let seen: i64 = sqlx::query_scalar(sql).fetch_one(operator.conn()).await.unwrap();
        assert_eq!(seen, 0, "the operator sees no name in {table}");
    }
}

#[tokio::test]
async fn lists_and_exports_are_journaled_with_their_purpose_and_without_a_name() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/membres.csv?voir=tous").await.is(422).shows("Dites pourquoi");
    let csv = treasurer.get("/membres.csv?voir=tous&q=roy&motif=assemblee").await.is(200).html();
    assert!(csv.contains("Roy, Marc") && !csv.contains("rue des Pins") && !csv.contains("418-555"), "{csv}");
    let what = portal
        .db_one("select subject from journal where action = 'exported' order by seq desc limit 1")
        .await;
    assert!(what.starts_with("members tous purpose=assemblee rows="), "{what}");
    let person = find(&treasurer, "100018").await;
    treasurer.get(&person).await.is(200);
    for page in ["/membres", "/membres/cartes", "/membres/coordonnees", "/membres/doublons"] {
        treasurer.get(page).await.is(200);
    }
    assert!(portal.db_journaled("members-listed", "done").await >= 6);
    assert_eq!(portal.db_journaled("member-read", "done").await, 1);
    let named = "select count(*) from journal where subject ~* 'roy|loïc|rue|418-555'";
    assert_eq!(portal.db_count(named).await, 0);
}

#[tokio::test]
async fn a_page_after_somebody_of_another_union_tells_nothing_of_them() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("733").await;
    let theirs = portal.db_one(SOMEBODY).await;
    // As after nobody at all: whoever comes after them in the alphabet is not told.
    let after =
        async |id: &str| treasurer.get(&format!("/membres?voir=tous&apres={id}")).await.is(200).words();
    let nobody = new_key();
    let (known, unknown) = (after(&theirs).await, after(&nobody).await);
    assert_eq!(known, unknown);
    treasurer.get(&format!("/membres/{theirs}")).await.is(404);
    treasurer.get(&format!("/membres/{theirs}/per-capita")).await.is(404);
}
