//! The portal put together: every route, the layers around them, the server.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{ExpiredDeletion as _, Expiry, SessionManagerLayer};

use crate::access::Actor;
use crate::db::Db;
use crate::notices::worker::Postman;
use crate::statements::worker::Reader;
use crate::web::error::Answer;
use crate::web::guard::Public;
use crate::web::routes::Routes;
use crate::web::session::PgStore;
use crate::web::{AppState, files, guard, page, security};
use crate::{
    accounts, agreements, audit, changes, declarations, documents, help, home, leave, ledger, members,
    notices, openings, payments, statements, unions,
};

/// A form of ours, with room to spare.
const FORM_LIMIT: usize = 256 * 1024;
/// The largest file takes far less on a slow line; after that the connection is given back.
const REQUEST_TIME: Duration = Duration::from_secs(120);

/// Every route. The only place where a path meets a handler.
pub fn routes() -> Routes {
    let routes = Routes::default()
        .get("/static/{*path}", files::file)
        .get("/connexion", accounts::pages::sign_in_form)
        .post("/connexion", accounts::pages::sign_in)
        .post("/deconnexion", accounts::pages::sign_out)
        .get("/langue", accounts::pages::language)
        .get("/aide", help::pages::topics::index)
        .get("/aide/{topic}", help::pages::topics::one)
        .get("/ressources", help::pages::resources::list)
        .get("/renseignements-personnels", help::pages::privacy)
        .get("/accessibilite", help::pages::accessibility)
        .get("/healthz", healthz)
        .get("/readyz", readyz)
        .get("/", home::pages::show);
    let routes = period_routes(routes);
    let routes = statement_routes(routes);
    let routes = members_routes(routes);
    let routes = change_routes(routes);
    let routes = vetting_routes(routes);
    let routes = support_routes(routes);
    let routes = leave_routes(routes);
    let routes = notices_routes(routes);
    let routes = rules_routes(routes);
    staff_routes(routes)
}

/// The treasurer's: from statement to receipt.
fn period_routes(routes: Routes) -> Routes {
    use declarations::pages::{assessment, check, history, period, receipt};
    routes
        .get("/periodes", period::list)
        .get("/periodes/{year}/{period}", period::one)
        .post("/periodes/{year}/{period}/releves", statements::pages::send::send)
        .get("/envois/{id}", statements::pages::progress::show)
        .get("/envois/{id}/colonnes", statements::pages::columns::form)
        .post("/envois/{id}/colonnes", statements::pages::columns::save)
        .post("/releves/{id}/relecture", statements::pages::columns::again)
        .post("/envois/{id}/annulation", statements::pages::progress::cancel)
        .get("/periodes/{year}/{period}/per-capita", assessment::summary)
        .get("/periodes/{year}/{period}/per-capita/{statement}/{payee}/{levy}", assessment::workings)
        .get("/periodes/{year}/{period}/declaration", check::form)
        .post("/periodes/{year}/{period}/declaration", check::send)
        .get("/declarations/{id}", receipt::show)
        .post("/declarations/{id}/paiement", payments::pages::start)
        .get("/paiements/{id}", payments::pages::show)
        .get("/historique", history::own)
        .get("/historique.csv", history::own_csv)
        .get("/documents", documents::pages::list)
        .get("/info-syndicat", unions::pages::file::file)
        .get("/info-syndicat.csv", unions::pages::file::csv)
        .get("/info-syndicat/historique", unions::pages::file::history)
}

/// A statement received: what was found on it, its lines, what changed.
fn statement_routes(routes: Routes) -> Routes {
    use statements::pages::{comparison, finding, findings, line, lines, versions};
    routes
        .get("/releves/{id}", findings::findings)
        .post("/releves/{id}", findings::acknowledge)
        .get("/releves/{id}/constats.csv", findings::findings_csv)
        .get("/releves/{id}/constats/{seq}", finding::show)
        .post("/releves/{id}/constats/{seq}", finding::acknowledge)
        .get("/releves/{id}/lignes", lines::lines)
        .get("/releves/{id}/lignes.csv", lines::lines_csv)
        .get("/releves/{id}/lignes/{line}", line::show)
        .get("/releves/{id}/fichier", lines::file)
        .get("/releves/{id}/comparaison", comparison::show)
        .get("/releves/{id}/comparaison.csv", comparison::csv)
        .get("/releves/{id}/versions", versions::show)
        .get("/releves/{id}/versions.csv", versions::csv)
}

