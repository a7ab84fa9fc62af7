//! From the check page to the payment with nothing but a keyboard.

use fantoccini::key::Key;
use quittance::text::Lang;

use crate::person::Person;
use crate::portal::Portal;
use crate::treasurer::PERIOD;

#[tokio::test]
async fn the_keyboard_alone_attests_files_and_pays_and_the_focus_is_always_seen() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-keyboard", Lang::Fr, "tresorerie@stt-bsl.example").await;
    lise.sends(0, "P05-releve-cp1252.csv").await;
    lise.justifies_everything("Vérifié avec la paie.").await;
    lise.glances(&format!("{PERIOD}/declaration")).await;

    tabs_to(&lise, "Aller au contenu principal").await;
    presses(&lise, Key::Enter).await;
    tabs_to(&lise, "J’atteste").await;
    presses(&lise, Key::Space).await;
    tabs_to(&lise, "Transmettre la déclaration").await;
    let page = lise.element("html").await;
    presses(&lise, Key::Enter).await;
    lise.leaves_behind(&page).await;
    lise.sees("Déclaration transmise").await;
    tabs_to(&lise, "Payer par virement").await;
    let page = lise.element("html").await;
    presses(&lise, Key::Enter).await;
    lise.leaves_behind(&page).await;
    lise.looks().await;
    lise.sees("En attente").await;
}

async fn presses(person: &Person<'_>, key: Key) {
    let focused = person.client().active_element().await.expect("the focus is somewhere");
    focused.send_keys(&String::from(char::from(key))).await.expect("pressed");
}

/// Tabs until the focus is on what says this; each stop on the way can be seen.
async fn tabs_to(person: &Person<'_>, words: &str) {
    let script = "const on = document.activeElement, style = getComputedStyle(on);
        const label = on.labels && on.labels[0] ? on.labels[0].innerText : on.innerText || on.value || '';
        const near = on.labels && on.labels[0] ? getComputedStyle(on.labels[0], '::before').boxShadow : 'none';
        return [label, style.outlineStyle !== 'none' || style.boxShadow !== 'none' || near !== 'none']";
    for _ in 0..60 {
        presses(person, Key::Tab).await;
        let focus = person.client().execute(script, vec![]).await.expect("the focus");
        let label = focus[0].as_str().unwrap_or_default();
        assert_eq!(focus[1], true, "the focus on {label:?} cannot be seen");
        if label.contains(words) {
            return;
        }
    }
    panic!("no Tab leads to {words:?}")
}
