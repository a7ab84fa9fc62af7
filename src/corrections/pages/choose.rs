//! Which findings of a statement the employer is asked to correct.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::super::store::{self, Chosen};
use super::super::{Amounts, HIDDEN, dollars, due_on, is_secret, names_a_sin};
use super::{Fault, Problem, column_name, find, path, said, signed};
use crate::access::PreparePeriod;
use crate::agreements::catalogue;
use crate::audit::{Action, Event};
use crate::checkoff;
use crate::db::Scoped;
use crate::money::Cad;
use crate::statements::columns::Kind;
use crate::statements::pages::found::{notes_of, place};
use crate::statements::proposals::{Change, needs_line, propose};
use crate::statements::reading::Notes;
use crate::statements::rules::localised;
use crate::statements::store::{StoredFinding, Summary};
use crate::statements::{self, Column, Finding, Severity};
use crate::text::{Lang, Text};
use crate::unions::{Employer, Union};
use crate::web::error::{Answer, Failure};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// Findings on a page.
const SHOWN: usize = 50;
/// Characters of a note, at most.
const LONGEST_NOTE: usize = 1000;

/// A finding that may be asked to be corrected.
pub struct Candidate {
    pub seq: String,
    pub name: String,
    pub employee_number: String,
    pub line: String,
    /// Which line of which sheet it is; empty where one sheet was read.
    pub place: String,
    pub column: String,
    pub message: String,
    pub value: String,
    pub expected: String,
    pub effect: String,
    /// An amount whose right value only the union knows: it may be typed.
    pub asks: bool,
    pub typed: String,
    pub problem: String,
    pub chosen: bool,
    /// The note that settled it: the employer is asked for it only when it is ticked.
    pub note: String,
    /// Where it is on the list already; empty when it is not.
    pub listed: String,
}

/// A choice of one rule's findings.
pub struct RuleFilter {
    pub code: String,
    pub label: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "corrections/choose.html")]
struct ChoosePage {
    p: Page,
    statement: Uuid,
    lead: String,
    due: String,
    list: String,
    rule: String,
    rules: Vec<RuleFilter>,
    candidates: Vec<Candidate>,
    /// What the button that lists them all says.
    of_all: &'static str,
    next: String,
    note: String,
    note_error: String,
    problems: Vec<Problem>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    regle: String,
    apres: i32,
}

/// What the form brought, as it came.
#[derive(Default)]
struct Sent {
    chosen: Vec<i32>,
    /// All that was shown was asked for, of which what a note explains is left out.
    all: bool,
    expected: Vec<(i32, String)>,
    note: String,
    asked: Asked,
}

impl Sent {
    fn read(fields: Vec<(String, String)>) -> Result<Sent, Failure> {
        let mut sent = Sent::default();
        let mut shown = Vec::new();
        let number = |text: &str| text.parse::<i32>().map_err(|_| Failure::BadRequest("no finding"));
        for (name, value) in fields {
            match name.split_once('-') {
                Some(("attendu", seq)) => sent.expected.push((number(seq)?, value)),
                _ => match name.as_str() {
                    "choisi" => sent.chosen.push(number(&value)?),
                    "montre" => shown.push(number(&value)?),
                    "tout" => sent.all = true,
                    "note" => sent.note = value,
                    "regle" => sent.asked.regle = value,
                    "apres" => sent.asked.apres = number(&value)?,
                    _ => return Err(Failure::BadRequest("an unknown field")),
                },
            }
        }
        if sent.all {
            sent.chosen = shown;
        }
        Ok(sent)
    }

    fn chooses(&self, finding: &StoredFinding) -> bool {
        self.chosen.contains(&finding.seq) && !(self.all && finding.note.is_some())
    }

    fn typed(&self, seq: i32) -> &str {
        let typed = self.expected.iter().find(|(of, _)| *of == seq);
        typed.map_or("", |(_, text)| text.trim())
    }
}

/// A statement in force with its employer; another version's errors are asked of nobody.
struct Material {
    statement: Summary,
    union: Union,
    employer: Employer,
    due_on: chrono::NaiveDate,
    found: Vec<StoredFinding>,
}

impl Material {
    async fn read(scoped: &mut Scoped, id: Uuid) -> Result<Material, Failure> {
        let statement = statements::store::one(scoped, id).await?;
        let (union, employer) = find(scoped, statement.employer).await?;
        let due_on = due_on(&employer, statement.period).ok_or(Failure::NotFound)?;
        // What blocks comes first.
        let mut found = statements::store::findings(scoped, id, Severity::Error).await?;
        found.extend(statements::store::findings(scoped, id, Severity::Warning).await?);
        store::name_the_missing(scoped, employer.id, &mut found).await?;
        Ok(Material { statement, union, employer, due_on, found })
    }

