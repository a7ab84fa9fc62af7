//! The demonstration: three invented unions with a year and more of history made by the portal's
//! own acts, one account a role, and a calendar that stands at 6 September 2025. Every person is
//! fictitious, and every rate but the CSN's published 0,72 % too.

mod dues;
mod files;
mod history;
mod levies;
mod members;
mod people;
mod reference;
mod requests;
mod resources;
mod team;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::access::{Actor, Role};
use crate::accounts::{self, NewAccount};
use crate::audit::{Action, Event};
use crate::clock::Clock;
use crate::db::Db;

/// The password of every demonstration account; `quittance demo` prints it.
pub const PASSWORD: &str = "une demo sans secret";

/// Somebody to sign in as.
pub struct DemoAccount {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// Number of the union, or code of the federation or central council; empty for central staff.
    pub scope: &'static str,
}

const fn account(email: &'static str, name: &'static str, role: Role, scope: &'static str) -> DemoAccount {
    DemoAccount { email, name, role, scope }
}

pub const ACCOUNTS: [DemoAccount; 16] = [
    account("tresorerie@stt-bsl.example", "Lise Tremblay", Role::Treasurer, "412"),
    account("tresorerie@stt-estuaire.example", "Karim Benali", Role::Treasurer, "518"),
    account("tresorerie@commerce-mtl.example", "Aline Fortin", Role::Treasurer, "733"),
    account("bureau@fsss.example", "Nadia Roy", Role::FederationOfficer, "FSSS"),
    account("bureau@fc.example", "Paul Gagné", Role::FederationOfficer, "FC"),
    account("finances@centrale.example", "Émile Caron", Role::FinanceOfficer, ""),
    account("verification@centrale.example", "Sofia Marchand", Role::FinanceAuditor, ""),
    account("administration@centrale.example", "Jean Dubé", Role::Administrator, ""),
    account("presidence@stt-bsl.example", "Mireille Gagnon", Role::SigningOfficer, "412"),
    account("collegue@fsss.example", "Hugo Pelletier", Role::FederationOfficer, "FSSS"),
    account("collegue@fc.example", "Diane Lapointe", Role::FederationOfficer, "FC"),
    account("collegue@centrale.example", "Ginette Bolduc", Role::FinanceOfficer, ""),
    account("secretariat@ccbsl.example", "Yvon Thériault", Role::CouncilOfficer, "CCBSL"),
    account("tresorerie@ccbsl.example", "Manon Ouellet", Role::CouncilOfficer, "CCBSL"),
    account("secretariat@ccmm.example", "Fatou Diallo", Role::CouncilOfficer, "CCMM"),
    account("tresorerie@ccmm.example", "Marc-André Roy", Role::CouncilOfficer, "CCMM"),
];

/// When the demonstration's story stands: nine days before P05 is due.
pub fn story_time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_757_163_900, 0).unwrap_or_default() // 2025-09-06 09:05 in Montréal
}

/// Fills an empty portal, once, and gives the clock that goes on from the story's date. The shift
/// is kept in the journal's first entry, so that a restart goes on at the same date.
pub async fn prepare(db: &Db, machine_now: DateTime<Utc>) -> anyhow::Result<Clock> {
    if let Some(shift) = kept_shift(db).await? {
        return Ok(Clock::shifted(shift));
    }
    let clock = Clock::fixed(story_time());
    let mut scoped = db.with_clock(clock.clone()).scoped(&Actor::Operator, "demo").await?;
    let has_accounts = !accounts::store::all(&mut scoped).await?.is_empty();
    anyhow::ensure!(
        !has_accounts,
        "this database already serves real accounts: the demonstration needs its own"
    );
    reference::add(&mut scoped).await?;
    dues::add(&mut scoped).await?;
    team::add(&mut scoped).await?;
    resources::add(&mut scoped).await?;
    add_accounts(&mut scoped).await?;
    scoped.commit().await?;

    history::make(db).await?;
    members::make(db).await?;
    requests::make(db).await?;
    levies::make(db).await?;
    team::send_lists(db).await?;

    let mut scoped = db.with_clock(clock).scoped(&Actor::Operator, "demo").await?;
    scoped.record(Event::done(Action::DemoSeeded, machine_now.timestamp()));
    scoped.commit().await?;
    Ok(Clock::shifted(story_time() - machine_now))
}

/// How far the story is from the machine's clock, once it was seeded.
async fn kept_shift(db: &Db) -> anyhow::Result<Option<TimeDelta>> {
    let mut scoped = db.scoped(&Actor::Operator, "demo").await?;
    let seeded = crate::audit::store::first(&mut scoped, Action::DemoSeeded).await?;
    Ok(seeded.and_then(|entry| {
        let machine: i64 = entry.subject.parse().ok()?;
        Some(entry.at - DateTime::from_timestamp(machine, 0)?)
    }))
}

async fn add_accounts(scoped: &mut crate::db::Scoped) -> anyhow::Result<()> {
    // One hash for all: they share the password, and hashing is slow on purpose.
    let password_hash = accounts::password::hash(PASSWORD)?;
    for (i, account) in ACCOUNTS.iter().enumerate() {
        let scope = |wanted: Role, id: fn(&str) -> Uuid| (account.role == wanted).then(|| id(account.scope));
        let new = NewAccount {
            id: person_id(i),
            email: account.email.to_owned(),
            name: account.name.to_owned(),
            role: account.role,
            union: scope(Role::Treasurer, reference::union_id)
                .or_else(|| scope(Role::SigningOfficer, reference::union_id)),
            federation: scope(Role::FederationOfficer, reference::body_id)
                .or_else(|| scope(Role::CouncilOfficer, reference::body_id)),
            password_hash: password_hash.clone(),
        };
        accounts::store::open(scoped, &new).await?;
    }
    Ok(())
}

/// Ids of the demonstration are the same on every machine.
fn person_id(index: usize) -> Uuid {
    Uuid::from_u128(0x0d00_0000_0000_7000_8000_0000_0000_0000 + index as u128)
}
