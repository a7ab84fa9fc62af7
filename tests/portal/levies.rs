//! Levies proposed by one person and approved by another.

use quittance::access::{Actor, Role};
use sqlx::AssertSqlSafe;

use crate::answer::Answer;
use crate::browser::Browser;
use crate::portal::{P05, Portal, new_key};

/// The proposal of the demonstration that waits, of the federation's office.
pub const WAITING: &str = "0ce70000-0000-7000-8000-000000000002";

/// The last levy of a code.
pub async fn levy(portal: &Portal, code: &str) -> String {
    sqlx::query_scalar("select id::text from levies where code = $1 order by effective_from desc limit 1")
        .bind(code)
        .fetch_one(portal.db_owner())
        .await
        .unwrap()
}

/// A form that lacks what it needs.
pub async fn incomplete_form(browser: &Browser, route: &str, path: &str) -> Answer {
    let key = new_key();
    let names: &[&str] = match route {
        r if r.ends_with("/fin") => &["key", "ends_on", "note"],
        r if r.ends_with("/exemption") => {
            &["key", "union", "code", "unit", "ground", "percent", "from", "to", "reference", "note"]
        }
        r if r.ends_with("/per-capita") => &[
            "key",
            "code",
            "name_fr",
            "name_en",
            "basis",
            "value",
            "minimum",
            "maximum",
            "persons",
            "from",
            "to",
            "adopted_by",
            "adopted_on",
            "resolution",
            "note",
        ],
        _ => return browser.post(path, &[("outcome", "rejected"), ("reason", "")]).await,
    };
    let form: Vec<(&str, &str)> =
        names.iter().map(|name| (*name, if *name == "key" { key.as_str() } else { "" })).collect();
    browser.post(path, &form).await
}

/// What a form would send, with these fields typed over.
pub async fn typed(browser: &Browser, page: &str, over: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = browser.get(page).await.is(200).fields();
    for (name, value) in over {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

pub async fn send(browser: &Browser, action: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(action, &form).await
}

/// What follows a levy of a body, from a day, as somebody of its office proposes it.
pub async fn follow(
    portal: &Portal,
    by: &Browser,
    (body, code): (&str, &str),
    over: &[(&str, &str)],
) -> Answer {
    let action = format!("/organismes/{body}/per-capita");
    let page = format!("{action}?suite={}", levy(portal, code).await);
    let voted = [("adopted_on", "2025-08-28"), ("resolution", "CF-2025-21")];
    let form = typed(by, &page, &[voted.as_slice(), over].concat()).await;
    send(by, &action, &form).await
}

pub async fn approve(by: &Browser, proposal: &str) -> Answer {
    let page = by.get(proposal).await;
    let shown = page.fields().into_iter().find(|(name, _)| name == "shown");
    let shown = shown.map(|(_, value)| value).unwrap_or_default();
    by.post(proposal, &[("outcome", "approved"), ("seen", "1"), ("shown", &shown)]).await
}

const EFFECTIVE: &str =
    "select string_agg(code || ' ' || coalesce(rate, amount) || ' ' || effective_from || ' '
    || coalesce(effective_to::text, '-'), ', ' order by effective_from) from levies_effective where code = ";

async fn effective(portal: &Portal, code: &str) -> String {
    let sql = AssertSqlSafe(format!("{EFFECTIVE}'{code}'"));
    sqlx::query_scalar(sql).fetch_one(portal.db_owner()).await.unwrap()
}

#[tokio::test]
async fn a_levy_is_proposed_by_one_person_and_approved_by_another() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let over = [("value", "0,45"), ("from", "2026-01-01")];
    let proposal = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    nadia
        .get(&proposal)
        .await
        .is(200)
        .shows("0,45\u{a0}% du salaire versé")
        .shows("«\u{a0}Per capita FSSS (taux fictif)\u{a0}», le 31\u{a0}décembre 2025")
        .shows("Aucun chevauchement.")
        .shows("Aucune période déclarée ne tombe dans ces dates.")
        .shows("une autre personne du même bureau doit l’approuver")
        .hides("Approuver la proposition");
    approve(&nadia, &proposal).await.is(422).shows("Qui propose ne peut pas approuver");
    assert_eq!(portal.db_count("select count(*) from levies where rate = 0.0045").await, 0);

    hugo.get("/organismes").await.is(200).shows("Nadia Roy");
    approve(&hugo, &proposal).await.leads_to(&proposal);
    hugo.get(&proposal).await.is(200).shows("Approuvée").shows("Hugo Pelletier");
    let page = hugo.get("/organismes/FSSS").await.is(200);
    page.shows("Du 1er\u{a0}août 2025 au 31\u{a0}décembre 2025").shows("Approuvé par Hugo Pelletier");
    // Everybody reads what is in force; nobody else reads what is proposed.
    let treasurer = portal.treasurer().await;
    treasurer.get("/organismes/FSSS").await.is(200).shows("0,45\u{a0}%").hides("Propositions");
    treasurer.get(&proposal).await.is(404);
    portal.federation_officer("FC").await.get(&proposal).await.is(404);
    portal.auditor().await.get(&proposal).await.is(200).hides("Rejeter");
    assert_eq!(
        effective(&portal, "fsss").await,
        "fsss 0.0041 2015-04-01 2025-07-31, fsss 0.0043 2025-08-01 2025-12-31, fsss 0.0045 2026-01-01 -"
    );
    // The row that was voted is as it was voted.
    let voted = "select effective_to::text from levies where code = 'fsss' and rate = 0.0043";
    assert_eq!(portal.db_one(voted).await, "");
    for (act, times) in [("levy-proposed", 3), ("levy-approved", 1)] {
        assert_eq!(portal.db_journaled(act, "done").await, times, "{act}");
    }
    // The same form again proposes nothing new, and another decision comes too late.
    approve(&hugo, &proposal).await.is(422).shows("déjà été tranchée");
}

