//! The union's own file.

use askama::Template;

use super::support::Support;
use crate::access::SeeUnionFile;
use crate::unions::store;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct EmployerRow {
    pub name: String,
    pub unit: String,
}

#[derive(Template)]
#[template(path = "unions/file.html")]
struct FilePage {
    p: Page,
    name: String,
    number: String,
    federation: String,
    central_council: String,
    dues_rate: String,
    sin: &'static str,
    employers: Vec<EmployerRow>,
    support: Support,
}

pub async fn file(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = store::union(&mut scoped, own).await?;
    let support = Support::read(&mut scoped, &union, t).await?;
    html(&FilePage {
        support,
        p: can.page(t.union_title()),
        name: union.name.clone(),
        number: union.number.clone(),
        federation: union.federation.name(t.lang()).to_owned(),
        central_council: union.central_council.name(t.lang()).to_owned(),
        dues_rate: match &union.dues_rate {
            Some(rate) => t.union_dues_rate_of_pay(t.percent(rate)),
            None => t.union_dues_rate_unknown().to_owned(),
        },
        sin: if union.collects_sin { t.union_sin_collected() } else { t.union_sin_not_collected() },
        employers: union
            .employers
            .iter()
            .map(|employer| EmployerRow { name: employer.name.clone(), unit: employer.unit.clone() })
            .collect(),
    })
}
