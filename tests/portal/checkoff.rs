//! The union's own dues: what it decides, who reads it, what its statements are compared with.

use quittance::access::Role;
use quittance::calendar::FiscalYear;
use quittance::checkoff::store;

use crate::portal::{P05, Portal, Treasurer, new_key, sample};

const PAGE: &str = "/retenues";
const CHECK: &str = "/retenues/verification";

/// A decision of 2 % of the salary paid from 3 August 2025, changed.
fn decision(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("kind", "percent"),
        ("rate", "2"),
        ("base", "salary-paid"),
        ("benefits", "out"),
        ("effective_from", "2025-07-20"),
        ("adopter", "general-meeting"),
        ("adopted_on", "2025-06-12"),
        ("resolution", "R-4"),
    ];
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push((*name, *value));
    }
    fields
}

fn query(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        let value = value.replace('%', "%25").replace(' ', "+").replace('\n', "%0A").replace('$', "%24");
        format!("{name}={value}")
    };
    format!("{CHECK}?{}", fields.iter().map(pair).collect::<Vec<_>>().join("&"))
}

async fn record(treasurer: &Treasurer, fields: &[(&str, &str)]) {
    let key = treasurer.get(&query(fields)).await.is(200).field("key");
    let form = [[("key", key.as_str())].as_slice(), fields].concat();
    assert_eq!(treasurer.post(CHECK, &form).await.leads_to(PAGE), PAGE);
}

