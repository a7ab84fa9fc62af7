//! The union's file: dated facts, and what they say on a day. Who may change it, and how a change
//! is decided, is `changes`; its rows are `store::facts`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::secrets::Sealed;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Union,
    Employer(Uuid),
    /// An officer, delegate or representative of the union (6.01).
    Person(Uuid),
}

impl Subject {
    pub fn code(self) -> &'static str {
        match self {
            Subject::Union => "union",
            Subject::Employer(_) => "employer",
            Subject::Person(_) => "person",
        }
    }

    /// The id of the subject; of the union itself, `union`.
    pub fn id(self, union: Uuid) -> Uuid {
        match self {
            Subject::Union => union,
            Subject::Employer(id) | Subject::Person(id) => id,
        }
    }

    pub fn from_code(code: &str, id: Uuid) -> Option<Subject> {
        match code {
            "union" => Some(Subject::Union),
            "employer" => Some(Subject::Employer(id)),
            "person" => Some(Subject::Person(id)),
            _ => None,
        }
    }
}

/// What a value of a field looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line, at most this many characters.
    Text(usize),
    /// Several lines, such as a postal address.
    Lines,
    Phone,
    Email,
    Web,
    Date,
    /// `yes` or `no`.
    YesNo,
    /// A whole number, both ends included.
    Whole(u32, u32),
    /// One of these codes; their words are `choice-<field>-<code>`.
    Choice(&'static [&'static str]),
    /// A bank account: branch (5 digits), institution (3), account (7 to 12): sealed, the last four digits shown.
    BankAccount,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $subject:literal, $shape:expr;)*) => {
        /// Every field of the file. Its words are `field-<code>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $name),* }

        impl Field {
            pub const ALL: &[Field] = &[$(Field::$name),*];

            pub fn code(self) -> &'static str {
                match self { $(Field::$name => $code),* }
            }

            /// `union`, `employer` or `person`.
            pub fn subject(self) -> &'static str {
                match self { $(Field::$name => $subject),* }
            }

            pub fn shape(self) -> Shape {
                match self { $(Field::$name => $shape),* }
            }
        }
    };
}

/// Institutions of clauses 6.02 and 6.11; the CISSS des Îles counts as not amalgamated.
pub const INSTITUTION_CLASSES: &[&str] = &["not-amalgamated", "cisss-ciusss"];
/// Duties of people in the file; the first ones are officers, the last ones the others of 6.01.
pub const DUTIES: &[&str] = &[
    "president",
    "vice-president",
    "secretary",
    "treasurer",
    "officer",
    "delegate",
    "local-representative",
    "grievance-committee",
    "surveillance-committee",
];
const LANGUAGES: &[&str] = &["fr", "en"];

fields! {
    /// The legal name as given, suffix and dashes included.
    Name = "name", "union", Shape::Text(200);
    Address = "address", "union", Shape::Lines;
    MailingAddress = "mailing-address", "union", Shape::Lines;
    Phone = "phone", "union", Shape::Phone;
    Email = "email", "union", Shape::Email;
    Website = "website", "union", Shape::Web;
    /// In which the union wants to be written to.
    Language = "language", "union", Shape::Choice(LANGUAGES);
    /// Where the union's money is debited and reimbursed.
    BankAccount = "bank-account", "union", Shape::BankAccount;
    EmployerName = "employer-name", "employer", Shape::Text(200);
    /// The bargaining unit.
    Unit = "unit", "employer", Shape::Text(200);
    /// The code by which the employer names itself in the header of its statements (V02).
    EmployerCode = "employer-code", "employer", Shape::Text(40);
    /// The code of the bargaining unit in that header.
    UnitCode = "unit-code", "employer", Shape::Text(40);
    /// Number of the certification, such as `AQ-2001-4567`.
    Certification = "certification", "employer", Shape::Text(40);
    /// Decides the table of the leave banks (6.02, 6.11).
    InstitutionClass = "institution-class", "employer", Shape::Choice(INSTITUTION_CLASSES);
    /// Administrative region, 1 to 17; 18 is the Terres-cries-de-la-Baie-James of the health network.
    Region = "region", "employer", Shape::Whole(1, 18);
    Facilities = "facilities", "employer", Shape::Whole(1, 999);
    /// The two furthest facilities are 240 km or more apart by road (6.11).
    FarApart = "far-apart", "employer", Shape::YesNo;
    /// The day the collective agreement came into force: 6.01 counts thirty days from it.
    AgreementFrom = "agreement-from", "employer", Shape::Date;
    EmployerAddress = "employer-address", "employer", Shape::Lines;
    /// Whom lists and letters go to at the employer's.
    EmployerContact = "employer-contact", "employer", Shape::Text(120);
    EmployerEmail = "employer-email", "employer", Shape::Email;
    PersonName = "person-name", "person", Shape::Text(120);
    Duty = "duty", "person", Shape::Choice(DUTIES);
    /// The day of the election or appointment: 6.01 counts ten days from it.
    AppointedOn = "appointed-on", "person", Shape::Date;
    MandateFrom = "mandate-from", "person", Shape::Date;
    /// The last day of the mandate; empty while it has no known end.
    MandateTo = "mandate-to", "person", Shape::Date;
    PersonPhone = "person-phone", "person", Shape::Phone;
    PersonEmail = "person-email", "person", Shape::Email;
    /// Signs for the union: declarations, payments, bank.
    Signs = "signs", "person", Shape::YesNo;
}

