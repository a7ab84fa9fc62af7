//! The per capita by body and levy; and for any cent, why.

use askama::Template;
use axum::extract::{Path, Query};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    AmountRow, adjustment, body_name, draft_rows, exemption_words, levy_name, period_title, rule_words,
};
use crate::access::PreparePeriod;
use crate::calendar::PeriodId;
use crate::db::Scoped;
use crate::declarations::{self, Cause, Draft, Material, Reading};
use crate::dues::{Basis, Limit, Unrounded, Working};
use crate::money::Cad;
use crate::statements::pages::{period_of_path, period_path};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

/// The union and what the declaration of one of its ended periods is made from.
pub async fn read(scoped: &mut Scoped, id: PeriodId, reading: Reading) -> Result<(Union, Material), Failure> {
    let own = scoped.own_union()?;
    let union = unions::store::union(scoped, own).await?;
    let period = union.period(id).ok_or(Failure::NotFound)?;
    if id < union.first_period || period.end >= scoped.today() {
        return Err(Failure::NotFound);
    }
    let material = declarations::store::material(scoped, &union, id, reading).await?;
    Ok((union, material))
}

#[derive(Template)]
#[template(path = "declarations/assessment.html")]
struct AssessmentPage {
    p: Page,
    path: String,
    period: String,
    in_force: String,
    rows: Vec<AmountRow>,
    total: String,
    by_payee: Vec<(String, String)>,
    persons: String,
    may_declare: bool,
}

pub async fn summary(can: Can<PreparePeriod>, Path((year, code)): Path<(String, String)>) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    let mut scoped = can.begin().await?;
    let (union, material) = read(&mut scoped, id, Reading::All).await?;
    let bodies = unions::store::bodies(&mut scoped).await?;
    let left = declarations::store::material(&mut scoped, &union, id, Reading::ToDeclare).await?;
    let draft = Draft::of(&material);
    let period = union.period(id).ok_or(Failure::NotFound)?;
    let path = period_path(id);
    let by_payee = draft
        .by_payee()
        .into_iter()
        .map(|(code, amount)| (body_name(&bodies, &code, t.lang()), t.money(&amount)))
        .collect();
    html(&AssessmentPage {
        p: can.page(t.assessment_title(period.number)),
        rows: draft_rows(&draft.items(), &bodies, &path, t),
        period: period_title(&period, t),
        in_force: t.date(&period.end),
        total: t.money(&draft.total()),
        by_payee,
        persons: t.count(&draft.persons()),
        may_declare: !left.statements.is_empty() && left.unsettled == 0,
        path,
    })
}

/// One person's share, with each step that made it.
pub struct WorkingRow {
    pub employee_number: String,
    pub name: String,
    pub base: String,
    pub share: String,
    /// `1 355,40 $ × 0,43 % = 5,82822 $`
    pub product: String,
    /// `minimum par personne 6,25 $`; empty when no limit applied.
    pub limit: String,
    /// `50 % en moins : 2,91411 $`; empty when no decision waives a part.
    pub waived: String,
    pub floor: String,
    /// Whether one of the missing cents came here.
    pub cent: &'static str,
}

#[derive(Template)]
#[template(path = "declarations/workings.html")]
struct WorkingsPage {
    p: Page,
    path: String,
    employer: String,
    payee: String,
    rule: String,
    resolution: String,
    persons: String,
    base: String,
    exact: String,
    amount: String,
    substituted: bool,
    /// The decision that waives a part of it; empty when none does.
    exempted: String,
    rows: Vec<WorkingRow>,
    next: Option<String>,
    found_nothing: bool,
    search: String,
    here: String,
}

#[derive(Deserialize)]
pub struct Shown {
    apres: Option<usize>,
    cherche: Option<String>,
    /// An adjustment of that period, by its cause: corrections, the release of held dues, an exemption.
    corrige: Option<String>,
    libere: Option<String>,
    exempte: Option<String>,
}

impl Shown {
    fn adjustment(&self) -> Option<(&str, Cause)> {
        let named = [
            (&self.corrige, Cause::Correction),
            (&self.libere, Cause::Ruling),
            (&self.exempte, Cause::Exemption),
        ];
        named.into_iter().find_map(|(of, cause)| Some((of.as_deref()?, cause)))
    }
}

const PEOPLE_A_PAGE: usize = 50;

