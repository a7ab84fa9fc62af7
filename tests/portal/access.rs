//! Who may call what: the whole route table, as every kind of actor, against `access.txt`; and the
//! ids of another union, in addresses and in forms.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Request;
use quittance::access::Role;
use quittance::demo;
use quittance::web::guard::Guarding;
use quittance::web::routes::Route;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::committed::same_as_committed;
use crate::portal::{P05, Portal, new_key};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/access.txt");

/// The columns of the table: a word, and the demonstration's account.
const ACTORS: [(&str, Option<(Role, &str)>); 9] = [
    ("nobody", None),
    ("treasurer", Some((Role::Treasurer, "412"))),
    ("other-treasurer", Some((Role::Treasurer, "733"))),
    ("signing", Some((Role::SigningOfficer, "412"))),
    ("federation", Some((Role::FederationOfficer, "FSSS"))),
    ("other-federation", Some((Role::FederationOfficer, "FC"))),
    ("finance", Some((Role::FinanceOfficer, ""))),
    ("auditor", Some((Role::FinanceAuditor, ""))),
    ("administrator", Some((Role::Administrator, ""))),
];

/// Ids of union 412, which only some actors reach.
pub struct Ids {
    union: Uuid,
    employer: Uuid,
    statement: String,
    declaration: Uuid,
    payment: Uuid,
    account: Uuid,
    notice: Uuid,
    /// A person of the register, and her employer's annual list.
    person: String,
    annual_list: String,
    member: Uuid,
    assignment: Uuid,
    list: Uuid,
    resource: Uuid,
    /// A request of changes, with its attached file.
    change: String,
    piece: String,
}

