//! The door over HTTP: what programs call, the document that describes it, the page that explains it,
//! and the page on which a union issues and revokes accesses.

pub mod accesses;
pub mod api;
pub mod document;
pub mod guard;
pub mod guide;
mod received;

use super::GUIDE;
use crate::web::routes::Routes;

/// The door's routes, for `portal::routes`.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/employeurs/{employer}/acces", accesses::list)
        .post("/employeurs/{employer}/acces", accesses::issue)
        .get("/employeurs/{employer}/acces/{access}/revocation", accesses::ask)
        .post("/employeurs/{employer}/acces/{access}/revocation", accesses::revoke)
        .get(GUIDE, guide::show)
        .get("/api/v1/openapi.json", document::show)
        .post("/api/v1/statements", api::send)
        .get("/api/v1/statements/{id}", api::read)
}
