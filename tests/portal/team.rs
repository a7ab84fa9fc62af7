//! Who supports each union: read by the union, kept by its federation, dated, and nobody else's.

use quittance::access::Role;

use crate::portal::{FederationOfficer, P05, Portal, new_key};

const STAFF: &str = "/federation/equipe";

/// Adds somebody by the page's own form.
async fn add(officer: &FederationOfficer, name: &str, since: &str) {
    let key = officer.get(STAFF).await.is(200).field("key");
    let form = [
        ("key", key.as_str()),
        ("name", name),
        ("duty", "advisor"),
        ("department", "Bureau de Québec"),
        ("phone", "418-555-0199"),
        ("email", "quelquune@fsss.example"),
        ("speaks_fr", "1"),
        ("speaks_en", "1"),
        ("since", since),
    ];
    officer.post(STAFF, &form).await.leads_to(STAFF);
    // The same form again adds nobody.
    officer.post(STAFF, &form).await.leads_to(STAFF);
}

async fn member(portal: &Portal, name: &str) -> String {
    let query = sqlx::query_scalar::<_, uuid::Uuid>("select id from team_members where name = $1").bind(name);
    query.fetch_one(portal.db_owner()).await.unwrap().to_string()
}

async fn path_of(portal: &Portal, number: &str) -> String {
    format!("/federation/syndicats/{}/equipe", portal.db_union(number).await)
}

#[tokio::test]
async fn a_union_reads_its_team_with_department_phone_e_mail_and_languages_and_no_other() {
    let portal = Portal::demo().await;
    let (treasurer, signing) = (portal.treasurer().await, portal.signing_officer().await);
    for page in ["/info-syndicat", "/info-syndicat/equipe"] {
        for reader in [&*treasurer, &*signing] {
            let page = reader.get(page).await.is(200);
            page.shows("Julie Simard")
                .shows("Conseillère ou conseiller syndical · Bureau de Rimouski")
                .shows("418-555-0177, poste 22")
                .shows("julie.simard@fsss.example")
                .shows("français, anglais")
                .shows("Nadia Roy")
                .hides("Martin Dufour")
                .hides("Rachel Cohen");
        }
    }
    let page = treasurer.get("/info-syndicat/equipe").await.is(200);
    assert!(page.html().contains("href=\"tel:4185550177\"") && page.html().contains("mailto:julie.simard@"));
    page.shows(
        "Claude Morin Conseillère ou conseiller syndical · Du 1er\u{a0}septembre 2021 au 31\u{a0}août 2024",
    );
    let other = portal.treasurer_of("733").await;
    other.set_cookie("langue", "en");
    other
        .get("/info-syndicat/equipe")
        .await
        .is(200)
        .shows("Rachel Cohen")
        .shows("Union advisor")
        .hides("Julie");
}

#[tokio::test]
async fn sections_say_whom_to_ask_the_unions_own_people_and_the_department_that_owns_them() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    for path in ["/periodes", P05, "/documents"] {
        let page = treasurer.get(path).await.is(200);
        page.shows("Des questions?")
            .shows("Équipe de vérification, Service des finances")
            .shows("514-598-2285");
        let page = treasurer.get(path).await.is(200);
        page.shows("Julie Simard").hides("Martin Dufour");
    }
    treasurer.set_cookie("langue", "en");
    treasurer.get("/documents").await.is(200).shows("Audit team, Finance Department");
}

#[tokio::test]
async fn the_office_adds_somebody_assigns_them_and_ends_it_and_the_union_follows() {
    let portal = Portal::demo().await;
    let (officer, treasurer) = (portal.federation_officer("FSSS").await, portal.treasurer().await);
    add(&officer, "Odile Lachance", "2025-09-01").await;
    assert_eq!(
        portal.db_journaled("team-member-added", "done").await,
        7,
        "six of the demonstration, and her"
    );
    treasurer.get("/info-syndicat/equipe").await.is(200).hides("Odile Lachance");

    let (path, odile) = (path_of(&portal, "412").await, member(&portal, "Odile Lachance").await);
    let key = officer.get(&path).await.is(200).shows("Julie Simard").field("key");
    let form = [("key", key.as_str()), ("member", &odile), ("since", "2025-09-02"), ("until", "")];
    officer.post(&path, &form).await.leads_to(&path);
    officer.post(&path, &form).await.leads_to(&path);
    treasurer
        .get("/info-syndicat/equipe")
        .await
        .is(200)
        .shows("Odile Lachance")
        .shows("Depuis le 2\u{a0}septembre 2025");

    let again = new_key();
    let twice = [("key", again.as_str()), ("member", &odile), ("since", "2025-09-04"), ("until", "")];
    officer.post(&path, &twice).await.is(422).shows("soutient déjà ce syndicat");

    let id = portal.db_one("select id::text from team_assignments where since = '2025-09-02'").await;
    let end = format!("{path}/{id}");
    officer.post(&end, &[("until", "2025-09-01")]).await.is(422).shows("ne précède pas le début");
    officer.post(&end, &[("until", "2025-09-05")]).await.leads_to(&path);
    officer.post(&end, &[("until", "2025-12-31")]).await.is(404);
    let page = treasurer.get("/info-syndicat/equipe").await.is(200);
    page.shows("Odile Lachance Conseillère ou conseiller syndical · Du 2\u{a0}septembre 2025 au 5\u{a0}septembre 2025");
    treasurer.get("/periodes").await.is(200).hides("Odile Lachance");
    assert_eq!(portal.db_journaled("team-assignment-ended", "done").await, 1);
}