    /// The dues that the union's rate makes, as they would be typed, where a rule only says the limit that
    /// they passed.
    async fn proposed(&self, scoped: &mut Scoped, t: Text) -> Result<Vec<(i32, String)>, Failure> {
        let made = self.found.iter().filter_map(|found| Some((found.seq, found.finding()?.1)));
        let bounded = |made: &Finding| needs_line(made) && Amounts::of(made).is_none();
        let bounded: Vec<(i32, Finding)> = made.filter(|(_, made)| bounded(made)).collect();
        if bounded.is_empty() {
            return Ok(Vec::new());
        }
        let period = self.employer.period(self.statement.period).ok_or(Failure::NotFound)?;
        let dues = checkoff::store::in_force(scoped, &self.union, &period).await?;
        let rate = dues.and_then(|dues| dues.policy.rate_of_pay());
        let numbers: Vec<i32> =
            bounded.iter().filter_map(|(_, made)| i32::try_from(made.line?).ok()).collect();
        let lines = statements::store::lines_at(scoped, &self.statement, &numbers).await?;
        let right = |made: &Finding| {
            let place = lines.binary_search_by_key(&made.line?, |line| line.number).ok()?;
            let Change::Dues(dues) = propose(made, lines.get(place), rate).change else { return None };
            Some(localised(&dues.to_string(), Kind::Number, t.lang() == Lang::Fr))
        };
        Ok(bounded.iter().filter_map(|(seq, made)| Some((*seq, right(made)?))).collect())
    }
}

pub async fn form(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let mut scoped = can.begin().await?;
    let material = Material::read(&mut scoped, id).await?;
    if material.statement.state == "superseded" {
        return Ok(Redirect::to(&format!("/releves/{id}")).into_response());
    }
    let listed = store::of_statement(&mut scoped, id).await?;
    let expected = material.proposed(&mut scoped, can.text()).await?;
    let sent = Sent { asked, expected, ..Sent::default() };
    page(&can, &material, &listed, &sent, Vec::new(), StatusCode::OK)
}

fn page(
    can: &Can<PreparePeriod>,
    material: &Material,
    listed: &[(i32, Uuid)],
    sent: &Sent,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Answer {
    let t = can.text();
    let asked = &sent.asked;
    let kept = |f: &&StoredFinding| asked.regle.is_empty() || f.rule == asked.regle;
    let kept: Vec<_> = material.found.iter().filter(kept).collect();
    let start = kept.iter().position(|f| f.seq == asked.apres).map_or(0, |at| at + 1);
    let mut shown: Vec<_> = kept.into_iter().skip(start).take(SHOWN + 1).collect();
    let more = shown.len() > SHOWN;
    shown.truncate(SHOWN);
    let next = shown.last().filter(|_| more).map(|last| format!("?regle={}&apres={}", asked.regle, last.seq));
    let list = path(material.employer.id);
    let notes = notes_of(&material.statement);
    let candidates: Vec<Candidate> = shown
        .into_iter()
        .map(|finding| {
            let mut candidate = candidate(finding, sent, &notes, t);
            let item = listed.iter().find(|(seq, _)| *seq == finding.seq);
            candidate.listed = item.map(|(_, item)| format!("{list}/{item}")).unwrap_or_default();
            let href = format!("#attendu-{}", finding.seq);
            let problem = problems.iter().find(|problem| problem.href == href);
            candidate.problem = problem.map(|problem| problem.text.clone()).unwrap_or_default();
            candidate
        })
        .collect();
    let note_error = problems.iter().find(|problem| problem.href == "#note");
    let page = ChoosePage {
        p: can.page(t.correction_choose_title()),
        statement: material.statement.id,
        lead: t.correction_of_statement(&material.employer.name, material.statement.period.to_string()),
        due: t.correction_choose_due(material.due_on),
        rules: rules(&material.found, &asked.regle, t),
        rule: asked.regle.clone(),
        of_all: match candidates.iter().any(|one| !one.note.is_empty() && one.listed.is_empty()) {
            true => t.correction_list_unexplained(),
            false => t.correction_list_all(),
        },
        candidates,
        next: next
            .map(|next| format!("/releves/{}/erreurs{next}", material.statement.id))
            .unwrap_or_default(),
        note: sent.note.clone(),
        note_error: note_error.map(|problem| problem.text.clone()).unwrap_or_default(),
        list,
        problems,
    };
    html_with(status, &page)
}

fn rules(found: &[StoredFinding], current: &str, t: Text) -> Vec<RuleFilter> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for finding in found {
        match counts.iter_mut().find(|(rule, _)| *rule == finding.rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((&finding.rule, 1)),
        }
    }
    counts.sort_unstable();
    counts
        .into_iter()
        .map(|(rule, count)| {
            let name = catalogue::find(rule).map_or_else(String::new, |entry| t.kind(&entry.name(), &[]));
            RuleFilter {
                code: rule.to_owned(),
                label: t.findings_rule_choice(count, name, rule),
                chosen: rule == current,
            }
        })
        .collect()
}

