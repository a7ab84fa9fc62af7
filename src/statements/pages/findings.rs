//! The findings on a statement: by rule or line by line, filtered, with what to do and what each
//! weighs; notes on warnings, one rule at a time; the export of what is on screen.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::effects::Material;
use super::filters::{rule_choices, service_choices, state_choices};
use super::found::{FindingView, in_words, views};
use super::{Choice, Heading, Problem, heading, query, signed};
use crate::access::PreparePeriod;
use crate::agreements::catalogue;
use crate::audit::{Action, Event};
use crate::db::Scoped;
use crate::statements::Severity;
use crate::statements::browse::{FindingFilter, State, Turn};
use crate::statements::rules::Words;
use crate::statements::store::browse::Group;
use crate::statements::store::{self, StoredFinding, Summary};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::export::{self, Cell};
use crate::web::flash;
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

/// The findings of one rule, with what to do about them.
pub struct RuleView {
    pub code: String,
    pub name: String,
    pub clause: &'static str,
    pub severity: Severity,
    pub message: String,
    pub todo: String,
    pub count: usize,
    /// Warnings without a note.
    pub open: usize,
    pub findings: Vec<FindingView>,
    /// All of this rule under the filter; empty when all are here.
    pub all_href: String,
}

/// What the address asks for.
#[derive(Deserialize, Default, Clone)]
pub struct Asked {
    #[serde(default)]
    voir: String,
    #[serde(default)]
    regle: String,
    #[serde(default)]
    etat: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    q: String,
    /// `ligne` for a list in the order of the file instead of groups, `detail` for groups unfolded.
    #[serde(default)]
    vue: String,
    apres: Option<i32>,
    avant: Option<i32>,
}

/// Every severity, in addresses.
const ALL: &str = "tout";
const LINES: &str = "ligne";
const DETAIL: &str = "detail";
/// Rows that are shown at once without folding the rules that they are of.
const FEW: usize = 6;

impl Asked {
    /// What blocks comes first; then what waits for a note.
    fn severity(&self, summary: &Summary) -> Option<Severity> {
        match Severity::from_code(&self.voir) {
            None if self.voir == ALL => None,
            None if summary.errors > 0 => Some(Severity::Error),
            None if summary.open_warnings > 0 => Some(Severity::Warning),
            None if summary.warnings > 0 && summary.infos == 0 => Some(Severity::Warning),
            None => Some(Severity::Info),
            chosen => chosen,
        }
    }

    pub fn filter(&self, summary: &Summary) -> FindingFilter {
        FindingFilter {
            severity: self.severity(summary),
            rule: self.regle.chars().take(10).collect(),
            state: State::from_code(&self.etat),
            service: self.service.clone(),
            search: self.q.trim().chars().take(100).collect(),
        }
    }

    fn by_line(&self) -> bool {
        self.vue == LINES || !self.regle.is_empty()
    }
}

/// The address of a filter, with more parts.
fn address(id: Uuid, path: &str, filter: &FindingFilter, more: &[(&str, &str)]) -> String {
    let own = [
        ("voir", filter.severity.map_or(ALL, Severity::code)),
        ("regle", filter.rule.as_str()),
        ("etat", filter.state.map_or("", State::code)),
        ("service", filter.service.as_str()),
        ("q", filter.search.as_str()),
    ];
    format!("/releves/{id}{path}?{}", query(&[&own, more].concat()))
}

#[derive(Template)]
#[template(path = "statements/findings.html")]
struct FindingsPage {
    p: Page,
    h: Heading,
    filter: FindingFilter,
    by_line: bool,
    /// Whether every group was asked for unfolded.
    is_detailed: bool,
    total: String,
    /// Findings counted beyond what one rule may list.
    unlisted: usize,
    difference: String,
    rules: Vec<RuleView>,
    rule_choices: Vec<Choice>,
    service_choices: Vec<Choice>,
    state_choices: Vec<Choice>,
    previous_href: String,
    next_href: String,
    grouped_href: String,
    by_line_href: String,
    /// Every group unfolded; empty when they are.
    detail_href: String,
    all_href: String,
    export_href: String,
    problems: Vec<Problem>,
    note: String,
    group: String,
}

