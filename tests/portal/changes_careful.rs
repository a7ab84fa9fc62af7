//! Ways round the second person, the five days and the notice to contacts of before (R13): each was
//! tried once, and does not work any more.

use quittance::access::Role;
use quittance::changes::Verdict::{Accept, Refuse};
use quittance::changes::store::{self, Conflict, Decided};
use quittance::unions::file::{Field, Subject};
use uuid::Uuid;

use crate::changes::{ACCOUNT, PHONE};
use crate::portal::Portal;

/// A person of the file of union 412, by name.
async fn person(portal: &Portal, name: &str) -> Subject {
    let id: String = sqlx::query_scalar(
        "select subject_id::text from union_facts where field = 'person-name' and value = $1",
    )
    .bind(name)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    Subject::Person(id.parse().unwrap())
}

async fn told(portal: &Portal, change: Uuid) -> Vec<String> {
    sqlx::query_scalar(
        "select distinct unnest(also_to) from notices where kind = 'sensitive-change' and path = $1 order by 1",
    )
    .bind(store::path_of(change))
    .fetch_all(portal.db_owner())
    .await
    .unwrap()
}

async fn accept_twice(portal: &Portal, change: Uuid) {
    for officer in [portal.db_officer().await, portal.db_colleague().await] {
        assert_eq!(portal.db_decide(&officer, change, &[(1, Accept)]).await, Decided::Done);
    }
}

#[tokio::test]
async fn the_name_of_somebody_who_will_sign_is_not_changed_by_one_person_before_the_day_comes() {
    let portal = Portal::demo().await;
    let delegate = person(&portal, "Réjean Côté").await;
    let to_sign = portal.db_ask("412", &[(delegate, Field::Signs, "yes")]).await;
    // Asked while the first one waits, and again once it is accepted and its day to come.
    let early = portal.db_ask("412", &[(delegate, Field::PersonEmail, "autre@exemple.example")]).await;
    accept_twice(&portal, to_sign).await;
    let late = portal.db_ask("412", &[(delegate, Field::PersonName, "Jean Autre")]).await;
    for change in [early, late] {
        portal.db_decide(&portal.db_officer().await, change, &[(1, Accept)]).await;
        assert_eq!(portal.db_states_of(change).await, ["seconding"]);
        assert_eq!(portal.db_facts_of(change).await, 0);
    }
}

#[tokio::test]
async fn a_name_asked_before_somebody_is_to_sign_needs_two_people_once_they_are() {
    let portal = Portal::demo().await;
    let delegate = person(&portal, "Réjean Côté").await;
    let name = portal.db_ask("412", &[(delegate, Field::PersonName, "Jean Autre")]).await;
    let to_sign = portal.db_ask("412", &[(delegate, Field::Signs, "yes")]).await;
    accept_twice(&portal, to_sign).await;
    portal.db_decide(&portal.db_officer().await, name, &[(1, Accept)]).await;
    assert_eq!(portal.db_states_of(name).await, ["seconding"]);
}

#[tokio::test]
async fn contacts_that_were_replaced_just_before_are_told_all_the_same() {
    let portal = Portal::demo().await;
    let officer = portal.db_officer().await;
    let email = portal.db_ask("518", &[(Subject::Union, Field::Email, "info@ailleurs.example")]).await;
    assert_eq!(portal.db_decide(&officer, email, &[(1, Accept)]).await, Decided::Done);
    let account = portal.db_ask("518", &[ACCOUNT]).await;
    let told = told(&portal, account).await;
    for address in ["info@stt-estuaire.example", "presidence@stt-estuaire.example", "info@ailleurs.example"] {
        assert!(told.iter().any(|one| one == address), "{address} is not in {told:?}");
    }
}

#[tokio::test]
async fn a_signer_is_not_put_out_of_office_by_one_person() {
    let portal = Portal::demo().await;
    let president = person(&portal, "Mireille Gagnon").await;
    for (field, value) in [(Field::MandateFrom, "2027-01-01"), (Field::MandateTo, "2025-01-01")] {
        let change = portal.db_ask("412", &[(president, field, value)]).await;
        portal.db_decide(&portal.db_officer().await, change, &[(1, Accept)]).await;
        assert_eq!(portal.db_states_of(change).await, ["seconding"], "{field:?}");
    }
}

