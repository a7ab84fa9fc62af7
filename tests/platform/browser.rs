//! The browser that tests drive, tried on a small page of our own: does it speak the language it is
//! told to, does it really run no script when told not to, does axe-core find what is planted?

use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use fantoccini::Locator;

use crate::driver::{Browser, Options};

/// A page as strict as the portal's. Its script is its own file, as the portal's are.
async fn page(headers: HeaderMap) -> impl IntoResponse {
    let language =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("none");
    let csp = "default-src 'none'; script-src 'self'; form-action 'self'";
    let html = format!(
        "<!doctype html><html lang=fr><title>Essai</title><main><h1>Essai</h1>\
         <p id=language>{language}</p><p id=script>no script</p>\
         <form action=/planted><label>Mot <input name=word></label><button>Envoyer</button></form>\
         <noscript><p id=noscript>shown without script</p></noscript></main>\
         <script src=/script.js></script></html>"
    );
    ([(header::CONTENT_SECURITY_POLICY, csp)], Html(html))
}

/// A field without a label: axe-core's rule `label`.
async fn planted() -> Html<&'static str> {
    Html("<!doctype html><html lang=fr><title>Essai</title><main><h1>Essai</h1><input id=bare></main></html>")
}

async fn script() -> impl IntoResponse {
    let source = "document.getElementById('script').textContent = 'script ran'";
    ([(header::CONTENT_TYPE, "text/javascript")], source)
}

async fn served() -> String {
    let pages =
        Router::new().route("/", get(page)).route("/planted", get(planted)).route("/script.js", get(script));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, pages).await });
    format!("http://{address}")
}

async fn text(browser: &Browser, selector: &str) -> String {
    let element = browser.client().find(Locator::Css(selector)).await.expect("the element is there");
    element.text().await.expect("its text")
}

#[tokio::test]
async fn a_french_browser_asks_for_french_runs_scripts_and_is_as_wide_as_asked() {
    let site = served().await;
    let browser = Browser::open(Options::french()).await;
    browser.client().goto(&site).await.expect("the page opens");
    assert!(text(&browser, "#language").await.starts_with("fr-CA,fr;q="));
    assert_eq!(text(&browser, "#script").await, "script ran");
    let width = || async { browser.client().execute("return innerWidth", vec![]).await.expect("a number") };
    assert_eq!(width().await, 1280);
    browser.resize((390, 844)).await;
    assert_eq!(width().await, 390);
    browser.client().goto(&format!("{site}/planted")).await.expect("the page opens");
    assert_eq!(width().await, 390, "the size is kept from page to page");
}

#[tokio::test]
async fn a_browser_without_javascript_runs_no_script_shows_what_is_for_it_and_is_still_checked() {
    let site = served().await;
    let browser = Browser::open(Options::english().without_javascript().on_a_phone()).await;
    browser.client().goto(&site).await.expect("the page opens");
    assert!(text(&browser, "#language").await.starts_with("en-CA,en;q="));
    assert_eq!(text(&browser, "#script").await, "no script");
    assert_eq!(text(&browser, "#noscript").await, "shown without script");
    let found = browser.axe().await;
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(text(&browser, "#script").await, "no script", "being checked does not run it");
    browser.client().goto(&site).await.expect("the page opens again");
    assert_eq!(text(&browser, "#script").await, "no script", "nor does it on the next page");
    let element = async |selector| browser.client().find(Locator::Css(selector)).await.expect("it is there");
    element("input").await.send_keys("été").await.expect("typed");
    element("button").await.click().await.expect("sent");
    // A click is answered before the page it leads to is there.
    for _ in 0..100 {
        if browser.client().current_url().await.expect("an address").query().is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(browser.client().current_url().await.expect("an address").query(), Some("word=%C3%A9t%C3%A9"));
}

#[tokio::test]
async fn axe_finds_the_planted_fault_and_nothing_on_a_good_page() {
    let site = served().await;
    let browser = Browser::open(Options::french()).await;
    browser.client().goto(&site).await.expect("the page opens");
    let found = browser.axe().await;
    assert!(found.is_empty(), "{found:?}");
    browser.client().goto(&format!("{site}/planted")).await.expect("the page opens");
    let found = browser.axe().await;
    let label = found.iter().find(|violation| violation.id == "label").expect("the planted fault is found");
    assert_eq!(label.targets, ["#bare"]);
    assert_eq!(label.impact.as_deref(), Some("critical"));
}

#[tokio::test]
async fn a_picture_is_a_png_and_nothing_is_left_when_the_browser_is_dropped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("pages/essai.png");
    let browser = Browser::open(Options::french()).await;
    browser.client().goto(&served().await).await.expect("the page opens");
    browser.screenshot(&picture).await;
    assert!(std::fs::read(&picture).expect("saved").starts_with(b"\x89PNG\r\n"));
    let profile = browser.profile().to_path_buf();
    assert!(!using(&profile).is_empty(), "the browser runs");
    drop(browser);
    assert!(!profile.exists(), "the profile is still there");
    // The kernel takes a moment to bury what was killed.
    for _ in 0..100 {
        if using(&profile).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("still running: {:?}", using(&profile));
}

/// Processes whose command line names `profile`: the browser and its helpers.
fn using(profile: &std::path::Path) -> Vec<PathBuf> {
    let name = profile.to_str().expect("text");
    std::fs::read_dir("/proc")
        .expect("Linux")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let line = std::fs::read(path.join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(name)
        })
        .collect()
}