impl FindingsPage {
    fn severity_code(&self) -> &'static str {
        self.filter.severity.map_or(ALL, Severity::code)
    }

    fn state_code(&self) -> &'static str {
        self.filter.state.map_or("", State::code)
    }

    fn is_filtered(&self) -> bool {
        !(self.filter.rule.is_empty() && self.filter.service.is_empty() && self.filter.search.is_empty())
            || self.filter.state.is_some()
    }

    /// Rules are folded where their rows together would be a wall.
    fn is_unfolded(&self, rule: &RuleView) -> bool {
        let rows: usize = self.rules.iter().map(|rule| rule.findings.len()).sum();
        self.is_detailed || self.rules.len() == 1 || rows <= FEW || !self.error(&rule.code).is_empty()
    }

    fn typed(&self, rule: &str) -> &str {
        if self.group == rule { &self.note } else { "" }
    }

    fn error(&self, rule: &str) -> &str {
        self.problems.iter().find(|_| self.group == rule).map_or("", |problem| problem.text.as_str())
    }
}

/// A note that was refused, to be shown again beside its rule.
#[derive(Default)]
struct Refused {
    group: String,
    note: String,
    why: String,
}

pub async fn findings(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    findings_page(&can, id, &asked, Refused::default()).await
}

async fn findings_page(can: &Can<PreparePeriod>, id: Uuid, asked: &Asked, refused: Refused) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let filter = asked.filter(&summary);
    let counts = store::browse::rule_counts(&mut scoped, &summary).await?;
    let services = store::browse::services(&mut scoped, &summary).await?;
    let material = Material::read(&mut scoped, &union, &summary).await?;
    let shown = Shown::read(&mut scoped, &summary, &filter, asked).await?;
    let h = whole_heading(&mut scoped, &union, &summary, &filter, t).await?;
    let weighing = material.weighing();
    let rule =
        |group: &Group| rule_view(group, views(&group.first, &weighing, &material, id, t), &filter, id, t);
    let rules: Vec<RuleView> = shown.groups.iter().map(rule).collect();
    let rows: usize = rules.iter().map(|rule| rule.findings.len()).sum();
    let is_detailed = asked.vue == DETAIL;
    let folds = !is_detailed && rules.len() > 1 && rows > FEW;
    let listed: usize = counts.iter().map(|count| count.total).sum();
    let here = |more: &[(&str, &str)]| address(id, "", &filter, more);
    let turn = |name: &str, key: Option<i32>| {
        key.map(|key| here(&[("vue", LINES), (name, &key.to_string())])).unwrap_or_default()
    };
    let page = FindingsPage {
        p: can.page(t.statement_findings_title(&h.employer)),
        by_line: asked.by_line(),
        is_detailed,
        total: t.findings_shown(shown.total),
        unlisted: h.findings.saturating_sub(listed),
        difference: weighing.dues_of_all().map(|dues| signed(dues, t)).unwrap_or_default(),
        rules,
        rule_choices: rule_choices(&counts, &filter, t),
        service_choices: service_choices(&services, &filter.service),
        state_choices: state_choices(&filter, t),
        previous_href: turn("avant", shown.previous),
        next_href: turn("apres", shown.next),
        grouped_href: address(id, "", &FindingFilter { rule: String::new(), ..filter.clone() }, &[]),
        by_line_href: here(&[("vue", LINES)]),
        detail_href: if folds { here(&[("vue", DETAIL)]) } else { String::new() },
        all_href: format!("/releves/{id}?voir={}", filter.severity.map_or(ALL, Severity::code)),
        export_href: address(id, "/constats.csv", &filter, &[]),
        problems: match refused.why.as_str() {
            "" => Vec::new(),
            why => vec![Problem { href: format!("#note-{}", refused.group), text: why.to_owned() }],
        },
        note: refused.note,
        group: refused.group,
        filter,
        h,
    };
    let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &page)
}

/// The heading with what the version shares with others: what it changed, the notes that it took over, the
/// period of the same file.
async fn whole_heading(
    scoped: &mut Scoped,
    union: &Union,
    summary: &Summary,
    filter: &FindingFilter,
    t: Text,
) -> Result<Heading, Failure> {
    let mut h = heading(union, summary, filter.severity.map_or("all", Severity::code), t);
    h.changed = super::versions::changed_words(scoped, summary, t).await?;
    let carried = store::browse::carried_notes(scoped, summary).await?;
    h.notes.extend(carried.into_iter().map(|(version, count)| t.findings_carried(count, version)));
    let twin = store::versions::twin(scoped, summary).await?;
    h.twin = twin.map(|other| format!("{} {}", other.code(), other.fiscal_year())).unwrap_or_default();
    Ok(h)
}

/// What is on the screen: the groups of a filter, or one group that is a page of it.
struct Shown {
    groups: Vec<Group>,
    total: usize,
    previous: Option<i32>,
    next: Option<i32>,
}

