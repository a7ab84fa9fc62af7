//! Why an amount of another period: each person before and after, by which line of the statement,
//! and the error that the line answers.

use askama::Template;
use uuid::Uuid;

use super::assessment::{dollars, read, resolution};
use super::{adjustment_words, body_name, exemption_words, levy_name, rule_words};
use crate::access::PreparePeriod;
use crate::calendar::PeriodId;
use crate::corrections;
use crate::db::Scoped;
use crate::declarations::{Cause, Draft, Reading, StatementMaterial};
use crate::dues::adjustments::PersonAdjustment;
use crate::statements::pages::{period_of_path, period_path};
use crate::text::Text;
use crate::unions;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// `2025-26-P04`, as an address names a corrected period.
pub fn period_code(period: PeriodId) -> String {
    format!("{}-{}", period.fiscal_year(), period.code())
}

fn period_of_code(code: &str) -> Result<PeriodId, Failure> {
    let (year, number) = code.rsplit_once('-').ok_or(Failure::NotFound)?;
    period_of_path(year, number)
}

pub struct PersonRow {
    pub name: String,
    pub employee_number: String,
    pub before: String,
    pub after: String,
    pub share: String,
    pub nature: String,
    pub line: String,
    pub line_href: String,
    /// The errors on the employer's list that this person's correction answers.
    pub errors: Vec<String>,
}

#[derive(Template)]
#[template(path = "declarations/adjustment.html")]
struct AdjustmentPage {
    p: Page,
    path: String,
    employer: String,
    payee: String,
    rule: String,
    resolution: String,
    what: String,
    /// How its differences come about.
    rule_of: &'static str,
    /// The decision that waives a part of it; empty when none does.
    exempted: String,
    exact: String,
    amount: String,
    rows: Vec<PersonRow>,
}

/// Which amount: of a statement, of another period, by a levy.
pub(super) struct Named<'n> {
    pub id: PeriodId,
    pub statement: Uuid,
    pub payee: &'n str,
    pub levy: &'n str,
    /// As [`period_code`] writes it.
    pub of: &'n str,
    pub cause: Cause,
}

pub(super) async fn show(can: &Can<PreparePeriod>, named: Named<'_>) -> Answer {
    let t = can.text();
    let Named { id, statement, payee, levy, cause, .. } = named;
    let of = period_of_code(named.of)?;
    let mut scoped = can.begin().await?;
    let (_, material) = read(&mut scoped, id, Reading::All).await?;
    let bodies = unions::store::bodies(&mut scoped).await?;
    let draft = Draft::of(&material);
    let drafted = draft.statements.iter().find(|s| s.material.id == statement).ok_or(Failure::NotFound)?;
    let adjusted = drafted.adjusted(of, cause).ok_or(Failure::NotFound)?;
    let adjustment = adjusted
        .made
        .iter()
        .find(|a| a.levy.payee() == payee && a.levy.code() == levy && !a.people.is_empty())
        .ok_or(Failure::NotFound)?;
    let mut rows = Vec::new();
    for person in &adjustment.people {
        let mut row = person_row(person, drafted.material, of, t);
        row.errors = errors(&mut scoped, drafted.material, of, &person.employee_number).await?;
        rows.push(row);
    }
    html(&AdjustmentPage {
        p: can.page(t.workings_title(levy_name(adjustment.levy, t.lang()))),
        path: period_path(id),
        employer: drafted.material.employer.clone(),
        payee: body_name(&bodies, payee, t.lang()),
        rule: rule_words(adjustment.levy, t),
        resolution: resolution(adjustment.levy, t),
        what: adjustment_words(of, cause, t),
        rule_of: match cause {
            Cause::Correction => t.adjustment_rule(),
            Cause::Ruling => t.held_release_rule(),
            Cause::Exemption => t.adjustment_exemption_rule(),
        },
        exempted: adjustment.exemption.map(|exemption| exemption_words(exemption, t)).unwrap_or_default(),
        exact: dollars(adjustment.exact, t),
        amount: t.money(&adjustment.amount),
        rows,
    })
}

fn person_row(person: &PersonAdjustment, statement: &StatementMaterial, of: PeriodId, t: Text) -> PersonRow {
    let number = &person.employee_number;
    let corrects = |text: &str| PeriodId::corrected(text, statement.period.id()).is_ok_and(|id| id == of);
    let line = statement.lines.iter().find(|line| {
        line.employee_number == *number && line.is_correction() && corrects(&line.correction_period)
    });
    let named = line.or_else(|| statement.lines.iter().find(|line| line.employee_number == *number));
    PersonRow {
        name: named.map(|line| line.name.to_string()).unwrap_or_default(),
        employee_number: number.clone(),
        before: dollars(person.before, t),
        after: dollars(person.after, t),
        share: t.money(&person.share),
        nature: line.map(|line| line.correction_nature.to_string()).unwrap_or_default(),
        line: line.map(|line| line.number.to_string()).unwrap_or_default(),
        line_href: line
            .map(|line| format!("/releves/{}/lignes?apres={}", statement.id, line.number.saturating_sub(1)))
            .unwrap_or_default(),
        errors: Vec::new(),
    }
}

async fn errors(
    scoped: &mut Scoped,
    statement: &StatementMaterial,
    of: PeriodId,
    number: &str,
) -> Result<Vec<String>, Failure> {
    let employer = statement.employer_id;
    let items = corrections::store::about(scoped, employer, of, number).await?;
    Ok(items.into_iter().map(|item| format!("/employeurs/{employer}/erreurs/{item}")).collect())
}
