//! Several people at once on one request: one wins, the others are told.

use std::sync::Arc;

use quittance::access::{Actor, Role};
use quittance::changes::Verdict;
use quittance::changes::store::{self, Conflict, Decided, Decision};
use quittance::db::Db;
use quittance::unions::file::{Field, Subject};
use quittance::unions::store::facts;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::changes::{ACCOUNT, PHONE};
use crate::portal::Portal;

const WEBSITE: (Subject, Field, &str) = (Subject::Union, Field::Website, "https://autre.example");

async fn decides(db: Db, actor: Actor, name: String, id: Uuid, decisions: Arc<Vec<Decision>>) -> Decided {
    let mut scoped = db.scoped(&actor, "race").await.unwrap();
    let decided = store::decide(&mut scoped, id, &name, &decisions).await.unwrap();
    if decided == Decided::Done {
        scoped.commit().await.unwrap();
    }
    decided
}

async fn withdraws(db: Db, actor: Actor, id: Uuid) -> bool {
    let mut scoped = db.scoped(&actor, "race").await.unwrap();
    let withdrawn = store::withdraw(&mut scoped, id).await.unwrap();
    if withdrawn {
        scoped.commit().await.unwrap();
    }
    withdrawn
}

#[tokio::test(flavor = "multi_thread")]
async fn of_thirty_decisions_at_once_by_two_officers_one_wins_and_the_others_are_told_who() {
    let portal = Portal::demo().await;
    let id = portal.db_ask("412", &[PHONE, WEBSITE]).await;
    let accepts = portal.db_seen(id, &[(1, Verdict::Accept), (2, Verdict::Accept)]).await;
    let refuses = portal.db_seen(id, &[(1, Verdict::Accept), (2, Verdict::Refuse("Non".into()))]).await;
    let forms = [Arc::new(accepts), Arc::new(refuses)];
    let officers = [("Nadia", portal.db_officer().await), ("Hugo", portal.db_colleague().await)];
    let before = portal.db_journaled("change-decided", "done").await;
    let mut tasks = JoinSet::new();
    for i in 0..30 {
        let (name, actor) = &officers[i % 2];
        let name = format!("{name} {i}");
        let task = decides(portal.db.clone(), actor.clone(), name.clone(), id, forms[i / 2 % 2].clone());
        tasks.spawn(async move { (name, task.await) });
    }
    let outcomes = tasks.join_all().await;
    let winners: Vec<&String> =
        outcomes.iter().filter(|(_, decided)| *decided == Decided::Done).map(|(name, _)| name).collect();
    let [winner] = winners[..] else { panic!("{} won", winners.len()) };
    for (_, decided) in outcomes.iter().filter(|(name, _)| name != winner) {
        let Decided::Not(conflicts) = decided else { panic!("told") };
        let told = |n| Conflict::AlreadyDecided { n, by: Some(winner.clone()) };
        assert_eq!(*conflicts, [told(1), told(2)]);
    }
    let accepted = portal.db_states_of(id).await.iter().filter(|state| *state == "accepted").count();
    assert_eq!(portal.db_facts_of(id).await, i64::try_from(accepted).unwrap(), "one fact a field");
    assert_eq!(portal.db_journaled("change-decided", "done").await, before + 1);
    let told = "select count(*) from notices where kind = 'change-decided' and path = $1";
    let told: i64 =
        sqlx::query_scalar(told).bind(store::path_of(id)).fetch_one(portal.db_owner()).await.unwrap();
    assert_eq!(told, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_and_a_withdrawal_at_once_never_both_happen() {
    let portal = Portal::demo().await;
    let (officer, treasurer) = (portal.db_officer().await, portal.db_actor(Role::Treasurer, "412").await);
    for round in 0..12 {
        let verdict = if round % 2 == 0 { Verdict::Accept } else { Verdict::Refuse("Non".into()) };
        let phone = format!("418-555-{:04}", 3000 + round);
        let id = portal.db_ask("412", &[(Subject::Union, Field::Phone, phone.as_str())]).await;
        let decisions = Arc::new(portal.db_seen(id, &[(1, verdict.clone())]).await);
        let decision = decides(portal.db.clone(), officer.clone(), "Nadia".into(), id, decisions);
        let withdrawal = withdraws(portal.db.clone(), treasurer.clone(), id);
        let (decided, withdrawn) = if round % 3 == 0 {
            let (withdrawn, decided) = tokio::join!(tokio::spawn(withdrawal), tokio::spawn(decision));
            (decided.unwrap(), withdrawn.unwrap())
        } else {
            let (decided, withdrawn) = tokio::join!(tokio::spawn(decision), tokio::spawn(withdrawal));
            (decided.unwrap(), withdrawn.unwrap())
        };
        let state = portal.db_states_of(id).await.remove(0);
        if withdrawn {
            assert_eq!(decided, Decided::Not(vec![Conflict::AlreadyDecided { n: 1, by: None }]));
            assert_eq!((state.as_str(), portal.db_facts_of(id).await), ("withdrawn", 0));
        } else {
            assert_eq!(decided, Decided::Done);
            let expected = if verdict == Verdict::Accept { ("accepted", 1) } else { ("refused", 0) };
            assert_eq!((state.as_str(), portal.db_facts_of(id).await), expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_never_counts_for_two_however_often_or_fast_they_accept() {
    let portal = Portal::demo().await;
    let id = portal.db_ask("412", &[ACCOUNT]).await;
    let decisions = Arc::new(portal.db_seen(id, &[(1, Verdict::Accept)]).await);
    let crowd = async |actor: Actor, count: usize| {
        let mut tasks = JoinSet::new();
        for _ in 0..count {
            tasks.spawn(decides(portal.db.clone(), actor.clone(), "Une".into(), id, decisions.clone()));
        }
        tasks.join_all().await
    };
    let first = crowd(portal.db_officer().await, 12).await;
    assert_eq!(first.iter().filter(|decided| **decided == Decided::Done).count(), 1);
    let same = Decided::Not(vec![Conflict::SamePerson { n: 1 }]);
    assert_eq!(first.iter().filter(|decided| **decided == same).count(), 11);
    assert_eq!(
        (portal.db_states_of(id).await.remove(0).as_str(), portal.db_facts_of(id).await),
        ("seconding", 0)
    );

    let second = crowd(portal.db_colleague().await, 6).await;
    assert_eq!(second.iter().filter(|decided| **decided == Decided::Done).count(), 1);
    assert_eq!(
        (portal.db_states_of(id).await.remove(0).as_str(), portal.db_facts_of(id).await),
        ("accepted", 1)
    );

    // Held: the account of today is still the one of before, in five days it is the new one.
    let mut scoped = portal.db_scoped(&portal.db_officer().await).await;
    let (union, today) = (portal.db_union("412").await, scoped.today());
    for (days, account) in [(0, "•••• 3456"), (4, "•••• 3456"), (5, "•••• 4321")] {
        let on = today + chrono::Days::new(days);
        let file = facts::file(&mut scoped, union, on).await.unwrap();
        assert_eq!(file.value(Subject::Union, Field::BankAccount), account, "in {days} days");
    }
    let told: Vec<String> = sqlx::query_scalar(
        "select unnest(also_to) from notices where kind = 'sensitive-change' and path = $1",
    )
    .bind(store::path_of(id))
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert!(told.contains(&"info@stt-bsl.example".to_owned()), "the contacts of before are told: {told:?}");
}
