//! One line of a statement with every field of clause 5.03, and what was found on it. The only page
//! that shows the address; the number of social insurance keeps three digits (R55).

use askama::Template;
use axum::extract::Path;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::effects::Material;
use super::found::{FindingView, views};
use super::{Heading, heading, status_word};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::money::Cad;
use crate::statements::store::one_line::{self, Whole};
use crate::statements::{Absence, Column, SalaryUnit, Severity, store};
use crate::text::Text;
use crate::unions;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "statements/line.html")]
struct LinePage {
    p: Page,
    h: Heading,
    /// Each field's name and what the line says; blank when it says nothing.
    fields: Vec<(String, String)>,
    findings: Vec<FindingView>,
    previous_href: String,
    next_href: String,
}

pub async fn show(can: Can<PreparePeriod>, Path((id, number)): Path<(Uuid, i32)>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let summary = store::one(&mut scoped, id).await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let whole = one_line::whole(&mut scoped, &summary, number).await?;
    let material = Material::read(&mut scoped, &union, &summary).await?;
    scoped.record(Event::done(Action::StatementLineRead, format!("{id} {number}")));
    scoped.commit().await?;
    let name = if whole.line.name.is_empty() { t.line_nobody() } else { &whole.line.name };
    let beside = |number: i64| format!("/releves/{id}/lignes/{number}");
    html(&LinePage {
        p: can.page(t.line_title(number, name)),
        h: heading(&union, &summary, "lines", t),
        fields: Column::ALL
            .into_iter()
            .map(|column| (t.kind(&column.message_key(), &[]), said(&whole, column, t)))
            .collect(),
        findings: views(&whole.findings, &material.weighing(), &material, id, t),
        previous_href: if number > 1 { beside(i64::from(number) - 1) } else { String::new() },
        next_href: match usize::try_from(number) {
            Ok(number) if number < summary.lines => beside(number as i64 + 1),
            _ => String::new(),
        },
    })
}

/// What a line says in a column, as the language writes it.
fn said(whole: &Whole, column: Column, t: Text) -> String {
    let line = &whole.line;
    let money = |amount: Option<Cad>| amount.map(|amount| t.money(&amount)).unwrap_or_default();
    let number = |number: Option<Decimal>| number.map(|number| t.number(&number)).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| t.date(&day)).unwrap_or_default();
    match column {
        Column::EmployeeNumber => line.employee_number.to_string(),
        Column::Name => line.name.to_string(),
        Column::Address => line.address.to_string(),
        Column::Phone => line.phone.to_string(),
        Column::Sin => whole.sin.clone(),
        Column::JobTitleCode => line.job_title_code.to_string(),
        Column::JobTitle => line.job_title.to_string(),
        Column::Status => status_word(line.status, t).to_owned(),
        Column::Service => line.service.to_string(),
        Column::Shift => line.shift.to_string(),
        Column::SalaryRate => number(line.salary_rate),
        Column::SalaryUnit => line.salary_unit.map(|unit| unit_word(unit, t)).unwrap_or_default().to_owned(),
        Column::SalaryPaid => money(line.salary_paid),
        Column::Dues => money(line.dues),
        Column::Absences => line.absences.iter().map(|one| absence(one, t)).collect::<Vec<_>>().join("; "),
        Column::HiredOn => day(line.hired_on),
        Column::LeftOn => day(line.left_on),
        Column::HoursWorked => number(line.hours_worked),
        Column::VacationDays => number(line.vacation_days),
        Column::SeniorityDays => number(line.seniority_days),
        Column::RegularPay => money(line.regular_pay),
        Column::InsuranceBenefits => money(line.insurance_benefits),
        Column::TotalRemuneration => money(line.total_remuneration),
        Column::InitiationDues => money(line.initiation_dues),
        Column::HeldDues => money(line.held_dues),
        Column::CorrectionPeriod => line.correction_period.to_string(),
        Column::CorrectionNature => line.correction_nature.to_string(),
    }
}

pub(super) fn unit_word(unit: SalaryUnit, t: Text) -> &'static str {
    match unit {
        SalaryUnit::Hour => t.salary_unit_hour(),
        SalaryUnit::Week => t.salary_unit_week(),
        SalaryUnit::Year => t.salary_unit_year(),
    }
}

/// `du 21 juillet 2025 au 25 juillet 2025 · S01`
fn absence(absence: &Absence, t: Text) -> String {
    let days = if absence.from == absence.to {
        t.date(&absence.from)
    } else {
        t.leave_from_to(absence.from, absence.to)
    };
    format!("{days} · {}", absence.reason)
}
