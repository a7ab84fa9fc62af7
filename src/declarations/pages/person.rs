//! What one person's dues were, period by period, and her share of each body's per capita, as declared:
//! each share leads to its working.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::{adjustment_words, levy_name};
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::db::{Error, Scoped};
use crate::declarations::document::{Amount, Document};
use crate::declarations::{self, Declaration};
use crate::members;
use crate::money::Cad;
use crate::statements::Line;
use crate::text::Text;
use crate::unions::{self, Body};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

/// One share: of a levy, in one declaration.
pub struct ShareRow {
    pub payee: String,
    pub levy: String,
    pub note: String,
    pub share: String,
    pub href: String,
}

/// One declaration that she is in.
pub struct PeriodShares {
    pub period: String,
    pub receipt_number: String,
    pub receipt_href: String,
    pub salary_paid: String,
    pub dues: String,
    pub rows: Vec<ShareRow>,
    pub total: String,
}

#[derive(Template)]
#[template(path = "declarations/person.html")]
struct PersonPage {
    p: Page,
    back: String,
    name: String,
    employee_number: String,
    years: Vec<(String, String, bool)>,
    totals: Vec<(String, String)>,
    periods: Vec<PeriodShares>,
}

#[derive(Deserialize)]
pub struct Filter {
    annee: Option<String>,
}

/// Whom it is about, and how amounts are said.
struct Reading<'r> {
    number: &'r str,
    bodies: &'r [Body],
    t: Text,
}

/// A year at a time: each declaration is read whole.
pub async fn show(can: Can<SeeMembers>, Path(id): Path<Uuid>, Query(filter): Query<Filter>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let member = members::store::one(&mut scoped, id).await?;
    let bodies = unions::store::bodies(&mut scoped).await?;
    let all = declarations::store::of_union(&mut scoped, own).await?;
    let mut years: Vec<FiscalYear> = all.iter().map(|d| d.period.fiscal_year()).collect();
    years.dedup();
    let year: Option<FiscalYear> = match filter.annee.as_deref() {
        None | Some("") => years.first().copied(),
        Some(text) => Some(text.parse().map_err(|_| Failure::NotFound)?),
    };
    let reading = Reading { number: &member.employee_number, bodies: &bodies, t };
    let (mut periods, mut totals): (_, Vec<(String, Cad)>) = (Vec::new(), Vec::new());
    for declaration in all.iter().filter(|d| Some(d.period.fiscal_year()) == year) {
        let found = reading.shares(&mut scoped, declaration, member.employer, &mut totals).await?;
        periods.extend(found);
    }
    scoped.record(Event::done(Action::MemberRead, id));
    scoped.commit().await?;
    let here = format!("/membres/{id}/per-capita");
    let name = if member.name.is_empty() { t.line_nobody().to_owned() } else { member.name };
    html(&PersonPage {
        p: can.page(t.person_title(&name)),
        back: format!("/membres/{id}"),
        years: years
            .iter()
            .map(|y| (t.history_year(y.to_string()), format!("{here}?annee={y}"), Some(*y) == year))
            .collect(),
        totals: totals.into_iter().map(|(payee, sum)| (payee, t.money(&sum))).collect(),
        periods,
        name,
        employee_number: member.employee_number,
    })
}

impl Reading<'_> {
    /// Her shares in a declaration; none when she is not in it.
    async fn shares(
        &self,
        scoped: &mut Scoped,
        declaration: &Declaration,
        employer: Uuid,
        totals: &mut Vec<(String, Cad)>,
    ) -> Result<Option<PeriodShares>, Failure> {
        let bytes = declarations::store::document(scoped, declaration.id).await?;
        let document: Document =
            serde_json::from_slice(&bytes).map_err(|error| Error::Damaged(error.to_string()))?;
        let employers = declarations::store::employers(scoped, declaration.id).await?;
        let (rows, sum) = self.rows(&document, declaration, employer, &employers, totals);
        let line = self.line(&document, employer, &employers);
        if rows.is_empty() && line.is_none() {
            return Ok(None);
        }
        let t = self.t;
        let money = |amount: Option<Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
        Ok(Some(PeriodShares {
            period: declaration.period.to_string(),
            receipt_number: declaration.receipt_number.clone(),
            receipt_href: format!("/declarations/{}", declaration.id),
            salary_paid: money(line.as_ref().and_then(|line| line.salary_paid)),
            dues: money(line.as_ref().and_then(|line| line.dues)),
            rows,
            total: t.money(&sum),
        }))
    }

    fn line(&self, document: &Document, employer: Uuid, employers: &HashMap<Uuid, Uuid>) -> Option<Line> {
        let own = document.statements.iter().filter(|s| employers.get(&s.id) == Some(&employer));
        let mut lines = own.flat_map(declarations::document::Statement::lines);
        lines.find(|line| line.employee_number == self.number && !line.is_correction())
    }

    fn rows(
        &self,
        document: &Document,
        declaration: &Declaration,
        employer: Uuid,
        employers: &HashMap<Uuid, Uuid>,
        totals: &mut Vec<(String, Cad)>,
    ) -> (Vec<ShareRow>, Cad) {
        let (mut rows, mut sum) = (Vec::new(), Cad::ZERO);
        for (seq, amount) in (1..).zip(document.amounts()) {
            let (statement, levy, note, share) = match &amount {
                Amount::Own(statement, rule) => {
                    let own = rule.workings.iter().filter(|one| one.employee == self.number);
                    (statement, &rule.rule, String::new(), own.map(|one| one.share).reduce(|a, b| a + b))
                }
                Amount::Other(statement, other) => {
                    let own = other.people.iter().filter(|one| one.employee == self.number);
                    let note = adjustment_words(other.period, other.cause(), self.t);
                    (statement, &other.rule, note, own.map(|one| one.share).reduce(|a, b| a + b))
                }
            };
            let Some(share) = share.filter(|_| employers.get(&statement.id) == Some(&employer)) else {
                continue;
            };
            let payee = super::body_name(self.bodies, levy.payee(), self.t.lang());
            match totals.iter_mut().find(|(known, _)| *known == payee) {
                Some((_, total)) => *total += share,
                None => totals.push((payee.clone(), share)),
            }
            sum += share;
            let number = encoded(self.number);
            rows.push(ShareRow {
                payee,
                levy: levy_name(levy, self.t.lang()).to_owned(),
                note,
                share: self.t.money(&share),
                href: format!("/declarations/{}/calculs/{seq}?cherche={number}", declaration.id),
            });
        }
        (rows, sum)
    }
}
