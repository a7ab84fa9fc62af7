//! The files of `static/`, carried in the binary: styles, fonts, one script, pictures. Their
//! addresses change with their contents, so browsers may keep them for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::error::Answer;
use super::guard::Public;

#[derive(RustEmbed)]
#[folder = "static/"]
#[exclude = "src/*"]
#[exclude = "*.md"]
struct Files;

/// `/static/quittance.css` with its version: `/static/quittance.css?v=1a2b3c4d`.
pub fn address(path: &str) -> String {
    match path.strip_prefix("/static/").and_then(Files::get) {
        Some(file) => format!("{path}?v={}", hex::encode(&file.metadata.sha256_hash()[..4])),
        None => path.to_owned(),
    }
}

pub async fn file(_: Public, Path(path): Path<String>) -> Answer {
    let Some(file) = Files::get(&path) else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data.into_owned()).into_response() as Response)
}
