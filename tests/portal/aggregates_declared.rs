//! From a body's total to the levies and the arithmetic that make it, as far as each reader may go; and
//! what a central council reads.

use quittance::access::Role;

use crate::portal::Portal;

/// The body's page, the unions of a period, the levies of one union.
async fn down(browser: &crate::browser::Browser, body: &str) -> [crate::answer::Answer; 3] {
    let years = browser.get(&format!("/exercices?corps={body}")).await.is(200);
    let period = browser.get(years.links("/exercices/2025-26/P04")[0].as_str()).await.is(200);
    let levies = browser.get(period.links("/exercices/2025-26/P04/")[0].as_str()).await.is(200);
    [years, period, levies]
}

#[tokio::test]
async fn finance_goes_from_a_body_s_total_to_the_working_of_each_amount_and_back() {
    let portal = Portal::demo().await;
    let declared =
        "select to_char(b.declared, 'FM999G999D00') from balances b join bodies o on o.id = b.payee_id
        join unions u on u.id = b.union_id
        where o.code = 'CSN' and u.number = '412' and b.fiscal_year = 2025 and b.period = 4";
    let cents = portal.db_one(declared).await.replace([',', '.'], "");
    for (browser, sees_people) in
        [(&*portal.finance_officer().await, false), (&*portal.auditor().await, true)]
    {
        let [_, period, levies] = down(browser, "CSN").await;
        assert!(!period.links("/exercices?corps=CSN").is_empty(), "back to the years");
        assert!(!levies.links("/exercices/2025-26/P04?corps=CSN").is_empty(), "back to the unions");
        assert!(levies.words().replace([' ', '\u{a0}', ',', '.'], "").contains(&cents), "{}", levies.words());
        let working = levies.links("/syndicats/")[0].clone();
        assert!(working.contains("/calculs/"), "{working}");
        let page = browser.get(&working).await.is(200).shows("× 0,72\u{a0}% = ");
        assert_eq!(page.says("Chercher"), sees_people, "{}", page.words());
        assert!(!page.links("/organismes/CSN").is_empty(), "what it levies is one click away");
    }
}

#[tokio::test]
async fn a_federation_reads_the_levies_of_its_own_body_and_no_other_s_nor_anybody_s_pay() {
    let portal = Portal::demo().await;
    let federation = portal.federation_officer("FSSS").await;
    let [_, period, levies] = down(&federation, "FSSS").await;
    assert!(period.says("412") && !period.says("733"), "{}", period.words());
    assert!(levies.says("Per capita FSSS (taux fictif)") && !levies.says("CSN 0,72"), "{}", levies.words());
    assert_eq!(levies.links("/syndicats/"), [""; 0]);
    federation.get("/exercices/2025-26/P04?corps=CSN").await.is(404);
    federation.get("/exercices/2025-26/P05?corps=FSSS").await.is(404);
    let other = portal.db_union("733").await;
    federation.get(&format!("/exercices/2025-26/P04/{other}?corps=FSSS")).await.is(404);
    federation.get(&format!("/exercices/syndicats/{other}")).await.is(404);
    let own = portal.db_union("412").await;
    federation.get(&format!("/exercices/syndicats/{own}")).await.is(200).shows("P04");
    // Of few people the amounts are a sum without a base; the rows are not even given by PostgreSQL.
    let mut tx = portal.db_owner().begin().await.unwrap();
    for sql in ["set local session_replication_role = replica", "update declaration_levies set persons = 9"] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let [.., levies] = down(&federation, "FSSS").await;
    assert!(levies.says("moins de 10 personnes") && !levies.says("Per capita FSSS"), "{}", levies.words());
    let mut scoped = portal.db_scoped(&portal.db_actor(Role::FederationOfficer, "FSSS").await).await;
    let rows: i64 =
        sqlx::query_scalar("select count(*) from declaration_levies").fetch_one(scoped.conn()).await.unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_central_council_reads_its_own_unions_and_years_and_nothing_else() {
    let portal = Portal::demo().await;
    let council = portal.council_officer("CCBSL").await;
    let page = council.get("/effectifs?par=syndicat").await.is(200).shows("412").shows("518");
    let own: Vec<String> = sqlx::query_scalar(
        "select u.number from unions u join bodies b on b.id = u.central_council_id where b.code = 'CCBSL'",
    )
    .fetch_all(portal.db_owner())
    .await
    .unwrap();
    for number in ["412", "518", "733"] {
        assert_eq!(page.says(number), own.iter().any(|one| one == number), "{number}: {}", page.words());
    }
    let montreal = portal.council_officer("CCMM").await.get("/effectifs?par=syndicat").await.is(200);
    for number in ["412", "518", "733"] {
        assert_eq!(montreal.says(number), !own.iter().any(|one| one == number), "{number}");
    }
    council.get("/repartition?montant=100&par=syndicat").await.is(200).shows("412");
    council.get("/effectifs.csv").await.is(200);
    council.get("/exercices").await.is(200).shows("Conseil central du Bas-Saint-Laurent");
    council.get("/exercices?corps=CSN").await.is(404);
    council.get("/exercices?corps=CCMM").await.is(404);
    let [_, period, levies] = down(&council, "CCBSL").await;
    assert!(period.says("412") && levies.says("2,35\u{a0}$ par personne"), "{}", levies.words());
    assert!(levies.says("× 2,35\u{a0}$ = "), "{}", levies.words());
    // Its home leads there, and none of the pages of finance opens.
    assert!(!council.get("/").await.is(200).links("/effectifs").is_empty());
    council.get("/syndicats").await.is(404);
    let name = portal.db_one("select name from members where name like '%,%' limit 1").await;
    for path in ["/effectifs?par=unite", "/exercices", "/repartition?montant=10&par=unite"] {
        council.get(path).await.is(200).hides(&name);
    }
}
