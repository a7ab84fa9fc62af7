//! The finance office decides what each rule weighs, for an agreement or for one employer. The auditor
//! reads it. What is said of one employer is `employer`.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::tag;
use crate::access::{Capability, SeeRuleSettings, SetRules};
use crate::agreements::catalogue::{self, ENTRIES};
use crate::agreements::store::{self, Switch};
use crate::agreements::{Setting, weight_of};
use crate::statements::rules::{Weight, is_fixed};
use crate::text::Text;
use crate::unions::pages::{Choice, Problem, about, day, status};
use crate::web::error::Answer;
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html, html_with};

/// An agreement in the list.
pub struct AgreementRow {
    pub href: String,
    pub name: String,
    pub code: String,
    pub rules: String,
}

/// An employer in the list.
pub struct EmployerRow {
    pub href: String,
    pub name: String,
    pub unit: String,
    pub union: String,
    pub agreement: String,
}

#[derive(Template)]
#[template(path = "agreements/settings.html")]
struct SettingsPage {
    p: Page,
    agreements: Vec<AgreementRow>,
    employers: Vec<EmployerRow>,
    search: String,
    more: bool,
}

#[derive(Deserialize)]
pub struct Search {
    q: Option<String>,
}

/// Employers shown at once; a search finds the others.
const SHOWN: usize = 50;

pub async fn settings(can: Can<SeeRuleSettings>, Query(search): Query<Search>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let search: String = search.q.unwrap_or_default().trim().chars().take(100).collect();
    let agreements = store::all(&mut scoped).await?;
    let mut found = store::employers(&mut scoped, &search, SHOWN as i64 + 1).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let name = |id: Option<Uuid>| {
        let one = agreements.iter().find(|agreement| match id {
            Some(id) => agreement.id == id,
            None => agreement.by_default,
        });
        one.map(|agreement| agreement.name(t.lang()).to_owned()).unwrap_or_default()
    };
    let employers = found.into_iter().map(|employer| EmployerRow {
        href: format!("/regles/employeurs/{}/{}", employer.union_id, employer.id),
        agreement: name(employer.agreement_id),
        name: employer.name,
        unit: employer.unit,
        union: format!("{} · {}", employer.number, employer.union_name),
    });
    let employers = employers.collect();
    let mut rows = Vec::new();
    for agreement in &agreements {
        let decided = store::of_agreement(&mut scoped, agreement.id).await?;
        rows.push(AgreementRow {
            href: format!("/regles/conventions/{}", agreement.id),
            name: agreement.name(t.lang()).to_owned(),
            code: agreement.code.clone(),
            rules: t.count(&decided.rules.len()),
        });
    }
    html(&SettingsPage {
        p: can.page(t.agreements_settings_title()),
        agreements: rows,
        employers,
        search,
        more,
    })
}

/// A decision in its history.
pub struct SettingRow {
    pub rule: String,
    pub asks: String,
    pub weight: super::Tag,
    pub dates: String,
    pub note: String,
    pub decided: String,
}

/// What the form says, typed.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    key: Uuid,
    rule: String,
    severity: String,
    pub from: String,
    pub to: String,
    pub note: String,
}

/// A note says why, and is short enough to be read.
pub(super) const LONGEST_NOTE: usize = 500;

impl Typed {
    pub(super) fn problems(&self, t: Text) -> Vec<Problem> {
        let (from, to) = (day(&self.from), self.to.trim());
        let to_fits = to.is_empty() || day(to).is_some_and(|to| from.is_none_or(|from| from <= to));
        let note = self.note.trim().chars().count();
        let checks = [
            ("#rule", is_switched(&self.rule), t.agreements_bad_rule()),
            ("#severity", weight_of(&self.severity).is_some(), t.agreements_bad_severity()),
            ("#from", from.is_some(), t.agreements_bad_from()),
            ("#to", to_fits, t.agreements_bad_to()),
            ("#note", (3..=LONGEST_NOTE).contains(&note), t.agreements_bad_note()),
        ];
        let wrong = checks.into_iter().filter(|(_, good, _)| !good);
        wrong.map(|(href, _, text)| Problem { href, text: text.to_owned() }).collect()
    }

    pub(super) fn switch(&self) -> Option<Switch<'_>> {
        let weight = weight_of(&self.severity)?;
        let (from, to) = (day(&self.from)?, day(&self.to));
        Some(Switch { id: self.key, rule: &self.rule, weight, from, to, note: self.note.trim() })
    }
}

