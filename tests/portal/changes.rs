//! The office's side of changes: its queue, a request decided field by field, what it asks back,
//! how long it takes. Also what the other tests of changes share: asking and deciding by the stores.

use quittance::access::{Actor, Role};
use quittance::changes::store::{self, Decided, Decision, NewChange};
use quittance::changes::{Section, Verdict, differences, last_recorded};
use quittance::unions::file::{Field, Subject};
use quittance::unions::store::facts;
use uuid::Uuid;

use crate::answer::Answer;
use crate::portal::{FederationOfficer, Portal, new_key};

pub const PHONE: (Subject, Field, &str) = (Subject::Union, Field::Phone, "418-555-0190");
pub const ACCOUNT: (Subject, Field, &str) = (Subject::Union, Field::BankAccount, "12345-815-7654321");

impl Portal {
    /// The second person of the FSSS's office.
    pub async fn db_colleague(&self) -> Actor {
        let (id, federation) =
            sqlx::query_as("select id, federation_id from accounts where email = 'collegue@fsss.example'")
                .fetch_one(self.db_owner())
                .await
                .unwrap();
        Actor::Person { id, role: Role::FederationOfficer, union: None, federation }
    }

    pub async fn db_officer(&self) -> Actor {
        self.db_actor(Role::FederationOfficer, "FSSS").await
    }

    /// A request of a union by its treasurer, to count from today.
    pub async fn db_ask(&self, union: &str, fields: &[(Subject, Field, &str)]) -> Uuid {
        self.db_ask_for(union, 0, fields).await
    }

    /// The same, to count from so many days later.
    pub async fn db_ask_for(&self, union: &str, days: u64, fields: &[(Subject, Field, &str)]) -> Uuid {
        let treasurer = self.db_actor(Role::Treasurer, union).await;
        let mut scoped = self.db_scoped(&treasurer).await;
        let (own, today) = (scoped.own_union().unwrap(), scoped.today());
        let file = facts::file(&mut scoped, own, today).await.unwrap();
        let edited: Vec<_> = fields.iter().map(|(s, f, value)| (*s, *f, (*value).to_owned())).collect();
        let drafts = differences(&file, &edited);
        assert_eq!(drafts.len(), fields.len(), "each differs");
        let section = match fields[0].1 {
            Field::BankAccount => Section::Bank,
            field if field.subject() == "person" => Section::Officers,
            _ => Section::Coordinates,
        };
        let change = NewChange {
            id: Uuid::now_v7(),
            section,
            reason: "Pour l’épreuve.",
            effective_on: today + chrono::Days::new(days),
            name: "Lise Tremblay",
            drafts: &drafts,
        };
        assert!(store::propose(&mut scoped, &change).await.unwrap());
        scoped.commit().await.unwrap();
        change.id
    }

    /// What a page opened now would send for these verdicts.
    pub async fn db_seen(&self, id: Uuid, verdicts: &[(i16, Verdict)]) -> Vec<Decision> {
        let mut scoped = self.db_scoped(&self.db_officer().await).await;
        let change = store::one(&mut scoped, id).await.unwrap();
        let history = facts::history(&mut scoped, change.union).await.unwrap();
        let decision = |(n, verdict): &(i16, Verdict)| {
            let item = change.items.iter().find(|item| item.n == *n).unwrap();
            Decision { n: *n, verdict: verdict.clone(), seen: last_recorded(&history, item) }
        };
        verdicts.iter().map(decision).collect()
    }

    pub async fn db_decide(&self, officer: &Actor, id: Uuid, verdicts: &[(i16, Verdict)]) -> Decided {
        let decisions = self.db_seen(id, verdicts).await;
        let mut scoped = self.db_scoped(officer).await;
        let decided = store::decide(&mut scoped, id, "Une personne du bureau", &decisions).await.unwrap();
        if decided == Decided::Done {
            scoped.commit().await.unwrap();
        }
        decided
    }

    pub async fn db_facts_of(&self, change: Uuid) -> i64 {
        let query = sqlx::query_scalar("select count(*) from union_facts where change_id = $1").bind(change);
        query.fetch_one(self.db_owner()).await.unwrap()
    }

    pub async fn db_states_of(&self, change: Uuid) -> Vec<String> {
        sqlx::query_scalar("select state from change_items where change_id = $1 order by n")
            .bind(change)
            .fetch_all(self.db_owner())
            .await
            .unwrap()
    }
}

pub fn path(id: Uuid) -> String {
    format!("/federation/demandes/{id}")
}

