//! The route table. A handler goes in only if its first argument is a guard, and what was put in
//! can be listed, so that one test calls every route as every kind of actor.

use axum::Router;
use axum::handler::Handler;
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

    /// What people open, and what programs call.
    pub fn into_routers(self) -> (Router<AppState>, Router<AppState>) {
        (self.router, self.programs)
    }
}
