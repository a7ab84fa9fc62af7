//! What a levy would have come to in the place of what was declared; and what nobody finds out by asking.

use quittance::access::Role;
use quittance::declarations::{self, Reading};
use quittance::dues::{Levy, RawLevy, assess};
use quittance::levies::what_if::at_any_time;
use quittance::money::Cad;
use sqlx::AssertSqlSafe;

use crate::browser::Browser;
use crate::levies::{WAITING, approve, follow};
use crate::portal::{P05, Portal};

const LIMITED: &str = "basis=salary_paid&value=0%2C5&minimum=6%2C50&maximum=18&code=fsss";

/// One row of a file.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    number: String,
    period: String,
    before: Cad,
    least: Cad,
    most: Cad,
    /// Unions that declared the period, and unions that do in all.
    part: (String, String),
}

fn cad(text: &str) -> Cad {
    Cad::exact(text.replace(',', ".").parse().unwrap()).unwrap()
}

async fn rows(by: &Browser, body: &str, asked: &str) -> Vec<Row> {
    let csv = by.get(&format!("/organismes/{body}/simulation.csv?{asked}")).await.is(200).html();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        let last = cells.len() - 2;
        let most = if cells.len() == 11 { 6 } else { 5 };
        Row {
            number: cells[0].to_owned(),
            period: cells[2].to_owned(),
            before: cad(cells[4]),
            least: cad(cells[5]),
            most: cad(cells[most]),
            part: (cells[last].to_owned(), cells[last + 1].trim().to_owned()),
        }
    };
    csv.trim_start_matches('\u{feff}').lines().skip(1).map(row).collect()
}

/// What one union declared of a code in a period.
async fn frozen(portal: &Portal, number: &str, period: &str, code: &str) -> Cad {
    let amount: rust_decimal::Decimal = sqlx::query_scalar(
        "select coalesce(sum(l.amount), 0) from declaration_levies l
         join declarations d on d.union_id = l.union_id and d.id = l.declaration_id
         join unions u on u.id = l.union_id
         where u.number = $1 and l.code = $3 and l.corrected_period is null
           and $2 = d.fiscal_year || '-' || lpad(((d.fiscal_year + 1) % 100)::text, 2, '0') || ' P'
             || lpad(d.period::text, 2, '0')",
    )
    .bind(number)
    .bind(period)
    .bind(code)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    Cad::exact(amount).unwrap()
}

/// The same period of a union assessed here, with the federation's levy as asked.
async fn assessed(portal: &Portal, number: &str, period: &str, raw: impl FnOnce(RawLevy) -> RawLevy) -> Cad {
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, number).await).await;
    let id = scoped.own_union().unwrap();
    let union = quittance::unions::store::union(&mut scoped, id).await.unwrap();
    let period = period.parse().unwrap();
    let material = declarations::store::material(&mut scoped, &union, period, Reading::All).await.unwrap();
    let now = material.levies.iter().find(|levy| levy.code() == "fsss").unwrap().clone();
    let then = [at_any_time(&Levy::try_from(raw(RawLevy::from(now))).unwrap()).unwrap()];
    material.statements.iter().map(|s| assess(&s.lines, &then, &[], s.period.end).total()).sum()
}

fn limited(raw: RawLevy) -> RawLevy {
    let text = |text: &str| Some(text.to_owned());
    RawLevy { rate: text("0.005"), min_per_person: text("6.50"), max_per_person: text("18"), ..raw }
}

fn free(raw: RawLevy) -> RawLevy {
    RawLevy { rate: Some("0.005".to_owned()), min_per_person: None, max_per_person: None, ..raw }
}

