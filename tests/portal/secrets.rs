//! Social insurance numbers: in no page, nowhere in clear in the database, sealed in their place.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;

use crate::portal::{P05, Portal, Treasurer, sample};

/// Each person's number in the samples that were sent, as digits.
pub fn known_sins() -> BTreeSet<String> {
    let mut sins = BTreeSet::new();
    for name in ["P05-releve-cp1252.csv", "P05-avec-anomalies.csv"] {
        let bytes = sample(name);
        let text: String = bytes.iter().map(|b| char::from(*b)).collect();
        let delimiter = if text.lines().next().unwrap().contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        for record in reader.records() {
            let sin: String = record.unwrap()[4].chars().filter(char::is_ascii_digit).collect();
            if sin.len() == 9 {
                sins.insert(sin);
            }
        }
    }
    sins
}

/// The numbers as they may be written: together, by three with spaces, by three with dashes.
fn spellings(sin: &str) -> [String; 3] {
    let parts = [&sin[..3], &sin[3..6], &sin[6..]];
    [sin.to_owned(), parts.join(" "), parts.join("-")]
}

pub fn first_sin_in(text: &str, sins: &BTreeSet<String>) -> Option<String> {
    sins.iter().flat_map(|sin| spellings(sin)).find(|written| text.contains(written.as_str()))
}

async fn every_page(portal: &Portal, treasurer: &Treasurer, statement: &str) -> Vec<(String, String)> {
    let mut pages: Vec<String> =
        ["", "?voir=error", "?voir=warning", "?voir=info", "/lignes", "/lignes?apres=50", "/constats.csv"]
            .map(|end| format!("{statement}{end}"))
            .into();
    pages.extend([
        P05.to_owned(),
        format!("{P05}/per-capita"),
        format!("{P05}/declaration"),
        "/".into(),
        "/historique".into(),
    ]);
    pages.extend(
        treasurer.get(&format!("{P05}/per-capita")).await.is(200).links(&format!("{P05}/per-capita/")),
    );
    let mut found = Vec::new();
    for page in pages {
        let answer = treasurer.get(&page).await.is(200);
        found.push((page, answer.html()));
    }
    let auditor = portal.auditor().await;
    found.push(("/journal".into(), auditor.get("/journal").await.is(200).html()));
    found
}

#[tokio::test]
async fn a_social_insurance_number_is_in_no_page_but_the_original_file() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let sins = known_sins();
    assert!(sins.len() > 200);
    for name in ["P05-releve-cp1252.csv", "P05-avec-anomalies.csv"] {
        let statement = treasurer.send_sample(P05, name).await;
        let pages = every_page(&portal, &treasurer, &statement).await;
        assert!(pages.len() > 12);
        for (page, html) in pages {
            assert_eq!(first_sin_in(&html, &sins), None, "{page}");
        }
        let file = treasurer.get(&format!("{statement}/fichier")).await.is(200);
        assert!(
            first_sin_in(&String::from_utf8_lossy(&file.bytes), &sins).is_some(),
            "the checker finds one in clear"
        );
    }
}

#[tokio::test]
async fn a_social_insurance_number_is_nowhere_in_clear_in_the_database() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for name in ["P05-avec-anomalies.csv", "P05-releve-cp1252.csv"] {
        let statement = treasurer.send_sample(P05, name).await;
        treasurer.acknowledge_all(&statement).await;
    }
    treasurer.declare(P05).await;
    let sins = known_sins();
    let any: Vec<String> = sins.iter().flat_map(|sin| spellings(sin)).collect();
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select c.table_name::text, c.column_name::text, c.data_type::text from information_schema.columns c
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
         where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
           and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea')
           and c.table_name !~ '^statement_lines_'",
    )
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    assert!(columns.len() > 50);
    for (table, column, kind) in &columns {
        // Bytes are searched as text in an encoding where every byte is a character.
        let text =
            if kind == "bytea" { format!("encode({column}, 'escape')") } else { format!("{column}::text") };
        let sql = format!("select count(*) from {table} where {text} ~ $1");
        let found: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(any.join("|"))
            .fetch_one(portal.db_owner())
            .await
            .unwrap();
        assert_eq!(found, 0, "{table}.{column}");
    }
    // The search does find one where there is one.
    let planted = format!("select count(*) from (values ('le {} au complet')) as v (t) where t ~ $1", any[0]);
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(planted))
        .bind(any.join("|"))
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
    assert_eq!(found, 1);
}

/// Union, statement, line, key, sealed number, blind index.
type SealedRow = (uuid::Uuid, uuid::Uuid, i32, i32, Vec<u8>, Vec<u8>);

#[tokio::test]
async fn sealed_numbers_open_with_the_key_and_only_in_their_place() {
    let portal = Portal::demo().await;
    portal.treasurer().await.send_sample(P05, "P05-releve-cp1252.csv").await;
    let rows: Vec<SealedRow> = sqlx::query_as(
        "select l.union_id, l.statement_id, l.line, l.sin_key, l.sin_sealed, l.sin_index from statement_lines l
         join statements s on s.id = l.statement_id where s.period = 5 and s.fiscal_year = 2025 and sin_key is not null",
    )
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    let (keys, sins) = (crate::testdb::keys(), known_sins());
    assert!(rows.len() > 200);
    for (union_id, statement_id, line, key_id, bytes, index) in rows {
        let sealed = quittance::secrets::Sealed { key_id, bytes };
        let place = quittance::secrets::SinPlace { union_id, statement_id, line: line.try_into().unwrap() };
        let sin = keys.open_sin(&place, &sealed).expect("opens in its place");
        assert!(sins.contains(sin.as_str()));
        assert_eq!(keys.blind_index(union_id, &sin)[..], index[..]);
        let elsewhere = quittance::secrets::SinPlace { line: place.line + 1, ..place };
        assert!(keys.open_sin(&elsewhere, &sealed).is_err());
    }
}
