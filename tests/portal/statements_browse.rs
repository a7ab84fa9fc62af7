//! What of a statement is on the screen: filters, pages without loss or double, what findings weigh,
//! exports equal to the screen.

use quittance::access::Role;
use quittance::dues::{self, assess};
use quittance::money::Cad;
use quittance::statements::store as statements;

use crate::answer::Answer;
use crate::files::made_statement;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// A file sent for P05; the address of its statement.
pub async fn sent(treasurer: &Treasurer, name: &str, bytes: &[u8]) -> String {
    treasurer.send_file(P05, name, bytes).await.leads_to("/releves/")
}

/// The numbers that end the links of a page to some things of a statement, in their order.
pub fn linked(page: &Answer, start: &str) -> Vec<i32> {
    let links = page.links(start);
    links.iter().filter_map(|link| link.strip_prefix(start)?.parse().ok()).collect()
}

/// Everything that a list shows, page after page; and the same from its end, back.
async fn walked(treasurer: &Treasurer, first: &str, start: &str) -> (Vec<i32>, Vec<i32>) {
    let turned =
        |page: &Answer, key: &str| page.links("/releves/").into_iter().find(|href| href.contains(key));
    let mut page = treasurer.get(first).await.is(200);
    let mut forth = linked(&page, start);
    while let Some(next) = turned(&page, "apres=") {
        page = treasurer.get(&next).await.is(200);
        assert!(linked(&page, start).len() <= 50);
        forth.extend(linked(&page, start));
    }
    let mut back = linked(&page, start);
    while let Some(previous) = turned(&page, "avant=") {
        page = treasurer.get(&previous).await.is(200);
        back = [linked(&page, start), back].concat();
    }
    (forth, back)
}

async fn db_numbers(portal: &Portal, sql: &'static str, statement: &str) -> Vec<i32> {
    let id = statement.replace("/releves/", "");
    sqlx::query_scalar(sql).bind(id).fetch_all(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn twelve_thousand_lines_and_their_findings_page_both_ways_without_loss_or_double() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "gros.csv", &made_statement(12_000, |line| line % 100 == 7)).await;

    let expected = db_numbers(
        &portal,
        "select line from statement_lines where statement_id = $1::uuid and service = '603' order by line",
        &statement,
    )
    .await;
    assert_eq!(expected.len(), 2_400);
    let lines = format!("{statement}/lignes");
    let (forth, back) = walked(&treasurer, &format!("{lines}?service=603"), &format!("{lines}/")).await;
    assert_eq!(forth, expected);
    assert_eq!(back, expected);

    let findings =
        "select seq from statement_findings where statement_id = $1::uuid and rule = 'V39' order by seq";
    let expected = db_numbers(&portal, findings, &statement).await;
    assert_eq!(expected.len(), 120);
    let rule = format!("{statement}?voir=warning&regle=V39");
    let (forth, back) = walked(&treasurer, &rule, &format!("{statement}/constats/")).await;
    assert_eq!(forth, expected);
    assert_eq!(back, expected);

    // 120 lines 2.70 too high.
    treasurer.get(&rule).await.is(200).shows("changeraient de −324,00\u{a0}$");
    let grouped = treasurer.get(&format!("{statement}?voir=warning")).await.is(200);
    assert_eq!(grouped.links(&format!("{statement}?voir=warning&regle=V39")).len(), 1, "a link to all of it");
}

#[tokio::test]
async fn filters_let_through_what_they_say_and_nothing_else() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    let filters: [(&str, &str); 6] = [
        ("voir=error", "f.severity = 'error'"),
        ("voir=tout&regle=V39", "f.rule = 'V39'"),
        ("voir=warning&service=6060", "f.severity = 'warning' and l.service = '6060'"),
        ("voir=tout&etat=ouvert", "f.severity <> 'info' and f.note is null"),
        ("voir=tout&etat=justifie", "f.note is not null"),
        ("voir=tout&q=ELEMENT", "false"),
    ];
    for (asked, condition) in filters {
        let sql = format!(
            "select f.seq from statement_findings f left join statement_lines l
               on l.statement_id = f.statement_id and l.line = f.line
             where f.statement_id = $1::uuid and {condition} order by f.seq limit 50"
        );
        let sql = sqlx::AssertSqlSafe(sql);
        let expected: Vec<i32> = sqlx::query_scalar(sql)
            .bind(statement.replace("/releves/", ""))
            .fetch_all(portal.db_owner())
            .await
            .unwrap();
        let page = treasurer.get(&format!("{statement}?vue=ligne&{asked}")).await.is(200);
        assert_eq!(linked(&page, &format!("{statement}/constats/")), expected, "{asked}");
    }
}

