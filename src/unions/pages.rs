//! The union's own file; and what a federation's office sees of its unions.

use askama::Template;
use uuid::Uuid;

use super::store;
use crate::access::{SeeFederation, SeeUnionFile};
use crate::declarations::pages::{Tag, standing_tag};
use crate::declarations::{self, Standing};
use crate::money::Cad;
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
}

pub async fn file(can: Can<SeeUnionFile>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = store::union(&mut scoped, own).await?;
    html(&FilePage {
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

pub struct FilingRow {
    pub number: String,
    pub name: String,
    pub last_filed: String,
    pub missing: String,
    pub owing: String,
    pub tag: Tag,
}

#[derive(Template)]
#[template(path = "unions/federation.html")]
struct FederationPage {
    p: Page,
    rows: Vec<FilingRow>,
}

/// Who has filed, who is late, what is owed: no person of any union.
pub async fn federation(can: Can<SeeFederation>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let found: Vec<(Uuid, String, String)> = store::all(&mut scoped).await?;
    let today = scoped.today();
    let mut rows = Vec::new();
    for (id, number, name) in found {
        let union = store::union(&mut scoped, id).await?;
        let filed = declarations::store::of_union(&mut scoped, id).await?;
        let missing: Vec<_> = union
            .periods_until(today)
            .into_iter()
            .filter(|period| filed.iter().all(|d| d.period != period.id()))
            .collect();
        let late = missing.iter().any(|period| union.due_on(period.id()).is_some_and(|due| today > due))
            || filed.iter().any(|d| d.standing(today) == Standing::Late);
        let owing: Cad = filed.iter().map(declarations::Declaration::outstanding).sum();
        let standing = match () {
            () if late => standing_tag(Standing::Late, t),
            () if !missing.is_empty() => Tag { word: t.standing_to_declare(), kind: "due" },
            () if owing > Cad::ZERO => standing_tag(Standing::Due, t),
            () => Tag { word: t.standing_up_to_date(), kind: "done" },
        };
        rows.push(FilingRow {
            number,
            name,
            last_filed: filed.first().map(|d| d.period.to_string()).unwrap_or_default(),
            missing: missing.iter().map(|period| period.id().to_string()).collect::<Vec<_>>().join(", "),
            owing: t.money(&owing),
            tag: standing,
        });
    }
    html(&FederationPage { p: can.page(t.federation_title()), rows })
}
