//! The pages of the federation, the administrator and everybody, in both languages.

use quittance::text::Lang;

use crate::driver::Options;
use crate::person::Person;
use crate::portal::Portal;

#[tokio::test]
async fn the_federation_sees_its_own_unions_standing_and_nobody_of_theirs() {
    let portal = Portal::start().await;
    let mut nadia = Person::signed_in(&portal, "fr-federation", Lang::Fr, "bureau@fsss.example").await;
    nadia.follows("Suivi des syndicats").await;
    nadia.sees("Bas-Saint-Laurent").await;
    nadia.sees("Estuaire").await;
    nadia.does_not_see("Plateau").await;
    nadia.sees("À déclarer").await;
    let mut paul = Person::signed_in(&portal, "en-federation", Lang::En, "bureau@fc.example").await;
    paul.follows(paul.t.nav_federation()).await;
    paul.sees("Plateau").await;
    paul.does_not_see("Bas-Saint-Laurent").await;
}

#[tokio::test]
async fn the_administrator_reads_the_journal_and_closes_an_account_which_then_opens_nothing() {
    let portal = Portal::start().await;
    let mut jean =
        Person::signed_in(&portal, "en-administrator", Lang::En, "administration@centrale.example").await;
    jean.follows(jean.t.nav_journal()).await;
    jean.sees(jean.t.journal_intact()).await;
    jean.follows(jean.t.nav_accounts()).await;
    jean.presses(&format!("{} Karim Benali", jean.t.account_close())).await;
    jean.sees(jean.t.account_closed()).await;

    let mut karim = Person::new(&portal, "fr-closed-account", Lang::Fr, Options::french()).await;
    karim.goes("/connexion").await;
    karim.types(karim.t.sign_in_email(), "tresorerie@stt-estuaire.example").await;
    karim.types(karim.t.sign_in_password(), quittance::demo::PASSWORD).await;
    karim.presses(karim.t.sign_in_button()).await;
    karim.sees(karim.t.sign_in_wrong()).await;
    for path in ["/aide", "/renseignements-personnels", "/accessibilite", "/nulle-part"] {
        karim.goes(path).await;
    }
}

#[tokio::test]
async fn a_look_finds_a_refused_style_a_page_too_wide_for_a_telephone_and_a_picture_without_words() {
    let portal = Portal::start().await;
    let mut nobody = Person::new(&portal, "planted", Lang::Fr, Options::french()).await;
    nobody.glances("/aide").await;
    let planted = "document.querySelector('main').insertAdjacentHTML('beforeend',
        '<p style=\"color:red\">Inline</p><img width=900 height=10>')";
    nobody.client().execute(planted, vec![]).await.expect("the faults are planted");
    nobody.looks().await;
    let found = nobody.forgiven().join("\n");
    for fault in ["Content Security Policy", "at 390: ", "axe image-alt (critical)"] {
        assert!(found.contains(fault), "{fault} in: {found}");
    }
}
