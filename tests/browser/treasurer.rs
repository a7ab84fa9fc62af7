//! What a treasurer does with a period, and what finance does with her payment: the verbs of every
//! journey, whoever the treasurer is and whatever her language.

use std::collections::BTreeSet;

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use quittance::money::Cad;
use quittance::text::Lang;

use crate::person::{Person, cents, plain};
use crate::portal::{Portal, sample};

/// The open period of the demonstration.
pub const PERIOD: &str = "/periodes/2025-26/P05";

/// A finding as its page shows it: rule, line, column.
pub type Shown = (String, String, String);

impl Person<'_> {
    /// Chooses a file of the samples for the employer at this place on the period's page, and sends it.
    pub async fn sends(&mut self, employer: usize, file: &str) {
        self.glances(PERIOD).await;
        let fields = self.client().find_all(fantoccini::Locator::Css("main input[type=file]")).await;
        let fields = fields.expect("a search");
        let path = sample(file);
        fields[employer].send_keys(path.to_str().expect("text")).await.expect("the file is chosen");
        let buttons = self.client().find_all(fantoccini::Locator::Css("main section form > button")).await;
        self.clicks(&buttons.expect("a search")[employer]).await;
        self.looks().await;
        assert!(
            self.path().await.starts_with("/releves/"),
            "{file} was not taken: {}",
            self.reads("main").await
        );
        self.sees(file).await;
    }

    /// Sends a text as the statement of the first employer of the period's page.
    pub async fn sends_text(&mut self, text: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("paie-P05.csv");
        std::fs::write(&file, text).expect("written");
        self.glances(PERIOD).await;
        let path = file.to_str().expect("text");
        self.element("main input[type=file]").await.send_keys(path).await.expect("the file is chosen");
        self.clicks(&self.element("main section form > button").await).await;
        self.looks().await;
    }

    /// What the page of the statement shown lists under this filter (`error`, `warning`, `info`).
    pub async fn findings(&mut self, severity: &str) -> BTreeSet<Shown> {
        let statement = self.statement().await;
        self.goes(&format!("{statement}?voir={severity}")).await;
        self.goes(&format!("{statement}?voir={severity}&vue=detail")).await;
        let script = "return [...document.querySelectorAll('main details.q-fold')].flatMap(section =>
            [...section.querySelectorAll('tbody tr')].map(row => [section.querySelector('h2 + span').innerText,
                row.cells[1].innerText, row.cells[2].querySelector('.q-table__sub')?.innerText ?? '',
                section.querySelector('p.q-measure').innerText, row.cells[2].innerText]))";
        let found = self.client().execute(script, vec![]).await.expect("the findings");
        let found: Vec<[String; 5]> = serde_json::from_value(found).expect("texts");
        let one = |[heading, line, column, todo, message]: [String; 5]| {
            let rule = heading.split(|c: char| !c.is_alphanumeric()).find(|word| is_rule(word));
            let todo = plain(&todo).replace(&plain(self.t.finding_todo()), "");
            assert!(todo.len() > 10, "{heading} says what to do");
            assert!(message.len() > 10, "{heading} says what is wrong");
            (rule.unwrap_or_else(|| panic!("no rule in {heading:?}")).to_owned(), line, column)
        };
        found.into_iter().map(one).collect()
    }

    /// The path of the statement shown, whatever the page of it.
    async fn statement(&self) -> String {
        let path = self.path().await;
        path.split(['?']).next().unwrap_or_default().trim_end_matches("/lignes").to_owned()
    }

    /// Writes a note for each rule that wants one, on the statement shown; gives how many did.
    pub async fn justifies_everything(&mut self, note: &str) -> usize {
        let statement = self.statement().await;
        self.glances(&format!("{statement}?voir=warning&vue=detail")).await;
        let mut notes = 0;
        while let Ok(field) = self.client().find(fantoccini::Locator::Css("main textarea")).await {
            assert!(notes < 40, "a note settles nothing");
            field.send_keys(note).await.expect("it can be typed in");
            let button = self.element("main textarea ~ button, main form.q-measure > button").await;
            self.clicks(&button).await;
            notes += 1;
        }
        self.looks().await;
        notes
    }

    /// The amounts by body and levy on the page shown: payee, amount in cents.
    pub async fn amounts(&self) -> Vec<(String, i64)> {
        let rows = self.rows("#amounts").await;
        rows.into_iter().map(|row| (row[0].clone(), cents(row.last().expect("cells")))).collect()
    }

    /// The parts of everybody in the workings shown, over all their pages, in cents.
    pub async fn shares(&mut self) -> Vec<i64> {
        let mut shares = Vec::new();
        loop {
            let rows = self.rows("main table").await;
            shares.extend(rows.iter().map(|row| cents(row.last().expect("cells"))));
            match self.client().find(fantoccini::Locator::Css("a[rel=next]")).await {
                Ok(next) => self.clicks(&next).await,
                Err(_) => return shares,
            }
        }
    }

    /// Ticks the attestation and files, with an impatient double click.
    pub async fn attests_and_files(&mut self) {
        self.ticks(self.t.filing_attest()).await;
        let page = self.element("html").await;
        let button = self.button(self.t.filing_file()).await;
        let mouse = MouseActions::new("mouse".into())
            .then(PointerAction::MoveToElement { element: button, duration: None, x: 0., y: 0. })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client().perform_actions(mouse).await.expect("a double click");
        self.leaves_behind(&page).await;
        self.looks().await;
        assert!(self.path().await.starts_with("/declarations/"), "filed: {}", self.reads("main").await);
    }

    /// Her declarations of the open period, as her history lists them.
    pub async fn declarations_of_the_period(&mut self) -> Vec<Vec<String>> {
        self.goes("/historique?annee=2025-26").await;
        let rows = self.rows("main > table").await;
        rows.into_iter().filter(|row| row[0].contains("P05")).collect()
    }

    /// From the receipt of the declaration: announces the transfer; gives its reference.
    pub async fn pays(&mut self) -> String {
        self.presses(self.t.receipt_pay_button()).await;
        assert!(self.path().await.starts_with("/paiements/"));
        self.sees(self.t.standing_pending()).await;
        self.reads(".q-receipt__number strong").await
    }
}