#[tokio::test]
async fn what_is_accepted_is_told_again_and_stopped_before_its_day_by_either_side() {
    let portal = Portal::demo().await;
    for by_union in [true, false] {
        let account = portal.db_ask("412", &[ACCOUNT]).await;
        let told_first =
            portal.db_count("select count(*) from notices where kind = 'sensitive-change'").await;
        accept_twice(&portal, account).await;
        let told_again =
            portal.db_count("select count(*) from notices where kind = 'sensitive-change'").await;
        assert_eq!(told_again, told_first + 1);
        let (follow, vet) = (store::path_of(account), store::office_path_of(account));
        let (president, nadia) = (portal.signing_officer().await, portal.federation_officer("FSSS").await);
        president.get(&follow).await.is(200).shows("Arrêter ce changement");
        if by_union {
            president.post(&format!("{follow}/arret"), &[]).await.leads_to(&follow);
        } else {
            nadia.post(&format!("{vet}/arret"), &[]).await.leads_to(&vet);
        }
        president.get(&follow).await.is(200).shows("Arrêté").hides("Arrêter ce changement");
        nadia.get(&vet).await.is(200).shows("Arrêté");
        // Stopped once is stopped; and its day changes nothing.
        president.post(&format!("{follow}/arret"), &[]).await.leads_to(&follow);
        let in_ten_days = portal.clock.today() + chrono::Days::new(10);
        let actor = portal.db_actor(Role::Treasurer, "412").await;
        let mut scoped = portal.db_scoped(&actor).await;
        let own = scoped.own_union().unwrap();
        let file = quittance::unions::store::facts::file(&mut scoped, own, in_ten_days).await.unwrap();
        assert!(!file.value(Subject::Union, Field::BankAccount).contains("4321"));
    }
    let journaled = portal.db_journaled("change-stopped", "done").await;
    assert_eq!(journaled, 2);
}

#[tokio::test]
async fn what_is_in_force_is_not_stopped_and_strangers_stop_nothing() {
    let portal = Portal::demo().await;
    let phone = portal.db_ask("412", &[PHONE]).await;
    portal.db_decide(&portal.db_officer().await, phone, &[(1, Accept)]).await;
    let follow = store::path_of(phone);
    portal.treasurer().await.post(&format!("{follow}/arret"), &[]).await.leads_to(&follow);
    portal.treasurer().await.get("/info-syndicat").await.shows(PHONE.2);
    let account = portal.db_ask("412", &[ACCOUNT]).await;
    accept_twice(&portal, account).await;
    let (follow, vet) = (store::path_of(account), store::office_path_of(account));
    portal.treasurer_of("733").await.post(&format!("{follow}/arret"), &[]).await.is(404);
    portal.federation_officer("FC").await.post(&format!("{vet}/arret"), &[]).await.is(404);
    assert_eq!(portal.db_count("select count(*) from change_stops").await, 0);
}

#[tokio::test]
async fn of_two_accounts_asked_for_the_second_is_not_accepted_unseen() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.db_officer().await, portal.db_colleague().await);
    let first = portal.db_ask("518", &[ACCOUNT]).await;
    let second = portal.db_ask("518", &[(Subject::Union, Field::BankAccount, "12345-815-1111111")]).await;
    portal.db_decide(&nadia, second, &[(1, Accept)]).await;
    let page = portal.db_seen(second, &[(1, Accept)]).await;
    accept_twice(&portal, first).await;
    let mut scoped = portal.db_scoped(&hugo).await;
    let decided = store::decide(&mut scoped, second, "Hugo Pelletier", &page).await.unwrap();
    assert_eq!(decided, Decided::Not(vec![Conflict::Moved { n: 1 }]));
}

#[tokio::test]
async fn what_is_asked_to_count_from_long_ago_counts_from_the_day_of_what_it_replaces() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.get("/info-syndicat/modifier/coordinates").await.is(200);
    let typed =
        [("union..phone", "418-555-0177"), ("reason", "Ancien numéro"), ("effective_on", "2016-01-01")];
    let mut form = page.fields();
    for (name, value) in &mut form {
        if let Some((_, typed)) = typed.iter().find(|(field, _)| field == name) {
            *value = (*typed).to_owned();
        }
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request =
        treasurer.upload("/info-syndicat/modifier/coordinates", &form, "", b"").await.leads_to("/demandes/");
    let id: Uuid = request.replace("/demandes/", "").parse().unwrap();
    assert_eq!(portal.db_decide(&portal.db_officer().await, id, &[(1, Accept)]).await, Decided::Done);
    treasurer.get("/info-syndicat").await.shows("418-555-0177");
    treasurer.get(&request).await.shows("1er\u{a0}avril 2024");
}

#[tokio::test]
async fn a_refusal_by_the_second_person_keeps_who_had_accepted() {
    let portal = Portal::demo().await;
    let account = portal.db_ask("412", &[ACCOUNT]).await;
    let hugo = portal.db_colleague().await;
    portal.db_decide(&portal.db_officer().await, account, &[(1, Accept)]).await;
    portal.db_decide(&hugo, account, &[(1, Refuse("Le spécimen manque.".to_owned()))]).await;
    let (first, second): (Option<Uuid>, Option<Uuid>) =
        sqlx::query_as("select decided_by, seconded_by from change_items where change_id = $1")
            .bind(account)
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
    assert_eq!((first, second), (portal.db_officer().await.id(), hugo.id()));
    // Whoever accepted first may still refuse.
    let other = portal.db_ask("412", &[(Subject::Union, Field::BankAccount, "12345-815-2222222")]).await;
    portal.db_decide(&hugo, other, &[(1, Accept)]).await;
    let refused = portal.db_decide(&hugo, other, &[(1, Refuse("Erreur de ma part.".to_owned()))]).await;
    assert_eq!(refused, Decided::Done);
    assert_eq!(portal.db_states_of(other).await, ["refused"]);
}
