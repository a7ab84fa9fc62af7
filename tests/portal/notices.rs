//! Who is told what: on home, in the list, by mail at once or in the digest; once each, and nobody
//! of another's business. What mail looks like and how it leaves is in `mails.rs`.

use chrono::TimeDelta;
use quittance::access::{Actor, Role};
use quittance::notices::worker::Postman;
use quittance::notices::{Audience, Notice, NoticeKind, store};
use quittance::outbox::Outbox;
use uuid::Uuid;

use crate::browser::ORIGIN;
use crate::portal::{P05, Portal, new_key};

const TREASURER: &str = "tresorerie@stt-bsl.example";
const PRESIDENT: &str = "presidence@stt-bsl.example";
const OFFICER: &str = "bureau@fsss.example";
const COLLEAGUE: &str = "collegue@fsss.example";

/// The demonstration as if nobody had been told anything yet. As a superuser: notices are history.
pub async fn untold() -> Portal {
    let portal = Portal::demo().await;
    let mut tx = portal.db_owner().begin().await.unwrap();
    for sql in ["set local session_replication_role = replica", "delete from notices"] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    portal
}

/// One that keeps what it would send.
pub fn postman(portal: &Portal) -> Postman {
    Postman::new(portal.db.clone(), Outbox::Kept, ORIGIN.to_owned())
}

pub async fn db_tell(portal: &Portal, by: &Actor, kind: NoticeKind, also_to: &[&str]) {
    let notice = Notice {
        kind,
        union: portal.db_union("412").await,
        to: kind.audience(),
        path: "/info-syndicat".to_owned(),
        also_to: also_to.iter().map(|address| (*address).to_owned()).collect(),
    };
    let mut scoped = portal.db_scoped(by).await;
    store::tell(&mut scoped, &notice).await.unwrap();
    scoped.commit().await.unwrap();
}

async fn treasurer(portal: &Portal) -> Actor {
    portal.db_actor(Role::Treasurer, "412").await
}

async fn officer(portal: &Portal) -> Actor {
    portal.db_actor(Role::FederationOfficer, "FSSS").await
}

/// Recipients of mails of this kind, sorted.
async fn mailed(portal: &Portal, kind: &str) -> Vec<String> {
    let query = sqlx::query_scalar("select recipient from mails where kind = $1 order by recipient");
    query.bind(kind).fetch_all(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn a_declaration_is_told_to_the_other_people_of_the_union_and_to_nobody_else() {
    let portal = untold().await;
    portal.treasurer().await.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let president = portal.signing_officer().await;
    president.get("/").await.is(200).shows("Déclaration transmise").shows("Un avis non lu");
    let page = president.get("/avis").await.is(200).shows("Déclaration transmise").shows("Nouveau");
    // The receipt is the treasurer's page: the signing officer stays on the list.
    president.get(&page.links("/avis/0")[0]).await.leads_to("/avis");
    president.get("/").await.is(200).shows("Aucun avis non lu");
    portal.treasurer().await.get("/avis").await.is(200).hides("Déclaration transmise");
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "declaration-filed").await, [PRESIDENT]);
    assert_eq!(portal.db_count("select count(*) from mails").await, 1);
}

#[tokio::test]
async fn money_that_settles_a_payment_is_told_to_the_union_once_and_leads_to_the_receipt() {
    let portal = untold().await;
    let (treasurer, finance) = (portal.treasurer().await, portal.finance_officer().await);
    let receipt = treasurer.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let payment = treasurer.pay(&receipt).await;
    let told = "select count(*) from notices n join unions u on u.id = n.union_id
                where u.number = '412' and n.kind = 'payment-settled' and n.at > '2025-09-01'";
    finance.record(&payment, &new_key(), "2025-09-06", "7000.00").await.leads_to("/encaissements/");
    assert_eq!(portal.db_count(told).await, 0, "a part settles nothing");
    finance.record(&payment, &new_key(), "2025-09-06", "643.53").await.leads_to("/encaissements/");
    finance.record(&payment, &new_key(), "2025-09-06", "10.00").await.leads_to("/encaissements/");
    assert_eq!(portal.db_count(told).await, 1);
    let page = treasurer.get("/avis").await.is(200).shows("Paiement reçu").shows("Un avis non lu");
    treasurer.get(&page.links("/avis/0")[0]).await.leads_to(&payment);
    treasurer.get("/avis").await.is(200).shows("Aucun avis non lu");
    db_tell(&portal, &officer(&portal).await, NoticeKind::ChangeDecided, &[]).await;
    treasurer.get("/avis").await.is(200).shows("Un avis non lu").shows("Nouveau");
    treasurer.post("/avis", &[]).await.leads_to("/avis");
    treasurer.get("/avis").await.is(200).shows("Aucun avis non lu").hides("Nouveau");
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "payment-settled").await, [PRESIDENT, TREASURER]);
}

