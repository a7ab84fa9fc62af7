//! The register equals what the statements in force say, whatever the order they came in.

use std::sync::Arc;

use quittance::access::{Actor, Role};
use quittance::calendar::PeriodId;
use quittance::db::Scoped;
use quittance::members::store;
use quittance::statements::intake::known;
use quittance::statements::store::taking::take_in;
use quittance::statements::store::{File, Incoming, receive};
use uuid::Uuid;

use crate::portal::Portal;

/// What a statement says of somebody; empty is left out of the file.
#[derive(Clone, Copy)]
struct Said {
    number: &'static str,
    name: &'static str,
    status: &'static str,
    sin: &'static str,
    hired_on: &'static str,
    left_on: &'static str,
    absences: &'static str,
}

const ONE: Said = Said {
    number: "7001",
    name: "Côté-Roy, Zoé",
    status: "TC",
    sin: "046454286",
    hired_on: "",
    left_on: "",
    absences: "",
};
const TWO: Said = Said { number: "7002", name: "D’Amours, Éric", status: "TP", sin: "", ..ONE };
const THREE: Said = Said { number: "7003", name: "Œuvrard, Ève", sin: "087789327", ..ONE };

fn file(people: &[Said]) -> Vec<u8> {
    let mut file = String::from(
        "Matricule;Nom;NAS;Statut;Date d'embauche;Date de départ;Absences;Code titre d'emploi;Titre d'emploi;\
         Salaire versé;Cotisation\n",
    );
    for p in people {
        let cells = [
            p.number,
            p.name,
            p.sin,
            p.status,
            p.hired_on,
            p.left_on,
            p.absences,
            "2471",
            "Infirmière",
            "100,00",
            "1,50",
        ];
        file.push_str(&cells.join(";"));
        file.push('\n');
    }
    file.into_bytes()
}

/// An employer whose register is all these tests': the second of union 518, which collects numbers
/// for the occasion.
struct Bench {
    portal: Portal,
    actor: Actor,
    union: Uuid,
    employer: Uuid,
}

impl Bench {
    async fn new() -> Bench {
        let portal = Portal::demo().await;
        let actor = portal.db_actor(Role::Treasurer, "518").await;
        let union = portal.db_union("518").await;
        let employer = portal.db_employers("518").await[1];
        Bench { portal, actor, union, employer }
    }

    async fn send(&self, period: &str, people: &[Said]) {
        let period: PeriodId = period.parse().unwrap();
        let mut scoped = self.portal.db_scoped(&self.actor).await;
        let union = quittance::unions::store::union(&mut scoped, self.union).await.unwrap();
        let dates = union.employer(self.employer).unwrap().period(period).unwrap();
        let bytes = file(people);
        let id = Uuid::now_v7();
        let mut known =
            known(&mut scoped, &union, union.employer(self.employer).unwrap(), dates, true).await.unwrap();
        known.collects_sin = true;
        let taken =
            take_in(&mut scoped, id, bytes.clone(), Arc::new(known), Arc::default()).await.unwrap().unwrap();
        assert_eq!(taken.checked.line_count, people.len());
        let mut sha256 = [0; 32];
        sha256[..16].copy_from_slice(id.as_bytes());
        let format = serde_json::to_string(&taken.checked.format).unwrap();
        let incoming = Incoming {
            mapping_version: None,
            id,
            employer: self.employer,
            period,
            file_name: "r.csv",
            file: File::Bytes(&bytes),
            sha256,
            format,
        };
        let receipt = receive(&mut scoped, &incoming, &taken).await.unwrap();
        assert_eq!(receipt, quittance::statements::store::Receipt::Stored(id));
        scoped.commit().await.unwrap();
    }

    /// Every fact of the register, but for ids of rows and for statements, which differ by order.
    async fn register(&self, scoped: &mut Scoped) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws('|', m.employer_id, employee_number, name, search, status, job_title, service, away,
                 left_on, hired_on, seen_from, encode(sin_index, 'hex'), first_year, first_period,
                 s.fiscal_year, s.period, last_statement is null, card_signed_on, card_number)
             from members m left join statements s on s.union_id = m.union_id and s.id = m.last_statement
             where m.union_id = $1 order by m.employer_id, employee_number",
        )
        .bind(self.union)
        .fetch_all(scoped.conn())
        .await
        .unwrap()
    }

    /// The register as the intakes kept it, proved to be what a rebuilding makes of the statements.
    async fn proved(&self) -> Vec<String> {
        let mut scoped = self.portal.db_scoped(&self.actor).await;
        let kept = self.register(&mut scoped).await;
        store::rebuild(&mut scoped, self.union).await.unwrap();
        assert_eq!(kept, self.register(&mut scoped).await);
        kept
    }

    /// The columns of somebody after the number: name, search, status...
    async fn of(&self, number: &str) -> store_row::Row {
        let mut scoped = self.portal.db_scoped(&self.actor).await;
        let ids: Vec<Uuid> =
            sqlx::query_scalar("select id from members where employee_number = $1 and employer_id = $2")
                .bind(number)
                .bind(self.employer)
                .fetch_all(scoped.conn())
                .await
                .unwrap();
        store::one(&mut scoped, ids[0]).await.unwrap()
    }

    /// Numbers told for matching across unions, now in force.
    async fn told(&self) -> i64 {
        sqlx::query_scalar(
            "select count(*) from (select distinct on (sin_index) present from members_across
               where union_id = $1 order by sin_index, seq desc) t where present",
        )
        .bind(self.union)
        .fetch_one(self.portal.db_owner())
        .await
        .unwrap()
    }
}