pub async fn workings(
    can: Can<PreparePeriod>,
    Path((year, code, statement, payee, levy)): Path<(String, String, Uuid, String, String)>,
    Query(shown): Query<Shown>,
) -> Answer {
    let t = can.text();
    let id = period_of_path(&year, &code)?;
    if let Some((of, cause)) = shown.adjustment() {
        let named = adjustment::Named { id, statement, payee: &payee, levy: &levy, of, cause };
        return adjustment::show(&can, named).await;
    }
    let mut scoped = can.begin().await?;
    let (_, material) = read(&mut scoped, id, Reading::All).await?;
    let bodies = unions::store::bodies(&mut scoped).await?;
    let draft = Draft::of(&material);
    let drafted = draft.statements.iter().find(|s| s.material.id == statement).ok_or(Failure::NotFound)?;
    let assessed = drafted
        .assessment
        .levies
        .iter()
        .find(|l| l.levy.payee() == payee && l.levy.code() == levy)
        .ok_or(Failure::NotFound)?;
    let names: std::collections::HashMap<u32, &str> =
        drafted.material.lines.iter().map(|line| (line.number, line.name.as_str())).collect();

    let search = shown.cherche.unwrap_or_default().trim().to_lowercase();
    let found: Vec<Working> = drafted
        .assessment
        .workings(assessed)
        .into_iter()
        .filter(|w| {
            search.is_empty()
                || w.person.employee_number.to_lowercase().contains(&search)
                || names.get(&w.person.line).is_some_and(|name| name.to_lowercase().contains(&search))
        })
        .collect();
    let start = shown.apres.unwrap_or(0);
    let rule = assessed.levy;
    let rows: Vec<WorkingRow> = found
        .iter()
        .skip(start)
        .take(PEOPLE_A_PAGE)
        .map(|w| working_row(w, rule.basis(), names.get(&w.person.line).copied().unwrap_or_default(), t))
        .collect();
    let path = period_path(id);
    html(&WorkingsPage {
        p: can.page(t.workings_title(levy_name(rule, t.lang()))),
        here: format!("{path}/per-capita/{statement}/{payee}/{levy}"),
        path,
        employer: drafted.material.employer.clone(),
        payee: body_name(&bodies, &payee, t.lang()),
        rule: rule_words(rule, t),
        resolution: resolution(rule, t),
        persons: t.count(&assessed.persons),
        base: assessed.base.map(|base| t.money(&base)).unwrap_or_default(),
        exact: dollars(assessed.exact, t),
        amount: t.money(&assessed.amount),
        substituted: assessed.substituted,
        exempted: assessed.exemption.map(|exemption| exemption_words(exemption, t)).unwrap_or_default(),
        next: start
            .checked_add(PEOPLE_A_PAGE)
            .filter(|next| *next < found.len())
            .map(|next| format!("apres={next}&cherche={}", encoded(&search))),
        found_nothing: rows.is_empty(),
        rows,
        search,
    })
}

/// Who voted it, when, and since when it applies.
pub(super) fn resolution(levy: &crate::dues::Levy, t: Text) -> String {
    let from = t.date(&levy.effective_from());
    match (&levy.adopted_by, levy.adopted_on) {
        (Some(by), Some(on)) => {
            t.levy_resolution(by, from, t.date(&on), levy.resolution.as_deref().unwrap_or_default())
        }
        _ => t.levy_since(from),
    }
}

/// An exact amount with all its decimals: `5,82822 $`.
pub(super) fn dollars(exact: Unrounded, t: Text) -> String {
    dollars_text(&exact.to_string(), t)
}

/// The same, of an amount as documents write it.
pub(super) fn dollars_text(exact: &str, t: Text) -> String {
    let number = exact.parse::<Decimal>().map(|d| {
        let mut shown = d.normalize();
        shown.rescale(shown.scale().max(2));
        shown
    });
    t.dollars(number.map_or_else(|_| exact.to_owned(), |number| t.number(&number)))
}

/// The steps of one person's share, in words, one after another.
pub(super) fn steps(working: &Working, basis: Basis, t: Text) -> Vec<String> {
    let row = working_row(working, basis, "", t);
    let all = [row.product, row.limit, row.waived, row.floor, row.cent.to_owned()];
    all.into_iter().filter(|step| !step.is_empty()).collect()
}

fn working_row(working: &Working, basis: Basis, name: &str, t: Text) -> WorkingRow {
    let money = |amount: Decimal| t.money(&Cad::rounded(amount));
    let product = match basis {
        Basis::PerPerson => t.dues_working_per_person(money(working.factor)),
        _ => t.dues_working_rate(
            t.money(&working.base.unwrap_or_default()),
            dollars(working.product, t),
            t.percent(&working.factor),
        ),
    };
    let limit = match working.limit {
        Limit::None => String::new(),
        Limit::Minimum(minimum) => t.dues_working_minimum(money(minimum)),
        Limit::Maximum(maximum) => t.dues_working_maximum(money(maximum)),
        Limit::BeyondMaxPersons(most) => t.dues_working_beyond_max_persons(most),
    };
    // Whole cents need no word on rounding.
    let (floor, cent) = match (working.unrounded.fraction() == 0, working.remainder_cent) {
        (true, _) => (String::new(), ""),
        (false, true) => {
            (t.dues_working_floor(money(working.floor.amount())), t.dues_working_remainder_cent())
        }
        (false, false) => {
            (t.dues_working_floor(money(working.floor.amount())), t.dues_working_no_remainder_cent())
        }
    };
    WorkingRow {
        employee_number: working.person.employee_number.to_owned(),
        name: name.to_owned(),
        base: working.base.map(|base| t.money(&base)).unwrap_or_default(),
        share: t.money(&working.share),
        product,
        limit,
        waived: working
            .waived
            .map(|waived| t.workings_waived(dollars(working.unrounded, t), t.percent(&waived)))
            .unwrap_or_default(),
        floor,
        cent,
    }
}
