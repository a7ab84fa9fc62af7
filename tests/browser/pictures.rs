//! The pictures of help, taken from the portal itself in both languages: `script/build-help-pictures`
//! runs this, and nothing else does. A picture is committed in `static/help`.

use std::path::Path;

use quittance::text::Lang;
use serde_json::json;

use crate::driver::Options;
use crate::findings::LAYOUT;
use crate::person::Person;
use crate::portal::Portal;
use crate::treasurer::PERIOD;

/// As the pages say their width and height.
const SIZE: (u32, u32) = (1000, 640);
/// Small enough for a slow line, and still read.
const QUALITY: u32 = 60;

/// Takes what is shown from this element down.
async fn takes(person: &Person<'_>, lang: Lang, name: &str, from: &str) {
    person.browser().resize(SIZE).await;
    let script = "const [from] = arguments;
        document.querySelector('.q-demo')?.remove();
        window.scrollTo(0, 0);
        const top = document.querySelector(from).getBoundingClientRect().top;
        window.scrollTo(0, Math.max(0, top - 24));";
    person.client().execute(script, vec![json!(from)]).await.expect("the page scrolls");
    let how = json!({"format": "webp", "quality": QUALITY});
    let taken = person.browser().devtools("Page.captureScreenshot", how).await;
    let picture = from_base64(taken["data"].as_str().expect("a picture"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/help").join(lang.code());
    std::fs::create_dir_all(&folder).expect("the folder");
    std::fs::write(folder.join(format!("{name}.webp")), picture).expect("the picture is saved");
}

/// What the driver gives its pictures in.
fn from_base64(text: &str) -> Vec<u8> {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |sign: u8| signs.iter().position(|known| *known == sign).expect("a sign of base64");
    let values: Vec<usize> = text.bytes().filter(|sign| *sign != b'=').map(value).collect();
    let bytes = values.chunks(4).flat_map(|four| {
        let whole = four.iter().fold(0, |whole, value| whole << 6 | value) << (6 * (4 - four.len()));
        [16, 8, 0]
            .map(|shift| u8::try_from(whole >> shift & 0xff).expect("a byte"))
            .into_iter()
            .take(four.len() - 1)
    });
    bytes.collect()
}

async fn treasurers(portal: &Portal, lang: Lang) {
    let album = format!("help-{}", lang.code());
    let options = if lang == Lang::Fr { Options::french() } else { Options::english() };
    let mut lise = Person::new(portal, &album, lang, options).await;
    lise.glances("/connexion").await;
    if lang == Lang::En {
        lise.clicks(&lise.link("English").await).await;
    }
    takes(&lise, lang, "access", "body").await;
    if lang == Lang::En {
        // Back to a first visit, from which signing in starts.
        lise.clicks(&lise.link("Français").await).await;
    }
    lise.signs_in("tresorerie@stt-bsl.example").await;
    for (path, name, from) in [
        (PERIOD, "statement", "h1"),
        ("/historique", "history", "h1"),
        ("/membres", "members", "h1"),
        ("/liberations", "leave", "h1"),
        ("/avis", "notices", "h1"),
        ("/info-syndicat", "file", "body"),
        ("/info-syndicat/liste-6-01", "officers", "h1"),
    ] {
        lise.glances(path).await;
        takes(&lise, lang, name, from).await;
    }
    let letter = lise.element("a[href^='/info-syndicat/liste-6-01/']").await;
    lise.clicks(&letter).await;
    takes(&lise, lang, "letter", "#letter").await;

    lise.sends_text(LAYOUT).await;
    takes(&lise, lang, "columns", "#columns").await;
    lise.presses(lise.t.upload_cancel()).await;
    lise.sends(0, "P05-avec-anomalies.csv").await;
    takes(&lise, lang, "findings", ".q-filters").await;
    let statement = lise.path().await.split('?').next().unwrap_or_default().to_owned();
    lise.glances(&format!("{statement}/erreurs")).await;
    takes(&lise, lang, "correction", "h1").await;
    lise.glances(PERIOD).await;
    lise.sends(0, "P05-releve-cp1252.csv").await;
    lise.justifies_everything("Vérifié avec la paie.").await;
    lise.glances(&format!("{PERIOD}/declaration")).await;
    takes(&lise, lang, "declare", "h1").await;
    lise.attests_and_files().await;
    lise.pays().await;
    takes(&lise, lang, "pay", "main").await;
}

async fn offices(portal: &Portal, lang: Lang) {
    let album = format!("help-office-{}", lang.code());
    let mut nadia = Person::signed_in(portal, &album, lang, "bureau@fsss.example").await;
    nadia.glances("/federation/equipe").await;
    takes(&nadia, lang, "team", "h1").await;
}

#[tokio::test]
#[ignore = "it writes static/help: script/build-help-pictures"]
async fn the_pictures_of_help_are_taken_from_the_portal() {
    for lang in [Lang::Fr, Lang::En] {
        let portal = Portal::start().await;
        treasurers(&portal, lang).await;
        offices(&portal, lang).await;
    }
}
