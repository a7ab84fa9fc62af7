//! One click from any amount to the levies, the people and the arithmetic that make it, and back; and
//! exemptions decided late, which come in the next declaration with their cause.

use chrono::Duration;
use quittance::money::Cad;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::declarations_verify::discrepancies;
use crate::files::{small_statement, with_corrections};
use crate::portal::{P05, Portal, Treasurer};

const P06: &str = "/periodes/2025-26/P06";

async fn declare(treasurer: &Treasurer, period: &str, file: &[u8]) -> String {
    let statement = treasurer.send_file(period, "releve.csv", file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    treasurer.declare(period).await
}

/// An exemption of union 412, approved, as two people of the body would have: half of the federation's
/// levy, for these periods of 2025-26.
async fn exempt(portal: &Portal, from: i16, to: i16, reference: &str) -> Uuid {
    let id = Uuid::now_v7();
    for sql in [
        "insert into levy_proposals (id, body_id, code, kind, note, proposed_by, proposed_name, proposed_at)
         select $1, id, 'fsss', 'exemption', '', gen_random_uuid(), 'Une', '2025-09-01' from bodies where code = 'FSSS'",
        "insert into exemptions (union_id, proposal_id, body_id, code, ground, from_fiscal_year, from_period,
             to_fiscal_year, to_period, percent, reference)
         select u.id, $1, b.id, 'fsss', 'strike', 2025, 1, 2025, 1, 0.5, 'x'
         from unions u, bodies b where u.number = '412' and b.code = 'FSSS'",
        "insert into levy_decisions (proposal_id, body_id, proposed_by, outcome, reason, decided_by, decided_name,
             decided_at)
         select id, body_id, proposed_by, 'approved', '', gen_random_uuid(), 'Comité exécutif de la FSSS', '2025-09-02'
         from levy_proposals where id = $1",
    ] {
        let sql = sql.replace("2025, 1, 2025, 1, 0.5, 'x'", &format!("2025, {from}, 2025, {to}, 0.5, '{reference}'"));
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).execute(portal.db_owner()).await.unwrap();
    }
    id
}

async fn fsss(portal: &Portal, of: &'static str) -> Cad {
    let sum: Decimal = sqlx::query_scalar(
        "select coalesce(sum(l.amount), 0) from declaration_levies l join unions u on u.id = l.union_id
         join declarations d on d.id = l.declaration_id
         where u.number = '412' and l.code = 'fsss'
           and coalesce(l.corrected_period, d.fiscal_year || '-26 P0' || d.period) = $1",
    )
    .bind(of)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    Cad::exact(sum).unwrap()
}

#[tokio::test]
async fn an_exemption_decided_late_is_a_credit_of_the_next_declaration_with_its_cause() {
    let portal = Portal::demo().await;
    let (p03, p04) = (fsss(&portal, "2025-26 P03").await, fsss(&portal, "2025-26 P04").await);
    let frozen =
        portal.db_one("select string_agg(encode(sha256, 'hex'), ' ' order by id) from declarations").await;
    exempt(&portal, 3, 5, "GR-2025-07").await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_file(P05, "r.csv", &small_statement(12)).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let page = treasurer.get(&format!("{P05}/per-capita")).await.is(200);
    let page = page.shows("Exemption de 2025-26 P03").shows("Exemption de 2025-26 P04").shows("GR-2025-07");
    assert!(
        page.says("Exemption de 50\u{a0}%, approuvée par Comité exécutif de la FSSS"),
        "{}",
        page.words()
    );
    let why = page.links(&format!("{P05}/per-capita/"));
    let why = why.iter().find(|link| link.ends_with("?exempte=2025-26-P04")).unwrap();
    treasurer.get(why).await.is(200).shows("ce qui avait été déclaré sans elle");
    let receipt = treasurer.declare(P05).await;
    // Half of each, to a cent of rounding; P05 itself at half, and nothing of the other bodies.
    for (before, period) in [(p03, "2025-26 P03"), (p04, "2025-26 P04")] {
        let after = fsss(&portal, period).await;
        let off = before.amount() - after.amount() * Decimal::TWO;
        assert!(off.abs() <= Decimal::new(2, 2), "{period}: {before}, then {after}");
    }
    let others = "select count(*) from declaration_levies where exempted and code <> 'fsss'";
    assert_eq!(portal.db_count(others).await, 0);
    let page = treasurer.get(&receipt).await.is(200).shows("Exemption de 2025-26 P04").shows("GR-2025-07");
    for link in page.links(&format!("{receipt}/calculs/")) {
        treasurer.get(&link).await.is(200);
    }
    // What was declared is not rewritten, all of it is computed again, and the next takes nothing.
    let past = "select string_agg(encode(sha256, 'hex'), ' ' order by id) from declarations
                where (fiscal_year, period) <> (2025, 5)";
    assert_eq!(portal.db_one(past).await, frozen);
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
    let seen = treasurer.get(&format!("{P05}/per-capita")).await.is(200).shows("Exemption de 2025-26 P04");
    assert!(seen.says("GR-2025-07"));
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    declare(&treasurer, P06, &small_statement(6)).await;
    treasurer.get(&format!("{P06}/per-capita")).await.is(200).hides("Exemption de");
    assert_eq!(portal.db_count("select count(*) from exemptions_applied").await, 3);
}

