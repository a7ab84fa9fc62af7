//! What a levy would have changed, for those who prepare a vote: by period, by union, as a picture and
//! as a file. A draft is typed in the address, and stored nowhere. What may be told to whom is
//! `levies::what_if`.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use super::body_path;
use super::results::{Found, Question, ResultView, file, view};
use super::typed::{Rule, Shown, bases, blank, problem};
use super::waive::codes;
use crate::access::{AskWhatIf, Capability};
use crate::audit::{Action, Event};
use crate::calendar::PeriodId;
use crate::db::Scoped;
use crate::declarations::pages::rule_words;
use crate::dues::Levy;
use crate::levies::Standing;
use crate::levies::store::what_if::Window;
use crate::levies::store::{self, Owing};
use crate::levies::what_if::{PERIODS, Statement, Sum, at_any_time, compare, compare_lines, depends_on_each};
use crate::text::Text;
use crate::unions::pages::{Choice, Problem, about, status};
use crate::unions::{self, Body, BodyKind};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html_with};

/// One at a time: each reads a year of statements, and the portal has others to serve.
static TURN: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));
const WAIT: Duration = Duration::from_secs(5);
/// Where a simulation stops; what it covered is said.
const LONGEST: Duration = Duration::from_secs(30);
const MOST_LINES: usize = 6_000_000;

/// What is asked, as the address says it.
#[derive(Deserialize, Default, Clone)]
pub struct Asked {
    proposition: Option<Uuid>,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    minimum: String,
    #[serde(default)]
    maximum: String,
    #[serde(default)]
    persons: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    federation: String,
    #[serde(default)]
    syndicat: String,
}

impl Asked {
    fn is_blank(&self) -> bool {
        self.proposition.is_none() && self.basis.is_empty() && self.value.is_empty()
    }

    fn query(&self) -> String {
        let proposition = self.proposition.map(|id| id.to_string()).unwrap_or_default();
        let fields = [
            ("proposition", &proposition),
            ("basis", &self.basis),
            ("value", &self.value),
            ("minimum", &self.minimum),
            ("maximum", &self.maximum),
            ("persons", &self.persons),
            ("code", &self.code),
            ("federation", &self.federation),
            ("syndicat", &self.syndicat),
        ];
        let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }
}

#[derive(Template)]
#[template(path = "levies/simulate.html")]
struct SimulatePage {
    p: Page,
    body: String,
    back: String,
    here: String,
    asked: Asked,
    bases: Vec<Choice>,
    codes: Vec<Choice>,
    federations: Vec<Choice>,
    /// Whether the reader gets limits to the cent too.
    reckons: bool,
    /// Why nothing is to be asked; empty otherwise.
    nothing: &'static str,
    problems: Vec<Problem>,
    result: Option<ResultView>,
}

impl SimulatePage {
    fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }
}

pub async fn show(can: Can<AskWhatIf>, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let body = store::body(&mut scoped, &code).await?;
    let standing = store::standing(&mut scoped, body.id).await?;
    let (owing, nothing) = owing(&mut scoped, &body, t).await?;
    let mut asked = asked;
    let mut problems = Vec::new();
    let question = read(&mut scoped, &body, &standing, &owing, &mut asked, (t, &mut problems)).await?;
    let federations = federations(&mut scoped, &owing, &asked.federation, t).await?;
    let result = match question {
        None => None,
        Some(question) => {
            let found = answer(&can, scoped, &body, &asked, &question).await?;
            let csv = format!("{}/simulation.csv?{}", body_path(&body), asked.query());
            Some(view(&question, &found, csv, t))
        }
    };
    let page = SimulatePage {
        p: can.page(t.levies_what_if_title()),
        body: body.name(t.lang()).to_owned(),
        back: body_path(&body),
        here: format!("{}/simulation", body_path(&body)),
        bases: bases(&asked.basis, t),
        codes: codes(&standing, &asked.code, t),
        federations,
        reckons: can.person.actor().holds(Capability::ReckonPay),
        nothing,
        asked,
        problems,
        result,
    };
    html_with(status(&page.problems), &page)
}

