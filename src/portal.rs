//! The portal put together: every route, the layers around them.

mod serving;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::web::error::Answer;
use crate::web::guard::Public;
use crate::web::routes::Routes;
use crate::web::session::PgStore;
use crate::web::{AppState, files, flash, guard, page, security};
use crate::{
    accounts, aggregates, agreements, audit, changes, checkoff, corrections, declarations, documents, door,
    held_dues, help, home, leave, ledger, levies, members, notices, openings, payments, slips, statements,
    unions,
};

pub use self::serving::serve;

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
    let routes = signature_routes(routes);
    let routes = statement_routes(routes);
    let routes = corrections_routes(routes);
    let routes = held_dues_routes(routes);
    let routes = members_routes(routes);
    let routes = change_routes(routes);
    let routes = vetting_routes(routes);
    let routes = support_routes(routes);
    let routes = leave_routes(routes);
    let routes = checkoff_routes(routes);
    let routes = notices_routes(routes);
    let routes = door::pages::routes(routes);
    let routes = aggregates::pages::routes(routes);
    let routes = rules_routes(routes);
    let routes = levies::pages::routes(routes);
    staff_routes(routes)
}

/// The treasurer's: from statement to receipt.
fn period_routes(routes: Routes) -> Routes {
    use declarations::pages::{assessment, check, difference, explained, history, period, receipt};
    routes
        .get("/periodes", period::list)
        .get("/periodes/{year}/{period}", period::one)
        .post("/periodes/{year}/{period}/releves", statements::pages::send::send)
        .get("/envois/{id}", statements::pages::progress::show)
        .get("/envois/{id}/colonnes", statements::pages::columns::form)
        .post("/envois/{id}/colonnes", statements::pages::columns::save)
        .post("/releves/{id}/relecture", statements::pages::again::again)
        .post("/envois/{id}/annulation", statements::pages::progress::cancel)
        .get("/periodes/{year}/{period}/per-capita", assessment::summary)
        .get("/periodes/{year}/{period}/per-capita/{statement}/{payee}/{levy}", assessment::workings)
        .get("/periodes/{year}/{period}/declaration", check::form)
        .post("/periodes/{year}/{period}/declaration", check::send)
        .get("/declarations/{id}", receipt::show)
        .get("/declarations/{id}/difference", difference::show)
        .get("/declarations/{id}/calculs/{seq}", explained::own)
        .post("/declarations/{id}/paiement", payments::pages::start)
        .get("/paiements/{id}", payments::pages::show)
        .get("/historique", history::own)
        .get("/historique.csv", history::own_csv)
        .get("/documents", documents::pages::list)
        .get("/info-syndicat", unions::pages::file::file)
        .get("/info-syndicat.csv", unions::pages::file::csv)
        .get("/info-syndicat/historique", unions::pages::file::history)
}

/// The second signature of declarations, and the union's rule on it.
fn signature_routes(routes: Routes) -> Routes {
    use declarations::pages::{explained, signature, signatures};
    routes
        .get("/signatures", signatures::list)
        .post("/signatures", signatures::decide)
        .get("/signatures/{id}", signature::show)
        .post("/signatures/{id}", signature::sign)
        .post("/signatures/{id}/retour", signature::close)
        .get("/signatures/{id}/calculs/{seq}", explained::to_sign)
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

/// What employers must correct (5.03), and their remittances.
fn corrections_routes(routes: Routes) -> Routes {
    use corrections::pages::{choose, item, letter, list, remittance};
    routes
        .get("/releves/{id}/erreurs", choose::form)
        .post("/releves/{id}/erreurs", choose::send)
        .get("/releves/{id}/remise", remittance::form)
        .post("/releves/{id}/remise", remittance::send)
        .get("/employeurs/{employer}/erreurs", list::show)
        .get("/employeurs/{employer}/erreurs.csv", list::export_csv)
        .get("/employeurs/{employer}/erreurs/{item}", item::show)
        .post("/employeurs/{employer}/erreurs/{item}", item::withdraw)
        .post("/employeurs/{employer}/lettres", letter::make)
        .get("/employeurs/{employer}/lettres/{letter}", letter::show)
        .post("/employeurs/{employer}/lettres/{letter}", letter::send)
        .get("/employeurs/{employer}/feuillets", slips::pages::show)
        .get("/employeurs/{employer}/feuillets.csv", slips::pages::export::csv)
        .post("/employeurs/{employer}/feuillets", slips::pages::record)
        .post("/employeurs/{employer}/feuillets/notes", slips::pages::explain)
        .post("/employeurs/{employer}/feuillets/paies", slips::pages::say_pays)
}

/// Dues held while the Tribunal decides (5.05).
fn held_dues_routes(routes: Routes) -> Routes {
    use held_dues::pages::{case, register};
    routes
        .get("/fideicommis", register::show)
        .post("/fideicommis", register::open)
        .get("/fideicommis/{case}", case::show)
        .post("/fideicommis/{case}/personnes", case::add)
        .post("/fideicommis/{case}/decision", case::rule)
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
    use agreements::pages::{calendar, decide, employer, rules};
    routes
        .get("/regles", rules::show)
        .get("/regles/reglages", decide::settings)
        .get("/regles/conventions/{agreement}", decide::agreement)
        .post("/regles/conventions/{agreement}", decide::switch_agreement)
        .get("/regles/employeurs/{union}/{employer}", employer::show)
        .post("/regles/employeurs/{union}/{employer}", employer::switch)
        .post("/regles/employeurs/{union}/{employer}/convention", employer::link)
        .get("/regles/employeurs/{union}/{employer}/calendrier", calendar::show)
        .post("/regles/employeurs/{union}/{employer}/calendrier", calendar::decide)
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

/// The union's own dues: what it decided, and what its employers withheld.
fn checkoff_routes(routes: Routes) -> Routes {
    use checkoff::pages::{compare, decide, initiation, policy};
    routes
        .get("/retenues", policy::show)
        .get("/retenues/decision", decide::form)
        .get("/retenues/verification", decide::check)
        .post("/retenues/verification", decide::record)
        .get("/retenues/adhesions", initiation::show)
        .get("/releves/{id}/retenues", compare::show)
        .get("/releves/{id}/retenues.csv", compare::csv)
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
        .get("/membres/{id}/per-capita", declarations::pages::person::show)
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
        .get("/syndicats/{union}/declarations/{id}/calculs/{seq}", declarations::pages::explained::of_any)
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
    let (pages, programs) = routes().into_routers();
    let programs = programs.route("/api/{*any}", any(not_found)).layer(uploads);
    let mut router = pages
        .fallback(not_found)
        .layer(from_fn_with_state(state.clone(), guard::journal_refusals))
        .layer(from_fn(flash::carry))
        .layer(sessions)
        .layer(uploads)
        .layer(from_fn(security::refuse_silence))
        .layer(csrf)
        .merge(programs)
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