/// What the page's form holds, with these choices made.
pub async fn filled(officer: &FederationOfficer, id: Uuid, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = officer.get(&path(id)).await.is(200);
    let mut form: Vec<(String, String)> = page
        .fields()
        .into_iter()
        .filter(|(name, _)| name.starts_with("seen-") || name.starts_with("was-"))
        .collect();
    form.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    form
}

pub async fn send(officer: &FederationOfficer, id: Uuid, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    officer.post(&path(id), &form).await
}

#[tokio::test]
async fn the_queue_holds_the_offices_own_unions_oldest_first_with_whose_turn_it_is() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let words = hugo.get("/federation/demandes").await.is(200).words();
    let at = |what: &str| words.rfind(what).unwrap_or_else(|| panic!("{what} is not in {words}"));
    assert!(at("412 · 28\u{a0}août 2025") < at("518 · 29\u{a0}août 2025"));
    assert!(at("518 · 29\u{a0}août 2025") < at("412 · 3\u{a0}septembre 2025"));
    assert!(!words.contains("733"), "{words}");
    hugo.get("/federation/demandes?voir=seconder").await.shows("28\u{a0}août").hides("29\u{a0}août");
    nadia
        .get("/federation/demandes")
        .await
        .shows("Attend une autre personne du bureau")
        .shows("9\u{a0}jours")
        .shows("8\u{a0}jours")
        .shows("3\u{a0}jours");
    nadia.get("/federation/demandes?voir=seconder").await.is(200).shows("Aucune demande de cette sorte");
    let union = portal.db_union("518").await;
    hugo.get(&format!("/federation/demandes?syndicat={union}&section="))
        .await
        .is(200)
        .shows("29\u{a0}août")
        .hides("28\u{a0}août");
    hugo.get("/federation/demandes?section=coordinates")
        .await
        .shows("3\u{a0}septembre")
        .hides("29\u{a0}août");
    hugo.get("/federation/demandes?section=argent").await.is(404);
    let newest = hugo.get("/federation/demandes?ordre=recentes").await.is(200).words();
    assert!(newest.rfind("3\u{a0}septembre") < newest.rfind("28\u{a0}août"));
    hugo.get("/")
        .await
        .shows("demandes à suivre 3")
        .shows("en attente d’un deuxième accord 1")
        .shows("depuis plus de 5\u{a0}jours 2");
}

#[tokio::test]
async fn the_queue_is_read_a_page_at_a_time_and_nothing_is_missed_or_said_twice() {
    let portal = Portal::demo().await;
    let mut asked = Vec::new();
    for i in 0..30 {
        let phone = format!("418-555-{:04}", 2000 + i);
        asked.push(path(portal.db_ask("412", &[(Subject::Union, Field::Phone, phone.as_str())]).await));
    }
    let officer = portal.federation_officer("FSSS").await;
    for order in ["", "&ordre=recentes"] {
        let mut seen = Vec::new();
        let mut next = format!("/federation/demandes?section=coordinates{order}");
        let mut pages = 0;
        loop {
            let page = officer.get(&next).await.is(200);
            seen.extend(page.links("/federation/demandes/"));
            pages += 1;
            match page.links("/federation/demandes?").into_iter().find(|href| href.contains("apres=")) {
                Some(href) => next = href,
                None => break,
            }
        }
        assert_eq!(pages, 2);
        assert_eq!(seen.len(), 31, "thirty and the demonstration's");
        assert!(asked.iter().all(|path| seen.contains(path)));
    }
}

#[tokio::test]
async fn another_federation_sees_neither_the_request_nor_its_files_and_decides_nothing() {
    let portal = Portal::demo().await;
    let (fsss, fc) = (portal.federation_officer("FSSS").await, portal.federation_officer("FC").await);
    let id: Uuid = portal.db_one("select change_id::text from change_attachments").await.parse().unwrap();
    let piece = fsss.get(&path(id)).await.is(200).links(&format!("{}/pieces/", path(id)))[0].clone();
    let form = filled(&fsss, id, &[("verdict-1", "accept")]).await;
    fc.get(&path(id)).await.is(404);
    fc.get(&piece).await.is(404);
    send(&fc, id, &form).await.is(404);
    let question = [("key", new_key()), ("question", "Pourquoi?".to_owned())];
    let question: Vec<(&str, &str)> = question.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fc.post(&format!("{}/question", path(id)), &question).await.is(404);
    fc.get("/federation/demandes").await.is(200).shows("733").hides("412").hides("518");
    assert_eq!(portal.db_facts_of(id).await, 0);

    let file = fsss.get(&piece).await.is(200);
    assert!(file.bytes.starts_with(b"%PDF"));
    assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''proc%C3%A8s"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(portal.db_journaled("exported", "done").await, 1);
    let other = portal.db_ask("412", &[PHONE]).await;
    let elsewhere = piece.replace(&id.to_string(), &other.to_string());
    fsss.get(&elsewhere).await.is(404);
}