#[tokio::test]
async fn the_database_holds_the_two_people_apart_and_the_text_as_it_was_proposed() {
    let portal = Portal::demo().await;
    let nadia = portal.db_actor(Role::FederationOfficer, "FSSS").await;
    let hugo_id = portal.db_one("select id::text from accounts where email = 'collegue@fsss.example'").await;
    let hugo = Actor::Person {
        id: hugo_id.parse().unwrap(),
        role: Role::FederationOfficer,
        union: None,
        federation: nadia.federation(),
    };
    let decide = "insert into levy_decisions (proposal_id, body_id, proposed_by, outcome, reason, decided_by,
            decided_name, decided_at)
        select id, body_id, proposed_by, 'approved', '', app_actor(), 'x', now() from levy_proposals
        where id = '0ce70000-0000-7000-8000-000000000002'";
    let adopt = "insert into levies select * from proposed_levies
        where id = '0ce70000-0000-7000-8000-000000000002'";
    // The proposer's own approval breaks a constraint, whatever the handler forgot.
    let mut scoped = portal.db_scoped(&hugo).await;
    let refused = sqlx::query(decide).execute(scoped.conn()).await.unwrap_err();
    assert!(refused.to_string().contains("levy_decisions_by_another"), "{refused}");
    // In another's name: refused too.
    let mut scoped = portal.db_scoped(&nadia).await;
    let forged = decide.replace("app_actor()", "gen_random_uuid()");
    let refused = sqlx::query(AssertSqlSafe(forged)).execute(scoped.conn()).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    // A levy without an approval, and one that is not what was approved.
    let mut scoped = portal.db_scoped(&nadia).await;
    let refused = sqlx::query(adopt).execute(scoped.conn()).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    let mut scoped = portal.db_scoped(&nadia).await;
    sqlx::query(decide).execute(scoped.conn()).await.unwrap();
    let other =
        "insert into levies (id, payee_id, code, name_fr, name_en, basis, rate, amount, min_per_person,
            max_per_person, max_persons, effective_from, effective_to, adopted_by, adopted_on, resolution)
        select id, payee_id, code, name_fr, name_en, basis, 0.005, amount, min_per_person, max_per_person,
            max_persons, effective_from, effective_to, adopted_by, adopted_on, resolution
        from proposed_levies where id = '0ce70000-0000-7000-8000-000000000002'";
    let refused = sqlx::query(other).execute(scoped.conn()).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    let mut scoped = portal.db_scoped(&nadia).await;
    sqlx::query(decide).execute(scoped.conn()).await.unwrap();
    sqlx::query(adopt).execute(scoped.conn()).await.unwrap();
    for actor in [
        portal.db_actor(Role::FederationOfficer, "FC").await,
        portal.db_actor(Role::CouncilOfficer, "CCBSL").await,
        portal.db_actor(Role::Treasurer, "412").await,
    ] {
        let mut scoped = portal.db_scoped(&actor).await;
        let done = sqlx::query(decide).execute(scoped.conn()).await.unwrap();
        assert_eq!(done.rows_affected(), 0, "{actor:?} sees the proposal");
    }
    // Of another body, nobody proposes: neither by the page nor by SQL.
    let mut scoped = portal.db_scoped(&nadia).await;
    let propose =
        "insert into levy_proposals select gen_random_uuid(), id, 'x', 'levy', '', app_actor(), 'x', now()
        from bodies where code = 'CSN'";
    let refused = sqlx::query(propose).execute(scoped.conn()).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    portal.federation_officer("FSSS").await.get("/organismes/CSN/per-capita").await.is(404);
    portal.finance_officer().await.get("/organismes/CSN/per-capita").await.is(200);
    portal.council_officer("CCBSL").await.get("/organismes/CCBSL/per-capita").await.is(200);
    portal.council_officer("CCBSL").await.get("/organismes/CCMM/per-capita").await.is(404);
}

