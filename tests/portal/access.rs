//! Who may call what: the whole route table, as every kind of actor, against `access.txt`; and the
//! ids of another union, in addresses and in forms.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Request;
use quittance::access::Role;
use quittance::demo;
use quittance::web::guard::Guarding;
use uuid::Uuid;

use crate::addresses::Ids;
use crate::browser::Browser;
use crate::committed::same_as_committed;
use crate::portal::{P05, Portal, new_key};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/access.txt");

/// The columns of the table: a word, and the demonstration's account.
const ACTORS: [(&str, Option<(Role, &str)>); 10] = [
    ("nobody", None),
    ("treasurer", Some((Role::Treasurer, "412"))),
    ("other-treasurer", Some((Role::Treasurer, "733"))),
    ("signing", Some((Role::SigningOfficer, "412"))),
    ("federation", Some((Role::FederationOfficer, "FSSS"))),
    ("other-federation", Some((Role::FederationOfficer, "FC"))),
    ("council", Some((Role::CouncilOfficer, "CCBSL"))),
    ("finance", Some((Role::FinanceOfficer, ""))),
    ("auditor", Some((Role::FinanceAuditor, ""))),
    ("administrator", Some((Role::Administrator, ""))),
];

async fn actor(portal: &Portal, who: Option<(Role, &str)>) -> Browser {
    let browser = Browser::new(portal.service());
    if let Some((role, scope)) = who {
        let account = demo::ACCOUNTS.iter().find(|a| a.role == role && a.scope == scope).expect("an account");
        browser.sign_in(account.email, demo::PASSWORD).await.leads_to("/");
    }
    browser
}

fn guard(guarding: Guarding) -> String {
    match guarding {
        Guarding::Public => "public".to_owned(),
        Guarding::Needs(capability) => format!("{capability:?}"),
        Guarding::Token => "token".to_owned(),
    }
}

#[tokio::test]
async fn every_route_answers_every_actor_as_the_committed_table_says() {
    let portal = Portal::demo().await;
    let ids = Ids::of(&portal).await;
    let mut browsers = Vec::new();
    for (_, who) in ACTORS {
        browsers.push(actor(&portal, who).await);
    }
    let mut table = String::from("# What each route answers to each actor, with ids of union 412.\n");
    table.push_str("# After a deliberate change: UPDATE_TABLES=1 cargo test --test portal access\n");
    let names: Vec<&str> = ACTORS.iter().map(|(name, _)| *name).collect();
    writeln!(table, "# method path | guard | {}", names.join(" ")).unwrap();
    let routes = quittance::portal::routes();
    for route in routes.table() {
        let mut line = format!("{} {} | {} |", route.method, route.path, guard(route.guarding));
        for ((_, who), browser) in ACTORS.into_iter().zip(&browsers) {
            // Signing out ends a session: with one of its own.
            let status = if route.path == "/deconnexion" {
                ids.call(&actor(&portal, who).await, route).await.status
            } else {
                ids.call(browser, route).await.status
            };
            write!(line, " {}", status.as_u16()).unwrap();
        }
        writeln!(table, "{line}").unwrap();
    }
    for (form, page) in routes.leads() {
        write!(table, "GET {form} | leads to {page} |").unwrap();
        for browser in &browsers {
            write!(table, " {}", browser.get(&ids.fill(form)).await.status.as_u16()).unwrap();
        }
        writeln!(table).unwrap();
    }
    same_as_committed(TABLE, &table);
}

#[test]
fn a_guarded_route_sends_nobody_to_the_sign_in_page_and_hides_itself_from_the_rest() {
    let committed = std::fs::read_to_string(TABLE).unwrap();
    let mut guarded = 0;
    for line in committed.lines().filter(|line| !line.starts_with('#')) {
        let [route, guard, statuses] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        if guard == "public" {
            continue;
        }
        if guard == "token" {
            // A session opens nothing there: programs show a token (tests/portal/door.rs).
            assert!(statuses.split(' ').all(|status| status == "401"), "{route}: {statuses}");
            continue;
        }
        if guard.starts_with("leads to ") {
            // It shows nothing: the page that it leads to has its own guard.
            assert!(statuses.split(' ').all(|status| status == "303"), "{route}: {statuses}");
            continue;
        }
        guarded += 1;
        let statuses: Vec<&str> = statuses.split(' ').collect();
        assert_eq!(statuses[0], "303", "{route}: nobody goes to the sign-in page");
        for (status, (name, who)) in statuses.iter().zip(ACTORS).skip(1) {
            let role = who.expect("signed in").0;
            let holds = quittance::access::Capability::ALL
                .iter()
                .find(|capability| format!("{capability:?}") == guard)
                .is_some_and(|capability| capability.holders().contains(&role));
            assert!(holds || *status == "404", "{route}: {name} does not hold {guard} and gets {status}");
            assert!(!status.starts_with('5'), "{route}: {name} gets {status}");
        }
    }
    assert!(guarded > 20, "the table was read");
}

/// Every address with an id of union 412.
fn addresses(ids: &Ids) -> Vec<String> {
    let routes = quittance::portal::routes();
    let with_id = routes.table().iter().filter(|r| {
        r.method == "GET"
            && r.guarding != Guarding::Token
            && ["{id}", "{statement}", "{employer}"].iter().any(|id| r.path.contains(id))
    });
    with_id.map(|route| ids.fill(route.path)).collect()
}