mod store_row {
    pub type Row = quittance::members::Member;
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    text.parse().ok()
}

#[tokio::test]
async fn the_demonstrations_register_is_what_its_statements_say() {
    let bench = Bench::new().await;
    assert_eq!(bench.proved().await.len(), 62);
    for union in ["412", "733"] {
        let actor = bench.portal.db_actor(Role::Treasurer, union).await;
        let union = bench.portal.db_union(union).await;
        let other = Bench { actor, union, portal: Portal::demo().await, employer: bench.employer };
        assert!(other.proved().await.len() > 60);
    }
}

#[tokio::test]
async fn a_version_that_takes_the_place_of_another_leaves_none_of_its_facts() {
    let bench = Bench::new().await;
    let wrong = Said { hired_on: "2025-08-01", absences: "2025-08-10/2025-08-16 S01", ..ONE };
    bench.send("2025-26 P05", &[wrong, TWO, THREE]).await;
    let member = bench.of("7001").await;
    assert_eq!((member.hired_on, member.away.as_deref()), (day("2025-08-01"), Some("S01")));
    assert_eq!(bench.told().await, 2);
    bench.send("2025-26 P05", &[Said { name: "Côté, Zoé", status: "TP", sin: "", ..ONE }, TWO]).await;
    let member = bench.of("7001").await;
    assert_eq!((member.name.as_str(), member.hired_on, member.away), ("Côté, Zoé", None, None));
    let gone = bench.of("7003").await;
    assert!(gone.periods.is_none() && !gone.on_latest, "on no statement in force");
    assert_eq!(bench.told().await, 0, "numbers that are no longer there are withdrawn");
    bench.proved().await;
}

#[tokio::test]
async fn a_late_statement_of_an_earlier_period_tells_when_people_came_and_not_how_they_are() {
    let bench = Bench::new().await;
    bench.send("2025-26 P07", &[ONE]).await;
    bench.send("2025-26 P05", &[Said { status: "TP", name: "Autre, Nom", ..ONE }, TWO]).await;
    let member = bench.of("7001").await;
    assert_eq!(member.name, ONE.name);
    let (first, last) = member.periods.unwrap();
    assert_eq!((first.to_string().as_str(), last.to_string().as_str()), ("2025-26 P05", "2025-26 P07"));
    assert!(member.seen_from.is_some(), "the employer had sent statements before");
    assert!(!bench.of("7002").await.on_latest, "left, by the latest statement");
    bench.proved().await;
}

/// A small generator, so that a failure comes back with its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn somebody(dice: &mut Dice) -> Vec<Said> {
    let mut people = Vec::new();
    for person in [ONE, TWO, THREE] {
        if dice.roll(4) == 0 {
            continue;
        }
        people.push(Said {
            status: ["TC", "TP", ""][dice.roll(3) as usize],
            sin: [person.sin, "", "046100335"][dice.roll(3) as usize],
            hired_on: ["", "", "2025-08-01", "2025-09-15"][dice.roll(4) as usize],
            left_on: ["", "", "2025-10-01"][dice.roll(3) as usize],
            ..person
        });
    }
    // The reader wants a line.
    if people.is_empty() { vec![TWO] } else { people }
}

#[tokio::test]
async fn the_register_equals_the_statements_after_every_intake_in_any_order() {
    let bench = Bench::new().await;
    let periods = ["2025-26 P05", "2025-26 P06", "2025-26 P07", "2025-26 P08"];
    for seed in 1..=3 {
        let mut dice = Dice(seed);
        for turn in 0..8 {
            let period = periods[dice.roll(4) as usize];
            bench.send(period, &somebody(&mut dice)).await;
            assert!(!bench.proved().await.is_empty(), "seed {seed} turn {turn}");
        }
    }
}

