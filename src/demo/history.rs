//! The past of the demonstration: each period received, declared, paid and settled by the same acts
//! that the pages call, on the days they would have been done.

use std::sync::Arc;

use anyhow::Context as _;
use chrono::{Days, NaiveDate, NaiveTime};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::people::{self, Move, Workforce};
use super::{ACCOUNTS, person_id, reference};
use crate::access::{Actor, Role};
use crate::audit::{Action, Event};
use crate::calendar::Period;
use crate::clock::Clock;
use crate::db::{Db, Scoped};
use crate::declarations::store::{Filed, Filing};
use crate::declarations::{self, Draft, Reading};
use crate::payments::store::{Arrival, Initiated};
use crate::statements::intake;
use crate::statements::store::taking::take_in;
use crate::statements::store::{File, Incoming};
use crate::unions::{Employer, Union};
use crate::{payments, statements};

/// Periods declared and paid: 2024-25 whole, and 2025-26 up to P04. P05 is open.
const LAST: &str = "2025-26 P04";

pub async fn make(db: &Db) -> anyhow::Result<()> {
    for union in reference::unions()? {
        let treasurer = actor(Role::Treasurer, &union.number, Some(union.id))?;
        let finance = actor(Role::FinanceOfficer, "", None)?;
        let mut id = union.first_period;
        while id <= LAST.parse()? {
            let period = union.period(id).ok_or_else(|| anyhow::anyhow!("no calendar for {id}"))?;
            send_statements(db, &treasurer, &union, &period).await?;
            let payment = declare_and_pay(db, &treasurer, &union, &period).await?;
            settle(db, &finance, payment, &period).await?;
            id = id.next();
        }
    }
    Ok(())
}

pub fn actor(role: Role, scope: &str, union: Option<Uuid>) -> anyhow::Result<Actor> {
    let place = ACCOUNTS.iter().position(|account| account.role == role && account.scope == scope);
    let place = place.ok_or_else(|| anyhow::anyhow!("no demonstration account for {scope}"))?;
    Ok(Actor::Person { id: person_id(place), role, union, federation: None })
}

/// The portal as it stood at ten in the morning, some days after a period's end.
async fn on(db: &Db, actor: &Actor, period: &Period, days: u64) -> anyhow::Result<Scoped> {
    let day: NaiveDate = period.end + Days::new(days);
    let at = day.and_time(NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default()).and_utc();
    Ok(db.with_clock(Clock::fixed(at)).scoped(actor, "demo").await?)
}

/// New people of union 412: their cards are the ones to be signed.
const MOVES_412: &[Move] = &[
    Move::Hired(201, (2024, 11, 18)),
    Move::Hired(202, (2025, 2, 10)),
    Move::Hired(203, (2025, 6, 9)),
    Move::Hired(204, (2025, 6, 30)),
    Move::Hired(205, (2025, 7, 14)),
    Move::Away(150, (2025, 7, 7), "S01"),
];
/// One person with both employers of union 518, which collects no number.
const MOVES_518: &[Move] = &[Move::Hired(15, (2024, 9, 9))];
const MOVES_518_OTHER: &[Move] = &[Move::HiredAs(65, (2024, 9, 9), 15)];
const MOVES_733: &[Move] = &[Move::Left(150, (2025, 5, 30)), Move::Hired(153, (2025, 7, 7))];

pub fn workforce(union: &Union, employer: &Employer) -> Workforce {
    let place = union.employers.iter().position(|other| other.id == employer.id).unwrap_or_default();
    match (union.number.as_str(), place) {
        ("412", _) => Workforce { first: 0, count: 206, shift: 0, with_sin: true, moves: MOVES_412 },
        ("518", 0) => Workforce { first: 10, count: 42, shift: 200_000, with_sin: false, moves: MOVES_518 },
        ("518", _) => {
            Workforce { first: 60, count: 20, shift: 300_000, with_sin: false, moves: MOVES_518_OTHER }
        }
        _ => Workforce { first: 90, count: 64, shift: 400_000, with_sin: false, moves: MOVES_733 },
    }
}

async fn send_statements(db: &Db, treasurer: &Actor, union: &Union, period: &Period) -> anyhow::Result<()> {
    let mut scoped = on(db, treasurer, period, 6).await?;
    for employer in &union.employers {
        let bytes = people::statement(period, &workforce(union, employer))?;
        let known = intake::known(&mut scoped, union, employer, *period, true).await?;
        let (id, name) = (Uuid::now_v7(), format!("{}-releve.csv", period.code()));
        let taken = take_in(&mut scoped, id, bytes.clone(), Arc::new(known), Arc::default())
            .await?
            .map_err(|unreadable| anyhow::anyhow!("the demonstration's file: {unreadable:?}"))?;
        let incoming = Incoming {
            id,
            employer: employer.id,
            period: period.id(),
            file_name: &name,
            sha256: Sha256::digest(&bytes).into(),
            file: File::Bytes(&bytes),
            mapping_version: None,
            format: serde_json::to_string(&taken.checked.reading())?,
        };
        intake::keep(&mut scoped, &incoming, &taken).await?;
        let findings: Vec<i32> = (1..).take(taken.checked.findings.len()).collect();
        let note = "Vérifié avec le service de la paie.";
        if statements::store::acknowledge(&mut scoped, id, &findings, note).await? > 0 {
            scoped.record(Event::done(Action::FindingsAcknowledged, id));
        }
    }
    scoped.commit().await?;
    Ok(())
}

async fn declare_and_pay(db: &Db, treasurer: &Actor, union: &Union, period: &Period) -> anyhow::Result<Uuid> {
    let mut scoped = on(db, treasurer, period, 9).await?;
    let material = declarations::store::material(&mut scoped, union, period.id(), Reading::ToDeclare).await?;
    let filing = Filing {
        id: Uuid::now_v7(),
        period: period.id(),
        seen_total: Draft::of(&material).total(),
        missing_note: "",
        attested_by: treasurer.id().context("a treasurer")?,
        attested_at: scoped.now(),
        attested_name: ACCOUNTS.iter().find(|a| a.scope == union.number).map_or("", |a| a.name),
    };
    let filed = declarations::store::file(&mut scoped, union, &filing).await?;
    anyhow::ensure!(filed == Filed::Now(filing.id), "{} {}: {filed:?}", union.number, period.code());
    scoped.commit().await?;

    let mut scoped = on(db, treasurer, period, 10).await?;
    let declaration = declarations::store::one(&mut scoped, filing.id).await?;
    let payment = Uuid::now_v7();
    let initiated = payments::store::initiate(&mut scoped, union, &declaration, payment).await?;
    anyhow::ensure!(
        initiated == Initiated::Now(payment),
        "{} {}: {initiated:?}",
        union.number,
        period.code()
    );
    scoped.commit().await?;
    Ok(payment)
}

async fn settle(db: &Db, finance: &Actor, payment: Uuid, period: &Period) -> anyhow::Result<()> {
    let mut scoped = on(db, finance, period, 13).await?;
    let due = payments::store::one(&mut scoped, payment).await?.amount;
    let received_on = scoped.today();
    let arrival = Arrival { id: Uuid::now_v7(), payment, received_on, amount: due };
    payments::store::record(&mut scoped, &arrival).await?;
    scoped.commit().await?;
    Ok(())
}