#[tokio::test]
async fn a_correction_of_an_exempted_period_is_exempted_too() {
    let portal = Portal::demo().await;
    exempt(&portal, 4, 4, "GR-2025-08").await;
    let treasurer = portal.treasurer().await;
    declare(&treasurer, P05, &small_statement(6)).await;
    portal.clock.clone().advance(Duration::days(28));
    let treasurer = portal.treasurer().await;
    let correction = [("100003", "P04", "-655.40", "-9.83", "heures saisies deux fois")];
    declare(&treasurer, P06, &with_corrections(6, &correction)).await;
    // -2.68714 between its limits, of which half is waived.
    let amount = "select amount::text from declaration_levies
                  where corrected_period = '2025-26 P04' and code = 'fsss' and not exempted";
    assert_eq!(portal.db_one(amount).await, "-1.34");
    assert_eq!(discrepancies(&portal).await, [""; 0]);
}

#[tokio::test]
async fn every_amount_of_a_receipt_leads_to_its_people_and_back() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let correction = [("100003", "P04", "-655.40", "-9.83", "heures saisies deux fois")];
    let receipt = declare(&treasurer, P05, &with_corrections(12, &correction)).await;
    let page = treasurer.get(&receipt).await.is(200);
    let links = page.links(&format!("{receipt}/calculs/"));
    let amounts = portal
        .db_count(
            "select count(*) from declaration_levies l join declarations d on d.id = l.declaration_id
                   where d.fiscal_year = 2025 and d.period = 5",
        )
        .await;
    assert_eq!(links.len() as i64, amounts);
    for link in &links {
        let why = treasurer.get(link).await.is(200);
        assert!(!why.links(&receipt).is_empty(), "{link} does not lead back");
    }
    // The correction, before and after, and whose; the history leads to the receipt.
    treasurer
        .get(links.last().unwrap())
        .await
        .is(200)
        .shows("100003")
        .shows("Avant")
        .shows("\u{2212}2,69\u{a0}$");
    treasurer
        .get(&format!("{}?cherche=personne%20d%27autre", links[0]))
        .await
        .is(200)
        .shows("Personne ne correspond");
    treasurer.get(&format!("{receipt}/calculs/99")).await.is(404);
    portal.treasurer_of("518").await.get(&links[0]).await.is(404);
    let history = treasurer.get("/historique").await.is(200);
    assert!(
        !history.links(&format!("{receipt}#amounts")).is_empty(),
        "the total does not lead to its amounts"
    );
}