/// `V14`: a letter and two digits.
fn is_rule(word: &str) -> bool {
    word.len() == 3 && word.starts_with('V') && word[1..].chars().all(|c| c.is_ascii_digit())
}

/// A finance officer, in another browser, finds the reference and records the whole amount.
pub async fn finance_records(
    portal: &Portal,
    album: &str,
    lang: Lang,
    reference: &str,
    amount: Cad,
) -> String {
    let mut finance = Person::signed_in(portal, album, lang, "finances@centrale.example").await;
    let t = finance.t;
    finance.follows(t.nav_money()).await;
    finance.sees(reference).await;

    // A digit typed wrong is said, not searched for.
    let last = if reference.ends_with('0') { "1" } else { "0" };
    finance.types(t.money_reference(), &format!("{}{last}", &reference[..reference.len() - 1])).await;
    finance.presses(t.money_find()).await;
    finance.sees(t.money_bad_reference()).await;

    finance.types(t.money_reference(), reference).await;
    finance.presses(t.money_find()).await;
    finance.sees(&t.money(&amount)).await;
    let recorded = finance.path().await;
    finance.types(t.payment_received_on(), "2125-09-12").await;
    finance.presses(t.money_record_button()).await;
    finance.sees(t.money_bad_date()).await;
    finance.types(t.payment_received_on(), "2025-09-06").await;
    finance.presses(t.money_record_button()).await;
    finance.sees(t.standing_paid()).await;
    let allocated: i64 = finance.rows("main table:last-of-type").await.iter().map(|row| cents(&row[2])).sum();
    assert_eq!(i128::from(allocated), amount.cents(), "every cent goes to a body");
    finance.goes("/encaissements").await;
    finance.does_not_see(reference).await;
    recorded
}