#[tokio::test]
async fn nobody_reads_the_notices_of_another_union_or_of_the_other_side() {
    let portal = untold().await;
    db_tell(&portal, &officer(&portal).await, NoticeKind::ChangeDecided, &[]).await;
    let notice = format!("/avis/{}", portal.db_notice("412").await);
    portal.treasurer().await.get(&notice).await.leads_to("/info-syndicat");
    portal.treasurer_of("733").await.get(&notice).await.is(404);
    portal.federation_officer("FSSS").await.get(&notice).await.is(404);
    portal.auditor().await.get(&notice).await.is(404);
    portal.administrator().await.get(&notice).await.is(404);
    for page in ["/avis", "/"] {
        portal.treasurer_of("733").await.get(page).await.is(200).hides("Décision sur une demande");
        portal.federation_officer("FC").await.get(page).await.is(200).hides("Décision sur une demande");
    }
    db_tell(&portal, &treasurer(&portal).await, NoticeKind::ChangeProposed, &[]).await;
    portal.federation_officer("FSSS").await.get("/").await.is(200).shows("Demande de changement");
    portal.federation_officer("FC").await.get("/avis").await.is(200).shows("Aucun avis");
    portal.treasurer().await.get("/avis").await.is(200).hides("Demande de changement à trancher");
    portal.auditor().await.get("/avis").await.is(200).shows("Votre rôle ne reçoit pas d’avis");
}

#[tokio::test]
async fn the_list_is_read_page_by_page_without_missing_or_repeating_any() {
    let mut portal = untold().await;
    let (officer, by) = (portal.federation_officer("FSSS").await, treasurer(&portal).await);
    for i in 0..30 {
        db_tell(&portal, &by, NoticeKind::ChangeCommented, &[]).await;
        if i % 3 == 0 {
            portal.clock.advance(TimeDelta::seconds(1));
        }
    }
    let first = officer.get("/avis").await.is(200);
    let second = officer.get(&first.links("/avis?avant=")[0]).await.is(200);
    assert_eq!(second.links("/avis?avant=").len(), 0);
    let mut all = [first.links("/avis/0"), second.links("/avis/0")].concat();
    assert_eq!((first.links("/avis/0").len(), all.len()), (25, 30));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 30);
}

#[tokio::test]
async fn each_audience_is_reached_by_its_usual_way_and_who_acted_is_not() {
    let portal = untold().await;
    let (officer, treasurer) = (officer(&portal).await, treasurer(&portal).await);
    db_tell(&portal, &officer, NoticeKind::ChangeQuestioned, &[]).await;
    db_tell(&portal, &officer, NoticeKind::ChangeAwaitsSecond, &[]).await;
    db_tell(&portal, &treasurer, NoticeKind::SensitiveChange, &[]).await;
    db_tell(&portal, &treasurer, NoticeKind::ChangeProposed, &[]).await;
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "change-questioned").await, [PRESIDENT, TREASURER]);
    assert_eq!(mailed(&portal, "change-awaits-second").await, [COLLEAGUE]);
    portal
        .federation_colleague()
        .await
        .get("/")
        .await
        .is(200)
        .shows("changement en attente d’un deuxième accord");
    portal
        .federation_officer("FSSS")
        .await
        .get("/")
        .await
        .is(200)
        .hides("changement en attente d’un deuxième accord");
    // Who asked for it is told too: it may not have been her.
    assert_eq!(mailed(&portal, "sensitive-change").await, [PRESIDENT, TREASURER]);
    assert_eq!(mailed(&portal, "change-proposed").await, [""; 0], "it waits for the digest");
    let waiting = "select count(*) from notice_recipients where mail_id is null";
    assert_eq!(portal.db_count(waiting).await, 2);
}