#[tokio::test]
async fn a_simulation_is_exact_or_sure_and_posts_nothing() {
    let portal = Portal::demo().await;
    let posted = "select (select count(*) from ledger_entries) + (select count(*) from declarations)
        + (select count(*) from levy_proposals)";
    let before = portal.db_count(posted).await;
    let (nadia, finance) = (portal.federation_officer("FSSS").await, portal.finance_officer().await);
    let sure = rows(&nadia, "FSSS", LIMITED).await;
    let exact = rows(&finance, "FSSS", LIMITED).await;
    let linear = rows(&nadia, "FSSS", "basis=salary_paid&value=0%2C5&code=fsss").await;
    // Thirteen periods of two unions.
    assert_eq!((sure.len(), exact.len(), linear.len()), (26, 26, 26));
    let mut wide = 0;
    for ((sure, exact), linear) in sure.iter().zip(&exact).zip(&linear) {
        let (number, period) = (exact.number.as_str(), exact.period.as_str());
        let owed = assessed(&portal, number, period, limited).await;
        assert_eq!((exact.least, exact.most), (owed, owed), "{number} {period}");
        assert!(sure.least <= owed && owed <= sure.most, "{number} {period}: {owed} {sure:?}");
        wide += usize::from(sure.least < sure.most);
        let owed = assessed(&portal, number, period, free).await;
        assert_eq!((linear.least, linear.most), (owed, owed), "{number} {period}");
        let declared = frozen(&portal, number, period, "fsss").await;
        assert_eq!([sure.before, exact.before, linear.before], [declared; 3], "{number} {period}");
    }
    assert_eq!(wide, 26);
    let page = nadia.get(&format!("/organismes/FSSS/simulation?{LIMITED}")).await.is(200);
    page.shows("0,5\u{a0}% du salaire versé")
        .shows("2 syndicats comptés sur 2")
        .shows("2025-26 P04")
        .shows("votre bureau ne voit pas");
    assert_eq!(portal.db_count(posted).await, before);
    assert_eq!(portal.db_journaled("levy-simulated", "done").await, 4);
}

#[tokio::test]
async fn before_is_what_was_declared_whatever_was_voted_since() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let asked = "basis=per_person&value=3&code=ccbsl";
    let before = rows(&yvon, "CCBSL", asked).await;
    let over = [("value", "2,50"), ("from", "2025-06-15")];
    let proposal = follow(&portal, &yvon, ("CCBSL", "ccbsl"), &over).await.leads_to("/propositions/");
    approve(&manon, &proposal).await.leads_to(&proposal);
    assert_eq!(rows(&yvon, "CCBSL", asked).await, before);
    assert!(before.iter().any(|row| row.period == "2025-26 P04" && row.before > Cad::ZERO));
}

#[tokio::test]
async fn a_period_that_some_unions_declared_is_said_to_be_in_part() {
    let portal = Portal::demo().await;
    portal.treasurer().await.declare_sample(P05, "P05-releve-cp1252.csv").await;
    let nadia = portal.federation_officer("FSSS").await;
    let page = nadia.get(&format!("/organismes/FSSS/simulation?{LIMITED}")).await.is(200);
    page.shows("2025-26 P05 1 syndicat sur 2 a déclaré")
        .shows("1 période n’est déclarée que par une partie des syndicats")
        .shows("P05*")
        .shows("Une étoile et une autre couleur");
    let rows = rows(&nadia, "FSSS", LIMITED).await;
    let part = |period: &str| {
        let own: Vec<&Row> = rows.iter().filter(|row| row.period == period).collect();
        (own.len(), own[0].part.clone())
    };
    assert_eq!(part("2025-26 P05"), (1, ("1".to_owned(), "2".to_owned())));
    assert_eq!(part("2025-26 P04"), (2, ("2".to_owned(), "2".to_owned())));
}

