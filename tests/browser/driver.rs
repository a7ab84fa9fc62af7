//! A real browser for tests: Chromium without a window, driven through WebDriver.
//!
//! [`Browser::open`] starts a driver of its own on a port the system chooses, with an empty
//! profile; dropping it ends both and removes the profile, also when a test panics. Pages are
//! checked with axe-core, which is read from `tests/browser/vendor`. This file knows nothing of the
//! portal's pages.

#![allow(dead_code, reason = "each test binary uses some of it")]

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use serde_json::{Value, json};

const AXE: &str = "tests/browser/vendor/axe.min.js";
/// WCAG 2.2 at levels A and AA, and what axe-core adds to them.
const AXE_TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const DRIVERS: [&str; 2] = ["chromedriver", "chromium.chromedriver"];
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Without a window, alone, and silent on the network. `--no-sandbox`: root, as in a container,
/// cannot have Chromium's own; pages are ours.
const FLAGS: [&str; 15] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--metrics-recording-only",
    "--mute-audio",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// The browser of the person a test plays.
#[derive(Clone, Debug)]
pub struct Options {
    /// The languages the browser asks for, best first.
    pub languages: &'static str,
    /// Whether pages may run scripts.
    pub javascript: bool,
    /// The page's size, in CSS pixels.
    pub size: (u32, u32),
}

impl Options {
    /// French, with scripts, on a desk.
    pub fn french() -> Self {
        Self { languages: "fr-CA,fr", javascript: true, size: (1280, 900) }
    }

    /// English, with scripts, on a desk.
    pub fn english() -> Self {
        Self { languages: "en-CA,en", ..Self::french() }
    }

    /// The same person, whose browser runs no script.
    pub fn without_javascript(self) -> Self {
        Self { javascript: false, ..self }
    }

    /// The same person, on a telephone.
    pub fn on_a_phone(self) -> Self {
        Self { size: (390, 844), ..self }
    }
}

/// One thing axe-core found wrong on a page.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// The rule in one sentence.
    pub help: String,
    /// CSS selectors of the elements concerned.
    pub targets: Vec<String>,
}

/// A line of the browser's console.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// `SEVERE`, `WARNING`, `INFO`…
    pub level: String,
    /// Who says it: `javascript`, `network`, `security`, `console-api`…
    pub source: String,
    pub message: String,
}

/// A running browser. Use [`Browser::client`] for everything WebDriver can do.
pub struct Browser {
    client: Client,
    javascript: bool,
    // Fields are dropped in this order: the profile goes once nobody writes to it.
    driver: Driver,
    profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a driver and a browser.
    pub async fn open(options: Options) -> Self {
        let profile = tempfile::Builder::new().prefix("quittance-browser-").tempdir().expect("a profile");
        let driver = Driver::start(profile.path());
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(&options, profile.path()))
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("the browser opens");
        let browser = Self { client, javascript: options.javascript, driver, profile };
        browser.resize(options.size).await;
        browser.allow_scripts(options.javascript).await;
        browser
    }

    /// The WebDriver session.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The folder that holds all this browser remembers.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Makes the page `size` CSS pixels large, also below the 500 that a window may not.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Saves what is visible as a PNG; makes the folder if it is not there.
    pub async fn screenshot(&self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        let image = self.client.screenshot().await.expect("a picture");
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("the folder");
        std::fs::write(path, image).expect("the picture is saved");
    }

    /// What axe-core finds wrong on the page shown; empty is good. It needs timers, so a browser
    /// without scripts has them while it runs: those of the page are past their turn by then.
    pub async fn axe(&self) -> Vec<Violation> {
        self.axe_running(json!(AXE_TAGS)).await
    }

    /// The same with only these rules of axe-core: faster, for a page that has seen all of them.
    pub async fn axe_rules(&self, rules: &[&str]) -> Vec<Violation> {
        self.axe_running(json!({"type": "rule", "values": rules})).await
    }

    async fn axe_running(&self, what: Value) -> Vec<Violation> {
        self.allow_scripts(true).await;
        let found = axe(&self.client, what).await;
        self.allow_scripts(self.javascript).await;
        found
    }

    /// As the switch in Chromium's own tools does: pages' scripts do not run, `noscript` is shown.
    async fn allow_scripts(&self, allowed: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !allowed})).await;
    }

    /// What pages wrote to the console since this was last asked: each message with its level and
    /// source, such as `security` for what a content security policy refused. The browser's own
    /// pages are left out: its first tab may complain when scripts are forbidden while it opens.
    pub async fn console(&self) -> Vec<Message> {
        let said = self.post("se/log", json!({"type": "browser"})).await;
        let mut said: Vec<Message> = serde_json::from_value(said).expect("the driver's list of messages");
        said.retain(|message| !message.message.starts_with("chrome://"));
        said
    }

    /// A command of Chromium's own protocol, for what WebDriver lacks, and its answer.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    /// WebDriver's client has no word for what is the driver's own, so it is posted directly.
    async fn post(&self, what: &str, body: Value) -> Value {
        let session = self.client.session_id().await.expect("a session").expect("it is open");
        let url = format!("http://127.0.0.1:{}/session/{session}/{what}", self.driver.port);
        let request = Request::post(url)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request written here");
        let http = HttpClient::builder(TokioExecutor::new()).build_http::<Body>();
        let answer = http.request(request).await.expect("the driver answers");
        let status = answer.status();
        let said = answer.into_body().collect().await.expect("the whole answer").to_bytes();
        let mut said: Value = serde_json::from_slice(&said).expect("the driver speaks JSON");
        assert!(status.is_success(), "the driver refuses {what} {body}: {said}");
        said["value"].take()
    }
}

