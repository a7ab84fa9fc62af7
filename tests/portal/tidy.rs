//! Style as a test: where SQL and HTTP live, one name in five places, short files and functions. Each
//! checker is shown a planted violation. Words are in `words.rs`.

use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

pub struct Source {
    pub path: String,
    pub text: String,
}

pub fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// Every file under a folder of the repository with this ending, tests in `src` included.
pub fn sources(folder: &str, ending: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push(Source { path: name, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "{folder}");
    found
}

fn exists(path: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists()
}

/// Applies a checker to every source; the offenders, with what is wrong.
fn offenders(sources: &[Source], check: fn(&Source) -> Vec<String>) -> Vec<String> {
    sources
        .iter()
        .flat_map(|source| check(source).into_iter().map(|what| format!("{}: {what}", source.path)))
        .collect()
}

#[track_caller]
pub fn holds(sources: &[Source], check: fn(&Source) -> Vec<String>, planted: &Source) {
    assert_eq!(offenders(sources, check), [""; 0]);
    assert!(!check(planted).is_empty(), "the planted violation in {} was not found", planted.path);
}

/// The lines that are code: no comment, nothing after the unit tests begin.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn names(source: &Source, words: &[&str]) -> Vec<String> {
    let lines = code(&source.text).filter(|line| words.iter().any(|word| line.contains(word)));
    lines.map(|line| line.trim().to_owned()).collect()
}

fn file_name(source: &Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default()
}

fn is_store(source: &Source) -> bool {
    let sql = ["store.rs", "copy.rs", "db.rs"];
    sql.contains(&file_name(source)) || source.path.contains("/store/") || source.path == "src/web/session.rs"
}

fn is_http(source: &Source) -> bool {
    let path = source.path.as_str();
    file_name(source) == "pages.rs"
        || path.contains("/pages/")
        || path.starts_with("src/web/")
        || path == "src/portal.rs"
        || path == "src/portal/serving.rs"
}

fn sql_elsewhere(source: &Source) -> Vec<String> {
    if is_store(source) {
        Vec::new()
    } else {
        names(source, &["sqlx::query", "sqlx::raw_sql", ".copy_in_raw("])
    }
}

#[test]
fn sql_lives_in_the_stores() {
    let planted = source("src/payments/pages.rs", "    let rows = sqlx::query(\"select 1\");\n");
    holds(&sources("src", ".rs"), sql_elsewhere, &planted);
}

fn http_elsewhere(source: &Source) -> Vec<String> {
    if is_http(source) {
        Vec::new()
    } else {
        names(source, &["axum::", "axum_extra", "tower_http", "askama"])
    }
}

#[test]
fn http_lives_in_the_pages_and_in_web() {
    holds(&sources("src", ".rs"), http_elsewhere, &source("src/dues/levies.rs", "use axum::Form;\n"));
}

fn no_strings_in_stores(source: &Source) -> Vec<String> {
    if is_store(source) { names(source, &["crate::text", "askama", "axum"]) } else { Vec::new() }
}

#[test]
fn a_store_speaks_no_language() {
    holds(
        &sources("src", ".rs"),
        no_strings_in_stores,
        &source("src/dues/store.rs", "use crate::text::Text;\n"),
    );
}

const DOMAINS: [&str; 24] = [
    "accounts",
    "aggregates",
    "agreements",
    "audit",
    "changes",
    "checkoff",
    "corrections",
    "declarations",
    "documents",
    "door",
    "dues",
    "held_dues",
    "help",
    "home",
    "leave",
    "ledger",
    "levies",
    "members",
    "notices",
    "openings",
    "payments",
    "slips",
    "statements",
    "unions",
];

fn impure(source: &Source) -> Vec<String> {
    let domain = DOMAINS.iter().any(|domain| source.path.starts_with(&format!("src/{domain}/")));
    let alone = ["src/calendar.rs", "src/money.rs"].contains(&source.path.as_str());
    // What runs beside requests has no page and no rule of its own.
    let beside = file_name(source) == "worker.rs";
    if !(domain || alone) || beside || is_store(source) || is_http(source) {
        return Vec::new();
    }
    names(source, &["sqlx", "axum", "tokio", "Utc::now", "SystemTime", "std::fs", "std::env"])
}

#[test]
fn the_rules_are_pure() {
    let planted = source("src/dues/assess.rs", "    let today = Utc::now();\n");
    holds(&sources("src", ".rs"), impure, &planted);
}

/// Workbooks keep numbers as floats: their reader turns them into exact text, and nothing else sees one.
fn floats(source: &Source) -> Vec<String> {
    if source.path.starts_with("src/statements/reader/") {
        Vec::new()
    } else {
        names(source, &["f64", "f32"])
    }
}

#[test]
fn no_float_comes_near_money() {
    holds(&sources("src", ".rs"), floats, &source("src/money.rs", "fn from(amount: f64) -> Cad {\n"));
}