#[tokio::test]
async fn addresses_with_ids_of_another_union_are_not_found() {
    let portal = Portal::demo().await;
    let ids = Ids::of(&portal).await;
    for (role, scope) in [(Role::Treasurer, "733"), (Role::Treasurer, "518"), (Role::FederationOfficer, "FC")]
    {
        let other = actor(&portal, Some((role, scope))).await;
        for address in addresses(&ids) {
            other.get(&address).await.is(404);
        }
    }
    // The same addresses are there for those whose they are.
    let own = actor(&portal, Some((Role::Treasurer, "412"))).await;
    let of_staff = |a: &String| {
        ["/syndicats", "/encaissements", "/federation", "/propositions", "/regles"]
            .iter()
            .any(|s| a.starts_with(s))
    };
    // A first declaration differs from nothing, and a signature that fell keeps no workings: what these
    // pages show is tested with what they need (declarations_workings, declarations_signing).
    let of_more =
        |a: &String| a.ends_with("/difference") || (a.starts_with("/signatures/") && a.contains("/calculs/"));
    let found: Vec<String> = addresses(&ids).into_iter().filter(|a| !of_staff(a) && !of_more(a)).collect();
    assert!(found.len() >= 6);
    for address in &found {
        own.get(address).await.is(200);
    }
}

#[tokio::test]
async fn a_declaration_of_one_union_is_not_found_under_the_address_of_another() {
    let portal = Portal::demo().await;
    let auditor = portal.auditor().await;
    let (own, other) = (portal.db_union("412").await, portal.db_union("733").await);
    let declaration = portal.db_declaration("412", 4).await;
    let payment = portal.db_payment(declaration).await;
    auditor.get(&format!("/syndicats/{own}/declarations/{declaration}")).await.is(200);
    auditor.get(&format!("/syndicats/{own}/paiements/{payment}")).await.is(200);
    auditor.get(&format!("/syndicats/{other}/declarations/{declaration}")).await.is(404);
    auditor.get(&format!("/syndicats/{other}/paiements/{payment}")).await.is(404);
}

#[tokio::test]
async fn forms_with_ids_of_another_union_are_not_found_and_change_nothing() {
    let portal = Portal::demo().await;
    let ids = Ids::of(&portal).await;
    let other = portal.treasurer_of("733").await;
    let key = new_key();
    let count = "select (select count(*) from statements) + (select count(*) from payments)
                      + (select count(*) from declarations) + (select count(*) from statement_findings
                          where acknowledged_at is not null)";
    let before = portal.db_count(count).await;

    let employer = ids.employer.to_string();
    other
        .send_file_for(P05, &key, &employer, "releve.csv", &crate::portal::sample("P05-releve-cp1252.csv"))
        .await
        .is(404);
    let statement = format!("/releves/{}", ids.statement);
    other.post(&statement, &[("group", "V13"), ("note", "une note assez longue")]).await.is(404);
    let declaration = format!("/declarations/{}/paiement", ids.declaration);
    other.post(&declaration, &[("key", &key)]).await.is(404);
    let payment = format!("/encaissements/{}", ids.payment);
    let money = [("key", key.as_str()), ("received_on", "2025-09-06"), ("amount", "1.00")];
    other.post(&payment, &money).await.is(404);
    portal.treasurer().await.post(&payment, &money).await.is(404);
    assert_eq!(portal.db_count(count).await, before);
}

#[tokio::test]
async fn pages_of_others_name_nothing_of_union_412() {
    let portal = Portal::demo().await;
    let ids = Ids::of(&portal).await;
    let secrets = ["CISSS", "00412", "412-2025", &ids.statement, &ids.declaration.to_string()];
    for (role, scope) in [
        (Role::Treasurer, "733"),
        (Role::Treasurer, "518"),
        (Role::FederationOfficer, "FC"),
        (Role::Administrator, ""),
    ] {
        let other = actor(&portal, Some((role, scope))).await;
        let mut pages = 0;
        for route in quittance::portal::routes().table() {
            // The administrator's list of accounts and journal are of everyone's acts.
            let of_all = role == Role::Administrator && ["/comptes", "/journal"].contains(&route.path);
            if route.method != "GET" || route.path.contains("{id}") || of_all {
                continue;
            }
            let page = other.get(&ids.fill(route.path)).await;
            if page.status.is_success() {
                pages += 1;
                for secret in secrets {
                    assert!(!page.html().contains(secret), "{scope} reads {secret} at {}", route.path);
                }
            }
        }
        assert!(pages >= 5, "{scope} saw pages");
    }
}

#[tokio::test]
async fn a_refusal_is_journaled_with_what_was_asked_and_by_whom() {
    let portal = Portal::demo().await;
    portal.treasurer().await.get("/journal").await.is(404);
    let row: (String, String, String, Option<Uuid>) =
        sqlx::query_as("select role, subject, outcome, union_id from journal where action = 'access'")
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
    let union = portal.db_union("412").await;
    assert_eq!(row, ("treasurer".into(), "GET /journal".into(), "refused".into(), Some(union)));
}

#[tokio::test]
async fn an_id_that_is_no_id_is_an_error_page_and_not_a_crash() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for path in
        ["/releves/1", "/declarations/'--", "/paiements/%00", "/periodes/2025-26/P99", "/periodes/x/P05"]
    {
        let answer = treasurer.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    let request =
        Request::builder().method("DELETE").uri("/periodes").header("sec-fetch-site", "same-origin");
    treasurer.send(request.body(Body::empty()).unwrap()).await.is(405);
}