/// The UTF-8 sample with some cells of its first lines changed: line, column, value.
fn sample_with(changes: &[(usize, &str, &str)]) -> Vec<u8> {
    let bytes = sample("P05-statement-utf8.csv");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for (line, record) in reader.records().map(Result::unwrap).enumerate() {
        let cell = |column: usize| {
            let change = changes.iter().find(|(l, name, _)| *l == line + 1 && *name == &header[column]);
            change.map_or(&record[column], |(_, _, value)| *value).to_owned()
        };
        writer.write_record((0..record.len()).map(cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

async fn send(treasurer: &Treasurer, bytes: &[u8]) -> String {
    treasurer.send_file(P05, "p05.csv", bytes).await.leads_to("/releves/")
}

#[tokio::test]
async fn the_treasurer_and_the_signing_officer_read_what_the_union_decided() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await.get(PAGE).await.is(200);
    let signing = portal.signing_officer().await.get(PAGE).await.is(200);
    for words in [
        "1,5\u{a0}% du salaire versé durant la période",
        "AG-2023-14",
        "5,00\u{a0}$",
        "1,6\u{a0}% du salaire versé",
        "4\u{a0}janvier 2026",
    ] {
        assert!(treasurer.says(words) && signing.says(words), "{words}");
    }
    treasurer.shows("Consigner une décision");
    signing.hides("Consigner une décision");
    let signing = portal.signing_officer().await;
    for path in ["/retenues/decision", CHECK, "/retenues/adhesions"] {
        signing.get(path).await.is(404);
    }
}

#[tokio::test]
async fn each_union_reads_its_own_and_a_rate_alone_is_a_policy() {
    let portal = Portal::demo().await;
    let of_733 = portal.treasurer_of("733").await.get(PAGE).await.is(200);
    of_733.shows("1,5\u{a0}% du total du salaire régulier").shows("120,00\u{a0}$").hides("AG-2023-14");
    let of_518 = portal.treasurer_of("518").await.get(PAGE).await.is(200);
    of_518.shows("1,5\u{a0}% du salaire versé").shows("Taux de la fiche du syndicat").hides("AG-");
}

#[tokio::test]
async fn a_decision_is_seen_on_sample_pays_then_recorded_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let bands =
        [("kind", "bands"), ("bands", "0 : 1,25 %\n1000 : 20,00 $"), ("effective_from", "2025-09-07")];
    let fields = decision(&bands);
    let page = treasurer.get(&query(&fields)).await.is(200);
    let page = page.shows("400,00\u{a0}$ × 1,25\u{a0}% = 5,00\u{a0}$").shows("Montant fixe de 20,00\u{a0}$");
    let page = page.shows("1\u{a0}000,00\u{a0}$ et plus");
    let key = page.field("key");
    let form = [[("key", key.as_str())].as_slice(), fields.as_slice()].concat();
    for _ in 0..2 {
        treasurer.post(CHECK, &form).await.leads_to(PAGE);
    }
    treasurer.get(PAGE).await.is(200).shows("À venir").shows("Selon la tranche du salaire versé");
    let count = "select count(*) from checkoff_decisions where kind = 'bands' and recorded_by is not null";
    assert_eq!(portal.db_count(count).await, 1);
    assert_eq!(portal.db_journaled("dues-decided", "done").await, 1);
    portal.treasurer_of("733").await.get(PAGE).await.is(200).hides("Selon la tranche");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_what_was_typed_and_nothing_is_recorded() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let wrong = decision(&[("rate", "abc"), ("adopter", "")]);
    let page = treasurer.get(&query(&wrong)).await.is(422);
    page.shows("Inscrivez un taux plus grand que 0").shows("Choisissez qui a adopté la décision");
    let page = treasurer.get(&query(&wrong)).await;
    assert_eq!((page.field("rate").as_str(), page.field("resolution").as_str()), ("abc", "R-4"));
    let before = portal.db_count("select count(*) from checkoff_decisions").await;
    let key = new_key();
    treasurer.post(CHECK, &[[("key", key.as_str())].as_slice(), wrong.as_slice()].concat()).await.is(422);
    assert_eq!(portal.db_count("select count(*) from checkoff_decisions").await, before);
}

#[tokio::test]
async fn the_dues_of_declared_periods_stay_as_they_were() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let early = decision(&[("effective_from", "2025-07-19")]);
    treasurer
        .get(&query(&early))
        .await
        .is(422)
        .shows("Les périodes jusqu’au 19\u{a0}juillet 2025 sont déclarées");
    let key = new_key();
    treasurer.post(CHECK, &[[("key", key.as_str())].as_slice(), early.as_slice()].concat()).await.is(422);
    // By SQL too, nor is one rewritten.
    let actor = portal.db_actor(Role::Treasurer, "412").await;
    let insert = "insert into checkoff_decisions (union_id, id, kind, base, rate, benefits, note, effective_from, adopter,
            adopted_on, resolution, recorded_at, recorded_by)
        select union_id, gen_random_uuid(), kind, base, rate, benefits, '', $1::date, adopter, adopted_on, '', now(), $2
        from checkoff_decisions where kind = 'percent' limit 1";
    for (day, is_taken) in [("2025-07-19", false), ("2025-07-20", true)] {
        let mut scoped = portal.db_scoped(&actor).await;
        let done = sqlx::query(insert).bind(day.parse::<chrono::NaiveDate>().unwrap()).bind(actor.id());
        assert_eq!(done.execute(scoped.conn()).await.is_ok(), is_taken, "{day}");
    }
    let mut scoped = portal.db_scoped(&actor).await;
    let rewritten = sqlx::query("update checkoff_decisions set rate = 0.5").execute(scoped.conn()).await;
    assert!(rewritten.unwrap_err().to_string().contains("permission denied"));
    let rewritten = sqlx::query("update checkoff_decisions set rate = 0.5").execute(portal.db_owner()).await;
    assert!(rewritten.unwrap_err().to_string().contains("append only"));
}

#[tokio::test]
async fn a_statement_is_checked_by_the_dues_in_force_at_the_end_of_its_period() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    record(&treasurer, &decision(&[])).await;
    let statement = treasurer.send_sample(P05, "P05-statement-utf8.csv").await;
    let found = "select count(*) from statement_findings where rule = 'V39'";
    assert_eq!(portal.db_count(found).await, 60);
    let page = treasurer.get(&format!("{statement}/retenues")).await.is(200);
    page.shows("2\u{a0}% du salaire versé durant la période")
        .shows("Retenu en moins (60)")
        .shows("Conformes (0)");
}

#[tokio::test]
async fn dues_that_change_within_a_period_allow_both_amounts() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    record(&treasurer, &decision(&[("effective_from", "2025-08-03")])).await;
    let statement = treasurer.send_sample(P05, "P05-statement-utf8.csv").await;
    assert_eq!(portal.db_count("select count(*) from statement_findings where rule = 'V39'").await, 0);
    let page = treasurer.get(&format!("{statement}/retenues")).await.is(200);
    page.shows("La cotisation a changé durant la période").shows("Conformes (60)");
}

