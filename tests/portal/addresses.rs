//! The address of each route with ids of union 412 in their places, and its form as it is sent so that
//! nothing changes for the next caller.

use quittance::access::Role;
use quittance::web::routes::Route;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::portal::{P05, Portal, new_key};

/// Ids of union 412, which only some actors reach.
pub struct Ids {
    pub union: Uuid,
    pub employer: Uuid,
    pub statement: String,
    pub declaration: Uuid,
    pub payment: Uuid,
    pub account: Uuid,
    pub notice: Uuid,
    /// A person of the register, and her employer's annual list.
    person: String,
    annual_list: String,
    /// People from before the portal, taken in.
    roster: String,
    member: Uuid,
    assignment: Uuid,
    list: Uuid,
    resource: Uuid,
    /// An access of the employer's payroll, revoked.
    access: String,
    /// A file given up before it became a statement.
    upload: Uuid,
    /// A file that waits for a person.
    asking: Uuid,
    /// A request of changes, with its attached file.
    change: String,
    piece: String,
    /// An error of the employer's on its list, and a letter that carries it; a Tribunal case.
    item: Uuid,
    letter: Uuid,
    case: String,
    /// A first signature that fell.
    signature: Uuid,
    /// A levy of the federation, and a proposal that waits.
    levy: String,
}

