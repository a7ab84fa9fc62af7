//! Proposals of the demonstration's offices: one that waits, one rejected, an exemption that waits. All
//! fictitious, as every rate but the CSN's is.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::reference::{body_id, date, union_id, unions};
use super::{ACCOUNTS, person_id};
use crate::access::Actor;
use crate::clock::Clock;
use crate::db::{Db, Scoped};
use crate::dues::{Ground, Levy, RawLevy};
use crate::levies::store::{self, Decided, Deciding, New};
use crate::levies::{Closing, Content, Outcome, Standing, Waiver};

fn proposal_id(place: u128) -> Uuid {
    Uuid::from_u128(0x0ce7_0000_0000_7000_8000_0000_0000_0000 + place)
}

/// Who an e-mail is, on a morning.
async fn on(db: &Db, email: &str, day: NaiveDate) -> anyhow::Result<(Scoped, &'static str)> {
    let place = ACCOUNTS.iter().position(|account| account.email == email);
    let place = place.ok_or_else(|| anyhow::anyhow!("no demonstration account {email}"))?;
    let account = &ACCOUNTS[place];
    let federation = Some(body_id(account.scope));
    let actor = Actor::Person { id: person_id(place), role: account.role, union: None, federation };
    let at = day.and_time(NaiveTime::from_hms_opt(13, 40, 0).unwrap_or_default()).and_utc();
    Ok((db.with_clock(Clock::fixed(at)).scoped(&actor, "demo").await?, account.name))
}

/// The last levy of a body and code.
async fn last(scoped: &mut Scoped, body: &str, code: &str) -> anyhow::Result<Standing> {
    let standing = store::standing(scoped, body_id(body)).await?;
    let last = standing.into_iter().rfind(|one| one.levy.code() == code);
    last.ok_or_else(|| anyhow::anyhow!("{body} has no levy {code}"))
}

/// What follows a levy from a day: another rate, another resolution.
fn following(
    one: &Standing,
    rate: &str,
    from: NaiveDate,
    voted: (NaiveDate, &str),
) -> anyhow::Result<Content> {
    let raw = RawLevy {
        rate: Some(rate.to_owned()),
        effective_from: from,
        effective_to: None,
        adopted_on: Some(voted.0),
        resolution: Some(voted.1.to_owned()),
        ..RawLevy::from(one.levy.clone())
    };
    let eve = from.pred_opt().unwrap_or(from);
    Ok(Content::Levy(Box::new(Levy::try_from(raw)?), Some(Closing { levy: one.id, ends_on: eve })))
}

pub async fn make(db: &Db) -> anyhow::Result<()> {
    rejected(db).await?;
    waiting(db).await?;
    exemption(db).await
}

async fn rejected(db: &Db) -> anyhow::Result<()> {
    let (mut scoped, name) = on(db, "collegue@fc.example", date(2025, 8, 20)).await?;
    let one = last(&mut scoped, "FC", "fc").await?;
    let content = following(&one, "0.26", date(2025, 10, 1), (date(2025, 6, 6), "R-2025-08"))?;
    let new = New { id: proposal_id(1), body: body_id("FC"), code: "fc", note: "", name, content: &content };
    store::propose(&mut scoped, &new).await?;
    scoped.commit().await?;
    let (mut scoped, name) = on(db, "bureau@fc.example", date(2025, 8, 21)).await?;
    let proposal = store::one(&mut scoped, proposal_id(1)).await?;
    let reason = "Le congrès a voté 25 %, et non 26 % : voir le procès-verbal, point 7.";
    let deciding = Deciding { proposal: &proposal, shown: "", outcome: Outcome::Rejected, reason, name };
    let decided = store::decide(&mut scoped, &deciding).await?;
    anyhow::ensure!(decided == Decided::Now, "the demonstration's rejection: {decided:?}");
    Ok(scoped.commit().await?)
}

async fn waiting(db: &Db) -> anyhow::Result<()> {
    let (mut scoped, name) = on(db, "collegue@fsss.example", date(2025, 9, 3)).await?;
    let one = last(&mut scoped, "FSSS", "fsss").await?;
    let content = following(&one, "0.0044", date(2026, 4, 1), (date(2025, 8, 28), "CF-2025-19"))?;
    let note = "Indexation adoptée au conseil fédéral d’août, avec effet le 1er avril.";
    let new = New { id: proposal_id(2), body: body_id("FSSS"), code: "fsss", note, name, content: &content };
    store::propose(&mut scoped, &new).await?;
    Ok(scoped.commit().await?)
}

async fn exemption(db: &Db) -> anyhow::Result<()> {
    let (mut scoped, name) = on(db, "secretariat@ccbsl.example", date(2025, 9, 4)).await?;
    let union = unions()?.into_iter().find(|union| union.number == "518");
    let unit = union.and_then(|union| union.employers.last().map(|employer| employer.id));
    let content = Content::Exemption(Box::new(Waiver {
        union: union_id("518"),
        employer: unit,
        ground: Ground::LockOut,
        from: "2025-26 P05".parse()?,
        to: "2025-26 P06".parse()?,
        percent: Decimal::ONE,
        reference: "Comité exécutif du conseil central, résolution CE-2025-14".to_owned(),
    }));
    let new =
        New { id: proposal_id(3), body: body_id("CCBSL"), code: "ccbsl", note: "", name, content: &content };
    store::propose(&mut scoped, &new).await?;
    Ok(scoped.commit().await?)
}
