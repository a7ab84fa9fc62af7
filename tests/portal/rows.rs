//! Which rows each actor sees: every table with a policy against `rows.txt`; and what the catalogue
//! must say for row-level security to hold.

use std::fmt::Write as _;

use quittance::access::{Actor, Role};
use quittance::demo;
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::committed::same_as_committed;
use crate::portal::{P05, Portal};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/rows.txt");

/// Every actor there is, with the name of its column.
async fn actors(portal: &Portal) -> Vec<(&'static str, Actor)> {
    let email = demo::ACCOUNTS[0].email.to_owned();
    let person = async |role, scope| portal.db_actor(role, scope).await;
    vec![
        ("nobody", Actor::Nobody { email: None }),
        ("signing-in", Actor::Nobody { email: Some(email) }),
        ("treasurer", person(Role::Treasurer, "412").await),
        ("treasurer-518", person(Role::Treasurer, "518").await),
        ("treasurer-733", person(Role::Treasurer, "733").await),
        ("signing", person(Role::SigningOfficer, "412").await),
        ("federation", person(Role::FederationOfficer, "FSSS").await),
        ("other-federation", person(Role::FederationOfficer, "FC").await),
        ("council", person(Role::CouncilOfficer, "CCBSL").await),
        ("finance", person(Role::FinanceOfficer, "").await),
        ("auditor", person(Role::FinanceAuditor, "").await),
        ("administrator", person(Role::Administrator, "").await),
        ("operator", Actor::Operator),
        ("payroll", crate::door::payroll(portal).await),
        ("reckoner", Actor::Reckoner { union: portal.db_union("412").await }),
    ]
}

const GUARDED_TABLES: &str = "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition order by 1";

async fn guarded_tables(portal: &Portal) -> Vec<String> {
    sqlx::query_scalar(GUARDED_TABLES).fetch_all(portal.db_owner()).await.unwrap()
}

async fn count(portal: &Portal, actor: &Actor, table: &str) -> i64 {
    let mut scoped = portal.db_scoped(actor).await;
    let sql = AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(sql).fetch_one(scoped.conn()).await.unwrap()
}

#[tokio::test]
async fn every_actor_sees_the_rows_that_the_committed_table_says() {
    let portal = Portal::demo().await;
    portal.treasurer().await.send_sample(P05, "P05-releve-cp1252.csv").await;
    let actors = actors(&portal).await;
    let mut table = String::from(
        "# Rows of each table that each actor sees, in the demonstration with one statement of P05.\n",
    );
    table.push_str("# After a deliberate change: UPDATE_TABLES=1 cargo test --test portal rows\n");
    let names: Vec<&str> = actors.iter().map(|(name, _)| *name).collect();
    writeln!(table, "# table | {}", names.join(" ")).unwrap();
    for name in guarded_tables(&portal).await {
        let mut line = format!("{name} |");
        for (_, actor) in &actors {
            write!(line, " {}", count(&portal, actor, &name).await).unwrap();
        }
        writeln!(table, "{line}").unwrap();
    }
    same_as_committed(TABLE, &table);
}

#[tokio::test]
async fn what_three_treasurers_see_of_their_unions_is_everything_and_nothing_twice() {
    let portal = Portal::demo().await;
    for table in ["statements", "statement_lines", "declarations", "payments", "ledger_entries", "balances"] {
        let all: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
        let mut seen = 0;
        for union in ["412", "518", "733"] {
            let actor = portal.db_actor(Role::Treasurer, union).await;
            let own = count(&portal, &actor, table).await;
            assert!(own > 0 && own < all, "{table}: union {union} sees {own} of {all}");
            seen += own;
        }
        assert_eq!(seen, all, "{table}");
    }
}

#[tokio::test]
async fn without_an_actor_there_is_no_row_and_no_error() {
    let portal = Portal::demo().await;
    for table in guarded_tables(&portal).await {
        let sql = AssertSqlSafe(format!("select count(*) from {table}"));
        let seen: i64 = sqlx::query_scalar(sql).fetch_one(portal.db_app()).await.unwrap();
        assert_eq!(seen, 0, "{table}");
    }
}

#[tokio::test]
async fn a_partition_is_reached_through_its_parent_only() {
    let portal = Portal::demo().await;
    let refused = portal.db_app().execute("select count(*) from statement_lines_2025").await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
}