#[tokio::test]
async fn one_field_is_accepted_another_refused_with_its_reason_and_the_union_reads_both() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let website = (Subject::Union, Field::Website, "https://autre.example");
    let id = portal.db_ask("412", &[PHONE, website]).await;
    officer
        .get(&path(id))
        .await
        .shows("418-555-0100")
        .shows("418-555-0190")
        .shows("Pour l’épreuve.")
        .shows("Lise Tremblay")
        .shows("Autres demandes sur les mêmes champs")
        .shows("Historique du champ\u{a0}: 1 valeur");
    let why = ("reason-2", "Le site ne répond pas.");
    let form = filled(&officer, id, &[("verdict-1", "accept"), ("verdict-2", "refuse"), why]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_states_of(id).await, ["accepted", "refused"]);
    officer
        .get(&path(id))
        .await
        .shows("Acceptée en partie")
        .shows("Motif du refus\u{a0}: Le site ne répond pas.");
    let treasurer = portal.treasurer().await;
    treasurer
        .get(&format!("/demandes/{id}"))
        .await
        .is(200)
        .shows("Le site ne répond pas.")
        .shows("Nadia Roy");
    treasurer.get("/info-syndicat").await.is(200).shows("418-555-0190").hides("https://autre.example");
    assert_eq!(portal.db_journaled("change-decided", "done").await, 1 + 14, "with the demonstration's");

    // The same form again, from a second press of the button, changes nothing and says nothing.
    send(&officer, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_facts_of(id).await, 1);
    // A colleague's, that says otherwise, is told.
    let colleague = portal.federation_colleague().await;
    let late = [("verdict-1".to_owned(), "accept".to_owned()), ("verdict-2".to_owned(), "accept".to_owned())];
    send(&colleague, id, &late).await.is(409).shows("Téléphone\u{a0}: Nadia Roy a déjà tranché");
}

#[tokio::test]
async fn a_refusal_needs_its_reason_and_a_form_a_decision_and_what_was_typed_stays() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let id = portal.db_ask("412", &[PHONE, (Subject::Union, Field::Website, "https://autre.example")]).await;
    let form =
        filled(&officer, id, &[("verdict-1", "accept"), ("verdict-2", "refuse"), ("reason-2", "  ")]).await;
    let page = send(&officer, id, &form).await.is(422).shows("Site Web\u{a0}: dites au syndicat pourquoi");
    assert!(page.html().contains("href=\"#reason-2\""));
    let checked = |html: &str, id: &str| {
        let tag = html.split('<').find(|tag| tag.contains(&format!(" id=\"{id}\""))).unwrap().to_owned();
        tag.contains(" checked")
    };
    assert!(checked(&page.html(), "verdict-1") && checked(&page.html(), "refuse-2"));
    let later = filled(&officer, id, &[("verdict-1", "later"), ("verdict-2", "later")]).await;
    send(&officer, id, &later).await.is(422).shows("Acceptez ou refusez au moins un champ");
    for strange in [("verdict-1", "yes"), ("state-1", "accepted"), ("seen-1", "x"), ("seen", "1")] {
        officer.post(&path(id), &[strange]).await.is(400);
    }
    officer.post(&path(id), &[("verdict-9", "accept")]).await.is(422);
    assert_eq!(portal.db_states_of(id).await, ["proposed", "proposed"], "nothing was decided");
    let all = filled(&officer, id, &[("act", "accept-all")]).await;
    send(&officer, id, &all).await.leads_to(&path(id));
    assert_eq!(portal.db_states_of(id).await, ["accepted", "accepted"]);
}

#[tokio::test]
async fn a_value_that_changed_meanwhile_is_shown_and_nothing_is_decided() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let id = portal.db_ask("412", &[PHONE, (Subject::Union, Field::Website, "https://autre.example")]).await;
    let other = portal.db_ask("412", &[(Subject::Union, Field::Phone, "418-555-0150")]).await;
    let form = filled(&officer, id, &[("verdict-1", "accept"), ("verdict-2", "accept")]).await;
    portal.db_decide(&portal.db_colleague().await, other, &[(1, Verdict::Accept)]).await;
    let page = send(&officer, id, &form).await.is(409);
    page.shows("Téléphone\u{a0}: la fiche a changé pendant que vous lisiez")
        .shows("418-555-0150")
        .shows("Le syndicat avait sous les yeux\u{a0}: 418-555-0100");
    assert_eq!(portal.db_states_of(id).await, ["proposed", "proposed"], "all or nothing");
    // From the page as it is now, it can be.
    let form = filled(&officer, id, &[("verdict-1", "accept"), ("verdict-2", "accept")]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_facts_of(id).await, 2);
}