#[tokio::test]
async fn an_office_simulates_for_its_own_unions_and_reads_no_person() {
    let portal = Portal::demo().await;
    let paul = portal.federation_officer("FC").await;
    let asked = "basis=per_person&value=1&code=csn";
    let page = paul.get(&format!("/organismes/CSN/simulation?{asked}")).await.is(200);
    page.shows("733 ·").hides("412 ·").hides("518 ·").shows("1 syndicat compté sur 1");
    paul.get(&format!("/organismes/CSN/simulation?{asked}&syndicat=412"))
        .await
        .is(422)
        .shows("Aucun syndicat de ce numéro");
    // Of another federation, its unions owe nothing: nothing is asked, and nothing is counted.
    let nadia = portal.federation_officer("FSSS").await;
    let page = nadia.get(&format!("/organismes/FC/simulation?{asked}")).await.is(200);
    page.shows("Aucun des syndicats que vous suivez").hides("sur 0");
    nadia.get(&format!("/organismes/FC/simulation.csv?{asked}")).await.is(404);
    nadia.get("/organismes/FC").await.is(200).hides("Simuler");
    // A council is told what is declared to itself.
    let yvon = portal.council_officer("CCBSL").await;
    let page = yvon.get(&format!("/organismes/CSN/simulation?{asked}")).await.is(200);
    page.shows("simule ses propres per capita").hides("syndicats comptés");
    yvon.get("/organismes/CSN").await.is(200).hides("Simuler");
    let finance = portal.finance_officer().await;
    let page = finance.get(&format!("/organismes/CSN/simulation?{asked}&federation=FSSS")).await.is(200);
    page.shows("412 ·").shows("518 ·").hides("733 ·");
    let page = finance.get(&format!("/organismes/CSN/simulation?{asked}&syndicat=733")).await.is(200);
    page.shows("733 ·").hides("412 ·").hides("Ce qu’une simulation peut vous dire");
    portal.treasurer().await.get("/organismes/CSN/simulation").await.is(404);
    portal.administrator().await.get("/organismes/CSN/simulation").await.is(404);
    // No line is anybody's to read but by a reckoner, of the one union of its transaction.
    for role in [(Role::FederationOfficer, "FC"), (Role::CouncilOfficer, "CCBSL"), (Role::FinanceOfficer, "")]
    {
        let mut scoped = portal.db_scoped(&portal.db_actor(role.0, role.1).await).await;
        let seen: i64 = sqlx::query_scalar("select count(*) from statement_lines")
            .fetch_one(scoped.conn())
            .await
            .unwrap();
        assert_eq!(seen, 0, "{role:?}");
    }
}

#[tokio::test]
async fn a_statement_of_few_people_keeps_its_union_out_of_what_an_office_is_told() {
    let portal = Portal::demo().await;
    let (nadia, finance) = (portal.federation_officer("FSSS").await, portal.finance_officer().await);
    let asked = "basis=salary_paid&value=1&code=csn-levee";
    let page = format!("/organismes/CSN/simulation?{asked}");
    nadia.get(&page).await.is(200).shows("2 syndicats comptés sur 2");
    for (number, persons, told) in
        [("518", 9, "1 syndicat compté sur 2"), ("412", 105, "Aucun syndicat compté")]
    {
        // Nine people; then a hundred and five, of whom a levy of the first hundred leaves out five.
        for table in ["headcounts", "headcount_bases"] {
            let zero = if table == "headcounts" { ", full_time = 0, part_time = 0, shared = 0" } else { "" };
            let sql = AssertSqlSafe(format!(
                "update {table} set persons = {persons}{zero} where fiscal_year = 2025 and period = 4
                   and union_id = (select id from unions where number = '{number}')"
            ));
            sqlx::query(sql).execute(portal.db_owner()).await.unwrap();
        }
        nadia.get(&page).await.is(200).shows(told).shows("moins de 10 personnes");
        finance.get(&format!("{page}&federation=FSSS")).await.is(200).shows("2 syndicats comptés sur 2");
    }
}

#[tokio::test]
async fn a_proposal_is_simulated_as_it_was_proposed() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let link =
        nadia.get(&format!("/propositions/{WAITING}")).await.is(200).links("/organismes/FSSS/simulation");
    let page = nadia.get(&link[0]).await.is(200).shows("0,44\u{a0}% du salaire versé");
    assert_eq!(page.field("value"), "0,44");
    // Close to what was declared, its bounds are close: within a twentieth.
    for row in rows(&nadia, "FSSS", link[0].split_once('?').unwrap().1).await {
        let width = (row.most - row.least).cents();
        assert!(width * 20 < row.before.cents(), "{row:?}");
    }
    // Of another body it is nothing.
    nadia.get(&format!("/organismes/CSN/simulation?proposition={WAITING}")).await.is(404);
}

/// Which of the two amounts an attacker looks at.
type Look = fn(&Row) -> Cad;

/// What an office is told of union 412 in P04 under a rule: one amount.
async fn told(by: &Browser, body: &str, asked: &str, look: Look) -> i128 {
    let rows = rows(by, body, &format!("{asked}&syndicat=412")).await;
    look(rows.iter().find(|row| row.period == "2025-26 P04").unwrap()).cents()
}