impl Shown {
    async fn read(
        scoped: &mut Scoped,
        summary: &Summary,
        filter: &FindingFilter,
        asked: &Asked,
    ) -> Result<Shown, Failure> {
        if !asked.by_line() {
            let groups = store::browse::groups(scoped, summary, filter).await?;
            let total = groups.iter().map(|group| group.total).sum();
            return Ok(Shown { groups, total, previous: None, next: None });
        }
        let turn = Turn::of(asked.apres, asked.avant);
        let part = store::browse::page(scoped, summary, filter, &turn).await?;
        let (total, open) = store::browse::count(scoped, summary, filter).await?;
        let group = Group { total, open, first: part.rows };
        let groups = if group.first.is_empty() { Vec::new() } else { vec![group] };
        Ok(Shown { groups, total, previous: part.previous, next: part.next })
    }
}

fn rule_view(
    group: &Group,
    findings: Vec<FindingView>,
    filter: &FindingFilter,
    id: Uuid,
    t: Text,
) -> RuleView {
    let first = group.first.first().and_then(StoredFinding::finding);
    let (code, clause, severity) =
        first.as_ref().map_or(("", "", Severity::Info), |(rule, f)| (rule.code, rule.clause, f.severity));
    let of_rule = FindingFilter { rule: code.to_owned(), severity: Some(severity), ..filter.clone() };
    let words = first.as_ref().map(|(_, finding)| Words::of(finding));
    RuleView {
        code: code.to_owned(),
        name: rule_name(code, t),
        clause,
        severity,
        message: words.as_ref().map(|words| in_words(&words.key, words, t)).unwrap_or_default(),
        todo: words.as_ref().map(|words| in_words(&words.todo, words, t)).unwrap_or_default(),
        count: group.total,
        open: if severity == Severity::Warning { group.open } else { 0 },
        all_href: if group.total > findings.len() { address(id, "", &of_rule, &[]) } else { String::new() },
        findings,
    }
}

/// The short name of a rule; its code when the portal no longer knows it.
pub(super) fn rule_name(code: &str, t: Text) -> String {
    catalogue::find(code).map_or_else(|| code.to_owned(), |entry| t.kind(&entry.name(), &[]))
}

/// A note on every warning of one rule that the filter shows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Code of the rule.
    group: String,
    note: String,
    #[serde(default)]
    etat: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    regle: String,
    #[serde(default)]
    voir: String,
    #[serde(default)]
    vue: String,
}

pub async fn acknowledge(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Form(form): Form<Note>) -> Answer {
    let t = can.text();
    let asked = Asked {
        voir: if form.voir.is_empty() { Severity::Warning.code().to_owned() } else { form.voir },
        regle: form.regle,
        etat: form.etat,
        service: form.service,
        q: form.q,
        vue: form.vue,
        ..Asked::default()
    };
    let mut scoped = can.begin().await?;
    let summary = store::to_note(&mut scoped, id).await?;
    let refused =
        |why: &str| Refused { group: form.group.clone(), note: form.note.clone(), why: why.to_owned() };
    let note = match super::finding::note_of(&form.note, &summary, t) {
        Ok(note) => note,
        Err(why) => return findings_page(&can, id, &asked, refused(why)).await,
    };
    let shown = asked.filter(&summary);
    // Of the rule alone, and only what a note can settle, whatever else the screen shows.
    let of_rule =
        FindingFilter { severity: Some(Severity::Warning), rule: form.group.clone(), ..shown.clone() };
    let found = store::browse::all(&mut scoped, &summary, &of_rule).await?;
    let seqs: Vec<i32> = found.iter().map(|finding| finding.seq).collect();
    let noted = store::acknowledge(&mut scoped, id, &seqs, note).await?;
    if noted > 0 {
        scoped.record(Event::done(Action::FindingsAcknowledged, format!("{id} {}", form.group)));
    }
    scoped.commit().await?;
    flash::counted(&address(id, "", &shown, &[("vue", &asked.vue)]), "said-findings-noted", noted)
}

/// Every finding of the filter, for the employer or for the spreadsheet: the screen, all its pages.
pub async fn findings_csv(
    can: Can<PreparePeriod>,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    // Without a question, everything: what an employer is sent.
    let voir = if asked.voir.is_empty() { ALL.to_owned() } else { asked.voir.clone() };
    let filter = Asked { voir, ..asked }.filter(&summary);
    let found = store::browse::all(&mut scoped, &summary, &filter).await?;
    let material = Material::read(&mut scoped, &union, &summary).await?;
    scoped.record(Event::done(Action::Exported, format!("findings {id}")));
    scoped.commit().await?;
    let weighing = material.weighing();
    let rows: Vec<Vec<Cell>> =
        found.iter().filter_map(|stored| super::found::cells(stored, (&weighing, &material), t)).collect();
    let heading = super::found::cell_names(t);
    Ok(export::download("constats.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