#[tokio::test]
async fn two_hundred_alternations_on_one_connection_never_mix_two_unions() {
    let portal = Portal::demo().await;
    let db = quittance::db::Db::with_pool(portal.db_app_of(1), portal.clock.clone(), crate::testdb::keys());
    let mut actors = Vec::new();
    for union in ["412", "733"] {
        let actor = portal.db_actor(Role::Treasurer, union).await;
        actors.push((actor.union().unwrap(), actor));
    }
    for turn in 0..200 {
        let (union, actor) = &actors[turn % 2];
        let mut scoped = db.scoped(actor, "test").await.unwrap();
        let seen: Vec<uuid::Uuid> = sqlx::query_scalar("select distinct union_id from declarations")
            .fetch_all(scoped.conn())
            .await
            .unwrap();
        assert_eq!(seen, [*union], "turn {turn}");
        // Half the transactions commit, half are dropped: neither leaves anything behind.
        if turn % 4 < 2 {
            scoped.commit().await.unwrap();
        } else {
            drop(scoped);
        }
        if turn % 10 == 0 {
            let mut bare = db.scoped(&Actor::Nobody { email: None }, "test").await.unwrap();
            let seen: i64 =
                sqlx::query_scalar("select count(*) from declarations").fetch_one(bare.conn()).await.unwrap();
            assert_eq!(seen, 0, "turn {turn}");
        }
    }
}

#[tokio::test]
async fn a_treasurer_writes_no_row_for_another_union_even_by_sql() {
    let portal = Portal::demo().await;
    let actor = portal.db_actor(Role::Treasurer, "733").await;
    let other = portal.db_union("412").await;
    for sql in [
        "insert into period_summaries (union_id, fiscal_year, period) values ($1, 2030, 1)",
        "insert into ledger_transactions (union_id, id, kind, source_id, posted_at, posted_by)
         values ($1, gen_random_uuid(), 'payment', gen_random_uuid(), now(), gen_random_uuid())",
        "insert into statement_files (union_id, statement_id, piece, is_last, key_id, sealed)
         values ($1, gen_random_uuid(), 0, true, 1, '')",
        "insert into balances (union_id, fiscal_year, period, payee_id) select $1, 2030, 1, id from bodies limit 1",
    ] {
        let mut scoped = portal.db_scoped(&actor).await;
        let refused = sqlx::query(sql).bind(other).execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{sql}: {refused}");
    }
    let mut scoped = portal.db_scoped(&actor).await;
    let changed = sqlx::query("update balances set paid = 0 where union_id = $1").bind(other);
    assert_eq!(changed.execute(scoped.conn()).await.unwrap().rows_affected(), 0);
}

/// A treasurer cannot make herself something else, nor change what signing in compares with.
#[tokio::test]
async fn nobody_changes_a_role_a_scope_or_a_password_through_the_application_role() {
    let portal = Portal::demo().await;
    let email = demo::ACCOUNTS[0].email.to_owned();
    for actor in [portal.db_actor(Role::Treasurer, "412").await, Actor::Nobody { email: Some(email) }] {
        for sql in [
            "update accounts set role = 'administrator', union_id = null",
            "update accounts set union_id = gen_random_uuid()",
            "update account_passwords set hash = 'x'",
            "update accounts set email = 'autre@exemple.example'",
        ] {
            let mut scoped = portal.db_scoped(&actor).await;
            let refused = sqlx::query(sql).execute(scoped.conn()).await.expect_err(sql);
            assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
        }
    }
}

