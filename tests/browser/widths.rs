//! No page that somebody can reach is wider than a telephone, nor than a tablet held upright, whatever is
//! folded on it: from home, each link is followed once for each shape of address, and the page measured with
//! everything unfolded.

use std::collections::{BTreeSet, VecDeque};

use quittance::text::Lang;
use serde_json::Value;

use crate::person::Person;
use crate::portal::Portal;

const TELEPHONE: (u32, u32) = (390, 844);
/// A window beside another one, or a small tablet held upright.
const TABLET: (u32, u32) = (700, 1000);
/// Pages opened as one person, at most.
const MOST: usize = 140;

/// Ids and numbers left out of an address, and what its query asks: two such pages are drawn alike.
fn shape(href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let plain = |part: &str| if part.contains(|c: char| c.is_ascii_digit()) { "·" } else { part }.to_owned();
    let path: Vec<String> = path.split('/').map(plain).collect();
    let names: BTreeSet<&str> = query.split('&').filter_map(|part| part.split('=').next()).collect();
    format!("{}?{}", path.join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

/// A page of the portal, and neither a file nor the picture of a mail.
fn is_page(href: &str) -> bool {
    let others = [".csv", ".json", "/fichier", "/langue", "/static/", "/pieces/", "/demo/courriels/"];
    href.starts_with('/') && !others.iter().any(|part| href.contains(part))
}

/// What makes the page shown wider than this window, everything on it unfolded, and where it leads.
async fn measure(person: &Person<'_>, window: (u32, u32)) -> (Option<String>, Vec<String>) {
    person.browser().resize(window).await;
    let script = "document.querySelectorAll('details').forEach(one => one.open = true);
        const over = [...document.querySelectorAll('main *, header *, footer *')].filter(element =>
            element.getBoundingClientRect().right > innerWidth + 1
                && !element.closest('.q-scroll, .govuk-visually-hidden'));
        return [document.documentElement.scrollWidth,
            over.slice(0, 3).map(one => `${one.tagName}.${one.className}#${one.id}`),
            [...document.querySelectorAll('a[href^=\"/\"]')].map(link => link.getAttribute('href').split('#')[0])]";
    let found = person.client().execute(script, vec![]).await.expect("measures");
    let is_wide = found[0].as_u64() > Some(window.0.into()) || found[1] != Value::Array(vec![]);
    let wide = is_wide.then(|| format!("{} wide in {}, by {}", found[0], window.0, found[1]));
    (wide, serde_json::from_value(found[2].clone()).expect("addresses"))
}

/// What is too wide among the pages that this person reaches from these.
async fn too_wide(person: &mut Person<'_>, from: &[&str]) -> Vec<String> {
    let mut waiting: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let mut known: BTreeSet<String> = waiting.iter().map(|path| shape(path)).collect();
    let (mut all, mut opened) = (Vec::new(), 0);
    while let Some(path) = waiting.pop_front() {
        opened += 1;
        assert!(opened <= MOST, "more pages than this test was made for: {path}");
        person.glances(&path).await;
        let (on_tablet, _) = measure(person, TABLET).await;
        let (wide, links) = measure(person, TELEPHONE).await;
        all.extend(on_tablet.into_iter().chain(wide).map(|wide| format!("{path}: {wide}")));
        waiting.extend(links.into_iter().filter(|href| is_page(href) && known.insert(shape(href))));
    }
    all
}

#[tokio::test]
async fn no_page_of_a_treasurer_is_wider_than_a_telephone_or_a_tablet() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-widths", Lang::Fr, "tresorerie@stt-bsl.example").await;
    lise.sends(0, "P05-avec-anomalies.csv").await;
    assert_eq!(too_wide(&mut lise, &["/", "/avis/choix"]).await, Vec::<String>::new());
    // The measure finds what is too wide, be it folded.
    lise.glances("/avis/choix").await;
    let planted = "const folded = document.createElement('details'), inside = document.createElement('p');
        inside.style.cssText = 'width: 500px'; folded.append(inside);
        document.querySelector('main').append(folded)";
    lise.client().execute(planted, vec![]).await.expect("a wider page");
    assert!(measure(&lise, TELEPHONE).await.0.is_some_and(|wide| wide.contains(" wide in 390, by ")));
    assert_eq!(measure(&lise, TABLET).await.0, None);
}

#[tokio::test]
async fn no_page_of_the_offices_is_wider_than_a_telephone_or_a_tablet() {
    let portal = Portal::start().await;
    for (album, email, from) in [
        ("fr-widths-finance", "finances@centrale.example", ["/", "/regles/reglages", "/exercices"]),
        ("fr-widths-federation", "bureau@fsss.example", ["/", "/federation/delais", "/effectifs"]),
    ] {
        let mut person = Person::signed_in(&portal, album, Lang::Fr, email).await;
        assert_eq!(too_wide(&mut person, &from).await, Vec::<String>::new(), "{email}");
    }
}