impl Ids {
    pub async fn of(portal: &Portal) -> Ids {
        let treasurer = portal.treasurer().await;
        let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
        // The sample has none of its own.
        sqlx::query(
            "insert into statement_findings (union_id, statement_id, seq, rule, severity, value, expected)
             select union_id, id, 9999, 'V61', 'info', '', '' from statements where id = $1::uuid",
        )
        .bind(statement.replace("/releves/", ""))
        .execute(portal.db_owner())
        .await
        .expect("a finding");
        let declaration = portal.db_declaration("412", 4).await;
        let key = new_key();
        let form = [
            ("key", key.as_str()),
            ("reason", "Déménagement"),
            ("effective_on", "2025-09-06"),
            ("union..phone", "418-555-0199"),
        ];
        let edit = "/info-syndicat/modifier/coordinates";
        let request = treasurer.upload(edit, &form, "bail.pdf", b"%PDF-1.7").await.leads_to("/demandes/");
        let piece = treasurer.get(&request).await.links(&format!("{request}/pieces/"))[0].clone();
        Ids {
            union: portal.db_union("412").await,
            employer: portal.db_employers("412").await[0],
            statement: statement.replace("/releves/", ""),
            declaration,
            payment: portal.db_payment(declaration).await,
            person: portal.db_one(crate::members::SOMEBODY).await,
            annual_list: portal.db_one("select id::text from annual_lists").await,
            member: portal.db_of_412("select member_id from team_assignments").await,
            assignment: portal.db_of_412("select id from team_assignments").await,
            list: portal.db_of_412("select id from officers_lists").await,
            notice: portal.db_notice("412").await,
            resource: portal.db_one("select min(id::text) from resources").await.parse().expect("an id"),
            account: portal.db_actor(Role::FinanceAuditor, "").await.id().expect("an id"),
            change: request.replace("/demandes/", ""),
            piece: piece.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }

    /// The address with the ids in their places.
    pub fn fill(&self, route: &str) -> String {
        let id = match route {
            r if r.starts_with("/releves/") => self.statement.clone(),
            r if r.starts_with("/membres/listes") => self.annual_list.clone(),
            r if r.starts_with("/membres") => self.person.clone(),
            r if r.contains("/demandes/{id}") => self.change.clone(),
            r if r.contains("declarations/{id}") => self.declaration.to_string(),
            _ => self.payment.to_string(),
        };
        route
            .replace("{id}", &id)
            .replace("{piece}", &self.piece)
            .replace("{section}", "coordinates")
            .replace("{union}", &self.union.to_string())
            .replace("{employer}", &self.employer.to_string())
            .replace("{member}", &self.member.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{list}", &self.list.to_string())
            .replace("{topic}", "releve")
            .replace("{statement}", &self.statement)
            .replace("{resource}", &self.resource.to_string())
            .replace("{notice}", &self.notice.to_string())
            .replace("{mail}", &self.notice.to_string())
            .replace("{year}", "2025-26")
            .replace("{period}", "P05")
            .replace("{payee}", "CSN")
            .replace("{levy}", "csn")
            .replace("{seq}", "9999")
            .replace("{line}", "1")
            .replace("{*path}", "quittance.css")
            .replace("/langue", "/langue?vers=fr&retour=/aide")
    }

    /// The route called as its own page would, but so that nothing is changed for the next actor:
    /// a form that lacks what it needs comes back with 422, after every question of access.
    async fn call(&self, browser: &Browser, route: &Route) -> Answer {
        let path = self.fill(route.path);
        if route.method == "GET" {
            return browser.get(&path).await;
        }
        let (key, account) = (new_key(), self.account.to_string());
        match route.path {
            "/periodes/{year}/{period}/releves" => {
                let employer = self.employer.to_string();
                browser.upload(&path, &[("key", &key), ("employer", &employer)], "vide.csv", b"").await
            }
            "/connexion" => {
                // Nobody's, and another each time: tries at one e-mail are slowed down.
                browser.sign_in(&format!("{key}@nulle-part.example"), "un mot de passe faux").await
            }
            "/deconnexion" => browser.post(&path, &[]).await,
            "/releves/{id}/constats/{seq}" => browser.post(&path, &[("note", "")]).await,
            "/releves/{id}" => browser.post(&path, &[("group", "V11"), ("note", "")]).await,
            "/periodes/{year}/{period}/declaration" => {
                browser.post(&path, &[("key", &key), ("seen_total", "0.00")]).await
            }
            "/declarations/{id}/paiement" => browser.post(&path, &[("key", &key)]).await,
            "/encaissements/{id}" => {
                browser.post(&path, &[("key", &key), ("received_on", ""), ("amount", "")]).await
            }
            members if members.starts_with("/membres") => {
                crate::members::incomplete_form(browser, members, &path, self.employer, &self.person).await
            }
            "/info-syndicat/modifier/{section}" => browser.upload(&path, &[("key", &key)], "", b"").await,
            "/demandes/{id}/commentaires" => browser.post(&path, &[("key", &key), ("body", "")]).await,
            // Each comes after the other: what is withdrawn already is not withdrawn again.
            "/demandes/{id}/retrait" | "/demandes/{id}/arret" | "/federation/demandes/{id}/arret" => {
                browser.post(&path, &[]).await
            }
            "/federation/demandes/{id}" => browser.post(&path, &[]).await,
            "/federation/demandes/{id}/question" => {
                browser.post(&path, &[("key", &key), ("question", "")]).await
            }
            "/avis" => browser.post(&path, &[]).await,
            "/avis/choix" => browser.post(&path, &[("language", "latin")]).await,
            "/courriels" => browser.post(&path, &[("mail", &key)]).await,
            "/comptes" => browser.post(&path, &[("account", &account), ("active", "true")]).await,
            "/federation/equipe" | "/federation/equipe/{member}" => {
                let names = ["key", "name", "duty", "department", "phone", "email"];
                browser.post(&path, &names.map(|n| (n, if n == "key" { key.as_str() } else { "" }))).await
            }
            "/federation/syndicats/{union}/equipe" => {
                browser.post(&path, &[("key", &key), ("member", ""), ("since", ""), ("until", "")]).await
            }
            "/federation/syndicats/{union}/equipe/{assignment}" => {
                browser.post(&path, &[("until", "")]).await
            }
            "/info-syndicat/liste-6-01/{employer}" => {
                browser.post(&path, &[("key", &key), ("seen", ""), ("sent_on", "")]).await
            }
            "/liberations/precision" => {
                let employer = self.employer.to_string();
                let form = [("key", key.as_str()), ("exercice", "2025-26"), ("employeur", &employer)];
                let rest = [("kind", ""), ("amount", ""), ("day", ""), ("reason", "")];
                browser.post(&path, &[form.as_slice(), &rest].concat()).await
            }
            "/ressources/tenue" => {
                let names = ["key", "title", "topic", "kind", "language", "url", "length"];
                browser.post(&path, &names.map(|n| (n, if n == "key" { key.as_str() } else { "" }))).await
            }
            "/ressources/tenue/{resource}" => browser.post(&path, &[]).await,
            other => panic!("{other}: say here how its form is sent"),
        }
    }
}

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
    for route in quittance::portal::routes().table() {
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
        r.method == "GET" && ["{id}", "{statement}", "{employer}"].iter().any(|id| r.path.contains(id))
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
    let of_staff =
        |a: &String| ["/syndicats", "/encaissements", "/federation"].iter().any(|s| a.starts_with(s));
    let found: Vec<String> = addresses(&ids).into_iter().filter(|a| !of_staff(a)).collect();
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