/// The finding as an employer is told of it: a number or an address is hidden.
fn fault(made: &Finding) -> Fault<'_> {
    let is_hidden = made.column.is_some_and(is_secret) && !made.value.is_empty();
    Fault {
        rule: made.rule,
        line: made.line,
        column: made.column,
        value: if is_hidden { HIDDEN } else { &made.value },
        expected: &made.expected,
        right: None,
    }
}

fn candidate(finding: &StoredFinding, sent: &Sent, notes: &Notes, t: Text) -> Candidate {
    let made = finding.finding().map(|(_, made)| made);
    let amounts = made.as_ref().and_then(Amounts::of);
    let words = made.as_ref().map(|made| said(&fault(made), t));
    let column = made.as_ref().and_then(|made| made.column);
    let readable = dollars(&finding.value).is_some() || finding.value.trim().is_empty();
    let is_money = column.map(Column::kind) == Some(Kind::Money) && readable;
    Candidate {
        seq: finding.seq.to_string(),
        name: match finding.name.as_str() {
            "" if finding.line.is_none() && finding.employee_number.is_empty() => {
                t.correction_whole_file().to_owned()
            }
            "" => t.line_nobody().to_owned(),
            name => name.to_owned(),
        },
        employee_number: finding.employee_number.clone(),
        line: finding.line.map(|line| line.to_string()).unwrap_or_default(),
        place: made.as_ref().and_then(|made| made.line).map(|line| place(notes, line, t)).unwrap_or_default(),
        column: column_name(column, t),
        message: words.as_ref().map(|words| words.message.clone()).unwrap_or_default(),
        value: words.as_ref().map(|words| words.value.clone()).unwrap_or_default(),
        expected: words.map(|words| words.expected).unwrap_or_default(),
        effect: amounts.map(|amounts| signed(amounts.difference(), t)).unwrap_or_default(),
        asks: is_money && amounts.is_none() && finding.line.is_some(),
        typed: sent.typed(finding.seq).to_owned(),
        problem: String::new(),
        chosen: sent.chooses(finding),
        note: finding.note.clone().unwrap_or_default(),
        listed: String::new(),
    }
}

pub async fn send(
    can: Can<PreparePeriod>,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let t = can.text();
    let sent = Sent::read(fields)?;
    let mut scoped = can.begin().await?;
    let material = Material::read(&mut scoped, id).await?;
    if material.statement.state == "superseded" {
        return Ok(Redirect::to(&format!("/releves/{id}")).into_response());
    }
    let mut problems = Vec::new();
    let mut wrong = |href: String, text: &str| problems.push(Problem { href, text: text.to_owned() });
    let mut chosen = Vec::new();
    for finding in material.found.iter().filter(|finding| sent.chooses(finding)) {
        match amounts(finding, sent.typed(finding.seq)) {
            Ok(amounts) => chosen.push(Chosen { finding, amounts, note: sent.note.trim() }),
            Err(()) => wrong(format!("#attendu-{}", finding.seq), t.correction_bad_amount()),
        }
    }
    if !material.found.iter().any(|finding| sent.chooses(finding)) {
        let why = if sent.all { t.correction_all_explained() } else { t.correction_nothing_chosen() };
        wrong("#choisir".to_owned(), why);
    }
    if sent.note.chars().count() > LONGEST_NOTE {
        wrong("#note".to_owned(), t.correction_note_too_long());
    }
    if names_a_sin(&sent.note) {
        wrong("#note".to_owned(), t.correction_note_names_a_sin());
    }
    if !problems.is_empty() {
        let listed = store::of_statement(&mut scoped, id).await?;
        return page(&can, &material, &listed, &sent, problems, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let listed = store::list(&mut scoped, &material.statement, material.due_on, &chosen).await?;
    if listed > 0 {
        scoped.record(Event::done(Action::ErrorsListed, id));
        scoped.commit().await?;
    }
    flash::counted(
        &path(material.employer.id),
        "said-errors-listed",
        u64::try_from(listed).unwrap_or(u64::MAX),
    )
}

/// What was found and expected, by the rule or as typed; an error when what is typed is no amount.
fn amounts(finding: &StoredFinding, typed: &str) -> Result<Option<Amounts>, ()> {
    let made = finding.finding().map(|(_, made)| made);
    if let Some(amounts) = made.as_ref().and_then(Amounts::of) {
        return Ok(Some(amounts));
    }
    if typed.is_empty() {
        return Ok(None);
    }
    let is_money = made.and_then(|made| made.column).map(Column::kind) == Some(Kind::Money);
    let found = if finding.value.trim().is_empty() { Some(Cad::ZERO) } else { dollars(&finding.value) };
    let (found, expected) = found.zip(dollars(typed)).filter(|_| is_money).ok_or(())?;
    Ok(Some(Amounts { found, expected }))
}