/// The union asks for changes to its file, and follows them.
fn change_routes(routes: Routes) -> Routes {
    use changes::pages::{follow, propose};
    routes
        .get("/info-syndicat/modifier/{section}", propose::edit)
        .post("/info-syndicat/modifier/{section}", propose::propose)
        .get("/demandes", follow::list)
        .get("/demandes/{id}", follow::show)
        .post("/demandes/{id}/commentaires", follow::comment)
        .post("/demandes/{id}/retrait", follow::withdraw)
        .post("/demandes/{id}/arret", follow::stop)
        .get("/demandes/{id}/pieces/{piece}", follow::piece)
}

/// Every rule, for everybody; how they are set, for the finance office.
fn rules_routes(routes: Routes) -> Routes {
    use agreements::pages::{decide, employer, rules};
    routes
        .get("/regles", rules::show)
        .get("/regles/reglages", decide::settings)
        .get("/regles/conventions/{agreement}", decide::agreement)
        .post("/regles/conventions/{agreement}", decide::switch_agreement)
        .get("/regles/employeurs/{union}/{employer}", employer::show)
        .post("/regles/employeurs/{union}/{employer}", employer::switch)
        .post("/regles/employeurs/{union}/{employer}/convention", employer::link)
}

/// The union leave bank.
fn leave_routes(routes: Routes) -> Routes {
    use leave::pages::{adjust, bank};
    routes
        .get("/liberations", bank::show)
        .get("/liberations.csv", bank::csv)
        .get("/liberations/precision", adjust::form)
        .post("/liberations/precision", adjust::send)
}

/// The union's members, its treasurer's alone.
fn members_routes(routes: Routes) -> Routes {
    use members::pages::{annual, cards, contacts, differences, duplicates, list, person, posting, roster};
    routes
        .get("/membres", list::show)
        .get("/membres.csv", list::export_csv)
        .get("/membres/affichage", posting::choose)
        .get("/membres/cartes", cards::show)
        .post("/membres/cartes", cards::record)
        .get("/membres/coordonnees", contacts::show)
        .get("/membres/coordonnees.csv", contacts::export_csv)
        .get("/membres/doublons", duplicates::show)
        .post("/membres/doublons", duplicates::settle)
        .get("/membres/effectif", roster::list)
        .post("/membres/effectif", roster::bring)
        .get("/membres/effectif/{id}", roster::show)
        .post("/membres/effectif/{id}", roster::take_in)
        .get("/membres/listes", annual::lists)
        .post("/membres/listes", annual::import)
        .get("/membres/listes/{id}", differences::show)
        .post("/membres/listes/{id}", differences::settle)
        .get("/membres/listes/{id}/ecarts.csv", differences::export_csv)
        .get("/membres/listes/{id}/affichage", posting::show)
        .post("/membres/listes/{id}/affichage", posting::post)
        .get("/membres/listes/{id}/affichage.csv", posting::export_csv)
        .get("/membres/{id}", person::show)
        .post("/membres/{id}/carte", person::card)
        .post("/membres/{id}/coordonnees", person::contact)
}

/// Everybody's notices, and the mail that carries them.
fn notices_routes(routes: Routes) -> Routes {
    use notices::pages::{self, demo, mails};
    routes
        .get("/avis", pages::list)
        .post("/avis", pages::open_all)
        .get("/avis/choix", pages::choices)
        .post("/avis/choix", pages::choose)
        .get("/avis/{notice}", pages::open)
        .get("/courriels", mails::list)
        .post("/courriels", mails::again)
        .get("/demo/courriels", demo::list)
        .get("/demo/courriels/{mail}", demo::one)
        .get("/demo/courriels/{mail}/html", demo::rendered)
}

