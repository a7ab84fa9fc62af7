//! The route table. A handler goes in only if its first argument is a guard, and what was put in
//! can be listed, so that one test calls every route as every kind of actor. One kind of route has no
//! guard: the address of a form, opened as a page, leads to the page of that form, which has its own. These
//! are listed too.

use axum::Router;
use axum::handler::Handler;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::AppState;
use super::guard::{Guard, Guarding};
use super::problem::PROGRAMS;

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub guarding: Guarding,
}

/// The arguments of a handler whose first is `Public` or `Can<Capability>`.
#[diagnostic::on_unimplemented(
    message = "this handler is not guarded",
    label = "its first argument must be `Can<Capability>` or `Public`",
    note = "a handler says once who may call it; see src/access.rs for the capabilities"
)]
pub trait GuardedFirst {
    const GUARDING: Guarding;
}

macro_rules! guarded_first {
    ($(($($argument:ident),*))*) => {$(
        impl<Marker, First: Guard, $($argument),*> GuardedFirst for (Marker, First, $($argument),*) {
            const GUARDING: Guarding = First::GUARDING;
        }
    )*};
}
guarded_first! { () (A) (A, B) (A, B, C) (A, B, C, D) }

/// Collects routes; the only maker of the portal's router.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    /// What programs call: no session, no cookie, so no proof of origin either.
    programs: Router<AppState>,
    table: Vec<Route>,
}

impl Routes {
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, AppState>,
        T: GuardedFirst + 'static,
    {
        self.add("GET", path, T::GUARDING, get(handler))
    }

    pub fn post<H, T>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<T, AppState>,
        T: GuardedFirst + 'static,
    {
        self.add("POST", path, T::GUARDING, post(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        guarding: Guarding,
        to: axum::routing::MethodRouter<AppState>,
    ) -> Routes {
        match path.starts_with(PROGRAMS) {
            true => self.programs = self.programs.route(path, to),
            false => self.router = self.router.route(path, to),
        }
        self.table.push(Route { method, path, guarding });
        self
    }

    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// The address of each form that is no page of its own, and the page of that form: opened as a page
    /// (typed again, or kept while the form came back to be corrected), the first leads to the second.
    pub fn leads(&self) -> Vec<(&'static str, &'static str)> {
        let is_page = |path: &str| self.table.iter().any(|route| route.method == "GET" && route.path == path);
        let forms = self.table.iter();
        let forms = forms.filter(|route| !route.path.starts_with(PROGRAMS) && !is_page(route.path));
        forms.map(|form| (form.path, page_of(form.path, is_page))).collect()
    }

    /// What people open, and what programs call.
    pub fn into_routers(self) -> (Router<AppState>, Router<AppState>) {
        let leads = self.leads();
        let Routes { mut router, programs, .. } = self;
        for (form, page) in leads {
            router = router.route(form, get(move |address: Uri| async move { lead_to(page, &address) }));
        }
        (router, programs)
    }
}

/// Forms whose page is not above their address.
const ELSEWHERE: [(&str, &str); 1] = [("/employeurs/{employer}/lettres", "/employeurs/{employer}/erreurs")];

/// The page that has a form: the nearest above its address.
fn page_of(form: &'static str, is_page: impl Fn(&str) -> bool) -> &'static str {
    if let Some((_, page)) = ELSEWHERE.into_iter().find(|(path, _)| *path == form) {
        return page;
    }
    let mut path = form;
    while let Some((above, _)) = path.rsplit_once('/') {
        if is_page(above) {
            return above;
        }
        path = above;
    }
    "/"
}

/// To a page, which has its own guard, with the ids that stand at the same places of an address.
fn lead_to(page: &str, address: &Uri) -> Response {
    let parts = page.split('/').zip(address.path().split('/'));
    let parts: Vec<&str> = parts.map(|(part, id)| if part.starts_with('{') { id } else { part }).collect();
    match HeaderValue::try_from(parts.join("/")) {
        Ok(page) => (StatusCode::SEE_OTHER, [(header::LOCATION, page)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_its_page_above_its_address_or_where_it_is_said_to_be() {
        let is_page = |path: &str| ["/", "/demandes", "/demandes/{id}"].contains(&path);
        for (form, page) in [
            ("/demandes/{id}/retrait", "/demandes/{id}"),
            ("/demandes/{id}/pieces/{piece}/retrait", "/demandes/{id}"),
            ("/deconnexion", "/"),
            ("/employeurs/{employer}/lettres", "/employeurs/{employer}/erreurs"),
        ] {
            assert_eq!(page_of(form, is_page), page);
        }
        for (page, address, to) in [
            ("/demandes/{id}", "/demandes/a%20b/retrait?vue=1", "/demandes/a%20b"),
            ("/employeurs/{employer}/erreurs", "/employeurs/7/lettres", "/employeurs/7/erreurs"),
            ("/", "/deconnexion", "/"),
        ] {
            let answer = lead_to(page, &address.parse().unwrap());
            assert_eq!(
                (answer.status(), answer.headers()["location"].to_str().unwrap()),
                (StatusCode::SEE_OTHER, to)
            );
        }
    }
}
