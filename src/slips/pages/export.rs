//! Everyone of a year: the slip, the control total, the difference, why.

use axum::extract::{Path, Query};
use uuid::Uuid;

use super::{Asked, read};
use crate::access::PreparePeriod;
use crate::audit::{Action, Event};
use crate::money::Cad;
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;

/// Everyone of the year, differing or not.
pub async fn csv(can: Can<PreparePeriod>, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let material = read(&mut scoped, id, asked.annee).await?;
    let heading = [
        t.finding_employee_number(),
        t.finding_name(),
        t.slips_slip(),
        t.slips_least(),
        t.slips_most(),
        t.slips_difference(),
        t.finding_note(),
    ];
    let amount = |amount: Option<Cad>| amount.map_or_else(|| Cell::from(""), Cell::Money);
    let rows: Vec<Vec<Cell>> = material
        .compared
        .iter()
        .map(|one| {
            let difference = one.difference.filter(|_| material.slips.is_some() && !material.is_off);
            vec![
                Cell::from(one.employee_number.as_str()),
                Cell::from(one.name.as_str()),
                amount(one.slip),
                Cell::Money(one.least),
                Cell::Money(one.most),
                amount(difference),
                Cell::from(material.note(&one.employee_number)),
            ]
        })
        .collect();
    scoped.record(Event::done(Action::Exported, format!("slips {id} {}", material.year)));
    scoped.commit().await?;
    Ok(export::download("feuillets.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
