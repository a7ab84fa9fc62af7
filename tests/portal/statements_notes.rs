//! Notes on findings: one, or all of a rule under a filter; once, and never on what was replaced. They
//! follow to the version that says the same.

use chrono::Duration;
use quittance::access::Role;
use quittance::statements::worker::sender;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::door::{Payroll, QUERY};
use crate::files::{Correction, made_statement, people_of, small_statement, with_cells, with_corrections};
use crate::portal::{P05, Portal, new_key, sample};
use crate::statements_browse::{linked, sent};

async fn noted(portal: &Portal, statement: &str, condition: &str) -> i64 {
    let sql = format!(
        "select count(*) from statement_findings f
         left join statement_lines l on l.statement_id = f.statement_id and l.line = f.line
         where f.statement_id = $1::uuid and f.note is not null and {condition}"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(statement.replace("/releves/", ""));
    query.fetch_one(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn all_of_a_rule_under_a_filter_is_all_that_a_note_touches_and_it_stays() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(100, |line| line % 2 == 0)).await;
    let page = treasurer.get(&format!("{statement}?voir=warning&service=602&regle=V39")).await.is(200);
    // The page has a form to search and a form to note: the second is sent as it stands.
    let mut form: Vec<(String, String)> =
        page.fields().into_iter().skip_while(|(name, _)| name != "group").collect();
    form.iter_mut()
        .filter(|(name, _)| name == "note")
        .for_each(|(_, note)| *note = "Vu avec la paie.".into());
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert!(form.contains(&("group", "V39")) && form.contains(&("service", "602")), "{form:?}");
    let back = treasurer.post(&statement, &form).await.leads_to(&statement);
    assert!(back.contains("service=602"), "{back}");
    assert_eq!(noted(&portal, &statement, "true").await, 10);
    assert_eq!(noted(&portal, &statement, "f.rule = 'V39' and l.service = '602'").await, 10);

    // Again, in other words: what is written stays.
    let again: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, if *name == "note" { "Autre chose." } else { value }))
        .collect();
    treasurer.post(&statement, &again).await.leads_to(&statement);
    assert_eq!(noted(&portal, &statement, "f.note = 'Vu avec la paie.'").await, 10);
    assert_eq!(portal.db_journaled("findings-acknowledged", "done").await, once_more(&portal).await);
    let open = treasurer.get(&format!("{statement}?voir=warning&regle=V39&etat=ouvert")).await.is(200);
    assert_eq!(linked(&open, &format!("{statement}/constats/")).len(), 40);
}

/// The demonstration's own notes, and one act.
async fn once_more(portal: &Portal) -> i64 {
    let before = "select count(*) from journal where action = 'findings-acknowledged' and at < '2025-09-06'";
    portal.db_count(before).await + 1
}

#[tokio::test]
async fn one_finding_is_noted_alone_and_leads_to_the_next() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(6, |line| line % 2 == 0)).await;
    let list = treasurer.get(&format!("{statement}?voir=warning&regle=V39")).await.is(200);
    let seqs = linked(&list, &format!("{statement}/constats/"));
    let one = format!("{statement}/constats/{}", seqs[0]);
    treasurer.get(&one).await.is(200).shows("20").shows("V39 (convention, cl. 5.03)");
    for note in ["", "ok", "ok\u{200b}\u{200b}", &"x".repeat(1001)] {
        let page = treasurer.post(&one, &[("note", note)]).await.is(422);
        assert_eq!(page.links("#note").len(), 1);
        assert!(
            note.is_empty() || page.html().contains(&format!(">{note}</textarea>")),
            "what was typed is there"
        );
    }
    treasurer.post(&one, &[("note", "Vu.")]).await.leads_to(&one);
    treasurer.post(&one, &[("note", "Autrement vu.")]).await.leads_to(&one);
    let page = treasurer.get(&one).await.is(200).shows("Vu.").hides("Autrement").shows("Lise Tremblay");
    assert_eq!(noted(&portal, &statement, "true").await, 1);
    let next = linked(&page, &format!("{statement}/constats/"));
    assert!(next.iter().any(|seq| *seq > seqs[0]), "the next to note is a link away");
    treasurer.get(&format!("{statement}/constats/99999")).await.is(404);
    portal.treasurer_of("733").await.get(&one).await.is(404);
    portal.treasurer_of("733").await.post(&one, &[("note", "De passage.")]).await.is(404);
}