#[tokio::test]
async fn of_two_approvals_at_once_one_wins() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let over = [("value", "0,45"), ("from", "2026-01-01")];
    let proposal = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    let (a, b) = tokio::join!(approve(&hugo, &proposal), approve(&hugo, &proposal));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);

    // And of two proposals for the same days, whichever is second is told of the first.
    let codes = [("code", "nouveau"), ("from", "2026-01-01"), ("value", "0,1")];
    let one = follow(&portal, &nadia, ("FSSS", "fsss"), &codes).await.leads_to("/propositions/");
    let other = follow(&portal, &nadia, ("FSSS", "fsss"), &codes).await.leads_to("/propositions/");
    let (a, b) = tokio::join!(approve(&hugo, &one), approve(&hugo, &other));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(portal.db_count("select count(*) from levies where code = 'nouveau'").await, 1);
}

#[tokio::test]
async fn an_overlap_is_refused_and_gaps_are_shown() {
    let portal = Portal::demo().await;
    let nadia = portal.federation_officer("FSSS").await;
    let over = [("value", "0,45"), ("from", "2026-01-01")];
    let action = "/organismes/FSSS/per-capita";
    let page = format!("{action}?suite={}", levy(&portal, "fsss").await);
    let voted = [("adopted_on", "2025-08-28"), ("resolution", "CF-2025-21")];
    let mut form = typed(&nadia, &page, &[voted.as_slice(), &over].concat()).await;
    form.retain(|(name, _)| name != "closes");
    send(&nadia, action, &form)
        .await
        .is(422)
        .shows("Chevauchement avec «\u{a0}Per capita FSSS (taux fictif)\u{a0}»")
        .shows("Depuis le 1er\u{a0}août 2025, cette règle s’applique déjà");
    // In the days of an older levy: the one in force now is in the way, and stays.
    let earlier = [("value", "0,45"), ("from", "2025-05-01")];
    follow(&portal, &nadia, ("FSSS", "fsss"), &earlier).await.is(422).shows("Chevauchement");
    // One with an end is followed by nothing, and says so.
    let ends = [("value", "0,45"), ("from", "2025-10-01"), ("to", "2025-12-31")];
    let proposal = follow(&portal, &nadia, ("FSSS", "fsss"), &ends).await.leads_to("/propositions/");
    let page = nadia.get(&proposal).await.is(200).shows("Aucun chevauchement.");
    page.shows("Aucune règle de même code ne suit à partir du 1er\u{a0}janvier 2026.");
    // What is typed wrong comes back with what to do, and as it was typed.
    let wrong = [("value", "170"), ("from", "demain"), ("minimum", "9"), ("maximum", "2"), ("code", "FSSS!")];
    let page = follow(&portal, &nadia, ("FSSS", "fsss"), &wrong).await.is(422);
    let page = page
        .shows("un taux de 0 à 100")
        .shows("Le minimum dépasse le maximum")
        .shows("Écrivez le premier jour");
    assert_eq!(page.field("value"), "170");
    assert_eq!(page.field("code"), "FSSS!");
}