/// Whether a rule may be given another weight.
fn is_switched(code: &str) -> bool {
    catalogue::find(code).is_some() && !is_fixed(code)
}

/// The form that gives a rule a weight, and what was decided before: `agreements/switch.html`.
pub struct SwitchForm {
    pub action: String,
    pub key: String,
    pub typed: Typed,
    pub problems: Vec<Problem>,
    pub rules: Vec<Choice>,
    pub weights: Vec<Choice>,
    pub history: Vec<SettingRow>,
    /// Whether the reader decides, or only reads.
    pub may_decide: bool,
}

impl SwitchForm {
    pub fn error(&self, href: &str) -> String {
        about(&self.problems, href)
    }

    pub(super) fn new(
        action: String,
        settings: &[Setting],
        given: Given,
        p: &Page,
        may_decide: bool,
    ) -> SwitchForm {
        let t = p.t;
        let Given { typed, problems } = given;
        let key = if typed.key.is_nil() { p.key() } else { typed.key };
        let rules = ENTRIES.iter().filter(|entry| !is_fixed(entry.code)).map(|entry| Choice {
            value: entry.code.to_owned(),
            label: format!("{} · {}", entry.code, t.kind(&entry.asks(), &[])),
            chosen: entry.code == typed.rule,
        });
        let weights = ["error", "warning", "info", "off", "set"].map(|code| Choice {
            value: code.to_owned(),
            label: weight_of(code).map(|weight| words(weight, t)).unwrap_or_default().to_owned(),
            chosen: code == typed.severity,
        });
        SwitchForm {
            key: key.to_string(),
            rules: rules.collect(),
            weights: weights.into(),
            history: settings.iter().rev().map(|setting| setting_row(setting, t)).collect(),
            action,
            typed,
            problems,
            may_decide,
        }
    }
}

/// A form as it came back, or as it is first shown.
#[derive(Default)]
pub(super) struct Given {
    pub typed: Typed,
    pub problems: Vec<Problem>,
}

fn words(weight: Option<Weight>, t: Text) -> &'static str {
    weight.map_or(t.agreements_as_the_set(), |weight| tag(weight, t).word)
}

fn setting_row(setting: &Setting, t: Text) -> SettingRow {
    let asks = catalogue::find(&setting.rule).map(|entry| t.kind(&entry.asks(), &[]));
    SettingRow {
        rule: setting.rule.clone(),
        asks: asks.unwrap_or_default(),
        weight: match setting.weight {
            Some(weight) => tag(weight, t),
            None => super::Tag { word: t.agreements_as_the_set(), kind: "quiet" },
        },
        dates: match setting.to {
            Some(to) => t.agreements_from_to(setting.from, to),
            None => t.agreements_from(setting.from),
        },
        note: setting.note.clone(),
        decided: t.moment(&setting.decided_at),
    }
}

fn may_decide<C: crate::access::Need>(can: &Can<C>) -> bool {
    can.person.actor().holds(Capability::SetRules)
}

#[derive(Template)]
#[template(path = "agreements/agreement.html")]
struct AgreementPage {
    p: Page,
    agreement: Uuid,
    form: SwitchForm,
}

pub async fn agreement(can: Can<SeeRuleSettings>, Path(id): Path<Uuid>) -> Answer {
    agreement_page(&can, id, Given::default()).await
}

async fn agreement_page<C: crate::access::Need>(can: &Can<C>, id: Uuid, given: Given) -> Answer {
    let mut scoped = can.begin().await?;
    let agreement = store::one(&mut scoped, id).await?;
    let decided = store::of_agreement(&mut scoped, id).await?;
    let p = can.page(agreement.name(can.text().lang()));
    let answer = status(&given.problems);
    let action = format!("/regles/conventions/{id}");
    let form = SwitchForm::new(action, &decided.agreement, given, &p, may_decide(can));
    html_with(answer, &AgreementPage { p, agreement: id, form })
}

pub async fn switch_agreement(can: Can<SetRules>, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let problems = typed.problems(can.text());
    let (true, Some(switch)) = (problems.is_empty(), typed.switch()) else {
        return agreement_page(&can, id, Given { typed, problems }).await;
    };
    let mut scoped = can.begin().await?;
    store::one(&mut scoped, id).await?;
    store::switch_agreement(&mut scoped, id, &switch).await?;
    scoped.commit().await?;
    flash::done(&format!("/regles/conventions/{id}"), "said-rule-set")
}