#[tokio::test]
async fn an_error_takes_no_note() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    let page = treasurer.get(&format!("{statement}?voir=error")).await.is(200);
    let one = format!("{statement}/constats/{}", linked(&page, &format!("{statement}/constats/"))[0]);
    assert!(!treasurer.get(&one).await.is(200).html().contains("<textarea"));
    treasurer.post(&one, &[("note", "On verra bien.")]).await.leads_to(&one);
    assert_eq!(noted(&portal, &statement, "true").await, 0);
}

#[tokio::test]
async fn a_version_that_was_replaced_refuses_notes_and_says_why() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2)).await;
    let list = treasurer.get(&format!("{first}?voir=warning&regle=V39")).await.is(200);
    let one = format!("{first}/constats/{}", linked(&list, &format!("{first}/constats/"))[0]);
    sent(&treasurer, "b.csv", &made_statement(7, |line| line == 2)).await;
    let group = [("group", "V39"), ("note", "Vu avec la paie.")];
    treasurer.post(&first, &group).await.is(422).shows("Cette version a été remplacée\u{a0}: ses notes");
    treasurer
        .post(&one, &[("note", "Vu avec la paie.")])
        .await
        .is(422)
        .shows("ses notes restent telles quelles");
    assert_eq!(noted(&portal, &first, "true").await, 0);
}

/// The lines of a file but its header, the last first.
fn upside_down(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (header, rest) = text.split_once('\n').unwrap();
    let lines: Vec<&str> = rest.lines().rev().collect();
    format!("{header}\n{}\n", lines.join("\n")).into_bytes()
}

#[tokio::test]
async fn a_note_follows_to_the_version_that_says_the_same_and_not_where_the_value_changed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let made = made_statement(6, |line| line == 2 || line == 3);
    let first = sent(&treasurer, "a.csv", &made).await;
    treasurer.post(&first, &[("group", "V39"), ("note", "Vu avec la paie.")]).await.leads_to(&first);
    assert_eq!(noted(&portal, &first, "true").await, 2);

    // Sent by the employer itself, whose payroll signs no note: it stays its author's.
    let changed = upside_down(&with_cells(&made, &[("500003", "dues", "54.53")]));
    Payroll::of(&portal, "412").await.send(&new_key(), QUERY, &changed).await.is(201);
    let second = "select s.id::text from statements s join unions u on u.id = s.union_id
        where u.number = '412' and s.fiscal_year = 2025 and s.period = 5 and s.state = 'current'";
    let second = format!("/releves/{}", portal.db_one(second).await);
    assert_ne!(second, first);
    assert_eq!(noted(&portal, &second, "true").await, 1);
    let same = "l.employee_number = '500002' and f.note = 'Vu avec la paie.' and f.acknowledged_by =
        (select acknowledged_by from statement_findings o where o.statement_id <> f.statement_id
         and o.seq = f.carried_from and o.note = f.note and o.acknowledged_at = f.acknowledged_at)";
    assert_eq!(noted(&portal, &second, same).await, 1);
    let told = portal.db_one("select subject from journal where action = 'notes-carried'").await;
    assert_eq!(told, format!("{} 1", second.replace("/releves/", "")));
    let list = treasurer.get(&format!("{second}?voir=warning&regle=V39&etat=justifie")).await.is(200);
    let seqs = linked(&list, &format!("{second}/constats/"));
    assert_eq!(seqs.len(), 1);
    let page = treasurer.get(&format!("{second}/constats/{}", seqs[0])).await.is(200);
    page.shows("Vu avec la paie.").shows("Lise Tremblay").shows("reprise d’une version précédente");
    let waiting = treasurer.get(&format!("{second}?voir=warning&regle=V39&etat=ouvert")).await.is(200);
    assert_eq!(linked(&waiting, &format!("{second}/constats/")).len(), 1);

    // And to the version after that one.
    let third = [changed.as_slice(), b"\n"].concat();
    let third = sent(&treasurer, "c.csv", &third).await;
    assert_eq!(noted(&portal, &third, "f.note = 'Vu avec la paie.'").await, 1);
}