/// Each check is a query that lists offenders; an empty answer is a pass.
const CHECKS: [(&str, &str); 8] = [
    (
        "row-level security is enabled and forced wherever a row belongs to a union",
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and a.attname = 'union_id' and not (c.relrowsecurity and c.relforcerowsecurity)",
    ),
    (
        // Partitions have no policy at all, so nobody reads them; accounts and journal are not a
        // union's data but the confederation's, and their policies go by role.
        "a restrictive policy keeps each union's rows in",
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and (a.attname = 'union_id' or c.relname = 'unions') and not c.relispartition
           and c.relname not in ('accounts', 'journal')
           and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)",
    ),
    (
        "the application role owns nothing",
        "select c.relname::text from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'quittance_app'",
    ),
    (
        "the application role is neither superuser nor above row-level security",
        "select rolname::text from pg_roles where rolname = 'quittance_app'
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)",
    ),
    (
        "the application role removes only sessions, old tries at passwords and what a mail said once it is sent",
        "select table_name::text || ' ' || privilege_type from information_schema.role_table_grants
         where grantee in ('quittance_app', 'PUBLIC') and table_schema = 'public'
           and privilege_type in ('DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES') and table_name not in ('sessions', 'sign_in_tries', 'mail_bodies')",
    ),
    (
        "the application role changes no history, but for a state and a note",
        "select table_name::text || '.' || column_name from information_schema.column_privileges
         where grantee in ('quittance_app', 'PUBLIC') and table_schema = 'public' and privilege_type = 'UPDATE'
           and (table_name, column_name) not in (('statements', 'state'), ('payments', 'state'),
               ('payments', 'settled_at'), ('statement_findings', 'note'), ('statement_findings', 'acknowledged_at'),
               ('statement_findings', 'acknowledged_by'), ('statement_findings', 'carried_from'),
               ('statement_findings', 'carried_version'), ('notices', 'spread_at'),
               ('declaration_drafts', 'state'), ('declaration_drafts', 'closed_at'), ('declaration_drafts', 'closed_by'),
               ('declaration_drafts', 'closed_name'), ('declaration_drafts', 'note'))
           and table_name in ('statements', 'statement_findings', 'payments', 'journal', 'declarations', 'declaration_documents', 'declaration_levies',
               'declaration_statements', 'declaration_drafts', 'declaration_draft_levies', 'signature_rules',
               'exemptions_applied',
               'ledger_transactions', 'ledger_entries', 'money_received', 'payment_allocations',
               'statement_files', 'statement_lines', 'levies', 'unions', 'bodies',
               'member_cards', 'member_contacts', 'member_decisions', 'members_across', 'member_matches',
               'annual_lists', 'annual_list_files', 'annual_list_lines', 'annual_list_decisions', 'annual_list_postings',
               'member_rosters', 'member_roster_lines', 'member_roster_uses', 'openings', 'opening_balances',
               'notices', 'notice_reads', 'mail_bodies', 'door_secrets',
               'levy_proposals', 'levy_decisions', 'levy_effects', 'proposed_levies', 'levy_closings', 'exemptions')",
    ),
    (
        "a view sees what its reader may see",
        "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace
           and (c.relkind = 'm' or (c.relkind = 'v'
                and not coalesce(c.reloptions @> array['security_invoker=true'], false)))",
    ),
    (
        "no function lends its owner's rights",
        "select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef",
    ),
];

async fn offenders(pool: &PgPool) -> Vec<String> {
    let mut found = Vec::new();
    for (check, sql) in CHECKS {
        let names: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await.unwrap();
        found.extend(names.into_iter().map(|name| format!("{check}: {name}")));
    }
    found
}

#[tokio::test]
async fn the_catalogue_has_no_offender() {
    let portal = Portal::bare().await;
    assert_eq!(offenders(portal.db_owner()).await, [""; 0]);
}

#[tokio::test]
async fn every_planted_offender_is_found() {
    let portal = Portal::bare().await;
    let plants = [
        "create table leaky (union_id uuid)",
        "create table half (union_id uuid); alter table half enable row level security;
         alter table half force row level security; create policy p on half using (true)",
        "create table owned (n int); alter table owned owner to quittance_app",
        "grant delete on journal to quittance_app",
        "grant truncate on ledger_entries to quittance_app",
        "grant update (amount) on ledger_entries to quittance_app",
        "grant update (errors) on statements to quittance_app",
        "create view seen_by_owner as select * from declarations",
        "create function lent() returns int language sql security definer as 'select 1'",
    ];
    for plant in plants {
        portal.db_owner().execute(plant).await.unwrap();
    }
    let found = offenders(portal.db_owner()).await.join("\n");
    for name in [
        "leaky",
        "half",
        "owned",
        "journal DELETE",
        "ledger_entries TRUNCATE",
        "ledger_entries.amount",
        "statements.errors",
        "seen_by_owner",
        "lent",
    ] {
        assert!(found.contains(name), "{name} was not found in:\n{found}");
    }
    // The role is the server's, not this database's: its check is fed a stronger role instead.
    let strong = CHECKS[3].1.replace("'quittance_app'", "current_user");
    let names: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(strong)).fetch_all(portal.db_owner()).await.unwrap();
    assert_eq!(names.len(), 1, "a superuser is not found");
}
