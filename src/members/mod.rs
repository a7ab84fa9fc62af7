//! The people whom employers' statements name: one record a person and employer, her membership
//! card (5.02), what the union knows of her besides, the annual list (12.08) and its posting
//! (12.09), and who is who. The register follows from the statements in force (`store::register`);
//! what a person writes here (cards, contact details, decisions) is added, never overwritten.
//!
//! Not the people who hold office (`unions::file`), and nothing that a federation may read.

pub mod annual;
pub mod compare;
pub mod pages;
pub mod roster;
pub mod store;

use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::statements::Status;

/// Calendar days from the first day of work within which a person becomes a member (5.02).
pub const CARD_DAYS: u64 = 30;

/// Where the membership card stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Signed(NaiveDate),
    /// To be signed by that day.
    Due(NaiveDate),
    /// That day is here or past, and there is no card (V68).
    Late(NaiveDate),
    /// No card, and no first day to count from: the person was there before the first statement.
    Missing,
}

/// When the card of somebody whose first day of work was `first_day` is due (5.02).
pub fn card_due(first_day: NaiveDate) -> NaiveDate {
    first_day + Days::new(CARD_DAYS)
}

impl Card {
    pub fn of(signed_on: Option<NaiveDate>, first_day: Option<NaiveDate>, today: NaiveDate) -> Card {
        match (signed_on, first_day.map(card_due)) {
            (Some(signed_on), _) => Card::Signed(signed_on),
            (None, Some(due)) if today >= due => Card::Late(due),
            (None, Some(due)) => Card::Due(due),
            (None, None) => Card::Missing,
        }
    }
}

/// Whether a person still works for the employer, by its latest statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Present,
    /// An absence covers the last day of the latest statement.
    OnLeave,
    /// Left on a day the statement gives, or no longer on the employer's latest statement, or on none.
    Left,
}

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: Uuid,
    pub employer: Uuid,
    pub employee_number: String,
    /// As the latest statement writes it.
    pub name: String,
    pub status: Option<Status>,
    pub job_title: String,
    pub service: String,
    /// Reason code of the absence that covers the last day of the latest statement.
    pub away: Option<String>,
    pub left_on: Option<NaiveDate>,
    pub hired_on: Option<NaiveDate>,
    /// First day of the first period that names the person, when the employer had sent one before.
    pub seen_from: Option<NaiveDate>,
    /// First and last period of the statements in force that name the person; none when none does.
    pub periods: Option<(PeriodId, PeriodId)>,
    /// On the employer's latest statement in force.
    pub on_latest: bool,
    pub card_signed_on: Option<NaiveDate>,
    pub card_number: String,
}

impl Member {
    /// The first day of work: as the employer gave it, else the first day it can have been.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.hired_on.or(self.seen_from)
    }

    pub fn presence(&self) -> Presence {
        match () {
            () if self.left_on.is_some() || !self.on_latest => Presence::Left,
            () if self.away.is_some() => Presence::OnLeave,
            () => Presence::Present,
        }
    }

    pub fn card(&self, today: NaiveDate) -> Card {
        Card::of(self.card_signed_on, self.first_day(), today)
    }
}

/// Which members a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    All,
    /// Everybody who has not left.
    Here,
    FullTime,
    PartTime,
    OnLeave,
    Left,
    /// Has not left, and has no card.
    CardMissing,
}

impl Filter {
    pub const ALL: [Filter; 7] = [
        Filter::All,
        Filter::Here,
        Filter::FullTime,
        Filter::PartTime,
        Filter::OnLeave,
        Filter::Left,
        Filter::CardMissing,
    ];

    /// As addresses and the journal have it.
    pub fn code(self) -> &'static str {
        match self {
            Filter::All => "tous",
            Filter::Here => "ici",
            Filter::FullTime => "temps-complet",
            Filter::PartTime => "temps-partiel",
            Filter::OnLeave => "en-conge",
            Filter::Left => "partis",
            Filter::CardMissing => "sans-carte",
        }
    }

    pub fn from_code(code: &str) -> Option<Filter> {
        Filter::ALL.into_iter().find(|filter| filter.code() == code)
    }
}

/// Why a list of people leaves the portal (R66); kept in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Meeting,
    Cards,
    Vote,
    Verification,
    Employer,
}

impl Purpose {
    pub const ALL: [Purpose; 5] =
        [Purpose::Meeting, Purpose::Cards, Purpose::Vote, Purpose::Verification, Purpose::Employer];

    pub fn code(self) -> &'static str {
        match self {
            Purpose::Meeting => "assemblee",
            Purpose::Cards => "cartes",
            Purpose::Vote => "scrutin",
            Purpose::Verification => "verification",
            Purpose::Employer => "employeur",
        }
    }

    pub fn from_code(code: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// What the union may know better than the employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactField {
    Address,
    Phone,
    /// Personal; no statement has it.
    Email,
}

