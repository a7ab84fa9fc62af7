//! The OpenAPI document, made from the handlers and the shapes it describes.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use super::guard::Anybody;
use super::{api, document};
use crate::door::{GUIDE, answer};
use crate::web::problem::{Problem, ProblemBody};

/// A statement as a form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it is only described")]
pub struct Form {
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Quittance: the employer's door",
        version = "1",
        description = "An employer's payroll sends the detailed statement of each accounting period (5.03) and reads at once what is wrong with it. The union issues the token.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(api::send, api::read, document::show),
    components(schemas(answer::Statement, answer::Finding, answer::Totals, answer::State, ProblemBody)),
    tags((name = "statements", description = "Statements of an employer, for the union that issued the token")),
    modifiers(&Token, &Guide),
)]
struct Document;

/// Tokens as the document describes them.
struct Token;

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("qtt_ and 72 hexadecimal digits")
            .description(Some(
                "Issued by the union's treasurer, for one employer and unit, for a year at most",
            ))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("access", SecurityScheme::Http(bearer));
    }
}

/// The page for people.
struct Guide;

impl Modify for Guide {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        openapi.external_docs = Some(utoipa::openapi::external_docs::ExternalDocs::new(GUIDE));
    }
}

/// The document as text, with a line break at its end.
pub fn text() -> String {
    let mut text = Document::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// This document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "readDocument",
    tag = "document",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value, content_type = "application/json")),
)]
pub async fn show(_: Anybody) -> Result<Response, Problem> {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(([kind], text()).into_response())
}