/// The federation's and the confederation's staff.
fn staff_routes(routes: Routes) -> Routes {
    routes
        .get("/federation", unions::pages::federation::federation)
        .get("/federation/syndicats/{union}", unions::pages::file::office)
        .get("/encaissements", payments::pages::pending)
        .get("/encaissements/{id}", payments::pages::record_form)
        .post("/encaissements/{id}", payments::pages::record)
        .get("/syndicats", ledger::pages::unions)
        .get("/syndicats/{union}/ouverture", openings::pages::form)
        .post("/syndicats/{union}/ouverture", openings::pages::record)
        .get("/syndicats/{union}/historique", ledger::pages::history)
        .get("/syndicats/{union}/historique.csv", ledger::pages::history_csv)
        .get("/syndicats/{union}/declarations/{id}", ledger::pages::declaration)
        .get("/syndicats/{union}/paiements/{id}", ledger::pages::payment)
        .get("/journal", audit::pages::list)
        .get("/comptes", accounts::pages::list)
        .post("/comptes", accounts::pages::switch)
}

/// The office that vets what its unions ask for.
fn vetting_routes(routes: Routes) -> Routes {
    use changes::pages::{queue, targets, vet};
    routes
        .get("/federation/demandes", queue::queue)
        .get("/federation/demandes/{id}", vet::show)
        .post("/federation/demandes/{id}", vet::decide)
        .post("/federation/demandes/{id}/question", vet::ask)
        .post("/federation/demandes/{id}/arret", vet::stop)
        .get("/federation/demandes/{id}/pieces/{piece}", vet::piece)
        .get("/federation/delais", targets::targets)
}

/// Who supports each union, whom it tells of its officers, and what teaches the portal.
fn support_routes(routes: Routes) -> Routes {
    use unions::pages::{assignments, letter, officers, staff, team};
    routes
        .get("/info-syndicat/equipe", team::show)
        .get("/info-syndicat/liste-6-01", officers::show)
        .get("/info-syndicat/liste-6-01/{employer}", letter::show)
        .post("/info-syndicat/liste-6-01/{employer}", letter::record)
        .get("/info-syndicat/liste-6-01/{employer}/{list}", letter::sent)
        .get("/federation/equipe", staff::list)
        .post("/federation/equipe", staff::add)
        .get("/federation/equipe/{member}", staff::member)
        .post("/federation/equipe/{member}", staff::change)
        .get("/federation/syndicats/{union}/equipe", assignments::team)
        .post("/federation/syndicats/{union}/equipe", assignments::assign)
        .post("/federation/syndicats/{union}/equipe/{assignment}", assignments::end)
        .get("/ressources/tenue", help::pages::resources::kept)
        .post("/ressources/tenue", help::pages::resources::add)
        .post("/ressources/tenue/{resource}", help::pages::resources::retire)
}

/// The process answers.
async fn healthz(_: Public) -> Answer {
    Ok("ok\n".into_response())
}

/// The database answers too.
async fn readyz(public: Public) -> Answer {
    if public.state.db.is_ready().await {
        Ok("ready\n".into_response())
    } else {
        Ok((StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response())
    }
}

/// The whole service: routes inside, then sessions, proof of origin, error pages, headers.
pub fn service(state: AppState, public_origin: Option<&str>) -> anyhow::Result<Router> {
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = public_origin {
        csrf = csrf.add_trusted_origin(origin)?;
    }
    let secure = state.settings.secure;
    let sessions = SessionManagerLayer::new(PgStore::new(state.db.pool().clone()))
        .with_name(if secure { "__Host-quittance" } else { "quittance" })
        .with_secure(secure)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::hours(12)));
    let uploads = DefaultBodyLimit::max(state.settings.max_upload + FORM_LIMIT);
    let mut router = routes()
        .into_router()
        .fallback(not_found)
        .layer(from_fn_with_state(state.clone(), guard::journal_refusals))
        .layer(sessions)
        .layer(uploads)
        .layer(from_fn(security::refuse_silence))
        .layer(csrf)
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME))
        .layer(from_fn_with_state(state.clone(), page::explain_errors))
        .layer(CompressionLayer::new())
        .layer(from_fn(security::dress));
    if secure {
        router = router.layer(from_fn(security::https_only));
    }
    Ok(router.with_state(state))
}

async fn not_found(State(_): State<AppState>) -> StatusCode {
    StatusCode::NOT_FOUND
}

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
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let carrier = tokio::spawn(carry_mail(postman, stopped));
    let db = state.db.clone();
    let service = service(state, public_origin)?;
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await?;
    sweeper.abort();
    abandoned.abort();
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