#[tokio::test]
async fn the_same_statements_in_another_order_make_the_same_register() {
    let statements = [
        ("2025-26 P05", vec![ONE, TWO]),
        ("2025-26 P06", vec![Said { hired_on: "2025-08-20", ..THREE }, ONE]),
        ("2025-26 P07", vec![Said { left_on: "2025-09-30", ..TWO }, THREE]),
    ];
    let mut registers = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let bench = Bench::new().await;
        for place in order {
            let (period, people) = &statements[place];
            bench.send(period, people).await;
        }
        registers.push(bench.proved().await);
    }
    assert_eq!(registers[0], registers[1]);
    assert_eq!(registers[0], registers[2]);
}

/// Who has written to a row, as PostgreSQL counts: a row not written keeps its transaction.
async fn writers(bench: &Bench) -> Vec<(String, String)> {
    sqlx::query_as(
        "select employee_number, xmin::text from members where union_id = $1 and employer_id = $2 and employee_number like '700_'
         order by employee_number",
    )
    .bind(bench.union)
    .bind(bench.employer)
    .fetch_all(bench.portal.db_owner())
    .await
    .unwrap()
}

#[tokio::test]
async fn somebody_as_before_is_not_written_again() {
    let bench = Bench::new().await;
    bench.send("2025-26 P05", &[ONE, TWO, THREE]).await;
    let before = writers(&bench).await;
    bench.send("2025-26 P06", &[ONE, Said { status: "TC", ..TWO }, THREE]).await;
    let after = writers(&bench).await;
    let written: Vec<&str> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(written, ["7002"]);
    assert!(bench.of("7001").await.on_latest);
    let (first, last) = bench.of("7001").await.periods.unwrap();
    assert_eq!((first.to_string().as_str(), last.to_string().as_str()), ("2025-26 P05", "2025-26 P06"));
    bench.proved().await;
}

#[tokio::test]
async fn somebody_who_left_keeps_the_last_period_and_comes_back_as_the_same_person() {
    let bench = Bench::new().await;
    bench.send("2025-26 P05", &[ONE, TWO]).await;
    let known = bench.of("7001").await;
    for period in ["2025-26 P06", "2025-26 P07"] {
        bench.send(period, &[TWO]).await;
        let gone = bench.of("7001").await;
        assert!(!gone.on_latest);
        assert_eq!(gone.periods.unwrap().1.to_string(), "2025-26 P05");
    }
    bench.send("2025-26 P08", &[ONE, TWO]).await;
    let back = bench.of("7001").await;
    assert!(back.on_latest && back.id == known.id);
    assert_eq!(back.periods.unwrap().1.to_string(), "2025-26 P08");
    bench.proved().await;
}

#[tokio::test]
async fn a_number_that_the_next_statement_corrects_or_leaves_out_is_withdrawn() {
    let bench = Bench::new().await;
    bench.send("2025-26 P05", &[ONE, THREE]).await;
    assert_eq!(bench.told().await, 2);
    bench.send("2025-26 P06", &[Said { sin: "046100335", ..ONE }, THREE]).await;
    assert_eq!(bench.told().await, 2);
    bench.send("2025-26 P07", &[Said { sin: "", ..ONE }, THREE]).await;
    assert_eq!(bench.told().await, 1);
    bench.proved().await;
}

#[tokio::test]
async fn the_first_line_of_somebody_named_twice_counts() {
    let bench = Bench::new().await;
    bench.send("2025-26 P05", &[ONE, TWO, Said { status: "TP", ..ONE }]).await;
    assert_eq!(bench.of("7001").await.status, Some(quittance::statements::Status::FullTime));
    let before = writers(&bench).await;
    assert_eq!(before.len(), 2);
    bench.send("2025-26 P06", &[ONE, TWO, Said { status: "TP", ..ONE }]).await;
    assert_eq!(writers(&bench).await.len(), 2);
    assert_eq!(bench.of("7001").await.status, Some(quittance::statements::Status::FullTime));
    bench.proved().await;
}

#[tokio::test]
async fn names_of_other_alphabets_are_found_by_their_plain_letters() {
    let bench = Bench::new().await;
    bench.send("2025-26 P05", &[Said { name: "Nguyễn, Łucja", ..ONE }, TWO]).await;
    let mut scoped = bench.portal.db_scoped(&bench.actor).await;
    for words in ["nguyen", "NGUYỄN", "Łucja nguyễn", "7001"] {
        let found =
            store::list(&mut scoped, quittance::members::Filter::All, words, None, None).await.unwrap();
        assert!(found.iter().any(|member| member.employee_number == "7001"), "{words}");
    }
}