/// Everything that declarations froze, in one hash.
const FROZEN: &str =
    "select md5(string_agg(union_id::text || seq || rule::text || amount, ',' order by union_id,
    declaration_id, seq)) from declaration_levies";

#[tokio::test]
async fn a_retroactive_levy_says_which_declarations_it_comes_after_and_rewrites_none() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let frozen = portal.db_one(FROZEN).await;
    let over = [("value", "2,50"), ("from", "2025-06-15")];
    let proposal = follow(&portal, &yvon, ("CCBSL", "ccbsl"), &over).await.leads_to("/propositions/");
    // P03 and P04 of unions 412 and 518; union 733 is of another central council.
    let page = manon.get(&proposal).await.is(200);
    page.shows("Effet rétroactif\u{a0}: 4 déclarations").shows("2025-26 P03").hides("2025-26 P02");
    let seen = manon.post(&proposal, &[("outcome", "approved")]).await.is(422);
    seen.shows("Dites que vous avez vu l’effet rétroactif");
    approve(&manon, &proposal).await.leads_to(&proposal);
    assert_eq!(portal.db_one(FROZEN).await, frozen);
}

#[tokio::test]
async fn a_used_levy_is_closed_and_followed_and_each_period_has_its_own() {
    let portal = Portal::demo().await;
    let (yvon, manon) =
        (portal.council_officer("CCBSL").await, portal.person("tresorerie@ccbsl.example").await);
    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    let p05 = format!("{P05}/per-capita");
    treasurer.get(&p05).await.is(200).shows("2,35\u{a0}$ par personne");
    let over = [("value", "2,50"), ("from", "2025-08-01")];
    let proposal = follow(&portal, &yvon, ("CCBSL", "ccbsl"), &over).await.leads_to("/propositions/");
    treasurer.get(&p05).await.is(200).shows("2,35\u{a0}$ par personne");
    approve(&manon, &proposal).await.leads_to(&proposal);
    treasurer.get(&p05).await.is(200).shows("2,50\u{a0}$ par personne").hides("2,35\u{a0}$ par personne");
    let p04 = treasurer.get("/periodes/2025-26/P04/per-capita").await.is(200);
    p04.shows("2,35\u{a0}$ par personne").hides("2,50\u{a0}$ par personne");

    // Then it ends, and nothing follows: the period after owes the council nothing.
    let action = format!("/organismes/CCBSL/per-capita/{}/fin", levy(&portal, "ccbsl").await);
    let form = typed(&manon, &action, &[("ends_on", "2025-08-10")]).await;
    let closing = send(&manon, &action, &form).await.leads_to("/propositions/");
    let page = yvon.get(&closing).await.is(200);
    page.shows("Aucune règle de même code ne suit à partir du 11\u{a0}août 2025.");
    approve(&manon, &closing).await.is(422);
    approve(&yvon, &closing).await.leads_to(&closing);
    treasurer.get(&p05).await.is(200).hides("2,50\u{a0}$ par personne");
    // What ended does not end later: only an earlier last day is one.
    for day in ["2025-08-20", "2025-07-30", "x"] {
        let form = typed(&manon, &action, &[("ends_on", day)]).await;
        send(&manon, &action, &form).await.is(422).shows("Écrivez un dernier jour");
    }
    assert_eq!(
        effective(&portal, "ccbsl").await,
        "ccbsl 2.35 2015-04-01 2025-07-31, ccbsl 2.50 2025-08-01 2025-08-10"
    );
}

