//! A union corrects its file: it asks, its federation's office asks back, decides field by field,
//! and the union reads what came of it. Another federation sees nothing.

use quittance::text::Lang;

use crate::driver::Options;
use crate::person::Person;
use crate::portal::Portal;

const LISE: &str = "tresorerie@stt-bsl.example";
const NADIA: &str = "bureau@fsss.example";

impl Person<'_> {
    async fn chooses(&self, id: &str) {
        self.element(&format!("label[for='{id}']")).await.click().await.expect("it can be chosen");
    }

    async fn writes(&self, selector: &str, words: &str) {
        let field = self.element(selector).await;
        field.clear().await.expect("it can be emptied");
        field.send_keys(words).await.expect("it can be typed in");
    }

    /// Says why, sends the page that was edited, and gives the request's address for the office.
    async fn asks_for_it(&mut self, reason: &str) -> String {
        self.types(self.t.edit_reason(), reason).await;
        self.presses(self.t.edit_send()).await;
        let path = self.path().await;
        assert!(path.starts_with("/demandes/"), "the request is kept: {}", self.reads("main").await);
        format!("/federation{path}")
    }
}

#[tokio::test]
async fn a_union_asks_its_federation_answers_field_by_field_and_another_federation_sees_nothing() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-changes-union", Lang::Fr, LISE).await;
    lise.goes("/info-syndicat/modifier/coordinates").await;
    lise.types("Téléphone", "(418) 555-0144").await;
    lise.types("Site Web", "nouveau.example").await;
    let request = lise.asks_for_it("Nouvelle ligne et nouveau site.").await;
    let own = lise.path().await;

    let mut paul = Person::signed_in(&portal, "fr-changes-other", Lang::Fr, "bureau@fc.example").await;
    paul.follows(paul.t.nav_requests()).await;
    paul.does_not_see("Bas-Saint-Laurent").await;
    assert_eq!(paul.asks(&request, None).await.0, 404);

    let mut nadia = Person::signed_in(&portal, "fr-changes-office", Lang::Fr, NADIA).await;
    nadia.follows(nadia.t.nav_requests()).await;
    nadia.sees("Bas-Saint-Laurent").await;
    nadia.goes(&request).await;
    nadia.types(nadia.t.vet_question(), "Le site répond-il déjà?").await;
    nadia.presses(nadia.t.vet_ask()).await;
    nadia.sees("Le site répond-il déjà?").await;

    lise.goes(&own).await;
    lise.sees("Le site répond-il déjà?").await;
    lise.types(lise.t.request_message(), "Pas avant octobre.").await;
    lise.presses(lise.t.request_send_message()).await;

    nadia.goes(&request).await;
    nadia.sees("Pas avant octobre.").await;
    nadia.chooses("verdict-1").await;
    nadia.chooses("refuse-2").await;
    nadia.presses(nadia.t.vet_decide()).await;
    nadia.sees("Site Web : dites au syndicat pourquoi vous refusez.").await;
    nadia.writes("#reason-2", "Redemandez-le quand le site répondra.").await;
    nadia.presses(nadia.t.vet_decide()).await;
    nadia.sees(nadia.t.change_standing_mixed()).await;
    nadia.goes("/federation/delais").await;

    lise.goes(&own).await;
    lise.sees("Redemandez-le quand le site répondra.").await;
    lise.goes("/info-syndicat").await;
    lise.sees("418-555-0144").await;
    lise.does_not_see("nouveau.example").await;
}

#[tokio::test]
async fn an_office_that_reads_english_accepts_all_without_scripts() {
    let portal = Portal::start().await;
    let mut lise = Person::signed_in(&portal, "fr-changes-officer", Lang::Fr, LISE).await;
    lise.goes("/info-syndicat/modifier/officers").await;
    // A delegate's: a signer's would need a second person.
    lise.writes("input[name$='.person-phone'][value='418-555-0105']", "418-555-0188").await;
    let request = lise.asks_for_it("Nouveau numéro.").await;

    let options = Options::english().without_javascript();
    let mut nadia = Person::new(&portal, "en-changes-office", Lang::En, options).await;
    nadia.signs_in(NADIA).await;
    nadia.goes(&request).await;
    nadia.sees("418-555-0188").await;
    nadia.presses(nadia.t.vet_decide()).await;
    nadia.sees(nadia.t.vet_nothing()).await;
    nadia.presses(nadia.t.vet_accept_all()).await;
    nadia.sees(nadia.t.change_standing_accepted()).await;

    lise.goes("/info-syndicat").await;
    lise.sees("418-555-0188").await;
}