#[tokio::test]
async fn people_are_found_without_their_accents_by_name_or_by_number() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let lines = format!("{statement}/lignes");
    let of_number =
        "select line from statement_lines where statement_id = $1::uuid and employee_number = '100018'";
    let one = db_numbers(&portal, of_number, &statement).await;
    let of_name =
        "select line from statement_lines where statement_id = $1::uuid and name = 'Bélanger, Loïc'";
    let named = db_numbers(&portal, of_name, &statement).await;
    assert_eq!((one.len(), named.contains(&one[0])), (1, true));
    for (search, expected) in [("100018", &one), ("loic%20BELANGER", &named), ("b%C3%A9langer%20lo", &named)]
    {
        let page = treasurer.get(&format!("{lines}?q={search}")).await.is(200);
        assert_eq!(&linked(&page, &format!("{lines}/")), expected, "{search}");
    }
    treasurer.get(&format!("{lines}?q=personne%20ainsi")).await.is(200).shows("Aucune ligne ne correspond");
    let part_time = treasurer.get(&format!("{lines}.csv?statut=PT")).await.is(200).html();
    assert_eq!(part_time.lines().count(), 1 + 78);
}

#[tokio::test]
async fn the_effect_of_a_finding_is_the_assessment_of_the_line_read_against_the_line_expected() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let header =
        "employee_number,name,job_title_code,status,service,shift,salary_rate,salary_unit,salary_paid,dues\n";
    let people = "500001,\"Roy, Anne\",3455,FT,600,D,22.59,H,1355.40,23.03\n\
                  500002,\"Roy, Bea\",3455,FT,600,D,22.59,H,0.00,5.00\n\
                  500003,\"Roy, Cora\",3455,FT,600,D,22.59,H,2141.10,0.00\n";
    let statement = sent(&treasurer, "trois.csv", format!("{header}{people}").as_bytes()).await;
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let mut scoped = portal.db_scoped(&actor).await;
    let id = statement.replace("/releves/", "").parse().unwrap();
    let summary = statements::one(&mut scoped, id).await.unwrap();
    let lines = statements::lines(&mut scoped, &summary, 0, None).await.unwrap();
    let levies = dues::store::levies_of(&mut scoped, portal.db_union("412").await).await.unwrap();
    let end = "2025-08-16".parse().unwrap();
    let read = assess(&lines, &levies, &[], end).total();

    // Dues at the rate; none without pay, and the person counts no more; due and not withheld.
    for (rule, place, expected, on_dues) in
        [("V39", 0, 2033, "−2,70"), ("V42", 1, 0, "−5,00"), ("V38", 2, 3212, "+32,12")]
    {
        let seq: i32 =
            sqlx::query_scalar("select seq from statement_findings where statement_id = $1 and rule = $2")
                .bind(id)
                .bind(rule)
                .fetch_one(portal.db_owner())
                .await
                .unwrap();
        let mut corrected = lines.clone();
        corrected[place].dues = Some(Cad::from_cents(expected));
        let difference = assess(&corrected, &levies, &[], end).total() - read;
        let sign = if difference > Cad::ZERO { "+" } else { "" };
        let amount = difference.to_string().replace('.', ",").replace('-', "−");
        let page = treasurer.get(&format!("{statement}/constats/{seq}")).await.is(200);
        page.shows(&format!("Effet sur les cotisations {on_dues}\u{a0}$"));
        let row = treasurer.get(&format!("{statement}?voir=tout&regle={rule}")).await.is(200);
        row.shows(&format!("per capita\u{a0}: {sign}{amount}\u{a0}$"));
        let csv =
            treasurer.get(&format!("{statement}/constats.csv?voir=tout&regle={rule}")).await.is(200).html();
        // A spreadsheet's minus is the keyboard's.
        let figures = format!("{};{amount}", on_dues.trim_start_matches('+')).replace('−', "-");
        assert!(csv.contains(&figures), "{csv}");
        assert!(difference != Cad::ZERO, "{rule} weighs something");
    }
}

#[tokio::test]
async fn what_only_the_employer_knows_is_not_guessed() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-avec-anomalies.csv").await;
    treasurer.get(&format!("{statement}?voir=tout&regle=V17")).await.is(200).shows("selon la correction");
    treasurer.get(&format!("{statement}?voir=tout&regle=V19")).await.is(200).shows("aucun");
}

#[tokio::test]
async fn a_row_keeps_its_line_and_its_effect_where_lists_are_brief() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(6, |line| line == 2)).await;
    for view in ["voir=warning&regle=V39", "voir=tout&vue=ligne"] {
        let html = treasurer.get(&format!("{statement}?{view}")).await.is(200).html();
        for column in ["Ligne", "Effet"] {
            let named = format!("data-column=\"{column}\"");
            let cells: Vec<&str> = html.split("<td ").filter(|cell| cell.contains(&named)).collect();
            assert!(!cells.is_empty(), "{view}: {column}");
            assert!(cells.iter().all(|cell| !cell.contains("q-table__apart")), "{view}: {cells:?}");
        }
    }
}

