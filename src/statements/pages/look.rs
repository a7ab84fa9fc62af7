//! A file looked at so that a person may say how to read it: what it shows, and what the form of
//! `columns` says of it. Not the page itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use super::Problem;
use super::choices::{asked, date_code, decimal_code, kinds, shifts, statuses};
use super::columns::GIVEN_NAME;
use crate::statements::checks::read_line_by_line;
use crate::statements::columns::Kind;
use crate::statements::intake::Known;
use crate::statements::mapping::{Mapping, Places, Question, Recognised, Saved, content, normalise};
use crate::statements::numbers::{DateOrder, DecimalSign};
use crate::statements::reader::{self, Sheet, Together};
use crate::statements::reading::Signs;
use crate::statements::{Column, SalaryUnit, Status, sin};
use crate::text::Text;
use crate::web::error::Failure;

/// Cells shown of each column.
const SAMPLES: usize = 4;
/// Codes asked about at once.
const MAX_CODES: usize = 40;

/// The fields of a form.
pub type Sent = HashMap<String, String>;

/// How a person asks to see the file, before saying how to read it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// The name of the sheet, or what stands for all; as last time, else by content, when empty.
    #[serde(default)]
    feuille: String,
    /// `oui` when the first row names the columns, `non` when it is already a person's; as last time,
    /// else by content, when empty.
    #[serde(default)]
    entete: String,
}

const WITH_HEADER: &str = "oui";
const WITHOUT: &str = "non";

impl Asked {
    /// What a form that was sent says of it.
    pub fn sent(sent: &Sent) -> Asked {
        let said = |name: &str| sent.get(name).cloned().unwrap_or_default();
        Asked { feuille: said("feuille"), entete: said("entete") }
    }

    /// The part of an address after `?` that shows another sheet, or the header otherwise.
    pub fn address(&self, sheet: Option<&str>, headless: Option<bool>) -> String {
        let sheet = sheet.unwrap_or(&self.feuille);
        let header = match headless {
            Some(true) => WITHOUT,
            Some(false) => WITH_HEADER,
            // Another sheet has a header of its own.
            None => "",
        };
        super::query(&[("feuille", sheet), ("entete", header)])
    }

    /// What the form sends back of the header; empty when nobody said anything.
    pub fn header_code(&self) -> &'static str {
        match self.headless() {
            Some(true) => WITHOUT,
            Some(false) => WITH_HEADER,
            None => "",
        }
    }

    fn headless(&self) -> Option<bool> {
        match self.entete.as_str() {
            WITHOUT => Some(true),
            WITH_HEADER => Some(false),
            _ => None,
        }
    }

    /// What is known of the employer's files, with what is asked of this one in its place.
    fn over(&self, known: &mut Known) {
        if self.feuille.is_empty() && self.headless().is_none() {
            return;
        }
        let (_, saved) = known.mapping.get_or_insert_with(Default::default);
        if !self.feuille.is_empty() {
            saved.sheet = Some(self.feuille.clone());
        }
        saved.headless = self.headless().or(saved.headless);
    }
}

/// A file looked at for the page.
pub struct Look {
    pub asked: Asked,
    pub header: Vec<String>,
    /// The file has no header: columns are known by their places.
    pub headless: bool,
    /// The sheet that is shown, or those; empty for a text.
    pub sheet: String,
    /// The sheets to choose from, when there are several, or were.
    pub sheets: Vec<String>,
    /// Those of them that may be read one after the other.
    pub together: Option<Together>,
    /// By column, as written; SINs masked once known.
    pub samples: Vec<Vec<String>>,
    pub mapping: Mapping,
    guesses: Vec<(usize, Column)>,
    pub questions: Vec<Question>,
    /// Words of the file that mean nothing yet.
    pub reasons: BTreeSet<String>,
    pub statuses: BTreeSet<String>,
    pub shifts: BTreeSet<String>,
    /// Whether the employer's seniority was said to be what a person has in all (Q11).
    pub seniority_in_all: bool,
    /// By column, what its values prove of the decimal sign.
    signs: Vec<Signs>,
    /// Each rate has what it is paid by, be it in its own cell.
    rates_say_unit: bool,
    /// What was said before of the sheet and of the header.
    before: (Option<String>, Option<bool>),
    known: Known,
    bytes: Arc<Vec<u8>>,
}

