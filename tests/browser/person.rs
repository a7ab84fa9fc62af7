//! Somebody at a browser, who reads words and presses what they say.
//!
//! Each page that is opened is looked at, on a desk and on a telephone: axe-core finds nothing, the
//! console is silent, nothing is wider than the page, the language is the reader's. What is wrong is
//! collected and fails the test when the person leaves, so that one run says all of it. Pictures go
//! to `target/screenshots`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use quittance::text::{Lang, Text};
use serde_json::{Value, json};

use crate::driver::{Browser, Options};
use crate::portal::Portal;

const DESK: (u32, u32) = (1280, 900);
const TELEPHONE: (u32, u32) = (390, 844);
/// What of axe-core's rules a narrow page may break when the wide one does not.
const NARROW_RULES: [&str; 4] =
    ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "landmark-unique"];
/// As far down as a picture goes.
const LONGEST_PICTURE: u64 = 4000;

/// A person; see the module.
pub struct Person<'p> {
    pub t: Text,
    portal: &'p Portal,
    browser: Browser,
    album: PathBuf,
    downloads: tempfile::TempDir,
    /// Addresses of the pages opened, each once.
    seen: Vec<String>,
    pictures: usize,
    problems: Vec<String>,
}

impl<'p> Person<'p> {
    /// Opens a browser, and nothing in it yet. `album` names the folder of its pictures.
    pub async fn new(portal: &'p Portal, album: &str, lang: Lang, options: Options) -> Self {
        let browser = Browser::open(options).await;
        let downloads = tempfile::tempdir().expect("a folder");
        let behaviour = json!({"behavior": "allow", "downloadPath": downloads.path()});
        browser.devtools("Browser.setDownloadBehavior", behaviour).await;
        let album = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots").join(album);
        let _ = std::fs::remove_dir_all(&album); // an earlier run's
        let t = Text::new(lang);
        Self { t, portal, browser, album, downloads, seen: vec![], pictures: 0, problems: vec![] }
    }

    /// Somebody signed in, reading their language.
    pub async fn signed_in(portal: &'p Portal, album: &str, lang: Lang, email: &str) -> Self {
        let options = if lang == Lang::Fr { Options::french() } else { Options::english() };
        let mut person = Self::new(portal, album, lang, options).await;
        person.signs_in(email).await;
        person
    }

    /// A first visit is in French; whoever reads English says so. Then the form.
    pub async fn signs_in(&mut self, email: &str) {
        self.glances("/connexion").await;
        if self.t.lang() == Lang::En {
            self.clicks(&self.link("English").await).await;
        }
        self.looks().await;
        self.types(self.t.sign_in_email(), email).await;
        self.types(self.t.sign_in_password(), quittance::demo::PASSWORD).await;
        self.presses(self.t.sign_in_button()).await;
        assert_eq!(self.path().await, "/", "{email} is home");
    }

    pub fn client(&self) -> &fantoccini::Client {
        self.browser.client()
    }

    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Paths of the pages opened so far, with their queries.
    pub fn seen(&self) -> &[String] {
        &self.seen
    }

    /// Path and query of the page shown.
    pub async fn path(&self) -> String {
        let url = self.client().current_url().await.expect("an address");
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    }

    // Going somewhere.

    /// Types an address, and looks at the page.
    pub async fn goes(&mut self, path: &str) {
        self.glances(path).await;
        self.looks().await;
    }

    /// Types an address without a closer look.
    pub async fn glances(&mut self, path: &str) {
        self.client().goto(&self.portal.page(path)).await.expect("the page opens");
    }

    /// Follows the first link that says this, and looks at the page.
    pub async fn follows(&mut self, words: &str) {
        let link = self.link(words).await;
        self.clicks(&link).await;
        self.looks().await;
    }

    /// Presses the first button that says this, and looks at the page that answers.
    pub async fn presses(&mut self, words: &str) {
        let button = self.button(words).await;
        self.clicks(&button).await;
        self.looks().await;
    }

    /// Clicks, and waits until another page has come.
    pub async fn clicks(&self, element: &Element) {
        let page = self.element("html").await;
        element.click().await.expect("it can be clicked");
        self.leaves_behind(&page).await;
    }

