//! Where the union's contact details and the employers' differ: what to tell each employer. A
//! difference closes by itself when the employer's next statement agrees.

use askama::Template;

use super::words;
use crate::access::SeeMembers;
use crate::audit::{Action, Event};
use crate::members::Purpose;
use crate::members::store::{self, contacts::Difference};
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::Answer;
use crate::web::export::{self, Cell};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

pub struct Row {
    pub href: String,
    pub name: String,
    pub number: String,
    pub employer: String,
    pub field: &'static str,
    pub ours: String,
    pub since: String,
    pub theirs: String,
}

#[derive(Template)]
#[template(path = "members/contacts.html")]
struct ContactsPage {
    p: Page,
    rows: Vec<Row>,
}

fn row(difference: &Difference, union: &Union, t: Text) -> Row {
    Row {
        href: format!("/membres/{}#coordonnees", difference.member),
        name: difference.name.clone(),
        number: difference.employee_number.clone(),
        employer: words::employer(union, difference.employer),
        field: words::field(difference.field, t),
        ours: difference.ours.clone(),
        since: t.members_since(difference.since),
        theirs: difference.theirs.clone(),
    }
}

pub async fn show(can: Can<SeeMembers>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let differences = store::contacts::differences(&mut scoped).await?;
    scoped.record(Event::done(Action::MembersListed, "contacts"));
    scoped.commit().await?;
    let rows = differences.iter().map(|difference| row(difference, &union, t)).collect();
    html(&ContactsPage { p: can.page(t.members_contacts_title()), rows })
}

/// What the employer is to write in its next statement.
pub async fn export_csv(can: Can<SeeMembers>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let differences = store::contacts::differences(&mut scoped).await?;
    let rows: Vec<Vec<Cell>> = differences
        .iter()
        .map(|d| {
            vec![
                Cell::from(words::employer(&union, d.employer)),
                Cell::from(d.employee_number.as_str()),
                Cell::from(d.name.as_str()),
                Cell::from(words::field(d.field, t)),
                Cell::from(d.ours.as_str()),
                Cell::from(d.since.to_string()),
                Cell::from(d.theirs.as_str()),
            ]
        })
        .collect();
    let what = format!("contacts purpose={} rows={}", Purpose::Employer.code(), rows.len());
    scoped.record(Event::done(Action::Exported, what));
    scoped.commit().await?;
    let heading = [
        t.members_employer(),
        t.members_number(),
        t.members_name(),
        t.members_field(),
        t.members_ours(),
        t.members_effective(),
        t.members_theirs(),
    ];
    Ok(export::download("coordonnees.csv", export::csv_bytes(t.lang(), &heading, &rows)?))
}
