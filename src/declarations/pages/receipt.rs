//! The receipt of a declaration: its number, its amounts as frozen, what happens next.

use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::{
    AmountRow, Tag, adjustment_words, exemption_words, filed_late, levy_name, period_title, rule_words,
    standing_of,
};
use crate::access::SeeOwnUnion;
use crate::calendar::Period;
use crate::db::Scoped;
use crate::declarations::store::FrozenItem;
use crate::declarations::{self, Declaration, Standing};
use crate::money::Cad;
use crate::payments;
use crate::statements::pages::period_path;
use crate::text::Text;
use crate::unions::{self, Union};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};

/// A payment on its way, or that came.
pub struct PaymentView {
    pub href: String,
    pub reference: String,
    pub amount: String,
    pub tag: Tag,
}

#[derive(Template)]
#[template(path = "declarations/receipt.html")]
struct ReceiptPage {
    p: Page,
    id: Uuid,
    union: String,
    period: String,
    period_path: String,
    receipt_number: String,
    attested: String,
    due: String,
    tag: Tag,
    rows: Vec<AmountRow>,
    total: String,
    paid: String,
    missing_note: String,
    is_late: bool,
    is_nil: bool,
    supplement: String,
    /// Before, after and difference, for one that completes another.
    difference_href: String,
    sha256: String,
    payments: Vec<PaymentView>,
    /// What she would pay now; empty when nothing waits to be paid.
    to_pay: String,
    more_than_this: bool,
    key: String,
}

/// A declaration of the actor's union, and what it completes.
pub(super) struct Head {
    pub declaration: Declaration,
    pub union: Union,
    pub period: Period,
    /// The declarations of the same period filed before this one, the first one first.
    pub earlier: Vec<Declaration>,
}

pub(super) async fn head(scoped: &mut Scoped, id: Uuid) -> Result<Head, Failure> {
    let own = scoped.own_union()?;
    let declaration = declarations::store::one(scoped, id).await?;
    let union = unions::store::union(scoped, own).await?;
    let period = union.period(declaration.period).ok_or(Failure::NotFound)?;
    let mut earlier = declarations::store::of_union(scoped, own).await?;
    earlier.retain(|one| one.period == declaration.period && one.version < declaration.version);
    earlier.reverse();
    Ok(Head { declaration, union, period, earlier })
}

pub async fn show(can: Can<SeeOwnUnion>, Path(id): Path<Uuid>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let Head { declaration, union, period, earlier } = head(&mut scoped, id).await?;
    let items = declarations::store::items(&mut scoped, id).await?;
    let payments = payments::store::of_declaration(&mut scoped, id).await?;
    let due = payments::store::to_pay(&mut scoped, union.id).await?;
    let today = scoped.today();
    let waits = matches!(declaration.standing(today), Standing::Due | Standing::Late) && due > Cad::ZERO;
    let p = can.page(t.receipt_title(period.number));
    html(&ReceiptPage {
        id,
        union: union.name.clone(),
        period: period_title(&period, t),
        period_path: period_path(declaration.period),
        receipt_number: declaration.receipt_number.clone(),
        attested: signatures(&declaration, t),
        is_late: filed_late(&declaration),
        // What was missing may have people: only what came without any says that nobody contributed.
        is_nil: declaration.persons == 0
            && declaration.missing_note.is_none()
            && earlier.is_empty()
            && items.iter().all(|item| item.corrected.is_none()),
        due: t.date(&declaration.due_on),
        tag: standing_of(&declaration, today, t),
        rows: frozen_rows(&items, &format!("/declarations/{id}"), t),
        total: t.money(&declaration.total),
        paid: t.money(&declaration.paid),
        missing_note: declaration.missing_note.clone().unwrap_or_default(),
        supplement: supplement(&declaration, &earlier, t),
        difference_href: if earlier.is_empty() {
            String::new()
        } else {
            format!("/declarations/{id}/difference")
        },
        sha256: hex::encode(&declaration.sha256),
        payments: payments.iter().map(|payment| payment_view(payment, t)).collect(),
        to_pay: if waits { t.money(&due) } else { String::new() },
        more_than_this: due != declaration.outstanding(),
        key: p.key().to_string(),
        p,
    })
}

/// Who attested, who signed second, and when.
pub fn signatures(declaration: &Declaration, t: Text) -> String {
    let first = t.receipt_attested(t.moment(&declaration.attested_at), &declaration.attested_name);
    match &declaration.signed {
        Some((name, at)) => {
            let second = t.signing_receipt_second(t.moment(at), name);
            format!("{}. {second}", first.trim_end_matches('.'))
        }
        None => first,
    }
}

/// What this one adds to, when it completes declarations filed before.
fn supplement(declaration: &Declaration, earlier: &[Declaration], t: Text) -> String {
    let before: Cad = earlier.iter().map(|d| d.total).sum();
    let after = before + declaration.total;
    if earlier.is_empty() { String::new() } else { t.receipt_supplement(after, before) }
}

fn payment_view(payment: &payments::Payment, t: Text) -> PaymentView {
    let settled = payment.state == payments::State::Settled;
    PaymentView {
        href: format!("/paiements/{}", payment.id),
        reference: payment.reference.to_string(),
        amount: t.money(&payment.amount),
        tag: if settled {
            Tag { word: t.standing_paid(), kind: "done" }
        } else {
            Tag { word: t.standing_pending(), kind: "info" }
        },
    }
}

/// The rows as frozen; `base` is the address of the declaration for this reader, empty where no amount
/// is explained.
pub fn frozen_rows(items: &[FrozenItem], base: &str, t: Text) -> Vec<AmountRow> {
    let employers: std::collections::HashSet<_> = items.iter().map(|item| &item.employer).collect();
    let row = |item: &FrozenItem| {
        let whose = (employers.len() > 1).then(|| item.employer.clone());
        let notes: Vec<String> =
            whose.into_iter().chain(Some(item_note(item, t))).filter(|note| !note.is_empty()).collect();
        AmountRow {
            payee: item.payee.name(t.lang()).to_owned(),
            rule: rule_words(&item.levy, t),
            levy: levy_name(&item.levy, t.lang()).to_owned(),
            note: notes.join(" · "),
            base: item.base.map(|base| t.money(&base)).unwrap_or_default(),
            persons: t.count(&item.persons),
            amount: t.money(&item.amount),
            href: if base.is_empty() { String::new() } else { format!("{base}/calculs/{}", item.seq) },
        }
    };
    items.iter().map(row).collect()
}

/// What an amount is of, and what stands on it: the period adjusted and why, a decision that waives a
/// part, a base that took another's place.
pub fn item_note(item: &FrozenItem, t: Text) -> String {
    let corrected = item.corrected.map(|(period, cause)| adjustment_words(period, cause, t));
    let waived = item.exemption.as_ref().map(|exemption| exemption_words(exemption, t));
    let substituted = item.substituted.then(|| t.assessment_substituted().to_owned());
    [corrected, waived, substituted].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
