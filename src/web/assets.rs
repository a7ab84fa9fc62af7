//! The files of `static/`, carried in the binary: styles, fonts, one script, pictures. Their
//! addresses change with their contents, so browsers may keep them for ever.

use rust_embed::{EmbeddedFile, RustEmbed};

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

/// The file at a path below `static/`.
pub fn find(path: &str) -> Option<EmbeddedFile> {
    Files::get(path)
}
