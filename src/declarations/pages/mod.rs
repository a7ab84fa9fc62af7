//! The treasurer's period, from task list to receipt; and her history.

pub mod adjustment;
pub mod assessment;
pub mod check;
pub mod difference;
pub mod explained;
pub mod history;
pub mod period;
pub mod person;
pub mod receipt;
pub mod signature;
pub mod signatures;

use chrono::Datelike as _;

use super::{Cause, Declaration, Item, Standing};
use crate::calendar::{Period, PeriodId};
use crate::dues::{Basis, Exemption, Levy};
use crate::money::Cad;
use crate::text::{Lang, Text};
use crate::unions::Body;

/// A status as a tag: a word, and how it is drawn.
#[derive(Clone, Copy)]
pub struct Tag {
    pub word: &'static str,
    pub kind: &'static str,
}

pub fn standing_tag(standing: Standing, t: Text) -> Tag {
    let (word, kind) = match standing {
        Standing::Paid => (t.standing_paid(), "done"),
        Standing::Pending => (t.standing_pending(), "info"),
        Standing::Due => (t.standing_due(), "due"),
        Standing::Late => (t.standing_late(), "blocking"),
    };
    Tag { word, kind }
}

/// One row of the table of a declaration: who is owed what, by which rule.
pub struct AmountRow {
    pub payee: String,
    pub rule: String,
    /// The levy's own name, which says when a rate is fictitious.
    pub levy: String,
    pub note: String,
    pub base: String,
    pub persons: String,
    pub amount: String,
    /// Where every share is explained; empty where it cannot be.
    pub href: String,
}

/// `0,43 % du salaire versé, de 6,25 $ à 19,00 $ par personne`
pub fn rule_words(levy: &Levy, t: Text) -> String {
    let money = |amount: Option<rust_decimal::Decimal>| amount.map(|amount| t.money(&Cad::rounded(amount)));
    let main = match levy.basis() {
        Basis::PerPerson => t.levy_per_person(money(levy.amount()).unwrap_or_default()),
        basis => {
            let rate = t.percent(&levy.rate().unwrap_or_default());
            t.levy_rate(basis_words(basis, t), rate)
        }
    };
    let limits = match (money(levy.min_per_person()), money(levy.max_per_person())) {
        (Some(min), Some(max)) => Some(t.levy_between(max, min)),
        (Some(min), None) => Some(t.levy_at_least(min)),
        (None, Some(max)) => Some(t.levy_at_most(max)),
        (None, None) => None,
    };
    let persons = levy.max_persons().map(|most| t.levy_first_persons(most));
    [Some(main), limits, persons].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The words of a basis, as `of what`.
pub fn basis_words(basis: Basis, t: Text) -> &'static str {
    match basis {
        Basis::SalaryPaid => t.levy_of_salary_paid(),
        Basis::RegularPay => t.levy_of_regular_pay(),
        Basis::TotalRemuneration => t.levy_of_total_remuneration(),
        Basis::Dues => t.levy_of_dues(),
        Basis::PerPerson => "",
    }
}

pub fn levy_name(levy: &Levy, lang: Lang) -> &str {
    match lang {
        Lang::Fr => &levy.name_fr,
        Lang::En => &levy.name_en,
    }
}

fn body_name(bodies: &[Body], code: &str, lang: Lang) -> String {
    bodies
        .iter()
        .find(|body| body.code == code)
        .map_or_else(|| code.to_owned(), |body| body.name(lang).to_owned())
}

/// What an amount of another period is: a correction, held dues that come in, an exemption.
fn adjustment_words(period: PeriodId, cause: Cause, t: Text) -> String {
    let period = period.to_string();
    match cause {
        Cause::Correction => t.assessment_adjusts(period),
        Cause::Ruling => t.held_released_of(period),
        Cause::Exemption => t.assessment_exempts(period),
    }
}

/// `Exemption de 50 %, approuvée par Paul Gagné le 3 septembre 2025 (CE-2025-14)`
pub fn exemption_words(exemption: &Exemption, t: Text) -> String {
    let percent = t.percent(&exemption.percent());
    t.assessment_exempted(&exemption.decided_by, t.date(&exemption.decided_on), percent, &exemption.reference)
}

/// The rows of a draft; `base_path` is the period's address.
fn draft_rows(items: &[Item<'_>], bodies: &[Body], base_path: &str, t: Text) -> Vec<AmountRow> {
    let employers: std::collections::HashSet<_> = items.iter().map(|item| item.statement.id).collect();
    let row = |item: &Item<'_>| {
        let mut notes = Vec::new();
        if employers.len() > 1 {
            notes.push(item.statement.employer.clone());
        }
        if let Some((period, cause)) = item.corrected {
            notes.push(adjustment_words(period.id(), cause, t));
        }
        if item.substituted {
            notes.push(t.assessment_substituted().to_owned());
        }
        notes.extend(item.exemption.map(|exemption| exemption_words(exemption, t)));
        AmountRow {
            payee: body_name(bodies, item.levy.payee(), t.lang()),
            rule: rule_words(item.levy, t),
            levy: levy_name(item.levy, t.lang()).to_owned(),
            note: notes.join(" · "),
            base: item.base.map(|base| t.money(&base)).unwrap_or_default(),
            persons: t.count(&item.persons),
            amount: t.money(&item.amount),
            href: match item.corrected {
                None => format!(
                    "{base_path}/per-capita/{}/{}/{}",
                    item.statement.id,
                    item.levy.payee(),
                    item.levy.code()
                ),
                Some((period, cause)) => format!(
                    "{base_path}/per-capita/{}/{}/{}?{}={}",
                    item.statement.id,
                    item.levy.payee(),
                    item.levy.code(),
                    cause.word(),
                    adjustment::period_code(period.id()),
                ),
            },
        }
    };
    items.iter().map(row).collect()
}

/// `Période 5, du 20 juillet au 16 août 2025`
pub fn period_title(period: &Period, t: Text) -> String {
    let same_year = period.start.year() == period.end.year();
    let start = if same_year { t.day(&period.start) } else { t.date(&period.start) };
    t.period_dates(period.end, period.number, start)
}

pub fn standing_of(declaration: &Declaration, today: chrono::NaiveDate, t: Text) -> Tag {
    standing_tag(declaration.standing(today), t)
}

/// The day it was filed, on the wall: attested, and signed where two must sign.
pub fn filed_on(declaration: &Declaration) -> chrono::NaiveDate {
    declaration.filed_at().with_timezone(&crate::clock::ZONE).date_naive()
}

pub fn filed_late(declaration: &Declaration) -> bool {
    filed_on(declaration) > declaration.due_on
}
