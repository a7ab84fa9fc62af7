//! The list of a union's documents.

use askama::Template;

use crate::access::SeeOwnUnion;
use crate::unions::pages::team::Contacts;
use crate::unions::team::Section;
use crate::web::error::Answer;
use crate::web::guard::Can;
use crate::web::page::{Page, html};
use crate::{declarations, payments};

pub struct DocumentRow {
    pub href: String,
    pub title: String,
    pub date: String,
    pub detail: String,
}

#[derive(Template)]
#[template(path = "documents/list.html")]
struct DocumentsPage {
    p: Page,
    declarations: Vec<DocumentRow>,
    payments: Vec<DocumentRow>,
    contacts: Contacts,
}

pub async fn list(can: Can<SeeOwnUnion>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let declarations = declarations::store::of_union(&mut scoped, own).await?;
    let settled = payments::store::of_union(&mut scoped, own).await?;
    let contacts = Contacts::read(&mut scoped, Section::PerCapita, t).await?;
    html(&DocumentsPage {
        contacts,
        p: can.page(t.documents_title()),
        declarations: declarations
            .iter()
            .map(|d| DocumentRow {
                href: format!("/declarations/{}", d.id),
                title: t.document_declaration(d.period.to_string()),
                date: t.moment(&d.attested_at),
                detail: t.document_number(t.money(&d.total), &d.receipt_number),
            })
            .collect(),
        payments: settled
            .iter()
            .filter_map(|payment| payment.settled_at.map(|at| (payment, at)))
            .map(|(payment, at)| DocumentRow {
                href: format!("/paiements/{}", payment.id),
                title: t.document_payment(payment.period.to_string()),
                date: t.moment(&at),
                detail: t.document_number(t.money(&payment.received), payment.reference.to_string()),
            })
            .collect(),
    })
}