impl Look {
    /// Reads and checks the whole file, to know what is unclear. Takes a core for a while.
    pub fn at(file: &Arc<Vec<u8>>, mut known: Known, asked: &Asked) -> Result<Look, Failure> {
        let (bytes, unreadable) = (file.as_slice(), |_| Failure::NotFound);
        let said = known.mapping.as_ref().and_then(|(_, saved)| saved.sheet.as_deref());
        let of_all = Together::is_wanted(said);
        asked.over(&mut known);
        let saved = known.mapping.as_ref().map(|(_, saved)| saved);
        let wanted = saved.map(Saved::wanted).unwrap_or_default();
        let before = (wanted.sheet.map(str::to_owned), wanted.headless);
        let sheet = reader::open_as(bytes, wanted).map_err(unreadable)?;
        let recognised = Recognised::by(saved, &sheet);
        let checked = read_line_by_line(bytes, &known.context(), &mut |_| Ok(())).map_err(unreadable)?;
        let rate = known.dues.as_ref().and_then(|dues| dues.policy.rate_of_pay());
        let of_rule = |rule: &str| -> BTreeSet<String> {
            let found = checked.findings.iter().filter(|f| f.rule == rule && !f.value.is_empty());
            found.map(|finding| finding.value.clone()).take(MAX_CODES).collect()
        };
        let mut look = Look {
            asked: asked.clone(),
            reasons: of_rule("V55"),
            statuses: of_rule("V29"),
            shifts: of_rule("V32"),
            header: sheet.header.clone(),
            headless: sheet.headless,
            sheet: sheet.format.sheet().unwrap_or_default().to_owned(),
            sheets: sheets(&sheet, of_all),
            together: sheet.together.clone(),
            samples: samples(&sheet),
            guesses: content::guess(&sheet, &recognised.mapping, rate),
            signs: (0..sheet.header.len()).map(|index| Signs::of(&sheet, &[index], usize::MAX)).collect(),
            mapping: recognised.mapping,
            seniority_in_all: saved.is_some_and(|saved| saved.seniority_in_all),
            rates_say_unit: checked.lines.rates_say_unit == Some(true),
            questions: checked.questions,
            before,
            known,
            bytes: file.clone(),
        };
        look.mask_sins();
        Ok(look)
    }

    /// What the file still asks, read as was said. Takes a core for a while.
    pub fn ask_again(&mut self, saved: &Saved) {
        let mut context = self.known.context();
        context.saved = Some(saved);
        let checked = read_line_by_line(self.bytes.as_slice(), &context, &mut |_| Ok(()));
        // What cannot be read so asks nothing: its reader tells why.
        self.questions = checked.map(|checked| checked.questions).unwrap_or_default();
    }

    /// The questions left open, each at the field that answers it.
    pub fn open_questions(&self, sent: &Sent, t: Text) -> Vec<Problem> {
        self.questions.iter().map(|question| problem(question, sent, t)).collect()
    }

    /// What a person is to look at: those questions, and what the rates are paid by where nothing says it,
    /// neither the file nor the form, which V01 tells of a file that is read without the answer.
    pub fn to_clear_up(&self, sent: &Sent, t: Text) -> Vec<Problem> {
        let mut asked = self.open_questions(sent, t);
        let is_sent = sent.get("unit").is_some_and(|unit| !unit.is_empty())
            || field_of(Column::SalaryUnit, sent).is_some();
        let is_in_file = self.rates_say_unit || self.says_unit();
        let is_said = is_in_file || self.mapping.salary_unit.is_some() || is_sent;
        if self.mapping.has(Column::SalaryRate) && !is_said {
            asked.push(Problem { href: "#unit".to_owned(), text: t.columns_ask_unit().to_owned() });
        }
        asked
    }

    /// Whether a column of the file says what each rate is paid by.
    pub fn says_unit(&self) -> bool {
        self.mapping.columns.contains_key(&Column::SalaryUnit)
    }