#[tokio::test]
async fn auditors_read_numbers_and_no_name_and_the_finance_office_reads_the_sums() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let declaration = portal.db_declaration("412", 4).await;
    let own = treasurer.get(&format!("/declarations/{declaration}/calculs/1")).await.is(200);
    let (number, name): (String, String) = sqlx::query_as(
        "select l.employee_number, l.name from statement_lines l join declaration_statements s using (statement_id)
         where s.declaration_id = $1 and l.salary_paid > 0 order by l.employee_number limit 1",
    )
    .bind(declaration)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    let own = own.shows(&number).shows(&name);
    let union = portal.db_union("412").await;
    let path = format!("/syndicats/{union}/declarations/{declaration}");
    let auditor = portal.auditor().await;
    let why = auditor.get(&path).await.is(200).links(&format!("{path}/calculs/"))[0].clone();
    let page = auditor.get(&why).await.is(200).shows(&number).hides(&name);
    assert_eq!(page.links(&path).len(), own.links(&format!("/declarations/{declaration}")).len());
    let finance = portal.finance_officer().await;
    finance
        .get(&why)
        .await
        .is(200)
        .hides(&number)
        .shows("seules la trésorerie du syndicat et la vérification les voient");
    let other = portal.db_union("518").await;
    auditor.get(&why.replace(&union.to_string(), &other.to_string())).await.is(404);
}

#[tokio::test]
async fn a_persons_page_shows_her_shares_by_period_and_each_leads_to_its_working() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let person = portal.db_one(
        "select m.id::text from members m join unions u on u.id = m.union_id
         where u.number = '412' and m.employee_number = '100003'",
    );
    let path = format!("/membres/{}", person.await);
    let page = treasurer.get(&path).await.is(200);
    assert_eq!(page.links(&format!("{path}/per-capita")).len(), 1);
    let page = treasurer.get(&format!("{path}/per-capita?annee=2025-26")).await.is(200);
    // 0.72 % of the 3,604.61 of P04 is 25.953192: 25.95 or a cent more.
    assert!(page.says("25,95\u{a0}$") || page.says("25,96\u{a0}$"), "{}", page.words());
    let links = page.links("/declarations/");
    let workings: Vec<_> = links.iter().filter(|link| link.contains("/calculs/")).collect();
    assert!(workings.len() >= 12, "{links:?}");
    treasurer.get(workings[0]).await.is(200).shows("100003");
    treasurer.get(&format!("{path}/per-capita?annee=hier")).await.is(404);
    portal.treasurer_of("518").await.get(&format!("{path}/per-capita")).await.is(404);
}

#[tokio::test]
async fn a_late_statement_shows_before_after_and_difference_and_only_that_posts() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer_of("518").await;
    let note = [("missing_note", "L’employeur est en lock-out.")];
    let file = async |with_note: bool, period_of: &[u8]| {
        let page = treasurer.get(P05).await.is(200);
        let (key, employer) = (page.field("key"), page.field("employer"));
        let sent = treasurer.send_file_for(P05, &key, &employer, "r.csv", period_of).await;
        let statement = sent.leads_to("/releves/");
        treasurer.acknowledge_all(&statement).await;
        let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
        let (key, total) = (page.field("key"), page.field("seen_total"));
        let mut form = vec![("key", key.as_str()), ("seen_total", total.as_str()), ("attest", "1")];
        if with_note {
            form.extend(note);
        }
        treasurer.post(&format!("{P05}/declaration"), &form).await.leads_to("/declarations/")
    };
    let first = file(true, &small_statement(8)).await;
    // The missing one stays on the list of what is to be done, once all is paid too.
    let finance = portal.finance_officer().await;
    let payment = treasurer.pay(&first).await;
    let due = portal.db_one("select max(amount)::text from payments where state = 'pending'").await;
    let key = crate::portal::new_key();
    finance.record(&payment, &key, "2025-09-05", &due).await.is(303);
    let home = treasurer.get("/").await.is(200);
    assert!(!home.links(P05).is_empty(), "the missing statement is forgotten: {}", home.words());
    portal.clock.clone().advance(Duration::days(14));
    let treasurer = portal.treasurer_of("518").await;
    let employers = portal.db_employers("518").await;
    let missing = "select e.id::text from employers e join unions u on u.id = e.union_id where u.number = '518'
                   and not exists (select from statements s where s.employer_id = e.id and s.fiscal_year = 2025
                     and s.period = 5) limit 1";
    let employer = portal.db_one(missing).await;
    assert!(employers.iter().any(|id| id.to_string() == employer));
    let key = crate::portal::new_key();
    let sent = treasurer.send_file_for(P05, &key, &employer, "tard.csv", &small_statement(5)).await;
    let statement = sent.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let page = treasurer.get(&format!("{P05}/declaration")).await.is(200);
    let (key, total) = (page.field("key"), page.field("seen_total"));
    let form = [("key", key.as_str()), ("seen_total", &total), ("attest", "1"), note[0]];
    let second = treasurer.post(&format!("{P05}/declaration"), &form).await.leads_to("/declarations/");
    let page = treasurer.get(&second).await.is(200).shows("Transmise après l’échéance");
    assert_eq!(page.links(&format!("{second}/difference")).len(), 1);
    let page = treasurer.get(&format!("{second}/difference")).await.is(200);
    assert!(!page.links(&first).is_empty(), "{}", page.words());
    for declaration in [&first, &second] {
        let workings = page.links(&format!("{declaration}/calculs/"));
        assert!(workings.len() >= 3, "{workings:?}");
        treasurer.get(&workings[0]).await.is(200);
    }
    // A first declaration differs from nothing.
    treasurer.get(&format!("{first}/difference")).await.is(404);
    treasurer.get(&first).await.is(200).hides("Avant, après et différence");
    let posted = "select sum(e.amount)::text from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
                  join declarations d on d.id = t.source_id
                  where t.kind = 'declaration' and e.account = 'receivable' and d.version = 2";
    assert_eq!(portal.db_one(posted).await, total);
    treasurer.get("/historique").await.is(200).shows("après l’échéance");
    assert_eq!(discrepancies(&portal).await, [""; 0]);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