/// What axe-core, running only `what`, finds wrong on the page `client` shows. Scripts given by WebDriver run also under
/// a content security policy that lets no other in.
async fn axe(client: &Client, what: Value) -> Vec<Violation> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
    let source = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("axe-core is missing, or cannot be read, at {AXE}: {error}"));
    let there = client.execute("return typeof axe === 'object'", Vec::new()).await.expect("an answer");
    if there != true {
        client.execute(&source, Vec::new()).await.expect("axe-core is loaded");
    }
    let run = "const [what, done] = arguments;
        axe.run(document, {runOnly: what, resultTypes: ['violations']}).then(
            found => done({violations: found.violations.map(({id, impact, help, nodes}) =>
                ({id, impact, help, targets: nodes.map(node => node.target.join(' '))}))}),
            error => done({error: String(error)}))";
    let mut found = client.execute_async(run, vec![what]).await.expect("axe-core runs");
    assert!(found["error"].is_null(), "axe-core failed: {}", found["error"]);
    serde_json::from_value(found["violations"].take()).expect("axe-core's list of violations")
}

fn capabilities(options: &Options, profile: &Path) -> Capabilities {
    let flags: Vec<String> = FLAGS
        .iter()
        .map(|flag| (*flag).to_owned())
        .chain([format!("--user-data-dir={}", profile.join("profile").display())])
        .collect();
    let chrome = json!({
        "goog:chromeOptions": {
            "binary": installed("CHROMIUM", &BROWSERS, "Chromium"),
            "args": flags,
            "prefs": {"intl.accept_languages": options.languages},
        },
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    let Value::Object(chrome) = chrome else { unreachable!("an object was just written") };
    chrome
}

/// A chromedriver process, and the browsers it starts.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port the system chooses, and reads which from what it says.
    fn start(profile: &Path) -> Self {
        let mut process = Command::new(installed("CHROMEDRIVER", &DRIVERS, "chromedriver"))
            .args(["--port=0", "--log-level=SEVERE"])
            .current_dir(profile)
            .env("TMPDIR", profile) // what Chromium leaves when it is killed goes with the profile
            .process_group(0) // the browsers it starts are in it too, and end with it
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let said = BufReader::new(process.stdout.take().expect("piped above"));
        let (send, port) = mpsc::channel();
        // Goes on reading to the end: a full pipe would stop the driver.
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    let _ = send.send(port);
                }
            }
        });
        let port = port.recv_timeout(Duration::from_secs(90));
        let mut driver = Self { process, port: 0 };
        driver.port = port.unwrap_or_else(|_| {
            driver.end();
            panic!("chromedriver did not say on which port it listens")
        });
        driver
    }

    /// Kills the whole group at once, and waits for the driver's own end.
    fn end(&mut self) {
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}

/// `ChromeDriver was started successfully on port 41234.`
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}

/// The program named by `variable`, or the first of `names` on the PATH.
fn installed(variable: &str, names: &[&str], what: &str) -> PathBuf {
    if let Some(program) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        return program.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
        .unwrap_or_else(|| {
            panic!(
                "{what} is not installed: script/test installs it, or: apt-get install \
                 --no-install-recommends chromium chromium-driver; or say where it is with {variable}"
            )
        })
}