fn asks_the_machine_for_the_time(source: &Source) -> Vec<String> {
    if source.path == "src/clock.rs" {
        Vec::new()
    } else {
        names(source, &["Utc::now", "Local::now", "now_utc()"])
    }
}

#[test]
fn only_the_clock_reads_the_time() {
    let planted = source("src/web/guard.rs", "let now = Utc::now();\n");
    holds(&sources("src", ".rs"), asks_the_machine_for_the_time, &planted);
}

/// Which of the five places of a domain are missing.
fn missing_places(domain: &str, exists: impl Fn(&str) -> bool, migrations: &[String]) -> Vec<String> {
    let at = |file: &str| exists(&format!("src/{domain}/{file}"));
    let (pages, store) = (at("pages.rs") || at("pages"), at("store.rs") || at("store"));
    let mut places = vec![format!("src/{domain}/mod.rs")];
    if pages {
        places.extend([format!("templates/{domain}"), format!("tests/portal/{domain}.rs")]);
        places.extend(["fr", "en"].map(|language| format!("locales/{language}/{domain}.ftl")));
    }
    let mut missing: Vec<String> = places.into_iter().filter(|place| !exists(place)).collect();
    if store && !migrations.iter().any(|file| file.ends_with(&format!("_{domain}.sql"))) {
        missing.push(format!("migrations/*_{domain}.sql"));
    }
    missing
}

#[test]
fn a_domain_has_one_name_in_five_places() {
    let migrations: Vec<String> =
        sources("migrations", ".sql").into_iter().map(|source| source.path).collect();
    for domain in DOMAINS {
        assert_eq!(missing_places(domain, exists, &migrations), [""; 0], "{domain}");
    }
    let only_source = |path: &str| path.starts_with("src/");
    assert_eq!(
        missing_places("planted", only_source, &migrations).len(),
        5,
        "none of its other places is there"
    );
}

/// A folder of templates, a file of words or a migration whose name is no domain's.
fn strangers(names: impl IntoIterator<Item = String>, besides: &[&str]) -> Vec<String> {
    let known = |name: &String| DOMAINS.contains(&name.as_str()) || besides.contains(&name.as_str());
    names.into_iter().filter(|name| !known(name)).collect()
}

#[test]
fn no_place_has_a_name_that_is_no_domains() {
    let stem = |source: Source| file_name(&source).split('.').next().unwrap_or_default().to_owned();
    let words = sources("locales", ".ftl").into_iter().map(stem);
    assert_eq!(strangers(words, &["layout", "rules", "web"]), [""; 0]);
    let tables = sources("migrations", ".sql").into_iter().map(stem).map(|name| name[5..].to_owned());
    assert_eq!(strangers(tables, &["foundation", "sessions"]), [""; 0]);
    let pages = sources("templates", ".html")
        .into_iter()
        .map(|s| s.path.split('/').nth(1).unwrap_or_default().to_owned());
    assert_eq!(strangers(pages, &["layout.html", "parts", "web"]), [""; 0]);
    assert_eq!(strangers(["planted".to_owned()], &[]), ["planted"]);
}

fn too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > LONGEST_FILE { vec![format!("{lines} lines, at most {LONGEST_FILE}")] } else { Vec::new() }
}

#[test]
fn a_file_has_four_hundred_lines_at_most() {
    let all =
        [sources("src", ".rs"), sources("tests/portal", ".rs"), sources("tests/support", ".rs")].concat();
    holds(&all, too_long, &source("src/planted.rs", &"//\n".repeat(401)));
}

/// Functions by their indentation, as rustfmt leaves it: from `fn` to the brace in the same column.
fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let declared = line.trim_start();
        let words: Vec<&str> = declared.split_whitespace().take(5).collect();
        let is_function =
            words.iter().take_while(|w| !w.contains('(') || w.starts_with("pub(")).any(|w| *w == "fn")
                || declared.starts_with("fn ");
        if !is_function || declared.starts_with("//") || line.trim_end().ends_with(['}', ';']) {
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - declared.len()]);
        let length = lines[start..].iter().position(|line| *line == end).map_or(0, |end| end + 1);
        if length > LONGEST_FUNCTION {
            found.push(format!("{declared} has {length} lines"));
        }
    }
    found
}

#[test]
fn a_function_has_seventy_lines_at_most() {
    let all = [sources("src", ".rs"), sources("tests/support", ".rs")].concat();
    let body = "        let x = 1;\n".repeat(70);
    let planted = source(
        "src/planted.rs",
        &format!("impl X {{\n    pub async fn planted(\n        self,\n    ) {{\n{body}    }}\n}}\n"),
    );
    holds(&all, long_functions, &planted);
}

impl Clone for Source {
    fn clone(&self) -> Self {
        source(&self.path, &self.text)
    }
}