#[tokio::test]
async fn a_wrong_file_in_between_loses_no_note() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let made = made_statement(6, |line| line == 2 || line == 3);
    let first = sent(&treasurer, "a.csv", &made).await;
    treasurer.post(&first, &[("group", "V39"), ("note", "Vu avec la paie.")]).await.leads_to(&first);
    let wrong = with_cells(&made, &[("500002", "dues", "61.23")]);
    let second = sent(&treasurer, "b.csv", &wrong).await;
    assert_eq!(noted(&portal, &second, "true").await, 1);
    let third = sent(&treasurer, "c.csv", &[&made[..], b"\n"].concat()).await;
    let of = |number: &str, version: i32| {
        format!("l.employee_number = '{number}' and f.carried_version = {version}")
    };
    // Each from the latest version that says the same.
    assert_eq!(noted(&portal, &third, &of("500002", 1)).await, 1);
    assert_eq!(noted(&portal, &third, &of("500003", 2)).await, 1);
    treasurer.get(&second).await.is(200).shows("1 note reprise de la version 1.").hides("de la version 2.");
    let page = treasurer.get(&third).await.is(200).shows("1 note reprise de la version 1.");
    page.shows("1 note reprise de la version 2.");
}

/// The federation decides what a rule weighs for the employer of 412.
async fn weighs(portal: &Portal, rule: &str, severity: &str) {
    let employer = portal.db_employers("412").await[0];
    let rules = format!("/regles/employeurs/{}/{employer}", portal.db_union("412").await);
    let key = new_key();
    let rest = [("from", "2025-08-16"), ("to", ""), ("note", "Décidé avec la fédération")];
    let decision = [("key", key.as_str()), ("rule", rule), ("severity", severity), rest[0], rest[1], rest[2]];
    portal.finance_officer().await.post(&rules, &decision).await.leads_to(&rules);
}

#[tokio::test]
async fn a_note_goes_to_no_other_period_and_to_no_other_severity() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let first = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2)).await;
    treasurer.post(&first, &[("group", "V39"), ("note", "Vu avec la paie.")]).await.leads_to(&first);
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    let p06 = treasurer
        .send_file("/periodes/2025-26/P06", "p06.csv", &made_statement(6, |line| line == 2))
        .await
        .leads_to("/releves/");
    let waiting = treasurer.get(&format!("{p06}?voir=warning&regle=V39&etat=ouvert")).await.is(200);
    assert_eq!(linked(&waiting, &format!("{p06}/constats/")).len(), 1);

    weighs(&portal, "V39", "error").await;
    let second = sent(&treasurer, "b.csv", &made_statement(7, |line| line == 2)).await;
    treasurer.get(&format!("{second}?voir=error&regle=V39")).await.is(200).hides("Vu avec la paie.");
    assert_eq!(noted(&portal, &second, "true").await, 0);
}

/// How many notes a version takes over of the one before it, of which every warning of a rule was noted.
async fn carried(portal: &Portal, rule: &str, [before, after]: [&[u8]; 2]) -> (i64, i64) {
    let treasurer = portal.treasurer().await;
    let first = sent(&treasurer, "a.csv", before).await;
    treasurer.post(&first, &[("group", rule), ("note", "Vu avec la paie.")]).await.leads_to(&first);
    let second = sent(&treasurer, "b.csv", after).await;
    (noted(portal, &first, "true").await, noted(portal, &second, "true").await)
}