impl Ids {
    pub async fn of(portal: &Portal) -> Ids {
        let treasurer = portal.treasurer().await;
        let (item, letter) = crate::corrections::an_error(portal, &treasurer).await;
        let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
        add_a_finding(portal, &statement).await;
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
        let case = crate::held_dues::open(portal, &treasurer, "2025-06-12", "").await;
        Ids {
            item,
            letter,
            case: case.replace("/fideicommis/", ""),
            levy: crate::levies::levy(portal, "fsss").await,
            union: portal.db_union("412").await,
            employer: portal.db_employers("412").await[0],
            statement: statement.replace("/releves/", ""),
            declaration,
            payment: portal.db_payment(declaration).await,
            person: portal.db_one(crate::members::SOMEBODY).await,
            annual_list: portal.db_one("select id::text from annual_lists").await,
            access: crate::door::revoked(portal, &treasurer).await,
            roster: crate::members_roster::taken_in(portal, &treasurer, crate::members_roster::PEOPLE)
                .await
                .replace("/membres/effectif/", ""),
            asking: crate::uploads::asking(portal).await,
            upload: given_up(portal, &treasurer).await,
            member: portal.db_of_412("select member_id from team_assignments").await,
            assignment: portal.db_of_412("select id from team_assignments").await,
            list: portal.db_of_412("select id from officers_lists").await,
            notice: portal.db_notice("412").await,
            signature: crate::declarations_signing::fallen(portal).await,
            resource: portal.db_one("select min(id::text) from resources").await.parse().expect("an id"),
            account: portal.db_actor(Role::FinanceAuditor, "").await.id().expect("an id"),
            change: request.replace("/demandes/", ""),
            piece: piece.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }

    /// The address with the ids in their places.
    pub fn fill(&self, route: &str) -> String {
        let id = match route {
            r if r.ends_with("/colonnes") => self.asking.to_string(),
            r if r.starts_with("/envois/") => self.upload.to_string(),
            r if r.starts_with("/api/") || r.starts_with("/releves/") => self.statement.clone(),
            r if r.starts_with("/propositions") => crate::levies::WAITING.to_owned(),
            r if r.starts_with("/membres/effectif") => self.roster.clone(),
            r if r.starts_with("/membres/listes") => self.annual_list.clone(),
            r if r.starts_with("/membres") => self.person.clone(),
            r if r.contains("/demandes/{id}") => self.change.clone(),
            r if r.starts_with("/signatures/") => self.signature.to_string(),
            r if r.contains("declarations/{id}") => self.declaration.to_string(),
            _ => self.payment.to_string(),
        };
        route
            .replace("{id}", &id)
            .replace("{access}", &self.access)
            .replace("{piece}", &self.piece)
            .replace("{body}", "FSSS")
            .replace("{standing}", &self.levy)
            .replace("{section}", "coordinates")
            .replace("{union}", &self.union.to_string())
            .replace("{employer}", &self.employer.to_string())
            .replace("{agreement}", "0a900000-0000-7000-8000-000000000001")
            .replace("{member}", &self.member.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{list}", &self.list.to_string())
            .replace("{topic}", "releve")
            .replace("{statement}", &self.statement)
            .replace("{resource}", &self.resource.to_string())
            .replace("{notice}", &self.notice.to_string())
            .replace("{mail}", &self.notice.to_string())
            .replace("{item}", &self.item.to_string())
            .replace("{letter}", &self.letter.to_string())
            .replace("{case}", &self.case)
            .replace("{year}", "2025-26")
            .replace("{period}", if route.starts_with("/exercices") { "P04" } else { "P05" })
            .replace("{payee}", "CSN")
            .replace("{levy}", "csn")
            .replace("{seq}", if route.contains("/calculs/") { "1" } else { "9999" })
            .replace("{line}", "1")
            .replace("{*path}", "quittance.css")
            .replace("/langue", "/langue?vers=fr&retour=/aide")
    }

    /// The route called as its own page would, but so that nothing is changed for the next actor:
    /// a form that lacks what it needs comes back with 422, after every question of access.
    pub async fn call(&self, browser: &Browser, route: &Route) -> Answer {
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
            "/envois/{id}/colonnes" => browser.post(&path, &[("key", &key)]).await,
            "/releves/{id}/relecture" => browser.post(&path, &[]).await,
            // It is a statement already: there is nothing to give up.
            "/envois/{id}/annulation" => browser.post(&path, &[]).await,
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
            levies if levies.starts_with("/organismes") || levies.starts_with("/propositions") => {
                crate::levies::incomplete_form(browser, levies, &path).await
            }
            "/releves/{id}/erreurs" => browser.post(&path, &[("note", "")]).await,
            "/releves/{id}/remise" => browser.post(&path, &[("key", &key), ("day", "")]).await,
            "/employeurs/{employer}/erreurs/{item}" => browser.post(&path, &[("reason", "")]).await,
            "/employeurs/{employer}/lettres" => browser.post(&path, &[("key", &key)]).await,
            "/employeurs/{employer}/lettres/{letter}" => browser.post(&path, &[("sent_on", "")]).await,
            "/employeurs/{employer}/feuillets" => browser.post(&path, &[("key", &key), ("slips", "")]).await,
            "/employeurs/{employer}/feuillets/notes" => browser.post(&path, &[("note", "")]).await,
            "/employeurs/{employer}/feuillets/paies" => {
                browser.post(&path, &[("key", &key), ("days", "")]).await
            }
            "/signatures" => browser.post(&path, &[("key", &key), ("reference", "")]).await,
            "/signatures/{id}" => browser.post(&path, &[]).await,
            "/signatures/{id}/retour" => browser.post(&path, &[("reason", "")]).await,
            "/fideicommis" => browser.post(&path, &[("key", &key), ("number", "")]).await,
            "/fideicommis/{case}/personnes" => browser.post(&path, &[("people", "")]).await,
            "/fideicommis/{case}/decision" => browser.post(&path, &[("ruled_on", "")]).await,
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
            "/retenues/verification" => browser.post(&path, &[("key", &key), ("kind", "")]).await,
            "/liberations/precision" => {
                let employer = self.employer.to_string();
                let form = [("key", key.as_str()), ("exercice", "2025-26"), ("employeur", &employer)];
                let rest = [("kind", ""), ("amount", ""), ("day", ""), ("reason", "")];
                browser.post(&path, &[form.as_slice(), &rest].concat()).await
            }
            "/regles/conventions/{agreement}" | "/regles/employeurs/{union}/{employer}" => {
                let names = ["key", "rule", "severity", "from", "to", "note"];
                browser.post(&path, &names.map(|n| (n, if n == "key" { key.as_str() } else { "" }))).await
            }
            "/regles/employeurs/{union}/{employer}/calendrier" => {
                browser.post(&path, &[("key", &key), ("kind", "")]).await
            }
            "/regles/employeurs/{union}/{employer}/convention" => {
                let names = ["key", "agreement", "since", "why"];
                browser.post(&path, &names.map(|n| (n, if n == "key" { key.as_str() } else { "" }))).await
            }
            "/syndicats/{union}/ouverture" => browser.post(&path, &[("key", &key), ("source", "")]).await,
            "/ressources/tenue" => {
                let names = ["key", "title", "topic", "kind", "language", "url", "length"];
                browser.post(&path, &names.map(|n| (n, if n == "key" { key.as_str() } else { "" }))).await
            }
            "/employeurs/{employer}/acces" => {
                let form = [("key", key.as_str()), ("label", ""), ("ends_on", ""), ("replaces", "")];
                browser.post(&path, &form).await
            }
            "/employeurs/{employer}/acces/{access}/revocation" | "/api/v1/statements" => {
                browser.post(&path, &[]).await
            }
            "/ressources/tenue/{resource}" => browser.post(&path, &[]).await,
            other => panic!("{other}: say here how its form is sent"),
        }
    }
}

async fn given_up(portal: &Portal, treasurer: &Browser) -> Uuid {
    let id = crate::uploads::received(portal).await;
    let path = format!("/envois/{id}");
    treasurer.post(&format!("{path}/annulation"), &[]).await.leads_to(&path);
    id
}

/// The sample may have none of its own.
async fn add_a_finding(portal: &Portal, statement: &str) {
    let added = sqlx::query(
        "insert into statement_findings (union_id, statement_id, seq, rule, severity, value, expected)
         select union_id, id, 9999, 'V61', 'info', '', '' from statements where id = $1::uuid",
    );
    let id = statement.replace("/releves/", "");
    added.bind(id).execute(portal.db_owner()).await.expect("a finding");
}
