//! What each role can do to requests and facts by SQL, as the role of requests: no more than by
//! the pages.

use quittance::access::{Actor, Role};
use quittance::changes::Verdict;
use quittance::changes::store::Decided;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::changes::{ACCOUNT, PHONE};
use crate::portal::Portal;

/// What the database says of a command: the number of rows, or why it refuses.
async fn tries(portal: &Portal, actor: &Actor, sql: &str) -> Result<u64, String> {
    let mut scoped = portal.db_scoped(actor).await;
    let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(scoped.conn()).await;
    done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(done: Result<u64, String>, why: &str) {
    match done {
        Err(said) => assert!(said.contains(why), "{said}"),
        Ok(rows) => panic!("{rows} rows were written"),
    }
}

fn decision(id: Uuid, state: &str, decided_by: Uuid, rest: &str) -> String {
    format!(
        "update change_items set state = '{state}', decided_by = '{decided_by}', decided_by_name = 'X',
             decided_at = '2025-09-06T13:00:00Z' {rest} where change_id = '{id}'"
    )
}

#[tokio::test]
async fn a_union_decides_nothing_even_by_sql() {
    let portal = Portal::demo().await;
    let id = portal.db_ask("412", &[PHONE]).await;
    let officer = portal.db_officer().await.id().unwrap();
    for role in [Role::Treasurer, Role::SigningOfficer] {
        let actor = portal.db_actor(role, "412").await;
        let own = actor.id().unwrap();
        for by in [officer, own] {
            let accepts = decision(id, "accepted", by, ", effective_on = '2025-09-06'");
            let why = if by == own && role == Role::Treasurer { "" } else { "row-level security" };
            refused(tries(&portal, &actor, &accepts).await, why);
            refused(tries(&portal, &actor, &decision(id, "refused", by, ", refusal = 'Non'")).await, why);
        }
        let in_name = format!(
            "update change_items set state = 'withdrawn', decided_by = '{officer}', decided_by_name = 'X',
                 decided_at = now() where change_id = '{id}'"
        );
        refused(tries(&portal, &actor, &in_name).await, "was decided");
        let fact = fact_like(id, "i.new_value");
        refused(tries(&portal, &actor, &fact).await, "row-level security");
    }
    let stranger = portal.db_actor(Role::Treasurer, "518").await;
    let withdraws = format!("update change_items set state = 'withdrawn' where change_id = '{id}'");
    assert_eq!(tries(&portal, &stranger, &withdraws).await, Ok(0));
}

/// A fact as an accepted item would give, or not.
fn fact_like(id: Uuid, value: &str) -> String {
    format!(
        "insert into union_facts (union_id, subject, subject_id, field, value, effective_on, recorded_at, recorded_by, change_id)
         select i.union_id, i.subject, i.subject_id, i.field, {value}, '2025-09-06', now(), app_actor(), i.change_id
         from change_items i where i.change_id = '{id}'"
    )
}

#[tokio::test]
async fn an_officer_writes_a_fact_only_as_it_was_accepted_and_once() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.db_officer().await, portal.db_colleague().await);
    let id = portal.db_ask("412", &[PHONE]).await;
    refused(tries(&portal, &nadia, &fact_like(id, "i.new_value")).await, "row-level security");
    assert_eq!(portal.db_decide(&nadia, id, &[(1, Verdict::Accept)]).await, Decided::Done);
    refused(tries(&portal, &nadia, &fact_like(id, "'418-555-9999'")).await, "row-level security");
    refused(tries(&portal, &hugo, &fact_like(id, "i.new_value")).await, "row-level security");
    refused(tries(&portal, &nadia, &fact_like(id, "i.new_value")).await, "union_facts_once_a_change");
    let without_change =
        "insert into union_facts (union_id, subject, subject_id, field, value, effective_on, recorded_at)
         select id, 'union', id, 'phone', '418-555-9999', '2025-09-06', now() from unions limit 1";
    refused(tries(&portal, &nadia, without_change).await, "row-level security");
    let elsewhere = portal.db_actor(Role::FederationOfficer, "FC").await;
    assert_eq!(tries(&portal, &elsewhere, &fact_like(id, "i.new_value")).await, Ok(0), "it sees no item");
}

#[tokio::test]
async fn two_people_are_two_even_by_sql_and_five_days_are_five() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.db_officer().await, portal.db_colleague().await);
    let (her, him) = (nadia.id().unwrap(), hugo.id().unwrap());
    let id = portal.db_ask("412", &[ACCOUNT]).await;
    let seconded = |by: Uuid, on: &str| {
        format!(
            ", seconded_by = '{by}', seconded_by_name = 'Y', seconded_at = '2025-09-06T13:00:00Z', effective_on = '{on}'"
        )
    };
    // In one step, with a colleague's name in either place; or alone.
    refused(
        tries(&portal, &nadia, &decision(id, "accepted", him, &seconded(her, "2025-09-11"))).await,
        "was decided",
    );
    refused(tries(&portal, &nadia, &decision(id, "accepted", her, &seconded(him, "2025-09-11"))).await, "");
    refused(
        tries(&portal, &nadia, &decision(id, "accepted", her, ", effective_on = '2025-09-11'")).await,
        "",
    );
    refused(tries(&portal, &nadia, &decision(id, "seconding", him, "")).await, "row-level security");
    assert_eq!(portal.db_decide(&nadia, id, &[(1, Verdict::Accept)]).await, Decided::Done);
    let second = |by: Uuid, on: &str| {
        let rest = seconded(by, on);
        format!("update change_items set state = 'accepted' {rest} where change_id = '{id}'")
    };
    refused(tries(&portal, &nadia, &second(her, "2025-09-11")).await, "second_is_another");
    refused(tries(&portal, &nadia, &second(him, "2025-09-11")).await, "row-level security");
    refused(tries(&portal, &hugo, &second(him, "2025-09-10")).await, "cool_off");
    refused(tries(&portal, &hugo, &decision(id, "seconding", him, "")).await, "was decided");
    assert_eq!(tries(&portal, &hugo, &second(him, "2025-09-11")).await, Ok(1), "as the page does");
}

