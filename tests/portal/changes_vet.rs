//! Verdicts that go together: what one button accepts, and somebody new whose name is refused.

use quittance::unions::file::{Field, Subject};
use uuid::Uuid;

use crate::changes::{ACCOUNT, PHONE, filled, path, send};
use crate::portal::Portal;

const WEBSITE: (Subject, Field, &str) = (Subject::Union, Field::Website, "https://autre.example");

#[tokio::test]
async fn accepting_all_does_not_undo_a_refusal() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let id = portal.db_ask("412", &[PHONE, WEBSITE]).await;
    let all = ("act", "accept-all");
    let form = filled(&officer, id, &[("verdict-1", "refuse"), all]).await;
    send(&officer, id, &form).await.is(422).shows("dites au syndicat pourquoi vous refusez");
    let typed = [("verdict-1", "refuse"), ("reason-1", "Ce numéro est celui de l’employeur."), all];
    let form = filled(&officer, id, &typed).await;
    for _ in 0..2 {
        send(&officer, id, &form).await.leads_to(&path(id));
    }
    assert_eq!(portal.db_states_of(id).await, ["refused", "accepted"]);
}

#[tokio::test]
async fn accepting_all_leaves_to_a_colleague_what_waits_for_one() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let id = portal.db_ask("412", &[ACCOUNT, PHONE]).await;
    let form = filled(&officer, id, &[("verdict-1", "accept")]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    let form = filled(&officer, id, &[("act", "accept-all")]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_states_of(id).await, ["seconding", "accepted"]);
}

#[tokio::test]
async fn nothing_of_somebody_new_is_accepted_without_their_name() {
    let portal = Portal::demo().await;
    let officer = portal.federation_officer("FSSS").await;
    let person = Subject::Person(Uuid::now_v7());
    let fields = [
        (person, Field::PersonName, "Line Roy"),
        (person, Field::Duty, "delegate"),
        (person, Field::PersonPhone, "418-555-0133"),
    ];
    let id = portal.db_ask("412", &fields).await;
    let refusal = ("reason-1", "Ce nom n’est pas au procès-verbal.");
    for name in ["refuse", "later"] {
        let form = filled(&officer, id, &[("verdict-1", name), refusal, ("verdict-2", "accept")]).await;
        send(&officer, id, &form)
            .await
            .is(422)
            .shows("Fonction\u{a0}: acceptez aussi le nom de cette personne");
    }
    let form = filled(&officer, id, &[("verdict-1", "refuse"), refusal, ("act", "accept-all")]).await;
    send(&officer, id, &form).await.is(422).shows("acceptez aussi le nom");
    assert_eq!(portal.db_states_of(id).await, ["proposed", "proposed", "proposed"]);
    let form = filled(&officer, id, &[("verdict-1", "accept"), ("verdict-2", "accept")]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    let form = filled(&officer, id, &[("verdict-3", "accept")]).await;
    send(&officer, id, &form).await.leads_to(&path(id));
    assert_eq!(portal.db_states_of(id).await, ["accepted", "accepted", "accepted"]);
}