/// The least number of cents from which `holds`, by halves.
async fn first(most: i64, holds: impl AsyncFn(i64) -> bool) -> i64 {
    let (mut under, mut over) = (0, most);
    while over - under > 1 {
        let middle = i64::midpoint(under, over);
        if holds(middle).await { over = middle } else { under = middle }
    }
    over
}

fn dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The highest pay of union 412 in P04, in cents, as somebody gets it who slides a maximum, then a rate
/// under a maximum, looking for where the amount stops following.
async fn by_sliding(by: &Browser, body: &str, code: &str, look: Look) -> [i64; 2] {
    let whole = format!("basis=salary_paid&value=100&code={code}");
    let unlimited = told(by, body, &whole, look).await;
    let by_maximum = first(2_000_000, async |maximum| {
        told(by, body, &format!("{whole}&maximum={}", dollars(maximum)), look).await == unlimited
    })
    .await;
    // A thousandth of a percent a step, under a maximum of ten dollars.
    let by_rate = first(20_000, async |step| {
        // Four decimals: with three, the point might be of thousands.
        let rate = format!("basis=salary_paid&code={code}&value={}.{:03}0", step / 1000, step % 1000);
        let free = told(by, body, &rate, look).await;
        told(by, body, &format!("{rate}&maximum=10.00"), look).await != free
    })
    .await;
    [by_maximum, 1_000 * 100_000 / by_rate]
}

/// The pay of the person of a place by employer number, as the difference of two numbers of persons.
async fn by_counting(by: &Browser, body: &str, code: &str, place: i64, look: Look) -> i128 {
    let of = |persons: i64| format!("basis=salary_paid&value=100&code={code}&persons={persons}");
    told(by, body, &of(place), look).await - told(by, body, &of(place - 1), look).await
}

#[tokio::test]
async fn sliding_a_limit_a_rate_or_a_number_of_persons_finds_no_salary() {
    let portal = Portal::demo().await;
    let lines = "from statement_lines l join unions u on u.id = l.union_id and u.number = '412'
        where l.fiscal_year = 2025 and l.correction_period = '' and coalesce(l.held_dues, 0) <= 0
          and (l.dues > 0 or l.salary_paid > 0) and l.statement_id in
          (select id from statements where fiscal_year = 2025 and period = 4)";
    let top = AssertSqlSafe(format!("select (max(l.salary_paid) * 100)::bigint {lines}"));
    let top: i64 = sqlx::query_scalar(top).fetch_one(portal.db_owner()).await.unwrap();
    let place = AssertSqlSafe(format!(
        "select place from (select l.salary_paid, row_number() over (order by l.employee_number collate \"C\") as place
           {lines}) p order by salary_paid desc limit 1"
    ));
    let place: i64 = sqlx::query_scalar(place).fetch_one(portal.db_owner()).await.unwrap();
    let is_near = |found: i128| (found - i128::from(top)).abs() * 10 <= i128::from(top);
    let (least, most): (Look, Look) = (|row| row.least, |row| row.most);

    // The attack works on exact sums, which finance has: it finds the salary.
    let finance = portal.finance_officer().await;
    let found = by_sliding(&finance, "FSSS", "fsss", least).await;
    assert_eq!(found[0], top);
    assert!(is_near(found[1].into()), "{found:?} {top}");
    assert_eq!(by_counting(&finance, "FSSS", "fsss", place, least).await, i128::from(top));

    let (nadia, manon) =
        (portal.federation_officer("FSSS").await, portal.person("tresorerie@ccbsl.example").await);
    let offices: [(&Browser, &str, &str); 3] =
        [(&nadia, "FSSS", "fsss"), (&nadia, "CSN", "csn"), (&manon, "CCBSL", "ccbsl")];
    for (office, body, code) in offices {
        for look in [least, most] {
            for found in by_sliding(office, body, code, look).await {
                assert!(!is_near(found.into()), "{body} {code}: {found} is near {top}");
            }
            let found = by_counting(office, body, code, place, look).await;
            assert!(!is_near(found), "{body} {code}: {found} is near {top}");
        }
    }
}
