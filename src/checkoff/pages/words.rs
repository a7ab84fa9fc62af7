//! A policy and its workings in words, as every page of this domain and the union's file say them.

use chrono::NaiveDate;

use crate::checkoff::expected::Bound;
use crate::checkoff::{Base, Benefits, Decision, Decisions, Formula, Per, Policy, Share, Terms, Working};
use crate::money::Cad;
use crate::text::{Lang, Text};
use crate::unions::Union;

/// `du salaire versé durant la période`.
fn of_base(base: Base, t: Text) -> &'static str {
    match base {
        Base::SalaryPaid => t.checkoff_of_salary_paid(),
        Base::RegularPay => t.checkoff_of_regular_pay(),
        Base::TotalRemuneration => t.checkoff_of_total_remuneration(),
    }
}

/// The formula in a line: `1,5 % du salaire versé`, `12,00 $ par paie`.
pub fn formula(policy: &Policy, t: Text) -> String {
    match &policy.formula {
        Formula::Percent(rate) => t.checkoff_percent(of_base(policy.base, t), t.percent(rate)),
        Formula::Flat(amount, Per::Pay) => t.checkoff_flat_pay(t.money(amount)),
        Formula::Flat(amount, Per::Period) => t.checkoff_flat_period(t.money(amount)),
        Formula::Bands(_) => t.checkoff_by_bands(of_base(policy.base, t)),
    }
}

pub fn terms(terms: &Terms, t: Text) -> String {
    match terms {
        Terms::Dues(policy) => formula(policy, t),
        Terms::Initiation(amount) => t.checkoff_initiation_of(t.money(amount)),
    }
}

fn share(share: Share, t: Text) -> String {
    match share {
        Share::Rate(rate) => t.percent(&rate),
        Share::Amount(amount) => t.money(&amount),
    }
}

/// The bands, the limits, what the base holds, the pays: a sentence each.
pub fn details(policy: &Policy, t: Text) -> Vec<String> {
    let mut said = Vec::new();
    if let Formula::Bands(bands) = &policy.formula {
        for (place, band) in bands.iter().enumerate() {
            let (from, share) = (t.money(&band.from), share(band.share, t));
            said.push(match bands.get(place + 1) {
                Some(next) => {
                    let to = t.money(&next.from);
                    t.checkoff_band(from, share, to)
                }
                None => t.checkoff_band_last(from, share),
            });
        }
    }
    let limits = limits(policy, t);
    if !limits.is_empty() {
        said.push(limits);
    }
    said.push(
        match policy.benefits {
            Benefits::In => t.checkoff_benefits_in(),
            Benefits::Out => t.checkoff_benefits_out(),
            Benefits::Unsaid => t.checkoff_benefits_unsaid(),
        }
        .to_owned(),
    );
    said.push(t.checkoff_layoff_in().to_owned());
    if let Some(pays) = policy.pays {
        said.push(t.checkoff_pays_of(pays));
    }
    said
}

/// What one person's dues are no less and no more than; empty without limits.
pub fn limits(policy: &Policy, t: Text) -> String {
    match (policy.minimum, policy.maximum) {
        (Some(minimum), Some(maximum)) => t.checkoff_limits(t.money(&maximum), t.money(&minimum)),
        (Some(minimum), None) => t.checkoff_minimum_of(t.money(&minimum)),
        (None, Some(maximum)) => t.checkoff_maximum_of(t.money(&maximum)),
        (None, None) => String::new(),
    }
}

/// `Assemblée générale, 12 juin 2025, résolution R-4`.
pub fn adopted(decision: &Decision, t: Text) -> String {
    let by = t.kind(&format!("checkoff-adopter-{}", decision.adopter.code()), &[]);
    let on = t.date(&decision.adopted_on);
    match decision.resolution.as_str() {
        "" => t.checkoff_adopted(by, on),
        resolution => t.checkoff_adopted_by_resolution(by, on, resolution),
    }
}

/// Why these dues: `1 355,40 $ × 1,5 % = 20,331 $, arrondi à 20,33 $`.
pub fn working(working: &Working, t: Text) -> String {
    if working.base <= Cad::ZERO {
        return t.checkoff_why_no_base().to_owned();
    }
    let product = dollars(working, t);
    let made = match working.share {
        Share::Rate(rate) => t.checkoff_why_rate(t.money(&working.base), product, t.percent(&rate)),
        Share::Amount(amount) if working.times > 1 => {
            t.checkoff_why_pays(t.money(&amount), working.times, product)
        }
        Share::Amount(amount) => t.checkoff_why_flat(t.money(&amount)),
    };
    let end = match working.bound {
        Bound::AtMinimum(limit) => t.checkoff_why_minimum(t.money(&limit)),
        Bound::AtMaximum(limit) => t.checkoff_why_maximum(t.money(&limit)),
        Bound::Free if working.product == working.amount.amount() => return made,
        Bound::Free => t.checkoff_why_rounded(t.money(&working.amount)),
    };
    format!("{made}{end}")
}

/// The product with every decimal it has, two at least.
fn dollars(working: &Working, t: Text) -> String {
    let mut product = working.product.normalize();
    if product.scale() < 2 {
        product.rescale(2);
    }
    match t.lang() {
        Lang::Fr => format!("{}\u{a0}$", t.number(&product)),
        Lang::En => format!("${}", t.number(&product)),
    }
}

/// The dues in force on a day in a line, for the union's file.
pub fn in_short(decisions: &Decisions, union: &Union, on: NaiveDate, t: Text) -> Option<String> {
    decisions.in_force(on, on, union.dues_rate).map(|dues| formula(&dues.policy, t))
}