#[tokio::test]
async fn a_change_of_somebodys_phone_is_read_by_their_unions_at_once_and_leaving_ends_all_they_do() {
    let portal = Portal::demo().await;
    let (officer, treasurer) = (portal.federation_officer("FSSS").await, portal.treasurer().await);
    let path = format!("{STAFF}/{}", member(&portal, "Julie Simard").await);
    officer.get(&path).await.is(200).shows("Dernier jour à la fédération");
    let form = |phone, until| {
        [
            ("name", "Julie Simard"),
            ("duty", "advisor"),
            ("department", ""),
            ("phone", phone),
            ("email", ""),
            ("speaks_fr", "1"),
            ("until", until),
        ]
    };
    officer.post(&path, &form("12", "")).await.is(422).shows("Inscrivez un numéro de téléphone");
    officer.post(&path, &form("", "")).await.is(422).shows("au moins un téléphone ou un courriel");
    officer.post(&path, &form("418-555-0111", "")).await.leads_to(STAFF);
    treasurer.get("/info-syndicat/equipe").await.is(200).shows("418-555-0111").hides("anglais");
    officer.post(&path, &form("418-555-0111", "2025-09-05")).await.leads_to(STAFF);
    let page = treasurer.get("/info-syndicat").await.is(200);
    page.hides("Julie Simard").shows("Nadia Roy");
    assert_eq!(portal.db_journaled("team-member-changed", "done").await, 2);
}

#[tokio::test]
async fn the_office_of_another_federation_neither_sees_nor_changes_the_team() {
    let portal = Portal::demo().await;
    let other = portal.federation_officer("FC").await;
    let (path, julie) = (path_of(&portal, "412").await, member(&portal, "Julie Simard").await);
    other.get(STAFF).await.is(200).shows("Rachel Cohen").hides("Julie Simard").hides("CISSS");
    other.get(&path).await.is(404);
    other.get(&format!("{STAFF}/{julie}")).await.is(404);
    let key = new_key();
    let form = [("key", key.as_str()), ("member", &julie), ("since", "2025-09-01"), ("until", "")];
    other.post(&path, &form).await.is(404);
    // Nor is somebody of another federation assigned to one's own union.
    other.post(&path_of(&portal, "733").await, &form).await.is(404);
    let id = portal.db_of_412("select id from team_assignments").await;
    other.post(&format!("{path}/{id}"), &[("until", "2025-09-05")]).await.is(404);
    let named = [
        ("name", "X"),
        ("duty", "other"),
        ("department", ""),
        ("phone", "418-555-0100"),
        ("email", ""),
        ("speaks_fr", "1"),
    ];
    other.post(&format!("{STAFF}/{julie}"), &named).await.is(404);
    assert_eq!(portal.db_count("select count(*) from team_members where name = 'X'").await, 0);
}

#[tokio::test]
async fn by_sql_too_a_team_is_its_federations_to_keep_and_nothing_of_it_is_removed() {
    let portal = Portal::demo().await;
    let union = portal.db_union("412").await;
    let julie: uuid::Uuid = member(&portal, "Julie Simard").await.parse().unwrap();
    let (office, treasurer) =
        (portal.db_actor(Role::FederationOfficer, "FC").await, portal.db_actor(Role::Treasurer, "412").await);
    for (actor, sql) in [
        (
            &office,
            "insert into team_assignments (union_id, id, federation_id, member_id, since, assigned_by, assigned_at)
             select $1, gen_random_uuid(), id, $2, '2025-09-01', null, now() from bodies where code = 'FSSS'",
        ),
        (
            &treasurer,
            "insert into team_assignments (union_id, id, federation_id, member_id, since, assigned_by, assigned_at)
             select $1, gen_random_uuid(), federation_id, $2, '2030-09-01', app_actor(), now() from unions",
        ),
    ] {
        let mut scoped = portal.db_scoped(actor).await;
        let refused = sqlx::query(sql).bind(union).bind(julie).execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{sql}: {refused}");
    }
    for actor in [&office, &treasurer] {
        let mut scoped = portal.db_scoped(actor).await;
        let changed = sqlx::query("update team_members set phone = '' where id = $1").bind(julie);
        assert_eq!(changed.execute(scoped.conn()).await.unwrap().rows_affected(), 0);
        let mut scoped = portal.db_scoped(actor).await;
        let refused = sqlx::query("delete from team_assignments").execute(scoped.conn()).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
}
