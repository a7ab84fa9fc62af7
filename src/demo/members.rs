//! What the demonstration's treasurers wrote of their members: cards, contact details, the annual
//! list of 2024-25 with its differences to settle.

use chrono::{NaiveDate, NaiveTime};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{history, people, reference};
use crate::access::Role;
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::clock::Clock;
use crate::db::{Db, Scoped};
use crate::members::store::{self, annual::Incoming};
use crate::members::{ContactField, Filter, annual};
use crate::unions::Union;

pub async fn make(db: &Db) -> anyhow::Result<()> {
    let unions = reference::unions()?;
    // Union 733 has yet to record its cards.
    for union in unions.iter().filter(|union| union.number != "733") {
        let mut scoped = on(db, union, reference::date(2025, 8, 20)).await?;
        sign_cards(&mut scoped, union).await?;
        scoped.commit().await?;
    }
    if let Some(union) = unions.iter().find(|union| union.number == "412") {
        let mut scoped = on(db, union, reference::date(2025, 4, 22)).await?;
        receive_list(&mut scoped, union).await?;
        scoped.commit().await?;
        let mut scoped = on(db, union, reference::date(2025, 8, 25)).await?;
        note_contacts(&mut scoped).await?;
        scoped.commit().await?;
    }
    Ok(())
}

/// The union's treasurer at ten in the morning of a day.
async fn on(db: &Db, union: &Union, day: NaiveDate) -> anyhow::Result<Scoped> {
    let treasurer = history::actor(Role::Treasurer, &union.number, Some(union.id))?;
    let at = day.and_time(NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default()).and_utc();
    Ok(db.with_clock(Clock::fixed(at)).scoped(&treasurer, "demo").await?)
}

/// Everybody from before the portal but a few, and the first of those hired since.
async fn sign_cards(scoped: &mut Scoped, union: &Union) -> anyhow::Result<()> {
    let unsigned = store::list(scoped, Filter::CardMissing, "", None, None).await?;
    let before: Vec<Uuid> =
        unsigned.iter().filter(|m| m.first_day().is_none()).map(|m| m.id).skip(3).collect();
    let hired = reference::date(2024, 11, 18);
    let since: Vec<Uuid> =
        unsigned.iter().filter(|m| m.first_day().is_some_and(|day| day <= hired)).map(|m| m.id).collect();
    for (members, signed_on) in
        [(before, reference::date(2022, 10, 18)), (since, reference::date(2024, 12, 3))]
    {
        let key = Uuid::now_v7();
        let recorded = store::cards::record(scoped, key, &members, Some(signed_on), "").await?;
        if recorded > 0 {
            scoped.record(Event::done(Action::CardRecorded, format!("{key} rows={recorded}")));
        }
    }
    anyhow::ensure!(!unsigned.is_empty(), "union {} has people", union.number);
    Ok(())
}

/// The employer's list, two days late, posted in July.
async fn receive_list(scoped: &mut Scoped, union: &Union) -> anyhow::Result<()> {
    let year = FiscalYear::new(2024)?;
    let employer = union.employers.first().ok_or_else(|| anyhow::anyhow!("no employer"))?;
    let bytes = people::annual_list(year.last_day(), &history::workforce(union, employer))?;
    let lines = annual::read(&bytes, union.collects_sin)
        .map_err(|why| anyhow::anyhow!("the demonstration's annual list: {why:?}"))?;
    let incoming = Incoming {
        id: Uuid::now_v7(),
        employer: employer.id,
        year,
        received_on: reference::date(2025, 4, 16),
        file_name: "liste-annuelle-2024-25.csv",
        bytes: &bytes,
        sha256: Sha256::digest(&bytes).into(),
    };
    let (id, _) = store::annual::import(scoped, &incoming, &lines).await?;
    scoped.record(Event::done(Action::AnnualListImported, id));
    Ok(())
}

/// Two people told the union, not the employer, that they moved.
async fn note_contacts(scoped: &mut Scoped) -> anyhow::Result<()> {
    let members = store::list(scoped, Filter::Here, "", None, Some(40)).await?;
    let told = [
        (10, ContactField::Address, "48 rue de la Cathédrale, app. 3, Rimouski QC G5L 5H8"),
        (10, ContactField::Email, "personne@courriel.example"),
        (25, ContactField::Phone, "418-555-0177"),
    ];
    for (place, field, value) in told {
        let member = members.get(place).ok_or_else(|| anyhow::anyhow!("nobody at {place}"))?;
        let on = reference::date(2025, 8, 18);
        store::contacts::record(scoped, Uuid::now_v7(), member.id, field, value, on).await?;
        scoped.record(Event::done(Action::ContactRecorded, format!("{} {}", member.id, field.code())));
    }
    let lists = store::annual::all(scoped).await?;
    for list in lists {
        let posted_on = reference::date(2025, 7, 15);
        store::annual::post(scoped, Uuid::now_v7(), list.id, posted_on).await?;
        scoped.record(Event::done(Action::AnnualListPosted, format!("{} {posted_on}", list.id)));
    }
    Ok(())
}