    /// Waits until `page`, the html element of a page, is no longer the one shown, and the next is whole.
    pub async fn leaves_behind(&self, page: &Element) {
        for _ in 0..600 {
            if page.tag_name().await.is_err() {
                let state = self.client().execute("return document.readyState", vec![]).await;
                if state.is_ok_and(|state| state == "complete") {
                    return;
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no other page came after {}", self.path().await);
    }

    // What is on the page.

    pub async fn link(&self, words: &str) -> Element {
        self.saying("a", words).await
    }

    pub async fn button(&self, words: &str) -> Element {
        self.saying("button", words).await
    }

    /// The first `tag` whose text has these words; an exact one before one that has more.
    async fn saying(&self, tag: &str, words: &str) -> Element {
        let (text, words) = ("normalize-space(translate(.,'\u{a0}',' '))", quoted(&plain(words)));
        for test in [format!("{text}={words}"), format!("contains({text},{words})")] {
            let found = self
                .client()
                .find_all(Locator::XPath(&format!("//{tag}[{test}][not(@aria-hidden='true')]")))
                .await;
            for element in found.expect("a search") {
                if element.is_displayed().await.is_ok_and(|shown| shown) {
                    return element;
                }
            }
        }
        panic!("no {tag} says {words:?} on {}", self.path().await)
    }

    pub async fn element(&self, selector: &str) -> Element {
        match self.client().find(Locator::Css(selector)).await {
            Ok(element) => element,
            Err(error) => panic!("no {selector} on {}: {error}", self.path().await),
        }
    }

    /// The field of this label.
    pub async fn field(&self, label: &str) -> Element {
        let label = self.saying("label", label).await;
        let id = label.attr("for").await.expect("an attribute").expect("a label is for a field");
        self.element(&format!("[id='{id}']")).await
    }

    /// Replaces what a field says.
    pub async fn types(&self, label: &str, words: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("it can be emptied");
        field.send_keys(words).await.expect("it can be typed in");
    }

    /// Opens what is folded under these words.
    pub async fn unfolds(&self, words: &str) {
        self.saying("summary", words).await.click().await.expect("it can be unfolded");
    }

    pub async fn ticks(&self, label: &str) {
        self.saying("label", label).await.click().await.expect("it can be ticked");
    }

    /// The text of an element, each space a plain one.
    pub async fn reads(&self, selector: &str) -> String {
        plain(&self.element(selector).await.text().await.expect("its text"))
    }

    /// Whether the page's main part says this.
    pub async fn can_read(&self, words: &str) -> bool {
        self.reads("main").await.contains(&plain(words))
    }

    pub async fn sees(&self, words: &str) {
        assert!(
            self.can_read(words).await,
            "{} does not say {words:?}: {}",
            self.path().await,
            self.reads("main").await
        );
    }

    pub async fn does_not_see(&self, words: &str) {
        assert!(!self.can_read(words).await, "{} says {words:?}", self.path().await);
    }

    /// The cells of the rows of a table's body, as text.
    pub async fn rows(&self, table: &str) -> Vec<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0] + ' > tbody > tr')]
            .map(row => [...row.cells].map(cell => (cell.innerText || cell.textContent).trim()))";
        let rows = self.client().execute(script, vec![json!(table)]).await.expect("the rows");
        let rows: Vec<Vec<String>> = serde_json::from_value(rows).expect("texts");
        rows.into_iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect()
    }

    /// Follows a link that downloads, and gives what came.
    pub async fn downloads(&self, words: &str) -> String {
        let before = self.downloaded();
        self.link(words).await.click().await.expect("it can be clicked");
        for _ in 0..250 {
            if let Some(new) = self.downloaded().into_iter().find(|path| !before.contains(path)) {
                let bytes = std::fs::read(&new).expect("the file");
                std::fs::remove_file(new).expect("it is ours");
                return String::from_utf8(bytes).expect("UTF-8");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nothing was downloaded by {words:?}")
    }

    /// The files that have come whole: before its first byte, a file already has its name, and is empty.
    fn downloaded(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.downloads.path()).expect("our folder").flatten();
        let whole = files.filter(|file| file.metadata().is_ok_and(|file| file.len() > 0));
        whole.map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "csv")).collect()
    }

    /// Asks for an address behind the page's back, as this person: the status, and where it ended.
    /// With `form`, posts it.
    pub async fn asks(&self, path: &str, form: Option<&[(&str, &str)]>) -> (u64, String) {
        let script = "const [path, form, done] = arguments;
            const sent = form ? {method: 'POST', body: new URLSearchParams(form)} : {};
            fetch(path, sent).then(answer => done([answer.status, new URL(answer.url).pathname]),
                                   error => done([0, String(error)]))";
        let answer =
            self.client().execute_async(script, vec![json!(path), json!(form)]).await.expect("an answer");
        serde_json::from_value(answer).expect("a status and a path")
    }

    // Looking at the page.

    /// Looks at the page shown, on a desk and on a telephone; not at one that reads like another
    /// already looked at, whoever did.
    pub async fn looks(&mut self) {
        static LOOKED_AT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        let path = self.path().await;
        if !self.seen.contains(&path) {
            self.seen.push(path.clone());
        }
        for message in self.browser.console().await {
            // A page that answers 404 or 422 is an answer, not a fault.
            let expected = message.source == "network" && message.message.contains("Failed to load resource");
            if !expected {
                self.problems.push(format!("{path}: console: {message:?}"));
            }
        }
        let lang = self.element("html").await.attr("lang").await.expect("an attribute").unwrap_or_default();
        if lang != format!("{}-CA", self.t.lang().code()) {
            self.problems.push(format!("{path}: the page's language is {lang}"));
        }
        let source = self.client().source().await.expect("the page's source");
        if LOOKED_AT.lock().expect("no panic holds it").insert(without_ids(&source)) {
            for size in [DESK, TELEPHONE] {
                self.looks_at(size, &path).await;
            }
            self.browser.resize(DESK).await;
            self.pictures += 1;
        }
        // What axe-core itself tried in vain is not the page's doing.
        self.browser.console().await;
    }

    /// What the looks so far found wrong, which then fails nothing: for faults that were planted.
    pub fn forgiven(&mut self) -> Vec<String> {
        std::mem::take(&mut self.problems)
    }

    async fn looks_at(&mut self, (width, height): (u32, u32), path: &str) {
        self.browser.resize((width, height)).await;
        let script = "const wide = document.documentElement.scrollWidth;
            const over = [...document.querySelectorAll('main *, header *, footer *')].filter(element =>
                element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.q-scroll, .govuk-visually-hidden'));
            return [wide, document.documentElement.scrollHeight, over.slice(0, 3).map(e => e.tagName + '.' + e.className)]";
        let measured = self.client().execute(script, vec![]).await.expect("measures");
        if measured[0].as_u64() > Some(width.into()) {
            self.problems.push(format!("{path} at {width}: {} wide, by {}", measured[0], measured[2]));
        }
        let found = match (width, height) {
            DESK => self.browser.axe().await,
            _ => self.browser.axe_rules(&NARROW_RULES).await,
        };
        for violation in found {
            let impact = violation.impact.as_deref().unwrap_or("?");
            self.problems.push(format!(
                "{path} at {width}: axe {} ({impact}): {} {:?}",
                violation.id, violation.help, violation.targets
            ));
        }
        let tall = measured[1].as_u64().unwrap_or_default().clamp(height.into(), LONGEST_PICTURE);
        self.browser.resize((width, u32::try_from(tall).expect("clamped"))).await;
        // Ids differ from run to run.
        let parts: Vec<&str> = path.split(['/', '?', '=']).filter(|part| part.len() != 36).collect();
        let name = parts.join("-");
        self.browser.screenshot(self.album.join(format!("{:02}{name}-{width}.png", self.pictures))).await;
    }
}