#[tokio::test]
async fn each_line_is_compared_and_the_totals_are_the_statements() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    // Line 1: 1 907,60 paid and 28,61 of dues; the sample's dues are 2 337,30.
    let changed = sample_with(&[
        (1, "dues", "38.61"),
        (2, "dues", "0.00"),
        (3, "dues", "1.00"),
        (4, "dues", "0.00"),
        (4, "held_dues", "31.00"),
        (5, "correction_period", "P04"),
        (5, "correction_nature", "erreur de transcription"),
        (5, "dues", "-2.70"),
    ]);
    let statement = send(&treasurer, &changed).await;
    let path = format!("{statement}/retenues");
    let page = treasurer.get(&path).await.is(200);
    let page = page.shows("Toutes les lignes (60)").shows("Retenu en moins (1)").shows("Retenu en trop (1)");
    let page = page.shows("Rien de retenu (1)").shows("Corrections et cotisations en fidéicommis (2)");
    let page = page
        .shows("Conformes (55)")
        .shows("1\u{a0}907,60\u{a0}$ × 1,5\u{a0}% = 28,614\u{a0}$, arrondi à 28,61\u{a0}$");
    let total: rust_decimal::Decimal =
        portal.db_one("select dues::text from statements where state = 'current'").await.parse().unwrap();
    let total = quittance::text::Text::new(quittance::text::Lang::Fr)
        .money(&quittance::money::Cad::exact(total).unwrap());
    assert!(page.words().matches(&total).count() >= 2, "the statement's {total}, on top and as the total");
    assert_eq!(page.links(&format!("{path}?voir=&apres=")).len(), 1, "fifty a page");
    let next = page.links(&format!("{path}?voir=&apres="))[0].clone();
    treasurer.get(&next).await.is(200).shows("Revenir").shows("Conforme");
    treasurer.get(&format!("{path}?voir=over")).await.is(200).shows("10,00\u{a0}$").hides("Rien sur quoi");
    let apart = treasurer.get(&format!("{path}?voir=apart")).await.is(200);
    apart.shows("31,00\u{a0}$ en fidéicommis").shows("Corrige\u{a0}: P04, erreur de transcription");
    let csv = treasurer.get(&format!("{path}.csv?voir=over")).await.is(200);
    assert!(csv.html().contains("28,61;38,61;10,00"), "{}", csv.html());
    assert_eq!(csv.html().lines().count(), 2);
    for other in ["733", "518"] {
        portal.treasurer_of(other).await.get(&path).await.is(404);
    }
    portal.signing_officer().await.get(&path).await.is(404);
}

#[tokio::test]
async fn initiation_dues_are_apart_and_listed_by_person() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    treasurer.get("/retenues/adhesions").await.is(200).shows("Aucun droit d’entrée cet exercice");
    let changed = sample_with(&[(1, "initiation_dues", "5.00"), (2, "initiation_dues", "7.50")]);
    let statement = send(&treasurer, &changed).await;
    let page = treasurer.get("/retenues/adhesions").await.is(200);
    let page = page.shows("12,50\u{a0}$").shows("Lévesque, Jérôme").shows("Le syndicat demande 5,00\u{a0}$.");
    page.hides("Déjà retenu");
    treasurer.get(&format!("{statement}/retenues")).await.is(200).shows("Conformes (60)");
    portal.treasurer_of("733").await.get("/retenues/adhesions").await.is(200).hides("12,50");
    treasurer.get("/retenues/adhesions?exercice=hier").await.is(404);
}

#[tokio::test]
async fn initiation_dues_paged_from_a_place_are_all_there_once() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let all: Vec<(usize, &str, &str)> = (1..=60).map(|line| (line, "initiation_dues", "5.00")).collect();
    send(&treasurer, &sample_with(&all)).await;
    let first = treasurer.get("/retenues/adhesions").await.is(200);
    let next = first.links("/retenues/adhesions?exercice=2025-26&apres=");
    let second = treasurer.get(&next[0]).await.is(200);
    assert!(second.links("/retenues/adhesions?exercice=2025-26&apres=").is_empty());
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::Treasurer, "412").await).await;
    let year = FiscalYear::new(2025).unwrap();
    let everyone = store::initiations(&mut scoped, year, None, 100).await.unwrap();
    let listed =
        everyone.iter().map(|one| (first.says(&one.employee_number), second.says(&one.employee_number)));
    assert_eq!(listed.filter(|(first, second)| first != second).count(), 60);
    let asked = store::initiation_amount(&mut scoped, "2025-08-16".parse().unwrap()).await.unwrap();
    assert_eq!(asked.map(|amount| amount.to_string()), Some("5.00".to_owned()));
}