/// The unions that a question may be asked of; and why there is none.
async fn owing(scoped: &mut Scoped, body: &Body, t: Text) -> Result<(Vec<Owing>, &'static str), Failure> {
    if !store::what_if::is_told(scoped, body.id).await? {
        return Ok((Vec::new(), t.levies_what_if_not_told()));
    }
    let owing = store::owing(scoped, body.id).await?;
    let nothing = if owing.is_empty() { t.levies_what_if_nobody_owes() } else { "" };
    Ok((owing, nothing))
}

/// The federations of these unions, when there is more than one to choose from.
async fn federations(
    scoped: &mut Scoped,
    owing: &[Owing],
    chosen: &str,
    t: Text,
) -> Result<Vec<Choice>, Failure> {
    let bodies = unions::store::bodies(scoped).await?;
    let of_some = |body: &&Body| {
        body.kind == BodyKind::Federation && owing.iter().any(|one| one.federation_id == body.id)
    };
    let choices: Vec<Choice> = bodies
        .iter()
        .filter(of_some)
        .map(|body| Choice {
            value: body.code.clone(),
            label: body.name(t.lang()).to_owned(),
            chosen: body.code == chosen,
        })
        .collect();
    Ok(if choices.len() > 1 { choices } else { Vec::new() })
}

/// The question, when there is one and it can be answered.
async fn read(
    scoped: &mut Scoped,
    body: &Body,
    standing: &[Standing],
    owing: &[Owing],
    asked: &mut Asked,
    (t, problems): (Text, &mut Vec<Problem>),
) -> Result<Option<Question>, Failure> {
    if asked.is_blank() || owing.is_empty() {
        return Ok(None);
    }
    let then = match asked.proposition {
        Some(id) => of_proposal(scoped, body, id, asked, t).await?,
        None => {
            let rule = Rule {
                basis: &asked.basis,
                value: &asked.value,
                minimum: &asked.minimum,
                maximum: &asked.maximum,
                persons: &asked.persons,
            };
            let raw = blank(body, if asked.code.is_empty() { "x" } else { &asked.code }, scoped.today());
            rule.read(t, problems).and_then(|read| read.levy(raw))
        }
    };
    let bodies = unions::store::bodies(scoped).await?;
    let federation = bodies.iter().find(|body| body.code == asked.federation);
    let number = asked.syndicat.trim();
    let unions: Vec<Owing> = owing
        .iter()
        .filter(|one| federation.is_none_or(|body| body.id == one.federation_id))
        .filter(|one| number.is_empty() || one.number == number)
        .cloned()
        .collect();
    if unions.is_empty() && !number.is_empty() {
        problems.push(problem("#syndicat", t.levies_what_if_bad_union()));
    }
    if !problems.is_empty() {
        return Ok(None);
    }
    let scope = match (number, federation) {
        ("", None) => t.levies_what_if_scope_all().to_owned(),
        ("", Some(body)) => body.name(t.lang()).to_owned(),
        (number, _) => t.levies_what_if_scope_union(number),
    };
    let words = match &then {
        Some(levy) => t.levies_what_if_question(rule_words(levy, t), scope),
        None => t.levies_what_if_question_closing(&asked.code, scope),
    };
    let standing = standing.iter().filter(|one| one.levy.code() == asked.code).map(|one| one.levy.clone());
    let then = then.as_ref().map(at_any_time).transpose().map_err(anyhow::Error::new)?;
    Ok(Some(Question { standing: standing.collect(), then, code: asked.code.clone(), unions, words }))
}

/// The levy of a proposal, written in the form as if it had been typed; none when one would end.
async fn of_proposal(
    scoped: &mut Scoped,
    body: &Body,
    id: Uuid,
    asked: &mut Asked,
    t: Text,
) -> Result<Option<Levy>, Failure> {
    let proposal = store::one(scoped, id).await?;
    if proposal.body.id != body.id {
        return Err(Failure::NotFound);
    }
    asked.code.clone_from(&proposal.code);
    let Some(levy) = proposal.content.levy() else { return Ok(None) };
    let Shown { value, minimum, maximum, persons } = Shown::of(levy, t);
    levy.basis().code().clone_into(&mut asked.basis);
    (asked.value, asked.minimum, asked.maximum, asked.persons) = (value, minimum, maximum, persons);
    Ok(Some(levy.clone()))
}