impl Drop for Person<'_> {
    fn drop(&mut self) {
        let said = self.problems.join("\n");
        if !said.is_empty() {
            eprintln!("{said}");
            assert!(std::thread::panicking(), "{} problems on the pages seen", self.problems.len());
        }
    }
}

/// A page's source without what differs each time it is made: ids and the keys of its forms.
fn without_ids(source: &str) -> String {
    let word = |c: char| c.is_ascii_hexdigit() || c == '-';
    source
        .split_inclusive(|c| !word(c))
        .filter(|part| part.trim_end_matches(|c| !word(c)).len() != 36)
        .collect()
}

/// With plain spaces, one at a time, as people read.
pub fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text inside an XPath, which has no way to write both kinds of quotes in one.
fn quoted(words: &str) -> String {
    if words.contains('"') { format!("'{words}'") } else { format!("\"{words}\"") }
}

/// An amount as the page writes it, in cents.
pub fn cents(amount: &str) -> i64 {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    let cents: i64 = digits.parse().unwrap_or_else(|_| panic!("{amount:?} is not an amount"));
    if amount.starts_with('-') { -cents } else { cents }
}

/// A JSON document of `tests/samples`.
pub fn expected(name: &str) -> Value {
    let text = std::fs::read_to_string(crate::portal::sample(name)).expect("the sample");
    serde_json::from_str(&text).expect("JSON")
}