#[tokio::test]
async fn copies_of_the_portal_that_work_at_once_mail_each_person_once() {
    let portal = untold().await;
    let by = officer(&portal).await;
    for _ in 0..12 {
        db_tell(&portal, &by, NoticeKind::ChangeDecided, &[]).await;
    }
    let (one, two, three) = (postman(&portal), postman(&portal), postman(&portal));
    tokio::join!(one.turn(), two.turn(), three.turn());
    one.turn().await;
    assert_eq!(portal.db_count("select count(*) from mails").await, 24);
    assert_eq!(portal.db_count("select count(*) from notice_recipients").await, 24);
    assert_eq!(portal.db_count("select count(*) from notices where spread_at is null").await, 0);
}

#[tokio::test]
async fn contacts_of_before_are_told_in_the_unions_language_and_no_address_twice() {
    let portal = untold().await;
    let union = portal.db_union("412").await;
    sqlx::query(
        "insert into union_facts (union_id, subject, subject_id, field, value, effective_on, recorded_at)
         values ($1, 'union', $1, 'language', 'en', '2025-09-01', now())",
    )
    .bind(union)
    .execute(portal.db_owner())
    .await
    .unwrap();
    let contacts = [
        "Ancienne.Tresoriere@exemple.example",
        &PRESIDENT.to_uppercase(),
        "ancienne.tresoriere@exemple.example",
    ];
    db_tell(&portal, &treasurer(&portal).await, NoticeKind::SensitiveChange, &contacts).await;
    postman(&portal).turn().await;
    let told: Vec<(String, String, Option<Uuid>)> =
        sqlx::query_as("select recipient, language, account_id from mails order by recipient")
            .fetch_all(portal.db_owner())
            .await
            .unwrap();
    assert_eq!(told.len(), 3);
    assert_eq!(
        (told[0].0.as_str(), told[0].1.as_str(), told[0].2),
        ("ancienne.tresoriere@exemple.example", "en", None)
    );
    assert_eq!((told[1].0.as_str(), told[1].1.as_str(), told[1].2.is_some()), (PRESIDENT, "fr", true));
}

#[tokio::test]
async fn each_person_chooses_and_the_worker_follows() {
    let portal = untold().await;
    let president = portal.signing_officer().await;
    let page = president.get("/avis/choix").await.is(200);
    page.shows("Toujours par courriel").shows("Décision sur une demande de changement");
    let choice = [("change-decided", "home"), ("change-questioned", "digest"), ("language", "en")];
    president.post("/avis/choix", &choice).await.leads_to("/avis/choix");
    president.get("/avis/choix").await.is(200).shows("Vos choix sont enregistrés");
    let by = officer(&portal).await;
    db_tell(&portal, &by, NoticeKind::ChangeDecided, &[]).await;
    db_tell(&portal, &by, NoticeKind::ChangeQuestioned, &[]).await;
    db_tell(&portal, &by, NoticeKind::SensitiveChange, &[]).await;
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "change-decided").await, [TREASURER]);
    assert_eq!(mailed(&portal, "change-questioned").await, [TREASURER]);
    assert_eq!(mailed(&portal, "sensitive-change").await, [PRESIDENT, TREASURER]);
    president.get("/avis").await.is(200).shows("Décision sur une demande de changement");
    let english = format!("select language from mails where recipient = '{PRESIDENT}'");
    assert_eq!(portal.db_one(Box::leak(english.into_boxed_str())).await, "en");
    assert_eq!(portal.db_journaled("mail-chosen", "done").await, 1);
    // What protects the union is not hers to silence, nor are the office's kinds hers to choose.
    for refused in [("sensitive-change", "home"), ("change-proposed", "mail"), ("change-decided", "fax")] {
        president.post("/avis/choix", &[refused]).await.is(400);
    }
    assert_eq!(portal.db_count("select count(*) from notice_choices").await, 2);
}

