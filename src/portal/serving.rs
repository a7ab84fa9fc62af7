//! The server: requests until told to stop, and beside them what is done by the clock. Not the routes.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tower_sessions::ExpiredDeletion as _;

use super::service;
use crate::access::Actor;
use crate::db::Db;
use crate::notices::worker::Postman;
use crate::statements::worker::Reader;
use crate::web::AppState;
use crate::web::session::PgStore;
use crate::{accounts, members, memory, unions};

/// Serves until told to stop, then lets the requests that run finish.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    public_origin: Option<&str>,
    postman: Postman,
) -> anyhow::Result<()> {
    let sweeper = tokio::spawn(forget_what_is_old(state.db.clone()));
    let reader = Reader::new(state.db.clone(), state.settings.reading.clone(), state.settings.demo);
    let abandoned = tokio::spawn(take_up_abandoned_files(reader));
    let memory = tokio::spawn(give_memory_back());
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let carrier = tokio::spawn(carry_mail(postman, stopped));
    let db = state.db.clone();
    let service = service(state, public_origin)?;
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await?;
    sweeper.abort();
    abandoned.abort();
    memory.abort();
    let _ = stop.send(());
    // A mail that a server is taking is not cut off: it would be sent again.
    let _ = tokio::time::timeout(LAST_MAIL, carrier).await;
    db.close().await;
    Ok(())
}

/// How often the queue is looked at: two index probes.
const MAIL_EVERY: Duration = Duration::from_secs(5);
/// How often files without a reader are looked for: one index probe.
const ABANDONED_EVERY: Duration = Duration::from_secs(15);
/// How often what is free is given back: a few milliseconds of a thread that answers nobody.
const MEMORY_EVERY: Duration = Duration::from_secs(15);
/// How long a stop waits for the mail that is being sent.
const LAST_MAIL: Duration = Duration::from_secs(30);

/// Files that were being read when a portal stopped.
async fn take_up_abandoned_files(reader: Reader) {
    let mut every = tokio::time::interval(ABANDONED_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = reader.take_up_abandoned().await {
            tracing::warn!(%error, "files without a reader could not be looked for");
        }
    }
}

/// What files and sign-ins needed.
async fn give_memory_back() {
    let mut every = tokio::time::interval(MEMORY_EVERY);
    loop {
        every.tick().await;
        let _ = tokio::task::spawn_blocking(memory::give_back).await;
    }
}

/// Turn after turn; a stop comes between two.
async fn carry_mail(postman: Postman, mut stopped: tokio::sync::oneshot::Receiver<()>) {
    let mut every = tokio::time::interval(MAIL_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = &mut stopped => return,
            _ = every.tick() => {}
        }
        postman.turn().await;
    }
}

/// Sessions that ended and tries at passwords of long ago; people of two unions matched; once a day,
/// what unions are reminded of.
async fn forget_what_is_old(db: Db) {
    let store = PgStore::new(db.pool().clone());
    let mut every = tokio::time::interval(Duration::from_secs(600));
    let mut reminded = None;
    loop {
        every.tick().await;
        if let Err(error) = store.delete_expired().await {
            tracing::warn!(%error, "old sessions could not be forgotten");
        }
        if let Err(error) = forget_old_tries(&db).await {
            tracing::warn!(%error, "old tries at passwords could not be forgotten");
        }
        if let Err(error) = match_across_unions(&db).await {
            tracing::warn!(%error, "people of two unions could not be matched");
        }
        // What is due changes with the day, not with the hour.
        let today = db.clock().today();
        if reminded != Some(today) {
            match remind_of_officers(&db).await {
                Ok(told) => {
                    tracing::info!(told, "unions reminded of the lists of 6.01 that are due");
                    reminded = Some(today);
                }
                Err(error) => tracing::warn!(%error, "unions could not be reminded of the lists of 6.01"),
            }
        }
    }
}

/// People whom the statements of two unions name: each union is told of its own.
async fn match_across_unions(db: &Db) -> crate::db::Result<()> {
    let mut scoped = db.scoped(&Actor::Operator, "sweeper").await?;
    members::store::propose_across_unions(&mut scoped).await?;
    scoped.commit().await
}

async fn forget_old_tries(db: &Db) -> crate::db::Result<()> {
    let mut scoped = db.scoped(&Actor::Nobody { email: None }, "sweeper").await?;
    accounts::store::forget_old_tries(&mut scoped).await?;
    scoped.commit().await
}

async fn remind_of_officers(db: &Db) -> crate::db::Result<usize> {
    let mut scoped = db.scoped(&Actor::Operator, "reminders").await?;
    let told = unions::store::officers::remind(&mut scoped).await?;
    scoped.commit().await?;
    Ok(told)
}

/// Ctrl-C, or the signal that service managers send.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { _ = interrupt => {}, _ = terminate => {} }
    tracing::info!("stopping: requests that run may finish");
}
