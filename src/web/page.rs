//! What every page shares: words, navigation, who is signed in; and the pages for errors.

use std::any::Any;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;

use super::error::Answer;
use super::flash::Said;
use super::{AppState, assets, problem};
use crate::access::{Capability, Role};
use crate::accounts::Person;
use crate::text::{Lang, Text};

/// What is known of a request before anybody is.
#[derive(Debug, Clone)]
pub struct RequestFacts {
    pub request_id: String,
    pub lang: Lang,
    pub path: String,
    pub query: String,
    pub is_get: bool,
    /// What was done just before, to be said on this page.
    pub said: Option<Said>,
}

/// The id of a request, in its answer, its log lines, its journal entries and its error page.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestFacts {
    pub fn of(parts: &Parts) -> RequestFacts {
        RequestFacts {
            request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            lang: language(&parts.headers),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            is_get: parts.method == Method::GET,
            said: None,
        }
    }

    pub fn text(&self) -> Text {
        Text::new(self.lang)
    }
}

/// French unless this reader chose otherwise.
pub fn language(headers: &HeaderMap) -> Lang {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix("langue="))
        .find_map(Lang::from_code)
        .unwrap_or_default()
}

/// The person signed in, as the page shows them.
#[derive(Debug, Clone)]
pub struct User {
    pub name: String,
    pub role: Role,
    pub role_label: String,
    pub context: String,
}

impl User {
    pub fn of(person: &Person, text: Text) -> User {
        User {
            name: person.name.clone(),
            role: person.role,
            role_label: role_label(person.role, text).to_owned(),
            context: person.context(text.lang()).to_owned(),
        }
    }
}

pub fn role_label(role: Role, text: Text) -> &'static str {
    match role {
        Role::Treasurer => text.role_treasurer(),
        Role::SigningOfficer => text.role_signing_officer(),
        Role::FederationOfficer => text.role_federation_officer(),
        Role::CouncilOfficer => text.role_council_officer(),
        Role::FinanceOfficer => text.role_finance_officer(),
        Role::FinanceAuditor => text.role_finance_auditor(),
        Role::Administrator => text.role_administrator(),
    }
}

#[derive(Debug, Clone)]
pub struct NavItem {
    pub href: &'static str,
    pub label: &'static str,
    pub current: bool,
}

/// What `templates/layout.html` needs; the field `p` of every page.
#[derive(Debug, Clone)]
pub struct Page {
    pub t: Text,
    pub title: String,
    pub user: Option<User>,
    pub nav: Vec<NavItem>,
    pub context: String,
    pub demo: Option<String>,
    pub notice: Option<String>,
    /// None on what answers a form: it cannot be asked for again, nor what was typed, nor a key shown once.
    pub other_lang_href: Option<String>,
}

impl Page {
    pub fn new(state: &AppState, facts: &RequestFacts, user: Option<User>, title: String) -> Page {
        let t = facts.text();
        let nav = user.as_ref().map(|user| navigation(user.role, t, &facts.path)).unwrap_or_default();
        let demo = state.settings.demo.then(|| t.demo_banner(state.db.clock().today()));
        let context = user.as_ref().map(|user| user.context.clone()).unwrap_or_default();
        let notice = facts.said.as_ref().and_then(|said| said.words(t));
        let other_lang_href = (facts.is_get || user.is_none()).then(|| other_language(facts));
        Page { t, title, user, nav, context, demo, notice, other_lang_href }
    }

    /// Whoever reads acts for one union, which the page need not name at each row.
    pub fn is_of_one_union(&self) -> bool {
        self.user.as_ref().is_some_and(|user| matches!(user.role, Role::Treasurer | Role::SigningOfficer))
    }

