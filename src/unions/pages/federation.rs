//! What a federation's office sees of its unions.

use askama::Template;
use uuid::Uuid;

use crate::access::SeeFederation;
use crate::declarations::pages::{Tag, standing_tag};
use crate::declarations::{self, Standing};
use crate::money::Cad;
use crate::unions::store;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct FilingRow {
    /// To the union's file.
    pub href: String,
    pub number: String,
    pub name: String,
    pub last_filed: String,
    pub missing: String,
    pub owing: String,
    /// To what it declared to this federation, period by period.
    pub owing_href: String,
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
            href: format!("/federation/syndicats/{id}"),
            number,
            name,
            last_filed: filed.first().map(|d| d.period.to_string()).unwrap_or_default(),
            missing: missing.iter().map(|period| period.id().to_string()).collect::<Vec<_>>().join(", "),
            owing: t.money(&owing),
            owing_href: format!("/exercices/syndicats/{id}"),
            tag: standing,
        });
    }
    html(&FederationPage { p: can.page(t.federation_title()), rows })
}