impl Field {
    pub fn from_code(code: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.code() == code)
    }

    /// The fields of one kind of subject, in the order of the page.
    pub fn of(subject: &str) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| field.subject() == subject)
    }
}

/// A field takes a value from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Order of recording within the union: between two facts of one day, the later recorded holds.
    pub seq: i64,
    pub subject: Subject,
    pub field: Field,
    /// Empty when the field is emptied; of a sealed value, what may be shown of it.
    pub value: String,
    pub sealed: Option<Sealed>,
    pub effective_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    /// Who accepted it and the change it comes from; nothing for the file as it was set up.
    pub recorded_by: Option<Uuid>,
    pub change: Option<Uuid>,
}

/// The file as it stands on a day. The same whatever the order its facts are applied in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub on: NaiveDate,
    held: BTreeMap<(Subject, Field), Fact>,
}

impl File {
    pub fn empty(on: NaiveDate) -> File {
        File { on, held: BTreeMap::new() }
    }

    pub fn of(facts: impl IntoIterator<Item = Fact>, on: NaiveDate) -> File {
        let mut file = File::empty(on);
        facts.into_iter().for_each(|fact| file.apply(fact));
        file
    }

    /// Takes a fact in, if it has come by the file's day and nothing later is known of the field.
    pub fn apply(&mut self, fact: Fact) {
        let rank = |fact: &Fact| (fact.effective_on, fact.seq);
        let key = (fact.subject, fact.field);
        let is_later = self.held.get(&key).is_none_or(|held| rank(held) < rank(&fact));
        if fact.effective_on <= self.on && is_later {
            self.held.insert(key, fact);
        }
    }

    /// The fact in force, if the field was ever filled.
    pub fn fact(&self, subject: Subject, field: Field) -> Option<&Fact> {
        self.held.get(&(subject, field))
    }

    /// Every fact in force.
    pub fn into_facts(self) -> impl Iterator<Item = Fact> {
        self.held.into_values()
    }

    /// The value in force; empty when there is none.
    pub fn value(&self, subject: Subject, field: Field) -> &str {
        self.fact(subject, field).map_or("", |fact| &fact.value)
    }

    pub fn date(&self, subject: Subject, field: Field) -> Option<NaiveDate> {
        self.value(subject, field).parse().ok()
    }

    pub fn is_yes(&self, subject: Subject, field: Field) -> bool {
        self.value(subject, field) == "yes"
    }

    /// Everybody who was ever named, by duty then by name.
    pub fn people(&self) -> Vec<Uuid> {
        let mut people: Vec<Uuid> = self
            .held
            .keys()
            .filter_map(|(subject, field)| match (subject, field) {
                (Subject::Person(id), Field::PersonName) => Some(*id),
                _ => None,
            })
            .collect();
        people.sort_by_key(|id| {
            let duty = self.value(Subject::Person(*id), Field::Duty);
            let place = DUTIES.iter().position(|known| *known == duty);
            (place.unwrap_or(DUTIES.len()), self.value(Subject::Person(*id), Field::PersonName).to_owned())
        });
        people
    }

    /// Those whose mandate runs on the file's day.
    pub fn people_in_office(&self) -> Vec<Uuid> {
        self.people().into_iter().filter(|id| self.is_in_office(*id)).collect()
    }

    /// Those appointed or elected whose mandate begins after the file's day.
    pub fn people_to_come(&self) -> Vec<Uuid> {
        let begins = |id: &Uuid| self.date(Subject::Person(*id), Field::MandateFrom);
        let has_ended = |id: &Uuid| self.mandate_end(*id).is_some_and(|to| to < self.on);
        let mut people = self.people();
        people.retain(|id| begins(id).is_some_and(|from| from > self.on) && !has_ended(id));
        people
    }

    /// Those whose mandate ended before the file's day, on or after another.
    pub fn people_gone_since(&self, since: NaiveDate) -> Vec<Uuid> {
        let ended = |id: &Uuid| self.mandate_end(*id).is_some_and(|to| since <= to && to < self.on);
        let mut people = self.people();
        people.retain(ended);
        people
    }

    fn mandate_end(&self, person: Uuid) -> Option<NaiveDate> {
        self.date(Subject::Person(person), Field::MandateTo)
    }

    pub fn is_in_office(&self, person: Uuid) -> bool {
        let subject = Subject::Person(person);
        let begun = self.date(subject, Field::MandateFrom).is_none_or(|from| from <= self.on);
        begun && self.date(subject, Field::MandateTo).is_none_or(|to| to >= self.on)
    }
}
