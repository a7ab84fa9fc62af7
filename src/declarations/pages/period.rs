//! The list of periods, and the task list of one.

use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::{Tag, period_title, standing_of, standing_tag};
use crate::access::PreparePeriod;
use crate::calendar::{Period, PeriodId};
use crate::corrections::pages::list::{Arrears, arrears};
use crate::db::Scoped;
use crate::declarations::store::signing;
use crate::declarations::{self, Declaration, Draft, Reading, Standing};
use crate::money::Cad;
use crate::openings::Opening;
use crate::statements::pages::progress::upload_path;
use crate::statements::pages::{period_of_path, period_path};
use crate::statements::store::Summary;
use crate::statements::store::uploads::{self, Upload};
use crate::text::Text;
use crate::unions::Union;
use crate::unions::pages::team::Contacts;
use crate::unions::team::Section;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};
use crate::{payments, statements, unions};

/// One thing to do.
pub struct Task {
    /// Unique on a page that shows several periods.
    pub id: String,
    pub title: &'static str,
    pub hint: String,
    pub status: String,
    pub kind: &'static str,
    /// Empty while it is not possible yet.
    pub href: String,
}

/// Where a period stands: what its pages, the list and home show.
pub struct PeriodState {
    pub period: Period,
    pub due_on: chrono::NaiveDate,
    pub summaries: Vec<Summary>,
    /// The last one, when statements that came late had to be declared too.
    pub declaration: Option<Declaration>,
    /// By all the declarations of the period: what they come to, and what is still owed of it.
    pub declared: Cad,
    pub owing: Cad,
    /// What a transfer made now would pay, of this period or not.
    pub to_pay: Cad,
    pub employers: usize,
    /// Attested, and to be signed by another; and whether what was attested still stands.
    pub awaiting: Option<(Uuid, bool)>,
}

impl PeriodState {
    pub async fn read(scoped: &mut Scoped, union: &Union, id: PeriodId) -> Result<PeriodState, Failure> {
        let declarations = declarations::store::of_union(scoped, union.id).await?;
        let period = union.period(id).ok_or(Failure::NotFound)?;
        if id < union.first_period || period.end >= scoped.today() {
            return Err(Failure::NotFound);
        }
        let awaiting = match signing::awaiting(scoped, union.id, id).await? {
            Some(attested) => {
                let stands = signing::still_stands(scoped, union, &attested).await?;
                Some((attested.id, stands))
            }
            None => None,
        };
        Ok(PeriodState {
            period,
            awaiting,
            due_on: union.due_on(id).ok_or(Failure::NotFound)?,
            summaries: statements::store::in_force(scoped, id).await?,
            declared: declarations.iter().filter(|d| d.period == id).map(|d| d.total).sum(),
            owing: declarations.iter().filter(|d| d.period == id).map(Declaration::outstanding).sum(),
            declaration: declarations.into_iter().find(|declaration| declaration.period == id),
            to_pay: payments::store::to_pay(scoped, union.id).await?,
            employers: union.expected(id).count(),
        })
    }

    fn errors(&self) -> usize {
        self.summaries.iter().map(|summary| summary.errors).sum()
    }

    fn open_warnings(&self) -> usize {
        self.summaries.iter().map(|summary| summary.open_warnings).sum()
    }

    /// Statements received that no declaration has taken in yet.
    fn has_undeclared(&self) -> bool {
        self.summaries.iter().any(|summary| !summary.is_declared())
    }

    /// Steps left before the period is behind her.
    pub fn steps_left(&self) -> usize {
        let received = self.summaries.len() >= self.employers;
        let settled = received && self.errors() + self.open_warnings() == 0;
        match &self.declaration {
            Some(_) if self.has_undeclared() => 2 + usize::from(!settled),
            // A statement that was missing stays to be had, whatever is paid.
            Some(_) if self.owing <= Cad::ZERO => usize::from(!received),
            Some(declaration) if declaration.is_pending => usize::from(!received),
            Some(_) => 1 + usize::from(!received),
            None => 2 + usize::from(!received) + usize::from(!settled),
        }
    }