#[tokio::test]
async fn a_rejection_says_why_and_keeps_it_and_who_proposed_may_withdraw() {
    let portal = Portal::demo().await;
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    let waiting = format!("/propositions/{WAITING}");
    nadia.post(&waiting, &[("outcome", "rejected"), ("reason", " ")]).await.is(422).shows("Écrivez pourquoi");
    // Nobody withdraws another's.
    nadia.post(&waiting, &[("outcome", "withdrawn")]).await.is(422);
    let why = "La résolution est de 2024.";
    nadia.post(&waiting, &[("outcome", "rejected"), ("reason", why)]).await.leads_to(&waiting);
    hugo.get(&waiting).await.is(200).shows("Rejetée").shows(why);
    hugo.get("/organismes/FSSS").await.is(200).shows(why);
    assert_eq!(portal.db_count("select count(*) from levies where rate = 0.0044").await, 0);

    let over = [("value", "0,45"), ("from", "2026-01-01")];
    let own = follow(&portal, &nadia, ("FSSS", "fsss"), &over).await.leads_to("/propositions/");
    nadia.post(&own, &[("outcome", "withdrawn")]).await.leads_to(&own);
    approve(&hugo, &own).await.is(422).shows("déjà été tranchée");
    assert_eq!(portal.db_journaled("levy-withdrawn", "done").await, 1);
}

#[tokio::test]
async fn a_fund_is_decided_by_whose_fund_it_is_and_owed_by_its_unions() {
    let portal = Portal::demo().await;
    for (code, owner) in [("FDP", "null"), ("FSF", "(select id from bodies where code = 'FSSS')")] {
        let sql = AssertSqlSafe(format!(
            "insert into bodies (id, code, kind, name_fr, name_en, owner_id)
             values (gen_random_uuid(), '{code}', 'fund', '{code}', '{code}', {owner})"
        ));
        sqlx::query(sql).execute(portal.db_owner()).await.unwrap();
    }
    let (nadia, hugo) = (portal.federation_officer("FSSS").await, portal.federation_colleague().await);
    nadia.get("/organismes/FDP/per-capita").await.is(404);
    let action = "/organismes/FSF/per-capita";
    let over = [
        ("code", "fsf"),
        ("name_fr", "Fonds"),
        ("name_en", "Fund"),
        ("basis", "per_person"),
        ("value", "1,10"),
        ("from", "2025-08-01"),
        ("adopted_by", "congrès"),
        ("adopted_on", "2025-06-01"),
        ("resolution", "R-1"),
    ];
    let form = typed(&nadia, action, &over).await;
    let proposal = send(&nadia, action, &form).await.leads_to("/propositions/");
    approve(&hugo, &proposal).await.leads_to(&proposal);
    let finance = portal.finance_officer().await;
    finance.get("/organismes/FDP/per-capita").await.is(200);
    finance.get("/organismes/FSF/per-capita").await.is(404);
    let treasurer = portal.treasurer().await;
    treasurer.send_sample(P05, "P05-releve-cp1252.csv").await;
    treasurer.get(&format!("{P05}/per-capita")).await.is(200).shows("1,10\u{a0}$ par personne");
    let other = portal.treasurer_of("733").await;
    // The rates of what does not levy on her are hers to read, and not on her list.
    other.get("/organismes").await.is(200).shows("FDP").hides("FSF");
    other.get("/organismes/FSF").await.is(200);
    treasurer.get("/organismes").await.is(200).shows("FSF").hides("Fédération du commerce");
    let owed = "select count(*) from levies_effective l, unions u where l.code = 'fsf' and u.number = '733'
        and body_levies_on(l.payee_id, u.federation_id, u.central_council_id)";
    assert_eq!(portal.db_count(owed).await, 0);
}