impl ContactField {
    pub const ALL: [ContactField; 3] = [ContactField::Address, ContactField::Phone, ContactField::Email];

    pub fn code(self) -> &'static str {
        match self {
            ContactField::Address => "address",
            ContactField::Phone => "phone",
            ContactField::Email => "email",
        }
    }

    pub fn from_code(code: &str) -> Option<ContactField> {
        ContactField::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Whether two writings are the same value: accents, case, punctuation and space do not count,
    /// nor anything but the digits of a phone number.
    pub fn agrees(self, one: &str, other: &str) -> bool {
        match self {
            ContactField::Phone => digits(one) == digits(other),
            _ => plain(one) == plain(other),
        }
    }

    /// Whether a value can be kept; the empty one gives the union's own value up.
    pub fn accepts(self, value: &str) -> bool {
        let length = value.chars().count();
        match self {
            _ if value.is_empty() => true,
            ContactField::Address => (5..=300).contains(&length),
            ContactField::Phone => digits(value).len() >= 10 && length <= 40,
            ContactField::Email => {
                length <= 200
                    && !value.contains(char::is_whitespace)
                    && value.split_once('@').is_some_and(|(before, after)| {
                        !before.is_empty() && after.contains('.') && !after.contains('@')
                    })
            }
        }
    }
}

/// The last ten digits: `1 418 555-0138` and `418-555-0138` are one number.
fn digits(text: &str) -> String {
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(10)..].iter().collect()
}

/// Small letters without accents, any other sign as one space: as names are compared and searched.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.is_ascii() {
        push_words(&mut plain, text.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        let open = text.replace(['œ', 'Œ'], "oe").replace(['æ', 'Æ'], "ae");
        let letters = open.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        push_words(&mut plain, letters);
    }
    plain
}

/// Letters and digits, with one space wherever there is anything else between two of them.
fn push_words(words: &mut String, signs: impl Iterator<Item = char>) {
    let mut is_apart = false;
    for sign in signs {
        if sign.is_alphanumeric() {
            if is_apart && !words.is_empty() {
                words.push(' ');
            }
            words.push(sign);
        }
        is_apart = !sign.is_alphanumeric();
    }
}

/// What finds a person in the register, a space before each word: the plain name, then the number.
/// People are listed in its order.
pub fn search_words(name: &str, employee_number: &str) -> String {
    format!(" {} {}", plain(name), employee_number.to_lowercase())
}

/// What somebody decided of two records, or of a member who may be on another union's statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Same,
    Different,
    /// The decision before is taken back.
    Reopened,
}

impl Choice {
    pub const ALL: [Choice; 3] = [Choice::Same, Choice::Different, Choice::Reopened];

    pub fn code(self) -> &'static str {
        match self {
            Choice::Same => "same",
            Choice::Different => "different",
            Choice::Reopened => "reopened",
        }
    }

    pub fn from_code(code: &str) -> Option<Choice> {
        Choice::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// A note must say something, and be short enough to be read.
pub fn is_note(note: &str) -> bool {
    (3..=1000).contains(&note.trim().chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_card_is_due_thirty_calendar_days_after_the_first_day_of_work() {
        assert_eq!(card_due(day("2024-02-01")), day("2024-03-02"));
        assert_eq!(card_due(day("2025-06-09")), day("2025-07-09"));
    }

    #[test]
    fn a_card_is_late_from_the_day_it_is_due_and_never_once_signed() {
        let first = Some(day("2025-06-09"));
        assert_eq!(Card::of(None, first, day("2025-07-08")), Card::Due(day("2025-07-09")));
        assert_eq!(Card::of(None, first, day("2025-07-09")), Card::Late(day("2025-07-09")));
        let signed = Some(day("2025-08-01"));
        assert_eq!(Card::of(signed, first, day("2026-01-01")), Card::Signed(day("2025-08-01")));
        assert_eq!(Card::of(None, None, day("2026-01-01")), Card::Missing);
    }

    #[test]
    fn names_are_compared_without_accents_case_dashes_or_apostrophes() {
        assert_eq!(plain("Bélanger-Côté, Loïc"), plain("BELANGER COTE  LOIC"));
        assert_eq!(plain("D’Amours, Jean‑Guy"), plain("d'amours jean-guy"));
        assert_eq!(plain("Lesœur"), "lesoeur");
        assert_ne!(plain("Roy, Marc"), plain("Roy, Marcel"));
    }

    #[test]
    fn a_phone_number_agrees_by_its_digits_and_an_address_by_its_letters() {
        assert!(ContactField::Phone.agrees("418-555-0138", "1 (418) 555 0138"));
        assert!(!ContactField::Phone.agrees("418-555-0138", "418-555-0139"));
        assert!(ContactField::Address.agrees("12, rue de l’Église", "12 RUE DE L'EGLISE"));
        assert!(ContactField::Email.accepts("a@b.example") && !ContactField::Email.accepts("a@b"));
        assert!(!ContactField::Phone.accepts("555-0138"));
    }
}