#[tokio::test]
async fn a_note_on_a_correction_holds_for_its_amounts_alone() {
    let number = people_of(&small_statement(1)).remove(0).0;
    let made = |paid, dues, nature| with_corrections(6, &[(number.as_str(), "P02", paid, dues, nature)]);
    let before = made("5.00", "0.08", "heures");
    let same = [&before[..], b"\n"].concat();
    let portal = Portal::demo().await;
    assert_eq!(carried(&portal, "V79", [&before, &same]).await, (1, 1));
    let others = [("5000.00", "0.08", "heures"), ("5.00", "75.00", "heures"), ("5.00", "0.08", "prime")];
    for (paid, dues, nature) in others {
        let portal = Portal::demo().await;
        assert_eq!(carried(&portal, "V79", [&before, &made(paid, dues, nature)]).await, (1, 0));
    }
}

#[tokio::test]
async fn of_two_warnings_that_say_the_same_neither_takes_a_note_over() {
    let number = people_of(&small_statement(1)).remove(0).0;
    let one: Correction<'_> = (number.as_str(), "P02", "5.00", "0.08", "heures");
    let (alone, twice) = (with_corrections(6, &[one]), with_corrections(6, &[one, one]));
    let again = [&twice[..], b"\n"].concat();
    for (versions, noted) in [([&alone, &twice], 1), ([&twice, &alone], 2), ([&twice, &again], 2)] {
        let portal = Portal::demo().await;
        assert_eq!(carried(&portal, "V79", versions.map(|bytes| &bytes[..])).await, (noted, 0));
    }
}

#[tokio::test]
async fn a_note_is_of_one_person_and_not_of_whoever_has_her_number_next() {
    let portal = Portal::demo().await;
    let made = made_statement(6, |line| line == 2);
    let other = with_cells(&made, &[("500002", "name", "Tremblay, B")]);
    assert_eq!(carried(&portal, "V39", [&made, &other]).await, (1, 0));
}

#[tokio::test]
async fn that_nearly_everybody_is_gone_is_explained_again_since_it_may_be_others() {
    let portal = Portal::demo().await;
    let (six, seven) = (made_statement(6, |_| false), made_statement(7, |_| false));
    assert_eq!(carried(&portal, "V41", [&six, &seven]).await, (1, 0));
}

#[tokio::test]
async fn another_address_is_explained_again_since_its_warning_does_not_hold_it() {
    let portal = Portal::demo().await;
    weighs(&portal, "V25", "warning").await;
    let whole = sample("P05-statement-utf8.csv");
    let at = |address| with_cells(&whole[3..], &[("100003", "address", address)]);
    let versions = ["8 rue des Ormes, Rimouski QC G5L 1A2", "9 rue des Ormes, Rimouski QC G5L 1A2"].map(at);
    let [before, after] = &versions;
    assert_eq!(carried(&portal, "V25", [before, after]).await, (9, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_written_while_a_version_comes_is_told_that_its_own_was_replaced() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let first = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2)).await;
    let list = treasurer.get(&format!("{first}?voir=warning&regle=V39")).await.is(200);
    let one = format!("{first}/constats/{}", linked(&list, &format!("{first}/constats/"))[0]);
    let mut coming = portal.db_scoped(&actor).await;
    let replaced = sqlx::query("update statements set state = 'superseded' where id = $1::uuid");
    replaced.bind(first.replace("/releves/", "")).execute(coming.conn()).await.unwrap();
    let (group, alone) = ([("group", "V39"), ("note", "Vu avec la paie.")], [("note", "Vu avec la paie.")]);
    let (group, alone, ()) =
        tokio::join!(treasurer.post(&first, &group), treasurer.post(&one, &alone), async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            coming.commit().await.unwrap();
        });
    for answer in [group, alone] {
        answer.is(422).shows("Cette version a été remplacée\u{a0}: ses notes");
    }
    assert_eq!(noted(&portal, &first, "true").await, 0);
}

/// A note put by hand where PostgreSQL must say whether it may stand.
struct Try<'t> {
    /// The version whose warning takes it, and the person of that warning.
    statement: &'t str,
    person: &'t str,
    /// The rule of the noted warning that it is taken from.
    rule: &'t str,
    /// Its words, the finding and the version that it says to come from, its author and its time.
    sets: [&'t str; 5],
}