    pub fn lang_code(&self) -> &'static str {
        self.t.lang().code()
    }

    pub fn other_lang_code(&self) -> &'static str {
        self.t.lang().other().code()
    }

    /// The address of a file of `static/`, which changes with its contents.
    pub fn asset(&self, path: &str) -> String {
        assets::address(path)
    }

    /// A new idempotency key for a form: it becomes the primary key of what the form makes.
    pub fn key(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// The language link comes back to the same page when it can be asked for again.
fn other_language(facts: &RequestFacts) -> String {
    let back = match (facts.is_get, facts.query.is_empty()) {
        (false, _) => "/".to_owned(),
        (true, true) => facts.path.clone(),
        (true, false) => format!("{}?{}", facts.path, facts.query),
    };
    format!("/langue?vers={}&retour={}", facts.lang.other().code(), encoded(&back))
}

/// Text as it stands in an address: everything but letters, digits and a few signs is escaped.
pub fn encoded(text: &str) -> String {
    let escape = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(escape).collect()
}

/// Who sees which section; the guard of each page is still its own.
fn navigation(role: Role, t: Text, path: &str) -> Vec<NavItem> {
    let sections: [(Capability, &'static str, &'static str); 17] = [
        (Capability::SeeHome, "/", t.nav_home()),
        (Capability::PreparePeriod, "/periodes", t.nav_per_capita()),
        (Capability::SeeSignatures, "/signatures", t.nav_signatures()),
        (Capability::SeeOwnUnion, "/historique", t.nav_history()),
        (Capability::SeeOwnUnion, "/documents", t.nav_documents()),
        (Capability::SeeUnionFile, "/info-syndicat", t.nav_union_info()),
        (Capability::SeeMembers, "/membres", t.nav_members()),
        (Capability::RecordMoney, "/encaissements", t.nav_money()),
        (Capability::SeeAllHistory, "/syndicats", t.nav_unions()),
        (Capability::SeeRuleSettings, "/regles", t.nav_rules()),
        (Capability::SeeLevies, "/organismes", t.nav_levies()),
        (Capability::SeeFederation, "/federation", t.nav_federation()),
        (Capability::VetChanges, "/federation/demandes", t.nav_requests()),
        (Capability::SeeBodyYears, "/effectifs", t.nav_headcounts()),
        (Capability::ManageAccounts, "/comptes", t.nav_accounts()),
        (Capability::SeeMail, "/courriels", t.nav_mails()),
        (Capability::SeeJournal, "/journal", t.nav_journal()),
    ];
    let mut nav: Vec<NavItem> = sections
        .into_iter()
        .filter(|(capability, ..)| capability.holders().contains(&role))
        .map(|(_, href, label)| NavItem { href, label, current: is_under(path, href) })
        .collect();
    nav.push(NavItem { href: "/aide", label: t.nav_help(), current: is_under(path, "/aide") });
    // A section inside another is the one that people are in.
    let deepest = nav.iter().filter(|item| item.current).map(|item| item.href.len()).max();
    for item in &mut nav {
        item.current &= Some(item.href.len()) == deepest;
    }
    nav
}

/// Sections whose pages live under other addresses too.
const ELSEWHERE: [(&str, &str); 12] = [
    ("/demandes", "/info-syndicat"),
    ("/liberations", "/info-syndicat"),
    ("/retenues", "/info-syndicat"),
    ("/employeurs", "/periodes"),
    ("/envois", "/periodes"),
    ("/releves", "/periodes"),
    ("/declarations", "/periodes"),
    ("/paiements", "/periodes"),
    ("/fideicommis", "/periodes"),
    ("/repartition", "/effectifs"),
    ("/exercices", "/effectifs"),
    ("/propositions", "/organismes"),
];

fn is_under(path: &str, section: &str) -> bool {
    let within = |section: &str| {
        path == section
            || (section != "/" && path.strip_prefix(section).is_some_and(|rest| rest.starts_with('/')))
    };
    within(section) || ELSEWHERE.iter().any(|(address, of)| *of == section && within(address))
}

/// Renders a page.
pub fn html(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// The same page with another status, such as 422 for a form to correct: its title says so first (G199).
pub fn html_with(status: StatusCode, template: &impl Template) -> Answer {
    let refused: (&str, &dyn Any) = ("refused", &true);
    let values = status.is_client_error().then_some(refused);
    Ok((status, Html(template.render_with_values(&values)?)).into_response())
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    p: Page,
    lead: &'static str,
    advice: &'static str,
    request_id: String,
}

/// Gives an empty error answer its page. Errors that bring their own page are left alone.
pub async fn explain_errors(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let facts = RequestFacts::of(&parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    if facts.path.starts_with(problem::PROGRAMS) {
        return problem::explain(response);
    }
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !(status.is_client_error() || status.is_server_error()) || is_page {
        return response;
    }
    let t = facts.text();
    let (title, lead, advice) = match status {
        StatusCode::NOT_FOUND => (t.error_not_found(), t.error_not_found_lead(), t.error_not_found_advice()),
        StatusCode::FORBIDDEN => (t.error_forged(), t.error_forged_lead(), t.error_forged_advice()),
        StatusCode::PAYLOAD_TOO_LARGE => {
            (t.error_too_large(), t.error_too_large_lead(), t.error_too_large_advice())
        }
        StatusCode::TOO_MANY_REQUESTS => {
            (t.error_too_many(), t.error_too_many_lead(), t.error_too_many_advice())
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            (t.error_unavailable(), t.error_unavailable_lead(), t.error_unavailable_advice())
        }
        s if s.is_client_error() => (t.error_request(), t.error_request_lead(), t.error_request_advice()),
        _ => (t.error_server(), t.error_server_lead(), t.error_server_advice()),
    };
    let user = response.extensions().get::<Person>().map(|person| User::of(person, t));
    let p = Page::new(&state, &facts, user, title.to_owned());
    let page = ErrorPage { p, lead, advice, request_id: facts.request_id };
    let mut answer = html(&page).unwrap_or_else(IntoResponse::into_response);
    *answer.status_mut() = status;
    if let Some(wait) = response.headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    answer
}