#[tokio::test]
async fn a_question_keeps_the_request_open_and_gives_the_union_its_turn() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let id = portal.db_ask("412", &[PHONE]).await;
    let key = officer.get(&path(id)).await.field("key");
    let ask = format!("{}/question", path(id));
    officer.post(&ask, &[("key", &key), ("question", " ")]).await.is(422).shows("Écrivez votre question.");
    for _ in 0..2 {
        let question = [("key", key.as_str()), ("question", "Un poste <b>interne</b>?")];
        officer.post(&ask, &question).await.leads_to(&path(id));
    }
    assert_eq!(officer.get(&path(id)).await.html().matches("Un poste").count(), 1, "asked twice, kept once");
    officer
        .get("/federation/demandes?voir=syndicat")
        .await
        .is(200)
        .shows("Réponse attendue")
        .shows("6\u{a0}septembre 2025, 9");
    let treasurer = portal.treasurer().await;
    let page = treasurer.get(&format!("/demandes/{id}")).await.is(200).shows("Un poste <b>interne</b>?");
    let answer = [("key", page.field("key")), ("body", "Non, la ligne directe.".to_owned())];
    let answer: Vec<(&str, &str)> = answer.iter().map(|(name, value)| (*name, value.as_str())).collect();
    treasurer.post(&format!("/demandes/{id}/commentaires"), &answer).await.leads_to("/demandes/");
    officer.get("/federation/demandes?voir=syndicat").await.is(200).hides("6\u{a0}septembre 2025, 9");
    officer.get(&path(id)).await.shows("Non, la ligne directe.").shows("Lise Tremblay, syndicat");
}

#[tokio::test]
async fn a_bank_account_shows_four_digits_needs_two_people_and_waits_five_days() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let id = portal.db_ask("412", &[ACCOUNT]).await;
    let page = nadia.get(&path(id)).await.is(200);
    page.shows("•••• 4321")
        .hides("7654321")
        .shows("deux personnes du bureau")
        .shows("11\u{a0}septembre 2025");
    let form = filled(&nadia, id, &[("verdict-1", "accept")]).await;
    send(&nadia, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_states_of(id).await, ["seconding"]);
    let again = filled(&nadia, id, &[("verdict-1", "accept")]).await;
    send(&nadia, id, &again).await.is(409).shows("vous avez déjà accepté ce champ");
    assert_eq!(portal.db_states_of(id).await, ["seconding"]);
    let form = filled(&hugo, id, &[("verdict-1", "accept")]).await;
    send(&hugo, id, &form).await.leads_to(&path(id));
    hugo.get(&path(id)).await.shows("Deuxième accord\u{a0}: Hugo Pelletier").shows("11\u{a0}septembre 2025");
    let treasurer = portal.treasurer().await;
    treasurer.get("/info-syndicat").await.is(200).shows("•••• 3456");
    portal.clock.clone().advance(chrono::Duration::days(5));
    portal.treasurer().await.get("/info-syndicat").await.is(200).shows("•••• 4321").hides("•••• 3456");
}

#[tokio::test]
async fn the_offices_turnaround_is_that_of_its_own_requests() {
    let portal = Portal::demo().await;
    let fsss = portal.federation_officer("FSSS").await.get("/federation/delais").await.is(200);
    // Decided within the twelve months: 2, 1, 4, 3, 4, 5, 9 and 3 days.
    fsss.shows("en attente 3")
        .shows("depuis plus de 5\u{a0}jours 2")
        .shows("Médiane 3\u{a0}jours")
        .shows("Délai de neuf demandes sur dix 9\u{a0}jours")
        .shows("La cible est atteinte")
        .shows("octobre 2024")
        .shows("septembre 2025")
        .hides("août 2024");
    // 6, 7 and 2 days.
    let fc = portal.federation_officer("FC").await.get("/federation/delais").await.is(200);
    fc.shows("Médiane 6\u{a0}jours")
        .shows("Délai de neuf demandes sur dix 7\u{a0}jours")
        .shows("La cible n’est pas atteinte");
}