#[tokio::test]
async fn an_officer_neither_withdraws_nor_refuses_without_a_reason_nor_reaches_another_federation() {
    let portal = Portal::demo().await;
    let nadia = portal.db_officer().await;
    let her = nadia.id().unwrap();
    let id = portal.db_ask("412", &[PHONE]).await;
    let withdraws = format!("update change_items set state = 'withdrawn' where change_id = '{id}'");
    refused(tries(&portal, &nadia, &withdraws).await, "row-level security");
    let request = format!("update change_requests set withdrawn_at = now() where id = '{id}'");
    assert_eq!(tries(&portal, &nadia, &request).await, Ok(0));
    refused(tries(&portal, &nadia, &decision(id, "refused", her, "")).await, "state_is_whole");
    refused(tries(&portal, &nadia, &decision(id, "refused", her, ", refusal = ''")).await, "state_is_whole");
    let elsewhere = portal.db_actor(Role::FederationOfficer, "FC").await;
    let other = elsewhere.id().unwrap();
    let refuses = decision(id, "refused", other, ", refusal = 'Non'");
    assert_eq!(tries(&portal, &elsewhere, &refuses).await, Ok(0));
    for role in [Role::FinanceOfficer, Role::FinanceAuditor, Role::Administrator] {
        let staff = portal.db_actor(role, "").await;
        assert_eq!(tries(&portal, &staff, &decision(id, "refused", her, ", refusal = 'Non'")).await, Ok(0));
    }
}

#[tokio::test]
async fn nobody_rewrites_a_fact_a_message_a_file_or_a_decision() {
    let portal = Portal::demo().await;
    let nadia = portal.db_officer().await;
    let id = portal.db_ask("412", &[PHONE]).await;
    assert_eq!(portal.db_decide(&nadia, id, &[(1, Verdict::Accept)]).await, Decided::Done);
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    for actor in [&nadia, &treasurer, &Actor::Operator] {
        for sql in [
            "update union_facts set value = 'x'",
            "delete from union_facts",
            "update change_items set new_value = 'x'",
            "delete from change_items",
            "update change_stops set stopped_on = '2020-01-01'",
            "delete from change_stops",
            "update change_messages set body = 'x'",
            "update change_attachments set sealed = ''",
            "update change_requests set reason = 'x'",
            "delete from change_requests",
        ] {
            refused(tries(&portal, actor, sql).await, "permission denied");
        }
        let undone = "update change_items set state = 'refused', refusal = 'x' where state = 'accepted'";
        assert_eq!(tries(&portal, actor, undone).await, Ok(0));
    }
    // The owner of the schema is stopped by the triggers.
    for sql in [
        "update union_facts set value = 'x'",
        "delete from change_messages",
        "update change_items set state = 'refused', refusal = 'x' where state = 'accepted'",
        "update change_items set sensitive = false where sensitive and state = 'seconding'",
    ] {
        sqlx::query(sql).execute(portal.db_owner()).await.expect_err(sql);
    }
    let own = "update change_items set state = 'refused', refusal = 'x', decided_by = proposed_by,
        decided_by_name = 'x', decided_at = now() where state = 'proposed'";
    let said = sqlx::query(own).execute(portal.db_owner()).await.unwrap_err().to_string();
    assert!(said.contains("change_items_nobody_vets_their_own"), "{said}");
}

#[tokio::test]
async fn a_union_does_not_say_that_its_bank_account_is_not_sensitive_nor_takes_anothers_id() {
    let portal = Portal::demo().await;
    let id = portal.db_ask("412", &[PHONE]).await;
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    let plain = format!(
        "insert into change_items (union_id, change_id, n, subject, subject_id, field, old_value, new_value, sensitive,
             proposed_by, state) values (app_union(), '{id}', 2, 'union', app_union(), 'bank-account', '', '•••• 1', false,
             app_actor(), 'proposed')"
    );
    refused(tries(&portal, &treasurer, &plain).await, "sensitive_by_field");
    let other = portal.db_actor(Role::Treasurer, "518").await;
    let same = format!(
        "insert into change_requests (union_id, id, section, reason, effective_on, proposed_by, proposed_by_name, proposed_at)
         values (app_union(), '{id}', 'coordinates', 'x', '2025-09-06', app_actor(), 'x', now())"
    );
    refused(tries(&portal, &other, &same).await, "change_requests_id_is_one");
}