    /// The five questions of a period (`product.md`): received, settled, checked, declared, paid.
    pub fn tasks(&self, union: &Union, t: Text) -> Vec<Task> {
        let path = period_path(self.period.id());
        let done = || (t.task_done().to_owned(), "done");
        let later = || (t.task_not_yet().to_owned(), "quiet");
        let received = self.summaries.len() >= self.employers;
        let findings = self.errors() + self.open_warnings();

        let is_missing = |id| self.summaries.iter().all(|summary| summary.employer != id);
        let named = |missing: bool| -> String {
            let expected = union.expected(self.period.id());
            let kept = expected.filter(|employer| !missing || is_missing(employer.id));
            kept.map(|employer| employer.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let (status, kind) = if received { done() } else { (t.task_to_do().to_owned(), "due") };
        let statements = Task {
            id: self.task_id("statements"),
            title: t.task_statements(),
            hint: if received {
                t.task_statements_hint(named(false), self.summaries.len(), self.employers)
            } else {
                t.task_statements_missing(named(true), self.summaries.len(), self.employers)
            },
            status,
            kind,
            href: format!("{path}#releves"),
        };
        let (status, kind) = match () {
            () if self.summaries.is_empty() => later(),
            () if self.errors() > 0 => (t.task_blocking(self.errors()), "blocking"),
            () if findings > 0 => (t.task_to_acknowledge(findings), "due"),
            () => done(),
        };
        let unsettled = self.summaries.iter().find(|s| !s.is_settled()).or(self.summaries.first());
        let settle = Task {
            id: self.task_id("findings"),
            title: t.task_findings(),
            hint: t.task_findings_hint(
                self.errors(),
                self.summaries.iter().map(|s| s.lines).sum::<usize>(),
                self.open_warnings(),
            ),
            status,
            kind,
            href: unsettled.map(|summary| format!("/releves/{}", summary.id)).unwrap_or_default(),
        };
        vec![statements, settle, self.declare_task(t), self.payment_task(t)]
    }

    /// Checked, attested, and signed where two must sign.
    fn declare_task(&self, t: Text) -> Task {
        let declared = self.declaration.as_ref();
        let findings = self.errors() + self.open_warnings();
        let waits = declared.is_none() || self.has_undeclared();
        let hint = |before: &Declaration| match waits {
            true => t.task_supplement_hint(&before.receipt_number),
            false => t.task_declared_hint(&before.receipt_number),
        };
        let (status, kind) = match self.awaiting {
            Some((_, true)) => (t.signing_task_awaits().to_owned(), "info"),
            Some((_, false)) => (t.signing_task_fallen().to_owned(), "blocking"),
            None if !waits => (t.task_done().to_owned(), "done"),
            None if findings > 0 => (t.task_not_yet().to_owned(), "quiet"),
            None if self.summaries.is_empty() => (t.task_awaited().to_owned(), "quiet"),
            None => (t.task_to_do().to_owned(), "due"),
        };
        Task {
            id: self.task_id("declare"),
            title: t.task_declare(),
            hint: declared.map(hint).unwrap_or_default(),
            status,
            kind,
            href: match declared {
                _ if self.awaiting.is_some_and(|(_, stands)| stands) => {
                    self.awaiting.map(|(id, _)| format!("/signatures/{id}")).unwrap_or_default()
                }
                Some(declaration) if !waits => format!("/declarations/{}", declaration.id),
                // Without any statement too: nobody may have paid, and it is filed all the same.
                _ if findings == 0 => format!("{}/declaration", period_path(self.period.id())),
                _ => String::new(),
            },
        }
    }

    fn task_id(&self, name: &str) -> String {
        format!("{}-{}-{name}", self.period.fiscal_year, self.period.code())
    }

    fn payment_task(&self, t: Text) -> Task {
        let (status, kind, href) = match &self.declaration {
            None => (t.task_not_yet().to_owned(), "quiet", String::new()),
            Some(declaration) => {
                let href = format!("/declarations/{}#payer", declaration.id);
                if self.owing <= Cad::ZERO {
                    (t.standing_paid().to_owned(), "done", href)
                } else if declaration.is_pending {
                    (t.standing_pending().to_owned(), "info", href)
                } else {
                    (t.task_to_do().to_owned(), "due", href)
                }
            }
        };
        // The receipt asks for the whole account, which may not be what the period comes to.
        let is_all = kind != "due" || self.to_pay <= Cad::ZERO || self.to_pay == self.owing;
        let amount =
            if is_all { t.money(&self.declared) } else { t.task_pay_account(self.owing, self.to_pay) };
        let hint = self.declaration.as_ref().map(|_| amount).unwrap_or_default();
        Task { id: self.task_id("pay"), title: t.task_pay(), hint, status, kind, href }
    }
}

/// All that a union owes, with what is left from before the portal counted.
pub fn owing(declarations: &[Declaration], opening: Option<&Opening>) -> Cad {
    declarations.iter().map(Declaration::outstanding).chain(opening.map(Opening::outstanding)).sum()
}

/// An employer of the period, with its statement or a place to drop one.
pub struct EmployerView {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub key: String,
    pub field: String,
    /// Declared: only a correction changes it now.
    pub is_declared: bool,
    pub statement: Option<StatementView>,
    pub errors_href: String,
    /// Files sent in that are not statements yet: where they stand, and their page.
    pub uploads: Vec<(String, String)>,
}

pub struct StatementView {
    pub href: String,
    pub file_name: String,
    pub detail: String,
    pub tag: Tag,
}

#[derive(Template)]
#[template(path = "declarations/period.html")]
struct PeriodPage {
    p: Page,
    path: String,
    title: String,
    due: String,
    is_late: bool,
    tasks: Vec<Task>,
    employers: Vec<EmployerView>,
    declared: bool,
    /// Something has been read, so that a per capita can be shown.
    has_lines: bool,
    total: String,
    arrears: Vec<Arrears>,
    contacts: Contacts,
}

pub async fn one(can: Can<PreparePeriod>, Path((year, code)): Path<(String, String)>) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let state = PeriodState::read(&mut scoped, &union, id).await?;
    // What came late adds to what was declared.
    let total = match &state.declaration {
        Some(_) if !state.has_undeclared() => state.declared,
        _ => {
            let left = declarations::store::material(&mut scoped, &union, id, Reading::ToDeclare).await?;
            state.declared + Draft::of(&left).total()
        }
    };
    let title = period_title(&state.period, t);
    let p = can.page(&title);
    let uploads = uploads::open(&mut scoped, id).await?;
    html(&PeriodPage {
        path: period_path(id),
        due: t.date(&state.due_on),
        is_late: state.declaration.is_none() && scoped.today() > state.due_on,
        tasks: state.tasks(&union, t),
        employers: employers(&union, &state, &uploads, &p, t),
        declared: state.declaration.is_some() && !state.has_undeclared(),
        has_lines: !state.summaries.is_empty(),
        total: t.money(&total),
        arrears: arrears(&mut scoped, &union, t).await?,
        contacts: Contacts::read(&mut scoped, Section::PerCapita, t).await?,
        title,
        p,
    })
}

fn employers(union: &Union, state: &PeriodState, uploads: &[Upload], p: &Page, t: Text) -> Vec<EmployerView> {
    let upload = |upload: &Upload| {
        let file = &upload.file_name;
        let asks = upload.state == uploads::State::Asks;
        (if asks { t.upload_open_asks(file) } else { t.upload_open(file) }, upload_path(upload.id))
    };
    let statement = |summary: &Summary| StatementView {
        href: format!("/releves/{}", summary.id),
        file_name: summary.file_name.clone(),
        detail: t.statement_detail(
            t.money(&summary.totals.dues),
            summary.lines,
            t.moment(&summary.received_at),
        ),
        tag: match () {
            () if summary.errors > 0 => Tag { word: t.statement_blocked(), kind: "blocking" },
            () if summary.open_warnings > 0 => Tag { word: t.statement_to_acknowledge(), kind: "due" },
            () => Tag { word: t.statement_settled(), kind: "done" },
        },
    };
    union
        .expected(state.period.id())
        .map(|employer| EmployerView {
            id: employer.id.to_string(),
            field: format!("file-{}", employer.id),
            name: employer.name.clone(),
            unit: employer.unit.clone(),
            errors_href: format!("/employeurs/{}/erreurs", employer.id),
            key: p.key().to_string(),
            is_declared: state.summaries.iter().any(|s| s.employer == employer.id && s.is_declared()),
            statement: state.summaries.iter().find(|s| s.employer == employer.id).map(statement),
            uploads: uploads.iter().filter(|u| u.employer == employer.id).map(upload).collect(),
        })
        .collect()
}

pub struct PeriodRow {
    pub title: String,
    pub href: String,
    pub due: String,
    pub total: String,
    /// Where its money stands, and before it what the period still waits for.
    pub tags: Vec<Tag>,
}

#[derive(Template)]
#[template(path = "declarations/periods.html")]
struct PeriodsPage {
    p: Page,
    open: Vec<PeriodRow>,
    filed: Vec<PeriodRow>,
    contacts: Contacts,
}

/// Every period that has ended: those to declare first, then those declared.
pub async fn list(can: Can<PreparePeriod>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let declarations = declarations::store::of_union(&mut scoped, own).await?;
    let received = statements::store::received(&mut scoped).await?;
    let today = scoped.today();
    let mut periods = union.periods_until(today);
    periods.reverse();
    let (mut open, mut filed) = (Vec::new(), Vec::new());
    for period in periods {
        let due_on = union.due_on(period.id()).ok_or(Failure::NotFound)?;
        let all: Vec<_> = declarations.iter().filter(|one| one.period == period.id()).collect();
        // Of several, the one that something is still owed of.
        let declaration = all.iter().find(|one| one.outstanding() > Cad::ZERO).or(all.first());
        let left = left_of(&union, period.id(), &received, t);
        let row = PeriodRow {
            title: period_title(&period, t),
            href: period_path(period.id()),
            due: t.date(&due_on),
            total: declaration.map(|_| t.money(&all.iter().map(|d| d.total).sum())).unwrap_or_default(),
            tags: match declaration {
                Some(declaration) => left.into_iter().chain([standing_of(declaration, today, t)]).collect(),
                None if today > due_on => vec![standing_tag(Standing::Late, t)],
                None => vec![Tag { word: t.standing_to_declare(), kind: "due" }],
            },
        };
        if declaration.is_some() && left.is_none() { filed.push(row) } else { open.push(row) }
    }
    let contacts = Contacts::read(&mut scoped, Section::PerCapita, t).await?;
    html(&PeriodsPage { p: can.page(t.periods_title()), open, filed, contacts })
}

/// What a declared period still waits for: a statement that came late, or one that did not come; each
/// stays to be had (`percapita.md`, section 7).
fn left_of(union: &Union, period: PeriodId, received: &[(PeriodId, Uuid, bool)], t: Text) -> Option<Tag> {
    let here = |employer: Uuid| received.iter().find(|(at, of, _)| (*at, *of) == (period, employer));
    let mut left = union.expected(period).map(|employer| here(employer.id).map(|(.., declared)| *declared));
    match left.find(|declared| *declared != Some(true))? {
        Some(_) => Some(Tag { word: t.standing_to_declare(), kind: "due" }),
        None => Some(Tag { word: t.filing_missing(), kind: "due" }),
    }
}