    /// Whether a question is about this item.
    pub fn asks_about(&self, item: &str) -> bool {
        self.questions.iter().filter_map(Question::column).any(|column| column.key() == item)
    }

    /// The question which of several sheets to read, while nobody has said it: the one shown is not taken
    /// for the answer. One alone is, by whoever saves it.
    pub fn unsaid_sheet(&self) -> Option<&Question> {
        self.questions.iter().find(|question| question.sheets().len() > 1)
    }

    /// Nine digits in a row are shown by their last three, whatever the column is called (R55).
    fn mask_sins(&mut self) {
        for (index, cells) in self.samples.iter_mut().enumerate() {
            let is_sin = self.mapping.columns.get(&Column::Sin) == Some(&index);
            for cell in cells {
                if is_sin || sin::Sin::parse(cell).is_some() {
                    *cell = sin::mask(cell, 3);
                }
            }
        }
    }

    /// The item of a column, as the mapping has it, else as its cells look, which is then a guess.
    pub fn item(&self, index: usize) -> (String, bool) {
        if self.mapping.given_name == Some(index) {
            return (GIVEN_NAME.to_owned(), false);
        }
        let placed = self.mapping.columns.iter().find(|(_, place)| **place == index);
        let guessed = self.guesses.iter().find(|(place, _)| *place == index);
        match (placed, guessed) {
            (Some((column, _)), _) => (column.key().to_owned(), false),
            (None, Some((_, column))) => (column.key().to_owned(), true),
            (None, None) => (String::new(), false),
        }
    }
}

/// The sheets to choose from; of one alone, there is a choice where all of them were said before.
fn sheets(sheet: &Sheet<'_>, of_all: bool) -> Vec<String> {
    match sheet.likely_sheets.as_slice() {
        // Nothing stands on another: what was said of all stays said.
        [] | [_] if sheet.sheet_is_said => Vec::new(),
        [] if of_all => sheet.format.sheet().map(str::to_owned).into_iter().collect(),
        [_] if !of_all => Vec::new(),
        likely => likely.to_vec(),
    }
}

fn problem(question: &Question, sent: &Sent, t: Text) -> Problem {
    Problem { href: answer_to(question, sent), text: asked(question, t) }
}

/// Where the form answers a question.
fn answer_to(question: &Question, sent: &Sent) -> String {
    let column = match question {
        Question::Decimal(_) | Question::OtherSign(..) => return "#decimal".to_owned(),
        Question::Dates(_) => return "#dates".to_owned(),
        Question::Sheets(_) | Question::OtherColumns(..) => return "#sheets".to_owned(),
        other => other.column(),
    };
    let field = column.and_then(|column| field_of(column, sent));
    format!("#{}", field.unwrap_or("columns"))
}

/// The field by which the form says that a column of the file holds this item.
fn field_of(column: Column, sent: &Sent) -> Option<&str> {
    let mut fields = sent.iter().filter(|(name, _)| name.starts_with("column-"));
    fields.find(|(_, said)| said.as_str() == column.key()).map(|(name, _)| name.as_str())
}

fn samples(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let mut records = sheet.records();
    let mut samples = vec![Vec::new(); sheet.header.len()];
    for _ in 0..SAMPLES {
        let Some(record) = records.next() else { break };
        for (column, cell) in samples.iter_mut().zip(&record.cells) {
            column.push(cell.text.trim().chars().take(40).collect::<String>());
        }
    }
    samples
}