/// Who asked, of which body, for whom: a simulation reads many people's amounts.
async fn journal(mut scoped: Scoped, body: &Body, asked: &Asked) -> Result<(), Failure> {
    let of = [body.code.as_str(), asked.code.as_str(), asked.federation.trim(), asked.syndicat.trim()];
    let subject: String = of.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    scoped.record(Event::done(Action::LevySimulated, subject.chars().take(100).collect::<String>()));
    Ok(scoped.commit().await?)
}

/// The answer, in the reader's own transaction; from lines as well where it depends on each person's pay
/// and the reader may have that.
async fn answer(
    can: &Can<AskWhatIf>,
    mut scoped: Scoped,
    body: &Body,
    asked: &Asked,
    question: &Question,
) -> Result<Found, Failure> {
    let ids: Vec<Uuid> = question.unions.iter().map(|one| one.id).collect();
    let declared = store::what_if::last_declared(&mut scoped, &ids).await?;
    let mut found = Found::of(question, &declared);
    let (Some((from, _)), Some((to, _))) = (declared.first(), declared.last()) else {
        found.findings.silent = ids.len();
        return Ok(found);
    };
    let window = Window { unions: &ids, from: *from, to: *to };
    let statements = store::what_if::statements(&mut scoped, &window, (body.id, &question.code)).await?;
    journal(scoped, body, asked).await?;
    let mut of_union: HashMap<Uuid, Vec<Statement>> = HashMap::new();
    for statement in statements {
        of_union.entry(statement.union).or_default().push(statement);
    }
    let reckons = can.person.actor().holds(Capability::ReckonPay);
    let each = question.then.as_ref().filter(|levy| reckons && depends_on_each(levy));
    if let Some(levy) = each {
        run(can, question, &window, (&of_union, levy), &mut found).await?;
        return Ok(found);
    }
    for union in &question.unions {
        let own = of_union.remove(&union.id).unwrap_or_default();
        if !reckons && own.iter().any(|one| one.is_hidden(&question.standing)) {
            found.findings.withheld += 1;
            continue;
        }
        let sum = |one: &Statement| (one.period, compare(one, question.then.as_ref()));
        found.findings.take(union.id, &own.iter().map(sum).collect::<Vec<_>>());
    }
    Ok(found)
}

/// From lines, union by union, each in its own short transaction, until all are done or a limit is met.
async fn run(
    can: &Can<AskWhatIf>,
    question: &Question,
    window: &Window<'_>,
    (of_union, levy): (&HashMap<Uuid, Vec<Statement>>, &Levy),
    found: &mut Found,
) -> Result<(), Failure> {
    let turn = timeout(WAIT, TURN.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Failure::TooMany { retry_after_seconds: 30 }) };
    let (started, mut read) = (Instant::now(), 0);
    for (place, union) in question.unions.iter().enumerate() {
        if started.elapsed() > LONGEST || read > MOST_LINES {
            found.left = question.unions.len() - place;
            break;
        }
        let own = of_union.get(&union.id).map(Vec::as_slice).unwrap_or_default();
        let lines = match own {
            [] => Vec::new(),
            _ => {
                let mut reckoner = can.reckon(union.id).await?;
                store::what_if::lines(&mut reckoner, (window.from, window.to)).await?
            }
        };
        let mut sums: Vec<(PeriodId, Sum)> = Vec::with_capacity(own.len());
        for one in own {
            let of_it =
                |other: &&store::what_if::Lines| (other.employer, other.period) == (one.employer, one.period);
            let lines = lines.iter().find(of_it).map(|found| found.lines.as_slice()).unwrap_or_default();
            read += lines.len();
            sums.push((one.period, compare_lines(one, lines, levy)));
            // Other people's pages come in between.
            tokio::task::yield_now().await;
        }
        found.findings.take(union.id, &sums);
    }
    Ok(())
}

pub async fn csv(can: Can<AskWhatIf>, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let body = store::body(&mut scoped, &code).await?;
    let standing = store::standing(&mut scoped, body.id).await?;
    let (owing, _) = owing(&mut scoped, &body, t).await?;
    let (mut asked, mut problems) = (asked, Vec::new());
    let question = read(&mut scoped, &body, &standing, &owing, &mut asked, (t, &mut problems)).await?;
    let question = question.ok_or(Failure::NotFound)?;
    let found = answer(&can, scoped, &body, &asked, &question).await?;
    Ok(file(&question, &found, t)?)
}