#[tokio::test]
async fn a_levy_voted_since_changes_nothing_of_a_period_that_was_declared() {
    let portal = Portal::demo().await;
    let voted = "insert into levies (id, payee_id, code, name_fr, name_en, basis, amount, effective_from,
                   adopted_by, adopted_on, resolution)
                 select gen_random_uuid(), id, 'essai', 'Levée d’essai', 'Trial levy', 'per_person', 5, '2025-06-01',
                   'Congrès', '2025-06-01', 'R-1' from bodies where code = 'CSN'";
    sqlx::query(voted).execute(portal.db_owner()).await.unwrap();
    let treasurer = portal.treasurer().await;
    let declared = treasurer.get("/periodes/2025-26/P04/per-capita").await.is(200);
    assert!(!declared.says("Levée d’essai"));
    // Corrected down to nothing: what she gives back is what was declared for her, and nothing of it.
    let (paid, dues) = ("(select salary_paid from statement_lines", "(select dues from statement_lines");
    let of = "where employee_number = '100003' and statement_id = (select s.id from statements s
                join unions u on u.id = s.union_id where u.number = '412' and s.fiscal_year = 2025 and s.period = 4))";
    let cell = async |what: &str| {
        let sql = sqlx::AssertSqlSafe(format!("select (-{what} {of})::text"));
        sqlx::query_scalar::<_, String>(sql).fetch_one(portal.db_owner()).await.unwrap()
    };
    let (paid, dues) = (cell(paid).await, cell(dues).await);
    let correction = [("100003", "P04", &paid[..], &dues[..], "mise en double")];
    declare(&treasurer, P05, &with_corrections(6, &correction)).await;
    let lines = "select string_agg(distinct code, ' ' order by code) from declaration_levies l
                 join declarations d on d.id = l.declaration_id where d.fiscal_year = 2025 and d.period = 5";
    let codes = async |which: &str| {
        let sql = sqlx::AssertSqlSafe(format!("{lines} and corrected_period {which}"));
        sqlx::query_scalar::<_, String>(sql).fetch_one(portal.db_owner()).await.unwrap()
    };
    assert!(codes("is null").await.contains("essai"));
    assert!(!codes("is not null").await.contains("essai"));
    assert_eq!(discrepancies(&portal).await, [""; 0]);
}