/// What the form says, or what is wrong with it.
pub fn read_form(look: &Look, sent: &Sent, t: Text) -> Result<Saved, Vec<Problem>> {
    let said = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    let (placed, wrong) = places(look, sent, t);
    // The sheet first: another one has columns of its own.
    let mut problems: Vec<Problem> =
        look.unsaid_sheet().map(|question| problem(question, sent, t)).into_iter().collect();
    problems.extend(wrong);
    let mut saved = Saved {
        salary_unit: [SalaryUnit::Hour, SalaryUnit::Week, SalaryUnit::Year]
            .into_iter()
            .find(|unit| unit.code() == said("unit")),
        decimal: [DecimalSign::Comma, DecimalSign::Point]
            .into_iter()
            .find(|sign| decimal_code(Some(*sign)) == said("decimal")),
        dates: [DateOrder::DayFirst, DateOrder::MonthFirst]
            .into_iter()
            .find(|order| date_code(Some(*order)) == said("dates")),
        seniority_in_all: said("seniority") == "in_all",
        // What was said of other words before stays said.
        codes: look.mapping.codes.clone(),
        sheet: if look.sheets.is_empty() { look.before.0.clone() } else { Some(look.sheet.clone()) },
        headless: if look.headless { Some(true) } else { look.asked.headless().or(look.before.1) },
        ..Saved::default()
    };
    for column in [Column::EmployeeNumber, Column::Name, Column::SalaryPaid, Column::Dues] {
        if !placed.columns.contains_key(&column) {
            let text = t.columns_bad_missing(t.kind(&column.message_key(), &[]));
            problems.push(Problem { href: "#columns".to_owned(), text });
        }
    }
    let numeric = placed.columns.iter().filter(|(c, _)| matches!(c.kind(), Kind::Money | Kind::Number));
    let mut denials = numeric.filter_map(|(_, place)| look.signs.get(*place)?.denial(saved.decimal?));
    if let Some(value) = denials.next() {
        problems.push(Problem { href: "#decimal".to_owned(), text: t.columns_bad_decimal(value) });
    }
    if look.headless {
        saved.places = Some(placed);
    } else {
        let name = |place: &usize| look.header.get(*place).cloned().unwrap_or_default();
        saved.columns = placed.columns.iter().map(|(column, place)| (*column, name(place))).collect();
        saved.given_name = placed.given_name.as_ref().map(name);
    }
    codes(look, sent, t, &mut saved);
    if problems.is_empty() { Ok(saved) } else { Err(problems) }
}

/// Where each item was said to stand, and what is wrong with it.
fn places(look: &Look, sent: &Sent, t: Text) -> (Places, Vec<Problem>) {
    let (mut placed, mut problems) = (Places { width: look.header.len(), ..Places::default() }, Vec::new());
    let mut headers = BTreeMap::new();
    for (index, header) in look.header.iter().enumerate() {
        let id = format!("column-{index}");
        let Some(item) = sent.get(&id).filter(|item| !item.is_empty()) else { continue };
        let is_nameless = header.is_empty() || headers.insert(normalise(header), index).is_some();
        let is_new = match Column::from_key(item) {
            _ if is_nameless && !look.headless => {
                problems.push(Problem { href: format!("#{id}"), text: t.columns_bad_header().to_owned() });
                continue;
            }
            Some(column) => placed.columns.insert(column, index).is_none(),
            None if item == GIVEN_NAME => placed.given_name.replace(index).is_none(),
            None => false,
        };
        if !is_new {
            problems.push(Problem { href: format!("#{id}"), text: t.columns_bad_twice().to_owned() });
        }
    }
    (placed, problems)
}

/// What was said of the employer's own words.
fn codes(look: &Look, sent: &Sent, t: Text, saved: &mut Saved) {
    let known =
        |group: &str, choices: &[(String, String)], words: &BTreeSet<String>| -> Vec<(String, String)> {
            let word = |(place, word): (usize, &String)| {
                let meaning = sent.get(&format!("{group}-{place}")).filter(|meaning| !meaning.is_empty())?;
                let is_choice = choices.iter().any(|(value, _)| value == meaning);
                is_choice.then(|| (normalise(word), meaning.clone()))
            };
            words.iter().enumerate().filter_map(word).collect()
        };
    saved.codes.reasons.extend(known("reason", &kinds(t), &look.reasons));
    saved.codes.shifts.extend(known("shift", &shifts(), &look.shifts));
    let statuses = known("status", &statuses(t), &look.statuses);
    let statuses = statuses.into_iter().filter_map(|(word, code)| Some((word, Status::from_code(&code)?)));
    saved.codes.statuses.extend(statuses);
}