impl Try<'_> {
    async fn said(&self, portal: &Portal, before: &str) -> String {
        // Whatever the portal asks for, when somebody else sends the version.
        let actor = sender(portal.db_union("412").await, Uuid::now_v7());
        let [note, from, version, by, at] = self.sets;
        let sql = format!(
            "update statement_findings f
             set note = {note}, carried_from = {from}, carried_version = {version}, acknowledged_by = {by},
               acknowledged_at = {at}
             from statement_findings o
             where f.statement_id = $1::uuid and f.rule = 'V39'
               and f.line = (select l.line from statement_lines l
                 where l.statement_id = f.statement_id and l.employee_number = $2)
               and o.statement_id = $3::uuid and o.rule = $4 and o.note is not null"
        );
        let mut scoped = portal.db_scoped(&actor).await;
        let query = sqlx::query(AssertSqlSafe(sql))
            .bind(self.statement.replace("/releves/", ""))
            .bind(self.person)
            .bind(before.replace("/releves/", ""))
            .bind(self.rule);
        let done = query.execute(scoped.conn()).await;
        done.map_or_else(|error| error.to_string(), |done| format!("{} written", done.rows_affected()))
    }
}

#[tokio::test]
async fn no_note_is_written_in_the_name_of_somebody_who_wrote_none() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let made = |people| made_statement(people, |line| line == 2 || line == 3);
    let first = sent(&treasurer, "a.csv", &made(6)).await;
    let list = treasurer.get(&format!("{first}?voir=warning&regle=V39")).await.is(200);
    let one = format!("{first}/constats/{}", linked(&list, &format!("{first}/constats/"))[0]);
    treasurer.post(&one, &[("note", "Vu.")]).await.leads_to(&one);
    treasurer.post(&first, &[("group", "V41"), ("note", "Vu.")]).await.leads_to(&first);
    assert_eq!(noted(&portal, &first, "(l.employee_number = '500002' or f.rule = 'V41')").await, 2);
    let second = sent(&treasurer, "b.csv", &made(7)).await;
    assert_eq!(noted(&portal, &second, "true").await, 1);
    let third = sent(&treasurer, "c.csv", &made(8)).await;
    // Taken off, so that it can be put again by hand.
    for later in [&second, &third] {
        let off = "update statement_findings set note = null, acknowledged_by = null, acknowledged_at = null,
              carried_from = null, carried_version = null
            where statement_id = $1::uuid";
        let off = sqlx::query(off).bind(later.replace("/releves/", ""));
        off.execute(portal.db_owner()).await.unwrap();
    }

    const NOWHERE: &str = "no finding of an earlier version";
    const NOT_THEIRS: &str = "row-level security";
    let [note, from, version, by, at] = ["o.note", "o.seq", "1", "o.acknowledged_by", "o.acknowledged_at"];
    let right = ["500002", "V39"];
    let tries = [
        (&second, right, [note, from, version, by, at], "1 written"),
        (&third, right, [note, from, version, by, at], "1 written"),
        (&second, ["500003", "V39"], [note, from, version, by, at], NOWHERE),
        (&second, ["500002", "V41"], [note, from, version, by, at], NOWHERE),
        (&third, right, [note, from, "2", by, at], NOWHERE),
        (&second, right, [note, from, "2", by, at], NOWHERE),
        (&second, right, ["'Autre.'", from, version, by, at], NOWHERE),
        (&second, right, [note, "o.seq + 1", version, by, at], NOWHERE),
        (&second, right, [note, from, version, "gen_random_uuid()", at], NOWHERE),
        (&second, right, [note, from, version, "app_actor()", at], NOWHERE),
        (&second, right, [note, from, version, by, "o.acknowledged_at + interval '1 second'"], NOWHERE),
        (&second, right, [note, "null", version, by, at], NOT_THEIRS),
    ];
    for (statement, [person, rule], sets, says) in tries {
        let said = Try { statement, person, rule, sets }.said(&portal, &first).await;
        assert!(said.contains(says), "{statement} {person} {rule} {sets:?}: {said}");
    }
}
