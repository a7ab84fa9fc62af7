//! What a correction, a retroactive pay or a ruling changes of periods already declared: every case
//! declared through the pages, and compared with the right statement assessed whole.

use chrono::{Duration, NaiveDate};
use quittance::access::{Actor, Role};
use quittance::dues::{self, Levy, RawLevy, assess};
use quittance::money::Cad;
use quittance::statements::Line;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::declarations_verify::discrepancies;
use crate::files::{Correction, small_statement, with_corrections};
use crate::portal::{P05, Portal, Treasurer};

const P06: &str = "/periodes/2025-26/P06";

async fn settle(treasurer: &Treasurer, period: &str, corrections: &[Correction<'_>]) {
    let file = with_corrections(6, corrections);
    let statement = treasurer.send_file(period, "releve.csv", &file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
}

/// The demonstration a period later: P06 has ended too.
async fn in_p06(portal: &Portal) -> Treasurer {
    portal.clock.clone().advance(Duration::days(28));
    portal.treasurer().await
}

fn cad(text: &str) -> Cad {
    Cad::exact(text.parse().unwrap()).unwrap()
}

/// Union 412's lines of a period of 2025-26, as received.
async fn lines(portal: &Portal, period: i16) -> (Vec<Line>, NaiveDate) {
    let rows: Vec<(i32, String, Option<Decimal>, Option<Decimal>)> = sqlx::query_as(
        "select l.line, l.employee_number, l.salary_paid, l.dues from statement_lines l
         join statements s on s.id = l.statement_id join unions u on u.id = l.union_id
         where u.number = '412' and s.fiscal_year = 2025 and s.period = $1 and s.state <> 'superseded'
           and l.correction_period = '' order by l.line",
    )
    .bind(period)
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    let amount = |amount: Option<Decimal>| amount.map(|amount| Cad::exact(amount).unwrap());
    let line = |(number, employee, paid, dues): (i32, String, _, _)| Line {
        number: u32::try_from(number).unwrap(),
        employee_number: employee.into(),
        salary_paid: amount(paid),
        dues: amount(dues),
        ..Line::default()
    };
    let end = sqlx::query_scalar(
        "select d.period_end from declarations d join unions u on u.id = d.union_id
         where u.number = '412' and d.fiscal_year = 2025 and d.period = $1 and d.version = 1",
    )
    .bind(period)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    (rows.into_iter().map(line).collect(), end)
}

async fn levies(portal: &Portal) -> Vec<Levy> {
    let treasurer = portal.db_actor(Role::Treasurer, "412").await;
    let union = treasurer.union().unwrap();
    dues::store::levies_of(&mut portal.db_scoped(&treasurer).await, union).await.unwrap()
}

/// The statement as it should have been: each difference added to its line, or a line more.
fn right(lines: &[Line], corrections: &[Correction<'_>]) -> Vec<Line> {
    let mut right = lines.to_vec();
    for (number, _, paid, dues, _) in corrections {
        let place = right.iter().position(|line| line.employee_number == *number).unwrap_or_else(|| {
            right.push(Line {
                number: 90_000 + u32::try_from(right.len()).unwrap(),
                employee_number: (*number).into(),
                ..Line::default()
            });
            right.len() - 1
        });
        let line = &mut right[place];
        line.salary_paid = Some(line.salary_paid.unwrap_or_default() + cad(paid));
        line.dues = Some(line.dues.unwrap_or_default() + cad(dues));
    }
    right
}

/// Checks that what was declared of a period's adjustments, levy by levy, is what the right statement
/// owes more than the one received, to a cent a rounding.
async fn adds_up(portal: &Portal, period: i16, corrections: &[Correction<'_>]) {
    let (received, end) = lines(portal, period).await;
    let (levies, right) = (levies(portal).await, right(&received, corrections));
    let (before, after) = (assess(&received, &levies, &[], end), assess(&right, &levies, &[], end));
    for (was, is) in before.levies.iter().zip(&after.levies) {
        let made: Vec<Decimal> = sqlx::query_scalar(
            "select l.amount from declaration_levies l join unions u on u.id = l.union_id
             where u.number = '412' and l.corrected_period = $1 and l.code = $2 and l.rule = $3",
        )
        .bind(format!("2025-26 P{period:02}"))
        .bind(was.levy.code())
        .bind(serde_json::to_value(was.levy).unwrap())
        .fetch_all(portal.db_owner())
        .await
        .unwrap();
        let sum: Cad = made.iter().map(|amount| Cad::exact(*amount).unwrap()).sum();
        let owed = is.amount - was.amount;
        let roundings = Cad::from_cents(i64::try_from(made.len()).unwrap() + 1);
        assert!((sum - owed).abs() <= roundings, "{} P{period}: {sum}, not {owed}", was.levy.code());
        assert_eq!(made.is_empty(), owed == Cad::ZERO && sum == Cad::ZERO, "{}", was.levy.code());
    }
    let of_period = format!("2025-26 P{period:02}");
    let adjusted: i64 =
        sqlx::query_scalar("select count(*) from declaration_levies where corrected_period = $1")
            .bind(of_period)
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
    assert!(adjusted > 0, "nothing was adjusted");
    assert_eq!(discrepancies(portal).await, [""; 0]);
    assert_eq!(portal.db_discrepancies().await, [""; 0]);
}

/// Declares P05 with these corrections.
async fn declared(corrections: &[Correction<'_>]) -> Portal {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    settle(&treasurer, P05, corrections).await;
    treasurer.declare(P05).await;
    portal
}

async fn adjusted(portal: &Portal, code: &str) -> String {
    let sum: Decimal = sqlx::query_scalar(
        "select coalesce(sum(amount), 0) from declaration_levies where code = $1 and corrected_period is not null",
    )
    .bind(code)
    .fetch_one(portal.db_owner())
    .await
    .unwrap();
    sum.to_string()
}

#[tokio::test]
async fn a_person_omitted_becomes_a_contributor_of_the_period_and_owes_its_flat_levies() {
    let corrections = [("999001", "P04", "2000.00", "30.00", "oubli de l’employeur")];
    let portal = declared(&corrections).await;
    adds_up(&portal, 4, &corrections).await;
    // 0.72 % of 2,000.00, and the central council's 2.35 a person.
    assert_eq!(adjusted(&portal, "csn").await, "14.40");
    assert_eq!(adjusted(&portal, "ccbsl").await, "2.35");
}

#[tokio::test]
async fn a_person_corrected_down_to_zero_gives_back_all_that_was_declared_for_her() {
    let portal = Portal::demo().await;
    let (lines, _) = lines(&portal, 4).await;
    let line = lines.iter().find(|line| line.employee_number == "100003").unwrap();
    let back = |amount: Option<Cad>| format!("{}", -amount.unwrap_or_default());
    let (paid, dues) = (back(line.salary_paid), back(line.dues));
    let corrections = [("100003", "P04", paid.as_str(), dues.as_str(), "personne hors de l’unité")];
    let portal = declared(&corrections).await;
    adds_up(&portal, 4, &corrections).await;
    assert_eq!(adjusted(&portal, "ccbsl").await, "-2.35");
}

/// Down to 500.00 the federation's rate gives less than its minimum, up to 20,000.00 more than its
/// maximum: the difference stops there.
#[tokio::test]
async fn minimum_and_maximum_stop_the_difference_of_one_person() {
    for paid in ["-3104.61", "16395.39"] {
        let corrections = [("100003", "P04", paid, "0.00", "erreur de saisie")];
        let portal = declared(&corrections).await;
        adds_up(&portal, 4, &corrections).await;
    }
}

/// The federation's rate changed between P04 and P05: each period is corrected at its own.
#[tokio::test]
async fn retroactive_pay_is_spread_over_the_periods_it_covers_at_their_rates() {
    let nature = "rétroactivité (37.07)";
    let corrections: Vec<Correction<'_>> = ["2024-25 P13", "P01", "P02", "P03", "P04"]
        .into_iter()
        .map(|period| ("100003", period, "310.00", "4.65", nature))
        .collect();
    let portal = declared(&corrections).await;
    for period in 1..=4 {
        adds_up(&portal, period, &corrections[..1]).await;
    }
    let rates = "select count(distinct rule->>'rate') from declaration_levies where code = 'fsss'";
    assert!(portal.db_count(rates).await >= 2, "the rate did not change in between");
    let periods =
        "select count(distinct corrected_period) from declaration_levies where corrected_period is not null";
    assert_eq!(portal.db_count(periods).await, 5);
    // Each is linked to its line and says its nature.
    let treasurer = portal.treasurer().await;
    let page = treasurer.get(&format!("{P05}/per-capita")).await.is(200);
    let why = page.links(&format!("{P05}/per-capita/"));
    let why = why.iter().find(|link| link.contains("corrige=2024-25-P13")).unwrap();
    treasurer.get(why).await.is(200).shows(nature).shows("100003");
}

/// One line corrected three times: twice in P06, filed before P05 that corrects it too. What counts is
/// the order in which they were declared.
#[tokio::test]
async fn several_corrections_of_one_line_add_up_in_whatever_order_their_periods_are_declared() {
    let portal = Portal::demo().await;
    let (received, _) = lines(&portal, 3).await;
    let paid = received.iter().find(|line| line.employee_number == "100003").unwrap().salary_paid.unwrap();
    // Down to 100.00, which is under the minimum: unless something came first.
    let down = format!("-{}", paid - cad("100.00"));
    let first = [("100003", "P03", down.as_str(), "-1.00", "heures saisies deux fois")];
    let second = [
        ("100003", "P03", "9000.00", "135.00", "rétroactivité"),
        ("100003", "P03", "-500.00", "-7.50", "erreur"),
    ];
    let treasurer = in_p06(&portal).await;
    settle(&treasurer, P05, &first).await;
    settle(&treasurer, P06, &second).await;
    treasurer.declare(P06).await;
    let p06 = treasurer.get(&format!("{P06}/per-capita")).await.is(200).words();
    treasurer.declare(P05).await;
    adds_up(&portal, 3, &[&first[..], &second].concat()).await;
    // What was declared is what it was, looked back at.
    assert_eq!(treasurer.get(&format!("{P06}/per-capita")).await.is(200).words(), p06);
    let drafted = treasurer.get(&format!("{P05}/per-capita")).await.is(200);
    let total = portal
        .db_one("select total::text from declarations where fiscal_year = 2025 and period = 5")
        .await
        .replace('.', ",");
    assert!(drafted.says(&format!("{total}\u{a0}$")), "{}", drafted.words());
}

/// Somebody pushed out of the first ten by an omitted person, or let in by one brought to zero.
#[tokio::test]
async fn who_comes_in_or_goes_out_of_the_first_n_is_adjusted_too() {
    let first = "000001";
    for (number, paid) in [(first, "2000.00"), ("", "")] {
        let portal = Portal::demo().await;
        first_ten(&portal).await;
        let treasurer = portal.treasurer().await;
        let file = small_statement(12);
        let statement = treasurer.send_file(P05, "releve.csv", &file).await.leads_to("/releves/");
        treasurer.acknowledge_all(&statement).await;
        treasurer.declare(P05).await;
        let (received, _) = lines(&portal, 5).await;
        let mut people: Vec<&Line> = received.iter().filter(|line| line.is_contributor()).collect();
        people.sort_by(|a, b| a.employee_number.cmp(&b.employee_number));
        let gone = people[2];
        let (paid, dues) = match number {
            "" => (format!("-{}", gone.salary_paid.unwrap()), format!("-{}", gone.dues.unwrap())),
            _ => (paid.to_owned(), "30.00".to_owned()),
        };
        let number = if number.is_empty() { gone.employee_number.to_string() } else { number.to_owned() };
        let corrections = [(number.as_str(), "P05", paid.as_str(), dues.as_str(), "erreur de l’employeur")];
        let treasurer = in_p06(&portal).await;
        settle(&treasurer, P06, &corrections).await;
        treasurer.declare(P06).await;
        adds_up(&portal, 5, &corrections).await;
        let people = "select persons::bigint from declaration_levies
                      where code = 'dix' and corrected_period is not null";
        assert_eq!(portal.db_count(people).await, 2, "{number}");
    }
}

/// A levy of the first ten contributors, voted long ago.
async fn first_ten(portal: &Portal) {
    let raw = r#"{"payee":"CSN","code":"dix","name_fr":"Dix","name_en":"Ten","basis":"salary_paid","rate":"0.001",
        "max_persons":10,"effective_from":"2015-04-01","adopted_by":"Congrès","adopted_on":"2015-03-01",
        "resolution":"R-1"}"#;
    let levy = Levy::try_from(serde_json::from_str::<RawLevy>(raw).unwrap()).unwrap();
    let payee: Uuid = portal.db_one("select id::text from bodies where code = 'CSN'").await.parse().unwrap();
    let mut scoped = portal.db_scoped(&Actor::Operator).await;
    dues::store::add(&mut scoped, payee, &levy).await.unwrap();
    scoped.commit().await.unwrap();
}

#[tokio::test]
async fn a_correction_of_a_period_still_to_be_declared_waits_for_it() {
    let portal = Portal::demo().await;
    let treasurer = in_p06(&portal).await;
    let file = small_statement(6);
    let statement = treasurer.send_file(P05, "releve.csv", &file).await.leads_to("/releves/");
    treasurer.acknowledge_all(&statement).await;
    let number = crate::files::people_of(&file)[0].0.clone();
    settle(&treasurer, P06, &[(&number, "P05", "100.00", "1.50", "prime oubliée")]).await;
    let page = treasurer.get(&format!("{P06}/declaration")).await.is(200);
    assert!(page.says("sans relevé déclaré (2025-26 P05)"), "{}", page.words());
    treasurer.declare(P05).await;
    treasurer.declare(P06).await;
    adds_up(&portal, 5, &[(&number, "P05", "100.00", "1.50", "")]).await;
}