#[tokio::test]
async fn the_digest_goes_once_on_the_morning_of_a_working_day_with_what_came_before() {
    let mut portal = untold().await;
    let by = treasurer(&portal).await;
    db_tell(&portal, &by, NoticeKind::ChangeProposed, &[]).await;
    db_tell(&portal, &by, NoticeKind::ChangeProposed, &[]).await;
    db_tell(&portal, &by, NoticeKind::ChangeCommented, &[]).await;
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "digest").await, [""; 0], "it is Saturday");
    portal.clock.advance(TimeDelta::minutes(2 * 24 * 60 - 2 * 60 - 10)); // Monday, 6:55
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "digest").await, [""; 0], "it is not seven yet");
    portal.clock.advance(TimeDelta::minutes(10));
    db_tell(&portal, &by, NoticeKind::ChangeProposed, &[]).await;
    let (one, two, three) = (postman(&portal), postman(&portal), postman(&portal));
    tokio::join!(one.turn(), two.turn(), three.turn());
    one.turn().await;
    assert_eq!(mailed(&portal, "digest").await, [OFFICER, COLLEAGUE]);
    let text = portal
        .db_one(
            "select text from mail_bodies b join mails m on m.id = b.mail_id where m.kind = 'digest' limit 1",
        )
        .await;
    assert!(text.contains("Demande de changement à trancher (2)"), "{text}");
    assert!(text.contains("Message du syndicat sur une demande de changement (1)"), "{text}");
    assert!(text.contains("http://portail.example/info-syndicat"), "one alone is found on its page: {text}");
    // The one of 7:05 waits for the next morning; who left meanwhile gets none.
    let left = portal.db_count("select count(*) from notice_recipients where mail_id is null").await;
    assert_eq!(left, 2);
    sqlx::query("update accounts set active = false where email = $1")
        .bind(COLLEAGUE)
        .execute(portal.db_owner())
        .await
        .unwrap();
    portal.clock.advance(TimeDelta::days(1));
    postman(&portal).turn().await;
    postman(&portal).turn().await;
    assert_eq!(mailed(&portal, "digest").await, [OFFICER, OFFICER, COLLEAGUE]);
}

#[tokio::test]
async fn a_notice_found_a_week_later_is_on_home_only() {
    let mut portal = untold().await;
    db_tell(&portal, &officer(&portal).await, NoticeKind::ChangeDecided, &[]).await;
    portal.clock.advance(TimeDelta::days(8));
    postman(&portal).turn().await;
    assert_eq!(portal.db_count("select count(*) from mails").await, 0);
    assert_eq!(portal.db_count("select count(*) from notices where spread_at is null").await, 0);
    portal.treasurer().await.get("/avis").await.is(200).shows("Décision sur une demande");
}

#[tokio::test]
async fn a_notice_is_history_and_leads_to_no_other_site() {
    let portal = untold().await;
    let by = treasurer(&portal).await;
    for path in ["//ailleurs.example", "https://ailleurs.example", "/\\ailleurs.example", "info"] {
        let union = portal.db_union("412").await;
        let notice = Notice::to_the_union(NoticeKind::DeclarationFiled, union, path.to_owned());
        let refused = store::tell(&mut portal.db_scoped(&by).await, &notice).await.unwrap_err();
        assert_eq!(refused.constraint(), Some("notices_path_is_ours"), "{path}");
    }
    let other = portal.db_union("733").await;
    let notice = Notice {
        to: Audience::Office,
        ..Notice::to_the_union(NoticeKind::ChangeProposed, other, "/".to_owned())
    };
    let refused = store::tell(&mut portal.db_scoped(&by).await, &notice).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    db_tell(&portal, &by, NoticeKind::ChangeProposed, &[]).await;
    for sql in ["update notices set path = '/autre'", "delete from notices"] {
        let refused = sqlx::query(sql).execute(portal.db_owner()).await.unwrap_err();
        assert!(refused.to_string().contains("append only"), "{sql}: {refused}");
    }
}
