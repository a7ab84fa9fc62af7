//! The file as its facts make it: by day, whatever the order they came in.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use quittance::changes::Verdict;
use quittance::changes::store::Decided;
use quittance::unions::file::{Fact, Field, File, Subject};
use quittance::unions::store::facts;
use uuid::Uuid;

use crate::changes::PHONE;
use crate::portal::Portal;

fn day(n: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(n)
}

const FIELDS: [Field; 3] = [Field::Phone, Field::Website, Field::PersonName];
const SUBJECTS: [Subject; 3] =
    [Subject::Union, Subject::Person(Uuid::from_u128(1)), Subject::Person(Uuid::from_u128(2))];

/// A request that was accepted: each field's subject, field, value, and the day it counts from.
type Request = Vec<(usize, usize, u8, u64)>;

/// The facts in the order they were recorded in: a request's together.
fn recorded(requests: &[Request]) -> Vec<(usize, Fact)> {
    let fields =
        requests.iter().enumerate().flat_map(|(n, request)| request.iter().map(move |field| (n, field)));
    (1..)
        .zip(fields)
        .map(|(seq, (n, (subject, field, value, from)))| {
            let fact = Fact {
                seq,
                subject: SUBJECTS[*subject],
                field: FIELDS[*field],
                value: if *value == 0 { String::new() } else { value.to_string() },
                sealed: None,
                effective_on: day(*from),
                recorded_at: DateTime::default(),
                recorded_by: None,
                change: None,
            };
            (n, fact)
        })
        .collect()
}

/// The history replayed as a clerk would: each day in turn, what counts from that day, as recorded.
fn replayed(facts: &[(usize, Fact)], on: u64) -> BTreeMap<(Subject, Field), String> {
    let mut file = BTreeMap::new();
    for today in 0..=on {
        for (_, fact) in facts.iter().filter(|(_, fact)| fact.effective_on == day(today)) {
            file.insert((fact.subject, fact.field), fact.value.clone());
        }
    }
    file
}

proptest! {
    #[test]
    fn accepted_facts_in_any_order_of_requests_give_the_history_replayed_for_any_day(
        requests in vec(vec((0..3usize, 0..3usize, 0..4u8, 0..12u64), 1..4), 1..9),
        order in any::<prop::sample::Index>().prop_flat_map(|_| Just((0..9usize).collect::<Vec<_>>()).prop_shuffle()),
        on in 0..14u64,
    ) {
        let facts = recorded(&requests);
        let mut file = File::empty(day(on));
        for request in &order {
            for (_, fact) in facts.iter().filter(|(n, _)| n == request) {
                file.apply(fact.clone());
            }
        }
        prop_assert_eq!(&file, &File::of(facts.iter().map(|(_, fact)| fact.clone()), day(on)));
        let expected = replayed(&facts, on);
        for subject in SUBJECTS {
            for field in FIELDS {
                let value = expected.get(&(subject, field)).map_or("", String::as_str);
                prop_assert_eq!(file.value(subject, field), value);
            }
        }
    }
}

#[tokio::test]
async fn the_file_of_any_day_is_the_one_its_history_makes() {
    let portal = Portal::demo().await;
    let mut scoped = portal.db_scoped(&portal.db_officer().await).await;
    for number in ["412", "518"] {
        let union = portal.db_union(number).await;
        let history = facts::history(&mut scoped, union).await.unwrap();
        let mut days: Vec<NaiveDate> = history.iter().map(|fact| fact.effective_on).collect();
        days.sort();
        days.dedup();
        assert!(days.len() > 5, "it changed");
        for on in days.into_iter().flat_map(|on| [on.pred_opt().unwrap(), on]) {
            let file = facts::file(&mut scoped, union, on).await.unwrap();
            assert_eq!(file, File::of(history.iter().rev().cloned(), on), "{number} on {on}");
        }
    }
}

#[tokio::test]
async fn a_change_decided_ahead_counts_from_its_day_and_nobody_has_to_act() {
    let portal = Portal::demo().await;
    let nadia = portal.db_officer().await;
    let id = portal.db_ask_for("412", 30, &[PHONE]).await;
    assert_eq!(portal.db_decide(&nadia, id, &[(1, Verdict::Accept)]).await, Decided::Done);
    let union = portal.db_union("412").await;
    let mut scoped = portal.db_scoped(&nadia).await;
    let today = scoped.today();
    for (days, phone) in [(0, "418-555-0100"), (29, "418-555-0100"), (30, "418-555-0190")] {
        let file = facts::file(&mut scoped, union, today + Days::new(days)).await.unwrap();
        assert_eq!(file.value(Subject::Union, Field::Phone), phone, "in {days} days");
    }
    drop(scoped);
    let officer = portal.federation_officer("FSSS").await;
    let other = portal.db_ask("412", &[(Subject::Union, Field::Phone, "418-555-0150")]).await;
    let page = officer.get(&format!("/federation/demandes/{other}")).await.is(200);
    page.shows("Un changement déjà accepté prendra effet le 6\u{a0}octobre 2025");
    portal.treasurer().await.get("/info-syndicat").await.is(200).shows("418-555-0100");
    portal.clock.clone().advance(chrono::Duration::days(30));
    portal.treasurer().await.get("/info-syndicat").await.is(200).shows("418-555-0190");
}
