//! Serves the files of `static/`.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::assets;
use super::error::Answer;
use super::guard::Public;

pub async fn file(_: Public, Path(path): Path<String>) -> Answer {
    let Some(file) = assets::find(&path) else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data.into_owned()).into_response())
}