#[tokio::test]
async fn exports_are_the_screen() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = sent(&treasurer, "a.csv", &made_statement(90, |line| line % 3 == 0)).await;
    let asked = "voir=warning&regle=V39&service=601";
    let page = treasurer.get(&format!("{statement}?{asked}")).await.is(200);
    let shown: Vec<String> =
        linked(&page, &format!("{statement}/lignes/")).iter().map(ToString::to_string).collect();
    let csv = treasurer.get(&format!("{statement}/constats.csv?{asked}")).await.is(200).html();
    let lines: Vec<&str> = csv.lines().skip(1).filter_map(|row| row.split(';').nth(2)).collect();
    assert_eq!(shown, lines);
    assert_eq!(lines.len(), 6, "of 18 people of that service, one in three");
    assert!(
        page.links(&format!("{statement}/constats.csv?"))
            .contains(&format!("{statement}/constats.csv?{asked}"))
    );
    let asked = "service=601&avec=constats";
    let page = treasurer.get(&format!("{statement}/lignes?{asked}")).await.is(200);
    let csv = treasurer.get(&format!("{statement}/lignes.csv?{asked}")).await.is(200).html();
    let shown = linked(&page, &format!("{statement}/lignes/"));
    let lines: Vec<i32> = csv
        .trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
        .filter_map(|row| row.split(';').next()?.parse().ok())
        .collect();
    assert_eq!(shown, lines);
    assert!(!lines.is_empty());
}

#[tokio::test]
async fn a_line_shows_every_field_its_number_masked_and_the_reading_is_journaled() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let page = treasurer.get(&format!("{statement}/lignes/1")).await.is(200);
    let page =
        page.shows("Joseph, François").shows("1543 rue des Pins").shows("••• ••• 327").hides("087789327");
    page.shows("Agente administrative, classe 1").shows("3\u{a0}337,60\u{a0}$");
    assert_eq!(portal.db_journaled("statement-line-read", "done").await, 1);
    treasurer.get(&format!("{statement}/lignes/9999")).await.is(404);
    let list = treasurer.get(&format!("{statement}/lignes")).await.is(200);
    list.hides("rue des Pins").hides("327");
    let csv = treasurer.get(&format!("{statement}/lignes.csv")).await.is(200).html();
    assert!(!csv.contains("rue des Pins"));
    portal.treasurer_of("733").await.get(&format!("{statement}/lignes/1")).await.is(404);
    let key = new_key();
    treasurer.get(&format!("/releves/{key}/lignes/1")).await.is(404);
}

#[tokio::test]
async fn the_days_of_an_absence_are_written_as_the_language_writes_them() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let statement = treasurer.send_sample(P05, "P05-statement-utf8.csv").await;
    for (line, absence) in
        [(10, "24\u{a0}juillet 2025 · H01"), (27, "du 4\u{a0}août 2025 au 7\u{a0}août 2025 · U02")]
    {
        treasurer.get(&format!("{statement}/lignes/{line}")).await.is(200).shows(absence);
    }
}

#[tokio::test]
async fn rules_of_many_findings_are_folded_until_they_are_asked_for() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let folds = |page: &Answer| {
        (
            page.html().matches("<details class=\"q-fold\">").count(),
            page.html().matches("q-fold\" open").count(),
        )
    };
    let statement = sent(&treasurer, "a.csv", &made_statement(30, |line| line % 2 == 0)).await;
    let list = format!("{statement}?voir=warning");
    let page = treasurer.get(&list).await.is(200);
    let (folded, open) = folds(&page);
    assert!(folded > 1 && open == 0, "{folded} folded, {open} open");
    // What is folded is there all the same: its findings, and the place for a note.
    assert!(
        !linked(&page, &format!("{statement}/constats/")).is_empty() && page.html().contains("<textarea")
    );
    assert_eq!(folds(&treasurer.get(&format!("{list}&vue=detail")).await.is(200)), (0, folded));
    assert_eq!(folds(&treasurer.get(&format!("{list}&regle=V39")).await.is(200)), (0, 1));
    // A note that is refused is shown where it was typed.
    let form = [("group", "V39"), ("voir", "warning"), ("note", "")];
    let refused = treasurer.post(&statement, &form).await.is(422);
    assert_eq!(folds(&refused), (folded - 1, 1));
    let form = [("group", "V39"), ("voir", "warning"), ("vue", "detail"), ("note", "Vu avec la paie.")];
    let next = treasurer.post(&statement, &form).await.leads_to(&statement);
    assert!(next.contains("vue=detail"), "{next}");
}
