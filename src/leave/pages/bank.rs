//! The bank of one employer for one year. The signing officer reads the same totals as the
//! treasurer; who was released, only the treasurer does.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;

use super::parts::{self, ChargedRow, KindRow, Nothing, SaidRow, Standing, Step};
use super::scenario::Scenario;
use super::{Asked, Found, find, path};
use crate::access::{Capability, SeeLeave};
use crate::audit::{Action, Event};
use crate::leave::store;
use crate::text::Text;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html_with};

pub struct Link {
    pub href: String,
    pub label: String,
    pub current: bool,
}

#[derive(Template)]
#[template(path = "leave/bank.html")]
struct BankPage {
    p: Page,
    lead: String,
    years: Vec<Link>,
    employers: Vec<Link>,
    csv: String,
    year: String,
    employer: String,
    nothing: Option<Nothing>,
    standing: Option<Standing>,
    scenario: Option<Scenario>,
    known: String,
    kinds: Vec<KindRow>,
    never_charged: Vec<String>,
    periods: Vec<ChargedRow>,
    /// Nothing for whoever may not read the statements' lines.
    people: Option<Vec<ChargedRow>>,
    steps: Vec<Step>,
    said: Vec<SaidRow>,
    /// Where the union adds what no statement says; empty for whoever may not.
    adjust: String,
}

pub async fn show(can: Can<SeeLeave>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = find(&mut scoped, &asked).await?;
    let holds = |capability| can.person.actor().holds(capability);
    let people = if holds(Capability::PreparePeriod) {
        let released = store::released(&mut scoped, &found.employer, found.year.year).await?;
        Some(parts::people(&released, t))
    } else {
        None
    };
    let bank = found.year.bank();
    let standing = bank.ok().map(|bank| Standing::of(bank, &found, t));
    let scenario = bank.ok().map(|bank| Scenario::of(&asked, &bank, &found.year.used(), t));
    let may_adjust = holds(Capability::KeepLeave);
    let nothing =
        bank.err().map(|missing| parts::nothing(missing, &found, t)).map(|nothing| match may_adjust {
            // The signing officer can mend the union's file, not say what the treasurer says.
            false if nothing.href != "/info-syndicat" => {
                Nothing { href: String::new(), label: "", ..nothing }
            }
            _ => nothing,
        });
    let is_refused = scenario.as_ref().is_some_and(|scenario| !scenario.problems.is_empty());
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = BankPage {
        p: can.page(t.leave_title()),
        lead: t.leave_lead(&found.employer.name, found.year.year.to_string()),
        years: years(&found, t),
        employers: employers(&found),
        csv: path(found.year.year, found.employer.id).replacen("/liberations?", "/liberations.csv?", 1),
        year: found.year.year.to_string(),
        employer: found.employer.id.to_string(),
        nothing,
        standing,
        scenario,
        known: known(&found, t),
        kinds: parts::kinds(&found.year, t),
        never_charged: parts::never_charged(t),
        periods: parts::periods(&found, t),
        people,
        steps: parts::workings(&found, t),
        said: parts::said(&found.year, t),
        adjust: if may_adjust { parts::adjust_path(&found) } else { String::new() },
    };
    html_with(status, &page)
}

fn years(found: &Found, t: Text) -> Vec<Link> {
    let link = |year: &crate::calendar::FiscalYear| Link {
        href: path(*year, found.employer.id),
        label: t.history_year(year.to_string()),
        current: *year == found.year.year,
    };
    found.years.iter().map(link).collect()
}

/// None when the union has one employer: there is nothing to choose.
fn employers(found: &Found) -> Vec<Link> {
    if found.union.employers.len() < 2 {
        return Vec::new();
    }
    let link = |employer: &crate::unions::Employer| Link {
        href: path(found.year.year, employer.id),
        label: employer.name.clone(),
        current: employer.id == found.employer.id,
    };
    found.union.employers.iter().map(link).collect()
}

/// Up to when the statements tell, and which are missing meanwhile.
fn known(found: &Found, t: Text) -> String {
    let Some(through) = parts::known_through(found) else { return t.leave_known_nothing().to_owned() };
    let counted = &found.year.counted;
    let last = counted.last().map_or(0, |counted| counted.period.number());
    let missing: Vec<String> = (1..last)
        .filter(|number| counted.iter().all(|counted| counted.period.number() != *number))
        .map(|number| format!("P{number:02}"))
        .collect();
    if missing.is_empty() {
        t.leave_known(through)
    } else {
        [t.leave_known(through), t.leave_known_missing(missing.join(", "))].join(" ")
    }
}

/// Days by period and reason, then what the union said: names nobody, so that it may be passed on.
pub async fn csv(can: Can<SeeLeave>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found = find(&mut scoped, &asked).await?;
    let day = |number| Cell::Text(super::number(number, t).replace('\u{a0}', ""));
    let mut rows = Vec::new();
    for counted in &found.year.counted {
        for one in &counted.uses {
            rows.push(vec![
                Cell::from(found.employer.name.as_str()),
                Cell::from(counted.period.to_string()),
                Cell::from(one.kind.code),
                Cell::from(t.kind(&one.kind.key(), &[])),
                Cell::from(parts::charge_name(one.kind.charge, t)),
                Cell::Count(one.absences as usize),
                day(one.days),
            ]);
        }
    }
    for said in &found.year.adjustments {
        if let crate::leave::year::Said::Days(charge, days) = said.said {
            rows.push(vec![
                Cell::from(found.employer.name.as_str()),
                Cell::from(found.year.year.to_string()),
                Cell::from(""),
                Cell::from(said.reason.as_str()),
                Cell::from(parts::charge_name(charge, t)),
                Cell::from(""),
                day(days),
            ]);
        }
    }
    let heading = [
        t.leave_employer(),
        t.history_period(),
        t.leave_code(),
        t.leave_activity(),
        t.leave_charged_to(),
        t.leave_absences(),
        t.leave_days(),
    ];
    let bytes = export::csv_bytes(t.lang(), &heading, &rows)?;
    scoped.record(Event::done(Action::Exported, "leave"));
    scoped.commit().await?;
    Ok(export::download("liberations.csv", bytes))
}
